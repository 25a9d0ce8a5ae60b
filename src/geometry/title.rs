//! Which lines of a column are printed as a title, and which of these are one.
//!
//! A title is larger than the text, and stands further from its neighbours than lines of text do. The size of a line is known well
//! where the engine's boxes are good, so what the boxes of the page jump by counts, too.

use crate::geometry::chain;
use crate::geometry::measure::{SPACED, percentile};
use crate::geometry::{Body, Group, Row};
use crate::page::{Part, Place};

/// Print of a title is larger than the body's by this, and by this often the usual error of a line's size.
const SEED: f32 = 1.2;
const ERRORS: f32 = 2.0;
/// Ideographs of a title are higher than those of text by this.
const HIGH: f32 = 1.3;
/// Errors above this tell nothing more.
const MOST_ERROR: f32 = 0.35;
/// Steps to the lines above and below a title, in the pitch of text.
const STEP: f32 = 1.15;
/// Print this large is a title's whatever stands above it; what stands below is this far off.
const LARGE: f32 = 1.9;
const LARGE_STEP: f32 = 1.1;
/// A line fills its column if its ends are this near to the edges of the lines, in em; one that stands no further than this from another
/// is of text. On 255 pages of five makes, 33 of 38 such lines were.
const FILLS: f32 = 0.7;
const TEXT_STEP: f32 = 1.3;
/// Sizes of lines of one title differ by less than this; they are larger than text by that.
const ALIKE: f32 = 1.28;
const LEAST: f32 = 1.08;
/// Steps from line to line of one title, in their size.
const LINE_STEPS: std::ops::Range<f32> = 0.6..1.4;
/// A part of a title differs from the one before it in size by this, if one of them is smaller than that; however large they are, by this.
const PART: f32 = 1.35;
const SMALL_PART: f32 = 1.45;
const OTHER: f32 = 2.2;
/// The step to another part.
const PART_STEP: f32 = 1.3;
/// Ideographs whose pitch is known well.
const PITCHED: usize = 5;
/// The last line of a title stands further from what is below it than from the line above it by this.
const CLOSER: f32 = 1.1;
/// Ideographs of a line whose size is known without doubt where their pitch and their height are both larger than text's by this.
const LONG: f32 = 6.0;
const BOTH_LARGE: f32 = 1.4;
/// What stands above or below the column.
const FAR: f32 = 9.0;

/// A line: the size of its print against the body's, and the steps to its neighbours in the body's pitch.
pub(super) struct Line {
    pub(super) size: f32,
    /// By the height of its words: of ideographs nobody knows it well, but none of a title are as low as text.
    pub(super) tall: f32,
    pub(super) few: bool,
    pub(super) wide: bool,
    pub(super) up: f32,
    pub(super) down: f32,
    /// It begins and ends where the column's lines do.
    pub(super) fills: bool,
}

impl Line {
    pub(super) fn of(rows: &[Row], body: Body) -> Vec<Self> {
        let step = |a: usize| match (rows.get(a), rows.get(a + 1)) {
            (Some(a), Some(b)) => (b.rect.middle() - a.rect.middle()) / body.pitch,
            _ => FAR,
        };
        let up = |n: usize| if n == 0 { FAR } else { step(n - 1) };
        let left = percentile(rows.iter().map(|row| row.rect.x0).collect(), 2);
        let right = percentile(rows.iter().map(|row| row.rect.x1).collect(), 8);
        let line = |(n, row): (usize, &Row)| {
            let fills = (row.rect.x0 - left).abs().max((row.rect.x1 - right).abs()) < body.size * FILLS;
            let few = if row.wide { !row.pitched } else { row.advance == 0.0 && row.cells.len() < 2 };
            Self {
                size: size(row, body),
                tall: near_told(row.tall / body.tall, row, body),
                few,
                wide: row.wide,
                up: up(n),
                down: step(n),
                fills,
            }
        };
        rows.iter().enumerate().map(line).collect()
    }

    /// Whether it is a title by itself.
    pub(super) fn is_title(&self, cells: usize, body: Body) -> bool {
        // The box of a line of text may reach into the next one.
        if !self.wide && self.fills && self.up.min(self.down) < TEXT_STEP {
            return false;
        }
        let error = body.error.min(MOST_ERROR);
        let least = SEED + if self.wide { 0.0 } else { ERRORS * error };
        let known = self.wide && !self.few && cells >= PITCHED;
        let high = !self.wide || self.tall >= HIGH;
        self.size >= least && high && self.up > STEP && self.down > if known { 1.0 } else { STEP }
            || self.size >= LARGE + ERRORS * error && self.up > if self.few { STEP } else { 1.0 } && self.down > LARGE_STEP
    }

    /// Whether its ideographs are larger than those of text by their pitch and by their height, and what is below it stands apart: no line of
    /// text with so many seems so by chance.
    fn is_large(&self, row: &Row) -> bool {
        self.size.min(self.tall) >= BOTH_LARGE && row.units >= LONG && self.down > STEP
    }

    /// Whether it ends the title above it, as high as that and closer to it than to what is below.
    fn ends_title(&self) -> bool {
        self.tall >= HIGH && (0.0..self.down / CLOSER).contains(&self.up)
    }

    /// Whether it goes on in, or comes from, a line of a title that stands a step off.
    fn belongs_to(&self, title: &Self, step: f32) -> bool {
        let alike = self.size.max(title.size) < self.size.min(title.size) * ALIKE && self.size > LEAST;
        alike && LINE_STEPS.contains(&(step / ((self.size + title.size) / 2.0).max(1.0)))
    }
}

/// Size of a line's print against the body's: that of its boxes, as far as this is not far off the one that the file tells.
pub(super) fn size(row: &Row, body: Body) -> f32 {
    near_told(measured(row, body), row, body)
}

/// A size that was measured, as far as it is not far off the one that the file tells.
fn near_told(size: f32, row: &Row, body: Body) -> f32 {
    if row.told == 0.0 || body.told == 0.0 {
        return size;
    }
    let told = row.told / body.told;
    size.clamp(told / LESS, told * MORE)
}

/// Print is no smaller than a file tells by this, and no larger by that: engines name one size for a whole block, that of its text, in
/// whole points. By hand, on six pages of libraries.
const LESS: f32 = 1.25;
const MORE: f32 = 1.6;

/// Size of a line's print by its boxes. That of a few letters is no larger than its line.
fn measured(row: &Row, body: Body) -> f32 {
    let height = row.rect.height() / body.height;
    match (row.wide, row.pitched) {
        (true, true) if body.spaced => row.size.min(row.tall.max(body.tall) * SPACED) / body.size,
        (true, true) => row.size / body.size,
        (false, _) if row.advance > 0.0 && body.advance > 0.0 => row.advance / body.advance,
        (true, false) => (row.tall / body.tall).min(height),
        _ if row.cells.len() < 2 => (row.size / body.size).min(height),
        _ => row.size / body.size,
    }
}

/// Which lines of a column are a title's, by themselves and by their neighbours.
fn lines(rows: &[Row], lines: &[Line], body: Body) -> Vec<bool> {
    let mut out: Vec<bool> = lines.iter().zip(rows).map(|(line, row)| line.is_title(row.cells.len(), body)).collect();
    for n in 1..out.len() {
        let (above, line) = (&lines[n - 1], &lines[n]);
        // A line of few letters is what the line above it is.
        let rest = line.few && rows[n].tall > body.tall * SEED && line.up < PART_STEP * above.size.max(1.0);
        out[n] |= out[n - 1] && line.down > LARGE_STEP && (line.belongs_to(above, line.up) || rest);
    }
    for n in (1..out.len()).rev() {
        out[n - 1] |= out[n] && lines[n - 1].up > LARGE_STEP && lines[n - 1].belongs_to(&lines[n], lines[n].up);
    }
    out
}

/// What each line of a column is: the best sequence says it, but which East Asian lines are text and which a headline says the size of
/// each. There the best sequence finds three of five titles that are missed so, and the articles get no better by it: what follows is
/// used to titles in print that is surely larger.
pub(super) fn parts(rows: &[Row], body: Body) -> Vec<Part> {
    let mut out = chain::parts(rows, body);
    if !chain::is_east_asian(rows) {
        return out;
    }
    let own = Line::of(rows, body);
    for (n, title) in lines(rows, &own, body).into_iter().enumerate() {
        let ends = n > 0 && out[n - 1] == Part::Headline && own[n].ends_title();
        out[n] = match (title, out[n]) {
            (true, Part::Text) => Part::Headline,
            (false, Part::Headline) if !ends && !own[n].is_large(&rows[n]) => Part::Text,
            (_, part) => part,
        };
    }
    for n in 1..out.len() {
        if out[n] == Part::Text && out[n - 1] != Part::Text && is_left_over(&rows[n], &own[n], &own[n - 1]) {
            out[n] = out[n - 1];
        }
    }
    out
}

/// Whether a line is the last few ideographs of the title above it: it stands closer to that than text would, and what is below it stands
/// further off. So few show no size.
fn is_left_over(row: &Row, line: &Line, title: &Line) -> bool {
    line.few && row.units <= LEFT_OVER && line.up < title.size * CLOSE && line.down > line.up
}

/// Ideographs that a title leaves over for its last line, and the step to that, in the size of the title.
const LEFT_OVER: f32 = 2.0;
const CLOSE: f32 = 1.5;

/// Cuts the lines of a title into its parts: kicker, headline and deck. The largest of what the column says is a headline are it.
pub(super) fn groups(rows: Vec<Row>, kinds: &[Part], body: Body, out: &mut Vec<Group>) {
    let lines = Line::of(&rows, body);
    let mut parts: Vec<(f32, Part, Vec<Row>)> = Vec::new();
    for (n, ((row, line), kind)) in rows.into_iter().zip(&lines).zip(kinds).enumerate() {
        let above = n.checked_sub(1).and_then(|n| lines.get(n));
        let other = above.is_none_or(|above| {
            let growth = line.size.max(above.size) / line.size.min(above.size).max(0.1);
            let small = line.size.min(above.size) < SMALL_PART && !line.few;
            let unlike = growth > OTHER && !(line.few && line.wide);
            unlike || small && growth > PART || line.up > PART_STEP * (line.size + above.size) / 2.0
        });
        match parts.last_mut() {
            Some((size, part, rows)) if !other && part == kind => {
                *size = size.max(line.size);
                rows.push(row);
            }
            _ => parts.push((line.size, *kind, vec![row])),
        }
    }
    let headlines = parts.iter().filter(|part| part.1 == Part::Headline);
    let largest = headlines.map(|part| part.0).fold(0.0, f32::max);
    let group = |(size, part, rows)| Group {
        rows,
        title: part == Part::Headline && size * PART > largest,
        goes_on: false,
        place: Place { part, ..Place::default() },
    };
    out.extend(parts.into_iter().map(group));
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::reader::Rect;

    pub(in crate::geometry) const BODY: Body =
        Body { size: 10.0, height: 12.0, tall: 8.0, advance: 0.0, pitch: 14.0, error: 0.02, spaced: false, told: 0.0 };

    /// Lines by their middle and the size of their print.
    pub(in crate::geometry) fn rows(lines: &[(f32, f32)]) -> Vec<Row> {
        let row = |&(y, size): &(f32, f32)| Row {
            cells: (0..6).collect(),
            rect: Rect::new(0.0, y - size * 0.6, 200.0, y + size * 0.6),
            size,
            pitched: true,
            tall: size * 0.8,
            advance: 0.0,
            wide: true,
            closed: false,
            units: 6.0,
            told: 0.0,
        };
        lines.iter().map(row).collect()
    }

    fn sized(rows: &[Row]) -> Vec<bool> {
        lines(rows, &Line::of(rows, BODY), BODY)
    }

    fn is_title(lines: &[(f32, f32)]) -> String {
        sized(&rows(lines)).into_iter().map(|title| if title { 'T' } else { '.' }).collect()
    }

    #[test]
    fn a_title_is_larger_and_stands_apart() {
        for (lines, wanted) in [
            // A title of two lines inside a column, the second one measured too small.
            (&[(0.0, 10.0), (14.0, 10.2), (34.0, 13.5), (51.0, 11.5), (70.0, 10.0), (84.0, 9.8)][..], "..TT.."),
            // A line of text whose boxes are too large stands no further off than text does.
            (&[(0.0, 10.0), (14.0, 14.5), (28.0, 10.0), (42.0, 10.0)], "...."),
            // Print like this is no text wherever it stands.
            (&[(0.0, 24.0), (16.0, 10.0), (30.0, 10.0)], "T.."),
        ] {
            assert_eq!(is_title(lines), wanted, "{lines:?}");
        }
    }

    #[test]
    fn a_latin_line_that_fills_its_column_close_to_others_is_no_title() {
        let found = |x1: f32| {
            let mut rows = rows(&[(0.0, 10.0), (17.0, 24.0), (34.0, 10.0), (48.0, 10.0)]);
            rows.iter_mut().for_each(|row| row.wide = false);
            rows[1].rect.x1 = x1;
            sized(&rows)[1]
        };
        assert!(!found(200.0) && found(150.0));
    }

    #[test]
    fn ideographs_as_low_as_text_are_no_title() {
        let mut rows = rows(&[(0.0, 10.0), (20.0, 13.5), (40.0, 10.0)]);
        rows[1].tall = 8.5;
        assert_eq!(sized(&rows), [false; 3]);
    }

    #[test]
    fn parts_of_a_title_differ_in_size_or_stand_apart() {
        let parts = |lines: &[(f32, f32)]| {
            let mut out = Vec::new();
            groups(rows(lines), &vec![Part::Headline; lines.len()], BODY, &mut out);
            out.iter().map(|group| (group.rows.len(), group.title)).collect::<Vec<_>>()
        };
        // Kicker, headline of two lines, deck.
        assert_eq!(parts(&[(0.0, 12.0), (20.0, 18.0), (44.0, 18.5), (64.0, 11.8)]), [(1, false), (2, true), (1, false)]);
        // Of large print the boxes jump more.
        assert_eq!(parts(&[(0.0, 18.0), (26.0, 25.0)]), [(2, true)]);
        assert_eq!(parts(&[(0.0, 15.0), (40.0, 15.0)]), [(1, true), (1, true)]);
    }

    #[test]
    fn an_east_asian_headline_is_larger_however_the_lines_follow() {
        let lines = [(0.0, 12.5), (20.0, 18.0), (44.0, 18.5), (70.0, 10.0), (84.0, 10.0), (98.0, 10.0)];
        let found = parts(&rows(&lines), BODY);
        assert_eq!(found[1..], [Part::Headline, Part::Headline, Part::Text, Part::Text, Part::Text]);
        assert_ne!(found[0], Part::Headline);
    }

    #[test]
    fn an_east_asian_line_that_is_large_both_ways_is_a_title_close_below_another() {
        let second = |size: f32, tall: f32, below: f32| {
            let mut rows = rows(&[(0.0, 12.5), (14.0, size), (14.0 + below, 10.0), (28.0 + below, 10.0), (42.0 + below, 10.0)]);
            rows[1].tall = tall;
            parts(&rows, BODY)[1]
        };
        assert_eq!(second(17.0, 14.0, 22.0), Part::Headline);
        for (size, tall, below) in [(17.0, 9.0, 22.0), (17.0, 14.0, 14.0)] {
            assert_eq!(second(size, tall, below), Part::Text, "{size} {tall} {below}");
        }
    }

    #[test]
    fn a_line_as_high_as_the_title_above_it_and_close_to_that_ends_it() {
        // Its ideographs are too few, or too far read, to show the size of its print.
        let found = |tall: f32, text: f32| {
            let mut rows = rows(&[(0.0, 18.0), (22.0, 10.5), (text, 10.0), (text + 14.0, 10.0), (text + 28.0, 10.0)]);
            rows[1].tall = tall;
            (rows[1].rect.x0, rows[1].rect.x1) = (70.0, 130.0);
            parts(&rows, BODY)[1]
        };
        assert_eq!(found(14.0, 48.0), Part::Headline);
        // As low as text, and as close to the text below it.
        assert_ne!(found(8.0, 48.0), Part::Headline);
        assert_ne!(found(14.0, 40.0), Part::Headline);
    }

    #[test]
    fn what_a_title_leaves_over_is_of_it() {
        let found = |third: f32, units: f32| {
            let mut rows = rows(&[(0.0, 24.0), (30.0, 24.0), (third, 8.0), (100.0, 10.0), (114.0, 10.0), (128.0, 10.0)]);
            (rows[2].pitched, rows[2].units, rows[2].tall) = (false, units, 8.0);
            let kinds = parts(&rows, BODY);
            let mut out = Vec::new();
            groups(rows, &kinds, BODY, &mut out);
            out.iter().map(|group| group.rows.len()).collect::<Vec<_>>()
        };
        assert_eq!(found(58.0, 1.0)[0], 3);
        // Close to the text below it, and longer.
        assert_eq!((found(86.0, 1.0)[0], found(58.0, 5.0)[0]), (2, 2));
    }
}
