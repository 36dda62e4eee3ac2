//! The text of a PDF. A hostile one may still cost time and memory: whoever reads foreign files bounds both.

use lopdf::{Document, LoadOptions};

/// No stream of a PDF may be larger once it is decompressed, in bytes.
const MAX_STREAM_BYTES: usize = 16 * 1024 * 1024;
/// Further pages are not read: a job description has one or two, a CV rarely ten.
const MAX_PAGES: usize = 200;
/// Two or three letters that are printed as one sign.
const LIGATURES: [(&str, &str); 5] = [("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl")];

/// Why a PDF gives no text.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// It is damaged, or no PDF.
    #[error("it cannot be read as a PDF: {0}")]
    Malformed(#[from] lopdf::Error),
    /// It asks for a password.
    #[error("it is protected by a password. Save it without one")]
    Encrypted,
    /// It has pictures only.
    #[error("it has no text; it may be a scan. Copy the text by hand, or run it through text recognition")]
    NoText,
}

/// The text of the first pages, page by page.
///
/// # Errors
/// A [`PdfError`].
pub fn text(bytes: &[u8]) -> Result<String, PdfError> {
    let options = LoadOptions { max_decompressed_size: Some(MAX_STREAM_BYTES), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword => PdfError::Encrypted,
        other => PdfError::Malformed(other),
    })?;
    if document.is_encrypted() && !document.was_encrypted() {
        return Err(PdfError::Encrypted);
    }
    let pages: Vec<u32> = document.get_pages().into_keys().take(MAX_PAGES).collect();
    // What of a page cannot be read is left out: a font without a table must not cost the rest.
    let chunks = document.extract_text_chunks_with_limit(&pages, MAX_STREAM_BYTES);
    let mut text: String = chunks.into_iter().flatten().collect();
    for (sign, letters) in LIGATURES {
        text = text.replace(sign, letters);
    }
    match text.chars().any(char::is_alphanumeric) {
        true => Ok(text),
        false => Err(PdfError::NoText),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF of one page with this content, without compression and with a cross-reference that has to be repaired.
    fn pdf(content: &str) -> Vec<u8> {
        let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
        format!(
            "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
             2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
             3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n\
             4 0 obj\n<< /Length {} >>\nstream\n{content}\nendstream\nendobj\n5 0 obj\n{font}\nendobj\n\
             trailer\n<< /Root 1 0 R /Size 6 >>\nstartxref\n0\n%%EOF\n",
            content.len()
        )
        .into_bytes()
    }

    #[test]
    fn the_words_of_a_page_are_read() {
        let read =
            text(&pdf("BT /F1 12 Tf 72 700 Td (You run Kubernetes) Tj T* [(and Terra) -20 (form) -300 (well)] TJ ET"));
        assert_eq!(
            read.unwrap().split_whitespace().collect::<Vec<_>>().join(" "),
            "You run Kubernetes and Terraform well"
        );
    }

    #[test]
    fn what_has_no_text_or_is_no_pdf_says_why() {
        assert!(matches!(text(&pdf("0 0 100 100 re f")), Err(PdfError::NoText)));
        for bytes in [&b"%PDF-1.7"[..], b"", b"%PDF-1.4\n%%EOF", &pdf("x")[..120]] {
            assert!(matches!(text(bytes), Err(PdfError::Malformed(_) | PdfError::NoText)));
        }
    }
}
