//! Specks and spaces that no printer set.

use crate::byline;
use crate::page::alone::{is_barred, is_row};
use crate::passes::glyphs::{Context, Fix, Kind};
use crate::passes::letter_digit::UNITS;
use crate::passes::signs;
use crate::rule::Rule;
use crate::text;

/// Specks.
pub(crate) static SPECK: Rule = Rule {
    number: 12,
    id: "glyph/speck",
    confidence: (0.92, 0.93),
    summary: "A speck or a column rule was read as |, ~, ¦ or a lone dot.",
    why: "Dirt and rules beside the column become marks. In running text a mark beside punctuation, a space or the edge \
          goes; between numbers and between names it stays. A mark that no title begins with goes before one.",
    examples: &[("水利设施。~", "水利设施。"), ("8℃~13℃", "8℃~13℃"), ("阿里·汗", "阿里·汗")],
};

/// Spaces between ideographs.
pub(crate) static HAN_SPACE: Rule = Rule {
    number: 13,
    id: "glyph/han-space",
    confidence: (0.9, 0.9),
    summary: "A space stands between two ideographs of running text.",
    why: "Engines put a space where the printer spread a line. Chinese and Japanese have none; datelines, titles, lists and \
          brackets keep theirs, the credit of a picture, too, and so does the ideographic space.",
    examples: &[
        ("这件事由管 委会主任负责，他昨天已经到任。", "这件事由管委会主任负责，他昨天已经到任。"),
        ("Wi-Fi 路由器", "Wi-Fi 路由器"),
        ("渔民在码头上卸货。 孙立 摄", "渔民在码头上卸货。 孙立 摄"),
    ],
};

/// Spaces inside numbers.
pub(crate) static DIGIT_SPACE: Rule = Rule {
    number: 29,
    id: "glyph/digit-space",
    confidence: (0.95, 0.95),
    summary: "The digits of a number stand apart in Chinese or Japanese text.",
    why: "Digits of spread lines, full-width ones most, come with spaces between them. Before a unit they are one number; groups of \
          thousands stay, as in 2 000元.",
    examples: &[
        ("全区已完成 3 2 条线路的检修。", "全区已完成 32 条线路的检修。"),
        ("这一年产值达到2 000元，增长了1 5 ％。", "这一年产值达到2 000元，增长了15 ％。"),
    ],
};

/// A mark before the words of a dateline.
pub(crate) fn before_dateline(context: &Context<'_>) -> Option<Fix> {
    if context.at > 0 || context.kind.opening == 0 {
        return None;
    }
    byline::stray_before(context.text, context.kind.lang).map(|(mark, _)| context.fix(mark.len_utf8(), "", &SPECK, 0.93))
}

/// Whether a title begins with a mark that may be a speck.
pub(crate) fn may_stand_before_title(text: &str, kind: Kind) -> bool {
    !kind.prose && !kind.names && text.starts_with(['_', '~', '/', '\\', '}', '.', ',', ':', '。', '、', '′'])
}

/// A speck before a title: a mark that no title begins with and that stands in it only once.
pub(crate) fn before_title(context: &Context<'_>) -> Option<Fix> {
    if context.at > 0 || !may_stand_before_title(context.text, context.kind) {
        return None;
    }
    let rest = context.rest();
    let solid = rest.trim_start_matches(' ');
    let (next, apart) = (solid.chars().next()?, solid.len() < rest.len());
    let is_dirt = match context.c {
        '_' | '~' => next.is_alphabetic(),
        '/' | '\\' | '}' => apart && next.is_alphabetic(),
        '.' | ',' if !context.kind.lang.is_ea() => apart && next.is_uppercase(),
        '.' | ',' | ':' | '。' | '、' | '′' => context.kind.lang.is_ea() && text::is_ea_letter(next),
        _ => false,
    };
    let len = context.c.len_utf8() + rest.len() - solid.len();
    (is_dirt && !rest.contains([context.c, text::full_width(context.c)])).then(|| context.fix(len, "", &SPECK, 0.93))
}

/// Marks with which no text begins, between the dateline of an East Asian article and its first word, or before that where there is no dateline.
/// `first` knows the first character from a place on when the text is repaired.
pub(crate) fn before_opening(text: &str, opening: usize, first: impl Fn(usize) -> Option<char>) -> Option<Fix> {
    let body = text.get(opening..).unwrap_or("");
    let rest = body.trim_start_matches(['”', '，', '。', '、', '；', '：', '！', '.', ',', ';', ':', '!', ' ']);
    let read = body.get(..body.len() - rest.len()).unwrap_or("").trim_end_matches(' ');
    // A quotation that ends without a beginning may have had it here.
    let quoted = read.contains('”') && signs::open_quotations(rest) < 0;
    // .5 and .NET have their dot, 3:30 lost its hour, and :) is a face.
    let part = read.ends_with(['.', '。', ':', '：']) && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    // What other marks become depends on what stands before them.
    let begins = |c: char| c.is_alphanumeric() || matches!(c, '“' | '「' | '『' | '《' | '【');
    let marks = read.chars().filter(|c| *c != ' ').count();
    let stray = (1..=MOST_MARKS).contains(&marks) && !part && !quoted;
    (stray && first(text.len() - rest.len()).is_some_and(begins)).then(|| Fix {
        start: opening,
        end: text.len() - rest.len(),
        to: "".into(),
        rule: &SPECK,
        confidence: 0.93,
    })
}

/// Marks before a text.
const MOST_MARKS: usize = 2;

pub(crate) fn judge(context: &Context<'_>) -> Option<Fix> {
    if let Some(fix) = at_the_edge(context) {
        return Some(fix);
    }
    if !context.kind.prose || context.at < context.kind.opening {
        return None;
    }
    if context.c == ' ' { space(context) } else { speck(context) }
}

fn space(context: &Context<'_>) -> Option<Fix> {
    // The first space of a run speaks for all: to judge each of them would take the square of its length.
    if context.before == Some(' ') {
        return None;
    }
    let run = 1 + context.rest().bytes().take_while(|&b| b == b' ').count();
    if let Some(fix) = spaced_speck(context, run) {
        return Some(fix);
    }
    if !context.kind.lang.is_ea() || !context.pairs.brackets.is_empty() {
        return None;
    }
    let before = context.before?;
    let after = context.after_solid()?;
    if before.is_ascii_digit() && after.is_ascii_digit() {
        return parts_digits(context).then(|| context.fix(1, "", &DIGIT_SPACE, 0.95));
    }
    let tight = |c: char| text::is_ea_letter(c) || text::is_ea_punct(c) && !matches!(c, '—' | '·');
    // A space before a mark that the width rule widens counts as one before the wide mark.
    let widens = matches!(after, ',' | ':' | ';' | '!' | '?' | '(' | '"');
    let apart = tight(before) && (tight(after) || widens);
    (apart && !(run > 1 && is_row(context.text, context.kind.lang)) && !byline::is_credit(context.rest()))
        .then(|| context.fix(run, "", &HAN_SPACE, 0.9))
}

/// Whether a space parts the digits of one number: a unit follows, and the groups are not those of thousands.
fn parts_digits(context: &Context<'_>) -> bool {
    let part = |b: &&u8| b.is_ascii_digit() || **b == b' ';
    let bytes = context.text.as_bytes();
    let left = bytes.iter().take(context.at).rev().take(MOST_BYTES).take_while(part).count();
    let right = bytes.iter().skip(context.at).take(MOST_BYTES).take_while(part).count();
    let (start, end) = (context.at - left, context.at + right);
    let Some(number) = context.text.get(start..end).map(|n| n.trim_matches(' ')) else { return false };
    let before = context.text.get(..start).and_then(|t| t.chars().next_back());
    let unit = context.text.get(end..).and_then(|t| t.chars().next());
    let thousands = number.split(' ').skip(1).all(|group| group.len() == 3);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let one = !thousands && digits <= MOST_DIGITS && number.split(' ').all(|group| !group.is_empty());
    one && before.is_none_or(|c| !c.is_ascii()) && unit.is_some_and(|c| UNITS.contains(c))
}

/// Digits of a number that the text counts in; more are those of a telephone or an account.
const MOST_DIGITS: usize = 6;
/// Bytes that are looked at to each side: such a number with a space behind each digit, and more.
const MOST_BYTES: usize = 4 * MOST_DIGITS;

/// Words of a text with such a mark, and the mark: less is a cell.
const LEAST_WORDS: usize = 4;

/// `| ` before a text or ` |` behind it, a title, too: a rule beside the column. Rows of a table have more of them.
fn at_the_edge(context: &Context<'_>) -> Option<Fix> {
    let is_rule = |c: char| matches!(c, '|' | '¦');
    let first = is_rule(context.c) && context.before.is_none() && context.after() == Some(' ');
    let last = context.c == ' ' && context.rest().strip_prefix(is_rule).is_some_and(str::is_empty);
    if !first && !last || context.text.split(' ').count() < LEAST_WORDS || context.text.chars().filter(|c| is_rule(*c)).count() > 1 {
        return None;
    }
    let len = if last { context.text.len() - context.at } else { context.c.len_utf8() + 1 };
    Some(context.fix(len, "", &SPECK, 0.92))
}

/// ` | ` between words: the mark goes with one of its spaces.
fn spaced_speck(context: &Context<'_>, run: usize) -> Option<Fix> {
    let rest = context.rest().get(run - 1..)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '|' | '~' | '¦') && !is_barred(context.text))?;
    let behind = rest.get(mark.len_utf8()..)?;
    let word = |c: char| c.is_alphabetic() || matches!(c, ',' | '“' | '"' | '„');
    // Between a word and a number stands no rule of a table; about ten is ~ 10.
    let figure = |c: char| c.is_ascii_digit() && mark != '~';
    let after = behind.trim_start().chars().next()?;
    let ends = |c: char| word(c) || text::is_terminal(c) || c == ';';
    // London | 12 May, Steak | 12.
    let head = context.text.get(..context.at).unwrap_or("");
    let small = || head.rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_lowercase));
    let ok = behind.starts_with(' ') && context.before.is_some_and(ends) && (word(after) || figure(after) && small());
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
        '|' if is_barred(context.text) => false,
        '·' => behind_stop && context.before != Some('”'),
        '~' => behind_stop && after.is_none_or(|c| !c.is_ascii_digit()),
        _ => behind_stop || context.kind.lang.is_ea() && before.is_some_and(text::is_han) && after.is_some_and(text::is_han),
    };
    remove.then(|| context.fix(len, "", &SPECK, 0.93))
}

#[cfg(test)]
mod tests {
    use crate::Desk;

    #[test]
    fn specks_before_titles() {
        let title = |title: &str| {
            let page = format!(
                "## {title}\n\nBy Jane Roe\n\nHARBOR, May 4 — The beds will stay closed, the board said on Friday, until the water is clean.\n"
            );
            Desk::new().clean(&page).articles().remove(0).headline.unwrap_or_default()
        };
        for (read, printed) in [
            ("_ Clam beds stay closed", "Clam beds stay closed"),
            ("/ A bakery rises again", "A bakery rises again"),
            ("~Night school finds a list", "Night school finds a list"),
            ("/etc/hosts is explained", "/etc/hosts is explained"),
            ("~10 men go on strike", "~10 men go on strike"),
            (". net grows by a tenth", ". net grows by a tenth"),
        ] {
            assert_eq!(title(read), printed, "{read}");
        }
        let chinese = "## 。食堂菜单由学生说了算\n\n■记者 邱其昀\n\n本报讯 昨天中午，食堂里排起长队，学生们正在投票选菜。\n";
        assert_eq!(Desk::new().clean(chinese).articles().remove(0).headline.as_deref(), Some("食堂菜单由学生说了算"));
    }
}
