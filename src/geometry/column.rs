//! A column of lines to titles and paragraphs.

use crate::geometry::graphics::Graphics;
use crate::geometry::measure::{median, percentile};
use crate::geometry::title;
use crate::geometry::{Body, Group, Row};
use crate::page::{Part, Place};
use crate::reader::Rect;

/// An indent, in em.
const INDENT: f32 = 1.04;
/// A paragraph ends where the step to the next line is this much larger than the pitch.
const BREAK_STEP: f32 = 1.78;
/// A last line is this much shorter than the column, a full one at most that much, in em.
const SHORT: f32 = 4.24;
const FULL: f32 = 1.25;
/// The same behind the end of a sentence.
const SLIGHT: f32 = 0.5;
const SHORT_CLOSED: f32 = 1.5;
/// What the pitch of ideographs says of their size, against the height of their line.
const PITCH_SHARE: f32 = 0.9;

/// Cuts a column into titles and paragraphs; `beside` says that it stands beside the one before it.
pub(super) fn column(rows: Vec<Row>, beside: bool, print: Body, graphics: &Graphics, out: &mut Vec<Group>) {
    let parts = title::parts(&rows, print);
    let plain: Vec<&Row> = rows.iter().zip(&parts).filter(|(_, part)| **part == Part::Text).map(|(row, _)| row).collect();
    let measure = Measure {
        left: percentile(plain.iter().map(|r| r.rect.x0).collect(), 2),
        right: percentile(plain.iter().map(|r| r.rect.x1).collect(), 8),
        pitch: median(rows.windows(2).map(|w| w[1].rect.middle() - w[0].rect.middle()).collect()).max(print.size),
    };
    let mut beside = beside;
    let mut rows = rows.into_iter();
    for run in parts.chunk_by(|a, b| (*a == Part::Text) == (*b == Part::Text)) {
        let lines: Vec<Row> = rows.by_ref().take(run.len()).collect();
        if run.first() == Some(&Part::Text) {
            paragraphs(lines, beside, &measure, print, graphics, out);
        } else {
            title::groups(lines, run, print, out);
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

fn paragraphs(rows: Vec<Row>, beside: bool, measure: &Measure, print: Body, graphics: &Graphics, out: &mut Vec<Group>) {
    let em = print.size;
    let mut before: Option<(Rect, f32, bool)> = None;
    let mut caption = false;
    let ends: Vec<bool> =
        (0..rows.len()).map(|n| !graphics.pictures.is_empty() && ends_soon(rows.get(n..).unwrap_or_default(), measure)).collect();
    let mut rows = rows.into_iter().zip(ends).peekable();
    while let Some((row, ends)) = rows.next() {
        let size = title::size(&row, print);
        let indent = row.rect.x0 - measure.left;
        let small = size < SMALL_TEXT || print.error > NOISY;
        let opens = !caption && small && ends && graphics.is_below_picture(&row.rect, em);
        let starts = opens
            || before.is_none_or(|(rect, was, closed)| {
                let step = row.rect.middle() - rect.middle();
                // The last line of a kicker or a deck stands in the middle.
                let middle = is_centred(&row.rect, measure, em, EVEN);
                let indented = indent > em * INDENT && rect.x0 - measure.left < em * INDENT && !middle;
                // Boxes jump, but a sentence ends there, too.
                let slightly = indent > em * SLIGHT && rect.x0 < row.rect.x0 - em * SLIGHT && !middle;
                let ended = closed && (slightly || rect.x1 < measure.right - em * SHORT_CLOSED);
                let moved = is_centred(&rect, measure, em, CENTRED) && !is_centred(&row.rect, measure, em, CENTRED);
                let larger = caption && (size > was * LARGER_TEXT || step > measure.pitch * CAPTION_STEP);
                step > measure.pitch * BREAK_STEP || indented || ended || moved || larger || rect.x1 < measure.right - em * SHORT
            });
        caption = opens || caption && !starts;
        let goes_on = beside && before.is_none() && indent < em * INDENT / 2.0 && !caption && out.last().is_some_and(ends_full);
        let fresh = starts
            && match before {
                Some((above, ..)) => is_fresh(&row.rect, &above, measure, em),
                None => rows.peek().is_some_and(|(next, _)| is_fresh_at_top(&row, &next.rect, out.last(), measure, em)),
            };
        before = Some((row.rect, size, row.closed));
        match out.last_mut() {
            Some(group) if !starts => group.rows.push(row),
            _ => out.push(Group { rows: vec![row], title: false, goes_on, place: Place { caption, fresh, ..Place::default() } }),
        }
    }
}

/// Whether a line begins a paragraph, whatever the line above it ends in: it is indented, and that one stops short, or a line between the
/// two was missed, which happens to the few letters of a last one.
fn is_fresh(line: &Rect, above: &Rect, measure: &Measure, em: f32) -> bool {
    let stops = above.x1 < measure.right - em * STOPPED || line.middle() - above.middle() > measure.pitch * MISSED_LINE;
    FRESH.contains(&((line.x0 - measure.left) / em)) && stops
}

/// The same of the first line of a column: it is indented against the line below it.
fn is_fresh_at_top(line: &Row, next: &Rect, before: Option<&Group>, measure: &Measure, em: f32) -> bool {
    let indent = (line.rect.x0 - measure.left) / em;
    let clear = line.wide && indent > CLEAR_INDENT;
    let stops = || before.is_some_and(|group| short_by(group) > em * STOPPED);
    FRESH_TOP.contains(&indent) && next.x0 < measure.left + em * FLUSH && (clear || stops())
}

/// By how much the last line of some text stops short of the longest.
fn short_by(group: &Group) -> f32 {
    let right = group.rows.iter().map(|row| row.rect.x1).fold(f32::MIN, f32::max);
    group.rows.last().map_or(0.0, |last| right - last.rect.x1)
}

/// Indents of paragraphs, in em, and those at the top of a column, below which the next line is flush. Found on 1150 cuts of 255 pages of five
/// makes: one in sixty of those that are so found is none between paragraphs.
const FRESH: std::ops::Range<f32> = 0.8..3.0;
const FRESH_TOP: std::ops::Range<f32> = 1.2..3.0;
const FLUSH: f32 = 0.5;
/// The last line of a paragraph stops short of its column by this, in em; where an engine missed it there is so much white, in the pitch.
const STOPPED: f32 = 1.0;
const MISSED_LINE: f32 = 1.7;
/// An indent of ideographs at the top of a column that says enough by itself, in em.
const CLEAR_INDENT: f32 = 1.6;

/// Whether a caption that begins with the first of some rows ends before text goes on: at white, or with the column.
fn ends_soon(rows: &[Row], measure: &Measure) -> bool {
    let parted = |w: &[Row]| w[1].rect.middle() - w[0].rect.middle() > measure.pitch * CAPTION_STEP;
    rows.len() <= MOST_CAPTION || rows.windows(2).take(MOST_CAPTION).any(parted)
}

/// Lines of a caption, at most.
const MOST_CAPTION: usize = 6;

/// A caption is smaller than text by this, where boxes are good enough to tell.
const SMALL_TEXT: f32 = 0.94;
const NOISY: f32 = 0.15;
/// Text below a caption is larger than that by this, or stands this far off, in the column's pitch.
const LARGER_TEXT: f32 = 1.3;
const CAPTION_STEP: f32 = 1.2;

/// Whether a line stands in the middle of its column, with white on both sides.
fn is_centred(rect: &Rect, measure: &Measure, em: f32, uneven: f32) -> bool {
    let (left, right) = ((rect.x0 - measure.left) / em, (measure.right - rect.x1) / em);
    left > CENTRED && right > CENTRED && (left - right).abs() < uneven.max((left + right) * UNEVEN * uneven / CENTRED)
}

/// White on both sides of a centred line, in em; the two differ by less than that, or by this share of both. Below a line that fills
/// its column they differ by less, else it is an indent.
const CENTRED: f32 = 1.2;
const UNEVEN: f32 = 0.25;
const EVEN: f32 = 0.7;

/// Size of a line's print against the body's. Boxes jump: the height of the line has a say, too.
pub(super) fn ratio(row: &Row, body: Body) -> f32 {
    if !row.wide && row.advance > 0.0 && body.advance > 0.0 {
        return title::size(row, body);
    }
    let own = if row.wide && row.pitched { title::size(row, body) } else { row.size / body.size };
    let (size, height) = (own, row.rect.height() / body.height);
    if row.wide && row.pitched { size * PITCH_SHARE + height.min(size * 1.3) * (1.0 - PITCH_SHARE) } else { size.min(height) }
}

/// Whether the last line of a paragraph is as long as the others: it may go on elsewhere.
fn ends_full(group: &Group) -> bool {
    let right = group.rows.iter().map(|r| r.rect.x1).fold(f32::MIN, f32::max);
    group.rows.len() > 1 && !group.title && group.rows.last().is_some_and(|r| r.rect.x1 > right - r.size * FULL)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups of a column of lines: from where to where they reach, and whether each ends a sentence.
    fn groups(lines: &[(f32, f32, bool)]) -> Vec<usize> {
        let row = |(n, &(x0, x1, closed)): (u8, &(f32, f32, bool))| Row {
            cells: (0..6).collect(),
            rect: Rect::new(x0, 14.0 * f32::from(n), x1, 14.0 * f32::from(n) + 12.0),
            size: 10.0,
            pitched: true,
            tall: 8.0,
            advance: 0.0,
            wide: true,
            closed,
            units: 6.0,
            told: 0.0,
        };
        let rows = (0..).zip(lines).map(row).collect();
        let mut out = Vec::new();
        let print = Body { size: 10.0, height: 12.0, tall: 8.0, advance: 0.0, pitch: 14.0, error: 0.02, spaced: false, told: 0.0 };
        column(rows, false, print, &Graphics::default(), &mut out);
        out.iter().map(|group| group.rows.len()).collect()
    }

    #[test]
    fn an_indent_behind_a_line_that_stops_short_begins_a_paragraph() {
        let measure = Measure { left: 0.0, right: 200.0, pitch: 14.0 };
        let line = |x0: f32, x1: f32, y: f32| Rect::new(x0, y - 6.0, x1, y + 6.0);
        for (above, below, wanted) in [
            (line(0.0, 150.0, 0.0), line(20.0, 200.0, 14.0), true),
            // The line between the two was not read.
            (line(0.0, 200.0, 0.0), line(20.0, 200.0, 28.0), true),
            (line(0.0, 200.0, 0.0), line(20.0, 200.0, 14.0), false),
            (line(0.0, 150.0, 0.0), line(0.0, 200.0, 14.0), false),
            // So far in, the start of the line was not read.
            (line(0.0, 150.0, 0.0), line(60.0, 200.0, 14.0), false),
        ] {
            assert_eq!(is_fresh(&below, &above, &measure, 10.0), wanted, "{above:?} {below:?}");
        }
    }

    #[test]
    fn at_the_top_of_a_column_an_indent_is_seen_by_the_line_below() {
        let measure = Measure { left: 0.0, right: 200.0, pitch: 14.0 };
        let row = |x0: f32, x1: f32, wide: bool| Row {
            cells: (0..6).collect(),
            rect: Rect::new(x0, 0.0, x1, 12.0),
            size: 10.0,
            pitched: wide,
            tall: 8.0,
            advance: 0.0,
            wide,
            closed: false,
            units: 6.0,
            told: 0.0,
        };
        let group = |last: f32| Group {
            rows: vec![row(0.0, 200.0, true), row(0.0, last, true)],
            title: false,
            goes_on: false,
            place: Place::default(),
        };
        for (x0, wide, next, last, wanted) in [
            (20.0, true, 0.0, 200.0, true),
            (14.0, false, 0.0, 150.0, true),
            (14.0, false, 0.0, 200.0, false),
            (20.0, true, 20.0, 150.0, false),
        ] {
            let next = Rect::new(next, 14.0, 200.0, 26.0);
            let found = is_fresh_at_top(&row(x0, 200.0, wide), &next, Some(&group(last)), &measure, 10.0);
            assert_eq!(found, wanted, "{x0} {wide} {next:?} {last}");
        }
    }

    #[test]
    fn a_caption_ends_where_white_or_the_column_does() {
        let measure = Measure { left: 0.0, right: 200.0, pitch: 14.0 };
        let ends = |middles: &[f32]| {
            let row = |&y: &f32| Row {
                cells: (0..6).collect(),
                rect: Rect::new(0.0, y - 6.0, 200.0, y + 6.0),
                size: 10.0,
                pitched: true,
                tall: 8.0,
                advance: 0.0,
                wide: true,
                closed: false,
                units: 6.0,
                told: 0.0,
            };
            ends_soon(&middles.iter().map(row).collect::<Vec<_>>(), &measure)
        };
        let even: Vec<f32> = (0..9_u8).map(|n| f32::from(n) * 14.0).collect();
        assert!(ends(&even[..3]) && !ends(&even));
        let parted: Vec<f32> = even.iter().enumerate().map(|(n, y)| if n > 1 { y + 5.0 } else { *y }).collect();
        assert!(ends(&parted));
    }

    #[test]
    fn a_small_indent_or_a_line_a_little_short_ends_a_paragraph_behind_the_end_of_a_sentence() {
        let full = (0.0, 200.0, false);
        for (ends, begins, wanted) in [
            ((0.0, 200.0, true), (7.0, 200.0, false), &[2, 3][..]),
            ((0.0, 180.0, true), full, &[2, 3]),
            // No sentence ends there: boxes jump, and so do the ends of lines.
            (full, (7.0, 200.0, false), &[5]),
            ((0.0, 180.0, false), full, &[5]),
            ((0.0, 200.0, true), full, &[5]),
        ] {
            assert_eq!(groups(&[full, ends, begins, full, full]), wanted, "{ends:?} {begins:?}");
        }
    }
}
