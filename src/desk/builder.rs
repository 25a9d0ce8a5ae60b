//! The options of a desk.

use super::Desk;
use crate::error::Error;
use crate::lang::Lang;
use crate::own::Model;
use crate::passes::{OPTIONAL, REGISTRY, typography};
use crate::rule::{Choice, DEFAULT_CONFIDENCE, Rule, Rules};
use crate::source::SourceOptions;
use crate::typography::Profiles;

/// Options of a [`Desk`].
#[derive(Clone, Debug)]
pub struct Builder {
    choice: Choice,
    min_confidence: f32,
    source: SourceOptions,
    language: Option<String>,
    models: Vec<Model>,
    profile: Option<String>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            choice: Choice::default(),
            min_confidence: DEFAULT_CONFIDENCE,
            source: SourceOptions::default(),
            language: None,
            models: Vec::new(),
            profile: None,
        }
    }
}

impl Builder {
    /// Applies this rule (or group of rules) and no others but those named likewise.
    #[must_use]
    pub fn only(mut self, rule: impl Into<String>) -> Self {
        self.choice.only.push(rule.into());
        self
    }

    /// Switches a rule (or a group of rules) on that is off by default: `typography`, because print has its own ways. `glyph/look-alike`,
    /// `glyph/common-look-alike` and `glyph/doubled`, where they are named, look at every page, not only at those on which something else
    /// is repaired.
    #[must_use]
    pub fn with(mut self, rule: impl Into<String>) -> Self {
        self.choice.with.push(rule.into());
        self
    }

    /// Switches a rule (or a group of rules) off.
    #[must_use]
    pub fn skip(mut self, rule: impl Into<String>) -> Self {
        self.choice.skip.push(rule.into());
        self
    }

    /// Repairs below this confidence (0 to 1) become suggestions.
    #[must_use]
    pub fn min_confidence(mut self, confidence: f32) -> Self {
        self.min_confidence = confidence;
        self
    }

    /// The language of all pages and their blocks, as a BCP 47 tag: `zh-Hans`, `zh-Hant`, `ja`, `en`, `de` or `fr`. Where nobody
    /// says it, each page is judged by its script and its most frequent words, and so is a block that clearly has another language.
    ///
    /// ```
    /// let desk = copydesk::Desk::builder().language("de").build()?;
    /// assert_eq!(desk.clean("Regen.\n").language(), "de");
    /// assert!(copydesk::Desk::builder().language("tlh").build().is_err());
    /// # Ok::<(), copydesk::Error>(())
    /// ```
    #[must_use]
    pub fn language(mut self, tag: impl Into<String>) -> Self {
        self.language = Some(tag.into());
        self
    }

    /// Sets quotation marks, apostrophes, dashes and the spaces before marks as a language prints them (the rules `typography/…`), by
    /// the built-in profiles with the changes of this JSON text: an object of languages (`en`, `de`, `fr`), each with any of the keys
    /// `quotes` (two strings), `apostrophe`, `dash`, `before_marks`.
    ///
    /// ```
    /// let desk = copydesk::Desk::builder().typography(r#"{"de": {"quotes": ["»", "«"]}}"#).build()?;
    /// let page = desk.clean("## Ein Boot\n\nDer Mann sagte, \"das Boot\" liegt auf dem Grund und nicht im Hafen.\n");
    /// assert_eq!(page.articles()[0].paragraphs, ["Der Mann sagte, »das Boot« liegt auf dem Grund und nicht im Hafen."]);
    /// # Ok::<(), copydesk::Error>(())
    /// ```
    #[must_use]
    pub fn typography(mut self, profile: impl Into<String>) -> Self {
        self.profile = Some(profile.into());
        self
    }

    /// How bytes become pages: encoding, page separator, limits.
    #[must_use]
    pub fn source(mut self, source: SourceOptions) -> Self {
        self.source = source;
        self
    }

    /// Lays the statistics of somebody's own text over the built-in ones of its language; one model for each language.
    ///
    /// ```
    /// let mut trainer = copydesk::Trainer::new().lang("en")?;
    /// trainer.push(&"The brindlewick was mended. A brindlewick is no toy.\n".repeat(9))?;
    /// let desk = copydesk::Desk::builder().model(trainer.finish()?).build()?;
    /// let page = "## A day at the mill\n\nThe men had mended the brindle wick before the rain came, and the mill ran again.\n";
    /// assert!(desk.clean(page).articles()[0].paragraphs[0].contains("the brindlewick before"));
    /// assert!(copydesk::Desk::new().clean(page).articles()[0].paragraphs[0].contains("the brindle wick before"));
    /// # Ok::<(), copydesk::Error>(())
    /// ```
    #[must_use]
    pub fn model(mut self, model: Model) -> Self {
        self.models.push(model);
        self
    }

    /// The desk.
    ///
    /// # Errors
    /// A rule or a language that does not exist, a confidence outside 0 to 1, or two models of one language.
    pub fn build(mut self) -> Result<Desk, Error> {
        for (n, model) in self.models.iter().enumerate() {
            if self.models.iter().take(n).any(|other| other.lang() == model.lang()) {
                return Err(Error::option(format!("two models are of the language {}; train one from both texts", model.lang())));
            }
        }
        let profiles = self.profile.as_deref().map_or_else(|| Ok(Profiles::default()), Profiles::with)?;
        if self.profile.is_some() {
            self.choice.with.push(typography::GROUP.to_owned());
        }
        let rules = Rules::choose(REGISTRY, OPTIONAL, &self.choice, self.min_confidence)?;
        let known =
            |tag: &String| Lang::from_tag(tag).ok_or_else(|| Error::option(format!("no language '{tag}'; there are {}", Lang::tags())));
        let lang = self.language.as_ref().map(known).transpose()?;
        Ok(Desk { rules, source: self.source, lang, models: self.models, profiles })
    }
}

/// All rules, in the order of the passes.
pub fn rules() -> &'static [&'static Rule] {
    REGISTRY
}

/// Whether a rule is off until [`Builder::with`] names it.
pub fn is_optional(rule: &Rule) -> bool {
    OPTIONAL.iter().any(|optional| optional.id == rule.id)
}
