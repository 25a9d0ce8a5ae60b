//! Code points that mean a character but are not it: radicals, presentation forms, ligatures, controls.
//!
//! Only the characters of the table change. A blanket NFKC would turn `，` into `,` and `①` into `1`, and even NFC
//! rewrites the compatibility ideographs of people's names.

use crate::passes::glyphs::{Context, Fix};
use crate::passes::normalise_table::{Class, TABLE};
use crate::rule::Rule;
use crate::text;

/// Radicals for ideographs.
pub(crate) static RADICAL: Rule = Rule {
    number: 0,
    id: "normalise/radical",
    confidence: (0.99, 0.99),
    summary: "A Kangxi or supplementary radical stands for the ideograph that it looks like.",
    why: "PDF text layers and some engines map glyphs to the first code point of that shape. The table is Unicode's \
          EquivalentUnifiedIdeograph.",
    examples: &[("⼀个⼈", "一个人"), ("一个人", "一个人")],
};

/// Vertical and small forms.
pub(crate) static PRESENTATION: Rule = Rule {
    number: 1,
    id: "normalise/presentation-form",
    confidence: (0.99, 0.99),
    summary: "A vertical or small presentation form stands for ordinary punctuation.",
    why: "Vertical columns are read with the glyphs that they were set with.",
    examples: &[("他说︓好", "他说：好"), ("他说：好", "他说：好")],
};

/// Latin ligatures.
pub(crate) static LIGATURE: Rule = Rule {
    number: 2,
    id: "normalise/ligature",
    confidence: (0.99, 0.99),
    summary: "A Latin ligature stands for its letters.",
    why: "Engines trained on books return ﬁ and ﬂ as one character, which no search finds.",
    examples: &[("the ﬁre", "the fire"), ("the fire", "the fire")],
};

/// Characters that print nothing.
pub(crate) static CONTROL: Rule = Rule {
    number: 3,
    id: "normalise/control",
    confidence: (0.99, 0.99),
    summary: "A zero-width or control character stands in the text.",
    why: "They come from web copies and broken conversions, print nothing and break every comparison. Joiners stay: \
          scripts need them. So does a soft hyphen at the end of a line, which was printed.",
    examples: &[("新\u{200B}闻", "新闻"), ("the har\u{AD}bor", "the harbor"), ("新闻", "新闻")],
};

/// What cannot be repaired but must be seen.
pub(crate) static REPLACEMENT: Rule = Rule {
    number: 4,
    id: "normalise/unreadable",
    confidence: (0.0, 0.0),
    summary: "A replacement or private-use character stands for something that is lost.",
    why: "Nobody can know what it was: it is reported and stays.",
    examples: &[("新\u{FFFD}闻", "新\u{FFFD}闻"), ("新闻", "新闻")],
};

/// The first bytes of the characters that the table or the report may cover.
static SUSPICIOUS: [bool; 256] = suspicious();

const fn suspicious() -> [bool; 256] {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = matches!(b, 0x00..=0x08 | 0x0B | 0x0E..=0x1F | 0x7F | 0xC2 | 0xE2 | 0xEE | 0xEF | 0xF3 | 0xF4);
        b += 1;
    }
    table
}

/// Full-width forms, quotation marks and dashes share their lead bytes with the table and are in every sentence.
fn is_common(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..at + 3), Some([0xEF, 0xBC | 0xBD, _] | [0xE2, 0x80, 0x90..=0xA7]))
}

/// Proposes the repairs of code points, in order.
pub(crate) fn scan(text: &str, out: &mut Vec<Fix>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = text::find_byte(bytes, at, &SUSPICIOUS) {
        at = next;
        if is_common(bytes, at) {
            at += 3;
            continue;
        }
        let Some(c) = text.get(at..).and_then(|r| r.chars().next()) else { break };
        let end = at + c.len_utf8();
        if let Ok(row) = TABLE.binary_search_by_key(&c, |row| row.0) {
            let (_, to, ref class) = TABLE[row];
            out.push(Fix { start: at, end, to: to.into(), rule: rule(class), confidence: 0.99 });
        } else if matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}') {
            out.push(Fix { start: at, end, to: "\u{FFFD}".into(), rule: &REPLACEMENT, confidence: 0.0 });
        }
        at = end;
    }
}

/// Where a word may be divided; it is printed only at the end of a line. Taken out of whole texts, since text of fixed pitch counts it.
pub(crate) const SOFT_HYPHEN: char = '\u{AD}';

/// Judges a soft hyphen: inside a word it prints nothing.
pub(crate) fn judge(context: &Context<'_>) -> Option<Fix> {
    let inside = context.before.is_some_and(char::is_alphabetic) && context.after().is_some_and(char::is_alphabetic);
    inside.then(|| context.fix(SOFT_HYPHEN.len_utf8(), "", &CONTROL, 0.99))
}

fn rule(class: &Class) -> &'static Rule {
    match class {
        Class::Radical => &RADICAL,
        Class::Presentation => &PRESENTATION,
        Class::Ligature => &LIGATURE,
        Class::Control => &CONTROL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_marks_are_not_in_the_table() {
        for (c, ..) in TABLE {
            assert!(!is_common(c.to_string().as_bytes(), 0), "{c:?}");
        }
    }
}
