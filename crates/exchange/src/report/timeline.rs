//! A take along its time: speech, silence, and when each point was made. Positions are in percent of the
//! width, so that the drawing fits a phone and a sheet of paper.

use serde::Serialize;

use super::{time::clock, words};
use outloud_core::{
    session::Take,
    view::{count, wave_heights},
};

/// Marks that are closer, in percent of the width, are drawn as one.
const SAME_MOMENT_PERCENT: f64 = 2.0;

/// Columns of the waveform.
const WAVE_COLUMNS: usize = 240;
/// Its height.
const WAVE_HEIGHT: f32 = 16.0;

/// The drawing of a take.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Timeline {
    pub duration_s: f64,
    /// How loud it was, as an area of [`WAVE_COLUMNS`] by [`WAVE_HEIGHT`]; none without a recording.
    pub wave: Option<String>,
    pub speech: Vec<Bar>,
    pub pauses: Vec<Bar>,
    pub keywords: Vec<Dot>,
    pub points: Vec<Dot>,
    /// Contradicted points and false beliefs.
    pub conflicts: Vec<Dot>,
    pub fillers: Vec<Dot>,
    /// Stretches with many fillers.
    pub bursts: Vec<Bar>,
    pub ticks: Vec<Dot>,
    /// The same in words.
    pub summary: String,
}

/// A stretch of time.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Bar {
    pub x: f64,
    pub width: f64,
    pub label: String,
}

/// A moment.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Dot {
    pub x: f64,
    pub label: String,
    pub text: String,
}

/// The timeline of a take whose length is known, with the peaks of its recording if there are any.
pub(super) fn of(take: &Take, peaks: &[f32]) -> Option<Timeline> {
    let card = take.scorecard.as_ref();
    let from_words = || take.transcript.as_ref().and_then(|t| t.words.last()).and_then(|w| w.end_s);
    let duration_s = take.sound.as_ref().map(|s| s.duration_s).or_else(from_words)?;
    if !duration_s.is_finite() || duration_s <= 0.0 {
        return None;
    }
    let x = |s: f64| (s / duration_s * 100.0).clamp(0.0, 100.0);
    let bar =
        |start_s: f64, end_s: f64, label: String| Bar { x: x(start_s), width: (x(end_s) - x(start_s)).max(0.0), label };
    let dot = |at_s: f64, label: String, text: String| Dot { x: x(at_s), label, text };
    let sound = take.sound.as_ref();
    let speech = sound.iter().flat_map(|s| &s.speech).map(|s| bar(s.start_s, s.end_s, String::new())).collect();
    let pauses = card.iter().flat_map(|c| &c.delivery.pauses);
    let pauses = pauses.map(|p| bar(p.start_s, p.end_s, format!("pause of {:.1} s", p.end_s - p.start_s))).collect();
    let hits = card.iter().flat_map(|c| &c.keywords.hit);
    let keywords = hits.filter_map(|h| Some(dot(h.evidence.start_s?, h.term.clone(), String::new()))).collect();
    let met = card.iter().flat_map(|c| (1..).zip(&c.rubric));
    let points =
        met.filter_map(|(n, p): (usize, _)| Some(dot(p.evidence.first()?.start_s?, p.point.clone(), n.to_string())));
    let conflicts = card.into_iter().flat_map(words::conflicts).filter_map(|(conflict, evidence)| {
        let number = conflict.number.map_or_else(|| "!".to_owned(), |n| n.to_string());
        Some(dot(evidence.start_s?, conflict.said(), number))
    });
    let conflicts = together(conflicts);
    let fillers = card.iter().flat_map(|c| &c.delivery.filler_marks);
    let fillers = fillers.filter_map(|m| Some(dot(m.start_s?, m.text.clone(), String::new())));
    let bursts = card.iter().flat_map(|c| &c.delivery.filler_bursts);
    let bursts = bursts.map(|b| bar(b.start_s, b.end_s, b.sentence()));
    let hesitations = sound.iter().flat_map(|s| &s.hesitations);
    let hesitations = hesitations.map(|h| dot(h.start_s, "hesitation".to_owned(), String::new()));
    let mut timeline = Timeline {
        duration_s,
        wave: wave(peaks),
        speech,
        pauses,
        keywords,
        points: points.collect(),
        conflicts,
        fillers: fillers.chain(hesitations).collect(),
        bursts: bursts.collect(),
        ticks: ticks(duration_s).map(|s| dot(s, String::new(), clock(s))).collect(),
        summary: String::new(),
    };
    timeline.summary = summary(&timeline);
    Some(timeline)
}

/// The outline of the loudness: a step for each column.
fn wave(peaks: &[f32]) -> Option<String> {
    let steps = wave_heights(peaks, WAVE_COLUMNS);
    let steps = steps.iter().zip(1..).map(|(height, x)| format!("V{:.1}H{x}", WAVE_HEIGHT * (1.0 - height)));
    (!peaks.is_empty()).then(|| format!("M0 {WAVE_HEIGHT}{}V{WAVE_HEIGHT}Z", steps.collect::<String>()))
}

/// Dots of one moment as one, so that none hides another.
fn together(dots: impl Iterator<Item = Dot>) -> Vec<Dot> {
    let mut all: Vec<Dot> = Vec::new();
    for dot in dots {
        match all.iter_mut().find(|other| (other.x - dot.x).abs() < SAME_MOMENT_PERCENT) {
            Some(other) => {
                other.label = format!("{}; {}", other.label, dot.label);
                other.text = format!("{},{}", other.text, dot.text);
            }
            None => all.push(dot),
        }
    }
    all
}

/// Round moments, at most seven.
fn ticks(duration_s: f64) -> impl Iterator<Item = f64> {
    let steps = [5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0];
    let step = steps.into_iter().find(|s| duration_s / s <= 6.0).unwrap_or((duration_s / 6.0).ceil());
    (0..7).map(move |n| f64::from(n) * step).take_while(move |s| *s < duration_s * 0.97)
}

fn summary(t: &Timeline) -> String {
    let conflicts = if t.conflicts.is_empty() {
        String::new()
    } else {
        format!(", {} against a point or the facts", count(t.conflicts.len(), "statement"))
    };
    format!(
        "Timeline of {:.0} seconds: {} stretches of speech, {} long pauses, {} keywords, {} points{conflicts}, {} fillers and hesitations{}",
        t.duration_s,
        t.speech.len(),
        t.pauses.len(),
        t.keywords.len(),
        t.points.len(),
        t.fillers.len(),
        if t.bursts.is_empty() {
            String::new()
        } else {
            format!(", {} of many fillers", count(t.bursts.len(), "burst"))
        }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_one_moment_are_one() {
        let dot = |x, text: &str| Dot { x, label: format!("point {text}"), text: text.to_owned() };
        let dots = together([dot(10.0, "1"), dot(50.0, "2"), dot(10.5, "3")].into_iter());
        let shown: Vec<_> = dots.iter().map(|d| (d.text.as_str(), d.label.as_str())).collect();
        assert_eq!(shown, [("1,3", "point 1; point 3"), ("2", "point 2")]);
    }

    #[test]
    fn the_outline_of_the_loudness_goes_up_with_the_sound() {
        let wave = wave(&[0.0, 0.25, 1.0]).unwrap();
        assert!(wave.starts_with("M0 16V16.0H1") && wave.ends_with("V0.0H240V16Z"), "{wave}");
        assert_eq!((wave.matches("V12.0H").count(), super::wave(&[])), (80, None));
    }

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(39.0).collect::<Vec<_>>(), [0.0, 10.0, 20.0, 30.0]);
        for length in [1.0, 29.0, 90.0, 1800.0, 90_000.0] {
            let count = ticks(length).count();
            assert!((1..=7).contains(&count), "{length}: {count}");
        }
    }
}
