//! An ideograph that was read for another one of nearly the same shape, or twice.
//!
//! A noisy channel. A place is suspicious where a character is tied to neither of its neighbours (`find`: one bit a pair says so) and
//! these want one that looks like it (`Doubt`). Only what stands around such a place is read. Candidates are the characters that look
//! most like it. How much better a candidate reads (in a lattice of words, and by triples of characters) is weighed against how little
//! it looks like what was read (`site`); a character that stands twice is weighed against standing once (`doubled`); the page then says
//! how much of it is misread at all, and which spelling it uses elsewhere (`page`). Two halves side by side are weighed against their
//! whole (`halves`).

mod doubled;
mod halves;
mod page;
mod site;
mod walk;
mod weights;

use crate::context::{self, Code, ContextModel, EDGE, LONGEST, UNKNOWN};
use crate::lang::Lang;
use crate::likeness::{self, Halves, Shapes, shapes};
use crate::passes::dash_for_one::DASH_FOR_ONE;
use crate::passes::glyphs::Fix;
use crate::passes::letter_digit::LETTER_FOR_DIGIT;
use crate::passes::stray::SPECK;
use crate::rule::Rule;
use crate::text;
use crate::word_set::WordSet;
use once_cell::sync::Lazy;
use site::{Doubt, Site, Suspect};
use std::ops::Range;
use walk::Walk;

/// Ideographs of nearly the same shape.
pub(crate) static LOOK_ALIKE: Rule = Rule {
    number: 20,
    id: "glyph/look-alike",
    confidence: (0.3, 0.99),
    summary: "A rare ideograph was read for another one that looks like it.",
    why: "Engines take 的 for 旳 and 日 for 曰. A character that no word has at this place gives way to one of its shape that makes \
          the text likely. What the page spells the same way elsewhere stays, and so do names and rare words unless the \
          other reading is far likelier. Unless the rule is named, only pages with other repairs are looked at.",
    examples: &[("这是一项长期旳工作", "这是一项长期的工作"), ("周末他回到土改时的村子", "周末他回到土改时的村子")],
};

/// Frequent ideographs of nearly the same shape.
pub(crate) static COMMON_LOOK_ALIKE: Rule = Rule {
    number: 27,
    id: "glyph/common-look-alike",
    confidence: (0.3, 0.99),
    summary: "A frequent ideograph was read for another one that looks like it.",
    why: "As glyph/look-alike, for characters that stand in any text: 入 and 人, 问 and 间. Each place where they stand has to be \
          looked at, which takes an eighth of the time. Unless the rule is named, only pages with other repairs are looked at.",
    examples: &[("全国入民代表大会召开", "全国人民代表大会召开"), ("周末他们入住土楼", "周末他们入住土楼")],
};

/// Ideographs read twice.
pub(crate) static DOUBLED: Rule = Rule {
    number: 21,
    id: "glyph/doubled",
    confidence: (0.3, 0.99),
    summary: "An ideograph, or the particle を, stands twice where the print has it once.",
    why: "Engines that read a line in pieces read what lies at a cut twice. A doubled character that neither a word nor the \
          meeting of two words explains loses its second copy; 看看, 天天 and 中国国家 stay. So does one of two Japanese \
          particles (をを), on any page. In Chinese, unless the rule is named, only pages with other repairs are looked at.",
    examples: &[("读书会昨天举行行，三百人到场", "读书会昨天举行，三百人到场"), ("中国国家图书馆天天开放", "中国国家图书馆天天开放")],
};

/// Ideographs read as two.
pub(crate) static HALVES: Rule = Rule {
    number: 31,
    id: "glyph/halves",
    confidence: (0.3, 0.99),
    summary: "An ideograph was read as the two that stand side by side in it.",
    why: "Engines cut a wide character at the white in its middle: 女子 for 好, 木目 for 相. Two ideographs that are the left and the \
          right half of another one give way to it where it makes words of what stands around them, and they make none. \
          Unless the rule is named, only pages with other repairs are looked at.",
    examples: &[("大家木目互帮助完成任务", "大家相互帮助完成任务"), ("女子足球队的日月光杯", "女子足球队的日月光杯")],
};

/// A guess as the program that fits the weights sees it: which characters of the text, what they should read, what speaks for it.
pub(crate) type Candidate = (Range<usize>, String, Vec<f32>);

/// Characters of a place's surroundings that are looked at, on each side.
const AROUND: usize = 5;
/// A guess below this logit becomes a repair on no page.
const HOPELESS: f32 = -3.0;
/// The place of a character that a repair put there.
const NOWHERE: u32 = u32::MAX;
/// Bytes of a flow on each side of a place that are read for it: seven ideographs, of which a space or two may be none.
const WINDOW: usize = 21;
/// Room for the codes of such a stretch.
const ROOM: usize = 64;
/// The ideographs of the basic block.
const IDEOGRAPHS: std::ops::RangeInclusive<u16> = 0x4E00..=0x9FFF;

/// A dash, which beside an ideograph is a misread 一.
const DASH: u16 = 0x2014;

/// The model of a language that has one.
pub(crate) fn model(lang: Lang) -> Option<&'static ContextModel> {
    match lang {
        Lang::ZhHans => Some(context::zh()),
        Lang::ZhHant => Some(context::zh_hant()),
        _ => None,
    }
}

/// A reading that may be better.
#[derive(Clone, Copy, Debug)]
struct Guess {
    flow: usize,
    start: usize,
    end: usize,
    /// Two characters before, the character, two behind, as the page writes them.
    five: [char; 5],
    /// What was read.
    from: char,
    /// The other half.
    also: Option<char>,
    /// What it should read; nothing where the character goes.
    to: Option<(Code, char)>,
    logit: f32,
}

/// Which ideographs are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// Those that are seldom printed: most of them were another one.
    Rare,
    /// Frequent ones, too, which takes an eighth of the time of a damaged page.
    All,
}

/// Bits from which on a character is seldom printed: one in sixty of a text, and one in three of those that are misread.
const SELDOM: f32 = 17.0;

/// Whether a character is seldom printed.
fn is_rare(model: &ContextModel, code: Code) -> bool {
    model.costs().reach(code, SELDOM)
}

/// The ideographs of a page that may be misread, each judged by what stands around it.
#[derive(Debug)]
pub(crate) struct LookAlikes {
    model: &'static ContextModel,
    which: Which,
    shapes: &'static Shapes,
    lists: &'static site::Lists,
    halves: &'static Halves,
    /// The place that is looked at and what stands around it, repaired.
    codes: Vec<Code>,
    /// Where the character of each code stands in its flow.
    places: Vec<u32>,
    guesses: Vec<Guess>,
    room: Room,
    /// Characters that other rules found misread.
    repaired: f32,
    /// Characters of the page, marks and all.
    chars: usize,
}

/// Room for what is found in a flow: a walk over it, the characters that neither neighbour may explain, the places to be looked at.
#[derive(Debug, Default)]
struct Room {
    walk: Walk,
    suspects: Vec<Suspect>,
    found: Vec<(usize, Damage)>,
}

/// What may have befallen a character. Of one place they are looked at in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Damage {
    /// It is the second one of two.
    Twice,
    /// It is the left half of one.
    Cut,
    Misread,
}

/// A flow's text and its number.
#[derive(Clone, Copy)]
struct Source<'t> {
    flow: usize,
    raw: &'t str,
}

impl Source<'_> {
    fn char(self, place: u32) -> Option<(usize, char)> {
        let place = usize::try_from(place).ok()?;
        Some((place, self.raw.get(place..)?.chars().next()?))
    }
}

impl LookAlikes {
    pub(crate) fn new(model: &'static ContextModel, which: Which) -> Self {
        let (codes, places) = (Vec::with_capacity(ROOM), Vec::with_capacity(ROOM));
        Self {
            model,
            which,
            shapes: shapes(),
            lists: site::lists(model),
            halves: likeness::halves(),
            codes,
            places,
            guesses: Vec::new(),
            room: Room::default(),
            repaired: 0.0,
            chars: 0,
        }
    }

    /// Looks at a flow with its repairs so far, each with whether it applies.
    pub(crate) fn read(&mut self, flow: usize, raw: &str, fixes: &[(Fix, bool)]) {
        self.chars += raw.len() / 3;
        self.repaired += f32::from(u16::try_from(fixes.iter().filter(|(fix, on)| *on && is_damage(fix.rule)).count()).unwrap_or(u16::MAX));
        let source = Source { flow, raw };
        let mut room = std::mem::take(&mut self.room);
        self.find(raw, fixes, &mut room);
        for &(at, damage) in &room.found {
            self.look(source, at, damage, fixes);
        }
        self.room = room;
    }

    /// Looks at the character of a place, unless it is put right already.
    fn look(&mut self, source: Source<'_>, at: usize, damage: Damage, fixes: &[(Fix, bool)]) {
        if repair(fixes, at).is_some() {
            return;
        }
        let raw = source.raw;
        let edge = |at: usize| (at..raw.len()).find(|&at| raw.is_char_boundary(at)).unwrap_or(raw.len());
        self.take(raw, edge(at.saturating_sub(WINDOW))..edge(at + WINDOW), fixes);
        let Some(place) = self.places.iter().position(|&p| usize::try_from(p) == Ok(at)) else { return };
        let guess = match damage {
            Damage::Twice => place.checked_sub(1).and_then(|first| doubled::guess(self, source, first)),
            Damage::Misread => Site::of(self, source, place).and_then(|site| site.guess(source)),
            Damage::Cut => halves::guess(self, source, place),
        };
        self.guesses.extend(guess.filter(|guess| guess.logit > HOPELESS));
    }

    /// The places of a text whose ideograph none of its neighbours explains while they want one that looks like it, those where one stands
    /// twice, and those of left halves; in their order.
    fn find(&self, text: &str, fixes: &[(Fix, bool)], room: &mut Room) {
        let Room { walk, suspects, found } = room;
        suspects.clear();
        found.clear();
        for place in walk.over(text, self.model, self.halves, |at| self.dash(text, at)) {
            if place.is_cut() && self.halves.whole(place.char, place.next).is_some() {
                found.push((place.at, Damage::Cut));
            }
            if place.is_untied() && (self.which == Which::All || is_rare(self.model, place.codes[1])) {
                let right = place.right().or_else(|| self.behind(text, place.at + 3, fixes));
                let left = place.left().or_else(|| self.before(text, place.at, fixes));
                match (left, right) {
                    (Some(left), Some(right)) => suspects.push(Suspect::new(place.at, place.char, [left, place.codes[1], right])),
                    _ => found.push((place.at, Damage::Misread)),
                }
            }
            if place.is_twice() {
                found.push((place.at + 3, Damage::Twice));
            }
        }
        site::sift(self.model, suspects);
        let is_one = |suspect: &&Suspect| Doubt::about(self, suspect).is_some_and(|doubt| doubt.is_promising());
        found.extend(suspects.iter().filter(is_one).map(|suspect| (suspect.at, Damage::Misread)));
        found.sort_unstable();
    }

    /// The code of a dash: a single one beside an ideograph is a misread 一.
    #[cold]
    fn dash(&self, text: &str, at: usize) -> Code {
        let is = |at: Option<usize>| at.and_then(|at| text.get(at..at + 3)) == Some("—");
        self.model.code(if is(at.checked_sub(3)) || is(Some(at + 3)) { '—' } else { '一' })
    }

    /// The code of what stands before a place and is no ideograph, as repaired; nothing where a repair takes it away.
    fn before(&self, text: &str, at: usize, fixes: &[(Fix, bool)]) -> Option<Code> {
        let (n, c) = text.get(..at)?.char_indices().rev().find(|(_, c)| is_solid(*c)).unzip();
        let Some(fix) = n.and_then(|n| repair(fixes, n)) else { return Some(c.map_or(EDGE, |c| self.model.code(c))) };
        fix.to.chars().next_back().map(|c| self.model.code(c))
    }

    /// The same of what stands behind it.
    fn behind(&self, text: &str, at: usize, fixes: &[(Fix, bool)]) -> Option<Code> {
        let (n, c) = text.get(at..)?.char_indices().find(|(_, c)| is_solid(*c)).unzip();
        let Some(fix) = n.and_then(|n| repair(fixes, at + n)) else { return Some(c.map_or(EDGE, |c| self.model.code(c))) };
        fix.to.chars().next().map(|c| self.model.code(c))
    }

    /// The codes of a stretch of a flow, as repaired.
    fn take(&mut self, raw: &str, range: Range<usize>, fixes: &[(Fix, bool)]) {
        self.codes.clear();
        self.places.clear();
        if range.start == 0 {
            self.edges(2);
        }
        let end = range.end;
        let model = self.model;
        repaired(raw, range, fixes, |text, start| {
            for (n, c) in text.char_indices().filter(|(_, c)| is_solid(*c)) {
                self.codes.push(model.code(c));
                self.places.push(start.map_or(NOWHERE, |start| u32::try_from(start + n).unwrap_or(NOWHERE)));
            }
        });
        if end == raw.len() {
            self.edges(3);
        }
        self.dashes();
    }

    fn edges(&mut self, n: usize) {
        self.codes.extend(std::iter::repeat_n(EDGE, n));
        self.places.extend(std::iter::repeat_n(NOWHERE, n));
    }

    /// A single dash beside an ideograph stands for 一, whatever the rule for it made of it.
    fn dashes(&mut self) {
        let (dash, one) = (self.model.code('—'), self.model.code('一'));
        for at in 0..self.codes.len() {
            let code = |at: Option<usize>| at.and_then(|at| self.codes.get(at)).copied().unwrap_or(EDGE);
            if code(Some(at)) != dash {
                continue;
            }
            let (before, behind) = (code(at.checked_sub(1)), code(at.checked_add(1)));
            let alone = before != dash && behind != dash;
            if alone && (self.model.is_han(before) || self.model.is_han(behind)) {
                if let Some(code) = self.codes.get_mut(at) {
                    *code = one;
                }
            }
        }
    }

    /// What the page writes around a place: the model gives several forms of a character the same code.
    fn written(&self, source: Source<'_>, place: usize) -> [char; 5] {
        std::array::from_fn(|n| {
            let at = (place + n).saturating_sub(2);
            let own = self.places.get(at).and_then(|&place| source.char(place)).map(|(_, c)| c).filter(|&c| text::is_han(c));
            own.unwrap_or_else(|| self.codes.get(at).map_or('\0', |&code| self.model.char(code)))
        })
    }

    /// The ideographs around a place, and which of them it is.
    fn window(&self, at: usize) -> Option<(&[Code], usize)> {
        let word = |code: &&Code| self.model.is_han(**code) || **code == UNKNOWN;
        let before = self.codes.get(..at)?.iter().rev().take(AROUND).take_while(word).count();
        let behind = self.codes.get(at + 1..)?.iter().take(AROUND).take_while(word).count();
        Some((self.codes.get(at - before..=at + behind)?, before))
    }
}

/// The repair that applies at a place; repairs stand in order.
fn repair(fixes: &[(Fix, bool)], at: usize) -> Option<&Fix> {
    let first = fixes.partition_point(|(fix, _)| fix.end <= at);
    fixes.get(first).filter(|(fix, on)| *on && fix.start <= at).map(|(fix, _)| fix)
}

/// A stretch of a text as repaired: its pieces, each with the place where it stands unless a repair put it there.
fn repaired<'t>(raw: &'t str, range: Range<usize>, fixes: &'t [(Fix, bool)], mut each: impl FnMut(&'t str, Option<usize>)) {
    let first = fixes.partition_point(|(fix, _)| fix.end <= range.start);
    let near = fixes.iter().skip(first).take_while(|(fix, _)| fix.start < range.end);
    let mut at = range.start;
    for (fix, _) in near.filter(|(_, on)| *on) {
        each(raw.get(at..fix.start).unwrap_or_default(), Some(at));
        each(&fix.to, None);
        at = fix.end;
    }
    each(raw.get(at..range.end).unwrap_or_default(), Some(at));
}

/// The characters of three bytes in a text, all ideographs of the basic block among them: where each stands, the one right before it (0
/// where there is none), itself.
#[inline]
fn triads(text: &str, mut each: impl FnMut(usize, u16, u16)) {
    let mut rest = text.as_bytes();
    let mut before = 0;
    while let [first, second, third, behind @ ..] = rest {
        if first & 0xF0 == 0xE0 {
            let code = u16::from(*first) << 12 | (u16::from(*second) & 0x3F) << 6 | u16::from(*third) & 0x3F;
            each(text.len() - rest.len(), before, code);
            before = code;
            rest = behind;
        } else {
            before = 0;
            rest = rest.get(1..).unwrap_or_default();
        }
    }
}

/// Whether a character counts.
#[inline]
fn is_solid(c: char) -> bool {
    c > ' ' && (c >= '\u{4E00}' || !c.is_whitespace())
}

/// Whether a rule's repairs say that the page is misread; half-width marks and straight quotes may be a paper's own.
fn is_damage(rule: &Rule) -> bool {
    [&DASH_FOR_ONE, &SPECK, &LETTER_FOR_DIGIT].iter().any(|r| r.number == rule.number)
}

/// Characters behind the word of a byline that hold its names.
const NAMES: usize = 9;

/// Marks that end a clause.
const CLAUSE_MARKS: [char; 12] = ['，', '。', '：', '；', '？', '！', ',', '.', ':', ';', '?', '!'];

/// Whether a place stands in the names behind the word of a byline.
pub(crate) fn is_signed(raw: &str, at: usize) -> bool {
    static WORDS: Lazy<WordSet> = Lazy::new(|| WordSet::new(Lang::ZhHans.table().byline.iter().copied()));
    let Some(before) = raw.get(..at) else { return false };
    let near = before.char_indices().rev().take(NAMES + 1);
    // Names stand in the clause of the word, behind a colon perhaps: 读者问：天气预报 has none.
    let holds = |text: &str| {
        let names = WORDS.longest_at(text).and_then(|word| text.get(word.len()..));
        names.is_some_and(|names| !names.trim_start_matches([':', '：', ' ']).contains(CLAUSE_MARKS))
    };
    near.filter_map(|(n, _)| before.get(n..)).any(holds)
}

/// Bits of the best way through the words of a place's surroundings; no word is looked for where two in it are not usual side by side.
fn lattice(model: &ContextModel, codes: &[Code]) -> f32 {
    let usual = model.usual();
    let mut best = [0.0_f32; 2 * AROUND + 2];
    for end in 1..=codes.len().min(best.len() - 1) {
        let is_tied = |at: usize| codes.get(at).zip(codes.get(at + 1)).is_some_and(|(&a, &b)| usual.has(a, b));
        let lengths = (1..=LONGEST.min(end)).take_while(|n| *n == 1 || is_tied(end - n));
        let costs = lengths.filter_map(|n| Some(best.get(end - n)? + model.word(codes.get(end - n..end)?)?));
        best[end] = costs.fold(f32::INFINITY, f32::min);
    }
    best.get(codes.len()).copied().unwrap_or(0.0)
}

fn score(features: &[f32], weights: &[f32]) -> f32 {
    features.iter().zip(weights).map(|(f, w)| f * w).sum()
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// All guesses of a text, for the program that fits the weights.
pub(crate) fn candidates(model: &'static ContextModel, raw: &str) -> Vec<Candidate> {
    let mut page = LookAlikes::new(model, Which::All);
    page.take(raw, 0..raw.len(), &[]);
    let source = Source { flow: 0, raw };
    let mut out = Vec::new();
    for at in 0..page.codes.len() {
        let number = |at: usize| page.places.get(at).and_then(|&p| raw.get(..usize::try_from(p).ok()?)).map_or(0, |t| t.chars().count());
        if let Some(features) = doubled::features(&page, source, at) {
            out.push((number(at + 1)..number(at + 1) + 1, String::new(), features.to_vec()));
        }
        if let Some(site) = Site::of(&page, source, at) {
            out.extend(site.candidates().into_iter().map(|(_, c, f)| (number(at)..number(at) + 1, c.to_string(), f.to_vec())));
        }
        if let Some((whole, features)) = halves::features(&page, source, at) {
            out.push((number(at)..number(at) + 2, whole.to_string(), features.to_vec()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> String {
        repaired_in(text, context::zh())
    }

    fn repaired_in(text: &str, model: &'static ContextModel) -> String {
        let mut page = LookAlikes::new(model, Which::All);
        page.read(0, text, &[]);
        let spellings = page.spellings();
        let mut out = text.to_owned();
        let fixes: Vec<Fix> = page.settle(&spellings).into_iter().map(|(_, fix)| fix).collect();
        for fix in fixes.iter().rev().filter(|f| f.confidence >= crate::DEFAULT_CONFIDENCE && !is_signed(text, f.start)) {
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
            ("去年秋季学期起巿教育局投入资金", "去年秋季学期起市教育局投入资金"),
        ];
        for (text, want) in cases {
            assert_eq!(repaired(text), want);
        }
    }

    #[test]
    fn halves_become_one() {
        let cases = [
            ("大家木目互帮助完成任务", "大家相互帮助完成任务"),
            ("市民可以扌丁电话报名", "市民可以打电话报名"),
            ("为两件大事亻乍出了贡献", "为两件大事作出了贡献"),
            ("女子足球队进入决赛", "女子足球队进入决赛"),
            ("日月如梭，王里长住在木工房", "日月如梭，王里长住在木工房"),
        ];
        for (text, want) in cases {
            assert_eq!(repaired(text), want);
        }
        assert_eq!(repaired_in("代表們言寸論了計畫", context::zh_hant()), "代表們討論了計畫");
    }

    #[test]
    fn traditional_script_gets_none_of_simplified() {
        let cases = [
            ("老師旳工作很重要", "老師的工作很重要"),
            ("全國入民代表大會", "全國人民代表大會"),
            ("讀書會昨天舉行行，三百人到場", "讀書會昨天舉行，三百人到場"),
            ("這個企業叢去年開始生產", "這個企業叢去年開始生產"),
        ];
        for (text, want) in cases {
            assert_eq!(repaired_in(text, context::zh_hant()), want);
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
            "西红柿鸡蛋汤，两荤—素一汤。",
            "菜籽送到油坊榨油，学生在田里捆扎油菜秆。",
        ];
        for text in cases {
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn what_the_page_repeats_is_right() {
        let cases = [
            (context::zh(), ["这个企业丛去年开始生产。", "这是国际旳问题。", "读书会昨天举行行，三百人到场。"]),
            (context::zh_hant(), ["老師旳工作很重要。", "這是國際旳問題。", "讀書會昨天舉行行，三百人到場。"]),
        ];
        for (model, texts) in cases {
            for text in texts {
                assert_ne!(repaired_in(text, model), text);
                assert_eq!(repaired_in(&text.repeat(4), model), text.repeat(4));
            }
        }
    }

    #[test]
    fn frequent_ones_are_looked_at_where_something_else_was_repaired() {
        let text =
            |desk: &crate::Desk, page: &str| desk.clean(page).articles().iter().flat_map(|a| a.paragraphs.clone()).collect::<String>();
        let (alone, beside) = ("昨天全国入民代表大会在北京召开。\n", "这决定着—个国家的未来。昨天全国入民代表大会在北京召开。\n");
        let by_default = crate::Desk::new();
        assert!(text(&by_default, alone).contains("入民"));
        assert!(text(&by_default, beside).contains("一个国家的未来。昨天全国人民"));
        let named = crate::Desk::builder().with(COMMON_LOOK_ALIKE.id).build().unwrap();
        assert!(text(&named, alone).contains("人民"));
        let skipped = crate::Desk::builder().skip(COMMON_LOOK_ALIKE.id).build().unwrap();
        assert!(text(&skipped, beside).contains("一个国家的未来。昨天全国入民"));
    }

    #[test]
    fn names_end_with_their_clause() {
        let cases = [("不少读者问：夭气预报准不准", false), ("告诉记者,昨夭", false), ("本报记者：丛林", true), ("记者 丛林 王玉田", true)];
        for (text, want) in cases {
            let at = text.find(['夭', '丛']).unwrap();
            assert_eq!(is_signed(text, at), want, "{text}");
        }
    }

    #[test]
    fn doubled_characters() {
        assert_eq!(repaired("学生白果果擦着汗说"), "学生白果果擦着汗说");
        assert_eq!(repaired("读书会昨天举行行，三百人到场"), "读书会昨天举行，三百人到场");
        assert_eq!(repaired("中国国家图书馆天天开放"), "中国国家图书馆天天开放");
        assert_eq!(repaired("浙沙渔05128船船长蔡远洲"), "浙沙渔05128船船长蔡远洲");
        assert_eq!(repaired("这件事谁也也不敢动手，读书的的人都来了"), "这件事谁也不敢动手，读书的人都来了");
        assert_eq!(repaired("他一一答复，的的确确常常如此"), "他一一答复，的的确确常常如此");
        // One of two equal characters is read twice, not misread.
        assert_eq!(repaired("列入入民生实事的项目"), "列入民生实事的项目");
    }

    #[test]
    fn words_that_meet_in_a_character_keep_both() {
        let cases = [
            "微型消防站站长石敢为说",
            "布设了无人机机巢，形成网络",
            "他把机芯一件件拆下来，编号入册",
            "现在风电主轴轴承单套最高可以卖到二十六万元",
            "国家足球队队员昨天抵达北京",
        ];
        for text in cases {
            assert_eq!(repaired(text), text);
        }
    }
}
