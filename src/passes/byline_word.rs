//! The word that opens a byline, where it was misread: Don Jesko Tamm, 3y Joanna Pell.

use super::glyphs::Fix;
use crate::byline;
use crate::lang::Lang;
use crate::rule::Rule;
use crate::text;

/// A byline that opens with what engines read for its word.
pub(crate) static BYLINE_WORD: Rule = Rule {
    number: 34,
    id: "word/byline",
    confidence: (0.6, 0.97),
    summary: "The word that opens a byline is misread: Don for Von, 3y for By, 特约扎稿 for 特约撰稿.",
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

/// Whether what can be a name is a misread word on a page: it is in Fraktur, and no line of it opens with the word as it is.
pub(crate) fn misreads_names(page: &str, lang: Lang) -> bool {
    let printed = lang.table().byline_misread.iter().filter(|misread| misread.named).map(|misread| misread.printed);
    let opens = |word: &str| {
        let behind = |rest: &str| rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
        let at_start = |at: usize| page.get(..at).is_some_and(|head| head.is_empty() || head.ends_with('\n'));
        page.match_indices(word).any(|(at, _)| at_start(at) && page.get(at + word.len()..).is_some_and(behind))
    };
    lang == Lang::De && text::has_long_s(page) && !printed.into_iter().any(opens)
}

/// Looks at the word before the name in a byline. Somebody whose name has the word elsewhere on the page, too, is called so.
pub(crate) fn scan(text: &str, page: &str, lang: Lang, misreads_names: bool, out: &mut Vec<Fix>) {
    if lang.is_ea() {
        let from = byline::closing(text, lang).map_or(0, |(open, _)| open);
        let found = byline::misread_role(text.get(from..).unwrap_or(""), lang);
        out.extend(found.and_then(|(at, role)| misread_character(text, from + at, role)));
        return;
    }
    let Some(misread) = byline::misread_word(text, lang) else { return };
    let end = text.char_indices().filter(|(_, c)| c.is_whitespace()).nth(1).map_or(text.len(), |(at, _)| at);
    let recurs = || page.matches(text.get(..end).unwrap_or(text)).nth(1).is_some();
    let confidence = match misread.named {
        false => NO_WORD,
        true if misreads_names && !recurs() => NAME,
        true => NAME_IN_ROMAN,
    };
    out.push(Fix { start: 0, end: misread.read.len(), to: misread.printed.into(), rule: &BYLINE_WORD, confidence });
}

/// The character of a word for somebody's part that is not as printed.
fn misread_character(text: &str, at: usize, role: &'static str) -> Option<Fix> {
    let own = text.get(at..at + role.len())?;
    let place = role.char_indices().zip(own.chars()).find(|((_, c), own)| c != own).map(|((place, _), _)| place)?;
    let printed = role.get(place..)?;
    let to = printed.get(..printed.chars().next()?.len_utf8())?;
    let start = at + place;
    Some(Fix { start, end: start + to.len(), to: to.into(), rule: &BYLINE_WORD, confidence: NO_WORD })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_word() {
        let page = |head: &str| {
            format!("# Die Oper der Woche\n\n{head}\n\nAm Samſtag ſang Don Juan wieder in unſerer Stadt, und das Haus war voll.\n")
        };
        let byline = |page: &str| crate::Desk::new().clean(page).articles().remove(0).byline;
        assert_eq!(byline(&page("Don Juan Tenorio")), ["Don Juan Tenorio"]);
        assert_eq!(byline(&page("Don Falk Brettſchneider")), ["Von Falk Brettſchneider"]);
    }

    #[test]
    fn characters_of_the_word_before_a_name() {
        for (text, want) in [
            ("特约扎稿古月", Some((6, "撰"))),
            ("口特约扎稿古月", Some((9, "撰"))),
            ("打开手机看一看。（特约扎稿古月）", Some((33, "撰"))),
            ("特约撰稿古月", None),
            ("特约扎稿", None),
            // Words of their own, that were read right.
            ("（特约作者张小明）", None),
            ("打开手机看一看。（特约作者张小明）", None),
            ("（见习作者 张小明）", None),
        ] {
            let mut found = Vec::new();
            scan(text, text, Lang::ZhHans, false, &mut found);
            assert_eq!(found.first().map(|fix| (fix.start, fix.to.to_string())), want.map(|(at, c)| (at, c.to_owned())), "{text}");
        }
    }

    #[test]
    fn words_before_names() {
        for (line, lang, old, want) in [
            ("Don Jesko Tamm", Lang::De, true, Some(("Von", NAME))),
            ("Don Jesko Tamm", Lang::De, false, Some(("Von", NAME_IN_ROMAN))),
            ("Vou Jesko Tamm", Lang::De, false, Some(("Von", NO_WORD))),
            ("3y: Joanna Pell", Lang::En, false, Some(("By", NO_WORD))),
            ("Pa Titouan Kerleau", Lang::Fr, false, Some(("Par", NAME_IN_ROMAN))),
            ("Paï Titouan Kerleau", Lang::Fr, false, Some(("Par", NO_WORD))),
            ("Vön Jesko Tamm", Lang::De, false, Some(("Von", NO_WORD))),
            ("Von Jesko Tamm", Lang::De, true, None),
            ("Donata Falk", Lang::De, true, None),
            ("Don Falk", Lang::En, true, None),
        ] {
            let mut found = Vec::new();
            scan(line, line, lang, old, &mut found);
            let got = found.first().map(|fix| (fix.to.to_string(), fix.confidence));
            assert_eq!(got, want.map(|(word, sure)| (word.to_owned(), sure)), "{line}");
        }
    }
}
