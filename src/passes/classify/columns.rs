//! What a block of a page that keeps the lines of its columns says of its role by figures: how it fills its column, its length, its words
//! and what stands around it.

use super::figures::{Figures, flag};
use crate::page::{Fill, Part};
use crate::passes::evidence::Evidence;

/// Differences of the logarithms of widths that say no more.
const MOST_STEP: f32 = 0.7;
/// Cells of lines that titles, banners and folios have.
const LENGTHS: [usize; 5] = [5, 8, 12, 16, 28];
/// Cells that no title has in one line.
const LONG: usize = 40;
/// Cues count up to here, and what leans on the text before.
const MOST_CUES: f32 = 4.0;
const MOST_LEANING: f32 = 3.0;
/// What the characters say of a line going on in the next text, at most.
const MOST_AHEAD: f32 = 4.0;
/// Words of a line that its text has, to speak of the same.
const SPOKEN: u8 = 2;
/// Blocks behind a line among which the opening of its text is.
const OPENING: usize = 4;
/// Columns beside it, whose width is known, in so many.
const NEAR: usize = 60;
/// Texts beside a line are looked for in so many blocks.
const BESIDE: usize = 3;

/// The figures of block `n`.
pub(super) fn figures(n: usize, all: &[Evidence]) -> Figures {
    let mut out = own(&all[n]);
    out.extend(width(n, all));
    out.extend(around(n, all));
    out
}

fn count(number: u8) -> f32 {
    f32::from(number).ln_1p()
}

/// Those of itself.
fn own(e: &Evidence) -> Figures {
    let fill = e.place.fill;
    let mut out: Figures = [
        1.0,
        flag(fill == Fill::Text),
        flag(fill == Fill::Line),
        flag(fill == Fill::Short),
        flag(fill == Fill::Over),
        flag(e.place.gap),
        (e.rows.max(1) as f32).ln(),
        (e.cells.max(1) as f32).ln() / 4.0,
        flag(e.cells > LONG),
        flag(e.closed),
        flag(e.comma),
        flag(e.stop_inside),
        flag(e.unpaired),
        flag(e.broken || e.ends.pauses()),
        flag(e.ends.is_small()),
        flag(e.digits),
        flag(e.plain),
        (e.phrases.max(1) as f32).ln(),
        flag(e.couplet),
        flag(e.worded),
        e.furniture.min(MOST_CUES) / 2.0,
        e.caption.min(MOST_CUES) / 2.0,
        e.secondary,
        e.ends.leans.clamp(-MOST_LEANING, MOST_LEANING) / 2.0,
        flag(e.is_text()),
        flag(e.tells),
        flag(e.dateline),
        e.ahead.clamp(-MOST_AHEAD, MOST_AHEAD) / 2.0,
        flag(e.late),
        flag(e.leads),
        flag(e.leads_full),
        flag(e.behind_cut),
        count(e.recurs.behind),
        count(e.recurs.before),
        count(e.recurs.anywhere),
        f32::from(e.recurs.anywhere) / f32::from(e.recurs.words.max(1)),
        flag(e.recurs.words > 2 && e.recurs.anywhere == 0),
    ]
    .into_iter()
    .collect();
    out.extend(LENGTHS.map(|most| flag(e.cells <= most)));
    let parts = [Part::Kicker, Part::Headline, Part::Deck, Part::Banner, Part::Caption, Part::Other];
    out.extend(parts.map(|part| flag(e.place.part == part)));
    out
}

/// What its width says beside those of the columns before and behind it.
fn width(n: usize, all: &[Evidence]) -> [f32; 4] {
    let is_column = |e: &&Evidence| e.place.fill == Fill::Text && e.rows > 1;
    let before = all[..n].iter().rev().take(NEAR).find(is_column);
    let behind = all.iter().skip(n + 1).take(NEAR).find(is_column);
    let step = |other: Option<&Evidence>| {
        let ratio = other.map_or(1.0, |other| f32::from(all[n].place.wide.max(1)) / f32::from(other.place.wide.max(1)));
        ratio.ln().clamp(-MOST_STEP, MOST_STEP)
    };
    let steps = [step(before), step(behind)];
    [steps[0], steps[1], steps[0].max(0.0), steps[1].max(0.0)]
}

/// Whether a block may be a line of a title or a banner.
fn is_line(e: &Evidence) -> bool {
    !e.closed && !e.byline && !e.dateline && !e.is_text() && e.rows <= 2 && e.place.fill != Fill::Text
}

fn is_body(e: &Evidence) -> bool {
    e.is_text() || e.place.fill == Fill::Text
}

/// Those of what stands around it.
fn around(n: usize, all: &[Evidence]) -> Figures {
    let (before, next) = (n.checked_sub(1).and_then(|n| all.get(n)), all.get(n + 1));
    let opens = |e: &Evidence| e.byline || e.dateline;
    let first = all.iter().skip(n + 1).take(OPENING).find(|e| opens(e) || is_body(e));
    let above = all[..n].iter().rev().take(BESIDE).find(|e| is_body(e));
    let below = all.iter().skip(n + 1).take(BESIDE).find(|e| is_body(e) || opens(e));
    let cut = above.is_some_and(|e| !e.ends.closed);
    let rest = below.is_some_and(|e| !opens(e) && e.ends.leans > 0.0);
    let full = is_line(&all[n]) && all[n].place.fill == Fill::Line;
    let is = |e: Option<&Evidence>, test: &dyn Fn(&Evidence) -> bool| flag(e.is_some_and(test));
    [
        is(next, &|e| e.byline),
        is(next, &|e| e.dateline),
        is(first, &opens),
        is(first, &|e| !opens(e)),
        is(next, &|e| is_body(e) && !opens(e)),
        is(next, &|e| is_body(e) && !opens(e) && e.ends.leans > 1.0),
        is(next, &is_line),
        is(next, &|e| is_line(e) && e.recurs.behind > 1),
        is(before, &is_line),
        is(before, &|e| is_line(e) && e.recurs.behind > 1),
        is(before, &|e| e.byline),
        is(before, &|e| is_body(e) && !e.ends.closed),
        is(before, &|e| is_body(e) && e.ends.closed),
        is(before, &|e| e.furniture > 1.0),
        is(next, &|e| e.furniture > 1.0),
        flag(cut),
        flag(cut && rest),
        flag(full && !cut),
        flag(full && !cut && all[n].recurs.behind >= SPOKEN),
        flag(full && cut && rest),
    ]
    .into_iter()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::columns_fitted::EAST_ASIAN;
    use super::super::{Role, Role::*};
    use super::*;
    use crate::lang::Lang;
    use crate::page::{Block, Place};
    use crate::passes::evidence::collect;
    use smallvec::SmallVec;

    /// Of three lines above a text what the figures of the second one say for a role rather than for another.
    fn lead(line: &str, role: Role, other: Role) -> f32 {
        let text = "本报讯 每口古井都有了自己的体检表，水位、水质和井深一应俱全，谁也不会忘记，也不会弄丢，市水利局昨天公布了普查的结果。";
        let texts = ["扫码订阅本报", line, text];
        let block = |n: usize| {
            let fill = if n == 2 { Fill::Text } else { Fill::Short };
            Block { pieces: SmallVec::new(), mark: 0, place: Place { fill, gap: true, wide: 20, ..Place::default() } }
        };
        let all = collect(&texts, &[0, 1, 2].map(block), &Lang::ZhHans.into());
        let says = EAST_ASIAN.says(1, &all);
        says[role as usize] - says[other as usize]
    }

    #[test]
    fn what_its_text_says_again_speaks_for_a_title() {
        let (own, other) = ("古井有了自己的体检表", "渡船今起恢复夜间航行");
        assert!(lead(own, Headline, Furniture) > lead(other, Headline, Furniture));
        assert!(lead(own, Headline, Section) > lead(other, Headline, Section));
    }

    #[test]
    fn there_are_as_many_weights_as_figures() {
        let block = Block { pieces: SmallVec::new(), mark: 0, place: Place { fill: Fill::Short, ..Place::default() } };
        let all = collect(&["one line"], &[block], &Lang::En.into());
        let figures = figures(0, &all);
        assert_eq!(figures.len(), EAST_ASIAN.roles.len());
        assert!(figures.iter().all(|figure| figure.is_finite()));
    }
}
