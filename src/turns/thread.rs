//! Which line goes on in which, found by going through the lines in the order of the file with the best few ways so far.
//!
//! Columns side by side take turns: the line behind the one that was read last stands in the column whose last line was read longest ago.
//! So the open columns of a way stand in a queue. The next line is that of the first one, which goes to the end; or the first ones
//! are at their end, or left out for once; or the line begins a column.

use crate::rows::{self, Fit};
use crate::span::Span;
use crate::text;
use crate::turns::chance::{self, Above, Chances, IDEOGRAPHS, LETTERS, Length};
use smallvec::SmallVec;
use std::cell::RefCell;
use std::collections::HashSet;

/// Ways that are followed at a time; with 600 of them not more lines are put rightly.
const BEAM: usize = 60;
/// The same where one column stands behind the other.
const FEW: usize = 8;
/// Columns that are open at a time.
const MOST_COLUMNS: usize = 10;
/// Columns that a line may leave out though they go on, and lines behind a line in which its column goes on.
const MOST_LEFT_OUT: usize = 3;
const FARTHEST: usize = 16;
/// Lines that show at a glance that each goes on in the next one.
const AT_A_GLANCE: usize = 7;
/// Bits that far lines must gain over near ones for columns to be looked for.
const FIRST_LOOK: f32 = 10.0;
/// Cells of two ideographs, and lines that begin with so much white.
const INDENT: usize = 4;
const LEAST_INDENTS: usize = 3;

/// The lines of a page.
pub(super) struct Lines<'l> {
    page: &'l str,
    spans: &'l [Span],
    fit: &'l Fit<'l>,
    chances: &'static Chances,
    cells: Vec<usize>,
    ended: Vec<bool>,
    /// Paragraphs begin with an indent.
    indents: bool,
    /// Length against the page's measure, whether marks stand inside, whether it ends a sentence.
    kinds: Vec<[usize; 3]>,
    /// What [`Lines::flow`] found for each line and those behind it.
    flows: RefCell<Vec<f32>>,
}

/// A way to thread lines up: what it costs in bits, and the line above each one in its column.
#[derive(Clone, Debug)]
pub(super) struct Threads {
    pub(super) cost: f32,
    pub(super) above: Vec<Option<usize>>,
}

/// An open column.
#[derive(Clone, Copy, Debug)]
struct Tail {
    line: usize,
    lines: usize,
    measure: usize,
}

type Queue = SmallVec<[Tail; MOST_COLUMNS]>;

/// A way so far: its open columns, the next one to be read first, and whether its last two lines began one.
#[derive(Clone, Debug)]
struct Way {
    cost: f32,
    queue: Queue,
    begun: [bool; 2],
    step: Option<usize>,
}

/// A line of a way: the step before it, and the line above it.
#[derive(Clone, Copy, Debug)]
struct Step {
    before: Option<usize>,
    above: Option<usize>,
}

/// What a way may do with a line: it belongs to this column of the queue, or begins one. Of the columns before it those of `kept` go on
/// later, a bit for each, and the others are at their end.
#[derive(Clone, Copy, Debug)]
struct Move {
    cost: f32,
    way: usize,
    column: Option<usize>,
    kept: u8,
}

impl Way {
    /// The columns that are open after a move, but for that of its line.
    fn others(&self, step: Move) -> impl Iterator<Item = Tail> + '_ {
        let (before, behind) = self.queue.split_at(step.column.unwrap_or(0));
        let kept = before.iter().enumerate().filter(move |(at, _)| step.kept >> at & 1 == 1).map(|(_, tail)| *tail);
        kept.chain(behind.iter().skip(usize::from(step.column.is_some())).copied())
    }
}

impl<'l> Lines<'l> {
    pub(super) fn new(page: &'l str, spans: &'l [Span], fit: &'l Fit<'l>) -> Self {
        let cells: Vec<usize> = spans.iter().map(|s| text::cells(s.of(page))).collect();
        let ended: Vec<bool> = spans.iter().map(|s| text::ends_closed(s.of(page))).collect();
        let chances = if fit.lang().is_ea() { &IDEOGRAPHS } else { &LETTERS };
        let measure = rows::usual_measure(cells.iter().copied());
        let kind = |(n, span): (usize, &Span)| {
            [Length::of(cells[n], measure) as usize, usize::from(has_marks(span.of(page))), usize::from(ended[n])]
        };
        let kinds = spans.iter().enumerate().map(kind).collect();
        let flows = RefCell::new(vec![f32::NAN; spans.len() * FARTHEST]);
        Self { page, spans, fit, chances, indents: has_indents(&cells, &ended, measure), cells, ended, kinds, flows }
    }

    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether lines go on better in one of the lines behind the next one than in that, over some stretch.
    pub(super) fn may_take_turns(&self) -> bool {
        let near: Vec<f32> = (1..self.len()).map(|n| self.flow(n - 1, n)).collect();
        if near.windows(AT_A_GLANCE).all(|near| near.iter().sum::<f32>() > 0.0) {
            return false;
        }
        // The best stretch: columns end one after the other, and then fewer of them take turns.
        let gain = |lag: usize| {
            let more = near.iter().enumerate().take(self.len() - lag).map(|(n, near)| self.flow(n, n + lag) - near);
            more.fold((0.0_f32, 0.0_f32), |(best, run), more| (best.max(run + more), (run + more).max(0.0))).0
        };
        (2..=MOST_COLUMNS.min(self.len() - 1)).any(|lag| gain(lag) > FIRST_LOOK)
    }

    /// What the lines cost where each goes on in the next one, or that begins another column.
    pub(super) fn one_after_the_other(&self) -> f32 {
        let mut ways: Vec<(f32, Option<Tail>, [bool; 2])> = vec![(0.0, None, [true; 2])];
        for n in 0..self.len() {
            let mut next = Vec::with_capacity(2 * FEW);
            for (cost, tail, begun) in &ways {
                let ((for_it, against), (begins, goes)) = (chance::begins(*begun), self.begins(n));
                let end = tail.as_ref().map_or(0.0, |tail| self.at_end(tail));
                next.push((cost + end + for_it - begins, Some(self.first(n)), [true, begun[0]]));
                if let Some(tail) = tail {
                    let (on, tail) = self.goes_on(tail, n);
                    next.push((cost + against - goes + on, Some(tail), [false, begun[0]]));
                }
            }
            next.sort_by(|a, b| a.0.total_cmp(&b.0));
            next.truncate(FEW);
            ways = next;
        }
        ways.iter().map(|(cost, tail, _)| cost + tail.as_ref().map_or(0.0, |tail| self.at_end(tail))).fold(f32::INFINITY, f32::min)
    }

    pub(super) fn cells(&self, n: usize) -> usize {
        self.cells[n]
    }

    /// What says whether a line begins a column: places in a table.
    pub(super) fn kind(&self, n: usize) -> [usize; 3] {
        self.kinds[n]
    }

    /// Which value the text of a line has as what goes on in another one.
    pub(super) fn flow_place(&self, a: usize, b: usize) -> usize {
        self.chances.flow_place(self.fit(a, b), self.ended[a])
    }

    /// A column that goes on with a line, or begins with it.
    pub(super) fn below(&self, column: Option<&Above>, n: usize) -> Above {
        let (lines, measure) = column.map_or((0, 0), |c| (c.lines, c.measure));
        Above { lines: lines + 1, last: self.cells[n], measure: measure.max(self.cells[n]), ended: self.ended[n] }
    }

    /// The best way.
    pub(super) fn best(&self) -> Threads {
        let mut steps: Vec<Step> = Vec::with_capacity(self.len() * BEAM);
        let mut ways = vec![Way { cost: 0.0, queue: Queue::new(), begun: [true; 2], step: None }];
        let mut moves = Vec::new();
        for n in 0..self.len() {
            moves.clear();
            ways.iter().enumerate().for_each(|(at, way)| self.moves(at, way, n, &mut moves));
            moves.sort_by(|a: &Move, b| a.cost.total_cmp(&b.cost));
            let mut seen = HashSet::new();
            let mut next = Vec::with_capacity(BEAM);
            for step in &moves {
                let way = &ways[step.way];
                let key: SmallVec<[usize; MOST_COLUMNS + 1]> =
                    way.others(*step).map(|tail| tail.line).chain([usize::from(way.begun[0])]).collect();
                if seen.insert(key) {
                    next.push(self.made(way, *step, n, &mut steps));
                }
                if next.len() == BEAM {
                    break;
                }
            }
            ways = next;
        }
        self.back(&ways, &steps)
    }

    /// The best of the last ways, from its end to its start.
    fn back(&self, ways: &[Way], steps: &[Step]) -> Threads {
        let total = |way: &Way| way.cost + way.queue.iter().map(|tail| self.at_end(tail)).sum::<f32>();
        let best = ways.iter().min_by(|a, b| total(a).total_cmp(&total(b)));
        let mut above = Vec::with_capacity(self.len());
        let mut at = best.and_then(|way| way.step);
        while let Some(step) = at.and_then(|at| steps.get(at)) {
            above.push(step.above);
            at = step.before;
        }
        above.reverse();
        Threads { cost: best.map_or(f32::INFINITY, total), above }
    }

    /// All that a way may do with a line.
    fn moves(&self, at: usize, way: &Way, n: usize, out: &mut Vec<Move>) {
        let (for_it, against) = chance::begins(way.begun);
        if way.queue.len() < MOST_COLUMNS {
            out.push(Move { cost: way.cost + for_it - self.begins(n).0, way: at, column: None, kept: 0 });
        }
        let mut ended = way.cost + against - self.begins(n).1;
        let stays = ended;
        for (place, tail) in way.queue.iter().enumerate() {
            let on = self.goes_on(tail, n).0;
            out.push(Move { cost: ended + on, way: at, column: Some(place), kept: 0 });
            if (1..=MOST_LEFT_OUT).contains(&place) {
                for kept in 1..1_u8 << place {
                    let gone = way.queue[..place].iter().enumerate().filter(|(at, _)| kept >> at & 1 == 0);
                    let cost = gone.map(|(_, tail)| self.at_end(tail)).sum::<f32>() + chance::left_out(kept.count_ones() as usize);
                    out.push(Move { cost: stays + on + cost, way: at, column: Some(place), kept });
                }
            }
            ended += self.at_end(tail);
        }
    }

    /// The way after a move.
    fn made(&self, way: &Way, step: Move, n: usize, steps: &mut Vec<Step>) -> Way {
        let tail = step.column.and_then(|place| way.queue.get(place));
        let mut queue: Queue = way.others(step).collect();
        queue.push(tail.map_or_else(|| self.first(n), |tail| self.goes_on(tail, n).1));
        steps.push(Step { before: way.step, above: tail.map(|tail| tail.line) });
        Way { cost: step.cost, queue, begun: [tail.is_none(), way.begun[0]], step: Some(steps.len() - 1) }
    }

    /// Bits that speak for a line beginning a column, and against it.
    fn begins(&self, n: usize) -> (f32, f32) {
        self.chances.begins(self.kinds[n])
    }

    fn first(&self, n: usize) -> Tail {
        Tail { line: n, lines: 1, measure: self.cells[n] }
    }

    fn above(&self, tail: &Tail) -> Above {
        Above { lines: tail.lines, last: self.cells[tail.line], measure: tail.measure, ended: self.ended[tail.line] }
    }

    /// What it costs that a column goes on with a line, and the column then.
    fn goes_on(&self, tail: &Tail, n: usize) -> (f32, Tail) {
        let above = self.above(tail);
        let flow = if n - tail.line > FARTHEST { FAR } else { self.flow(tail.line, n) };
        let says = flow + self.chances.length(above, self.cells[n], self.indents);
        (above.goes_on() - says, Tail { line: n, lines: tail.lines + 1, measure: tail.measure.max(self.cells[n]) })
    }

    fn at_end(&self, tail: &Tail) -> f32 {
        self.above(tail).ends()
    }

    /// Bits that speak for the text of a line going on in another one, [`FARTHEST`] behind it at most.
    pub(super) fn flow(&self, a: usize, b: usize) -> f32 {
        let place = a * FARTHEST + b - a - 1;
        if let Some(known) = self.flows.borrow().get(place).filter(|flow| !flow.is_nan()) {
            return *known;
        }
        let flow = self.chances.flow(self.fit(a, b), self.ended[a]);
        self.flows.borrow_mut()[place] = flow;
        flow
    }

    fn fit(&self, a: usize, b: usize) -> f32 {
        self.fit.of(self.spans[a].of(self.page), self.spans[b].of(self.page))
    }
}

/// Bits of a column that goes on where no column is looked for.
const FAR: f32 = -6.0;

/// Whether lines that go on lack the cells of an indent, more often than they lack those of one ideograph that did not fit.
fn has_indents(cells: &[usize], ended: &[bool], measure: usize) -> bool {
    let lacking = |lack: usize| cells.iter().zip(ended).filter(|&(&cells, &ended)| !ended && cells + lack == measure).count();
    lacking(INDENT) >= LEAST_INDENTS && lacking(INDENT) > lacking(INDENT / 2) + lacking(INDENT - 1) + lacking(INDENT + 1)
}

/// Whether marks part what stands in a line.
fn has_marks(line: &str) -> bool {
    let mut inner = line.chars();
    inner.next();
    inner.next_back();
    inner.any(|c| matches!(c, '，' | '。' | '、' | '；' | '：' | ',' | '.' | ';' | ':'))
}
