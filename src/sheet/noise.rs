//! What is no text though the engine read it: specks, and second readings of a line.

use crate::page::Block;
use crate::reader::Rect;
use crate::sheet::Word;
use crate::text;
use std::collections::HashSet;
use std::ops::Range;

/// Whether a block is no text: few letters that the engine is not sure of, or large print of more signs than letters.
pub(super) fn is_speck_block(block: &Block, page: &str) -> bool {
    let text = block.text(page);
    if block.mark > 0 && is_of_signs(&text) {
        return true;
    }
    let sure = f32::from(block.place.sure) / 100.0;
    sure > 0.0 && !text::ends_closed(&text) && is_noise(letters(&text), sure)
}

/// A line of so many letters whose words the engine is not this sure of is a speck.
const SPECK_LETTERS: usize = 3;
const SPECK_SURE: f32 = 0.5;
/// The same for somewhat longer lines that nothing speaks for.
const NOISE_CELLS: usize = 8;
const NOISE_SURE: f32 = 0.2;

/// Whether so few letters, of so many cells and such a mean confidence, are no text.
fn is_noise((letters, cells): (usize, usize), sure: f32) -> bool {
    letters <= SPECK_LETTERS && sure < SPECK_SURE || cells <= NOISE_CELLS && sure < NOISE_SURE
}

/// Whether a text has more signs that print seldom has than letters and figures: an engine read a picture.
fn is_of_signs(text: &str) -> bool {
    let signs = text.chars().filter(|c| c.is_ascii_punctuation() && !PRINTED.contains(*c)).count();
    signs >= SIGNS && signs > text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Signs of such a text, at least; asterisks that part texts are fewer.
const SIGNS: usize = 5;
/// What stands in print, of ASCII.
const PRINTED: &str = ".,;:!?'\"()[]-&/%$";

/// Letters of a text and their cells.
fn letters(text: &str) -> (usize, usize) {
    text.chars().filter(|c| c.is_alphanumeric()).fold((0, 0), |(n, cells), c| (n + 1, cells + text::cells_of(c)))
}

/// A word of a line, as far as noise at the ends of that is concerned.
pub(super) struct Print {
    letters: usize,
    cells: usize,
    figure: bool,
    sure: f32,
    rect: Rect,
}

impl Print {
    pub(super) fn of(text: &str, sure: f32, rect: Rect) -> Self {
        let (letters, cells) = letters(text);
        Self { letters, cells, figure: text.contains(|c: char| c.is_ascii_digit()), sure, rect }
    }
}

/// Noise at the ends of lines: the white between it and the rest, in the height of the line, its cells at most, and whether there may be
/// figures in it.
pub(super) struct Ends {
    white: f32,
    /// So many times as wide as the white between the words that are left is that before noise: what is set wide has white between all.
    wider: f32,
    cells: usize,
    figures: bool,
}

/// Between rules a line has ornaments at its ends, or letters in white on black, behind which a motto stands in black on white. In such
/// lines of 408 pages nine of ten ends that the engine is so unsure of are no text.
pub(super) const BETWEEN_RULES: Ends = Ends { white: 0.5, wider: 1.3, cells: usize::MAX, figures: true };
/// Specks that an engine took for the end of a line far from them. Of 260 on these pages, eight are text. Figures are those of tables.
const FAR_OFF: Ends = Ends { white: 5.0, wider: 0.0, cells: 4, figures: false };
/// How sure the engine is of noise at most, and of the rest at least.
const END_SURE: f32 = 0.35;
const REST_SURE: f32 = 0.6;

impl Ends {
    /// Which words of a line are left without the noise at its ends, of which the engine is not sure, and parted from the others by white.
    pub(super) fn leave(&self, words: &[Print]) -> Range<usize> {
        let mut heights: Vec<f32> = words.iter().map(|word| word.rect.height()).collect();
        heights.sort_by(f32::total_cmp);
        let em = heights.get(heights.len() / 2).copied().unwrap_or(0.0);
        let gaps: Vec<f32> = words.windows(2).map(|pair| pair[1].rect.x0 - pair[0].rect.x1).collect();
        let wider = |gap: f32, others: &[f32]| others.iter().all(|other| gap > other * self.wider);
        let (mut start, mut end) = (0, words.len());
        for (n, &gap) in (1..words.len()).zip(&gaps).filter(|(_, gap)| **gap > em * self.white) {
            let ((left, right), (before, behind)) = (words.split_at(n), gaps.split_at(n));
            start = if wider(gap, behind) && self.is_noise(left, right) { n } else { start };
            let before = before.get(..n - 1).unwrap_or_default();
            end = if end == words.len() && wider(gap, before) && self.is_noise(right, left) { n } else { end };
        }
        if start < end { start..end } else { 0..words.len() }
    }

    fn is_noise(&self, end: &[Print], rest: &[Print]) -> bool {
        let letters = |words: &[Print]| words.iter().map(|word| word.letters).sum::<usize>();
        let few = end.iter().map(|word| word.cells).sum::<usize>() <= self.cells && letters(end) <= letters(rest);
        let told = self.figures || end.iter().all(|word| !word.figure);
        few && told && mean_sure(end) < END_SURE && mean_sure(rest) > REST_SURE
    }
}

/// How sure the engine is of some words, by their letters.
fn mean_sure(words: &[Print]) -> f32 {
    let weight = |word: &Print| word.letters.max(1) as f32;
    let sum: f32 = words.iter().map(|word| word.sure * weight(word)).sum();
    sum / words.iter().map(weight).sum::<f32>().max(1.0)
}

/// Places of the words far off at the ends of an engine's lines that are no text.
pub(super) fn strays(words: &[Word], page: &str) -> HashSet<usize> {
    let mut out = HashSet::new();
    let far = |pair: &[Word]| match pair {
        [Word { rect: Some(a), .. }, Word { rect: Some(b), .. }] => b.x0 - a.x1 > a.height().min(b.height()),
        _ => false,
    };
    let print = |word: &Word| Some(Print::of(word.span.of(page), word.sure?, word.rect?));
    for line in words.chunk_by(|a, b| a.line == b.line).filter(|line| line.windows(2).any(far)) {
        let Some(prints) = line.iter().map(print).collect::<Option<Vec<Print>>>() else { continue };
        let left = FAR_OFF.leave(&prints);
        out.extend(line.iter().enumerate().filter(|(n, _)| !left.contains(n)).map(|(_, word)| word.span.start));
    }
    out
}

/// A line of the engine's, as far as specks are concerned.
struct Seen {
    line: usize,
    rect: Option<Rect>,
    letters: usize,
    cells: usize,
    /// Sum of the words' confidences, by their letters.
    sure: f32,
    weight: usize,
    closed: bool,
}

impl Seen {
    fn of(line: &[Word], page: &str) -> Option<Self> {
        let (first, last) = line.first().zip(line.last())?;
        let rect = line.iter().filter_map(|w| w.rect).reduce(Rect::union);
        let closed = text::ends_closed(last.span.of(page));
        let mut out = Self { line: first.line, rect, letters: 0, cells: 0, sure: 0.0, weight: 0, closed };
        for word in line {
            let (letters, cells) = letters(word.span.of(page));
            out.letters += letters;
            out.cells += cells;
            out.sure += word.sure.unwrap_or(1.0) * letters.max(1) as f32;
            out.weight += letters.max(1);
        }
        Some(out)
    }

    fn is_sure(&self) -> bool {
        self.sure >= SPECK_SURE * self.weight as f32
    }

    fn is_speck(&self) -> bool {
        !self.closed && is_noise((self.letters, self.cells), self.sure / self.letters.max(self.weight) as f32)
    }

    /// Whether it goes on from the line above it: as high as that, below it and close to it. A word of a title is no speck.
    fn goes_on_from(&self, above: &Self) -> bool {
        let Some((a, b)) = above.rect.zip(self.rect) else { return false };
        let alike = a.height().max(b.height()) < a.height().min(b.height()) * ALIKE;
        let within = a.x0 - a.height() < b.x0 && b.x1 < a.x1 + a.height();
        let close = b.middle() > a.y1 && b.y0 < a.y1 + a.height() * CLOSE;
        above.is_sure() && self.letters > 1 && alike && within && close
    }

    /// Whether it stands where another line does: parts of its glyphs, read again.
    fn is_ghost_of(&self, other: &Self) -> bool {
        let Some((a, b)) = self.rect.zip(other.rect) else { return false };
        let overlap = |a0: f32, a1: f32, b0: f32, b1: f32| (a1.min(b1) - a0.max(b0)) / (a1 - a0).max(1.0);
        other.is_sure() && overlap(a.y0, a.y1, b.y0, b.y1) > GHOST_HEIGHT && overlap(a.x0, a.x1, b.x0, b.x1) > GHOST_WIDTH
    }
}

/// Lines of one title are as high as each other but for this, with less white between them than this share of their height.
const ALIKE: f32 = 1.3;
const CLOSE: f32 = 0.8;

/// Shares of a ghost's height and width that its line covers.
const GHOST_HEIGHT: f32 = 0.6;
const GHOST_WIDTH: f32 = 0.5;

/// The lines that the engine is sure of, from the top of the page down. Where they stand in the file does not matter.
struct Sure<'s> {
    lines: Vec<(Rect, &'s Seen)>,
    tallest: f32,
}

/// Lines that are looked at beside one place; a page has no so many columns.
const MOST_BESIDE: usize = 256;

impl<'s> Sure<'s> {
    fn of(lines: &'s [Seen]) -> Self {
        let mut lines: Vec<(Rect, &Seen)> =
            lines.iter().filter(|seen| seen.is_sure()).filter_map(|seen| Some((seen.rect?, seen))).collect();
        lines.sort_by(|(a, _), (b, _)| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
        let tallest = lines.iter().map(|(rect, _)| rect.height()).fold(0.0, f32::max);
        Self { lines, tallest }
    }

    /// Those that may reach below a place, and begin above another one.
    fn between(&self, top: f32, bottom: f32) -> impl Iterator<Item = &'s Seen> {
        let first = self.lines.partition_point(|(rect, _)| rect.y0 < top - self.tallest);
        let end = self.lines.partition_point(|(rect, _)| rect.y0 <= bottom);
        self.lines.get(first..end).unwrap_or_default().iter().rev().take(MOST_BESIDE).map(|line| line.1)
    }

    /// Whether a line is another one of them, read again.
    fn has_ghost(&self, seen: &Seen) -> bool {
        let of_another = |rect: Rect| self.between(rect.y0, rect.y1).any(|other| seen.is_ghost_of(other));
        !seen.is_sure() && seen.rect.is_some_and(of_another)
    }

    /// Whether one of them goes on in a line.
    fn go_on_in(&self, seen: &Seen) -> bool {
        let of_another = |rect: Rect| self.between(rect.y0 - self.tallest, rect.y1).any(|above| seen.goes_on_from(above));
        seen.rect.is_some_and(of_another)
    }
}

/// Numbers of the lines that are nothing but specks.
pub(super) fn specks(words: &[Word], page: &str) -> HashSet<usize> {
    let lines: Vec<Seen> = words.chunk_by(|a, b| a.line == b.line).filter_map(|line| Seen::of(line, page)).collect();
    let sure = Sure::of(&lines);
    lines.iter().filter(|seen| seen.is_speck() && !sure.go_on_in(seen) || sure.has_ghost(seen)).map(|seen| seen.line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Told;
    use crate::span::Span;

    #[test]
    fn a_ghost_is_found_wherever_it_stands_in_the_file() {
        let page = "abcdefgh";
        let word = |line: usize, y: f32, sure: f32| Word {
            span: Span::new(0, 8),
            rect: Some(Rect::new(0.0, y, 80.0, y + 10.0)),
            line,
            sure: Some(sure),
            told: Told::default(),
        };
        let mut words: Vec<Word> = (0..9).map(|n| word(n, 20.0 * n as f32, 0.9)).collect();
        words.insert(0, word(9, 141.0, 0.4));
        assert_eq!(specks(&words, page), HashSet::from([9]));
        words.rotate_left(1);
        assert_eq!(specks(&words, page), HashSet::from([9]));
    }

    #[test]
    fn noise_at_the_ends_of_a_line_is_unsure_and_white_parts_it() {
        // Of each word its text, from where to where it reaches, and how sure the engine is of it.
        let left = |ends: &Ends, words: &[(&str, f32, f32, f32)]| {
            let print = |&(text, x0, x1, sure): &(&str, f32, f32, f32)| Print::of(text, sure, Rect::new(x0, 0.0, x1, 40.0));
            ends.leave(&words.iter().map(print).collect::<Vec<_>>())
        };
        let (motto, name) = (("一件接着", 140.0, 300.0, 0.9), ("关注港口", 0.0, 160.0, 0.9));
        assert_eq!(left(&BETWEEN_RULES, &[("必", 0.0, 40.0, 0.0), ("曙漳", 50.0, 110.0, 0.1), motto]), 2..3);
        assert_eq!(left(&BETWEEN_RULES, &[("人在", 0.0, 110.0, 0.8), motto]), 0..2);
        assert_eq!(left(&BETWEEN_RULES, &[("必曙漳", 0.0, 136.0, 0.0), motto]), 0..2);
        assert_eq!(left(&BETWEEN_RULES, &[name, ("国生", 200.0, 240.0, 0.1), ("_", 300.0, 310.0, 0.2)]), 0..1);
        let (ferry, sinks, off) = (("Ferry", 0.0, 100.0, 0.3), ("Sinks", 127.0, 230.0, 0.9), ("Off", 257.0, 320.0, 0.9));
        assert_eq!(left(&BETWEEN_RULES, &[ferry, sinks, off]), 0..3);
        assert_eq!(left(&FAR_OFF, &[name, ("国生", 200.0, 240.0, 0.1)]), 0..2);
        assert_eq!(left(&FAR_OFF, &[name, ("国生", 500.0, 540.0, 0.1)]), 0..1);
        assert_eq!(left(&FAR_OFF, &[name, ("国生了", 500.0, 540.0, 0.1)]), 0..2);
        assert_eq!(left(&FAR_OFF, &[name, ("12", 500.0, 540.0, 0.1)]), 0..2);
        assert_eq!(left(&FAR_OFF, &[]), 0..0);
    }

    #[test]
    fn large_print_of_signs_is_no_title() {
        for (text, wanted) in [
            ("^*** *** W ?* -y", true),
            ("* * *", false),
            ("“Who?!”", false),
            ("1914–1918: 4,000,000", false),
            ("【号外】", false),
            ("$$$ 100 %", false),
        ] {
            assert_eq!(is_of_signs(text), wanted, "{text}");
        }
    }

    #[test]
    fn the_last_word_of_a_title_is_no_speck() {
        let page = "渡口的老钟重新\n走动\n走动";
        let word = |line: usize, text: (usize, usize), (x, y): (f32, f32), height: f32, sure: f32| Word {
            span: Span::new(text.0, text.1),
            rect: Some(Rect::new(x, y, x + height * (text.1 - text.0) as f32 / 3.0, y + height)),
            line,
            sure: Some(sure),
            told: Told::default(),
        };
        let title = word(0, (0, 21), (0.0, 0.0), 30.0, 0.9);
        let below = |x: f32, y: f32, height: f32| vec![title, word(1, (22, 28), (x, y), height, 0.4)];
        assert!(specks(&below(60.0, 38.0, 28.0), page).is_empty());
        // Far below it, beside it, or much lower than it.
        for words in [below(60.0, 90.0, 28.0), below(400.0, 38.0, 28.0), below(60.0, 38.0, 9.0)] {
            assert_eq!(specks(&words, page).len(), 1, "{words:?}");
        }
    }
}
