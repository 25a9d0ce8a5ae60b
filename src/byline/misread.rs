//! Bylines as engines misread them: with dirt and scraps beside them, a character for their mark, spaces lost or put in.

use super::{LONG_ROLE, LONGEST_BYLINE, SENTENCE, at_roles, bracket, long_role};
use crate::cues;
use crate::lang::{Lang, Misread, Table, is_family};
use crate::text;
use std::borrow::Cow;

/// The byline in a printed line that is no larger than text, as engines misread it: specks or a character for the mark before it, spaces
/// lost, a small letter at the start.
pub(crate) fn misread(line: &str, lang: Lang) -> Option<Cow<'_, str>> {
    // Of an ideograph the large table of letters is not asked.
    let bare = text::trim(line).trim_matches(|c: char| !matches!(c, '\u{4E00}'..='\u{9FFF}') && !c.is_alphanumeric());
    if !lang.is_ea() {
        let brief = bare.chars().count() <= LONGEST_BYLINE;
        return if brief { latin_misread(bare, lang.table()).map(Cow::Borrowed) } else { None };
    }
    // Hardly any line has an office so near its start, or white in which one may stand spread.
    let may = || bare.contains(' ') || starts(bare).any(|rest| role_at(rest, lang).is_some());
    if !may() {
        return None;
    }
    // What has a full stop and nothing before the office is a sentence.
    let told = line.trim_end().ends_with(text::is_terminal) && cues::of(lang).byline_at(line).is_some();
    if told || bare.chars().count() > LONGEST_BYLINE / 2 {
        return None;
    }
    if bare.contains(['，', '。', ',']) {
        return ea_apart(bare, lang).map(Cow::Owned);
    }
    // Engines set spaces between ideographs, also inside the word for the office.
    let solid = || bare.replace(' ', "");
    let spread = || bare.contains(' ').then(solid).and_then(|solid| ea_misread(&solid, lang).map(|found| Cow::Owned(found.to_owned())));
    ea_misread(bare, lang).map(Cow::Borrowed).or_else(spread)
}

/// What was read for the word that opens a byline.
pub(crate) fn misread_word(line: &str, lang: Lang) -> Option<&'static Misread> {
    let opens = |word: &str| line.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', ':', '.']));
    lang.table().byline_misread.iter().find(|misread| opens(misread.read))
}

/// Whether a line of any size is a byline behind what an engine read for its mark: signs, a box, or an ideograph before a family's name or
/// before two offices. 小记者进军营 is a title.
pub(crate) fn is_behind_mark(line: &str, lang: Lang) -> bool {
    let Some(own) = misread(line, lang).filter(|_| lang.is_ea()) else { return false };
    let cues = cues::of(lang);
    let solid = own.replace(' ', "");
    let name = |part: &str| cues.byline_at(part).and_then(|office| part.get(office.len()..)).and_then(|name| name.chars().next());
    let Some(first) = at_roles(&solid).next() else { return false };
    let mark: String = line.chars().take_while(|c| !own.starts_with(*c)).filter(|c| c.is_alphanumeric()).collect();
    let boxed = mark.is_empty() && !line.starts_with(first) || BOXES.contains(&mark.as_str());
    boxed || cues.byline_at(line).is_none() && (at_roles(&solid).count() > 1 || name(first).is_some_and(is_family))
}

/// Characters of a mark before a byline.
const MISREAD_MARK: usize = 2;

/// What engines read for the square before a byline.
const BOXES: &[&str] = &["口", "国", "回", "囗", "田", "目", "日", "ロ", "國"];

/// The word that opens a byline, or a long one with a character that was misread.
fn role_at(line: &str, lang: Lang) -> Option<&'static str> {
    cues::of(lang).byline_at(line).or_else(|| long_role(line, lang))
}

/// Where a long word for somebody's part stands in a byline with a character that was misread, and the word as it is printed.
pub(crate) fn misread_role(byline: &str, lang: Lang) -> Option<(usize, &'static str)> {
    let named = |role: &str, rest: &str| rest.chars().nth(role.chars().count()).is_some();
    let at = |rest: &str| byline.len() - rest.len();
    starts(byline).find_map(|rest| Some((at(rest), long_role(rest, lang).filter(|role| named(role, rest))?)))
}

fn ea_misread(line: &str, lang: Lang) -> Option<&str> {
    starts(line).find(|rest| {
        let Some(role) = role_at(rest, lang) else { return false };
        let sure = role.ends_with(['者', '员', '員']) || role.chars().count() >= LONG_ROLE;
        let mut names = at_roles(rest).enumerate();
        // Behind a second office what is longer is no name but what the office does.
        let is_named = |(n, part): (usize, &str)| {
            let name = part.get(role_at(part, lang).map_or(0, str::len)..).unwrap_or("").trim();
            (2..=if n == 0 { 4 } else { 3 }).contains(&name.chars().count())
                && !name.starts_with(SENTENCE)
                && name.chars().all(|c| c == ' ' || text::is_ea_letter(c) && !matches!(c, '从' | '從'))
        };
        let boxed = line.strip_suffix(rest).is_some_and(|mark| BOXES.contains(&mark));
        (sure || boxed || rest.len() == line.len()) && names.all(is_named)
    })
}

/// Two offices with their names that marks stand between.
fn ea_apart(line: &str, lang: Lang) -> Option<String> {
    let rest = starts(line).find(|rest| cues::of(lang).byline_at(rest).is_some())?;
    let whole: String = rest.chars().filter(|&c| c == '、' || c.is_alphanumeric()).collect();
    (at_roles(&whole).count() > 1 && bracket::are_offices(&whole, lang)).then_some(whole)
}

/// The line from each place on where an office may begin, characters of a mark before it and any signs among them.
fn starts(line: &str) -> impl Iterator<Item = &str> {
    let letters = line.char_indices().filter(|(_, c)| c.is_alphanumeric());
    letters.take(MISREAD_MARK + 1).filter_map(|(at, _)| line.get(at..))
}

fn latin_misread<'t>(line: &'t str, table: &Table) -> Option<&'t str> {
    let own = without_scraps(line, table);
    let words = table.byline.iter().filter(|word| word.trim_end().len() > 1 && !word.contains(':'));
    let rest = words.filter_map(|word| {
        let head = own.get(..word.trim_end().len())?;
        let rest = own.get(head.len()..)?;
        let apart = rest.chars().next().is_some_and(|c| !c.is_alphanumeric());
        (apart && head.eq_ignore_ascii_case(word.trim_end())).then_some(rest)
    });
    let is_name = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).chars().next().is_some_and(char::is_uppercase);
    let named = |rest: &str, least: usize| {
        let most = if rest.contains(',') { MOST_WITH_OFFICE } else { 3 };
        let words = words_of(rest);
        (least..=most).contains(&words.clone().count()) && words.clone().all(is_name)
    };
    // Some of these are words of their own: first name and family name must follow, each of several letters.
    let misread = || table.byline_misread.iter().filter_map(|misread| own.strip_prefix(misread.read)?.strip_prefix([' ', ':', '.']));
    let long = |rest: &str| rest.split_whitespace().all(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= LONG_NAME);
    // Of Fraktur's capitals many are read as a small f; words that end so are no names.
    let first = |rest: &str| {
        let word = rest.trim_start_matches([' ', ':', '.']).split(' ').next().unwrap_or("");
        word.starts_with('f') && word.chars().count() > LONG_NAME && !["en", "er", "em", "es"].iter().any(|end| word.ends_with(end))
    };
    let last = |rest: &str| rest.split_once(' ').is_some_and(|(_, rest)| named(rest, 1) && !rest.contains(' '));
    let named_so = |rest: &str| named(rest, 2) || first(rest) && last(rest);
    let least = if own.len() < line.len() { 2 } else { 1 };
    let found = rest.into_iter().any(|rest| named(rest, least)) || misread().any(|rest| named_so(rest) && long(rest));
    found.then_some(own)
}

/// Words of a name and the office behind a comma: Delia Marchetti, Staff Writer.
const MOST_WITH_OFFICE: usize = 5;

/// A line without the scraps of one or two letters beside a byline: one before it that can be no word, as in Ts By Joanna Pell, and small
/// ones behind its name.
fn without_scraps<'t>(line: &'t str, table: &Table) -> &'t str {
    let is_scrap =
        |word: &str| word.chars().count() <= LONGEST_SCRAP && !word.contains(['a', 'e', 'i', 'o', 'u', 'y', 'A', 'E', 'I', 'O', 'U', 'Y']);
    let is_last = |word: &str| word.chars().count() <= LONGEST_SCRAP && word.chars().all(char::is_lowercase);
    let opens = |rest: &&str| table.byline.iter().any(|word| word.len() > LONGEST_SCRAP && rest.starts_with(word.trim_end()));
    let mut own = line.split_once(' ').filter(|(first, _)| is_scrap(first)).map(|(_, rest)| rest).filter(opens).unwrap_or(line);
    while let Some((head, _)) = own.rsplit_once(' ').filter(|(head, last)| is_last(last) && words_of(head).count() > 2) {
        own = head;
    }
    own
}

const LONGEST_SCRAP: usize = 2;

/// The words of a byline, with any mark between them.
fn words_of(line: &str) -> impl Iterator<Item = &str> + Clone {
    line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Letters of a name behind a word that was misread.
const LONG_NAME: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misread_bylines() {
        for (line, lang, want) in [
            ("@记者舒云开", Lang::ZhHans, Some("记者舒云开")),
            ("鲁记者沈砚秋通讯员何一鸣", Lang::ZhHans, Some("记者沈砚秋通讯员何一鸣")),
            ("解答麦知秋", Lang::ZhHans, Some("解答麦知秋")),
            ("，“ 国 记 者 田 垄 上 。", Lang::ZhHans, Some("记者田垄上")),
            ("，国记者程微雨，", Lang::ZhHans, Some("记者程微雨")),
            ("口解答麦知秋", Lang::ZhHans, Some("解答麦知秋")),
            ("登记者从市住建", Lang::ZhHans, None),
            ("记者与社区", Lang::ZhHans, None),
            ("和@@记者余一革", Lang::ZhHans, Some("记者余一革")),
            ("口记者沈砚秋，”通讯员何一鸣", Lang::ZhHans, Some("记者沈砚秋通讯员何一鸣")),
            ("记者从市里，通讯员从县里", Lang::ZhHans, None),
            ("谁来解答疑问", Lang::ZhHans, None),
            ("口特约扎稿古月", Lang::ZhHans, Some("特约扎稿古月")),
            ("特约商户名单", Lang::ZhHans, None),
            ("读者排着长队。", Lang::ZhHans, None),
            ("本报记者节采访通讯员工作会议", Lang::ZhHans, None),
            ("记者从市住建局获悉，今年", Lang::ZhHans, None),
            ("‘By Owen Tsang", Lang::En, Some("By Owen Tsang")),
            ("_ Von-Jesko Tamm", Lang::De, Some("Von-Jesko Tamm")),
            ("par Thouan Karen", Lang::Fr, Some("par Thouan Karen")),
            ("Don Falk Brettſchneider", Lang::De, Some("Don Falk Brettſchneider")),
            ("Don fenrite Aumüller", Lang::De, Some("Don fenrite Aumüller")),
            ("Don der fiſenbahn", Lang::De, None),
            ("3y: Joanna Pell", Lang::En, Some("3y: Joanna Pell")),
            ("Ts By Joanna Pell", Lang::En, Some("By Joanna Pell")),
            (": By‘Nathaniel Groves ao :", Lang::En, Some("By‘Nathaniel Groves")),
            ("__, By Delia’Marchetti, Staff Writer", Lang::En, Some("By Delia’Marchetti, Staff Writer")),
            ("1B By. Staff Reporters", Lang::En, Some("By. Staff Reporters")),
            ("Go By Train", Lang::En, None),
            ("Go By Bus Today", Lang::En, None),
            ("Er Von Anna Meier", Lang::De, None),
            ("Don einer Reise", Lang::De, None),
            ("Don fernen Ländern", Lang::De, None),
            ("Stand By Me", Lang::En, None),
            ("Two by Two", Lang::En, None),
            ("By land, by sea and by air", Lang::En, None),
            ("Paï Titouan Kerleau", Lang::Fr, Some("Paï Titouan Kerleau")),
            ("Pär Barnabé Soulié :", Lang::Fr, Some("Pär Barnabé Soulié")),
            ("Don fast Aumüller gelernt", Lang::De, None),
            ("Don Giovanni", Lang::De, None),
            ("Don Quijote reitet", Lang::De, None),
            ("By the river", Lang::En, None),
            ("Parc Monceau", Lang::Fr, None),
        ] {
            assert_eq!(misread(line, lang).as_deref(), want, "{line}");
        }
    }
}
