//! Columns, reading order and paragraphs from the boxes of words.
//!
//! The page is cut recursively at its white space (XY-cut; Nagy and Seth 1984), on words and not on lines: an engine that reads
//! across a gutter is set right. Where both a gutter and a row of white run through an area, a fitted sum of evidence says which
//! comes first.

mod chain;
mod column;
mod cut;
mod dirt;
mod down;
mod first_cut;
mod graphics;
mod grid;
mod gutter;
mod learnt;
mod measure;
mod mend;
mod middle;
mod table;
mod title;
mod told;
mod weights;
mod white;
mod whole;

use crate::page::Place;
use crate::reader::{Rect, Told};
use crate::span::Span;
use crate::text;
use cut::{Cut, Page};
pub(crate) use down::runs_down;
use graphics::Graphics;
use measure::{Lines, SPACED};

/// A word on the page.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// Its text, in the sheet's text.
    pub(crate) span: Span,
    pub(crate) rect: Rect,
    /// The engine's line.
    pub(crate) line: usize,
    /// East Asian characters, and all characters.
    pub(crate) wide: usize,
    pub(crate) chars: usize,
    /// Nothing but marks: the boxes of marks are guesses.
    pub(crate) mark: bool,
    /// Holds a digit.
    pub(crate) figure: bool,
    /// Ends in a mark that ends a sentence.
    pub(crate) closed: bool,
    /// Marks before and behind its letters, without those that Latin lines end in.
    pub(crate) marks: (usize, usize),
    /// Height of its letters against that of a capital: small letters are lower, and some go below the line.
    pub(crate) extent: f32,
    /// Width of its letters in the size of a usual print.
    pub(crate) breadth: f32,
    /// What the file says of it.
    pub(crate) told: Told,
}

impl Cell {
    /// Height of a capital in its print.
    fn tall(&self) -> f32 {
        self.rect.height() / self.extent
    }

    /// Width of its letters in ideographs: others are half as wide.
    fn units(&self) -> f32 {
        let letters = self.chars.saturating_sub(self.marks.0 + self.marks.1);
        let wide = self.wide.min(letters);
        if self.mark { 0.0 } else { wide as f32 + (letters - wide) as f32 * 0.5 }
    }

    /// From where to where its letters reach, as if all that stands in its box were of one width: the marks at its ends may be specks.
    fn letters(&self) -> (f32, f32) {
        let (before, behind) = if self.mark { (0, 0) } else { self.marks };
        let step = self.rect.width() / self.chars.max(1) as f32;
        (self.rect.x0 + step * before as f32, self.rect.x1 - step * behind as f32)
    }
}

/// A printed line.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Its words, from left to right.
    pub(crate) cells: Vec<usize>,
    pub(crate) rect: Rect,
    /// Size of its print.
    pub(crate) size: f32,
    /// The size is the pitch of its ideographs.
    pub(crate) pitched: bool,
    /// Height of its words.
    pub(crate) tall: f32,
    /// Size of its print by the width of its words; 0 where that says nothing.
    pub(crate) advance: f32,
    /// Most of it is East Asian.
    pub(crate) wide: bool,
    /// Its last word ends a sentence.
    pub(crate) closed: bool,
    /// Width of its letters in ideographs.
    pub(crate) units: f32,
    /// Size of its print as the file tells it; 0 where it does not.
    pub(crate) told: f32,
}

/// Lines that are one block: a title, or a paragraph as far as it stands in one column.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) rows: Vec<Row>,
    /// In larger print than the body text.
    pub(crate) title: bool,
    /// The text goes on from the group before: no indent, and that one fills its last line.
    pub(crate) goes_on: bool,
    pub(crate) place: Place,
}

/// Lines of a title stand this close, in em of the body.
const TITLE_BELOW: f32 = 4.58;
/// A part of a column stands this close below the part before it, in em.
const BELOW: f32 = 1.35;
/// Print that is larger than body text by this much is a title's.
const LARGER: f32 = 1.5;
/// Lines of a title with kicker, deck and byline.
const MOST_TITLE: usize = 6;
/// An advertisement in a frame has fewer lines than this.
const MOST_FRAMED: usize = 5;
/// A frame around an article has this many lines, at least.
const ARTICLE_LINES: usize = 8;

/// How often the columns that were found are looked through for gutters, at most. A third time changes nothing on 204 pages of three sets.
const LOOKS: usize = 2;

/// The blocks of a page in reading order.
pub(crate) fn groups(cells: Vec<Cell>, graphics: Vec<Rect>) -> Vec<Group> {
    down::groups(cells, graphics).unwrap_or_else(|(cells, graphics)| across(cells, graphics))
}

/// The blocks of a page whose lines run across.
fn across(mut cells: Vec<Cell>, mut graphics: Vec<Rect>) -> Vec<Group> {
    let em = measure::page_em(&cells);
    measure::clip(&mut cells);
    measure::level(&mut cells);
    let em = measure::page_em(&cells).min(em);
    let slope = measure::deskew(&mut cells, &mut graphics, em);
    graphics::leave_out_print(&mut graphics, &cells, slope, em);
    let moved = mend::large_lines(&mut cells, em);
    let lines = Lines::of(&cells);
    measure::narrow(&mut cells, &lines, em);
    let graphics = Graphics::of(graphics, &cells, em);
    let (mut page, all) = Page::of(cells, lines, graphics, em);
    let articles = told::articles(&page.cells, all);
    let named = articles.len() > 1;
    let (mut leaves, body) = leaves(&mut page, articles);
    let dirt = dirt::take(&mut leaves, &page.cells);
    mend::titles(&mut leaves, &page, body);
    let mut groups = in_place(merge(leaves, body), &page.graphics, body);
    steps(&mut groups);
    middle::note(&mut groups, body.size);
    groups.extend(dirt.into_iter().map(dirt::group));
    for group in groups.iter_mut().filter(|_| named) {
        group.place.article = group.rows.first().and_then(|row| row.cells.first()).map_or(0, |&n| page.cells[n].told.article);
    }
    if let Some(places) = moved {
        let cells = groups.iter_mut().flat_map(|group| &mut group.rows).flat_map(|row| &mut row.cells);
        cells.for_each(|n| *n = places[*n]);
    }
    groups
}

/// Cuts areas of a page into columns, again where the first look learnt gutters from them, and says what the body text of these is.
fn leaves(page: &mut Page, areas: Vec<Vec<usize>>) -> (Vec<(Cut, Vec<Row>)>, Body) {
    let cut = |page: &Page| {
        let mut leaves = Vec::new();
        for area in &areas {
            page.cut(area.clone(), Cut::Rule, 0, &mut leaves);
        }
        leaves
    };
    let mut leaves = cut(page);
    for _ in 0..LOOKS {
        if !page.learn(&leaves) {
            break;
        }
        leaves = cut(page);
    }
    let leaves: Vec<(Cut, Vec<Row>)> = leaves.into_iter().map(|(cut, cells)| (cut, page.rows(cells))).collect();
    let body = body_size(&leaves, &page.cells, page.em);
    (leaves, body)
}

/// A column of a page whose words stand where a grid of cells has them.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// For each line its words, from left to right.
    pub(crate) lines: Vec<Vec<usize>>,
    /// It stands beside the one before it.
    pub(crate) beside: bool,
}

/// The columns of a page in reading order, of words of one size.
pub(crate) fn columns(cells: Vec<Cell>, rules: Vec<Rect>) -> Vec<Column> {
    let em = measure::page_em(&cells);
    let (lines, graphics) = (Lines::of(&cells), Graphics::of(rules, &cells, em));
    let (mut page, all) = Page::of(cells, lines, graphics, em);
    let (leaves, body) = leaves(&mut page, vec![all]);
    let column =
        |(cut, rows): (Cut, Vec<Row>)| Column { lines: rows.into_iter().map(|row| row.cells).collect(), beside: cut == Cut::Gutter };
    merge(leaves, body).into_iter().map(column).collect()
}

/// Cuts columns into groups and says where on the page these stand.
fn in_place(leaves: Vec<(Cut, Vec<Row>)>, graphics: &Graphics, body: Body) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let bands = bands(&leaves);
    let frames: Vec<Option<usize>> = leaves.iter().map(|leaf| graphics.frame_of(&leaf.1)).collect();
    let mut lines_in = vec![0; graphics.frames.len()];
    for (frame, leaf) in frames.iter().zip(&leaves) {
        frame.and_then(|f| lines_in.get_mut(f)).into_iter().for_each(|lines| *lines += leaf.1.len());
    }
    let mut before = None;
    for (n, ((cut, leaf), (columns, low))) in leaves.into_iter().zip(bands).enumerate() {
        let within = frames[n];
        let apart = cut == Cut::Rule || within != before;
        before = within;
        let article = within.is_some_and(|f| lines_in[f] >= ARTICLE_LINES);
        let tab = leaf.len() == 1 && within.and_then(|f| graphics.frames.get(f)).is_some_and(|frame| graphics.is_tab(frame, body.size));
        let framed = within.is_some() && leaf.len() < MOST_FRAMED && !article && !tab;
        // Only a frame around text governs anything.
        let frame = within.filter(|_| article).map_or(0, |f| u8::try_from(f + 1).unwrap_or(u8::MAX));
        let (banner, folio) = (tab || low && columns == 1 && !framed, low && columns > 1 && !tab);
        let place = Place { apart, banner, folio, framed, frame, ..Place::default() };
        let first = out.len();
        column::column(leaf, cut == Cut::Gutter, body, graphics, &mut out);
        for (k, group) in out.iter_mut().skip(first).enumerate() {
            let size = measure::median(group.rows.iter().map(|row| column::ratio(row, body)).collect());
            let Place { caption, fresh, part, .. } = group.place;
            group.place = Place { apart: apart && k == 0, size: (size * 100.0).clamp(0.0, 9999.0) as u16, caption, fresh, part, ..place };
        }
    }
    out
}

/// Notes how far each group stands below the one before it, where it does.
fn steps(groups: &mut [Group]) {
    for n in 1..groups.len() {
        let (before, rest) = groups.split_at_mut(n);
        let (Some(above), Some(group)) = (before.last().and_then(|group| group.rows.last()), rest.first_mut()) else { continue };
        let Some(below) = group.rows.first().filter(|row| row.rect.x0 < above.rect.x1 && above.rect.x0 < row.rect.x1) else { continue };
        let step = (below.rect.middle() - above.rect.middle()) * 2.0 / (above.size + below.size).max(1.0);
        group.place.step = (step * 100.0).clamp(0.0, 9999.0) as u16;
    }
}

/// For each column, whether none between the same two rules has more than one line, and how many of them stand on its height.
fn bands(leaves: &[(Cut, Vec<Row>)]) -> Vec<(usize, bool)> {
    let mut out = Vec::with_capacity(leaves.len());
    let mut rest = leaves;
    while !rest.is_empty() {
        let len = 1 + rest.iter().skip(1).take_while(|leaf| leaf.0 != Cut::Rule).count();
        let (band, behind) = rest.split_at(len);
        let low = band.iter().all(|leaf| leaf.1.len() == 1);
        let rect = |leaf: &(Cut, Vec<Row>)| leaf.1.first().map(|row| row.rect).unwrap_or_default();
        let beside = |a: Rect, b: Rect| a.y0 < b.middle() && b.middle() < a.y1 || b.y0 < a.middle() && a.middle() < b.y1;
        let columns = |leaf| band.iter().filter(|other| beside(rect(leaf), rect(other))).count();
        out.extend(band.iter().map(|leaf| (if low { columns(leaf) } else { len }, low)));
        rest = behind;
    }
    out
}

/// Puts columns together again that were cut at rows of white: one follows below the other, as wide or narrower. The lines of a
/// title are put together, too.
fn merge(leaves: Vec<(Cut, Vec<Row>)>, body: Body) -> Vec<(Cut, Vec<Row>)> {
    let mut out: Vec<(Rect, Cut, Vec<Row>)> = Vec::new();
    for (cut, leaf) in leaves {
        let Some(rect) = leaf.iter().map(|r| r.rect).reduce(Rect::union) else { continue };
        let joins = |above: &Rect, before: Cut, rows: &[Row]| match cut {
            Cut::Rule => false,
            Cut::Gutter => follows(above, &rect, body.size),
            Cut::White | Cut::Columns => {
                let few = before != Cut::Gutter && rows.len() + leaf.len() <= MOST_TITLE;
                let title = few && rect.y0 < above.y1 + body.size * TITLE_BELOW && rect.x0 < above.x1 && above.x0 < rect.x1;
                title || cut == Cut::White && follows(above, &rect, body.size)
            }
        };
        match out.last_mut() {
            Some((above, before, rows)) if joins(above, *before, rows) => {
                *above = above.union(rect);
                rows.extend(leaf);
            }
            _ => out.push((rect, cut, leaf)),
        }
    }
    out.into_iter().map(|(_, cut, rows)| (cut, rows)).collect()
}

fn follows(above: &Rect, below: &Rect, em: f32) -> bool {
    let inside = |a: &Rect, b: &Rect| b.x0 > a.x0 - em && b.x1 < a.x1 + em;
    (inside(above, below) || inside(below, above)) && below.y0 > above.y1 - em && below.y0 < above.y1 + em * BELOW
}

/// The body text: size of its print, height of the box around a line, and of those around its words.
#[derive(Clone, Copy, Debug)]
struct Body {
    size: f32,
    height: f32,
    tall: f32,
    /// Size of its print by the width of its words.
    advance: f32,
    /// Step from line to line.
    pitch: f32,
    /// Its ideographs are spread over the measure of narrow columns.
    spaced: bool,
    /// By how much the size of a line differs from that of the print, usually.
    error: f32,
    /// Size of its print as the file tells it; 0 where it does not.
    told: f32,
}

/// The size and the height of line that most characters of the page have.
fn body_size(leaves: &[(Cut, Vec<Row>)], cells: &[Cell], em: f32) -> Body {
    let chars = |row: &Row| row.cells.iter().map(|&n| cells[n].chars).sum::<usize>();
    let usual = |measure: &dyn Fn(&Row) -> f32| {
        let mut sizes: Vec<(f32, usize)> = leaves.iter().flat_map(|leaf| &leaf.1).map(|row| (measure(row), chars(row))).collect();
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = sizes.iter().map(|s| s.1).sum::<usize>() / 2;
        let mut sum = 0;
        let middle = sizes.iter().find(|s| {
            sum += s.1;
            sum > half
        });
        middle.map_or(em, |s| s.0).max(1.0)
    };
    let size = usual(&|row| row.size);
    let long = |row: &&Row| row.cells.len() > FEW;
    let steps = leaves.iter().flat_map(|leaf| leaf.1.windows(2)).filter(|w| w.iter().all(|row| row.cells.len() > FEW));
    let pitch = measure::median(steps.map(|w| w[1].rect.middle() - w[0].rect.middle()).collect());
    let advance = measure::median(leaves.iter().flat_map(|leaf| &leaf.1).map(|row| row.advance).filter(|advance| *advance > 0.0).collect());
    let error = |row: &Row| if row.advance > 0.0 { row.advance / advance } else { row.size / size }.max(0.1).ln().abs();
    let errors = leaves.iter().flat_map(|leaf| &leaf.1).filter(long).map(error);
    let errors: Vec<f32> = errors.collect();
    let error = if errors.len() < FEW_LINES { 0.0 } else { measure::median(errors) };
    let (height, tall) = (usual(&|row| row.rect.height()), usual(&|row| row.tall));
    let rows = || leaves.iter().flat_map(|leaf| &leaf.1);
    let told = usual(&|row| row.told);
    let told = if rows().any(|row| row.told > 0.0) { told } else { 0.0 };
    let spaced = rows().filter(|row| row.wide).count() * 2 > rows().count() && size > tall * SPACED;
    let size = if spaced { tall * SPACED } else { size };
    Body { size, height, tall, advance, spaced, pitch: if pitch > 0.0 { pitch } else { size * PITCH }, error, told }
}

/// A line of so many words, or fewer, says little of its size.
const FEW: usize = 3;
/// So few lines show no usual error.
const FEW_LINES: usize = 8;
/// Step from line to line of a page without text, in its size.
const PITCH: f32 = 1.3;

/// Whether a word is nothing but a column rule that was read as text, with specks on it.
pub(crate) fn is_rule(word: &str) -> bool {
    let bar = |c: char| matches!(c, '|' | '¦' | '｜' | '│');
    let speck = |c: char| matches!(c, '.' | ',' | '\'' | '‘' | '’' | '“' | '”' | '"' | '`' | '*' | ':' | '-' | '_' | '~' | '·');
    word.contains(bar) && word.chars().all(|c| bar(c) || speck(c))
}

/// Shares of the height of a capital: letters without ascenders, and what goes below the line.
const SMALL_LETTERS: f32 = 0.75;
const DESCENDERS: f32 = 0.3;

/// Height of a word's letters against that of a capital.
pub(crate) fn extent(word: &str) -> f32 {
    let (mut low, mut letters) = (true, false);
    let mut below = 0.0;
    for c in word.chars().filter(|c| c.is_alphanumeric()) {
        letters = true;
        low &= matches!(c, 'a' | 'c' | 'e' | 'g' | 'm'..='s' | 'u'..='z' | 'ı');
        below = if matches!(c, 'g' | 'j' | 'p' | 'q' | 'y') { DESCENDERS } else { below };
    }
    if letters { below + if low { SMALL_LETTERS } else { 1.0 } } else { 1.0 }
}

/// Width of a word's letters in the size of a usual print. Boxes are seldom right in height, but most often in width. The widths of the
/// classes of letters are set by hand, in ems: only their ratios count, since the print of the page is measured by the same ones.
pub(crate) fn breadth(word: &str) -> f32 {
    word.chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 't' | 'ſ' | 'ı' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '’' | '‘' => 0.28,
            'f' | 'r' | 's' | 'I' | 'J' | '-' | '(' | ')' | '"' | '“' | '”' | '„' => 0.36,
            'a' | 'c' | 'e' | 'z' => 0.45,
            'm' | 'w' => 0.75,
            'M' | 'W' | '—' => 0.92,
            c if c.is_uppercase() => 0.67,
            _ => 0.5,
        })
        .sum()
}

/// Whether two words of a line have no space between them.
pub(crate) fn is_tight(before: &str, after: &str) -> bool {
    let wide = |c: Option<char>| c.is_some_and(text::is_ea);
    wide(before.chars().next_back()) || wide(after.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(in crate::geometry) fn cell(n: usize, line: usize, x: f32, y: f32) -> Cell {
        Cell {
            span: Span::new(n, n + 1),
            rect: Rect::new(x, y, x + 40.0, y + 10.0),
            line,
            wide: 0,
            chars: 8,
            mark: false,
            figure: false,
            closed: false,
            marks: (0, 0),
            extent: 1.0,
            breadth: 4.0,
            told: Told::default(),
        }
    }

    fn order(cells: Vec<Cell>) -> Vec<usize> {
        let spans: Vec<usize> = cells.iter().map(|c| c.span.start).collect();
        groups(cells, Vec::new())
            .iter()
            .flat_map(|g| g.rows.iter().flat_map(|r| r.cells.iter().map(|&n| spans[n])).collect::<Vec<_>>())
            .collect()
    }

    #[test]
    fn lines_across_a_gutter_are_cut() {
        // Four rows, each read across two columns of two words, under one spanning line.
        let mut cells = vec![cell(0, 0, 0.0, 0.0), cell(1, 0, 45.0, 0.0), cell(2, 0, 90.0, 0.0), cell(3, 0, 135.0, 0.0)];
        for row in 0..4_u8 {
            for (k, x) in [0.0, 42.0, 110.0, 152.0].into_iter().enumerate() {
                cells.push(cell(4 + usize::from(row) * 4 + k, usize::from(row) + 1, x, 30.0 + 14.0 * f32::from(row)));
            }
        }
        let left = [4, 5, 8, 9, 12, 13, 16, 17];
        let right = [6, 7, 10, 11, 14, 15, 18, 19];
        assert_eq!(order(cells), [&[0, 1, 2, 3], &left[..], &right[..]].concat());
    }

    #[test]
    fn rules_part_what_white_does_not() {
        // Two columns of eight lines with a rule between them, a title across both, and a rule below with one more line.
        let mut cells: Vec<Cell> = (0..4_u8)
            .map(|k| {
                let x = 50.0 + 52.0 * f32::from(k);
                Cell { rect: Rect::new(x, 0.0, x + 48.0, 18.0), breadth: 1.8, ..cell(usize::from(k), 0, 0.0, 0.0) }
            })
            .collect();
        for row in 0..8_u8 {
            for (k, x) in [0.0, 62.0, 124.0, 190.0, 252.0, 314.0].into_iter().enumerate() {
                let rect = Rect::new(x, 40.0 + 14.0 * f32::from(row), x + 60.0, 50.0 + 14.0 * f32::from(row));
                cells.push(Cell { rect, ..cell(4 + usize::from(row) * 6 + k, 1 + usize::from(row), 0.0, 0.0) });
            }
        }
        cells.push(cell(52, 9, 150.0, 170.0));
        let spans: Vec<usize> = cells.iter().map(|c| c.span.start).collect();
        let rules = vec![Rect::new(186.0, 38.0, 188.0, 152.0), Rect::new(0.0, 160.0, 374.0, 162.0)];
        let found = groups(cells, rules);
        let order: Vec<usize> = found.iter().flat_map(|g| g.rows.iter().flat_map(|r| r.cells.iter().map(|&n| spans[n]))).collect();
        let column = |first: usize| (0..8).flat_map(move |row| (0..3).map(move |k| 4 + row * 6 + first + k));
        let wanted: Vec<usize> = (0..4).chain(column(0)).chain(column(3)).chain([52]).collect();
        assert_eq!(order, wanted);
        assert!(found[0].title && found.last().unwrap().place.banner);
    }

    #[test]
    fn a_line_below_another_one_stands_alone_and_one_beside_it_does_not() {
        let leaf = |cut: Cut, x: f32, y: f32| {
            let row = Row {
                cells: Vec::new(),
                rect: Rect::new(x, y, x + 80.0, y + 10.0),
                size: 10.0,
                pitched: false,
                tall: 10.0,
                advance: 0.0,
                wide: false,
                closed: false,
                units: 4.0,
                told: 0.0,
            };
            (cut, vec![row])
        };
        let found =
            bands(&[leaf(Cut::Rule, 0.0, 0.0), leaf(Cut::White, 0.0, 40.0), leaf(Cut::Rule, 0.0, 80.0), leaf(Cut::Gutter, 100.0, 82.0)]);
        assert_eq!(found, [(1, true), (1, true), (2, true), (2, true)]);
    }

    #[test]
    fn heights_depend_on_letters() {
        assert!(extent("on") < extent("Port") && extent("Port") < extent("Spring"));
        assert!((extent("prompt") - extent("go")).abs() > 0.2 && extent("—") == 1.0 && extent("第5版") == 1.0);
    }

    #[test]
    fn marks_do_not_close_a_gutter() {
        // A quotation mark before an ideograph is half white: its box reaches into the gutter.
        let mut cells = Vec::new();
        for row in 0..12_u8 {
            for k in 0..20_u8 {
                let x = 30.0 * f32::from(k) + if k > 9 { 14.0 } else { 0.0 };
                let y = 40.0 * f32::from(row);
                cells.push(Cell {
                    wide: 1,
                    chars: 1,
                    rect: Rect::new(x, y, x + 28.0, y + 28.0),
                    ..cell(cells.len(), usize::from(row), 0.0, 0.0)
                });
            }
        }
        for row in [2, 5, 8] {
            let quoted = &mut cells[row * 20 + 10];
            *quoted = Cell { chars: 2, marks: (1, 0), rect: Rect { x0: quoted.rect.x0 - 26.0, ..quoted.rect }, ..quoted.clone() };
        }
        let left = (0..12).flat_map(|row| (0..10).map(move |k| row * 20 + k));
        let right = (0..12).flat_map(|row| (10..20).map(move |k| row * 20 + k));
        assert_eq!(order(cells), left.chain(right).collect::<Vec<_>>());
    }

    #[test]
    fn rules_are_bars_with_specks() {
        for word in ["|", "“|", ".|", "｜"] {
            assert!(is_rule(word), "{word}");
        }
        for word in ["", ".", "“", "a|b", "||1"] {
            assert!(!is_rule(word), "{word}");
        }
    }

    #[test]
    fn one_column_stays_one() {
        // Twelve lines of ideographs in a grid with white between them, and words of many lengths.
        let mut grid = Vec::new();
        let mut words = Vec::new();
        for row in 0..12_u8 {
            let (line, y) = (usize::from(row), 40.0 * f32::from(row));
            for k in 0..16_u8 {
                let x = 30.0 * f32::from(k);
                grid.push(Cell { wide: 1, chars: 1, rect: Rect::new(x, y, x + 22.0, y + 24.0), ..cell(grid.len(), line, 0.0, 0.0) });
            }
            let mut x = 0.0;
            for k in 0..8_u8 {
                let width = 20.0 + f32::from((row * 7 + k * 5) % 11) * 6.0;
                words.push(Cell { rect: Rect::new(x, y, x + width, y + 24.0), ..cell(words.len(), line, 0.0, 0.0) });
                x += width + 9.0;
            }
        }
        for cells in [grid, words] {
            let count = cells.len();
            assert_eq!(order(cells), (0..count).collect::<Vec<_>>());
        }
    }

    /// Three columns of eight lines, from a y on.
    fn three_columns(top: f32) -> Vec<Cell> {
        let mut cells = Vec::new();
        for row in 0..8_u8 {
            for (k, x) in [0.0, 42.0, 110.0, 152.0, 220.0, 262.0].into_iter().enumerate() {
                cells.push(cell(10 + usize::from(row) * 6 + k, 1 + usize::from(row) * 3 + k / 2, x, top + 14.0 * f32::from(row)));
            }
        }
        cells
    }

    #[test]
    fn a_title_over_the_middle_column_stands_above_all() {
        let title = Cell { rect: Rect::new(120.0, 0.0, 185.0, 18.0), ..cell(0, 0, 0.0, 0.0) };
        assert_eq!(order([vec![title.clone()], three_columns(34.0)].concat())[..3], [0, 10, 11]);
        // Where the first column begins beside it, it belongs to its own.
        let mut cells = three_columns(34.0);
        cells.insert(0, Cell { line: 30, ..cell(1, 30, 0.0, 4.0) });
        cells.insert(0, title);
        assert_eq!(order(cells)[..2], [1, 10]);
    }

    #[test]
    fn a_centred_title_is_one_whatever_an_engine_read_of_its_marks() {
        // Its second half stands 24 units behind the first, in print of 18; between both, and higher, is a mark that was read as a figure.
        let half = |n: usize, x0: f32, x1: f32| Cell { rect: Rect::new(x0, 0.0, x1, 18.0), chars: 2, ..cell(n, n, 0.0, 0.0) };
        let mark = Cell { rect: Rect::new(142.0, 0.0, 148.0, 4.0), breadth: 0.3, chars: 1, ..cell(1, 1, 0.0, 0.0) };
        let ends = |title: Vec<Cell>| {
            let columns = three_columns(34.0).into_iter().map(|c| Cell { line: c.line + 4, ..c });
            let cells: Vec<Cell> = title.into_iter().chain(columns).collect();
            let all: Vec<usize> = (0..cells.len()).collect();
            let (lines, graphics) = (Lines::of(&cells), Graphics::default());
            Page { cells, lines, em: 10.0, graphics, whole: Vec::new(), habits: Vec::new() }.end_of_centred(&all).is_some()
        };
        assert!(ends(vec![half(0, 112.0, 134.0), half(2, 158.0, 190.0)]));
        assert!(ends(vec![half(0, 112.0, 134.0), mark, half(2, 158.0, 190.0)]));
        assert!(!ends(vec![half(0, 100.0, 134.0), half(2, 172.0, 202.0)]));
    }

    #[test]
    fn steps_are_known_below_what_stands_above() {
        let title = Cell { rect: Rect::new(0.0, 0.0, 82.0, 20.0), ..cell(0, 0, 0.0, 0.0) };
        let found = groups([vec![title], three_columns(40.0)].concat(), Vec::new());
        let steps: Vec<u16> = found.iter().map(|group| group.place.step).collect();
        // From 10 to 45, in print of 20 and of 10; what begins beside another column stands below nothing.
        assert_eq!((steps[0], steps[1], steps.iter().filter(|step| **step > 0).count()), (0, 233, 1), "{steps:?}");
    }

    #[test]
    fn a_label_below_columns_and_above_a_rule_stands_behind_them_all() {
        // Below the first column, which is the shortest.
        let columns = || three_columns(0.0).into_iter().filter(|c| c.rect.x0 > 100.0 || c.rect.y0 < 84.0);
        let label = |y: f32| Cell { line: 40, ..cell(1, 40, 10.0, y) };
        let rule = Rect::new(0.0, 148.0, 302.0, 150.0);
        for (y, rules, last) in [(132.0, vec![rule], true), (132.0, Vec::new(), false), (112.0, vec![rule], false)] {
            let cells: Vec<Cell> = columns().chain([label(y)]).collect();
            let spans: Vec<usize> = cells.iter().map(|c| c.span.start).collect();
            let found = groups(cells, rules);
            let row = found.last().and_then(|group| group.rows.last()).unwrap();
            assert_eq!(row.cells.iter().any(|&n| spans[n] == 1), last, "{y}");
        }
    }

    #[test]
    fn a_title_in_the_frame_around_its_article_is_no_advertisement() {
        let frame = |y0: f32, y1: f32| {
            let sides = [(-10.0, -8.0), (310.0, 312.0)].map(|(x0, x1)| Rect::new(x0, y0, x1, y1));
            let ends = [(y0, y0 + 2.0), (y1 - 2.0, y1)].map(|(a, b)| Rect::new(-10.0, a, 312.0, b));
            [sides, ends].concat()
        };
        let title = |y: f32| Cell { rect: Rect::new(120.0, y, 185.0, y + 18.0), ..cell(0, 0, 0.0, 0.0) };
        let found = groups([vec![title(0.0)], three_columns(34.0)].concat(), frame(-10.0, 160.0));
        assert!(found[0].place.frame > 0 && !found[0].place.framed);
        // Nothing but two lines stands in this one.
        let low = vec![title(0.0), Cell { line: 40, ..cell(1, 40, 120.0, 24.0) }];
        let found = groups([low, three_columns(80.0)].concat(), frame(-10.0, 50.0));
        assert!(found[0].place.framed);
    }
}
