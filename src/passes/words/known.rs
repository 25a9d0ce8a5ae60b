//! Words that no list has and that are right all the same: compounds, old spellings, hyphenated ones.

use super::Words;
use super::spelt::Spelt;
use crate::lang::Lang;
use crate::lexicon::{self, Entry};
use once_cell::sync::Lazy;

/// Old spellings by their modern ones: what stands for what, `^` at the start of a word, `$` at its end. Rules of the languages' own
/// spelling reforms.
const OLD_DE: &[(&str, &str)] = &[
    ("th", "t"),
    ("ey", "ei"),
    ("ay", "ai"),
    ("ß", "ss"),
    ("niß", "nis"),
    ("ir", "ier"),
    ("c", "k"),
    ("c", "z"),
    ("dt", "t"),
    ("aa", "a"),
    ("ae", "ä"),
    ("oe", "ö"),
    ("ue", "ü"),
    ("ff", "f"),
    ("ck", "k"),
    ("ss", "ß"),
    ("k", "ck"),
    ("z", "tz"),
    ("ü", "i"),
    ("ö", "o"),
    ("ü", "u"),
    ("ä", "a"),
    ("ß", "s"),
    ("oo", "o"),
    ("ee", "e"),
    ("e", ""),
    ("é", "e"),
    ("ö", "e"),
    ("t", "d"),
    ("erm", "erem"),
    ("erm", "eren"),
    ("ern", "eren"),
    ("e", "ä"),
    ("i", "ie"),
    ("ie", "i"),
    ("ph", "f"),
    ("gilt", "gült"),
    ("tt", "t"),
];
const OLD_EN: &[(&str, &str)] = &[
    ("shew", "show"),
    ("our", "or"),
    ("xion", "ction"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("isation", "ization"),
    ("re", "er"),
    ("æ", "e"),
    ("œ", "e"),
    ("ae", "e"),
    ("oe", "e"),
    ("ll", "l"),
    ("l", "ll"),
    ("mme", "m"),
    ("c", "ck"),
    ("gement", "gment"),
    ("ogue", "og"),
    ("ï", "i"),
    ("ö", "o"),
    ("é", "e"),
    ("ère$", "ere"),
    ("ège$", "ege"),
    ("êt", "et"),
    ("ôt", "ot"),
    ("ôl", "ol"),
    ("ât", "at"),
    ("ît", "it"),
    ("ça", "ca"),
    ("ço", "co"),
    ("dépôt", "depot"),
    ("ick$", "ic"),
    ("icks$", "ics"),
    ("^en", "in"),
    ("^in", "en"),
    ("^em", "im"),
    ("^im", "em"),
    ("oul", "ol"),
    ("tient", "cient"),
    ("tiat", "ciat"),
    ("ciat", "tiat"),
    ("cy$", "sy"),
    ("sy$", "cy"),
    ("ars$", "ors"),
    ("olyd", "olid"),
    ("s", "z"),
    ("z", "s"),
    ("sc", "sk"),
    ("noiss", "naiss"),
    ("kspear", "kespear"),
    ("^ff", "f"),
];
const OLD_FR: &[(&str, &str)] = &[
    ("oi", "ai"),
    ("oî", "aî"),
    ("^sç", "s"),
    ("u", "v"),
    ("i", "j"),
    ("f", "s"),
    ("y", "i"),
    ("rh", "r"),
    ("ch", "c"),
    ("th", "t"),
    ("ans", "ants"),
    ("ens", "ents"),
    ("ans$", "ant"),
    ("ens$", "ent"),
    ("tems", "temps"),
    ("é", "è"),
    ("è", "é"),
    ("ë", "e"),
    ("y", "i"),
    ("î", "i"),
    ("i", "î"),
    ("â", "a"),
    ("û", "u"),
    ("ô", "o"),
    ("os", "ô"),
    ("es", "ê"),
    ("ü", "u"),
    ("ï", "i"),
];

/// English words that are no part of another: what ends or begins with one has lost a space.
const ALONE_EN: &[&str] = &[
    "been", "were", "that", "this", "have", "which", "would", "could", "should", "they", "them", "their", "said", "from", "being", "when",
    "what", "your", "very", "than", "then", "these", "those", "must", "shall", "took", "went", "gave",
];

/// Endings by which the list's words go on.
const ENDINGS_EN: &[&str] = &["s", "es", "ed", "d", "ing", "ly", "er", "est", "ness", "less", "like", "men", "man", "ward"];
const ENDINGS_DE: &[&str] = &[
    "e", "en", "n", "s", "es", "er", "em", "ern", "te", "ten", "st", "t", "in", "innen", "erin", "erinnen", "lich", "liche", "lichen",
    "isch", "ische", "ischen",
];
/// Endings of cases and persons.
const FORMS_DE: &[&str] = &["e", "en", "n", "s", "es", "er", "em", "ern", "te", "ten", "st"];
const ENDINGS_FR: &[&str] = &["s", "x", "e", "es", "ent", "ait", "aient", "ant", "ât", "èrent", "rait", "raient", "ra", "ment"];
/// Endings of French verbs and nouns behind the stem of an infinitive.
const VERBS_FR: &[&str] = &[
    "é", "ée", "és", "ées", "a", "ai", "ons", "ez", "er", "ant", "ation", "ations", "asse", "assent", "eur", "eurs", "able", "ables", "it",
    "is", "ît", "irent", "isse", "issent",
];
/// Endings of participles of infinitives in -ir.
const PARTICIPLES_FR: &[&str] = &["i", "ie", "is", "ies"];
/// Latin words of quotations that no list of French has.
const LATIN: &[&str] = &[
    "ad", "atque", "aut", "autem", "cum", "ejus", "enim", "ergo", "esse", "est", "etiam", "eum", "ex", "fuit", "haec", "hanc", "hic",
    "hoc", "id", "illa", "ille", "inter", "ipse", "ita", "nec", "nisi", "non", "nos", "nulli", "omnes", "omnia", "omnibus", "potest",
    "pro", "quae", "quam", "quem", "qui", "quia", "quibus", "quid", "quo", "quod", "quorum", "quoque", "rerum", "sed", "sibi", "sic",
    "sine", "sunt", "suorum", "suum", "tamen", "ubi", "unde", "vel", "vero",
];
/// Beginnings that stand before any word.
const PREFIXES_DE: &[&str] = &[
    "ab", "an", "auf", "aus", "be", "bei", "ein", "ent", "er", "ge", "her", "hin", "mit", "nach", "neu", "um", "un", "ver", "vor", "weg",
    "zer", "zu", "alt", "über", "unter", "wieder", "zurück", "zusammen",
];
const PREFIXES_EN: &[&str] = &["un", "re", "over", "under", "out", "inter", "non", "super", "fore", "mis", "dis", "pre", "anti", "sub"];

impl Words<'_> {
    /// Whether a word that the list does not have is made of words that it has.
    pub(super) fn is_derived(&self, word: &Spelt<'_>) -> bool {
        let endings = match self.lang {
            Lang::De => ENDINGS_DE,
            Lang::Fr => ENDINGS_FR,
            _ => ENDINGS_EN,
        };
        let stem = |hash: u64| self.lexicon.find(hash).is_some_and(|e| e.cost < STEM);
        // No ending stands behind `with` and `the`.
        let inflected = |hash: u64| self.lexicon.find(hash).is_some_and(|e| e.cost < STEM && (self.lang != Lang::En || e.cost >= FUNCTION));
        let without = |ending: &str, least: usize| word.text.ends_with(ending).then(|| word.len() - ending.len()).filter(|&n| n >= least);
        if endings.iter().any(|e| without(e, 4).is_some_and(|n| inflected(word.head(n)))) {
            return true;
        }
        let verb = |e: &&str| {
            let infinitive = |n: usize, i: &&str| n + i.len() >= 5 && stem(lexicon::hash_both(word.head(n), lexicon::hash(i), i.len()));
            without(e, 3).is_some_and(|n| ["er", "e", "é", "ir"].iter().any(|i| infinitive(n, i)))
        };
        let participle = |e: &&str| without(e, 3).is_some_and(|n| stem(lexicon::hash_both(word.head(n), lexicon::hash("ir"), 2)));
        let french = || VERBS_FR.iter().any(verb) || PARTICIPLES_FR.iter().any(participle) || self.is_old_french(word);
        if self.lang == Lang::Fr && (french() || LATIN.contains(&word.text) || is_roman(word.text)) {
            return true;
        }
        let prefixes = match self.lang {
            Lang::De => PREFIXES_DE,
            Lang::En => PREFIXES_EN,
            _ => &[],
        };
        let prefixed = |p: &&str| word.text.starts_with(*p) && word.len() >= p.len() + 5 && stem(word.part(p.len(), word.len()));
        if self.lang != Lang::De && has_hiatus(word.text) {
            return true;
        }
        let letters = bytes_of(word.text);
        let respelt = |old: &Old| old.bytes & !letters == 0 && self.respelt(word, old);
        let long = self.lang != Lang::En || word.len() >= LEAST_OLD;
        if prefixes.iter().any(prefixed) || long && old_of(self.lang).iter().any(respelt) {
            return true;
        }
        match self.lang {
            Lang::De => self.compound(word, PART).is_some() || self.has_brief_tail(word) || self.is_old_compound(word),
            Lang::En => self.is_pair(word),
            _ => false,
        }
    }

    /// Whether a German word is a form of one that the list has, or a noun made of two: Kampfe, Kuhmilch.
    pub(super) fn is_form(&self, word: &Spelt<'_>, capital: bool) -> bool {
        let stem =
            |end: &&str| word.text.ends_with(*end) && self.lexicon.find(word.head(word.len() - end.len())).is_some_and(|e| e.cost < STEM);
        FORMS_DE.iter().any(stem) || self.is_person(word) || capital && self.compound(word, PART).is_some()
    }

    /// Whether a German word is what a listed infinitive has behind ihr: tragt, lauft.
    fn is_person(&self, word: &Spelt<'_>) -> bool {
        let at = word.len().saturating_sub(1);
        let infinitive = lexicon::hash_both(word.head(at), lexicon::hash("en"), 2);
        word.text.ends_with('t') && self.lexicon.find(infinitive).is_some_and(|e| e.cost < STEM)
    }

    /// A German compound that ends in a noun of three letters: Bahnhofsuhr.
    fn has_brief_tail(&self, word: &Spelt<'_>) -> bool {
        let at = word.len().saturating_sub(BRIEF_TAIL);
        let noun = |entry: Entry| entry.capital && entry.cost < PAIR;
        let head = |end: usize| end >= LEAST_STEM && self.lexicon.find(word.head(end)).is_some_and(|e| e.cost < PART);
        let linked = word.text.get(..at).is_some_and(|head| head.ends_with('s')) && head(at.saturating_sub(1));
        self.lexicon.find(word.part(at, word.len())).is_some_and(noun) && (linked || head(at))
    }

    /// A German compound whose parts are spelt in the old way: Regierungsrath, Thierarzt, Staatsrath.
    fn is_old_compound(&self, word: &Spelt<'_>) -> bool {
        let modern = word.text.replace("th", "t").replace("ey", "ei");
        let is_known =
            |m: &Spelt<'_>| self.lexicon.find(m.head(m.len())).is_some() || self.compound(m, PART).is_some() || self.has_brief_tail(m);
        modern != word.text && Spelt::new(&modern).is_some_and(|m| is_known(&m))
    }

    /// Whether a French word is spelt as before 1835: étoit, paroître, luy.
    pub(super) fn is_before_reform(&self, word: &Spelt<'_>) -> bool {
        let old = word.text.contains("oi") && self.respelt(word, &Old::new("oi", "ai"))
            || word.text.contains("oî") && self.respelt(word, &Old::new("oî", "aî"));
        self.lang == Lang::Fr && (old || word.text.ends_with('y') && self.respelt(word, &Old::new("y", "i")) || self.is_old_french(word))
    }

    /// Two letters of old French print at once: auoit for avait.
    fn is_old_french(&self, word: &Spelt<'_>) -> bool {
        let modern = word.text.replace("oi", "ai");
        let modern = Spelt::new(&modern);
        let pairs = [("au", "av"), ("ou", "ov"), ("eu", "ev"), ("iu", "iv")];
        modern.is_some_and(|m| pairs.iter().any(|(u, v)| self.respelt(&m, &Old::new(u, v))))
    }

    /// Whether two words differ by their spelling's time or by accents only.
    pub(super) fn is_variant(&self, folded: &str, to: &str) -> bool {
        let alike = |(a, b): &(u8, u8)| a == b;
        let head = folded.bytes().zip(to.bytes()).take_while(alike).count();
        let tail = folded.bytes().rev().zip(to.bytes().rev()).take_while(alike).count();
        let (letters, others) = (bytes_of(folded), bytes_of(to));
        // What differs lies within the old letters and the new ones.
        let respelt = |own: &Old| {
            let (from, by) = (own.letters, own.to);
            if own.bytes & !letters != 0 || own.new & !others != 0 || folded.len() + by.len() != to.len() + from.len() {
                return false;
            }
            let first = (folded.len() - tail).saturating_sub(from.len());
            let stands = |at: usize| {
                let behind = |text: &str, own: &str| text.as_bytes().get(at..).is_some_and(|t| t.starts_with(own.as_bytes()));
                own.stands_at(at, folded.len()) && behind(folded, from) && behind(to, by)
            };
            (first..=head).any(stands)
        };
        // Two letters of old French print at once: auoit for avait.
        let both = self.lang == Lang::Fr && folded.replace("oi", "ai").replace('u', "v") == to.replace('u', "v");
        both || old_of(self.lang).iter().any(respelt) || self.lang == Lang::Fr && folded.chars().map(plain).eq(to.chars().map(plain))
    }

    /// Whether two words differ by an ending: then the list lacks a form of the word.
    pub(super) fn is_ending(&self, a: &str, b: &str) -> bool {
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        let endings = match self.lang {
            Lang::De => ENDINGS_DE,
            Lang::Fr => ENDINGS_FR,
            _ => ENDINGS_EN,
        };
        long.strip_prefix(short).is_some_and(|end| short.len() >= LEAST_STEM && endings.contains(&end))
    }

    /// Whether the modern spelling is known.
    fn respelt(&self, word: &Spelt<'_>, old: &Old) -> bool {
        if !old.may_stand_in(word.text) {
            return false;
        }
        let (text, from) = (word.text.as_bytes(), old.letters.as_bytes());
        let at = text.windows(from.len()).enumerate().filter(|(at, own)| *own == from && old.stands_at(*at, text.len()));
        let mut hashes = at.map(|(at, _)| word.with(at, at + from.len(), old.hash, old.to.len()));
        hashes.any(|hash| self.lexicon.find(hash).is_some_and(|e| e.cost < OLD_COST))
    }

    /// The cost of a German compound's rarest part: known parts of four letters and more, joined by s, n, en or es or nothing.
    pub(super) fn compound(&self, word: &Spelt<'_>, rarest: f32) -> Option<f32> {
        self.parts(word, 0, 3, rarest)
    }

    fn parts(&self, word: &Spelt<'_>, from: usize, most: usize, rarest: f32) -> Option<f32> {
        let part = |start: usize, end: usize| self.lexicon.find(word.part(start, end)).map(|e| e.cost).filter(|&c| c < rarest);
        if let Some(cost) = part(from, word.len()).filter(|_| from > 0) {
            return Some(cost);
        }
        if most <= 1 {
            return None;
        }
        let linked = |at: usize| {
            let head = word.text.get(from..at)?;
            let link = |l: &&str| head.strip_suffix(*l).filter(|h| h.len() >= 4).and_then(|h| part(from, from + h.len()));
            part(from, at).or_else(|| ["s", "n", "en", "es"].iter().find_map(link))
        };
        let ends = (from + 4..(word.len() + 1).saturating_sub(4)).filter(|&at| word.text.is_char_boundary(at));
        ends.filter_map(|at| Some(linked(at)?.max(self.parts(word, at, most - 1, rarest)?))).min_by(f32::total_cmp)
    }

    /// English words written as one: two known ones of four letters and more.
    fn is_pair(&self, word: &Spelt<'_>) -> bool {
        let part = |hash: u64| self.lexicon.find(hash).is_some_and(|e| e.lower && e.cost < PAIR);
        let alone = |text: Option<&str>| text.is_some_and(|text| ALONE_EN.contains(&text));
        let is_pair = |at: usize| part(word.head(at)) && part(word.part(at, word.len()));
        word.cuts(4).any(|at| is_pair(at) && !alone(word.text.get(..at)) && !alone(word.text.get(at..)))
    }
}

/// Letters of an old spelling and what they are now, and where in a word they stand.
#[derive(Clone, Copy, Debug)]
struct Old {
    letters: &'static str,
    to: &'static str,
    hash: u64,
    starts: bool,
    ends: bool,
    /// Its bytes, and those of what it is now: see [`bytes_of`].
    bytes: u64,
    new: u64,
}

static OLD: [Lazy<Vec<Old>>; 3] = [Lazy::new(|| Old::all(OLD_EN)), Lazy::new(|| Old::all(OLD_DE)), Lazy::new(|| Old::all(OLD_FR))];

/// The old spellings of a language.
fn old_of(lang: Lang) -> &'static [Old] {
    let [en, de, fr] = &OLD;
    match lang {
        Lang::De => de,
        Lang::Fr => fr,
        _ => en,
    }
}

/// Which bytes a text has, a bit each; bytes 64 apart share one.
fn bytes_of(text: &str) -> u64 {
    text.bytes().fold(0, |all, byte| all | 1 << (byte & 63))
}

impl Old {
    fn all(rows: &[(&'static str, &'static str)]) -> Vec<Self> {
        rows.iter().map(|(from, to)| Self::new(from, to)).collect()
    }

    fn new(row: &'static str, to: &'static str) -> Self {
        let (starts, ends) = (row.starts_with('^'), row.ends_with('$'));
        let letters = row.trim_start_matches('^').trim_end_matches('$');
        Self { letters, to, hash: lexicon::hash(to), starts, ends, bytes: bytes_of(letters), new: bytes_of(to) }
    }

    fn may_stand_in(self, word: &str) -> bool {
        (!self.starts || word.starts_with(self.letters)) && (!self.ends || word.ends_with(self.letters))
    }

    /// Whether letters at this place of a word of so many bytes are those.
    fn stands_at(self, at: usize, len: usize) -> bool {
        (!self.starts || at == 0) && (!self.ends || at + self.letters.len() == len)
    }
}

/// Whether two dots in a word part two vowels: no engine puts them in out of nothing.
fn has_hiatus(word: &str) -> bool {
    let parts = |c: char| matches!(c, 'ë' | 'ö' | 'ï');
    word.contains(parts) && word.chars().zip(word.chars().skip(1)).any(|(a, b)| matches!(a, 'a' | 'e' | 'i' | 'o' | 'u' | 'é') && parts(b))
}

/// Whether a word is a number in Roman numerals, perhaps with a j at its end: viij.
fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x' | b'l' | b'c' | b'd' | b'm' | b'j'))
}

/// A small letter without its accent.
pub(super) fn plain(c: char) -> char {
    match c {
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'ç' => 'c',
        'ñ' => 'n',
        c => c,
    }
}

/// Costs up to which a word is common enough to be the modern form, or part of a compound.
const OLD_COST: f32 = 19.0;
pub(super) const PART: f32 = 19.5;
/// Costs up to which a word may be the stem of a form, or half of an English word.
const STEM: f32 = 21.0;
const PAIR: f32 = 14.5;
/// Cost of the most frequent English word that has endings.
const FUNCTION: f32 = 8.5;
/// Letters of the shortest English word in an old spelling that no list has: `wae` for `was` is none of `we`.
const LEAST_OLD: usize = 4;
/// Letters of a noun at the end of a compound that is shorter than its other parts.
const BRIEF_TAIL: usize = 3;
/// Letters of a stem that an ending may follow.
pub(super) const LEAST_STEM: usize = 4;
