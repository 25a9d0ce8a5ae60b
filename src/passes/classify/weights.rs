//! Weights that differ between dumps in running text, whose lines say by their marks and words what they are, and pages whose print or
//! columns are known.
//!
//! Both were found by a search over pages with known roles, step by step; a step for dumps counted only where neither of two halves of
//! different articles lost by it.

use super::figures::Fitted;
use super::{columns_fitted, fitted};
use crate::lang::Lang;
use crate::passes::evidence::Evidence;

/// The weights of one kind of page.
pub(super) struct Weights {
    /// A title goes over to its byline or its text.
    pub(super) title_opens: f32,
    /// A headline stands where a text is open.
    pub(super) headline_cuts: f32,
    /// A byline stands behind a text.
    pub(super) byline_behind_text: f32,
    /// Text goes on behind a banner that it does not break off before.
    pub(super) banner_between: f32,
    /// Text stands below a banner that no title stands below.
    pub(super) banner_opens: f32,
    /// Furniture stands behind text or a banner; something interrupts an article before its text.
    pub(super) furniture_behind: f32,
    pub(super) title_cut: f32,
    /// Behind a headline or a kicker stands what belongs to none.
    pub(super) title_alone: f32,
    /// What stands where a text is open: a title without a mark, a caption, a banner, furniture.
    pub(super) cut_by_title: f32,
    pub(super) cut_by_caption: f32,
    pub(super) cut_by_section: f32,
    pub(super) cut_by_furniture: f32,
    pub(super) furniture: f32,
    /// A headline with a mark, and one without where others have marks.
    pub(super) marked: f32,
    pub(super) bare: f32,
    pub(super) couplet: f32,
    /// The first of two lines of a title is the kicker (East Asian).
    pub(super) kicker: f32,
    /// An East Asian headline without an opening behind it, on a page of openings.
    pub(super) unopened: f32,
    /// The same of a Latin one.
    pub(super) unopened_latin: f32,
    /// No text stands behind a headline.
    pub(super) no_text: f32,
    pub(super) section: f32,
    /// A banner where headings have marks; one with figures or quotations; a long East Asian one, and a brief one.
    pub(super) section_marks: f32,
    pub(super) section_figures: f32,
    pub(super) section_long: f32,
    pub(super) section_brief: f32,
    /// One of two phrases of which the first is long (East Asian).
    pub(super) section_couplet: f32,
    /// How a title would go on in the text behind it.
    pub(super) ahead: f32,
    /// A headline without a mark where all headings with one have a byline, and it has none; one of several lines.
    pub(super) bare_unopened: f32,
    pub(super) bare_rows: f32,
    /// A brief one above text that may be the rest of an article before.
    pub(super) bare_rest: f32,
    /// A kicker with a comma.
    pub(super) comma_kicker: f32,
    /// A headline whose mark is not the usual one; a deck without a mark where headings have marks.
    pub(super) other_mark: f32,
    pub(super) bare_deck: f32,
    /// A title that ends in a comma or in mid-phrase. Where columns are known, it may go on in the next line.
    pub(super) paused_title: f32,
    /// A title of one long phrase without a mark (East Asian).
    pub(super) long_phrase: f32,
    /// What ends in mid-phrase is text.
    pub(super) broken_text: f32,
    /// What sets its topic apart (Japanese) is text, and no title.
    pub(super) topical_text: f32,
    pub(super) topical_title: f32,
    /// What a regression adds.
    pub(super) fitted: Option<&'static Fitted>,
}

/// East Asian pages whose print is known, and Latin ones.
pub(super) static PLACED: Weights = Weights { fitted: Some(&fitted::EAST_ASIAN), ..PRINTED };
pub(super) static PLACED_LATIN: Weights = Weights { fitted: Some(&fitted::LATIN), ..PRINTED };

/// What both have.
static PRINTED: Weights = Weights {
    title_opens: 0.35,
    headline_cuts: -1.5,
    byline_behind_text: -1.32,
    banner_between: -1.73,
    banner_opens: -3.5,
    furniture_behind: 0.0,
    title_cut: -6.0,
    title_alone: -9.1,
    cut_by_title: -1.92,
    cut_by_caption: 1.28,
    cut_by_section: 1.6,
    cut_by_furniture: 1.5,
    furniture: -1.0,
    marked: 1.04,
    bare: -1.5,
    couplet: 0.3,
    kicker: 0.0,
    unopened: -1.5,
    unopened_latin: -1.5,
    no_text: -0.35,
    section: 0.71,
    section_marks: 0.77,
    section_figures: -2.0,
    section_long: -2.59,
    section_brief: 1.63,
    section_couplet: 0.0,
    ahead: 0.0,
    bare_unopened: 0.0,
    bare_rows: 0.0,
    bare_rest: 0.0,
    comma_kicker: 0.0,
    other_mark: 0.0,
    bare_deck: 0.0,
    paused_title: 0.0,
    broken_text: 0.0,
    topical_text: 2.0,
    topical_title: -3.0,
    long_phrase: 0.0,
    fitted: None,
};

/// Dumps that keep the lines of the columns: found on three sets of 51 pages of plain text and the pages that pdftotext read, a step
/// counted only where three other sets of the same articles did not lose by it.
pub(super) static COLUMNED: Weights = Weights { fitted: Some(&columns_fitted::EAST_ASIAN), ..IN_COLUMNS };
pub(super) static COLUMNED_LATIN: Weights = Weights { fitted: Some(&columns_fitted::LATIN), ..IN_COLUMNS };

/// What both have.
static IN_COLUMNS: Weights = Weights { unopened_latin: -2.0, no_text: -0.85, cut_by_furniture: 2.0, ..PRINTED };

/// Dumps in running text.
pub(super) static DUMP: Weights = Weights {
    title_opens: 0.55,
    headline_cuts: -1.09,
    byline_behind_text: -1.78,
    banner_between: -5.0,
    banner_opens: -5.0,
    furniture_behind: -1.0,
    title_cut: -11.0,
    title_alone: -14.0,
    cut_by_title: -0.9,
    cut_by_caption: 0.96,
    cut_by_section: 1.04,
    cut_by_furniture: 0.78,
    furniture: -0.6,
    marked: 1.24,
    bare: -2.02,
    couplet: 0.1,
    kicker: 0.3,
    unopened: -0.84,
    unopened_latin: -1.5,
    no_text: 0.05,
    section: 0.91,
    section_marks: 0.57,
    section_figures: -2.7,
    section_long: -3.04,
    section_brief: 1.92,
    section_couplet: -2.0,
    ahead: 0.15,
    bare_unopened: -2.0,
    bare_rows: -0.8,
    bare_rest: -2.5,
    comma_kicker: -2.0,
    other_mark: -0.5,
    bare_deck: -1.0,
    paused_title: -4.0,
    broken_text: 3.0,
    topical_text: 3.0,
    topical_title: -4.0,
    long_phrase: -4.0,
    fitted: None,
};

/// The weights of a page.
pub(super) fn of(all: &[Evidence], lang: Lang) -> &'static Weights {
    if all.iter().any(|e| e.place.size > 0) {
        return if lang.is_ea() { &PLACED } else { &PLACED_LATIN };
    }
    let columned = all.iter().any(|e| e.place.is_columned() || e.place.wide > 0);
    match (columned, lang.is_ea()) {
        (true, true) => &COLUMNED,
        (true, false) => &COLUMNED_LATIN,
        (false, _) => &DUMP,
    }
}
