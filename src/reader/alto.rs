//! ALTO, versions 1 to 4: strings and hyphens in text lines.

use crate::error::Error;
use crate::reader::xml::{self, Piece, Tag};
use crate::reader::{Rect, Sheet, Token};

pub(super) fn read(source: &str, sheet: &mut Sheet) -> Result<(), Error> {
    let mut line: Option<Rect> = None;
    let (mut names_software, mut tesseract) = (false, false);
    xml::walk(source, &mut |piece| {
        let tag = match piece {
            Piece::Open { tag, .. } => tag,
            Piece::Text(span) => {
                tesseract |= names_software && span.of(source).trim_start().starts_with("tesseract");
                return;
            }
            Piece::Close { .. } => return,
        };
        names_software = tag.name() == "softwareName";
        match tag.name() {
            "Page" => sheet.start_page(),
            "GraphicalElement" | "Illustration" => sheet.add_graphic(rect(&tag)),
            "TextLine" => {
                sheet.start_line();
                line = rect(&tag);
            }
            name @ ("String" | "HYP") => {
                let mut token = Token { rect: rect(&tag), glued: name == "HYP", ..Token::default() };
                token.sure = if tesseract { tag.value("WC").and_then(hundredths) } else { tag.number("WC") };
                token.sure = token.sure.map(|sure| sure.clamp(0.0, 1.0));
                // A string without a box keeps its place by the order of the file, in the box of its line.
                token.rect = token.rect.or(if name == "HYP" { None } else { line });
                if let Some(span) = tag.value_span("CONTENT") {
                    xml::parts(source, span, &mut token.parts);
                }
                sheet.add(token);
            }
            _ => {}
        }
    })
}

/// Tesseract before version 5.6 writes hundredths behind a point without leading noughts: `0.7` is 0.07, `0.100` is 1.
fn hundredths(text: &str) -> Option<f32> {
    match text.strip_prefix("0.") {
        Some(digits) if digits == "0" || !digits.starts_with('0') => digits.parse::<f32>().ok().map(|n| n / 100.0),
        _ => text.parse().ok(),
    }
    .filter(|n| n.is_finite())
}

fn rect(tag: &Tag<'_>) -> Option<Rect> {
    let (x, y) = (tag.number("HPOS")?, tag.number("VPOS")?);
    Some(Rect::new(x, y, x + tag.number("WIDTH")?, y + tag.number("HEIGHT")?))
}
