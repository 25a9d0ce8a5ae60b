//! Numbers and measures that a model set as formulas.

use super::html::shift;
use super::{MATH, fix};
use crate::passes::glyphs::Fix;
use crate::put::Put;
use crate::text;
use memchr::{memchr2, memchr2_iter, memmem};

/// Bytes of the longest formula that is looked at, and how deep its braces stand.
const LONGEST: usize = 120;
const DEEPEST: usize = 6;

/// Proposes plain characters for formulas that need no more.
pub(super) fn scan(page: &str, out: &mut Vec<Fix>) {
    let mut done = 0;
    for at in memchr2_iter(b'$', b'\\', page.as_bytes()) {
        if at < done {
            continue;
        }
        let Some((inner, end)) = formula(page, at) else { continue };
        let command = inner.contains(['\\', '^', '_']);
        let before = page.get(..at).and_then(|before| before.chars().next_back());
        let behind = page.get(end..).and_then(|behind| behind.chars().next());
        let wide = before.into_iter().chain(behind).any(text::is_ea);
        // What has no command is a sum of money more often than not, but beside ideographs.
        if let Some(plain) = plain(inner, wide).filter(|_| command || wide).as_deref().and_then(Put::short) {
            out.push(fix(at, end, plain, &MATH));
            done = end;
        }
    }
}

/// The formula that begins at a mark, and where it ends. A dollar sign with white behind it or a figure behind its end is one of money.
fn formula(page: &str, at: usize) -> Option<(&str, usize)> {
    let rest = page.get(at..)?;
    if let Some(body) = rest.strip_prefix("\\(") {
        let window = body.as_bytes().get(..LONGEST.min(body.len()))?;
        let len = memmem::find(window, b"\\)")?;
        return Some((body.get(..len)?, at + 2 + len + 2));
    }
    let doubled = rest.starts_with("$$");
    let mark = if doubled { 2 } else { 1 };
    let body = rest.strip_prefix('$')?.get(mark - 1..)?;
    let window = body.as_bytes().get(..LONGEST.min(body.len()))?;
    let len = memchr2(b'$', b'\n', window)?;
    let inner = body.get(..len)?;
    let behind = body.get(len..)?.strip_prefix(if doubled { "$$" } else { "$" })?;
    let money =
        behind.starts_with(|c: char| c.is_ascii_digit() || c == '$') || page.get(..at)?.ends_with(|c: char| c.is_ascii_alphabetic());
    // What has a command is a formula whatever its spaces.
    let figures = || inner.starts_with(|c: char| c.is_ascii_digit()) && inner.ends_with(|c: char| c.is_ascii_digit() || c == '%');
    let plain = || figures() && inner.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'%'));
    (inner.contains(['\\', '^', '_']) || !money && plain()).then_some((inner, at + 2 * mark + len))
}

/// A formula in plain characters; nothing where it needs more.
fn plain(formula: &str, wide: bool) -> Option<String> {
    let mut out = String::new();
    let rest = group(formula, wide, 0, &mut out)?;
    (rest.is_empty() && !out.is_empty()).then(|| if wide { out.replace("°C", "℃") } else { out })
}

/// Writes what stands up to the end or the closing brace; what is left behind that.
fn group<'f>(mut rest: &'f str, wide: bool, depth: usize, out: &mut String) -> Option<&'f str> {
    if depth > DEEPEST {
        return None;
    }
    while let Some(c) = rest.chars().next() {
        let behind = rest.get(c.len_utf8()..)?;
        rest = match c {
            '}' if depth > 0 => return Some(behind),
            ' ' => behind,
            '{' => group(behind, wide, depth + 1, out)?,
            '\\' => command(behind, wide, depth, out)?,
            '^' | '_' => {
                let mut part = String::new();
                let behind = argument(behind, wide, depth, &mut part)?;
                shifted(&part, c == '^', out)?;
                behind
            }
            _ if c.is_alphanumeric() || matches!(c, '.' | ',' | '+' | '-' | '=' | '(' | ')' | ':' | '/' | '%' | '°' | '~') => {
                out.push(c);
                behind
            }
            _ => return None,
        };
    }
    (depth == 0).then_some(rest)
}

/// A group in braces, a command or one character.
fn argument<'f>(rest: &'f str, wide: bool, depth: usize, out: &mut String) -> Option<&'f str> {
    let rest = rest.trim_start();
    let c = rest.chars().next()?;
    let behind = rest.get(c.len_utf8()..)?;
    match c {
        '{' => group(behind, wide, depth + 1, out),
        '\\' => command(behind, wide, depth, out),
        _ if c.is_alphanumeric() => {
            out.push(c);
            Some(behind)
        }
        _ => None,
    }
}

/// What stands above or below the line: the ring of degrees, and figures that have characters there.
fn shifted(part: &str, raised: bool, out: &mut String) -> Option<()> {
    if part == "°" && raised {
        out.push('°');
        return Some(());
    }
    for c in part.chars() {
        out.push(Some(shift(c, raised)).filter(|up| *up != c)?);
    }
    Some(())
}

fn command<'f>(rest: &'f str, wide: bool, depth: usize, out: &mut String) -> Option<&'f str> {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, behind) = rest.split_at_checked(letters.max(rest.chars().next()?.len_utf8()))?;
    let sign = match name {
        "%" | "&" | "#" | "$" | "_" => name,
        "," | ";" | "!" | ":" | " " | "quad" | "left" | "right" => "",
        "circ" | "degree" => "°",
        "times" => "×",
        "div" => "÷",
        "pm" => "±",
        "cdot" => "·",
        "sim" => {
            if wide {
                "～"
            } else {
                "~"
            }
        }
        "approx" => "≈",
        "leq" | "le" => "≤",
        "geq" | "ge" => "≥",
        "to" | "rightarrow" => "→",
        "ldots" | "cdots" | "dots" => "…",
        "mu" => "μ",
        "alpha" => "α",
        "beta" => "β",
        "pi" => "π",
        "Omega" => "Ω",
        "mathrm" | "text" | "textbf" | "mathbf" | "mathit" | "rm" | "operatorname" => return argument(behind, wide, depth, out),
        "frac" => {
            let behind = argument(behind, wide, depth, out)?;
            out.push('/');
            return argument(behind, wide, depth, out);
        }
        _ => return None,
    };
    out.push_str(sign);
    Some(behind)
}
