//! Words that are true of many things.

use crate::text::Token;

const GENERIC: &[&str] = &[
    "all",
    "always",
    "bad",
    "better",
    "big",
    "cheap",
    "different",
    "each",
    "easy",
    "every",
    "everything",
    "expensive",
    "fast",
    "first",
    "full",
    "good",
    "high",
    "later",
    "less",
    "long",
    "low",
    "many",
    "more",
    "most",
    "new",
    "now",
    "often",
    "old",
    "one",
    "quick",
    "safe",
    "same",
    "short",
    "simple",
    "single",
    "slow",
    "small",
    "whole",
];

/// Whether the word alone, said of a rival, contradicts nothing.
pub(super) fn is_generic(token: &Token) -> bool {
    GENERIC.contains(&token.text.as_str())
}
