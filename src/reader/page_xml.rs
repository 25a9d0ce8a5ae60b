//! PAGE XML, 2013 to 2019: words of a text line, or the line's own text, or that of a region without lines.

use crate::error::Error;
use crate::reader::xml::{self, Piece};
use crate::reader::{Part, Rect, Sheet, Token};
use crate::span::Span;

/// The elements that matter, others are passed over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Region,
    Line,
    Word,
    Graphic,
    Equiv,
    Unicode,
    Plain,
    Other,
}

/// Something that has a text: its readings, of which one is taken.
#[derive(Default)]
struct Holder {
    token: Token,
    /// Index of the reading that was taken.
    taken: Option<f32>,
    /// Words that the sheet had before it.
    before: usize,
}

impl Holder {
    /// Of several readings the one with the least index counts; of those the surest, and the first where nothing tells them apart.
    fn offer(&mut self, reading: Reading) {
        let parts = if reading.unicode.is_empty() { reading.plain } else { reading.unicode };
        let better = match self.taken {
            None => true,
            Some(taken) if taken == reading.index => self.token.sure.zip(reading.sure).is_some_and(|(had, has)| had < has),
            Some(taken) => reading.index < taken,
        };
        if better && !parts.is_empty() {
            (self.taken, self.token.sure, self.token.parts) = (Some(reading.index), reading.sure, parts);
        }
    }
}

/// A reading, in Unicode and in what stands for it.
#[derive(Default)]
struct Reading {
    index: f32,
    sure: Option<f32>,
    unicode: Vec<Part>,
    plain: Vec<Part>,
}

#[derive(Default)]
struct State {
    regions: Vec<Holder>,
    line: Option<Holder>,
    word: Option<Holder>,
    words: usize,
    /// The reading that is being read.
    reading: Option<Reading>,
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
                Kind::Region if !empty => state.regions.push(Holder { before: sheet.tokens.len(), ..Holder::default() }),
                Kind::Line => {
                    sheet.start_line();
                    (state.line, state.words) = (Some(Holder::default()), 0);
                }
                Kind::Word => state.word = Some(Holder::default()),
                Kind::Equiv => {
                    let sure = tag.number("conf").map(|sure| sure.clamp(0.0, 1.0));
                    state.reading = Some(Reading { index: tag.number("index").unwrap_or(0.0), sure, ..Reading::default() });
                }
                _ => {}
            }
            if !empty {
                open.push(kind);
            }
        }
        Piece::Close { .. } => match open.pop() {
            Some(Kind::Equiv) => state.close_reading(open.last()),
            Some(Kind::Word) => {
                let mut word = state.word.take().unwrap_or_default().token;
                word.rect = word.rect.or(state.line.as_ref().and_then(|l| l.token.rect));
                state.words += usize::from(!word.parts.is_empty());
                sheet.add(word);
            }
            Some(Kind::Line) => {
                let line = state.line.take().unwrap_or_default();
                if state.words == 0 {
                    sheet.add(line.token);
                }
            }
            // A text that is in no line; where there are lines, it is theirs.
            Some(Kind::Region) => {
                let region = state.regions.pop().unwrap_or_default();
                if sheet.tokens.len() == region.before {
                    sheet.add_lines(&region.token, source);
                }
            }
            _ => {}
        },
        Piece::Text(span) => state.text(source, span, open.last()),
    })
}

impl State {
    /// What has the text, the box or the readings of an element.
    fn holder(&mut self, element: Option<&Kind>) -> Option<&mut Holder> {
        match element? {
            Kind::Word => self.word.as_mut(),
            Kind::Line => self.line.as_mut(),
            Kind::Region => self.regions.last_mut(),
            _ => None,
        }
    }

    fn coords(&mut self, rect: Option<Rect>, parent: Option<&Kind>) {
        if let Some(own) = self.holder(parent) {
            own.token.rect = rect;
        }
    }

    fn text(&mut self, source: &str, span: Span, element: Option<&Kind>) {
        let Some(reading) = &mut self.reading else { return };
        match element {
            Some(Kind::Unicode) => xml::parts(source, span, &mut reading.unicode),
            Some(Kind::Plain) => xml::parts(source, span, &mut reading.plain),
            _ => {}
        }
    }

    fn close_reading(&mut self, parent: Option<&Kind>) {
        let Some(reading) = self.reading.take() else { return };
        if let Some(own) = self.holder(parent) {
            own.offer(reading);
        }
    }
}

fn kind(name: &str) -> Kind {
    match name {
        "Page" => Kind::Page,
        "TextRegion" => Kind::Region,
        "TextLine" => Kind::Line,
        "Word" => Kind::Word,
        "SeparatorRegion" | "ImageRegion" | "GraphicRegion" | "LineDrawingRegion" => Kind::Graphic,
        "TextEquiv" => Kind::Equiv,
        "Unicode" => Kind::Unicode,
        "PlainText" => Kind::Plain,
        _ => Kind::Other,
    }
}
