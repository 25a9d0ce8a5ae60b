//! Titles inside their own text: the engine read them behind its first column, and nothing but their place says what they are.

use super::Parts;
use super::columns::LEAST_TEXT;
use crate::lang::Lang;
use crate::page::Fill;
use crate::passes::echo::Echo;
use crate::passes::evidence::Evidence;
use crate::text;
use std::ops::RangeInclusive;

/// Cells of such a title: fewer are a banner's or a speck's, more are no line's. East Asian and Latin.
const CELLS: (RangeInclusive<usize>, RangeInclusive<usize>) = (12..=60, 20..=90);
/// Lines of one.
const ROWS: usize = 2;

/// Gives articles that open without a title the one that stands alone where their first column breaks off.
pub(super) fn title(articles: &mut [Parts], furniture: &mut Vec<usize>, evidence: &[Evidence], echo: &Echo<'_>) {
    for article in articles.iter_mut().filter(|a| !a.is_titled() && a.opens(evidence)) {
        let Some(n) = found(article, furniture, evidence, echo) else { continue };
        article.paragraphs.retain(|chain| chain[..] != [n]);
        furniture.retain(|&other| other != n);
        article.headline.push(n);
    }
}

/// The first line inside an article that may be its title.
fn found(article: &Parts, furniture: &[usize], evidence: &[Evidence], echo: &Echo<'_>) -> Option<usize> {
    let texts: Vec<usize> = article.paragraphs.iter().flatten().copied().collect();
    let (first, last) = (*texts.iter().min()?, *texts.iter().max()?);
    let own = |n: &usize| texts.contains(n) || furniture.contains(n);
    let breaks_off = |n: usize| texts.iter().filter(|&&t| t < n).max().is_some_and(|&above| !evidence[above].ends.closed);
    let goes_on = |n: usize| texts.iter().filter(|&&t| t > n).map(|&t| evidence[t].cells).sum::<usize>() >= LEAST_TEXT;
    let tells = |n: usize| texts.iter().any(|&t| t != n && shares(echo.text(n), echo.text(t), echo.lang));
    (first + 1..last).filter(own).find(|&n| may_be(n, evidence, echo.lang) && breaks_off(n) && goes_on(n) && tells(n))
}

/// Whether a line speaks of what a text does: two ideographs side by side, or a long word, stand in both. A line in a list is no title.
fn shares(line: &str, text: &str, lang: Lang) -> bool {
    if line.chars().nth(1) == Some('、') {
        return false;
    }
    if !lang.is_ea() {
        return line.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() >= LONG_WORD && text.contains(word));
    }
    let pairs = line.char_indices().zip(line.chars().skip(1)).filter(|((_, a), b)| text::is_han(*a) && text::is_han(*b));
    pairs.into_iter().any(|((at, a), b)| line.get(at..at + a.len_utf8() + b.len_utf8()).is_some_and(|pair| text.contains(pair)))
}

/// Letters of a word that tells what a text is about.
const LONG_WORD: usize = 5;

/// Whether a block stands alone and is worded as titles are.
fn may_be(n: usize, evidence: &[Evidence], lang: Lang) -> bool {
    let e = &evidence[n];
    let alone = e.place.gap && evidence.get(n + 1).is_none_or(|next| next.place.gap);
    let cells = if lang.is_ea() { &CELLS.0 } else { &CELLS.1 };
    let marks = e.closed || e.ends.closed || e.comma || e.stop_inside || e.ends.pauses();
    let named = e.byline || e.dateline || e.jump || e.furniture > 0.0 || e.caption >= super::CAPTION;
    alone && e.rows <= ROWS && cells.contains(&e.cells) && !marks && !named && e.place.fill != Fill::Text && !e.ends.is_small()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Block, Place};
    use crate::passes::evidence;
    use smallvec::smallvec;

    /// The headline of an article of these blocks, the first of which opens it.
    fn headline(texts: [&str; 3], gap: bool) -> Option<usize> {
        let block = |n: usize| {
            let fill = if n == 1 { Fill::Line } else { Fill::Text };
            Block { pieces: smallvec![], mark: 0, place: Place { fill, gap: gap || n == 0, ..Place::default() } }
        };
        let all = evidence::collect(&texts, &[block(0), block(1), block(2)], &Lang::ZhHans.into());
        let mut articles = [Parts { paragraphs: (0..3).map(|n| smallvec![n]).collect(), ..Parts::default() }];
        title(&mut articles, &mut Vec::new(), &all, &Echo::new(&texts, Lang::ZhHans));
        let [article] = articles;
        assert_eq!(article.paragraphs.len() + article.headline.len(), 3);
        article.headline.first().copied()
    }

    #[test]
    fn a_line_alone_where_the_first_column_breaks_off_is_the_title() {
        let [first, line, rest] = [
            "本报讯 一口井，一张表，一个人管。日前，市水利局完成了对全市口古井的普查登记，",
            "古村老井通了“体检表”",
            "每口井都有了自己的体检表，位置、井深、水位、水质和传说一应俱全，谁也不会忘记。",
        ];
        assert_eq!(headline([first, line, rest], true), Some(1));
        for (texts, gap) in [
            ([first, line, rest], false),
            // What speaks of something else, and what stands in a list.
            ([first, "更多内容请扫描二维码阅读", rest], true),
            ([first, "五、古井的体检表与建议", rest], true),
            // Text, and what stands behind a whole text.
            ([first, "古村老井，通了“体检表”", rest], true),
            (["本报讯 一口井，一张表，一个人管，市水利局完成了普查登记。", line, rest], true),
            // No article opens.
            (["一口井，一张表，一个人管。日前，市水利局完成了普查登记，", line, rest], true),
        ] {
            assert_eq!(headline(texts, gap), None, "{texts:?}");
        }
    }
}
