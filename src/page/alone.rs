//! Lines of a stretch that no column wrapped: rows of tables, lists with labels, paragraphs of a line each, what is set at the right.

use super::Line;
use crate::byline;
use crate::lang::Lang;
use crate::text;
use memchr::memmem::Finder;
use once_cell::sync::Lazy;
use smallvec::SmallVec;

/// What the lines of a stretch say, whatever their widths.
#[derive(Debug, Default)]
pub(super) struct Starts {
    /// For each line whether it begins a block.
    pub(super) blocks: Vec<bool>,
    /// Lines of the head that no blank line parts from its text.
    pub(super) head: usize,
}

pub(super) fn starts(stretch: &[Line], page: &str, lang: Lang) -> Starts {
    let mut out = vec![false; stretch.len()];
    let texts: SmallVec<[&str; 16]> = stretch.iter().map(|line| line.span.of(page)).collect();
    rows(&texts, lang, &mut out);
    labels(&texts, lang, &mut out);
    dashes(&texts, &mut out);
    items(&texts, &mut out);
    if is_verse(&texts, lang) {
        out.fill(true);
    }
    indents(stretch, &texts, page, lang, &mut out);
    let head = heads(&texts, lang, &mut out);
    Starts { blocks: out, head }
}

/// The head of an article that no blank line parts from its text: bylines, days and the opening of the text begin blocks, as far as no
/// line above them has ended a sentence. The lines above the text.
fn heads(texts: &[&str], lang: Lang, out: &mut [bool]) -> usize {
    let mut head = 0;
    for (n, text) in texts.iter().enumerate().take(MOST_HEAD) {
        if n > 0 && byline::opens_text(text, lang) {
            out[n] = true;
            return n;
        }
        if text::ends_closed(text) {
            return head;
        }
        let next = texts.get(n + 1).copied().unwrap_or("");
        let latin = next.is_empty() || next.starts_with(char::is_uppercase);
        if byline::is_byline(text, lang) && (lang.is_ea() || latin) || lang.is_ea() && names_day(text) {
            out[n] = true;
            head = n + 1;
            // Below an English name stands what the writer is.
            if let Some(below) = out.get_mut(n + 1).filter(|_| lang.is_ea() || next.len() > LONGEST_OFFICE) {
                *below = true;
            }
        }
    }
    head
}

/// Whether a line of a masthead names the day: 2024年5月6日 星期一 第3版, 二〇二四年五月六日, 民國113年5月6日, 令和6年5月6日.
fn names_day(text: &str) -> bool {
    let day = |text: &str| text.split_once('年').and_then(|rest| rest.1.split_once('月')).is_some_and(|rest| rest.1.contains('日'));
    let year = ["民國", "令和"].iter().find_map(|era| text.strip_prefix(era)).unwrap_or(text);
    year.starts_with(|c: char| c.is_ascii_digit() || "〇一二三四五六七八九十".contains(c))
        && day(year)
        && text.chars().count() <= MOST_FOLIO
}

/// Lines of a head with the first one of its text, bytes of what a writer is, and characters of a line that names the day.
const MOST_HEAD: usize = 8;
const LONGEST_OFFICE: usize = 32;
const MOST_FOLIO: usize = 30;

/// Rows of a table stand by themselves where two of them stand below each other.
fn rows(texts: &[&str], lang: Lang, out: &mut [bool]) {
    let rows = several(texts.len(), |n| is_row(texts[n], lang));
    // Bars show a row by itself.
    let row = |n: usize| rows[n] || is_barred(texts[n]);
    for (n, starts) in out.iter_mut().enumerate() {
        *starts |= row(n) || n > 0 && row(n - 1);
    }
}

/// For each of some lines whether it is of a kind, and one right above or below it, too.
pub(crate) fn several(lines: usize, is: impl Fn(usize) -> bool) -> SmallVec<[bool; 16]> {
    let own: SmallVec<[bool; 16]> = (0..lines).map(is).collect();
    let beside = |n: usize| n > 0 && own[n - 1] || own.get(n + 1).is_some_and(|next| *next);
    (0..lines).map(|n| own[n] && beside(n)).collect()
}

/// Whether a line has the cells of a table: white between them in several places, wider than between words, or bars around them.
pub(crate) fn is_row(text: &str, lang: Lang) -> bool {
    if is_result(text) || is_barred(text) {
        return true;
    }
    // A mark that is repaired has other bytes, but is one character as before.
    if text.len() > LONGEST_ROW * 4 || !may_be_row(text.as_bytes()) || text.chars().count() > LONGEST_ROW {
        return false;
    }
    let body = text.trim();
    let (mut wide, mut gaps, mut before, mut leader) = (0, 0, ' ', 0);
    for c in body.chars() {
        match c {
            ' ' => wide += 1,
            '\t' => wide += WHITE_LATIN,
            '\u{3000}' => wide += 2,
            _ => {
                // Beside figures less white will do, and so does a row of dots.
                let figures = before.is_ascii_digit() || c.is_ascii_digit();
                let least = if lang.is_ea() || figures { WHITE } else { WHITE_LATIN };
                let led = wide > 0 && leader >= LEADER && c.is_ascii_digit();
                gaps += if led { LEAST_GAPS } else { usize::from(wide >= least) };
                leader = if c == '.' { leader + 1 } else { 0 };
                (wide, before) = (0, c);
            }
        }
    }
    gaps >= LEAST_GAPS
}

/// Whether a line is a row of a table in Markdown: `| 2024 | 98 |`.
pub(crate) fn is_barred(text: &str) -> bool {
    let inner = text.strip_prefix('|').and_then(|rest| rest.strip_suffix('|'));
    inner.is_some_and(|inner| inner.contains('|') && inner.split('|').any(|cell| !cell.trim().is_empty()))
}

/// Whether a line ends in the result of a game: Bergheim – Oberdorf 2:1.
fn is_result(text: &str) -> bool {
    let body = text.trim_end();
    if text.len() > LONGEST_RESULT || !body.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let Some((game, result)) = body.rsplit_once([' ', '\u{3000}']) else { return false };
    let points = |side: &str| (1..=3).contains(&side.len()) && side.bytes().all(|b| b.is_ascii_digit());
    let scored = result.split_once([':', '：', '∶', '-', '–']).is_some_and(|(home, guest)| points(home) && points(guest));
    // A sentence may break its line behind a score.
    let small = || game.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    scored && game.contains(char::is_alphabetic) && small() <= 1
}

/// Bytes of such a line.
const LONGEST_RESULT: usize = 80;

/// A glance at the bytes: two spaces side by side, a tab or an ideographic space.
fn may_be_row(bytes: &[u8]) -> bool {
    memchr::memchr2_iter(b' ', b'\t', bytes).any(|at| bytes.get(at) == Some(&b'\t') || bytes.get(at + 1) == Some(&b' '))
        || WIDE_SPACE.find(bytes).is_some()
}

static WIDE_SPACE: Lazy<Finder<'static>> = Lazy::new(|| Finder::new("\u{3000}"));

/// Characters of a row.
const LONGEST_ROW: usize = 200;
/// Dots that lead from a word to its figure.
const LEADER: usize = 3;
/// White between the cells of a row, and its places in a row.
const WHITE: usize = 2;
const WHITE_LATIN: usize = 3;
const LEAST_GAPS: usize = 2;

/// Lines with labels stand by themselves where nearly all lines of a stretch have one, or the East Asian line before has ended.
fn labels(texts: &[&str], lang: Lang, out: &mut [bool]) {
    let labelled: SmallVec<[bool; 16]> = texts.iter().map(|text| label(text, lang).is_some()).collect();
    let count = labelled.iter().filter(|l| **l).count();
    if count < 2 {
        return;
    }
    let list = count >= LEAST_LIST && count * 4 >= texts.len() * 3;
    for n in 1..texts.len() {
        // Behind `Mr.` no sentence ends.
        out[n] |= labelled[n] && (list || lang.is_ea() && text::ends_closed(texts[n - 1]));
    }
}

/// Items of lists: behind what has ended, leads on to a list, or is an item. A dash at the start of a line may stand inside a sentence.
fn items(texts: &[&str], out: &mut [bool]) {
    let items = several(texts.len(), |n| is_item(texts[n]));
    let mut free = true;
    for (n, text) in texts.iter().enumerate() {
        let item = items[n] && free;
        out[n] |= item;
        free = item || text::ends_closed(text) || text.ends_with([':', '：']);
    }
}

/// Whether a line is an item of a list in Markdown, or of a printed one with bullets.
pub(crate) fn is_item(text: &str) -> bool {
    let rest = text.strip_prefix(['-', '*', '•']).filter(|rest| rest.starts_with(' '));
    rest.is_some_and(|rest| rest.trim_start().starts_with(char::is_alphanumeric))
}

/// Talk: behind what has ended a line begins with a dash where another one does.
fn dashes(texts: &[&str], out: &mut [bool]) {
    if texts.iter().filter(|text| is_dashed(text)).nth(1).is_some() {
        for n in 1..texts.len() {
            out[n] |= is_dashed(texts[n]) && text::ends_closed(texts[n - 1]);
        }
    }
}

/// Whether a line begins as talk does, with a dash that is set off, or two of them before an ideograph.
pub(crate) fn is_dashed(text: &str) -> bool {
    let rest = text.trim_start_matches(['—', '―', '─', '–']);
    let dash = text.len() - rest.len();
    dash > 0
        && if rest.starts_with(' ') {
            rest.trim_start().starts_with(char::is_uppercase)
        } else {
            dash > 3 && rest.starts_with(text::is_ea_letter)
        }
}

/// Whether lines are verse in Latin letters: each begins with a capital, though words in small letters follow, and most of them end in
/// a mark. A paragraph of as many lines has both once in ten thousand.
pub(crate) fn is_verse(texts: &[&str], lang: Lang) -> bool {
    let least = if lang == Lang::De { LEAST_VERSE_DE } else { LEAST_VERSE };
    let marked = |text: &&&str| text.trim_end().ends_with([',', ';', ':', '.', '!', '?', '—', '”', '"']);
    texts.len() >= least && texts.iter().all(|text| is_verse_line(text, lang)) && texts.iter().filter(marked).count() * 2 >= texts.len()
}

/// Whether one line may be verse.
pub(crate) fn is_verse_line(text: &str, lang: Lang) -> bool {
    if lang.is_ea() || text.len() > LONGEST_VERSE || !text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase) {
        return false;
    }
    let (words, small) = (text.split_whitespace().count(), text.split_whitespace().filter(|w| w.starts_with(char::is_lowercase)).count());
    small >= 2 && small * 2 >= words
}

/// Lines of the shortest verse; more in German, whose nouns begin with a capital. Bytes of the longest line.
const LEAST_VERSE: usize = 4;
const LEAST_VERSE_DE: usize = 6;
const LONGEST_VERSE: usize = 80;

/// Lines of a list.
const LEAST_LIST: usize = 3;

/// The label before the colon of a line, who speaks or what follows: a word or two.
pub(crate) fn label(text: &str, lang: Lang) -> Option<&str> {
    let most = if lang.is_ea() { LONGEST_LABEL } else { LONGEST_LATIN };
    let bytes = text.as_bytes().get(..text.len().min(most * LONGEST_CHAR)).unwrap_or_default();
    memchr::memchr2(b':', WIDE_COLON, bytes)?;
    let (at, colon) = text.char_indices().take(most + 1).find(|(_, c)| matches!(c, '：' | ':'))?;
    let (label, behind) = (text.get(..at)?, text.get(at + colon.len_utf8()..)?);
    let is_part = |c: char| if lang.is_ea() { text::is_ea_letter(c) || c == '·' } else { c.is_alphabetic() || matches!(c, ' ' | '.') };
    let said = behind.trim_start().starts_with(|c: char| !c.is_ascii_digit() && c != '/');
    (label.chars().all(is_part) && label.starts_with(char::is_alphabetic) && said).then_some(label)
}

/// The first byte of a full-width colon, and bytes of a character.
const WIDE_COLON: u8 = 0xEF;
const LONGEST_CHAR: usize = 4;
/// Characters of a label.
const LONGEST_LABEL: usize = 6;
const LONGEST_LATIN: usize = 24;

/// What the white before lines says: behind a full stop a line that is set in opens a paragraph, all lines set in alike are paragraphs
/// of a line each, and what stands far to the right is no text of the lines around it.
fn indents(stretch: &[Line], texts: &[&str], page: &str, lang: Lang, out: &mut [bool]) {
    let indents: SmallVec<[usize; 16]> = stretch.iter().map(|line| indent(page, line.span.start)).collect();
    let most = indents.iter().max().copied().unwrap_or(0);
    if most < INDENT {
        return;
    }
    let least = indents.iter().min().copied().unwrap_or(0);
    let alike = most == least && lang.is_ea() && texts.iter().all(|text| text::ends_closed(text));
    // Titles are set in by steps as well; below a Latin letter one line stands at the right.
    let one = || indents.len() > 2 && indents.iter().filter(|i| **i >= least + FAR).count() == 1;
    let far = lang.is_ea() || one();
    let is_far = |n: usize| far && indents[n] >= least + FAR;
    for n in 1..stretch.len() {
        let set_in = indents[n] >= indents[n - 1] + INDENT && indents[n] <= least + MOST_INDENT && indents[n - 1] < least + INDENT;
        out[n] |= alike || set_in && text::ends_closed(texts[n - 1]);
        out[n] |= is_far(n) && indents[n] >= indents[n - 1] + FAR || is_far(n - 1) && text::ends_closed(texts[n]);
        out[n] |= is_far(n) && is_far(n - 1) && is_day(texts[n]);
    }
}

/// Cells of an indent, at least and at most, and from which on a line stands at the right.
const INDENT: usize = 2;
const MOST_INDENT: usize = 8;
const FAR: usize = 12;

/// Cells of the white before a place in its line.
fn indent(page: &str, start: usize) -> usize {
    let white = page.get(..start).unwrap_or("").chars().rev().take_while(|c| matches!(c, ' ' | '\t' | '\u{3000}'));
    white.take(MOST_WHITE).map(|c| if c == ' ' { 1 } else { 2 }).sum()
}

/// White that is looked at.
const MOST_WHITE: usize = 200;

/// Whether a line is a day and no more, as it stands below a signature.
fn is_day(text: &str) -> bool {
    let body = text.trim();
    body.ends_with('日') && body.contains('月') && body.chars().count() <= MOST_DAY
}

/// Characters of a day, spread ones, too.
const MOST_DAY: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Desk;

    fn begin(page: &str, lang: Lang) -> Vec<bool> {
        starts(&crate::page::lines(page, None), page, lang).blocks
    }

    fn paragraphs(page: &str) -> Vec<String> {
        Desk::new().clean(page).articles().into_iter().flat_map(|a| a.paragraphs).collect()
    }

    #[test]
    fn rows_of_a_table() {
        assert!(is_row("大白菜   500克   1.20元", Lang::ZhHans) && !is_row("老街新生  百年骑楼", Lang::ZhHans));
        assert!(is_row("Suez  .................  4.520", Lang::Fr) && is_row("Barley      19  6   to  22  0", Lang::En));
        assert!(is_row("Wheat   4 s.   3 d.", Lang::En) && !is_row("The men left.  They came.  He", Lang::En));
        let rows = ["品名    规格    本周价", "大白菜   500克   1.20元", "鸡  蛋   500克   4.80元"];
        assert_eq!(
            paragraphs(&format!("## 一周菜价\n\n{}\n\n## 更正\n\n昨天的报道有误。\n", rows.join("\n"))).get(..3),
            Some(&rows.map(String::from)[..])
        );
    }

    #[test]
    fn results_of_games() {
        let lines = ["Bergheim – Oberdorf 2:1", "Lindau – Steinach 0:0", "Au – Rhein 4:3"];
        assert_eq!(paragraphs(&format!("## Fußball\n\n{}\n", lines.join("\n"))), lines);
        assert!(
            is_result("女单 孙雨晴—何静 2∶0") && !is_result("Das Spiel endete 2:1.") && !is_result("2:1") && !is_result("um 10 Uhr 15")
        );
    }

    #[test]
    fn verse_and_talk_of_dashes() {
        let verse = [
            "The wind is in the chimney, love,",
            "The rain is on the pane,",
            "And every wave that breaks above",
            "But calls thy name in vain.",
        ];
        assert_eq!(begin(&verse.join("\n"), Lang::En), [true; 4]);
        let talk = ["— Vous ici ! s'écria Jeanne en reculant d'un pas.", "— Moi-même, répondit l'inconnu, qui ne disait rien de plus."];
        assert_eq!(begin(&talk.join("\n"), Lang::Fr), [false, true]);
        assert!(!is_verse(&["Fire at the Rope Works", "Three Men Hurt", "Brigade Comes Late,", "Roof Falls In."], Lang::En));
        assert!(!is_dashed("—个国家") && is_dashed("――なぜ今なのですか。") && !is_dashed("— and so on"));
    }

    #[test]
    fn a_head_without_blank_lines() {
        for (page, headline, byline, text) in [
            (
                "海州晚报\n2024年5月6日 星期一 第3版\n老城区改造工程昨日开工\n记者 王小明 通讯员 李红\n本报讯 昨天，老城区改造工程正式开工，\
                 涉及居民3200户，计划于明年6月\n建成。项目负责人说，工程分三期进行，首期投入3.5亿元。\n",
                "老城区改造工程昨日开工",
                "记者 王小明",
                "昨天，",
            ),
            (
                "Council approves new ferry terminal\nBy Jane Miller\nHARROW BAY — The city council voted 5-2 on Tuesday to approve\n\
                 a new ferry terminal for the downtown, ending a long debate.\n",
                "Council approves new ferry terminal",
                "By Jane Miller",
                "The city council",
            ),
        ] {
            let article = &Desk::new().clean(page).articles()[0];
            assert_eq!(article.headline.as_deref(), Some(headline));
            assert_eq!(article.byline.first().map(|b| b.starts_with(byline)), Some(true), "{:?}", article.byline);
            assert!(article.paragraphs[0].starts_with(text), "{:?}", article.paragraphs);
        }
        for day in ["2024年5月6日 星期一 第3版", "二〇二四年五月六日", "民國113年5月6日", "令和6年5月6日（月曜日）"]
        {
            assert!(names_day(day), "{day}");
        }
        assert!(!names_day("2024年的日子，五月") && !names_day("明年五月六日开馆"));
        // A sentence that breaks off before a name, and text that names a day.
        assert_eq!(begin("The bill was opposed on Monday by\nBy Monday evening nobody knew who\nhad won.", Lang::En), [false; 3]);
        assert_eq!(begin("市长对此表示，这项工程\n关系到全市居民的生活，\n必须抓紧完成。", Lang::ZhHans), [false; 3]);
    }

    #[test]
    fn a_signature_at_the_right() {
        let letter = "SIR,—Will you allow me space to call attention to the state\nof the footpath on Castle-hill, where my wife fell on Sunday\nand broke her wrist ?—I am, Sir, yours, &c.,\n";
        let page = format!("{letter}                                    A RATEPAYER.\n");
        assert_eq!(begin(&page, Lang::En), [false, false, false, true]);
    }

    #[test]
    fn lists_with_labels() {
        let lines = ["今天白天：多云转小雨，东北风3—4级", "今天夜间：小雨，气温6℃", "明天：阴转多云，7℃～16℃", "后天：晴，5℃～19℃"];
        assert_eq!(paragraphs(&format!("## 天气\n\n{}\n", lines.join("\n"))), lines);
        assert_eq!(label("记者：最难的时候是什么时候？", Lang::ZhHans), Some("记者"));
        assert_eq!((label("时间：8点", Lang::ZhHans), label("晚上8:30开始", Lang::ZhHans)), (None, None));
    }

    #[test]
    fn paragraphs_that_are_set_in() {
        let first = "本报讯 近日，我市将在三个乡镇开展农村公路试点工作，第一批道路本月动工。";
        let second = "据介绍，县级路长每季度巡路不少于一次，乡级路长每月巡路不少于一次。";
        assert_eq!(paragraphs(&format!("  {first}\n  {second}\n")).len(), 2);
        let wrapped =
            "  会议指出，过去一年全市空气质量优\n良天数为三百天，比上年增加九天。\n  会议还进行了专题询问，有人提问垃\n圾分类的问题。\n";
        assert_eq!(paragraphs(wrapped).len(), 2);
    }
}
