//! A page of letters of fixed pitch as a picture: what orders the words of a printed page orders its stretches.
//!
//! `pdftotext -layout` gives each letter one cell and each column the cells where it stands on the page, so that nothing leans and nothing
//! is missed. There are no sizes of print, but wide rows of white stand where boxes end, which take the place of printed rules.

use crate::geometry::{self, Cell, Column};
use crate::page::Line;
use crate::pitch::{Token, WIDE};
use crate::reader::{Rect, Told};
use crate::span::Span;
use crate::text;

/// Width of a cell, height of a letter and the step from row to row: most print is set about so.
const CELL: f32 = 10.0;
const HEIGHT: f32 = 18.0;
const STEP: f32 = 20.0;

/// Words that stand together in a row, with the cell of their first letter and that behind their last one.
#[derive(Clone, Copy, Debug)]
struct Part {
    span: Span,
    row: usize,
    x0: usize,
    x1: usize,
    /// Number of the stretch that they are cut from.
    stretch: usize,
}

/// The lines of a page in reading order.
pub(super) fn lines(rows: &[Vec<Token>], page: &str) -> Vec<Line> {
    let edges = Edges::of(rows, page);
    let parts: Vec<Part> = rows.iter().flatten().enumerate().flat_map(|(stretch, token)| edges.parts(token, stretch, page)).collect();
    let (folio, parts) = parts.split_at(parts.partition_point(|part| part.row < below_folio(rows, page)));
    let mut out: Vec<Line> = folio.iter().map(|part| Line { opens: true, ..Line::of(part.span) }).collect();
    let cells: Vec<Cell> = parts.iter().map(|part| cell(part, page)).collect();
    for column in geometry::columns(cells, rules(rows)) {
        put(&column, parts, page, &mut out);
    }
    out
}

fn cell(part: &Part, page: &str) -> Cell {
    let words = part.span.of(page);
    let top = part.row as f32 * STEP;
    let is_mark = |c: &char| !c.is_alphanumeric();
    Cell {
        span: part.span,
        rect: Rect::new(part.x0 as f32 * CELL, top, part.x1 as f32 * CELL, top + HEIGHT),
        line: part.stretch,
        wide: words.chars().filter(|&c| text::is_ea(c)).count(),
        chars: part.x1 - part.x0,
        mark: words.chars().all(|c| is_mark(&c)),
        figure: words.contains(|c: char| c.is_ascii_digit()),
        closed: text::ends_closed(words),
        marks: (words.chars().take_while(is_mark).count(), words.chars().rev().take_while(is_mark).count()),
        extent: 1.0,
        breadth: (part.x1 - part.x0) as f32 * geometry::breadth("n"),
        told: Told::default(),
    }
}

/// Rows of white higher than this part boxes.
const BLANK: usize = 2;

/// Rules in the middle of the rows of white that run through the whole page: where boxes end, and around a stretch that stands alone.
fn rules(rows: &[Vec<Token>]) -> Vec<Rect> {
    let width = rows.iter().flatten().map(|t| t.x1).max().unwrap_or(0) as f32 * CELL;
    let filled: Vec<usize> = (0..rows.len()).filter(|&n| !rows[n].is_empty()).collect();
    let is_white = |n: usize| rows.get(n).is_none_or(Vec::is_empty);
    let alone = |n: &usize| rows[*n].len() == 1 && is_white(n + 1) && n.checked_sub(1).is_none_or(is_white);
    let parts = |w: &&[usize]| w[1] - w[0] > BLANK || w[1] - w[0] > 1 && w.iter().any(alone);
    let y = |w: &[usize]| (w[0] + w[1]) as f32 / 2.0 * STEP + HEIGHT / 2.0;
    filled.windows(2).filter(parts).map(y).map(|y| Rect::new(0.0, y - 1.0, width, y + 1.0)).collect()
}

/// Rows of a page's head at most.
const FOLIO: usize = 3;

/// The first row below those that name the paper and the day: a high row of white stands below these, or there is one with a number.
fn below_folio(rows: &[Vec<Token>], page: &str) -> usize {
    if let Some(row) = folio(rows, page) {
        return row + 1;
    }
    let first = rows.iter().position(|row| !row.is_empty()).unwrap_or(0);
    let is_white = |n: &usize| rows.get(*n..n + BLANK).is_some_and(|rows| rows.iter().all(Vec::is_empty));
    (first + 1..=first + FOLIO).find(is_white).unwrap_or(0)
}

/// The first row of a page where it names the paper, the day and the page: several stretches with a number among them, and no row below.
/// It belongs to no column, even where its stretches begin with one.
fn folio(rows: &[Vec<Token>], page: &str) -> Option<usize> {
    let n = rows.iter().position(|tokens| !tokens.is_empty())?;
    let tokens = rows.get(n).filter(|_| rows.get(n + 1).is_some_and(Vec::is_empty))?;
    let number = tokens.iter().any(|token| token.span.of(page).contains(|c: char| c.is_ascii_digit()));
    let wide = tokens.windows(2).any(|w| w[1].x0 >= w[0].x1 + WIDE);
    (number && wide).then_some(n)
}

/// Where words begin and end in each row.
struct Edges {
    words: Vec<Vec<(usize, usize)>>,
}

/// Rows that are looked at above and below a word for a gutter of one space, rows that show it, and cells from it where text stands in them.
const REACH: usize = 8;
const SHOWN: usize = 4;
const NEAR: usize = 4;

impl Edges {
    fn of(rows: &[Vec<Token>], page: &str) -> Self {
        let of_row = |row: &Vec<Token>| row.iter().flat_map(|token| words(token, page)).map(|(_, x0, x1)| (x0, x1)).collect();
        Self { words: rows.iter().map(of_row).collect() }
    }

    /// A stretch, cut where words of it begin at one place with those of the rows above and below.
    fn parts(&self, token: &Token, stretch: usize, page: &str) -> Vec<Part> {
        let mut out: Vec<Part> = Vec::new();
        for (span, x0, x1) in words(token, page) {
            match out.last_mut() {
                Some(last) if !self.is_gutter(token.row, x0) => (last.span.end, last.x1) = (span.end, x1),
                _ => out.push(Part { span, row: token.row, x0, x1, stretch }),
            }
        }
        out
    }

    /// Whether a column begins at a cell of a row: words begin there above and below, and none runs over it.
    fn is_gutter(&self, row: usize, x: usize) -> bool {
        let stands = |row: &&Vec<(usize, usize)>| row.iter().any(|w| w.0 < x + NEAR && w.1 + NEAR > x);
        let begins = |row: &&Vec<(usize, usize)>| row.iter().any(|w| w.0 == x) && row.iter().all(|w| w.1 < x || w.0 >= x);
        let (above, below) = self.words.split_at(row.min(self.words.len()));
        let above = above.iter().rev().take(REACH).filter(stands).take_while(begins).count();
        let below = below.iter().skip(1).take(REACH).filter(stands).take_while(begins).count();
        above + below >= SHOWN
    }
}

/// The words of a stretch with their cells.
fn words<'p>(token: &Token, page: &'p str) -> impl Iterator<Item = (Span, usize, usize)> + use<'p> {
    let (mut x, mut at) = (token.x0, token.span.start);
    token.span.of(page).split(' ').filter_map(move |word| {
        let chars = word.chars().count();
        let found = (Span::new(at, at + word.len()), x, x + chars);
        (x, at) = (x + chars + 1, at + word.len() + 1);
        (chars > 0).then_some(found)
    })
}

/// Rows of other columns stand between the lines of one where one step in so many is of two rows.
const MIXED: usize = 4;

/// Puts the lines of a column.
fn put(column: &Column, parts: &[Part], page: &str, out: &mut Vec<Line>) {
    let lines = lines_of(column, parts, page);
    let steps = || lines.windows(2).map(|w| w[1].row.saturating_sub(w[0].row));
    let is_mixed = steps().filter(|step| *step == 2).count() * MIXED > steps().filter(|step| *step <= 2).count();
    let usual = if is_mixed { 2 } else { 1 };
    let mut starts: Vec<usize> = lines.iter().map(|line| line.x0).collect();
    starts.sort_unstable();
    let left = starts.get(starts.len() / 4).copied().unwrap_or(0);
    let mut above = None;
    for line in lines {
        let gap = above.map_or(!column.beside, |row| !(row..=row + usual).contains(&line.row));
        out.push(Line { opens: gap || line.x0 > left + 1, ..Line::of(line.span) });
        above = Some(line.row);
    }
}

/// The lines of a column: what a row has in it is one, however wide the white inside.
fn lines_of(column: &Column, parts: &[Part], page: &str) -> Vec<Part> {
    let is_white = |from: usize, to: usize| page.get(from..to).is_some_and(|between| between.chars().all(|c| c == ' '));
    let mut out: Vec<Part> = Vec::new();
    for part in column.lines.iter().flatten().filter_map(|&n| parts.get(n)) {
        match out.last_mut() {
            Some(last) if last.row == part.row && is_white(last.span.end, part.span.start) => {
                (last.span.end, last.x1) = (part.span.end, part.x1);
            }
            _ => out.push(*part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::lang::Lang;
    use crate::pitch::blocks;

    /// A page of boxes of columns, each with its title.
    fn page(boxes: &[(&str, &[&[&str]])]) -> String {
        let mut out = String::new();
        for (title, columns) in boxes {
            out += &format!("{title}\n");
            for row in 0..columns.iter().map(|c| c.len()).max().unwrap_or(0) {
                let cells = columns.iter().map(|column| format!("{:36}", column.get(row).copied().unwrap_or("")));
                out += &format!("{}\n", cells.collect::<String>().trim_end());
            }
            out += "\n\n";
        }
        out
    }

    const MILL: [&[&str]; 3] = [
        &[
            "   The mill will run again in",
            "the spring, its owner said, and",
            "half of the men who were sent",
            "home will be called back soon.",
        ],
        &[
            "   The machine is the smallest",
            "of the three and was the last",
            "to be put in. It was changed in",
            "the winter to make brown paper",
        ],
        &[
            "that boxes are made of. Nobody",
            "is hanging out flags, said one",
            "of the men, but he bought food",
            "without counting this weekend.",
        ],
    ];

    #[test]
    fn columns_of_low_boxes_stay_in_their_box() {
        let fares: [&[&str]; 3] = [
            &["   City bus fares will rise by a", "nickel on the first of May, the", "transit board announced today."],
            &["Books of ten will be sold for a", "little less, and children under"],
            &["six will go on to ride for free,", "as those did who are now old."],
        ];
        let boxes: [(&str, &[&[&str]]); 3] =
            [("Bus fares to rise a nickel", &fares), ("Paper mill will restart", &MILL), ("Council to build", &MILL)];
        let page = page(&boxes);
        let found = blocks(&page, Lang::En.into()).unwrap();
        let text = found.iter().map(|b| b.text(&page).into_owned()).collect::<Vec<_>>().join("|");
        assert!(
            text.contains("children under six will go on to ride for free, as those did who are now old.|Paper mill will restart|"),
            "{text}"
        );
    }

    #[test]
    fn a_title_stands_over_the_gutter_of_its_box() {
        // Two words of it stand on both sides of the gutter, with one space between them.
        let title = format!("{:35}{}", "A mill of the old days that now will", "run again");
        let page = page(&[(&title, &MILL), ("Council to build", &MILL), ("Machine runs", &MILL)]);
        let found: Vec<String> = blocks(&page, Lang::En.into()).unwrap().iter().map(|b| b.text(&page).into_owned()).collect();
        assert!(found.contains(&title), "{found:?}");
    }
}
