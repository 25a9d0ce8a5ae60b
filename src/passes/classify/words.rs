//! What a block says of itself and its neighbours: its evidence for each role, print and columns left aside.

use super::Role::{self, Byline, Caption, Deck, Furniture, Headline, Jump, Kicker, Paragraph, Section};
use super::habits::{PageHabits, opens_soon};
use super::print::{columned, filled, heads, inner, is_above_title, of, placed, printed, told};
use super::{NEVER, ROLES};
use crate::lang::Lang;
use crate::page::{Fill, Place};
use crate::passes::evidence::Evidence;
use crate::passes::stitch;

/// Cells from which a block is nothing but a paragraph: no title, caption or banner of a newspaper fills three lines of it.
const SURELY_TEXT: usize = 200;
/// The same for a block with a comma and a full stop inside.
pub(super) const SURELY_PROSE: usize = 100;
/// Cells from which on one phrase is long for a title. Of the 57 East Asian headlines, kickers and decks of the pages it was found on, 47
/// are one phrase; one of these has more than 34 cells: a deck that lists three things has 46.
const LONG_PHRASE: usize = 49;
/// Cells from which on any text is long for a title: East Asian, Latin.
const LONG_TITLE: (usize, usize) = (64, 110);

pub(super) fn emissions(n: usize, all: &[Evidence], page: &PageHabits) -> [f32; ROLES.len()] {
    let e = &all[n];
    if e.place.speck {
        let mut out = [NEVER; ROLES.len()];
        out[Furniture as usize] = 0.0;
        return out;
    }
    let prose = e.cells >= SURELY_PROSE && e.stop_inside && e.comma && e.caption < 3.0;
    // The end of a name whose bracket the column before opened.
    let opened = |before: &Evidence| before.bracket && (before.is_text() || before.stop_inside);
    let rest = e.closes && !e.byline && !e.jump && n.checked_sub(1).is_some_and(|before| opened(&all[before]));
    if e.mark == 0 && (e.cells >= SURELY_TEXT || prose || e.told || rest) {
        let mut out = [NEVER; ROLES.len()];
        out[Paragraph as usize] = emission(Paragraph, n, all, page, NEVER);
        return out;
    }
    let titles = any_title(e, page);
    // Of most dumps nothing is known but the words.
    let bare = e.place == Place::default();
    let mut out = [0.0; ROLES.len()];
    for role in ROLES {
        let by_words = emission(role, n, all, page, titles);
        out[role as usize] = if bare {
            by_words
        } else {
            by_words
                + placed(role, e.place)
                + heads(role, n, all)
                + told(role, e.place, page.lang)
                + inner(role, e.inner)
                + printed(role, e)
                + filled(role, e, page.lang)
                + columned(role, n, all, page)
        };
    }
    if let Some(fitted) = page.weights.fitted {
        out.iter_mut().zip(fitted.says(n, all)).for_each(|(sum, says)| *sum += says);
    }
    // At the foot of a page nothing speaks against furniture.
    out[Furniture as usize] -= if n >= page.foot { page.weights.furniture_behind } else { 0.0 };
    out[Furniture as usize] += if n == 0 && page.named { NAME_OF_PAPER } else { 0.0 };
    out
}

/// A page in Markdown that opens with a mark of its own level has the name of the paper there. As heavy as what speaks against
/// marked furniture, and as much again.
const NAME_OF_PAPER: f32 = 6.0;

/// Evidence of one block for a role, by itself.
fn emission(role: Role, n: usize, all: &[Evidence], page: &PageHabits, titles: f32) -> f32 {
    let e = &all[n];
    match role {
        Paragraph => paragraph(e, page) + all.get(n + 1).map_or(0.0, |next| cut_before(e, next, page.lang)),
        Headline | Kicker | Deck => title(role, n, all, page, titles),
        Section => section(n, all, page) + all.get(n + 1).map_or(0.0, |next| before_text(e, next, page.lang)),
        Byline => {
            if e.byline {
                8.0
            } else {
                -8.0
            }
        }
        Jump => {
            if e.jump {
                8.0
            } else {
                -8.0
            }
        }
        Caption => {
            let mut s = -2.05 + e.caption * 2.0;
            s += if all.get(n + 1).is_none_or(is_no_rest) { 1.79 } else { 0.0 };
            s += if e.mark > 0 || !e.closed && e.caption < 3.0 { -4.0 } else { 0.0 };
            s -= (e.ends.leans * 0.74).clamp(0.0, 2.0);
            s += if e.caption > 0.0 { e.shown } else { 0.0 };
            s + if e.dateline || e.byline { -6.0 } else { 0.0 }
        }
        Furniture => {
            let mut s = page.weights.furniture + e.furniture * 1.42;
            s += if e.cells > 100 { -5.0 } else { 0.0 };
            s += if is_one_long_phrase(e, page.lang) { LONG_FURNITURE } else { 0.0 };
            s += if e.dateline || e.byline { -5.0 } else { 0.0 };
            s -= if e.furniture < 2.0 { e.sentence * SAID_LABEL } else { 0.0 };
            // Advertisements have sentences, too, and words that nothing else has.
            s += if e.stop_inside { if e.furniture < SURE_CUES { -5.0 } else { -2.0 } } else { 0.0 };
            let between = e.place.banner || e.place.folio || e.place.framed;
            s += if e.mark > 0 && !between { if e.place.size > 0 { -1.5 } else { -3.0 } } else { 0.0 };
            s += if !e.place.framed && (e.unpaired || e.clause && e.furniture < 1.69) { -4.07 } else { 0.0 };
            s + if e.closed && e.furniture < 2.0 { -2.0 } else { 0.0 }
        }
    }
}

/// Whether what stands behind a block is no text that goes on with it: no text, a title, or in columns the opening of an article, above
/// which its picture stands.
fn is_no_rest(next: &Evidence) -> bool {
    !next.is_text() || next.mark > 0 || next.dateline && next.place.is_columned()
}

/// Whether a block of ideographs without white and figures is longer than any banner or advertisement of that kind, which have 46 cells
/// at most on the known pages.
fn is_one_long_phrase(e: &Evidence, lang: Lang) -> bool {
    lang.is_ea() && e.phrases == 1 && !e.digits && e.cells >= LONG_TITLE.0
}

const LONG_FURNITURE: f32 = -3.0;

/// What the wording of a sentence counts for against furniture, for text and against titles (Latin).
const SAID_LABEL: f32 = 1.0;
const SAID_TEXT: f32 = 0.6;
const SAID_TITLE: f32 = 0.4;

/// Text seldom breaks off above a byline.
const ABOVE_BYLINE: f32 = -1.2;

/// Cues of furniture that no text has by chance.
const SURE_CUES: f32 = 5.0;

fn paragraph(e: &Evidence, page: &PageHabits) -> f32 {
    let mut s = -1.93;
    s += if e.broken { page.weights.broken_text } else { 0.0 };
    s += if e.topical { page.weights.topical_text } else { 0.0 };
    s += if page.lang.is_ea() { 0.0 } else { e.sentence * SAID_TEXT };
    s += if e.closed { 3.53 } else { 0.0 };
    s += if e.cells > 60 { 1.73 } else { 0.0 };
    s += if e.cells > 100 { 4.72 } else { 0.0 };
    s += if e.clause && (e.cells > 46 || !e.closed) { 1.15 } else { 0.0 };
    s += if e.dateline { 6.0 } else { 0.0 };
    s += if e.stop_inside && e.furniture < SURE_CUES { 3.0 } else { 0.0 };
    s += if e.above_byline { ABOVE_BYLINE } else { 0.0 };
    s += if e.mark > 0 { -6.0 } else { 0.0 };
    s += if e.cells < 40 && !e.closed { -1.63 } else { 0.0 };
    s += if e.byline || e.jump { -6.0 } else { 0.0 };
    s + if e.unpaired { 2.0 } else { 0.0 }
}

/// What breaks off before a block that begins with a mark is text. Latin titles, too, go on in small letters.
fn cut_before(e: &Evidence, next: &Evidence, lang: Lang) -> f32 {
    if lang.is_ea() && !e.closed && e.mark == 0 && next.ends.leans >= stitch::CLOSING_START { CUT_BEFORE } else { 0.0 }
}

const CUT_BEFORE: f32 = 3.0;

/// What a whole sentence with a comma that is worded as captions are loses as a title of ideographs, as much again as its full stop takes.
const SHOWN: f32 = 1.0;
const SHOWING: f32 = -4.0;

/// Evidence for titles of all kinds.
fn any_title(e: &Evidence, page: &PageHabits) -> f32 {
    let long = if page.lang.is_ea() { LONG_TITLE.0 } else { LONG_TITLE.1 };
    let mut s = 1.0;
    s += if e.closed { -4.0 } else { 0.0 };
    s += if e.stop_inside { -5.0 } else { 0.0 };
    s += if e.cells > long { -4.0 } else { 0.0 };
    s += if is_long_phrase(e, page.lang) { page.weights.long_phrase } else { 0.0 };
    s += if e.cells < 6 && e.mark == 0 { -2.0 } else { 0.0 };
    s += if e.comma && page.lang.is_ea() { -2.27 } else { 0.0 };
    s += if e.comma && e.closed && e.mark == 0 && e.caption > SHOWN && page.lang.is_ea() { SHOWING } else { 0.0 };
    s += if e.unpaired { -3.0 } else { 0.0 };
    s += if e.ends.pauses() || e.broken { page.weights.paused_title } else { 0.0 };
    s += if e.topical { page.weights.topical_title } else { 0.0 };
    s += if e.tells { TELLING_TITLE } else { 0.0 };
    s -= if page.lang.is_ea() || e.mark > 0 { 0.0 } else { e.sentence * SAID_TITLE };
    s += if e.byline || e.jump || e.dateline { -8.0 } else { 0.0 };
    s -= e.furniture * 0.94;
    s - (e.ends.leans * 0.2).clamp(0.0, 2.0)
}

/// Latin words that tell stand in a third of all text pieces of eight words, in three of 34 titles: the logarithm of their ratio.
const TELLING_TITLE: f32 = -1.3;

/// Whether a line without a mark is one phrase that is longer than those of titles. What is longer than any title is weighed as that.
fn is_long_phrase(e: &Evidence, lang: Lang) -> bool {
    lang.is_ea() && e.mark == 0 && e.phrases == 1 && (LONG_PHRASE..=LONG_TITLE.0).contains(&e.cells)
}

/// Evidence for one kind of title, from that for all kinds.
fn title(role: Role, n: usize, all: &[Evidence], page: &PageHabits, titles: f32) -> f32 {
    let e = &all[n];
    let w = page.weights;
    let mut s = titles - e.ahead * w.ahead;
    let marked = e.mark > 0;
    match role {
        Headline => {
            s += if marked { 0.0 } else { bare_headline(n, all, page) };
            s += if marked && page.usual > 0 && e.mark != page.usual { w.other_mark } else { 0.0 };
            s += if marked {
                w.marked
            } else if page.marks {
                w.bare
            } else {
                0.0
            };
            s += if e.rows > 1 { 2.02 } else { 0.0 };
            s -= e.secondary * 0.68;
            s += if e.couplet { w.couplet } else { 0.0 };
            s += if !page.lang.is_ea() && e.phrases < 4 && !marked && !e.worded && !e.stopped { -1.5 } else { 0.0 };
            s + follow(n, all, page)
        }
        Kicker => {
            s + if e.comma { w.comma_kicker } else { 0.0 } + if marked { 1.84 } else { 0.0 } - if page.lang.is_ea() { 1.07 } else { 2.5 }
        }
        _ => s + if !marked && page.marks { w.bare_deck } else { 0.0 } + if marked { 2.01 } else { 0.0 } + e.secondary * 0.5 - 1.34,
    }
}

/// What speaks against a headline without a mark on a page whose headings have marks: no byline behind it where the others have one,
/// and several lines, which banners have, too.
fn bare_headline(n: usize, all: &[Evidence], page: &PageHabits) -> f32 {
    let unopened = if page.opened && !opens_soon(n, all) { page.weights.bare_unopened } else { 0.0 };
    let rest = all[n].behind_cut && all.get(n + 1).is_some_and(|next| next.is_text() && !next.dateline);
    let unopened = unopened + if rest && is_brief_banner(&all[n]) { page.weights.bare_rest } else { 0.0 };
    unopened + if page.marks && all[n].rows > 1 { page.weights.bare_rows } else { 0.0 }
}

/// What stands behind a headline: a byline or the opening of an article speaks for it.
fn follow(n: usize, all: &[Evidence], page: &PageHabits) -> f32 {
    let mut text = false;
    if all[n].late {
        // A title over several columns has the measure of one of them only by chance.
        return of(page.lang, if all[n].place.fill == Fill::Line { LATE_LINE } else { LATE });
    }
    for e in all.iter().skip(n + 1).take(3) {
        if e.byline && !text {
            return 2.0;
        }
        if e.dateline && !text {
            return 5.39;
        }
        text |= e.is_text();
    }
    let unopened = if page.lang.is_ea() { page.weights.unopened } else { page.weights.unopened_latin };
    let usual = if page.openings { unopened - if all[n].comma { 1.5 } else { 0.0 } } else { 0.0 };
    match all.get(n + 1) {
        Some(e) if e.is_text() => usual + if e.ends.leans > 1.5 { -1.5 } else { 0.5 },
        _ => usual + page.weights.no_text,
    }
}

/// The text before a title that stands behind its first column speaks for it, too.
const LATE: (f32, f32) = (7.0, 4.0);
const LATE_LINE: (f32, f32) = (4.0, 1.0);

/// Behind a printed banner stands a title.
fn before_text(e: &Evidence, next: &Evidence, lang: Lang) -> f32 {
    if !lang.is_ea() && e.place.size > 0 && !e.place.framed && next.is_text() { BANNER_BEFORE_TEXT } else { 0.0 }
}

const BANNER_BEFORE_TEXT: f32 = -1.5;

fn section(n: usize, all: &[Evidence], page: &PageHabits) -> f32 {
    let e = &all[n];
    let second = is_second_line(n, all);
    let short = if page.lang.is_ea() { 28 } else { 30 };
    let w = page.weights;
    let mut s = w.section;
    // A banner may be printed as large as a title.
    s += if e.mark > 0 && e.place.size == 0 { -3.05 } else { 0.0 };
    s += if page.marks { w.section_marks } else { 0.0 };
    // Where the place of a line says what it is, its length says nothing: mottos may stand behind it.
    let headed = page.lang.is_ea() && e.cells <= LONGEST_HEADED && is_above_title(n, all);
    s += if e.cells > short && !headed { -3.0 } else { 0.0 };
    s += if e.closed || e.stopped || e.comma || e.stop_inside && !headed { -4.0 } else { 0.0 };
    s += if e.byline || e.jump || e.dateline { -8.0 } else { 0.0 };
    s += if e.rows > 1 { -1.5 } else { 0.0 };
    s += if e.worded { -4.0 } else { 0.0 };
    s += if e.plain { 0.0 } else { w.section_figures };
    if page.lang.is_ea() {
        s += if e.phrases == 1 && e.cells > 14 && !second && !headed { w.section_long } else { 0.0 };
        s += if e.cells <= 12 || second { w.section_brief } else { 0.0 };
        s += if e.phrases == 2 && e.head > LONGEST_NAME { w.section_couplet } else { 0.0 };
    } else {
        s += if e.phrases <= 3 { 1.0 } else { -1.93 };
    }
    s - e.furniture * 1.19 - e.sentence * SAID_LABEL
}

/// Cells of a banner with its motto.
const LONGEST_HEADED: usize = 40;

/// Ideographs of the name of a section that its motto stands behind: 项目攻坚 挑起全年发展大梁. Kickers have halves of one length.
const LONGEST_NAME: usize = 4;

/// Whether a line stands behind what may be a banner, and both between a text that breaks off and one that does not open: nothing but a
/// banner of two lines does. Behind a banner above its article stands a kicker as well.
fn is_second_line(n: usize, all: &[Evidence]) -> bool {
    let Some([text, banner, e, next]) = n.checked_sub(2).and_then(|first| all.get(first..n + 2)) else { return false };
    let between = text.is_text() && !text.closed && next.is_text() && !next.dateline && next.mark == 0;
    between && is_brief_banner(banner) && e.plain && e.cells <= LONGEST_SECOND
}

/// Whether a line may be a banner, or the first one of it: as brief as these are.
fn is_brief_banner(e: &Evidence) -> bool {
    let bare = e.mark == 0 && e.place.size == 0 && !e.closed && !e.byline && !e.dateline && !e.jump;
    bare && e.plain && e.phrases == 1 && (6..=12).contains(&e.cells) && e.furniture < 1.0
}

/// Width of the second line of a banner, in cells; set by hand: mottos behind the name of a section have seven or eight ideographs.
const LONGEST_SECOND: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Block;
    use crate::passes::evidence::collect;
    use smallvec::SmallVec;

    #[test]
    fn long_phrases() {
        let of = |text: &str, mark: u8, lang: Lang| {
            let blocks = [Block { pieces: SmallVec::new(), mark, place: Place::default() }];
            let all = collect(&[text], &blocks, &lang.into());
            is_long_phrase(&all[0], lang)
        };
        let line = |letters: usize| "堤".repeat(letters);
        for (text, mark, lang, want) in [
            (line(24), 0, Lang::ZhHans, false),
            (line(25), 0, Lang::ZhHans, true),
            (line(32), 0, Lang::ZhHans, true),
            (line(33), 0, Lang::ZhHans, false),
            (line(25), 0, Lang::Ja, true),
            (line(25), 1, Lang::ZhHans, false),
            (format!("{} {}", line(12), line(13)), 0, Lang::ZhHans, false),
            ("d".repeat(50), 0, Lang::De, false),
        ] {
            assert_eq!(of(&text, mark, lang), want, "{text} {mark}");
        }
    }
}
