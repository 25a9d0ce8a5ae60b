//! The layers: a module knows only those above it in the table.

use std::fs;
use std::path::{Path, PathBuf};

/// From the bottom up; the passes are one row.
const ROWS: &[&str] = &[
    "span",
    "error",
    "text",
    "reader",
    "shape",
    "article",
    "edit",
    "rule",
    "put",
    "packed",
    "sequence",
    "sieve",
    "model",
    "lexicon",
    "context",
    "likeness",
    "lang",
    "typography",
    "own",
    "stats",
    "cut",
    "train",
    "word_set",
    "cues",
    "hyphen",
    "byline",
    "page",
    "rows",
    "turns",
    "wrapped",
    "geometry",
    "sheet",
    "pitch",
    "eval",
    "passes",
    "flow",
    "assemble",
    "source",
    "tape",
    "ledger",
    "cleaned",
    "markdown",
    "plain",
    "writer",
    "json",
    "picture",
    "desk",
    "stream",
];

/// A page renders itself as Markdown, as text or as its file, and these render a page.
const EXCEPTIONS: &[(&str, &str)] = &[("cleaned", "markdown"), ("cleaned", "plain"), ("cleaned", "writer")];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && path.file_name().is_some_and(|n| n != "bin") {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The modules that a line names behind `crate::`.
fn named(line: &str) -> Vec<String> {
    let word = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = Vec::new();
    for (at, found) in line.match_indices("crate::") {
        let rest = &line[at + found.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(group.split(',').map(word)),
            None => names.push(word(rest)),
        }
    }
    // Names that begin with a capital are those that src/lib.rs hands out.
    names.retain(|name| name.starts_with(|c: char| c.is_lowercase()));
    names
}

#[test]
fn the_map_has_the_same_order() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    let map = map.split("## ").find(|part| part.starts_with("The map")).unwrap();
    let cells = map.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |")).map(|(cell, _)| cell);
    let names: Vec<&str> = cells.flat_map(|cell| cell.split("`, `")).filter(|name| *name != "bin/copydesk").collect();
    assert_eq!(names, ROWS, "ARCHITECTURE.md and the table differ");
}

#[test]
fn modules_know_only_those_before() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lib = fs::read_to_string(root.join("lib.rs")).unwrap();
    let modules = lib.lines().filter_map(|l| l.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    let mut modules: Vec<_> = modules.collect();
    let mut rows = ROWS.to_vec();
    modules.sort_unstable();
    rows.sort_unstable();
    assert_eq!(modules, rows, "src/lib.rs and the table differ");
    let row = |name: &str| ROWS.iter().position(|r| *r == name);
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let mut wrong = String::new();
    for path in paths {
        let inner = path.strip_prefix(&root).unwrap().with_extension("");
        let module = inner.iter().next().unwrap().to_str().unwrap();
        if module == "lib" {
            continue;
        }
        let own = row(module).unwrap_or_else(|| panic!("{module} is in no row"));
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or("");
        for (n, line) in code.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            for name in named(line) {
                let allowed = name == module || row(&name).is_some_and(|r| r < own) || EXCEPTIONS.contains(&(module, &name));
                if !allowed {
                    wrong.push_str(&format!("{}:{}: {module} knows {name}\n", path.display(), n + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
