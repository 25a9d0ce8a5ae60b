//! The brackets of bylines and jump lines, one of which engines may read for another mark of its shape.

use super::{LONGEST_BYLINE, RUBRICS, at_roles, has_names};
use crate::cues;
use crate::lang::{Lang, is_family};
use crate::text;

/// Round brackets, and what is read for them.
const ROUND: ([char; 2], [char; 2]) = (['(', '（'], [')', '）']);
const ALIKE: ([char; 11], [char; 11]) =
    (['〈', '《', '<', '＜', '「', '『', '〔', '[', '［', '{', '【'], ['〉', '》', '>', '＞', '」', '』', '〕', ']', '］', '}', '】']);
/// Others that stand around bylines.
const OTHERS: [([char; 2], [char; 2]); 3] = [(['【', '〖'], ['】', '〗']), (['〔', '﹝'], ['〕', '﹞']), (['[', '［'], [']', '］'])];

/// Whether a character may open a byline in brackets.
pub(crate) fn may_open_bracket(c: char) -> bool {
    !is_ideograph(c) && (ROUND.0.contains(&c) || ALIKE.0.contains(&c))
}

/// Whether a character may end a byline in brackets.
pub(crate) fn may_close_bracket(c: char) -> bool {
    !is_ideograph(c) && (ROUND.1.contains(&c) || ALIKE.1.contains(&c))
}

/// Whether a character is one of nearly all that a text has: no list of brackets is asked for it.
#[inline]
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Marks that engines read beside the brackets of a byline, where no text has them.
fn is_beside(c: char) -> bool {
    text::is_dirt(c) || text::is_speck(c) || matches!(c, '，' | '。' | '、' | '；' | '：' | '…' | '－')
}

/// Marks beside a bracket, at most.
const MOST_BESIDE: usize = 3;

/// What stands between brackets of one kind, or between a round one and one that was read for another, whatever marks stand beside them.
pub(super) fn bracketed(line: &str) -> Option<&str> {
    let line = line.trim_matches(is_beside);
    let between = |open: &[char], close: &[char]| line.strip_prefix(open)?.strip_suffix(close);
    let round = between(&ROUND.0, &ROUND.1).or_else(|| between(&ROUND.0, &ALIKE.1)).or_else(|| between(&ALIKE.0, &ROUND.1));
    let inside = round.or_else(|| OTHERS.iter().find_map(|(open, close)| between(open, close))).map(str::trim)?;
    // Engines see a bracket twice.
    let twice = ROUND.0.iter().chain(&ALIKE.0).zip(ROUND.1.iter().chain(&ALIKE.1));
    let twice = twice.filter(|(_, close)| !inside.ends_with(**close)).find_map(|(open, _)| inside.strip_prefix(*open));
    Some(twice.unwrap_or(inside))
}

/// The office and the names in brackets without the marks that an engine saw among them or behind them; nothing where there are none or where
/// more stands there than offices and names.
pub(super) fn mended(line: &str, lang: Lang) -> Option<String> {
    if !lang.is_ea() {
        return None;
    }
    let strays = strays_from(line);
    let inside = bracketed(line.get(..strays.unwrap_or(line.len()))?)?;
    if inside.chars().count() > LONGEST_BYLINE / 2 {
        return None;
    }
    let whole: String = inside.chars().filter(|&c| !is_beside(c) || c == '、').collect();
    // Behind a comma or in quotation marks anything may be said.
    let sure = || !inside.contains(['，', '“', '”', '。', '；', '：']) || is_named_well(&whole, lang);
    (strays.is_some() || whole.len() < inside.len()).then_some(())?;
    (are_offices(&whole, lang) && sure()).then_some(whole)
}

/// Whether two offices stand in a text, or one whose name is that of a family.
fn is_named_well(text: &str, lang: Lang) -> bool {
    let family = |part: &str| {
        let office = cues::of(lang).byline_at(part).map_or(0, str::len);
        part.get(office..).is_some_and(|name| name.starts_with(is_family))
    };
    at_roles(text).count() > 1 || family(text)
}

/// Whether a text is nothing but offices, each with a name.
pub(super) fn are_offices(text: &str, lang: Lang) -> bool {
    let cues = cues::of(lang);
    let is_name = |name: &str| {
        (LEAST_NAME..=MOST_NAME).contains(&name.chars().count())
            && name.chars().all(|c| text::is_han(c) && !IN_NO_NAME.contains(&c))
            && !RUBRICS.iter().any(|rubric| name.starts_with(rubric))
    };
    at_roles(text).all(|part| {
        let office = cues.byline_at(part).filter(|office| cues::is_office(office));
        office.and_then(|office| part.get(office.len()..)).is_some_and(is_name)
    })
}

/// Characters of a name.
const LEAST_NAME: usize = 2;
const MOST_NAME: usize = 4;
/// Frequent characters that no name has.
const IN_NO_NAME: [char; 15] = ['的', '了', '不', '从', '從', '在', '我', '他', '她', '说', '說', '问', '問', '注', '获'];

/// Whether a line in brackets is a byline, whatever marks an engine saw inside.
fn is_signed(line: &str, lang: Lang) -> bool {
    has_names(line, lang) || mended(line, lang).is_some()
}

/// Bytes of the byline in brackets that opens a text, those of a few marks before it among them.
pub(super) fn named(text: &str, lang: Lang) -> Option<usize> {
    let skip = text.chars().take(MOST_BESIDE).take_while(|&c| is_beside(c)).map(char::len_utf8).sum::<usize>();
    named_at(text.get(skip..)?, lang).map(|len| skip + len)
}

fn named_at(text: &str, lang: Lang) -> Option<usize> {
    let first = text.chars().next().filter(|&c| may_open_bracket(c))?;
    let is_round = ROUND.0.contains(&first);
    let head = || text.char_indices().take(LONGEST_BYLINE + 2);
    let end = |fits: &dyn Fn(char) -> bool| head().find(|&(_, c)| fits(c)).map(|(at, c)| at + c.len_utf8());
    let named = |end: &usize| text.get(..*end).is_some_and(|inside| is_signed(inside, lang));
    let whole = end(&|c| ROUND.1.contains(&c)).filter(named);
    whole.or_else(|| if is_round { end(&|c| ALIKE.1.contains(&c)).filter(named) } else { None })
}

/// Bytes of offices with names and the bracket behind them at the start of a text, where the bracket before them is lost. Behind a dateline
/// of some bytes these are a byline whatever the names are.
pub(super) fn unopened(text: &str, dateline: usize, lang: Lang) -> Option<usize> {
    cues::of(lang).byline_at(text).filter(|office| cues::is_office(office))?;
    let head = text.char_indices().take(LONGEST_BYLINE / 2);
    let (at, close) = head.clone().find(|(_, c)| may_close_bracket(*c)).filter(|(_, c)| ROUND.1.contains(c))?;
    let inside: String = text.get(..at)?.split_whitespace().collect();
    (are_offices(&inside, lang) && (dateline > 0 || is_named_well(&inside, lang))).then_some(at + close.len_utf8())
}

/// Byte range of the brackets that end a paragraph and do not begin it, with the marks behind them.
pub(super) fn last(paragraph: &str) -> Option<(usize, usize)> {
    let body = paragraph.trim_end_matches(is_beside);
    let is_round = body.ends_with(ROUND.1);
    let inside = body.strip_suffix(may_close_bracket)?;
    let open = inside.rfind(ROUND.0).or_else(|| if is_round { inside.rfind(ALIKE.0) } else { None })?;
    // A full stop behind the brackets is that of the sentence before them.
    let stopped = paragraph.get(body.len()..)?.contains(text::is_terminal) && !text::ends_closed(paragraph.get(..open)?);
    (open > 0 && !stopped).then_some((open, paragraph.len()))
}

/// Byte range of a byline in brackets that ends a paragraph.
pub(crate) fn closing(paragraph: &str, lang: Lang) -> Option<(usize, usize)> {
    if !lang.is_ea() {
        return None;
    }
    let whole = last(paragraph).filter(|&(open, end)| paragraph.get(open..end).is_some_and(|line| is_signed(line, lang)));
    whole.or_else(|| with_strays(paragraph, lang)).or_else(|| unclosed(paragraph, lang))
}

/// The same with a character or two behind the brackets, which an engine saw in the white that ends the last line.
fn with_strays(paragraph: &str, lang: Lang) -> Option<(usize, usize)> {
    let (open, _) = last(paragraph.get(..strays_from(paragraph)?)?)?;
    let signed = mended(paragraph.get(open..)?, lang).is_some() && text::ends_closed(paragraph.get(..open)?);
    signed.then_some((open, paragraph.len()))
}

/// Where such characters begin: behind the last bracket.
fn strays_from(text: &str) -> Option<usize> {
    let (at, close) = last_among(text, MOST_STRAYS + MOST_BESIDE, may_close_bracket)?;
    let end = at + close.len_utf8();
    let strays = text.get(end..)?.chars().filter(|&c| !is_beside(c) && !c.is_whitespace()).count();
    (1..=MOST_STRAYS).contains(&strays).then_some(end)
}

/// Such characters, at most.
const MOST_STRAYS: usize = 2;

/// The last bracket of those asked for among so many characters at the end of a text. Nearly all of these are ideographs, as their bytes say.
fn last_among(text: &str, most: usize, is_one: impl Fn(char) -> bool) -> Option<(usize, char)> {
    let mut rest = text;
    for _ in 0..most {
        let len = match rest.as_bytes() {
            [.., 0xE4..=0xE9, _, _] => 3,
            _ => {
                let c = rest.chars().next_back()?;
                if is_one(c) {
                    return Some((rest.len() - c.len_utf8(), c));
                }
                c.len_utf8()
            }
        };
        rest = rest.get(..rest.len() - len)?;
    }
    None
}

/// Byte range of a byline that ends a paragraph and whose last bracket is lost, and perhaps what stood before it.
fn unclosed(paragraph: &str, lang: Lang) -> Option<(usize, usize)> {
    let (open, bracket) = last_among(paragraph, LONGEST_BYLINE / 2, |c| ROUND.0.contains(&c) || may_close_bracket(c))?;
    let inside = paragraph.get(open + bracket.len_utf8()..)?.trim_matches(is_beside);
    let before = paragraph.get(..open)?;
    if may_close_bracket(bracket) || !text::ends_closed(before) {
        return None;
    }
    // The second office or its name may have broken off.
    let broken = BREAKS.iter().find_map(|part| inside.strip_suffix(part)).unwrap_or(inside);
    let short = |at: usize| are_offices(inside.get(..at).unwrap_or(""), lang);
    let second = || inside.rfind("通讯员").or_else(|| inside.rfind("通訊員")).filter(|&at| inside.len() - at <= BROKEN_NAME);
    let whole = are_offices(broken, lang) && is_named_well(inside, lang);
    (whole || second().is_some_and(short)).then_some((open, paragraph.len()))
}

/// What is left of the word for a correspondent.
const BREAKS: [&str; 3] = ["通讯", "通訊", "通"];
/// Bytes of that word and a name that broke off.
const BROKEN_NAME: usize = 15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_bracket_near_the_end() {
        for (text, most, want) in [
            ("渡口（一", 2, Some((6, '（'))),
            ("渡口（一", 1, None),
            ("（渡）口a", 3, Some((6, '）'))),
            ("）", 9, Some((0, '）'))),
            ("一é\u{20000}）é一", 3, Some((9, '）'))),
            ("渡口", 9, None),
            ("", 9, None),
        ] {
            assert_eq!(last_among(text, most, |c| matches!(c, '（' | '）')), want, "{text}");
        }
    }

    #[test]
    fn brackets_that_were_misread() {
        for (text, want) in [
            ("（记者应如是通讯员平常新》“叮”的一声", "（记者应如是通讯员平常新》"),
            ("《记者余一革通讯员闻人越） 4月18日", "《记者余一革通讯员闻人越）"),
            ("〈记者白露晞）118名孩子", "〈记者白露晞）"),
            ("《记者李四》是一部电影", ""),
            ("（《渡口日报》记者）", ""),
            ("，（记者谷雨晴通讯员莫问津）-星期一", "，（记者谷雨晴通讯员莫问津）"),
            ("昨天（记者王小明）市水利局", ""),
            ("李明（记者王小明）是他的朋友", ""),
            ("（记者陆既白通讯呈方小满）上午", "（记者陆既白通讯呈方小满）"),
            ("（记者王小明、他的同事和我）上午", ""),
            ("「記者」の仕事", ""),
            ("（记_者解云开）近日", "（记_者解云开）"),
            ("（〈记者令狐若通讯员南乔）118名孩子", "（〈记者令狐若通讯员南乔）"),
            ("（记者，不在现场）近日", ""),
        ] {
            assert_eq!(named(text, Lang::ZhHans).and_then(|end| text.get(..end)), Some(want).filter(|w| !w.is_empty()), "{text}");
        }
        for (text, want) in [
            ("夜航每天两班。（记者程微雨》", "（记者程微雨》"),
            ("夜航每天两班。《记者程微雨）", "《记者程微雨）"),
            ("夜航每天两班。（特约撰稿古月）", "（特约撰稿古月）"),
            ("他写过一本《记者程微雨》", ""),
            ("（新华社记者）", ""),
            ("他写过一本书（见《记者李四》）", ""),
            ("作为应急备用水源。（记者田垄上），|", "（记者田垄上），|"),
            ("应急备用水源（记者田垄上）。", ""),
            ("准备动工。【记者。应如是通讯员平常新）", "【记者。应如是通讯员平常新）"),
            ("准备动工。（记者，不是作者）", ""),
            ("他表示满意。（记者追问，他不答）", ""),
            ("本栏有两部分。（读者来稿，编辑点评）", ""),
            ("他这样说。（记者注，下同）", ""),
            ("他这样说。（记者手记，上）", ""),
            ("今晚不变。（记者张三，通讯员李四）", "（记者张三，通讯员李四）"),
            ("今晚不变。（记者王小明，李华）", "（记者王小明，李华）"),
            ("他点头。（记者问：为什么？）", ""),
            ("怎么说。（记”者程微雨通讯员欧阳一诺）", "（记”者程微雨通讯员欧阳一诺）"),
            ("渔民。（记-者铭云开）", "（记-者铭云开）"),
            ("居民意见。（〈读者葛晓晓）", "（〈读者葛晓晓）"),
            ("剂量。（记者，徐半夏），", "（记者，徐半夏），"),
            ("剂量。（记者。徐半夏）", "（记者。徐半夏）"),
            ("剂量。（记者、编辑）", ""),
            ("剂量。（记者，编辑）", ""),
            ("剂量。（读者，你说呢）", ""),
            ("剂量。（记者徐半夏；", "（记者徐半夏；"),
            ("一键呼叫设备。（记者陆既白通讯员方", "（记者陆既白通讯员方"),
            ("联合服务点。（记者何一帆通", "（记者何一帆通"),
            ("联合服务点（记者海一帆", ""),
            ("他笑了。（记者从市里获悉", ""),
            ("他笑了。（记者来了，他说的", ""),
            ("欢迎来信。（读者，早上好）", ""),
            ("他亮出证件。（“记者”身份）", ""),
            ("他笑了。（读者朋友们", ""),
            ("胡琴声里说。（记者令狐若），上", "（记者令狐若），上"),
            ("管护的渔民。{记者舒云开）者", "{记者舒云开）者"),
            ("起大早。（记者。徐半夏） 1", "（记者。徐半夏） 1"),
            ("起大早。（记者徐半夏）他又说", ""),
            ("有用得多。（特约扎稿古月）", "（特约扎稿古月）"),
            ("有用得多。（特约商户为限）", ""),
            ("起大早（记者徐半夏）上", ""),
        ] {
            let found = closing(text, Lang::ZhHans).and_then(|(from, to)| text.get(from..to));
            assert_eq!(found, Some(want).filter(|w| !w.is_empty()), "{text}");
        }
    }
}
