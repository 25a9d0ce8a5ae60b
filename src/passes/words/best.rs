//! The best reading of a damaged place, against the next best one that is another word.

use super::Verdict;
use crate::rule::Rule;

/// By how much the best reading may at most beat the second best one, and the margin from which on it is taken.
const RIVAL: f32 = 2.0;
const SURE: f32 = 5.0;

/// The reading that costs least so far, and what the next best word costs.
pub(super) struct Best {
    cost: f32,
    hash: u64,
    to: String,
    second: f32,
}

impl Best {
    pub(super) fn none() -> Self {
        Self { cost: f32::INFINITY, hash: 0, to: String::new(), second: f32::INFINITY }
    }

    /// Takes a reading, in bits, with the hash of its word; how it is written is asked for where it is the best one.
    pub(super) fn offer(&mut self, cost: f32, hash: u64, to: impl FnOnce() -> String) {
        let other = hash != self.hash;
        if cost < self.cost {
            let second = if other { self.cost } else { self.second };
            *self = Self { cost, hash, to: to(), second };
        } else if other {
            self.second = self.second.min(cost);
        }
    }

    /// How the best reading is written, if there is one.
    pub(super) fn to(&self) -> Option<&str> {
        self.cost.is_finite().then_some(&*self.to)
    }

    /// The verdict for it against what stands there and costs `stay`; `written` is how it goes into the text.
    pub(super) fn against(self, stay: f32, written: impl FnOnce(String) -> String, rule: &'static Rule) -> Option<Verdict> {
        let margin = stay.min(self.second + RIVAL) - self.cost;
        (margin >= SURE).then(|| Verdict { to: written(self.to), margin, rule })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passes::words::SCANNO;

    #[test]
    fn a_rival_lowers_the_margin_and_the_same_word_again_does_not() {
        let margin = |offers: &[(f32, u64)]| {
            let mut best = Best::none();
            offers.iter().for_each(|&(cost, hash)| best.offer(cost, hash, || "word".to_owned()));
            best.against(30.0, |to| to, &SCANNO).map(|verdict| verdict.margin)
        };
        assert_eq!(margin(&[]), None);
        assert_eq!(margin(&[(20.0, 1)]), Some(10.0));
        assert_eq!(margin(&[(20.0, 1), (20.5, 1), (24.0, 2)]), Some(6.0));
        assert_eq!(margin(&[(24.0, 2), (20.0, 1)]), Some(6.0));
        assert_eq!(margin(&[(22.0, 2), (20.0, 1)]), None);
    }
}
