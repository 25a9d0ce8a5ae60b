//! A letter that was read for a digit of its shape, and a digit for 〇.

use crate::passes::glyphs::Fix;
use crate::rule::Rule;
use crate::text;

/// Letters inside numbers.
pub(crate) static LETTER_FOR_DIGIT: Rule = Rule {
    number: 22,
    id: "glyph/letter-for-digit",
    confidence: (0.92, 0.95),
    summary: "A letter stands inside a number, or 0 in a numeral of ideographs.",
    why: "O and 0, l, I and 1 are one shape in many fonts, and so are 0 and 〇. A run of digits with such letters in it, and no other \
          letter beside it, is a number; a litre behind its number stays.",
    examples: &[("2O24年l月", "2024年1月"), ("二0二四年", "二〇二四年"), ("一瓶5l的油，A1O号", "一瓶5l的油，A1O号")],
};

/// How often such a run is a number: all but a few codes of products.
const RUN: f32 = 0.95;
/// A single letter before 月 or 日.
const ALONE: f32 = 0.92;

/// What follows a number and no litre.
pub(super) const UNITS: &str = "年月日号时点分秒人个名位万亿千百元岁届次条项家户亩吨米台件所座辆层天周倍%％";
const DATES: &str = "年月日号";
const NUMERALS: &str = "〇一二三四五六七八九";

pub(crate) fn scan(text: &str, out: &mut Vec<Fix>) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for at in memchr::memchr3_iter(b'O', b'l', b'I', bytes) {
        if at >= done {
            done = run(text, at, out);
        }
    }
    let first = out.len();
    out.extend(memchr::memchr2_iter(b'0', b'O', bytes).filter_map(|at| zero(text, at)));
    if first > 0 && out.len() > first {
        out.sort_by_key(|f| f.start);
        out.dedup_by_key(|f| f.start);
    }
}

/// Numbers of a text in Latin letters: 19O4, l2, 1OO, 2Oth.
pub(crate) fn scan_latin(text: &str, out: &mut Vec<Fix>) {
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

fn latin_digit(b: u8) -> Option<&'static str> {
    if b == b'o' { Some("0") } else { digit(b) }
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
    let opens = match run.first() {
        Some(b'I') => run.len() > 3 || grouped || money,
        Some(b'O' | b'o') => {
            run.len() == 3 && head.ends_with([',', '.']) && head.trim_end_matches([',', '.']).ends_with(|c: char| c.is_ascii_digit())
        }
        _ => true,
    };
    let year = run.len() == 4 && matches!(run, [b'1', ..]);
    let ends = match run.last() {
        Some(b'l') => year || grouped || !rest.starts_with(|c: char| !c.is_alphanumeric()) && !rest.is_empty(),
        Some(b'o') => run.len() > 3,
        _ => true,
    };
    opens && ends
}

/// An l or I that is the first group of a number whose second one this run is.
fn leading_one(head: &str, run: &[u8]) -> Option<usize> {
    let one =
        head.strip_suffix(',').filter(|_| run.len() == 3).or_else(|| head.strip_suffix('.').filter(|h| h.contains(['$', '£', '€'])))?;
    let before = one.strip_suffix(['l', 'I'])?;
    before
        .chars()
        .next_back()
        .is_none_or(|c| matches!(c, '$' | '£' | '€') || c.is_whitespace() && head.ends_with(','))
        .then_some(before.len())
}

fn is_part(b: u8) -> bool {
    b.is_ascii_digit() || digit(b).is_some()
}

fn digit(b: u8) -> Option<&'static str> {
    match b {
        b'O' => Some("0"),
        b'l' | b'I' => Some("1"),
        _ => None,
    }
}

/// Judges the run of digits and their letters around a place; where it ends.
fn run(text: &str, at: usize, out: &mut Vec<Fix>) -> usize {
    let bytes = text.as_bytes();
    let start = at - bytes.iter().take(at).rev().take_while(|&&b| is_part(b)).count();
    let end = at + bytes.iter().skip(at).take_while(|&&b| is_part(b)).count();
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    let behind = text.get(end..).and_then(|t| t.chars().next());
    let linked = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '@' | '\'' | '&'));
    let Some(body) = bytes.get(start..end).filter(|_| !linked(before) && !linked(behind)) else { return end };
    let digits = body.iter().filter(|b| b.is_ascii_digit()).count();
    let date = behind.is_some_and(|c| DATES.contains(c));
    let unit = behind.is_some_and(|c| UNITS.contains(c));
    let confidence = match body {
        [b'l' | b'I'] if date && before.is_none_or(|c| !c.is_ascii()) => ALONE,
        [.., b'l' | b'I'] if !unit => return end,
        _ if digits > 0 => RUN,
        _ => return end,
    };
    for (n, &b) in body.iter().enumerate() {
        if let Some(to) = digit(b) {
            out.push(Fix { start: start + n, end: start + n + 1, to: to.into(), rule: &LETTER_FOR_DIGIT, confidence });
        }
    }
    end
}

/// A zero between numerals of ideographs.
fn zero(text: &str, at: usize) -> Option<Fix> {
    // Most zeros stand in a number.
    text.as_bytes().get(at.checked_sub(1)?).filter(|byte| !byte.is_ascii())?;
    let before = text.get(..at)?.chars().next_back()?;
    let behind = text.get(at + 1..)?.chars().next()?;
    let inside = NUMERALS.contains(before) && (NUMERALS.contains(behind) || behind == '年');
    inside.then(|| Fix { start: at, end: at + 1, to: "〇".into(), rule: &LETTER_FOR_DIGIT, confidence: RUN })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_among_latin_words() {
        let cases = [
            ("In I9O4 there were 1OO men and l2 horses.", "In 1904 there were 100 men and 12 horses."),
            ("the 24O workers of l926, $640,0O0 and 1,OOO more", "the 240 workers of 1926, $640,000 and 1,000 more"),
            ("on the 2Oth and the 2lst, in the 193Os", "on the 20th and the 21st, in the 1930s"),
            ("from 19l4-l8 and for $I4,700, or $l.50", "from 1914-18 and for $14,700, or $1.50"),
            ("l40.O00 Mark und l,500 Mann", "140.000 Mark und 1,500 Mann"),
            ("CO2, H2O, MI5, I95, O2, 5l of oil, A1O, in-12o, 1o", "CO2, H2O, MI5, I95, O2, 5l of oil, A1O, in-12o, 1o"),
            ("Louis II 1st, the l and I of 4", "Louis II 1st, the l and I of 4"),
        ];
        for (text, want) in cases {
            let mut fixes = Vec::new();
            scan_latin(text, &mut fixes);
            let mut out = text.to_owned();
            for fix in fixes.iter().rev() {
                out.replace_range(fix.start..fix.end, &fix.to);
            }
            assert_eq!(out, want);
        }
    }

    #[test]
    fn numbers_and_codes() {
        let cases = [
            ("到2O24年", "到2024年"),
            ("在l2月l日，有1OO人", "在12月1日，有100人"),
            ("比分2:1O结束", "比分2:10结束"),
            ("二0二四年、一九八O年", "二〇二四年、一九八〇年"),
            ("一瓶5l的油", "一瓶5l的油"),
            ("型号A1O、O型血和l级", "型号A1O、O型血和l级"),
            ("CO2和H2O", "CO2和H2O"),
            ("共20人", "共20人"),
        ];
        for (text, want) in cases {
            let mut fixes = Vec::new();
            scan(text, &mut fixes);
            let mut out = text.to_owned();
            for fix in fixes.iter().rev() {
                out.replace_range(fix.start..fix.end, &fix.to);
            }
            assert_eq!(out, want);
        }
    }
}
