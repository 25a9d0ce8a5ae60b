//! What each block is: headline, byline, paragraph, banner, caption, furniture …
//!
//! A page is read as one sequence of roles: each block has evidence for each role, and each role
//! likes certain neighbours. The best sequence is found by dynamic programming (Viterbi). All weights are in this file.

use crate::lang::Lang;
use crate::page::{Block, Fill, Place};
use crate::passes::echo::Echo;
use crate::passes::evidence::{self, Evidence};
use crate::passes::stitch::{self, Join};
use once_cell::sync::Lazy;
use smallvec::SmallVec;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A banner that governs articles.
    Section,
    /// The line above a headline.
    Kicker,
    /// The headline.
    Headline,
    /// The line below a headline.
    Deck,
    /// Who wrote the article.
    Byline,
    /// A paragraph, or a part of one.
    Paragraph,
    /// The caption of a picture.
    Caption,
    /// A line that sends the reader to another page.
    Jump,
    /// Folio, masthead, advertisement, slogan: what is no article.
    Furniture,
}

/// The states of the sequence: a role, and for what may interrupt an article whether one is running.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Top(Role),
    Inside(Role),
}

use Role::{Byline, Caption, Deck, Furniture, Headline, Jump, Kicker, Paragraph, Section};

const STATES: [State; 11] = [
    State::Top(Section),
    State::Top(Furniture),
    State::Top(Kicker),
    State::Top(Headline),
    State::Top(Deck),
    State::Top(Byline),
    State::Inside(Paragraph),
    State::Inside(Section),
    State::Inside(Furniture),
    State::Inside(Caption),
    State::Inside(Jump),
];

/// A figure for each state.
type Scores = [f32; STATES.len()];

/// All roles, in the order of their declaration.
const ROLES: [Role; 9] = [Section, Kicker, Headline, Deck, Byline, Paragraph, Caption, Jump, Furniture];

fn role_of(state: State) -> Role {
    match state {
        State::Top(role) | State::Inside(role) => role,
    }
}

/// The roles of the blocks, in order, and what spoke for them.
pub(crate) fn roles(texts: &[&str], blocks: &[Block], echo: &Echo<'_>) -> (Vec<Role>, Vec<Evidence>) {
    let mut evidence = evidence::collect(texts, blocks, echo.lang);
    let roles = decode(&evidence, echo);
    let mut before: Option<usize> = None;
    for (n, role) in roles.iter().enumerate() {
        let join = before.and_then(|b| evidence.get(b)).map(|b| stitch::weigh(&b.ends, &evidence[n].ends, echo));
        evidence[n].join = join.unwrap_or_default();
        before = if *role == Paragraph { Some(n) } else { before };
    }
    (roles, evidence)
}

/// Evidence of one block for a role, by itself.
fn emission(role: Role, n: usize, all: &[Evidence], page: &PageHabits, titles: f32) -> f32 {
    let e = &all[n];
    match role {
        Paragraph => paragraph(e) + all.get(n + 1).map_or(0.0, |next| cut_before(e, next, page.lang)),
        Headline | Kicker | Deck => title(role, n, all, page, titles),
        Section => section(e, page) + all.get(n + 1).map_or(0.0, |next| before_text(e, next, page.lang)),
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
            s += if all.get(n + 1).is_none_or(|next| !next.is_text() || next.mark > 0) { 1.79 } else { 0.0 };
            s += if e.mark > 0 || !e.closed && e.caption < 3.0 { -4.0 } else { 0.0 };
            s -= (e.ends.leans * 0.74).clamp(0.0, 2.0);
            s + if e.dateline || e.byline { -6.0 } else { 0.0 }
        }
        Furniture => {
            let mut s = -1.0 + e.furniture * 1.42;
            s += if e.cells > 100 { -5.0 } else { 0.0 };
            s += if e.stop_inside || e.dateline || e.byline { -5.0 } else { 0.0 };
            let between = e.place.banner || e.place.folio || e.place.framed;
            s += if e.mark > 0 && !between { if e.place.size > 0 { -1.5 } else { -3.0 } } else { 0.0 };
            s += if !e.place.framed && (e.unpaired || e.clause && e.furniture < 1.69) { -4.07 } else { 0.0 };
            s + if e.closed && e.furniture < 2.0 { -2.0 } else { 0.0 }
        }
    }
}

fn paragraph(e: &Evidence) -> f32 {
    let mut s = -1.93;
    s += if e.closed { 3.53 } else { 0.0 };
    s += if e.cells > 60 { 1.73 } else { 0.0 };
    s += if e.cells > 100 { 4.72 } else { 0.0 };
    s += if e.clause && (e.cells > 46 || !e.closed) { 1.15 } else { 0.0 };
    s += if e.dateline { 6.0 } else { 0.0 };
    s += if e.stop_inside { 3.0 } else { 0.0 };
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

/// Evidence for titles of all kinds.
fn any_title(e: &Evidence, page: &PageHabits) -> f32 {
    let long = if page.lang.is_ea() { 64 } else { 110 };
    let mut s = 1.0;
    s += if e.closed { -4.0 } else { 0.0 };
    s += if e.stop_inside { -5.0 } else { 0.0 };
    s += if e.cells > long { -4.0 } else { 0.0 };
    s += if e.cells < 6 { -2.0 } else { 0.0 };
    s += if e.comma && page.lang.is_ea() { -2.27 } else { 0.0 };
    s += if e.unpaired { -3.0 } else { 0.0 };
    s += if e.byline || e.jump || e.dateline { -8.0 } else { 0.0 };
    s -= e.furniture * 0.94;
    s - (e.ends.leans * 0.2).clamp(0.0, 2.0)
}

/// Evidence for one kind of title, from that for all kinds.
fn title(role: Role, n: usize, all: &[Evidence], page: &PageHabits, titles: f32) -> f32 {
    let e = &all[n];
    let mut s = titles;
    let marked = e.mark > 0;
    match role {
        Headline => {
            s += if marked {
                1.04
            } else if page.marks {
                -1.5
            } else {
                0.0
            };
            s += if e.rows > 1 { 2.02 } else { 0.0 };
            s -= e.secondary * 0.68;
            s += if e.couplet { 0.3 } else { 0.0 };
            s += if !page.lang.is_ea() && e.phrases < 4 && !marked && !e.worded { -1.5 } else { 0.0 };
            s + follow(n, all, page)
        }
        Kicker => s + if marked { 1.84 } else { 0.0 } + e.secondary * 0.0 - if page.lang.is_ea() { 1.07 } else { 2.5 },
        _ => s + if marked { 2.01 } else { 0.0 } + e.secondary * 0.5 - 1.34,
    }
}

/// What stands behind a headline: a byline or the opening of an article speaks for it.
fn follow(n: usize, all: &[Evidence], page: &PageHabits) -> f32 {
    let mut text = false;
    if all[n].late {
        // A title over several columns has the measure of one of them only by chance.
        return if all[n].place.fill == Fill::Line { LATE_LINE } else { LATE };
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
    let usual = if page.openings { -1.5 - if all[n].comma { 1.5 } else { 0.0 } } else { 0.0 };
    match all.get(n + 1) {
        Some(e) if e.is_text() => usual + if e.ends.leans > 1.5 { -1.5 } else { 0.5 },
        _ => usual - 0.35,
    }
}

/// The text before a title that stands behind its first column speaks for it, too.
const LATE: f32 = 4.0;
const LATE_LINE: f32 = 1.0;

/// Behind a printed banner stands a title.
fn before_text(e: &Evidence, next: &Evidence, lang: Lang) -> f32 {
    if !lang.is_ea() && e.place.size > 0 && !e.place.framed && next.is_text() { BANNER_BEFORE_TEXT } else { 0.0 }
}

const BANNER_BEFORE_TEXT: f32 = -1.5;

fn section(e: &Evidence, page: &PageHabits) -> f32 {
    let short = if page.lang.is_ea() { 28 } else { 30 };
    let mut s = 0.71;
    // A banner may be printed as large as a title.
    s += if e.mark > 0 && e.place.size == 0 { -3.05 } else { 0.0 };
    s += if page.marks { 0.77 } else { 0.0 };
    s += if e.cells > short { -3.0 } else { 0.0 };
    s += if e.closed || e.comma || e.stop_inside { -4.0 } else { 0.0 };
    s += if e.byline || e.jump || e.dateline { -8.0 } else { 0.0 };
    s += if e.rows > 1 { -1.5 } else { 0.0 };
    s += if e.worded { -4.0 } else { 0.0 };
    s += if e.plain { 0.0 } else { -2.0 };
    if page.lang.is_ea() {
        s += if e.phrases == 1 && e.cells > 14 { -2.59 } else { 0.0 };
        s += if e.cells <= 12 { 1.63 } else { 0.0 };
    } else {
        s += if e.phrases <= 3 { 1.0 } else { -1.93 };
    }
    s - e.furniture * 1.19
}

/// Evidence for a role that depends on the paragraph before it: where that breaks off, somebody must go on.
fn after(role: Role, e: &Evidence, join: Join) -> f32 {
    match role {
        Paragraph if join.open => (join.score * 0.8).clamp(-3.0, 7.15),
        Paragraph if join.signed => -4.0 + after(Paragraph, e, Join::default()),
        Paragraph => -(e.ends.leans * 0.09).clamp(0.0, 3.0),
        _ if !join.open => 0.0,
        Headline | Kicker | Deck if e.mark == 0 => -1.92,
        Caption => 1.28 - (join.score * 0.2).clamp(-1.0, 2.0) - if join.paused { 0.5 } else { 0.0 },
        Section => 1.6 - (join.score * 0.0).clamp(-1.0, 2.0),
        Furniture if e.furniture > 1.47 => 1.5,
        _ => 0.0,
    }
}

/// What the page does everywhere.
struct PageHabits {
    lang: Lang,
    /// Headlines carry `#` marks.
    marks: bool,
    /// Articles open with a byline or a dateline.
    openings: bool,
    /// The first block alone has the highest heading mark, and no text follows it: the name of the paper.
    named: bool,
}

impl PageHabits {
    fn of(all: &[Evidence], lang: Lang) -> Self {
        let first = all.first().map_or(0, |e| e.mark);
        let marks = all.iter().filter(|e| e.mark > 0);
        let alone = first > 0 && marks.clone().skip(1).all(|e| e.mark > first);
        let text = all.get(1).is_none_or(|e| e.mark > 0 || e.closed || e.stop_inside || e.dateline || e.byline || e.cells > SURELY_PROSE);
        Self {
            lang,
            marks: marks.clone().count() >= 2,
            openings: all.iter().filter(|e| e.dateline || e.byline).count() >= 2,
            named: alone && !text && marks.count() > 2,
        }
    }
}

fn transition(from: State, to: State, goes_on: bool) -> f32 {
    let role = role_of(to);
    match (from, to) {
        (State::Top(Section | Furniture), State::Top(Section | Furniture | Kicker | Headline)) => 0.0,
        (State::Top(Section), State::Inside(Paragraph)) => -3.5,
        (State::Top(Furniture), State::Inside(Paragraph)) => -2.36,
        (State::Top(Kicker), State::Top(Headline)) => 0.0,
        (State::Top(Headline), State::Top(Deck)) => 0.0,
        (State::Top(Headline | Deck), State::Top(Byline) | State::Inside(Paragraph)) => 0.35,
        (State::Top(Byline), State::Top(Byline)) => -0.5,
        (State::Top(Byline), State::Inside(Paragraph)) => 0.11,
        (State::Top(Headline | Deck | Byline), State::Inside(Caption)) => -2.0,
        (State::Top(Headline | Deck | Byline), State::Inside(Furniture | Section)) => -6.0,
        (State::Inside(Paragraph), State::Inside(Paragraph)) => 0.0,
        (State::Inside(_), State::Top(Headline | Kicker)) => {
            if goes_on {
                -1.5
            } else {
                0.0
            }
        }
        (State::Inside(Paragraph), State::Top(Byline)) => -1.32,
        (State::Inside(Paragraph), State::Inside(_)) => -0.5,
        (State::Inside(Jump), State::Inside(Paragraph)) => -2.0,
        (State::Inside(_), State::Inside(Paragraph)) => {
            if goes_on {
                -0.3
            } else {
                -1.73
            }
        }
        // Something stands in a paragraph that it cuts; seldom two things do.
        (State::Inside(Section | Furniture), State::Inside(Caption)) if goes_on => SECOND_THING,
        (State::Inside(_), State::Inside(_)) => -0.71,
        (State::Inside(_), State::Top(Section | Furniture)) => -0.0,
        _ if role == Headline => -9.19,
        _ => -9.0,
    }
}

const SECOND_THING: f32 = -2.5;

fn opening(state: State) -> f32 {
    match state {
        State::Top(Deck | Byline) | State::Inside(Section | Furniture | Caption | Jump) => -8.0,
        State::Inside(_) => -2.0,
        State::Top(_) => 0.0,
    }
}

fn ending(state: State) -> f32 {
    match state {
        State::Top(Kicker | Headline | Deck | Byline) => -4.0,
        _ => 0.0,
    }
}

fn decode(all: &[Evidence], echo: &Echo<'_>) -> Vec<Role> {
    let page = PageHabits::of(all, echo.lang);
    let mut ways = Ways { best: STATES.map(opening), texts: [None; STATES.len()] };
    let mut back: Vec<[u8; STATES.len()]> = Vec::with_capacity(all.len());
    for n in 0..all.len() {
        back.push(ways.step(n, all, echo, &emissions(n, all, &page)));
    }
    let best = &ways.best;
    let last = (0..STATES.len()).max_by(|&a, &b| (best[a] + ending(STATES[a])).total_cmp(&(best[b] + ending(STATES[b])))).unwrap_or(0);
    let mut out = vec![Furniture; all.len()];
    let mut state = last;
    for n in (0..all.len()).rev() {
        out[n] = role_of(STATES[state]);
        state = usize::from(back[n][state]);
    }
    out
}

/// The best ways to each state.
struct Ways {
    best: Scores,
    /// The paragraph that stands last on each.
    texts: [Option<usize>; STATES.len()],
}

impl Ways {
    /// Goes on to block `n`; gives the state that each way came from.
    fn step(&mut self, n: usize, all: &[Evidence], echo: &Echo<'_>, roles: &[f32; ROLES.len()]) -> [u8; STATES.len()] {
        let e = &all[n];
        let top = self.best.iter().copied().fold(f32::MIN, f32::max);
        let least = roles.iter().copied().fold(f32::MIN, f32::max) - BEAM;
        let mut next = [f32::MIN; STATES.len()];
        let mut from = [0_u8; STATES.len()];
        let mut joins = Joins::default();
        for p in 0..STATES.len() {
            let before = self.best[p];
            if before < top - BEAM {
                continue;
            }
            let (join, after) = joins.of(self.texts[p], all, e, echo);
            let mut sums: Scores = if n == 0 {
                // The page opens in any state, and that is its own predecessor.
                std::array::from_fn(|s| if s == p { before + after[s] } else { f32::MIN })
            } else {
                let steps = &STEPS[usize::from(join.open)][p];
                std::array::from_fn(|s| before + steps[s] + after[s])
            };
            if n > 0 {
                printed_steps(STATES[p], &all[n - 1], e, &mut sums);
                column_steps(STATES[p], &all[n - 1], e, echo.lang, &mut sums);
            }
            let p = u8::try_from(p).unwrap_or(0);
            for s in 0..STATES.len() {
                let better = sums[s] > next[s];
                next[s] = if better { sums[s] } else { next[s] };
                from[s] = if better { p } else { from[s] };
            }
        }
        for (s, state) in STATES.iter().enumerate() {
            let role = roles[role_of(*state) as usize];
            next[s] = if role < least { f32::MIN } else { next[s] + role };
        }
        let texts = self.texts;
        self.texts = std::array::from_fn(|s| if role_of(STATES[s]) == Paragraph { Some(n) } else { texts[usize::from(from[s])] });
        self.best = next;
        from
    }
}

/// Evidence for what cannot be.
const NEVER: f32 = -1e6;
/// Ways and roles that lie so far behind the best one never win: no block's evidence makes it up.
const BEAM: f32 = 8.0;
/// Cells from which a block is nothing but a paragraph: no title, caption or banner of a newspaper fills three lines of it.
const SURELY_TEXT: usize = 200;
/// The same for a block with a comma and a full stop inside.
const SURELY_PROSE: usize = 100;

fn emissions(n: usize, all: &[Evidence], page: &PageHabits) -> [f32; ROLES.len()] {
    let e = &all[n];
    if e.place.speck {
        let mut out = [NEVER; ROLES.len()];
        out[Furniture as usize] = 0.0;
        return out;
    }
    let prose = e.cells >= SURELY_PROSE && e.stop_inside && e.comma && e.caption < 3.0;
    if e.mark == 0 && (e.cells >= SURELY_TEXT || prose) {
        let mut out = [NEVER; ROLES.len()];
        out[Paragraph as usize] = emission(Paragraph, n, all, page, NEVER);
        return out;
    }
    let titles = any_title(e, page);
    let mut out = ROLES.map(|role| emission(role, n, all, page, titles) + placed(role, e.place) + printed(role, e) + filled(role, e));
    out[Furniture as usize] += if n == 0 && page.named { NAME_OF_PAPER } else { 0.0 };
    out
}

/// A page in Markdown that opens with a mark of its own level has the name of the paper there. As heavy as what speaks against
/// marked furniture, and as much again.
const NAME_OF_PAPER: f32 = 6.0;

/// What stands right below a picture is its caption.
const BELOW_PICTURE: f32 = 4.0;
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
const RULE_IN_TEXT: f32 = 8.83;

/// What the place of a block on the page says of its role.
fn placed(role: Role, place: Place) -> f32 {
    match role {
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

/// What the measure of the column says: lines that fill it are text, lines that do not fit into it are none.
fn filled(role: Role, e: &Evidence) -> f32 {
    let title = matches!(role, Section | Kicker | Headline | Deck);
    if title && is_columned(e) && e.ends.is_small() {
        return SMALL_START + if e.place.fill == Fill::Text { FULL_TITLE } else { 0.0 };
    }
    match (e.place.fill, role) {
        (Fill::Text, Paragraph) => FULL_TEXT,
        (Fill::Text, Caption | Furniture) => FULL_OTHER,
        (Fill::Text, _) if title => FULL_TITLE,
        (Fill::Line, Paragraph) => LINE_TEXT,
        (Fill::Line | Fill::Short, Caption) => LINE_CAPTION,
        (Fill::Short, Paragraph) if e.leads => LEADING_TEXT,
        (Fill::Over, Paragraph) if e.cells < OVER_CELLS => OVER_TEXT,
        (Fill::Over, Caption) if e.closed => OVER_CAPTION,
        _ => 0.0,
    }
}

fn is_columned(e: &Evidence) -> bool {
    e.place.fill != Fill::Unknown
}

/// A title begins with a capital, but for its second line.
const SMALL_START: f32 = -3.0;
/// Lines of the measure of the column: for text, against titles, and against captions and advertisements, which have columns, too.
const FULL_TEXT: f32 = 2.0;
const FULL_TITLE: f32 = -6.0;
const FULL_OTHER: f32 = -2.0;
/// One line of the measure; captions are in small print, so that their lines have more cells.
const LINE_TEXT: f32 = 2.5;
const LINE_CAPTION: f32 = -1.5;
/// A line that stops short of the measure above a byline or the opening of an article.
const LEADING_TEXT: f32 = -6.0;
/// A line that is too long for the column.
const OVER_TEXT: f32 = -4.0;
const OVER_CAPTION: f32 = 1.5;
/// Longer than a caption.
const OVER_CELLS: usize = 120;

/// What the size of a block's print says, and what an engine's doubt: print that is no text is read as some short word.
fn printed(role: Role, e: &Evidence) -> f32 {
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
            Section if larger < SMALL => SMALL_SECTION,
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
const DOUBT: f32 = 8.0;
/// Text is longer.
const SHORT_LINE: usize = 40;
/// No banner is in print smaller than this; headlines are larger than text by this.
const SMALL: f32 = -0.12;
const SMALL_SECTION: f32 = -3.0;
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

/// What sizes of print and rules say of the steps from a state.
fn printed_steps(from: State, before: &Evidence, e: &Evidence, sums: &mut Scores) {
    if before.place.size > 0 && e.place.size > 0 {
        sums.iter_mut().zip(STATES).for_each(|(sum, to)| *sum += sizes(from, to, before, e));
    }
    if e.place.apart {
        sums.iter_mut().zip(STATES).for_each(|(sum, to)| *sum += across_rule(from, to));
    }
}

/// Sizes of two blocks one behind the other: a headline is larger than its kicker and its deck.
fn sizes(from: State, to: State, before: &Evidence, e: &Evidence) -> f32 {
    let growth = f32::from(e.place.size) / f32::from(before.place.size);
    match (from, to) {
        (State::Top(Kicker), State::Top(Headline)) => ((growth - GROWTH) * STEP).clamp(-MOST_STEP, MOST_STEP),
        (State::Top(Headline), State::Top(Deck)) => ((1.0 / growth - GROWTH) * STEP).clamp(-MOST_STEP, MOST_STEP),
        // The lines of one headline are of one size, and so are those of a kicker and a deck.
        (State::Top(Kicker), State::Top(Kicker)) | (State::Top(Deck), State::Top(Deck)) if !e.place.apart && is_alike(growth, e) => {
            ONE_DECK
        }
        (State::Top(Headline), State::Top(Headline)) if !e.place.apart && is_alike(growth, e) => ONE_HEADLINE,
        _ => 0.0,
    }
}

/// What the columns say of each way on.
fn column_steps(from: State, before: &Evidence, e: &Evidence, lang: Lang, sums: &mut Scores) {
    if before.place.wide > 0 && e.place.wide > 0 {
        sums.iter_mut().zip(STATES).for_each(|(sum, to)| *sum += steps(from, to, before, e, lang));
    }
}

/// Widths of two blocks one behind the other: the smaller the print of a title, the more cells its lines hold.
fn steps(from: State, to: State, before: &Evidence, e: &Evidence, lang: Lang) -> f32 {
    let growth = f32::from(e.place.wide) / f32::from(before.place.wide);
    let second = if e.ends.is_small() && matches!(to, State::Top(Headline | Deck)) { -SMALL_START } else { 0.0 };
    second
        + match (from, to) {
            (State::Top(Kicker), State::Top(Headline)) if growth > WIDER => WIDER_HEADLINE,
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

/// A rule from left to right ends an article, or at least what belongs closest together.
fn across_rule(from: State, to: State) -> f32 {
    match (from, to) {
        (State::Top(Kicker | Headline | Deck | Byline), _) => -RULE_IN_TITLE,
        (_, State::Inside(Paragraph)) => -RULE_IN_TEXT,
        _ => 0.0,
    }
}

/// How the last paragraphs on the ways so far go on in a block, and what that says for each state. Few ways differ in their
/// last paragraph, so each is weighed once.
#[derive(Default)]
struct Joins {
    known: SmallVec<[(Option<usize>, Join, Scores); 2]>,
}

impl Joins {
    fn of(&mut self, text: Option<usize>, all: &[Evidence], e: &Evidence, echo: &Echo<'_>) -> (Join, Scores) {
        if let Some((_, join, after)) = self.known.iter().find(|(t, ..)| *t == text) {
            return (*join, *after);
        }
        let join = text.map_or(Join::default(), |n| stitch::weigh(&all[n].ends, &e.ends, echo));
        let roles = ROLES.map(|role| after(role, e, join));
        let states = STATES.map(|state| roles[role_of(state) as usize]);
        self.known.push((text, join, states));
        (join, states)
    }
}

/// Weights of all transitions, by the state that is left and the one that is entered; the second table is for blocks with an open text before them.
static STEPS: Lazy<[[Scores; STATES.len()]; 2]> =
    Lazy::new(|| [false, true].map(|open| STATES.map(|from| STATES.map(|to| transition(from, to, open)))));
