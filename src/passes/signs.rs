//! Signs of formulas and measures that engines read for ideographs and marks, and pounds that an encoding lost: 36“C, 活性炭十超滤,
//! 钢材一锻件一套圈.

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
    why: "The small ring before the C comes out as a star or a quotation mark. It stands behind a number of one or two digits that no letter \
          goes before, and behind the C no word goes on: A4, seats, classes and products stay.",
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
    summary: "A plus sign was read as 十, the dashes of a chain as 一, or the foot of a per cent sign as 6.",
    why: "In quotation marks, names of steps and parts are joined by + or by dashes. Where what stands between 十 or 一 there is words of several \
          characters and nothing beside it goes with a number, it is the sign. No figure stands right behind a per cent sign in Chinese or \
          Japanese text.",
    examples: &[
        ("今年的成活率提高到82%6，比去年好得多。", "今年的成活率提高到82%，比去年好得多。"),
        ("全市推行“中心食堂十社区助餐点十上门配送”的办法。", "全市推行“中心食堂＋社区助餐点＋上门配送”的办法。"),
        ("大家学的是“二十大精神”和“一带一路”。", "大家学的是“二十大精神”和“一带一路”。"),
    ],
};

/// Pounds.
pub(crate) static POUNDS: Rule = Rule {
    number: 37,
    id: "glyph/pounds",
    confidence: (0.95, 0.95),
    summary: "The pound sign of an English text was lost when its bytes were read in another encoding.",
    why: "£ is one byte in Latin-1 and no character in UTF-8, so that U+FFFD stands there. Before a number of an English text hardly anything else \
          was lost so, but where letters, other signs and quotation marks were, none is told from another.",
    examples: &[
        ("He was fined \u{FFFD}20 and costs.", "He was fined £20 and costs."),
        ("The caf\u{FFFD} was open at 5.", "The caf\u{FFFD} was open at 5."),
    ],
};

/// What stands for the ring, with marks that stand beside it; those that may stand for it alone.
const RINGS: [char; 9] = ['*', '“', '”', '"', '\'', '‘', '’', '?', '？'];
const MARKS: [char; 7] = ['*', '“', '”', '"', '\'', '‘', '’'];
/// Digits of a temperature; in Latin text as many.
const MOST_DIGITS: usize = 2;
/// What says that a temperature follows, and the digits that one may have then.
const TOLD: [&str; 12] = ["零下", "零上", "低于", "低於", "高于", "高於", "气温", "氣溫", "温度", "溫度", "摄氏", "攝氏"];
const MOST_TOLD: usize = 4;
/// Ideographs behind a temperature. Behind a C stand classes, seats and groups, too.
const BEHIND: [char; 14] = ['至', '到', '以', '的', '左', '上', '下', '和', '与', '或', '一', '高', '低', '为'];
/// Marks for one ring.
const MOST_RINGS: usize = 2;
/// Lead byte of quotation marks and dashes.
const QUOTATION: u8 = 0xE2;
/// Lead byte of full-width marks.
const WIDE: u8 = 0xEF;
/// How sure a ring is.
const RING: f32 = 0.97;

/// Looks for all of them in a text, but for rings that were read for marks of quotations: see [`ring_at`].
pub(crate) fn scan(text: &str, lang: Lang, out: &mut Vec<Fix>) {
    let stars =
        memchr::memchr2_iter(b'*', WIDE, text.as_bytes()).filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(['*', '？'])));
    stars.for_each(|at| out.extend(ring(text, at, lang)));
    if let Some(model) = look_alike::model(lang) {
        joined(text, model, out);
    }
    if lang == Lang::En {
        pounds(text, out);
    }
    if lang.is_ea() {
        per_cents(text, out);
    }
}

/// Per cent signs whose lower ring was read a second time, as a figure.
fn per_cents(text: &str, out: &mut Vec<Fix>) {
    for at in memchr::memchr_iter(b'%', text.as_bytes()) {
        let (head, rest) = (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        let ends = |c: char| c.is_whitespace() || text::is_ea(c);
        let twice = rest.strip_prefix('6').is_some_and(|rest| rest.chars().next().is_none_or(ends));
        if twice && head.ends_with(|c: char| c.is_ascii_digit()) {
            out.push(Fix { start: at + 1, end: at + 2, to: "".into(), rule: &SIGN, confidence: SEVERAL });
        }
    }
}

/// Pound signs that were lost before a number; none where anything else was lost, too.
fn pounds(text: &str, out: &mut Vec<Fix>) {
    let found = out.len();
    for (at, lost) in text.match_indices(char::REPLACEMENT_CHARACTER) {
        let (head, end) = (text.get(..at).unwrap_or(""), at + lost.len());
        if !is_sum(head, text.get(end..).unwrap_or("")) {
            out.truncate(found);
            return;
        }
        out.push(Fix { start: at, end, to: "£".into(), rule: &POUNDS, confidence: POUND });
    }
}

/// Whether a lost sign between two texts stood before a sum: neither between numbers nor behind what stands before other signs, and before no year.
fn is_sum(head: &str, rest: &str) -> bool {
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = rest.get(digits..).unwrap_or("");
    let decade = digits == 2 && (behind.starts_with("s ") || behind.starts_with("'s") || behind.starts_with("’s"));
    let bare = head.trim_end();
    let last = bare.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let other = bare.ends_with(|c: char| c.is_ascii_digit()) || BEFORE_OTHER_SIGNS.contains(&last.as_str());
    let year = digits == 2 && BEFORE_YEAR.iter().any(|words| bare.ends_with(words));
    digits > 0 && !head.ends_with(char::is_alphanumeric) && !other && !decade && !year
}

/// Words before ©, § and №.
const BEFORE_OTHER_SIGNS: [&str; 14] =
    ["copyright", "copr", "c", "see", "cf", "section", "sections", "sec", "under", "vide", "article", "chapter", "title", "code"];
/// Words before a year whose century is an apostrophe.
const BEFORE_YEAR: [&str; 10] =
    ["summer of", "winter of", "spring of", "autumn of", "fall of", "class of", "boys of", "men of", "flood of", "days of"];

/// How sure a pound sign is.
const POUND: f32 = 0.95;

/// The same at a mark that other rules look at.
pub(crate) fn ring_at(context: &Context<'_>) -> Option<Fix> {
    if context.before.is_some_and(|c| c.is_ascii_digit()) { ring(context.text, context.at, context.kind.lang) } else { None }
}

/// The marks for a ring from a place on, before a C.
fn ring(text: &str, at: usize, lang: Lang) -> Option<Fix> {
    let (head, rest) = (text.get(..at)?, text.get(at..)?);
    let marks = rest.len() - rest.trim_start_matches(RINGS).len();
    let (rings, behind) = (rest.get(..marks)?, rest.get(marks..)?.strip_prefix('C')?);
    let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let before = head.get(..head.len() - digits)?.chars().next_back();
    let told = TOLD.iter().any(|word| head.get(..head.len() - digits).is_some_and(|head| head.ends_with(word)));
    // 12C is a seat, A4 is paper, and x*C a product.
    let most = if told { MOST_TOLD } else { MOST_DIGITS };
    let number = (1..=most).contains(&digits) && !before.is_some_and(|c| c.is_ascii_alphanumeric());
    let goes_on = |c: char| if told { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() && !BEHIND.contains(&c) };
    let ends = behind.chars().next().is_none_or(|c| !goes_on(c) && !RINGS.contains(&c));
    let one = (told || rings.contains(MARKS)) && rings.chars().count() <= MOST_RINGS;
    let known = if lang.is_ea() { one } else { rings == "*" && digits == MOST_DIGITS };
    if !known || !number || !ends || closes(head, rings) {
        return None;
    }
    let (len, to) = if lang.is_ea() { (marks + 1, "℃") } else { (marks, "°") };
    Some(Fix { start: at, end: at + len, to: to.into(), rule: &DEGREES, confidence: RING })
}

/// Whether a quotation that the number is part of ends in the marks behind it: one that began not long before.
fn closes(number: &str, rings: &str) -> bool {
    let near = || number.char_indices().rev().nth(QUOTED).and_then(|(at, _)| number.get(at..)).unwrap_or(number);
    // Of a mark at the very start nobody sees what stands before it.
    rings.starts_with('”') && open_quotations(near().trim_start_matches(['“', '”'])) > 0
}

/// Characters of a quotation that ends so. To look at the whole text for each ring would take the square of it.
const QUOTED: usize = 120;

/// How many more quotations begin in a text than end, but for marks that are rings of degrees.
pub(crate) fn open_quotations(text: &str) -> isize {
    let mut open = 0;
    for (at, mark) in text.match_indices(['“', '”']) {
        let behind_digit = text.get(..at).is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()));
        if !(behind_digit && text.get(at + mark.len()..).is_some_and(|rest| rest.starts_with('C'))) {
            open += if mark == "“" { 1 } else { -1 };
        }
    }
    open
}

/// Bytes of a quotation that is looked at.
const LONGEST: usize = 120;
/// What is read for a sign, and the sign.
const PLUS: (char, &str) = ('十', "＋");
const DASH: (char, &str) = ('一', "—");
/// Characters of each part, and of both where there are two.
const LEAST: usize = 2;
const LEAST_OF_TWO: usize = 4;
/// What stands behind ten: words for what is counted, figures, and what goes before a noun.
const BEHIND_TEN: [char; 44] = [
    '大', '佳', '强', '項', '项', '首', '部', '条', '條', '个', '個', '年', '名', '位', '件', '种', '種', '场', '場', '所', '家', '天',
    '岁', '届', '月', '日', '里', '余', '多', '几', '分', '万', '亿', '字', '座', '次', '本', '支', '只', '张', '人', '一', '二', '三',
];
/// Bits by which a word for what is counted goes with 一 before it, and of how many dashes one may be.
const COUNTED: f32 = 2.0;
const LEAST_CHAIN: usize = 2;
/// Bits by which what stands beside a plus sign goes with 十 at most, and beside all dashes of a chain with 一.
const PLUS_TIE: f32 = -1.5;
const CHAIN_TIE: f32 = -2.0;
/// How sure a sign is among several, as is one that was read twice, and one alone.
const SEVERAL: f32 = 0.95;
const ALONE: f32 = 0.9;

/// Signs between the parts of what stands in quotation marks.
fn joined(text: &str, model: &ContextModel, out: &mut Vec<Fix>) {
    // Few characters have its first byte, and many its last one.
    for at in memchr::memchr_iter(QUOTATION, text.as_bytes()) {
        if !text.get(at..).is_some_and(|rest| rest.starts_with('“')) {
            continue;
        }
        let start = at + '“'.len_utf8();
        let rest = text.get(start..).unwrap_or("");
        let end = rest.char_indices().find(|(n, c)| *n > LONGEST || !text::is_han(*c)).map_or(0, |(n, _)| n);
        let (inside, behind) = (rest.get(..end).unwrap_or(""), rest.get(end..).unwrap_or(""));
        if !behind.starts_with('”') {
            continue;
        }
        for (read, sign) in [PLUS, DASH] {
            let ties = ties(inside, read, model);
            let odd = ties.iter().filter(|(_, behind)| *behind > COUNTED).count();
            let fits = if read == PLUS.0 {
                let counted = inside.split(read).skip(1).any(|part| part.starts_with(BEHIND_TEN));
                !counted && ties.iter().all(|(before, behind)| before + behind < PLUS_TIE && *behind < 0.0)
            } else {
                ties.iter().map(|(before, behind)| before + behind).sum::<f32>() < CHAIN_TIE && odd * LEAST_CHAIN < ties.len()
            };
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

/// How much each of these characters in a text goes with what stands before and behind it, in bits.
fn ties(text: &str, own: char, model: &ContextModel) -> Vec<(f32, f32)> {
    if !text.contains(own) {
        return Vec::new();
    }
    let code = |c: Option<char>| model.code(c.unwrap_or(own));
    let tie = |(at, sign): (usize, &str)| {
        let before = code(text.get(..at).and_then(|head| head.chars().next_back()));
        let behind = code(text.get(at + sign.len()..).and_then(|rest| rest.chars().next()));
        (model.tie(before, model.code(own)), model.tie(model.code(own), behind))
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
            ("2*Cost, 2*C, 12*Cm", Lang::En, "2*Cost, 2*C, 12*Cm"),
            ("成活率82%6，4%6%，5%60，a%6", Lang::ZhHans, "成活率82%，4%6%，5%60，a%6"),
            ("零下180*C的低温，低于0？C时，得分100*C", Lang::ZhHans, "零下180℃的低温，低于0℃时，得分100*C"),
            ("H2*C和100*C语言，12*C排", Lang::ZhHans, "H2*C和100*C语言，12*C排"),
            ("用“活性炭十超滤十紫外线”", Lang::ZhHans, "用“活性炭＋超滤＋紫外线”"),
            ("行“电子渔捞日志十定点上岸”制度", Lang::ZhHans, "行“电子渔捞日志＋定点上岸”制度"),
            ("从“钢材一锻件一套圈一成品轴承”", Lang::ZhHans, "从“钢材—锻件—套圈—成品轴承”"),
            ("学习“党的二十大精神”和“第十四个五年规划”", Lang::ZhHans, "学习“党的二十大精神”和“第十四个五年规划”"),
            ("说“每人一本书每家一支笔”", Lang::ZhHans, "说“每人一本书每家一支笔”"),
            ("说“同饮一江水共护一条河”", Lang::ZhHans, "说“同饮一江水共护一条河”"),
            ("评出“红色经典十首歌曲十部电影”", Lang::ZhHans, "评出“红色经典十首歌曲十部电影”"),
            ("公布“乡村医生十大惠民政策”", Lang::ZhHans, "公布“乡村医生十大惠民政策”"),
            ("改用“还原焙烧一碳化水浸一选择性萃取”", Lang::ZhHans, "改用“还原焙烧—碳化水浸—选择性萃取”"),
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
    fn a_lost_sign_before_a_sum_is_a_pound() {
        for (text, want) in [
            ("He was fined \u{FFFD}20 and costs, or \u{FFFD} 5 a week.", "He was fined £20 and costs, or £ 5 a week."),
            ("Copyright \u{FFFD} 1998 by the author of the book.", ""),
            ("See \u{FFFD} 12 of the Act for the rule of the court.", ""),
            ("The \u{FFFD}60s were the best years of the town.", ""),
            ("It was the summer of \u{FFFD}69, and he was here.", ""),
            ("He said, \u{FFFD}10 men died.\u{FFFD}", ""),
            ("The sum of 10 \u{FFFD} 12 is what he had in the book.", ""),
            ("The caf\u{FFFD} took \u{FFFD}5 a day.", ""),
        ] {
            let mut found = Vec::new();
            scan(text, Lang::En, &mut found);
            let mut out = text.to_owned();
            found.iter().rev().for_each(|fix| out.replace_range(fix.start..fix.end, &fix.to));
            assert_eq!(out, if want.is_empty() { text } else { want });
        }
    }

    #[test]
    fn rings_that_were_read_for_quotation_marks() {
        for (text, want) in [
            ("昨天的最高气温36“C，比前天高了一些。", "昨天的最高气温36℃，比前天高了一些。"),
            ("昨天降温12”C至14\"C，今天不会再冷了。", "昨天降温12℃至14℃，今天不会再冷了。"),
            ("他在台上说“得了90”C位出道，大家都笑了。", "他在台上说“得了90”C位出道，大家都笑了。"),
            ("昨天的最高气温36°C，他买了一张CD。", "昨天的最高气温36°C，他买了一张CD。"),
            ("昨天的最高气温36“C，最低气温12”C，风不大。", "昨天的最高气温36℃，最低气温12℃，风不大。"),
            ("他买了A4“C”级复印纸，座位是12“C排”，答案是1？C。", "他买了A4“C”级复印纸，座位是12“C排”，答案是1？C。"),
        ] {
            let page = crate::Desk::new().clean(&format!("{text}\n"));
            assert_eq!(page.articles().first().map(|a| a.paragraphs.join("|")).as_deref(), Some(want));
        }
    }
}
