//! A whole WAV as the stream of blocks that a microphone would have sent.

use std::path::Path;

use hound::{SampleFormat, WavSpec, WavWriter};

use super::{AudioError, signal::SignalChain, wav::WavFile};
use outloud_core::sound::{SAMPLE_RATE_HZ, SoundBlock};

/// Frames of the file per step: a quarter of a second at 16 kHz, so that progress moves and memory does not.
const STEP_FRAMES: usize = 4096;

/// The sound of a file, block by block. After an error or the end it gives nothing more.
pub struct Blocks {
    wav: WavFile,
    chain: SignalChain,
    buffer: Vec<f32>,
    done: bool,
}

/// Opens a WAV of any supported format as a stream of blocks.
///
/// # Errors
/// Those of [`WavFile::open`].
pub fn blocks(path: &Path) -> Result<Blocks, AudioError> {
    let wav = WavFile::open(path)?;
    let chain = SignalChain::new(&path.display().to_string(), wav.rate_hz(), wav.channels())?;
    Ok(Blocks { wav, chain, buffer: Vec::new(), done: false })
}

impl Blocks {
    /// Length of the file in seconds.
    #[must_use]
    pub fn duration_s(&self) -> f64 {
        self.wav.duration_s()
    }

    fn step(&mut self) -> Result<Option<SoundBlock>, AudioError> {
        while !self.done {
            self.buffer.clear();
            let frames = self.wav.read_frames(STEP_FRAMES, &mut self.buffer)?;
            self.done = frames == 0;
            let block = if self.done { self.chain.finish() } else { self.chain.push(&self.buffer) };
            if block.is_some() {
                return Ok(block);
            }
        }
        Ok(None)
    }
}

impl Iterator for Blocks {
    type Item = Result<SoundBlock, AudioError>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = self.step();
        self.done |= step.is_err();
        step.transpose()
    }
}

/// The whole file as one block.
///
/// # Errors
/// Those of [`blocks`] and of reading.
pub fn read_all(path: &Path) -> Result<SoundBlock, AudioError> {
    let mut all = SoundBlock::default();
    for block in blocks(path)? {
        let block = block?;
        all.samples.extend(block.samples);
        all.voice.extend(block.voice);
    }
    Ok(all)
}

/// Writes mono samples, -1..=1, as a WAV of 16 bit, in the place of a file of that name.
///
/// # Errors
/// [`AudioError::Write`] if the disk refuses.
pub fn write(path: &Path, samples: &[f32], rate_hz: u32) -> Result<(), AudioError> {
    let spec = WavSpec { channels: 1, sample_rate: rate_hz, bits_per_sample: 16, sample_format: SampleFormat::Int };
    let written = WavWriter::create(path, spec).and_then(|mut writer| {
        for sample in samples {
            writer.write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16)?;
        }
        writer.finalize()
    });
    written.map_err(|error| {
        let source = match error {
            hound::Error::IoError(source) => source,
            other => std::io::Error::other(other.to_string()),
        };
        AudioError::Write { path: path.to_owned(), source }
    })
}

/// Length of `samples` at 16 kHz in seconds.
#[must_use]
pub fn seconds(samples: usize) -> f64 {
    samples as f64 / f64::from(SAMPLE_RATE_HZ)
}
