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
        grams(text, |cell| {
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
        grams(text, |cell| {
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
fn grams(text: &str, mut sink: impl FnMut(usize)) {
    let mut before: Option<char> = None;
    let mut word = Word::default();
    for c in text.chars() {
        // Nine characters in ten of an East Asian page are of the first range.
        let wide = matches!(c, '\u{4E00}'..='\u{9FFF}') || text::is_ea_letter(c);
        if wide {
            if let Some(b) = before {
                sink(cell(u32::from(b).wrapping_mul(0x1_0001).wrapping_add(u32::from(c))));
            }
            before = Some(c);
        } else {
            before = None;
            if !text::is_ea_punct(c) && c.is_alphabetic() {
                word.take(c);
                continue;
            }
        }
        word.end(&mut sink);
    }
    word.end(&mut sink);
}

/// A word of letters, as a hash.
#[derive(Default)]
struct Word {
    hash: u32,
    letters: usize,
}

impl Word {
    fn take(&mut self, c: char) {
        self.hash = self.hash.wrapping_mul(31).wrapping_add(u32::from(c.to_lowercase().next().unwrap_or(c)));
        self.letters += 1;
    }

    fn end(&mut self, sink: &mut impl FnMut(usize)) {
        if self.letters >= WORD {
            sink(cell(self.hash));
        }
        *self = Self::default();
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
