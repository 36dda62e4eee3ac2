//! Reading WAV files that others made: 8, 16, 24 and 32-bit integers, 32-bit floats, any rate, any number of channels.
//! Every way in which such a file disappoints has its own sentence, because a user can act on each of them differently.

use std::{
    fs::File,
    io::{BufRead as _, BufReader, Chain, Cursor, ErrorKind, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use hound::{SampleFormat, WavReader, WavSpec};

use super::{
    AudioError,
    container::{Container, HEAD_BYTES, container},
    resample::{MAX_CHANNELS, RATES_HZ},
};

/// More chunks before the sound than any program writes.
const MOST_CHUNKS: usize = 1000;
/// The longest format description that is known.
const LONGEST_FORMAT: u32 = 64;

/// An open WAV file, read from front to back.
pub struct WavFile {
    path: PathBuf,
    reader: WavReader<Chain<Cursor<Vec<u8>>, BufReader<File>>>,
    frames: u64,
    read: u64,
    /// What a sample of full scale is; for integers.
    full_scale: f32,
}

/// Where the sound lies in the file, and how its format is described.
struct Layout {
    format: Vec<u8>,
    start: u64,
    bytes: u64,
}

impl WavFile {
    /// Opens the file and reads its header.
    ///
    /// A header that promises more samples than the file holds (an interrupted recording, a stream of unknown length) is
    /// taken for what is there.
    ///
    /// # Errors
    /// [`AudioError`]: not readable, empty, another format, cut off in its header, without samples, or in an encoding
    /// that is not supported.
    pub fn open(path: &Path) -> Result<Self, AudioError> {
        Self::open_at(path, 0.0)
    }

    /// The same, but reading begins at `second` (clamped to the file's length).
    ///
    /// # Errors
    /// Those of [`WavFile::open`].
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the file's frames")]
    pub fn open_at(path: &Path, second: f64) -> Result<Self, AudioError> {
        let (file, bytes) = open_regular(path)?;
        let mut file = BufReader::new(file);
        if bytes == 0 {
            return Err(AudioError::EmptyFile(path.to_owned()));
        }
        refuse_other_formats(path, &mut file, bytes)?;
        let mut layout = find_sound(&mut file, bytes).map_err(|e| header_error(path, bytes, &e))?;
        let unused = use_whole_samples(&mut layout.format);
        let spec = format_of(&layout.format).map_err(|e| header_error(path, bytes, &e))?;
        check(path, spec)?;
        // The block size stands at byte 12 of the format; hound has verified that it fits.
        let frame_bytes = u64::from(u16::from_le_bytes([layout.format[12], layout.format[13]]));
        let frames = layout.bytes / frame_bytes;
        if frames == 0 {
            return Err(AudioError::NoSound(path.to_owned()));
        }
        let right_aligned =
            unused > 0 && is_right_aligned(&mut file, &layout, unused).map_err(|source| read_error(path, source))?;
        let bits = u32::from(spec.bits_per_sample) - if right_aligned { unused } else { 0 };
        let full_scale = (1_u64 << (bits - 1)) as f32;
        let read = ((second.max(0.0) * f64::from(spec.sample_rate)) as u64).min(frames);
        let start = layout.start + read * frame_bytes;
        file.seek(SeekFrom::Start(start)).map_err(|source| read_error(path, source))?;
        let header = header(&layout.format, (frames - read) * frame_bytes);
        let reader = WavReader::new(Cursor::new(header).chain(file)).map_err(|e| header_error(path, bytes, &e))?;
        Ok(Self { path: path.to_owned(), reader, frames, read, full_scale })
    }

    /// Frames per second.
    #[must_use]
    pub fn rate_hz(&self) -> u32 {
        self.reader.spec().sample_rate
    }

    /// Samples per frame.
    #[must_use]
    pub fn channels(&self) -> u16 {
        self.reader.spec().channels
    }

    /// Length of the file in seconds.
    #[must_use]
    pub fn duration_s(&self) -> f64 {
        self.frames as f64 / f64::from(self.rate_hz())
    }

    /// Reads at most `max` frames and appends them, interleaved, f32, -1..=1, to `out`. Gives the number of frames; 0 is
    /// the end.
    ///
    /// # Errors
    /// [`AudioError::Read`] if the disk fails, [`AudioError::BadWav`] if the samples cannot be decoded.
    pub fn read_frames(&mut self, max: usize, out: &mut Vec<f32>) -> Result<usize, AudioError> {
        let frames = usize::try_from(self.frames - self.read).map_or(max, |left| left.min(max));
        let count = frames * usize::from(self.channels());
        let spec = self.reader.spec();
        let before = out.len();
        let outcome = match spec.sample_format {
            SampleFormat::Float => append(self.reader.samples::<f32>().take(count), |s| s, out),
            SampleFormat::Int => {
                let full_scale = self.full_scale;
                append(self.reader.samples::<i32>().take(count), |s| s as f32 / full_scale, out)
            }
        };
        outcome.map_err(|e| match e {
            hound::Error::IoError(source) => read_error(&self.path, source),
            other => AudioError::BadWav { path: self.path.clone(), why: other.to_string() },
        })?;
        debug_assert_eq!(out.len() - before, count);
        self.read += frames as u64;
        Ok(frames)
    }
}

/// Appends samples, within -1..=1 and finite whatever the file says.
fn append<S>(
    samples: impl Iterator<Item = hound::Result<S>>,
    to_f32: impl Fn(S) -> f32,
    out: &mut Vec<f32>,
) -> hound::Result<()> {
    for sample in samples {
        let sample = to_f32(sample?);
        out.push(if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 });
    }
    Ok(())
}

/// Walks the chunks up to the sound. The length that the header promises counts only as far as the file goes.
fn find_sound(file: &mut BufReader<File>, bytes: u64) -> hound::Result<Layout> {
    file.seek(SeekFrom::Start(12))?;
    let mut format = None;
    for _ in 0..MOST_CHUNKS {
        let mut head = [0; 8];
        file.read_exact(&mut head)?;
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        match (&head[..4], format.take()) {
            (b"fmt ", _) if length <= LONGEST_FORMAT => {
                let mut content = vec![0; length as usize];
                file.read_exact(&mut content)?;
                format = Some(content);
            }
            (b"fmt ", _) => return Err(hound::Error::FormatError("its format description is too long")),
            (b"data", Some(format)) => {
                let start = file.stream_position()?;
                // A recorder that streams writes no length, or 0: the sound goes on to the end. A chunk behind it shows that there is none.
                let streamed = length == 0 && !starts_with_chunk(file)?;
                let length = if streamed { u32::MAX } else { length };
                return Ok(Layout { format, start, bytes: bytes.saturating_sub(start).min(length.into()) });
            }
            (b"data", None) => return Err(hound::Error::FormatError("its format description is missing")),
            (_, known) => {
                format = known;
                // Chunks are padded to an even length.
                file.seek_relative(i64::from(length) + i64::from(length % 2))?;
            }
        }
    }
    Err(hound::Error::FormatError("it has more than 1,000 chunks before the sound"))
}

/// Whether a chunk that programs write behind the sound begins here.
fn starts_with_chunk(file: &mut BufReader<File>) -> std::io::Result<bool> {
    let next = file.fill_buf()?;
    Ok([b"LIST", b"id3 ", b"ID3 ", b"bext", b"fact", b"cue "].iter().any(|id| next.starts_with(*id)))
}

/// "24 valid bits in 32": the format as if all bits of a sample were valid. Gives the number of bits that are not.
fn use_whole_samples(format: &mut [u8]) -> u32 {
    const EXTENSIBLE: [u8; 2] = [0xFE, 0xFF];
    if !format.starts_with(&EXTENSIBLE) || format.len() < 26 {
        return 0;
    }
    let bits = u16::from_le_bytes([format[14], format[15]]);
    let valid = u16::from_le_bytes([format[18], format[19]]);
    format.copy_within(14..16, 18);
    // Sub-format 1 is integer.
    let integer = format[24..26] == [1, 0];
    if integer && (1..bits).contains(&valid) { u32::from(bits - valid) } else { 0 }
}

/// Whether the valid bits of the samples stand at the bottom, as some programs write them, and not at the top, as the specification
/// asks. A bit below the valid ones tells the bottom, a sample too large for them the top; without either it is the bottom, because
/// sound at the top would be too quiet to hear.
fn is_right_aligned(file: &mut BufReader<File>, layout: &Layout, unused: u32) -> std::io::Result<bool> {
    let bytes = usize::from(layout.format[14].div_ceil(8)).clamp(1, 4);
    let shift = 32 - 8 * bytes as u32;
    file.seek(SeekFrom::Start(layout.start))?;
    let mut sound = file.by_ref().take(layout.bytes);
    let (mut sample, mut heard) = ([0; 4], false);
    loop {
        match sound.read_exact(&mut sample[4 - bytes..]) {
            Ok(()) => {}
            Err(e) if e.kind() == ErrorKind::UnexpectedEof => return Ok(heard),
            Err(e) => return Err(e),
        }
        let value = i32::from_le_bytes(sample) >> shift;
        if value & ((1 << unused.min(30)) - 1) != 0 {
            return Ok(true);
        }
        let kept = 32 - shift - unused;
        if (value << (32 - kept)) >> (32 - kept) != value {
            return Ok(false);
        }
        heard |= value != 0;
    }
}

/// A header of our own making, with the file's format and a length that is true.
fn header(format: &[u8], data_bytes: u64) -> Vec<u8> {
    let data_bytes = u32::try_from(data_bytes).unwrap_or(u32::MAX).to_le_bytes();
    let format_bytes = u32::try_from(format.len()).unwrap_or(0).to_le_bytes();
    [&b"RIFF\0\0\0\0WAVEfmt "[..], &format_bytes, format, b"data", &data_bytes].concat()
}

/// What hound makes of a format description.
fn format_of(format: &[u8]) -> hound::Result<WavSpec> {
    Ok(WavReader::new(Cursor::new(header(format, 0)))?.spec())
}

fn check(path: &Path, spec: WavSpec) -> Result<(), AudioError> {
    let (rate_hz, channels) = (spec.sample_rate, spec.channels);
    if !RATES_HZ.contains(&rate_hz) || channels > MAX_CHANNELS {
        return Err(AudioError::UnsupportedFormat { what: path.display().to_string(), rate_hz, channels });
    }
    let (kind, readable) = match spec.sample_format {
        SampleFormat::Float => ("float", spec.bits_per_sample == 32),
        SampleFormat::Int => ("integer", matches!(spec.bits_per_sample, 8 | 16 | 24 | 32)),
    };
    if readable {
        return Ok(());
    }
    let why = format!("it holds {}-bit {kind} samples", spec.bits_per_sample);
    Err(AudioError::BadWav { path: path.to_owned(), why })
}

fn read_error(path: &Path, source: std::io::Error) -> AudioError {
    AudioError::Read { path: path.to_owned(), source }
}

/// Opens a file that has a length: not a folder, a pipe or a device, which could be read for ever.
pub(super) fn open_regular(path: &Path) -> Result<(File, u64), AudioError> {
    let about = std::fs::metadata(path).map_err(|source| read_error(path, source))?;
    if !about.is_file() {
        return Err(read_error(path, std::io::Error::new(ErrorKind::InvalidInput, "it is not a regular file")));
    }
    Ok((File::open(path).map_err(|source| read_error(path, source))?, about.len()))
}

fn refuse_other_formats(path: &Path, reader: &mut BufReader<File>, bytes: u64) -> Result<(), AudioError> {
    let mut start = [0; HEAD_BYTES];
    let count = usize::try_from(bytes).map_or(start.len(), |b| b.min(start.len()));
    reader.read_exact(&mut start[..count]).map_err(|source| read_error(path, source))?;
    reader.rewind().map_err(|source| read_error(path, source))?;
    match container(&start[..count]) {
        Container::Wav => Ok(()),
        Container::Compressed(what) | Container::Unread(what) => {
            Err(AudioError::NotWav { path: path.to_owned(), what })
        }
        Container::Unknown => Err(AudioError::NotWav { path: path.to_owned(), what: "something else" }),
    }
}

fn header_error(path: &Path, bytes: u64, error: &hound::Error) -> AudioError {
    let path = path.to_owned();
    match error {
        hound::Error::IoError(e) if matches!(e.kind(), ErrorKind::UnexpectedEof | ErrorKind::Other) => {
            AudioError::TruncatedHeader { path, bytes }
        }
        hound::Error::IoError(e) => AudioError::Read { path, source: std::io::Error::new(e.kind(), e.to_string()) },
        hound::Error::Unsupported => AudioError::BadWav { path, why: "its encoding is compressed".to_owned() },
        hound::Error::FormatError(why) => AudioError::BadWav { path, why: (*why).to_owned() },
        other => AudioError::BadWav { path, why: other.to_string() },
    }
}
