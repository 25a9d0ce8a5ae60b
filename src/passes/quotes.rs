//! Straight quotation marks in East Asian text, and two commas for the low one in German.

use crate::lang::Lang;
use crate::passes::glyphs::{Context, Fix};
use crate::passes::stray::SPECK;
use crate::rule::Rule;
use crate::text;

/// Straight quotes.
pub(crate) static STRAIGHT_QUOTE: Rule = Rule {
    number: 11,
    id: "glyph/straight-quote",
    confidence: (0.9, 0.98),
    summary: "A straight quotation mark stands for a curly one, or two commas for „.",
    why: "Engines return one straight mark for both curly ones. Marks are paired within the whole paragraph, after the \
          joins; what follows and goes before decides where a pair is broken. In German two commas before a word are the low mark.",
    examples: &[
        ("\"关节\"和\"眼睛\"", "“关节”和“眼睛”"),
        ("“关节”", "“关节”"),
        (
            "Er sagte: ,,Wir haben die Brücke auf das Ufer gesetzt“, und ging.",
            "Er sagte: „Wir haben die Brücke auf das Ufer gesetzt“, und ging.",
        ),
    ],
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
    let to = match (context.kind.print.corners, close) {
        (true, true) => "」",
        (true, false) => "「",
        (false, true) => "”",
        (false, false) => "“",
    };
    Some(context.fix(1, to, &STRAIGHT_QUOTE, confidence))
}

/// Two commas that open a German quotation.
pub(crate) fn commas(context: &Context<'_>) -> Option<Fix> {
    let opens = context.before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '–' | '—' | '»'));
    let word = context.rest().strip_prefix(',')?.chars().next()?;
    (context.kind.lang == Lang::De && opens && word.is_alphanumeric()).then(|| context.fix(2, "„", &STRAIGHT_QUOTE, 0.96))
}

/// A quotation within a quotation closes within this many bytes.
const LONGEST: usize = 300;

fn single(context: &Context<'_>, latin: bool) -> Option<Fix> {
    if latin {
        return None;
    }
    let closes = |c: char| matches!(c, '\'' | '’');
    let mut behind = context.rest().char_indices().take_while(|(n, _)| *n < LONGEST);
    if !context.pairs.single && !behind.any(|(_, c)| closes(c)) {
        // Nothing closes it: dirt.
        let behind_stop = context.before.is_some_and(|c| text::is_terminal(c) || c == '，');
        return (context.kind.prose && behind_stop).then(|| context.fix(1, "", &SPECK, 0.93));
    }
    let to = match (context.kind.print.corners, context.pairs.single) {
        (true, true) => "』",
        (true, false) => "『",
        (false, true) => "’",
        (false, false) => "‘",
    };
    Some(context.fix(1, to, &STRAIGHT_QUOTE, 0.9))
}

#[cfg(test)]
mod tests {
    use crate::Desk;

    #[test]
    fn pages_that_print_corners() {
        let cases = [
            ("昨日記者會上，他說「很好」。市長說：\"先過橋,再說吧。\"", "昨日記者會上，他說「很好」。市長說：「先過橋，再說吧。」"),
            ("市長は「よい」と述べた。議長は\"慎重に,進めたい\"と話した。", "市長は「よい」と述べた。議長は「慎重に、進めたい」と話した。"),
            ("市長說：\"先過橋,再說吧。\"這是開始。", "市長說：“先過橋，再說吧。”這是開始。"),
        ];
        for (text, want) in cases {
            let page = Desk::new().clean(&format!("{text}\n"));
            assert_eq!(page.articles().first().map(|a| a.paragraphs.join("|")).as_deref(), Some(want));
        }
    }

    #[test]
    fn what_nothing_closes_is_dirt() {
        let cases = [
            ("他说：\"先问'行不行',再动手。\"", "他说：“先问‘行不行’，再动手。”"),
            ("昨天开渔了。'港口很热闹，人也多。", "昨天开渔了。港口很热闹，人也多。"),
            ("他只说了'行一个字，就走了。", "他只说了'行一个字，就走了。"),
        ];
        for (text, want) in cases {
            let page = Desk::new().clean(&format!("{text}\n"));
            assert_eq!(page.articles().first().map(|a| a.paragraphs.join("|")).as_deref(), Some(want));
        }
    }
}
