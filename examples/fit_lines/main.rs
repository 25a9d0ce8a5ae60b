//! Fits the weights of the files in `src/wrapped/weights`:
//! `cargo run --release --example fit_lines -- latin FOLDER… > src/wrapped/weights/latin.rs`, and
//! `cargo run --release --example fit_lines -- ideographs FOLDER… > src/wrapped/weights/ideographs.rs`.
//!
//! Each FOLDER has a `cases.json` as for `fit_roles`. The dumps among its cases that keep the lines of their columns are read, the gold says what
//! each line is (`labels`), and a conditional random field (`field`) finds what the figures of a line say of that, and those of two lines one
//! behind the other. Each gold page is also seen as a dump without noise, of several measures (`clean`). The field is tried on each folder
//! without having seen it: standard error tells what share of the lines of each part is found, and what share of those taken for it is right, as
//! the lines are read now, and with the weights of the other folders.
//!
//! The weights in the tree are of such a field, but from an earlier program that traced the lines to the print. Those that this one finds on nine
//! other folders win articles on the dumps of these (one set that neither had seen: 0.581, they 0.600) and lose as many on another (0.013 of
//! plain text, 0.035 of rows), so that the earlier ones were kept.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that writes a file and reports what it found")]

#[path = "../fit_roles/ascent.rs"]
mod ascent;
#[path = "../fit_roles/cases.rs"]
mod cases;
#[path = "../fit_roles/clean.rs"]
mod clean;
mod field;
mod labels;
#[path = "../fit_roles/units.rs"]
mod units;

use copydesk::{Desk, Lined};
use field::{PARTS, Page, Scores, Weights};
use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use units::Units;

/// Dumps that keep the lines of the columns and write these one behind the other.
const SOURCES: [&str; 3] = ["txt", "pdf-raw", "pdf-flow"];
/// Dumps without noise of each gold page.
const CLEAN: usize = 2;

/// What half a squared weight costs, for letters and for ideographs.
const PENALTY: (f64, f64) = (4.0, 4.0);

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let script = args.next().filter(|name| matches!(name.as_str(), "latin" | "ideographs"));
    let folders: Vec<String> = args.collect();
    let Some(script) = script.filter(|_| !folders.is_empty()) else {
        return Err("usage: fit_lines latin|ideographs FOLDER…".into());
    };
    let east_asian = script == "ideographs";
    let penalty = if east_asian { PENALTY.1 } else { PENALTY.0 };
    let mut pages = Vec::new();
    for (n, folder) in folders.iter().enumerate() {
        pages.extend(read_folder(Path::new(folder))?.into_iter().filter(|page| page.east_asian == east_asian).map(|page| (n, page)));
    }
    if pages.is_empty() {
        return Err("no pages of this script".into());
    }
    if folders.len() > 1 {
        report(&pages, folders.len(), penalty);
    }
    let all: Vec<&Page> = pages.iter().map(|(_, page)| page).collect();
    print(&script, &all, &field::fit(&all, penalty));
    Ok(())
}

/// The pages of a folder with their labels.
fn read_folder(folder: &Path) -> Result<Vec<Page>, Box<dyn Error>> {
    let mut out = Vec::new();
    let mut golds: Vec<PathBuf> = Vec::new();
    for (input, gold) in cases::of(folder, &SOURCES)? {
        let mut raws = cases::raw_pages(cases::bytes(&input)?).map_err(|e| format!("{}: {e}", input.display()))?;
        let page = cases::json(&gold)?;
        if !golds.contains(&gold) {
            for n in 0..CLEAN {
                raws.extend(cases::raw_pages(clean::dump(&page, golds.len() + n * 3).into_bytes())?);
            }
            golds.push(gold);
        }
        let units = Units::of(&page);
        let lined = raws.iter().filter_map(|raw| Desk::new().lined(&raw.text));
        out.extend(lined.map(|lined| Page::new(&lined, labels::of(&lined, &units))));
    }
    Ok(out)
}

/// Lines of a part, those taken for it, and those of them that are of it.
#[derive(Clone, Copy, Default)]
struct Count {
    are: usize,
    taken: usize,
    right: usize,
}

/// Reads the pages of each folder by a field over those of the others, and tells how the parts come out.
fn report(pages: &[(usize, Page)], folders: usize, penalty: f64) {
    let mut now = [Count::default(); PARTS];
    let mut then = now;
    for held in 0..folders {
        let part = |of_it: bool| pages.iter().filter(|(n, _)| (*n == held) == of_it).map(|(_, page)| page).collect::<Vec<_>>();
        let (seen, held) = (part(false), part(true));
        if seen.is_empty() {
            continue;
        }
        let weights = field::fit(&seen, penalty);
        for page in held {
            count(page, &page.parts, &mut now);
            count(page, &page.best(&weights), &mut then);
        }
    }
    let labels = || pages.iter().flat_map(|(_, page)| &page.labels);
    let open = labels().filter(|label| label.count_ones() > 1).count();
    eprintln!("{} pages, {} lines, {open} of which may be several parts", pages.len(), labels().count());
    eprintln!("{:<10}{:>7}{:>16}{:>16}", "", "lines", "found now/then", "right now/then");
    let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
    for (n, part) in Lined::PARTS.iter().enumerate() {
        let (a, b) = (now[n], then[n]);
        let [a, b, c, d] = [share(a.right, a.are), share(b.right, b.are), share(a.right, a.taken), share(b.right, b.taken)];
        eprintln!("{part:<10}{:>7}{a:>9.3}{b:>7.3}{c:>9.3}{d:>7.3}", now[n].are);
    }
}

/// Counts the lines whose part is known.
fn count(page: &Page, parts: &[usize], out: &mut [Count]) {
    for (label, part) in page.labels.iter().zip(parts).filter(|(label, _)| label.count_ones() == 1) {
        let known = label.trailing_zeros() as usize;
        out[known].are += 1;
        out[*part].taken += 1;
        out[*part].right += usize::from(known == *part);
    }
}

fn print(script: &str, pages: &[&Page], weights: &Weights) {
    let lines: usize = pages.iter().map(|page| page.labels.len()).sum();
    let (about, name) = if script == "latin" { ("Latin letters", "LATIN") } else { ("ideographs", "IDEOGRAPHS") };
    println!("//! Weights of {about}: those of a conditional random field over {lines} lines of {} dumps, fitted by", pages.len());
    println!("//! `examples/fit_lines`. Generated; do not edit.\n\nuse super::Weights;\n");
    println!("pub(in super::super) static {name}: Weights = Weights {{\n    node: [");
    weights.nodes.iter().for_each(|row| println!("        [{}],", numbers(row)));
    println!("    ],\n    edge: [");
    for part in 0..PARTS {
        println!("        [");
        weights.steps.iter().for_each(|steps| println!("            [{}],", numbers(&steps[part])));
        println!("        ],");
    }
    println!("    ],\n    first: [{}],\n}};", numbers(&weights.first));
}

fn numbers(row: &Scores) -> String {
    row.map(|weight| format!("{weight:.3}")).join(", ")
}
