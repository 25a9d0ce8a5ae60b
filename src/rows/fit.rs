//! How well the start of one stretch of text continues the end of another.

use super::Witness;
use crate::byline;
use crate::context::{self, Code, ContextModel, UNKNOWN};
use crate::hyphen::{Fate, Hyphens};
use crate::lang::Lang;
use crate::lexicon::{self, Map};
use crate::packed;
use crate::span::Span;
use crate::stats::{Pairs, Statistics, WordList};
use crate::text;
use std::cell::RefCell;

/// Weight of a bit of two characters, and the bits that count at most.
const BIT: f32 = 0.15;
const BITS: (f32, f32) = (-3.0, 8.0);
/// The same where there are counts of running text, of which there are triples: found on 16 Chinese pages of pdftotext, 0.06 and 0.16 are
/// worse. Bits of each of the first two characters that count at most.
const RUNNING: f32 = 0.1;
const FIRST: (f32, f32) = (-4.0, 14.0);
const SECOND: (f32, f32) = (-3.0, 8.0);
/// A mark that no line begins or ends with.
const FORBIDDEN: f32 = -1.5;
/// A hyphen: both halves are a word; they may be one; they are none. On 69 pages of rows in letters of five sets, in two halves, 0.3 for the
/// second is better than 0 and 0.7, and 3.2 for the first no better.
const WORD: f32 = 2.5;
const HALVES: f32 = 0.3;
const NO_HALVES: f32 = -1.5;
/// Bits of a word so frequent that it is the end of no other one: 8 and 10 are no better on the same pages.
const SMALL: f32 = 9.0;
/// Behind the end of a sentence stands a capital, or not; inside it a small letter, or a capital.
const SENTENCE: f32 = 0.4;
const NO_SENTENCE: f32 = -1.0;
const INSIDE: f32 = 0.3;
const CAPITAL: f32 = -0.4;
/// Weight of a bit by which two words are likelier side by side, and the most for them; two words as frequent as this, in bits, that the
/// list does not have side by side.
const PAIR: f32 = 0.12;
const PAIRS: (f32, f32) = (-1.0, 1.2);
const FREQUENT: f32 = 22.0;
const NO_PAIR: f32 = -0.3;

pub(crate) struct Fit<'p> {
    pairs: Option<Pairs<'p>>,
    running: Option<&'static ContextModel>,
    words: Option<WordList<'p>>,
    hyphens: Hyphens<'p>,
    lang: Lang,
    page: &'p str,
    /// The page that this one is a part of.
    witness: Option<&'p Witness<'p>>,
    known: Figures,
}

/// What was found out: the same stretches are asked for over each grid of columns, and the same ideographs by many stretches.
pub(super) type Figures = RefCell<Map<f32>>;

/// A figure that is found out where it is not known.
fn once(known: &Figures, key: u64, find: impl FnOnce() -> f32) -> f32 {
    let found = known.borrow().get(&key).copied();
    found.unwrap_or_else(|| {
        let found = find();
        known.borrow_mut().insert(key, found);
        found
    })
}

/// What the start of a stretch says of what it stands behind: its first character; of ideographs the first two that are no white, of
/// letters the first word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    first: Option<char>,
    codes: [Code; 2],
    word: Option<Word>,
}

/// What the end of one says of what stands behind it: its last character; of ideographs the last two that are no white, the last one first,
/// of letters the last word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tail {
    last: Option<char>,
    codes: [Code; 2],
    word: Option<Word>,
    /// It ends a sentence.
    pub(super) closed: bool,
    /// It ends in a hyphen: what that cuts is asked of the letters themselves.
    pub(super) cut: bool,
}

/// A word of the list, in a language whose list has pairs of words.
#[derive(Clone, Copy, Debug)]
struct Word {
    hash: u64,
    cost: f32,
}

impl<'p> Fit<'p> {
    pub(crate) fn new(page: &'p str, stats: Statistics<'p>) -> Self {
        // On 36 pages in traditional script they part rows no better than pairs of words do.
        let running = (stats.lang == Lang::ZhHans).then(context::zh);
        let (pairs, words, hyphens) = (stats.pairs(), stats.words(), Hyphens::new(page, stats));
        Self { pairs, running, words, hyphens, lang: stats.lang, page, witness: None, known: RefCell::default() }
    }

    /// The same of a part of a page, which is asked, too.
    pub(super) fn with(part: &'p str, page: &'p Witness<'p>) -> Self {
        Self { witness: Some(page), ..Self::new(part, page.stats) }
    }

    /// The same of two stretches of the page.
    pub(super) fn between(&self, a: Span, b: Span) -> f32 {
        let find = || self.of(a.of(self.page), b.of(self.page));
        if self.lang.is_ea() { find() } else { once(&self.known, packed::hash_of([a.start, a.end, b.start, b.end]), find) }
    }

    /// Whether a stretch of letters ends in a word that a hyphen cuts, other than one that is left out before "and".
    pub(super) fn is_cut(&self, a: Span, b: Span) -> bool {
        let (a, b) = (a.of(self.page), b.of(self.page));
        let stem = a.trim_end_matches(|c| self.hyphens.is_mark(c));
        stem.len() < a.len() && stem.ends_with(char::is_alphabetic) && self.hyphens.fate(a, b) != Some(Fate::Suspend)
    }

    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// Above 0 where `b` may well stand behind `a`, below where it hardly does.
    pub(crate) fn of(&self, a: &str, b: &str) -> f32 {
        let tail = self.tail(a);
        if tail.cut && !b.is_empty() { self.halves(a, b) } else { self.across(tail, self.head(b)) }
    }

    /// The start of a stretch.
    pub(super) fn head(&self, text: &str) -> Head {
        let first = text.chars().next();
        if self.lang.is_ea() {
            return Head { first, codes: self.codes(text.chars()), word: None };
        }
        let first = text.chars().find(|c| c.is_alphanumeric()).or(first);
        let word = self.word(|| text.split(char::is_whitespace).next().unwrap_or("").trim_end_matches(|c| !is_letter(c)));
        Head { first, codes: [UNKNOWN; 2], word }
    }

    /// The end of one.
    pub(super) fn tail(&self, text: &str) -> Tail {
        let (last, closed) = (text.chars().next_back(), text::ends_closed(text));
        if self.lang.is_ea() {
            return Tail { last, codes: self.codes(text.chars().rev()), word: None, closed, cut: false };
        }
        let word = self.word(|| text.rsplit(char::is_whitespace).next().unwrap_or("").trim_start_matches(|c| !is_letter(c)));
        Tail { last, codes: [UNKNOWN; 2], word, closed, cut: last.is_some_and(|last| self.hyphens.is_mark(last)) }
    }

    /// A word as the list has it, where there are pairs of words.
    fn word<'t>(&self, find: impl FnOnce() -> &'t str) -> Option<Word> {
        let words = self.words.as_ref().filter(|words| words.has_pairs())?;
        let word = find().to_lowercase();
        let entry = if word.chars().all(is_letter) { words.get(&word) } else { None };
        entry.map(|entry| Word { hash: lexicon::hash(&word), cost: entry.cost })
    }

    /// The first two characters that are no white, where there are counts of running text.
    fn codes(&self, chars: impl Iterator<Item = char>) -> [Code; 2] {
        let Some(model) = self.running else { return [UNKNOWN; 2] };
        let mut codes = chars.filter(|c| !c.is_whitespace()).map(|c| model.code(c));
        [(); 2].map(|()| codes.next().unwrap_or(UNKNOWN))
    }

    /// Above 0 where a stretch that no hyphen ends may well stand before another one, below where it hardly does.
    pub(super) fn across(&self, tail: Tail, head: Head) -> f32 {
        let (Some(last), Some(first)) = (tail.last, head.first) else { return 0.0 };
        if !self.lang.is_ea() {
            let sentence = match (tail.closed, first.is_lowercase()) {
                (true, true) => NO_SENTENCE,
                (true, false) => SENTENCE,
                (false, true) => INSIDE,
                (false, false) if first.is_uppercase() && self.lang != Lang::De => CAPITAL,
                (false, false) => 0.0,
            };
            return sentence + self.side_by_side(tail.word, head.word);
        }
        let closes = matches!(first, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '”' | '』' | '」' | '》' | '）');
        if closes || text::is_opener(last) && last != '“' {
            return FORBIDDEN;
        }
        let [last_code, before] = tail.codes;
        let [first_code, second] = head.codes;
        let codes = [before, last_code, first_code, second].iter().fold(0, |key: u64, &code| key << 16 | u64::from(code));
        let chars = u64::from(last) << 32 | u64::from(first);
        // What ideographs say of each other holds for all parts of a page.
        once(self.witness.map_or(&self.known, |page| &page.known), packed::mix(packed::mix(codes) ^ chars), || {
            let own = match self.running {
                Some(model) => running(model, tail.codes, head.codes) * RUNNING,
                None => self.pairs.as_ref().map_or(0.0, |pairs| pairs.pmi(last, first).clamp(BITS.0, BITS.1) * BIT),
            };
            own + self.witness.map_or(0.0, |page| page.of(last, first))
        })
    }

    /// What the words at a cut say of each other.
    fn side_by_side(&self, left: Option<Word>, right: Option<Word>) -> f32 {
        let (Some(left), Some(right), Some(words)) = (left, right, &self.words) else { return 0.0 };
        match words.pair(left.hash, right.hash) {
            Some(bits) => (bits * PAIR).clamp(PAIRS.0, PAIRS.1),
            None if left.cost + right.cost < FREQUENT => NO_PAIR,
            None => 0.0,
        }
    }

    /// A word that a hyphen cuts.
    fn halves(&self, a: &str, b: &str) -> f32 {
        let stem = a.trim_end_matches(|c| self.hyphens.is_mark(c));
        let head = stem.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        // Specks stand at the edges of columns.
        let b = b.trim_start_matches(|c: char| !c.is_alphanumeric());
        let tail = b.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        if head.is_empty() || !tail.starts_with(char::is_lowercase) {
            return NO_HALVES;
        }
        let get = |word: &str| self.words.as_ref().and_then(|words| words.get(word));
        if get(&format!("{head}{tail}").to_lowercase()).is_some() {
            return WORD;
        }
        if get(tail).is_some_and(|entry| entry.cost < SMALL) { NO_HALVES } else { HALVES }
    }

    pub(crate) fn is_byline(&self, text: &str) -> bool {
        byline::has_names(text.trim_start_matches('口'), self.lang)
    }

    /// Whether a word of letters has a capital here and is printed in small letters elsewhere. Of German ones only the most frequent: the
    /// list has nouns in small letters, too.
    pub(super) fn starts(&self, word: &str) -> bool {
        let word = word.trim_matches(|c| !is_letter(c));
        let entry = || self.words.as_ref().and_then(|words| words.get(&word.to_lowercase()));
        word.starts_with(char::is_uppercase)
            && word.chars().skip(1).all(|c| !c.is_uppercase())
            && entry().is_some_and(|entry| entry.lower && (self.lang != Lang::De || entry.cost < USUAL))
    }

    /// Whether a mark ends a clause or a sentence of ideographs, and not the item of a list.
    pub(crate) fn ends_clause(&self, c: char) -> bool {
        matches!(c, '，' | '。') || c == '、' && self.lang == Lang::Ja
    }

    /// Whether an article opens with a text.
    pub(crate) fn opens(&self, text: &str) -> bool {
        if !self.lang.is_ea() {
            return byline::opens_with_capitals(text) || byline::opens_dated(text, "", self.lang);
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

/// Bits that articles, prepositions and pronouns of German cost at most.
const USUAL: f32 = 9.0;

/// Whether a word may have a character.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\'' | '’')
}

/// Bits that the first two characters of a text cost less behind the last two of another than anywhere.
fn running(model: &ContextModel, [last, before]: [Code; 2], [first, second]: [Code; 2]) -> f32 {
    let (across, inside) = (model.pair(last, first), model.pair(first, second));
    let one = model.cost(first) - model.next_of([before, last, first], model.pair(before, last), across);
    let alone = model.next_of([UNKNOWN, first, second], model.pair(UNKNOWN, first), inside);
    let two = alone - model.next_of([last, first, second], across, inside);
    one.clamp(FIRST.0, FIRST.1) + two.clamp(SECOND.0, SECOND.1)
}

/// Cells of a stretch that is a speck; letters of a word that a list may have; letters of noise.
const SPECK: usize = 4;
const LETTERS: usize = 3;
const MOST_NOISE: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_inside_a_row_ends_a_column() {
        let cut = |a: &str, b: &str| {
            let page = format!("{a} {b}");
            Fit::new(&page, Lang::De.into()).is_cut(Span::new(0, a.len()), Span::new(a.len() + 1, page.len()))
        };
        assert!(cut("Machbar-", "geschnitten") && cut("Hallo-", "Der"));
        // A word that is left out before another one, a dash, and a word that is whole.
        assert!(!cut("Vor-", "und") && !cut("-", "und") && !cut("Hallo", "-der"));
    }

    fn likelier(fit: &Fit<'_>, a: &str, good: &str, bad: &str) {
        assert!(fit.of(a, good) > fit.of(a, bad), "{a} {good} {bad}");
    }

    #[test]
    fn a_hyphen_wants_the_rest_of_its_word() {
        let fit = Fit::new("", Lang::En.into());
        let more = |a: &str, good: &str, bad: &str| likelier(&fit, a, good, bad);
        more("votes given for disestablish-", "‘ment.", "of the present building");
        more("the present building, which engi-", "neers say has settled", "ment up a court");
        more("the keeper of the Grenn-", "dale", "of the town");
    }

    #[test]
    fn running_text_says_what_a_row_goes_on_with() {
        let fit = Fit::new("", Lang::ZhHans.into());
        let more = |a: &str, good: &str, bad: &str| likelier(&fit, a, good, bad);
        more("音乐、美术、信", "息科技等课程长", "区2℃～4℃、山");
        more("水务集团提醒，直饮", "水设备不宜用来洗手、洗", "平台连通，消费者扫一扫");
        // White inside a line that is filled with it says nothing.
        assert_eq!(fit.of("他 笑 着", "说，后来"), fit.of("他笑着", "说 ， 后来"));
    }
}
