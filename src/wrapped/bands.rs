//! Bands of rows that an engine read straight across the columns, on a page that keeps the lines of its columns elsewhere.

use super::items::Item;
use super::layers;
use super::measure::{LEAST_WRAPPED, NARROWEST, WIDEST};
use super::regions;
use crate::lang::Lang;
use crate::page::Line;
use crate::rows::{self, Braid, Cell, Fit, Known, Witness};
use crate::span::Span;
use crate::stats::Statistics;
use crate::text;
use std::ops::Range;

/// A line of so many times the measure runs over several columns: halves.
const OVER: usize = 3;
/// Marks between clauses that such a line has.
const MARKS: usize = 2;
/// What is longer is a paragraph: in cells, and in bytes before these are counted.
const LONGEST: usize = 200;
const LONGEST_BYTES: usize = LONGEST * 3;
/// Fewer rows are no band.
const ROWS: usize = 2;
/// Lines above the first row and below the last one that belong to the band where no blank line parts them.
const ABOVE: usize = 3;
const BELOW: usize = 2;
/// Cells of a speck.
const SPECK: usize = 8;

/// The lines of a page with its bands parted into columns, and with what goes on below and above their columns behind and before
/// these, and whether there are any.
pub(super) fn part(lines: &[Line], page: &str, stats: Statistics<'_>, shown: Rows) -> (Vec<Line>, bool) {
    let Rows { measure, mixed, wider } = shown;
    let fit = Fit::new(page, stats);
    let sheet = Sheet { page, stats, witness: Witness::new(page, stats), known: Known::default() };
    let mut items: Vec<Item> = Vec::new();
    let mut at = 0;
    for band in bands(lines, &mixed, measure, page, &fit) {
        items.extend(plain(&lines[at..band.start]));
        let rows = &lines[band.clone()];
        let near = near(lines, &wider, &band, page).unwrap_or(measure);
        lay(rows, Measures { near, usual: measure }, &sheet, PARTS, &mut items);
        at = band.end;
        if let Some(next) = lines.get(at).filter(|l| !l.opens) {
            let end = (at + 1..lines.len()).find(|&n| lines[n].opens).unwrap_or(lines.len());
            let mut rest = vec![Line { opens: true, ..*next }];
            rest.extend_from_slice(&lines[at + 1..end]);
            items.push(Item::Lines(rest));
            at = end;
        }
    }
    items.extend(plain(&lines[at..]));
    let banded = items.iter().any(|item| matches!(item, Item::Band(_) | Item::Whole(_)));
    if stats.lang.is_ea() {
        layers::settle(&mut items, page, &fit, measure);
    }
    (items.iter().flat_map(Item::lines).collect(), banded)
}

/// What a page shows of rows over several of its columns.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    /// The measure of its columns.
    measure: usize,
    /// Which of its lines run over several of them.
    mixed: Vec<bool>,
    /// Those, and the lines of wider columns, none of which show the measure of the rows.
    wider: Vec<bool>,
}

/// The rows over several columns of a page; nothing where hardly any line is one.
pub(super) fn shown(lines: &[Line], page: &str, stats: Statistics<'_>) -> Option<Rows> {
    // Marks of headings and of line breaks: the page was transcribed in its reading order.
    if lines.iter().filter(|l| !l.opens).count() < LEAST_WRAPPED || lines.iter().any(|l| l.mark > 0 || l.hard) {
        return None;
    }
    let measure = measure(lines, page)?;
    let fit = Fit::new(page, stats);
    let mut mixed: Vec<bool> = lines.iter().map(|l| is_mixed(l, measure, page, &fit)).collect();
    clear_long(lines, &mut mixed);
    let wider = mixed.clone();
    clear_columns(lines, &mut mixed, measure, page, &fit);
    (mixed.iter().filter(|m| **m).count() >= ROWS).then_some(Rows { measure, mixed, wider })
}

/// Few long lines in a long stretch are none over several columns: they are titles and folios of a page whose file keeps no gaps.
fn clear_long(lines: &[Line], mixed: &mut [bool]) {
    let mut start = 0;
    for stretch in lines.chunk_by(|_, next| !next.opens) {
        let rows = &mut mixed[start..start + stretch.len()];
        start += stretch.len();
        let count = rows.iter().filter(|m| **m).count();
        if rows.len() >= LONG_STRETCH && count * LEAST_SHARE < rows.len() {
            rows.fill(false);
        }
    }
}

/// Full lines of a stretch that are as wide as each other and go on in each other, but are by far not as wide as two columns, are those of
/// a wider column.
fn clear_columns(lines: &[Line], mixed: &mut [bool], measure: usize, page: &str, fit: &Fit<'_>) {
    let mut start = 0;
    for stretch in lines.chunk_by(|_, next| !next.opens) {
        let rows = &mut mixed[start..start + stretch.len()];
        start += stretch.len();
        if rows.contains(&true) && is_column(stretch, measure, page) && goes_on(stretch, page, fit) {
            rows.fill(false);
        }
    }
}

/// Whether the lines of a stretch go on in each other rather than not: of rows over two columns none does.
fn goes_on(stretch: &[Line], page: &str, fit: &Fit<'_>) -> bool {
    let solid = |l: &Line| text::solid(l.span.of(page));
    stretch.windows(2).map(|pair| fit.of(solid(&pair[0]), solid(&pair[1]))).sum::<f32>() > 0.0
}

fn is_column(stretch: &[Line], measure: usize, page: &str) -> bool {
    if stretch.iter().any(|l| regions::has_gap(l.span.of(page).as_bytes())) {
        return false;
    }
    let cells = |l: &Line| text::cells(text::solid(l.span.of(page)));
    let mut widths: Vec<usize> = stretch.iter().map(cells).collect();
    widths.sort_unstable();
    let full = widths[(widths.len() - 1) * NO_WIDER.0 / NO_WIDER.1];
    let alike = widths.iter().filter(|w| w.abs_diff(full) <= ALIKE).count();
    alike >= LEAST_ALIKE && alike * 2 >= widths.len() && full * 2 > measure * OVER && full * TWO_COLUMNS.1 < measure * TWO_COLUMNS.0
}

/// Cells by which full lines of a column differ: a mark that does not stand at the start of a line, and a misread one.
const ALIKE: usize = 2;
/// How many of them show one.
const LEAST_ALIKE: usize = 3;
/// Measures that a row over two columns has at least, a character of each being lost in ten: nine in five.
const TWO_COLUMNS: (usize, usize) = (9, 5);

/// Lines of such a stretch, and the share of rows in any other: one in so many. Stretches of 14 pages of rows that pdftotext read have one
/// in five at least, a page without gaps had three of 192; short articles below each other whose titles have two halves have one in nine.
const LONG_STRETCH: usize = 20;
const LEAST_SHARE: usize = 8;

/// The same of letters, whose words stand apart: the columns are as wide as most stretches of lines, and rows over several of them wider.
pub(super) fn shown_in_letters(lines: &[Line], page: &str, measures: &[(usize, usize)]) -> Option<Rows> {
    if lines.iter().any(|l| l.mark > 0 || l.hard) {
        return None;
    }
    let measure = narrow(measures)?;
    let mut mixed: Vec<bool> = lines.iter().map(|l| is_row(l, measure, page)).collect();
    let mut start = 0;
    for stretch in lines.chunk_by(|_, next| !next.opens) {
        let range = start..start + stretch.len();
        start = range.end;
        // Titles over several columns stand alone.
        let rows = range.clone().filter(|&n| mixed[n]).count();
        if rows < ROWS_BELOW && !range.clone().any(|n| regions::has_gap(lines[n].span.of(page).as_bytes())) {
            mixed[range].fill(false);
        }
    }
    (mixed.iter().filter(|m| **m).count() >= LETTER_ROWS).then(|| Rows { measure, wider: mixed.clone(), mixed })
}

/// The measure that most lines have; where as many lines as show one have half of it or a third, those are the rows of the columns.
fn narrow(measures: &[(usize, usize)]) -> Option<usize> {
    let near = |m: usize| measures.iter().filter(|(own, _)| own.abs_diff(m) * 8 <= m).map(|(_, lines)| lines).sum::<usize>();
    let most = measures.iter().map(|m| m.0).max_by_key(|&m| near(m))?;
    let part = |m: &usize| (2..=MOST_OVER).any(|k| (m * k + k - 1).abs_diff(most) * 10 <= most);
    measures.iter().map(|m| m.0).filter(part).filter(|&m| near(m) >= LEAST_WRAPPED).max_by_key(|&m| near(m)).or(Some(most))
}

/// Columns that rows of letters run over at most.
const MOST_OVER: usize = 5;
/// Rows of letters of a band: titles have fewer.
const LETTER_ROWS: usize = 4;

/// Rows of letters that stand below each other, where no gap shows that they are some.
const ROWS_BELOW: usize = 3;

/// Whether a line of letters runs over several columns.
fn is_row(line: &Line, measure: usize, page: &str) -> bool {
    let text = line.span.of(page);
    let cells = text::cells(text);
    if text.len() > LONGEST_BYTES || cells > LONGEST {
        return false;
    }
    if cells * 2 > measure * OVER {
        return true;
    }
    cells > measure + regions::LEAST && regions::has_gap(text.as_bytes()) && regions::solid(line.span, page) > 1
}

fn plain(lines: &[Line]) -> Vec<Item> {
    lines.chunk_by(|_, next| !next.opens).map(|stretch| Item::Lines(stretch.to_vec())).collect()
}

/// The width of most stretches between white, rules and quotation marks, which is what engines read of gutters; in cells. On a bad scan
/// white stands anywhere, so that the width of whole lines counts where far more text has it.
fn measure(lines: &[Line], page: &str) -> Option<usize> {
    let mut parts = [0_usize; WIDEST + 3];
    let mut whole = [0_usize; WIDEST + 3];
    for line in lines.iter().filter(|l| l.span.len() <= LONGEST_BYTES) {
        let text = line.span.of(page);
        whole.get_mut(text::cells(text)).into_iter().for_each(|count| *count += 1);
        for part in text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '“' | '”')) {
            parts.get_mut(text::cells(part)).into_iter().for_each(|count| *count += 1);
        }
    }
    let near = |m: usize| parts[m - 1..=m + 1].iter().sum::<usize>();
    let alike = |m: usize| whole[m - 2..=m + 2].iter().sum::<usize>();
    let most = |of: &dyn Fn(usize) -> usize| (NARROWEST..=WIDEST).max_by_key(|&m| of(m));
    let (part, line) = (most(&near)?, most(&alike)?);
    if line > part && line * alike(line) > part * near(part) * FAR_MORE && alike(line) * OF_LINES.1 >= lines.len() * OF_LINES.0 {
        return Some(line);
    }
    Some(part).filter(|&m| near(m) >= LEAST_WRAPPED)
}

/// By so much more text stands in lines of one width than in stretches of one on pages whose white says nothing: four and five times as
/// much on two of 180 pages; no more than twice on those that have rows over several columns.
const FAR_MORE: usize = 3;
/// The share of the lines that are of it: three in ten.
const OF_LINES: (usize, usize) = (3, 10);

/// Lines around a band whose widths tell that of its columns, and the fewest that do.
const AROUND: usize = 40;
const LEAST_AROUND: usize = 6;
/// The share of them that are no wider: titles are, and last lines are shorter.
const NO_WIDER: (usize, usize) = (7, 10);

/// The width that full lines close to a band have.
fn near(lines: &[Line], wider: &[bool], band: &Range<usize>, page: &str) -> Option<usize> {
    let before = (band.start.saturating_sub(AROUND / 2)..band.start).rev();
    let after = band.end..(band.end + AROUND).min(lines.len());
    let cells = |n: usize| text::cells(text::solid(lines[n].span.of(page)));
    let of = |range: &mut dyn Iterator<Item = usize>| {
        let mut widths: Vec<usize> = range.take_while(|&n| !wider[n]).map(cells).filter(|&w| w >= NARROWEST).collect();
        widths.sort_unstable();
        (widths.len() >= LEAST_AROUND).then(|| widths[(widths.len() - 1) * NO_WIDER.0 / NO_WIDER.1])
    };
    of(&mut after.clone()).or_else(|| of(&mut before.clone())).filter(|&w| w <= WIDEST)
}

/// Whether a line holds text of several columns.
fn is_mixed(line: &Line, measure: usize, page: &str, fit: &Fit<'_>) -> bool {
    let text = line.span.of(page);
    if text.len() > LONGEST_BYTES {
        return false;
    }
    let cells = text::cells(text);
    if cells > LONGEST {
        return false;
    }
    let marks = || text.chars().filter(|&c| fit.ends_clause(c) || matches!(c, '：' | '；' | ',' | ':' | ';' | '”' | '“')).count();
    if cells * 2 > measure * OVER && marks() >= MARKS {
        return true;
    }
    if !regions::has_gap(text.as_bytes()) {
        return false;
    }
    let parts = regions::stretches(line.span, page);
    let solid = parts.iter().filter(|p| text::cells(p.of(page)) >= regions::LEAST).count();
    solid > 1 && (cells > measure + regions::LEAST || solid > 2)
}

/// Runs of rows over several columns, with the lines that stand close above and below them. What stands alone between two of them
/// parts them, but specks do not.
fn bands(lines: &[Line], mixed: &[bool], measure: usize, page: &str, fit: &Fit<'_>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let ranges = ranges(lines);
    let braided = |range: &Range<usize>| braid(&lines[range.clone()], measure, page, fit.lang()).is_some();
    let mut begun = None;
    for (n, range) in ranges.iter().enumerate() {
        let stretch = &lines[range.clone()];
        let before = begun.take();
        begun = if before.is_none() { opens_next(lines, mixed, range, measure, page, fit) } else { None };
        begun = begun.filter(|&at| ranges.get(n + 1).is_some_and(|next| braided(&(at..next.end))));
        if let Some(at) = begun {
            out.push(at..at);
            continue;
        }
        let rows = || range.clone().filter(|&n| mixed[n]);
        let (Some(first), Some(last)) = (rows().next(), rows().next_back()) else {
            let text = stretch[0].span.of(page);
            let speck = stretch.len() == 1 && text::cells(text) <= SPECK && fit.is_noise(text);
            if !speck {
                out.push(range.end..range.end);
            }
            continue;
        };
        let whole = before.unwrap_or_else(|| range.start + titles(&lines[range.start..first], measure, page))..range.end;
        if braided(&whole) {
            out.push(whole.start..whole.start);
            out.push(whole);
            out.push(range.end..range.end);
            continue;
        }
        let from = if first - range.start <= ABOVE { range.start } else { first };
        let to = if range.end - last - 1 <= BELOW { range.end } else { last + 1 };
        match out.last_mut().filter(|before| before.start < before.end && from == range.start) {
            Some(before) => before.end = to,
            None => out.push(from..to),
        }
        if to < range.end {
            out.push(range.end..range.end);
        }
    }
    out.retain(|band| !band.is_empty());
    out
}

/// The stretches of lines that blank ones part.
fn ranges(lines: &[Line]) -> Vec<Range<usize>> {
    let mut end = 0;
    let range = |stretch: &[Line]| {
        end += stretch.len();
        end - stretch.len()..end
    };
    lines.chunk_by(|_, next| !next.opens).map(range).collect()
}

/// The lines of titles above rows: those in which a stretch without white is longer than the column, and what stands above them.
fn titles(above: &[Line], measure: usize, page: &str) -> usize {
    let long = |part: &str| text::cells(part) > measure + TITLE_OVER;
    above.iter().rposition(|l| l.span.of(page).split_whitespace().any(long)).map_or(0, |n| n + 1)
}

/// Cells by which the line of a title is longer than a column.
const TITLE_OVER: usize = 3;

/// Where the first row of a text begins that a stretch ends with: a dateline in bold print parts it from the rows below.
fn opens_next(lines: &[Line], mixed: &[bool], range: &Range<usize>, measure: usize, page: &str, fit: &Fit<'_>) -> Option<usize> {
    let mut rows = range.clone().filter(|&n| mixed[n] || is_full_row(lines[n].span.of(page), measure));
    let row = rows.next().filter(|_| rows.next().is_none())?;
    let opens = |n: usize| fit.opens(lines[n].span.of(page));
    match range.end - row {
        1 if row > range.start && opens(row - 1) => Some(row - 1),
        1 if opens(row) => Some(row),
        2 if opens(row + 1) => Some(row),
        _ => None,
    }
}

/// Whether several stretches of a line fill columns.
fn is_full_row(line: &str, measure: usize) -> bool {
    line.split_whitespace().filter(|part| text::cells(part).abs_diff(measure) < TITLE_OVER).count() > 1
}

/// The columns of rows of ideographs whose gaps are all kept.
fn braid<'p>(rows: &[Line], measure: usize, page: &'p str, lang: Lang) -> Option<Braid<'p>> {
    let spans: Vec<Span> = rows.iter().map(|l| l.span).collect();
    if lang.is_ea() { Braid::new(page, &spans, measure) } else { None }
}

/// Parts of a band between heads, more than a printed page has of them below each other: each is laid anew with all below it.
const PARTS: usize = 16;

/// The measure of the columns around a band, and of those of the page.
#[derive(Clone, Copy, Debug)]
struct Measures {
    near: usize,
    usual: usize,
}

/// A page whose bands are laid.
struct Sheet<'p> {
    page: &'p str,
    stats: Statistics<'p>,
    witness: Witness<'p>,
    known: Known,
}

/// Lays the rows of a band; where rows of heads stand between its text, these begin another one, so many times at most.
fn lay(rows: &[Line], measures: Measures, sheet: &Sheet<'_>, parts: usize, items: &mut Vec<Item>) {
    let &Sheet { page, stats, .. } = sheet;
    // Paragraphs end where sentences do, rows where columns do.
    let closed = rows.iter().filter(|l| text::ends_closed(l.span.of(page))).count();
    if closed * 2 > rows.len() {
        items.extend(plain(rows));
        return;
    }
    let fit = Fit::new(page, stats);
    let found = braid(rows, measures.usual, page, stats.lang);
    if let Some((braid, cells)) = found.and_then(|braid| braid.cells(&fit).map(|cells| (braid, cells))) {
        items.push(if braid.begins(&cells, &fit) { Item::Whole(cells) } else { Item::Band(cells) });
        return;
    }
    let least = if stats.lang.is_ea() { ROWS } else { LETTER_ROWS };
    let Some(cells) = (rows.len() >= least).then(|| over_grid(rows, measures.near, sheet)).flatten() else {
        // Letters are parted at their gaps where the page is known to have columns.
        if !stats.lang.is_ea() {
            items.extend(plain(rows));
            return;
        }
        let cells = regions::cells_by_gaps(rows, page);
        let several = cells.iter().filter(|c| c.text && c.high).count() > 1;
        items.extend(if several { vec![Item::Band(cells)] } else { plain(&regions::by_gaps(rows, page)) });
        return;
    };
    match heads(&cells, rows.len()).filter(|_| parts > 1) {
        Some(at) => {
            lay(&rows[..at], measures, sheet, parts - 1, items);
            lay(&rows[at..], measures, sheet, parts - 1, items);
        }
        None => items.push(Item::Band(cells)),
    }
}

/// The first row of the first heads that part the text of a band: two rows of nothing but heads, or one of few stretches.
fn heads(cells: &[Cell], rows: usize) -> Option<usize> {
    let of = |row: usize| cells.iter().filter(move |c| c.row == row && !c.noise);
    let solid: Vec<usize> = (0..rows).filter(|&row| of(row).next().is_some()).collect();
    let head = |n: usize| of(solid[n]).all(|c| !c.text);
    let first = (0..solid.len()).find(|&n| !head(n))?;
    let last = (0..solid.len()).rfind(|&n| !head(n))?;
    let count = |n: usize| solid.get(n).map_or(0, |&row| of(row).count());
    // A row of few stretches without marks, above one of many.
    let few = |n: usize| {
        let more = count(n + 1).max(count(n + 2));
        more >= count(n) + FEWER && count(n - 1) > count(n) && of(solid[n]).all(|c| !c.text || !c.low && c.clear)
    };
    let runs = runs(cells);
    let run = |row: usize| runs.iter().any(|run| run.start < row && row < run.end);
    let at = (first..last).find(|&n| n > first && (head(n) && head(n + 1) || few(n)) && !run(solid[n]))?;
    (solid[at] > 0).then(|| solid[at])
}

/// The rows of each run of columns that are read one after the other, which no heads part.
fn runs(cells: &[Cell]) -> Vec<Range<usize>> {
    let mut out: Vec<Option<Range<usize>>> = vec![None; cells.iter().map(|c| c.run).max().unwrap_or(0)];
    for cell in cells {
        if let Some(run) = cell.run.checked_sub(1).and_then(|run| out.get_mut(run)) {
            let known = run.take().unwrap_or(cell.row..cell.row + 1);
            *run = Some(known.start.min(cell.row)..known.end.max(cell.row + 1));
        }
    }
    out.into_iter().flatten().collect()
}

/// Stretches that a row of heads has fewer than the text below it.
const FEWER: usize = 2;

/// The stretches of a band whose rows show a grid.
fn over_grid(rows: &[Line], measure: usize, sheet: &Sheet<'_>) -> Option<Vec<Cell>> {
    let whole = Span::new(rows.first()?.span.start, rows.last()?.span.end);
    // A rule is as long as a space, so that every place stays where it is.
    let text = whole.of(sheet.page).replace('|', " ");
    let bars: Vec<usize> = memchr::memchr_iter(b'|', whole.of(sheet.page).as_bytes()).collect();
    let mut cells = rows::band(&text, &bars, measure as f32, &sheet.witness, &sheet.known)?;
    for cell in &mut cells {
        cell.span = Span::new(whole.start + cell.span.start, whole.start + cell.span.end);
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::page;

    const LEFT: [&str; 6] = [
        "河水在夜里涨了起来，旧",
        "桥被冲走，谁也来不及封",
        "上通往磨坊的那条路，只",
        "好绕行。村里的老人说，",
        "这样的大水六十年来没有",
        "见过，今年却来了两次。",
    ];
    const RIGHT: [&str; 6] = [
        "图书馆把借期延长了一周",
        "，读者可以在周末归还书",
        "籍，迟到的人不必再交罚",
        "款。馆长介绍，新书的目",
        "录已经贴在门口，孩子们",
        "排着长队等着看图画书。",
    ];

    fn parted(page: &str) -> Option<(Vec<Line>, bool)> {
        let lines = page::lines(page, None);
        let rows = shown(&lines, page, Lang::ZhHans.into())?;
        Some(part(&lines, page, Lang::ZhHans.into(), rows))
    }

    fn order(page: &str) -> Vec<String> {
        let (found, _) = parted(page).unwrap();
        found.iter().map(|l| l.span.of(page).to_owned()).collect()
    }

    fn page(rows: Range<usize>) -> String {
        let mut page = String::from("渡口新闻\n\n");
        page += &[LEFT.join("\n"), RIGHT.join("\n")].join("\n\n");
        page += "\n\n水利局检查堤坝\n\n";
        for n in rows.clone() {
            page += &format!("{} {}\n", LEFT[n], RIGHT[n]);
        }
        for column in [LEFT, RIGHT] {
            page += &format!("\n{}\n", column[rows.end..].join("\n"));
        }
        page
    }

    #[test]
    fn rows_that_stand_on_no_grid_are_kept() {
        let page = "海港的渡轮昨。”\n\
            天66清晨离开码头\n\
            驶向、外岛乘“客\n\
            带着，竹篮和渔网\n\
            说今年风浪不大海\n\
            港的渡轮昨天清晨 离开码头，驶向外 岛乘客带着竹篮和 渔网说今年风浪不 大海”港的。\n\
            渡轮。昨天清晨离 开 码 头 驶 向 外 岛 乘客带着竹。（篮\n\
            和\n\
            渔网说今年。风浪\n";
        let found = crate::Desk::new().clean(page);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let texts = |a: crate::Article| [a.kicker, a.headline, a.deck].into_iter().flatten().chain(a.byline).chain(a.paragraphs);
        let kept: usize = found.articles().into_iter().flat_map(texts).map(|text| letters(&text)).sum();
        assert_eq!(kept + found.furniture().iter().map(|text| letters(text)).sum::<usize>(), letters(page));
    }

    #[test]
    fn a_wider_column_is_no_row_of_narrow_ones() {
        let wide =
            "由于今年涉及全镇的大事不少，任务比\n往年多，任务难度也大，对财政的保障\n要求很高，各村所面临的压力，是近几\n年没有的。\n";
        let page = format!("{}\n\n{}\n\n{wide}", LEFT.join("\n"), RIGHT.join("\n"));
        let lines = page::lines(&page, None);
        let mut mixed: Vec<bool> = lines.iter().map(|l| l.span.of(&page).contains('，')).collect();
        clear_columns(&lines, &mut mixed, 22, &page, &Fit::new(&page, Lang::ZhHans.into()));
        assert!(!mixed[12..].contains(&true));
        // As wide as two columns, or with what is left of a gutter.
        let rows: String = (0..6).map(|n| format!("{}{}\n", LEFT[n], RIGHT[n])).collect();
        for page in [rows, wide.replace('，', "，|")] {
            let lines = page::lines(&page, None);
            let mut mixed = vec![true; lines.len()];
            clear_columns(&lines, &mut mixed, 22, &page, &Fit::new(&page, Lang::ZhHans.into()));
            assert!(!mixed.contains(&false), "{page}");
        }
    }

    #[test]
    fn columns_go_on_below_their_band() {
        let found = order(&page(0..3));
        let band = &found[found.len() - 12..];
        assert_eq!(band.concat(), [LEFT.concat(), RIGHT.concat()].concat());
    }

    #[test]
    fn columns_go_on_below_a_row_alone() {
        let part = |lines: &[&str]| lines.join("\n") + "\n\n";
        let right = [
            "图书馆把借期延长一周，读",
            "者可以在周末归还书籍，",
            "迟到的人不必再交罚款。",
            "馆长介绍，新书的目录已",
            "经贴在门口，孩子们排着",
        ];
        let row = |n: usize| format!("{} | {}\n\n", LEFT[n], right[n]);
        let page = part(&RIGHT)
            + &part(&LEFT)
            + "水利局检查堤坝\n\n"
            + &row(0)
            + &part(&LEFT[1..])
            + &part(&right[1..])
            + "渡口新闻\n\n"
            + &row(4);
        let found = order(&page);
        assert_eq!(found[13..24].concat(), [LEFT.concat(), right.concat()].concat());
    }

    #[test]
    fn rows_in_the_middle_of_columns_stand_between_their_ends() {
        let part = |lines: &[&str]| lines.join("\n") + "\n\n";
        let ends = part(&LEFT[..2]) + &part(&LEFT[4..]) + &part(&RIGHT[..2]) + &part(&RIGHT[4..]);
        let rows: String = (2..4).map(|n| format!("{} {}\n", LEFT[n], RIGHT[n])).collect();
        let found = order(&format!("{}水利局检查堤坝\n\n{ends}{rows}", part(&LEFT) + &part(&RIGHT)));
        assert_eq!(found[found.len() - 12..].concat(), [LEFT.concat(), RIGHT.concat()].concat());
    }

    #[test]
    fn a_page_with_marks_keeps_its_order() {
        let page = page(0..3);
        for page in [format!("## 水利局检查堤坝\n\n{page}"), page.replacen("水利局", "水利局  \n", 1)] {
            assert!(parted(&page).is_none());
        }
    }

    #[test]
    fn a_title_parts_two_bands() {
        let rows = |from: usize| (from..from + 3).map(|n| format!("{} {}\n", LEFT[n], RIGHT[n])).collect::<String>();
        let found = order(&format!("{}\n水利局检查堤坝\n\n{}\n", rows(0), rows(3)).repeat(2));
        let at = |text: &str| found.iter().position(|l| l == text).unwrap();
        assert!(at(RIGHT[2]) < at("水利局检查堤坝") && at("水利局检查堤坝") < at(LEFT[3]) && at(LEFT[5]) < at(RIGHT[3]), "{found:?}");
    }

    #[test]
    fn no_end_of_heads_parts_a_band_without_end() {
        let rows = |n: usize| (n..n + 4).map(|n| format!("{} {}\n", LEFT[n], RIGHT[n])).collect::<String>();
        let bands = |count: usize| {
            let page = format!("{}水利局查堤 山村小学\n检修堤坝 开学第一\n", rows(0)).repeat(count);
            let mut items = Vec::new();
            let stats = Lang::ZhHans.into();
            let sheet = Sheet { page: &page, stats, witness: Witness::new(&page, stats), known: Known::default() };
            lay(&page::lines(&page, None), Measures { near: 11, usual: 11 }, &sheet, PARTS, &mut items);
            items.iter().filter(|item| matches!(item, Item::Band(_))).count()
        };
        assert_eq!(bands(3), 3);
        assert!((4..=PARTS).contains(&bands(4 * PARTS)));
    }

    #[test]
    fn runs_reach_from_their_first_row_to_their_last() {
        let cell = |run: usize, row: usize| Cell {
            span: Span::new(0, 0),
            row,
            column: 0,
            text: true,
            noise: false,
            opens: false,
            low: false,
            high: false,
            clear: true,
            run,
        };
        assert_eq!(runs(&[cell(0, 0), cell(1, 2), cell(1, 6), cell(1, 3), cell(2, 7)]), [2..7, 7..8]);
        assert!(runs(&[cell(0, 0)]).is_empty());
    }

    #[test]
    fn few_long_lines_of_a_page_without_gaps_are_no_rows() {
        let folio = "2023年8月16日星期三 第1版主编江照晚，责编贺兰汀，渔汛热线\n";
        let rows = |times: usize| {
            let page = format!("{folio}{folio}{}", format!("{}\n{}\n", LEFT.join("\n"), RIGHT.join("\n")).repeat(times));
            shown(&page::lines(&page, None), &page, Lang::ZhHans.into()).is_some()
        };
        assert!(rows(1) && !rows(5));
        // Three short articles of narrow lines, whose titles have two halves.
        let column = "昨天夜里河水漲了起來，\n舊木橋被水沖走，巡堤的\n人打著手電來回走了一夜，\n守到天亮為止，也沒有人\n離開過堤壩，鎮長說今年\n秋天要修一座石橋，錢由\n鎮上和縣裡各出一半，鎮\n民都說好。\n";
        let titles = ["大水夜裡沖走舊木橋　巡堤人守到天亮", "圖書館延長一週借期　遲到的人不罰款", "渡輪因大風停航兩天　乘客都改走陸路"];
        let page: String = titles.iter().map(|title| format!("{title}\n{column}")).collect();
        assert!(shown(&page::lines(&page, None), &page, Lang::ZhHant.into()).is_none());
    }

    #[test]
    fn paragraphs_are_no_rows() {
        let text = format!("{}\n{}\n", LEFT.concat(), RIGHT.concat()).repeat(6);
        let lines = page::lines(&text, None);
        let found = parted(&text);
        assert!(found.is_none_or(|(found, banded)| found.len() == lines.len() && !banded));
    }

    #[test]
    fn white_all_over_a_bad_scan_shows_no_columns() {
        let line =
            |n: usize| format!("{} {} {} {} {}\n", &LEFT[n][..12], &LEFT[n][12..24], &LEFT[n][24..], &RIGHT[n][..15], &RIGHT[n][15..27]);
        let page = (0..6).map(line).collect::<String>().repeat(4);
        assert!(measure(&page::lines(&page, None), &page).is_some_and(|m| m > 40));
    }

    #[test]
    fn rows_of_letters_are_laid_over_columns() {
        let columns = [(18, 30), (38, 5)];
        assert_eq!(narrow(&columns), Some(18));
        assert_eq!(narrow(&[(38, 30), (27, 12)]), Some(38));
        let rows = "the river rose in the night and took the bridge before\n".repeat(4);
        let title = "\nNight school for woodworkers finds a long waiting list\n";
        let page = format!("{title}\n{rows}");
        let lines = page::lines(&page, None);
        assert_eq!(shown_in_letters(&lines, &page, &columns).map(|rows| rows.mixed), Some(vec![false, true, true, true, true]));
        assert!(shown_in_letters(&page::lines(title, None), title, &columns).is_none());
    }
}
