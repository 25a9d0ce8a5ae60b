//! Numbers of a text in Latin letters, some of whose digits were read for letters: 19O4, l2, July 3l.

use super::letter_digit::{LETTER_FOR_DIGIT, RUN, digit, is_part};
use crate::passes::glyphs::Fix;
use crate::text;

/// The months in English, German and French, in full and as they are shortened.
#[rustfmt::skip]
pub(super) static MONTHS: &[&str] = &[
    "january", "jan", "february", "feb", "march", "april", "apr", "june", "july", "august", "aug", "september", "sept", "october", "oct",
    "november", "nov", "december", "dec", "januar", "jänner", "februar", "feber", "märz", "mai", "juni", "juli", "oktober", "dezember",
    "janvier", "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
];
/// What is counted and stands behind no litre and no code: people, time, ways, money.
#[rustfmt::skip]
static COUNTED: &[&str] = &[
    "people", "persons", "men", "women", "children", "members", "schools", "years", "months", "weeks", "days", "hours", "minutes", "seconds",
    "miles", "yards", "feet", "inches", "acres", "cents", "dollars", "pounds", "shillings", "percent", "votes",
    "uhr", "jahre", "jahren", "monate", "monaten", "wochen", "tage", "tagen", "stunden", "minuten", "sekunden", "kilometer", "kilometern",
    "meter", "metern", "grad", "prozent", "mitglieder", "einwohner", "personen", "stimmen", "euro", "franken", "mark",
    "heures", "ans", "années", "mois", "semaines", "jours", "minutes", "secondes", "mètres", "kilomètres", "francs", "euros", "personnes",
    "habitants", "membres", "voix",
];
/// Words before a year; before 110l. and other sums stand others.
static YEARS: &[&str] = &[
    "in", "since", "until", "till", "from", "by", "year", "im", "seit", "bis", "von", "jahr", "jahre", "en", "depuis", "jusqu", "année",
    "an",
];
/// Letters of a word that is looked up.
const LONGEST: usize = 12;

/// Numbers of a text in Latin letters: 19O4, l2, 1OO, 2Oth.
pub(crate) fn scan(text: &str, out: &mut Vec<Fix>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(digit) = text::find_byte(bytes, at, &DIGITS) {
        at = latin_run(text, digit, out).max(digit + 1);
    }
}

static DIGITS: [bool; 256] = digits();

const fn digits() -> [bool; 256] {
    let mut table = [false; 256];
    let mut b = b'0';
    while b <= b'9' {
        table[b as usize] = true;
        b += 1;
    }
    table
}

/// The digit that a letter inside a number was.
fn latin_digit(b: u8) -> Option<&'static str> {
    match b {
        b'o' => Some("0"),
        b'S' => Some("5"),
        _ => digit(b),
    }
}

/// Judges the run around a digit; where it ends.
fn latin_run(text: &str, at: usize, out: &mut Vec<Fix>) -> usize {
    let bytes = text.as_bytes();
    let part = |b: &&u8| b.is_ascii_digit() || latin_digit(**b).is_some();
    let start = at - bytes.iter().take(at).rev().take_while(part).count();
    let end = at + bytes.iter().skip(at).take_while(part).count();
    let run = bytes.get(start..end).unwrap_or_default();
    let (head, rest) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
    if is_free_before(head) && is_free_behind(rest) && is_number(run, head, rest) {
        // A group of a number that has no digit of its own: $l,500.
        if let Some(one) = leading_one(head, run) {
            out.push(latin_fix(one, "1"));
        }
        out.extend(run.iter().enumerate().filter_map(|(n, &b)| Some(latin_fix(start + n, latin_digit(b)?))));
        let group = rest.as_bytes().get(1..4).filter(|g| rest.starts_with([',', '.']) && g.iter().all(|b| matches!(b, b'O' | b'o')));
        if group.is_some() && is_free_behind(rest.get(4..).unwrap_or("")) {
            out.extend((end + 1..end + 4).map(|at| latin_fix(at, "0")));
        }
    }
    end
}

fn latin_fix(at: usize, to: &'static str) -> Fix {
    Fix { start: at, end: at + 1, to: to.into(), rule: &LETTER_FOR_DIGIT, confidence: RUN }
}

/// Whether no code, no address and no word goes on into a number.
fn is_free_before(head: &str) -> bool {
    let mut before = head.chars().rev();
    match before.next() {
        Some('-' | '–' | '/') => before.next().is_some_and(|c| c.is_ascii_digit() || latin_digit(u8::try_from(c).unwrap_or(0)).is_some()),
        Some(c) => !c.is_alphanumeric() && !matches!(c, '_' | '@' | '#' | '&' | '\'' | '’' | '=' | '\\'),
        None => true,
    }
}

/// The same behind it; the ending of an ordinal or a decade may stand there.
fn is_free_behind(rest: &str) -> bool {
    let word = rest.get(..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())).unwrap_or("");
    matches!(word, "" | "st" | "nd" | "rd" | "th" | "s" | "er" | "re" | "me" | "ème" | "e") && !rest.starts_with(['_', '@', '&', '=', '\\'])
}

/// Whether a run that has a digit is a number: a code has a letter before a digit or two, a litre stands behind its number.
fn is_number(run: &[u8], head: &str, rest: &str) -> bool {
    let grouped = rest.starts_with(',') && rest.as_bytes().get(1..4).is_some_and(|g| g.iter().all(|&b| is_part(b)));
    let money = head.ends_with(['$', '£', '€']);
    let counts = counts(run, head, rest);
    // Codes have an S at their edges: S60, 5S.
    if run.contains(&b'S') && !money && !(counts && run.ends_with(b"00")) {
        return false;
    }
    let opens = match run.first() {
        Some(b'I') => run.len() > 3 || grouped || money || counts,
        Some(b'O' | b'o') => {
            run.len() == 3 && head.ends_with([',', '.']) && head.trim_end_matches([',', '.']).ends_with(|c: char| c.is_ascii_digit())
        }
        _ => true,
    };
    let year = run.len() == 4 && matches!(run, [b'1', ..]) && YEARS.contains(&before(head).as_str());
    let ends = match run.last() {
        Some(b'l') => year || grouped || counts || !rest.starts_with(|c: char| !c.is_alphanumeric()) && !rest.is_empty(),
        Some(b'o') => run.len() > 3,
        _ => true,
    };
    opens && ends
}

/// Whether a number stands here whatever its digits look like: beside a month, or before what is counted.
fn counts(run: &[u8], head: &str, rest: &str) -> bool {
    let ahead = word(rest.trim_start_matches(['.', ' ']));
    // A day or a year stands beside a month.
    if run.len() != 3 && (MONTHS.contains(&before(head).as_str()) || MONTHS.contains(&ahead.as_str())) {
        return head.ends_with(' ') || rest.starts_with([' ', '.']);
    }
    rest.starts_with(' ') && COUNTED.contains(&ahead.as_str())
}

/// The word that a text begins with, in small letters.
fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphabetic()).take(LONGEST).flat_map(char::to_lowercase).collect()
}

/// The word that a text ends in.
fn before(head: &str) -> String {
    let letters: String = head.trim_end_matches(['.', ' ']).chars().rev().take_while(|c| c.is_alphabetic()).take(LONGEST).collect();
    letters.chars().rev().flat_map(char::to_lowercase).collect()
}

/// An l or I that is the first group of a number whose second one this run is.
fn leading_one(head: &str, run: &[u8]) -> Option<usize> {
    let comma = head.ends_with(',') && run.len() == 3;
    let one = head.strip_suffix(if comma { ',' } else { '.' })?;
    let before = one.strip_suffix(['l', 'I'])?;
    let money = before.ends_with(['$', '£', '€']);
    (money || comma && (before.is_empty() || before.ends_with(char::is_whitespace))).then_some(before.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passes::letter_digit::tests::mended;

    #[test]
    fn numbers_among_latin_words() {
        let cases = [
            ("In I9O4 there were 1OO men and l2 horses.", "In 1904 there were 100 men and 12 horses."),
            ("the 24O workers of l926, $640,0O0 and 1,OOO more", "the 240 workers of 1926, $640,000 and 1,000 more"),
            ("on the 2Oth and the 2lst, in the 193Os", "on the 20th and the 21st, in the 1930s"),
            ("from 19l4-l8 and for $I4,700, or $l.50", "from 1914-18 and for $14,700, or $1.50"),
            ("l40.O00 Mark und l,500 Mann", "140.000 Mark und 1,500 Mann"),
            ("CO2, H2O, MI5, I95, O2, 5l of oil, A1O, in-12o, 1o", "CO2, H2O, MI5, I95, O2, 5l of oil, A1O, in-12o, 1o"),
            (
                "On July 3l. and Feb. I2, at 4l schools and S00 yards; $8S,000 in 193l",
                "On July 31. and Feb. 12, at 41 schools and 500 yards; $85,000 in 1931",
            ),
            ("le 3l mai, à I7 heures", "le 31 mai, à 17 heures"),
            ("en janvier 202l", "en janvier 2021"),
            (
                "SO2 emissions, S5 pupils, I35 bridges, 6S owners, 2l bottles, 2l kaltes Wasser, 150l. and rents of 110l.",
                "SO2 emissions, S5 pupils, I35 bridges, 6S owners, 2l bottles, 2l kaltes Wasser, 150l. and rents of 110l.",
            ),
            ("240l. and 200l. of 5l bottle, 80S cars, the 5S model", "240l. and 200l. of 5l bottle, 80S cars, the 5S model"),
            ("Louis II 1st, the l and I of 4", "Louis II 1st, the l and I of 4"),
        ];
        for (text, want) in cases {
            assert_eq!(mended(text, scan), want);
        }
    }
}
