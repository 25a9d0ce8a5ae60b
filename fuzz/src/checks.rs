//! What must hold for every input; the fuzz targets, the replay on stable and the laws share it.

use copydesk::{Cleaned, Desk, Format, Ledger, Model, SourceOptions, Trainer};

/// What no edit explains may only be layout.
const LAYOUT: &str = "#■□●◆▲";

/// The pages of a stream that comes in the given pieces.
pub(crate) fn pages<'p>(desk: &Desk, pieces: impl IntoIterator<Item = &'p [u8]>) -> Vec<Cleaned> {
    let mut feed = desk.feed();
    let mut pages = Vec::new();
    for piece in pieces {
        feed.push(piece).expect("a short page is no error");
        pages.extend(std::iter::from_fn(|| feed.page()));
    }
    feed.finish().expect("a short page is no error");
    pages.extend(std::iter::from_fn(|| feed.page()));
    pages
}

/// Cuts the data at the places that its first bytes name.
pub(crate) fn push(data: &[u8]) {
    let Some((&count, rest)) = data.split_first() else { return };
    let (cuts, body) = rest.split_at(usize::from(count % 16).min(rest.len()));
    same_in_pieces(body, cuts.iter().map(|&n| usize::from(n)));
}

/// However the data is cut, the pages are the same.
pub(crate) fn same_in_pieces(body: &[u8], lengths: impl IntoIterator<Item = usize>) {
    // A small soft limit makes page breaks happen inside of short inputs.
    let desk = Desk::builder().source(SourceOptions { soft_page: 200, ..SourceOptions::default() }).build();
    let desk = desk.expect("the options are usable");
    let mut pieces = Vec::new();
    let mut left = body;
    for length in lengths {
        let (piece, behind) = left.split_at(length.min(left.len()));
        pieces.push(piece);
        left = behind;
    }
    pieces.push(left);
    let (one, many) = (pages(&desk, [body]), pages(&desk, pieces));
    assert_eq!(one.len(), many.len(), "number of pages");
    for (a, b) in one.iter().zip(&many) {
        assert_eq!(a.raw(), b.raw());
        same(a, b);
    }
}

/// Two pages look the same from the outside.
pub(crate) fn same(a: &Cleaned, b: &Cleaned) {
    assert_eq!(a.to_markdown(), b.to_markdown());
    assert_eq!(a.edits(), b.edits());
    assert_eq!(a.suggestions(), b.suggestions());
    assert_eq!(a.articles(), b.articles());
    assert_eq!(a.furniture(), b.furniture());
}

/// Every output leads back to the bytes that were read.
pub(crate) fn revert(data: &[u8]) {
    let pages = pages(&Desk::new(), [data]);
    for format in [Format::Markdown, Format::Text, Format::Json, Format::Repaired, Format::Source] {
        let mut bytes = Vec::new();
        for page in &pages {
            let (out, ledger) = page.render(format);
            assert_eq!(ledger.restore(&out).expect("the ledger fits"), page.source(), "{format:?}");
            bytes.extend(ledger.revert(&out).expect("the ledger fits"));
        }
        assert!(bytes == data, "{format:?}: {data:02x?} came back as {bytes:02x?}");
    }
}

/// A line of a ledger and an output, whatever they say: the source, or an error.
pub(crate) fn ledger(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (line, out) = text.split_once('\n').unwrap_or((&text, ""));
    let Ok(ledger) = serde_json::from_str::<Ledger>(line) else { return };
    if let Ok(source) = ledger.restore(out) {
        assert_eq!(source.len(), ledger.source);
    }
    let _ = ledger.revert(out);
    let mut again = Vec::new();
    ledger.json_line(&mut again).expect("a vector takes everything");
    let again: Ledger = serde_json::from_slice(&again).expect("a ledger is read again");
    assert_eq!((again.id, again.keep, again.gone, again.raw), (ledger.id, ledger.keep, ledger.gone, ledger.raw));
}

/// Text that marks of every kind are set in, in three languages.
const SET: &str = "## Ein Boot\n\nDer Mann sagte, \"das 'alte' Boot\" liegt auf dem Grund -- und nicht im Hafen.\n\n## A boat\n\nHe said that \
    \"it isn't 'the boat'\" that we saw -- and the mayor was not there for it.\n\n## Un bateau\n\nIl a dit: \"c'est le bateau\" -- et nous \
    l'avons vu dans le port; n'est-ce pas ?\n";

/// Any profile of marks is one or an error, and what is set by it leads back to what it was.
pub(crate) fn typography(data: &[u8]) {
    let mut desk = Desk::builder().typography(String::from_utf8_lossy(data));
    for rule in copydesk::rules().iter().filter(|rule| copydesk::is_optional(rule)) {
        desk = desk.with(rule.id);
    }
    let Ok(desk) = desk.build() else { return };
    let page = desk.clean(SET);
    for format in [Format::Markdown, Format::Text, Format::Source] {
        let (out, ledger) = page.render(format);
        assert_eq!(ledger.restore(&out).expect("the ledger fits"), SET, "{format:?}");
    }
}

/// A file of words with boxes comes back whatever is wrong with it, and looks the same however it arrives.
pub(crate) fn structured(data: &[u8]) {
    let desk = Desk::new();
    let (one, many) = (pages(&desk, [data]), pages(&desk, data.chunks(7)));
    assert_eq!(one.len(), many.len(), "number of pages");
    one.iter().zip(&many).for_each(|(a, b)| same(a, b));
    assert!(one.iter().all(|page| page.picture().to_svg().ends_with("</svg>\n")), "a picture");
    revert(data);
}

/// Any text makes the same model however it is cut, or none; any bytes are a model or an error, and a page can be cleaned with it.
pub(crate) fn model(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let whole = train([text.as_ref()]);
    let piece = |n: usize| text.char_indices().nth(n).map_or(text.len(), |c| c.0);
    let cuts: Vec<usize> = (0..=text.chars().count() / 3).map(|n| piece(3 * n)).chain([text.len()]).collect();
    let parts = train(cuts.windows(2).map(|cut| &text[cut[0]..cut[1]]));
    assert_eq!(whole.as_ref().map(Model::as_bytes), parts.as_ref().map(Model::as_bytes));
    for model in whole.into_iter().chain(Model::parse(data.to_vec()).ok()) {
        let again = Model::parse(model.as_bytes().to_vec()).expect("a model is read again");
        assert_eq!(again.as_bytes(), model.as_bytes());
        let desk = Desk::builder().model(again).build().expect("one model");
        let once = desk.clean(&text).to_markdown();
        assert_eq!(desk.clean(&once).to_markdown(), once, "Markdown of Markdown");
    }
}

fn train<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Option<Model> {
    let mut trainer = Trainer::new().prune(1);
    pieces.into_iter().try_for_each(|piece| trainer.push(piece)).ok()?;
    trainer.finish().ok()
}

/// What is clean stays as it is.
pub(crate) fn markdown(data: &[u8]) {
    idempotent(&String::from_utf8_lossy(data));
}

/// Cleaning the Markdown of a page, or its text, changes nothing.
pub(crate) fn idempotent(text: &str) {
    let desk = Desk::new();
    let page = desk.clean(text);
    let once = page.to_markdown();
    let again = desk.clean(&once);
    assert_eq!(again.edits(), [], "edits of what is clean:\n{once}");
    assert_eq!(again.to_markdown(), once, "Markdown of Markdown");
    let once = page.to_text();
    let again = desk.clean(&once);
    assert_eq!(again.edits(), [], "edits of what is clean:\n{once}");
    assert_eq!(again.to_text(), once, "text of text");
}

/// Nothing is lost that no edit and no mark of the layout explains.
pub(crate) fn conserved(text: &str) {
    let page = Desk::new().clean(text);
    let source = page.source();
    let marked = source.trim_start().starts_with("<!-- copydesk ");
    let (out, ledger) = page.render(Format::Markdown);
    for (start, gone) in &ledger.gone {
        for (n, c) in gone.char_indices() {
            let at = start + n;
            let explained = ledger.edits.iter().any(|e| e.span.start <= at && at < e.span.end);
            let layout = c.is_whitespace()
                || LAYOUT.contains(c)
                || is_rule(source, at)
                || is_emphasis(source, at)
                || marked && is_markup(source, at);
            assert!(explained || layout, "{c:?} at {at} is gone from {source:?}; output {out:?}");
        }
    }
}

/// Whether the place belongs to a line that Markdown reads as a rule or a fence: three marks of one kind, nothing else.
fn is_rule(source: &str, at: usize) -> bool {
    let start = source[..at].rfind(['\n', '\x0c']).map_or(0, |n| n + 1);
    let marks: String = source[start..].lines().next().unwrap_or("").split_whitespace().collect();
    let first = marks.chars().next().filter(|c| "-*_=`".contains(*c));
    marks.len() >= 3 && first.is_some_and(|first| marks.chars().all(|c| c == first))
}

/// Whether the place is one of two asterisks of a line: one that is slanted or bold as a whole loses them.
fn is_emphasis(source: &str, at: usize) -> bool {
    let start = source[..at].rfind(['\n', '\x0c']).map_or(0, |n| n + 1);
    let line = source[start..].split(['\n', '\r', '\x0c']).next().unwrap_or("");
    source[at..].starts_with('*') && line.matches('*').count() > 1
}

/// Whether the place belongs to the marks of copydesk's own Markdown.
fn is_markup(source: &str, at: usize) -> bool {
    let start = source[..at].rfind(['\n', '\x0c']).map_or(0, |n| n + 1);
    let line = source[start..].lines().next().unwrap_or("").trim_start();
    let before = source[start..at].trim_start();
    let mark = |c: char| "#->![]\\".contains(c);
    line.starts_with("<!-- ") || before.chars().all(|c| c == ' ' || mark(c)) && source[at..].starts_with(mark)
}
