//! What a file says of its words: their articles, the order of its regions, the size of the print.

use crate::geometry::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// Share of the letters that articles have where they say something of a page; and articles that there are, at least.
const NAMED: f32 = 0.6;
const ARTICLES: usize = 2;

/// The words of each article that the file names, in the order in which they begin, and behind them those of none; all words together
/// where it names no articles, one only, or leaves most of the page out.
pub(super) fn articles(cells: &[Cell], all: Vec<usize>) -> Vec<Vec<usize>> {
    let mut own: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    all.iter().for_each(|&n| own.entry(cells[n].told.article).or_default().push(n));
    let rest = own.remove(&0).unwrap_or_default();
    let letters = |words: &[usize]| words.iter().map(|&n| cells[n].chars).sum::<usize>() as f32;
    if own.len() < ARTICLES || letters(&rest) > letters(&all) * (1.0 - NAMED) {
        return vec![all];
    }
    let mut out: Vec<Vec<usize>> = own.into_values().collect();
    out.sort_by_key(|words| words.iter().map(|&n| (cells[n].told.rank, n)).min());
    if !rest.is_empty() {
        out.push(rest);
    }
    out
}

/// Size of the print of some words as the file tells it: that of most letters; 0 where it tells none of most.
pub(super) fn size(words: &[usize], cells: &[Cell]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = words.iter().map(|&n| (cells[n].told.size, cells[n].chars)).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|size| size.1).sum::<usize>() / 2;
    let mut letters = 0;
    let middle = sizes.iter().find(|size| {
        letters += size.1;
        letters > half
    });
    middle.map_or(0.0, |size| size.0)
}

/// Whether words of two parts have the same place.
pub(super) fn share_a_place(first: &[usize], second: &[usize], place: impl Fn(usize) -> u32) -> bool {
    let places: BTreeSet<u32> = first.iter().map(|&n| place(n)).collect();
    second.iter().any(|&n| places.contains(&place(n)))
}

/// For how many pairs of words of two parts the file has the first part's before the second one's, from -1 for none to 1 for all.
pub(super) fn order(first: &[usize], second: &[usize], place: impl Fn(usize) -> u32) -> f32 {
    let places = |words: &[usize]| {
        let mut places: Vec<u32> = words.iter().map(|&n| place(n)).collect();
        places.sort_unstable();
        places
    };
    let (first, second) = (places(first), places(second));
    let mut sum = 0.0;
    for place in &first {
        let (before, behind) = (second.partition_point(|p| p < place), second.partition_point(|p| p <= place));
        sum += (second.len() - behind) as f32 - before as f32;
    }
    sum / (first.len() * second.len()).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::tests::cell;
    use crate::reader::Told;

    fn cells(told: &[(u16, u32, f32)]) -> Vec<Cell> {
        told.iter().map(|&(article, rank, size)| Cell { told: Told { article, rank, size, block: 0 }, ..cell(0, 0, 0.0, 0.0) }).collect()
    }

    #[test]
    fn a_page_is_parted_by_articles_where_most_of_it_has_one() {
        let of = |names: &[(u16, u32)]| {
            let cells = cells(&names.iter().map(|&(article, rank)| (article, rank, 0.0)).collect::<Vec<_>>());
            articles(&cells, (0..cells.len()).collect())
        };
        assert_eq!(of(&[(1, 0), (2, 0), (1, 0), (2, 0)]), [[0, 2], [1, 3]]);
        // By the order that the file gives its regions, what is in no article last.
        assert_eq!(of(&[(1, 5), (2, 3), (0, 1), (2, 4), (1, 6)]), [vec![1, 3], vec![0, 4], vec![2]]);
        assert_eq!(of(&[(1, 0), (1, 0), (0, 0)]).len(), 1);
        assert_eq!(of(&[(1, 0), (2, 0), (0, 0), (0, 0)]).len(), 1);
    }

    #[test]
    fn the_size_of_a_line_is_that_of_most_letters() {
        let sized = |sizes: &[f32]| {
            let cells = cells(&sizes.iter().map(|&size| (0, 0, size)).collect::<Vec<_>>());
            size(&(0..cells.len()).collect::<Vec<_>>(), &cells)
        };
        assert_eq!([sized(&[9.0, 9.0, 14.0]), sized(&[0.0, 14.0, 14.0]), sized(&[0.0, 0.0, 14.0]), sized(&[])], [9.0, 14.0, 0.0, 0.0]);
    }

    #[test]
    fn parts_stand_in_the_order_of_the_file_or_against_it() {
        let cells = cells(&[(0, 1, 0.0), (0, 2, 0.0), (0, 3, 0.0), (0, 3, 0.0)]);
        for (first, second, wanted) in [
            (vec![0, 1], vec![2, 3], 1.0),
            (vec![2, 3], vec![0, 1], -1.0),
            (vec![2], vec![3], 0.0),
            (vec![1], vec![0, 2], 0.0),
            (vec![], vec![0], 0.0),
        ] {
            assert_eq!(share_a_place(&first, &second, |n| cells[n].told.rank), first == [2], "{first:?} {second:?}");
            assert!((order(&first, &second, |n| cells[n].told.rank) - wanted).abs() < 0.01, "{first:?} {second:?}");
        }
    }
}
