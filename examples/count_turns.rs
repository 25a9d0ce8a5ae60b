//! Counts the tables of `src/turns/chance.rs`: `cargo run --release --example count_turns -- LANG FILE…`.
//!
//! Each FILE is a page as JSON, a list of lines with boxes (`[{"text", "x0", "y0", "x1", "y1"}]`) in the order in which an engine that knows
//! no columns writes them: by height, then from left to right. The boxes say which line stands above which in its column. Prints how
//! many bits each figure speaks for a line and the next one of its column, against other lines near it.

#![allow(clippy::print_stdout, reason = "a program that reports what it found")]

use copydesk::TurnCounts;
use serde::Deserialize;
use std::{env, error::Error, fs};

/// Lines' heights that lines of a column are apart at most, by which their heights may differ, and by which their left edges do where
/// one is short.
const APART: f32 = 1.2;
const HEIGHTS: f32 = 0.35;
const EDGES: f32 = 3.2;

#[derive(Deserialize)]
struct Line {
    text: String,
    x0: f32,
    y0: f32,
    x1: f32,
    y1: f32,
}

impl Line {
    fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// Whether another line stands above it in the same column, near or far.
    fn is_below(&self, above: &Self) -> bool {
        let common = self.x1.min(above.x1) - self.x0.max(above.x0);
        let narrow = (self.x1 - self.x0).min(above.x1 - above.x0);
        let beside = common > narrow / 2.0 || common > 0.0 && (self.x0 - above.x0).abs() < EDGES * self.height();
        above.y0 < self.y0 - 2.0 && beside
    }

    fn goes_on(&self, above: &Self) -> bool {
        self.y0 - above.y1 <= APART * self.height() && (above.height() - self.height()).abs() <= HEIGHTS * self.height()
    }
}

/// The line above each line, where that is of the same column and stands before it.
fn above(lines: &[Line]) -> Vec<Option<usize>> {
    let mut taken = vec![false; lines.len()];
    let nearest = |(n, line): (usize, &Line)| {
        let over = lines.iter().enumerate().filter(|(m, other)| *m != n && line.is_below(other));
        let (at, other) = over.max_by(|a, b| a.1.y1.total_cmp(&b.1.y1))?;
        let right = at < n && line.goes_on(other) && !std::mem::replace(&mut taken[at], true);
        right.then_some(at)
    };
    lines.iter().enumerate().map(nearest).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let Some((lang, files)) = args.split_first().filter(|(_, files)| !files.is_empty()) else {
        return Err("usage: count_turns LANG FILE…".into());
    };
    let mut counts = TurnCounts::default();
    for file in files {
        let lines: Vec<Line> = serde_json::from_slice(&fs::read(file)?)?;
        let texts: Vec<String> = lines.iter().map(|line| line.text.clone()).collect();
        counts.add(&texts, &above(&lines), lang);
    }
    print!("{}", counts.tables());
    Ok(())
}
