//! The way through a text, word by word.

use super::mend::{confidence, fix, join};
use super::token::{self, Token, token};
use super::{MERGED, SCANNO, SPLIT, Verdict, Words};
use crate::hyphen::Hyphens;
use crate::lang::Lang;
use crate::lexicon;
use crate::passes::glyphs::Fix;
use crate::rule::DEFAULT_CONFIDENCE;

/// What an unreadable word takes from those behind it goes by this much with each.
const FORGET: f32 = 0.6;
/// Confidence of a word that a hyphen and a space divide.
const DIVIDED: f32 = 0.93;
/// Cost of the rarest word that begins with an I which was an i.
const FREQUENT_I: f32 = 13.0;
/// Cost of the rarest such word where the page does so again and again.
const ORDINARY: f32 = 19.0;
/// Margin of a capital inside a run of letters that begins a name of the list or of the page.
const RUN_ON: f32 = 7.0;
/// Margin of an I that is the page's habit.
const HABIT: f32 = 7.0;
/// Beginnings, behind their I, of names and of what is called after them.
const NAMES_I: &[&str] = &[
    "be", "ber", "cel", "da", "ndi", "ng", "nver", "on", "ow", "ps", "ran", "raq", "re", "ris", "rv", "saa", "sab", "sl", "sr", "tal",
    "va", "llin",
];

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
    /// The word before as it reads now, but for one that was put together.
    last: Option<Token>,
    /// Nothing but a space is left between it and the word that is looked at.
    next_to: bool,
    quotes: Quotes,
}

impl Way {
    /// The word before where it stands one space away from a word.
    #[inline]
    fn left(&self, text: &str, token: Token) -> Option<u64> {
        let touches = |end: usize| end + 1 == token.start && text.as_bytes().get(end) == Some(&b' ');
        self.before.filter(|&(end, _)| self.next_to || touches(end)).map(|b| b.1)
    }
}

impl Words<'_> {
    /// Repairs of a text, in order, none overlapping another.
    pub(crate) fn scan(&mut self, text: &str, hyphens: &Hyphens<'_>, out: &mut Vec<Fix>) {
        let mut way = Way::default();
        let mut ahead = token(text, 0);
        out.extend(ahead.and_then(|first| self.opening(text, first)));
        let mut at = 0;
        while let Some(mut token) = ahead {
            self.take_marks(text, at, &mut token, &mut way.quotes);
            let last = way.last.replace(token);
            let dirt = last.filter(|last| !last.is_beside(text, token)).and_then(|last| self.between(text, last, token));
            way.next_to = false;
            if let (Some(last), Some(dirt)) = (last, dirt) {
                way.next_to = leaves_space(text, last, token, &dirt);
                out.push(dirt);
            }
            let next = token::token(text, token.end);
            if let Some(scrap) = Some(token).filter(|t| t.chars == 1).and_then(|token| self.scrap(text, (last?, token, next?))) {
                out.push(scrap);
                (at, ahead) = (token.end, next);
                continue;
            }
            let before = out.len();
            at = self.word(text, (token, next), hyphens, &mut way, out);
            // A mark before a word that was misread is seen once it is read.
            if let (Some(last), Some(word), None) = (last, way.last.filter(|word| word.hash != token.hash), dirt) {
                self.between(text, last, word).into_iter().for_each(|dirt| out.insert(before, dirt));
            }
            ahead = if at == token.end { next } else { token::token(text, at) };
        }
    }

    /// Takes the marks beside a German word into it that were letters.
    fn take_marks(&self, text: &str, from: usize, token: &mut Token, quotes: &mut Quotes) {
        if self.lang == Lang::De {
            if !quotes.open {
                self.widen(text, from, token);
            }
            quotes.pass(text.get(from..token.start).unwrap_or(""));
            if !quotes.open {
                token.take_blots(text);
            }
        }
    }

    /// Looks at a word that has another behind it; where the way goes on.
    fn word(
        &mut self,
        text: &str,
        (token, next): (Token, Option<Token>),
        hyphens: &Hyphens<'_>,
        way: &mut Way,
        out: &mut Vec<Fix>,
    ) -> usize {
        let left = way.left(text, token);
        way.before = Some((token.end, token.hash));
        if self.lang == Lang::En && token.is_plain(text) && !self.stray_long_s {
            // Most words: of the rules below those for two words alone look at it.
            if let Some((end, verdict)) = next.and_then(|next| self.in_pieces(text, token, next)) {
                return take_both(text, token, (end, &verdict), way, out);
            }
            self.weigh(text, (token, next), left, way, out);
            return token.end;
        }
        if let Some((start, end)) = self.divided(text, token, hyphens) {
            out.push(Fix { start, end, to: "".into(), rule: &SPLIT, confidence: DIVIDED });
        } else if let Some(fix) = next.and_then(|next| self.spaced_elision(text, token, next)) {
            out.push(fix);
        } else if let Some(verdict) = self.merged_name(text, token).or_else(|| self.merged_elision(text, token)) {
            out.extend(fix(text, token.start, token.end, &verdict));
        } else if let Some((end, margin)) = next.and_then(|next| self.parted(text, token, next)) {
            out.push(Fix { start: token.end, end, to: "".into(), rule: &SPLIT, confidence: confidence(margin) });
        } else if let Some((end, verdict)) = next.and_then(|next| self.in_pieces(text, token, next)) {
            return take_both(text, token, (end, &verdict), way, out);
        } else if let Some((start, end, verdict)) = self.with_digit(text, token) {
            out.extend(fix(text, start, end, &verdict));
        } else if let Some((start, end, verdict)) =
            Some(token).filter(|t| t.mixed || t.touched).and_then(|t| self.with_inner_digits(text, t))
        {
            out.extend(fix(text, start, end, &verdict));
            return end;
        } else if let Some((start, end, verdict)) = self.blotted(text, token, left) {
            out.extend(fix(text, start, end, &verdict));
            way.last = None;
            way.before = Some((end, lexicon::hash(&verdict.to.to_lowercase())));
            return end;
        } else if let Some((start, verdict)) = self.initial(text, token, next) {
            out.extend(fix(text, start, token.end, &verdict));
        } else if let Some(verdict) = self.with_capital_i(text, token) {
            out.extend(fix(text, token.start, token.end, &verdict));
        } else if let Some(at) = self.run_on(text, token) {
            let verdict = Verdict {
                to: [text.get(token.start..at).unwrap_or(""), text.get(at..token.end).unwrap_or("")].join(" "),
                margin: RUN_ON,
                rule: &MERGED,
            };
            out.extend(fix(text, token.start, token.end, &verdict));
        } else if let Some(verdict) = self.stray_long_s(text, token).or_else(|| self.lone_i(text, token, next)) {
            out.extend(fix(text, token.start, token.end, &verdict));
        } else if let Some(verdict) = self
            .bare(text, token)
            .or_else(|| self.without_accent(text, token, next))
            .or_else(|| self.sharp_s(text, token))
            .or_else(|| self.long_sharp_s(text, token))
            .or_else(|| self.capital_elision(text, token))
        {
            out.extend(fix(text, token.start, token.end, &verdict));
        } else if let Some(verdict) = self.capital_i(text, token, left) {
            out.extend(fix(text, token.start, token.end, &verdict));
        } else if self.may_be_misread(token) && token.end < text.len() {
            self.weigh(text, (token, next), left, way, out);
        }
        // What breaks off at the end of a text has lost letters that no neighbour gives back.
        token.end
    }

    /// A word in pieces from one on, whose letters may be misread, too.
    #[inline]
    fn in_pieces(&self, text: &str, token: Token, next: Token) -> Option<(usize, Verdict)> {
        self.spaced(text, token, next).or_else(|| self.two_misread(text, token, next))
    }

    pub(super) fn may_be_misread(&self, token: Token) -> bool {
        let heading = token.is_heading() && self.lang == Lang::En;
        token.chars > 1 && !token.touched && (token.mixed || heading || !token.is_upper())
    }

    /// Weighs a word against its other readings.
    fn weigh(&mut self, text: &str, (token, next): (Token, Option<Token>), left: Option<u64>, way: &mut Way, out: &mut Vec<Fix>) {
        way.junk *= FORGET;
        if !token.mixed && token.inner() == 0 && self.is_common(token) {
            return;
        }
        match self.verdict(text, (token, next), left) {
            Some((verdict, last)) => {
                let verdict = Verdict { margin: verdict.margin - way.junk, ..verdict };
                if let Some(fix) = fix(text, token.start, token.end, &verdict).filter(|_| verdict.margin > 0.0) {
                    way.before = Some((token.end, last));
                    if fix.rule.number == SCANNO.number && fix.confidence >= DEFAULT_CONFIDENCE {
                        way.last = Some(Token { hash: last, mixed: false, ..token });
                    }
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

    /// `In`, `Is` and `It` inside an English sentence, where a dot was taken for a serif; any word where the page does so again and again.
    fn capital_i(&self, text: &str, token: Token, left: Option<u64>) -> Option<Verdict> {
        if let Some(tail) = self.tail_of_i(text, token) {
            let known = left.map_or(0.0, |l| self.beside(self.seen(l), self.seen(token.hash))).clamp(-3.0, self.w.pair);
            let margin = if self.tall { HABIT } else { self.w.capital_i - self.channel.base } + known;
            return (margin > 0.0).then(|| Verdict { to: format!("i{tail}"), margin, rule: &SCANNO });
        }
        let tail = self.tall.then(|| self.opens_with_i(text, token)).flatten()?;
        let entry = self.lexicon.find(token.hash).filter(|e| e.lower && e.cost < ORDINARY)?;
        let name = entry.capital && NAMES_I.iter().any(|name| tail.starts_with(name));
        (!name && is_amid(text, token)).then(|| Verdict { to: format!("i{tail}"), margin: HABIT, rule: &SCANNO })
    }

    /// What stands behind the I of a frequent English word between two words in small letters.
    #[inline]
    pub(super) fn tail_of_i<'t>(&self, text: &'t str, token: Token) -> Option<&'t str> {
        let tail = self.opens_with_i(text, token)?;
        let before = text.get(..token.start)?.strip_suffix(' ')?.chars().next_back()?;
        let behind = text.get(token.end..)?.strip_prefix(' ')?.chars().next()?;
        let common = || self.lexicon.find(token.hash).is_some_and(|e| e.lower && e.cost < FREQUENT_I);
        (before.is_lowercase() && behind.is_lowercase() && is_amid(text, token) && common()).then_some(tail)
    }

    /// What stands behind the I of an English word in small letters.
    #[inline]
    fn opens_with_i<'t>(&self, text: &'t str, token: Token) -> Option<&'t str> {
        if self.lang != Lang::En || text.as_bytes().get(token.start) != Some(&b'I') || token.capitals != 1 || token.touched {
            return None;
        }
        text.get(token.start + 1..token.end).filter(|t| !t.is_empty() && t.bytes().all(|b| b.is_ascii_lowercase()))
    }
}

/// Takes what two words and more were read as one for; where the way goes on.
fn take_both(text: &str, token: Token, (end, verdict): (usize, &Verdict), way: &mut Way, out: &mut Vec<Fix>) -> usize {
    way.last = None;
    way.before = Some((end, lexicon::hash(&verdict.to.to_lowercase())));
    join(text, token.start, end, verdict, out);
    end
}

/// Whether a repair of what stands between two words leaves a space there.
pub(super) fn leaves_space(text: &str, before: Token, next: Token, dirt: &Fix) -> bool {
    let kept = [text.get(before.end..dirt.start), Some(&*dirt.to), text.get(dirt.end..next.start)];
    kept.into_iter().flatten().flat_map(str::chars).eq([' '])
}

/// Whether a word stands behind one in small letters, perhaps with a comma or in brackets, and before no capital.
fn is_amid(text: &str, token: Token) -> bool {
    let before = text.get(..token.start).unwrap_or("").trim_end_matches(['(', ' ']).trim_end_matches(',');
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let behind = text.get(token.end..).unwrap_or("");
    let gap = behind.chars().next().is_none_or(|c| matches!(c, ' ' | ',' | ')'));
    gap && word.chars().count() > 1
        && word.chars().all(char::is_lowercase)
        && !behind.trim_start_matches(' ').starts_with(char::is_uppercase)
}
