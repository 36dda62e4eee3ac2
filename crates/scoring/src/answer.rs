//! What is scored.

use outloud_core::{sound::Sound, transcript::Transcript};

use crate::matching::{IndexedTranscript, Lexicon};

/// An answer to score.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The words, with times and probabilities where they were spoken.
    pub transcript: &'a Transcript,
    /// Voice activity and length of the recording; none for typed answers.
    pub sound: Option<&'a Sound>,
    /// The time the answer had, in seconds, if there was a limit.
    pub time_limit_s: Option<u32>,
}

/// An answer with its index, for matching many questions against it.
pub struct Prepared {
    pub(crate) transcript: Transcript,
    pub(crate) indexed: IndexedTranscript,
}

impl Prepared {
    pub(crate) fn new(transcript: Transcript, lexicon: &Lexicon) -> Self {
        Self { indexed: IndexedTranscript::new(&transcript, lexicon), transcript }
    }
}
