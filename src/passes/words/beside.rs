//! What the words on either side say of one.

use super::Words;

/// A word by its hash, and its cost: without end where no list has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) hash: u64,
    pub(super) cost: f32,
}

/// The words beside one, where they stand one space away.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Neighbours {
    pub(super) left: Option<Seen>,
    pub(super) right: Option<Seen>,
}

/// Bits of the rarest pair of words that the list has.
const PAIR_FLOOR: f32 = 21.5;

impl Words<'_> {
    /// Bits that neighbours gain for a reading by its first word and its last.
    pub(super) fn gain(&self, beside: Neighbours, first: Seen, last: Seen) -> f32 {
        beside.left.map_or(0.0, |l| self.beside(l, first)) + beside.right.map_or(0.0, |r| self.beside(last, r))
    }

    /// Bits by which two words are likelier side by side than apart. A pair that no list has is unlikely where both are frequent.
    pub(super) fn beside(&self, left: Seen, right: Seen) -> f32 {
        if !self.lexicon.has_pairs() {
            return 0.0;
        }
        match self.lexicon.pair(left.hash, right.hash) {
            Some(gain) => gain.min(12.0) * self.w.context,
            None => (left.cost + right.cost - PAIR_FLOOR).min(0.0) * self.w.unseen,
        }
    }

    pub(super) fn seen(&self, hash: u64) -> Seen {
        Seen { hash, cost: self.lexicon.find(hash).map_or(f32::INFINITY, |e| e.cost) }
    }
}
