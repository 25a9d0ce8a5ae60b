//! The JSON of the contract, written page by page from what the pages hold.
//!
//! The keys of an article stand in the order of the contract, those of a line and of a repair in that of the alphabet.

use crate::article::Article;
use crate::cleaned::{Cleaned, Record};
use crate::edit::Edit;
use crate::ledger::Ledger;
use crate::text;
use serde::Serialize;
use std::io;

/// Writes the pages of one input as one object: articles as they come, furniture and repairs at the end.
///
/// ```
/// let page = copydesk::Desk::new().clean("## 标题在此\n\n这里决定着—个国家的工业水平。\n");
/// let (mut json, mut out) = (copydesk::JsonWriter::new(), Vec::new());
/// json.page(&page, &mut out)?;
/// json.finish(&mut out)?;
/// let out = String::from_utf8(out).unwrap();
/// assert!(out.contains(r#""paragraphs":["这里决定着一个国家的工业水平。"]"#));
/// assert!(out.ends_with(r#""rule":"glyph/dash-for-one","span":[32,35],"to":"一"}]}"#));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct JsonWriter {
    /// Whether anything was written.
    opened: bool,
    /// Whether an article was.
    any: bool,
    furniture: List,
    edits: List,
}

impl JsonWriter {
    /// A writer that has seen no page.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the articles of a page to `out` and keeps the rest; gives how many articles and pieces of furniture the page has.
    ///
    /// # Errors
    /// None: a vector takes everything. The signature is that of a writer.
    pub fn page(&mut self, page: &Cleaned, out: &mut Vec<u8>) -> io::Result<[usize; 2]> {
        self.open(out);
        let articles = &page.layout().articles;
        for draft in articles {
            if self.any {
                out.push(b',');
            }
            self.any = true;
            article(&page.article(draft), out)?;
        }
        let mut furniture = 0;
        for flow in &page.layout().furniture {
            let text = page.string(flow);
            if !text.is_empty() {
                furniture += 1;
                string(&text, self.furniture.next())?;
            }
        }
        for record in page.records().iter().filter(|r| r.applied) {
            repair(record, page, Some(page.raw().index), self.edits.next())?;
        }
        Ok([articles.len(), furniture])
    }

    /// Ends the object; without a page it is one with empty lists.
    ///
    /// # Errors
    /// See [`JsonWriter::page`].
    pub fn finish(self, out: &mut Vec<u8>) -> io::Result<()> {
        self.finish_from(&mut io::empty(), &mut io::empty(), out)
    }

    /// Moves the furniture and the repairs kept so far to two places outside, for inputs of which memory does not hold all;
    /// [`JsonWriter::finish_from`] reads them back.
    ///
    /// # Errors
    /// One of the places does not take them.
    pub fn spill(&mut self, furniture: &mut impl io::Write, edits: &mut impl io::Write) -> io::Result<()> {
        furniture.write_all(&self.furniture.bytes)?;
        edits.write_all(&self.edits.bytes)?;
        self.furniture.bytes.clear();
        self.edits.bytes.clear();
        Ok(())
    }

    /// Ends the object with what was moved outside, read from its start, and what came after it.
    ///
    /// # Errors
    /// What was moved outside cannot be read, or `out` takes no more.
    pub fn finish_from(mut self, furniture: &mut impl io::Read, edits: &mut impl io::Read, out: &mut impl io::Write) -> io::Result<()> {
        let mut head = Vec::new();
        self.open(&mut head);
        out.write_all(&head)?;
        out.write_all(b"],\"furniture\":[")?;
        io::copy(furniture, out)?;
        out.write_all(&self.furniture.bytes)?;
        out.write_all(b"],\"edits\":[")?;
        io::copy(edits, out)?;
        out.write_all(&self.edits.bytes)?;
        out.write_all(b"]}")
    }

    fn open(&mut self, out: &mut Vec<u8>) {
        if !std::mem::replace(&mut self.opened, true) {
            put("{\"articles\":[", out);
        }
    }
}

impl Cleaned {
    /// Writes the page as one line of JSON Lines, its text as [`crate::Format::Repaired`] has it.
    ///
    /// # Errors
    /// The id cannot be written as JSON.
    pub fn json_line(&self, id: &impl Serialize, out: &mut Vec<u8>) -> io::Result<()> {
        let records = self.records();
        let [mut articles, mut edits] = <[List; 2]>::default();
        for draft in &self.layout().articles {
            sorted(&self.article(draft), articles.next())?;
        }
        for record in records.iter().filter(|r| r.applied) {
            repair(record, self, None, edits.next())?;
        }
        put("{\"articles\":[", out);
        out.append(&mut articles.bytes);
        put("],\"edits\":[", out);
        out.append(&mut edits.bytes);
        strings("],\"furniture\":[", &self.furniture(), out)?;
        put(",\"id\":", out);
        serde_json::to_writer(&mut *out, id)?;
        put(",\"text\":", out);
        string(&self.repaired_by(&records), out)?;
        put("}\n", out);
        Ok(())
    }
}

impl Ledger {
    /// Writes the ledger as one line of JSON Lines.
    ///
    /// # Errors
    /// None: a vector takes everything. The signature is that of a writer.
    pub fn json_line(&self, out: &mut Vec<u8>) -> io::Result<()> {
        put("{\"page\":", out);
        serde_json::to_writer(&mut *out, &self.page)?;
        if let Some(id) = &self.id {
            put(",\"id\":", out);
            serde_json::to_writer(&mut *out, id)?;
        }
        put(",\"encoding\":", out);
        string(&self.encoding, out)?;
        put(if self.bom { ",\"bom\":true,\"source\":" } else { ",\"bom\":false,\"source\":" }, out);
        number(self.source, out)?;
        if let Some(sum) = self.sum {
            put(",\"sum\":", out);
            serde_json::to_writer(&mut *out, &sum)?;
        }
        if let Some(file) = &self.file {
            put(",\"file\":", out);
            string(file, out)?;
        }
        put(",\"output\":", out);
        numbers(&self.output, out)?;
        if let Some(parts) = &self.parts {
            put(",\"parts\":", out);
            numbers(parts, out)?;
        }
        self.stretches(out)?;
        edits(",\"edits\":[", &self.edits, out)?;
        edits(",\"suggestions\":[", &self.suggestions, out)?;
        put("}\n", out);
        Ok(())
    }

    /// What was copied and what was not.
    fn stretches(&self, out: &mut Vec<u8>) -> io::Result<()> {
        put(",\"keep\":[", out);
        for (n, keep) in self.keep.iter().enumerate() {
            put(if n == 0 { "" } else { "," }, out);
            numbers(keep, out)?;
        }
        put("],\"gone\":[", out);
        for (n, (at, text)) in self.gone.iter().enumerate() {
            put(if n == 0 { "[" } else { ",[" }, out);
            number(*at, out)?;
            out.push(b',');
            string(text, out)?;
            out.push(b']');
        }
        out.push(b']');
        if !self.raw.is_empty() {
            put(",\"raw\":", out);
            serde_json::to_writer(&mut *out, &self.raw)?;
        }
        Ok(())
    }
}

/// Repairs with their keys in the order of the ledger.
fn edits(key: &str, list: &[Edit], out: &mut Vec<u8>) -> io::Result<()> {
    put(key, out);
    for (n, edit) in list.iter().enumerate() {
        put(if n == 0 { "{\"span\":" } else { ",{\"span\":" }, out);
        numbers(&[edit.span.start, edit.span.end], out)?;
        put(",\"from\":", out);
        string(&edit.from, out)?;
        put(",\"to\":", out);
        string(&edit.to, out)?;
        put(",\"rule\":", out);
        string(&edit.rule, out)?;
        put(",\"confidence\":", out);
        confidence(edit.confidence, out)?;
        out.push(b'}');
    }
    out.push(b']');
    Ok(())
}

/// What stands between the brackets of a list.
#[derive(Debug, Default)]
struct List {
    bytes: Vec<u8>,
    /// Whether it has an item, here or moved outside.
    any: bool,
}

impl List {
    /// Room for the next item.
    fn next(&mut self) -> &mut Vec<u8> {
        if std::mem::replace(&mut self.any, true) {
            self.bytes.push(b',');
        }
        &mut self.bytes
    }
}

/// An article with its keys in the order of the contract.
fn article(a: &Article, out: &mut Vec<u8>) -> io::Result<()> {
    for (key, text) in
        [("{\"section\":", &a.section), (",\"kicker\":", &a.kicker), (",\"headline\":", &a.headline), (",\"deck\":", &a.deck)]
    {
        optional(key, text, out)?;
    }
    strings(",\"byline\":[", &a.byline, out)?;
    optional(",\"dateline\":", &a.dateline, out)?;
    strings(",\"paragraphs\":[", &a.paragraphs, out)?;
    strings(",\"captions\":[", &a.captions, out)?;
    optional(",\"jump\":", &a.jump, out)?;
    complete(",\"complete\":", a.complete, out);
    out.push(b'}');
    Ok(())
}

/// An article with its keys in the order of the alphabet.
fn sorted(a: &Article, out: &mut Vec<u8>) -> io::Result<()> {
    strings("{\"byline\":[", &a.byline, out)?;
    strings(",\"captions\":[", &a.captions, out)?;
    complete(",\"complete\":", a.complete, out);
    for (key, text) in [
        (",\"dateline\":", &a.dateline),
        (",\"deck\":", &a.deck),
        (",\"headline\":", &a.headline),
        (",\"jump\":", &a.jump),
        (",\"kicker\":", &a.kicker),
    ] {
        optional(key, text, out)?;
    }
    strings(",\"paragraphs\":[", &a.paragraphs, out)?;
    optional(",\"section\":", &a.section, out)?;
    out.push(b'}');
    Ok(())
}

/// A repair with the number of its page.
fn repair(record: &Record, page: &Cleaned, number: Option<u64>, out: &mut Vec<u8>) -> io::Result<()> {
    put("{\"confidence\":", out);
    confidence(record.sure(), out)?;
    put(",\"from\":", out);
    string(record.span.of(page.source()), out)?;
    if let Some(number) = number {
        put(",\"page\":", out);
        serde_json::to_writer(&mut *out, &number)?;
    }
    // Ids of rules have nothing to escape.
    put(",\"rule\":\"", out);
    put(record.rule.id, out);
    put("\",\"span\":", out);
    numbers(&[record.span.start, record.span.end], out)?;
    put(",\"to\":", out);
    string(&record.to, out)?;
    out.push(b'}');
    Ok(())
}

fn put(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(text.as_bytes());
}

/// A confidence as JSON has the number: most are thousandths, which as a decimal fraction need no search for the shortest one.
fn confidence(sure: f64, out: &mut Vec<u8>) -> io::Result<()> {
    let thousandths = (sure * 1000.0).round() as u16;
    if !(1..1000).contains(&thousandths) || f64::from(thousandths) / 1000.0 != sure {
        return Ok(serde_json::to_writer(out, &sure)?);
    }
    let digits = [thousandths / 100, thousandths / 10 % 10, thousandths % 10].map(|digit| b'0' + digit.to_le_bytes()[0]);
    put("0.", out);
    let zeros = digits.iter().rev().take_while(|digit| **digit == b'0').count();
    out.extend_from_slice(digits.get(..digits.len() - zeros).unwrap_or_default());
    Ok(())
}

fn number(number: usize, out: &mut Vec<u8>) -> io::Result<()> {
    Ok(serde_json::to_writer(out, &number)?)
}

/// A list of numbers.
fn numbers(list: &[usize], out: &mut Vec<u8>) -> io::Result<()> {
    for (n, item) in list.iter().enumerate() {
        out.push(if n == 0 { b'[' } else { b',' });
        number(*item, out)?;
    }
    out.push(b']');
    Ok(())
}

fn optional(key: &str, text: &Option<String>, out: &mut Vec<u8>) -> io::Result<()> {
    put(key, out);
    match text {
        Some(text) => string(text, out),
        None => {
            put("null", out);
            Ok(())
        }
    }
}

fn complete(key: &str, complete: bool, out: &mut Vec<u8>) {
    put(key, out);
    put(if complete { "true" } else { "false" }, out);
}

fn strings(key: &str, list: &[String], out: &mut Vec<u8>) -> io::Result<()> {
    put(key, out);
    for (n, text) in list.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        string(text, out)?;
    }
    out.push(b']');
    Ok(())
}

/// The bytes that JSON escapes in strings.
static ESCAPED: [bool; 256] = escaped();

const fn escaped() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table
}

/// A string; one with nothing to escape is copied.
fn string(text: &str, out: &mut Vec<u8>) -> io::Result<()> {
    if text::find_byte(text.as_bytes(), 0, &ESCAPED).is_some() {
        return Ok(serde_json::to_writer(out, text)?);
    }
    out.push(b'"');
    put(text, out);
    out.push(b'"');
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::{Desk, Edit, Format, JsonWriter, Ledger, RawBytes, Span};
    use serde_json::{Value, json};

    /// The same from values that hold copies of everything.
    #[test]
    fn keys_and_figures_are_those_of_values() {
        let page = Desk::new()
            .clean("# 要闻\n\n## 标题在此\n\n■记者 林一\n\n本报讯 这里决定着—个国家\n\n的“工业\\水平\",很好。\n\n> 2024年4月3日\n");
        let with_page = |edit: &Edit| {
            let mut edit = serde_json::to_value(edit).unwrap();
            edit["page"] = json!(0);
            edit
        };
        let edits: Vec<Value> = page.edits().iter().map(with_page).collect();
        let [articles, furniture, edits] = [
            serde_json::to_string(&page.articles()).unwrap(),
            serde_json::to_string(&page.furniture()).unwrap(),
            serde_json::to_string(&edits).unwrap(),
        ];
        let (mut json, mut out) = (JsonWriter::new(), Vec::new());
        assert_eq!(json.page(&page, &mut out).unwrap(), [page.articles().len(), page.furniture().len()]);
        json.finish(&mut out).unwrap();
        let want = format!("{{\"articles\":{articles},\"furniture\":{furniture},\"edits\":{edits}}}");
        assert_eq!(String::from_utf8(out).unwrap(), want);
        let mut out = Vec::new();
        page.json_line(&"seite 1", &mut out).unwrap();
        let text = page.to_repaired();
        let want =
            json!({"id": "seite 1", "text": text, "articles": page.articles(), "furniture": page.furniture(), "edits": page.edits()});
        assert_eq!(String::from_utf8(out).unwrap(), format!("{want}\n"));
    }

    #[test]
    fn confidences_are_those_of_serde() {
        let others = [0.12345, 1.5, -0.25, 1e-9, f64::NAN, f64::INFINITY];
        for sure in (0..=1000_u16).map(|n| f64::from(n) / 1000.0).chain(others) {
            let mut out = Vec::new();
            super::confidence(sure, &mut out).unwrap();
            assert_eq!(out, serde_json::to_vec(&sure).unwrap());
        }
    }

    #[test]
    fn ledgers_are_those_of_serde() {
        let page = Desk::new().clean("## 标题\n\n这里决定着—个国家的“工业\\水平\",很好。\n");
        let (_, mut ledger) = page.render(Format::Markdown);
        let same = |ledger: &Ledger| {
            let mut out = Vec::new();
            ledger.json_line(&mut out).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(ledger).unwrap() + "\n");
        };
        same(&ledger);
        ledger.suggestions = ledger.edits.clone();
        ledger.raw = vec![RawBytes { span: Span::new(1, 2), bytes: vec![0x81, 0x20] }];
        (ledger.id, ledger.parts, ledger.bom) = (Some("page \"1\"".into()), Some([1, 0]), true);
        same(&ledger);
        for id in [Value::Null, 7.into(), serde_json::json!({"n": [1]})] {
            ledger.id = Some(id);
            same(&ledger);
            let again: Ledger = serde_json::from_str(&serde_json::to_string(&ledger).unwrap()).unwrap();
            assert_eq!(again.id, ledger.id);
        }
    }

    #[test]
    fn no_page_gives_empty_lists() {
        let mut out = Vec::new();
        JsonWriter::new().finish(&mut out).unwrap();
        assert_eq!(out, br#"{"articles":[],"furniture":[],"edits":[]}"#);
    }

    #[test]
    fn what_is_moved_outside_comes_back() {
        let page = Desk::new().clean("城东晚报 2019年6月18日 星期二 第5版\n\n## 标题在此\n\n这里决定着—个国家的工业水平。\n");
        let write = |spills: bool| {
            let (mut json, mut out) = (JsonWriter::new(), Vec::new());
            let [mut furniture, mut edits] = <[Vec<u8>; 2]>::default();
            for _ in 0..3 {
                json.page(&page, &mut out).unwrap();
                if spills {
                    json.spill(&mut furniture, &mut edits).unwrap();
                }
            }
            json.finish_from(&mut furniture.as_slice(), &mut edits.as_slice(), &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(write(true), write(false));
        assert_eq!(serde_json::from_str::<Value>(&write(true)).unwrap()["furniture"].as_array().unwrap().len(), 3);
    }
}
