//! A picture of what was understood of a page: blocks with their roles, columns, reading order, articles.
//!
//! A structured page is drawn by its boxes; a text stands in cells, a line of it a row.

mod boxes;
mod grid;
mod svg;

use crate::assemble::Draft;
use crate::cleaned::Cleaned;
use crate::flow::Flow;
use crate::passes::classify::Role;

/// Left, top, right and bottom; in the unit of the file, or in cells where the page has no boxes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Bounds {
    fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// As it lies on the page turned by a quarter to the left, so that what ran down from right to left runs across from above.
    fn turned(self) -> Self {
        Self { left: self.top, top: -self.right, right: self.bottom, bottom: -self.left }
    }

    fn middle(&self) -> f32 {
        (self.top + self.bottom) / 2.0
    }

    /// How much of the wider one's width both share, from 0 to 1.
    fn shared_width(&self, other: &Self) -> f32 {
        let both = self.right.min(other.right) - self.left.max(other.left);
        let wider = (self.right - self.left).max(other.right - other.left);
        if wider > 0.0 { (both / wider).max(0.0) } else { 0.0 }
    }
}

/// A printed line, or a line of the dump.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureLine {
    /// Where it stands.
    pub bounds: Bounds,
    /// What it says, before repair.
    pub text: String,
}

/// Lines that stand together and are one thing: a headline, a paragraph as far as it stands in one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its place in the reading order of the page, from 1. The parts of a paragraph that a column cut have one number.
    pub order: usize,
    /// Which part of that text it is, from 1, and how many parts there are.
    pub part: (usize, usize),
    /// What it was taken for.
    pub role: Role,
    /// Number of its article, from 1; none for furniture.
    pub article: Option<usize>,
    /// Number of its column, from 1, where it stands in one.
    pub column: Option<usize>,
    /// The box around its lines.
    pub bounds: Bounds,
    /// Its lines.
    pub lines: Vec<PictureLine>,
}

/// What was understood of a page, as things with their places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// The page is drawn by the boxes of its file; a text is drawn in cells.
    pub boxed: bool,
    /// Its lines run down and follow each other from right to left; its columns are tiers.
    pub vertical: bool,
    /// The box around everything.
    pub bounds: Bounds,
    /// Columns of text.
    pub columns: Vec<Bounds>,
    /// Printed rules, frames and photographs.
    pub graphics: Vec<Bounds>,
    /// In reading order.
    pub figures: Vec<Figure>,
}

impl Role {
    /// Its name in English: `headline`, `furniture`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Kicker => "kicker",
            Self::Headline => "headline",
            Self::Deck => "deck",
            Self::Byline => "byline",
            Self::Paragraph => "paragraph",
            Self::Caption => "caption",
            Self::Jump => "jump",
            Self::Furniture => "furniture",
        }
    }
}

impl Cleaned {
    /// What was understood of the page, for a picture of it.
    ///
    /// ```
    /// let page = copydesk::Desk::new().clean("## 跨江轮渡恢复夜航\n\n■记者 林一\n\n本报讯 这是今年的第一班夜航。\n");
    /// let picture = page.picture();
    /// let roles: Vec<_> = picture.figures.iter().map(|f| f.role.name()).collect();
    /// assert_eq!(roles, ["headline", "byline", "paragraph"]);
    /// assert!(picture.to_svg().starts_with("<svg"));
    /// ```
    pub fn picture(&self) -> Picture {
        let boxes = boxes::Boxes::of(self);
        let grid = if boxes.is_none() { Some(grid::Grid::of(self.source())) } else { None };
        let vertical = boxes.as_ref().is_some_and(|b| b.vertical);
        let mut picture = Picture { boxed: boxes.is_some(), vertical, ..Picture::default() };
        let mut add = |flow: &Flow, role: Role, article: Option<usize>| {
            let parts = match (&boxes, &grid) {
                (Some(boxes), _) => boxes.parts(self, flow),
                (None, Some(grid)) => grid.parts(self, flow),
                (None, None) => Vec::new(),
            };
            picture.add(parts, role, article);
        };
        for (n, draft) in self.layout().articles.iter().enumerate() {
            texts(draft).for_each(|(role, flow)| add(flow, role, Some(n + 1)));
        }
        for flow in &self.layout().furniture {
            add(flow, Role::Furniture, None);
        }
        picture.graphics = boxes.map(|boxes| boxes.graphics).unwrap_or_default();
        picture.find_columns();
        let all = picture.figures.iter().map(|f| f.bounds).chain(picture.graphics.iter().copied());
        picture.bounds = all.reduce(Bounds::union).unwrap_or_default();
        picture
    }
}

/// The texts of an article in reading order.
fn texts(draft: &Draft) -> impl Iterator<Item = (Role, &Flow)> {
    fn all(role: Role, flows: &[Flow]) -> impl Iterator<Item = (Role, &Flow)> {
        flows.iter().map(move |flow| (role, flow))
    }
    all(Role::Section, &draft.section)
        .chain(all(Role::Kicker, draft.kicker.as_slice()))
        .chain(all(Role::Headline, draft.headline.as_slice()))
        .chain(all(Role::Deck, draft.deck.as_slice()))
        .chain(all(Role::Byline, &draft.byline))
        .chain(all(Role::Paragraph, &draft.paragraphs))
        .chain(all(Role::Caption, &draft.captions))
        .chain(all(Role::Jump, &draft.jumps))
}

/// Two stretches of text are in one column when they share this much of the wider one's width.
const ONE_COLUMN: f32 = 0.7;
/// No newspaper page has so many columns, counted at each level of the page; what stands in more is drawn without.
const MOST_COLUMNS: usize = 64;

impl Picture {
    fn add(&mut self, parts: Vec<Vec<PictureLine>>, role: Role, article: Option<usize>) {
        let order = self.figures.last().map_or(0, |f| f.order) + 1;
        let count = parts.len();
        for (n, lines) in parts.into_iter().enumerate() {
            let Some(bounds) = lines.iter().map(|l| l.bounds).reduce(Bounds::union) else { continue };
            self.figures.push(Figure { order, part: (n + 1, count), role, article, column: None, bounds, lines });
        }
    }

    /// Columns are what paragraphs of several lines stand in, one above the other.
    fn find_columns(&mut self) {
        let vertical = self.vertical;
        let read = |bounds: &Bounds| if vertical { bounds.turned() } else { *bounds };
        for figure in self.figures.iter_mut().filter(|f| f.role == Role::Paragraph) {
            let own = figure.bounds;
            let room = self.columns.len() < MOST_COLUMNS;
            if let Some(column) = self.columns.iter_mut().find(|c| read(c).shared_width(&read(&own)) >= ONE_COLUMN) {
                *column = column.union(own);
            } else if figure.lines.len() > 1 && room {
                self.columns.push(own);
            }
        }
        self.columns.sort_by(|a, b| {
            let (a, b) = (read(a), read(b));
            a.left.total_cmp(&b.left).then(a.top.total_cmp(&b.top))
        });
        for figure in self.figures.iter_mut().filter(|f| f.role == Role::Paragraph) {
            let own = read(&figure.bounds);
            let inside = |c: &Bounds| c.left <= own.left && own.right <= c.right;
            let around = self.columns.iter_mut().enumerate().filter(|(_, c)| inside(&read(c)));
            let width = |c: &Bounds| read(c).right - read(c).left;
            let narrowest = around.min_by(|a, b| width(a.1).total_cmp(&width(b.1)));
            // A short last line of a paragraph that the column cut stands in it, too.
            figure.column = narrowest.map(|(n, column)| {
                *column = column.union(figure.bounds);
                n + 1
            });
        }
    }
}
