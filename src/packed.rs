//! The frame of a file of statistics: what it is, its version, its sizes and a checksum; and its whole-number logarithms.

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
        let sum = field(6 + 4 * N, 8)?;
        let body = bytes.get(14 + 4 * N..).unwrap_or_default();
        if wanted(sizes) != Some(body.len()) {
            return Err(cut());
        }
        if sum != fnv(body.iter().copied()) {
            return Err(format!("the {name} is damaged: its checksum does not fit"));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms() {
        assert_eq!([0, 1, 2, 3, 4, 1000].map(|n| log2(n, 3)), [0, 0, 8, 12, 16, 79]);
        assert_eq!(log2(u64::MAX, 4), 63 * 16 + 15);
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
