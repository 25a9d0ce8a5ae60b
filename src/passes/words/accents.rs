//! French accents that no word bears: dé for de, pùt for pût, fàcheux for fâcheux.

use super::spelt::Spelt;
use super::token::Token;
use super::{SCANNO, Verdict, Words};
use crate::lang::Lang;

/// Small words that bear no accent, with one, and as they are.
#[rustfmt::skip]
const BARE: &[(&str, &str)] = &[
    ("dé", "de"), ("dè", "de"), ("dê", "de"), ("dés", "des"), ("dês", "des"), ("lés", "les"), ("lès", "les"), ("lês", "les"), ("lè", "le"), ("lê", "le"),
    ("sé", "se"), ("sè", "se"), ("sê", "se"), ("mè", "me"), ("mê", "me"), ("jé", "je"), ("jè", "je"), ("jê", "je"), ("tè", "te"), ("tê", "te"),
    ("nè", "ne"), ("nê", "ne"), ("cè", "ce"), ("cê", "ce"), ("qué", "que"), ("què", "que"), ("quê", "que"), ("ét", "et"), ("èt", "et"), ("êt", "et"),
    ("â", "à"),
];
/// What stands before dice and thimbles.
#[rustfmt::skip]
const BEFORE_DICE: &[&str] = &[
    "un", "le", "du", "au", "ce", "de", "dé", "son", "mon", "ton", "les", "des", "aux", "ces", "ses", "mes", "tes", "nos", "vos", "leurs", "deux", "trois",
    "quatre", "cinq", "six", "en", "petit", "petits", "seul",
];
/// Letters of the shortest word with a circumflex inside.
const LEAST: usize = 3;
/// Bits of margin.
const MARGIN: f32 = 8.0;

impl Words<'_> {
    /// A French word without the accent that it never bears, or with the circumflex that was read as a grave.
    pub(super) fn without_accent(&self, text: &str, token: Token, next: Option<Token>) -> Option<Verdict> {
        let plain = !token.mixed && !token.touched && token.capitals == 0 && self.damaged;
        let word = text.get(token.start..token.end).filter(|word| plain && self.lang == Lang::Fr && !word.is_ascii())?;
        let to = self.small_word(text, word, (token, next?)).or_else(|| self.circumflexed(word))?;
        Some(Verdict { to, margin: MARGIN, rule: &SCANNO })
    }

    /// A small word before another one, which names nothing.
    fn small_word(&self, text: &str, word: &str, (token, next): (Token, Token)) -> Option<String> {
        let (_, bare) = BARE.iter().find(|(accented, _)| *accented == word)?;
        let before = text.get(..token.start)?.strip_suffix(' ')?.rsplit(|c: char| !c.is_alphabetic()).next()?;
        let amid = token.is_beside(text, next) && next.capitals == 0;
        let dice = bare.starts_with('d') && BEFORE_DICE.contains(&before.to_lowercase().as_str());
        // Before a word that is none of several it may be dès.
        let several = *bare != "des" || text.get(next.start..next.end).is_some_and(|word| word.ends_with(['s', 'x']) && word != "lors");
        (amid && !dice && several).then(|| (*bare).to_owned())
    }

    /// A word with û and â for ù and à inside it, where no list has it without: only où bears the one, and the other ends words.
    fn circumflexed(&self, word: &str) -> Option<String> {
        let last = word.char_indices().next_back()?.0;
        let inner = |(at, c): (usize, char)| match c {
            'ù' if word != "où" => 'û',
            'à' if at < last => 'â',
            c => c,
        };
        let to: String = word.char_indices().map(inner).collect();
        if to == word || to.chars().count() < LEAST || self.lexicon.get(word).is_some() {
            return None;
        }
        // At its start an à may be any letter.
        let known = self.lexicon.get(&to).is_some();
        let made = || !word.starts_with('à') && Spelt::new(&to).is_some_and(|spelt| self.is_word(&spelt));
        (known || made()).then_some(to)
    }
}

#[cfg(test)]
mod tests {
    use crate::Desk;

    #[test]
    fn accents_that_no_word_bears() {
        let clean = |text: &str| Desk::new().clean(&format!("{text}\n")).articles().remove(0).paragraphs.join("|");
        let tail = "et les gens du village ont dit que la rnaison était à lui, mais que personne ne savait où elle était.";
        for (text, want) in [
            ("Il en divise lés masses dé terre, qu'il pùt voir", "Il en divise les masses de terre, qu'il pût voir"),
            ("Les fàcheux effets du coup dé dé, et un dé rouge, dés lors", "Les fâcheux effets du coup de dé, et un dé rouge, dés lors"),
        ] {
            assert!(clean(&format!("{text}, {tail}")).starts_with(want), "{}", clean(&format!("{text}, {tail}")));
        }
    }
}
