//! The best one-to-one pairs of gold and predicted articles (the Hungarian method).

/// More articles than this are paired best first: the method takes cubic time, and no page has so many.
const MOST_EXACT: usize = 300;

/// For each row the column that it is paired with, so that the sum of the gains is as large as can be; only gains above 0 make a pair.
pub(super) fn assign(gain: &[Vec<f64>]) -> Vec<Option<usize>> {
    let columns = gain.first().map_or(0, Vec::len);
    if columns == 0 {
        return vec![None; gain.len()];
    }
    if gain.len().max(columns) > MOST_EXACT {
        return best_first(gain, columns);
    }
    let at = |row: usize, column: usize| gain.get(row).and_then(|r| r.get(column)).copied().unwrap_or(0.0);
    let found = Hungarian::new(gain.len(), columns).solve(&|row, column| -at(row, column));
    found.into_iter().enumerate().map(|(row, column)| column.filter(|&c| at(row, c) > 0.0)).collect()
}

fn best_first(gain: &[Vec<f64>], columns: usize) -> Vec<Option<usize>> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (row, gains) in gain.iter().enumerate() {
        all.extend(gains.iter().enumerate().filter(|(_, g)| **g > 0.0).map(|(column, &g)| (g, row, column)));
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut rows, mut taken) = (vec![None; gain.len()], vec![false; columns]);
    for (_, row, column) in all {
        if let (Some(own @ None), Some(used @ false)) = (rows.get_mut(row), taken.get_mut(column)) {
            (*own, *used) = (Some(column), true);
        }
    }
    rows
}

/// Potentials of rows and columns; both count from 1, 0 stands for none. A row may also stay alone, at no cost: each has a column of
/// its own behind the real ones.
struct Hungarian {
    rows: usize,
    real: usize,
    of_row: Vec<f64>,
    of_column: Vec<f64>,
    /// The row of each column.
    row: Vec<usize>,
}

impl Hungarian {
    fn new(rows: usize, real: usize) -> Self {
        let columns = real + rows + 1;
        Self { rows, real, of_row: vec![0.0; rows + 1], of_column: vec![0.0; columns], row: vec![0; columns] }
    }

    #[allow(clippy::indexing_slicing, reason = "all indices are below the lengths that new() sets")]
    fn solve(mut self, cost: &dyn Fn(usize, usize) -> f64) -> Vec<Option<usize>> {
        for row in 1..=self.rows {
            self.add(row, cost);
        }
        let mut out = vec![None; self.rows];
        for column in 1..=self.real {
            if self.row[column] > 0 {
                out[self.row[column] - 1] = Some(column - 1);
            }
        }
        out
    }

    /// Finds a column for a row; rows that have one may move on.
    #[allow(clippy::indexing_slicing, reason = "all indices are below the lengths that new() sets")]
    fn add(&mut self, row: usize, cost: &dyn Fn(usize, usize) -> f64) {
        let columns = self.row.len();
        let (mut least, mut used, mut way) = (vec![f64::INFINITY; columns], vec![false; columns], vec![0; columns]);
        self.row[0] = row;
        let mut at = 0;
        while self.row[at] != 0 {
            used[at] = true;
            let own = self.row[at];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for column in (1..columns).filter(|&c| !used[c]) {
                let price = if column <= self.real { cost(own - 1, column - 1) } else { 0.0 };
                let reduced = price - self.of_row[own] - self.of_column[column];
                if reduced < least[column] {
                    (least[column], way[column]) = (reduced, at);
                }
                if least[column] < step {
                    (step, next) = (least[column], column);
                }
            }
            for column in 0..columns {
                if used[column] {
                    self.of_row[self.row[column]] += step;
                    self.of_column[column] -= step;
                } else {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            self.row[at] = self.row[way[at]];
            at = way[at];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every way to pair, tried.
    fn slow(gain: &[Vec<f64>], row: usize, taken: &mut Vec<bool>) -> f64 {
        if row == gain.len() {
            return 0.0;
        }
        let mut best = slow(gain, row + 1, taken);
        for column in 0..taken.len() {
            if !taken[column] {
                taken[column] = true;
                best = best.max(gain[row][column] + slow(gain, row + 1, taken));
                taken[column] = false;
            }
        }
        best
    }

    #[test]
    fn the_sum_is_the_largest() {
        let mut state = 7_u32;
        for (rows, columns) in [(1, 1), (2, 3), (4, 4), (5, 3), (3, 6)] {
            for _ in 0..20 {
                let mut next = || {
                    state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
                    f64::from((state >> 16) % 50).max(9.0) - 9.0
                };
                let gain: Vec<Vec<f64>> = (0..rows).map(|_| (0..columns).map(|_| next()).collect()).collect();
                let found = assign(&gain);
                let mut columns_used: Vec<usize> = found.iter().flatten().copied().collect();
                let sum: f64 = found.iter().enumerate().filter_map(|(r, c)| Some(gain[r][(*c)?])).sum();
                assert_eq!(sum, slow(&gain, 0, &mut vec![false; columns]), "{gain:?}");
                columns_used.sort_unstable();
                columns_used.dedup();
                assert_eq!(columns_used.len(), found.iter().flatten().count());
            }
        }
    }

    #[test]
    fn nothing_pairs_with_nothing() {
        assert_eq!(assign(&[]), []);
        assert_eq!(assign(&[vec![], vec![]]), [None, None]);
        assert_eq!(assign(&[vec![0.0], vec![0.0]]), [None, None]);
        // Many articles are paired best first.
        let many: Vec<Vec<f64>> = (0..MOST_EXACT + 1).map(|r| (0..2).map(|c| if r == c { 2.0 } else { 1.0 }).collect()).collect();
        assert_eq!(assign(&many).iter().flatten().count(), 2);
    }
}
