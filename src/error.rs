//! The one error type of the library.

use std::{error, fmt, io};

/// What went wrong, where, and what to do about it.
///
/// Damaged text is never an error: errors are failed reads, unusable options and exceeded limits.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    offset: Option<u64>,
}

#[derive(Debug)]
enum Kind {
    Io(io::Error),
    Option { message: String },
    PageTooLong { limit: usize },
    Ledger { message: String },
    Markup { message: String },
    Model { message: String },
}

impl Error {
    #[cold]
    pub(crate) fn io(source: io::Error, offset: u64) -> Self {
        Self(Box::new(Inner { kind: Kind::Io(source), offset: Some(offset) }))
    }

    #[cold]
    pub(crate) fn option(message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind: Kind::Option { message: message.into() }, offset: None }))
    }

    #[cold]
    pub(crate) fn page_too_long(limit: usize, offset: u64) -> Self {
        Self(Box::new(Inner { kind: Kind::PageTooLong { limit }, offset: Some(offset) }))
    }

    #[cold]
    pub(crate) fn ledger(message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind: Kind::Ledger { message: message.into() }, offset: None }))
    }

    #[cold]
    pub(crate) fn markup(offset: usize, message: String) -> Self {
        Self(Box::new(Inner { kind: Kind::Markup { message }, offset: u64::try_from(offset).ok() }))
    }

    #[cold]
    pub(crate) fn model(message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind: Kind::Model { message: message.into() }, offset: None }))
    }

    /// Byte offset in the input stream where it went wrong, where there is one.
    pub fn offset(&self) -> Option<u64> {
        self.0.offset
    }

    /// Whether a page was longer than the configured limit and held no place to break it.
    pub fn is_page_too_long(&self) -> bool {
        matches!(self.0.kind, Kind::PageTooLong { .. })
    }

    /// Whether an option (a rule's name, a number, an encoding's name) cannot be used.
    pub fn is_option(&self) -> bool {
        matches!(self.0.kind, Kind::Option { .. })
    }

    /// Whether a ledger does not fit the text that it should restore.
    pub fn is_ledger(&self) -> bool {
        matches!(self.0.kind, Kind::Ledger { .. })
    }

    /// Whether a structured file (hOCR, ALTO, PAGE XML) is broken.
    pub fn is_markup(&self) -> bool {
        matches!(self.0.kind, Kind::Markup { .. })
    }

    /// Whether a model of somebody's own text cannot be read, or not be made of this text.
    pub fn is_model(&self) -> bool {
        matches!(self.0.kind, Kind::Model { .. })
    }

    /// Whether reading failed.
    pub fn is_io(&self) -> bool {
        matches!(self.0.kind, Kind::Io(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            Kind::Io(source) => write!(f, "reading failed: {source}")?,
            Kind::Option { message } | Kind::Model { message } => f.write_str(message)?,
            Kind::PageTooLong { limit } => write!(
                f,
                "a page is longer than the limit of {limit} bytes and has no place to break it; \
                 raise the limit (--max-page) or name the separator of pages (--page-separator)"
            )?,
            Kind::Ledger { message } => write!(f, "the ledger does not fit the text: {message}")?,
            Kind::Markup { message } => write!(f, "the markup cannot be read: {message}")?,
        }
        match self.0.offset {
            Some(offset) => write!(f, " (at byte {offset})"),
            None => Ok(()),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.0.kind {
            Kind::Io(source) => Some(source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_error_is_one_word_wide() {
        assert_eq!(size_of::<super::Error>(), size_of::<usize>());
    }
}
