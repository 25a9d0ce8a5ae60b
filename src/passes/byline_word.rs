//! The word that opens a byline, where it was misread: Don Jesko Tamm, 3y Joanna Pell.

use super::glyphs::Fix;
use crate::byline;
use crate::lang::Lang;
use crate::rule::Rule;

/// A byline that opens with what engines read for its word.
pub(crate) static BYLINE_WORD: Rule = Rule {
    number: 34,
    id: "word/byline",
    confidence: (0.6, 0.97),
    summary: "The word that opens a byline is misread: Don for Von, 3y for By.",
    why: "A line that stands where bylines stand and names somebody opens with By, Von or Par, and engines read the same few words for \
          these. What can be a name, as Don can, is repaired on pages in Fraktur alone, whose D and V look alike.",
    examples: &[
        (
            "# Biber legt Radweg unter Waſſer\n\nDon Jesko Tamm\n\nAm Samſtag ſtand das Waſſer wieder auf dem Weg an der Mühle.",
            "Biber legt Radweg unter Waſſer\n\nVon Jesko Tamm\n\nAm Samſtag ſtand das Waſſer wieder auf dem Weg an der Mühle.",
        ),
        (
            "# Tide Mill Reopens\n\n3y Joanna Pell\n\nThe wheel of the old mill turned again on Saturday, forty years after it stopped.",
            "Tide Mill Reopens\n\nBy Joanna Pell\n\nThe wheel of the old mill turned again on Saturday, forty years after it stopped.",
        ),
    ],
};

/// How sure what is no word is, and what may be a name: on a page in Fraktur, and on others.
const NO_WORD: f32 = 0.97;
const NAME: f32 = 0.95;
const NAME_IN_ROMAN: f32 = 0.6;

/// Looks at the word before the name in a byline; `old` is a page with long s.
pub(crate) fn scan(text: &str, lang: Lang, old: bool, out: &mut Vec<Fix>) {
    let Some((word, right, named)) = byline::misread_word(text, lang) else { return };
    let confidence = match (named, old) {
        (false, _) => NO_WORD,
        (true, true) => NAME,
        (true, false) => NAME_IN_ROMAN,
    };
    out.push(Fix { start: 0, end: word.len(), to: right.into(), rule: &BYLINE_WORD, confidence });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_names() {
        for (line, lang, old, want) in [
            ("Don Jesko Tamm", Lang::De, true, Some(("Von", NAME))),
            ("Don Jesko Tamm", Lang::De, false, Some(("Von", NAME_IN_ROMAN))),
            ("Vou Jesko Tamm", Lang::De, false, Some(("Von", NO_WORD))),
            ("3y: Joanna Pell", Lang::En, false, Some(("By", NO_WORD))),
            ("Pa Titouan Kerleau", Lang::Fr, false, Some(("Par", NAME_IN_ROMAN))),
            ("Von Jesko Tamm", Lang::De, true, None),
            ("Donata Falk", Lang::De, true, None),
            ("Don Falk", Lang::En, true, None),
        ] {
            let mut found = Vec::new();
            scan(line, lang, old, &mut found);
            let got = found.first().map(|fix| (fix.to.to_string(), fix.confidence));
            assert_eq!(got, want.map(|(word, sure)| (word.to_owned(), sure)), "{line}");
        }
    }
}
