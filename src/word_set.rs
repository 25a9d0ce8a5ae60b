//! A few words looked for at every place of a text, in one walk.
//!
//! One look at a table, by a hash of a place's first bytes, rules nearly every place out; that is several times as fast on
//! ideographs as an automaton, which takes a step a byte.

use crate::text;

/// Words with a table of their beginnings.
#[derive(Clone, Debug)]
pub(crate) struct WordSet {
    /// For each hash of a beginning, the number of its first word, plus one; 0 for none.
    starts: Box<[u16; SLOTS]>,
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

impl Word {
    /// Whether a text opens with it. Most that open with its first letters do not have its last one, which costs less to see.
    #[inline]
    fn opens(&self, text: &[u8]) -> bool {
        let own = self.text.as_bytes();
        text.get(own.len().wrapping_sub(1)) == own.last() && text.starts_with(own)
    }
}

/// Slots of the table: with a hundred words one place in forty is looked at for nothing.
const SLOTS: usize = 4096;

impl WordSet {
    /// The words; each has its place in the list as its number. Empty words are left out.
    pub(crate) fn new(list: impl IntoIterator<Item = &'static str>) -> Self {
        let words: Vec<_> = list.into_iter().enumerate().filter(|(_, word)| !word.is_empty()).collect();
        let key = words.iter().map(|(_, word)| word.len()).min().unwrap_or(1).min(3);
        let word = |(number, text): (usize, &'static str)| Word { slot: slot_by(text.as_bytes(), key).unwrap_or(0), text, number };
        let mut out = Self { starts: Box::new([0; SLOTS]), key, words: words.into_iter().map(word).collect() };
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
        let mut rest = text.as_bytes();
        while let Some(head) = rest.first_chunk::<KEY>() {
            let slot = slot(head);
            if self.starts[slot] > 0 {
                let at = text.len() - rest.len();
                for word in self.alike(slot).filter(|word| word.opens(rest)) {
                    if sink(at, at + word.text.len(), word.number) == Walk::Ends {
                        return;
                    }
                }
            }
            let len = if head[0].is_ascii() { 1 } else { text::char_len(head[0]) };
            rest = rest.get(usize::from(len)..).unwrap_or_default();
        }
    }

    /// The words whose beginnings have one hash.
    fn alike(&self, slot: usize) -> impl Iterator<Item = &Word> {
        let first = usize::from(self.starts[slot]);
        let words = first.checked_sub(1).and_then(|first| self.words.get(first..)).unwrap_or_default();
        words.iter().take_while(move |word| word.slot == slot)
    }
}

/// Words that other ones are compared with as a whole, ASCII letters large or small.
#[derive(Debug)]
pub(crate) struct WholeWords {
    /// The words of each hash; most have none.
    slots: Vec<Vec<&'static str>>,
}

impl WholeWords {
    const SLOTS: usize = 512;

    pub(crate) fn new(list: &[&'static str]) -> Self {
        let mut slots = vec![Vec::new(); Self::SLOTS];
        for word in list {
            slots.get_mut(Self::slot(word)).into_iter().for_each(|words| words.push(*word));
        }
        Self { slots }
    }

    /// Whether a word is one of them.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.slots.get(Self::slot(word)).is_some_and(|words| words.iter().any(|own| own.eq_ignore_ascii_case(word)))
    }

    /// By the length and the first letters, which tell nearly all words apart; of a large letter the hash is that of the small one.
    fn slot(word: &str) -> usize {
        let head = word.bytes().take(3).fold(word.len(), |hash, byte| hash * 31 + usize::from(byte.to_ascii_lowercase()));
        head % Self::SLOTS
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
    fn whole_words_large_or_small() {
        let words = WholeWords::new(&["said", "I", "était"]);
        assert!(["said", "Said", "SAID", "i", "I", "était", "éTAIT"].iter().all(|word| words.has(word)));
        assert!(["sai", "saids", "", "ÉTAIT", "is"].iter().all(|word| !words.has(word)));
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
