//! French accents that no word bears: dé for de, pùt for pût, fàcheux for fâcheux.

use super::spelt::Spelt;
use super::token::Token;
use super::{SCANNO, Verdict, Words};
use crate::lang::Lang;

/// Letters of the shortest word with a circumflex inside.
const LEAST: usize = 3;
/// Pages with a base below this are rough enough for a small word with an accent to be misread, and so are those that have so many initials of
/// such words.
const ROUGH: f32 = 12.0;
const KINDS: usize = 2;
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

    /// Whether small words with an accent that they never bear have several initials on a page.
    pub(super) fn mixes_accents<'t>(&self, texts: impl Iterator<Item = &'t str>) -> bool {
        let table = self.lang.table().accented;
        let words = texts.flat_map(|text| text.split(' ')).filter(|word| !table.is_empty() && !word.is_ascii());
        let found =
            words.filter_map(|word| table.iter().find(|(accented, _)| *accented == word)).filter_map(|(_, bare)| bare.chars().next());
        let mut initials = smallvec::SmallVec::<[char; KINDS]>::new();
        for initial in found {
            if !initials.contains(&initial) {
                initials.push(initial);
            }
            if initials.len() >= KINDS {
                return true;
            }
        }
        false
    }

    /// A small word between two others of the list, which names nothing.
    fn small_word(&self, text: &str, word: &str, (token, next): (Token, Token)) -> Option<String> {
        let table = self.lang.table();
        let (_, bare) = table.accented.iter().find(|(accented, _)| *accented == word)?;
        let before = text.get(..token.start)?.strip_suffix(' ')?.rsplit(|c: char| !c.is_alphabetic()).next()?;
        let small = before.to_lowercase();
        let amid = token.is_beside(text, next) && next.capitals == 0 && self.lexicon.find(next.hash).is_some();
        let rough = self.mixes_accents || self.channel.base < ROUGH;
        // A die, a width of cloth; and lès stands behind the name of a place.
        let noun = matches!(*bare, "de" | "des" | "les") && table.determiners.contains(&small.as_str());
        let place = word == "lès" && before.starts_with(char::is_uppercase);
        // Before a word that is none of several it may be dès.
        let several = *bare != "des" || text.get(next.start..next.end).is_some_and(|word| word.ends_with(['s', 'x']) && word != "lors");
        let foreign = !before.is_empty() && self.lexicon.get(&small).is_none();
        (rough && amid && !noun && !place && !foreign && several).then(|| (*bare).to_owned())
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
            (
                "Les fàcheux effets du coup dé dé jè ne sais, et un dé rouge, dés lors",
                "Les fâcheux effets du coup de dé je ne sais, et un dé rouge, dés lors",
            ),
        ] {
            assert!(clean(&format!("{text}, {tail}")).starts_with(want), "{}", clean(&format!("{text}, {tail}")));
        }
    }

    #[test]
    fn dice_widths_of_cloth_and_places_stay() {
        let clean = |text: &str| Desk::new().clean(&format!("{text}\n")).articles().remove(0).paragraphs.join("|");
        let page = "Les gens de Roissy lès gares et de Tours lès bains sont venus, et chaque dé compte pour un point. Aucun dé ne roule hors de la \
                    table, et vingt dés noirs sont mis de côté par le joueur. Deux lés suffisent pour le mur, et por qué no.";
        assert_eq!(clean(page), page);
        // A word that no list has makes no clean page a rough one.
        let blorp = format!("{page} Le blorpant était là avec le joueur et les gens de la ville.");
        assert_eq!(clean(&blorp), blorp);
    }
}
