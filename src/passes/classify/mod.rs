//! What each block is: headline, byline, paragraph, banner, caption, furniture …
//!
//! A page is read as one sequence of roles: each block has evidence for each role, and each role
//! likes certain neighbours. The best sequence is found by dynamic programming (Viterbi). `words` and `print` hold
//! the weights of the evidence, `decode` those of the neighbours; `figures` adds what a regression found on pages whose print is known.

use crate::page::Block;
use crate::passes::echo::Echo;
use crate::passes::evidence::{self, Evidence};
use crate::passes::stitch::{self, Join};

mod columns;
mod columns_fitted;
mod decode;
mod figures;
mod fitted;
mod habits;
mod print;
mod weighed;
mod weights;
mod words;

pub(crate) use weighed::weighed;
pub use weighed::{Weighed, WeighedBlock};

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

const fn role_of(state: State) -> Role {
    match state {
        State::Top(role) | State::Inside(role) => role,
    }
}

/// The roles of the blocks, in order, and what spoke for them.
pub(crate) fn roles(texts: &[&str], blocks: &[Block], echo: &Echo<'_>) -> (Vec<Role>, Vec<Evidence>) {
    let mut evidence = collect(texts, blocks, echo);
    let roles = decode::decode(&mut evidence, echo);
    let mut before: Option<usize> = None;
    for (n, role) in roles.iter().enumerate() {
        evidence[n].join = before.map_or(Join::default(), |b| evidence::join(&evidence, b, n, echo));
        evidence[n].before = before.and_then(|b| u32::try_from(b).ok());
        before = if *role == Paragraph && !evidence[n].row { Some(n) } else { before };
    }
    (roles, evidence)
}

/// What the blocks say, each by itself and with the one behind it.
fn collect(texts: &[&str], blocks: &[Block], echo: &Echo<'_>) -> Vec<Evidence> {
    let mut evidence = evidence::collect(texts, blocks, &echo.stats);
    look_ahead(&mut evidence, echo);
    evidence
}

/// Evidence for what cannot be.
const NEVER: f32 = -1e6;

/// Notes of each line without a mark how it would go on in the text right behind it: a text that breaks off does, a title does not.
fn look_ahead(all: &mut [Evidence], echo: &Echo<'_>) {
    for n in 1..all.len() {
        let (before, next) = (&all[n - 1], &all[n]);
        if next.is_text() && !next.row && !next.dateline && before.mark == 0 && !before.closed {
            let join = stitch::weigh(&before.ends, &next.ends, echo);
            // A caption may stand in between.
            let past = all.get(n + 1).filter(|past| next.caption > 1.0 && past.is_text() && !past.dateline);
            let past = past.map_or(f32::MIN, |past| stitch::weigh(&before.ends, &past.ends, echo).score);
            all[n - 1].ahead = join.score.max(past).clamp(LEAST_AHEAD, MOST_AHEAD);
            (all[n].before, all[n].join) = (u32::try_from(n - 1).ok(), join);
        }
    }
}

/// What such a join counts for at least and at most.
const LEAST_AHEAD: f32 = -3.0;
const MOST_AHEAD: f32 = 8.0;
