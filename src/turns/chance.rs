//! What lines say of how they stand to each other, in bits: how much more often so between a line and the next one of its column than
//! between it and the other lines near it. Counted by `examples/count_turns.rs` on 34 rendered newspaper pages in six languages, the lines of
//! which were put in the order of their heights, and on one page of a real engine's lines.

use std::ops::RangeInclusive;

/// Cells of an indent, and by which a line may differ from the measure and yet fill it.
const INDENT: RangeInclusive<usize> = 3..=6;
const SLACK: usize = 2;

/// A line's length against the measure of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    Full,
    Indented,
    Short,
    Long,
}

impl Length {
    pub(super) fn of(cells: usize, measure: usize) -> Self {
        match measure.checked_sub(cells) {
            Some(0..=SLACK) => Self::Full,
            Some(lack) if INDENT.contains(&lack) => Self::Indented,
            Some(_) => Self::Short,
            None if cells - measure <= SLACK => Self::Full,
            None => Self::Long,
        }
    }
}

/// How a line's length stands to the column above it: to the one line that this has, or to the last of several; places in the tables.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Second(usize),
    Further(usize, usize),
}

/// Places of [`Place::Second`] behind those of the lengths that fit: longer by an indent, and by more.
const UNDENTED: usize = 4;
const LONGER: usize = 5;

/// The figures of a kind of script.
#[derive(Debug)]
pub(super) struct Chances {
    /// Weight of the text against the rest.
    text: f32,
    /// Bits of how well the text goes on, up to each value of [`crate::rows::Fit::of`]; inside a sentence and behind one.
    flow: [&'static [(f32, f32)]; 2],
    /// Bits of a line's length behind that of the line above, by full, indented and short ones; inside a sentence and behind one.
    length: [[[f32; 4]; 3]; 2],
    /// The same of the second line of a column: as long as the first one and a little more, full, indented, short, longer by an indent,
    /// longer.
    second: [[f32; 6]; 2],
    /// The same of a line that begins a column and of one that does not, by length, whether marks stand in it, and whether it ends a
    /// sentence.
    begins: [[[(f32, f32); 2]; 2]; 4],
}

pub(super) static IDEOGRAPHS: Chances = Chances {
    text: 0.9,
    flow: [
        &[(-0.62, -0.9), (-0.37, -1.3), (-0.12, -0.4), (0.12, 0.7), (0.37, 2.8), (0.62, 4.0), (f32::INFINITY, 5.0)],
        &[(0.12, -0.2), (f32::INFINITY, 2.7)],
    ],
    length: [
        [[0.3, -1.0, -0.4, -2.4], [0.4, -0.5, -0.7, -3.8], [-0.4, -0.2, 0.1, -2.2]],
        [[-0.5, 1.8, -1.3, -1.8], [-2.4, 2.3, -0.4, -0.1], [-4.6, 2.2, 0.0, -1.7]],
    ],
    second: [[-0.2, 0.0, -0.7, 0.4, 0.3, -1.2], [1.6, 0.5, 0.7, 0.3, -0.6, -0.5]],
    begins: [
        [[(-0.7, 0.1), (-1.6, 0.2)], [(-1.4, 0.2), (-2.2, 0.3)]],
        [[(1.0, -0.4), (-0.4, 0.1)], [(0.4, -0.1), (-0.7, 0.1)]],
        [[(1.5, -0.8), (-0.5, 0.1)], [(2.0, -2.1), (-1.9, 0.2)]],
        [[(2.1, -2.5), (1.5, -0.8)], [(0.9, -0.4), (2.2, -3.5)]],
    ],
};

pub(super) static LETTERS: Chances = Chances {
    text: 0.9,
    flow: [
        &[(-0.87, -3.1), (-0.37, -0.8), (-0.12, -2.0), (0.12, -0.4), (0.37, 0.1), (0.62, 1.5), (0.87, 0.0), (f32::INFINITY, 5.2)],
        &[(-0.12, -5.0), (f32::INFINITY, 1.6)],
    ],
    length: [
        [[0.3, 0.1, -0.4, -0.4], [0.4, 0.0, -0.3, -1.5], [0.1, 0.2, -0.1, 0.2]],
        [[-0.4, 1.0, -0.1, -1.2], [0.3, 0.3, -0.2, 0.1], [-1.1, 0.4, 0.3, -1.7]],
    ],
    second: [[0.7, -0.2, 0.1, -0.1, 0.1, -0.4], [2.6, 1.6, 0.3, -0.1, 0.3, 0.2]],
    begins: [
        [[(-1.1, 0.2), (-4.0, 0.3)], [(-0.8, 0.2), (-3.2, 0.3)]],
        [[(-0.6, 0.1), (-3.2, 0.3)], [(0.3, -0.1), (-0.7, 0.1)]],
        [[(1.4, -0.8), (-2.6, 0.3)], [(1.6, -1.0), (-0.3, 0.1)]],
        [[(0.6, -0.2), (-0.5, 0.1)], [(0.7, -0.3), (1.6, -1.0)]],
    ],
};

/// Weight of lengths, which say in part what the text says.
const LENGTH: f32 = 0.75;

/// Costs of a column that ends with a line, and of one that goes on behind it, by the lines that it has (one, two, more) and whether
/// the line ends a sentence.
const ENDS: [[f32; 2]; 3] = [[0.9, 0.5], [1.6, 0.7], [2.0, 0.6]];
const GOES_ON: [[f32; 2]; 3] = [[0.4, 0.6], [0.15, 0.5], [0.1, 0.6]];
/// Costs of a line that begins a column, and of one that does not, by whether the last line and the one before it began one: heads and the
/// tops of columns stand together.
const BEGINS: [[f32; 2]; 2] = [[6.3, 2.2], [2.4, 1.7]];
const GOES: [[f32; 2]; 2] = [[0.03, 0.6], [0.5, 1.0]];
/// Costs of the first column whose turn it is and that a line leaves out, though it goes on later, and of each further one.
const LEFT_OUT: f32 = 7.0;
const MORE_LEFT_OUT: f32 = 3.0;

impl Chances {
    /// Which of the values of `flow` a fit has.
    pub(super) fn flow_place(&self, fit: f32, ended: bool) -> usize {
        self.flow[usize::from(ended)].iter().take_while(|(most, _)| fit > *most).count()
    }

    /// Bits that speak for a text going on in another one.
    pub(super) fn flow(&self, fit: f32, ended: bool) -> f32 {
        self.flow[usize::from(ended)].get(self.flow_place(fit, ended)).map_or(0.0, |(_, bits)| bits * self.text)
    }

    /// Bits that speak for a line of so many cells below another one. Where paragraphs have no indent, what ends a sentence says nothing.
    pub(super) fn length(&self, above: Above, cells: usize, indents: bool) -> f32 {
        let ended = usize::from(above.ended);
        match above.place(cells) {
            _ if above.ended && !indents => 0.0,
            Place::Second(place) => self.second[ended][place] * LENGTH,
            Place::Further(row, place) => self.length[ended][row][place] * LENGTH,
        }
    }

    /// Bits that speak for a line beginning a column, and against it.
    pub(super) fn begins(&self, [length, marks, ended]: [usize; 3]) -> (f32, f32) {
        self.begins[length][marks][ended]
    }
}

/// The column above a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Above {
    pub(super) lines: usize,
    /// Cells of its last line and of its longest one.
    pub(super) last: usize,
    pub(super) measure: usize,
    /// The last line ends a sentence.
    pub(super) ended: bool,
}

impl Above {
    /// What it costs that the column ends here, and that it goes on.
    pub(super) fn ends(self) -> f32 {
        ENDS[self.size()][usize::from(self.ended)]
    }

    pub(super) fn goes_on(self) -> f32 {
        GOES_ON[self.size()][usize::from(self.ended)]
    }

    fn size(self) -> usize {
        self.lines.clamp(1, ENDS.len()) - 1
    }

    /// How a line of so many cells stands to it.
    pub(super) fn place(self, cells: usize) -> Place {
        let length = Length::of(cells, self.measure);
        if self.lines > 1 {
            let row = match Length::of(self.last, self.measure) {
                Length::Full | Length::Long => 0,
                Length::Indented => 1,
                Length::Short => 2,
            };
            return Place::Further(row, length as usize);
        }
        Place::Second(match cells.saturating_sub(self.measure) {
            0 => 1 + length as usize,
            1..=SLACK => 0,
            more if INDENT.contains(&more) => UNDENTED,
            _ => LONGER,
        })
    }
}

/// What it costs that a line begins a column, and that it does not, by what the two lines before it did, the last one first.
pub(super) fn begins(before: [bool; 2]) -> (f32, f32) {
    let [last, other] = before.map(usize::from);
    (BEGINS[last][other], GOES[last][other])
}

/// What it costs that so many columns are left out for once.
pub(super) fn left_out(columns: usize) -> f32 {
    columns.checked_sub(1).map_or(0.0, |more| LEFT_OUT + MORE_LEFT_OUT * more as f32)
}
