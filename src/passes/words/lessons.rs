//! What a page's own unknown words teach of the letters that its engine mixes up.

use super::Words;
use super::channel::{Channel, Edit};
use super::edits::{Near, least_word};
use super::spelt::Spelt;
use crate::lexicon::Map;

/// Unknown words from which a page's own confusions are learned, at most.
const MOST: usize = 400;
/// Margin from which on a repair teaches.
const SURE: f32 = 3.0;
/// Bits of an unknown word besides its letters.
const UNKNOWN: f32 = 8.0;

/// A word of no list.
struct Lesson {
    /// Its hash, by which the listed words that are one change away are found.
    hash: u64,
    /// Bits that it costs as it stands.
    stay: f32,
    /// Bits that a change may cost.
    limit: f32,
}

impl Words<'_> {
    /// Learns from words of one likely reading which letters this page mixes up; twice, as the second time knows more.
    pub(super) fn learn(&mut self, words: &[String], letters: &[u32; 256]) {
        let mut near = Map::default();
        let spelt = words.iter().take(MOST).filter_map(|word| Spelt::new(word));
        let lessons: Vec<Lesson> = spelt.map(|word| self.lesson(&word, &mut near)).collect();
        for _ in 0..2 {
            let near = |lesson: &Lesson| near.get(&lesson.hash).map_or(&[][..], |near| near.as_slice());
            let seen = lessons.iter().filter_map(|lesson| lesson.taught(near(lesson), &self.channel)).collect();
            self.channel.learn(seen, letters);
        }
        self.near = near;
    }

    fn lesson(&self, word: &Spelt<'_>, near: &mut Map<Vec<Near>>) -> Lesson {
        let hash = word.head(word.len());
        near.entry(hash).or_insert_with(|| {
            let mut found = Vec::new();
            self.single(word, f32::INFINITY, &mut |change, _, hash, entry| found.push(Near { change, hash, entry }));
            found
        });
        let stay = UNKNOWN + self.lexicon.spelling(word.text);
        Lesson { hash, stay, limit: stay - least_word(word.len()) }
    }
}

impl Lesson {
    /// The edit that was made here, where one word is far likelier than all others.
    fn taught(&self, near: &[Near], channel: &Channel) -> Option<Edit> {
        let (mut best, mut second, mut what) = (f32::INFINITY, f32::INFINITY, None);
        for Near { change, entry, .. } in near {
            let bits = channel.cost(change.edit);
            if bits > self.limit {
                continue;
            }
            let cost = bits + entry.cost;
            if cost < best {
                (second, best, what) = (best, cost, Some(change.edit).filter(|_| entry.lower));
            } else {
                second = second.min(cost);
            }
        }
        what.filter(|_| second.min(self.stay) - best > SURE)
    }
}
