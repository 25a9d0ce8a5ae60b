//! Text of fixed pitch with columns side by side, as `pdftotext -layout` writes it.
//!
//! Its stretches between white begin where their columns do, so that the columns show as strips of rows with a stretch at one
//! place. A page of letters that shows such strips is a picture of the printed one, and read as that. Ideographs are pushed and pulled by
//! what stands left of them in their row; their columns stand on a grid, and what stands in none is a head.

mod boxes;
mod grid;
mod laid;
mod picture;
mod setting;
mod strips;

use crate::hyphen::Hyphens;
use crate::page::{self, Block, Line};
use crate::span::Span;
use crate::stats::Statistics;
use crate::text;
use crate::wrapped;
use setting::Setting;

/// Fewer lines than these show no columns.
const LINES: usize = 12;
/// Spaces that separate columns in text of fixed pitch, where letters stand in it and where ideographs do.
const GAP: (usize, usize) = (2, 1);
/// More rows than a page has, and more stretches than a row has.
const MOST_ROWS: usize = 1000;
const MOST_TOKENS: usize = 80;
/// Spaces that no text has inside.
const WIDE: usize = 3;

/// A stretch of a row between white. Every character takes one place, ideographs too.
#[derive(Clone, Copy, Debug)]
struct Token {
    span: Span,
    row: usize,
    x0: usize,
    x1: usize,
    /// Cells of its text.
    cells: usize,
}

/// The blocks of letters of fixed pitch, in reading order; nothing where they show no columns.
pub(crate) fn blocks(page: &str, stats: Statistics<'_>) -> Option<Vec<Block>> {
    let rows = rows(page, false)?;
    let tokens: Vec<Token> = rows.iter().flatten().copied().collect();
    if !strips::are_beside(&tokens) {
        return None;
    }
    let lines = picture::lines(&rows, page);
    goes_on(&lines, page).then(|| wrapped::of_lines(lines, page, stats))
}

/// The blocks of ideographs of fixed pitch, in reading order; nothing where they stand on no grid, or what was found on it is odd.
pub(crate) fn on_grid(page: &str, stats: Statistics<'_>) -> Option<Vec<Block>> {
    let setting = Setting::of(&rows(page, true)?, page)?;
    setting.is_sound(page).then(|| page::cut(&mut setting.lines(page), page, &Hyphens::new(page, stats)))
}

/// Whether lines go on in the next ones, as text does and the cells of a table do not.
fn goes_on(lines: &[Line], page: &str) -> bool {
    let small = lines.iter().filter(|l| l.span.of(page).starts_with(char::is_lowercase)).count();
    small * LINES_A_SMALL >= lines.len()
}

/// Of so many lines of text, one begins with a small letter.
const LINES_A_SMALL: usize = 4;

/// Whether a page has columns of fixed pitch at a glance.
pub(crate) fn is_fixed(page: &str) -> bool {
    rows(page, false).is_some()
}

/// The stretches of each row; nothing where fewer than a third of the rows have wide white inside.
fn rows(page: &str, wide: bool) -> Option<Vec<Vec<Token>>> {
    // Most pages have no wide spaces; they are not walked over.
    memchr::memmem::find(page.as_bytes(), b"   ")?;
    let (mut out, mut lines, mut gapped, mut at) = (Vec::new(), 0_usize, 0_usize, 0);
    for (row, line) in page.split_inclusive(['\n', '\x0c']).enumerate() {
        let tokens = stretches(line.trim_end(), at, row, wide);
        if row >= MOST_ROWS || tokens.len() > MOST_TOKENS {
            return None;
        }
        lines += usize::from(!tokens.is_empty());
        gapped += usize::from(tokens.windows(2).any(|w| w[1].x0 >= w[0].x1 + WIDE) || wide && tokens.len() > 2);
        out.push(tokens);
        at += line.len();
    }
    (lines >= LINES && gapped * 5 >= lines).then_some(out)
}

/// Stretches of a line between white.
fn stretches(line: &str, start: usize, row: usize, wide: bool) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let gap = if wide { GAP.1 } else { GAP.0 };
    let mut spaces = gap;
    for (x, (n, c)) in line.char_indices().enumerate() {
        if c == ' ' || c == '\u{3000}' {
            spaces += 1;
            continue;
        }
        let (at, end) = (start + n, start + n + c.len_utf8());
        match out.last_mut() {
            Some(last) if spaces < gap => {
                last.span = Span::new(last.span.start, end);
                last.x1 = x + 1;
                last.cells += text::cells_of(c);
            }
            _ => out.push(Token { span: Span::new(at, end), row, x0: x, x1: x + 1, cells: text::cells_of(c) }),
        }
        spaces = 0;
    }
    if wide { unspaced(out) } else { out }
}

/// Characters that a line was filled with white between are one stretch.
fn unspaced(tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut last_single = false;
    for token in tokens {
        let single = token.x1 - token.x0 <= 2;
        match out.last_mut() {
            Some(last) if single && last_single && token.x0 == last.x1 + 1 => {
                last.span = Span::new(last.span.start, token.span.end);
                (last.x1, last.cells) = (token.x1, last.cells + token.cells);
            }
            _ => out.push(token),
        }
        last_single = single;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn the_folio_stands_in_no_column() {
        let folio = "HARBOUR BAY COURIER                     Friday, May 3, 2019                 Page 3";
        let rows = [
            ("The new ferry makes its first", "The city council voted to build"),
            ("crossing today, replacing one", "the public library again on the"),
            ("that has served here for years", "main street, a work that is to"),
            ("and is worn out. The new boat", "cost a great deal of money. The"),
            ("carries sixty men, twice what", "work will begin next spring and"),
            ("the old one could carry.", "should be done by the fall."),
            ("About a thousand people ride", "Two members of the council voted"),
            ("the ferry every day, said the", "against it and spoke of the cost"),
            ("harbour master in his office", "and of the state of the harbour"),
            ("on the quay this morning.", "wall, which is older than that."),
            ("Tickets will cost the same as", "The mayor said that it would be"),
            ("they did before, he said.", "a good day for readers."),
        ];
        let body: String = rows.iter().map(|(a, b)| format!("{a:<40}{b}\n")).collect();
        let page = format!("{folio}\n\n{body}");
        let blocks = blocks(&page, Lang::En.into()).unwrap();
        let texts: Vec<_> = blocks.iter().map(|b| b.text(&page)).collect();
        assert!(texts.iter().any(|t| t == "HARBOUR BAY COURIER"), "{texts:?}");
        assert!(texts.iter().any(|t| t.starts_with("The new ferry makes its first crossing")), "{texts:?}");
    }

    const RIVER: &str = "the river rose in the night and took the bridge before anyone could close the road that leads to the mill";
    const CALF: &str = "at the fair a calf was born and the children gave it a name which nobody in the village will ever forget";

    fn wrap(text: &str) -> Vec<String> {
        text.split(' ').collect::<Vec<_>>().chunks(2).map(|w| w.join(" ")).collect()
    }

    fn beside(left: &str, right: &str) -> String {
        wrap(left).iter().zip(wrap(right)).map(|(a, b)| format!("{a:16}     {b}\n")).collect()
    }

    fn texts(page: &str) -> Option<Vec<String>> {
        blocks(page, Lang::En.into()).map(|found| found.iter().map(|b| b.text(page).into_owned()).collect())
    }

    #[test]
    fn columns_of_fixed_pitch_are_read_one_after_the_other() {
        let page = beside(&[RIVER, RIVER].join(" "), &[CALF, CALF].join(" "));
        let text = texts(&page).unwrap().join(" ");
        assert!(text.contains("the road that leads to the mill the river"), "{text}");
        // A form feed ends a line as any other break does.
        assert_eq!(rows(&page.replace('\n', "\x0c"), false).unwrap().len(), page.lines().count());
    }

    #[test]
    fn heads_stand_above_the_columns_of_their_box() {
        let page = format!(
            "Bridge lost in the flood    \n\n\n{}\n\n\n\nA calf at the fair and more\n\n{}",
            beside(RIVER, RIVER),
            beside(CALF, CALF)
        );
        let found = texts(&page).unwrap();
        let at = |head: &str| found.iter().position(|t| t.starts_with(head)).unwrap_or_else(|| panic!("{head}: {found:?}"));
        assert!(at("Bridge lost") < at("the river") && at("the river") < at("A calf") && at("A calf") < at("at the fair"), "{found:?}");
        assert_eq!(found[at("A calf")], "A calf at the fair and more");
    }

    /// Rows of two columns side by side.
    fn rows_of(left: &[&str], right: &[&str]) -> String {
        let of = |column: &[&str], n: usize| column.get(n).copied().unwrap_or("").to_owned();
        (0..left.len().max(right.len())).map(|n| format!("{:34}     {}\n", of(left, n), of(right, n))).collect()
    }

    #[test]
    fn titles_inside_a_column_and_white_for_a_picture_end_no_column() {
        let ferry = [
            "The new ferry makes its first",
            "crossing today, replacing one",
            "that has served here for years",
            "and is worn out. The new boat",
            "carries sixty men, twice what",
            "the old one could carry.",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "About a thousand people ride",
            "the ferry every day, said the",
            "harbour master in his office",
            "on the quay, and the company",
            "will sell the old one soon.",
        ];
        let council = [
            "the public library again on the",
            "main street, a work that is to",
            "cost a great deal of money. The",
            "fair begins on the first of May.",
            "",
            "    Night school opens",
            "     at the old mill",
            "      By Joanna Pell",
            "",
            "The school for woodworkers has",
            "opened its doors at the old mill",
            "that stands beside the harbour",
            "and eighty-four people came on",
            "the first evening, which is more",
            "than there are benches for them",
            "in the hall. The master said he",
            "would ask for another room when",
            "the winter is over.",
        ];
        let page = rows_of(&ferry, &council);
        let text = texts(&page).unwrap().join("|");
        assert!(
            text.contains("the old one could carry.|About a thousand") || text.contains("the old one could carry. About a thousand"),
            "{text}"
        );
        assert!(text.contains("first of May.|Night school opens|at the old mill|By Joanna Pell|The school for woodworkers"), "{text}");
    }

    #[test]
    fn tables_and_text_of_one_column_are_left_alone() {
        let table: String = (1..30).map(|n| format!("Lindau {n:2}        07:{n:2}        Gleis {n:2}\n")).collect();
        let verse: String = wrap(&[RIVER, CALF].join(" ")).iter().map(|l| format!("     {l}\n")).collect();
        assert!(texts(&table).is_none() && texts(&verse).is_none() && texts("one line\nof plain text\n").is_none());
        let page = beside(&[RIVER, RIVER].join(" "), &[CALF, CALF].join(" "));
        assert!(texts(&page).is_some() && texts(&page.repeat(100)).is_none(), "no page has so many rows");
    }
}
