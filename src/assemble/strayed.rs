//! Lines of titles that were taken for banners or furniture: what they speak of stands in the text of one article alone, and they stand
//! beside its title, or among its text where it has none.

use super::Parts;
use super::subject::Subjects;
use crate::page::Fill;
use crate::passes::echo::Echo;
use crate::passes::evidence::Evidence;

/// Cells of such a line: shorter ones are banners. East Asian and Latin.
const CELLS: (usize, usize) = (8, 14);
/// Lines of one.
const ROWS: usize = 2;
/// Cells of a headline in two pieces; of more, one of them is a deck.
const HEADLINE: (usize, usize) = (40, 70);
/// Blocks beside the text of an article in which its title may stand.
const BESIDE: usize = 2;

/// Gives articles the lines of their titles.
pub(super) fn titles(articles: &mut [Parts], furniture: &mut Vec<usize>, evidence: &[Evidence], echo: &Echo<'_>) {
    let mut lines: Vec<usize> = articles.iter().flat_map(|a| a.section.iter().copied()).chain(furniture.iter().copied()).collect();
    lines.retain(|&n| may_be(&evidence[n], echo));
    if lines.is_empty() {
        return;
    }
    lines.sort_unstable();
    let subjects = Subjects::of(articles, echo);
    for n in lines {
        let Some(article) = subjects.article_of(n).filter(|&a| articles[a].misses(n)) else { continue };
        furniture.retain(|other| *other != n);
        articles.iter_mut().for_each(|a| a.section.retain(|other| *other != n));
        articles[article].take_title(n, evidence, echo);
    }
}

fn may_be(e: &Evidence, echo: &Echo<'_>) -> bool {
    let cells = if echo.lang.is_ea() { CELLS.0 } else { CELLS.1 };
    let marks = e.closed || e.ends.closed || e.comma || e.stop_inside || e.ends.pauses();
    let named = e.byline || e.dateline || e.jump || e.furniture > 0.0 || e.caption >= super::CAPTION;
    e.place.fill != Fill::Text && e.place.is_columned() && e.rows <= ROWS && e.cells >= cells && !marks && !named && !e.ends.is_small()
}

impl Parts {
    /// Whether a line stands where one of its title may.
    fn misses(&self, n: usize) -> bool {
        let title: Vec<usize> = self.kicker.iter().chain(&self.headline).chain(&self.deck).copied().collect();
        if !title.is_empty() {
            return title.iter().any(|&other| other.abs_diff(n) == 1);
        }
        let texts = || self.paragraphs.iter().flatten().copied();
        let (Some(first), Some(last)) = (texts().min(), texts().max()) else { return false };
        (first.saturating_sub(BESIDE)..=last + BESIDE).contains(&n)
    }

    /// Takes a line of its title.
    fn take_title(&mut self, n: usize, evidence: &[Evidence], echo: &Echo<'_>) {
        let cells = |blocks: &[usize]| blocks.iter().map(|&n| evidence[n].cells).sum::<usize>();
        let most = if echo.lang.is_ea() { HEADLINE.0 } else { HEADLINE.1 };
        let above = self.headline.first().is_some_and(|&first| n < first);
        // The lines around a headline have the figures.
        let aside = evidence[n].digits && !self.headline.iter().any(|&n| evidence[n].digits);
        let one = !aside && cells(&self.headline) + evidence[n].cells <= most;
        let place = match (self.headline.is_empty() || one, above) {
            (true, _) => &mut self.headline,
            (false, true) if !aside && self.deck.is_empty() => {
                self.deck = std::mem::take(&mut self.headline);
                &mut self.headline
            }
            (false, true) => &mut self.kicker,
            (false, false) => &mut self.deck,
        };
        place.push(n);
        place.sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::page::{Block, Place};
    use crate::passes::evidence;
    use smallvec::smallvec;

    const TEXT: &str = "本报讯 记者从市住建局获悉，今年列入民生实事的8条断头路已有5条建成通车，预计年底前全部打通。";

    /// The kicker, the headline and the deck of an article with this headline, beside which a line stands, and another article's text.
    fn parts(line: &str, headline: Option<&str>, other: &str) -> [Vec<usize>; 3] {
        let texts = [line, headline.unwrap_or_default(), TEXT, other];
        let block = |n: usize| {
            let fill = if n < 2 { Fill::Short } else { Fill::Text };
            Block { pieces: smallvec![], mark: 0, place: Place { fill, gap: true, ..Place::default() } }
        };
        let all = evidence::collect(&texts, &[0, 1, 2, 3].map(block), &Lang::ZhHans.into());
        let article = |n: usize| Parts { paragraphs: vec![smallvec![n]], ..Parts::default() };
        let mut articles = [Parts { headline: headline.map(|_| 1).into_iter().collect(), ..article(2) }, article(3)];
        let mut furniture = vec![0];
        titles(&mut articles, &mut furniture, &all, &Echo::new(&texts, Lang::ZhHans));
        let [Parts { kicker, headline, deck, .. }, _] = articles;
        assert_eq!(furniture.len() + kicker.len() + headline.len() + deck.len(), 1 + usize::from(!texts[1].is_empty()));
        [kicker, headline, deck]
    }

    #[test]
    fn lines_that_speak_of_one_text_are_of_its_title() {
        let other = "本报讯 图书馆把借期延长了一周，读者可以在周末归还书籍，迟到的人不必再交罚款。";
        let deck = Some("惠及沿线三个片区四万多居民出行方便");
        let [line, piece] = ["断头路年底前全部打通了", "八条断头路年底前"];
        assert_eq!(parts(line, deck, other), [vec![], vec![0], vec![1]]);
        assert_eq!(parts(piece, Some("全部打通"), other), [vec![], vec![0, 1], vec![]]);
        assert_eq!(parts("8条断头路5条建成通车", Some("城区道路更畅通"), other), [vec![0], vec![1], vec![]]);
        assert_eq!(parts(line, None, other), [vec![], vec![0], vec![]]);
        for (line, other) in [
            // A banner, text, what is too short, and what two articles speak of.
            ("项目攻坚 挑起全年发展大梁", other),
            ("断头路年底前全部打通了，", other),
            ("断头路", other),
            (line, TEXT),
        ] {
            assert_eq!(parts(line, deck, other), [vec![], vec![1], vec![]], "{line}");
        }
    }
}
