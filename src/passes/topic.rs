//! Whether a text speaks of what another text speaks of: counts of character pairs, or of words, in small hashed tables.
//!
//! The odds are those of two language models that are mixed half and half with the page's own (a unigram model over pairs).

use crate::text;

/// Cells of a table; a page has a few thousand pairs.
const CELLS: usize = 1 << 14;
/// A word says something from this many letters on.
const WORD: usize = 4;
/// Pairs of a text that are looked at; more of them do not make it clearer.
const MOST: usize = 600;

/// What a text speaks of.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    counts: Vec<u16>,
    total: u32,
}

impl Topic {
    /// The topic of some texts together.
    pub(crate) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut topic = Self { counts: vec![0; CELLS], total: 0 };
        texts.for_each(|text| topic.add(text));
        topic
    }

    /// Adds a text.
    pub(crate) fn add(&mut self, text: &str) {
        grams(text, &mut |cell| {
            if let Some(count) = self.counts.get_mut(cell) {
                *count = count.saturating_add(1);
                self.total = self.total.saturating_add(1);
            }
        });
    }

    fn share(&self, cell: usize) -> f32 {
        let count = self.counts.get(cell).copied().unwrap_or(0);
        // Counts of a page are far below the 24 bits that a float holds.
        f32::from(count) / (self.total as f32).max(1.0)
    }
}

/// How much likelier the text goes with `a` than with `b`, in bits, against the background of the page.
pub(crate) fn odds<'t>(texts: impl Iterator<Item = &'t str>, a: &Topic, b: &Topic, page: &Topic) -> f32 {
    let mut sum = 0.0;
    let mut seen = 0;
    for text in texts {
        grams(text, &mut |cell| {
            seen += 1;
            if seen <= MOST {
                let ground = page.share(cell).max(f32::EPSILON);
                sum += ((a.share(cell) + ground) / (b.share(cell) + ground)).log2();
            }
        });
        if seen > MOST {
            break;
        }
    }
    sum
}

/// Pairs of adjacent ideographs or kana, and longer words of other scripts.
fn grams(text: &str, sink: &mut dyn FnMut(usize)) {
    let mut before: Option<char> = None;
    let mut word = 0_u32;
    let mut letters = 0;
    for c in text.chars() {
        let wide = text::is_ea_letter(c);
        if let Some(b) = before.filter(|_| wide) {
            sink(cell(u32::from(b).wrapping_mul(0x1_0001).wrapping_add(u32::from(c))));
        }
        before = wide.then_some(c);
        if !wide && !text::is_ea_punct(c) && c.is_alphabetic() {
            word = word.wrapping_mul(31).wrapping_add(u32::from(c.to_lowercase().next().unwrap_or(c)));
            letters += 1;
            continue;
        }
        if letters >= WORD {
            sink(cell(word));
        }
        (word, letters) = (0, 0);
    }
    if letters >= WORD {
        sink(cell(word));
    }
}

/// Fibonacci hashing.
fn cell(n: u32) -> usize {
    usize::try_from(n.wrapping_mul(0x9E37_79B1) >> 18).unwrap_or(0) & (CELLS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_goes_with_its_topic() {
        let (boat, tree) = ("渔船出港，渔民撒网捕鱼，渔港热闹。", "红树林里种下红树苗，滩涂变绿。");
        let page = Topic::of([boat, tree, "渔民说，渔船明天回渔港。"].into_iter());
        let odds = odds(["渔民说，渔船明天回渔港。"].into_iter(), &Topic::of([boat].into_iter()), &Topic::of([tree].into_iter()), &page);
        assert!(odds > 2.0, "{odds}");
    }
}
