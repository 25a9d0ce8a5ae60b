//! What each block of a page is, by the text of its gold.

use crate::units::{FOUND, NOT_FOUND, PROBE, Pattern, Unit, Units, letters};
use copydesk::{Role, Weighed};

/// What is known of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Is(Role),
    /// It was found nowhere: noise, a picture, an advertisement, or text that is too damaged. A title would be known.
    NoTitle,
    /// Part of a headline whose rest stands elsewhere.
    Rest,
    /// It may be anything.
    Unknown,
}

impl Units {
    /// The labels of a page's blocks.
    pub(crate) fn label(&self, page: &Weighed) -> Vec<Label> {
        let texts: Vec<Vec<char>> = page.blocks.iter().map(|block| letters(&block.text)).collect();
        let found: Vec<(Label, Option<usize>)> = texts.iter().map(|text| self.find(text)).collect();
        let mut labels: Vec<Label> = found.iter().map(|(label, _)| *label).collect();
        for unit in 0..self.units.len() {
            let parts: Vec<usize> = (0..found.len()).filter(|&n| found[n] == (Label::Is(Role::Headline), Some(unit))).collect();
            for run in lesser_runs(&parts, &texts) {
                run.iter().for_each(|&n| labels[n] = Label::Rest);
            }
        }
        labels
    }

    /// What a text is, and the unit that it is of.
    fn find(&self, text: &[char]) -> (Label, Option<usize>) {
        if text.len() < 2 {
            return (Label::Is(Role::Furniture), None);
        }
        let start = self.search(&text[..text.len().min(PROBE)], text);
        let end = if text.len() > PROBE { self.search(&text[text.len() - PROBE..], text) } else { start };
        match (start, end) {
            (Found::Unit(a), Found::Unit(b)) if self.units[a].0 == self.units[b].0 => (Label::Is(self.units[a].0), Some(a)),
            (Found::Nowhere, Found::Nowhere) => (Label::NoTitle, None),
            _ => (Label::Unknown, None),
        }
    }

    /// Where a part of a text is found.
    fn search(&self, probe: &[char], text: &[char]) -> Found {
        let pattern = Pattern::new(probe);
        let (like, unit) = likest(&pattern, &self.units, text);
        let (by_chance, _) = likest(&pattern, &self.backwards, text);
        match like - by_chance {
            more if more >= FOUND => Found::Unit(unit),
            more if more < NOT_FOUND => Found::Nowhere,
            _ => Found::Perhaps,
        }
    }
}

#[derive(Clone, Copy)]
enum Found {
    Unit(usize),
    Perhaps,
    Nowhere,
}

/// The blocks of a headline that stand apart from most of it: all runs of neighbours but the one with the most letters.
fn lesser_runs(parts: &[usize], texts: &[Vec<char>]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for &n in parts {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| last + 1 == n) => run.push(n),
            _ => runs.push(vec![n]),
        }
    }
    let size = |run: &[usize]| run.iter().map(|&n| texts[n].len()).sum::<usize>();
    let largest = (0..runs.len()).rev().max_by_key(|&n| size(&runs[n]));
    largest.map(|n| runs.remove(n));
    runs
}

/// How like the most alike unit is, and which it is; `text` is the whole of what it is looked for.
fn likest(pattern: &Pattern, units: &[Unit], text: &[char]) -> (f64, usize) {
    let mut best = (f64::MIN, 0);
    for (n, unit) in units.iter().enumerate() {
        let worth = pattern.worth(unit, text);
        if worth > best.0 {
            best = (worth, n);
        }
    }
    best
}
