//! Lines of talk, of verse, of lists and tables: text, though they are as short as titles.

use crate::lang::Lang;
use crate::page::BOLD;
use crate::page::alone::{is_barred, is_dashed, is_item, is_row, is_verse, is_verse_line, label, several};
use crate::passes::evidence::Evidence;

/// Notes of such lines that they are text.
pub(super) fn open(texts: &[&str], all: &mut [Evidence], lang: Lang) {
    talk(texts, all, lang);
    dashes(texts, all);
    if all.iter().any(|e| e.place.is_printed()) {
        return;
    }
    tables(texts, all, lang);
    lists(texts, all);
    stanzas(texts, all, lang);
    if all.iter().any(|e| e.mark > 0) {
        verse(all);
    }
}

/// Talk whose speeches begin with a dash, several of them close to each other.
fn dashes(texts: &[&str], all: &mut [Evidence]) {
    let dashed: Vec<usize> = (0..all.len()).filter(|&n| all[n].mark == 0 || all[n].mark == BOLD).filter(|&n| is_dashed(texts[n])).collect();
    for pair in dashed.windows(2) {
        if pair[1] - pair[0] < NEAR {
            pair.iter().for_each(|&n| tell(all, n));
            // What stands in quotation marks in between answers.
            let between = pair[0] + 1..pair[1];
            for n in between.filter(|&n| texts[n].starts_with(['「', '“'])) {
                if !is_heading(&all[n]) {
                    tell(all, n);
                }
            }
        }
    }
}

/// Verse in Latin letters, whose lines tell it.
fn stanzas(texts: &[&str], all: &mut [Evidence], lang: Lang) {
    let mut n = 0;
    while n < all.len() {
        let line = |(e, text): (&Evidence, &&str)| e.rows == 1 && e.mark == 0 && is_free(e) && is_verse_line(text, lang);
        let lines = all[n..].iter().zip(&texts[n..]).take_while(|block| line(*block)).count();
        if lines > 1 && is_verse(&texts[n..n + lines], lang) {
            (n..n + lines).for_each(|n| tell_line(all, n));
        }
        n += lines.max(1);
    }
}

/// Items of a list below each other.
fn lists(texts: &[&str], all: &mut [Evidence]) {
    let items = several(all.len(), |n| all[n].mark == 0 && is_item(texts[n]) && is_free(&all[n]));
    for n in (0..all.len()).filter(|&n| items[n]) {
        tell_line(all, n);
    }
}

/// Rows of a table below each other.
fn tables(texts: &[&str], all: &mut [Evidence], lang: Lang) {
    let rows = several(all.len(), |n| all[n].rows == 1 && all[n].cells <= LONGEST_ROW && is_row(texts[n], lang));
    for n in 0..all.len() {
        if (rows[n] || is_barred(texts[n])) && all[n].mark == 0 && !all[n].byline {
            tell_line(all, n);
            all[n].row = true;
        }
    }
}

/// Width of a row, in cells.
const LONGEST_ROW: usize = 120;

/// Talk: who speaks stands before it with a colon, and another speaks before or behind. By a word for one who asks or answers it is seen,
/// or by a name that stands there again; a label by itself begins headlines, too.
fn talk<'t>(texts: &[&'t str], all: &mut [Evidence], lang: Lang) {
    let words = lang.table().speakers;
    let own = |(text, e): (&&'t str, &Evidence)| label(text, lang).filter(|_| is_free(e) && !is_heading(e));
    if texts.iter().zip(&*all).filter_map(own).nth(1).is_none() {
        return;
    }
    let labels: Vec<Option<&str>> = texts.iter().zip(&*all).map(own).collect();
    let asked = labels.iter().flatten().filter(|label| words.contains(label)).count();
    for n in 0..all.len() {
        let Some(label) = labels[n] else { continue };
        let other = |n: Option<usize>| n.and_then(|n| labels.get(n).copied().flatten()).is_some_and(|l| l != label);
        let beside = other(n.checked_sub(1)) || other(Some(n + 1));
        let listed = || {
            let run = |labels: &mut dyn Iterator<Item = &Option<&str>>| labels.take(LIST).take_while(|l| l.is_some()).count();
            run(&mut labels[..=n].iter().rev()) + run(&mut labels[n + 1..].iter()) >= LIST
        };
        let again = || labels.iter().take(n + NEAR).skip(n.saturating_sub(NEAR)).flatten().filter(|l| **l == label).count() > 1;
        if asked > 1 && words.contains(&label) || beside && again() {
            tell(all, n);
        } else if beside && listed() && !(n.checked_sub(1).is_none_or(|n| labels[n].is_none()) && heads_letter(all, n)) {
            tell_line(all, n);
        }
    }
}

/// Whether a short line with an open end, the first of those with labels, stands above one that ends a sentence or is long: the title of a letter, 读者来信：… above 编辑同志：….
fn heads_letter(all: &[Evidence], n: usize) -> bool {
    let is_text = |e: &Evidence| e.closed || e.cells > LONGEST_HEAD;
    !is_text(&all[n]) && all.get(n + 1).is_some_and(is_text)
}

/// Cells of the title of a letter.
const LONGEST_HEAD: usize = 64;

/// Lines with labels that are a list.
const LIST: usize = 3;
/// Blocks before and behind one among which its speaker speaks again.
const NEAR: usize = 12;

/// Its own mark says that it is a title.
fn is_heading(e: &Evidence) -> bool {
    e.mark > 0 && e.mark != BOLD
}

/// Nothing else is known of a block.
fn is_free(e: &Evidence) -> bool {
    !e.byline && !e.dateline && !e.jump && e.furniture < LEAST_CUE && e.caption < CUE
}

/// What a word of furniture, and one of captions, gives a block.
const LEAST_CUE: f32 = 1.0;
const CUE: f32 = 3.0;

fn tell(all: &mut [Evidence], n: usize) {
    let e = &mut all[n];
    e.told = true;
    e.mark = 0;
    e.ends.opens();
}

/// The same of a line that ends where it ends. What heads such lines is no furniture, whatever its words.
fn tell_line(all: &mut [Evidence], n: usize) {
    tell(all, n);
    all[n].ends.closed = true;
    if let Some(head) = n.checked_sub(1).map(|before| &mut all[before]).filter(|head| head.mark > 0) {
        head.furniture = 0.0;
    }
}

/// Verse: behind a heading, on a page whose headings have marks, more short lines than a title has.
fn verse(all: &mut [Evidence]) {
    let mut runs = Vec::new();
    let mut n = 0;
    while n < all.len() {
        let lines = all[n..].iter().take_while(|e| is_line(e)).count();
        if lines >= LEAST_MORE && n > 0 && (all[n - 1].mark > 0 || all[n - 1].byline) {
            runs.push(n..n + lines);
        }
        n += lines.max(1);
    }
    if runs.iter().all(|run| run.len() < LEAST_VERSE) {
        return;
    }
    for n in runs.into_iter().flatten() {
        tell_line(all, n);
    }
}

/// Lines of the shortest verse, a title having a kicker and two lines at most; and of the shortest one beside it.
const LEAST_VERSE: usize = 5;
const LEAST_MORE: usize = 3;
/// Cells of its longest line.
const LONGEST_LINE: usize = 40;

fn is_line(e: &Evidence) -> bool {
    e.mark == 0 && e.rows == 1 && e.cells <= LONGEST_LINE && !e.digits && is_free(e)
}

#[cfg(test)]
mod tests {
    use crate::Desk;

    const TEXT: &str = "沿河栈道昨天全线贯通，市民可以从老码头一直步行到湿地公园，全程约六公里，沿途设有十二处休息亭。";

    #[test]
    fn questions_are_no_titles() {
        let page = "# 对话新农人\n\n本报记者 何以宁\n\n记者：大学毕业后，你为什么选择回乡？\n\n宋小满：一开始我爸坚决反对。\n\n\
            **记者：最难的时候是什么时候？**\n\n宋小满：一场暴雨，刚挂果的葡萄全泡在水里。\n";
        let articles = Desk::new().clean(page).articles();
        assert_eq!((articles.len(), articles[0].paragraphs.len()), (1, 4), "{articles:?}");
        assert_eq!(articles[0].paragraphs[2], "记者：最难的时候是什么时候？");
    }

    #[test]
    fn the_title_of_a_letter_is_one() {
        let page = format!(
            "## 栈道贯通\n\n本报讯 {TEXT}\n\n读者来信：请给老码头留一盏灯\n\n编辑同志：{TEXT}\n\n编者按：来信收到后，记者去看了那盏灯，{TEXT}\n"
        );
        let articles = Desk::new().clean(&page).articles();
        assert_eq!(articles[1].headline.as_deref(), Some("读者来信：请给老码头留一盏灯"), "{articles:?}");
    }

    #[test]
    fn labels_begin_titles_too() {
        let page = format!("青石镇：栈道贯通\n\n本报讯 {TEXT}\n\n白塔镇：学校开学\n\n本报讯 {TEXT}\n");
        let titles: Vec<_> = Desk::new().clean(&page).articles().into_iter().filter_map(|a| a.headline).collect();
        assert_eq!(titles, ["青石镇：栈道贯通", "白塔镇：学校开学"]);
    }

    #[test]
    fn a_short_verse_beside_a_longer_one() {
        let page =
            "## 春讯\n\n燕子把春天\n\n叼在嘴里\n\n一路飞\n\n一路掉\n\n变成了柳\n\n## 灯\n\n母亲不识字\n\n却认得每一盏\n\n等我回家的灯\n";
        let articles = Desk::new().clean(page).articles();
        assert_eq!(articles.iter().map(|a| (a.paragraphs.len(), a.complete)).collect::<Vec<_>>(), [(5, true), (3, true)]);
    }

    #[test]
    fn verse_is_text_line_by_line() {
        let verse = ["燕子把春天", "叼在嘴里", "一路飞", "一路掉", "掉在河边的", "变成了柳"];
        let page = format!("## 春讯\n\n{}\n\n## 沿河栈道贯通\n\n{TEXT}\n", verse.join("\n\n"));
        let articles = Desk::new().clean(&page).articles();
        assert_eq!(articles.len(), 2, "{articles:?}");
        assert_eq!(articles[0].paragraphs, verse);
        assert_eq!(articles[1].headline.as_deref(), Some("沿河栈道贯通"));
    }
}
