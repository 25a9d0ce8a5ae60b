//! Scores of cleaned pages against gold pages.
//!
//! ```
//! use copydesk::eval::{EvalPage, Options, score};
//! let page = |text: &str| format!("{{\"lang\": \"en\", \"articles\": [{{\"headline\": \"Ferry\", \"paragraphs\": [\"{text}\"]}}]}}");
//! let gold = EvalPage::parse(&page("The ferry sailed again on Monday."))?;
//! let pred = EvalPage::parse(&page("The ferry sai1ed again on Monday."))?;
//! let score = score(&gold[0], &pred[0], &Options::default());
//! assert_eq!(score.article_f1, Some(1.0));
//! assert!((score.cer.unwrap() - 1.0 / 39.0).abs() < 1e-9);
//! # Ok::<(), copydesk::Error>(())
//! ```

mod align;
mod edits;
mod form;
mod page;
mod pair;
mod score;
mod view;

pub use edits::{Band, EditCounts, Verdict, bands, judge};
pub use page::EvalPage;
pub use score::{Options, Score, mean, score};
