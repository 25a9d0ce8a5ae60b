//! What the first bytes of an input say: packed with gzip, which is unpacked on the way, or no text at all.

use anyhow::{Context, Result, bail};
use flate2::read::MultiGzDecoder;
use std::io::{Cursor, Read};

/// Bytes that tell all forms apart.
const HEAD: usize = 8;

/// The text of an input, unpacked where gzip has packed it.
///
/// # Errors
/// An input that cannot be read, another kind of archive, a picture or a PDF.
pub(crate) fn unpacked(mut reader: Box<dyn Read>, label: &str) -> Result<Box<dyn Read>> {
    let mut head = Vec::with_capacity(HEAD);
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head).with_context(|| format!("cannot read {label}; check it"))?;
    if let Some(archive) = archive(&head) {
        bail!("{label} is packed ({archive}); unpack it first, only gzip is read as it is");
    }
    if let Some(picture) = picture(&head) {
        bail!("{label} is a {picture}; give the text, hOCR, ALTO, PAGE XML or TSV that an OCR engine made of it");
    }
    let packed = head.starts_with(&[0x1F, 0x8B]);
    let whole = Cursor::new(head).chain(reader);
    Ok(if packed { Box::new(MultiGzDecoder::new(whole)) } else { Box::new(whole) })
}

fn archive(head: &[u8]) -> Option<&'static str> {
    match head {
        [b'P', b'K', 3, 4, ..] => Some("ZIP"),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some("Zstandard"),
        [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some("xz"),
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26] => Some("bzip2"),
        [b'7', b'z', 0xBC, 0xAF, ..] => Some("7z"),
        _ => None,
    }
}

fn picture(head: &[u8]) -> Option<&'static str> {
    match head {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("PDF"),
        [0x89, b'P', b'N', b'G', ..] => Some("PNG picture"),
        [0xFF, 0xD8, 0xFF, ..] => Some("JPEG picture"),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Some("TIFF picture"),
        [0, 0, 0, 0x0C, b'j', b'P', ..] => Some("JPEG 2000 picture"),
        _ => None,
    }
}
