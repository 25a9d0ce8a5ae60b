//! Spaces inside words, spaces lost between them, letter-spaced words.

use super::{SPLIT, Token, Verdict, Words, fold, token};
use crate::hyphen::{Fate, Hyphens};
use crate::packed;

/// Bits of a lost space against a misread letter, and of one too many.
const LOST: f32 = -2.0;
const INSIDE: f32 = 1.0;
/// A single letter that is no word.
const SINGLE: f32 = 15.0;
/// Costs up to which a word may be half of a merged one.
const FREQUENT: f32 = 11.5;

impl Words {
    /// Two frequent words without a space.
    pub(super) fn halves(&self, folded: &str, token: Token, offer: &mut dyn FnMut(f32, &str)) {
        if token.chars < 4 || token.capitals > usize::from(token.capital) {
            return;
        }
        for (at, _) in folded.char_indices().skip(2) {
            let (a, b) = folded.split_at(at);
            if b.chars().nth(1).is_none() {
                break;
            }
            let (Some(x), Some(y)) = (self.lexicon.get(a), self.lexicon.get(b)) else { continue };
            if x.lower && y.lower && x.cost < FREQUENT && y.cost < FREQUENT {
                offer(x.cost + y.cost + self.base + LOST, &format!("{a} {b}"));
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
        let (mut x, mut y) = (String::new(), String::new());
        let (left, right) = (text.get(a.start..a.end)?, text.get(b.start..b.end)?);
        fold(left, &mut x);
        fold(right, &mut y);
        let cost = |w: &str, t: Token| {
            let hash = packed::fnv(w.bytes());
            if t.chars == 1 {
                return if matches!(w, "a" | "i" | "o" | "y" | "à") { 6.0 } else { SINGLE };
            }
            self.stay(w, hash, t)
        };
        let odd =
            |w: &str, t: Token| t.chars == 1 && !matches!(w, "a" | "i" | "o" | "y" | "à") || t.chars > 1 && self.lexicon.get(w).is_none();
        if !odd(&x, a) && !odd(&y, b) {
            return None;
        }
        let joined = format!("{x}{y}");
        let entry = self.lexicon.get(&joined)?;
        let margin = cost(&x, a) + cost(&y, b) - entry.cost - self.base - INSIDE;
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
        (fate == Fate::Drop && self.is_word(&joined)).then_some((a.end, start))
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
        } else if self.is_derived(&folded) {
            5.0
        } else {
            1.0
        };
        Some((end, Verdict { to: word, margin, rule: &SPLIT }))
    }
}
