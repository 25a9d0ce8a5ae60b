//! Titles inside a column that are no larger than its text: lines in capitals in its middle, as papers set them far into the twentieth century.

use crate::byline;
use crate::lang::Lang;
use crate::page::Part;
use crate::passes::evidence::Evidence;
use crate::passes::stopped::is_in_capitals;

/// A title that begins with some block: how many in capitals, and how many of decks, it has.
struct Title {
    first: usize,
    heads: usize,
    decks: usize,
    /// A rule above it or the opening of the text below it says so.
    sure: bool,
}

/// Notes such titles, and the decks below them, where boxes show what stands in the middle.
///
/// Papers set the headings inside an article so, too, and what is quoted. A title has something more: a rule above it, or a text below
/// it that opens with a place. A deck, or a second line, says enough where the page has several titles.
pub(super) fn open(texts: &[&str], all: &mut [Evidence], lang: Lang) {
    if lang.is_ea() || !all.iter().any(|e| e.place.centred) {
        return;
    }
    let mut titles = Vec::new();
    let mut n = 0;
    while n < all.len() {
        let found = title(n, texts, all, lang);
        n += found.as_ref().map_or(1, |title| title.heads + title.decks);
        titles.extend(found);
    }
    let several = titles.len() > 1;
    for title in titles.into_iter().filter(|title| title.sure || several) {
        let rest = all.iter_mut().skip(title.first);
        for (k, e) in rest.take(title.heads + title.decks).enumerate() {
            e.inner = if k < title.heads { Part::Headline } else { Part::Deck };
        }
    }
}

/// The title that begins with block `n`, if one does.
fn title(n: usize, texts: &[&str], all: &[Evidence], lang: Lang) -> Option<Title> {
    let before = n.checked_sub(1);
    let goes_on = before.is_some_and(|b| all[b].is_text() && !all[b].closed || texts[b].trim_end().ends_with(':'));
    if goes_on {
        return None;
    }
    let heads = part_of(n, true, texts, all);
    // A name with an office behind it signs what stands above.
    if heads == 0 || pauses(texts[n + heads - 1]) {
        return None;
    }
    let decks = part_of(n + heads, false, texts, all);
    let text = n + heads + decks;
    let (below, words) = (all.get(text)?, texts.get(text)?);
    let opens = below.dateline || byline::opens_with_capitals(words) || byline::dateline(words, lang) > 0;
    let sure = opens || all[n].place.apart;
    let told = sure || heads > 1 || decks > 0;
    (told && (below.byline || below.is_text() || opens)).then_some(Title { first: n, heads, decks, sure })
}

/// How many blocks from one on are a part of a title, in capitals or not. The last line of each part stands in the middle; others may
/// fill the column.
fn part_of(from: usize, capitals: bool, texts: &[&str], all: &[Evidence]) -> usize {
    let in_capitals = |k: usize| is_in_capitals(texts[k]) || k > from && !texts[k].contains(char::is_lowercase);
    let bare = |k: usize| all[k].mark == 0 || capitals && all[k].place.centred;
    // Verse, forms of address, and places with a day are no decks.
    let deck = |k: usize| capitals || !(pauses(texts[k]) || all[k].digits && all[k].comma);
    let of_part = |k: usize| is_of_title(&all[k]) && in_capitals(k) == capitals && bare(k) && deck(k);
    let goes_on = |k: usize| k == from || !all[k].place.apart && (!all[k - 1].closed || all[k - 1].place.centred);
    let part = (from..all.len()).take(MOST_BLOCKS).take_while(|&k| of_part(k) && goes_on(k));
    part.filter(|&k| all[k].place.centred).last().map_or(0, |last| last + 1 - from)
}

/// Whether a line leads on in the next one.
fn pauses(text: &str) -> bool {
    text.trim_end().ends_with([',', ';', ':', '—'])
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
            (
                &[TEXT, ".THE HARBOUR BOARD", ".A new pier is wanted.", TEXT, ".THE LIFEBOAT", ".A new boat.", TEXT][..],
                &[Text, Headline, Deck, Text, Headline, Deck, Text][..],
            ),
            // One deck alone says too little.
            (&[TEXT, ".THE HARBOUR BOARD", ".A new pier is wanted.", TEXT], &[Text; 4]),
            // The first line of the deck fills its column.
            (&["|THE HARBOUR BOARD", "A new pier is wanted before the", ".winter.", TEXT], &[Headline, Deck, Deck, Text]),
            (&[TEXT, "|THE HARBOUR BOARD", TEXT], &[Text, Headline, Text]),
            (&[TEXT, "|THE HARBOUR", ".BOARD", TEXT], &[Text, Headline, Headline, Text]),
            // A signature, a form of address, and verse.
            (&[TEXT, "|JOHN SMITH,", ".Secretary of the Board.", TEXT], &[Text; 4]),
            (&[TEXT, ".TO THE MAYOR", ".Sir,", TEXT, ".TO THE BOARD", ".Sir,", TEXT], &[Text; 7]),
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
