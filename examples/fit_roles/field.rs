//! A conditional random field over the states of blocks: weights of figures for each role and of steps between states, beside what other
//! evidence says.

use crate::ascent::Ascent;
use crate::labels::Label;
use copydesk::{Role, Weighed};

const ROLES: usize = Weighed::ROLES.len();
const STATES: usize = Weighed::STATES.len();

/// Rounds of gradient ascent.
const ROUNDS: i32 = 120;
/// What a squared weight costs, halved: of figures and of steps. Half as much or twice as much makes little difference to articles.
const PENALTY: (f64, f64) = (2.0, 4.0);
/// Evidence beyond these says no more.
const MOST: (f64, f64) = (60.0, 40.0);
/// Pages whose labels are so unlikely are not counted: some label contradicts evidence that no weight makes up for.
const LEAST_LIKELY: f64 = -200.0;
/// Bylines and jump lines are known by their words.
const BY_WORDS: [Role; 2] = [Role::Byline, Role::Jump];

/// What it costs to take a block of each role for each other one, in the order of the roles: a headline that is lost or made up
/// costs an article.
const COSTS: [[f64; ROLES]; ROLES] = [
    [0.0, 1.0, 2.5, 1.0, 1.0, 2.0, 1.0, 1.0, 1.0],
    [1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
    [0.7, 0.7, 0.0, 1.5, 4.0, 6.0, 5.0, 4.0, 5.0],
    [1.0, 1.0, 2.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0],
    [1.0, 1.0, 2.5, 1.0, 0.0, 1.5, 1.0, 1.0, 1.0],
    [2.0, 2.0, 2.5, 2.0, 2.0, 0.0, 1.0, 1.0, 1.0],
    [1.0, 1.0, 2.5, 1.0, 1.0, 1.5, 0.0, 1.0, 1.0],
    [1.0, 1.0, 2.5, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0],
    [1.0, 2.0, 2.5, 1.0, 1.0, 1.5, 1.0, 1.0, 0.0],
];
/// The same of a block that is no title, and of what stands apart from its headline. What costs nothing, each may be.
const COSTS_NO_TITLE: [f64; ROLES] = [2.0, 2.0, 3.0, 2.0, 2.0, 0.0, 0.0, 2.0, 0.0];
const COSTS_REST: [f64; ROLES] = [2.0, 1.0, 3.0, 0.0, 2.0, 0.0, 1.0, 2.0, 0.0];

fn costs(label: Label) -> [f64; ROLES] {
    match label {
        Label::Is(role) => COSTS[role as usize],
        Label::NoTitle => COSTS_NO_TITLE,
        Label::Rest => COSTS_REST,
        Label::Unknown => [0.0; ROLES],
    }
}

/// A figure for each state, and for each step.
type Scores = [f64; STATES];
type Steps = [Scores; STATES];

/// A page with what is known of its blocks.
pub(crate) struct Page {
    pub(crate) east_asian: bool,
    pub(crate) labels: Vec<Label>,
    /// What its blocks are taken for now.
    pub(crate) roles: Vec<Role>,
    figures: Vec<Vec<f64>>,
    says: Vec<Scores>,
    /// Powers of what each step into a block weighs.
    steps: Vec<Steps>,
}

#[derive(Clone)]
pub(crate) struct Weights {
    pub(crate) roles: Vec<[f64; ROLES]>,
    pub(crate) steps: Steps,
}

impl Weights {
    fn zero(figures: usize) -> Self {
        Self { roles: vec![[0.0; ROLES]; figures], steps: [[0.0; STATES]; STATES] }
    }

    /// As many that say nothing.
    pub(crate) fn none(&self) -> Self {
        Self::zero(self.roles.len())
    }

    /// All weights with their penalties.
    fn all(&mut self) -> impl Iterator<Item = (&mut f64, f64)> {
        let roles = self.roles.iter_mut().flatten().map(|weight| (weight, PENALTY.0));
        roles.chain(self.steps.iter_mut().flatten().map(|weight| (weight, PENALTY.1)))
    }
}

impl Page {
    pub(crate) fn new(page: &Weighed, labels: Vec<Label>) -> Self {
        let within = |score: f32, most: f64| f64::from(score).clamp(-most, most);
        let blocks = &page.blocks;
        Self {
            east_asian: page.east_asian,
            labels,
            roles: blocks.iter().map(|block| block.role).collect(),
            figures: blocks.iter().map(|block| block.figures.iter().map(|figure| f64::from(*figure)).collect()).collect(),
            says: blocks.iter().map(|block| block.says.map(|score| within(score, MOST.0))).collect(),
            steps: blocks.iter().map(|block| block.steps.map(|row| row.map(|score| within(score, MOST.1).exp()))).collect(),
        }
    }

    /// What block `n` says of each state.
    fn nodes(&self, n: usize, weights: &Weights) -> Scores {
        let mut roles = [0.0; ROLES];
        for (figure, row) in self.figures[n].iter().zip(&weights.roles).filter(|(figure, _)| **figure != 0.0) {
            roles.iter_mut().zip(row).for_each(|(sum, weight)| *sum += figure * weight);
        }
        std::array::from_fn(|s| self.says[n][s] + roles[Weighed::STATES[s] as usize])
    }

    /// The best roles.
    pub(crate) fn best(&self, weights: &Weights) -> Vec<Role> {
        let mut ways = [0.0; STATES];
        let mut back = Vec::with_capacity(self.says.len());
        for n in 0..self.says.len() {
            let nodes = self.nodes(n, weights);
            let mut from = [0; STATES];
            let came = std::array::from_fn(|s| {
                let way = |p: usize| if n == 0 { 0.0 } else { ways[p] + self.steps[n][p][s].ln() + weights.steps[p][s] };
                from[s] = most(way);
                way(from[s]) + nodes[s]
            });
            ways = came;
            back.push(from);
        }
        let mut state = most(|s| ways[s]);
        let mut out = vec![Role::Furniture; back.len()];
        for (role, from) in out.iter_mut().zip(&back).rev() {
            *role = Weighed::STATES[state];
            state = from[state];
        }
        out
    }
}

fn most(score: impl Fn(usize) -> f64) -> usize {
    (0..STATES).max_by(|&a, &b| score(a).total_cmp(&score(b))).unwrap_or(0)
}

/// The weights by which the labels of pages are likelier than all that is wrong, the more so the more that would cost.
pub(crate) fn fit(pages: &[&Page]) -> Weights {
    let figures = pages.iter().flat_map(|page| &page.figures).map(Vec::len).max().unwrap_or(0);
    let mut weights = Weights::zero(figures);
    let mut ascent = Ascent::new(ROUNDS);
    loop {
        let mut gradient = Weights::zero(figures);
        let powers = weights.steps.map(|row| row.map(f64::exp));
        pages.iter().for_each(|page| learn(page, &weights, &powers, &mut gradient));
        for row in &mut gradient.roles {
            BY_WORDS.iter().for_each(|role| row[*role as usize] = 0.0);
        }
        gradient.all().zip(weights.all()).for_each(|((slope, penalty), (weight, _))| *slope -= penalty * *weight);
        if !ascent.step(weights.all().map(|(weight, _)| weight).zip(gradient.all().map(|(slope, _)| *slope))) {
            return weights;
        }
    }
}

/// Adds to the gradient what a page says: its expectations with the labels, less those over everything, where what is wrong is raised
/// by its cost.
fn learn(page: &Page, weights: &Weights, powers: &Steps, gradient: &mut Weights) {
    let edges: Vec<Steps> =
        page.steps.iter().map(|steps| std::array::from_fn(|p| std::array::from_fn(|s| steps[p][s] * powers[p][s]))).collect();
    let nodes: Vec<Scores> = (0..page.says.len()).map(|n| page.nodes(n, weights)).collect();
    let cost = |n: usize, s: usize| costs(page.labels[n])[Weighed::STATES[s] as usize];
    let told = Sums::of(&nodes, &edges, |n, s| if cost(n, s) > 0.0 { f64::NEG_INFINITY } else { 0.0 });
    let raised = Sums::of(&nodes, &edges, cost);
    let (Some(told), Some(raised)) = (told, raised) else { return };
    if told.total - raised.total < LEAST_LIKELY {
        return;
    }
    for (n, figures) in page.figures.iter().enumerate() {
        let mut roles = [0.0; ROLES];
        for (s, role) in Weighed::STATES.iter().enumerate() {
            roles[*role as usize] += told.state(n, s) - raised.state(n, s);
        }
        for (row, figure) in gradient.roles.iter_mut().zip(figures).filter(|(_, figure)| **figure != 0.0) {
            row.iter_mut().zip(roles).for_each(|(sum, role)| *sum += figure * role);
        }
        if n > 0 {
            told.add_steps(n, &edges[n], 1.0, &mut gradient.steps);
            raised.add_steps(n, &edges[n], -1.0, &mut gradient.steps);
        }
    }
}

/// Sums over all ways through the states of a page.
struct Sums {
    /// Powers of what each block says.
    nodes: Vec<Scores>,
    /// Sums over the ways up to each state, each block's divided by `parts`, and over those from it on.
    up_to: Vec<Scores>,
    from: Vec<Scores>,
    parts: Vec<f64>,
    /// The logarithm of the sum of all.
    total: f64,
}

impl Sums {
    /// The sums with something added to each state; `None` where no way is left.
    fn of(scores: &[Scores], edges: &[Steps], more: impl Fn(usize, usize) -> f64) -> Option<Self> {
        let mut sums =
            Self { nodes: Vec::new(), up_to: Vec::new(), from: vec![[1.0; STATES]; scores.len()], parts: Vec::new(), total: 0.0 };
        for (n, scores) in scores.iter().enumerate() {
            let scores: Scores = std::array::from_fn(|s| scores[s] + more(n, s));
            let top = scores.iter().copied().fold(f64::MIN, f64::max);
            let node = scores.map(|score| (score - top).exp());
            let came = |s: usize| sums.up_to.last().map_or(1.0, |last: &Scores| (0..STATES).map(|p| last[p] * edges[n][p][s]).sum());
            let ways: Scores = std::array::from_fn(|s| came(s) * node[s]);
            let part: f64 = ways.iter().sum();
            if !(part.is_finite() && part > 0.0) {
                return None;
            }
            sums.total += part.ln() + top;
            sums.nodes.push(node);
            sums.up_to.push(ways.map(|way| way / part));
            sums.parts.push(part);
        }
        for n in (1..scores.len()).rev() {
            let on: Scores = std::array::from_fn(|s| sums.nodes[n][s] * sums.from[n][s] / sums.parts[n]);
            sums.from[n - 1] = std::array::from_fn(|p| (0..STATES).map(|s| edges[n][p][s] * on[s]).sum());
        }
        Some(sums)
    }

    /// The share of the ways that go through a state.
    fn state(&self, n: usize, s: usize) -> f64 {
        self.up_to[n][s] * self.from[n][s]
    }

    /// Adds the shares of the ways that take each step to a block.
    fn add_steps(&self, n: usize, edges: &Steps, sign: f64, out: &mut Steps) {
        for (p, row) in out.iter_mut().enumerate() {
            for (s, sum) in row.iter_mut().enumerate() {
                *sum += sign * self.up_to[n - 1][p] * edges[p][s] * self.nodes[n][s] * self.from[n][s] / self.parts[n];
            }
        }
    }
}
