//! What kind of file a recording is, by its first bytes: names lie.

/// How many bytes are looked at.
pub const HEAD_BYTES: usize = 12;

/// What the bytes begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// A WAV.
    Wav,
    /// Something that symphonia reads, and its name for people.
    Compressed(&'static str),
    /// Something known that is not read, and its name.
    Unread(&'static str),
    /// Nothing that is known.
    Unknown,
}

/// What a file with this beginning is. A file that begins like a WAV and ends at once is one that was cut off.
pub fn container(head: &[u8]) -> Container {
    match head {
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Container::Wav,
        [b'R', b'I', b'F', b'F', ..] if head.len() < HEAD_BYTES => Container::Wav,
        [b'I', b'D', b'3', ..] => Container::Compressed("an MP3"),
        [0xFF, second, ..] if second & 0xE6 == 0xE2 => Container::Compressed("an MP3"),
        [0xFF, second, ..] if second & 0xF6 == 0xF0 => Container::Compressed("an AAC stream"),
        [b'f', b'L', b'a', b'C', ..] => Container::Compressed("a FLAC"),
        [b'O', b'g', b'g', b'S', ..] => Container::Compressed("an Ogg (Vorbis or Opus)"),
        [0x1A, 0x45, 0xDF, 0xA3, ..] => Container::Compressed("a WebM or Matroska"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Container::Compressed("an MP4 or M4A"),
        [b'F', b'O', b'R', b'M', ..] => Container::Unread("an AIFF"),
        [b'R', b'F', b'6', b'4', ..] => Container::Unread("an RF64 (a WAV of more than 4 GB)"),
        [b'c', b'a', b'f', b'f', ..] => Container::Unread("a CAF"),
        [b'#', b'!', b'A', b'M', b'R', ..] => Container::Unread("an AMR"),
        [0x30, 0x26, 0xB2, 0x75, ..] => Container::Unread("a WMA"),
        _ => Container::Unknown,
    }
}
