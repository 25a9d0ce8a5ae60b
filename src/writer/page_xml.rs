//! PAGE XML: the old reading as a `TextEquiv` of lower rank, articles as groups of the reading order.

use super::outline::{Element, Outline};
use super::{Job, Patches, Repair, SOFTWARE, STEP, VERSION, escaped, is_named, prefix};
use crate::reader::page_xml::BLANK;
use crate::span::Span;
use std::collections::HashSet;
use std::fmt::Write as _;

fn is_unit(element: &Element<'_>) -> bool {
    matches!(element.tag.name(), "Word" | "TextLine")
}

fn is_word(element: &Element<'_>) -> bool {
    element.tag.name() == "Word"
}

fn is_region(element: &Element<'_>) -> bool {
    element.tag.name() == "TextRegion"
}

/// Puts the new reading before the old ones, whose ranks rise by one.
pub(super) fn word(repair: &Repair<'_>, job: &Job<'_>, patches: &mut Patches) {
    let of = |token, is: &dyn Fn(&Element<'_>) -> bool| job.outline.of_token(token, is).and_then(|n| Some((n, job.outline.get(n)?)));
    let Some((number, first)) = repair.tokens.first().and_then(|t| of(t, &is_unit)) else { return };
    if let Some(rect) = repair.rect {
        let Some((_, last)) = repair.tokens.last().and_then(|t| of(t, &is_word)).filter(|_| is_word(first)) else { return };
        let gone = Span::new(first.whole.end, last.whole.end);
        if !job.is_only(gone, &is_word) {
            return;
        }
        let coords = job.outline.children(number).find(|e| e.tag.name() == "Coords");
        let (x0, y0, x1, y1) = (rect.x0.round(), rect.y0.round(), rect.x1.round(), rect.y1.round());
        patches.inner(coords.and_then(|c| c.tag.value_span("points")), format!("{x0},{y0} {x1},{y0} {x1},{y1} {x0},{y1}"));
        patches.replace(gone, String::new());
    }
    if !is_ranked(job) {
        in_place(repair, number, first, job, patches);
        return;
    }
    let mut readings = job.outline.children(number).filter(|e| e.tag.name() == "TextEquiv").peekable();
    let Some(before) = readings.peek().map(|e| (e.whole.start, prefix(e.tag.full_name()))) else { return };
    let (at, mark) = before;
    let new = escaped(repair.after);
    let blank = if new.is_empty() { format!(" comments=\"{BLANK}\"") } else { String::new() };
    patches.insert(at, format!("<{mark}TextEquiv index=\"0\"{blank}><{mark}Unicode>{new}</{mark}Unicode></{mark}TextEquiv>"));
    for (n, reading) in readings.enumerate() {
        match reading.tag.value_span("index") {
            Some(index) => {
                let rank = index.of(job.source()).trim().parse::<u32>().unwrap_or(0).saturating_add(1);
                patches.replace(index, rank.to_string());
            }
            None => patches.insert(reading.tag.start() + reading.tag.full_name().len(), format!(" index=\"{}\"", n + 1)),
        }
    }
}

/// Versions up to this year have one reading for each word.
const ONE_READING: u32 = 2016;

/// Whether the version of the file has several readings of a word.
fn is_ranked(job: &Job<'_>) -> bool {
    let root = job.outline.elements.iter().find(|e| e.tag.name() == "PcGts").map_or("", |e| e.tag.text());
    let year = root.split("pagecontent/").nth(1).and_then(|rest| rest.get(..4)?.parse::<u32>().ok());
    year.is_none_or(|year| year > ONE_READING)
}

/// Puts the new reading in place of the old one, which goes into the comment of the word.
fn in_place(repair: &Repair<'_>, number: usize, unit: &Element<'_>, job: &Job<'_>, patches: &mut Patches) {
    let source = job.source();
    let is = |name: &'static str| move |e: &&Element<'_>| e.tag.name() == name;
    let reading = job.outline.children(number).find(is("TextEquiv")).and_then(|e| job.outline.around(e.whole.start, &|_| true));
    let Some(text) = reading.and_then(|n| job.outline.children(n).find(is("Unicode"))).filter(|e| !e.empty) else { return };
    patches.replace(text.inner(source), escaped(repair.after));
    let old = format!("source: {}", escaped(&repair.before));
    match unit.tag.value_span("comments") {
        Some(comments) => patches.insert(comments.end, format!("; {old}")),
        None => patches.insert(unit.tag.start() + unit.tag.full_name().len(), format!(" comments=\"{old}\"")),
    }
}

/// Records the step and groups the regions by articles.
pub(super) fn page(job: &Job<'_>, patches: &mut Patches) {
    // What copydesk grouped once stays so.
    if is_done(&job.outline) {
        return;
    }
    step(job, patches);
    let mut groups: Vec<Vec<&str>> = vec![Vec::new(); job.titles.len()];
    let mut seen = HashSet::new();
    for (region, article) in job.articles_of(&is_region) {
        let id = job.outline.get(region).and_then(|e| e.tag.value("id")).filter(|id| seen.insert(*id));
        groups.get_mut(article - 1).into_iter().for_each(|own| own.extend(id));
    }
    let pages = job.outline.elements.iter().enumerate().filter(|(_, e)| e.tag.name() == "Page");
    let mut pages: Vec<usize> = pages.map(|(n, _)| n).collect();
    // A file of several pages has one reading order each; its articles may run across them.
    let (Some(page), None) = (pages.pop(), pages.pop()) else { return };
    if groups.iter().any(|ids| !ids.is_empty()) {
        let rest = rest(job, page, &mut seen);
        order(job, page, &groups, &rest, patches);
    }
}

/// Regions that no article has: what the file's own order names, and other regions of text.
fn rest<'w>(job: &'w Job<'_>, page: usize, seen: &mut HashSet<&'w str>) -> Vec<&'w str> {
    let own = job.outline.children(page).find(|e| e.tag.name() == "ReadingOrder").map(|e| e.whole);
    let named =
        |e: &Element<'w>| own.filter(|own| own.start < e.whole.start && e.whole.end < own.end).and_then(|_| e.tag.value("regionRef"));
    let region = |e: &Element<'w>| e.tag.value("id").filter(|_| is_region(e));
    let ids = job.outline.elements.iter().filter_map(|e| named(e).or_else(|| region(e)));
    ids.filter(|id| seen.insert(id)).collect()
}

fn order(job: &Job<'_>, page: usize, groups: &[Vec<&str>], rest: &[&str], patches: &mut Patches) {
    let mark = job.outline.get(page).map_or("", |p| prefix(p.tag.full_name()));
    let mut text = format!("<{mark}ReadingOrder><{mark}UnorderedGroup id=\"copydesk_articles\">");
    for (n, (ids, title)) in groups.iter().zip(&job.titles).enumerate().filter(|(_, (ids, _))| !ids.is_empty()) {
        let _ = write!(text, "<{mark}OrderedGroup id=\"copydesk_article_{}\" caption=\"{}\">", n + 1, escaped(title));
        for (k, id) in ids.iter().enumerate() {
            let _ = write!(text, "<{mark}RegionRefIndexed index=\"{k}\" regionRef=\"{id}\"/>");
        }
        let _ = write!(text, "</{mark}OrderedGroup>");
    }
    for id in rest {
        let _ = write!(text, "<{mark}RegionRef regionRef=\"{id}\"/>");
    }
    let _ = write!(text, "</{mark}UnorderedGroup></{mark}ReadingOrder>");
    let mut children = job.outline.children(page);
    let next = children.find(|e| !matches!(e.tag.name(), "AlternativeImage" | "Border" | "PrintSpace"));
    match next {
        Some(own) if own.tag.name() == "ReadingOrder" => patches.replace(own.whole, text),
        Some(next) => patches.insert(next.whole.start, text),
        None => {}
    }
}

/// Years whose schema has `MetadataItem`.
const WITH_ITEMS: [&str; 2] = ["pagecontent/2018", "pagecontent/2019"];

pub(super) fn is_done(outline: &Outline<'_>) -> bool {
    outline.first("Metadata").is_some_and(|metadata| is_named(metadata.whole.of(outline.source)))
}

fn step(job: &Job<'_>, patches: &mut Patches) {
    let source = job.source();
    let Some(metadata) = job.outline.first("Metadata").filter(|m| !m.empty) else { return };
    let inside = metadata.whole.of(source);
    let mark = prefix(metadata.tag.full_name());
    let root = job.outline.elements.first().map_or("", |e| e.tag.text());
    if WITH_ITEMS.iter().any(|year| root.contains(year)) {
        let item = format!("<{mark}MetadataItem type=\"processingStep\" name=\"{STEP}\" value=\"{SOFTWARE} {VERSION}\"/>");
        patches.insert(metadata.inner(source).end, item);
        return;
    }
    // Older versions have a place for remarks only.
    match job.outline.first("Comments").filter(|c| !c.empty && metadata.whole.start < c.whole.start && c.whole.end < metadata.whole.end) {
        Some(comments) => patches.insert(comments.inner(source).end, format!("\n{SOFTWARE} {VERSION}: {STEP}")),
        None if !inside.contains("UserDefined") => {
            patches.insert(metadata.inner(source).end, format!("<{mark}Comments>{SOFTWARE} {VERSION}: {STEP}</{mark}Comments>"));
        }
        None => {}
    }
}
