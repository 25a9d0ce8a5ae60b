//! Marks of Markdown: bold words, escapes, the backslash that ends a line, quoted lines, what parts the head of a table from its rows.

use super::{MARKS, fix};
use crate::lang::is_family;
use crate::passes::glyphs::Fix;
use crate::text;
use memchr::{memchr, memchr3_iter, memmem};

/// Bytes of the longest stretch in bold inside a line.
const LONGEST: usize = 400;
const BOLD: &str = "**";

/// Proposes to take out what parts the heads of tables from their rows.
pub(super) fn table_rules(page: &str, out: &mut Vec<Fix>) {
    let mut start = 0;
    for line in page.split_inclusive('\n') {
        let body = line.trim_end();
        out.extend(is_table_rule(body).then(|| fix(start, start + body.len(), "", &MARKS)));
        start += line.len();
    }
}

/// Whether a line parts the head of a table from its rows: `|---|:-:|`.
pub(super) fn is_table_rule(line: &str) -> bool {
    let body = line.trim();
    body.len() > 4 && body.starts_with('|') && body.ends_with('|') && body.contains("--") && body.bytes().all(|b| b"|-: ".contains(&b))
}

/// Proposes the repairs of marks inside lines. Backslashes are looked at only where a page is `marked` as Markdown.
pub(super) fn scan(page: &str, marked: bool, out: &mut Vec<Fix>) {
    let mut done = 0;
    for at in memchr3_iter(b'*', b'\\', b'>', page.as_bytes()).filter(|&at| marked || page.as_bytes().get(at) == Some(&b'*')) {
        if at < done {
            continue;
        }
        match page.as_bytes().get(at) {
            Some(b'\\') => out.extend(backslash(page, at)),
            Some(b'>') => out.extend(quoted(page, at)),
            _ => {
                if let Some(close) = bold(page, at) {
                    out.push(fix(at, at + BOLD.len(), "", &MARKS));
                    out.push(fix(close, close + BOLD.len(), "", &MARKS));
                    done = close + BOLD.len();
                }
            }
        }
    }
}

/// The mark of a quoted line.
fn quoted(page: &str, at: usize) -> Option<Fix> {
    let opens_line = page.get(..at)?.is_empty() || page.get(..at)?.ends_with('\n');
    let len = page.get(at..)?.strip_prefix("> ").map_or(1, |rest| 2 + rest.len() - rest.trim_start_matches(' ').len());
    let spaced = len > 1 || page.get(at + 1..)?.starts_with(['\n', '\r']);
    (opens_line && spaced).then(|| fix(at, at + len, "", &MARKS))
}

/// Where the second mark stands of what is bold from a first one on, where a line has more than that.
fn bold(page: &str, at: usize) -> Option<usize> {
    let before = page.get(..at)?;
    let body = page.get(at..)?.strip_prefix(BOLD).filter(|_| !before.ends_with('*'))?;
    let window = body.as_bytes().get(..LONGEST.min(body.len()))?;
    let window = window.get(..memchr(b'\n', window).unwrap_or(window.len()))?;
    let len = memmem::find(window, BOLD.as_bytes())?;
    let (inner, behind) = (body.get(..len)?, body.get(len + BOLD.len()..)?);
    // Names and numbers are masked with stars: 张**, 京A**123.
    let last = before.chars().next_back();
    let masked = last.is_some_and(|c| is_family(c) || c.is_ascii_alphanumeric()) || behind.starts_with(|c: char| c.is_ascii_alphanumeric());
    let opens = inner.starts_with(|c: char| c.is_alphanumeric() || text::is_opener(c));
    let closed = opens && !masked && !inner.contains('*') && !behind.starts_with('*');
    let tight = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
    let lead = before.trim_end_matches([' ', '\t', '#']);
    let opens_line = lead.is_empty() || lead.ends_with('\n');
    let ends_line = behind.is_empty() || behind.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
    (closed && tight && !(opens_line && ends_line)).then_some(at + BOLD.len() + len)
}

/// A backslash before a mark, or at the end of a line, where two spaces say the same.
fn backslash(page: &str, at: usize) -> Option<Fix> {
    let behind = page.get(at + 1..)?;
    let before = page.get(..at)?;
    let text_before = before.ends_with(|c: char| !c.is_whitespace() && c != '\\');
    // C:\_work is a path.
    let path = before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '\\'));
    match behind.chars().next() {
        Some('\n' | '\r') if text_before => Some(fix(at, at + 1, "  ", &MARKS)),
        Some('$' | '*' | '_' | '#' | '~' | '&' | '%' | '>' | '<') if !path => Some(fix(at, at + 1, "", &MARKS)),
        _ => None,
    }
}
