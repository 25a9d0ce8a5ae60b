//! A few words looked for at every place of a text, in one walk.
//!
//! One look at a table, by a hash of a place's first bytes, rules nearly every place out; that is several times as fast on
//! ideographs as an automaton, which takes a step a byte.

use crate::text;

/// Words with a table of their beginnings.
#[derive(Clone, Debug)]
pub(crate) struct WordSet {
    /// For each hash of a beginning, the number of its first word, plus one; 0 for none.
    starts: Vec<u16>,
    /// Bytes of a word that are hashed: at most three, an ideograph, and no more than the shortest word has.
    key: usize,
    /// The words in the order of their hashes.
    words: Vec<Word>,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    slot: usize,
    text: &'static str,
    /// Its place in the list that was given.
    number: usize,
}

/// Slots of the table: with a hundred words one place in forty is looked at for nothing.
const SLOTS: usize = 4096;

impl WordSet {
    /// The words; each has its place in the list as its number. Empty words are left out.
    pub(crate) fn new(list: impl IntoIterator<Item = &'static str>) -> Self {
        let words: Vec<_> = list.into_iter().enumerate().filter(|(_, word)| !word.is_empty()).collect();
        let key = words.iter().map(|(_, word)| word.len()).min().unwrap_or(1).min(3);
        let word = |(number, text): (usize, &'static str)| Word { slot: slot_by(text.as_bytes(), key).unwrap_or(0), text, number };
        let mut out = Self { starts: vec![0; SLOTS], key, words: words.into_iter().map(word).collect() };
        out.words.sort_by_key(|word| (word.slot, word.number));
        for (n, word) in out.words.iter().enumerate().rev() {
            out.starts[word.slot] = u16::try_from(n + 1).unwrap_or(0);
        }
        out
    }

    /// The longest word at the start of a text.
    pub(crate) fn longest_at(&self, text: &str) -> Option<&'static str> {
        let slot = slot_by(text.as_bytes(), self.key)?;
        self.alike(slot).filter(|word| text.starts_with(word.text)).map(|word| word.text).max_by_key(|word| word.len())
    }

    /// Gives each word that stands somewhere in the text: where it begins, where it ends, its number. Ends where `sink` says so.
    pub(crate) fn each(&self, text: &str, sink: impl FnMut(usize, usize, usize) -> Walk) {
        match self.key {
            1 => self.walk::<1>(text, sink),
            2 => self.walk::<2>(text, sink),
            _ => self.walk::<3>(text, sink),
        }
    }

    fn walk<const KEY: usize>(&self, text: &str, mut sink: impl FnMut(usize, usize, usize) -> Walk) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(head) = bytes.get(at..).and_then(|rest| rest.first_chunk::<KEY>()) {
            let slot = slot(head);
            if self.starts[slot] > 0 {
                let rest = bytes.get(at..).unwrap_or_default();
                for word in self.alike(slot).filter(|word| rest.starts_with(word.text.as_bytes())) {
                    if sink(at, at + word.text.len(), word.number) == Walk::Ends {
                        return;
                    }
                }
            }
            at += usize::from(text::char_len(head[0]));
        }
    }

    /// The words whose beginnings have one hash.
    fn alike(&self, slot: usize) -> impl Iterator<Item = &Word> {
        let first = usize::from(self.starts[slot]);
        let words = first.checked_sub(1).and_then(|first| self.words.get(first..)).unwrap_or_default();
        words.iter().take_while(move |word| word.slot == slot)
    }
}

/// Whether a walk goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Walk {
    GoesOn,
    Ends,
}

/// The slot of a beginning. Fibonacci hashing.
fn slot<const KEY: usize>(head: &[u8; KEY]) -> usize {
    let number = head.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    usize::try_from(number.wrapping_mul(0x9E37_79B1) >> 20).unwrap_or(0) % SLOTS
}

fn slot_by(bytes: &[u8], key: usize) -> Option<usize> {
    match key {
        1 => bytes.first_chunk::<1>().map(slot),
        2 => bytes.first_chunk::<2>().map(slot),
        _ => bytes.first_chunk::<3>().map(slot),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(words: &'static [&'static str], text: &str) -> Vec<(usize, usize, usize)> {
        let mut out = Vec::new();
        WordSet::new(words.iter().copied()).each(text, |start, end, number| {
            out.push((start, end, number));
            Walk::GoesOn
        });
        out
    }

    #[test]
    fn every_word_at_every_place() {
        assert_eq!(hits(&["记者", "记", "本报记者"], "本报记者记"), [(0, 12, 2), (6, 12, 0), (6, 9, 1), (12, 15, 1)]);
        assert_eq!(hits(&["By ", "."], "By A. B."), [(0, 3, 0), (4, 5, 1), (7, 8, 1)]);
        assert_eq!(hits(&["Seite"], "Sei"), []);
        assert_eq!(hits(&[], "Seite"), []);
    }

    #[test]
    fn the_longest_word() {
        let set = WordSet::new(["特约", "特约记者", ""]);
        assert_eq!(set.longest_at("特约记者 林一"), Some("特约记者"));
        assert_eq!(set.longest_at("特别"), None);
        assert_eq!(set.longest_at(""), None);
    }

    #[test]
    fn a_walk_ends_when_told() {
        let mut seen = 0;
        WordSet::new(["一"]).each("一二一", |_, _, _| {
            seen += 1;
            Walk::Ends
        });
        assert_eq!(seen, 1);
    }
}
