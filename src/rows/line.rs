//! What the stretches of laid rows are: lines of a column's text, of titles, or noise.

use crate::rows::atom::{Atom, Gap};
use crate::rows::fit::Fit;
use crate::rows::laid::Laid;
use crate::rows::lay::Seg;
use crate::span::Span;
use crate::text;

/// What a stretch of a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// A line of a column's text.
    #[default]
    Text,
    /// A line of a title, or what stands where one may stand.
    Head,
    /// What the engine made of a picture or a speck.
    Noise,
}

/// A stretch of a row with its place on the page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    pub(super) span: Span,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) kind: Kind,
    /// It about fills its column; it does so exactly, with no gap inside; it ends a sentence.
    pub(super) full: bool,
    pub(super) solid: bool,
    pub(super) closed: bool,
    /// Advances by which it is short of the measure.
    pub(super) lack: f32,
    /// Cells of its text; whether it names who wrote; whether it is a title.
    pub(super) cells: usize,
    pub(super) byline: bool,
    pub(super) title: bool,
    /// An article opens with it.
    pub(super) opening: bool,
    /// It is one of the heads above the text of a box; it is the first line of one.
    pub(super) zone: bool,
    pub(super) first: bool,
    /// The number of the run of columns that it is one of; 0 for none.
    pub(super) run: usize,
    /// Other stretches stand in its row.
    pub(super) beside: bool,
}

impl Line {
    /// A row that is one head over all columns.
    fn head(seg: Seg, span: Span, row: usize, fit: &Fit<'_>, page: &str) -> Self {
        let text = span.of(page);
        Self {
            span,
            row,
            column: seg.column,
            columns: seg.columns,
            kind: if fit.is_noise(text) { Kind::Noise } else { Kind::Head },
            full: false,
            solid: false,
            closed: text::ends_closed(text),
            lack: 0.0,
            cells: text::cells(text),
            byline: fit.is_byline(text),
            title: false,
            opening: fit.opens(text),
            zone: false,
            first: false,
            run: 0,
            beside: false,
        }
    }

    /// A head over some columns, beside another one.
    pub(super) fn over(span: Span, row: usize, columns: std::ops::Range<usize>, page: &str, fit: &Fit<'_>) -> Self {
        let seg = Seg { from: 0, to: 0, column: columns.start, columns: columns.len() };
        Self { beside: true, kind: Kind::Head, ..Self::head(seg, span, row, fit, page) }
    }

    pub(super) fn end(&self) -> usize {
        self.column + self.columns
    }
}

/// Advances by which a line with an indent is short of the measure.
const INDENT: f32 = 6.5;
/// A line fills its column from this share of the measure on.
const FULL: f32 = 0.78;
/// Advances of ideographs by which a line misses the measure that it fills; the same for letters, in shares of the measure.
const EXACT: (f32, f32) = (2.5, 0.14);
/// A line that stands alone is text only where it fills this share of the measure.
const LONE: f32 = 0.92;
/// A row between rows of text has this many stretches fewer where a title parts these; it is looked for in so many rows
/// above and below.
const FEWER: usize = 2;
const ABOVE: usize = 2;
const BELOW: usize = 3;

/// Stretches that are shorter than this do not count.
const SOME: f32 = 6.0;

/// The stretches with what they are.
pub(super) fn lines(page: &str, rows: &[Vec<Atom>], laid: &Laid, wide: bool, fit: &Fit<'_>) -> Vec<Line> {
    let mut out = Vec::new();
    let mut above: Vec<Option<(Span, usize)>> = vec![None; laid.grid.len()];
    let solid: Vec<(&Vec<Atom>, &Vec<Seg>)> = rows.iter().zip(&laid.rows).collect();
    let advance = |row: &[Atom], seg: &Seg| row[seg.to - 1].x1 - row[seg.from].x0;
    let counts: Vec<usize> = solid.iter().map(|(row, segs)| segs.iter().filter(|seg| advance(row, seg) >= SOME).count()).collect();
    let between = |n: usize| {
        let more = |at: usize| counts.get(at).is_some_and(|&other| other >= counts[n] + FEWER);
        (1..=ABOVE).any(|k| n.checked_sub(k).is_some_and(more)) && (1..=BELOW).any(|k| more(n + k))
    };
    for (n, (row, segs)) in solid.iter().enumerate() {
        let low = |n: usize| counts.get(n).is_some_and(|&count| count <= 1) && between(n);
        // A last line of the first column may stand above the title.
        let tail = segs.first().is_some_and(|seg| {
            seg.column == 0 && low(n + 1) && above[0].is_some_and(|(over, at)| at + 1 == n && !text::ends_closed(over.of(page)))
        });
        if !wide && low(n) && !tail {
            let span = Span::new(row[0].span.start, row[row.len() - 1].span.end);
            let seg = Seg { from: 0, to: row.len(), column: 0, columns: laid.grid.len() };
            out.push(Line::head(seg, span, n, fit, page));
            continue;
        }
        let between = between(n);
        for seg in *segs {
            let (first, last) = (row[seg.from], row[seg.to - 1]);
            let span = Span::new(first.span.start, last.span.end);
            let (cells, measure) = (advance(row, seg), laid.grid[seg.column]);
            let full = cells >= measure * FULL || wide && cells >= measure - INDENT;
            let gapped = row[seg.from + 1..seg.to].iter().any(|a| a.gap >= Gap::Wide);
            let exact = if wide { EXACT.0 } else { measure * EXACT.1 };
            let over = above[seg.column].filter(|(_, at)| at + 2 >= n);
            let closed = text::ends_closed(span.of(page));
            let goes_on = over.is_some_and(|(over, _)| closed || !between && !text::ends_closed(over.of(page)));
            let lone = segs.len() == 1 && over.is_none()
                || between && (cells < measure * LONE || over.is_none_or(|(over, _)| text::ends_closed(over.of(page))));
            let kind = if !goes_on && !full && fit.is_noise(span.of(page)) {
                Kind::Noise
            } else if seg.columns == 1 && (full && !lone || goes_on) {
                above[seg.column] = Some((span, n));
                Kind::Text
            } else {
                Kind::Head
            };
            let solid = kind == Kind::Text && !gapped && (cells - measure).abs() <= exact;
            out.push(Line {
                span,
                row: n,
                column: seg.column,
                columns: seg.columns,
                kind,
                full,
                solid,
                closed,
                lack: measure - cells,
                cells: text::cells(span.of(page)),
                byline: fit.is_byline(span.of(page)),
                title: false,
                opening: fit.opens(span.of(page)),
                zone: false,
                first: false,
                run: 0,
                beside: segs.len() > 1,
            });
        }
    }
    out
}
