//! Bylines and jump lines: recognised by the words of a language's table; datelines in a file of their own.

use crate::cues::{self, LONG_ROLE};
use crate::lang::{Lang, Table, is_family};
use crate::text;

mod bracket;
mod dateline;
mod habit;
mod jump;
mod misread;

use bracket::bracketed;
pub(crate) use bracket::{closing, may_close_bracket, may_open_bracket};
pub(crate) use dateline::{
    dateline, is_bracket_end, is_lone_place, is_weak_dateline, is_weak_opening, opens_bracket, opens_dated, opens_printed, opens_text,
    opens_with_capitals, run_on_dateline, stray_before,
};
pub(crate) use habit::Habit;
pub(crate) use jump::{is_jump, jump_behind, resumption};
pub(crate) use misread::{is_behind_mark, misread, misread_role, misread_word};

/// The first byte of a full-width space.
const WIDE_SPACE: u8 = 0xE3;
/// A byline is a line of at most this many characters.
const LONGEST_BYLINE: usize = 48;

/// What stands between a name and a place: 記者林靜宜╱望安報導.
const SLASHES: [char; 3] = ['／', '/', '╱'];

/// Whether a Chinese text ends in the name of a photographer.
pub(crate) fn is_credited(text: &str) -> bool {
    text.trim_end_matches(['。', '.', ')', '）', ' ']).ends_with(['摄', '攝'])
}

/// Whether a printed line is a byline and no more, whatever dirt stands beside it.
pub(crate) fn is_byline(line: &str, lang: Lang) -> bool {
    let bare = text::solid(line);
    has_names(if lang.is_ea() { bare } else { bare.trim_matches(text::is_dirt) }, lang)
}

/// The names of a byline line, as printed, or nothing where the line is none.
pub(crate) fn names(line: &str, lang: Lang) -> Vec<String> {
    match signature(line, lang) {
        Some(bare) if lang.is_ea() => ea_names(bare, lang),
        Some(bare) => vec![bare.to_owned()],
        None => bracket::mended(line, lang).map_or_else(Vec::new, |whole| ea_names(&whole, lang)),
    }
}

/// The names of a line that is a byline by what [`misread`] found.
pub(crate) fn names_behind(own: &str, lang: Lang) -> Vec<String> {
    if lang.is_ea() { ea_names(own, lang) } else { names(own, lang) }
}

/// Whether a line is a byline, at less cost than its names.
pub(crate) fn has_names(line: &str, lang: Lang) -> bool {
    signature(line, lang).is_some_and(|bare| bare.contains(char::is_alphanumeric))
}

/// What holds the names of a byline line, the marks around it left aside.
fn signature(line: &str, lang: Lang) -> Option<&str> {
    let table = lang.table();
    if let Some(post) = post(line, table) {
        return Some(post);
    }
    if !lang.is_ea() && !may_be_latin(line, table) {
        return None;
    }
    let head = line.trim_start();
    let may = |c: char| !text::is_ea_letter(c) || is_misread_mark(c);
    // Behind an office with a character twice stands white.
    let opens_damaged = || memchr::memchr2(b' ', WIDE_SPACE, head.as_bytes()).is_some() && opens_doubled(head, lang);
    if lang.is_ea() && !head.starts_with(may) && cues::of(lang).byline_at(head).is_none() && !opens_damaged() {
        return None;
    }
    let bare = text::trim(text::trim(line).trim_matches(['*', '_']));
    // What stands between two marks is the name of a column.
    let between = || bare.trim_matches(table.byline_marks).trim();
    if lang.is_ea() && bare.starts_with(table.byline_marks) && bare.ends_with(table.byline_marks) && !is_named(between(), lang) {
        return None;
    }
    let unmarked = text::trim(bare.trim_start_matches(table.byline_marks));
    let marked = unmarked.len() < bare.len();
    let (marked, bare) = match misread_mark(unmarked, lang).filter(|_| lang.is_ea() && !marked) {
        Some(rest) => (true, rest),
        None => (marked, unmarked),
    };
    let inside = bracketed(bare);
    let bare = inside.unwrap_or(bare);
    if lang == Lang::Ja && inside.is_some_and(is_signed_ja) {
        return Some(bare);
    }
    let is_set_off = || marked || inside.is_some() || opens_doubled(bare, lang);
    let damaged = if lang.is_ea() && is_set_off() { behind_damaged_office(bare, lang) } else { None };
    let (bare, marked) = damaged.map_or((bare, marked), |rest| (rest, true));
    let role = cues::of(lang).byline_at(bare).or_else(|| inside.and_then(|inside| long_role(inside, lang)));
    if lang.is_ea() && !marked && role.is_none() {
        return None;
    }
    let chars = bare.chars().count();
    if chars == 0 || chars > LONGEST_BYLINE {
        return None;
    }
    if !lang.is_ea() {
        return is_latin_byline(bare, table).then_some(bare);
    }
    if inside.is_some() && are_names(bare, lang) {
        return Some(bare);
    }
    if text::ends_closed(bare) || bare.contains(['，', '。', ',']) || !marked && bare.contains(['“', '"']) {
        return None;
    }
    if !marked && !role.is_some_and(|role| names_follow(bare, role, inside.is_some())) {
        return None;
    }
    Some(bare)
}

/// Whether a line opens with an office that a name follows.
fn is_named(line: &str, lang: Lang) -> bool {
    let office = cues::of(lang).byline_at(line).filter(|role| cues::is_office(role));
    office.is_some_and(|role| names_follow(line, role, false))
}

/// Whether a line, however large its print, is the square before a byline, or what engines read for it, with an office and a name.
pub(crate) fn is_marked(line: &str, lang: Lang) -> bool {
    let marks = lang.table().byline_marks;
    let behind = line.strip_prefix(marks).or_else(|| line.strip_prefix(is_misread_mark));
    lang.is_ea() && behind.is_some_and(|rest| is_named(rest.trim_start(), lang)) && has_names(line, lang)
}

/// What an engine makes of a square before a byline.
fn is_misread_mark(c: char) -> bool {
    matches!(c, '口' | '囗' | '国' | '围' | '困' | '回' | '因' | '固' | '图' | '园' | '团' | '圈' | '四' | '日')
}

/// The rest of a line that opens with a misread square and a word that only bylines have.
fn misread_mark(line: &str, lang: Lang) -> Option<&str> {
    let rest = line.strip_prefix(is_misread_mark)?.trim_start();
    let role = cues::of(lang).byline_at(rest).filter(|r| cues::is_office(r))?;
    (rest.chars().count() <= LONGEST_BYLINE / 2 && rest.len() > role.len()).then_some(rest)
}

/// Whether an ideograph stands twice in a row in the first word of a line, where an office may have it so.
fn opens_doubled(line: &str, lang: Lang) -> bool {
    let mut before = ' ';
    let word = line.chars().take(cues::of(lang).longest_office() + 1).take_while(|c| !c.is_whitespace());
    word.into_iter().any(|c| std::mem::replace(&mut before, c) == c && text::is_han(c))
}

/// The names behind an office whose word lost a character or has one twice, as in （记 甲乙丙）: in brackets, behind a mark or where one
/// stands twice, a space sets it off, and nothing but names follows.
fn behind_damaged_office(line: &str, lang: Lang) -> Option<&str> {
    let (office, rest) = line.split_once([' ', '\u{3000}'])?;
    let is_name = |token: &str| {
        let name = token.get(cues::of(lang).byline_at(token).map_or(0, str::len)..).unwrap_or("");
        name.is_empty() || (2..=LONGEST_NAME).contains(&name.chars().count()) && name.chars().all(text::is_han)
    };
    let mut tokens = rest.split([' ', '\u{3000}']).filter(|token| token.contains(char::is_alphanumeric));
    // One character more or less.
    let is_near = |word: &&&str| (1..=4).contains(&word.len().abs_diff(office.len()));
    let mut named = || tokens.clone().next().is_some() && tokens.all(is_name);
    let damaged = !office.is_empty() && cues::of(lang).offices().iter().filter(is_near).any(|word| is_damaged(word, office));
    (damaged && named()).then_some(rest.trim())
}

/// Bytes of an ideograph.
const HAN: usize = 3;

/// The long word for somebody's part that a line opens with, though one character inside it was misread: 特约扎稿.
fn long_role(line: &str, lang: Lang) -> Option<&'static str> {
    let is_read_for = |word: &str| {
        let Some(own) = line.get(..word.len()).filter(|own| own.chars().all(text::is_han)) else { return false };
        let edges = |text: &str| (text.chars().next(), text.chars().next_back());
        // A word of its own was read right: 特约作者 is no 特约记者.
        let right = lang.table().byline.iter().any(|other| own.ends_with(other) && !word.ends_with(other));
        !right && edges(own) == edges(word) && own.chars().zip(word.chars()).filter(|(a, b)| a != b).count() == 1
    };
    // Most lines begin with no such word: its first letter is looked at before anything else.
    let head = line.as_bytes().first_chunk::<HAN>()?;
    cues::of(lang).long_roles().iter().find(|word| word.as_bytes().first_chunk() == Some(head) && is_read_for(word)).copied()
}

/// Whether a line is a byline whose word for the office is damaged, as far as the lines around it allow one.
pub(crate) fn is_damaged_byline(line: &str, lang: Lang) -> bool {
    let bare = line.trim().trim_start_matches(lang.table().byline_marks).trim();
    lang.is_ea() && bare.chars().nth(LONGEST_BYLINE / 2).is_none() && behind_damaged_office(bare, lang).is_some()
}

/// Whether a line is the rest of a byline whose last office breaks off inside its word or before its name: 记者海一帆 通讯 and 员骆潮生.
pub(crate) fn is_rest(line: &str, byline: &str, lang: Lang) -> bool {
    let is_edge = |c: char| !text::is_han(c);
    let (head, rest) = (byline.trim_end_matches(is_edge), line.trim_matches(is_edge));
    let office = |word: &str| cues::is_office(word) && head.ends_with(word);
    let name = match () {
        () if !lang.is_ea() => None,
        () if lang.table().byline.iter().any(|word| office(word)) => Some(rest),
        () if CORRESPONDENTS.iter().any(|word| head.ends_with(word)) => rest.strip_prefix(['员', '員']),
        () => None,
    };
    name.is_some_and(|name| {
        dateline(name, lang) == 0 && (2..=LONGEST_NAME).contains(&name.chars().count()) && name.chars().all(text::is_han)
    })
}

/// Characters of a long name.
const LONGEST_NAME: usize = 4;

/// Whether a text is a word that lost one of its characters, or has one of them twice.
fn is_damaged(word: &str, text: &str) -> bool {
    // Whichever character is lost, the first one or the last one stays.
    if word.chars().next() != text.chars().next() && word.chars().next_back() != text.chars().next_back() {
        return false;
    }
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

/// Whether what stands behind a role can be a name: set off by a space, or as short as one behind a word that only
/// bylines have. 读者 and 解答 also begin headlines, and so do names without a space between them; nothing in brackets does.
fn names_follow(line: &str, role: &str, bracketed: bool) -> bool {
    let rest = line.get(role.len()..).unwrap_or("");
    if RUBRICS.contains(&rest.trim()) {
        return false;
    }
    let sure = cues::is_office(role) && (bracketed || !matches!(role, "读者" | "讀者" | "作者" | "译者"));
    let name = reporter(if bracketed { at_roles(rest).next().unwrap_or("") } else { rest });
    // 特约撰稿古月 is a name in brackets; 撰稿 and 摄影 are words of sentences, too.
    let sure = sure || role.ends_with(SLASHES) || bracketed && role.chars().count() >= LONG_ROLE;
    rest.starts_with([' ', '\u{3000}', '|', '·', '~'])
        || rest.starts_with(SLASHES)
        || sure && (2..=4).contains(&name.chars().count()) && name.starts_with(text::is_ea_letter) && !name.starts_with(SENTENCE)
}

/// What stands behind an office in a sentence, and begins no name: 记者与社区取得联系, 记者了解到.
const SENTENCE: &[char] = &[
    '与', '與', '在', '了', '就', '将', '將', '对', '對', '把', '也', '到', '还', '還', '又', '从', '從', '看', '注', '采', '採', '发',
    '發', '走', '跟', '获', '獲', '们', '們',
];

/// Whether nothing but an office with its names, and perhaps a correspondent with theirs, stands in brackets. Commas part names, and engines
/// see marks inside them and misread the word for a correspondent.
fn are_names(inside: &str, lang: Lang) -> bool {
    if inside.chars().count() > LONGEST_BYLINE / 2 {
        return false;
    }
    let office = cues::of(lang)
        .byline_at(inside)
        .filter(|office| office.ends_with(['员', '員']) || office.contains("记者") || office.contains("記者"));
    let Some(behind) = office.and_then(|office| inside.get(office.len()..)) else { return false };
    let second = CORRESPONDENTS.iter().filter_map(|word| behind.find(word)).min().filter(|at| *at > 0);
    let Some(at) = second else { return is_list(behind) };
    let names = behind.char_indices().filter(|(n, _)| *n >= at).nth(CORRESPONDENT).map_or("", |(n, _)| behind.get(n..).unwrap_or(""));
    is_list(behind.get(..at).unwrap_or("").trim_end_matches(COMMAS)) && is_list(names)
}

/// The word for a correspondent as far as engines read it, and the characters of the whole one.
const CORRESPONDENTS: [&str; 2] = ["通讯", "通訊"];
const CORRESPONDENT: usize = 3;

/// What stands between two names.
const COMMAS: [char; 3] = ['，', ',', '、'];

/// Whether a text is names: several with commas between them, each of a family, or one that has specks beside it or inside.
fn is_list(names: &str) -> bool {
    let is_name = |name: &str| (2..=LONGEST_NAME).contains(&name.chars().count()) && name.chars().all(text::is_han);
    if names.contains(COMMAS) {
        let named = |name: &str| is_name(name.trim()) && name.trim().starts_with(is_family);
        return names.split(COMMAS).all(named);
    }
    let whole: String = names.chars().filter(|&c| !text::is_dirt(c) && c != '。').collect();
    is_name(&whole) && !RUBRICS.contains(&&*whole)
}

/// What stands behind the word for an office in the name of a column: 记者手记.
const RUBRICS: &[&str] = &[
    "手记", "手記", "观察", "觀察", "调查", "調查", "述评", "述評", "点评", "感言", "札记", "来信", "來信", "在线", "帮办", "心声", "来稿",
];

/// The name before a place and the word for a report: 林志明／台北報導.
fn reporter(name: &str) -> &str {
    let Some(head) = ["報導", "報道", "报道", "攝影"].iter().find_map(|word| name.strip_suffix(word)) else { return name };
    if let Some((name, _)) = head.split_once(SLASHES) {
        return name;
    }
    // Three characters of a name and two or three of a place.
    let ends: Vec<usize> = head.char_indices().map(|(at, _)| at).collect();
    match ends.len() {
        5 | 6 if head.chars().all(text::is_han) => ends.get(3).and_then(|&at| head.get(..at)).unwrap_or(name),
        _ => name,
    }
}

/// What a Japanese byline in brackets names: somebody at a place, or with the office behind the name.
fn is_signed_ja(inside: &str) -> bool {
    let name = |name: &str| (3..=5).contains(&name.chars().count()) && name.chars().all(|c| text::is_han(c) || text::is_kana(c));
    if let Some((place, named)) = inside.split_once('＝') {
        return (2..=6).contains(&place.chars().count()) && place.chars().all(text::is_ea_letter) && name(named);
    }
    inside.strip_suffix("記者").is_some_and(name)
}

fn ea_names(line: &str, lang: Lang) -> Vec<String> {
    let cues = cues::of(lang);
    let mut out: Vec<String> = Vec::new();
    let tokens = line.split([' ', '\u{3000}', '／', '╱', '、', '“', '”', '"']).filter(|t| !t.is_empty());
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

/// Whether a line may be a Latin byline: its first letter is that of a word of bylines, large or small.
fn may_be_latin(line: &str, table: &Table) -> bool {
    let first = line.chars().find(|c| c.is_alphabetic());
    first.is_some_and(|first| table.byline.iter().any(|word| word.starts_with(|own: char| own.eq_ignore_ascii_case(&first))))
}

fn is_latin_byline(line: &str, table: &Table) -> bool {
    let Some(rest) = table.byline.iter().find_map(|word| behind(line, word)) else {
        return table.byline.iter().any(|word| is_run_on(line, word) || is_in_small(line, word));
    };
    if is_correspondent(rest, table) {
        return true;
    }
    let first = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let name_like = opens_name(rest) && !first.is_empty();
    let (words, lower) = counted(rest);
    name_like && words <= 9 && lower <= 2 && !rest.ends_with(['!', '?']) && rest.matches('.').count() <= 3
}

/// Whether a name may open so: with a capital, or with a small l that was one: `lna`.
fn opens_name(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('l') => chars.next().is_some_and(|c| c.is_lowercase() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'l' | '’')),
        first => first.is_some_and(char::is_uppercase),
    }
}

/// Words, and those of them in small letters; letters that stand alone in a row are one word that was spread.
fn counted(text: &str) -> (usize, usize) {
    let (mut words, mut lower, mut spread) = (0, 0, false);
    for word in text.split_whitespace() {
        let single = word.chars().nth(1).is_none() && word.starts_with(char::is_alphabetic);
        let small = word.starts_with(char::is_lowercase);
        words += usize::from(!(spread && small && single));
        lower += usize::from(small && !(spread && single));
        spread = single;
    }
    (words, lower)
}

/// Whether a line is one of those words and a name that lost the space between them: `ByOwen Tsang`.
fn is_run_on(line: &str, word: &str) -> bool {
    let Some(rest) = line.strip_prefix(word.trim_end()).filter(|_| RUN_ON.contains(&word)) else { return false };
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().skip(1).all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\''))
    };
    let named = rest.chars().nth(1).is_some_and(char::is_lowercase) && rest.split(' ').all(is_name);
    named && (2..=MOST_RUN_ON).contains(&rest.split(' ').count())
}

/// Words that names are found run on to; VonRoll is a name.
const RUN_ON: &[&str] = &["By ", "Par "];

/// Whether a line is such a word in small letters and nothing but a name in capitals behind it: `by JANE ROE`. By air mail and from New York
/// are no names.
fn is_in_small(line: &str, word: &str) -> bool {
    let opens = |c: char| word.starts_with(|first: char| first != c && first.to_lowercase().eq([c]));
    let Some(rest) = line.strip_prefix(opens).filter(|_| word.ends_with(' ') && word.len() > 2) else { return false };
    let behind = word.trim_end().get(1..).and_then(|end| rest.strip_prefix(end)).and_then(|rest| rest.strip_prefix(' '));
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-'));
    behind.is_some_and(|name| (2..=MOST_RUN_ON).contains(&name.split(' ').count()) && name.split(' ').all(is_name) && !name.ends_with('.'))
}

/// Words of the name in such a line.
const MOST_RUN_ON: usize = 4;

/// What a line says of the name in the byline above it: Sentinel Staff Writer.
fn post<'t>(line: &'t str, table: &Table) -> Option<&'t str> {
    if table.posts.is_empty() {
        return None;
    }
    let bare = line.trim();
    let short = bare.len() <= LONGEST_POST && table.posts.iter().any(|post| bare.ends_with(post));
    (short && bare.split(' ').all(|word| word.starts_with(char::is_uppercase))).then_some(bare)
}

/// Bytes of such a line.
const LONGEST_POST: usize = 40;

/// Whether somebody is named by the office: our own correspondent, with the name behind it or without.
fn is_correspondent(rest: &str, table: &Table) -> bool {
    let bare = rest.trim_end_matches(['.', ')', ' ']);
    let opens = table.own.iter().any(|word| bare.starts_with(word));
    let mut words = bare.split(' ').peekable();
    let ends = |word: &str| table.offices.iter().any(|office| word.ends_with(office));
    let named = words.by_ref().any(ends) && words.peek().is_some() && words.all(|word| word.starts_with(char::is_uppercase));
    opens && bare.split(' ').count() <= LONGEST_OFFICE && (named || ends(bare))
}

/// Words of the longest office of a correspondent.
const LONGEST_OFFICE: usize = 5;

/// What stands behind a word of the table; engines read specks for the space behind it.
fn behind<'t>(line: &'t str, word: &str) -> Option<&'t str> {
    let rest = line.strip_prefix(word.trim_end())?;
    let name = rest.trim_start_matches([' ', ':', '.', ',', '·', '•', '|', '~', '_']);
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
        if let Some(len) = bracket::named(bracketed, lang).or_else(|| bracket::unopened(bracketed, out.dateline, lang)) {
            let open = paragraph.len() - bracketed.len();
            out.byline = Some((open, open + len));
            at = open + len;
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
    let Some(office) = cues::of(lang).byline_at(rest).filter(|office| lang.is_ea() && cues::is_office(office)) else { return 0 };
    let names = rest.get(..text::head_of(rest, LONGEST_REPORTED, |c| !text::is_ea_letter(c) && !c.is_whitespace())).unwrap_or("");
    let end = ["报道", "報道", "報導"].iter().filter_map(|word| Some(names.find(word)? + word.len())).min();
    // 记者从某地发回报道 is no name.
    let is_named = |end: &usize| names.get(office.len()..*end).is_some_and(|name| !name.contains(['从', '從', '获', '獲', '的']));
    end.filter(is_named).map_or(0, |end| behind.len() - rest.len() + end)
}

/// Characters of such a byline.
const LONGEST_REPORTED: usize = 20;

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
            ("**山区小学装设太阳能 **", vec![]),
            ("国际足联宣布", vec![]),
            ("（者 白露晞 通讯员 邵文渊）", vec!["白露晞", "通讯员 邵文渊"]),
            ("通讯讯员 方小满", vec!["方小满"]),
            ("本报通讯员员 方小满", vec!["方小满"]),
            ("本报评论员员 方小满", vec!["方小满"]),
            ("特约通讯讯员 方小满", vec!["方小满"]),
            ("人人都爱 小菜园", vec![]),
            ("明明白白的 方小满", vec![]),
            ("记 明明", vec![]),
            ("——记 方小满", vec![]),
            ("11记 方小满", vec![]),
            ("记  方小满", vec![]),
            ("（记者者 白露晞）", vec!["白露晞"]),
            ("【记 令狐若】", vec!["令狐若"]),
            ("（记录 白露晞）", vec![]),
            ("記者／記者 游若谷", vec!["記者 游若谷"]),
            ("◎特约撰稿 ^ 古月", vec!["特约撰稿 古月"]),
        ] {
            assert_eq!(names(line, Lang::ZhHans), want, "{line}");
        }
        for (line, lang) in [
            ("（山田太郎記者）", Lang::Ja),
            ("【東京＝山田太郎】", Lang::Ja),
            ("本社記者　山田太郎", Lang::Ja),
            ("記者林志明／台北報導", Lang::ZhHant),
            ("〔記者林志明／台北報導〕", Lang::ZhHant),
            ("【記者林志明台北報導】", Lang::ZhHant),
            ("文／林志明", Lang::ZhHant),
            ("De notre correspondant particulier", Lang::Fr),
            ("Staff Writer", Lang::En),
            ("Sentinel Staff Writer", Lang::En),
            ("Von unserem Korrespondenten", Lang::De),
        ] {
            assert!(has_names(line, lang), "{line}");
        }
        for (line, lang) in [
            ("Paper honors a Staff Writer", Lang::En),
            ("【社説】", Lang::Ja),
            ("【東京＝】", Lang::Ja),
            ("Von unserem Garten", Lang::De),
            ("De notre pays", Lang::Fr),
        ] {
            assert!(!has_names(line, lang), "{line}");
        }
        assert_eq!(names("By Owen Tsang", Lang::En), ["By Owen Tsang"]);
        assert_eq!(names("Von:Jesko Tamm", Lang::De), ["Von:Jesko Tamm"]);
        assert!(names("Vonwiller gewinnt in Bern", Lang::De).is_empty());
        assert!(names("By the river they sat down and wept.", Lang::En).is_empty());
        for line in ["ByOwen Tsang", "By O w e n Tsang", "By · Owen Tsang", "By lna Tsang"] {
            assert!(has_names(line, Lang::En), "{line}");
        }
        assert!(has_names("by JANE ROE", Lang::En) && has_names("par HECTOR MERCŒUR", Lang::Fr));
        for line in ["by Royal Appointment", "from New York", "from Page One", "VonRoll Holding"] {
            assert!(!has_names(line, Lang::En) && !has_names(line, Lang::De), "{line}");
        }
        assert!(has_names("★ 记者 王小明 ★", Lang::ZhHans));
        assert!(!has_names("by the Sea", Lang::En) && !has_names("by June the bridge", Lang::En) && !has_names("von Hand", Lang::De));
        assert!(has_names("Von unserem Mitarbeiter Karl Heiser", Lang::De) && has_names("Von unserem Korrespondenten", Lang::De));
        assert!(!has_names("Von unserem Mitarbeiter kommt die Nachricht", Lang::De));
        assert!(!has_names("记者与社区", Lang::ZhHans) && !has_names("记者了解到", Lang::ZhHans) && has_names("记者于田", Lang::ZhHans));
        assert!(!has_names("【记者手记】", Lang::ZhHans) && !has_names("◆短信◆", Lang::Ja) && has_names("◆王小明", Lang::ZhHans));
        for line in ["讯员 单于归", "通讯 · 单小禾", "■记 顾长庚"] {
            assert!(is_damaged_byline(line, Lang::ZhHans), "{line}");
        }
        assert!(!is_damaged_byline("通信 铁塔建成", Lang::ZhHans) && !is_damaged_byline("记者节到了", Lang::ZhHans));
        assert!(has_names("ParSolène Aubry", Lang::Fr) && has_names("Von lna Petersen", Lang::De));
        assert!(
            !has_names("ByteDance says no", Lang::En) && !has_names("Von links nach rechts", Lang::De) && !has_names("Bylaws", Lang::En)
        );
    }

    #[test]
    fn marked_bylines_of_any_size() {
        for (line, marked) in
            [("口记者舒云开", true), ("■ 记者 舒云开", true), ("记者舒云开", false), ("国家记者站今日挂牌", false), ("国记者手记", false)]
        {
            assert_eq!(is_marked(line, Lang::ZhHans), marked, "{line}");
        }
    }

    #[test]
    fn a_name_behind_an_office_that_ends_a_line_is_of_the_byline() {
        for (byline, line, want) in [
            ("记者令狐若 通讯", "员南乔", true),
            ("记者田垄上”通讯员", "禾小苗", true),
            ("记者田垄上 通讯员", "本报讯", false),
            ("记者令狐若", "南乔", false),
            ("记者令狐若 通讯", "南乔", false),
            ("通讯员", "6月11日", false),
            ("通讯员", "麦田里热浪滚滚", false),
        ] {
            assert_eq!(is_rest(line, byline, Lang::ZhHans), want, "{byline} {line}");
        }
    }

    #[test]
    fn brackets_that_are_lost_behind_a_dateline() {
        for (text, want) in [
            ("本报讯记者 海一帆通讯员骆潮生）8月16日，渔船解缆。", Some("记者 海一帆通讯员骆潮生）")),
            ("本报讯记者应如是）过期的药送来了。", Some("记者应如是）")),
            ("记者应如是）过期的药送来了。", None),
            ("本报讯记者从市里获悉（昨天）", None),
        ] {
            assert_eq!(opening(text, Lang::ZhHans).byline.and_then(|(from, to)| text.get(from..to)), want, "{text}");
        }
    }

    #[test]
    fn openings() {
        let text = "本报讯(记者 应如是 通讯员 平常新)　\"叮\"的一声";
        let opening = opening(text, Lang::ZhHans);
        assert_eq!(&text[..opening.dateline], "本报讯");
        assert!(text[opening.whole..].starts_with('"'));
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
    fn white_before_the_bracket_of_a_byline() {
        for (text, dateline, byline) in [
            ("本报讯 (记者 应如是) 过期的感冒药", "本报讯", "(记者 应如是)"),
            ("本报讯（记者 应如是）过期的感冒药", "本报讯", "（记者 应如是）"),
        ] {
            let found = opening(text, Lang::ZhHans);
            assert_eq!(text.get(..found.dateline), Some(dateline));
            assert_eq!(found.byline.and_then(|(from, to)| text.get(from..to)), Some(byline), "{text}");
        }
        let lost = opening("记者海一帆通讯员骆潮生） 8月16日", Lang::ZhHans);
        assert_eq!(lost.byline, Some((0, "记者海一帆通讯员骆潮生）".len())));
        assert_eq!(opening("记者从市里获悉（下同）", Lang::ZhHans).byline, None);
        assert_eq!(opening("记者节快乐）是口号", Lang::ZhHans).byline, None);
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
