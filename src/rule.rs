//! Rules: their names, documentation and switches.

use crate::error::Error;

/// What a rule is: the text behind `copydesk rules` and `copydesk explain`.
#[derive(Debug)]
pub struct Rule {
    /// Its place in the registry.
    pub(crate) number: usize,
    /// The id, such as `glyph/dash-for-one`; a rule is named for the defect.
    pub id: &'static str,
    /// The least and the greatest confidence of its repairs and suggestions; in structured files a repair of letters may have less, where
    /// the engine is sure of the word.
    pub confidence: (f32, f32),
    /// One sentence.
    pub summary: &'static str,
    /// Why scans have the defect and what the rule looks at.
    pub why: &'static str,
    /// Before and after; where both are equal, the text must be left alone.
    pub examples: &'static [(&'static str, &'static str)],
}

/// Which rules apply, and from which confidence on.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    on: u64,
    /// Those of them that the caller named.
    named: u64,
    min_confidence: f32,
}

/// Repairs below this confidence are suggestions. Among the repairs of the dev pages those at 0.85 and
/// above were right often enough to be applied unseen.
pub const DEFAULT_CONFIDENCE: f32 = 0.85;

/// What a caller says of the rules, by names: a rule's id or the part before the slash (`glyph` for all of its rules).
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    /// These and no others.
    pub(crate) only: Vec<String>,
    /// These, too, of those that are off by default.
    pub(crate) with: Vec<String>,
    /// Not these.
    pub(crate) skip: Vec<String>,
}

impl Rules {
    /// All rules but the `optional` ones.
    pub(crate) fn usual(optional: &[&Rule]) -> Self {
        Self { on: !bits(optional), named: 0, min_confidence: DEFAULT_CONFIDENCE }
    }

    /// The rules that a caller chose; those in `optional` only where they are named.
    ///
    /// # Errors
    /// A name that no rule in `registry` has, or a confidence outside 0 … 1.
    pub(crate) fn choose(registry: &[&Rule], optional: &[&Rule], choice: &Choice, min_confidence: f32) -> Result<Self, Error> {
        if !(0.0..=1.0).contains(&min_confidence) {
            return Err(Error::option(format!("a confidence lies between 0 and 1, not at {min_confidence}")));
        }
        let named = mask(registry, &choice.only)? | mask(registry, &choice.with)?;
        let usual = if choice.only.is_empty() { !bits(optional) } else { 0 };
        let on = (usual | named) & !mask(registry, &choice.skip)?;
        Ok(Self { on, named: named & on, min_confidence })
    }

    pub(crate) fn is_on(&self, rule: usize) -> bool {
        self.on >> rule & 1 == 1
    }

    /// Whether the caller asked for a rule by its name.
    pub(crate) fn is_named(&self, rule: usize) -> bool {
        self.named >> rule & 1 == 1
    }

    pub(crate) fn applies(&self, confidence: f32) -> bool {
        confidence >= self.min_confidence
    }
}

fn bits(rules: &[&Rule]) -> u64 {
    rules.iter().fold(0, |bits, rule| bits | 1 << rule.number)
}

fn mask(registry: &[&Rule], names: &[String]) -> Result<u64, Error> {
    let mut mask = 0;
    for name in names {
        let mut found = false;
        for (number, rule) in registry.iter().enumerate() {
            if rule.id == name || rule.id.split('/').next() == Some(name) {
                mask |= 1 << number;
                found = true;
            }
        }
        if !found {
            return Err(Error::option(format!("no rule is called '{name}'; `copydesk rules` lists them")));
        }
    }
    Ok(mask)
}
