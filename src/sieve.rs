//! A map that is only read, in little more than the bytes of its values.
//!
//! A binary fuse filter (Graf and Lemire 2022): a key has three cells, and these together hold its value and some bits of its
//! hash. A key that was never put in is taken for one when those bits agree by chance: once in 256 for cells of two bytes, once
//! in 65,536 for cells of three.

use crate::packed::{mix, number};

/// Bytes of the head: seed, width of a cell, length of a segment as a power of two, segments.
const HEAD: usize = 16;
/// No segment is longer, so that the cells of a key stay near each other.
const LONGEST: u32 = 18;

/// Where the cells of a map lie in a file.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sieve {
    start: usize,
    shape: Shape,
    /// The bits of the hash that a cell holds beside the value.
    mark: u32,
    width: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Shape {
    seed: u64,
    /// The length of a segment, less one.
    mask: u64,
    /// Cells where the first one of a key may be.
    span: u64,
}

impl Shape {
    fn new(seed: u64, bits: u32, segments: u64) -> Self {
        Self { seed, mask: (1 << bits) - 1, span: segments << bits }
    }

    fn cells(self) -> usize {
        usize::try_from(self.span + 2 * (self.mask + 1)).unwrap_or(0)
    }

    /// The hash of a key and its three cells.
    #[inline]
    fn places(self, key: u64) -> (u64, [usize; 3]) {
        let hash = mix(key ^ self.seed);
        let place = |n: u64| usize::try_from(n).unwrap_or(0);
        let first = u64::try_from((u128::from(hash) * u128::from(self.span)) >> 64).unwrap_or(0);
        let second = (first + self.mask + 1) ^ (hash >> 18 & self.mask);
        let third = (first + 2 * (self.mask + 1)) ^ (hash & self.mask);
        (hash, [place(first), place(second), place(third)])
    }
}

impl Sieve {
    /// The map whose head stands at a place of a file, and where it ends; nothing where the file is too short.
    pub(crate) fn open(bytes: &[u8], at: usize) -> Option<(Self, usize)> {
        let head = bytes.get(at..at + HEAD)?;
        let field = |n: usize| number(head.get(4 * n..4 * n + 4).unwrap_or_default());
        let (width, bits) = (usize::try_from(field(1)).ok()?, u32::try_from(field(2)).ok()?);
        if !(2..=3).contains(&width) || bits > LONGEST {
            return None;
        }
        let shape = Shape::new(field(0), bits, field(3));
        let start = at + HEAD;
        let end = start.checked_add(shape.cells().checked_mul(width)?)?.checked_add(4 - width)?;
        let mark = if width == 2 { 0xFF } else { 0xFFFF };
        (end <= bytes.len()).then_some((Self { start, shape, mark, width }, end))
    }

    /// The value of a key.
    #[inline]
    pub(crate) fn get(&self, bytes: &[u8], key: u64) -> Option<u8> {
        if self.width == 0 {
            return None;
        }
        let (hash, [a, b, c]) = self.shape.places(key);
        let cell = |place: usize| {
            let at = self.start + place * self.width;
            Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
        };
        let cell = cell(a)? ^ cell(b)? ^ cell(c)?;
        (cell >> 8 & self.mark == low(hash >> 40) & self.mark).then(|| cell.to_le_bytes()[0])
    }
}

/// A map of keys, which must differ, to values, with cells of two or three bytes.
pub(crate) fn build(entries: &[(u64, u8)], width: usize) -> Vec<u8> {
    let (bits, segments) = sizes(entries.len());
    let seeds = (0..).map(|n| mix(n) & 0xFFFF_FFFF);
    let found = seeds.map(|seed| Shape::new(seed, bits, segments)).find_map(|shape| Some((shape, order(entries, shape)?)));
    let Some((shape, order)) = found else { return Vec::new() };
    let mut cells = vec![0_u32; shape.cells()];
    for &(n, own) in order.iter().rev() {
        let (key, value) = entries[n];
        let (hash, places) = shape.places(key);
        let others = places.iter().fold(0, |sum, &at| sum ^ cells[at]) ^ cells[own];
        cells[own] = others ^ (low(hash >> 40) << 8 | u32::from(value));
    }
    let head = [shape.seed, u64::try_from(width).unwrap_or(0), u64::from(bits), segments];
    let mut out: Vec<u8> = head.iter().flat_map(|&n| low(n).to_le_bytes()).collect();
    out.extend(cells.iter().flat_map(|cell| cell.to_le_bytes().into_iter().take(width)));
    // Cells are read four bytes at a time.
    out.extend(std::iter::repeat_n(0, 4 - width));
    out
}

/// Length of a segment as a power of two, and how many the first cell chooses from; figures of the paper.
fn sizes(keys: usize) -> (u32, u64) {
    let n = (keys as f64).max(2.0);
    let bits = ((n.ln() / 3.33_f64.ln() + 2.25) as u32).clamp(2, LONGEST);
    let factor = (0.875 + 0.25 * 1e6_f64.ln() / n.ln()).max(1.125);
    let cells = (n * factor) as u64;
    (bits, (cells.div_ceil(1 << bits)).saturating_sub(2).max(1))
}

/// The keys, each with a cell that none of those behind it has; nothing where this seed gives no such order.
fn order(entries: &[(u64, u8)], shape: Shape) -> Option<Vec<(usize, usize)>> {
    let mut counts = vec![0_u32; shape.cells()];
    let mut sums = vec![0_usize; shape.cells()];
    for (n, &(key, _)) in entries.iter().enumerate() {
        for at in shape.places(key).1 {
            counts[at] += 1;
            sums[at] ^= n;
        }
    }
    let mut alone: Vec<usize> = (0..counts.len()).filter(|&at| counts[at] == 1).collect();
    let mut out = Vec::with_capacity(entries.len());
    while let Some(at) = alone.pop() {
        if counts[at] != 1 {
            continue;
        }
        let n = sums[at];
        out.push((n, at));
        for place in shape.places(entries[n].0).1 {
            counts[place] -= 1;
            sums[place] ^= n;
            if counts[place] == 1 {
                alone.push(place);
            }
        }
    }
    (out.len() == entries.len()).then_some(out)
}

#[inline]
fn low(n: u64) -> u32 {
    u32::try_from(n & 0xFFFF_FFFF).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found() {
        for (keys, width) in [(1, 2), (2, 3), (100, 2), (20_000, 2), (20_000, 3)] {
            let entries: Vec<(u64, u8)> = (0..keys).map(|n| (n * 7 + 1, low(n).to_le_bytes()[0])).collect();
            let mut file = vec![9, 9];
            file.extend(build(&entries, width));
            let (sieve, end) = Sieve::open(&file, 2).unwrap();
            assert_eq!(end, file.len());
            assert!(entries.iter().all(|&(key, value)| sieve.get(&file, key) == Some(value)), "{keys} {width}");
            let strange = (0..20_000).filter(|n| sieve.get(&file, n * 7 + 3).is_some()).count();
            assert!(strange < if width == 2 { 150 } else { 6 }, "{strange} of 20000");
            assert!(Sieve::open(&file[..file.len() - 1], 2).is_none());
        }
    }

    #[test]
    fn maps_are_small() {
        let entries: Vec<(u64, u8)> = (0..100_000).map(|n| (n, 0)).collect();
        assert!(build(&entries, 2).len() < 240_000);
    }
}
