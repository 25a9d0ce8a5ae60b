//! Edit distance and alignment of two texts in bounded memory.
//!
//! Rows of the table are computed 64 cells at a time (Hyyrö 2003). Texts whose table would be too large are first cut at stretches
//! that both have once; what then is still too large counts as replaced, so that time and memory stay bounded.

use std::collections::HashMap;
use std::ops::Range;

/// Cells of the largest table that is kept for an alignment (2 bits each: 64 MB), and of one that is only walked over.
const MOST_KEPT: usize = 1 << 28;
const MOST_WALKED: usize = 1 << 34;
/// Length of a stretch at which long texts are cut.
const ANCHOR: usize = 16;

/// What became of a stretch of the first text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Equal,
    Replace,
    Insert,
    Delete,
}

/// A stretch of the first text and what the second one has for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Op {
    pub(super) kind: Kind,
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
}

/// The least number of insertions, deletions and replacements from one text to the other; an upper bound of it for texts whose
/// lengths multiply to more than 2^34.
pub(super) fn distance<T: Symbol>(a: &[T], b: &[T]) -> usize {
    let piece = |(a, b): (&[T], &[T])| {
        let (a, b) = inner(a, b);
        match cells(a, b) {
            0 => a.len().max(b.len()),
            n if n > MOST_WALKED => a.len().max(b.len()),
            _ => walked(a, b),
        }
    };
    if cells(a, b) <= MOST_WALKED {
        return piece((a, b));
    }
    pieces(a, b).into_iter().filter_map(|(x, y)| Some(piece((a.get(x)?, b.get(y)?)))).sum()
}

/// The stretches of an alignment, in order.
pub(super) fn align<T: Symbol>(a: &[T], b: &[T]) -> Vec<Op> {
    let mut ops = Ops::default();
    let parts = if cells(a, b) <= MOST_KEPT { vec![(0..a.len(), 0..b.len())] } else { pieces(a, b) };
    for (x, y) in parts {
        let (own_a, own_b) = (a.get(x.clone()).unwrap_or_default(), b.get(y.clone()).unwrap_or_default());
        let lead = shared(own_a.iter(), own_b.iter());
        let (mid_a, mid_b) = inner(own_a, own_b);
        ops.add(Kind::Equal, lead, lead);
        if cells(mid_a, mid_b) <= MOST_KEPT {
            kept(mid_a, mid_b, &mut ops);
        } else {
            let both = mid_a.len().min(mid_b.len());
            ops.add(Kind::Replace, both, both);
            ops.add(Kind::Delete, mid_a.len() - both, 0);
            ops.add(Kind::Insert, 0, mid_b.len() - both);
        }
        let rest = own_a.len() - lead - mid_a.len();
        ops.add(Kind::Equal, rest, rest);
    }
    ops.ops
}

/// A character, or the number of a word.
pub(super) trait Symbol: Copy + Eq + std::hash::Hash {}
impl Symbol for char {}
impl Symbol for u32 {}

fn cells<T>(a: &[T], b: &[T]) -> usize {
    a.len().saturating_mul(b.len())
}

fn shared<'t, T: Symbol + 't>(a: impl Iterator<Item = &'t T>, b: impl Iterator<Item = &'t T>) -> usize {
    a.zip(b).take_while(|(x, y)| x == y).count()
}

/// Both texts without what they have in common at their ends.
fn inner<'t, T: Symbol>(a: &'t [T], b: &'t [T]) -> (&'t [T], &'t [T]) {
    let lead = shared(a.iter(), b.iter());
    let (a, b) = (a.get(lead..).unwrap_or_default(), b.get(lead..).unwrap_or_default());
    let tail = shared(a.iter().rev(), b.iter().rev());
    (a.get(..a.len() - tail).unwrap_or_default(), b.get(..b.len() - tail).unwrap_or_default())
}

#[derive(Default)]
struct Ops {
    ops: Vec<Op>,
}

impl Ops {
    fn add(&mut self, kind: Kind, a: usize, b: usize) {
        if a + b == 0 {
            return;
        }
        let (x, y) = self.ops.last().map_or((0, 0), |op| (op.a.end, op.b.end));
        match self.ops.last_mut() {
            Some(last) if last.kind == kind => (last.a.end, last.b.end) = (x + a, y + b),
            _ => self.ops.push(Op { kind, a: x..x + a, b: y..y + b }),
        }
    }
}

/// Differences of a row from one column to the next: +1 and −1, a bit each.
#[derive(Clone, Copy)]
struct Deltas {
    plus: u64,
    minus: u64,
}

/// The rows of a table, one after the other; the first text stands along them.
struct Rows<T> {
    /// For each symbol of the first text where it stands.
    masks: HashMap<T, Vec<u64>>,
    nothing: Vec<u64>,
    row: Vec<Deltas>,
    last_bit: u64,
}

impl<T: Symbol> Rows<T> {
    fn of(a: &[T], b: &[T]) -> Self {
        let words = a.len().div_ceil(64);
        // Only symbols that the second text has are looked up.
        let mut masks: HashMap<T, Vec<u64>> = b.iter().map(|&s| (s, Vec::new())).collect();
        for (n, s) in a.iter().enumerate() {
            if let Some(mask) = masks.get_mut(s) {
                mask.resize(words, 0);
                if let Some(word) = mask.get_mut(n / 64) {
                    *word |= 1 << (n % 64);
                }
            }
        }
        let last_bit = 1 << (a.len().saturating_sub(1) % 64);
        Self { masks, nothing: vec![0; words], row: vec![Deltas { plus: u64::MAX, minus: 0 }; words], last_bit }
    }

    /// Computes the next row; how the distance at its end changes.
    fn step(&mut self, symbol: T) -> isize {
        let mask = self.masks.get(&symbol).filter(|m| !m.is_empty()).unwrap_or(&self.nothing);
        let (mut carry_plus, mut carry_minus, mut change) = (1_u64, 0_u64, 0);
        let last = self.row.len().saturating_sub(1);
        for (n, (deltas, &here)) in self.row.iter_mut().zip(mask).enumerate() {
            let x = here | carry_minus;
            let zero = ((x & deltas.plus).wrapping_add(deltas.plus) ^ deltas.plus) | x | deltas.minus;
            let (mut plus, mut minus) = (deltas.minus | !(zero | deltas.plus), zero & deltas.plus);
            if n == last {
                change = isize::from(plus & self.last_bit != 0) - isize::from(minus & self.last_bit != 0);
            }
            let (next_plus, next_minus) = (plus >> 63, minus >> 63);
            (plus, minus) = (plus << 1 | carry_plus, minus << 1 | carry_minus);
            (carry_plus, carry_minus) = (next_plus, next_minus);
            *deltas = Deltas { plus: minus | !(zero | plus), minus: plus & zero };
        }
        change
    }
}

fn walked<T: Symbol>(a: &[T], b: &[T]) -> usize {
    let mut rows = Rows::of(a, b);
    b.iter().fold(a.len(), |distance, &s| distance.saturating_add_signed(rows.step(s)))
}

/// Aligns with the whole table, from its end: deletions first, then insertions.
fn kept<T: Symbol>(a: &[T], b: &[T], ops: &mut Ops) {
    let mut rows = Rows::of(a, b);
    let words = rows.row.len();
    let mut table: Vec<Deltas> = Vec::with_capacity(words * b.len());
    for &s in b {
        rows.step(s);
        table.extend_from_slice(&rows.row);
    }
    let bits = |row: usize, column: usize| {
        table.get(row * words + column / 64).map_or((false, false), |d| {
            let bit = 1 << (column % 64);
            (d.plus & bit != 0, d.minus & bit != 0)
        })
    };
    let (mut x, mut y) = (a.len(), b.len());
    let mut back: Vec<Kind> = Vec::with_capacity(x.max(y));
    while x > 0 && y > 0 {
        if bits(y - 1, x - 1).0 {
            x -= 1;
            back.push(Kind::Delete);
            continue;
        }
        y -= 1;
        if y > 0 && bits(y - 1, x - 1).1 {
            back.push(Kind::Insert);
            continue;
        }
        x -= 1;
        back.push(if a.get(x) == b.get(y) { Kind::Equal } else { Kind::Replace });
    }
    back.extend(std::iter::repeat_n(Kind::Delete, x));
    back.extend(std::iter::repeat_n(Kind::Insert, y));
    for kind in back.into_iter().rev() {
        ops.add(kind, usize::from(kind != Kind::Insert), usize::from(kind != Kind::Delete));
    }
}

/// Cuts both texts at stretches that stand once in each of them, in the same order (as patience diff does with lines).
fn pieces<T: Symbol>(a: &[T], b: &[T]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out = Vec::new();
    let (mut x, mut y) = (0, 0);
    for (p, q) in anchors(a, b) {
        if p >= x && q >= y {
            out.push((x..p, y..q));
            (x, y) = (p, q);
        }
    }
    out.push((x..a.len(), y..b.len()));
    out
}

/// Where such stretches stand in both: the longest sequence that rises in both.
fn anchors<T: Symbol>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let mut seen: HashMap<&[T], (usize, usize, usize, usize)> = HashMap::new();
    for (n, stretch) in a.windows(ANCHOR).enumerate() {
        let entry = seen.entry(stretch).or_default();
        (entry.0, entry.1) = (entry.0 + 1, n);
    }
    for (n, stretch) in b.windows(ANCHOR).enumerate() {
        if let Some(entry) = seen.get_mut(stretch) {
            (entry.2, entry.3) = (entry.2 + 1, n);
        }
    }
    let mut pairs: Vec<(usize, usize)> = seen.into_values().filter(|e| e.0 == 1 && e.2 == 1).map(|e| (e.1, e.3)).collect();
    pairs.sort_unstable();
    // For each length the pair that ends a rising sequence of it lowest, and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (n, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&e| pairs.get(e).is_some_and(|end| end.1 < pair.1));
        before.push(length.checked_sub(1).and_then(|l| ends.get(l).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = n,
            None => ends.push(n),
        }
    }
    let mut out = Vec::new();
    let mut at = ends.last().copied();
    while let Some(n) = at {
        out.extend(pairs.get(n));
        at = before.get(n).copied().flatten();
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    /// The table as the textbook has it.
    fn slow(a: &[char], b: &[char]) -> usize {
        let mut row: Vec<usize> = (0..=a.len()).collect();
        for (y, s) in b.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = y + 1;
            for x in 0..a.len() {
                let here = (diagonal + usize::from(a[x] != *s)).min(row[x] + 1).min(row[x + 1] + 1);
                diagonal = std::mem::replace(&mut row[x + 1], here);
            }
        }
        row[a.len()]
    }

    fn check(a: &[char], b: &[char]) {
        let ops = align(a, b);
        let wanted = slow(a, b);
        assert_eq!(distance(a, b), wanted);
        let mut cost = 0;
        let (mut x, mut y) = (0, 0);
        for op in &ops {
            assert_eq!((op.a.start, op.b.start), (x, y));
            (x, y) = (op.a.end, op.b.end);
            match op.kind {
                Kind::Equal => assert_eq!(a[op.a.clone()], b[op.b.clone()]),
                _ => cost += op.a.len().max(op.b.len()),
            }
        }
        assert_eq!((x, y, cost), (a.len(), b.len(), wanted));
    }

    #[test]
    fn distances_and_alignments() {
        for (a, b) in [("", ""), ("甲", ""), ("", "甲"), ("kitten", "sitting"), ("水位回落", "水位落回"), ("abc", "xabcy"), ("ab", "ba")]
        {
            check(&chars(a), &chars(b));
        }
        // Long texts with many words of 64 cells, made by a small generator.
        let mut state = 1_u32;
        let mut next = |most: u32| {
            state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            (state >> 16) % most
        };
        for length in [63, 64, 65, 128, 200, 500] {
            let a: Vec<char> = (0..length).map(|_| char::from_u32(97 + next(6)).unwrap()).collect();
            let b: Vec<char> = a
                .iter()
                .flat_map(|&c| match next(9) {
                    0 => vec![],
                    1 => vec![c, 'z'],
                    2 => vec!['y'],
                    _ => vec![c],
                })
                .collect();
            check(&a, &b);
            check(&b, &a[..length / 2]);
        }
    }

    #[test]
    fn long_texts_are_cut_at_what_both_have_once() {
        let a: Vec<u32> = (0..40_000).collect();
        let mut b = a.clone();
        b.splice(20_000..20_010, [1, 2, 3]);
        assert!(cells(&a, &b) > MOST_KEPT);
        let ops = align(&a, &b);
        let changed: usize = ops.iter().filter(|op| op.kind != Kind::Equal).map(|op| op.a.len().max(op.b.len())).sum();
        assert_eq!(changed, 10);
    }
}
