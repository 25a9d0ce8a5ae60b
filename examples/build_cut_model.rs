//! Builds the figures of cuts: `cargo run --release --example build_cut_model -- DATA_DIR OUT_DIR`.
//!
//! Reads `DATA_DIR/zh/words_pos_freq.tsv` (word, then part of speech and count in turns) and `DATA_DIR/zht/t2s.txt` (see
//! NOTICE), and `DATA_DIR/ja/wordlist.txt`. For each kana and ideograph of the basic block: how often it ends a word, how often it begins one, how often it begins a
//! word that can open a sentence, how often it stands anywhere, how
//! often it begins a unit of measure. Five bytes each, negative base-2 logarithms in eighths.

#![allow(clippy::print_stdout, reason = "a program that reports what it wrote")]

use std::collections::HashMap;
use std::{env, error::Error, fs, path::Path};

/// Parts of speech that lean on a word before them: particles, locatives, suffixes, modal marks, measures, interjections, and the conjunctions between equals (和, 与).
const LEANING: &[&str] = &["u", "f", "k", "y", "q", "w", "e", "o", "cc", "pba", "pbei"];

/// Adverbs, conjunctions and prepositions that look back at what was said; grammars put them behind a subject or a clause.
const SELDOM: &[&str] = &["也", "则", "却", "又", "再", "才", "就", "还", "都", "更", "且", "或", "于", "至", "并且", "而且", "或者"];
/// Share of them that open a paragraph all the same.
const SELDOM_OPENS: f64 = 0.1;

#[derive(Clone, Copy, Default)]
struct Row {
    all: f64,
    end: f64,
    start: f64,
    open: f64,
    unit: f64,
}

#[derive(Default)]
struct Counts {
    rows: HashMap<char, Row>,
    total: Row,
}

impl Counts {
    fn add(&mut self, word: &str, count: f64, opens: f64, unit: bool) {
        let last = word.chars().count().saturating_sub(1);
        for (n, c) in word.chars().enumerate() {
            for row in [self.rows.entry(c).or_default(), &mut self.total] {
                row.all += count;
                row.end += if n == last { count } else { 0.0 };
                row.start += if n == 0 { count } else { 0.0 };
                row.open += if n == 0 { count * opens } else { 0.0 };
                row.unit += if n == 0 && unit { count } else { 0.0 };
            }
        }
    }
}

/// The list is ordered by frequency and has no counts: Zipf's law gives them. A word of kana alone is a particle more often
/// than it opens a sentence; words that counting joins are numerals' units.
fn japanese(list: &str) -> Counts {
    let kana = |c: char| ('\u{3041}'..='\u{309F}').contains(&c);
    let mut counts = Counts::default();
    for (rank, word) in list.lines().enumerate() {
        let opens = if word.chars().count() < 2 || word.chars().all(kana) { 0.1 } else { 1.0 };
        counts.add(word, 1e6 / (rank as f64 + 3.0), opens, UNITS_JA.contains(&word));
    }
    counts
}

/// Japanese counters.
const UNITS_JA: &[&str] = &[
    "年",
    "月",
    "日",
    "人",
    "円",
    "時",
    "分",
    "件",
    "個",
    "本",
    "台",
    "回",
    "キロ",
    "メートル",
    "万",
    "億",
    "千",
    "歳",
    "枚",
    "校",
    "戸",
    "便",
    "倍",
    "割",
    "度",
];

/// The table of kana and of the basic block; a character may stand under another one.
fn bytes_of(counts: &Counts, other: &HashMap<char, char>) -> Vec<u8> {
    let row = |c: char| counts.rows.get(other.get(&c).unwrap_or(&c)).copied().unwrap_or_default();
    ('\u{3040}'..='\u{30FF}').chain('\u{4E00}'..='\u{9FFF}').flat_map(|c| bytes(row(c), counts.total)).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    let [_, data, out] = args.as_slice() else { return Err("usage: build_cut_model DATA_DIR OUT_DIR".into()) };
    let words = fs::read_to_string(Path::new(data).join("zh/words_pos_freq.tsv"))?;
    let mut counts = Counts::default();
    for line in words.lines() {
        let mut fields = line.split('\t');
        let Some(word) = fields.next() else { continue };
        let fields: Vec<&str> = fields.collect();
        for pair in fields.chunks_exact(2) {
            let count: f64 = pair[1].parse().unwrap_or(0.0);
            let leans = LEANING.iter().any(|p| pair[0].starts_with(p));
            let seldom = SELDOM.contains(&word);
            let opens = if leans {
                0.0
            } else if seldom {
                SELDOM_OPENS
            } else {
                1.0
            };
            counts.add(word, count, opens, pair[0].starts_with('q'));
        }
    }
    fs::write(Path::new(out).join("zh-hans-cut.bin"), bytes_of(&counts, &HashMap::new()))?;
    let simplified = simplified(&fs::read_to_string(Path::new(data).join("zht/t2s.txt"))?);
    fs::write(Path::new(out).join("zh-hant-cut.bin"), bytes_of(&counts, &simplified))?;
    let file = bytes_of(&japanese(&fs::read_to_string(Path::new(data).join("ja/wordlist.txt"))?), &HashMap::new());
    fs::write(Path::new(out).join("ja-cut.bin"), &file)?;
    println!("{} characters, {} bytes a file", counts.rows.len(), file.len());
    Ok(())
}

/// Half a sighting is added everywhere, so that a character never seen says nothing.
fn bytes(row: Row, total: Row) -> [u8; 5] {
    let end = (row.end + 0.5 * total.end / total.all) / (row.all + 0.5);
    let share = |part: f64, whole: f64| (part + 0.5) / whole;
    [end, share(row.start, total.start), share(row.open, total.open), share(row.all, total.all), share(row.unit, total.unit)].map(eighths)
}

fn eighths(p: f64) -> u8 {
    let bits = (-p.log2() * 8.0).round().clamp(0.0, 255.0);
    // In range by the line above.
    bits as u8
}

fn simplified(text: &str) -> HashMap<char, char> {
    let one = |s: &str| s.trim().chars().next().filter(|_| s.trim().chars().count() == 1);
    text.lines().filter_map(|l| l.split_once('=')).filter_map(|(t, s)| one(t).zip(one(s))).collect()
}
