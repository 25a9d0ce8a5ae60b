//! French apostrophes that were not read: d une, lAllemagne, quil.

use super::token::{Token, fold, token};
use super::{Verdict, Words};
use crate::lang::Lang;
use crate::passes::glyphs::Fix;
use crate::rule::Rule;
use std::collections::{BTreeMap, BTreeSet};

/// An apostrophe that is lost.
pub(crate) static APOSTROPHE: Rule = Rule {
    number: 33,
    id: "word/apostrophe",
    confidence: (0.6, 0.97),
    summary: "The apostrophe of a French elision is lost, or a space stands for it.",
    why: "No French word is a lone l, d, n or qu before a vowel: the small mark between the two was not read. Where a page has lost several, \
          the space gives way to it, if a known word stands behind and the letter names nothing: what stands alone elsewhere too, behind an \
          article or a number, is a letter of a list, a measure or an unknown. On other pages only qu and what stands before a capital \
          inside a word is sure.",
    examples: &[
        ("Il n est pas de lAllemagne, et qu on lui réponde d un mot.", "Il n'est pas de l'Allemagne, et qu'on lui réponde d'un mot."),
        ("On a mis 5 l au fond, a-t il dit, les points c et d.", "On a mis 5 l au fond, a-t il dit, les points c et d."),
    ],
};

/// What a page has lost.
#[derive(Debug, Default)]
pub(super) struct Lost {
    /// Nobody asks.
    off: bool,
    /// Several apostrophes.
    habit: bool,
    /// Letters that stand alone where nothing is cut short.
    named: BTreeSet<u64>,
}

/// What is cut short before a vowel and stands alone where its mark is lost.
const LETTERS: &[&str] = &["l", "d", "n", "c", "j", "m", "t", "s", "L", "D", "N", "C", "J"];
const LONGER: &[&str] = &["qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "Qu", "Jusqu", "Lorsqu", "Puisqu"];
/// Finite forms of verbs that stand behind what is cut short of ne, se, me and te, and behind no de.
const VERBS: &[&str] = &[
    "est", "était", "étaient", "étais", "ont", "ai", "as", "a", "avait", "avaient", "avais", "avez", "avons", "aura", "aurait", "auront",
    "auraient", "ait", "eut", "eût", "êtes", "étant", "ayant",
];
/// Those of avoir, behind no se.
const OF_AVOIR: &[&str] = &[
    "ont", "ai", "as", "a", "avait", "avaient", "avais", "avez", "avons", "aura", "aurait", "auront", "auraient", "ait", "eut", "eût",
    "ayant",
];
/// What stands before the object of such a verb.
const BEFORE_OBJECT: &[&str] = &["qui", "ne", "je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "y", "en"];
/// Words that go on from letters of a list, and those that stand behind no pronoun.
const JOINS: &[&str] = &["et", "ou", "à", "a"];
const NO_VERBS: &[&str] =
    &["au", "aux", "avec", "un", "une", "entre", "autre", "autres", "il", "ils", "elle", "elles", "on", "après", "avant", "y"];
/// What stands behind ce.
const BEHIND_CE: &[&str] = &["est", "était", "étaient", "étoit", "eût", "en"];
/// Articles, numbers and names of letters: what stands behind one is a letter.
const BEFORE_LETTER: &[&str] = &[
    "le", "la", "les", "un", "une", "des", "du", "ce", "cet", "cette", "ces", "deux", "trois", "quatre", "cinq", "six", "sept", "huit",
    "neuf", "dix", "vingt", "trente", "cent", "mille", "fig", "lettre", "lettres", "point", "points", "si", "soit", "soient",
];
/// What stands behind que, and behind l and d, in one word with it.
const BEHIND_QUE: &[&str] =
    &["il", "ils", "elle", "elles", "on", "un", "une", "en", "à", "au", "aux", "avec", "après", "avant", "aucun", "aucune", "ainsi"];
const BEHIND_L: &[&str] = &["un", "une", "on"];
const BEHIND_D: &[&str] = &["un", "une", "où"];
/// Letters of a name in one word with what is cut short, of a word in one with it, and from which on one of no list stands behind l and d.
const LEAST: usize = 4;
const LONG_NOUN: usize = 5;
/// Cost of the rarest short word, and of the rarest word in one with what is cut short, in bits.
const RARE: f32 = 18.0;
const RARE_BEHIND: f32 = 15.5;
/// Apostrophes that a page has lost from which on others are likely; so many times as often a letter stands before a vowel as elsewhere, if it
/// names nothing.
const LOSES: usize = 3;
const TIMES: usize = 4;
/// How sure a lost mark is, and one on a page that has lost no others; bits of margin of one in a word, so that it is as sure.
const SURE: f32 = 0.97;
const UNSURE: f32 = 0.6;
const IN_NAME: f32 = 11.4;
const IN_WORD: f32 = 9.4;

pub(super) fn is_vowel(c: char) -> bool {
    let vowels = ['a', 'e', 'i', 'o', 'u', 'y', 'h', 'à', 'â', 'é', 'è', 'ê', 'ë', 'î', 'ï', 'ô', 'œ', 'û'];
    c.to_lowercase().next().is_some_and(|c| vowels.contains(&c))
}

/// The word before a place, with the marks behind it; nothing where no space parts it from the place.
fn word_before(text: &str, start: usize) -> Option<&str> {
    text.get(..start)?.strip_suffix(' ')?.rsplit(' ').next()
}

/// Whether no number, letter or article stands before a place.
fn is_free(text: &str, start: usize) -> bool {
    let Some(word) = word_before(text, start) else {
        return text.get(..start).is_some_and(|head| head.is_empty() || head.ends_with(['(', '«', '“', '"', '\u{A0}']));
    };
    let letters = word.trim_end_matches([',', ';', ':', '.', '!', '?', '»', ')']);
    let single = letters.chars().nth(1).is_none() && !matches!(letters, "" | "a" | "à" | "y" | "ô");
    !single && !letters.ends_with(|c: char| c.is_numeric()) && !BEFORE_LETTER.contains(&letters.to_lowercase().as_str())
}

/// Whether a sentence begins at a place.
fn opens_sentence(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or("").trim_end_matches([' ', '«', '“', '"', '(', '—', '\u{A0}']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '…', '»'])
}

impl Words<'_> {
    /// Leaves apostrophes alone.
    pub(crate) fn without_apostrophes(mut self) -> Self {
        self.lost.off = true;
        self
    }

    /// What the texts of a page have lost.
    pub(super) fn lost_apostrophes<'t>(&self, texts: impl Iterator<Item = &'t str> + Clone) -> Lost {
        let mut lost = Lost::default();
        if self.lang != Lang::Fr {
            return lost;
        }
        let mut alone: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
        let mut sure = 0;
        for text in texts {
            let mut ahead = token(text, 0);
            while let Some(word) = ahead {
                ahead = token(text, word.end);
                let cut = ahead.is_some_and(|next| self.is_cut_short(text, word, next));
                sure += usize::from(cut && word.chars > 1 || self.merged_name(text, word).is_some());
                let elided = text.get(word.end..).is_some_and(|behind| behind.starts_with(['\'', '’']));
                if word.chars == 1 && !word.touched && !elided {
                    let (cuts, others) = alone.entry(word.hash).or_default();
                    if cut { *cuts += 1 } else { *others += 1 }
                }
            }
        }
        for (letter, (cuts, others)) in alone {
            if cuts < others * TIMES {
                lost.named.insert(letter);
            } else {
                sure += cuts;
            }
        }
        lost.habit = sure >= LOSES;
        lost
    }

    /// The space behind a word that is cut short, in the place of its mark.
    pub(super) fn spaced_elision(&self, text: &str, token: Token, next: Token) -> Option<Fix> {
        if self.lost.off || self.lost.named.contains(&token.hash) || !self.is_cut_short(text, token, next) {
            return None;
        }
        let confidence = if self.lost.habit || token.chars > 1 { SURE } else { UNSURE };
        Some(Fix { start: token.end, end: next.start, to: self.mark().into(), rule: &APOSTROPHE, confidence })
    }

    /// Whether a word is cut short before the next one.
    fn is_cut_short(&self, text: &str, token: Token, next: Token) -> bool {
        if self.lang != Lang::Fr
            || token.touched
            || next.touched
            || next.start != token.end + 1
            || text.as_bytes().get(token.end) != Some(&b' ')
        {
            return false;
        }
        let (Some(word), Some(behind)) = (text.get(token.start..token.end), text.get(next.start..next.end)) else { return false };
        let cut = if token.chars == 1 { LETTERS.contains(&word) } else { word.ends_with('u') && LONGER.contains(&word) };
        // Inside a sentence a capital names something.
        let begins = || !token.capital || opens_sentence(text, token.start);
        let object = || word_before(text, token.start).is_some_and(|before| BEFORE_OBJECT.contains(&before));
        cut && behind.starts_with(is_vowel)
            && begins()
            && (token.chars > 1 || is_free(text, token.start))
            && self.may_follow(word, behind, next, object)
    }

    /// Whether a word stands behind one that is cut short; `object` says whether what stands before that goes before the object of a verb.
    fn may_follow(&self, word: &str, behind: &str, next: Token, object: impl Fn() -> bool) -> bool {
        let plain = word.to_lowercase();
        let of_noun = matches!(plain.as_str(), "l" | "d") || plain.len() > 1;
        if next.chars == 1 {
            return match (plain.as_str(), behind) {
                ("l", "a" | "y") => object(),
                ("n" | "m" | "t", "a") | ("n" | "m" | "s" | "j", "y") => true,
                _ => plain.len() > 1 && behind != "y",
            };
        }
        if next.capital {
            // A name: its letters are no abbreviation, nor are those before it.
            return of_noun && word == plain && next.capitals == 1 && next.chars >= LEAST;
        }
        let listed = self.lexicon.find(next.hash);
        let known = listed.is_some_and(|e| e.lower && (e.cost < RARE || next.chars >= LEAST)) || of_noun && next.chars >= LONG_NOUN;
        known
            && match plain.as_str() {
                "c" => BEHIND_CE.contains(&behind),
                "s" if matches!(behind, "il" | "ils") => true,
                "l" if behind == "on" => true,
                "l" if VERBS.contains(&behind) => object(),
                "s" => !OF_AVOIR.contains(&behind) && !NO_VERBS.contains(&behind) && !JOINS.contains(&behind),
                "n" | "m" | "t" | "j" => !NO_VERBS.contains(&behind) && !JOINS.contains(&behind),
                "d" => !VERBS.contains(&behind) && !JOINS.contains(&behind),
                "l" => !JOINS.contains(&behind),
                _ => true,
            }
    }

    /// A name in one word with what is cut short before it: lAllemagne, LAllemagne.
    pub(super) fn merged_name(&self, text: &str, token: Token) -> Option<Verdict> {
        let large = token.capital && token.capitals == 2;
        let shaped = large || !token.capital && token.capitals == 1;
        if self.lost.off || self.lang != Lang::Fr || token.mixed || token.touched || !shaped || token.chars <= LEAST {
            return None;
        }
        let (head, name) = text.get(token.start..token.end)?.split_at_checked(1)?;
        let mut letters = name.chars();
        let opens = letters.next().is_some_and(|c| c.is_uppercase() && is_vowel(c)) && letters.all(char::is_lowercase);
        if !opens || !matches!(head, "l" | "d" | "L" | "D") {
            return None;
        }
        let mut folded = String::new();
        fold(name, &mut folded);
        let known = || self.lexicon.get(&folded).is_some_and(|e| e.cost < RARE);
        (!large || known()).then(|| Verdict { to: [head, self.mark(), name].concat(), margin: IN_NAME, rule: &APOSTROPHE })
    }

    /// A word of no list as two, on a page that has lost several apostrophes: quil, nétait, lautre.
    pub(super) fn merged_elision(&self, text: &str, token: Token) -> Option<Verdict> {
        let single = token.capitals == usize::from(token.capital);
        let odd = self.lost.habit && !self.lost.off && !token.mixed && !token.touched && single;
        if !odd || token.capital && !opens_sentence(text, token.start) || !is_free(text, token.start) {
            return None;
        }
        let word = text.get(token.start..token.end)?;
        let mut folded = String::new();
        fold(word, &mut folded);
        let len = if folded.starts_with("qu") { 2 } else { 1 };
        let (head, rest) = folded.split_at_checked(len).filter(|(_, rest)| rest.starts_with(is_vowel))?;
        let long = || rest.chars().count() >= LEAST && self.lexicon.get(rest).is_some_and(|e| e.lower && e.cost < RARE_BEHIND);
        // Lists of the web have quil and cest, too.
        let closed = head == "c" || head == "qu" && !rest.starts_with("elle");
        if !closed && self.lexicon.find(token.hash).is_some() {
            return None;
        }
        let fits = match head {
            "qu" => BEHIND_QUE.contains(&rest),
            "c" => BEHIND_CE.contains(&rest),
            "l" => BEHIND_L.contains(&rest) || long(),
            "d" => BEHIND_D.contains(&rest) || long() && !VERBS.contains(&rest),
            "s" => VERBS.contains(&rest) && !OF_AVOIR.contains(&rest),
            "n" | "m" | "t" | "j" => VERBS.contains(&rest),
            _ => false,
        };
        let (head, rest) = word.split_at_checked(len).filter(|_| fits)?;
        Some(Verdict { to: [head, self.mark(), rest].concat(), margin: IN_WORD, rule: &APOSTROPHE })
    }

    /// The apostrophe that the page prints.
    pub(super) fn mark(&self) -> &'static str {
        if self.curled { "’" } else { "'" }
    }
}
