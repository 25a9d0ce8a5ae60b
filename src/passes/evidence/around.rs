//! What the texts around one say of it.

use crate::byline;
use crate::lang::Lang;
use crate::page::Fill;
use crate::passes::evidence::Evidence;
use crate::text;
use std::cell::OnceCell;

/// Notes which titles may stand behind the first column of their own text: the text before opens as articles do, without a title.
pub(super) fn find_late(all: &mut [Evidence], lang: Lang) {
    let mut headless = false;
    for n in 0..all.len() {
        // A noun and a full stop open a column as well as an article.
        let goes_on = n > 0 && all[n - 1].goes_on();
        all[n].dateline &= !(all[n].weak_dateline && goes_on);
        let before = n.checked_sub(1).map(|b| &all[b]);
        if all[n].dateline && !all[n].byline {
            headless = before.is_some_and(|b| b.is_in_column() && !b.byline);
        }
        let e = &all[n];
        let between = || !lang.is_ea() && e.is_full_title() && !e.ends.is_small() && is_between(n, all);
        let title = !e.closed && (matches!(e.place.fill, Fill::Short | Fill::Over | Fill::Line) || between());
        all[n].late = headless && title && !(lang.is_ea() && (e.is_clause() || e.spread));
    }
}

/// Whether a line stands between a text that breaks off and one that begins in the middle of a sentence.
fn is_between(n: usize, all: &[Evidence]) -> bool {
    let Some([before, _, next]) = n.checked_sub(1).and_then(|first| all.get(first..n + 2)) else { return false };
    before.is_in_column() && !before.closed && next.is_in_column() && next.ends.is_small()
}

/// Notes the bylines whose word for the office is damaged or whose mark or word was misread, below another byline or between a title and the
/// opening of its text.
pub(super) fn find_damaged_bylines(texts: &[&str], all: &mut [Evidence], lang: Lang) {
    let old = OnceCell::new();
    for n in 1..all.len() {
        let (before, e, next) = (&all[n - 1], &all[n], all.get(n + 1));
        let title = |e: &Evidence| !e.closed && !e.is_text() && e.furniture < 1.0;
        let between = title(before) && next.is_some_and(|next| next.dateline);
        let large = before.mark > 0 || before.place.size >= LARGE_TITLE;
        let above = || large && title(before) && next.is_some_and(Evidence::is_text);
        let damaged = || (before.byline || between) && e.is_bare() && e.mark == 0 && byline::is_damaged_byline(texts[n], lang);
        let misread = || {
            if lang.is_ea() { between && has_misread_mark(texts[n], lang) } else { above() && opens_misread(texts[n], lang, &old, texts) }
        };
        if !e.byline && (damaged() || misread()) {
            all[n].byline = true;
        }
    }
}

/// Hundredths of the size of text of a title that its print was not taken for one.
const LARGE_TITLE: u16 = 120;

/// Whether a line between a title and the opening of its text is a byline behind a misread mark, in print as large as that of the title that it
/// was taken into.
fn has_misread_mark(text: &str, lang: Lang) -> bool {
    !text.contains(byline::may_open_bracket) && byline::is_behind_mark(text, lang)
}

/// Whether a line opens with what is read for the word of a Latin byline; what can be a name is one, but on pages with long s.
fn opens_misread(text: &str, lang: Lang, old: &OnceCell<bool>, texts: &[&str]) -> bool {
    let sure = |named: bool| !named || *old.get_or_init(|| texts.iter().any(|text| text::has_long_s(text)));
    let word = byline::misread_word(text, lang);
    word.is_some_and(|misread| sure(misread.named)) && byline::misread(text, lang).is_some()
}

/// Notes the lines that stand right above a byline or the opening of an article.
pub(super) fn find_leads(all: &mut [Evidence]) {
    let mut room = 0;
    for e in all.iter_mut().rev() {
        let title = room > 0 && !e.closed && !e.byline && !e.dateline;
        e.leads = title && e.place.fill == Fill::Short;
        e.leads_full = title && e.is_full_title();
        room = match e.leads || e.leads_full {
            true => room - 1,
            false if (e.byline || e.dateline) && e.place.is_columned() => MOST_LEADS,
            false => 0,
        };
    }
}

/// Notes the open lines above a byline that are no longer than decks.
pub(super) fn find_decks(all: &mut [Evidence], lang: Lang) {
    let most = if lang.is_ea() { LONGEST_DECK.0 } else { LONGEST_DECK.1 };
    let mut room = 0;
    for e in all.iter_mut().rev() {
        let open = !e.closed && !e.byline && !e.dateline && !e.jump && !e.stop_inside && !e.unpaired && !e.broken;
        e.above_byline = room > 0 && open && e.is_bare() && e.cells <= most && e.ends.leans < LEANING;
        room = match e.above_byline {
            true => room - 1,
            false if e.byline => MOST_DECKS,
            false => 0,
        };
    }
}

/// Notes what stands behind a text that breaks off before an article that opens.
pub(super) fn find_cuts(all: &mut [Evidence]) {
    let (mut open, mut cut) = (false, false);
    for e in all.iter_mut() {
        cut |= open && (e.byline || e.dateline);
        e.behind_cut = cut;
        let text = e.is_text() || e.dateline || e.broken;
        open = if e.above_byline || !text { open && !text } else { !e.closed };
    }
}

/// Cells of the longest deck: East Asian, Latin.
const LONGEST_DECK: (usize, usize) = (64, 110);
/// Most blocks of a title with its deck.
const MOST_DECKS: usize = 3;
/// What leans so far on the text before it is no title.
const LEANING: f32 = 1.5;

/// Most blocks of a title.
const MOST_LEADS: usize = 4;
