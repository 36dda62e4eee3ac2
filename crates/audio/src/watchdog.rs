//! Notices a microphone that lies. Pure: the capture thread tells it what arrived and when, it answers with warnings,
//! each kind once for each device, within two seconds of the trouble.

use std::collections::{HashSet, VecDeque};

use super::MicWarning;

/// Nothing has arrived for this long, in seconds, from a device that has just been opened, which takes a while to begin ...
const UNHEARD_AFTER_S: f64 = 1.5;
/// ... and from one that delivered before. Sound servers deliver late, and noticing it leaves time to report it.
const SILENT_AFTER_S: f64 = 1.2;
/// Of the time between two looks no more than this counts as silence, in seconds: who was kept from looking may have been
/// kept from delivering, too.
const LONGEST_LOOK_S: f64 = 0.1;
/// Zeros alone for this long, in seconds of sound. Longer than a breath, short enough to be reported within two seconds.
const ZEROS_AFTER_S: f64 = 1.6;
/// A sample at least this loud is at full scale.
const FULL_SCALE: f32 = 0.999;
/// So many full-scale samples within a second of sound are clipping, fewer an accident.
const CLIPPED_PER_S: usize = 20;
/// The rate is that of the last so many windows ...
const RATE_WINDOWS: usize = 5;
/// ... of at least this length, in seconds.
const RATE_WINDOW_S: f64 = 0.25;
/// Below this share of its rate, twice running, a device has collapsed.
const RATE_SHARE: f64 = 0.75;

/// The state of one take's watch.
#[derive(Debug)]
pub struct Watchdog {
    rate_hz: f64,
    channels: usize,
    live: bool,
    reported: HashSet<MicWarning>,
    last_look_s: f64,
    silent_s: f64,
    heard: bool,
    zero_frames: f64,
    /// The seconds of zeros that were reported and are over.
    zeros_over_s: Option<f64>,
    clipped: usize,
    clip_window: f64,
    window_start_s: Option<f64>,
    window_frames: f64,
    /// The last windows, in seconds and frames.
    windows: VecDeque<(f64, f64)>,
    slow_before: bool,
}

impl Watchdog {
    /// A watch on a source of this rate and channel count. `live`: a device, which may be muted at any time; a file
    /// that is played as the microphone may hold silence of its own, and its speed is nobody's concern.
    #[must_use]
    pub fn new(rate_hz: u32, channels: u16, live: bool) -> Self {
        Self {
            rate_hz: rate_hz.into(),
            channels: channels.max(1).into(),
            live,
            reported: HashSet::new(),
            last_look_s: 0.0,
            silent_s: 0.0,
            heard: false,
            zero_frames: 0.0,
            zeros_over_s: None,
            clipped: 0,
            clip_window: 0.0,
            window_start_s: None,
            window_frames: 0.0,
            windows: VecDeque::new(),
            slow_before: false,
        }
    }

    /// The take goes on with another device at `now_s`.
    pub fn change_source(&mut self, now_s: f64, rate_hz: u32, channels: u16) {
        let mut reported = std::mem::take(&mut self.reported);
        reported.retain(|warning| !warning.of_the_device());
        *self = Self { reported, last_look_s: now_s, ..Self::new(rate_hz, channels, self.live) };
    }

    /// Tells what arrived since the last call (interleaved, f32, -1..=1; maybe nothing) at `now_s` seconds after the
    /// start. Gives the warnings that are new.
    pub fn observe(&mut self, now_s: f64, arrived: &[f32]) -> Vec<MicWarning> {
        self.silent_s += (now_s - self.last_look_s).clamp(0.0, LONGEST_LOOK_S);
        self.last_look_s = now_s;
        let trouble = if arrived.is_empty() { self.nothing() } else { self.something(now_s, arrived) };
        trouble.into_iter().filter(|w| self.reported.insert(*w)).collect()
    }

    /// Marks a warning as reported. Gives whether it is new.
    pub fn tell(&mut self, warning: MicWarning) -> bool {
        self.reported.insert(warning)
    }

    /// How many seconds of zeros came, if they were reported and sound has come since. Asked again: none.
    pub fn zeros_over_s(&mut self) -> Option<f64> {
        self.zeros_over_s.take()
    }

    /// Whether a source that once delivered has stopped doing so.
    #[must_use]
    pub fn stalled(&self) -> bool {
        self.delivered() && self.silent_s >= SILENT_AFTER_S
    }

    fn delivered(&self) -> bool {
        self.window_start_s.is_some()
    }

    fn nothing(&self) -> Vec<MicWarning> {
        let patience_s = if self.delivered() || !self.live { SILENT_AFTER_S } else { UNHEARD_AFTER_S };
        if self.silent_s >= patience_s { vec![MicWarning::NoSamples] } else { Vec::new() }
    }

    fn something(&mut self, now_s: f64, arrived: &[f32]) -> Vec<MicWarning> {
        let mut trouble = Vec::new();
        let frames = (arrived.len() / self.channels) as f64;
        if self.zeros(frames, arrived) {
            trouble.push(MicWarning::AllZeros);
        }
        if self.clips(frames, arrived) {
            trouble.push(MicWarning::Clipping);
        }
        if self.collapsed(now_s, frames) && self.live {
            trouble.push(MicWarning::RateCollapsed);
        }
        self.silent_s = 0.0;
        trouble
    }

    fn zeros(&mut self, frames: f64, arrived: &[f32]) -> bool {
        match arrived.iter().rposition(|s| *s != 0.0) {
            None => self.zero_frames += frames,
            Some(last) => {
                self.heard = true;
                if self.reported.remove(&MicWarning::AllZeros) {
                    self.zeros_over_s = Some(self.zero_frames / self.rate_hz);
                }
                self.zero_frames = ((arrived.len() - 1 - last) / self.channels) as f64;
            }
        }
        (self.live || !self.heard) && self.zero_frames >= ZEROS_AFTER_S * self.rate_hz
    }

    fn clips(&mut self, frames: f64, arrived: &[f32]) -> bool {
        self.clipped += arrived.iter().filter(|s| s.abs() >= FULL_SCALE).count();
        self.clip_window += frames;
        let clips = self.clipped >= CLIPPED_PER_S * self.channels;
        if self.clip_window >= self.rate_hz {
            (self.clipped, self.clip_window) = (0, 0.0);
        }
        clips
    }

    /// The first arrival opens the window and is not counted: it brings what had gathered before.
    fn collapsed(&mut self, now_s: f64, frames: f64) -> bool {
        let Some(start_s) = self.window_start_s else {
            self.window_start_s = Some(now_s);
            return false;
        };
        self.window_frames += frames;
        let window_s = now_s - start_s;
        if window_s < RATE_WINDOW_S {
            return false;
        }
        self.windows.push_back((window_s, std::mem::take(&mut self.window_frames)));
        self.window_start_s = Some(now_s);
        if self.windows.len() < RATE_WINDOWS {
            return false;
        }
        self.windows.drain(..self.windows.len() - RATE_WINDOWS);
        let (seconds, frames) = self.windows.iter().fold((0.0, 0.0), |sum, w| (sum.0 + w.0, sum.1 + w.1));
        let slow = frames < RATE_SHARE * self.rate_hz * seconds;
        std::mem::replace(&mut self.slow_before, slow) && slow
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a mono 1,000 Hz source in steps of 50 ms and gives the warnings with their times.
    fn run(live: bool, seconds: f64, arrives: impl Fn(f64) -> Vec<f32>) -> Vec<(MicWarning, f64)> {
        let mut dog = Watchdog::new(1000, 1, live);
        let times = (1..=(seconds / 0.05) as usize).map(|i| i as f64 * 0.05);
        times.flat_map(|t| dog.observe(t, &arrives(t)).into_iter().map(move |w| (w, t)).collect::<Vec<_>>()).collect()
    }

    fn only(found: &[(MicWarning, f64)], kind: MicWarning, by_s: f64) {
        assert_eq!(found.iter().map(|(w, _)| *w).collect::<Vec<_>>(), [kind]);
        assert!(found[0].1 <= by_s, "noticed only after {} s", found[0].1);
    }

    #[test]
    fn a_healthy_microphone_is_left_alone() {
        assert!(run(true, 30.0, |_| vec![0.01; 50]).is_empty());
    }

    #[test]
    fn no_samples_from_the_start_or_from_the_middle() {
        only(&run(true, 5.0, |_| Vec::new()), MicWarning::NoSamples, 2.0);
        only(&run(true, 9.0, |t| if t < 5.0 { vec![0.01; 50] } else { Vec::new() }), MicWarning::NoSamples, 7.0);
    }

    #[test]
    fn zeros_from_the_start_or_after_a_mute() {
        only(&run(true, 9.0, |_| vec![0.0; 50]), MicWarning::AllZeros, 2.0);
        only(&run(true, 9.0, |t| vec![if t < 5.0 { 0.1 } else { 0.0 }; 50]), MicWarning::AllZeros, 7.0);
    }

    #[test]
    fn a_file_may_hold_silence_but_not_only_silence() {
        assert!(run(false, 9.0, |t| vec![if t < 1.0 { 0.1 } else { 0.0 }; 50]).is_empty());
        only(&run(false, 9.0, |_| vec![0.0; 50]), MicWarning::AllZeros, 2.0);
    }

    #[test]
    fn zeros_that_end_are_over_and_told_when_they_come_again() {
        let mut dog = Watchdog::new(1000, 1, true);
        let mut hear = |at: u32, sample: f32| dog.observe(f64::from(at) * 0.05, &[sample; 50]);
        assert!((1..=20).all(|at| hear(at, 0.1).is_empty()));
        let told: Vec<_> = (21..=60).flat_map(|at| hear(at, 0.0)).collect();
        assert_eq!(told, [MicWarning::AllZeros]);
        assert!(hear(61, 0.1).is_empty());
        let told: Vec<_> = (62..=102).flat_map(|at| hear(at, 0.0)).collect();
        assert_eq!(told, [MicWarning::AllZeros]);
        assert!((1.9..2.1).contains(&dog.zeros_over_s().unwrap()));
        assert_eq!(dog.zeros_over_s(), None);
    }

    #[test]
    fn clipping_is_many_full_samples_not_one() {
        only(&run(true, 3.0, |_| vec![1.0; 50]), MicWarning::Clipping, 2.0);
        let one = run(true, 9.0, |_| [vec![1.0], vec![0.1; 49]].concat());
        only(&one, MicWarning::Clipping, 2.0);
        let accident = |t| [vec![if (2.0..2.01).contains(&t) { 1.0 } else { 0.1 }; 10], vec![0.1; 40]].concat();
        assert!(run(true, 9.0, accident).is_empty());
    }

    #[test]
    fn a_collapsed_rate_is_noticed() {
        for begins_s in [0.0, 3.0, 3.1, 3.2] {
            let slow = run(true, 9.0, |t| vec![0.1; if t < begins_s { 50 } else { 30 }]);
            only(&slow, MicWarning::RateCollapsed, begins_s + 2.0);
        }
        assert!(run(false, 6.0, |_| vec![0.1; 20]).is_empty());
    }

    #[test]
    fn what_comes_late_and_all_at_once_has_not_collapsed() {
        let every = |n: u32| {
            move |t: f64| vec![0.1; if ((t / 0.05).round() as u32).is_multiple_of(n) { 50 * n as usize } else { 0 }]
        };
        for n in [2, 4, 7, 11, 18] {
            assert!(run(true, 30.0, every(n)).is_empty(), "a delivery every {} ms", n * 50);
        }
    }

    #[test]
    fn who_was_kept_from_looking_does_not_call_it_silence() {
        let mut dog = Watchdog::new(1000, 1, true);
        assert!(dog.observe(0.05, &[0.1; 50]).is_empty());
        assert!(dog.observe(3.0, &[]).is_empty(), "the machine was elsewhere for three seconds");
        assert!(!dog.stalled());
        let looks = (1..=12).map(|i| 3.0 + f64::from(i) * 0.1);
        let told: Vec<_> = looks.flat_map(|now_s| dog.observe(now_s, &[])).collect();
        assert_eq!(told, [MicWarning::NoSamples]);
        assert!(dog.stalled());
    }

    #[test]
    fn a_new_device_starts_afresh_and_its_own_troubles_are_told() {
        let mut dog = Watchdog::new(1000, 1, true);
        let silent = |dog: &mut Watchdog, from_s: f64, seconds: f64| -> Vec<MicWarning> {
            let looks = (1..=(seconds / 0.05).round() as u32).map(|i| from_s + f64::from(i) * 0.05);
            looks.flat_map(|now_s| dog.observe(now_s, &[])).collect()
        };
        assert_eq!(silent(&mut dog, 0.0, 2.0), [MicWarning::NoSamples]);
        dog.change_source(3.0, 2000, 2);
        assert!(silent(&mut dog, 3.0, 1.0).is_empty());
        assert_eq!(silent(&mut dog, 4.0, 0.6), [MicWarning::NoSamples]);
        assert!(dog.tell(MicWarning::Dropped));
        dog.change_source(5.0, 1000, 1);
        assert!(!dog.tell(MicWarning::Dropped), "the machine is the same");
    }
}
