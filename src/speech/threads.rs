//! How many threads pay just now. Whisper's threads wait for each other busily, thousands of times a second: beside other
//! work one of them is always off its core and the rest spin for it, so that two threads take ten times as long as one.
//! Before each chunk a sixtieth of a second of the same waiting tells whether the cores are to be had.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::{Duration, Instant},
};

/// How long a trial lasts: several of a scheduler's time slices.
const TRIAL: Duration = Duration::from_millis(16);
/// A round that takes longer was held up by a thread off its core.
const HELD_UP: Duration = Duration::from_micros(400);
/// The share of a trial that may be lost.
const BEARABLE: f64 = 0.25;

/// The most threads, at most `wanted`, that can wait for each other without being held up: `wanted`, or a half, a quarter,
/// ... of it, or 1. Costs a sixtieth of a second a try, nothing if one thread is wanted.
#[must_use]
pub fn fitting(wanted: usize) -> usize {
    let mut threads = wanted.max(1);
    while threads > 1 && lost_share(threads) > BEARABLE {
        threads /= 2;
    }
    threads
}

/// The share of a trial, 0..=1, that went by in rounds that were held up; 1 if the system gives no threads.
fn lost_share(threads: usize) -> f64 {
    let (arrived, over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let meet = |round: usize| {
        arrived.fetch_add(1, Ordering::AcqRel);
        while arrived.load(Ordering::Acquire) < round * threads && !over.load(Ordering::Acquire) {
            std::hint::spin_loop();
        }
    };
    let visitor = || (1..).take_while(|_| !over.load(Ordering::Acquire)).for_each(meet);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let spawn = |_| std::thread::Builder::new().name("trial".to_owned()).spawn_scoped(scope, visitor).is_ok();
        if !(1..threads).all(spawn) {
            over.store(true, Ordering::Release);
            return 1.0;
        }
        let mut lost = Duration::ZERO;
        let mut last = begun.elapsed();
        for round in 1.. {
            meet(round);
            let now = begun.elapsed();
            lost += Some(now - last).filter(|took| *took > HELD_UP).unwrap_or_default();
            last = now;
            if now >= TRIAL {
                break;
            }
        }
        over.store(true, Ordering::Release);
        lost.as_secs_f64() / last.as_secs_f64()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_more_than_wanted_and_never_none() {
        assert_eq!(fitting(0), 1);
        assert_eq!(fitting(1), 1);
        assert!((1..=2).contains(&fitting(2)));
    }

    #[test]
    fn more_threads_than_cores_do_not_fit() {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        assert!(fitting(cores * 8) < cores * 8);
    }
}
