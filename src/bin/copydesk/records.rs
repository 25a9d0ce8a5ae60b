//! JSON Lines: records, a page a line, in any encoding.

use anyhow::{Context, Result, bail};
use copydesk::Decoder;
use encoding_rs::{Encoding, UTF_8};
use std::io::{self, BufRead, BufReader, Read};

pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A record of JSON Lines input.
#[derive(Clone, Debug, serde::Deserialize)]
pub(crate) struct Record {
    /// Any JSON value; it comes back as it is.
    #[serde(default)]
    pub(crate) id: serde_json::Value,
    pub(crate) text: String,
    /// Number of its line, from 1.
    #[serde(skip)]
    pub(crate) line: usize,
}

/// Bytes that tell the encoding of records.
const SNIFF: u64 = 1 << 16;

/// The lines of a JSON Lines stream with their records, in order; what is no record is told as such, and the next one follows. A stream that
/// cannot be read, or a line longer than `limit`, is an error that ends all.
pub(crate) fn records(
    mut reader: Box<dyn Read>,
    told: Option<&'static Encoding>,
    limit: usize,
) -> Result<impl Iterator<Item = Result<Result<Record>>>> {
    let mut head = Vec::new();
    reader.by_ref().take(SNIFF).read_to_end(&mut head)?;
    let encoding = copydesk::detect_encoding(&head, told);
    let whole = io::Cursor::new(head).chain(reader);
    let reader: Box<dyn Read> = if encoding == UTF_8 { Box::new(whole) } else { Box::new(Decoding::new(whole, encoding)) };
    let mut reader = BufReader::new(reader);
    let mut number = 0;
    Ok(std::iter::from_fn(move || {
        loop {
            number += 1;
            let mut line = Vec::new();
            // A record's text is escaped: the line may be longer than the page.
            let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_mul(6);
            match reader.by_ref().take(most).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(n) if u64::try_from(n).unwrap_or(0) == most => {
                    return Some(Err(anyhow::anyhow!("line {number} is longer than a page may be; raise --max-page")));
                }
                Ok(_) => {}
                Err(error) => return Some(Err(error.into())),
            }
            let line = line.strip_prefix(BOM).filter(|_| number == 1).unwrap_or(&line);
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return Some(Ok(record(line, number, encoding).with_context(|| format!("line {number} is no record {{\"id\", \"text\"}}"))));
        }
    }))
}

fn record(line: &[u8], number: usize, encoding: &'static Encoding) -> Result<Record> {
    let valid = std::str::from_utf8(line);
    let wrong = valid.map_or_else(|error| Some(error.valid_up_to()), |text| text.find('\u{FFFD}').filter(|_| encoding != UTF_8));
    if let Some(at) = wrong {
        bail!("byte {} of the line is not valid {}", at + 1, encoding.name());
    }
    Ok(Record { line: number, ..serde_json::from_slice(line)? })
}

/// A stream in another encoding as UTF-8.
struct Decoding<R> {
    reader: R,
    /// Gone once the stream has ended.
    decoder: Option<Decoder>,
    text: io::Cursor<String>,
}

impl<R: Read> Decoding<R> {
    fn new(reader: R, encoding: &'static Encoding) -> Self {
        Self { reader, decoder: Some(Decoder::new(Some(encoding))), text: io::Cursor::default() }
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut buffer = [0; 1 << 13];
        loop {
            let n = self.text.read(out)?;
            if n > 0 || self.decoder.is_none() {
                return Ok(n);
            }
            let mut text = String::new();
            match self.reader.read(&mut buffer)? {
                0 => self.decoder.take().into_iter().for_each(|decoder| decoder.finish(&mut text)),
                n => self.decoder.iter_mut().for_each(|decoder| decoder.push(buffer.get(..n).unwrap_or_default(), &mut text)),
            }
            self.text = io::Cursor::new(text);
        }
    }
}
