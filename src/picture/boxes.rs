//! The places of a structured page: the boxes of its words.

use crate::cleaned::Cleaned;
use crate::flow::Flow;
use crate::geometry;
use crate::picture::{Bounds, PictureLine};
use crate::reader::{self, Rect, Sheet};
use crate::sheet::Word;
use crate::text;

/// White between the pages of one file, as a share of the height of the page before.
const BETWEEN: f32 = 0.05;
/// A line that stands lower than this below the one before it, in its heights, is another part of the text.
const BELOW: f32 = 3.0;

/// The words of a page with their boxes; the pages of one file stand below each other.
pub(super) struct Boxes<'p> {
    words: &'p [Word],
    /// For each page its first word, and how far down it is moved.
    pages: Vec<(usize, f32)>,
    /// Most lines run down.
    pub(super) vertical: bool,
    pub(super) graphics: Vec<Bounds>,
}

impl<'p> Boxes<'p> {
    /// Nothing for a page that is plain text, or whose words have no boxes.
    pub(super) fn of(page: &'p Cleaned) -> Option<Self> {
        let words = page.words.as_slice();
        words.iter().find(|w| w.rect.is_some())?;
        let sheet = reader::structure(page.source(), page.raw().form).and_then(|form| reader::read(page.source(), form).ok())?;
        let mut boxes = Self { words, pages: Vec::new(), vertical: is_vertical(words, page.norm()), graphics: Vec::new() };
        let mut down = 0.0;
        for (n, &first) in sheet.pages.iter().enumerate() {
            let end = sheet.pages.get(n + 1).copied().unwrap_or(words.len());
            let rects = words.get(first..end).unwrap_or_default().iter().filter_map(|w| w.rect);
            let graphics = graphics_of(&sheet, n);
            let all = rects.chain(graphics.iter().copied()).reduce(Rect::union);
            let down_here = down - if n == 0 { 0.0 } else { all.map_or(0.0, |a| a.y0) };
            boxes.pages.push((first, down_here));
            boxes.graphics.extend(graphics.into_iter().map(|rect| bounds(rect, down_here)));
            down = all.map_or(down, |a| down_here + a.y1 + a.height() * BETWEEN);
        }
        Some(boxes)
    }

    /// The lines of a flow; what does not follow below is another part of it.
    pub(super) fn parts(&self, page: &Cleaned, flow: &Flow) -> Vec<Vec<PictureLine>> {
        let mut parts: Vec<Vec<PictureLine>> = Vec::new();
        for line in self.lines(page, flow) {
            match parts.last_mut() {
                Some(part) if part.last().is_some_and(|above| is_below(&self.read(above.bounds), &self.read(line.bounds))) => {
                    part.push(line)
                }
                _ => parts.push(vec![line]),
            }
        }
        parts
    }

    fn lines(&self, page: &Cleaned, flow: &Flow) -> Vec<PictureLine> {
        let mut lines: Vec<PictureLine> = Vec::new();
        // Boxes of words may overlap: a row goes on while its words begin further to the right.
        let mut last = f32::MAX;
        for place in flow.places(0, flow.len()) {
            let first = self.words.partition_point(|w| w.span.end <= place.start);
            let words = self.words.iter().enumerate().skip(first).take_while(|(_, w)| w.span.start < place.end);
            for (n, word) in words {
                let Some(rect) = word.rect else { continue };
                let (own, text) = (bounds(rect, self.down(n)), word.span.of(page.norm()));
                let read = self.read(own);
                let row = lines.last().map(|line| self.read(line.bounds));
                let goes_on = row.is_some_and(|row| read.left > last && (row.top..=row.bottom).contains(&read.middle()));
                match lines.last_mut().filter(|_| goes_on) {
                    Some(line) => {
                        line.bounds = line.bounds.union(own);
                        if !geometry::is_tight(&line.text, text) {
                            line.text.push(' ');
                        }
                        line.text.push_str(text);
                    }
                    None => lines.push(PictureLine { bounds: own, text: text.to_owned() }),
                }
                last = read.left;
            }
        }
        lines
    }

    /// A box as it is read: turned by a quarter where lines run down.
    fn read(&self, bounds: Bounds) -> Bounds {
        if self.vertical { bounds.turned() } else { bounds }
    }

    fn down(&self, word: usize) -> f32 {
        let page = self.pages.partition_point(|p| p.0 <= word).saturating_sub(1);
        self.pages.get(page).map_or(0.0, |p| p.1)
    }
}

fn is_vertical(words: &[Word], page: &str) -> bool {
    let chars = |word: &Word| word.span.of(page).chars().filter(|&c| text::is_ea(c)).count();
    geometry::runs_down(words.chunk_by(|a, b| a.line == b.line).filter_map(|line| {
        let rect = line.iter().filter_map(|w| w.rect).reduce(Rect::union)?;
        Some((rect, line.iter().map(chars).sum()))
    }))
}

/// The graphics of a page of the file; they come in the order of the pages.
fn graphics_of(sheet: &Sheet, page: usize) -> Vec<Rect> {
    let first = sheet.graphics.partition_point(|g| g.0 < page);
    sheet.graphics.iter().skip(first).take_while(|g| g.0 == page).map(|g| g.1).collect()
}

fn bounds(rect: Rect, down: f32) -> Bounds {
    Bounds { left: rect.x0, top: rect.y0 + down, right: rect.x1, bottom: rect.y1 + down }
}

fn is_below(above: &Bounds, line: &Bounds) -> bool {
    let high = (above.bottom - above.top).max(line.bottom - line.top);
    let beside = line.left < above.right && above.left < line.right;
    beside && line.middle() > above.middle() && line.top < above.bottom + high * BELOW
}
