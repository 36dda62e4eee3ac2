//! The WAV of a take while it is being recorded. At any moment the file is a valid WAV that holds all but the last tenth
//! of a second: the header is brought up to date with every flush, and twice a second a helper thread syncs it to the disk
//! without making the capture thread wait. What the disk refuses waits in memory and is written as soon as it is taken.

use std::{
    fs::{File, OpenOptions},
    io::{ErrorKind, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::mpsc::{SyncSender, TrySendError, sync_channel},
    time::Duration,
};

use super::{AudioError, resample::to_i16, wav::open_regular};
use outloud_core::sound::SAMPLE_RATE_HZ;

/// Bytes of a sample.
const SAMPLE_BYTES: usize = 2;

/// Bytes between two flushes: a tenth of a second. What is flushed outlives the program, so on a machine that gives the
/// recording little time nothing else should be waited for.
const FLUSH_BYTES: usize = SAMPLE_RATE_HZ as usize / 10 * SAMPLE_BYTES;

/// Bytes between two syncs, which are what outlives a power loss and what costs: half a second.
const SYNC_BYTES: u64 = SAMPLE_RATE_HZ as u64 / 2 * SAMPLE_BYTES as u64;

/// The most that waits for a disk that refuses: ten minutes of sound, 19 MB.
const MOST_WAITING_BYTES: usize = SAMPLE_RATE_HZ as usize * SAMPLE_BYTES * 600;

/// The length of the header.
const HEADER_BYTES: u64 = 44;

/// The most sound that a header can count: 4 GB, 37 hours.
const MOST_DATA_BYTES: u32 = u32::MAX - 37;

/// How often, and after what wait each time, a finished take is offered to a disk that refuses it.
const LAST_TRIES: u32 = 5;
const LAST_WAIT: Duration = Duration::from_millis(200);

/// A take's WAV, 16 kHz mono 16-bit, growing.
pub struct TakeWriter {
    path: PathBuf,
    file: File,
    /// Bytes of sound that are in the file.
    stored: u64,
    /// Bytes of sound that are not yet.
    waiting: Vec<u8>,
    /// The next flush is due when so many bytes wait.
    due: usize,
    /// Bytes of sound that the last sync that was asked for covers.
    synced: u64,
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
        let syncs = spawn_sync(for_sync, path.parent().map(Path::to_owned))?;
        let mut take =
            Self { path: path.to_owned(), file, stored: 0, waiting: Vec::new(), due: FLUSH_BYTES, synced: 0, syncs };
        take.flush()?;
        take.ask_for_sync();
        Ok(take)
    }

    /// Appends samples (f32, mono, 16 kHz, -1..=1).
    ///
    /// # Errors
    /// [`AudioError::Write`] if the disk refuses; the samples wait in memory and are tried again with the next ones, up
    /// to ten minutes of them.
    pub fn write(&mut self, samples: &[f32]) -> Result<(), AudioError> {
        if self.is_overfull() {
            return Err(write_error(&self.path, ErrorKind::StorageFull.into()));
        }
        self.waiting.extend(samples.iter().flat_map(|s| to_i16(*s).to_le_bytes()));
        if self.waiting.len() >= self.due { self.flush() } else { Ok(()) }
    }

    /// Whether the disk has refused for so long that nothing more is kept.
    #[must_use]
    pub fn is_overfull(&self) -> bool {
        self.waiting.len() >= MOST_WAITING_BYTES
    }

    fn flush(&mut self) -> Result<(), AudioError> {
        self.due = self.waiting.len() + FLUSH_BYTES;
        self.store().map_err(|e| write_error(&self.path, e))?;
        self.due = FLUSH_BYTES;
        if self.stored >= self.synced + SYNC_BYTES {
            self.ask_for_sync();
        }
        Ok(())
    }

    fn ask_for_sync(&mut self) {
        match self.syncs.try_send(()) {
            Ok(()) | Err(TrySendError::Disconnected(())) => self.synced = self.stored,
            // The one that waits for its turn may cover less than this one would; the next flush asks again.
            Err(TrySendError::Full(())) => {}
        }
    }

    /// Writes what waits at the place where it belongs, wherever a refused try got to, then the header.
    fn store(&mut self) -> std::io::Result<()> {
        if !self.waiting.is_empty() {
            self.file.seek(SeekFrom::Start(HEADER_BYTES + self.stored))?;
            self.file.write_all(&self.waiting)?;
            self.stored += self.waiting.len() as u64;
            self.waiting.clear();
        }
        self.file.rewind()?;
        self.file.write_all(&header(data_bytes(self.stored)))
    }

    /// Completes the file and waits until it is on the disk.
    ///
    /// # Errors
    /// [`AudioError::Write`] if the disk refuses to the last; what was flushed before is on it.
    pub fn finish(mut self) -> Result<(), AudioError> {
        for _ in 0..LAST_TRIES {
            if self.complete().is_ok() {
                return Ok(());
            }
            std::thread::sleep(LAST_WAIT);
        }
        self.complete()
    }

    fn complete(&mut self) -> Result<(), AudioError> {
        self.flush()?;
        self.file.sync_all().map_err(|e| write_error(&self.path, e))
    }
}

fn data_bytes(stored: u64) -> u32 {
    u32::try_from(stored).unwrap_or(MOST_DATA_BYTES).min(MOST_DATA_BYTES)
}

/// The header of a WAV with so many bytes of sound.
fn header(data: u32) -> [u8; HEADER_BYTES as usize] {
    let bytes_per_s = SAMPLE_RATE_HZ * SAMPLE_BYTES as u32;
    let mut header = *b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\0\0\0\0\0\0\0\0\x02\0\x10\0data\0\0\0\0";
    header[4..8].copy_from_slice(&(data + 36).to_le_bytes());
    header[24..28].copy_from_slice(&SAMPLE_RATE_HZ.to_le_bytes());
    header[28..32].copy_from_slice(&bytes_per_s.to_le_bytes());
    header[40..].copy_from_slice(&data.to_le_bytes());
    header
}

/// Syncs the file whenever asked; first of all its folder, so that the file itself outlives a power loss.
fn spawn_sync(file: File, folder: Option<PathBuf>) -> Result<SyncSender<()>, AudioError> {
    let (sender, receiver) = sync_channel(1);
    let work = move || {
        if cfg!(unix)
            && let Some(folder) = folder
        {
            let _ = File::open(folder).and_then(|f| f.sync_all());
        }
        for () in receiver {
            // If the disk fails, the write that follows says so.
            let _ = file.sync_data();
        }
    };
    std::thread::Builder::new().name("take sync".to_owned()).spawn(work).map_err(AudioError::Thread)?;
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
    let mut found = [0; HEADER_BYTES as usize];
    file.read_exact(&mut found).map_err(read_error)?;
    let ours = |range: std::ops::Range<usize>| found[range.clone()] == header(0)[range];
    // A power loss can leave zeros where the header was not on the disk yet.
    let blank = found.iter().all(|byte| *byte == 0);
    if !(blank || (ours(0..4) && ours(8..40))) {
        let why = "it is not a take of outloud's".to_owned();
        return Err(AudioError::BadWav { path: path.to_owned(), why });
    }
    // A sample that was cut in half is dropped; a take beyond 4 GB keeps its first 4 GB.
    let data = data_bytes((bytes - HEADER_BYTES) & !1);
    if data == 0 {
        return Err(AudioError::NoSound(path.to_owned()));
    }
    let changed = found != header(data);
    if changed {
        drop(file);
        write_header(path, data).map_err(|e| write_error(path, e))?;
    }
    Ok(Repaired { duration_s: f64::from(data / SAMPLE_BYTES as u32) / f64::from(SAMPLE_RATE_HZ), changed })
}

/// Length in seconds of the sound in a take of ours, whatever its header says; none if there is none.
#[must_use]
pub fn stored_s(path: &Path) -> Option<f64> {
    let (_, bytes) = open_regular(path).ok()?;
    let data = data_bytes(bytes.checked_sub(HEADER_BYTES)? & !1);
    (data > 0).then(|| f64::from(data / SAMPLE_BYTES as u32) / f64::from(SAMPLE_RATE_HZ))
}

fn write_header(path: &Path, data: u32) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.set_len(HEADER_BYTES + u64::from(data))?;
    file.write_all(&header(data))?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(samples: usize) -> Vec<f32> {
        (0..samples).map(|n| (n as f32 * 0.05).sin() * 0.5).collect()
    }

    fn bytes_of(samples: &[f32]) -> Vec<u8> {
        samples.iter().flat_map(|s| to_i16(*s).to_le_bytes()).collect()
    }

    #[test]
    fn what_a_disk_refuses_is_written_when_it_takes_it_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        let sound = tone(64_000);
        let mut take = TakeWriter::create(&path).unwrap();
        take.write(&sound[..16_000]).unwrap();
        // A handle that cannot write stands for the disk that is full.
        let healthy = std::mem::replace(&mut take.file, File::open(&path).unwrap());
        assert!(take.write(&sound[16_000..48_000]).is_err());
        assert_eq!(stored_s(&path), Some(1.0), "what was there before is untouched");
        take.file = healthy;
        take.write(&sound[48_000..]).unwrap();
        take.finish().unwrap();
        assert!(std::fs::read(&path).unwrap()[44..] == bytes_of(&sound));
        assert!(!repair(&path).unwrap().changed);
    }

    #[test]
    fn a_disk_that_refuses_for_ever_ends_the_take_and_not_the_machine() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        let mut take = TakeWriter::create(&path).unwrap();
        take.file = File::open(&path).unwrap();
        let second = tone(16_000);
        let mut seconds = 0;
        while !take.is_overfull() {
            seconds += usize::from(take.write(&second).is_err());
        }
        assert_eq!(seconds, 600);
        assert!(take.write(&second).unwrap_err().to_string().contains("free some space"));
        assert!(take.waiting.len() < MOST_WAITING_BYTES + FLUSH_BYTES * 4);
    }

    #[test]
    fn whatever_reached_the_disk_is_repaired_to_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        let mut take = TakeWriter::create(&path).unwrap();
        take.write(&tone(40_000)).unwrap();
        take.finish().unwrap();
        let whole = std::fs::read(&path).unwrap();
        for (kept, blank_header) in
            [(45, false), (46, false), (47, true), (1_000, false), (60_001, true), (80_044, true)]
        {
            let mut bytes = whole[..kept].to_vec();
            if blank_header {
                bytes[..44].fill(0);
            }
            std::fs::write(&path, &bytes).unwrap();
            let samples = (kept - 44) / 2;
            match repair(&path) {
                Ok(repaired) => assert_eq!((repaired.duration_s * 16_000.0).round() as usize, samples),
                Err(AudioError::NoSound(_)) => assert_eq!(samples, 0),
                Err(other) => panic!("{kept} bytes: {other}"),
            }
            if samples > 0 {
                let read: Vec<i16> =
                    hound::WavReader::open(&path).unwrap().into_samples().map(Result::unwrap).collect();
                let read: Vec<u8> = read.into_iter().flat_map(i16::to_le_bytes).collect();
                assert!(read == whole[44..44 + samples * 2]);
            }
        }
    }
}
