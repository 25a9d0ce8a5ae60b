//! Spaces inside words, spaces lost between them, letter-spaced words.

use super::spelt::Spelt;
use super::token::{Token, fold, token};
use super::{SPLIT, Seen, Verdict, Words};
use crate::hyphen::{Fate, Hyphens};
use crate::lang::Lang;
use crate::lexicon;

/// A single letter that is no word.
const SINGLE: f32 = 15.0;
/// Cost from which on two known words side by side may be pieces of one.
const RARE: f32 = 13.0;

/// Cost of the rarest small word, in bits: `under`, `after`.
const SMALL_WORD: f32 = 11.0;

impl Words<'_> {
    /// Two frequent words without a space.
    pub(super) fn halves(&self, word: &Spelt<'_>, token: Token, offer: &mut dyn FnMut(f32, usize)) {
        if token.chars < 4 || token.capitals > usize::from(token.capital) {
            return;
        }
        let article = word.text.starts_with('a') && self.lang == Lang::En;
        for at in word.cuts(2).chain(article.then_some(1)) {
            let (a, b) = (word.head(at), word.part(at, word.len()));
            let Some(x) = self.lexicon.find(a).filter(|x| x.lower) else { continue };
            let Some(y) = self.lexicon.find(b).filter(|y| y.lower) else { continue };
            // Two plain words make the name of a place; what opens a sentence is a small word.
            if token.capital && x.cost > SMALL_WORD {
                continue;
            }
            let gain = self.beside(Seen { hash: a, cost: x.cost }, Seen { hash: b, cost: y.cost });
            if x.cost < self.w.frequent && y.cost < self.w.frequent || gain > 0.0 {
                offer(x.cost + y.cost - gain + self.channel.base + self.w.lost_space, at);
            }
        }
    }

    /// A word in pieces from `first` on: where it ends and how it reads.
    pub(super) fn spaced(&self, text: &str, first: Token) -> Option<(usize, Verdict)> {
        if text.as_bytes().get(first.end) != Some(&b' ') || first.touched && first.chars > 1 {
            return None;
        }
        let next = token(text, first.end).filter(|n| n.start == first.end + 1)?;
        if first.chars == 1 && next.chars == 1 {
            return self.letters(text, first);
        }
        self.two(text, first, next)
    }

    fn two(&self, text: &str, a: Token, b: Token) -> Option<(usize, Verdict)> {
        if b.capitals > 0 || a.capitals > usize::from(a.capital) || a.mixed || b.mixed || b.touched || a.touched {
            return None;
        }
        // Most pairs end here: two words that the list has, or long ones.
        if a.chars + b.chars > 24 || a.chars + b.chars < 4 {
            return None;
        }
        let len = b.end - b.start;
        let entry = self.lexicon.find(lexicon::hash_both(a.hash, b.hash, len))?;
        let (x, y) = (self.lexicon.find(a.hash), self.lexicon.find(b.hash));
        let (left, right) = (text.get(a.start..a.end)?, text.get(b.start..b.end)?);
        let single = |t: Token, word: &str| t.chars == 1 && !matches!(word, "a" | "i" | "o" | "y" | "à" | "A" | "I" | "O" | "Y" | "À");
        let odd = |t: Token, word: &str, known: bool| if t.chars == 1 { single(t, word) } else { !known };
        let both = !odd(a, left, x.is_some()) && !odd(b, right, y.is_some());
        // Two words that the list has are pieces only where both are rare and never stand together.
        if both && (a.chars.min(b.chars) < 2 || x.is_none_or(|e| e.cost < RARE) || y.is_none_or(|e| e.cost < RARE)) {
            return None;
        }
        let cost = |t: Token, word: &str| {
            if t.chars == 1 {
                return if single(t, word) { SINGLE } else { 6.0 };
            }
            let mut folded = String::new();
            fold(word, &mut folded);
            self.stay(&folded, t)
        };
        let apart = cost(a, left) + cost(b, right) - self.beside(self.seen(a.hash), self.seen(b.hash));
        let margin = apart - entry.cost - self.channel.base - self.w.inside;
        (margin > 0.0).then(|| (b.end, Verdict { to: format!("{left}{right}"), margin, rule: &SPLIT }))
    }

    /// A word divided by a hyphen and a space: two lines that someone joined.
    pub(super) fn divided(&self, text: &str, a: Token, hyphens: &Hyphens<'_>) -> Option<(usize, usize)> {
        let rest = text.get(a.end..)?;
        let mark = rest.chars().next().filter(|&c| hyphens.is_mark(c))?;
        let start = a.end + mark.len_utf8() + 1;
        let behind = rest.get(mark.len_utf8()..)?.strip_prefix(' ').filter(|b| b.starts_with(char::is_lowercase))?;
        let fate = hyphens.fate(text.get(a.start..start - 1)?, behind)?;
        let right = token(text, start)?;
        let joined = format!("{}{}", text.get(a.start..a.end)?, text.get(right.start..right.end)?).to_lowercase();
        // With no line's end to show, only a known word counts.
        (fate == Fate::Drop && Spelt::new(&joined).is_some_and(|word| self.is_word(&word))).then_some((a.end, start))
    }

    /// Single letters in a row.
    fn letters(&self, text: &str, first: Token) -> Option<(usize, Verdict)> {
        let mut word = text.get(first.start..first.end)?.to_owned();
        let (mut end, mut capitals) = (first.end, first.capitals);
        while text.as_bytes().get(end) == Some(&b' ') {
            let Some(next) = token(text, end).filter(|n| n.start == end + 1 && n.chars == 1) else { break };
            capitals += next.capitals;
            word.push_str(text.get(next.start..next.end)?);
            end = next.end;
        }
        let count = word.chars().count();
        if count < 4 || capitals > usize::from(first.capital) && capitals < count {
            return None;
        }
        let mut folded = String::new();
        fold(&word, &mut folded);
        let margin = if self.lexicon.get(&folded).is_some() {
            8.0
        } else if Spelt::new(&folded).is_some_and(|word| self.is_derived(&word)) {
            5.0
        } else {
            1.0
        };
        Some((end, Verdict { to: word, margin, rule: &SPLIT }))
    }
}
