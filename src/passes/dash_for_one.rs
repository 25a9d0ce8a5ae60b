//! A dash that stands for 一: the two are the same stroke.

use crate::passes::glyphs::{Context, Fix};
use crate::passes::stitch::bigrams;
use crate::rule::Rule;
use crate::text;

/// The rule.
pub(crate) static DASH_FOR_ONE: Rule = Rule {
    number: 14,
    id: "glyph/dash-for-one",
    summary: "A single dash stands for 一.",
    why: "The character 一 is one stroke, and engines read it as a dash. It is told from a real dash by the characters \
          beside it: how much more often than by chance 一 stands behind the one and before the other (bigram \
          statistics). A doubled dash, a range between numbers or Latin letters and a chain of nouns stay.",
    examples: &[("决定着—个国家", "决定着一个国家"), ("零件—部件—系统", "零件—部件—系统"), ("8月16日—8月20日", "8月16日—8月20日")],
};

/// The association of 一 with both neighbours, in bits, above which a dash is 一.
const ENOUGH: f32 = 3.0;
/// At an edge (punctuation, start, number) one neighbour has to carry the decision.
const ENOUGH_ALONE: f32 = 2.0;

pub(crate) fn judge(context: &Context<'_>) -> Option<Fix> {
    if !context.kind.lang.is_ea() || context.before.is_some_and(is_dash) || context.after().is_some_and(is_dash) {
        return None;
    }
    let bits = evidence(context)?;
    let confidence = (0.80 + bits * 0.04).clamp(0.0, 0.99);
    Some(context.fix(context.c.len_utf8(), "一", &DASH_FOR_ONE, confidence))
}

/// Bits above the threshold, or nothing where the dash is right.
fn evidence(context: &Context<'_>) -> Option<f32> {
    let table = bigrams(context.kind.lang);
    let before = context.before.filter(|c| !c.is_whitespace());
    let after = context.after().map(full_width).filter(|c| !c.is_whitespace());
    let left_han = before.filter(|&c| text::is_ea_letter(c));
    let right_han = after.filter(|&c| text::is_ea_letter(c));
    match (left_han, right_han) {
        (Some(a), Some(b)) if a == b || context.kind.names => Some(4.0),
        (Some(a), Some(b)) => {
            let (left, right) = (table.pmi(a, '一'), table.pmi('一', b));
            // One side alone may come from the noun beside a real dash: both have to agree a little.
            let sum = left + right;
            (sum >= ENOUGH && left.min(right) > -3.5).then_some(sum - ENOUGH)
        }
        (Some(a), None) => {
            let edge = after.is_none_or(|c| text::is_ea_punct(c) || text::is_closer(c));
            let bits = table.pmi(a, '一');
            (bits >= ENOUGH_ALONE + if edge { 0.0 } else { 1.5 }).then_some(bits - ENOUGH_ALONE)
        }
        (None, Some(b)) => {
            let edge = before.is_none_or(|c| text::is_ea_punct(c) || text::is_closer(c) || text::is_opener(c));
            let bits = table.pmi('一', b);
            (edge && bits >= ENOUGH_ALONE).then_some(bits - ENOUGH_ALONE)
        }
        (None, None) => None,
    }
}

fn is_dash(c: char) -> bool {
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
