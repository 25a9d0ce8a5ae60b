//! A letter that was read for a digit of its shape, and a digit for 〇.

use crate::passes::glyphs::Fix;
use crate::rule::Rule;

/// Letters inside numbers.
pub(crate) static LETTER_FOR_DIGIT: Rule = Rule {
    number: 22,
    id: "glyph/letter-for-digit",
    confidence: (0.92, 0.95),
    summary: "A letter stands inside a number, or 0 in a numeral of ideographs.",
    why: "O and 0, l, I and 1 are one shape in many fonts, and so are 0 and 〇. A run of digits with such letters in it, and no other \
          letter beside it, is a number; a litre behind its number stays. In Latin text S is 5, too, before \
          what is counted and beside a month.",
    examples: &[("2O24年l月", "2024年1月"), ("二0二四年", "二〇二四年"), ("一瓶5l的油，A1O号", "一瓶5l的油，A1O号")],
};

/// How often such a run is a number: all but a few codes of products.
pub(super) const RUN: f32 = 0.95;
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

pub(super) fn is_part(b: u8) -> bool {
    b.is_ascii_digit() || digit(b).is_some()
}

pub(super) fn digit(b: u8) -> Option<&'static str> {
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
pub(super) mod tests {
    use super::*;

    /// A text with all repairs of a scan.
    pub(in crate::passes) fn mended(text: &str, scan: fn(&str, &mut Vec<Fix>)) -> String {
        let (mut fixes, mut out) = (Vec::new(), text.to_owned());
        scan(text, &mut fixes);
        for fix in fixes.iter().rev() {
            out.replace_range(fix.start..fix.end, &fix.to);
        }
        out
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
            assert_eq!(mended(text, scan), want);
        }
    }
}
