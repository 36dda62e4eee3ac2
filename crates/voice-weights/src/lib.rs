//! The voice that ships with outloud, as bytes. They are a crate of their own so that a change anywhere else neither compiles
//! nor copies 14 MB again. Origin, hashes and licence: `assets/README.md`.

/// Phoneme ids and speed to spectra and pitch, ONNX, 7,936,868 bytes.
pub static ACOUSTIC: &[u8] = include_bytes!("../assets/hibari.onnx");

/// Spelling to phonemes for words that no lexicon has, ONNX, 2,975,020 bytes.
pub static SPELLING: &[u8] = include_bytes!("../assets/oov.onnx");

/// The letters and phonemes of [`SPELLING`], JSON.
pub static SPELLING_SYMBOLS: &[u8] = include_bytes!("../assets/oov.json");

/// Phonemes and their ids, a JSON object.
pub static PHONEMES: &[u8] = include_bytes!("../assets/vocab.json");

/// Words and how they are said, checked by people, a JSON object compressed by gzip.
pub static LEXICON_GOLD: &[u8] = include_bytes!("../assets/lexicon_us_gold.json.gz");

/// The same, not checked.
pub static LEXICON_SILVER: &[u8] = include_bytes!("../assets/lexicon_us_silver.json.gz");

/// An averaged perceptron that tells parts of speech, JSON compressed by gzip.
pub static TAGGER: &[u8] = include_bytes!("../assets/tagger.json.gz");
