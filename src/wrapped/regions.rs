//! Stretches of a page of columns in letters that the engine read row by row, straight across its columns. `bands` is for ideographs.

use crate::page::Line;
use crate::rows::{self, Cell};
use crate::span::Span;
use crate::stats::Statistics;
use crate::text;
use std::ops::Range;

/// Spaces that part columns.
const WIDE: usize = 2;
/// Cells of a stretch that may be text of a column.
pub(super) const LEAST: usize = 6;
/// From so many rows on, a region shows the grid of its columns.
const ROWS: usize = 6;
/// Lines that may stand between two rows of one region.
const BETWEEN: usize = 2;

/// The lines of the page, those of each row in the order of the columns, where there are such rows; `measure` is that of the
/// page's widest column.
pub(super) fn unmix(lines: &[Line], measure: usize, page: &str, stats: Statistics<'_>) -> Option<Vec<Line>> {
    let mixed: Vec<bool> = lines.iter().map(|l| is_mixed(l, measure, page)).collect();
    region(&mixed, 0)?;
    let mut out = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(region) = region(&mixed, at) {
        out.extend_from_slice(&lines[at..region.start]);
        let rows = &lines[region.clone()];
        let parted = if rows.len() >= ROWS { over_grid(rows, page, stats) } else { None };
        out.extend(parted.unwrap_or_else(|| by_gaps(rows, page)));
        at = region.end;
        if let Some(next) = lines.get(at) {
            out.push(Line { opens: true, ..*next });
            at += 1;
        }
    }
    out.extend_from_slice(lines.get(at..).unwrap_or_default());
    Some(out)
}

/// Whether a line holds text of several columns.
fn is_mixed(line: &Line, measure: usize, page: &str) -> bool {
    if !has_gap(line.span.of(page).as_bytes()) {
        return false;
    }
    let solid = solid(line.span, page);
    solid > 1 && (line.cells > measure + LEAST || solid > 2)
}

/// How many stretches of a line may be text of a column.
pub(super) fn solid(line: Span, page: &str) -> usize {
    stretches(line, page).iter().filter(|part| text::cells(part.of(page)) >= LEAST).count()
}

/// Whether a line may have a gap between columns: a rule, two spaces, or a space that takes several bytes. Text stands behind it.
pub(super) fn has_gap(line: &[u8]) -> bool {
    let mut at = 0;
    while let Some(next) = text::find_byte(line, at, &OPENS_GAP) {
        match line.get(next..next + 3) {
            Some([b'|' | 0xC2, ..] | [b' ' | b'\t', b' ' | b'\t', _] | [0xE1, 0x9A, _] | [0xE3, 0x80, 0x80]) => return true,
            Some([0xE2, 0x80 | 0x81, last]) if !matches!(last, 0x90..=0xA7) => return true,
            _ => at = next + 1,
        }
    }
    false
}

/// The first bytes of what may be such a gap.
static OPENS_GAP: [bool; 256] = text::byte_table(b"| \t\xC2\xE1\xE2\xE3");

/// The next region from a line on: rows of several columns with few lines between them.
fn region(mixed: &[bool], from: usize) -> Option<Range<usize>> {
    let start = from + mixed.get(from..)?.iter().position(|&m| m)?;
    let mut end = start + 1;
    for (n, _) in mixed.iter().enumerate().skip(end).filter(|(_, m)| **m) {
        if n - end > BETWEEN {
            break;
        }
        end = n + 1;
    }
    Some(start..end)
}

/// Stretches of a line between wide white and column rules.
pub(super) fn stretches(line: Span, page: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut gap = WIDE;
    for (n, c) in line.of(page).char_indices() {
        match c {
            '|' | '¦' => gap = WIDE,
            c if c.is_whitespace() => gap += text::cells_of(c),
            c => {
                let end = line.start + n + c.len_utf8();
                match out.last_mut() {
                    Some(last) if gap < WIDE => *last = Span::new(last.start, end),
                    _ => out.push(Span::new(line.start + n, end)),
                }
                gap = 0;
            }
        }
    }
    out
}

/// The lines of a region whose rows show a grid.
fn over_grid(rows: &[Line], page: &str, stats: Statistics<'_>) -> Option<Vec<Line>> {
    let whole = Span::new(rows.first()?.span.start, rows.last()?.span.end);
    // A rule is as long as a space, so that every place stays where it is.
    let text = whole.of(page).replace('|', " ");
    let bars: Vec<usize> = memchr::memchr_iter(b'|', whole.of(page).as_bytes()).collect();
    let blocks = rows::blocks(&text, &bars, stats)?;
    let mut out = Vec::new();
    for block in blocks {
        for (n, piece) in block.pieces.iter().enumerate() {
            out.push(line(Span::new(whole.start + piece.span.start, whole.start + piece.span.end), n == 0));
        }
    }
    Some(out)
}

/// The lines of a few rows, cut at their gaps.
pub(super) fn by_gaps(rows: &[Line], page: &str) -> Vec<Line> {
    let columns = columns_by_gaps(rows, page);
    columns.iter().flat_map(|column| column.iter().enumerate().map(|(n, (_, span))| line(*span, n == 0))).collect()
}

/// The same as a band of cells, so that the columns go on in what stands around it.
pub(super) fn cells_by_gaps(rows: &[Line], page: &str) -> Vec<Cell> {
    let columns = columns_by_gaps(rows, page);
    let cell = |column: usize, n: usize, row: usize, span: Span| {
        let noise = text::cells(span.of(page)) < LEAST;
        let low = row + LOW >= rows.len();
        Cell {
            span,
            row,
            column,
            text: !noise,
            noise,
            opens: n == 0,
            low,
            high: n == 0,
            clear: !span.of(page).contains(['，', '。']),
            run: 0,
        }
    };
    let mut out = Vec::new();
    for (column, lines) in columns.iter().enumerate() {
        out.extend(lines.iter().enumerate().map(|(n, (row, span))| cell(column, n, *row, *span)));
    }
    out
}

/// Rows from the end of a band in which a column still goes on below it.
const LOW: usize = 2;

/// The rows and stretches of each column of a few rows.
fn columns_by_gaps(rows: &[Line], page: &str) -> Vec<Vec<(usize, Span)>> {
    let rows: Vec<Vec<Span>> = rows.iter().map(|l| stretches(l.span, page)).collect();
    let most = rows.iter().map(Vec::len).max().unwrap_or(0);
    let Some(grid) = rows.iter().find(|r| r.len() == most) else { return Vec::new() };
    let left = |row: &[Span], span: &Span| row.first().map_or(0, |first| span.start - first.start);
    let mut columns: Vec<Vec<(usize, Span)>> = vec![Vec::new(); most];
    for (at, row) in rows.iter().enumerate() {
        let mut least = 0;
        for (n, span) in row.iter().enumerate() {
            // Where the row has fewer stretches, the column whose left edge is nearest.
            let last = most - (row.len() - n);
            let near = (least..=last).min_by_key(|&k| grid.get(k).map_or(0, |g| left(grid, g).abs_diff(left(row, span))));
            let column = if row.len() == most { n } else { near.unwrap_or(least) };
            if let Some(column) = columns.get_mut(column) {
                column.push((at, *span));
            }
            least = column + 1;
        }
    }
    columns
}

fn line(span: Span, opens: bool) -> Line {
    Line { opens, ..Line::of(span) }
}
