//! A bit for some bits of a word's hash: most letters that make no word are known for none by one look at a small table.

use super::{Lexicon, mixed};

/// Bits of a hash that have a bit in the table: with 170,000 words one other hash in twelve is taken for a word. The table, 256 KB, stays
/// nearer than the list, in which a word that is not there is looked for at several places.
const BITS: u32 = 21;
/// Bits of the hash that the list keeps.
const KEY: u32 = 24;
/// Numbers of 64 bits that the table is made of.
const WORDS: usize = 1 << (BITS - 6);

/// Which hashes no word of a list has; for those of most that have none.
#[derive(Debug)]
pub(crate) struct Absence {
    bits: Box<[u64; WORDS]>,
}

impl Absence {
    pub(super) fn new(list: &Lexicon<'_>) -> Self {
        let mut bits = Box::new([0; WORDS]);
        // Empty slots set the first bit.
        list.slots.keys().for_each(|key| {
            let (at, bit) = place(u64::from(key) << (u64::BITS - KEY));
            bits[at] |= bit;
        });
        Self { bits }
    }

    /// Nothing is surely absent.
    pub(super) fn none() -> Self {
        Self { bits: Box::new([u64::MAX; WORDS]) }
    }

    /// Whether the list surely has no word of a hash.
    #[inline]
    pub(crate) fn is_sure(&self, hash: u64) -> bool {
        let (at, bit) = place(mixed(hash));
        self.bits[at] & bit == 0
    }
}

/// The place of the bit of a hash, by its first bits.
#[inline]
fn place(mixed: u64) -> (usize, u64) {
    let at = mixed >> (u64::BITS - BITS);
    (usize::try_from(at >> 6).unwrap_or(0) % WORDS, 1 << (at & 63))
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{self, ABSENCES};

    #[test]
    fn no_word_is_absent_and_few_others_are_not() {
        let (list, absence) = (lexicon::en(), &ABSENCES[0]);
        for word in ["the", "government", "a", "to-day"] {
            assert!(list.get(word).is_some() && !absence.is_sure(lexicon::hash(word)), "{word}");
        }
        let strange = (0..10_000).map(|n| lexicon::hash(&format!("x{n}z")));
        assert!(strange.clone().all(|hash| !absence.is_sure(hash) || list.find(hash).is_none()));
        let unsure = strange.filter(|&hash| !absence.is_sure(hash)).count();
        assert!(unsure < 1_500, "{unsure}");
    }
}
