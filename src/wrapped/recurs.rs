//! Whether the words of a line stand in the lines around it: those of a title do in the text below it.

use crate::lang::Lang;
use crate::lexicon;
use crate::packed;
use crate::text;

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
    let mut all: Vec<(u64, usize)> = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        let words = words(text, lang);
        out[n].words = u8::try_from(words.len()).unwrap_or(u8::MAX);
        all.extend(words.into_iter().map(|word| (word, n)));
    }
    // The lines that have a word stand one behind the other then: the nearest ones are neighbours.
    all.sort_unstable();
    for (&(word, before), &(next, n)) in all.iter().zip(all.iter().skip(1)) {
        if word == next && n - before <= AROUND {
            out[before].ahead = out[before].ahead.saturating_add(1);
            out[n].before = out[n].before.saturating_add(1);
        }
    }
    out
}

/// The words of a line, each once.
fn words(text: &str, lang: Lang) -> Vec<u64> {
    let mut out: Vec<u64> = if lang.is_ea() {
        let pairs = text.chars().zip(text.chars().skip(1)).filter(|&(a, b)| text::is_han(a) && text::is_han(b));
        pairs.map(|(a, b)| packed::mix(u64::from(a) << 32 | u64::from(b))).collect()
    } else {
        let long = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().nth(LONG_WORD - 1).is_some());
        long.map(|word| lexicon::hash(&word.to_lowercase())).collect()
    };
    out.sort_unstable();
    out.dedup();
    out
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
}
