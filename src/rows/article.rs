//! What speaks for one article in a part of a page: its heads stand above its columns, each column goes on at the top of the next one.

use crate::lexicon::Map;
use crate::packed;
use crate::rows::fit::Fit;
use crate::rows::line::{Kind, Line};
use std::ops::Range;

/// What a line says for being text: one that just fills its column, one that ends a sentence, another that is full enough or is not, a
/// head, one over several columns.
const SOLID: f32 = 1.0;
const CLOSED: f32 = 0.5;
const FULL: f32 = 0.0;
const SHORT: f32 = -0.5;
const HEAD: f32 = -1.0;
const OVER: f32 = -1.5;
/// The same of a head that ends a sentence, and of one right below text that has no end.
const CLOSED_HEAD: f32 = 0.6;
const HANGING: f32 = 0.6;
const MOST_HANGING: f32 = 0.7;
/// Cost of a head inside a column.
pub(super) const INSIDE: f32 = -0.4;
/// Rows by which a line follows the one above it, and what it gains; the cost where it does not.
const NEXT: usize = 2;
const DOWN: f32 = 0.5;
const APART: f32 = 0.3;
/// What may be said by how well text goes on, down a column and at the top of the next one.
const FLOW: (f32, f32) = (-1.0, 1.5);
const TURN: (f32, f32) = (-1.0, 2.0);
/// What the foot of a column without an end gains with any text behind it, and with a small letter; the most behind an end; the cost of
/// an opening there.
const OPEN_TURN: f32 = 0.2;
const SMALL_TURN: f32 = 0.3;
const CLOSED_TURN: f32 = 0.2;
const OPENING_TURN: f32 = 0.5;
const OPENING_OPEN: f32 = 1.5;
/// Cost of an article, and of heads without text.
pub(super) const ARTICLE: f32 = 1.0;
const BARE: f32 = 1.0;
/// Cost of a column without text; of one that begins in another row than most, and of each row more.
const HOLLOW: f32 = 0.5;
const OFF_LEVEL: f32 = 0.5;
const EACH_OFF: f32 = 0.2;
const MOST_OFF: usize = 5;
/// What an opening gains at the start of the text; the cost of a small letter there, of no head and no opening, and of an opening further
/// on, below a head and below text.
const OPENING: f32 = 1.5;
const SMALL_START: f32 = 0.7;
const HEADLESS: f32 = 1.5;
const OPENING_BELOW_HEAD: f32 = 0.3;
const LATE_OPENING: f32 = 2.0;
/// The end of the text: that of a sentence, or none.
const CLOSED_END: f32 = 0.5;
const OPEN_END: f32 = 1.0;
/// Cost of each head beside another one, and of bylines in two columns. Shorter ones are specks.
const BESIDE: f32 = 0.7;
const BYLINES: f32 = 1.0;
const SOME: usize = 6;
/// Rows of heads above an article.
const MOST_HEADS: usize = 12;
/// Heads end before so much text.
const TEXT: f32 = 4.0;

/// Lines of a page, and what they say of articles.
pub(super) struct Article<'p> {
    pub(super) lines: &'p [Line],
    fit: &'p Fit<'p>,
    /// What each line says for being text.
    pub(super) value: Vec<f32>,
    /// The text above each line in its column, and how well it goes on.
    above: Vec<Option<(usize, f32)>>,
    /// Which lines of letters begin with a small one.
    small: Vec<bool>,
    /// How the foot of a column goes on at the top of another one, by the numbers of both.
    turns: Map<f32>,
    /// What the lines of a column gain below each other, by the first and the last of them and what the part says of their start.
    stacks: Map<f32>,
    room: Body,
}

/// The columns of a part below some of its lines, which are taken for heads. A page has thousands of parts, and most columns stay what they
/// were when the next row is taken for one of heads: what they gain is kept.
#[derive(Default)]
struct Body {
    /// Columns, of which a narrow part leaves some.
    columns: Vec<Column>,
    /// The first and the last text of each column of the part.
    feet: Vec<Option<(usize, usize)>>,
    /// Cost of columns that begin in another row than most of them, until that changes.
    off_level: Option<f32>,
}

#[derive(Default)]
struct Column {
    /// All lines, and how many of them are heads of the article.
    lines: Vec<usize>,
    heads: usize,
    /// What it gained last, with the line that led the text of the part, if it has that, and where heads stood above it or do not matter.
    known: Option<((Option<usize>, bool), f32)>,
    /// How well it went on last at the top of the column, with the lines there.
    turn: Option<((usize, usize), f32)>,
}

impl Column {
    fn body(&self) -> &[usize] {
        self.lines.get(self.heads..).unwrap_or_default()
    }
}

/// The lines that are taken for heads.
#[derive(Default)]
struct Top {
    /// What they say for being text, in their order.
    value: f32,
    /// Those beside another one in their row.
    beside: usize,
    /// The column of the first byline, and the bylines in others.
    byline: Option<usize>,
    others: usize,
}

impl Top {
    /// Takes a row more.
    fn take<'l>(&mut self, row: impl Iterator<Item = (&'l Line, f32)>) {
        let mut some = 0;
        for (line, value) in row {
            self.value += value;
            some += usize::from(line.cells >= SOME);
            if line.byline {
                self.others += usize::from(*self.byline.get_or_insert(line.column) != line.column);
            }
        }
        self.beside += usize::max(some, 1) - 1;
    }

    /// Cost of heads side by side: those of one article stand below each other.
    fn cost(&self) -> f32 {
        self.beside as f32 * BESIDE + self.others.min(2) as f32 * BYLINES
    }
}

/// An article: its lines in order, those of its heads first.
pub(super) struct Found {
    pub(super) order: Vec<usize>,
    pub(super) heads: usize,
}

impl<'p> Article<'p> {
    pub(super) fn new(lines: &'p [Line], page: &'p str, fit: &'p Fit<'p>) -> Self {
        let mut out = Self {
            lines,
            fit,
            value: lines.iter().map(value).collect(),
            above: Vec::new(),
            small: Vec::new(),
            turns: Map::default(),
            stacks: Map::default(),
            room: Body::default(),
        };
        out.above = out.above();
        out.small = lines.iter().map(|line| is_small(line.span.of(page))).collect();
        out.hang();
        out
    }

    fn columns(&self) -> usize {
        self.lines.iter().map(Line::end).max().unwrap_or(0)
    }

    fn flow(&self, a: &Line, b: &Line, (least, most): (f32, f32)) -> f32 {
        self.fit.between(a.span, b.span).clamp(least, most)
    }

    fn above(&self) -> Vec<Option<(usize, f32)>> {
        let mut last: Vec<Option<(usize, bool)>> = vec![None; self.columns()];
        let mut out = vec![None; self.lines.len()];
        let mut row = 0;
        for (n, line) in self.lines.iter().enumerate() {
            // A row of nothing but heads parts all columns.
            if n == 0 || line.row > row {
                row = line.row;
                let text = self.lines[n..].iter().take_while(|l| l.row == row).any(|l| l.kind == Kind::Text);
                last.iter_mut().flatten().for_each(|(_, apart)| *apart |= !text);
            }
            if line.kind != Kind::Text {
                last[line.column..line.end()].iter_mut().flatten().for_each(|(_, apart)| *apart = true);
                continue;
            }
            out[n] = last[line.column].map(|(before, apart)| {
                let over = &self.lines[before];
                let near = !apart && over.row + NEXT >= line.row;
                let gain = match (near, over.closed) {
                    (true, _) => DOWN + self.flow(over, line, FLOW),
                    (false, true) => 0.0,
                    (false, false) => self.flow(over, line, FLOW) - APART,
                };
                (before, gain)
            });
            last[line.column] = Some((n, false));
        }
        out
    }

    /// Notes which heads may be text: those that end a sentence, or go on from the line right above them.
    fn hang(&mut self) {
        let mut last: Vec<Option<&Line>> = vec![None; self.columns()];
        for (n, line) in self.lines.iter().enumerate() {
            if line.kind == Kind::Head && !line.byline && !line.opening {
                let over = last[line.column].filter(|over| over.row + 1 >= line.row && !over.closed && over.kind == Kind::Text);
                let hanging = over.map_or(0.0, |over| (HANGING + self.flow(over, line, (-MOST_HANGING, MOST_HANGING))).max(0.0));
                self.value[n] += hanging + if line.closed { CLOSED_HEAD } else { 0.0 };
            }
            last[line.column..line.end()].fill(Some(line));
        }
    }

    /// The lines of a part as one article, its heads as many as speak for it most.
    pub(super) fn best(&mut self, lines: &[usize], columns: Range<usize>) -> Found {
        let (_, heads) = self.gain(lines, &columns);
        let (top, body) = lines.split_at(heads);
        let mut order = top.to_vec();
        if self.has_text(body) {
            for column in columns {
                order.extend(body.iter().filter(|&&n| self.lines[n].column == column));
            }
        } else {
            order.extend(body);
        }
        Found { order, heads }
    }

    /// What speaks for them at most, and how many of them are its heads then.
    pub(super) fn gain(&mut self, lines: &[usize], columns: &Range<usize>) -> (f32, usize) {
        let mut body = std::mem::take(&mut self.room);
        self.fill(&mut body, lines, columns);
        let mut top = Top::default();
        let mut best = (self.under(&top, &mut body, lines, 0), 0);
        let (mut heads, mut rows, mut text) = (0, 0, 0.0);
        for row in lines.chunk_by(|&a, &b| self.lines[a].row == self.lines[b].row) {
            heads += row.len();
            rows += 1;
            text += row.iter().map(|&n| self.value[n]).sum::<f32>();
            if text > TEXT || rows > MOST_HEADS {
                break;
            }
            top.take(row.iter().map(|&n| (&self.lines[n], self.value[n])));
            self.behead(&mut body, row, columns);
            let gain = self.under(&top, &mut body, lines, heads);
            if gain > best.0 {
                best = (gain, heads);
            }
        }
        self.room = body;
        best
    }

    fn is_text(&self, n: usize) -> bool {
        self.lines[n].kind == Kind::Text
    }

    fn has_text(&self, lines: &[usize]) -> bool {
        lines.iter().any(|&n| self.is_text(n))
    }

    /// Sorts the lines of a part by columns.
    fn fill(&self, body: &mut Body, lines: &[usize], columns: &Range<usize>) {
        body.columns.resize_with(body.columns.len().max(columns.len()), Column::default);
        for column in body.columns.iter_mut().take(columns.len()) {
            column.lines.clear();
            (column.heads, column.known) = (0, None);
        }
        lines.iter().for_each(|&n| body.columns[self.lines[n].column - columns.start].lines.push(n));
        body.feet.clear();
        body.feet.extend(body.columns.iter().take(columns.len()).map(|column| self.feet(column.body())));
        body.off_level = None;
    }

    /// Takes a row away from the columns.
    fn behead(&self, body: &mut Body, row: &[usize], columns: &Range<usize>) {
        for &n in row {
            let place = self.lines[n].column - columns.start;
            let column = &mut body.columns[place];
            column.heads += 1;
            column.known = None;
            if self.is_text(n) {
                body.feet[place] = self.feet(column.body());
                body.off_level = None;
            }
        }
    }

    /// The first and the last text of some lines.
    fn feet(&self, lines: &[usize]) -> Option<(usize, usize)> {
        let is_text = |n: &&usize| self.is_text(**n);
        Some((*lines.iter().find(is_text)?, *lines.iter().rev().find(is_text)?))
    }

    /// What speaks for the article below so many lines of heads.
    fn under(&mut self, top: &Top, body: &mut Body, lines: &[usize], heads: usize) -> f32 {
        let gain = -top.value - top.cost();
        match self.body(body, heads > 0) {
            Some(own) => gain + (own - ARTICLE),
            None => gain + (lines[heads..].iter().map(|&n| self.value[n]).sum::<f32>() - BARE),
        }
    }

    /// Columns side by side, the text of each going on in the next one; nothing where there is no text.
    fn body(&mut self, body: &mut Body, headed: bool) -> Option<f32> {
        let Body { columns, feet, off_level } = body;
        let mut text = feet.iter().flatten();
        let &first = text.next()?;
        let (lead, last) = (first.0, text.next_back().unwrap_or(&first).1);
        let mut gain = self.start(lead, headed) + self.end(last) - *off_level.get_or_insert_with(|| self.off_level(feet));
        let mut before = None;
        for (column, foot) in columns.iter_mut().zip(&*feet) {
            let Some((top, foot)) = *foot else { continue };
            gain += before.map_or(0.0, |before| self.turned(column, before, top));
            before = Some(foot);
        }
        for (column, foot) in columns.iter_mut().zip(&*feet) {
            gain += match foot {
                Some(foot) => self.known(column, Some(lead).filter(|&lead| lead == foot.0), headed),
                None => column.body().iter().map(|&n| self.value[n]).sum::<f32>() - HOLLOW,
            };
        }
        Some(gain)
    }

    /// How well the foot of a column goes on at the top of another one, found out where it is not known.
    fn turned(&mut self, column: &mut Column, last: usize, first: usize) -> f32 {
        match column.turn {
            Some((lines, gain)) if lines == (last, first) => gain,
            _ => {
                let gain = self.turn(last, first);
                column.turn = Some(((last, first), gain));
                gain
            }
        }
    }

    /// What the lines of a column gain below each other, found out where it is not known.
    fn known(&mut self, column: &mut Column, lead: Option<usize>, headed: bool) -> f32 {
        let (Some(&first), Some(&last)) = (column.body().first(), column.body().last()) else { return 0.0 };
        // Whether heads stand above says something of an opening alone.
        let headed = headed || !self.lines[first].opening;
        match column.known {
            Some((with, gain)) if with == (lead, headed) => gain,
            _ => {
                let key = packed::hash_of([first, last, lead.map_or(0, |lead| lead + 1), usize::from(headed)]);
                let known = self.stacks.get(&key).copied();
                let gain = known.unwrap_or_else(|| {
                    let gain = self.column(column.body(), lead, headed);
                    self.stacks.insert(key, gain);
                    gain
                });
                column.known = Some(((lead, headed), gain));
                gain
            }
        }
    }

    /// What the first line of the text says.
    pub(super) fn start(&self, lead: usize, headed: bool) -> f32 {
        let opening = self.lines[lead].opening;
        let start = match opening {
            true => OPENING,
            false if self.small[lead] => -SMALL_START,
            false => 0.0,
        };
        start - if headed || opening { 0.0 } else { HEADLESS }
    }

    /// What the last line of it says.
    pub(super) fn end(&self, last: usize) -> f32 {
        if self.lines[last].closed { CLOSED_END } else { -OPEN_END }
    }

    /// What a line says of the text above it in its column, of which a part has the lines from a first one on.
    pub(super) fn below(&self, n: usize, first: usize) -> f32 {
        self.above[n].filter(|&(over, _)| over >= first).map_or(0.0, |above| above.1)
    }

    /// Cost of an opening that does not open an article.
    pub(super) fn late(below_head: bool) -> f32 {
        if below_head { OPENING_BELOW_HEAD } else { LATE_OPENING }
    }

    /// Cost of columns that begin in another row than most of them.
    fn off_level(&self, feet: &[Option<(usize, usize)>]) -> f32 {
        let row = |n: usize| self.lines[n].row;
        let text = feet.iter().flatten();
        let alike = |at: usize| text.clone().filter(|(first, _)| row(*first) == at).count();
        let level = text.clone().map(|t| row(t.0)).max_by_key(|&at| (alike(at), std::cmp::Reverse(at))).unwrap_or(0);
        let cost = |off: usize| if off == 0 { 0.0 } else { OFF_LEVEL + (off.min(MOST_OFF) - 1) as f32 * EACH_OFF };
        text.map(|t| cost(row(t.0).abs_diff(level))).sum()
    }

    /// The lines of a column below each other.
    fn column(&self, column: &[usize], lead: Option<usize>, headed: bool) -> f32 {
        let mut gain = 0.0;
        let mut before: Option<&Line> = None;
        for (k, &n) in column.iter().enumerate() {
            let line = &self.lines[n];
            if line.kind == Kind::Head {
                let own = line.columns == 1 && k + 1 < column.len() && before.is_none_or(|b| b.closed || b.kind == Kind::Head);
                gain += if own { self.value[n].max(INSIDE) } else { self.value[n] };
            } else {
                gain += self.value[n];
                gain += self.below(n, column[0]);
                let below_head = before.map_or(!headed, |b| b.kind == Kind::Head);
                gain -= if line.opening && Some(n) != lead { Self::late(below_head) } else { 0.0 };
            }
            before = Some(line);
        }
        gain
    }

    /// How well the foot of a column goes on at the top of the next one.
    pub(super) fn turn(&mut self, last: usize, first: usize) -> f32 {
        let key = packed::hash_of([last, first]);
        if let Some(known) = self.turns.get(&key) {
            return *known;
        }
        let (a, b) = (&self.lines[last], &self.lines[first]);
        let gain = match (a.closed, b.opening) {
            (true, true) => -OPENING_TURN,
            (true, false) => self.flow(a, b, TURN).min(CLOSED_TURN),
            (false, true) => -OPENING_OPEN,
            (false, false) => self.flow(a, b, TURN) + if self.small[first] { SMALL_TURN } else { OPEN_TURN },
        };
        self.turns.insert(key, gain);
        gain
    }
}

/// Whether a line of letters begins with a small one.
fn is_small(line: &str) -> bool {
    line.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// What a line says for being text.
fn value(l: &Line) -> f32 {
    match l.kind {
        _ if l.solid => SOLID,
        Kind::Text if l.closed => CLOSED,
        Kind::Text if l.full => FULL,
        Kind::Text => SHORT,
        _ if l.columns > 1 => OVER,
        _ => HEAD,
    }
}
