//! One article as it is compared, with its paragraph boundaries.

use crate::article::Article;
use crate::eval::align;
use crate::eval::form::{self, Taste};
use once_cell::sync::Lazy;
use regex::Regex;

/// Openings that name the paper's own news, with a byline in brackets behind them or without.
static OPENING: Lazy<Option<Regex>> =
    Lazy::new(|| Regex::new(r"^\s*(?:本报讯|本刊讯|本報訊|本報專訊|本报综合消息)\s*(?:[（(][^）)]{0,40}[）)])?\s*").ok());
static BYLINE_BEFORE: Lazy<Option<Regex>> =
    Lazy::new(|| Regex::new(r"^\s*[（(](?:记者|通讯员|本报记者|記者|特約記者)[^）)]{1,40}[）)]\s*").ok());
static BYLINE_BEHIND: Lazy<Option<Regex>> =
    Lazy::new(|| Regex::new(r"\s*[（(](?:记者|通讯员|本报记者|記者|本報記者|文[/／])[^）)]{1,40}[）)]\s*$").ok());
static MARKDOWN: Lazy<Option<Regex>> = Lazy::new(|| Regex::new(r"^\s*#{1,6}\s+|\*\*").ok());

fn without(pattern: &Lazy<Option<Regex>>, text: &str) -> String {
    pattern.as_ref().map_or_else(|| text.to_owned(), |p| p.replace(text, "").into_owned())
}

fn without_markdown(text: &str) -> String {
    MARKDOWN.as_ref().map_or_else(|| text.to_owned(), |p| p.replace_all(text, "").into_owned())
}

/// An article in the form of comparison.
#[derive(Clone, Debug, Default)]
pub(super) struct View {
    /// Title and paragraphs.
    pub(super) strict: Vec<char>,
    /// Their letters.
    pub(super) letters: Vec<char>,
    /// Letters of the paragraphs, and where one ends and the next begins.
    pub(super) body: Vec<char>,
    pub(super) bounds: Vec<usize>,
}

impl View {
    /// A gold article: its paragraphs as they are.
    pub(super) fn gold(article: &Article, taste: Taste) -> Self {
        Self::of(article, &article.paragraphs, taste)
    }

    /// An article that was found, without its own dateline.
    pub(super) fn found(article: &Article, taste: Taste) -> Self {
        Self::of(article, &without_dateline(article, article.dateline.as_deref(), &article.byline, None, taste), taste)
    }

    /// An article that was found, compared with a gold one: whether the dateline also stays in the paragraph does not count.
    pub(super) fn beside(article: &Article, gold: &Article, taste: Taste) -> Self {
        let first = gold.paragraphs.first().map_or("", String::as_str);
        Self::of(article, &without_dateline(article, gold.dateline.as_deref(), &gold.byline, Some(first), taste), taste)
    }

    fn of(article: &Article, paragraphs: &[String], taste: Taste) -> Self {
        let titles = [&article.kicker, &article.headline, &article.deck].into_iter().flatten();
        let form = |text: &String| form::strict(&without_markdown(text), taste);
        let titles: Vec<String> = titles.map(form).collect();
        let paragraphs: Vec<String> = paragraphs.iter().map(form).filter(|p| !p.is_empty()).collect();
        let parts: Vec<&str> = titles.iter().chain(&paragraphs).map(String::as_str).collect();
        let mut view = Self { strict: parts.join(taste.between()).chars().collect(), ..Self::default() };
        view.letters = titles.iter().flat_map(|t| t.chars()).filter(|c| c.is_alphanumeric()).collect();
        for paragraph in &paragraphs {
            view.bounds.push(view.body.len());
            view.body.extend(paragraph.chars().filter(|c| c.is_alphanumeric()));
        }
        let end = view.body.len();
        view.bounds.retain(|&b| b > 0 && b < end);
        view.bounds.dedup();
        view.letters.extend(&view.body);
        view
    }
}

/// Letters of a paragraph's beginning that tell one reading of it from another.
const KEY: usize = 40;
const KEY_WITHIN: usize = 90;

fn key(text: &str) -> Vec<char> {
    text.chars().take(KEY_WITHIN).filter(|c| c.is_alphanumeric()).take(KEY).collect()
}

/// The paragraphs without the dateline that opens the first one, nor a byline in brackets behind it or at the very end. Where the text
/// itself may open with these words, the reading nearer to the gold one is taken.
fn without_dateline(article: &Article, dateline: Option<&str>, byline: &[String], gold: Option<&str>, taste: Taste) -> Vec<String> {
    let mut paragraphs = article.paragraphs.clone();
    let Some(first) = paragraphs.first().cloned() else { return paragraphs };
    let mut forms = vec![first.clone()];
    if taste.east_asian {
        let bare = without(&BYLINE_BEFORE, &without(&OPENING, &first));
        if bare != first {
            forms.push(bare);
        }
        match paragraphs.len() {
            1 => forms.iter_mut().for_each(|form| *form = without(&BYLINE_BEHIND, form)),
            _ => paragraphs.iter_mut().next_back().into_iter().for_each(|last| *last = without(&BYLINE_BEHIND, last)),
        }
    }
    forms.extend(openings(dateline, byline).iter().filter_map(|opening| behind(&first, opening)));
    let chosen = match gold.map(key) {
        Some(wanted) => forms.iter().min_by_key(|form| align::distance(&key(form), &wanted)),
        None if taste.east_asian => forms.get(1).or(forms.first()),
        None => forms.last(),
    };
    let chosen = chosen.cloned().unwrap_or(first);
    match paragraphs.first_mut() {
        Some(first) if !chosen.trim().is_empty() => *first = chosen,
        _ => {
            paragraphs.remove(0);
        }
    }
    paragraphs
}

/// Letters of a dateline, with a byline behind it and without.
fn openings(dateline: Option<&str>, byline: &[String]) -> Vec<Vec<char>> {
    let letters: Vec<char> = dateline.unwrap_or("").chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.is_empty() {
        return Vec::new();
    }
    let mut out = vec![letters.clone()];
    if !byline.is_empty() {
        let names = byline.iter().flat_map(|b| b.chars()).filter(|c| c.is_alphanumeric());
        out.insert(0, letters.into_iter().chain(names).collect());
    }
    out
}

/// The text behind an opening whose letters it begins with, or nearly.
fn behind(text: &str, opening: &[char]) -> Option<String> {
    let count = opening.len();
    let places: Vec<(usize, char)> = text.char_indices().take(4 * count + 20).filter(|(_, c)| c.is_alphanumeric()).collect();
    let mut best: Option<(usize, usize)> = None;
    for n in count.saturating_sub(2).max(1)..=places.len().min(count + 2) {
        let prefix: Vec<char> = places.iter().take(n).map(|p| p.1).collect();
        let distance = align::distance(&prefix, opening);
        let near = distance <= (count / 4).max(1) && (count > 2 || distance == 0);
        if near && best.is_none_or(|b| distance < b.0) {
            best = Some((distance, n));
        }
    }
    let &(at, last) = places.get(best?.1.checked_sub(1)?)?;
    let rest = text.get(at + last.len_utf8()..)?;
    let mark = |c: char| c.is_whitespace() || ".,:：）)（(–—-―]，".contains(c);
    Some(rest.trim_start_matches(mark).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(paragraphs: &[&str], dateline: Option<&str>) -> Article {
        let paragraphs = paragraphs.iter().map(|p| (*p).to_owned()).collect();
        Article { headline: Some("题".to_owned()), paragraphs, dateline: dateline.map(ToOwned::to_owned), ..Article::default() }
    }

    #[test]
    fn datelines_do_not_count() {
        let zh = Taste::of("zh", false);
        let gold = article(&["昨天渡船又开了。", "票价两元。"], Some("本报讯"));
        let wanted = View::gold(&gold, zh).strict;
        for first in ["昨天渡船又开了。", "本报讯 昨天渡船又开了。", "本报讯（记者 林一）昨天渡船又开了。"]
        {
            let found = article(&[first, "票价两元。（记者 林一）"], None);
            assert_eq!(View::beside(&found, &gold, zh).strict, wanted, "{first}");
        }
        let en = Taste::of("en", false);
        let gold = article(&["The ferry sailed again."], Some("HARROW BAY, May 4 —"));
        let found = article(&["HARROW BAY, May 4 — The ferry sailed again."], None);
        assert_eq!(View::beside(&found, &gold, en).strict, View::gold(&gold, en).strict);
    }

    #[test]
    fn boundaries_are_counted_in_letters() {
        let view = View::gold(&article(&["一二，三。", "", "四五。", "六"], None), Taste::of("zh", false));
        assert_eq!((view.bounds, view.body.len(), view.letters.len()), (vec![3, 5], 6, 7));
    }
}
