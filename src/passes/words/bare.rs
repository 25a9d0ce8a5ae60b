//! Words that lost an accent or the dots of an umlaut: commercants, jahrliche, SchlieBung.

use super::mend;
use super::spelt::Spelt;
use super::token::{Token, fold};
use super::{SCANNO, Verdict, Words};
use crate::lang::Lang;
use crate::lexicon::{self, Entry};
use smallvec::SmallVec;

/// The letters that a bare one is read for, the likeliest first. Not î and û, which the reform of 1990 leaves out.
const ACCENTS_FR: &[(u8, &[&str])] = &[(b'e', &["é", "è", "ê"]), (b'a', &["â", "à"]), (b'o', &["ô"]), (b'c', &["ç"])];
const UMLAUTS_DE: &[(u8, &[&str])] = &[(b'a', &["ä"]), (b'o', &["ö"]), (b'u', &["ü"])];

/// Words of other languages: what stands beside one may be another.
const FOREIGN: &[&str] = &["the", "of", "and", "is", "for", "to", "van", "een", "het", "el", "los", "del", "di", "il"];
/// So many words on each side are looked at for them.
const NEAR: usize = 2;
/// Small words that stand before a German noun, and before no name.
#[rustfmt::skip]
const BEFORE_NOUN: &[&str] = &[
    "der", "die", "das", "dem", "den", "des", "ein", "eine", "einem", "einen", "einer", "eines", "im", "am", "zum", "zur", "beim", "vom", "ins",
    "kein", "keine", "keinen", "seine", "seiner", "ihre", "ihrer", "diese", "dieser", "diesem", "alle", "aller", "mehr",
];

/// Letters of the shortest such word.
const LEAST: usize = 4;
/// The same of a German one: uber, fur.
const LEAST_DE: usize = 3;
/// Cost of the rarest word that a bare one is read for, in bits.
const RARE: f32 = 18.0;
/// Bits by which that is more frequent than the bare one, where the list has it: lists of the web leave accents out, too.
const CLEARLY: f32 = 5.0;
/// Times that a page may have the bare word; what stands there more often is its own.
const OFTEN: u32 = 2;
/// Bits by which it is more frequent than any other: achète and acheté are both achete.
const RIVAL: f32 = 3.0;
/// Bits of margin.
const MARGIN: f32 = 6.0;
/// One in so many bytes of a page that prints accents is one of them; French prints one in thirty, German one in fifty.
const ACCENTED: usize = 150;
/// One in so many of a French page is an è; usually one in three hundred. Texts of 1750 to 1880 with one in 450 to 700 have riviere and
/// fidele.
const GRAVES: usize = 420;
/// The bytes of è; the first is that of all these letters.
const LEAD: u8 = 0xC3;
const GRAVE: u8 = 0xA8;

/// Whether a page prints accents as they stand now: French did not always have è where it has it now.
pub(super) fn prints_accents<'t>(lang: Lang, texts: impl Iterator<Item = &'t str>) -> bool {
    let (mut all, mut accents, mut graves) = (0, 0, 0);
    for bytes in texts.map(str::as_bytes) {
        all += bytes.len();
        for at in memchr::memchr_iter(LEAD, bytes) {
            accents += 1;
            graves += usize::from(bytes.get(at + 1) == Some(&GRAVE));
        }
    }
    accents * ACCENTED > all && (lang != Lang::Fr || graves * GRAVES > all)
}

impl Words<'_> {
    /// The word with its accent, where no list has it without, or hardly.
    pub(super) fn bare(&self, text: &str, token: Token) -> Option<Verdict> {
        let (accents, least) = match self.lang {
            Lang::Fr => (ACCENTS_FR, LEAST),
            Lang::De => (UMLAUTS_DE, LEAST_DE),
            _ => return None,
        };
        let plain = !token.mixed && !token.touched && token.inner() == 0 && token.chars >= least && self.accents;
        // French capitals carry no accent, and French names have their own.
        if !plain || token.is_upper() || token.capital && self.lang == Lang::Fr {
            return None;
        }
        let listed = self.lexicon.find(token.hash);
        if listed.is_some_and(|e| e.cost < RARE - CLEARLY || token.capital) || self.odd.get(&token.hash).is_some_and(|o| o.count > OFTEN) {
            return None;
        }
        let (head, tail) = (text.get(..token.start)?, text.get(token.end..)?);
        let letters = |c: char| !c.is_alphabetic();
        let is = |word: &str, list: &[&str]| list.contains(&word.to_lowercase().as_str());
        let mut left = head.trim_end().rsplit(letters).filter(|word| !word.is_empty());
        let mut right = tail.split(letters).filter(|word| !word.is_empty());
        // A capital inside a sentence is a name's, but behind what stands before a noun.
        if token.capital && !left.clone().next().is_some_and(|word| is(word, BEFORE_NOUN)) {
            return None;
        }
        if left.by_ref().take(NEAR).chain(right.by_ref().take(NEAR)).any(|word| is(word, FOREIGN)) {
            return None;
        }
        let most = listed.map_or(RARE, |e| (e.cost - CLEARLY).min(RARE));
        let mut folded = String::new();
        fold(text.get(token.start..token.end)?, &mut folded);
        let word = Spelt::new(&folded)?;
        if self.lang == Lang::De && self.is_form(&word, token.capital) {
            return None;
        }
        let fits = |e: &Entry| e.cost < most && (e.lower || token.capital);
        // Two are lost seldom: only where one alone makes no word.
        let two = || {
            let mut found = None;
            each_accent(&word, accents, &mut |start, accent| {
                let one = word.put(start, start + 1, accent);
                let both = || Spelt::new(&one).and_then(|word| self.accented(&word, accents, start + accent.len(), &fits));
                found = found.take().or_else(both);
            });
            found
        };
        let best = self.accented(&word, accents, 0, &fits).or_else(two);
        let to = mend::recase(&best?.1, token);
        Some(Verdict { to, margin: MARGIN, rule: &SCANNO })
    }

    /// The word that one accent from a place on makes of a bare one, and its cost; nothing where two are about as frequent.
    fn accented(
        &self,
        word: &Spelt<'_>,
        accents: &[(u8, &[&'static str])],
        from: usize,
        fits: &dyn Fn(&Entry) -> bool,
    ) -> Option<(f32, String)> {
        let mut found: SmallVec<[(f32, String); 2]> = SmallVec::new();
        each_accent(word, accents, &mut |start, accent| {
            let hash = word.with(start, start + 1, lexicon::hash(accent), accent.len());
            if let Some(entry) = self.lexicon.find(hash).filter(|e| start >= from && fits(e)) {
                found.push((entry.cost, word.put(start, start + 1, accent)));
            }
        });
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        let second = found.get(1).map_or(f32::INFINITY, |second| second.0);
        found.into_iter().next().filter(|best| best.0 + RIVAL < second)
    }

    /// A German ß that was read as the capital B inside a word.
    pub(super) fn sharp_s(&self, text: &str, token: Token) -> Option<Verdict> {
        if self.lang != Lang::De || token.inner() != 1 || token.mixed || token.touched {
            return None;
        }
        let word = text.get(token.start..token.end)?;
        let at = word.find('B').filter(|&at| at > 0)?;
        let lower = |part: &str| part.chars().all(char::is_lowercase);
        let mut head = word.get(..at)?.chars();
        head.next()?;
        if !lower(head.as_str()) || !lower(word.get(at + 1..)?) {
            return None;
        }
        let to = [word.get(..at)?, "ß", word.get(at + 1..)?].concat();
        let folded = to.to_lowercase();
        // LieBe: a b of another size.
        let cost = |word: &str| self.lexicon.get(word).map(|entry| entry.cost);
        let same = cost(&word.to_lowercase()).is_some_and(|own| cost(&folded).is_none_or(|sharp| own < sharp));
        let sharp = || Spelt::new(&folded).is_some_and(|word| self.is_word(&word));
        (!same && sharp()).then_some(Verdict { to, margin: MARGIN, rule: &SCANNO })
    }
}

/// Calls with each place of a word that may have lost an accent, and that.
fn each_accent(word: &Spelt<'_>, accents: &[(u8, &[&'static str])], each: &mut dyn FnMut(usize, &'static str)) {
    for (at, byte) in word.text.bytes().enumerate() {
        let marks = accents.iter().find(|(bare, _)| *bare == byte).map_or(&[][..], |(_, marks)| marks);
        marks.iter().for_each(|mark| each(at, mark));
    }
}
