//! The lines of a column as one sequence: text, and the parts of titles.
//!
//! No measure of a line alone tells a title from text: boxes jump. So each line has a score for each part, and so has each pair of
//! neighbours, by the step between them and by how their sizes differ; the best sequence is found by dynamic programming (Viterbi). The
//! weights are those of a conditional random field.

use crate::geometry::measure::percentile;
use crate::geometry::title;
use crate::geometry::weights::{EAST_ASIAN, LATIN, Weights};
use crate::geometry::{Body, Row};
use crate::page::Part;
use crate::sequence;

const PARTS: [Part; 4] = [Part::Text, Part::Kicker, Part::Headline, Part::Deck];
/// Those of a title.
pub(super) const TITLED: usize = PARTS.len() - 1;
/// Steps that are seldom seen: from kicker to deck, from deck and from headline to another title.
pub(super) const OTHERS: [(usize, usize); 4] = [(1, 3), (3, 2), (2, 1), (3, 1)];

/// Figures of a line, of a step into or out of a title, of a step from line to line of one part, and of a step from part to part.
pub(super) const NODE: usize = 16;
pub(super) const BORDER: usize = 5;
pub(super) const INNER: usize = 6;
pub(super) const PARTING: usize = 8;

/// Sizes beyond these say no more.
const SIZES: (f32, f32) = (0.4, 3.5);
/// Errors above this tell nothing more.
const MOST_ERROR: f32 = 0.35;
/// Ideographs of a line whose size nobody knows well.
const FEW: f32 = 3.0;
/// What has no more letters than these beside a longer line on its height is a fragment of it.
const FRAGMENT: f32 = 2.5;
const SAME_HEIGHT: f32 = 0.5;
/// So few letters, if they are lower than text by this, are dirt.
const SPECK: f32 = 1.0;
const SPECK_SIZE: f32 = 0.7;
const SPECK_TALL: f32 = 0.6;
/// A fragment stands this close to the line that it is a part of, in its size.
const NEAR: f32 = 0.8;

/// A line, in the measures of the body.
struct Line {
    y: f32,
    size: f32,
    tall: f32,
    /// The same as logarithms.
    log: (f32, f32),
    units: f32,
    few: bool,
    node: [f32; NODE],
}

fn log(x: f32) -> f32 {
    x.clamp(SIZES.0, SIZES.1).ln()
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// What a figure is above a bend of its weight: the bends stand a tenth, a quarter, a third and two thirds above one, and where a step is that
/// of the print's own size.
fn over(x: f32, least: f32) -> f32 {
    (x - least).max(0.0)
}

/// What each line of a column is.
pub(super) fn parts(rows: &[Row], body: Body) -> Vec<Part> {
    let left = percentile(rows.iter().map(|row| row.rect.x0).collect(), 2);
    let right = percentile(rows.iter().map(|row| row.rect.x1).collect(), 8);
    let own = title::Line::of(rows, body);
    let all: Vec<Line> = rows.iter().zip(&own).map(|(row, own)| Line::of(row, own, left, right, body)).collect();
    let fragments: Vec<bool> = (0..all.len()).map(|n| is_fragment(n, &all)).collect();
    let lines: Vec<&Line> = all.iter().zip(&fragments).filter(|(_, fragment)| !**fragment).map(|(line, _)| line).collect();
    let mut best = best(&lines, if is_east_asian(rows) { &EAST_ASIAN } else { &LATIN }).into_iter();
    let mut out: Vec<Part> =
        fragments.iter().map(|fragment| if *fragment { Part::Text } else { best.next().unwrap_or(Part::Text) }).collect();
    for n in (0..all.len()).filter(|&n| fragments[n]) {
        out[n] = part_of_fragment(n, &all, &fragments, &out);
    }
    out
}

/// Whether most lines of a column are East Asian.
pub(super) fn is_east_asian(rows: &[Row]) -> bool {
    rows.iter().filter(|row| row.wide).count() * 2 > rows.len()
}

impl Line {
    fn of(row: &Row, own: &title::Line, left: f32, right: f32, body: Body) -> Self {
        let (size, tall, few) = (own.size, own.tall, own.few);
        let (l, r) = ((row.rect.x0 - left) / body.size, (right - row.rect.x1) / body.size);
        let log = (log(size), log(tall));
        let (s, t) = (log.0, log.1.min(1.0));
        let error = body.error.min(MOST_ERROR);
        let short = flag(few || row.units <= FEW);
        let even = l > 0.5 && (l - r).abs() < (0.2 * (l + r)).max(0.5);
        let node = [
            1.0,
            s,
            over(s, 0.22),
            over(s, 0.5),
            t,
            over(t, 0.3),
            short,
            short * s,
            short * t,
            flag(own.fills),
            flag(even),
            l.min(r).clamp(-1.0, 4.0) / 4.0,
            error,
            error * s,
            row.units.min(20.0) / 20.0,
            flag(row.closed),
        ];
        Self { y: row.rect.middle() / body.pitch, size, tall, log, units: row.units, few, node }
    }

    /// The step to a line below it: in the pitch of text, and in the size of the two.
    fn step_to(&self, below: &Self) -> (f32, f32) {
        let step = (below.y - self.y).max(0.3);
        let size = ((self.size + below.size) / 2.0).max(0.8);
        (step.min(4.0).ln(), (step / size).clamp(0.3, 4.0).ln())
    }
}

/// What speaks for the border of a title between two lines.
fn border(a: &Line, b: &Line) -> [f32; BORDER] {
    let (step, _) = a.step_to(b);
    [1.0, step, over(step, 0.12), over(step, 0.35), over(-step, 0.05)]
}

/// What speaks for two lines of one part.
fn inner(a: &Line, b: &Line) -> [f32; INNER] {
    let (_, step) = a.step_to(b);
    [1.0, step, over(step, 0.0), over(step, 0.3), (a.log.0 - b.log.0).abs(), (a.log.1 - b.log.1).abs().min(0.7)]
}

/// What speaks for two parts.
fn parting(a: &Line, b: &Line) -> [f32; PARTING] {
    let (_, step) = a.step_to(b);
    let growth = b.log.0 - a.log.0;
    let few = flag(a.few || b.few) * growth;
    let tall = (b.log.1 - a.log.1).clamp(-0.7, 0.7);
    [1.0, step, over(step, 0.0), over(step, 0.3), growth.max(0.0), (-growth).max(0.0), tall, few]
}

fn sum<const N: usize>(weights: &[f32; N], figures: &[f32; N]) -> f32 {
    weights.iter().zip(figures).map(|(w, x)| w * x).sum()
}

/// Scores of the ways from one line to the next, by the parts of both.
fn steps(a: &Line, b: &Line, w: &Weights) -> [[f32; PARTS.len()]; PARTS.len()] {
    let (border, inner, parting) = (border(a, b), inner(a, b), parting(a, b));
    let (enter, leave, same) = (sum(&w.enter, &border), sum(&w.leave, &border), sum(&w.same, &inner));
    let mut out = [[0.0; PARTS.len()]; PARTS.len()];
    for (n, (enters, (leaves, stays))) in w.enters.iter().zip(w.leaves.iter().zip(&w.stays)).enumerate() {
        out[0][n + 1] = enter + enters;
        out[n + 1][0] = leave + leaves;
        out[n + 1][n + 1] = same + stays;
    }
    out[1][2] = sum(&w.kicker_headline, &parting);
    out[2][3] = sum(&w.headline_deck, &parting);
    for ((from, to), weight) in OTHERS.iter().zip(w.others) {
        out[*from][*to] = weight;
    }
    out
}

/// The best sequence.
fn best(lines: &[&Line], w: &Weights) -> Vec<Part> {
    let titled = |part: usize, score: &dyn Fn(usize) -> f32| part.checked_sub(1).map_or(0.0, score);
    let score = |n: usize, line: &&Line| -> [f32; PARTS.len()] {
        std::array::from_fn(|part| {
            titled(part, &|p| {
                let ends = if n == 0 { w.first[p] } else { 0.0 } + if n + 1 == lines.len() { w.last[p] } else { 0.0 };
                sum(&w.parts[p], &line.node) + ends
            })
        })
    };
    let own: Vec<_> = lines.iter().enumerate().map(|(n, line)| score(n, line)).collect();
    sequence::best(&own, |n| steps(lines[n], lines[n + 1], w)).into_iter().map(|part| PARTS[part]).collect()
}

/// Whether a line is a piece of the one before or behind it, or dirt beside it.
fn is_fragment(n: usize, lines: &[Line]) -> bool {
    let line = &lines[n];
    if line.units > FRAGMENT {
        return false;
    }
    let beside = |other: Option<&Line>| {
        other.is_some_and(|o| (o.y - line.y).abs() < SAME_HEIGHT * o.size.max(line.size).max(1.0) && o.units > line.units)
    };
    let speck = line.units <= SPECK && (line.size < SPECK_SIZE || line.tall < SPECK_TALL);
    speck || beside(n.checked_sub(1).and_then(|n| lines.get(n))) || beside(lines.get(n + 1))
}

/// A fragment is of the part that the line is which it stands closest to.
fn part_of_fragment(n: usize, lines: &[Line], fragments: &[bool], parts: &[Part]) -> Part {
    let away = |m: usize| (lines[m].y - lines[n].y).abs();
    let whole = |m: &usize| fragments.get(*m) == Some(&false);
    let near = [n.checked_sub(1), Some(n + 1)].into_iter().flatten().filter(whole).min_by(|&a, &b| away(a).total_cmp(&away(b)));
    near.filter(|&m| away(m) < NEAR * lines[m].size).map_or(Part::Text, |m| parts[m])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::title::tests::{BODY, rows};

    /// Latin lines by their middle, the size of their print, and their left and right ends.
    fn found(lines: &[(f32, f32, f32, f32)]) -> String {
        let mut rows = rows(&lines.iter().map(|line| (line.0, line.1)).collect::<Vec<_>>());
        for (row, line) in rows.iter_mut().zip(lines) {
            (row.wide, row.pitched) = (false, false);
            (row.rect.x0, row.rect.x1) = (line.2, line.3);
            row.units = (line.3 - line.2) / line.1;
        }
        let name = |part| match part {
            Part::Kicker => 'K',
            Part::Headline => 'H',
            Part::Deck => 'D',
            _ => '.',
        };
        parts(&rows, BODY).into_iter().map(name).collect()
    }

    #[test]
    fn neighbours_tell_a_title_from_text_whose_boxes_jump() {
        let text = |y: f32| (y, 10.0, 0.0, 200.0);
        let title = [(0.0, 20.0, 10.0, 190.0), (26.0, 20.0, 30.0, 170.0)];
        for (lines, wanted) in [
            ([&title[..], &[text(52.0), text(66.0), text(80.0), text(94.0)]].concat(), "HH...."),
            // A deck of two lines in print a little larger than text.
            (
                [&title[..], &[(52.0, 13.0, 15.0, 185.0), (70.0, 13.0, 40.0, 160.0), text(92.0), text(106.0), text(120.0)]].concat(),
                "HHDD...",
            ),
            // A line of text whose boxes are too large.
            ([text(0.0), text(14.0), (28.0, 16.0, 0.0, 200.0), text(42.0), text(56.0)].to_vec(), "....."),
            // Dirt inside a title.
            ([title[0], (20.0, 2.0, 195.0, 197.0), title[1], text(52.0), text(66.0), text(80.0)].to_vec(), "HHH..."),
        ] {
            assert_eq!(found(&lines), wanted, "{lines:?}");
        }
    }
}
