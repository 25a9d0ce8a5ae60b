//! Words that have several misread letters: the readings of a word from its start, the likeliest few at each place.

use super::Words;
use super::alike::{HASHES, LETTERS, Row, SIZE};
use super::channel::Edit;
use super::edits::{Change, accents, each_letter, least_word};
use super::spelt::Spelt;
use crate::lang::Lang;
use crate::lexicon;
use smallvec::SmallVec;

/// Readings that are followed at each place of a word.
const BEAM: usize = 12;
/// Readings of the whole word that are looked up.
const ENDS: usize = 2 * BEAM;
/// Most misread places of a word.
const MOST_EDITS: u8 = 4;
/// Most bits above the page's base of a change to a word that no list has. Tried from 3 to 7 and without end on one half of German
/// lines read from newspapers: up to 6 the share of wrong repairs does not grow, without end right compounds are changed.
const LIKELY: f32 = 6.0;
/// Most misread places of a word that no list has.
const MOST_DERIVED: u8 = 2;
/// Share of the bits of its letters that a reading costs while its word is not known.
const SPELLING: f32 = 0.8;
/// More than the rounding of a sum of costs.
const ROUNDING: f32 = 0.01;
/// Room for the changes of the readings of a word: most have fewer.
const TRAIL: usize = 256;
/// Letters of a German compound at least.
const LEAST_COMPOUND: usize = 8;

/// A reading of the beginning of a word.
#[derive(Clone, Copy, Debug)]
struct Partial {
    hash: u64,
    cost: f32,
    spelling: f32,
    /// Its last change in the trail, and one more.
    trail: u32,
    /// Numbers of its last two letters.
    a: u8,
    b: u8,
    edits: u8,
}

impl Partial {
    /// Nothing is read yet.
    const START: Self = Self { hash: lexicon::NOTHING, cost: 0.0, spelling: 0.0, trail: 0, a: 0, b: 0, edits: 0 };

    #[inline]
    fn sum(&self) -> f32 {
        self.cost + self.spelling
    }
}

/// The likeliest readings up to one place, the best first.
#[derive(Clone, Debug)]
struct Front {
    /// In the order in which they came, but for those that took the place of another one.
    kept: [Partial; ENDS],
    /// The place of each among these, and its sum.
    order: [u8; ENDS],
    sums: [f32; ENDS],
    len: usize,
    /// Readings that are kept.
    most: usize,
    /// The sum from which on a reading is not kept.
    worst: f32,
}

impl Front {
    fn new(most: usize) -> Self {
        Self { kept: [Partial::START; ENDS], order: [0; ENDS], sums: [f32::INFINITY; ENDS], len: 0, most, worst: f32::INFINITY }
    }

    /// The best of them, or one behind it.
    #[inline]
    fn reading(&self, n: usize) -> Option<Partial> {
        self.order[..self.len].get(n).map(|place| self.kept[usize::from(*place)])
    }

    /// Takes a reading in behind those that are as good.
    fn insert(&mut self, next: Partial) {
        let sum = next.sum();
        let last = self.len.min(self.most - 1);
        let place = if self.len < self.most { u8::try_from(last).unwrap_or(0) } else { self.order[last] };
        let mut at = last;
        while at > 0 && self.sums[at - 1] > sum {
            (self.order[at], self.sums[at]) = (self.order[at - 1], self.sums[at - 1]);
            at -= 1;
        }
        (self.order[at], self.sums[at], self.len) = (place, sum, last + 1);
        self.kept[usize::from(place)] = next;
        if self.len == self.most {
            self.worst = self.sums[last];
        }
    }
}

/// Changes of readings, each with the place of the one before.
type Trail = Vec<(u32, Change)>;

/// The readings of one word while they are followed.
struct Search<'s> {
    word: &'s Spelt<'s>,
    /// Bits that changes may cost.
    limit: f32,
    fronts: Vec<Front>,
    trail: Trail,
}

impl Search<'_> {
    /// The sum from which on a reading is not kept at a place.
    #[inline]
    fn worst(&self, at: usize) -> f32 {
        self.fronts.get(at).map_or(f32::NEG_INFINITY, |front| front.worst)
    }

    /// One of the readings up to a place.
    #[inline]
    fn reading(&self, at: usize, n: usize) -> Option<Partial> {
        self.fronts.get(at).and_then(|front| front.reading(n))
    }
}

/// What a reading goes on with: so many bits for these letters, and the change that they are.
#[derive(Clone, Copy)]
struct Step<'s> {
    end: usize,
    letters: &'s [u8],
    hash: u64,
    len: usize,
    cost: f32,
    change: Option<Change>,
}

/// What readings may go on with at a place of a word, whatever was read before.
struct Ahead {
    /// The letter there, by its place, its number and its hash.
    at: usize,
    end: usize,
    own: usize,
    hash: u64,
    /// What it may have been together with those behind it, with the bits of that.
    rows: SmallVec<[(Edit, f32, &'static Row); 16]>,
    /// The letters that it may have been, a bit each.
    letters: u64,
}

impl Words<'_> {
    /// Known words several cheap changes away.
    pub(super) fn several(&self, word: &Spelt<'_>, limit: f32, each: &mut dyn FnMut(f32, String, u64)) {
        let mut fronts = vec![Front::new(BEAM); word.len()];
        fronts.push(Front::new(ENDS));
        let mut search = Search { word, limit: limit - least_word(word.len()), fronts, trail: Vec::with_capacity(TRAIL) };
        search.fronts[0].insert(Partial::START);
        for (at, c) in word.text.char_indices() {
            let mut ahead = None;
            // What goes on ends further on: the front stays as it is.
            let mut all = 0..;
            while let Some(from) = all.next().and_then(|n| search.reading(at, n)) {
                self.follow(&mut search, from, ahead.get_or_insert_with(|| self.ahead(word, at, c)));
            }
        }
        for end in (0..).map_while(|n| search.reading(word.len(), n)) {
            let text = || spell(word.text, end.trail, &search.trail);
            if let Some(cost) = self.lexicon.find(end.hash).map(|e| e.cost) {
                each(end.cost + cost + self.w.several, text(), end.hash);
            } else if let Some((cost, text)) = self.unlisted(&search, &end) {
                each(end.cost + cost + self.w.compound, text, end.hash);
            }
        }
    }

    /// A German reading that no list has and that is made of words that it has, if all its changes are likely ones: the cost of its
    /// rarest part.
    fn unlisted(&self, search: &Search<'_>, end: &Partial) -> Option<(f32, String)> {
        if self.lang != Lang::De || search.word.len() < LEAST_COMPOUND {
            return None;
        }
        let mut trail = end.trail;
        while let Some(&(before, change)) = trail.checked_sub(1).and_then(|n| search.trail.get(usize::try_from(n).ok()?)) {
            let dots = matches!(change.to, "ä" | "ö" | "ü");
            if dots || self.channel.cost(change.edit) > self.channel.base + LIKELY {
                return None;
            }
            trail = before;
        }
        let text = spell(search.word.text, end.trail, &search.trail);
        let spelt = Spelt::new(&text)?;
        let derived = || (end.edits <= MOST_DERIVED && self.is_derived(&spelt)).then_some(self.w.derived);
        let cost = self.compound(&spelt, self.w.part).or_else(derived)?;
        // One word that is made of others does not give way to another: Staatsrath to Staatsroth.
        (!self.is_derived(search.word)).then_some((cost, text))
    }

    /// What any reading may go on with at a place.
    fn ahead(&self, word: &Spelt<'_>, at: usize, c: char) -> Ahead {
        let (own, end) = (lexicon::letter(c), at + c.len_utf8());
        let mut rows = SmallVec::new();
        let most = self.channel.base + self.w.close - self.w.second.min(0.0);
        self.channel.rows(word.text.get(at..).unwrap_or(""), most, |edit, cost, row| rows.push((edit, cost, row)));
        let letters = (0..27).chain(accents(self.lang)).fold(0, |all, b| all | 1 << b) & !(1 << own);
        Ahead { at, end, own, hash: word.part(at, end), rows, letters: if own < SIZE { letters } else { 0 } }
    }

    /// Goes on with a reading by the letter at its end, as it is and as what it may have been.
    fn follow(&self, search: &mut Search<'_>, from: Partial, ahead: &Ahead) {
        let &Ahead { at, end, own, hash, .. } = ahead;
        let letter = u8::try_from(own).unwrap_or(0);
        self.step(search, &from, Step { end, letters: &[letter], hash, len: end - at, cost: 0.0, change: None });
        if from.edits >= MOST_EDITS {
            return;
        }
        let second = if from.edits > 0 { self.w.second } else { 0.0 };
        let most = (search.limit - from.cost).min(self.channel.base + self.w.close);
        for &(edit, cost, row) in ahead.rows.iter().filter(|(_, cost, _)| *cost <= most - second) {
            let end = at + row.from.len();
            let change = Some(Change { start: at, end, to: row.to, edit });
            let step = Step { end, letters: &row.letters, hash: row.hash, len: row.to.len(), cost: cost + second, change };
            self.step(search, &from, step);
        }
        let worst = search.worst(end);
        // What costs more is not kept; more than any rounding is left.
        let kept = most.min(worst - from.sum() + ROUNDING) - second;
        for b in each_letter(ahead.letters & self.channel.within(own, self.channel.level(kept))) {
            let (edit, cost) = self.channel.single(own, b);
            let sum = from.cost + (cost + second);
            if cost + second > most || sum + from.spelling >= worst {
                continue;
            }
            let spelling = if b == 0 { from.spelling } else { from.spelling + self.triple(&from, b) * SPELLING };
            if sum + spelling < worst {
                let to = LETTERS.get(b).copied().unwrap_or("");
                let (hash, one) = (HASHES.get(b).copied().unwrap_or(0), [u8::try_from(b).unwrap_or(0)]);
                let letters = if b == 0 { &[][..] } else { &one };
                let change = Some(Change { start: at, end, to, edit });
                self.step(search, &from, Step { end, letters, hash, len: to.len(), cost: cost + second, change });
            }
        }
    }

    /// Bits of a letter behind a reading.
    #[inline]
    fn triple(&self, behind: &Partial, letter: usize) -> f32 {
        self.lexicon.triple(usize::from(behind.a), usize::from(behind.b), letter)
    }

    /// Takes a reading with its next letters to the front where they end, if it is one of the best there.
    fn step(&self, search: &mut Search<'_>, from: &Partial, step: Step<'_>) {
        let edits = from.edits + u8::from(step.change.is_some());
        if edits == 0 && step.end == search.word.len() {
            return;
        }
        let worst = search.worst(step.end);
        let mut next = Partial { cost: from.cost + step.cost, edits, ..*from };
        if next.sum() >= worst {
            return;
        }
        for &l in step.letters {
            next.spelling += self.triple(&next, usize::from(l)) * SPELLING;
            (next.a, next.b) = (next.b, l);
        }
        if next.sum() >= worst {
            return;
        }
        next.hash = lexicon::hash_both(from.hash, step.hash, step.len);
        if let Some(change) = step.change {
            search.trail.push((from.trail, change));
            next.trail = u32::try_from(search.trail.len()).unwrap_or(0);
        }
        if let Some(front) = search.fronts.get_mut(step.end) {
            front.insert(next);
        }
    }
}

/// The word that a trail of changes makes.
fn spell(word: &str, mut at: u32, trail: &Trail) -> String {
    let mut changes = Vec::new();
    while let Some(&(before, change)) = at.checked_sub(1).and_then(|n| trail.get(usize::try_from(n).ok()?)) {
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
