//! The whole pipeline, its stages and the writers, on pages of the corpus repeated to several megabytes; a page of each structured form.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, reason = "a bench")]

use copydesk::{Desk, Format, JsonWriter, Model, Stage, Trainer, lexicon, model};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::{fs, hint::black_box, path::Path};

/// Bytes of each text.
const SIZE: usize = 2 << 20;

fn text(folder: &str, prefix: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(folder);
    let mut files: Vec<_> = fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.retain(|f| f.file_name().unwrap().to_str().unwrap().starts_with(prefix));
    let pages: String = files.iter().map(|f| fs::read_to_string(f).unwrap() + "\u{c}").collect();
    pages.repeat(SIZE / pages.len() + 1)
}

/// A real dump of a whole newspaper page, repeated; the pages of the corpus are short and have all kinds of damage. Nothing where the
/// evaluation pages are not there.
fn whole_page() -> Option<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/dev/seed/dump.txt");
    let page = fs::read_to_string(file).ok()? + "\u{c}";
    Some(page.repeat(SIZE / page.len() + 1))
}

/// Clean English pages with a misreading in every fifth word, as in dumps of old newspapers: the word rules find odd words everywhere.
fn misread() -> String {
    const READ_FOR: [(&str, &str); 8] = [("h", "b"), ("e", "c"), ("m", "rn"), ("n", "u"), ("t", "l"), ("d", "cl"), ("o", "0"), ("s", "f")];
    let mut out = String::new();
    for (n, word) in text("clean", "en").split_inclusive([' ', '\n']).enumerate() {
        let at = |from: &str| word.char_indices().skip(n % 3).find_map(|(at, _)| word[at..].starts_with(from).then_some(at));
        match READ_FOR.iter().cycle().skip(n / 5).take(READ_FOR.len()).find_map(|(from, to)| Some((at(from)?, from, to))) {
            Some((at, from, to)) if n % 5 == 0 && word.len() > 4 => out.extend([&word[..at], to, &word[at + from.len()..]]),
            _ => out.push_str(word),
        }
    }
    out
}

fn run(desk: &Desk, text: &str) -> usize {
    let mut feed = desk.feed();
    feed.push(text.as_bytes()).unwrap();
    feed.finish().unwrap();
    let mut out = 0;
    while let Some(page) = feed.page() {
        out += page.to_markdown().len();
    }
    out
}

fn edits(text: &str, rules: &str) -> usize {
    Desk::new().clean(text.split('\u{c}').next().unwrap()).edits().iter().filter(|e| e.rule.starts_with(rules)).count()
}

fn glyph_edits(text: &str) -> usize {
    edits(text, "glyph/")
}

fn word_edits(text: &str) -> usize {
    edits(text, "word/")
}

fn pipeline(c: &mut Criterion) {
    let damaged = text("pages", "zh-");
    let clean = text("clean", "zh");
    let english = text("pages", "en-courier");
    let misread = misread();
    assert!(word_edits(&misread) > 0 && word_edits(&text("clean", "en")) == 0);
    assert!(glyph_edits(&damaged) > 0 && glyph_edits(&clean) == 0);
    let mut group = c.benchmark_group("pipeline");
    group.sample_size(10);
    for (name, text) in [("zh-damaged", &damaged), ("zh-clean", &clean), ("en-damaged", &english), ("en-misread", &misread)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| b.iter(|| run(&Desk::new(), black_box(text))));
    }
    if let Some(page) = whole_page() {
        group.throughput(Throughput::Bytes(page.len() as u64));
        group.bench_function("zh-whole-page", |b| b.iter(|| run(&Desk::new(), black_box(&page))));
        group.bench_function("peer-autocorrect-2-whole-page", |b| b.iter(|| autocorrect::format(black_box(&page)).len()));
    }
    group.throughput(Throughput::Bytes(damaged.len() as u64));
    group.bench_function("floor-utf8", |b| b.iter(|| std::str::from_utf8(black_box(damaged.as_bytes())).unwrap().len()));
    group.bench_function("peer-autocorrect-2", |b| b.iter(|| autocorrect::format(black_box(&damaged)).len()));
    group.finish();
}

/// Each stage with those before it: the cost of a pass is the difference to the line above.
fn stages(c: &mut Criterion) {
    for (name, text) in
        [("zh-damaged", text("pages", "zh-")), ("zh-clean", text("clean", "zh")), ("en-damaged", text("pages", "en-courier"))]
    {
        let pages: Vec<&str> = text.split('\u{c}').collect();
        let desk = Desk::new();
        let mut group = c.benchmark_group(format!("up-to/{name}"));
        group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
        for stage in [Stage::Normalise, Stage::Blocks, Stage::Classify, Stage::Stitch, Stage::Glyphs] {
            group
                .bench_function(format!("{stage:?}"), |b| b.iter(|| pages.iter().map(|p| desk.run_to(black_box(p), stage)).sum::<usize>()));
        }
        group.finish();
    }
}

fn writers(c: &mut Criterion) {
    let damaged = text("pages", "zh-");
    let pages: Vec<_> = damaged.split('\u{c}').take(200).map(|p| Desk::new().clean(p)).collect();
    let bytes: usize = pages.iter().map(|p| p.source().len()).sum();
    let mut group = c.benchmark_group("writer");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("markdown", |b| b.iter(|| pages.iter().map(|p| p.render(Format::Markdown).0.len()).sum::<usize>()));
    group.bench_function("json", |b| {
        b.iter(|| {
            let (mut json, mut out) = (JsonWriter::new(), Vec::new());
            for page in &pages {
                json.page(page, &mut out).unwrap();
            }
            json.finish(&mut out).unwrap();
            out.len()
        });
    });
    group.bench_function("jsonl", |b| {
        b.iter(|| {
            let mut out = Vec::new();
            pages.iter().for_each(|p| p.json_line(&p.raw().index, &mut out).unwrap());
            out.len()
        });
    });
    group.finish();
}

/// One page in each structured form, file to articles.
fn structured(c: &mut Criterion) {
    let mut group = c.benchmark_group("structured");
    for form in ["hocr", "alto.xml", "page.xml", "tsv"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("corpus/structured/zh-two-columns.{form}"));
        let page = fs::read_to_string(path).unwrap();
        let desk = Desk::new();
        group.throughput(Throughput::Bytes(page.len() as u64));
        group.bench_function(form, |b| b.iter(|| desk.clean(black_box(&page)).articles().len()));
    }
    group.finish();
}

/// A look-up of each pair of characters or of each word of a text; training; reading a model.
fn statistics(c: &mut Criterion) {
    let (chinese, english) = (text("clean", "zh"), text("clean", "en"));
    let chars: Vec<char> = chinese.chars().take(10_000).collect();
    let words: Vec<String> = english.split_whitespace().take(10_000).map(str::to_lowercase).collect();
    let mut group = c.benchmark_group("statistics");
    group.throughput(Throughput::Elements(chars.len() as u64));
    group.bench_function("pair", |b| b.iter(|| chars.windows(2).map(|w| model::zh_hans().pmi(w[0], w[1])).sum::<f32>()));
    group.throughput(Throughput::Elements(words.len() as u64));
    group.bench_function("word", |b| b.iter(|| words.iter().filter(|w| lexicon::en().get(w).is_some()).count()));
    for (name, text) in [("train-zh", &chinese), ("train-en", &english)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.sample_size(10).bench_function(name, |b| b.iter(|| train(black_box(text)).as_bytes().len()));
    }
    let file = train(&english).as_bytes().to_vec();
    group.throughput(Throughput::Bytes(file.len() as u64));
    group.bench_function("parse", |b| b.iter(|| Model::parse(file.clone()).unwrap().words()));
    group.finish();
}

fn train(text: &str) -> Model {
    let mut trainer = Trainer::new();
    trainer.push(text).unwrap();
    trainer.finish().unwrap()
}

/// The same page with a model and without one.
fn own_model(c: &mut Criterion) {
    let mut group = c.benchmark_group("own-model");
    group.sample_size(10);
    for (name, page) in [("zh", text("pages", "zh-")), ("en", text("pages", "en-"))] {
        group.throughput(Throughput::Bytes(page.len() as u64));
        let desk = Desk::builder().model(train(&text("clean", name))).build().unwrap();
        group.bench_function(name, |b| b.iter(|| run(&desk, black_box(&page))));
    }
    group.finish();
}

/// The program from its start to its end: nothing to do, and one line that needs the models of its language.
fn start_up(c: &mut Criterion) {
    let zh = "本报讯 这是今年的第—班夜航,船上有36人，码头上的灯一直亮到半夜。\n";
    let ja = "港町　市立図書館は今月から、開館時間を午後十時まで延ばした。初日の夜は学生ら百二十人が訪れた。\n";
    let en = "It was tbe first of the rnany letters that the committee had in the night, and the mayor read them all.\n";
    let de = "Der Verein bat die Sperrung der Straße, welcbe am Abend nicht mehr zu sehen war, und der Rat hat sie erlaubt.\n";
    let mut group = c.benchmark_group("start-up");
    group.sample_size(20);
    for (name, line) in [("nothing", ""), ("zh", zh), ("ja", ja), ("en", en), ("de", de)] {
        group.bench_function(name, |b| b.iter(|| clean(line)));
    }
    group.finish();
}

fn clean(line: &str) -> usize {
    let mut program = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let mut child = program.arg("clean").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    // Input that fits into the pipe; it closes behind it.
    child.stdin.take().unwrap().write_all(line.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    output.stdout.len()
}

criterion_group!(benches, pipeline, stages, writers, structured, statistics, own_model, start_up);
criterion_main!(benches);
