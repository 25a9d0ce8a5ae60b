//! English words of which a letter was misread and that fell apart besides, or that stand without the space between them: committ oe,
//! askedmne.

use super::beside::Seen;
use super::best::Best;
use super::edits::least_word;
use super::judge::Reading;
use super::mend::recase;
use super::spelt::Spelt;
use super::token::{Token, fold};
use super::{MERGED, SPLIT, Verdict, Words};
use crate::lang::Lang;
use crate::lexicon::Entry;

/// Pages with a base below these are noisy enough for two damages at one word.
const ROUGH: f32 = 9.5;
const NOISY: f32 = 9.0;
/// Letters of a word that fell apart, and of two that stand without their space.
const WHOLE: std::ops::RangeInclusive<usize> = 7..=20;
const LEAST: usize = 5;
/// Cost of the most frequent word that may be a piece.
const SMALL: f32 = 10.0;
/// Most bits above the page's base of the change: no letter that may be any, and none that was lost.
const NEAR: f32 = 9.0;
/// Bits of a piece of one letter.
const SINGLE: f32 = 15.0;
/// Bits that the second damage of a word costs less than the first: fitted as the weights of the word rules.
const AGAIN: f32 = 2.0;
/// Cost of the rarest word that the misread one stands beside.
const FREQUENT: f32 = 13.0;

impl Words<'_> {
    /// Two pieces of a misread word: where they end and how it reads.
    pub(super) fn two_misread(&self, text: &str, a: Token, b: Token) -> Option<(usize, Verdict)> {
        if !self.may_be_pieces(text, a, b) {
            return None;
        }
        let mut folded = String::new();
        fold(&[text.get(a.start..a.end)?, text.get(b.start..b.end)?].concat(), &mut folded);
        let word = Spelt::new(&folded)?;
        let most = self.piece_costs(text, a, false) + self.piece_costs(text, b, false);
        let more = self.channel.base + self.w.inside - AGAIN;
        let mut best = Best::none();
        let limit = (most - more).min(self.channel.base + NEAR + least_word(word.len()));
        self.single(&word, limit, &mut |change, cost, hash, entry| {
            let cost = cost + entry.cost + more;
            if cost <= most && (entry.lower || a.capital) {
                best.offer(cost, hash, || word.put(change.start, change.end, change.to));
            }
        });
        best.to()?;
        let apart = self.piece_costs(text, a, true) + self.piece_costs(text, b, true);
        Some((b.end, best.against(apart, |to| recase(&to, a), &SPLIT)?))
    }

    /// Whether two words may be pieces of one: no list has both of them.
    fn may_be_pieces(&self, text: &str, a: Token, b: Token) -> bool {
        if self.lang != Lang::En || self.channel.base > ROUGH {
            return false;
        }
        let near = b.start == a.end + 1 && text.as_bytes().get(a.end) == Some(&b' ');
        let plain = b.capitals == 0 && a.inner() == 0 && !a.is_upper() && !a.mixed && !b.mixed && !a.touched && !b.touched;
        let word = |t: Token| t.chars == 1 && text.as_bytes().get(t.start).is_some_and(|b| matches!(b, b'a' | b'A' | b'I'));
        if !near || !plain || !WHOLE.contains(&(a.chars + b.chars)) || word(a) || word(b) {
            return false;
        }
        // A small word is no piece of another.
        let piece = |t: Token, entry: Option<Entry>| t.chars == 1 || entry.is_none_or(|e| e.cost >= SMALL);
        let (x, y) = (self.lexicon.find(a.hash), self.lexicon.find(b.hash));
        (x.is_none() || y.is_none()) && piece(a, x) && piece(b, y)
    }

    /// Bits of a piece as a word of its own; also as another word that it may have been.
    fn piece_costs(&self, text: &str, piece: Token, misread: bool) -> f32 {
        if piece.chars == 1 {
            return SINGLE;
        }
        let mut folded = String::new();
        fold(text.get(piece.start..piece.end).unwrap_or(""), &mut folded);
        let judged = Spelt::new(&folded).filter(|_| misread).and_then(|spelt| self.judge(&spelt, piece));
        judged.map_or_else(|| self.stay(&folded, piece), |judged| judged.least())
    }

    /// Two words that were read as one, a letter of one of them misread.
    pub(super) fn halves_misread(&self, word: &Spelt<'_>, token: Token, stay: f32, offer: &mut dyn FnMut(Reading)) {
        let plain = self.lang == Lang::En && self.channel.base <= NOISY && token.inner() == 0;
        if !plain || token.chars < LEAST {
            return;
        }
        let more = self.channel.base + self.w.lost_space - AGAIN;
        let known = |hash: u64| {
            let entry = self.lexicon.find(hash).filter(|e: &Entry| e.lower && e.cost < FREQUENT)?;
            Some(Seen { hash, cost: entry.cost })
        };
        for at in word.cuts(2) {
            let (head, tail) = word.text.split_at(at);
            // One half is a frequent word, the other one was misread.
            let mut pair = |cost: f32, to: [&str; 2], first: Seen, last: Seen| {
                let gain = self.beside(first, last);
                if gain > 0.0 {
                    offer(Reading::pair(cost - gain + more, to.join(" "), first, last, &MERGED));
                }
            };
            if let (Some(first), Some(rest)) = (known(word.head(at)), Spelt::new(tail)) {
                let limit = stay - first.cost - more;
                self.beside_misread(&rest, limit, &mut |cost, last, read| pair(first.cost + cost, [head, read], first, last));
            }
            if let (Some(last), Some(rest)) = (known(word.part(at, word.len())), Spelt::new(head)) {
                let limit = stay - last.cost - more;
                self.beside_misread(&rest, limit, &mut |cost, first, read| pair(last.cost + cost, [read, tail], first, last));
            }
        }
    }

    /// The words that a part may have been: what each costs, and how it reads.
    fn beside_misread(&self, part: &Spelt<'_>, limit: f32, each: &mut dyn FnMut(f32, Seen, &str)) {
        self.single(part, limit, &mut |change, cost, hash, entry| {
            if entry.lower {
                each(cost + entry.cost, Seen { hash, cost: entry.cost }, &part.put(change.start, change.end, change.to));
            }
        });
    }
}
