//! From the repairs of a page to words of its file that read otherwise.

use crate::cleaned::{self, Cleaned};
use crate::flow::Flow;
use crate::put::Put;
use crate::sheet::Word;
use crate::span::Span;
use std::ops::Range;

/// Words of the file that are one word now, or one word that reads otherwise.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) words: Range<usize>,
    pub(super) text: String,
}

/// A repair over the page's text.
struct Fix {
    place: Span,
    to: Put,
}

/// All changes, in the order of the file.
pub(super) fn of(page: &Cleaned) -> Vec<Change> {
    let words = page.words.as_slice();
    let mut fixes: Vec<Fix> = cleaned::flows(page.layout()).flat_map(fixes).collect();
    fixes.sort_by_key(|f| f.place);
    let mut groups: Vec<(Range<usize>, Vec<Fix>)> = Vec::new();
    for fix in fixes.into_iter().flat_map(|fix| by_line(fix, words)) {
        let Some(touched) = touched(fix.place, words) else { continue };
        match groups.last_mut() {
            Some((last, own)) if touched.start < last.end => {
                last.end = last.end.max(touched.end);
                own.push(fix);
            }
            _ => groups.push((touched, vec![fix])),
        }
    }
    let repaired = groups.into_iter().filter_map(|(words_of, fixes)| {
        let whole = Span::new(words.get(words_of.start)?.span.start, words.get(words_of.end.checked_sub(1)?)?.span.end);
        Some(Change { text: text(whole, &fixes, page.norm()), words: words_of })
    });
    with_normalised(repaired.collect(), page)
}

/// The repairs of a flow with their places in the page's text. Line ends stay as they are printed.
fn fixes(flow: &Flow) -> Vec<Fix> {
    let mut out = Vec::new();
    for (fix, _) in flow.fixes.iter().filter(|(fix, applied)| *applied && !fix.rule.id.starts_with("layout/")) {
        if fix.start == fix.end {
            let before = flow.places(fix.start.saturating_sub(1), fix.start).last().map(|p| p.end);
            let at = before.or(flow.places(fix.start, fix.start + 1).first().map(|p| p.start));
            out.extend(at.map(|at| Fix { place: Span::new(at, at), to: fix.to }));
            continue;
        }
        for (n, place) in flow.places(fix.start, fix.end).into_iter().enumerate() {
            out.push(Fix { place, to: if n == 0 { fix.to } else { "".into() } });
        }
    }
    out
}

/// A repair over words of several lines is one for each line.
fn by_line(fix: Fix, words: &[Word]) -> Vec<Fix> {
    let Some(touched) = touched(fix.place, words) else { return Vec::new() };
    let own = words.get(touched).unwrap_or_default();
    if own.windows(2).all(|w| matches!(w, [a, b] if a.line == b.line)) {
        return vec![fix];
    }
    let inside = |word: &Word| Span::new(fix.place.start.max(word.span.start), fix.place.end.min(word.span.end));
    let places = own.iter().map(inside).filter(|place| !place.is_empty());
    places.enumerate().map(|(n, place)| Fix { place, to: if n == 0 { fix.to } else { "".into() } }).collect()
}

/// The words that a place touches: those that it covers in part, or both beside the white space that it covers.
fn touched(place: Span, words: &[Word]) -> Option<Range<usize>> {
    if place.is_empty() {
        let before = words.partition_point(|w| w.span.end < place.start);
        return words.get(before).filter(|w| w.span.start <= place.start).map(|_| before..before + 1);
    }
    let first = words.partition_point(|w| w.span.end <= place.start);
    let end = words.partition_point(|w| w.span.start < place.end);
    if first < end {
        return Some(first..end);
    }
    (end > 0 && first < words.len()).then(|| end - 1..first + 1)
}

/// A stretch of the page's text with repairs.
fn text(whole: Span, fixes: &[Fix], norm: &str) -> String {
    let mut out = String::with_capacity(whole.len() + 8);
    let mut at = whole.start;
    for fix in fixes {
        if fix.place.start < at || fix.place.end > whole.end {
            continue;
        }
        out.push_str(Span::new(at, fix.place.start).of(norm));
        out.push_str(&fix.to);
        at = fix.place.end;
    }
    out.push_str(Span::new(at, whole.end).of(norm));
    out
}

/// Adds the words that only the normalisation of code points changed, and takes out those that say what they said.
fn with_normalised(repaired: Vec<Change>, page: &Cleaned) -> Vec<Change> {
    let mut out = Vec::with_capacity(repaired.len());
    let mut at = 0;
    let single = |n: usize| Some(Change { words: n..n + 1, text: page.words.get(n)?.span.of(page.norm()).to_owned() });
    for change in repaired {
        out.extend((at..change.words.start).filter_map(single));
        at = change.words.end;
        out.push(change);
    }
    out.extend((at..page.words.len()).filter_map(single));
    out
}

/// Where a word stands in what was rebuilt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    /// Number of its article, from 1.
    pub(super) article: usize,
    /// Number of the stretch of text in the order of reading.
    pub(super) rank: usize,
}

/// For each word of the file its place in the articles.
pub(super) fn articles(page: &Cleaned) -> Vec<Option<Read>> {
    let mut out = vec![None; page.words.len()];
    let mut rank = 0;
    for (n, draft) in page.layout().articles.iter().enumerate() {
        for place in cleaned::flows_of(draft).flat_map(|flow| flow.places(0, flow.len())) {
            let first = page.words.partition_point(|w| w.span.end <= place.start);
            let end = page.words.partition_point(|w| w.span.start < place.end);
            out.get_mut(first..end).into_iter().flatten().for_each(|read| *read = Some(Read { article: n + 1, rank }));
            rank += 1;
        }
    }
    out
}
