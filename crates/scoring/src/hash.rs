//! FNV-1a, 64 bit: a hash that is the same on every machine and can be extended piece by piece.

use std::io::{self, Write};

use serde::Serialize;

/// A hash in the making.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fnv(u64);

impl Fnv {
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub fn push(&mut self, bytes: &[u8]) {
        self.0 = self.with(bytes);
    }

    /// The value with `bytes` added, without adding them.
    pub fn with(self, bytes: &[u8]) -> u64 {
        bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
    }

    pub fn value(self) -> u64 {
        self.0
    }
}

impl Write for Fnv {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.push(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The hash of `value` as JSON.
pub(crate) fn of_json(value: &impl Serialize) -> u64 {
    let mut fnv = Fnv::new();
    // Neither the hash nor our own types can fail.
    let _ = serde_json::to_writer(&mut fnv, value);
    fnv.value()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test vectors of the FNV authors.
    #[test]
    fn known_values_come_out() {
        for (text, want) in
            [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)]
        {
            assert_eq!(Fnv::new().with(text.as_bytes()), want, "{text}");
        }
    }

    #[test]
    fn pieces_hash_as_the_whole() {
        let mut pieces = Fnv::new();
        pieces.push(b"foo");
        assert_eq!(pieces.with(b"bar"), Fnv::new().with(b"foobar"));
        pieces.push(b"bar");
        assert_eq!(pieces.value(), Fnv::new().with(b"foobar"));
    }

    #[test]
    fn a_value_is_hashed_as_its_json() {
        assert_eq!(of_json(&[1, 2]), Fnv::new().with(b"[1,2]"));
        assert_ne!(of_json(&"ab"), of_json(&"ba"));
    }
}
