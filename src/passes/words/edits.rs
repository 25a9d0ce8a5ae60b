//! Words that look like a given one: by letters that look alike, and by one letter more, less or other.

use super::channel::{Channel, Edit, LETTERS};
use super::spelt::Spelt;
use super::{Token, Words};
use crate::lang::Lang;
use crate::lexicon::{self, Entry};
use once_cell::sync::Lazy;
use smallvec::SmallVec;

/// One change of a word: these bytes give way to that.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) to: &'static str,
    pub(super) edit: Edit,
}

/// Numbers of the letters that a language's words have, beside a to z.
fn accents(lang: Lang) -> std::ops::Range<usize> {
    match lang {
        Lang::De => 27..31,
        Lang::Fr => 31..45,
        _ => 0..0,
    }
}

/// Cost of the most frequent words of so many letters, in bits: `the`, `that`, `which`, `people`.
fn least_word(letters: usize) -> f32 {
    match letters {
        0..=3 => 4.0,
        4 => 6.0,
        5 => 7.0,
        _ => 8.0,
    }
}

/// The hashes of [`LETTERS`].
static LETTER_HASHES: Lazy<[u64; LETTERS.len()]> = Lazy::new(|| LETTERS.map(lexicon::hash));

impl Words<'_> {
    /// Known words one change away from a word; each is offered with the cost of its change, up to one that leaves the rest of
    /// `limit` to the likeliest words.
    pub(super) fn single(&self, word: &Spelt<'_>, limit: f32, each: &mut dyn FnMut(Change, f32, u64, Entry)) {
        let limit = limit - least_word(word.len());
        let [least, least_other, least_lost] = self.channel.least();
        if limit < least {
            return;
        }
        let letters: SmallVec<[(usize, usize); 32]> = word.text.char_indices().map(|(at, c)| (at, lexicon::letter(c))).collect();
        let letter = |n: usize| letters.get(n).map_or(0, |l| l.1);
        let mut put = |change: Change, cost: f32, hash: u64| {
            if let Some(entry) = self.lexicon.find(hash) {
                each(change, cost, hash, entry);
            }
        };
        for (n, &(at, own)) in letters.iter().enumerate() {
            let rest = word.text.get(at..).unwrap_or("");
            for (edit, cost, row) in self.channel.rows(rest) {
                if cost <= limit {
                    let end = at + row.from.len();
                    put(Change { start: at, end, to: row.to, edit }, cost, word.with(at, end, row.hash, row.to.len()));
                }
            }
            let (before, behind) = (n.checked_sub(1).map_or(0, letter), letter(n + 1));
            let end = letters.get(n + 1).map_or(word.len(), |l| l.0);
            let mut one = |end: usize, a: usize, b: usize| {
                let (edit, cost) = self.channel.single(a, b);
                if cost <= limit {
                    let to = LETTERS.get(b).copied().unwrap_or("");
                    let middle = LETTER_HASHES.get(b).copied().unwrap_or(0);
                    put(Change { start: at, end, to, edit }, cost, word.with(at, end, middle, to.len()));
                }
            };
            if own < LETTERS.len() {
                one(end, own, 0);
                let mut other = |b: usize| {
                    // Most letters fit nowhere between those beside them.
                    if b != own && self.lexicon.fits(before, b, behind) {
                        one(end, own, b);
                    }
                };
                if least_other <= limit {
                    (1..27).chain(accents(self.lang)).for_each(&mut other);
                } else {
                    self.channel.near(own).iter().copied().for_each(&mut other);
                }
            }
            if least_lost <= limit {
                for b in (1..27).chain(accents(self.lang)) {
                    if self.lexicon.fits(before, b, own) {
                        one(at, 0, b);
                    }
                }
            }
        }
    }

    /// Bits that speak against a candidate, whatever was misread.
    pub(super) fn against(&self, change: Change, entry: Entry, word: &Spelt<'_>, token: Token, listed: bool) -> f32 {
        // A German ending changes with the sentence, which nobody sees here.
        let one = change.end - change.start == 1 && change.to.len() == 1;
        let end = if self.lang == Lang::De && one && change.end == word.len() { self.w.ending } else { 0.0 };
        // Only names stand with a capital alone, and German nouns.
        // Two words that the umlaut alone tells apart, both of which the list has.
        let own = word.text.get(change.start..change.end).unwrap_or("");
        let dots = self.lang == Lang::De
            && listed
            && matches!((own, change.to), ("a", "ä") | ("ä", "a") | ("o", "ö") | ("ö", "o") | ("u", "ü") | ("ü", "u"));
        end + if dots { self.w.umlaut } else { 0.0 } + if !token.capital && entry.capital && !entry.lower { 5.0 } else { 0.0 }
    }
}

/// Readings that are followed at each place of a word.
const BEAM: usize = 12;
/// Most misread places of a word.
const MOST_EDITS: u8 = 4;

/// A reading of the beginning of a word.
#[derive(Clone, Copy, Debug)]
struct Partial {
    /// Numbers of its last two letters.
    a: usize,
    b: usize,
    hash: u64,
    cost: f32,
    spelling: f32,
    edits: u8,
    /// Its last change in the trail, and one more.
    trail: usize,
}

/// Changes of readings, each with the place of the one before.
type Trail = Vec<(usize, Change)>;

impl Words<'_> {
    /// Known words several cheap changes away: the readings of a word from its start, the likeliest few at each place.
    pub(super) fn several(&self, word: &Spelt<'_>, limit: f32, each: &mut dyn FnMut(f32, String, u64)) {
        let mut trail: Trail = Vec::new();
        let mut fronts: Vec<Vec<Partial>> = vec![Vec::new(); word.len() + 1];
        if let Some(front) = fronts.first_mut() {
            front.push(Partial { a: 0, b: 0, hash: lexicon::NOTHING, cost: 0.0, spelling: 0.0, edits: 0, trail: 0 });
        }
        for (at, c) in word.text.char_indices() {
            let mut front = std::mem::take(fronts.get_mut(at).unwrap_or(&mut Vec::new()));
            front.sort_by(|x, y| (x.cost + x.spelling).total_cmp(&(y.cost + y.spelling)));
            front.truncate(BEAM);
            let rest = word.text.get(at..).unwrap_or("");
            for from in front {
                self.follow(from, at, c, rest, limit - least_word(word.len()), &mut trail, &mut fronts);
            }
        }
        let mut ends = std::mem::take(fronts.last_mut().unwrap_or(&mut Vec::new()));
        ends.retain(|end| end.edits > 0);
        ends.sort_by(|x, y| (x.cost + x.spelling).total_cmp(&(y.cost + y.spelling)));
        for end in ends.iter().take(2 * BEAM) {
            let listed = self.lexicon.find(end.hash).map(|e| e.cost);
            let text = || spell(word.text, end.trail, &trail);
            if let Some(cost) = listed {
                each(end.cost + cost + self.w.several, text(), end.hash);
            } else if self.lang == Lang::De && word.len() >= LEAST_COMPOUND {
                let text = text();
                if let Some(cost) = Spelt::new(&text).and_then(|s| self.compound(&s, self.w.part)) {
                    each(end.cost + cost + self.w.compound, text, end.hash);
                }
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "one step of the search above")]
    fn follow(&self, from: Partial, at: usize, c: char, rest: &str, limit: f32, trail: &mut Trail, fronts: &mut [Vec<Partial>]) {
        let mut step = |end: usize, to: &'static str, own: Option<char>, cost: f32, edit: Option<Edit>| {
            let mut next = Partial { cost: from.cost + cost, ..from };
            for c in to.chars().chain(own) {
                let l = lexicon::letter(c);
                next.spelling += self.lexicon.triple(next.a, next.b, l) * 0.8;
                (next.a, next.b) = (next.b, l);
                let mut bytes = [0; 4];
                next.hash = c.encode_utf8(&mut bytes).bytes().fold(next.hash, lexicon::hash_more);
            }
            if let Some(edit) = edit {
                trail.push((from.trail, Change { start: at, end, to, edit }));
                next.trail = trail.len();
                next.edits += 1;
            }
            if let Some(front) = fronts.get_mut(end) {
                front.push(next);
            }
        };
        let (own, end) = (lexicon::letter(c), at + c.len_utf8());
        step(end, "", Some(c), 0.0, None);
        if from.edits >= MOST_EDITS {
            return;
        }
        let second = if from.edits > 0 { self.w.second } else { 0.0 };
        let most = (limit - from.cost).min(self.channel.base + self.w.close);
        for (edit, cost, row) in self.channel.rows(rest) {
            if cost + second <= most {
                step(at + row.from.len(), row.to, None, cost + second, Some(edit));
            }
        }
        if own >= LETTERS.len() {
            return;
        }
        for b in (0..27).chain(accents(self.lang)).filter(|&b| b != own) {
            let (edit, cost) = self.channel.single(own, b);
            if cost + second <= most {
                step(end, LETTERS.get(b).copied().unwrap_or(""), None, cost + second, Some(edit));
            }
        }
    }
}

/// Letters of a German compound at least.
pub(super) const LEAST_COMPOUND: usize = 8;

/// The word that a trail of changes makes.
fn spell(word: &str, mut at: usize, trail: &Trail) -> String {
    let mut changes = Vec::new();
    while let Some(&(before, change)) = at.checked_sub(1).and_then(|n| trail.get(n)) {
        changes.push(change);
        at = before;
    }
    let mut out = String::with_capacity(word.len() + 4);
    let mut done = 0;
    for change in changes.iter().rev() {
        out.push_str(word.get(done..change.start).unwrap_or(""));
        out.push_str(change.to);
        done = change.end;
    }
    out.push_str(word.get(done..).unwrap_or(""));
    out
}

/// Unknown words from which a page's own confusions are learned.
const LESSONS: usize = 400;
/// Margin from which on a repair teaches.
const SURE: f32 = 3.0;

impl Words<'_> {
    /// Learns from words of one likely reading which letters this page mixes up; twice, as the second time knows more.
    pub(super) fn learn(&mut self, lessons: &[String], letters: &[u32; 256]) {
        if lessons.len() < 3 {
            return;
        }
        for _ in 0..2 {
            let mut seen = vec![0_u16; Channel::edits()];
            for word in lessons.iter().take(LESSONS).filter_map(|word| Spelt::new(word)) {
                let stay = 8.0 + self.lexicon.spelling(word.text);
                let (mut best, mut second, mut what) = (f32::INFINITY, f32::INFINITY, None);
                self.single(&word, stay, &mut |change, cost, _, entry| {
                    let cost = cost + entry.cost;
                    if cost < best {
                        (second, best, what) = (best, cost, Some(change.edit).filter(|_| entry.lower));
                    } else {
                        second = second.min(cost);
                    }
                });
                let sure = second.min(stay) - best > SURE;
                if let Some(n) = what.filter(|_| sure).and_then(|edit| seen.get_mut(usize::from(edit))) {
                    *n = n.saturating_add(1);
                }
            }
            self.channel.learn(&seen, letters);
        }
    }
}
