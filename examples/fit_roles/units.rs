//! The texts of a gold page, and how like them a piece of a page is.

use copydesk::Role;
use serde_json::Value;
use std::collections::HashMap;

/// The texts of a gold page, letters and digits only.
pub(crate) struct Units {
    pub(crate) units: Vec<Unit>,
    /// The same read backwards.
    pub(crate) backwards: Vec<Unit>,
}

pub(crate) type Unit = (Role, Vec<char>);

/// Letters that are looked for at once: those that a machine word has bits for.
pub(crate) const PROBE: usize = 64;
/// A piece is found where it is so much more like a text than like any that is read backwards, which it is like by chance; where it is
/// not even so much more like one, it is none of them. With half the first and without the second, articles come out much the same.
pub(crate) const FOUND: f64 = 0.2;
pub(crate) const NOT_FOUND: f64 = 0.05;
/// What a piece that is a whole unit has before one that is part of a longer one; by hand.
const WHOLE: f64 = 0.1;
/// A byline may stand in a piece of so many times its letters, and so many more.
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

pub(crate) fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn holds(text: &[char], part: &[char]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// A few letters to look for, by Myers's bit-parallel search.
pub(crate) struct Pattern {
    /// The places of each letter.
    places: HashMap<char, u64>,
    len: usize,
}

impl Pattern {
    pub(crate) fn new(probe: &[char]) -> Self {
        let mut places = HashMap::new();
        probe.iter().take(PROBE).enumerate().for_each(|(n, c)| *places.entry(*c).or_insert(0) |= 1 << n);
        Self { places, len: probe.len().min(PROBE) }
    }

    /// How like a unit is; `text` is the whole of what it is looked for.
    pub(crate) fn worth(&self, (role, unit): &Unit, text: &[char]) -> f64 {
        let part = 1.0 - (text.len() as f64 / unit.len() as f64).min(1.0);
        let is_in = *role == Role::Byline && text.len() < IN_BLOCK.0 * unit.len() + IN_BLOCK.1 && holds(text, unit);
        let like = if is_in { 1.0 } else { 1.0 - self.distance(unit) as f64 / self.len as f64 };
        like - WHOLE * part
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
