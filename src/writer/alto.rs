//! ALTO: other readings in `ALTERNATIVE`, articles as structure tags, the step in the description.

use super::outline::{Element, Outline};
use super::{Job, Patches, Repair, SOFTWARE, STEP, VERSION, escaped, prefix};
use crate::span::Span;
use std::collections::HashMap;
use std::fmt::Write as _;

fn is_string(element: &Element<'_>) -> bool {
    matches!(element.tag.name(), "String" | "HYP")
}

fn is_line(element: &Element<'_>) -> bool {
    element.tag.name() == "TextLine"
}

/// What may stand between two strings that become one.
fn may_go(element: &Element<'_>) -> bool {
    matches!(element.tag.name(), "String" | "SP")
}

/// Gives a string its new content, and its old one as an alternative.
pub(super) fn word(repair: &Repair<'_>, job: &Job<'_>, patches: &mut Patches) {
    let of = |token| job.outline.of_token(token, &is_string).and_then(|n| Some((n, job.outline.get(n)?)));
    let (Some((number, first)), Some((_, last))) = (repair.tokens.first().and_then(of), repair.tokens.last().and_then(of)) else { return };
    let Some(content) = first.tag.value_span("CONTENT").filter(|_| first.tag.name() == "String") else { return };
    if let Some(rect) = repair.rect {
        let gone = Span::new(first.whole.end, last.whole.end);
        if !job.is_only(gone, &may_go) {
            return;
        }
        let edges = [("HPOS", rect.x0), ("VPOS", rect.y0), ("WIDTH", rect.width()), ("HEIGHT", rect.height())];
        for (name, value) in edges {
            patches.inner(first.tag.value_span(name), value.to_string());
        }
        patches.replace(gone, String::new());
    }
    patches.replace(content, escaped(repair.after));
    patches.remove(first.tag.attribute_span("CC"));
    let name = first.tag.full_name();
    let mark = prefix(name);
    let old = format!("<{mark}ALTERNATIVE PURPOSE=\"source\">{}</{mark}ALTERNATIVE>", escaped(&repair.before));
    if first.empty {
        // From `<String …/>` to `<String …>…</String>`.
        patches.replace(Span::new(first.tag.end(), first.whole.end), format!(">{old}</{name}>"));
        return;
    }
    let shape = job.outline.children(number).find(|e| e.tag.name() == "Shape");
    patches.insert(shape.map_or(first.tag.end() + 1, |s| s.whole.end), old);
}

/// What both parts of a divided word say of the whole, where one of them was repaired. `repaired` are those of one string.
pub(super) fn divided(repaired: &[Repair<'_>], job: &Job<'_>, patches: &mut Patches) {
    let number = |repair: &Repair<'_>| job.outline.of_token(repair.tokens.first().filter(|_| repair.rect.is_none())?, &is_string);
    let after: HashMap<usize, &str> = repaired.iter().filter_map(|r| Some((number(r)?, r.after))).collect();
    if after.is_empty() {
        return;
    }
    let strings = job.outline.elements.iter().enumerate().filter(|(_, e)| e.tag.name() == "String");
    let mut before: Option<(usize, &Element<'_>)> = None;
    for (n, second) in strings {
        let Some((m, first)) = before.replace((n, second)) else { continue };
        let kinds = (first.tag.value("SUBS_TYPE"), second.tag.value("SUBS_TYPE"));
        if kinds != (Some("HypPart1"), Some("HypPart2")) || !after.contains_key(&m) && !after.contains_key(&n) {
            continue;
        }
        let (Some(left), Some(right)) = (first.tag.value("CONTENT"), second.tag.value("CONTENT")) else { continue };
        let new = |n: usize, own: &str| after.get(&n).map_or_else(|| own.to_owned(), |text| escaped(text));
        for part in [first, second] {
            let Some(whole) = part.tag.value_span("SUBS_CONTENT") else { continue };
            let between = whole.of(job.source()).strip_prefix(left.trim_end_matches(is_hyphen)).and_then(|rest| rest.strip_suffix(right));
            if let Some(between) = between.filter(|between| between.chars().all(is_hyphen)) {
                patches.replace(whole, format!("{}{between}{}", new(m, left).trim_end_matches(is_hyphen), new(n, right)));
            }
        }
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{AD}' | '\u{2010}' | '\u{2011}' | '¬' | '⸗')
}

/// Records the step, and tags the lines of each article where the version has tags.
pub(super) fn page(job: &Job<'_>, patches: &mut Patches) {
    let Some(root) = job.outline.elements.iter().find(|e| e.tag.name() == "alto") else { return };
    let named = root.tag.text().contains("ns-v4");
    let mark = prefix(root.tag.full_name());
    step(job, named, mark, patches);
    if named || root.tag.text().contains("ns-v3") {
        tags(job, mark, patches);
    }
}

pub(super) fn is_done(outline: &Outline<'_>) -> bool {
    let description = outline.first("Description").map_or("", |d| d.whole.of(outline.source));
    description.contains(&format!("softwareName>{SOFTWARE}<"))
}

fn step(job: &Job<'_>, fourth: bool, mark: &str, patches: &mut Patches) {
    let source = job.source();
    let Some(description) = job.outline.first("Description").filter(|d| !d.empty && !is_done(&job.outline)) else { return };
    let software = format!(
        "<{mark}processingStepDescription>{STEP}</{mark}processingStepDescription><{mark}processingSoftware>\
         <{mark}softwareName>{SOFTWARE}</{mark}softwareName><{mark}softwareVersion>{VERSION}</{mark}softwareVersion></{mark}processingSoftware>"
    );
    if fourth {
        let category = format!("<{mark}processingCategory>contentModification</{mark}processingCategory>");
        let step = format!("<{mark}Processing ID=\"copydesk_processing\">{category}{software}</{mark}Processing>");
        patches.insert(description.inner(source).end, step);
        return;
    }
    let step = format!("<{mark}postProcessingStep>{software}</{mark}postProcessingStep>");
    match job.outline.first("OCRProcessing").filter(|p| !p.empty) {
        Some(processing) => patches.insert(processing.inner(source).end, step),
        None => patches.insert(
            description.inner(source).end,
            format!("<{mark}OCRProcessing ID=\"copydesk_processing\"><{mark}ocrProcessingStep/>{step}</{mark}OCRProcessing>"),
        ),
    }
}

fn tags(job: &Job<'_>, mark: &str, patches: &mut Patches) {
    let source = job.source();
    if job.titles.is_empty() || source.contains("ID=\"copydesk_article_1\"") {
        return;
    }
    let mut tags = String::new();
    for (n, title) in job.titles.iter().enumerate() {
        let label = if title.is_empty() { format!("article {}", n + 1) } else { escaped(title) };
        let _ = write!(tags, "<{mark}StructureTag ID=\"copydesk_article_{}\" TYPE=\"article\" LABEL=\"{label}\"/>", n + 1);
    }
    let before = || job.outline.elements.iter().find(|e| matches!(e.tag.name(), "ReadingOrder" | "Layout"));
    match (job.outline.first("Tags").filter(|t| !t.empty), before()) {
        (Some(own), _) => patches.insert(own.inner(source).end, tags),
        (None, Some(next)) => patches.insert(next.whole.start, format!("<{mark}Tags>{tags}</{mark}Tags>\n")),
        (None, None) => return,
    }
    for (line, article) in job.articles_of(&is_line) {
        let Some(line) = job.outline.get(line) else { continue };
        match line.tag.value_span("TAGREFS") {
            Some(refs) => patches.insert(refs.end, format!(" copydesk_article_{article}")),
            None => patches.insert(line.tag.start() + line.tag.full_name().len(), format!(" TAGREFS=\"copydesk_article_{article}\"")),
        }
    }
}
