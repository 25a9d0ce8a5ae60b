//! Letters of Fraktur that were read by their shape: capitals for small letters and digits, as in berichtſſaal, fiopf, hauſes and 6rundſtein, and ſz
//! for ß.

use super::known::{LEAST_STEM, PART};
use super::measured::CAPITALS;
use super::spelt::Spelt;
use super::token::{self, Token, fold};
use super::{SCANNO, Verdict, Words, judge};
use crate::lang::Lang;
use crate::lexicon::{self, Entry};
use crate::text;

/// Bits of margin; less where another reading is near.
const MARGIN: f32 = 9.0;
const UNSURE: f32 = 3.5;
/// Bits by which a reading is better than the next; of short words few open sentences.
const APART: f32 = 4.5;
const APART_OPENING: f32 = 2.5;
/// Cost of the rarest word that comes out, of a noun that is made of others, and of a word that opens a sentence.
const RARE: f32 = 19.0;
const MADE: f32 = 20.0;
const FREQUENT: f32 = 13.0;
/// Misread capitals of a page from which on others are likely, and bytes of it for each.
const MISREAD: usize = 3;
const PER_MISREAD: usize = 1_000;
/// Cost of the rarest noun that says that a page has nouns in small letters.
const FREQUENT_NOUN: f32 = 16.0;
/// Cost of the rarest word with a capital that is taken for what it is.
const RARE_NAME: f32 = 19.0;
/// Half of the prints of a capital, in thousandths.
const HALF: u16 = 500;
/// Letters of a word that is longer than most names.
const LONG_NAME: usize = 6;
/// Letters of a word inside a sentence, and of one that is made of others.
const LEAST: usize = 4;
const LONG: usize = 8;
/// Bytes of a word that is cut short.
const LONGEST_CUT: usize = 5;
/// Bytes of the first of two words that make one.
const LEAST_HEAD: usize = 3;

impl Words<'_> {
    /// Whether the texts of a page are German in Fraktur, with long s, and an engine misread capitals again and again: the list has not all words
    /// that a page may have in small letters.
    pub(super) fn misreads_capitals<'t>(&self, texts: impl Iterator<Item = &'t str> + Clone) -> bool {
        if self.lang != Lang::De || !texts.clone().any(text::has_long_s) {
            return false;
        }
        let size: usize = texts.clone().map(str::len).sum();
        // Texts that print nouns in small letters have others, too.
        let small = |(text, token): (&str, Token)| {
            let first = text.get(token.start..).and_then(|word| word.chars().next());
            let noun = || self.lexicon.find(token.hash).is_some_and(|e| e.capital && !e.lower && e.cost < FREQUENT_NOUN);
            token.capitals == 0 && token.chars >= LEAST && !first.is_some_and(|c| CAPITALS.iter().any(|row| row.0.starts_with(c))) && noun()
        };
        let of_others = texts.clone().flat_map(|text| words_of(text).map(move |(token, _)| (text, token)));
        if of_others.filter(|&word| small(word)).nth(MISREAD - 1).is_some() {
            return false;
        }
        let hits = texts.flat_map(|text| words_of(text).map(move |(token, next)| (text, token, next)));
        let sure = |(text, token, next)| self.capital_of(text, token, next).is_some_and(|(_, verdict)| verdict.margin >= MARGIN);
        hits.filter(|&word| sure(word)).nth(MISREAD.max(size / PER_MISREAD) - 1).is_some()
    }

    /// A word of Fraktur whose first letter was a capital, and where it begins: German nouns have one, and sentences.
    pub(super) fn initial(&self, text: &str, token: Token, next: Option<Token>) -> Option<(usize, Verdict)> {
        if self.fraktur { self.capital_of(text, token, next) } else { None }
    }

    fn capital_of(&self, text: &str, token: Token, next: Option<Token>) -> Option<(usize, Verdict)> {
        if token.capitals > usize::from(token.capital) || token.mixed {
            return None;
        }
        let start = digit_before(text, token).or((!token.touched).then_some(token.start))?;
        let word = text.get(start..token.end)?;
        let mut folded = String::new();
        fold(word, &mut folded);
        let read = Spelt::new(&folded)?;
        let known = if token.capital { self.is_name(&read, token, next) } else { start == token.start && self.is_small(&read, token) };
        // franz. is cut short.
        let cut = || word.len() <= LONGEST_CUT && text.get(token.end..).is_some_and(|rest| rest.starts_with('.'));
        if known || self.lexicon.find(token.hash).is_some() && cut() {
            return None;
        }
        let opens = judge::begins_sentence(text, start);
        let made = !token.capital;
        let cost = |small: &str, capital: &str, share: u16| Some(self.capital_cost(&read, small, capital, (opens, made))? - likely(share));
        // What is read for another capital less often than not may be a name, if it is short or stands behind a title or a first name.
        let behind_name = || {
            text.get(..start).and_then(|head| head.split_whitespace().next_back()).is_some_and(|word| word.starts_with(char::is_uppercase))
        };
        let may = |share: u16| !token.capital || share > HALF || token.chars >= LONG_NAME && !behind_name();
        let rows = CAPITALS.iter().filter(|(small, _, share)| word.starts_with(small) && may(*share));
        let mut found: Vec<(f32, &str, &str)> =
            rows.filter_map(|&(small, capital, share)| Some((cost(small, capital, share)?, small, capital))).collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (cost, small, capital) = *found.first()?;
        let apart = if opens && token.chars <= LEAST { APART_OPENING } else { APART };
        let margin = if found.get(1).is_none_or(|next| next.0 - cost > apart) { MARGIN } else { UNSURE };
        let to = [capital, word.get(small.len()..)?].concat();
        Some((start, Verdict { to, margin, rule: &SCANNO }))
    }

    /// Whether a word in small letters may well be one: the list has it so, or it is made of words and ends in no noun.
    fn is_small(&self, read: &Spelt<'_>, token: Token) -> bool {
        match self.lexicon.find(token.hash) {
            Some(entry) => entry.lower,
            None => self.is_pair_of_small(read) || self.is_derived(read) && !self.is_noun_of(read, |tail| !tail.lower),
        }
    }

    /// Whether a word is made of two that the list has in small letters: fortfahren, herunter|gehen.
    fn is_pair_of_small(&self, word: &Spelt<'_>) -> bool {
        let small = |hash: u64| self.lexicon.find(hash).is_some_and(|e| e.lower && e.cost < PART);
        word.cuts(LEAST_HEAD).any(|at| small(word.head(at)) && small(word.part(at, word.len())))
    }

    /// Whether a word with a capital may well be one, or a name: the list has it, unless it is rare and short, or a Spaniard's title before a
    /// small letter.
    fn is_name(&self, read: &Spelt<'_>, token: Token, next: Option<Token>) -> bool {
        let title = || next.is_none_or(|next| next.capital) || read.text != "don";
        let listed = |entry: Entry| (entry.cost < RARE_NAME || read.chars() >= LEAST) && title();
        self.lexicon.find(token.hash).map_or_else(|| self.is_derived(read), listed)
    }

    /// Whether a word is a compound that ends in a noun of the list, of the kind that is asked for.
    fn is_noun_of(&self, word: &Spelt<'_>, kind: impl Fn(&Entry) -> bool) -> bool {
        let noun = |at: usize| self.lexicon.find(word.part(at, word.len())).is_some_and(|e| e.capital && e.cost < PART && kind(&e));
        word.chars() >= LONG && word.cuts(LEAST_STEM).any(noun) && self.compound(word, PART).is_some()
    }

    /// What the word costs that has a capital for its first letters, as it may open a sentence and be made of others.
    fn capital_cost(&self, read: &Spelt<'_>, small: &str, capital: &str, (opens, made): (bool, bool)) -> Option<f32> {
        let lower = capital.to_lowercase();
        let Some(entry) = self.lexicon.find(read.with(0, small.len(), lexicon::hash(&lower), lower.len())) else {
            let word = read.put(0, small.len(), &lower);
            return Spelt::new(&word).filter(|word| made && self.is_noun_of(word, |tail| !tail.lower)).map(|_| MADE);
        };
        let long = read.chars() >= LEAST;
        (entry.cost < RARE && entry.capital && long || entry.cost < FREQUENT && opens).then_some(entry.cost)
    }

    /// A word of Fraktur whose ß was read as the two letters that it is made of: groſzes.
    pub(super) fn long_sharp_s(&self, text: &str, token: Token) -> Option<Verdict> {
        if !self.fraktur || token.inner() > 0 || token.mixed || token.touched {
            return None;
        }
        let word = text.get(token.start..token.end).filter(|word| word.contains("ſz"))?;
        let known = |word: &str| {
            let mut folded = String::new();
            fold(word, &mut folded);
            Spelt::new(&folded).is_some_and(|word| self.is_word(&word))
        };
        let to = word.replace("ſz", "ß");
        (!known(word) && known(&to)).then_some(Verdict { to, margin: MARGIN, rule: &SCANNO })
    }
}

/// The words of a text, each with the one behind it.
fn words_of(text: &str) -> impl Iterator<Item = (Token, Option<Token>)> {
    let mut next = token::token(text, 0);
    std::iter::from_fn(move || {
        let own = next.take()?;
        next = token::token(text, own.end);
        Some((own, next))
    })
}

/// Where a digit begins that stands for the first letter of a word.
fn digit_before(text: &str, token: Token) -> Option<usize> {
    let head = text.get(..token.start)?;
    let rest = head.strip_suffix(['3', '5', '6'])?;
    rest.chars().next_back().is_none_or(char::is_whitespace).then_some(rest.len())
}

/// Bits that speak for a capital that is read so in so many of a thousand prints.
fn likely(share: u16) -> f32 {
    (f32::from(share) / 1000.0).log2()
}

#[cfg(test)]
mod tests {
    use crate::hyphen::Hyphens;
    use crate::lang::Lang;
    use crate::passes::words::Words;

    /// A page that an engine misread so often that its capitals are looked at.
    const PAGE: &str = "Der fiopf der firaft wächſt. fiopf an fiopf ſtanden die Leute vor dem baſthaus. ";

    fn repaired(page: &str, text: &str) -> String {
        let whole = [page, text].concat();
        let mut words = Words::new(Lang::De, std::iter::once(whole.as_str())).unwrap();
        let mut fixes = Vec::new();
        words.scan(&whole, &Hyphens::new(&whole, Lang::De), &mut fixes);
        let mut out = whole.clone();
        for fix in fixes.iter().rev().filter(|fix| fix.confidence >= crate::DEFAULT_CONFIDENCE) {
            out.replace_range(fix.start..fix.end, &fix.to);
        }
        out
    }

    #[test]
    fn capitals_that_were_misread() {
        for (text, want) in [
            ("vor dem hauſe ſtand ein häuschen", "vor dem hauſe ſtand ein Häuschen"),
            ("das Dach des hauſes und das handwerk", "das Dach des Hauſes und das Handwerk"),
            ("am Fluß. fin Biber hat den Weg", "am Fluß. Ein Biber hat den Weg"),
            ("am Fluß. Dor drei Jahren kam er", "am Fluß. Vor drei Jahren kam er"),
            ("am Fluß. Don der fiſenbahn ſprach er. Don Carlos kam", "am Fluß. Von der Eiſenbahn ſprach er. Don Carlos kam"),
            ("ein Strich im 6ras der bemeinde", "ein Strich im Gras der Gemeinde"),
            ("er will fortfahren und herunterholen", "er will fortfahren und herunterholen"),
            ("die franz. Grenze", "die franz. Grenze"),
            ("der Jufall und Jakob", "der Zufall und Jakob"),
            ("ein groſzes Haus", "ein großes Haus"),
        ] {
            assert!(repaired(PAGE, text).ends_with(want), "{text}: {}", repaired(PAGE, text));
        }
    }

    #[test]
    fn a_page_that_was_read_well_is_left() {
        let page = "Der Kopf der Kraft wächſt, und vor dem Gaſthaus ſtanden die Leute. ";
        assert!(repaired(page, "Der kleine fiopf und das Dach des hauſes").ends_with("des hauſes"));
    }
}
