//! Weights of the chain over the lines of a dump: those of a conditional random field, by gradient ascent with a penalty, fitted to the lines of
//! the plain text of eight sets of pages (by Tesseract, and all forms that pdftotext has), which were traced to the gold. Fitted to one
//! half of the sets, it found of 100 lines of titles in what Tesseract wrote of the other half 82 in Latin letters and 61 in ideographs;
//! of 100 that it named 92 and 84 were some.

mod ideographs;
mod latin;

use super::chain::{COUNT, EDGE, NODE};
pub(super) use ideographs::IDEOGRAPHS;
pub(super) use latin::LATIN;

/// What speaks for text, kicker, headline, deck, banner, byline, caption and the rest; `chain` names the figures.
pub(super) struct Weights {
    pub(super) node: [[f32; COUNT]; NODE],
    /// By the part that is left, and the one that is entered.
    pub(super) edge: [[[f32; COUNT]; EDGE]; COUNT],
    /// A page begins with it.
    pub(super) first: [f32; COUNT],
}
