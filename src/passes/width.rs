//! Half-width punctuation inside East Asian text.

use crate::passes::glyphs::{Context, Fix};
use crate::rule::Rule;
use crate::text;

/// Half-width marks.
pub(crate) static HALF_WIDTH: Rule = Rule {
    number: 9,
    id: "glyph/half-width",
    confidence: (0.9, 0.99),
    summary: "A half-width mark stands in Chinese or Japanese text.",
    why: "Engines return ASCII for full-width punctuation. A mark beside an ideograph or full-width punctuation becomes \
          full-width; decimals, thousands, times, scores, URLs and Latin sentences keep theirs.",
    examples: &[
        ("昨天,他说:好!", "昨天，他说：好！"),
        ("比分3:2,共1,200人", "比分3:2，共1,200人"),
        ("http://example.org", "http://example.org"),
    ],
};

/// Three dots.
pub(crate) static DOTS: Rule = Rule {
    number: 10,
    id: "glyph/ascii-dots",
    confidence: (0.97, 0.97),
    summary: "Three full stops stand for the Chinese ellipsis.",
    why: "Engines return dots one by one; the Chinese ellipsis has six in two cells.",
    examples: &[("别放胡椒...", "别放胡椒……"), ("and so on...", "and so on...")],
};

pub(crate) fn judge(context: &Context<'_>) -> Option<Fix> {
    if !context.kind.lang.is_ea() {
        return None;
    }
    match context.c {
        '.' => dots(context),
        '(' => bracket(context),
        ')' => close(context),
        _ => mark(context),
    }
}

fn is_context(c: char) -> bool {
    text::is_ea(c) || matches!(c, '°' | '℃' | '％' | '%' | 'Ⅰ'..='ⅿ' | '①'..='⑳' | '"')
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

fn mark(context: &Context<'_>) -> Option<Fix> {
    let to = match context.c {
        ',' if context.kind.print.pauses => "、",
        ',' => "，",
        ':' => "：",
        ';' => "；",
        '!' => "！",
        '?' => "？",
        _ => return None,
    };
    let (before, after) = (context.before_solid(), context.after_solid());
    let left = before.is_some_and(is_context);
    let right = match after {
        Some(c) if is_mark(c) => behind_marks(context.rest()),
        _ => after.is_none_or(is_context),
    };
    let confidence = match (left, right) {
        (true, true) => 0.99,
        (true, false) => 0.97,
        (false, true) => 0.96,
        (false, false) => between_latin(context, before, after)?,
    };
    if context.c == ':' && context.rest().starts_with("//") || before.is_none() {
        return None;
    }
    // A Latin sentence inside Chinese text has a space behind its marks.
    if before.is_some_and(is_latin) && context.after() == Some(' ') && after.is_some_and(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    Some(context.fix(1, to, &HALF_WIDTH, confidence))
}

fn is_mark(c: char) -> bool {
    matches!(c, ',' | ':' | ';' | '!' | '?' | '，' | '、' | '：' | '；' | '！' | '？')
}

/// Longest run of marks that is looked through.
const LONGEST_RUN: usize = 8;

/// What stands behind a run of marks says what they are, whichever of them are repaired already.
fn behind_marks(rest: &str) -> bool {
    let mut behind = rest.chars().filter(|c| !c.is_whitespace());
    let end = behind.by_ref().take(LONGEST_RUN).find(|&c| !is_mark(c));
    end.map_or_else(|| behind.next().is_none(), is_context)
}

/// A mark between two Latin or numeric words: full-width where an ideograph stands right beside them.
fn between_latin(context: &Context<'_>, before: Option<char>, after: Option<char>) -> Option<f32> {
    let (before, after) = (before?, after?);
    if before.is_ascii_digit() && after.is_ascii_digit() {
        return None;
    }
    if context.after() == Some(' ') || context.before == Some(' ') {
        return None;
    }
    if !is_latin(before) || !is_latin(after) {
        return (text::is_closer(before) || text::is_opener(after)).then_some(0.9);
    }
    let left = context.text.get(..context.at)?.trim_end_matches(|c: char| is_latin(c) || matches!(c, '.' | '-' | '+'));
    let right = context.rest().trim_start_matches(|c: char| is_latin(c) || matches!(c, '.' | '-' | '+'));
    let ea = left.chars().next_back().is_some_and(text::is_ea_letter) && right.chars().next().is_some_and(text::is_ea_letter);
    ea.then_some(0.9)
}

fn dots(context: &Context<'_>) -> Option<Fix> {
    // The first dot of a run speaks for all: to judge each of them would take the square of its length.
    if context.before == Some('.') {
        return None;
    }
    let run = 1 + context.rest().bytes().take_while(|&b| b == b'.').count();
    if run >= 3 {
        let after = context.rest().trim_start_matches('.').chars().next();
        let ea = context.before_solid().is_some_and(is_context) || after.is_some_and(is_context);
        return (ea && run <= 12).then(|| context.fix(run, "……", &DOTS, 0.97));
    }
    // Between the names of an opening no sentence ends.
    let ea = context.before.is_some_and(text::is_ea_letter) && context.kind.prose && context.at >= context.kind.opening;
    let stop = context.after().is_none_or(|c| text::is_han(c) || matches!(c, '”' | '"' | '’' | '」'));
    (run == 1 && ea && stop).then(|| context.fix(1, "。", &HALF_WIDTH, 0.9))
}

/// A bracket closes within this many bytes.
const LONGEST_BRACKET: usize = 240;

fn bracket(context: &Context<'_>) -> Option<Fix> {
    let mut inside_ea = false;
    for (at, c) in context.rest().char_indices() {
        if at > LONGEST_BRACKET {
            break;
        }
        if matches!(c, ')' | '）') {
            let after = context.rest().get(at + c.len_utf8()..).and_then(|r| r.chars().find(|c| !c.is_whitespace()));
            let outside =
                context.before_solid().is_some_and(is_context) || context.before_solid().is_none() && after.is_some_and(is_context);
            return (inside_ea || outside).then(|| context.fix(1, "（", &HALF_WIDTH, 0.98));
        }
        inside_ea |= text::is_ea_letter(c);
    }
    context.before_solid().is_some_and(text::is_ea).then(|| context.fix(1, "（", &HALF_WIDTH, 0.9))
}

fn close(context: &Context<'_>) -> Option<Fix> {
    let full = match context.pairs.brackets.last() {
        Some(&full) => full,
        None => context.before.is_some_and(text::is_ea),
    };
    full.then(|| context.fix(1, "）", &HALF_WIDTH, 0.98))
}

#[cfg(test)]
mod tests {
    use crate::Desk;

    #[test]
    fn a_dot_between_the_names_of_an_opening_ends_no_sentence() {
        let page = Desk::new().clean("## 学校食堂的菜单\n\n本报讯 （记者 谷雨晴.通讯员 莫问津) 星期一吃什么？大家一起定.\n");
        let once = page.to_markdown();
        assert!(once.contains("（记者 谷雨晴.通讯员 莫问津） 星期一吃什么？大家一起定。"), "{once}");
        assert_eq!(Desk::new().clean(&once).to_markdown(), once);
    }

    #[test]
    fn a_run_of_dots_is_judged_at_its_first() {
        let leaders = format!("第一章{}第三页，这里没有人来过。", ".".repeat(20));
        for (text, want) in [("他没有说话...然后走了。", "他没有说话……然后走了。"), (&*leaders, &*leaders)] {
            assert_eq!(Desk::new().clean(&format!("{text}\n")).articles()[0].paragraphs, [want]);
        }
        // To judge each of them would take minutes.
        assert!(Desk::new().clean(&format!("他没有说话。{}", ".".repeat(1 << 20))).edits().is_empty());
    }
}
