//! The cases of a folder: their files, and the pages of these.

use copydesk::{RawPage, SourceOptions, Splitter};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The inputs of a folder's cases that are of some sources, each with its gold.
pub(crate) fn of(folder: &Path, sources: &[&str]) -> Result<Vec<(PathBuf, PathBuf)>, Box<dyn Error>> {
    let path = folder.join("cases.json");
    let list = json(&path)?;
    let cases = list["cases"].as_array().ok_or_else(|| format!("{}: no cases", path.display()))?;
    let file = |case: &Value, name: &str| {
        case[name].as_str().map(|at| folder.join(at)).ok_or_else(|| format!("{}: no {name} in {case}", path.display()))
    };
    let mut out = Vec::new();
    for case in cases.iter().filter(|case| sources.iter().any(|source| case["source"] == *source)) {
        out.push((file(case, "input")?, file(case, "gold")?));
    }
    Ok(out)
}

pub(crate) fn json(path: &Path) -> Result<Value, String> {
    serde_json::from_slice(&bytes(path)?).map_err(|e| format!("{}: {e}", path.display()))
}

/// The bytes of a file, unpacked where it is packed.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let told = |e: std::io::Error| format!("{}: {e}", path.display());
    let packed = fs::read(path).map_err(told)?;
    if path.extension().is_none_or(|e| e != "gz") {
        return Ok(packed);
    }
    let mut out = Vec::new();
    GzDecoder::new(packed.as_slice()).read_to_end(&mut out).map_err(told)?;
    Ok(out)
}

pub(crate) fn raw_pages(bytes: Vec<u8>) -> Result<Vec<RawPage>, String> {
    let mut splitter = Splitter::new(SourceOptions::default());
    splitter.push(&bytes).and_then(|()| splitter.finish()).map_err(|e| e.to_string())?;
    Ok(std::iter::from_fn(|| splitter.next_page()).collect())
}
