//! Bylines, datelines and jump lines: recognised by the words of a language's table.

use crate::cues;
use crate::lang::{Lang, Table};
use crate::text;
use std::borrow::Cow;

/// A byline is a line of at most this many characters.
const LONGEST_BYLINE: usize = 48;

/// The names of a byline line, as printed, or nothing where the line is none.
pub(crate) fn names(line: &str, lang: Lang) -> Vec<String> {
    let table = lang.table();
    let head = line.trim_start();
    let may = |c: char| !text::is_ea_letter(c) || is_misread_mark(c);
    if lang.is_ea() && !head.starts_with(may) && cues::of(lang).byline_at(head).is_none() {
        return Vec::new();
    }
    let bare = line.trim().trim_matches(['*', '_']);
    let unmarked = bare.trim_start_matches(table.byline_marks).trim();
    let marked = unmarked.len() < bare.len();
    let (marked, bare) = match misread_mark(unmarked, lang).filter(|_| lang.is_ea() && !marked) {
        Some(rest) => (true, rest),
        None => (marked, unmarked),
    };
    let inside = bracketed(bare);
    let bare = inside.unwrap_or(bare);
    let damaged = if lang.is_ea() && (marked || inside.is_some()) { behind_damaged_office(bare, lang) } else { None };
    let (bare, marked) = damaged.map_or((bare, marked), |rest| (rest, true));
    let role = cues::of(lang).byline_at(bare);
    if lang.is_ea() && !marked && role.is_none() {
        return Vec::new();
    }
    let chars = bare.chars().count();
    if chars == 0 || chars > LONGEST_BYLINE {
        return Vec::new();
    }
    if !lang.is_ea() {
        return latin_names(bare, table);
    }
    if text::ends_closed(bare) || bare.contains(['，', '。', ',']) || !marked && bare.contains(['“', '"']) {
        return Vec::new();
    }
    if !marked && !role.is_some_and(|role| names_follow(bare, role, inside.is_some())) {
        return Vec::new();
    }
    ea_names(bare, lang)
}

/// The byline in a printed line that is no larger than text, as engines misread it: specks or a character for the mark before it, spaces
/// lost, a small letter at the start.
pub(crate) fn misread(line: &str, lang: Lang) -> Option<&str> {
    let bare = line.trim().trim_matches(|c: char| !c.is_alphanumeric());
    if bare.chars().count() > LONGEST_BYLINE / 2 || line.contains(['，', '。', ',']) {
        return None;
    }
    if lang.is_ea() { ea_misread(bare, lang) } else { latin_misread(bare, lang.table()) }
}

/// Characters of a mark before a byline.
const MISREAD_MARK: usize = 2;

/// What engines read for the square before a byline.
const BOXES: &[&str] = &["口", "国", "回", "囗", "田", "目", "日", "ロ", "國"];

fn ea_misread(line: &str, lang: Lang) -> Option<&str> {
    let cues = cues::of(lang);
    let starts = line.char_indices().map(|(at, _)| at).take(MISREAD_MARK + 1);
    starts.filter_map(|at| line.get(at..)).find(|rest| {
        let Some(role) = cues.byline_at(rest) else { return false };
        let sure = role.ends_with(['者', '员', '員']);
        let mut names = at_roles(rest).enumerate();
        // Behind a second office what is longer is no name but what the office does.
        let is_named = |(n, part): (usize, &str)| {
            let name = part.get(cues.byline_at(part).map_or(0, str::len)..).unwrap_or("").trim();
            (2..=if n == 0 { 4 } else { 3 }).contains(&name.chars().count()) && name.chars().all(|c| text::is_ea_letter(c) || c == ' ')
        };
        let boxed = line.strip_suffix(rest).is_some_and(|mark| BOXES.contains(&mark));
        (sure || boxed || rest.len() == line.len()) && names.all(is_named)
    })
}

fn latin_misread<'t>(line: &'t str, table: &Table) -> Option<&'t str> {
    let words = table.byline.iter().filter(|word| word.trim_end().len() > 1 && !word.contains(':'));
    let rest = words.filter_map(|word| {
        let head = line.get(..word.trim_end().len())?;
        let rest = line.get(head.len()..)?;
        let apart = rest.chars().next().is_some_and(|c| !c.is_alphanumeric());
        (apart && head.eq_ignore_ascii_case(word.trim_end())).then_some(rest)
    });
    let is_name = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).chars().next().is_some_and(char::is_uppercase);
    let named = |rest: &str| {
        let words = rest.split([' ', '-', '.', ':']).filter(|word| word.contains(char::is_alphanumeric));
        (1..=3).contains(&words.clone().count()) && words.clone().all(is_name)
    };
    rest.into_iter().any(named).then_some(line)
}

/// What an engine makes of a square before a byline.
fn is_misread_mark(c: char) -> bool {
    matches!(c, '口' | '囗' | '国' | '围' | '困' | '回' | '因' | '固' | '图' | '园' | '团' | '圈' | '四' | '日')
}

/// The rest of a line that opens with a misread square and a word that only bylines have.
fn misread_mark(line: &str, lang: Lang) -> Option<&str> {
    let rest = line.strip_prefix(is_misread_mark)?.trim_start();
    let role = cues::of(lang).byline_at(rest).filter(|r| r.ends_with(['者', '员', '員']))?;
    (rest.chars().count() <= LONGEST_BYLINE / 2 && rest.len() > role.len()).then_some(rest)
}

/// The names behind an office whose word lost a character or has one twice, as in （记 甲乙丙）: in brackets or behind a mark a space
/// sets it off, and nothing but names follows.
fn behind_damaged_office(line: &str, lang: Lang) -> Option<&str> {
    let (office, rest) = line.split_once([' ', '\u{3000}'])?;
    let is_name = |token: &str| {
        let name = token.get(cues::of(lang).byline_at(token).map_or(0, str::len)..).unwrap_or("");
        name.is_empty() || (2..=LONGEST_NAME).contains(&name.chars().count()) && name.chars().all(text::is_han)
    };
    let mut tokens = rest.split([' ', '\u{3000}']).filter(|token| token.contains(char::is_alphanumeric));
    // One character more or less.
    let is_near = |word: &&&str| (1..=4).contains(&word.len().abs_diff(office.len())) && is_sure(word);
    let damaged = !office.is_empty() && lang.table().byline.iter().filter(is_near).any(|word| is_damaged(word, office));
    (damaged && tokens.clone().next().is_some() && tokens.all(is_name)).then_some(rest.trim())
}

/// Characters of a long name.
const LONGEST_NAME: usize = 4;

/// Whether a word of the table names an office and nothing else.
fn is_sure(word: &str) -> bool {
    word.ends_with(['者', '员', '員'])
}

/// Whether a text is a word that lost one of its characters, or has one of them twice.
fn is_damaged(word: &str, text: &str) -> bool {
    let without = |whole: &str, part: &str| {
        whole.len() > part.len()
            && whole.char_indices().any(|(at, c)| {
                let behind = whole.get(at + c.len_utf8()..).unwrap_or("");
                part.strip_prefix(whole.get(..at).unwrap_or("")).is_some_and(|rest| rest == behind)
            })
    };
    let doubled = || text.chars().zip(text.chars().skip(1)).any(|(a, b)| a == b);
    without(word, text) || without(text, word) && doubled()
}

fn bracketed(line: &str) -> Option<&str> {
    const PAIRS: [([char; 2], [char; 2]); 4] =
        [(['(', '（'], [')', '）']), (['【', '〖'], ['】', '〗']), (['〔', '﹝'], ['〕', '﹞']), (['[', '［'], [']', '］'])];
    PAIRS.iter().find_map(|(open, close)| line.strip_prefix(open)?.strip_suffix(close)).map(str::trim)
}

/// Whether what stands behind a role can be a name: set off by a space, or as short as one behind a word that only
/// bylines have. 读者 and 解答 also begin headlines, and so do names without a space between them; nothing in brackets does.
fn names_follow(line: &str, role: &str, bracketed: bool) -> bool {
    let rest = line.get(role.len()..).unwrap_or("");
    let sure = role.ends_with(['者', '员', '員']) && (bracketed || !matches!(role, "读者" | "讀者" | "作者" | "译者"));
    let name = if bracketed { at_roles(rest).next().unwrap_or("") } else { rest };
    rest.starts_with([' ', '\u{3000}', '/', '／', '|', '·', '~']) || sure && (2..=4).contains(&name.chars().count())
}

fn ea_names(line: &str, lang: Lang) -> Vec<String> {
    let cues = cues::of(lang);
    let mut out: Vec<String> = Vec::new();
    let tokens = line.split([' ', '\u{3000}', '／', '、', '“', '”', '"']).filter(|t| !t.is_empty());
    for token in tokens.flat_map(at_roles) {
        let token = token.trim_matches(['/', '|', '~', '·', '¦']);
        if !token.contains(char::is_alphanumeric) {
            continue;
        }
        let opens = cues.byline_at(token).is_some();
        match out.last_mut() {
            Some(last) if !opens => {
                // A name is never one character: what stands alone was torn off by the scan.
                let torn = |name: &str| name.chars().count() == 1;
                let before = last.rsplit(' ').next().unwrap_or("");
                if !(torn(token) || torn(before)) || cues.byline_at(before).is_some() {
                    last.push(' ');
                }
                last.push_str(token);
            }
            // The word for the office stands by itself before names that have it, too.
            Some(last) if cues.byline_at(last).is_some_and(|office| office == last) => token.clone_into(last),
            _ => out.push(token.to_owned()),
        }
    }
    out.retain(|name| !name.is_empty());
    out
}

/// Cuts a token before the words that name an office, where the space before them was lost.
fn at_roles(token: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(token);
    std::iter::from_fn(move || {
        let token = rest.take()?;
        let skip = token.chars().next().map_or(0, char::len_utf8);
        let inner = token.get(skip..).unwrap_or("");
        let opens = |&(at, _): &(usize, &str)| inner.get(at..).is_some_and(|t| t.starts_with("通讯员") || t.starts_with("通訊員"));
        match inner.match_indices('通').find(opens) {
            Some((at, _)) if !token.starts_with('特') => {
                rest = token.get(skip + at..);
                token.get(..skip + at)
            }
            _ => Some(token),
        }
    })
}

fn latin_names(line: &str, table: &Table) -> Vec<String> {
    let Some(rest) = table.byline.iter().find_map(|word| behind(line, word)) else {
        return Vec::new();
    };
    let first = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let name_like = rest.chars().next().is_some_and(char::is_uppercase) && !first.is_empty();
    let words = rest.split_whitespace().count();
    let lower = rest.split_whitespace().filter(|w| w.chars().next().is_some_and(char::is_lowercase)).count();
    if !name_like || words > 9 || lower > 2 || rest.ends_with(['!', '?']) || rest.matches('.').count() > 3 {
        return Vec::new();
    }
    vec![line.to_owned()]
}

/// What stands behind a word of the table; engines read specks for the space behind it.
fn behind<'t>(line: &'t str, word: &str) -> Option<&'t str> {
    let rest = line.strip_prefix(word.trim_end())?;
    let name = rest.trim_start_matches([' ', ':', '.', ',']);
    (name.len() < rest.len()).then(|| name.trim_end())
}

/// Length in bytes of the dateline that opens a paragraph, the byline in brackets behind it, and both of them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Opening {
    /// Bytes of the dateline.
    pub(crate) dateline: usize,
    /// Bytes of dateline, brackets and the space behind them.
    pub(crate) whole: usize,
    /// The bracketed byline, as a byte range of the paragraph.
    pub(crate) byline: Option<(usize, usize)>,
}

/// Reads the opening of a first paragraph.
pub(crate) fn opening(paragraph: &str, lang: Lang) -> Opening {
    let mut out = Opening { dateline: dateline(paragraph, lang), ..Opening::default() };
    let mut at = match out.dateline {
        0 => 0,
        end => end + reported(paragraph.get(end..).unwrap_or(""), lang),
    };
    if at == 0 {
        at = resumption(paragraph, lang);
    }
    if lang.is_ea() {
        let bracketed = paragraph.get(at..).unwrap_or("").trim_start();
        if let Some(len) = bracket(bracketed) {
            let inside = bracketed.get(..len).unwrap_or("");
            if !names(inside, lang).is_empty() {
                let open = paragraph.len() - bracketed.len();
                out.byline = Some((open, open + len));
                at = open + len;
            }
        }
    }
    if at > 0 {
        let rest = paragraph.get(at..).unwrap_or("");
        at += rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
    }
    out.whole = at;
    out
}

/// Bytes of a byline without brackets behind a dateline, as in 本报讯 记者何田报道; 0 where there is none.
fn reported(behind: &str, lang: Lang) -> usize {
    let rest = behind.trim_start_matches([' ', '\u{3000}']);
    let Some(office) = cues::of(lang).byline_at(rest).filter(|office| lang.is_ea() && is_sure(office)) else { return 0 };
    let names = rest.get(..text::head_of(rest, LONGEST_REPORTED, |c| !text::is_ea_letter(c) && !c.is_whitespace())).unwrap_or("");
    let end = ["报道", "報道", "報導"].iter().filter_map(|word| Some(names.find(word)? + word.len())).min();
    // 记者从某地发回报道 is no name.
    let is_named = |end: &usize| names.get(office.len()..*end).is_some_and(|name| !name.contains(['从', '從', '获', '獲', '的']));
    end.filter(is_named).map_or(0, |end| behind.len() - rest.len() + end)
}

/// Characters of such a byline.
const LONGEST_REPORTED: usize = 20;

/// Bytes of the words that open what goes on from another page, such as （上接第1版）; 0 where a text opens otherwise.
pub(crate) fn resumption(text: &str, lang: Lang) -> usize {
    let open = text.len() - text.trim_start_matches(['(', '（', '【', '[']).len();
    let bare = text.get(open..).unwrap_or("");
    let Some(rest) = lang.table().resumes.iter().find_map(|word| bare.strip_prefix(word)) else { return 0 };
    let head = rest.get(..text::head_of(rest, LONGEST_PLACE, |c| matches!(c, '。' | '，'))).unwrap_or("");
    let digit = |c: char| c.is_ascii_digit() || stands_for_number(c);
    let Some((number, c)) = head.char_indices().find(|(_, c)| digit(*c)) else { return 0 };
    let mut end = number + c.len_utf8();
    end += rest.get(end..).map_or(0, |more| more.len() - more.trim_start_matches(digit).len());
    if lang.is_ea() {
        let Some(page) = rest.get(end..).and_then(|more| more.chars().next()).filter(|c| matches!(c, '版' | '面' | '页' | '頁')) else {
            return 0;
        };
        end += page.len_utf8();
    }
    let tail = rest.get(end..).unwrap_or("");
    let closer =
        if open > 0 { tail.chars().next().filter(|c| matches!(c, ')' | '）' | '】' | ']')).map_or(0, char::len_utf8) } else { 0 };
    text.len() - tail.len() + closer
}

fn stands_for_number(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '〇' | '０'..='９')
}

/// Bytes of a bracket that opens the text.
fn bracket(text: &str) -> Option<usize> {
    if !text.starts_with(['(', '（']) {
        return None;
    }
    let mut end = 0;
    for (n, (at, c)) in text.char_indices().enumerate() {
        if n > LONGEST_BYLINE {
            return None;
        }
        end = at + c.len_utf8();
        if matches!(c, ')' | '）') {
            return Some(end);
        }
    }
    (end == 0).then_some(0)
}

/// Byte range of the brackets that end a paragraph and do not begin it.
fn last_bracket(paragraph: &str) -> Option<(usize, usize)> {
    let body = paragraph.trim_end_matches(|c: char| c.is_whitespace() || text::is_speck(c));
    let open = body.strip_suffix([')', '）'])?.rfind(['(', '（'])?;
    (open > 0).then_some((open, body.len()))
}

/// Byte range of a byline in brackets that ends a paragraph.
pub(crate) fn closing(paragraph: &str, lang: Lang) -> Option<(usize, usize)> {
    let (open, end) = if lang.is_ea() { last_bracket(paragraph)? } else { return None };
    (!names(paragraph.get(open..end)?, lang).is_empty()).then_some((open, end))
}

/// Byte range of a jump line in brackets that ends a paragraph.
pub(crate) fn jump_behind(paragraph: &str, lang: Lang) -> Option<(usize, usize)> {
    last_bracket(paragraph).filter(|&(open, end)| paragraph.get(open..end).is_some_and(|line| is_jump(line, lang)))
}

/// Ends of the credit of a picture.
const CREDITS: [&str; 9] = ["摄", "攝", "摄影", "攝影", "撮影", "供图", "供圖", "绘", "繪"];
/// Bytes of the longest credit: an office, two names and their word.
const LONGEST_CREDIT: usize = 60;
/// Ideographs of each of its words.
const LONGEST_CREDIT_WORD: usize = 6;

/// Whether a text is the credit of a picture and no more, such as 本报记者 赵一川 摄.
pub(crate) fn is_credit(text: &str) -> bool {
    let body = text.trim_matches(|c: char| c.is_whitespace() || text::is_speck(c));
    let name = |word: &str| word.chars().count() <= LONGEST_CREDIT_WORD && word.chars().all(text::is_han);
    body.len() <= LONGEST_CREDIT && CREDITS.iter().any(|end| body.ends_with(end)) && body.split_whitespace().all(name)
}

/// A dateline stands within this many characters.
const LONGEST_DATELINE: usize = 24;

/// Bytes of the dateline that opens a paragraph; 0 where there is none.
pub(crate) fn dateline(paragraph: &str, lang: Lang) -> usize {
    if let Some(word) = cues::of(lang).dateline_at(paragraph) {
        return word.len();
    }
    if lang.is_ea() { ea_dateline(paragraph, lang) } else { latin_dateline(paragraph, lang) }
}

/// Whether a text opens with a place in capitals, whose dash the engine may have lost.
pub(crate) fn opens_with_capitals(text: &str) -> bool {
    let mut words = text::solid(text).split(' ');
    let capitals = |w: &str| w.chars().filter(|c| c.is_uppercase()).count() >= 4 && !w.chars().any(char::is_lowercase) && !w.ends_with(':');
    words.next().is_some_and(capitals) && words.any(|w| w.chars().any(char::is_lowercase))
}

/// Whether a printed line of East Asian text opens an article: an engine puts specks, or a character, before the words of the
/// dateline, and sets white between their characters.
pub(crate) fn opens_printed(line: &str, lang: Lang) -> bool {
    let most = MOST_SPECKS + LONGEST_CUE;
    let plain = line.get(..text::head_of(line, most, char::is_whitespace)).unwrap_or("");
    // Hardly any line has white so near its start, and none needs a copy.
    let head = if plain.len() == line.len() || plain.chars().count() == most {
        Cow::Borrowed(plain)
    } else {
        line.chars().filter(|c| !c.is_whitespace()).take(most).collect()
    };
    let mut ideographs = 0;
    head.char_indices().take(MOST_SPECKS + 1).any(|(at, c)| {
        let found = ideographs < 2 && cues::of(lang).dateline_at(head.get(at..).unwrap_or("")).is_some();
        ideographs += usize::from(text::is_ea_letter(c));
        found
    })
}

/// Marks that stand before the words of a dateline at most, and characters of these.
const MOST_SPECKS: usize = 4;
const LONGEST_CUE: usize = 6;

fn ea_dateline(paragraph: &str, lang: Lang) -> usize {
    let stop = |c: char| matches!(c, '，' | ',' | '。' | '“' | '"' | '：');
    let head = paragraph.get(..text::head_of(paragraph, LONGEST_DATELINE, stop)).unwrap_or("");
    if let Some(place) = place_before_byline(paragraph, head, lang) {
        return place;
    }
    let set_off = |c: char| matches!(c, '（' | '(' | ' ' | '\u{3000}');
    // The walk is the dearest part: what sets a dateline off must be there, inside the head or right behind it.
    let bytes = head.as_bytes();
    let inside = memchr::memchr3(b' ', b'(', WIDE_BRACKET, bytes).or_else(|| memchr::memchr(WIDE_SPACE, bytes)).is_some();
    if !inside && !paragraph.get(head.len()..).is_some_and(|rest| rest.starts_with(set_off)) {
        return 0;
    }
    let Some((at, end)) = cues::of(lang).dateline_end(head) else { return 0 };
    let behind = paragraph.get(end..).and_then(|r| r.chars().next());
    // 某地报导（记者…） and 某地报道　… are datelines, 据报道，… is not.
    if at > 0 && behind.is_some_and(set_off) { end } else { 0 }
}

/// Bytes of 某地报导 before text that the engine has set right behind it; 0 where there is none.
pub(crate) fn run_on_dateline(paragraph: &str, lang: Lang) -> usize {
    if !lang.is_ea() {
        return 0;
    }
    let head = paragraph.get(..text::head_of(paragraph, LONGEST_PLACE, |c| !text::is_ea_letter(c))).unwrap_or("");
    let Some((at, end)) = cues::of(lang).dateline_end(head) else { return 0 };
    let place = head.get(..at).map_or(0, |place| place.chars().count());
    let reported =
        head.starts_with(['据', '據', '有']) || paragraph.get(end..).is_some_and(|rest| rest.starts_with(['说', '說', '称', '稱', '指']));
    if place > 1 && !reported && paragraph.len() > end { end } else { 0 }
}

/// The first bytes of a full-width bracket and of a full-width space.
const WIDE_BRACKET: u8 = 0xEF;
const WIDE_SPACE: u8 = 0xE3;

/// Longest name of a place, in characters.
const LONGEST_PLACE: usize = 8;

/// Bytes of a place that a bracketed byline follows: 汐見浜（記者 …）.
fn place_before_byline(paragraph: &str, head: &str, lang: Lang) -> Option<usize> {
    let at = text::head_of(head, LONGEST_PLACE, |c| !text::is_ea_letter(c));
    let rest = paragraph.get(at..)?.trim_start();
    if at == 0 || !rest.starts_with(['(', '（']) {
        return None;
    }
    let inside = rest.get(..bracket(rest)?)?;
    (!names(inside, lang).is_empty()).then_some(at)
}

/// Whether a line is the end of a byline in brackets that opens in another line.
pub(crate) fn is_bracket_end(line: &str) -> bool {
    let count = |marks: [char; 2]| line.matches(marks).count();
    line.trim_end_matches(|c: char| c.is_whitespace() || text::is_speck(c)).ends_with([')', '）'])
        && count([')', '）']) > count(['(', '（'])
}

/// Whether a printed line opens with a place or the words of a dateline and the bracket of a byline behind it; the rest of the byline may
/// stand in the next line.
pub(crate) fn opens_bracket(line: &str, lang: Lang) -> bool {
    let at = text::head_of(line, LONGEST_PLACE, |c| !text::is_ea_letter(c));
    let Some(inside) = line.get(at..).and_then(|rest| rest.trim_start().strip_prefix(['(', '（'])) else { return false };
    at > 0 && cues::of(lang).byline_at(inside.trim_start()).is_some_and(is_sure)
}

/// A Latin dateline stands within this many characters.
const LATIN_HEAD: usize = 48;
/// The first byte of a dash.
const DASH: u8 = 0xE2;

fn latin_dateline(paragraph: &str, lang: Lang) -> usize {
    let plain = || paragraph.get(..LATIN_HEAD).filter(|head| head.is_ascii());
    let cut = || paragraph.chars().take(LATIN_HEAD).map(char::len_utf8).sum::<usize>();
    let head = plain().unwrap_or_else(|| paragraph.get(..cut()).unwrap_or(""));
    let dashed = memchr::memchr2(b'-', DASH, head.as_bytes()).is_some();
    if let Some(end) = Some(head).filter(|_| dashed).and_then(tight_dateline) {
        return end;
    }
    for dash in [" — ", " -- ", " – ", ". – ", ". — "].into_iter().filter(|_| dashed) {
        let Some(at) = head.find(dash) else { continue };
        let place = head.get(..at).unwrap_or("");
        let first = place.split([' ', ',', '.']).next().unwrap_or("");
        let upper =
            first.chars().filter(|c| c.is_alphabetic()).count() > 1 && first.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        let title = lang != Lang::En && first.chars().next().is_some_and(char::is_uppercase) && place.split(' ').count() <= 3;
        if upper || title {
            return at + dash.trim_end().len();
        }
    }
    if lang == Lang::En {
        return 0;
    }
    if let Some(end) = dated_place(head) {
        return end;
    }
    // German papers: `Lindenau. Das Waldbad …`
    let Some(at) = head.find(". ") else { return 0 };
    let place = head.get(..at).unwrap_or("");
    let words = place.split([' ', '/', '-']).count();
    let name = place.split([' ', '/']).all(|w| w.chars().next().is_some_and(char::is_uppercase));
    if words <= 2 && name && place.chars().count() > 3 { at + 1 } else { 0 }
}

/// A place with its day, as German papers have it: `Hainberg, 5. Mai. Unter`. Engines read a full stop for the comma.
fn dated_place(head: &str) -> Option<usize> {
    let at = head.find([',', '.'])?;
    let place = head.get(..at)?;
    let rest = head.get(at + 1..)?.strip_prefix(' ')?;
    let day = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let month = rest.get(day..)?.strip_prefix(". ")?;
    let end = month.find('.')?;
    let named = |text: &str, most: usize| {
        text.split_whitespace().count() <= most && text.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-')
    };
    let is_one = (1..=2).contains(&day) && named(place, 2) && place.chars().count() > 2 && named(month.get(..end)?, 1);
    is_one.then_some(head.len() - month.len() + end + 1)
}

/// Whether a dateline is but a word with a full stop, as any sentence may end. French papers set places in capitals.
pub(crate) fn is_weak_dateline(paragraph: &str, lang: Lang) -> bool {
    let head = paragraph.find(['.', '—', '–']).map_or((paragraph, ""), |at| paragraph.split_at(at));
    let weak = match lang {
        Lang::De => true,
        Lang::Fr => head.0.contains(char::is_lowercase),
        _ => false,
    };
    weak && head.1.starts_with('.') && dated_place(paragraph).is_none()
}

/// A place in capitals, maybe a day behind a comma, and a dash that engines leave without its spaces: `HARROW BAY—The`.
fn tight_dateline(head: &str) -> Option<usize> {
    let at = head.find('—')?;
    let (place, day) = head.get(..at)?.split_once(',').unwrap_or((head.get(..at)?, ""));
    let letters = place.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().count() >= LEAST_CAPITALS && letters.clone().all(char::is_uppercase);
    let end = at + '—'.len_utf8();
    // Engines read a long dash as two.
    let behind = head.get(end..)?.trim_start_matches([' ', '-', '–', '.', '_']).chars().next()?;
    let text = behind.is_alphabetic() || text::is_opener(behind) || matches!(behind, '‘' | '“' | '"' | '\'');
    (capitals && text && place.split_whitespace().count() <= 4 && day.split_whitespace().count() <= 3).then_some(end)
}

/// Capitals of a place; shorter words are initials.
const LEAST_CAPITALS: usize = 4;

/// Whether the line sends the reader to another page.
pub(crate) fn is_jump(line: &str, lang: Lang) -> bool {
    let bare = line.trim_matches(|c: char| matches!(c, '(' | ')' | '（' | '）' | '*' | '_' | ' ' | '▶' | '→' | '☞'));
    bare.chars().count() <= 40
        && lang.table().jump.iter().any(|w| bare.find(w).is_some_and(|at| at <= 12))
        && (bare.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十１２３４５６７８９".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        for (line, want) in [
            ("■记者 沈砚秋 通讯员 何一鸣", vec!["记者 沈砚秋", "通讯员 何一鸣"]),
            ("记者 苏木木", vec!["记者 苏木木"]),
            ("■特约撰稿 古月", vec!["特约撰稿 古月"]),
            ("记者 应如 是", vec!["记者 应如是"]),
            ("记者从市住建局获悉，今年", vec![]),
            ("跨江轮渡恢复夜航", vec![]),
            ("读者问答", vec![]),
            ("（读者葛晓晓）", vec!["读者葛晓晓"]),
            ("（记者应如是通讯员平常新）", vec!["记者应如是", "通讯员平常新"]),
            ("记者节采访通讯员工作会议", vec![]),
            ("口记者沈砚秋“通讯员何一鸣", vec!["记者沈砚秋", "通讯员何一鸣"]),
            ("国务院", vec![]),
            ("国际足联宣布", vec![]),
            ("（者 白露晞 通讯员 邵文渊）", vec!["白露晞", "通讯员 邵文渊"]),
            ("（记者者 白露晞）", vec!["白露晞"]),
            ("【记 令狐若】", vec!["令狐若"]),
            ("（记录 白露晞）", vec![]),
            ("記者／記者 游若谷", vec!["記者 游若谷"]),
            ("◎特约撰稿 ^ 古月", vec!["特约撰稿 古月"]),
        ] {
            assert_eq!(names(line, Lang::ZhHans), want, "{line}");
        }
        assert_eq!(names("By Owen Tsang", Lang::En), ["By Owen Tsang"]);
        assert_eq!(names("Von:Jesko Tamm", Lang::De), ["Von:Jesko Tamm"]);
        assert!(names("Vonwiller gewinnt in Bern", Lang::De).is_empty());
        assert!(names("By the river they sat down and wept.", Lang::En).is_empty());
    }

    #[test]
    fn misread_bylines() {
        for (line, lang, want) in [
            ("@记者舒云开", Lang::ZhHans, Some("记者舒云开")),
            ("鲁记者沈砚秋通讯员何一鸣", Lang::ZhHans, Some("记者沈砚秋通讯员何一鸣")),
            ("解答麦知秋", Lang::ZhHans, Some("解答麦知秋")),
            ("口解答麦知秋", Lang::ZhHans, Some("解答麦知秋")),
            ("谁来解答疑问", Lang::ZhHans, None),
            ("本报记者节采访通讯员工作会议", Lang::ZhHans, None),
            ("记者从市住建局获悉，今年", Lang::ZhHans, None),
            ("‘By Owen Tsang", Lang::En, Some("By Owen Tsang")),
            ("_ Von-Jesko Tamm", Lang::De, Some("Von-Jesko Tamm")),
            ("par Thouan Karen", Lang::Fr, Some("par Thouan Karen")),
            ("By the river", Lang::En, None),
            ("Parc Monceau", Lang::Fr, None),
        ] {
            assert_eq!(misread(line, lang), want, "{line}");
        }
    }

    #[test]
    fn openings() {
        let text = "本报讯(记者 应如是 通讯员 平常新)　\"叮\"的一声";
        let opening = opening(text, Lang::ZhHans);
        assert_eq!(&text[..opening.dateline], "本报讯");
        assert!(text[opening.whole..].starts_with('"'));
        assert_eq!(dateline("HARROW BAY — The city", Lang::En), "HARROW BAY —".len());
        assert_eq!(dateline("HARROW BAY—The city", Lang::En), "HARROW BAY—".len());
        assert_eq!(dateline("UPPER FENWICK, April 18—Six", Lang::En), "UPPER FENWICK, April 18—".len());
        assert_eq!(dateline("MILLBROOK —- Five single-lane", Lang::En), "MILLBROOK —".len());
        assert_eq!(dateline("The bridge—no, the dam", Lang::En), 0);
        assert_eq!(dateline("Lindenau. Das Waldbad", Lang::De), "Lindenau.".len());
        assert_eq!(dateline("hainberg. 5. Mai. Unter", Lang::De), "hainberg. 5. Mai.".len());
        assert_eq!(dateline("Im Jahr 1904. 5. Mai", Lang::De), 0);
        let weak = |text: &str, lang: Lang| is_weak_dateline(text, lang);
        assert!(weak("Lindenau. Das", Lang::De) && weak("Lindenau. Le", Lang::Fr));
        assert!(!weak("Hainberg, 5. Mai. Unter", Lang::De) && !weak("Lindenau – Das. Nun", Lang::De) && !weak("VAUCLAIR. Le", Lang::Fr));
        assert_eq!(dateline("据报道，今年", Lang::ZhHans), 0);
        assert_eq!(dateline("河湾日报讯 记者沈一鸣报道：昨日", Lang::ZhHans), "河湾日报讯".len());
        assert_eq!(dateline("汐見浜(記者 早瀬湊) 三年前に", Lang::Ja), "汐見浜".len());
    }

    #[test]
    fn bylines_without_brackets_belong_to_the_opening() {
        for (text, end) in [
            ("本报讯 记者吴秋实报道 近日，记者获悉", "本报讯 记者吴秋实报道 "),
            ("本报讯 记者 何田 通讯员 马小川 报道：昨天", "本报讯 记者 何田 通讯员 马小川 报道"),
            ("本报讯 记者从相关报道中了解到", "本报讯 "),
            ("本报讯 近日有报道说", "本报讯 "),
        ] {
            assert_eq!(opening(text, Lang::ZhHans).whole, end.len(), "{text}");
        }
    }

    #[test]
    fn what_goes_on_from_another_page() {
        for (text, lang, end) in [
            ("（上接第1版）精神。要提高", Lang::ZhHans, "（上接第1版）"),
            ("上接第一版  精神。", Lang::ZhHans, "上接第一版"),
            ("(緊接A12版)市府", Lang::ZhHant, "(緊接A12版)"),
            ("上接三年前的工作，今年", Lang::ZhHans, ""),
            ("Continued from Page 12 the board", Lang::En, "Continued from Page 12"),
            ("(Continued from page 1.)", Lang::En, "(Continued from page 1"),
            ("Continued from the first day", Lang::En, ""),
        ] {
            assert_eq!(resumption(text, lang), end.len(), "{text}");
        }
    }

    #[test]
    fn datelines_that_run_on_into_the_text() {
        for (text, end) in [
            ("蒼洱灣報導閒置二十三年的港邊製冰廠", "蒼洱灣報導"),
            ("据蒼洱灣報導閒置二十三年", ""),
            ("該報報導說，市府已經", ""),
            ("報導閒置二十三年", ""),
        ] {
            assert_eq!(run_on_dateline(text, Lang::ZhHant), end.len(), "{text}");
        }
    }

    #[test]
    fn printed_openings() {
        for (line, lang, opens) in [
            ("， 本报讯 ”一块从河滩上捡来", Lang::ZhHans, true),
            ("本 报 讯 家里的过期药", Lang::ZhHans, true),
            ("吉本报讯 没有课本", Lang::ZhHans, true),
            ("” 本報訊 記者", Lang::ZhHant, true),
            ("据了解，本报讯息栏目", Lang::ZhHans, false),
            ("他说本报讯", Lang::ZhHans, false),
        ] {
            assert_eq!(opens_printed(line, lang), opens, "{line}");
        }
        assert!(opens_with_capitals("EAST HARROW = When the") && opens_with_capitals("VAUCLERC. En raison"));
        assert!(!opens_with_capitals("The river rose") && !opens_with_capitals("NOTICE: the road"));
    }

    #[test]
    fn jumps() {
        assert!(is_jump("(下转第3版)", Lang::ZhHans));
        assert!(is_jump("Continued on Page 4", Lang::En));
        assert!(!is_jump("他把车转到第三个路口", Lang::ZhHans));
    }

    #[test]
    fn white_before_the_bracket_of_a_byline() {
        for (text, dateline, byline) in [
            ("本报讯 (记者 应如是) 过期的感冒药", "本报讯", "(记者 应如是)"),
            ("本报讯（记者 应如是）过期的感冒药", "本报讯", "（记者 应如是）"),
        ] {
            let found = opening(text, Lang::ZhHans);
            assert_eq!(text.get(..found.dateline), Some(dateline));
            assert_eq!(found.byline.and_then(|(from, to)| text.get(from..to)), Some(byline), "{text}");
        }
        let text = "汐見浜 (記者 早瀬湊) 市営バスは今月から";
        assert_eq!(text.get(..dateline(text, Lang::Ja)), Some("汐見浜"));
    }

    #[test]
    fn brackets_of_bylines_over_two_lines() {
        assert!(opens_bracket("汐見浜 (記者 早", Lang::Ja) && opens_bracket("本报讯 （记者", Lang::ZhHans));
        assert!(!opens_bracket("(记者 早", Lang::ZhHans) && !opens_bracket("河湾镇（镇里叫老河湾", Lang::ZhHans));
        assert!(is_bracket_end("通讯员 平常新)") && !is_bracket_end("(通讯员 平常新)") && !is_bracket_end("通讯员 平常新"));
    }
}
