//! Articles of a dump that keeps the lines of the columns: its blocks stand in the order in which the engine saw them.
//!
//! A title over several columns is often read behind the first of them, so that its text opens before it.

use super::{Parts, inside, strayed};
use crate::lang::Lang;
use crate::passes::echo::Echo;
use crate::passes::evidence::Evidence;
use crate::passes::stitch::{self, Join};

/// Gives the titles their first columns back, and makes furniture of what has no text.
pub(super) fn order(articles: &mut Vec<Parts>, furniture: &mut Vec<usize>, evidence: &[Evidence], echo: &Echo<'_>) {
    crown(articles, evidence);
    if articles.iter().filter(|a| a.opens(evidence)).count() >= OPENINGS {
        sign(articles, furniture, evidence, echo.lang);
        close_up(articles, furniture, evidence, echo);
        lead(articles, evidence, echo);
    }
    inside::title(articles, furniture, evidence, echo);
    strayed::titles(articles, furniture, evidence, echo);
    demote(articles, furniture, evidence);
    demote_first(articles, furniture, evidence);
    drop_empty(articles);
    furniture.sort_unstable();
}

impl Parts {
    pub(super) fn is_titled(&self) -> bool {
        !self.headline.is_empty() || !self.kicker.is_empty()
    }

    /// Whether a line as short as a banner is all of its title, and no byline stands below it.
    fn has_banner(&self, evidence: &[Evidence]) -> bool {
        self.byline.is_empty() && self.is_titled_by_banner(evidence)
    }

    fn is_titled_by_banner(&self, evidence: &[Evidence]) -> bool {
        let alone = self.kicker.is_empty() && self.deck.is_empty();
        alone && matches!(self.headline[..], [n] if evidence[n].is_banner())
    }

    /// Whether that is so, and its text breaks off.
    fn is_under_banner(&self, evidence: &[Evidence]) -> bool {
        let end = self.paragraphs.last().and_then(|chain| chain.last());
        self.has_banner(evidence) && end.is_some_and(|&n| !evidence[n].ends.closed)
    }

    /// Whether its text breaks off and goes on in that of another article.
    fn goes_on(&self, next: &Self, evidence: &[Evidence], echo: &Echo<'_>) -> bool {
        let last = self.paragraphs.last().and_then(|chain| chain.last());
        let first = next.paragraphs.first().and_then(|chain| chain.first());
        let join = last.zip(first).map_or(Join::default(), |(&a, &b)| stitch::weigh(&evidence[a].ends, &evidence[b].ends, echo));
        join.open && join.score > 0.0
    }

    /// Takes the text of another article before its own.
    fn take_text(&mut self, first: &mut Self) {
        self.paragraphs.splice(0..0, std::mem::take(&mut first.paragraphs));
        self.captions.splice(0..0, std::mem::take(&mut first.captions));
        self.byline.splice(0..0, std::mem::take(&mut first.byline));
        self.jumps.splice(0..0, std::mem::take(&mut first.jumps));
    }

    /// Takes the titles away.
    fn take_titles(&mut self) -> [Vec<usize>; 3] {
        [&mut self.kicker, &mut self.headline, &mut self.deck].map(std::mem::take)
    }

    /// Whether it opens without a byline, while the next one has one and text that does not open.
    fn is_parted_from(&self, rest: &Self, evidence: &[Evidence]) -> bool {
        let signed = self.byline.is_empty() && !rest.byline.is_empty();
        signed && self.opens(evidence) && !rest.opens(evidence) && !rest.paragraphs.is_empty()
    }

    pub(super) fn opens(&self, evidence: &[Evidence]) -> bool {
        self.paragraphs.first().and_then(|chain| chain.first()).is_some_and(|&n| evidence[n].dateline)
    }
}

/// Joins an article that opens without a title to the title behind it, whose text does not open. A banner is no title: it governs
/// the article.
fn crown(articles: &mut [Parts], evidence: &[Evidence]) {
    for n in 1..articles.len() {
        let (before, title) = (&articles[n - 1], &articles[n]);
        let banner = before.is_under_banner(evidence);
        if before.is_titled() && !banner || !before.opens(evidence) || !title.is_titled() || title.opens(evidence) {
            continue;
        }
        let mut first = std::mem::take(&mut articles[n - 1]);
        articles[n].take_text(&mut first);
        if banner {
            govern(articles, n, first.section.into_iter().chain(first.headline));
        }
    }
}

/// Texts of a page that open as articles do, from which on an article without an opening may be the rest of another one.
const OPENINGS: usize = 2;

/// Joins an article that does not open to the one right before it, whose text goes on in its own. The title right above the opening is
/// that of the article, but a banner is none.
fn close_up(articles: &mut [Parts], furniture: &mut Vec<usize>, evidence: &[Evidence], echo: &Echo<'_>) {
    for n in 1..articles.len() {
        let (before, next) = (&articles[n - 1], &articles[n]);
        let rest = before.opens(evidence) && !next.opens(evidence) && next.byline.is_empty();
        if !rest || !before.goes_on(next, evidence, echo) {
            continue;
        }
        let mut first = std::mem::take(&mut articles[n - 1]);
        let next = &mut articles[n];
        next.take_text(&mut first);
        furniture.extend(std::mem::replace(&mut next.section, std::mem::take(&mut first.section)));
        next.section_again = first.section_again;
        if !next.is_titled() || first.is_titled() && !first.has_banner(evidence) {
            furniture.extend(next.take_titles().into_iter().flatten());
            [next.kicker, next.headline, next.deck] = first.take_titles();
        } else {
            furniture.extend(first.take_titles().into_iter().flatten());
        }
    }
}

/// Gives a text that opens the byline that was read behind its first column, where texts open below bylines: with its title, where it has
/// none of its own or but a banner; or with a banner.
fn sign(articles: &mut [Parts], furniture: &mut Vec<usize>, evidence: &[Evidence], lang: Lang) {
    let parted = |n: usize| articles.get(n - 1).zip(articles.get(n)).is_some_and(|(first, rest)| first.is_parted_from(rest, evidence));
    let pairs: Vec<usize> = (1..articles.len()).filter(|&n| parted(n)).collect();
    let whole = articles.iter().any(|a| a.opens(evidence) && !a.byline.is_empty());
    if !whole && pairs.len() < OPENINGS {
        return;
    }
    for n in pairs {
        let (before, rest) = (&articles[n - 1], &articles[n]);
        let crowned = (!before.is_titled() || before.has_banner(evidence)) && rest.is_titled();
        // Titles of ideographs are often as short as banners.
        let short = |a: &Parts| a.headline.iter().all(|&n| evidence[n].cells <= SHORTEST_TITLE);
        let own = !rest.is_titled() || rest.is_titled_by_banner(evidence) && (!lang.is_ea() || short(rest));
        if !crowned && !own {
            continue;
        }
        let mut first = std::mem::take(&mut articles[n - 1]);
        let rest = &mut articles[n];
        rest.take_text(&mut first);
        if crowned {
            furniture.extend(first.take_titles().into_iter().flatten());
        } else {
            furniture.extend(rest.take_titles().into_iter().flatten());
            furniture.extend(std::mem::replace(&mut rest.section, std::mem::take(&mut first.section)));
            rest.section_again = first.section_again;
            [rest.kicker, rest.headline, rest.deck] = first.take_titles();
        }
    }
}

/// Cells of a title of ideographs that may as well be a banner: four of them.
const SHORTEST_TITLE: usize = 8;

/// Puts a text that opens without a title before that of the article above it, which has a title and does not open, where it goes on
/// in that.
fn lead(articles: &mut [Parts], evidence: &[Evidence], echo: &Echo<'_>) {
    for n in 1..articles.len() {
        let (title, next) = (&articles[n - 1], &articles[n]);
        let apart = title.is_titled() && !title.opens(evidence) && !next.is_titled() && next.opens(evidence);
        if apart && next.goes_on(title, evidence, echo) {
            let mut first = std::mem::take(&mut articles[n]);
            articles[n - 1].take_text(&mut first);
            articles[n - 1].section.append(&mut first.section);
        }
    }
}

/// Gives an article a banner, and those behind it that stood under the same one as it did.
fn govern(articles: &mut [Parts], n: usize, banner: impl Iterator<Item = usize>) {
    let again = articles[n].section_again.take();
    articles[n].section.splice(0..0, banner);
    for article in articles[n + 1..].iter_mut().take_while(|a| a.section.is_empty()) {
        if article.section_again == again {
            article.section_again = Some(n);
        }
    }
}

/// Titles without any text, or with a line of it, are none.
fn demote(articles: &mut [Parts], furniture: &mut Vec<usize>, evidence: &[Evidence]) {
    for article in articles {
        let bare = article.section.is_empty() && article.jumps.is_empty() && article.byline.is_empty();
        if bare && !article.opens(evidence) && article.cells(evidence) < LEAST_TEXT {
            let Parts { kicker, headline, deck, paragraphs, captions, .. } = std::mem::take(article);
            furniture.extend([kicker, headline, deck, captions].into_iter().flatten());
            furniture.extend(paragraphs.into_iter().flatten());
        }
    }
}

/// Whether an article has text so far, more than the line of its title that strayed into it, as Latin ones in small letters do.
pub(super) fn has_text(article: &Parts, evidence: &[Evidence], lang: Lang) -> bool {
    article.cells(evidence) >= if article.is_titled() && !lang.is_ea() { LEAST_TEXT } else { 1 }
}

/// An article has as much text, in cells: two lines.
pub(super) const LEAST_TEXT: usize = 40;

/// Lines above the first article of the page: what neither has a title nor opens as an article does.
fn demote_first(articles: &mut [Parts], furniture: &mut Vec<usize>, evidence: &[Evidence]) {
    let Some(first) = articles.iter_mut().find(|a| !a.is_empty()) else { return };
    if !first.is_titled()
        && !first.opens(evidence)
        && first.cells(evidence) < FEW_CELLS
        && first.byline.is_empty()
        && first.section.is_empty()
    {
        let Parts { paragraphs, captions, .. } = std::mem::take(first);
        furniture.extend(paragraphs.into_iter().flatten().chain(captions));
    }
}

/// Fewer cells are no article.
const FEW_CELLS: usize = 120;

/// Takes out articles that were given away; sections refer to articles by number.
fn drop_empty(articles: &mut Vec<Parts>) {
    let mut place = Vec::with_capacity(articles.len());
    let mut kept = 0;
    for article in articles.iter() {
        place.push(kept);
        kept += usize::from(!article.is_empty());
    }
    for article in articles.iter_mut() {
        article.section_again = article.section_again.and_then(|n| place.get(n).copied());
    }
    articles.retain(|article| !article.is_empty());
}

impl Parts {
    /// Cells of its text.
    pub(super) fn cells(&self, evidence: &[Evidence]) -> usize {
        self.paragraphs.iter().flatten().map(|&n| evidence[n].cells).sum()
    }

    fn is_empty(&self) -> bool {
        let Self { section, section_again: _, kicker, headline, deck, byline, paragraphs, captions, jumps } = self;
        [section, kicker, headline, deck, byline, captions, jumps].iter().all(|part| part.is_empty()) && paragraphs.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use crate::Desk;

    const HEAD: &str = "一夜河水冲走磨坊旧木桥";
    const FIRST: &str = "本报讯 河水在夜里涨了\n起来，旧木桥被水冲走，\n巡堤的人打着手电来回走\n了一夜，谁也来不及去封";
    const REST: &str = "上通往磨坊的那条路，只\n好绕行。村里的老人说，\n这样的大水六十年来没有\n见过，今年却来了两次。";
    const NEXT: &str = "图书馆开张\n\n本报讯 图书馆把借期延\n长了一周，读者可以在周\n末归还书籍，迟到的人不\n必再交罚款。馆长介绍，\n新书的目录已经贴在门口\n，孩子们排着长队等着看\n图画书，一直到天黑。";

    #[test]
    fn a_first_column_below_the_others_stands_before_them() {
        for parts in [[HEAD, REST, FIRST, NEXT], [HEAD, FIRST, REST, NEXT]] {
            let page = Desk::new().clean(&parts.join("\n\n"));
            let articles = page.articles();
            assert_eq!(articles.len(), 2);
            let first = &articles[0];
            assert_eq!(first.headline.as_deref(), Some(HEAD));
            let text = first.paragraphs.concat();
            assert!(text.contains("谁也来不及去封上通往磨坊"), "{text}");
        }
    }

    #[test]
    fn a_picture_above_the_opening_leaves_the_title_its_text() {
        let page = Desk::new().clean(&[HEAD, "巡堤的人在堤坝上查看水情。", FIRST, REST, NEXT].join("\n\n"));
        let articles = page.articles();
        let first = &articles[0];
        assert_eq!(articles.len(), 2);
        assert_eq!((first.headline.as_deref(), first.captions.len()), (Some(HEAD), 1));
        assert!(first.paragraphs.concat().contains("谁也来不及去封上通往磨坊"));
    }

    #[test]
    fn what_pauses_is_no_title_behind_its_first_column() {
        let first = FIRST.replace("谁也来不及去封", "守到天亮为止。");
        let rest = "这样的大水六十年来没有\n见过，今年却来了两次，\n村里的老人说，往后还会\n有的，谁也不能不当心。";
        let title = |line: &str| {
            let page = Desk::new().clean(&[NEXT, &first, line, rest].join("\n\n"));
            page.articles().pop().and_then(|a| a.headline)
        };
        assert_eq!(title("水利局检查堤坝").as_deref(), Some("水利局检查堤坝"));
        for line in ["今年夏天，", "“旧桥冲走以后", "村里的旧桥，被水", "守 堤 的 43 名 村 民"] {
            assert_eq!(title(line), None, "{line}");
        }
    }

    #[test]
    fn bylines_read_behind_the_first_column_are_those_of_its_text() {
        let column =
            "The ferry left the pier at\nnine and came back at noon\nwith a crew of seven men\nand a cargo of wet sails\nthat nobody";
        let rest =
            "had asked for in the\ntown, and the mate said so\nto the men on the pier who\nhad waited there for hours\nin the cold rain.";
        let article = |title: &str, place: &str, name: &str| format!("{title}\n\n{place} — Nobody\n{column}\n\nBy {name}\n\n{rest}\n\n");
        let parted = |title: &str, place: &str, banner: &str, name: &str| {
            article(title, place, name).replace("\n\nBy", &format!("\n\n{banner}\n\nBy"))
        };
        let page = [
            parted("Ferry sails without captain", "PORT SABLE", "Harbors", "Ada Munn"),
            parted("Mayor pays for new piers", "UPPER FENWICK", "Schools", "Owen Tamm"),
        ];
        let page = Desk::new().clean(&page.concat());
        let found: Vec<(String, Vec<String>)> = page.articles().into_iter().map(|a| (a.headline.unwrap_or_default(), a.byline)).collect();
        let want = [("Ferry sails without captain", "By Ada Munn"), ("Mayor pays for new piers", "By Owen Tamm")];
        assert_eq!(found, want.map(|(title, name)| (title.to_owned(), vec![name.to_owned()])));
        // A title of its own is one of another article, however the text above it ends.
        let page = [
            article("Ferry sails without captain", "PORT SABLE", "Ada Munn"),
            parted("Mayor pays for new piers", "UPPER FENWICK", "School keeps its last teacher for a year", "Owen Tamm"),
        ];
        let found: Vec<Option<String>> = Desk::new().clean(&page.concat()).articles().into_iter().map(|a| a.headline).collect();
        assert!(found.contains(&Some("School keeps its last teacher for a year".to_owned())), "{found:?}");
    }

    #[test]
    fn openings_run_on_into_the_text_of_columns() {
        const TEXTS: [&str; 2] = [
            "蒼洱灣報導河水在夜裡漲\n了起來，舊木橋被水沖走\n，巡堤的人打著手電來回\n走了一夜，守到天亮為止\n也沒有人離開過堤壩上。",
            "北門鎮報導圖書館把借期\n延長了一週，讀者可以在\n週末歸還書籍，遲到的人\n不必再交罰款，新書目錄\n已經貼在門口等人來看。",
        ];
        let page = Desk::new().clean(&TEXTS.repeat(2).join("\n\n"));
        assert_eq!(page.articles().len(), 4);
    }
}
