//! A column of lines to titles and paragraphs.

use crate::geometry::measure::{median, percentile};
use crate::geometry::{Body, Group, LARGER, MOST_TITLE, Row, TITLE};
use crate::page::Place;
use crate::reader::Rect;

/// An indent, in em.
const INDENT: f32 = 1.04;
/// Lines of a title stand this close, in its size; a paragraph ends where the step is this much larger than the pitch.
const TITLE_STEP: f32 = 1.64;
const BREAK_STEP: f32 = 1.78;
/// A last line is this much shorter than the column, a full one at most that much, in em.
const SHORT: f32 = 4.24;
const FULL: f32 = 1.25;
/// What the pitch of ideographs says of their size, against the height of their line.
const PITCH_SHARE: f32 = 0.9;
/// Lines of one title differ in size by less than this.
const OTHER_SIZE: f32 = 1.44;
/// The same for print whose height depends on its letters.
const OTHER_HEIGHT: f32 = 2.23;
/// The last line of a title, too short for a pitch, is higher than text by this.
const LAST_LINE: f32 = 1.35;
/// A line of fewer words says nothing of its size.
const FEW_CELLS: usize = 3;

/// Cuts a column into titles and paragraphs; `beside` says that it stands beside the one before it.
pub(super) fn column(rows: Vec<Row>, beside: bool, print: Body, out: &mut Vec<Group>) {
    let titles_are = title_lines(&rows, beside, print);
    let plain: Vec<&Row> = rows.iter().zip(&titles_are).filter(|(_, title)| !**title).map(|(row, _)| row).collect();
    let measure = Measure {
        left: percentile(plain.iter().map(|r| r.rect.x0).collect(), 2),
        right: percentile(plain.iter().map(|r| r.rect.x1).collect(), 8),
        pitch: median(rows.windows(2).map(|w| w[1].rect.middle() - w[0].rect.middle()).collect()).max(print.size),
    };
    let mut beside = beside;
    let mut rows = rows.into_iter().peekable();
    let mut kinds = titles_are.into_iter().peekable();
    while let Some(title) = kinds.next() {
        let len = 1 + std::iter::from_fn(|| kinds.next_if_eq(&title)).count();
        let run: Vec<Row> = rows.by_ref().take(len).collect();
        if title {
            titles(run, print, out);
        } else {
            paragraphs(run, beside, &measure, print.size, out);
        }
        beside = false;
    }
}

/// Edges of a column's text, and the step from line to line.
struct Measure {
    left: f32,
    right: f32,
    pitch: f32,
}

fn paragraphs(rows: Vec<Row>, beside: bool, measure: &Measure, em: f32, out: &mut Vec<Group>) {
    let mut before: Option<Rect> = None;
    for row in rows {
        let indent = row.rect.x0 - measure.left;
        let starts = before.is_none_or(|rect| {
            let step = row.rect.middle() - rect.middle();
            let indented = indent > em * INDENT && rect.x0 - measure.left < em * INDENT;
            step > measure.pitch * BREAK_STEP || indented || rect.x1 < measure.right - em * SHORT
        });
        let goes_on = beside && before.is_none() && indent < em * INDENT / 2.0 && out.last().is_some_and(ends_full);
        before = Some(row.rect);
        match out.last_mut() {
            Some(group) if !starts => group.rows.push(row),
            _ => out.push(Group { rows: vec![row], title: false, goes_on, place: Place::default() }),
        }
    }
}

/// Which lines of a column are a title's: print that is clearly larger, with its neighbours that are larger, too. At the top
/// of a column that stands beside no other, print that is somewhat larger will do, and what stands above it belongs to it.
fn title_lines(rows: &[Row], beside: bool, body: Body) -> Vec<bool> {
    let ratios: Vec<f32> = rows.iter().map(|row| ratio(row, body)).collect();
    let top = title_rows(rows, if beside { LARGER } else { TITLE }, body);
    let mut out: Vec<bool> = ratios.iter().enumerate().map(|(n, r)| n < top || *r > LARGER).collect();
    for n in 1..out.len() {
        let last = is_short(&rows[n]) && rows[n].size > body.tall * LAST_LINE;
        out[n] |= out[n - 1] && (ratios[n] > TITLE || last);
    }
    for n in (1..out.len()).rev() {
        out[n - 1] |= out[n] && ratios[n - 1] > TITLE;
    }
    unset_text(rows, &mut out);
    out
}

/// A line inside a column whose next line is no further off than lines of text are is one, however high its boxes are.
fn unset_text(rows: &[Row], titles: &mut [bool]) {
    let steps: Vec<f32> = rows.windows(2).map(|w| w[1].rect.middle() - w[0].rect.middle()).collect();
    if steps.len() < PITCH_ROWS {
        return;
    }
    let most = median(steps.clone()) * TEXT_STEP;
    for n in 1..titles.len() {
        let alone = titles[n] && !titles[n - 1] && titles.get(n + 1) != Some(&true);
        titles[n] &= !(alone && *steps.get(n).unwrap_or(&steps[n - 1]) < most);
    }
}

/// Steps from line to line that show a column's pitch, and how much larger than that a step within text may be.
const PITCH_ROWS: usize = 5;
const TEXT_STEP: f32 = 1.25;

/// Whether a line has too few ideographs for a pitch.
fn is_short(row: &Row) -> bool {
    row.wide && !row.pitched
}

/// How many rows at the top of a column are a title: as far as print goes that is larger than the body's.
fn title_rows(rows: &[Row], least: f32, body: Body) -> usize {
    let zone = rows.get(..MOST_TITLE.min(rows.len())).unwrap_or_default();
    zone.iter().rposition(|row| ratio(row, body) > least).map_or(0, |n| n + 1)
}

/// Size of a line's print against the body's. Boxes jump: the height of the line has a say, too.
pub(super) fn ratio(row: &Row, body: Body) -> f32 {
    let (size, height) = (row.size / body.size, row.rect.height() / body.height);
    if row.wide && row.pitched { size * PITCH_SHARE + height.min(size * 1.3) * (1.0 - PITCH_SHARE) } else { size.min(height) }
}

/// The lines of a title: those that follow close are one. The largest are the headline. A line of few characters has no size to
/// be trusted: it is what the line above it is.
fn titles(rows: Vec<Row>, body: Body, out: &mut Vec<Group>) {
    let largest = rows.iter().map(|row| ratio(row, body)).fold(TITLE, f32::max);
    let mut before: Option<(f32, f32)> = None;
    for row in rows {
        // Words without ascenders are low, their line is not.
        let (middle, size) = (row.rect.middle(), if row.wide { row.size } else { row.rect.height() });
        let other = if row.wide { OTHER_SIZE } else { OTHER_HEIGHT };
        let close = before.is_some_and(|(at, was)| middle - at < size.max(was) * TITLE_STEP);
        let alike = before.is_some_and(|(_, was)| (size / was).max(was / size) < other);
        before = Some((middle, size));
        let above = out.last().is_some_and(|group| group.title);
        let title = if (row.cells.len() < FEW_CELLS || is_short(&row)) && close { above } else { ratio(&row, body) > largest / other };
        match out.last_mut().filter(|group| close && group.title == title && (title || alike)) {
            Some(group) => group.rows.push(row),
            None => out.push(Group { rows: vec![row], title, goes_on: false, place: Place::default() }),
        }
    }
}

/// Whether the last line of a paragraph is as long as the others: it may go on elsewhere.
fn ends_full(group: &Group) -> bool {
    let right = group.rows.iter().map(|r| r.rect.x1).fold(f32::MIN, f32::max);
    group.rows.len() > 1 && !group.title && group.rows.last().is_some_and(|r| r.rect.x1 > right - r.size * FULL)
}
