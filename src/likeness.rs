//! Which ideographs an ideograph may have been read for, by pictures of them in open fonts (`examples/build_han_shapes.py`).

use crate::packed::{Kind, number};
use once_cell::sync::Lazy;
use std::borrow::Cow;

const FILE: Kind = Kind { magic: b"CDHL", version: 2, name: "table of shapes" };
/// The first ideograph of the table.
const FIRST: u32 = 0x4E00;
/// Bytes of an entry: the ideograph's place and the likeness.
const ENTRY: usize = 3;
/// Ideographs of a block.
const BLOCK: usize = 64;

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

#[cfg(test)]
mod tests {
    use super::*;

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
