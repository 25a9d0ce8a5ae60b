//! The best sequence of roles: a Viterbi search whose ways remember their last paragraph.

use super::Role::{self, Byline, Caption, Deck, Furniture, Headline, Jump, Kicker, Paragraph, Section};
use super::figures::Fitted;
use super::habits::PageHabits;
use super::print::{column_steps, is_headed, of, printed_steps};
use super::weights::{COLUMNED, COLUMNED_LATIN, DUMP, PLACED, PLACED_LATIN, Weights};
use super::words::emissions;
use super::{ROLES, STATES, Scores, State, role_of};
use crate::lang::Lang;
use crate::passes::echo::Echo;
use crate::passes::evidence::{self, Evidence};
use crate::passes::stitch::{FRESH_START, Join};
use once_cell::sync::Lazy;
use smallvec::SmallVec;

fn transition(from: State, to: State, goes_on: bool, w: &Weights) -> f32 {
    let role = role_of(to);
    match (from, to) {
        (State::Top(Section) | State::Inside(_), State::Top(Furniture)) => w.furniture_behind,
        (State::Top(Section | Furniture), State::Top(Section | Furniture | Kicker | Headline)) => 0.0,
        (State::Top(Section), State::Inside(Paragraph)) => w.banner_opens,
        (State::Top(Furniture), State::Inside(Paragraph)) => -2.36,
        (State::Top(Kicker), State::Top(Headline)) => 0.0,
        (State::Top(Headline), State::Top(Deck)) => 0.0,
        (State::Top(Headline | Deck), State::Top(Byline) | State::Inside(Paragraph)) => w.title_opens,
        (State::Top(Byline), State::Top(Byline)) => -0.5,
        (State::Top(Byline), State::Inside(Paragraph)) => 0.11,
        (State::Top(Headline | Deck | Byline), State::Inside(Caption)) => -2.0,
        (State::Top(Headline | Deck | Byline), State::Inside(Furniture | Section)) => w.title_cut,
        (State::Inside(Paragraph), State::Inside(Paragraph)) => 0.0,
        (State::Inside(_), State::Top(Headline | Kicker)) => {
            if goes_on {
                w.headline_cuts
            } else {
                0.0
            }
        }
        (State::Inside(Paragraph), State::Top(Byline)) => w.byline_behind_text,
        (State::Inside(Paragraph), State::Inside(_)) => -0.5,
        (State::Inside(Jump), State::Inside(Paragraph)) => -2.0,
        // A banner within an article stands where a column cuts a text.
        (State::Inside(Section), State::Inside(Paragraph)) if !goes_on => w.banner_between,
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
        (State::Inside(_), State::Top(Section)) => 0.0,
        // An opening speaks for each line above it, but only one of them is the headline.
        (State::Top(Headline | Kicker), _) => w.title_alone,
        _ if role == Headline => -9.19,
        _ => -9.0,
    }
}

const SECOND_THING: f32 = -2.5;

pub(super) fn opening(state: State) -> f32 {
    match state {
        State::Top(Deck | Byline) | State::Inside(Section | Furniture | Caption | Jump) => -8.0,
        State::Inside(_) => -2.0,
        State::Top(_) => 0.0,
    }
}

pub(super) fn ending(state: State) -> f32 {
    match state {
        State::Top(Kicker | Headline | Deck | Byline) => -4.0,
        _ => 0.0,
    }
}

pub(super) fn decode(all: &mut [Evidence], echo: &Echo<'_>) -> Vec<Role> {
    search(all, echo, |_, _, _| ())
}

/// The same; `look` sees each block with the ways up to it and what the block says of each role.
pub(super) fn search(all: &mut [Evidence], echo: &Echo<'_>, mut look: impl FnMut(&Ways, &At<'_>, &[f32; ROLES.len()])) -> Vec<Role> {
    let page = PageHabits::of(all, echo.lang);
    let kind = KINDS.iter().position(|weights| std::ptr::eq(page.weights, *weights)).unwrap_or(0);
    let steps: &Steps = &STEPS[kind];
    let mut ways = Ways { best: STATES.map(opening), texts: [None; STATES.len()], steps, weights: page.weights };
    let mut back: Vec<Step> = Vec::with_capacity(all.len());
    for n in 0..all.len() {
        let roles = emissions(n, all, &page);
        let at = At { n, all, echo };
        look(&ways, &at, &roles);
        let (from, join) = ways.step(&at, &roles);
        back.push(from);
        if let Some((before, join)) = join {
            all[n].before = u32::try_from(before).ok();
            all[n].join = join;
        }
    }
    let best = &ways.best;
    let last = (0..STATES.len()).max_by(|&a, &b| (best[a] + ending(STATES[a])).total_cmp(&(best[b] + ending(STATES[b])))).unwrap_or(0);
    let mut out = vec![Furniture; all.len()];
    let mut state = last;
    for n in (0..all.len()).rev() {
        out[n] = role_of(STATES[state]);
        state = place(back[n][state]);
    }
    out
}

/// A block that the ways go on to.
pub(super) struct At<'page> {
    pub(super) n: usize,
    pub(super) all: &'page [Evidence],
    pub(super) echo: &'page Echo<'page>,
}

/// The best ways to each state.
pub(super) struct Ways {
    best: Scores,
    /// The paragraph that stands last on each, as far as it may go on.
    texts: [Option<usize>; STATES.len()],
    steps: &'static Steps,
    weights: &'static Weights,
}

impl Ways {
    /// Goes on to a block; gives the state that each way came from.
    fn step(&mut self, at: &At<'_>, roles: &[f32; ROLES.len()]) -> (Step, Option<(usize, Join)>) {
        let top = self.best.iter().copied().fold(f32::MIN, f32::max);
        let least = roles.iter().copied().fold(f32::MIN, f32::max) - BEAM;
        let mut next = [f32::MIN; STATES.len()];
        let mut from: Step = [0; STATES.len()];
        let mut joins = Joins::default();
        for p in 0..STATES.len() {
            let before = self.best[p];
            if before < top - BEAM {
                continue;
            }
            let sums = self.on(p, before, &mut joins, at);
            let p = u32::try_from(p).unwrap_or(0);
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
        // The best way so far is most often that of the page.
        let best = (0..STATES.len()).find(|&p| self.best[p] >= top).and_then(|p| self.texts[p]);
        let join = best.map(|before| (before, joins.of(best, at, self.weights).0));
        let texts = self.texts;
        for (s, state) in STATES.iter().enumerate() {
            let text = texts[place(from[s])].filter(|_| !is_headed(&at.all[at.n]));
            // A paragraph goes on behind a table that stands in its middle.
            self.texts[s] = if role_of(*state) == Paragraph && !at.all[at.n].row { Some(at.n) } else { text };
        }
        self.best = next;
        (from, join)
    }

    /// The way to state `p`, which weighs `before`, gone on to each state of a block.
    #[inline]
    fn on(&self, p: usize, before: f32, joins: &mut Joins, at: &At<'_>) -> Scores {
        let (join, after) = joins.of(self.texts[p].filter(|_| !is_headed(&at.all[at.n])), at, self.weights);
        let mut sums: Scores = [f32::MIN; STATES.len()];
        let Some(last) = at.n.checked_sub(1).and_then(|n| at.all.get(n)) else {
            // The page opens in any state, and that is its own predecessor.
            sums[p] = before + after[p];
            return sums;
        };
        let steps = &self.steps[usize::from(join.open)][p];
        for s in 0..STATES.len() {
            sums[s] = before + steps[s] + after[s];
        }
        let e = &at.all[at.n];
        printed_steps(STATES[p], last, e, at.echo.lang, &mut sums);
        column_steps(STATES[p], last, e, at.echo.lang, &mut sums);
        self.pair_steps(STATES[p], last, e, at.echo.lang, &mut sums);
        sums
    }

    /// Of two lines of a Chinese title the second one is a deck where it is much longer, where it alone has two phrases and the first
    /// one no figures, or where the first one is long, and else rather the headline.
    fn pair_steps(&self, from: State, last: &Evidence, e: &Evidence, lang: Lang, sums: &mut Scores) {
        let chinese = matches!(lang, Lang::ZhHans | Lang::ZhHant);
        let long = last.cells > LONGEST_KICKER && last.cells > e.cells;
        let deck = long || e.cells * 10 >= last.cells * 13 || e.phrases > 1 && last.phrases == 1 && !last.digits;
        let kicks = if deck { -self.weights.kicker } else { self.weights.kicker };
        match from {
            State::Top(Kicker) if chinese => sums[HEADLINE] += kicks,
            State::Top(Headline) if chinese => sums[DECK] -= kicks,
            _ => {}
        }
    }

    /// What it weighs to go from each state to each state of a block.
    pub(super) fn steps_to(&self, at: &At<'_>) -> [Scores; STATES.len()] {
        let mut joins = Joins::default();
        std::array::from_fn(|p| self.on(p, 0.0, &mut joins, at))
    }

    /// What the regression adds.
    pub(super) fn fitted(&self) -> Option<&'static Fitted> {
        self.weights.fitted
    }
}

/// Cells of a kicker that is longer than its headline.
const LONGEST_KICKER: usize = 30;

/// Places among the states.
const HEADLINE: usize = 3;
const DECK: usize = 4;

/// Ways and roles that lie so far behind the best one never win: no block's evidence makes it up.
const BEAM: f32 = 8.0;

/// The state that each state of a block is entered from, as wide as a sum: these are chosen together, several at once.
type Step = [u32; STATES.len()];

fn place(state: u32) -> usize {
    usize::try_from(state).unwrap_or(0)
}

/// How the last paragraphs on the ways so far go on in a block, and what that says for each state. Few ways differ in their
/// last paragraph, so each is weighed once.
#[derive(Default)]
struct Joins {
    known: SmallVec<[(Option<usize>, Join, Scores); 2]>,
}

impl Joins {
    fn of(&mut self, text: Option<usize>, at: &At<'_>, w: &Weights) -> (Join, Scores) {
        if let Some((_, join, after)) = self.known.iter().find(|(t, ..)| *t == text) {
            return (*join, *after);
        }
        let e = &at.all[at.n];
        let join = text.map_or(Join::default(), |before| evidence::join(at.all, before, at.n, at.echo));
        let mut roles = [0.0; ROLES.len()];
        for role in ROLES {
            roles[role as usize] = after(role, e, join, w) + after_column(role, e, join, at.echo.lang);
        }
        let mut states: Scores = [0.0; STATES.len()];
        for (sum, state) in states.iter_mut().zip(STATES) {
            *sum = roles[role_of(state) as usize];
        }
        self.known.push((text, join, states));
        (join, states)
    }
}

/// Weights of all transitions, by the state that is left and the one that is entered; the second table is for blocks with an open text before them.
type Steps = [[Scores; STATES.len()]; 2];

/// The kinds of pages: print is known (East Asian, Latin), a dump, columns are known (East Asian, Latin).
static KINDS: [&Weights; 5] = [&PLACED, &PLACED_LATIN, &DUMP, &COLUMNED, &COLUMNED_LATIN];

static STEPS: Lazy<[Steps; KINDS.len()]> =
    Lazy::new(|| KINDS.map(|w| [false, true].map(|open| std::array::from_fn(|p| std::array::from_fn(|s| step(p, s, open, w))))));

/// Weight of a transition, with what a regression adds.
fn step(from: usize, to: usize, open: bool, w: &Weights) -> f32 {
    transition(STATES[from], STATES[to], open, w) + w.fitted.map_or(0.0, |fitted| fitted.steps[from][to])
}

/// The same in columns, where many a line stands alone: what goes on with the text before it is no title.
fn after_column(role: Role, e: &Evidence, join: Join, lang: Lang) -> f32 {
    if !join.open || !e.place.is_columned() {
        return 0.0;
    }
    let goes_on = join.score.clamp(-MOST_JOIN, 2.0 * MOST_JOIN) * GOES_ON;
    match role {
        Section => of(lang, OPEN_SECTION) - goes_on,
        Headline | Kicker | Deck => -goes_on,
        Furniture => of(lang, OPEN_FURNITURE),
        Caption => OPEN_CAPTION,
        _ => 0.0,
    }
}

/// Weight of a join against titles, and the most of it that counts.
const GOES_ON: f32 = 0.8;
const MOST_JOIN: f32 = 4.0;
/// What interrupts a text, on East Asian and on Latin pages.
const OPEN_SECTION: (f32, f32) = (4.0, 0.0);
const OPEN_FURNITURE: (f32, f32) = (2.0, -1.3);
const OPEN_CAPTION: f32 = 2.0;

/// Evidence for a role that depends on the paragraph before it: where that breaks off, somebody must go on.
fn after(role: Role, e: &Evidence, join: Join, w: &Weights) -> f32 {
    match role {
        // What begins with an indent is text no less than what goes on.
        Paragraph if join.open && e.place.fresh => ((join.score - FRESH_START) * 0.8).clamp(0.0, 7.15),
        Paragraph if join.open => (join.score * 0.8).clamp(-3.0, 7.15),
        Paragraph if join.signed => -4.0 + after(Paragraph, e, Join::default(), w),
        Paragraph => -(e.ends.leans * 0.09).clamp(0.0, 3.0),
        _ if !join.open => 0.0,
        Headline | Kicker | Deck if e.mark == 0 => w.cut_by_title,
        Caption => w.cut_by_caption - (join.score * 0.2).clamp(-1.0, 2.0) - if join.paused { 0.5 } else { 0.0 },
        Section => w.cut_by_section,
        Furniture if e.furniture > 1.47 => w.cut_by_furniture,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Desk;
    use crate::page::{Block, Part, Place};
    use crate::passes::classify::print::{heads, is_second_line};

    #[test]
    fn places_of_states() {
        assert!(matches!(STATES[HEADLINE], State::Top(Headline)) && matches!(STATES[DECK], State::Top(Deck)));
    }

    #[test]
    fn white_below_a_line_of_large_print_makes_a_banner_of_it() {
        let texts =
            ["Arts and Letters", "Bus fares to rise a nickel", "HARBOR, May 4 — The fares will rise from 25 to 30 cents, the board said."];
        let first = |step: u16| {
            let place = |size, step, part| Place { size, step, part, ..Place::default() };
            let places = [place(160, 0, Part::Headline), place(165, step, Part::Headline), place(100, 180, Part::Text)];
            let blocks = places.map(|place| Block { pieces: SmallVec::new(), mark: u8::from(place.part == Part::Headline) * 2, place });
            let lang = Lang::En.into();
            decode(&mut evidence::collect(&texts, &blocks, &lang), &Echo::new(&texts, Lang::En))
        };
        assert_eq!(first(130)[..2], [Headline, Headline]);
        assert_eq!(first(300)[..2], [Section, Headline]);
        let place = |step| Place { size: 160, step, ..Place::default() };
        let blocks = [place(0), place(130), place(200)].map(|place| Block { pieces: SmallVec::new(), mark: 0, place });
        let all = evidence::collect(&texts, &blocks, &Lang::En.into());
        assert!(is_second_line(1.0, &all[0], &all[1]) && !is_second_line(1.2, &all[0], &all[1]) && !is_second_line(1.0, &all[1], &all[2]));
    }

    const TEXT: &str = "本报讯 三月的清晨，青石镇的茶山还罩在薄雾里，采茶工已经背着竹篓上了山，今年的新茶比往年早了六天。";

    /// Kicker, headline and deck of the first article of a page.
    fn title(page: &str) -> [Option<String>; 3] {
        let article = Desk::new().clean(page).articles().remove(0);
        [article.kicker, article.headline, article.deck]
    }

    #[test]
    fn what_stands_alone_between_rules_above_a_title_speaks_for_a_banner() {
        let texts = ["Public Safety", "Bus fares to rise a nickel"];
        let says = |texts: [&str; 2], part: Part| {
            let place = |part, banner| Place { size: 120, part, apart: true, banner, ..Place::default() };
            let blocks = [place(Part::Text, true), place(part, false)].map(|place| Block { pieces: SmallVec::new(), mark: 0, place });
            heads(Section, 0, &evidence::collect(&texts, &blocks, &Lang::En.into()))
        };
        assert!(says(texts, Part::Headline) > 0.0);
        // Text stands below it, or it is a folio.
        assert_eq!(says(texts, Part::Text), 0.0);
        assert_eq!(says(["Vol. 114, No. 23", texts[1]], Part::Headline), 0.0);
    }

    #[test]
    fn no_text_goes_on_behind_a_rule_and_large_print() {
        let texts = [
            "New shop opens on Front Street",
            "HARBOR, May 4 — The rebuilt shop has a steel stair, sprinklers and an oven that came in eleven crates from the",
            "vail reservoir will drown a village",
            "foundry three time zones away, and the first day's run of a hundred loaves was sold out before nine o'clock in the morning.",
        ];
        let third = |apart: bool| {
            let place = |size, part, apart| Place { size, part, apart, step: 180, ..Place::default() };
            let places = [
                place(180, Part::Headline, true),
                place(100, Part::Text, false),
                place(135, Part::Text, apart),
                place(100, Part::Text, false),
            ];
            let blocks = places.map(|place| Block { pieces: SmallVec::new(), mark: u8::from(place.part == Part::Headline) * 2, place });
            let lang = Lang::En.into();
            decode(&mut evidence::collect(&texts, &blocks, &lang), &Echo::new(&texts, Lang::En))[2]
        };
        assert_eq!([third(true), third(false)], [Headline, Paragraph]);
    }

    /// Roles of a page of English print, each block with its size, its step and whether it stands behind a rule.
    fn printed<const N: usize>(blocks: [(&str, u16, u16, bool); N]) -> Vec<Role> {
        let texts = blocks.map(|block| block.0);
        let place = |(_, size, step, apart)| Place {
            size,
            step,
            apart,
            part: if size > 150 { Part::Headline } else { Part::Text },
            ..Place::default()
        };
        let blocks = blocks.map(|b| Block { pieces: SmallVec::new(), mark: u8::from(b.1 > 150) * 2, place: place(b) });
        decode(&mut evidence::collect(&texts, &blocks, &Lang::En.into()), &Echo::new(&texts, Lang::En))
    }

    #[test]
    fn a_short_line_with_a_small_letter_is_the_rest_of_the_title_above_it() {
        let title = ("Library fines end; overdue books come", 180, 0, true);
        let text = (
            "MILLBROOK, May 4 — The library will no longer charge for books that come back late, the board said on Monday.",
            100,
            200,
            false,
        );
        let second =
            |line: &'static str, step: u16| printed([title, (line, 125, step, false), ("By Joanna Pell", 100, 200, false), text])[1];
        assert_eq!(second("home", 178), Headline);
        // It stands far below, or is long.
        assert_ne!(second("home", 400), Headline);
        assert_ne!(second("readers have brought back nine hundred of them", 178), Headline);
    }

    #[test]
    fn two_lines_of_a_chinese_title() {
        for (first, second, kicker) in [
            ("气温回升快 开采提前六天", "青石镇茶农忙采明前茶", true),
            ("竹简、陶罐、铜镜同时出土", "一座沉睡千年的粮仓醒了", true),
            ("青石镇茶农忙采明前茶", "气温回升早于往年 开采期提前六天", false),
        ] {
            let [found, headline, deck] = title(&format!("## {first}\n\n## {second}\n\n{TEXT}\n"));
            let want = if kicker { (Some(first), second, None) } else { (None, first, Some(second)) };
            assert_eq!((found.as_deref(), headline.as_deref().unwrap_or(""), deck.as_deref()), want, "{first}");
        }
    }

    #[test]
    fn a_short_title_without_an_opening_is_no_banner() {
        let long = "本报五月十七日第三版的报道中，老字号的创办年份应为一九六八年，特此更正，并向读者致歉。";
        let page = format!("## 茶农忙采明前茶\n\n{TEXT}\n\n## 更正\n\n{long}\n");
        let titles: Vec<_> = Desk::new().clean(&page).articles().into_iter().filter_map(|a| a.headline).collect();
        assert_eq!(titles, ["茶农忙采明前茶", "更正"]);
    }
}
