//! How often a page has each of its words.

use crate::lexicon;
use crate::text;

/// Bytes of a page for each word of its own, for room.
const BYTES_A_WORD: usize = 16;
/// Letters of a word that is counted, at least.
const LEAST: usize = 4;

/// The words of a page in small letters by their hash, with hyphens inside lines and without; line ends cut words.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Open addressing: each word with its count, 0 in an empty slot. At most half of them are filled.
    slots: Vec<(u64, u32)>,
    words: usize,
}

impl Counts {
    pub(super) fn of(page: &str) -> Self {
        let mut out = Self { slots: vec![(0, 0); (2 * page.len() / BYTES_A_WORD).next_power_of_two()], words: 0 };
        let bytes = page.as_bytes();
        let (mut run, mut at) = (Run::default(), 0);
        loop {
            // Nearly all characters are ASCII.
            at += run.take_letters(bytes.get(at..).unwrap_or_default());
            let c = match bytes.get(at) {
                None => break,
                Some(byte) if byte.is_ascii() => char::from(*byte),
                Some(_) => page.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' '),
            };
            if !run.take(c) {
                out.close(&mut run);
            }
            at += c.len_utf8();
        }
        out.close(&mut run);
        out
    }

    /// How often the page has a word.
    pub(super) fn get(&self, hash: u64) -> u32 {
        self.slots.get(self.place(hash)).map_or(0, |slot| slot.1)
    }

    /// The slot of a word, or the empty one where it goes.
    fn place(&self, hash: u64) -> usize {
        let mask = self.slots.len().saturating_sub(1);
        // The last letters are in the lower bits of a hash only, the first ones in the upper bits.
        let mut at = usize::try_from((hash ^ hash >> 32) & 0xFFFF_FFFF).unwrap_or(0) & mask;
        while self.slots.get(at).is_some_and(|&(own, count)| count > 0 && own != hash) {
            at = (at + 1) & mask;
        }
        at
    }

    /// Counts a run, which is over; one that ends in a hyphen is part of a word.
    fn close(&mut self, run: &mut Run) {
        let Run { hash, len, hyphen } = std::mem::take(run);
        if len < LEAST || hyphen {
            return;
        }
        let at = self.place(hash);
        if let Some(slot) = self.slots.get_mut(at) {
            self.words += usize::from(slot.1 == 0);
            *slot = (hash, slot.1.saturating_add(1));
        }
        if 2 * self.words >= self.slots.len() {
            self.grow();
        }
    }

    fn grow(&mut self) {
        let room = vec![(0, 0); 2 * self.slots.len().max(1)];
        for slot in std::mem::replace(&mut self.slots, room).into_iter().filter(|slot| slot.1 > 0) {
            let at = self.place(slot.0);
            if let Some(own) = self.slots.get_mut(at) {
                *own = slot;
            }
        }
    }
}

/// Letters and hyphens in a row.
#[derive(Default)]
struct Run {
    hash: u64,
    len: usize,
    hyphen: bool,
}

impl Run {
    /// Takes the ASCII letters that a text opens with; how many there are.
    fn take_letters(&mut self, text: &[u8]) -> usize {
        let (mut hash, mut count) = (self.hash, 0);
        for byte in text {
            if !byte.is_ascii_alphabetic() {
                break;
            }
            (hash, count) = (lexicon::hash_more(hash, byte | 0x20), count + 1);
        }
        self.hash = hash;
        self.len += count;
        self.hyphen &= count == 0;
        count
    }

    /// Takes a character in small letters; false where the run ends before it.
    fn take(&mut self, c: char) -> bool {
        if c != '-' && (c.is_ascii() || !text::is_alphabetic(c)) {
            return false;
        }
        let mut bytes = [0; 4];
        for l in c.to_lowercase() {
            self.hash = l.encode_utf8(&mut bytes).bytes().fold(self.hash, lexicon::hash_more);
        }
        self.len += c.len_utf8();
        self.hyphen = c == '-';
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_whatever_their_capitals() {
        let counts = Counts::of("The quay, the QUAY and the well-known quay-\nside of Ämter, ämter.");
        let of = |word: &str| counts.get(lexicon::hash(word));
        assert_eq!(["quay", "well-known", "side", "ämter", "known", "the", "ferry"].map(of), [2, 1, 1, 2, 0, 0, 0]);
    }

    #[test]
    fn room_grows() {
        let page: String = (0..300).map(|n| format!("x{} ", "abcdefghij".repeat(1 + n % 30))).collect();
        let many: String =
            (b'a'..=b'z').flat_map(|a| (b'a'..=b'z').map(move |b| format!("qq{}{} ", char::from(a), char::from(b)))).collect();
        assert_eq!(Counts::of(&page).get(lexicon::hash("xabcdefghij")), 10);
        let counts = Counts::of(&many);
        assert!(counts.get(lexicon::hash("qqzz")) == 1 && counts.words == 676 && counts.slots.len() >= 1352);
        assert_eq!(Counts::of("").get(lexicon::hash("quay")), 0);
    }
}
