//! Tesseract's TSV: a row a word, quotation marks are text.

use crate::reader::{Part, Rect, Sheet, Token};
use crate::span::Span;

/// Columns before the text.
const COLUMNS: usize = 11;

pub(super) fn read(source: &str, sheet: &mut Sheet) {
    let mut at = 0;
    let mut page = "";
    let mut line: Option<[&str; 3]> = None;
    for row in source.split_inclusive('\n') {
        let start = at;
        at += row.len();
        let row = row.trim_end_matches(['\n', '\r']);
        let mut fields = row.splitn(COLUMNS + 1, '\t');
        let columns: Vec<&str> = fields.by_ref().take(COLUMNS).collect();
        let (&[level, number, block, paragraph, row_of, _, x, y, w, h, sure], Some(text)) = (columns.as_slice(), fields.next()) else {
            continue;
        };
        if level != "5" {
            continue;
        }
        if number != page {
            page = number;
            sheet.start_page();
            line = None;
        }
        if line != Some([block, paragraph, row_of]) {
            line = Some([block, paragraph, row_of]);
            sheet.start_line();
        }
        let n = |s: &str| s.parse::<f32>().ok().filter(|n| n.is_finite());
        let rect = || {
            let (x, y) = (n(x)?, n(y)?);
            Some(Rect::new(x, y, x + n(w)?, y + n(h)?))
        };
        let text_at = start + row.len() - text.len();
        let lead = text.len() - text.trim_start().len();
        let span = Span::new(text_at + lead, text_at + lead + text.trim().len());
        if span.is_empty() {
            // Tesseract gives its separators and pictures a word of white space.
            sheet.add_graphic(rect());
        } else {
            // Below nothing stands what is no word.
            let sure = n(sure).filter(|n| *n >= 0.0).map(|hundredths| (hundredths / 100.0).min(1.0));
            sheet.add(Token { parts: vec![Part::Copy(span)], rect: rect(), sure, ..Token::default() });
        }
    }
}
