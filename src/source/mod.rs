//! Bytes to pages: decoding, page breaks, limits.
//!
//! A [`Splitter`] takes a stream of bytes in pieces of any size and hands out [`RawPage`]s.  Where
//! the pieces were cut never shows in the pages.  [`encode_page`] turns a page back into its bytes.

use std::collections::VecDeque;

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr_iter, memchr2};
use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::Span;
use crate::error::Error;
use crate::reader;

/// How many bytes the detection of the encoding looks at.
const SNIFF: usize = 64 * 1024;
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
}

impl Default for SourceOptions {
    fn default() -> Self {
        Self { encoding: None, page_separator: None, soft_page: 1 << 20, max_page: 8 << 20 }
    }
}

/// The encoding that a label such as `gbk` or `Shift_JIS` names.
///
/// # Errors
///
/// Where no encoding has this label, or none that can be decoded.
pub fn encoding_for(label: &str) -> Result<&'static Encoding, Error> {
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding) if encoding != REPLACEMENT => Ok(encoding),
        _ => Err(Error::option(format!(
            "unknown encoding {label:?}; examples: utf-8, utf-16le, utf-16be, gb18030, gbk, big5, \
             shift_jis, euc-jp, euc-kr, windows-1252"
        ))),
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
}

/// The source bytes of a stretch of text that encoding alone would not restore.
///
/// In UTF-8 and UTF-16 it is one invalid sequence, decoded as U+FFFD; in other encodings a whole
/// line without its terminator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawBytes {
    /// The stretch in the page's text; may be empty where the bytes decode to nothing.
    pub span: Span,
    /// The bytes it stands for; serialised as hexadecimal digits.
    #[serde(with = "hex")]
    pub bytes: Vec<u8>,
}

/// Bytes as a string of hexadecimal digits.
mod hex {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
        let text: String = bytes.iter().flat_map(|&b| [digit(b >> 4), digit(b)]).collect();
        to.serialize_str(&text)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
        match digits {
            Some(digits) if digits.len() % 2 == 0 => Ok(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()),
            _ => Err(D::Error::custom("bytes are not an even number of hexadecimal digits")),
        }
    }
}

/// The bytes of a page: the exact inverse of what [`Splitter`] did.
///
/// # Errors
///
/// Where the encoding is unknown, or the stretches of raw bytes do not fit the text, or the text
/// holds a character outside of them that the encoding does not have.
pub fn encode_page(text: &str, encoding: &str, bom: bool, raw: &[RawBytes]) -> Result<Vec<u8>, Error> {
    let encoding = match Encoding::for_label(encoding.as_bytes()) {
        Some(known) => known,
        None => encoding_for(encoding)?,
    };
    let mut out = Vec::with_capacity(text.len() + 4);
    if bom {
        match bom_of(encoding) {
            [] => return Err(Error::ledger(format!("{} has no byte order mark", encoding.name()))),
            mark => out.extend_from_slice(mark),
        }
    }
    let mut at = 0;
    for stretch in raw {
        let Span { start, end } = stretch.span;
        let (Some(gap), Some(_)) = (text.get(at..start), text.get(start..end)) else {
            return Err(Error::ledger(format!("no text at {start}..{end} for its raw bytes")));
        };
        encode_gap(&mut out, gap, encoding)?;
        out.extend_from_slice(&stretch.bytes);
        at = end;
    }
    encode_gap(&mut out, text.get(at..).unwrap_or(""), encoding)?;
    Ok(out)
}

fn bom_of(encoding: &'static Encoding) -> &'static [u8] {
    if encoding == UTF_8 {
        b"\xEF\xBB\xBF"
    } else if encoding == UTF_16LE {
        b"\xFF\xFE"
    } else if encoding == UTF_16BE {
        b"\xFE\xFF"
    } else {
        b""
    }
}

fn encode_gap(out: &mut Vec<u8>, gap: &str, encoding: &'static Encoding) -> Result<(), Error> {
    if encoding == UTF_8 {
        out.extend_from_slice(gap.as_bytes());
    } else if encoding == UTF_16LE {
        gap.encode_utf16().for_each(|unit| out.extend_from_slice(&unit.to_le_bytes()));
    } else if encoding == UTF_16BE {
        gap.encode_utf16().for_each(|unit| out.extend_from_slice(&unit.to_be_bytes()));
    } else {
        // Line by line as it was decoded: an encoder with states must not carry one over.
        for line in gap.split_inclusive(['\n', '\u{C}']) {
            let body = line.strip_suffix(['\n', '\u{C}']).unwrap_or(line);
            let (bytes, _, unmappable) = encoding.encode(body);
            if unmappable {
                let name = encoding.name();
                return Err(Error::ledger(format!("a line has characters that {name} lacks")));
            }
            out.extend_from_slice(&bytes);
            out.extend_from_slice(line.get(body.len()..).unwrap_or("").as_bytes());
        }
    }
    Ok(())
}

/// The encoding of a stream that begins with these bytes (all of it, or its first `SNIFF`).
fn detect(head: &[u8], forced: Option<&'static Encoding>) -> (&'static Encoding, usize) {
    if let Some((encoding, length)) = Encoding::for_bom(head) {
        return (encoding, length);
    }
    if let Some(encoding) = forced {
        return (encoding, 0);
    }
    let valid = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    let encoding = match utf16_guess(head, valid) {
        Some(encoding) => encoding,
        None if valid || mostly_utf8(head) => UTF_8,
        None => {
            let mut detector = EncodingDetector::new();
            detector.feed(head, head.len() < SNIFF);
            detector.guess(None, false)
        }
    };
    (encoding, 0)
}

/// UTF-16 without a mark: NUL bytes, and nearly all units are common characters one way round.
fn utf16_guess(head: &[u8], valid_utf8: bool) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    let nul = memchr_iter(0, head).count();
    // Western text has them in every other place; UTF-8 with a few stray ones stays UTF-8.
    if pairs == 0 || nul == 0 || (valid_utf8 && nul * 4 < pairs) {
        return None;
    }
    let common = |decode: fn([u8; 2]) -> u16| {
        let units = head.chunks_exact(2).map(|pair| decode([pair[0], pair[1]]));
        units.fold((0, 0), |(count, score): (usize, usize), unit| match unit {
            0x09..=0x0D | 0x20..=0x7E => (count + 1, score + 2),
            0xA0..=0x52F | 0x2010..=0x2027 | 0x3000..=0x9FFF | 0xD800..=0xDFFF | 0xFF00..=0xFFEF => (count + 1, score + 1),
            _ => (count, score),
        })
    };
    let (little, big) = (common(u16::from_le_bytes), common(u16::from_be_bytes));
    let (encoding, (count, _)) = if little.1 >= big.1 { (UTF_16LE, little) } else { (UTF_16BE, big) };
    (count * 10 >= pairs * 9).then_some(encoding)
}

/// Whether nine tenths of the bytes beyond ASCII belong to valid UTF-8.
fn mostly_utf8(head: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for chunk in head.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|b| !b.is_ascii()).count();
        invalid += chunk.invalid().len();
    }
    valid >= invalid * 9
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
        let head = String::from_utf8_lossy(self.pending.get(..MARKUP_HEAD).unwrap_or(&self.pending));
        if reader::detect(&head).is_some() {
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
        while let Some(at) = self.text.as_bytes().get(self.scanned..).and_then(find_end) {
            let end = self.scanned + at + 1;
            self.take_line(end)?;
            self.scanned = end;
        }
        self.scanned = self.text.len();
        let max = self.options.max_page;
        let too_long = self.is_legacy() && self.pending.len() > max;
        if too_long || self.text.len() - self.line.pos > max {
            return self.fail();
        }
        self.compact();
        Ok(())
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
        self.scanned -= pos;
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

/// How many bytes at the end begin a character that is not complete.
fn cut_utf8(bytes: &[u8]) -> usize {
    for (behind, byte) in bytes.iter().rev().take(3).enumerate() {
        let length = match byte {
            0x80..=0xBF => continue,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        return if behind + 1 < length { behind + 1 } else { 0 };
    }
    0
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "test code")]
mod tests {
    use super::*;

    const CHINESE: &str = "# 国际贸易\n记者张三报道。今天的天气很好，会议在北京举行，代表们参加了讨论。\n\n完\n";
    const TAIWAN: &str = "臺灣的報紙今日報導經濟發展與貿易，總統府發言人表示關切。\n第二行文字。\n";
    const JAPANESE: &str = "日本の新聞は今日、経済の発展について報じた。これはテストです。\n二行目の文章。\n";

    /// The pages, and whether the stream ended in an error (and at which offset).
    type Outcome = (Vec<RawPage>, Option<Option<u64>>);

    fn outcome(options: &SourceOptions, pieces: &[&[u8]]) -> Outcome {
        let mut splitter = Splitter::new(options.clone());
        let mut pages = Vec::new();
        let mut failed = None;
        for piece in pieces {
            if let Err(error) = splitter.push(piece) {
                failed = Some(error.offset());
            }
            pages.extend(std::iter::from_fn(|| splitter.next_page()));
        }
        if let Err(error) = splitter.finish() {
            failed = Some(error.offset());
        }
        pages.extend(std::iter::from_fn(|| splitter.next_page()));
        (pages, failed)
    }

    fn pages(options: &SourceOptions, bytes: &[u8]) -> Vec<RawPage> {
        let (pages, failed) = outcome(options, &[bytes]);
        assert_eq!(failed, None);
        let mut at = 0;
        let mut restored = Vec::new();
        for (index, page) in pages.iter().enumerate() {
            assert_eq!((page.index, page.offset), (index as u64, at));
            let back = encode_page(&page.text, page.encoding, page.bom, &page.raw).unwrap();
            assert_eq!(back.len() as u64, page.bytes);
            at += page.bytes;
            restored.extend(back);
        }
        assert!(restored == bytes, "{bytes:02x?} came back as {restored:02x?}");
        pages
    }

    fn texts(options: &SourceOptions, text: &str) -> Vec<String> {
        pages(options, text.as_bytes()).into_iter().map(|page| page.text).collect()
    }

    fn soft(soft_page: usize, max_page: usize) -> SourceOptions {
        SourceOptions { soft_page, max_page, ..SourceOptions::default() }
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let turn = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(turn).collect()
    }

    fn legacy(text: &str, label: &str) -> Vec<u8> {
        let (bytes, _, unmappable) = encoding_for(label).unwrap().encode(text);
        assert!(!unmappable);
        bytes.into_owned()
    }

    struct Random(u64);

    impl Random {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % limit
        }
    }

    #[test]
    fn encodings_are_detected_and_restored() {
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let cases = [
            (CHINESE.as_bytes().to_vec(), CHINESE, "UTF-8", false),
            (marked(b"\xEF\xBB\xBF", CHINESE.into()), CHINESE, "UTF-8", true),
            (marked(b"\xFF\xFE", utf16(CHINESE, false)), CHINESE, "UTF-16LE", true),
            (marked(b"\xFE\xFF", utf16(CHINESE, true)), CHINESE, "UTF-16BE", true),
            (utf16("plain \u{1F600}\n", false), "plain \u{1F600}\n", "UTF-16LE", false),
            (utf16(CHINESE, true), CHINESE, "UTF-16BE", false),
            (legacy(CHINESE, "gbk"), CHINESE, "GBK", false),
            (legacy(TAIWAN, "big5"), TAIWAN, "Big5", false),
            (legacy(JAPANESE, "shift_jis"), JAPANESE, "Shift_JIS", false),
        ];
        for (bytes, text, encoding, bom) in cases {
            let found = pages(&SourceOptions::default(), &bytes);
            assert_eq!(found.len(), 1);
            assert_eq!((found[0].encoding, found[0].bom), (encoding, bom));
            assert_eq!(found[0].text, text);
            assert_eq!(found[0].raw, []);
        }
    }

    #[test]
    fn a_forced_encoding_is_used() {
        for label in ["gb18030", "big5", "shift_jis", "utf-16be", "iso-2022-jp", "windows-1252"] {
            let options = SourceOptions { encoding: encoding_for(label).ok(), ..soft(20, 4000) };
            let found = pages(&options, b"a\xC4\xE3\x81\n\nb\x1B(J\\~\n\x0C\x1B(B");
            assert_eq!(found[0].encoding, options.encoding.unwrap().name());
        }
        let text = "\u{20087}\u{FFFD}中\n";
        let options = SourceOptions { encoding: encoding_for("GB18030").ok(), ..SourceOptions::default() };
        assert_eq!(pages(&options, &legacy(text, "gb18030"))[0].text, text);
        assert!(encoding_for("klingon").unwrap_err().is_option());
        assert!(encoding_for("hz-gb-2312").unwrap_err().is_option());
    }

    #[test]
    fn invalid_bytes_are_kept() {
        let bytes = [CHINESE.as_bytes(), b"a\xFFb\xE4\xB8\n\xED\xA0\x80\xE4"].concat();
        let found = pages(&SourceOptions::default(), &bytes);
        assert_eq!(found[0].encoding, "UTF-8");
        let kept: Vec<_> = found[0].raw.iter().map(|raw| raw.bytes.as_slice()).collect();
        assert_eq!(kept, [&b"\xFF"[..], b"\xE4\xB8", b"\xED", b"\xA0", b"\x80", b"\xE4"]);
        assert!(found[0].raw.iter().all(|raw| raw.span.of(&found[0].text) == "\u{FFFD}"));
        let found = pages(&SourceOptions::default(), b"\xFF\xFEa\0\0\xD8b\0\0\xDC\0\xD8c");
        assert_eq!(found[0].text, "a\u{FFFD}b\u{FFFD}\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn raw_bytes_that_do_not_fit_are_refused() {
        let raw = |start, end| [RawBytes { span: Span::new(start, end), bytes: vec![0xFF] }];
        assert!(encode_page("中", "UTF-8", false, &raw(1, 3)).unwrap_err().is_ledger());
        assert!(encode_page("中", "UTF-8", false, &raw(3, 4)).unwrap_err().is_ledger());
        assert!(encode_page("中", "windows-1252", false, &[]).unwrap_err().is_ledger());
        assert!(encode_page("a", "Big5", true, &[]).unwrap_err().is_ledger());
        assert!(encode_page("a", "nonsense", false, &[]).unwrap_err().is_option());
    }

    #[test]
    fn raw_bytes_travel_as_hexadecimal_digits() {
        let raw = RawBytes { span: Span::new(3, 6), bytes: vec![0x0A, 0xFF] };
        let json = serde_json::to_string(&raw).unwrap();
        assert_eq!(json, r#"{"span":[3,6],"bytes":"0aff"}"#);
        assert_eq!(serde_json::from_str::<RawBytes>(&json).unwrap(), raw);
        assert!(serde_json::from_str::<RawBytes>(r#"{"span":[3,6],"bytes":"0af"}"#).is_err());
    }

    #[test]
    fn form_feeds_and_separators_end_pages() {
        let options = SourceOptions { page_separator: Regex::new("^=== .* ===$").ok(), ..SourceOptions::default() };
        let found = pages(&options, "=== 1 ===\r\na\n=== 2 ===\n\x0Cb\x0C\x0Cc".as_bytes());
        let got: Vec<_> = found.iter().map(|page| (page.text.as_str(), page.separator.map(Span::len))).collect();
        let want = [("=== 1 ===\r\na\n", Some(11)), ("=== 2 ===\n\x0C", Some(10)), ("b\x0C", None), ("\x0C", None), ("c", None)];
        assert_eq!(got, want);
    }

    #[test]
    fn long_pages_are_broken_at_blank_lines() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("0123456789\nab\n\nc\n\n\n# d\ne\n", &["0123456789\nab\n\nc\n\n\n", "# d\ne\n"]),
            ("012345678\na\n\nb。)\n\nc\nd\n", &["012345678\na\n\nb。)\n\n", "c\nd\n"]),
            ("0123456789\na\n\nb\n\nc\nd\n", &["0123456789\na\n\n", "b\n\nc\nd\n"]),
            ("0123456789\n0123456789\na\n \nc\n", &["0123456789\n0123456789\na\n \n", "c\n"]),
            ("a\n\n# b\n", &["a\n\n# b\n"]),
        ];
        for (text, want) in cases {
            assert_eq!(texts(&soft(10, 100), text), *want);
        }
        assert_eq!(texts(&soft(10, 40), &"\n".repeat(45)).len(), 3);
        assert_eq!(texts(&soft(30, 40), &"\n".repeat(45)).len(), 2);
    }

    #[test]
    fn a_page_without_a_place_to_break_is_an_error() {
        let text = format!("ok\x0C{}\nend\n", "x".repeat(50));
        for label in ["utf-8", "gbk"] {
            let options = SourceOptions { encoding: encoding_for(label).ok(), ..soft(10, 40) };
            let (found, failed) = outcome(&options, &[text.as_bytes()]);
            assert_eq!((found.len(), failed), (1, Some(Some(3))));
        }
        let mut splitter = Splitter::new(soft(10, 40));
        splitter.push(text.as_bytes()).unwrap();
        assert!(splitter.finish().unwrap_err().is_page_too_long());
        assert!(splitter.finish().unwrap_err().is_page_too_long());
        assert!(splitter.push(b"").unwrap_err().is_page_too_long());
        assert!(splitter.next_page().is_some() && splitter.next_page().is_none());
    }

    #[test]
    fn nothing_and_a_lone_mark() {
        assert_eq!(pages(&SourceOptions::default(), b""), []);
        assert_eq!(pages(&SourceOptions::default(), b"\xEF\xBB\xBF")[0].bytes, 3);
        let mut splitter = Splitter::new(SourceOptions::default());
        splitter.finish().unwrap();
        splitter.finish().unwrap();
        assert!(splitter.push(b"").is_ok() && splitter.push(b"a").is_err());
    }

    fn mixed(random: &mut Random, length: usize) -> Vec<u8> {
        let parts: [&[u8]; 16] = [
            b"\n",
            b"\n\n",
            b"\n\n# ",
            b".\n\n",
            b"\x0C",
            b"\n=== \n",
            b"\r\n",
            b" ",
            b"a",
            b"\xFF",
            "中文。\n".as_bytes(),
            "文".as_bytes(),
            "\u{1F600}".as_bytes(),
            b"\xE4\xB8",
            b"\xEF\xBB\xBF",
            b"long line",
        ];
        let mut bytes = Vec::new();
        while bytes.len() < length {
            bytes.extend_from_slice(parts[random.below(parts.len())]);
        }
        bytes
    }

    #[test]
    fn cuts_never_show() {
        let mut random = Random(1);
        let labels = ["utf-8", "utf-16le", "utf-16be", "gb18030", "big5", "shift_jis", "iso-2022-jp"];
        let separator = Regex::new("^===").ok();
        let mut failures = 0;
        for round in 0..70 {
            let label = labels[round % labels.len()];
            let options = SourceOptions {
                encoding: encoding_for(label).ok(),
                page_separator: separator.clone(),
                ..soft(1 + random.below(60), 62 + random.below(60))
            };
            // The head is buffered whole, so that cuts matter only behind it.
            let line = format!("{}\u{C}", "x".repeat(60));
            let mut bytes = mixed(&mut random, 150);
            let mut head = line.repeat(SNIFF / line.len()).into_bytes();
            if label.starts_with("utf-16") {
                let big = label == "utf-16be";
                head = utf16(&line.repeat(SNIFF / line.len() / 2), big);
                bytes = utf16(&String::from_utf8_lossy(&bytes), big);
                for _ in 0..random.below(4) {
                    bytes.remove(random.below(bytes.len()));
                }
            }
            let whole = [&head[..], &bytes].concat();
            let want = outcome(&options, &[&whole]);
            failures += usize::from(want.1.is_some());
            if want.1.is_none() {
                pages(&options, &whole);
            }
            let mut single: Vec<&[u8]> = vec![&head];
            single.extend(bytes.chunks(1));
            assert!(outcome(&options, &single) == want, "{options:?} {bytes:02x?}");
            if round < 7 {
                for cut in 0..bytes.len() {
                    let got = outcome(&options, &[&head, &bytes[..cut], b"", &bytes[cut..]]);
                    assert!(got == want, "{cut} {options:?} {bytes:02x?}");
                }
            }
        }
        assert!((1..60).contains(&failures), "{failures}");
    }

    #[test]
    fn short_input_cut_anywhere_is_the_same() {
        for mark in [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF", b""] {
            let bytes = [mark, &mixed(&mut Random(7), 100)].concat();
            let options = soft(20, 1000);
            let want = outcome(&options, &[&bytes]);
            pages(&options, &bytes);
            for cut in 0..bytes.len() {
                assert!(outcome(&options, &[&bytes[..cut], b"", &bytes[cut..]]) == want);
            }
            assert!(outcome(&options, &bytes.chunks(1).collect::<Vec<_>>()) == want);
        }
    }

    #[test]
    fn random_bytes_are_restored() {
        let mut random = Random(3);
        for round in 0..400 {
            let length = random.below(300);
            let mut bytes: Vec<u8> = (0..length).map(|_| random.below(256) as u8).collect();
            if round % 2 == 0 {
                bytes.iter_mut().step_by(5).for_each(|byte| *byte = b"\n\x0C\x1B$"[random.below(4)]);
            }
            pages(&soft(30, 2000), &bytes);
            for label in ["gb18030", "big5", "shift_jis", "euc-jp", "iso-2022-jp", "utf-16le"] {
                pages(&SourceOptions { encoding: encoding_for(label).ok(), ..soft(30, 2000) }, &bytes);
            }
        }
    }

    #[test]
    fn large_input_takes_linear_time() {
        for label in ["utf-8", "gb18030"] {
            let options = SourceOptions { encoding: encoding_for(label).ok(), ..soft(1 << 20, 64 << 20) };
            let line = "x".repeat(8 << 20);
            assert_eq!(outcome(&options, &line.as_bytes().chunks(100).collect::<Vec<_>>()).0.len(), 1);
            assert_eq!(outcome(&options, &["a\n".repeat(1_000_000).as_bytes()]).0.len(), 1);
            assert_eq!(outcome(&options, &["a\x0C".repeat(500_000).as_bytes()]).0.len(), 500_000);
            let found = outcome(&options, &[&b"\xFF\n\n".repeat(700_000)]);
            assert!(found.1.is_none());
        }
    }
}
