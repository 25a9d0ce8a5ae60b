//! The form in which texts are compared: what is a matter of taste is the same, everything else counts.
//!
//! White space between or beside ideographs does not count, widths of letters and digits do not, nor do soft hyphens, zero-width
//! characters, the styles of Latin quotation marks and dashes, and the number of dots of an ellipsis.

use unicode_normalization::UnicodeNormalization;

/// How a language is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Taste {
    /// Chinese or Japanese.
    pub(super) east_asian: bool,
    japanese: bool,
    french: bool,
    /// `ſ` equals `s`.
    pub(super) long_s: bool,
}

impl Taste {
    pub(super) fn of(tag: &str, long_s: bool) -> Self {
        let language = tag.split(['-', '_']).next().unwrap_or("");
        let japanese = language.eq_ignore_ascii_case("ja");
        Self { east_asian: japanese || language.eq_ignore_ascii_case("zh"), japanese, french: language.eq_ignore_ascii_case("fr"), long_s }
    }

    /// What stands between two texts that are put together.
    pub(super) fn between(self) -> &'static str {
        if self.east_asian { "" } else { " " }
    }
}

/// A text as it is compared.
pub(super) fn strict(text: &str, taste: Taste) -> String {
    let mut chars: Vec<char> = Vec::with_capacity(text.len());
    for c in text.nfc().map(one).filter(|&c| !is_nothing(c)) {
        match c {
            c if is_white(c) => {
                if chars.last().is_some_and(|&last| last != ' ') {
                    chars.push(' ');
                }
            }
            'ſ' if taste.long_s => chars.push('s'),
            '⸗' if taste.long_s => chars.push('-'),
            c => chars.push(c),
        }
    }
    while chars.last() == Some(&' ') {
        chars.pop();
    }
    if taste.east_asian { east_asian(&chars, taste) } else { western(&chars, taste) }
}

/// Letters, ideographs and digits of a text in that form.
pub(super) fn letters(strict: &str) -> String {
    strict.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// One character for all that look and mean the same in any language.
fn one(c: char) -> char {
    match c {
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{FF05}' => '%',
        '\u{2015}' | '\u{2500}' => '—',
        '\u{30FB}' | '\u{2022}' => '·',
        '\u{22EF}' => '…',
        c => c,
    }
}

fn is_nothing(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

fn is_white(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}')
}

/// Characters beside which a space does not count.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{303F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '—' | '\u{2018}'..='\u{201D}' | '…' | '·')
}

fn east_asian(chars: &[char], taste: Taste) -> String {
    let mut out = String::with_capacity(chars.len() * 3);
    let is_digit = |n: Option<usize>| n.and_then(|n| chars.get(n)).is_some_and(char::is_ascii_digit);
    for (n, &c) in chars.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| chars.get(n));
        let beside_wide = before.is_some_and(|&b| is_wide(b)) || chars.get(n + 1).is_some_and(|&a| is_wide(a));
        match c {
            ' ' if beside_wide => {}
            '：' if is_digit(n.checked_sub(1)) && is_digit(Some(n + 1)) => out.push(':'),
            '~' | '\u{301C}' => out.push('～'),
            '…' if out.ends_with('…') => {}
            '—' if taste.japanese && out.ends_with('—') => {}
            '＋' => out.push('+'),
            c => out.push(c),
        }
    }
    out
}

fn western(chars: &[char], taste: Taste) -> String {
    let plain: Vec<char> = chars.iter().map(|&c| plain_mark(c)).collect();
    let mut out: Vec<char> = Vec::with_capacity(plain.len());
    let mut at = 0;
    while let Some(&c) = plain.get(at) {
        match dash(&plain, at) {
            Some((end, bare)) => {
                out.extend(if bare { &['–'][..] } else { &[' ', '—', ' '] });
                at = end;
            }
            None => {
                out.push(c);
                at += 1;
            }
        }
    }
    let mut text = String::with_capacity(out.len() + 8);
    for (n, &c) in out.iter().enumerate() {
        let is_word = |n: Option<usize>| n.and_then(|n| out.get(n)).is_some_and(|c| c.is_alphanumeric() || *c == '_');
        match c {
            '–' if is_word(n.checked_sub(1)) && is_word(Some(n + 1)) => text.push('-'),
            '–' => text.push_str(" — "),
            '…' => text.push_str("..."),
            c => text.push(c),
        }
    }
    if taste.french {
        text = french(&text);
    }
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn plain_mark(c: char) -> char {
    match c {
        '\u{201C}'..='\u{201F}' | '«' | '»' | '\u{2033}' => '"',
        '\u{2018}'..='\u{201A}' | '\u{2032}' | '\u{2039}' | '\u{203A}' => '\'',
        '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
        c => c,
    }
}

/// A dash with the white space around it, from a place on: where it ends, and whether it is an en dash without space.
fn dash(chars: &[char], at: usize) -> Option<(usize, bool)> {
    let behind_spaces = |mut n: usize| {
        while chars.get(n) == Some(&' ') {
            n += 1;
        }
        n
    };
    let mark = behind_spaces(at);
    match chars.get(mark)? {
        '–' => {
            let end = behind_spaces(mark + 1);
            Some((end, mark == at && end == mark + 1))
        }
        '—' => Some((behind_spaces(mark + 1), false)),
        '-' => {
            let run = chars.get(mark..)?.iter().take_while(|&&c| c == '-').count();
            let end = behind_spaces(mark + run);
            let spaced = mark > at && run == 1 && end > mark + 1;
            (spaced || run > 1).then_some((end, false))
        }
        _ => None,
    }
}

/// French sets spaces before high marks and inside its quotation marks.
fn french(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |n: usize| chars.get(n).copied();
    let mut tight = Vec::with_capacity(chars.len());
    for (n, &c) in chars.iter().enumerate() {
        if c != ' ' || !at(n + 1).is_some_and(|c| matches!(c, ';' | ':' | '!' | '?' | '%' | '€')) {
            tight.push(c);
        }
    }
    let solid = |c: Option<&char>| c.is_some_and(|c| *c != ' ');
    let mut out = String::with_capacity(text.len());
    let mut n = 0;
    while let Some(&c) = tight.get(n) {
        let next = tight.get(n + 1);
        let opens = c == '"' && next == Some(&' ') && solid(tight.get(n + 2));
        let closes = c == ' ' && next == Some(&'"') && n > 0 && solid(tight.get(n - 1));
        if opens || closes {
            out.push('"');
            n += 2;
        } else {
            out.push(c);
            n += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_matter_of_taste_is_the_same() {
        for (lang, a, b) in [
            ("zh", "共３６ 人，用时12：30。", "共36人，用时12:30。"),
            ("zh", "等了……  又等", "等了…又等"),
            ("zh-Hant", "甲・乙", "甲·乙"),
            ("ja", "彼は——行く", "彼は—行く"),
            ("en", "“No” -- he said", "\"No\" — he said"),
            ("en", "no\u{AD}where – at 1914–18", "nowhere — at 1914-18"),
            ("fr", "« Oui » : dit-il !", "\"Oui\": dit-il!"),
            ("de", "„Ja“ …", "\"Ja\" ..."),
        ] {
            let taste = Taste::of(lang, false);
            assert_eq!(strict(a, taste), strict(b, taste), "{lang}");
        }
    }

    #[test]
    fn what_is_an_error_is_not() {
        for (lang, a, b) in
            [("zh", "甲，", "甲,"), ("zh", "甲——", "甲—"), ("en", "harbor", "har bor"), ("de", "Haſe", "Hase"), ("en", "co-op", "co op")]
        {
            let taste = Taste::of(lang, false);
            assert_ne!(strict(a, taste), strict(b, taste), "{lang}");
        }
        let fraktur = Taste::of("de", true);
        assert_eq!(strict("Haſe", fraktur), strict("Hase", fraktur));
    }
}
