//! Markdown inside a line: bold words, escapes, the backslash that ends a line.

use super::{EMPHASIS, fix};
use crate::passes::glyphs::Fix;
use memchr::{memchr, memchr2_iter, memmem};

/// Bytes of the longest stretch in bold inside a line.
const LONGEST: usize = 400;
const BOLD: &str = "**";

/// Proposes the repairs of marks inside lines. Backslashes are looked at only where a page is `marked` as Markdown.
pub(super) fn scan(page: &str, marked: bool, out: &mut Vec<Fix>) {
    let mut done = 0;
    for at in memchr2_iter(b'*', b'\\', page.as_bytes()).filter(|&at| marked || page.as_bytes().get(at) == Some(&b'*')) {
        if at < done {
            continue;
        }
        if page.as_bytes().get(at) == Some(&b'\\') {
            out.extend(backslash(page, at));
        } else if let Some(close) = bold(page, at) {
            out.push(fix(at, at + BOLD.len(), "", &EMPHASIS));
            out.push(fix(close, close + BOLD.len(), "", &EMPHASIS));
            done = close + BOLD.len();
        }
    }
}

/// Where the second mark stands of what is bold from a first one on, where a line has more than that.
fn bold(page: &str, at: usize) -> Option<usize> {
    let before = page.get(..at)?;
    let body = page.get(at..)?.strip_prefix(BOLD).filter(|_| !before.ends_with('*'))?;
    let window = body.as_bytes().get(..LONGEST.min(body.len()))?;
    let window = window.get(..memchr(b'\n', window).unwrap_or(window.len()))?;
    let len = memmem::find(window, BOLD.as_bytes())?;
    let (inner, behind) = (body.get(..len)?, body.get(len + BOLD.len()..)?);
    let closed = !inner.is_empty() && !inner.contains('*') && !behind.starts_with('*');
    let tight = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
    let lead = before.trim_end_matches([' ', '\t', '#']);
    let opens_line = lead.is_empty() || lead.ends_with('\n');
    let ends_line = behind.is_empty() || behind.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
    (closed && tight && !(opens_line && ends_line)).then_some(at + BOLD.len() + len)
}

/// A backslash before a mark, or at the end of a line, where two spaces say the same.
fn backslash(page: &str, at: usize) -> Option<Fix> {
    let behind = page.get(at + 1..)?;
    let text_before = page.get(..at)?.ends_with(|c: char| !c.is_whitespace() && c != '\\');
    match behind.chars().next() {
        Some('\n' | '\r') if text_before => Some(fix(at, at + 1, "  ", &EMPHASIS)),
        Some('$' | '*' | '_' | '#' | '~' | '&' | '%' | '>' | '<') => Some(fix(at, at + 1, "", &EMPHASIS)),
        _ => None,
    }
}
