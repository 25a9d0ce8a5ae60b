//! Builds the models of character pairs: `cargo run --release --example build_model -- DATA_DIR OUT_DIR`.
//!
//! Reads `DATA_DIR/{zh,zht,ja}/char_bigrams.tsv` (a pair, a space, its count; see NOTICE). A half-width mark beside an
//! ideograph counts as its full-width form, which is how the passes look it up.

#![allow(clippy::print_stdout, reason = "a program that reports what it wrote")]

use copydesk::model::widen;
use std::collections::BTreeMap;
use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    let [_, data, out] = args.as_slice() else { return Err("usage: build_model DATA_DIR OUT_DIR".into()) };
    for (folder, name, least) in [("zh", "zh-hans", 12), ("zht", "zh-hant", 12), ("ja", "ja", 30)] {
        let text = fs::read_to_string(Path::new(data).join(folder).join("char_bigrams.tsv"))?;
        let mut pairs: BTreeMap<(char, char), u64> = BTreeMap::new();
        for line in text.lines() {
            let Some((pair, count)) = line.rsplit_once(' ') else { continue };
            let mut chars = pair.chars();
            if let (Some(a), Some(b), None, Ok(count)) = (chars.next(), chars.next(), chars.next(), count.parse::<u64>()) {
                *pairs.entry((widen(a, b), widen(b, a))).or_default() += count;
            }
        }
        let file = copydesk::model::build(&pairs, least);
        println!("{name}: {} pairs, {} bytes", pairs.len(), file.len());
        fs::write(Path::new(out).join(format!("{name}.bin")), file)?;
    }
    Ok(())
}
