//! Rows whose gaps are all kept, but which end where a gap is wide: pdftotext breaks a row of print behind the short last line of a
//! paragraph and before an indent, so that one row of print is several lines of its file, in any order: the right one stands first where
//! its print is a hair higher.
//!
//! What stands between white is a line of some column. Which one is found by going through them in the order of the file with the
//! best few ways so far: what goes on in what, how full the lines are, and which columns a row leaves out.

use crate::packed;
use crate::rows::fit::Fit;
use crate::rows::grid::MOST_COLUMNS;
use crate::rows::{Cell, LOW};
use crate::span::Span;
use crate::text;
use std::collections::BTreeSet;

/// Ways that are followed at a time: 48 miss the best one on some of 26 pages in ideographs that pdftotext read. Those that cost so much
/// more than the best one are not followed.
const BEAM: usize = 200;
const FAR: f32 = 8.0;
/// Cells by which a line may differ from the measure and yet fill it.
const SLACK: usize = 2;
/// Cells of an indent.
const INDENT: std::ops::RangeInclusive<usize> = 3..=6;
/// Cells of an ideograph, and of a number, that stand alone in a line filled with white; in such a line most tokens do, and more
/// than these.
const SINGLE: usize = 2;
const NUMBER: usize = 6;
const SPACED: usize = 2;
/// The narrowest and the widest measure, in cells.
const MEASURES: std::ops::RangeInclusive<usize> = 10..=72;
/// One in so many of the longer tokens fills its column where gaps are kept, and one in so many is longer where they are not.
const FILLED: usize = 2;
const LONGER: usize = 12;
/// Tokens that fill their column in rows that show some, and in those of a page whose columns are known; lines of the file that show how
/// many columns there are, and that rows are broken.
const LEAST: usize = 12;
const FEW: usize = 4;
const LINES: usize = 2;
/// More tokens than a page has.
const MOST_TOKENS: usize = 4000;

/// Costs, tried at 0.6 and 1.6 times these on 16 Chinese pages of pdftotext in two halves and again on 26; most changes by so much
/// change nothing.
/// White inside a line of a column.
const INSIDE: f32 = 0.42;
/// Each cell that a line is longer than its column.
const LONG: f32 = 0.5;
/// A line that is short without an end, and an indent below text that has none.
const SHORT: f32 = 1.5;
/// A full line below the end of a paragraph.
const NO_INDENT: f32 = 0.4;
/// A column that a row leaves out: without text so far, below the end of a sentence, below other text.
const UNBEGUN: f32 = 0.9;
const ENDED: f32 = 0.25;
const OPEN: f32 = 1.6;
/// A row that goes on in another line of the file: behind or before a short line, and elsewhere; and one whose left part stands behind
/// its right one, as it does wherever its print is a hair lower.
const BROKEN: f32 = 0.1;
const UNBROKEN: f32 = 1.2;
const SWAPPED: f32 = 0.6;
/// A column that a line of the file passes over: its gap would be wide.
const PASSED: f32 = 1.5;
/// A column, and the last one without the end of a sentence.
const COLUMN: f32 = 0.6;
const OPEN_END: f32 = 1.0;

/// What stands between two spaces.
#[derive(Clone, Copy, Debug)]
struct Token {
    span: Span,
    line: usize,
    cells: usize,
    /// It may stand alone in a line that is filled with white.
    single: bool,
}

/// A column so far: its first token, its last line and the row of that, whether it ends a sentence and whether it is short.
#[derive(Clone, Copy, Debug)]
struct Column {
    head: usize,
    tail: Span,
    row: usize,
    ended: bool,
    short: bool,
}

/// The line that is being read.
#[derive(Clone, Copy, Debug, Default)]
struct Now {
    column: usize,
    row: usize,
    from: usize,
    cells: usize,
    tokens: usize,
    singles: usize,
}

impl Now {
    fn lack(&self, measure: usize) -> usize {
        let spaced = self.singles * 2 > self.tokens && self.tokens > SPACED;
        if spaced { 0 } else { measure.saturating_sub(self.cells) }
    }
}

/// A way through the tokens so far; `step` is its last one in the list of those that are noted.
#[derive(Clone, Debug)]
struct Way {
    cost: f32,
    columns: [Option<Column>; MOST_COLUMNS],
    now: Now,
    step: Option<usize>,
}

impl Way {
    /// What all that comes depends on.
    fn key(&self) -> u64 {
        let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let of = |c: &Column| number(c.head) ^ number(c.tail.start) << 24 ^ u64::from(c.row == self.now.row) << 60;
        let now = number(self.now.column) ^ number(self.now.from) << 24;
        self.columns.iter().fold(packed::mix(now), |key, column| packed::mix(key ^ column.as_ref().map_or(1, of)))
    }
}

/// Where a token stands: inside a line, or at its start.
#[derive(Clone, Copy, Debug)]
struct Step {
    before: Option<usize>,
    column: usize,
    row: usize,
    inside: bool,
}

/// Lines of a file that are rows of columns, broken where gaps are wide.
pub(crate) struct Braid<'p> {
    page: &'p str,
    tokens: Vec<Token>,
    measure: usize,
    columns: usize,
}

impl<'p> Braid<'p> {
    /// Nothing where gaps are not kept, no columns show, or no row is broken. `usual` is the measure of the columns of the page.
    pub(crate) fn new(page: &'p str, lines: &[Span], usual: usize) -> Option<Self> {
        if lines.iter().any(|l| l.of(page).contains('|') || l.of(page).contains("  ")) {
            return None;
        }
        let tokens = tokens(page, lines);
        let own = || measure(&tokens).filter(|&measure| fill(&tokens, measure, LEAST));
        let known = || Some(usual).filter(|usual| MEASURES.contains(usual) && fill(&tokens, *usual, FEW));
        let measure = own().or_else(known).filter(|_| tokens.len() <= MOST_TOKENS)?;
        let columns = columns(&tokens, measure);
        let broken = tokens.chunk_by(|a, b| a.line == b.line).filter(|line| line.len() < columns).count();
        (columns > 1 && broken >= LINES).then_some(Self { page, tokens, measure, columns })
    }

    /// The lines of the columns, one column after the other.
    pub(crate) fn cells(&self, fit: &Fit<'_>) -> Option<Vec<Cell>> {
        let counts = self.columns..=(self.columns + 1).min(MOST_COLUMNS);
        let ways = counts.filter_map(|columns| Through { braid: self, fit, columns, steps: Vec::new() }.best());
        ways.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, steps)| self.in_columns(&steps))
    }

    fn in_columns(&self, steps: &[Step]) -> Vec<Cell> {
        let mut lines: Vec<(Step, Span, usize)> = Vec::new();
        for (token, step) in self.tokens.iter().zip(steps) {
            match lines.last_mut().filter(|_| step.inside) {
                Some((_, span, cells)) => (*span, *cells) = (Span::new(span.start, token.span.end), *cells + token.cells),
                None => lines.push((*step, token.span, token.cells)),
            }
        }
        let rows = steps.last().map_or(0, |s| s.row);
        lines.sort_by_key(|(step, ..)| step.column);
        let cell = |n: usize, (step, span, cells): &(Step, Span, usize)| {
            let lack = |cells: usize| self.measure.saturating_sub(cells);
            // The text of a column goes on at the top of the next one.
            let before = n.checked_sub(1).and_then(|n| lines.get(n));
            let ends = |above: &(Step, Span, usize)| {
                text::ends_closed(above.1.of(self.page)) && (lack(above.2) > SLACK || INDENT.contains(&lack(*cells)))
            };
            Cell {
                span: *span,
                row: step.row,
                column: step.column,
                text: true,
                noise: false,
                opens: before.is_none_or(ends),
                low: step.row + LOW > rows,
                high: before.is_none_or(|before| before.0.column < step.column),
                clear: !span.of(self.page).contains(['，', '。', ',', '、']),
                run: 0,
            }
        };
        lines.iter().enumerate().map(|(n, line)| cell(n, line)).collect()
    }

    /// Whether the text begins in the first column: with an indent, or as an article does.
    pub(crate) fn begins(&self, cells: &[Cell], fit: &Fit<'_>) -> bool {
        let first = cells.first().map_or("", |cell| cell.span.of(self.page));
        text::cells(text::solid(first)) + SLACK < self.measure || fit.opens(first)
    }

    /// The text from a token to the end of its line.
    fn rest(&self, token: usize) -> &'p str {
        let first = &self.tokens[token];
        let last = self.tokens[token..].iter().take_while(|t| t.line == first.line).last().unwrap_or(first);
        Span::new(first.span.start, last.span.end).of(self.page)
    }
}

fn tokens(page: &str, lines: &[Span]) -> Vec<Token> {
    let mut out = Vec::new();
    for (line, span) in lines.iter().enumerate() {
        let mut at = span.start;
        for part in span.of(page).split_inclusive(char::is_whitespace) {
            let (from, word) = (at, part.trim_end());
            at += part.len();
            if word.is_empty() {
                continue;
            }
            let cells = text::cells(word);
            let single = cells <= SINGLE || cells <= NUMBER && !word.chars().any(text::is_ea_letter);
            out.push(Token { span: Span::new(from, from + word.len()), line, cells, single });
        }
    }
    out
}

/// The cells of a line that most lines of so many have, give or take one.
pub(crate) fn usual_measure(cells: impl Iterator<Item = usize>) -> usize {
    let mut count = [0_usize; *MEASURES.end() + 2];
    cells.for_each(|n| count.get_mut(n).into_iter().for_each(|n| *n += 1));
    MEASURES.max_by_key(|&m| count[m - 1..=m + 1].iter().sum::<usize>()).unwrap_or(*MEASURES.start())
}

/// The cells that most tokens have.
fn measure(tokens: &[Token]) -> Option<usize> {
    let near = usual_measure(tokens.iter().map(|t| t.cells));
    // Of the three most tokens have one; the others are those of lines with figures.
    (near - 1..=near + 1).max_by_key(|&m| tokens.iter().filter(|t| t.cells == m).count())
}

/// Whether enough tokens fill columns of a measure, and few are longer.
fn fill(tokens: &[Token], measure: usize, least: usize) -> bool {
    let of = |fits: &dyn Fn(usize) -> bool| tokens.iter().filter(|t| fits(t.cells)).count();
    let (long, full) = (of(&|cells| cells > NUMBER), of(&|cells| cells.abs_diff(measure) <= SLACK));
    full >= least && full * FILLED >= long && of(&|cells| cells > measure + SLACK) * LONGER <= long
}

/// The most lines of columns that several lines of the file have.
fn columns(tokens: &[Token], measure: usize) -> usize {
    let mut counts = [0; MOST_COLUMNS + 1];
    for line in tokens.chunk_by(|a, b| a.line == b.line) {
        let cells: usize = line.iter().map(|t| t.cells).sum();
        let full = line.iter().filter(|t| t.cells + SLACK >= measure).count();
        // Lines that are filled with white have no full tokens.
        counts[full.max((cells + measure / 3) / measure).min(MOST_COLUMNS)] += 1;
    }
    (0..=MOST_COLUMNS).rev().find(|&k| counts[k..].iter().sum::<usize>() >= LINES).unwrap_or(0)
}

/// What it costs that a row leaves a column out.
fn skip(column: &Option<Column>) -> f32 {
    match column {
        None => UNBEGUN,
        Some(c) if c.ended => ENDED,
        Some(_) => OPEN,
    }
}

/// What it costs that a line of the file ends between two columns, by whether either has a short line there.
fn broken(short: bool) -> f32 {
    if short { BROKEN } else { UNBROKEN }
}

/// The search for the best way over a number of columns.
struct Through<'b, 'p> {
    braid: &'b Braid<'p>,
    fit: &'b Fit<'b>,
    columns: usize,
    steps: Vec<Step>,
}

impl Through<'_, '_> {
    /// The cost of the best way, and its steps.
    fn best(mut self) -> Option<(f32, Vec<Step>)> {
        let start = Way { cost: COLUMN * self.columns as f32, columns: [None; MOST_COLUMNS], now: Now::default(), step: None };
        let mut ways = vec![start];
        for n in 0..self.braid.tokens.len() {
            let mut next = Vec::new();
            for way in &ways {
                self.go(way, n, &mut next);
            }
            next.sort_by(|a, b| a.cost.total_cmp(&b.cost));
            let most = next.first().map_or(0.0, |way| way.cost) + FAR;
            let mut known = BTreeSet::new();
            next.retain(|way| known.len() < BEAM && way.cost <= most && known.insert(way.key()));
            next.iter_mut().for_each(|way| self.note(way));
            ways = next;
        }
        let ends = ways.iter().map(|way| (self.total(way), way.step));
        let (cost, mut at) = ends.min_by(|a, b| a.0.total_cmp(&b.0))?;
        let mut out = Vec::new();
        while let Some(step) = at.and_then(|at| self.steps.get(at)) {
            out.push(*step);
            at = step.before;
        }
        out.reverse();
        Some((cost, out))
    }

    /// All ways on with a token.
    fn go(&self, way: &Way, n: usize, next: &mut Vec<Way>) {
        let Some(before) = n.checked_sub(1) else {
            (0..self.columns).for_each(|column| self.begin(way, n, column, 0.0, 0, next));
            return;
        };
        let (last, token) = (self.braid.tokens[before], self.braid.tokens[n]);
        let same = last.line == token.line;
        let cells = way.now.cells + token.cells;
        if same && cells <= self.braid.measure + SLACK * 2 {
            let cost = way.cost + if token.single && last.single { 0.0 } else { INSIDE };
            let singles = way.now.singles + usize::from(token.single);
            next.push(Way { cost, now: Now { cells, singles, tokens: way.now.tokens + 1, ..way.now }, ..way.clone() });
        }
        let mut ended = self.ended(way, n);
        let (row, column) = (way.now.row, way.now.column);
        if same {
            for right in column + 1..self.columns {
                let passed = (right - column - 1) as f32 * PASSED;
                self.begin(&ended, n, right, passed, row, next);
            }
            return;
        }
        let right = ended.columns.get(column + 1).copied().flatten().filter(|right| right.row == row);
        ended.cost += right.map_or(0.0, |right| broken(ended.columns[column].is_some_and(|own| own.short) || right.short));
        self.lines(&ended, n, next);
    }

    /// All ways on with the first token of a line of the file: in any column that has no text in the row, or in the next row.
    fn lines(&self, way: &Way, n: usize, next: &mut Vec<Way>) {
        let row = way.now.row;
        let short = self.braid.tokens[n].cells + SLACK < self.braid.measure;
        for column in 0..self.columns {
            let left = column.checked_sub(1).and_then(|left| way.columns[left]).filter(|left| left.row == row);
            let behind = left.map_or(0.0, |left| broken(short || left.short));
            let swapped = if column < way.now.column { SWAPPED } else { 0.0 };
            self.begin(way, n, column, behind + swapped, row, next);
        }
        let is_left_out = |column: &&Option<Column>| column.is_none_or(|column| column.row < row);
        let left_out: f32 = way.columns[..self.columns].iter().filter(is_left_out).map(skip).sum();
        for column in 0..self.columns {
            self.begin(way, n, column, left_out, row + 1, next);
        }
    }

    /// The way on with a token that begins a line of a column, if that has none in the row.
    fn begin(&self, way: &Way, n: usize, column: usize, cost: f32, row: usize, next: &mut Vec<Way>) {
        let (token, above) = (&self.braid.tokens[n], &way.columns[column]);
        if above.is_some_and(|c| c.row == row) {
            return;
        }
        let gain = above.map_or(0.0, |c| self.fit.of(c.tail.of(self.braid.page), self.braid.rest(n)));
        let now = Now { column, row, from: n, cells: token.cells, tokens: 1, singles: usize::from(token.single) };
        next.push(Way { cost: way.cost + cost - gain, now, ..way.clone() });
    }

    /// Notes the last step of a way that is followed.
    fn note(&mut self, way: &mut Way) {
        self.steps.push(Step { before: way.step, column: way.now.column, row: way.now.row, inside: way.now.tokens > 1 });
        way.step = Some(self.steps.len() - 1);
    }

    /// The way with its line at its end, before a token.
    fn ended(&self, way: &Way, n: usize) -> Way {
        let Braid { page, tokens, measure, .. } = self.braid;
        let tail = Span::new(tokens[way.now.from].span.start, tokens[n - 1].span.end);
        let (lack, ended) = (way.now.lack(*measure), text::ends_closed(tail.of(page)));
        let above = way.columns[way.now.column];
        let misfit = match lack {
            _ if ended => 0.0,
            0..=SLACK if above.is_some_and(|c| c.ended && c.short) => NO_INDENT,
            0..=SLACK => 0.0,
            lack if INDENT.contains(&lack) && above.is_none_or(|c| c.ended) => 0.0,
            _ => SHORT,
        };
        let mut out = way.clone();
        out.cost += misfit + way.now.cells.saturating_sub(measure + SLACK) as f32 * LONG;
        let head = above.map_or(way.now.from, |c| c.head);
        out.columns[way.now.column] = Some(Column { head, tail, row: way.now.row, ended, short: lack > SLACK });
        out
    }

    /// The cost of a way at its end: text goes on from the foot of one column at the top of the next one.
    fn total(&self, way: &Way) -> f32 {
        let way = self.ended(way, self.braid.tokens.len());
        let flow = |pair: &[Option<Column>]| match pair {
            [Some(a), Some(b)] => self.fit.of(a.tail.of(self.braid.page), self.braid.rest(b.head)),
            [Some(a), None] if !a.ended => -OPEN_END,
            _ => 0.0,
        };
        way.cost - way.columns.windows(2).map(flow).sum::<f32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn columns_of(page: &str) -> Option<Vec<String>> {
        let mut at = 0;
        let lines: Vec<Span> = page
            .split_inclusive('\n')
            .map(|line| {
                let start = at;
                at += line.len();
                Span::new(start, start + line.trim_end().len())
            })
            .collect();
        let cells = Braid::new(page, &lines, 0)?.cells(&Fit::new(page, Lang::ZhHans.into()))?;
        let mut out = vec![String::new(); 1 + cells.iter().map(|c| c.column).max()?];
        cells.iter().for_each(|c| out[c.column] += &c.span.of(page).replace(' ', ""));
        Some(out)
    }

    /// Rows of print that the file breaks behind short lines and before indents.
    const PAGE: &str = "本报讯 “同学们，跟着 23所，不少学校一名老师要
起初，老师们心里也没
一年来，“云课堂”累计
老师一起打节拍——强、 教三四门课，音乐、美术、 有底。海拔1100米的云脚小 开课4300多节，受益学生
弱、次强、弱。”昨天上午第 信息科技等课程长期“排在 学只有31个学生、4位老师， 1076人。市教育局副局长汤
二节课，榆岭市实验小学音 表上、落不到地上”。去年秋 校长韦长庚从前是数学老 若水介绍，下一步将把科学
乐教师姜以南站在镜头前， 季学期起，市教育局投入 师，如今要辅导孩子吹竖 实验课也搬上“云端”，并选
屏幕那头，分布在六所乡村 640万元，在23所学校装上 笛。“第一周，我自己都吹不 派15名教师到乡村学校驻点
小学的118名孩子举起小手， 了互动大屏、拾音器和高清 响。”他笑着说，后来每天晚 支教，每人每学期不少于40
一齐拍出了节奏。
摄像头，由城区骨干教师主 上跟着视频练一个小时，一 节课。
";

    #[test]
    fn rows_that_the_file_breaks_are_put_together() {
        let found = columns_of(PAGE).unwrap();
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[0].ends_with("举起小手，一齐拍出了节奏。"), "{found:?}");
        assert!(found[1].ends_with("装上了互动大屏、拾音器和高清摄像头，由城区骨干教师主"), "{found:?}");
        assert!(found[2].starts_with("起初，老师们心里也没有底。") && found[3].starts_with("一年来，“云课堂”累计开课"), "{found:?}");
    }

    #[test]
    fn a_line_that_is_filled_with_white_is_one() {
        let page = PAGE.replace("若水介绍，下一步将把科学", "若 水 说 ， 将 把 科 学");
        let found = columns_of(&page).unwrap();
        assert!(found[3].contains("副局长汤若水说，将把科学实验课"), "{found:?}");
    }

    #[test]
    fn the_parts_of_a_row_stand_in_any_order() {
        let parts = ["起初，老师们心里也没\n", "一年来，“云课堂”累计\n"];
        let page = PAGE.replace(&parts.concat(), &[parts[1], parts[0]].concat());
        assert!(page != PAGE && columns_of(&page) == columns_of(PAGE));
    }

    #[test]
    fn few_rows_have_the_measure_of_their_page() {
        let rows = PAGE.lines().take(5);
        let mut at = 0;
        let lines: Vec<Span> = rows
            .map(|line| {
                at += line.len() + 1;
                Span::new(at - line.len() - 1, at - 1)
            })
            .collect();
        assert!(Braid::new(PAGE, &lines, 0).is_none() && Braid::new(PAGE, &lines, 24).is_some());
    }

    #[test]
    fn lines_of_one_column_show_none() {
        let lines: String = PAGE.split_whitespace().map(|line| format!("{line}\n")).collect();
        assert_eq!(columns_of(&lines), None);
        assert_eq!(columns_of(&PAGE.replace(' ', "  ")), None);
    }
}
