//! A row of text as pieces that no column edge cuts.

use crate::rows::fit::{Head, Tail};
use crate::span::Span;
use crate::text;

/// Spaces that part columns.
const WIDE: usize = 2;

/// What stands before a piece of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    Wide,
    Rule,
}

/// What a row is never cut within: an ideograph, or what stands between two spaces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub(super) span: Span,
    pub(super) gap: Gap,
    /// Cells from the start of the row to its start and to its end, with all white.
    pub(super) cell: (f32, f32),
    /// Advance from the start of the row to its start and to its end; white wider than a space is left out.
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// How well it goes on behind the one before it.
    pub(super) tie: f32,
    /// Cost of a cut before it.
    pub(super) cut: f32,
    /// Costs of the gaps in the row up to it.
    pub(super) inside: f32,
    /// Commas and full stops of the row before it, and with its own.
    pub(super) marks: f32,
    pub(super) marks_behind: f32,
    /// What the row from it on says of what it stands behind, and the row up to it of what stands behind that, in ideographs.
    pub(super) head: Head,
    pub(super) tail: Tail,
    /// It ends a sentence.
    pub(super) closed: bool,
    /// A gap or the end of the row stands behind it.
    pub(super) parted: bool,
}

impl Atom {
    /// A piece of which nothing but its place is known.
    fn new(span: Span, gap: Gap, cell: (f32, f32), (x0, x1): (f32, f32)) -> Self {
        let (head, tail) = (Head::default(), Tail::default());
        let (tie, cut, inside, marks, marks_behind) = (0.0, 0.0, 0.0, 0.0, 0.0);
        Self { span, gap, cell, x0, x1, tie, cut, inside, marks, marks_behind, head, tail, closed: false, parted: false }
    }
}

/// The row up to an atom; of ideographs more than one says how the text goes on.
pub(super) fn until(atoms: &[Atom], n: usize, wide: bool) -> Span {
    let span = |n: usize| atoms.get(n).map_or(Span::new(0, 0), |a| a.span);
    Span::new(span(if wide { 0 } else { n }).start, span(n).end)
}

/// The row from an atom on.
pub(super) fn from(atoms: &[Atom], n: usize, wide: bool) -> Span {
    let span = |n: usize| atoms.get(n).map_or(Span::new(0, 0), |a| a.span);
    Span::new(span(n).start, span(if wide { atoms.len() - 1 } else { n }).end)
}

/// The atoms of a line; `bars` are the places of column rules from its start on.
pub(super) fn atoms(page: &str, line: Span, bars: &[usize], wide: bool) -> Vec<Atom> {
    let mut out: Vec<Atom> = Vec::new();
    let (mut x, mut white, mut cell) = (0.0, 0, 0.0);
    let mut bars = bars.iter().copied().peekable();
    let mut ruled = false;
    for (n, c) in line.of(page).char_indices() {
        let at = line.start + n;
        while bars.next_if(|&bar| bar <= at).is_some() {
            ruled = true;
        }
        let place = cell;
        cell += text::cells_of(c) as f32;
        if c.is_whitespace() {
            white += text::cells_of(c);
            continue;
        }
        let width = if wide { text::cells_of(c) as f32 } else { advance(c) };
        let gap = match white {
            _ if ruled => Gap::Rule,
            0 => Gap::None,
            n if n < WIDE => Gap::Space,
            _ => Gap::Wide,
        };
        let end = at + c.len_utf8();
        match out.last_mut() {
            Some(last) if gap == Gap::None && !parts(page, last.span, c) => {
                (last.span, last.x1, last.cell.1) = (Span::new(last.span.start, end), x + width, cell);
            }
            _ => {
                x += if gap == Gap::Space { SPACE } else { 0.0 };
                out.push(Atom::new(Span::new(at, end), gap, (place, cell), (x, x + width)));
            }
        }
        (white, ruled) = (0, false);
        x += width;
    }
    if wide {
        close_up(&mut out);
    }
    out
}

/// Single characters from which on white between them fills the line, and is none between words.
const SPACED: usize = 4;

/// Takes the white out of lines that were filled with it.
fn close_up(atoms: &mut [Atom]) {
    let single = |atom: &Atom| atom.x1 - atom.x0 <= 2.0;
    let mut taken = 0.0;
    let mut start = 0;
    while start < atoms.len() {
        let more = atoms[start + 1..].iter().take_while(|a| a.gap == Gap::Space && single(a)).count();
        let run = if single(&atoms[start]) { more + 1 } else { 1 };
        for (n, atom) in atoms[start..start + run].iter_mut().enumerate() {
            if run >= SPACED && n > 0 {
                atom.gap = Gap::None;
                taken += SPACE;
            }
            (atom.x0, atom.x1) = (atom.x0 - taken, atom.x1 - taken);
        }
        start += run;
    }
}

/// Advance of a space between words.
const SPACE: f32 = 0.7;

/// Advance of a character of a Latin text face against that of most small letters, as any printer's face has it.
fn advance(c: char) -> f32 {
    match c {
        '.' | ',' => 0.5,
        'i' | 'j' | 'l' | 't' | ':' | ';' | '\'' | '|' => 0.58,
        'f' | 'r' | 'I' | '’' | '‘' | '!' | '(' | ')' | '[' | ']' | '-' | '‐' => 0.68,
        's' | 'J' => 0.8,
        'a' | 'c' | 'e' | 'z' | 'é' | 'è' | 'à' | 'ä' | 'ç' | '“' | '”' | '„' | '"' | '?' => 0.93,
        'w' | 'A' | 'D' | 'G' | 'H' | 'K' | 'N' | 'O' | 'Q' | 'U' | 'V' | 'X' | 'Y' | 'Ä' | 'Ö' | 'Ü' | 'À' => 1.5,
        'F' | 'P' | 'S' => 1.18,
        'm' => 1.63,
        'M' | 'W' => 1.9,
        '—' | 'æ' | 'œ' => 1.8,
        'B'..='Z' | 'É' | 'È' => 1.35,
        c => text::cells_of(c) as f32 * 1.05,
    }
}

/// Whether a line may be cut between an atom and a character right behind it.
fn parts(page: &str, before: Span, c: char) -> bool {
    let last = before.of(page).chars().next_back();
    let closes = text::is_closer(c) || matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | ',' | '.' | ';' | ':' | '!' | '?');
    !closes && last.is_some_and(|l| text::is_ea(l) && !text::is_opener(l) || text::is_ea_letter(c))
}
