//! The blocks of a page as the search for their roles sees them, for the program that fits the weights of their figures
//! (`examples/fit_roles.rs`).

use super::decode::{At, Ways, ending, opening, search};
use super::{ROLES, Role, STATES, Scores, collect, role_of};
use crate::page::Block;
use crate::passes::echo::Echo;

/// A page whose blocks were weighed. The roles are those of the best way through the states of its blocks.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Weighed {
    /// Whether it is a page without print that keeps the lines of its columns.
    pub columned: bool,
    /// Whether its text is East Asian.
    pub east_asian: bool,
    /// Its blocks, in order.
    pub blocks: Vec<WeighedBlock>,
}

/// One of its blocks. What the weights of its figures and the fitted steps add is left out of its scores.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct WeighedBlock {
    /// Its text, without repairs.
    pub text: String,
    /// Its figures.
    pub figures: Vec<f32>,
    /// What it says of each state; the first block and the last one with what it weighs to open and to end there.
    pub says: Scores,
    /// What it weighs to come from each state of the block before it to each of its own; nothing at the first block.
    pub steps: [Scores; STATES.len()],
    /// What it was taken for.
    pub role: Role,
}

impl Weighed {
    /// All roles, in the order in which figures are weighed for them.
    pub const ROLES: [Role; ROLES.len()] = ROLES;

    /// The role of each state.
    pub const STATES: [Role; STATES.len()] = {
        let mut roles = [Role::Section; STATES.len()];
        let mut n = 0;
        while n < STATES.len() {
            roles[n] = role_of(STATES[n]);
            n += 1;
        }
        roles
    };
}

pub(crate) fn weighed(texts: &[&str], blocks: &[Block], echo: &Echo<'_>) -> Weighed {
    let mut evidence = collect(texts, blocks, echo);
    let mut out: Vec<WeighedBlock> = Vec::with_capacity(texts.len());
    let roles = search(&mut evidence, echo, |ways, at, says| out.push(block(ways, at, says)));
    for ((block, role), text) in out.iter_mut().zip(roles).zip(texts) {
        block.role = role;
        (*text).clone_into(&mut block.text);
    }
    if let Some(last) = out.last_mut() {
        last.says.iter_mut().zip(STATES).for_each(|(sum, state)| *sum += ending(state));
    }
    let columned = blocks.iter().any(|block| block.place.is_columned());
    Weighed { columned, east_asian: echo.lang.is_ea(), blocks: out }
}

/// A block that the ways go on to, its text and its role not yet known.
fn block(ways: &Ways, at: &At<'_>, says: &[f32; ROLES.len()]) -> WeighedBlock {
    let fitted = ways.fitted();
    let by_figures = fitted.map_or([0.0; ROLES.len()], |fitted| fitted.says(at.n, at.all));
    let mut says: Scores = STATES.map(|state| says[role_of(state) as usize] - by_figures[role_of(state) as usize]);
    let mut steps = ways.steps_to(at);
    if at.n == 0 {
        says.iter_mut().enumerate().for_each(|(s, sum)| *sum += opening(STATES[s]) + steps[s][s]);
        steps = [[0.0; STATES.len()]; STATES.len()];
    } else if let Some(fitted) = fitted {
        let weights = fitted.steps.iter().flatten();
        steps.iter_mut().flatten().zip(weights).for_each(|(sum, weight)| *sum -= weight);
    }
    WeighedBlock {
        text: String::new(),
        figures: fitted.map_or_else(Vec::new, |fitted| (fitted.figures)(at.n, at.all).to_vec()),
        says,
        steps,
        role: Role::Furniture,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::page::{Part, Piece, Place};
    use crate::passes::classify::fitted::LATIN;
    use crate::passes::classify::roles;
    use smallvec::SmallVec;

    const TEXTS: [&str; 8] = [
        "LOCAL NEWS",
        "Paper mill will restart",
        "Owners hire forty men",
        "By Owen Tamm",
        "HARBOR, May 4 — The mill will run again, its owners said on Friday, and the men who",
        "The mill in the snow.",
        "left it in the winter may come back.",
        "Page 4 The Evening Bell",
    ];

    /// The best way through the states, with what the figures weigh.
    fn best(page: &Weighed) -> Vec<Role> {
        let mut ways: Scores = [0.0; STATES.len()];
        let mut back: Vec<[usize; STATES.len()]> = Vec::new();
        for (n, block) in page.blocks.iter().enumerate() {
            let mut from = [0; STATES.len()];
            ways = std::array::from_fn(|s| {
                let way = |p: usize| if n == 0 { 0.0 } else { ways[p] + block.steps[p][s] + LATIN.steps[p][s] };
                from[s] = (0..STATES.len()).max_by(|&a, &b| way(a).total_cmp(&way(b))).unwrap_or(0);
                let role = role_of(STATES[s]) as usize;
                let figures: f32 = block.figures.iter().zip(LATIN.roles).map(|(figure, weights)| figure * weights[role]).sum();
                way(from[s]) + block.says[s] + figures
            });
            back.push(from);
        }
        let mut state = (0..STATES.len()).max_by(|&a, &b| ways[a].total_cmp(&ways[b])).unwrap_or(0);
        let mut out = Vec::new();
        for from in back.iter().rev() {
            out.push(role_of(STATES[state]));
            state = from[state];
        }
        out.reverse();
        out
    }

    #[test]
    fn the_scores_lead_to_the_roles() {
        let parts = [Part::Text, Part::Headline, Part::Deck, Part::Text, Part::Text, Part::Text, Part::Text, Part::Text];
        for sizes in [[100, 200, 130, 90, 100, 80, 100, 90], [150, 140, 100, 100, 100, 100, 100, 100], [100; 8]] {
            let place = |n: usize| Place { size: sizes[n], part: parts[n], apart: n == 1, caption: n == 5, ..Place::default() };
            let blocks: Vec<Block> =
                (0..TEXTS.len()).map(|n| Block { pieces: SmallVec::<[Piece; 1]>::new(), mark: 0, place: place(n) }).collect();
            let echo = Echo::new(&TEXTS, Lang::En);
            let page = weighed(&TEXTS, &blocks, &echo);
            let chosen: Vec<Role> = page.blocks.iter().map(|block| block.role).collect();
            assert_eq!(chosen, roles(&TEXTS, &blocks, &echo).0);
            assert_eq!(chosen, best(&page));
            assert!(chosen.contains(&Role::Headline) && chosen.contains(&Role::Paragraph), "{chosen:?}");
        }
    }
}
