//! Plain JSON of boxes, as PP-OCR, RapidOCR and their relatives give it: objects with a text and a place, arrays of an outline and a text,
//! or lists of texts and outlines side by side.
//!
//! The scanner keeps a stack of open containers and nothing else. An object that holds a text is a line of the page,
//! wherever it stands; one that holds such objects is not, or the page's text would be read twice.

use crate::error::Error;
use crate::reader::{Part, Rect, Sheet, Token};
use crate::span::Span;

/// Containers inside each other; real files have five.
const DEEPEST: usize = 64;
/// Numbers that an outline has at least.
const LEAST_NUMBERS: usize = 4;
/// Numbers of one outline that are looked at; real outlines have eight.
const MOST_NUMBERS: usize = 4096;
/// Names that say that a text has a place; what tells such a file from other JSON.
const PLACES: [&str; 12] = [
    "\"x0\"",
    "\"left\"",
    "\"box\"",
    "\"bbox\"",
    "\"points\"",
    "\"polygon\"",
    "\"position\"",
    "\"x_min\"",
    "\"bounding_box\"",
    "\"text_region\"",
    "\"dt_boxes\"",
    "\"dt_polys\"",
];
/// Names that tell a file of lists side by side.
const LISTS: [&str; 4] = ["rec_texts", "rec_polys", "rec_boxes", "dt_polys"];

/// Whether the head of a text is JSON of texts with boxes.
pub(super) fn is_boxes(head: &str) -> bool {
    // JSON Lines are a stream of records, each a page of its own; a file of boxes is one value.
    let first = head.trim_start_matches(BRACKET);
    if !head.starts_with('[') && !first.starts_with('{') {
        return false;
    }
    if first.starts_with('{') {
        let texts = || TEXTS.iter().any(|name| is_key(head, name)) && PLACES.iter().any(|place| head.contains(place));
        return texts() || LISTS.iter().any(|name| is_key(head, name)) || is_key(head, "boxes") && outlines(head);
    }
    is_outline(head) && first.find('"').and_then(|at| first.get(..at)).is_some_and(of_numbers)
}

/// What may stand before the first value of lists in lists.
const BRACKET: [char; 5] = ['[', ' ', '\n', '\r', '\t'];

/// Whether a list of outlines begins here: a number in at least three lists.
fn is_outline(list: &str) -> bool {
    let first = list.trim_start_matches(BRACKET);
    let open = list.get(..list.len() - first.len()).unwrap_or("").matches('[').count();
    open >= 3 && first.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

/// Whether a list named boxes is one of outlines.
fn outlines(head: &str) -> bool {
    head.split("\"boxes\"").skip(1).filter_map(|rest| rest.trim_start().strip_prefix(':')).any(is_outline)
}

/// Whether a stretch of JSON before a text has nothing but lists of numbers, the last of which has ended.
fn of_numbers(text: &str) -> bool {
    let before = text.trim_end_matches(BRACKET).strip_suffix(',').map(str::trim_end);
    before.is_some_and(|b| b.ends_with(']'))
        && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_whitespace() || b"[],.-+eE".contains(&b))
}

/// Names of a text.
const TEXTS: [&str; 4] = ["text", "rec_text", "rec_txt", "transcription"];

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
    /// Lists side by side; of two lists of outlines, the one of the lines that were read counts.
    Texts,
    Outlines {
        read: bool,
    },
    Sures,
    #[default]
    Other,
}

fn key(name: &str) -> Key {
    match name {
        _ if TEXTS.contains(&name) => Key::Text,
        "box" | "bbox" | "points" | "polygon" | "position" | "bounding_box" | "text_region" | "dt_boxes" => Key::Outline,
        "rec_texts" | "txts" => Key::Texts,
        "rec_polys" | "rec_boxes" | "boxes" => Key::Outlines { read: true },
        "dt_polys" => Key::Outlines { read: false },
        "rec_scores" | "scores" => Key::Sures,
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
    /// Lines that the sheet had before it, in words.
    before: usize,
    lists: Lists,
}

/// Lists side by side, of one object.
#[derive(Debug, Default)]
struct Lists {
    texts: Vec<Vec<Part>>,
    rects: Vec<Option<Rect>>,
    /// The outlines are of lines that were read.
    read: bool,
    sures: Vec<f32>,
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
            Some(parent) if !object => match parent.key {
                Key::Outlines { .. } if !parent.object => Key::Outline,
                key @ (Key::Outline | Key::Outlines { .. } | Key::Texts | Key::Sures) => key,
                _ => Key::Other,
            },
            _ => Key::Other,
        };
        if let (Key::Outlines { read }, Some(owner)) = (key, self.stack.last_mut()) {
            if owner.lists.read && !read {
                return self.push(object, Key::Other);
            }
            owner.lists.read = read;
            owner.lists.rects.clear();
        }
        self.push(object, key)
    }

    fn push(&mut self, object: bool, key: Key) -> Result<(), Error> {
        let before = self.sheet.tokens.len();
        self.stack.push(Frame { object, key, names: object, before, ..Frame::default() });
        self.skip()
    }

    fn close(&mut self, object: bool) -> Result<(), Error> {
        let Some(frame) = self.stack.pop().filter(|f| f.object == object) else {
            return Err(fault("a bracket that closes nothing", self.at));
        };
        if frame.holds {
            self.close_page(&frame);
        } else if !frame.object && frame.outline.len() < LEAST_NUMBERS {
            self.close_list(frame);
            return self.skip();
        } else if frame.text.is_some() && (frame.object || self.is_apart()) || !frame.lists.texts.is_empty() {
            self.close_line(frame);
        } else {
            self.close_list(frame);
            return self.skip();
        }
        if let Some(parent) = self.stack.last_mut() {
            parent.holds = true;
        }
        self.skip()
    }

    /// Whether nothing around a list is a line itself.
    fn is_apart(&self) -> bool {
        self.stack.iter().filter(|outer| outer.object).all(|outer| outer.text.is_none() && outer.rect().is_none())
    }

    /// What holds lines is a page where it says so, or where it is a list in the outermost one.
    fn close_page(&mut self, frame: &Frame) {
        let listed = !frame.object && self.stack.len() == 1 && self.stack.iter().all(|outer| !outer.object);
        if (listed || frame.page.is_some()) && self.sheet.pages.last().is_none_or(|&last| last < frame.before) {
            self.sheet.pages.push(frame.before);
        }
    }

    /// A line, or a line for each of the texts in a list.
    fn close_line(&mut self, mut frame: Frame) {
        if frame.page.is_some() && frame.page != self.page {
            self.page = frame.page;
            self.sheet.start_page();
        }
        if let Some(parts) = frame.text.take() {
            self.sheet.start_line();
            self.sheet.add(Token { rect: frame.rect(), parts, sure: frame.sure, ..Token::default() });
            return;
        }
        let Lists { texts, rects, sures, .. } = frame.lists;
        // Lists of other lengths are of other things.
        let rects = Some(rects).filter(|rects| rects.len() == texts.len()).unwrap_or_default();
        let sures = Some(sures).filter(|sures| sures.len() == texts.len()).unwrap_or_default();
        for (n, parts) in texts.into_iter().enumerate() {
            self.sheet.start_line();
            self.sheet.add(Token {
                parts,
                rect: rects.get(n).copied().flatten(),
                sure: sures.get(n).map(|&sure| share(sure)),
                ..Token::default()
            });
        }
    }

    /// What is no line by itself may be a part of one: its outline, or its text with a confidence.
    fn close_list(&mut self, frame: Frame) {
        let Some(parent) = self.stack.last_mut() else { return };
        match parent.key {
            // An outline of names.
            Key::Outline if frame.object && parent.object => parent.edges = frame.edges,
            Key::Outlines { .. } if frame.key == Key::Outline && !parent.object => {
                if let Some(owner) = self.stack.iter_mut().rev().find(|f| f.object) {
                    let outline = Frame { outline: std::mem::take(&mut owner.outline), ..Frame::default() };
                    owner.lists.rects.push(outline.rect());
                }
            }
            _ if parent.object || frame.object || frame.key != Key::Other => {}
            _ if frame.text.is_none() && parent.text.is_none() && parent.outline.len() < MOST_NUMBERS => {
                parent.outline.extend(frame.outline);
            }
            _ if parent.text.is_none() && parent.outline.len() >= LEAST_NUMBERS => (parent.text, parent.sure) = (frame.text, frame.sure),
            _ => {}
        }
    }

    fn number(&mut self) {
        let rest = self.source.get(self.at..).unwrap_or("");
        let len = rest.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'.' | b'e' | b'E')).count();
        self.at += len;
        if let Some(number) = rest.get(..len).and_then(super::xml::number) {
            self.take(number);
        }
    }

    /// Takes a number for what its place says that it is.
    fn take(&mut self, number: f32) {
        let Some(frame) = self.stack.last_mut() else { return };
        match frame.key {
            Key::Edge(n) if frame.object => {
                if let Some(edge) = frame.edges.get_mut(n) {
                    *edge = Some(number);
                }
            }
            Key::Page if frame.object => frame.page = Some(number),
            Key::Sure if frame.object => frame.sure = Some(share(number)),
            Key::Sures if !frame.object => {
                if let Some(owner) = self.stack.iter_mut().rev().find(|f| f.object) {
                    owner.lists.sures.push(number);
                }
            }
            Key::Other if !frame.object && frame.text.is_some() => frame.sure = Some(share(number)),
            Key::Other if !frame.object && frame.outline.len() < MOST_NUMBERS => frame.outline.push(number),
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
        let Some(frame) = self.stack.last_mut() else { return Ok(()) };
        match frame.key {
            _ if frame.names => (frame.key, frame.names) = (key(name), false),
            Key::Text if frame.object => frame.text = Some(super::trimmed(parts, self.source)),
            Key::Texts if !frame.object => {
                let text = super::trimmed(parts, self.source);
                if let Some(owner) = self.stack.iter_mut().rev().find(|f| f.object) {
                    owner.lists.texts.push(text);
                }
            }
            Key::Other if !frame.object && frame.text.is_none() => frame.text = Some(super::trimmed(parts, self.source)),
            // Careless writers have numbers in quotation marks.
            _ => {
                if let Some(number) = super::xml::number(name) {
                    self.take(number);
                }
            }
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

/// A confidence as a share of one; some engines count in hundredths.
fn share(number: f32) -> f32 {
    if number > 1.0 { number / 100.0 } else { number }.clamp(0.0, 1.0)
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
            r#"[[{"text":"甲","bounding_box":[1,2,30,9]}]]"#,
            r#"[{"text":"甲","x0":"1","y0":"2","x1":"30","y1":"9.0","confidence":"0.9"}]"#,
            r#"[{"text":"甲","bbox":{"x":1,"y":2,"width":29,"height":7}}]"#,
            r#"[{"type":"text","bbox":[0,0,99,99],"res":[{"text":"甲","confidence":0.9,"text_region":[[1,2],[30,2],[30,9],[1,9]]}]}]"#,
            "[[[[1, 2], [30, 2], [30, 9], [1, 9]], [\"甲\", 0.98]]]",
            "[[[[[1.0, 2.0], [30.0, 2.0], [30.0, 9.0], [1.0, 9.0]], [\"甲\", 0.98]]]]",
            "[[[[1, 2], [30, 2], [30, 9], [1, 9]], \"甲\", 0.98]]",
            "[[[[1, 2], [30, 2], [30, 9], [1, 9]], \"甲\", \"0.98\"]]",
            "[[[1, 2, 30, 9], \"甲\", 0.98]]",
            r#"{"res":{"dt_polys":[[[0,2],[30,2],[30,9],[0,9]],[[1,2],[30,2],[30,9],[1,9]]],"rec_texts":["","甲"],"rec_scores":[0,0.9],
                "rec_polys":[[[1,1],[3,1],[3,9],[1,9]],[[1,2],[30,2],[30,9],[1,9]]],"rec_boxes":[[1,1,3,9],[1,2,30,9]]}}"#,
            r#"{"text":"甲","box":[1,2,30,9],"font":[1,2,3,4,"name"]}"#,
            r#"{"boxes":[[[1,2],[30,2],[30,9],[1,9]]],"txts":["甲"],"scores":[0.9]}"#,
            r#"{"rec_polys":[[[1,2],[30,2],[30,9],[1,9]]],"dt_polys":[[[0,2],[30,2],[30,9],[0,9]]],"rec_texts":["甲"]}"#,
        ] {
            assert_eq!(detect(source), Some(Form::Boxes), "{source}");
            assert_eq!(lines(source), [("甲".to_owned(), rect)], "{source}");
        }
    }

    #[test]
    fn lists_in_a_list_are_pages() {
        let line = |n: usize| format!("[[[1, 2], [30, 2], [30, 9], [1, {n}]], [\"甲\", 0.98]]");
        let object = r#"{"text":"甲","bbox":[1,2,30,9]}"#;
        let paged = |source: &str| {
            let mut sheet = Sheet::default();
            read(source, &mut sheet).unwrap();
            (sheet.tokens.len(), sheet.pages)
        };
        assert_eq!(paged(&format!("[[{}, {}], [{}]]", line(9), line(8), line(9))), (3, vec![0, 2]));
        assert_eq!(paged(&format!("[[{object}, {object}], [{object}]]")), (3, vec![0, 2]));
        assert_eq!(
            paged(&format!("{{\"pages\": [{{\"page\": 1, \"lines\": [{object}]}}, {{\"page\": 2, \"lines\": [{object}]}}]}}")),
            (2, vec![0, 1])
        );
        assert_eq!(paged(&format!("[{}, {}]", line(9), line(8))).0, 2);
        assert!(paged(&format!("[{}, {}]", line(9), line(8))).1.is_empty());
    }

    #[test]
    fn strings_and_what_has_no_box() {
        let source = r#"[{"text":"A\"B\\\u00e9\ud83d\ude00\ud83d","box":null},{"text":""},{"text":"b"}]"#;
        let found: Vec<String> = lines(source).into_iter().map(|l| l.0).collect();
        assert_eq!(found, ["A\"B\\é😀\u{FFFD}", "b"]);
    }

    #[test]
    fn other_json_is_not_read() {
        for source in [
            r#"{"id":1,"text":"他说完了。"}"#,
            "[注] \"text\": \"box\"",
            r#"["text","box"]"#,
            r#"{"box":"a text"}"#,
            "[[[1]]]",
            "[[[1] \"note\"]]",
            r#"{"boxes":["text"]}"#,
            "[[\"text\", 1]]",
        ] {
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
