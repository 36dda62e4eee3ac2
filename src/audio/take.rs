//! The WAV of a take while it is being recorded. At any moment the file on disk is a valid WAV that holds all but the
//! last half second: the header is brought up to date with every flush, and a helper thread syncs it to the disk without
//! making the capture thread wait.

use std::{
    fs::{File, OpenOptions},
    io::{BufWriter, ErrorKind, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::mpsc::{SyncSender, TrySendError, sync_channel},
};

use hound::{SampleFormat, WavSpec, WavWriter};

use super::{AudioError, resample::to_i16, wav::open_regular};
use crate::domain::sound::SAMPLE_RATE_HZ;

/// Samples between two flushes: half a second.
const FLUSH_SAMPLES: usize = SAMPLE_RATE_HZ as usize / 2;

/// The length of the header that [`TakeWriter`] writes.
const HEADER_BYTES: u64 = 44;

/// A take's WAV, 16 kHz mono 16-bit, growing.
pub struct TakeWriter {
    path: PathBuf,
    wav: WavWriter<BufWriter<File>>,
    unflushed: usize,
    syncs: SyncSender<()>,
}

impl TakeWriter {
    /// Creates the file, readable by its owner only, with a valid header.
    ///
    /// # Errors
    /// [`AudioError::Exists`] if it is there already, [`AudioError::Write`] if it cannot be written.
    pub fn create(path: &Path) -> Result<Self, AudioError> {
        let file = create_private(path).map_err(|e| match e.kind() {
            ErrorKind::AlreadyExists => AudioError::Exists(path.to_owned()),
            _ => write_error(path, e),
        })?;
        let for_sync = file.try_clone().map_err(|e| write_error(path, e))?;
        let format =
            WavSpec { channels: 1, sample_rate: SAMPLE_RATE_HZ, bits_per_sample: 16, sample_format: SampleFormat::Int };
        let wav = WavWriter::new(BufWriter::new(file), format).map_err(|e| hound_error(path, e))?;
        let mut take = Self { path: path.to_owned(), wav, unflushed: 0, syncs: spawn_sync(for_sync)? };
        take.flush()?;
        Ok(take)
    }

    /// Appends samples (f32, mono, 16 kHz, -1..=1).
    ///
    /// # Errors
    /// [`AudioError::Write`]; what was flushed before is on disk.
    pub fn write(&mut self, samples: &[f32]) -> Result<(), AudioError> {
        for piece in samples.chunks(FLUSH_SAMPLES) {
            let mut out = self.wav.get_i16_writer(u32::try_from(piece.len()).unwrap_or(u32::MAX));
            piece.iter().for_each(|s| out.write_sample(to_i16(*s)));
            out.flush().map_err(|e| hound_error(&self.path, e))?;
            self.unflushed += piece.len();
            if self.unflushed >= FLUSH_SAMPLES {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), AudioError> {
        self.unflushed = 0;
        self.wav.flush().map_err(|e| hound_error(&self.path, e))?;
        // A sync that is still running covers less than this one would; the next flush asks again.
        match self.syncs.try_send(()) {
            Ok(()) | Err(TrySendError::Full(()) | TrySendError::Disconnected(())) => Ok(()),
        }
    }

    /// Completes the file and waits until it is on the disk.
    ///
    /// # Errors
    /// [`AudioError::Write`]; what was flushed before is on disk.
    pub fn finish(self) -> Result<(), AudioError> {
        let path = self.path;
        self.wav.finalize().map_err(|e| hound_error(&path, e))?;
        File::open(&path).and_then(|f| f.sync_all()).map_err(|e| write_error(&path, e))
    }
}

fn spawn_sync(file: File) -> Result<SyncSender<()>, AudioError> {
    let (sender, receiver) = sync_channel(1);
    std::thread::Builder::new()
        .name("take sync".to_owned())
        .spawn(move || {
            for () in receiver {
                // If the disk fails, the write that follows says so.
                let _ = file.sync_data();
            }
        })
        .map_err(AudioError::Thread)?;
    Ok(sender)
}

fn create_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn write_error(path: &Path, source: std::io::Error) -> AudioError {
    AudioError::Write { path: path.to_owned(), source }
}

fn hound_error(path: &Path, error: hound::Error) -> AudioError {
    let source = match error {
        hound::Error::IoError(source) => source,
        other => std::io::Error::other(other.to_string()),
    };
    write_error(path, source)
}

/// What [`repair`] found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repaired {
    /// Length of the take in seconds.
    pub duration_s: f64,
    /// Whether the header had to be corrected.
    pub changed: bool,
}

/// Makes the header of an interrupted take agree with the samples on disk. A healthy take is left as it is.
///
/// # Errors
/// [`AudioError`] if the file is not a take of ours (16 kHz mono 16-bit with a plain header), holds no samples, or cannot
/// be written.
pub fn repair(path: &Path) -> Result<Repaired, AudioError> {
    let (mut file, bytes) = open_regular(path)?;
    let read_error = |source| AudioError::Read { path: path.to_owned(), source };
    if bytes < HEADER_BYTES {
        let path = path.to_owned();
        return Err(if bytes == 0 { AudioError::EmptyFile(path) } else { AudioError::TruncatedHeader { path, bytes } });
    }
    let mut header = [0; HEADER_BYTES as usize];
    file.read_exact(&mut header).map_err(read_error)?;
    if &header[..4] != b"RIFF" || &header[8..16] != b"WAVEfmt " || &header[36..40] != b"data" {
        let why = "it is not a take of outloud's".to_owned();
        return Err(AudioError::BadWav { path: path.to_owned(), why });
    }
    // A sample that was cut in half is dropped; a take beyond 4 GB (37 hours) keeps its first 4 GB.
    let data = u32::try_from((bytes - HEADER_BYTES) & !1).unwrap_or(u32::MAX - 37);
    if data == 0 {
        return Err(AudioError::NoSound(path.to_owned()));
    }
    let changed = header[40..] != data.to_le_bytes();
    if changed {
        drop(file);
        write_sizes(path, data).map_err(|e| write_error(path, e))?;
    }
    Ok(Repaired { duration_s: f64::from(data / 2) / f64::from(SAMPLE_RATE_HZ), changed })
}

fn write_sizes(path: &Path, data: u32) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.set_len(HEADER_BYTES + u64::from(data))?;
    file.seek(SeekFrom::Start(4))?;
    file.write_all(&(data + 36).to_le_bytes())?;
    file.seek(SeekFrom::Start(40))?;
    file.write_all(&data.to_le_bytes())?;
    file.sync_all()
}
