//! Runs of letters, found byte by byte, with the hash that the lists know them by.

use crate::lexicon::{self, hash_more};
use crate::text;

/// A run of letters, and what stands in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Letters and other characters that it has.
    pub(super) chars: usize,
    pub(super) capitals: usize,
    /// It begins with a capital.
    pub(super) capital: bool,
    /// A digit or a mark stands inside it.
    pub(super) mixed: bool,
    /// Digits or an apostrophe touch it.
    pub(super) touched: bool,
    /// Hash of the word in small letters.
    pub(super) hash: u64,
}

/// Letters of a word in capitals that is read by its letters, at least.
const HEADING: usize = 6;

/// What a byte may be part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// No part of a word.
    Other,
    Small,
    Capital,
    /// A digit or a mark that stands for a letter inside words.
    Odd,
    /// Part of a character of several bytes.
    Long,
}

static CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Other; 256];
    let mut b = 0;
    while b < 256 {
        let byte = b as u8;
        if byte.is_ascii_lowercase() {
            table[b] = Class::Small;
        } else if byte.is_ascii_uppercase() {
            table[b] = Class::Capital;
        } else if byte >= 0x80 {
            table[b] = Class::Long;
        } else if matches!(byte, b'0' | b'1' | b'5' | b'6' | b'8' | b'|' | b'!' | b'$') {
            table[b] = Class::Odd;
        }
        b += 1;
    }
    table
}

fn class(byte: u8) -> Class {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Other)
}

/// Marks and digits that stand for letters inside words.
fn is_odd(c: char) -> bool {
    matches!(c, '0' | '1' | '5' | '6' | '8' | '|' | '!' | '$' | '«' | '»')
}

/// Marks that make a word part of a longer one: an elision, an address, a word cut by a hyphen.
fn is_link(c: char) -> bool {
    matches!(c, '\'' | '’' | '@' | '_' | '/' | '-' | '\u{AD}' | '\u{2010}' | '\u{2011}' | '¬' | '⸗' | '=' | '&' | '–')
        // Dirt beside a word has eaten of it.
        || matches!(c, '\\' | '^' | '[' | ']' | '{' | '}' | '*' | '~' | '|' | '<' | '>' | '#' | '¡' | '¿' | '•' | '■' | '$' | '£')
}

/// The next run of letters from a place on.
pub(super) fn token(text: &str, from: usize) -> Option<Token> {
    let bytes = text.as_bytes();
    let mut at = from;
    let start = loop {
        match class(*bytes.get(at)?) {
            Class::Small | Class::Capital => break at,
            Class::Long => {
                let c = text.get(at..)?.chars().next()?;
                if text::is_alphabetic(c) {
                    break at;
                }
                at += c.len_utf8();
            }
            _ => at += 1,
        }
    };
    let mut token =
        Token { start, end: start, chars: 0, capitals: 0, capital: false, mixed: false, touched: false, hash: lexicon::NOTHING };
    // A space stands before nearly all words.
    let is_behind_space = start.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b' ');
    let before = text.get(..start).filter(|_| !is_behind_space).and_then(|head| head.chars().next_back());
    token.touched = before.is_some_and(|c| c.is_numeric() || is_link(c) || c == '.');
    token.take(text);
    Some(token)
}

impl Token {
    /// Reads the run from its start.
    fn take(&mut self, text: &str) {
        let bytes = text.as_bytes();
        loop {
            // Nearly all are small letters.
            let rest = bytes.get(self.end..).unwrap_or_default();
            let (mut run, mut hash) = (0, self.hash);
            for byte in rest {
                if !byte.is_ascii_lowercase() {
                    break;
                }
                (run, hash) = (run + 1, hash_more(hash, *byte));
            }
            self.hash = hash;
            self.end += run;
            self.chars += run;
            match rest.get(run) {
                None | Some(b' ') => return,
                Some(byte) if byte.is_ascii_uppercase() => {
                    self.hash = hash_more(self.hash, byte | 0x20);
                    self.capitals += 1;
                    self.capital |= self.chars == 0;
                    self.end += 1;
                }
                Some(_) if !text.get(self.end..).is_some_and(|rest| self.take_char(rest)) => return,
                Some(_) => {}
            }
            self.chars += 1;
        }
    }

    /// Takes a character that is no ASCII letter into the run; false where the run ends before it.
    fn take_char(&mut self, rest: &str) -> bool {
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return false };
        let next_is_letter = |mut chars: std::str::Chars<'_>| chars.next().is_some_and(text::is_alphabetic);
        if text::is_alphabetic(c) {
            let capital = c.is_uppercase();
            self.capitals += usize::from(capital);
            self.capital |= self.chars == 0 && capital;
            let mut bytes = [0; 4];
            for l in small(c) {
                self.hash = l.encode_utf8(&mut bytes).bytes().fold(self.hash, hash_more);
            }
        } else if is_odd(c) && next_is_letter(chars.clone()) {
            self.mixed = true;
            let mut bytes = [0; 4];
            self.hash = c.encode_utf8(&mut bytes).bytes().fold(self.hash, hash_more);
        } else {
            self.touched |= c.is_numeric() || is_link(c) || c == '.' && next_is_letter(chars);
            return false;
        }
        self.end += c.len_utf8();
        true
    }

    /// Takes marks at the end into the word that were letters with a blot on them: quotation marks where none is open.
    pub(super) fn take_blots(&mut self, text: &str) {
        while let Some(c) = text.get(self.end..).and_then(|rest| rest.chars().next()).filter(|c| matches!(c, '«' | '»')) {
            let mut bytes = [0; 4];
            self.hash = c.encode_utf8(&mut bytes).bytes().fold(self.hash, hash_more);
            self.end += c.len_utf8();
            self.chars += 1;
            self.mixed = true;
        }
    }

    /// Takes the mark before the word into it.
    pub(super) fn widen(&mut self, text: &str, mark: char) {
        self.start -= mark.len_utf8();
        self.chars += 1;
        self.mixed = true;
        self.touched = false;
        let mut folded = String::new();
        fold(text.get(self.start..self.end).unwrap_or(""), &mut folded);
        self.hash = lexicon::hash(&folded);
    }

    /// Whether it is a word in small letters, with nothing inside and a space behind it.
    #[inline]
    pub(super) fn is_plain(&self, text: &str) -> bool {
        self.capitals == 0 && !self.mixed && !self.touched && self.chars > 1 && text.as_bytes().get(self.end) == Some(&b' ')
    }

    /// Whether nothing but a space stands between it and the next word.
    #[inline]
    pub(super) fn is_beside(&self, text: &str, next: Self) -> bool {
        next.start == self.end + 1 && text.as_bytes().get(self.end) == Some(&b' ')
    }

    /// Whether the word is written in capitals.
    #[inline]
    pub(super) fn is_upper(&self) -> bool {
        self.capitals == self.chars
    }

    /// Capitals behind the first letter, of a word that is not written in capitals.
    #[inline]
    pub(super) fn inner(&self) -> usize {
        if self.is_heading() { 0 } else { self.capitals - usize::from(self.capital) }
    }

    /// Whether the word is written in capitals, and long.
    #[inline]
    pub(super) fn is_heading(&self) -> bool {
        self.is_upper() && self.chars >= HEADING
    }
}

/// A letter as the lists have it: small, with long s as s.
fn small(c: char) -> impl Iterator<Item = char> {
    let c = if c == 'ſ' { 's' } else { c };
    c.to_lowercase()
}

/// A word in small letters, with long s as s.
pub(super) fn fold(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
        return;
    }
    out.extend(word.chars().flat_map(small));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_with_their_hash() {
        let text = "12 Ümläut, daſs w0rd! d'Or";
        let mut at = 0;
        let mut seen = Vec::new();
        while let Some(t) = token(text, at) {
            at = t.end;
            let mut folded = String::new();
            fold(&text[t.start..t.end], &mut folded);
            assert_eq!(t.hash, lexicon::hash(&folded));
            seen.push((folded, t.capital, t.mixed, t.touched));
        }
        let want = [("ümläut", true, false, false), ("dass", false, false, false), ("w0rd", false, true, false), ("d", false, false, true)];
        assert_eq!(seen[..4].iter().map(|(w, a, b, c)| (w.as_str(), *a, *b, *c)).collect::<Vec<_>>(), want);
        assert!(seen[4].3);
    }
}
