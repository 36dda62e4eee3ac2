//! Bursts of fillers: stretches of ten seconds in which many stand, found from the times of fillers and hesitations.

use outloud_core::{
    delivery::{FillerBurst, Mark},
    sound::Span,
};

use super::params;

/// The stretches with the most fillers and hesitations, none overlapping another, in the order of the answer. Typed answers have
/// no times and so none.
pub(super) fn bursts(fillers: &[Mark], hesitations: &[Span]) -> Vec<FillerBurst> {
    let fillers = fillers.iter().filter_map(|mark| mark.start_s).map(|at| (at, true));
    let mut heard: Vec<(f64, bool)> = fillers.chain(hesitations.iter().map(|span| (span.start_s, false))).collect();
    heard.retain(|(at, _)| at.is_finite() && *at >= 0.0);
    heard.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut found = Vec::new();
    while let Some(burst) = densest(&heard) {
        heard.retain(|(at, _)| !(burst.start_s..burst.end_s).contains(at));
        found.push(burst);
    }
    found.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    found
}

/// The stretch with the most of them, the first of several; none if none has enough. It begins with the whole second of one.
fn densest(heard: &[(f64, bool)]) -> Option<FillerBurst> {
    let mut best: Option<FillerBurst> = None;
    let mut end = 0;
    for (first, (at, _)) in heard.iter().enumerate() {
        let start_s = at.floor();
        let end_s = start_s + params::BURST_S;
        end = end.max(first);
        while heard.get(end).is_some_and(|(at, _)| *at < end_s) {
            end += 1;
        }
        let fillers = heard[first..end].iter().filter(|(_, is_filler)| *is_filler).count();
        let burst = FillerBurst { start_s, end_s, fillers, hesitations: end - first - fillers };
        let more = |best: FillerBurst| end - first > best.fillers + best.hesitations;
        if end - first >= params::BURST_FROM && best.is_none_or(more) {
            best = Some(burst);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fillers(times: &[f64]) -> Vec<Mark> {
        let mark = |at: &f64| Mark { text: "um".to_owned(), start_s: Some(*at), first_word: 0, word_count: 1 };
        times.iter().map(mark).collect()
    }

    fn spans(times: &[f64]) -> Vec<Span> {
        times.iter().map(|at| Span { start_s: *at, end_s: at + 0.4 }).collect()
    }

    #[test]
    fn many_fillers_in_ten_seconds_are_one_burst() {
        let found = bursts(&fillers(&[3.0, 30.4, 31.0, 33.0, 34.0, 35.0, 39.9, 60.0]), &spans(&[32.0, 36.5]));
        assert_eq!(found, [FillerBurst { start_s: 30.0, end_s: 40.0, fillers: 6, hesitations: 2 }]);
        assert_eq!(found[0].sentence(), "6 fillers and 2 hesitations between 0:30 and 0:40");
    }

    #[test]
    fn the_densest_stretch_is_taken_first_and_none_overlap() {
        let found = bursts(&fillers(&[1.0, 8.0, 9.0, 9.2, 9.4, 9.6, 10.5, 12.0, 13.0, 25.0, 26.0, 27.0, 28.0]), &[]);
        let shown: Vec<_> = found.iter().map(|b| (b.start_s, b.fillers)).collect();
        assert_eq!(shown, [(8.0, 8), (25.0, 4)]);
        assert_eq!(found[1].sentence(), "4 fillers between 0:25 and 0:35");
    }

    #[test]
    fn scattered_fillers_and_typed_ones_are_no_burst() {
        assert!(bursts(&fillers(&[1.0, 5.0, 9.0, 20.0, 24.0, 40.0]), &[]).is_empty());
        let mut typed = fillers(&[1.0, 1.1, 1.2, 1.3, 1.4]);
        for mark in &mut typed {
            mark.start_s = None;
        }
        assert!(bursts(&typed, &[]).is_empty());
        assert!(bursts(&fillers(&[f64::NAN, f64::INFINITY, -1.0, 2.0, 2.1]), &[]).is_empty());
        assert_eq!(bursts(&fillers(&[1e300; 9]), &[]).len(), 0, "no endless search for sounds beyond any clock");
    }
}
