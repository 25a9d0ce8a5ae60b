//! A character that follows itself: read twice, or rightly there.

use crate::context::{Code, ContextModel, LONGEST, USUAL};
use crate::lang::is_family;
use crate::passes::look_alike::{AROUND, Guess, LookAlikes, Source, lattice, score, weights};
use crate::text;
use smallvec::SmallVec;

/// What speaks for a second reading; see [`features`].
pub(super) const FEATURES: usize = 17;

/// Bits that the triples must gain: where they gain less, no words make up for it. On generated dumps of 17 pages all that was rightly
/// repaired gained more than eight.
const LEAST_TRIPLES: f32 = 6.0;
/// Bits of a character that is frequent.
const FREQUENT: f32 = 9.5;
/// Bits of a word that is hardly ever printed.
const RARE_WORD: f32 = 23.0;

/// The second of two equal characters goes, more or less probably.
pub(super) fn guess(page: &LookAlikes, source: Source<'_>, at: usize) -> Option<Guess> {
    let logit = score(&features(page, source, at)?, &weights::DOUBLED);
    let (start, from) = source.char(*page.places.get(at + 1)?)?;
    let (five, end) = (page.written(source, at), start + from.len_utf8());
    Some(Guess { flow: source.flow, start, end, five, from, also: None, to: None, logit })
}

/// What speaks for one character where two stand; nothing where there are not two, or where they may be a name.
pub(super) fn features(page: &LookAlikes, source: Source<'_>, at: usize) -> Option<[f32; FEATURES]> {
    let &[a, c, twin, d] = page.codes.get(at.checked_sub(1)?..at + 3)? else { return None };
    if !page.model.is_han(c) {
        return None;
    }
    let [first, second] = [at, at + 1].map(|n| page.places.get(n).and_then(|&place| source.char(place)));
    let char = first.map(|f| f.1).filter(|&c| c == twin_of(second) && text::is_han(c))?;
    let model = page.model;
    // 白果果 is a child's name, but no child is called 的的; 哈哈哈 is laughter.
    let is_name = is_family(model.char(a)) && model.cost(c) >= FREQUENT;
    if c != twin || a == c || d == c || is_name {
        return None;
    }
    // One pair of two: 的的确确.
    let is_beside = |at: Option<usize>, code: Code| model.is_han(code) && at.and_then(|at| page.codes.get(at)) == Some(&code);
    if is_beside(at.checked_sub(2), a) || is_beside(Some(at + 3), d) {
        return None;
    }
    // A unit and the word behind it: 8 艘船船长.
    if a == model.code('0') && model.is_usual(c, d) && model.tie(c, d) > USUAL {
        return None;
    }
    let triples = (model.next(a, c, c) + model.next(c, c, d) - model.next(a, c, d)).clamp(-8.0, 22.0);
    if triples < LEAST_TRIPLES {
        return None;
    }
    let (window, place) = page.window(at)?;
    let (ends, begins) = meeting(model, window, place, d)?;
    let mut once: SmallVec<[Code; 2 * AROUND + 1]> = SmallVec::from_slice(window);
    once.remove(place);
    let words = (lattice(model, window) - lattice(model, &once)).clamp(-8.0, 22.0);
    let is = |fact: bool| f32::from(u8::from(fact));
    Some([
        1.0,
        words,
        triples,
        words.min(triples),
        model.cost(c).min(22.0),
        model.tie(c, c).clamp(-6.0, 8.0),
        model.tie(a, c).clamp(-6.0, 8.0),
        model.tie(c, d).clamp(-6.0, 8.0),
        is(model.is_han(a)),
        is(model.is_han(d)),
        is(is_family(char)),
        // Of a frequent character the counts know that it never follows itself.
        is(model.cost(c) < FREQUENT) * triples,
        // 一件件 is each of them.
        is(model.char(a) == '一'),
        // The two are a word: 天天 is one that is often printed.
        model.word(&[c, c]).map_or(0.0, |bits| (RARE_WORD - bits).clamp(0.0, 8.0)),
        is(ends),
        is(begins),
        // What ends a word begins the next one: 主轴轴承.
        is(ends && begins),
    ])
}

/// Whether a word ends with the first of two equal characters, and whether one begins with the second; nothing where two words plainly
/// meet in them.
fn meeting(model: &ContextModel, window: &[Code], place: usize, behind: Code) -> Option<(bool, bool)> {
    let is_word =
        |from: Option<usize>, to: usize| from.and_then(|from| window.get(from..to)).is_some_and(|codes| model.word(codes).is_some());
    let ends = |n: usize| is_word((place + 1).checked_sub(n), place + 1);
    let begins = |n: usize| is_word(Some(place + 1), place + 1 + n);
    // Heads and members are called after what they belong to: 秩序科科长, 足球队队员.
    let is_member = matches!(model.char(behind), '长' | '员') && begins(2);
    let begins = (2..=3).any(begins);
    // Where a longer word ends, another one may begin with what ends it: 无人机机巢.
    let is_chain = (3..=LONGEST).any(ends) && model.is_han(behind) && (begins || model.cost(behind) >= FREQUENT);
    (!is_member && !is_chain).then(|| ((2..=3).any(ends), begins))
}

fn twin_of(second: Option<(usize, char)>) -> char {
    second.map_or('\0', |s| s.1)
}
