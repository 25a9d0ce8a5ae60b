//! The frame of a file of statistics: what it is, its version, its sizes and a checksum; open-addressed tables in it,
//! looked up where they lie; and its whole-number logarithms.

/// A kind of file.
pub(crate) struct Kind {
    /// Its first four bytes.
    pub(crate) magic: &'static [u8; 4],
    /// The version that this program reads and writes.
    pub(crate) version: u16,
    /// What messages call it.
    pub(crate) name: &'static str,
}

impl Kind {
    /// The sizes that the header names and the body behind it; `wanted` tells the body's length from the sizes.
    ///
    /// # Errors
    /// A message that says what is wrong: a foreign file, another version, one that is cut off or damaged.
    pub(crate) fn open<'a, const N: usize>(
        &self,
        bytes: &'a [u8],
        wanted: impl Fn([usize; N]) -> Option<usize>,
    ) -> Result<([usize; N], &'a [u8]), String> {
        let (sizes, body) = self.trust(bytes, wanted)?;
        let sum = bytes.get(6 + 4 * N..14 + 4 * N).map(number);
        if sum != Some(fnv(body.iter().copied())) {
            return Err(format!("the {} is damaged: its checksum does not fit", self.name));
        }
        Ok((sizes, body))
    }

    /// The same without a look at the body, for files that are part of the program.
    pub(crate) fn trust<'a, const N: usize>(
        &self,
        bytes: &'a [u8],
        wanted: impl Fn([usize; N]) -> Option<usize>,
    ) -> Result<([usize; N], &'a [u8]), String> {
        let name = self.name;
        let cut = || format!("the {name} is cut off after {} bytes", bytes.len());
        let field = |at: usize, len: usize| bytes.get(at..at + len).map(number).ok_or_else(cut);
        if bytes.get(..4).ok_or_else(cut)? != self.magic {
            return Err(format!("this file is no {name} of copydesk"));
        }
        let version = field(4, 2)?;
        if version != u64::from(self.version) {
            return Err(format!("the {name} has version {version}, this program reads version {}", self.version));
        }
        let mut sizes = [0; N];
        for (n, size) in sizes.iter_mut().enumerate() {
            *size = usize::try_from(field(6 + 4 * n, 4)?).map_err(|_| cut())?;
        }
        field(6 + 4 * N, 8)?;
        let body = bytes.get(14 + 4 * N..).unwrap_or_default();
        if wanted(sizes) != Some(body.len()) {
            return Err(cut());
        }
        Ok((sizes, body))
    }

    /// The file with these sizes and this body.
    pub(crate) fn seal<const N: usize>(&self, sizes: [usize; N], body: &[u8]) -> Vec<u8> {
        let mut out = self.magic.to_vec();
        out.extend(self.version.to_le_bytes());
        for size in sizes {
            out.extend(u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes());
        }
        out.extend(fnv(body.iter().copied()).to_le_bytes());
        out.extend(body);
        out
    }
}

/// A little-endian number of up to eight bytes.
pub(crate) fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |n, &b| n << 8 | u64::from(b))
}

/// The hash of nothing.
pub(crate) const FNV: u64 = 0xCBF2_9CE4_8422_2325;

/// FNV-1a, 64 bits.
pub(crate) fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    fnv_from(FNV, bytes)
}

/// The hash of bytes behind those whose hash is known.
pub(crate) fn fnv_from(before: u64, bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(before, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3))
}

/// log2 with this many binary digits behind the point, cut off, by whole-number arithmetic: every machine gives the same
/// bytes. 0 counts as 1.
pub(crate) fn log2(count: u64, digits: u32) -> u64 {
    let count = count.max(1);
    let whole = 63 - count.leading_zeros();
    let mut x = (u128::from(count) << 63) >> whole;
    (0..digits).fold(u64::from(whole), |log, _| {
        x = (x * x) >> 63;
        let digit = u64::from(x >= 2 << 63);
        x >>= digit;
        log << 1 | digit
    })
}

/// SplitMix64's finaliser.
#[inline]
pub(crate) fn mix(n: u64) -> u64 {
    let mut x = n.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// The hash of a few small numbers.
#[inline]
pub(crate) fn hash_of<const N: usize>(numbers: [usize; N]) -> u64 {
    // On all machines that this runs on a number has 64 bits at most.
    numbers.iter().fold(0, |hash: u64, &n| mix(hash ^ n as u64))
}

/// Bytes of a slot.
const SLOT: usize = 4;

/// An open-addressed table of numbers: four bytes a slot, of them `BITS` bits of a value and above them a part of the hash that it
/// stands for. 0 is an empty slot, of which each table has some.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Table<'f, const BITS: u32>(&'f [u8]);

impl<'f, const BITS: u32> Table<'f, BITS> {
    pub(crate) fn new(bytes: &'f [u8]) -> Self {
        Self(bytes)
    }

    /// The value of a hash that is mixed well in all its bits.
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> Option<u8> {
        let size = self.0.len() / SLOT;
        let (mut at, key) = (home(hash, size) * SLOT, key::<BITS>(hash));
        // A damaged table may be full.
        for _ in 0..size {
            let entry = u32::from_le_bytes(*self.0.get(at..)?.first_chunk()?);
            if entry >> BITS == key {
                let [value, ..] = (entry & ((1 << BITS) - 1)).to_le_bytes();
                return Some(value);
            }
            if entry == 0 {
                return None;
            }
            at += SLOT;
            if at + SLOT > self.0.len() {
                at = 0;
            }
        }
        None
    }

    /// How many slots are taken.
    pub(crate) fn len(&self) -> usize {
        self.0.chunks_exact(SLOT).filter(|slot| slot.iter().any(|&b| b != 0)).count()
    }

    /// The bytes of a table. Of two entries that no look-up tells apart the greater value stays. The order of the entries shows.
    pub(crate) fn build(entries: &[(u64, u8)]) -> Vec<u8> {
        let size = if entries.is_empty() { 0 } else { entries.len() * 4 / 3 + 1 };
        let mut slots = vec![0_u32; size];
        for &(hash, value) in entries {
            let entry = key::<BITS>(hash) << BITS | u32::from(value) & ((1 << BITS) - 1);
            let mut at = home(hash, size);
            while let Some(slot) = slots.get_mut(at) {
                if *slot == 0 || *slot >> BITS == key::<BITS>(hash) {
                    *slot = entry.max(*slot);
                    break;
                }
                at = if at + 1 == size { 0 } else { at + 1 };
            }
        }
        slots.iter().flat_map(|slot| slot.to_le_bytes()).collect()
    }
}

#[inline]
fn key<const BITS: u32>(hash: u64) -> u32 {
    u32::try_from(hash >> (32 + BITS)).unwrap_or(0).max(1)
}

/// The first slot of a hash in a table of any size.
#[inline]
pub(crate) fn home(hash: u64, size: usize) -> usize {
    let size = u64::try_from(size).unwrap_or(0);
    usize::try_from(((hash & 0xFFFF_FFFF) * size) >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms() {
        assert_eq!([0, 1, 2, 3, 4, 1000].map(|n| log2(n, 3)), [0, 0, 8, 12, 16, 79]);
        assert_eq!(log2(u64::MAX, 4), 63 * 16 + 15);
    }

    #[test]
    fn a_table_gives_what_it_got() {
        let entries: Vec<(u64, u8)> = (0..5000_u16).map(|n| (mix(n.into()), n.to_le_bytes()[0] & 0x7F)).collect();
        let bytes = Table::<7>::build(&entries);
        let table = Table::<7>::new(&bytes);
        assert!(entries.iter().all(|&(hash, value)| table.get(hash) == Some(value)));
        let found = (5000..100_000_u64).filter(|&n| table.get(mix(n)).is_some()).count();
        // One miss in 2^25 looks like a hit.
        assert!(found < 2 && table.len() == entries.len(), "{found}");
        assert_eq!(Table::<7>::new(&[]).get(3), None);
        assert_eq!(Table::<8>::new(&[7; 10]).get(3), None);
    }

    #[test]
    fn damage_is_named() {
        let kind = Kind { magic: b"TEST", version: 3, name: "list" };
        let mut file = kind.seal([2, 1], b"abc");
        let open = |file: &[u8]| kind.open(file, |[a, b]| a.checked_add(b)).map(|(sizes, body)| (sizes, body.to_vec()));
        assert_eq!(open(&file), Ok(([2, 1], b"abc".to_vec())));
        assert!((4..file.len()).all(|n| open(file.get(..n).unwrap()).unwrap_err().contains("cut off")));
        assert!(open(b"PK\x03\x04").unwrap_err().contains("no list"));
        assert!(Kind { version: 4, ..kind }.open(&file, |[n]| Some(n)).unwrap_err().contains("version 3"));
        *file.last_mut().unwrap() ^= 1;
        assert!(open(&file).unwrap_err().contains("checksum"));
    }
}
