//! Recordings that are no WAV: MP3, AAC and ALAC in M4A, Ogg Vorbis, FLAC, Opus in Ogg and `WebM`. They are decoded packet by
//! packet, so that an hour takes no more memory than a minute.

use std::path::{Path, PathBuf};

use symphonia::core::{
    codecs::audio::{AudioDecoder, AudioDecoderOptions, well_known::CODEC_ID_OPUS},
    errors::Error,
    formats::{FormatOptions, FormatReader, TrackType, probe::Hint},
    io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions, ReadOnlySource},
    meta::MetadataOptions,
};

use super::{
    AudioError,
    opus::{self, OpusStream},
    wav::open_regular,
};

/// How many packets in a row may be damaged before the file counts as ended.
const MAX_DAMAGED: usize = 100;

/// An open recording, read from front to back.
pub struct CompressedFile {
    path: PathBuf,
    format: Box<dyn FormatReader>,
    track: u32,
    decoder: TrackDecoder,
    rate_hz: u32,
    channels: u16,
    duration_s: Option<f64>,
    /// Decoded, not yet read; interleaved.
    pending: Vec<f32>,
    read: usize,
    ended: bool,
}

enum TrackDecoder {
    Symphonia(Box<dyn AudioDecoder>),
    Opus(Box<OpusStream>),
}

impl CompressedFile {
    /// Opens the recording and decodes until its first sound, which says its rate and channels.
    ///
    /// # Errors
    /// [`AudioError`]: not readable, damaged, without sound, or in a codec that is not supported.
    pub fn open(path: &Path) -> Result<Self, AudioError> {
        let (file, bytes) = open_regular(path)?;
        if bytes == 0 {
            return Err(AudioError::EmptyFile(path.to_owned()));
        }
        // A file that was cut off does not have the length that its header says: read from front to back that does not matter.
        let format = probe(path, Box::new(file)).or_else(|first| {
            let (again, _) = open_regular(path)?;
            probe(path, Box::new(ReadOnlySource::new(again))).map_err(|_| first)
        })?;
        let (track, decoder, duration_s) = tracks(path, format.as_ref())?;
        let path = path.to_owned();
        let (pending, read, ended) = (Vec::new(), 0, false);
        let mut opened =
            Self { path, format, track, decoder, rate_hz: 0, channels: 0, duration_s, pending, read, ended };
        opened.decode()?;
        if opened.pending.is_empty() {
            return Err(AudioError::NoSound(opened.path));
        }
        Ok(opened)
    }

    /// Frames per second.
    pub fn rate_hz(&self) -> u32 {
        self.rate_hz
    }

    /// Samples per frame.
    pub fn channels(&self) -> u16 {
        self.channels
    }

    /// Length in seconds, as the file says it; 0 if it does not say.
    pub fn duration_s(&self) -> f64 {
        self.duration_s.unwrap_or_default()
    }

    /// Reads at most `max` frames and appends them, interleaved, f32, -1..=1, to `out`. Gives the number of frames; 0 is the end.
    ///
    /// # Errors
    /// [`AudioError::Read`] if the disk fails, [`AudioError::Undecodable`] if the format changes on the way.
    pub fn read_frames(&mut self, max: usize, out: &mut Vec<f32>) -> Result<usize, AudioError> {
        if self.read == self.pending.len() && !self.ended {
            self.decode()?;
        }
        let channels = usize::from(self.channels);
        let frames = ((self.pending.len() - self.read) / channels).min(max);
        let until = self.read + frames * channels;
        let clean = |s: &f32| if s.is_finite() { s.clamp(-1.0, 1.0) } else { 0.0 };
        out.extend(self.pending[self.read..until].iter().map(clean));
        self.read = until;
        Ok(frames)
    }

    /// Decodes packets until one has sound, or the file ends.
    fn decode(&mut self) -> Result<(), AudioError> {
        self.pending.clear();
        self.read = 0;
        let (mut damaged, mut foreign) = (0, 0);
        while self.pending.is_empty() && !self.ended && damaged < MAX_DAMAGED {
            let packet = match self.format.next_packet() {
                Ok(Some(packet)) => packet,
                // A recording that was cut off ends where it ends.
                Ok(None) => break,
                Err(Error::IoError(e)) if e.kind() == std::io::ErrorKind::UnexpectedEof => break,
                Err(Error::IoError(source)) => return Err(AudioError::Read { path: self.path.clone(), source }),
                Err(Error::ResetRequired) => {
                    (self.track, self.decoder, _) = tracks(&self.path, self.format.as_ref())?;
                    continue;
                }
                Err(Error::DecodeError(_)) => {
                    damaged += 1;
                    continue;
                }
                Err(_) => break,
            };
            if packet.track_id != self.track {
                continue;
            }
            let (rate_hz, channels) = match &mut self.decoder {
                TrackDecoder::Opus(stream) => {
                    stream.decode(&packet.data, &mut self.pending);
                    (opus::RATE_HZ, stream.channels())
                }
                TrackDecoder::Symphonia(decoder) => match decoder.decode(&packet) {
                    Ok(sound) => {
                        self.pending.resize(sound.samples_interleaved(), 0.0);
                        sound.copy_to_slice_interleaved(&mut self.pending);
                        (sound.spec().rate(), sound.spec().channels().count() as u16)
                    }
                    // Before any sound, a codec that is not supported; behind it, a damaged packet.
                    Err(e @ (Error::Unsupported(_) | Error::LimitError(_))) if self.channels == 0 => {
                        return Err(undecodable(&self.path, &e));
                    }
                    Err(_) => {
                        damaged += 1;
                        continue;
                    }
                },
            };
            if self.channels == 0 && !self.pending.is_empty() && channels > 0 {
                (self.rate_hz, self.channels) = (rate_hz, channels);
            }
            // A packet of another format is a damaged one, unless all that follow have it too.
            if (rate_hz, channels) != (self.rate_hz, self.channels) {
                self.pending.clear();
                damaged += 1;
                foreign += 1;
            }
        }
        if foreign >= MAX_DAMAGED {
            let why = "its rate or its channels change on the way".to_owned();
            return Err(AudioError::Undecodable { path: self.path.clone(), why });
        }
        self.ended = self.pending.is_empty();
        Ok(())
    }
}

/// Finds out the format.
fn probe(path: &Path, source: Box<dyn MediaSource>) -> Result<Box<dyn FormatReader>, AudioError> {
    let stream = MediaSourceStream::new(source, MediaSourceStreamOptions::default());
    let mut hint = Hint::new();
    if let Some(extension) = path.extension().and_then(|e| e.to_str()) {
        hint.with_extension(extension);
    }
    symphonia::default::get_probe()
        .probe(&hint, stream, FormatOptions::default(), MetadataOptions::default())
        .map_err(|e| undecodable(path, &e))
}

/// The track with the sound, its decoder, and how long it says that it is.
fn tracks(path: &Path, format: &dyn FormatReader) -> Result<(u32, TrackDecoder, Option<f64>), AudioError> {
    let failed = |why: &str| AudioError::Undecodable { path: path.to_owned(), why: why.to_owned() };
    let track = format.default_track(TrackType::Audio).ok_or_else(|| AudioError::NoSound(path.to_owned()))?;
    let params = track.codec_params.as_ref().and_then(|p| p.audio()).ok_or_else(|| failed("its codec is not known"))?;
    let seconds = || {
        let frames = track.num_frames? as f64;
        Some(frames / f64::from(params.sample_rate.filter(|rate| *rate > 0)?))
    };
    let decoder = if params.codec == CODEC_ID_OPUS {
        let stream = OpusStream::new(params.extra_data.as_deref());
        TrackDecoder::Opus(Box::new(stream.ok_or_else(|| failed("it has Opus with more than two channels"))?))
    } else {
        let made = symphonia::default::get_codecs().make_audio_decoder(params, &AudioDecoderOptions::default());
        TrackDecoder::Symphonia(made.map_err(|e| undecodable(path, &e))?)
    };
    Ok((track.id, decoder, seconds()))
}

fn undecodable(path: &Path, error: &Error) -> AudioError {
    match error {
        Error::IoError(e) if e.kind() != std::io::ErrorKind::UnexpectedEof => {
            AudioError::Read { path: path.to_owned(), source: std::io::Error::new(e.kind(), e.to_string()) }
        }
        Error::IoError(_) => {
            AudioError::Undecodable { path: path.to_owned(), why: "it ends inside its header".to_owned() }
        }
        other => AudioError::Undecodable { path: path.to_owned(), why: other.to_string() },
    }
}
