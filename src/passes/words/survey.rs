//! What a page says of itself before its words are judged: how noisy it is, its odd words, what its engine mixes up.

use super::apostrophe::Lost;
use super::channel::{Channel, float};
use super::set_off::Marks;
use super::spelt::Spelt;
use super::strays::{PER_SPECK, SPECKS};
use super::token::{Token, fold, token};
use super::{Words, alone, bare, strays, weights};
use crate::lang::Lang;
use crate::lexicon::Map;
use crate::stats::Statistics;

/// Words of at least this many letters say how noisy a page is.
const TELLING: usize = 3;
/// A page's own words in small letters that no list has: from so many on they show what its engine mixes up.
const LESSONS: usize = 3;
/// Words among which a clean page has one that no list knows.
const CLEAN: u32 = 80;
/// Share of unknown words that a page has by itself, as sightings.
const PRIOR: (f32, f32) = (0.6, 40.0);

/// So often a small word with a capital I inside a sentence is the engine's habit.
const TALL: u32 = 2;

/// What was counted on a page.
#[derive(Default)]
struct Survey {
    /// Words in small letters, and those of them that no list has.
    seen: u32,
    unknown: u32,
    /// French words that no list has, spelt as before 1835.
    old: u32,
    /// Words, and marks between them that were specks.
    words: u32,
    specks: u32,
    /// Words that open with a capital I inside a sentence.
    tall: u32,
    /// Words that may teach what the engine mixes up.
    lessons: Vec<String>,
    folded: String,
}

impl<'m> Words<'m> {
    /// Looks over the texts of a page; nothing for a language without a list.
    pub(crate) fn new<'t>(stats: impl Into<Statistics<'m>>, texts: impl Iterator<Item = &'t str> + Clone) -> Option<Self> {
        let stats = stats.into();
        let (lang, lexicon) = (stats.lang, stats.words()?);
        let w = weights::of(lang);
        let channel = Channel::new(w, lang);
        let mut words = Self {
            lang,
            lexicon,
            fits: lexicon.fits(),
            w,
            channel,
            tall: false,
            damaged: false,
            mixes_accents: false,
            exclaims: 0,
            accents: lang != Lang::En && bare::prints_accents(lang, texts.clone()),
            stray_long_s: alone::has_stray_long_s(texts.clone()),
            fraktur: false,
            curled: false,
            lost: Lost::default(),
            high_marks: false,
            specky: false,
            alone: texts.clone().nth(1).is_none(),
            marks: Marks::new(lang, texts.clone()),
            threefold: true,
            odd: Map::default(),
            near: Map::default(),
            verdicts: Map::default(),
        };
        let mut survey = Survey::default();
        for text in texts.clone() {
            words.count(text, &mut survey);
        }
        words.accents &= survey.old == 0;
        words.mixes_accents = words.mixes_accents(texts.clone());
        words.exclaims = if lang == Lang::Fr { texts.clone().map(|text| text.matches('!').count()).sum() } else { 0 };
        words.high_marks = lang == Lang::Fr && strays::spaces_high_marks(texts.clone());
        words.specky = survey.specks >= SPECKS && survey.specks * PER_SPECK >= survey.words;
        words.curled = lang == Lang::Fr && texts.clone().any(|text| text.contains('’'));
        words.lost = words.lost_apostrophes(texts.clone());
        words.threefold = lang != Lang::De || !texts.clone().any(has_old_ss);
        words.fraktur = words.misreads_capitals(texts.clone());
        words.damaged = survey.unknown > 0;
        words.tall = survey.tall >= TALL;
        let share = (float(survey.unknown) + PRIOR.0) / (float(survey.seen) + PRIOR.1);
        words.channel.base = (w.edit - share.log2()).clamp(w.least, w.most);
        if survey.lessons.len() >= LESSONS && survey.unknown * CLEAN > survey.seen {
            words.learn(&survey.lessons, &letters(texts));
        }
        Some(words)
    }

    fn count(&mut self, text: &str, survey: &mut Survey) {
        let (mut at, mut before) = (0, None);
        while let Some(token) = token(text, at) {
            at = token.end;
            survey.words += 1;
            let last = before.replace(token);
            survey.specks += u32::from(last.is_some_and(|last| self.is_speckled(text, last, token)));
            survey.tall += u32::from(self.tail_of_i(text, token).is_some());
            if token.chars < TELLING || token.touched {
                continue;
            }
            // Names say nothing of noise.
            survey.seen += u32::from(!token.capital);
            if self.lexicon.find(token.hash).is_none() {
                self.note(text, token, survey);
            }
        }
    }

    /// Notes a word that no list has.
    fn note(&mut self, text: &str, token: Token, survey: &mut Survey) {
        let odd = self.odd.entry(token.hash).or_default();
        odd.count += 1;
        // German nouns have capitals too.
        if token.mixed || token.capital && (self.lang != Lang::De || odd.count > 1) {
            return;
        }
        let derived = odd.derived;
        fold(text.get(token.start..token.end).unwrap_or(""), &mut survey.folded);
        let Some(word) = Spelt::new(&survey.folded) else { return };
        let derived = derived.unwrap_or_else(|| self.is_derived(&word));
        if let Some(odd) = self.odd.get_mut(&token.hash) {
            odd.derived = Some(derived);
        }
        survey.old += u32::from(self.is_before_reform(&word));
        if !derived {
            survey.unknown += u32::from(!token.capital);
            survey.lessons.push(survey.folded.clone());
        }
    }
}

/// Whether a German text writes daß or muß, which no reformed one does.
fn has_old_ss(text: &str) -> bool {
    text.match_indices("aß").chain(text.match_indices("uß")).any(|(at, sz)| {
        let behind = text.get(at + sz.len()..).unwrap_or("").chars().next();
        let word = text.get(..at).unwrap_or("");
        (word.ends_with('d') || word.ends_with('m')) && !behind.is_some_and(char::is_alphabetic)
    })
}

/// How often a page has each letter, large or small.
fn letters<'t>(texts: impl Iterator<Item = &'t str>) -> [u32; 256] {
    let mut letters = [0_u32; 256];
    for byte in texts.flat_map(str::bytes) {
        letters[usize::from(byte)] += 1;
    }
    for large in b'A'..=b'Z' {
        letters[usize::from(large.to_ascii_lowercase())] += std::mem::take(&mut letters[usize::from(large)]);
    }
    letters
}
