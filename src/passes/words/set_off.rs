//! Spaces before the marks of an English text, and inside its quotation marks, that no printer set there.

use super::{STRAY_MARK, Words};
use crate::lang::Lang;
use crate::passes::glyphs::Fix;

/// How a page sets the marks of one kind: so many with a space before them, or behind one that opens, and so many without.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Set {
    spaced: usize,
    close: usize,
}

/// How an English page sets its marks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    /// Bytes of its texts.
    length: usize,
    stops: Set,
    high: Set,
    quotes: Set,
}

/// So many times as many marks without a space as with one, and the page sets none.
const TIMES: usize = 3;
/// Bytes of a damaged page that need not show how it sets its marks.
const BRIEF: usize = 400;
/// Spaced quotation marks from which on the page sets them so.
const SPACED: usize = 3;
/// How sure a space before a mark is none, and one inside quotation marks.
const SURE: f32 = 0.9;

/// Where the marks of a text stand that may be set apart.
fn marks(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b';', b':', b'?', bytes).chain(memchr::memchr_iter(b'!', bytes))
}

/// Whether what stands before a space, or right before a mark, may have the mark behind it.
fn takes_mark(c: char, high: bool) -> bool {
    c.is_alphabetic() || high && (c.is_ascii_digit() || matches!(c, '.' | ',' | ')'))
}

/// Whether a mark behind these characters is spaced; nothing where none belongs.
fn is_spaced(head: &str, high: bool) -> Option<bool> {
    let mut before = head.chars().rev();
    match before.next()? {
        ' ' => before.next().filter(|c| takes_mark(*c, high)).map(|_| true),
        c => (takes_mark(c, true) || c.is_ascii_digit()).then_some(false),
    }
}

/// Whether a quotation mark between these texts opens one, with or without a space; nothing where it closes one or is dirt.
fn opens_spaced(head: &str, rest: &str) -> Option<bool> {
    let mut before = head.chars().rev();
    let opens = match before.next() {
        None | Some('(') => true,
        Some(' ') => before.next().is_some_and(|c| c.is_alphabetic() || matches!(c, ',' | ':')),
        Some(_) => false,
    };
    let mut behind = rest.chars();
    match behind.next().filter(|_| opens)? {
        ' ' => behind.next().filter(|c| c.is_alphanumeric()).map(|_| true),
        c => c.is_alphanumeric().then_some(false),
    }
}

/// The quotation marks of a text that open one.
fn openers(text: &str) -> impl Iterator<Item = (usize, bool)> {
    let places = memchr::memchr_iter(b'"', text.as_bytes()).enumerate();
    places.filter(|(n, _)| n % 2 == 0).filter_map(|(_, at)| Some((at, opens_spaced(text.get(..at)?, text.get(at + 1..)?)?)))
}

impl Set {
    fn count(&mut self, spaced: bool) {
        if spaced { self.spaced += 1 } else { self.close += 1 }
    }

    /// Whether the page, of so many bytes, sets these marks without a space.
    fn is_close(self, length: usize) -> bool {
        self.spaced == 1 && (self.close > 0 || length < BRIEF) || self.close > TIMES * self.spaced
    }
}

impl Marks {
    /// How the texts of a page set their marks; not asked for in another language than English.
    pub(super) fn new<'t>(lang: Lang, texts: impl Iterator<Item = &'t str>) -> Self {
        let mut page = Self::default();
        for text in texts.filter(|_| lang == Lang::En) {
            page.length += text.len();
            for at in marks(text) {
                let high = matches!(text.as_bytes().get(at), Some(b'?' | b'!'));
                let set = if high { &mut page.high } else { &mut page.stops };
                text.get(..at).and_then(|head| is_spaced(head, high)).into_iter().for_each(|spaced| set.count(spaced));
            }
            openers(text).for_each(|(_, spaced)| page.quotes.count(spaced));
        }
        page
    }
}

impl Words<'_> {
    /// Marks of a text that are none of its words: those at its end, and spaces that no printer set beside others.
    pub(crate) fn marks(&self, text: &str, out: &mut Vec<Fix>) {
        self.specks(text, out);
        self.ends(text, out);
        self.set_off(text, out);
    }

    /// Spaces before marks and inside quotation marks that the page sets close.
    fn set_off(&self, text: &str, out: &mut Vec<Fix>) {
        let page = self.marks;
        let fix = |start: usize| Fix { start, end: start + 1, to: "".into(), rule: &STRAY_MARK, confidence: SURE };
        // A few clean words show nothing: `Open : daily`, `a ? b : c`.
        let shows = self.damaged || page.length >= BRIEF;
        if shows && page.stops.spaced + page.high.spaced > 0 {
            let behind = |at: usize| text.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '"', '”', '\'']));
            for at in marks(text).filter(|&at| behind(at)) {
                let high = matches!(text.as_bytes().get(at), Some(b'?' | b'!'));
                let set = if high { page.high } else { page.stops };
                let spaced = text.get(..at).and_then(|head| is_spaced(head, high));
                out.extend(Some(at).filter(|_| spaced == Some(true) && set.is_close(page.length)).map(|at| fix(at - 1)));
            }
        }
        if page.quotes.spaced > 0 && (page.quotes.spaced < SPACED || page.quotes.close > TIMES * page.quotes.spaced) {
            out.extend(openers(text).filter(|(at, spaced)| *spaced && closes(text, at + 2)).map(|(at, _)| fix(at + 1)));
        }
    }
}

/// Whether the next quotation mark stands behind a word or its mark.
fn closes(text: &str, from: usize) -> bool {
    let rest = text.get(from..).unwrap_or("");
    rest.find('"').is_some_and(|at| !rest.get(..at).is_some_and(|head| head.is_empty() || head.ends_with(char::is_whitespace)))
}

#[cfg(test)]
mod tests {
    use crate::{Desk, Format};

    #[test]
    fn spaces_before_marks_go_where_the_page_sets_none() {
        let clean = |text: &str| Desk::new().clean(text).render(Format::Text).0.trim().to_owned();
        let cases = [
            ("The prisoner said tbat he was there ; he saw the man.", "The prisoner said that he was there; he saw the man."),
            (
                "He asked tbe boy, \" What did you see there ?\" and went home.",
                "He asked the boy, \"What did you see there?\" and went home.",
            ),
            ("The shop of the old man is open : daily from 9 to 5.", ""),
            ("The train that leaves Leeds : York is next", ""),
            ("He wrote a ? b : c on the board of the school.", ""),
            ("The ship came in : the men saw it. It was late ; all went home : none stayed. So it was ; that is all.", ""),
            ("The old man : he is here : and the boy ; so it was in the \" good old days \" of the town, they said.", ""),
        ];
        for (text, want) in cases {
            assert_eq!(clean(&format!("{text}\n")), if want.is_empty() { text } else { want });
        }
    }
}
