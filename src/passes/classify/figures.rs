//! What a block of a page whose print is known says of its role by figures: its print, its place, its length, its cues and its
//! neighbours, each with a weight for each role.

use super::{ROLES, STATES, Scores};
use crate::page::Part;
use crate::passes::evidence::Evidence;
use smallvec::SmallVec;

/// Figures of a block itself, and those of what stands around it.
const OWN: usize = 32;
const AROUND: usize = 11;

/// The figures of a block, as many as its kind of page has.
pub(super) type Figures = SmallVec<[f32; 96]>;

/// What each figure of a block says of each role, and each state of the next one.
pub(super) struct Fitted {
    /// The figures of a block of such a page.
    pub(super) figures: fn(usize, &[Evidence]) -> Figures,
    pub(super) roles: &'static [[f32; ROLES.len()]],
    pub(super) steps: [Scores; STATES.len()],
}

/// Sizes of print, against the body's, beyond which nothing more is said; the weight of their logarithm bends at these.
const SIZES: (f32, f32) = (0.5, 3.5);
const BENDS: [f32; 2] = [0.2, 0.6];
/// Differences of these logarithms that say no more.
const MOST_STEP: f32 = 0.7;
/// Cells of a few letters, of a short line, and of more than a line.
const LENGTHS: [usize; 3] = [6, 12, 40];
/// Doubt counts below this confidence.
const DOUBTFUL: f32 = 0.6;
/// Cues count up to here.
const MOST_CUES: f32 = 4.0;
/// Blocks behind a title among which its byline or the opening of its text is.
const OPENING: usize = 3;

impl Fitted {
    /// What the figures of block `n` say of each role.
    pub(super) fn says(&self, n: usize, all: &[Evidence]) -> [f32; ROLES.len()] {
        let mut out = [0.0; ROLES.len()];
        for (figure, weights) in (self.figures)(n, all).iter().zip(self.roles).filter(|(figure, _)| **figure != 0.0) {
            out.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += figure * weight);
        }
        out
    }
}

pub(super) fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// The logarithm of the size of a block's print.
fn size(e: &Evidence) -> f32 {
    let size = if e.place.size == 0 { 1.0 } else { f32::from(e.place.size) / 100.0 };
    size.clamp(SIZES.0, SIZES.1).ln()
}

/// The figures of block `n`.
pub(super) fn figures(n: usize, all: &[Evidence]) -> Figures {
    let e = &all[n];
    let place = e.place;
    let size = size(e);
    let doubt = if place.sure == 0 { 0.0 } else { (DOUBTFUL - f32::from(place.sure) / 100.0).max(0.0) };
    let own: [f32; OWN] = [
        1.0,
        flag(place.part == Part::Kicker),
        flag(place.part == Part::Headline),
        flag(place.part == Part::Deck),
        flag(e.mark > 0),
        size,
        (size - BENDS[0]).max(0.0),
        (size - BENDS[1]).max(0.0),
        doubt,
        flag(place.apart),
        flag(place.banner),
        flag(place.folio),
        flag(place.framed),
        flag(place.frame > 0),
        flag(place.caption),
        flag(place.fresh),
        (e.cells.max(1) as f32).ln() / 4.0,
        flag(e.cells < LENGTHS[0]),
        flag(e.cells < LENGTHS[1]),
        flag(e.cells > LENGTHS[2]),
        flag(e.closed),
        e.furniture.min(MOST_CUES) / 2.0,
        e.caption.min(MOST_CUES) / 2.0,
        flag(e.digits),
        (e.rows.max(1) as f32).ln(),
        flag(e.comma),
        flag(e.unpaired),
        e.secondary,
        flag(e.plain),
        (e.phrases.max(1) as f32).ln(),
        flag(e.worded),
        flag(e.is_text()),
    ];
    own.into_iter().chain(around(n, all)).collect()
}

/// Figures of what stands around a block.
fn around(n: usize, all: &[Evidence]) -> [f32; AROUND] {
    let size_here = size(&all[n]);
    let (before, next) = (n.checked_sub(1).and_then(|n| all.get(n)), all.get(n + 1));
    let first = all.iter().skip(n + 1).take(OPENING).find(|e| e.byline || e.is_text());
    let opens = first.is_some_and(|e| e.byline || e.dateline);
    let text = next.is_some_and(Evidence::is_text);
    let step = |other: Option<&Evidence>| other.map_or(0.0, |other| (size_here - size(other)).clamp(-MOST_STEP, MOST_STEP));
    let titled = |other: Option<&Evidence>| flag(other.is_some_and(|other| other.place.part != Part::Text));
    [
        flag(n == 0),
        flag(next.is_none()),
        flag(opens),
        flag(text),
        flag(text && !opens),
        flag(before.is_some_and(|b| b.is_text() && !b.closed)),
        flag(before.is_some_and(|b| b.is_text() && b.closed)),
        step(next),
        step(before),
        titled(next),
        titled(before),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::page::{Block, Place};
    use crate::passes::classify::{Role, fitted};
    use crate::passes::evidence::collect;
    use smallvec::SmallVec;

    #[test]
    fn the_part_of_a_title_and_what_stands_behind_it_speak_for_it() {
        let block = |part, size| Block { pieces: SmallVec::new(), mark: 0, place: Place { part, size, ..Place::default() } };
        let blocks = [block(Part::Headline, 180), block(Part::Text, 100)];
        let all =
            collect(&["Paper mill will restart", "HARBOR, May 4 — The mill will run again, its owners said."], &blocks, &Lang::En.into());
        let titled = fitted::LATIN.says(0, &all);
        let bare = collect(&["Paper mill will restart", "HARBOR"], &[block(Part::Text, 100), block(Part::Text, 100)], &Lang::En.into());
        let bare = fitted::LATIN.says(0, &bare);
        let lead = |says: [f32; ROLES.len()]| says[Role::Headline as usize] - says[Role::Furniture as usize];
        assert!(lead(titled) > lead(bare), "{titled:?} {bare:?}");
    }

    #[test]
    fn figures_of_an_unknown_place_are_those_of_text() {
        let block = Block { pieces: SmallVec::new(), mark: 0, place: Place::default() };
        let all = collect(&["one line"], &[block], &Lang::En.into());
        let figures = figures(0, &all);
        assert!(figures.iter().all(|figure| figure.is_finite()));
        // Its size is that of text, and it is the first block and the last one.
        assert_eq!(figures.get(5..9), Some(&[0.0; 4][..]));
        assert_eq!(figures.get(OWN..OWN + 2), Some(&[1.0; 2][..]));
    }
}
