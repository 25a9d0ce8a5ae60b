//! Output with the memory of where each stretch of it came from.

/// A stretch of the output that is copied from the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Keep {
    pub(crate) source: usize,
    pub(crate) out: usize,
    pub(crate) len: usize,
}

/// Text being written.
#[derive(Debug, Default)]
pub(crate) struct Tape {
    out: String,
    keep: Vec<Keep>,
}

impl Tape {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Writes something that the source does not have.
    pub(crate) fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes a stretch of the source that begins at `source`.
    pub(crate) fn copy(&mut self, source: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        let out = self.out.len();
        self.out.push_str(text);
        match self.keep.last_mut() {
            Some(last) if last.source + last.len == source && last.out + last.len == out => last.len += text.len(),
            _ => self.keep.push(Keep { source, out, len: text.len() }),
        }
    }

    /// Bytes written.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    /// Text from a place on.
    pub(crate) fn since(&self, at: usize) -> &str {
        self.out.get(at..).unwrap_or("")
    }

    /// Appends another tape without the white space at its ends.
    pub(crate) fn append_trimmed(&mut self, other: Self) {
        let lead = other.out.len() - other.out.trim_start().len();
        let end = other.out.trim_end().len().max(lead);
        let base = self.out.len();
        self.out.push_str(other.out.get(lead..end).unwrap_or(""));
        for k in other.keep {
            let (from, to) = (k.out.max(lead), (k.out + k.len).min(end));
            if from < to {
                self.keep.push(Keep { source: k.source + from - k.out, out: base + from - lead, len: to - from });
            }
        }
    }

    pub(crate) fn finish(self) -> (String, Vec<Keep>) {
        (self.out, self.keep)
    }
}
