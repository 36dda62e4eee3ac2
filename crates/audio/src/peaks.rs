//! How loud a recording is along its time, for drawings of it.

use std::path::Path;

use super::{
    AudioError,
    file::{STEP_FRAMES, SoundFile},
};

/// The highest samples, 0..=1, of `count` equal stretches of a recording in any format that is read, in its order. None of
/// them is held longer than it takes to look at it, and nothing is believed of the length that the file claims. A loud
/// place may show in the stretch beside its own, too.
///
/// # Errors
/// Those of [`super::file::blocks`] and of reading.
pub fn peaks(path: &Path, count: usize) -> Result<Vec<f32>, AudioError> {
    let mut file = SoundFile::open(path)?;
    let channels = usize::from(file.format().1.max(1));
    let mut peaks = Peaks::new(count.max(1));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        if file.read_frames(STEP_FRAMES, &mut buffer)? == 0 {
            return Ok(peaks.finish());
        }
        for frame in buffer.chunks(channels) {
            peaks.push(frame.iter().fold(0.0, |most, s| s.abs().max(most)));
        }
    }
}

/// Peaks of stretches that double whenever there are twice as many as are wanted.
struct Peaks {
    count: usize,
    /// The whole stretches, at most twice `count`.
    whole: Vec<f32>,
    /// Frames of a whole stretch.
    frames: usize,
    /// The stretch that is not whole yet, and its frames.
    open: (f32, usize),
}

impl Peaks {
    fn new(count: usize) -> Self {
        Self { count, whole: Vec::with_capacity(2 * count), frames: 1, open: (0.0, 0) }
    }

    fn push(&mut self, peak: f32) {
        self.open = (self.open.0.max(peak), self.open.1 + 1);
        if self.open.1 < self.frames {
            return;
        }
        self.whole.push(self.open.0);
        self.open = (0.0, 0);
        if self.whole.len() == 2 * self.count {
            self.whole = self.whole.chunks(2).map(|pair| pair[0].max(pair[1])).collect();
            self.frames *= 2;
        }
    }

    /// The stretches as `count` equal ones; each of them covers at least a part of one.
    fn finish(mut self) -> Vec<f32> {
        let frames = self.whole.len() * self.frames + self.open.1;
        if self.open.1 > 0 {
            self.whole.push(self.open.0);
        }
        let loudest = |n: usize| {
            let (from, to) = (n * frames / self.count, (n + 1) * frames / self.count);
            let covered = from / self.frames..to.max(from + 1).div_ceil(self.frames);
            self.whole.get(covered).map_or(0.0, |peaks| peaks.iter().copied().fold(0.0, f32::max))
        };
        (0..self.count).map(loudest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::write;

    fn of(samples: &[f32], count: usize) -> Vec<f32> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        write(&path, samples, 16_000).unwrap();
        peaks(&path, count).unwrap()
    }

    fn near(found: &[f32], expected: &[f32]) -> bool {
        found.len() == expected.len() && found.iter().zip(expected).all(|(f, e)| (f - e).abs() < 0.001)
    }

    #[test]
    fn loud_places_stand_where_they_are_in_the_recording() {
        let mut samples = vec![0.0; 50_000];
        (samples[10], samples[20_150], samples[49_999]) = (0.5, -0.9, 0.25);
        let found = of(&samples, 500);
        assert!(near(&[found[0], found[201], found[499]], &[0.5, 0.9, 0.25]), "{found:?}");
        let loud = |n: usize| [0_usize, 201, 499].iter().any(|at| n.abs_diff(*at) <= 1);
        assert!(found.iter().enumerate().all(|(n, peak)| *peak < 0.1 || loud(n)), "{found:?}");
    }

    #[test]
    fn a_recording_shorter_than_the_drawing_fills_it() {
        let found = of(&[0.5, 0.25], 4);
        assert!(near(&found, &[0.5, 0.5, 0.25, 0.25]), "{found:?}");
    }

    #[test]
    fn memory_does_not_grow_with_the_recording() {
        let mut peaks = Peaks::new(100);
        (0..1_000_000).for_each(|_| peaks.push(0.5));
        assert!(peaks.whole.len() < 200 && peaks.whole.capacity() <= 400);
        assert!(near(&peaks.finish(), &[0.5; 100]));
    }

    #[test]
    fn what_is_no_recording_is_refused() {
        assert!(matches!(peaks(Path::new("no such file.wav"), 10), Err(AudioError::Read { .. })));
    }
}
