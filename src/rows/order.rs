//! The reading order of rows that were laid over columns: bands that heads part, boxes of columns side by side in each, the
//! columns of a box with the heads inside them.

use crate::rows::line::{Kind, Line};

/// What a row says for being text of columns: a line that just fills its column, one that ends a sentence, another line of
/// text that is full enough or is not, a head, one over several columns; and where it has fewer stretches than those above
/// and below.
const SOLID: f32 = 1.0;
const CLOSED: f32 = 0.5;
const FULL: f32 = -0.2;
const SHORT: f32 = -0.7;
const HEAD: f32 = -1.0;
const OVER: f32 = -1.5;
const BETWEEN: f32 = -0.7;
/// What a change between text and heads costs.
const CHANGE: f32 = 0.6;
/// What heads above a row say for it where an article opens in it. Found on 105 pages read as rows and 204 of plain text, at 1, 2 and 3: 2
/// and 3 are alike, 1 gains half as much.
const OPENING_ROW: f32 = 2.0;

/// The lines in reading order, noise left out. Lines that follow each other belong together as far as they are text.
pub(super) fn order(lines: &[Line]) -> Vec<Line> {
    let lines = settled(lines);
    let mut out = Vec::with_capacity(lines.len());
    let rows: Vec<&[Line]> = lines.chunk_by(|a, b| a.row == b.row).collect();
    let zones = zones(&rows);
    let (mut heads, mut body): (Vec<Line>, Vec<Line>) = Default::default();
    let mut start = 0;
    for run in zones.chunk_by(|a, b| a == b) {
        let rows = &rows[start..start + run.len()];
        start += run.len();
        if run[0] && !flows(rows) {
            band(std::mem::take(&mut heads), std::mem::take(&mut body), &mut out);
            heads = rows.iter().copied().flatten().map(|l| Line { kind: Kind::Head, zone: true, ..*l }).collect();
        } else {
            body.extend(rows.iter().copied().flatten());
        }
    }
    band(heads, body, &mut out);
    name(&mut out);
    out
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

/// Which rows are heads over the columns of a band, and which are its text: the likeliest sequence.
fn zones(rows: &[&[Line]]) -> Vec<bool> {
    let mut score = [0.0_f32; 2];
    let mut from: Vec<[bool; 2]> = Vec::with_capacity(rows.len());
    for row in rows {
        let opening = if row.iter().any(|l| l.opening) { OPENING_ROW } else { 0.0 };
        let change = [CHANGE - opening, CHANGE];
        let step = [0, 1].map(|to: usize| score[1 - to] - change[to] > score[to]);
        let best = |to: usize| if step[to] { score[1 - to] - change[to] } else { score[to] };
        score = [best(0) + text(row), best(1)];
        from.push(step);
    }
    let mut at = usize::from(score[1] > score[0]);
    let mut out = vec![false; rows.len()];
    for (n, step) in from.iter().enumerate().rev() {
        out[n] = at == 1;
        at = if step[at] { 1 - at } else { at };
    }
    out
}

/// What a row says for text.
fn text(row: &[Line]) -> f32 {
    let of = |l: &Line| match l.kind {
        _ if l.solid => SOLID,
        Kind::Text if l.closed => CLOSED,
        Kind::Text if l.full => FULL,
        Kind::Text => SHORT,
        _ if l.columns > 1 => OVER,
        _ => HEAD,
    };
    row.iter().map(of).sum::<f32>() + if row.iter().any(|l| l.between) { BETWEEN } else { 0.0 }
}

/// Whether the text of a column goes on beside heads.
fn flows(rows: &[&[Line]]) -> bool {
    let columns = rows.iter().copied().flatten().map(Line::end).max().unwrap_or(0);
    let text = |column: usize| rows.iter().filter(|row| row.iter().any(|l| l.solid && l.column == column)).count();
    (0..columns).any(|column| text(column) * 2 > rows.len())
}

/// Rows by which the columns of one box may differ in where their text begins.
const LEVEL: usize = 1;

/// Orders a band: its columns to boxes by where their text begins, heads above a box to the box.
fn band(heads: Vec<Line>, body: Vec<Line>, out: &mut Vec<Line>) {
    let columns = body.iter().map(Line::end).max().unwrap_or(0);
    let top = |column: usize| body.iter().find(|l| l.solid && l.column == column).map_or(usize::MAX, |l| l.row);
    let tops: Vec<usize> = (0..columns).map(top).collect();
    let mut edges: Vec<usize> =
        (1..columns).filter(|&n| tops[n].abs_diff(tops[n - 1]) > LEVEL && tops[n] != usize::MAX && tops[n - 1] != usize::MAX).collect();
    // A head that begins left of an edge and stands in the text of a box holds its columns together.
    edges.retain(|&edge| !body.iter().any(|l| l.kind == Kind::Head && l.crosses(edge) && l.row > tops[edge].max(tops[edge - 1])));
    edges.extend((1..columns).filter(|&n| opens(&body, n)));
    edges.push(0);
    edges.sort_unstable();
    edges.dedup();
    let mut boxes: Vec<(Vec<Line>, Vec<Line>)> = vec![Default::default(); edges.len()];
    for row in heads.chunk_by(|a, b| a.row == b.row) {
        for (n, line) in row.iter().enumerate() {
            // As many heads as boxes: one for each.
            let at = if row.len() == edges.len() { n } else { edges.partition_point(|&edge| edge <= line.column) - 1 };
            boxes[at].0.push(*line);
        }
    }
    let body = titled(body, &edges, &mut boxes);
    for line in body {
        let at = edges.partition_point(|&edge| edge <= line.column) - 1;
        boxes[at].1.push(line);
    }
    for (heads, body) in boxes {
        out.extend(heads);
        region(body, 0, out);
    }
}

/// Lines at the top of a column among which the opening of its article stands.
const OPENING: usize = 2;

/// Rows right above the openings of articles side by side in which their titles stand.
const TITLED: usize = 4;

/// Takes the rows of titles out of the text of a band: as many as there are boxes, right above where their articles open.
fn titled(body: Vec<Line>, edges: &[usize], boxes: &mut [(Vec<Line>, Vec<Line>)]) -> Vec<Line> {
    let Some(top) = body.iter().find(|l| l.opening).map(|l| l.row).filter(|_| edges.len() > 1) else { return body };
    let mut out = Vec::with_capacity(body.len());
    for row in body.chunk_by(|a, b| a.row == b.row) {
        let above = row[0].row < top && row[0].row + TITLED >= top;
        if above && row.len() == edges.len() && row.iter().all(|l| !l.closed) {
            boxes.iter_mut().zip(row).for_each(|(own, line)| own.0.push(Line { kind: Kind::Head, ..*line }));
        } else {
            out.extend_from_slice(row);
        }
    }
    out
}

/// Whether an article opens at the top of a column beside another one.
fn opens(body: &[Line], column: usize) -> bool {
    body.iter().filter(|l| l.column == column && l.columns == 1).take(OPENING).any(|l| l.opening)
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

/// Deeper than any page is nested.
const DEEPEST: usize = 32;

/// Orders a part of a band: by the edges of columns that no head crosses, else by the first head that does.
fn region(lines: Vec<Line>, depth: usize, out: &mut Vec<Line>) {
    let (Some(left), Some(right)) = (lines.iter().map(|l| l.column).min(), lines.iter().map(Line::end).max()) else { return };
    if right - left == 1 || depth > DEEPEST {
        out.extend(lines);
        return;
    }
    let edge = (left + 1..right).find(|&edge| !lines.iter().any(|l| l.crosses(edge)));
    if let Some(edge) = edge {
        let (before, behind): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|l| l.column < edge);
        region(before, depth + 1, out);
        region(behind, depth + 1, out);
        return;
    }
    let Some(first) = lines.iter().find(|l| l.columns > 1 && l.kind == Kind::Head).map(|l| l.row) else {
        out.extend(lines);
        return;
    };
    let (above, below): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|l| l.row < first);
    let (head, below): (Vec<Line>, Vec<Line>) = below.into_iter().partition(|l| l.row == first && l.kind == Kind::Head && l.columns > 1);
    region(above, depth + 1, out);
    out.extend(head);
    region(below, depth + 1, out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn line(row: usize, kind: Kind, solid: bool, opening: bool) -> Line {
        Line {
            span: Span::new(row, row + 1),
            row,
            column: 0,
            columns: 1,
            kind,
            full: solid,
            solid,
            closed: false,
            lack: 0.0,
            between: false,
            cells: 20,
            byline: false,
            title: false,
            opening,
            zone: false,
            beside: false,
        }
    }

    #[test]
    fn one_head_above_an_opening_parts_bands() {
        let page = |opening: bool| {
            let lines: Vec<Line> =
                (0..7).map(|row| line(row, if row == 3 { Kind::Head } else { Kind::Text }, row != 3, opening && row == 4)).collect();
            let rows: Vec<&[Line]> = lines.chunk_by(|a, b| a.row == b.row).collect();
            zones(&rows).iter().position(|&head| head)
        };
        assert_eq!([true, false].map(page), [Some(3), None]);
    }
}
