//! A model that repeats itself: the same words many times, up to the end of a line or of the page.

use super::{LOOP, SURE};
use crate::page::alone::is_barred;
use crate::passes::glyphs::Fix;
use memchr::{memchr_iter, memrchr_iter};

/// Bytes of what is looked for again before the end of a text.
const NEEDLE: usize = 16;
/// Bytes of the longest words that are repeated, and how often they are at least. Of what repeats, the shortest text has so many bytes.
const LONGEST: usize = 600;
const LEAST_TIMES: usize = 8;
const SHORTEST: usize = 160;
/// One character that is repeated must be so more often.
const LEAST_SINGLE: usize = 40;
/// Bytes after which every model is stopped.
const LONGEST_LOOP: usize = 1 << 17;
/// How sure the rule is of lines, and of words that do not break off: both were printed so.
const PRINTED: f32 = 0.6;
/// Letters of lines and words that are repeated.
const LEAST_LETTERS: usize = 6;

/// Proposes to take out all but the first of words that repeat to the end of a line, and of lines to the end of the page.
pub(super) fn scan(page: &str, out: &mut Vec<Fix>) {
    let before = out.len();
    let mut start = 0;
    for end in memchr_iter(b'\n', page.as_bytes()).chain([page.len()]) {
        if end - start >= SHORTEST {
            let line = page.get(start..end).unwrap_or("").trim_end();
            out.extend(repeated(page, start, start + line.len(), SURE));
        }
        start = end + 1;
    }
    let end = page.trim_end().len();
    if out.len() == before && end >= SHORTEST {
        let lines = repeated(page, 0, end, PRINTED);
        let letters = |fix: &Fix| {
            page.get(fix.start..fix.end)
                .unwrap_or("")
                .trim_start()
                .lines()
                .next()
                .map_or(0, |l| l.chars().filter(|c| c.is_alphabetic()).count())
        };
        out.extend(lines.filter(|fix| letters(fix) >= LEAST_LETTERS));
    }
}

/// What repeats at the end of a stretch, but for its first time.
fn repeated(page: &str, start: usize, end: usize, confidence: f32) -> Option<Fix> {
    let bytes = page.as_bytes().get(start..end)?;
    let period = period(bytes)?;
    let again = bytes.iter().rev().zip(bytes.iter().rev().skip(period)).take_while(|(a, b)| a == b).count();
    // What is taken out begins with a character, and is followed by as much as stands before it.
    let mut first = end - again;
    while !page.is_char_boundary(first) {
        first += 1;
    }
    let (unit, len) = (page.get(first..first + period)?, end - first);
    if !is_loop(unit, len) {
        return None;
    }
    // What is left ends with a word.
    let inside = page.get(..first)?.ends_with(char::is_alphanumeric);
    let rest = unit.char_indices().find(|(_, c)| inside && !c.is_alphanumeric()).map_or(0, |(at, c)| at + c.len_utf8());
    let confidence = if breaks_off(unit, len) && !is_barred(page.get(start..end)?) { confidence } else { PRINTED };
    Some(Fix { start: first + rest, end, to: "".into(), rule: &LOOP, confidence })
}

/// Whether so many bytes behind a unit that repeat it are words that somebody repeats without end.
fn is_loop(unit: &str, len: usize) -> bool {
    let least = if unit.chars().nth(1).is_none() { LEAST_SINGLE } else { LEAST_TIMES };
    let many = len / unit.len() + 1 >= least && len + unit.len() >= SHORTEST;
    many && len <= LONGEST_LOOP && unit.contains(char::is_alphabetic)
}

/// Whether they break off inside a unit: a model is stopped anywhere; a refrain, a form or an advertisement is printed as a whole.
fn breaks_off(unit: &str, len: usize) -> bool {
    let letters = unit.chars().filter(|c| c.is_alphabetic()).count();
    let parts = unit.split_at_checked(len % unit.len()).map(|(part, rest)| [part, rest]);
    letters >= LEAST_LETTERS && parts.is_some_and(|parts| parts.iter().all(|part| part.contains(char::is_alphabetic)))
}

/// How far before the end of a text its last bytes stand again.
fn period(bytes: &[u8]) -> Option<usize> {
    let (head, tail) = bytes.split_at_checked(bytes.len().checked_sub(NEEDLE)?)?;
    // What stands there so many times is no longer than that part of the text.
    let longest = LONGEST.min(bytes.len() / LEAST_TIMES);
    let start = head.len().saturating_sub(longest) + NEEDLE - 1;
    let ends = memrchr_iter(*tail.last()?, bytes.get(start..bytes.len() - 1)?);
    ends.map(|at| start + at + 1).find(|&end| bytes.get(end - NEEDLE..end) == Some(tail)).map(|end| bytes.len() - end)
}
