//! Character classes and widths; pure functions.

/// How many bytes a character takes, from its first byte; 1 for a byte that begins none.
pub(crate) const fn char_len(first: u8) -> u8 {
    match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => 1,
    }
}

/// Whether a character is a letter. Of what is not ASCII most are dashes and quotation marks, for which the large table is not asked.
#[inline]
pub(crate) fn is_alphabetic(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { !matches!(c, '\u{2000}'..='\u{206F}') && c.is_alphabetic() }
}

/// A table of some bytes.
pub(crate) const fn byte_table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut n = 0;
    while n < bytes.len() {
        table[bytes[n] as usize] = true;
        n += 1;
    }
    table
}

/// The first place from `at` on whose byte is in the table. Each byte is looked at by itself, not by the length of the character
/// before it, so that the processor looks at several at once; bytes inside characters must not be in the table.
pub(crate) fn find_byte(bytes: &[u8], at: usize, table: &[bool; 256]) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let mut chunks = rest.chunks_exact(8);
    let mut start = at;
    for chunk in chunks.by_ref() {
        if chunk.iter().fold(false, |any, byte| any | table[usize::from(*byte)]) {
            break;
        }
        start += 8;
    }
    let rest = bytes.get(start..)?;
    rest.iter().position(|byte| table[usize::from(*byte)]).map(|n| start + n)
}

/// The number in its block of the basic ideograph that stands at a place.
#[inline]
pub(crate) fn basic_ideograph(bytes: &[u8], at: usize) -> Option<usize> {
    match *bytes.get(at..)?.first_chunk()? {
        [a @ 0xE4..=0xE9, b, c] => (usize::from(a & 0xF) << 12 | usize::from(b & 0x3F) << 6 | usize::from(c & 0x3F)).checked_sub(0x4E00),
        _ => None,
    }
}

/// Bytes of the first `most` characters, or of those before the first one that `stop` names; `stop` names no basic ideograph.
pub(crate) fn head_of(text: &str, most: usize, stop: impl Fn(char) -> bool) -> usize {
    let mut rest = text;
    for _ in 0..most {
        // The bytes of nearly all characters say that they are basic ideographs, without being put together.
        let len = match rest.as_bytes() {
            [0xE5..=0xE9, ..] | [0xE4, 0xB8..=0xBF, ..] => 3,
            _ => match rest.chars().next() {
                Some(c) if !stop(c) => c.len_utf8(),
                _ => break,
            },
        };
        rest = rest.get(len..).unwrap_or_default();
    }
    text.len() - rest.len()
}

/// Whether `c` is an ideograph (Han character), `〇` included.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '〇' | '々')
}

/// Whether `c` is hiragana or katakana.
pub(crate) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}')
}

/// Whether `c` is a letter of an East Asian text.
pub(crate) fn is_ea_letter(c: char) -> bool {
    is_han(c) || is_kana(c)
}

/// Whether `c` is full-width or ideographic punctuation, curly quotes and dashes included.
pub(crate) fn is_ea_punct(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}'
        | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}' | '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

/// Whether a line that ends and begins with such characters is joined without a space.
pub(crate) fn is_ea(c: char) -> bool {
    is_ea_letter(c) || is_ea_punct(c)
}

/// The full-width form of a half-width mark.
pub(crate) fn full_width(c: char) -> char {
    match c {
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '?' => '？',
        '!' => '！',
        '(' => '（',
        ')' => '）',
        c => c,
    }
}

/// Whether `c` ends a sentence.
pub(crate) fn is_terminal(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '.' | '…' | '．' | '｡')
}

/// Whether `c` closes a quotation or a bracket.
pub(crate) fn is_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '】' | '》' | '〉' | '"' | '\'' | '»' | ']' | '“')
}

/// Whether `c` opens a quotation or a bracket (a German closing quote looks like an English opening one).
pub(crate) fn is_opener(c: char) -> bool {
    matches!(c, '“' | '‘' | '「' | '『' | '（' | '(' | '【' | '《' | '〈' | '„' | '«' | '[')
}

/// Whether `c` is a speck that a scan leaves beside the text.
pub(crate) fn is_speck(c: char) -> bool {
    matches!(c, '|' | '~' | '¦' | '·' | '•')
}

/// Whether a text has the letter that only Fraktur and old print have.
pub(crate) fn has_long_s(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), "ſ".as_bytes()).is_some()
}

/// Whether `c` is white or a mark with which no printed line of Latin text begins: an engine read it beside the text.
pub(crate) fn is_dirt(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, ':' | '.' | ',' | ';' | '-' | '~' | '*' | '_' | '"' | '\'' | '‘' | '’' | '“' | '”' | '‚' | '„' | '»' | '«')
}

/// Width in cells: 2 for East Asian wide characters, 1 for others. By the bytes, several at once: each that does not go on with a
/// character is a cell, and a large one is a second. Of those that begin with [`MIXED`] alone some are wide and some are not.
pub(crate) fn cells(text: &str) -> usize {
    let cells = sum(text, |byte| u8::from(!(0x80..0xC0).contains(&byte)) + u8::from(byte >= WIDE));
    let mixed = memchr::memchr_iter(MIXED, text.as_bytes()).filter_map(|at| text.get(at..)?.chars().next());
    cells + mixed.filter(|c| cells_of(*c) > 1).count()
}

/// The first byte of dashes, quotation marks and symbols, and the least one of wide characters.
const MIXED: u8 = 0xE2;
const WIDE: u8 = 0xE3;
/// Bytes whose figures are summed up in one byte.
const PART: usize = 64;

/// The sum of a small figure over the bytes of a text: in one byte for some of them at a time, so that the processor adds many at once.
#[inline]
fn sum(text: &str, of: impl Fn(u8) -> u8) -> usize {
    let parts = text.as_bytes().chunks(PART).map(|part| part.iter().fold(0_u8, |sum, byte| sum + of(*byte)));
    parts.map(usize::from).sum()
}

/// How many bytes of a text are of a kind.
#[inline]
pub(crate) fn count(text: &str, is: impl Fn(u8) -> bool) -> usize {
    sum(text, |byte| u8::from(is(byte)))
}

/// Width of one character in cells.
pub(crate) fn cells_of(c: char) -> usize {
    if u32::from(c) >= 0x1100 && (u32::from(c) >= 0x2E80 || is_ea(c)) { 2 } else { 1 }
}

/// The first character that is neither a space nor a speck.
pub(crate) fn first_solid(text: &str) -> Option<char> {
    text.chars().find(|&c| !c.is_whitespace() && !is_speck(c))
}

/// Whether the text ends as a paragraph does: with a terminal mark, closers behind it left aside.
pub(crate) fn ends_closed(text: &str) -> bool {
    let mut closed_bracket = false;
    for c in text.chars().rev().filter(|&c| !c.is_whitespace() && !is_speck(c)) {
        if is_terminal(c) {
            return true;
        }
        if !is_closer(c) {
            return closed_bracket;
        }
        closed_bracket |= matches!(c, '）' | ')');
    }
    closed_bracket
}

/// A text without the white space at its ends. Hardly any has some, which the bytes at its ends say without being decoded.
pub(crate) fn trim(text: &str) -> &str {
    // Of characters of three bytes those that begin with less than 0xE4 may be white, as the ideographic space is.
    match text.as_bytes() {
        [b'!'..=b'~' | 0xE4..=0xF4, .., b'!'..=b'~'] | [b'!'..=b'~' | 0xE4..=0xF4, .., 0xE4..=0xEF, _, _] => text,
        _ => text.trim(),
    }
}

/// A line without the marks that stand alone at its ends.
pub(crate) fn solid(line: &str) -> &str {
    let noise = |word: &str| !word.chars().any(char::is_alphanumeric) && word.chars().count() < 3;
    let mut line = trim(line);
    if memchr::memchr(b' ', line.as_bytes()).is_none() {
        return line;
    }
    while let Some((head, _)) = line.rsplit_once(' ').filter(|(_, last)| noise(last)) {
        line = head.trim_end();
    }
    while let Some((_, rest)) = line.split_once(' ').filter(|(first, _)| noise(first)) {
        line = rest.trim_start();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters() {
        assert!((0..0x3000).filter_map(char::from_u32).all(|c| is_alphabetic(c) == c.is_alphabetic()));
    }

    #[test]
    fn ends() {
        for (text, closed) in [
            ("落户选择。”", true),
            ("直接", false),
            ("分享,", false),
            ("擦掉—条。·", true),
            ("(记者 海一帆)", true),
            ("定点上岸", false),
            ("it.\"", true),
            ("usu-", false),
        ] {
            assert_eq!(ends_closed(text), closed, "{text}");
        }
    }

    #[test]
    fn white_at_the_ends() {
        for text in
            ["", " ", "a", " a", "一", "一 二", "一\u{3000}", "\u{3000}一", "一\u{A0}", "a\u{2003}", "\u{2003}a", "é ", "😀", " 😀", "a一"]
        {
            assert_eq!(trim(text), text.trim(), "{text:?}");
        }
    }

    #[test]
    fn widths() {
        assert_eq!(cells("占地412亩，"), 11);
        assert_eq!(cells("ab c"), 4);
        let all = [
            '\0', 'z', '\u{7F}', 'é', '\u{7FF}', '\u{800}', '\u{FFF}', '\u{1000}', '\u{1FFF}', '\u{2000}', '–', '“', '…', '⺀', '\u{2FFF}',
        ];
        for c in all.into_iter().chain(['\u{3000}', '。', 'あ', '一', '\u{A000}', '가', '\u{E000}', '，', '\u{FFFD}', '😀', '\u{20000}'])
        {
            assert_eq!(cells(&format!("{c}一{c}")), 2 * cells_of(c) + 2, "{c:?}");
        }
    }
}
