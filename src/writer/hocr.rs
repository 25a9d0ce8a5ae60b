//! hOCR: other readings in an `alternatives` span, articles as `ocr_linear` of their lines.

use super::outline::{Element, Outline};
use super::{Job, Patches, Repair, SOFTWARE, VERSION, escaped, is_named};
use crate::span::Span;
use std::fmt::Write as _;

fn class(element: &Element<'_>, names: &[&str]) -> bool {
    element.tag.value("class").is_some_and(|class| class.split_whitespace().any(|token| names.contains(&token)))
}

const LINES: [&str; 8] = ["ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocr_pageno", "ocr_title"];

fn is_line(element: &Element<'_>) -> bool {
    class(element, &LINES)
}

fn is_word(element: &Element<'_>) -> bool {
    class(element, &["ocrx_word", "ocr_word"])
}

/// Puts a word's new text first and its old one behind it, struck out.
pub(super) fn word(repair: &Repair<'_>, job: &Job<'_>, patches: &mut Patches) {
    let (Some(first), Some(last)) = (repair.tokens.first(), repair.tokens.last()) else { return };
    let source = job.source();
    let Some(text) = first.span().filter(|span| !span.of(source).contains('<')) else { return };
    let new = format!(
        "<span class=\"alternatives\"><ins class=\"alt\">{}</ins><del class=\"alt\">{}</del></span>",
        escaped(repair.after),
        escaped(&repair.before)
    );
    let elements = job.outline.of_token(first, &is_word).zip(job.outline.of_token(last, &is_word));
    let elements = elements.and_then(|(a, b)| Some((job.outline.get(a)?, job.outline.get(b)?)));
    match (repair.rect, elements) {
        (None, _) => {}
        (Some(rect), Some((first, last))) if first.whole.end <= last.whole.start => {
            let gone = Span::new(first.whole.end, last.whole.end);
            if !job.is_only(gone, &is_word) {
                return;
            }
            if let Some(bbox) = first.tag.value_span("title").and_then(|title| bbox(title, source)) {
                patches.replace(bbox, format!("{} {} {} {}", rect.x0, rect.y0, rect.x1, rect.y1));
            }
            patches.replace(gone, String::new());
        }
        // The boxes of these words cannot be put together.
        _ => return,
    }
    patches.replace(text, new);
}

/// Where the numbers of a box stand in a title.
fn bbox(title: Span, source: &str) -> Option<Span> {
    let text = title.of(source);
    let start = text.find("bbox ")? + "bbox ".len();
    let len = text.get(start..)?.find(';').unwrap_or(text.len() - start);
    Some(Span::new(title.start + start, title.start + start + len))
}

/// Records the step and names the lines of each article.
pub(super) fn page(job: &Job<'_>, patches: &mut Patches) {
    step(job, patches);
    let source = job.source();
    let mut lines: Vec<Vec<&str>> = vec![Vec::new(); job.titles.len()];
    for (element, article) in job.articles_of(&is_line) {
        let id = job.outline.get(element).and_then(|e| e.tag.value("id"));
        lines.get_mut(article - 1).into_iter().for_each(|own| own.extend(id));
    }
    let body = job.outline.first("body").filter(|body| !body.empty && !source.contains("id=\"copydesk_article_1\""));
    let Some(body) = body else { return };
    let mut text = String::new();
    for (n, ids) in lines.iter().enumerate().filter(|(_, ids)| !ids.is_empty()) {
        let ids = ids.join(" ");
        let _ = writeln!(text, "<div class=\"ocr_linear\" id=\"copydesk_article_{}\" title=\"x_lines {ids}\"></div>", n + 1);
    }
    patches.insert(body.inner(source).end, text);
}

/// The element that names what read the file.
fn system<'o, 't>(outline: &'o Outline<'t>) -> Option<&'o Element<'t>> {
    let mut metas = outline.elements.iter().filter(|e| e.tag.name() == "meta");
    metas.find(|m| m.tag.value("name") == Some("ocr-system"))
}

pub(super) fn is_done(outline: &Outline<'_>) -> bool {
    system(outline).and_then(|meta| meta.tag.value("content")).is_some_and(is_named)
}

fn step(job: &Job<'_>, patches: &mut Patches) {
    if is_done(&job.outline) {
        return;
    }
    let system = system(&job.outline);
    let quoted = |value: &Span| matches!(job.source().as_bytes().get(value.end), Some(b'"' | b'\''));
    let content = system.and_then(|m| m.tag.value_span("content"));
    match content {
        Some(content) if quoted(&content) => patches.insert(content.end, format!("; {SOFTWARE} {VERSION}")),
        Some(content) => patches.replace(content, format!("\"{}; {SOFTWARE} {VERSION}\"", content.of(job.source()))),
        None => {
            let head = job.outline.first("head").filter(|h| !h.empty);
            let Some(head) = head else { return };
            patches.insert(head.inner(job.source()).end, format!("<meta name=\"ocr-system\" content=\"{SOFTWARE} {VERSION}\"/>\n"));
        }
    }
}
