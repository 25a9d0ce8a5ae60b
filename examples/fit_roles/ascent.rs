//! Gradient ascent whose steps are measured by means of the gradients and of their squares (Adam).

/// Steps, and the share of the rounds behind which they are short.
const STEP: (f64, f64) = (0.08, 0.02);
const LONG: f64 = 0.6;
/// How far the means of gradients and of their squares reach back.
const MEANS: (f64, f64) = (0.9, 0.98);

/// A way uphill of so many rounds.
pub(crate) struct Ascent {
    rounds: i32,
    round: i32,
    /// The means for each weight.
    means: Vec<(f64, f64)>,
}

impl Ascent {
    pub(crate) fn new(rounds: i32) -> Self {
        Self { rounds, round: 0, means: Vec::new() }
    }

    /// Takes a step with each weight along its slope; false once all rounds are done.
    pub(crate) fn step<'w>(&mut self, slopes: impl Iterator<Item = (&'w mut f64, f64)>) -> bool {
        self.round += 1;
        let step = if f64::from(self.round) <= f64::from(self.rounds) * LONG { STEP.0 } else { STEP.1 };
        let young = (1.0 - MEANS.0.powi(self.round), 1.0 - MEANS.1.powi(self.round));
        for (n, (weight, slope)) in slopes.enumerate() {
            if n == self.means.len() {
                self.means.push((0.0, 0.0));
            }
            let (mean, square) = &mut self.means[n];
            *mean = MEANS.0 * *mean + (1.0 - MEANS.0) * slope;
            *square = MEANS.1 * *square + (1.0 - MEANS.1) * slope * slope;
            *weight += step * (*mean / young.0) / ((*square / young.1).sqrt() + 1e-9);
        }
        self.round < self.rounds
    }
}
