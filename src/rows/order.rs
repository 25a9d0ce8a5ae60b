//! The reading order of rows that were laid over columns: box by box, in each the heads, then the columns; and which head is the title.

use crate::rows::boxes::Boxes;
use crate::rows::fit::Fit;
use crate::rows::line::{Kind, Line};

/// The lines in reading order, noise left out. Lines that follow each other belong together as far as they are text.
pub(super) fn order(lines: &[Line], page: &str, fit: &Fit<'_>) -> Vec<Line> {
    let mut lines = settled(lines);
    stage(&mut lines);
    let mut out = Boxes::new(&lines, page, fit).order();
    name(&mut out);
    out
}

/// What lines gain as the articles of the boxes that they stand in best.
pub(super) fn value(lines: &[Line], page: &str, fit: &Fit<'_>) -> f32 {
    let mut lines = settled(lines);
    stage(&mut lines);
    Boxes::new(&lines, page, fit).value()
}

/// The lines without noise. A head over columns whose text is not at its end is none: it stands in the first of them.
fn settled(lines: &[Line]) -> Vec<Line> {
    let mut open: Vec<bool> = Vec::new();
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines.iter().filter(|l| l.kind != Kind::Noise) {
        open.resize(open.len().max(line.end()), false);
        let columns = &mut open[line.column..line.end()];
        if line.kind == Kind::Text {
            columns.fill(line.solid && !line.closed);
        }
        let inside = line.columns > 1 && columns.iter().all(|&c| c) && line.beside;
        out.push(if inside { Line { columns: 1, kind: Kind::Text, ..*line } } else { *line });
    }
    out
}

/// Rows by which the openings of articles side by side may differ, and rows right above them in which their titles stand.
const LEVEL: usize = 1;
const TITLED: usize = 4;

/// Puts titles side by side over the columns in which their articles open: white between titles is lost more often than columns are.
fn stage(lines: &mut [Line]) {
    let starts: Vec<usize> = (0..lines.len()).filter(|&n| n == 0 || lines[n].row > lines[n - 1].row).chain([lines.len()]).collect();
    for at in 1..starts.len().saturating_sub(1) {
        let (start, row) = (starts[at], lines[starts[at]].row);
        let own = &lines[start..starts[at + 1]];
        let level = lines[start..].iter().take_while(|l| l.row <= row + LEVEL);
        let mut openings: Vec<usize> = level.filter(|l| l.opening).map(|l| l.column).collect();
        openings.sort_unstable();
        openings.dedup();
        if openings.len() < 2 || !own.iter().any(|l| l.opening) || own.len() <= openings.len() {
            continue;
        }
        for above in (at.saturating_sub(TITLED)..at).rev() {
            let titles = &mut lines[starts[above]..starts[above + 1]];
            if titles.len() != openings.len() || titles.iter().any(|l| l.closed || l.opening) {
                break;
            }
            for (title, &column) in titles.iter_mut().zip(&openings) {
                *title = Line { column, columns: 1, kind: Kind::Head, solid: false, ..*title };
            }
        }
    }
}

/// Rows above text in which its title stands, and the fewest and the most cells of a line of it.
const TITLE_ROWS: usize = 6;
const TITLE: std::ops::Range<usize> = 8..64;

/// The longest of the heads that stand close above text, below what is at its end, is the title of it.
fn name(lines: &mut [Line]) {
    let mut start = 0;
    while let Some(from) = lines[start..].iter().position(|l| l.kind == Kind::Head).map(|n| start + n) {
        let end = lines[from..].iter().position(|l| l.kind == Kind::Text).map_or(lines.len(), |n| from + n);
        let open = from.checked_sub(1).is_some_and(|n| lines[n].solid && !lines[n].closed) && !lines[from].zone;
        let open = open || !lines[from..end].iter().any(|l| l.zone);
        if let Some(top) = lines.get(end).map(|l| l.row).filter(|_| !open) {
            let near = lines[from..end].iter_mut().filter(|l| l.row < top && l.row + TITLE_ROWS >= top);
            let title = near.filter(|l| !l.byline && !l.closed && TITLE.contains(&l.cells)).max_by_key(|l| l.cells);
            if let Some(title) = title {
                title.title = true;
            }
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_over_the_columns_in_which_their_articles_open() {
        let line = |row: usize, column: usize, opening: bool| Line { row, column, columns: 1, opening, ..Line::default() };
        let text = |opens: [bool; 4]| opens.into_iter().enumerate().map(move |(column, opening)| line(3, column, opening));
        let columns = |opens: [bool; 4]| {
            let mut lines: Vec<Line> = [line(1, 0, false), line(1, 1, false), line(2, 0, false), line(2, 1, false)].into();
            lines.extend(text(opens));
            stage(&mut lines);
            lines[..4].iter().map(|l| l.column).collect::<Vec<_>>()
        };
        assert_eq!(columns([true, false, true, false]), [0, 2, 0, 2]);
        assert_eq!(columns([true, false, false, false]), [0, 1, 0, 1]);
        assert_eq!(columns([true, true, true, false]), [0, 1, 0, 1]);
    }
}
