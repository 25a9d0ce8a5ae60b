//! The checks of the fuzz targets on stable: over the seeds, and over deterministic mutations of them.

use crate::checks;
use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

const TOKENS: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "  \n",
    "\x0c",
    "## ",
    "# ",
    "#### ",
    "> ",
    "- ",
    "\\",
    "■记者 林一\n",
    "—",
    "一",
    "-",
    ",",
    "，",
    "。",
    "\"",
    "”",
    "（",
    ")",
    "...",
    "36",
    "人",
    "\u{200b}",
    "⼀",
    "ﬁ",
    "\u{fffd}",
    "\u{feff}",
    "<!-- article -->\n",
    "<!-- copydesk zh-Hans -->\n",
    "本报讯 ",
    "下转第3版",
    "usu-\nally",
    " ",
    "\u{3000}",
    "·",
    ". ",
    "<!-- same section -->\n",
    "![] ",
    "-> ",
    "{\"id\":",
    "\"text\":\"",
    "\\u00e9",
    "[0,0,1]",
    "null",
    "18446744073709551615",
];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

fn mutate(data: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(data.len() + 1);
        let end = (at + random.below(24)).min(data.len());
        match random.below(5) {
            0 => drop(data.drain(at..end)),
            1 => {
                let piece = data[at..end].to_vec();
                let to = random.below(data.len() + 1);
                data.splice(to..to, piece);
            }
            2 if at < data.len() => data[at] = u8::try_from(random.below(256)).unwrap(),
            _ => drop(data.splice(at..at, TOKENS[random.below(TOKENS.len())].bytes())),
        }
    }
    data.truncate(2000);
}

/// Takes away what the failure does not need.
fn shrink(mut data: Vec<u8>, fails: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let mut step = data.len().div_ceil(2);
    while step > 0 {
        let mut at = 0;
        while at < data.len() {
            let mut less = data.clone();
            less.drain(at..(at + step).min(data.len()));
            if fails(&less) { data = less } else { at += step }
        }
        step /= 2;
    }
    data
}

fn replay(name: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name);
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} holds no seed", folder.display());
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    let fails = |data: &[u8]| catch_unwind(|| check(data)).is_err();
    let judge = |data: Vec<u8>| {
        if fails(&data) {
            let least = shrink(data, fails);
            eprintln!("shrunk to {:?} ({least:02x?})", String::from_utf8_lossy(&least));
            check(&least);
        }
    };
    seeds.iter().cloned().for_each(judge);
    let iterations = std::env::var("COPYDESK_FUZZ_ITERATIONS").map_or(2000, |n| n.parse().unwrap());
    let mut random = Random(20);
    for n in 0..iterations {
        let mut data = seeds[n % seeds.len()].clone();
        mutate(&mut data, &mut random);
        judge(data);
    }
}

#[test]
fn push() {
    replay("push", checks::push);
}

#[test]
fn revert() {
    replay("revert", checks::revert);
}

#[test]
fn markdown() {
    replay("markdown", checks::markdown);
}

#[cfg(feature = "cli")]
#[test]
fn lines() {
    replay("lines", crate::lines::lines);
}

#[test]
fn ledger() {
    replay("ledger", checks::ledger);
}

#[test]
fn typography() {
    replay("typography", checks::typography);
}

#[test]
fn model() {
    replay("model", checks::model);
}

#[test]
fn structured() {
    replay("structured", checks::structured);
}
