//! The real microphone, through cpal: the device's own format, whatever it is, straight into the ring. The callback
//! converts and copies; everything else happens on the capture thread.

use std::{
    path::Path,
    sync::mpsc::{Receiver, Sender, channel},
};

use cpal::{
    Device, ErrorKind, FromSample, Sample, SampleFormat, SizedSample, Stream, StreamConfig,
    traits::{DeviceTrait, StreamTrait},
};

use super::{
    AudioError, AudioSink, Recorder, Recording, capture,
    devices::{find, name_of, open_error},
    ring::{Fault, RingWriter, Source, ring},
};
use crate::stderr::silenced;

/// A microphone of this machine. Nothing is opened before a take begins.
#[derive(Debug, Clone, Default)]
pub struct Microphone {
    wanted: Option<String>,
}

impl Microphone {
    /// The microphone called `wanted`, see `outloud devices`; none: the system's default.
    #[must_use]
    pub fn new(wanted: Option<&str>) -> Self {
        Self { wanted: wanted.map(str::to_owned) }
    }
}

impl Recorder for Microphone {
    fn source_name(&self) -> String {
        self.wanted.clone().unwrap_or_else(|| "default microphone".to_owned())
    }

    fn start(&mut self, wav: &Path, sink: AudioSink) -> Result<Box<dyn Recording>, AudioError> {
        let source = silenced(|| open(self.wanted.as_deref()))?;
        // Whatever was asked for, a lost device's successor is the system's choice.
        capture::spawn(source, Some(Box::new(|| silenced(|| open(None)))), wav, sink)
    }
}

fn open(wanted: Option<&str>) -> Result<Source, AudioError> {
    let (device, config) = find(wanted)?;
    let (rate_hz, channels) = (config.sample_rate(), config.channels());
    let (writer, reader) = ring(rate_hz, channels);
    let (stream, faults) = build(&device, config.sample_format(), config.into(), writer)?;
    stream.play().map_err(|e| open_error(&device, &e))?;
    let name = name_of(&device);
    Ok(Source { name, rate_hz, channels, live: true, ring: reader, faults, delivery: Box::new(stream) })
}

fn build(
    device: &Device,
    format: SampleFormat,
    config: StreamConfig,
    writer: RingWriter,
) -> Result<(Stream, Receiver<Fault>), AudioError> {
    let (faults, received) = channel();
    let stream = match format {
        SampleFormat::I8 => typed::<i8>(device, config, writer, faults),
        SampleFormat::I16 => typed::<i16>(device, config, writer, faults),
        SampleFormat::I24 => typed::<cpal::I24>(device, config, writer, faults),
        SampleFormat::I32 => typed::<i32>(device, config, writer, faults),
        SampleFormat::I64 => typed::<i64>(device, config, writer, faults),
        SampleFormat::U8 => typed::<u8>(device, config, writer, faults),
        SampleFormat::U16 => typed::<u16>(device, config, writer, faults),
        SampleFormat::U24 => typed::<cpal::U24>(device, config, writer, faults),
        SampleFormat::U32 => typed::<u32>(device, config, writer, faults),
        SampleFormat::U64 => typed::<u64>(device, config, writer, faults),
        SampleFormat::F32 => typed::<f32>(device, config, writer, faults),
        SampleFormat::F64 => typed::<f64>(device, config, writer, faults),
        // One-bit studio formats; no microphone has them as its default.
        other => Err(cpal::Error::with_message(ErrorKind::UnsupportedConfig, format!("sample format {other}"))),
    };
    Ok((stream.map_err(|e| open_error(device, &e))?, received))
}

fn typed<T>(
    device: &Device,
    config: StreamConfig,
    mut writer: RingWriter,
    faults: Sender<Fault>,
) -> Result<Stream, cpal::Error>
where
    T: SizedSample + Send + 'static,
    f32: FromSample<T>,
{
    let mut lost = false;
    device.build_input_stream(
        config,
        move |samples: &[T], _| writer.push(samples.iter().map(|s| f32::from_sample(*s))),
        move |error| {
            if let Some(fault) = fault_of(&error, &mut lost) {
                let _ = faults.send(fault);
            }
        },
        None,
    )
}

/// What an error of a running stream means for the take. A lost stream may repeat its error for ever; once is enough.
fn fault_of(error: &cpal::Error, lost: &mut bool) -> Option<Fault> {
    match error.kind() {
        ErrorKind::DeviceChanged => Some(Fault::Changed),
        ErrorKind::Xrun => Some(Fault::Gap),
        ErrorKind::RealtimeDenied => None,
        _ if std::mem::replace(lost, true) => None,
        _ => Some(Fault::Lost(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_microphone_is_refused_by_name() {
        let wav = std::env::temp_dir().join("outloud-never-created.wav");
        let error = Microphone::new(Some("no such thing")).start(&wav, Box::new(|_| ())).err();
        let text = error.expect("refused").to_string();
        assert!(
            text.contains("no microphone is called \"no such thing\"") && text.contains("outloud devices"),
            "{text}"
        );
        assert!(!wav.exists());
    }

    #[test]
    fn a_lost_stream_is_reported_once() {
        let mut lost = false;
        let gone = cpal::Error::new(ErrorKind::DeviceNotAvailable);
        assert!(matches!(fault_of(&gone, &mut lost), Some(Fault::Lost(_))));
        assert!(fault_of(&gone, &mut lost).is_none());
        assert!(matches!(fault_of(&cpal::Error::new(ErrorKind::DeviceChanged), &mut lost), Some(Fault::Changed)));
    }
}
