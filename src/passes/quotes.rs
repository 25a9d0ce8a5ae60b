//! Straight quotation marks in East Asian text.

use crate::passes::glyphs::{Context, Fix};
use crate::rule::Rule;
use crate::text;

/// Straight quotes.
pub(crate) static STRAIGHT_QUOTE: Rule = Rule {
    number: 11,
    id: "glyph/straight-quote",
    summary: "A straight quotation mark stands for a curly one.",
    why: "Engines return one straight mark for both curly ones. Marks are paired within the whole paragraph, after the \
          joins; what follows and goes before decides where a pair is broken.",
    examples: &[("\"关节\"和\"眼睛\"", "“关节”和“眼睛”"), ("“关节”", "“关节”")],
};

pub(crate) fn judge(context: &Context<'_>) -> Option<Fix> {
    if !context.kind.lang.is_ea() || text::is_ea_punct(context.c) {
        return None;
    }
    let before = context.before_solid();
    let after = context.after_solid();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if context.c == '\'' {
        return single(context, latin(context.before) || latin(context.after()));
    }
    // Inches and seconds stand behind a number with nothing open.
    if !context.pairs.double && context.before.is_some_and(|c| c.is_ascii_digit()) && after.is_none_or(text::is_han) {
        return None;
    }
    let must_close = after.is_none_or(|c| matches!(c, '，' | '。' | ',' | '、' | '；' | '：' | '！' | '？' | '）' | ')'));
    let must_open = before.is_none_or(|c| matches!(c, '：' | '，' | '、' | '（' | '；'));
    let close = if context.pairs.double { !must_open || must_close } else { must_close && !must_open };
    let sure = context.pairs.double == close;
    let confidence = if sure { 0.98 } else { 0.9 };
    Some(context.fix(1, if close { "”" } else { "“" }, &STRAIGHT_QUOTE, confidence))
}

fn single(context: &Context<'_>, latin: bool) -> Option<Fix> {
    if latin {
        return None;
    }
    let to = if context.pairs.single { "’" } else { "‘" };
    Some(context.fix(1, to, &STRAIGHT_QUOTE, 0.9))
}
