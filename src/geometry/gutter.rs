//! Gutters by the lines that end and begin at them.
//!
//! White alone does not make a gutter: justified lines of a narrow column have wide spaces, and boxes of a bad scan reach
//! over the white between columns. What stands along a gutter are the ends of lines on its left and the starts of
//! lines on its right, at one x each. So each line of an area speaks for an x or against it, and a gutter reaches as far up
//! and down as those that speak for it outweigh the others.

use crate::geometry::LARGER;
use crate::geometry::cut::Page;
use crate::geometry::measure::{median, percentile};
use std::rc::Rc;

/// Bins of the histogram of starts, in em; candidates that are looked into, and words that begin at one.
const BIN: f32 = 0.25;
const MOST_PEAKS: usize = 10;
const LEAST_STARTS: usize = 2;
/// Ends of lines at one x, or starts, differ by less than this, in em.
pub(super) const EDGE: f32 = 0.4;
/// The ends of a column's lines are this near before the starts of the next one's, in em, and these behind the rule between them.
const REACH: f32 = 4.0;
const BEHIND: f32 = 2.0;
/// A word stands in a gutter where it reaches this far over both sides, in em.
const INSIDE: f32 = 0.25;
/// Boxes jump by less than this, in em.
const JUMP: f32 = 2.0;
/// White between ideographs of two columns is this much wider than their step, in em; where it is this much less than the
/// step in the mean of all lines, there is no gutter, whatever their boxes leave free.
const EXTRA: f32 = 0.5;
const NO_EXTRA: f32 = -0.3;
/// White between words of two columns against the space of the line; in a line of few words, in em.
const WIDER: f32 = 1.6;
const WIDE_SPACE: f32 = 1.5;
const FEW_WORDS: usize = 3;
/// Lines that must end at a gutter and that must begin at it; where the engine took lines of two columns for one, such lines.
const LEAST_EDGES: usize = 3;
const LEAST_MERGED: usize = 14;
/// The narrowest column, in em.
const NARROWEST: f32 = 5.0;
/// A line fills two columns if it begins and ends this near to their edges, in em.
pub(super) const FILLED: f32 = 0.5;
/// Lines beside each other have so much white between them, and are not further apart than this from one to the next, in em.
const BESIDE: f32 = 0.3;
const LEVEL: f32 = 3.0;
const MOST_LEVEL: usize = 64;

/// What a line says of a gutter, as the logarithm of how much likelier it is with one than without: it ends or begins there,
/// does both, goes on with nothing at either edge, with one of them, or has a word across.
const EDGE_ALONE: f32 = 0.4;
pub(super) const BOTH_EDGES: f32 = 1.5;
const NO_EDGE: f32 = -2.0;
const ONE_EDGE: f32 = -0.5;
const CROSSED: f32 = -1.5;
/// The same of ideographs: they stand in a grid, so that edges say little and white much; words are engines' guesses.
const WIDE_EDGE: f32 = 0.3;
const WIDE_WHITE: f32 = 2.5;
const WIDE_CROSSED: f32 = -0.4;
/// Ideographs whose boxes jump say less of where there is no white.
const UNEVEN: f32 = 2.0;
const LEAST_EVEN: f32 = 0.2;
/// What speaks against a gutter counts more in large print (by the square of its size) and in lines that do not fill both columns,
/// which a head does and two lines that were taken for one do not.
const LARGE: f32 = 2.0;
const UNFILLED: f32 = 1.6;
const AS_ONE: f32 = 0.4;
/// What lines say together for a gutter, and together against it above or below it, as far as each is this clear.
const ENOUGH: f32 = 3.5;
/// Share of what speaks for the clearest gutter of a page that speaks for each of its habits. On pages of six makes real ones had 0.5 and
/// more, rivers of white 0.1 to 0.27.
const HABITUAL: f32 = 0.3;
const CONFLICT: f32 = -2.0;
const CLEAR: f32 = -0.75;

/// A word of a line: its letters' edges, and what tells the step to the next one.
struct Word {
    start: f32,
    end: f32,
    center: f32,
    units: f32,
    /// Width of the marks before it that are words of their own.
    skipped: f32,
}

/// The words of one of the engine's lines as far as they stand in an area.
pub(super) struct Line {
    y: f32,
    pub(super) size: f32,
    pub(super) wide: bool,
    words: Vec<Word>,
    /// How many they are with the marks.
    cells: usize,
    /// From where to where they reach, with the middles of their boxes.
    reach: (f32, f32),
    /// White between its words.
    usual: f32,
    /// By how much its ideographs' steps differ from their size, in that, usually.
    uneven: f32,
}

/// What lines say of a gutter.
#[derive(Clone, Copy, Debug)]
struct Gutter {
    x: f32,
    width: f32,
    weight: f32,
    /// Where it begins, below what runs across it, or ends above such; whether it is the former.
    across: Option<(f32, bool)>,
}

/// Where an area is to be parted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Parted {
    /// Middle and width of a gutter.
    Upright(f32, f32),
    Across(f32),
}

/// The lines of an area.
pub(super) struct Lines {
    pub(super) lines: Vec<Rc<Line>>,
    /// Rules from top to bottom that stand inside it.
    rules: Vec<f32>,
    pub(super) em: f32,
    /// Size of most lines, no larger than text is.
    pub(super) usual: f32,
}

impl Lines {
    pub(super) fn of(page: &Page, cells: &[usize], em: f32) -> Self {
        let line = |line: &[usize]| match page.whole.get(page.cells[line[0]].line) {
            Some(Some(whole)) if whole.cells == line.len() => Rc::clone(whole),
            _ => Rc::new(Line::of(page, line)),
        };
        let mut lines: Vec<Rc<Line>> = page.lines_of(cells).map(line).collect();
        lines.retain(|line| !line.words.is_empty());
        lines.sort_by(|a, b| a.y.total_cmp(&b.y));
        let rules = page.rules_inside(cells, true);
        let usual = median(lines.iter().map(|line| line.size).collect()).min(page.em * LARGER).max(page.em);
        Self { lines, rules, em, usual }
    }

    /// The engine's lines, by number. One that is in several pieces is none.
    pub(super) fn whole(page: &Page, cells: &[usize]) -> Vec<Option<Rc<Line>>> {
        let mut pieces = vec![0_usize; page.lines.middle.len()];
        page.lines_of(cells).for_each(|line| pieces[page.cells[line[0]].line] += 1);
        let mut out = vec![None; pieces.len()];
        for line in page.lines_of(cells) {
            let number = page.cells[line[0]].line;
            out[number] = (pieces[number] == 1).then(|| Rc::new(Line::of(page, line)));
        }
        out
    }

    /// Where the lines say that the area is to be parted: below a head that runs over a gutter and beside which nothing stands, else
    /// at the best gutter.
    pub(super) fn parted(&self) -> Option<Parted> {
        let mut found: Vec<Gutter> = self.peaks().into_iter().filter_map(|start| self.gutter(start, LEAST_MERGED)).collect();
        found.extend(self.rules.iter().filter_map(|&x| self.gutter(self.start_behind(x)?, 1)));
        found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        let across = |g: &&Gutter| g.across.is_some_and(|(y, head)| self.is_stack(y, head));
        if let Some((y, _)) = found.iter().find(across).and_then(|g| g.across) {
            return Some(Parted::Across(y));
        }
        let upright = found.iter().find(|g| g.across.is_none()).map(|g| Parted::Upright(g.x, g.width));
        upright.or_else(|| {
            // Articles stand further apart than what stands inside them.
            let best = found.first().map_or(0.0, |g| g.weight);
            let across = found.iter().filter(|g| g.weight >= best * HABITUAL).filter_map(|g| g.across);
            let steps = across.map(|(y, _)| (self.step_over(y), y));
            steps.reduce(|a, b| if b.0 > a.0 { b } else { a }).map(|(_, y)| Parted::Across(y))
        })
    }

    /// From the line above a y to the line below it.
    fn step_over(&self, y: f32) -> f32 {
        let below = self.lines.partition_point(|line| line.y < y);
        match (below.checked_sub(1).and_then(|n| self.lines.get(n)), self.lines.get(below)) {
            (Some(above), Some(below)) => below.y - above.y,
            _ => 0.0,
        }
    }

    /// Where lines end and begin along gutters of the whole page.
    pub(super) fn habits(&self) -> Vec<(f32, f32)> {
        let found: Vec<Gutter> = self.peaks().into_iter().filter_map(|start| self.gutter(start, LEAST_MERGED)).collect();
        let best = found.iter().map(|g| g.weight).fold(0.0, f32::max);
        // Spaces that stand below each other in a few lines of one column are no habit.
        let gutters = found.into_iter().filter(|g| g.weight >= best * HABITUAL);
        let grid = self.page_grid().unwrap_or_default();
        let gutters = gutters.filter(|g| grid.iter().all(|(end, start)| (g.x - (end + start) / 2.0).abs() > self.em * NARROWEST));
        let mut out: Vec<(f32, f32)> = gutters.map(|g| (g.x - g.width / 2.0, g.x + g.width / 2.0)).chain(grid.iter().copied()).collect();
        out.sort_by(|a, b| a.0.total_cmp(&b.0));
        out.dedup_by(|b, a| b.0 < a.1 + self.em * NARROWEST);
        out
    }

    /// Whether no lines stand beside each other above a y, or below it.
    pub(super) fn is_stack(&self, y: f32, above: bool) -> bool {
        let end = self.lines.partition_point(|line| line.y < y);
        let (head, foot) = self.lines.split_at(end);
        let lines = if above { head } else { foot };
        let beside = |a: &Line, b: &Line| b.start() - a.end() > self.em * BESIDE || a.start() - b.end() > self.em * BESIDE;
        lines.iter().enumerate().all(|(n, a)| {
            let level = lines.get(n + 1..).unwrap_or_default().iter().take(MOST_LEVEL).take_while(|b| b.y - a.y < self.em * LEVEL);
            !level.into_iter().any(|b| beside(a, b))
        })
    }

    /// Whether most lines that stand on both sides of an x go on there as they do elsewhere.
    pub(super) fn go_on(&self, x: f32) -> bool {
        let both: Vec<(&Line, f32)> = self.lines.iter().filter_map(|line| Some((&**line, line.gap_at(x)?))).collect();
        if both.len() * 4 <= self.lines.len() {
            return false;
        }
        if both.iter().filter(|b| b.0.wide).count() * 2 > both.len() {
            let sum: f32 = both.iter().map(|(_, gap)| gap.clamp(-self.em, self.em)).sum();
            return sum < both.len() as f32 * self.em * NO_EXTRA;
        }
        let wide = both.iter().filter(|(line, gap)| *gap > line.usual_at(self.em)).count();
        wide * 2 < both.len()
    }

    /// Where most words begin behind white.
    fn peaks(&self) -> Vec<f32> {
        let left = self.lines.iter().flat_map(|l| l.words.first()).map(|w| w.start).fold(f32::MAX, f32::min);
        let right = self.lines.iter().flat_map(|l| l.words.last()).map(|w| w.end).fold(f32::MIN, f32::max);
        let step = self.em * BIN;
        let bins = (((right - left) / step).clamp(0.0, 1e4)) as usize + 3;
        let mut counts = vec![0_usize; bins];
        for line in &self.lines {
            for (n, word) in line.words.iter().enumerate() {
                let weight = if n == 0 { 2 } else { usize::from(!line.wide || line.extra(n) > EXTRA * self.em) };
                if let Some(count) = counts.get_mut(((word.start - left) / step).max(0.0) as usize + 1) {
                    *count += weight;
                }
            }
        }
        let mut sums: Vec<(usize, usize)> = counts.windows(3).map(|w| w.iter().sum()).enumerate().filter(|s| s.1 >= LEAST_STARTS).collect();
        sums.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut peaks: Vec<usize> = Vec::new();
        for (bin, _) in sums {
            if peaks.len() < MOST_PEAKS && peaks.iter().all(|p| p.abs_diff(bin) > 3) {
                peaks.push(bin);
            }
        }
        peaks.into_iter().map(|bin| left + (bin as f32 + 0.5) * step).collect()
    }

    /// Where lines begin behind a rule.
    fn start_behind(&self, x: f32) -> Option<f32> {
        let starts = self.lines.iter().filter_map(|line| line.words.iter().map(|w| w.start).find(|s| *s > x - self.em * INSIDE));
        mode(starts.filter(|s| *s < x + self.em * BEHIND).collect(), self.em * EDGE)
    }

    /// What stands at a gutter right of which lines begin at an x.
    fn gutter(&self, start: f32, least: usize) -> Option<Gutter> {
        let tolerance = self.em * EDGE;
        let end = mode(self.ends(start, start + self.em * INSIDE).collect(), tolerance)?.min(start);
        let x = (start + end) / 2.0;
        let sides: Vec<Side> = self.lines.iter().map(|line| line.at(x, end, start, self.em)).collect();
        let edges = |f: &dyn Fn(&Side) -> bool| sides.iter().filter(|s| f(s)).count();
        let (solo_ends, solo_begins) = (edges(&|s| s.ends && !s.both), edges(&|s| s.begins && !s.both));
        let merged = edges(&|s| s.ends && s.begins && s.both);
        let solo = solo_ends.min(solo_begins) >= LEAST_EDGES || solo_ends.max(solo_begins) >= LEAST_EDGES && merged > 1;
        if !solo && merged < least {
            return None;
        }
        // From where to where the two columns reach.
        let reach = |f: &dyn Fn(&Side) -> bool, g: &dyn Fn(&Line) -> f32, tenths: usize| {
            let edges = |alone: bool| {
                let lines = self.lines.iter().zip(&sides).filter(|(_, s)| f(s) && !(alone && s.both));
                lines.map(|(line, _)| g(line)).collect::<Vec<f32>>()
            };
            // Where no line stands alone, those that were taken for one tell.
            let alone = edges(solo);
            percentile(if alone.is_empty() { edges(false) } else { alone }, tenths)
        };
        let left = reach(&|s| s.ends, &Line::start, 2);
        let right = reach(&|s| s.begins, &Line::end, 8);
        let filled = |line: &Line| solo && line.start() < left + self.em * FILLED && line.end() > right - self.em * FILLED;
        let weights = self
            .lines
            .iter()
            .zip(&sides)
            .map(|(line, side)| side.value * if side.value < 0.0 { self.against(line, filled(line)) } else { 1.0 });
        let values: Vec<f32> = weights.collect();
        let (first, last, weight) = best_run(&values);
        let across = self.across(&values, first, last);
        let narrow = start - left < self.em * NARROWEST || right - start < self.em * NARROWEST;
        (weight >= ENOUGH && !narrow).then_some(Gutter { x, width: start - end, weight, across })
    }

    /// Where the columns before a start of lines may end, up to an x.
    pub(super) fn ends(&self, start: f32, x: f32) -> impl Iterator<Item = f32> + '_ {
        let least = start - self.em * REACH;
        let near = self.lines.iter().filter(move |line| line.reach.1 > least && line.reach.0 <= x);
        near.filter_map(move |line| line.end_before(x)).filter(move |end| *end > least)
    }

    /// How much a line counts that runs over a gutter: more where it is no two lines that the engine took for one.
    pub(super) fn against(&self, line: &Line, filled: bool) -> f32 {
        let ratio = line.size / self.em;
        if ratio > LARGER {
            LARGE * ratio * ratio
        } else if filled {
            AS_ONE
        } else {
            UNFILLED
        }
    }

    /// Where an area is cut across, if lines above the run speak against its gutter, or lines below.
    pub(super) fn across(&self, values: &[f32], first: usize, last: usize) -> Option<(f32, bool)> {
        let conflict = |values: &[f32]| values.iter().filter(|v| **v < CLEAR).sum::<f32>() <= CONFLICT;
        let (head, rest) = values.split_at(first);
        let foot = rest.get(last + 1 - first..).unwrap_or_default();
        if conflict(head) {
            let from = head.iter().rposition(|v| *v < CLEAR)?;
            return self.widest(from, first).map(|y| (y, true));
        }
        if conflict(foot) {
            return self.widest(last, last + 1 + foot.iter().position(|v| *v < CLEAR)?).map(|y| (y, false));
        }
        None
    }

    /// Middle of the largest step from line to line among some lines.
    fn widest(&self, from: usize, to: usize) -> Option<f32> {
        let steps = self.lines.get(from..=to)?.windows(2).map(|w| (w[0].y, w[1].y));
        steps.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0))).map(|(a, b)| (a + b) / 2.0)
    }
}

/// What a line says of a gutter.
pub(super) struct Side {
    pub(super) value: f32,
    /// It has words on both sides.
    both: bool,
    /// Its part left of it ends there, the one right of it begins there.
    ends: bool,
    begins: bool,
}

impl Line {
    fn of(page: &Page, cells: &[usize]) -> Self {
        let mut words: Vec<Word> = Vec::with_capacity(cells.len());
        let (mut skipped, mut wide) = (0.0, 0_usize);
        for cell in cells.iter().map(|&n| &page.cells[n]) {
            let units = cell.wide as f32 + (cell.chars - cell.wide) as f32 * 0.5;
            if cell.mark {
                skipped += units;
                continue;
            }
            wide += usize::from(cell.wide > 0);
            let (start, end) = cell.letters();
            words.push(Word { start, end, center: cell.rect.center(), units, skipped });
            skipped = 0.0;
        }
        let line = cells.first().map_or(0, |&n| page.cells[n].line);
        let usual = median(words.windows(2).map(|w| w[1].start - w[0].end).collect());
        let (y, size) = (page.lines.middle[line], page.lines.size[line]);
        let reach = words.iter().fold((f32::MAX, f32::MIN), |(left, right), word| {
            (left.min(word.start).min(word.center).min(word.end), right.max(word.start).max(word.end).max(word.center))
        });
        let mut out = Self { y, size, wide: wide * 2 > words.len(), words, cells: cells.len(), reach, usual, uneven: 0.0 };
        if out.wide {
            out.uneven = median((1..out.words.len()).map(|n| out.extra(n).abs()).collect()) / size.max(1.0);
        }
        out
    }

    pub(super) fn start(&self) -> f32 {
        self.words.first().map_or(0.0, |w| w.start)
    }

    pub(super) fn end(&self) -> f32 {
        self.words.last().map_or(0.0, |w| w.end)
    }

    /// White before a word that is more than its ideographs take.
    pub(super) fn extra(&self, n: usize) -> f32 {
        let Some([before, word]) = n.checked_sub(1).and_then(|k| self.words.get(k..=n)) else { return 0.0 };
        word.center - before.center - self.size * ((before.units + word.units) / 2.0 + word.skipped)
    }

    /// Where words begin behind more white than stands inside a line.
    pub(super) fn starts(&self, em: f32) -> impl Iterator<Item = f32> + '_ {
        let words = self.words.iter().enumerate();
        words.filter(move |(n, word)| *n == 0 || self.is_apart(*n, word, em)).map(|(_, word)| word.start)
    }

    fn is_apart(&self, n: usize, word: &Word, em: f32) -> bool {
        let gap = || n.checked_sub(1).and_then(|k| self.words.get(k)).map_or(0.0, |before| word.start - before.end);
        if self.wide { self.extra(n) > EXTRA * em } else { gap() > self.usual_at(em) }
    }

    /// White at an x that stands inside the line: of ideographs what is more than their step.
    fn gap_at(&self, x: f32) -> Option<f32> {
        if self.reach.1 < x || self.reach.0 >= x {
            return None;
        }
        let right = self.words.iter().position(|w| w.center >= x).filter(|n| *n > 0)?;
        let [before, word] = self.words.get(right - 1..=right)? else { return None };
        Some(if self.wide { self.extra(right) } else { word.start - before.end })
    }

    /// White between the boxes beside an x that stands inside the line.
    pub(super) fn white_at(&self, x: f32) -> Option<f32> {
        if self.reach.1 < x || self.reach.0 >= x {
            return None;
        }
        let right = self.words.iter().position(|w| w.center >= x).filter(|n| *n > 0)?;
        let [before, word] = self.words.get(right - 1..=right)? else { return None };
        Some(word.start - before.end)
    }

    /// White wider than this is more than a space of this line.
    fn usual_at(&self, em: f32) -> f32 {
        if self.words.len() > FEW_WORDS { self.usual * WIDER } else { em * WIDE_SPACE }
    }

    /// Where the last word ends that ends before an x.
    pub(super) fn end_before(&self, x: f32) -> Option<f32> {
        self.words.iter().rev().find(|w| w.end <= x).map(|w| w.end)
    }

    /// What the line says of a gutter at `x`, from where lines end to where they begin.
    pub(super) fn at(&self, x: f32, end: f32, start: f32, em: f32) -> Side {
        // A line that ends before it or begins behind it says nothing.
        if self.reach.1 < end - em || self.reach.0 > start + em {
            return Side { value: 0.0, both: false, ends: false, begins: false };
        }
        let left = self.words.iter().rposition(|w| w.center < x);
        let right = self.words.iter().position(|w| w.center >= x);
        let near = |a: f32, b: f32| (a - b).abs() < em * EDGE;
        let crosses = self.words.iter().any(|w| w.start < end - em * INSIDE && w.end > start + em * INSIDE);
        let ends = left.and_then(|n| self.words.get(n)).is_some_and(|w| near(w.end, end));
        let begins = right.and_then(|n| self.words.get(n)).is_some_and(|w| near(w.start, start));
        let both = left.is_some() && right.is_some();
        // A box that reaches over a gutter and ends right behind it has jumped.
        let jumped = self.end() < start + em * JUMP || self.start() > end - em * JUMP;
        let value = match (both, right) {
            _ if crosses && jumped => 0.0,
            _ if crosses => {
                if self.wide {
                    WIDE_CROSSED
                } else {
                    CROSSED
                }
            }
            (true, Some(n)) => self.value(n, ends, begins, em),
            _ if ends || begins => EDGE_ALONE,
            _ => 0.0,
        };
        Side { value, both: both || crosses, ends: ends && !crosses, begins: begins && !crosses }
    }

    /// What a line says that goes on beyond a gutter with a word.
    fn value(&self, n: usize, ends: bool, begins: bool, em: f32) -> f32 {
        if self.wide {
            let white = ((self.extra(n) / em.max(self.size) - EXTRA) * WIDE_WHITE).clamp(-BOTH_EDGES, BOTH_EDGES);
            let white = if white < 0.0 { white * (1.0 - self.uneven * UNEVEN).max(LEAST_EVEN) } else { white };
            return white + if begins || ends { WIDE_EDGE } else { -WIDE_EDGE };
        }
        let gap = self.words.get(n).zip(n.checked_sub(1).and_then(|k| self.words.get(k))).map_or(0.0, |(b, a)| b.start - a.end);
        match (ends, begins) {
            (true, true) => BOTH_EDGES,
            (false, false) => NO_EDGE,
            _ if self.words.len() > FEW_WORDS && gap > self.usual * WIDER => EDGE_ALONE,
            _ => ONE_EDGE,
        }
    }
}

/// Where most values are that differ by no more than a tolerance from each other: their mean.
pub(super) fn mode(mut values: Vec<f32>, tolerance: f32) -> Option<f32> {
    values.sort_unstable_by(f32::total_cmp);
    sorted_mode(&values, tolerance)
}

/// The same of values in order.
pub(super) fn sorted_mode(values: &[f32], tolerance: f32) -> Option<f32> {
    let mut best: &[f32] = &[];
    let mut to = 0;
    for from in 0..values.len() {
        while to < values.len() && values[to] - values[from] <= tolerance {
            to += 1;
        }
        if to - from > best.len() {
            best = values.get(from..to).unwrap_or_default();
        }
    }
    (!best.is_empty()).then(|| best.iter().sum::<f32>() / best.len() as f32)
}

/// First and last place of the run with the greatest sum, and the sum.
pub(super) fn best_run(values: &[f32]) -> (usize, usize, f32) {
    let (mut best, mut sum, mut from) = ((0, 0, 0.0), 0.0_f32, 0);
    for (n, value) in values.iter().enumerate() {
        if sum <= 0.0 {
            (sum, from) = (0.0, n);
        }
        sum += value;
        if sum > best.2 {
            best = (from, n, sum);
        }
    }
    best
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::geometry::graphics::Graphics;
    use crate::geometry::tests::cell;
    use crate::geometry::{Cell, measure};
    use crate::reader::Rect;

    /// Lines of words, each word from an x to an x, in the engine's lines.
    pub(in crate::geometry) fn lines(rows: &[(f32, &[(f32, f32)])]) -> (Page, Vec<usize>) {
        let mut cells: Vec<Cell> = Vec::new();
        for (line, (y, words)) in rows.iter().enumerate() {
            for &(x0, x1) in *words {
                cells.push(Cell { rect: Rect::new(x0, *y, x1, y + 10.0), ..cell(cells.len(), line, 0.0, 0.0) });
            }
        }
        let lines = measure::Lines::of(&cells);
        let all = (0..cells.len()).collect();
        (Page { cells, lines, em: 10.0, graphics: Graphics::default(), whole: Vec::new(), habits: Vec::new() }, all)
    }

    /// Words of many lengths from one edge to the other, as in a justified column; `n` shifts the spaces.
    pub(in crate::geometry) fn justified(left: f32, n: usize) -> [(f32, f32); 3] {
        let cut = [37.0, 52.0, 44.0, 61.0, 33.0, 57.0][n % 6];
        let next = [96.0, 104.0, 113.0, 99.0, 108.0, 117.0][n * 5 % 6];
        [(left, left + cut), (left + cut + 9.0, left + next), (left + next + 9.0, left + 160.0)]
    }

    #[test]
    fn lines_that_end_and_begin_at_an_x_stand_at_a_gutter() {
        // Two columns under a head across both. In the third row one word's box reaches over the gutter.
        let mut rows: Vec<(f32, Vec<(f32, f32)>)> = vec![(0.0, vec![(60.0, 140.0), (150.0, 190.0), (198.0, 280.0)])];
        for n in 0_u8..8 {
            let y = 30.0 + 14.0 * f32::from(n);
            let mut left = justified(0.0, n.into());
            left[2].1 += if n == 2 { 14.0 } else { 0.0 };
            rows.push((y, left.to_vec()));
            rows.push((y, justified(172.0, usize::from(n) + 2).to_vec()));
        }
        let rows: Vec<(f32, &[(f32, f32)])> = rows.iter().map(|(y, words)| (*y, &words[..])).collect();
        let (page, all) = lines(&rows);
        let found = Lines::of(&page, &all, 10.0);
        assert!(matches!(found.parted(), Some(Parted::Across(y)) if (5.0..35.0).contains(&y)));
        let below: Vec<usize> = all.into_iter().filter(|&n| page.cells[n].rect.y0 > 20.0).collect();
        let found = Lines::of(&page, &below, 10.0);
        assert!(matches!(found.parted(), Some(Parted::Upright(x, _)) if (160.0..172.0).contains(&x)));
        assert!(!found.go_on(166.0) && found.go_on(41.0));
    }

    #[test]
    fn spaces_of_a_narrow_column_are_no_gutter() {
        // Spaces that stand below each other in four lines: they are as wide as the others.
        let words = [(0.0, 50.0), (60.0, 100.0), (110.0, 130.0), (140.0, 190.0)];
        let other = [(0.0, 70.0), (80.0, 90.0), (100.0, 150.0), (160.0, 190.0)];
        let rows: Vec<(f32, &[(f32, f32)])> =
            (0_u8..6).map(|n| (14.0 * f32::from(n), if n < 4 { &words[..] } else { &other[..] })).collect();
        let (page, all) = lines(&rows);
        let found = Lines::of(&page, &all, 10.0);
        assert!(found.parted().is_none() && found.go_on(105.0));
    }

    #[test]
    fn a_run_is_the_part_with_the_greatest_sum() {
        assert_eq!(best_run(&[-1.0, 2.0, -0.5, 2.0, -9.0, 1.0]), (1, 3, 3.5));
        assert_eq!(mode(vec![1.0, 5.0, 5.25, 5.5, 9.0], 0.5), Some(5.25));
        assert_eq!(mode(Vec::new(), 0.5), None);
    }
}
