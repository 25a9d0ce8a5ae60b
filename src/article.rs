//! What a reader wants: articles, each with its headline, byline and whole paragraphs.

use serde::{Deserialize, Serialize};

/// One rebuilt article; all strings are clean text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// The banner that governs the article.
    pub section: Option<String>,
    /// The line above the headline (引题).
    pub kicker: Option<String>,
    /// The headline (主题).
    pub headline: Option<String>,
    /// The line below the headline (副题).
    pub deck: Option<String>,
    /// Who wrote it, as printed: `记者 林旭东`, `By Jane Roe`.
    pub byline: Vec<String>,
    /// The opening `本报讯` / `LONDON, July 4 —`.
    pub dateline: Option<String>,
    /// Whole paragraphs, one string each.
    pub paragraphs: Vec<String>,
    /// Captions of pictures.
    pub captions: Vec<String>,
    /// The line that says where the article goes on: `下转第3版`.
    pub jump: Option<String>,
    /// False when the text breaks off and goes on nowhere on the page.
    pub complete: bool,
}
