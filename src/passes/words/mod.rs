//! Words that the scan broke: misread letters, split and merged words, letter-spaced ones.
//!
//! A noisy channel: a word stays unless another word is likelier to have been printed, given how often words are seen, how
//! alike their letters look, and how noisy this page is. Words that may be names or old spellings are hard to beat.

mod confusions;
mod edits;
mod known;
mod spacing;

use crate::hyphen::Hyphens;
use crate::lang::Lang;
use crate::lexicon::{self, Lexicon};
use crate::packed;
use crate::passes::glyphs::Fix;
use crate::passes::layout::HYPHEN_BREAK;
use crate::put::Put;
use crate::rule::Rule;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Misread letters.
pub(crate) static SCANNO: Rule = Rule {
    number: 15,
    id: "word/scanno",
    summary: "A word is misread by letters that look alike.",
    why: "Engines take rn for m, b for h and, in Fraktur, f for long s. A word that no list has, or a rare one on a noisy page, \
          gives way to a far likelier word whose letters look like it. Names, compounds and old spellings stay.",
    examples: &[
        ("It was tbe first of the rnany letters.", "It was the first of the many letters."),
        ("It was shewn to-day to Mr. Morrice.", "It was shewn to-day to Mr. Morrice."),
    ],
};

/// A space inside a word.
pub(crate) static SPLIT: Rule = Rule {
    number: 16,
    id: "word/split",
    summary: "A space stands inside a word.",
    why: "Worn type and loose setting look like a gap. Two pieces become one word where the word is known and a piece is not; \
          single letters in a row are letter-spaced emphasis.",
    examples: &[
        ("The gover nment said that the bridge was closed.", "The government said that the bridge was closed."),
        ("he may be in to-morrow", "he may be in to-morrow"),
    ],
};

/// A space that is lost.
pub(crate) static MERGED: Rule = Rule {
    number: 17,
    id: "word/merged",
    summary: "Two words stand without the space between them.",
    why: "Tight setting closes the gap. An unknown word that is two frequent ones is taken apart.",
    examples: &[("He invited herto come.", "He invited her to come."), ("the lighthouse", "the lighthouse")],
};

/// The lexicon of a language that has one.
pub(crate) fn lexicon(lang: Lang) -> Option<&'static Lexicon> {
    match lang {
        Lang::En => Some(lexicon::en()),
        Lang::De => Some(lexicon::de()),
        Lang::Fr => Some(lexicon::fr()),
        _ => None,
    }
}

/// A hash that is one already.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = packed::fnv(bytes.iter().copied());
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

type Map<T> = HashMap<u64, T, BuildHasherDefault<Ready>>;

/// What is known of a page before its words are judged.
#[derive(Debug)]
pub(crate) struct Words {
    lang: Lang,
    lexicon: &'static Lexicon,
    /// Bits that one misread letter costs here: few on a noisy page.
    base: f32,
    /// How often each unknown word stands on the page, by its hash.
    odd: Map<u32>,
    verdicts: Map<Option<Verdict>>,
    /// Bits that each confusion gains because this page shows it; empty where it shows none.
    learned: Vec<f32>,
}

/// The better reading of a word, and how many bits better it is.
#[derive(Clone, Debug)]
struct Verdict {
    to: String,
    margin: f32,
    rule: &'static Rule,
}

/// A run of letters, and what stands in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Letters and other characters that it has.
    chars: usize,
    capitals: usize,
    /// It begins with a capital.
    capital: bool,
    /// A digit or a mark stands inside it.
    mixed: bool,
    /// Digits or an apostrophe touch it.
    touched: bool,
}

/// Marks and digits that stand for letters inside words.
fn is_odd(c: char) -> bool {
    matches!(c, '0' | '1' | '5' | '6' | '8' | '|' | '!' | '$' | '«' | '»')
}

/// Marks that make a word part of a longer one: an elision, an address, a word cut by a hyphen.
fn is_link(c: char) -> bool {
    matches!(c, '\'' | '’' | '@' | '_' | '/' | '-' | '\u{AD}' | '\u{2010}' | '\u{2011}' | '¬' | '⸗' | '=' | '&')
        // Dirt beside a word has eaten of it.
        || matches!(c, '\\' | '^' | '[' | ']' | '{' | '}' | '*' | '~' | '|' | '<' | '>' | '#' | '¡' | '¿' | '•' | '■' | '$' | '£')
}

/// The next run of letters from a place on.
fn token(text: &str, from: usize) -> Option<Token> {
    let start = from + text.get(from..)?.find(char::is_alphabetic)?;
    let mut token = Token { start, end: start, chars: 0, capitals: 0, capital: false, mixed: false, touched: false };
    let mut rest = text.get(start..)?.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_alphabetic() {
            token.capitals += usize::from(c.is_uppercase());
            token.capital |= token.chars == 0 && c.is_uppercase();
        } else if is_odd(c) && rest.peek().is_some_and(|n| n.is_alphabetic()) {
            token.mixed = true;
        } else {
            token.touched = c.is_numeric() || is_link(c) || c == '.' && rest.peek().is_some_and(|n| n.is_alphabetic());
            break;
        }
        token.end += c.len_utf8();
        token.chars += 1;
    }
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    token.touched |= before.is_some_and(|c| c.is_numeric() || is_link(c) || c == '.');
    Some(token)
}

/// Words of at least this many letters say how noisy a page is.
const TELLING: usize = 3;

impl Words {
    /// Looks over the texts of a page; nothing for a language without a list.
    pub(crate) fn new<'t>(lang: Lang, texts: impl Iterator<Item = &'t str>) -> Option<Self> {
        let mut words =
            Self { lang, lexicon: lexicon(lang)?, base: 0.0, odd: Map::default(), verdicts: Map::default(), learned: Vec::new() };
        let (mut seen, mut unknown) = (0_u16, 0_u16);
        let (mut folded, mut lessons) = (String::new(), Vec::new());
        for text in texts {
            let mut at = 0;
            while let Some(token) = token(text, at) {
                at = token.end;
                if token.chars < TELLING || token.touched {
                    continue;
                }
                fold(text.get(token.start..token.end).unwrap_or(""), &mut folded);
                let hash = packed::fnv(folded.bytes());
                // Names say nothing of noise.
                let tells = !token.capital && seen < u16::MAX;
                seen += u16::from(tells);
                if words.lexicon.find(hash).is_none() {
                    if tells && !token.mixed && !words.is_derived(&folded) {
                        unknown += 1;
                        lessons.push(folded.clone());
                    }
                    *words.odd.entry(hash).or_default() += 1;
                }
            }
        }
        let share = (f32::from(unknown) + PRIOR.0) / (f32::from(seen) + PRIOR.1);
        let own = if lang == Lang::Fr { FRENCH } else { 0.0 };
        words.base = (EDIT - share.log2() + own).clamp(LEAST, MOST);
        words.learn(&lessons);
        Some(words)
    }

    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// Repairs of a text, in order, none overlapping another.
    pub(crate) fn scan(&mut self, text: &str, hyphens: &Hyphens<'_>, out: &mut Vec<Fix>) {
        let mut at = 0;
        let mut folded = String::new();
        let mut junk = 0.0_f32;
        while let Some(token) = token(text, at) {
            at = token.end;
            if let Some((start, end)) = self.divided(text, token, hyphens) {
                out.push(Fix { start, end, to: "".into(), rule: &HYPHEN_BREAK, confidence: 0.93 });
                continue;
            }
            if let Some((end, verdict)) = self.spaced(text, token) {
                at = end;
                out.extend(fix(text, token.start, end, &verdict));
                continue;
            }
            if let Some(verdict) = self.capital_i(text, token) {
                out.extend(fix(text, token.start, token.end, &verdict));
                continue;
            }
            if token.chars < 2 || token.touched || token.capitals == token.chars && !token.mixed {
                continue;
            }
            // What breaks off has lost letters that no neighbour gives back.
            if token.end == text.len() {
                break;
            }
            let word = text.get(token.start..token.end).unwrap_or("");
            fold(word, &mut folded);
            let hash = packed::fnv(folded.bytes());
            if !token.mixed && token.capitals <= usize::from(token.capital) && self.is_common(hash) {
                junk *= FORGET;
                continue;
            }
            let cased = packed::fnv(word.bytes());
            if !self.verdicts.contains_key(&cased) {
                let verdict = self.judge(&folded, hash, token);
                self.verdicts.insert(cased, verdict);
            }
            junk *= FORGET;
            match self.verdicts.get(&cased) {
                Some(Some(verdict)) => {
                    let verdict = Verdict { margin: verdict.margin - junk, ..verdict.clone() };
                    out.extend(fix(text, token.start, token.end, &verdict).filter(|_| verdict.margin > 0.0));
                }
                _ if !token.capital && self.lexicon.find(hash).is_none() => junk += JUNK,
                _ => {}
            }
        }
    }

    /// `In`, `Is` and `It` inside an English sentence: small letters on both sides, and a dot that was taken for a serif.
    fn capital_i(&self, text: &str, token: Token) -> Option<Verdict> {
        let word = text.get(token.start..token.end)?;
        let tail =
            word.strip_prefix('I').filter(|t| self.lang == Lang::En && !t.is_empty() && t.bytes().all(|b| b.is_ascii_lowercase()))?;
        let before = text.get(..token.start)?.strip_suffix(' ')?.chars().next_back()?;
        let behind = text.get(token.end..)?.strip_prefix(' ')?.chars().next()?;
        let folded = format!("i{tail}");
        let small = before.is_lowercase() && behind.is_lowercase() && !token.touched;
        let common = small && self.lexicon.get(&folded).is_some_and(|e| e.lower && e.cost < FREQUENT_I);
        let margin = CAPITAL_I - self.base;
        (common && margin > 0.0).then_some(Verdict { to: folded, margin, rule: &SCANNO })
    }

    /// Whether no other word can be likelier.
    fn is_common(&self, hash: u64) -> bool {
        self.lexicon.find(hash).is_some_and(|e| e.cost < self.base + MOST_FREQUENT)
    }

    /// Bits that a word costs as it stands.
    fn stay(&self, folded: &str, hash: u64, token: Token) -> f32 {
        let inner = token.capitals > usize::from(token.capital);
        if let Some(entry) = self.lexicon.find(hash) {
            return entry.cost + if inner { INNER_CAPITAL } else { 0.0 };
        }
        if token.mixed {
            return MIXED + self.lexicon.spelling(folded);
        }
        let (lower, capital) = match self.lang {
            Lang::De => (7.0, 4.0),
            Lang::Fr => (8.0, 4.0),
            _ => (9.0, 4.0),
        };
        let again = self.odd.get(&hash).copied().unwrap_or(0).saturating_sub(1).min(3);
        let name = if token.capital { f32::from(u8::try_from(again).unwrap_or(0)) * AGAIN } else { 0.0 };
        let prior = if token.capital { capital } else { lower };
        (prior + self.lexicon.spelling(folded) * SPELLING - name + if inner { 3.0 } else { 0.0 }).max(1.0)
    }

    fn judge(&self, folded: &str, hash: u64, token: Token) -> Option<Verdict> {
        let listed = self.lexicon.find(hash).is_some();
        // Fraktur's S and s, and a few others, differ by size alone; German has no capitals inside words.
        if self.lang == Lang::De && token.capitals == usize::from(token.capital) + 1 && !token.mixed && self.is_word(folded) {
            return (token.chars > 2 || !token.capital).then(|| Verdict { to: recase(folded, token), margin: CASE, rule: &SCANNO });
        }
        if !listed && !token.mixed && self.is_derived(folded) || token.chars > 40 {
            return None;
        }
        let stay = self.stay(folded, hash, token);
        let mut best: Option<(f32, String, &'static Rule)> = None;
        let mut second = f32::INFINITY;
        let mut offer = |cost: f32, to: &str, rule: &'static Rule| {
            if best.as_ref().is_none_or(|b| cost < b.0) {
                second = best.take().filter(|b| b.1 != to).map_or(second, |b| b.0);
                best = Some((cost, to.to_owned(), rule));
            } else if cost < second && best.as_ref().is_some_and(|b| b.1 != to) {
                second = cost;
            }
        };
        self.candidates(folded, (!listed).then_some(stay), token, &mut |cost, to| offer(cost, to, &SCANNO));
        // Lists made of text from the web have merged words too, as rare ones.
        if !token.mixed && self.lexicon.find(hash).is_none_or(|e| e.cost > RARE) {
            self.halves(folded, token, &mut |cost, to| offer(cost, to, &MERGED));
        }
        let (cost, to, rule) = best?;
        let brief = match token.chars {
            0..=3 => BRIEF,
            4 => BRIEF / 2.0,
            _ => 0.0,
        };
        // The most frequent words are brief themselves, and most misread.
        let rare = self.lexicon.get(&to).map_or(1.0, |e| ((e.cost - MOST_FREQUENT) / BRIEF).clamp(0.0, 1.0));
        let margin = stay.min(second + 2.0) - cost - brief * rare;
        let inner = token.capitals.saturating_sub(usize::from(token.capital));
        let wild = inner > usize::from(self.lang == Lang::De) || token.mixed && token.chars < 4;
        (margin > 0.0 && !wild && !self.is_variant(folded, &to) && !is_ending(folded, &to)).then(|| {
            let to = recase(&to, token);
            Verdict { to, margin, rule }
        })
    }
}

/// Share of unknown words that a page has by itself, as sightings.
const PRIOR: (f32, f32) = (0.6, 40.0);
/// Bits of one misread letter above those of a misread word, and their limits.
const EDIT: f32 = 3.0;
const LEAST: f32 = 5.0;
/// French forms differ by less, and its print holds more Latin.
const FRENCH: f32 = 2.5;
const MOST: f32 = 14.0;
/// Cost of the most frequent word, less a bit.
const MOST_FREQUENT: f32 = 4.0;
const INNER_CAPITAL: f32 = 12.0;
/// Cost of the rarest word that counts there.
const FREQUENT_I: f32 = 13.0;
const MIXED: f32 = 14.0;
/// Cost from which on the list's word may be its junk.
const RARE: f32 = 17.5;
/// Margin of a capital inside a German word.
const CASE: f32 = 6.0;
/// Bits that a small l or i read as a capital I is less likely than a capital that is meant, in mid-sentence.
const CAPITAL_I: f32 = 13.5;
/// An odd word that stands here again is a name.
const AGAIN: f32 = 4.0;
/// Unknown words follow the letters of known ones less closely than these do.
const SPELLING: f32 = 0.9;
/// Bits that an unreadable word takes from those behind it, and what each word leaves of that.
const JUNK: f32 = 2.0;
const FORGET: f32 = 0.6;
/// Brief words have many neighbours.
const BRIEF: f32 = 4.0;

/// Whether two words differ by an ending: then the list lacks a form of the word.
fn is_ending(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// Small letters, with long s as s.
fn fold(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
        return;
    }
    out.extend(word.chars().flat_map(char::to_lowercase));
}

/// The new word with the first capital of the old one.
fn recase(to: &str, token: Token) -> String {
    if token.capital {
        let mut chars = to.chars();
        let first = chars.next().into_iter().flat_map(char::to_uppercase);
        return first.chain(chars).collect();
    }
    to.to_owned()
}

/// A repair of the characters that differ.
fn fix(text: &str, start: usize, end: usize, verdict: &Verdict) -> Option<Fix> {
    let old = text.get(start..end)?;
    let new = verdict.to.as_str();
    if old == new {
        return None;
    }
    let mut head: usize = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (o, n) = (old.get(head..)?, new.get(head..)?);
    let mut tail = o.chars().rev().zip(n.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>();
    if head + tail >= old.len() {
        // What is put in stands in place of a character, so that it has a place in the page.
        match old.get(..head)?.chars().next_back() {
            Some(c) => head -= c.len_utf8(),
            None => tail -= old.chars().next()?.len_utf8(),
        }
    }
    let to = Put::short(new.get(head..new.len() - tail)?)?;
    Some(Fix { start: start + head, end: end - tail, to, rule: verdict.rule, confidence: confidence(verdict.margin) })
}

/// Bits of margin to a confidence: five bits apply by default.
fn confidence(margin: f32) -> f32 {
    (1.0 - 0.5 * (-margin / 2.8).exp2()).clamp(0.0, 0.99)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(lang: Lang, text: &str) -> String {
        let hyphens = Hyphens::new(text, lang);
        let mut fixes = Vec::new();
        if let Some(mut words) = Words::new(lang, std::iter::once(text)) {
            words.scan(text, &hyphens, &mut fixes);
        }
        let mut out = text.to_owned();
        for fix in fixes.iter().rev().filter(|f| f.confidence >= crate::DEFAULT_CONFIDENCE) {
            out.replace_range(fix.start..fix.end, &fix.to);
        }
        out
    }

    #[test]
    fn repairs_words() {
        let cases = [
            (Lang::En, "It was tbe first of the rnany letters.", "It was the first of the many letters."),
            (Lang::En, "It was shewn to-day to Mr. Morrice.", "It was shewn to-day to Mr. Morrice."),
            (Lang::En, "He invited herto come.", "He invited her to come."),
            (Lang::En, "the gover nment said", "the government said"),
            (Lang::En, "great sym- pathy towards her", "great sympathy towards her"),
            (Lang::En, "a well- known man", "a well- known man"),
            (Lang::En, "the connexion of Wingecarribee and Oyston", "the connexion of Wingecarribee and Oyston"),
            (Lang::De, "Der Verein bat daS Haus welcbes hier steht.", "Der Verein bat das Haus welches hier steht."),
            (Lang::De, "Die S p e r r u n g der Straße.", "Die Sperrung der Straße."),
            (Lang::De, "Die Thür und das Theater, daß sie seyn.", "Die Thür und das Theater, daß sie seyn."),
            (Lang::De, "Der Dampfschifffahrtsverein tagte.", "Der Dampfschifffahrtsverein tagte."),
            (Lang::Fr, "Il avoit dit que le goût étoit bon.", "Il avoit dit que le goût étoit bon."),
        ];
        for (lang, text, want) in cases {
            assert_eq!(repaired(lang, text), want);
            assert_eq!(repaired(lang, want), want, "a second time");
        }
    }
}
