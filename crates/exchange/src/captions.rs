//! Transcripts as subtitles: lines of readable length, cut at pauses and sentence ends.

use outloud_core::transcript::{Transcript, Word};

/// A cue holds at most this many characters: two lines of a screen.
const MAX_CHARS: usize = 84;
/// A silence of this length ends a cue, in seconds.
const PAUSE_S: f64 = 0.8;

/// One subtitle.
#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    /// Seconds from the start of the take.
    pub start_s: f64,
    /// Seconds from the start of the take.
    pub end_s: f64,
    /// The words.
    pub text: String,
}

/// The cues of a transcript; none for words without times.
#[must_use]
pub fn cues(transcript: &Transcript) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut ended = true;
    for word in &transcript.words {
        let Word { text, start_s: Some(start_s), end_s: Some(end_s), .. } = word else { continue };
        match cues.last_mut() {
            Some(cue) if !ended && start_s - cue.end_s < PAUSE_S && cue.text.len() + text.len() < MAX_CHARS => {
                cue.text.push(' ');
                cue.text.push_str(text);
                cue.end_s = *end_s;
            }
            _ => cues.push(Cue { start_s: *start_s, end_s: *end_s, text: text.clone() }),
        }
        ended = text.ends_with(['.', '?', '!']) && cues.last().is_some_and(|c| c.text.len() > MAX_CHARS / 3);
    }
    cues
}

/// SubRip.
#[must_use]
pub fn srt(transcript: &Transcript) -> String {
    let block = |(i, c): (usize, Cue)| {
        format!("{}\n{} --> {}\n{}\n", i + 1, clock(c.start_s, ','), clock(c.end_s, ','), c.text)
    };
    cues(transcript).into_iter().enumerate().map(block).collect::<Vec<_>>().join("\n")
}

/// WebVTT; `<`, `>` and `&` are escaped, as the format asks.
#[must_use]
pub fn vtt(transcript: &Transcript) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let block = |c: Cue| format!("\n{} --> {}\n{}\n", clock(c.start_s, '.'), clock(c.end_s, '.'), escaped(&c.text));
    let cues = cues(transcript).into_iter().map(block).collect::<String>();
    format!("WEBVTT\n{cues}")
}

fn clock(seconds: f64, point: char) -> String {
    let ms = (seconds.max(0.0) * 1000.0).round() as u64;
    format!("{:02}:{:02}:{:02}{point}{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &[(&str, f64, f64)]) -> Transcript {
        let word = |(text, start, end): &(&str, f64, f64)| Word {
            text: (*text).to_owned(),
            start_s: Some(*start),
            end_s: Some(*end),
            probability: None,
            hearings: Vec::new(),
        };
        Transcript::from_words(words.iter().map(word).collect())
    }

    #[test]
    fn a_pause_starts_a_new_cue() {
        let t = said(&[("Merge", 0.5, 0.9), ("keeps", 1.0, 1.3), ("history.", 3.0, 3.61)]);
        assert_eq!(
            srt(&t),
            "1\n00:00:00,500 --> 00:00:01,300\nMerge keeps\n\n2\n00:00:03,000 --> 00:00:03,610\nhistory.\n"
        );
    }

    #[test]
    fn markup_in_speech_stays_text() {
        assert_eq!(vtt(&said(&[("<b>&", 0.0, 3661.5)])), "WEBVTT\n\n00:00:00.000 --> 01:01:01.500\n&lt;b&gt;&amp;\n");
    }

    #[test]
    fn cues_stay_readable() {
        let words: Vec<_> = (0..200).map(|i| ("word", f64::from(i) * 0.3, f64::from(i) * 0.3 + 0.25)).collect();
        let cues = cues(&said(&words));
        assert!(cues.iter().all(|c| c.text.len() <= MAX_CHARS) && cues.len() > 10);
        assert!(cues.windows(2).all(|w| w[0].end_s <= w[1].start_s));
    }
}
