//! How many threads the decoder should use for the next chunk. Whisper's threads synchronise by spinning, thousands of times
//! a second. Beside other work one of them is always off its core and the others spin for it, so that two threads take
//! longer than one. A short trial of the same synchronisation before each chunk tells how many cores are free.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::{Duration, Instant},
};

/// How long a trial lasts: several of a scheduler's time slices.
const TRIAL: Duration = Duration::from_millis(12);
/// How often it is tried: threads that have just woken up share a core until the scheduler sees it, on an idle machine too.
const TRIALS: usize = 3;
/// A machine that takes longer to bring all threads together is busy.
const GATHERING: Duration = Duration::from_millis(50);
/// A round that takes longer was held up by a thread off its core.
const HELD_UP: Duration = Duration::from_micros(400);
/// The share of a trial that may be lost.
const BEARABLE: f64 = 0.25;

/// The most threads, at most `wanted`, that can wait for each other without being held up: `wanted`, or a half, a quarter,
/// ... of it, or 1. Costs a fiftieth to a tenth of a second a try, nothing if one thread is wanted.
#[must_use]
pub fn probe_parallelism(wanted: usize) -> usize {
    largest_fitting(wanted, fit)
}

/// `wanted`, or a half, a quarter, ... of it: the first that fits. One thread always fits.
fn largest_fitting(wanted: usize, fits: impl Fn(usize) -> bool) -> usize {
    let mut threads = wanted.max(1);
    while threads > 1 && !fits(threads) {
        threads /= 2;
    }
    threads
}

/// Whether so many threads find a core each.
fn fit(threads: usize) -> bool {
    let meeting =
        Meeting { threads, arrived: AtomicUsize::new(0), over: AtomicBool::new(false), begun: Instant::now() };
    std::thread::scope(|scope| {
        let spawn =
            |_| std::thread::Builder::new().name("trial".to_owned()).spawn_scoped(scope, || meeting.visit()).is_ok();
        let mut round = 1;
        let fit = (1..threads).all(spawn)
            && meeting.gather(&mut round)
            && (0..TRIALS).any(|_| meeting.lost_share(&mut round) <= BEARABLE);
        meeting.over.store(true, Ordering::Release);
        fit
    })
}

/// Threads that wait for each other, round after round.
struct Meeting {
    threads: usize,
    /// Arrivals of all rounds.
    arrived: AtomicUsize,
    over: AtomicBool,
    begun: Instant,
}

impl Meeting {
    /// Takes part until it is over.
    fn visit(&self) {
        let mut round = 1;
        while !self.over.load(Ordering::Acquire) {
            self.meet(round, || false);
            round += 1;
        }
    }

    /// Waits until all have come to this round, or nobody wants to wait any longer.
    fn meet(&self, round: usize, given_up: impl Fn() -> bool) {
        self.arrived.fetch_add(1, Ordering::AcqRel);
        while self.arrived.load(Ordering::Acquire) < round * self.threads
            && !self.over.load(Ordering::Acquire)
            && !given_up()
        {
            std::hint::spin_loop();
        }
    }

    /// The first round. Gives whether all came in time.
    fn gather(&self, round: &mut usize) -> bool {
        self.meet(*round, || self.begun.elapsed() > GATHERING);
        *round += 1;
        self.arrived.load(Ordering::Acquire) >= self.threads
    }

    /// The share of a trial, 0..=1, that went by in rounds that were held up.
    fn lost_share(&self, round: &mut usize) -> f64 {
        let begun = Instant::now();
        let (mut lost, mut last) = (Duration::ZERO, Duration::ZERO);
        while last < TRIAL {
            self.meet(*round, || false);
            *round += 1;
            let now = begun.elapsed();
            lost += Some(now.saturating_sub(last)).filter(|took| *took > HELD_UP).unwrap_or_default();
            last = now;
        }
        lost.as_secs_f64() / last.as_secs_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_are_halved_until_they_fit_and_one_is_never_tried() {
        let largest = |wanted, cores| {
            largest_fitting(wanted, |threads| {
                assert!(threads > 1, "one thread needs no trial");
                threads <= cores
            })
        };
        assert_eq!([largest(0, 4), largest(1, 4), largest(4, 4), largest(8, 3), largest(6, 0)], [1, 1, 4, 2, 1]);
    }

    /// Threads that never meet do not fit; that needs no clock to be seen.
    #[test]
    fn a_meeting_that_is_given_up_has_not_gathered_all_its_threads() {
        let meeting =
            Meeting { threads: 2, arrived: AtomicUsize::new(0), over: AtomicBool::new(false), begun: Instant::now() };
        meeting.meet(1, || true);
        assert_eq!(meeting.arrived.load(Ordering::Acquire), 1);
        let mut round = 1;
        meeting.over.store(true, Ordering::Release);
        assert!(meeting.gather(&mut round) && round == 2, "the second arrival completes the round");
    }
}
