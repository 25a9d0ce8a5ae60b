//! English words in which a letter was read as a mark, a digit or a capital, or into which one came: abo*t, w3as, alwaTys.

use super::beside::{Neighbours, Seen};
use super::best::Best;
use super::channel::float;
use super::token::Token;
use super::{SCANNO, Verdict, Words};
use crate::lang::Lang;
use crate::lexicon;

/// Blots of a word at most, and letters of one that has two.
const MOST: usize = 2;
const LONG: usize = 6;
/// Letters of the shortest word, and bytes of the longest.
const LEAST: usize = 3;
const LONGEST: usize = 24;
/// Characters of a stretch that are looked at before a word, and twice as many from there: one that is longer is no word, and a text may
/// be one stretch.
const LOOK: usize = 64;
/// Letters behind a digit: 4th, 8vo.
const LEAST_BEHIND: usize = 5;
/// Bits of a blot that was no letter, and of one that was any; one that was its own small letter costs nothing. A mark says nothing of
/// the letter under it, which is one of 26.
const NONE: f32 = 3.0;
const ANY: f32 = 5.0;
/// Bits that a word with a blot costs as it stands, and each of its letters up to so many. Fitted as the weights of the word rules.
const STAY: f32 = 6.0;
const LETTER: f32 = 4.5;
const TELLING: usize = 7;
/// Pages with a base below this are noisy enough for names with capitals inside and for digits behind a word.
const NOISY: f32 = 9.0;
/// Cost of the rarest word that may stand on either side of a mark that is none of a word.
const KNOWN: f32 = 17.0;

/// A stretch between spaces: where it stands, and which of its characters are no letters of a word.
struct Blotted<'t> {
    start: usize,
    word: &'t str,
    blots: Vec<usize>,
    letters: usize,
}

/// What stands around a word.
fn is_around(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | '(' | ')' | '[' | ']' | ',' | '.' | ';' | ':' | '?' | '!')
}

/// Marks that join words, or stand for more than a letter.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '/' | '@' | '_' | '+' | '=' | '¬' | '⸗' | '<' | '>' | '°' | '½' | '¼' | '¾' | '£')
        || matches!(c, '\u{AD}' | '\u{2010}' | '\u{2011}')
}

impl<'t> Blotted<'t> {
    /// The stretch that a word begins.
    fn new(text: &'t str, token: Token) -> Option<Self> {
        let before = text.get(..token.start)?;
        let space = before.char_indices().rev().take(LOOK).find(|(_, c)| c.is_whitespace());
        let start = space.map(|(at, c)| at + c.len_utf8()).or((before.len() <= LOOK).then_some(0))?;
        let rest = text.get(start..)?;
        let space = rest.char_indices().take(2 * LOOK).find(|(_, c)| c.is_whitespace());
        let end = space.map(|(at, _)| at).or((rest.len() <= 2 * LOOK).then_some(rest.len()))?;
        let whole = rest.get(..end)?;
        let word = whole.trim_start_matches(is_around);
        let start = start + whole.len() - word.len();
        let word = word.trim_end_matches(is_around);
        // Another word of the stretch was looked at before.
        let begins = word.starts_with(char::is_alphanumeric);
        if before.get(start..)?.contains(char::is_alphabetic) || !begins || word.len() > LONGEST || word.contains(is_joint) {
            return None;
        }
        let blots = blots(word);
        let letters = word.chars().count() - blots.len();
        let few = (1..=MOST).contains(&blots.len()) && letters >= if blots.len() > 1 { LONG } else { LEAST - 1 };
        few.then_some(Self { start, word, blots, letters })
    }
}

/// Where characters stand in a word that are no letters, and capitals where it has others than its first.
fn blots(word: &str) -> Vec<usize> {
    let upper = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let inner = !upper && word.chars().skip(1).any(char::is_uppercase);
    let second = word.chars().nth(1).is_some_and(char::is_uppercase);
    let blot = |(at, c): (usize, char)| (!c.is_alphabetic() || inner && c.is_uppercase() && (at > 0 || second)).then_some(at);
    word.char_indices().filter_map(blot).collect()
}

impl Words<'_> {
    /// A word with blots in it: where it stands, and how it reads.
    pub(super) fn blotted(&self, text: &str, token: Token, left: Option<u64>) -> Option<(usize, usize, Verdict)> {
        if self.lang != Lang::En || !token.touched && token.inner() == 0 {
            return None;
        }
        // Most that is touched is one of two words with a hyphen, or has an ending behind an apostrophe.
        let mut behind = text.get(token.end..)?.chars();
        let (mark, second) = (behind.next(), behind.nth(1));
        let ending = matches!(mark, Some('\'' | '’')) && !second.is_some_and(char::is_alphabetic);
        if matches!(mark, Some('-' | '–' | '—')) || ending {
            return None;
        }
        let blotted = Blotted::new(text, token).filter(|blotted| self.may_be_blotted(blotted))?;
        let left = left.filter(|_| text.get(..blotted.start).is_some_and(|before| before.ends_with(' ')));
        let beside = Neighbours { left: left.map(|hash| self.seen(hash)), right: None };
        let mut best = Best::none();
        for (cost, to) in readings(&blotted) {
            let hash = lexicon::hash(&to.to_lowercase());
            let Some(entry) = self.lexicon.find(hash).filter(|e| e.lower || to.starts_with(char::is_uppercase)) else { continue };
            let seen = Seen { hash, cost: entry.cost };
            best.offer(cost + entry.cost - self.gain(beside, seen, seen), hash, || to);
        }
        best.to().filter(|to| to.chars().count() >= LEAST)?;
        let letters = float(u32::try_from(blotted.letters.min(TELLING)).unwrap_or(0));
        let verdict = best.against(STAY + letters * LETTER, |to| to, &SCANNO)?;
        Some((blotted.start, blotted.start + blotted.word.len(), verdict))
    }

    /// Whether a stretch is no abbreviation, contraction, amount, name or address.
    fn may_be_blotted(&self, blotted: &Blotted<'_>) -> bool {
        let word = blotted.word;
        if self.lexicon.get(&word.to_lowercase().replace('’', "'")).is_some() {
            return false;
        }
        let noisy = self.channel.base <= NOISY;
        let digit = |c: char| c.is_numeric();
        // Numbers with what they count, and codes.
        if word.chars().filter(|c| digit(*c)).count() > 1
            || word.starts_with(digit) && blotted.letters < LEAST_BEHIND
            || word.ends_with(digit) && !noisy
        {
            return false;
        }
        // McDonald, DeWitt, iPhone.
        let name = word.starts_with(char::is_uppercase) || word.chars().nth(1).is_some_and(char::is_uppercase);
        if name && !noisy && word.chars().all(char::is_alphabetic) {
            return false;
        }
        let parts: Vec<&str> = word.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty()).collect();
        let brief = |part: Option<&&str>, least: usize| part.is_some_and(|part| part.chars().count() < least);
        let cut = word.contains(['\'', '’']) && (brief(parts.first(), 2) || brief(parts.last(), 3));
        let known = |part: &&str| !brief(Some(part), 2) && self.lexicon.get(&part.to_lowercase()).is_some_and(|e| e.cost < KNOWN);
        let several = parts.len() > 1 && parts.iter().all(known);
        let shortened = word.contains('.') && parts.iter().any(|part| brief(Some(part), 2));
        !cut && !several && !shortened
    }
}

/// What a word may have been, with the bits that its blots cost.
fn readings(blotted: &Blotted<'_>) -> Vec<(f32, String)> {
    let mut readings = vec![(0.0, String::new())];
    for (at, c) in blotted.word.char_indices() {
        if !blotted.blots.contains(&at) {
            readings.iter_mut().for_each(|(_, read)| read.push(c));
            continue;
        }
        let own = c.to_ascii_lowercase();
        let mut next = Vec::new();
        for (cost, read) in readings {
            if at == 0 && c.is_uppercase() {
                next.push((cost, format!("{read}{c}")));
            } else {
                next.extend(('a'..='z').map(|l| (cost + if l == own { 0.0 } else { ANY }, format!("{read}{l}"))));
            }
            next.push((cost + NONE, read));
        }
        readings = next;
    }
    readings
}
