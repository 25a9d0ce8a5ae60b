//! What a repair puts in: a text of the program, or a few bytes that the page itself led to.

use std::ops::Deref;

/// Bytes that a repair may hold by itself. A repair covers the changed characters only, so these are enough.
const SHORT: usize = 22;

/// The text of a repair, small enough to be copied about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Put {
    /// Part of the program.
    Fixed(&'static str),
    /// Made for the page.
    Short([u8; SHORT], u8),
}

impl Put {
    /// Holds a text; nothing where it is too long.
    pub(crate) fn short(text: &str) -> Option<Self> {
        let mut bytes = [0; SHORT];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self::Short(bytes, u8::try_from(text.len()).ok()?))
    }
}

impl Deref for Put {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Fixed(text) => text,
            Self::Short(bytes, len) => bytes.get(..usize::from(*len)).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or(""),
        }
    }
}

impl From<&'static str> for Put {
    fn from(text: &'static str) -> Self {
        Self::Fixed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_short_texts() {
        assert_eq!(&*Put::short("gövernment").unwrap(), "gövernment");
        assert_eq!(&*Put::short("").unwrap(), "");
        assert!(Put::short(&"x".repeat(SHORT + 1)).is_none());
        assert_eq!(&*Put::from("一"), "一");
    }
}
