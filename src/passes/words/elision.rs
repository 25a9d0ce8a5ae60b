//! French words that lost the apostrophe behind an elided one: loffensive.

use super::judge::Reading;
use super::spelt::Spelt;
use super::token::{Token, fold, token};
use super::{MERGED, Verdict, Words};
use crate::lang::Lang;
use crate::lexicon;
use crate::passes::glyphs::Fix;
use crate::rule::Rule;

/// An apostrophe that is lost.
pub(crate) static APOSTROPHE: Rule = Rule {
    number: 33,
    id: "word/apostrophe",
    confidence: (0.95, 0.97),
    summary: "The apostrophe of a French elision is lost, or a space stands for it.",
    why: "No French word is a lone l, d, n or qu before a vowel: the small mark between the two was not read. The space gives way to \
          it where a known word stands behind, no number in front, and the letters name nothing; so it comes back before a capital \
          inside a word, and on a page that has lost several, in words of no list, too. Letters of lists, measures, and the t of \
          questions stay.",
    examples: &[
        ("Il n est pas de lAllemagne, et qu on lui réponde d un mot.", "Il n'est pas de l'Allemagne, et qu'on lui réponde d'un mot."),
        ("On a mis 5 l au fond, a-t il dit, les points c et d.", "On a mis 5 l au fond, a-t il dit, les points c et d."),
    ],
};

/// What is written before a vowel without its own.
const ELIDED: &[&str] = &["l", "d", "n", "s", "j", "m", "t", "c", "qu"];
/// Letters of what stands behind it, and what its word costs at most: of three letters there are too many words.
const LEAST: usize = 4;
const RARE: f32 = 18.0;
/// The same behind a capital; what a word of no list counts as, and bits by which the word behind is more frequent.
const RARE_BEHIND: f32 = 15.5;
const UNLISTED: f32 = 24.0;
const CLEARLY: f32 = 6.0;
const MARGIN: f32 = 6.0;
/// The same of a name behind an elided word, so that its confidence is that of the rule.
const MERGED_NAME: f32 = 11.4;
const MERGED_WORD: f32 = 9.4;
/// Apostrophes that a page has lost from which on others are likely.
const LOSES: usize = 3;
/// Bits of the elided word.
const OPENS: f32 = 5.0;

/// The elided word that a French word may begin with, and what stands behind it.
fn cut(word: &str) -> Option<(&'static str, &str)> {
    let vowel =
        |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'à' | 'â' | 'é' | 'è' | 'ê' | 'ë' | 'î' | 'ï' | 'ô' | 'œ' | 'û');
    ELIDED.iter().find_map(|&head| word.strip_prefix(head).filter(|rest| rest.starts_with(vowel)).map(|rest| (head, rest)))
}

/// What is cut short before the same and stands alone where its mark is lost.
const LONE: &[&str] = &[
    "l", "d", "n", "c", "j", "m", "t", "s", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "L", "D", "N", "C", "J", "Qu", "Jusqu", "Lorsqu",
    "Puisqu",
];
/// Words that go on from letters of a list, and those that stand behind no pronoun.
const JOINS: &[&str] = &["et", "ou", "à", "a"];
const NO_VERBS: &[&str] =
    &["au", "aux", "avec", "un", "une", "entre", "autre", "autres", "il", "ils", "elle", "elles", "on", "après", "avant", "y"];
/// What stands behind ce.
const BEHIND_CE: &[&str] = &["est", "était", "étaient", "étoit", "eût", "en"];
/// Letters of a name in one word with what is cut short.
const LEAST_NAME: usize = 4;
/// Letters from which on a word of no list stands behind l and d.
const LONG_NOUN: usize = 5;
const SURE: f32 = 0.97;

fn is_vowel(c: char) -> bool {
    matches!(
        c.to_lowercase().next(),
        Some('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'à' | 'â' | 'é' | 'è' | 'ê' | 'ë' | 'î' | 'ï' | 'ô' | 'œ' | 'û')
    )
}

/// What letters name, in French.
const LABELS: &[&str] = &[
    "lettre",
    "lettres",
    "point",
    "points",
    "angle",
    "ligne",
    "figure",
    "note",
    "alinéa",
    "section",
    "classe",
    "côté",
    "droite",
    "groupe",
    "plan",
    "vitamine",
    "hépatite",
    "type",
    "série",
    "article",
    "catégorie",
    "bâtiment",
    "zone",
    "son",
    "voyelle",
    "consonne",
];

/// Whether a small word of the same sentence stands before a place, or the sentence begins there.
fn is_behind_word(text: &str, start: usize) -> bool {
    let Some(before) = text.get(..start) else { return false };
    if before.is_empty() {
        return true;
    }
    let Some(head) = before.strip_suffix(' ') else { return before.ends_with(['(', '«', '“', '"', '\u{A0}']) };
    let word = head.rsplit(' ').next().unwrap_or("");
    let letters = word.trim_end_matches([',', ';', ':', '.', '!', '?', '»', ')']);
    let single = letters.chars().nth(1).is_none();
    !letters.ends_with(|c: char| c.is_numeric()) && !LABELS.contains(&letters) && (!single || matches!(letters, "" | "a" | "à" | "y" | "ô"))
}

/// Whether a sentence begins at a place.
fn opens_sentence(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or("").trim_end_matches([' ', '«', '“', '"', '(', '—', '\u{A0}']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '…', '»'])
}

/// Capitals that a small l with its apostrophe is read as.
const READ_AS_L: &[&str] = &["V", "F"];

/// Words behind which a noun has no article of its own.
const BEFORE_NAME: &[&str] = &[
    "le",
    "la",
    "les",
    "l",
    "un",
    "une",
    "du",
    "au",
    "aux",
    "des",
    "ce",
    "cet",
    "cette",
    "ces",
    "mon",
    "ma",
    "son",
    "sa",
    "ses",
    "leur",
    "notre",
    "votre",
    "mme",
    "mlle",
    "mgr",
    "dr",
    "me",
    "abbé",
    "père",
    "docteur",
    "maître",
    "général",
    "colonel",
    "capitaine",
    "maire",
    "peintre",
];

impl Words<'_> {
    /// A word whose l' was read as a capital: Vannée, Faccueil.
    pub(super) fn capital_elision(&self, text: &str, token: Token) -> Option<Verdict> {
        if self.lang != Lang::Fr || !token.capital || token.capitals != 1 || token.touched || token.mixed || token.chars < LEAST + 1 {
            return None;
        }
        let word = text.get(token.start..token.end)?;
        let rest = READ_AS_L.iter().find_map(|l| word.strip_prefix(l))?;
        let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'h' | 'é' | 'ê' | 'â' | 'î' | 'œ');
        let entry = self.lexicon.get(rest).filter(|e| rest.starts_with(vowel) && e.lower && e.cost < RARE_BEHIND)?;
        let amid =
            text.get(..token.start)?.strip_suffix(' ').is_some_and(|before| before.ends_with(|c: char| c.is_lowercase() || c == ','));
        // No article stands before another one, and a title before a name.
        let before = text.get(..token.start)?.trim_end().rsplit([' ', '\'', '’']).next()?.to_lowercase();
        let amid = amid && !BEFORE_NAME.contains(&before.as_str());
        let listed = self.lexicon.find(token.hash).map_or(UNLISTED, |e| e.cost);
        (amid && entry.cost + CLEARLY < listed).then(|| Verdict { to: ["l", self.mark(), rest].concat(), margin: MARGIN, rule: &MERGED })
    }

    /// The space behind a word that is cut short, in the place of its mark.
    pub(super) fn spaced_elision(&self, text: &str, token: Token, next: Token) -> Option<Fix> {
        if self.lang != Lang::Fr
            || token.touched
            || next.touched
            || next.start != token.end + 1
            || text.as_bytes().get(token.end) != Some(&b' ')
        {
            return None;
        }
        let (word, behind) = (text.get(token.start..token.end)?, text.get(next.start..next.end)?);
        // Most words end here.
        if token.chars > 1 && !word.ends_with("qu") && word != "Qu" {
            return None;
        }
        let fits = LONE.contains(&word) && behind.starts_with(is_vowel) && self.may_follow(word, behind, next);
        // Inside a sentence a capital names something.
        let begins = !token.capital || opens_sentence(text, token.start);
        (fits && begins && is_behind_word(text, token.start)).then(|| Fix {
            start: token.end,
            end: next.start,
            to: self.mark().into(),
            rule: &APOSTROPHE,
            confidence: SURE,
        })
    }

    /// Whether a word stands behind one that is cut short.
    fn may_follow(&self, word: &str, behind: &str, next: Token) -> bool {
        let plain = word.to_lowercase();
        let of_noun = matches!(plain.as_str(), "l" | "d") || plain.len() > 1;
        if next.chars == 1 {
            return matches!((plain.as_str(), behind), ("n" | "l" | "m" | "t", "a") | ("n" | "m" | "s" | "j" | "l", "y"))
                || plain.len() > 1 && behind != "y";
        }
        if next.capital {
            // A name: its letters are no abbreviation, nor are those before it.
            return of_noun && word == plain && next.capitals == 1 && next.chars >= LEAST_NAME;
        }
        let listed = self.lexicon.find(next.hash);
        let known = listed.is_some_and(|e| e.lower && (e.cost < RARE || next.chars >= LEAST)) || of_noun && next.chars >= LONG_NOUN;
        known
            && match plain.as_str() {
                "c" => BEHIND_CE.contains(&behind),
                "s" if matches!(behind, "il" | "ils") => true,
                "l" if behind == "on" => true,
                "n" | "m" | "t" | "s" | "j" => !NO_VERBS.contains(&behind) && !JOINS.contains(&behind),
                "l" | "d" => !JOINS.contains(&behind),
                _ => true,
            }
    }

    /// A name in one word with what is cut short before it: lAllemagne, LAllemagne.
    pub(super) fn merged_name(&self, text: &str, token: Token) -> Option<Verdict> {
        let large = token.capital && token.capitals == 2;
        if self.lang != Lang::Fr
            || token.mixed
            || token.touched
            || !large && (token.capital || token.capitals != 1)
            || token.chars <= LEAST_NAME
        {
            return None;
        }
        let word = text.get(token.start..token.end)?;
        let (head, name) = word.split_at_checked(1)?;
        let mut letters = name.chars();
        let opens = letters.next().is_some_and(|c| c.is_uppercase() && is_vowel(c)) && letters.all(char::is_lowercase);
        if !opens || !matches!(head, "l" | "d" | "L" | "D") {
            return None;
        }
        let mut folded = String::new();
        fold(name, &mut folded);
        let known = || self.lexicon.get(&folded).is_some_and(|e| e.cost < RARE);
        (!large || known()).then(|| Verdict { to: [head, self.mark(), name].concat(), margin: MERGED_NAME, rule: &APOSTROPHE })
    }

    /// Whether a page has lost several apostrophes.
    pub(super) fn loses_marks<'t>(&self, texts: impl Iterator<Item = &'t str>) -> bool {
        if self.lang != Lang::Fr {
            return false;
        }
        let lost = |text: &str| {
            let (mut count, mut ahead) = (0, token(text, 0));
            while let Some(word) = ahead {
                ahead = token(text, word.end);
                let spaced = ahead.is_some_and(|next| self.spaced_elision(text, word, next).is_some());
                count += usize::from(spaced || self.merged_name(text, word).is_some());
            }
            count
        };
        texts.map(lost).sum::<usize>() >= LOSES
    }

    /// A word of no list, or a rare one, as two on such a page: quil, nétait.
    pub(super) fn merged_elision(&self, text: &str, token: Token) -> Option<Verdict> {
        let single = token.capitals == usize::from(token.capital);
        if !self.loses_marks || token.mixed || token.touched || !single || token.capital && !opens_sentence(text, token.start) {
            return None;
        }
        let word = text.get(token.start..token.end)?;
        let mut folded = String::new();
        fold(word, &mut folded);
        let (head, rest) = cut(&folded).filter(|(head, rest)| rest.chars().nth(1).is_some() || *head == "qu" && *rest == "à")?;
        let entry = self.lexicon.get(rest).filter(|e| e.lower && e.cost < RARE_BEHIND)?;
        let listed = self.lexicon.find(token.hash).map_or(UNLISTED, |e| e.cost);
        let verb = !matches!(head, "n" | "m" | "t" | "s" | "j") || !NO_VERBS.contains(&rest) && !JOINS.contains(&rest);
        let fits = verb && (head != "c" || BEHIND_CE.contains(&rest)) && entry.cost + CLEARLY < listed;
        let (head, rest) = word.split_at_checked(head.len()).filter(|_| fits)?;
        Some(Verdict { to: [head, self.mark(), rest].concat(), margin: MERGED_WORD, rule: &APOSTROPHE })
    }

    /// The apostrophe that the page prints.
    fn mark(&self) -> &'static str {
        if self.curled { "’" } else { "'" }
    }

    /// A French word as two, with the apostrophe that the page prints.
    pub(super) fn elided(&self, word: &Spelt<'_>) -> Option<Reading> {
        let (head, rest) = cut(word.text).filter(|(_, rest)| self.lang == Lang::Fr && rest.chars().count() >= LEAST)?;
        let hash = word.part(head.len(), word.len());
        let entry = self.lexicon.find(hash).filter(|e| e.lower && e.cost < RARE)?;
        let cost = OPENS + entry.cost + self.channel.base + self.w.lost_space;
        Some(Reading::pair(cost, [head, self.mark(), rest].concat(), self.seen(lexicon::hash(head)), self.seen(hash), &MERGED))
    }

    /// Whether a reading takes the elided word away and leaves the rest: then an apostrophe was lost, or the word is another one.
    pub(super) fn drops_elision(&self, word: &str, to: &str) -> bool {
        self.lang == Lang::Fr && cut(word).is_some_and(|(_, rest)| rest == to)
    }
}
