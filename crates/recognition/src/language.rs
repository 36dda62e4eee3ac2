//! The languages that Whisper knows.

use whisper_rs::WhisperContext;

use super::{DetectedLanguage, SpeechError};

/// In the place of a language: the one that is heard.
pub const AUTO: &str = "auto";

/// The code of a language by its code or English name.
pub fn known_language(language: &str) -> Option<&'static str> {
    whisper_rs::get_lang_id(language).and_then(whisper_rs::get_lang_str)
}

/// A language of this code that was heard.
pub fn detected(code: &str) -> DetectedLanguage {
    let name = whisper_rs::get_lang_id(code).and_then(whisper_rs::get_lang_str_full).unwrap_or(code);
    let capital = name.chars().take(1).flat_map(char::to_uppercase);
    DetectedLanguage { code: code.to_owned(), name: capital.chain(name.chars().skip(1)).collect() }
}

/// Whether a model knows a language; without one it does.
pub fn check_language(context: &WhisperContext, name: &str, language: Option<&str>) -> Result<(), SpeechError> {
    let Some(language) = language else { return Ok(()) };
    let known = if context.is_multilingual() {
        language == AUTO || known_language(language).is_some()
    } else {
        language == "en"
    };
    let unknown = || SpeechError::Language { model: name.to_owned(), language: language.to_owned() };
    if known { Ok(()) } else { Err(unknown()) }
}
