//! Columns of a band that stand between the stretches of lines around it: of columns that the engine saw as such it read a few rows straight
//! across, and put these before or behind all of them.

use super::items::Node;
use super::layers::Slot;
use std::ops::RangeInclusive;

/// By so much an order is better than that of the file, and than one of layers; found as the margin of these, on 85 East Asian pages of plain
/// text of five sets, as what the heights say was.
const MARGIN: f32 = 1.5;
const OVER_LAYERS: f32 = 0.5;
/// A column that ends or begins inside the band goes on nowhere else.
const NOT_THERE: f32 = -9.0;
/// What a column says that has as many lines beside the band as the others, or by so many lines more or fewer.
const EVEN: [f32; 6] = [0.5, 0.4, 0.1, -0.2, -0.4, -0.5];
/// Fewer lines are no height.
const LEAST_HEIGHT: usize = 2;
/// Columns of a band that are looked at: more than a page has of them.
const MOST: usize = 24;

/// How well a band's columns and the stretches of lines around it go on in each other. A place is the number of stretches above it.
pub(super) struct Among {
    /// For each place, what the stretches above it say of each other, and their lines.
    until: Vec<f32>,
    lines: Vec<usize>,
    /// For each column, what the end of the stretch above each place says of its start, and its end of the stretch below it.
    onto: Vec<Vec<f32>>,
    behind: Vec<Vec<f32>>,
    /// What each column says of the next one, and each stretch of each stretch.
    next: Vec<f32>,
    flows: Vec<Vec<f32>>,
    /// Whether something may stand before each column.
    apart: Vec<bool>,
    /// The place of the band in the file.
    own: usize,
    /// Below a title or an opening nothing goes on, so that the first column stays behind what stands before it.
    fixed: bool,
    /// Several articles open in the band, or it has too many columns.
    many: bool,
}

impl Among {
    /// Stretches come with their lines.
    pub(super) fn new(columns: &[Node], stretches: &[(Node, usize)], own: usize, flow: &impl Fn(&Node, &Node) -> f32) -> Self {
        let (mut until, mut lines) = (vec![0.0], vec![0]);
        let (mut sum, mut count) = (0.0, 0);
        for (n, (stretch, rows)) in stretches.iter().enumerate() {
            sum += n.checked_sub(1).map_or(0.0, |above| flow(&stretches[above].0, stretch));
            count += rows;
            until.push(sum);
            lines.push(count);
        }
        let apart = apart(columns);
        let onto = |(c, column): (usize, &Node)| {
            let of = |j: usize| match j.checked_sub(1) {
                _ if !apart[c] && j != own => NOT_THERE,
                Some(above) => flow(&stretches[above].0, column),
                None => 0.0,
            };
            (0..=stretches.len()).map(of).collect()
        };
        let behind = |(c, column): (usize, &Node)| {
            let of = |j: usize| match stretches.get(j) {
                Some(_) if !apart[c + 1] && j != own => NOT_THERE,
                Some((below, _)) => flow(column, below),
                None => 0.0,
            };
            (0..=stretches.len()).map(of).collect()
        };
        Self {
            onto: columns.iter().enumerate().map(onto).collect(),
            behind: columns.iter().enumerate().map(behind).collect(),
            next: columns.windows(2).map(|pair| flow(&pair[0], &pair[1])).collect(),
            flows: stretches.iter().map(|a| stretches.iter().map(|b| flow(&a.0, &b.0)).collect()).collect(),
            fixed: columns.first().is_some_and(is_head),
            many: columns.len() > MOST || opens_inside(columns),
            until,
            lines,
            apart,
            own,
        }
    }

    /// The order in which all goes on best, where that is not the file's: one of layers that was found, or with each column between two
    /// stretches.
    pub(super) fn order(&self, layers: Option<Vec<Slot>>) -> Option<Vec<Slot>> {
        if self.many {
            return layers;
        }
        let (sum, places) = self.best();
        let least = self.sum(&vec![self.own; self.onto.len()]) + MARGIN;
        let better = sum >= least && layers.as_ref().is_none_or(|layers| sum >= self.sum_of(layers) + OVER_LAYERS);
        if better { Some(self.at(&places)) } else { layers }
    }

    /// The places of the columns at which all goes on best: the file has columns and stretches in their order, and columns are of one
    /// height.
    fn best(&self) -> (f32, Vec<usize>) {
        let mut heights: Vec<usize> = Vec::new();
        for (n, lines) in self.lines.iter().enumerate() {
            heights.extend(self.lines[..=n].iter().map(|above| lines - above));
        }
        heights.sort_unstable();
        heights.dedup();
        let found = heights.into_iter().map(|height| self.with_height(height)).max_by(|a, b| a.0.total_cmp(&b.0));
        found.unwrap_or_default()
    }

    /// The best places of columns that have so many lines beside the band, and how well all goes on then.
    fn with_height(&self, height: usize) -> (f32, Vec<usize>) {
        let (count, last) = (self.onto.len(), self.lines.len() - 1);
        let least = if self.fixed { self.own } else { 0 };
        let first = |j: usize| (if j < least { f32::MIN } else { self.before(j) }, 0);
        let mut ways: Vec<Vec<(f32, usize)>> = vec![(0..=last).map(first).collect()];
        for c in 1..count {
            let way = |j: usize| {
                let from = |i: usize| (ways[c - 1][i].0 + self.between(c, i, j) + self.even(c, self.lines[j] - self.lines[i], height), i);
                best_of(0..=j, from)
            };
            let next = (0..=last).map(way).collect();
            ways.push(next);
        }
        let (sum, mut j) = best_of(0..=last, |j| (ways[count - 1][j].0 + self.rest(j), j));
        let mut places = vec![self.own; count];
        for c in (0..count).rev() {
            places[c] = j;
            j = ways[c][j].1;
        }
        // Any height is that of one column.
        (sum - if height >= LEAST_HEIGHT { EVEN[0] } else { 0.0 }, places)
    }

    /// What the lines between a column and the one before it say, where all have this height.
    fn even(&self, c: usize, lines: usize, height: usize) -> f32 {
        if self.apart[c] && height >= LEAST_HEIGHT { EVEN[lines.abs_diff(height).min(EVEN.len() - 1)] } else { 0.0 }
    }

    /// What goes on up to the first column.
    fn before(&self, j: usize) -> f32 {
        self.until[j] + self.onto[0][j]
    }

    /// From the column before `c`, in place `i`, to `c` in place `j`.
    fn between(&self, c: usize, i: usize, j: usize) -> f32 {
        if i == j { self.next[c - 1] } else { self.behind[c - 1][i] + self.until[j] - self.until[i + 1] + self.onto[c][j] }
    }

    /// From the last column on.
    fn rest(&self, j: usize) -> f32 {
        let below = self.until.get(j + 1).map_or(0.0, |until| self.until[self.until.len() - 1] - until);
        self.behind[self.behind.len() - 1][j] + below
    }

    fn sum(&self, places: &[usize]) -> f32 {
        let inner: f32 = (1..places.len()).map(|c| self.between(c, places[c - 1], places[c])).sum();
        self.before(places[0]) + inner + self.rest(places[places.len() - 1])
    }

    /// The same of any order, with what the heights of its columns say.
    fn sum_of(&self, order: &[Slot]) -> f32 {
        let flow = |pair: &[Slot]| match (pair[0], pair[1]) {
            (Slot::Stretch(a), Slot::Stretch(b)) => self.flows[a][b],
            (Slot::Stretch(a), Slot::Column(c)) => self.onto[c][a + 1],
            (Slot::Column(c), Slot::Stretch(b)) => self.behind[c][b],
            (Slot::Column(a), Slot::Column(_)) => self.next[a],
        };
        let flows: f32 = order.windows(2).map(flow).filter(|f| *f > NOT_THERE).sum();
        let rows = |slot: &Slot| if let Slot::Stretch(n) = slot { self.lines[n + 1] - self.lines[*n] } else { 0 };
        let parts: Vec<usize> = order.split(|slot| matches!(slot, Slot::Column(_))).map(|part| part.iter().map(rows).sum()).collect();
        let inner = || parts.iter().enumerate().take(self.onto.len()).skip(1);
        let even = |height: usize| inner().map(|(c, &lines)| self.even(c, lines, height)).sum::<f32>() - EVEN[0];
        flows + inner().map(|(_, &height)| even(height)).fold(0.0, f32::max)
    }

    fn at(&self, places: &[usize]) -> Vec<Slot> {
        let columns = |n: usize| places.iter().enumerate().filter(move |(_, place)| **place == n).map(|(c, _)| Slot::Column(c));
        let stretch = |n: usize| (n + 1 < self.lines.len()).then_some(Slot::Stretch(n));
        (0..self.lines.len()).flat_map(|n| columns(n).chain(stretch(n))).collect()
    }
}

/// Whether something may stand before each column, and behind the last one: it goes on below the one or above the other.
fn apart(columns: &[Node]) -> Vec<bool> {
    let low = |c: usize| c.checked_sub(1).is_some_and(|before| columns[before].low);
    let high = |c: usize| columns.get(c).is_some_and(|column| column.high && !is_head(column));
    (0..=columns.len()).map(|c| low(c) || high(c)).collect()
}

/// Whether an article opens with a column, or its title stands there.
fn is_head(column: &Node) -> bool {
    column.head || column.opens
}

/// Whether an article opens behind the first column. Titles behind all text are advertisements.
fn opens_inside(columns: &[Node]) -> bool {
    let text = columns.iter().rposition(|c| !c.head || !c.ends_head).unwrap_or(0);
    columns[..=text].iter().skip(1).any(is_head)
}

fn best_of(places: RangeInclusive<usize>, way: impl Fn(usize) -> (f32, usize)) -> (f32, usize) {
    places.map(way).max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((f32::MIN, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use Slot::{Column, Stretch};

    /// A text between two places of the true order.
    fn node(from: usize, to: usize) -> Node {
        let span = |n: usize| Span::new(n, n);
        Node { first: span(from), last: span(to), head: false, opens: false, low: true, high: true, ends_head: false }
    }

    /// The order of three columns behind stretches, each of whose places in the true order and lines are told.
    fn order(columns: &[Node; 3], stretches: &[(usize, usize)], gain: f32) -> Option<Vec<Slot>> {
        let stretches: Vec<(Node, usize)> = stretches.iter().map(|&(place, lines)| (node(place, place), lines)).collect();
        let flow = |a: &Node, b: &Node| if b.first.start == a.last.start + 1 { gain } else { 0.0 };
        Among::new(columns, &stretches, stretches.len(), &flow).order(None)
    }

    #[test]
    fn columns_stand_where_text_goes_on_and_heights_are_even() {
        let columns = [node(1, 1), node(4, 4), node(7, 7)];
        let stretches = [(0, 5), (2, 3), (3, 4), (5, 2), (6, 5), (8, 2)];
        let want = [Stretch(0), Column(0), Stretch(1), Stretch(2), Column(1), Stretch(3), Stretch(4), Column(2), Stretch(5)];
        assert_eq!(order(&columns, &stretches, 1.0).as_deref(), Some(&want[..]));
        // Even heights speak for it where the text says little; uneven ones do not.
        assert_eq!(order(&columns, &stretches, 0.2).as_deref(), Some(&want[..]));
        let uneven = [(0, 5), (2, 9), (3, 9), (5, 1), (6, 1), (8, 2)];
        assert_eq!(order(&columns, &uneven, 0.2), None);
    }

    #[test]
    fn columns_of_several_articles_stay() {
        let stretches = [(0, 5), (2, 3), (3, 4), (5, 2), (6, 5), (8, 2)];
        let opens = Node { opens: true, ..node(4, 4) };
        assert_eq!(order(&[node(1, 1), opens, node(7, 7)], &stretches, 1.0), None);
        // An advertisement at the foot opens nothing.
        let advertisement = Node { head: true, ends_head: true, ..node(9, 9) };
        assert!(order(&[node(1, 1), node(4, 4), advertisement], &stretches, 1.0).is_some());
    }

    #[test]
    fn nothing_stands_above_the_opening_of_a_band() {
        let opens = Node { opens: true, ..node(1, 1) };
        let found = order(&[opens, node(4, 4), node(7, 7)], &[(0, 5), (2, 3), (3, 4), (5, 2), (6, 5), (8, 2)], 1.0);
        assert_eq!(found, None);
    }
}
