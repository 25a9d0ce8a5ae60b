//! Stretches of lines, and the measures of the columns that they stand in.

use crate::byline;
use crate::lang::Lang;
use crate::page::Line;
use crate::text;
use std::collections::HashSet;
use std::ops::Range;

/// Lines that stand below each other without a gap.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) lines: Range<usize>,
    /// Cells of its column, where its lines show them.
    pub(super) own: Option<usize>,
    /// Cells of the columns that stand before and behind it.
    pub(super) near: [usize; 2],
}

/// Lines from which a stretch shows the measure of its column.
const LEAST_LINES: usize = 4;
/// The widest column of newspapers in cells, and the narrowest.
pub(super) const WIDEST: usize = 72;
pub(super) const NARROWEST: usize = 10;
/// Lines in columns that a page of columns has, and their least share of its lines: one in so many.
pub(super) const LEAST_WRAPPED: usize = 8;
const SHARE: usize = 3;

/// The stretches of a page of columns; nothing where its lines are no lines of columns.
pub(super) fn columns(lines: &mut [Line], page: &str, lang: Lang) -> Option<Vec<Stretch>> {
    let joined = lines.iter().filter(|l| !l.opens).count();
    if joined < LEAST_WRAPPED {
        return None;
    }
    let (stretches, shown) = stretches(lines, page, lang);
    shown.then_some(stretches)
}

/// The stretches of a page, and whether they are those of columns.
pub(super) fn stretches(lines: &mut [Line], page: &str, lang: Lang) -> (Vec<Stretch>, bool) {
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
pub(super) fn below_byline<'l>(stretch: &'l [Line], page: &str, lang: Lang) -> &'l [Line] {
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
pub(super) fn slack(measure: usize) -> usize {
    measure / 8 + 2
}

/// The measure of a stretch, where nearly all of its lines but the last one fill it.
pub(super) fn measure(lines: &[Line]) -> Option<usize> {
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
pub(super) enum Width {
    Full,
    Short,
    Over,
}

impl Stretch {
    pub(super) fn width(&self, line: &Line) -> Width {
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
