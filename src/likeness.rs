//! How much ideographs look alike, by pictures of them in open fonts (`examples/build_han_shapes.py`).

use crate::packed::{Kind, number};
use once_cell::sync::Lazy;

const FILE: Kind = Kind { magic: b"CDHL", version: 1, name: "table of shapes" };
/// The first ideograph of the table.
const FIRST: u32 = 0x4E00;
/// A row's length.
const SCALE: f32 = 170.0;

/// The shapes of ideographs.
#[derive(Debug, Default)]
pub struct Shapes {
    axes: usize,
    near: usize,
    rows: Vec<i8>,
    nearest: Vec<u16>,
}

impl Shapes {
    /// How much two ideographs look alike: 1 for the same picture, about 0 for two at random.
    pub fn likeness(&self, a: char, b: char) -> Option<f32> {
        let (a, b) = (self.row(a)?, self.row(b)?);
        let product: i32 = a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum();
        Some(product as f32 / (SCALE * SCALE))
    }

    /// The frequent ideographs that look most like this one.
    pub fn nearest(&self, c: char) -> impl Iterator<Item = char> {
        let start = place(c).map_or(self.nearest.len(), |n| n * self.near);
        let row = self.nearest.get(start..start + self.near).unwrap_or(&[]);
        row.iter().filter_map(|&n| char::from_u32(FIRST + u32::from(n)))
    }

    fn row(&self, c: char) -> Option<&[i8]> {
        let n = place(c)?;
        self.rows.get(n * self.axes..(n + 1) * self.axes)
    }

    /// Reads a table.
    ///
    /// # Errors
    /// A message that says what is wrong with the file: foreign, of another version, cut off or damaged.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let length = |[chars, axes, near]: [usize; 3]| chars.checked_mul(axes.checked_add(near.checked_mul(2)?)?);
        let ([chars, axes, near], body) = FILE.open(bytes, length)?;
        let (rows, nearest) = body.split_at_checked(chars * axes).unwrap_or_default();
        let rows = rows.iter().map(|&b| i8::from_le_bytes([b])).collect();
        let nearest = nearest.chunks_exact(2).map(|n| u16::try_from(number(n)).unwrap_or(0)).collect();
        Ok(Self { axes, near, rows, nearest })
    }
}

fn place(c: char) -> Option<usize> {
    usize::try_from(u32::from(c).checked_sub(FIRST)?).ok()
}

static SHAPES: Lazy<Shapes> = Lazy::new(|| Shapes::parse(FILE_BYTES).unwrap_or_default());
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
        let like = |a, b| shapes().likeness(a, b).unwrap();
        for (a, b) in [('末', '未'), ('人', '入'), ('土', '士'), ('已', '己'), ('市', '巿')] {
            assert!(like(a, b) > 0.8, "{a}{b}");
        }
        assert!(like('国', '一') < 0.5 && like('人', '人') > 0.9);
        assert!(shapes().nearest('巿').any(|c| c == '市') && shapes().nearest('夭').any(|c| c == '天'));
        assert_eq!(shapes().likeness('a', '人'), None);
    }
}
