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

    /// Place of an attribute in the file, with the white space before it.
    pub(crate) fn attribute_span(&self, name: &str) -> Option<Span> {
        let value = self.value_span(name)?;
        let lead = self.source.get(self.span.start..value.start)?;
        let key = self.span.start + lead.rfind(name)?;
        let start = self.span.start + self.source.get(self.span.start..key)?.trim_end().len();
        let quoted = self.source.as_bytes().get(value.end).is_some_and(|b| matches!(b, b'"' | b'\''));
        Some(Span::new(start, value.end + usize::from(quoted)))
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

/// The name of an element or an attribute without its name space; of attributes without a value before it, the last one.
fn local(name: &str) -> &str {
    // Names are too short for a search that is fast in long texts.
    name.bytes().rposition(|b| b == b':' || b.is_ascii_whitespace()).and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

/// The next attribute of a tag from a place on: its name, and the place of its value.
fn attribute(tag: &str, at: usize) -> Option<(&str, Span)> {
    let bytes = tag.as_bytes();
    let equals = at + memchr::memchr(b'=', bytes.get(at..)?)?;
    let key = local(tag.get(at..equals)?.trim_ascii());
    let behind = bytes.get(equals + 1..)?;
    let quote = equals + 1 + behind.iter().position(|b| !b.is_ascii_whitespace())?;
    let Some(&mark) = bytes.get(quote).filter(|b| matches!(b, b'"' | b'\'')) else {
        // HTML has values without quotation marks.
        let len = bytes.get(quote..)?.iter().position(u8::is_ascii_whitespace).unwrap_or(bytes.len() - quote);
        return Some((key, Span::new(quote, quote + len)));
    };
    let len = memchr::memchr(mark, bytes.get(quote + 1..)?)?;
    Some((key, Span::new(quote + 1, quote + 1 + len)))
}

/// Whether an element of this name never has an end tag in HTML; the formats in XML have none of these names.
fn is_void(name: &[u8]) -> bool {
    match name.len() {
        2 => matches!(name, b"br" | b"hr"),
        3 => matches!(name, b"col" | b"img" | b"wbr"),
        4 => matches!(name, b"area" | b"base" | b"link" | b"meta"),
        5 => matches!(name, b"embed" | b"input" | b"track"),
        6 => name == b"source",
        _ => false,
    }
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
    config.allow_dangling_amp = true;
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
            Event::Start(start) => {
                let tag = Tag { source, span: Span::new(before + 1, after.saturating_sub(1)) };
                if is_void(start.name().0) {
                    each(Piece::Open { tag, empty: true });
                    continue;
                }
                depth += 1;
                if depth > DEEPEST {
                    return Err(Error::markup(before, format!("elements are nested more than {DEEPEST} deep")));
                }
                each(Piece::Open { tag, empty: false });
            }
            Event::Empty(_) => {
                each(Piece::Open { tag: Tag { source, span: Span::new(before + 1, after.saturating_sub(2)) }, empty: true });
            }
            Event::End(end) if is_void(end.name().0) => {}
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

/// The parts of a text in its lines, without white space at their ends.
pub(super) fn lines(source: &str, text: &[Part]) -> Vec<Vec<Part>> {
    let mut out = vec![Vec::new()];
    for part in text {
        match part {
            Part::Copy(span) => {
                let mut at = span.start;
                for (n, line) in span.of(source).split('\n').enumerate() {
                    if n > 0 {
                        out.push(Vec::new());
                    }
                    out.last_mut().into_iter().for_each(|own| copy(own, at, at + line.len()));
                    at += line.len() + 1;
                }
            }
            Part::Entity(_, '\n') => out.push(Vec::new()),
            Part::Entity(..) => out.last_mut().into_iter().for_each(|own| own.push(*part)),
        }
    }
    out.into_iter().map(|line| super::trimmed(line, source)).filter(|line| !line.is_empty()).collect()
}

fn copy(out: &mut Vec<Part>, from: usize, to: usize) {
    match out.last_mut() {
        Some(Part::Copy(last)) if last.end == from && from < to => last.end = to,
        _ if from < to => out.push(Part::Copy(Span::new(from, to))),
        _ => {}
    }
}

/// The character of an entity's name: those of XML, numbers, and those of HTML for letters and marks of print.
fn decode(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let Some(number) = name.strip_prefix('#') else {
                return ENTITIES.binary_search_by_key(&name, |known| known.0).ok().and_then(|n| Some(ENTITIES.get(n)?.1));
            };
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())
        }
    }
}

/// Entities of HTML by their names.
#[rustfmt::skip]
const ENTITIES: [(&str, char); 129] = [
    ("AElig", 'Æ'), ("Aacute", 'Á'), ("Acirc", 'Â'), ("Agrave", 'À'), ("Aring", 'Å'), ("Atilde", 'Ã'), ("Auml", 'Ä'), ("Ccedil", 'Ç'),
    ("Dagger", '‡'), ("ETH", 'Ð'), ("Eacute", 'É'), ("Ecirc", 'Ê'), ("Egrave", 'È'), ("Euml", 'Ë'), ("Iacute", 'Í'), ("Icirc", 'Î'),
    ("Igrave", 'Ì'), ("Iuml", 'Ï'), ("Ntilde", 'Ñ'), ("OElig", 'Œ'), ("Oacute", 'Ó'), ("Ocirc", 'Ô'), ("Ograve", 'Ò'), ("Oslash", 'Ø'),
    ("Otilde", 'Õ'), ("Ouml", 'Ö'), ("Prime", '″'), ("Scaron", 'Š'), ("THORN", 'Þ'), ("Uacute", 'Ú'), ("Ucirc", 'Û'), ("Ugrave", 'Ù'),
    ("Uuml", 'Ü'), ("Yacute", 'Ý'), ("Yuml", 'Ÿ'), ("aacute", 'á'), ("acirc", 'â'), ("acute", '´'), ("aelig", 'æ'), ("agrave", 'à'),
    ("aring", 'å'), ("atilde", 'ã'), ("auml", 'ä'), ("bdquo", '„'), ("brvbar", '¦'), ("bull", '•'), ("ccedil", 'ç'), ("cedil", '¸'),
    ("cent", '¢'), ("circ", 'ˆ'), ("copy", '©'), ("curren", '¤'), ("dagger", '†'), ("deg", '°'), ("divide", '÷'), ("eacute", 'é'),
    ("ecirc", 'ê'), ("egrave", 'è'), ("emsp", '\u{2003}'), ("ensp", '\u{2002}'), ("eth", 'ð'), ("euml", 'ë'), ("euro", '€'),
    ("fnof", 'ƒ'), ("frac12", '½'), ("frac14", '¼'), ("frac34", '¾'), ("hellip", '…'), ("iacute", 'í'), ("icirc", 'î'), ("iexcl", '¡'),
    ("igrave", 'ì'), ("iquest", '¿'), ("iuml", 'ï'), ("laquo", '«'), ("ldquo", '“'), ("lsaquo", '‹'), ("lsquo", '‘'), ("macr", '¯'),
    ("mdash", '—'), ("micro", 'µ'), ("middot", '·'), ("minus", '−'), ("nbsp", '\u{A0}'), ("ndash", '–'), ("not", '¬'), ("ntilde", 'ñ'),
    ("oacute", 'ó'), ("ocirc", 'ô'), ("oelig", 'œ'), ("ograve", 'ò'), ("ordf", 'ª'), ("ordm", 'º'), ("oslash", 'ø'), ("otilde", 'õ'),
    ("ouml", 'ö'), ("para", '¶'), ("permil", '‰'), ("plusmn", '±'), ("pound", '£'), ("prime", '′'), ("raquo", '»'), ("rdquo", '”'),
    ("reg", '®'), ("rsaquo", '›'), ("rsquo", '’'), ("sbquo", '‚'), ("scaron", 'š'), ("sect", '§'), ("shy", '\u{AD}'), ("sup1", '¹'),
    ("sup2", '²'), ("sup3", '³'), ("szlig", 'ß'), ("thinsp", '\u{2009}'), ("thorn", 'þ'), ("tilde", '˜'), ("times", '×'), ("trade", '™'),
    ("uacute", 'ú'), ("ucirc", 'û'), ("ugrave", 'ù'), ("uml", '¨'), ("uuml", 'ü'), ("yacute", 'ý'), ("yen", '¥'), ("yuml", 'ÿ'),
    ("zwj", '\u{200D}'), ("zwnj", '\u{200C}'),
];

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
        assert_eq!(tag.values(["CONTENT", "HPOS", "WC"]), [Some("a='b'"), Some("1.5"), Some("4")]);
        assert_eq!(tag.value("broken"), Some("3"));
        assert_eq!((tag.number("HPOS"), tag.number("CONTENT"), tag.value("String")), (Some(1.5), None, None));
    }

    #[test]
    fn html_is_read_as_it_is_written() {
        let source = "<p lang class=ocr_par title=\"bbox 1 2 3 4\">a & b<br>c<img src=a.png>&eacute;&hellip;&nothing;<br></br></p>";
        let (mut open, mut closed, mut text) = (Vec::new(), 0, Vec::new());
        walk(source, &mut |piece| match piece {
            Piece::Open { tag, empty } => open.push((tag.name(), empty, tag.value("class"))),
            Piece::Close { .. } => closed += 1,
            Piece::Text(span) => parts(source, span, &mut text),
        })
        .unwrap();
        assert_eq!(open, [("p", false, Some("ocr_par")), ("br", true, None), ("img", true, None), ("br", true, None)]);
        let said: String = text
            .iter()
            .map(|p| match p {
                Part::Copy(span) => span.of(source).to_owned(),
                Part::Entity(_, c) => c.to_string(),
            })
            .collect();
        assert_eq!((said.as_str(), closed), ("a & bcé…&nothing;", 1));
        assert!(ENTITIES.is_sorted_by_key(|known| known.0));
    }

    #[test]
    fn a_tag_without_attributes_has_none() {
        for source in ["<p>", "<p >", "<p x>", "<p x=>", "<p x=\"1>"] {
            assert_eq!((tag(source).name(), tag(source).value("x")), ("p", None), "{source}");
        }
    }
}
