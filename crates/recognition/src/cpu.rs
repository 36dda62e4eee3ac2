//! Whether this CPU has what the recogniser was compiled for. A binary that is handed out is built for a CPU that is not there
//! to be asked; without this an older one ends it with "illegal instruction".

use super::SpeechError;

/// Whether whisper.cpp was built for any CPU of the last ten years (`script/package`) and not for the one it was built on.
const IS_PORTABLE: bool = matches!(option_env!("GGML_NATIVE"), Some(value) if value.eq_ignore_ascii_case("OFF"));

/// Refuses a CPU that lacks something that portable binaries use.
///
/// # Errors
/// [`SpeechError::OldCpu`] with what is missing.
pub(super) fn check() -> Result<(), SpeechError> {
    if IS_PORTABLE && let Some(missing) = missing() { Err(SpeechError::OldCpu(missing)) } else { Ok(()) }
}

/// The first instruction set of the portable build that this CPU lacks. ggml's own list for x86-64; NEON is part of every ARM.
#[cfg(target_arch = "x86_64")]
fn missing() -> Option<&'static str> {
    let sets = [
        ("SSE4.2", std::is_x86_feature_detected!("sse4.2")),
        ("AVX", std::is_x86_feature_detected!("avx")),
        ("AVX2", std::is_x86_feature_detected!("avx2")),
        ("FMA", std::is_x86_feature_detected!("fma")),
        ("F16C", std::is_x86_feature_detected!("f16c")),
        ("BMI2", std::is_x86_feature_detected!("bmi2")),
    ];
    sets.into_iter().find(|(_, is_there)| !is_there).map(|(name, _)| name)
}

#[cfg(not(target_arch = "x86_64"))]
fn missing() -> Option<&'static str> {
    None
}
