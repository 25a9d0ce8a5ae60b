//! Output with the memory of where each stretch of it came from.

use crate::text;

/// A stretch of the output that is copied from the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Keep {
    pub(crate) source: usize,
    pub(crate) out: usize,
    pub(crate) len: usize,
}

/// A place on a tape.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    out: usize,
    keep: usize,
    last: Option<Keep>,
}

/// Text being written.
#[derive(Debug, Default)]
pub(crate) struct Tape {
    out: String,
    keep: Vec<Keep>,
    /// Only the text is wanted.
    plain: bool,
}

impl Tape {
    /// A tape with room for so many bytes; a plain one remembers no places.
    pub(crate) fn with_capacity(bytes: usize, plain: bool) -> Self {
        Self { out: String::with_capacity(bytes), keep: Vec::new(), plain }
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
        if !self.plain {
            self.copied(source, out, text.len());
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

    /// A place to go back to.
    pub(crate) fn mark(&self) -> Mark {
        Mark { out: self.out.len(), keep: self.keep.len(), last: self.keep.last().copied() }
    }

    /// Takes back everything since a mark.
    pub(crate) fn back(&mut self, mark: Mark) {
        self.out.truncate(mark.out);
        self.keep.truncate(mark.keep);
        if let (Some(last), Some(before)) = (self.keep.last_mut(), mark.last) {
            *last = before;
        }
    }

    /// Takes the white space at both ends of what was written since a mark away.
    pub(crate) fn trim_since(&mut self, mark: Mark) {
        let text = self.since(mark.out);
        let trimmed = text::trim(text);
        if trimmed.len() == text.len() {
            return;
        }
        let lead = text.len() - text.trim_start().len();
        let (from, to) = (mark.out + lead, mark.out + lead + trimmed.len());
        let (body, kept) = (trimmed.to_owned(), self.keep.get(mark.keep.saturating_sub(1)..).unwrap_or_default().to_vec());
        self.back(mark);
        for k in kept {
            let (a, b) = (k.out.max(from), (k.out + k.len).min(to));
            if a < b {
                self.copied(k.source + a - k.out, a - lead, b - a);
            }
        }
        self.out.push_str(&body);
    }

    fn copied(&mut self, source: usize, out: usize, len: usize) {
        match self.keep.last_mut() {
            Some(last) if last.source + last.len == source && last.out + last.len == out => last.len += len,
            _ => self.keep.push(Keep { source, out, len }),
        }
    }

    pub(crate) fn finish(self) -> (String, Vec<Keep>) {
        (self.out, self.keep)
    }
}
