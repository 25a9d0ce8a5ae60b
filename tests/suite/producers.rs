//! Real files of each producer, as libraries publish them: what was understood of each, in figures. The files are for evaluation only, so
//! none of their text stands here.
//!
//! `INSTA_UPDATE=always cargo test producers` writes the snapshot anew.

use copydesk::{Cleaned, Desk};
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

fn files() -> Option<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/formats");
    let Ok(files) = fs::read_dir(&folder) else {
        println!("skipped: no {}", folder.display());
        return None;
    };
    let mut files: Vec<PathBuf> =
        files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e != "md")).collect();
    files.sort();
    Some(files)
}

fn bytes(path: &Path) -> Vec<u8> {
    let mut out = Vec::new();
    let mut file = fs::File::open(path).unwrap();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::GzDecoder::new(file).read_to_end(&mut out).unwrap();
    } else {
        file.read_to_end(&mut out).unwrap();
    }
    out
}

fn pages(desk: &Desk, path: &Path) -> Vec<Cleaned> {
    let mut feed = desk.feed();
    feed.push(&bytes(path)).unwrap();
    feed.finish().unwrap();
    std::iter::from_fn(|| feed.page()).collect()
}

/// A page in figures: its language, articles and titled ones, paragraphs, letters of them, furniture, repairs and suggestions.
fn figures(page: &Cleaned) -> String {
    let articles = page.articles();
    let titled = articles.iter().filter(|a| a.headline.is_some()).count();
    let paragraphs: usize = articles.iter().map(|a| a.paragraphs.len()).sum();
    let letters: usize = articles.iter().flat_map(|a| &a.paragraphs).map(|p| p.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    format!(
        "{} articles {} titled {titled} paragraphs {paragraphs} letters {letters} furniture {} repairs {} suggestions {}",
        page.language(),
        articles.len(),
        page.furniture().len(),
        page.edits().len(),
        page.suggestions().len()
    )
}

#[test]
fn files_of_real_producers_are_understood_as_before() {
    let Some(files) = files() else { return };
    assert!(!files.is_empty(), "no file of a producer");
    let desk = Desk::new();
    let mut out = String::new();
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        for page in pages(&desk, &path) {
            writeln!(out, "{name}: {}", figures(&page)).unwrap();
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("producers", out));
}
