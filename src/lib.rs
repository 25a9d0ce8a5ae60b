//! copydesk rebuilds clean newspaper articles from OCR dumps.
//!
//! The decoded source of a page never changes. Every pass adds knowledge about spans of it: what a block is, which
//! paragraph goes on where, which glyph should read otherwise. The clean article is a view over the source and these
//! records, and the [`Ledger`] leads from the view back to the source byte for byte.
//!
//! ```
//! let desk = copydesk::Desk::builder().skip("glyph/speck").build()?;
//! let page = desk.clean("## 跨江轮渡恢复夜航\n\n■记者 林一\n\n本报讯 这是今年的第—班夜航,船上有36\n\n人。\n");
//! let article = &page.articles()[0];
//! assert_eq!(article.byline, ["记者 林一"]);
//! assert_eq!(article.paragraphs, ["这是今年的第一班夜航，船上有36人。"]);
//! assert_eq!(page.edits()[0].rule, "glyph/dash-for-one");
//!
//! let (markdown, ledger) = page.render(copydesk::Format::Markdown);
//! assert_eq!(ledger.restore(&markdown)?, page.source());
//! # Ok::<(), copydesk::Error>(())
//! ```
//!
//! Pages also come from a stream: [`Desk::feed`] takes pushed bytes, [`Desk::read`] pulls from any reader. The library
//! does no I/O of its own and keeps no state between pages.
//!
//! The feature `cli` (on by default) builds the program; a pipeline that links the library turns it off.
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod span;
mod error;
mod text;
mod reader;
mod shape;
mod article;
mod edit;
mod rows;
mod rule;
mod put;
mod packed;
mod sequence;
mod sieve;
pub mod model;
pub mod lexicon;
pub mod context;
pub mod likeness;
mod lang;
mod typography;
mod own;
mod stats;
mod cut;
mod train;
mod word_set;
mod cues;
mod hyphen;
mod page;
mod byline;
mod turns;
mod wrapped;
mod geometry;
mod sheet;
pub mod eval;
mod pitch;
mod passes;
mod flow;
mod assemble;
mod tape;
mod source;
mod ledger;
mod cleaned;
mod markdown;
mod plain;
mod writer;
mod json;
mod picture;
mod desk;
mod stream;

pub use article::Article;
pub use cleaned::{Cleaned, Format};
pub use desk::{Builder, Desk, is_optional, rules};
#[doc(hidden)]
pub use desk::{Stage, look_alike_candidates};
pub use edit::Edit;
pub use error::Error;
pub use json::JsonWriter;
pub use ledger::Ledger;
pub use own::Model;
pub use passes::classify::Role;
#[doc(hidden)]
pub use passes::classify::{Weighed, WeighedBlock};
pub use picture::{Bounds, Figure, Picture, PictureLine};
pub use reader::Form;
pub use rule::{DEFAULT_CONFIDENCE, Rule};
pub use source::{Decoder, RawBytes, RawPage, SourceOptions, Splitter, detect_encoding, encode_page, encoding_for};
pub use span::Span;
pub use stream::{Feed, Pages};
pub use train::Trainer;
#[doc(hidden)]
pub use turns::TurnCounts;
#[doc(hidden)]
pub use wrapped::Lined;
