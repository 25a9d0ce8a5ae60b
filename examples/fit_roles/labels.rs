//! What each block of a page is, by the text of its gold.

use copydesk::{Role, Weighed};
use serde_json::Value;
use std::collections::HashMap;

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

/// The texts of a gold page, letters and digits only.
pub(crate) struct Units {
    units: Vec<Unit>,
    /// The same read backwards.
    backwards: Vec<Unit>,
}

type Unit = (Role, Vec<char>);

/// Letters of a block at its start and its end that are looked for: those that a machine word has bits for.
const PROBE: usize = 64;
/// A block is found where it is so much more like a text than like any that is read backwards, which it is like by chance; where it is
/// not even so much more like one, it is none of them. With half the first and without the second, articles come out much the same.
const FOUND: f64 = 0.2;
const NOT_FOUND: f64 = 0.05;
/// What a block that is a whole unit has before one that is part of a longer one; by hand.
const WHOLE: f64 = 0.1;
/// A byline may stand in a block of so many times its letters, and so many more.
const IN_BLOCK: (usize, usize) = (2, 14);

impl Units {
    /// The units of a page; of two that are alike the first one counts.
    pub(crate) fn of(gold: &Value) -> Self {
        let mut units = Vec::new();
        let articles = gold["articles"].as_array().map_or(&[][..], Vec::as_slice);
        let fields = [
            ("section", Role::Section),
            ("kicker", Role::Kicker),
            ("headline", Role::Headline),
            ("deck", Role::Deck),
            ("byline", Role::Byline),
            ("captions", Role::Caption),
            ("jump", Role::Jump),
            ("paragraphs", Role::Paragraph),
        ];
        for (field, role) in fields {
            articles.iter().for_each(|article| add(&article[field], role, &mut units));
        }
        // A dateline may stand on a line of its own.
        articles.iter().for_each(|article| add(&article["dateline"], Role::Paragraph, &mut units));
        add(&gold["furniture"], Role::Furniture, &mut units);
        add(&gold["masthead"], Role::Furniture, &mut units);
        let backwards = units.iter().map(|(role, text): &Unit| (*role, text.iter().rev().copied().collect())).collect();
        Self { units, backwards }
    }

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
        let (like, unit) = pattern.likest(&self.units, text);
        let (by_chance, _) = pattern.likest(&self.backwards, text);
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

/// Adds the texts of a field: one, a list, or a list of objects with a text.
fn add(field: &Value, role: Role, out: &mut Vec<(Role, Vec<char>)>) {
    match field {
        Value::String(text) => out.push((role, letters(text))),
        Value::Array(list) => list.iter().for_each(|one| add(one, role, out)),
        Value::Object(object) => object.get("text").into_iter().for_each(|text| add(text, role, out)),
        _ => {}
    }
    out.retain(|(_, text)| text.len() > 1);
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn holds(text: &[char], part: &[char]) -> bool {
    text.windows(part.len()).any(|window| window == part)
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

/// A few letters to look for, by Myers's bit-parallel search.
struct Pattern {
    /// The places of each letter.
    places: HashMap<char, u64>,
    len: usize,
}

impl Pattern {
    fn new(probe: &[char]) -> Self {
        let mut places = HashMap::new();
        probe.iter().take(PROBE).enumerate().for_each(|(n, c)| *places.entry(*c).or_insert(0) |= 1 << n);
        Self { places, len: probe.len().min(PROBE) }
    }

    /// How like the most alike unit is, and which it is; `text` is the whole of what it is looked for.
    fn likest(&self, units: &[Unit], text: &[char]) -> (f64, usize) {
        let mut best = (f64::MIN, 0);
        for (n, (role, unit)) in units.iter().enumerate() {
            let part = 1.0 - (text.len() as f64 / unit.len() as f64).min(1.0);
            let is_in = *role == Role::Byline && text.len() < IN_BLOCK.0 * unit.len() + IN_BLOCK.1 && holds(text, unit);
            let like = if is_in { 1.0 } else { 1.0 - self.distance(unit) as f64 / self.len as f64 };
            let worth = like - WHOLE * part;
            if worth > best.0 {
                best = (worth, n);
            }
        }
        best
    }

    /// The least number of letters to change, add or leave out for it to stand somewhere in a text.
    fn distance(&self, text: &[char]) -> usize {
        let last = 1_u64 << (self.len - 1);
        let (mut up, mut down) = (u64::MAX, 0_u64);
        let (mut here, mut least) = (self.len, self.len);
        for c in text {
            let same = self.places.get(c).copied().unwrap_or(0);
            let diagonal = same | down;
            let along = ((same & up).wrapping_add(up) ^ up) | same;
            let (more, less) = (down | !(along | up), up & along);
            here = here + usize::from(more & last != 0) - usize::from(less & last != 0);
            least = least.min(here);
            let (more, less) = (more << 1, less << 1);
            (up, down) = (less | !(diagonal | more), more & diagonal);
        }
        least
    }
}
