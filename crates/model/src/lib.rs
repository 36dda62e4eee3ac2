//! The Whisper weights that ship with outloud: bytes and name, nothing else. They are a crate of their own so that a change anywhere
//! else neither compiles nor copies 43 MB again. Origin, hash and licence: `models/README.md`.

/// The model's short name, as `--model` takes it.
pub const NAME: &str = "tiny.en-q8_0";

/// The weights in ggml format, 43,550,795 bytes.
pub static WEIGHTS: &[u8] = include_bytes!("../../../models/ggml-tiny.en-q8_0.bin");
