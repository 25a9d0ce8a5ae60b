//! Words that the scan broke: misread letters, split and merged words, letter-spaced ones.
//!
//! A noisy channel: a word stays unless another word is likelier to have been printed, given how often words are seen, how
//! alike their letters look, and how noisy this page is. Words that may be names or old spellings are hard to beat.

mod alike;
mod channel;
mod confusions;
mod edits;
mod known;
mod lessons;
mod several;
mod spacing;
mod spelt;
mod strays;
mod token;
mod weights;

use crate::hyphen::Hyphens;
use crate::lang::Lang;
use crate::lexicon::{self, Entry, Fits, Map};
use crate::passes::glyphs::Fix;
use crate::put::Put;
use crate::rule::Rule;
use crate::stats::{Statistics, WordList};
use crate::text;
use channel::{Channel, float};
use smallvec::SmallVec;
use spelt::Spelt;
use token::{Token, fold, token};
use weights::Weights;

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
    summary: "A space stands inside a word, or a hyphen and a space.",
    why: "Worn type and loose setting look like a gap. Two pieces become one word where the word is known and a piece is not; \
          single letters in a row are letter-spaced emphasis; a hyphen and a space inside a known word stood at a line's end.",
    examples: &[
        ("They had great sym- pathy towards her.", "They had great sympathy towards her."),
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

/// A mark between words.
pub(crate) static STRAY_MARK: Rule = Rule {
    number: 19,
    id: "word/stray-mark",
    summary: "Dirt between two words was read as a mark, or as a space before one.",
    why: "Specks and worn type become stars, carets, apostrophes and dots. A mark that hangs on a known word in small letters, \
          where no quotation closes and no abbreviation ends, goes; so does a space before a comma, but in French.",
    examples: &[
        ("He came with *the old man ' and his son.", "He came with the old man and his son."),
        ("'Tis the boys' 'own work' here.", "'Tis the boys' 'own work' here."),
    ],
};

/// What is known of a page before its words are judged.
#[derive(Debug)]
pub(crate) struct Words<'m> {
    lang: Lang,
    lexicon: WordList<'m>,
    fits: &'static Fits,
    w: &'static Weights,
    channel: Channel,
    /// How often each unknown word stands on the page, by its hash.
    odd: Map<u32>,
    /// What speaks for other readings of a word, by its hash and its capitals.
    verdicts: Map<Option<Judged>>,
}

/// The better reading of a word, and how many bits better it is.
#[derive(Clone, Debug)]
struct Verdict {
    to: String,
    margin: f32,
    rule: &'static Rule,
}

/// A word with its likeliest other readings, whatever stands beside it.
#[derive(Clone, Debug)]
struct Judged {
    stay: f32,
    /// Bits that any change has to make up for.
    against: f32,
    readings: SmallVec<[Reading; 2]>,
}

#[derive(Clone, Debug)]
struct Reading {
    cost: f32,
    to: String,
    /// The first word of the reading, and the last.
    first: Seen,
    last: Seen,
    rule: &'static Rule,
}

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

/// A word by its hash, and its cost: without end where no list has it.
#[derive(Clone, Copy, Debug)]
struct Seen {
    hash: u64,
    cost: f32,
}

/// The words beside one, where they stand one space away.
#[derive(Clone, Copy, Debug, Default)]
struct Neighbours {
    left: Option<Seen>,
    right: Option<Seen>,
}

/// Words of at least this many letters say how noisy a page is.
const TELLING: usize = 3;

impl<'m> Words<'m> {
    /// Looks over the texts of a page; nothing for a language without a list.
    pub(crate) fn new<'t>(stats: impl Into<Statistics<'m>>, texts: impl Iterator<Item = &'t str> + Clone) -> Option<Self> {
        let stats = stats.into();
        let (lang, lexicon) = (stats.lang, stats.words()?);
        let w = weights::of(lang);
        let mut words =
            Self { lang, lexicon, fits: lexicon.fits(), w, channel: Channel::new(w, lang), odd: Map::default(), verdicts: Map::default() };
        let (mut seen, mut unknown) = (0_u32, 0_u32);
        let (mut folded, mut lessons) = (String::new(), Vec::new());
        for text in texts.clone() {
            let mut at = 0;
            while let Some(token) = token(text, at) {
                at = token.end;
                if token.chars < TELLING || token.touched {
                    continue;
                }
                // Names say nothing of noise.
                seen += u32::from(!token.capital);
                if words.lexicon.find(token.hash).is_some() {
                    continue;
                }
                let before = words.odd.entry(token.hash).or_default();
                *before += 1;
                // German nouns have capitals too.
                if token.mixed || token.capital && (lang != Lang::De || *before > 1) {
                    continue;
                }
                fold(text.get(token.start..token.end).unwrap_or(""), &mut folded);
                if Spelt::new(&folded).is_some_and(|word| !words.is_derived(&word)) {
                    unknown += u32::from(!token.capital);
                    lessons.push(folded.clone());
                }
            }
        }
        let share = (float(unknown) + PRIOR.0) / (float(seen) + PRIOR.1);
        words.channel.base = (w.edit - share.log2()).clamp(w.least, w.most);
        if lessons.len() >= LESSONS && unknown * CLEAN > seen {
            let mut letters = [0_u32; 256];
            for byte in texts.flat_map(str::bytes) {
                letters[usize::from(byte.to_ascii_lowercase())] += 1;
            }
            words.learn(&lessons, &letters);
        }
        Some(words)
    }

    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// Repairs of a text, in order, none overlapping another.
    pub(crate) fn scan(&mut self, text: &str, hyphens: &Hyphens<'_>, out: &mut Vec<Fix>) {
        let mut at = 0;
        let mut junk = 0.0_f32;
        // The word before, as it reads now.
        let mut before: Option<(usize, u64)> = None;
        let mut quotes = Quotes::default();
        let mut last: Option<Token> = None;
        while let Some(mut token) = token(text, at) {
            if self.lang == Lang::De {
                if !quotes.open {
                    self.widen(text, at, &mut token);
                }
                quotes.pass(text.get(at..token.start).unwrap_or(""));
                if !quotes.open {
                    token.take_blots(text);
                }
            }
            at = token.end;
            let previous = last.replace(token);
            out.extend(previous.and_then(|previous| self.between(text, previous, token)));
            let left = before.filter(|&(end, _)| end + 1 == token.start && text.as_bytes().get(end) == Some(&b' ')).map(|b| b.1);
            before = Some((token.end, token.hash));
            if let Some((start, end)) = self.divided(text, token, hyphens) {
                out.push(Fix { start, end, to: "".into(), rule: &SPLIT, confidence: 0.93 });
                continue;
            }
            if let Some((end, verdict)) = self.spaced(text, token) {
                at = end;
                last = None;
                before = Some((end, lexicon::hash(&verdict.to.to_lowercase())));
                join(text, token.start, end, &verdict, out);
                continue;
            }
            if let Some(verdict) = self.capital_i(text, token, left) {
                out.extend(fix(text, token.start, token.end, &verdict));
                continue;
            }
            if token.chars < 2 || token.touched || token.is_upper() && !token.mixed {
                continue;
            }
            // What breaks off has lost letters that no neighbour gives back.
            if token.end == text.len() {
                break;
            }
            if !token.mixed && token.inner() == 0 && self.is_common(token.hash) {
                junk *= FORGET;
                continue;
            }
            let verdict = self.verdict(text, token, left);
            junk *= FORGET;
            match verdict {
                Some((verdict, last)) => {
                    let verdict = Verdict { margin: verdict.margin - junk, ..verdict };
                    if let Some(fix) = fix(text, token.start, token.end, &verdict).filter(|_| verdict.margin > 0.0) {
                        before = Some((token.end, last));
                        out.push(fix);
                    }
                }
                None if !token.capital && self.lexicon.find(token.hash).is_none() => junk += self.w.junk,
                None => {}
            }
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

    /// The better reading of a word between its neighbours, and the hash of its last word.
    fn verdict(&mut self, text: &str, token: Token, left: Option<u64>) -> Option<(Verdict, u64)> {
        let word = text.get(token.start..token.end)?;
        let inner = u64::try_from(token.inner()).unwrap_or(0);
        let mut beside = Neighbours { left: left.map(|hash| self.seen(hash)), right: None };
        if self.lexicon.has_pairs() && text.as_bytes().get(token.end) == Some(&b' ') {
            beside.right = self::token(text, token.end).filter(|n| n.start == token.end + 1).map(|n| self.seen(n.hash));
        }
        let own = self.seen(token.hash);
        if own.cost.is_finite() && inner == 0 && self.gain(beside, own, own) > AT_HOME {
            return None;
        }
        let key = token.hash ^ (u64::from(token.capital) | inner << 1).wrapping_mul(0x0101_0101_0101_0101);
        if !self.verdicts.contains_key(&key) {
            let mut folded = String::with_capacity(word.len());
            fold(word, &mut folded);
            let judged = Spelt::new(&folded).and_then(|folded| self.judge(&folded, token));
            self.verdicts.insert(key, judged);
        }
        let judged = self.verdicts.get(&key)?.as_ref()?;
        let (reading, margin) = self.choose(judged, token, beside)?;
        // Inside a sentence a capital begins a name, which may well look like two words.
        if token.capital && reading.rule.number == MERGED.number && !opens_sentence(text, token.start) {
            return None;
        }
        let to = recase(&reading.to, token);
        Some((Verdict { to, margin, rule: reading.rule }, reading.last.hash))
    }

    /// The best of a word's other readings, by its neighbours too, where it is better than the word.
    fn choose<'j>(&self, judged: &'j Judged, token: Token, beside: Neighbours) -> Option<(&'j Reading, f32)> {
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
        (margin > 0.0).then_some((reading, margin))
    }

    /// Bits that neighbours gain for a reading by its first word and its last.
    fn gain(&self, beside: Neighbours, first: Seen, last: Seen) -> f32 {
        beside.left.map_or(0.0, |l| self.beside(l, first)) + beside.right.map_or(0.0, |r| self.beside(last, r))
    }

    /// Bits by which two words are likelier side by side than apart. A pair that no list has is unlikely where both are frequent.
    fn beside(&self, left: Seen, right: Seen) -> f32 {
        if !self.lexicon.has_pairs() {
            return 0.0;
        }
        match self.lexicon.pair(left.hash, right.hash) {
            Some(gain) => gain.min(12.0) * self.w.context,
            None => (left.cost + right.cost - PAIR_FLOOR).min(0.0) * self.w.unseen,
        }
    }

    fn seen(&self, hash: u64) -> Seen {
        Seen { hash, cost: self.lexicon.find(hash).map_or(f32::INFINITY, |e| e.cost) }
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

    /// Whether no other word can be likelier.
    fn is_common(&self, hash: u64) -> bool {
        self.lexicon.find(hash).is_some_and(|e| e.cost < self.channel.base + self.w.common)
    }

    fn is_word(&self, word: &Spelt<'_>) -> bool {
        self.lexicon.find(word.head(word.len())).is_some() || self.is_derived(word)
    }

    /// Bits that a word costs as it stands.
    fn stay(&self, folded: &str, token: Token) -> f32 {
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
        let again = self.odd.get(&token.hash).copied().unwrap_or(0).saturating_sub(1).min(3);
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

    fn judge(&self, word: &Spelt<'_>, token: Token) -> Option<Judged> {
        let listed = self.listed(word, token);
        // Fraktur's S and s, and a few others, differ by size alone; German has no capitals inside words.
        if self.lang == Lang::De && token.inner() == 1 && !token.mixed && self.is_word(word) {
            return (token.chars > 2 || !token.capital).then(|| self.only(word.text.to_owned(), token.hash));
        }
        if let Some((at, hash)) = self.divided_ck(word).filter(|_| listed.is_none()) {
            return Some(self.only(word.put(at, at + 1, "c"), hash));
        }
        if token.chars > 40 {
            return None;
        }
        if listed.is_none() && !token.mixed && self.is_derived(word) {
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

    /// The likeliest other readings of a word, the best first.
    fn readings(&self, word: &Spelt<'_>, listed: Option<f32>, stay: f32, token: Token) -> SmallVec<[Reading; 2]> {
        let mut found: SmallVec<[(f32, u64, edits::Change); MOST_NEAR]> = SmallVec::new();
        let mut least = f32::INFINITY;
        // Neighbours may speak for another word by so much.
        let noisy = self.channel.base + if token.capital { 2.0 } else { 0.0 } < self.w.noisy;
        let slack = if self.lexicon.has_pairs() && noisy { CONTEXT } else { -2.0 };
        self.single(word, stay + slack, &mut |change, cost, hash, entry| {
            let cost = cost + entry.cost + self.against(change, entry, word, token, listed.is_some());
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
        let mut offer = |cost: f32, hash: u64, to: &mut dyn FnMut() -> String| {
            if !seen.contains(&hash) {
                seen.push(hash);
                let to = to();
                if self.is_other(word.text, &to) {
                    readings.push(self.scanno(cost, to, hash));
                }
            }
        };
        for (cost, hash, change) in found {
            offer(cost, hash, &mut || word.put(change.start, change.end, change.to));
        }
        if listed.is_none() && token.chars >= 3 && noisy && least + self.w.rival + 5.0 > stay.min(least + 40.0) {
            self.several(word, stay, &mut |cost, to, hash| offer(cost, hash, &mut || to.clone()));
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
        readings.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        readings.truncate(MOST_READINGS);
        readings
    }

    /// Whether a reading is another word, and no other spelling or form of this one.
    fn is_other(&self, word: &str, to: &str) -> bool {
        !self.is_variant(word, to) && !self.is_ending(word, to)
    }
}

/// Readings of a word that its neighbours choose from.
const MOST_READINGS: usize = 5;
/// Words one change away that are looked at.
const MOST_NEAR: usize = 2 * MOST_READINGS;
/// Bits by which neighbours may speak for a reading.
const CONTEXT: f32 = 8.0;
/// A page's own words in small letters that no list has: from so many on they show what its engine mixes up.
const LESSONS: usize = 3;
/// Words among which a clean page has one that no list knows.
const CLEAN: u32 = 80;
/// Bits of the rarest pair of words that the list has.
const PAIR_FLOOR: f32 = 21.5;
/// A word of the list that its neighbours speak for by so many bits is right.
const AT_HOME: f32 = 2.0;
/// Share of unknown words that a page has by itself, as sightings.
const PRIOR: (f32, f32) = (0.6, 40.0);
/// Cost of the most frequent word, less a bit.
const MOST_FREQUENT: f32 = 4.0;
const INNER_CAPITAL: f32 = 12.0;
/// Cost of the rarest word that counts there.
const FREQUENT_I: f32 = 13.0;
/// Cost from which on the list's word may be its junk.
const RARE: f32 = 17.5;
/// Cost of the rarest word that a word made of known parts gives way to, and the letters of that at least.
const FREQUENT: f32 = 12.0;
const LEAST_OVERRULED: usize = 4;
/// Bits by which a word is more frequent than what the list counts as its misreadings.
const EXPLAINED: f32 = 9.0;
/// Margin of a capital inside a German word.
const CASE: f32 = 6.0;
/// What an unreadable word takes from those behind it goes by this much with each.
const FORGET: f32 = 0.6;
/// Brief words have many neighbours: bits from the most frequent words' cost on over which that fades in.
const BRIEF: f32 = 4.0;

/// Whether a word opens its text or a sentence.
fn opens_sentence(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or("").trim_end();
    before
        .chars()
        .next_back()
        .is_none_or(|c| text::is_terminal(c) || text::is_closer(c) || text::is_opener(c) || matches!(c, ':' | '—' | '–'))
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

/// The repairs that make one word of several pieces: each space by itself where nothing else changes.
fn join(text: &str, start: usize, end: usize, verdict: &Verdict, out: &mut Vec<Fix>) {
    let pieces = text.get(start..end).unwrap_or("");
    if !pieces.split(' ').flat_map(str::chars).eq(verdict.to.chars()) {
        out.extend(fix(text, start, end, verdict));
        return;
    }
    let confidence = confidence(verdict.margin);
    for (at, space) in pieces.match_indices(' ') {
        let at = start + at;
        out.push(Fix { start: at, end: at + space.len(), to: "".into(), rule: verdict.rule, confidence });
    }
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
            (Lang::En, "He gave it to *the old man ' and his friend.", "He gave it to the old man and his friend."),
            (Lang::En, "The boys' 'own work' and 'tis done.", "The boys' 'own work' and 'tis done."),
            (Lang::En, "the connexion of Wingecarribee and Oyston", "the connexion of Wingecarribee and Oyston"),
            (Lang::En, "Thecouncil of Coldwater met.", "The council of Coldwater met."),
            (Lang::En, "It was Miss Hiscock who cannot go to Howlong.", "It was Miss Hiscock who cannot go to Howlong."),
            (Lang::De, "Der Verein bat daS Haus welcbes hier steht.", "Der Verein bat das Haus welches hier steht."),
            (Lang::De, "Die S p e r r u n g der Straße.", "Die Sperrung der Straße."),
            (Lang::De, "Die Thür und das Theater, daß sie seyn.", "Die Thür und das Theater, daß sie seyn."),
            (Lang::De, "Der Zukker im Sakko.", "Der Zucker im Sakko."),
            (Lang::De, "Sie wollten «iner Frau habe» und sagen.", "Sie wollten einer Frau haben und sagen."),
            (Lang::De, "Sie sagte: »Das ist gut« und ging.", "Sie sagte: »Das ist gut« und ging."),
            (Lang::De, "Der Dampfschifffahrtsverein tagte.", "Der Dampfschifffahrtsverein tagte."),
            (Lang::De, "Die Herren S t a d l i n und B ö h i n g e r sprachen.", "Die Herren Stadlin und Böhinger sprachen."),
            (Lang::De, "Die N a ch r i ch t aus G e r b i n i kam.", "Die Nachricht aus Gerbini kam."),
            (Lang::De, "Der F ö r d e r v e rein tagt.", "Der Förderverein tagt."),
            (Lang::De, "Er fuhr iiber Land, mit einern Lehrer fiir Musik.", "Er fuhr über Land, mit einem Lehrer für Musik."),
            (
                Lang::De,
                "Die Thierärzte im neugeschaffenen Staatsrath wohnen daselbst.",
                "Die Thierärzte im neugeschaffenen Staatsrath wohnen daselbst.",
            ),
            (Lang::De, "Das fehlende Zahnrad der Bahnhofsuhr ist da.", "Das fehlende Zahnrad der Bahnhofsuhr ist da."),
            (Lang::De, "Die Klassen a b c d und die Noten c d e f g.", "Die Klassen a b c d und die Noten c d e f g."),
            (
                Lang::En,
                "It was accord- ingly left to the com mittee of the house.",
                "It was accordingly left to the committee of the house.",
            ),
            (Lang::En, "He had the view' of the sea.", "He had the view of the sea."),
            (
                Lang::En,
                "He said 'come to the view' and went with the boys' father.",
                "He said 'come to the view' and went with the boys' father.",
            ),
            (Lang::Fr, "Il avoit dit que le goût étoit bon.", "Il avoit dit que le goût étoit bon."),
        ];
        for (lang, text, want) in cases {
            assert_eq!(repaired(lang, text), want);
            assert_eq!(repaired(lang, want), want, "a second time");
        }
    }
}
