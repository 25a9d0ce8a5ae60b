//! Fits the weights of `src/passes/look_alike`: `cargo run --release --example fit_look_alike -- TEXT_DIR`.
//!
//! TEXT_DIR as for `build_context_model`; the lines are those of the newspaper that it leaves out. Characters are damaged at random (shares of
//! 0.3 % to 5 %, 2 % on average): a character gives way to one that may be taken for it, the likelier the more alike they look; a
//! tenth as many are read twice, and as many cut in two. A logistic regression then tells right guesses from wrong ones. Prints the weights, and on the
//! half of the lines that they have not seen how many of the edits are right at each confidence.

#![allow(clippy::print_stdout, reason = "a program that reports what it found")]

mod han_text;

use copydesk::likeness::{halves, shapes};
use copydesk::look_alike_candidates;
use std::collections::HashMap;
use std::{env, error::Error, path::Path};

/// Shares of damaged characters.
const RATES: [f64; 4] = [0.003, 0.01, 0.02, 0.05];
/// Characters that are read twice, for one that is misread.
const TWICE: f64 = 0.1;
/// The same of those that are cut in two, as far as they have halves.
const CUT: f64 = 0.2;
/// By what power of e, times the square of the likeness, a confusion is likelier than chance.
const SHARPNESS: f64 = 18.0;
/// Weight of a character that is never seen against one that often is, as what was read.
const NEVER_SEEN: f64 = 0.4;
/// Most characters of a line that are used.
const LONGEST: usize = 160;
/// Each line is damaged so many times.
const ROUNDS: usize = 32;
/// What the squares of the weights cost: what is rightly doubled comes up again in each round, and there is little of it.
const RIDGE: f64 = 1.0;

/// The characters that one may be taken for, with their weights.
type Confusions = HashMap<char, Vec<(char, f64)>>;

struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

struct Row {
    /// Which damaged line, and which half of the lines it is of.
    line: usize,
    half: usize,
    at: usize,
    right: bool,
    features: Vec<f64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    let [_, text] = args.as_slice() else { return Err("usage: fit_look_alike TEXT_DIR".into()) };
    // What people write by themselves has slips of its own, which would count as wrong guesses.
    let lines = han_text::newspaper(Path::new(text))?;
    let like = confusions(&lines);
    let mut random = Random(5);
    let wholes: HashMap<char, Vec<[char; 2]>> = halves().all().fold(HashMap::new(), |mut wholes, [left, right, whole]| {
        wholes.entry(whole).or_default().push([left, right]);
        wholes
    });
    let (mut misread, mut twice, mut cut) = (Kind::default(), Kind::default(), Kind::default());
    for (number, (n, line)) in (0..ROUNDS).flat_map(|_| lines.iter().enumerate()).enumerate() {
        let whole: Vec<char> = line.chars().take(LONGEST).collect();
        let rate = RATES[(random.next() * 4.0) as usize % 4];
        let noisy = damage(&whole, rate, &like, &wholes, &mut random);
        misread.damaged[n % 2] += noisy.iter().filter(|d| matches!(d.1, Damage::Misread)).count();
        twice.damaged[n % 2] += noisy.iter().filter(|d| matches!(d.1, Damage::Twice)).count();
        cut.damaged[n % 2] += noisy.iter().filter(|d| matches!(d.1, Damage::Left)).count();
        let text: String = noisy.iter().map(|d| d.0).collect();
        for (place, to, features) in look_alike_candidates(&text) {
            let at = place.start;
            let to = to.chars().next();
            let right = match (noisy[at].1, to) {
                (Damage::Misread, Some(to)) => place.len() == 1 && to == noisy[at].2,
                (Damage::Left, Some(to)) => place.len() == 2 && to == noisy[at].2,
                (Damage::Twice, None) => true,
                // Which of the two is the second one cannot be known.
                (Damage::None, None) => noisy[at - 1].1 == Damage::Twice,
                _ => false,
            };
            let kind = match to {
                None => &mut twice,
                Some(_) if place.len() == 2 => &mut cut,
                Some(_) => &mut misread,
            };
            kind.rows.push(Row { line: number, half: n % 2, at, right, features: features.into_iter().map(f64::from).collect() });
        }
    }
    misread.fit("MISREAD");
    twice.fit("DOUBLED");
    cut.fit("HALVES");
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Damage {
    None,
    Misread,
    Twice,
    Left,
    Right,
}

/// The characters as they were read, what befell each, and what was printed.
fn damage(
    whole: &[char],
    rate: f64,
    like: &Confusions,
    wholes: &HashMap<char, Vec<[char; 2]>>,
    random: &mut Random,
) -> Vec<(char, Damage, char)> {
    let mut out = Vec::new();
    for &c in whole {
        if random.next() < rate {
            let read = confused(c, like, random);
            out.push((read, if read == c { Damage::None } else { Damage::Misread }, c));
        } else if let Some(pairs) = wholes.get(&c).filter(|_| random.next() < rate * CUT) {
            let [left, right] = pairs[(random.next() * pairs.len() as f64) as usize % pairs.len()];
            out.extend([(left, Damage::Left, c), (right, Damage::Right, c)]);
        } else {
            out.push((c, Damage::None, c));
            if random.next() < rate * TWICE && ('\u{4E00}'..='\u{9FA5}').contains(&c) {
                out.push((c, Damage::Twice, c));
            }
        }
    }
    out
}

/// What each frequent ideograph may be taken for, from the lists of what each ideograph may have been; rare ones come up seldom.
fn confusions(lines: &[String]) -> Confusions {
    let mut seen: HashMap<char, f64> = HashMap::new();
    for c in lines.iter().flat_map(|l| l.chars()) {
        *seen.entry(c).or_default() += 1.0;
    }
    let mut out = Confusions::new();
    for read in '\u{4E00}'..='\u{9FA5}' {
        let usual = (NEVER_SEEN + seen.get(&read).copied().unwrap_or(0.0) / 30.0).min(1.0);
        for (c, like) in shapes().alike(read) {
            let like = f64::from(like);
            out.entry(c).or_default().push((read, usual * (SHARPNESS * (like * like - 1.0)).exp()));
        }
    }
    out
}

/// Another character for one, by their likeness.
fn confused(c: char, like: &Confusions, random: &mut Random) -> char {
    let Some(row) = like.get(&c) else { return c };
    let total: f64 = row.iter().map(|r| r.1).sum();
    let mut left = random.next() * total;
    row.iter()
        .find(|r| {
            left -= r.1;
            left <= 0.0
        })
        .map_or(c, |r| r.0)
}

/// One kind of damage with its guesses.
#[derive(Default)]
struct Kind {
    rows: Vec<Row>,
    damaged: [usize; 2],
}

impl Kind {
    fn fit(self, name: &str) {
        let (fit, test): (Vec<Row>, Vec<Row>) = self.rows.into_iter().partition(|r| r.half == 0);
        let weights = regression(&fit);
        println!("{name}: {} guesses, {} damaged; weights:", fit.len(), self.damaged[0]);
        println!("[{}]", weights.iter().map(|w| format!("{w:.3}")).collect::<Vec<_>>().join(", "));
        report(&test, &weights, self.damaged[1]);
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Newton's method with a ridge.
fn regression(rows: &[Row]) -> Vec<f64> {
    let size = rows.first().map_or(0, |r| r.features.len());
    let mut weights = vec![0.0; size];
    for _ in 0..25 {
        let mut gradient: Vec<f64> = weights.iter().map(|w| -RIDGE * w).collect();
        let mut curve = vec![vec![0.0; size]; size];
        for row in rows {
            let p = logistic(dot(&row.features, &weights));
            let miss = f64::from(u8::from(row.right)) - p;
            for ((sum, line), f) in gradient.iter_mut().zip(&mut curve).zip(&row.features) {
                *sum += miss * f;
                line.iter_mut().zip(&row.features).for_each(|(cell, g)| *cell += p * (1.0 - p) * f * g);
            }
        }
        (0..size).for_each(|i| curve[i][i] += RIDGE);
        let step = solve(curve, gradient);
        weights.iter_mut().zip(step).for_each(|(w, s)| *w += s);
    }
    weights
}

/// Gauss's elimination with pivots.
fn solve(mut m: Vec<Vec<f64>>, mut v: Vec<f64>) -> Vec<f64> {
    let n = v.len();
    for i in 0..n {
        let pivot = (i..n).max_by(|&a, &b| m[a][i].abs().total_cmp(&m[b][i].abs())).unwrap_or(i);
        m.swap(i, pivot);
        v.swap(i, pivot);
        for r in i + 1..n {
            let f = m[r][i] / m[i][i];
            let pivot = m[i].clone();
            m[r].iter_mut().zip(&pivot).for_each(|(cell, p)| *cell -= f * p);
            v[r] -= f * v[i];
        }
    }
    for i in (0..n).rev() {
        v[i] = (v[i] - (i + 1..n).map(|c| m[i][c] * v[c]).sum::<f64>()) / m[i][i];
    }
    v
}

/// The best candidate of each place, as the rule takes it.
fn report(rows: &[Row], weights: &[f64], damaged: usize) {
    let mut best: HashMap<(usize, usize), (f64, bool)> = HashMap::new();
    for row in rows {
        let p = logistic(dot(&row.features, weights));
        let place = best.entry((row.line, row.at)).or_insert((0.0, false));
        if p > place.0 {
            *place = (p, row.right);
        }
    }
    println!("confidence     edits   right   of all damage");
    for (low, high) in [(0.3, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 0.99), (0.99, 1.01), (0.85, 1.01)] {
        let here: Vec<bool> = best.values().filter(|p| p.0 >= low && p.0 < high).map(|p| p.1).collect();
        let right = here.iter().filter(|r| **r).count();
        println!(
            "{low:.2}-{high:.2}  {:>9}  {:>6.3}  {:>6.3}",
            here.len(),
            right as f64 / here.len().max(1) as f64,
            right as f64 / damaged as f64
        );
    }
}
