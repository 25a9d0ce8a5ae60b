//! `rules` and `explain`: the rules and their documentation.

use crate::args::Listing;
use crate::output::Sink;
use crate::report::visible;
use anyhow::{Result, bail};
use copydesk::Rule;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Lists the rules.
pub(crate) fn rules(format: Listing) -> Result<()> {
    let rules = copydesk::rules();
    print(&match format {
        Listing::Human => rules.iter().map(|rule| line(rule)).collect(),
        Listing::Json => pretty(&rules.iter().map(|rule| object(rule)).collect()),
    })
}

/// Prints what a rule is for.
pub(crate) fn explain(name: &str, format: Listing) -> Result<()> {
    let Some(rule) = copydesk::rules().iter().find(|rule| rule.id == name) else {
        bail!("no rule is called '{name}'; `copydesk rules` lists them");
    };
    print(&match format {
        Listing::Human => page(rule),
        Listing::Json => pretty(&object(rule)),
    })
}

fn print(text: &str) -> Result<()> {
    let mut sink = Sink::stdout();
    sink.write(text.as_bytes())?;
    sink.finish()
}

fn line(rule: &Rule) -> String {
    let asked = if copydesk::is_optional(rule) { " (off by default; --with switches it on)" } else { "" };
    format!("{:30} {:9}  {}{asked}\n", rule.id, range(rule, "–"), rule.summary)
}

/// The confidences of a rule's repairs.
fn range(rule: &Rule, between: &str) -> String {
    let (least, greatest) = rule.confidence;
    if least < greatest { format!("{least:.2}{between}{greatest:.2}") } else { format!("{greatest:.2}") }
}

fn page(rule: &Rule) -> String {
    let applied = copydesk::DEFAULT_CONFIDENCE;
    let confidence = match rule.confidence.1 {
        most if most <= 0.0 => "only reported, never repaired".to_owned(),
        _ => format!("{}; from {applied:.2} on a repair is made, below it is a suggestion (--min-confidence)", range(rule, " to ")),
    };
    let mut text = format!("{}\n\n{}\n\n{}\n\nConfidence: {confidence}\n\nExamples\n", rule.id, rule.summary, rule.why);
    let show = |s: &str| visible(&s.replace('\n', "⏎")).into_owned();
    for (before, after) in rule.examples {
        // Writing to a string cannot fail.
        let _ = match before == after {
            true => writeln!(text, "  {}  (stays)", show(before)),
            false => writeln!(text, "  {}  →  {}", show(before), show(after)),
        };
    }
    text
}

fn object(rule: &Rule) -> Value {
    let figure = |confidence: f32| (f64::from(confidence) * 1000.0).round() / 1000.0;
    json!({"id": rule.id, "summary": rule.summary, "why": rule.why, "optional": copydesk::is_optional(rule),
        "confidence": [figure(rule.confidence.0), figure(rule.confidence.1)], "examples": rule.examples})
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
