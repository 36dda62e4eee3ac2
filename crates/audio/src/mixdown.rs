//! Several channels as one. Equal parts, unless that loses the speech: channels in opposite phase cancel each other, and a channel
//! beside silent ones comes out quiet. Then the loudest channel is taken alone.

/// Frames that are judged together.
const BLOCK_FRAMES: usize = 512;
/// How much of the loudness before a block still counts after it: about a fifth of a second at 48 kHz.
const MEMORY: f32 = 0.95;
/// Below this share of the loudest channel's power, equal parts lose speech. The same sound in all channels has 1, independent sounds of
/// the same loudness in two 0.5, a single one of two channels 0.25, opposite phases 0.
const LOST: f32 = 0.35;

/// Mixes a stream of frames down. What comes out depends on the samples only, never on how they were cut into pieces.
pub struct Mixdown {
    channels: usize,
    /// Frames that are not a block yet, interleaved.
    pending: Vec<f32>,
    /// The power of each channel and, last, of equal parts.
    powers: Vec<f32>,
    /// The channel that is taken alone; none for equal parts.
    chosen: Option<usize>,
    /// Whether there was a block yet.
    begun: bool,
}

impl Mixdown {
    /// A mixdown of so many channels, at least one.
    pub fn new(channels: usize) -> Self {
        Self { channels, pending: Vec::new(), powers: vec![0.0; channels + 1], chosen: None, begun: false }
    }

    /// Takes whole frames and appends what is ready.
    pub fn push(&mut self, interleaved: &[f32], out: &mut Vec<f32>) {
        if self.channels == 1 {
            return out.extend_from_slice(interleaved);
        }
        self.pending.extend_from_slice(interleaved);
        let block = BLOCK_FRAMES * self.channels;
        let mut pending = std::mem::take(&mut self.pending);
        let whole = pending.len() - pending.len() % block;
        for frames in pending[..whole].chunks_exact(block) {
            self.mix(frames, out);
        }
        pending.drain(..whole);
        self.pending = pending;
    }

    /// Appends what is still inside.
    pub fn finish(&mut self, out: &mut Vec<f32>) {
        let rest = std::mem::take(&mut self.pending);
        if !rest.is_empty() {
            self.mix(&rest, out);
        }
    }

    fn mix(&mut self, frames: &[f32], out: &mut Vec<f32>) {
        let share = 1.0 / self.channels as f32;
        let mean = |frame: &[f32]| frame.iter().sum::<f32>() * share;
        self.powers.iter_mut().for_each(|power| *power *= MEMORY);
        for frame in frames.chunks_exact(self.channels) {
            for (power, sample) in self.powers.iter_mut().zip(frame) {
                *power += sample * sample;
            }
            self.powers[self.channels] += mean(frame) * mean(frame);
        }
        let loudest = (0..self.channels).fold(0, |best, n| if self.powers[n] > self.powers[best] { n } else { best });
        let lost = self.powers[self.channels] < LOST * self.powers[loudest];
        let chosen = lost.then_some(loudest);
        let before = if self.begun { self.chosen } else { chosen };
        let of = |frame: &[f32], chosen: Option<usize>| chosen.map_or_else(|| mean(frame), |n| frame[n]);
        let count = (frames.len() / self.channels) as f32;
        for (n, frame) in frames.chunks_exact(self.channels).enumerate() {
            // From one choice to the next without a click.
            let now = if before == chosen { 1.0 } else { (n + 1) as f32 / count };
            out.push(if now < 1.0 {
                of(frame, before) * (1.0 - now) + of(frame, chosen) * now
            } else {
                of(frame, chosen)
            });
        }
        (self.chosen, self.begun) = (chosen, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixed(channels: usize, samples: &[f32], piece: usize) -> Vec<f32> {
        let mut mixdown = Mixdown::new(channels);
        let mut out = Vec::new();
        samples.chunks(piece * channels).for_each(|frames| mixdown.push(frames, &mut out));
        mixdown.finish(&mut out);
        out
    }

    fn tone(count: usize) -> Vec<f32> {
        (0..count).map(|n| (n as f32 * 0.05).sin() * 0.5).collect()
    }

    #[test]
    fn opposite_phases_and_single_channels_stay_loud() {
        let tone = tone(5_000);
        let opposite: Vec<f32> = tone.iter().flat_map(|s| [*s, -s]).collect();
        assert_eq!(mixed(2, &opposite, 100), tone);
        let right: Vec<f32> = tone.iter().flat_map(|s| [0.0, *s]).collect();
        assert_eq!(mixed(2, &right, 5_000), tone);
        let equal: Vec<f32> = tone.iter().flat_map(|s| [*s, s * 0.5]).collect();
        assert!(mixed(2, &equal, 77).iter().zip(&tone).all(|(a, b)| (a - b * 0.75).abs() < 1e-6));
    }

    #[test]
    fn a_change_makes_no_click_and_pieces_do_not_matter() {
        let tone = tone(40_000);
        let turn = |n: usize| ((n as f32 - 9_000.0) / 2_000.0).clamp(-1.0, 1.0);
        let turning: Vec<f32> = tone.iter().enumerate().flat_map(|(n, s)| [*s, -s * turn(n)]).collect();
        let whole = mixed(2, &turning, 40_000);
        assert_eq!(whole, mixed(2, &turning, 13));
        assert_eq!(whole.len(), 40_000);
        assert!(whole.windows(2).all(|w| (w[1] - w[0]).abs() < 0.06));
        assert!(whole[39_000..].iter().zip(&tone[39_000..]).all(|(a, b)| (a - b).abs() < 1e-6));
    }
}
