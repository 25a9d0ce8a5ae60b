//! Pages as they are compared: gold or what a program made of the dump.

use crate::article::Article;
use crate::edit::Edit;
use crate::error::Error;
use serde_json::Value;

/// A page in the form of the JSON contract, read with patience: what is missing is empty, and keys that nobody knows are passed over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EvalPage {
    /// The record's id, or that of the page.
    pub id: Option<String>,
    /// The language's tag, where the file names it.
    pub lang: Option<String>,
    /// The articles.
    pub articles: Vec<Article>,
    /// Other readings of headlines that count as right, for each article.
    pub headline_alts: Vec<Vec<String>>,
    /// Other banners that count as right, for each article; none where it may have no banner.
    pub section_alts: Vec<Vec<Option<String>>>,
    /// What is no article.
    pub furniture: Vec<String>,
    /// Repairs that were made, with the number of their page in the source.
    pub edits: Vec<(usize, Edit)>,
    /// Repairs that were not sure enough.
    pub suggestions: Vec<(usize, Edit)>,
}

impl EvalPage {
    /// Reads the pages of a file: one object, or JSON Lines.
    ///
    /// ```
    /// let pages = copydesk::eval::EvalPage::parse("{\"articles\": [{\"headline\": \"A\", \"byline\": \"By B\"}]}")?;
    /// assert_eq!(pages[0].articles[0].byline, ["By B"]);
    /// # Ok::<(), copydesk::Error>(())
    /// ```
    ///
    /// # Errors
    /// Text that is no JSON, an object that has nothing of a page, or lists that are none.
    pub fn parse(text: &str) -> Result<Vec<Self>, Error> {
        let mut out = Vec::new();
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        loop {
            let at = values.byte_offset();
            let Some(value) = values.next() else { return Ok(out) };
            let value = value.map_err(|e| Error::markup(at, format!("no JSON of a page: {e}")))?;
            if let Some(key) = LISTS.into_iter().find(|key| value.get(key).is_some_and(|list| !list.is_array() && !list.is_null())) {
                return Err(Error::markup(at, format!("the {key} of a page are a list, as in the JSON of `clean --format json`")));
            }
            let is_empty = value.as_object().is_some_and(serde_json::Map::is_empty);
            let page = Self::of(&value).filter(|_| is_empty || LISTS.into_iter().any(|key| value.get(key).is_some()));
            out.push(page.ok_or_else(|| Error::markup(at, "a page is a JSON object with articles".to_owned()))?);
        }
    }

    fn of(value: &Value) -> Option<Self> {
        let object = value.as_object()?;
        let list = |key: &str| object.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let id = object.get("id").or(object.get("page_id")).filter(|v| !v.is_null());
        let mut page = Self {
            id: id.map(|v| v.as_str().map_or_else(|| v.to_string(), ToOwned::to_owned)),
            lang: one(object.get("lang")),
            furniture: list("furniture").iter().filter_map(|f| one(Some(f)).or(one(f.get("text")))).collect(),
            edits: edits(list("edits"), object.get("page")),
            suggestions: edits(list("suggestions"), object.get("page")),
            ..Self::default()
        };
        for article in list("articles").iter().filter(|a| a.is_object()) {
            page.articles.push(read_article(article));
            page.headline_alts.push(many(article.get("headline_alts")));
            let alts = article.get("section_alts").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            page.section_alts.push(alts.iter().map(|alt| one(Some(alt))).collect());
        }
        Some(page)
    }
}

/// Lists of which a page has one at least.
const LISTS: [&str; 4] = ["articles", "furniture", "edits", "suggestions"];

fn read_article(value: &Value) -> Article {
    Article {
        section: one(value.get("section")),
        kicker: one(value.get("kicker")),
        headline: one(value.get("headline")),
        deck: one(value.get("deck")),
        byline: many(value.get("byline")),
        dateline: one(value.get("dateline")),
        paragraphs: many(value.get("paragraphs")),
        captions: many(value.get("captions")),
        jump: one(value.get("jump")),
        complete: value.get("complete") != Some(&Value::Bool(false)),
    }
}

fn one(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::trim).filter(|s| !s.is_empty()).map(ToOwned::to_owned)
}

/// A list of strings; one string is a list, too.
fn many(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => {
            items.iter().filter_map(Value::as_str).filter(|s| !s.trim().is_empty()).map(ToOwned::to_owned).collect()
        }
        other => one(other).into_iter().collect(),
    }
}

/// Edits with their page; those of a ledger are all of its page.
fn edits(values: &[Value], ledger: Option<&Value>) -> Vec<(usize, Edit)> {
    let number = |v: Option<&Value>| v.and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    let page = |v: &Value| number(v.get("page")).or(number(ledger)).unwrap_or(0);
    let edit = |v: &Value| Some((page(v), serde_json::from_value::<Edit>(v.clone()).ok()?));
    values.iter().filter_map(edit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_with_patience() {
        let text = "{\"id\": 3, \"articles\": [{\"headline\": \" A \", \"byline\": null, \"paragraphs\": [\"x\", \" \", null]}, 7], \
            \"furniture\": [{\"text\": \"F\"}, \"G\", 1], \"more\": true}\n{\"articles\": null}\n";
        let pages = EvalPage::parse(text).unwrap();
        assert_eq!(pages.len(), 2);
        assert_eq!((pages[0].id.as_deref(), pages[0].furniture.clone()), (Some("3"), vec!["F".to_owned(), "G".to_owned()]));
        let article = &pages[0].articles[0];
        assert_eq!((article.headline.as_deref(), article.paragraphs.len(), article.complete), (Some("A"), 1, true));
        for broken in
            ["[]", "{\"articles\": [", "hello", "{\"more\": 1}", "{\"articles\": {\"a\": 1}}", "{\"articles\": [], \"furniture\": 3}"]
        {
            assert!(EvalPage::parse(broken).is_err(), "{broken}");
        }
    }
}
