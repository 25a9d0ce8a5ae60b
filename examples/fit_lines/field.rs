//! A conditional random field over the parts of lines: weights of the figures of a line for each part, and of the figures of two lines for each
//! pair of parts.

use crate::ascent::Ascent;
use crate::labels::Label;
use copydesk::Lined;

pub(crate) const PARTS: usize = Lined::PARTS.len();

/// Rounds of gradient ascent.
const ROUNDS: i32 = 160;
/// What it costs to take a line of each part for each other one, in the order of the parts: a title made up cuts an article, and one that is
/// lost leaves two in one. Without costs fewer articles are found, with half as much again fewer titles.
const COSTS: [Scores; PARTS] = [
    [0.0, 2.1, 2.8, 2.1, 1.8, 0.7, 1.0, 1.0],
    [1.0, 0.0, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7],
    [1.8, 0.7, 0.0, 0.7, 1.0, 1.0, 1.4, 1.8],
    [0.7, 0.7, 1.0, 0.0, 1.0, 0.7, 0.7, 0.7],
    [0.7, 1.0, 1.8, 1.4, 0.0, 0.7, 0.7, 0.5],
    [1.0, 1.0, 1.4, 1.0, 0.7, 0.0, 0.7, 0.7],
    [0.7, 1.4, 2.1, 1.4, 1.0, 0.7, 0.0, 0.5],
    [0.7, 1.4, 2.1, 1.4, 0.7, 0.5, 0.5, 0.0],
];

/// Threads that share the pages.
const THREADS: usize = 2;

/// A figure for each part.
pub(crate) type Scores = [f64; PARTS];
type Steps = [Scores; PARTS];

/// A page with what is known of its lines.
pub(crate) struct Page {
    pub(crate) east_asian: bool,
    pub(crate) labels: Vec<Label>,
    /// What its lines are taken for now.
    pub(crate) parts: Vec<usize>,
    figures: Vec<Vec<f64>>,
    steps: Vec<Vec<f64>>,
    more: Vec<f64>,
}

#[derive(Clone)]
pub(crate) struct Weights {
    pub(crate) first: Scores,
    pub(crate) nodes: Vec<Scores>,
    /// By figure, by the part that is left, and the one that is entered.
    pub(crate) steps: Vec<Steps>,
}

impl Weights {
    fn zero(nodes: usize, steps: usize) -> Self {
        Self { first: [0.0; PARTS], nodes: vec![[0.0; PARTS]; nodes], steps: vec![[[0.0; PARTS]; PARTS]; steps] }
    }

    fn all(&mut self) -> impl Iterator<Item = &mut f64> {
        self.first.iter_mut().chain(self.nodes.iter_mut().flatten()).chain(self.steps.iter_mut().flatten().flatten())
    }

    fn add(&mut self, other: &mut Self) {
        self.all().zip(other.all()).for_each(|(sum, own)| *sum += *own);
    }
}

impl Page {
    pub(crate) fn new(page: &Lined, labels: Vec<Label>) -> Self {
        let wide = |figures: &Vec<f32>| figures.iter().map(|figure| f64::from(*figure)).collect();
        Self {
            east_asian: page.east_asian,
            labels,
            parts: page.parts.clone(),
            figures: page.figures.iter().map(wide).collect(),
            steps: page.steps.iter().map(wide).collect(),
            more: page.more.iter().map(|more| f64::from(*more)).collect(),
        }
    }

    /// What line `n` says of each part.
    fn node(&self, n: usize, weights: &Weights) -> Scores {
        let mut out = if n == 0 { weights.first } else { [0.0; PARTS] };
        out[0] += self.more[n];
        for (figure, row) in self.figures[n].iter().zip(&weights.nodes).filter(|(figure, _)| **figure != 0.0) {
            out.iter_mut().zip(row).for_each(|(sum, weight)| *sum += figure * weight);
        }
        out
    }

    /// What line `n` and the one behind it say of each pair of parts.
    fn step(&self, n: usize, weights: &Weights) -> Steps {
        let mut out = [[0.0; PARTS]; PARTS];
        for (figure, rows) in self.steps[n].iter().zip(&weights.steps).filter(|(figure, _)| **figure != 0.0) {
            out.iter_mut().flatten().zip(rows.iter().flatten()).for_each(|(sum, weight)| *sum += figure * weight);
        }
        out
    }

    /// The best parts.
    pub(crate) fn best(&self, weights: &Weights) -> Vec<usize> {
        let mut ways = [0.0; PARTS];
        let mut back = Vec::with_capacity(self.figures.len());
        for n in 0..self.figures.len() {
            let node = self.node(n, weights);
            let mut from = [0; PARTS];
            if n > 0 {
                let step = self.step(n - 1, weights);
                let came = |s: usize| (0..PARTS).max_by(|&a, &b| (ways[a] + step[a][s]).total_cmp(&(ways[b] + step[b][s]))).unwrap_or(0);
                from = std::array::from_fn(came);
                ways = std::array::from_fn(|s| ways[from[s]] + step[from[s]][s]);
            }
            ways.iter_mut().zip(node).for_each(|(way, own)| *way += own);
            back.push(from);
        }
        let mut part = (0..PARTS).max_by(|&a, &b| ways[a].total_cmp(&ways[b])).unwrap_or(0);
        let mut out = vec![0; back.len()];
        for (place, from) in out.iter_mut().zip(&back).rev() {
            *place = part;
            part = from[part];
        }
        out
    }
}

/// The weights by which the labels of pages are likeliest; a squared weight costs half the penalty.
pub(crate) fn fit(pages: &[&Page], penalty: f64) -> Weights {
    let count = |of: fn(&Page) -> &Vec<Vec<f64>>| pages.iter().flat_map(|page| of(page)).map(Vec::len).max().unwrap_or(0);
    let mut weights = Weights::zero(count(|page| &page.figures), count(|page| &page.steps));
    let mut ascent = Ascent::new(ROUNDS);
    loop {
        let mut gradient = slopes(pages, &weights);
        gradient.all().zip(weights.all()).for_each(|(slope, weight)| *slope -= penalty * *weight);
        if !ascent.step(weights.all().zip(gradient.all().map(|slope| *slope))) {
            return weights;
        }
    }
}

/// What all pages say of the weights.
fn slopes(pages: &[&Page], weights: &Weights) -> Weights {
    let part = |own: &[&Page]| {
        let mut gradient = Weights::zero(weights.nodes.len(), weights.steps.len());
        own.iter().for_each(|page| learn(page, weights, &mut gradient));
        gradient
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> = pages.chunks(pages.len().div_ceil(THREADS).max(1)).map(|own| scope.spawn(move || part(own))).collect();
        let mut sum = Weights::zero(weights.nodes.len(), weights.steps.len());
        // In their order, so that the sums are always the same.
        parts.into_iter().filter_map(|part| part.join().ok()).for_each(|mut part| sum.add(&mut part));
        sum
    })
}

fn is_in(label: Label, part: usize) -> bool {
    label & 1 << part != 0
}

/// What it costs to take a line for a part: the least for what it may be.
fn cost(label: Label, part: usize) -> f64 {
    (0..PARTS).filter(|&own| is_in(label, own)).map(|own| COSTS[own][part]).fold(f64::MAX, f64::min)
}

/// Adds to the gradient what a page says: its expectations with the labels, less those over everything, where what is wrong is raised by
/// its cost.
fn learn(page: &Page, weights: &Weights, gradient: &mut Weights) {
    let nodes: Vec<Scores> = (0..page.figures.len()).map(|n| page.node(n, weights)).collect();
    let steps: Vec<Steps> = (0..page.steps.len()).map(|n| page.step(n, weights).map(|row| row.map(f64::exp))).collect();
    let told = Sums::of(&nodes, &steps, |n, s| if is_in(page.labels[n], s) { 0.0 } else { f64::NEG_INFINITY });
    let any = Sums::of(&nodes, &steps, |n, s| cost(page.labels[n], s));
    for (n, figures) in page.figures.iter().enumerate() {
        let slope: Scores = std::array::from_fn(|s| told.part(n, s) - any.part(n, s));
        if n == 0 {
            gradient.first.iter_mut().zip(slope).for_each(|(sum, own)| *sum += own);
        }
        for (row, figure) in gradient.nodes.iter_mut().zip(figures).filter(|(_, figure)| **figure != 0.0) {
            row.iter_mut().zip(slope).for_each(|(sum, own)| *sum += figure * own);
        }
    }
    for (n, figures) in page.steps.iter().enumerate() {
        let (told, any) = (told.pairs(n, &steps[n]), any.pairs(n, &steps[n]));
        for (rows, figure) in gradient.steps.iter_mut().zip(figures).filter(|(_, figure)| **figure != 0.0) {
            let slopes = told.iter().flatten().zip(any.iter().flatten());
            rows.iter_mut().flatten().zip(slopes).for_each(|(sum, (told, any))| *sum += figure * (told - any));
        }
    }
}

/// Sums over all ways through the parts of a page's lines.
struct Sums {
    /// Powers of what each line says.
    nodes: Vec<Scores>,
    /// Sums over the ways up to each part, each line's divided by `shares`, and over those from it on.
    up_to: Vec<Scores>,
    from: Vec<Scores>,
    shares: Vec<f64>,
}

impl Sums {
    /// The sums with something added to each part of each line.
    fn of(scores: &[Scores], steps: &[Steps], more: impl Fn(usize, usize) -> f64) -> Self {
        let mut sums = Self { nodes: Vec::new(), up_to: Vec::new(), from: vec![[1.0; PARTS]; scores.len()], shares: Vec::new() };
        for (n, scores) in scores.iter().enumerate() {
            let scores: Scores = std::array::from_fn(|s| scores[s] + more(n, s));
            let top = scores.iter().copied().fold(f64::MIN, f64::max);
            let node = scores.map(|score| (score - top).exp());
            let came = |s: usize| sums.up_to.last().map_or(1.0, |last: &Scores| (0..PARTS).map(|p| last[p] * steps[n - 1][p][s]).sum());
            let ways: Scores = std::array::from_fn(|s| came(s) * node[s]);
            let share = ways.iter().sum::<f64>().max(f64::MIN_POSITIVE);
            sums.nodes.push(node);
            sums.up_to.push(ways.map(|way| way / share));
            sums.shares.push(share);
        }
        for n in (1..scores.len()).rev() {
            let on: Scores = std::array::from_fn(|s| sums.nodes[n][s] * sums.from[n][s] / sums.shares[n]);
            sums.from[n - 1] = std::array::from_fn(|p| (0..PARTS).map(|s| steps[n - 1][p][s] * on[s]).sum());
        }
        sums
    }

    /// The share of the ways on which a line is a part.
    fn part(&self, n: usize, s: usize) -> f64 {
        self.up_to[n][s] * self.from[n][s]
    }

    /// The shares of the ways that take each step from a line to the one behind it.
    fn pairs(&self, n: usize, steps: &Steps) -> Steps {
        let on: Scores = std::array::from_fn(|s| self.nodes[n + 1][s] * self.from[n + 1][s] / self.shares[n + 1]);
        std::array::from_fn(|p| std::array::from_fn(|s| self.up_to[n][p] * steps[p][s] * on[s]))
    }
}
