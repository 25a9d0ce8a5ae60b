//! A word of which any part's hash is at hand, so that a new spelling of it costs no string.

use crate::lexicon::{self, LONGEST, hash_behind, hash_both, hash_more, power};
use smallvec::SmallVec;

/// A word in small letters with the hashes of its beginnings.
#[derive(Debug)]
pub(super) struct Spelt<'w> {
    pub(super) text: &'w str,
    /// The hash up to each byte.
    upto: SmallVec<[u64; 32]>,
}

impl<'w> Spelt<'w> {
    /// Nothing for a word of more than [`LONGEST`] bytes: that is no word.
    pub(super) fn new(text: &'w str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let mut upto = SmallVec::with_capacity(text.len() + 1);
        let mut hash = lexicon::NOTHING;
        upto.push(hash);
        for byte in text.bytes() {
            hash = hash_more(hash, byte);
            upto.push(hash);
        }
        Some(Self { text, upto })
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Letters of the word.
    pub(super) fn chars(&self) -> usize {
        self.text.chars().count()
    }

    /// The hash of the first bytes.
    #[inline]
    pub(super) fn head(&self, end: usize) -> u64 {
        self.upto.get(end).copied().unwrap_or(0)
    }

    /// The hash of a part.
    #[inline]
    pub(super) fn part(&self, start: usize, end: usize) -> u64 {
        hash_behind(self.head(end), self.head(start), end.saturating_sub(start))
    }

    /// The hash of the word with another middle: bytes from `start` to `end` give way to a text of this hash and length.
    #[inline]
    pub(super) fn with(&self, start: usize, end: usize, middle: u64, len: usize) -> u64 {
        // What stands before the tail changes, each unit of it by so much.
        let change = hash_both(self.head(start), middle, len).wrapping_sub(self.head(end));
        self.head(self.len()).wrapping_add(change.wrapping_mul(power(self.len() - end)))
    }

    /// The word with another middle.
    pub(super) fn put(&self, start: usize, end: usize, middle: &str) -> String {
        let (head, tail) = (self.text.get(..start).unwrap_or(""), self.text.get(end..).unwrap_or(""));
        [head, middle, tail].concat()
    }

    /// Places between characters with at least so many bytes on either side.
    pub(super) fn cuts(&self, least: usize) -> impl Iterator<Item = usize> + '_ {
        (least..self.len().saturating_sub(least) + 1).filter(|&at| self.text.is_char_boundary(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_of_new_spellings() {
        let word = Spelt::new("rnärchen").unwrap();
        assert_eq!(word.with(0, 2, lexicon::hash("m"), 1), lexicon::hash("märchen"));
        assert_eq!(word.put(0, 2, "m"), "märchen");
        assert_eq!(word.part(2, 4), lexicon::hash("ä"));
        assert_eq!(word.cuts(3).collect::<Vec<_>>(), [4, 5, 6]);
        assert!(Spelt::new(&"x".repeat(LONGEST + 1)).is_none());
    }
}
