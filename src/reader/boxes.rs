//! Plain JSON of boxes, as PP-OCR, RapidOCR and their relatives give it: objects with a text and a place.
//!
//! The scanner keeps a stack of open containers and nothing else. An object that holds a text is a line of the page,
//! wherever it stands; one that holds such objects is not, or the page's text would be read twice.

use crate::error::Error;
use crate::reader::{Part, Rect, Sheet, Token};
use crate::span::Span;

/// Containers inside each other; real files have five.
const DEEPEST: usize = 64;
/// Numbers of one outline that are looked at; real outlines have eight.
const MOST_NUMBERS: usize = 4096;
/// Names that say that a text has a place; what tells such a file from other JSON.
const PLACES: [&str; 8] = ["\"x0\"", "\"left\"", "\"box\"", "\"bbox\"", "\"points\"", "\"polygon\"", "\"position\"", "\"x_min\""];

/// Whether the head of a text is JSON of texts with boxes.
pub(super) fn is_boxes(head: &str) -> bool {
    // JSON Lines are a stream of records, each a page of its own; a file of boxes is one value.
    let opens = head.strip_prefix('[').map(str::trim_start).is_some_and(|rest| rest.starts_with('{')) || head.starts_with('{');
    opens && TEXTS.iter().any(|name| is_key(head, name)) && PLACES.iter().any(|place| head.contains(place))
}

/// Names of a text.
const TEXTS: [&str; 3] = ["text", "rec_text", "transcription"];

fn is_key(head: &str, name: &str) -> bool {
    head.match_indices(name).any(|(at, _)| {
        let before = head.get(..at).unwrap_or("").ends_with('"');
        let after = head.get(at + name.len()..).and_then(|rest| rest.strip_prefix('"'));
        before && after.is_some_and(|rest| rest.trim_start().starts_with(':'))
    })
}

/// What a name in an object means.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Key {
    Text,
    Outline,
    Page,
    /// Left, top, right, bottom, width, height.
    Edge(usize),
    Sure,
    #[default]
    Other,
}

fn key(name: &str) -> Key {
    match name {
        _ if TEXTS.contains(&name) => Key::Text,
        "box" | "bbox" | "points" | "polygon" | "position" => Key::Outline,
        "page" | "page_num" | "page_index" => Key::Page,
        "x0" | "left" | "x_min" | "x" => Key::Edge(0),
        "y0" | "top" | "y_min" | "y" => Key::Edge(1),
        "x1" | "right" | "x_max" => Key::Edge(2),
        "y1" | "bottom" | "y_max" => Key::Edge(3),
        "width" | "w" => Key::Edge(4),
        "height" | "h" => Key::Edge(5),
        "confidence" | "conf" | "score" | "rec_score" => Key::Sure,
        _ => Key::Other,
    }
}

/// An open container.
#[derive(Debug, Default)]
struct Frame {
    object: bool,
    /// What the value to come means: in an object by its name, in an array by the array's name.
    key: Key,
    /// A name comes next.
    names: bool,
    text: Option<Vec<Part>>,
    edges: [Option<f32>; 6],
    outline: Vec<f32>,
    page: Option<f32>,
    sure: Option<f32>,
    /// Holds lines.
    holds: bool,
}

impl Frame {
    fn rect(&self) -> Option<Rect> {
        match (self.edges, self.outline.as_slice()) {
            ([Some(x0), Some(y0), Some(x1), Some(y1), ..], _) => Some(Rect::new(x0, y0, x1, y1)),
            ([Some(x), Some(y), _, _, Some(w), Some(h)], _) => Some(Rect::new(x, y, x + w, y + h)),
            (_, &[x0, y0, x1, y1]) => Some(Rect::new(x0, y0, x1, y1)),
            (_, points) if points.len() >= 6 => {
                let all = points.chunks_exact(2).filter_map(|p| Some(Rect::new(*p.first()?, *p.get(1)?, *p.first()?, *p.get(1)?)));
                all.reduce(Rect::union)
            }
            _ => None,
        }
    }
}

struct Scanner<'t, 's> {
    source: &'t str,
    at: usize,
    stack: Vec<Frame>,
    page: Option<f32>,
    sheet: &'s mut Sheet,
}

/// Reads a file of boxes.
pub(super) fn read(source: &str, sheet: &mut Sheet) -> Result<(), Error> {
    let lead = source.len() - source.trim_start_matches('\u{FEFF}').len();
    let mut scanner = Scanner { source, at: lead, stack: Vec::new(), page: None, sheet };
    while let Some(&byte) = source.as_bytes().get(scanner.at) {
        scanner.step(byte)?;
    }
    if scanner.stack.is_empty() { Ok(()) } else { Err(fault("JSON that ends inside a value", source.len())) }
}

#[cold]
fn fault(what: &str, at: usize) -> Error {
    Error::markup(at, what.to_owned())
}

impl Scanner<'_, '_> {
    fn step(&mut self, byte: u8) -> Result<(), Error> {
        match byte {
            b'{' | b'[' => self.open(byte == b'{'),
            b'}' | b']' => self.close(byte == b'}'),
            b'"' => self.string(),
            b'-' | b'0'..=b'9' => {
                self.number();
                Ok(())
            }
            b',' => {
                if let Some(frame) = self.stack.last_mut().filter(|f| f.object) {
                    frame.names = true;
                }
                self.skip()
            }
            b':' | b' ' | b'\t' | b'\r' | b'\n' => self.skip(),
            // true, false, null and the NaN of careless writers.
            b if b.is_ascii_alphabetic() => self.skip(),
            _ => Err(fault("a character that JSON does not have here", self.at)),
        }
    }

    fn skip(&mut self) -> Result<(), Error> {
        self.at += 1;
        Ok(())
    }

    fn open(&mut self, object: bool) -> Result<(), Error> {
        if self.stack.len() >= DEEPEST {
            return Err(fault("JSON nested too deeply", self.at));
        }
        // The points of an outline are arrays in an array.
        let key = match self.stack.last() {
            Some(parent) if !object && parent.key == Key::Outline => Key::Outline,
            _ => Key::Other,
        };
        self.stack.push(Frame { object, key, names: object, ..Frame::default() });
        self.skip()
    }

    fn close(&mut self, object: bool) -> Result<(), Error> {
        let Some(frame) = self.stack.pop().filter(|f| f.object == object) else {
            return Err(fault("a bracket that closes nothing", self.at));
        };
        let rect = frame.rect();
        let mut holds = frame.holds;
        if let Some(parts) = frame.text.filter(|_| !holds) {
            if frame.page.is_some() && frame.page != self.page {
                self.page = frame.page;
                self.sheet.start_page();
            }
            self.sheet.start_line();
            self.sheet.add(Token { parts, rect, sure: frame.sure, ..Token::default() });
            holds = true;
        }
        if let Some(parent) = self.stack.last_mut() {
            parent.holds |= holds;
        }
        self.skip()
    }

    fn number(&mut self) {
        let rest = self.source.get(self.at..).unwrap_or("");
        let len = rest.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'.' | b'e' | b'E')).count();
        self.at += len;
        let Some(number) = rest.get(..len).and_then(|n| n.parse::<f32>().ok()).filter(|n| n.is_finite()) else { return };
        let Some(frame) = self.stack.last_mut() else { return };
        match frame.key {
            Key::Edge(n) if frame.object => {
                if let Some(edge) = frame.edges.get_mut(n) {
                    *edge = Some(number);
                }
            }
            Key::Page if frame.object => frame.page = Some(number),
            // Some engines count in hundredths.
            Key::Sure if frame.object => frame.sure = Some(if number > 1.0 { number / 100.0 } else { number }.clamp(0.0, 1.0)),
            Key::Outline => {
                if let Some(owner) = self.stack.iter_mut().rev().find(|f| f.object).filter(|f| f.outline.len() < MOST_NUMBERS) {
                    owner.outline.push(number);
                }
            }
            _ => {}
        }
    }

    /// Takes a string: a name, a text, or anything else.
    fn string(&mut self) -> Result<(), Error> {
        let start = self.at + 1;
        let parts = self.parts(start)?;
        let name = Span::new(start, self.at.saturating_sub(1)).of(self.source);
        let Some(frame) = self.stack.last_mut().filter(|f| f.object) else { return Ok(()) };
        if frame.names {
            (frame.key, frame.names) = (key(name), false);
        } else if frame.key == Key::Text {
            frame.text = Some(trimmed(parts, self.source));
        }
        Ok(())
    }

    /// The parts of the string that begins at `at`; leaves the scanner behind its end.
    fn parts(&mut self, start: usize) -> Result<Vec<Part>, Error> {
        let bytes = self.source.as_bytes();
        let (mut parts, mut plain) = (Vec::new(), start);
        self.at = start;
        loop {
            let rest = bytes.get(self.at..).unwrap_or_default();
            let Some(step) = memchr::memchr2(b'"', b'\\', rest) else {
                return Err(fault("a string without an end", start.saturating_sub(1)));
            };
            let end = self.at + step;
            if bytes.get(end) == Some(&b'"') {
                copy(&mut parts, plain, end);
                self.at = end + 1;
                return Ok(parts);
            }
            copy(&mut parts, plain, end);
            let (c, len) = escape(self.source.get(end..).unwrap_or("")).ok_or_else(|| fault("an escape that JSON does not have", end))?;
            // A line break inside a line's text is white space as any other.
            parts.push(Part::Entity(Span::new(end, end + len), if c.is_control() { ' ' } else { c }));
            self.at = end + len;
            plain = self.at;
        }
    }
}

fn copy(parts: &mut Vec<Part>, from: usize, to: usize) {
    if from < to {
        parts.push(Part::Copy(Span::new(from, to)));
    }
}

/// The character that an escape stands for, and the escape's length.
fn escape(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| u16::from_str_radix(text.get(at..at + 4)?, 16).ok();
    let c = match text.as_bytes().get(1)? {
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{C}',
        &b @ (b'"' | b'\\' | b'/') => char::from(b),
        b'u' => {
            let first = unit(2)?;
            if let Some(c) = char::from_u32(u32::from(first)) {
                return Some((c, 6));
            }
            let pair = text.get(6..8).filter(|t| *t == "\\u").and_then(|_| unit(8));
            let both = pair.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
            // Half of a pair is what is left of a character cut in two.
            return Some(both.map_or(('\u{FFFD}', 6), |c| (c, 12)));
        }
        _ => return None,
    };
    Some((c, 2))
}

/// Without white space at the ends, which engines leave beside what they could not read.
fn trimmed(mut parts: Vec<Part>, source: &str) -> Vec<Part> {
    while let Some(last) = parts.pop() {
        match last {
            Part::Entity(_, c) if c.is_whitespace() => {}
            Part::Copy(span) => {
                let len = span.of(source).trim_end().len();
                if len > 0 {
                    parts.push(Part::Copy(Span::new(span.start, span.start + len)));
                    break;
                }
            }
            Part::Entity(..) => {
                parts.push(last);
                break;
            }
        }
    }
    let blank = |part: &Part| match part {
        Part::Copy(span) => span.of(source).trim().is_empty(),
        Part::Entity(_, c) => c.is_whitespace(),
    };
    let lead = parts.iter().take_while(|p| blank(p)).count();
    parts.drain(..lead);
    if let Some(Part::Copy(span)) = parts.first_mut() {
        span.start += span.len() - span.of(source).trim_start().len();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{Form, detect};

    fn lines(source: &str) -> Vec<(String, Option<Rect>)> {
        let mut sheet = Sheet::default();
        read(source, &mut sheet).unwrap();
        let part = |p: &Part| match p {
            Part::Copy(span) => span.of(source).to_owned(),
            Part::Entity(_, c) => c.to_string(),
        };
        sheet.tokens.iter().map(|t| (t.parts.iter().map(part).collect(), t.rect)).collect()
    }

    #[test]
    fn each_way_to_say_a_box() {
        let rect = Some(Rect::new(1.0, 2.0, 30.0, 9.0));
        for source in [
            r#"[{"text":"甲","x0":1,"y0":2,"x1":30,"y1":9,"confidence":0.9}]"#,
            r#"[{"left":1,"top":2,"width":29,"height":7,"text":"甲"}]"#,
            r#"{"code":100,"data":[{"box":[[1,2],[30,2],[30,9],[1,9]],"score":0.9,"text":" 甲 "}]}"#,
            r#"{"text":"甲乙","lines":[{"transcription":"甲","points":[[1,2],[30,3],[30,9],[1,8]],"difficult":false}]}"#,
            r#"[ {"bbox": [1, 2, 3e1, 9.0], "text": "\u7532\n", "n": null} ]"#,
        ] {
            assert_eq!(detect(source), Some(Form::Boxes), "{source}");
            assert_eq!(lines(source), [("甲".to_owned(), rect)], "{source}");
        }
    }

    #[test]
    fn strings_and_what_has_no_box() {
        let source = r#"[{"text":"A\"B\\\u00e9\ud83d\ude00\ud83d","box":null},{"text":""},{"text":"b"}]"#;
        let found: Vec<String> = lines(source).into_iter().map(|l| l.0).collect();
        assert_eq!(found, ["A\"B\\é😀\u{FFFD}", "b"]);
    }

    #[test]
    fn other_json_is_not_read() {
        for source in [r#"{"id":1,"text":"他说完了。"}"#, "[注] \"text\": \"box\"", r#"["text","box"]"#, r#"{"box":"a text"}"#] {
            assert_eq!(detect(source), None, "{source}");
        }
    }

    #[test]
    fn broken_files_are_errors_with_their_place() {
        let source = r#"{"data":[{"box":[[1,2],[30,2],[30,9],[1,9]],"text":"甲\u4e59"}]}"#;
        for end in (0..source.len()).filter(|&n| source.is_char_boundary(n)).skip(1) {
            let error = read(&source[..end], &mut Sheet::default()).unwrap_err();
            assert!(error.to_string().contains("byte"), "{error}");
        }
        assert!(read(&"[".repeat(1 << 20), &mut Sheet::default()).is_err());
        assert!(read("[}", &mut Sheet::default()).is_err());
    }
}
