//! What a line says for being furniture: cue words, names of papers, days, numbers of pages, telephones, slogans.

use crate::cues;
use crate::lang::Lang;
use crate::shape::Shape;

/// Weight of furniture words in a line with quotation marks.
const QUOTED: f32 = 0.5;

/// What the words and figures of a line say for its being furniture.
pub(super) fn furniture(body: &str, lang: Lang, shape: &Shape, found: &cues::Found, columned: bool) -> f32 {
    // Titles quote; what is quoted there is no cue.
    let mut score = if lang.is_ea() && shape.quotes && shape.digits == 0 { found.furniture * QUOTED } else { found.furniture };
    let (cells, chars) = (shape.cells, shape.chars.max(1));
    // A slogan in two languages.
    if lang.is_ea() && shape.ea_letter && shape.latin >= 10 && shape.latin * 2 > chars && !shape.comma && !shape.closed {
        score += 4.0;
    }
    // Two halves of the same length: a slogan.
    if lang.is_ea() && shape.phrases == 2 && shape.head * 2 + 1 == chars && (4..=8).contains(&shape.head) {
        score += 2.0;
    }
    if lang.is_ea() {
        if cells <= 14 && found.masthead {
            score += 3.0;
        }
        if !shape.ea_letter {
            score += 5.0;
        }
        score += if cells <= 40 && is_folio(body) { 3.0 } else { 0.0 };
        score += if cells <= 32 && is_season(body) { SEASON } else { 0.0 };
        if cells > 20 {
            return score;
        }
        let folio = body.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        let number = body.len() - folio.len();
        if (1..=3).contains(&number) && folio.starts_with([' ', '\u{3000}']) {
            score += 4.0;
        }
        let tail = body.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
        if cells <= 14 && tail.ends_with(' ') && (1..=3).contains(&(body.len() - tail.len())) {
            score += 3.0;
        }
    } else {
        if cells <= 40 && (found.masthead || is_paper_in_capitals(body, lang)) && body.chars().next().is_some_and(char::is_uppercase) {
            score += 2.0;
        }
        score += if cells <= LONGEST_DATE && is_date(body) { DATE } else { 0.0 };
        score += if !columned && cells <= LONGEST_FOLIO && has_page_code(body) { DATE } else { 0.0 };
        score += if shape.digits * 4 > chars || (columned || cells <= 60) && shape.digits >= PHONE { 2.0 } else { 0.0 };
    }
    score
}

/// Whether a line in capitals holds a word of the names of papers: THE MARLOW GAZETTE.
fn is_paper_in_capitals(body: &str, lang: Lang) -> bool {
    let is_name = |word: &str| lang.table().masthead.iter().any(|name| name.to_uppercase() == word);
    let mut words = body.split([' ', '’', '\'']).map(|word| word.trim_end_matches('.'));
    let article = matches!(words.next(), Some("THE" | "DER" | "DIE" | "DAS" | "LE" | "LA" | "L" | "LES"));
    // Hard times and good news are no papers.
    article && !body.contains(char::is_lowercase) && words.next_back().is_some_and(is_name)
}

/// Whether a few words in capitals begin or end with the number of a page in its section, such as B1. Roads, groups and vitamins are
/// numbered so in titles.
fn has_page_code(body: &str) -> bool {
    let is_code = |word: &str| {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        word.len() == digits.len() + 1 && (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let mut words = body.split_whitespace();
    let label = !body.contains(char::is_lowercase) && words.clone().count() <= LABEL;
    label && (words.next().is_some_and(is_code) || words.next_back().is_some_and(is_code))
}

/// Words of such a label.
const LABEL: usize = 4;
/// Cells of a line with such a number.
const LONGEST_FOLIO: usize = 32;

/// Digits of a telephone number.
const PHONE: usize = 7;

/// Weights of lines that say when: a day, or from when to when something goes on.
const DATE: f32 = 3.0;
const SEASON: f32 = 2.5;

/// Whether a line of Latin script is a date and no more: a few words, a year at the end and the day before it.
pub(super) fn is_date(body: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, 'O' | 'o' | 'l' | 'I');
    let figures = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.chars().all(is_digit) && word.contains(|c: char| c.is_ascii_digit()) { word.len() } else { 0 }
    };
    let mut words = body.split_whitespace().rev();
    // The name of the paper may stand before it, in capitals.
    let named = body.split_whitespace().next().is_some_and(|w| w.chars().filter(|c| c.is_uppercase()).count() >= 3);
    let most = if named { MOST_DATE + MOST_NAME } else { MOST_DATE };
    words.next().is_some_and(|year| figures(year) == 4)
        && (2..=most).contains(&words.clone().count())
        // The day stands beside the month: `June 8, 2023`, `14. März 2019`.
        && words.clone().take(2).any(|day| (1..=2).contains(&figures(day)))
        && body.starts_with(char::is_uppercase)
        && words.all(|word| figures(word) > 0 || word.chars().all(|c| c.is_alphabetic() || matches!(c, ',' | '.')))
}

/// Cells of a line that is a date.
pub(super) const LONGEST_DATE: usize = 60;

/// Words of a date before its year.
const MOST_DATE: usize = 4;
/// Words of a paper's name before it.
const MOST_NAME: usize = 3;

/// Whether a line says from when to when something goes on: two days with a dash between them, a name at most before them.
fn is_season(body: &str) -> bool {
    let day = |text: &str| text.ends_with('日') && text.contains('月') && text.contains(|c: char| c.is_ascii_digit());
    if !body.ends_with('日') {
        return false;
    }
    let last = body.split([' ', '\u{3000}']).next_back().unwrap_or("");
    last.split_once(['—', '－', '-', '至', '～', '~']).is_some_and(|(from, to)| day(from) && to.ends_with('日'))
}

/// Whether a short line holds the number of a page or a whole date.
fn is_folio(body: &str) -> bool {
    let digit = |c: &char| matches!(c, '0'..='9' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
    let digits = || body.chars().filter(digit).count();
    let has = |c: char| body.contains(c);
    has('版') && digits() > 0 || has('年') && has('月') && has('日') && digits() >= 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_in_sections() {
        assert!(has_page_code("LOCAL & STATE B1") && has_page_code("C4 SPORTS") && has_page_code("A 12 B1"));
        assert!(
            !has_page_code("Crash closes the A1")
                && !has_page_code("Fire kills 12")
                && !has_page_code("Vitamin B12 and you")
                && !has_page_code("Bombers win 2-1")
        );
    }

    #[test]
    fn lines_that_say_when() {
        for line in [
            "STADTBOTE.  Dienstag, den 18. Juni 1901.",
            "MONDAY, JANUARY 30, 2023",
            "Thursday, June 8, 2O23",
            "Mardi 14 novembre 2023",
            "Donnerstag, 14. März 2019",
        ] {
            assert!(is_date(line), "{line}");
        }
        for line in
            ["NASA Launches 3 Probes In May 2023", "Fair opened in 1998", "The mill closed on 4 May, after 12 years", "Route 12 reopens"]
        {
            assert!(!is_date(line), "{line}");
        }
        assert!(is_season("开渔节 8月16日—8月20日") && is_season("9月1日至9日"));
        assert!(!is_season("8月16日开渔") && !is_season("三个半月休渔期结束"));
    }
}
