//! The marks at the end of an English text, and marks that stand twice: `of poison.,`, `to bed..`, `the street,, and`.

use super::strays::{SHORTENED, opens_anywhere};
use super::{LAST_MARK, MERGED, SCANNO, SPLIT, STRAY_MARK, Words};
use crate::lang::Lang;
use crate::passes::glyphs::Fix;
use crate::rule::DEFAULT_CONFIDENCE;

/// Bytes of a text that is a sentence, from and to: a line of a column has fewer, and a longer text may break off.
const SENTENCE: std::ops::RangeInclusive<usize> = 60..=400;
/// How sure a mark is one too many, and a misread one at the end; the same on a page that shows no damage, or may go on elsewhere.
const SURE: f32 = 0.92;
const UNSURE: f32 = 0.7;

/// Words that end in a dot of their own, beside [`SHORTENED`] and those of one letter.
const DOTTED: &[&str] = &[
    "etc", "co", "ltd", "jr", "sr", "esq", "lb", "lbs", "oz", "ft", "nos", "st", "mr", "mrs", "dr", "messrs", "bros", "inc", "corp", "vs",
    "pp", "vols", "doz", "bush", "qr", "qrs", "pt", "gals", "bbl", "bbls", "yds", "yd", "hrs", "mos", "ave", "rd", "jan", "feb", "aug",
    "sept", "oct", "nov",
];
/// The first and the last words of letters and advertisements, whose lines end in commas.
const LETTERS: &[&str] = &["Dear", "Sir", "Sirs", "Gentlemen", "Madam", "My", "Messrs", "Mr", "To"];
const SIGNED: &[&str] =
    &["servant", "servants", "yours", "truly", "faithfully", "sincerely", "respectfully", "obediently", "affectionately", "etc"];

impl Words<'_> {
    /// Marks at the end of a text, and those that stand twice inside it, on a damaged page.
    pub(super) fn ends(&self, text: &str, out: &mut Vec<Fix>) {
        if self.lang != Lang::En {
            return;
        }
        let mut made = out.iter().filter(|fix| fix.confidence >= DEFAULT_CONFIDENCE);
        let repaired = made.any(|fix| [&SCANNO, &SPLIT, &MERGED].iter().any(|rule| rule.number == fix.rule.number));
        if self.damaged {
            let bytes = text.as_bytes();
            out.extend(memchr::memchr3_iter(b',', b'.', b';', bytes).filter_map(|at| twice(text, at)));
        }
        out.extend(self.last(text, repaired));
    }

    /// The mark that ends a text where a full stop does, or where a text is a sentence that no other goes on.
    fn last(&self, text: &str, repaired: bool) -> Option<Fix> {
        let end = text.trim_end().len();
        let (start, mark) = text.get(..end)?.char_indices().next_back()?;
        let head = text.get(..start)?;
        let stopped = || head.strip_suffix('.').is_some_and(|head| ends_in_letters(head) && !is_shortened(head));
        let gone = Fix { start, end, to: "".into(), rule: &STRAY_MARK, confidence: SURE };
        match mark {
            ',' if self.damaged && stopped() => Some(gone),
            '\'' if self.damaged && stopped() && !opens_anywhere(head) => Some(gone),
            ',' | ';' if self.alone && is_sentence(head) => {
                let confidence = if repaired { SURE } else { UNSURE };
                Some(Fix { to: ".".into(), rule: &LAST_MARK, confidence, ..gone })
            }
            _ => None,
        }
    }
}

/// The word that a text ends in, as far as it has letters.
fn last_word(text: &str) -> &str {
    let start = text.trim_end_matches(char::is_alphabetic).len();
    text.get(start..).unwrap_or("")
}

fn ends_in_letters(text: &str) -> bool {
    text.ends_with(char::is_alphabetic)
}

/// Whether the word that a text ends in has a dot behind it wherever it stands.
fn is_shortened(text: &str) -> bool {
    let word = last_word(text);
    let small = word.to_lowercase();
    let list = |list: &[&str]| list.contains(&small.as_str());
    word.chars().count() < 2 || text.ends_with("&c") || list(DOTTED) || list(SHORTENED)
}

/// Whether a text opens and ends as a sentence does and is as long as one, in one line.
fn is_sentence(text: &str) -> bool {
    let bare = text.trim_start_matches(['"', '“', '\'', '‘', '(']);
    let first = bare.get(..bare.find(|c: char| !c.is_alphabetic()).unwrap_or(bare.len())).unwrap_or("");
    let large = first.chars().filter(|c| c.is_uppercase()).count();
    // Advertisements open in capitals, and addresses end in names.
    let opens = first.starts_with(char::is_uppercase) && (large == 1 || first.is_empty()) && !LETTERS.contains(&first);
    let last = last_word(text);
    let ends = last.starts_with(char::is_lowercase) && !SIGNED.contains(&last) && !is_shortened(text);
    let compound = text.get(..text.len() - last.len()).is_some_and(|head| head.ends_with(['-', '.', '\'']));
    SENTENCE.contains(&text.len()) && !text.contains('\n') && opens && ends && !compound
}

/// A mark of a text and the one behind it that are one: which of them goes. Two dots before a figure or a small letter lead to it.
fn twice(text: &str, at: usize) -> Option<Fix> {
    let mut behind = text.get(at..)?.chars();
    let (first, second, next) = (behind.next()?, behind.next()?, behind.next());
    let head = text.get(..at)?;
    if !ends_in_letters(head) || is_shortened(head) || next.is_some_and(|c| !c.is_whitespace() && !matches!(c, '"' | '”' | '\'' | '’'))
    {
        return None;
    }
    let rest = text.get(at + 2..)?.trim_start();
    let goes_on = next == Some(' ') && rest.starts_with(char::is_lowercase);
    let start = match (first, second) {
        (',', ',') | (';', ';') if goes_on || rest.is_empty() => at,
        ('.', '.') if rest.is_empty() || rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '”' | '“' | '\'' | '’')) => {
            at
        }
        (',', '.') if goes_on => at + 1,
        (',', '.') if rest.is_empty() => at,
        _ => return None,
    };
    Some(Fix { start, end: start + 1, to: "".into(), rule: &STRAY_MARK, confidence: SURE })
}

#[cfg(test)]
mod tests {
    use crate::{Desk, Format};

    #[test]
    fn one_mark_ends_a_text_and_no_mark_stands_twice() {
        let clean = |text: &str| Desk::new().clean(&format!("{text}\n")).render(Format::Text).0.trim().to_owned();
        let cases = [
            ("He died from tbe effects of poison.,", "He died from the effects of poison."),
            (
                "He was carried into tbe house of the doctor, and put to bed..",
                "He was carried into the house of the doctor, and put to bed.",
            ),
            ("She lay in tbe street,, and no one saw her for an hour.", "She lay in the street, and no one saw her for an hour."),
            (
                "The ship left tbe harbour,. and the men of the town went home.",
                "The ship left the harbour, and the men of the town went home.",
            ),
            (
                "They went to tbe house of the man, and saw nothing there at all,",
                "They went to the house of the man, and saw nothing there at all.",
            ),
            // A page without damage, and what ends so.
            ("They went to the house of the man, and saw nothing there at all,", ""),
            ("The verdict was that he had died from the effects of poison.,", ""),
            ("and went to the house of the man, and saw nothing there at all,", ""),
            ("He waited in the street for the doctor ... and went home at two.", ""),
            ("He said that he 'would go' to the 'house of the old man there.'", ""),
        ];
        for (text, want) in cases {
            assert_eq!(clean(text), if want.is_empty() { text } else { want });
        }
    }

    #[test]
    fn marks_of_lists_letters_and_shortened_words_stay() {
        let clean = |text: &str| Desk::new().clean(&format!("{text}\n")).render(Format::Text).0.trim().to_owned();
        for tail in [
            "following officers were elected by the members of the society on Monday:",
            "house of the man where they were, and I remain yours, etc.,",
            "house of the man where they were, and I remain yours, &c.,",
            "house of Messrs. Smith & Co., Ltd.,",
            "house of the old man who is a friend of J. Brown, M.P.,",
            "meeting of the board will begin at the hall of the school at 5 p.m.;",
            "price of the best flour of the town is two shillings per lb.,",
            "market was dull. Wheat.. 5s. 6d., oats.. 3s., and barley.. 4s. for the day.",
            "house of the old man stands where it stood, at No. 5 Main-street,",
        ] {
            assert_eq!(clean(&format!("It was tbe first of the {tail}")), format!("It was the first of the {tail}"));
        }
        for text in [
            "Dear Sir, I have tbe honour to be, with great respect, your most humble servant,",
            "WANTED, by tbe family of an old man, a good cook for a house in the country,",
        ] {
            assert_eq!(clean(text), text.replace("tbe", "the"));
        }
    }
}
