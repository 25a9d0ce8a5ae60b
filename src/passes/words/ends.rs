//! The marks at the end of an English text, and marks that stand twice: `of poison.,`, `to bed..`, `the street,, and`.

use super::strays::opens;
use super::{LAST_MARK, STRAY_MARK, Words};
use crate::lang::Lang;
use crate::passes::glyphs::Fix;

/// Bytes of a text that is a sentence: a line of a column has fewer.
const SENTENCE: usize = 60;
/// How sure a mark is one too many, and a misread one at the end.
const SURE: f32 = 0.92;

impl Words<'_> {
    /// Marks at the end of a text, and those that stand twice inside it.
    pub(super) fn ends(&self, text: &str, out: &mut Vec<Fix>) {
        if self.lang != Lang::En {
            return;
        }
        let bytes = text.as_bytes();
        out.extend(memchr::memchr3_iter(b',', b'.', b';', bytes).filter_map(|at| twice(text, at)));
        out.extend(self.last(text));
    }

    /// The mark that ends a text where a full stop does, or where a text is a sentence that no other goes on.
    fn last(&self, text: &str) -> Option<Fix> {
        let end = text.trim_end().len();
        let (start, mark) = text.get(..end)?.char_indices().next_back()?;
        let head = text.get(..start)?;
        let stopped = head.strip_suffix('.').is_some_and(|head| head.ends_with(char::is_alphanumeric));
        let gone = Fix { start, end, to: "".into(), rule: &STRAY_MARK, confidence: SURE };
        match mark {
            ',' | ';' | ':' if stopped => Some(gone),
            '\'' if stopped && !opens(text, start) => Some(gone),
            ',' | ';' | ':' if self.alone && head.ends_with(char::is_alphabetic) && is_sentence(head) => {
                Some(Fix { to: ".".into(), rule: &LAST_MARK, ..gone })
            }
            _ => None,
        }
    }
}

/// Whether a text opens as a sentence does and is as long as one.
fn is_sentence(text: &str) -> bool {
    text.len() >= SENTENCE && text.trim_start_matches(['"', '“', '\'', '‘', '(']).starts_with(char::is_uppercase)
}

/// A mark of a text and the one behind it that are one: which of them goes.
fn twice(text: &str, at: usize) -> Option<Fix> {
    let mut behind = text.get(at..)?.chars();
    let (first, second, next) = (behind.next()?, behind.next()?, behind.next());
    let word = text.get(..at)?.ends_with(char::is_alphanumeric);
    if !word || next.is_some_and(|c| !c.is_whitespace() && !matches!(c, '"' | '”' | '\'' | '’')) {
        return None;
    }
    let mut goes_on = || next == Some(' ') && behind.next().is_some_and(char::is_lowercase);
    let start = match (first, second) {
        (',', ',') | ('.', '.') | (';', ';') => at,
        (',', '.') if goes_on() => at + 1,
        (',', '.') if text.get(at + 2..)?.trim_end().is_empty() => at,
        _ => return None,
    };
    Some(Fix { start, end: start + 1, to: "".into(), rule: &STRAY_MARK, confidence: SURE })
}

#[cfg(test)]
mod tests {
    use crate::Desk;

    #[test]
    fn one_mark_ends_a_text_and_no_mark_stands_twice() {
        let clean = |text: &str| Desk::new().clean(&format!("{text}\n")).articles().remove(0).paragraphs.join("|");
        let cases = [
            (
                "The verdict was that he had died from the effects of poison.,",
                "The verdict was that he had died from the effects of poison.",
            ),
            (
                "He was carried into the house of the doctor, and put to bed..",
                "He was carried into the house of the doctor, and put to bed.",
            ),
            (
                "She lay in the street,, and no one saw her for an hour, they said.",
                "She lay in the street, and no one saw her for an hour, they said.",
            ),
            (
                "The ship left the harbour,. and the men of the town went home again.",
                "The ship left the harbour, and the men of the town went home again.",
            ),
            (
                "They went to the house of the man, and saw nothing there at all,",
                "They went to the house of the man, and saw nothing there at all.",
            ),
            ("and went to the house of the man, and saw nothing there at all,", ""),
            ("He waited in the street for the doctor ... and went home at two.", ""),
            ("He said that he 'would go' to the 'house of the old man there.'", ""),
        ];
        for (text, want) in cases {
            assert_eq!(clean(text), if want.is_empty() { text } else { want });
        }
    }
}
