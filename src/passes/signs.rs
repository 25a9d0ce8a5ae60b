//! Signs of formulas and measures that engines read for ideographs and marks: 36“C, 活性炭十超滤, 钢材一锻件一套圈.

use crate::context::ContextModel;
use crate::lang::Lang;
use crate::passes::glyphs::{Context, Fix};
use crate::passes::look_alike;
use crate::rule::Rule;
use crate::text;

/// Degrees.
pub(crate) static DEGREES: Rule = Rule {
    number: 35,
    id: "glyph/degrees",
    confidence: (0.97, 0.97),
    summary: "The ring of degrees Celsius was read as another mark.",
    why: "The small ring before the C comes out as a star or a quotation mark. Behind a number and before a lone C no other mark stands there.",
    examples: &[
        ("昨天的最高气温达到36“C，今天还要更热一些。", "昨天的最高气温达到36℃，今天还要更热一些。"),
        ("At noon it was 36*C in the shade.", "At noon it was 36°C in the shade."),
    ],
};

/// Signs between words.
pub(crate) static SIGN: Rule = Rule {
    number: 36,
    id: "glyph/sign",
    confidence: (0.6, 0.95),
    summary: "A plus sign was read as 十, or the dashes of a chain as 一.",
    why: "In quotation marks, names of steps and parts are joined by + or by dashes. Where what stands between 十 or 一 there is words of several \
          characters and nothing beside it goes with a number, it is the sign.",
    examples: &[
        ("全市推行“中心食堂十社区助餐点十上门配送”的办法。", "全市推行“中心食堂＋社区助餐点＋上门配送”的办法。"),
        ("大家学的是“二十大精神”和“一带一路”。", "大家学的是“二十大精神”和“一带一路”。"),
    ],
};

/// What stands for the ring.
const RINGS: [char; 9] = ['*', '“', '”', '"', '\'', '‘', '’', '?', '？'];
/// Marks for one ring.
const MOST_RINGS: usize = 2;
/// Lead byte of full-width marks.
const WIDE: u8 = 0xEF;
/// How sure a ring is.
const RING: f32 = 0.97;

/// Looks for both in a text, but for rings that were read for marks of quotations: see [`ring_at`].
pub(crate) fn scan(text: &str, lang: Lang, out: &mut Vec<Fix>) {
    let stars =
        memchr::memchr2_iter(b'*', WIDE, text.as_bytes()).filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(['*', '？'])));
    stars.for_each(|at| out.extend(ring(text, at, lang)));
    if let Some(model) = look_alike::model(lang) {
        joined(text, model, out);
    }
}

/// The same at a mark that other rules look at.
pub(crate) fn ring_at(context: &Context<'_>) -> Option<Fix> {
    if context.before.is_some_and(|c| c.is_ascii_digit()) { ring(context.text, context.at, context.kind.lang) } else { None }
}

/// The marks for a ring from a place on, before a C.
fn ring(text: &str, at: usize, lang: Lang) -> Option<Fix> {
    let (number, rest) = (text.get(..at)?, text.get(at..)?);
    let marks = rest.len() - rest.trim_start_matches(RINGS).len();
    let (rings, behind) = (rest.get(..marks)?, rest.get(marks..)?.strip_prefix('C')?);
    let known = if lang.is_ea() { rings.chars().count() <= MOST_RINGS && !closes(number, rings) } else { rings == "*" };
    let latin = |c: char| c.is_alphanumeric() && !text::is_ea_letter(c);
    if !known || !number.ends_with(|c: char| c.is_ascii_digit()) || behind.starts_with(latin) {
        return None;
    }
    let (len, to) = if lang.is_ea() { (marks + 1, "℃") } else { (marks, "°") };
    Some(Fix { start: at, end: at + len, to: to.into(), rule: &DEGREES, confidence: RING })
}

/// Whether a quotation that the number is part of ends in the marks behind it.
fn closes(number: &str, rings: &str) -> bool {
    let opened = number.rfind('“').is_some_and(|open| !number.get(open..).unwrap_or("").contains('”'));
    rings.starts_with('”') && opened
}

/// Bytes of a quotation that is looked at.
const LONGEST: usize = 120;
/// What is read for a sign, and the sign.
const PLUS: (char, &str) = ('十', "＋");
const DASH: (char, &str) = ('一', "—");
/// Characters of each part, and of both where there are two.
const LEAST: usize = 2;
const LEAST_OF_TWO: usize = 4;
/// Bits by which what stands beside a plus sign goes with 十 at most, and beside all dashes of a chain with 一.
const PLUS_TIE: f32 = -1.5;
const CHAIN_TIE: f32 = -2.0;
/// How sure a sign is among several, and one alone.
const SEVERAL: f32 = 0.95;
const ALONE: f32 = 0.9;

/// Signs between the parts of what stands in quotation marks.
fn joined(text: &str, model: &ContextModel, out: &mut Vec<Fix>) {
    for (at, mark) in text.match_indices('“') {
        let start = at + mark.len();
        let rest = text.get(start..).unwrap_or("");
        let end = rest.char_indices().find(|(n, c)| *n > LONGEST || !text::is_han(*c)).map_or(0, |(n, _)| n);
        let (inside, behind) = (rest.get(..end).unwrap_or(""), rest.get(end..).unwrap_or(""));
        if !behind.starts_with('”') {
            continue;
        }
        for (read, sign) in [PLUS, DASH] {
            let ties = ties(inside, read, model);
            let fits = if read == PLUS.0 { ties.iter().all(|tie| *tie < PLUS_TIE) } else { ties.iter().sum::<f32>() < CHAIN_TIE };
            let parts = inside.split(read).map(|part| part.chars().count()).min().unwrap_or(0);
            let (enough, confidence) = match ties.len() {
                0 => continue,
                1 => (read == PLUS.0 && parts >= LEAST_OF_TWO, ALONE),
                _ => (parts >= LEAST, SEVERAL),
            };
            if enough && fits {
                let places = inside.match_indices(read).map(|(n, own)| (start + n, own.len()));
                out.extend(places.map(|(at, len)| Fix { start: at, end: at + len, to: sign.into(), rule: &SIGN, confidence }));
            }
        }
    }
}

/// How much each of these characters in a text goes with its neighbours, in bits.
fn ties(text: &str, own: char, model: &ContextModel) -> Vec<f32> {
    if !text.contains(own) {
        return Vec::new();
    }
    let code = |c: Option<char>| model.code(c.unwrap_or(own));
    let tie = |(at, sign): (usize, &str)| {
        let before = code(text.get(..at).and_then(|head| head.chars().next_back()));
        let behind = code(text.get(at + sign.len()..).and_then(|rest| rest.chars().next()));
        model.tie(before, model.code(own)) + model.tie(model.code(own), behind)
    };
    text.match_indices(own).map(tie).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_measures_and_formulas() {
        for (text, lang, want) in [
            ("降温12*C至14？*C", Lang::ZhHans, "降温12℃至14℃"),
            ("it was 36*C at noon, 12\"C", Lang::En, "it was 36°C at noon, 12\"C"),
            ("2*Cost", Lang::En, "2*Cost"),
            ("用“活性炭十超滤十紫外线”", Lang::ZhHans, "用“活性炭＋超滤＋紫外线”"),
            ("行“电子渔捞日志十定点上岸”制度", Lang::ZhHans, "行“电子渔捞日志＋定点上岸”制度"),
            ("从“钢材一锻件一套圈一成品轴承”", Lang::ZhHans, "从“钢材—锻件—套圈—成品轴承”"),
            ("学习“党的二十大精神”和“第十四个五年规划”", Lang::ZhHans, "学习“党的二十大精神”和“第十四个五年规划”"),
            ("说“每人一本书每家一支笔”", Lang::ZhHans, "说“每人一本书每家一支笔”"),
            ("“建设统一市场坚持统一标准”", Lang::ZhHans, "“建设统一市场坚持统一标准”"),
        ] {
            let mut found = Vec::new();
            scan(text, lang, &mut found);
            let mut out = text.to_owned();
            found.sort_by_key(|fix| fix.start);
            found.iter().rev().for_each(|fix| out.replace_range(fix.start..fix.end, &fix.to));
            assert_eq!(out, want);
        }
    }

    #[test]
    fn rings_that_were_read_for_quotation_marks() {
        for (text, want) in [
            ("昨天的最高气温36“C，比前天高了一些。", "昨天的最高气温36℃，比前天高了一些。"),
            ("昨天降温12”C至14\"C，今天不会再冷了。", "昨天降温12℃至14℃，今天不会再冷了。"),
            ("他在台上说“得了90”C位出道，大家都笑了。", "他在台上说“得了90”C位出道，大家都笑了。"),
            ("昨天的最高气温36°C，他买了一张CD。", "昨天的最高气温36°C，他买了一张CD。"),
        ] {
            let page = crate::Desk::new().clean(&format!("{text}\n"));
            assert_eq!(page.articles().first().map(|a| a.paragraphs.join("|")).as_deref(), Some(want));
        }
    }
}
