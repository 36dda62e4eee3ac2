//! The acoustic network: phoneme ids to spectra and pitch, one frame every 12.5 ms.

use std::collections::HashMap;

use rten::{Model, NodeId};
use rten_tensor::{NdTensor, prelude::*};

use crate::natural::error::NaturalError;

/// Bins of a spectrum: a Fourier transform of 1200 samples.
pub(super) const BINS: usize = 601;

/// What the network says about each frame. The spectra are of [`BINS`] rows with a column for each frame.
pub(crate) struct Spectra {
    /// Log magnitude of what the pulses pass through.
    pub(super) harmonic: NdTensor<f32, 3>,
    /// Its phase, before tanh and times pi.
    pub(super) harmonic_phase: NdTensor<f32, 3>,
    /// Log magnitude of the noise.
    pub(super) noise: NdTensor<f32, 3>,
    /// Log magnitude of what is neither.
    pub(super) rest: NdTensor<f32, 3>,
    /// Its phase.
    pub(super) rest_phase: NdTensor<f32, 3>,
    /// Pitch of each frame in Hz; 0 where there is none.
    pub(super) pitch_hz: Vec<f32>,
}

/// The network with the ids of its phonemes.
pub(crate) struct AcousticNetwork {
    model: Model,
    ids: HashMap<char, i32>,
    inputs: [NodeId; 2],
    outputs: [NodeId; 6],
}

impl AcousticNetwork {
    pub(crate) fn load() -> Result<Self, NaturalError> {
        let model = Model::load_static_slice(outloud_voice_weights::ACOUSTIC)?;
        let id = |name: &str| model.node_id(name);
        let inputs = [id("ids")?, id("speed")?];
        let outputs = [id("lh")?, id("theta")?, id("ln")?, id("lr")?, id("phi")?, id("f0")?];
        Ok(Self { ids: serde_json::from_slice(outloud_voice_weights::PHONEMES)?, model, inputs, outputs })
    }

    /// The spectra of phonemes; signs that the network does not know are left out.
    pub(crate) fn run(&self, phonemes: &str, speed: f32) -> Result<Spectra, NaturalError> {
        let known = phonemes.chars().filter_map(|p| self.ids.get(&p).copied());
        let ids: Vec<i32> = std::iter::once(0).chain(known).chain([0]).collect();
        let ids = NdTensor::from_data([1, ids.len()], ids);
        let speed = NdTensor::from_data([1], vec![speed]);
        let given = vec![(self.inputs[0], ids.into()), (self.inputs[1], speed.into())];
        let [lh, theta, ln, lr, phi, pitch] = self.model.run_n(given, self.outputs, None)?;
        let pitch: NdTensor<f32, 2> = pitch.try_into()?;
        Ok(Spectra {
            harmonic: lh.try_into()?,
            harmonic_phase: theta.try_into()?,
            noise: ln.try_into()?,
            rest: lr.try_into()?,
            rest_phase: phi.try_into()?,
            pitch_hz: pitch.iter().copied().collect(),
        })
    }
}
