//! Structured files written back: hOCR, ALTO and PAGE XML with the repairs in place.
//!
//! The file stays as it is but for patches: a repaired word has its new text, and its old one in the way that the format has for other
//! readings; words that were put together have the box around both; a processing step is recorded; articles are named in the
//! format's own terms. Words that a line end or a column cut stay in two parts, as they are printed.

mod alto;
mod changes;
mod hocr;
mod outline;
mod page_xml;

use crate::cleaned::Cleaned;
use crate::geometry;
use crate::reader::{self, Form, Part, Rect, Sheet, Token};
use crate::span::Span;
use crate::tape::Tape;
use changes::{Change, Read};
use outline::Outline;

/// The step that a file records.
const SOFTWARE: &str = "copydesk";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Whether a text names copydesk with its version, as its step does.
fn is_named(text: &str) -> bool {
    let behind = |at: usize| text.get(at + SOFTWARE.len()..).and_then(|rest| rest.strip_prefix(' '));
    text.match_indices(SOFTWARE).any(|(at, _)| behind(at).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
}
const STEP: &str = "post-correction: characters and words repaired, articles rebuilt";

/// Places of the file with what stands there instead.
#[derive(Debug, Default)]
struct Patches {
    patches: Vec<(Span, String)>,
}

impl Patches {
    fn replace(&mut self, span: Span, text: String) {
        self.patches.push((span, text));
    }

    /// Replaces a value, where there is one.
    fn inner(&mut self, span: Option<Span>, text: String) {
        self.patches.extend(span.map(|span| (span, text)));
    }

    fn remove(&mut self, span: Option<Span>) {
        self.inner(span, String::new());
    }

    fn insert(&mut self, at: usize, text: String) {
        self.replace(Span::new(at, at), text);
    }

    /// Writes the source with the patches; of two that overlap the first one counts.
    fn apply(mut self, source: &str, tape: &mut Tape) {
        self.patches.sort_by_key(|p| p.0);
        let mut at = 0;
        for (span, text) in &self.patches {
            if span.start < at {
                continue;
            }
            tape.copy(at, Span::new(at, span.start).of(source));
            tape.put(text);
            at = span.end;
        }
        tape.copy(at, source.get(at..).unwrap_or(""));
    }
}

/// A repaired word: the words of the file that it stands for, what they say and what it says.
struct Repair<'w> {
    tokens: &'w [Token],
    before: String,
    after: &'w str,
    /// The box around all of them, where there are several.
    rect: Option<Rect>,
}

/// What a writer of one format knows of the page.
struct Job<'w> {
    outline: Outline<'w>,
    sheet: &'w Sheet,
    /// For each word its place in the articles.
    articles: Vec<Option<Read>>,
    /// Titles of the articles.
    titles: Vec<String>,
}

/// Writes a structured file back; nothing for other pages.
pub(crate) fn write(page: &Cleaned, tape: &mut Tape) -> bool {
    let source = page.source();
    let form = reader::structure(source, page.raw().form).filter(|form| matches!(form, Form::Hocr | Form::Alto | Form::Page));
    let Some((form, sheet)) = form.and_then(|form| Some((form, reader::read(source, form).ok()?))) else { return false };
    if page.words.is_empty() || page.words.len() != sheet.tokens.len() {
        return false;
    }
    let changes = changes::of(page);
    let titles = page.articles().into_iter().map(|a| a.headline.unwrap_or_default()).collect();
    let job = Job { outline: Outline::of(source), sheet: &sheet, articles: changes::articles(page), titles };
    let mut patches = Patches::default();
    let repairs: Vec<Repair<'_>> =
        changes.iter().filter_map(|change| repair(change, page, &sheet)).filter(|r| r.before != r.after).collect();
    for repair in &repairs {
        match form {
            Form::Hocr => hocr::word(repair, &job, &mut patches),
            Form::Alto => alto::word(repair, &job, &mut patches),
            _ => page_xml::word(repair, &job, &mut patches),
        }
    }
    if form == Form::Alto {
        alto::divided(&repairs, &job, &mut patches);
    }
    match form {
        Form::Hocr => hocr::page(&job, &mut patches),
        Form::Alto => alto::page(&job, &mut patches),
        _ => page_xml::page(&job, &mut patches),
    }
    encoding(source, &mut patches);
    patches.apply(source, tape);
    true
}

/// Whether a structured file says that copydesk repaired it. Its words were read then, by more noise than is left.
pub(crate) fn is_own(source: &str, form: Option<Form>) -> bool {
    // Seldom is it named at all.
    if memchr::memmem::find(source.as_bytes(), SOFTWARE.as_bytes()).is_none() {
        return false;
    }
    let outline = Outline::of(source);
    match reader::structure(source, form) {
        Some(Form::Hocr) => hocr::is_done(&outline),
        Some(Form::Alto) => alto::is_done(&outline),
        Some(Form::Page) => page_xml::is_done(&outline),
        _ => false,
    }
}

/// What is written is UTF-8, whatever the file was in.
fn encoding(source: &str, patches: &mut Patches) {
    let declaration = source.trim_start_matches('\u{FEFF}').strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    let Some(at) = declaration.and_then(|d| d.find("encoding=")) else { return };
    let start = source.len() - source.trim_start_matches('\u{FEFF}').len() + "<?xml".len() + at + "encoding=".len();
    let value = source.get(start + 1..).unwrap_or("");
    let len = value.find(['"', '\'']).unwrap_or(0);
    if !value.get(..len).unwrap_or("").eq_ignore_ascii_case("utf-8") {
        patches.replace(Span::new(start + 1, start + 1 + len), "UTF-8".to_owned());
    }
}

fn repair<'w>(change: &'w Change, page: &Cleaned, sheet: &'w Sheet) -> Option<Repair<'w>> {
    let tokens = sheet.tokens.get(change.words.clone())?;
    let said: Vec<String> = tokens.iter().map(|t| text_of(t, page.source())).collect();
    let rects = page.words.get(change.words.clone())?.iter().filter_map(|w| w.rect);
    let rect = if tokens.len() > 1 { rects.reduce(Rect::union) } else { None };
    let mut before = String::new();
    for word in &said {
        if !before.is_empty() && !geometry::is_tight(&before, word) {
            before.push(' ');
        }
        before.push_str(word);
    }
    Some(Repair { tokens, before, after: &change.text, rect })
}

/// What the file says in a word.
fn text_of(token: &Token, source: &str) -> String {
    let mut out = String::new();
    for part in &token.parts {
        match part {
            Part::Copy(span) => out.push_str(span.of(source)),
            Part::Entity(_, c) => out.push(*c),
        }
    }
    out
}

impl Job<'_> {
    fn source(&self) -> &str {
        self.outline.source
    }

    /// Whether a stretch of the file holds nothing but elements of a kind, with white space between them.
    fn is_only(&self, stretch: Span, is: &dyn Fn(&outline::Element<'_>) -> bool) -> bool {
        let first = self.outline.elements.partition_point(|e| e.whole.start < stretch.start);
        let mut at = stretch.start;
        for element in self.outline.elements.iter().skip(first).take_while(|e| e.whole.start < stretch.end) {
            if element.whole.start < at {
                continue;
            }
            let between = Span::new(at, element.whole.start).of(self.source());
            if !between.trim().is_empty() || !is(element) || element.whole.end > stretch.end {
                return false;
            }
            at = element.whole.end;
        }
        Span::new(at, stretch.end).of(self.source()).trim().is_empty()
    }

    /// The elements of a kind with the number of the article that most words inside each of them belong to, in the order of reading.
    fn articles_of(&self, is: &dyn Fn(&outline::Element<'_>) -> bool) -> Vec<(usize, usize)> {
        let mut votes: Vec<(usize, Read)> = Vec::new();
        for (token, read) in self.sheet.tokens.iter().zip(&self.articles) {
            let Some(element) = self.outline.of_token(token, is) else { continue };
            votes.push((element, read.unwrap_or(Read { article: 0, rank: usize::MAX })));
        }
        votes.sort_by_key(|(element, read)| (*element, read.article, read.rank));
        let most = |own: &[(usize, Read)]| {
            let of_articles = own.chunk_by(|a, b| a.1.article == b.1.article);
            of_articles.max_by_key(|votes| votes.len()).and_then(|votes| votes.first().copied())
        };
        let elements = votes.chunk_by(|a, b| a.0 == b.0);
        let mut out: Vec<(usize, Read)> = elements.filter_map(most).filter(|(_, read)| read.article > 0).collect();
        out.sort_by_key(|(_, read)| read.rank);
        out.into_iter().map(|(element, read)| (element, read.article)).collect()
    }
}

/// Text for an element or an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// The element name's prefix (`alto:`), which new elements have, too.
fn prefix(name: &str) -> &str {
    name.rfind(':').and_then(|n| name.get(..=n)).unwrap_or("")
}
