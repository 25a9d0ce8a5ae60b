//! A walk over XML with the places of its pieces; nothing is decoded that is not asked for.

use crate::error::Error;
use crate::reader::{Part, Rect};
use crate::span::Span;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Deeper nesting than any producer writes.
const DEEPEST: usize = 256;

/// A piece of the document.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Piece<'t> {
    /// A start tag, or an empty element.
    Open { tag: Tag<'t>, empty: bool },
    /// An end tag, and the place behind it.
    Close { end: usize },
    /// Text between tags.
    Text(Span),
}

/// A tag as it stands in the file, without its angle brackets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag<'t> {
    source: &'t str,
    span: Span,
}

impl<'t> Tag<'t> {
    /// What stands between its angle brackets.
    pub(crate) fn text(&self) -> &'t str {
        self.span.of(self.source)
    }

    /// Where its name begins.
    pub(crate) fn start(&self) -> usize {
        self.span.start
    }

    /// The place behind its last attribute.
    pub(crate) fn end(&self) -> usize {
        self.span.end
    }

    /// The element's name with its name space.
    pub(crate) fn full_name(&self) -> &'t str {
        self.text().get(..self.name_end()).unwrap_or("")
    }

    /// The element's name without its name space.
    pub(crate) fn name(&self) -> &'t str {
        local(self.full_name())
    }

    fn name_end(&self) -> usize {
        let text = self.text();
        text.bytes().position(|b| b.is_ascii_whitespace() || b == b'/').unwrap_or(text.len())
    }

    /// Its attributes, name without name space and place of the value in the file, up to the first that is broken.
    fn attributes(&self) -> impl Iterator<Item = (&'t str, Span)> {
        let (text, offset) = (self.text(), self.span.start);
        let mut at = self.name_end();
        std::iter::from_fn(move || {
            let (key, value) = attribute(text, at)?;
            at = value.end + 1;
            Some((key, Span::new(offset + value.start, offset + value.end)))
        })
    }

    /// Places of the values of some attributes in the file.
    pub(crate) fn value_spans<const N: usize>(&self, names: [&str; N]) -> [Option<Span>; N] {
        let mut out = [None; N];
        for (key, value) in self.attributes() {
            if let Some(n) = names.iter().position(|name| *name == key) {
                out[n] = out[n].or(Some(value));
            }
        }
        out
    }

    /// Place of an attribute's value in the file.
    pub(crate) fn value_span(&self, name: &str) -> Option<Span> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Values of some attributes as they stand in the file.
    pub(crate) fn values<const N: usize>(&self, names: [&str; N]) -> [Option<&'t str>; N] {
        self.value_spans(names).map(|span| Some(span?.of(self.source)))
    }

    /// An attribute's value as it stands in the file.
    pub(crate) fn value(&self, name: &str) -> Option<&'t str> {
        self.value_span(name).map(|span| span.of(self.source))
    }

    /// An attribute that is a number.
    pub(crate) fn number(&self, name: &str) -> Option<f32> {
        self.value(name).and_then(number)
    }
}

/// The name of an element or an attribute without its name space.
fn local(name: &str) -> &str {
    // Names are too short for a search that is fast in long texts.
    name.bytes().rposition(|b| b == b':').and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

/// The next attribute of a tag from a place on: its name, and the place of its value.
fn attribute(tag: &str, at: usize) -> Option<(&str, Span)> {
    let bytes = tag.as_bytes();
    let equals = at + memchr::memchr(b'=', bytes.get(at..)?)?;
    let key = local(tag.get(at..equals)?.trim_ascii());
    let behind = bytes.get(equals + 1..)?;
    let quote = equals + 1 + behind.iter().position(|b| !b.is_ascii_whitespace())?;
    let mark = *bytes.get(quote).filter(|b| matches!(b, b'"' | b'\''))?;
    let len = memchr::memchr(mark, bytes.get(quote + 1..)?)?;
    Some((key, Span::new(quote + 1, quote + 1 + len)))
}

/// A number as attributes have it.
pub(crate) fn number(text: &str) -> Option<f32> {
    text.trim().parse::<f32>().ok().filter(|n| n.is_finite())
}

/// Walks over a document.
///
/// # Errors
/// Broken markup, nesting without end, a document that is cut off.
pub(crate) fn walk<'t>(source: &'t str, each: &mut dyn FnMut(Piece<'t>)) -> Result<(), Error> {
    let mut reader = Reader::from_str(source);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut depth = 0_usize;
    // Entities come as pieces of their own; a text is whole only with them.
    let mut text: Option<Span> = None;
    loop {
        let before = place(reader.buffer_position());
        let event = reader.read_event().map_err(|error| Error::markup(place(reader.error_position()), error.to_string()))?;
        let after = place(reader.buffer_position());
        if matches!(event, Event::Text(_) | Event::GeneralRef(_)) {
            text = Some(Span::new(text.map_or(before, |t| t.start), after));
            continue;
        }
        if let Some(span) = text.take() {
            each(Piece::Text(span));
        }
        match event {
            Event::Start(_) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Error::markup(before, format!("elements are nested more than {DEEPEST} deep")));
                }
                each(Piece::Open { tag: Tag { source, span: Span::new(before + 1, after.saturating_sub(1)) }, empty: false });
            }
            Event::Empty(_) => {
                each(Piece::Open { tag: Tag { source, span: Span::new(before + 1, after.saturating_sub(2)) }, empty: true });
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                each(Piece::Close { end: after });
            }
            Event::CData(_) => each(Piece::Text(Span::new(before + 9, after.saturating_sub(3)))),
            Event::Eof if depth > 0 => {
                return Err(Error::markup(source.len(), "the document ends inside an element; is the file cut off?".to_owned()));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn place(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// The parts of a word between two places: white space at the ends left out, entities decoded one by one.
pub(crate) fn parts(source: &str, span: Span, out: &mut Vec<Part>) {
    let text = span.of(source);
    let trimmed = text.trim_start();
    let start = span.start + text.len() - trimmed.len();
    let text = trimmed.trim_end();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('&')) {
        let entity = at + found;
        let rest = text.get(entity..).unwrap_or("");
        // Longer names than this are none; a lone ampersand is itself.
        let decoded = rest
            .get(..rest.len().min(12))
            .or(Some(rest))
            .and_then(|r| r.find(';'))
            .and_then(|end| Some((end + 1, decode(rest.get(1..end)?)?)));
        let Some((len, c)) = decoded else {
            copy(out, start + at, start + entity + 1);
            at = entity + 1;
            continue;
        };
        copy(out, start + at, start + entity);
        out.push(Part::Entity(Span::new(start + entity, start + entity + len), c));
        at = entity + len;
    }
    copy(out, start + at, start + text.len());
}

fn copy(out: &mut Vec<Part>, from: usize, to: usize) {
    match out.last_mut() {
        Some(Part::Copy(last)) if last.end == from && from < to => last.end = to,
        _ if from < to => out.push(Part::Copy(Span::new(from, to))),
        _ => {}
    }
}

/// The character of an entity's name: those of XML, numbers, and the few that HTML writers use.
fn decode(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{A0}'),
        "shy" => Some('\u{AD}'),
        "mdash" => Some('—'),
        "ndash" => Some('–'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())
        }
    }
}

/// The box around a list of points: `x,y x,y …`.
pub(crate) fn around(points: &str) -> Option<Rect> {
    let mut rect: Option<Rect> = None;
    for point in points.split_whitespace() {
        let (x, y) = point.split_once(',')?;
        let (x, y) = (x.parse::<f32>().ok()?, y.parse::<f32>().ok()?);
        let here = Rect::new(x, y, x, y);
        rect = Some(rect.map_or(here, |r| r.union(here)));
    }
    rect
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(source: &str) -> Tag<'_> {
        Tag { source, span: Span::new(1, source.len() - 1) }
    }

    #[test]
    fn attributes_are_found_by_their_local_name() {
        let tag = tag("<a:String x:HPOS = '1.5' CONTENT=\"a='b'\" HPOS=\"2\" broken=3 WC=\"4\">");
        assert_eq!((tag.name(), tag.full_name()), ("String", "a:String"));
        assert_eq!(tag.values(["CONTENT", "HPOS", "WC"]), [Some("a='b'"), Some("1.5"), None]);
        assert_eq!((tag.number("HPOS"), tag.number("CONTENT"), tag.value("String")), (Some(1.5), None, None));
    }

    #[test]
    fn a_tag_without_attributes_has_none() {
        for source in ["<p>", "<p >", "<p x>", "<p x=>", "<p x=\"1>"] {
            assert_eq!((tag(source).name(), tag(source).value("x")), ("p", None), "{source}");
        }
    }
}
