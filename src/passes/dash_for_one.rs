//! A dash that stands for 一: the two are the same stroke.

use crate::passes::glyphs::{Context, Fix};
use crate::passes::one_table::TABLE;
use crate::rule::Rule;
use crate::text;
use once_cell::sync::Lazy;

/// The rule.
pub(crate) static DASH_FOR_ONE: Rule = Rule {
    number: 14,
    id: "glyph/dash-for-one",
    confidence: (0.5, 0.99),
    summary: "A single dash stands for 一.",
    why: "The character 一 is one stroke, and engines read it as a dash. It is told from a real dash by the characters \
          beside it: whether the one can stand before 一 (a verb, 这, 每, 第) or ends a noun, and whether the \
          other follows 一 (a classifier, 起, 般) or begins a noun. A doubled dash, a range between numbers or Latin letters and a chain of nouns stay. \
          Behind Japanese kana it is 一 before what often follows that (人, 杯).",
    examples: &[("决定着—个国家", "决定着一个国家"), ("零件—部件—系统", "零件—部件—系统"), ("8月16日—8月20日", "8月16日—8月20日")],
};

/// Sum of both sides' evidence, in bits, from which on a dash between ideographs is 一: outside of chains real single dashes
/// between ideographs are rarer than 一 by an order.
const BOTH: f32 = -5.5;
/// A character before that makes a word with 一 (统一, 之一), or a classifier behind (一个, 一支), carries the decision alone.
const BEFORE: f32 = 1.0;
const BEHIND: f32 = 2.5;
/// Behind punctuation a real single dash is rarer still: all but what seldom follows 一 passes.
const BEHIND_MARK: f32 = -3.5;
/// Behind a quotation mark half of a doubled dash may open speech that was broken off: what often opens speech (哎 has -3.5, 唉 -2.5)
/// stays.
const QUOTED: f32 = -2.0;
/// In a bracket it opens notes; there, and where the table does not know what follows, all but what speaks for 一 stays.
const OPENED: f32 = 0.25;
/// In a chain of dashes only strong evidence counts.
const CHAIN: f32 = 4.0;
/// What is this far below the threshold is worth a suggestion.
const NEARLY: f32 = 2.0;

pub(crate) fn judge(context: &Context<'_>) -> Option<Fix> {
    if !context.kind.lang.is_ea() || context.before.is_some_and(is_dash) || context.after().is_some_and(is_dash) {
        return None;
    }
    let margin = margin(context)?;
    if margin < -NEARLY {
        return None;
    }
    let confidence = if margin < 0.0 { 0.5 } else { (0.90 + margin * 0.02).min(0.99) };
    Some(context.fix(context.c.len_utf8(), "一", &DASH_FOR_ONE, confidence))
}

/// Bits above the threshold; nothing where the dash is certainly right.
fn margin(context: &Context<'_>) -> Option<f32> {
    let before = context.before;
    let after = context.after().map(full_width);
    let left_han = before.filter(|&c| text::is_han(c));
    let right_han = after.filter(|&c| text::is_han(c));
    match (left_han, right_han) {
        // A word that is broken off and begun again.
        (Some(a), Some(b)) if a == b && STAMMERED.contains(a) => None,
        (Some(a), Some(b)) if a == b || context.kind.names => Some(4.0),
        (Some(a), Some(b)) if is_numeral(a) && is_numeral(b) => Some(3.0),
        (Some('期'), _) if context.text.get(..context.at).is_some_and(|t| t.ends_with("星期")) => Some(3.0),
        (Some(a), Some(b)) => {
            let (left, right) = (evidence(a).0, evidence(b).1);
            if let Some(other) = in_chain(context) {
                // Two dashes set apart what stands between them: where one is none of 一, neither is the other.
                return (other >= 0.0).then_some(left + right - CHAIN);
            }
            Some((left + right - BOTH).max(left - BEFORE).max(right - BEHIND))
        }
        (Some(a), None) => {
            let edge = after.is_none_or(|c| text::is_ea_punct(c) || text::is_closer(c));
            edge.then(|| evidence(a).0 - BEFORE)
        }
        (None, Some(b)) => {
            let edge = before.is_none_or(|c| c.is_whitespace() || text::is_ea_punct(c) || text::is_closer(c) || text::is_opener(c));
            // No dash follows a comma: there any ideograph passes.
            let inside = before.is_some_and(|c| matches!(c, '，' | ',' | '、' | '；' | ';'));
            let least = if inside { 0.0 } else { f32::NEG_INFINITY };
            let threshold = match before {
                Some(mark) if text::is_opener(mark) => {
                    let is_note = matches!(mark, '（' | '(' | '【' | '[') || evidence(b).1 == 0.0;
                    if is_note { OPENED } else { QUOTED }
                }
                _ => BEHIND_MARK,
            };
            (edge && !is_signature(context)).then(|| (evidence(b).1 - threshold).max(least))
        }
        (None, None) => None,
    }
}

/// What nobody does once, so that a dash between two of them is a stammer: pronouns, adverbs, calls. 看—看 is 看一看.
const STAMMERED: &str = "我你您妳他她它咱俺这這那哪谁誰不没沒是就可但也都别別啊呀哎唉嗯哦喂爸妈媽";

/// Units of a written number: 四百一十二.
fn is_numeral(c: char) -> bool {
    matches!(c, '十' | '百' | '千' | '万' | '亿')
}

/// A dash before the words of a byline signs a quotation or an article.
fn is_signature(context: &Context<'_>) -> bool {
    let rest = context.rest();
    rest.starts_with("本报") || rest.starts_with("本報") || context.kind.lang.table().byline.iter().any(|w| rest.starts_with(w))
}

/// Evidence in bits that 一 stands behind the character, and before it.
fn evidence(c: char) -> (f32, f32) {
    let (before, behind) = place(c).and_then(|place| FIGURES.get(place)).copied().unwrap_or((0, 0));
    (f32::from(before) / 4.0, f32::from(behind) / 4.0)
}

/// The table by the places of its ideographs: to search it costs more than all else that a dash is asked.
static FIGURES: Lazy<Vec<(i8, i8)>> = Lazy::new(|| {
    let last = TABLE.last().and_then(|row| place(row.0)).unwrap_or(0);
    let mut figures = vec![(0, 0); last + 1];
    for &(c, before, behind) in TABLE {
        if let Some(cell) = place(c).and_then(|place| figures.get_mut(place)) {
            *cell = (before, behind);
        }
    }
    figures
});

/// The place of an ideograph in its block.
fn place(c: char) -> Option<usize> {
    usize::try_from(u32::from(c).checked_sub(0x4E00)?).ok()
}

/// Most ideographs of a link in a chain such as 零件—部件—系统.
const LINK: usize = 8;

/// What speaks for 一 in the other single dash that stands two to eight ideographs away; one that the same character follows is another 一
/// (一边…一边).
fn in_chain(context: &Context<'_>) -> Option<f32> {
    let (left, right) = (context.text.get(..context.at).unwrap_or(""), context.rest());
    let own = context.after();
    let speaks = |before: Option<char>, behind: Option<char>| before.map_or(0.0, |c| evidence(c).0) + behind.map_or(0.0, |c| evidence(c).1);
    let before = link(left.chars().rev()).map(|n| (left.chars().nth_back(n + 1), left.chars().nth_back(n - 1)));
    let behind = link(right.chars()).map(|n| (right.chars().nth(n - 1), right.chars().nth(n + 1)));
    let other = before.filter(|(_, next)| *next != own).or(behind.filter(|(_, next)| *next != own))?;
    Some(speaks(other.0, other.1))
}

/// How many ideographs stand before the next single dash.
fn link(chars: impl Iterator<Item = char>) -> Option<usize> {
    let mut chars = chars.enumerate();
    while let Some((n, c)) = chars.next() {
        if is_dash(c) {
            return Some(n).filter(|&n| n >= 2 && chars.next().is_none_or(|(_, next)| !is_dash(next)));
        }
        if n > LINK || !text::is_han(c) {
            return None;
        }
    }
    None
}

/// The marks that 一 is read for.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '―' | '─')
}

/// ASCII punctuation as the width rule will write it, so that a second look decides alike.
fn full_width(c: char) -> char {
    match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '!' => '！',
        '?' => '？',
        ')' => '）',
        '"' => '”',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use crate::Desk;

    #[test]
    fn chains_and_pairs() {
        let cases = [
            ("这条产线走的是零件—部件—系统的路子。", "这条产线走的是零件—部件—系统的路子。"),
            ("他—边走—边说，走完了全程。", "他一边走一边说，走完了全程。"),
            ("从沈阳—大连的列车停开。", "从沈阳—大连的列车停开。"),
            ("“我—我不知道，你—你说呢？”", "“我—我不知道，你—你说呢？”"),
            ("让我想—想，看—看。", "让我想一想，看一看。"),
            ("他说—声音很低—今天不回来。", "他说—声音很低—今天不回来。"),
            ("全队最矮的—名队员——在这里。", "全队最矮的一名队员——在这里。"),
            // Half of a doubled dash opens speech that was broken off, and notes.
            ("“—我们走吧，”他说。", "“—我们走吧，”他说。"),
            ("“—哎呀！”他说。", "“—哎呀！”他说。"),
            ("这里（—编者注）很好。", "这里（—编者注）很好。"),
            ("「—我們走吧，」他說。", "「—我們走吧，」他說。"),
            ("「—這樣嗎？」他說。", "「—這樣嗎？」他說。"),
            ("“—切都好。”", "“一切都好。”"),
            ("“—站式”服务。", "“一站式”服务。"),
        ];
        for (text, want) in cases {
            let page = Desk::new().clean(&format!("{text}\n"));
            assert_eq!(page.articles().first().map(|a| a.paragraphs.join("|")).as_deref(), Some(want));
        }
    }
}
