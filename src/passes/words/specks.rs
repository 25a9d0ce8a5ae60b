//! Specks in a damaged English text that were read as marks where no printer sets one: a tick that opens or closes nothing, a mark that
//! stands alone.

use super::strays::{CLIPPED, last_closing, opens};
use super::token::{Token, token};
use super::{STRAY_MARK, Words};
use crate::lang::Lang;
use crate::passes::glyphs::Fix;

/// Marks that stand alone between words where dirt was read, and of which a text has so many at most: more are stars between its parts,
/// or columns of a table.
const ALONE: [u8; 5] = [b'_', b'*', b'|', b'^', b'~'];
const MOST: usize = 2;
/// Cost of the rarest word that a tick stands before, and behind.
const KNOWN: f32 = 16.0;
const FREQUENT: f32 = 13.0;
/// Ticks of a text whose capitals are looked up in it: to do so for each of many would take the square of it.
const LOOKED_UP: usize = 40;
/// How sure such a mark is dirt.
const SURE: f32 = 0.88;

impl Words<'_> {
    /// Specks among the words of a text.
    pub(super) fn specks(&self, text: &str, out: &mut Vec<Fix>) {
        if self.lang != Lang::En || !self.damaged {
            return;
        }
        let gone = |start: usize, end: usize| Fix { start, end, to: "".into(), rule: &STRAY_MARK, confidence: SURE };
        let bytes = text.as_bytes();
        // However long a quotation is, its end is looked for.
        let closing = last_closing(text);
        for (n, at) in memchr::memchr_iter(b'\'', bytes).enumerate() {
            let opens = closing.is_some_and(|closing| closing > at);
            if !opens && self.is_tick_before(text, at, n < LOOKED_UP) || self.is_tick_behind(text, at) {
                out.push(gone(at, at + 1));
            }
        }
        for mark in ALONE {
            let marks: smallvec::SmallVec<[usize; MOST + 1]> = memchr::memchr_iter(mark, bytes).take(MOST + 1).collect();
            let places = marks.iter().filter(|_| marks.len() <= MOST).filter(|&&at| is_alone(bytes, at));
            // A star before a capital may stand before a point of a list.
            out.extend(places.filter(|&&at| mark != b'*' || goes_on(text, at + 2)).map(|&at| gone(at, at + 2)));
        }
        let stops = memchr::memchr_iter(b'.', bytes).filter(|&at| is_alone(bytes, at) && goes_on(text, at + 2));
        out.extend(
            stops.filter(|&at| text.get(..at - 1).is_some_and(|head| head.ends_with(char::is_alphanumeric))).map(|at| gone(at, at + 2)),
        );
    }

    /// Whether a tick before a word is dirt where no quotation closes behind it: what stands before it ends no sentence, and a name, which may
    /// be cut short, stands in the text without a tick, too.
    fn is_tick_before(&self, text: &str, at: usize, look_up: bool) -> bool {
        let Some(before) = text.get(..at).and_then(|head| head.strip_suffix(' ')).and_then(|head| head.chars().next_back()) else {
            return false;
        };
        let Some(word) = token(text, at + 1).filter(|word| word.start == at + 1 && word.chars > 1 && !word.mixed) else { return false };
        let cut = text.get(word.start..word.end).is_none_or(|word| self.is_cut(&word.to_lowercase()));
        let inside = match word.capitals {
            0 => (before.is_alphabetic() || matches!(before, ',' | ';')) && self.is_frequent(word, KNOWN),
            1 => word.capital && before.is_lowercase() && look_up && stands_free(text, word),
            _ => false,
        };
        inside && !cut
    }

    /// Whether a tick behind a word closes no quotation and cuts nothing short: none is open, and the word often stands before the next.
    fn is_tick_behind(&self, text: &str, at: usize) -> bool {
        if !goes_on(text, at + 2) || text.as_bytes().get(at + 1) != Some(&b' ') {
            return false;
        }
        let start = text.get(..at).map_or(at, |head| head.trim_end_matches(|c: char| c.is_ascii_lowercase()).len());
        let left = text.get(start..at).unwrap_or("");
        let free = text.get(..start).is_some_and(|head| head.is_empty() || head.ends_with(' '));
        if left.len() < 2 || !free || left.ends_with(['s', 'z', 'x']) || CLIPPED.contains(&left) || self.drops_g(left) {
            return false;
        }
        let (Some(word), Some(next)) = (token(text, start), token(text, at + 2)) else { return false };
        let pair = || self.lexicon.pair(word.hash, next.hash).is_some_and(|gain| gain > 0.0);
        self.is_frequent(word, FREQUENT) && pair() && !opens(text, start)
    }

    /// Whether a word is in small letters and costs no more than that.
    fn is_frequent(&self, word: Token, most: f32) -> bool {
        word.capitals == 0 && self.lexicon.find(word.hash).is_some_and(|e| e.lower && e.cost < most)
    }
}

/// Whether a word stands in its text without a tick before it, too.
fn stands_free(text: &str, word: Token) -> bool {
    let Some(own) = text.get(word.start..word.end) else { return false };
    let ends = |at: usize| text.get(..at).is_some_and(|head| head.is_empty() || head.ends_with([' ', '"', '“', '(', '-']));
    let whole = |at: usize| !text.get(at + own.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    memchr::memmem::find_iter(text.as_bytes(), own.as_bytes()).any(|at| ends(at) && whole(at))
}

/// Whether a mark stands between two spaces.
fn is_alone(bytes: &[u8], at: usize) -> bool {
    let space = |at: Option<usize>| at.and_then(|at| bytes.get(at)) == Some(&b' ');
    space(at.checked_sub(1)) && space(Some(at + 1))
}

/// Whether a small letter stands at a place.
fn goes_on(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use crate::Desk;

    #[test]
    fn ticks_and_lone_marks_in_a_damaged_text_are_dirt() {
        let clean = |text: &str| Desk::new().clean(&format!("{text}\n")).articles().remove(0).paragraphs.join("|");
        let long = format!("The men said, 'the old man {}is there.'", "who was of the town and lived in the house of the boy ".repeat(8));
        let cases = [
            (
                "Tbe two young men, 'of whom she spoke, came wbile the boy . slept and obeyed the man.",
                "The two young men, of whom she spoke, came while the boy slept and obeyed the man.",
            ),
            (
                "Tbe doctor was sworn * and he said tbat the man died on Monday.",
                "The doctor was sworn and he said that the man died on Monday.",
            ),
            (
                "Tbe 'Gers and the 'Hammers won, and tbat was what the men of the town said.",
                "The 'Gers and the 'Hammers won, and that was what the men of the town said.",
            ),
            (
                "It was tbat the 'Hammers won; Hammers and men of the town said tbat it was so.",
                "It was that the Hammers won; Hammers and men of the town said that it was so.",
            ),
            (&long.replace(" of the", " of tbe"), &long),
            (
                "He said tbat the 'house of the man' was the boys' own, an' that 'twas th' old inn.",
                "He said that the 'house of the man' was the boys' own, an' that 'twas th' old inn.",
            ),
            (
                "The two young men, 'of whom she spoke, came while the boy slept.",
                "The two young men, 'of whom she spoke, came while the boy slept.",
            ),
        ];
        for (text, want) in cases {
            assert_eq!(clean(text), want);
        }
    }
}
