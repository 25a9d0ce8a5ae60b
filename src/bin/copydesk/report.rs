//! Reports of `check` and `diff`.

use crate::args::Report;
use anstyle::{AnsiColor, Style};
use copydesk::{Cleaned, Edit, Span};
use serde_json::json;
use std::borrow::Cow;
use std::fmt::Write as _;

/// A finding with its place.
pub(crate) struct Finding {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) edit: Edit,
    pub(crate) applied: bool,
    /// The rest of the word on both sides, by which somebody knows the place.
    around: (String, String),
}

/// Findings of a page, in the order of the source; `line` is the number of lines before the page.
pub(crate) fn findings(page: &Cleaned, file: &str, lines_before: usize) -> Vec<Finding> {
    let mut edits: Vec<(Edit, bool)> = page.edits().into_iter().map(|e| (e, true)).collect();
    edits.extend(page.suggestions().into_iter().map(|e| (e, false)));
    edits.sort_by_key(|(e, _)| e.span);
    let source = page.source();
    let mut ends = line_ends(source).peekable();
    let (mut line, mut column, mut counted) = (lines_before + 1, 1, 0);
    let mut out = Vec::with_capacity(edits.len());
    for (edit, applied) in edits {
        while let Some(end) = ends.next_if(|&end| end <= edit.span.start) {
            (line, column, counted) = (line + 1, 1, end);
        }
        // A structured file may be one line of many megabytes: each of its characters is counted once.
        column += source.get(counted..edit.span.start).unwrap_or("").chars().count();
        counted = edit.span.start;
        let around = around(source, edit.span);
        out.push(Finding { file: file.to_owned(), line, column, edit, applied, around });
    }
    out
}

/// Letters of a word that are shown on each side, and ideographs and kana, which have no words to end at.
const SHOWN: usize = 16;
const SHOWN_WIDE: usize = 2;

/// What stands right before and behind a place, as far as it is one word with it.
fn around(source: &str, span: Span) -> (String, String) {
    fn part(side: impl Iterator<Item = char>) -> Vec<char> {
        let mut wide = 0;
        let of_word = move |c: &char| {
            wide += usize::from(*c >= WIDE);
            c.is_alphanumeric() && wide <= SHOWN_WIDE
        };
        side.take_while(of_word).take(SHOWN).collect()
    }
    let before = part(source.get(..span.start).unwrap_or("").chars().rev());
    (before.into_iter().rev().collect(), part(source.get(span.end..).unwrap_or("").chars()).into_iter().collect())
}

/// The first of the ideographs, kana and their radicals.
const WIDE: char = '\u{2E80}';

/// Findings of a record that stands in one line of its file; their columns count in its text.
pub(crate) fn findings_in_line(page: &Cleaned, file: &str, line: usize) -> Vec<Finding> {
    let mut found = findings(page, file, 0);
    let (mut at, mut column) = (0, 1);
    for finding in &mut found {
        let start = finding.edit.span.start;
        column += page.source().get(at..start).unwrap_or("").chars().count();
        at = start;
        (finding.line, finding.column) = (line, column);
    }
    found
}

/// The places behind the ends of lines: LF, CR LF, or CR alone.
pub(crate) fn line_ends(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let ends = move |at: &usize| bytes.get(*at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n');
    text.match_indices(['\n', '\r']).map(|(at, _)| at).filter(ends).map(|at| at + 1)
}

/// A text with a picture for each control character that a terminal would obey, ends of lines and tabs aside.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => out.push(c),
            c if obeyed(c) => match char::from_u32(0x2400 + u32::from(c)).filter(|_| c < ' ') {
                Some(picture) => out.push(picture),
                None => out.push_str(&format!("<U+{:04X}>", u32::from(c))),
            },
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The whole report.
pub(crate) fn render(findings: &[Finding], form: Report) -> String {
    match form {
        Report::Human => findings.iter().map(human).collect(),
        Report::Github => findings.iter().map(github).collect(),
        Report::Json => pretty(&json!(findings.iter().map(object).collect::<Vec<_>>())),
        Report::Sarif => sarif(findings),
    }
}

fn message(f: &Finding) -> String {
    // What is only told has no reading.
    if f.edit.from.is_empty() && f.edit.to.is_empty() {
        return copydesk::rules().iter().find(|rule| rule.id == f.edit.rule).map_or(String::new(), |rule| rule.summary.to_owned());
    }
    let from = between_words(&f.edit.from).replace('\n', "\\n");
    let what = if f.applied { "reads" } else { "may read" };
    let (before, behind) = &f.around;
    format!("'{before}{from}{behind}' {what} '{before}{}{behind}'", f.edit.to)
}

/// What was read as somebody sees it on the page: markup between two words of a structured file is the space between them.
fn between_words(from: &str) -> Cow<'_, str> {
    let is_markup = from.contains("/>") || from.contains("</");
    let markup = || from.find(['<', '"']).zip(from.rfind(['>', '"'])).filter(|_| is_markup);
    // A row of a table of words ends, and the next one has its word last.
    let row = || from.find('\n').zip(from.rfind('\t'));
    let ends = markup().or_else(row).filter(|(start, end)| start < end);
    let outside = ends.and_then(|(start, end)| Some((from.get(..start)?, from.get(end + 1..)?)));
    outside.map_or(Cow::Borrowed(from), |(before, behind)| Cow::Owned(format!("{before} {behind}")))
}

fn human(f: &Finding) -> String {
    let message = message(f);
    format!("{}:{}:{}: {} {} ({:.2})\n", f.file, f.line, f.column, f.edit.rule, visible(&message), f.edit.confidence)
}

fn github(f: &Finding) -> String {
    let level = if f.applied { "warning" } else { "notice" };
    let text = message(f).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    // The properties of such a line end at commas and colons.
    let file = escaped(&f.file, |b| !matches!(b, b'%' | b'\r' | b'\n' | b',' | b':'));
    format!("::{level} file={file},line={},col={},title={}::{text}\n", f.line, f.column, f.edit.rule)
}

/// A text with the bytes that are not plain as percent and two digits.
fn escaped(text: &str, is_plain: impl Fn(u8) -> bool) -> String {
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    for b in text.bytes() {
        if is_plain(b) { out.push(b) } else { out.extend(format!("%{b:02X}").bytes()) }
    }
    String::from_utf8(out).unwrap_or_default()
}

/// A path as the URI that SARIF asks for.
fn uri(path: &str) -> String {
    escaped(path, |b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'/'))
}

fn object(f: &Finding) -> serde_json::Value {
    json!({"file": f.file, "line": f.line, "column": f.column, "span": f.edit.span, "from": f.edit.from, "to": f.edit.to,
        "rule": f.edit.rule, "confidence": f.edit.confidence, "applied": f.applied})
}

fn pretty(value: &serde_json::Value) -> String {
    let mut out = serde_json::to_string_pretty(value).unwrap_or_default();
    out.push('\n');
    out
}

fn sarif(findings: &[Finding]) -> String {
    let rules: Vec<_> = copydesk::rules()
        .iter()
        .map(|r| json!({"id": r.id, "shortDescription": {"text": r.summary}, "fullDescription": {"text": r.why}}))
        .collect();
    let results: Vec<_> = findings.iter().map(|f| json!({
        "ruleId": f.edit.rule,
        "level": if f.applied { "warning" } else { "note" },
        "message": {"text": message(f)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(&f.file)}, "region": {"startLine": f.line, "startColumn": f.column}}}],
        "properties": {"confidence": f.edit.confidence},
    })).collect();
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "copydesk", "version": env!("CARGO_PKG_VERSION"), "rules": rules}}, "columnKind": "unicodeCodePoints", "results": results}],
    }))
}

/// The source with each repair marked: what goes in red, what comes in green; without colours in brackets.
pub(crate) fn diff(page: &Cleaned, coloured: bool) -> String {
    let gone = Style::new().fg_color(Some(AnsiColor::Red.into())).strikethrough();
    let come = Style::new().fg_color(Some(AnsiColor::Green.into())).bold();
    let source = page.source();
    let mut out = String::with_capacity(source.len() * 2);
    let mut at = 0;
    for edit in page.edits() {
        if edit.span.start < at {
            continue;
        }
        out.push_str(&visible(source.get(at..edit.span.start).unwrap_or("")));
        let from = edit.from.replace('\n', "⏎");
        let (from, to) = (visible(&from), visible(&edit.to));
        if !from.is_empty() {
            let _ = if coloured { write!(out, "{gone}{from}{gone:#}") } else { write!(out, "[-{from}-]") };
        }
        if !to.is_empty() {
            let _ = if coloured { write!(out, "{come}{to}{come:#}") } else { write!(out, "{{+{to}+}}") };
        }
        at = edit.span.end;
    }
    out.push_str(&visible(source.get(at..).unwrap_or("")));
    out
}
