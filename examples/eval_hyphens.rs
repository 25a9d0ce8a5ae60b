//! How often hyphens at line ends are decided right: `cargo run --release --example eval_hyphens -- DATA_DIR [CASES]`.
//!
//! Makes pages of lines that end in hyphens from `DATA_DIR/{en,de,fr}/words_freq.tsv` and `wordlist.txt` (see NOTICE), cleans
//! them as any page, and counts how many of the words read as they should. Nothing is random: the same lists give the same
//! pages. Compounds of which the lists have the closed form too are left out: print has both. Words are taken as often as the square root of their count says, so that rare ones weigh more than in print.

#![allow(clippy::print_stdout, reason = "a program that prints a table")]

use copydesk::Desk;
use std::{collections::BTreeMap, env, error::Error, fs, path::Path};

/// Hyphens of each language, and of each page.
const CASES: usize = 4000;
const PAGE: usize = 25;
/// Letters of the words that printers divide.
const LONG: usize = 6;
/// Printed characters of a line.
const MEASURE: usize = 52;

/// What each language's hyphens are, in per cent: divided words, compounds with a hyphen of their own, suspended parts, ranges
/// of numbers, and German ck divided as k-k.
const SHARES: [(&str, [usize; 5]); 3] = [("en", [91, 6, 2, 1, 0]), ("de", [90, 3, 4, 1, 2]), ("fr", [89, 9, 1, 1, 0])];
const KINDS: [&str; 5] = ["divided", "own hyphen", "suspended", "range", "ck as k-k"];

const SUSPENDED: [(&str, &[(&str, &str)]); 3] = [
    (
        "en",
        &[("mid", "to late"), ("pre", "and post-war"), ("two", "or three-year"), ("short", "and long-term"), ("first", "and second-class")],
    ),
    (
        "de",
        &[
            ("Vor", "und Nachteile"),
            ("Ein", "und Ausfuhr"),
            ("Stadt", "und Landkreis"),
            ("Haupt", "oder Nebensache"),
            ("Land", "und Forstwirtschaft"),
            ("Sonn", "und Feiertagen"),
            ("Wein", "sowie Obstbau"),
        ],
    ),
    ("fr", &[("sous", "ou sur-évalué"), ("micro", "et macro-économie")]),
];
const FIXED_FR: [(&str, &str); 14] = [
    ("peut", "être"),
    ("celui", "ci"),
    ("ceux", "là"),
    ("dit", "il"),
    ("avait", "elle"),
    ("aujourd'hui", "même"),
    ("a", "t-il"),
    ("parle", "t-on"),
    ("quelques", "uns"),
    ("rendez", "vous"),
    ("rendez", "vous"),
    ("vingt", "cinq"),
    ("avant", "hier"),
    ("lui", "même"),
];

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }
}

/// The lists of a language.
struct Lists {
    /// Words with the sum of the weights up to them.
    words: Vec<(String, usize)>,
    hyphened: Vec<String>,
    fillers: Vec<String>,
}

fn lists(folder: &Path) -> Result<Lists, Box<dyn Error>> {
    let mut capitals = BTreeMap::new();
    let mut hyphened = Vec::new();
    for (rank, line) in fs::read_to_string(folder.join("wordlist.txt"))?.lines().enumerate() {
        let line = plain(line);
        let own = line.split('-').filter(|p| p.chars().count() > 1 && p.chars().all(char::is_lowercase)).count();
        if own == 2 && line.matches('-').count() == 1 && rank < 150_000 {
            hyphened.push(line.clone());
        }
        let capital = line.chars().next().is_some_and(char::is_uppercase) && line.chars().skip(1).all(char::is_lowercase);
        capitals.entry(line.to_lowercase()).or_insert(if capital { Some(line) } else { None });
    }
    let (mut words, mut fillers, mut sum) = (Vec::new(), Vec::new(), 0);
    for (rank, line) in fs::read_to_string(folder.join("words_freq.tsv"))?.lines().enumerate() {
        let Some((word, count)) = line.trim_start_matches('\u{FEFF}').rsplit_once(' ') else { continue };
        // What both lists have is a word.
        let Some(capital) = capitals.get(word) else { continue };
        let word = capital.clone().unwrap_or_else(|| word.to_owned());
        if rank < 150 && word.chars().all(char::is_lowercase) && word.chars().count() > 1 {
            fillers.push(word.clone());
        }
        if word.chars().count() >= LONG && word.chars().all(char::is_alphabetic) {
            sum += count.parse::<usize>()?.isqrt();
            words.push((word, sum));
        }
    }
    // Where a closed form stands beside it, print has both.
    hyphened.retain(|word: &String| !capitals.contains_key(&word.replace('-', "")));
    Ok(Lists { words, hyphened, fillers })
}

/// A word with its ligatures resolved.
fn plain(word: &str) -> String {
    [('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬀ', "ff"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('ﬆ', "st")]
        .iter()
        .fold(word.to_owned(), |word, (from, to)| word.replace(*from, to))
}

fn is_vowel(c: char) -> bool {
    "aeiouyäöüéèêëàâîïôûùœæ".contains(c)
}

/// Where a printer may divide a word: before a consonant that opens a syllable.
fn cuts(word: &str) -> Vec<usize> {
    let chars: Vec<(usize, char)> = word.char_indices().map(|(at, c)| (at, c.to_lowercase().next().unwrap_or(c))).collect();
    let whole = ["ch", "ck", "th", "ph", "sh", "qu", "gn", "st", "ß"];
    (2..chars.len().saturating_sub(2))
        .filter(|&n| !is_vowel(chars[n].1) && is_vowel(chars[n + 1].1))
        .filter(|&n| !whole.iter().any(|w| word.get(chars[n - 1].0..).is_some_and(|t| t.to_lowercase().starts_with(w))))
        .filter(|&n| chars[..n].iter().any(|c| is_vowel(c.1)))
        .map(|n| chars[n].0)
        .collect()
}

/// A hyphen: what stands before and behind it, and how it should read.
struct Case {
    kind: usize,
    left: String,
    right: String,
    want: String,
}

fn case(lang: &str, kind: usize, lists: &Lists, numbers: &mut Numbers) -> Option<Case> {
    let new = |left: &str, right: &str, want: String| Some(Case { kind, left: left.to_owned(), right: right.to_owned(), want });
    let total = lists.words.last()?.1;
    let at = numbers.below(total);
    let word = &lists.words.get(lists.words.partition_point(|w| w.1 <= at))?.0;
    match kind {
        0 => {
            let cuts = cuts(word);
            let (left, right) = word.split_at(*cuts.get(numbers.below(cuts.len()))?);
            new(left, right, word.clone())
        }
        1 if lang == "fr" && numbers.below(3) > 0 => {
            let (left, right) = FIXED_FR[numbers.below(FIXED_FR.len())];
            new(left, right, format!("{left}-{right}"))
        }
        1 => {
            let word = lists.hyphened.get(numbers.below(lists.hyphened.len()))?;
            let (left, right) = word.split_once('-')?;
            new(left, right, word.clone())
        }
        2 => {
            let all = SUSPENDED.iter().find(|s| s.0 == lang)?.1;
            let (left, right) = all[numbers.below(all.len())];
            new(left, right, format!("{left}- {right}"))
        }
        3 => {
            let (from, to) = (1900 + numbers.below(60), 60 + numbers.below(39));
            new(&from.to_string(), &to.to_string(), format!("{from}-{to}"))
        }
        _ => {
            let mut divided = lists.words.iter().skip(numbers.below(lists.words.len())).filter_map(|(word, _)| {
                let at = word.find("ck").filter(|&at| at > 1 && word.get(at + 2..).is_some_and(|t| t.starts_with(is_vowel)))?;
                Some((word, at))
            });
            let (word, at) = divided.next()?;
            new(&format!("{}k", word.get(..at)?), word.get(at + 1..)?, word.clone())
        }
    }
}

fn page(cases: &[Case], fillers: &[String], numbers: &mut Numbers) -> String {
    let mut page = String::from("The title of this page\n\n");
    let mut line = String::new();
    for case in cases {
        while line.chars().count() + case.left.chars().count() + 3 < MEASURE {
            line.push_str(&fillers[numbers.below(fillers.len())]);
            line.push(' ');
        }
        page.push_str(&line);
        page.push_str(&case.left);
        page.push_str("-\n");
        line = format!("{} ", case.right);
    }
    page + &line + &fillers[0] + ".\n"
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    let data = args.get(1).ok_or("usage: eval_hyphens DATA_DIR [CASES]")?;
    let count = args.get(2).map_or(Ok(CASES), |n| n.parse())?;
    let show = env::var("SHOW").is_ok();
    println!("| language | hyphens | wrong | {} |\n|---|---|---|{}", KINDS.join(" | "), "---|".repeat(KINDS.len()));
    for (lang, shares) in SHARES {
        let lists = lists(&Path::new(data).join(lang))?;
        let mut numbers = Numbers(42);
        let mut cases = Vec::new();
        while cases.len() < count {
            let mut draw = numbers.below(100);
            let kind = shares
                .iter()
                .position(|&s| {
                    draw < s || {
                        draw -= s;
                        false
                    }
                })
                .unwrap_or(0);
            cases.extend(case(lang, kind, &lists, &mut numbers));
        }
        let mut wrong = [0; KINDS.len()];
        let mut seen = [0; KINDS.len()];
        for cases in cases.chunks(PAGE) {
            let page = page(cases, &lists.fillers, &mut numbers);
            let cleaned = Desk::new().clean(&page);
            let text: String = cleaned.articles().iter().flat_map(|a| a.paragraphs.clone()).collect::<Vec<_>>().join(" ");
            let mut rest = text.as_str();
            for case in cases {
                seen[case.kind] += 1;
                let near = rest.char_indices().nth(3 * MEASURE).map_or(rest, |(at, _)| &rest[..at]);
                let found = near.match_indices(&case.want).find(|(at, _)| {
                    let (before, behind) = (near[..*at].chars().next_back(), near[at + case.want.len()..].chars().next());
                    !before.is_some_and(char::is_alphabetic) && !behind.is_some_and(|c| c.is_alphabetic() || c == '-')
                });
                match found {
                    Some((at, _)) => rest = &rest[at + case.want.len()..],
                    None => {
                        wrong[case.kind] += 1;
                        if show {
                            println!("  {lang} {}: {}-|{} want {}", KINDS[case.kind], case.left, case.right, case.want);
                        }
                    }
                }
            }
        }
        let share = |wrong: usize, seen: usize| {
            if seen == 0 { String::from("–") } else { format!("{:.1} % of {seen}", 100.0 * wrong as f64 / seen as f64) }
        };
        let cells: Vec<String> = wrong.iter().zip(seen).map(|(&w, s)| share(w, s)).collect();
        println!(
            "| {lang} | {} | {:.2} % | {} |",
            cases.len(),
            100.0 * wrong.iter().sum::<usize>() as f64 / cases.len() as f64,
            cells.join(" | ")
        );
    }
    Ok(())
}
