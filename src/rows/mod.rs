//! Text that an engine read row by row, straight across the columns: which stretch of a row stands in which column.
//!
//! The rows are laid over several grids of columns at the least cost, so that a lost gap, a short last line, an empty column
//! and a title over several of them find their places; the grid that costs least is the page's, one column among them. What
//! parts the rows: white and rules that the engine kept, the measure of the columns, and how well the end of a line goes on
//! in the next row of its column against what stands right of it.

mod abreast;
mod article;
mod atom;
mod boxes;
mod braid;
mod fit;
mod grid;
mod laid;
mod lay;
mod line;
mod order;
mod run;
mod witness;

use crate::hyphen::Hyphens;
use crate::page::{self, Block, Glue, Piece, Place};
use crate::span::Span;
use crate::stats::Statistics;
use crate::text;
use atom::{Atom, Gap, atoms};
pub(crate) use braid::{Braid, usual_measure};
pub(crate) use fit::Fit;
use grid::Grid;
pub(crate) use laid::Known;
use laid::{Laid, Sheet};
use line::{Kind, Line, lines};
use order::order;
use smallvec::smallvec;
pub(crate) use witness::Witness;

/// Fewer lines than these show no columns.
const LEAST_LINES: usize = 12;
/// Of so many lines, one has a column rule inside.
const LINES_A_RULE: usize = 6;
/// Cells of the stretches between rules: the cells of a table are shorter than the lines of a column.
const LEAST_MEASURE: usize = 12;
/// Rules between columns that were read as characters; nothing for a page or a table that has its own bars.
pub(crate) fn column_rules(page: &str) -> Vec<Span> {
    let bars = memchr::memchr_iter(b'|', page.as_bytes()).count();
    let solid = || page.lines().filter(|l| !l.trim().is_empty()).count();
    if bars * LINES_A_RULE < LEAST_LINES || bars * LINES_A_RULE < solid() {
        return Vec::new();
    }
    let (mut lines, mut barred, mut stretches, mut cells, mut digits) = (0, 0, 0, 0, 0);
    for line in page.lines().map(str::trim).filter(|l| !l.is_empty()) {
        lines += 1;
        let marks = |c: char| matches!(c, '|' | '-' | ':' | '+' | ' ');
        if line.chars().all(marks) && line.contains("--") {
            return Vec::new();
        }
        let inner = line.trim_matches(['|', ' ']);
        barred += usize::from(inner.contains('|'));
        for stretch in inner.split('|').filter(|_| inner.contains('|')) {
            stretches += 1;
            cells += text::cells(stretch.trim());
            digits += usize::from(stretch.chars().filter(char::is_ascii_digit).count() * 3 > stretch.chars().count());
        }
    }
    let columns = lines >= LEAST_LINES && barred * LINES_A_RULE >= lines && cells >= stretches * LEAST_MEASURE && digits * 3 < stretches;
    if !columns {
        return Vec::new();
    }
    memchr::memchr_iter(b'|', page.as_bytes()).map(|at| Span::new(at, at + 1)).collect()
}

/// The blocks of a page that was read row by row; `bars` are the places of its column rules. Nothing where no columns show.
pub(crate) fn blocks<'s>(page: &'s str, bars: &[usize], stats: impl Into<Statistics<'s>>) -> Option<Vec<Block>> {
    let stats = stats.into();
    let wide = stats.lang.is_ea();
    over_grid(page, rows(page, bars, wide)?, stats, 0.0, &std::cell::Cell::default())
}

/// The same where nothing but the text shows that a page was read so; `doubt` is set where columns cost hardly less than one.
pub(crate) fn unruled<'s>(page: &'s str, stats: impl Into<Statistics<'s>>, doubt: &std::cell::Cell<bool>) -> Option<Vec<Block>> {
    if !may_be_rows(page) {
        return None;
    }
    let stats = stats.into();
    let wide = stats.lang.is_ea();
    let rows = rows(page, &[], wide)?;
    if show_columns(page, &rows, wide) { over_grid(page, rows, stats, MARGIN, doubt) } else { None }
}

/// A stretch of a row that stands in a column of a band of rows, or over several of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub(crate) span: Span,
    pub(crate) row: usize,
    pub(crate) column: usize,
    /// It is a line of a column's text; otherwise one of a title, or a speck.
    pub(crate) text: bool,
    pub(crate) noise: bool,
    /// It begins a block.
    pub(crate) opens: bool,
    /// It stands in the last rows of the band.
    pub(crate) low: bool,
    /// No text stands above it in its column.
    pub(crate) high: bool,
    /// No comma or full stop stands in it.
    pub(crate) clear: bool,
    /// The number of the run of columns that it is one of, which are read one after the other; 0 for none.
    pub(crate) run: usize,
}

/// Rows from the end of a band in which a column still goes on below it.
const LOW: usize = 2;

/// The stretches of a band of rows in reading order, specks last; nothing where it shows no columns. `measure` is that of the
/// columns around it, in advances; `known` is what was found of the page's other bands.
pub(crate) fn band<'s>(page: &'s str, bars: &[usize], measure: f32, witness: &'s Witness<'s>, known: &Known) -> Option<Vec<Cell>> {
    let wide = witness.stats.lang.is_ea();
    let mut rows = rows(page, bars, wide)?;
    let (fit, count) = (Fit::with(page, witness), rows.len());
    tie(&mut rows, page, &fit, wide);
    lay::weigh(&mut rows, page, &fit, wide);
    let grids = grid::grids(&rows);
    let one = (!wide).then(|| grids.one.clone());
    let sheet = Sheet::new(page, &rows, &fit, known);
    let laid = least(&sheet, grids.near(&rows, measure))?;
    // Letters show less of what goes on where: one column must cost more.
    let cost = one.map(|one| Laid::new(&sheet, one).cost);
    if cost.is_some_and(|cost| laid.cost + MARGIN * (rows.len() as f32) >= cost) {
        return None;
    }
    let lines = lines(page, &rows, &laid, wide, &fit);
    let mut out: Vec<Cell> = Vec::new();
    let mut before: Option<Line> = None;
    let mut begun = vec![false; laid.grid.len()];
    let is_clear = |span: Span| !span.of(page).contains(['，', '。', ',', '、']);
    let cell = |l: &Line| Cell {
        span: l.span,
        row: l.row,
        column: l.column,
        text: false,
        noise: l.kind == Kind::Noise,
        opens: true,
        low: false,
        high: false,
        clear: is_clear(l.span),
        run: l.run,
    };
    for line in order(&lines, page, &fit) {
        let opens = !before.is_some_and(|before| goes_on(&before, &line, page, wide) && before.column == line.column);
        // What ends a sentence is no title.
        let text = line.kind == Kind::Text || line.columns == 1 && line.closed && !line.byline;
        let high = text && !std::mem::replace(&mut begun[line.column], true);
        out.push(Cell { text, opens, low: line.row + LOW >= count, high, ..cell(&line) });
        before = Some(line);
    }
    out.extend(lines.iter().filter(|l| l.kind == Kind::Noise).map(cell));
    Some(out)
}

/// More rows than a page has.
const MOST_ROWS: usize = 1000;

fn over_grid(
    page: &str,
    mut rows: Vec<Vec<Atom>>,
    stats: Statistics<'_>,
    margin: f32,
    doubt: &std::cell::Cell<bool>,
) -> Option<Vec<Block>> {
    if rows.len() > MOST_ROWS {
        return None;
    }
    let (fit, wide) = (Fit::new(page, stats), stats.lang.is_ea());
    tie(&mut rows, page, &fit, wide);
    lay::weigh(&mut rows, page, &fit, wide);
    let laid = best(&Sheet::new(page, &rows, &fit, &Known::default()), margin, doubt)?;
    let lines = lines(page, &rows, &laid, wide, &fit);
    let lines = if wide { lines } else { abreast::part(lines, page, &rows, &laid.grid, &fit) };
    Some(joined(order(&lines, page, &fit), &lines, page, &Hyphens::new(page, stats), wide))
}

/// How well letters go on behind a hyphen that cuts a word: in a row it stands at the end of a column. The same of a mark that stands
/// alone, which is what engines make of a rule or a speck between columns. Both were found on 63 pages of rows in letters of seven sets,
/// by the words that stand side by side then, with the length of a title, the cost of a short line and the number of rounds in
/// [`lay`] and [`laid`]; half as much and twice as much of each gain less; the hyphen was tried
/// again at -1, -1.5, -2.2 and -3 on 69 pages of five sets, in two halves.
const HYPHEN: f32 = -2.2;
const MARK: f32 = -0.25;

/// Notes how well each atom goes on behind the one before it.
fn tie(rows: &mut [Vec<Atom>], page: &str, fit: &Fit<'_>, wide: bool) {
    for row in rows {
        for n in 1..row.len() {
            let (before, own) = (row[n - 1].span, row[n].span);
            row[n].tie = if wide {
                fit.between(atom::until(row, n - 1, wide), atom::from(row, n, wide))
            } else {
                let tie = if fit.is_cut(before, own) { HYPHEN } else { fit.between(before, own) };
                tie + if is_mark(before.of(page)) || is_mark(own.of(page)) { MARK } else { 0.0 }
            };
        }
    }
}

/// Whether a few marks stand alone that are no dash of a text.
fn is_mark(text: &str) -> bool {
    text.chars().count() <= MARKS && !text.contains(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '—'))
}

/// Characters of such marks.
const MARKS: usize = 2;

/// The rows of a page that have text, in atoms; nothing where a row is longer than any across columns.
fn rows(page: &str, bars: &[usize], wide: bool) -> Option<Vec<Vec<Atom>>> {
    let mut out = Vec::new();
    let (mut start, mut bar) = (0, 0);
    for line in page.split_inclusive(['\n', '\x0c']) {
        let end = start + line.len();
        if text::cells(line.trim()) > LONGEST {
            return None;
        }
        let until = bar + bars.get(bar..).unwrap_or_default().partition_point(|&b| b < end);
        let row = atoms(page, Span::new(start, end), bars.get(bar..until).unwrap_or_default(), wide);
        out.extend((!row.is_empty()).then_some(row));
        (start, bar) = (end, until);
    }
    Some(out)
}

/// Characters of the longest rows of a page that was read across columns, and of any row.
const ROW: std::ops::Range<usize> = 40..200;
const LONGEST: usize = 600;

/// Whether the lines of a page are as long as rows across columns are: neither those of one column nor whole paragraphs.
fn may_be_rows(page: &str) -> bool {
    let bytes = page.as_bytes();
    let (mut long, mut lines, mut gaps) = (0, 0, 0);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        let line = bytes.get(start..end).unwrap_or_default();
        start = end + 1;
        match line.first() {
            Some(b'#') => return false,
            None | Some(b'\r') => gaps += 1,
            // No character takes fewer bytes than cells, nor more than three a cell.
            Some(_) => {
                lines += 1;
                long += usize::from((ROW.start..ROW.end * 3).contains(&line.len()));
            }
        }
    }
    if lines < LEAST_LINES || long * 2 <= lines || gaps * BLANK.1 >= lines * BLANK.0 {
        return false;
    }
    let long = page.lines().map(str::trim).filter(|l| l.len() >= ROW.start && ROW.contains(&text::cells(l))).count();
    long * 2 > lines
}

/// Blank lines to lines of text: from this share on, paragraphs stand on a page and no rows.
const BLANK: (usize, usize) = (3, 4);

/// Of so many rows, one has a word inside that a hyphen cuts, or white between ideographs that shows columns. Lines of one column have
/// such a word in one of a hundred; of 81 pages of rows in three languages two have fewer than this.
const ROWS_A_HYPHEN: usize = 24;
const ROWS_A_GAP: usize = 3;

/// Whether, at a glance, several columns stand in the rows: inside them are words that a hyphen cuts, or white.
fn show_columns(page: &str, rows: &[Vec<Atom>], wide: bool) -> bool {
    let inner = |row: &[Atom]| {
        row.windows(2).any(|w| {
            let (a, b) = (w[0].span.of(page), w[1].span.of(page));
            // A speck may stand behind the hyphen.
            let stem = a.strip_suffix(['\'', '‘', '’', '.', ',']).unwrap_or(a);
            let cut = stem.len() > 2 && stem.ends_with(['-', '\u{2010}']) && (stem.len() < a.len() || b.starts_with(char::is_alphabetic));
            if wide { w[1].gap >= Gap::Space && text::is_ea(a.chars().next_back().unwrap_or(' ')) } else { cut }
        })
    };
    let count = rows.iter().filter(|row| inner(row)).count();
    count * if wide { ROWS_A_GAP } else { ROWS_A_HYPHEN } >= rows.len()
}

/// Where no rules part them, columns cost less than one column by this in each row.
const MARGIN: f32 = 0.25;
/// No newspaper column is wider, in advances.
const WIDEST: f32 = 64.0;

/// The rows over the grid that costs least; nothing where that is one column.
fn best(sheet: &Sheet<'_>, margin: f32, doubt: &std::cell::Cell<bool>) -> Option<Laid> {
    let grids = grid::grids(sheet.rows);
    let one = Laid::new(sheet, grids.one);
    let best = least(sheet, grids.all)?;
    doubt.set(best.cost < one.cost);
    (best.cost + margin * (sheet.rows.len() as f32) < one.cost).then_some(best)
}

/// The rows over the one of some grids that costs least.
fn least(sheet: &Sheet<'_>, grids: Vec<Grid>) -> Option<Laid> {
    let mut narrow: Vec<Grid> = Vec::with_capacity(grids.len());
    for grid in grids {
        // Several ways to find a grid may find the same one.
        if grid.iter().all(|&m| m < WIDEST) && !narrow.contains(&grid) {
            narrow.push(grid);
        }
    }
    let mut all: Vec<Laid> = narrow.into_iter().map(|grid| Laid::new(sheet, grid)).collect();
    all.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    if !sheet.wide {
        all.truncate(REFINED);
        all = all.into_iter().map(|laid| laid.refined(sheet)).collect();
    }
    all.into_iter().min_by(|a, b| a.cost.total_cmp(&b.cost))
}

/// Grids whose measures are found anew; a third one is never the best.
const REFINED: usize = 2;

/// The blocks of lines that are in order; noise stands at the end.
fn joined(ordered: Vec<Line>, lines: &[Line], page: &str, hyphens: &Hyphens<'_>, wide: bool) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut before: Option<Line> = None;
    let block = |line: &Line| Block {
        pieces: smallvec![Piece { span: line.span, glue: Glue::None }],
        mark: if line.title { TITLE_MARK } else { 0 },
        place: Place { speck: line.kind == Kind::Noise, ..Place::default() },
    };
    for line in ordered {
        match out.last_mut().filter(|_| before.is_some_and(|before| goes_on(&before, &line, page, wide))) {
            Some(last) => push(last, line.span, page, hyphens),
            None => out.push(block(&line)),
        }
        before = Some(line);
    }
    out.extend(lines.iter().filter(|l| l.kind == Kind::Noise).map(block));
    out
}

/// Level of the heading mark that a title counts as.
const TITLE_MARK: u8 = 2;
/// Advances by which an indent makes a line of ideographs shorter, and by which the last line of a paragraph is at least, in
/// ideographs and in letters.
const INDENT: std::ops::RangeInclusive<f32> = 2.5..=6.5;
const LAST: (f32, f32) = (3.5, 8.0);

/// Whether a line goes on in the next one.
fn goes_on(line: &Line, next: &Line, page: &str, wide: bool) -> bool {
    match (line.kind, next.kind) {
        _ if next.first => false,
        (Kind::Text, Kind::Text) if !line.closed => true,
        (Kind::Text, Kind::Text) => {
            let last = if wide { LAST.0 } else { LAST.1 };
            line.lack < last && !(wide && INDENT.contains(&next.lack) && !next.closed)
        }
        (Kind::Head, Kind::Head) => next.span.of(page).starts_with(char::is_lowercase),
        _ => false,
    }
}

fn push(block: &mut Block, span: Span, page: &str, hyphens: &Hyphens<'_>) {
    let Some(before) = block.pieces.last() else { return };
    let glue = page::glue(before.span.of(page), span.of(page), hyphens);
    block.pieces.push(Piece { span, glue });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    /// Rows of three columns with rules between them, and a title over all of them.
    fn page() -> String {
        let column = |n: usize, row: usize| {
            let texts = [
                "河水在夜里涨了起来把旧桥冲走谁也来不及封上通往磨坊的那条路只好绕行",
                "集市上一头牛犊出生孩子们给它取了个名字村里谁都不会忘记这一天的事情",
                "图书馆把借期延长一周读者可以在周末归还书籍迟到的人不必再交罚款了吧",
            ];
            texts[n].chars().cycle().skip(row * 12).take(12).collect::<String>()
        };
        let rows = (0..14).map(|row| (0..3).map(|n| column(n, row)).collect::<Vec<_>>().join(" | "));
        ["渡口新闻".to_owned()].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
    }

    /// The texts of the blocks; rules are taken out of the page before it comes here.
    fn texts(page: &str) -> Option<Vec<String>> {
        let bars: Vec<usize> = column_rules(page).iter().enumerate().map(|(n, span)| span.start - n).collect();
        let bare = page.replace('|', "");
        (!bars.is_empty())
            .then(|| blocks(&bare, &bars, Lang::ZhHans))?
            .map(|found| found.iter().map(|b| b.text(&bare).into_owned()).collect())
    }

    #[test]
    fn rows_across_columns_are_read_column_by_column() {
        let text = texts(&page()).unwrap().concat();
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
        assert!(at("河水在夜里涨了起来把旧桥冲走谁也来不及") < at("集市上一头牛犊出生孩子们给它取了"));
        assert!(at("通往磨坊的那条路") < at("图书馆把借期延长一周读者可以在周末"));
    }

    #[test]
    fn nothing_of_a_row_is_lost() {
        let page = page();
        let sorted = |text: &str| {
            let mut chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && *c != '|').collect();
            chars.sort_unstable();
            chars
        };
        assert_eq!(sorted(&texts(&page).unwrap().concat()), sorted(&page));
    }

    /// Text of one column, wrapped; words that do not fit are cut by a hyphen.
    fn wrapped(text: &str, measure: usize) -> Vec<String> {
        let mut out = vec![String::new()];
        for word in text.split_whitespace() {
            let last = out.last_mut().unwrap();
            let room = measure.saturating_sub(last.len() + 1);
            if word.len() > room && word.len() > 6 && room > 3 && word.is_ascii() {
                let (head, tail) = word.split_at(room.min(word.len() - 3) - 1);
                last.push_str(&format!(" {head}-"));
                out.push(tail.to_owned());
            } else if word.len() > room {
                out.push(word.to_owned());
            } else {
                last.push_str(if last.is_empty() { "" } else { " " });
                last.push_str(word);
            }
        }
        out
    }

    const RIVER: &str = "The river rose in the night and took the old wooden footbridge before anyone could close the road that leads to \
        the mill. The fire brigade pulled two carts out of the water and a neighbour lent his boat. By noon the level had gone \
        down again, and the council promised a new bridge for the spring, with railings this time.";
    const CALF: &str = "At the fair a calf was born in the tent of the farmers, and the children gave it a name which nobody in the \
        village will ever forget. The vet came late, since his wagon had lost a wheel near the station, and found everything in \
        order. The owner says that he will keep the animal and let it grow old.";

    /// Two columns read row by row with nothing between them but a space.
    fn bare_rows() -> String {
        let (left, right) = (wrapped(RIVER, 24), wrapped(CALF, 24));
        left.iter().zip(&right).map(|(a, b)| format!("{a} {b}\n")).collect()
    }

    #[test]
    fn rows_without_rules_are_parted_by_their_text() {
        let page = bare_rows();
        let found = unruled(&page, Lang::En, &std::cell::Cell::default()).expect("columns");
        let text = found.iter().map(|b| b.text(&page).into_owned()).collect::<Vec<_>>().join(" ");
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
        assert!(at("footbridge before anyone") < at("a new bridge"), "{text}");
        assert!(at("a new bridge") < at("At the fair a calf was born in the tent of the farmers"), "{text}");
    }

    #[test]
    fn a_word_cut_in_few_rows_shows_columns() {
        let rows = |cut: bool| {
            let row =
                |n: usize| format!("and the water rose {} the carts of the men in town", if cut && n % 20 == 7 { "to-" } else { "to" });
            (0..40).map(|n| row(n) + "\n").collect::<String>()
        };
        let shown = |page: &str| show_columns(page, &super::rows(page, &[], false).unwrap(), false);
        assert!(shown(&rows(true)) && !shown(&rows(false)));
    }

    #[test]
    fn text_of_one_column_stays_as_it_is() {
        let one = wrapped(&format!("{RIVER} {CALF}"), 70).join("\n");
        let suspended =
            "The mid- to late summer was dry and the long- or short-term plans of the mill had to be changed again.\n".repeat(14);
        let verse =
            "Es steht ein Baum am Rand der Stadt, er trägt im Herbst kein einzig Blatt,\nund wer ihn sieht, der denkt daran\n".repeat(9);
        let list = "1. Milch, Brot, Butter und Eier für das Fest am Sonntag - und Kaffee für alle\n".repeat(14);
        let table = "Lindau        07:12   08:15   Gleis 3   nur werktags und am Samstag vor dem Fest\n".repeat(14);
        let prose = "河水在夜里涨了起来把旧桥冲走谁也来不及封上通往磨坊的那条路只好绕行集市上一头牛犊出生孩子们给它取了个名字\n".repeat(14);
        for (text, lang) in
            [(one, Lang::En), (suspended, Lang::En), (verse, Lang::De), (list, Lang::De), (table, Lang::De), (prose, Lang::ZhHans)]
        {
            assert!(unruled(&text, lang, &std::cell::Cell::default()).is_none(), "{text}");
        }
    }

    #[test]
    fn a_head_between_rows_parts_bands() {
        let page = page();
        let two = format!("{page}\n老街的灯会又亮起来了\n{}", page.split_once('\n').unwrap().1);
        let found = texts(&two).unwrap();
        let title = found.iter().position(|t| t == "老街的灯会又亮起来了").expect("the title is a block");
        assert!(found[..title].concat().contains("图书馆把借期延长"), "{found:?}");
        assert!(found[title + 1].starts_with("河水在夜里"), "{found:?}");
    }

    #[test]
    fn tables_and_single_columns_have_no_rules() {
        let table: String = (1..20).map(|n| format!("| 第{n}站 | {n}:30 | 12 |\n")).collect();
        let marked = format!("| 车站 | 时刻 |\n|---|---|\n{}", "| 河沿南苑东门外临时站 | 河沿北苑西门外临时站台 |\n".repeat(14));
        let single = "河水在夜里涨了起来把旧桥冲走谁也来不及\n".repeat(20);
        let one_bar = format!("{single}甲乙丙丁戊己庚辛壬癸 | 子丑寅卯辰巳午未申酉\n");
        for text in [table, marked, single, one_bar] {
            assert!(column_rules(&text).is_empty(), "{text}");
        }
    }
}
