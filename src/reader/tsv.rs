//! Tesseract's TSV: a row a word, quotation marks are text.

use crate::reader::{Part, Rect, Sheet, Token};
use crate::span::Span;

/// Columns before the text: level, page, block, paragraph, line, word, left, top, width, height, confidence.
const COLUMNS: usize = 11;

/// A block of the file.
#[derive(Default)]
struct Block {
    rect: Option<Rect>,
    /// Boxes of its words of white space; Tesseract gives such to its separators and pictures.
    blank: Vec<Rect>,
    has_text: bool,
}

impl Block {
    /// A block without text is a separator or a picture. One of many corners has several words, but one box.
    fn close(&mut self, sheet: &mut Sheet) {
        let whole = self.rect.filter(|_| !self.has_text && !self.blank.is_empty());
        let pieces = self.blank.drain(..).filter(|_| whole.is_none());
        pieces.chain(whole).for_each(|rect| sheet.add_graphic(Some(rect)));
    }
}

/// Whether a text is such a table: its first line names the columns, and the next one is a row. A text may begin with the first two names.
pub(super) fn is_tsv(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let columns = |line: &str| line.bytes().filter(|&b| b == b'\t').count() >= COLUMNS;
    let is_row = |line: &str| columns(line) && line.starts_with(|c: char| c.is_ascii_digit());
    lines.next().is_some_and(|line| line.starts_with("level\tpage_num\t") && columns(line)) && lines.next().is_none_or(is_row)
}

pub(super) fn read(source: &str, sheet: &mut Sheet) {
    let mut start = 0;
    let mut block = Block::default();
    let mut place: [&str; 4] = [""; 4];
    for line in source.split_inclusive('\n') {
        let row_at = start;
        start += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        let Some((row, text)) = columns(line) else { continue };
        let [level @ ("2" | "5"), page, number, paragraph, line_of, ..] = row else { continue };
        let here = [page, number, paragraph, line_of];
        if here != place {
            if here[..2] != place[..2] {
                block.close(sheet);
                block = Block::default();
                sheet.start_block();
            }
            if page != place[0] {
                sheet.start_page();
            }
            sheet.start_line();
            place = here;
        }
        if level == "2" {
            block.rect = rect(&row);
            continue;
        }
        let lead = text.len() - text.trim_start().len();
        let text_at = row_at + line.len() - text.len() + lead;
        let span = Span::new(text_at, text_at + text.trim().len());
        if span.is_empty() {
            block.blank.extend(rect(&row));
        } else {
            block.has_text = true;
            sheet.add(Token { parts: vec![Part::Copy(span)], rect: rect(&row), sure: sure(&row), ..Token::default() });
        }
    }
    block.close(sheet);
}

/// The columns of a row and its text.
fn columns(line: &str) -> Option<([&str; COLUMNS], &str)> {
    let mut row = [""; COLUMNS];
    let mut rest = line;
    for column in &mut row {
        (*column, rest) = rest.split_once('\t')?;
    }
    Some((row, rest))
}

fn number(text: &str) -> Option<f32> {
    text.parse().ok().filter(|n: &f32| n.is_finite())
}

fn rect(row: &[&str; COLUMNS]) -> Option<Rect> {
    let &[.., x, y, w, h, _] = row;
    let (x, y) = (number(x)?, number(y)?);
    Some(Rect::new(x, y, x + number(w)?, y + number(h)?))
}

/// A word's confidence in whole hundredths, as the other formats have it. Below nothing stands what is no word.
fn sure(row: &[&str; COLUMNS]) -> Option<f32> {
    let &[.., sure] = row;
    number(sure).filter(|n| *n >= 0.0).map(|hundredths| (hundredths.floor() / 100.0).min(1.0))
}
