//! What a page's own unknown words teach of the letters that its engine mixes up.

use super::Words;
use super::channel::{Channel, Edit};
use super::edits::least_word;
use super::spelt::Spelt;

/// Unknown words from which a page's own confusions are learned, at most.
const MOST: usize = 400;
/// Margin from which on a repair teaches.
const SURE: f32 = 3.0;
/// Bits of an unknown word besides its letters.
const UNKNOWN: f32 = 8.0;

/// A word of no list, and the listed words that are one change away.
struct Lesson {
    /// Bits that it costs as it stands.
    stay: f32,
    /// Bits that a change may cost.
    limit: f32,
    /// Each word's change, its cost, and whether it is written in small letters.
    near: Vec<(Edit, f32, bool)>,
}

impl Words<'_> {
    /// Learns from words of one likely reading which letters this page mixes up; twice, as the second time knows more.
    pub(super) fn learn(&mut self, words: &[String], letters: &[u32; 256]) {
        let lessons: Vec<Lesson> = words.iter().take(MOST).filter_map(|word| Spelt::new(word)).map(|word| self.lesson(&word)).collect();
        for _ in 0..2 {
            let mut seen = vec![0_u16; self.channel.edits()];
            for edit in lessons.iter().filter_map(|lesson| lesson.taught(&self.channel)) {
                if let Some(n) = seen.get_mut(usize::from(edit)) {
                    *n = n.saturating_add(1);
                }
            }
            self.channel.learn(&seen, letters);
        }
        self.channel.settle();
    }

    fn lesson(&self, word: &Spelt<'_>) -> Lesson {
        let stay = UNKNOWN + self.lexicon.spelling(word.text);
        let mut near = Vec::new();
        self.single(word, f32::INFINITY, &mut |change, _, _, entry| near.push((change.edit, entry.cost, entry.lower)));
        Lesson { stay, limit: stay - least_word(word.len()), near }
    }
}

impl Lesson {
    /// The edit that was made here, where one word is far likelier than all others.
    fn taught(&self, channel: &Channel) -> Option<Edit> {
        let (mut best, mut second, mut what) = (f32::INFINITY, f32::INFINITY, None);
        for &(edit, word, lower) in &self.near {
            let change = channel.cost(edit);
            if change > self.limit {
                continue;
            }
            let cost = change + word;
            if cost < best {
                (second, best, what) = (best, cost, Some(edit).filter(|_| lower));
            } else {
                second = second.min(cost);
            }
        }
        what.filter(|_| second.min(self.stay) - best > SURE)
    }
}
