//! From the words of a structured file to the text that the passes see, and to its blocks.

mod noise;

use crate::byline;
use crate::geometry::{self, Cell, Group, Row};
use crate::hyphen::Hyphens;
use crate::lang::Lang;
use crate::page::{self, Block, Glue, Piece, Place};
use crate::reader::{Part, Rect, Sheet, Token, Told};
use crate::span::Span;
use crate::stats::Statistics;
use crate::text;
use smallvec::smallvec;

/// Text being put together from a source, with the places where it differs.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) text: String,
    /// Place and length in the text, place and length in the source.
    pub(crate) hops: Vec<(usize, usize, usize, usize)>,
    /// Source bytes that are accounted for.
    done: usize,
    /// What stands in the text for the source since then.
    put: usize,
}

impl Draft {
    /// Writes something that the source does not have.
    pub(crate) fn put(&mut self, text: &str) {
        self.text.push_str(text);
        self.put += text.len();
    }

    /// Copies a span of the source.
    pub(crate) fn copy(&mut self, source: &str, span: Span) {
        // Text around the words of a line comes after them: it is put, the ledger has its bytes already.
        if span.start < self.done {
            self.put(span.of(source));
            return;
        }
        self.close(span.start);
        self.text.push_str(span.of(source));
        self.done = span.end;
    }

    /// Everything up to a place of the source is what was put.
    pub(crate) fn close(&mut self, until: usize) {
        let until = until.max(self.done);
        if self.put > 0 || until > self.done {
            self.hops.push((self.text.len() - self.put, self.put, self.done, until - self.done));
        }
        (self.done, self.put) = (until, 0);
    }
}

/// A word in the sheet's text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) span: Span,
    pub(crate) rect: Option<Rect>,
    pub(crate) line: usize,
    /// How sure the engine is of it, from 0 to 1, where it says so.
    pub(crate) sure: Option<f32>,
    pub(crate) told: Told,
}

/// Puts the text of a sheet together, a line of it a line; `copy` writes a stretch of the source.
pub(crate) fn text(sheet: &Sheet, source: &str, copy: &mut dyn FnMut(&mut Draft, Span)) -> (Draft, Vec<Word>) {
    let mut draft = Draft::default();
    let mut words: Vec<Word> = Vec::new();
    let mut usual = 0.0;
    for (n, token) in sheet.tokens.iter().enumerate() {
        if words.last().is_none_or(|last| last.line != token.line) {
            usual = usual_gap(sheet.tokens.get(n..).unwrap_or_default());
        }
        let first = token.parts.first().map_or("", |part| match part {
            Part::Copy(span) => span.of(source),
            Part::Entity(..) => "&",
        });
        let new_page = sheet.pages.binary_search(&words.len()).is_ok() && !words.is_empty();
        match words.last() {
            Some(last) if last.line != token.line || new_page => draft.put("\n"),
            Some(_) if token.glued => {}
            Some(last) if is_attached((last.span.of(&draft.text), last.rect), (first, token.rect)) => {}
            Some(last) if geometry::is_tight(last.span.of(&draft.text), first) && !is_apart(last.rect, token.rect, usual) => {}
            Some(_) => draft.put(" "),
            None => {}
        }
        let start = draft.text.len();
        for part in &token.parts {
            match part {
                Part::Copy(span) => copy(&mut draft, *span),
                Part::Entity(_, c) => draft.put(c.encode_utf8(&mut [0; 4])),
            }
        }
        let span = Span::new(start, draft.text.len());
        words.push(Word { span, rect: token.rect, line: token.line, sure: token.sure, told: token.told });
    }
    draft.close(source.len());
    (draft, words)
}

/// Whether a mark stands right behind a word, or before one: libraries give marks boxes of their own. Where the printer set white before a
/// mark, as in French, the boxes show it.
fn is_attached((before, first): (&str, Option<Rect>), (next, second): (&str, Option<Rect>)) -> bool {
    let (Some(a), Some(b)) = (first, second) else { return false };
    let white = b.x0 - a.x1;
    let is_all = |text: &str, marks: &[char]| !text.is_empty() && text.chars().all(|c| marks.contains(&c));
    let closes =
        |text: &str| text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '!' | '?' | ')' | ']' | '»' | '«' | '”' | '“'));
    let marks = is_all(next, CLOSING) && closes(before) || is_all(before, OPENING) && next.starts_with(char::is_alphanumeric);
    marks && (-a.width()..a.height().max(b.height()) * ATTACHED).contains(&white)
}

/// Quotation marks that open in one language close in another.
const CLOSING: &[char] = &['.', ',', ';', ':', '!', '?', ')', ']'];
const OPENING: &[char] = &['(', '['];
/// White between a mark and its word, in the height of the higher one. In files of Swiss libraries nine of ten have less than 0.12, and white
/// between words or before marks that are set off is 0.25 and more.
const ATTACHED: f32 = 0.15;

/// White between two words of ideographs that is wider than elsewhere in its line by this, in em: the printer set a space.
const APART: f32 = 0.7;

/// Fewer gaps than these show nothing usual.
const FEW_GAPS: usize = 4;

/// Whether white stands between two words of one line, less than a gutter between columns far apart.
fn is_apart(before: Option<Rect>, next: Option<Rect>, usual: f32) -> bool {
    let (Some(a), Some(b)) = (before, next) else { return false };
    let em = a.height().max(b.height());
    (usual + em * APART..em * 4.0).contains(&(b.x0 - a.x1))
}

/// Median of the white between the words of the line that begins here; none where the line is too short to tell.
fn usual_gap(tokens: &[Token]) -> f32 {
    let Some(line) = tokens.first().map(|t| t.line) else { return 0.0 };
    let rects: Vec<Rect> = tokens.iter().take_while(|t| t.line == line).filter_map(|t| t.rect).collect();
    let mut gaps: Vec<f32> = rects.windows(2).filter_map(|w| Some((w.get(1)?.x0 - w.first()?.x1).max(0.0))).collect();
    gaps.sort_by(f32::total_cmp);
    if gaps.len() < FEW_GAPS { 0.0 } else { gaps.get(gaps.len() / 2).copied().unwrap_or(0.0) }
}

/// The blocks of a sheet in reading order; by its lines where it has no boxes.
pub(crate) fn blocks(sheet: &Sheet, words: &[Word], page: &str, stats: Statistics<'_>) -> Vec<Block> {
    let boxed = words.iter().filter(|w| w.rect.is_some()).count();
    if boxed * 5 < words.len() * 4 {
        return page::cut(&mut page::lines(page, None), page, &Hyphens::new(page, stats));
    }
    let hyphens = Hyphens::new(page, stats);
    let mut out = Vec::new();
    for (n, &start) in sheet.pages.iter().enumerate() {
        let end = sheet.pages.get(n + 1).copied().unwrap_or(words.len());
        let graphics = sheet.graphics.iter().filter(|g| g.0 == n).map(|g| g.1).collect();
        of_page(words.get(start..end).unwrap_or_default(), graphics, page, stats.lang, &hyphens, &mut out);
    }
    out
}

/// A word as the layout sees it, in a box; `level` says that boxes are those of lines.
fn cell(word: &Word, rect: Rect, text: &str, lang: Lang, level: bool) -> Cell {
    // Quotation marks and dashes that both kinds of script have are as wide as ideographs among these.
    let is_wide = |c: &char| if lang.is_ea() { text::is_ea(*c) } else { text::is_ea_letter(*c) };
    // Those that lines of letters end in stand at the edges of columns; others there are narrow, or specks.
    let is_mark = |c: &char| !c.is_alphanumeric() && (lang.is_ea() || !matches!(c, '-' | ',' | '.' | ':' | ';'));
    Cell {
        span: word.span,
        rect,
        line: word.line,
        wide: text.chars().filter(is_wide).count(),
        chars: text.chars().count(),
        mark: !text.chars().any(char::is_alphanumeric),
        figure: text.contains(|c: char| c.is_ascii_digit()),
        closed: text::ends_closed(text),
        marks: (text.chars().take_while(is_mark).count(), text.chars().rev().take_while(is_mark).count()),
        extent: if level { 1.0 } else { geometry::extent(text) },
        breadth: geometry::breadth(text),
        told: word.told,
    }
}

/// The blocks of one page's words, in reading order.
pub(crate) fn of_page(words: &[Word], mut graphics: Vec<Rect>, page: &str, lang: Lang, hyphens: &Hyphens<'_>, out: &mut Vec<Block>) {
    let mut cells: Vec<Cell> = Vec::with_capacity(words.len());
    let mut last = Rect::default();
    let specks = noise::specks(words, page);
    // Boxes of one height are those of lines: no letters show in them.
    let mut heights = words.iter().filter_map(|w| w.rect).map(|r| r.height());
    let level = heights.next().is_some_and(|first| heights.all(|h| (h - first).abs() < first * LEVEL));
    let strays = noise::strays(words, page);
    let left_out = |word: &Word| specks.contains(&word.line) || strays.contains(&word.span.start) || geometry::is_rule(word.span.of(page));
    for word in words {
        let text = word.span.of(page);
        // A word without a box stands behind the one before it.
        let rect = word.rect.unwrap_or(Rect::new(last.x1, last.y0, last.x1, last.y1));
        last = rect;
        if left_out(word) {
            continue;
        }
        cells.push(cell(word, rect, text, lang, level));
    }
    // Pieces of a rule that the engine read as bars. Some have the box of a line that was read as nothing else.
    let upright = |rect: &Rect| rect.height() > rect.width();
    graphics.extend(words.iter().filter(|w| geometry::is_rule(w.span.of(page))).filter_map(|w| w.rect).filter(upright));
    let spans: Vec<Span> = cells.iter().map(|c| c.span).collect();
    let sure: Vec<Option<f32>> = words.iter().filter(|w| !left_out(w)).map(|w| w.sure).collect();
    let rects: Vec<Rect> = cells.iter().map(|c| c.rect).collect();
    let mut specks_of_blocks = Vec::new();
    let mut above = Rect::default();
    for mut group in geometry::groups(cells, graphics) {
        specks_of_blocks.extend(take_ends(&mut group, &rects, &sure, &spans, page).into_iter().map(|n| speck(&[spans[n]])));
        for (n, rows) in by_opening(&group, &spans, page, lang).into_iter().enumerate() {
            let inner = Place { apart: false, banner: false, folio: false, caption: false, fresh: false, ..group.place };
            let place = if n == 0 { group.place } else { inner };
            let block = block(
                rows,
                Place { sure: mean_sure(rows, &sure), lines: u16::try_from(rows.len()).unwrap_or(u16::MAX), ..place },
                group.title && !place.folio && !place.framed && is_title(rows, &spans, page, lang),
                &spans,
                page,
                hyphens,
            );
            if block.place.speck || noise::is_speck_block(&block, page) {
                specks_of_blocks.push(Block { place: Place { speck: true, ..block.place }, ..block });
                continue;
            }
            let crowded = || has_no_room(above, rows, &group.rows, |row| row_text(row, &spans, page, lang));
            let goes_with = |before: &Block| {
                is_rest_of_name(before, &block, page, lang) || is_rest_of_dateline(before, &block, page, lang) && crowded()
            };
            let last = rows.last().map_or(above, |row| row.rect);
            match out.last_mut() {
                Some(before) if goes_with(before) => join(before, block, page, hyphens),
                Some(before) if n == 0 && group.goes_on && before.mark == 0 => join(before, block, page, hyphens),
                _ => out.push(block),
            }
            above = last;
        }
    }
    out.append(&mut specks_of_blocks);
    let stray = |word: &&Word| strays.contains(&word.span.start) && !specks.contains(&word.line);
    out.extend(words.iter().filter(stray).map(|word| speck(&[word.span])));
    let lines = words.chunk_by(|a, b| a.line == b.line).filter(|line| line.first().is_some_and(|w| specks.contains(&w.line)));
    out.extend(lines.map(|line| speck(&line.iter().map(|word| word.span).collect::<Vec<_>>())));
}

/// A block of what is no text.
fn speck(spans: &[Span]) -> Block {
    let pieces = spans.iter().map(|&span| Piece { span, glue: Glue::Space }).collect();
    Block { pieces, mark: 0, place: Place { speck: true, ..Place::default() } }
}

/// Takes the noise at the ends of a line that stands alone between rules out of it.
fn take_ends(group: &mut Group, rects: &[Rect], sure: &[Option<f32>], spans: &[Span], page: &str) -> Vec<usize> {
    let (true, [row]) = (group.place.banner, &mut group.rows[..]) else { return Vec::new() };
    let print = |&n: &usize| Some(noise::Print::of(spans.get(n)?.of(page), (*sure.get(n)?)?, *rects.get(n)?));
    let Some(words) = row.cells.iter().map(print).collect::<Option<Vec<noise::Print>>>() else { return Vec::new() };
    let kept = noise::BETWEEN_RULES.leave(&words);
    let mut places = 0..;
    let (kept, ends) = row.cells.iter().partition(|_| places.next().is_some_and(|place| kept.contains(&place)));
    row.cells = kept;
    ends
}

/// Heights that differ by less than this share are one.
const LEVEL: f32 = 0.01;

/// Whether a line holds the surname of the byline before it, which was too long for its column.
fn is_rest_of_name(before: &Block, block: &Block, page: &str, lang: Lang) -> bool {
    if lang.is_ea() {
        return !block.place.apart && block.place.lines == 1 && byline::is_rest(&block.text(page), &before.text(page), lang);
    }
    if before.pieces.len() != 1 || block.pieces.len() != 1 || block.place.apart {
        return false;
    }
    let (first, rest) = (before.text(page), block.text(page));
    let word = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let letters = word.chars().all(|c| c.is_alphabetic() || c == '-') && word.contains(char::is_lowercase);
    let name = letters && word.starts_with(char::is_uppercase);
    name && first.split_whitespace().count() == NAME_BROKEN && byline::has_names(&first, lang)
}

/// Whether a block opens with the second word of a dateline, whose first one filled the line above: UPPER and MILLBROOK.
fn is_rest_of_dateline(before: &Block, block: &Block, page: &str, lang: Lang) -> bool {
    if lang.is_ea() || before.place.lines != 1 || before.pieces.len() != 1 || before.mark > 0 || block.place.apart {
        return false;
    }
    let (first, rest) = (before.text(page), block.text(page));
    let capitals = !first.is_empty() && first.chars().all(char::is_uppercase);
    let opens = |text: &str| byline::dateline(text, lang) > 0;
    capitals && opens(&rest) && opens(&format!("{first} {rest}"))
}

/// The widest indent, in heights of a line's words.
const INDENT: f32 = 3.0;

/// Whether the first word of some rows had no room behind the line above them, in a column as wide as its widest row: names of sections that
/// stand alone leave room.
fn has_no_room(above: Rect, rows: &[Row], column: &[Row], text: impl Fn(&Row) -> String) -> bool {
    let Some(row) = rows.first() else { return false };
    let text = text(row);
    let chars = text.chars().count().max(1) as f32;
    let word = text.split_whitespace().next().unwrap_or("").chars().count() + 1;
    let wanted = row.rect.width() * word as f32 / chars;
    let left = column.iter().map(|row| row.rect.x0).fold(above.x0, f32::min);
    let right = column.iter().map(|row| row.rect.x1).fold(above.x1, f32::max);
    // What stands in the middle of its column begins no text.
    above.x0 - left < INDENT * row.tall && above.x1 + wanted > right
}

/// A byline of this many words, By and a first name, goes on in the next line.
const NAME_BROKEN: usize = 2;

/// Mean confidence of the words that have one, in hundredths, never 0.
fn mean_sure(rows: &[Row], sure: &[Option<f32>]) -> u8 {
    let known: Vec<f32> = rows.iter().flat_map(|row| &row.cells).filter_map(|&n| *sure.get(n)?).collect();
    if known.is_empty() { 0 } else { (known.iter().sum::<f32>() * 100.0 / known.len() as f32).max(1.0) as u8 }
}

/// Whether large print is a title's. However large it is printed: what names a place and a day opens the text.
fn is_title(rows: &[Row], spans: &[Span], page: &str, lang: Lang) -> bool {
    let first = rows.first().map(|row| row_text(row, spans, page, lang)).unwrap_or_default();
    length(rows, spans, page) < LONG_TITLE && byline::dateline(&first, lang) == 0 && !byline::has_names(&first, lang)
}

/// Cuts a group at lines that are a byline or open an article, which may stand without any indent.
fn by_opening<'g>(group: &'g Group, spans: &[Span], page: &str, lang: Lang) -> Vec<&'g [Row]> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut after_byline = false;
    // Lines since brackets were opened that are not closed yet.
    let mut within: Option<usize> = None;
    for (n, row) in group.rows.iter().enumerate() {
        let text = row_text(row, spans, page, lang);
        let inside = within.is_some();
        within = lines_within(within, &text);
        // A byline whose brackets go on in the next line is of the text around it.
        let byline = !inside
            && within.is_none()
            && is_small(row, group)
            && (byline::has_names(&text, lang) || byline::misread(&text, lang).is_some());
        let opens = byline::dateline(&text, lang) > 0 && !byline::is_weak_dateline(&text, lang);
        if n > start && (byline || after_byline || opens) {
            out.extend(group.rows.get(start..n));
            start = n;
        }
        after_byline = byline;
    }
    out.extend(group.rows.get(start..));
    out
}

/// How many lines brackets have been open behind a line, if they are: not for long, or the engine has lost their end.
fn lines_within(before: Option<usize>, text: &str) -> Option<usize> {
    let (opens, closes) = (text.rfind(['(', '（']), text.rfind([')', '）']));
    match (opens, closes) {
        (Some(open), close) if close.is_none_or(|close| close < open) => Some(1),
        (None, None) => before.map(|lines| lines + 1).filter(|lines| *lines < LONGEST_BRACKETS),
        _ => None,
    }
}

/// Lines that the brackets around a byline take, at most.
const LONGEST_BRACKETS: usize = 3;

/// Whether a line is no larger than the others of its group: what opens like a byline may be the first line of a title.
fn is_small(row: &Row, group: &Group) -> bool {
    !group.title || group.rows.first().is_some_and(|first| row.size < first.size * SMALLER)
}

/// A byline is smaller than the title it stands under.
const SMALLER: f32 = 0.97;

/// Cells of the text of some rows.
fn length(rows: &[Row], spans: &[Span], page: &str) -> usize {
    rows.iter().flat_map(|row| &row.cells).map(|&c| text::cells(spans[c].of(page)) + 1).sum()
}

/// No title has so many cells.
const LONG_TITLE: usize = 180;

fn row_text(row: &Row, spans: &[Span], page: &str, lang: Lang) -> String {
    row.cells.iter().map(|&c| spans[c].of(page)).collect::<Vec<_>>().join(if lang.is_ea() { "" } else { " " })
}

fn block(rows: &[Row], place: Place, title: bool, spans: &[Span], page: &str, hyphens: &Hyphens<'_>) -> Block {
    let mut block = Block { pieces: smallvec![], mark: if title { 2 } else { 0 }, place };
    for row in rows {
        for (n, &cell) in row.cells.iter().enumerate() {
            let span = spans[cell];
            let glue = match block.pieces.last() {
                None => Glue::None,
                Some(before) if n == 0 => page::glue(before.span.of(page), span.of(page), hyphens),
                Some(before) if page.get(before.span.end..span.start) == Some(" ") => Glue::Space,
                Some(before) if geometry::is_tight(before.span.of(page), span.of(page)) || before.span.end == span.start => Glue::None,
                Some(_) => Glue::Space,
            };
            match block.pieces.last_mut() {
                // Words that stand side by side in the text are one piece.
                Some(before)
                    if n > 0
                        && before.span.end <= span.start
                        && span.start - before.span.end <= 1
                        && same(before.span, span, page, glue) =>
                {
                    before.span = Span::new(before.span.start, span.end);
                }
                _ => block.pieces.push(Piece { span, glue }),
            }
        }
    }
    block
}

/// Whether the text between two words is what joins them.
fn same(a: Span, b: Span, page: &str, glue: Glue) -> bool {
    page.get(a.end..b.start) == Some(if glue == Glue::Space { " " } else { "" })
}

fn join(before: &mut Block, next: Block, page: &str, hyphens: &Hyphens<'_>) {
    before.place.lines = before.place.lines.saturating_add(next.place.lines);
    let mut pieces = next.pieces.into_iter();
    if let (Some(last), Some(first)) = (before.pieces.last().copied(), pieces.next()) {
        let glue = page::glue(last.span.of(page), first.span.of(page), hyphens);
        before.pieces.push(Piece { span: first.span, glue });
    }
    before.pieces.extend(pieces);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_are_wide_among_ideographs_alone() {
        let word = Word { span: Span::new(0, 1), rect: None, line: 0, sure: None, told: Told::default() };
        for (text, lang, wide, marks) in [
            ("“Nobody", Lang::En, 0, (1, 0)),
            ("d’eau", Lang::Fr, 0, (0, 0)),
            ("“海上”", Lang::ZhHans, 4, (1, 1)),
            // What a line ends in stands at the edge of its column, a speck does not.
            ("bunga-", Lang::En, 0, (0, 0)),
            ("home,", Lang::En, 0, (0, 0)),
            ("home*", Lang::En, 0, (0, 1)),
        ] {
            let cell = cell(&word, Rect::default(), text, lang, false);
            assert_eq!((cell.wide, cell.marks), (wide, marks), "{text}");
        }
    }

    #[test]
    fn brackets_go_on_for_a_few_lines() {
        for (lines, wanted) in [
            (&["蒼洱灣報", "導(記者溫知", "秋)海拔九百"][..], &[None, Some(1), None][..]),
            (&["(記者", "溫知", "秋", "海拔"], &[Some(1), Some(2), None, None]),
            (&["(摄)文(记者", "甲)"], &[Some(1), None]),
        ] {
            let mut within = None;
            let found: Vec<Option<usize>> = lines
                .iter()
                .map(|line| {
                    within = lines_within(within, line);
                    within
                })
                .collect();
            assert_eq!(found, wanted, "{lines:?}");
        }
    }

    #[test]
    fn marks_in_boxes_of_their_own_stand_at_their_words() {
        for (before, next, white, wanted) in [
            ("Reims", ".", 0.0, true),
            ("»", ",", 2.0, true),
            ("(", "SDA", 1.0, true),
            // White that the printer set, in French; a column further off; another word; a dash.
            ("Reims", ";", 8.0, false),
            ("«", "Non", 10.0, false),
            ("Reims", ".", 300.0, false),
            ("Reims", "et", 0.0, false),
            ("Reims", "—", 0.0, false),
            // The box of a mark far to the left is of another row.
            ("Reims", ".", -300.0, false),
        ] {
            let (first, second) = (Rect::new(0.0, 0.0, 100.0, 30.0), Rect::new(100.0 + white, 0.0, 110.0 + white, 30.0));
            assert_eq!(is_attached((before, Some(first)), (next, Some(second))), wanted, "{before} {next} {white}");
        }
        assert!(!is_attached(("Reims", None), (".", None)));
    }

    /// Two lines of a page, one block each.
    fn lines(page: &str) -> [Block; 2] {
        let (first, second) = page.split_once('\n').unwrap();
        [(0, first.len()), (first.len() + 1, second.len())].map(|(start, len)| Block {
            pieces: smallvec![Piece { span: Span::new(start, start + len), glue: Glue::None }],
            mark: 0,
            place: Place { lines: 1, ..Place::default() },
        })
    }

    #[test]
    fn the_second_word_of_a_dateline_goes_with_the_first_one_above_it() {
        let rest = |page: &str| {
            let [first, second] = lines(page);
            is_rest_of_dateline(&first, &second, page, Lang::En)
        };
        assert!(rest("UPPER\nMILLBROOK, May 4 — The apples came in two weeks late.") && rest("EAST\nHARROW — When the drive motor failed"));
        for page in ["UPPER\nhe said.", "Upper\nMILLBROOK, May 4 — The apples", "UPPER LAKES\nMILLBROOK, May 4 — The apples"] {
            assert!(!rest(page), "{page}");
        }
    }

    #[test]
    fn a_word_that_leaves_room_for_the_next_one_fills_no_line() {
        let row = |width: f32| Row {
            cells: Vec::new(),
            rect: Rect::new(0.0, 20.0, width, 30.0),
            size: 10.0,
            pitched: false,
            tall: 10.0,
            advance: 0.0,
            wide: false,
            closed: false,
            units: 0.0,
            told: 0.0,
        };
        let no_room = |first: f32, measure: f32, text: &str| {
            has_no_room(Rect::new(0.0, 0.0, first, 10.0), &[row(measure)], &[row(measure)], |_| text.to_owned())
        };
        // Ten points a character.
        assert!(no_room(50.0, 130.0, "MILLBROOK, Ma") && no_room(130.0, 200.0, "MILLBROOK, May 4 — T"));
        assert!(!no_room(60.0, 300.0, "MILLBROOK, May 4 — The library"));
        let centred = Rect::new(120.0, 0.0, 180.0, 10.0);
        assert!(!has_no_room(centred, &[row(200.0)], &[row(200.0)], |_| "MILLBROOK, May 4 — T".to_owned()));
    }

    #[test]
    fn a_surname_alone_goes_with_the_byline_above_it() {
        let rest = |page: &str, lang: Lang| {
            let [first, second] = lines(page);
            is_rest_of_name(&first, &second, page, lang)
        };
        assert!(rest("By Nathaniel\nGroves:", Lang::En) && rest("Von Falk\nBrett-Schneider", Lang::De));
        assert!(rest("记者海一帆 通讯\n员骆潮生", Lang::ZhHans) && !rest("记者海一帆\n骆潮生", Lang::ZhHans));
        for page in ["By Owen Tsang\nWriter", "By Nathaniel\nGroves said", "By Nathaniel\nMILLBROOK", "The Nathaniel\nGroves"] {
            assert!(!rest(page, Lang::En), "{page}");
        }
    }
}
