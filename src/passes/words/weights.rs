//! The weights of the word rules, in bits. Fitted for each language by a coordinate search on one half of several sets of lines
//! read from newspapers, with their truth, and checked on the other half; one misreading in ten may be mended wrongly.

use crate::lang::Lang;

/// The weights of a language.
#[derive(Debug)]
pub(super) struct Weights {
    /// Each twentieth of difference in shape.
    pub(super) shape: f32,
    /// Above the page's base: a letter for any other.
    pub(super) other: f32,
    /// Above the page's base: a letter that was printed and is not read.
    pub(super) lost: f32,
    /// Above the page's base: a letter that is read and was not printed.
    pub(super) stray: f32,
    /// Sightings that what is known of shapes counts for, against what the page shows.
    pub(super) trust: f32,
    /// Most bits that a misreading gains because the page shows it.
    pub(super) gain: f32,
    /// Most bits that it loses because the page does not.
    pub(super) forgo: f32,
    /// A misread letter, above a misread word.
    pub(super) edit: f32,
    /// The least that any misreading costs, on the noisiest page.
    pub(super) least: f32,
    /// The most, on a clean one.
    pub(super) most: f32,
    /// An unknown word in small letters, besides its letters.
    pub(super) lower: f32,
    /// An unknown word with a capital, besides its letters.
    pub(super) capital: f32,
    /// A word with digits or marks for letters, besides its letters.
    pub(super) mixed: f32,
    /// Share of the bits of its letters that an unknown word costs.
    pub(super) spelling: f32,
    /// What makes a name likelier, each time that the page has it again.
    pub(super) again: f32,
    /// What a word of three letters or fewer has to make up for.
    pub(super) brief: f32,
    /// By how much the best reading may at most beat the second best one.
    pub(super) rival: f32,
    /// Each misread letter behind the first in a word.
    pub(super) second: f32,
    /// A word with several misread letters.
    pub(super) several: f32,
    /// Above the page's base: the least likely change of several.
    pub(super) close: f32,
    /// The page's base below which words have several misread letters.
    pub(super) noisy: f32,
    /// A lost space against a misread letter.
    pub(super) lost_space: f32,
    /// A space too many against a misread letter.
    pub(super) inside: f32,
    /// Cost of the rarest word that may be half of a merged one.
    pub(super) frequent: f32,
    /// Share of what a pair of words gains that counts.
    pub(super) context: f32,
    /// Share of what a pair that is not in the list loses.
    pub(super) unseen: f32,
    /// What an unreadable word takes from those behind it.
    pub(super) junk: f32,
    /// A capital I for a small i or l.
    pub(super) capital_i: f32,
    /// Most that the word before says of that.
    pub(super) pair: f32,
    /// A German compound that no list has.
    pub(super) compound: f32,
    /// Cost of the rarest part of one.
    pub(super) part: f32,
    /// A German word that no list has, but for its ending, its beginning or its old spelling.
    pub(super) derived: f32,
    /// Words that cost less than this above the page's base are right. With 4 all is repaired as with 8, at a tenth more of the
    /// instructions; from 10 on less is.
    pub(super) common: f32,
    /// The same of words of up to four letters, which others look like.
    pub(super) common_brief: f32,
    /// One of the most frequent words on a noisy page, where another word of the list is read: running text has more of them than
    /// lists of words say.
    pub(super) frequent_twin: f32,
    /// An umlaut more or less between two words of the list.
    pub(super) umlaut: f32,
    /// A German ending.
    pub(super) ending: f32,
}

static EN: Weights = Weights {
    shape: 0.95,
    other: 10.0,
    lost: 10.5,
    stray: 8.0,
    trust: 2.0,
    gain: 10.5,
    forgo: 1.0,
    edit: 3.5,
    least: 4.0,
    most: 14.0,
    lower: 8.0,
    capital: 7.0,
    mixed: 14.0,
    spelling: 0.9,
    again: 2.0,
    brief: 4.0,
    rival: 1.5,
    second: -5.0,
    several: 3.0,
    close: 8.125,
    noisy: 12.0,
    lost_space: -1.75,
    inside: 0.0,
    frequent: 14.375,
    context: 1.5,
    unseen: 0.9,
    junk: 0.95,
    capital_i: 13.5,
    pair: 3.0,
    compound: 3.0,
    part: 16.5,
    derived: 21.0,
    common: 8.0,
    common_brief: 4.0,
    frequent_twin: 6.0,
    umlaut: 4.0,
    ending: 4.0,
};

static DE: Weights = Weights {
    shape: 0.85,
    other: 13.0,
    lost: 12.0,
    stray: 12.0,
    trust: 40.0,
    gain: 5.125,
    forgo: 1.75,
    edit: 3.75,
    least: 4.0,
    most: 14.0,
    lower: 7.875,
    capital: 4.75,
    mixed: 14.0,
    spelling: 0.9,
    again: 3.0,
    brief: 3.5,
    rival: 1.75,
    second: -4.25,
    several: 1.0,
    close: 6.125,
    noisy: 11.5,
    lost_space: -2.0,
    inside: 1.0,
    frequent: 11.5,
    context: 0.7,
    unseen: 0.7,
    junk: 1.5,
    capital_i: 13.5,
    pair: 3.0,
    compound: 8.5,
    part: 16.5,
    derived: 26.0,
    common: 8.0,
    common_brief: 8.0,
    frequent_twin: 0.0,
    umlaut: 4.0,
    ending: 4.0,
};

static FR: Weights = Weights {
    shape: 0.85,
    other: 8.0,
    lost: 11.0,
    stray: 11.5,
    trust: 40.0,
    gain: 7.0,
    forgo: 2.0,
    edit: 7.1,
    least: 4.0,
    most: 14.0,
    lower: 8.0,
    capital: 4.0,
    mixed: 14.0,
    spelling: 0.9,
    again: 4.0,
    brief: 4.0,
    rival: 2.0,
    second: -1.5,
    several: 0.0,
    close: 3.5,
    noisy: 9.5,
    lost_space: -2.0,
    inside: 1.0,
    frequent: 12.5,
    context: 0.7,
    unseen: 0.7,
    junk: 2.0,
    capital_i: 13.5,
    pair: 3.0,
    compound: 3.0,
    part: 16.5,
    derived: 21.0,
    common: 8.0,
    common_brief: 8.0,
    frequent_twin: 0.0,
    umlaut: 4.0,
    ending: 4.0,
};

/// The weights of a language.
pub(super) fn of(lang: Lang) -> &'static Weights {
    match lang {
        Lang::De => &DE,
        Lang::Fr => &FR,
        _ => &EN,
    }
}
