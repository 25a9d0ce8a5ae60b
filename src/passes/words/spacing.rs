//! Spaces inside words, spaces lost between them, letter-spaced words.

use super::beside::{Neighbours, Seen};
use super::channel::float;
use super::mend::recase;
use super::spelt::Spelt;
use super::strays::CONTRACTED;
use super::token::{Token, fold, token};
use super::{MERGED, SPLIT, Verdict, Words};
use crate::hyphen::{Fate, Hyphens};
use crate::lang::Lang;
use crate::lexicon::{self, LONGEST};

/// A single letter that is no word.
const SINGLE: f32 = 15.0;
/// Cost from which on two known words side by side may be pieces of one. Nothing changes in lines read from newspapers between 12
/// and 14.5.
const RARE: f32 = 13.0;

/// German words that are written as one with nearly any other small word: daselbst, wiewohl.
const ADVERBS_DE: &[&str] =
    &["an", "da", "hin", "her", "hier", "nach", "ob", "so", "um", "wie", "wo", "zu", "ein", "auf", "aus", "mit", "vor"];
/// Cost from which on a word that the list has may be its junk: `peared`, `mittee`. Nothing changes in lines read from
/// newspapers between 14 and 21.
const JUNK: f32 = 19.0;
/// The other piece is no small word: `from` has 8, `been` 10. The same between 7 and 10.5.
const COMMON: f32 = 9.0;

/// Whether a word goes on over a character.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '@' | '/' | '-' | '\'' | '’' | '_' | '&')
}

/// Letters of what stands between the pieces of a word and belongs to another column.
const ALIEN: usize = 5;
/// Cost of the rarest word that is put together over a mark.
const RARE_WHOLE: f32 = 19.0;

/// Letters of what begins with a capital behind such a word, at least.
const LEAST_NAME: usize = 3;
/// Cost of the rarest small word, in bits: `under`, `after`.
const SMALL_WORD: f32 = 11.0;

impl Words<'_> {
    /// Two frequent words without a space.
    pub(super) fn halves(&self, word: &Spelt<'_>, token: Token, offer: &mut dyn FnMut(f32, usize)) {
        if token.chars < 4 || token.capitals > usize::from(token.capital) {
            return;
        }
        let article = word.text.starts_with('a') && self.lang == Lang::En;
        for at in word.cuts(2).chain(article.then_some(1)) {
            let (a, b) = (word.head(at), word.part(at, word.len()));
            if self.lang == Lang::De && word.text.get(..at).is_some_and(|first| ADVERBS_DE.contains(&first)) {
                continue;
            }
            let Some(x) = self.lexicon.find(a).filter(|x| x.lower) else { continue };
            let Some(y) = self.lexicon.find(b).filter(|y| y.lower) else { continue };
            // Two plain words make the name of a place; what opens a sentence is a small word.
            if token.capital && x.cost > SMALL_WORD {
                continue;
            }
            let gain = self.beside(Seen { hash: a, cost: x.cost }, Seen { hash: b, cost: y.cost });
            if x.cost < self.w.frequent && y.cost < self.w.frequent || gain > 0.0 {
                offer(x.cost + y.cost - gain + self.channel.base + self.w.lost_space, at);
            }
        }
    }

    /// A small word that the next one, with its capital, stands close behind: where that begins.
    pub(super) fn run_on(&self, text: &str, token: Token) -> Option<usize> {
        if token.capital || token.capitals != 1 || token.mixed || token.touched {
            return None;
        }
        let word = text.get(token.start..token.end)?;
        let at = word.find(char::is_uppercase).filter(|at| *at >= 2)?;
        let (small, name) = word.split_at(at);
        let small = self.lexicon.get(small).filter(|e| e.lower && e.cost < SMALL_WORD);
        let name = Some(name).filter(|name| small.is_some() && name.chars().count() >= LEAST_NAME)?;
        let hash = lexicon::hash(&name.to_lowercase());
        let listed = self.lexicon.find(hash).is_some_and(|e| e.capital && e.cost < RARE_WHOLE);
        let printed = || self.odd.contains_key(&hash) || text.contains(&format!(" {name} "));
        (listed || printed()).then_some(token.start + at)
    }

    /// A word in pieces from `first` on: where it ends and how it reads.
    pub(super) fn spaced(&self, text: &str, first: Token, next: Token) -> Option<(usize, Verdict)> {
        if next.start != first.end + 1 || text.as_bytes().get(first.end) != Some(&b' ') || first.touched && first.chars > 1 {
            return None;
        }
        if first.chars == 1 && self.piece(text, next).is_some() {
            let letters = self.letters(text, first);
            if letters.is_some() || next.chars == 1 {
                return letters;
            }
        }
        self.two(text, first, next)
    }

    fn two(&self, text: &str, a: Token, b: Token) -> Option<(usize, Verdict)> {
        if b.capitals > 0 || a.capitals > usize::from(a.capital) || a.mixed || b.mixed || b.touched || a.touched {
            return None;
        }
        // Most pairs end here: two words that the list has, or long ones.
        if a.chars + b.chars > 24 || a.chars + b.chars < 4 {
            return None;
        }
        let len = b.end - b.start;
        let entry = self.lexicon.find(lexicon::hash_both(a.hash, b.hash, len))?;
        let (x, y) = (self.lexicon.find(a.hash), self.lexicon.find(b.hash));
        let (left, right) = (text.get(a.start..a.end)?, text.get(b.start..b.end)?);
        let single = |t: Token, word: &str| t.chars == 1 && !matches!(word, "a" | "i" | "o" | "y" | "à" | "A" | "I" | "O" | "Y" | "À");
        let odd = |t: Token, word: &str, known: bool| if t.chars == 1 { single(t, word) } else { !known };
        let both = !odd(a, left, x.is_some()) && !odd(b, right, y.is_some());
        // Two words that the list has are pieces only where both are rare, or one is hardly a word, and they never stand together.
        if both && (a.chars.min(b.chars) < 2 || !x.zip(y).is_some_and(|(x, y)| are_pieces(x.cost, y.cost))) {
            return None;
        }
        let cost = |t: Token, word: &str| {
            if t.chars == 1 {
                return if single(t, word) { SINGLE } else { 6.0 };
            }
            let mut folded = String::new();
            fold(word, &mut folded);
            self.stay(&folded, t)
        };
        let apart = cost(a, left) + cost(b, right) - self.beside(self.seen(a.hash), self.seen(b.hash));
        let margin = apart - entry.cost - self.channel.base - self.w.inside;
        (margin > 0.0).then(|| (b.end, Verdict { to: format!("{left}{right}"), margin, rule: &SPLIT }))
    }

    /// A word divided by a hyphen and a space: two lines that someone joined.
    pub(super) fn divided(&self, text: &str, a: Token, hyphens: &Hyphens<'_>) -> Option<(usize, usize)> {
        let rest = text.get(a.end..)?;
        let mark = rest.chars().next().filter(|&c| hyphens.is_mark(c))?;
        let start = a.end + mark.len_utf8() + 1;
        let behind = rest.get(mark.len_utf8()..)?.strip_prefix(' ').filter(|b| b.starts_with(char::is_lowercase))?;
        let fate = hyphens.fate(text.get(a.start..start - 1)?, behind)?;
        let right = token(text, start)?;
        let joined = format!("{}{}", text.get(a.start..a.end)?, text.get(right.start..right.end)?).to_lowercase();
        // With no line's end to show, only a known word counts.
        (fate == Fate::Drop && Spelt::new(&joined).is_some_and(|word| self.is_word(&word))).then_some((a.end, start))
    }

    /// A word whose hyphen was read as a dot or another mark, or behind whose hyphen something of the next column stands: where its
    /// second piece begins.
    pub(super) fn parted(&self, text: &str, a: Token, next: Token) -> Option<(usize, f32)> {
        let gap = next.start - a.end;
        if gap == 0 || gap > 2 {
            return None;
        }
        match text.as_bytes().get(a.end..next.start)? {
            [b'\'' | b'.' | b',' | b';' | b':' | b'~' | b'^' | b'*' | b'"'] => self.marked(text, a, next),
            [b'.' | b',' | b'~' | b';', b' '] if !a.touched => self.pieces(text, a, next),
            [b'-', b' '] if next.chars <= ALIEN => {
                let behind = token(text, next.end).filter(|b| b.start == next.end + 1 && text.as_bytes().get(next.end) == Some(&b' '))?;
                let joined = self.lexicon.find(lexicon::hash_both(a.hash, next.hash, next.end - next.start));
                if joined.is_some() { None } else { self.pieces(text, a, behind) }
            }
            _ => None,
        }
    }

    /// An English word with dirt inside.
    fn marked(&self, text: &str, a: Token, mut b: Token) -> Option<(usize, f32)> {
        let whole = self.lang == Lang::En && a.chars + b.chars > 4;
        if !whole
            || CONTRACTED.contains(&text.get(b.start..b.end)?)
            || text.get(..a.start)?.ends_with(is_part)
            || text.get(b.end..)?.starts_with(is_part)
        {
            return None;
        }
        b.touched = false;
        self.pieces(text, a, b)
    }

    /// Whether two pieces are one word, at least one of them being none: where the second begins, and how sure that is.
    fn pieces(&self, text: &str, a: Token, b: Token) -> Option<(usize, f32)> {
        if b.capitals > 0 || b.mixed || b.touched || b.chars < 2 || a.chars < 2 || a.inner() > 0 || a.mixed {
            return None;
        }
        let entry = self.lexicon.find(lexicon::hash_both(a.hash, b.hash, b.end - b.start)).filter(|e| e.lower && e.cost < RARE_WHOLE)?;
        let (x, y) = (self.lexicon.find(a.hash), self.lexicon.find(b.hash));
        let rare = |e: Option<lexicon::Entry>| e.is_none_or(|e| e.cost >= COMMON);
        if x.is_some() && y.is_some() || !rare(x) || !rare(y) {
            return None;
        }
        let cost = |t: Token| {
            let mut folded = String::new();
            fold(text.get(t.start..t.end).unwrap_or(""), &mut folded);
            self.stay(&folded, t)
        };
        let margin = cost(a) + cost(b) - entry.cost - self.channel.base - self.w.inside;
        (margin > 0.0).then_some((b.start, margin))
    }

    /// What the printer spaced out: a letter, or in German two or three that were cast as one.
    fn piece<'t>(&self, text: &'t str, token: Token) -> Option<&'t str> {
        let piece = text.get(token.start..token.end)?;
        let cast = self.lang == Lang::De && !token.mixed && LIGATURES.contains(&piece);
        (token.chars == 1 || cast).then_some(piece)
    }

    /// Single letters in a row.
    fn letters(&self, text: &str, first: Token) -> Option<(usize, Verdict)> {
        if is_in_row(text, first.start) {
            return None;
        }
        let mut word = text.get(first.start..first.end)?.to_owned();
        let (mut end, mut pieces, mut capitals) = (first.end, 1, first.capitals);
        while text.as_bytes().get(end) == Some(&b' ') {
            let Some(next) = token(text, end).filter(|n| n.start == end + 1) else { break };
            let Some(piece) = self.piece(text, next) else { break };
            // A capital behind small letters begins another word.
            if self.lang == Lang::De && next.capitals > 0 && pieces > capitals && next.chars == 1 && !ends_word(text, next.end) {
                break;
            }
            capitals += next.capitals;
            pieces += 1;
            word.push_str(piece);
            end = next.end;
            // No word, not even of two bytes a letter, and each letter of a long row would read all behind it.
            if word.len() > 2 * LONGEST {
                return None;
            }
        }
        // THE: the letters are those of a frequent word, and no abbreviation.
        let brief = pieces == BRIEF && capitals == pieces && word.len() == BRIEF && !text.get(end..)?.starts_with('.') && {
            let entry = self.lexicon.get(&word.to_lowercase());
            entry.is_some_and(|e| e.lower && e.cost < FREQUENT)
        };
        if brief {
            return Some((end, Verdict { to: word, margin: 8.0, rule: &SPLIT }));
        }
        if pieces < SPACED || capitals > usize::from(first.capital) && capitals < pieces {
            return None;
        }
        let mut folded = String::new();
        fold(&word, &mut folded);
        if let Some(at) = Spelt::new(&folded).filter(|_| capitals == 0).and_then(|run| self.run_of_two(&run)) {
            word.insert(at, ' ');
            return Some((end, Verdict { to: word, margin: 8.0, rule: &SPLIT }));
        }
        let rest =
            token(text, end).filter(|n| n.start == end + 1 && n.capitals == 0 && !n.touched && text.as_bytes().get(end) == Some(&b' '));
        if let Some(rest) = rest.filter(|_| self.lang == Lang::De && self.lexicon.get(&folded).is_none()) {
            let piece = text.get(rest.start..rest.end)?;
            let whole = [folded.as_str(), piece].concat();
            if Spelt::new(&whole).is_some_and(|whole| self.is_word(&whole)) {
                word.push_str(piece);
                (folded, end) = (whole, rest.end);
            }
        }
        let spelt = Spelt::new(&folded)?;
        let margin = if self.lexicon.get(&folded).is_some() {
            8.0
        } else if self.is_derived(&spelt) {
            5.0
        } else if self.lang == Lang::De && capitals < pieces {
            return self.emphasis(word, &spelt, first).map(|verdict| (end, verdict));
        } else {
            1.0
        };
        Some((end, Verdict { to: word, margin, rule: &SPLIT }))
    }

    /// Where a run of letters that is no word is two frequent ones: the one place.
    fn run_of_two(&self, run: &Spelt<'_>) -> Option<usize> {
        if self.lexicon.find(run.head(run.len())).is_some() {
            return None;
        }
        let known = |hash: u64| self.lexicon.find(hash).is_some_and(|e| e.lower && e.cost < FREQUENT);
        let mut cuts = run.cuts(3).filter(|&at| known(run.head(at)) && known(run.part(at, run.len())));
        cuts.next().filter(|_| cuts.next().is_none())
    }

    /// A German word that is letter-spaced and that no list has: a name, a compound, or one that is misread too.
    fn emphasis(&self, word: String, spelt: &Spelt<'_>, first: Token) -> Option<Verdict> {
        let letters = word.chars().count();
        let hash = spelt.head(spelt.len());
        let token = Token { chars: letters, capitals: usize::from(first.capital), touched: false, hash, ..first };
        let judged = self.judge(spelt, token);
        let better = judged.as_ref().and_then(|judged| self.choose(judged, token, Neighbours::default()));
        if let Some((reading, margin)) = better.filter(|(reading, margin)| *margin >= SURE && reading.rule.number != MERGED.number) {
            return Some(Verdict { to: recase(&reading.to, token), margin, rule: &SPLIT });
        }
        let spelling = self.lexicon.spelling(spelt.text) / float(u32::try_from(letters).unwrap_or(u32::MAX));
        (spelling < PLAUSIBLE).then_some(Verdict { to: word, margin: EMPHASIS, rule: &SPLIT })
    }
}

/// Letters that were cast on one body, so that letter-spacing left them together.
const LIGATURES: &[&str] = &["ch", "ck", "ff", "fi", "fl", "ft", "ll", "sch", "si", "ss", "st", "sz", "tz", "Ch", "Sch", "St"];
/// Letters of a frequent word in capitals that may be spaced, too, and what it costs at most; the same of words in a run.
const BRIEF: usize = 3;
const FREQUENT: f32 = 12.0;
/// Pieces of a letter-spaced word at least.
const SPACED: usize = 4;
/// Margin from which on a word is misread besides: with 3 more goes wrong in one half of a newspaper's lines, with 7 nothing changes.
const SURE: f32 = 5.0;
/// Margin of a letter-spaced word that no list has: 59 of 62 in one half of a newspaper's lines were one.
const EMPHASIS: f32 = 5.2;
/// Bits of a letter of a word that can be spoken. In one half of a newspaper's lines the errors fall by 22.9 % with 5, by 23.8 % with
/// 6.5, by 24.0 % with 8, and as many repairs are right; from 7.5 on the letters of a list (a b c d) are a word.
const PLAUSIBLE: f32 = 6.5;

/// Whether two words that the list has may be pieces of one.
fn are_pieces(x: f32, y: f32) -> bool {
    let (frequent, rare) = (x.min(y), x.max(y));
    frequent >= RARE || frequent >= COMMON && rare >= JUNK
}

/// Whether so many single letters stand before a place that what goes on there is no word.
fn is_in_row(text: &str, start: usize) -> bool {
    let before = text.as_bytes().get(start.saturating_sub(4 * LONGEST)..start).unwrap_or_default();
    before.len() == 4 * LONGEST && before.iter().rev().step_by(2).all(|b| *b == b' ')
}

/// Whether nothing letter-spaced goes on behind a place.
fn ends_word(text: &str, end: usize) -> bool {
    let next = token(text, end).filter(|n| n.start == end + 1 && text.as_bytes().get(end) == Some(&b' '));
    next.is_none_or(|n| n.chars > 1)
}
