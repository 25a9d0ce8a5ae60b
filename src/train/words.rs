//! Words of text with spaces: how often, and how they are written.

use super::tally::Tally;
use crate::lexicon;
use crate::own::Counts;
use crate::text;

/// Letters behind an apostrophe that may be a word.
const ELIDED: usize = 3;
/// Bytes of a run of letters that is no word.
const LONG: usize = 160;

/// Counts of words, and the one that is being read.
#[derive(Debug)]
pub(super) struct Words {
    tally: Tally,
    all: u64,
    word: String,
    /// A hyphen or an apostrophe behind the word.
    link: Option<char>,
    /// The word is touched by what makes it none: digits, marks of addresses.
    spoilt: bool,
    /// It is the rest of a word that a line end cut.
    cut: bool,
    /// A sentence or a line begins, and the word was the first of it: its capital says nothing.
    opens: bool,
    first: bool,
}

impl Words {
    pub(super) fn new(capacity: usize) -> Self {
        let tally = Tally::new(capacity);
        Self { tally, all: 0, word: String::new(), link: None, spoilt: false, cut: false, opens: true, first: false }
    }

    pub(super) fn capacity(&mut self, entries: usize) {
        self.tally.capacity(entries);
    }

    /// What comes next has nothing to do with what was.
    pub(super) fn end(&mut self) {
        self.close();
        (self.cut, self.opens) = (false, true);
    }

    pub(super) fn take(&mut self, c: char) {
        match c {
            _ if c.is_alphabetic() && !text::is_ea_letter(c) => self.letter(c),
            '\'' | '’' | '-' | '\u{2010}' | '\u{2011}' if !self.word.is_empty() && self.link.is_none() => {
                self.link = Some(if matches!(c, '\'' | '’') { '\'' } else { '-' });
            }
            '_' | '@' | '/' | '&' => self.spoilt = true,
            _ if c.is_numeric() => self.spoilt = true,
            '\n' | '\x0c' => {
                // The hyphen may be the word's own, or not.
                let cut = self.link == Some('-');
                self.spoilt |= cut;
                self.close();
                self.cut = cut;
                self.opens = true;
            }
            _ => {
                self.close();
                self.opens |= text::is_terminal(c);
            }
        }
    }

    fn letter(&mut self, c: char) {
        if self.word.is_empty() {
            self.first = std::mem::take(&mut self.opens);
        }
        if self.word.len() < LONG {
            self.word.extend(self.link.take());
            self.word.push(c);
        }
    }

    /// Counts the word that ends here.
    fn close(&mut self) {
        let word = std::mem::take(&mut self.word);
        self.link = None;
        if word.is_empty() {
            self.spoilt = false;
            return;
        }
        let spoilt = std::mem::take(&mut self.spoilt) | std::mem::take(&mut self.cut);
        let Some(word) = lexicon::plain(&word).filter(|_| !spoilt) else { return };
        self.add(&word, self.first);
        for (n, part) in word.split('-').enumerate().filter(|(_, part)| part.len() < word.len()) {
            self.add(part, self.first && n == 0);
        }
        // Elided articles, and what is left of the word before a genitive's s.
        for (n, part) in word.split('\'').enumerate().filter(|(_, part)| part.len() < word.len() && part.chars().count() >= ELIDED) {
            self.add(part, self.first && n == 0);
        }
    }

    fn add(&mut self, word: &str, first: bool) {
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        let capital = word.starts_with(char::is_uppercase);
        let heading = upper > 1 && upper == word.chars().filter(|c| c.is_alphabetic()).count();
        let folded = word.replace('ſ', "s").to_lowercase();
        let entry = self.tally.add(lexicon::hash(&folded));
        entry.lower |= !capital;
        entry.capital |= capital && !first && !heading;
        self.all += 1;
    }

    pub(super) fn write(self, least: u64, out: &mut Counts) {
        out.all_words = self.all;
        out.words = self.tally.sorted(least);
    }
}
