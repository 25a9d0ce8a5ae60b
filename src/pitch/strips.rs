//! Whether text of fixed pitch has columns side by side: strips of rows in which a stretch begins at one place.

use crate::pitch::Token;
use std::collections::BTreeMap;

/// A column, or a part of one between two heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Strip {
    x: usize,
    /// Where it ends at the right.
    right: usize,
    top: usize,
    bottom: usize,
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
}

/// Whether strips stand beside each other.
pub(super) fn are_beside(tokens: &[Token]) -> bool {
    let strips = strips(tokens);
    let beside = |a: &Strip| strips.iter().any(|b| a.x < b.x && a.overlap(b) > 0);
    strips.iter().any(beside)
}

fn strips(tokens: &[Token]) -> Vec<Strip> {
    let mut starts: BTreeMap<usize, Vec<&Token>> = BTreeMap::new();
    for token in tokens {
        starts.entry(token.x0).or_default().push(token);
    }
    let bands = bands(tokens);
    let mut out: Vec<Strip> = Vec::new();
    for (&x, own) in &starts {
        for run in own.chunk_by(|a, b| b.row <= a.row + APART && bands[a.row] == bands[b.row]) {
            let usual = quartile(run.iter().map(|t| t.x1).collect());
            // What is longer than the column is a head of several.
            for run in run.split(|t| t.x1 > usual + OVER) {
                let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
                if run.len() >= LEAST {
                    let right = quartile(run.iter().map(|t| t.x1).collect());
                    out.push(Strip { x, right, top: first.row, bottom: last.row, lines: run.len() });
                }
            }
        }
    }
    settled(out)
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
    out
}
