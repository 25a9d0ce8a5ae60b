//! Columns of text of fixed pitch: strips of rows in which a stretch begins at one place.

use crate::pitch::Token;
use std::collections::BTreeMap;

/// A column, or a part of one between two heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Strip {
    pub(super) x: usize,
    /// Where it ends at the right.
    pub(super) right: usize,
    pub(super) top: usize,
    pub(super) bottom: usize,
    /// Stretches that begin at its edge.
    lines: usize,
}

/// Rows between two stretches of one strip at most: those of other columns stand between them.
const APART: usize = 4;
/// A strip has as many lines.
const LEAST: usize = 3;
/// Places by which a line is longer than its column at most.
const OVER: usize = 12;
/// Indents of paragraphs.
const INDENT: usize = 7;

impl Strip {
    fn overlap(&self, other: &Self) -> usize {
        (self.bottom.min(other.bottom) + 1).saturating_sub(self.top.max(other.top))
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.overlap(other) > 0
    }

    pub(super) fn has_row(&self, row: usize, slack: usize) -> bool {
        row + slack >= self.top && row <= self.bottom + slack
    }
}

/// The strips of a page, from left to right.
pub(super) fn strips(tokens: &[Token], wide: bool) -> Vec<Strip> {
    let mut starts: BTreeMap<usize, Vec<&Token>> = BTreeMap::new();
    for token in tokens {
        starts.entry(token.x0).or_default().push(token);
    }
    let bands = bands(tokens);
    let mut out: Vec<Strip> = Vec::new();
    for (&x, own) in &starts {
        let mut all: Vec<&Token> = own.clone();
        if wide {
            all.extend(starts.get(&(x + 1)).into_iter().flatten());
            all.sort_by_key(|t| t.row);
        }
        for run in all.chunk_by(|a, b| b.row <= a.row + APART && bands[a.row] == bands[b.row]) {
            let usual = quartile(run.iter().map(|t| t.x1).collect());
            // What is longer than the column is a head of several.
            for run in run.split(|t| t.x1 > usual + OVER) {
                let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
                let exact = run.iter().filter(|t| t.x0 == x).count();
                if run.len() >= LEAST && exact * 2 >= run.len() {
                    let right = quartile(run.iter().map(|t| t.x1).collect());
                    out.push(Strip { x, right, top: first.row, bottom: last.row, lines: run.len() });
                }
            }
        }
    }
    let out = settled(out);
    if out.len() > MOST_STRIPS { out } else { Grid::of(tokens, bands).grown(out) }
}

/// The stretches of each row, and its band.
struct Grid<'t> {
    rows: Vec<Vec<&'t Token>>,
    bands: Vec<usize>,
}

/// More strips than a printed page has: each is weighed against all others.
const MOST_STRIPS: usize = 200;
/// Lines of a title in one column.
const TITLE: usize = 4;
/// Places by which the left edges of one column differ.
const EDGE: usize = 2;
/// Rows by which the edges of columns of one box differ.
const LEVEL: usize = 2;
/// Rows of a page's head.
const FOLIO: usize = 3;

impl<'t> Grid<'t> {
    fn of(tokens: &'t [Token], bands: Vec<usize>) -> Self {
        let mut rows: Vec<Vec<&Token>> = vec![Vec::new(); bands.len()];
        for token in tokens {
            rows.get_mut(token.row).into_iter().for_each(|row| row.push(token));
        }
        Self { rows, bands }
    }

    /// The strips with what stands above and below them in their columns: titles and captions begin elsewhere, but inside. A head over
    /// several columns ends them.
    fn grown(&self, all: Vec<Strip>) -> Vec<Strip> {
        // The lines of a title that begin at one place are no column where they stand inside one.
        let holds = |c: &Strip, s: &Strip| c.x + EDGE < s.x && s.right <= c.right && c.lines > s.lines && !c.meets(s);
        // Where text stands at the edge of that column in the same rows, it is its neighbour.
        let is_free = |c: &Strip, s: &Strip| !all.iter().any(|o| o.x.abs_diff(c.x) <= EDGE && o.meets(s));
        let in_band = |c: &Strip, s: &Strip| self.bands[c.top] == self.bands[s.top];
        let is_title = |s: &Strip| s.lines <= TITLE && all.iter().any(|c| holds(c, s) && in_band(c, s) && is_free(c, s));
        let mut strips = self.joined(&all.iter().filter(|s| !is_title(s)).copied().collect::<Vec<_>>());
        let least = self.below_folio();
        for n in 0..strips.len() {
            // It reaches to the next one at its right, wherever that stands.
            let own = strips[n];
            let right = strips.iter().map(|s| s.x).filter(|x| *x > own.x + INDENT).min().map_or(usize::MAX, |x| x - 1);
            let column = Column { grid: self, own, right };
            let taken = |row: usize| strips.iter().enumerate().any(|(m, s)| m != n && s.has_row(row, 0) && s.x < right && own.x < s.right);
            let top = column.above(least, taken).unwrap_or(own.top);
            let bottom = column.below(taken).unwrap_or(own.bottom);
            (strips[n].top, strips[n].bottom) = (top, bottom);
        }
        strips
    }

    /// The first row below those that name the paper and the day: a blank one stands below these.
    fn below_folio(&self) -> usize {
        let first = self.rows.iter().position(|r| !r.is_empty()).unwrap_or(0);
        let blank = self.rows.iter().skip(first).position(Vec::is_empty).map_or(0, |n| n + first);
        if blank <= first + FOLIO { blank } else { 0 }
    }

    /// Strips of one column below each other are one, where no head stands between them and no box ends.
    fn joined(&self, strips: &[Strip]) -> Vec<Strip> {
        let mut out: Vec<Strip> = Vec::new();
        for &strip in strips {
            let is_above =
                |s: &&mut Strip| s.x.abs_diff(strip.x) <= EDGE && s.bottom < strip.top && self.bands[s.bottom] == self.bands[strip.top];
            let goes_on = |s: &&mut Strip| !self.has_head(s, &strip) && !parts_boxes(s, &strip, strips);
            match out.iter_mut().filter(is_above).max_by_key(|s| s.bottom).filter(goes_on) {
                Some(above) => {
                    (above.bottom, above.right) = (strip.bottom, above.right.max(strip.right));
                    above.lines += strip.lines;
                }
                None => out.push(strip),
            }
        }
        out
    }

    /// Whether a head over several columns stands between two strips.
    fn has_head(&self, above: &Strip, below: &Strip) -> bool {
        let right = above.right.max(below.right);
        let crosses = |t: &&Token| t.x0 < right && t.x1 > above.x && (t.x0 + 1 < above.x || t.x1 > right + OVER);
        self.rows.iter().take(below.top).skip(above.bottom + 1).flatten().any(crosses)
    }
}

/// Whether a column beside two strips ends and begins anew in the same rows as they do: another box begins.
fn parts_boxes(above: &Strip, below: &Strip, strips: &[Strip]) -> bool {
    let near = |a: usize, b: usize| a.abs_diff(b) <= LEVEL;
    let ends = strips.iter().filter(|p| p.x.abs_diff(above.x) > EDGE && near(p.bottom, above.bottom));
    ends.flat_map(|p| strips.iter().filter(move |q| q.x.abs_diff(p.x) <= EDGE)).any(|q| near(q.top, below.top))
}

/// The rows of a page at the column of a strip.
struct Column<'g> {
    grid: &'g Grid<'g>,
    own: Strip,
    right: usize,
}

impl Column<'_> {
    fn is_inside(&self, t: &Token) -> bool {
        t.x0 + 1 >= self.own.x && t.x1 <= self.right
    }

    /// Whether a stretch reaches into another column.
    fn crosses(&self, t: &Token) -> bool {
        t.x0 < self.right && t.x1 > self.own.x && !self.is_inside(t)
    }

    /// Whether nothing of a row stands over this column and another one.
    fn is_free(&self, row: usize) -> bool {
        self.grid.bands[row] == self.grid.bands[self.own.top] && !self.grid.rows[row].iter().any(|t| self.crosses(t))
    }

    fn is_filled(&self, row: usize) -> bool {
        self.grid.rows[row].iter().any(|t| self.is_inside(t))
    }

    /// The first row of the column; not what stands right below a head over several columns, as that is the rest of it.
    fn above(&self, least: usize, taken: impl Fn(usize) -> bool) -> Option<usize> {
        let is_rest = |row: usize| row > 0 && self.grid.rows[row - 1].iter().any(|t| self.crosses(t));
        let free = (least.min(self.own.top)..self.own.top).rev().take_while(|&row| self.is_free(row) && !taken(row));
        free.filter(|&row| self.is_filled(row)).take_while(|&row| !is_rest(row)).last()
    }

    /// The last row of the column. Text begins at the edge; what stands apart below belongs to what comes next.
    fn below(&self, taken: impl Fn(usize) -> bool) -> Option<usize> {
        let at_edge = |row: usize| self.grid.rows[row].iter().any(|t| self.is_inside(t) && t.x0.abs_diff(self.own.x) <= 1);
        let free = (self.own.bottom + 1..self.grid.rows.len()).take_while(|&row| self.is_free(row) && !taken(row));
        let mut last = self.own.bottom;
        free.filter(|&row| self.is_filled(row))
            .take_while(|&row| {
                let near = row == last + 1 || row <= last + LEAST && at_edge(row);
                last = row;
                near
            })
            .last()
    }
}

/// Rows without text that part the bands of a page.
const BLANK: usize = 2;

/// The band of each row.
fn bands(tokens: &[Token]) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    let mut band = 0;
    for token in tokens.iter().filter(|t| t.cells > 0) {
        let blank = token.row.saturating_sub(out.len());
        band += usize::from(blank >= BLANK);
        out.resize(out.len().max(token.row + 1), band);
    }
    out
}

/// Where three in four lines end.
fn quartile(mut ends: Vec<usize>) -> usize {
    ends.sort_unstable();
    ends.get(ends.len().saturating_sub(1) * 3 / 4).copied().unwrap_or(0)
}

/// The strips without those that are but the indents of another one, or what is left of one beside it.
fn settled(mut all: Vec<Strip>) -> Vec<Strip> {
    all.sort_by_key(|s| (usize::MAX - s.lines, s.x));
    let mut out: Vec<Strip> = Vec::new();
    for strip in all {
        let height = strip.bottom + 1 - strip.top;
        let inside = |other: &Strip| {
            let near = other.x <= strip.x + 2 && strip.x <= other.x + INDENT || strip.x > other.x && strip.x + 2 < other.right;
            near && strip.overlap(other) * 2 > height
        };
        if !out.iter().any(inside) {
            out.push(strip);
        }
    }
    out.sort_by_key(|s| (s.x, s.top));
    // No column reaches into the one at its right.
    let all = out.clone();
    for strip in &mut out {
        let next = all.iter().filter(|s| s.x > strip.x && s.meets(strip)).map(|s| s.x).min();
        strip.right = next.map_or(strip.right, |x| strip.right.min(x.saturating_sub(1)));
    }
    out
}
