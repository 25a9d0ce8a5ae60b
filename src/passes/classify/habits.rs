//! What a page does everywhere: the forms that its titles and openings have.

use super::weights::{self, Weights};
use super::words::SURELY_PROSE;
use crate::lang::Lang;
use crate::passes::evidence::Evidence;

/// What the page does everywhere.
pub(super) struct PageHabits {
    pub(super) lang: Lang,
    pub(super) weights: &'static Weights,
    /// Headlines carry `#` marks.
    pub(super) marks: bool,
    /// Articles open with a byline or a dateline.
    pub(super) openings: bool,
    /// The mark that most headings carry; 0 where none does.
    pub(super) usual: u8,
    /// A byline or a dateline stands behind nearly all marked headings.
    pub(super) opened: bool,
    /// The first block alone has the highest heading mark, and no text follows it: the name of the paper.
    pub(super) named: bool,
    /// Where the last text of the page ends: there its foot begins.
    pub(super) foot: usize,
}

impl PageHabits {
    pub(super) fn of(all: &[Evidence], lang: Lang) -> Self {
        let first = all.first().map_or(0, |e| e.mark);
        let marks = all.iter().filter(|e| e.mark > 0);
        let alone = first > 0 && marks.clone().skip(1).all(|e| e.mark > first);
        let text = all.get(1).is_none_or(|e| e.mark > 0 || e.closed || e.stop_inside || e.dateline || e.byline || e.cells > SURELY_PROSE);
        Self {
            lang,
            weights: weights::of(all, lang),
            marks: marks.clone().count() >= 2,
            openings: all.iter().filter(|e| e.dateline || e.byline).count() >= 2,
            usual: usual_mark(all),
            opened: is_opened(all),
            named: alone && !text && marks.count() > 2,
            foot: all.iter().rposition(|e| e.is_text() || e.byline || e.mark > 0 || e.caption > 1.0).map_or(0, |n| n + 1),
        }
    }
}

/// Most levels of heading marks, bold print with them.
const LEVELS: usize = 8;
/// Headings of one level from which on a page has a habit.
const LEAST_USUAL: u16 = 2;

/// The heading mark that most titles of the page carry.
fn usual_mark(all: &[Evidence]) -> u8 {
    let mut counts = [0_u16; LEVELS];
    for e in all.iter().filter(|e| e.mark > 0) {
        if let Some(count) = counts.get_mut(usize::from(e.mark)) {
            *count += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0).max(LEAST_USUAL);
    (0_u8..).zip(counts).find(|(_, count)| *count == most).map_or(0, |(mark, _)| mark)
}

/// Marked headings from which on their openings are a habit.
const LEAST_OPENED: usize = 3;

/// Whether a byline or a dateline opens nearly all texts behind marked headings: four in five.
fn is_opened(all: &[Evidence]) -> bool {
    let last_line = |n: usize| all[n].mark > 0 && all.get(n + 1).is_none_or(|next| next.mark == 0);
    let (mut titles, mut opened) = (0, 0);
    for n in (0..all.len()).filter(|&n| last_line(n)) {
        titles += 1;
        opened += usize::from(opens_soon(n, all));
    }
    titles >= LEAST_OPENED && opened * 5 >= titles * 4
}

/// Whether a byline or a dateline opens the text behind a title.
pub(super) fn opens_soon(n: usize, all: &[Evidence]) -> bool {
    let next = all.iter().skip(n + 1).take(MOST_BETWEEN).find(|e| e.byline || e.is_text());
    next.is_some_and(|e| e.byline || e.dateline)
}

/// Blocks behind a title among which its byline or its text is.
const MOST_BETWEEN: usize = 3;
