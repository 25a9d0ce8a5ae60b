//! Fits the weights of `src/passes/classify/fitted.rs` and `columns_fitted.rs`:
//! `cargo run --release --example fit_roles -- print FOLDER… > src/passes/classify/fitted.rs`, and
//! `cargo run --release --example fit_roles -- columns FOLDER… > src/passes/classify/columns_fitted.rs`.
//!
//! Each FOLDER has a `cases.json`: under `cases` a list of objects with their `source`, and with the paths of an `input` and of its `gold`, a page
//! as JSON. The files of the kind among them (hOCR and PAGE; plain text that keeps the lines of its columns) are cut into blocks, the gold says
//! what each block is (`labels`), and a conditional random field (`field`) finds what the figures of a block and the steps between blocks say
//! beside the other evidence. The field is tried on each folder without having seen it: standard error tells what share of the blocks of each
//! role is found, and what share of those taken for it is right, by the other evidence alone, as the pages are read now, and with the weights
//! of the other folders. Of columns each gold page is also seen as a dump without noise (`clean`).
//!
//! The weights of print in the tree are of such a field, but from an earlier program, which knew the roles by tracing the boxes of the blocks to
//! the print of the pages. Those that this one finds on the same six folders, of 51 hOCR and 17 PAGE files each, score much alike on the hOCR
//! files of three other folders (articles 0.941, 0.836, 0.829; they 0.944, 0.842, 0.828), but lose two headlines on the PAGE files of one
//! (0.867; they 0.807), so that the earlier ones were kept.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that writes a file and reports what it found")]

mod ascent;
mod cases;
mod clean;
mod field;
mod labels;
mod units;

use copydesk::{Desk, Role, Weighed};
use field::{Page, Weights};
use labels::Label;
use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use units::Units;

/// A kind of pages.
struct Kind {
    name: &'static str,
    /// What its weights are called in the header of their file, and where their figures are.
    about: &'static str,
    figures: &'static str,
    /// The sources of its cases, and whether these keep the lines of the columns without the print.
    sources: &'static [&'static str],
    columned: bool,
    /// The field does not see whole articles, which the other evidence was fitted on: of what it finds for roles and for steps counts so much, and
    /// headlines lose something.
    of_roles: f64,
    of_steps: f64,
    headlines: f64,
}

/// What counts was found on what articles score: of print on eight sets of pages, six of which were weighed by fields that had not seen them, of
/// columns on seven, each weighed by a field over three or four others. Of the latter a quarter more or less makes little difference.
const KINDS: [Kind; 2] = [
    Kind {
        name: "print",
        about: "on a page whose print is known",
        figures: "figures",
        sources: &["hocr", "page"],
        columned: false,
        of_roles: 0.35,
        of_steps: 0.5,
        headlines: -1.0,
    },
    Kind {
        name: "columns",
        about: "on a page that keeps the lines of its columns",
        figures: "columns",
        sources: &["txt", "psm6", "pdf-raw", "pdf-flow", "pdf-layout"],
        columned: true,
        of_roles: 0.5,
        of_steps: 0.5,
        headlines: -1.3,
    },
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let kind = args.next().and_then(|name| KINDS.iter().find(|kind| kind.name == name));
    let folders: Vec<String> = args.collect();
    let Some(kind) = kind.filter(|_| !folders.is_empty()) else {
        return Err("usage: fit_roles print|columns FOLDER…".into());
    };
    let mut pages = Vec::new();
    for (n, folder) in folders.iter().enumerate() {
        pages.extend(read_folder(Path::new(folder), kind)?.into_iter().map(|page| (n, page)));
    }
    println!("{}", header(pages.len(), kind));
    for (name, east_asian) in [("EAST_ASIAN", true), ("LATIN", false)] {
        let pages: Vec<&(usize, Page)> = pages.iter().filter(|(_, page)| page.east_asian == east_asian).collect();
        if pages.is_empty() {
            return Err(format!("no pages for {name}").into());
        }
        if folders.len() > 1 {
            report(name, &pages, folders.len(), kind);
        }
        let all: Vec<&Page> = pages.iter().map(|(_, page)| page).collect();
        print(name, &damped(field::fit(&all), kind));
    }
    Ok(())
}

/// The pages of a folder with their labels.
fn read_folder(folder: &Path, kind: &Kind) -> Result<Vec<Page>, Box<dyn Error>> {
    let mut out = Vec::new();
    let mut golds: Vec<PathBuf> = Vec::new();
    for (input, gold) in cases::of(folder, kind.sources)? {
        let mut raws = cases::raw_pages(cases::bytes(&input)?).map_err(|e| format!("{}: {e}", input.display()))?;
        let page = cases::json(&gold)?;
        if kind.columned && !golds.contains(&gold) {
            raws.extend(cases::raw_pages(clean::dump(&page, golds.len()).into_bytes())?);
            golds.push(gold);
        }
        let units = Units::of(&page);
        for raw in raws {
            let weighed = Desk::new().weighed(&raw).map_err(|e| format!("{}: {e}", input.display()))?;
            let Some(weighed) = weighed.filter(|weighed| weighed.columned == kind.columned) else { continue };
            let labels = units.label(&weighed);
            out.push(Page::new(&weighed, labels));
        }
    }
    Ok(out)
}

/// What of the weights counts.
fn damped(mut weights: Weights, kind: &Kind) -> Weights {
    weights.roles.iter_mut().flatten().for_each(|weight| *weight *= kind.of_roles);
    weights.steps.iter_mut().flatten().for_each(|weight| *weight *= kind.of_steps);
    // The first figure is that of every block.
    if let Some(always) = weights.roles.first_mut() {
        always[Role::Headline as usize] += kind.headlines;
    }
    weights
}

/// Blocks of a role, those taken for it, and those of them that are of it.
#[derive(Clone, Copy, Default)]
struct Count {
    are: usize,
    taken: usize,
    right: usize,
}

/// Weighs the pages of each folder by a field over those of the others, and tells how the roles come out.
fn report(name: &str, pages: &[&(usize, Page)], folders: usize, kind: &Kind) {
    let mut now = [Count::default(); Weighed::ROLES.len()];
    let (mut then, mut alone) = (now, now);
    for held in 0..folders {
        let part = |of_it: bool| pages.iter().filter(|(n, _)| (*n == held) == of_it).map(|(_, page)| page).collect::<Vec<_>>();
        let (seen, held) = (part(false), part(true));
        if seen.is_empty() {
            continue;
        }
        let weights = damped(field::fit(&seen), kind);
        for page in held {
            count(page, &page.roles, &mut now);
            count(page, &page.best(&weights), &mut then);
            count(page, &page.best(&weights.none()), &mut alone);
        }
    }
    let labels = || pages.iter().flat_map(|(_, page)| &page.labels);
    let open = labels().filter(|label| !matches!(label, Label::Is(_))).count();
    eprintln!("{name}: {} pages, {} blocks, {open} without a known role", pages.len(), labels().count());
    eprintln!("{:<10}{:>7}{:>24}{:>24}", "", "blocks", "found alone/now/then", "right alone/now/then");
    let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
    for (n, role) in Weighed::ROLES.iter().enumerate() {
        let ways = [&alone, &now, &then].map(|counts| counts[n]);
        let [a, b, c] = ways.map(|count| share(count.right, count.are));
        let [d, e, f] = ways.map(|count| share(count.right, count.taken));
        eprintln!("{:<10}{:>7}{a:>10.3}{b:>7.3}{c:>7.3}{d:>10.3}{e:>7.3}{f:>7.3}", format!("{role:?}"), now[n].are);
    }
}

/// Counts the blocks whose role is known.
fn count(page: &Page, roles: &[Role], out: &mut [Count]) {
    for (label, role) in page.labels.iter().zip(roles) {
        if let Label::Is(known) = label {
            out[*known as usize].are += 1;
            out[*role as usize].taken += 1;
            out[*role as usize].right += usize::from(known == role);
        }
    }
}

fn header(pages: usize, kind: &Kind) -> String {
    let Kind { about, figures, of_roles, of_steps, .. } = kind;
    format!(
        "//! Weights of what the figures of a block say {about}, and of the steps between blocks: those of a
//! conditional random field over the blocks of {pages} pages, fitted by `examples/fit_roles` with the other evidence as it is. A wrong role costs
//! more the more it harms articles. As the search before looked at whole articles, which the field does not, its weights count by {of_roles}, those
//! of steps by {of_steps}, and headlines lose {:.1}. Bylines and jump lines are known by their words. Generated; do not edit.

use super::{figures}::figures;
use super::figures::Fitted;",
        -kind.headlines
    )
}

fn print(name: &str, weights: &Weights) {
    println!("\npub(super) static {name}: Fitted = Fitted {{\n    figures,\n    roles: &[");
    weights.roles.iter().for_each(|row| println!("        [{}],", numbers(row)));
    println!("    ],\n    steps: [");
    weights.steps.iter().for_each(|row| println!("        [{}],", numbers(row)));
    println!("    ],\n}};");
}

fn numbers(row: &[f64]) -> String {
    let number = |weight: &f64| if weight.abs() < 0.005 { "0.0".to_owned() } else { format!("{weight:.2}") };
    row.iter().map(number).collect::<Vec<_>>().join(", ")
}
