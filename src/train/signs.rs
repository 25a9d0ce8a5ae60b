//! Characters of text without spaces: which stand where, and side by side.

use super::tally::Tally;
use crate::model::widen;
use crate::own::{Counts, Place};
use crate::text;
use std::collections::BTreeMap;

/// Bits of a code point.
const CODE: u32 = 21;

/// Counts of characters, and what stood before the next one.
#[derive(Debug)]
pub(super) struct Signs {
    totals: [u64; Place::ALL.len()],
    chars: BTreeMap<char, [u64; Place::ALL.len()]>,
    pairs: Tally,
    before: Option<char>,
    /// Where the next letter stands, where it is not anywhere.
    place: Option<Place>,
    /// The line has ended a sentence, or has no text.
    closed: bool,
    blank: bool,
}

impl Signs {
    pub(super) fn new(capacity: usize) -> Self {
        Self {
            totals: Default::default(),
            chars: BTreeMap::new(),
            pairs: Tally::new(capacity),
            before: None,
            place: Some(Place::Opening),
            closed: true,
            blank: true,
        }
    }

    pub(super) fn capacity(&mut self, entries: usize) {
        self.pairs.capacity(entries);
    }

    /// What comes next has nothing to do with what was.
    pub(super) fn end(&mut self) {
        self.before = None;
        self.place = Some(Place::Opening);
        (self.closed, self.blank) = (true, true);
    }

    pub(super) fn take(&mut self, c: char) {
        if matches!(c, '\n' | '\x0c') {
            // A line that breaks off was a title, or goes on.
            self.place = (self.blank || self.closed || c == '\x0c').then_some(Place::Opening);
            (self.before, self.blank) = (None, true);
            return;
        }
        if c.is_whitespace() {
            self.before = None;
            return;
        }
        if let Some(before) = self.before.filter(|&b| text::is_ea_letter(b) || text::is_ea_letter(c)) {
            self.pair(widen(before, c), widen(c, before));
        }
        (self.before, self.blank) = (Some(c), false);
        if text::is_ea_letter(c) {
            self.letter(c);
            return;
        }
        self.place = match c {
            _ if text::is_terminal(c) => Some(Place::Opening),
            '，' | '、' | '；' | '：' | ',' | ';' | ':' => Some(Place::Clause),
            '0'..='9' | '０'..='９' => Some(Place::Number),
            _ if text::is_opener(c) || text::is_closer(c) => self.place,
            _ => None,
        };
        self.closed = self.place == Some(Place::Opening);
    }

    fn letter(&mut self, c: char) {
        let place = self.place.take();
        self.closed = false;
        let row = self.chars.entry(c).or_default();
        for place in [Some(Place::Anywhere), place].into_iter().flatten() {
            row[place as usize] += 1;
            self.totals[place as usize] += 1;
        }
    }

    fn pair(&mut self, a: char, b: char) {
        self.chars.entry(a).or_default()[Place::First as usize] += 1;
        self.totals[Place::First as usize] += 1;
        if !text::is_ea_letter(b) {
            self.chars.entry(b).or_default()[Place::Anywhere as usize] += 1;
        }
        self.pairs.add(u64::from(a) << CODE | u64::from(b));
    }

    pub(super) fn write(self, least: u64, out: &mut Counts) {
        let char = |n: u64| u32::try_from(n & ((1 << CODE) - 1)).ok().and_then(char::from_u32);
        let pair = |key: u64| char(key >> CODE).zip(char(key));
        out.totals = self.totals;
        out.chars = self.chars.into_iter().collect();
        out.pairs = self.pairs.sorted(least).into_iter().filter_map(|(key, seen)| Some((pair(key)?, seen.count))).collect();
    }
}
