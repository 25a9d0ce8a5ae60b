//! Jump lines: what sends the reader to another page, and what goes on from one.

use super::bracket;
use super::dateline::LONGEST_PLACE;
use crate::lang::Lang;
use crate::text;

/// Characters of the longest jump line.
const LONGEST_JUMP: usize = 40;

/// Whether the line sends the reader to another page.
pub(crate) fn is_jump(line: &str, lang: Lang) -> bool {
    let mark = |c: char| matches!(c, '(' | ')' | '（' | '）' | '[' | ']' | '【' | '】' | '*' | '_' | ' ' | '▶' | '→' | '☞');
    let bare = line.trim_matches(mark);
    if bare.chars().count() > LONGEST_JUMP {
        return false;
    }
    let numbered = || bare.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十１２３４５６７８９".contains(c));
    let table = lang.table();
    let worded = || bare.contains("page") && table.ordinals.iter().any(|n| bare.contains(n));
    table.jump.iter().any(|w| bare.find(w).is_some_and(|at| at <= 12)) && (numbered() || worded())
        || table.serial.contains(&bare.trim_end_matches(['.', ' ']))
}

/// Byte range of a jump line in brackets that ends a paragraph.
pub(crate) fn jump_behind(paragraph: &str, lang: Lang) -> Option<(usize, usize)> {
    bracket::last(paragraph).filter(|&(open, end)| paragraph.get(open..end).is_some_and(|line| is_jump(line, lang)))
}

/// Bytes of the words that open what goes on from another page, such as （上接第1版）; 0 where a text opens otherwise.
pub(crate) fn resumption(text: &str, lang: Lang) -> usize {
    let open = text.len() - text.trim_start_matches(['(', '（', '【', '[']).len();
    let bare = text.get(open..).unwrap_or("");
    let first = bare.as_bytes().first();
    let mut words = lang.table().resumes.iter().filter(|word| word.as_bytes().first() == first);
    let Some(rest) = words.find_map(|word| bare.strip_prefix(word)) else { return 0 };
    let head = rest.get(..text::head_of(rest, LONGEST_PLACE, |c| matches!(c, '。' | '，'))).unwrap_or("");
    let digit = |c: char| c.is_ascii_digit() || stands_for_number(c);
    let Some((number, c)) = head.char_indices().find(|(_, c)| digit(*c)) else { return 0 };
    let mut end = number + c.len_utf8();
    end += rest.get(end..).map_or(0, |more| more.len() - more.trim_start_matches(digit).len());
    if lang.is_ea() {
        let Some(page) = rest.get(end..).and_then(|more| more.chars().next()).filter(|c| matches!(c, '版' | '面' | '页' | '頁')) else {
            return 0;
        };
        end += page.len_utf8();
    }
    let tail = rest.get(end..).unwrap_or("");
    let closer =
        if open > 0 { tail.chars().next().filter(|c| matches!(c, ')' | '）' | '】' | ']')).map_or(0, char::len_utf8) } else { 0 };
    text.len() - tail.len() + closer
}

fn stands_for_number(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '〇' | '０'..='９')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_from_another_page() {
        for (text, lang, end) in [
            ("（上接第1版）精神。要提高", Lang::ZhHans, "（上接第1版）"),
            ("上接第一版  精神。", Lang::ZhHans, "上接第一版"),
            ("(緊接A12版)市府", Lang::ZhHant, "(緊接A12版)"),
            ("上接三年前的工作，今年", Lang::ZhHans, ""),
            ("Continued from Page 12 the board", Lang::En, "Continued from Page 12"),
            ("(Continued from page 1.)", Lang::En, "(Continued from page 1"),
            ("Continued from the first day", Lang::En, ""),
        ] {
            assert_eq!(resumption(text, lang), end.len(), "{text}");
        }
    }

    #[test]
    fn jumps() {
        assert!(is_jump("(下转第3版)", Lang::ZhHans));
        assert!(is_jump("Continued on Page 4", Lang::En));
        for (line, lang) in [
            ("CONTINUED ON PAGE 8.", Lang::En),
            ("Please turn to Page 5", Lang::En),
            ("[Continued from page 1.]", Lang::En),
            ("(Fortsetzung folgt.)", Lang::De),
            ("(Schluß folgt.)", Lang::De),
            ("Siehe Seite 4", Lang::De),
            ("(La suite en deuxième page.)", Lang::Fr),
            ("(Suite à la 3e page)", Lang::Fr),
            ("(A suivre)", Lang::Fr),
            ("Suite de la première page", Lang::Fr),
            ("（関連記事３面）", Lang::Ja),
            ("(文轉第四版)", Lang::ZhHant),
            ("（詳見A2版）", Lang::ZhHant),
        ] {
            assert!(is_jump(line, lang), "{line}");
        }
        assert!(!is_jump("Fortsetzung folgt nicht", Lang::De));
        assert!(!is_jump("La suite en page", Lang::Fr));
        assert!(!is_jump("他把车转到第三个路口", Lang::ZhHans));
    }
}
