//! Text that an engine read row by row, straight across the columns: which stretch of a row stands in which column.
//!
//! A grid of columns is estimated from the rows that the engine parted well; then each row is laid over the grid at the
//! least cost, so that a lost gap, a short last line, an empty column and a title over several of them find their places.

use crate::hyphen::Hyphens;
use crate::lang::Lang;
use crate::model;
use crate::page::{self, Block};
use crate::span::Span;
use crate::text;

/// Fewer lines than these show no columns.
const LEAST_LINES: usize = 12;
/// Of so many lines, one has a column rule inside.
const LINES_A_RULE: usize = 6;
/// Cells of the stretches between rules: the cells of a table are shorter than the lines of a column.
const LEAST_MEASURE: usize = 12;
/// Spaces that part columns.
const WIDE: usize = 2;

/// Rules between columns that were read as characters; nothing for a page or a table that has its own bars.
pub(crate) fn column_rules(page: &str) -> Vec<Span> {
    if memchr::memchr(b'|', page.as_bytes()).is_none() {
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

/// What stands before a piece of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Wide,
    Rule,
}

/// What a row is never cut within: an ideograph, or what stands between two spaces.
#[derive(Clone, Copy, Debug)]
struct Atom {
    span: Span,
    gap: Gap,
    /// Cells from the start of the row to its start and to its end.
    x0: usize,
    x1: usize,
}

/// The atoms of a line; `bars` are the places of column rules from its start on.
fn atoms(page: &str, line: Span, bars: &[usize]) -> Vec<Atom> {
    let mut out: Vec<Atom> = Vec::new();
    let (mut x, mut spaces) = (0, 0);
    let mut bars = bars.iter().copied().peekable();
    let mut ruled = false;
    for (n, c) in line.of(page).char_indices() {
        let at = line.start + n;
        while bars.next_if(|&bar| bar <= at).is_some() {
            ruled = true;
        }
        let width = text::cells_of(c);
        if c.is_whitespace() {
            spaces += width;
            continue;
        }
        let gap = match spaces {
            _ if ruled => Gap::Rule,
            0 => Gap::None,
            n if n < WIDE => Gap::Space,
            _ => Gap::Wide,
        };
        let end = at + c.len_utf8();
        match out.last_mut() {
            Some(last) if gap == Gap::None && !parts(page, last.span, c) => {
                (last.span, last.x1) = (Span::new(last.span.start, end), x + width)
            }
            _ => {
                // Wide gaps are no part of a measure.
                x += usize::from(gap == Gap::Space);
                out.push(Atom { span: Span::new(at, end), gap, x0: x, x1: x + width });
            }
        }
        (spaces, ruled) = (0, false);
        x += width;
    }
    out
}

/// Whether a line may be cut between an atom and a character right behind it.
fn parts(page: &str, before: Span, c: char) -> bool {
    let last = before.of(page).chars().next_back();
    let closes = text::is_closer(c) || matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | ',' | '.' | ';' | ':' | '!' | '?');
    !closes && last.is_some_and(|l| text::is_ea(l) && !text::is_opener(l) || text::is_ea_letter(c))
}

/// Cells of each column.
type Grid = Vec<usize>;

/// Shorter stretches are specks.
const SPECK: usize = 5;
/// Most columns of a page.
const MOST_COLUMNS: usize = 8;
/// Of so many rows with a gap, one shows the number of columns.
const ROWS_A_GRID: usize = 10;

/// The grid that the rows show: the most columns that enough rows are parted in.
fn grid(rows: &[Vec<Atom>]) -> Option<Grid> {
    let widths: Vec<Vec<usize>> = rows.iter().map(|row| stretches(row)).filter(|w| w.len() > 1).collect();
    let of = |k: usize| widths.iter().filter(move |w| w.len() == k);
    let least = (widths.len() / ROWS_A_GRID).max(4);
    let k = (2..=MOST_COLUMNS).rev().find(|&k| of(k).count() >= least)?;
    let measure = |j: usize| {
        let mut all: Vec<usize> = of(k).map(|w| w[j]).collect();
        all.sort_unstable();
        // Rows end short more often than long.
        all[all.len() * 3 / 5]
    };
    Some((0..k).map(measure).collect())
}

/// Cells of the stretches between wide gaps.
fn stretches(row: &[Atom]) -> Vec<usize> {
    let mut out = Vec::new();
    let mut start = 0;
    for n in 1..=row.len() {
        if n == row.len() || row[n].gap >= Gap::Wide {
            out.push(row[n - 1].x1 - row[start].x0);
            start = n;
        }
    }
    out.retain(|&w| w >= SPECK);
    out
}

/// A stretch of a row, and the columns that it stands in.
#[derive(Clone, Copy, Debug)]
struct Seg {
    from: usize,
    to: usize,
    column: usize,
    columns: usize,
}

/// Cost of a column without text, of a stretch over several columns, and of each of these.
const EMPTY: f32 = 0.7;
const OVER: f32 = 1.2;
const OVER_EACH: f32 = 0.2;
/// Cost of a cell that a stretch is longer than its column; of one that it is shorter; the most for these.
const LONG: f32 = 0.5;
const SHORT: f32 = 0.08;
const MOST_SHORT: f32 = 1.0;
/// Share of the columns below it that a title fills at most.
const TITLE_SHARE: f32 = 0.8;
/// Cells between columns.
const GUTTER: usize = 3;
/// Cost of a gap inside a stretch.
const GAP_INSIDE: f32 = 2.0;
/// Gain where the column has text in the row above.
const GOES_ON: f32 = 0.4;
/// Cost of a bit that two characters fit less well across the end of a line.
const BIT: f32 = 0.12;

struct Layer<'p> {
    page: &'p str,
    lang: Lang,
    grid: &'p [usize],
    /// Last stretch of text in each column.
    above: Vec<Option<Span>>,
}

impl Layer<'_> {
    /// Lays a row over the grid at the least cost.
    fn lay(&self, row: &[Atom]) -> Vec<Seg> {
        let k = self.grid.len();
        let mut best = vec![vec![(f32::INFINITY, None::<Seg>); k + 1]; row.len() + 1];
        best[0][0].0 = 0.0;
        for from in 0..=row.len() {
            for column in 0..k {
                let cost = best[from][column].0;
                if !cost.is_finite() {
                    continue;
                }
                let empty = cost + EMPTY;
                if empty < best[from][column + 1].0 {
                    best[from][column + 1] = (empty, Some(Seg { from, to: from, column, columns: 1 }));
                }
                for columns in 1..=k - column {
                    self.stretch(row, Seg { from, to: from, column, columns }, cost, &mut best);
                }
            }
        }
        let mut segs = Vec::new();
        let mut at = (row.len(), k);
        while let Some(seg) = best[at.0][at.1].1 {
            if seg.to > seg.from {
                segs.push(seg);
            }
            at = (seg.from, seg.column);
        }
        segs.reverse();
        segs
    }

    /// All ends of a stretch that begins with a piece and stands in given columns.
    fn stretch(&self, row: &[Atom], seg: Seg, cost: f32, best: &mut [Vec<(f32, Option<Seg>)>]) {
        let Some(first) = row.get(seg.from) else { return };
        let measure = self.measure(seg);
        let mut inside = if seg.from > 0 { self.cut(first.gap) } else { 0.0 } + self.follows(first, seg);
        for to in seg.from + 1..=row.len() {
            let atom = row[to - 1];
            if to > seg.from + 1 && atom.gap >= Gap::Wide {
                inside += GAP_INSIDE;
            }
            let cells = atom.x1 - first.x0;
            if cells > measure * 3 / 2 + 4 && seg.columns < self.grid.len() {
                break;
            }
            let sum = cost + inside + self.misfit(cells, measure, seg.columns);
            let slot = &mut best[to][seg.column + seg.columns];
            if sum < slot.0 {
                *slot = (sum, Some(Seg { to, ..seg }));
            }
        }
    }

    fn measure(&self, seg: Seg) -> usize {
        self.grid[seg.column..seg.column + seg.columns].iter().sum::<usize>() + GUTTER * (seg.columns - 1)
    }

    /// Cost of the end of a stretch where no gap shows it.
    fn cut(&self, gap: Gap) -> f32 {
        match gap {
            Gap::Rule => 0.0,
            Gap::Wide => 0.2,
            Gap::Space => 1.5,
            Gap::None => 3.5,
        }
    }

    fn misfit(&self, cells: usize, measure: usize, columns: usize) -> f32 {
        // Letters of one width are rare in Latin print.
        let slack = if self.lang.is_ea() { 1.0 } else { measure as f32 * 0.08 };
        let (cells, measure) = (cells as f32, measure as f32);
        if columns > 1 {
            return OVER + OVER_EACH * columns as f32 + (cells - measure * TITLE_SHARE).max(0.0) * LONG;
        }
        let long = (cells - measure - slack).max(0.0) * LONG;
        long + ((measure - slack - cells).max(0.0) * SHORT).min(MOST_SHORT)
    }

    /// What the line above says.
    fn follows(&self, first: &Atom, seg: Seg) -> f32 {
        let above = self.above[seg.column].filter(|_| seg.columns == 1);
        let Some(above) = above else { return 0.0 };
        -GOES_ON - self.bits(above, first) * BIT
    }

    /// Bits by which the characters at the end of a line and at the start of the next belong together.
    fn bits(&self, above: Span, first: &Atom) -> f32 {
        let pair = above.of(self.page).chars().next_back().zip(first.span.of(self.page).chars().next());
        let pairs = match self.lang {
            Lang::ZhHans => Some(model::zh_hans()),
            Lang::ZhHant => Some(model::zh_hant()),
            Lang::Ja => Some(model::ja()),
            _ => None,
        };
        pairs.zip(pair).map_or(0.0, |(pairs, (a, b))| pairs.pmi(a, b).clamp(-3.0, 8.0))
    }
}

/// A stretch fills its column from this share of the measure on.
const FULL: f32 = 0.85;
/// Bits from which on two characters belong together across the end of a line.
const CLOSE: f32 = 1.0;

/// An article, or a part of one: its titles, and its text in each column.
#[derive(Debug, Default)]
struct Unit {
    /// Each with whether the line above goes on in it.
    titles: Vec<(Span, bool)>,
    columns: Vec<Vec<Span>>,
}

impl Unit {
    fn is_begun(&self) -> bool {
        self.columns.iter().any(|lines| !lines.is_empty())
    }
}

/// The units of a page, and which of them each column is in.
struct Units {
    all: Vec<Unit>,
    owner: Vec<usize>,
}

impl Units {
    fn new(columns: usize) -> Self {
        Self { all: vec![Unit { titles: Vec::new(), columns: vec![Vec::new(); columns] }], owner: vec![0; columns] }
    }

    fn text(&mut self, column: usize, span: Span) {
        self.all[self.owner[column]].columns[column].push(span);
    }

    /// A title over columns ends what stood in them.
    fn title(&mut self, columns: std::ops::Range<usize>, span: Span, page: &str) {
        let above = self.owner[columns.start];
        if self.all[above].is_begun() || self.owner[columns.clone()].iter().any(|&o| o != above) {
            self.all.push(Unit { titles: Vec::new(), columns: vec![Vec::new(); self.owner.len()] });
            self.owner[columns.clone()].fill(self.all.len() - 1);
        }
        let goes_on = span.of(page).starts_with(char::is_lowercase);
        self.all[self.owner[columns.start]].titles.push((span, goes_on));
    }
}

/// The blocks of a page that was read row by row; `bars` are the places of its column rules. Nothing where no columns show.
pub(crate) fn blocks(page: &str, bars: &[usize], lang: Lang) -> Option<Vec<Block>> {
    let mut lines = Vec::new();
    let (mut start, mut bar) = (0, 0);
    for line in page.split_inclusive(['\n', '\x0c']) {
        let end = start + line.len();
        let until = bar + bars[bar..].partition_point(|&b| b < end);
        lines.push(atoms(page, Span::new(start, end), &bars[bar..until]));
        (start, bar) = (end, until);
    }
    let grid = grid(&lines)?;
    let mut layer = Layer { page, lang, grid: &grid, above: vec![None; grid.len()] };
    let mut units = Units::new(grid.len());
    for row in lines.iter().filter(|row| !row.is_empty()) {
        let segs = layer.lay(row);
        layer.take(row, &segs, &mut units);
    }
    let hyphens = Hyphens::new(page, lang);
    let mut out = Vec::new();
    for unit in units.all {
        for title in unit.titles.chunk_by(|_, next| next.1) {
            page::stretch(title.iter().map(|t| t.0), page, &hyphens, &mut out);
        }
        page::stretch(unit.columns.into_iter().flatten(), page, &hyphens, &mut out);
    }
    Some(out)
}

impl Layer<'_> {
    /// Gives each stretch of a row to the text of its column, or makes it a title of the columns that it leaves empty.
    fn take(&mut self, row: &[Atom], segs: &[Seg], units: &mut Units) {
        let span = |seg: &Seg| Span::new(row[seg.from].span.start, row[seg.to - 1].span.end);
        let mut above = vec![None; self.grid.len()];
        let mut n = 0;
        while let Some(seg) = segs.get(n) {
            let mut end = n + 1;
            if self.is_text(row, seg, segs.get(end)) {
                units.text(seg.column, span(seg));
                above[seg.column] = Some(span(seg));
            } else {
                // The phrases of a title stand apart by a space.
                while segs.get(end).is_some_and(|next| row[next.from].gap <= Gap::Space && !self.is_text(row, next, segs.get(end + 1))) {
                    end += 1;
                }
                let behind = segs.get(end).map_or(self.grid.len(), |next| next.column);
                let first = if n == 0 { 0 } else { seg.column };
                units.title(first..behind, Span::new(span(seg).start, span(&segs[end - 1]).end), self.page);
            }
            n = end;
        }
        self.above = above;
    }

    /// Whether a stretch is text of its column: it fills it, or other text stands right beside it, or the line above goes on in it.
    fn is_text(&self, row: &[Atom], seg: &Seg, next: Option<&Seg>) -> bool {
        if seg.columns > 1 {
            return false;
        }
        let cells = |seg: &Seg| row[seg.to - 1].x1 - row[seg.from].x0;
        let full = |seg: &Seg| cells(seg) as f32 >= self.measure(*seg) as f32 * FULL;
        let beside = next.map_or(self.grid.len(), |n| n.column) <= seg.column + 1;
        let last = seg.column + 1 == self.grid.len();
        let goes_on = self.above[seg.column].is_some_and(|above| {
            let text = above.of(self.page);
            !text::ends_closed(text)
                && (self.bits(above, &row[seg.from]) > CLOSE || row[seg.to - 1].span.of(self.page).ends_with(['。', '.']))
        });
        full(seg)
            || goes_on
            || beside && !last && next.is_none_or(|n| n.columns == 1 && full(n))
            || last && self.above[seg.column].is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
