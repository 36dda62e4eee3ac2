//! Terms that were verified by ear: found where something else is written, and doubtful where they only sounded alike.

use outloud_core::{scorecard::How, transcript::Hearing};

use crate::text::Class;

use super::{heard_term::HeardTerm, hit::Hit, params, target::Target, transcript::IndexedTranscript};

/// Whether it was said: the sound speaks for it, and for no other term there more.
fn was_said(heard: &HeardTerm, all: &[HeardTerm]) -> bool {
    let better = |other: &HeardTerm| other.overlaps(heard.first, heard.last) && other.nats > heard.nats;
    heard.nats >= params::EAR_HEARD && !all.iter().any(better)
}

/// Places where words with these stems were said one after the other, at least one of them heard by ear.
pub(crate) fn find(indexed: &IndexedTranscript, stems: &[&str], hits: &mut Vec<Hit>) {
    for heard in indexed.heard.iter().filter(|h| was_said(h, &indexed.heard)) {
        let before = heard.first.saturating_sub(params::EAR_REACH)..heard.first;
        let after = heard.last + 1..(heard.last + 1 + params::EAR_REACH).min(indexed.tokens.len());
        let written = |range: std::ops::Range<usize>| range.map(|at| (&indexed.tokens[at], at, at, false));
        let term = heard.tokens.iter().map(|t| (t, heard.first, heard.last, true));
        let said: Vec<_> = written(before)
            .chain(term)
            .chain(written(after))
            .filter(|(t, ..)| t.class != Class::Stop || stems.contains(&t.stem.as_str()))
            .collect();
        let fits = said.windows(stems.len().max(1)).find(|window| {
            window.iter().zip(stems).all(|((t, ..), stem)| t.stem == **stem) && window.iter().any(|(.., heard)| *heard)
        });
        if let Some([(_, first, ..), .., (_, _, last, _)] | [(_, first, last, _)]) = fits {
            let quality = params::confidence(How::Sound);
            hits.push(Hit { first: *first, last: *last, how: How::Sound, quality });
        }
    }
}

/// The same for every form of `target`.
pub(super) fn find_target(indexed: &IndexedTranscript, target: &Target, hits: &mut Vec<Hit>) {
    if !indexed.heard.is_empty() {
        target.forms.iter().for_each(|form| find(indexed, &stems(form.words.iter().map(|w| &w.stem)), hits));
    }
}

/// The term that the sound speaks for most at the place of a hit by near spelling or sound.
pub(super) fn best_at(indexed: &IndexedTranscript, hit: &Hit) -> Option<Hearing> {
    let there = indexed.heard.iter().filter(|h| h.overlaps(hit.first, hit.last));
    let best = there.max_by(|a, b| a.nats.total_cmp(&b.nats)).filter(|_| by_likeness(hit.how))?;
    Some(Hearing { term: best.term.clone(), words: best.words, evidence_nats: best.nats })
}

fn by_likeness(how: How) -> bool {
    matches!(how, How::Fuzzy | How::Sound)
}

/// Lowers the quality of hits by near spelling or sound that the ear speaks against.
pub(super) fn doubt(indexed: &IndexedTranscript, target: &Target, hits: &mut [Hit]) {
    if indexed.heard.is_empty() {
        return;
    }
    for hit in hits.iter_mut().filter(|h| by_likeness(h.how)) {
        let there = indexed.heard.iter().filter(|h| h.overlaps(hit.first, hit.last));
        let same = there.filter(|h| target.forms.iter().any(|f| h.says(&stems(f.words.iter().map(|w| &w.stem)))));
        let nats = same.map(|h| h.nats).max_by(f64::total_cmp);
        if nats.is_some_and(|nats| nats < params::EAR_AGAINST) {
            hit.quality *= params::EAR_DOUBT;
        }
    }
}

fn stems<'a>(words: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    words.map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use outloud_core::transcript::Transcript;

    use super::*;
    use crate::{Scorer, testing::spoken};

    /// Words of a quarter's doubt, with terms compared with those from one place on.
    fn heard(text: &str, at: usize, hearings: &[(&str, usize, f64)]) -> Transcript {
        let mut transcript = spoken(&text.split(' ').map(|w| (w, 0.75)).collect::<Vec<_>>());
        let hearing = |&(term, words, evidence_nats): &(&str, usize, f64)| Hearing {
            term: term.to_owned(),
            words,
            evidence_nats,
        };
        transcript.words[at].hearings = hearings.iter().map(hearing).collect();
        transcript
    }

    /// The words that earned `term`, how they were heard, and whether in doubt.
    fn found(term: &str, transcript: &Transcript) -> Option<(String, How, bool)> {
        let evidence = Scorer::new([]).find_terms([term], transcript).remove(0)?;
        let doubtful = evidence.is_doubtful();
        Some((evidence.text, evidence.how, doubtful))
    }

    #[test]
    fn a_term_is_heard_where_the_sound_speaks_for_it_and_for_no_other_more() {
        let text = "the part disruption budget";
        let sure = |words: &str| Some((words.to_owned(), How::Sound, false));
        let cases = [
            ("pod", vec![("pod", 1, 4.9), ("path", 1, 3.4)], sure("part")),
            ("path", vec![("pod", 1, 4.9), ("path", 1, 3.4)], None),
            ("pod disruption budget", vec![("pod", 1, 4.9)], sure("part disruption budget")),
            ("pod", vec![("pod", 1, -17.0)], None),
            ("pod", vec![], None),
        ];
        for (term, hearings, want) in cases {
            assert_eq!(found(term, &heard(text, 1, &hearings)), want, "{term} {hearings:?}");
        }
    }

    #[test]
    fn words_that_sound_alike_are_doubtful_if_the_ear_speaks_against_them() {
        let cases = [(-30.0, true), (-12.0, false), (-2.0, false)];
        for (nats, doubtful) in cases {
            let transcript = heard("it was high in Putin", 2, &[("idempotent", 3, nats)]);
            let want = Some(("high in Putin".to_owned(), How::Sound, doubtful));
            assert_eq!(found("idempotent", &transcript), want, "{nats}");
        }
    }

    #[test]
    fn evidence_says_what_the_ear_heard() {
        let transcript = heard("it was high in Putin", 2, &[("idempotent", 3, -2.5)]);
        let evidence = Scorer::new([]).find_terms(["idempotent"], &transcript).remove(0).expect("evidence");
        assert_eq!(evidence.hearing.as_ref().map(|h| h.evidence_nats), Some(-2.5));
        // The words are unsure, the term is not.
        assert!(evidence.confidence > 0.8, "{evidence:?}");
    }

    #[test]
    fn a_hearing_past_the_last_word_is_cut_and_one_without_evidence_ignored() {
        assert!(found("pod", &heard("the part", 1, &[("pod", 9, 1.0)])).is_some());
        assert!(found("pod", &heard("the part", 1, &[("pod", 1, f64::NAN)])).is_none());
    }
}
