//! Any bytes as a WAV, read and repaired: refused with a sentence or read, in bounded memory, never a panic; what the repair
//! accepts can be read.
#![no_main]

use std::{path::PathBuf, sync::LazyLock};

use libfuzzer_sys::fuzz_target;
use outloud::audio::{take, wav::WavFile};

/// In memory where the system has a place for that: millions of files are written.
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { memory } else { std::env::temp_dir() };
    folder.join(format!("outloud-fuzz-{}.wav", std::process::id()))
});

fuzz_target!(|bytes: &[u8]| {
    std::fs::write(&*FILE, bytes).expect("a place for files");
    read_all();
    if take::repair(&FILE).is_ok() {
        let frames = read_all().expect("what was repaired can be read");
        assert_eq!(frames as u64, (bytes.len() as u64 - 44) / 2);
    }
});

fn read_all() -> Option<usize> {
    let mut wav = WavFile::open(&FILE).ok()?;
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
