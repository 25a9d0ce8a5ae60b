//! Bytes to pages: decoding, page breaks, limits.
//!
//! A [`Splitter`] takes a stream of bytes in pieces of any size and hands out [`RawPage`]s.  Where
//! the pieces were cut never shows in the pages.  [`encode_page`] turns a page back into its bytes.

mod decoder;
mod encoding;

use std::collections::VecDeque;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr, memchr2, memchr3_iter};
use regex::Regex;

use crate::Span;
use crate::error::Error;
use crate::reader::{self, Form};
pub use decoder::Decoder;
pub use encoding::{RawBytes, detect_encoding, encode_page, encoding_for};
use encoding::{SNIFF, cut_utf8, detect};

/// How many bytes of a push are decoded in one go.
const STRETCH: usize = 64 * 1024;
/// How many bytes tell whether the source is markup.
const MARKUP_HEAD: usize = 4096;
/// The longest file of markup, in bytes of text; a page of a newspaper takes up to ten megabytes.
const MARKUP_PAGE: usize = 64 << 20;
/// What a line ends in that ends a sentence.
const TERMINAL: &[char] = &['。', '！', '？', '.', '!', '?', '…', '”', '’', '」', '』'];

/// How a stream of bytes is read.
#[derive(Clone, Debug)]
pub struct SourceOptions {
    /// The encoding of the stream where it has no byte order mark; detected when absent.
    pub encoding: Option<&'static Encoding>,
    /// A line that matches begins a new page.
    pub page_separator: Option<Regex>,
    /// From this many bytes of text on, a page is broken at a blank line.
    pub soft_page: usize,
    /// The longest page, in bytes of text.
    pub max_page: usize,
    /// The form of all pages; found by the content of each when absent.
    pub form: Option<Form>,
}

impl Default for SourceOptions {
    fn default() -> Self {
        Self { encoding: None, page_separator: None, soft_page: 1 << 20, max_page: 8 << 20, form: None }
    }
}

/// A page as it stands in the source, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawPage {
    /// Number of the page in the stream, from 0.
    pub index: u64,
    /// Where in the stream the page's first byte is.
    pub offset: u64,
    /// How many bytes of the stream the page takes, byte order mark included.
    pub bytes: u64,
    /// The decoded text, without byte order mark.
    pub text: String,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// Whether a byte order mark stands before the text.
    pub bom: bool,
    /// Stretches of text that encoding alone would not turn back into their bytes, in order.
    pub raw: Vec<RawBytes>,
    /// The line at the page's start that separates it from the page before; no text of the page.
    pub separator: Option<Span>,
    /// The form that the source is said to have.
    pub form: Option<Form>,
}

/// A place between two lines: where in the text, where in the stream, behind how many raw bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Cut {
    pos: usize,
    stream: u64,
    raw: usize,
}

/// The start of a line behind blank ones, where a page may be broken.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    cut: Cut,
    article: bool,
    terminal: bool,
}

/// The first places of each kind where the present page may be broken.
#[derive(Clone, Copy, Debug, Default)]
struct Places {
    article: Option<Cut>,
    terminal: Option<Cut>,
    any: Option<Cut>,
}

impl Places {
    fn add(&mut self, candidate: Candidate, window: usize) {
        self.any.get_or_insert(candidate.cut);
        if candidate.cut.pos <= window && candidate.article {
            self.article.get_or_insert(candidate.cut);
        }
        if candidate.cut.pos <= window && candidate.terminal {
            self.terminal.get_or_insert(candidate.cut);
        }
    }
}

/// What matters of a line for breaking pages.
#[derive(Clone, Copy, Debug)]
struct Line {
    separator: bool,
    blank: bool,
    article: bool,
    terminal: bool,
    form_feed: bool,
}

impl Line {
    fn of(line: &str, separator: Option<&Regex>) -> Self {
        let body = line.strip_suffix(['\n', '\u{C}']).unwrap_or(line);
        let body = body.strip_suffix('\r').unwrap_or(body);
        let trimmed = body.trim_end();
        let closed = trimmed.strip_suffix([')', '）']).unwrap_or(trimmed);
        Self {
            separator: separator.is_some_and(|regex| regex.is_match(body)),
            blank: trimmed.is_empty(),
            article: body.starts_with('#'),
            terminal: closed.ends_with(TERMINAL),
            form_feed: line.ends_with('\u{C}'),
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Phase {
    /// Waiting for enough bytes to detect the encoding.
    Sniffing,
    Decoding,
    Finished,
    /// A page that began at this offset was too long.
    Failed(u64),
}

/// Cuts a stream of bytes into pages.
///
/// A form feed ends a page and belongs to it; a line that matches the separator begins one.  A page
/// that reaches [`SourceOptions::soft_page`] bytes of text without either is broken behind blank
/// lines: at the first one from there on that a line with `#` follows; where none comes within
/// another `soft_page` bytes, at the first one in that stretch behind a line that ends a sentence;
/// else at the first one at all.  A page that then exceeds [`SourceOptions::max_page`] is an error.
#[derive(Debug)]
pub struct Splitter {
    options: SourceOptions,
    phase: Phase,
    encoding: &'static Encoding,
    has_bom: bool,
    /// Bytes not decoded yet: the head, a cut character, or in legacy encodings a cut line.
    pending: Vec<u8>,
    /// How far a cut line has been searched for its end.
    searched: usize,
    /// Decoded text, from some place before the present page on.
    text: String,
    raw: Vec<RawBytes>,
    /// Source lengths of the legacy lines in `text` that were not looked at yet.
    lengths: VecDeque<usize>,
    /// Start of the present page.
    page: Cut,
    /// Start of the line to look at next.
    line: Cut,
    /// How far the text has been searched for the end of that line.
    scanned: usize,
    /// How far it has been searched for the form feed that ends the present page.
    fed: usize,
    separator: Option<Span>,
    places: Places,
    after_blank: bool,
    after_terminal: bool,
    pages: VecDeque<RawPage>,
    count: u64,
}

impl Splitter {
    /// A splitter at the start of a stream.
    pub fn new(options: SourceOptions) -> Self {
        let max_page = options.max_page.max(1);
        let soft_page = options.soft_page.clamp(1, max_page);
        Self {
            options: SourceOptions { soft_page, max_page, ..options },
            phase: Phase::Sniffing,
            encoding: UTF_8,
            has_bom: false,
            pending: Vec::new(),
            searched: 0,
            text: String::new(),
            raw: Vec::new(),
            lengths: VecDeque::new(),
            page: Cut::default(),
            line: Cut::default(),
            scanned: 0,
            fed: 0,
            separator: None,
            places: Places::default(),
            after_blank: false,
            after_terminal: false,
            pages: VecDeque::new(),
            count: 0,
        }
    }

    /// Takes the next bytes of the stream.
    ///
    /// # Errors
    ///
    /// Where a page is too long (and from then on always), or the stream was already finished.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut rest = bytes;
        if let Phase::Sniffing = self.phase {
            let (head, behind) = rest.split_at(rest.len().min(SNIFF - self.pending.len()));
            self.pending.extend_from_slice(head);
            rest = behind;
            if self.pending.len() < SNIFF {
                return Ok(());
            }
            self.begin();
            self.advance(false)?;
        }
        match self.phase {
            Phase::Failed(offset) => {
                return Err(Error::page_too_long(self.options.max_page, offset));
            }
            Phase::Finished if !rest.is_empty() => {
                return Err(Error::option("bytes were pushed behind the end of the source"));
            }
            _ => {}
        }
        for stretch in rest.chunks(STRETCH) {
            self.pending.extend_from_slice(stretch);
            self.advance(false)?;
        }
        Ok(())
    }

    /// Ends the stream: what remains becomes the last page.
    ///
    /// # Errors
    ///
    /// Where a page is too long.
    pub fn finish(&mut self) -> Result<(), Error> {
        match self.phase {
            Phase::Failed(offset) => {
                return Err(Error::page_too_long(self.options.max_page, offset));
            }
            Phase::Finished => return Ok(()),
            Phase::Sniffing => self.begin(),
            Phase::Decoding => {}
        }
        self.advance(true)?;
        let end = self.text.len();
        if end > self.line.pos || !self.lengths.is_empty() {
            self.take_line(end)?;
        }
        if self.line.stream > self.page.stream {
            self.end_page(self.line);
        }
        self.phase = Phase::Finished;
        self.release();
        Ok(())
    }

    /// The next complete page.
    pub fn next_page(&mut self) -> Option<RawPage> {
        self.pages.pop_front()
    }

    fn begin(&mut self) {
        let (encoding, bom) = detect(&self.pending, self.options.encoding);
        self.encoding = encoding;
        self.has_bom = bom > 0;
        self.pending.drain(..bom);
        self.line.stream = bom as u64;
        let is_markup = self.pending.trim_ascii_start().starts_with(b"<");
        let reach = if is_markup { self.pending.len() } else { self.pending.len().min(MARKUP_HEAD) };
        let head = String::from_utf8_lossy(self.pending.get(..reach).unwrap_or(&self.pending));
        if reader::structure(&head, self.options.form).is_some() {
            // Markup has no place between two lines where it may be broken.
            self.options.max_page = self.options.max_page.max(MARKUP_PAGE);
            self.options.soft_page = self.options.max_page;
        }
        self.phase = Phase::Decoding;
    }

    fn is_legacy(&self) -> bool {
        ![UTF_8, UTF_16LE, UTF_16BE].contains(&self.encoding)
    }

    /// Decodes what is pending and takes the lines that it completes.
    fn advance(&mut self, last: bool) -> Result<(), Error> {
        let mut bytes = std::mem::take(&mut self.pending);
        let used = if self.encoding == UTF_8 {
            self.decode_utf8(&bytes, last)
        } else if self.is_legacy() {
            self.decode_lines(&bytes, last)
        } else {
            self.decode_utf16(&bytes, last)
        };
        bytes.drain(..used);
        self.pending = bytes;
        self.take_lines()?;
        let max = self.options.max_page;
        let too_long = self.is_legacy() && self.pending.len() > max;
        if too_long || self.text.len() - self.line.pos > max {
            return self.fail();
        }
        self.compact();
        Ok(())
    }

    /// Takes the lines that the text completes. Lines matter only where a page may be broken between them; up to there, all that a
    /// form feed ends is taken as one.
    fn take_lines(&mut self) -> Result<(), Error> {
        let by_pages = self.options.page_separator.is_none() && !self.is_legacy();
        while by_pages && self.line.pos == self.page.pos {
            let start = self.page.pos;
            let from = self.fed.max(start);
            let reach = (start + self.options.soft_page - 1).min(self.text.len());
            match self.text.as_bytes().get(from..reach).and_then(|rest| memchr(b'\x0C', rest)) {
                Some(at) => self.take_line(from + at + 1)?,
                None if reach == self.text.len() => {
                    self.fed = reach;
                    return Ok(());
                }
                None => break,
            }
        }
        self.scanned = self.scanned.max(self.line.pos);
        while let Some(at) = self.find_end() {
            let end = self.scanned + at + 1;
            self.take_line(end)?;
            self.scanned = end;
        }
        // Only what follows says whether a carriage return ends a line by itself.
        self.scanned = self.text.len() - usize::from(self.text.ends_with('\r'));
        Ok(())
    }

    /// Where the next line ends: at a lone carriage return, too, where lines may part pages.
    fn find_end(&self) -> Option<usize> {
        let rest = self.text.as_bytes().get(self.scanned..)?;
        if self.options.page_separator.is_none() || self.is_legacy() {
            return find_end(rest);
        }
        let ends_alone = |at: usize| rest.get(at + 1).is_some_and(|&next| next != b'\n');
        memchr3_iter(b'\n', b'\x0C', b'\r', rest).find(|&at| rest.get(at) != Some(&b'\r') || ends_alone(at))
    }

    fn push_invalid(&mut self, bytes: &[u8]) {
        let start = self.text.len();
        self.text.push('\u{FFFD}');
        let span = Span::new(start, self.text.len());
        self.raw.push(RawBytes { span, bytes: bytes.to_vec() });
    }

    fn decode_utf8(&mut self, bytes: &[u8], last: bool) -> usize {
        let used = bytes.len() - if last { 0 } else { cut_utf8(bytes) };
        let whole = bytes.get(..used).unwrap_or(bytes);
        if let Ok(text) = simdutf8::basic::from_utf8(whole) {
            self.text.push_str(text);
            return used;
        }
        for chunk in whole.utf8_chunks() {
            self.text.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                self.push_invalid(chunk.invalid());
            }
        }
        used
    }

    fn decode_utf16(&mut self, bytes: &[u8], last: bool) -> usize {
        let little = self.encoding == UTF_16LE;
        let unit = |at: usize| match bytes.get(at..at + 2) {
            Some(&[a, b]) if little => Some(u16::from_le_bytes([a, b])),
            Some(&[a, b]) => Some(u16::from_be_bytes([a, b])),
            _ => None,
        };
        let mut at = 0;
        while let Some(first) = unit(at) {
            let second = if (0xD800..0xDC00).contains(&first) { unit(at + 2) } else { None };
            if (0xD800..0xDC00).contains(&first) && second.is_none() && !last {
                return at;
            }
            let units = [first, second.unwrap_or(0)];
            match char::decode_utf16(units).next() {
                Some(Ok(c)) => {
                    self.text.push(c);
                    at += 2 * c.len_utf16();
                }
                _ => {
                    self.push_invalid(bytes.get(at..at + 2).unwrap_or_default());
                    at += 2;
                }
            }
        }
        if last && at < bytes.len() {
            self.push_invalid(bytes.get(at..).unwrap_or_default());
            at = bytes.len();
        }
        at
    }

    /// Legacy encodings are decoded by whole lines: none of them has line ends inside characters.
    fn decode_lines(&mut self, bytes: &[u8], last: bool) -> usize {
        let mut used = 0;
        while let Some(at) = bytes.get(self.searched..).and_then(find_end) {
            let end = self.searched + at;
            self.decode_body(bytes.get(used..end).unwrap_or_default());
            let form_feed = bytes.get(end) == Some(&b'\x0C');
            self.text.push(if form_feed { '\u{C}' } else { '\n' });
            self.lengths.push_back(end + 1 - used);
            used = end + 1;
            self.searched = used;
        }
        if last && used < bytes.len() {
            self.decode_body(bytes.get(used..).unwrap_or_default());
            self.lengths.push_back(bytes.len() - used);
            used = bytes.len();
        }
        self.searched = bytes.len() - used;
        used
    }

    fn decode_body(&mut self, body: &[u8]) {
        let (text, _) = self.encoding.decode_without_bom_handling(body);
        let start = self.text.len();
        self.text.push_str(&text);
        let (again, _, unmappable) = self.encoding.encode(&text);
        if unmappable || *again != *body {
            let span = Span::new(start, self.text.len());
            self.raw.push(RawBytes { span, bytes: body.to_vec() });
        }
    }

    /// The place behind the line that ends at `end`, and the line's length in the stream.
    fn measure(&mut self, end: usize) -> (Cut, usize) {
        let text = self.text.get(self.line.pos..end).unwrap_or("");
        let fresh = self.raw.get(self.line.raw..).unwrap_or_default();
        // Without a terminator, the last line may be empty text that stands for some bytes.
        let within = fresh.iter().take_while(|raw| text.is_empty() || raw.span.start < end);
        let (count, kept) = within.fold((0, 0), |(n, sum), raw| (n + 1, sum + raw.bytes.len()));
        let length = match self.lengths.pop_front() {
            Some(length) => length,
            None if self.encoding == UTF_8 => text.len() - 3 * count + kept,
            None => 2 * (text.chars().map(char::len_utf16).sum::<usize>() - count) + kept,
        };
        let stream = self.line.stream + length as u64;
        (Cut { pos: end, stream, raw: self.line.raw + count }, length)
    }

    /// Looks at the line that ends at `end`, and ends pages before, in front of or behind it.
    fn take_line(&mut self, end: usize) -> Result<(), Error> {
        let start = self.line;
        let (behind, length) = self.measure(end);
        let max = self.options.max_page;
        let text = self.text.get(start.pos..end).unwrap_or("");
        let body = length - usize::from(text.ends_with(['\n', '\u{C}']));
        if text.len() > max || (self.is_legacy() && body > max) {
            return self.fail();
        }
        let line = Line::of(text, self.options.page_separator.as_ref());
        let mut fresh = None;
        if line.separator {
            if start.pos > self.page.pos {
                self.end_page(start);
            }
            self.separator = Some(Span::new(0, end - start.pos));
        } else if self.after_blank && !line.blank {
            let terminal = self.after_terminal;
            fresh = Some(Candidate { cut: start, article: line.article, terminal });
        }
        self.line = behind;
        let inside = line.blank && !line.separator && self.after_blank;
        self.soft_break(fresh, inside.then_some(start))?;
        self.after_blank = line.blank && !line.separator;
        if !line.blank {
            self.after_terminal = line.terminal && !line.separator;
        }
        if line.form_feed && self.line.pos > self.page.pos {
            self.end_page(self.line);
        }
        Ok(())
    }

    /// Breaks the present page where it has grown too long.
    ///
    /// Of the places found before this line, none can serve for a second break: all of them lie
    /// less than `soft_page` behind the first.  So only the first of each kind is remembered.
    ///
    /// `fresh` is the start of this line where blank ones came before it; `inside` likewise where
    /// this line is blank itself, a last resort.
    fn soft_break(&mut self, fresh: Option<Candidate>, inside: Option<Cut>) -> Result<(), Error> {
        let (soft, max) = (self.options.soft_page, self.options.max_page);
        let end = self.line.pos;
        if end - self.page.pos < soft {
            return Ok(());
        }
        loop {
            let start = self.page.pos;
            let window = start.saturating_add(soft.saturating_mul(2).min(max));
            if let Some(fresh) = fresh.filter(|it| it.cut.pos.saturating_sub(start) >= soft) {
                self.places.add(fresh, window);
            }
            let Places { article, terminal, any } = self.places;
            let place = match article {
                Some(cut) => Some(cut),
                None if end <= window => None,
                None => terminal.or(any).or(inside.filter(|cut| cut.pos > start)),
            };
            match place {
                Some(cut) => self.end_page(cut),
                None if end - start > max => return self.fail(),
                None => return Ok(()),
            }
        }
    }

    /// Queues the text up to `cut` as a page.
    fn end_page(&mut self, cut: Cut) {
        let start = self.page;
        let kept = self.raw.get_mut(start.raw..cut.raw).unwrap_or_default();
        let raw = kept.iter_mut().map(|raw| RawBytes {
            span: Span::new(raw.span.start - start.pos, raw.span.end - start.pos),
            bytes: std::mem::take(&mut raw.bytes),
        });
        self.pages.push_back(RawPage {
            index: self.count,
            offset: start.stream,
            bytes: cut.stream - start.stream,
            text: self.text.get(start.pos..cut.pos).unwrap_or("").to_owned(),
            encoding: self.encoding.name(),
            bom: self.has_bom && self.count == 0,
            raw: raw.collect(),
            separator: self.separator.take(),
            form: self.options.form,
        });
        self.count += 1;
        self.page = cut;
        self.places = Places::default();
        if cut.pos == self.line.pos {
            self.after_blank = false;
            self.after_terminal = false;
        }
    }

    /// Frees the text of queued pages once it outweighs the rest, so that moving the rest is cheap.
    fn compact(&mut self) {
        let Cut { pos, raw, .. } = self.page;
        if pos == 0 || pos < self.text.len() - pos {
            return;
        }
        self.text.drain(..pos);
        self.raw.drain(..raw);
        for kept in &mut self.raw {
            kept.span = Span::new(kept.span.start - pos, kept.span.end - pos);
        }
        let moved = |cut: Cut| Cut { pos: cut.pos - pos, raw: cut.raw - raw, ..cut };
        self.page = moved(self.page);
        self.line = moved(self.line);
        self.scanned = self.scanned.saturating_sub(pos);
        self.fed = self.fed.saturating_sub(pos);
        let Places { article, terminal, any } = self.places;
        self.places = Places { article: article.map(moved), terminal: terminal.map(moved), any: any.map(moved) };
    }

    #[cold]
    fn fail(&mut self) -> Result<(), Error> {
        let offset = self.page.stream;
        self.phase = Phase::Failed(offset);
        self.release();
        Err(Error::page_too_long(self.options.max_page, offset))
    }

    /// Frees everything but the queued pages.
    fn release(&mut self) {
        self.pending = Vec::new();
        self.text = String::new();
        self.raw = Vec::new();
        self.lengths = VecDeque::new();
    }
}

/// Where the first line feed or form feed is.
fn find_end(bytes: &[u8]) -> Option<usize> {
    memchr2(b'\n', b'\x0C', bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "test code")]
mod tests;
