//! hOCR: classes by token on any tag, boxes in the title.

use crate::error::Error;
use crate::reader::xml::{self, Piece};
use crate::reader::{Part, Rect, Sheet, Token};
use crate::span::Span;

/// What an element is, by its class.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    /// What has lines, or a text of its own.
    Block,
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
            "ocr_line" | "ocrx_line" | "ocr_header" | "ocr_footer" | "ocr_caption" | "ocr_textfloat" | "ocr_pageno" | "ocr_title" => {
                Kind::Line
            }
            "ocr_par" | "ocr_carea" | "ocrx_block" | "ocr_column" | "ocr_float" | "ocr_table" | "ocr_part" | "ocr_chapter"
            | "ocr_section" | "ocr_subsection" | "ocr_subsubsection" | "ocr_author" | "ocr_abstract" | "ocr_blockquote" => Kind::Block,
            "ocrx_word" | "ocr_word" => Kind::Word,
            "ocr_separator" | "ocr_photo" | "ocr_image" | "ocr_linedrawing" => Kind::Graphic,
            _ => kind,
        };
    }
    kind
}

pub(super) fn read(source: &str, sheet: &mut Sheet) -> Result<(), Error> {
    let mut open: Vec<Kind> = Vec::new();
    let mut blocks: Vec<Loose> = Vec::new();
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
                Kind::Block if !empty => {
                    sheet.start_block();
                    blocks.push(Loose { text: Token { rect, ..Token::default() }, before: sheet.tokens.len() });
                }
                Kind::Line => {
                    sheet.start_line();
                    line = Some(Token { rect, ..Token::default() });
                }
                Kind::Word => {
                    let rect = rect.or(line.as_ref().and_then(|l| l.rect));
                    word = Some(Token { rect, sure: title.and_then(confidence), ..Token::default() });
                }
                Kind::Graphic => sheet.add_graphic(rect),
                Kind::Other if tag.name() == "br" => {
                    let place = Span::new(tag.start(), tag.start());
                    blocks.last_mut().into_iter().for_each(|block| block.text.parts.push(Part::Entity(place, '\n')));
                }
                Kind::Block | Kind::Struck | Kind::Other => {}
            }
            if !empty {
                open.push(kind);
            }
        }
        Piece::Close { .. } => match open.pop() {
            Some(Kind::Word) => sheet.add(word.take().unwrap_or_default()),
            // A line without words is one.
            Some(Kind::Line) => sheet.add(line.take().unwrap_or_default()),
            Some(Kind::Block) => {
                let block = blocks.pop().unwrap_or_default();
                if sheet.tokens.len() == block.before {
                    sheet.add_lines(&block.text, source);
                }
            }
            _ => {}
        },
        Piece::Text(span) if !open.contains(&Kind::Struck) => {
            if let Some(word) = &mut word {
                xml::parts(source, span, &mut word.parts);
            } else if let Some(line) = &mut line {
                // Blanks between words are no text.
                xml::parts(source, span, &mut line.parts);
            } else if let Some(block) = blocks.last_mut().filter(|block| block.before == sheet.tokens.len()) {
                block.add(source, span);
            }
        }
        Piece::Text(_) => {}
    })
}

/// The text of a block that is in no line of it.
#[derive(Default)]
struct Loose {
    text: Token,
    /// Words that the sheet had before the block.
    before: usize,
}

impl Loose {
    /// Adds a stretch with the blanks and ends of lines around it.
    fn add(&mut self, source: &str, span: Span) {
        let text = span.of(source);
        let body = Span::new(span.start + text.len() - text.trim_start().len(), span.start + text.trim_end().len());
        self.add_blank(source, Span::new(span.start, body.start));
        if body.start < body.end {
            xml::parts(source, body, &mut self.text.parts);
            self.add_blank(source, Span::new(body.end, span.end));
        }
    }

    fn add_blank(&mut self, source: &str, blank: Span) {
        let text = blank.of(source);
        if !text.is_empty() {
            self.text.parts.push(Part::Entity(blank, if text.contains('\n') { '\n' } else { ' ' }));
        }
    }
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
