//! Streams of pages: pushed in, or pulled from a reader.

use crate::cleaned::Cleaned;
use crate::desk::Desk;
use crate::error::Error;
use crate::source::Splitter;
use std::io::Read;

/// Takes bytes as they come and gives pages as they end. The first pages wait until the encoding is known: 64 KiB or the end.
///
/// ```
/// let desk = copydesk::Desk::new();
/// let mut feed = desk.feed();
/// feed.push("第一页,在此。\x0c第二".as_bytes())?;
/// feed.push("页。".as_bytes())?;
/// feed.finish()?;
/// let pages: Vec<_> = std::iter::from_fn(|| feed.page()).collect();
/// assert_eq!(pages.len(), 2);
/// assert_eq!(pages[1].source(), "第二页。");
/// # Ok::<(), copydesk::Error>(())
/// ```
#[derive(Debug)]
pub struct Feed<'desk> {
    desk: &'desk Desk,
    splitter: Splitter,
}

impl Feed<'_> {
    /// Takes bytes; how the input is cut does not matter.
    ///
    /// # Errors
    /// A page grows over the limit and has no place to break it.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.splitter.push(bytes)
    }

    /// Says that no bytes follow.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn finish(&mut self) -> Result<(), Error> {
        self.splitter.finish()
    }

    /// The next page that is complete.
    pub fn page(&mut self) -> Option<Cleaned> {
        self.splitter.next_page().map(|raw| self.desk.clean_page(raw))
    }
}

/// The pages of a reader, cleaned.
#[derive(Debug)]
pub struct Pages<'desk, R> {
    feed: Feed<'desk>,
    reader: R,
    buffer: Vec<u8>,
    offset: u64,
    done: bool,
}

/// Bytes of one read; a page is seldom longer.
const READ: usize = 64 * 1024;

impl Desk {
    /// A stream to push bytes into.
    pub fn feed(&self) -> Feed<'_> {
        Feed { desk: self, splitter: Splitter::new(self.source().clone()) }
    }

    /// The pages of a reader.
    pub fn read<R: Read>(&self, reader: R) -> Pages<'_, R> {
        Pages { feed: self.feed(), reader, buffer: vec![0; READ], offset: 0, done: false }
    }
}

impl<R: Read> Iterator for Pages<'_, R> {
    type Item = Result<Cleaned, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(page) = self.feed.page() {
                return Some(Ok(page));
            }
            if self.done {
                return None;
            }
            if let Err(error) = self.step() {
                self.done = true;
                return Some(Err(error));
            }
        }
    }
}

impl<R: Read> Pages<'_, R> {
    fn step(&mut self) -> Result<(), Error> {
        match self.reader.read(&mut self.buffer) {
            Ok(0) => {
                self.done = true;
                self.feed.finish()
            }
            Ok(n) => {
                self.offset += u64::try_from(n).unwrap_or(0);
                self.feed.push(self.buffer.get(..n).unwrap_or_default())
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => Ok(()),
            Err(error) => Err(Error::io(error, self.offset)),
        }
    }
}
