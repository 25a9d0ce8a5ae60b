//! copydesk's Markdown: what it writes, it reads back without a guess.
//!
//! The first line names the language; then a line is what its first characters say. A paragraph that begins like
//! another kind of line has a backslash before it.

use crate::assemble::{Draft, Layout};
use crate::cleaned::Cleaned;
use crate::flow::Flow;
use crate::lang::Lang;
use crate::page::{Glue, Piece};
use crate::span::Span;
use crate::tape::Tape;

const OPEN: &str = "<!-- copydesk ";
const CLOSE: &str = " -->";
const ARTICLE: &str = "<!-- article -->";
const BROKEN_OFF: &str = "<!-- article, breaks off -->";
const AGAIN: &str = "<!-- same section -->";
const SECTION: &str = "# ";
const KICKER: &str = "#### ";
const HEADLINE: &str = "## ";
const DECK: &str = "### ";
const BYLINE: &str = "- ";
const CAPTION: &str = "![] ";
const JUMP: &str = "-> ";
const FURNITURE: &str = "> ";

/// Writes the page as Markdown.
pub(crate) fn write(page: &Cleaned, tape: &mut Tape) {
    tape.put(OPEN);
    tape.put(page.lang().tag());
    tape.put(CLOSE);
    tape.put("\n");
    for draft in &page.layout().articles {
        tape.put("\n");
        tape.put(if draft.complete { ARTICLE } else { BROKEN_OFF });
        tape.put("\n");
        if draft.section_again.is_some() {
            tape.put(AGAIN);
            tape.put("\n");
        }
        lines(page, &draft.section, SECTION, tape);
        lines(page, draft.kicker.as_slice(), KICKER, tape);
        lines(page, draft.headline.as_slice(), HEADLINE, tape);
        lines(page, draft.deck.as_slice(), DECK, tape);
        lines(page, &draft.byline, BYLINE, tape);
        lines(page, &draft.paragraphs, "", tape);
        lines(page, &draft.captions, CAPTION, tape);
        lines(page, &draft.jumps, JUMP, tape);
    }
    if !page.layout().furniture.is_empty() {
        lines(page, &page.layout().furniture, FURNITURE, tape);
    }
}

fn lines(page: &Cleaned, flows: &[Flow], mark: &str, tape: &mut Tape) {
    for flow in flows {
        let before = tape.mark();
        tape.put("\n");
        tape.put(mark);
        let at = tape.mark();
        let from = tape.len();
        page.trimmed_range(flow, None, tape);
        if tape.len() == from {
            tape.back(before);
            continue;
        }
        if mark.is_empty() && needs_escape(tape.since(from)) {
            tape.back(at);
            tape.put("\\");
            page.trimmed_range(flow, None, tape);
        }
        tape.put("\n");
    }
}

fn needs_escape(text: &str) -> bool {
    text.starts_with('\\') || kind_of(text) != Kind::Paragraph
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Article { complete: bool },
    Again,
    Section,
    Kicker,
    Headline,
    Deck,
    Byline,
    Caption,
    Jump,
    Furniture,
    Paragraph,
}

fn kind_of(line: &str) -> Kind {
    match line {
        ARTICLE => return Kind::Article { complete: true },
        BROKEN_OFF => return Kind::Article { complete: false },
        AGAIN => return Kind::Again,
        _ => {}
    }
    let kinds = [
        (KICKER, Kind::Kicker),
        (DECK, Kind::Deck),
        (HEADLINE, Kind::Headline),
        (SECTION, Kind::Section),
        (BYLINE, Kind::Byline),
        (CAPTION, Kind::Caption),
        (JUMP, Kind::Jump),
        (FURNITURE, Kind::Furniture),
    ];
    kinds.iter().find(|(mark, _)| line.starts_with(mark)).map_or(Kind::Paragraph, |k| k.1)
}

fn mark_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Kicker => KICKER,
        Kind::Deck => DECK,
        Kind::Headline => HEADLINE,
        Kind::Section => SECTION,
        Kind::Byline => BYLINE,
        Kind::Caption => CAPTION,
        Kind::Jump => JUMP,
        Kind::Furniture => FURNITURE,
        _ => "",
    }
}

/// The language that the first line of a page of copydesk's names, and where that line ends.
fn opening(page: &str) -> Option<(Lang, usize)> {
    let start = page.len() - page.trim_start().len();
    let first = page.get(start..)?.lines().next()?;
    let tag = first.trim_end().strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
    Some((Lang::from_tag(tag)?, start + first.len()))
}

/// Whether a page is copydesk's Markdown.
pub(crate) fn is_own(page: &str) -> bool {
    opening(page).is_some()
}

/// Reads a page that says what its lines are; nothing where it does not.
pub(crate) fn read(page: &str) -> Option<(Lang, Layout)> {
    let (lang, mut at) = opening(page)?;
    let mut layout = Layout::default();
    let mut governing = None;
    while at < page.len() {
        let rest = page.get(at..)?;
        let end = memchr::memchr2(b'\n', b'\x0c', rest.as_bytes()).map_or(page.len(), |n| at + n);
        let whole = Span::new(at, end);
        at = end + 1;
        let text = whole.of(page);
        let body = text.trim();
        if !body.is_empty() {
            let begin = whole.start + text.len() - text.trim_start().len();
            line(page, Span::new(begin, begin + body.len()), &mut layout, &mut governing);
        }
    }
    Some((lang, layout))
}

fn line(page: &str, span: Span, layout: &mut Layout, governing: &mut Option<usize>) {
    let body = span.of(page);
    let kind = kind_of(body);
    if let Kind::Article { complete } = kind {
        layout.articles.push(Draft { complete, ..Draft::default() });
        return;
    }
    let skip = if kind == Kind::Paragraph { usize::from(body.starts_with('\\')) } else { mark_of(kind).len() };
    let text = body.get(skip..).unwrap_or("").trim_start();
    let piece = Piece { span: Span::new(span.end - text.len(), span.end), glue: Glue::None };
    if kind == Kind::Furniture {
        layout.furniture.push(Flow::of(&[piece], page));
        return;
    }
    if layout.articles.is_empty() {
        layout.articles.push(Draft { complete: true, ..Draft::default() });
    }
    let number = layout.articles.len() - 1;
    let Some(draft) = layout.articles.last_mut() else { return };
    let flow = Flow::of(&[piece], page);
    match kind {
        Kind::Again if draft.section.is_empty() => draft.section_again = *governing,
        Kind::Again => {}
        Kind::Section if draft.section_again.is_none() => {
            *governing = Some(number);
            draft.section.push(flow);
        }
        Kind::Kicker if draft.kicker.is_none() => draft.kicker = Some(flow),
        Kind::Headline if draft.headline.is_none() => draft.headline = Some(flow),
        Kind::Deck if draft.deck.is_none() => draft.deck = Some(flow),
        Kind::Byline => draft.byline.push(flow),
        Kind::Caption => draft.captions.push(flow),
        Kind::Jump => draft.jumps.push(flow),
        // A second title of an article that somebody edited by hand is not lost.
        _ => draft.paragraphs.push(flow),
    }
}
