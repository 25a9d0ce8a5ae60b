//! Titles that run over a gutter between columns: white between two words of one is no wider than between the others.

use crate::geometry::LARGER;
use crate::geometry::cut::{Page, Split};
use crate::geometry::measure::percentile;

/// White between words of a title, in its size, at most.
const MOST_WHITE: f32 = 0.8;
/// Tenths of the white between its other words that are no wider: with all of them, two titles that an engine read as one line are a title.
const USUAL: usize = 8;
/// Words of a line that show what white it has; of fewer many are no print.
const LEAST_WORDS: usize = 3;
/// A word of a title is at least this high against the body's print: a line of text beside an advertisement is none.
const LEAST_TALL: f32 = 1.3;

impl Page {
    /// Whether a title runs over an x.
    pub(super) fn runs_over_title(&self, cells: &[usize], x: f32) -> bool {
        self.lines_of(cells).any(|line| self.crossed(line, &[x]).is_some())
    }

    /// How an area is parted so that no title is cut: without the gutters that one runs over, or across above it, or below it. One that stands
    /// alone is not parted.
    pub(super) fn around_titles(&self, cells: &[usize], split: Split) -> Option<Split> {
        let gutters = match &split {
            Split::Upright(x) => std::slice::from_ref(x),
            Split::Columns(gutters) => gutters.as_slice(),
            Split::Across(_) | Split::Along(_) => return Some(split),
        };
        let titles: Vec<(&[usize], f32)> = self.lines_of(cells).filter_map(|line| Some((line, self.crossed(line, gutters)?))).collect();
        if titles.is_empty() {
            return Some(split);
        }
        let left: Vec<f32> = gutters.iter().copied().filter(|x| titles.iter().all(|(_, crossed)| crossed != x)).collect();
        if !left.is_empty() {
            return Some(Split::Columns(left));
        }
        if self.count(cells) == 1 {
            return None;
        }
        titles.iter().find_map(|(line, _)| self.beside_nothing(cells, line)).map_or(Some(split), |y| Some(Split::Across(y)))
    }

    /// The gutter that a title of one line runs over.
    fn crossed(&self, line: &[usize], gutters: &[f32]) -> Option<f32> {
        let size = self.lines.size[self.cells[*line.first()?].line];
        if size < self.em * LARGER {
            return None;
        }
        let mut words: Vec<usize> = line.iter().copied().filter(|&n| !self.cells[n].mark).collect();
        words.sort_by(|&a, &b| self.cells[a].rect.x0.total_cmp(&self.cells[b].rect.x0));
        if words.len() < LEAST_WORDS {
            return None;
        }
        let side = |n: usize| gutters.partition_point(|x| *x <= self.cells[n].rect.center());
        let white = |w: &[usize]| self.cells[w[1]].letters().0 - self.cells[w[0]].letters().1;
        let others = words.windows(2).filter(|w| side(w[0]) == side(w[1])).map(white);
        let usual = percentile(others.collect(), USUAL);
        let is_high = |n: usize| self.cells[n].wide > 0 || self.cells[n].tall() > self.em * LEAST_TALL;
        let inside = |w: &&[usize]| side(w[0]) != side(w[1]) && white(w) <= usual.min(size * MOST_WHITE) && is_high(w[0]) && is_high(w[1]);
        let pair = words.windows(2).find(inside)?;
        gutters.get(side(pair[0])).copied()
    }

    /// A y right above a line beside which nothing stands, or below it where it is the first one.
    fn beside_nothing(&self, cells: &[usize], line: &[usize]) -> Option<f32> {
        let number = self.cells[*line.first()?].line;
        let (top, bottom) = self.reach(*line.first()?);
        let (mut above, mut below) = (f32::MIN, f32::MAX);
        for other in self.lines_of(cells).filter(|other| self.cells[other[0]].line != number) {
            match self.middle(other[0]) {
                y if y < top => above = above.max(y),
                y if y > bottom => below = below.min(y),
                _ => return None,
            }
        }
        let middle = self.lines.middle[number];
        if above > f32::MIN { Some((above + middle) / 2.0) } else { Some((below + middle) / 2.0).filter(|_| below < f32::MAX) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::gutter;

    /// Lines at heights, of words from an x to an x; the first line is in large print.
    fn page(rows: &[(f32, &[(f32, f32)])]) -> (Page, Vec<usize>) {
        let (mut page, all) = gutter::tests::lines(rows);
        page.lines.size[0] = 20.0;
        page.cells
            .iter_mut()
            .filter(|cell| cell.line == 0)
            .for_each(|cell| (cell.rect.y0, cell.rect.y1) = (cell.rect.y0 - 5.0, cell.rect.y1 + 5.0));
        (page, all)
    }

    const TITLE: &[(f32, f32)] = &[(60.0, 90.0), (98.0, 120.0), (128.0, 180.0)];
    const LEFT: &[(f32, f32)] = &[(0.0, 60.0), (64.0, 118.0)];
    const RIGHT: &[(f32, f32)] = &[(130.0, 180.0), (184.0, 240.0)];

    #[test]
    fn titles_over_a_gutter_are_not_cut() {
        let around = |rows: &[(f32, &[(f32, f32)])], split: Split| {
            let (page, all) = page(rows);
            page.around_titles(&all, split)
        };
        // Above it, or below it where it is the first line.
        let below = around(&[(50.0, TITLE), (100.0, LEFT), (100.0, RIGHT)], Split::Upright(124.0));
        assert!(matches!(below, Some(Split::Across(y)) if (60.0..100.0).contains(&y)), "{below:?}");
        let above = around(&[(50.0, TITLE), (10.0, LEFT), (100.0, RIGHT)], Split::Upright(124.0));
        assert!(matches!(above, Some(Split::Across(y)) if (15.0..50.0).contains(&y)), "{above:?}");
        // Where text stands beside it, at the gutters that it does not run over.
        let beside: &[(f32, f32)] = &[(260.0, 300.0), (304.0, 360.0)];
        let other = around(&[(50.0, TITLE), (50.0, beside)], Split::Columns(vec![124.0, 250.0]));
        assert!(matches!(&other, Some(Split::Columns(left)) if left == &[250.0]), "{other:?}");
        assert!(around(&[(50.0, TITLE)], Split::Upright(124.0)).is_none());
    }

    #[test]
    fn titles_beside_each_other_are_parted() {
        let apart: &[(f32, f32)] = &[(60.0, 90.0), (98.0, 116.0), (132.0, 160.0), (168.0, 200.0)];
        let two: &[(f32, f32)] = &[(60.0, 116.0), (124.0, 180.0)];
        for title in [apart, two] {
            let (page, all) = page(&[(50.0, title), (100.0, LEFT), (100.0, RIGHT)]);
            assert!(matches!(page.around_titles(&all, Split::Upright(122.0)), Some(Split::Upright(_))));
            assert!(!page.runs_over_title(&all, 122.0));
        }
        // In the print of text.
        let (mut page, all) = page(&[(50.0, TITLE), (100.0, LEFT), (100.0, RIGHT)]);
        assert!(page.runs_over_title(&all, 124.0));
        page.lines.size[0] = 12.0;
        assert!(!page.runs_over_title(&all, 124.0));
    }
}
