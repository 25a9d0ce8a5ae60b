//! Words of short lines in columns that stand elsewhere on the page: what a title says its text says again, what a banner, a folio or an
//! advertisement says stands there alone.

use crate::lang::Lang;
use crate::lexicon::Map;
use crate::packed::mix;
use crate::page::{Block, Fill};
use crate::text;
use smallvec::SmallVec;

/// How many words of a line stand in the texts around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Recurs {
    /// In one of the texts behind it, before it, and anywhere else.
    pub(crate) behind: u8,
    pub(crate) before: u8,
    pub(crate) anywhere: u8,
    /// How many words it has.
    pub(crate) words: u8,
}

/// Letters of a word that says what a text is about, and those by which words are told apart: what follows is their ending.
const WORD: usize = 4;
const STEM: usize = 6;
/// Blocks behind and before a line in which the text of its article is looked for.
const BEHIND: usize = 10;
const BEFORE: usize = 6;
/// Cells of a line that is looked at: longer ones are text.
const LONGEST: usize = 80;

/// What recurs of each block; nothing of those that no column has.
pub(crate) fn of(texts: &[&str], blocks: &[Block], lang: Lang) -> Vec<Recurs> {
    let in_column = |n: usize| blocks.get(n).is_some_and(|b: &Block| b.place.is_columned());
    if !(0..texts.len()).any(in_column) {
        return vec![Recurs::default(); texts.len()];
    }
    let is_line = |n: usize| in_column(n) && text::cells(texts[n]) <= LONGEST;
    let words: Vec<Vec<u64>> = (0..texts.len()).map(|n| if is_line(n) { words(texts[n], lang) } else { Vec::new() }).collect();
    // Of the texts nothing but the words of lines is asked for.
    let mut places: Map<Places> = words.iter().flatten().map(|word| (*word, Places::default())).collect();
    for (n, text) in texts.iter().enumerate() {
        let is_text = blocks[n].place.fill == Fill::Text || text::cells(text) > LONGEST;
        each_word(text, lang, |word| {
            if let Some(found) = places.get_mut(&word).filter(|found| found.last != Some(n)) {
                found.last = Some(n);
                found.blocks += 1;
                found.texts.extend(is_text.then_some(n));
            }
        });
    }
    let count = |n: usize, stands: &dyn Fn(&Places) -> bool| {
        let found = words[n].iter().filter(|word| places.get(word).is_some_and(stands)).count();
        u8::try_from(found).unwrap_or(u8::MAX)
    };
    let find = |n: usize| {
        if !is_line(n) {
            return Recurs::default();
        }
        Recurs {
            behind: count(n, &|places| places.next(n).is_some_and(|next| next <= n + BEHIND)),
            before: count(n, &|places| places.before(n).is_some_and(|last| last + BEFORE >= n)),
            anywhere: count(n, &|places| places.blocks > 1),
            words: u8::try_from(words[n].len()).unwrap_or(u8::MAX),
        }
    };
    (0..texts.len()).map(find).collect()
}

/// Where a word stands: in how many blocks, and in which texts among them, in order.
#[derive(Debug, Default)]
struct Places {
    /// The block that it was seen in last.
    last: Option<usize>,
    blocks: usize,
    texts: SmallVec<[usize; 2]>,
}

impl Places {
    /// The first text behind block `n`.
    fn next(&self, n: usize) -> Option<usize> {
        self.texts.get(self.texts.partition_point(|&text| text <= n)).copied()
    }

    /// The last one before it.
    fn before(&self, n: usize) -> Option<usize> {
        self.texts.partition_point(|&text| text < n).checked_sub(1).and_then(|at| self.texts.get(at)).copied()
    }
}

/// The words of a text, each once.
fn words(text: &str, lang: Lang) -> Vec<u64> {
    let mut out: Vec<u64> = Vec::new();
    each_word(text, lang, |word| out.push(word));
    out.sort_unstable();
    out.dedup();
    out
}

/// The words of a text: pairs of ideographs side by side, and the stems of longer words of other scripts.
fn each_word(text: &str, lang: Lang, mut each: impl FnMut(u64)) {
    if lang.is_ea() {
        let mut before = ' ';
        for c in text.chars() {
            if text::is_han(c) && text::is_han(before) {
                each(mix(u64::from(before) << 32 | u64::from(c)));
            }
            before = c;
        }
        return;
    }
    text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().nth(WORD - 1).is_some()).map(stem).for_each(each);
}

fn stem(word: &str) -> u64 {
    let small = word.chars().take(STEM).flat_map(char::to_lowercase).map(|c| if c == 'ſ' { 's' } else { c });
    small.fold(0, |hash, c| mix(hash ^ u64::from(c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Place;
    use smallvec::SmallVec;

    #[test]
    fn titles_have_the_words_of_their_texts() {
        let texts =
            ["创新前沿", "古井通了体检表", "每口古井都有自己的体检表，水位、水质和井深一应俱全，谁也不会忘记，也不会弄丢。", "扫码订阅"];
        let find = |texts: &[&str], lang: Lang, fill: Fill| {
            let block = |n: usize| Block {
                pieces: SmallVec::new(),
                mark: 0,
                place: Place { fill: if n == 2 && fill != Fill::Unknown { Fill::Text } else { fill }, ..Place::default() },
            };
            of(texts, &(0..texts.len()).map(block).collect::<Vec<_>>(), lang)
        };
        let found = find(&texts, Lang::ZhHans, Fill::Short);
        assert_eq!(found[1], Recurs { behind: 3, before: 0, anywhere: 3, words: 6 });
        assert_eq!([0, 3].map(|n: usize| (found[n].anywhere, found[n].words)), [(0, 3); 2]);
        // Nobody asks for them where the lines of no column are kept.
        assert!(find(&texts, Lang::ZhHans, Fill::Unknown).iter().all(|found| *found == Recurs::default()));
        let latin =
            ["Sports", "Skaters sweep the record meet", "A skater of the town swept all that the meeting had in store.", "Skate shop"];
        assert_eq!(find(&latin, Lang::En, Fill::Short)[1], Recurs { behind: 1, before: 0, anywhere: 1, words: 4 });
    }
}
