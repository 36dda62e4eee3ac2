//! Looks into a ggml Whisper model without loading it: is it one, is it whole? whisper.cpp's own answer to a foreign or
//! cut-off file is a line on stderr or worse.

use std::{
    fs::File,
    io::{BufReader, ErrorKind, Read, Seek},
    path::Path,
};

use super::SpeechError;

/// "ggml" as the file begins with it.
const MAGIC: u32 = 0x6767_6d6c;
/// More than any vocabulary, tensor name or tensor count that exists; hostile headers end here.
const SANE: u32 = 1_000_000;
/// Numbers in each attention head of every Whisper model.
const HEAD_WIDTH: u32 = 64;
/// The vocabularies that whisper.cpp's special tokens lie in: English alone, and the languages since.
const VOCABULARIES: std::ops::Range<u32> = 51_864..52_000;
/// From this vocabulary size on a model speaks more than English.
const MULTILINGUAL_VOCABULARY: u32 = 51_865;

/// What a model's header tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelHeader {
    /// Whether it knows languages other than English.
    pub multilingual: bool,
    /// Layers of the encoder: 4 tiny, 6 base, 12 small, 24 medium, 32 large.
    pub layers: u32,
}

/// Checks that the file is a Whisper model and holds every tensor that it announces.
///
/// # Errors
/// [`SpeechError::Read`], [`SpeechError::NotAModel`] or [`SpeechError::Truncated`].
pub fn check(path: &Path) -> Result<ModelHeader, SpeechError> {
    let read = |source| SpeechError::Read { path: path.to_owned(), source };
    let about = std::fs::metadata(path).map_err(read)?;
    if !about.is_file() {
        return Err(SpeechError::NotAModel(path.to_owned()));
    }
    let mut file = BufReader::new(File::open(path).map_err(read)?);
    match walk(&mut file, about.len()) {
        Ok(header) => Ok(header),
        Err(Fault::Foreign) => Err(SpeechError::NotAModel(path.to_owned())),
        Err(Fault::Short(needed)) => Err(SpeechError::Truncated { path: path.to_owned(), bytes: about.len(), needed }),
        Err(Fault::Io(e)) if e.kind() == ErrorKind::UnexpectedEof => {
            Err(SpeechError::Truncated { path: path.to_owned(), bytes: about.len(), needed: None })
        }
        Err(Fault::Io(e)) => Err(read(e)),
    }
}

enum Fault {
    Foreign,
    Short(Option<u64>),
    Io(std::io::Error),
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

fn walk(file: &mut BufReader<File>, bytes: u64) -> Result<ModelHeader, Fault> {
    match number(file) {
        Ok(MAGIC) => {}
        Ok(_) => return Err(Fault::Foreign),
        Err(_) if bytes == 0 => return Err(Fault::Short(None)),
        Err(_) => return Err(Fault::Foreign),
    }
    let mut header = [0; 11];
    for value in &mut header {
        *value = number(file)?;
    }
    let [vocabulary, context, width, heads, layers, text_context, text_width, text_heads, text_layers, mels, ftype] =
        header;
    // whisper.cpp believes these, reserves memory by them and ends the process where they do not fit together. In every
    // Whisper model some are the same and others follow from one another.
    let fixed = context == 1500 && text_context == 448 && matches!(mels, 80 | 128) && ftype % 1000 <= 30;
    let fitting = width == heads.saturating_mul(HEAD_WIDTH) && (text_width, text_heads) == (width, heads) && heads > 0;
    let counts = VOCABULARIES.contains(&vocabulary) && (1..=64).contains(&layers) && (1..=64).contains(&text_layers);
    if !(fixed && heads <= 40 && fitting && counts) {
        return Err(Fault::Foreign);
    }
    // A filter for every mel band over half a window of sound.
    let filters = (number(file)?, number(file)?);
    if filters != (mels, 201) {
        return Err(Fault::Foreign);
    }
    skip(file, u64::from(mels) * 201 * 4, bytes)?;
    for _ in 0..sane(number(file)?)? {
        let length = sane(number(file)?)?;
        skip(file, length.into(), bytes)?;
    }
    tensors(file, bytes)?;
    // The layers' matrices at two and a half bits a number, which is less than any kind of them takes.
    let needed = u64::from(12 * layers + 16 * text_layers) * u64::from(width).pow(2) * 5 / 16;
    if needed > bytes {
        return Err(Fault::Short(Some(needed)));
    }
    Ok(ModelHeader { multilingual: vocabulary >= MULTILINGUAL_VOCABULARY, layers })
}

/// Walks the tensors; the file must end exactly where one does.
fn tensors(file: &mut BufReader<File>, bytes: u64) -> Result<(), Fault> {
    let mut count = 0;
    while file.stream_position()? < bytes {
        let (dimensions, name_length, kind) = (number(file)?, sane(number(file)?)?, number(file)?);
        if !(1..=4).contains(&dimensions) {
            return Err(Fault::Foreign);
        }
        let mut elements: u64 = 1;
        for _ in 0..dimensions {
            elements = elements.saturating_mul(number(file)?.into());
        }
        // A kind of number that this version does not know: whisper.cpp will judge.
        let Some((block, block_bytes)) = block_of(kind) else { return Ok(()) };
        let data = (elements / block).saturating_mul(block_bytes);
        skip(file, u64::from(name_length).saturating_add(data), bytes)?;
        count += 1;
    }
    // The vocabulary alone is no model.
    if count == 0 { Err(Fault::Short(None)) } else { Ok(()) }
}

/// Numbers per block and bytes per block of ggml's kinds.
fn block_of(kind: u32) -> Option<(u64, u64)> {
    Some(match kind {
        0 => (1, 4),
        1 | 30 => (1, 2),
        2 => (32, 18),
        3 => (32, 20),
        6 => (32, 22),
        7 => (32, 24),
        8 => (32, 34),
        10 => (256, 84),
        11 => (256, 110),
        12 => (256, 144),
        13 => (256, 176),
        14 => (256, 210),
        _ => return None,
    })
}

fn number(file: &mut BufReader<File>) -> std::io::Result<u32> {
    let mut bytes = [0; 4];
    file.read_exact(&mut bytes)?;
    Ok(u32::from_le_bytes(bytes))
}

fn sane(value: u32) -> Result<u32, Fault> {
    if value < SANE { Ok(value) } else { Err(Fault::Foreign) }
}

fn skip(file: &mut BufReader<File>, count: u64, bytes: u64) -> Result<(), Fault> {
    let end = file.stream_position()?.saturating_add(count);
    if end > bytes {
        return Err(Fault::Short(Some(end)));
    }
    file.seek_relative(i64::try_from(count).map_err(|_| Fault::Foreign)?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model of these header numbers with one tensor of 200 x 200 numbers.
    fn model(header: [u32; 11]) -> Vec<u8> {
        let bytes = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<_>>();
        let filters = [bytes(&[80, 201]), vec![0; 80 * 201 * 4]].concat();
        let tensor = [bytes(&[2, 4, 0, 200, 200]), b"name".to_vec(), vec![0; 160_000]].concat();
        [bytes(&[MAGIC]), bytes(&header), filters, bytes(&[0]), tensor].concat()
    }

    const SMALL: [u32; 11] = [51_864, 1500, 64, 1, 1, 448, 64, 1, 1, 80, 1];

    fn check_bytes(bytes: &[u8]) -> Result<ModelHeader, SpeechError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        check(file.path())
    }

    #[test]
    fn numbers_that_no_model_has_are_refused_before_whisper_believes_them() {
        assert_eq!(check_bytes(&model(SMALL)).unwrap(), ModelHeader { multilingual: false, layers: 1 });
        for at in 0..SMALL.len() {
            // Of the kind of numbers, zero means 32-bit floats.
            for absurd in [0, 99, 100_000_077, u32::MAX].into_iter().skip(usize::from(at == 10)) {
                let mut header = SMALL;
                header[at] = absurd;
                let refused = check_bytes(&model(header));
                assert!(matches!(refused, Err(SpeechError::NotAModel(_))), "{header:?}: {refused:?}");
            }
        }
        let [mut deep, mut wide] = [SMALL; 2];
        deep[4] = 64;
        (wide[2], wide[3], wide[6], wide[7]) = (2560, 40, 2560, 40);
        for more_than_there_is in [deep, wide] {
            let refused = check_bytes(&model(more_than_there_is));
            assert!(matches!(refused, Err(SpeechError::Truncated { needed: Some(_), .. })), "{refused:?}");
        }
    }
}
