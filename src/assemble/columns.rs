//! Articles of a dump that keeps the lines of the columns: its blocks stand in the order in which the engine saw them.
//!
//! A title over several columns is often read behind the first of them, so that its text opens before it.

use super::Parts;
use crate::lang::Lang;
use crate::passes::echo::Echo;
use crate::passes::evidence::Evidence;

/// Gives the titles their first columns back, and makes furniture of what has no text.
pub(super) fn order(articles: &mut Vec<Parts>, furniture: &mut Vec<usize>, evidence: &[Evidence], _echo: &Echo<'_>) {
    crown(articles, evidence);
    demote(articles, furniture, evidence);
    demote_first(articles, furniture, evidence);
    drop_empty(articles);
    furniture.sort_unstable();
}

impl Parts {
    fn is_titled(&self) -> bool {
        !self.headline.is_empty() || !self.kicker.is_empty()
    }

    /// Whether a line as short as a banner is all of its title, and its text breaks off.
    fn is_under_banner(&self, evidence: &[Evidence]) -> bool {
        let end = self.paragraphs.last().and_then(|chain| chain.last());
        let alone = self.kicker.is_empty() && self.deck.is_empty() && self.byline.is_empty();
        alone && matches!(self.headline[..], [n] if evidence[n].is_banner()) && end.is_some_and(|&n| !evidence[n].ends.closed)
    }

    fn opens(&self, evidence: &[Evidence]) -> bool {
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
        let first = std::mem::take(&mut articles[n - 1]);
        if banner {
            govern(articles, n, first.section.into_iter().chain(first.headline));
        }
        let title = &mut articles[n];
        title.paragraphs.splice(0..0, first.paragraphs);
        title.captions.splice(0..0, first.captions);
        title.byline.splice(0..0, first.byline);
        title.jumps.splice(0..0, first.jumps);
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
