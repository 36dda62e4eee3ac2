//! Bytes as text: UTF-8, UTF-16 with or without a mark, and Windows-1252 for what is neither.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes are looked at to tell UTF-16 that has no mark.
const LOOKED_AT: usize = 4096;

/// Text, and how it was encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodedText {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding's name.
    pub encoding: &'static str,
    /// Whether nothing in the bytes names the encoding, so that it is a guess.
    pub guessed: bool,
}

/// No encoding has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no encoding. Names are those of the web, for example utf-8, utf-16le, windows-1252, iso-8859-15")]
pub struct UnknownEncoding(pub String);

/// Decodes the bytes of a text file. `label`: the encoding to take, as the WHATWG names it; none finds it out.
///
/// # Errors
/// [`UnknownEncoding`] if none has that name.
pub fn decode(bytes: &[u8], label: Option<&str>) -> Result<DecodedText, UnknownEncoding> {
    let (encoding, guessed) = match label {
        Some(label) => (Encoding::for_label(label.as_bytes()).ok_or_else(|| UnknownEncoding(label.to_owned()))?, false),
        None => guess(bytes),
    };
    // A byte order mark wins over everything.
    let (text, encoding, _) = encoding.decode(bytes);
    let text = text.strip_prefix('\u{feff}').map_or_else(|| text.to_string(), str::to_owned);
    Ok(DecodedText { text, encoding: encoding.name(), guessed })
}

fn guess(bytes: &[u8]) -> (&'static Encoding, bool) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding, false);
    }
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = |zeros: usize, others: usize| zeros * 5 > head.len() && others * 20 < zeros;
    if many(odd, even) {
        (UTF_16LE, true)
    } else if many(even, odd) {
        (UTF_16BE, true)
    } else if std::str::from_utf8(bytes).is_ok() {
        (UTF_8, false)
    } else {
        (WINDOWS_1252, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_bytes_tell_the_encoding() {
        let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let cases: [(Vec<u8>, &str, &str); 7] = [
            (b"Why \xe2\x80\x93 so?".to_vec(), "Why – so?", "UTF-8"),
            (b"\xef\xbb\xbfWhy?".to_vec(), "Why?", "UTF-8"),
            (utf16("\u{feff}Why é?", u16::to_le_bytes), "Why é?", "UTF-16LE"),
            (utf16("\u{feff}Why é?", u16::to_be_bytes), "Why é?", "UTF-16BE"),
            (utf16("Why is it so?", u16::to_le_bytes), "Why is it so?", "UTF-16LE"),
            (b"caf\xe9 \x92s".to_vec(), "café ’s", "windows-1252"),
            (Vec::new(), "", "UTF-8"),
        ];
        for (bytes, text, encoding) in cases {
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
        }
        assert_eq!(decode(b"\xa4", Some("iso-8859-15")).unwrap().text, "€");
        assert_eq!(decode(b"", Some("klingon")), Err(UnknownEncoding("klingon".to_owned())));
    }
}
