//! Which ideographs an ideograph may have been read for, by pictures of them in open fonts (`examples/build_han_shapes.py`), and which
//! two may have been read for one, by what they are made of (`examples/build_han_halves.py`).

use crate::packed::{Kind, number};
use once_cell::sync::Lazy;
use std::borrow::Cow;
use std::cmp::Ordering;

const FILE: Kind = Kind { magic: b"CDHL", version: 2, name: "table of shapes" };
/// The first ideograph of the table.
const FIRST: u32 = 0x4E00;
/// Bytes of an entry: the ideograph's place and the likeness.
const ENTRY: usize = 3;
/// Ideographs of a block.
const BLOCK: usize = 64;

const HALVES_FILE: Kind = Kind { magic: b"CDHH", version: 1, name: "table of halves" };
/// Bytes of a row: the left half, the right one, the whole.
const ROW: usize = 6;
/// A bit for each character of the basic plane.
type Side = [u64; 1 << 10];

/// The shapes of ideographs.
#[derive(Debug, Default)]
pub struct Shapes {
    /// Where the entries of each block of ideographs begin.
    starts: Vec<u32>,
    /// How many entries each ideograph has, and the entries.
    chars: usize,
    body: Cow<'static, [u8]>,
}

impl Shapes {
    /// The frequent ideographs that look most like this one, most alike first, with their likeness: 1 for the same picture, about 0
    /// for two at random.
    pub fn alike(&self, c: char) -> impl Iterator<Item = (char, f32)> {
        let place = u32::from(c).checked_sub(FIRST).and_then(|n| usize::try_from(n).ok()).filter(|&n| n < self.chars);
        let row = place.and_then(|n| {
            let before = sum(self.body.get(n - n % BLOCK..n)?);
            let start = self.chars + usize::try_from(self.starts.get(n / BLOCK)? + before).ok()? * ENTRY;
            self.body.get(start..start + usize::from(*self.body.get(n)?) * ENTRY)
        });
        row.unwrap_or(&[]).chunks_exact(ENTRY).filter_map(|entry| {
            let &[low, high, like] = entry else { return None };
            Some((char::from_u32(FIRST + u32::from(u16::from_le_bytes([low, high])))?, f32::from(like) / 255.0))
        })
    }

    /// Reads a table.
    ///
    /// # Errors
    /// A message that says what is wrong with the file: foreign, of another version, cut off or damaged.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let ([chars, _], body) = FILE.open(bytes, length)?;
        Ok(Self::read(chars, Cow::Owned(body.to_vec())))
    }

    fn read(chars: usize, body: Cow<'static, [u8]>) -> Self {
        let blocks = body.get(..chars).unwrap_or_default().chunks(BLOCK);
        let starts = blocks.scan(0, |end, block| Some(std::mem::replace(end, *end + sum(block)))).collect();
        Self { starts, chars, body }
    }
}

fn sum(counts: &[u8]) -> u32 {
    counts.iter().map(|&n| u32::from(n)).sum()
}

fn length([chars, entries]: [usize; 2]) -> Option<usize> {
    chars.checked_add(entries.checked_mul(ENTRY)?)
}

static SHAPES: Lazy<Shapes> = Lazy::new(|| {
    // A test reads the checksum; the head has two sizes and the sum behind the version.
    let chars = usize::try_from(number(FILE_BYTES.get(6..10).unwrap_or_default())).unwrap_or(0);
    Shapes::read(chars, Cow::Borrowed(FILE_BYTES.get(22..).unwrap_or_default()))
});
static FILE_BYTES: &[u8] = include_bytes!("model/han-shapes.bin");

/// The built-in table.
pub fn shapes() -> &'static Shapes {
    &SHAPES
}

/// Ideographs that stand side by side in another one.
#[derive(Debug)]
pub struct Halves {
    /// Which characters are a left half and which a right one, a bit each.
    sides: [Box<Side>; 2],
    /// A bit for each row, by a hash of its halves: most pairs of a left and a right half are none.
    pairs: Box<Side>,
    /// Sorted by left and right half.
    rows: &'static [u8],
}

impl Halves {
    /// Whether a character is a left half, and whether it is a right one.
    #[inline]
    pub fn sides(&self, c: u16) -> [bool; 2] {
        let [lefts, rights] = &self.sides;
        [has(lefts, c), has(rights, c)]
    }

    /// The ideograph that has two others as its left and its right half.
    #[inline]
    pub fn whole(&self, left: u16, right: u16) -> Option<u16> {
        if has(&self.pairs, mark(left, right)) { self.find(left, right) } else { None }
    }

    #[inline(never)]
    fn find(&self, left: u16, right: u16) -> Option<u16> {
        let (mut low, mut high) = (0, self.rows.len() / ROW);
        while low < high {
            let middle = low.midpoint(high);
            let [a, b, whole] = self.row(middle)?;
            match (a, b).cmp(&(left, right)) {
                Ordering::Equal => return Some(whole),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn row(&self, n: usize) -> Option<[u16; 3]> {
        let &[a, b, c, d, e, f] = self.rows.get(n * ROW..)?.first_chunk()?;
        Some([u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]), u16::from_le_bytes([e, f])])
    }

    /// All of them: left half, right half, whole.
    pub fn all(&self) -> impl Iterator<Item = [char; 3]> {
        let char = |code: u16| char::from_u32(u32::from(code)).unwrap_or_default();
        (0..self.rows.len() / ROW).filter_map(move |n| self.row(n)).map(move |row| row.map(char))
    }
}

#[inline]
fn has(bits: &Side, c: u16) -> bool {
    bits[usize::from(c >> 6)] >> (c & 63) & 1 == 1
}

/// The bit of a pair.
#[inline]
fn mark(left: u16, right: u16) -> u16 {
    left.rotate_left(7) ^ right
}

static HALVES_BYTES: &[u8] = include_bytes!("model/han-halves.bin");
static HALVES: Lazy<Halves> = Lazy::new(|| {
    // A test reads the checksum.
    let found = HALVES_FILE.trust(HALVES_BYTES, |[rows]| rows.checked_mul(ROW));
    let rows = found.map_or(&[][..], |(_, rows)| rows);
    let empty = || Box::new([0; 1 << 10]);
    let mut halves = Halves { sides: [empty(), empty()], pairs: empty(), rows };
    for n in 0..rows.len() / ROW {
        let Some([left, right, _]) = halves.row(n) else { break };
        let [lefts, rights] = &mut halves.sides;
        for (bits, c) in [(lefts, left), (rights, right), (&mut halves.pairs, mark(left, right))] {
            bits[usize::from(c >> 6)] |= 1 << (c & 63);
        }
    }
    halves
});

/// The built-in table of halves.
pub fn halves() -> &'static Halves {
    &HALVES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_make_a_whole() {
        assert!(HALVES_FILE.open(HALVES_BYTES, |[rows]| rows.checked_mul(ROW)).is_ok());
        let whole = |a: char, b: char| {
            let code = |c: char| u16::try_from(u32::from(c)).unwrap();
            halves().whole(code(a), code(b)).and_then(|c| char::from_u32(c.into()))
        };
        assert_eq!([('女', '子'), ('木', '目'), ('扌', '丁'), ('才', '丁')].map(|(a, b)| whole(a, b)), ['好', '相', '打', '打'].map(Some));
        assert_eq!([('子', '女'), ('的', '目')].map(|(a, b)| whole(a, b)), [None, None]);
        assert!(halves().all().all(|[a, b, c]| whole(a, b) == Some(c)));
    }

    #[test]
    fn look_alikes_are_near() {
        assert!(Shapes::parse(FILE_BYTES).is_ok());
        let like = |a, b| shapes().alike(a).find(|(c, _)| *c == b).map_or(0.0, |n| n.1);
        for (a, b) in [('末', '未'), ('人', '入'), ('土', '士'), ('已', '己'), ('巿', '市'), ('旳', '的')] {
            assert!(like(a, b) > 0.6, "{a}{b} {}", like(a, b));
        }
        // A part of the print was lost.
        assert!(like('也', '她') > 0.4 && like('也', '驰') > 0.4);
        assert_eq!(like('国', '一'), 0.0);
        assert_eq!(like('人', '人'), 0.0);
        assert_eq!(shapes().alike('a').count(), 0);
    }
}
