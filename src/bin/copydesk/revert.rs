//! `revert`: the source, from an output and its ledger.

use crate::args::Revert;
use crate::input;
use crate::output::Sink;
use anyhow::{Context, Result, bail};
use copydesk::Ledger;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader};

/// Prints the source; nothing where output and ledger do not belong together.
pub(crate) fn run(args: &Revert) -> Result<()> {
    let output = fs::read(&args.output).with_context(|| input::unreadable(&args.output))?;
    let output =
        String::from_utf8(output).with_context(|| format!("{} is no output of copydesk: it is not UTF-8", args.output.display()))?;
    let ledgers = ledgers(args)?;
    let source = source(&output, &ledgers).with_context(|| {
        format!("{} and {} do not belong together; give the output as it was written", args.output.display(), args.ledger.display())
    })?;
    let mut sink = Sink::stdout();
    sink.write(&source)?;
    sink.finish()
}

/// The lines of the ledger that speak of the output.
fn ledgers(args: &Revert) -> Result<Vec<Ledger>> {
    let file = fs::File::open(&args.ledger).with_context(|| input::unreadable(&args.ledger))?;
    let mut ledgers = Vec::new();
    for (n, line) in BufReader::new(file).lines().enumerate() {
        let place = || format!("{}, line {} is no ledger; `copydesk clean --edits FILE` writes one", args.ledger.display(), n + 1);
        let line = line.with_context(place)?;
        ledgers.push(serde_json::from_str::<Ledger>(&line).with_context(place)?);
    }
    ledgers.retain(|ledger| ledger.file.as_ref().is_none_or(|file| args.output.ends_with(file)));
    Ok(ledgers)
}

/// The bytes of the source, from an output of any form.
fn source(output: &str, ledgers: &[Ledger]) -> Result<Vec<u8>> {
    let pages = pages(output, ledgers)?;
    let mut source = Vec::new();
    for (ledger, page) in ledgers.iter().zip(pages) {
        match &ledger.id {
            Some(id) => source.extend(record(id, page)?),
            None => source.extend(page),
        }
    }
    Ok(source)
}

/// What came as a record goes as one, in a line of its own.
fn record(id: &Value, text: Vec<u8>) -> Result<Vec<u8>> {
    let text = String::from_utf8(text).context("a record's text is UTF-8")?;
    Ok(format!("{}\n", json!({"id": id, "text": text})).into_bytes())
}

/// The bytes of each page of the source.
fn pages(output: &str, ledgers: &[Ledger]) -> Result<Vec<Vec<u8>>> {
    // A page of text may look like the contract; only the ledger of one counts its parts.
    let counted = ledgers.iter().all(|ledger| ledger.parts.is_some());
    if let Some((articles, furniture)) = contract(output).filter(|_| counted) {
        of_contract(&articles, &furniture, ledgers)
    } else if let Some(records) = records(output, ledgers) {
        if records.len() != ledgers.len() {
            bail!("there are {} records, and a ledger of {}", records.len(), ledgers.len());
        }
        Ok(records.iter().zip(ledgers).map(|(text, ledger)| ledger.revert(text)).collect::<Result<_, _>>()?)
    } else {
        of_text(output, ledgers)
    }
}

/// From pages behind each other, which fill the output.
fn of_text(output: &str, ledgers: &[Ledger]) -> Result<Vec<Vec<u8>>> {
    let told = ledgers.last().map_or(0, |ledger| ledger.output[1]);
    if told != output.len() {
        bail!("the output has {} bytes, and its ledger says {told}", output.len());
    }
    let mut source = Vec::new();
    for ledger in ledgers {
        let [start, end] = ledger.output;
        let page = output.get(start..end).with_context(|| format!("page {} stands at no character of the output", ledger.page))?;
        source.push(ledger.revert(page)?);
    }
    Ok(source)
}

/// From the articles and the furniture of all pages, which are in their order.
fn of_contract(articles: &[copydesk::Article], furniture: &[String], ledgers: &[Ledger]) -> Result<Vec<Vec<u8>>> {
    let (mut articles, mut furniture) = (articles, furniture);
    let mut source = Vec::new();
    for ledger in ledgers {
        let [a, f] = ledger.parts.unwrap_or([articles.len(), furniture.len()]);
        let page = articles.split_at_checked(a).zip(furniture.split_at_checked(f));
        let ((own, rest), (own_furniture, rest_furniture)) = page.context("the output has fewer articles than its ledger says")?;
        source.push(ledger.revert(&strings(own, own_furniture))?);
        (articles, furniture) = (rest, rest_furniture);
    }
    if !articles.is_empty() || !furniture.is_empty() {
        bail!("the output has more articles than its ledger says");
    }
    Ok(source)
}

/// The articles and the furniture of one object after the other, one for each input.
fn contract(output: &str) -> Option<(Vec<copydesk::Article>, Vec<String>)> {
    let (mut articles, mut furniture) = (Vec::new(), Vec::new());
    let mut objects = serde_json::Deserializer::from_str(output).into_iter::<Strings>().peekable();
    objects.peek()?;
    for object in objects {
        let object = object.ok()?;
        articles.extend(object.articles);
        furniture.extend(object.furniture);
    }
    Some((articles, furniture))
}

/// The texts of JSON Lines. A file of boxes that was written back is JSON, too; its ledger speaks of all of it, not of a text inside.
fn records(output: &str, ledgers: &[Ledger]) -> Option<Vec<String>> {
    if !output.starts_with("{\"") || ledgers.last().is_some_and(|ledger| ledger.output[1] == output.len()) {
        return None;
    }
    let text = |line| Some(serde_json::from_str::<Value>(line).ok()?.get("text")?.as_str()?.to_owned());
    output.lines().map(text).collect()
}

/// The strings of a JSON output, in the order of the contract.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Strings {
    articles: Vec<copydesk::Article>,
    furniture: Vec<String>,
    #[serde(default)]
    #[allow(dead_code, reason = "part of the form")]
    edits: Vec<Value>,
}

/// The strings of one page in the order of the contract, which its ledger speaks of.
fn strings(articles: &[copydesk::Article], furniture: &[String]) -> String {
    let mut out = String::new();
    for a in articles {
        let one = [&a.section, &a.kicker, &a.headline, &a.deck].into_iter().flatten();
        let rest = a.byline.iter().chain(&a.dateline).chain(&a.paragraphs).chain(&a.captions).chain(&a.jump);
        one.chain(rest).for_each(|s| out.push_str(s));
    }
    furniture.iter().for_each(|s| out.push_str(s));
    out
}
