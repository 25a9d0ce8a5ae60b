//! What a file says of its words beside their text and their boxes: article, place in the order of reading, size of the print.

use crate::reader::{Sheet, Token};
use std::collections::HashMap;

/// What a file says of a word. Nothing of it is the truth: engines say it of blocks that they cut wrongly.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Told {
    /// Number of its article, from 1 on; 0 for none.
    pub(crate) article: u16,
    /// Place of its region in the order that somebody gave the page; 0 where nobody did.
    pub(crate) rank: u32,
    /// Place of its block in the file, from 1 on; 0 where the form has no blocks.
    pub(crate) block: u32,
    /// Size of its print in the file's measure; 0 where it is not told.
    pub(crate) size: f32,
}

/// Numbers for the names of articles, as they are met.
#[derive(Default)]
pub(super) struct Names<'t>(HashMap<&'t str, u16>);

impl<'t> Names<'t> {
    pub(super) fn number(&mut self, name: &'t str) -> u16 {
        let next = u16::try_from(self.0.len() + 1).unwrap_or(u16::MAX);
        *self.0.entry(name).or_insert(next)
    }
}

/// Of PAGE's `custom`, as in `readingOrder {index:3;} structure {id:a1; type:article;}`: the name of the article.
pub(super) fn article(custom: &str) -> Option<&str> {
    let structures = rules(custom).filter(|(name, _)| *name == "structure");
    let mut articles = structures.filter(|(_, body)| property(body, "type") == Some("article"));
    let own = articles.next().and_then(|(_, body)| property(body, "id"));
    own.or_else(|| rules(custom).find(|(name, _)| *name == "article").and_then(|(_, body)| property(body, "id")))
}

/// The same: the place of a region among the others.
pub(super) fn index(custom: &str) -> Option<u32> {
    let (_, body) = rules(custom).find(|(name, _)| *name == "readingOrder")?;
    property(body, "index")?.parse().ok()
}

/// The rules of a `custom`, with what stands between their braces.
fn rules(custom: &str) -> impl Iterator<Item = (&str, &str)> {
    custom.split('}').filter_map(|rule| rule.split_once('{')).map(|(name, body)| (name.trim(), body))
}

fn property<'t>(body: &'t str, name: &str) -> Option<&'t str> {
    let value = body.split(';').filter_map(|pair| pair.split_once(':')).find(|(key, _)| key.trim() == name)?.1.trim();
    Some(value).filter(|value| !value.is_empty())
}

/// The regions of a file and the order that it names them in.
#[derive(Default)]
pub(super) struct Order<'t> {
    /// Names of regions with their first words.
    regions: Vec<(&'t str, usize)>,
    /// Places of regions by their own account.
    indexes: Vec<Option<u32>>,
    /// Groups that are open, with the places in them; the first one is the order itself.
    open: Vec<u32>,
    /// The names in the order, each with the places of the groups around it.
    names: Vec<(Vec<u32>, &'t str)>,
    /// The file says that its groups are in no order.
    loose: bool,
}

impl<'t> Order<'t> {
    pub(super) fn region(&mut self, name: Option<&'t str>, index: Option<u32>, first: usize) {
        self.regions.push((name.unwrap_or(""), first));
        self.indexes.push(index);
    }

    pub(super) fn open_group(&mut self, index: Option<u32>, ordered: bool) {
        self.loose |= self.open.is_empty() && !ordered;
        self.open.push(index.unwrap_or_else(|| self.next()));
    }

    pub(super) fn close_group(&mut self) {
        self.open.pop();
    }

    pub(super) fn name(&mut self, index: Option<u32>, name: &'t str) {
        let mut place = self.open.clone();
        place.push(index.unwrap_or_else(|| self.next()));
        self.names.push((place, name));
    }

    /// A place behind all others so far, for what has none.
    fn next(&self) -> u32 {
        u32::try_from(self.names.len()).unwrap_or(u32::MAX)
    }

    /// Tells the words their places. Those of a page without boxes are put in their order at once.
    pub(super) fn tell(mut self, sheet: &mut Sheet) {
        self.names.sort_by(|a, b| a.0.cmp(&b.0));
        let last = u32::try_from(self.names.len() + 1).unwrap_or(u32::MAX);
        let by_name: HashMap<&str, u32> = self.names.iter().zip(1..last).map(|((_, name), n)| (*name, n)).rev().collect();
        let indexed = self.indexes.len() > 1 && self.indexes.iter().all(Option::is_some);
        let one_page = self.regions.len() > 1 && sheet.pages.iter().all(|&first| first == 0);
        if !one_page || self.names.is_empty() && !indexed {
            return;
        }
        // What the order leaves out has no place.
        let ranks: Vec<u32> = if self.names.is_empty() {
            self.indexes.iter().map(|index| index.map_or(0, |n| n.saturating_add(1))).collect()
        } else {
            self.regions.iter().map(|(name, _)| by_name.get(name).copied().unwrap_or(0)).collect()
        };
        let region = |n: usize| self.regions.partition_point(|(_, first)| *first <= n).checked_sub(1);
        let rank = |n: usize| region(n).and_then(|r| ranks.get(r).copied()).unwrap_or(0);
        if !sheet.tokens.iter().any(|token| token.rect.is_some()) {
            let place = |n: usize| if rank(n) > 0 { rank(n) } else { last };
            let mut tokens: Vec<(u32, Token)> =
                std::mem::take(&mut sheet.tokens).into_iter().enumerate().map(|(n, token)| (place(n), token)).collect();
            tokens.sort_by_key(|token| token.0);
            sheet.tokens = tokens.into_iter().map(|token| token.1).collect();
        } else if !self.loose && !ranks.iter().filter(|&&rank| rank > 0).is_sorted() {
            // The order that the file is written in anyway is the engine's.
            sheet.tokens.iter_mut().enumerate().for_each(|(n, token)| token.told.rank = rank(n));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_and_places_are_named_in_custom() {
        for (custom, wanted) in [
            ("readingOrder {index:0;} structure {id:a12; type:article;}", Some("a12")),
            ("structure {type:article; id:a1;}", Some("a1")),
            ("structure {type:heading;} structure {id:a3;type:article;}", Some("a3")),
            ("structure {type:heading;}", None),
            ("structure {id:x; type:paragraph;}", None),
            ("readingOrder{index:1;}article{id:7;}", Some("7")),
            ("", None),
            ("} {;: structure", None),
        ] {
            assert_eq!(article(custom), wanted, "{custom}");
        }
        assert_eq!(["readingOrder {index:12;}", "readingOrder {index:x;}", ""].map(index), [Some(12), None, None]);
    }
}
