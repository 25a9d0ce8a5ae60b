//! Titles that end in a full stop, as newspapers in Latin script set them far into the twentieth century.

use crate::lang::Lang;
use crate::page::Fill;
use crate::passes::evidence::Evidence;

/// Notes of such titles that no sentence ends in them.
///
/// Lines in capitals are no sentences on any page, and neither are those in large print. Others are titles only by the habit of the page: several stand before paragraphs,
/// none of them has a finite verb, and few lines before paragraphs end otherwise. The lengths below are set wide by hand: no page with
/// known roles has such titles, and on 700 that have others hardly a block changes by them.
pub(super) fn open(texts: &[&str], all: &mut [Evidence], lang: Lang) {
    if lang.is_ea() {
        return;
    }
    for (e, text) in all.iter_mut().zip(texts) {
        if is_brief(e) && (is_in_capitals(text) || e.place.size >= LARGE && is_worded(text)) {
            clear(e);
        }
    }
    let stopped: Vec<usize> = (0..all.len()).filter(|&n| all[n].closed && stands_as_title(n, texts, all, lang)).collect();
    let others = (1..all.len()).filter(|&n| !all[n].closed && stands_as_title(n, texts, all, lang)).count();
    let marks = all.iter().any(|e| e.mark > 0 || e.place.size > 0);
    if !marks && stopped.len() >= LEAST_HABIT && stopped.len() > 2 * others {
        stopped.into_iter().for_each(|n| clear(&mut all[n]));
    }
}

/// Hundredths of the size of text from which on print is surely a title's.
const LARGE: u16 = 160;
/// Whether nearly all of a text is letters: what an engine reads for a picture is not.
fn is_worded(text: &str) -> bool {
    let (letters, all) = text.chars().filter(|c| !c.is_whitespace()).fold((0, 0), |(l, n), c| (l + usize::from(c.is_alphabetic()), n + 1));
    letters * 10 >= all * 7
}

/// Titles from which on a page has a habit.
const LEAST_HABIT: usize = 2;
/// Cells of the longest of them, and its lines in a column.
const LONGEST: usize = 110;
const MOST_ROWS: usize = 4;

fn is_brief(e: &Evidence) -> bool {
    let untold = !e.byline && !e.dateline && !e.jump && e.mark == 0;
    untold && e.cells <= LONGEST && e.rows <= MOST_ROWS
}

fn clear(e: &mut Evidence) {
    e.stopped = e.closed;
    e.closed = false;
    e.stop_inside = false;
    e.caption = if e.caption < CUE { 0.0 } else { e.caption };
}

/// What a word of captions gives a block.
const CUE: f32 = 3.0;

/// Whether nearly all letters of a text are capitals.
pub(super) fn is_in_capitals(text: &str) -> bool {
    let count =
        |(capitals, small): (usize, usize), c: char| (capitals + usize::from(c.is_uppercase()), small + usize::from(c.is_lowercase()));
    let (capitals, small) = text.chars().fold((0, 0), count);
    capitals >= LEAST_CAPITALS && small * 5 <= capitals
}

/// Fewer capitals are initials and the marks of firms.
const LEAST_CAPITALS: usize = 6;

/// Whether a line stands where titles do, before a paragraph that opens with a capital and behind one that has ended, and is worded as one.
fn stands_as_title(n: usize, texts: &[&str], all: &[Evidence], lang: Lang) -> bool {
    let e = &all[n];
    let brief = is_brief(e) && e.rows == 1 && e.cells <= LONGEST_LINE && e.place.fill != Fill::Text;
    if !brief || !e.plain || e.comma || e.stop_inside || e.furniture >= 1.0 {
        return false;
    }
    let opens = |text: &&str| text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let ended = n.checked_sub(1).map(|before| &all[before]).is_none_or(|b| b.closed || b.furniture > 0.0 || is_brief(b));
    let text = all.get(n + 1).is_some_and(|next| next.cells > LEAST_TEXT) && texts.get(n + 1).is_some_and(opens);
    ended && text && texts.get(n).is_some_and(opens) && !is_sentence(texts[n], lang)
}

/// Cells of a line that is a title by habit.
const LONGEST_LINE: usize = 50;
/// Cells of a paragraph that has a title.
const LEAST_TEXT: usize = 120;

/// Whether a finite verb of the language's table stands in a line.
fn is_sentence(text: &str, lang: Lang) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| lang.table().verbs.contains(&word))
}

#[cfg(test)]
mod tests {
    use crate::Desk;

    const TEXT: &str = "Shortly after midnight a fire broke out at the rope works in the harbour, and before the brigade came the roof had \
        fallen in. The men saved the boats.";

    fn headlines(page: &str) -> Vec<String> {
        Desk::new().clean(page).articles().into_iter().map(|a| a.headline.unwrap_or_default()).collect()
    }

    #[test]
    fn capitals_are_no_sentence() {
        let page = format!("FIRE AT THE ROPE WORKS.\n\n{TEXT}\n\nTHE NEW LIFEBOAT.\n\n{TEXT}\n");
        assert_eq!(headlines(&page), ["FIRE AT THE ROPE WORKS.", "THE NEW LIFEBOAT."]);
    }

    #[test]
    fn stopped_titles_are_a_habit() {
        let page = |a: &str, b: &str| format!("{a}\n\n{TEXT}\n\n{b}\n\n{TEXT}\n");
        assert_eq!(headlines(&page("Fire at the rope works.", "The new lifeboat.")), ["Fire at the rope works.", "The new lifeboat."]);
        let sentences = headlines(&page("The fire was out.", "The boat is new."));
        assert!(sentences.iter().all(String::is_empty), "{sentences:?}");
        let one = headlines(&page("Fire at the rope works.", "The boat is new."));
        assert!(one.iter().all(String::is_empty), "{one:?}");
    }
}
