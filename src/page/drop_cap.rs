//! Drop caps: the large first letter of a text, which engines read by itself.

use super::{Block, Glue, Piece};
use crate::lang::Lang;
use crate::stats::{Statistics, WordList};
use smallvec::SmallVec;

/// Bits that the word costs at most which a letter and the piece behind it make: lists have junk among rarer ones.
const RARE: f32 = 18.0;
/// Letters of the longest such word.
const LONGEST: usize = 24;

/// Capitals that are a word.
fn words_of_a_letter(lang: Lang) -> &'static [char] {
    match lang {
        Lang::En => &['A', 'I', 'O'],
        Lang::Fr => &['A', 'À', 'O', 'Y', 'Ô'],
        _ => &[],
    }
}

/// The letter that a text is, where it is one alone.
fn alone(text: &str) -> Option<char> {
    let mut chars = text.trim().chars();
    chars.next().filter(|c| c.is_uppercase() && chars.next().is_none())
}

/// How a large letter and the text behind it hang together, where it begins the word that is cut there or is one before it.
pub(crate) fn glue(letter: char, behind: &str, lang: Lang, words: &WordList<'_>) -> Option<Glue> {
    let end = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
    let piece = behind.get(..end).filter(|piece| !piece.is_empty() && piece.len() < LONGEST)?;
    let (lower, upper) = (piece.chars().all(char::is_lowercase), piece.chars().all(char::is_uppercase));
    // A hyphen or an apostrophe behind a single letter makes another word of it: T-shirt, I'm.
    if !lower && !upper || behind.get(end..)?.starts_with(['\'', '’', '-', '.']) {
        return None;
    }
    let piece = piece.to_lowercase();
    let known = |word: &str| words.get(word).is_some_and(|entry| entry.cost < RARE);
    let single = piece.chars().count() == 1;
    let cost = |word: &str| words.get(word).map_or(f32::INFINITY, |entry| entry.cost);
    // P RICE and G RANT: names behind their initials.
    let others = || behind.as_bytes().windows(4).any(|w| matches!(w, [b' ', b'A'..=b'Z', b' ', b'A'..=b'Z']));
    if upper && !single && others() {
        return None;
    }
    if words_of_a_letter(lang).contains(&letter) && !single && known(&piece) {
        return lower.then_some(Glue::Space);
    }
    let whole = format!("{}{piece}", letter.to_lowercase());
    // B road, S word; e-mail is written so, too.
    let apart = !single && (cost(&piece) < cost(&whole) || letter == 'E' && known(&piece));
    (known(&whole) && !apart).then_some(Glue::None)
}

/// Joins a letter that stands on a line of its own to the text behind it.
pub(crate) fn join(blocks: &mut Vec<Block>, page: &str, stats: Statistics<'_>) {
    let Some(words) = stats.words() else { return };
    let glue = |letter: char, behind: &str| glue(letter, behind, stats.lang, &words);
    let letter = |block: &Block| block.pieces.first().filter(|_| block.mark == 0).and_then(|piece| alone(piece.span.of(page)));
    // The letters of an alphabetical list.
    let letters: SmallVec<[char; 4]> = blocks.iter().filter_map(letter).collect();
    if letters.len() > 1 && letters.is_sorted() {
        return;
    }
    let mut n = 0;
    while let Some(block) = blocks.get_mut(n) {
        n += 1;
        let Some(letter) = letter(block) else { continue };
        if let Some(second) = block.pieces.get_mut(1) {
            second.glue = glue(letter, second.span.of(page)).unwrap_or(second.glue);
            continue;
        }
        let cap = block.pieces.first().map(|piece| Piece { glue: Glue::None, ..*piece });
        let Some((cap, next)) = cap.zip(blocks.get_mut(n)) else { continue };
        let hung = next.pieces.first_mut().filter(|_| next.mark == 0);
        let Some((first, glue)) = hung.and_then(|first| glue(letter, first.span.of(page)).map(|glue| (first, glue))) else { continue };
        first.glue = glue;
        next.pieces.insert(0, cap);
        blocks.remove(n - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{cut, lines};

    fn joined(lang: Lang, page: &str) -> Vec<String> {
        let stats = Statistics::from(lang);
        let mut blocks = cut(&mut lines(page, None), page, &crate::hyphen::Hyphens::new(page, stats));
        join(&mut blocks, page, stats);
        blocks.iter().map(|block| block.text(page).into_owned()).collect()
    }

    #[test]
    fn a_large_letter_begins_the_word_behind_it() {
        let cases = [
            (Lang::En, "T\n\nHE council met.\n", vec!["THE council met."]),
            (Lang::En, "T\nhe council met.\n", vec!["The council met."]),
            (Lang::En, "A\n\nfire broke out.\n", vec!["A fire broke out."]),
            (Lang::De, "D\n\nie Stadt baut.\n", vec!["Die Stadt baut."]),
            (Lang::Fr, "L\n\nES élèves chantent.\n", vec!["LES élèves chantent."]),
            (Lang::En, "A\n\nABBOTT, John, of Mill Lane.\n", vec!["A", "ABBOTT, John, of Mill Lane."]),
            (Lang::En, "B\n\nThe second part.\n", vec!["B", "The second part."]),
            (Lang::En, "T\n\n# HE council\n", vec!["T", "HE council"]),
            (Lang::En, "A\nhorse\nB\nox\nC\nrow\n", vec!["A", "horse", "B", "ox", "C", "row"]),
            (Lang::En, "B\n\nlock, a thing\n\nS\n\nhare, a part\n", vec!["B", "lock, a thing", "S", "hare, a part"]),
            (Lang::En, "T\n", vec!["T"]),
            (Lang::ZhHans, "T\n\nhe council met.\n", vec!["T", "he council met."]),
        ];
        for (lang, page, wanted) in cases {
            assert_eq!(joined(lang, page), wanted, "{page}");
        }
    }

    #[test]
    fn words_of_one_letter_and_compounds_stay() {
        let stats = Statistics::from(Lang::En);
        let words = stats.words().unwrap();
        for (letter, behind) in [
            ('A', "bout of fever"),
            ('I', "T'S here"),
            ('T', "-shirt"),
            ('X', "ray"),
            ('B', "flat major"),
            ('J', ". Smith"),
            ('B', "road closed"),
            ('S', "word"),
            ('P', "RICE and G RANT"),
            ('E', "mail"),
        ] {
            assert_ne!(glue(letter, behind, Lang::En, &words), Some(Glue::None), "{letter} {behind}");
        }
        for (letter, behind) in [('A', "bout the house"), ('A', "mong them"), ('I', "n the house"), ('W', "E hear")] {
            assert_eq!(glue(letter, behind, Lang::En, &words) == Some(Glue::None), behind != "bout the house", "{letter} {behind}");
        }
    }
}
