//! Text of fixed pitch with columns side by side, as `pdftotext -layout` writes it.

use crate::hyphen::Hyphens;
use crate::page::Block;
use crate::reader::Rect;
use crate::sheet::{self, Word};
use crate::span::Span;
use crate::stats::Statistics;
use crate::text;

/// Fewer lines than these show no columns.
const LINES: usize = 12;
/// Spaces that separate columns in text of fixed pitch.
const GAP: usize = 3;
/// Height of a line in cells, and from one line to the next.
const HEIGHT: f32 = 2.0;
const PITCH: f32 = 2.4;

/// Text of fixed pitch with columns side by side (`pdftotext -layout`): its stretches between wide spaces, with boxes in
/// cells. `None` where fewer than a third of the lines have such spaces inside.
pub(crate) fn words(page: &str) -> Option<Vec<Word>> {
    // Most pages have no wide spaces; they are not walked over.
    memchr::memmem::find(page.as_bytes(), b"   ")?;
    let (mut words, mut lines, mut gapped) = (Vec::new(), 0_usize, 0_usize);
    let mut at = 0;
    for (row, line) in page.split_inclusive(['\n', '\x0c']).enumerate() {
        let stretches = stretches(line.trim_end());
        lines += usize::from(!stretches.is_empty());
        gapped += usize::from(stretches.len() > 1);
        let y = row as f32 * PITCH;
        for (start, end, x0, x1) in stretches {
            let rect = Some(Rect::new(x0, y, x1, y + HEIGHT));
            words.push(Word { span: Span::new(at + start, at + end), rect, line: row, sure: None });
        }
        at += line.len();
    }
    (lines >= LINES && gapped * 3 >= lines).then_some(words)
}

/// Stretches of a line between wide spaces: bytes, and cells from the left edge.
fn stretches(line: &str) -> Vec<(usize, usize, f32, f32)> {
    let mut out: Vec<(usize, usize, f32, f32)> = Vec::new();
    let (mut x, mut spaces) = (0_usize, GAP);
    for (n, c) in line.char_indices() {
        let width = text::cells_of(c);
        if c == ' ' || c == '\u{3000}' {
            spaces += width;
        } else {
            let (start, end) = (x as f32, (x + width) as f32);
            match out.last_mut() {
                Some(last) if spaces < GAP => (last.1, last.3) = (n + c.len_utf8(), end),
                _ => out.push((n, n + c.len_utf8(), start, end)),
            }
            spaces = 0;
        }
        x += width;
    }
    out
}

/// The blocks of text of fixed pitch, in reading order.
pub(crate) fn blocks(words: &[Word], page: &str, stats: Statistics<'_>) -> Vec<Block> {
    let mut out = Vec::new();
    sheet::of_page(words, Vec::new(), page, stats.lang, &Hyphens::new(page, stats), &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn columns_of_fixed_pitch_are_read_one_after_the_other() {
        let left = "the river rose in the night and took the bridge before anyone could close the road that leads to the mill";
        let right = "at the fair a calf was born and the children gave it a name which nobody in the village will ever forget";
        let wrap = |text: &str| text.split(' ').collect::<Vec<_>>().chunks(2).map(|w| w.join(" ")).collect::<Vec<_>>();
        let rows: Vec<String> = wrap(left).iter().zip(wrap(right)).map(|(a, b)| format!("{a:16}     {b}")).collect();
        let rows = [rows.clone(), rows].concat().join("\n");
        let found = words(&rows).unwrap();
        let got = blocks(&found, &rows, Lang::En.into());
        let text: Vec<String> = got.iter().map(|b| b.text(&rows).into_owned()).collect();
        assert!(text.join(" ").starts_with("the river rose in the night"), "{text:?}");
        assert!(words("one line\nof plain text\n").is_none());
        // A form feed ends a line as any other break does.
        let found = words(&rows.replace('\n', "\x0c")).unwrap();
        assert_eq!(found.last().unwrap().line + 1, rows.lines().count());
    }
}
