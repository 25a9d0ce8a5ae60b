//! Running text over a page: pieces of the source, joined, with the repairs that the rules found.

use crate::lang::Lang;
use crate::page::{Glue, Piece};
use crate::passes::glyphs::Fix;
use crate::put::Put;
use crate::rule::Rule;
use crate::span::Span;
use smallvec::SmallVec;

/// One stretch of a flow.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stretch {
    /// As in the page.
    Copy(Span),
    /// Something that the page does not have.
    Put(Put),
}

/// A join that the layout made: where, and by which rule.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seam {
    /// From the end of the text before to the start of the text behind.
    pub(crate) span: Span,
    pub(crate) to: Put,
    pub(crate) rule: &'static Rule,
    pub(crate) confidence: f32,
}

/// A headline, a paragraph, a caption: text in reading order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flow {
    /// Stretches with their start in the flow, in bytes.
    stretches: SmallVec<[(usize, Stretch); 1]>,
    len: usize,
    /// Its language, where that is clearly another one than the page's.
    pub(crate) lang: Option<Lang>,
    /// Whether rules for words or for whole pages repaired it.
    pub(crate) late: bool,
    /// Repairs in flow coordinates, with whether they apply.
    pub(crate) fixes: Vec<(Fix, bool)>,
}

impl Flow {
    /// A flow over joined pieces of `page`.
    pub(crate) fn of(pieces: &[Piece], page: &str) -> Self {
        let mut flow = Self::with_room(pieces.len());
        for piece in pieces {
            flow.add(*piece, page);
        }
        flow
    }

    /// An empty flow with room for so many pieces that are joined without a space.
    pub(crate) fn with_room(pieces: usize) -> Self {
        Self { stretches: SmallVec::with_capacity(pieces), ..Self::default() }
    }

    /// Adds a piece at the end.
    pub(crate) fn add(&mut self, piece: Piece, page: &str) {
        match piece.glue {
            Glue::None => {}
            Glue::Space => self.push(Stretch::Put(" ".into()), 1),
            Glue::Hyphen => {
                if let Some((_, Stretch::Copy(span))) = self.stretches.last_mut() {
                    let cut = span.of(page).chars().next_back().map_or(0, char::len_utf8);
                    *span = Span::new(span.start, span.end - cut);
                    self.len -= cut;
                }
            }
        }
        self.push(Stretch::Copy(piece.span), piece.span.len());
    }

    fn push(&mut self, stretch: Stretch, len: usize) {
        self.stretches.push((self.len, stretch));
        self.len += len;
    }

    /// The text before repair; borrowed where it is one stretch.
    pub(crate) fn raw<'t>(&self, page: &'t str) -> std::borrow::Cow<'t, str> {
        if let [(_, Stretch::Copy(span))] = self.stretches.as_slice() {
            return span.of(page).into();
        }
        let mut out = String::with_capacity(self.len);
        for (_, stretch) in &self.stretches {
            out.push_str(match stretch {
                Stretch::Copy(span) => span.of(page),
                Stretch::Put(text) => text,
            });
        }
        out.into()
    }

    /// Bytes before repair.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Gives the repaired text between two places of the raw text, stretch by stretch.
    pub(crate) fn emit(&self, from: usize, to: usize, sink: &mut dyn FnMut(Stretch)) {
        let mut at = from;
        for (fix, _) in self.fixes.iter().filter(|(f, applied)| *applied && f.start >= from && f.end <= to) {
            self.copy(at, fix.start, sink);
            if !fix.to.is_empty() {
                sink(Stretch::Put(fix.to));
            }
            at = fix.end;
        }
        self.copy(at, to, sink);
    }

    /// The repaired text.
    pub(crate) fn repaired(&self, page: &str) -> String {
        let mut out = String::with_capacity(self.len);
        self.emit(0, self.len, &mut |stretch| match stretch {
            Stretch::Copy(span) => out.push_str(span.of(page)),
            Stretch::Put(text) => out.push_str(&text),
        });
        out
    }

    fn copy(&self, from: usize, to: usize, sink: &mut dyn FnMut(Stretch)) {
        if from >= to {
            return;
        }
        let first = self.stretches.partition_point(|(start, _)| *start <= from).saturating_sub(1);
        for (n, &(start, stretch)) in self.stretches.iter().enumerate().skip(first) {
            if start >= to {
                break;
            }
            let end = self.stretches.get(n + 1).map_or(self.len, |s| s.0);
            let (a, b) = (from.max(start), to.min(end));
            match stretch {
                _ if a >= b => {}
                Stretch::Put(text) => sink(Stretch::Put(text.get(a - start..b - start).and_then(Put::short).unwrap_or(text))),
                Stretch::Copy(span) => sink(Stretch::Copy(Span::new(span.start + a - start, span.start + b - start))),
            }
        }
    }

    /// The places of the page that a stretch of the raw text covers; of a repair nearly always one.
    pub(crate) fn places(&self, from: usize, to: usize) -> SmallVec<[Span; 1]> {
        let mut out = SmallVec::new();
        self.copy(from, to, &mut |s| {
            if let Stretch::Copy(span) = s {
                out.push(span);
            }
        });
        out
    }
}
