//! Marks and spaces between two words that no printer set there: dirt, rules, dots of worn type.

use super::token::Token;
use super::{SCANNO, STRAY_MARK, Words};
use crate::lang::Lang;
use crate::lexicon::{self, Entry};
use crate::passes::glyphs::Fix;

/// Marks that dirt is read as.
fn is_dirt(c: char) -> bool {
    matches!(c, '*' | '^' | '_' | '~' | '\\' | '>' | '`' | '¡' | '¦')
}

/// Words that stand before a full stop inside a sentence.
const SHORTENED: &[&str] = &[
    "cent", "inst", "ult", "prox", "viz", "hon", "rev", "capt", "sec", "dec", "jun", "sen", "esq", "vol", "art", "min", "max", "fig",
    "ref", "est", "col", "gen", "gal", "dept", "asst", "supt", "per", "sup", "ext", "def", "acres", "tons", "bags", "cwt", "brig",
    "barque", "ship", "sch", "str", "cases", "pkgs",
];

/// Words that begin with an apostrophe.
const CUT: &[&str] =
    &["tis", "twas", "em", "cause", "neath", "gainst", "tween", "bout", "twere", "twill", "twould", "un", "im", "er", "til", "till"];
/// Bytes within which a quotation in single marks ends.
const LONGEST: usize = 240;
/// Pages with a base below this are noisy enough for dots to be dirt.
const NOISY: f32 = 9.0;
/// Cost up to which the word before a dot is no abbreviation.
const KNOWN: f32 = 15.0;

/// Small words that old or broad speech cuts short, so that an apostrophe ends them.
const CLIPPED: &[&str] = &["an", "wi", "th", "ol", "lil", "mo", "po", "fo", "ha", "da", "de", "no", "us"];
/// Words behind an apostrophe that are a part of the one before.
pub(super) const CONTRACTED: &[&str] = &["ll", "re", "ve", "em", "er", "en", "un", "am", "is", "it"];
/// Pages with a base below this are noisy enough for marks beside small words to be dirt.
const ROUGH: f32 = 10.0;
/// Cost of the rarest small word beside which no quotation opens or closes, and no sentence ends: `from`.
const SMALL: f32 = 9.0;

impl Words<'_> {
    /// The repair of what stands between two words, if it is no single space.
    pub(super) fn between(&self, text: &str, before: Token, next: Token) -> Option<Fix> {
        let gap = text.get(before.end..next.start).filter(|gap| *gap != " ")?;
        if self.exclaims && before.capitals <= usize::from(before.capital) && matches!(gap, " 1 " | " 1 — " | " 1 - ") {
            return Some(Fix { start: before.end + 1, end: before.end + 2, to: "!".into(), rule: &SCANNO, confidence: 0.9 });
        }
        if next.capitals > 0 || next.chars < 2 || before.chars < 2 || before.inner() > 0 {
            return None;
        }
        let fix = |start: usize, end: usize, to: &'static str, confidence: f32| {
            Some(Fix { start: before.end + start, end: before.end + end, to: to.into(), rule: &STRAY_MARK, confidence })
        };
        let mut chars = gap.chars();
        match (chars.next()?, chars.as_str()) {
            (mark, "") => self.in_place_of_space(text, before, next, mark).then(|| fix(0, mark.len_utf8(), " ", 0.88)).flatten(),
            (' ', ", ") if self.lang != Lang::Fr => fix(0, 1, "", 0.9),
            (' ', rest) => {
                let (start, end) = self.before_word(text, before, next, rest)?;
                fix(start, end, "", 0.88)
            }
            ('.', " ") => self.is_dot_dirt(text, before, next).then(|| fix(0, 1, "", 0.86)).flatten(),
            ('\'', " ") => self.is_tick_dirt(text, before, next).then(|| fix(0, 1, "", 0.86)).flatten(),
            (c, " ") if is_dirt(c) && before.chars > 2 && next.chars > 1 => fix(0, c.len_utf8(), "", 0.86),
            _ => None,
        }
    }

    fn lower(&self, token: Token) -> Option<Entry> {
        self.lexicon.find(token.hash).filter(|e| e.lower)
    }

    /// Whether a word is one of the small ones that English is full of, on a page that is noisy.
    fn is_small_word(&self, token: Token) -> bool {
        self.lang == Lang::En && self.channel.base < ROUGH && self.lower(token).is_some_and(|e| e.cost < SMALL)
    }

    /// Whether a mark that touches two English words stands where a space was.
    fn in_place_of_space(&self, text: &str, before: Token, next: Token, mark: char) -> bool {
        if self.lang != Lang::En || self.channel.base >= ROUGH || !matches!(mark, '\'' | '"' | '~' | ';') || before.mixed {
            return false;
        }
        let right = text.get(next.start..next.end).unwrap_or("");
        let known = |token: Token| self.lower(token).is_some_and(|e| e.cost < KNOWN);
        let whole = lexicon::hash_both(lexicon::hash_more(before.hash, b'\''), next.hash, next.end - next.start);
        known(before) && known(next) && !CONTRACTED.contains(&right) && self.lexicon.find(whole).is_none()
    }

    /// The dirt among a space and what follows it, before a word.
    fn before_word(&self, text: &str, before: Token, next: Token, rest: &str) -> Option<(usize, usize)> {
        let marks = rest.trim_end_matches(' ');
        let alone = marks.len() < rest.len();
        if marks.is_empty() || marks.chars().count() > 2 || rest.len() - marks.len() > 1 {
            return None;
        }
        let cut = self.lang == Lang::Fr || CUT.contains(&text.get(next.start..next.end)?);
        let small = self.is_small_word(next) && before.capitals == 0 && !text.get(next.end..).is_some_and(|t| t.starts_with('\''));
        let quote = marks.contains('\'') && (cut || !small && closes(text, next.end));
        let dirt = |c: char| is_dirt(c) || c == '\'' || !alone && matches!(c, '.' | ',');
        let sure = !quote && marks.chars().all(dirt) && !marks.contains("..");
        let kept = usize::from(!alone);
        // Alone, a mark goes with one of its spaces.
        (sure && (alone || next.chars > 2 || small)).then_some((kept, kept + marks.len() + 1 - kept))
    }

    /// Whether a dot inside an English sentence is dirt.
    fn is_dot_dirt(&self, text: &str, before: Token, next: Token) -> bool {
        let left = text.get(before.start..before.end).unwrap_or("");
        if self.lang != Lang::En || before.capitals > 0 || before.touched || SHORTENED.contains(&left) {
            return false;
        }
        let known = |t: Token| self.lower(t).is_some_and(|e| e.cost < KNOWN);
        let number = text.get(..before.start).is_some_and(|t| t.trim_end().ends_with(|c: char| c.is_numeric()));
        let small = self.is_small_word(before) && !CLIPPED.contains(&left) && !number;
        known(before) && known(next) && (small || before.chars > 2 && next.chars > 2 && self.channel.base < NOISY)
    }

    /// Whether an apostrophe behind an English word is dirt.
    fn is_tick_dirt(&self, text: &str, before: Token, next: Token) -> bool {
        let left = text.get(before.start..before.end).unwrap_or("");
        if self.lang != Lang::En || before.capitals > 0 || self.lower(next).is_none() {
            return false;
        }
        let small = self.is_small_word(before) && !CLIPPED.contains(&left);
        let plain = before.chars > 2 && !left.ends_with(['s', 'z', 'x', 'o', 'h']);
        small || plain && self.lower(before).is_some() && !opens(text, before.start)
    }
}

/// Whether a single quotation mark opened not long before.
fn opens(text: &str, to: usize) -> bool {
    let mut start = to.saturating_sub(LONGEST);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let near = text.get(start..to).unwrap_or("");
    near.match_indices(['\'', '‘']).any(|(at, _)| !near.get(..at).is_some_and(|t| t.ends_with(char::is_alphanumeric)))
}

/// Whether a single quotation mark closes soon.
fn closes(text: &str, from: usize) -> bool {
    let mut end = text.len().min(from + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let near = text.get(from..end).unwrap_or("");
    near.match_indices(['\'', '’']).any(|(at, mark)| !near.get(at + mark.len()..).is_some_and(|t| t.starts_with(char::is_alphabetic)))
}
