//! Titles inside a column that are no larger than its text: lines in capitals in its middle, as papers set them far into the twentieth century.

use crate::byline;
use crate::lang::Lang;
use crate::page::Part;
use crate::passes::evidence::Evidence;
use crate::passes::stopped::is_in_capitals;

/// Notes such titles, and the decks below them, where boxes show what stands in the middle.
///
/// Papers set the headings inside an article so, too. A title has something more: a deck, a rule above it, a second line, or a
/// text below it that opens with a place.
pub(super) fn open(texts: &[&str], all: &mut [Evidence], lang: Lang) {
    if lang.is_ea() || !all.iter().any(|e| e.place.centred) {
        return;
    }
    let mut n = 0;
    while n < all.len() {
        let Some((heads, decks)) = title(n, texts, all, lang) else {
            n += 1;
            continue;
        };
        all[n..n + heads].iter_mut().for_each(|e| e.inner = Part::Headline);
        all[n + heads..n + heads + decks].iter_mut().for_each(|e| e.inner = Part::Deck);
        n += heads + decks;
    }
}

/// Blocks in capitals and of decks of a title that begins with block `n`.
fn title(n: usize, texts: &[&str], all: &[Evidence], lang: Lang) -> Option<(usize, usize)> {
    let below_text = n.checked_sub(1).is_some_and(|before| all[before].is_text() && !all[before].closed);
    if below_text {
        return None;
    }
    // The last line of each part stands in the middle; others may fill the column.
    let run = |from: usize, capitals: bool| {
        let in_capitals = |k: usize| is_in_capitals(texts[k]) || k > from && !texts[k].contains(char::is_lowercase);
        let bare = |k: usize| all[k].mark == 0 || capitals && all[k].place.centred;
        let of_part = |k: usize| is_of_title(&all[k]) && in_capitals(k) == capitals && bare(k);
        let goes_on = |k: usize| k == from || !all[k].place.apart && (!all[k - 1].closed || all[k - 1].place.centred);
        let part = (from..all.len()).take(MOST_BLOCKS).take_while(|&k| of_part(k) && goes_on(k));
        let last = part.filter(|&k| all[k].place.centred).last();
        last.map_or(0, |last| last + 1 - from)
    };
    let heads = run(n, true);
    if heads == 0 {
        return None;
    }
    let decks = run(n + heads, false);
    let text = n + heads + decks;
    let (below, words) = (all.get(text)?, texts.get(text)?);
    let opens = below.dateline || byline::opens_with_capitals(words) || byline::dateline(words, lang) > 0;
    let told = heads > 1 || decks > 0 || opens || all[n].place.apart;
    (told && (below.byline || below.is_text() || opens)).then_some((heads, decks))
}

/// Blocks of each part of a title.
const MOST_BLOCKS: usize = 5;

/// Lines of such a block.
const MOST_ROWS: usize = 5;

/// Whether a block is as short as the lines of such titles are, and says nothing else.
fn is_of_title(e: &Evidence) -> bool {
    e.rows <= MOST_ROWS && e.cells <= LONGEST && !e.byline && !e.dateline && !e.jump && e.furniture < 1.0
}

/// Cells of such a block.
const LONGEST: usize = 130;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Block, Place};
    use crate::passes::evidence::collect;
    use smallvec::SmallVec;

    /// The part that each line is: `.` before one says that it stands in the middle, `|` that a rule stands above it, too.
    fn parts(lines: &[&str]) -> Vec<Part> {
        let block = |line: &&str| {
            let place = Place { size: 100, centred: line.starts_with(['.', '|']), apart: line.starts_with('|'), ..Place::default() };
            Block { pieces: SmallVec::new(), mark: 0, place }
        };
        let blocks: Vec<Block> = lines.iter().map(block).collect();
        let texts: Vec<&str> = lines.iter().map(|line| line.trim_start_matches(['.', '|'])).collect();
        collect(&texts, &blocks, &Lang::En.into()).iter().map(|e| e.inner).collect()
    }

    const TEXT: &str = "The boats that had gone out in the morning came back before the storm, and no man of their crews was hurt.";

    #[test]
    fn a_title_in_capitals_has_a_deck_a_rule_or_an_opening() {
        use Part::{Deck, Headline, Text};
        for (lines, wanted) in [
            (&[TEXT, ".THE HARBOUR BOARD", ".A new pier is wanted.", TEXT][..], &[Text, Headline, Deck, Text][..]),
            // The first line of the deck fills its column.
            (&[".THE HARBOUR BOARD", "A new pier is wanted before the", ".winter.", TEXT], &[Headline, Deck, Deck, Text]),
            (&[TEXT, "|THE HARBOUR BOARD", TEXT], &[Text, Headline, Text]),
            (&[TEXT, ".THE HARBOUR", ".BOARD", TEXT], &[Text, Headline, Headline, Text]),
            (&[TEXT, ".THE HARBOUR BOARD", "HAVEN, May 4. The board met.", TEXT], &[Text, Headline, Text, Text]),
            // A heading inside an article, a line that does not stand in the middle, and one inside a paragraph.
            (&[TEXT, ".THE HARBOUR BOARD", TEXT], &[Text; 3]),
            (&[TEXT, "THE HARBOUR BOARD", ".A new pier is wanted.", TEXT], &[Text; 4]),
            (
                &["The boats that had gone out in the morning came back before the storm, but of the", "|THE HARBOUR BOARD", TEXT],
                &[Text; 3],
            ),
            // No text stands below.
            (&[TEXT, ".THE HARBOUR BOARD", ".A new pier is wanted."], &[Text; 3]),
        ] {
            assert_eq!(parts(lines), wanted, "{lines:?}");
        }
    }
}
