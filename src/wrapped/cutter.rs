//! Stretches of lines cut into blocks: paragraphs, titles, bylines, captions.

use super::chain;
use super::measure::{self, Stretch, Width};
use super::opens::{GAPLESS, Opens};
use crate::byline;
use crate::hyphen::Hyphens;
use crate::lang::Lang;
use crate::page::{self, Block, Fill, Line, Part, Piece, Place};
use crate::span::Span;
use crate::text;
use smallvec::smallvec;
use std::ops::Range;

/// The width, in hundredths of the measure, below which a closed line is the last one of a paragraph rather than a full one that ends in a
/// full stop by chance. Found with `GAPLESS` on 56 pages that pdftotext read.
const LAST_LINE: usize = 92;
/// Digits of a line that names a day, an hour or a price: more than those of a year.
const FIGURES: usize = 5;
/// Cells of two lines of a title of ideographs that are a phrase each: of a title that takes two lines both are shorter.
const PHRASE: usize = 18;

/// A page on its way to blocks.
pub(super) struct Cutter<'p> {
    pub(super) page: &'p str,
    pub(super) lang: Lang,
    pub(super) hyphens: &'p Hyphens<'p>,
    pub(super) lines: &'p [Line],
    /// For each line.
    pub(super) opens: Vec<Opens>,
    /// Whether each line belongs to a title, by what stands above and below it. Of ideographs only.
    pub(super) heads: Vec<bool>,
    /// What each line is.
    pub(super) known: Vec<Part>,
    pub(super) out: Vec<Block>,
}

/// Whether a line belongs to a title, or is a banner.
fn is_title(part: Part) -> bool {
    matches!(part, Part::Kicker | Part::Headline | Part::Deck | Part::Banner)
}

impl Cutter<'_> {
    pub(super) fn cut(mut self, stretches: &[Stretch]) -> Vec<Block> {
        for stretch in stretches {
            let mut start = stretch.lines.start;
            for n in stretch.lines.clone().skip(1) {
                if self.parts(stretch, n) {
                    self.block(stretch, start..n);
                    start = n;
                }
            }
            self.block(stretch, start..stretch.lines.end);
        }
        self.out
    }

    fn text(&self, n: usize) -> &str {
        self.lines.get(n).map_or("", |l| l.span.of(self.page))
    }

    /// Whether a block ends before line `n`.
    fn parts(&self, stretch: &Stretch, n: usize) -> bool {
        let before = self.text(n - 1);
        if self.lines[n].mark != self.lines[n - 1].mark || self.lines[n].speck != self.lines[n - 1].speck {
            return true;
        }
        if let Some(parts) = self.parts_known(n) {
            return parts;
        }
        if self.opens[n - 1] == Opens::Byline || self.opens[n] != Opens::Nothing {
            return true;
        }
        if self.opens[n - 1] == Opens::Article {
            return false;
        }
        // A caption with who took the picture, in one line.
        let caption = |n: usize| self.lang.is_ea() && self.text(n).starts_with(['图', '圖']) && byline::is_credited(self.text(n));
        if caption(n) || caption(n - 1) {
            return true;
        }
        let head = |n: usize| self.heads.get(n) == Some(&true);
        if head(n) != head(n - 1) || head(n) && self.is_other_head(n) {
            return true;
        }
        let (a, b) = (stretch.width(&self.lines[n - 1]), stretch.width(&self.lines[n]));
        if stretch.own.is_none() {
            return (a, b) == (Width::Short, Width::Full) && text::ends_closed(before);
        }
        // Notices one below the other, which no column's measure ends.
        if self.lang.is_ea() && a != Width::Full && (a == Width::Over || b == Width::Over) && self.has_figures(n - 1) {
            return true;
        }
        match (a, b) {
            (Width::Over, Width::Full) | (Width::Full, Width::Over) => true,
            // A caption, and the short first line of a text.
            (Width::Over, Width::Short) => text::ends_closed(before) && !self.text(n).starts_with(char::is_lowercase),
            // What stands short above text is a title, or the last line of a paragraph.
            (Width::Short, Width::Full | Width::Over) => text::ends_closed(before),
            (Width::Full, Width::Full) if self.lang.is_ea() => self.opens_paragraph(stretch, n),
            (Width::Full, Width::Full) => self.ends_paragraph(stretch, n),
            _ => false,
        }
    }

    /// What a line is. A full stop ends no title of ideographs.
    fn part(&self, n: usize) -> Option<Part> {
        let part = *self.known.get(n)?;
        let stopped = self.lang.is_ea() && is_title(part) && self.text(n).ends_with('。');
        Some(if stopped { Part::Text } else { part })
    }

    /// The same by what the lines are, where that decides it.
    fn parts_known(&self, n: usize) -> Option<bool> {
        let part = self.part(n)?;
        // What else ideographs are, their marks and widths say.
        let before = self.part(n - 1)?;
        if self.lang.is_ea() && !is_title(part) && !is_title(before) {
            return None;
        }
        if before != part {
            return Some(true);
        }
        let opens = n > 1 && self.part(n - 2)? != Part::Text;
        match part {
            Part::Headline if self.lang.is_ea() && self.is_other_head(n) => Some(true),
            Part::Kicker | Part::Headline | Part::Deck | Part::Banner | Part::Caption => Some(false),
            Part::Other if self.is_other_head(n) => Some(true),
            // The place that a text opens with may stand alone.
            Part::Text if opens && chain::is_place(self.text(n - 1)) => Some(false),
            _ => None,
        }
    }

    /// Whether a line above a byline, or among what is no text, begins something else than the line before it: it is longer, as few lines but the first of a title
    /// are, or it stands below a line of figures.
    fn is_other_head(&self, n: usize) -> bool {
        let (before, line) = (&self.lines[n - 1], &self.lines[n]);
        let small = self.text(n).starts_with(char::is_lowercase);
        let longer = line.cells > before.cells + measure::slack(before.cells);
        let phrases = self.lang.is_ea() && before.cells.min(line.cells) >= PHRASE;
        !small && (longer || self.has_figures(n - 1) || phrases)
    }

    fn has_figures(&self, n: usize) -> bool {
        self.text(n).bytes().filter(u8::is_ascii_digit).nth(FIGURES - 1).is_some()
    }

    /// Whether a paragraph of letters ends before a line: the line before is closed and shorter than most full ones. Only of stretches in
    /// which nothing else shows paragraphs.
    fn ends_paragraph(&self, stretch: &Stretch, n: usize) -> bool {
        let Some(measure) = stretch.own.filter(|_| stretch.lines.len() >= GAPLESS) else { return false };
        let short = self.lines[n - 1].cells * 100 < measure * LAST_LINE;
        short && text::ends_closed(self.text(n - 1)) && !self.text(n).starts_with(char::is_lowercase)
    }

    /// Whether a line behind a full stop is shorter than the measure by an indent, while the next line is full.
    fn opens_paragraph(&self, stretch: &Stretch, n: usize) -> bool {
        let Some(measure) = stretch.own else { return false };
        let indent = measure.saturating_sub(self.lines[n].cells);
        let full = self.lines.get(n + 1).is_some_and(|next| !next.opens && next.cells + 2 >= measure);
        text::ends_closed(self.text(n - 1)) && !text::ends_closed(self.text(n)) && (3..=6).contains(&indent) && full
    }

    fn block(&mut self, stretch: &Stretch, range: Range<usize>) {
        let part = self.part(range.start).filter(|&part| !self.lang.is_ea() || is_title(part));
        let fill = match (self.fill(stretch, range.clone()), part) {
            (Fill::Text | Fill::Line, Some(Part::Kicker | Part::Headline | Part::Deck | Part::Banner)) => Fill::Short,
            // A full line of a title is no text that fills its column.
            (Fill::Line, None) if self.heads.get(range.start) == Some(&true) => Fill::Short,
            (Fill::Over | Fill::Short, Some(Part::Text)) if range.len() > 1 => Fill::Text,
            (fill, _) => fill,
        };
        let wide = self.lines[range.clone()].iter().map(|l| l.cells).max().unwrap_or(0);
        let short_end = self.lines[..range.end].last().is_some_and(|l| stretch.width(l) == Width::Short);
        let Line { opens: gap, speck, .. } = self.lines[range.start];
        let wide = u16::try_from(wide).unwrap_or(u16::MAX);
        let place = Place { fill, speck, short_end, gap, wide, part: part.unwrap_or_default(), ..Place::default() };
        let mut block = Block { pieces: smallvec![], mark: self.lines[range.start].mark, place };
        let mut before: Option<Span> = None;
        for line in self.lines.get(range).unwrap_or_default() {
            let glue = before.map_or(page::Glue::None, |b| page::glue(b.of(self.page), line.span.of(self.page), self.hyphens));
            block.pieces.push(Piece { span: line.span, glue });
            before = Some(line.span);
        }
        self.out.push(block);
    }

    fn fill(&self, stretch: &Stretch, range: Range<usize>) -> Fill {
        let widths = || self.lines[range.clone()].iter().map(|l| stretch.width(l));
        let full = widths().filter(|w| *w == Width::Full).count();
        let over = widths().filter(|w| *w == Width::Over).count();
        // The last line of a paragraph may be short, and the first one that opens with a place.
        if self.opens[range.start] == Opens::Article {
            return Fill::Text;
        }
        match range.len() {
            _ if over * 2 >= range.len() => Fill::Over,
            2..=3 if widths().next() == Some(Width::Over) => Fill::Over,
            1 if full == 1 => Fill::Line,
            2 if full == 2 => {
                if stretch.own.is_some() {
                    Fill::Text
                } else {
                    Fill::Line
                }
            }
            n if full >= 2 && full * 4 >= n * 3 - 1 => Fill::Text,
            2 if full == 1 && text::ends_closed(self.text(range.end - 1)) => Fill::Line,
            _ => Fill::Short,
        }
    }
}
