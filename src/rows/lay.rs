//! A row laid over the columns of a page at the least cost.

use crate::rows::atom::{self, Atom, Gap};
use crate::rows::fit::{Fit, Head, Tail};
use crate::rows::grid::GUTTER;
use crate::span::Span;
use crate::text;

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
const TITLE_SHARE: (f32, f32) = (0.8, 0.7);
/// Cost of a cell that a stretch is longer than its column; of one that it is shorter; the most for these, at the end of a
/// sentence and elsewhere. That of a short line of letters was tried at 0.12, 0.16, 0.2 and 0.24 on 69 pages of five sets, in two halves.
const LONG: f32 = 0.5;
const SHORT: (f32, f32) = (0.11, 0.2);
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
    /// Widths of columns side by side; see [`measures`].
    pub(super) measures: &'p [f32],
    /// Left edges of the columns, in cells, where the white of the rows is kept.
    pub(super) lefts: Option<&'p [f32]>,
    pub(super) fit: &'p Fit<'p>,
    /// Text of each column in the row above, and in the one below where it is known.
    pub(super) above: Vec<Option<Span>>,
    pub(super) below: Vec<Option<Span>>,
}

/// What was found out once; no number before.
type Known = std::cell::Cell<f32>;

/// Notes what the atoms of each row cost in a stretch, whatever the columns are.
pub(super) fn weigh(rows: &mut [Vec<Atom>], page: &str, fit: &Fit<'_>, wide: bool) {
    for row in rows {
        for n in 0..row.len() {
            let (head, tail) = (fit.head(atom::from(row, n, wide).of(page)), fit.tail(atom::until(row, n, wide).of(page)));
            (row[n].head, row[n].tail) = (head, tail);
        }
        let (mut before, mut inside, mut marks) = (None::<char>, 0.0, 0.0);
        for n in 0..row.len() {
            let parted = row.get(n + 1).is_none_or(|next| next.gap != Gap::None);
            let atom = &mut row[n];
            atom.parted = parted;
            let text = atom.span.of(page);
            let is_quote = |c: Option<char>| matches!(c, Some('“' | '”' | '"'));
            let at_quote = wide && atom.gap == Gap::None && (is_quote(before) || is_quote(text.chars().next()));
            atom.cut = if at_quote { CUT_AT_QUOTE } else { CUT[atom.gap as usize] } + atom.tie;
            inside += match atom.gap {
                _ if n == 0 => 0.0,
                Gap::Rule => GAP_INSIDE.1,
                Gap::Wide => GAP_INSIDE.0,
                _ => 0.0,
            };
            let count = text.chars().filter(|&c| fit.ends_clause(c)).count();
            (atom.inside, atom.marks) = (inside, marks);
            marks += count as f32;
            atom.marks_behind = marks;
            atom.closed = text::ends_closed(text);
            before = text.chars().next_back();
        }
    }
}

/// The widths of columns side by side, by the first one and their number.
pub(super) fn measures(grid: &[f32]) -> Vec<f32> {
    let of = |column: usize, columns: usize| {
        let side_by_side = grid.get(column..column + columns)?;
        Some(side_by_side.iter().sum::<f32>() + GUTTER * (columns - 1) as f32)
    };
    let all = (0..grid.len()).flat_map(|column| (1..=grid.len()).map(move |columns| (column, columns)));
    all.map(|(column, columns)| of(column, columns).unwrap_or(0.0)).collect()
}

/// What a row costs by itself over the columns of a page.
struct Row<'r> {
    atoms: &'r [Atom],
    /// What the end of a line with each atom costs, whatever it begins with.
    ends: Vec<End>,
    /// The atoms that a gap or the end of the row stands behind, and how many of them stand before each atom and before the end.
    parted: Vec<usize>,
    passed: Vec<usize>,
    /// For each column and each atom that begins a line there, the atoms that the measure of the column may end that line with.
    near: Vec<(usize, usize)>,
    /// The end of the line above in each column and the start of the one below.
    above: Vec<Tail>,
    head: Vec<Head>,
    /// What the line below in each column says of the end of a line there with each atom.
    below: Vec<Known>,
    /// What the line above in each column says of a start there.
    starts: Vec<Known>,
    /// What columns side by side cost that have no text, by the first one and their number; the same where text stands right of them.
    empty: [Vec<f32>; 2],
    /// Where each atom begins on the page, in cells, where the white of the rows is kept.
    cells: Vec<f32>,
}

/// What is asked of the atom at the end of a line, side by side in memory: each line that may end with it asks.
#[derive(Clone, Copy)]
struct End {
    x1: f32,
    inside: f32,
    /// Where it ends on the page, in cells.
    cell: f32,
    /// The most that the line costs for being short.
    short: f32,
}

impl End {
    fn new(atom: &Atom) -> Self {
        let short = if atom.closed { MOST_SHORT.0 } else { MOST_SHORT.1 };
        Self { x1: atom.x1, inside: atom.inside, cell: 0.0, short }
    }
}

/// A stretch over several columns that begins with an atom, whatever it ends with: its columns, their measure, what it costs up to its
/// start and at least, and how many cells it has at most.
struct Stretch {
    seg: Seg,
    measure: f32,
    start: f32,
    least: f32,
    most: f32,
}

/// A line of one column that begins with an atom, whatever it ends with.
struct Opened<'l> {
    layer: &'l Layer<'l>,
    row: &'l Row<'l>,
    from: usize,
    column: usize,
    measure: f32,
    /// Cells that a line may be shorter or longer than its column for nothing.
    slack: f32,
    /// What it costs up to its start, which is what it costs at least.
    start: f32,
    /// How many cells it has at most.
    most: f32,
    x0: f32,
    inside: f32,
    /// Where it begins on the page and where its column does, in cells, where the white of the rows is kept.
    place: Option<(f32, f32)>,
    /// Text is known in the row below.
    is_told: bool,
}

impl Opened<'_> {
    /// Offers an end with an atom to the way that is known to the place behind it; whether that is not too long.
    #[inline]
    fn offer(&self, n: usize, last: &End, below: &Known, way: &mut Way) -> bool {
        let cells = last.x1 - self.x0;
        if cells > self.most {
            return false;
        }
        let ends = if self.is_told { once(below, || self.layer.end(self.row, self.column, n)) } else { 0.0 };
        // All that comes to it are costs.
        if self.start - ends >= way.cost {
            return true;
        }
        let inside = last.inside - self.inside;
        let sum = self.start + inside + self.astray(last) + self.misfit(cells, last.short) - ends;
        if sum < way.cost {
            *way = Way { cost: sum, from: number(self.from), columns: 1 };
        }
        true
    }

    #[inline]
    fn misfit(&self, cells: f32, short: f32) -> f32 {
        let &Self { measure, slack, .. } = self;
        let long = (cells - measure - slack).max(0.0) * LONG;
        long + ((measure - slack - cells).max(0.0) * self.layer.of(SHORT)).min(short)
    }

    /// Cost of standing elsewhere on the row than the column does.
    #[inline]
    fn astray(&self, last: &End) -> f32 {
        self.place.map_or(0.0, |(cell, left)| astray((cell + last.cell) / 2.0, left, self.measure, self.measure / 2.0))
    }
}

/// The best way to a place of a row and a column: its cost, and the last stretch, the atom that it begins with and its columns.
#[derive(Clone, Copy)]
struct Way {
    cost: f32,
    from: u32,
    columns: u32,
}

/// A row has few atoms and fewer columns.
fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The best ways to all of them, by columns.
struct Ways {
    atoms: usize,
    columns: usize,
    all: Vec<Way>,
}

impl Ways {
    fn new(atoms: usize, columns: usize) -> Self {
        let none = Way { cost: f32::INFINITY, from: 0, columns: 0 };
        Self { atoms, columns, all: vec![none; (atoms + 1) * (columns + 1)] }
    }

    #[inline]
    fn place(&self, atom: usize, column: usize) -> usize {
        column * (self.atoms + 1) + atom
    }

    #[inline]
    fn cost(&self, atom: usize, column: usize) -> f32 {
        self.all[self.place(atom, column)].cost
    }

    /// Those that end with each atom before a column.
    #[inline]
    fn before(&mut self, column: usize) -> &mut [Way] {
        let first = self.place(1, column);
        &mut self.all[first..first + self.atoms]
    }

    /// Notes a way that ends with a stretch, if it costs less than the one that is known.
    #[inline]
    fn offer(&mut self, seg: Seg, cost: f32) {
        let place = self.place(seg.to, seg.column + seg.columns);
        if cost < self.all[place].cost {
            self.all[place] = Way { cost, from: number(seg.from), columns: number(seg.columns) };
        }
    }

    /// The cost of the best way to the end of a row, and its stretches.
    fn best(&self, atoms: usize) -> (f32, Vec<Seg>) {
        let mut segs = Vec::new();
        let (mut to, mut end) = (atoms, self.columns);
        let cost = self.cost(to, end);
        while let Way { from, columns: columns @ 1.., .. } = self.all[self.place(to, end)] {
            let (Ok(from), Ok(columns)) = (usize::try_from(from), usize::try_from(columns)) else { break };
            if to > from {
                segs.push(Seg { from, to, column: end - columns, columns });
            }
            (to, end) = (from, end - columns);
        }
        segs.reverse();
        (cost, segs)
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
        // The cells of the empty columns at its start, whose white the engine left out.
        let lost = lefts.get(begin).copied().unwrap_or(0.0);
        let page = lefts.last().zip(self.grid.last()).map_or(0.0, |(left, measure)| left + measure) - lost;
        let (text, end) = row.atoms.last().map_or((0.0, 0.0), |last| (last.x1, last.cell.1));
        // Cells that a cell of white stands for: no row is longer than the page.
        let white = if end > text { ((page - text) / (end - text)).clamp(0.0, SPACE) } else { SPACE };
        let of = |atom: &Atom, place: f32| lost + place - (atom.cell.0 - atom.x0) * (1.0 - white);
        row.cells.clear();
        row.cells.extend(row.atoms.iter().map(|atom| of(atom, atom.cell.0)));
        row.ends.iter_mut().zip(row.atoms).for_each(|(end, atom)| end.cell = of(atom, atom.cell.1));
        begin == 0 || text <= page
    }

    /// The best way to lay a row from a column on.
    fn way(&self, row: &Row<'_>, begin: usize) -> (f32, Vec<Seg>) {
        let (k, atoms) = (self.grid.len(), row.atoms);
        let mut ways = Ways::new(atoms.len(), k);
        let first = ways.place(0, begin);
        ways.all[first].cost = if begin > 0 { row.empty[1][begin - 1] } else { 0.0 };
        for from in 0..=atoms.len() {
            let empty = &row.empty[usize::from(from < atoms.len())];
            for column in begin..k {
                let cost = ways.cost(from, column);
                if !cost.is_finite() {
                    continue;
                }
                for columns in 1..=k - column {
                    ways.offer(Seg { from, to: from, column, columns }, cost + empty[column * k + columns - 1]);
                }
                for columns in 1..=k - column {
                    self.stretch(row, Seg { from, to: from, column, columns }, cost, &mut ways);
                }
            }
        }
        ways.best(atoms.len())
    }

    fn row<'r>(&self, atoms: &'r [Atom]) -> Row<'r> {
        let (mut parted, mut passed) = (Vec::new(), Vec::with_capacity(atoms.len() + 1));
        for (n, atom) in atoms.iter().enumerate() {
            passed.push(parted.len());
            if atom.parted {
                parted.push(n);
            }
        }
        passed.push(parted.len());
        let unknown = || vec![Known::new(f32::NAN); atoms.len() * self.grid.len()];
        let (near, empty) = (self.near(atoms), self.empties());
        let ends = atoms.iter().map(End::new).collect();
        let text = |span: &Option<Span>| span.map_or("", |span| span.of(self.page));
        let above = self.above.iter().map(|span| self.fit.tail(text(span))).collect();
        let head = self.below.iter().map(|span| self.fit.head(text(span))).collect();
        Row { atoms, ends, parted, passed, near, above, head, below: unknown(), starts: unknown(), empty, cells: Vec::new() }
    }

    /// For each column and each atom that begins a line there, the atoms with which a line is about as long as the column is wide: where
    /// they begin and end.
    fn near(&self, atoms: &[Atom]) -> Vec<(usize, usize)> {
        let mut out = Vec::with_capacity(self.grid.len() * atoms.len());
        for (column, &measure) in self.grid.iter().enumerate() {
            // Most columns are as wide as the one before.
            if column.checked_sub(1).is_some_and(|before| self.grid[before] == measure) {
                out.extend_from_within(out.len() - atoms.len()..);
                continue;
            }
            let (mut start, mut end) = (0, 0);
            for first in atoms {
                let off = |n: usize| atoms.get(n).map(|last| last.x1 - first.x0 - measure);
                while off(start).is_some_and(|off| off < -NEAR) {
                    start += 1;
                }
                while off(end).is_some_and(|off| off <= NEAR) {
                    end += 1;
                }
                out.push((start, end));
            }
        }
        out
    }

    /// Costs of columns side by side without text, by the first one and their number: where none stands right of them, and where some does.
    fn empties(&self) -> [Vec<f32>; 2] {
        let k = self.grid.len();
        let each: Vec<f32> = (0..k).map(|column| self.empty(column)).collect();
        [0.0, SKIPPED].map(|skipped| {
            let mut out = vec![0.0; k * k];
            for column in 0..k {
                let (mut sum, mut most) = (0.0, 0.0_f32);
                for (cost, out) in each[column..].iter().zip(&mut out[column * k..]) {
                    sum += cost + skipped;
                    most = most.max(*cost);
                    *out = most + (sum - most) * ALSO_EMPTY;
                }
            }
            out
        })
    }

    /// What the line below a column says of the end of a line with an atom.
    fn end(&self, row: &Row<'_>, column: usize, n: usize) -> f32 {
        let (Some(below), atom) = (self.below[column], &row.atoms[n]) else { return 0.0 };
        let own = || atom::until(row.atoms, n, self.wide);
        gain(atom.closed) * BELOW + self.goes_on((atom.tail, own), (row.head[column], || below))
    }

    /// What the line above says of the start of one.
    fn start(&self, row: &Row<'_>, column: usize, n: usize) -> f32 {
        let Some(above) = self.above[column] else { return 0.0 };
        let (tail, own) = (row.above[column], || atom::from(row.atoms, n, self.wide));
        once(&row.starts[column * row.atoms.len() + n], || gain(tail.closed) + self.goes_on((tail, || above), (row.atoms[n].head, own)))
    }

    /// How well a stretch goes on in another one.
    fn goes_on(&self, (tail, a): (Tail, impl Fn() -> Span), (head, b): (Head, impl Fn() -> Span)) -> f32 {
        if tail.cut { self.fit.between(a(), b()) } else { self.fit.across(tail, head) }
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
    fn stretch(&self, row: &Row<'_>, seg: Seg, cost: f32, ways: &mut Ways) {
        let Some(first) = row.atoms.get(seg.from) else { return };
        if seg.columns > 1 && seg.from > 0 && first.gap == Gap::None {
            return;
        }
        let measure = self.measure(seg);
        let cost = cost + first.cut * f32::from(u8::from(seg.from > 0));
        let most = if seg.columns < self.grid.len() { measure * 1.5 + 4.0 } else { f32::INFINITY };
        if seg.columns > 1 {
            self.over_several(row, &Stretch { seg, measure, start: cost, least: cost + self.over(seg.columns), most }, ways);
            return;
        }
        let opened = Opened {
            layer: self,
            row,
            from: seg.from,
            column: seg.column,
            measure,
            // Letters of one width are rare in Latin print.
            slack: if self.wide { 1.0 } else { measure * 0.06 },
            start: cost - self.start(row, seg.column, seg.from),
            most,
            x0: first.x0,
            inside: first.inside,
            place: self.lefts.map(|lefts| (row.cells[seg.from], lefts[seg.column])),
            is_told: self.below[seg.column].is_some(),
        };
        Self::endings(&opened, ways.before(seg.column + 1));
    }

    /// Offers a line of one column up to each atom that may end it as far as it is not too long.
    fn endings(line: &Opened<'_>, ways: &mut [Way]) {
        let &Opened { row, from, column, .. } = line;
        let below = &row.below[column * row.atoms.len()..][..row.atoms.len()];
        // A line that no gap ends is about as long as its column is wide.
        let (near, end) = row.near[column * row.atoms.len() + from];
        let near = near.max(from);
        let end = end.max(near);
        let mut parted = |atoms: &[usize]| atoms.iter().all(|&n| line.offer(n, &row.ends[n], &below[n], &mut ways[n]));
        let (before, behind) = (row.passed[from]..row.passed[near], row.passed[end]..);
        if !parted(&row.parted[before]) {
            return;
        }
        let mut window = row.ends[near..end].iter().zip(&below[near..end]).zip(&mut ways[near..end]).zip(near..);
        if window.all(|(((last, below), way), n)| line.offer(n, last, below, way)) {
            let mut parted = |atoms: &[usize]| atoms.iter().all(|&n| line.offer(n, &row.ends[n], &below[n], &mut ways[n]));
            parted(&row.parted[behind]);
        }
    }

    /// Offers a stretch over several columns up to each atom that a gap stands behind as far as it is not too long, where that may be better
    /// than what is known.
    fn over_several(&self, row: &Row<'_>, own: &Stretch, ways: &mut Ways) {
        let &Stretch { seg, measure, start, least, most } = own;
        let first = &row.atoms[seg.from];
        for &n in &row.parted[row.passed[seg.from]..] {
            let last = &row.atoms[n];
            let cells = last.x1 - first.x0;
            if cells > most {
                break;
            }
            // All that comes to it are costs.
            if least >= ways.cost(n + 1, seg.column + seg.columns) {
                continue;
            }
            let inside = last.inside - first.inside;
            let sum = start + inside + self.clauses(first, last) + self.astray(row, own, n) + self.misfit_over(cells, measure, seg.columns);
            ways.offer(Seg { to: n + 1, ..seg }, sum);
        }
    }

    /// Cost of commas and full stops in a stretch over several columns.
    fn clauses(&self, first: &Atom, last: &Atom) -> f32 {
        let closed = if self.wide && last.closed { CLOSED_OVER } else { 0.0 };
        closed + ((last.marks_behind - first.marks) - 1.0).max(0.0) * CLAUSE_OVER
    }

    #[inline]
    fn measure(&self, seg: Seg) -> f32 {
        self.measures[seg.column * self.grid.len() + seg.columns - 1]
    }

    /// Cost of a stretch over several columns.
    fn over(&self, columns: usize) -> f32 {
        self.of(OVER) + self.of(OVER_EACH) * columns as f32
    }

    #[inline]
    fn misfit_over(&self, cells: f32, measure: f32, columns: usize) -> f32 {
        self.over(columns) + (cells - measure * self.of(TITLE_SHARE)).max(0.0) * LONG
    }

    /// Cost of standing elsewhere on the row than the columns of a stretch over several of them do.
    #[inline]
    fn astray(&self, row: &Row<'_>, own: &Stretch, n: usize) -> f32 {
        let Some(lefts) = self.lefts else { return 0.0 };
        let &Stretch { seg, measure, .. } = own;
        astray((row.cells[seg.from] + row.ends[n].cell) / 2.0, lefts[seg.column], measure, measure * OVER_ROOM)
    }
}

/// What a line says for text in the next row, half as much where that ends a sentence.
fn gain(closed: bool) -> f32 {
    if closed { GOES_ON / 2.0 } else { GOES_ON }
}

/// Cost of the middle of a stretch that stands further from that of its columns than there is room for.
#[inline]
fn astray(middle: f32, left: f32, measure: f32, room: f32) -> f32 {
    let off = ((middle - left - measure / 2.0).abs() - room).max(0.0);
    (off * ASTRAY).min(MOST_ASTRAY)
}

/// A figure that is found out where it is not known.
#[inline]
fn once(slot: &Known, find: impl FnOnce() -> f32) -> f32 {
    if slot.get().is_nan() {
        slot.set(find());
    }
    slot.get()
}

#[cfg(test)]
mod tests {
    use super::weigh;
    use crate::lang::Lang;
    use crate::rows::fit::Fit;
    use crate::rows::laid::{Known, Laid, Sheet};
    use crate::rows::rows;

    /// The first columns of the stretches of each row over three columns of ten ideographs.
    fn columns(page: &str) -> Vec<Vec<usize>> {
        let (mut rows, fit) = (rows(page, &[], true).unwrap(), Fit::new(page, Lang::ZhHans.into()));
        weigh(&mut rows, page, &fit, true);
        let laid = Laid::new(&Sheet::new(page, &rows, &fit, &Known::default()), vec![20.0; 3]);
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
