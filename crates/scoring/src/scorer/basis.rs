//! What a score rests on, as a hash: a stored card whose basis is still the same need not be made again.

use std::io::{self, Write};

use serde::Serialize;

use super::{Answer, SCORER_VERSION, context::MatchContext};
use outloud_core::bank::Question;

/// What the scores of one question rest on, the answer apart: the scorer's version, what the banks know, the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Basis(u64);

impl Basis {
    pub(super) fn new(context: &MatchContext, question: &Question) -> Self {
        Self(hash(&(SCORER_VERSION, context.fingerprint, question)))
    }

    /// The basis of the score of `answer`, in hex.
    #[must_use]
    pub fn with(self, answer: &Answer<'_>) -> String {
        format!("{:016x}", hash(&(self.0, answer.transcript, answer.sound, answer.time_limit_s)))
    }
}

/// The hash of `value` as JSON, the same on every machine.
pub(super) fn hash(value: &impl Serialize) -> u64 {
    let mut fnv = Fnv(0xcbf2_9ce4_8422_2325);
    // Neither the hash nor our own types can fail.
    let _ = serde_json::to_writer(&mut fnv, value);
    fnv.0
}

/// FNV-1a, 64 bit.
struct Fnv(u64);

impl Write for Fnv {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
