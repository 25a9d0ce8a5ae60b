//! PAGE XML, 2013 to 2019: words of a text line, or the line's own text.

use crate::error::Error;
use crate::reader::xml::{self, Piece};
use crate::reader::{Rect, Sheet, Token};

/// The elements that matter, others are passed over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Line,
    Word,
    Graphic,
    Glyph,
    Equiv,
    Unicode,
    Other,
}

#[derive(Default)]
struct State {
    line: Option<Token>,
    word: Option<Token>,
    words: usize,
    /// Index of the reading that is being read, and of the one that was taken.
    index: f32,
    taken: Option<f32>,
    /// Confidence of the reading that is being read.
    sure: Option<f32>,
}

pub(super) fn read(source: &str, sheet: &mut Sheet) -> Result<(), Error> {
    let mut open: Vec<Kind> = Vec::new();
    let mut state = State::default();
    xml::walk(source, &mut |piece| match piece {
        Piece::Open { tag, empty } => {
            let kind = kind(tag.name());
            if matches!(tag.name(), "Coords") {
                let rect = tag.value("points").and_then(xml::around);
                match open.last() {
                    Some(Kind::Graphic) => sheet.add_graphic(rect),
                    parent => state.coords(rect, parent),
                }
            }
            match kind {
                Kind::Page => sheet.start_page(),
                Kind::Line => {
                    sheet.start_line();
                    (state.line, state.words) = (Some(Token::default()), 0);
                }
                Kind::Word => state.word = Some(Token::default()),
                Kind::Equiv => {
                    state.index = tag.number("index").unwrap_or(0.0);
                    state.sure = tag.number("conf").map(|sure| sure.clamp(0.0, 1.0));
                }
                _ => {}
            }
            if matches!(kind, Kind::Line | Kind::Word) {
                state.taken = None;
            }
            if !empty {
                open.push(kind);
            }
        }
        Piece::Close { .. } => match open.pop() {
            Some(Kind::Word) => {
                let mut word = state.word.take().unwrap_or_default();
                word.rect = word.rect.or(state.line.as_ref().and_then(|l| l.rect));
                state.words += usize::from(!word.parts.is_empty());
                state.taken = None;
                sheet.add(word);
            }
            Some(Kind::Line) => {
                let line = state.line.take().unwrap_or_default();
                if state.words == 0 {
                    sheet.add(line);
                }
            }
            _ => {}
        },
        Piece::Text(span) if open.last() == Some(&Kind::Unicode) && !open.contains(&Kind::Glyph) => state.text(source, span),
        Piece::Text(_) => {}
    })
}

impl State {
    fn coords(&mut self, rect: Option<Rect>, parent: Option<&Kind>) {
        match parent {
            Some(Kind::Word) => self.word.iter_mut().for_each(|w| w.rect = rect),
            Some(Kind::Line) => self.line.iter_mut().for_each(|l| l.rect = rect),
            _ => {}
        }
    }

    /// Of several readings the one with the least index counts.
    fn text(&mut self, source: &str, span: crate::span::Span) {
        let Some(token) = self.word.as_mut().or(self.line.as_mut()) else { return };
        if self.taken.is_some_and(|taken| taken < self.index) {
            return;
        }
        if self.taken.is_some_and(|taken| taken > self.index) {
            token.parts.clear();
        }
        (self.taken, token.sure) = (Some(self.index), self.sure);
        xml::parts(source, span, &mut token.parts);
    }
}

fn kind(name: &str) -> Kind {
    match name {
        "Page" => Kind::Page,
        "TextLine" => Kind::Line,
        "Word" => Kind::Word,
        "Glyph" => Kind::Glyph,
        "SeparatorRegion" | "ImageRegion" | "GraphicRegion" | "LineDrawingRegion" => Kind::Graphic,
        "TextEquiv" => Kind::Equiv,
        "Unicode" => Kind::Unicode,
        _ => Kind::Other,
    }
}
