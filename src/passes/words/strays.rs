//! Marks and spaces between two words that no printer set there: dirt, rules, dots of worn type.

use super::token::Token;
use super::{STRAY_MARK, Words};
use crate::lang::Lang;
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

impl Words<'_> {
    /// The repair of what stands between two words, if it is no single space.
    pub(super) fn between(&self, text: &str, before: Token, next: Token) -> Option<Fix> {
        let gap = text.get(before.end..next.start).filter(|gap| gap.len() > 1)?;
        if next.capitals > 0 || next.chars < 2 || before.chars < 2 || before.inner() > 0 {
            return None;
        }
        let known = |token: Token| self.lexicon.find(token.hash).filter(|e| e.lower);
        let fix = |start: usize, end: usize, confidence: f32| {
            let place = (before.end + start, before.end + end);
            Some(Fix { start: place.0, end: place.1, to: "".into(), rule: &STRAY_MARK, confidence })
        };
        let mut chars = gap.chars();
        match (chars.next()?, chars.as_str()) {
            (' ', ", ") if self.lang != Lang::Fr => fix(0, 1, 0.9),
            (' ', rest) => {
                let marks = rest.trim_end_matches(' ');
                let alone = marks.len() < rest.len();
                if marks.is_empty() || marks.chars().count() > 2 || rest.len() - marks.len() > 1 {
                    return None;
                }
                let quote = marks.contains('\'')
                    && (self.lang == Lang::Fr || CUT.contains(&text.get(next.start..next.end)?) || closes(text, next.end));
                let dirt = |c: char| is_dirt(c) || c == '\'' || !alone && matches!(c, '.' | ',');
                let sure = !quote && marks.chars().all(dirt) && !marks.contains("..");
                let kept = usize::from(!alone);
                // Alone, a mark goes with one of its spaces.
                if sure && (alone || next.chars > 2) { fix(kept, kept + marks.len() + 1 - kept, 0.88) } else { None }
            }
            ('.', " ") if self.lang == Lang::En => {
                let left = text.get(before.start..before.end)?;
                let sentence =
                    [before, next].iter().all(|&t| known(t).is_some_and(|e| e.cost < KNOWN)) && before.chars > 2 && next.chars > 2;
                let plain = before.capitals == 0 && !before.touched && !SHORTENED.contains(&left) && self.channel.base < NOISY;
                if sentence && plain { fix(0, 1, 0.86) } else { None }
            }
            ('\'', " ") if self.lang == Lang::En => {
                let left = text.get(before.start..before.end)?;
                let plain = before.chars > 2 && before.capitals == 0 && !left.ends_with(['s', 'z', 'x', 'o', 'h']);
                let sure = plain && known(before).is_some() && known(next).is_some() && !opens(text, before.start);
                if sure { fix(0, 1, 0.86) } else { None }
            }
            (c, " ") if is_dirt(c) && before.chars > 2 && next.chars > 1 => fix(0, c.len_utf8(), 0.86),
            _ => None,
        }
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
