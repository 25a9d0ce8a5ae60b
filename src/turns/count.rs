//! What lines say of each other on pages whose columns are known, counted for the tables of [`chance`](super::chance) by
//! `examples/count_turns.rs`.

use crate::lang::Lang;
use crate::rows::Fit;
use crate::span::Span;
use crate::turns::chance::{Above, Place};
use crate::turns::thread::Lines;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Lines behind a line among which the next one of its column is looked for.
const NEAR: usize = 14;

/// How often something was so between lines of a column, or at the start of one, and how often elsewhere.
type Counts<K> = BTreeMap<K, [u32; 2]>;

/// What was counted on some pages of one kind of script.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct TurnCounts {
    flow: Counts<(bool, usize)>,
    length: Counts<(bool, [usize; 2])>,
    second: Counts<(bool, usize)>,
    begins: Counts<[usize; 3]>,
    ends: Counts<(usize, bool)>,
    histories: Counts<[bool; 2]>,
}

impl TurnCounts {
    /// Counts a page: its lines in the order of the file, and the line above each in its column, which stands before it.
    pub fn add(&mut self, lines: &[String], above: &[Option<usize>], lang: &str) {
        let Some(lang) = Lang::from_tag(lang) else { return };
        let page = lines.join("\n");
        let mut end = 0;
        let spans: Vec<Span> = lines
            .iter()
            .map(|line| {
                let start = end;
                end += line.len() + 1;
                Span::new(start, start + line.len())
            })
            .collect();
        let fit = Fit::new(&page, lang.into());
        let lines = Lines::new(&page, &spans, &fit);
        let mut below = BTreeMap::new();
        above.iter().enumerate().filter_map(|(n, a)| Some(((*a)?, n))).for_each(|(a, n)| _ = below.insert(a, n));
        let mut columns: Vec<Above> = Vec::with_capacity(lines.len());
        for (n, above) in above.iter().enumerate() {
            columns.push(lines.below(above.and_then(|a| columns.get(a)), n));
        }
        for (n, column) in columns.iter().enumerate() {
            let before = [1, 2].map(|back| n.checked_sub(back).is_none_or(|n| above[n].is_none()));
            count(&mut self.histories, before, above[n].is_none());
            count(&mut self.begins, lines.kind(n), above[n].is_none());
            count(&mut self.ends, (column.lines.min(3), column.ended), !below.contains_key(&n));
            if let Some(&next) = below.get(&n).filter(|&&next| next - n <= NEAR) {
                (n + 1..lines.len().min(n + 1 + NEAR)).for_each(|other| self.pair(&lines, *column, [n, other], other == next));
            }
        }
    }

    fn pair(&mut self, lines: &Lines<'_>, above: Above, [n, other]: [usize; 2], right: bool) {
        count(&mut self.flow, (above.ended, lines.flow_place(n, other)), right);
        match above.place(lines.cells(other)) {
            Place::Second(place) => count(&mut self.second, (above.ended, place), right),
            Place::Further(row, place) => count(&mut self.length, (above.ended, [row, place]), right),
        }
    }

    /// The tables, a line for each entry.
    pub fn tables(&self) -> String {
        let mut out = String::new();
        odds(&mut out, "flow (behind a sentence, place)", &self.flow);
        // Both say how the next line's length stands to what is above.
        odds(&mut out, "length (behind a sentence, last line and next one)", &self.length);
        odds(&mut out, "second (behind a sentence, place)", &self.second);
        odds(&mut out, "begins (length, marks, ends a sentence)", &self.begins);
        shares(&mut out, "ends (lines, ends a sentence)", &self.ends);
        shares(&mut out, "begins behind (last line, the one before it)", &self.histories);
        out
    }
}

fn count<K: Ord>(counts: &mut Counts<K>, key: K, yes: bool) {
    counts.entry(key).or_default()[usize::from(!yes)] += 1;
}

/// Bits by which each entry is more frequent on one side than on the other.
fn odds<K: std::fmt::Debug>(out: &mut String, name: &str, counts: &Counts<K>) {
    let all = [0, 1].map(|side| counts.values().map(|c| f64::from(c[side])).sum::<f64>().max(1.0));
    let _ = writeln!(out, "{name}: bits, counts");
    for (key, &[yes, no]) in counts {
        let bits = ((f64::from(yes) + 0.5) / all[0] / ((f64::from(no) + 1.0) / all[1])).log2();
        let _ = writeln!(out, "  {key:?} {bits:.1} ({yes}, {no})");
    }
}

/// Bits that it costs that something is so, and that it is not.
fn shares<K: std::fmt::Debug>(out: &mut String, name: &str, counts: &Counts<K>) {
    let _ = writeln!(out, "{name}: bits of yes and no, counts");
    for (key, &[yes, no]) in counts {
        let all = f64::from(yes) + f64::from(no);
        let bits = [yes, no].map(|n| (all / f64::from(n.max(1))).log2());
        let _ = writeln!(out, "  {key:?} {:.1} {:.1} ({yes}, {no})", bits[0], bits[1]);
    }
}
