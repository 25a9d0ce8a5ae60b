//! How well the start of one stretch of text continues the end of another.

use crate::byline;
use crate::hyphen::Hyphens;
use crate::lang::Lang;
use crate::stats::{Pairs, Statistics, WordList};
use crate::text;

/// Weight of a bit of two characters, and the bits that count at most.
const BIT: f32 = 0.15;
const BITS: (f32, f32) = (-3.0, 8.0);
/// A mark that no line begins or ends with.
const FORBIDDEN: f32 = -1.5;
/// A hyphen: both halves are a word; they may be one; they are none.
const WORD: f32 = 2.5;
const HALVES: f32 = 0.7;
const NO_HALVES: f32 = -1.5;
/// Behind the end of a sentence stands a capital, or not; inside it a small letter, or a capital.
const SENTENCE: f32 = 0.4;
const NO_SENTENCE: f32 = -1.0;
const INSIDE: f32 = 0.3;
const CAPITAL: f32 = -0.4;

pub(crate) struct Fit<'p> {
    pairs: Option<Pairs<'p>>,
    words: Option<WordList<'p>>,
    hyphens: Hyphens<'p>,
    lang: Lang,
}

impl<'p> Fit<'p> {
    pub(crate) fn new(page: &'p str, stats: Statistics<'p>) -> Self {
        Self { pairs: stats.pairs(), words: stats.words(), hyphens: Hyphens::new(page, stats), lang: stats.lang }
    }

    /// Above 0 where `b` may well stand behind `a`, below where it hardly does.
    pub(crate) fn of(&self, a: &str, b: &str) -> f32 {
        let (Some(last), Some(first)) = (a.chars().next_back(), b.chars().next()) else { return 0.0 };
        if self.lang.is_ea() {
            return self.ideographs(last, first);
        }
        if self.hyphens.is_mark(last) {
            return self.halves(a, b);
        }
        let first = b.chars().find(|c| c.is_alphanumeric()).unwrap_or(first);
        match (text::ends_closed(a), first.is_lowercase()) {
            (true, true) => NO_SENTENCE,
            (true, false) => SENTENCE,
            (false, true) => INSIDE,
            (false, false) if first.is_uppercase() && self.lang != Lang::De => CAPITAL,
            (false, false) => 0.0,
        }
    }

    fn ideographs(&self, last: char, first: char) -> f32 {
        let closes = matches!(first, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '”' | '』' | '」' | '》' | '）');
        if closes || text::is_opener(last) && last != '“' {
            return FORBIDDEN;
        }
        self.pairs.as_ref().map_or(0.0, |pairs| pairs.pmi(last, first).clamp(BITS.0, BITS.1) * BIT)
    }

    /// A word that a hyphen cuts.
    fn halves(&self, a: &str, b: &str) -> f32 {
        let stem = a.trim_end_matches(|c| self.hyphens.is_mark(c));
        let head = stem.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let tail = b.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        if head.is_empty() || !tail.starts_with(char::is_lowercase) {
            return NO_HALVES;
        }
        let word = format!("{head}{tail}").to_lowercase();
        let known = self.words.as_ref().is_some_and(|words| words.get(&word).is_some());
        if known { WORD } else { HALVES }
    }

    pub(crate) fn is_byline(&self, text: &str) -> bool {
        byline::has_names(text.trim_start_matches('口'), self.lang)
    }

    /// Whether a mark ends a clause or a sentence of ideographs, and not the item of a list.
    pub(crate) fn ends_clause(&self, c: char) -> bool {
        matches!(c, '，' | '。') || c == '、' && self.lang == Lang::Ja
    }

    /// Whether an article opens with a text.
    pub(crate) fn opens(&self, text: &str) -> bool {
        if !self.lang.is_ea() {
            return byline::opens_with_capitals(text);
        }
        byline::dateline(text::solid(text), self.lang) > 0 || byline::opens_printed(text, self.lang)
    }

    /// Whether a few characters that stand alone are no words.
    pub(crate) fn is_noise(&self, text: &str) -> bool {
        if text::cells(text) <= SPECK {
            return true;
        }
        if let Some(words) = &self.words {
            let mut all = text.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() >= LETTERS);
            return !all.any(|w| words.get(&w.to_lowercase()).is_some()) && !text.contains(|c: char| c.is_ascii_digit());
        }
        let letters: Vec<char> = text.chars().filter(|&c| text::is_ea_letter(c)).collect();
        let others = text.chars().filter(|c| !c.is_whitespace() && !text::is_ea_letter(*c)).count();
        let known = letters.windows(2).filter(|w| self.pairs.as_ref().is_some_and(|pairs| pairs.pmi(w[0], w[1]) > 0.0)).count();
        known * 4 < letters.len() && letters.len() <= others + MOST_NOISE
    }
}

/// Cells of a stretch that is a speck; letters of a word that a list may have; letters of noise.
const SPECK: usize = 4;
const LETTERS: usize = 3;
const MOST_NOISE: usize = 5;
