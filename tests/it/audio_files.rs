//! WAV files of every kind go in as the same sound; every way in which one disappoints has its own sentence.

use std::path::{Path, PathBuf};

use hound::{SampleFormat, WavSpec, WavWriter};
use outloud_audio::{AudioError, file, take, wav::WavFile};
use tempfile::TempDir;

/// One second of a 440 Hz tone in the given format.
fn tone(folder: &TempDir, name: &str, rate: u32, channels: u16, bits: u16, sample_format: SampleFormat) -> PathBuf {
    let path = folder.path().join(name);
    let spec = WavSpec { channels, sample_rate: rate, bits_per_sample: bits, sample_format };
    let mut wav = WavWriter::create(&path, spec).unwrap();
    for i in 0..rate {
        let value = 0.5 * (f64::from(i) * 440.0 * std::f64::consts::TAU / f64::from(rate)).sin();
        for _ in 0..channels {
            match sample_format {
                SampleFormat::Float => wav.write_sample(value as f32).unwrap(),
                SampleFormat::Int => {
                    wav.write_sample((value * f64::from(1_u32 << (bits - 1))).round() as i32).unwrap();
                }
            }
        }
    }
    wav.finalize().unwrap();
    path
}

fn error_of(path: &Path) -> String {
    file::read_all(path).expect_err("the file is bad").to_string()
}

fn write(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn every_format_is_heard_as_the_same_tone() {
    use SampleFormat::{Float, Int};
    let folder = TempDir::new().unwrap();
    let reference = file::read_all(&tone(&folder, "reference.wav", 16_000, 1, 16, Int)).unwrap();
    for (rate, channels, bits, format) in [
        (16_000, 1, 8, Int),
        (16_000, 2, 16, Int),
        (16_000, 1, 24, Int),
        (16_000, 1, 32, Int),
        (16_000, 1, 32, Float),
        (8_000, 1, 16, Int),
        (11_025, 1, 16, Int),
        (22_050, 2, 16, Int),
        (44_100, 2, 16, Int),
        (48_000, 2, 32, Float),
        (48_000, 6, 24, Int),
        (96_000, 2, 24, Int),
        (192_000, 1, 32, Float),
    ] {
        let name = format!("{rate}-{channels}-{bits}-{format:?}.wav");
        let heard = file::read_all(&tone(&folder, &name, rate, channels, bits, format)).unwrap();
        assert_eq!(heard.samples.len(), 16_000, "{name}");
        assert_eq!(heard.voice.len(), 63, "{name}");
        let pairs = heard.samples[800..15_200].iter().zip(&reference.samples[800..15_200]);
        let worst = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        // Resampled sound may be shifted by less than a sample, which for this tone is 0.086.
        let allowed = if rate == 16_000 { 0.01 } else { 0.07 };
        assert!(worst < allowed, "{name} is off by {worst}");
    }
}

#[test]
fn bad_files_are_told_apart() {
    let folder = TempDir::new().unwrap();
    let good = std::fs::read(tone(&folder, "good.wav", 16_000, 1, 16, SampleFormat::Int)).unwrap();
    let bad = |name: &str, bytes: &[u8]| error_of(&write(&folder, name, bytes));

    let empty = bad("empty.wav", b"");
    assert!(empty.contains("empty.wav\" is empty (0 bytes)"), "{empty}");
    let mut header = good[..44].to_vec();
    header[40..44].fill(0);
    let silent = bad("header.wav", &header);
    assert!(silent.contains("has no sound (a header, no samples)"), "{silent}");
    for length in [4, 11, 12, 20, 30, 43] {
        let cut = bad("cut.wav", &good[..length]);
        assert!(cut.contains(&format!("ends inside its WAV header ({length} bytes)")), "{length}: {cut}");
    }
    // A WAV in name only is what it is.
    for start in [
        &b"ID3\x04\0\0\0\0\0\0\0\0\0"[..],
        b"\xFF\xFB\x90\x64\0\0\0\0\0\0\0\0",
        b"fLaC\0\0\0\x22\0\0\0\0",
        b"OggS\0\x02\0\0\0\0\0\0",
        b"\0\0\0\x20ftypM4A \0\0",
        b"\x1A\x45\xDF\xA3\0\0\0\0\0\0\0\0",
    ] {
        let other = bad("song.wav", start);
        assert!(other.contains("song.wav\" cannot be decoded") && other.contains("convert it first"), "{other}");
    }
    for (start, name) in [
        (&b"#!AMR\n\0\0\0\0\0\0"[..], "an AMR"),
        (b"FORM\0\0\0\0AIFF", "an AIFF"),
        (b"hello, this is text", "no recording that is known"),
    ] {
        let other = bad("song.wav", start);
        assert!(other.contains(&format!("song.wav\" is {name}, which is not read; convert it")), "{other}");
    }
    let missing = error_of(&folder.path().join("missing.wav"));
    assert!(missing.contains("cannot read") && missing.contains("missing.wav"), "{missing}");
    let directory = error_of(folder.path());
    assert!(directory.contains("not a regular file"), "{directory}");
}

/// How a second of a 440 Hz tone comes in: its length in seconds, how often a second it crosses zero, its loudness.
fn heard(path: &Path) -> (f64, usize, f32) {
    let samples = file::read_all(path).unwrap_or_else(|e| panic!("{e}")).samples;
    let middle = &samples[samples.len() / 4..samples.len() * 3 / 4];
    let crossings = middle.windows(2).filter(|w| (w[0] < 0.0) != (w[1] < 0.0)).count();
    let rms = (middle.iter().map(|s| s * s).sum::<f32>() / middle.len() as f32).sqrt();
    (file::seconds(samples.len()), crossings * 16_000 / middle.len(), rms)
}

#[test]
fn what_phones_and_browsers_record_is_the_same_tone() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sound");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 10);
    for path in files {
        let (seconds, crossings, rms) = heard(&path);
        let name = path.display();
        assert!((0.98..1.1).contains(&seconds), "{name} lasts {seconds} s");
        assert!((870..=890).contains(&crossings), "{name} crosses zero {crossings} times a second");
        assert!((0.055..0.1).contains(&rms), "{name} has a loudness of {rms}");
    }
}

#[test]
fn a_recording_that_is_cut_off_or_damaged_is_read_as_far_as_it_goes() {
    let folder = TempDir::new().unwrap();
    let sound = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sound");
    for name in ["tone.mp3", "adts.aac", "tone.flac", "opus.webm"] {
        let whole = std::fs::read(sound.join(name)).unwrap();
        let cut = write(&folder, name, &whole[..whole.len() * 2 / 3]);
        let seconds = heard(&cut).0;
        assert!((0.2..0.9).contains(&seconds), "{name}: {seconds}");
        let mut damaged = whole.clone();
        let middle = whole.len() / 2;
        damaged[middle..middle + 40].fill(0x55);
        let path = write(&folder, &format!("damaged-{name}"), &damaged);
        let read = file::read_all(&path).unwrap_or_else(|e| panic!("{e}")).samples.len();
        assert!(read > 3_000, "{name}: {read}");
    }
}

/// A WAV of 16 kHz mono whose samples of `container` bits hold `valid` bits, at the top or at the bottom.
fn padded(folder: &TempDir, container: u16, valid: u16, top: bool, fine: bool) -> PathBuf {
    let bytes = usize::from(container / 8);
    let mut data = Vec::new();
    for n in 0..16_000 {
        let value = (f64::from(n) * 440.0 * std::f64::consts::TAU / 16_000.0).sin() * 0.125;
        // What was recorded in 16 bit has zeros below them.
        let sample = ((value * 32_768.0).round() as i32) << (valid - 16);
        let sample = if fine { sample | 1 } else { sample };
        let sample = if top { sample << (container - valid) } else { sample };
        data.extend_from_slice(&sample.to_le_bytes()[..bytes]);
    }
    let block = bytes as u16;
    let mut wav = b"RIFF\0\0\0\0WAVEfmt \x28\0\0\0\xfe\xff\x01\0\x80\x3e\0\0".to_vec();
    wav.extend((16_000 * u32::from(block)).to_le_bytes());
    wav.extend([block.to_le_bytes(), container.to_le_bytes(), 22_u16.to_le_bytes(), valid.to_le_bytes()].concat());
    wav.extend(b"\x04\0\0\0\x01\0\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71data");
    wav.extend((data.len() as u32).to_le_bytes());
    wav.extend(data);
    write(folder, "padded.wav", &wav)
}

#[test]
fn valid_bits_are_read_wherever_they_stand() {
    let folder = TempDir::new().unwrap();
    let cases = [(32, 24, true), (32, 24, false), (24, 20, true), (24, 20, false), (16, 16, true), (32, 20, true)];
    for (n, (container, valid, top)) in cases.into_iter().chain(cases).enumerate() {
        let path = padded(&folder, container, valid, top, n < cases.len());
        let (seconds, crossings, rms) = heard(&path);
        assert!(seconds == 1.0 && (870..=890).contains(&crossings), "{valid} in {container}: {crossings}");
        assert!((rms - 0.0884).abs() < 0.001, "{valid} in {container} has a loudness of {rms}");
    }
}

#[test]
fn a_length_of_zero_means_to_the_end() {
    let folder = TempDir::new().unwrap();
    let good = std::fs::read(tone(&folder, "good.wav", 16_000, 1, 16, SampleFormat::Int)).unwrap();
    let mut streamed = good.clone();
    streamed[40..44].fill(0);
    assert_eq!(file::read_all(&write(&folder, "streamed.wav", &streamed)).unwrap().samples.len(), 16_000);
    let silent = [&streamed[..44], b"LIST\x04\0\0\0INFO"].concat();
    assert!(error_of(&write(&folder, "silent.wav", &silent)).contains("has no sound"));
}

#[test]
fn damaged_headers_neither_crash_nor_pass() {
    let folder = TempDir::new().unwrap();
    let good = std::fs::read(tone(&folder, "good.wav", 16_000, 1, 16, SampleFormat::Int)).unwrap();
    let patched = |name: &str, at: usize, bytes: &[u8]| {
        let mut copy = good.clone();
        copy[at..at + bytes.len()].copy_from_slice(bytes);
        error_of(&write(&folder, name, &copy))
    };
    let compressed = patched("adpcm.wav", 20, &2_u16.to_le_bytes());
    assert!(compressed.contains("its encoding is compressed"), "{compressed}");
    let channels = patched("channels.wav", 22, &0_u16.to_le_bytes());
    assert!(channels.contains("cannot be read"), "{channels}");
    let mut fast = 4_000_000_000_u32.to_le_bytes().to_vec();
    fast.extend(4_000_000_000_u32.wrapping_mul(2).to_le_bytes());
    assert!(patched("rate.wav", 24, &fast).contains("cannot be read"));
    let mut odd = 900_000_u32.to_le_bytes().to_vec();
    odd.extend(1_800_000_u32.to_le_bytes());
    let rate = patched("odd.wav", 24, &odd);
    assert!(rate.contains("delivers 900000 Hz in 1 channels; supported are 1,000 to 768,000 Hz"), "{rate}");
}

#[test]
fn an_interrupted_file_is_read_as_far_as_it_goes() {
    let folder = TempDir::new().unwrap();
    let good = std::fs::read(tone(&folder, "good.wav", 16_000, 1, 16, SampleFormat::Int)).unwrap();
    let half = write(&folder, "half.wav", &good[..16_045]);
    assert_eq!(file::read_all(&half).unwrap().samples.len(), 8_000);
    let mut streamed = good.clone();
    streamed[40..44].fill(0xFF);
    assert_eq!(file::read_all(&write(&folder, "streamed.wav", &streamed)).unwrap().samples.len(), 16_000);
}

#[test]
fn chunks_of_odd_length_before_the_sound_are_skipped() {
    let folder = TempDir::new().unwrap();
    let good = std::fs::read(tone(&folder, "good.wav", 16_000, 1, 16, SampleFormat::Int)).unwrap();
    let with_list = [&good[..36], b"LIST\x05\0\0\0hello\0", &good[36..]].concat();
    assert_eq!(file::read_all(&write(&folder, "list.wav", &with_list)).unwrap().samples.len(), 16_000);
}

#[test]
fn reading_can_begin_at_any_second() {
    let folder = TempDir::new().unwrap();
    let path = tone(&folder, "tone.wav", 48_000, 2, 16, SampleFormat::Int);
    let mut all = Vec::new();
    WavFile::open(&path).unwrap().read_frames(usize::MAX, &mut all).unwrap();
    let mut rest = Vec::new();
    let mut late = WavFile::open_at(&path, 0.75).unwrap();
    assert_eq!(late.read_frames(usize::MAX, &mut rest).unwrap(), 12_000);
    assert_eq!(rest, all[72_000..]);
    assert!((late.duration_s() - 1.0).abs() < 1e-9);
    assert_eq!(WavFile::open_at(&path, 99.0).unwrap().read_frames(10, &mut rest).unwrap(), 0);
}

#[test]
fn a_take_on_disk_is_valid_at_every_moment() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("take.wav");
    let mut take = take::TakeWriter::create(&path).unwrap();
    let mut written = 0;
    for _ in 0..40 {
        take.write(&[0.25; 1000]).unwrap();
        written += 1000;
        match file::read_all(&path) {
            Ok(stored) => assert!(written - stored.samples.len() <= 8_000, "{written}, {}", stored.samples.len()),
            Err(AudioError::NoSound(_)) => assert!(written <= 8_000),
            Err(other) => panic!("{other}"),
        }
    }
    take.finish().unwrap();
    let stored = file::read_all(&path).unwrap();
    assert_eq!(stored.samples, vec![0.25; 40_000]);
    assert!(!take::repair(&path).unwrap().changed);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn an_interrupted_take_is_repaired() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("take.wav");
    let mut take = take::TakeWriter::create(&path).unwrap();
    take.write(&[0.5; 16_000]).unwrap();
    take.finish().unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[40..44].copy_from_slice(&16_000_u32.to_le_bytes());
    bytes.push(7);
    std::fs::write(&path, &bytes).unwrap();
    let repaired = take::repair(&path).unwrap();
    assert!(repaired.changed);
    assert!((repaired.duration_s - 1.0).abs() < 1e-9);
    assert_eq!(file::read_all(&path).unwrap().samples, vec![0.5; 16_000]);
    assert!(matches!(take::repair(&write(&folder, "none.wav", &bytes[..44])), Err(AudioError::NoSound(_))));
    assert!(matches!(take::repair(&write(&folder, "cut.wav", &bytes[..30])), Err(AudioError::TruncatedHeader { .. })));
    assert!(matches!(take::repair(&write(&folder, "text.wav", &[b'x'; 90])), Err(AudioError::BadWav { .. })));
}

#[test]
fn a_take_is_never_overwritten() {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, "take.wav", b"precious");
    let error = take::TakeWriter::create(&path).err().expect("refused").to_string();
    assert!(error.contains("exists already; a take is never overwritten"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), b"precious");
    let nowhere = take::TakeWriter::create(Path::new("/no/such/folder/take.wav")).err().expect("refused").to_string();
    assert!(nowhere.contains("cannot write \"/no/such/folder/take.wav\""), "{nowhere}");
}
