//! What print and place say: sizes, rules and frames where a page has boxes, the measure of the column where a dump keeps its lines.

use super::Role::{self, Byline, Caption, Deck, Furniture, Headline, Kicker, Paragraph, Section};
use super::habits::PageHabits;
use super::{STATES, Scores, State};
use crate::lang::Lang;
use crate::page::{Fill, Part, Place};
use crate::passes::evidence::Evidence;

/// What stands right below a picture is its caption.
const BELOW_PICTURE: f32 = 4.0;
/// In the line below a mark for a picture nothing else stands but brief text; set by hand.
const BELOW_MARK: f32 = 12.0;
/// Advertisements stand in small frames.
const FRAMED: f32 = 4.18;
/// What stands alone between rules is a banner, or the folio.
const BANNER: f32 = 3.0;
const BANNER_FURNITURE: f32 = 3.84;
/// What stands behind a rule is a title, or a banner.
const APART_TITLE: f32 = 2.0;
const APART_SECTION: f32 = 0.76;
/// A rule inside a title, and inside an article.
const RULE_IN_TITLE: f32 = 3.75;
const RULE_IN_TEXT: f32 = 6.0;
/// An article that goes on behind a rule and what is in larger print than this, in hundredths.
const RULE_WITHIN: f32 = -8.0;
const LARGE_APART: u16 = 130;

/// What the place of a block on the page says of its role.
pub(super) fn placed(role: Role, place: Place) -> f32 {
    match role {
        Caption if place.caption && place.size == 0 => BELOW_MARK,
        Caption if place.caption => BELOW_PICTURE,
        Caption if place.apart => -BELOW_PICTURE,
        Furniture if place.framed || place.folio => FRAMED,
        Section if place.banner => BANNER,
        Furniture if place.banner => BANNER_FURNITURE,
        Headline | Kicker if place.apart && !place.framed => APART_TITLE,
        Section if place.apart => APART_SECTION,
        _ => 0.0,
    }
}

/// A line that stands alone between rules right above a title names the section of that, if no word speaks for a folio or a notice.
pub(super) fn heads(role: Role, n: usize, all: &[Evidence]) -> f32 {
    match role {
        Section if is_above_title(n, all) => HEADS,
        Section if is_above_opening(n, all) || is_framed_name(n, all) => HEADS_OPENING,
        Headline if is_above_opening(n, all) => -HEADS_OPENING,
        _ => 0.0,
    }
}

/// Whether a brief line stands alone between rules, and behind the second one an article opens, whose title was not read.
fn is_above_opening(n: usize, all: &[Evidence]) -> bool {
    let e = &all[n];
    let below = || all.iter().skip(n + 1).find(|e| !e.place.framed);
    let opens = || below().is_some_and(|e| e.place.apart && (e.byline || e.dateline));
    e.place.banner && e.place.size < LARGE_BANNER && e.furniture < NO_CUE && e.cells <= BRIEF && e.plain && opens()
}

/// Hundredths of the size of text from which on a line between rules may be a headline.
const LARGE_BANNER: u16 = 165;

/// Whether a line stands alone between rules, and a title behind the second one.
pub(super) fn is_above_title(n: usize, all: &[Evidence]) -> bool {
    let e = &all[n];
    let below = || all.iter().skip(n + 1).skip_while(|e| e.place.framed);
    let apart = || below().next().is_some_and(|e| e.place.apart && !e.place.banner && !e.place.folio);
    let lines = || below().take(KICKED).take_while(|e| !e.is_text() && !e.byline);
    let opens = || below().nth(lines().count()).is_some_and(|e| e.byline || e.dateline);
    let title = || lines().any(|e| e.place.part != Part::Text) || lines().count() > 0 && opens();
    e.place.banner && e.furniture < NO_CUE && apart() && title()
}

/// Whether a line stands in a frame right above a title, in larger print than advertisements: the name of a section, over a narrow column
/// perhaps in several lines.
fn is_framed_name(n: usize, all: &[Evidence]) -> bool {
    if !all[n].place.framed {
        return false;
    }
    let begins = |e: &Evidence| e.place.apart || !e.place.framed;
    let start = (0..=n).rev().take(MOST_FRAMED).find(|&n| begins(&all[n])).unwrap_or(n);
    let lines = all.iter().skip(start + 1).take_while(|e| !begins(e)).count() + 1;
    let Some(frame) = all.get(start..start + lines) else { return false };
    let below =
        all.get(start + lines).is_some_and(|e| e.place.apart && !e.place.framed && matches!(e.place.part, Part::Headline | Part::Kicker));
    let large = frame.first().is_some_and(|e| e.place.framed && e.place.size >= FRAMED_SIZE);
    let is_sure = |e: &Evidence| e.place.sure == 0 || e.place.sure >= FRAMED_SURE;
    let brief = frame.iter().map(|e| e.cells).sum::<usize>() <= LONGEST_FRAMED
        && frame.iter().all(|e| e.furniture < NO_CUE && !e.closed && is_sure(e));
    below && large && brief
}

/// Hundredths of the size of text that such a name has, and of how sure the engine is of it; its cells, and the blocks that it is read as.
const FRAMED_SIZE: u16 = 128;
const FRAMED_SURE: u8 = 40;
const LONGEST_FRAMED: usize = 32;
const MOST_FRAMED: usize = 3;

/// Weight of that, and of cues that say nothing.
const HEADS: f32 = 4.0;
const HEADS_OPENING: f32 = 4.0;
/// Cells of a brief line.
const BRIEF: usize = 16;
const NO_CUE: f32 = 1.0;
/// Lines of a title with the kicker above it.
const KICKED: usize = 2;

/// What the print and the places of the lines of its column say, where these are known.
pub(super) fn told(role: Role, place: Place, lang: Lang) -> f32 {
    if place.is_columned() {
        return if lang.is_ea() { HEARD * heard(role, place.part) } else { chained(role, place.part) };
    }
    match (place.part, role) {
        (Part::Kicker, Kicker) | (Part::Deck, Deck) => PART,
        (Part::Headline, Headline) => HEADLINE,
        (Part::Headline, Kicker | Deck) | (Part::Kicker | Part::Deck, Paragraph) => OTHER_PART,
        (Part::Text, Headline | Kicker | Deck) if place.size > 0 => NO_PART,
        _ => 0.0,
    }
}

/// What stands in capitals inside a column, and below such a line.
pub(super) fn inner(role: Role, part: Part) -> f32 {
    match (part, role) {
        (Part::Headline, Headline) | (Part::Deck, Deck) => INNER,
        (Part::Headline, Kicker) => INNER - 1.0,
        (Part::Headline | Part::Deck, Paragraph | Caption | Furniture) => -INNER,
        _ => 0.0,
    }
}

/// By hand: none of the pages that the other weights were found on has such titles.
const INNER: f32 = 4.0;

/// What the chain over the lines of a dump says.
fn chained(role: Role, part: Part) -> f32 {
    let title = matches!(role, Headline | Kicker | Deck);
    match (part, role) {
        (Part::Headline, Headline) | (Part::Kicker, Kicker) | (Part::Deck, Deck) => CHAINED,
        (Part::Banner, Section) | (Part::Byline, Byline) | (Part::Caption, Caption) | (Part::Other, Furniture) => CHAINED,
        (Part::Headline | Part::Kicker | Part::Deck, _) if title => CHAINED_TITLE,
        (Part::Headline | Part::Kicker | Part::Deck, Paragraph) => -CHAINED,
        (Part::Text, Paragraph) => CHAINED_TEXT,
        (Part::Text, Furniture | Caption | Section) => NO_TEXT,
        (Part::Text, _) if title => -CHAINED,
        _ => 0.0,
    }
}

/// What it says of a role where it is sure of titles and banners alone: for it, or against it.
fn heard(role: Role, part: Part) -> f32 {
    let title = matches!(role, Headline | Kicker | Deck);
    match (part, role) {
        (Part::Headline, Headline) | (Part::Kicker, Kicker) | (Part::Deck, Deck) | (Part::Banner, Section) => 1.0,
        (Part::Headline | Part::Kicker | Part::Deck, Paragraph | Furniture | Section) => -1.0,
        (Part::Text, _) if title => -1.0,
        _ => 0.0,
    }
}

/// Weight of that, of ideographs: 1.0 and 1.5 do as well, by fields that had not seen the set.
const HEARD: f32 = 0.6;

/// What the chain says of a role and against it, of another part of a title, of text, and of what it takes for text and is none. Twice as
/// much or half of it makes no difference on eight sets of pages.
const CHAINED: f32 = 3.0;
const CHAINED_TITLE: f32 = 0.5;
const CHAINED_TEXT: f32 = 1.0;
const NO_TEXT: f32 = -2.0;

/// Found on seven sets of 51 pages, a step at a time.
const PART: f32 = 2.0;
const HEADLINE: f32 = 0.3;
const OTHER_PART: f32 = -1.0;
const NO_PART: f32 = -0.6;

/// What the measure of the column says: lines that fill it are text, lines that do not fit into it are none.
pub(super) fn filled(role: Role, e: &Evidence, lang: Lang) -> f32 {
    let title = matches!(role, Section | Kicker | Headline | Deck);
    if title && e.place.is_columned() && e.ends.is_small() {
        return SMALL_START + if e.place.fill == Fill::Text { FULL_TITLE } else { 0.0 };
    }
    match (e.place.fill, role) {
        (Fill::Text, Paragraph) => FULL_TEXT,
        (Fill::Text, Caption | Furniture) => of(lang, FULL_OTHER),
        (Fill::Text, _) if title => FULL_TITLE,
        (Fill::Line, Paragraph) => LINE_TEXT,
        (Fill::Line | Fill::Short, Caption) => LINE_CAPTION,
        (Fill::Short, Paragraph) if e.leads => LEADING_TEXT,
        (Fill::Over, Paragraph) if e.cells < OVER_CELLS => OVER_TEXT,
        (Fill::Over, Caption) if e.closed => of(lang, OVER_CAPTION),
        _ => 0.0,
    }
}

/// The figure of a pair that is for the language.
pub(super) fn of(lang: Lang, (east_asian, latin): (f32, f32)) -> f32 {
    if lang.is_ea() { east_asian } else { latin }
}

/// What the blocks around one of a page of columns say.
pub(super) fn columned(role: Role, n: usize, all: &[Evidence], page: &PageHabits) -> f32 {
    let e = &all[n];
    if !e.place.is_columned() {
        return 0.0;
    }
    let opens = |e: &Evidence| e.byline || e.dateline;
    let bare = || page.openings && !e.late && !all.iter().skip(n + 1).take(OPENING).any(opens);
    let unopened = if role == Headline && bare() { of(page.lang, UNOPENED) } else { 0.0 };
    unopened + if page.lang.is_ea() { wide_column(role, e, n.checked_sub(1).map(|b| &all[b])) } else { 0.0 }
}

/// The same of East Asian pages: lines of their titles may fill a column by chance, and lines of text stand alone.
fn wide_column(role: Role, e: &Evidence, before: Option<&Evidence>) -> f32 {
    let line = e.place.fill == Fill::Line;
    let closed = before.is_some_and(|b| b.closed);
    let below_text = closed || before.is_some_and(|b| b.place.fill == Fill::Text);
    let mut s = match role {
        Section if line => LINE_SECTION,
        Headline | Kicker | Deck if line => LINE_TITLE,
        Paragraph if e.leads_full && e.place.gap => LEADING_LINE,
        _ => 0.0,
    };
    s += if role == Paragraph && e.place.gap && closed && !e.closed && !e.comma && e.rows == 1 { LONE_TEXT } else { 0.0 };
    s + if matches!(role, Section | Headline | Kicker | Deck) && !e.place.gap && below_text { NO_GAP } else { 0.0 }
}

/// A title that no byline and no dateline follows, where they do elsewhere, and in how many blocks they may follow.
const UNOPENED: (f32, f32) = (-4.0, -2.0);
const OPENING: usize = 4;
/// A line that just fills the column as a banner and as a title; as text right above an opening, and above what has ended.
const LINE_SECTION: f32 = -2.0;
const LINE_TITLE: f32 = -1.0;
const LEADING_LINE: f32 = -3.0;
const LONE_TEXT: f32 = -2.0;
/// White stands above a title.
const NO_GAP: f32 = -2.0;

/// A title begins with a capital, but for its second line.
const SMALL_START: f32 = -3.0;
/// Pairs are for East Asian and for Latin pages. Lines of the measure of the column: for text, against titles, and against captions and advertisements, which have columns, too.
const FULL_TEXT: f32 = 2.0;
const FULL_TITLE: f32 = -4.0;
const FULL_OTHER: (f32, f32) = (-1.0, -2.0);
/// One line of the measure; captions are in small print, so that their lines have more cells.
const LINE_TEXT: f32 = 2.5;
const LINE_CAPTION: f32 = -2.0;
/// A line that stops short of the measure above a byline or the opening of an article.
const LEADING_TEXT: f32 = -6.0;
/// A line that is too long for the column.
const OVER_TEXT: f32 = -4.0;
const OVER_CAPTION: (f32, f32) = (0.5, 1.5);
/// Longer than a caption.
const OVER_CELLS: usize = 120;

/// What the size of a block's print says, and what an engine's doubt: print that is no text is read as some short word.
pub(super) fn printed(role: Role, e: &Evidence) -> f32 {
    let Place { size, sure, .. } = e.place;
    let doubt = if sure > 0 { (DOUBTFUL - f32::from(sure) / 100.0).max(0.0) * DOUBT } else { 0.0 };
    let by_doubt = match role {
        Section | Headline | Kicker | Deck => -doubt,
        Furniture if e.cells < SHORT_LINE => doubt,
        _ => 0.0,
    };
    if size == 0 {
        return by_doubt;
    }
    let larger = f32::from(size) / 100.0 - 1.0;
    by_doubt
        + match role {
            Section if larger < SMALL => ODD_SECTION,
            Section if larger > LARGEST_SECTION && !e.place.apart => ODD_SECTION,
            Section | Headline if larger > MASTHEAD && e.place.banner => -MASTHEAD_FURNITURE,
            Caption if larger < SMALL_CAPTION => SMALLER_CAPTION,
            Caption if larger > LARGE_CAPTION => -MOST_STEP,
            Furniture if larger > MASTHEAD && e.place.banner => MASTHEAD_FURNITURE,
            Headline => ((larger - LARGE) * LARGE_HEADLINE).clamp(-MOST_LARGE, MOST_LARGE),
            Paragraph if larger > LARGER && e.cells < SHORT_LINE => LARGE_TEXT,
            _ => 0.0,
        }
}

/// Doubt counts below this confidence, by so much.
const DOUBTFUL: f32 = 0.6;
const DOUBT: f32 = 6.4;
/// Text is longer.
const SHORT_LINE: usize = 40;
/// No banner is in print smaller than this, or so much larger than text without a rule above it; headlines are larger than text by this.
const SMALL: f32 = -0.12;
const LARGEST_SECTION: f32 = 2.5;
const ODD_SECTION: f32 = -3.0;
/// The name of the newspaper is in the largest print.
const MASTHEAD: f32 = 1.8;
/// Captions are in smaller print than text.
const SMALL_CAPTION: f32 = -0.1;
const SMALLER_CAPTION: f32 = 1.5;
const LARGE_CAPTION: f32 = 0.3;
const MASTHEAD_FURNITURE: f32 = 4.0;
const LARGE: f32 = 0.2;
const LARGE_HEADLINE: f32 = 4.0;
const MOST_LARGE: f32 = 0.5;
const LARGER: f32 = 0.5;
const LARGE_TEXT: f32 = -3.0;

/// Whether large print behind a rule says that nothing goes on there, however the engine misread it.
pub(super) fn is_headed(e: &Evidence) -> bool {
    e.place.apart && !e.place.framed && !e.place.folio && e.place.size > LARGE_APART
}

/// What sizes of print and rules say of the steps from a state.
pub(super) fn printed_steps(from: State, before: &Evidence, e: &Evidence, lang: Lang, sums: &mut Scores) {
    if before.place.size > 0 && e.place.size > 0 {
        sums.iter_mut().zip(STATES).for_each(|(sum, to)| *sum += sizes(from, to, before, e, lang));
    }
    if e.place.apart {
        let untitled = from == State::Top(Section) && before.place.banner && (e.byline || e.dateline);
        let step = |to: State| if untitled { below_banner(to) } else { across_rule(from, to) };
        sums.iter_mut().zip(STATES).for_each(|(sum, to)| *sum += step(to));
    }
    if matches!(from, State::Top(Section) | State::Inside(Section)) && before.place.apart && !before.place.banner && !e.place.apart {
        let text = |to: &State| *to == State::Inside(Paragraph);
        sums.iter_mut().zip(STATES).filter(|(_, to)| text(to)).for_each(|(sum, _)| *sum += BARE_SECTION);
    }
    if is_headed(e) {
        let inside = |to: &State| matches!(to, State::Inside(Furniture | Section));
        sums.iter_mut().zip(STATES).filter(|(_, to)| inside(to)).for_each(|(sum, _)| *sum += RULE_WITHIN);
    }
    let titles = |to: &State| matches!(to, State::Top(Headline | Kicker | Section));
    if e.place.article > 0 && e.place.article == before.place.article && matches!(from, State::Inside(Paragraph)) {
        sums.iter_mut().zip(STATES).filter(|(_, to)| titles(to)).for_each(|(sum, _)| *sum += IN_ARTICLE);
    }
}

/// What stands behind a rule right above text, and no rule in between, is a title and no banner.
const BARE_SECTION: f32 = -4.0;

/// What is large behind text of the article that the file says it is of heads a part of that. By hand: files of that kind are few.
const IN_ARTICLE: f32 = -4.0;

/// Sizes of two blocks one behind the other: a headline is larger than its kicker and its deck.
fn sizes(from: State, to: State, before: &Evidence, e: &Evidence, lang: Lang) -> f32 {
    let growth = f32::from(e.place.size) / f32::from(before.place.size);
    let loose = !e.place.apart && e.place.step > if lang.is_ea() { LOOSE.0 } else { LOOSE.1 };
    match (from, to) {
        (State::Top(Section), State::Top(Kicker | Headline)) if loose => LOOSE_SECTION,
        (State::Top(Section), State::Top(Headline)) if is_second_line(growth, before, e) => -TIGHT_SECTION,
        (State::Top(Kicker | Headline), State::Top(Headline)) if loose => -LOOSE_SECTION,
        (State::Top(Kicker), State::Top(Headline)) => ((growth - GROWTH) * STEP).clamp(-MOST_STEP, MOST_STEP),
        (State::Top(Headline), State::Top(Deck)) => ((1.0 / growth - GROWTH) * STEP).clamp(-MOST_STEP, MOST_STEP),
        // The lines of one headline are of one size, and so are those of a kicker and a deck.
        (State::Top(Kicker), State::Top(Kicker)) | (State::Top(Deck), State::Top(Deck)) if !e.place.apart && is_alike(growth, e) => {
            ONE_DECK
        }
        (State::Top(Headline), State::Top(Headline)) if before.place.size >= LARGE_HEAD && is_rest(e, lang) => REST,
        (State::Top(Deck), State::Top(Deck)) if is_rest(e, lang) => REST,
        (State::Top(Headline), State::Top(Headline)) if !e.place.apart && is_alike(growth, e) => ONE_HEADLINE,
        _ => 0.0,
    }
}

/// Whether a short Latin line begins with a small letter: titles, decks and texts begin with a capital, so it is the rest of the title above it,
/// whatever the boxes of its few letters say of its size.
fn is_rest(e: &Evidence, lang: Lang) -> bool {
    let near = !e.place.apart && e.place.step <= REST_STEP;
    !lang.is_ea() && near && e.ends.is_small() && e.cells <= LONGEST_REST && !e.closed && (e.place.sure == 0 || e.place.sure >= REST_SURE)
}

/// Cells of such a line. The shortest deck that an engine began with a small letter has 40, the longest rest 31, on 408 pages.
const LONGEST_REST: usize = 34;
const REST: f32 = 13.0;
/// Its step at most, in hundredths of the size of its print, and how sure the engine is of it: titles have steps of 128 to 190, and the ears
/// beside a name of a newspaper, in three lines each, have more.
const REST_STEP: u16 = 195;
const REST_SURE: u8 = 50;
/// Hundredths of the size of text that the headline above it has, at least.
const LARGE_HEAD: u16 = 120;

/// Steps from a banner to the title below it are larger than those inside a title, in hundredths of the size of the print: of East Asian and of
/// Latin print. On 255 pages of five makes nine of ten are, and one line of a title in seven.
const LOOSE: (u16, u16) = (180, 210);
const LOOSE_SECTION: f32 = 2.0;
/// Steps that are smaller than any from a banner to the title below it, and weight of one against such a pair.
const TIGHT: u16 = 150;
const TIGHT_SECTION: f32 = 6.0;

/// Whether large print stands right below other print that is as large at least: the second line of a title and no title below a banner.
pub(super) fn is_second_line(growth: f32, before: &Evidence, e: &Evidence) -> bool {
    !e.place.apart && !before.place.banner && (1..TIGHT).contains(&e.place.step) && growth < GROWTH
}

/// What the columns say of each way on.
pub(super) fn column_steps(from: State, before: &Evidence, e: &Evidence, lang: Lang, sums: &mut Scores) {
    if before.place.wide > 0 && e.place.wide > 0 {
        sums.iter_mut().zip(STATES).for_each(|(sum, to)| *sum += steps(from, to, before, e, lang));
    }
}

/// What begins with a small letter is the rest of a title: the line above it is of that, and neither banner nor furniture. On 105 pages of
/// plain text titles .570 to .579.
const REST_ALONE: f32 = -5.0;

/// Widths of two blocks one behind the other: the smaller the print of a title, the more cells its lines hold.
fn steps(from: State, to: State, before: &Evidence, e: &Evidence, lang: Lang) -> f32 {
    let growth = f32::from(e.place.wide) / f32::from(before.place.wide);
    let titled = matches!(from, State::Top(Headline | Deck | Kicker));
    let second = if titled && e.ends.is_small() && matches!(to, State::Top(Headline | Deck)) { -SMALL_START } else { 0.0 };
    second
        + match (from, to) {
            (State::Top(Kicker), State::Top(Headline)) if growth > WIDER => WIDER_HEADLINE,
            (State::Top(Section | Furniture), State::Top(Headline | Deck)) if before.rows == 1 && e.ends.is_small() && !lang.is_ea() => {
                REST_ALONE
            }
            (State::Top(Section), State::Top(Section)) => SECOND_SECTION,
            (State::Top(Headline), State::Top(Deck)) if growth < WIDER => WIDER_HEADLINE,
            (State::Top(Headline), State::Top(Headline)) if growth < WIDER && !(growth > LAST_LINE && is_over(before) && is_over(e)) => {
                // East Asian titles have lines above them that say something else.
                if lang.is_ea() && !before.ends.pauses() && !before.unpaired { SECOND_LINE } else { ONE_HEADLINE }
            }
            _ => 0.0,
        }
}

fn is_over(e: &Evidence) -> bool {
    e.place.fill == Fill::Over
}

/// Banners seldom follow each other.
const SECOND_SECTION: f32 = -1.0;
const SECOND_LINE: f32 = 2.0;
/// The last line of a title over several columns is shorter than the one before.
const LAST_LINE: f32 = 0.8;
/// A line with so many times the cells is in smaller print.
const WIDER: f32 = 1.25;
const WIDER_HEADLINE: f32 = -2.0;

/// Whether the print of a block is as large as that before it. Of a few characters nobody can tell but that it is larger than text.
fn is_alike(growth: f32, e: &Evidence) -> bool {
    growth.max(1.0 / growth) < GROWTH || e.cells <= FEW_CELLS && growth < GROWTH && e.place.size >= LARGE_FEW
}

/// Cells of the last line of a headline that is too short to be measured, and hundredths that it is larger than text.
const FEW_CELLS: usize = 8;
const LARGE_FEW: u16 = 115;
/// A headline is larger than its kicker or deck by this, at least.
const GROWTH: f32 = 1.1;
const ONE_HEADLINE: f32 = 8.5;
const ONE_DECK: f32 = 8.0;
const STEP: f32 = 8.0;
const MOST_STEP: f32 = 2.5;

/// An article opens below a banner, its title unread: what is weighed against that elsewhere.
fn below_banner(to: State) -> f32 {
    match to {
        State::Inside(Paragraph) => UNTITLED,
        State::Top(Byline) => UNTITLED_SIGNED,
        _ => 0.0,
    }
}

const UNTITLED: f32 = 3.5;
const UNTITLED_SIGNED: f32 = 9.0;

/// A rule from left to right ends an article, or at least what belongs closest together.
fn across_rule(from: State, to: State) -> f32 {
    match (from, to) {
        (State::Top(Kicker | Headline | Deck | Byline), _) => -RULE_IN_TITLE,
        (_, State::Inside(Paragraph)) => -RULE_IN_TEXT,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Block;
    use crate::passes::evidence::collect;
    use smallvec::SmallVec;

    /// Evidence of lines in print, each with its place.
    fn all(lines: &[(&str, Place)]) -> Vec<Evidence> {
        let texts: Vec<&str> = lines.iter().map(|line| line.0).collect();
        let block = |line: &(&str, Place)| Block { pieces: SmallVec::new(), mark: 0, place: Place { size: 120, ..line.1 } };
        collect(&texts, &lines.iter().map(block).collect::<Vec<_>>(), &Lang::ZhHans.into())
    }

    #[test]
    fn what_stands_between_rules_heads_the_title_or_the_opening_behind_them() {
        let banner = Place { apart: true, banner: true, ..Place::default() };
        let apart = Place { apart: true, ..Place::default() };
        let title = Place { part: Part::Headline, ..Place::default() };
        let (text, signed) = ("本报讯 停航两年零四个月之后，跨江轮渡昨晚恢复夜航，许多市民前来看船。", "记者 闻一舟");
        let of = |lines: &[(&str, Place)]| (is_above_title(0, &all(lines)), is_above_opening(0, &all(lines)));
        // A kicker, whose print is that of text, may stand above the title; what an advertisement's frame has stands aside.
        let kicked =
            [("项目攻坚 挑起全年发展大梁", banner), ("总投资38亿元", apart), ("产业园在城东开工", title), (signed, Place::default())];
        assert_eq!(of(&kicked), (true, false));
        let notice = ("新闻热线", Place { framed: true, ..apart });
        assert_eq!(of(&[kicked[0], notice, kicked[1], kicked[2]]), (true, false));
        assert_eq!(of(&[("城事", banner), (text, apart)]), (false, true));
        assert_eq!(of(&[("城事", banner), (signed, apart), (text, Place::default())]), (false, true));
        assert_eq!(of(&[("城事", banner), ("渡船来往于两岸之间，", apart)]), (false, false));
        assert_eq!(of(&[("城事", apart), (text, apart)]), (false, false));
    }

    #[test]
    fn what_begins_with_a_small_letter_is_the_rest_of_the_title_above_it() {
        let block =
            |wide| Block { pieces: SmallVec::new(), mark: 0, place: Place { fill: Fill::Short, wide, lines: 1, ..Place::default() } };
        let best = |texts: [&str; 2], lang: Lang| {
            let all = collect(&texts, &[block(14), block(18)], &lang.into());
            let way = |from: Role| {
                let mut sums: Scores = [0.0; STATES.len()];
                column_steps(State::Top(from), &all[0], &all[1], lang, &mut sums);
                STATES.iter().zip(sums).find(|(to, _)| **to == State::Top(Headline)).map_or(0.0, |(_, sum)| sum)
            };
            [Section, Furniture].map(|from| way(Headline) - way(from))
        };
        let rest = best(["Le vieux pont", "rouvrira, mais pas aux voitures"], Lang::Fr);
        let other = best(["Vie municipale", "Le vieux pont rouvrira"], Lang::Fr);
        assert!(rest.iter().zip(other).all(|(rest, other)| rest - other >= -REST_ALONE), "{rest:?} {other:?}");
    }

    #[test]
    fn what_stands_behind_a_rule_right_above_text_is_no_banner() {
        let apart = Place { apart: true, ..Place::default() };
        let to_text = |title: Place, text: Place| {
            let all = all(&[("便民信息", title), ("12月6日8:00至16:00，芦花里小区因设备检修停水，请居民提前储水。", text)]);
            let mut sums: Scores = [0.0; STATES.len()];
            printed_steps(State::Inside(Section), &all[0], &all[1], Lang::ZhHans, &mut sums);
            STATES.iter().zip(sums).find(|(to, _)| **to == State::Inside(Paragraph)).map_or(0.0, |(_, sum)| sum)
        };
        assert_eq!(to_text(apart, Place::default()), BARE_SECTION);
        // Between rules, or with no rule at all.
        assert_eq!(to_text(Place { banner: true, ..apart }, apart), -RULE_IN_TEXT);
        assert_eq!(to_text(Place::default(), Place::default()), 0.0);
    }

    #[test]
    fn large_print_in_a_frame_right_above_a_title_names_a_section() {
        let framed = Place { framed: true, ..Place::default() };
        let frame = Place { apart: true, ..framed };
        let title = Place { apart: true, part: Part::Headline, ..Place::default() };
        let of = |lines: &[(&str, Place)], size: u16, sure: u8| {
            let mut all = all(lines);
            all.iter_mut().for_each(|e| (e.place.size, e.place.sure) = (size, sure));
            [0, 1].map(|n| is_framed_name(n, &all))
        };
        let name = [("街道の", frame), ("話題", framed), ("廃校の体育館", title)];
        assert_eq!(of(&name, 135, 90), [true, true]);
        // Print of advertisements, or an engine in doubt; a telephone; no title below it.
        assert_eq!((of(&name, 115, 90), of(&name, 135, 20)), ([false; 2], [false; 2]));
        assert_eq!(of(&[("新闻热线", frame), ("0588-6230119", framed), name[2]], 135, 90), [false; 2]);
        assert_eq!(of(&[name[0], name[1], ("廃校の体育館が", Place::default())], 135, 90), [false; 2]);
    }
}
