//! A page of ideographs in columns on a grid, with what stands between these.

use crate::page::Line;
use crate::pitch::Token;
use crate::pitch::boxes;
use crate::pitch::grid::{self, Grid, SLACK, Stretch};
use crate::pitch::laid::{self, Laid};
use crate::span::Span;
use crate::text;
use std::ops::Range;

/// Rows between two parts of a column with a picture between them.
const GAP: usize = 4;
/// Rows of a column beside which lower ones may stand.
const ROWS: usize = 2;
/// More columns and more stretches in none than a page has: each is weighed against all others.
const MOST_COLUMNS: usize = 200;
const MOST_FREE: usize = 500;
/// One in so many edges of columns is odd at most.
const ODD: usize = 7;

/// A column, or a part of one between two heads.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Number on the grid, and the cells between which it stands there.
    number: usize,
    pub(super) x: usize,
    pub(super) right: usize,
    pub(super) top: usize,
    pub(super) bottom: usize,
    /// Its lines, and whether they have an indent.
    lines: Vec<(Span, bool)>,
}

/// What stands in a row and in no column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Free {
    span: Span,
    pub(super) row: usize,
    pub(super) x0: usize,
    pub(super) x1: usize,
}

/// The columns of a page, and what stands in none.
pub(super) struct Setting {
    columns: Vec<Column>,
    free: Vec<Free>,
    groups: Vec<boxes::Group>,
}

impl Column {
    /// Whether rows of both stand beside each other.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.top.max(other.top) <= self.bottom.min(other.bottom)
    }

    /// Whether its first line has an indent.
    pub(super) fn is_indented(&self) -> bool {
        self.lines.first().is_some_and(|line| line.1)
    }

    /// Whether the next one begins as behind its last line.
    fn goes_on_in(&self, next: &Self, page: &str) -> bool {
        let full = self.lines.last().is_some_and(|line| text::cells(line.0.of(page)) + SLACK >= self.right - self.x);
        let closed = self.is_closed(page);
        closed == next.is_indented() || closed && full
    }

    /// Whether its last line ends a sentence.
    fn is_closed(&self, page: &str) -> bool {
        self.lines.last().is_some_and(|line| text::ends_closed(line.0.of(page)))
    }
}

impl Setting {
    /// The setting of some rows; nothing where they show no grid.
    pub(super) fn of(rows: &[Vec<Token>], page: &str) -> Option<Self> {
        let rows: Vec<Vec<Stretch>> = rows.iter().map(|row| grid::in_cells(row, page)).collect();
        let grid = Grid::of(&rows)?;
        let rows: Vec<Vec<Stretch>> = rows.iter().map(|row| grid.merged(row)).collect();
        let mut lines = laid::lines(grid, &rows, page);
        let all: Vec<Stretch> = rows.concat();
        // Few lines beside no column are of none.
        let columns = columns(grid, &all, &lines, &free(&all, &lines));
        if columns.len() > MOST_COLUMNS {
            return None;
        }
        let high: Vec<&Column> = columns.iter().filter(|c| c.bottom - c.top >= ROWS).collect();
        let low: Vec<&Column> = columns.iter().filter(|c| !high.iter().any(|high| high.meets(c))).collect();
        let is_low = |line: &Laid| low.iter().any(|c| c.number == line.column && (c.top..=c.bottom).contains(&line.row));
        lines.iter_mut().for_each(|line| *line = line.filter(|line| !is_low(line)));
        let free = free(&all, &lines);
        let columns = self::columns(grid, &all, &lines, &free);
        if columns.len() > MOST_COLUMNS || free.len() > MOST_FREE {
            return None;
        }
        let groups = boxes::groups(&columns, &free, grid.pulled());
        Some(Self { columns, free, groups })
    }

    /// Whether there are columns side by side, and those of each box begin and end as those of articles do: the first one with an
    /// indent, the last one with the end of a sentence, and each other one with an indent where the one before it ends so short of its edge.
    pub(super) fn is_sound(&self, page: &str) -> bool {
        let (mut odd, mut all) = (0, 0);
        for group in &self.groups {
            let columns: Vec<&Column> = group.columns.iter().map(|&n| &self.columns[n]).collect();
            let (Some(first), Some(last)) = (columns.first(), columns.last()) else { continue };
            odd += usize::from(!first.is_indented()) + usize::from(!last.is_closed(page)) + usize::from(group.heads.is_empty());
            odd += columns.windows(2).filter(|pair| !pair[0].goes_on_in(pair[1], page)).count();
            all += columns.len() + 1;
        }
        self.groups.iter().any(|group| group.columns.len() > 1) && odd * ODD <= all
    }

    /// The lines in reading order.
    pub(super) fn lines(&self, page: &str) -> Vec<Line> {
        let of_box: Vec<usize> = self.groups.iter().flat_map(|group| group.heads.iter().copied()).collect();
        let loose: Vec<usize> = (0..self.free.len()).filter(|n| !of_box.contains(n)).collect();
        let rows = of_box.iter().map(|&n| self.free[n].row).chain(self.columns.iter().map(|c| c.top));
        let top = rows.min().unwrap_or(0);
        let mut out = Vec::new();
        let mut put = |span: Span, opens: bool| out.push(Line { opens, ..Line::of(span) });
        let is_above = |n: &&usize| self.free[**n].row < top;
        loose.iter().filter(is_above).for_each(|&n| put(self.free[n].span, true));
        for group in &self.groups {
            // What is said of a picture stands above the columns below that.
            let (captions, heads): (Vec<usize>, Vec<usize>) =
                group.heads.iter().partition(|&&n| text::ends_closed(self.free[n].span.of(page)));
            heads.iter().for_each(|&n| put(self.free[n].span, true));
            for (n, &column) in group.columns.iter().enumerate() {
                for (k, (span, indented)) in self.columns[column].lines.iter().enumerate() {
                    put(*span, n == 0 && k == 0 || *indented);
                }
            }
            captions.iter().for_each(|&n| put(self.free[n].span, true));
        }
        loose.iter().filter(|n| !is_above(n)).for_each(|&n| put(self.free[n].span, true));
        out
    }
}

/// What stands in no column: what is close together in a row is one.
fn free(all: &[Stretch], lines: &[Option<Laid>]) -> Vec<Free> {
    let mut out: Vec<Free> = Vec::new();
    for (s, _) in all.iter().zip(lines).filter(|(_, line)| line.is_none()) {
        match out.last_mut() {
            Some(free) if free.row == s.token.row && s.x0 <= free.x1 + SLACK => (free.span.end, free.x1) = (s.token.span.end, s.x1),
            _ => out.push(Free { span: s.token.span, row: s.token.row, x0: s.x0, x1: s.x1 }),
        }
    }
    out
}

/// The columns of a page, from left to right and from top to bottom.
fn columns(grid: Grid, all: &[Stretch], lines: &[Option<Laid>], free: &[Free]) -> Vec<Column> {
    let mut filled: Vec<Vec<usize>> = vec![Vec::new(); all.last().map_or(0, |s| s.token.row + 1)];
    for line in lines.iter().flatten() {
        filled.get_mut(line.row).into_iter().for_each(|columns| columns.push(line.column));
    }
    let mut out: Vec<Column> = Vec::new();
    for number in 0..grid.count {
        let x = number * grid.step();
        for (s, line) in all.iter().zip(lines).filter_map(|(s, line)| Some((s, line.filter(|line| line.column == number)?))) {
            let goes_on = |c: &Column| {
                let between = c.bottom + 1..line.row;
                c.number == number && between.len() < GAP && !parts(free, &filled, &between, c)
            };
            match out.last_mut().filter(|column| goes_on(column)) {
                Some(column) => {
                    column.bottom = line.row;
                    column.lines.push((s.token.span, line.is_indented()));
                }
                None => {
                    let lines = vec![(s.token.span, line.is_indented())];
                    out.push(Column { number, x, right: x + grid.measure, top: line.row, bottom: line.row, lines });
                }
            }
        }
    }
    out
}

/// Whether a head stands in some rows without text between it and a column, which has none in them.
fn parts(free: &[Free], filled: &[Vec<usize>], rows: &Range<usize>, column: &Column) -> bool {
    let text_between = |head: &Free| {
        let columns = filled.get(head.row).map_or(&[][..], |columns| columns);
        let left = |c: &usize| *c < column.number && head.x1 <= column.right;
        let right = |c: &usize| *c > column.number && head.x0 >= column.right;
        columns.iter().any(|c| left(c) || right(c))
    };
    let (from, to) = (free.partition_point(|head| head.row < rows.start), free.partition_point(|head| head.row < rows.end));
    free.get(from..to).is_some_and(|heads| heads.iter().any(|head| !text_between(head)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::pitch::{on_grid, rows};

    const MEASURE: usize = 20;
    const BRIDGE: &str = "河上的老桥昨天拆完最后一块石头，两岸的人站在雨里看了整整一个下午。新桥明年春天开工，在此之前渡船每天多开六班，\
        学生凭证不收钱。船工说，他在这条河上撑了三十年船，没想到最后几个月反倒最忙。镇上已经把旧石料编号存放，将来铺在桥头的小广场上。";
    const SCHOOL: &str = "山里的小学今年只收了九个新生，校长却把操场扩大了一倍。她说放假以后附近村子的孩子都要来这里踢球，地方小了站不下。\
        木工班的老师带着学生做了两副球门，网是渔民送的旧网。秋天的第一场比赛定在下个月，裁判由邮递员担任，奖品是一筐梨和两只南瓜。";

    /// The lines of a text with an indent, cut into columns of as many lines.
    fn columns_of(text: &str, count: usize) -> Vec<Vec<String>> {
        let chars: Vec<char> = format!("＃＃{text}").chars().collect();
        let lines: Vec<String> = chars.chunks(MEASURE / 2).map(|line| line.iter().collect::<String>().replace('＃', "  ")).collect();
        lines.chunks(lines.len().div_ceil(count)).map(<[String]>::to_vec).collect()
    }

    /// Rows of columns as `pdftotext -layout` writes them: a full line and the next one have a space between them.
    fn rows_of(columns: &[Vec<String>]) -> String {
        let row = |n: usize| {
            let line = |column: &Vec<String>| column.get(n).cloned().unwrap_or_default();
            let padded = columns.iter().map(line).map(|line| format!("{line}{}", " ".repeat(MEASURE + 1 - text::cells(&line))));
            format!("{}\n", padded.collect::<String>().trim_end())
        };
        (0..columns.iter().map(Vec::len).max().unwrap_or(0)).map(row).collect()
    }

    fn lines_of(page: &str) -> Option<String> {
        let blocks = on_grid(page, Lang::ZhHans.into())?;
        Some(blocks.iter().map(|block| block.text(page).into_owned()).collect::<Vec<_>>().join("|"))
    }

    fn page() -> String {
        let head = |title: &str| format!("{}{title}\n{}■记者 甲乙\n", " ".repeat(25), " ".repeat(28));
        [head("老桥拆完"), rows_of(&columns_of(BRIDGE, 3)), "\n".into(), head("九个新生"), rows_of(&columns_of(SCHOOL, 3)), "   \n".into()]
            .concat()
    }

    #[test]
    fn columns_stand_below_the_heads_of_their_box() {
        let text = lines_of(&page()).unwrap();
        assert_eq!(text, format!("老桥拆完|■记者 甲乙|{BRIDGE}|九个新生|■记者 甲乙|{SCHOOL}"));
    }

    #[test]
    fn what_stands_right_of_white_or_is_filled_with_white_stays_in_its_column() {
        let page = page();
        // A column without text pulls the next one; a line of few characters is filled with white.
        let last = page.lines().find(|line| line.starts_with("              ") && line.contains('。')).unwrap_or("");
        let line: String = columns_of(SCHOOL, 3)[1][2].clone();
        let few: String = line.chars().take(7).collect();
        let filled: String = few.chars().map(|c| format!("{c} ")).collect();
        let page = page.replace(last, last.strip_prefix("         ").unwrap_or(last)).replace(&line, filled.trim_end());
        let text = lines_of(&page).unwrap();
        let school = SCHOOL.replace(&line, filled.trim_end());
        assert!(text.contains(BRIDGE) && text.replace(' ', "").contains(&school.replace(' ', "")), "{text}");
    }

    #[test]
    fn a_caption_above_the_columns_stands_behind_them() {
        let columns = columns_of(BRIDGE, 3);
        let page = page().replacen(&columns[0][0], &format!("工人们在拆桥。\n{}", columns[0][0]), 1);
        let text = lines_of(&page).unwrap();
        assert!(text.starts_with(&format!("老桥拆完|■记者 甲乙|{BRIDGE}|工人们在拆桥。|九个新生|")), "{text}");
    }

    #[test]
    fn heads_side_by_side_part_the_columns_below() {
        let heads = format!("{:10}老桥拆完{:28}九个新生\n{:10}■记者 甲乙{:27}■记者 丙丁\n", "", "", "", "");
        let (bridge, school) = ([BRIDGE, SCHOOL].concat(), [SCHOOL, BRIDGE].concat());
        let both = [columns_of(&bridge, 2), columns_of(&school, 2)].concat();
        let page = format!("{heads}{}", rows_of(&both));
        let text = lines_of(&page).unwrap_or_else(|| panic!("{page}"));
        assert_eq!(text, format!("老桥拆完|■记者 甲乙|{bridge}|九个新生|■记者 丙丁|{school}"));
    }

    #[test]
    fn columns_that_begin_and_end_inside_sentences_are_left_alone() {
        let cut = |text: &str| columns_of(&text.repeat(2), 3).into_iter().rev().collect::<Vec<_>>();
        let page = format!("{}\n   \n{}", rows_of(&cut(BRIDGE)), rows_of(&cut(SCHOOL)));
        assert!(rows(&page, true).is_some() && lines_of(&page).is_none(), "{page}");
        // Where nothing stands in columns, nothing is odd.
        assert!(!Setting { columns: Vec::new(), free: Vec::new(), groups: Vec::new() }.is_sound(&page));
    }
}
