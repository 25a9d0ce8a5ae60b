//! What is known of the language of a page: the built-in statistics, and over them those of the desk's own model.

use crate::lang::Lang;
use crate::lexicon::{self, Absence, Entry, Fits, Lexicon};
use crate::model::{self, Bigrams};
use crate::own::{Model, Own};
use once_cell::sync::Lazy;

/// The statistics that the passes of a page look things up in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Statistics<'m> {
    pub(crate) lang: Lang,
    /// Where the desk has a model of this language.
    pub(crate) own: Option<Own<'m>>,
}

impl<'m> Statistics<'m> {
    /// Those of a language, with the model of that language among these.
    pub(crate) fn of(lang: Lang, models: &'m [Model]) -> Self {
        Self { lang, own: models.iter().find(|model| model.language() == lang).map(Model::own) }
    }

    /// Pairs of characters, of a language that is written without spaces.
    pub(crate) fn pairs(&self) -> Option<Pairs<'m>> {
        Some(Pairs { built_in: bigrams(self.lang)?, own: self.own })
    }

    /// Words, of a language that has a list.
    pub(crate) fn words(&self) -> Option<WordList<'m>> {
        let (built_in, n) = match self.lang {
            Lang::En => (lexicon::en(), 0),
            Lang::De => (lexicon::de(), 1),
            Lang::Fr => (lexicon::fr(), 2),
            _ => return None,
        };
        Some(WordList { built_in: *built_in, fits: &lexicon::FITS[n], absence: &lexicon::ABSENCES[n], own: self.own })
    }
}

impl From<Lang> for Statistics<'_> {
    fn from(lang: Lang) -> Self {
        Self { lang, own: None }
    }
}

/// The built-in pairs of a language that is written without spaces.
pub(crate) fn bigrams(lang: Lang) -> Option<&'static Bigrams<'static>> {
    match lang {
        Lang::ZhHans => Some(model::zh_hans()),
        Lang::ZhHant => Some(model::zh_hant()),
        Lang::Ja => Some(model::ja()),
        _ => None,
    }
}

/// Pairs of characters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pairs<'m> {
    built_in: &'static Bigrams<'static>,
    own: Option<Own<'m>>,
}

impl Pairs<'_> {
    /// Bits by which two characters are likelier side by side than by chance.
    pub(crate) fn pmi(&self, a: char, b: char) -> f32 {
        let built_in = self.built_in.pmi(a, b);
        self.own.map_or(built_in, |own| own.tie(a, b, built_in))
    }

    /// log2 of the probability that `b` follows `a`, or stands anywhere; own models say nothing of it.
    pub(crate) fn step(&self, a: Option<char>, b: char) -> f32 {
        self.built_in.step(a, b)
    }
}

/// Words with their costs; both lists are one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordList<'m> {
    built_in: Lexicon<'static>,
    fits: &'static Lazy<Fits>,
    absence: &'static Lazy<Absence>,
    own: Option<Own<'m>>,
}

impl WordList<'_> {
    /// What is known of a word in small letters.
    pub(crate) fn get(&self, folded: &str) -> Option<Entry> {
        self.find(lexicon::hash(folded))
    }

    /// The same for the hash of a word.
    #[inline]
    pub(crate) fn find(&self, hash: u64) -> Option<Entry> {
        if let Some(own) = &self.own {
            return self.find_in_both(own, hash);
        }
        self.built_in.find(hash)
    }

    /// Kept out of the way of all who have no model of their own.
    #[cold]
    #[inline(never)]
    fn find_in_both(&self, own: &Own<'_>, hash: u64) -> Option<Entry> {
        own.word(hash, self.built_in.find(hash))
    }

    /// Bits by which two words are likelier side by side than apart; own models have no pairs of words.
    pub(crate) fn pair(&self, left: u64, right: u64) -> Option<f32> {
        self.built_in.pair(left, right)
    }

    /// Whether the built-in list has pairs of words.
    pub(crate) fn has_pairs(&self) -> bool {
        self.built_in.has_pairs()
    }

    /// Bits of a third letter behind two.
    #[inline]
    pub(crate) fn triple(&self, a: usize, b: usize, c: usize) -> f32 {
        self.built_in.triple(a, b, c)
    }

    /// Which letters stand beside which in more than a few words of the built-in list.
    pub(crate) fn fits(&self) -> &'static Fits {
        self.fits
    }

    /// What surely is no word; nothing is where a list of one's own may have it.
    pub(crate) fn absence(&self) -> &'static Absence {
        if self.own.is_some() { &lexicon::NO_ABSENCE } else { self.absence }
    }

    /// Bits that the letters of a word cost, whether a list has it or not.
    pub(crate) fn spelling(&self, folded: &str) -> f32 {
        self.built_in.spelling(folded)
    }
}
