//! A cleaned page: the immutable source and what was found about it.

use crate::article::Article;
use crate::assemble::{self, Draft, Layout};
use crate::byline;
use crate::edit::Edit;
use crate::flow::{Flow, Stretch};
use crate::lang::Lang;
use crate::ledger::Ledger;
use crate::markdown;
use crate::passes::classify::Role;
use crate::passes::evidence::Evidence;
use crate::plain;
use crate::put::Put;
use crate::rule::Rule;
use crate::sheet::Word;
use crate::source::RawPage;
use crate::span::Span;
use crate::tape::Tape;
use crate::writer;

/// A place where the normalised text differs from the source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hop {
    pub(crate) norm: usize,
    pub(crate) norm_len: usize,
    pub(crate) source: usize,
    pub(crate) source_len: usize,
}

/// A repair in source coordinates.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record {
    pub(crate) span: Span,
    pub(crate) to: Put,
    pub(crate) rule: &'static Rule,
    pub(crate) confidence: f32,
    pub(crate) applied: bool,
}

impl Record {
    /// The confidence as it is printed.
    pub(crate) fn sure(&self) -> f64 {
        (f64::from(self.confidence) * 1000.0).round() / 1000.0
    }
}

/// Why each block was taken for what it is; three lists of one length.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reasons {
    /// The blocks' first lines, in the normalised text.
    pub(crate) at: Vec<Span>,
    pub(crate) roles: Vec<Role>,
    pub(crate) evidence: Vec<Evidence>,
}

/// The forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// copydesk's Markdown, which it reads back without a guess.
    Markdown,
    /// Blank lines between paragraphs, no marks. The last line is blank to the eye, too: by its white space copydesk knows
    /// what it has cleaned, and leaves it as it is.
    Text,
    /// The strings of the JSON contract.
    Json,
    /// The source with the repairs of characters and words in place; its lines, its order and its markup stay.
    Repaired,
    /// A structured file in its own terms: repairs in place, old readings as alternatives, articles and the processing step recorded.
    /// Other sources as with [`Format::Repaired`].
    Source,
}

/// One page, cleaned. Holds the source; every view is rendered from it.
#[derive(Clone, Debug)]
pub struct Cleaned {
    pub(crate) raw: RawPage,
    pub(crate) norm: Option<String>,
    pub(crate) hops: Vec<Hop>,
    /// What the normalisation found; the layout and its flows hold the rest.
    pub(crate) records: Vec<Record>,
    pub(crate) lang: Lang,
    pub(crate) layout: Layout,
    pub(crate) reasons: Reasons,
    pub(crate) fault: Option<String>,
    /// The words of a structured file, in its order.
    pub(crate) words: Vec<Word>,
}

impl Cleaned {
    /// Why the markup of a structured file could not be read, and where; the page was then taken for text.
    pub fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// The page as it was read, with its place in the stream.
    pub fn raw(&self) -> &RawPage {
        &self.raw
    }

    /// The decoded source text; all spans are byte offsets into it.
    pub fn source(&self) -> &str {
        &self.raw.text
    }

    /// The language, as a BCP 47 tag.
    pub fn language(&self) -> &'static str {
        self.lang.tag()
    }

    /// Everything that was found, in the order of the source. Made when it is asked for: most pages are only written.
    pub(crate) fn records(&self) -> Vec<Record> {
        let found = flows(&self.layout).map(|flow| flow.fixes.len()).sum::<usize>();
        let mut records = Vec::with_capacity(self.records.len() + self.layout.seams.len() + found);
        records.extend_from_slice(&self.records);
        for seam in &self.layout.seams {
            let span = self.source_span(seam.span);
            records.push(Record { span, to: seam.to, rule: seam.rule, confidence: seam.confidence, applied: true });
        }
        for flow in flows(&self.layout) {
            for (fix, applied) in &flow.fixes {
                for (n, place) in flow.places(fix.start, fix.end).into_iter().enumerate() {
                    let to = if n == 0 { fix.to } else { "".into() };
                    let span = self.source_span(place);
                    records.push(Record { span, to, rule: fix.rule, confidence: fix.confidence, applied: *applied });
                }
            }
        }
        records.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.rule.number.cmp(&b.rule.number)));
        records
    }

    /// Repairs that were made, in the order of the source.
    pub fn edits(&self) -> Vec<Edit> {
        self.edits_of(&self.records(), true)
    }

    /// Repairs that were not sure enough, or that nobody can make.
    pub fn suggestions(&self) -> Vec<Edit> {
        self.edits_of(&self.records(), false)
    }

    fn edits_of(&self, records: &[Record], applied: bool) -> Vec<Edit> {
        records.iter().filter(|r| r.applied == applied).map(|r| self.edit(r)).collect()
    }

    /// What each block was taken for and what spoke for it, a line a block; empty for pages that say it themselves.
    pub fn explain(&self) -> String {
        let Reasons { at, roles, evidence } = &self.reasons;
        let blocks = at.iter().zip(roles).zip(evidence);
        blocks.map(|((at, role), evidence)| format!("{role:?}: {:.24}\n    {evidence}\n", at.of(self.norm()))).collect()
    }

    fn edit(&self, r: &Record) -> Edit {
        Edit {
            span: r.span,
            from: r.span.of(&self.raw.text).to_owned(),
            to: (*r.to).to_owned(),
            rule: r.rule.id.to_owned(),
            confidence: r.sure(),
        }
    }

    /// The articles.
    pub fn articles(&self) -> Vec<Article> {
        self.layout.articles.iter().map(|d| self.article(d)).collect()
    }

    /// What is no article: banners, folios, advertisements.
    pub fn furniture(&self) -> Vec<String> {
        self.layout.furniture.iter().map(|f| self.string(f)).filter(|s| !s.is_empty()).collect()
    }

    /// The page in one of the forms, and the ledger that leads back to the source.
    pub fn render(&self, format: Format) -> (String, Ledger) {
        let (out, keep) = self.tape(format, false).finish();
        let records = self.records();
        let ledger = Ledger::new(&self.raw, &out, keep, self.edits_of(&records, true), self.edits_of(&records, false));
        (out, ledger)
    }

    fn tape(&self, format: Format, plain: bool) -> Tape {
        let mut tape = Tape::with_capacity(self.raw.text.len() + self.raw.text.len() / 16, plain);
        match format {
            Format::Markdown => markdown::write(self, &mut tape),
            Format::Text => plain::write(self, &mut tape),
            Format::Json => self.write_strings(&mut tape),
            Format::Repaired => self.write_repaired(&self.records(), &mut tape),
            Format::Source => {
                if !writer::write(self, &mut tape) {
                    self.write_repaired(&self.records(), &mut tape);
                }
            }
        }
        tape
    }

    /// The page as Markdown.
    pub fn to_markdown(&self) -> String {
        self.tape(Format::Markdown, true).finish().0
    }

    /// The source with the repairs of characters and words in place.
    pub fn to_repaired(&self) -> String {
        self.tape(Format::Repaired, true).finish().0
    }

    /// The same where everything that was found is at hand.
    pub(crate) fn repaired_by(&self, records: &[Record]) -> String {
        let mut tape = Tape::with_capacity(self.raw.text.len(), true);
        self.write_repaired(records, &mut tape);
        tape.finish().0
    }

    /// The source in its own form with its repairs; see [`Format::Source`].
    pub fn to_source_form(&self) -> String {
        self.tape(Format::Source, true).finish().0
    }

    /// The page as plain text.
    pub fn to_text(&self) -> String {
        self.tape(Format::Text, true).finish().0
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    pub(crate) fn norm(&self) -> &str {
        self.norm.as_deref().unwrap_or(&self.raw.text)
    }

    /// The place in the source of a place in the normalised text.
    pub(crate) fn source_span(&self, span: Span) -> Span {
        Span::new(source_of(&self.hops, span.start), source_of(&self.hops, span.end))
    }

    /// Writes a flow to the tape, with its places in the source.
    pub(crate) fn tape_flow(&self, flow: &Flow, range: Option<(usize, usize)>, tape: &mut Tape) {
        let (from, to) = range.unwrap_or((0, flow.len()));
        flow.emit(from, to, &mut |stretch| match stretch {
            Stretch::Put(text) => tape.put(&text),
            Stretch::Copy(span) => self.tape_span(span, tape),
        });
    }

    /// Copies a span of the normalised text, cut at the places that the normalisation changed.
    fn tape_span(&self, span: Span, tape: &mut Tape) {
        if self.hops.is_empty() {
            tape.copy(span.start, span.of(&self.raw.text));
            return;
        }
        let norm = self.norm();
        let mut at = span.start;
        let first = self.hops.partition_point(|h| h.norm + h.norm_len <= at);
        for hop in self.hops.iter().skip(first).take_while(|h| h.norm < span.end) {
            if hop.norm_len == 0 && hop.norm < at {
                continue;
            }
            let text = Span::new(at, hop.norm).of(norm);
            tape.copy(source_of(&self.hops, at), text);
            let end = (hop.norm + hop.norm_len).min(span.end);
            tape.put(Span::new(at.max(hop.norm), end).of(norm));
            at = end;
        }
        tape.copy(source_of(&self.hops, at), Span::new(at, span.end).of(norm));
    }

    pub(crate) fn string(&self, flow: &Flow) -> String {
        self.string_of(flow, None)
    }

    fn string_of(&self, flow: &Flow, range: Option<(usize, usize)>) -> String {
        // What is put in is seldom longer than what it is put in for.
        let room = range.map_or(flow.len(), |(from, to)| to.saturating_sub(from));
        let mut tape = Tape::with_capacity(room + room / 8, true);
        self.tape_flow(flow, range, &mut tape);
        let text = tape.finish().0;
        let trimmed = text.trim();
        if trimmed.len() == text.len() { text } else { trimmed.to_owned() }
    }

    /// The headline group's section, which may be that of an article before.
    pub(crate) fn section_of<'s>(&'s self, draft: &'s Draft) -> &'s [Flow] {
        match draft.section_again.and_then(|n| self.layout.articles.get(n)) {
            Some(before) => &before.section,
            None => &draft.section,
        }
    }

    pub(crate) fn article(&self, draft: &Draft) -> Article {
        let section: Vec<String> = self.section_of(draft).iter().map(|f| self.string(f)).collect();
        let one = |flow: &Option<Flow>| flow.as_ref().map(|f| self.string(f)).filter(|s| !s.is_empty());
        let many = |flows: &[Flow]| flows.iter().map(|f| self.string(f)).filter(|s| !s.is_empty()).collect::<Vec<_>>();
        let mut lines = many(&draft.byline);
        let mut dateline = None;
        let mut paragraphs = Vec::new();
        let mut jumps = many(&draft.jumps);
        for n in 0..draft.paragraphs.len() {
            let cut = self.cut(draft, n);
            let flow = &draft.paragraphs[n];
            if cut.opening.0 > 0 {
                dateline = Some(self.string_of(flow, Some((0, cut.opening.0)))).filter(|s| !s.is_empty());
            }
            for range in cut.bylines.into_iter().flatten() {
                lines.push(self.string_of(flow, Some(range)));
            }
            jumps.extend(cut.jump.map(|range| self.string_of(flow, Some(range))));
            let text = self.string_of(flow, Some((cut.opening.1, cut.end)));
            if !text.is_empty() {
                paragraphs.push(text);
            }
        }
        Article {
            section: (!section.is_empty()).then(|| section.join(" ")),
            kicker: one(&draft.kicker),
            headline: one(&draft.headline),
            deck: one(&draft.deck),
            byline: assemble::names(&lines, self.lang),
            dateline,
            paragraphs,
            captions: many(&draft.captions),
            jump: (!jumps.is_empty()).then(|| jumps.join(" ")),
            complete: draft.complete,
        }
    }

    /// Where dateline, bracketed bylines and jump line of a paragraph stand, in flow coordinates.
    fn cut(&self, draft: &Draft, n: usize) -> Cut {
        let flow = &draft.paragraphs[n];
        let raw = flow.raw(self.norm());
        let mut cut = Cut { opening: (0, 0), end: flow.len(), bylines: [None, None], jump: None };
        if n == 0 {
            let opening = byline::opening(&raw, self.lang);
            cut.opening = (opening.dateline, opening.whole);
            cut.bylines[0] = opening.byline;
        }
        cut.jump = byline::jump_behind(&raw, self.lang).filter(|r| r.0 >= cut.opening.1);
        cut.end = cut.jump.map_or(cut.end, |r| r.0);
        let body = raw.get(..cut.end).unwrap_or("");
        if let Some((from, to)) = byline::closing(body, self.lang).filter(|r| r.0 >= cut.opening.1) {
            cut.bylines[1] = Some((from, to));
            cut.end = from;
        }
        cut
    }

    fn write_repaired(&self, records: &[Record], tape: &mut Tape) {
        let source = &self.raw.text;
        let mut at = 0;
        for record in records.iter().filter(|r| r.applied && !r.rule.id.starts_with("layout/")) {
            if record.span.start < at {
                continue;
            }
            tape.copy(at, Span::new(at, record.span.start).of(source));
            tape.put(&record.to);
            at = record.span.end;
        }
        tape.copy(at, source.get(at..).unwrap_or(""));
    }

    /// The strings of the contract in its order; what the ledger of a JSON output refers to.
    fn write_strings(&self, tape: &mut Tape) {
        for (draft, article) in self.layout.articles.iter().zip(self.articles()) {
            if draft.section_again.is_some() {
                tape.put(article.section.as_deref().unwrap_or(""));
            } else {
                self.trimmed(&draft.section, tape, " ");
            }
            for flow in [&draft.kicker, &draft.headline, &draft.deck] {
                self.trimmed(flow.as_slice(), tape, "");
            }
            for name in &article.byline {
                tape.put(name);
            }
            tape.put(article.dateline.as_deref().unwrap_or(""));
            for n in 0..draft.paragraphs.len() {
                let cut = self.cut(draft, n);
                self.trimmed_range(&draft.paragraphs[n], Some((cut.opening.1, cut.end)), tape);
            }
            self.trimmed(&draft.captions, tape, "");
            tape.put(article.jump.as_deref().unwrap_or(""));
        }
        self.trimmed(&self.layout.furniture, tape, "");
    }

    fn trimmed(&self, flows: &[Flow], tape: &mut Tape, between: &str) {
        for (n, flow) in flows.iter().enumerate() {
            if n > 0 {
                tape.put(between);
            }
            self.trimmed_range(flow, None, tape);
        }
    }

    pub(crate) fn trimmed_range(&self, flow: &Flow, range: Option<(usize, usize)>, tape: &mut Tape) {
        let mark = tape.mark();
        self.tape_flow(flow, range, tape);
        tape.trim_since(mark);
    }
}

struct Cut {
    /// End of the dateline, end of the whole opening.
    opening: (usize, usize),
    end: usize,
    bylines: [Option<(usize, usize)>; 2],
    jump: Option<(usize, usize)>,
}

/// All texts of a page.
pub(crate) fn flows(layout: &Layout) -> impl Iterator<Item = &Flow> {
    layout.articles.iter().flat_map(flows_of).chain(&layout.furniture)
}

/// The texts of an article.
pub(crate) fn flows_of(draft: &Draft) -> impl Iterator<Item = &Flow> {
    let titles = draft.section.iter().chain(&draft.kicker).chain(&draft.headline).chain(&draft.deck);
    titles.chain(&draft.byline).chain(&draft.paragraphs).chain(&draft.captions).chain(&draft.jumps)
}

/// The place in the source of a place in the normalised text.
pub(crate) fn source_of(hops: &[Hop], norm: usize) -> usize {
    let n = hops.partition_point(|h| h.norm <= norm);
    let Some(hop) = n.checked_sub(1).and_then(|n| hops.get(n)) else { return norm };
    let behind = norm - hop.norm;
    if behind < hop.norm_len { hop.source + behind.min(hop.source_len) } else { hop.source + hop.source_len + behind - hop.norm_len }
}
