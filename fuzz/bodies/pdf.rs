//! Any bytes as a PDF.

use outloud_exchange::pdf;

/// Refused with a sentence, or read to a text with words in it; never a panic.
pub fn pdf(bytes: &[u8]) {
    match pdf::text(bytes) {
        Ok(text) => assert!(text.chars().any(char::is_alphanumeric)),
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
}
