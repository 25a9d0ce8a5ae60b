//! Words in which digits stand for letters, and a capital I for an l: wil1, 0ctober, gliss6, wi11, fo1lowing, viIlage.

use super::spelt::Spelt;
use super::token::{Token, fold};
use super::{SCANNO, Verdict, Words};
use crate::lang::Lang;
use crate::lexicon;
use crate::passes::latin_digit::MONTHS;

/// Bits of margin: hardly anything else is printed so.
const MARGIN: f32 = 8.0;
/// Cost of the rarest word that is read so; of a long one, which nothing else looks like, rather more.
const RARE: f32 = 17.0;
const RARE_LONG: f32 = 20.0;
/// Letters of a long word beside its digit.
const LONG: usize = 4;
/// Digits that a word has at most.
const MOST_DIGITS: usize = 2;
/// Letters and digits of the longest word that is read so; a text may be one run of them.
const LONGEST: usize = 48;
/// The same of a word of two letters, which may be a measure or an ordinal: 1s, 1e, 1m.
const BRIEF: f32 = 8.0;

impl Words<'_> {
    /// A word with a digit at its start or its end, and where it stands.
    pub(super) fn with_digit(&self, text: &str, token: Token) -> Option<(usize, usize, Verdict)> {
        let bytes = text.as_bytes();
        let digit = |at: usize| bytes.get(at).copied().filter(|b| matches!(b, b'0' | b'1'));
        let first = token.start.checked_sub(1).filter(|_| token.touched).and_then(|at| digit(at).map(|b| (at, b)));
        let last = digit(token.end).filter(|_| token.touched);
        // One digit, and nothing of a number, a code or a compound beside it.
        let (start, end) = match (first, last) {
            (Some((at, _)), None) => (at, token.end),
            (None, Some(_)) => (token.start, token.end + 1),
            _ => return None,
        };
        let brief = token.chars == 1;
        // 1er, 1st.
        if token.chars == 2 && matches!(first, Some((_, b'1'))) {
            return None;
        }
        if !stands_free(text, start, end) || token.capitals > usize::from(token.capital) || token.mixed {
            return None;
        }
        if brief && (last.is_some() || self.lang == Lang::Fr || !text.get(end..)?.starts_with(' ')) {
            return None;
        }
        let mut folded = String::new();
        fold(text.get(token.start..token.end)?, &mut folded);
        let letters: &[&str] = match (first, last) {
            (Some((_, b'0')), _) | (_, Some(b'0')) => &["o"],
            (Some(_), _) => &["l", "i"],
            _ => &["l"],
        };
        let rarest = match token.chars {
            1 => BRIEF,
            LONG.. => RARE_LONG,
            _ => RARE,
        };
        let known = |letter: &&str| {
            let word = if first.is_some() { [letter, folded.as_str()].concat() } else { [folded.as_str(), letter].concat() };
            let entry = self.lexicon.find(lexicon::hash(&word)).filter(|e| e.cost < rarest && !is_measure(&word))?;
            Some((entry, word))
        };
        let (entry, word) = letters.iter().filter_map(known).min_by(|a, b| a.0.cost.total_cmp(&b.0.cost))?;
        let capital = token.capital
            || first.is_some()
                && (!entry.lower || self.lang != Lang::Fr && MONTHS.contains(&word.as_str()) || super::judge::begins_sentence(text, start));
        let to = if capital { capitalised(&word) } else { word };
        Some((start, end, Verdict { to, margin: MARGIN, rule: &SCANNO }))
    }

    /// A word with a digit inside, two at its end or an accented letter's digit, and where it stands.
    pub(super) fn with_inner_digits(&self, text: &str, token: Token) -> Option<(usize, usize, Verdict)> {
        let head = text.get(..token.start)?;
        let start = token.start - usize::from(head.ends_with(['0', '1', '6']));
        let run = text.get(start..)?;
        let end = run.char_indices().take(LONGEST + 1).find(|(_, c)| !c.is_alphanumeric());
        let run = run.get(..end.map(|(at, _)| at).or((run.len() <= LONGEST).then_some(run.len()))?)?;
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        let letters = run.chars().count() - digits;
        let end = start + run.len();
        let single = run.trim_matches(|c: char| c.is_ascii_digit()).len() + 1 == run.len() && digits == 1 && !run.contains('6');
        if digits == 0 || digits > MOST_DIGITS || letters < 2 || letters < digits || single || !stands_free(text, start, end) {
            return None;
        }
        // 6ter, and a number that stands too close: port6.
        let edge = run.trim_matches('6');
        let pieces = edge.len() < run.len() && (edge == "ter" || self.lexicon.get(&edge.to_lowercase()).is_some());
        if pieces {
            return None;
        }
        let upper = run.chars().all(|c| !c.is_lowercase());
        if !upper && run.chars().skip(1).any(char::is_uppercase) || upper && letters < 3 {
            return None;
        }
        let mut words = vec![String::with_capacity(run.len() + MOST_DIGITS)];
        for c in run.chars() {
            let letters = self.letters_for(c)?;
            let longer = |word: &String| letters.iter().map(|l| format!("{word}{l}")).collect::<Vec<_>>();
            words = if letters.is_empty() {
                words.into_iter().map(|w| w + &c.to_lowercase().to_string()).collect()
            } else {
                words.iter().flat_map(longer).collect()
            };
        }
        let word = words.into_iter().filter_map(|word| Some((self.cost_on_page(&word)?, word))).min_by(|a, b| a.0.total_cmp(&b.0))?.1;
        let to = match () {
            () if upper => word.to_uppercase(),
            () if token.capital => capitalised(&word),
            () => word,
        };
        Some((start, end, Verdict { to, margin: MARGIN, rule: &SCANNO }))
    }

    /// What a digit inside a word is read for; nothing for a letter. No word has other digits.
    fn letters_for(&self, c: char) -> Option<&'static [&'static str]> {
        match c {
            '0' => Some(&["o"]),
            '1' => Some(&["l", "i"]),
            '5' => Some(&["s"]),
            '6' if self.lang == Lang::Fr => Some(&["é"]),
            c if c.is_ascii_digit() => None,
            _ => Some(&[]),
        }
    }

    /// What a word costs that the list has, that is made of one or that the page has elsewhere.
    fn cost_on_page(&self, word: &str) -> Option<f32> {
        let hash = lexicon::hash(word);
        let made = || self.odd.contains_key(&hash) || Spelt::new(word).is_some_and(|word| self.is_derived(&word));
        let listed = self.lexicon.find(hash).map(|e| e.cost).filter(|cost| *cost < RARE_LONG);
        listed.or_else(|| made().then_some(RARE_LONG))
    }

    /// A word with a capital I between small letters that is a word with l.
    pub(super) fn with_capital_i(&self, text: &str, token: Token) -> Option<Verdict> {
        let inner = token.capitals - usize::from(token.capital);
        let word = text.get(token.start..token.end).filter(|_| inner == 1 && token.chars > 3 && !token.mixed && !token.touched)?;
        let at = word.find('I').filter(|&at| at > 0)?;
        if !word.get(..at)?.ends_with(char::is_lowercase) && at > 1 || !word.get(at + 1..)?.chars().all(char::is_lowercase) {
            return None;
        }
        let to = [word.get(..at)?, "l", word.get(at + 1..)?].concat();
        let entry = self.lexicon.get(&to.to_lowercase())?;
        (entry.cost < RARE).then_some(Verdict { to, margin: MARGIN, rule: &SCANNO })
    }
}

/// Whether nothing of a number, a code or a compound stands beside a word.
fn stands_free(text: &str, start: usize, end: usize) -> bool {
    let free =
        |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '‘' | '’' | '(' | ')' | '«' | '»' | '—'));
    let (before, rest) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
    let behind = rest.trim_start_matches([',', '.', ';', ':', '?', '!', '\'']).chars().next();
    let tail = rest.strip_prefix(['\'', '’']).is_some_and(|rest| rest.starts_with('s'));
    free(before.chars().next_back()) && (free(behind) || tail)
}

/// What stands behind a number as its measure or its ending.
fn is_measure(word: &str) -> bool {
    matches!(
        word,
        "is" | "ld" | "lb" | "ls" | "im" | "le" | "la" | "lt" | "lst" | "ist" | "ler" | "lre" | "lere" | "od" | "os" | "oh" | "om"
    )
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
