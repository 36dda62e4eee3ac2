//! Sound from phonemes: the network gives spectra and pitch, the vocoder makes the wave of them.

mod network;
mod vocoder;

pub(super) use network::AcousticNetwork;
pub use vocoder::SAMPLE_RATE_HZ;
pub(super) use vocoder::Vocoder;
