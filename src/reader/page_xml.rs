//! PAGE XML, 2013 to 2019: words of a text line, or the line's own text, or that of a region without lines.

use crate::error::Error;
use crate::reader::told::{self, Names, Order};
use crate::reader::xml::{self, Piece, Tag};
use crate::reader::{Part, Rect, Sheet, Token};
use crate::span::Span;

/// The elements that matter, others are passed over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Region,
    Line,
    Word,
    Graphic,
    Equiv,
    Unicode,
    Plain,
    Reference,
    Group,
    Baseline,
    Style,
    Other,
}

/// Something that has a text: its readings, of which one is taken.
#[derive(Default)]
struct Holder {
    token: Token,
    /// Index of the reading that was taken.
    taken: Option<f32>,
    /// Words that the sheet had before it.
    before: usize,
    /// The box of its baseline.
    base: Option<Rect>,
    /// Number of its article; 0 for none.
    article: u16,
}

impl Holder {
    /// Of several readings the one with the least index counts; of those the surest, and the first where nothing tells them apart.
    fn offer(&mut self, reading: Reading) {
        let parts = if reading.unicode.is_empty() { reading.plain } else { reading.unicode };
        let better = match self.taken {
            None => true,
            Some(taken) if taken == reading.index => self.token.sure.zip(reading.sure).is_some_and(|(had, has)| had < has),
            Some(taken) => reading.index < taken,
        };
        if better && (!parts.is_empty() || reading.blank) {
            (self.taken, self.token.sure, self.token.parts) = (Some(reading.index), reading.sure, parts);
        }
    }
}

/// What an empty reading says of itself that holds although others are not empty; engines leave such behind, too.
pub(crate) const BLANK: &str = "nothing is printed here";

/// A reading, in Unicode and in what stands for it.
#[derive(Default)]
struct Reading {
    index: f32,
    /// It says that there is nothing to read.
    blank: bool,
    sure: Option<f32>,
    unicode: Vec<Part>,
    plain: Vec<Part>,
}

#[derive(Default)]
struct State<'t> {
    regions: Vec<Holder>,
    line: Option<Holder>,
    word: Option<Holder>,
    words: usize,
    /// The reading that is being read.
    reading: Option<Reading>,
    /// First words of lines without a box, and the boxes of their baselines.
    bases: Vec<(usize, Rect)>,
    order: Order<'t>,
    articles: Names<'t>,
}

pub(super) fn read(source: &str, sheet: &mut Sheet) -> Result<(), Error> {
    let mut open: Vec<Kind> = Vec::new();
    let mut state = State::default();
    xml::walk(source, &mut |piece| match piece {
        Piece::Open { tag, empty } => {
            let kind = kind(tag.name());
            if matches!(tag.name(), "Coords") {
                let rect = tag.value("points").and_then(xml::around);
                match open.last() {
                    Some(Kind::Graphic) => sheet.add_graphic(rect),
                    parent => state.coords(rect, parent),
                }
            }
            match kind {
                Kind::Page => sheet.start_page(),
                Kind::Region if !empty => {
                    sheet.start_block();
                    let index = tag.value("custom").and_then(told::index);
                    state.order.region(tag.value("id"), index, sheet.tokens.len());
                    let region = state.opened(&tag, sheet);
                    state.regions.push(region);
                }
                Kind::Line => {
                    sheet.start_line();
                    (state.line, state.words) = (Some(state.opened(&tag, sheet)), 0);
                }
                Kind::Word => state.word = Some(Holder::default()),
                Kind::Equiv => {
                    let sure = tag.number("conf").map(|sure| sure.clamp(0.0, 1.0));
                    let index = tag.number("index").unwrap_or(0.0);
                    let blank = tag.value("comments") == Some(BLANK);
                    state.reading = Some(Reading { index, blank, sure, ..Reading::default() });
                }
                Kind::Reference => tag.value("regionRef").into_iter().for_each(|name| state.order.name(place(&tag), name)),
                Kind::Group if !empty => state.order.open_group(place(&tag), !tag.name().starts_with("Un")),
                Kind::Style => state.style(&tag, open.last()),
                Kind::Baseline => {
                    let base = tag.value("points").and_then(xml::around);
                    state.line.iter_mut().for_each(|line| line.base = base);
                }
                _ => {}
            }
            if !empty {
                open.push(kind);
            }
        }
        Piece::Close { .. } => match open.pop() {
            Some(Kind::Equiv) => state.close_reading(open.last()),
            Some(Kind::Word) => {
                let Holder { token: mut word, taken, .. } = state.word.take().unwrap_or_default();
                word.rect = word.rect.or(state.line.as_ref().and_then(|l| l.token.rect));
                word.told.article = state.article();
                state.words += usize::from(taken.is_some());
                sheet.add(word);
            }
            Some(Kind::Line) => {
                let mut line = state.line.take().unwrap_or_default();
                line.token.told.article = line.article;
                let base = line.base.filter(|_| line.token.rect.is_none());
                let size = line.token.told.size;
                if state.words == 0 {
                    sheet.add(line.token);
                }
                let unsized_words = sheet.tokens.iter_mut().skip(line.before).filter(|word| word.told.size == 0.0);
                unsized_words.for_each(|word| word.told.size = size);
                state.bases.extend(base.filter(|_| sheet.tokens.len() > line.before).map(|base| (line.before, base)));
            }
            // A text that is in no line; where there are lines, it is theirs.
            Some(Kind::Region) => {
                let mut region = state.regions.pop().unwrap_or_default();
                region.token.told.article = region.article;
                if sheet.tokens.len() == region.before {
                    sheet.add_lines(&region.token, source);
                }
            }
            Some(Kind::Group) => state.order.close_group(),
            _ => {}
        },
        Piece::Text(span) => state.text(source, span, open.last()),
    })?;
    state.place_by_baselines(sheet);
    state.order.tell(sheet);
    Ok(())
}

/// Shares of the distance between two baselines that letters take above theirs and below it.
const ABOVE: f32 = 0.75;
const BELOW: f32 = 0.2;

/// Median of the distances between baselines and the next ones below them.
fn pitch(bases: &[(usize, Rect)]) -> Option<f32> {
    let mut lines: Vec<Rect> = bases.iter().map(|base| base.1).collect();
    lines.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let next = |(n, line): (usize, &Rect)| {
        let below =
            lines.get(n + 1..)?.iter().take(MOST_BESIDE).find(|b| b.x0 < line.x1 && line.x0 < b.x1 && b.middle() > line.middle())?;
        Some(below.middle() - line.middle())
    };
    let mut steps: Vec<f32> = lines.iter().enumerate().filter_map(next).collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied()
}

/// Lines that stand beside each other at most, for a bound.
const MOST_BESIDE: usize = 64;

/// The place of an element in its group.
fn place(tag: &Tag<'_>) -> Option<u32> {
    tag.value("index")?.trim().parse().ok()
}

impl<'t> State<'t> {
    /// A region or a line of which nothing is known but its article; that of a region holds for what is in it.
    fn opened(&mut self, tag: &Tag<'t>, sheet: &Sheet) -> Holder {
        let own = tag.value("custom").and_then(told::article).map(|name| self.articles.number(name));
        let article = own.or_else(|| self.regions.last().map(|region| region.article)).unwrap_or(0);
        Holder { before: sheet.tokens.len(), article, ..Holder::default() }
    }

    /// The article of the line that is being read.
    fn article(&self) -> u16 {
        self.line.as_ref().or(self.regions.last()).map_or(0, |own| own.article)
    }

    fn style(&mut self, tag: &Tag<'_>, parent: Option<&Kind>) {
        if let (Some(own), Some(size)) = (self.holder(parent), tag.number("fontSize")) {
            own.token.told.size = size.max(0.0);
        }
    }

    /// Gives lines that have nothing but a baseline a box by the distances between these.
    fn place_by_baselines(&self, sheet: &mut Sheet) {
        let Some(pitch) = pitch(&self.bases) else { return };
        for &(first, base) in &self.bases {
            let rect = Rect::new(base.x0, base.y0 - pitch * ABOVE, base.x1, base.y1 + pitch * BELOW);
            let line = sheet.tokens.get(first).map(|token| token.line);
            let tokens = sheet.tokens.get_mut(first..).into_iter().flatten();
            tokens
                .take_while(|token| Some(token.line) == line)
                .filter(|token| token.rect.is_none())
                .for_each(|token| token.rect = Some(rect));
        }
    }

    /// What has the text, the box or the readings of an element.
    fn holder(&mut self, element: Option<&Kind>) -> Option<&mut Holder> {
        match element? {
            Kind::Word => self.word.as_mut(),
            Kind::Line => self.line.as_mut(),
            Kind::Region => self.regions.last_mut(),
            _ => None,
        }
    }

    fn coords(&mut self, rect: Option<Rect>, parent: Option<&Kind>) {
        if let Some(own) = self.holder(parent) {
            own.token.rect = rect;
        }
    }

    fn text(&mut self, source: &str, span: Span, element: Option<&Kind>) {
        let Some(reading) = &mut self.reading else { return };
        match element {
            Some(Kind::Unicode) => xml::parts(source, span, &mut reading.unicode),
            Some(Kind::Plain) => xml::parts(source, span, &mut reading.plain),
            _ => {}
        }
    }

    fn close_reading(&mut self, parent: Option<&Kind>) {
        let Some(reading) = self.reading.take() else { return };
        if let Some(own) = self.holder(parent) {
            own.offer(reading);
        }
    }
}

fn kind(name: &str) -> Kind {
    match name {
        "Page" => Kind::Page,
        "TextRegion" => Kind::Region,
        "TextLine" => Kind::Line,
        "Word" => Kind::Word,
        "SeparatorRegion" | "ImageRegion" | "GraphicRegion" | "LineDrawingRegion" => Kind::Graphic,
        "TextEquiv" => Kind::Equiv,
        "Unicode" => Kind::Unicode,
        "PlainText" => Kind::Plain,
        "RegionRef" | "RegionRefIndexed" => Kind::Reference,
        "OrderedGroup" | "OrderedGroupIndexed" | "UnorderedGroup" | "UnorderedGroupIndexed" => Kind::Group,
        "TextStyle" => Kind::Style,
        "Baseline" => Kind::Baseline,
        _ => Kind::Other,
    }
}
