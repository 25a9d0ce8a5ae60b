//! hOCR: classes by token on any tag, boxes in the title.

use crate::error::Error;
use crate::reader::xml::{self, Piece};
use crate::reader::{Rect, Sheet, Token};

/// What an element is, by its class.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Line,
    Word,
    Graphic,
    /// Another reading, which does not count.
    Struck,
    Other,
}

fn kind(class: &str) -> Kind {
    let mut kind = Kind::Other;
    for token in class.split_ascii_whitespace() {
        kind = match token {
            "ocr_page" => Kind::Page,
            "ocr_line" | "ocrx_line" | "ocr_header" | "ocr_footer" | "ocr_caption" | "ocr_textfloat" | "ocr_pageno" => Kind::Line,
            "ocrx_word" | "ocr_word" => Kind::Word,
            "ocr_separator" | "ocr_photo" | "ocr_image" | "ocr_linedrawing" => Kind::Graphic,
            _ => kind,
        };
    }
    kind
}

pub(super) fn read(source: &str, sheet: &mut Sheet) -> Result<(), Error> {
    let mut open: Vec<Kind> = Vec::new();
    let mut line: Option<Token> = None;
    let mut word: Option<Token> = None;
    xml::walk(source, &mut |piece| match piece {
        Piece::Open { tag, empty } => {
            let [class, title] = tag.values(["class", "title"]);
            let kind = match tag.name() {
                "del" => Kind::Struck,
                _ => class.map_or(Kind::Other, kind),
            };
            let rect = title.and_then(bbox);
            match kind {
                Kind::Page => sheet.start_page(),
                Kind::Line => {
                    sheet.start_line();
                    line = Some(Token { rect, ..Token::default() });
                }
                Kind::Word => {
                    let rect = rect.or(line.as_ref().and_then(|l| l.rect));
                    word = Some(Token { rect, sure: title.and_then(confidence), ..Token::default() });
                }
                Kind::Graphic => sheet.add_graphic(rect),
                Kind::Struck | Kind::Other => {}
            }
            if !empty {
                open.push(kind);
            }
        }
        Piece::Close { .. } => match open.pop() {
            Some(Kind::Word) => sheet.add(word.take().unwrap_or_default()),
            // A line without words is one.
            Some(Kind::Line) => sheet.add(line.take().unwrap_or_default()),
            _ => {}
        },
        Piece::Text(span) if !open.contains(&Kind::Struck) => {
            if let Some(word) = &mut word {
                xml::parts(source, span, &mut word.parts);
            } else if let Some(line) = &mut line {
                // Blanks between words are no text.
                xml::parts(source, span, &mut line.parts);
            }
        }
        Piece::Text(_) => {}
    })
}

/// The values of a property among those of a title.
fn property<'t>(title: &'t str, name: &str) -> Option<&'t str> {
    title.split(';').find_map(|p| p.trim().strip_prefix(name)?.strip_prefix(' '))
}

/// `x_wconf 93`: a word's confidence in hundredths.
fn confidence(title: &str) -> Option<f32> {
    let hundredths: f32 = property(title, "x_wconf")?.trim().parse().ok()?;
    Some((hundredths / 100.0).clamp(0.0, 1.0))
}

/// `bbox 10 20 30 40`: a box.
fn bbox(title: &str) -> Option<Rect> {
    let numbers = property(title, "bbox")?;
    let mut numbers = numbers.split_ascii_whitespace().map(str::parse::<f32>);
    let mut next = || numbers.next()?.ok().filter(|n| n.is_finite());
    Some(Rect::new(next()?, next()?, next()?, next()?))
}
