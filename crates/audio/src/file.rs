//! A whole recording, in any format that is read, as the stream of blocks that a microphone would have sent.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

use hound::{SampleFormat, WavSpec, WavWriter};

use super::{
    AudioError,
    compressed::CompressedFile,
    container::{Container, HEAD_BYTES, container},
    signal::SignalChain,
    wav::{WavFile, open_regular},
};
use outloud_core::sound::{SAMPLE_RATE_HZ, SoundBlock};

/// Frames of the file per step: a quarter of a second at 16 kHz, so that progress moves and memory does not.
pub(super) const STEP_FRAMES: usize = 4096;

/// The sound of a file, block by block. After an error or the end it gives nothing more.
pub struct Blocks {
    file: SoundFile,
    chain: SignalChain,
    buffer: Vec<f32>,
    done: bool,
}

/// A file of sound; its first bytes say which kind it is.
pub(super) enum SoundFile {
    Wav(WavFile),
    Compressed(Box<CompressedFile>),
}

impl SoundFile {
    pub(super) fn open(path: &Path) -> Result<Self, AudioError> {
        let (file, bytes) = open_regular(path)?;
        if bytes == 0 {
            return Err(AudioError::EmptyFile(path.to_owned()));
        }
        let mut head = Vec::with_capacity(HEAD_BYTES);
        let read = file.take(HEAD_BYTES as u64).read_to_end(&mut head);
        read.map_err(|source| AudioError::Read { path: path.to_owned(), source })?;
        // MP3s can begin with anything: there the name counts.
        let named = |known: &[&str]| path.extension().is_some_and(|e| known.iter().any(|k| e.eq_ignore_ascii_case(k)));
        match container(&head) {
            Container::Wav => WavFile::open(path).map(Self::Wav),
            Container::Compressed(_) => CompressedFile::open(path).map(|file| Self::Compressed(Box::new(file))),
            Container::Unknown if named(&["mp3", "aac"]) => {
                CompressedFile::open(path).map(|file| Self::Compressed(Box::new(file)))
            }
            // Cut off before it says what it is.
            Container::Unknown if named(&["wav"]) && bytes < HEAD_BYTES as u64 => WavFile::open(path).map(Self::Wav),
            Container::Unread(what) => Err(AudioError::UnknownFormat { path: path.to_owned(), what }),
            Container::Unknown => {
                Err(AudioError::UnknownFormat { path: path.to_owned(), what: "no recording that is known" })
            }
        }
    }

    pub(super) fn read_frames(&mut self, max: usize, out: &mut Vec<f32>) -> Result<usize, AudioError> {
        match self {
            Self::Wav(file) => file.read_frames(max, out),
            Self::Compressed(file) => file.read_frames(max, out),
        }
    }

    /// Frames per second and samples per frame.
    pub(super) fn format(&self) -> (u32, u16) {
        match self {
            Self::Wav(file) => (file.rate_hz(), file.channels()),
            Self::Compressed(file) => (file.rate_hz(), file.channels()),
        }
    }
}

/// Opens a recording of any supported format as a stream of blocks: WAV, MP3, M4A, AAC, Ogg, Opus, FLAC, `WebM`.
///
/// # Errors
/// [`AudioError`]: not readable, empty, cut off in its header, without sound, or in a format that is not read.
pub fn blocks(path: &Path) -> Result<Blocks, AudioError> {
    let file = SoundFile::open(path)?;
    let (rate_hz, channels) = file.format();
    let chain = SignalChain::new(&path.display().to_string(), rate_hz, channels)?;
    Ok(Blocks { file, chain, buffer: Vec::new(), done: false })
}

impl Blocks {
    /// Length of the file in seconds, as it says itself; 0 if it does not say.
    #[must_use]
    pub fn duration_s(&self) -> f64 {
        match &self.file {
            SoundFile::Wav(file) => file.duration_s(),
            SoundFile::Compressed(file) => file.duration_s(),
        }
    }

    fn step(&mut self) -> Result<Option<SoundBlock>, AudioError> {
        while !self.done {
            self.buffer.clear();
            let frames = self.file.read_frames(STEP_FRAMES, &mut self.buffer)?;
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

/// The ends of names that recordings have.
const EXTENSIONS: [&str; 13] =
    ["wav", "m4a", "mp3", "ogg", "opus", "flac", "webm", "aac", "oga", "mp4", "m4b", "mka", "mkv"];

/// Whether a file is a recording that can be read, by its name.
#[must_use]
pub fn is_recording(path: &Path) -> bool {
    path.extension().is_some_and(|e| EXTENSIONS.iter().any(|known| e.eq_ignore_ascii_case(known)))
}

/// The recording `<folder>/<id>.<any known end>`; a WAV before others.
#[must_use]
pub fn recording_of(folder: &Path, id: &str) -> Option<PathBuf> {
    EXTENSIONS.iter().map(|end| folder.join(format!("{id}.{end}"))).find(|path| path.is_file())
}

/// Length of `samples` at 16 kHz in seconds.
#[must_use]
pub fn seconds(samples: usize) -> f64 {
    samples as f64 / f64::from(SAMPLE_RATE_HZ)
}
