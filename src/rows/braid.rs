//! Rows whose gaps are all kept, but which end where a gap is wide: pdftotext breaks a row of print behind the short last line of a
//! paragraph and before an indent, so that one row of print is several lines of its file.
//!
//! What stands between white is a line of some column. Which one is found by going through them in the order of the file with the
//! best few ways so far: what goes on in what, how full the lines are, and which columns a row leaves out.

use crate::rows::fit::Fit;
use crate::rows::grid::MOST_COLUMNS;
use crate::rows::{Cell, LOW};
use crate::span::Span;
use crate::text;

/// Ways that are followed at a time.
const BEAM: usize = 48;
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
/// Tokens that fill their column in rows that show some; lines of the file that show how many columns there are, and that rows are
/// broken.
const LEAST: usize = 12;
const LINES: usize = 2;
/// More tokens than a page has.
const MOST_TOKENS: usize = 4000;

/// Costs, tried at 0.6 and 1.6 times these on 16 Chinese pages of pdftotext in two halves; most changes by so much change nothing.
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
/// A row that goes on in the next line of the file: behind or before a short line, and elsewhere.
const BROKEN: f32 = 0.1;
const UNBROKEN: f32 = 1.2;
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

/// A column so far: its first token, its last line, whether that ends a sentence and whether it is short.
#[derive(Clone, Copy, Debug)]
struct Column {
    head: usize,
    tail: Span,
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

/// A way through the tokens so far; `step` is its last one in the list of all.
#[derive(Clone, Debug)]
struct Way {
    cost: f32,
    columns: [Option<Column>; MOST_COLUMNS],
    now: Now,
    step: Option<usize>,
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
    /// Nothing where gaps are not kept, no columns show, or no row is broken.
    pub(crate) fn new(page: &'p str, lines: &[Span]) -> Option<Self> {
        if lines.iter().any(|l| l.of(page).contains('|') || l.of(page).contains("  ")) {
            return None;
        }
        let tokens = tokens(page, lines);
        let measure = measure(&tokens, LEAST).filter(|_| tokens.len() <= MOST_TOKENS)?;
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
            let above = n.checked_sub(1).and_then(|n| lines.get(n)).filter(|above| above.0.column == step.column);
            let ends = |above: &(Step, Span, usize)| {
                text::ends_closed(above.1.of(self.page)) && (lack(above.2) > SLACK || INDENT.contains(&lack(*cells)))
            };
            Cell {
                span: *span,
                row: step.row,
                column: step.column,
                text: true,
                noise: false,
                opens: above.is_none_or(ends),
                low: step.row + LOW > rows,
                high: above.is_none(),
                clear: !span.of(self.page).contains(['，', '。', ',', '、']),
                run: 0,
            }
        };
        lines.iter().enumerate().map(|(n, line)| cell(n, line)).collect()
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

/// The cells that most tokens have; nothing where few of them have these.
fn measure(tokens: &[Token], least: usize) -> Option<usize> {
    let measure = usual_measure(tokens.iter().map(|t| t.cells));
    let of = |fits: &dyn Fn(usize) -> bool| tokens.iter().filter(|t| fits(t.cells)).count();
    let (long, full) = (of(&|cells| cells > NUMBER), of(&|cells| cells.abs_diff(measure) <= SLACK));
    (full >= least && full * FILLED >= long && of(&|cells| cells > measure + SLACK) * LONGER <= long).then_some(measure)
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
            next.truncate(BEAM);
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
    fn go(&mut self, way: &Way, n: usize, next: &mut Vec<Way>) {
        let Some(before) = n.checked_sub(1) else { return self.begin(way, n, 0, 0.0, 0, next) };
        let (last, token) = (self.braid.tokens[before], self.braid.tokens[n]);
        let same = last.line == token.line;
        let cells = way.now.cells + token.cells;
        if same && cells <= self.braid.measure + SLACK * 2 {
            let cost = way.cost + if token.single && last.single { 0.0 } else { INSIDE };
            let singles = way.now.singles + usize::from(token.single);
            self.put(Way { cost, now: Now { cells, singles, tokens: way.now.tokens + 1, ..way.now }, ..way.clone() }, true, next);
        }
        let ended = self.ended(way, n);
        let right = way.now.column + 1;
        let broken = if same { 0.0 } else { self.broken(way, n) };
        self.begin(&ended, n, right, broken, way.now.row, next);
        if !same {
            let left_out = ended.columns[..self.columns].iter().skip(right).map(skip).sum();
            self.begin(&ended, n, 0, left_out, way.now.row + 1, next);
        }
    }

    /// The ways in which a token begins a line in one of the columns from some one on.
    fn begin(&mut self, way: &Way, n: usize, from: usize, cost: f32, row: usize, next: &mut Vec<Way>) {
        let mut cost = way.cost + cost;
        let token = &self.braid.tokens[n];
        for column in from..self.columns {
            let above = &way.columns[column];
            let gain = above.map_or(0.0, |c| self.fit.of(c.tail.of(self.braid.page), self.braid.rest(n)));
            let now = Now { column, row, from: n, cells: token.cells, tokens: 1, singles: usize::from(token.single) };
            self.put(Way { cost: cost - gain, now, ..way.clone() }, false, next);
            cost += skip(above);
        }
    }

    fn put(&mut self, way: Way, inside: bool, next: &mut Vec<Way>) {
        self.steps.push(Step { before: way.step, column: way.now.column, row: way.now.row, inside });
        next.push(Way { step: Some(self.steps.len() - 1), ..way });
    }

    /// What it costs that a row goes on in another line of the file.
    fn broken(&self, way: &Way, n: usize) -> f32 {
        let measure = self.braid.measure;
        let short = way.now.lack(measure) > SLACK || self.braid.tokens[n].cells + SLACK < measure;
        if short { BROKEN } else { UNBROKEN }
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
        out.columns[way.now.column] = Some(Column { head, tail, ended, short: lack > SLACK });
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
        let cells = Braid::new(page, &lines)?.cells(&Fit::new(page, Lang::ZhHans.into()))?;
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
    fn lines_of_one_column_show_none() {
        let lines: String = PAGE.split_whitespace().map(|line| format!("{line}\n")).collect();
        assert_eq!(columns_of(&lines), None);
        assert_eq!(columns_of(&PAGE.replace(' ', "  ")), None);
    }
}
