//! Any bytes as a WAV.

use std::path::Path;

use outloud_audio::{take, wav::WavFile};

use super::memory::with_file;

/// Read and repaired: refused with a sentence or read, in bounded memory, never a panic; what the repair accepts can be
/// read.
pub fn wav(bytes: &[u8]) {
    with_file("wav", bytes, |path| {
        read_all(path);
        if take::repair(path).is_ok() {
            let frames = read_all(path).expect("what was repaired can be read");
            assert_eq!(frames as u64, (bytes.len() as u64 - 44) / 2);
        }
    });
}

fn read_all(path: &Path) -> Option<usize> {
    let mut wav = WavFile::open(path).ok()?;
    let (mut frames, mut samples) = (0, Vec::new());
    loop {
        samples.clear();
        match wav.read_frames(4096, &mut samples) {
            Ok(0) => return Some(frames),
            Ok(more) => frames += more,
            Err(_) => return None,
        }
        assert!(samples.iter().all(|s| (-1.0..=1.0).contains(s)));
    }
}
