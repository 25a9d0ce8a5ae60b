//! The blocks of a dump without boxes: each way to read its lines is asked in turn, the surest first.

use crate::hyphen::Hyphens;
use crate::page::{self, Block, Line};
use crate::pitch;
use crate::rows::{self, Fit};
use crate::span::Span;
use crate::stats::Statistics;
use crate::text;
use crate::turns::{self, Turns};
use crate::wrapped::{self, Lined};
use std::cell::Cell;

/// A dump, and what its code points said of it.
pub(super) struct Dump<'d> {
    pub(super) text: &'d str,
    pub(super) stats: Statistics<'d>,
    /// Where printed rules stood between columns, in bytes of the text.
    pub(super) bars: Vec<usize>,
    /// A line of the file that parts its pages and is no text.
    pub(super) skip: Option<Span>,
    pub(super) hyphens: &'d Hyphens<'d>,
    /// Who wrote it read its columns one after the other.
    pub(super) ordered: bool,
}

impl Dump<'_> {
    /// The blocks, and the stretches whose lines may be those of several columns but were left in their order.
    pub(super) fn blocks(&self) -> (Vec<Block>, Vec<Span>) {
        let mut lines = page::lines(self.text, self.skip);
        let (found, doubtful) = if self.ordered { (None, Vec::new()) } else { self.laid(&mut lines) };
        // Whatever a way to read the lines does, no letter of them may be lost.
        let found = found.filter(|found| self.keeps(found));
        (found.unwrap_or_else(|| page::cut(&mut lines, self.text, self.hyphens)), doubtful)
    }

    /// Whether all letters of the dump stand in blocks.
    fn keeps(&self, blocks: &[Block]) -> bool {
        let solid = |text: &str| text.bytes().filter(|&byte| byte > b' ').count();
        let pieces = || blocks.iter().flat_map(|block| &block.pieces).map(|piece| piece.span.of(self.text));
        // That no mark is lost either is soon seen.
        if pieces().map(solid).sum::<usize>() == solid(self.text) {
            return true;
        }
        let letters = |text: &str| text.chars().filter(|&c| text::is_han(c) || c.is_alphanumeric()).count();
        let skipped = self.skip.map_or(0, |skip| letters(skip.of(self.text)));
        pieces().map(letters).sum::<usize>() + skipped >= letters(self.text)
    }

    /// The blocks of a dump in columns; nothing for another one. Nothing is done to its lines but that their cells may be counted.
    fn laid(&self, lines: &mut [Line]) -> (Option<Vec<Block>>, Vec<Span>) {
        let Self { text, stats, .. } = *self;
        let ruled = if self.bars.is_empty() { None } else { rows::blocks(text, &self.bars, stats) };
        if let Some(found) = ruled {
            return (Some(self.of_columns(&found)), Vec::new());
        }
        // Gutters between ideographs are often no wider than a space.
        let wide = stats.lang.is_ea();
        if let Some(found) = if wide { self.on_grid() } else { None } {
            return (Some(found), Vec::new());
        }
        let over = wrapped::rows_of(lines, text, stats);
        let bare_first = wide && over.is_none();
        let doubt = Cell::new(false);
        let first = if bare_first { self.bare(&doubt) } else { None };
        let first = first.or_else(|| if wide { None } else { self.fixed() });
        if let Some(found) = first {
            return (Some(found), Vec::new());
        }
        let (parted, turns) = if over.is_none() { self.in_turns(lines) } else { (None, Vec::new()) };
        if let Some(parted) = parted {
            // Rows of letters that hold pieces of several columns may look like lines of columns in turns.
            let rows = if wide { None } else { self.bare(&doubt) };
            return (Some(rows.unwrap_or_else(|| wrapped::of_lines(parted, text, stats))), turns);
        }
        let found = wrapped::blocks(lines, text, stats, over);
        let found = found.or_else(|| if bare_first { None } else { self.bare(&doubt) });
        let doubtful = if doubt.get() && found.is_none() { vec![Span::new(0, text.len())] } else { turns };
        (found, doubtful)
    }

    /// The lines of a dump in columns whose rows are those of one column each, with the figures by which their parts are found.
    pub(super) fn lined(&self) -> Option<Lined> {
        let Self { text, stats, .. } = *self;
        let elsewhere = !self.bars.is_empty() || self.ordered || stats.lang.is_ea() && self.on_grid().is_some();
        let lines = page::lines(text, self.skip);
        if elsewhere { None } else { wrapped::lined(&lines, text, stats, wrapped::rows_of(&lines, text, stats)) }
    }

    /// The lines, one column after the other where those of several take turns in a stretch; and the stretches in which they may.
    fn in_turns(&self, lines: &[Line]) -> (Option<Vec<Line>>, Vec<Span>) {
        let fit = Fit::new(self.text, self.stats);
        let (mut out, mut doubtful, mut at): (Option<Vec<Line>>, _, _) = (None, Vec::new(), 0);
        for stretch in lines.chunk_by(|_, next| !next.opens) {
            match self.turns(stretch, &fit) {
                Some(turns) if turns.sure => {
                    let line = |(place, &n): (usize, &usize)| Line { opens: place == 0, ..stretch[n] };
                    let own = turns.columns.iter().flat_map(|column| column.iter().enumerate().map(line));
                    out.get_or_insert_with(|| lines[..at].to_vec()).extend(own);
                }
                found => {
                    let span = || Some(Span::new(stretch.first()?.span.start, stretch.last()?.span.end));
                    doubtful.extend(found.and_then(|_| span()));
                    out.iter_mut().for_each(|out| out.extend_from_slice(stretch));
                }
            }
            at += stretch.len();
        }
        (out, doubtful)
    }

    /// The columns of a stretch of lines in turns.
    fn turns(&self, stretch: &[Line], fit: &Fit<'_>) -> Option<Turns> {
        if stretch.len() < turns::LEAST || stretch.iter().any(|l| l.hard || l.mark > 0) {
            return None;
        }
        let spans: Vec<Span> = stretch.iter().map(|l| l.span).collect();
        turns::find(self.text, &spans, fit)
    }

    /// Those of rows over several columns without printed rules.
    fn bare(&self, doubt: &Cell<bool>) -> Option<Vec<Block>> {
        let alone = self.bars.is_empty() && self.skip.is_none();
        let found = if alone { rows::unruled(self.text, self.stats, doubt) } else { None };
        found.map(|found| self.of_columns(&found))
    }

    /// The blocks of rows that were put in the order of their columns, by what the lines of these columns are.
    fn of_columns(&self, rows: &[Block]) -> Vec<Block> {
        let line =
            |block: &Block, n: usize, span: Span| Line { opens: n == 0, speck: block.place.speck, mark: block.mark, ..Line::of(span) };
        let lines = rows.iter().flat_map(|block| block.pieces.iter().enumerate().map(move |(n, piece)| line(block, n, piece.span)));
        wrapped::of_lines(lines.collect(), self.text, self.stats)
    }

    /// Those of columns of ideographs side by side, with spaces between them.
    fn on_grid(&self) -> Option<Vec<Block>> {
        if self.skip.is_none() { pitch::on_grid(self.text, self.stats) } else { None }
    }

    /// Those of columns of letters side by side, with spaces between them.
    fn fixed(&self) -> Option<Vec<Block>> {
        if self.skip.is_none() { pitch::blocks(self.text, self.stats) } else { None }
    }
}
