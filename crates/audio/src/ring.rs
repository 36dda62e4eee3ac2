//! The ring between the source of samples and the capture thread. The writing side runs in the operating system's
//! audio callback: it allocates nothing, locks nothing and logs nothing, and what does not fit is counted, not waited for.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
    mpsc::Receiver,
};

use rtrb::{Consumer, Producer, RingBuffer};

/// Seconds of sound that the ring holds: what the capture thread may be late on a machine busy with other work.
const RING_S: usize = 8;

/// What both sides of a ring know.
#[derive(Debug, Default)]
pub(super) struct RingState {
    /// Frames that did not fit.
    pub dropped: AtomicU64,
    /// The source has delivered its last sample.
    pub ended: AtomicBool,
}

/// The writing side.
pub(super) struct RingWriter {
    producer: Producer<f32>,
    channels: usize,
    pub state: Arc<RingState>,
}

/// The reading side.
pub(super) struct RingReader {
    consumer: Consumer<f32>,
    channels: usize,
    pub state: Arc<RingState>,
}

/// A ring for a source of this rate and channel count.
pub(super) fn ring(rate_hz: u32, channels: u16) -> (RingWriter, RingReader) {
    let channels = usize::from(channels.max(1));
    let (producer, consumer) = RingBuffer::new(RING_S * rate_hz as usize * channels);
    let state = Arc::new(RingState::default());
    (RingWriter { producer, channels, state: Arc::clone(&state) }, RingReader { consumer, channels, state })
}

impl RingWriter {
    /// Room, in frames.
    pub fn room(&self) -> usize {
        self.producer.slots() / self.channels
    }

    /// Writes interleaved samples, whole frames only; frames that do not fit are dropped and counted.
    pub fn push(&mut self, mut samples: impl ExactSizeIterator<Item = f32>) {
        let offered = samples.len() / self.channels;
        let taken = offered.min(self.room());
        if let Ok(chunk) = self.producer.write_chunk_uninit(taken * self.channels) {
            chunk.fill_from_iter(&mut samples);
        }
        if taken < offered {
            self.state.dropped.fetch_add((offered - taken) as u64, Ordering::Relaxed);
        }
    }
}

impl RingReader {
    /// Moves everything that is there, at most a second of it, into `out` (cleared first).
    pub fn drain(&mut self, out: &mut Vec<f32>) {
        out.clear();
        let most = self.consumer.buffer().capacity() / RING_S;
        let count = self.consumer.slots().min(most) / self.channels * self.channels;
        if let Ok(chunk) = self.consumer.read_chunk(count) {
            let (first, second) = chunk.as_slices();
            out.extend_from_slice(first);
            out.extend_from_slice(second);
            chunk.commit_all();
        }
    }
}

/// What a source reports from outside the audio callback.
#[derive(Debug)]
#[cfg_attr(not(feature = "mic"), expect(dead_code, reason = "a file knows one fault only"))]
pub(super) enum Fault {
    /// The system moved the stream to another device; it goes on.
    Changed,
    /// The system lost an unknown number of samples before they reached us.
    Gap,
    /// The stream is over; the system's words.
    Lost(String),
}

/// A source that delivers samples into a ring.
pub(super) struct Source {
    /// Its name, for people.
    pub name: String,
    /// Frames per second.
    pub rate_hz: u32,
    /// Samples per frame.
    pub channels: u16,
    /// A device, as opposed to a file.
    pub live: bool,
    /// Where the samples arrive.
    pub ring: RingReader,
    /// What goes wrong.
    pub faults: Receiver<Fault>,
    /// Dropping it ends the delivery; no sample arrives after that.
    pub delivery: Box<dyn Send>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_in_order() {
        let (mut writer, mut reader) = ring(100, 2);
        let mut out = Vec::new();
        for round in 0..50 {
            let samples: Vec<f32> = (0..40).map(|i| (round * 40 + i) as f32).collect();
            writer.push(samples.iter().copied());
            reader.drain(&mut out);
            assert_eq!(out, samples);
        }
        assert_eq!(writer.state.dropped.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn a_full_ring_drops_whole_frames_and_counts_them() {
        let (mut writer, mut reader) = ring(100, 2);
        writer.push((0..1700).map(|i| i as f32));
        assert_eq!(reader.state.dropped.load(Ordering::Relaxed), 50);
        let (mut out, mut all) = (Vec::new(), Vec::new());
        loop {
            reader.drain(&mut out);
            if out.is_empty() {
                break;
            }
            all.append(&mut out);
        }
        assert_eq!(all.len(), 1600);
        writer.push([0.5, 0.6].into_iter());
        reader.drain(&mut out);
        assert_eq!(out, [0.5, 0.6]);
    }
}
