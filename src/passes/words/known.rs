//! Words that no list has and that are right all the same: compounds, old spellings, hyphenated ones.

use super::Words;
use crate::lang::Lang;

/// Old spellings by their modern ones: what stands for what. Rules of the languages' own spelling reforms.
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
    ("e", "ä"),
    ("i", "ie"),
    ("ie", "i"),
    ("ph", "f"),
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
];
const OLD_FR: &[(&str, &str)] = &[
    ("oi", "ai"),
    ("u", "v"),
    ("i", "j"),
    ("f", "s"),
    ("y", "i"),
    ("rh", "r"),
    ("ch", "c"),
    ("th", "t"),
    ("ans", "ants"),
    ("ens", "ents"),
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
];

/// Endings by which the list's words go on.
const ENDINGS_EN: &[&str] = &["s", "es", "ed", "d", "ing", "ly", "er", "est", "ness", "less", "like", "men", "man", "ward"];
const ENDINGS_DE: &[&str] =
    &["e", "en", "n", "s", "es", "er", "em", "ern", "te", "ten", "st", "t", "lich", "liche", "lichen", "isch", "ische", "ischen"];
const ENDINGS_FR: &[&str] = &["s", "x", "e", "es", "ent", "ait", "aient", "ant", "ât", "èrent", "rait", "raient", "ra", "ment"];
/// Endings of French verbs and nouns behind the stem of an infinitive.
const VERBS_FR: &[&str] =
    &["é", "ée", "és", "ées", "a", "ai", "ons", "ez", "er", "ant", "ation", "ations", "asse", "assent", "eur", "eurs", "able", "ables"];
/// Beginnings that stand before any word.
const PREFIXES_EN: &[&str] = &["un", "re", "over", "under", "out", "inter", "non", "super", "fore", "mis", "dis", "pre", "anti", "sub"];

impl Words {
    pub(super) fn is_word(&self, folded: &str) -> bool {
        self.lexicon.get(folded).is_some() || self.is_derived(folded)
    }

    /// Whether a word that the list does not have is made of words that it has.
    pub(super) fn is_derived(&self, folded: &str) -> bool {
        let (old, endings) = match self.lang {
            Lang::De => (OLD_DE, ENDINGS_DE),
            Lang::Fr => (OLD_FR, ENDINGS_FR),
            _ => (OLD_EN, ENDINGS_EN),
        };
        let stem = |s: &str, least: usize| s.len() >= least && self.lexicon.get(s).is_some_and(|e| e.cost < 21.0);
        if endings.iter().any(|e| folded.strip_suffix(e).is_some_and(|s| stem(s, 4))) {
            return true;
        }
        let verb = |e: &&str| {
            folded.strip_suffix(*e).is_some_and(|s| s.len() >= 3 && ["er", "e", "é", "ir"].iter().any(|i| stem(&format!("{s}{i}"), 5)))
        };
        if self.lang == Lang::Fr && VERBS_FR.iter().any(verb) {
            return true;
        }
        if self.lang == Lang::En && PREFIXES_EN.iter().any(|p| folded.strip_prefix(p).is_some_and(|s| stem(s, 5))) {
            return true;
        }
        if self.lang == Lang::Fr
            && ["au", "ou", "eu", "iu"].iter().any(|v| self.respelt(&folded.replace("oi", "ai"), v, &v.replace('u', "v")))
        {
            return true;
        }
        if old.iter().any(|(from, to)| self.respelt(folded, from, to)) {
            return true;
        }
        self.lang == Lang::De && self.is_compound(folded, 2) || self.lang == Lang::En && self.is_pair(folded)
    }

    /// Whether two words differ by their spelling's time or by accents only.
    pub(super) fn is_variant(&self, folded: &str, to: &str) -> bool {
        let old = match self.lang {
            Lang::De => OLD_DE,
            Lang::Fr => OLD_FR,
            _ => OLD_EN,
        };
        let respelt = |from: &str, by: &str| {
            folded.match_indices(from).any(|(at, _)| {
                let (head, tail) = (folded.get(..at).unwrap_or(""), folded.get(at + from.len()..).unwrap_or(""));
                to.strip_prefix(head).and_then(|t| t.strip_prefix(by)) == Some(tail)
            })
        };
        // Two letters of old French print at once: auoit for avait.
        let both = self.lang == Lang::Fr && folded.replace("oi", "ai").replace('u', "v") == to.replace('u', "v");
        both || old.iter().any(|(from, by)| respelt(from, by))
            || self.lang == Lang::Fr && folded.chars().map(plain).eq(to.chars().map(plain))
    }

    /// Whether the modern spelling is known.
    fn respelt(&self, folded: &str, from: &str, to: &str) -> bool {
        folded.match_indices(from).any(|(at, _)| {
            let mut new = String::with_capacity(folded.len() + 2);
            new.push_str(folded.get(..at).unwrap_or(""));
            new.push_str(to);
            new.push_str(folded.get(at + from.len()..).unwrap_or(""));
            self.lexicon.get(&new).is_some_and(|e| e.cost < OLD)
        })
    }

    /// German compounds: known parts of four letters and more, joined by s, n, en or es or nothing.
    fn is_compound(&self, folded: &str, parts: usize) -> bool {
        let part = |s: &str| s.chars().count() >= 4 && self.lexicon.get(s).is_some_and(|e| e.cost < PART);
        if part(folded) {
            return true;
        }
        parts > 0
            && folded.char_indices().skip(4).any(|(at, _)| {
                let (head, tail) = folded.split_at(at);
                let linked = part(head) || ["s", "n", "en", "es"].iter().any(|l| head.strip_suffix(l).is_some_and(part));
                tail.len() >= 4 && linked && self.is_compound(tail, parts - 1)
            })
    }

    /// English words written as one: two known ones of four letters and more.
    fn is_pair(&self, folded: &str) -> bool {
        let part = |s: &str| s.len() >= 4 && self.lexicon.get(s).is_some_and(|e| e.cost < 16.0);
        folded.char_indices().skip(4).any(|(at, _)| {
            let (head, tail) = folded.split_at(at);
            part(head) && part(tail)
        })
    }
}

/// A French letter without its accent.
fn plain(c: char) -> char {
    match c {
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'à' | 'â' | 'ä' => 'a',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'û' | 'ù' | 'ü' => 'u',
        'ç' => 'c',
        c => c,
    }
}

/// Costs up to which a word is common enough to be the modern form, or part of a compound.
const OLD: f32 = 19.0;
const PART: f32 = 19.5;
