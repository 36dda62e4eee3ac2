//! The picture of a recording: how high it stands along its time.

/// So many peaks are read of a recording: more than any drawing has columns.
pub const PEAKS: usize = 480;

/// Sound below this is drawn as silence, of 0..=1.
const SILENCE: f32 = 0.002;
/// So many of a hundred stretches may be louder than what is drawn at full height: a knock must not flatten the speech.
const LOUDER_PERCENT: usize = 2;

/// The heights, 0..=1, of `columns` columns for the peaks of a recording. Without peaks there are no heights.
#[must_use]
pub fn wave_heights(peaks: &[f32], columns: usize) -> Vec<f32> {
    if peaks.is_empty() {
        return Vec::new();
    }
    let column = |n: usize| {
        let from = (n * peaks.len() / columns).min(peaks.len() - 1);
        let to = ((n + 1) * peaks.len()).div_ceil(columns).clamp(from + 1, peaks.len());
        peaks[from..to].iter().copied().fold(0.0, f32::max)
    };
    let mut sorted = peaks.to_vec();
    sorted.sort_by(f32::total_cmp);
    let full = sorted[sorted.len() - 1 - sorted.len() * LOUDER_PERCENT / 100];
    let height = |peak: f32| if peak < SILENCE { 0.0 } else { (peak / full.max(SILENCE)).min(1.0) };
    (0..columns).map(column).map(height).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_knock_does_not_flatten_the_speech() {
        let mut peaks = vec![0.25; 100];
        peaks[0] = 1.0;
        assert_eq!(wave_heights(&peaks, 10), [1.0; 10]);
    }

    #[test]
    fn columns_are_the_loudest_of_their_time() {
        let heights = wave_heights(&[0.0, 1.0, 0.25, 0.0, 0.0, 0.0], 3);
        assert_eq!(heights, [1.0, 0.25, 0.0]);
        assert_eq!(wave_heights(&[1.0, 0.25], 4), [1.0, 1.0, 0.25, 0.25], "fewer peaks than columns");
        assert_eq!(wave_heights(&[0.001; 9], 2), [0.0; 2], "the noise of silence is silence");
        assert!(wave_heights(&[], 4).is_empty() && wave_heights(&[1.0], 0).is_empty());
    }
}
