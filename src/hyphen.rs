//! What a hyphen at a break means: a divided word, a compound's own mark, a suspended part, a range.
//!
//! In order: the page's own words, the word list, capitals, suspended parts, fixed hyphens, parts that stand in no word
//! list by themselves. A break between lines and one between columns are decided alike.

mod counts;

use crate::lang::Lang;
use crate::lexicon;
use crate::span::Span;
use crate::stats::{Statistics, WordList};
use counts::Counts;
use std::cell::OnceCell;
use std::rc::Rc;

/// What becomes of a hyphen at a break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It goes: the halves are one word.
    Drop,
    /// It stays, and nothing comes behind it.
    Keep,
    /// It stays, with a space behind it: `mid- to late`.
    Suspend,
}

/// Decides the hyphens of one page.
#[derive(Debug)]
pub(crate) struct Hyphens<'t> {
    page: &'t str,
    lang: Lang,
    lexicon: Option<WordList<'t>>,
    /// The page's words by hash, with and without hyphens inside; counted when the first hyphen asks, once for all languages.
    counts: Rc<OnceCell<Counts>>,
    /// The page divides its words at soft hyphens.
    soft: Rc<OnceCell<bool>>,
    /// Stretches may be in another language.
    mixed: bool,
}

/// Words that follow a suspended part.
const SUSPENDED: &[(Lang, &[&str])] = &[
    (Lang::En, &["and", "or", "to", "nor", "versus"]),
    (Lang::De, &["und", "oder", "bis", "sowie", "bzw", "noch", "als", "wie", "u", "statt"]),
    (Lang::Fr, &["et", "ou"]),
];

/// What stands behind a French hyphen that is part of the spelling.
const FIXED_FR: &[&str] = &[
    "t", "il", "ils", "elle", "elles", "on", "je", "tu", "nous", "vous", "moi", "toi", "lui", "leur", "ce", "ci", "là", "même", "mêmes",
    "y",
];
/// What stands before one.
const BEFORE_FR: &[&str] = &[
    "peut",
    "après",
    "avant",
    "arrière",
    "demi",
    "sous",
    "vice",
    "non",
    "quelques",
    "celui",
    "celle",
    "ceux",
    "celles",
    "au",
    "par",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "quatre",
    "dix",
    "grand",
    "petit",
    "chef",
    "rendez",
    "mi",
    "semi",
    "ex",
    "outre",
    "belle",
    "belles",
    "beau",
    "beaux",
];
/// What stands between two hyphens of a French compound: vis-à-vis, arc-en-ciel.
const LINKS_FR: &[&str] = &["à", "au", "aux", "de", "du", "des", "en", "la", "le", "les", "lès", "par", "pour", "sous", "sur", "là"];
/// English beginnings that take no hyphen of their own, and endings.
const PREFIXES_EN: &[&str] = &[
    "inter", "anti", "un", "re", "pre", "over", "under", "out", "sub", "super", "dis", "mis", "con", "com", "trans", "fore", "in", "im",
    "en", "ex", "de", "be", "for", "ad", "up", "per", "pro", "man", "car", "par", "of", "at", "as", "is", "on", "to", "an", "am", "or",
    "so", "no",
];
const SUFFIXES_EN: &[&str] = &[
    "less", "ness", "ship", "hood", "ward", "wards", "ful", "men", "man", "able", "age", "ant", "ate", "ed", "er", "ers", "est", "ing",
    "ion", "ions", "is", "ity", "ive", "ly", "ment", "ments", "or", "ors", "ous", "sion", "son", "ton", "land", "ham", "ville", "ence",
    "ance", "al",
];

/// What English streets are called behind their names.
const STREETS_EN: &[&str] = &["street", "road", "lane", "square", "row", "terrace", "crescent", "quay", "parade"];

/// A word that both halves make is likelier than a compound by this many bits.
const JOINED: f32 = 6.0;
/// Bits by which a compound that the list has with its hyphen is less likely: nearly all hyphens at breaks divide words.
const OWN: f32 = 3.0;
/// Costs from which on a word that the list has may be its junk.
const JUNK: f32 = 18.5;
/// Costs up to which both halves are words of their own.
const WORD: f32 = 15.5;

impl<'t> Hyphens<'t> {
    pub(crate) fn new(page: &'t str, stats: impl Into<Statistics<'t>>) -> Self {
        let stats = stats.into();
        Self { page, lang: stats.lang, lexicon: stats.words(), counts: Rc::default(), soft: Rc::default(), mixed: false }
    }

    /// The same where a stretch of the page is clearly in another language that is written in Latin letters.
    pub(crate) fn of_stretch(&self, stretch: &str) -> Option<Self> {
        let own = Some(stretch).filter(|_| self.mixed).map(|stretch| self.lang.of_block(stretch))?;
        (own != self.lang && !own.is_ea()).then(|| self.in_lang(own.into()))
    }

    /// The page was asked for its language: its texts may have others.
    pub(crate) fn mixed(self, mixed: bool) -> Self {
        Self { mixed, ..self }
    }

    /// The same page in another language.
    pub(crate) fn in_lang(&self, stats: Statistics<'t>) -> Self {
        let (counts, soft) = (Rc::clone(&self.counts), Rc::clone(&self.soft));
        Self { page: self.page, lang: stats.lang, lexicon: stats.words(), counts, soft, mixed: self.mixed }
    }

    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether the text may end in a hyphen at a break.
    pub(crate) fn is_mark(&self, c: char) -> bool {
        matches!(c, '-' | '\u{AD}' | '\u{2010}' | '\u{2011}' | '¬' | '⸗' | '–' | '−') || c == '=' && self.lang == Lang::De
    }

    /// What becomes of the hyphen that `a` ends in, with `b` behind the break. Nothing where it is none.
    pub(crate) fn fate(&self, a: &str, b: &str) -> Option<Fate> {
        let mark = a.chars().next_back().filter(|&c| self.is_mark(c))?;
        // A soft hyphen may stand before the one that was printed.
        let printed = a.strip_suffix(mark)?;
        let stem = printed.trim_end_matches('\u{AD}');
        let (last, first) = (stem.chars().next_back()?, b.chars().next()?);
        let range = last.is_ascii_digit() && b.trim_start_matches('/').starts_with(|c: char| c.is_ascii_digit());
        if range {
            return Some(Fate::Keep);
        }
        if matches!(mark, '–' | '−') && !(last.is_alphabetic() && first.is_alphabetic()) {
            return None;
        }
        if matches!(last, '\'' | '’') && first.is_alphabetic() && self.lang == Lang::Fr {
            return Some(Fate::Keep);
        }
        if !last.is_alphabetic() || !first.is_alphabetic() {
            // A range or a number with its unit keeps its mark; a dash stands apart.
            return Some(if last.is_alphanumeric() && first.is_alphanumeric() { Fate::Keep } else { Fate::Suspend });
        }
        // A dash is a hyphen only inside a word that is known.
        let dash = matches!(mark, '–' | '−');
        let left = stem.get(stem.trim_end_matches(char::is_alphabetic).len()..)?;
        let right = b.get(..b.find(|c: char| !c.is_alphabetic()).unwrap_or(b.len()))?;
        if self.names_street(left, right) && !matches!(mark, '\u{AD}' | '¬' | '⸗') {
            return Some(Fate::Keep);
        }
        let capitals = left.chars().count() > 1 && left.chars().chain(right.chars()).all(char::is_uppercase);
        // A soft hyphen and the marks for divided words say so themselves.
        let says_so = matches!(mark, '\u{AD}' | '¬' | '⸗' | '=') || stem.len() < printed.len();
        let known = self.is_known(&format!("{left}{right}").to_lowercase());
        if dash && !known {
            let own = self.lexicon.as_ref().is_some_and(|l| l.get(&format!("{left}-{right}").to_lowercase()).is_some());
            return own.then_some(Fate::Keep);
        }
        if first.is_uppercase() && !capitals {
            return Some(Fate::Keep);
        }
        // A-bomb, X-ray.
        if self.lang == Lang::En && left.len() == 1 && last.is_uppercase() && !capitals && !known && !says_so {
            return Some(Fate::Keep);
        }
        let before = stem.get(..stem.len() - left.len()).unwrap_or("");
        // O'Connor.
        if self.lang == Lang::En && last.is_lowercase() && ["O'", "O’", "D'", "D’"].iter().any(|name| before.ends_with(name)) {
            return Some(Fate::Drop);
        }
        let (left, right) = (left.to_lowercase(), right.to_lowercase());
        if self.lang == Lang::Fr && !says_so && links(before, &left, &right) && (left == "t" || !known) {
            return Some(Fate::Keep);
        }
        // What such a page has beside soft hyphens are hyphens of words.
        if mark == '-' && !says_so && self.is_soft() && !self.is_known(&format!("{left}{right}")) {
            return Some(if self.is_suspended(&right) { Fate::Suspend } else { Fate::Keep });
        }
        Some(self.judge(&left, &right, says_so, b))
    }

    fn is_suspended(&self, right: &str) -> bool {
        SUSPENDED.iter().any(|(lang, words)| *lang == self.lang && words.contains(&right))
    }

    /// Whether a page divides its words at soft hyphens: lines end in them. Inside lines they print nothing.
    fn is_soft(&self) -> bool {
        let ends_line = |at: usize| {
            let behind = self.page.get(at + SOFT.len()..).unwrap_or("");
            behind.strip_prefix(PRINTED).unwrap_or(behind).starts_with(['\n', '\r'])
        };
        let places = || memchr::memmem::find_iter(self.page.as_bytes(), SOFT.as_bytes());
        *self.soft.get_or_init(|| places().filter(|&at| ends_line(at)).nth(LEAST_SOFT).is_some())
    }

    fn judge(&self, left: &str, right: &str, says_so: bool, behind: &str) -> Fate {
        let joined = format!("{left}{right}");
        let (one, two) = (self.seen(&joined), self.seen(&format!("{left}-{right}")));
        if one != two {
            return if one > two { Fate::Drop } else { Fate::Keep };
        }
        let Some(lexicon) = &self.lexicon else { return Fate::Drop };
        if self.lang == Lang::Fr && right == "t" && behind.starts_with("t-") {
            return Fate::Keep;
        }
        let whole = lexicon.get(&joined).map(|e| e.cost);
        let office = || lexicon.get(right).is_some_and(|e| e.cost < WORD);
        if self.lang == Lang::En && left == "ex" && whole.is_none_or(|c| c > WORD) && office() {
            return Fate::Keep;
        }
        if self.is_suspended(right) && whole.is_none_or(|c| c > JUNK) {
            return Fate::Suspend;
        }
        // A compound that the list has with its hyphen.
        let own = lexicon.get(&format!("{left}-{right}")).map(|e| e.cost).filter(|_| !says_so);
        if let Some(own) = own {
            return if whole.is_none_or(|whole| own + OWN < whole) { Fate::Keep } else { Fate::Drop };
        }
        let (x, y) = (lexicon.get(left).map(|e| e.cost), lexicon.get(right).map(|e| e.cost));
        let parts = x.zip(y);
        if self.lang == Lang::Fr && is_fixed(left, right, behind) && whole.is_none_or(|c| c > JUNK) {
            return if x.is_some() || y.is_some() { Fate::Keep } else { Fate::Drop };
        }
        match (whole, parts) {
            (Some(whole), Some((x, y))) if whole > x + y + JOINED && !says_so => Fate::Keep,
            (Some(_), _) => Fate::Drop,
            // German writes its compounds as one word, and French has few beside the fixed ones.
            (None, Some((x, y))) if self.lang == Lang::En && !says_so => english(left, right, x, y),
            _ => Fate::Drop,
        }
    }

    /// Whether the halves are the name of a street, as English papers wrote it with a hyphen: `Dock-street`.
    fn names_street(&self, left: &str, right: &str) -> bool {
        let named = self.lang == Lang::En && left.starts_with(char::is_uppercase) && STREETS_EN.contains(&right);
        let joined = || format!("{left}{right}").to_lowercase();
        named && self.lexicon.as_ref().and_then(|l| l.get(&joined())).is_none_or(|e| e.cost > WORD)
    }

    fn is_known(&self, word: &str) -> bool {
        self.seen(word) > 0 || self.lexicon.as_ref().is_some_and(|l| l.get(word).is_some_and(|e| e.cost < JUNK))
    }

    fn seen(&self, word: &str) -> u32 {
        self.counts.get_or_init(|| Counts::of(self.page)).get(lexicon::hash(word))
    }
}

/// More lines that end in soft hyphens than one show that all breaks of words have one.
const LEAST_SOFT: usize = 1;
/// A soft hyphen at the end of a line, and the mark that was printed for it on a line of its own.
const SOFT: &str = "\u{AD}";
const PRINTED: &str = "\u{2010}";

/// The ends of lines that no printed line has. `pdftotext -raw` ends a line at each soft hyphen, and sets the hyphen that was printed,
/// where a line of the print ends at one, on a line of its own. Such a page shows by that line; the soft hyphen before it stays.
pub(crate) fn soft_breaks(page: &str) -> Vec<Span> {
    let mut out = Vec::new();
    if memchr::memmem::find(page.as_bytes(), SOFT.as_bytes()).is_none() {
        return out;
    }
    let (mut at, mut soft, mut printed) = (0, false, false);
    for line in page.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim_end_matches(['\n', '\r']);
        let mark = soft && text == PRINTED;
        if mark {
            printed = true;
            // The soft hyphen stands for the mark, and the line ends once.
            out.push(Span::new(start, at));
        }
        soft = text.ends_with(SOFT) && text.len() < line.len();
        if soft && goes_on(text, page.get(at..).unwrap_or("")) {
            out.push(Span::new(start + text.len() - SOFT.len(), at));
        }
    }
    if printed { out } else { Vec::new() }
}

/// Whether the word of a line goes on in the next one: in small letters, or in capitals.
fn goes_on(line: &str, next: &str) -> bool {
    let capital = line.trim_end_matches(SOFT).ends_with(char::is_uppercase);
    next.starts_with(|c: char| c.is_lowercase() || capital && c.is_uppercase())
}

/// Whether a French hyphen stands behind the middle of a compound, or behind the t between a verb and its pronoun.
fn links(before: &str, left: &str, right: &str) -> bool {
    let inside = before.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphabetic));
    let pronoun = || matches!(right, "il" | "ils" | "elle" | "elles" | "on" | "en" | "y");
    inside && if left == "t" { pronoun() } else { LINKS_FR.contains(&left) }
}

/// Two English words that make none the list has.
fn english(left: &str, right: &str, x: f32, y: f32) -> Fate {
    let long = left.len() >= 3 && right.len() >= 3;
    let affix = PREFIXES_EN.contains(&left) || SUFFIXES_EN.contains(&right);
    if !affix && (long && x < WORD && y < WORD || matches!(right, "to" | "by" | "of" | "in" | "up" | "off") && x < WORD) {
        Fate::Keep
    } else {
        Fate::Drop
    }
}

fn is_fixed(left: &str, right: &str, behind: &str) -> bool {
    let tail = behind.get(right.len()..).unwrap_or("");
    FIXED_FR.contains(&right) && (right != "t" || tail.starts_with('-'))
        || BEFORE_FR.contains(&left)
        || left == "contre" && right.starts_with(['a', 'e', 'é', 'i', 'o', 'u'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decides_breaks() {
        use Fate::{Drop, Keep, Suspend};
        let cases = [
            (Lang::En, "that is usu-", "ally how", Drop),
            (Lang::En, "the inter-", "colonial trade", Drop),
            (Lang::En, "a well-", "known man", Keep),
            (Lang::En, "in the mid-", "to late", Suspend),
            (Lang::En, "the Anglo-", "Saxon", Keep),
            (Lang::En, "the GOVERN-", "MENT", Drop),
            (Lang::En, "in 1914-", "18", Keep),
            (Lang::En, "symp¬", "toms", Drop),
            (Lang::En, "thous-", "and", Drop),
            (Lang::De, "die Vor-", "und Nachteile", Suspend),
            (Lang::De, "die Regie=", "rung", Drop),
            (Lang::De, "die Dampfschiff-", "fahrt", Drop),
            (Lang::De, "der Mayer-", "Müller", Keep),
            (Lang::Fr, "peut-", "être", Keep),
            (Lang::Fr, "y a-", "t-il", Keep),
            (Lang::Fr, "dit-", "il", Keep),
            (Lang::Fr, "le gouverne-", "ment", Drop),
            (Lang::En, "the govern–", "ment", Drop),
            (Lang::En, "a law-", "abiding man", Keep),
            (Lang::En, "a fire in Dock-", "street", Keep),
            (Lang::En, "the Rail-", "road", Drop),
            (Lang::En, "the pre-", "and post-war years", Suspend),
            (Lang::Fr, "l'ex-", "pulsion", Drop),
            (Lang::Fr, "à mi-", "nuit", Drop),
            (Lang::Fr, "c'est-à-", "dire", Keep),
            (Lang::Fr, "le rez-de-", "chaussée", Keep),
            (Lang::Fr, "un arc-en-", "ciel", Keep),
            (Lang::Fr, "Viendra-t-", "elle", Keep),
            (Lang::Fr, "a-t-", "on vu", Keep),
            (Lang::Fr, "sa grand’-", "mère", Keep),
            (Lang::Fr, "un chef-d'-", "œuvre", Keep),
            (Lang::Fr, "la belle-", "sœur", Keep),
            (Lang::Fr, "le contre-", "amiral", Keep),
            (Lang::Fr, "un contre-", "temps", Drop),
            (Lang::Fr, "aller au-de-", "vant", Drop),
            (Lang::Fr, "au chef-d'œu-", "vre", Drop),
            (Lang::En, "the ex-", "mayor", Keep),
            (Lang::En, "the ex-", "ecutive", Drop),
            (Lang::En, "the A-", "bomb", Keep),
            (Lang::En, "in A-", "merica", Drop),
            (Lang::En, "of O'Con-", "nor.", Drop),
            (Lang::En, "from 1921–", "1923", Keep),
            (Lang::De, "im Kriege 1914-", "/18", Keep),
            (Lang::En, "a first–", "class ship", Keep),
        ];
        for (lang, a, b, fate) in cases {
            assert_eq!(Hyphens::new("", lang).fate(a, b), Some(fate), "{a} {b}");
        }
        // Dashes stay dashes.
        assert_eq!(Hyphens::new("", Lang::En).fate("the rain –", "it fell"), None);
        assert_eq!(Hyphens::new("", Lang::En).fate("the rain–", "it fell"), None);
    }

    #[test]
    fn soft_hyphens_end_no_line_of_the_print() {
        let of = |page: &str| soft_breaks(page).iter().map(|s| s.of(page).to_owned()).collect::<Vec<_>>();
        assert_eq!(of("the exper\u{AD}\ni\u{AD}\n\u{2010}\nment sta\u{AD}\ntion\n"), ["\u{AD}\n", "\u{2010}\n", "\u{AD}\n"]);
        assert_eq!(of("the sta\u{AD}\r\ntion and the sta\u{AD}\r\n\u{2010}\r\ntion"), ["\u{AD}\r\n", "\u{2010}\r\n"]);
        assert_eq!(of("the sta\u{AD}\n\u{2010}\ntion. Sta\u{AD}\nBy Ada Munn\nSta\u{AD}\n\nNext\n"), ["\u{2010}\n"]);
        // Printed lines may end in one.
        assert!(of("the exper\u{AD}\niment sta\u{AD}\ntion\n").is_empty() && of("the sta-\n\u{2010}\ntion").is_empty());
    }

    #[test]
    fn hyphens_beside_soft_ones_are_those_of_words() {
        let soft = "the exper\u{AD}i\u{AD}\u{2010}\nment ".repeat(2);
        let hyphens = Hyphens::new(&soft, Lang::En);
        assert_eq!(hyphens.fate("pound for fancy-", "grade fruit"), Some(Fate::Keep));
        assert_eq!(hyphens.fate("in the mid-", "to late"), Some(Fate::Suspend));
        assert_eq!(hyphens.fate("the sta\u{AD}\u{2010}", "tion"), Some(Fate::Drop));
        assert_eq!(hyphens.fate("it is usu-", "ally how"), Some(Fate::Drop));
        let inside = "the exper\u{AD}i\u{AD}ment ".repeat(9);
        assert_eq!(Hyphens::new(&inside, Lang::En).fate("pound for fancy-", "grade fruit"), Some(Fate::Drop));
    }

    #[test]
    fn the_page_knows_its_names() {
        let page = "The Kirk-Bayley line and Kirk-Bayley again. The Wingecar-\nribee.";
        let hyphens = Hyphens::new(page, Lang::En);
        assert_eq!(hyphens.fate("of Kirk-", "bayley"), Some(Fate::Keep));
        assert_eq!(hyphens.fate("The Wingecar-", "ribee."), Some(Fate::Drop));
        assert_eq!(hyphens.fate("no mark", "here"), None);
        assert_eq!(Hyphens::new("", Lang::De).fate("der Dru\u{AD}cke\u{AD}rei Lehr\u{AD}\u{2010}", "ling"), Some(Fate::Drop));
    }
}
