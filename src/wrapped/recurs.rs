//! Whether the words of a line stand in the lines around it: those of a title do in the text below it.

use crate::lang::Lang;
use crate::lexicon::{self, Map};
use crate::packed;
use crate::text;
use std::hash::BuildHasherDefault;

/// Lines before and behind one that are looked at.
const AROUND: usize = 24;
/// Letters of a word that says what a text is about.
const LONG_WORD: usize = 5;

/// Of the words of a line how many stand in the lines behind it, and before it. Of ideographs two side by side are a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Recurs {
    pub(super) words: u8,
    pub(super) ahead: u8,
    pub(super) before: u8,
}

/// For each line.
pub(super) fn of(texts: &[&str], lang: Lang) -> Vec<Recurs> {
    let mut out = vec![Recurs::default(); texts.len()];
    let words = texts.iter().map(|text| text.len()).sum::<usize>() / BYTES;
    // The line in which each word was seen last.
    let mut last: Map<usize> = Map::with_capacity_and_hasher(words.min(ROOM), BuildHasherDefault::default());
    for (n, text) in texts.iter().enumerate() {
        each_word(text, lang, |word| {
            let before = last.insert(word, n);
            if before == Some(n) {
                return;
            }
            out[n].words = out[n].words.saturating_add(1);
            if let Some(before) = before.filter(|before| n - before <= AROUND) {
                out[before].ahead = out[before].ahead.saturating_add(1);
                out[n].before = out[n].before.saturating_add(1);
            }
        });
    }
    out
}

/// Bytes of a text to each of its words at least, and words for which there is room from the start.
const BYTES: usize = 3;
const ROOM: usize = 1 << 14;

/// The words of a line.
fn each_word(text: &str, lang: Lang, mut each: impl FnMut(u64)) {
    if lang.is_ea() {
        let mut before = None;
        for c in text.chars() {
            let own = text::is_han(c).then_some(c);
            if let (Some(a), Some(b)) = (before, own) {
                each(packed::mix(u64::from(a) << 32 | u64::from(b)));
            }
            before = own;
        }
    } else {
        let long = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().nth(LONG_WORD - 1).is_some());
        long.for_each(|word| each(lexicon::hash(&word.to_lowercase())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_titles_stand_in_the_text_below() {
        let found = of(&["Beaver floods a path", "The path was flooded.", "A beaver did it."], Lang::En);
        assert_eq!(found[0], Recurs { words: 2, ahead: 1, before: 0 });
        assert_eq!(found[2], Recurs { words: 1, ahead: 0, before: 1 });
        let found = of(&["古井有了体检表", "每口古井都有"], Lang::ZhHans);
        assert_eq!(found[0], Recurs { words: 6, ahead: 1, before: 0 });
    }

    #[test]
    fn words_count_once_a_line_and_in_the_nearest_one() {
        let mut lines = vec!["古井古井", "古井"];
        assert_eq!(of(&lines, Lang::ZhHans)[0], Recurs { words: 2, ahead: 1, before: 0 });
        lines.push("古井");
        let found = of(&lines, Lang::ZhHans);
        assert_eq!(found, [(2, 1, 0), (1, 1, 1), (1, 0, 1)].map(|(words, ahead, before)| Recurs { words, ahead, before }));
        let far: Vec<&str> = std::iter::once("古井").chain(std::iter::repeat_n("", AROUND)).chain(["古井"]).collect();
        assert_eq!(of(&far, Lang::ZhHans)[0], Recurs { words: 1, ahead: 0, before: 0 });
    }
}
