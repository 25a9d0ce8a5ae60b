//! Words at whose start or end a digit stands for a letter, and a capital I for an l inside: wil1, 0ctober, viIlage.

use super::token::{Token, fold};
use super::{SCANNO, Verdict, Words};
use crate::lang::Lang;
use crate::lexicon;

/// Bits of margin: hardly anything else is printed so.
const MARGIN: f32 = 8.0;
/// The one month that a digit may begin; lists have it in small letters, too.
const MONTH: &str = "october";
/// Cost of the rarest word that is read so.
const RARE: f32 = 17.0;
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
        let free =
            |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '‘' | '’' | '(' | ')' | '«' | '»' | '—'));
        let behind = text.get(end..)?.trim_start_matches([',', '.', ';', ':', '?', '!', '\'']).chars().next();
        let tail = text.get(end..)?.strip_prefix(['\'', '’']).is_some_and(|rest| rest.starts_with('s'));
        let brief = token.chars == 1;
        // 1er, 1st.
        if token.chars == 2 && matches!(first, Some((_, b'1'))) {
            return None;
        }
        if !free(text.get(..start)?.chars().next_back())
            || !free(behind) && !tail
            || token.capitals > usize::from(token.capital)
            || token.mixed
        {
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
        let rarest = if brief { BRIEF } else { RARE };
        let known = |letter: &&str| {
            let word = if first.is_some() { [letter, folded.as_str()].concat() } else { [folded.as_str(), letter].concat() };
            let entry = self.lexicon.find(lexicon::hash(&word)).filter(|e| e.cost < rarest && !is_measure(&word))?;
            Some((entry, word))
        };
        let (entry, word) = letters.iter().filter_map(known).min_by(|a, b| a.0.cost.total_cmp(&b.0.cost))?;
        let capital = token.capital || first.is_some() && (!entry.lower || word == MONTH || super::judge::begins_sentence(text, start));
        let to = if capital { capitalised(&word) } else { word };
        Some((start, end, Verdict { to, margin: MARGIN, rule: &SCANNO }))
    }

    /// A word with a capital I between small letters that is a word with l.
    pub(super) fn with_capital_i(&self, text: &str, token: Token) -> Option<Verdict> {
        let word = text.get(token.start..token.end)?;
        let inner = token.capitals - usize::from(token.capital);
        let at = word.find('I').filter(|&at| at > 0 && inner == 1 && token.chars > 3 && !token.mixed && !token.touched)?;
        if !word.get(..at)?.ends_with(char::is_lowercase) && at > 1 || !word.get(at + 1..)?.chars().all(char::is_lowercase) {
            return None;
        }
        let to = [word.get(..at)?, "l", word.get(at + 1..)?].concat();
        let entry = self.lexicon.get(&to.to_lowercase())?;
        (entry.cost < RARE).then_some(Verdict { to, margin: MARGIN, rule: &SCANNO })
    }
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
