//! What a page does everywhere: the forms that its titles and openings have.

use super::words::SURELY_PROSE;
use crate::lang::Lang;
use crate::passes::evidence::Evidence;

/// What the page does everywhere.
pub(super) struct PageHabits {
    pub(super) lang: Lang,
    /// Headlines carry `#` marks.
    pub(super) marks: bool,
    /// Articles open with a byline or a dateline.
    pub(super) openings: bool,
    /// The first block alone has the highest heading mark, and no text follows it: the name of the paper.
    pub(super) named: bool,
}

impl PageHabits {
    pub(super) fn of(all: &[Evidence], lang: Lang) -> Self {
        let first = all.first().map_or(0, |e| e.mark);
        let marks = all.iter().filter(|e| e.mark > 0);
        let alone = first > 0 && marks.clone().skip(1).all(|e| e.mark > first);
        let text = all.get(1).is_none_or(|e| e.mark > 0 || e.closed || e.stop_inside || e.dateline || e.byline || e.cells > SURELY_PROSE);
        Self {
            lang,
            marks: marks.clone().count() >= 2,
            openings: all.iter().filter(|e| e.dateline || e.byline).count() >= 2,
            named: alone && !text && marks.count() > 2,
        }
    }
}
