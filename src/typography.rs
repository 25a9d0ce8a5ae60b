//! How each language sets its quotation marks, apostrophes and dashes: built-in profiles, and what a file changes of them.

use crate::error::Error;
use crate::lang::Lang;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The marks of one language as it prints them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Profile {
    /// The marks that open and close a quotation, with the space inside them.
    pub(crate) quotes: [String; 2],
    /// The apostrophe.
    pub(crate) apostrophe: String,
    /// The dash between clauses, with its spaces.
    pub(crate) dash: String,
    /// What stands before `:`, `;`, `!` and `?`; empty for nothing.
    pub(crate) before_marks: String,
}

/// The profiles of all languages in Latin letters.
#[derive(Clone, Debug)]
pub(crate) struct Profiles([Profile; Lang::LATIN.len()]);

/// What a file says of one language; what it leaves out stays as it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    quotes: Option<[String; 2]>,
    apostrophe: Option<String>,
    dash: Option<String>,
    before_marks: Option<String>,
}

/// Bytes of a mark with its spaces.
const LONGEST: usize = 12;

impl Default for Profiles {
    fn default() -> Self {
        let profile = |[open, close]: [&str; 2], dash: &str, before_marks: &str| Profile {
            quotes: [open.to_owned(), close.to_owned()],
            apostrophe: "’".to_owned(),
            dash: dash.to_owned(),
            before_marks: before_marks.to_owned(),
        };
        Self(Lang::LATIN.map(|lang| match lang {
            Lang::De => profile(["„", "“"], " – ", ""),
            Lang::Fr => profile(["«\u{A0}", "\u{A0}»"], " — ", "\u{202F}"),
            _ => profile(["“", "”"], " — ", ""),
        }))
    }
}

impl Profiles {
    /// The built-in profiles with the changes of a JSON text: an object of languages, each with any of the keys `quotes` (two
    /// strings), `apostrophe`, `dash` and `before_marks`.
    ///
    /// # Errors
    /// What is no such object, names a language without a profile, or has a mark that is too long or empty.
    pub(crate) fn with(json: &str) -> Result<Self, Error> {
        let changes: BTreeMap<String, Changes> =
            serde_json::from_str(json).map_err(|e| Error::option(format!("the typography profile cannot be read: {e}")))?;
        let mut out = Self::default();
        for (tag, changes) in changes {
            let Some(profile) = Lang::from_tag(&tag).and_then(|lang| out.of_mut(lang)) else {
                return Err(Error::option(format!("the typography profile names '{tag}'; there are profiles for en, de, fr")));
            };
            profile.change(changes)?;
        }
        Ok(out)
    }

    /// The profile of a language in Latin letters.
    pub(crate) fn of(&self, lang: Lang) -> Option<&Profile> {
        Lang::LATIN.iter().position(|l| *l == lang).and_then(|n| self.0.get(n))
    }

    fn of_mut(&mut self, lang: Lang) -> Option<&mut Profile> {
        Lang::LATIN.iter().position(|l| *l == lang).and_then(|n| self.0.get_mut(n))
    }
}

impl Profile {
    fn change(&mut self, changes: Changes) -> Result<(), Error> {
        let marks = changes.quotes.iter().flatten().chain(&changes.apostrophe).chain(&changes.dash);
        if let Some(mark) = marks.chain(&changes.before_marks).find(|mark| mark.len() > LONGEST || mark.contains(['\n', '\x0c'])) {
            return Err(Error::option(format!("'{mark}' in the typography profile is too long for a mark ({LONGEST} bytes)")));
        }
        let marks = changes.quotes.iter().flatten().chain(&changes.apostrophe).chain(&changes.dash);
        if marks.into_iter().any(|mark| mark.trim().is_empty()) {
            return Err(Error::option("a mark in the typography profile is empty"));
        }
        self.quotes = changes.quotes.unwrap_or_else(|| self.quotes.clone());
        self.apostrophe = changes.apostrophe.unwrap_or_else(|| self.apostrophe.clone());
        self.dash = changes.dash.unwrap_or_else(|| self.dash.clone());
        self.before_marks = changes.before_marks.unwrap_or_else(|| self.before_marks.clone());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changes_what_it_names() {
        let profiles = Profiles::with(r#"{"de": {"quotes": ["»", "«"]}, "fr": {"before_marks": ""}}"#).unwrap();
        let usual = Profiles::default();
        assert_eq!(profiles.of(Lang::De).unwrap().quotes, ["»", "«"]);
        assert_eq!(profiles.of(Lang::De).unwrap().dash, usual.of(Lang::De).unwrap().dash);
        assert_eq!(profiles.of(Lang::Fr).unwrap().before_marks, "");
        assert_eq!(profiles.of(Lang::En), usual.of(Lang::En));
        assert!(profiles.of(Lang::Ja).is_none());
    }

    #[test]
    fn what_is_no_profile_is_refused() {
        for json in [
            "",
            "[]",
            r#"{"ja": {}}"#,
            r#"{"en": {"quote": ["a", "b"]}}"#,
            r#"{"en": {"dash": ""}}"#,
            r#"{"en": {"dash": "-------------"}}"#,
        ] {
            assert!(Profiles::with(json).is_err(), "{json}");
        }
    }
}
