//! An ideograph that was read for another one of nearly the same shape, or twice.
//!
//! A noisy channel. A place is suspicious where a character is tied to neither of its neighbours. Candidates are the
//! characters that its neighbours want and those that look most like it. How much better a candidate reads (in a lattice of
//! words, and by triples of characters) is weighed against how little it looks like what was read; the page then says how
//! much of it is misread at all, and which spelling it uses elsewhere.

use crate::context::{self, Code, ContextModel, EDGE, LONGEST, UNKNOWN, class};
use crate::lang::Lang;
use crate::likeness::{Shapes, shapes};
use crate::passes::glyphs::Fix;
use crate::put::Put;
use crate::rule::Rule;
use crate::text;
use std::collections::BTreeMap;

/// Ideographs of nearly the same shape.
pub(crate) static LOOK_ALIKE: Rule = Rule {
    number: 20,
    id: "glyph/look-alike",
    summary: "An ideograph was read for another one that looks like it.",
    why: "Engines take 未 for 末 and 人 for 入. A character that no word has at this place gives way to one of its shape that makes \
          the text likely. What the page spells the same way elsewhere stays, and so do names and rare words unless the \
          other reading is far likelier.",
    examples: &[("这是一项长期旳工作", "这是一项长期的工作"), ("周末他回到土改时的村子", "周末他回到土改时的村子")],
};

/// Ideographs read twice.
pub(crate) static DOUBLED: Rule = Rule {
    number: 21,
    id: "glyph/doubled",
    summary: "An ideograph stands twice where the print has it once.",
    why: "Engines that read a line in pieces read what lies at a cut twice. A doubled character that neither a word nor the \
          meeting of two words explains loses its second copy; 看看, 天天 and 中国国家 stay.",
    examples: &[("人民的的生活水平不断提高", "人民的生活水平不断提高"), ("中国国家图书馆天天开放", "中国国家图书馆天天开放")],
};

/// Characters of a place's surroundings that are looked at, on each side.
const AROUND: usize = 5;
/// Levels of both pairs of a suspicious place together: above, a word or two usual pairs hold it.
const LOOSE: u8 = 1;
/// Least likeness of a candidate.
const ALIKE: f32 = 0.6;
/// Bits that the ties to both neighbours must gain.
const TIES: f32 = 1.5;
/// Bits that lattice and triples together must gain.
const GAIN: f32 = 3.0;
/// A guess below this probability is not worth a suggestion.
const WORTH_SAYING: f32 = 0.3;

/// What speaks for a candidate; see [`Site::features`].
pub(crate) const FEATURES: usize = 23;
pub(crate) type Features = [f32; FEATURES];

/// Fitted by `examples/fit_look_alike.rs` on generated damage over text that no count has seen.
const WEIGHTS: Features = [
    -18.274, 0.238, 0.254, 21.981, -10.522, -0.154, -3.614, -0.587, 0.490, -0.069, -0.049, 0.109, 0.172, -0.132, -0.213, 0.027, 0.008,
    -0.293, 0.069, -0.659, -0.371, 0.185, -0.057,
];
/// Share of misread characters in that text.
const FITTED_RATE: f32 = 0.02;
/// Share on a page before anything is known of it, and the characters' worth of weight that it has against what the page shows.
const USUAL_RATE: f32 = 0.01;
const USUAL_CHARS: f32 = 300.0;
/// How far the page's own share moves a decision at most, in nats.
const RATE_SHIFT: (f32, f32) = (-2.5, 1.0);
/// Nats for each time that the page has the same spelling elsewhere, and the candidate's.
const SAME_SPELLING: f32 = -1.0;
const OTHER_SPELLING: f32 = 0.7;
/// Nats for each time that the page ties a neighbour to what stands beyond it.
const APART: f32 = -0.5;
/// Sightings beyond these say nothing more.
const SIGHTINGS: (u32, u32) = (3, 2);
/// Weight of the same confusion elsewhere on the page: by it the confusion's odds grow with its number.
const HABIT: f32 = 1.0;
/// A doubled character that is not frequent may be a name or the end of one word and the head of the next: a suggestion.
const DOUBLED_MOST: f32 = 0.8;
/// Bits of a character that is frequent enough for that.
const FREQUENT: f32 = 9.5;
/// Share of characters that are read twice on a damaged page.
const DOUBLED_RATE: f32 = 0.0015;

/// The model of a language that has one.
pub(crate) fn model(lang: Lang) -> Option<&'static ContextModel> {
    (lang == Lang::ZhHans).then(context::zh)
}

/// Bits from which on a character is a rare one.
const RARE: f32 = 16.0;
/// Ordinals before names of schools, roads and quays.
const NUMERALS: &str = "一二三四五六七八九十百0";
/// The hundred most frequent family names.
const FAMILY: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石\
                      金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常";
/// Bits that tie a family name to a given name at most: 王国 is a word.
const NAME_TIE: f32 = 4.0;

/// A reading that may be better.
#[derive(Clone, Copy, Debug)]
struct Guess {
    flow: usize,
    /// Where it stands among the page's codes.
    at: usize,
    start: usize,
    end: usize,
    /// What it should read; nothing where the character goes.
    to: Option<(Code, char)>,
    logit: f32,
}

/// The text of a page as its ideographs are judged.
#[derive(Debug)]
pub(crate) struct LookAlikes {
    model: &'static ContextModel,
    shapes: &'static Shapes,
    /// All flows, one after another, between edges.
    codes: Vec<Code>,
    /// The character of each code and where it stands in its flow; no place where a repair put it.
    places: Vec<(char, Option<usize>)>,
    guesses: Vec<Guess>,
    han: usize,
}

impl LookAlikes {
    pub(crate) fn new(model: &'static ContextModel) -> Self {
        Self { model, shapes: shapes(), codes: Vec::new(), places: Vec::new(), guesses: Vec::new(), han: 0 }
    }

    /// Looks at a flow with its repairs so far.
    pub(crate) fn read<'f>(&mut self, flow: usize, raw: &str, fixes: impl Iterator<Item = &'f Fix>) {
        let first = self.codes.len() + 2;
        self.edges(2);
        let mut at = 0;
        for fix in fixes {
            self.push(raw, at, fix.start);
            for c in fix.to.chars() {
                self.put(c, None);
            }
            at = fix.end;
        }
        self.push(raw, at, raw.len());
        let end = self.codes.len();
        self.edges(3);
        let known = self.guesses.len();
        self.scan(flow, first, end);
        let found = self.guesses.split_off(known);
        self.guesses.extend(found.into_iter().filter(|guess| !is_signed(raw, guess.start)));
    }

    fn edges(&mut self, n: usize) {
        for _ in 0..n {
            self.codes.push(EDGE);
            self.places.push((' ', None));
        }
    }

    fn push(&mut self, raw: &str, from: usize, to: usize) {
        for (n, c) in raw.get(from..to).unwrap_or("").char_indices() {
            if !c.is_whitespace() {
                self.put(c, Some(from + n));
            }
        }
    }

    fn put(&mut self, c: char, place: Option<usize>) {
        self.codes.push(self.model.code(class(c)));
        self.places.push((c, place));
    }

    fn scan(&mut self, flow: usize, first: usize, end: usize) {
        let mut before = 0;
        for at in first..end {
            let (Some(&code), Some(&next)) = (self.codes.get(at), self.codes.get(at + 1)) else { break };
            let behind = self.model.level(code, next);
            let (left, right) = (before, behind);
            before = behind;
            if code == next && behind < 2 && self.model.is_han(code) {
                self.twice(flow, at);
            }
            if !is_loose(left, right) || !(self.model.is_han(code) || code == UNKNOWN) {
                continue;
            }
            let Some(&(c, Some(start))) = self.places.get(at) else { continue };
            if text::is_han(c) {
                let end = start + c.len_utf8();
                let best = self.candidates(at).into_iter().map(|(to, features)| (to, score(&features)));
                let best = best.max_by(|a, b| a.1.total_cmp(&b.1));
                self.guesses.extend(best.map(|(to, logit)| Guess { flow, at, start, end, to: Some(to), logit }));
            }
        }
        self.han += end - first;
    }

    /// Readings of a place that are likelier than what stands there, each with what speaks for it.
    fn candidates(&self, at: usize) -> Vec<((Code, char), Features)> {
        let Some(mut site) = Site::of(self, at) else { return Vec::new() };
        let near = self.shapes.nearest(site.char).map(|c| self.model.code(c));
        let wanted = self.model.followers(site.left).iter().chain(self.model.leaders(site.right)).copied();
        let mut alike = Vec::new();
        for code in near.chain(wanted).filter(|&code| code != UNKNOWN && code != site.code) {
            let like = self.shapes.likeness(site.char, self.model.char(code)).filter(|&like| like > ALIKE);
            alike.extend(like.filter(|_| site.gains_ties(code)).map(|like| (code, like)));
        }
        if alike.is_empty() {
            return Vec::new();
        }
        alike.sort_by_key(|(code, _)| *code);
        alike.dedup_by_key(|(code, _)| *code);
        site.weigh();
        let features = |(code, like): (Code, f32)| Some(((code, self.model.char(code)), site.features(code, like)?));
        alike.into_iter().filter_map(features).collect()
    }

    /// A character that follows itself.
    fn twice(&mut self, flow: usize, at: usize) {
        let (Some(&[a, c, _, d]), Some(&(_, Some(start)))) = (self.codes.get(at - 1..at + 3), self.places.get(at + 1)) else { return };
        let m = self.model;
        let family = |code: Code| FAMILY.contains(m.char(code));
        // 白果果 is a child's name.
        if a == c || d == c || family(a) || family(c) {
            return;
        }
        let triples = m.next(a, c, c) + m.next(c, c, d) - m.next(a, c, d);
        let Some(window) = self.window(at) else { return };
        let whole: Vec<Code> = window.0.to_vec();
        let mut once = whole.clone();
        once.remove(window.1);
        let words = lattice(m, &whole) - lattice(m, &once);
        // Of a frequent character the counts know that it never follows itself; of others the words must say so too.
        let bits = if m.cost(c) < FREQUENT && words > 0.0 { triples } else { triples.min(words) };
        let logit = bits * std::f32::consts::LN_2 + DOUBLED_RATE.ln();
        let len = self.places.get(at).map_or(0, |p| p.0.len_utf8());
        self.guesses.push(Guess { flow, at: at + 1, start, end: start + len, to: None, logit });
    }

    /// The ideographs around a place, and which of them it is.
    fn window(&self, at: usize) -> Option<(&[Code], usize)> {
        let word = |code: &&Code| self.model.is_han(**code) || **code == UNKNOWN;
        let before = self.codes.get(..at)?.iter().rev().take(AROUND).take_while(word).count();
        let behind = self.codes.get(at + 1..)?.iter().take(AROUND).take_while(word).count();
        Some((self.codes.get(at - before..=at + behind)?, before))
    }

    /// What to repair: the flow, the repair.
    pub(crate) fn settle(mut self) -> Vec<(usize, Fix)> {
        self.rivals();
        self.spellings();
        self.habits();
        let shift = self.rate_shift();
        let mut out = Vec::new();
        for guess in &self.guesses {
            let most = if guess.to.is_some() || self.model.cost(self.codes.get(guess.at).copied().unwrap_or(UNKNOWN)) < FREQUENT {
                0.99
            } else {
                DOUBLED_MOST
            };
            let confidence = logistic(guess.logit + shift).min(most);
            let put = guess.to.map_or(Some(Put::from("")), |(_, c)| Put::short(c.encode_utf8(&mut [0; 4])));
            if let Some(to) = put.filter(|_| confidence >= WORTH_SAYING) {
                let rule = if guess.to.is_some() { &LOOK_ALIKE } else { &DOUBLED };
                out.push((guess.flow, Fix { start: guess.start, end: guess.end, to, rule, confidence }));
            }
        }
        out
    }

    /// Of two guesses side by side, one explains the other.
    fn rivals(&mut self) {
        let logits: Vec<(usize, f32)> = self.guesses.iter().map(|g| (g.at, g.logit)).collect();
        let beaten = |n: usize, m: Option<usize>| {
            let (Some(own), Some(other)) = (logits.get(n), m.and_then(|m| logits.get(m))) else { return false };
            own.0.abs_diff(other.0) <= 1 && (other.1, m) > (own.1, Some(n))
        };
        let mut n = 0;
        self.guesses.retain(|_| {
            n += 1;
            !beaten(n - 1, n.checked_sub(2)) && !beaten(n - 1, Some(n))
        });
    }

    /// What the page spells elsewhere.
    fn spellings(&mut self) {
        let mut counts: BTreeMap<(Code, Code), u32> = BTreeMap::new();
        let mut wanted = vec![false; usize::from(u16::MAX) + 1];
        let pairs = |guess: &Guess, codes: &[Code]| {
            let code = |at: usize| codes.get(at).copied().unwrap_or(EDGE);
            let (left, own, right) = (code(guess.at - 1), code(guess.at), code(guess.at + 1));
            let to = guess.to.map_or(own, |t| t.0);
            [[(left, own), (own, right)], [(left, to), (to, right)], [(code(guess.at - 2), left), (right, code(guess.at + 2))]]
        };
        for pair in self.guesses.iter().flat_map(|g| pairs(g, &self.codes)).flatten() {
            counts.insert(pair, 0);
            wanted[usize::from(pair.0)] = true;
        }
        if counts.is_empty() {
            return;
        }
        for (&a, &b) in self.codes.iter().zip(self.codes.iter().skip(1)) {
            if wanted[usize::from(a)] {
                if let Some(count) = counts.get_mut(&(a, b)) {
                    *count += 1;
                }
            }
        }
        let model = self.model;
        let most = |pairs: [(Code, Code); 2], own: u32| {
            let word = |code: Code| model.is_han(code) || code == UNKNOWN;
            let words = pairs.into_iter().filter(|&(a, b)| word(a) && word(b));
            words.filter_map(|pair| counts.get(&pair)).max().copied().unwrap_or(0).saturating_sub(own)
        };
        for guess in self.guesses.iter_mut().filter(|g| g.to.is_some()) {
            let [own, other, beside] = pairs(guess, &self.codes);
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
        let mut sums: BTreeMap<(char, Code), f32> = BTreeMap::new();
        let pair = |guess: &Guess, places: &[(char, Option<usize>)]| Some((places.get(guess.at)?.0, guess.to?.0));
        for guess in &self.guesses {
            if let Some(pair) = pair(guess, &self.places) {
                *sums.entry(pair).or_default() += logistic(guess.logit);
            }
        }
        for guess in &mut self.guesses {
            if let Some(&sum) = pair(guess, &self.places).as_ref().and_then(|pair| sums.get(pair)) {
                let others = (sum - logistic(guess.logit)).max(0.0);
                guess.logit += HABIT * (1.0 + others).ln();
            }
        }
    }

    /// How much more or less the page is misread than the text that the weights come from.
    fn rate_shift(&self) -> f32 {
        let chars = self.han as f32;
        let mut shift = 0.0;
        // Two rounds settle: the second share is counted with the first one's shift.
        for _ in 0..2 {
            let misread: f32 = self.guesses.iter().filter(|g| g.to.is_some()).map(|g| logistic(g.logit + shift)).sum();
            let rate = (misread + USUAL_RATE * USUAL_CHARS) / (chars + USUAL_CHARS);
            shift = (rate / FITTED_RATE).ln().clamp(RATE_SHIFT.0, RATE_SHIFT.1);
        }
        shift
    }
}

/// A suspicious place with what its surroundings cost.
struct Site<'p> {
    model: &'static ContextModel,
    char: char,
    code: Code,
    left: Code,
    right: Code,
    /// Two characters before, the place, two behind.
    five: [Code; 5],
    window: &'p [Code],
    at: usize,
    /// Costs of the best words up to each place before it, and from each place behind it.
    before: [f32; AROUND + 1],
    behind: [f32; AROUND + 1],
    /// The lattice's cost and the length of the word at the place; the cost by triples; the ties to both neighbours.
    words: (f32, usize),
    triples: f32,
    ties: (f32, f32),
    /// Ties of the neighbours to what stands beyond them.
    anchors: (f32, f32),
}

impl<'p> Site<'p> {
    fn of(page: &'p LookAlikes, at: usize) -> Option<Self> {
        let model = page.model;
        let five: [Code; 5] = page.codes.get(at.checked_sub(2)?..at + 3)?.try_into().ok()?;
        let [far, left, code, right, beyond] = five;
        let (window, place) = page.window(at)?;
        Some(Site {
            model,
            char: page.places.get(at)?.0,
            code,
            left,
            right,
            five,
            window,
            at: place,
            before: [0.0; AROUND + 1],
            behind: [0.0; AROUND + 1],
            words: (0.0, 0),
            triples: 0.0,
            ties: (model.tie(left, code), model.tie(code, right)),
            anchors: (model.tie(far, left), model.tie(right, beyond)),
        })
    }

    /// What stands there costs.
    fn weigh(&mut self) {
        self.lattices();
        self.words = self.words_with(self.code);
        self.triples = self.triples_with(self.code);
    }

    /// Whether the neighbours want a candidate more than what stands there.
    fn gains_ties(&self, code: Code) -> bool {
        self.model.tie(self.left, code) - self.ties.0 + self.model.tie(code, self.right) - self.ties.1 >= TIES
    }

    fn lattices(&mut self) {
        let behind = self.window.len() - self.at - 1;
        for end in 1..=self.at {
            let costs =
                (1..=LONGEST.min(end)).filter_map(|n| Some(self.before[end - n] + self.model.word(self.window.get(end - n..end)?)?));
            self.before[end] = costs.fold(f32::INFINITY, f32::min);
        }
        for rest in 1..=behind {
            let start = self.window.len() - rest;
            let costs =
                (1..=LONGEST.min(rest)).filter_map(|n| Some(self.behind[rest - n] + self.model.word(self.window.get(start..start + n)?)?));
            self.behind[rest] = costs.fold(f32::INFINITY, f32::min);
        }
    }

    /// The best way through the words with this character at the place, and the length of the word that has it.
    fn words_with(&self, code: Code) -> (f32, usize) {
        let mut word = [UNKNOWN; LONGEST];
        let mut best = (f32::INFINITY, 0);
        for start in (self.at + 1).saturating_sub(LONGEST)..=self.at {
            for end in self.at + 1..=self.window.len().min(start + LONGEST) {
                let len = end - start;
                let (Some(word), Some(from)) = (word.get_mut(..len), self.window.get(start..end)) else { continue };
                word.copy_from_slice(from);
                word[self.at - start] = code;
                if let Some(bits) = self.model.word(word) {
                    let cost = self.before[start] + bits + self.behind[self.window.len() - end];
                    if cost < best.0 {
                        best = (cost, len);
                    }
                }
            }
        }
        best
    }

    fn triples_with(&self, code: Code) -> f32 {
        let [far, left, _, right, beyond] = self.five;
        self.model.next(far, left, code) + self.model.next(left, code, right) + self.model.next(code, right, beyond)
    }

    /// A family name stands one or two places before: given names follow no count.
    fn in_name(&self) -> bool {
        let family = |code: Code| FAMILY.contains(self.model.char(code));
        family(self.left) || family(self.five[0]) && self.model.is_han(self.left) && self.anchors.0 < NAME_TIE
    }

    /// What speaks for a candidate, if it reads better at all.
    fn features(&self, code: Code, like: f32) -> Option<Features> {
        let (left, right) = (self.model.tie(self.left, code), self.model.tie(code, self.right));
        let triples = self.triples - self.triples_with(code);
        let (cost, length) = self.words_with(code);
        let words = self.words.0 - cost;
        if words + triples < GAIN {
            return None;
        }
        let if_at_least = |a: usize, n: usize| if a >= n { 1.0 } else { 0.0 };
        Some([
            1.0,
            words.clamp(-8.0, 22.0),
            triples.clamp(-8.0, 22.0),
            like,
            (like - 0.7).max(0.0),
            if_at_least(self.words.1, 2),
            if_at_least(self.words.1, 3),
            if_at_least(length, 2),
            if_at_least(length, 3),
            self.ties.0.clamp(-6.0, 6.0),
            self.ties.1.clamp(-6.0, 6.0),
            left.min(right).clamp(-6.0, 8.0),
            left.max(right).clamp(-6.0, 12.0),
            self.model.cost(self.code).min(22.0),
            self.model.cost(code).min(22.0),
            self.anchors.0.clamp(-6.0, 6.0),
            self.anchors.1.clamp(-6.0, 6.0),
            if self.model.is_han(self.left) { 1.0 } else { 0.0 },
            if self.model.is_han(self.right) { 1.0 } else { 0.0 },
            if NUMERALS.contains(self.model.char(self.left)) { 1.0 } else { 0.0 },
            if self.in_name() { 1.0 } else { 0.0 },
            if self.code == UNKNOWN { 1.0 } else { 0.0 },
            (self.model.cost(self.code) - RARE).max(0.0),
        ])
    }
}

/// Characters behind the word of a byline that hold its names.
const NAMES: usize = 9;

/// Whether a place stands in the names behind the word of a byline.
fn is_signed(raw: &str, at: usize) -> bool {
    let Some(before) = raw.get(..at) else { return false };
    let from = before.char_indices().rev().nth(NAMES).map_or(0, |(n, _)| n);
    before.get(from..).is_some_and(|near| Lang::ZhHans.table().byline.iter().any(|word| near.contains(word)))
}

/// Whether the levels of a place's pairs leave it open to doubt.
fn is_loose(left: u8, right: u8) -> bool {
    left + right <= LOOSE
}

/// Bits of the best way through the words.
fn lattice(model: &ContextModel, codes: &[Code]) -> f32 {
    let mut best = vec![0.0_f32];
    for end in 1..=codes.len() {
        let costs = (1..=LONGEST.min(end)).filter_map(|n| Some(best.get(end - n)? + model.word(codes.get(end - n..end)?)?));
        best.push(costs.fold(f32::INFINITY, f32::min));
    }
    best.last().copied().unwrap_or(0.0)
}

fn score(features: &Features) -> f32 {
    features.iter().zip(WEIGHTS).map(|(f, w)| f * w).sum()
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// A candidate as the fitting program sees it: which character of the text, the other reading, what speaks for it.
pub(crate) fn candidates(model: &'static ContextModel, text: &str) -> Vec<(usize, char, Features)> {
    let mut page = LookAlikes::new(model);
    page.read(0, text, std::iter::empty());
    let places: Vec<(usize, Option<usize>)> = page.places.iter().map(|p| p.1).enumerate().collect();
    let mut out = Vec::new();
    for (at, place) in places {
        let (Some(place), Some(&code), Some(&next)) = (place, page.codes.get(at), page.codes.get(at + 1)) else { continue };
        let (left, right) = (page.codes.get(at - 1).map_or(0, |&l| model.level(l, code)), model.level(code, next));
        if is_loose(left, right) && page.places.get(at).is_some_and(|p| text::is_han(p.0)) {
            let n = text.get(..place).map_or(0, |t| t.chars().count());
            out.extend(page.candidates(at).into_iter().map(|((_, c), features)| (n, c, features)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> String {
        let mut page = LookAlikes::new(context::zh());
        page.read(0, text, std::iter::empty());
        let mut out = text.to_owned();
        let fixes: Vec<Fix> = page.settle().into_iter().map(|(_, fix)| fix).collect();
        for fix in fixes.iter().rev().filter(|f| f.confidence >= crate::DEFAULT_CONFIDENCE) {
            out.replace_range(fix.start..fix.end, &fix.to);
        }
        out
    }

    #[test]
    fn repairs_what_looks_alike() {
        let cases = [
            ("老师旳工作很重要", "老师的工作很重要"),
            ("这个企业丛去年开始生产", "这个企业从去年开始生产"),
            ("全国入民代表大会", "全国人民代表大会"),
            ("巿政府召开会议", "市政府召开会议"),
        ];
        for (text, want) in cases {
            assert_eq!(repaired(text), want);
        }
    }

    #[test]
    fn leaves_what_is_right() {
        let cases = [
            "他出生于己巳年，名叫岳丛文，家住汨罗江边。",
            "大学之道，在明明德，在亲民，在止于至善。",
            "周末他们入住土楼，士兵们个个干劲十足。",
            "记者于未央宫遗址采访了王玉田、乌日娜和田由之。",
            "看看这些人人都爱的天天水果。",
        ];
        for text in cases {
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn what_the_page_repeats_is_right() {
        let odd = "这个企业丛去年开始生产。";
        assert_ne!(repaired(odd), odd);
        assert_eq!(repaired(&odd.repeat(4)), odd.repeat(4));
    }

    #[test]
    fn doubled_characters() {
        assert_eq!(repaired("学生白果果擦着汗说"), "学生白果果擦着汗说");
        assert_eq!(repaired("人民的的生活水平不断提高"), "人民的生活水平不断提高");
        assert_eq!(repaired("中国国家图书馆天天开放"), "中国国家图书馆天天开放");
    }
}
