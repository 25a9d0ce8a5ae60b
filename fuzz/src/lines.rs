//! What must hold for every input of JSON Lines. The reader is a part of the program.

#[path = "../../src/bin/copydesk/records.rs"]
mod records;

use records::Record;
use std::io::{self, Cursor, Read};

/// A stream that gives a few bytes at a time.
struct Slow(Cursor<Vec<u8>>);

impl Read for Slow {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = out.len().min(7);
        self.0.read(&mut out[..n])
    }
}

/// However the bytes come, the records are the same, each with its line; and a record behind them comes whatever they are.
pub(crate) fn lines(data: &[u8]) {
    let found = read(Box::new(Cursor::new(data.to_vec())));
    assert_eq!(found, read(Box::new(Slow(Cursor::new(data.to_vec())))));
    let lines = found.iter().map(|(line, ..)| *line);
    assert!(lines.clone().zip(lines.skip(1)).all(|(a, b)| a < b), "lines in order");
    if copydesk::detect_encoding(data, Some(encoding_rs::UTF_8)) == encoding_rs::UTF_8 {
        let more = [data, b"\n{\"id\":\"last\",\"text\":\"\"}"].concat();
        let last = read(Box::new(Cursor::new(more))).pop();
        assert!(last.is_some_and(|(_, id, _)| id == "\"last\""), "the record behind it");
    }
}

/// Lines, ids and texts of the records of a stream.
fn read(stream: Box<dyn Read>) -> Vec<(usize, String, String)> {
    let records = records::records(stream, Some(encoding_rs::UTF_8), 1 << 20).expect("the stream can be read");
    let record = |record: anyhow::Result<anyhow::Result<Record>>| record.expect("no line is too long").ok();
    records.filter_map(record).map(|Record { id, text, line }| (line, id.to_string(), text)).collect()
}
