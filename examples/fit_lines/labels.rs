//! What each line of a page is, by the text of its gold.
//!
//! A line of a few letters is like many places of a page, so the lines are looked for together: of all ways to say which text of the gold each
//! line is of, the one that is likest, where a step from one text to another costs something (Viterbi).

use crate::units::{FOUND, NOT_FOUND, Pattern, Unit, Units, letters};
use copydesk::{Lined, Role};

/// What a step to another text costs, in likeness; by hand.
const STEP: f64 = 0.12;
/// Letters of a line that say nothing.
const FEW: usize = 2;

/// The parts that a line may be, a bit for each in the order of `Lined::PARTS`.
pub(crate) type Label = u8;

pub(crate) const ANY: Label = u8::MAX;

fn bit(name: &str) -> Label {
    Lined::PARTS.iter().position(|part| *part == name).map_or(ANY, |n| 1 << n)
}

fn of_role(role: Role) -> Label {
    bit(match role {
        Role::Section => "banner",
        Role::Kicker => "kicker",
        Role::Headline => "headline",
        Role::Deck => "deck",
        Role::Byline => "byline",
        Role::Caption => "caption",
        Role::Paragraph => "text",
        Role::Jump | Role::Furniture => "other",
    })
}

/// A line, and how like it is to each text and to what it is like by chance.
struct Likeness {
    units: Vec<f64>,
    by_chance: f64,
}

impl Likeness {
    fn of(line: &[char], units: &Units) -> Self {
        let pattern = Pattern::new(line);
        let like = |unit: &Unit| pattern.worth(unit, line);
        let by_chance = units.backwards.iter().map(like).fold(f64::MIN, f64::max);
        Self { units: units.units.iter().map(like).collect(), by_chance }
    }

    /// The same of a state: a text, or none of them.
    fn at(&self, state: usize) -> f64 {
        self.units.get(state).copied().unwrap_or(self.by_chance + NOT_FOUND)
    }
}

/// The labels of the lines of a page.
pub(crate) fn of(page: &Lined, units: &Units) -> Vec<Label> {
    let texts: Vec<Vec<char>> = page.texts.iter().map(|text| letters(text)).collect();
    let known: Vec<usize> = (0..texts.len()).filter(|&n| texts[n].len() >= FEW).collect();
    let likes: Vec<Likeness> = known.iter().map(|&n| Likeness::of(&texts[n], units)).collect();
    let nowhere = units.units.len();
    let best = best(&likes, nowhere + 1);
    let mut out = vec![bit("other"); texts.len()];
    for (k, &n) in known.iter().enumerate() {
        let more = likes[k].at(best[k]) - likes[k].by_chance;
        let beside = |other: Option<&usize>| other == Some(&best[k]);
        let goes_on = k.checked_sub(1).is_some_and(|before| beside(best.get(before))) || beside(best.get(k + 1));
        out[n] = match units.units.get(best[k]) {
            Some((role, _)) if more >= FOUND || more >= NOT_FOUND && goes_on => of_role(*role),
            Some(_) if more >= NOT_FOUND => ANY,
            // Noise, an advertisement, or text that is too damaged. A title would be known.
            _ => bit("other") | bit("text"),
        };
    }
    out
}

/// The best sequence of states.
fn best(likes: &[Likeness], states: usize) -> Vec<usize> {
    let mut ways = vec![0.0_f64; states];
    let mut back: Vec<Vec<usize>> = Vec::with_capacity(likes.len());
    for like in likes {
        let top = most(&ways);
        let from: Vec<usize> = (0..states).map(|s| if ways[top] - STEP > ways[s] { top } else { s }).collect();
        ways = (0..states).map(|s| ways[s].max(ways[top] - STEP) + like.at(s)).collect();
        back.push(from);
    }
    let mut state = most(&ways);
    let mut out = vec![0; likes.len()];
    for (place, from) in out.iter_mut().zip(&back).rev() {
        *place = state;
        state = from[state];
    }
    out
}

/// The first of the largest ones: a banner that stands among the furniture of the gold, too, is a banner.
fn most(ways: &[f64]) -> usize {
    (0..ways.len()).rev().max_by(|&a, &b| ways[a].total_cmp(&ways[b])).unwrap_or(0)
}
