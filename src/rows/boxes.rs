//! The boxes of a page whose rows were laid over columns: an article stands in each, its heads above its columns.
//!
//! The page is cut in two, before a row or at the edge of a column, and its parts again, or its columns are read one after the other; of
//! all ways that one is taken by which most text goes on down its columns and from the foot of one at the top of the next, and most heads
//! stand above text.

use crate::rows::article::Article;
use crate::rows::fit::Fit;
use crate::rows::line::{Kind, Line};
use crate::rows::run::Role;

/// Rows before which a page may be cut, at most.
const MOST_EDGES: usize = 32;
/// The same for pages of many lines: edges times lines. Pages of up to 750 lines may have all edges.
const WORK: usize = 24_000;
/// Cost of a line that a cut at the edge of a column goes through.
const CROSSED: f32 = 1.2;
/// Cost of columns that are read one after the other. Found on 126 pages of rows in three languages of seven sets and 28 of pdftotext: from
/// 2 to 4 few pages but those that are such change, at less others lose.
const RUN: f32 = 2.5;

/// A part of a page: rows between two of its edges, and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    top: usize,
    foot: usize,
    left: usize,
    right: usize,
}

impl Part {
    /// The parts that a cut makes.
    fn at(self, cut: Cut) -> [Self; 2] {
        match cut {
            Cut::Row(edge) => [Self { foot: edge.into(), ..self }, Self { top: edge.into(), ..self }],
            Cut::Column(edge) => [Self { right: edge.into(), ..self }, Self { left: edge.into(), ..self }],
        }
    }
}

/// The lines of a page, by rows, and what is known of its parts.
pub(super) struct Boxes<'p> {
    lines: &'p [Line],
    article: Article<'p>,
    /// Rows before which the page may be cut, its first row and its end with them.
    edges: Vec<usize>,
    /// The first line behind each of these.
    starts: Vec<usize>,
    /// Columns.
    right: usize,
    /// What each part gains, where that is known, and how it is read best.
    known: Vec<(Option<f32>, Reading)>,
}

/// How a part is read: as one article, as columns one after the other, or as the two parts of a cut.
#[derive(Clone, Copy, Debug)]
enum Reading {
    Article,
    Run,
    Parts(Cut),
}

/// Where a part is cut in two: before the row of an edge, or before a column.
#[derive(Clone, Copy, Debug)]
enum Cut {
    Row(u16),
    Column(u16),
}

impl<'p> Boxes<'p> {
    pub(super) fn new(lines: &'p [Line], page: &'p str, fit: &'p Fit<'p>) -> Self {
        let (edges, right) = (edges(lines), lines.iter().map(Line::end).max().unwrap_or(0));
        let parts = (edges.len() * (right + 1)).pow(2);
        let starts = edges.iter().map(|&edge| lines.partition_point(|l| l.row < edge)).collect();
        Self { lines, article: Article::new(lines, page, fit), edges, starts, right, known: vec![(None, Reading::Article); parts] }
    }

    /// The place of a part among all.
    #[inline]
    fn place(&self, part: Part) -> usize {
        ((part.top * self.edges.len() + part.foot) * (self.right + 1) + part.left) * (self.right + 1) + part.right
    }

    /// The lines in reading order, the first one of each box with a note of that, and those of its heads, too.
    pub(super) fn order(mut self) -> Vec<Line> {
        let whole = Part { top: 0, foot: self.edges.len() - 1, left: 0, right: self.right };
        self.best(whole);
        let mut out = Vec::with_capacity(self.lines.len());
        self.walk(whole, &mut out);
        out
    }

    /// What the whole gains.
    pub(super) fn value(mut self) -> f32 {
        self.best(Part { top: 0, foot: self.edges.len() - 1, left: 0, right: self.right })
    }

    fn walk(&mut self, part: Part, out: &mut Vec<Line>) {
        let reading = self.known[self.place(part)].1;
        if let Reading::Parts(cut) = reading {
            part.at(cut).into_iter().for_each(|part| self.walk(part, out));
            return;
        }
        let lines = self.lines_of(part);
        if lines.is_empty() {
            return;
        }
        if let Reading::Run = reading {
            self.walk_run(part, &lines, out);
            return;
        }
        let found = self.article.best(&lines, part.left..part.right);
        for (k, &n) in found.order.iter().enumerate() {
            let (line, zone) = (self.lines[n], k < found.heads);
            out.push(Line { first: k == 0, zone, kind: if zone { Kind::Head } else { line.kind }, ..line });
        }
    }

    fn walk_run(&mut self, part: Part, lines: &[usize], out: &mut Vec<Line>) {
        let order = self.by_columns(part, lines);
        let roles = self.article.run(&order).1;
        let run = out.iter().map(|l| l.run).max().unwrap_or(0) + 1;
        let mut before = None;
        for (&n, role) in order.iter().zip(roles) {
            let (line, zone) = (self.lines[n], role == Role::Head);
            let first = if zone { before != Some(Role::Head) } else { role == Role::Lead && before != Some(Role::Head) };
            out.push(Line { first, zone, run, kind: if zone { Kind::Head } else { line.kind }, ..line });
            before = Some(role);
        }
    }

    /// The lines of a part, one column after the other.
    fn by_columns(&self, part: Part, lines: &[usize]) -> Vec<usize> {
        let column = |column: usize| lines.iter().copied().filter(move |&n| self.lines[n].column == column);
        (part.left..part.right).flat_map(column).collect()
    }

    /// What a part gains as columns that are read one after the other.
    fn run(&mut self, part: Part, lines: &[usize]) -> f32 {
        let over: usize = lines.iter().map(|&n| self.lines[n].columns - 1).sum();
        let order = self.by_columns(part, lines);
        self.article.run(&order).0 - over as f32 * CROSSED - RUN
    }

    /// The lines that begin in a part.
    fn lines_of(&self, part: Part) -> Vec<usize> {
        let lines = self.starts[part.top]..self.starts[part.foot];
        let mut out = Vec::with_capacity(lines.len());
        out.extend(lines.filter(|&n| (part.left..part.right).contains(&self.lines[n].column)));
        out
    }

    /// What a part gains as one article, or as the articles of its own parts.
    fn best(&mut self, part: Part) -> f32 {
        let place = self.place(part);
        if let Some(known) = self.known[place].0 {
            return known;
        }
        let lines = self.lines_of(part);
        let mut best = (0.0, Reading::Article);
        if !lines.is_empty() {
            best.0 = self.article.gain(&lines, &(part.left..part.right)).0;
            // The last columns of a run end at the foot of the page.
            if part.right > part.left + 1 && part.foot + 1 == self.edges.len() {
                let run = self.run(part, &lines);
                if run > best.0 {
                    best = (run, Reading::Run);
                }
            }
            for edge in part.left + 1..part.right {
                let crossed = lines.iter().filter(|&&n| self.lines[n].column < edge && edge < self.lines[n].end()).count();
                self.cut(part, Cut::Column(number(edge)), crossed as f32 * CROSSED, &mut best);
            }
            for edge in part.top + 1..part.foot {
                self.cut(part, Cut::Row(number(edge)), 0.0, &mut best);
            }
        }
        self.known[place] = (Some(best.0), best.1);
        best.0
    }

    fn cut(&mut self, part: Part, cut: Cut, cost: f32, best: &mut (f32, Reading)) {
        let [first, second] = part.at(cut);
        let gain = self.best(first) + self.best(second) - cost;
        if gain > best.0 {
            *best = (gain, Reading::Parts(cut));
        }
    }
}

/// A page has few edges and columns.
fn number(edge: usize) -> u16 {
    u16::try_from(edge).unwrap_or(u16::MAX)
}

/// The rows before which most columns begin or end, or heads or openings stand.
fn edges(lines: &[Line]) -> Vec<usize> {
    let rows: Vec<&[Line]> = lines.chunk_by(|a, b| a.row == b.row).collect();
    let columns = |row: &[Line]| row.iter().filter(|l| l.kind == Kind::Text).fold(0_u32, |all, l| all | 1 << l.column.min(31));
    let heads = |row: &[Line]| row.iter().filter(|l| l.kind == Kind::Head).count();
    let told = |pair: &[&[Line]]| {
        let change = usize::try_from((columns(pair[0]) ^ columns(pair[1])).count_ones()).unwrap_or(0);
        change + heads(pair[0]) + heads(pair[1]) + 2 * pair[1].iter().filter(|l| l.opening).count()
    };
    let mut all: Vec<(usize, usize)> = rows.windows(2).map(|pair| (told(pair), pair[1][0].row)).filter(|edge| edge.0 > 0).collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    // Each part between two edges is looked at with all its lines.
    all.truncate(MOST_EDGES.min(WORK / lines.len().max(1)));
    let mut out: Vec<usize> = all.into_iter().map(|edge| edge.1).collect();
    out.extend([0, lines.last().map_or(0, |l| l.row + 1)]);
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::span::Span;

    /// Lines of a page as rows of cells, in order: `#` opens a head, `.` ends a sentence, `!` is an opening, and `-` goes on
    /// from the cell before it.
    fn order(rows: &[[&str; 3]]) -> Vec<String> {
        let page = rows.concat().concat();
        let mut at = 0;
        let mut lines: Vec<Line> = Vec::new();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let span = Span::new(at, at + cell.len());
                at = span.end;
                if cell.is_empty() {
                    continue;
                }
                if *cell == "-" {
                    if let Some(last) = lines.last_mut() {
                        last.columns += 1;
                    }
                    continue;
                }
                let (head, closed) = (cell.starts_with('#'), cell.ends_with('.'));
                lines.push(Line {
                    span,
                    row,
                    column,
                    kind: if head { Kind::Head } else { Kind::Text },
                    solid: !head && !closed,
                    closed,
                    opening: cell.starts_with('!'),
                    columns: 1,
                    cells: cell.len(),
                    ..Line::default()
                });
            }
        }
        let fit = Fit::new(&page, Lang::De.into());
        let found = Boxes::new(&lines, &page, &fit).order();
        found.iter().map(|l| format!("{}{}", if l.first { "/" } else { "" }, l.span.of(&page))).collect()
    }

    #[test]
    fn articles_side_by_side_are_two_boxes() {
        let found = order(&[["#Titel", "-", "#Kopf"], ["!A1", "b1", "!c1"], ["a2", "b2", "c2"], ["a3", "b3", "c3"], ["a4", "b4.", "c4."]]);
        assert_eq!(found.concat(), "/#Titel!A1a2a3a4b1b2b3b4./#Kopf!c1c2c3c4.");
    }

    #[test]
    fn a_head_over_all_columns_begins_a_box_below() {
        let found = order(&[
            ["#Titel", "-", "-"],
            ["!A1", "b1", "c1"],
            ["a2", "b2", "c2"],
            ["a3", "b3", "c3."],
            ["#Kopf", "-", "-"],
            ["!D1", "e1", "f1"],
            ["d2", "e2", "f2"],
            ["d3", "e3", "f3."],
        ]);
        assert_eq!(found.concat(), "/#Titel!A1a2a3b1b2b3c1c2c3./#Kopf!D1d2d3e1e2e3f1f2f3.");
    }

    #[test]
    fn articles_that_begin_inside_columns_are_read_down_one_and_the_next() {
        let found = order(&[
            ["#Titel", "b1", "d3"],
            ["!A1", "b2", "d4"],
            ["a2", "b3.", "d5."],
            ["a3", "#Kopf", "d6."],
            ["a4", "!D1", "#Drei"],
            ["a5", "d2", "!E1"],
            ["a6", "d2", "e2."],
        ]);
        assert_eq!(found.concat(), "/#Titel!A1a2a3a4a5a6b1b2b3./#Kopf!D1d2d2d3d4d5.d6./#Drei!E1e2.");
    }

    #[test]
    fn a_head_inside_a_column_parts_no_row() {
        let found = order(&[
            ["#Titel", "b1", "c1"],
            ["!A1", "b2", "c2"],
            ["a2", "b3.", "c3"],
            ["a3", "#Kopf", "c4"],
            ["a4", "!D1", "c5"],
            ["a5", "d2", "c6."],
        ]);
        assert_eq!(found.concat().replace('/', ""), "#Titel!A1a2a3a4a5b1b2b3.#Kopf!D1d2c1c2c3c4c5c6.");
    }
}
