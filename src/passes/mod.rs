//! The passes, each a file with one job, and the registry of their rules.

pub(crate) mod byline_word;
pub(crate) mod classify;
pub(crate) mod echo;
pub(crate) mod dash_for_one;
pub(crate) mod evidence;
mod furniture;
pub(crate) mod glyphs;
pub(crate) mod kana;
pub(crate) mod latin_digit;
pub(crate) mod layout;
pub(crate) mod letter_digit;
pub(crate) mod look_alike;
pub(crate) mod markup;
pub(crate) mod normalise;
mod normalise_table;
mod one_table;
pub(crate) mod quotes;
mod recurs;
pub(crate) mod settle;
pub(crate) mod signs;
pub(crate) mod stitch;
mod inner;
mod stopped;
pub(crate) mod stray;
pub(crate) mod tails;
mod told;
mod topic;
pub(crate) mod typography;
pub(crate) mod width;
mod wording;
pub(crate) mod words;

use crate::rule::Rule;

/// Every rule, in the order of the passes. A rule's `number` is its place here.
pub(crate) static REGISTRY: &[&Rule] = &[
    // Code points first: all later rules look at normalised text.
    &normalise::RADICAL,
    &normalise::PRESENTATION,
    &normalise::LIGATURE,
    &normalise::CONTROL,
    &normalise::REPLACEMENT,
    // Joins before glyphs: a quotation may open in one column and close in the next.
    &layout::LINE_BREAK,
    &layout::HYPHEN_BREAK,
    &layout::COLUMN_BREAK,
    &layout::DISPLACED_TAIL,
    // Glyphs last, on whole paragraphs.
    &width::HALF_WIDTH,
    &width::DOTS,
    &quotes::STRAIGHT_QUOTE,
    &stray::SPECK,
    &stray::HAN_SPACE,
    &dash_for_one::DASH_FOR_ONE,
    // Words of Latin scripts.
    &words::SCANNO,
    &words::SPLIT,
    &words::MERGED,
    // Rows that run across columns.
    &layout::COLUMN_RULE,
    // Marks between words.
    &words::STRAY_MARK,
    // Ideographs, by their context.
    &look_alike::LOOK_ALIKE,
    &look_alike::DOUBLED,
    &letter_digit::LETTER_FOR_DIGIT,
    // Marks as a language prints them.
    &typography::QUOTE,
    &typography::APOSTROPHE,
    &typography::DASH,
    &typography::MARK_SPACE,
    // Frequent ideographs, by their context.
    &look_alike::COMMON_LOOK_ALIKE,
    // Characters of Japanese, by those beside them.
    &kana::KANA,
    // Numbers that a spread line took apart.
    &stray::DIGIT_SPACE,
    // Lines that a converter ended at soft hyphens.
    &layout::SOFT_BREAK,
    // Ideographs that were cut in two.
    &look_alike::HALVES,
    // Columns that may be mixed; only reported.
    &layout::MIXED_COLUMNS,
    // Marks between French words.
    &words::APOSTROPHE,
    // The word that opens a byline.
    &byline_word::BYLINE_WORD,
    // Signs of measures and formulas.
    &signs::DEGREES,
    &signs::SIGN,
    // Money.
    &signs::POUNDS,
    // The end of a text.
    &words::LAST_MARK,
    // What vision models write around and inside a text; it goes with the code points.
    &markup::HTML,
    &markup::MARKS,
    &markup::MATH,
    &markup::WRAPPER,
    &markup::LOOP,
];

/// Off until they are asked for: rules that set a text as its language is printed.
pub(crate) static OPTIONAL: &[&Rule] = &[&typography::QUOTE, &typography::APOSTROPHE, &typography::DASH, &typography::MARK_SPACE];

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_places() {
        for (n, rule) in super::REGISTRY.iter().enumerate() {
            assert_eq!(rule.number, n, "{}", rule.id);
            assert!(rule.examples.len() >= 2, "{} needs examples", rule.id);
        }
    }
}
