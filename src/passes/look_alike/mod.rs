//! An ideograph that was read for another one of nearly the same shape, or twice.
//!
//! A noisy channel. A place is suspicious where a character is tied to neither of its neighbours (`scan`: one bit a pair says so).
//! Candidates are the characters that look most like it. How much better a candidate reads (in a lattice of words, and by
//! triples of characters) is weighed against how little it looks like what was read (`site`); a character that stands twice is
//! weighed against standing once (`doubled`); the page then says how much of it is misread at all, and which spelling it uses
//! elsewhere (`page`).

mod doubled;
mod page;
mod site;
mod weights;

use crate::context::{self, Code, ContextModel, EDGE, LONGEST, UNKNOWN};
use crate::lang::Lang;
use crate::likeness::{Shapes, shapes};
use crate::passes::dash_for_one::DASH_FOR_ONE;
use crate::passes::glyphs::Fix;
use crate::passes::letter_digit::LETTER_FOR_DIGIT;
use crate::passes::stray::SPECK;
use crate::rule::Rule;
use site::Site;

/// Ideographs of nearly the same shape.
pub(crate) static LOOK_ALIKE: Rule = Rule {
    number: 20,
    id: "glyph/look-alike",
    summary: "A rare ideograph was read for another one that looks like it.",
    why: "Engines take 的 for 旳 and 日 for 曰. A character that no word has at this place gives way to one of its shape that makes \
          the text likely. What the page spells the same way elsewhere stays, and so do names and rare words unless the \
          other reading is far likelier.",
    examples: &[("这是一项长期旳工作", "这是一项长期的工作"), ("周末他回到土改时的村子", "周末他回到土改时的村子")],
};

/// Frequent ideographs of nearly the same shape.
pub(crate) static COMMON_LOOK_ALIKE: Rule = Rule {
    number: 27,
    id: "glyph/common-look-alike",
    summary: "A frequent ideograph was read for another one that looks like it.",
    why: "As glyph/look-alike, for characters that stand in any text: 入 and 人, 问 and 间. Each place where they stand has to be \
          looked at, which takes as long as all else.",
    examples: &[("全国入民代表大会召开", "全国人民代表大会召开"), ("周末他们入住土楼", "周末他们入住土楼")],
};

/// Ideographs read twice.
pub(crate) static DOUBLED: Rule = Rule {
    number: 21,
    id: "glyph/doubled",
    summary: "An ideograph stands twice where the print has it once.",
    why: "Engines that read a line in pieces read what lies at a cut twice. A doubled character that neither a word nor the \
          meeting of two words explains loses its second copy; 看看, 天天 and 中国国家 stay.",
    examples: &[("读书会昨天举行行，三百人到场", "读书会昨天举行，三百人到场"), ("中国国家图书馆天天开放", "中国国家图书馆天天开放")],
};

/// What speaks for a guess, for the program that fits the weights.
pub(crate) type Features = Vec<f32>;

/// Characters of a place's surroundings that are looked at, on each side.
const AROUND: usize = 5;
/// The hundred most frequent family names, in the order of their codes.
#[rustfmt::skip]
static FAMILY: &[char] = &[
    '丁', '万', '严', '于', '付', '任', '何', '余', '侯', '冯', '刘', '卢', '史', '叶', '向', '吕', '吴', '周',
    '唐', '夏', '姚', '姜', '孔', '孙', '孟', '宋', '尹', '崔', '常', '廖', '张', '彭', '徐', '戴', '方', '曹',
    '曾', '朱', '李', '杜', '杨', '林', '梁', '武', '段', '毛', '江', '汪', '沈', '潘', '熊', '王', '田', '白',
    '石', '秦', '程', '罗', '肖', '胡', '苏', '范', '莫', '董', '蒋', '蔡', '薛', '袁', '覃', '许', '谢', '谭',
    '贺', '贾', '赵', '邓', '邱', '邵', '邹', '郑', '郝', '郭', '金', '钟', '钱', '闫', '陆', '陈', '陶', '雷',
    '韦', '韩', '顾', '马', '高', '魏', '黄', '黎', '龙', '龚',
];
/// A guess below this logit becomes a repair on no page.
const HOPELESS: f32 = -3.0;
/// The place of a character that a repair put there.
const NOWHERE: u32 = u32::MAX;

/// The model of a language that has one.
pub(crate) fn model(lang: Lang) -> Option<&'static ContextModel> {
    (lang == Lang::ZhHans).then(context::zh)
}

/// A reading that may be better.
#[derive(Clone, Copy, Debug)]
struct Guess {
    flow: usize,
    /// Where it stands among the page's codes.
    at: usize,
    start: usize,
    /// What was read.
    from: char,
    /// What it should read; nothing where the character goes.
    to: Option<(Code, char)>,
    logit: f32,
}

/// Which ideographs are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// Those that are seldom printed: most of them were another one.
    Rare,
    /// Frequent ones, too, which takes a multiple of the time.
    All,
}

/// Bits from which on a character is seldom printed: one in sixty of a text, and one in three of those that are misread.
const SELDOM: f32 = 17.0;

/// Whether a character is seldom printed.
fn is_rare(model: &ContextModel, code: Code) -> bool {
    model.costs().reach(code, SELDOM)
}

/// The text of a page as its ideographs are judged.
#[derive(Debug)]
pub(crate) struct LookAlikes {
    model: &'static ContextModel,
    which: Which,
    shapes: &'static Shapes,
    /// All flows, one after another, between edges.
    codes: Vec<Code>,
    /// Where the character of each code stands in its flow.
    places: Vec<u32>,
    guesses: Vec<Guess>,
    /// Characters that other rules found misread.
    repaired: f32,
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
        Self { model, which, shapes: shapes(), codes: Vec::new(), places: Vec::new(), guesses: Vec::new(), repaired: 0.0 }
    }

    /// Looks at a flow with its repairs so far.
    pub(crate) fn read<'f>(&mut self, flow: usize, raw: &str, fixes: impl Iterator<Item = &'f Fix>) {
        let codes = self.take(raw, fixes);
        let known = self.guesses.len();
        self.scan(Source { flow, raw }, codes);
        let found = self.guesses.split_off(known);
        self.guesses.extend(found.into_iter().filter(|guess| guess.logit > HOPELESS));
    }

    /// The codes of a flow; where they are among all.
    fn take<'f>(&mut self, raw: &str, fixes: impl Iterator<Item = &'f Fix>) -> std::ops::Range<usize> {
        self.edges(2);
        let first = self.codes.len();
        self.codes.reserve(raw.len() / 3);
        self.places.reserve(raw.len() / 3);
        let mut at = 0;
        for fix in fixes {
            self.push(raw, at, fix.start);
            for c in fix.to.chars() {
                self.codes.push(self.model.code(c));
                self.places.push(NOWHERE);
            }
            at = fix.end;
            self.repaired += if is_damage(fix.rule) { 1.0 } else { 0.0 };
        }
        self.push(raw, at, raw.len());
        let end = self.codes.len();
        self.edges(3);
        self.dashes(first..end);
        first..end
    }

    fn edges(&mut self, n: usize) {
        self.codes.extend(std::iter::repeat_n(EDGE, n));
        self.places.extend(std::iter::repeat_n(NOWHERE, n));
    }

    fn push(&mut self, raw: &str, from: usize, to: usize) {
        let Some(text) = raw.get(from..to) else { return };
        let start = u32::try_from(from).unwrap_or(NOWHERE);
        let solid = text.char_indices().filter(|&(_, c)| c > ' ' && (c >= '\u{4E00}' || !c.is_whitespace()));
        for (n, c) in solid {
            self.codes.push(self.model.code(c));
            self.places.push(start.saturating_add(u32::try_from(n).unwrap_or(NOWHERE)));
        }
    }

    fn scan(&mut self, source: Source<'_>, codes: std::ops::Range<usize>) {
        let (usual, costs) = (self.model.usual(), self.model.costs());
        let least = if self.which == Which::All { 0.0 } else { SELDOM };
        let mut found = Vec::new();
        let Some(around) = codes.start.checked_sub(1).and_then(|before| self.codes.get(before..=codes.end)) else { return };
        for (at, three) in (codes.start..).zip(around.windows(3)) {
            let &[before, code, next] = three else { break };
            if code == next {
                found.extend(doubled::guess(self, source, at));
            }
            if costs.reach(code, least) && !usual.has(before, code) && !usual.has(code, next) {
                found.extend(Site::of(self, source, at).and_then(|site| site.guess(source)));
            }
        }
        self.guesses.extend(found);
    }

    /// A single dash beside an ideograph stands for 一, whatever the rule for it made of it.
    fn dashes(&mut self, codes: std::ops::Range<usize>) {
        let (dash, one) = (self.model.code('—'), self.model.code('一'));
        let mut at = codes.start;
        while let Some(next) = self.codes.get(at..codes.end).and_then(|rest| rest.iter().position(|c| *c == dash)) {
            at += next;
            let &[before, _, behind] = self.codes.get(at - 1..at + 2).and_then(|c| c.first_chunk()).unwrap_or(&[dash; 3]);
            let alone = before != dash && behind != dash;
            if alone && (self.model.is_han(before) || self.model.is_han(behind)) {
                if let Some(code) = self.codes.get_mut(at) {
                    *code = one;
                }
            }
            at += 1;
        }
    }

    /// The ideographs around a place, and which of them it is.
    fn window(&self, at: usize) -> Option<(&[Code], usize)> {
        let word = |code: &&Code| self.model.is_han(**code) || **code == UNKNOWN;
        let before = self.codes.get(..at)?.iter().rev().take(AROUND).take_while(word).count();
        let behind = self.codes.get(at + 1..)?.iter().take(AROUND).take_while(word).count();
        Some((self.codes.get(at - before..=at + behind)?, before))
    }
}

/// Whether a rule's repairs say that the page is misread; half-width marks and straight quotes may be a paper's own.
fn is_damage(rule: &Rule) -> bool {
    [&DASH_FOR_ONE, &SPECK, &LETTER_FOR_DIGIT].iter().any(|r| r.number == rule.number)
}

fn is_family(c: char) -> bool {
    FAMILY.binary_search(&c).is_ok()
}

/// Characters behind the word of a byline that hold its names.
const NAMES: usize = 9;

/// Whether a place stands in the names behind the word of a byline.
pub(crate) fn is_signed(raw: &str, at: usize) -> bool {
    let Some(before) = raw.get(..at) else { return false };
    let from = before.char_indices().rev().nth(NAMES).map_or(0, |(n, _)| n);
    before.get(from..).is_some_and(|near| Lang::ZhHans.table().byline.iter().any(|word| near.contains(word)))
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

fn score(features: &[f32], weights: &[f32]) -> f32 {
    features.iter().zip(weights).map(|(f, w)| f * w).sum()
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// A guess as the fitting program sees it: which character of the text, the other reading or nothing for one that stands twice,
/// what speaks for it.
pub(crate) fn candidates(model: &'static ContextModel, raw: &str) -> Vec<(usize, Option<char>, Features)> {
    let mut page = LookAlikes::new(model, Which::All);
    let codes = page.take(raw, std::iter::empty());
    let source = Source { flow: 0, raw };
    let mut out = Vec::new();
    for at in codes {
        let number = |at: usize| page.places.get(at).and_then(|&p| raw.get(..usize::try_from(p).ok()?)).map_or(0, |t| t.chars().count());
        if let Some(features) = doubled::features(&page, source, at) {
            out.push((number(at + 1), None, features.to_vec()));
        }
        if let Some(site) = Site::of(&page, source, at) {
            out.extend(site.candidates().into_iter().map(|(_, c, f)| (number(at), Some(c), f.to_vec())));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> String {
        let mut page = LookAlikes::new(context::zh(), Which::All);
        page.read(0, text, std::iter::empty());
        let mut out = text.to_owned();
        let fixes: Vec<Fix> = page.settle().into_iter().map(|(_, fix)| fix).collect();
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
            "列入入民生实事的项目",
            "西红柿鸡蛋汤，两荤—素一汤。",
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
        assert_eq!(repaired("读书会昨天举行行，三百人到场"), "读书会昨天举行，三百人到场");
        assert_eq!(repaired("中国国家图书馆天天开放"), "中国国家图书馆天天开放");
        assert_eq!(repaired("浙沙渔05128船船长蔡远洲"), "浙沙渔05128船船长蔡远洲");
    }
}
