//! The way through a text, word by word.

use super::mend::{fix, join};
use super::token::{Token, token};
use super::{SCANNO, SPLIT, Verdict, Words};
use crate::hyphen::Hyphens;
use crate::lang::Lang;
use crate::lexicon;
use crate::passes::glyphs::Fix;

/// What an unreadable word takes from those behind it goes by this much with each.
const FORGET: f32 = 0.6;
/// Confidence of a word that a hyphen and a space divide.
const DIVIDED: f32 = 0.93;
/// Cost of the rarest word that begins with an I which was an i.
const FREQUENT_I: f32 = 13.0;

/// Whether a German quotation is open.
#[derive(Debug, Default)]
struct Quotes {
    open: bool,
}

impl Quotes {
    /// Goes over what stands between two words.
    fn pass(&mut self, between: &str) {
        let mut before = ' ';
        for c in between.chars() {
            match c {
                '„' | '‚' => self.open = true,
                '“' | '”' | '‘' => self.open = false,
                '«' | '»' | '"' => self.open = before == ' ' || before == '(' || !self.open && before != 'x',
                _ => {}
            }
            before = c;
        }
    }
}

/// What is carried from word to word.
#[derive(Debug, Default)]
struct Way {
    /// What unreadable words speak against those behind them, in bits.
    junk: f32,
    /// Where the word before ends, and its hash as it reads now.
    before: Option<(usize, u64)>,
    /// The word before, but for one that was put together.
    last: Option<Token>,
    quotes: Quotes,
}

impl Way {
    /// The word before where it stands one space away from a word.
    fn left(&self, text: &str, token: Token) -> Option<u64> {
        self.before.filter(|&(end, _)| end + 1 == token.start && text.as_bytes().get(end) == Some(&b' ')).map(|b| b.1)
    }
}

impl Words<'_> {
    /// Repairs of a text, in order, none overlapping another.
    pub(crate) fn scan(&mut self, text: &str, hyphens: &Hyphens<'_>, out: &mut Vec<Fix>) {
        let (mut at, mut way) = (0, Way::default());
        while let Some(token) = self.next(text, at, &mut way.quotes) {
            out.extend(way.last.replace(token).and_then(|last| self.between(text, last, token)));
            at = self.word(text, token, hyphens, &mut way, out);
        }
    }

    /// The next word from a place on, with the marks beside it that were letters.
    fn next(&self, text: &str, at: usize, quotes: &mut Quotes) -> Option<Token> {
        let mut token = token(text, at)?;
        if self.lang == Lang::De {
            if !quotes.open {
                self.widen(text, at, &mut token);
            }
            quotes.pass(text.get(at..token.start).unwrap_or(""));
            if !quotes.open {
                token.take_blots(text);
            }
        }
        Some(token)
    }

    /// Looks at a word; where the way goes on.
    fn word(&mut self, text: &str, token: Token, hyphens: &Hyphens<'_>, way: &mut Way, out: &mut Vec<Fix>) -> usize {
        let left = way.left(text, token);
        way.before = Some((token.end, token.hash));
        if let Some((start, end)) = self.divided(text, token, hyphens) {
            out.push(Fix { start, end, to: "".into(), rule: &SPLIT, confidence: DIVIDED });
        } else if let Some((end, verdict)) = self.spaced(text, token) {
            way.last = None;
            way.before = Some((end, lexicon::hash(&verdict.to.to_lowercase())));
            join(text, token.start, end, &verdict, out);
            return end;
        } else if let Some(verdict) = self.capital_i(text, token, left) {
            out.extend(fix(text, token.start, token.end, &verdict));
        // What breaks off at the end has lost letters that no neighbour gives back.
        } else if !(token.chars < 2 || token.touched || token.is_upper() && !token.mixed || token.end == text.len()) {
            self.weigh(text, token, left, way, out);
        }
        token.end
    }

    /// Weighs a word against its other readings.
    fn weigh(&mut self, text: &str, token: Token, left: Option<u64>, way: &mut Way, out: &mut Vec<Fix>) {
        way.junk *= FORGET;
        if !token.mixed && token.inner() == 0 && self.is_common(token.hash) {
            return;
        }
        match self.verdict(text, token, left) {
            Some((verdict, last)) => {
                let verdict = Verdict { margin: verdict.margin - way.junk, ..verdict };
                if let Some(fix) = fix(text, token.start, token.end, &verdict).filter(|_| verdict.margin > 0.0) {
                    way.before = Some((token.end, last));
                    out.push(fix);
                }
            }
            None if !token.capital && self.lexicon.find(token.hash).is_none() => way.junk += self.w.junk,
            None => {}
        }
    }

    /// Takes the mark before a German word into it where it is a letter with a blot on it: a quotation mark before what is no word.
    fn widen(&self, text: &str, from: usize, token: &mut Token) {
        let gap = text.get(from..token.start).unwrap_or("");
        let mark = gap.chars().next_back().filter(|c| matches!(c, '«' | '»'));
        let alone = mark.is_some_and(|m| gap.strip_suffix(m).is_some_and(|g| g.is_empty() || g.ends_with(char::is_whitespace)));
        if let Some(mark) = mark.filter(|_| alone && !token.capital && self.lexicon.find(token.hash).is_none()) {
            token.widen(text, mark);
        }
    }

    /// `In`, `Is` and `It` inside an English sentence: small letters on both sides, and a dot that was taken for a serif.
    fn capital_i(&self, text: &str, token: Token, left: Option<u64>) -> Option<Verdict> {
        if self.lang != Lang::En || text.as_bytes().get(token.start) != Some(&b'I') || token.capitals != 1 || token.touched {
            return None;
        }
        let tail = text.get(token.start + 1..token.end).filter(|t| !t.is_empty() && t.bytes().all(|b| b.is_ascii_lowercase()))?;
        let before = text.get(..token.start)?.strip_suffix(' ')?.chars().next_back()?;
        let behind = text.get(token.end..)?.strip_prefix(' ')?.chars().next()?;
        let common =
            before.is_lowercase() && behind.is_lowercase() && self.lexicon.find(token.hash).is_some_and(|e| e.lower && e.cost < FREQUENT_I);
        let known = left.map_or(0.0, |l| self.beside(self.seen(l), self.seen(token.hash)));
        let margin = self.w.capital_i - self.channel.base + known.clamp(-3.0, self.w.pair);
        (common && margin > 0.0).then(|| Verdict { to: format!("i{tail}"), margin, rule: &SCANNO })
    }
}
