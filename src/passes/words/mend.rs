//! Verdicts as repairs of the characters that differ.

use super::Verdict;
use super::token::Token;
use crate::passes::glyphs::Fix;
use crate::put::Put;

/// The new word with the capitals of the old one: the first, or all.
pub(super) fn recase(to: &str, token: Token) -> String {
    if token.is_heading() {
        return to.to_uppercase();
    }
    if token.capital {
        let mut chars = to.chars();
        let first = chars.next().into_iter().flat_map(char::to_uppercase);
        return first.chain(chars).collect();
    }
    to.to_owned()
}

/// The repairs that make one word of several pieces: each space by itself where nothing else changes.
pub(super) fn join(text: &str, start: usize, end: usize, verdict: &Verdict, out: &mut Vec<Fix>) {
    let pieces = text.get(start..end).unwrap_or("");
    if !pieces.split(' ').flat_map(str::chars).eq(verdict.to.chars()) {
        out.extend(fix(text, start, end, verdict));
        return;
    }
    let confidence = confidence(verdict.margin);
    for (at, space) in pieces.match_indices(' ') {
        let at = start + at;
        out.push(Fix { start: at, end: at + space.len(), to: "".into(), rule: verdict.rule, confidence });
    }
}

/// A repair of the characters that differ.
pub(super) fn fix(text: &str, start: usize, end: usize, verdict: &Verdict) -> Option<Fix> {
    let old = text.get(start..end)?;
    let new = verdict.to.as_str();
    if old == new {
        return None;
    }
    let mut head: usize = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (o, n) = (old.get(head..)?, new.get(head..)?);
    let mut tail = o.chars().rev().zip(n.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>();
    if head + tail >= old.len() {
        // What is put in stands in place of a character, so that it has a place in the page.
        match old.get(..head)?.chars().next_back() {
            Some(c) => head -= c.len_utf8(),
            None => tail -= old.chars().next()?.len_utf8(),
        }
    }
    let to = Put::short(new.get(head..new.len() - tail)?)?;
    Some(Fix { start: start + head, end: end - tail, to, rule: verdict.rule, confidence: confidence(verdict.margin) })
}

/// Bits of margin to a confidence: five bits apply by default.
pub(super) fn confidence(margin: f32) -> f32 {
    (1.0 - 0.5 * (-margin / 2.8).exp2()).clamp(0.0, 0.99)
}
