//! What the page as a whole says of the guesses: how much of it is misread, what it confuses, what it spells elsewhere.

use crate::context::Code;
use crate::passes::glyphs::Fix;
use crate::passes::look_alike::{COMMON_LOOK_ALIKE, DOUBLED, Guess, HALVES, LOOK_ALIKE, LookAlikes, is_rare, logistic, triads};
use crate::put::Put;
use crate::text;
use std::collections::BTreeMap;

/// A guess below this probability is not worth a suggestion.
const WORTH_SAYING: f32 = 0.3;
/// Share of damage on a page before anything is known of it, and the characters' worth of weight that it has against what the
/// page shows; with this share the weights hold as they were fitted.
const USUAL_RATE: f32 = 0.006;
const USUAL_CHARS: f32 = 300.0;
/// What is found is a part of the damage: a decision moves by so many nats for each nat of the share, within bounds. Found on
/// generated dumps of 17 pages, on their clean forms and on newspaper text.
const RATE_WEIGHT: f32 = 2.0;
const RATE_SHIFT: (f32, f32) = (-2.5, 0.8);
/// Nats for each time that the page has the same spelling elsewhere, and the candidate's.
const SAME_SPELLING: f32 = -1.0;
const OTHER_SPELLING: f32 = 0.7;
/// Nats for each time that the page ties a neighbour to what stands beyond it.
const APART: f32 = -0.5;
/// Sightings beyond these say nothing more.
const SIGHTINGS: (u32, u32) = (3, 2);
/// By how much each place where a confusion is likely makes the same one elsewhere on the page likelier, and how likely it is.
const HABIT: f32 = 6.0;
const LIKELY: f32 = 0.8;
/// Nats by which a frequent character is less likely misread than the weights say. On generated dumps of 70 articles and on newspaper text
/// with generated damage 58 of 79 guesses between 0.85 and 0.9 were right without it, and 913 of 924 above.
const COMMON: f32 = -0.5;
/// No more is ever sure.
const MOST: f32 = 0.99;

/// Bytes between the starts of two characters side by side, a space between them at most.
const BESIDE: usize = 4;

/// Two ideographs side by side, by their code points.
type Two = (u16, u16);

/// The words of two ideographs that a guess takes away, that it makes, and that stand beside it.
fn pairs(guess: &Guess) -> [[Option<Two>; 2]; 3] {
    let ideograph = |c: char| u16::try_from(u32::from(c)).ok().filter(|_| text::is_han(c));
    let [far, left, _, right, beyond] = guess.five.map(ideograph);
    let own = ideograph(guess.from);
    let also = guess.also.and_then(ideograph);
    let Some(to) = guess.to.map(|(_, c)| ideograph(c)) else { return [[own.zip(own), None], [None; 2], [None; 2]] };
    let own = if also.is_some() { [own.zip(also), None] } else { [left.zip(own), own.zip(right)] };
    [own, [left.zip(to), to.zip(right)], [far.zip(left), right.zip(beyond)]]
}

/// How often a page has some pairs of ideographs.
#[derive(Debug)]
pub(crate) struct Spellings {
    counts: BTreeMap<Two, u32>,
    /// Bits that tell most pairs nobody asks for from those that somebody does.
    wanted: [u64; 1 << 6],
}

impl Default for Spellings {
    fn default() -> Self {
        Self { counts: BTreeMap::new(), wanted: [0; 1 << 6] }
    }
}

impl Spellings {
    pub(crate) fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    fn want(&mut self, pair: Two) {
        self.counts.insert(pair, 0);
        let (word, bit) = slot(pair);
        self.wanted[word & 63] |= bit;
    }

    fn of(&self, pair: Two) -> u32 {
        self.counts.get(&pair).copied().unwrap_or(0)
    }

    /// Counts those of a text, each of them so many times.
    pub(crate) fn count(&mut self, text: &str, times: u32) {
        triads(text, |_, before, char| self.see((before, char), times));
    }

    /// Counts a pair so many times, if somebody asks for it.
    #[inline]
    fn see(&mut self, pair: Two, times: u32) {
        let (word, bit) = slot(pair);
        if self.wanted[word & 63] & bit != 0 {
            self.counts.entry(pair).and_modify(|n| *n += times);
        }
    }
}

/// The word and the bit of a pair.
#[inline]
fn slot((a, b): Two) -> (usize, u64) {
    let hash = (u32::from(a) << 16 | u32::from(b)).wrapping_mul(0x9E37_79B9);
    (usize::try_from(hash >> 26).unwrap_or(0), 1 << (hash >> 20 & 63))
}

impl LookAlikes {
    /// What has to be counted on the page before the guesses are settled, as far as the texts that were read have it; nothing where none of
    /// them can be worth saying.
    pub(crate) fn spellings(&mut self) -> Spellings {
        self.rivals();
        let least = (WORTH_SAYING / (1.0 - WORTH_SAYING)).ln() - OTHER_SPELLING * 2.0 - self.rate_shift();
        let mut out = Spellings::default();
        if self.guesses.iter().any(|guess| guess.logit >= least) {
            for guess in &self.guesses {
                pairs(guess).into_iter().flatten().flatten().for_each(|pair| out.want(pair));
            }
            self.room.walk.triads().iter().for_each(|triad| out.see((triad.before, triad.char), 1));
        }
        out
    }

    /// What to repair: the flow, the repair.
    pub(crate) fn settle(mut self, spellings: &Spellings) -> Vec<(usize, Fix)> {
        if self.guesses.is_empty() {
            return Vec::new();
        }
        self.spelled(spellings);
        self.habits();
        let shift = self.rate_shift();
        let mut out = Vec::new();
        for guess in &self.guesses {
            // That a page is misread does not say that characters are read twice or cut.
            let is_misread = guess.to.is_some() && guess.also.is_none();
            let shift = if is_misread { shift } else { shift.min(0.0) };
            let is_rare = is_rare(self.model, self.model.code(guess.from));
            let common = if is_misread && !is_rare { COMMON } else { 0.0 };
            let confidence = logistic(guess.logit + shift + common).min(MOST);
            let put = guess.to.map_or(Some(Put::from("")), |(_, c)| Put::short(c.encode_utf8(&mut [0; 4])));
            if let Some(to) = put.filter(|_| confidence >= WORTH_SAYING) {
                let rule = match guess.to {
                    None => &DOUBLED,
                    Some(_) if guess.also.is_some() => &HALVES,
                    Some(_) if is_rare => &LOOK_ALIKE,
                    Some(_) => &COMMON_LOOK_ALIKE,
                };
                out.push((guess.flow, Fix { start: guess.start, end: guess.end, to, rule, confidence }));
            }
        }
        out
    }

    /// Of two guesses side by side, one explains the other.
    fn rivals(&mut self) {
        let logits: Vec<(usize, usize, f32)> = self.guesses.iter().map(|g| (g.flow, g.start, g.logit)).collect();
        let beaten = |n: usize, m: Option<usize>| {
            let (Some(own), Some(other)) = (logits.get(n), m.and_then(|m| logits.get(m))) else { return false };
            own.0 == other.0 && own.1.abs_diff(other.1) <= BESIDE && (other.2, m) > (own.2, Some(n))
        };
        let mut n = 0;
        self.guesses.retain(|_| {
            n += 1;
            !beaten(n - 1, n.checked_sub(2)) && !beaten(n - 1, Some(n))
        });
    }

    /// What the page spells elsewhere.
    fn spelled(&mut self, spellings: &Spellings) {
        if spellings.is_empty() {
            return;
        }
        let most = |pairs: [Option<Two>; 2], own: u32| {
            pairs.into_iter().flatten().map(|pair| spellings.of(pair)).max().unwrap_or(0).saturating_sub(own)
        };
        for guess in &mut self.guesses {
            let [own, other, beside] = pairs(guess);
            let times = |n: u32, most: u32| f32::from(u16::try_from(n.min(most)).unwrap_or(0));
            let same = times(most(own, 1), SIGHTINGS.0);
            let different = times(most(other, 0), SIGHTINGS.1);
            // A neighbour that the page ties to what stands beyond it needs nothing here.
            let apart = if different > 0.0 { 0.0 } else { times(most(beside, 1), SIGHTINGS.1) };
            guess.logit += SAME_SPELLING * same + OTHER_SPELLING * different + APART * apart;
        }
    }

    /// What an engine confuses once on a page, it confuses again.
    fn habits(&mut self) {
        let shift = self.rate_shift();
        let likely = |logit: f32| Some(logistic(logit)).filter(|p| *p > LIKELY).unwrap_or(0.0);
        let mut sums: BTreeMap<(char, Code), f32> = BTreeMap::new();
        let pair = |guess: &Guess| Some((guess.from, guess.to?.0));
        for guess in &self.guesses {
            if let Some(pair) = pair(guess) {
                *sums.entry(pair).or_default() += likely(guess.logit + shift);
            }
        }
        for guess in &mut self.guesses {
            if let Some(&sum) = pair(guess).as_ref().and_then(|pair| sums.get(pair)) {
                let others = (sum - likely(guess.logit + shift)).max(0.0);
                guess.logit += (1.0 + HABIT * others).ln();
            }
        }
    }

    /// How much more or less than usual the page is damaged, by its guesses and by what other rules repaired.
    fn rate_shift(&self) -> f32 {
        let chars = self.chars as f32;
        let mut shift = 0.0;
        // Two rounds settle: the second share is counted with the first one's shift.
        for _ in 0..2 {
            let found: f32 = self.guesses.iter().map(|g| logistic(g.logit + shift)).sum();
            let rate = (found + self.repaired + USUAL_RATE * USUAL_CHARS) / (chars + USUAL_CHARS);
            shift = (RATE_WEIGHT * (rate / USUAL_RATE).ln()).clamp(RATE_SHIFT.0, RATE_SHIFT.1);
        }
        shift
    }
}
