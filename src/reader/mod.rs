//! Readers of structured OCR: hOCR, ALTO, PAGE XML, Tesseract's TSV and JSON of boxes. Each gives a [`Sheet`]: words with their boxes.
//!
//! A reader never builds a tree: it walks over the file once and notes where each word's text stands in it.

mod alto;
mod boxes;
mod hocr;
pub(crate) mod page_xml;
mod told;
mod tsv;
pub(crate) mod xml;

use crate::error::Error;
use crate::span::Span;
pub(crate) use told::Told;

/// A box in pixels (or the file's unit): left, top, right, bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Rect {
    pub(crate) x0: f32,
    pub(crate) y0: f32,
    pub(crate) x1: f32,
    pub(crate) y1: f32,
}

impl Rect {
    pub(crate) fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self { x0, y0, x1: x1.max(x0), y1: y1.max(y0) }
    }

    pub(crate) fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    pub(crate) fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    pub(crate) fn middle(&self) -> f32 {
        (self.y0 + self.y1) / 2.0
    }

    pub(crate) fn center(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// Whether it begins another row than a word before it: it stands far to the left of that, and all of it higher or lower. Marks beside a
    /// line that runs down stand a little to the left, and are small.
    fn is_row_from(&self, before: &Self) -> bool {
        let step = (self.middle() - before.middle()).abs();
        let (low, high) = (self.height().min(before.height()), self.height().max(before.height()));
        before.x0 - self.x1 > step * BACK && step > high * OTHER_ROW && low > high * ALIKE
    }

    pub(crate) fn union(self, other: Self) -> Self {
        Self { x0: self.x0.min(other.x0), y0: self.y0.min(other.y0), x1: self.x1.max(other.x1), y1: self.y1.max(other.y1) }
    }
}

/// Words of two rows stand this far apart, in the height of the higher one; the second ends so many steps further left; the lower
/// one has this share of the height of the other.
const OTHER_ROW: f32 = 0.5;
const BACK: f32 = 0.75;
const ALIKE: f32 = 0.5;

/// A stretch of a word: as the file has it, or a character that an entity stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Part {
    Copy(Span),
    Entity(Span, char),
}

/// A word, or a whole line where the file has no words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Token {
    pub(crate) parts: Vec<Part>,
    pub(crate) rect: Option<Rect>,
    /// Number of its line on the sheet.
    pub(crate) line: usize,
    /// Stands right behind the word before it.
    pub(crate) glued: bool,
    /// How sure the engine is of it, from 0 to 1, where it says so.
    pub(crate) sure: Option<f32>,
    pub(crate) told: Told,
}

impl Token {
    /// From its first character in the file to its last one.
    pub(crate) fn span(&self) -> Option<Span> {
        let place = |part: &Part| match part {
            Part::Copy(span) | Part::Entity(span, _) => *span,
        };
        Some(Span::new(place(self.parts.first()?).start, place(self.parts.last()?).end))
    }
}

/// A file's words in its own order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) tokens: Vec<Token>,
    /// Lines seen so far, and blocks of lines.
    lines: usize,
    blocks: u32,
    /// First token of each page.
    pub(crate) pages: Vec<usize>,
    /// What is printed and no text, column rules and pictures, with the number of its page.
    pub(crate) graphics: Vec<(usize, Rect)>,
}

impl Sheet {
    fn start_page(&mut self) {
        if self.pages.last() != Some(&self.tokens.len()) {
            self.pages.push(self.tokens.len());
        }
    }

    fn start_line(&mut self) {
        self.lines += 1;
    }

    fn start_block(&mut self) {
        self.blocks = self.blocks.saturating_add(1);
    }

    /// The last word of the line that was begun last.
    fn last_of_line(&self) -> Option<&Token> {
        self.tokens.last().filter(|token| token.line == self.lines)
    }

    fn add_graphic(&mut self, rect: Option<Rect>) {
        self.graphics.extend(rect.map(|rect| (self.pages.len().saturating_sub(1), rect)));
    }

    /// Adds a text that is in no line, a line of it a line; its box is shared out among them.
    fn add_lines(&mut self, text: &Token, source: &str) {
        let lines = xml::lines(source, &text.parts);
        let step = text.rect.map_or(0.0, |rect| rect.height()) / lines.len().max(1) as f32;
        for (n, parts) in lines.into_iter().enumerate() {
            let rect = text.rect.map(|r| Rect::new(r.x0, r.y0 + step * n as f32, r.x1, r.y0 + step * (n + 1) as f32));
            self.start_line();
            self.add(Token { parts, rect, sure: text.sure, told: text.told, ..Token::default() });
        }
    }

    fn add(&mut self, mut token: Token) {
        if !token.parts.is_empty() {
            // Some libraries put all rows of a paragraph into its last line.
            if token.rect.zip(self.last_of_line().and_then(|last| last.rect)).is_some_and(|(next, last)| next.is_row_from(&last)) {
                self.start_line();
            }
            (token.line, token.told.block) = (self.lines, self.blocks);
            self.tokens.push(token);
        }
    }
}

/// The form of a page's source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// Plain text or Markdown.
    Text,
    /// hOCR, as HTML or XHTML.
    Hocr,
    /// ALTO XML.
    Alto,
    /// PAGE XML.
    Page,
    /// Tesseract's TSV.
    Tsv,
    /// JSON of texts with boxes.
    Boxes,
}

impl Form {
    /// Its name, for messages.
    fn name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Hocr => "hOCR",
            Self::Alto => "ALTO",
            Self::Page => "PAGE XML",
            Self::Tsv => "TSV of Tesseract",
            Self::Boxes => "JSON of boxes",
        }
    }
}

/// How much of a text tells its form, and how much of a document behind what stands before its root or its body.
const HEAD: usize = 4096;

/// The form of a text, by its first characters; `None` for plain text and Markdown.
pub(crate) fn detect(text: &str) -> Option<Form> {
    let head = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    if tsv::is_tsv(head) {
        return Some(Form::Tsv);
    }
    if boxes::is_boxes(start(head)) {
        return Some(Form::Boxes);
    }
    if !head.starts_with('<') || head.starts_with("<!-- copydesk") {
        return None;
    }
    markup(start(head)).or_else(|| Some(behind_prolog(head)).filter(|rest| rest.len() < head.len()).and_then(|rest| markup(start(rest))))
}

fn start(text: &str) -> &str {
    let end = (0..=HEAD.min(text.len())).rev().find(|&n| text.is_char_boundary(n)).unwrap_or(0);
    text.get(..end).unwrap_or("")
}

/// A document behind its declarations, comments and the head of HTML.
fn behind_prolog(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let lower = rest.get(..9).unwrap_or("").to_ascii_lowercase();
        let until = match lower.as_str() {
            l if l.starts_with("<?") => "?>",
            l if l.starts_with("<!--") => "-->",
            l if l.starts_with("<!doctype") && rest.find('[') < rest.find('>') && rest.contains('[') => "]>",
            l if l.starts_with("<!") || l.starts_with("<html") => ">",
            l if l.starts_with("<head") => "</head>",
            _ => return rest,
        };
        match rest.find(until) {
            Some(at) => rest = rest.get(at + until.len()..).unwrap_or(""),
            None => return rest,
        }
    }
}

/// The form of a document that this stands at the start of.
fn markup(head: &str) -> Option<Form> {
    if head.contains("<PcGts") || head.contains(":PcGts") {
        Some(Form::Page)
    } else if head.contains("<alto") || head.contains(":alto") {
        Some(Form::Alto)
    } else if head.contains("ocr_page") || head.contains("ocr-system") || head.contains("ocrx_word") || head.contains("ocr_line") {
        Some(Form::Hocr)
    } else {
        None
    }
}

/// The structured form that somebody said a text has, or that is found by its first characters; `None` for plain text and Markdown.
pub(crate) fn structure(text: &str, said: Option<Form>) -> Option<Form> {
    said.map_or_else(|| detect(text), Some).filter(|form| *form != Form::Text)
}

/// Reads a page whose form somebody may have said; `None` where it is plain text or Markdown.
///
/// # Errors
/// As those of [`read`], and a text without a word of the form that it is said to have.
pub(crate) fn sheet(text: &str, said: Option<Form>) -> Result<Option<Sheet>, Error> {
    let Some(form) = structure(text, said) else { return Ok(None) };
    let sheet = read(text, form)?;
    // Without a word, a page that looks like its form is an empty one.
    if sheet.tokens.is_empty() && !text.trim().is_empty() && detect(text) != Some(form) {
        let message = format!("no word of {} stands in it; leave the form out, and it is found by the content", form.name());
        return Err(Error::markup(0, message));
    }
    Ok(Some(sheet))
}

/// Reads a file.
///
/// # Errors
/// Markup that is cut off or broken; the message names the byte.
pub(crate) fn read(text: &str, form: Form) -> Result<Sheet, Error> {
    let mut sheet = Sheet::default();
    match form {
        Form::Hocr => hocr::read(text, &mut sheet)?,
        Form::Alto => alto::read(text, &mut sheet)?,
        Form::Page => page_xml::read(text, &mut sheet)?,
        Form::Tsv => tsv::read(text, &mut sheet),
        Form::Boxes => boxes::read(text, &mut sheet)?,
        Form::Text => {}
    }
    if sheet.pages.first() != Some(&0) {
        sheet.pages.insert(0, 0);
    }
    Ok(sheet)
}

/// Without white space at the ends, which engines leave beside what they could not read, and which markup has around its text.
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

    fn words(text: &str) -> Vec<String> {
        let sheet = read(text, detect(text).unwrap()).unwrap();
        let part = |p: &Part| match p {
            Part::Copy(span) => span.of(text).to_owned(),
            Part::Entity(_, c) => c.to_string(),
        };
        sheet.tokens.iter().map(|t| t.parts.iter().map(part).collect()).collect()
    }

    const HOCR: &str = "<html><body><div class='ocr_page' title='bbox 0 0 9 9'><span class=\"ocr_line\" title='bbox 1 2 30 9'>\
        <span class='ocrx_word' title='bbox 1 2 9 9; x_wconf 90'>A&amp;B</span> <span class='ocrx_word' title='bbox 10 2 30 9'><em>两</em></span>\
        </span></div></body></html>";
    const ALTO: &str = "<alto><Layout><Page><PrintSpace><TextBlock><TextLine HPOS=\"1\" VPOS=\"2\" WIDTH=\"20\" HEIGHT=\"5\">\
        <String CONTENT=\"Hal&quot;\" HPOS=\"1\" VPOS=\"2\" WIDTH=\"9\" HEIGHT=\"5\" WC=\"0.5\"/><HYP CONTENT=\"-\"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>";
    const PAGE: &str = "<PcGts><Page><TextRegion><TextLine><Coords points=\"1,2 9,2 9,8 1,8\"/><Word><Coords points=\"1,2 5,2 5,8 1,8\"/>\
        <TextEquiv conf=\"0.25\"><Unicode>Von</Unicode></TextEquiv></Word><TextEquiv><Unicode>Von</Unicode></TextEquiv></TextLine>\
        <TextLine><Coords points=\"1,9 9,9 9,18 1,18\"/><TextEquiv index=\"1\"><Unicode>falsch</Unicode></TextEquiv><TextEquiv index=\"0\">\
        <Unicode>der Stadt</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>";
    const TSV: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
        1\t1\t0\t0\t0\t0\t0\t0\t10\t10\t-1\t\n5\t1\t1\t1\t1\t1\t1\t2\t3\t4\t96.5\t\"两\n";

    #[test]
    fn every_form_gives_its_words() {
        assert_eq!(words(HOCR), ["A&B", "两"]);
        assert_eq!(words(ALTO), ["Hal\"", "-"]);
        assert_eq!(words(PAGE), ["Von", "der Stadt"]);
        assert_eq!(words(TSV), ["\"两"]);
        let sheet = read(HOCR, Form::Hocr).unwrap();
        assert_eq!(sheet.tokens[1].rect, Some(Rect::new(10.0, 2.0, 30.0, 9.0)));
        let sheet = read(PAGE, Form::Page).unwrap();
        assert_eq!(sheet.tokens[1].rect, Some(Rect::new(1.0, 9.0, 9.0, 18.0)));
    }

    #[test]
    fn confidences_are_shares_of_one() {
        let sure = |text: &str| read(text, detect(text).unwrap()).unwrap().tokens.iter().map(|t| t.sure).collect::<Vec<_>>();
        assert_eq!(sure(HOCR), [Some(0.9), None]);
        assert_eq!(sure(ALTO), [Some(0.5), None]);
        assert_eq!(sure(PAGE), [Some(0.25), None]);
        // The other formats of the same engine have whole hundredths.
        assert_eq!(sure(TSV), [Some(0.96)]);
        // Tesseract's own way to write hundredths in ALTO.
        for (written, meant) in [("0.7", 0.07), ("0.70", 0.7), ("0.100", 1.0), ("0.0", 0.0), ("0.07", 0.07), ("1.0", 1.0)] {
            let tesseract = ALTO.replace("<Layout>", "<softwareName>tesseract 5.3.0</softwareName><Layout>").replace("0.5", written);
            assert_eq!(sure(&tesseract)[0], Some(meant), "{written}");
        }
        // Hundredths and shares are both in use.
        let boxes = |sure: &str| format!("[{{\"text\": \"甲\", \"x0\": 1, \"y0\": 2, \"x1\": 30, \"y1\": 9, \"confidence\": {sure}}}]");
        assert_eq!(sure(&boxes("97")), [Some(0.97)]);
        assert_eq!(sure(&boxes("0.97")), [Some(0.97)]);
    }

    #[test]
    fn a_picture_of_many_corners_is_one_box_in_tsv() {
        let block = "2\t1\t2\t0\t0\t0\t10\t20\t90\t80\t-1\t\n";
        let blank = "5\t1\t2\t1\t1\t1\t10\t20\t50\t40\t95\t \n5\t1\t2\t1\t1\t2\t10\t60\t90\t40\t95\t \n";
        let graphics = |text: String| read(&text, Form::Tsv).unwrap().graphics;
        assert_eq!(graphics(format!("{TSV}{block}{blank}")), [(0, Rect::new(10.0, 20.0, 100.0, 100.0))]);
        // White space among words is itself, and so it is where no box of a block is known.
        let word = "5\t1\t2\t1\t1\t3\t10\t60\t90\t40\t95\tm\n";
        assert_eq!(graphics(format!("{TSV}{block}{blank}{word}")).len(), 2);
        assert_eq!(graphics(format!("{TSV}{blank}")).len(), 2);
    }

    #[test]
    fn a_hyphen_that_is_given_twice_is_one() {
        let with = |content: &str| words(&ALTO.replace("Hal&quot;", content));
        assert_eq!(with("con-"), ["con-"]);
        assert_eq!(with("con&#173;"), ["con\u{AD}"]);
        assert_eq!(with("con"), ["con", "-"]);
    }

    #[test]
    fn without_boxes_the_named_order_holds() {
        let line = |text: &str| format!("<TextLine><TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>");
        let region = |id: &str, text: &str| format!("<TextRegion id=\"{id}\">{}{}</TextRegion>", line(text), line(&text.to_uppercase()));
        let order = "<ReadingOrder><OrderedGroup><RegionRefIndexed index=\"0\" regionRef=\"r2\"/><RegionRefIndexed index=\"1\" regionRef=\"r1\"/>\
            </OrderedGroup></ReadingOrder>";
        let page = format!("<PcGts><Page>{order}{}{}{}</Page></PcGts>", region("r0", "a"), region("r1", "b"), region("r2", "c"));
        assert_eq!(words(&page), ["c", "C", "b", "B", "a", "A"]);
        let order = "<ReadingOrder><OrderedGroup><ElementRef REF=\"B2\"/><ElementRef REF=\"B1\"/></OrderedGroup></ReadingOrder>";
        let block = |id: &str, text: &str| format!("<TextBlock ID=\"{id}\"><TextLine><String CONTENT=\"{text}\"/></TextLine></TextBlock>");
        let alto = format!("<alto>{order}<Layout><Page>{}{}</Page></Layout></alto>", block("B1", "a"), block("B2", "b"));
        assert_eq!(words(&alto), ["b", "a"]);
        // Boxes tell more than that.
        assert_eq!(words(&alto.replace("<String ", "<String HPOS=\"1\" VPOS=\"2\" WIDTH=\"9\" HEIGHT=\"5\" ")), ["a", "b"]);
    }

    #[test]
    fn lines_of_baselines_have_the_height_that_these_have_apart() {
        let line = |x: u32, y: u32| {
            format!("<TextLine><Baseline points=\"{x},{y} {},{y}\"/><TextEquiv><Unicode>a</Unicode></TextEquiv></TextLine>", x + 600)
        };
        let lines: String = [(50, 124), (720, 130), (50, 164), (720, 170), (50, 204)].into_iter().map(|(x, y)| line(x, y)).collect();
        let page = format!("<PcGts><Page><TextRegion>{lines}</TextRegion></Page></PcGts>");
        let sheet = read(&page, Form::Page).unwrap();
        assert_eq!(sheet.tokens[0].rect, Some(Rect::new(50.0, 94.0, 650.0, 132.0)));
        assert_eq!(sheet.tokens[3].rect, Some(Rect::new(720.0, 140.0, 1320.0, 178.0)));
        // A single line has no pitch.
        let page = format!("<PcGts><Page><TextRegion>{}</TextRegion></Page></PcGts>", line(50, 124));
        assert_eq!(read(&page, Form::Page).unwrap().tokens[0].rect, None);
    }

    #[test]
    fn of_several_readings_one_holds() {
        for (readings, wanted) in [
            ("<TextEquiv><Unicode>a</Unicode></TextEquiv><TextEquiv><Unicode>b</Unicode></TextEquiv>", "a"),
            ("<TextEquiv conf=\"0.2\"><Unicode>a</Unicode></TextEquiv><TextEquiv conf=\"0.9\"><Unicode>b</Unicode></TextEquiv>", "b"),
            (
                "<TextEquiv index=\"1\" conf=\"1\"><Unicode>a</Unicode></TextEquiv><TextEquiv index=\"0\"><Unicode>b</Unicode></TextEquiv>",
                "b",
            ),
            ("<TextEquiv index=\"0\"><Unicode></Unicode></TextEquiv><TextEquiv index=\"5\"><Unicode>b</Unicode></TextEquiv>", "b"),
            ("<TextEquiv><PlainText>a</PlainText></TextEquiv>", "a"),
            ("<TextEquiv><PlainText>a</PlainText><Unicode>b</Unicode></TextEquiv>", "b"),
            ("<Glyph><TextEquiv><Unicode>a</Unicode></TextEquiv></Glyph><TextEquiv><Unicode>b</Unicode></TextEquiv>", "b"),
        ] {
            for (open, close) in [("<TextLine>", "</TextLine>"), ("<TextLine><Word>", "</Word></TextLine>"), ("", "")] {
                let source = format!("<PcGts><Page><TextRegion>{open}{readings}{close}</TextRegion></Page></PcGts>");
                assert_eq!(words(&source), [wanted], "{source}");
            }
        }
    }

    #[test]
    fn rows_of_one_line_are_lines() {
        let lines = |boxes: &[(u32, u32, u32, u32)]| {
            let word =
                |&(x, y, w, h): &(u32, u32, u32, u32)| format!("<String CONTENT='a' HPOS='{x}' VPOS='{y}' WIDTH='{w}' HEIGHT='{h}'/>");
            let words: String = boxes.iter().map(word).collect();
            let file = format!(
                "<alto><Layout><Page><PrintSpace><TextBlock><TextLine>{words}</TextLine></TextBlock></PrintSpace></Page></Layout></alto>"
            );
            read(&file, Form::Alto).unwrap().tokens.iter().map(|t| t.line).collect::<Vec<_>>()
        };
        let rows =
            [(0, 40, 90, 30), (100, 42, 90, 30), (200, 40, 90, 30), (0, 0, 90, 30), (100, 3, 90, 30), (200, 0, 90, 30), (40, 80, 90, 30)];
        assert_eq!(lines(&rows), [1, 1, 1, 2, 2, 2, 3]);
        for one in [
            // A small kana, a mark and the reading of an ideograph beside a line that runs down.
            [(100, 0, 30, 30), (100, 34, 30, 30), (92, 70, 6, 14), (100, 90, 30, 30)],
            // Words that the file has in another order.
            [(0, 0, 90, 30), (200, 0, 90, 30), (100, 0, 90, 30), (300, 0, 90, 30)],
            // A mark at the head of a line that leans.
            [(0, 0, 90, 30), (100, 8, 90, 30), (200, 16, 90, 30), (60, 20, 8, 6)],
        ] {
            assert_eq!(lines(&one), [1; 4], "{one:?}");
        }
    }

    #[test]
    fn a_text_in_no_line_is_read_line_by_line() {
        let page = "<PcGts><Page><TextRegion><Coords points=\"1,2 9,2 9,22 1,22\"/><TextEquiv><Unicode>A &amp; B\nC</Unicode></TextEquiv></TextRegion></Page></PcGts>";
        let hocr = "<div class='ocr_page'><p class='ocr_par' title='bbox 1 2 9 22'>A &amp; B\n <b>C</b></p></div>";
        for text in [page, hocr] {
            assert_eq!(words(text), ["A & B", "C"]);
            let sheet = read(text, detect(text).unwrap()).unwrap();
            let placed: Vec<_> = sheet.tokens.iter().map(|t| (t.rect, t.line)).collect();
            assert_eq!(placed, [(Some(Rect::new(1.0, 2.0, 9.0, 12.0)), 1), (Some(Rect::new(1.0, 12.0, 9.0, 22.0)), 2)]);
        }
        // Where lines or words are, the text around them is theirs.
        assert_eq!(
            words(&PAGE.replace("</TextRegion>", "<TextEquiv><Unicode>Von\nder Stadt</Unicode></TextEquiv></TextRegion>")),
            ["Von", "der Stadt"]
        );
        let inner = "<h1 class='ocr_section'>A heading</h1><span class='ocr_title'>T</span>one<br>two ";
        assert_eq!(
            words(&HOCR.replace("<span class=\"ocr_line\"", &format!("<p class='ocr_par'>{inner}</p><span class=\"ocr_line\""))),
            ["A heading", "T", "A&B", "两"]
        );
        assert_eq!(words("<div class='ocr_page'><p class='ocr_par'>one<br>two</p></div>"), ["one", "two"]);
    }

    #[test]
    fn plain_text_has_no_form() {
        for text in
            ["他说完了。", "<p>他说完了。</p>", "# 标题", "<!-- copydesk zh-Hans -->\n", "level\tpage_num\tBy Jane Roe\n\nLONDON — The"]
        {
            assert_eq!(detect(text), None);
        }
    }

    #[test]
    fn the_form_is_found_behind_a_long_prolog() {
        let long = "x".repeat(2 * HEAD);
        for prolog in [format!("<?xml version=\"1.0\"?>\n<!--{long}-->\n"), format!("<!DOCTYPE a [<!ENTITY b \"{long}\">]>")] {
            assert_eq!(detect(&format!("{prolog}{ALTO}")), Some(Form::Alto));
            assert_eq!(detect(&format!("{prolog}{PAGE}")), Some(Form::Page));
        }
        let head = format!("<!DOCTYPE html><html><head><style>{long}</style></head>");
        assert_eq!(detect(&HOCR.replace("<html>", &head)), Some(Form::Hocr));
        assert_eq!(detect(&format!("<!--{long}--><p>他说完了。</p>")), None);
    }

    #[test]
    fn a_file_that_is_cut_off_is_an_error_with_its_place() {
        for text in [HOCR, ALTO, PAGE] {
            for end in (0..text.len()).filter(|&n| text.is_char_boundary(n)) {
                let cut = &text[..end];
                if let Some(form) = detect(cut) {
                    // Cut inside a tag or before the end of the document: an error, never a panic.
                    if let Err(error) = read(cut, form) {
                        assert!(error.to_string().contains("byte"), "{error}");
                    }
                }
            }
            let cut = &text[..text.len() * 2 / 3];
            assert!(read(cut, detect(cut).unwrap()).is_err());
        }
    }
}
