//! The stretches of a row of ideographs, each in its column.

use crate::pitch::Token;
use crate::pitch::strips::Strip;
use crate::span::Span;

/// Where a stretch stands: in a column of the row's, or free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Put {
    /// The first stretch and the one behind the last.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) column: Option<usize>,
}

/// Cost of a column without text, of a stretch that stands in none, of each place that a stretch is away from where its column
/// begins, the most for that, of a cell too many for the column, and of white inside a line: wide and not.
const EMPTY: f32 = 1.0;
const FREE: f32 = 3.0;
const AWAY: f32 = 0.6;
const MOST_AWAY: f32 = 6.0;
const LONG: f32 = 0.8;
const WHITE: f32 = 0.6;
const SPACE: f32 = 0.1;
/// Places by which a line is pushed at most, those of an indent, and what this costs.
const MOST_PUSHED: usize = 9;
const INDENT: std::ops::RangeInclusive<usize> = 1..=2;
const INDENTED: f32 = 0.3;

/// Lays the stretches of a row over the columns that it crosses, from left to right, at the least cost.
pub(super) fn lay(tokens: &[Token], columns: &[&Strip]) -> Vec<Put> {
    let (n, k) = (tokens.len(), columns.len());
    let mut best = vec![vec![(f32::INFINITY, None::<(usize, usize, Option<usize>)>); k + 1]; n + 1];
    best[0][0].0 = 0.0;
    for i in 0..=n {
        for c in 0..=k {
            let cost = best[i][c].0;
            if !cost.is_finite() {
                continue;
            }
            let mut offer = |to: usize, next: usize, sum: f32, column: Option<usize>| {
                if sum < best[to][next].0 {
                    best[to][next] = (sum, Some((i, c, column)));
                }
            };
            if c < k {
                offer(i, c + 1, cost + EMPTY, None);
            }
            if i < n {
                offer(i + 1, c, cost + FREE, None);
            }
            if c == k || i == n {
                continue;
            }
            let mut sum = cost + away(tokens, i, columns[c]);
            for j in i..n {
                if j > i {
                    sum += if tokens[j].x0 - tokens[j - 1].x1 > 2 { WHITE } else { SPACE };
                }
                offer(j + 1, c + 1, sum + long(&tokens[i..=j], columns[c]), Some(c));
            }
        }
    }
    let mut out = Vec::new();
    let mut at = (n, k);
    while let Some((i, c, column)) = best[at.0][at.1].1 {
        if at.0 > i {
            out.push(Put { from: i, to: at.0, column });
        }
        at = (i, c);
    }
    out.reverse();
    out
}

/// Cost of where a line begins. What stands left of it pushes it to the right.
fn away(tokens: &[Token], first: usize, column: &Strip) -> f32 {
    let start = tokens[first].x0;
    let pushed = first.checked_sub(1).map_or(0, |b| tokens[b].x1 + 1);
    let left = column.x.max(pushed.min(column.x + MOST_PUSHED));
    let indented = start >= left && INDENT.contains(&(start - left));
    if indented { INDENTED } else { (start.abs_diff(left) as f32 * AWAY).min(MOST_AWAY) }
}

/// Cost of what a line is longer than its column.
fn long(tokens: &[Token], column: &Strip) -> f32 {
    let taken = tokens.iter().map(|t| t.cells).sum::<usize>().div_ceil(2);
    taken.saturating_sub(column.right - column.x + 1) as f32 * LONG
}

/// The span of some stretches of a row.
pub(super) fn span(tokens: &[Token]) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
        _ => Span::new(0, 0),
    }
}
