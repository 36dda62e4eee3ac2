//! What can go wrong with sound. Every message says what, where and what to do next; commands print them as they are.

use std::path::PathBuf;

/// An error of the microphone, of a WAV or of the loudspeaker.
#[derive(Debug, thiserror::Error)]
pub enum AudioError {
    /// The file cannot be opened or read.
    #[error("cannot read \"{}\": {source}; check the path and the permissions", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file has no bytes at all.
    #[error("\"{}\" is empty (0 bytes); record or export it again", .0.display())]
    EmptyFile(PathBuf),
    /// A complete header with nothing behind it.
    #[error("\"{}\" has no sound (a header, no samples); record or export it again", .0.display())]
    NoSound(PathBuf),
    /// The file ends inside its header.
    #[error("\"{}\" ends inside its WAV header ({bytes} bytes); the copy or the recording was cut off, get it again", path.display())]
    TruncatedHeader {
        /// The file.
        path: PathBuf,
        /// Its length.
        bytes: u64,
    },
    /// A format that is not read, whatever the name says.
    #[error("\"{}\" is {what}, which is not read; convert it first, for example: ffmpeg -i IN -ar 16000 -ac 1 OUT.wav", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// What it looks like: "an AMR".
        what: &'static str,
    },
    /// A recording that is damaged or in a codec that is not supported.
    #[error("\"{}\" cannot be decoded: {why}; convert it first, for example: ffmpeg -i IN -ar 16000 -ac 1 OUT.wav", path.display())]
    Undecodable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Another format where only a WAV can be.
    #[error("\"{}\" is {what}, not a WAV; convert it first, for example: ffmpeg -i IN -ar 16000 -ac 1 OUT.wav", path.display())]
    NotWav {
        /// The file.
        path: PathBuf,
        /// What it looks like: "an MP3".
        what: &'static str,
    },
    /// A WAV that is damaged or stored in a way that is not supported.
    #[error("\"{}\" is a WAV that cannot be read: {why}; convert it to 16-bit PCM first, for example: ffmpeg -i IN -ar 16000 -ac 1 OUT.wav", path.display())]
    BadWav {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The file of a new take is there already.
    #[error("\"{}\" exists already; a take is never overwritten, choose another name or move the file away", .0.display())]
    Exists(PathBuf),
    /// The take cannot be written.
    #[error("cannot write \"{}\": {source}; free some space or choose another folder with --home. What was written before is safe", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The machine has no input device.
    #[error(
        "no microphone found; plug one in, or answer by typing, or play a file as the microphone with --mic-from WAV"
    )]
    NoMicrophone,
    /// No device has the wanted name.
    #[error("no microphone is called \"{wanted}\"; `outloud devices` lists them{}", known_devices(known))]
    UnknownMicrophone {
        /// The name that was asked for.
        wanted: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// The device is there but cannot be opened.
    #[error("cannot open the microphone \"{device}\": {why}; {remedy}")]
    OpenMicrophone {
        /// The device's name.
        device: String,
        /// What the system said.
        why: String,
        /// What to do.
        remedy: &'static str,
    },
    /// The device's sample rate or channel count is outside what can be resampled.
    #[error(
        "\"{what}\" delivers {rate_hz} Hz in {channels} channels; supported are 1,000 to 768,000 Hz and 1 to 64 channels"
    )]
    UnsupportedFormat {
        /// The device or the file.
        what: String,
        /// Its rate.
        rate_hz: u32,
        /// Its channels.
        channels: u16,
    },
    /// The loudspeaker cannot be used.
    #[error("cannot play sound: {0}; check the system's sound settings")]
    Playback(String),
    /// The program was built without the microphone.
    #[error(
        "this outloud was built without a microphone; play a file as the microphone with --mic-from WAV, answer by typing, or install a build with the \"mic\" feature"
    )]
    BuiltWithoutMicrophone,
    /// A thread of ours ended in a way it never should.
    #[error("the recording thread stopped unexpectedly; what was recorded is in \"{}\", please report this as a bug", .0.display())]
    ThreadDied(PathBuf),
    /// The operating system gives no more threads.
    #[error("cannot start the recording thread: {0}; close other programs and try again")]
    Thread(std::io::Error),
}

fn known_devices(known: &[String]) -> String {
    if known.is_empty() { String::new() } else { format!(" (there are: {})", known.join(", ")) }
}
