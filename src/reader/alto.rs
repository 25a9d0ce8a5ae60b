//! ALTO, versions 1 to 4: strings and hyphens in text lines.

use crate::error::Error;
use crate::reader::xml::{self, Piece, Tag};
use crate::reader::{Part, Rect, Sheet, Token};
use crate::span::Span;

pub(super) fn read(source: &str, sheet: &mut Sheet) -> Result<(), Error> {
    let mut line: Option<Rect> = None;
    let (mut names_software, mut tesseract) = (false, false);
    let (mut blocks, mut order): (Vec<(&str, usize)>, Vec<&str>) = Default::default();
    xml::walk(source, &mut |piece| {
        let tag = match piece {
            Piece::Open { tag, .. } => tag,
            Piece::Text(span) => {
                tesseract |= names_software && span.of(source).trim_start().starts_with("tesseract");
                return;
            }
            Piece::Close { .. } => return,
        };
        let name = tag.name();
        names_software = name == "softwareName";
        match name {
            "Page" => sheet.start_page(),
            "GraphicalElement" | "Illustration" => sheet.add_graphic(rect(source, &tag)),
            "ElementRef" => order.extend(tag.value("REF")),
            "TextBlock" => blocks.push((tag.value("ID").unwrap_or(""), sheet.tokens.len())),
            "TextLine" => {
                sheet.start_line();
                line = rect(source, &tag);
            }
            "String" | "HYP" => {
                let [content, sure, place @ ..] = tag.value_spans(["CONTENT", "WC", "HPOS", "VPOS", "WIDTH", "HEIGHT"]);
                let mut token = Token { rect: rect_of(source, place), glued: name == "HYP", ..Token::default() };
                let sure = sure.map(|span| span.of(source));
                token.sure = if tesseract { sure.and_then(hundredths) } else { sure.and_then(xml::number) };
                token.sure = token.sure.map(|sure| sure.clamp(0.0, 1.0));
                // A string without a box keeps its place by the order of the file, in the box of its line.
                token.rect = token.rect.or(if name == "HYP" { None } else { line });
                if let Some(span) = content {
                    xml::parts(source, span, &mut token.parts);
                }
                // Some engines give the hyphen twice, in the word and by itself.
                if name != "HYP" || !ends_in_hyphen(source, sheet) {
                    sheet.add(token);
                }
            }
            _ => {}
        }
    })?;
    sheet.put_in_order(&blocks, &order);
    Ok(())
}

/// Whether the word that was read last, in the line that is being read, ends in a mark that divides words.
fn ends_in_hyphen(source: &str, sheet: &Sheet) -> bool {
    let last = match sheet.last_of_line().and_then(|word| word.parts.last()) {
        Some(Part::Copy(span)) => span.of(source).chars().next_back(),
        Some(Part::Entity(_, c)) => Some(*c),
        None => None,
    };
    last.is_some_and(|c| matches!(c, '-' | '\u{AD}' | '\u{2010}' | '\u{2011}' | '¬' | '⸗'))
}

/// Tesseract before version 5.6 writes hundredths behind a point without leading noughts: `0.7` is 0.07, `0.100` is 1.
fn hundredths(text: &str) -> Option<f32> {
    match text.strip_prefix("0.") {
        Some(digits) if digits == "0" || !digits.starts_with('0') => digits.parse::<f32>().ok().map(|n| n / 100.0),
        _ => text.parse().ok(),
    }
    .filter(|n| n.is_finite())
}

fn rect(source: &str, tag: &Tag<'_>) -> Option<Rect> {
    rect_of(source, tag.value_spans(["HPOS", "VPOS", "WIDTH", "HEIGHT"]))
}

/// A box by the places of left edge, top edge, width and height.
fn rect_of(source: &str, place: [Option<Span>; 4]) -> Option<Rect> {
    let [x, y, width, height] = place.map(|span| xml::number(span?.of(source)));
    Some(Rect::new(x?, y?, x? + width?, y? + height?))
}
