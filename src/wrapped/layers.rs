//! Columns whose rows were read in two ways: some straight across, the others column by column below or above these.
//!
//! Text goes down each column before it goes on at the top of the next one; so the parts are put in the order in which their ends
//! and starts go on best.

use super::items::{self, Item, Node};
use crate::page::Line;
use crate::rows::{Cell, Fit};
use crate::text;

/// Stretches of lines beside a band that are looked at.
const MOST: usize = 24;
/// By so much an order is better than that of the file; this and the next three were found on 60 East Asian pages of plain text and
/// tried again on 30 with the same articles in another layout: less or more of the margin costs about as much as it gains.
const MARGIN: f32 = 0.8;
/// What an open end and one that closes a sentence say of a title or an opening behind it, and of any other text.
const OPEN_HEAD: f32 = -1.0;
const CLOSED_HEAD: f32 = 0.3;
const OPEN_TEXT: f32 = 0.6;
/// Lines of a title; cells by which they are longer than the column, and the share of it that they are shorter than.
const TITLE: usize = 2;
const LEAST_TITLE: usize = 10;
const OVER: usize = 3;
const SHORT: (usize, usize) = (7, 10);

/// Puts stretches of lines into the bands whose columns they go on with.
pub(super) fn settle(items: &mut Vec<Item>, page: &str, fit: &Fit<'_>, measure: usize) {
    let mut n = 0;
    while n < items.len() {
        if matches!(items[n], Item::Band(_)) {
            around(items, n, page, fit, measure);
        }
        n += 1;
    }
}

/// Settles what stands around one band.
fn around(items: &mut Vec<Item>, at: usize, page: &str, fit: &Fit<'_>, measure: usize) {
    let Item::Band(cells) = &items[at] else { return };
    let runs = items::runs(cells);
    if runs.len() < 2 {
        return;
    }
    let node = |item: &Item| match item {
        Item::Lines(lines) => of_lines(lines, page, fit, measure),
        Item::Band(_) => None,
    };
    let mut after: Vec<Node> = items[at + 1..].iter().map_while(node).take(MOST).collect();
    after.truncate(next_article(&after));
    let mut before: Vec<Node> = items[..at].iter().rev().map_while(node).take(MOST).collect();
    let head = before.iter().position(|n| n.head).unwrap_or(before.len());
    before.truncate(head);
    let columns: Vec<Node> = runs.iter().map(|r| r.1).collect();
    let flow = |a: &Node, b: &Node| flow(a, b, page, fit);
    let down = place(&columns, &after, |n| n.low, &flow);
    let last = |c: usize| down.iter().rposition(|d| *d == c).map(|k| after[k].last);
    let ended: Vec<Node> = columns.iter().enumerate().map(|(c, n)| Node { last: last(c).unwrap_or(n.last), ..*n }).rev().collect();
    // Below heads nothing goes on.
    let high = columns.iter().filter(|n| n.high).count();
    if !columns[0].high || high * 2 < columns.len() {
        before.clear();
    }
    let up = place(&ended, &before, |n| n.high, &|a, b| flow(b, a));
    if down.is_empty() && up.is_empty() {
        return;
    }
    let (before, rest) = items.split_at(at);
    let runs = runs.into_iter().map(|run| &cells[run.0]);
    let out = woven(runs, (before, &up), (&rest[1..], &down), cells.iter().filter(|c| c.noise));
    items.splice(at - up.len()..=at + down.len(), out);
}

/// The columns of a band with the stretches of lines that go on above and below each, specks last. Columns and stretches above are
/// counted from their ends.
fn woven<'c>(
    runs: impl ExactSizeIterator<Item = &'c [Cell]>,
    (before, up): (&[Item], &[usize]),
    (after, down): (&[Item], &[usize]),
    noise: impl Iterator<Item = &'c Cell>,
) -> Vec<Item> {
    let count = runs.len();
    let mut out: Vec<Line> = Vec::new();
    for (c, run) in runs.enumerate() {
        let own = |of: &usize| *of == count - 1 - c;
        let above = before[before.len() - up.len()..].iter().zip(up.iter().rev()).filter(|(_, of)| own(of));
        out.extend(above.flat_map(|(item, _)| item.lines()));
        out.extend(run.iter().filter(|c| !c.noise).map(items::line));
        out.extend(after.iter().zip(down).filter(|(_, of)| **of == c).flat_map(|(item, _)| item.lines()));
    }
    out.extend(noise.map(items::line));
    out.chunk_by(|_, next| !next.opens).map(|stretch| Item::Lines(stretch.to_vec())).collect()
}

fn of_lines(lines: &[Line], page: &str, fit: &Fit<'_>, measure: usize) -> Option<Node> {
    let (first, last) = (lines.first()?.span, lines.last()?.span);
    let cells = |l: &Line| text::cells(text::solid(l.span.of(page)));
    let text = first.of(page);
    let title = lines.len() <= TITLE
        && lines.iter().all(|l| cells(l) > measure + OVER || cells(l) * SHORT.1 < measure * SHORT.0)
        && !text::ends_closed(last.of(page))
        && !text.contains(['，', '。']);
    let opens = fit.is_byline(text) || fit.opens(text) || title && lines.iter().any(|l| cells(l) >= LEAST_TITLE);
    Some(Node { first, last, head: title || opens, opens, low: true, high: true })
}

/// The first stretch of the next article: what opens one, and the titles close above it.
fn next_article(stretches: &[Node]) -> usize {
    let end = stretches.iter().position(|n| n.opens).unwrap_or(stretches.len());
    let titles = stretches[..end].iter().rev().take_while(|n| n.head).count();
    if end == stretches.len() { end } else { end - titles }
}

/// How well one stretch goes on in another.
fn flow(a: &Node, b: &Node, page: &str, fit: &Fit<'_>) -> f32 {
    let (end, start) = (a.last.of(page), b.first.of(page));
    let closed = text::ends_closed(end);
    match (b.head, closed) {
        (true, true) => CLOSED_HEAD,
        (true, false) => OPEN_HEAD,
        (false, true) => fit.of(end, start).min(0.0),
        (false, false) => OPEN_TEXT + fit.of(end, start),
    }
}

/// For each of the first stretches the column behind which it stands; none where the order of the file is about as good.
fn place(columns: &[Node], stretches: &[Node], takes: impl Fn(&Node) -> bool, flow: &impl Fn(&Node, &Node) -> f32) -> Vec<usize> {
    let (k, m) = (columns.len(), stretches.len());
    let mut rest = vec![0.0_f32; m + 1];
    for n in (0..m.saturating_sub(1)).rev() {
        rest[n] = rest[n + 1] + flow(&stretches[n], &stretches[n + 1]);
    }
    let end = |tail: &Node, j: usize| rest[j.min(m)] + stretches.get(j).map_or(0.0, |next| flow(tail, next));
    // Stretches placed, columns begun, whether the last stretch stands in the last column.
    let mut best = vec![vec![[(f32::MIN, 0_u8); 2]; k]; m + 1];
    best[0][0][0].0 = 0.0;
    for j in 0..=m {
        for c in 0..k {
            for put in [0, 1] {
                let sum = best[j][c][put].0;
                if sum == f32::MIN || put == 1 && j == 0 {
                    continue;
                }
                let tail = if put == 1 { &stretches[j - 1] } else { &columns[c] };
                let from = u8::from(put == 1);
                if j < m && takes(&columns[c]) {
                    offer(&mut best[j + 1][c][1], sum + flow(tail, &stretches[j]), from);
                }
                if c + 1 < k {
                    offer(&mut best[j][c + 1][0], sum + flow(tail, &columns[c + 1]), from);
                }
            }
        }
    }
    let total = |j: usize, put: usize| {
        let tail = if put == 1 { &stretches[j - 1] } else { &columns[k - 1] };
        best[j][k - 1][put].0 + end(tail, j)
    };
    let ways = (0..=m).flat_map(|j| [(j, 0), (j, 1)]).filter(|&(j, put)| j > 0 || put == 0);
    let Some((mut j, mut put)) = ways.max_by(|&(a, p), &(b, q)| total(a, p).total_cmp(&total(b, q))) else { return Vec::new() };
    if total(j, put) < total(0, 0) + MARGIN {
        return Vec::new();
    }
    let mut out = vec![0; j];
    let mut c = k - 1;
    while j > 0 || c > 0 {
        let from = usize::from(best[j][c][put].1);
        if put == 1 {
            j -= 1;
            out[j] = c;
        } else {
            c -= 1;
        }
        put = from;
    }
    out
}

fn offer(slot: &mut (f32, u8), sum: f32, from: u8) {
    if sum > slot.0 {
        *slot = (sum, from);
    }
}
