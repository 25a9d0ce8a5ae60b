//! Titles of articles side by side that an engine read as one row: `Biber legt Radweg unter Die letzte Setzerin`.
//!
//! White between titles is lost more often than between columns, and no text of a column above or below says where one ends. A word does
//! that begins with a capital and is printed small elsewhere; that two articles stand below, and where the second one begins, is said by
//! what the lines below gain as such.

use super::atom::Atom;
use super::fit::Fit;
use super::grid::Grid;
use super::lay;
use super::line::{Kind, Line};
use super::order;
use crate::span::Span;
use std::ops::Range;

/// Rows of titles and bylines above a text.
const MOST_ROWS: usize = 4;
/// What speaks for two titles: a row that is parted already, a word that begins with a capital and is printed small elsewhere, a byline.
const PARTED: f32 = 1.5;
const STARTS: f32 = 1.0;
const BYLINE: f32 = 1.5;
/// What a word with a capital says at the start of a further row of a title.
const CAPITAL: f32 = -0.8;
/// Letters of a word, of a title, and of one of a single word.
const WORD: usize = 3;
const LETTERS: usize = 8;
const LONG_WORD: usize = 11;
/// By so much more the lines below two titles gain, less what the titles say. Found on 72 pages of rows in letters of eight sets: from 1
/// to 3 hardly a page changes.
const ONE: f32 = 2.0;

/// The rows of a page of letters over a grid.
struct Stage<'p> {
    page: &'p str,
    rows: &'p [Vec<Atom>],
    measures: Vec<f32>,
    columns: usize,
    fit: &'p Fit<'p>,
}

/// A row that is parted: where the right part begins, in atoms.
#[derive(Clone, Copy, Debug)]
struct Parted {
    row: usize,
    at: usize,
}

/// Parts the titles side by side of a page of letters.
pub(super) fn part(lines: Vec<Line>, page: &str, rows: &[Vec<Atom>], grid: &Grid, fit: &Fit<'_>) -> Vec<Line> {
    let stage = Stage { page, rows, measures: lay::measures(grid), columns: grid.len(), fit };
    let mut own: Vec<Vec<Line>> = vec![Vec::new(); rows.len()];
    lines.into_iter().for_each(|l| own[l.row].push(l));
    let (mut end, mut foot) = (own.len(), own.len());
    while let Some(last) = (0..end).rfind(|&n| stage.is_whole(&own[n])) {
        let first = (last.saturating_sub(MOST_ROWS - 1)..last).rev().take_while(|&n| stage.is_head(&own[n])).last().unwrap_or(last);
        if let Some((text, parted)) = stage.titles(&own, first..last + 1) {
            stage.settle(&mut own, &parted, text, first..foot);
        }
        (end, foot) = (first, first);
    }
    own.into_iter().flatten().collect()
}

impl Stage<'_> {
    /// A row that is one head over several columns.
    fn is_whole(&self, row: &[Line]) -> bool {
        matches!(row, [line] if line.kind == Kind::Head && line.columns > 1 && !line.closed)
    }

    fn is_head(&self, row: &[Line]) -> bool {
        row.len() <= 2 && row.iter().any(|l| l.kind == Kind::Head) && row.iter().all(|l| !l.closed)
    }

    /// Puts titles side by side over the columns where the lines below them, up to the next head, gain most; none where they gain hardly
    /// more than below one title. `text` is what the titles say for being two.
    fn settle(&self, own: &mut [Vec<Line>], parted: &[Parted], text: f32, band: Range<usize>) {
        let value = |own: &[Vec<Line>]| order::value(&own.concat(), self.page, self.fit);
        let may = |column: &usize| parted.iter().all(|p| self.has_room(p, *column));
        let ways = (1..self.columns).filter(may).map(|column| {
            let mut other = own[band.clone()].to_vec();
            parted.iter().for_each(|p| other[p.row - band.start] = self.lines(p, column));
            (value(&other), column)
        });
        let Some((gain, column)) = ways.max_by(|a, b| a.0.total_cmp(&b.0)) else { return };
        if gain > value(&own[band.clone()]) + ONE - text {
            parted.iter().for_each(|p| own[p.row] = self.lines(p, column));
        }
    }

    /// Where the titles in some rows are parted, with what speaks for it.
    fn titles(&self, own: &[Vec<Line>], stack: Range<usize>) -> Option<(f32, Vec<Parted>)> {
        let all = stack.clone().filter_map(|top| self.from(own, top..stack.end));
        all.max_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// What speaks for titles that begin in the first of some rows, and where each row is parted.
    fn from(&self, own: &[Vec<Line>], stack: Range<usize>) -> Option<(f32, Vec<Parted>)> {
        let mut parted = Vec::new();
        let (sum, at) = match self.between(&own[stack.start]) {
            Some(at) => {
                let starts = self.rows[stack.start].get(at).is_some_and(|atom| self.fit.starts(atom.span.of(self.page)));
                (starts && self.may_be_titles(stack.start, at)).then_some((PARTED, at))?
            }
            None if self.is_whole(&own[stack.start]) => self.start(stack.start)?,
            None => return None,
        };
        parted.push(Parted { row: stack.start, at });
        let mut ends = self.ends(stack.start, at, [None; 2]);
        for row in stack.skip(1) {
            let shown = self.two_bylines(&own[row]).or_else(|| self.between(&own[row]));
            let Some(at) = shown.or_else(|| self.is_whole(&own[row]).then(|| self.next(row, ends))) else { continue };
            parted.push(Parted { row, at });
            ends = self.ends(row, at, ends);
        }
        Some((sum, parted))
    }

    /// The atom at which the second of two bylines begins.
    fn two_bylines(&self, row: &[Line]) -> Option<usize> {
        let row = row.first().filter(|_| row.len() <= 2)?.row;
        (1..self.rows[row].len()).rfind(|&at| self.sides(row, at).iter().all(|side| self.fit.is_byline(side.of(self.page))))
    }

    /// The atom at which a row of two lines is parted.
    fn between(&self, row: &[Line]) -> Option<usize> {
        let [_, right] = row else { return None };
        self.rows[right.row].iter().position(|atom| atom.span.start == right.span.start)
    }

    /// The text of a row before an atom and from it on.
    fn sides(&self, row: usize, at: usize) -> [Span; 2] {
        let atoms = &self.rows[row];
        [Span::new(atoms[0].span.start, atoms[at - 1].span.end), Span::new(atoms[at].span.start, atoms[atoms.len() - 1].span.end)]
    }

    fn may_be_titles(&self, row: usize, at: usize) -> bool {
        self.sides(row, at).into_iter().all(|side| self.may_be_title(side))
    }

    /// Whether a part of a row may be the first line of a title.
    fn may_be_title(&self, span: Span) -> bool {
        let text = span.of(self.page);
        let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() >= WORD);
        let letters: usize = words.clone().map(|w| w.chars().count()).sum();
        letters >= LETTERS && (words.count() > 1 || letters >= LONG_WORD) && !self.fit.is_noise(text) && !self.fit.is_byline(text)
    }

    /// The ends of both titles.
    fn ends(&self, row: usize, at: usize, before: [Option<Span>; 2]) -> [Option<Span>; 2] {
        let atoms = &self.rows[row];
        [
            at.checked_sub(1).and_then(|n| atoms.get(n)).map(|a| a.span).or(before[0]),
            if at < atoms.len() { atoms.last().map(|a| a.span) } else { before[1] },
        ]
    }

    /// Whether both parts of a row have room in their columns.
    fn has_room(&self, &Parted { row, at }: &Parted, column: usize) -> bool {
        let atoms = &self.rows[row];
        let width = |from: usize, columns: usize| self.measures.get(from * self.columns + columns - 1).copied().unwrap_or(0.0);
        let advance = |range: &[Atom]| range.first().zip(range.last()).map_or(0.0, |(a, b)| b.x1 - a.x0);
        advance(&atoms[..at]) <= width(0, column) && advance(&atoms[at..]) <= width(column, self.columns - column)
    }

    /// What speaks for the start of a further row of a title at a word.
    fn further(&self, row: usize, at: usize) -> f32 {
        let atom = &self.rows[row][at];
        let text = self.sides(row, at)[1].of(self.page);
        let own = match () {
            () if self.fit.is_byline(text) => BYLINE,
            () if text.starts_with(char::is_uppercase) => CAPITAL,
            () => 0.0,
        };
        own - atom.tie
    }

    /// The best word at which the titles of a first row are parted.
    fn start(&self, row: usize) -> Option<(f32, usize)> {
        let atoms = &self.rows[row];
        let may = |at: &usize| {
            // Where each word has a capital, none tells a start.
            let words = self.sides(row, *at)[0].of(self.page).split_whitespace();
            let small = words.filter(|w| w.len() > 1).any(|w| w.starts_with(char::is_lowercase));
            small && self.fit.starts(atoms[*at].span.of(self.page)) && self.may_be_titles(row, *at)
        };
        let all = (1..atoms.len()).filter(may);
        all.map(|at| (STARTS - atoms[at].tie, at)).max_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// The same of a row below it, which may be one of either title alone.
    fn next(&self, row: usize, ends: [Option<Span>; 2]) -> usize {
        let atoms = &self.rows[row];
        let tie = |end: Option<Span>, at: usize| end.zip(atoms.get(at)).map_or(0.0, |(end, atom)| self.fit.between(end, atom.span));
        let gain = |at: usize| match at {
            0 => tie(ends[1], 0),
            at if at == atoms.len() => tie(ends[0], 0),
            at => (tie(ends[0], 0) + tie(ends[1], at)) / 2.0 + self.further(row, at),
        };
        (0..=atoms.len()).max_by(|&a, &b| gain(a).total_cmp(&gain(b))).unwrap_or(0)
    }

    /// The two lines of a row.
    fn lines(&self, &Parted { row, at }: &Parted, column: usize) -> Vec<Line> {
        let atoms = &self.rows[row];
        let of = |range: Range<usize>, columns: Range<usize>| {
            let (first, last) = (atoms.get(range.start)?, atoms.get(range.end.checked_sub(1)?)?);
            let span = Span::new(first.span.start, last.span.end);
            (range.start < range.end).then(|| Line::over(span, row, columns, self.page, self.fit))
        };
        [of(0..at, 0..column), of(at..atoms.len(), column..self.columns)].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::Lang;
    use crate::rows::blocks;

    const RIVER: &str = "MILLBROOK — The river rose in the night and took the old wooden footbridge before anyone could close the road \
        that leads to the mill. The fire brigade pulled two carts out of the water and a neighbour lent his boat to the men. By \
        noon the level had gone down again, and the council promised a new bridge for the spring, with railings this time, and a \
        light at each end of it, so that nobody need walk in the dark.";
    const CALF: &str = "SABLE — At the fair a calf was born in the tent of the farmers, and the children gave it a name which nobody in \
        the village will ever forget. The vet came late, since his wagon had lost a wheel near the station, and found everything in \
        order. The owner says that he will keep the animal and let it grow old, and that the tent shall stand where it stands until \
        the snow comes down from the hills in November.";

    /// The lines of a text in some columns side by side, of one height.
    fn columns(text: &str, measure: usize, count: usize) -> Vec<Vec<String>> {
        let mut lines = vec![String::new()];
        for word in text.split_whitespace() {
            if lines.last().is_some_and(|last| last.len() + word.len() >= measure) {
                lines.push(String::new());
            }
            let last = lines.last_mut().unwrap();
            last.push_str(if last.is_empty() { "" } else { " " });
            last.push_str(word);
        }
        let height = lines.len().div_ceil(count);
        lines.chunks(height).map(<[String]>::to_vec).collect()
    }

    /// The rows of two articles in two columns each.
    fn rows(articles: [&str; 2]) -> String {
        let all: Vec<Vec<String>> = articles.iter().flat_map(|text| columns(text, 25, 2)).collect();
        let row = |n: usize| all.iter().filter_map(|column| column.get(n).cloned()).collect::<Vec<_>>().join(" ") + "\n";
        (0..all[0].len()).map(row).collect()
    }

    fn texts(page: &str) -> Vec<String> {
        let found = blocks(page, &[], Lang::En).expect("columns");
        found.iter().map(|b| b.text(page).into_owned()).collect()
    }

    #[test]
    fn titles_side_by_side_are_parted() {
        let title = "Ferry terminal plan clears its last hurdle Harbor pilots end their walkout";
        let page = format!("{}{title}\n{}", rows([CALF, RIVER]), rows([RIVER, CALF]));
        let found = texts(&page);
        let at = |text: &str| found.iter().rposition(|t| t.starts_with(text)).unwrap_or_else(|| panic!("{text}: {found:#?}"));
        let order = [at("Ferry terminal"), at("MILLBROOK"), at("Harbor pilots"), at("SABLE")];
        assert!(order.is_sorted(), "{found:#?}");
    }
}
