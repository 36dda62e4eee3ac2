//! How Whisper is run: threads, language, the window, guards.

/// How Whisper is run.
#[derive(Debug, Clone, PartialEq)]
pub struct WhisperOptions {
    /// Threads of the decoder at most; beside other work it takes fewer.
    pub threads: usize,
    /// A language code (`en`), or none: English models speak English, the others detect it in a take's first chunk.
    pub language: Option<String>,
    /// Encoder positions beyond the chunk's own at least, a fiftieth of a second each; none: always the whole window.
    pub margin: Option<usize>,
    /// Whether words get times of their own, or those of Whisper's segments.
    pub word_times: bool,
    /// Whether doubtful and looping chunks are decoded again.
    pub guarded: bool,
    /// Whether steady noise is taken down first.
    pub suppress_noise: bool,
}

impl WhisperOptions {
    /// Decodes samples of any length greedily in whole windows of 30 s, as whisper.cpp's own program would: what chunks are
    /// compared with.
    #[must_use]
    pub fn whole_clips() -> Self {
        Self { margin: None, word_times: false, guarded: false, suppress_noise: false, ..Self::default() }
    }
}

impl Default for WhisperOptions {
    fn default() -> Self {
        Self {
            threads: physical_cores(),
            language: None,
            margin: Some(200),
            word_times: true,
            guarded: true,
            suppress_noise: true,
        }
    }
}

/// Cores to decode on: more threads than real cores make Whisper slower.
#[must_use]
pub fn physical_cores() -> usize {
    let usable = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    num_cpus::get_physical().clamp(1, usable)
}
