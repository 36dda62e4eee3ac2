//! Opus packets as sound. Symphonia finds them in Ogg and `WebM` and does not decode them.

use opus_pure::OpusDecoder;

/// The rate that Opus is decoded at, whatever was recorded.
pub const RATE_HZ: u32 = 48_000;
/// The longest packet, in frames: 120 ms.
const MAX_PACKET_FRAMES: usize = 5_760;
/// Where the header says how many channels there are, and how many frames to drop at the start.
const CHANNELS_AT: usize = 9;
const SKIP_AT: usize = 10;

/// The decoder of one Opus stream.
pub struct OpusStream {
    decoder: OpusDecoder,
    channels: usize,
    /// Frames that the encoder put in front.
    skip: usize,
    decoded: Vec<f32>,
}

impl OpusStream {
    /// A decoder for the stream with this header (`OpusHead`); none for more than two channels.
    pub fn new(head: Option<&[u8]>) -> Option<Self> {
        let channels = head.and_then(|h| h.get(CHANNELS_AT)).map_or(2, |count| usize::from(*count));
        let skip = head.and_then(|h| h.get(SKIP_AT..SKIP_AT + 2)).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]));
        if !(1..=2).contains(&channels) {
            return None;
        }
        let decoder = OpusDecoder::new(RATE_HZ as i32, channels).ok()?;
        Some(Self { decoder, channels, skip: skip.into(), decoded: vec![0.0; MAX_PACKET_FRAMES * channels] })
    }

    /// Samples per frame.
    pub fn channels(&self) -> u16 {
        self.channels as u16
    }

    /// Appends the packet's sound, interleaved; nothing of a packet that is damaged.
    pub fn decode(&mut self, packet: &[u8], out: &mut Vec<f32>) {
        if packet.is_empty() {
            return;
        }
        let Ok(frames) = self.decoder.decode(packet, MAX_PACKET_FRAMES, &mut self.decoded) else { return };
        let frames = frames.min(MAX_PACKET_FRAMES);
        let skipped = self.skip.min(frames);
        self.skip -= skipped;
        out.extend_from_slice(&self.decoded[skipped * self.channels..frames * self.channels]);
    }
}
