//! A dump that keeps the lines of the columns, as engines write plain text: what stands in a column, and what is too long or too
//! short for it.
//!
//! Such a dump has blank lines wherever the engine saw a gap: between paragraphs, but between lines and columns, too, and
//! titles, bylines and text may stand in one stretch. The measure of the columns tells them apart.

mod among;
mod bands;
mod chain;
mod items;
mod layers;
mod regions;
mod weights;

use crate::byline;
use crate::hyphen::Hyphens;
use crate::lang::Lang;
use crate::page::{self, Block, Fill, Line, Part, Piece, Place};
use crate::span::Span;
use crate::stats::Statistics;
use crate::text;
pub(crate) use bands::Rows;
use smallvec::smallvec;
use std::collections::HashSet;
use std::ops::Range;

/// The blocks of a page that keeps the lines of its columns, with the rows that it shows; nothing for another one.
pub(crate) fn blocks(lines: &mut [Line], page: &str, stats: Statistics<'_>, rows: Option<Rows>) -> Option<Vec<Block>> {
    if lines.iter().any(|l| l.mark > 0) {
        return None;
    }
    if !stats.lang.is_ea() {
        return of_letters(lines, page, stats);
    }
    let (mut lines, banded) = match rows {
        Some(rows) => bands::part(lines, page, stats, rows),
        None => (lines.to_vec(), false),
    };
    let stretches = if banded { Some(stretches(&mut lines, page, stats.lang).0) } else { columns(&mut lines, page, stats.lang) };
    stretches.map(|stretches| cut(&lines, &stretches, page, stats))
}

/// The same for a page of letters.
fn of_letters(lines: &mut [Line], page: &str, stats: Statistics<'_>) -> Option<Vec<Block>> {
    let lang = stats.lang;
    if let Some(found) = banded(lines, page, stats) {
        return Some(found);
    }
    let stretches = columns(lines, page, lang)?;
    let widest = stretches.iter().map(|s| s.own.unwrap_or(s.near[0])).max().unwrap_or(0);
    let parted = regions::unmix(lines, widest, page, stats);
    let found = parted.and_then(|mut parted| columns(&mut parted, page, lang).map(|stretches| (parted, stretches)));
    Some(match &found {
        Some((lines, stretches)) => cut(lines, stretches, page, stats),
        None => cut(lines, &stretches, page, stats),
    })
}

/// The blocks of a page of letters of which some rows run over several columns.
fn banded(lines: &[Line], page: &str, stats: Statistics<'_>) -> Option<Vec<Block>> {
    let mut own = lines.to_vec();
    own.iter_mut().for_each(|l| l.cells = text::cells(text::solid(l.span.of(page))));
    let of = |stretch: &[Line]| measure(below_byline(stretch, page, stats.lang)).map(|m| (m, stretch.len()));
    let measures: Vec<(usize, usize)> = own.chunk_by(|_, next| !next.opens).filter_map(of).collect();
    let rows = bands::shown_in_letters(lines, page, &measures)?;
    let (mut lines, banded) = bands::part(lines, page, stats, rows);
    if !banded {
        return None;
    }
    let stretches = stretches(&mut lines, page, stats.lang).0;
    Some(cut(&lines, &stretches, page, stats))
}

fn cut(lines: &[Line], stretches: &[Stretch], page: &str, stats: Statistics<'_>) -> Vec<Block> {
    let (hyphens, lang) = (Hyphens::new(page, stats), stats.lang);
    let mut opens: Vec<Opens> = lines.iter().map(|line| Opens::of(line.span.of(page), lang)).collect();
    if !lang.is_ea() {
        long_places(lines, &mut opens, page);
        dated_places(lines, &mut opens, page, lang);
    }
    let (known, heads) = if lang.is_ea() {
        (Vec::new(), heads(lines, &opens, page))
    } else {
        (chain::parts(lines, stretches, &opens, page, stats), Vec::new())
    };
    Cutter { page, lang, hyphens: &hyphens, lines, opens, heads, known, out: Vec::new() }.cut(stretches)
}

/// The blocks of lines that keep the columns and are in order.
pub(crate) fn of_lines(mut lines: Vec<Line>, page: &str, stats: Statistics<'_>) -> Vec<Block> {
    match columns(&mut lines, page, stats.lang) {
        Some(stretches) => cut(&lines, &stretches, page, stats),
        None => page::cut(&mut lines, page, &Hyphens::new(page, stats)),
    }
}

/// Whether a page keeps the lines of its columns.
pub(crate) fn is_wrapped(page: &str, lang: Lang) -> bool {
    let mut lines = page::lines(page, None);
    lines.iter().all(|l| l.mark == 0) && columns(&mut lines, page, lang).is_some()
}

/// The rows in which ideographs of a page stand over several of its columns.
pub(crate) fn rows_of(lines: &[Line], page: &str, stats: Statistics<'_>) -> Option<Rows> {
    if stats.lang.is_ea() { bands::shown(lines, page, stats) } else { None }
}

/// Lines that stand below each other without a gap.
#[derive(Clone, Debug)]
struct Stretch {
    lines: Range<usize>,
    /// Cells of its column, where its lines show them.
    own: Option<usize>,
    /// Cells of the columns that stand before and behind it.
    near: [usize; 2],
}

/// Lines from which a stretch shows the measure of its column.
const LEAST_LINES: usize = 4;
/// The widest column of newspapers in cells, and the narrowest.
const WIDEST: usize = 72;
const NARROWEST: usize = 10;
/// Lines in columns that a page of columns has, and their least share of its lines: one in so many.
const LEAST_WRAPPED: usize = 8;
const SHARE: usize = 3;

/// The stretches of a page of columns; nothing where its lines are no lines of columns.
fn columns(lines: &mut [Line], page: &str, lang: Lang) -> Option<Vec<Stretch>> {
    let joined = lines.iter().filter(|l| !l.opens).count();
    if joined < LEAST_WRAPPED {
        return None;
    }
    let (stretches, shown) = stretches(lines, page, lang);
    shown.then_some(stretches)
}

/// The stretches of a page, and whether they are those of columns.
fn stretches(lines: &mut [Line], page: &str, lang: Lang) -> (Vec<Stretch>, bool) {
    lines.iter_mut().for_each(|l| l.cells = text::cells(text::solid(l.span.of(page))));
    let usual = Usual::of(lines, lang);
    let mut out: Vec<Stretch> = Vec::new();
    let mut start = 0;
    for stretch in lines.chunk_by(|_, next| !next.opens) {
        let end = start + stretch.len();
        let own = if stretch.len() < LEAST_LINES { None } else { measure(below_byline(stretch, page, lang)) };
        let own = own.or_else(|| usual.of_long(stretch));
        out.push(Stretch { lines: start..end, own, near: [0; 2] });
        start = end;
    }
    let common = common(&out, usual.measure);
    let agree = agree(&out, &common);
    out.iter_mut().for_each(|s| s.own = s.own.filter(|m| common.contains(m)));
    let wrapped: usize = out.iter().filter(|s| s.own.is_some()).map(|s| s.lines.len()).sum();
    let many = wrapped * SHARE >= lines.len() || usual.is_frequent(lines.len(), lang, AGREED) || usual.is_torn(lines, page);
    let shown = agree && wrapped >= LEAST_WRAPPED && many;
    near(&mut out, usual.measure);
    (out, shown || usual.is_frequent(lines.len(), lang, ALONE))
}

/// The lines of a stretch below its byline; titles stand above it.
fn below_byline<'l>(stretch: &'l [Line], page: &str, lang: Lang) -> &'l [Line] {
    let byline = stretch.iter().rposition(|l| byline::is_byline(l.span.of(page), lang));
    stretch.get(byline.map_or(0, |n| n + 1)..).unwrap_or_default()
}

/// The width that most lines of a page have.
struct Usual {
    measure: usize,
    lines: usize,
}

/// Shares of the lines, in hundredths, that have the usual width of a page of columns: East Asian and Latin, where the stretches
/// agree in it and where it stands alone. Paragraphs that somebody wrapped have 35 and 56 at most.
const AGREED: (usize, usize) = (36, 50);
const ALONE: (usize, usize) = (36, 57);
/// Blank lines inside sentences that show an engine, and the share of the lines that have the usual width then: one in so many.
const TORN: usize = 4;
const TORN_SHARE: usize = 3;
/// Lines of a stretch that holds several articles.
const LONG_STRETCH: usize = 40;
/// Fewer lines of one width are chance.
const LEAST_USUAL: usize = 20;

impl Usual {
    fn of(lines: &[Line], lang: Lang) -> Self {
        let mut count = [0; WIDEST + 1];
        for line in lines {
            count.get_mut(line.cells).into_iter().for_each(|count| *count += 1);
        }
        let reach = if lang.is_ea() { 1 } else { 3 };
        let near = |m: usize| count[m - reach..=(m + reach).min(WIDEST)].iter().sum::<usize>();
        let measure = (NARROWEST..=WIDEST).max_by_key(|&m| near(m)).unwrap_or(NARROWEST);
        Self { measure, lines: near(measure) }
    }

    /// The measure of a stretch of several articles, whose titles and last lines hide it.
    fn of_long(&self, stretch: &[Line]) -> Option<usize> {
        let full = stretch.iter().filter(|l| l.cells.abs_diff(self.measure) <= slack(self.measure)).count();
        (stretch.len() >= LONG_STRETCH && full * 2 > stretch.len()).then_some(self.measure)
    }

    /// Whether blank lines stand inside sentences of the page, between lines of its usual width: an engine saw gaps there, nobody wrote them.
    fn is_torn(&self, lines: &[Line], page: &str) -> bool {
        let full = |line: &Line| line.cells.abs_diff(self.measure) <= slack(self.measure);
        let torn = |pair: &[Line]| {
            let [above, below] = [&pair[0], &pair[1]].map(|line| line.span.of(page));
            pair[1].opens && full(&pair[0]) && below.starts_with(char::is_lowercase) && !text::ends_closed(above)
        };
        self.lines * TORN_SHARE >= lines.len() && lines.windows(2).filter(|pair| torn(pair)).count() >= TORN
    }

    fn is_frequent(&self, all: usize, lang: Lang, share: (usize, usize)) -> bool {
        let share = if lang.is_ea() { share.0 } else { share.1 };
        self.lines >= LEAST_USUAL && self.lines * 100 >= all * share
    }
}

/// Whether the stretches agree in their measures, as far as a page has only columns of two measures or hardly more, or of measures
/// that hardly differ. Where each paragraph has a measure of its own, somebody wrapped the text.
fn agree(stretches: &[Stretch], common: &HashSet<usize>) -> bool {
    let mut lines = [0; WIDEST + 1];
    for stretch in stretches {
        if let Some(m) = stretch.own.filter(|m| common.contains(m)) {
            lines[m] += stretch.lines.len();
        }
    }
    if spread(&lines) <= NARROW_SPREAD {
        return true;
    }
    let all: usize = lines.iter().sum();
    let mut most = || {
        let near = |m: usize| m - 1..=(m + 1).min(WIDEST);
        let best = (1..=WIDEST).max_by_key(|&m| lines[near(m)].iter().sum::<usize>()).unwrap_or(1);
        std::mem::take(&mut lines[best - 1]) + std::mem::take(&mut lines[best]) + lines.get_mut(best + 1).map_or(0, std::mem::take)
    };
    let two = most() + most();
    two * AGREE.1 >= all * AGREE.0
}

/// The share of the lines in columns of two measures.
const AGREE: (usize, usize) = (5, 6);
/// Letters differ in width, so that measures do.
const NARROW_SPREAD: f32 = 0.055;

/// How far measures that hardly differ lie from each other: the root of their mean squares, as a share of the measure.
fn spread(lines: &[usize]) -> f32 {
    let mut groups: Vec<Vec<(usize, usize)>> = Vec::new();
    for (m, &count) in lines.iter().enumerate().filter(|(_, count)| **count > 0) {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| m - last.0 <= slack(m)) => group.push((m, count)),
            _ => groups.push(vec![(m, count)]),
        }
    }
    let sum = |group: &[(usize, usize)], of: &dyn Fn(f32) -> f32| group.iter().map(|&(m, n)| of(m as f32) * n as f32).sum::<f32>();
    let (mut squares, mut all) = (0.0, 0.0_f32);
    for group in &groups {
        let count = sum(group, &|_| 1.0);
        let mean = sum(group, &|m| m) / count;
        squares += sum(group, &|m| (m / mean - 1.0).powi(2));
        all += count;
    }
    (squares / all.max(1.0)).sqrt()
}

/// The measures that enough lines of the page have: titles have their own, but only a few lines of them.
fn common(stretches: &[Stretch], usual: usize) -> HashSet<usize> {
    let mut lines = [0; WIDEST + 1];
    for stretch in stretches {
        if let Some(count) = stretch.own.and_then(|m| lines.get_mut(m)) {
            *count += stretch.lines.len();
        }
    }
    let alike = |m: usize| lines[m.saturating_sub(slack(m))..=(m + slack(m)).min(WIDEST)].iter().sum::<usize>();
    (NARROWEST..=WIDEST).filter(|&m| lines[m] > 0 && (alike(m) >= LEAST_WRAPPED || m.abs_diff(usual) <= slack(usual))).collect()
}

/// Notes for each stretch the measures of the columns around it.
fn near(stretches: &mut [Stretch], usual: usize) {
    let mut last = usual;
    for stretch in stretches.iter_mut() {
        last = stretch.own.unwrap_or(last);
        stretch.near[0] = last;
    }
    for stretch in stretches.iter_mut().rev() {
        last = stretch.own.unwrap_or(last);
        stretch.near[1] = last;
    }
}

/// Cells that a line of a column may be shorter or longer than its measure. Letters differ in width.
fn slack(measure: usize) -> usize {
    measure / 8 + 2
}

/// The measure of a stretch, where nearly all of its lines but the last one fill it.
fn measure(lines: &[Line]) -> Option<usize> {
    if lines.len() < LEAST_LINES {
        return None;
    }
    let mut widths: Vec<usize> = lines.iter().map(|l| l.cells).collect();
    widths.sort_unstable();
    // The 70th percentile stands above short last lines and below lines that noise makes longer.
    let measure = widths[(widths.len() - 1) * 7 / 10];
    let full = widths.iter().filter(|w| w.abs_diff(measure) <= slack(measure)).count();
    ((NARROWEST..=WIDEST).contains(&measure) && full * 3 >= (widths.len() - 1) * 2).then_some(measure)
}

/// How a line fills its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    Full,
    Short,
    Over,
}

impl Stretch {
    fn width(&self, line: &Line) -> Width {
        let near = [self.own.unwrap_or(self.near[0]), self.own.unwrap_or(self.near[1])];
        if near.iter().any(|m| line.cells.abs_diff(*m) <= slack(*m)) {
            Width::Full
        } else if line.cells > near[0].max(near[1]) {
            Width::Over
        } else {
            Width::Short
        }
    }
}

/// What a line opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opens {
    /// It is a byline.
    Byline,
    /// The text of an article opens with it.
    Article,
    /// Nothing that it shows.
    Nothing,
}

impl Opens {
    fn of(line: &str, lang: Lang) -> Self {
        if lang.is_ea() && byline::is_bracket_end(line) {
            return Self::Nothing;
        }
        // A small von stands inside names and sentences.
        let misread = || byline::misread(line, lang).is_some_and(|own| lang.is_ea() || !own.starts_with(char::is_lowercase));
        if byline::is_byline(line, lang) || misread() {
            return Self::Byline;
        }
        if byline::opens_text(line, lang) { Self::Article } else { Self::Nothing }
    }
}

/// A dateline whose place takes two lines opens with the first one: it stands right below a byline, in capitals.
fn long_places(lines: &[Line], opens: &mut [Opens], page: &str) {
    for n in 2..lines.len() {
        let capitals = |line: &str| line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase);
        let gap = lines[n - 1].opens || lines[n].opens;
        let below = opens[n] == Opens::Article && opens[n - 1] == Opens::Nothing && opens[n - 2] == Opens::Byline;
        if below && !gap && capitals(lines[n - 1].span.of(page)) {
            opens[n - 1] = Opens::Article;
            opens[n] = Opens::Nothing;
        }
    }
}

/// A place with its day opens a text; its month may stand in the next line.
fn dated_places(lines: &[Line], opens: &mut [Opens], page: &str, lang: Lang) {
    for (n, line) in lines.iter().enumerate() {
        let next = lines.get(n + 1).map_or("", |next| next.span.of(page));
        if opens[n] == Opens::Nothing && byline::opens_dated(line.span.of(page), next, lang) {
            opens[n] = Opens::Article;
        }
    }
}

/// Lines of a stretch whose paragraphs, or articles, have no gaps between them.
const GAPLESS: usize = 16;
/// The width, in hundredths of the measure, below which a closed line is the last one of a paragraph rather than a full one that ends in a
/// full stop by chance. Found with `GAPLESS` on 56 pages that pdftotext read.
const LAST_LINE: usize = 92;
/// Digits of a line that names a day, an hour or a price: more than those of a year.
const FIGURES: usize = 5;

/// Cells of two lines of a title of ideographs that are a phrase each: of a title that takes two lines both are shorter.
const PHRASE: usize = 18;

/// Lines of a title with its kicker and deck, where no gap sets them off.
const MOST_HEAD: usize = 8;

/// Whether each line stands between the end of a text and a byline or an opening, in a stretch of several articles: it belongs to a title.
/// The first such line begins as titles do.
fn heads(lines: &[Line], opens: &[Opens], page: &str) -> Vec<bool> {
    let mut out = vec![false; lines.len()];
    let lengths: Vec<usize> = lines.chunk_by(|_, next| !next.opens).flat_map(|s| std::iter::repeat_n(s.len(), s.len())).collect();
    for end in (0..lines.len()).filter(|&n| opens[n] != Opens::Nothing && !lines[n].opens && lengths[n] >= GAPLESS) {
        let least = end.saturating_sub(MOST_HEAD + 1);
        // Text, or another title's byline; titles may end in a question or in brackets.
        let is_closed = |line: &str| text::ends_closed(line) && !line.ends_with(['?', '？', '!', '！', ')', '）']);
        let ends = |n: &usize| opens[*n] != Opens::Nothing || is_closed(lines[*n].span.of(page));
        let above = (least..end).rev().take_while(|&n| !lines[n + 1].opens).find(ends);
        let first = match above {
            Some(n) if opens[n] == Opens::Nothing || is_signature(lines[n].span.of(page)) => n + 1,
            // The page begins with it.
            None if least == 0 && lines[..end].iter().skip(1).all(|l| !l.opens) => 0,
            _ => continue,
        };
        if first == end {
            continue;
        }
        if !lines[first].span.of(page).starts_with(char::is_lowercase) {
            out[first..end].fill(true);
        }
    }
    out
}

/// Whether a byline stands in brackets, as below texts.
fn is_signature(line: &str) -> bool {
    line.starts_with(['(', '（']) && line.ends_with([')', '）'])
}

struct Cutter<'p> {
    page: &'p str,
    lang: Lang,
    hyphens: &'p Hyphens<'p>,
    lines: &'p [Line],
    /// For each line.
    opens: Vec<Opens>,
    /// Whether each line belongs to a title, by what stands above and below it. Of ideographs only.
    heads: Vec<bool>,
    /// What each line is. Of letters only.
    known: Vec<Part>,
    out: Vec<Block>,
}

impl Cutter<'_> {
    fn cut(mut self, stretches: &[Stretch]) -> Vec<Block> {
        for stretch in stretches {
            let mut start = stretch.lines.start;
            for n in stretch.lines.clone().skip(1) {
                if self.parts(stretch, n) {
                    self.block(stretch, start..n);
                    start = n;
                }
            }
            self.block(stretch, start..stretch.lines.end);
        }
        self.out
    }

    fn text(&self, n: usize) -> &str {
        self.lines.get(n).map_or("", |l| l.span.of(self.page))
    }

    /// Whether a block ends before line `n`.
    fn parts(&self, stretch: &Stretch, n: usize) -> bool {
        let before = self.text(n - 1);
        if self.lines[n].mark != self.lines[n - 1].mark || self.lines[n].speck != self.lines[n - 1].speck {
            return true;
        }
        if let Some(parts) = self.parts_known(n) {
            return parts;
        }
        if self.opens[n - 1] == Opens::Byline || self.opens[n] != Opens::Nothing {
            return true;
        }
        if self.opens[n - 1] == Opens::Article {
            return false;
        }
        let head = |n: usize| self.heads.get(n) == Some(&true);
        if head(n) != head(n - 1) || head(n) && self.is_other_head(n) {
            return true;
        }
        let (a, b) = (stretch.width(&self.lines[n - 1]), stretch.width(&self.lines[n]));
        if stretch.own.is_none() {
            return (a, b) == (Width::Short, Width::Full) && text::ends_closed(before);
        }
        match (a, b) {
            (Width::Over, Width::Full) | (Width::Full, Width::Over) => true,
            // A caption, and the short first line of a text.
            (Width::Over, Width::Short) => text::ends_closed(before) && !self.text(n).starts_with(char::is_lowercase),
            // What stands short above text is a title, or the last line of a paragraph.
            (Width::Short, Width::Full | Width::Over) => text::ends_closed(before),
            (Width::Full, Width::Full) if self.lang.is_ea() => self.opens_paragraph(stretch, n),
            (Width::Full, Width::Full) => self.ends_paragraph(stretch, n),
            _ => false,
        }
    }

    /// The same by what the lines are, where that decides it.
    fn parts_known(&self, n: usize) -> Option<bool> {
        let part = *self.known.get(n)?;
        if self.known[n - 1] != part {
            return Some(true);
        }
        let opens = n > 1 && self.known[n - 2] != Part::Text;
        match part {
            Part::Kicker | Part::Headline | Part::Deck | Part::Banner | Part::Caption => Some(false),
            Part::Other if self.is_other_head(n) => Some(true),
            // The place that a text opens with may stand alone.
            Part::Text if opens && chain::is_place(self.text(n - 1)) => Some(false),
            _ => None,
        }
    }

    /// Whether a line above a byline, or among what is no text, begins something else than the line before it: it is longer, as few lines but the first of a title
    /// are, or it stands below a line of figures.
    fn is_other_head(&self, n: usize) -> bool {
        let (before, line) = (&self.lines[n - 1], &self.lines[n]);
        let small = self.text(n).starts_with(char::is_lowercase);
        let figures = self.text(n - 1).chars().filter(char::is_ascii_digit).count() >= FIGURES;
        let longer = line.cells > before.cells + slack(before.cells);
        let phrases = self.lang.is_ea() && before.cells.min(line.cells) >= PHRASE;
        !small && (longer || figures || phrases)
    }

    /// Whether a paragraph of letters ends before a line: the line before is closed and shorter than most full ones. Only of stretches in
    /// which nothing else shows paragraphs.
    fn ends_paragraph(&self, stretch: &Stretch, n: usize) -> bool {
        let Some(measure) = stretch.own.filter(|_| stretch.lines.len() >= GAPLESS) else { return false };
        let short = self.lines[n - 1].cells * 100 < measure * LAST_LINE;
        short && text::ends_closed(self.text(n - 1)) && !self.text(n).starts_with(char::is_lowercase)
    }

    /// Whether a line behind a full stop is shorter than the measure by an indent, while the next line is full.
    fn opens_paragraph(&self, stretch: &Stretch, n: usize) -> bool {
        let Some(measure) = stretch.own else { return false };
        let indent = measure.saturating_sub(self.lines[n].cells);
        let full = self.lines.get(n + 1).is_some_and(|next| !next.opens && next.cells + 2 >= measure);
        text::ends_closed(self.text(n - 1)) && !text::ends_closed(self.text(n)) && (3..=6).contains(&indent) && full
    }

    fn block(&mut self, stretch: &Stretch, range: Range<usize>) {
        let part = self.known.get(range.start).copied();
        let fill = match (self.fill(stretch, range.clone()), part) {
            (Fill::Text | Fill::Line, Some(Part::Kicker | Part::Headline | Part::Deck | Part::Banner)) => Fill::Short,
            // A full line of a title is no text that fills its column.
            (Fill::Line, None) if self.heads.get(range.start) == Some(&true) => Fill::Short,
            (Fill::Over | Fill::Short, Some(Part::Text)) if range.len() > 1 => Fill::Text,
            (fill, _) => fill,
        };
        let wide = self.lines[range.clone()].iter().map(|l| l.cells).max().unwrap_or(0);
        let short_end = self.lines[..range.end].last().is_some_and(|l| stretch.width(l) == Width::Short);
        let Line { opens: gap, speck, .. } = self.lines[range.start];
        let wide = u16::try_from(wide).unwrap_or(u16::MAX);
        let place = Place { fill, speck, short_end, gap, wide, part: part.unwrap_or_default(), ..Place::default() };
        let mut block = Block { pieces: smallvec![], mark: self.lines[range.start].mark, place };
        let mut before: Option<Span> = None;
        for line in self.lines.get(range).unwrap_or_default() {
            let glue = before.map_or(page::Glue::None, |b| page::glue(b.of(self.page), line.span.of(self.page), self.hyphens));
            block.pieces.push(Piece { span: line.span, glue });
            before = Some(line.span);
        }
        self.out.push(block);
    }

    fn fill(&self, stretch: &Stretch, range: Range<usize>) -> Fill {
        let widths = || self.lines[range.clone()].iter().map(|l| stretch.width(l));
        let full = widths().filter(|w| *w == Width::Full).count();
        let over = widths().filter(|w| *w == Width::Over).count();
        // The last line of a paragraph may be short, and the first one that opens with a place.
        if self.opens[range.start] == Opens::Article {
            return Fill::Text;
        }
        match range.len() {
            _ if over * 2 >= range.len() => Fill::Over,
            2..=3 if widths().next() == Some(Width::Over) => Fill::Over,
            1 if full == 1 => Fill::Line,
            2 if full == 2 => {
                if stretch.own.is_some() {
                    Fill::Text
                } else {
                    Fill::Line
                }
            }
            n if full >= 2 && full * 4 >= n * 3 - 1 => Fill::Text,
            2 if full == 1 && text::ends_closed(self.text(range.end - 1)) => Fill::Line,
            _ => Fill::Short,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_page(page: &str, lang: Lang) -> Option<Vec<Block>> {
        let mut lines = page::lines(page, None);
        let rows = rows_of(&lines, page, lang.into());
        blocks(&mut lines, page, lang.into(), rows)
    }

    fn texts(page: &str, lang: Lang) -> Vec<(String, Fill)> {
        let found = of_page(page, lang).unwrap();
        found.iter().map(|b| (b.text(page).into_owned(), b.place.fill)).collect()
    }

    const COLUMN: &str = "The ferry left the pier at\nnine and came back at noon\nwith a crew of seven men\nand a cargo of wet sails\n\
        that nobody had asked for.\n\n";

    #[test]
    fn titles_bylines_and_text_of_a_stretch_are_parted() {
        let page =
            format!("{COLUMN}Ferry sails\nwithout a\ncaptain\nBy Ada Munn\nPORT SABLE, May 4 —\nNobody stood at the wheel\n{COLUMN}");
        let found = texts(&page, Lang::En);
        let of = |text: &str| found.iter().find(|(t, _)| t.starts_with(text)).map(|(t, fill)| (t.as_str(), *fill));
        assert_eq!(of("Ferry sails"), Some(("Ferry sails without a captain", Fill::Short)));
        assert_eq!(of("By Ada"), Some(("By Ada Munn", Fill::Short)));
        assert!(of("PORT SABLE").is_some_and(|(t, fill)| t.contains("4 — Nobody stood") && fill == Fill::Text));
    }

    #[test]
    fn lines_know_their_column() {
        let page = format!("{COLUMN}The mayor waves at the ferry from the north pier on Monday morning.\n\nHarbor\n\n{COLUMN}{COLUMN}");
        let fills: Vec<Fill> = texts(&page, Lang::En).into_iter().map(|t| t.1).collect();
        assert_eq!(fills, [Fill::Text, Fill::Over, Fill::Short, Fill::Text, Fill::Text]);
    }

    /// A page without a gap, as `pdftotext -raw` writes it.
    fn gapless() -> String {
        let column = COLUMN.trim_end();
        format!(
            "Harbor Ledger\nSaturday, October 12, 2024 Serving the coast LOCAL B1\nHarbors\nFerry sails at noon without a captain on deck\n\
             The company says that nobody had missed him before the ship came back to its pier\nBy Ada Munn\nPORT\nSABLE, May 4 —\n\
             {column}\n{column}\nThe wheel was tied.\n{column}\nMayor to pay for three new\npiers\nBy Owen Tamm\nSABLE — The piers are\n\
             {column}\n{column}\n"
        )
    }

    #[test]
    fn titles_of_a_page_without_gaps_stand_above_bylines() {
        let found: Vec<String> = texts(&gapless(), Lang::En).into_iter().map(|t| t.0).collect();
        for title in [
            "Harbors",
            "Ferry sails at noon without a captain on deck",
            "The company says that nobody had missed him before the ship came back to its pier",
            "Mayor to pay for three new piers",
        ] {
            assert!(found.iter().any(|t| t == title), "{title}: {found:#?}");
        }
        assert!(found.iter().any(|t| t.starts_with("PORT SABLE, May 4 — The ferry left")), "{found:#?}");
    }

    #[test]
    fn full_lines_of_a_title_are_no_text_of_the_column() {
        let column = "4月18日，镇上的人修好了旧桥\n，修桥的钱由镇上和县里各出一\n半，桥头立了一块石碑，写着每\n个人的名字，孩子们放学以后都\n去看，找到自家的名字就高兴得\n跳起来，说以后也要来修桥。\n";
        let titles = [
            ["旧桥修好了全镇的人都来走一走", "桥头的石碑写着每个人的名字了"],
            ["渡轮停航两天之后昨天重新开船", "乘客说等得值得路上也平平安安"],
            ["图书馆的借期从今天起延长一周", "迟到的人从此不用再交罚款了吧"],
        ];
        let page: String = titles.iter().map(|[first, second]| format!("{first}\n{second}\n记者 林小满\n{column}")).collect();
        let found = texts(&page, Lang::ZhHans);
        for title in titles.concat() {
            assert!(found.contains(&(title.to_owned(), Fill::Short)), "{title}: {found:#?}");
        }
    }

    #[test]
    fn paragraphs_without_gaps_end_at_short_closed_lines() {
        let found: Vec<String> = texts(&gapless(), Lang::En).into_iter().map(|t| t.0).collect();
        assert!(found.iter().any(|t| t.ends_with("The wheel was tied.")), "{found:#?}");
    }

    #[test]
    fn titles_stand_above_places_that_take_two_lines() {
        let column = COLUMN.trim_end();
        let head = "The crew was paid.\nBooks\nLibrary opens on Sundays at noon\nPORT SABLE\n— The doors will be\n";
        let page = gapless() + head + column + "\n" + column + "\n";
        let found: Vec<String> = texts(&page, Lang::En).into_iter().map(|t| t.0).collect();
        for title in ["Books", "Library opens on Sundays at noon"] {
            assert!(found.iter().any(|t| t == title), "{title}: {found:#?}");
        }
        assert!(found.iter().any(|t| t.starts_with("PORT SABLE — The doors will be The ferry")), "{found:#?}");
    }

    #[test]
    fn titles_of_phrases_stand_below_signed_texts() {
        let text = "昨天上午九时码头上站满\n了等船的人他们从清早起\n就在这里排着队谁也不愿\n离开一步直到汽笛响起来\n".repeat(5);
        let page = format!(
            "本报讯 渡口的人都说\n{text}一步也不离开。\n（记者海一帆）\n渡轮停航两年后再开\n渡口两岸来往更方便\n本报讯 渡口的人都说\n{text}"
        );
        let found = texts(&page, Lang::ZhHans);
        for title in ["渡轮停航两年后再开", "渡口两岸来往更方便"] {
            assert!(found.iter().any(|(t, _)| t == title), "{title}: {found:#?}");
        }
    }

    #[test]
    fn titles_stand_above_bylines_that_were_misread() {
        let page = gapless().replace("By Owen Tamm", "3y Owen Tamm");
        let found = texts(&page, Lang::En);
        assert!(found.iter().any(|(text, _)| text == "3y Owen Tamm"), "{found:#?}");
        assert!(found.iter().any(|(text, _)| text == "Mayor to pay for three new piers"), "{found:#?}");
    }

    #[test]
    fn titles_stand_above_places_with_their_day() {
        let column = "Mit dem ersten Juni tritt auf\nder Strecke nach Lindau der\nSommerfahrplan in Kraft; der\nletzte Zug trifft abends um\nzehn ein und geht erst früh.\n";
        for place in ["Hainberg, 6. Mai. Mit dem neuen", "Hainberg, 6.\nMai. Mit dem neuen Fahrplan"] {
            let page = format!("{column}{column}\nVon der Eisenbahn\n{place}\n{column}{column}\n{column}{column}");
            let found = texts(&page, Lang::De);
            assert!(found.iter().any(|(t, _)| t == "Von der Eisenbahn"), "{place}: {found:#?}");
            assert!(found.iter().any(|(t, _)| t.starts_with("Hainberg, 6. Mai. Mit dem neuen")), "{place}: {found:#?}");
        }
    }

    #[test]
    fn blank_lines_inside_sentences_show_columns() {
        let notes = "A word of the day\n\nFair\n\n".repeat(13);
        let torn = |line: &str| format!("{}{notes}{}", COLUMN.repeat(2), line.repeat(14));
        assert!(of_page(&torn("and the crew of the boat\n\n"), Lang::En).is_some());
        assert!(of_page(&torn("And the crew of the boat.\n\n"), Lang::En).is_none());
    }

    #[test]
    fn pages_of_whole_paragraphs_have_no_columns() {
        let page = "A headline\n\nA paragraph in one line, as long as it is, ends with a full stop.\n\n".repeat(20);
        assert!(of_page(&page, Lang::En).is_none());
    }

    #[test]
    fn rows_across_columns_are_parted() {
        let column =
            "昨天上午九时码头上站满\n了等船的人他们从清早起\n就在这里排着队谁也不愿\n离开一步直到汽笛响起来\n人群才动了起来往前面走\n\n";
        let page = format!("{column}{column}河水涨上来了， | 图书馆今天开门\n淹没了旧桥面。 | 读者排着长队。\n\n{column}");
        let found = texts(&page, Lang::ZhHans);
        assert!(found.iter().any(|(t, _)| t == "河水涨上来了，淹没了旧桥面。"), "{found:?}");
        assert!(found.iter().any(|(t, _)| t == "图书馆今天开门读者排着长队。"), "{found:?}");
    }
}
