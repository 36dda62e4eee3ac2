//! The input devices of this machine, as `outloud devices` lists them and `--mic NAME` finds them.

use cpal::{
    Device, ErrorKind, SupportedStreamConfig,
    traits::{DeviceTrait, HostTrait},
};

use super::AudioError;
use crate::stderr::silenced;

/// An input device.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct InputDevice {
    /// The name that `--mic` takes.
    pub name: String,
    /// What the system calls it for people, if that says more.
    pub description: Option<String>,
    /// Whether it is used if none is named.
    pub default: bool,
    /// Its own sample rate.
    pub rate_hz: u32,
    /// Its own number of channels.
    pub channels: u16,
    /// Its own sample format: `i16`, `f32`.
    pub sample_format: String,
}

/// ALSA lists plumbing too; these never are a microphone and only confuse.
const PLUMBING: [&str; 9] = ["null", "lavrate", "samplerate", "speexrate", "jack", "oss", "speex", "upmix", "vdownmix"];

/// Every input device that can be opened, the default one first.
///
/// # Errors
/// [`AudioError::NoMicrophone`] if there is none.
pub fn devices() -> Result<Vec<InputDevice>, AudioError> {
    silenced(list)
}

fn list() -> Result<Vec<InputDevice>, AudioError> {
    let host = cpal::default_host();
    let default = host.default_input_device().map(|d| name_of(&d));
    let mut found: Vec<InputDevice> = Vec::new();
    let candidates = host.default_input_device().into_iter().chain(host.input_devices().into_iter().flatten());
    for device in candidates {
        let name = name_of(&device);
        if PLUMBING.contains(&name.as_str()) || found.iter().any(|d| d.name == name) {
            continue;
        }
        let Ok(config) = device.default_input_config() else { continue };
        found.push(describe(&device, &config, default.as_ref() == Some(&name)));
    }
    if found.is_empty() { Err(AudioError::NoMicrophone) } else { Ok(found) }
}

/// The default output device, by the name that people know it by.
///
/// # Errors
/// [`AudioError::Playback`] if there is none or it cannot be opened.
pub fn loudspeaker() -> Result<String, AudioError> {
    silenced(default_output)
}

fn default_output() -> Result<String, AudioError> {
    let device = cpal::default_host().default_output_device();
    let device = device.ok_or_else(|| AudioError::Playback("there is no output device".to_owned()))?;
    let config = device.default_output_config().map_err(super::output::cannot_play)?;
    Ok(format!(
        "{}, {} Hz",
        device.description().map_or_else(|_| name_of(&device), |d| d.name().to_owned()),
        config.sample_rate()
    ))
}

fn describe(device: &Device, config: &SupportedStreamConfig, default: bool) -> InputDevice {
    let name = name_of(device);
    let description = device.description().ok().map(|d| d.name().to_owned()).filter(|d| *d != name);
    InputDevice {
        description,
        default,
        rate_hz: config.sample_rate(),
        channels: config.channels(),
        sample_format: config.sample_format().to_string(),
        name,
    }
}

/// The name that identifies a device: its id within the host, which on Linux is the ALSA name.
pub(super) fn name_of(device: &Device) -> String {
    let id = device.id().map(|id| id.id().to_owned());
    id.or_else(|_| device.description().map(|d| d.name().to_owned())).unwrap_or_else(|_| "unknown".to_owned())
}

/// The device called `wanted` (its name or its description, or a part that only one device has), or the default one, with
/// the format it prefers.
pub(super) fn find(wanted: Option<&str>) -> Result<(Device, SupportedStreamConfig), AudioError> {
    let host = cpal::default_host();
    let device = match wanted {
        None => host.default_input_device().ok_or(AudioError::NoMicrophone)?,
        Some(wanted) => by_name(&host, wanted)?,
    };
    let config = device.default_input_config().map_err(|e| open_error(&device, &e))?;
    Ok((device, config))
}

fn by_name(host: &cpal::Host, wanted: &str) -> Result<Device, AudioError> {
    let lower = wanted.to_lowercase();
    let label = |d: &Device| d.description().map_or_else(|_| String::new(), |d| d.name().to_lowercase());
    let mut partial = Vec::new();
    let mut known = Vec::new();
    for device in host.input_devices().into_iter().flatten() {
        let name = name_of(&device);
        if name.to_lowercase() == lower || label(&device) == lower {
            return Ok(device);
        }
        if name.to_lowercase().contains(&lower) || label(&device).contains(&lower) {
            partial.push(device);
        } else if !PLUMBING.contains(&name.as_str()) {
            known.push(name);
        }
    }
    match (partial.len(), partial.pop()) {
        (1, Some(device)) => Ok(device),
        (_, last) => {
            known.splice(0..0, partial.iter().chain(&last).map(name_of));
            Err(AudioError::UnknownMicrophone { wanted: wanted.to_owned(), known })
        }
    }
}

/// The system's error in words that say what to do.
pub(super) fn open_error(device: &Device, error: &cpal::Error) -> AudioError {
    let remedy = match error.kind() {
        ErrorKind::DeviceNotAvailable | ErrorKind::HostUnavailable => return AudioError::NoMicrophone,
        ErrorKind::DeviceBusy => "close the program that is using it, or choose another with --mic NAME",
        ErrorKind::PermissionDenied if cfg!(target_os = "macos") => {
            "allow your terminal app under System Settings, Privacy & Security, Microphone"
        }
        ErrorKind::PermissionDenied => "allow microphone access in the system's privacy settings",
        _ => "choose another one (outloud devices, --mic NAME), or answer by typing",
    };
    AudioError::OpenMicrophone { device: name_of(device), why: error.to_string(), remedy }
}
