//! ALTO, versions 1 to 4: strings and hyphens in text lines.

use crate::error::Error;
use crate::reader::told::Order;
use crate::reader::xml::{self, Piece, Tag};
use crate::reader::{Part, Rect, Sheet, Token, Told};
use crate::span::Span;
use std::collections::HashMap;

pub(super) fn read(source: &str, sheet: &mut Sheet) -> Result<(), Error> {
    let mut state = State::default();
    // Groups of the reading order among the elements that are open.
    let mut open: Vec<bool> = Vec::new();
    let (mut names_software, mut tesseract) = (false, false);
    xml::walk(source, &mut |piece| {
        let (tag, empty) = match piece {
            Piece::Open { tag, empty } => (tag, empty),
            Piece::Text(span) => {
                tesseract |= names_software && span.of(source).trim_start().starts_with("tesseract");
                return;
            }
            Piece::Close { .. } => {
                if open.pop() == Some(true) {
                    state.order.close_group();
                }
                return;
            }
        };
        let name = tag.name();
        names_software = name == "softwareName";
        let is_group = matches!(name, "OrderedGroup" | "UnorderedGroup");
        if !empty {
            open.push(is_group);
        }
        match name {
            "Page" => sheet.start_page(),
            "GraphicalElement" | "Illustration" => sheet.add_graphic(rect(source, &tag)),
            _ if is_group && !empty => state.order.open_group(None, name == "OrderedGroup"),
            "ElementRef" => tag.value("REF").into_iter().for_each(|name| state.order.name(None, name)),
            "TextStyle" => state.add_style(&tag),
            "TextBlock" => {
                sheet.start_block();
                state.start_block(&tag, sheet.tokens.len());
            }
            "TextLine" => {
                sheet.start_line();
                state.start_line(source, &tag);
            }
            "String" | "HYP" => {
                let token = state.word(source, &tag, tesseract);
                // Some engines give the hyphen twice, in the word and by itself.
                if name != "HYP" || !ends_in_hyphen(source, sheet) {
                    sheet.add(token);
                }
            }
            _ => {}
        }
    })?;
    state.order.tell(sheet);
    Ok(())
}

#[derive(Default)]
struct State<'t> {
    /// The box of the line that is being read.
    line: Option<Rect>,
    /// Sizes of print of the block that is being read, and of the line.
    block: f32,
    own: f32,
    order: Order<'t>,
    /// Sizes of print by the names of styles.
    sizes: HashMap<&'t str, f32>,
}

impl<'t> State<'t> {
    fn add_style(&mut self, tag: &Tag<'t>) {
        if let (Some(name), Some(size)) = (tag.value("ID"), tag.number("FONTSIZE")) {
            self.sizes.insert(name, size.max(0.0));
        }
    }

    /// The size of print that an element names for itself.
    fn size(&self, styles: Option<&str>) -> Option<f32> {
        styles?.split_ascii_whitespace().find_map(|name| self.sizes.get(name)).copied()
    }

    fn start_block(&mut self, tag: &Tag<'t>, first: usize) {
        let [id, styles] = tag.values(["ID", "STYLEREFS"]);
        self.order.region(id, None, first);
        self.block = self.size(styles).unwrap_or(0.0);
    }

    fn start_line(&mut self, source: &str, tag: &Tag<'t>) {
        self.line = rect(source, tag);
        self.own = self.size(tag.value("STYLEREFS")).unwrap_or(self.block);
    }

    fn word(&self, source: &str, tag: &Tag<'_>, tesseract: bool) -> Token {
        let [content, sure, styles, place @ ..] = tag.value_spans(["CONTENT", "WC", "STYLEREFS", "HPOS", "VPOS", "WIDTH", "HEIGHT"]);
        let hyphen = tag.name() == "HYP";
        let size = self.size(styles.map(|span| span.of(source))).unwrap_or(self.own);
        let mut token = Token { rect: rect_of(source, place), glued: hyphen, told: Told { size, ..Told::default() }, ..Token::default() };
        let sure = sure.map(|span| span.of(source));
        token.sure = if tesseract { sure.and_then(hundredths) } else { sure.and_then(xml::number) };
        token.sure = token.sure.map(|sure| sure.clamp(0.0, 1.0));
        // A string without a box keeps its place by the order of the file, in the box of its line.
        token.rect = token.rect.or(if hyphen { None } else { self.line });
        if let Some(span) = content {
            xml::parts(source, span, &mut token.parts);
        }
        token
    }
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
