//! Builds the figures of cuts: `cargo run --release --example build_cut_model -- DATA_DIR OUT_DIR`.
//!
//! Reads `DATA_DIR/zh/words_pos_freq.tsv` (word, then part of speech and count in turns) and `DATA_DIR/zht/t2s.txt` (see
//! NOTICE). For each ideograph of the basic block: how often it ends a word, how often it begins one, how often it begins a
//! word that can open a sentence. Three bytes each, negative base-2 logarithms in eighths.

#![allow(clippy::print_stdout, reason = "a program that reports what it wrote")]

use std::collections::HashMap;
use std::{env, error::Error, fs, path::Path};

/// Parts of speech that lean on a word before them: particles, locatives, suffixes, modal marks, measures, interjections.
const LEANING: &[&str] = &["u", "f", "k", "y", "q", "w", "e", "o"];

#[derive(Clone, Copy, Default)]
struct Row {
    all: f64,
    end: f64,
    start: f64,
    open: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    let [_, data, out] = args.as_slice() else { return Err("usage: build_cut_model DATA_DIR OUT_DIR".into()) };
    let words = fs::read_to_string(Path::new(data).join("zh/words_pos_freq.tsv"))?;
    let mut rows: HashMap<char, Row> = HashMap::new();
    let mut total = Row::default();
    for line in words.lines() {
        let mut fields = line.split('\t');
        let Some(word) = fields.next() else { continue };
        let fields: Vec<&str> = fields.collect();
        for pair in fields.chunks_exact(2) {
            let count: f64 = pair[1].parse().unwrap_or(0.0);
            let opens = !LEANING.iter().any(|p| pair[0].starts_with(p));
            let last = word.chars().count().saturating_sub(1);
            for (n, c) in word.chars().enumerate() {
                for row in [rows.entry(c).or_default(), &mut total] {
                    row.all += count;
                    row.end += if n == last { count } else { 0.0 };
                    row.start += if n == 0 { count } else { 0.0 };
                    row.open += if n == 0 && opens { count } else { 0.0 };
                }
            }
        }
    }
    let file: Vec<u8> = ('\u{4E00}'..='\u{9FFF}').flat_map(|c| bytes(rows.get(&c).copied().unwrap_or_default(), total)).collect();
    fs::write(Path::new(out).join("zh-hans-cut.bin"), &file)?;
    let simplified = simplified(&fs::read_to_string(Path::new(data).join("zht/t2s.txt"))?);
    let file: Vec<u8> = ('\u{4E00}'..='\u{9FFF}')
        .flat_map(|c| bytes(rows.get(simplified.get(&c).unwrap_or(&c)).copied().unwrap_or_default(), total))
        .collect();
    fs::write(Path::new(out).join("zh-hant-cut.bin"), &file)?;
    println!("{} characters, {} bytes a file", rows.len(), file.len());
    Ok(())
}

/// Half a sighting is added everywhere, so that a character never seen says nothing.
fn bytes(row: Row, total: Row) -> [u8; 3] {
    let end = (row.end + 0.5 * total.end / total.all) / (row.all + 0.5);
    let share = |part: f64, whole: f64| (part + 0.5) / whole;
    [end, share(row.start, total.start), share(row.open, total.open)].map(eighths)
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
