//! Words that look like a given one: by letters that look alike, and by one letter more, less or other.

use super::Words;
use super::alike::{HASHES, LETTERS, SIZE};
use super::channel::Edit;
use super::spelt::Spelt;
use super::token::Token;
use crate::lang::Lang;
use crate::lexicon::{self, Absence, Entry};
use smallvec::SmallVec;

/// One change of a word: these bytes give way to that.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) to: &'static str,
    pub(super) edit: Edit,
}

/// A known word one change away from another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    pub(super) change: Change,
    pub(super) hash: u64,
    pub(super) entry: Entry,
}

impl Change {
    /// One letter was read as two or three.
    pub(super) fn is_broken(&self) -> bool {
        usize::from(self.edit) >= SIZE * SIZE && self.to.chars().count() == 1
    }
}

/// Numbers of the letters that a language's words have, beside a to z.
pub(super) fn accents(lang: Lang) -> std::ops::Range<usize> {
    match lang {
        Lang::De => 27..31,
        Lang::Fr => 31..45,
        _ => 0..0,
    }
}

/// Cost of the most frequent words of so many letters, in bits: `the`, `that`, `which`, `people`.
pub(super) fn least_word(letters: usize) -> f32 {
    match letters {
        0..=3 => 4.0,
        4 => 6.0,
        5 => 7.0,
        _ => 8.0,
    }
}

/// Bits against a word that the list has with a capital alone, where none is read.
const NAME: f32 = 5.0;

/// The letters of a language's words, a bit each.
fn alphabet(lang: Lang) -> u64 {
    (1..27).chain(accents(lang)).fold(0, |all, n| all | 1 << n)
}

/// The numbers of the bits of a set of letters.
pub(super) fn each_letter(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let n = usize::try_from(set.trailing_zeros()).ok().filter(|_| set != 0)?;
        set &= set - 1;
        Some(n)
    })
}

/// The number of the first letter of two bytes; the apostrophe, which stands behind them, is read for none.
const FIRST_LONG: usize = 27;

/// The hash of a word with a letter for what stands at a place, at the cost of one multiplication.
struct Gap {
    /// The hash with a letter of one byte, and of two, but for the letter.
    rest: [u64; 2],
    scale: u64,
}

impl Gap {
    #[inline]
    fn new(word: &Spelt<'_>, start: usize, end: usize) -> Self {
        let with = |len| word.with(start, end, 0, len);
        Self { rest: [with(1), with(2)], scale: lexicon::power(word.len() - end) }
    }

    #[inline]
    fn with(&self, letter: usize) -> u64 {
        let [one, two] = self.rest;
        let rest = if letter < FIRST_LONG { one } else { two };
        HASHES.get(letter).copied().unwrap_or(0).wrapping_mul(self.scale).wrapping_add(rest)
    }
}

/// A place of a word, with the letters around it by their number: two before, its own, two behind.
struct Place {
    at: usize,
    end: usize,
    first: usize,
    before: usize,
    own: usize,
    behind: usize,
    last: usize,
}

/// What a change may cost, as bits and as the channel's level, and the letters that are cheap enough.
struct Bounds {
    limit: f32,
    level: usize,
    others: u64,
    lost: u64,
    /// What surely makes no word, as most changes do.
    absence: &'static Absence,
}

impl Bounds {
    #[inline]
    fn may_be(&self, hash: u64) -> bool {
        !self.absence.is_sure(hash)
    }
}

impl Words<'_> {
    /// Known words one change away from a word, as [`Words::single`] finds them; of a word that the page learned from they are at hand.
    pub(super) fn near(&self, word: &Spelt<'_>, limit: f32, each: &mut dyn FnMut(Change, f32, u64, Entry)) {
        let Some(near) = self.near.get(&word.head(word.len())) else { return self.single(word, limit, each) };
        let limit = limit - least_word(word.len());
        for &Near { change, hash, entry } in near {
            let cost = self.channel.cost(change.edit);
            if cost <= limit {
                each(change, cost, hash, entry);
            }
        }
    }

    /// Known words one change away from a word; each is offered with the cost of its change, up to one that leaves the rest of
    /// `limit` to the likeliest words.
    pub(super) fn single(&self, word: &Spelt<'_>, limit: f32, each: &mut dyn FnMut(Change, f32, u64, Entry)) {
        let Some(bounds) = self.bounds(limit - least_word(word.len())) else { return };
        let letters: SmallVec<[(usize, usize); 32]> = word.text.char_indices().map(|(at, c)| (at, lexicon::letter(c))).collect();
        let letter = |n: usize| letters.get(n).map_or(0, |l| l.1);
        let (mut first, mut before) = (0, 0);
        for (n, &(at, own)) in letters.iter().enumerate() {
            let end = letters.get(n + 1).map_or(word.len(), |l| l.0);
            let place = Place { at, end, first, before, own, behind: letter(n + 1), last: letter(n + 2) };
            self.groups(word, &place, &bounds, each);
            self.others(word, &place, &bounds, each);
            self.lost(word, &place, &bounds, each);
            (first, before) = (before, own);
        }
    }

    /// What changes may cost; nothing where none is cheap enough.
    fn bounds(&self, limit: f32) -> Option<Bounds> {
        let [least, least_other, least_lost] = self.channel.least();
        if limit < least {
            return None;
        }
        let level = self.channel.level(limit);
        let own = alphabet(self.lang);
        let others = if least_other <= limit { own } else { u64::MAX };
        let lost = if least_lost <= limit { own & self.channel.within(0, level) } else { 0 };
        Some(Bounds { limit, level, others, lost, absence: self.lexicon.absence() })
    }

    /// Letters, or several, that look like others.
    #[inline]
    fn groups(&self, word: &Spelt<'_>, place: &Place, bounds: &Bounds, each: &mut dyn FnMut(Change, f32, u64, Entry)) {
        let start = place.at;
        self.channel.rows(word.text.get(start..).unwrap_or(""), bounds.limit, |edit, cost, row| {
            if let [one, two, ..] = row.letters[..] {
                if self.fits.between(place.before, usize::from(two)) >> one & 1 == 0 {
                    return;
                }
            }
            let end = start + row.from.len();
            let hash = word.with(start, end, row.hash, row.to.len());
            if let Some(entry) = Some(hash).filter(|&hash| bounds.may_be(hash)).and_then(|hash| self.lexicon.find(hash)) {
                each(Change { start, end, to: row.to, edit }, cost, hash, entry);
            }
        });
    }

    /// A letter that was another one, or none.
    #[inline]
    fn others(&self, word: &Spelt<'_>, place: &Place, bounds: &Bounds, each: &mut dyn FnMut(Change, f32, u64, Entry)) {
        let &Place { at, end, before, own, behind, .. } = place;
        if own >= SIZE {
            return;
        }
        let cheap = self.channel.within(own, bounds.level);
        if cheap & 1 != 0 {
            self.one((at, end), (own, 0), word.with(at, end, 0, 0), bounds, each);
        }
        // Most letters fit nowhere between those beside them.
        let fitting = self.fits.between(before, behind) & self.beside_fit(place, behind, place.last);
        let fitting = bounds.others & fitting & cheap & !(1 << own);
        self.each_fitting(word, (at, end), (own, fitting), bounds, each);
    }

    /// A letter that was lost before this one.
    #[inline]
    fn lost(&self, word: &Spelt<'_>, place: &Place, bounds: &Bounds, each: &mut dyn FnMut(Change, f32, u64, Entry)) {
        let &Place { at, before, own, behind, .. } = place;
        let fitting = bounds.lost & self.fits.between(before, own) & self.beside_fit(place, own, behind);
        self.each_fitting(word, (at, at), (0, fitting), bounds, each);
    }

    /// Offers the words with one of these letters for what stands at a place: once in thirty times there is one.
    #[inline]
    fn each_fitting(
        &self,
        word: &Spelt<'_>,
        (start, end): (usize, usize),
        (own, fitting): (usize, u64),
        bounds: &Bounds,
        each: &mut dyn FnMut(Change, f32, u64, Entry),
    ) {
        if fitting == 0 {
            return;
        }
        let gap = Gap::new(word, start, end);
        for b in each_letter(fitting) {
            let hash = gap.with(b);
            if bounds.may_be(hash) {
                self.one((start, end), (own, b), hash, bounds, each);
            }
        }
    }

    /// Offers the change of one letter into another where a word comes of it.
    #[inline(never)]
    fn one(
        &self,
        (start, end): (usize, usize),
        (a, b): (usize, usize),
        hash: u64,
        bounds: &Bounds,
        each: &mut dyn FnMut(Change, f32, u64, Entry),
    ) {
        let Some(entry) = self.lexicon.find(hash) else { return };
        let (edit, cost) = self.channel.single(a, b);
        if cost <= bounds.limit {
            each(Change { start, end, to: LETTERS.get(b).copied().unwrap_or(""), edit }, cost, hash, entry);
        }
    }

    /// The letters that stand behind the two before a place of a word, and before the two behind it.
    #[inline]
    fn beside_fit(&self, place: &Place, behind: usize, last: usize) -> u64 {
        // Before the edge of a word stands nothing.
        let left = if place.at > 0 { self.fits.behind(place.first, place.before) } else { u64::MAX };
        let right = if behind > 0 { self.fits.before(behind, last) } else { u64::MAX };
        left & right
    }

    /// Bits that speak against a candidate, whatever was misread.
    pub(super) fn against(&self, change: Change, entry: Entry, word: &Spelt<'_>, token: Token, listed: bool) -> f32 {
        // A German ending changes with the sentence, which nobody sees here.
        let one = change.end - change.start == 1 && change.to.len() == 1;
        let end = if self.lang == Lang::De && one && change.end == word.len() { self.w.ending } else { 0.0 };
        // Two words that the umlaut alone tells apart, both of which the list has.
        let own = word.text.get(change.start..change.end).unwrap_or("");
        let dots = self.lang == Lang::De
            && listed
            && matches!((own, change.to), ("a", "ä") | ("ä", "a") | ("o", "ö") | ("ö", "o") | ("u", "ü") | ("ü", "u"));
        // Only names stand with a capital alone, and German nouns.
        let name = !token.capital && entry.capital && !entry.lower;
        end + if dots { self.w.umlaut } else { 0.0 } + if name { NAME } else { 0.0 }
    }
}
