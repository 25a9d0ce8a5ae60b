//! Builds the word lists: `cargo run --release --example build_lexicon -- DATA_DIR OUT_DIR`.
//!
//! Reads `DATA_DIR/{en,de,fr}/words_freq.tsv` (a word and its count) and `wordlist.txt` (a word a line, most frequent first;
//! see NOTICE). A word that stands only in the second gets a part of the count that its rank would have in the first: lists of
//! the web hold its misprints too, and nearly all that is as short as `nnd` is one. `DATA_DIR/{..}/bigrams.txt` (two words and
//! their count; see NOTICE), where a language has it, gives the most frequent pairs.

#![allow(clippy::print_stdout, reason = "a program that reports what it wrote")]

use copydesk::lexicon::{Word, build, plain};
use std::collections::{BTreeMap, BTreeSet};
use std::{env, error::Error, fs, path::Path};

/// Ranks of the second list that are read: behind them fragments and misprints take over. The English list is from a
/// larger crawl, whose junk begins earlier.
const RANKS: [(&str, usize); 3] = [("en", 160_000), ("de", 200_000), ("fr", 200_000)];

/// A word that only the second list has is one of so many.
const DOUBT: u64 = 8;
/// Words of more letters than those are mostly words up to this rank.
const FREQUENT: usize = 20_000;
/// What the first list counts is right but for words that it takes apart: seldom so many times more.
const APART: u64 = 4;
/// Words of fewer letters are taken from the first list alone.
const BRIEF: usize = 4;
/// Forms of French verbs as short as that, which the first list lacks, however frequent; the grammar has them, so their ranks are sure.
const FORMS: &[&str] = &["ont", "ai", "aie", "ait", "eut", "eût", "met", "bat", "lié", "tué", "uni", "osé"];
/// The counts of the list of pairs are so many times those of words.
const SCALE: u64 = 64;
/// Pairs that are kept.
const PAIRS: usize = 98_000;

/// The most frequent pairs of listed words.
fn pairs(path: &Path, words: &BTreeMap<String, Word>) -> Result<BTreeMap<(String, String), u64>, Box<dyn Error>> {
    let Ok(text) = fs::read_to_string(path) else { return Ok(BTreeMap::new()) };
    let mut rows = Vec::new();
    for line in text.trim_start_matches('\u{FEFF}').lines() {
        let mut fields = line.split(' ');
        let (Some(a), Some(b), Some(count)) = (fields.next(), fields.next(), fields.next()) else { continue };
        if words.contains_key(a) && words.contains_key(b) {
            rows.push((std::cmp::Reverse(count.trim().parse::<u64>()?), a.to_owned(), b.to_owned()));
        }
    }
    rows.sort();
    rows.truncate(PAIRS);
    Ok(rows.into_iter().map(|(count, a, b)| ((a, b), count.0 / SCALE)).collect())
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    let [_, data, out] = args.as_slice() else { return Err("usage: build_lexicon DATA_DIR OUT_DIR".into()) };
    for (lang, ranks) in RANKS {
        let folder = Path::new(data).join(lang);
        let mut words: BTreeMap<String, Word> = BTreeMap::new();
        let mut counts = Vec::new();
        for line in fs::read_to_string(folder.join("words_freq.tsv"))?.lines() {
            let Some((word, count)) = line.trim_start_matches('\u{FEFF}').rsplit_once(' ') else { continue };
            let count: u64 = count.parse()?;
            counts.push(count);
            if let Some(word) = plain(word) {
                words.entry(word.to_lowercase()).or_default().count += count;
            }
        }
        let listed = words.len();
        let has_counts: BTreeSet<String> = words.keys().cloned().collect();
        for (rank, line) in fs::read_to_string(folder.join("wordlist.txt"))?.lines().enumerate() {
            // Words with a hyphen of their own are few, and less often junk.
            let Some(word) = plain(line).filter(|word| rank < ranks || word.contains('-')) else { continue };
            let form = lang == "fr" && FORMS.contains(&word.as_str());
            if word.chars().count() < BRIEF && !form && !has_counts.contains(&word.to_lowercase()) {
                continue;
            }
            let entry = words.entry(word.to_lowercase()).or_default();
            entry.lower |= word.chars().next().is_some_and(char::is_lowercase);
            entry.capital |= word.chars().next().is_some_and(char::is_uppercase);
            let sure = form || rank < FREQUENT && word.chars().count() > BRIEF;
            // The first list takes some words apart, such as `cannot`.
            if entry.count == 0 || sure {
                // Zipf: behind the end of the first list a count falls as its rank grows. What the first list left out is
                // less likely to be a word.
                let count = counts.get(rank).copied().or_else(|| Some(counts.last()? * counts.len() as u64 / rank as u64)).unwrap_or(1);
                let count = count / if sure { 2 } else { DOUBT } + 1;
                entry.count = entry.count.max(if has_counts.contains(&word.to_lowercase()) { count / APART } else { count });
            }
        }
        let pairs = pairs(&folder.join("bigrams.txt"), &words)?;
        let file = build(&words, &pairs);
        println!("{lang}: {} words, {listed} of them with counts, {} pairs, {} bytes", words.len(), pairs.len(), file.len());
        fs::write(Path::new(out).join(format!("{lang}.words")), file)?;
    }
    Ok(())
}
