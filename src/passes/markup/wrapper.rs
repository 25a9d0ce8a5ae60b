//! What stands around a transcription: code fences, a head of fields, the places of blocks.

use super::{WRAPPER, fix};
use crate::passes::glyphs::Fix;
use memchr::memmem;

/// Lines of a head of fields, and bytes of what says where a block stood.
const MOST_FIELDS: usize = 16;
const LONGEST_PLACE: usize = 400;

/// Proposes to take out the wrapping; whether there is any.
pub(super) fn scan(page: &str, out: &mut Vec<Fix>) -> bool {
    let start = page.len() - page.trim_start().len();
    let body = page.get(start..).unwrap_or("");
    let head = fence(body).or_else(|| fields(body));
    out.extend(head.map(|len| fix(start, start + len, "", &WRAPPER)));
    places(page, out) || head.is_some()
}

/// Bytes of a first line that opens a code fence: ```markdown. The line that closes it says nothing by itself.
fn fence(body: &str) -> Option<usize> {
    let line = body.lines().next()?;
    let name = line.trim_end().strip_prefix("```")?;
    let named = ["markdown", "md", "html", "text", "txt", "plaintext"].contains(&name);
    named.then_some(line.len())
}

/// Bytes of a head of fields that say how a page lay, such as `primary_language: zh`, between two lines of dashes.
fn fields(body: &str) -> Option<usize> {
    let mut len = 0;
    for (n, line) in body.split_inclusive('\n').take(MOST_FIELDS).enumerate() {
        let text = line.trim_end();
        if text == "---" && n > 1 {
            return Some(len + text.len());
        }
        let known = text.split_once(':').is_some_and(|(name, _)| FIELDS.contains(&name));
        if !(known || n == 0 && text == "---") {
            return None;
        }
        len += line.len();
    }
    None
}

/// Fields that such a head has.
const FIELDS: &[&str] = &["primary_language", "is_rotation_valid", "rotation_correction", "is_table", "is_diagram"];

const REF: (&str, &str) = ("<|ref|>", "<|/ref|>");
const PLACE: (&str, &str) = ("<|det|>", "<|/det|>");

/// Names of blocks before their places: `<|ref|>text<|/ref|><|det|>[[62, 37, 512, 89]]<|/det|>`. Where the text itself stands there, it stays.
fn places(page: &str, out: &mut Vec<Fix>) -> bool {
    let before = out.len();
    let mut done = 0;
    for at in memmem::find_iter(page.as_bytes(), REF.0.as_bytes()) {
        let Some((name, place)) = parts(page, at).filter(|_| at >= done) else { continue };
        let inner = name.0..name.1;
        let end = place;
        if page.get(inner).is_some_and(is_block) {
            out.push(fix(at, end, "\n\n", &WRAPPER));
        } else {
            out.push(fix(at, name.0, "", &WRAPPER));
            out.push(fix(name.1, end, "\n", &WRAPPER));
        }
        done = end;
    }
    out.len() > before
}

/// Where the name stands that begins at its tag, and where the place behind it ends.
fn parts(page: &str, at: usize) -> Option<((usize, usize), usize)> {
    let start = at + REF.0.len();
    let window = |from: usize| page.as_bytes().get(from..page.len().min(from + LONGEST_PLACE));
    let end = start + memmem::find(window(start)?, REF.1.as_bytes())?;
    let place = end + REF.1.len();
    page.get(place..)?.strip_prefix(PLACE.0)?;
    let close = memmem::find(window(place)?, PLACE.1.as_bytes())?;
    Some(((start, end), place + close + PLACE.1.len()))
}

/// Whether a name is that of a kind of block.
fn is_block(name: &str) -> bool {
    let kinds = ["title", "text", "image", "table", "header", "footer", "equation", "list", "page_number", "reference"];
    kinds.iter().any(|kind| {
        name.strip_prefix("sub_").unwrap_or(name).strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    })
}
