//! Any bytes as a recording in any format.

use outloud_audio::file;

use super::memory::with_file;

/// How many blocks are read at most: a file of some bytes can promise hours of silence.
const MAX_BLOCKS: usize = 2_000;

/// Refused with a sentence or read, in bounded memory, never a panic; samples are samples.
pub fn sound(bytes: &[u8]) {
    with_file("sound", bytes, |path| match file::blocks(path) {
        Ok(blocks) => {
            for block in blocks.take(MAX_BLOCKS) {
                match block {
                    Ok(block) => assert!(block.samples.iter().all(|s| (-1.0..=1.0).contains(s))),
                    Err(refused) => assert!(!refused.to_string().is_empty()),
                }
            }
        }
        Err(refused) => assert!(!refused.to_string().is_empty()),
    });
}
