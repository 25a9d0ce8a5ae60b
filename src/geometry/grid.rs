//! Columns of one width.
//!
//! The columns of an article are equally wide. Where lines are few or their boxes bad, no gutter is clear by itself; several at one
//! distance from each other are.

use crate::geometry::LARGER;
use crate::geometry::gutter::{BOTH_EDGES, EDGE, FILLED, Line, Lines, best_run, mode, sorted_mode};
use std::rc::Rc;

/// All measures were found on 153 pages of three makes. Columns beside each other, and the narrowest one, in em.
const COLUMNS: std::ops::RangeInclusive<u8> = 2..=8;
const NARROWEST: f32 = 9.0;
const NARROWEST_WIDE: f32 = 5.0;
/// White between columns, and how far off they are from where they would be, in em.
const USUAL: f32 = 1.0;
const OFF: f32 = 1.3;
/// What lines say for each gutter at least, and for all.
const LEAST: f32 = 0.8;
const ENOUGH: f32 = 4.0;
/// What it says for a gutter that it stands elsewhere on the page, too.
const HABIT: f32 = 2.0;
/// Print of this size against that of most lines may be a title's.
const TITLE: f32 = 1.3;
/// What a title says that runs over a gutter, with less white there than so much of its size.
const OVER: f32 = -1.5;
const TITLE_WHITE: f32 = 1.0;
/// Share of what lines say for and against gutters that must be left for them.
const SHARE: f32 = 0.3;
/// A line of ideographs fills columns if it begins and ends this near to their edges, in em.
const FILLED_WIDE: f32 = 4.0;
/// A column that is narrower than the page's by this is none.
const NARROWER: f32 = 0.75;

/// Gutters of columns of one width.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// Their middles, from left to right, and the width of the widest one.
    pub(super) gutters: Vec<f32>,
    pub(super) width: f32,
    weight: f32,
    /// Where the columns begin below what runs across them, or end above such; whether it is the former.
    pub(super) across: Option<(f32, bool)>,
    /// Nothing runs across any of them.
    pub(super) whole: bool,
}

impl Lines {
    /// Columns between gutters that the page has elsewhere, else those of one width that the lines speak for most.
    pub(super) fn grid(&self, habits: &[(f32, f32)]) -> Option<Grid> {
        let area = self.extent()?;
        if let Some(known) = self.known(area, habits) {
            return Some(known);
        }
        let regular = self.regular(area, self.least_step(habits)).into_iter().filter_map(|places| self.columns(&places, area, -LEAST));
        regular.max_by(|a, b| a.weight.total_cmp(&b.weight))
    }

    /// Gutters of columns of one width that run through all the page.
    pub(super) fn page_grid(&self) -> Option<Vec<(f32, f32)>> {
        let sums = self.regular(self.extent()?, 0.0).into_iter().filter_map(|places| {
            let own = places
                .iter()
                .map(|&(end, start)| self.body().map(|line| line.at((start + end) / 2.0, end, start, self.em).value).sum::<f32>());
            let own: Vec<f32> = own.collect();
            own.iter().all(|sum| *sum > ENOUGH).then(|| (own.iter().sum::<f32>(), places))
        });
        sums.max_by(|a, b| a.0.total_cmp(&b.0)).map(|found| found.1)
    }

    fn body(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().map(Rc::as_ref).filter(|line| line.size < self.em * LARGER)
    }

    /// From where to where text reaches.
    fn extent(&self) -> Option<(f32, f32)> {
        Some((self.body().map(Line::start).reduce(f32::min)?, self.body().map(Line::end).reduce(f32::max)?))
    }

    fn narrowest(&self) -> f32 {
        self.em * if self.body().filter(|line| line.wide).count() * 2 > self.body().count() { NARROWEST_WIDE } else { NARROWEST }
    }

    /// Columns of an article are not much narrower than the page's.
    fn least_step(&self, habits: &[(f32, f32)]) -> f32 {
        habits.windows(2).map(|w| w[1].1 - w[0].1).reduce(f32::min).map_or(0.0, |step| step * NARROWER)
    }

    /// The gutters of each number of columns of one width.
    fn regular(&self, (left, right): (f32, f32), least: f32) -> Vec<Vec<(f32, f32)>> {
        let narrowest = self.narrowest().max(least);
        let steps = COLUMNS.map(|columns| (columns, (right - left + self.em * USUAL) / f32::from(columns)));
        let mut steps = steps.filter(|(_, step)| *step > narrowest).peekable();
        if steps.peek().is_none() {
            return Vec::new();
        }
        let mut starts: Vec<f32> = self.lines.iter().flat_map(|line| line.starts(self.em)).collect();
        starts.sort_unstable_by(f32::total_cmp);
        let gutters = |(columns, step)| (1..columns).map(|k| self.edges(left + step * f32::from(k), &starts)).collect();
        steps.filter_map(gutters).collect()
    }

    /// Gutters that stand at these places elsewhere on the page, too.
    fn known(&self, (left, right): (f32, f32), habits: &[(f32, f32)]) -> Option<Grid> {
        let narrowest = self.narrowest();
        let inside = |(end, start): &(f32, f32)| left + narrowest < *end && *start < right - narrowest;
        let known = habits.iter().copied().filter(inside).filter(|gutter| self.sum(*gutter) + HABIT > 0.0);
        self.columns(&known.collect::<Vec<_>>(), (left, right), HABIT)
    }

    /// What the lines of text say of a gutter.
    fn sum(&self, (end, start): (f32, f32)) -> f32 {
        self.body().map(|line| line.at((start + end) / 2.0, end, start, self.em).value).sum()
    }

    /// The columns whose gutters stand at some places; `more` is what speaks for each besides the lines.
    fn columns(&self, places: &[(f32, f32)], area: (f32, f32), more: f32) -> Option<Grid> {
        let mut sums = vec![0.0_f32; self.lines.len()];
        let mut all = 0.0;
        let mut ending = vec![false; self.lines.len()];
        let mut through = Vec::with_capacity(places.len());
        for (n, &gutter) in places.iter().enumerate() {
            let left = n.checked_sub(1).and_then(|k| places.get(k)).map_or(area.0, |before| before.1);
            let right = places.get(n + 1).map_or(area.1, |next| next.0);
            let values = self.values(gutter, (left, right));
            let text = || self.lines.iter().zip(&values).filter(|(line, _)| line.size < self.em * LARGER).map(|(_, value)| *value);
            if text().sum::<f32>() + more < 0.0 {
                return None;
            }
            all += text().map(f32::abs).sum::<f32>();
            sums.iter_mut().zip(&values).for_each(|(sum, value)| *sum += value);
            let ends = |(line, value): (&Rc<Line>, &f32)| line.size < self.em * LARGER && *value >= BOTH_EDGES;
            ending.iter_mut().zip(self.lines.iter().zip(&values)).for_each(|(ending, said)| *ending |= ends(said));
            let (first, last, _) = best_run(&values);
            through.push(self.across(&values, first, last).is_none());
        }
        // A line of text that ends and begins at one gutter is of the columns, though the engine read it on over another.
        sums.iter_mut().zip(ending).filter(|(_, ending)| *ending).for_each(|(sum, _)| *sum = sum.max(0.0));
        let (first, last, lines) = best_run(&sums);
        let count = places.len() as f32;
        let weight = lines + more.max(0.0) * count;
        if lines < LEAST * count || weight < ENOUGH.max(all * SHARE) {
            return None;
        }
        let across = self.across(&sums, first, last);
        // What stands beside the head of an article is none of its columns.
        if across.is_some_and(|(y, head)| !self.is_stack(y, head)) {
            return None;
        }
        // Of columns of several articles beside each other some run through.
        let some = across.is_none() && through.contains(&true);
        let run = places.iter().zip(&through).filter(|(_, through)| !some || **through).map(|(gutter, _)| *gutter);
        let (gutters, widths): (Vec<f32>, Vec<f32>) = run.map(|(end, start)| ((end + start) / 2.0, start - end)).unzip();
        let width = widths.into_iter().fold(0.0, f32::max);
        Some(Grid { gutters, width, weight, across, whole: across.is_none() && !through.contains(&false) })
    }

    /// What each line says of a gutter between columns that reach from `left` to `right`.
    fn values(&self, (end, start): (f32, f32), (left, right): (f32, f32)) -> Vec<f32> {
        let value = |line: &Line| {
            let value = self.says(line, end, start);
            let near = self.em * if line.wide { FILLED_WIDE } else { FILLED };
            let filled = line.start() < left + near && line.end() > right - near;
            value * if value < 0.0 { self.against(line, filled) } else { 1.0 }
        };
        self.lines.iter().map(|line| value(line)).collect()
    }

    /// What a line says of a gutter. One in larger print than text is a title: white that is narrow in its size is inside it.
    fn says(&self, line: &Line, end: f32, start: f32) -> f32 {
        let x = (start + end) / 2.0;
        let white = if line.size > self.usual * TITLE { line.white_at(x) } else { None };
        match white {
            Some(white) if white < line.size * TITLE_WHITE => OVER,
            Some(_) => 0.0,
            None => line.at(x, end, start, self.em).value,
        }
    }

    /// Where lines end and begin at a gutter near a place; `starts` are all places, in order, where some begin.
    fn edges(&self, near: f32, starts: &[f32]) -> Option<(f32, f32)> {
        let off = self.em * OFF;
        let from = starts.partition_point(|s| s - near <= -off);
        let count = starts.get(from..)?.partition_point(|s| s - near < off);
        let start = sorted_mode(starts.get(from..from + count)?, self.em * EDGE)?;
        let end = mode(self.ends(start, start + self.em * EDGE / 2.0).collect(), self.em * EDGE)?;
        Some((end.min(start), start))
    }
}

#[cfg(test)]
mod tests {
    use crate::geometry::cut::Split;
    use crate::geometry::gutter::tests::{justified, lines};
    use crate::geometry::gutter::{Lines, Parted};

    type Words = Vec<(f32, f32)>;

    fn grid(rows: &[(f32, Words)], habits: &[(f32, f32)]) -> Option<(Vec<f32>, Option<f32>)> {
        let rows: Vec<(f32, &[(f32, f32)])> = rows.iter().map(|(y, words)| (*y, &words[..])).collect();
        let (page, all) = lines(&rows);
        let found = Lines::of(&page, &all, 10.0);
        assert!(!matches!(found.parted(), Some(Parted::Upright(..))), "a grid is not needed");
        found.grid(habits).map(|grid| (grid.gutters, grid.across.map(|across| across.0)))
    }

    /// A few rows of three columns.
    fn rows(count: u8) -> Vec<(f32, Words)> {
        let column = |n: u8, k: u8| justified(172.0 * f32::from(k), usize::from(n + k)).to_vec();
        (0..count).flat_map(|n| (0..3).map(move |k| (14.0 * f32::from(n), column(n, k)))).collect()
    }

    #[test]
    fn gutters_at_one_distance_speak_for_each_other() {
        let found = grid(&rows(3), &[]).map(|grid| grid.0.iter().map(|x| (x / 10.0).round()).collect::<Vec<_>>());
        assert_eq!(found, Some(vec![17.0, 34.0]));
    }

    #[test]
    fn equal_columns_are_parted_at_once_without_rules_too_and_a_head_over_them_first() {
        let split = |rows: &[(f32, Words)]| {
            let rows: Vec<(f32, &[(f32, f32)])> = rows.iter().map(|(y, words)| (*y, &words[..])).collect();
            let (page, all) = lines(&rows);
            page.by_white(&all)
        };
        assert!(matches!(split(&rows(12)), Some(Split::Columns(gutters)) if gutters.len() == 2));
        let head = (-40.0, vec![(60.0, 150.0), (158.0, 260.0), (268.0, 330.0), (338.0, 420.0)]);
        let headed: Vec<(f32, Words)> = std::iter::once(head).chain(rows(12)).collect();
        assert!(matches!(split(&headed), Some(Split::Across(y)) if -40.0 < y && y < 0.0));
    }

    #[test]
    fn a_line_that_an_engine_read_on_over_one_of_two_gutters_is_no_head() {
        // The words of its first two columns stand close, and those of the third one behind the second gutter.
        let merged = [(0.0, 60.0), (68.0, 120.0), (128.0, 190.0), (198.0, 260.0), (268.0, 332.0), (344.0, 400.0), (408.0, 504.0)];
        let rows: Vec<(f32, Words)> = std::iter::once((-14.0, merged.to_vec())).chain(rows(12)).collect();
        let rows: Vec<(f32, &[(f32, f32)])> = rows.iter().map(|(y, words)| (*y, &words[..])).collect();
        let (page, all) = lines(&rows);
        assert!(matches!(page.by_white(&all), Some(Split::Columns(gutters)) if gutters.len() == 2));
    }

    #[test]
    fn text_of_one_column_has_none() {
        let rows: Vec<(f32, Words)> = (0_u8..8).map(|n| (14.0 * f32::from(n), justified(0.0, n.into()).to_vec())).collect();
        assert_eq!(grid(&rows, &[]), None);
        assert_eq!(grid(&rows, &[(80.0, 90.0)]), None);
    }
}
