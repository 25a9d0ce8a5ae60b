//! The elements of a structured file with their places, as far as a writer needs them.

use crate::reader::Token;
use crate::reader::xml::{self, Piece, Tag};
use crate::span::Span;

/// An element of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'t> {
    pub(super) tag: Tag<'t>,
    /// From its first angle bracket to its last one.
    pub(super) whole: Span,
    pub(super) parent: Option<usize>,
    /// It has no end tag.
    pub(super) empty: bool,
}

impl Element<'_> {
    /// What stands between its tags.
    pub(super) fn inner(&self, source: &str) -> Span {
        if self.empty {
            return Span::new(self.whole.end, self.whole.end);
        }
        let end = self.whole.of(source).rfind("</").map_or(self.whole.end, |n| self.whole.start + n);
        Span::new(self.tag.end() + 1, end)
    }
}

/// Whether a tag ends in `/>`; some of HTML have no end tag and no slash.
fn slashed(source: &str, tag: &Tag<'_>) -> bool {
    source.as_bytes().get(tag.end()) == Some(&b'/')
}

/// All elements, in the order of their start tags.
pub(super) struct Outline<'t> {
    pub(super) source: &'t str,
    pub(super) elements: Vec<Element<'t>>,
}

impl<'t> Outline<'t> {
    pub(super) fn of(source: &'t str) -> Self {
        let mut elements: Vec<Element<'t>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        // The reader went through the file already; what it could not read comes not this far.
        let _ = xml::walk(source, &mut |piece| match piece {
            Piece::Open { tag, empty } => {
                let whole = Span::new(tag.start().saturating_sub(1), tag.end() + if empty && slashed(source, &tag) { 2 } else { 1 });
                if !empty {
                    open.push(elements.len());
                }
                let parent = open.iter().rev().find(|&&n| n != elements.len()).copied();
                elements.push(Element { tag, whole, parent, empty });
            }
            Piece::Close { end } => {
                if let Some(element) = open.pop().and_then(|n| elements.get_mut(n)) {
                    element.whole.end = end;
                }
            }
            Piece::Text(_) => {}
        });
        Self { source, elements }
    }

    /// The innermost element around a place that is of a kind.
    pub(super) fn around(&self, place: usize, is: &dyn Fn(&Element<'_>) -> bool) -> Option<usize> {
        let mut at = self.elements.partition_point(|e| e.whole.start <= place).checked_sub(1);
        while let Some(n) = at {
            let element = self.elements.get(n)?;
            if element.whole.end > place && is(element) {
                return Some(n);
            }
            at = element.parent;
        }
        None
    }

    /// The element that a word was read from.
    pub(super) fn of_token(&self, token: &Token, is: &dyn Fn(&Element<'_>) -> bool) -> Option<usize> {
        self.around(token.span()?.start, is)
    }

    pub(super) fn get(&self, n: usize) -> Option<&Element<'t>> {
        self.elements.get(n)
    }

    /// The first element of a name.
    pub(super) fn first(&self, name: &str) -> Option<&Element<'t>> {
        self.elements.iter().find(|e| e.tag.name() == name)
    }

    /// The elements right inside another one. They come behind it, before it ends.
    pub(super) fn children(&self, parent: usize) -> impl Iterator<Item = &Element<'t>> {
        let end = self.elements.get(parent).map_or(0, |e| e.whole.end);
        let behind = self.elements.iter().skip(parent + 1).take_while(move |e| e.whole.start < end);
        behind.filter(move |e| e.parent == Some(parent))
    }
}
