//! What stands in the middle of its column.

use crate::geometry::Group;
use crate::page::Part;
use crate::reader::Rect;

/// Notes which groups of a few lines end in one that stands in the middle of the text above or below them.
///
/// White and rules cut such lines off, so that those of their own column do not say how wide that is.
pub(super) fn note(groups: &mut [Group], em: f32) {
    let columns: Vec<Option<(f32, f32)>> = groups.iter().map(column).collect();
    for (n, group) in groups.iter_mut().enumerate() {
        let last = group.rows.last().map(|row| row.rect).filter(|_| group.rows.len() <= MOST_LINES);
        group.place.centred = last.is_some_and(|line| {
            let beside = |(left, right): &&(f32, f32)| line.x0 < *right && *left < line.x1;
            let near = columns.iter().skip(n + 1).take(FAR).flatten().find(beside);
            let near = near.or_else(|| columns.iter().take(n).rev().take(FAR).flatten().find(beside));
            near.is_some_and(|column| is_in_middle(&line, *column, em))
        });
    }
}

/// Lines of what stands in the middle, and how many groups off the text is.
const MOST_LINES: usize = 5;
const FAR: usize = 8;

/// From where to where a text of several lines reaches.
fn column(group: &Group) -> Option<(f32, f32)> {
    let text = group.rows.len() >= LEAST_TEXT && group.place.part == Part::Text;
    text.then(|| group.rows.iter().fold((f32::MAX, f32::MIN), |(left, right), row| (left.min(row.rect.x0), right.max(row.rect.x1))))
}

/// Lines from which on a text shows its column.
const LEAST_TEXT: usize = 3;

/// Whether a line has white on both sides, about as much on one as on the other.
fn is_in_middle(line: &Rect, (left, right): (f32, f32), em: f32) -> bool {
    let (before, behind) = ((line.x0 - left) / em, (right - line.x1) / em);
    before.min(behind) > LEAST_WHITE && (before - behind).abs() < ((before + behind) * UNEVEN).max(EVEN)
}

/// White beside a line in the middle, in em, and by how much the two sides differ: in em, or as a share of both. By hand, on papers of 1898
/// and 1893.
const LEAST_WHITE: f32 = 0.8;
const EVEN: f32 = 0.7;
const UNEVEN: f32 = 0.25;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Row;
    use crate::page::Place;

    /// Groups of lines by where these begin and end.
    fn groups(groups: &[&[(f32, f32)]]) -> Vec<Group> {
        let row = |&(x0, x1): &(f32, f32)| Row {
            cells: (0..6).collect(),
            rect: Rect::new(x0, 0.0, x1, 12.0),
            size: 10.0,
            pitched: false,
            tall: 8.0,
            advance: 0.0,
            wide: false,
            closed: false,
            units: 6.0,
            told: 0.0,
        };
        let group =
            |lines: &&[(f32, f32)]| Group { rows: lines.iter().map(row).collect(), title: false, goes_on: false, place: Place::default() };
        groups.iter().map(group).collect()
    }

    #[test]
    fn the_middle_is_that_of_the_text_around() {
        const TEXT: &[(f32, f32)] = &[(12.0, 200.0), (0.0, 200.0), (0.0, 90.0)];
        for (line, wanted) in [
            (&[(60.0, 140.0)][..], true),
            (&[(60.0, 150.0)], true),
            // Only the last line counts.
            (&[(0.0, 200.0), (80.0, 120.0)], true),
            (&[(60.0, 140.0), (0.0, 200.0)], false),
            // An indent, and the last line of a paragraph; a line of another column; one over several.
            (&[(12.0, 160.0)], false),
            (&[(0.0, 120.0)], false),
            (&[(260.0, 340.0)], false),
            (&[(-200.0, 400.0)], false),
        ] {
            for at in [0, 1] {
                let mut all = groups(&if at == 0 { [line, TEXT] } else { [TEXT, line] });
                note(&mut all, 10.0);
                assert_eq!(all[at].place.centred, wanted, "{line:?} {at}");
            }
        }
    }
}
