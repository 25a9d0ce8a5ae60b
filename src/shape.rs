//! What one walk over a text finds: its width, its marks, and how it begins and ends.

use crate::text;

/// The shape of a text, specks and spaces at its end left aside.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    /// Width; East Asian wide characters have two cells.
    pub(crate) cells: usize,
    pub(crate) chars: usize,
    /// ASCII letters.
    pub(crate) latin: usize,
    /// ASCII digits.
    pub(crate) digits: usize,
    /// Stretches between spaces.
    pub(crate) phrases: usize,
    /// Characters of the first stretch.
    pub(crate) head: usize,
    /// A full-width comma or semicolon, or an ASCII semicolon.
    pub(crate) comma: bool,
    pub(crate) ascii_comma: bool,
    /// An ASCII colon.
    pub(crate) colon: bool,
    /// The mark of enumeration 、.
    pub(crate) pause: bool,
    /// A double quotation mark of any kind.
    pub(crate) quotes: bool,
    pub(crate) question: bool,
    /// An East Asian letter.
    pub(crate) ea_letter: bool,
    /// A full stop or an exclamation mark with text behind it.
    pub(crate) stop_inside: bool,
    /// Full-width full stops.
    pub(crate) stops: usize,
    /// ASCII full stops before a space.
    pub(crate) latin_stops: usize,
    /// A quotation or a bracket is open at the end.
    pub(crate) unpaired: bool,
    /// A closing quotation mark without its opening one: the text begins inside a quotation.
    pub(crate) inside: bool,
    /// An odd number of straight quotation marks.
    pub(crate) odd: bool,
    /// Ends as a paragraph does.
    pub(crate) closed: bool,
    /// The first character that is neither a space nor a speck.
    pub(crate) first: Option<char>,
    /// The last one.
    pub(crate) last: Option<char>,
    /// Bytes of the text without specks and spaces at its end.
    pub(crate) len: usize,
}

/// State of the walk that the shape does not keep.
#[derive(Default)]
struct Walk {
    depth: u32,
    straight: bool,
    /// A full stop stands before, only closing marks since.
    stopped: bool,
    before: char,
    /// Characters of the first stretch, once a space has ended it.
    head: Option<usize>,
}

/// Bytes of an ideograph of the basic block.
const IDEOGRAPH: usize = 3;

/// How many ideographs of the basic block stand at a place one behind the other; of a Chinese text they are nine characters in ten.
fn ideographs(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.chunks_exact(IDEOGRAPH).take_while(|c| (0xE4..=0xE9).contains(&c[0])).count()
}

/// How many ASCII letters stand at a place one behind the other.
fn letters(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take_while(|b| b.is_ascii_alphabetic()).count()
}

/// How many ASCII digits do.
fn digits(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count()
}

impl Shape {
    /// Walks over a text.
    pub(crate) fn of(text: &str) -> Self {
        let body = solid_end(text);
        let mut shape = Self {
            closed: text::ends_closed(body),
            first: text::first_solid(body),
            last: body.chars().next_back(),
            len: body.len(),
            ..Self::default()
        };
        let mut walk = Walk::default();
        let bytes = body.as_bytes();
        let mut at = 0;
        while let Some(first) = bytes.get(at) {
            at += match first {
                0xE4..=0xE9 => shape.take_ideographs(ideographs(bytes, at), &mut walk),
                b'a'..=b'z' | b'A'..=b'Z' => shape.take_letters(letters(bytes, at), &mut walk),
                b'0'..=b'9' => shape.take_digits(digits(bytes, at), &mut walk),
                _ => {
                    let Some(c) = body.get(at..).and_then(|rest| rest.chars().next()) else { break };
                    shape.take(c, &mut walk);
                    c.len_utf8()
                }
            };
        }
        shape.head = walk.head.unwrap_or(shape.chars);
        shape.unpaired = walk.depth > 0 || walk.straight;
        shape.odd = walk.straight;
        shape
    }

    /// Ideographs one behind the other: nothing but their number counts. Gives their bytes, as the next two do.
    fn take_ideographs(&mut self, run: usize, walk: &mut Walk) -> usize {
        self.cells += 2 * run;
        self.ea_letter = true;
        self.take_run(run, '一', walk);
        run * IDEOGRAPH
    }

    /// ASCII letters one behind the other.
    fn take_letters(&mut self, run: usize, walk: &mut Walk) -> usize {
        self.cells += run;
        self.latin += run;
        self.take_run(run, 'a', walk);
        run
    }

    /// ASCII digits one behind the other.
    fn take_digits(&mut self, run: usize, walk: &mut Walk) -> usize {
        self.cells += run;
        self.digits += run;
        self.take_run(run, '0', walk);
        run
    }

    fn take_run(&mut self, run: usize, letter: char, walk: &mut Walk) {
        self.chars += run;
        self.stop_inside |= walk.stopped;
        walk.stopped = false;
        self.phrases += usize::from(walk.before == ' ' || self.phrases == 0);
        walk.before = letter;
    }

    fn take(&mut self, c: char, walk: &mut Walk) {
        self.chars += 1;
        self.cells += text::cells_of(c);
        if c == ' ' || c == '\u{3000}' {
            walk.head.get_or_insert(self.chars - 1);
            self.latin_stops += usize::from(walk.before == '.');
            walk.before = ' ';
            return;
        }
        if walk.before == ' ' || self.phrases == 0 {
            self.phrases += 1;
        }
        walk.before = c;
        self.mark(c, walk);
        if matches!(c, '。' | '！') {
            walk.stopped = true;
        } else if walk.stopped && !text::is_closer(c) && !text::is_terminal(c) {
            self.stop_inside = true;
            walk.stopped = false;
        }
    }

    fn mark(&mut self, c: char, walk: &mut Walk) {
        match c {
            '，' | '；' | ';' => self.comma = true,
            ',' => self.ascii_comma = true,
            ':' => self.colon = true,
            '、' => self.pause = true,
            '？' | '?' => self.question = true,
            '。' => self.stops += 1,
            '"' => {
                self.quotes = true;
                walk.straight = !walk.straight;
            }
            '“' | '「' | '『' => {
                self.quotes = true;
                walk.depth += 1;
            }
            '（' | '(' | '《' => walk.depth += 1,
            '”' | '」' | '』' | '）' | ')' | '》' => {
                self.quotes |= c == '”';
                self.inside |= walk.depth == 0 && !matches!(c, '）' | ')');
                walk.depth = walk.depth.saturating_sub(1);
            }
            '«' | '„' => self.quotes = true,
            _ => self.ea_letter |= text::is_ea_letter(c),
        }
    }
}

/// The text without specks and spaces at its end.
pub(crate) fn solid_end(text: &str) -> &str {
    let speck = |c: char| text::is_speck(c) || c.is_whitespace();
    let body = text.trim_end_matches(speck);
    // Behind a full stop these are dirt, too.
    let bare = body.strip_suffix(['^', '_', '\\', '`']).map(|rest| rest.trim_end_matches(speck));
    bare.filter(|bare| text::ends_closed(bare)).unwrap_or(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        let shape = Shape::of("项目攻坚 挑起全年发展大梁");
        assert_eq!((shape.cells, shape.chars, shape.phrases, shape.closed), (25, 13, 2, false));
        let shape = Shape::of("他说：“好。”随后,又有3人“来");
        assert!(shape.stop_inside && shape.ascii_comma && shape.unpaired && shape.quotes && !shape.comma);
        assert_eq!((shape.digits, shape.stops, shape.last), (1, 1, Some('来')));
        let shape = Shape::of("One. Two. |");
        assert_eq!((shape.latin_stops, shape.phrases, shape.closed, shape.last), (1, 2, true, Some('.')));
        assert!(Shape::of("好。_").closed && Shape::of("好。 ^").closed && !Shape::of("好_").closed);
        assert!(!Shape::of("说“好。”").stop_inside);
        assert!(Shape::of("长高”了。").inside && !Shape::of("“长高”了。").inside && Shape::of("他说\"好").odd);
    }
}
