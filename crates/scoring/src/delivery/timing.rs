//! Pace, pauses and shares of time, from voice activity where there is a recording, else from the words' times.

use outloud_core::{delivery::Delivery, sound::Span, transcript::Word};

use crate::{
    answer::Answer,
    round::{hundredth, tenth, thousandth},
};

use super::params;

/// Adds every time to `delivery`; typed answers have none.
pub(super) fn add(answer: &Answer<'_>, delivery: &mut Delivery) {
    delivery.time_limit_s = answer.time_limit_s;
    delivery.hesitations = answer.sound.map_or(0, |s| s.hesitations.len());
    let speech = match answer.sound {
        Some(sound) if !sound.speech.is_empty() => tidy(sound.speech.iter().copied()),
        _ => tidy(answer.transcript.words.iter().filter_map(span)),
    };
    let (Some(first), Some(last)) = (speech.first(), speech.last()) else {
        delivery.duration_s = answer.sound.map(|s| hundredth(s.duration_s.max(0.0)));
        return;
    };
    let duration_s = answer.sound.map_or(last.end_s, |s| s.duration_s).max(last.end_s);
    let spoken_s = last.end_s - first.start_s;
    if spoken_s > 0.0 {
        delivery.words_per_minute = Some(tenth(delivery.words as f64 * 60.0 / spoken_s));
        let fillers = delivery.filler_marks.len() as f64;
        delivery.fillers_per_minute = Some(tenth(fillers * 60.0 / spoken_s));
    }
    let silences: Vec<Span> =
        speech.windows(2).map(|w| Span { start_s: hundredth(w[0].end_s), end_s: hundredth(w[1].start_s) }).collect();
    let length = |s: &Span| s.end_s - s.start_s;
    delivery.longest_pause_s = Some(hundredth(silences.iter().map(length).fold(0.0, f64::max)));
    delivery.pauses = silences.into_iter().filter(|s| length(s) > params::PAUSE_S).collect();
    delivery.time_to_first_word_s = Some(hundredth(first.start_s));
    delivery.duration_s = Some(hundredth(duration_s));
    if duration_s > 0.0 {
        let spoken: f64 = speech.iter().map(length).sum();
        delivery.talk_share = Some(thousandth(spoken / duration_s));
        let limit = answer.time_limit_s.filter(|l| *l > 0);
        delivery.time_limit_share = limit.map(|l| hundredth(duration_s / f64::from(l)));
    }
}

fn span(word: &Word) -> Option<Span> {
    Some(Span { start_s: word.start_s?, end_s: word.end_s? })
}

/// Spans in order, merged where they overlap, nonsense (not a number, negative, backwards) left out.
fn tidy(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let sane = |s: &Span| s.start_s.is_finite() && s.end_s.is_finite() && s.start_s >= 0.0 && s.end_s >= s.start_s;
    let mut all: Vec<Span> = spans.filter(sane).collect();
    all.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    let mut merged: Vec<Span> = Vec::with_capacity(all.len());
    for next in all {
        match merged.last_mut() {
            Some(last) if next.start_s <= last.end_s => last.end_s = last.end_s.max(next.end_s),
            _ => merged.push(next),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use outloud_core::{sound::Sound, transcript::Transcript};

    use super::*;
    use crate::testing::spoken;

    fn measured(transcript: &Transcript, sound: Option<&Sound>, time_limit_s: Option<u32>) -> Delivery {
        let mut delivery = Delivery { words: transcript.words.len(), ..Delivery::default() };
        add(&Answer { transcript, sound, time_limit_s }, &mut delivery);
        delivery
    }

    #[test]
    fn typed_answers_have_no_times() {
        let delivery = measured(&Transcript::from_text("a counter rises"), None, Some(90));
        assert_eq!((delivery.duration_s, delivery.words_per_minute, delivery.time_limit_s), (None, None, Some(90)));
    }

    /// Speech from 1 to 3 and from 6 to 10 seconds of 20.
    #[test]
    fn times_follow_from_voice_activity() {
        let span = |start_s, end_s| Span { start_s, end_s };
        let sound = Sound { duration_s: 20.0, speech: vec![span(6.0, 10.0), span(1.0, 3.0)], ..Sound::default() };
        let delivery = measured(&spoken(&[("one", 1.0); 18]), Some(&sound), Some(40));
        // 18 words in the 9 seconds from the first to the last sound.
        assert_eq!(delivery.words_per_minute, Some(120.0));
        assert_eq!((delivery.longest_pause_s, delivery.time_to_first_word_s), (Some(3.0), Some(1.0)));
        assert_eq!(delivery.pauses, [span(3.0, 6.0)]);
        assert_eq!((delivery.talk_share, delivery.time_limit_share), (Some(0.3), Some(0.5)));
    }

    #[test]
    fn without_a_recording_the_words_times_count() {
        // 4 words, the last from 1.5 to 1.9 s.
        let delivery = measured(&spoken(&[("one", 1.0); 4]), None, None);
        assert_eq!(delivery.duration_s, Some(1.9));
        assert!(delivery.pauses.is_empty() && delivery.longest_pause_s == Some(0.1));
    }

    #[test]
    fn spans_are_put_in_order_merged_and_nonsense_is_left_out() {
        let span = |start_s, end_s| Span { start_s, end_s };
        let spans =
            [span(5.0, 6.0), span(1.0, 3.0), span(2.0, 4.0), span(9.0, 8.0), span(f64::NAN, 2.0), span(-1.0, 2.0)];
        assert_eq!(tidy(spans.into_iter()), [span(1.0, 4.0), span(5.0, 6.0)]);
    }
}
