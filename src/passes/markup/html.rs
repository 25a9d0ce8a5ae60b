//! HTML in a transcription: what its tags say of the layout, and its entities.

use super::{HTML, fix};
use crate::passes::glyphs::Fix;
use crate::passes::normalise;
use crate::put::Put;
use memchr::{memchr, memchr_iter, memchr2, memchr2_iter, memmem};

/// Bytes of the longest name of a tag and of an entity.
const LONGEST_NAME: usize = 10;
const LONGEST_ENTITY: usize = 8;

/// Proposes the repairs of tags and entities, in order; how many tags there are.
pub(super) fn scan(page: &str, out: &mut Vec<Fix>) -> usize {
    let closed = closed(page);
    let mut line = Line::default();
    let (mut found, mut done) = (0, 0);
    for at in memchr2_iter(b'<', b'&', page.as_bytes()) {
        if at < done {
            continue;
        }
        if page.as_bytes().get(at) == Some(&b'&') {
            if let Some((end, to)) = entity(page, at) {
                out.push(fix(at, end, to, &HTML));
            }
            continue;
        }
        let Some(tag) = Tag::at(page, at).filter(|tag| tag.is_meant(&closed)) else { continue };
        found += 1;
        done = tag.repair(page, &mut line, out);
    }
    found
}

/// The names of one letter that a page has closing tags of.
fn closed(page: &str) -> [bool; 256] {
    let mut out = [false; 256];
    for at in memmem::find_iter(page.as_bytes(), b"</") {
        if let Some([name, b'>']) = page.as_bytes().get(at + 2..at + 4) {
            out[usize::from(*name)] = true;
        }
    }
    out
}

/// What is open where a tag stands.
#[derive(Default)]
struct Line {
    /// Where the tag stands that ends a line in bold.
    bold: Option<usize>,
    /// Where the tag stands that ends a row of several cells.
    row: usize,
}

/// A tag of HTML.
struct Tag<'p> {
    start: usize,
    end: usize,
    name: &'p str,
    closes: bool,
    kind: Kind,
    bare: bool,
}

/// What a tag says of the text around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// How words are printed, and nothing else.
    Print,
    Bold,
    Raised,
    Lowered,
    /// How an ideograph is read, and the brackets around that for who cannot set it above.
    Reading,
    Bracket,
    Break,
    Block,
    Heading,
    Row,
    Cell,
    Picture,
}

impl<'p> Tag<'p> {
    /// The tag that begins at a `<`, if one that HTML has does. Attributes have an equals sign; none of them holds a `<`.
    fn at(page: &'p str, start: usize) -> Option<Self> {
        let rest = page.get(start + 1..)?;
        let closes = rest.starts_with('/');
        let body = rest.get(usize::from(closes)..)?;
        let len = body.bytes().take(LONGEST_NAME + 1).take_while(u8::is_ascii_alphanumeric).count();
        let name = body.get(..len)?;
        let kind = kind_of(name)?;
        let more = body.get(len..)?;
        let close = memchr2(b'>', b'<', more.as_bytes()).filter(|&n| more.as_bytes().get(n) == Some(&b'>'))?;
        let attributes = more.get(..close)?.trim_end_matches('/').trim();
        let whole = attributes.is_empty() || !closes && more.starts_with(char::is_whitespace) && attributes.contains('=');
        let end = start + 1 + usize::from(closes) + len + close + 1;
        whole.then_some(Self { start, end, name, closes, kind, bare: attributes.is_empty() })
    }

    /// Whether a tag of one letter is one: `<S>` is a key, `Vec<i>` a type.
    fn is_meant(&self, closed: &[bool; 256]) -> bool {
        let [letter] = self.name.as_bytes() else { return true };
        !self.bare || letter.is_ascii_lowercase() && closed[usize::from(*letter)] && (*letter != b'a' || self.closes)
    }

    /// Proposes what stands in its place; where the next tag may begin. `line` is what is open there.
    fn repair(&self, page: &str, line: &mut Line, out: &mut Vec<Fix>) -> usize {
        let mut put = |to: &'static str| out.push(fix(self.start, self.end, to, &HTML));
        match self.kind {
            Kind::Print => put(""),
            Kind::Bold if self.closes && line.bold.take_if(|end| *end == self.start).is_some() => put("**"),
            Kind::Bold if !self.closes => {
                line.bold = self.whole_line(page);
                put(if line.bold.is_some() { "**" } else { "" });
            }
            Kind::Bold => put(""),
            Kind::Raised | Kind::Lowered => return self.shifted(page, out),
            Kind::Reading => put(if self.closes { "）" } else { "（" }),
            Kind::Bracket => return self.bracket(page, out),
            Kind::Break => put("\n"),
            Kind::Block => put("\n\n"),
            Kind::Heading => put(if self.closes { "\n\n" } else { heading(self.name) }),
            Kind::Row if self.closes => put(if line.row == self.start { "|" } else { "\n" }),
            Kind::Row => {
                line.row = self.row_of_cells(page).unwrap_or(0);
                put("\n");
            }
            Kind::Cell if self.closes => put(" "),
            Kind::Cell => put(if self.start < line.row { "| " } else { "" }),
            Kind::Picture => self.set_apart(page, out),
        }
        self.end
    }

    /// Where the tag stands that ends bold print, where that is a whole line.
    fn whole_line(&self, page: &str) -> Option<usize> {
        let before = page.get(..self.start)?.trim_end_matches([' ', '\t']);
        let line = page.get(self.end..).filter(|_| before.is_empty() || before.ends_with('\n'))?;
        let line = line.get(..memchr(b'\n', line.as_bytes()).unwrap_or(line.len()))?.trim_end();
        let inner = line.strip_suffix('>')?.strip_suffix(self.name)?.strip_suffix("</")?;
        (!inner.is_empty() && !inner.contains('<')).then_some(self.end + inner.len())
    }

    /// Where the row ends that opens here, if it has several cells.
    fn row_of_cells(&self, page: &str) -> Option<usize> {
        let behind = memchr_iter(b'<', page.as_bytes().get(self.end..)?).map(|n| self.end + n);
        let mut cells = 0;
        for tag in behind.filter_map(|at| Tag::at(page, at)) {
            match tag.kind {
                Kind::Cell if !tag.closes => cells += 1,
                Kind::Row => return Some(tag.start).filter(|_| tag.closes && cells > 1),
                Kind::Cell | Kind::Print | Kind::Bold | Kind::Raised | Kind::Lowered => {}
                _ => return None,
            }
        }
        None
    }

    /// The brackets of a reading go with their tags.
    fn bracket(&self, page: &str, out: &mut Vec<Fix>) -> usize {
        let rest = page.get(self.end..).unwrap_or("");
        let len = rest.chars().next().map_or(0, char::len_utf8);
        let close = Tag::at(page, self.end + len).filter(|tag| tag.closes && tag.kind == Kind::Bracket && !self.closes);
        let end = close.map_or(self.end, |close| close.end);
        out.push(fix(self.start, end, "", &HTML));
        end
    }

    /// Raised and lowered figures have characters of their own, with their signs; a longer number is written as a power.
    fn shifted(&self, page: &str, out: &mut Vec<Fix>) -> usize {
        let rest = page.get(self.end..).unwrap_or("");
        let len = rest.bytes().take(MOST_FIGURES).take_while(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-')).count();
        let figures = rest.get(..len).filter(|figures| figures.contains(|c: char| c.is_ascii_digit()) && !self.closes).unwrap_or("");
        let close = Tag::at(page, self.end + len).filter(|tag| tag.closes && tag.kind == self.kind && !figures.is_empty());
        let up: String = figures.chars().map(|c| shift(c, self.kind == Kind::Raised)).collect();
        match (close, Put::short(&up)) {
            (Some(close), Some(up)) => {
                out.push(fix(self.start, close.end, up, &HTML));
                close.end
            }
            (close, _) => {
                let power = close.is_some() && self.kind == Kind::Raised;
                out.push(fix(self.start, self.end, if power { "^" } else { "" }, &HTML));
                self.end
            }
        }
    }

    /// A picture stands on a line of its own.
    fn set_apart(&self, page: &str, out: &mut Vec<Fix>) {
        if !page.get(..self.start).unwrap_or("").trim_end_matches([' ', '\t']).ends_with('\n') && self.start > 0 {
            out.push(fix(self.start, self.start, "\n", &HTML));
        }
        let behind = page.get(self.end..).unwrap_or("").trim_start_matches([' ', '\t']);
        if !behind.is_empty() && !behind.starts_with(['\n', '\r']) {
            out.push(fix(self.end, self.end, "\n", &HTML));
        }
    }
}

/// Figures and signs that are looked at above or below the line.
const MOST_FIGURES: usize = 16;

/// A raised or lowered figure or sign.
pub(super) fn shift(c: char, raised: bool) -> char {
    let (from, to) = if raised {
        ("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
    } else {
        ("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
    };
    from.chars().zip(to.chars()).find(|(from, _)| *from == c).map_or(c, |(_, to)| to)
}

/// The tags that models write; what else stands in angle brackets is text.
fn kind_of(name: &str) -> Option<Kind> {
    let mut lower = [0; LONGEST_NAME];
    let lower = lower.get_mut(..name.len())?;
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    Some(match &*lower {
        b"b" | b"strong" => Kind::Bold,
        b"i" | b"u" | b"s" | b"em" | b"span" | b"font" | b"small" | b"big" | b"a" | b"mark" | b"ins" | b"del" | b"ruby" | b"rb" => {
            Kind::Print
        }
        b"rt" => Kind::Reading,
        b"rp" => Kind::Bracket,
        b"sup" => Kind::Raised,
        b"sub" => Kind::Lowered,
        b"br" => Kind::Break,
        b"p" | b"div" | b"center" | b"figure" | b"figcaption" | b"table" | b"thead" | b"tbody" | b"tfoot" | b"caption" | b"ul" | b"ol"
        | b"li" | b"dl" | b"dt" | b"dd" | b"section" | b"article" | b"header" | b"footer" | b"main" | b"aside" | b"blockquote" | b"hr"
        | b"html" | b"body" | b"details" | b"summary" => Kind::Block,
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Kind::Heading,
        b"tr" => Kind::Row,
        b"td" | b"th" => Kind::Cell,
        b"img" => Kind::Picture,
        _ => return None,
    })
}

fn heading(name: &str) -> &'static str {
    match name.as_bytes().last() {
        Some(b'1') => "\n\n# ",
        Some(b'2') => "\n\n## ",
        Some(b'3') => "\n\n### ",
        _ => "\n\n#### ",
    }
}

/// The entity that begins at an `&`: where it ends, and its character.
fn entity(page: &str, start: usize) -> Option<(usize, Put)> {
    let rest = page.get(start + 1..)?;
    let len = rest.bytes().take(LONGEST_ENTITY + 1).position(|b| b == b';')?;
    let name = rest.get(..len)?;
    let number = || {
        let digits = name.strip_prefix('#')?;
        let hex = digits.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| digits.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        char::from_u32(code).filter(|c| !c.is_control())
    };
    let c = named(name).or_else(number)?;
    // What was escaped twice stays, and so does what another rule would take out at once.
    let behind = rest.get(len + 1..).unwrap_or("");
    let name = behind.bytes().take(LONGEST_ENTITY).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    let twice = c == '&' && name > 0 && behind.as_bytes().get(name) == Some(&b';');
    let mut found = Vec::new();
    normalise::scan(c.encode_utf8(&mut [0; 4]), &mut found);
    if twice || !found.is_empty() || c == normalise::SOFT_HYPHEN || ('\u{FF01}'..='\u{FF5E}').contains(&c) {
        return None;
    }
    Some((start + 1 + len + 1, Put::short(c.encode_utf8(&mut [0; 4]))?))
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "ensp" | "emsp" | "thinsp" => ' ',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "laquo" => '«',
        "raquo" => '»',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "middot" => '·',
        "times" => '×',
        "deg" => '°',
        "pound" => '£',
        "sect" => '§',
        "copy" => '©',
        _ => return None,
    })
}
