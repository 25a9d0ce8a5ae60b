//! Specks and spaces that no printer set.

use crate::passes::glyphs::{Context, Fix};
use crate::rule::Rule;
use crate::text;

/// Specks.
pub(crate) static SPECK: Rule = Rule {
    number: 12,
    id: "glyph/speck",
    summary: "A speck or a column rule was read as |, ~, ¦ or a lone dot.",
    why: "Dirt and rules beside the column become marks. In running text a mark beside punctuation, a space or the edge \
          goes; between numbers and between names it stays.",
    examples: &[("水利设施。~", "水利设施。"), ("8℃~13℃", "8℃~13℃"), ("阿里·汗", "阿里·汗")],
};

/// Spaces between ideographs.
pub(crate) static HAN_SPACE: Rule = Rule {
    number: 13,
    id: "glyph/han-space",
    summary: "A space stands between two ideographs of running text.",
    why: "Engines put a space where the printer spread a line. Chinese and Japanese have none; datelines, titles, lists and \
          brackets keep theirs, and so does the ideographic space.",
    examples: &[
        ("这件事由管 委会主任负责，他昨天已经到任。", "这件事由管委会主任负责，他昨天已经到任。"),
        ("Wi-Fi 路由器", "Wi-Fi 路由器"),
    ],
};

pub(crate) fn judge(context: &Context<'_>) -> Option<Fix> {
    if !context.kind.prose || context.at < context.kind.opening {
        return None;
    }
    if context.c == ' ' { space(context) } else { speck(context) }
}

fn space(context: &Context<'_>) -> Option<Fix> {
    let run = 1 + context.rest().bytes().take_while(|&b| b == b' ').count();
    if let Some(fix) = spaced_speck(context, run) {
        return Some(fix);
    }
    if !context.kind.lang.is_ea() || !context.pairs.brackets.is_empty() {
        return None;
    }
    let before = context.before?;
    let after = context.after_solid()?;
    let tight = |c: char| text::is_ea_letter(c) || text::is_ea_punct(c) && !matches!(c, '—' | '·');
    // A space before a mark that the width rule widens counts as one before the wide mark.
    let widens = matches!(after, ',' | ':' | ';' | '!' | '?' | '(' | '"');
    (tight(before) && (tight(after) || widens)).then(|| context.fix(run, "", &HAN_SPACE, 0.9))
}

/// ` | ` between words: the mark goes with one of its spaces.
fn spaced_speck(context: &Context<'_>, run: usize) -> Option<Fix> {
    let rest = context.rest().get(run - 1..)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '|' | '~' | '¦'))?;
    let behind = rest.get(mark.len_utf8()..)?;
    let word = |c: char| c.is_alphabetic() || matches!(c, ',' | '“' | '"' | '„');
    let ok =
        behind.starts_with(' ') && context.before.is_some_and(|c| word(c) || text::is_terminal(c)) && behind.trim_start().starts_with(word);
    ok.then(|| context.fix(run + mark.len_utf8(), "", &SPECK, 0.92))
}

fn speck(context: &Context<'_>) -> Option<Fix> {
    let len = context.c.len_utf8();
    let before = context.before;
    let after = context.after();
    if after == Some(context.c) || before == Some(context.c) {
        return None;
    }
    let behind_stop = before.is_some_and(|c| text::is_terminal(c) && c != '.' || matches!(c, '”' | '」' | '，'));
    let remove = match context.c {
        '·' => behind_stop && context.before != Some('”'),
        '~' => behind_stop && after.is_none_or(|c| !c.is_ascii_digit()),
        _ => behind_stop || context.kind.lang.is_ea() && before.is_some_and(text::is_han) && after.is_some_and(text::is_han),
    };
    remove.then(|| context.fix(len, "", &SPECK, 0.93))
}
