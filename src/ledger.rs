//! The ledger: what leads from the output back to the source, byte for byte.

use crate::edit::Edit;
use crate::error::Error;
use crate::packed;
use crate::source::{self, RawBytes, RawPage};
use crate::tape::Keep;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// The ledger of one page; one line of the file that `clean --edits` writes.
///
/// `keep` says which stretches of the output are copied from the source, `gone` holds every other byte of the source:
/// repaired characters, joined line ends, the blank lines and marks of the dump's layout. Together they are the whole source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// Number of the page in its stream, from 0.
    pub page: u64,
    /// The record's id, for JSON Lines: any JSON, and null where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub id: Option<Value>,
    /// Name of the source's encoding.
    pub encoding: String,
    /// Whether the page opened with a byte-order mark.
    pub bom: bool,
    /// Bytes of the decoded source.
    pub source: usize,
    /// Checksum of the decoded source (64-bit FNV-1a); ledgers of other programs may leave it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<u64>,
    /// The file that the page went to, inside its output folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Place of the page in the output, in bytes.
    pub output: [usize; 2],
    /// Articles and pieces of furniture that the page gave, for the JSON of several pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<[usize; 2]>,
    /// Copied stretches: place in the source, place in the page's output, length; in bytes.
    pub keep: Vec<[usize; 3]>,
    /// Everything else of the source: place and text.
    pub gone: Vec<(usize, String)>,
    /// Bytes of the source that its encoding cannot say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub raw: Vec<RawBytes>,
    /// Repairs made.
    pub edits: Vec<Edit>,
    /// Repairs that were not sure enough.
    pub suggestions: Vec<Edit>,
}

/// A value that is there, be it null.
fn some<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

impl Ledger {
    pub(crate) fn new(raw: &RawPage, out: &str, mut keep: Vec<Keep>, edits: Vec<Edit>, suggestions: Vec<Edit>) -> Self {
        keep.sort_by_key(|k| (k.source, k.out));
        let mut ledger = Self {
            page: raw.index,
            id: None,
            encoding: raw.encoding.to_owned(),
            bom: raw.bom,
            source: raw.text.len(),
            sum: Some(packed::fnv(raw.text.bytes())),
            file: None,
            output: [0, out.len()],
            parts: None,
            keep: Vec::with_capacity(keep.len()),
            gone: Vec::new(),
            raw: raw.raw.clone(),
            edits,
            suggestions,
        };
        let mut at = 0;
        for k in keep {
            if k.source < at {
                continue;
            }
            ledger.lose(&raw.text, at, k.source);
            ledger.keep.push([k.source, k.out, k.len]);
            at = k.source + k.len;
        }
        ledger.lose(&raw.text, at, raw.text.len());
        ledger
    }

    fn lose(&mut self, text: &str, from: usize, to: usize) {
        if let Some(gone) = text.get(from..to).filter(|t| !t.is_empty()) {
            self.gone.push((from, gone.to_owned()));
        }
    }

    /// The decoded source text of the page, from the page's output.
    ///
    /// # Errors
    /// The output is not the one that the ledger belongs to.
    pub fn restore(&self, out: &str) -> Result<String, Error> {
        let mut pieces: Vec<(usize, &str)> = self.gone.iter().map(|(at, text)| (*at, text.as_str())).collect();
        for &[at, from, len] in &self.keep {
            let text = from.checked_add(len).and_then(|end| out.get(from..end));
            pieces.push((at, text.ok_or_else(|| Error::ledger(format!("page {} has no text at {from}", self.page)))?));
        }
        pieces.sort_by_key(|p| p.0);
        let mut source = String::new();
        for (at, text) in pieces {
            if at != source.len() {
                return Err(Error::ledger(format!("page {} has a gap at byte {} of its source", self.page, source.len())));
            }
            source.push_str(text);
        }
        if source.len() != self.source {
            return Err(Error::ledger(format!("page {} has {} bytes instead of {}", self.page, source.len(), self.source)));
        }
        if self.sum.is_some_and(|sum| sum != packed::fnv(source.bytes())) {
            return Err(Error::ledger(format!("page {} is not the text that the ledger was written with", self.page)));
        }
        Ok(source)
    }

    /// The bytes of the page as they were read, from the page's output.
    ///
    /// # Errors
    /// The output is not the one that the ledger belongs to, or the encoding is unknown.
    pub fn revert(&self, out: &str) -> Result<Vec<u8>, Error> {
        let text = self.restore(out)?;
        source::encode_page(&text, &self.encoding, self.bom, &self.raw)
    }
}
