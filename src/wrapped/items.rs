//! The parts of a page of which some rows run across the columns: stretches of lines, bands of cells, and how the text of each begins and
//! ends.

use crate::page::Line;
use crate::rows::Cell;
use crate::span::Span;
use std::ops::Range;

/// A part of a page in the order of its file.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// Lines below each other without a gap.
    Lines(Vec<Line>),
    Band(Vec<Cell>),
    /// A band whose columns are known to stand in it from their heads to their ends.
    Whole(Vec<Cell>),
}

impl Item {
    pub(super) fn lines(&self) -> Vec<Line> {
        match self {
            Self::Lines(lines) => lines.clone(),
            Self::Band(cells) | Self::Whole(cells) => cells.iter().map(line).collect(),
        }
    }
}

/// A stretch of text: how it begins and ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) first: Span,
    pub(super) last: Span,
    /// It begins with a title, or with the opening of an article.
    pub(super) head: bool,
    /// It begins with a byline or with the opening of an article.
    pub(super) opens: bool,
    /// It may go on below its band, and above it.
    pub(super) low: bool,
    pub(super) high: bool,
    /// It ends with a title or a byline.
    pub(super) ends_head: bool,
}

pub(super) fn line(cell: &Cell) -> Line {
    Line { opens: cell.opens, speck: cell.noise, ..Line::of(cell.span) }
}

/// The parts of a band between which its text changes the column, in reading order.
pub(super) fn runs(cells: &[Cell]) -> Vec<(Range<usize>, Node)> {
    let mut out: Vec<(Range<usize>, Node)> = Vec::new();
    let mut column = None;
    for (n, cell) in cells.iter().enumerate().filter(|(_, c)| !c.noise) {
        let own = cell.text.then_some(cell.column);
        let goes_on = match (column, own) {
            (Some(a), Some(b)) => a == b,
            (None, _) => true,
            (Some(_), None) => false,
        };
        match out.last_mut().filter(|_| goes_on) {
            Some((range, node)) => {
                range.end = n + 1;
                node.last = cell.span;
                node.low = cell.low && cell.text;
                node.ends_head = !cell.text;
            }
            None => {
                let (low, high) = (cell.low && cell.text, cell.high);
                let node = Node { first: cell.span, last: cell.span, head: !cell.text, opens: false, low, high, ends_head: !cell.text };
                out.push((n..n + 1, node));
            }
        }
        column = own;
    }
    out
}
