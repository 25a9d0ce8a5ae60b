//! The lines of a dump that keeps its columns as one sequence: text, the parts of titles, bylines, captions and the rest.
//!
//! Nothing that one line shows tells a title from text: last lines of paragraphs are as short, and so are those of narrow columns. So each
//! line has a score for each part, and so has each pair of neighbours; the best sequence is found by dynamic programming (Viterbi). The
//! weights are those of a conditional random field.

use super::marks::Marks;
use super::measure::Stretch;
use super::opens::Opens;
use super::recurs::{self, Recurs};
use super::weights::{IDEOGRAPHS, LATIN, Weights};
use crate::byline;
use crate::cues;
use crate::cut;
use crate::page::{Line, Part};
use crate::rows::Fit;
use crate::sequence;
use crate::stats::Statistics;
use crate::text;
use std::ops::RangeInclusive;

/// What a line may be.
const PARTS: [Part; COUNT] = [Part::Text, Part::Kicker, Part::Headline, Part::Deck, Part::Banner, Part::Byline, Part::Caption, Part::Other];
pub(super) const COUNT: usize = 8;
const TEXT: usize = Part::Text as usize;

/// Figures of a line: of its width, of its text, and of what stands around it; figures of a pair of neighbours.
const WIDTHS: usize = 13;
const SIGNS: usize = 30;
const NEIGHBOURS: usize = 31;
pub(super) const NODE: usize = WIDTHS + SIGNS + NEIGHBOURS;
pub(super) const EDGE: usize = 11;

/// Lines around one that show the measure of its column, on each side.
const AROUND: usize = 8;
/// The least measure in cells; more measures, cells and cues than these say nothing more.
const LEAST_MEASURE: usize = 8;
const MOST_WIDE: f32 = 3.0;
const MOST_CELLS: f32 = 40.0;
const MOST_CUES: f32 = 4.0;
const MOST_SKIP: f32 = 2.0;
const MOST_LEANING: f32 = 4.0;
/// Cells of the word that may stand behind the last line.
const LAST_WORD: usize = 3;
/// Lines at the head and at the foot of a page.
const TOP: usize = 3;
const FOOT: usize = 2;
/// The part of its measure by which a line must be shorter for the next word to have room in it.
const ROOM: f32 = 0.02;
/// How much a line that fills its column may be shorter or longer than the measure.
const FULL: f32 = 0.2;

/// Cells that an indented line lacks, a mark more or less, and a full one, and what the first is worth to text. On plain text of 90 pages of
/// ideographs 1 mends half as many articles as 2, and 3 no more.
const INDENT: RangeInclusive<f32> = 2.5..=5.5;
const FULL_LACKS: RangeInclusive<f32> = -1.5..=2.5;
const INDENTED: f32 = 2.0;
/// Such lines of a page that indents its paragraphs: titles right above full lines are fewer.
const LEAST_INDENTED: usize = 3;

/// What is seen of a line.
struct Seen<'p> {
    text: &'p str,
    marks: Marks,
    cells: f32,
    /// Cells in measures of the lines around it, and of its column.
    near: f32,
    own: f32,
    /// The room that the next word would have left in it, in measures.
    room: f32,
    closed: bool,
    small: bool,
    byline: bool,
    opens: bool,
    capitals: bool,
    weak: bool,
    gap: bool,
    cues: cues::Found,
    /// How well it goes on in what the line before it says.
    fit: f32,
    /// By how much better the line before it goes on in the line behind it than these three in each other, where that is open.
    skips: f32,
    speck: bool,
    recurs: Recurs,
    /// No mark of a sentence stands in it, nor at its end.
    plain: bool,
    /// Bits by which its first ideograph rather stands anywhere than opens a paragraph.
    leans: f32,
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// What a figure is above a bend of its weight.
fn over(x: f32, least: f32) -> f32 {
    (x - least).max(0.0)
}

/// What each line of a page is.
pub(super) fn parts(lines: &[Line], stretches: &[Stretch], opens: &[Opens], page: &str, stats: Statistics<'_>) -> Vec<Part> {
    best_of(&seen(lines, stretches, opens, page, stats), stats)
}

fn best_of(seen: &[Seen<'_>], stats: Statistics<'_>) -> Vec<Part> {
    let nodes: Vec<[f32; NODE]> = (0..seen.len()).map(|n| node(seen, n)).collect();
    best(seen, &nodes, &more(seen, stats), if stats.lang.is_ea() { &IDEOGRAPHS } else { &LATIN })
}

/// The lines of which more than their figures say that they are text.
fn more(seen: &[Seen<'_>], stats: Statistics<'_>) -> Vec<usize> {
    if stats.lang.is_ea() { indented(seen) } else { Vec::new() }
}

/// The lines of a dump that keeps its columns, with their figures; for the program that fits the weights of these.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Lined {
    /// Whether its text is East Asian.
    pub east_asian: bool,
    /// The text of each line.
    pub texts: Vec<String>,
    /// Its figures.
    pub figures: Vec<Vec<f32>>,
    /// The figures of each line but the last one with the line behind it.
    pub steps: Vec<Vec<f32>>,
    /// What else says that it is text.
    pub more: Vec<f32>,
    /// What it is taken for: a place in the list of parts.
    pub parts: Vec<usize>,
}

impl Lined {
    /// The names of the parts: text, those of titles, and the rest.
    pub const PARTS: [&str; COUNT] = ["text", "kicker", "headline", "deck", "banner", "byline", "caption", "other"];
}

pub(super) fn lined(lines: &[Line], stretches: &[Stretch], opens: &[Opens], page: &str, stats: Statistics<'_>) -> Lined {
    let seen = seen(lines, stretches, opens, page, stats);
    let mut more_text = vec![0.0; seen.len()];
    more(&seen, stats).into_iter().for_each(|n| more_text[n] = INDENTED);
    Lined {
        east_asian: stats.lang.is_ea(),
        texts: seen.iter().map(|line| line.text.to_owned()).collect(),
        figures: (0..seen.len()).map(|n| node(&seen, n).to_vec()).collect(),
        steps: seen.windows(2).map(|pair| edge(&pair[0], &pair[1]).to_vec()).collect(),
        more: more_text,
        parts: best_of(&seen, stats).into_iter().map(|part| part as usize).collect(),
    }
}

fn seen<'p>(lines: &[Line], stretches: &[Stretch], opens: &[Opens], page: &'p str, stats: Statistics<'_>) -> Vec<Seen<'p>> {
    let fit = Fit::new(page, stats);
    let texts: Vec<&str> = lines.iter().map(|line| line.span.of(page)).collect();
    let cells: Vec<usize> = texts.iter().map(|text| width(text)).collect();
    let mut own = vec![LEAST_MEASURE; lines.len()];
    for stretch in stretches {
        let measure = stretch.own.unwrap_or(stretch.near[0].max(stretch.near[1])).max(LEAST_MEASURE);
        own.get_mut(stretch.lines.clone()).into_iter().flatten().for_each(|own| *own = measure);
    }
    let near = around(&cells);
    let recurs = recurs::of(&texts, stats.lang);
    let solid: Vec<&str> = texts.iter().map(|text| text::solid(text)).collect();
    let fits: Vec<f32> = (0..texts.len()).map(|n| n.checked_sub(1).map_or(0.0, |before| fit.of(solid[before], solid[n]))).collect();
    let skips = |n: usize| match n.checked_sub(1).zip(Some(n + 1).filter(|&next| next < texts.len())) {
        Some((before, next)) if !is_closed(texts[before]) => fit.of(solid[before], solid[next]) - fits[n].max(fits[next]),
        _ => 0.0,
    };
    let of = |n: usize| {
        let (text, wide, measure) = (texts[n], cells[n] as f32, near[n] as f32);
        let marks = Marks::of(text);
        let word = match texts.get(n + 1) {
            // An ideograph, and no space before it.
            _ if stats.lang.is_ea() => 1,
            Some(next) => width(next.split(' ').next().unwrap_or("")),
            None => LAST_WORD,
        };
        Seen {
            text,
            marks,
            cells: wide,
            near: (wide / measure).min(MOST_WIDE),
            own: (wide / own[n] as f32).min(MOST_WIDE),
            room: ((measure - wide - 1.0 - word as f32) / measure).clamp(-1.0, 1.0),
            closed: is_closed(text),
            small: text.starts_with(char::is_lowercase),
            byline: opens[n] == Opens::Byline,
            opens: opens[n] == Opens::Article || byline::opens_with_capitals(text),
            capitals: is_capitals(text),
            weak: byline::is_weak_opening(text),
            gap: lines[n].opens,
            cues: cues::of(stats.lang).read(text),
            fit: fits[n],
            skips: skips(n),
            speck: lines[n].speck,
            recurs: recurs[n],
            plain: !marks.any,
            leans: if stats.lang.is_ea() { text.chars().next().map_or(0.0, |c| cut::leans(c, &stats)) } else { 0.0 },
        }
    };
    (0..lines.len()).map(of).collect()
}

/// Cells of a printed line: soft hyphens inside it take none.
fn width(line: &str) -> usize {
    // Text of ideographs hardly has the first byte of one, and often the second.
    let bytes = line.as_bytes();
    let [first, second] = SOFT_HYPHEN;
    text::cells(line) - memchr::memchr_iter(first, bytes).filter(|at| bytes.get(at + 1) == Some(&second)).count()
}

/// The bytes of a soft hyphen.
const SOFT_HYPHEN: [u8; 2] = [0xC2, 0xAD];

/// For each line the width that three in four lines around it have at most.
fn around(cells: &[usize]) -> Vec<usize> {
    // The widths of these lines in their order: from one line to the next one of them comes and one goes.
    let mut near: Vec<usize> = Vec::with_capacity(2 * AROUND + 2);
    let place = |near: &[usize], width: usize| near.partition_point(|&other| other < width);
    let mut come = cells.iter();
    for &width in come.by_ref().take(AROUND) {
        near.insert(place(&near, width), width);
    }
    let measure = |n: usize| {
        if let Some(&width) = come.next() {
            near.insert(place(&near, width), width);
        }
        if let Some(&width) = n.checked_sub(AROUND + 1).and_then(|n| cells.get(n)) {
            near.remove(place(&near, width));
        }
        near.get(near.len().saturating_sub(1) * 3 / 4).copied().unwrap_or(0).max(LEAST_MEASURE)
    };
    (0..cells.len()).map(measure).collect()
}

fn is_closed(line: &str) -> bool {
    bare_end(line).ends_with(['.', '。', '…'])
}

/// A line without what closes quotations and brackets at its end.
fn bare_end(line: &str) -> &str {
    line.trim_end_matches(|c: char| c.is_whitespace() || text::is_closer(c) || matches!(c, '"' | '\''))
}

/// Letters of a line in capitals at least.
const CAPITALS: usize = 3;

fn is_capitals(line: &str) -> bool {
    // Most lines of ideographs have no byte that a capital may begin with.
    if text::find_byte(line.as_bytes(), 0, &BEGINS_CAPITAL).is_none() {
        return false;
    }
    // Ideographs and kana are neither large nor small.
    let letters = || line.chars().filter(|c| !text::is_ea_letter(*c));
    !letters().any(char::is_lowercase) && letters().filter(|c| c.is_uppercase()).count() >= CAPITALS
}

/// The bytes that capital letters begin with, those of four bytes and of full width among them.
static BEGINS_CAPITAL: [bool; 256] = begins_capital();

const fn begins_capital() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        let is_ascii = b'A' as usize <= byte && byte <= b'Z' as usize;
        table[byte] = is_ascii || 0xC2 <= byte && byte < 0xE3 || 0xEA <= byte;
        byte += 1;
    }
    table
}

/// Whether a line is nothing but the place that a text opens with.
pub(super) fn is_place(line: &str) -> bool {
    is_capitals(line) || byline::is_weak_opening(line) && line.ends_with('.')
}

/// What speaks for the parts of a line.
fn node(all: &[Seen<'_>], n: usize) -> [f32; NODE] {
    let mut out = [0.0; NODE];
    let (own, around) = out.split_at_mut(WIDTHS + SIGNS);
    let (wide, said) = own.split_at_mut(WIDTHS);
    wide.copy_from_slice(&widths(&all[n]));
    said.copy_from_slice(&signs(&all[n]));
    around.copy_from_slice(&neighbours(all, n));
    out
}

/// The first lines of the paragraphs of ideographs, on a page that indents them.
fn indented(all: &[Seen<'_>]) -> Vec<usize> {
    let lines: Vec<usize> = (0..all.len()).filter(|&n| is_indented(all, n)).collect();
    if lines.len() < LEAST_INDENTED { Vec::new() } else { lines }
}

/// Whether a line behind a gap or the end of a text lacks the two ideographs by which a paragraph is indented, and the next one stands right
/// below it and is full.
fn is_indented(all: &[Seen<'_>], n: usize) -> bool {
    let lacks = |s: &Seen<'_>| s.cells / s.own - s.cells;
    let begins = all[n].gap || n.checked_sub(1).is_some_and(|before| all[before].closed);
    let full = |s: &Seen<'_>| !s.gap && !s.opens && !s.byline && FULL_LACKS.contains(&lacks(s));
    begins && INDENT.contains(&lacks(&all[n])) && all.get(n + 1).is_some_and(full)
}

fn widths(line: &Seen<'_>) -> [f32; WIDTHS] {
    let (x, y) = (line.near, line.own);
    [
        1.0,
        x,
        over(x, 0.8),
        over(x, 1.1),
        over(x, 1.5),
        over(0.6, x),
        y,
        over(y, 1.1),
        over(y, 1.5),
        over(0.7, y),
        line.room.max(0.0),
        flag(line.room > ROOM),
        line.cells.min(MOST_CELLS) / MOST_CELLS,
    ]
}

fn signs(line: &Seen<'_>) -> [f32; SIGNS] {
    let (text, marks) = (line.text, line.marks);
    let figures = marks.digits as f32 / marks.chars.max(1) as f32;
    [
        flag(line.closed),
        flag(bare_end(text).ends_with(['!', '?', '！', '？'])),
        flag(text.ends_with([',', ';', ':', '，', '、', '；', '：'])),
        flag(text.ends_with(['-', '\u{AD}', '\u{2010}', '—'])),
        flag(line.small),
        flag(text.starts_with(char::is_uppercase)),
        flag(text.starts_with(|c: char| c.is_ascii_digit())),
        flag(line.byline),
        flag(line.byline && line.gap),
        flag(line.opens),
        flag(line.capitals),
        flag(line.weak),
        (figures * 4.0).min(1.0),
        flag(marks.digits > 0),
        flag(marks.comma_inside),
        flag(marks.stop_inside),
        flag(marks.bracket),
        flag(marks.colon),
        line.cues.furniture.clamp(0.0, MOST_CUES) / 2.0,
        flag(line.cues.masthead),
        flag(line.cues.caption),
        flag(line.cues.jump),
        flag(marks.quote),
        flag(line.speck),
        flag(marks.space_inside),
        marks.letters(),
        flag(line.plain),
        flag(line.plain && (line.near - 1.0).abs() < FULL),
        flag(marks.particle),
        line.leans.clamp(-MOST_LEANING, MOST_LEANING) / 2.0,
    ]
}

fn neighbours(all: &[Seen<'_>], n: usize) -> [f32; NEIGHBOURS] {
    let says = |line: Option<usize>, of: fn(&Seen<'_>) -> bool| flag(line.and_then(|n| all.get(n)).is_some_and(of));
    let (before, ahead) = (n.checked_sub(1), |lines: usize| Some(n + lines));
    let (gap, end) = (all[n].gap, all.get(n + 1).is_none_or(|next| next.gap));
    let cut = n.checked_sub(1).is_some_and(|before| !all[before].closed);
    let (skips, recurs) = (all[n].skips.clamp(-MOST_SKIP, MOST_SKIP), all[n].recurs);
    [
        flag(gap),
        flag(end),
        flag(gap && end),
        flag(n < TOP),
        flag(n + FOOT >= all.len()),
        says(ahead(1), |s| s.byline),
        says(ahead(1), |s| s.opens),
        says(ahead(2), |s| s.byline),
        says(ahead(2), |s| s.opens),
        says(ahead(3), |s| s.byline),
        says(ahead(3), |s| s.opens),
        says(ahead(4), |s| s.byline),
        says(before, |s| s.byline),
        says(before, |s| s.opens),
        says(ahead(1), |s| s.weak),
        says(ahead(1), |s| s.capitals),
        says(before, |s| s.closed),
        says(before, |s| s.room > ROOM),
        flag(cut && gap && end),
        flag(cut && gap && end) * says(ahead(1), |s| s.small),
        skips,
        if gap && end { skips } else { 0.0 },
        f32::from(recurs.ahead).ln_1p(),
        f32::from(recurs.before).ln_1p(),
        flag(recurs.words > 0 && recurs.ahead == 0),
        flag(all[n].plain && gap && end),
        flag(all[n].plain && gap && end && cut),
        says(before, |s| s.plain),
        says(ahead(1), |s| s.plain),
        says(before, |s| s.gap),
        says(ahead(2), |s| s.gap),
    ]
}

/// What speaks for the parts of two lines one behind the other.
fn edge(a: &Seen<'_>, b: &Seen<'_>) -> [f32; EDGE] {
    let growth = (b.cells.max(2.0) / a.cells.max(2.0)).ln().clamp(-1.0, 1.0);
    let full = |s: &Seen<'_>| (s.near - 1.0).abs() < FULL;
    [
        1.0,
        flag(b.gap),
        flag(a.closed),
        flag(a.closed && a.room > ROOM),
        flag(b.small),
        growth.max(0.0),
        (-growth).max(0.0),
        flag(!a.closed && a.room > ROOM),
        flag(full(a) && full(b)),
        b.fit.max(0.0),
        (-b.fit).max(0.0),
    ]
}

/// A figure for each part.
type Scores = [f32; COUNT];

/// What some figures say of all parts: a row of weights for each figure.
fn sum<const N: usize>(figures: &[f32; N], weights: &[Scores; N]) -> Scores {
    let mut out = [0.0; COUNT];
    for (x, row) in figures.iter().zip(weights).filter(|(x, _)| **x != 0.0) {
        add(&mut out, *x, row);
    }
    out
}

/// The same of two neighbours, by the part of the first one.
fn pair_sums(figures: &[f32; EDGE], weights: &[[Scores; EDGE]; COUNT]) -> [Scores; COUNT] {
    let mut out = [[0.0; COUNT]; COUNT];
    for (n, x) in figures.iter().enumerate().filter(|(_, x)| **x != 0.0) {
        for (sums, rows) in out.iter_mut().zip(weights) {
            add(sums, *x, &rows[n]);
        }
    }
    out
}

#[inline]
fn add(sums: &mut Scores, x: f32, weights: &Scores) {
    for n in 0..COUNT {
        sums[n] += x * weights[n];
    }
}

/// The best sequence.
fn best(seen: &[Seen<'_>], nodes: &[[f32; NODE]], indented: &[usize], w: &Weights) -> Vec<Part> {
    let mut own: Vec<Scores> = nodes.iter().map(|node| sum(node, &w.node)).collect();
    for &n in indented {
        own[n][TEXT] += INDENTED;
    }
    if let Some(first) = own.first_mut() {
        first.iter_mut().zip(&w.first).for_each(|(sum, w)| *sum += w);
    }
    let steps = |n: usize| pair_sums(&edge(&seen[n], &seen[n + 1]), &w.edge);
    sequence::best(&own, steps).into_iter().map(|part| PARTS[part]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::page;

    #[test]
    fn places_that_a_text_opens_with() {
        for (line, weak, place) in [
            ("VAUCLERC.", true, true),
            ("HARROW BAY", false, true),
            ("Lindenau. Das Bad", true, false),
            ("Saint-Ormel. Le", true, false),
            ("Im Jahr 1904. Die", false, false),
            ("Er. Sie", false, false),
            ("the ferry left.", false, false),
        ] {
            assert_eq!((byline::is_weak_opening(line), is_place(line)), (weak, place), "{line}");
        }
    }

    #[test]
    fn capitals_begin_with_bytes_of_the_table() {
        let begins = |c: char| BEGINS_CAPITAL[usize::from(c.to_string().as_bytes()[0])];
        assert!(('\0'..=char::MAX).filter(|c| c.is_uppercase()).all(begins));
        assert!(is_capitals("ＡＢＣ一二") && is_capitals("ÄÖÜ") && !is_capitals("一二ＡＢ") && !is_capitals("ABCd"));
    }

    #[test]
    fn paragraphs_of_ideographs_are_indented() {
        let page = "极光沿着海岸绵延到\n山顶以外的云层里去\n了。\n\n十七岁的渡口选\n手林小舟在比赛里先\n到终点，只比他创造\n的纪录慢了一秒。\n\n\
            读书的人多起来\n\n图书馆把借期延长了\n一周，读者可以归还\n书籍。\n";
        let lines = page::lines(page, None);
        let opens = vec![Opens::Nothing; lines.len()];
        let stretch = Stretch { lines: 0..lines.len(), own: Some(18), near: [18, 18] };
        let seen = seen(&lines, &[stretch], &opens, page, Lang::ZhHans.into());
        let indented: Vec<&str> = (0..seen.len()).filter(|&n| is_indented(&seen, n)).map(|n| seen[n].text).collect();
        assert_eq!(indented, ["十七岁的渡口选"]);
    }

    #[test]
    fn the_measure_is_that_of_the_lines_around() {
        let mut cells = vec![20; 20];
        cells[10] = 70;
        assert_eq!(around(&cells), [20; 20]);
        assert_eq!(around(&[3, 2]), [LEAST_MEASURE; 2]);
        let cells: Vec<usize> = (0..60).map(|n| n * 37 % 53).collect();
        let sorted = |n: usize| {
            let mut near = cells[n.saturating_sub(AROUND)..(n + AROUND + 1).min(cells.len())].to_vec();
            near.sort_unstable();
            near[(near.len() - 1) * 3 / 4].max(LEAST_MEASURE)
        };
        assert_eq!(around(&cells), (0..60).map(sorted).collect::<Vec<_>>());
        assert_eq!(width("the sta\u{AD}tion"), 11);
    }
}
