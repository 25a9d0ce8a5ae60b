//! `train`: a model from running text; and how a model is read.

use crate::args::Train;
use crate::input::{self, Input};
use crate::output::Sink;
use anyhow::{Context, Result};
use copydesk::{Decoder, Model, Trainer};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

/// Bytes of one read.
const READ: usize = 1 << 16;
/// How often the bar is drawn at most.
const TICK: Duration = Duration::from_millis(200);

pub(crate) fn run(args: &Train) -> Result<()> {
    let inputs = input::inputs(&args.inputs)?;
    input::Sources::of(&inputs).spare("--output", &args.output)?;
    let mut trainer = Trainer::new().prune(args.prune);
    if let Some(tag) = &args.lang {
        trainer = trainer.lang(tag).context("--lang")?;
    }
    let encoding = args.encoding.as_deref().map(copydesk::encoding_for).transpose()?;
    // A place that cannot be written shows before anything is read.
    let mut file = Sink::file(&args.output)?;
    let bar = bar(&inputs);
    let done = inputs.iter().try_for_each(|input| read(input, Decoder::new(encoding), &mut trainer, &bar));
    bar.finish_and_clear();
    done?;
    let model = trainer.finish()?;
    file.write(model.as_bytes())?;
    file.finish()?;
    let mut sink = Sink::stdout();
    let what = if model.words() > 0 { format!("{} words", model.words()) } else { format!("{} pairs of characters", model.pairs()) };
    sink.write(format!("{}: {what}, language {}\n", args.output.display(), model.lang()).as_bytes())?;
    sink.finish()
}

fn read(input: &Input, mut decoder: Decoder, trainer: &mut Trainer, bar: &ProgressBar) -> Result<()> {
    let mut reader = input.open()?;
    let mut buffer = vec![0; READ];
    let mut text = String::new();
    loop {
        let n = match reader.read(&mut buffer) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            other => other.with_context(|| format!("cannot read {}", input.label()))?,
        };
        if n == 0 {
            break;
        }
        decoder.push(buffer.get(..n).unwrap_or_default(), &mut text);
        trainer.push(&text).with_context(|| input.label())?;
        text.clear();
        bar.inc(u64::try_from(n).unwrap_or(0));
    }
    decoder.finish(&mut text);
    trainer.push(&text).and_then(|()| trainer.end_text()).with_context(|| input.label())
}

/// A bar on a terminal, nothing elsewhere. Of standard input and packed files nobody knows the length.
fn bar(inputs: &[Input]) -> ProgressBar {
    let length = |input: &Input| match input {
        Input::Stdin => None,
        Input::File { path, .. } if path.extension().is_some_and(|e| e == "gz") => None,
        Input::File { path, .. } => std::fs::metadata(path).ok().map(|meta| meta.len()),
    };
    let (bar, form) = match inputs.iter().map(length).sum::<Option<u64>>() {
        Some(all) => (ProgressBar::new(all), "{bar:40} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes}, {bytes_per_sec}"),
    };
    bar.enable_steady_tick(TICK);
    // The form is a constant; a bar without it would do as well.
    ProgressStyle::with_template(form).map_or(bar.clone(), |style| bar.with_style(style))
}

/// The model in a file.
pub(crate) fn model(path: &Path) -> Result<Model> {
    let bytes =
        std::fs::read(path).with_context(|| format!("cannot read the model {}; check the path and its permissions", path.display()))?;
    Model::parse(bytes).with_context(|| path.display().to_string())
}
