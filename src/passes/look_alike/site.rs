//! A suspicious place: what its surroundings cost, and what speaks for another character.

use crate::context::{self, Code, ContextModel, LONGEST, Log, UNKNOWN, Usual};
use crate::lang::is_family;
use crate::likeness::Shapes;
use crate::passes::look_alike::{AROUND, Guess, IDEOGRAPHS, LookAlikes, SELDOM, Source, score, weights};
use crate::text;
use once_cell::sync::{Lazy, OnceCell};
use smallvec::SmallVec;

/// A suspicious place costs at least so many bits for what ties it, where a tie counts no less than this.
const SUSPICIOUS: f32 = 10.0;
const LEAST_TIE: f32 = -6.0;
/// Association in bits above which a neighbour is tied to what stands there: marks and characters that stand beside any other have up to so
/// much. On 130 generated dumps one in five hundred right repairs had more.
const TIED: f32 = 1.0;
/// Bits that the ties to both neighbours must gain, and those that they and the stronger one must have at least. On generated damage
/// one right repair in two hundred gains less.
const TIES: f32 = 5.0;
const BOTH_TIES: f32 = -0.5;
const STRONGER_TIE: f32 = 0.5;
/// Bits by which a character is so much rarer than a candidate that these say nothing.
const MUCH_RARER: f32 = 4.0;
/// Bits that likeness is worth, and that each step down the list of likenesses costs, as far as ties are set against them.
const OF_LIKENESS: f32 = 12.0;
const OF_RANK: f32 = 2.5;
/// Bits that a candidate must have by ties, likeness and rank together; one right repair of a frequent character in a hundred
/// has less.
const PROMISE: f32 = 15.0;
/// Bits that the triples must gain, whatever the character and less than what it costs, and lattice and triples together. On generated
/// dumps of 17 pages all that was rightly repaired gained more.
const TRIPLES: f32 = 6.0;
const BELOW_COST: f32 = 7.0;
/// Rarer characters are not counted often enough to ask for more.
const MOST_COST: f32 = 18.0;
const GAIN: f32 = 9.0;
/// What likeness, rank and rarity must say by themselves, in the logits of `weights::MISREAD`: what says less never became a repair.
const LEAST_PRIOR: f32 = -7.0;
/// Bits from which on a character is a rare one.
const RARE: f32 = 16.0;
/// Likeness above which each bit of it counts anew.
const ALIKE: f32 = 0.7;
/// Bits that tie a family name to a given name at most: 王国 is a word.
const NAME_TIE: f32 = 4.0;

/// What speaks for a candidate; see `Site::features`.
pub(super) const FEATURES: usize = 24;
type Features = [f32; FEATURES];

/// A character that neither of its neighbours explains.
pub(super) struct Doubt<'p> {
    page: &'p LookAlikes,
    model: &'static ContextModel,
    usual: Usual<'static>,
    rivals: &'static [Rival],
    code: Code,
    left: Code,
    right: Code,
    /// The pairs with both neighbours, and how they tie.
    pairs: [Log; 2],
    ties: (f32, f32),
    /// Bits of the character.
    own: f32,
}

/// A character between two others that may be suspicious, and what ties it to them as far as that was looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Suspect {
    /// Where it stands.
    pub(super) at: usize,
    char: u16,
    codes: [Code; 3],
    pairs: [Log; 2],
    ties: (f32, f32),
}

impl Suspect {
    pub(super) fn new(at: usize, char: u16, codes: [Code; 3]) -> Self {
        Self { at, char, codes, pairs: [None; 2], ties: (0.0, 0.0) }
    }

    /// Whether the character before does not explain it.
    #[inline]
    fn is_untied_before(&mut self, model: &ContextModel) -> bool {
        let [left, code, right] = self.codes;
        self.pairs[0] = model.pair(left, code);
        self.ties.0 = model.tie_of(left, code, self.pairs[0]);
        // One of two equal characters is not misread, but read twice. The other tie adds the least at most.
        (code != left) & (code != right) & (self.ties.0 <= TIED) & (self.surprise(model, LEAST_TIE) >= SUSPICIOUS)
    }

    /// Whether the one behind does not, either.
    #[inline]
    fn is_untied_behind(&mut self, model: &ContextModel) -> bool {
        let [_, code, right] = self.codes;
        self.pairs[1] = model.pair(code, right);
        self.ties.1 = model.tie_of(code, right, self.pairs[1]);
        (self.ties.1 <= TIED) & (self.surprise(model, self.ties.1) >= SUSPICIOUS)
    }

    #[inline]
    fn surprise(&self, model: &ContextModel, behind: f32) -> f32 {
        model.cost(self.codes[1]) - self.ties.0.max(LEAST_TIE) - behind.max(LEAST_TIE)
    }
}

/// Leaves of some characters those that neither neighbour explains. The answers come from tables larger than the near caches, and no processor
/// foresees them: so all are asked for in a row, and each is kept by writing it over the first one that is not.
pub(super) fn sift(model: &ContextModel, suspects: &mut Vec<Suspect>) {
    let mut round = |is_kept: fn(&mut Suspect, &ContextModel) -> bool| {
        let mut kept = 0;
        for n in 0..suspects.len() {
            let mut suspect = suspects[n];
            let is_kept = is_kept(&mut suspect, model);
            suspects[kept] = suspect;
            kept += usize::from(is_kept);
        }
        suspects.truncate(kept);
    };
    round(Suspect::is_untied_before);
    round(Suspect::is_untied_behind);
}

/// A suspicious place with what its surroundings cost.
pub(super) struct Site<'p> {
    doubt: Doubt<'p>,
    /// Where it stands in its flow, what stands there, and where among the page's codes.
    start: usize,
    char: char,
    place: usize,
    /// Two characters before, the place, two behind.
    five: [Code; 5],
    /// The pairs of the neighbours with what stands beyond them.
    beyond: [Log; 2],
}

/// What costs time, looked at only where a candidate is worth it.
struct Costs {
    /// Costs of the best words up to each place before the site, and from each place behind it.
    before: [f32; AROUND + 1],
    behind: [f32; AROUND + 1],
    /// The lattice's cost and the length of the word at the place.
    words: (f32, usize),
    /// Ties of the neighbours to what stands beyond them.
    anchors: (f32, f32),
}

/// The ideographs around a place, and which of them it is.
#[derive(Clone, Copy)]
struct Window<'p> {
    codes: &'p [Code],
    at: usize,
}

/// A character of nearly the same shape, whatever stands around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rival {
    code: Code,
    char: char,
    like: f32,
    /// Logarithm of its number among those that are like what was read.
    rank: f32,
    /// Bits by which what was read is rarer.
    rarer: f32,
    /// What likeness and rank are worth where they are set against ties.
    promise: f32,
}

/// A candidate for a place.
#[derive(Clone, Copy)]
struct Near {
    rival: &'static Rival,
    /// Its pairs with the neighbours, and how these tie.
    pairs: [Log; 2],
    ties: [f32; 2],
    promise: f32,
}

/// The characters that one may be misread for, by shape and frequency alone. Each list is made when it is first asked for: it takes
/// ten times as long as to go through it, and few characters of a page need one.
fn rivals(page: &LookAlikes, char: u16, code: Code) -> &'static [Rival] {
    let list = char.checked_sub(*IDEOGRAPHS.start()).and_then(|place| page.lists.get(usize::from(place)));
    let of = |char: u16| char::from_u32(u32::from(char)).map_or_else(Box::default, |char| rivals_of(page.model, page.shapes, char, code));
    list.map_or(&[], |list| list.get().unwrap_or_else(|| list.get_or_init(|| of(char))))
}

/// What [`rivals`] found.
pub(super) type Lists = [OnceCell<Box<[Rival]>>];

/// The lists of all pages of a script: they follow from the built-in model and the shapes alone, whatever page asks first. There are
/// 20,992 of 24 bytes each, half a megabyte, and what is in them: at most 32 candidates of 24 bytes each, 16 MB if each list were asked
/// for and full. There is one model a script.
pub(super) fn lists(model: &ContextModel) -> &'static Lists {
    debug_assert!(std::ptr::eq(model, if model.is_traditional() { context::zh_hant() } else { context::zh() }));
    static SIMPLIFIED: Lazy<Box<Lists>> = Lazy::new(|| IDEOGRAPHS.map(|_| OnceCell::new()).collect());
    static TRADITIONAL: Lazy<Box<Lists>> = Lazy::new(|| IDEOGRAPHS.map(|_| OnceCell::new()).collect());
    if model.is_traditional() { &TRADITIONAL } else { &SIMPLIFIED }
}

fn rivals_of(model: &ContextModel, shapes: &Shapes, char: char, code: Code) -> Box<[Rival]> {
    let (prior, own) = (Prior::of(model, code), model.cost(code));
    let mut rivals: SmallVec<[Rival; 32]> = SmallVec::new();
    for ((char, like), &rank) in shapes.alike(char).zip(RANKS.iter()) {
        let Some(hope) = prior.hope(like, rank) else { break };
        let code = model.code(char);
        let cost = model.cost(code);
        let rarer = own - cost;
        // A seldom character does not give way to one that is hardly more frequent: it is as likely to be meant.
        let is_as_seldom = own >= SELDOM && rarer < MUCH_RARER;
        let is_foreign = model.is_traditional() && context::is_simplified(char);
        if code != UNKNOWN && prior.is_enough(hope, cost) && !is_as_seldom && !is_foreign {
            rivals.push(Rival { code, char, like, rank, rarer, promise: OF_LIKENESS * like - OF_RANK * rank });
        }
    }
    Box::from(rivals.as_slice())
}

impl Rival {
    /// Whether one of two neighbours may want it, or it needs none.
    #[inline]
    fn is_wanted(&self, usual: Usual<'_>, left: Code, right: Code) -> bool {
        self.rarer > MUCH_RARER || usual.has(left, self.code) || usual.has(self.code, right)
    }
}

impl<'p> Doubt<'p> {
    /// A character between two others, if it is suspicious.
    pub(super) fn of(page: &'p LookAlikes, char: u16, codes: [Code; 3]) -> Option<Self> {
        let mut suspect = Suspect::new(0, char, codes);
        let is_untied = suspect.is_untied_before(page.model) && suspect.is_untied_behind(page.model);
        if is_untied { Self::about(page, &suspect) } else { None }
    }

    /// A character that is tied to neither of its neighbours, if these want another one.
    pub(super) fn about(page: &'p LookAlikes, suspect: &Suspect) -> Option<Self> {
        let &Suspect { char, codes: [left, code, right], pairs, ties, .. } = suspect;
        let (model, usual) = (page.model, page.model.usual());
        let rivals = rivals(page, char, code);
        if !rivals.iter().any(|rival| rival.is_wanted(usual, left, right)) {
            return None;
        }
        Some(Self { page, model, usual, rivals, code, left, right, pairs, ties, own: model.cost(code) })
    }

    /// Whether any candidate is worth weighing.
    pub(super) fn is_promising(&self) -> bool {
        self.promising()[0].is_some()
    }

    /// The two candidates that the neighbours and the shapes together speak for most; the best first.
    fn promising(&self) -> [Option<Near>; 2] {
        let mut best: [Option<Near>; 2] = [None; 2];
        for rival in self.rivals {
            let Some((pairs, ties, gain)) = self.wanted(rival).filter(|_| !self.makes_number(rival.char)) else { continue };
            let promise = gain + rival.promise;
            if promise < PROMISE {
                continue;
            }
            let near = Near { rival, pairs, ties, promise };
            let better = |other: &Option<Near>| other.is_none_or(|o| o.promise < near.promise);
            if better(&best[0]) {
                best = [Some(near), best[0]];
            } else if better(&best[1]) {
                best[1] = Some(near);
            }
        }
        best
    }

    /// The pairs and ties of a candidate with the neighbours, and how much more these want it than what stands there, if one of them
    /// does. The ties of a rare character are cut off: a candidate that is far more frequent needs none.
    #[inline]
    fn wanted(&self, rival: &Rival) -> Option<([Log; 2], [f32; 2], f32)> {
        let model = self.model;
        if !rival.is_wanted(self.usual, self.left, self.right) {
            return None;
        }
        let is_free = rival.rarer > MUCH_RARER;
        let pairs = [model.pair(self.left, rival.code), model.pair(rival.code, self.right)];
        let [left, right] = [model.tie_of(self.left, rival.code, pairs[0]), model.tie_of(rival.code, self.right, pairs[1])];
        if !is_free && (left + right < BOTH_TIES || left.max(right) < STRONGER_TIE) {
            return None;
        }
        let gain = left + right + if is_free { rival.rarer } else { 0.0 } - self.ties.0 - self.ties.1;
        (gain >= TIES).then_some((pairs, [left, right], gain))
    }

    /// No number is made out of what may be a word: 三中 is a school.
    fn makes_number(&self, c: char) -> bool {
        let beside = |code: Code| is_numeral(self.model.char(code));
        is_numeral(c) && (beside(self.left) || beside(self.right))
    }
}

impl<'p> Site<'p> {
    /// A place, if it is suspicious.
    pub(super) fn of(page: &'p LookAlikes, source: Source<'_>, place: usize) -> Option<Self> {
        let five: [Code; 5] = page.codes.get(place.checked_sub(2)?..place + 3)?.try_into().ok()?;
        let [far, left, code, right, beyond] = five;
        let (start, char) = source.char(*page.places.get(place)?).filter(|(_, c)| text::is_han(*c))?;
        let doubt = Doubt::of(page, u16::try_from(u32::from(char)).ok()?, [left, code, right])?;
        let beyond = [page.model.pair(far, left), page.model.pair(right, beyond)];
        Some(Site { doubt, start, char, place, five, beyond })
    }

    /// The best reading.
    pub(super) fn guess(&self, source: Source<'_>) -> Option<Guess> {
        let scored = self.candidates().into_iter().map(|(code, c, features)| ((code, c), score(&features, &weights::MISREAD)));
        let (to, logit) = scored.max_by(|a, b| a.1.total_cmp(&b.1))?;
        let five = self.doubt.page.written(source, self.place);
        let (start, end) = (self.start, self.start + self.char.len_utf8());
        Some(Guess { flow: source.flow, start, end, five, from: self.char, also: None, to: Some(to), logit })
    }

    /// Readings that are likelier than what stands there, each with what speaks for it.
    pub(super) fn candidates(&self) -> SmallVec<[(Code, char, Features); 2]> {
        let best = self.doubt.promising();
        let mut out = SmallVec::new();
        if best[0].is_none() {
            return out;
        }
        let own = self.triples_with(self.doubt.code, self.doubt.pairs);
        let mut costs = None;
        for near in best.into_iter().flatten() {
            let triples = own - self.triples_with(near.rival.code, near.pairs);
            if triples >= TRIPLES.max(self.doubt.own.min(MOST_COST) - BELOW_COST) {
                let Some((window, at)) = self.doubt.page.window(self.place) else { break };
                let window = Window { codes: window, at };
                let costs = costs.get_or_insert_with(|| self.costs(window));
                out.extend(self.features(window, costs, near, triples).map(|features| (near.rival.code, near.rival.char, features)));
            }
        }
        out
    }

    fn costs(&self, window: Window<'_>) -> Costs {
        let [far, left, _, right, beyond] = self.five;
        let anchors = (self.doubt.model.tie_of(far, left, self.beyond[0]), self.doubt.model.tie_of(right, beyond, self.beyond[1]));
        let mut costs = Costs { before: [0.0; AROUND + 1], behind: [0.0; AROUND + 1], words: (0.0, 0), anchors };
        let word = |from: usize, to: usize| self.doubt.model.word(window.codes.get(from..to)?);
        let len = window.codes.len();
        for end in 1..=window.at {
            let lengths = (1..=LONGEST.min(end)).take_while(|n| *n == 1 || self.is_tied(window, end - n));
            costs.before[end] = lengths.filter_map(|n| Some(costs.before[end - n] + word(end - n, end)?)).fold(f32::INFINITY, f32::min);
        }
        for rest in 1..len - window.at {
            let start = len - rest;
            let lengths = (1..=LONGEST.min(rest)).take_while(|n| *n == 1 || self.is_tied(window, start + n - 2));
            costs.behind[rest] =
                lengths.filter_map(|n| Some(costs.behind[rest - n] + word(start, start + n)?)).fold(f32::INFINITY, f32::min);
        }
        // What was read may be part of a seldom word.
        costs.words = self.words_with(window, &costs, self.doubt.code, (true, true));
        costs
    }

    /// Whether an ideograph and the next one are usual side by side: no word is looked for where two in it are not.
    fn is_tied(&self, window: Window<'_>, at: usize) -> bool {
        window.codes.get(at).zip(window.codes.get(at + 1)).is_some_and(|(&a, &b)| self.doubt.usual.has(a, b))
    }

    /// The best way through the words with this character at the place, and the length of the word that has it; the last pair says
    /// whether it is tied to its neighbours.
    fn words_with(&self, window: Window<'_>, costs: &Costs, code: Code, (left, right): (bool, bool)) -> (f32, usize) {
        let mut word = [UNKNOWN; LONGEST];
        let mut best = (f32::INFINITY, 0);
        let (at, len) = (window.at, window.codes.len());
        for start in ((at + 1).saturating_sub(LONGEST)..=at).rev() {
            if start < at && !(if start + 1 == at { left } else { self.is_tied(window, start) }) {
                break;
            }
            for end in at + 1..=len.min(start + LONGEST) {
                if end > at + 1 && !(if end == at + 2 { right } else { self.is_tied(window, end - 2) }) {
                    break;
                }
                let (Some(word), Some(from)) = (word.get_mut(..end - start), window.codes.get(start..end)) else { continue };
                word.copy_from_slice(from);
                word[at - start] = code;
                let sides = costs.before[start] + costs.behind[len - end];
                if let Some(cost) = self.doubt.model.word(word).map(|bits| sides + bits).filter(|&cost| cost < best.0) {
                    best = (cost, end - start);
                }
            }
        }
        best
    }

    fn triples_with(&self, code: Code, [left, right]: [Log; 2]) -> f32 {
        let [far, before, _, behind, beyond] = self.five;
        self.doubt.model.next_of([far, before, code], self.beyond[0], left)
            + self.doubt.model.next_of([before, code, behind], left, right)
            + self.doubt.model.next_of([code, behind, beyond], right, self.beyond[1])
    }

    /// A family name stands one or two places before: given names follow no count.
    fn in_name(&self, costs: &Costs) -> bool {
        let family = |code: Code| is_family(self.doubt.model.char(code));
        family(self.doubt.left) || family(self.five[0]) && self.doubt.model.is_han(self.doubt.left) && costs.anchors.0 < NAME_TIE
    }

    /// What speaks for a candidate, if it reads better at all.
    fn features(&self, window: Window<'_>, costs: &Costs, near: Near, triples: f32) -> Option<Features> {
        let Near { rival: &Rival { code, like, rank, .. }, ties: [left, right], .. } = near;
        let tied = (self.doubt.usual.has(self.doubt.left, code), self.doubt.usual.has(code, self.doubt.right));
        let (cost, length) = self.words_with(window, costs, code, tied);
        let words = costs.words.0 - cost;
        if words + triples < GAIN {
            return None;
        }
        let is = |fact: bool| f32::from(u8::from(fact));
        Some([
            1.0,
            words.clamp(-8.0, 22.0),
            triples.clamp(-8.0, 22.0),
            like,
            (like - ALIKE).max(0.0),
            is(costs.words.1 >= 2),
            is(costs.words.1 >= 3),
            is(length >= 2),
            is(length >= 3),
            self.doubt.ties.0.clamp(-6.0, 6.0),
            self.doubt.ties.1.clamp(-6.0, 6.0),
            left.min(right).clamp(-6.0, 8.0),
            left.max(right).clamp(-6.0, 12.0),
            self.doubt.model.cost(self.doubt.code).min(22.0),
            self.doubt.model.cost(code).min(22.0),
            costs.anchors.0.clamp(-6.0, 6.0),
            costs.anchors.1.clamp(-6.0, 6.0),
            is(self.doubt.model.is_han(self.doubt.left)),
            is(self.doubt.model.is_han(self.doubt.right)),
            is(is_numeral(self.doubt.model.char(self.doubt.left))),
            is(self.in_name(costs)),
            is(self.doubt.code == UNKNOWN),
            (self.doubt.model.cost(self.doubt.code) - RARE).max(0.0),
            rank,
        ])
    }
}

/// What shape and frequency say of the readings of a character, whatever stands around it.
#[derive(Clone, Copy)]
struct Prior(f32);

impl Prior {
    fn of(model: &ContextModel, code: Code) -> Self {
        let (cost, w) = (model.cost(code), &weights::MISREAD);
        let unknown = if code == UNKNOWN { w[21] } else { 0.0 };
        Self(w[0] + w[13] * cost.min(22.0) + w[22] * (cost - RARE).max(0.0) + unknown)
    }

    /// What a likeness says; nothing where the most frequent character, and all that are less like it, would say too little.
    #[inline]
    fn hope(self, like: f32, rank: f32) -> Option<f32> {
        let w = &weights::MISREAD;
        let hope = self.0 + w[3] * like + w[4] * (like - ALIKE).max(0.0) + w[23] * rank;
        self.is_enough(hope, LEAST_COST).then_some(hope)
    }

    #[inline]
    fn is_enough(self, hope: f32, cost: f32) -> bool {
        hope + weights::MISREAD[14] * cost.min(22.0) >= LEAST_PRIOR
    }
}

/// Bits of the most frequent ideograph.
const LEAST_COST: f32 = 5.0;

/// The logarithms of the places in a list.
static RANKS: Lazy<[f32; 32]> = Lazy::new(|| std::array::from_fn(|n| f32::from(u8::try_from(n + 1).unwrap_or(u8::MAX)).ln()));

/// Ordinals before names of schools, roads and quays.
fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '0')
}
