//! Bytes to characters and back: which encoding a stream has, and the bytes of a page.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, GB18030, GBK, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr_iter;
use serde::{Deserialize, Serialize};

use super::RawPage;
use crate::Span;
use crate::error::Error;
use crate::text;

/// How many bytes the detection of the encoding looks at.
pub(super) const SNIFF: usize = 64 * 1024;

/// The encoding that a label such as `gbk` or `Shift_JIS` names.
///
/// # Errors
///
/// Where no encoding has this label, or none that can be decoded.
pub fn encoding_for(label: &str) -> Result<&'static Encoding, Error> {
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding) if encoding != REPLACEMENT => Ok(encoding),
        _ => Err(Error::option(format!(
            "unknown encoding {label:?}; examples: utf-8, utf-16le, utf-16be, gb18030, gbk, big5, \
             shift_jis, euc-jp, euc-kr, windows-1252"
        ))),
    }
}

/// The source bytes of a stretch of text that encoding alone would not restore.
///
/// In UTF-8 and UTF-16 it is one invalid sequence, decoded as U+FFFD; in other encodings a whole
/// line without its terminator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawBytes {
    /// The stretch in the page's text; may be empty where the bytes decode to nothing.
    pub span: Span,
    /// The bytes it stands for; serialised as hexadecimal digits.
    #[serde(with = "hex")]
    pub bytes: Vec<u8>,
}

/// Bytes as a string of hexadecimal digits.
mod hex {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
        let text: String = bytes.iter().flat_map(|&b| [digit(b >> 4), digit(b)]).collect();
        to.serialize_str(&text)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
        match digits {
            Some(digits) if digits.len() % 2 == 0 => Ok(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()),
            _ => Err(D::Error::custom("bytes are not an even number of hexadecimal digits")),
        }
    }
}

/// The bytes of a page: the exact inverse of what [`Splitter`](super::Splitter) did.
///
/// # Errors
///
/// Where the encoding is unknown, or the stretches of raw bytes do not fit the text, or the text
/// holds a character outside of them that the encoding does not have.
pub fn encode_page(text: &str, encoding: &str, bom: bool, raw: &[RawBytes]) -> Result<Vec<u8>, Error> {
    let encoding = match Encoding::for_label(encoding.as_bytes()) {
        Some(known) => known,
        None => encoding_for(encoding)?,
    };
    let mut out = Vec::with_capacity(text.len() + 4);
    if bom {
        match bom_of(encoding) {
            [] => return Err(Error::ledger(format!("{} has no byte order mark", encoding.name()))),
            mark => out.extend_from_slice(mark),
        }
    }
    let mut at = 0;
    for stretch in raw {
        let Span { start, end } = stretch.span;
        let (Some(gap), Some(_)) = (text.get(at..start), text.get(start..end)) else {
            return Err(Error::ledger(format!("no text at {start}..{end} for its raw bytes")));
        };
        encode_gap(&mut out, gap, encoding)?;
        out.extend_from_slice(&stretch.bytes);
        at = end;
    }
    encode_gap(&mut out, text.get(at..).unwrap_or(""), encoding)?;
    Ok(out)
}

fn bom_of(encoding: &'static Encoding) -> &'static [u8] {
    if encoding == UTF_8 {
        b"\xEF\xBB\xBF"
    } else if encoding == UTF_16LE {
        b"\xFF\xFE"
    } else if encoding == UTF_16BE {
        b"\xFE\xFF"
    } else {
        b""
    }
}

fn encode_gap(out: &mut Vec<u8>, gap: &str, encoding: &'static Encoding) -> Result<(), Error> {
    if encoding == UTF_8 {
        out.extend_from_slice(gap.as_bytes());
    } else if encoding == UTF_16LE {
        gap.encode_utf16().for_each(|unit| out.extend_from_slice(&unit.to_le_bytes()));
    } else if encoding == UTF_16BE {
        gap.encode_utf16().for_each(|unit| out.extend_from_slice(&unit.to_be_bytes()));
    } else {
        // Line by line as it was decoded: an encoder with states must not carry one over.
        for line in gap.split_inclusive(['\n', '\u{C}']) {
            let body = line.strip_suffix(['\n', '\u{C}']).unwrap_or(line);
            let (bytes, _, unmappable) = encoding.encode(body);
            if unmappable {
                let name = encoding.name();
                return Err(Error::ledger(format!("a line has characters that {name} lacks")));
            }
            out.extend_from_slice(&bytes);
            out.extend_from_slice(line.get(body.len()..).unwrap_or("").as_bytes());
        }
    }
    Ok(())
}

/// The encoding of a stream that begins with these bytes: what its byte-order mark says, else what is told, else what 64 KiB of it or
/// all of it look like.
pub fn detect_encoding(head: &[u8], told: Option<&'static Encoding>) -> &'static Encoding {
    detect(head.get(..SNIFF).unwrap_or(head), told).0
}

impl RawPage {
    /// The bytes that the encoding of the page does not have, with their places in the stream; of a line in a legacy encoding those from the
    /// first wrong one on.
    pub fn invalid(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let encoding = Encoding::for_label(self.encoding.as_bytes()).unwrap_or(UTF_8);
        let encoded = move |text: &str| {
            let mut bytes = Vec::new();
            // What cannot be encoded stands among the raw bytes.
            let _ = encode_gap(&mut bytes, text, encoding);
            bytes
        };
        let mut place = self.offset + if self.bom { bom_of(encoding).len() as u64 } else { 0 };
        let mut at = 0;
        self.raw.iter().map(move |raw| {
            place += encoded(self.text.get(at..raw.span.start).unwrap_or("")).len() as u64;
            let by_lines = ![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding);
            let right = if by_lines { encoded(raw.span.of(&self.text)) } else { Vec::new() };
            let sound = raw.bytes.iter().zip(&right).take_while(|(a, b)| a == b).count();
            let found = (place + sound as u64, raw.bytes.get(sound..).unwrap_or_default());
            place += raw.bytes.len() as u64;
            at = raw.span.end;
            found
        })
    }
}

/// The encoding of a stream that begins with these bytes (all of it, or its first `SNIFF`).
pub(super) fn detect(head: &[u8], forced: Option<&'static Encoding>) -> (&'static Encoding, usize) {
    if let Some((encoding, length)) = Encoding::for_bom(head) {
        return (encoding, length);
    }
    if let Some(encoding) = forced {
        return (encoding, 0);
    }
    let valid = match simdutf8::compat::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    // Of a long file without a letter beyond ASCII up to here, only its own word tells what comes.
    let told = if !valid || (head.is_ascii() && head.len() >= SNIFF) { declared(head) } else { None };
    let encoding = match utf16_guess(head, valid).or(told) {
        Some(encoding) => encoding,
        None if valid || mostly_utf8(head) => UTF_8,
        None => {
            let mut detector = EncodingDetector::new();
            detector.feed(head, head.len() < SNIFF);
            wider(detector.guess(None, false))
        }
    };
    (encoding, 0)
}

/// The encoding that holds all of another one and more.
fn wider(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// How far into a document its encoding is declared.
const DECLARED: usize = 1024;

/// The encoding that a document in markup says it has, in the declaration of XML or the head of HTML. That it is UTF-8, its bytes show.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.trim_ascii_start().strip_prefix(b"<")?;
    let head = String::from_utf8_lossy(head.get(..DECLARED).unwrap_or(head)).to_ascii_lowercase();
    let behind = |text: &str, name: &str| text.find(name).and_then(|at| text.get(at + name.len()..)).map(str::to_owned);
    let xml = head.strip_prefix("?xml").and_then(|rest| behind(rest.split("?>").next()?, "encoding"));
    let value = xml.or_else(|| behind(&behind(&head, "<meta")?, "charset"))?;
    let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label = value.split(['"', '\'', ' ', ';', '/', '>', '?']).next()?;
    Encoding::for_label(label.as_bytes()).map(wider).filter(|e| ![UTF_8, UTF_16LE, UTF_16BE, REPLACEMENT].contains(e))
}

/// UTF-16 without a mark: NUL bytes, and nearly all units are common characters one way round.
fn utf16_guess(head: &[u8], valid_utf8: bool) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    let nul = memchr_iter(0, head).count();
    // Western text has them in every other place; UTF-8 with a few stray ones stays UTF-8.
    if pairs == 0 || nul == 0 || (valid_utf8 && nul * 4 < pairs) {
        return None;
    }
    let common = |decode: fn([u8; 2]) -> u16| {
        let units = head.chunks_exact(2).map(|pair| decode([pair[0], pair[1]]));
        units.fold((0, 0), |(count, score): (usize, usize), unit| match unit {
            0x09..=0x0D | 0x20..=0x7E => (count + 1, score + 2),
            0xA0..=0x52F | 0x2010..=0x2027 | 0x3000..=0x9FFF | 0xD800..=0xDFFF | 0xFF00..=0xFFEF => (count + 1, score + 1),
            _ => (count, score),
        })
    };
    let (little, big) = (common(u16::from_le_bytes), common(u16::from_be_bytes));
    let (encoding, (count, _)) = if little.1 >= big.1 { (UTF_16LE, little) } else { (UTF_16BE, big) };
    (count * 10 >= pairs * 9).then_some(encoding)
}

/// Whether nine tenths of the bytes beyond ASCII belong to valid UTF-8.
fn mostly_utf8(head: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for chunk in head.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|b| !b.is_ascii()).count();
        invalid += chunk.invalid().len();
    }
    valid >= invalid * 9
}

/// How many bytes at the end begin a character that is not complete.
pub(super) fn cut_utf8(bytes: &[u8]) -> usize {
    for (behind, byte) in bytes.iter().rev().take(3).enumerate() {
        if let 0x80..=0xBF = byte {
            continue;
        }
        let length = usize::from(text::char_len(*byte));
        return if behind + 1 < length { behind + 1 } else { 0 };
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_says_its_encoding() {
        for (head, wanted) in [
            (&b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><alto>ma\xefor</alto>"[..], "windows-1252"),
            (b"\n<?xml version='1.0' encoding = 'iso-8859-2' ?><alto>\xb1</alto>", "ISO-8859-2"),
            (b"<html><head><META charset=windows-1250></head>\x9c", "windows-1250"),
            (b"<html><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"/>\xc4\xe3", "gb18030"),
            // What the bytes show goes before what is said.
            (b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><alto>ma\xc3\xafor</alto>", "UTF-8"),
            (b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><alto>major</alto>", "UTF-8"),
        ] {
            assert_eq!(detect(head, None).0.name(), wanted, "{}", String::from_utf8_lossy(head));
        }
        assert_eq!(declared(b"encoding=\"ISO-8859-1\""), None);
        assert_eq!(declared(b"<?xml encoding=\"nothing\"?>"), None);
        assert_eq!(declared(b"<?xml encoding=\"utf-16\"?>"), None);
    }
}
