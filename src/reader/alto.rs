//! ALTO, versions 1 to 4: strings and hyphens in text lines.

use crate::error::Error;
use crate::reader::xml::{self, Piece, Tag};
use crate::reader::{Rect, Sheet, Token};

pub(super) fn read(source: &str, sheet: &mut Sheet) -> Result<(), Error> {
    let mut line: Option<Rect> = None;
    xml::walk(source, &mut |piece| {
        let Piece::Open { tag, .. } = piece else { return };
        match tag.name() {
            "Page" => sheet.start_page(),
            "GraphicalElement" | "Illustration" => sheet.add_graphic(rect(&tag)),
            "TextLine" => {
                sheet.start_line();
                line = rect(&tag);
            }
            name @ ("String" | "HYP") => {
                let mut token = Token { rect: rect(&tag), glued: name == "HYP", ..Token::default() };
                token.sure = tag.number("WC").map(|sure| sure.clamp(0.0, 1.0));
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

fn rect(tag: &Tag<'_>) -> Option<Rect> {
    let (x, y) = (tag.number("HPOS")?, tag.number("VPOS")?);
    Some(Rect::new(x, y, x + tag.number("WIDTH")?, y + tag.number("HEIGHT")?))
}
