//! Repairs as records over the source.

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// One repair: this span of the source reads that instead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// Byte range in the decoded source of the page.
    pub span: Span,
    /// What the source says there.
    pub from: String,
    /// What it should say.
    pub to: String,
    /// The rule's id, such as `glyph/dash-for-one`.
    pub rule: String,
    /// How sure the rule is, from 0 to 1.
    pub confidence: f64,
}
