//! The commands.

use crate::args::{Args, Check, Clean, Command, Diff, From, Layout, Reading, To};
use crate::eval;
use crate::input::{self, Input};
use crate::layout;
use crate::list;
use crate::output::{self, Sink};
use crate::records::{self, Record};
use crate::report;
use crate::revert;
use crate::train;
use anyhow::{Context, Result, bail};
use copydesk::{Cleaned, Desk, Format, JsonWriter, RawPage, SourceOptions, Splitter};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::HashMap;
use std::io::{Read, Seek, Write};
use std::path::PathBuf;

/// How a run ended, failures aside.
pub(crate) enum Outcome {
    Done,
    Findings,
}

/// Runs the command.
pub(crate) fn run(args: Args) -> Result<Outcome> {
    match args.command {
        Command::Clean(clean) => clean_all(&clean),
        Command::Check(check) => check_all(&check),
        Command::Diff(diff) => diff_all(&diff),
        Command::Layout(layout) => layout_all(&layout),
        Command::Eval(args) => eval::run(&args).map(|()| Outcome::Done),
        Command::Train(args) => train::run(&args).map(|()| Outcome::Done),
        Command::Revert(args) => revert::run(&args).map(|()| Outcome::Done),
        Command::Rules { format } => list::rules(format).map(|()| Outcome::Done),
        Command::Explain { rule, format } => list::explain(&rule, format).map(|()| Outcome::Done),
    }
}

fn desk(reading: &Reading) -> Result<Desk> {
    let mut source = SourceOptions { max_page: reading.max_page, form: reading.from.form(), ..SourceOptions::default() };
    source.soft_page = source.soft_page.min(source.max_page);
    if let Some(label) = &reading.encoding {
        source.encoding = Some(copydesk::encoding_for(label)?);
    }
    if let Some(pattern) = &reading.page_separator {
        if pattern.is_empty() {
            bail!("--page-separator is empty; give the pattern of a line between two pages");
        }
        source.page_separator =
            Some(regex::Regex::new(pattern).with_context(|| format!("--page-separator '{pattern}' is no regular expression"))?);
    }
    let mut builder = Desk::builder().min_confidence(reading.min_confidence).source(source);
    if let Some(tag) = &reading.lang {
        builder = builder.language(tag);
    }
    for rule in &reading.only {
        builder = builder.only(rule);
    }
    for rule in &reading.with {
        builder = builder.with(rule);
    }
    for rule in &reading.skip {
        builder = builder.skip(rule);
    }
    if let Some(path) = &reading.typography {
        let profile = std::fs::read_to_string(path).with_context(|| input::unreadable(path))?;
        Desk::builder().typography(&profile).build().with_context(|| path.display().to_string())?;
        builder = builder.typography(profile);
    }
    for path in &reading.model {
        builder = builder.model(train::model(path)?);
    }
    Ok(builder.build()?)
}

/// A page on its way, with the record that it came in, where it did.
struct Job {
    raw: RawPage,
    tag: Option<Tag>,
}

/// Which record of JSON Lines a page is.
struct Tag {
    id: Value,
    /// Number of its line, from 1.
    line: usize,
}

/// Reads the pages of one input and hands the cleaned ones over, in order. Records that are none are told at once and left out; how many
/// they are.
fn pages(
    reading: &Reading,
    desk: &Desk,
    pool: &rayon::ThreadPool,
    input: &Input,
    each: &mut dyn FnMut(Cleaned, Option<Tag>) -> Result<()>,
) -> Result<usize> {
    let each = &mut |page: Cleaned, tag: Option<Tag>| match page.fault() {
        Some(fault) => bail!("{}: {fault}", input.label()),
        None => each(page, tag),
    };
    let batch_size = if reading.jobs > 1 { reading.jobs * 4 } else { 1 };
    let mut batch: Vec<Job> = Vec::new();
    let mut flush = |batch: &mut Vec<Job>, least: usize| -> Result<()> {
        if batch.len() < least {
            return Ok(());
        }
        let jobs = std::mem::take(batch);
        let one = |job: Job| (desk.clean_page(job.raw), job.tag);
        if reading.jobs > 1 {
            let done: Vec<_> = pool.install(|| jobs.into_par_iter().map(one).collect());
            done.into_iter().try_for_each(|(page, tag)| each(page, tag))
        } else {
            jobs.into_iter().map(one).try_for_each(|(page, tag)| each(page, tag))
        }
    };
    let (mut reader, records) = match reading.from {
        From::Auto => input::peeked(input.open()?, desk.source().encoding).with_context(|| format!("cannot read {}", input.label()))?,
        from => (input.open()?, from == From::Jsonl),
    };
    if records {
        let mut left_out = 0;
        for record in records::records(reader, desk.source().encoding, reading.max_page).with_context(|| input.label())? {
            match record.with_context(|| input.label())?.and_then(|record| of_record(record, reading.max_page)) {
                Ok(job) => {
                    batch.push(job);
                    flush(&mut batch, batch_size)?;
                }
                Err(error) => {
                    left_out += 1;
                    output::complain(&error.context(input.label()));
                }
            }
        }
        return flush(&mut batch, 1).map(|()| left_out);
    }
    let mut splitter = Splitter::new(desk.source().clone());
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n = match reader.read(&mut buffer) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            other => other.with_context(|| format!("cannot read {}", input.label()))?,
        };
        let step = if n == 0 { splitter.finish() } else { splitter.push(buffer.get(..n).unwrap_or_default()) };
        while let Some(raw) = splitter.next_page() {
            batch.push(Job { raw, tag: None });
            flush(&mut batch, batch_size)?;
        }
        if let Err(error) = step {
            flush(&mut batch, 1)?;
            return Err(error).with_context(|| input.label());
        }
        if n == 0 {
            return flush(&mut batch, 1).map(|()| 0);
        }
    }
}

/// The page of a record.
fn of_record(record: Record, max_page: usize) -> Result<Job> {
    let Record { id, text, line } = record;
    if text.len() > max_page {
        bail!("the text of line {line} is longer than {max_page} bytes; raise --max-page");
    }
    Ok(Job { raw: RawPage::of(&text), tag: Some(Tag { id, line }) })
}

/// Fails where records were left out, once all others are done.
fn complete(left_out: usize) -> Result<()> {
    match left_out {
        0 => Ok(()),
        1 => bail!("one record was left out; all others are done"),
        n => bail!("{n} records were left out; all others are done"),
    }
}

/// Threads of one run.
const MOST_JOBS: usize = 1024;

fn pool(reading: &Reading) -> Result<rayon::ThreadPool> {
    if reading.jobs == 0 {
        bail!("--jobs 0 cleans nothing; give at least 1");
    }
    if reading.jobs > MOST_JOBS {
        bail!("--jobs {} is more than any machine cleans at a time; give at most {MOST_JOBS}", reading.jobs);
    }
    rayon::ThreadPoolBuilder::new().num_threads(reading.jobs).build().context("cannot start threads")
}

/// Notices of a page: bytes that its encoding cannot say.
fn notices(page: &Cleaned, label: &str) {
    for (place, bytes) in page.raw().invalid().take(3) {
        let hex: String = bytes.iter().take(16).map(|b| format!("{b:02x}")).collect();
        let (index, encoding) = (page.raw().index, page.raw().encoding);
        output::say(&format!("{label}: page {index}: bytes {hex} at byte {place} of the input are not valid {encoding}; kept as they are"));
    }
    let more = page.raw().raw.len().saturating_sub(3);
    if more > 0 {
        output::say(&format!("{label}: page {}: {more} more such places", page.raw().index));
    }
}

fn clean_all(clean: &Clean) -> Result<Outcome> {
    let desk = desk(&clean.reading)?;
    let pool = pool(&clean.reading)?;
    let inputs = input::inputs(&clean.reading.inputs)?;
    refuse_losses(clean, &inputs)?;
    let mut ledger = match &clean.edits {
        Some(path) => Sink::file(path)?,
        None => Sink::Nowhere,
    };
    let mut shared = if clean.output.is_none() { Some(Sink::stdout()) } else { None };
    let (mut written, mut left_out) = (0, 0);
    for input in inputs {
        let mut own = None;
        let sink = match (&clean.output, &mut shared) {
            (Some(folder), _) => {
                written = 0;
                own.insert(Sink::file(&folder.join(name_of(&input, clean.format)))?)
            }
            (None, Some(shared)) => shared,
            (None, None) => bail!("no output"),
        };
        left_out += clean_one(clean, &desk, &pool, &input, sink, &mut ledger, &mut written)?;
        if let Some(own) = own {
            own.finish()?;
        }
    }
    if let Some(shared) = shared {
        shared.finish()?;
    }
    ledger.finish()?;
    complete(left_out).map(|()| Outcome::Done)
}

/// Refuses outputs that would replace an input, or each other.
fn refuse_losses(clean: &Clean, inputs: &[Input]) -> Result<()> {
    let mut taken: HashMap<PathBuf, &Input> = HashMap::new();
    let sources = input::Sources::of(inputs);
    if let Some(path) = &clean.edits {
        sources.spare("--edits", path)?;
    }
    let Some(folder) = &clean.output else { return Ok(()) };
    let ledger = clean.edits.as_ref().and_then(|path| std::path::absolute(path).ok());
    for input in inputs {
        let path = folder.join(name_of(input, clean.format));
        if sources.hold(&path) {
            bail!("{} would be replaced by its own output; choose another folder with --output", path.display());
        }
        if ledger.is_some() && ledger == std::path::absolute(&path).ok() {
            bail!("{} and its ledger would both be written to {}; name another file with --edits", input.label(), path.display());
        }
        if let Some(other) = taken.insert(path.clone(), input) {
            bail!(
                "{} and {} would both be written to {}; clean them in two runs, or give a folder that holds both",
                other.label(),
                input.label(),
                path.display()
            );
        }
    }
    Ok(())
}

/// The file of an input in the output folder; what is written back keeps its name.
fn name_of(input: &Input, to: To) -> PathBuf {
    let extension = match to {
        To::Markdown => "md",
        To::Text => "txt",
        To::Json => "json",
        To::Jsonl => "jsonl",
        To::Source => return input.name(),
    };
    input.name().with_extension(extension)
}

fn clean_one(
    clean: &Clean,
    desk: &Desk,
    pool: &rayon::ThreadPool,
    input: &Input,
    sink: &mut Sink,
    ledger: &mut Sink,
    written: &mut usize,
) -> Result<usize> {
    let label = input.label();
    let form = match clean.format {
        To::Markdown => Format::Markdown,
        To::Jsonl => Format::Repaired,
        To::Text => Format::Text,
        To::Json => Format::Json,
        To::Source => Format::Source,
    };
    let wants_ledger = clean.edits.is_some();
    let mut whole = Whole::default();
    // The room of all pages.
    let mut out = Vec::new();
    let left_out = pages(&clean.reading, desk, pool, input, &mut |page, tag| {
        notices(&page, &label);
        if clean.explain {
            output::say(&report::visible(&page.explain()));
        }
        let id = tag.map(|tag| tag.id);
        let (text, entry) = match (wants_ledger, clean.format) {
            (true, _) => {
                let (text, entry) = page.render(form);
                (text, Some(entry))
            }
            (false, To::Text) => (page.to_text(), None),
            (false, To::Json | To::Jsonl) => (String::new(), None),
            (false, To::Markdown) => (page.to_markdown(), None),
            (false, To::Source) => (page.to_source_form(), None),
        };
        let (mut start, mut parts) = (0, None);
        out.clear();
        match clean.format {
            To::Markdown | To::Text | To::Source => {
                // The pages of a source have their own breaks.
                if *written > 0 && clean.format != To::Source {
                    sink.write(PAGE_BREAK)?;
                    *written += PAGE_BREAK.len();
                }
                start = *written;
                sink.write(text.as_bytes())?;
                *written += text.len();
            }
            To::Jsonl => {
                match &id {
                    Some(id) => page.json_line(id, &mut out)?,
                    None => page.json_line(&page.raw().index, &mut out)?,
                }
                sink.write(&out)?;
            }
            To::Json => {
                parts = Some(whole.page(&page, &mut out)?);
                sink.write(&out)?;
            }
        }
        if let Some(mut entry) = entry {
            entry.id = id;
            entry.output = [start, start + text.len()];
            entry.parts = parts;
            entry.file = clean.output.as_ref().map(|_| name_of(input, clean.format).to_string_lossy().into_owned());
            out.clear();
            entry.json_line(&mut out)?;
            ledger.write(&out)?;
        }
        Ok(())
    })?;
    if clean.format == To::Json {
        whole.finish(sink)?;
    }
    Ok(left_out)
}

/// The one object of an input: articles go out at once, the rest waits in memory and then in files without a name, so that memory does
/// not grow with the input.
struct Whole {
    json: JsonWriter,
    furniture: tempfile::SpooledTempFile,
    edits: tempfile::SpooledTempFile,
}

/// Bytes that wait in memory.
const WAITING: usize = 1 << 20;
/// What to say where the files take no more.
const NO_ROOM: &str =
    "cannot keep the repairs until the end of the input; is the folder for temporary files full? --format jsonl needs none";

impl Default for Whole {
    fn default() -> Self {
        let spool = || tempfile::spooled_tempfile(WAITING);
        Self { json: JsonWriter::new(), furniture: spool(), edits: spool() }
    }
}

impl Whole {
    fn page(&mut self, page: &Cleaned, out: &mut Vec<u8>) -> Result<[usize; 2]> {
        let parts = self.json.page(page, out)?;
        self.json.spill(&mut self.furniture, &mut self.edits).context(NO_ROOM)?;
        Ok(parts)
    }

    fn finish(mut self, sink: &mut Sink) -> Result<()> {
        self.furniture.rewind().context(NO_ROOM)?;
        self.edits.rewind().context(NO_ROOM)?;
        let done = self.json.finish_from(&mut self.furniture, &mut self.edits, sink);
        done.with_context(|| sink.failed())?;
        sink.write(b"\n")
    }
}

/// Between two pages of Markdown or text; it is read back as the end of a page.
const PAGE_BREAK: &[u8] = b"\x0c";

fn check_all(check: &Check) -> Result<Outcome> {
    let desk = desk(&check.reading)?;
    let pool = pool(&check.reading)?;
    let mut sink = Sink::stdout();
    let streams = check.format.streams();
    let (mut found, mut kept, mut left_out) = (false, Vec::new(), 0);
    for input in input::inputs(&check.reading.inputs)? {
        let label = input.label();
        let mut lines = 0;
        left_out += pages(&check.reading, &desk, &pool, &input, &mut |page, tag| {
            notices(&page, &label);
            let findings = match tag {
                Some(tag) => report::findings_in_line(&page, &label, tag.line),
                None => report::findings(&page, &label, lines),
            };
            lines += report::line_ends(page.source()).count();
            found |= !findings.is_empty();
            if streams {
                return sink.write(report::render(&findings, check.format).as_bytes());
            }
            kept.extend(findings);
            Ok(())
        })?;
    }
    if !streams {
        sink.write(report::render(&kept, check.format).as_bytes())?;
    }
    sink.finish()?;
    complete(left_out)?;
    Ok(if found { Outcome::Findings } else { Outcome::Done })
}

fn diff_all(diff: &Diff) -> Result<Outcome> {
    let desk = desk(&diff.reading)?;
    let pool = pool(&diff.reading)?;
    let coloured = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let mut out = anstream::stdout().lock();
    let mut left_out = 0;
    for input in input::inputs(&diff.reading.inputs)? {
        left_out += pages(&diff.reading, &desk, &pool, &input, &mut |page, _| {
            out.write_all(report::diff(&page, coloured).as_bytes()).context("cannot write to standard output")
        })?;
    }
    complete(left_out).map(|()| Outcome::Done)
}

fn layout_all(args: &Layout) -> Result<Outcome> {
    let desk = desk(&args.reading)?;
    let pool = pool(&args.reading)?;
    let mut stdout = Sink::stdout();
    let (mut pages_drawn, mut left_out) = (0, 0);
    let inputs = input::inputs(&args.reading.inputs)?;
    let sources = input::Sources::of(&inputs);
    for input in &inputs {
        left_out += pages(&args.reading, &desk, &pool, input, &mut |page, _| {
            let picture = page.picture();
            if let Some(path) = &args.svg {
                let path = layout::file_of(path, pages_drawn);
                sources.spare("--svg", &path)?;
                let mut file = Sink::file(&path)?;
                pages_drawn += 1;
                file.write(picture.to_svg().as_bytes())?;
                return file.finish();
            }
            stdout.write(layout::table(&picture).as_bytes())
        })?;
    }
    stdout.finish()?;
    complete(left_out).map(|()| Outcome::Done)
}
