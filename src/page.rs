//! A page as lines and blocks: what blank lines, marks and line widths say of its layout.

use crate::hyphen::{Fate, Hyphens};
use crate::lang::{self, Lang};
use crate::span::Span;
use crate::text;
use smallvec::{SmallVec, smallvec};

pub(crate) mod alone;
pub(crate) mod drop_cap;

/// How a piece hangs on the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glue {
    /// Nothing between them: ideographs, or the first piece.
    None,
    /// One space.
    Space,
    /// The hyphen at the end of the piece before goes, the halves are one word.
    Hyphen,
}

/// A line of a block: its text and how it joins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) span: Span,
    pub(crate) glue: Glue,
}

/// Lines that belong together.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// Its lines, in the page's arena.
    pub(crate) pieces: SmallVec<[Piece; 1]>,
    /// Level of the heading mark, 0 for none.
    pub(crate) mark: u8,
    /// What the layout of the page says of it; nothing where the page has no boxes.
    pub(crate) place: Place,
}

/// What the layout of a page says of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// A rule from left to right stands before it.
    pub(crate) apart: bool,
    /// It stands alone between two such rules.
    pub(crate) banner: bool,
    /// It stands between two such rules in a row of single lines, as folios do.
    pub(crate) folio: bool,
    /// It stands in a small frame.
    pub(crate) framed: bool,
    /// Number of the frame around articles that it stands in; 0 for none.
    pub(crate) frame: u8,
    /// Number of the article that the file says it is of; 0 for none.
    pub(crate) article: u16,
    /// It stands right below a picture.
    pub(crate) caption: bool,
    /// A speck that the engine took for print.
    pub(crate) speck: bool,
    /// It names a picture, and is no part of the text around it.
    pub(crate) picture: bool,
    /// The part of a title that its print and its place say it is.
    pub(crate) part: Part,
    /// Its printed lines; 0 where these are not known.
    pub(crate) lines: u16,
    /// Size of its print in hundredths of the body's; 0 where it is not known.
    pub(crate) size: u16,
    /// How sure the engine is of its words, in hundredths; 0 where it does not say.
    pub(crate) sure: u8,
    /// How its lines fill the column, where a dump keeps the lines of the columns.
    pub(crate) fill: Fill,
    /// Cells of its longest line; 0 where a dump does not keep the lines of the columns.
    pub(crate) wide: u16,
    /// Its last line stops short of the column.
    pub(crate) short_end: bool,
    /// White stands above it.
    pub(crate) gap: bool,
    /// The step from the line of print above it, in hundredths of the size of the two; 0 where it is not known.
    pub(crate) step: u16,
    /// It begins with an indent behind a line that stops short: it goes on from nothing.
    pub(crate) fresh: bool,
    /// Its last line stands in the middle of the column, with white on both sides.
    pub(crate) centred: bool,
}

impl Place {
    /// Whether it is of a dump that keeps the lines of the columns.
    pub(crate) fn is_columned(&self) -> bool {
        self.fill != Fill::Unknown
    }

    /// Whether the size of its print is known, or how its lines fill the column.
    pub(crate) fn is_printed(&self) -> bool {
        self.size > 0 || self.is_columned()
    }
}

/// What the print and the places of the lines of a column say that some of them are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Part {
    /// Text, or whatever is no title.
    #[default]
    Text,
    Kicker,
    Headline,
    Deck,
    /// Found in dumps that keep the lines of the columns alone.
    Banner,
    Byline,
    Caption,
    Other,
}

/// How the lines of a block fill the column that they stand in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Fill {
    /// The page has no columns, or nobody knows them.
    #[default]
    Unknown,
    /// Lines of the column's measure, two at least.
    Text,
    /// One line of the measure.
    Line,
    /// Lines that stop short of the measure.
    Short,
    /// Lines that are too long for the column.
    Over,
}

impl Block {
    /// The block's text; borrowed where it is one line.
    pub(crate) fn text<'t>(&self, page: &'t str) -> std::borrow::Cow<'t, str> {
        view(&self.pieces, page)
    }
}

/// The texts of the blocks of a page that have several lines, one behind the other.
#[derive(Debug, Default)]
pub(crate) struct Joined {
    text: String,
    /// Where each of them ends.
    ends: Vec<usize>,
}

/// Joins the lines of each block that has several.
pub(crate) fn joined(blocks: &[Block], page: &str) -> Joined {
    let several = || blocks.iter().filter(|block| block.pieces.len() != 1);
    let room = several().map(|block| room_of(&block.pieces)).sum();
    let mut out = Joined { text: String::with_capacity(room), ends: Vec::with_capacity(several().count()) };
    for block in several() {
        append(&block.pieces, page, &mut out.text);
        out.ends.push(out.text.len());
    }
    out
}

impl Joined {
    /// The text of each block of the page.
    pub(crate) fn texts<'t>(&'t self, blocks: &[Block], page: &'t str) -> Vec<&'t str> {
        let (mut start, mut ends) = (0, self.ends.iter());
        let text = |block: &Block| {
            if let [piece] = block.pieces.as_slice() {
                return piece.span.of(page);
            }
            let end = ends.next().copied().unwrap_or(start);
            Span::new(std::mem::replace(&mut start, end), end).of(&self.text)
        };
        blocks.iter().map(text).collect()
    }
}

/// The text of joined pieces; borrowed where it is one piece.
pub(crate) fn view<'t>(pieces: &[Piece], page: &'t str) -> std::borrow::Cow<'t, str> {
    if let [piece] = pieces {
        return piece.span.of(page).into();
    }
    let mut out = String::with_capacity(room_of(pieces));
    append(pieces, page, &mut out);
    out.into()
}

fn room_of(pieces: &[Piece]) -> usize {
    pieces.iter().map(|p| p.span.len() + 1).sum()
}

fn append(pieces: &[Piece], page: &str, out: &mut String) {
    let start = out.len();
    for piece in pieces {
        match piece.glue {
            Glue::Space => out.push(' '),
            Glue::Hyphen if out.len() > start => drop(out.pop()),
            Glue::None | Glue::Hyphen => {}
        }
        out.push_str(piece.span.of(page));
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) span: Span,
    pub(crate) mark: u8,
    /// The line ends in two spaces, Markdown's hard break.
    pub(crate) hard: bool,
    /// Nothing stands right above it: a stretch begins.
    pub(crate) opens: bool,
    /// Width, known for stretches of several lines.
    pub(crate) cells: usize,
    /// The rows that it was read in show that it is a speck.
    pub(crate) speck: bool,
    /// It names a picture.
    pub(crate) picture: bool,
    /// It alone stands right below a picture that stands apart.
    pub(crate) caption: bool,
}

impl Line {
    /// A line that nothing is known of but its place.
    pub(crate) fn of(span: Span) -> Self {
        Self { span, mark: 0, hard: false, opens: false, cells: 0, speck: false, picture: false, caption: false }
    }
}

/// Bytes of a block, for room; a wrong guess only costs a copy.
const TYPICAL_BLOCK: usize = 96;

/// Cuts the lines of a page into blocks: by blank lines, heading marks and, inside a stretch of lines, by the column's measure.
pub(crate) fn cut(lines: &mut [Line], page: &str, hyphens: &Hyphens<'_>) -> Vec<Block> {
    let mut out = Vec::with_capacity(lines.len());
    for stretch in lines.chunk_by_mut(|_, next| !next.opens) {
        flush(stretch, page, hyphens, &mut out);
    }
    out
}

/// The lines of a page that have text, those of its separator left aside.
pub(crate) fn lines(page: &str, skip: Option<Span>) -> Vec<Line> {
    let mut start = skip.map_or(0, |s| s.end);
    let mut out = Vec::with_capacity(page.len() / TYPICAL_BLOCK);
    // Files of the first Macintosh computers end their lines in a carriage return alone.
    let newline = if memchr::memchr(b'\n', page.as_bytes()).is_some() { b'\n' } else { b'\r' };
    // The line above is a picture that stands apart.
    let mut below = false;
    let mut opens = true;
    while start < page.len() {
        let rest = page.as_bytes().get(start..).unwrap_or_default();
        let end = memchr::memchr2(newline, b'\x0c', rest).map_or(page.len(), |n| start + n);
        let line = line(page, Span::new(start, end));
        start = end + 1;
        if line.span.is_empty() || is_rule(line.span.of(page)) {
            opens = true;
            continue;
        }
        let picture = is_picture(line.span.of(page));
        // Headings of one level that nothing but a hard break parts are the printed lines of one.
        let heads = line.mark > 0 && (opens || out.last().is_none_or(|before: &Line| before.mark != line.mark));
        let caption = below && !opens && !picture && line.mark == 0;
        let begins = opens || heads || picture || out.last().is_some_and(|before| before.picture);
        if let Some(before) = out.last_mut().filter(|_| !begins) {
            // Several lines are text.
            before.caption = false;
        }
        below = picture && opens;
        out.push(Line { opens: begins, picture, caption, ..line });
        opens = line.mark > 0 && !line.hard;
    }
    out
}

/// A line of three or more equal marks: a separator that says nothing.
fn is_rule(line: &str) -> bool {
    let first = line.as_bytes().first().copied().unwrap_or(0);
    line.len() >= 3 && matches!(first, b'-' | b'*' | b'_' | b'=' | b'`') && line.bytes().all(|b| b == first)
}

/// Whether a line is nothing but a picture, `![](images/0.jpg)` or a tag of HTML, or says in brackets what was not transcribed.
pub(crate) fn is_picture(line: &str) -> bool {
    let first = line.as_bytes().first().copied().unwrap_or(0);
    match first {
        b'[' => lang::is_note(line),
        b'!' => line.starts_with("![") && line.ends_with(')') && line.matches("](").count() == 1,
        b'<' => line.starts_with("<img ") && line.ends_with('>') && line.matches('<').count() == 1,
        _ => false,
    }
}

fn line(page: &str, whole: Span) -> Line {
    let raw = whole.of(page);
    if is_bare(raw.as_bytes()) {
        return Line::of(whole);
    }
    let body = raw.trim_end();
    let mut lead = body.len() - body.trim_start().len();
    let marks = body.get(lead..).unwrap_or("").bytes().take_while(|&b| b == b'#').count();
    let after = body.get(lead + marks..).unwrap_or("");
    let mut mark = 0;
    if (1..=6).contains(&marks) && (after.starts_with(' ') || marks > 1) {
        mark = u8::try_from(marks).unwrap_or(6);
        lead += marks + (after.len() - after.trim_start().len());
    }
    let mut end = body.len();
    if let Some(inner) = bold(body.get(lead..).unwrap_or("")) {
        mark = if mark > 0 || !is_bold_title(inner) { mark } else { BOLD };
        lead += BOLD_MARK.len();
        end = lead + inner.trim_end().len();
    }
    if let Some(inner) = slanted(body.get(lead..end).unwrap_or("")) {
        lead += 1;
        end = lead + inner.len();
    }
    let span = Span::new(whole.start + lead.min(end), whole.start + end);
    let hard = raw.trim_end_matches('\r').ends_with("  ") && !span.is_empty();
    Line { mark, hard, ..Line::of(span) }
}

/// Whether a line surely begins and ends with text: neither with white space of any kind nor with a mark of headings or bold print.
fn is_bare(line: &[u8]) -> bool {
    let text = |b: &u8| b.is_ascii_graphic() || (0xE4..=0xE9).contains(b);
    // The last byte of the ideographic space also ends every 64th ideograph.
    let ends = |b: &u8| b.is_ascii_graphic() || !b.is_ascii() && *b != 0x80 && *b != 0x85 && *b != 0xA0;
    // The spaces of typesetters and the separators of lines, with the dashes and quotation marks among them.
    if matches!(line, [.., 0xE2, 0x80 | 0x81, _]) {
        return false;
    }
    line.first().is_some_and(|b| text(b) && !matches!(b, b'#' | b'*')) && line.last().is_some_and(ends)
}

/// The mark of a whole line in bold, below all levels of headings.
pub(crate) const BOLD: u8 = 7;
const BOLD_MARK: &str = "**";
/// A longer line in bold is text.
const LONGEST_BOLD: usize = 240;

/// What stands in bold, if a whole line does.
fn bold(line: &str) -> Option<&str> {
    let inner = line.strip_prefix(BOLD_MARK)?.strip_suffix(BOLD_MARK)?;
    // Before the second mark a line that was recognised may have a space.
    let whole = !inner.starts_with([' ', '*']) && !inner.ends_with('*') && !inner.contains(BOLD_MARK);
    (whole && !inner.is_empty()).then_some(inner)
}

/// What stands between two single asterisks, if a whole line does: slanted print.
fn slanted(line: &str) -> Option<&str> {
    let inner = line.strip_prefix('*')?.strip_suffix('*')?;
    (inner.len() > 1 && !inner.starts_with(' ') && !inner.ends_with(' ') && !inner.contains('*')).then_some(inner)
}

/// Whether a line in bold is a title: brief, and no sentence ends in it.
fn is_bold_title(inner: &str) -> bool {
    inner.len() < LONGEST_BOLD && !text::ends_closed(inner)
}

fn flush(stretch: &mut [Line], page: &str, hyphens: &Hyphens<'_>, out: &mut Vec<Block>) {
    if stretch.len() > 1 {
        stretch.iter_mut().for_each(|l| l.cells = text::cells(l.span.of(page)));
    }
    let starts = if stretch.len() > 1 { alone::starts(stretch, page, hyphens.lang()) } else { alone::Starts::default() };
    let column = Column::of(stretch, starts.head, hyphens.lang());
    let own = match &*stretch {
        [first, .., last] if stretch.iter().any(|l| l.span.of(page).ends_with(|c| hyphens.is_mark(c))) => {
            page.get(first.span.start..last.span.end).and_then(|text| hyphens.of_stretch(text))
        }
        _ => None,
    };
    let hyphens = own.as_ref().unwrap_or(hyphens);
    let mut open: Option<Block> = None;
    let count = stretch.len();
    for (n, line) in stretch.iter().enumerate() {
        if let Some(block) = &mut open {
            let before = &stretch[n - 1];
            let starts = starts.blocks.get(n).is_some_and(|starts| *starts);
            if !starts
                && goes_on(before, line, &column, count, page)
                && !opens(before, line, column.measure, stretch.get(n + 1), page, hyphens.lang())
            {
                let glue = glue(before.span.of(page), line.span.of(page), hyphens);
                block.pieces.push(Piece { span: line.span, glue });
                continue;
            }
        }
        out.extend(open.take());
        let place = Place { picture: line.picture, caption: line.caption, ..Place::default() };
        open = Some(Block { pieces: smallvec![Piece { span: line.span, glue: Glue::None }], mark: line.mark, place });
    }
    out.extend(open);
}

/// A column is at least this wide; narrower lines are titles.
const NARROWEST: usize = 16;
/// Above this width a line is a paragraph of its own, not a printed line. The widest newspaper column holds fewer cells.
const WIDEST: usize = 120;

/// The column that the lines of a stretch fill.
struct Column {
    /// Its width in cells; 0 where the lines are not wrapped.
    measure: usize,
    /// Cells that a full line may lack.
    slack: usize,
}

impl Column {
    /// That of a stretch behind the lines of its head, which say nothing of it. A stretch with a head stands on a page without blank
    /// lines: nothing but its widths says where a paragraph ends, and lines of ideographs end flush.
    fn of(stretch: &[Line], head: usize, lang: Lang) -> Self {
        let body = stretch.get(head..).unwrap_or_default();
        let measure = if head > 0 && body.len() <= FEW { widest(body) } else { measure(body) };
        let part = if head > 0 && lang.is_ea() { FLUSH } else { RAGGED };
        Self { measure, slack: measure / part + 2 }
    }
}

/// Lines of which one alone may fill the column.
const FEW: usize = 4;
/// The part of the measure that full lines may lack where they end flush, and where they may be ragged.
const FLUSH: usize = 10;
const RAGGED: usize = 5;

/// Cells of the widest of a few lines; 0 where they are not wrapped.
fn widest(lines: &[Line]) -> usize {
    lines.iter().map(|line| line.cells).max().filter(|cells| (NARROWEST..=WIDEST).contains(cells)).unwrap_or(0)
}

/// Measure of the column in cells: the width that most lines but the last reach; 0 where the lines are not wrapped.
pub(crate) fn measure(lines: &[Line]) -> usize {
    if lines.len() < 2 {
        return 0;
    }
    let mut widths: Vec<usize> = lines.iter().map(|l| l.cells).collect();
    widths.sort_unstable();
    // The 80th percentile stands above short last lines and below a line that hangs over.
    let measure = widths[(widths.len() - 1) * 4 / 5].max(widths[widths.len() / 2]);
    if (NARROWEST..=WIDEST).contains(&measure) { measure } else { 0 }
}

/// Whether `line` continues the one before it: a hard break of a title, or a full line of a wrapped column.
fn goes_on(before: &Line, line: &Line, column: &Column, count: usize, page: &str) -> bool {
    let (a, b) = (before.span.of(page), line.span.of(page));
    if is_byline_like(b) || is_byline_like(a) && before.hard {
        return false;
    }
    if before.hard {
        return before.cells < 60 && !text::ends_closed(a);
    }
    let short_title = count <= 4 && before.cells < 40 && line.cells < 40 && !text::ends_closed(a) && !text::ends_closed(b);
    if column.measure == 0 {
        return short_title;
    }
    // A line that stops well before the measure after a full stop ends its paragraph.
    if before.cells + column.slack < column.measure {
        return !text::ends_closed(a);
    }
    true
}

/// Whether a line of a wrapped column opens a paragraph, as dumps without indents have it: behind a full stop it is shorter than the
/// measure by the indent of two characters, and full for all that, since the next line goes on.
fn opens(before: &Line, line: &Line, measure: usize, next: Option<&Line>, page: &str, lang: Lang) -> bool {
    if measure == 0 || !lang.is_ea() {
        return false;
    }
    let (a, b) = (before.span.of(page), line.span.of(page));
    let indent = measure.saturating_sub(line.cells);
    let full = next.is_some_and(|next| next.cells + 2 >= measure);
    text::ends_closed(a) && !text::ends_closed(b) && INDENTS.contains(&indent) && full
}

/// Cells that an indent of two characters takes, where the line ends in half a character more or less.
const INDENTS: std::ops::RangeInclusive<usize> = 3..=6;

/// Marks that open a byline in any language.
fn is_byline_like(line: &str) -> bool {
    line.starts_with(lang::BYLINE_MARKS)
}

/// How two lines join: nothing between East Asian characters, a hyphenated word healed, else a space.
pub(crate) fn glue(a: &str, b: &str, hyphens: &Hyphens<'_>) -> Glue {
    let lang = hyphens.lang();
    let (Some(last), Some(first)) = (a.chars().next_back(), b.chars().next()) else {
        return Glue::None;
    };
    if text::is_ea(last) && (text::is_ea(first) || lang.is_ea()) || text::is_ea(first) && lang.is_ea() {
        return Glue::None;
    }
    if let Some(fate) = hyphens.fate(a, b) {
        return match fate {
            Fate::Drop => Glue::Hyphen,
            Fate::Keep => Glue::None,
            Fate::Suspend => Glue::Space,
        };
    }
    // A dash that is set off stays so.
    if last == '—' && !lang.is_ea() && !a.ends_with(" —") {
        return Glue::None;
    }
    let ascii_in_ea =
        lang.is_ea() && (last.is_ascii_digit() || first.is_ascii_digit() || last.is_ascii_punctuation() || first.is_ascii_punctuation());
    if ascii_in_ea { Glue::None } else { Glue::Space }
}

#[cfg(test)]
mod tests {
    use crate::Desk;

    #[test]
    fn lines_end_in_any_way() {
        for newline in ["\n", "\r\n", "\r"] {
            let page = "## 旧粮仓里办起夜校\n\n本报讯 首期学员下周开课。\n".replace('\n', newline);
            let articles = Desk::new().clean(&page).articles();
            assert_eq!(articles[0].headline.as_deref(), Some("旧粮仓里办起夜校"), "{newline:?}");
        }
    }

    #[test]
    fn paragraphs_without_blank_lines() {
        let zh = "棠溪晚报\n2024年5月6日 星期一 第3版\n老粮仓改造工程昨日开工\n记者 纪闻舟 通讯员 柳渡\n本报讯 昨天，老粮仓改造工程正式开工，涉及居民3200户，\
            计划于明年6月\n建成。项目负责人说，工程分三期进行，首期投入3.5亿元。\n居民告诉记者，他在这里住了四十年，盼望早日搬进新居。\n";
        let en = "The Harrow Gazette\nMonday, May 6, 2024\nCouncil approves new ferry terminal\nBy Dana Whitfield\nHARROW BAY — The city council \
            voted 5-2 on Tuesday to approve\na new ferry terminal for the downtown.\nOpponents said the loss of parking would hurt those who work\n\
            late shifts.\n";
        for page in [zh, en] {
            assert_eq!(Desk::new().clean(page).articles()[0].paragraphs.len(), 2, "{page}");
        }
    }

    #[test]
    fn headings_that_a_hard_break_alone_parts_are_lines_of_one() {
        let heads = |page: &str| super::lines(page, None).iter().map(|line| line.opens).collect::<Vec<_>>();
        assert_eq!(heads("## 橘农用上无人机  \n## 下山运果\n"), [true, false]);
        for page in ["## 橘农用上无人机\n## 下山运果\n", "## 橘农用上无人机  \n\n## 下山运果\n", "# 橘农用上无人机  \n## 下山运果\n"]
        {
            assert_eq!(heads(page), [true, true], "{page}");
        }
    }

    #[test]
    fn slanted_lines_lose_their_marks() {
        let page = "## Strike enters third week\n\n*Talks stall; commuters turn to buses*\n\nBy DANA WHITFIELD\nStaff Writer\nd@sentinel.example\n\n\
            The strike entered its third week on Monday, and nobody knows how long it will go on.\n";
        let article = &Desk::new().clean(page).articles()[0];
        assert_eq!(article.deck.as_deref(), Some("Talks stall; commuters turn to buses"));
        assert_eq!(article.byline.first().map(String::as_str), Some("By DANA WHITFIELD"));
    }
}
