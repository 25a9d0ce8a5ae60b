//! A row laid over the columns of a page at the least cost.

use crate::rows::atom::{self, Atom, Gap};
use crate::rows::fit::Fit;
use crate::rows::grid::GUTTER;
use crate::span::Span;
use crate::text;
use std::ops::Range;

/// A stretch of a row, and the columns that it stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seg {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) column: usize,
    pub(super) columns: usize,
}

impl Seg {
    pub(super) fn span(&self, row: &[Atom]) -> Span {
        Span::new(row[self.from].span.start, row[self.to - 1].span.end)
    }
}

/// Costs are pairs: for ideographs, and for letters. Cost of a column without text: below text that is not at its end, below such an end, below none.
const EMPTY_OPEN: (f32, f32) = (2.2, 1.8);
const EMPTY: (f32, f32) = (0.45, 0.7);
/// The same, on top, where text stands right of it: columns end short at the right.
const SKIPPED: f32 = 0.2;
const EMPTY_BELOW: (f32, f32) = (0.25, 0.9);
/// Share of these costs for each further column side by side: the columns of a box end in one row.
const ALSO_EMPTY: f32 = 0.4;
/// Cost of a stretch over several columns, and of each of these.
const OVER: (f32, f32) = (1.9, 0.8);
const OVER_EACH: (f32, f32) = (0.12, 0.2);
/// Cost of each comma and full stop but the first one in a stretch of ideographs over several columns: titles have none. Tried
/// at 1.2, 2 and 3 on 99 East Asian pages, three layouts of the same articles, both as plain text and as rows.
const CLAUSE_OVER: f32 = 3.0;
/// Cost of the end of a sentence in such a stretch.
const CLOSED_OVER: f32 = 1.0;
/// Share of the columns below it that a title fills at most.
const TITLE_SHARE: f32 = 0.8;
/// Cost of a cell that a stretch is longer than its column; of one that it is shorter; the most for these, at the end of a
/// sentence and elsewhere.
const LONG: f32 = 0.5;
const SHORT: f32 = 0.11;
const MOST_SHORT: (f32, f32) = (0.4, 1.3);
/// Cost of a gap inside a stretch.
const GAP_INSIDE: (f32, f32) = (1.9, 4.0);
/// Gain where the column has text in the row above.
pub(super) const GOES_ON: f32 = 0.5;
/// Cost of the end of a stretch at each kind of gap.
const CUT: [f32; 4] = [1.6, 0.44, 0.2, 0.0];
/// The same at a quotation mark without a gap: engines read what is left of a rule so.
const CUT_AT_QUOTE: f32 = 1.2;
/// Cells by which a stretch that no gap ends may miss its measure.
const NEAR: f32 = 8.0;

/// Cost of a cell that the middle of a stretch stands outside its column, and the most for that; how far from the middle of
/// several columns a title may stand, in their width.
const ASTRAY: f32 = 0.1;
const MOST_ASTRAY: f32 = 1.6;
const OVER_ROOM: f32 = 0.2;
/// Cells of print that an engine writes as one space, where it keeps the white of a row: as many as the ideograph that it parts from the
/// next one, about. Found on 69 East Asian pages read as rows in five layouts, at 1, 1.6 and 2.
const SPACE: f32 = 1.8;
/// Share of the gain for text above a line that it has for text below it, too. Found on the same pages and 57 in letters: 0.25 and 0.75
/// gain less.
const BELOW: f32 = 0.5;

pub(super) struct Layer<'p> {
    pub(super) page: &'p str,
    pub(super) wide: bool,
    pub(super) grid: &'p [f32],
    /// Left edges of the columns, in cells, where the white of the rows is kept.
    pub(super) lefts: Option<&'p [f32]>,
    pub(super) fit: &'p Fit<'p>,
    /// Text of each column in the row above, and in the one below where it is known.
    pub(super) above: Vec<Option<Span>>,
    pub(super) below: Vec<Option<Span>>,
}

/// What was found out once.
type Known = std::cell::Cell<Option<f32>>;

/// What a row costs by itself: sums up to each atom, and the cost of a cut before it.
struct Row<'r> {
    atoms: &'r [Atom],
    inside: Vec<f32>,
    cuts: Vec<f32>,
    /// Commas and full stops before each atom.
    marks: Vec<f32>,
    /// Whether each atom ends a sentence, and what the line below in each column says of its end there.
    closed: Vec<bool>,
    ends: Vec<Known>,
    /// What the line above in each column says of a start there.
    starts: Vec<Known>,
    /// What each column costs that has no text.
    empty: Vec<f32>,
    /// Cells that a cell of white stands for.
    white: f32,
    /// Cells of the empty columns at its start, whose white the engine left out.
    lost: f32,
}

impl Row<'_> {
    /// Where a place of the row, in an atom, is on the page.
    fn cell(&self, place: f32, atom: usize) -> f32 {
        let text = self.atoms[atom].x0;
        self.lost + place - (self.atoms[atom].cell.0 - text) * (1.0 - self.white)
    }

    /// Cost of columns side by side without text, which stands right of them or not.
    fn empties(&self, columns: Range<usize>, skipped: bool) -> f32 {
        let (mut sum, mut most) = (0.0, 0.0_f32);
        for &cost in &self.empty[columns] {
            sum += cost + if skipped { SKIPPED } else { 0.0 };
            most = most.max(cost);
        }
        most + (sum - most) * ALSO_EMPTY
    }
}

impl Layer<'_> {
    /// Lays a row; its cost, and its stretches from left to right.
    pub(super) fn lay(&self, atoms: &[Atom]) -> (f32, Vec<Seg>) {
        let mut row = self.row(atoms);
        // White at the start of a row is kept or left out as a whole.
        let begins = if self.lefts.is_some() && atoms.first().is_some_and(|first| first.cell.0 == 0.0) { self.grid.len() } else { 1 };
        let mut out = (f32::INFINITY, Vec::new());
        for begin in 0..begins {
            if !self.place(&mut row, begin) {
                break;
            }
            let way = self.way(&row, begin);
            if way.0 < out.0 {
                out = way;
            }
        }
        out
    }

    /// Notes where the cells of a row stand whose first text is in a given column; whether there is room for them.
    fn place(&self, row: &mut Row<'_>, begin: usize) -> bool {
        let Some(lefts) = self.lefts else { return true };
        row.lost = lefts.get(begin).copied().unwrap_or(0.0);
        let page = lefts.last().zip(self.grid.last()).map_or(0.0, |(left, measure)| left + measure) - row.lost;
        let (text, end) = row.atoms.last().map_or((0.0, 0.0), |last| (last.x1, last.cell.1));
        // No row is longer than the page.
        row.white = if end > text { ((page - text) / (end - text)).clamp(0.0, SPACE) } else { SPACE };
        begin == 0 || text <= page
    }

    /// The best way to lay a row from a column on.
    fn way(&self, row: &Row<'_>, begin: usize) -> (f32, Vec<Seg>) {
        let (k, atoms) = (self.grid.len(), row.atoms);
        let mut best = vec![vec![(f32::INFINITY, None::<Seg>); k + 1]; atoms.len() + 1];
        best[0][begin].0 = row.empties(0..begin, true);
        for from in 0..=atoms.len() {
            for column in begin..k {
                let cost = best[from][column].0;
                if !cost.is_finite() {
                    continue;
                }
                for columns in 1..=k - column {
                    let seg = Seg { from, to: from, column, columns };
                    let empty = cost + row.empties(column..column + columns, from < atoms.len());
                    let slot = &mut best[from][column + columns];
                    if empty < slot.0 {
                        *slot = (empty, Some(seg));
                    }
                }
                for columns in 1..=k - column {
                    self.stretch(row, Seg { from, to: from, column, columns }, cost, &mut best);
                }
            }
        }
        let mut segs = Vec::new();
        let mut at = (atoms.len(), k);
        let cost = best[at.0][at.1].0;
        while let Some(seg) = best[at.0][at.1].1 {
            if seg.to > seg.from {
                segs.push(seg);
            }
            at = (seg.from, seg.column);
        }
        segs.reverse();
        (cost, segs)
    }

    fn row<'r>(&self, atoms: &'r [Atom]) -> Row<'r> {
        let (mut inside, mut cuts) = (vec![0.0], vec![0.0]);
        for pair in atoms.windows(2) {
            let gap = match pair[1].gap {
                Gap::Rule => GAP_INSIDE.1,
                Gap::Wide => GAP_INSIDE.0,
                _ => 0.0,
            };
            inside.push(inside.last().copied().unwrap_or(0.0) + gap);
            let quote = |c: Option<char>| matches!(c, Some('“' | '”' | '"'));
            let ends = || quote(pair[0].span.of(self.page).chars().next_back()) || quote(pair[1].span.of(self.page).chars().next());
            let cut = if self.wide && pair[1].gap == Gap::None && ends() { CUT_AT_QUOTE } else { CUT[pair[1].gap as usize] };
            cuts.push(cut + pair[1].tie);
        }
        let mut marks = vec![0.0];
        for atom in atoms {
            let count = atom.span.of(self.page).chars().filter(|&c| self.fit.ends_clause(c)).count();
            marks.push(marks.last().copied().unwrap_or(0.0) + count as f32);
        }
        let closed = atoms.iter().map(|atom| text::ends_closed(atom.span.of(self.page))).collect();
        let empty = (0..self.grid.len()).map(|column| self.empty(column)).collect();
        let unknown = || vec![Known::default(); atoms.len() * self.grid.len()];
        Row { atoms, inside, cuts, marks, closed, ends: unknown(), starts: unknown(), empty, white: 1.0, lost: 0.0 }
    }

    /// What the line below a column says of the end of a line with an atom.
    fn end(&self, row: &Row<'_>, column: usize, n: usize) -> f32 {
        let Some((below, atom)) = self.below[column].zip(row.atoms.get(n)) else { return 0.0 };
        once(&row.ends[column * row.atoms.len() + n], || {
            self.gain(atom.span) * BELOW + self.fit.of(atom::until(row.atoms, n, self.wide).of(self.page), below.of(self.page))
        })
    }

    /// What the line above says of the start of one.
    fn start(&self, row: &Row<'_>, column: usize, n: usize) -> f32 {
        let Some(above) = self.above[column] else { return 0.0 };
        once(&row.starts[column * row.atoms.len() + n], || {
            self.gain(above) + self.fit.of(above.of(self.page), atom::from(row.atoms, n, self.wide).of(self.page))
        })
    }

    fn empty(&self, column: usize) -> f32 {
        let cost = match self.above[column] {
            None => EMPTY_BELOW,
            Some(above) if text::ends_closed(above.of(self.page)) => EMPTY,
            Some(_) => EMPTY_OPEN,
        };
        self.of(cost)
    }

    /// The one of two figures that is for ideographs, or the one for letters.
    fn of(&self, (wide, other): (f32, f32)) -> f32 {
        if self.wide { wide } else { other }
    }

    /// All ends of a stretch that begins with an atom and stands in given columns.
    fn stretch(&self, row: &Row<'_>, seg: Seg, cost: f32, best: &mut [Vec<(f32, Option<Seg>)>]) {
        let Some(first) = row.atoms.get(seg.from) else { return };
        if seg.columns > 1 && seg.from > 0 && first.gap == Gap::None {
            return;
        }
        let measure = self.measure(seg);
        let start = if seg.columns == 1 { self.start(row, seg.column, seg.from) } else { 0.0 };
        let start = cost + row.cuts[seg.from] * f32::from(u8::from(seg.from > 0)) - start;
        for (n, last) in row.atoms.iter().enumerate().skip(seg.from) {
            let (to, cells) = (n + 1, last.x1 - first.x0);
            if cells > measure * 1.5 + 4.0 && seg.columns < self.grid.len() {
                break;
            }
            let open = row.atoms.get(to).is_some_and(|next| next.gap == Gap::None);
            if open && (seg.columns > 1 || (cells - measure).abs() > NEAR) {
                continue;
            }
            let inside = row.inside[n] - row.inside[seg.from];
            let clauses = if seg.columns > 1 { self.clauses(row, seg.from, to) } else { 0.0 };
            let ends = if seg.columns == 1 { self.end(row, seg.column, n) } else { 0.0 };
            let misfit = self.misfit(cells, measure, seg.columns, row.closed[n]);
            let sum = start + inside + clauses + self.astray(row, seg, to) + misfit - ends;
            let slot = &mut best[to][seg.column + seg.columns];
            if sum < slot.0 {
                *slot = (sum, Some(Seg { to, ..seg }));
            }
        }
    }

    /// Cost of commas and full stops in a stretch over several columns.
    fn clauses(&self, row: &Row<'_>, from: usize, to: usize) -> f32 {
        let closed = if self.wide && row.closed[to - 1] { CLOSED_OVER } else { 0.0 };
        closed + ((row.marks[to] - row.marks[from]) - 1.0).max(0.0) * CLAUSE_OVER
    }

    pub(super) fn measure(&self, seg: Seg) -> f32 {
        self.grid[seg.column..seg.column + seg.columns].iter().sum::<f32>() + GUTTER * (seg.columns - 1) as f32
    }

    fn misfit(&self, cells: f32, measure: f32, columns: usize, closed: bool) -> f32 {
        if columns > 1 {
            return self.of(OVER) + self.of(OVER_EACH) * columns as f32 + (cells - measure * TITLE_SHARE).max(0.0) * LONG;
        }
        // Letters of one width are rare in Latin print.
        let slack = if self.wide { 1.0 } else { measure * 0.06 };
        let most = if closed { MOST_SHORT.0 } else { MOST_SHORT.1 };
        let long = (cells - measure - slack).max(0.0) * LONG;
        long + ((measure - slack - cells).max(0.0) * SHORT).min(most)
    }

    /// Cost of standing elsewhere on the row than the columns do.
    fn astray(&self, row: &Row<'_>, seg: Seg, to: usize) -> f32 {
        let Some(lefts) = self.lefts else { return 0.0 };
        let (first, last) = (&row.atoms[seg.from], &row.atoms[to - 1]);
        let (left, measure) = (lefts[seg.column], self.measure(seg));
        let middle = (row.cell(first.cell.0, seg.from) + row.cell(last.cell.1, to - 1)) / 2.0;
        let room = if seg.columns > 1 { measure * OVER_ROOM } else { measure / 2.0 };
        let off = ((middle - left - measure / 2.0).abs() - room).max(0.0);
        (off * ASTRAY).min(MOST_ASTRAY)
    }

    /// What a line above says for text below it, half as much where that ends a sentence.
    fn gain(&self, above: Span) -> f32 {
        if text::ends_closed(above.of(self.page)) { GOES_ON / 2.0 } else { GOES_ON }
    }
}

/// A figure that is found out where it is not known.
fn once(slot: &Known, find: impl FnOnce() -> f32) -> f32 {
    slot.get().unwrap_or_else(|| {
        let found = find();
        slot.set(Some(found));
        found
    })
}

#[cfg(test)]
mod tests {
    use crate::lang::Lang;
    use crate::rows::fit::Fit;
    use crate::rows::laid::Laid;
    use crate::rows::rows;

    /// The first columns of the stretches of each row over three columns of ten ideographs.
    fn columns(page: &str) -> Vec<Vec<usize>> {
        let rows = rows(page, &[], true).unwrap();
        let laid = Laid::new(page, &rows, vec![20.0; 3], &Fit::new(page, Lang::ZhHans.into()), true);
        laid.rows.iter().map(|row| row.iter().map(|seg| seg.column).collect()).collect()
    }

    #[test]
    fn a_row_whose_first_column_is_empty_begins_in_the_next_one() {
        let full = "河水在夜里涨了起来旧 集市上有一头小牛出生 图书馆把借期延长一周";
        let short = "桥冲走了。 它的名字是孩子们起的 读者可在周末归还书籍";
        let rest = "村里谁也不会忘记那天 迟到的人不必再交罚款";
        assert_eq!(columns(&[full, short, rest].join("\n")), [vec![0, 1, 2], vec![0, 1, 2], vec![1, 2]]);
    }

    #[test]
    fn white_in_a_row_is_wider_than_it_is_written() {
        let full = "河水在夜里涨了起来旧 集市上有一头小牛出生 图书馆把借期延长一周";
        let short = "桥冲走谁也来不及封上 它有了名字。 读者可在周末归还书籍";
        let gap = format!("那条道路。{}迟到的人不必再交罚款", " ".repeat(20));
        assert_eq!(columns(&[full, short, &gap].join("\n")).pop(), Some(vec![0, 2]));
    }
}
