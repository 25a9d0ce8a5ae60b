//! `eval`: scores of cleaned pages against gold pages, as a table or as JSON.

use crate::args::{Eval, Figures};
use crate::input::{self, Input};
use crate::output::Sink;
use anyhow::{Context, Result, bail};
use copydesk::eval::{self, Band, EditCounts, EvalPage, Options, Score, Verdict};
use copydesk::{Desk, Edit, SourceOptions, Splitter};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;

/// A page with the name that the tables give it.
struct Named {
    name: String,
    page: EvalPage,
}

/// What was found of one page.
struct Row {
    name: String,
    score: Score,
    edits: Option<EditCounts>,
    judged: Vec<(Edit, Verdict)>,
}

pub(crate) fn run(args: &Eval) -> Result<()> {
    if args.calibration && args.source.is_none() {
        bail!("--calibration looks at repairs in their dumps; name these with --source");
    }
    if let Some(tag) = &args.lang {
        Desk::builder().language(tag).build().context("--lang")?;
    }
    let options = Options { lang: args.lang.clone(), fold_long_s: args.fold_long_s };
    let (golds, found) = (pages(&args.gold)?, pages(&args.pred)?);
    let sources = args.source.as_deref().map(|path| input::inputs(&[path.to_owned()])).transpose()?;
    let mut rows = Vec::new();
    for (gold, own) in pairs(golds, found)? {
        let empty = EvalPage::default();
        let page = own.as_ref().map_or(&empty, |o| &o.page);
        let name = own.as_ref().map_or(&gold.name, |o| &o.name).clone();
        let score = eval::score(&gold.page, page, &options);
        let mut row = Row { name, score, edits: None, judged: Vec::new() };
        if let Some(sources) = &sources {
            row.judge(&gold.page, page, sources, &options)?;
        }
        rows.push(row);
    }
    let text = match args.format {
        Figures::Table => table(&rows, args.calibration),
        Figures::Json => json_of(&rows, args.calibration)?,
    };
    let mut sink = Sink::stdout();
    sink.write(text.as_bytes())?;
    sink.finish()
}

impl Row {
    fn judge(&mut self, gold: &EvalPage, page: &EvalPage, sources: &[Input], options: &Options) -> Result<()> {
        let Some(source) = of_name(sources, &self.name) else {
            bail!("no source dump is called '{}'", self.name);
        };
        let texts = decode(source)?;
        let made = eval::judge(&texts, gold, &page.edits, options);
        self.edits = Some(EditCounts::of(made.iter().map(|j| j.1), self.score.differences));
        let thought = eval::judge(&texts, gold, &page.suggestions, options);
        self.judged = made.into_iter().chain(thought).map(|(edit, verdict)| (edit.clone(), verdict)).collect();
        Ok(())
    }
}

/// The decoded pages of a dump, which edits speak of.
fn decode(source: &Input) -> Result<Vec<String>> {
    let mut bytes = Vec::new();
    source.open()?.read_to_end(&mut bytes).with_context(|| format!("cannot read {}", source.label()))?;
    let mut splitter = Splitter::new(SourceOptions::default());
    splitter.push(&bytes).and_then(|()| splitter.finish()).with_context(|| source.label())?;
    Ok(std::iter::from_fn(|| splitter.next_page()).map(|page| page.text).collect())
}

/// The pages of a file or a folder. A file of one page has the file's name, records of JSON Lines have their ids.
fn pages(path: &Path) -> Result<Vec<Named>> {
    let mut out = Vec::new();
    for input in input::inputs(&[path.to_owned()])? {
        let mut text = String::new();
        input.open()?.read_to_string(&mut text).with_context(|| format!("cannot read {}", input.label()))?;
        let pages = EvalPage::parse(&text).with_context(|| input.label())?;
        let stem = stem(&input.name());
        let many = pages.len() > 1;
        for (n, page) in pages.into_iter().enumerate() {
            let name = if many { page.id.clone().unwrap_or_else(|| n.to_string()) } else { stem.clone() };
            out.push(Named { name, page });
        }
    }
    Ok(out)
}

/// A file's name without its extension, nor the form before it: `p1.page.xml`, `p1.hocr` and `p1.json` belong together.
fn stem(path: &Path) -> String {
    let bare = path.with_extension("").to_string_lossy().into_owned();
    let forms = [".page", ".alto", ".hocr"];
    forms.iter().find_map(|form| bare.strip_suffix(form)).unwrap_or(&bare).to_owned()
}

/// Each page with its gold page: one of that name, or the one whose name the page's begins with. A gold page that nobody has is
/// paired with nothing. One page alone is paired with one gold page, whatever they are called.
fn pairs(golds: Vec<Named>, found: Vec<Named>) -> Result<Vec<(Named, Option<Named>)>> {
    if golds.len() == 1 && found.len() == 1 {
        return Ok(golds.into_iter().zip(found.into_iter().map(Some)).collect());
    }
    let mut out = Vec::new();
    let mut used = vec![false; golds.len()];
    for own in found {
        let number = best(golds.iter().map(|g| g.name.as_str()), &own.name);
        let Some((number, gold)) = number.and_then(|n| Some((n, golds.get(n)?))) else {
            bail!("no gold page is called '{}', nor as it begins", own.name);
        };
        used.iter_mut().skip(number).take(1).for_each(|u| *u = true);
        out.push((Named { name: gold.name.clone(), page: gold.page.clone() }, Some(own)));
    }
    out.extend(golds.into_iter().zip(used).filter(|(_, used)| !used).map(|(gold, _)| (gold, None)));
    Ok(out)
}

/// The name that another one is or begins with, up to a mark; the longest one.
fn best<'n>(names: impl Iterator<Item = &'n str>, name: &str) -> Option<usize> {
    let fits = |own: &str| name.strip_prefix(own).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    names.enumerate().filter(|(_, own)| fits(own)).max_by_key(|(_, own)| own.len()).map(|(n, _)| n)
}

fn of_name<'i>(sources: &'i [Input], name: &str) -> Option<&'i Input> {
    if let [one] = sources {
        return Some(one);
    }
    sources.iter().find(|s| stem(&s.name()) == name)
}

/// Names in the first column are cut at this width.
const NAME: usize = 28;

fn table(rows: &[Row], calibration: bool) -> String {
    let scores: Vec<Score> = rows.iter().map(|r| r.score.clone()).collect();
    let mean = eval::mean(&scores);
    let mut out = format!("{:NAME$}", "page");
    // Writing to a string cannot fail.
    for (name, _) in mean.figures() {
        let _ = write!(out, " {name:>8}");
    }
    out.push('\n');
    let mut line = |name: &str, score: &Score| {
        let name: String = name.chars().take(NAME).collect();
        let _ = write!(out, "{name:NAME$}");
        for (_, figure) in score.figures() {
            let _ = write!(out, " {:>8}", figure.map_or_else(|| "-".to_owned(), |f| format!("{f:.3}")));
        }
        out.push('\n');
    };
    rows.iter().for_each(|row| line(&row.name, &row.score));
    line(&format!("mean of {}", rows.len()), &mean);
    if let Some(counts) = all_edits(rows) {
        let figure = |f: Option<f64>| f.map_or_else(|| "-".to_owned(), |f| format!("{f:.3}"));
        let _ = writeln!(
            out,
            "\nedits: {} right, {} wrong, {} matters of taste, {} of text that the gold pages do not have; {} places still differ",
            counts.right, counts.wrong, counts.neutral, counts.unplaced, counts.left
        );
        let _ = writeln!(out, "precision {}, recall {}", figure(counts.precision()), figure(counts.recall()));
    }
    if calibration {
        out.push_str("\nconfidence      mean   edits   right   share\n");
        for band in calibrated(rows) {
            let share = band.right as f64 / band.count as f64;
            let _ = writeln!(
                out,
                "{:.2} to {:.2}  {:>7.3} {:>7} {:>7}  {share:>6.3}",
                band.from, band.to, band.confidence, band.count, band.right
            );
        }
    }
    if calibration {
        let _ = writeln!(out, "\n{:NAME$}   right   wrong   share", "rule");
        for (rule, [right, wrong]) in rules(rows) {
            let _ = writeln!(out, "{rule:NAME$} {right:>7} {wrong:>7}  {:>6.3}", right as f64 / (right + wrong) as f64);
        }
    }
    out
}

/// For each rule how many of its repairs and suggestions were right, and how many wrong.
fn rules(rows: &[Row]) -> BTreeMap<&str, [usize; 2]> {
    let mut out: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (edit, verdict) in rows.iter().flat_map(|r| &r.judged) {
        let place = match verdict {
            Verdict::Right => 0,
            Verdict::Wrong => 1,
            Verdict::Neutral | Verdict::Unplaced => continue,
        };
        out.entry(&edit.rule).or_default().iter_mut().skip(place).take(1).for_each(|n| *n += 1);
    }
    out
}

fn all_edits(rows: &[Row]) -> Option<EditCounts> {
    rows.iter().filter_map(|r| r.edits).reduce(EditCounts::and)
}

fn calibrated(rows: &[Row]) -> Vec<Band> {
    eval::bands(rows.iter().flat_map(|r| &r.judged).map(|(edit, verdict)| (edit, *verdict)))
}

fn json_of(rows: &[Row], calibration: bool) -> Result<String> {
    let counts = |counts: EditCounts| -> Result<Value> {
        let mut value = serde_json::to_value(counts)?;
        if let Some(object) = value.as_object_mut() {
            object.insert("precision".to_owned(), json!(counts.precision()));
            object.insert("recall".to_owned(), json!(counts.recall()));
        }
        Ok(value)
    };
    let mut pages = Vec::with_capacity(rows.len());
    for row in rows {
        let mut value = serde_json::to_value(&row.score)?;
        if let Some(object) = value.as_object_mut() {
            object.insert("name".to_owned(), json!(row.name));
            if let Some(edits) = row.edits {
                object.insert("edits".to_owned(), counts(edits)?);
                let one = |(edit, verdict): &(Edit, Verdict)| json!({"span": edit.span, "from": edit.from, "to": edit.to, "rule": edit.rule, "confidence": edit.confidence, "verdict": verdict});
                object.insert("repairs".to_owned(), row.judged.iter().map(one).collect());
            }
        }
        pages.push(value);
    }
    let scores: Vec<Score> = rows.iter().map(|r| r.score.clone()).collect();
    let mut whole = json!({"pages": pages, "mean": eval::mean(&scores)});
    if let Some(object) = whole.as_object_mut() {
        if let Some(edits) = all_edits(rows) {
            object.insert("edits".to_owned(), counts(edits)?);
        }
        if calibration {
            object.insert("calibration".to_owned(), json!(calibrated(rows)));
        }
    }
    let mut out = serde_json::to_string_pretty(&whole)?;
    out.push('\n');
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_find_their_gold_pages() {
        let golds = ["p1", "p10", "p1_b"];
        for (name, wanted) in [("p1", Some(0)), ("p10", Some(1)), ("p1_hard", Some(0)), ("p1_b-2", Some(2)), ("p2", None), ("p100", None)] {
            assert_eq!(best(golds.into_iter(), name), wanted, "{name}");
        }
        assert_eq!(["a/p1.page.xml", "p.1.json", "p"].map(|p| stem(Path::new(p))), ["a/p1", "p.1", "p"]);
    }
}
