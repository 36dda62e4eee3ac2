//! The Whisper weights that ship with outloud: bytes and name, nothing else. They are a crate of their own so that a change anywhere
//! else neither compiles nor copies 43 MB again. Origin, hash and licence: `models/README.md`.

use std::borrow::Cow;

/// The model's short name, as `--model` takes it.
pub const NAME: &str = "tiny.en-q8_0";

/// The weights in ggml format, 43,550,795 bytes.
pub static WEIGHTS: &[u8] = include_bytes!("../../../models/ggml-tiny.en-q8_0.bin");

/// [`WEIGHTS`] for somebody who copies them. Pages of the program that were read once stay in its memory. So on Linux the bytes are read
/// from the program's file, and their memory is free again when they are dropped.
#[must_use]
pub fn weights() -> Cow<'static, [u8]> {
    #[cfg(target_os = "linux")]
    if let Some(read) = linux::read(WEIGHTS) {
        return Cow::Owned(read);
    }
    Cow::Borrowed(WEIGHTS)
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        fs::{self, File},
        os::unix::fs::FileExt,
    };

    /// Bytes at either end that tell whether the right place was read.
    const PROOF: usize = 64;

    /// A constant of the program, read from its file. None if its place in the file is not found.
    pub fn read(constant: &[u8]) -> Option<Vec<u8>> {
        let begin = constant.as_ptr().addr() as u64;
        let maps = fs::read_to_string("/proc/self/maps").ok()?;
        let (start, offset) = maps.lines().find_map(|line| mapping(line, begin, begin + constant.len() as u64))?;
        let mut bytes = vec![0; constant.len()];
        File::open("/proc/self/exe").ok()?.read_exact_at(&mut bytes, offset + (begin - start)).ok()?;
        let same = bytes.first_chunk::<PROOF>() == constant.first_chunk::<PROOF>()
            && bytes.last_chunk::<PROOF>() == constant.last_chunk::<PROOF>();
        same.then_some(bytes)
    }

    /// The first address of a line of `/proc/self/maps`, and what is there: an offset in the file. None unless it holds all
    /// addresses from `begin` to `end`.
    fn mapping(line: &str, begin: u64, end: u64) -> Option<(u64, u64)> {
        let mut fields = line.split_whitespace();
        let number = |hex: &str| u64::from_str_radix(hex, 16).ok();
        let (first, last) = fields.next()?.split_once('-')?;
        let (first, last) = (number(first)?, number(last)?);
        let offset = number(fields.nth(1)?)?;
        (first <= begin && end <= last).then_some((first, offset))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_from_the_file_is_what_was_compiled_in() {
        let weights = weights();
        assert_eq!(matches!(weights, Cow::Owned(_)), cfg!(target_os = "linux"));
        assert!(*weights == *WEIGHTS);
    }
}
