//! The command line.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use copydesk::Form;
use std::path::PathBuf;

/// Rebuilds clean newspaper articles from OCR dumps, losing nothing and showing every repair.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prints the rebuilt articles
    Clean(Clean),
    /// Reports what would change, without changing it; exit status 1 when there is something
    Check(Check),
    /// Shows the source against the clean text, in colour
    Diff(Diff),
    /// Shows what was understood of a page: blocks, roles, columns, reading order, articles
    Layout(Layout),
    /// Scores cleaned pages against gold pages
    Eval(Eval),
    /// Makes a model from running text of your own: names and words of your region, the characters of your paper
    Train(Train),
    /// Restores the source byte for byte from an output and its ledger
    Revert(Revert),
    /// Lists the rules
    Rules {
        /// Form of the list
        #[arg(long, short, value_enum, default_value_t = Listing::Human)]
        format: Listing,
    },
    /// Prints a rule's documentation with examples
    Explain {
        /// The rule's id, such as glyph/dash-for-one
        rule: String,
        /// Form of the documentation
        #[arg(long, short, value_enum, default_value_t = Listing::Human)]
        format: Listing,
    },
}

/// Options of every command that reads pages.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Reading {
    /// Files and folders; standard input where there is none or -
    pub(crate) inputs: Vec<PathBuf>,
    /// Form of the input
    #[arg(long, value_enum, default_value_t = From::Auto)]
    pub(crate) from: From,
    /// Encoding of the input (utf-8, utf-16le, gb18030, big5, shift_jis ...); detected where not given
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Language of all pages (zh-Hans, zh-Hant, ja, en, de, fr); found for each page and block where not given
    #[arg(long, value_name = "TAG")]
    pub(crate) lang: Option<String>,
    /// A line that matches this pattern begins a new page; a form feed always does
    #[arg(long, value_name = "REGEX")]
    pub(crate) page_separator: Option<String>,
    /// Longest page in bytes; K, M and G may follow the number
    #[arg(long, value_name = "BYTES", default_value = "8M", value_parser = bytes)]
    pub(crate) max_page: usize,
    /// Applies only these rules or groups of rules, with commas between them (repeatable)
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Switches rules on that are off by default, as `copydesk rules` says; those for look-alikes and doubled ideographs then look at
    /// every page; with commas between them (repeatable)
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) with: Vec<String>,
    /// Switches rules or groups of rules off, with commas between them (repeatable)
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) skip: Vec<String>,
    /// Repairs below this confidence become suggestions
    #[arg(long, value_name = "0..1", default_value_t = copydesk::DEFAULT_CONFIDENCE)]
    pub(crate) min_confidence: f32,
    /// Lays the statistics of your own text over the built-in ones, as `train` makes them (one for each language)
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Vec<PathBuf>,
    /// Sets marks as the language prints them, by the built-in profiles with the changes of this JSON file
    #[arg(long, value_name = "FILE")]
    pub(crate) typography: Option<PathBuf>,
    /// Pages cleaned at the same time
    #[arg(long, short, value_name = "N", default_value_t = 1)]
    pub(crate) jobs: usize,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Clean {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Form of the output
    #[arg(long, short, value_enum, default_value_t = To::Markdown)]
    pub(crate) format: To,
    /// Writes one file for each input into this folder
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Writes the ledger as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub(crate) edits: Option<PathBuf>,
    /// Prints to standard error what each block was taken for, and why
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Form of the report
    #[arg(long, short, value_enum, default_value_t = Report::Human)]
    pub(crate) format: Report,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Diff {
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Layout {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Draws a picture into this file instead of printing a table; further pages go to FILE-2, FILE-3 ...
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Eval {
    /// Gold pages: a file or a folder of the JSON contract, or JSON Lines
    pub(crate) gold: PathBuf,
    /// What `clean --format json` or another program made of them
    pub(crate) pred: PathBuf,
    /// The dumps; repairs are then judged, too
    #[arg(long, value_name = "PATH")]
    pub(crate) source: Option<PathBuf>,
    /// For each band of confidence and each rule prints how many repairs were right; needs --source. Suggestions count where PRED has
    /// them, as ledgers do
    #[arg(long)]
    pub(crate) calibration: bool,
    /// Language of the gold pages, where they do not name it; found by their text where not given
    #[arg(long, value_name = "TAG")]
    pub(crate) lang: Option<String>,
    /// Counts the long s of Fraktur as s
    #[arg(long)]
    pub(crate) fold_long_s: bool,
    /// Form of the figures
    #[arg(long, short, value_enum, default_value_t = Figures::Table)]
    pub(crate) format: Figures,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Train {
    /// Files and folders of clean running text in one language; standard input where there is none or -
    #[arg(value_name = "TEXT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The model that is written, for --model
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Language of the text (zh-Hans, zh-Hant, ja, en, de, fr); found by its start where not given
    #[arg(long, value_name = "TAG")]
    pub(crate) lang: Option<String>,
    /// Leaves out pairs of characters and words that were seen fewer than N times; 1 for a list of names
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) prune: u64,
    /// Encoding of the text; detected where not given
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Revert {
    /// What `clean` printed
    pub(crate) output: PathBuf,
    /// What `clean --edits` wrote
    pub(crate) ledger: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// Found by the content of each input
    Auto,
    /// Plain text or Markdown
    Text,
    /// hOCR
    Hocr,
    /// ALTO XML
    Alto,
    /// PAGE XML
    Page,
    /// Tesseract's TSV
    Tsv,
    /// JSON of texts with boxes
    Boxes,
    /// Records {"id", "text"}, a page a line
    Jsonl,
}

impl From {
    /// The form of the pages, if it is said; those of records are looked at one by one.
    pub(crate) fn form(self) -> Option<Form> {
        match self {
            Self::Auto | Self::Jsonl => None,
            Self::Text => Some(Form::Text),
            Self::Hocr => Some(Form::Hocr),
            Self::Alto => Some(Form::Alto),
            Self::Page => Some(Form::Page),
            Self::Tsv => Some(Form::Tsv),
            Self::Boxes => Some(Form::Boxes),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum To {
    /// Markdown that copydesk reads back without a guess
    Markdown,
    /// Plain text
    Text,
    /// One object for each input
    Json,
    /// One object for each page
    Jsonl,
    /// The file itself with its repairs in place; hOCR, ALTO and PAGE XML in their own terms
    Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// Text to read
    Human,
    /// JSON
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Figures {
    /// A row for each page
    Table,
    /// One JSON object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// A line for each finding
    Human,
    /// One JSON array
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
}

impl Report {
    /// Whether its findings stand by themselves, so that none need wait for the others.
    pub(crate) fn streams(self) -> bool {
        matches!(self, Self::Human | Self::Github)
    }
}

/// A number of bytes with an optional unit.
fn bytes(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text.get(digits.len()..).unwrap_or("").to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "K" | "KB" | "KIB" => 1 << 10,
        "M" | "MB" | "MIB" => 1 << 20,
        "G" | "GB" | "GIB" => 1 << 30,
        _ => return Err(format!("'{text}' is no number of bytes; write 8M, 512K or 8388608")),
    };
    let number: usize = digits.parse().map_err(|_| format!("'{text}' is no number of bytes; write 8M, 512K or 8388608"))?;
    number.checked_mul(unit).filter(|n| *n > 0).ok_or_else(|| format!("'{text}' is out of range"))
}
