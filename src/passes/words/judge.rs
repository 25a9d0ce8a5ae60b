//! The other readings of a word, and which of them is likelier than the word.

use super::beside::{Neighbours, Seen};
use super::channel::float;
use super::edits::Change;
use super::known;
use super::mend::recase;
use super::scan::leaves_space;
use super::spelt::Spelt;
use super::sure::Grounds;
use super::token::{Token, fold};
use super::{MERGED, SCANNO, Verdict, Words};
use crate::lang::Lang;
use crate::lexicon::{self, Entry};
use crate::rule::Rule;
use crate::text;
use smallvec::SmallVec;

/// Readings of a word that its neighbours choose from.
const MOST_READINGS: usize = 5;
/// Words one change away that are looked at.
const MOST_NEAR: usize = 2 * MOST_READINGS;
/// Bits by which a reading is likelier than the word, so that none is looked for with two damages.
const CLEAR: f32 = 5.0;
/// Bits by which neighbours may speak for a reading.
const CONTEXT: f32 = 8.0;
/// A word of the list that its neighbours speak for by so many bits is right.
const AT_HOME: f32 = 2.0;
/// Cost of the most frequent word, less a bit.
const MOST_FREQUENT: f32 = 4.0;
/// Bits against a capital inside a word as it stands.
const INNER_CAPITAL: f32 = 12.0;
/// Cost from which on the list's word may be its junk.
const RARE: f32 = 17.5;
/// Cost of the rarest word that a word made of known parts gives way to, and the letters of that at least.
const FREQUENT: f32 = 12.0;
const LEAST_OVERRULED: usize = 4;
/// Bits by which a word is more frequent than what the list counts as its misreadings.
const EXPLAINED: f32 = 9.0;
/// Bits by which a modern spelling of the word itself is likelier than any misreading of another.
const PERIOD: f32 = 2.0;
/// Margin of a capital inside a German word.
const CASE: f32 = 6.0;
/// Letters of a word that others look like.
const BRIEFEST: usize = 4;
/// Cost of the rarest of those words that running text is made of, and bits of the page's base within which they lose their lead.
const MOST_OF_TEXT: f32 = 10.0;
const FADES: f32 = 3.0;
/// Brief words have many neighbours: bits from the most frequent words' cost on over which that fades in.
const BRIEF: f32 = 4.0;

/// A word with its likeliest other readings, whatever stands beside it.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    stay: f32,
    /// Bits that any change has to make up for.
    against: f32,
    readings: SmallVec<[Reading; 2]>,
}

#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) cost: f32,
    pub(super) to: String,
    /// The first word of the reading, and the last.
    pub(super) first: Seen,
    pub(super) last: Seen,
    pub(super) rule: &'static Rule,
}

impl Judged {
    /// What the word costs, as it stands or as its likeliest reading.
    pub(super) fn least(&self) -> f32 {
        self.readings.iter().map(|r| r.cost + self.against).fold(self.stay, f32::min)
    }

    /// The first word of the likeliest reading where that is clearly likelier than the word, whatever stands beside it.
    fn sure(&self) -> Option<Seen> {
        let best = self.readings.first()?;
        (self.stay - best.cost - self.against >= CLEAR).then_some(best.first)
    }
}

impl Reading {
    /// Two words that were read as one.
    pub(super) fn pair(cost: f32, to: String, first: Seen, last: Seen, rule: &'static Rule) -> Self {
        Self { cost, to, first, last, rule }
    }
}

impl Words<'_> {
    /// The better reading of a word between its neighbours, and the hash of its last word.
    pub(super) fn verdict(&mut self, text: &str, (token, next): (Token, Option<Token>), left: Option<u64>) -> Option<(Verdict, u64)> {
        let word = text.get(token.start..token.end)?;
        let mut beside = Neighbours { left: left.map(|hash| self.seen(hash)), right: None };
        if self.lexicon.has_pairs() {
            beside.right = next.filter(|n| self.is_beside(text, token, *n)).map(|n| self.next_reading(text, n));
        }
        let own = self.seen(token.hash);
        if own.cost.is_finite() && token.inner() == 0 && self.gain(beside, own, own) > AT_HOME {
            return None;
        }
        let judged = self.judged(text, token)?;
        let judged = self.verdicts.get(&judged)?.as_ref()?;
        let (reading, mut margin) = self.choose(judged, token, beside)?;
        // Inside a sentence a capital makes it a name more often: Chas, Tim.
        let twin = own.cost.is_finite() && reading.last.cost < MOST_OF_TEXT;
        if twin && token.capital && !opens_sentence(text, token.start) {
            margin -= self.twins();
        }
        // What is a name or a word of another language is none of the most frequent words with dirt on it.
        if self.lang == Lang::En && reading.last.cost >= DIRTIED && is_unaccented(word, &reading.to) {
            return None;
        }
        // Inside a sentence a capital begins a name, which may well look like two words.
        if token.capital && reading.rule.number == MERGED.number && !opens_sentence(text, token.start) {
            return None;
        }
        let mut to = recase(&reading.to, token);
        // The author's ß stays one.
        if self.lang == Lang::De && word.contains('ß') && !to.contains('ß') {
            to = to.replacen("ss", "ß", 1);
        }
        // An l that was read as a capital I is small inside a sentence.
        if self.lang == Lang::En && word.starts_with('I') && to.starts_with('L') && !opens_sentence(text, token.start) {
            to.replace_range(..1, "l");
        }
        // An l without its dot that opens a sentence was a capital I.
        if word.starts_with('l') && to.starts_with('i') && begins_sentence(text, token.start) {
            to.replace_range(..1, "I");
        }
        (margin > 0.0).then_some((Verdict { to, margin, rule: reading.rule }, reading.last.hash))
    }

    /// Judges a word where no other of its letters was judged before; the key of what was found.
    fn judged(&mut self, text: &str, token: Token) -> Option<u64> {
        let word = text.get(token.start..token.end)?;
        let inner = u64::try_from(token.inner()).unwrap_or(0);
        let sized = self.lang == Lang::De && inner == 1 && is_sized(word, self.lexicon.find(token.hash).map_or(f32::INFINITY, |e| e.cost));
        let key = token.hash ^ (u64::from(token.capital) | u64::from(sized) << 1 | inner << 2).wrapping_mul(0x0101_0101_0101_0101);
        if !self.verdicts.contains_key(&key) {
            let mut folded = String::with_capacity(word.len());
            fold(word, &mut folded);
            let judged = Spelt::new(&folded).and_then(|folded| self.judge_sized(&folded, token, sized));
            self.verdicts.insert(key, judged);
        }
        Some(key)
    }

    /// The next word, as it surely reads where it is misread, too.
    fn next_reading(&mut self, text: &str, next: Token) -> Seen {
        let own = self.seen(next.hash);
        if own.cost.is_finite() || next.mixed || next.end == text.len() || !self.may_be_misread(next) {
            return own;
        }
        let key = self.judged(text, next);
        let judged = key.and_then(|key| self.verdicts.get(&key)?.as_ref());
        judged.and_then(Judged::sure).unwrap_or(own)
    }

    /// Whether one space stands between two words, or will once the dirt there is gone.
    #[inline]
    fn is_beside(&self, text: &str, token: Token, next: Token) -> bool {
        if next.start == token.end + 1 {
            return text.as_bytes().get(token.end) == Some(&b' ');
        }
        self.between(text, token, next).is_some_and(|dirt| leaves_space(text, token, next, &dirt))
    }

    /// The best of a word's other readings, by its neighbours too, where it is better than the word.
    pub(super) fn choose<'j>(&self, judged: &'j Judged, token: Token, beside: Neighbours) -> Option<(&'j Reading, f32)> {
        let gain = |first: Seen, last: Seen| self.gain(beside, first, last);
        let mut best: Option<(f32, &Reading)> = None;
        let mut second = f32::INFINITY;
        for reading in &judged.readings {
            let cost = reading.cost - gain(reading.first, reading.last);
            match best {
                Some((least, _)) if cost >= least => second = second.min(cost),
                _ => {
                    second = best.map_or(second, |b| b.0);
                    best = Some((cost, reading));
                }
            }
        }
        let (cost, reading) = best?;
        let own = self.seen(token.hash);
        let stay = judged.stay - gain(own, own);
        let margin = stay.min(second + self.w.rival) - cost - judged.against;
        let grounds = Grounds { margin, ahead: stay - cost, second: second - cost };
        let margin = self.sure(&grounds, reading, token, beside);
        (margin > 0.0).then_some((reading, margin))
    }

    /// Bits that speak for the most frequent words where another word of the list is read.
    fn twins(&self) -> f32 {
        self.w.frequent_twin * ((self.w.noisy - self.channel.base) / FADES).clamp(0.0, 1.0)
    }

    /// Whether no other word can be likelier.
    pub(super) fn is_common(&self, token: Token) -> bool {
        let most = self.channel.base + if token.chars > BRIEFEST { self.w.common } else { self.w.common_brief };
        self.lexicon.find(token.hash).is_some_and(|e| e.cost < most)
    }

    /// Whether a word that no list has is made of words that it has, as the page's survey may have found.
    fn is_made(&self, word: &Spelt<'_>, token: Token) -> bool {
        self.odd.get(&token.hash).and_then(|odd| odd.derived).unwrap_or_else(|| self.is_derived(word))
    }

    pub(super) fn is_word(&self, word: &Spelt<'_>) -> bool {
        self.lexicon.find(word.head(word.len())).is_some() || self.is_derived(word)
    }

    /// Bits that a word costs as it stands.
    pub(super) fn stay(&self, folded: &str, token: Token) -> f32 {
        let inner = token.inner() > 0;
        if let Some(entry) = self.lexicon.find(token.hash) {
            return entry.cost + if inner { INNER_CAPITAL } else { 0.0 };
        }
        self.stay_unlisted(folded, token)
    }

    /// The same of a word that no list has.
    fn stay_unlisted(&self, folded: &str, token: Token) -> f32 {
        if token.mixed {
            return self.w.mixed + self.lexicon.spelling(folded);
        }
        let inner = token.inner() > 0;
        let again = self.odd.get(&token.hash).map_or(0, |odd| odd.count).saturating_sub(1).min(3);
        let name = if token.capital { float(again) * self.w.again } else { 0.0 };
        let prior = if token.capital { self.w.capital } else { self.w.lower };
        (prior + self.lexicon.spelling(folded) * self.w.spelling - name + if inner { 3.0 } else { 0.0 }).max(1.0)
    }

    /// What the list says of a word, if it is not the list's own junk: text that it was counted in was read by engines too, so that it
    /// has fiir beside für. English has arid beside and; there the neighbours decide.
    fn listed(&self, word: &Spelt<'_>, token: Token) -> Option<Entry> {
        let entry = self.lexicon.find(token.hash)?;
        if self.lexicon.has_pairs() || entry.cost < RARE || token.capitals > 0 {
            return Some(entry);
        }
        let mut junk = false;
        self.single(word, f32::INFINITY, &mut |change, cost, _, other| {
            junk |= change.is_broken() && cost < self.channel.base + self.w.close && other.lower && other.cost + EXPLAINED < entry.cost;
        });
        (!junk).then_some(entry)
    }

    pub(super) fn judge(&self, word: &Spelt<'_>, token: Token) -> Option<Judged> {
        self.judge_sized(word, token, false)
    }

    /// The same; whether a capital inside the word may be a small letter.
    fn judge_sized(&self, word: &Spelt<'_>, token: Token, sized: bool) -> Option<Judged> {
        let listed = self.listed(word, token);
        // Fraktur's S and s, and a few others, differ by size alone; German has no capitals inside words.
        if self.lang == Lang::De && token.inner() == 1 && !token.mixed && self.is_word(word) {
            return sized.then(|| self.only(word.text.to_owned(), token.hash));
        }
        if let Some((at, hash)) = self.divided_ck(word).filter(|_| listed.is_none()) {
            return Some(self.only(word.put(at, at + 1, "c"), hash));
        }
        if token.chars > 40 {
            return None;
        }
        if let Some((at, hash)) = self.threefold(word) {
            return Some(self.only(word.put(at, at + 1, ""), hash));
        }
        if listed.is_none() && !token.mixed && self.is_made(word, token) {
            return self.overruled(word, token);
        }
        let blot = word.text.contains(['«', '»']);
        let wild = token.inner() > usize::from(self.lang == Lang::De) || token.mixed && token.chars < 4 && !blot;
        if wild {
            return None;
        }
        let stay = listed.map_or_else(|| self.stay_unlisted(word.text, token), |_| self.stay(word.text, token));
        let readings = self.readings(word, listed.map(|e| e.cost), stay, token);
        let best = readings.first()?;
        let brief = match token.chars {
            0..=3 => self.w.brief,
            4 => self.w.brief / 2.0,
            _ => 0.0,
        };
        // The most frequent words are brief themselves, and most misread.
        let rare = ((best.last.cost - MOST_FREQUENT) / BRIEF).clamp(0.0, 1.0);
        Some(Judged { stay, against: brief * rare, readings })
    }

    /// A frequent word of whose letters one was read as two or three, so that a word came out that may well be: einern for einem.
    fn overruled(&self, word: &Spelt<'_>, token: Token) -> Option<Judged> {
        let (mut found, mut several) = (None, false);
        if token.capitals > 0 || token.chars < LEAST_OVERRULED {
            return None;
        }
        self.single(word, f32::INFINITY, &mut |change, cost, hash, entry| {
            if change.is_broken() && entry.cost < FREQUENT && entry.lower && cost < self.channel.base + self.w.close {
                several |= found.is_some_and(|(_, other)| other != hash);
                found = Some((change, hash));
            }
        });
        let (change, hash) = found.filter(|_| !several)?;
        let to = word.put(change.start, change.end, change.to);
        self.is_other(word.text, &to).then(|| self.only(to, hash))
    }

    /// One reading, which is right whatever the letters cost.
    fn only(&self, to: String, hash: u64) -> Judged {
        let readings = SmallVec::from_iter([self.scanno(0.0, to, hash)]);
        Judged { stay: CASE, against: 0.0, readings }
    }

    fn scanno(&self, cost: f32, to: String, hash: u64) -> Reading {
        let seen = self.seen(hash);
        Reading { cost, to, first: seen, last: seen, rule: &SCANNO }
    }

    /// Old German divides ck as k-k: where a joined word has kk for it, and the hash of the word with ck.
    fn divided_ck(&self, word: &Spelt<'_>) -> Option<(usize, u64)> {
        let at = word.text.find("kk").filter(|_| self.lang == Lang::De)?;
        let hash = word.with(at, at + 1, lexicon::hash("c"), 1);
        self.lexicon.find(hash).map(|_| (at, hash))
    }

    /// Where three equal letters stand before a vowel on a German page of the old spelling, and the hash of the word with two.
    fn threefold(&self, word: &Spelt<'_>) -> Option<(usize, u64)> {
        if self.threefold {
            return None;
        }
        let three = |w: &[u8]| w[0] == w[1] && w[1] == w[2] && w[2].is_ascii_lowercase() && !b"aeious".contains(&w[0]);
        let at = word.text.as_bytes().windows(3).position(three)?;
        let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'ä' | 'ö' | 'ü');
        word.text.get(at + 3..)?.starts_with(vowel).then(|| (at, word.with(at, at + 1, lexicon::NOTHING, 0)))
    }

    /// The likeliest other readings of a word, the best first.
    fn readings(&self, word: &Spelt<'_>, listed: Option<f32>, stay: f32, token: Token) -> SmallVec<[Reading; 2]> {
        let mut found: SmallVec<[(f32, u64, Change); MOST_NEAR]> = SmallVec::new();
        let mut least = f32::INFINITY;
        // Neighbours may speak for another word by so much.
        let noisy = self.channel.base + if token.capital { 2.0 } else { 0.0 } < self.w.noisy;
        let twins = self.twins();
        let slack = if self.lexicon.has_pairs() && noisy { CONTEXT } else { -2.0 };
        self.near(word, stay + slack, &mut |change, cost, hash, entry| {
            let twin = listed.filter(|_| entry.lower && entry.cost < MOST_OF_TEXT).map_or(0.0, |_| twins);
            let cost = cost + entry.cost + self.against(change, entry, word, token, listed.is_some()) - twin;
            if cost < stay + slack && cost < least + slack + self.w.rival + 8.0 {
                least = least.min(cost);
                let at = found.iter().rposition(|near| near.0 <= cost).map_or(0, |n| n + 1);
                if at < MOST_NEAR {
                    found.truncate(MOST_NEAR - 1);
                    found.insert(at, (cost, hash, change));
                }
            }
        });
        let mut seen: SmallVec<[u64; MOST_NEAR]> = SmallVec::new();
        let mut readings: SmallVec<[Reading; 2]> = SmallVec::new();
        let mut modern = f32::INFINITY;
        let mut offer = |cost: f32, hash: u64, to: &mut dyn FnMut() -> String| {
            if !seen.contains(&hash) {
                seen.push(hash);
                let to = to();
                if self.is_other(word.text, &to) {
                    if !self.drops_elision(word.text, &to) {
                        readings.push(self.scanno(cost, to, hash));
                    }
                } else if listed.is_none() && self.lang == Lang::Fr && self.is_variant(word.text, &to) {
                    modern = modern.min(self.seen(hash).cost);
                }
            }
        };
        for (cost, hash, change) in found {
            offer(cost, hash, &mut || word.put(change.start, change.end, change.to));
        }
        if listed.is_none() && token.chars >= 3 && noisy && least + self.w.rival + 5.0 > stay.min(least + 40.0) {
            self.several(word, stay, &mut |cost, to, hash| offer(cost, hash, &mut || to.clone()));
        }
        readings.retain(|reading| reading.cost < modern + PERIOD);
        if listed.is_none() && !token.mixed {
            readings.extend(self.elided(word));
        }
        // Lists made of text from the web have merged words too, as rare ones.
        if !token.mixed && listed.is_none_or(|cost| cost > RARE) {
            self.halves(word, token, &mut |cost, at| {
                let to = word.put(at, at, " ");
                readings.push(Reading {
                    cost,
                    to,
                    first: self.seen(word.head(at)),
                    last: self.seen(word.part(at, word.len())),
                    rule: &MERGED,
                });
            });
        }
        if listed.is_none() && !token.mixed && readings.iter().all(|reading| reading.cost + CLEAR > stay) {
            self.halves_misread(word, token, stay, &mut |reading| readings.push(reading));
        }
        readings.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        readings.truncate(MOST_READINGS);
        readings
    }

    /// Whether a reading is another word, and no other spelling or form of this one.
    fn is_other(&self, word: &str, to: &str) -> bool {
        !self.is_variant(word, to) && !self.is_ending(word, to)
    }
}

/// Whether a word stands first in its text, or behind the end of a sentence, perhaps in quotation marks.
pub(super) fn begins_sentence(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or("").trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '‘' | '\'' | '('));
    before.trim_end_matches(['"', '”', '’', '\'', ')']).chars().next_back().is_none_or(text::is_terminal)
}

/// Whether a word opens its text or a sentence.
fn opens_sentence(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or("").trim_end();
    before
        .chars()
        .next_back()
        .is_none_or(|c| text::is_terminal(c) || text::is_closer(c) || text::is_opener(c) || matches!(c, ':' | '—' | '–'))
}

/// Cost of the rarest English word that an accent is dirt on: thé.
const DIRTIED: f32 = 12.0;

/// Whether a reading is the word without its accents.
fn is_unaccented(word: &str, to: &str) -> bool {
    !word.is_ascii() && word.chars().flat_map(char::to_lowercase).map(known::plain).eq(to.chars().flat_map(char::to_lowercase))
}

/// Capitals that differ from their small letters by size alone, in Fraktur too.
const SIZED: [char; 10] = ['C', 'K', 'O', 'P', 'S', 'U', 'V', 'W', 'X', 'Z'];
/// Cost of the rarest word among whose letters any capital is a small one.
const USUAL: f32 = 14.0;
/// Letters of each half of a name whose second half begins with a capital: PayPal.
const HALF_NAME: usize = 3;

/// Whether the capital inside a word may be a small letter that was misread: one that it differs from by size alone, or any among the small ones
/// of a frequent word. That of a short form and of a name is none: GmbH, iPhone.
fn is_sized(word: &str, cost: f32) -> bool {
    let mut inner = word.chars().enumerate().skip(1).filter(|(_, c)| c.is_uppercase());
    let Some((at, c)) = inner.next() else { return false };
    let behind = word.chars().count() - at;
    let capital = word.starts_with(char::is_uppercase);
    let named = if capital { at >= HALF_NAME && behind >= HALF_NAME } else { at == 1 && behind >= HALF_NAME };
    let by_size = SIZED.contains(&c) && (at > 1 || behind > 1 || !capital);
    let among = cost < USUAL && behind > 1 && (at > 1 || !capital);
    (by_size || among) && (!named || cost < FREQUENT)
}
