//! Words that were corrected by hand, found again in what another model heard.

use std::ops::Range;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use outloud_core::transcript::{Transcript, Word, letters};

/// Words of two models belong together if they are said within this many seconds of each other.
const SLACK_S: f64 = 0.15;
/// A correction is not put in the place of so many words more than it replaced.
const MORE_WORDS: usize = 2;

/// Words, and what stands in their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordChange {
    /// The words before; empty if there were none.
    pub before: String,
    /// The words now; empty if there are none.
    pub after: String,
}

/// A new transcript with the corrections of the old one.
#[derive(Debug, Clone, PartialEq)]
pub struct Carried {
    /// The new words, corrected.
    pub transcript: Transcript,
    /// The new words as recognised, if some of them are corrected.
    pub heard: Option<Transcript>,
    /// Corrections that hold: they stand in the new transcript.
    pub kept: Vec<WordChange>,
    /// Corrections whose place is not found in the new transcript.
    pub lost: Vec<WordChange>,
}

/// A correction: which of the recognised words were replaced, by what.
struct Edit {
    words: Range<usize>,
    right: Vec<String>,
}

/// Puts the corrections that turned `recognised` into `corrected` into `new`, another model's words for the same sound.
#[must_use]
pub fn carry(recognised: &Transcript, corrected: &Transcript, new: Transcript) -> Carried {
    let ops = alignment(recognised, &new);
    let mut carried = Carried { transcript: new.clone(), heard: None, kept: Vec::new(), lost: Vec::new() };
    // Backwards, so that places in front stay where they are.
    for edit in edits(recognised, corrected).into_iter().rev() {
        let old = &recognised.words[edit.words.clone()];
        let place = place(&ops, &edit.words, recognised, &new);
        let found = &new.words[place.clone()];
        let right = edit.right.join(" ");
        let known = same_words(found.iter().map(|w| w.text.as_str()), edit.right.iter().map(String::as_str));
        let misheard = same_words(texts(found), texts(old));
        let replaceable = !found.is_empty() && !edit.right.is_empty() && found.len() <= old.len() + MORE_WORDS;
        let change = WordChange { before: texts(old).collect::<Vec<_>>().join(" "), after: right.clone() };
        match () {
            () if known => carried.kept.push(change),
            () if misheard || replaceable => {
                replace(&mut carried.transcript, place, &right);
                carried.kept.push(change);
            }
            () => carried.lost.push(change),
        }
    }
    carried.heard = (carried.transcript != new).then_some(new);
    carried.kept.reverse();
    carried.lost.reverse();
    carried
}

/// The words that differ between two models, in their order. Case and punctuation do not count.
#[must_use]
pub fn changes(before: &Transcript, after: &Transcript) -> Vec<WordChange> {
    let joined = |words: &[Word]| texts(words).collect::<Vec<_>>().join(" ");
    let change = |op: &DiffOp| WordChange {
        before: joined(&before.words[op.old_range()]),
        after: joined(&after.words[op.new_range()]),
    };
    alignment(before, after).iter().filter(|op| !is_equal(op)).map(change).collect()
}

/// How many words such changes are: of each the larger number.
#[must_use]
pub fn changed_words(changes: &[WordChange]) -> usize {
    let count = |text: &str| text.split_whitespace().count();
    changes.iter().map(|c| count(&c.before).max(count(&c.after))).sum()
}

/// The corrections, one for each stretch of words. Each has at least one recognised word.
fn edits(recognised: &Transcript, corrected: &Transcript) -> Vec<Edit> {
    let (old, new): (Vec<&str>, Vec<&str>) = (texts(&recognised.words).collect(), texts(&corrected.words).collect());
    let differing = capture_diff_slices(Algorithm::Myers, &old, &new).into_iter().filter(|op| !is_equal(op));
    let edit = |op: DiffOp| {
        let (mut words, mut right) = (op.old_range(), op.new_range());
        // Words were put beside one that stayed.
        if words.is_empty() && words.start > 0 {
            (words.start, right.start) = (words.start - 1, right.start - 1);
        } else if words.is_empty() && words.end < old.len() {
            (words.end, right.end) = (words.end + 1, right.end + 1);
        }
        Edit { words, right: new[right].iter().map(|&w| w.to_owned()).collect() }
    };
    differing.map(edit).filter(|e| !e.words.is_empty()).collect()
}

fn alignment(before: &Transcript, after: &Transcript) -> Vec<DiffOp> {
    let keys = |t: &Transcript| texts(&t.words).map(letters).collect::<Vec<_>>();
    capture_diff_slices(Algorithm::Myers, &keys(before), &keys(after))
}

/// Where in the new words the old ones at `words` are.
fn place(ops: &[DiffOp], words: &Range<usize>, old: &Transcript, new: &Transcript) -> Range<usize> {
    let mut place: Option<Range<usize>> = None;
    let mut behind = 0;
    for op in ops {
        let (from, to) = (op.old_range(), op.new_range());
        let common = from.start.max(words.start)..from.end.min(words.end);
        let inside = from.is_empty() && words.start < from.start && from.start < words.end;
        if from.end <= words.start {
            behind = to.end;
        }
        if common.is_empty() && !inside {
            continue;
        }
        let found = match op {
            DiffOp::Equal { .. } => to.start + common.start - from.start..to.start + common.end - from.start,
            _ if inside || common == from => to,
            _ => at_the_same_time(to, &old.words[common], new),
        };
        place = Some(place.map_or(found.clone(), |p| p.start.min(found.start)..p.end.max(found.end)));
    }
    place.unwrap_or(behind..behind)
}

/// Those of the new words at `range` that are said when `old` were.
fn at_the_same_time(range: Range<usize>, old: &[Word], new: &Transcript) -> Range<usize> {
    let start_s = old.first().and_then(|w| w.start_s);
    let Some((start_s, end_s)) = start_s.zip(old.last().and_then(|w| w.end_s)) else { return range };
    let then = |at: &usize| {
        let middle = new.words[*at].start_s.zip(new.words[*at].end_s).map(|(start, end)| f64::midpoint(start, end));
        middle.is_some_and(|m| m >= start_s - SLACK_S && m <= end_s + SLACK_S)
    };
    let begin = range.clone().find(then).unwrap_or(range.end);
    let end = range.clone().rev().find(then).map_or(begin, |last| last + 1);
    begin..end
}

/// Puts `text` in the place of words; it takes over their time.
fn replace(transcript: &mut Transcript, place: Range<usize>, text: &str) {
    let end_s = transcript.words[place.clone()].last().and_then(|w| w.end_s);
    for at in place.clone().skip(1).rev() {
        transcript.correct(at, "");
    }
    if let Some(first) = transcript.words.get_mut(place.start) {
        first.end_s = end_s;
    }
    transcript.correct(place.start, text);
}

fn texts(words: &[Word]) -> impl Iterator<Item = &str> {
    words.iter().map(|w| w.text.as_str())
}

fn same_words<'a>(a: impl Iterator<Item = &'a str>, b: impl Iterator<Item = &'a str>) -> bool {
    a.map(letters).eq(b.map(letters))
}

fn is_equal(op: &DiffOp) -> bool {
    matches!(op, DiffOp::Equal { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A second for each word, from 0 on.
    fn spoken(text: &str) -> Transcript {
        let mut transcript = Transcript::from_text(text);
        for (at, word) in transcript.words.iter_mut().enumerate() {
            (word.start_s, word.end_s, word.probability) = (Some(at as f64), Some(at as f64 + 1.0), Some(0.5));
        }
        transcript
    }

    fn carried(recognised: &str, fix: &[(usize, &str)], new: &str) -> Carried {
        let old = spoken(recognised);
        let mut corrected = old.clone();
        for (at, text) in fix {
            corrected.correct(*at, text);
        }
        carry(&old, &corrected, spoken(new))
    }

    #[test]
    fn corrections_hold_where_their_place_is_found_and_are_told_where_it_is_not() {
        let old = "the call is high in Putin for us";
        let fix = [(5, ""), (4, ""), (3, "idempotent")];
        for (what, recognised, fix, new, text, kept, lost) in [
            ("heard right now", old, &fix[..], "The call is idempotent for us", "The call is idempotent for us", 1, 0),
            (
                "misheard alike",
                old,
                &fix[..],
                "the call is High in Putin, for us",
                "the call is idempotent for us",
                1,
                0,
            ),
            (
                "misheard otherwise",
                old,
                &fix[..],
                "the call is hiding potent for us",
                "the call is idempotent for us",
                1,
                0,
            ),
            ("not heard at all", old, &fix[..], "the call is for us", "the call is for us", 0, 1),
            ("a word too many", "so so it scales", &[(1, "")][..], "so it scales", "so it scales", 1, 0),
            ("still too many", "it it scales", &[(1, "")][..], "It, it scales", "It, scales", 1, 0),
            (
                "one became two",
                "use cube control",
                &[(1, "kube-control"), (2, "now")][..],
                "use kubectl",
                "use kube-control now",
                1,
                0,
            ),
            ("words beside", "use the queue", &[(2, "queue first")][..], "use the queue.", "use the queue first", 1, 0),
            ("none", "it scales", &[][..], "it sails", "it sails", 0, 0),
        ] {
            let carried = carried(recognised, fix, new);
            let told = (carried.transcript.text.as_str(), carried.kept.len(), carried.lost.len());
            assert_eq!(told, (text, kept, lost), "{what}: {carried:?}");
            assert_eq!(carried.heard.is_some(), text != new, "{what}");
        }
    }

    #[test]
    fn in_a_stretch_that_differs_the_time_tells_the_place() {
        let carried = carried("a part B sees", &[(1, "pod")], "eh port be seize");
        assert_eq!(carried.transcript.text, "eh pod be seize");
        let pod = &carried.transcript.words[1];
        assert_eq!((pod.start_s, pod.end_s, pod.probability), (Some(1.0), Some(2.0), Some(1.0)));
    }

    #[test]
    fn changed_words_are_counted_without_case_and_punctuation() {
        let of = |a: &str, b: &str| changed_words(&changes(&spoken(a), &spoken(b)));
        assert_eq!([of("It scales.", "it scales"), of("high in Putin", "idempotent"), of("", "a b")], [0, 3, 2]);
    }
}
