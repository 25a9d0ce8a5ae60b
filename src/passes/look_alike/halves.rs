//! An ideograph that was read as the two that stand side by side in it.

use crate::context::{self, Code, UNKNOWN};
use crate::passes::look_alike::{AROUND, Guess, LookAlikes, Source, lattice, score, weights};
use smallvec::SmallVec;

/// What speaks for one ideograph; see [`features`].
pub(super) const FEATURES: usize = 2;
/// Bits that triples and words must gain, each by itself; a character less is worth most of that. In 4.6 million characters of running text
/// three halves gain so much, and none more than 13.1; where characters of 1,253 lines were cut in two, 1,767 of 2,067.
const LEAST: f32 = 12.0;

/// Two halves are one ideograph, more or less probably.
pub(super) fn guess(page: &LookAlikes, source: Source<'_>, at: usize) -> Option<Guess> {
    let (whole, features) = features(page, source, at)?;
    let logit = score(&features, &weights::HALVES);
    let (start, from) = source.char(*page.places.get(at)?)?;
    let (right, also) = source.char(*page.places.get(at + 1)?)?;
    let (mut five, behind) = (page.written(source, at), page.written(source, at + 1));
    five[3..].copy_from_slice(&behind[3..]);
    let to = Some((page.model.code(whole), whole));
    Some(Guess { flow: source.flow, start, end: right + also.len_utf8(), five, from, also: Some(also), to, logit })
}

/// The whole and what speaks for it; nothing where no two halves stand.
pub(super) fn features(page: &LookAlikes, source: Source<'_>, at: usize) -> Option<(char, [f32; FEATURES])> {
    let &[far, before, left, right, behind, beyond] = page.codes.get(at.checked_sub(2)?..at + 4)? else { return None };
    let [first, second] = [at, at + 1].map(|n| page.places.get(n).and_then(|&place| source.char(place)));
    let ((start, a), (next, b)) = (first?, second?);
    if start + a.len_utf8() != next {
        return None;
    }
    let code = |c: char| u16::try_from(u32::from(c)).ok();
    let whole = page.halves.whole(code(a)?, code(b)?).and_then(|c| char::from_u32(u32::from(c)))?;
    // 弓长张, 张字拆开: who takes a character apart says which.
    let said = |n: Option<usize>| n.and_then(|n| page.places.get(n)).and_then(|&place| source.char(place)).is_some_and(|(_, c)| c == whole);
    if said(at.checked_sub(1)) || said(Some(at + 2)) {
        return None;
    }
    let model = page.model;
    let is_foreign = model.is_traditional() && context::is_simplified(whole);
    let one = Some(model.code(whole)).filter(|&code| code != UNKNOWN && !is_foreign)?;
    let three = |a: Code, b: Code, c: Code| model.next(a, b, c);
    let two = three(far, before, left) + three(before, left, right) + three(left, right, behind) + three(right, behind, beyond);
    let triples = two - three(far, before, one) - three(before, one, behind) - three(one, behind, beyond);
    let (window, place) = page.window(at)?;
    let mut once: SmallVec<[Code; 2 * AROUND + 1]> = SmallVec::from_slice(window);
    once.remove(place);
    *once.get_mut(place)? = one;
    let words = lattice(model, window) - lattice(model, &once);
    if triples < LEAST || words < LEAST {
        return None;
    }
    Some((whole, [1.0, triples.min(words)]))
}
