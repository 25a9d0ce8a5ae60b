//! Columns whose rows were read in two ways: some straight across, the others column by column below or above these.
//!
//! Text goes down each column before it goes on at the top of the next one; so the parts are put in the order in which their ends
//! and starts go on best.

use super::among::Among;
use super::items::{self, Item, Node};
use crate::page::Line;
use crate::rows::Fit;
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
    for _ in 0..ROUNDS {
        let bands = count(items);
        let mut n = 0;
        while n < items.len() {
            if matches!(items[n], Item::Band(_)) {
                around(items, n, page, fit, measure);
            }
            n += 1;
        }
        if count(items) == bands {
            break;
        }
    }
}

/// Bands of rows that stand where they were.
fn count(items: &[Item]) -> usize {
    items.iter().filter(|item| matches!(item, Item::Band(_))).count()
}

/// What goes on in the columns of a band may stand behind another one, which is settled later.
const ROUNDS: usize = 3;

/// What stands in a column's way: a stretch of lines, or a column of the band, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Stretch(usize),
    Column(usize),
}

/// Settles what stands around one band: with the stretches that go on above and below its columns, or with its columns between those.
fn around(items: &mut Vec<Item>, at: usize, page: &str, fit: &Fit<'_>, measure: usize) {
    let Item::Band(cells) = &items[at] else { return };
    let runs = items::runs(cells);
    if runs.len() < 2 {
        return;
    }
    let stretch = |item: &Item| match item {
        Item::Lines(lines) => of_lines(lines, page, fit, measure).map(|node| (node, lines.len())),
        Item::Band(_) | Item::Whole(_) => None,
    };
    let mut after: Vec<(Node, usize)> = items[at + 1..].iter().map_while(stretch).take(MOST).collect();
    after.truncate(next_article(&after));
    let mut before: Vec<(Node, usize)> = items[..at].iter().rev().map_while(stretch).take(MOST).collect();
    let opening = before.iter().position(|(n, _)| fit.opens(n.first.of(page)) && !n.ends_head);
    before.truncate(opening.map_or(before.len(), |n| n + 1));
    before.reverse();
    let columns: Vec<Node> = runs.iter().map(|(_, n)| Node { opens: fit.opens(n.first.of(page)), ..*n }).collect();
    let own = before.len();
    let stretches: Vec<(Node, usize)> = before.into_iter().chain(after).collect();
    let layers = layered(&columns, &stretches, own, &|a, b| flow(a, b, page, fit));
    let among = Among::new(&columns, &stretches, own, &|a, b| flow_past_heads(a, b, page, fit));
    let Some(order) = among.order(layers) else { return };
    let from = at - own;
    let mut out: Vec<Line> = Vec::new();
    for slot in order {
        match slot {
            Slot::Stretch(n) => out.extend(items[if n < own { from + n } else { from + n + 1 }].lines()),
            Slot::Column(c) => out.extend(cells[runs[c].0.clone()].iter().filter(|c| !c.noise).map(items::line)),
        }
    }
    out.extend(cells.iter().filter(|c| c.noise).map(items::line));
    let out: Vec<Item> = out.chunk_by(|_, next| !next.opens).map(|stretch| Item::Lines(stretch.to_vec())).collect();
    items.splice(from..=from + stretches.len(), out);
}

/// The order in which stretches before a band go on above its columns and those behind it below them.
fn layered(columns: &[Node], stretches: &[(Node, usize)], own: usize, flow: &impl Fn(&Node, &Node) -> f32) -> Option<Vec<Slot>> {
    let after: Vec<Node> = stretches[own..].iter().map(|s| s.0).collect();
    let mut before: Vec<Node> = stretches[..own].iter().rev().map(|s| s.0).collect();
    let head = before.iter().position(|n| n.head).unwrap_or(before.len());
    before.truncate(head);
    let down = place(columns, &after, |n| n.low, flow);
    let last = |c: usize| down.iter().rposition(|d| *d == c).map(|k| after[k].last);
    let ended: Vec<Node> = columns.iter().enumerate().map(|(c, n)| Node { last: last(c).unwrap_or(n.last), ..*n }).rev().collect();
    // Below heads nothing goes on.
    let high = columns.iter().filter(|n| n.high).count();
    if !columns[0].high || high * 2 < columns.len() {
        before.clear();
    }
    let up = place(&ended, &before, |n| n.high, &|a, b| flow(b, a));
    if down.is_empty() && up.is_empty() {
        return None;
    }
    let count = columns.len();
    let mut out: Vec<Slot> = (0..own - up.len()).map(Slot::Stretch).collect();
    for c in 0..count {
        out.extend((0..up.len()).rev().filter(|&n| up[n] == count - 1 - c).map(|n| Slot::Stretch(own - 1 - n)));
        out.push(Slot::Column(c));
        out.extend((0..down.len()).filter(|&n| down[n] == c).map(|n| Slot::Stretch(own + n)));
    }
    out.extend((own + down.len()..stretches.len()).map(Slot::Stretch));
    Some(out)
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
    let ends_head = title || fit.is_byline(last.of(page));
    Some(Node { first, last, head: title || opens, opens, low: true, high: true, ends_head })
}

/// The first stretch of the next article: what opens one, and the titles close above it.
fn next_article(stretches: &[(Node, usize)]) -> usize {
    let end = stretches.iter().position(|n| n.0.opens).unwrap_or(stretches.len());
    let titles = stretches[..end].iter().rev().take_while(|n| n.0.head).count();
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

/// The same where a title says nothing of the text behind it.
fn flow_past_heads(a: &Node, b: &Node, page: &str, fit: &Fit<'_>) -> f32 {
    if a.ends_head { 0.0 } else { flow(a, &Node { head: b.head || b.opens, ..*b }, page, fit) }
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
