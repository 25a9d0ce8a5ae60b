//! Inputs: files, folders, standard input, JSON Lines; packed with gzip or not.

use crate::records::BOM;
use crate::unpack::unpacked;
use anyhow::{Context, Result, bail};
use encoding_rs::{Encoding, UTF_8};
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// One input, with the name that messages give it.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    Stdin,
    File { path: PathBuf, name: PathBuf },
}

/// The places of the files among some inputs.
pub(crate) struct Sources(HashSet<PathBuf>);

impl Sources {
    pub(crate) fn of(inputs: &[Input]) -> Self {
        Self(inputs.iter().filter_map(Input::place).collect())
    }

    pub(crate) fn hold(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|path| self.0.contains(&path))
    }

    /// Refuses an output that would replace an input.
    pub(crate) fn spare(&self, option: &str, path: &Path) -> Result<()> {
        if self.hold(path) {
            bail!("{option} {} would replace an input; name another file", path.display());
        }
        Ok(())
    }
}

impl Input {
    pub(crate) fn label(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            Self::File { path, .. } => path.display().to_string(),
        }
    }

    /// Where the file lies, whatever links lead there.
    pub(crate) fn place(&self) -> Option<PathBuf> {
        match self {
            Self::Stdin => None,
            Self::File { path, .. } => path.canonicalize().ok(),
        }
    }

    /// The name inside an output folder; what is written there is not packed.
    pub(crate) fn name(&self) -> PathBuf {
        match self {
            Self::Stdin => PathBuf::from("stdin"),
            Self::File { name, .. } if name.extension().is_some_and(|e| e == "gz") => name.with_extension(""),
            Self::File { name, .. } => name.clone(),
        }
    }

    pub(crate) fn open(&self) -> Result<Box<dyn Read>> {
        let reader: Box<dyn Read> = match self {
            Self::Stdin => Box::new(io::stdin().lock()),
            Self::File { path, .. } => Box::new(File::open(path).with_context(|| unreadable(path))?),
        };
        unpacked(reader, &self.label())
    }
}

/// What to say of a file that cannot be opened.
pub(crate) fn unreadable(path: &Path) -> String {
    format!("cannot read {}; check the path and its permissions", path.display())
}

/// The inputs of a command line, folders unfolded in the order of their names.
pub(crate) fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>> {
    if paths.is_empty() {
        return Ok(vec![Input::Stdin]);
    }
    let mut out = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            out.push(Input::Stdin);
        } else if path.is_dir() {
            folder(path, &mut out)?;
        } else {
            let name = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            out.push(Input::File { path: path.clone(), name });
        }
    }
    Ok(out)
}

fn folder(path: &Path, out: &mut Vec<Input>) -> Result<()> {
    let before = out.len();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot list {}", path.display()))?;
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(path).unwrap_or(entry.path()).to_owned();
            out.push(Input::File { path: entry.path().to_owned(), name });
        }
    }
    if out.len() == before {
        bail!("the folder {} holds no file", path.display());
    }
    Ok(())
}

/// A stream, and whether its first line is a record of JSON Lines.
pub(crate) fn peeked(mut reader: Box<dyn Read>, told: Option<&'static Encoding>) -> io::Result<(Box<dyn Read>, bool)> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD).read_to_end(&mut head)?;
    let encoding = copydesk::detect_encoding(&head, told);
    let records = if encoding == UTF_8 { is_record(&head) } else { is_record(encoding.decode(&head).0.as_bytes()) };
    Ok((Box::new(io::Cursor::new(head).chain(reader)), records))
}

/// Bytes that tell whether a stream is one of records.
const HEAD: u64 = 4096;

/// Whether a stream begins with a record; of a long one, which ends behind what is seen, with its id.
fn is_record(head: &[u8]) -> bool {
    let head = head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start();
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    match serde_json::from_slice::<serde_json::Value>(line) {
        Ok(value) => value.get("id").is_some() && value.get("text").is_some_and(serde_json::Value::is_string),
        Err(error) => {
            let key = line.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
            error.is_eof() && line.len() == head.len() && key.is_some_and(|key| key.starts_with(b"\"id\""))
        }
    }
}
