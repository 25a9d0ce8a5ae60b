//! Which article of a page a line speaks of: its words stand in the text of that one and in no other.

use super::Parts;
use crate::lang::Lang;
use crate::passes::echo::Echo;
use crate::text;
use std::collections::HashMap;

/// Letters of a word that tells what a text is about, but for the first one, which titles print large.
const LONG_WORD: usize = 4;
/// Words, or pairs of ideographs, that a line shares with one article alone, to speak of it.
const SHARED: usize = 2;

/// The words of the page's articles.
pub(super) struct Subjects<'p> {
    echo: &'p Echo<'p>,
    /// The article and the block of each word; neither where several have it.
    owners: HashMap<&'p str, (Option<usize>, Option<usize>)>,
}

impl<'p> Subjects<'p> {
    pub(super) fn of(articles: &[Parts], echo: &'p Echo<'p>) -> Self {
        let mut owners: HashMap<&str, (Option<usize>, Option<usize>)> = HashMap::new();
        for (number, article) in articles.iter().enumerate() {
            for &block in article.paragraphs.iter().flatten() {
                for word in words(echo.text(block), echo.lang) {
                    let owner = owners.entry(word).or_insert((Some(number), Some(block)));
                    owner.0 = owner.0.filter(|other| *other == number);
                    owner.1 = owner.1.filter(|other| *other == block);
                }
            }
        }
        Self { echo, owners }
    }

    /// The first article that block `n` speaks of, whether it stands among its text or not.
    pub(super) fn article_of(&self, n: usize) -> Option<usize> {
        let own = |word: &'p str| match self.owners.get(word) {
            Some(&(Some(article), block)) if block != Some(n) => Some((article, word)),
            _ => None,
        };
        let mut found: Vec<(usize, &str)> = words(self.echo.text(n), self.echo.lang).filter_map(own).collect();
        found.sort_unstable();
        found.dedup();
        found.chunk_by(|a, b| a.0 == b.0).find(|words| words.len() >= SHARED).and_then(|words| words.first()).map(|word| word.0)
    }
}

/// The words of a text, as far as they say what it is about: long ones, or ideographs side by side.
fn words(text: &str, lang: Lang) -> impl Iterator<Item = &str> {
    let pairs = lang.is_ea().then(|| {
        let next = text.char_indices().zip(text.chars().skip(1));
        let han = next.filter(|((_, a), b)| text::is_han(*a) && text::is_han(*b));
        han.filter_map(|((at, a), b)| text.get(at..at + a.len_utf8() + b.len_utf8()))
    });
    let long = (!lang.is_ea()).then(|| {
        let words = text.split(|c: char| !c.is_alphabetic());
        let rest = words.filter_map(|word| word.char_indices().nth(1).and_then(|(at, _)| word.get(at..)));
        rest.filter(|rest| rest.chars().count() >= LONG_WORD)
    });
    pairs.into_iter().flatten().chain(long.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;
    use smallvec::smallvec;

    #[test]
    fn lines_speak_of_what_has_their_words_alone() {
        let texts = [
            "The old bridge will reopen in spring, and no wagon may cross it.",
            "The library keeps its spring hours; readers pay no fines.",
            "Bridge to reopen",
            "Spring hours for wagon",
            "Bridge of sighs",
        ];
        let echo = Echo::new(&texts, Lang::En);
        let articles = [0, 1].map(|n| Parts { paragraphs: vec![smallvec![n]], ..Parts::default() });
        let subjects = Subjects::of(&articles, &echo);
        assert_eq!(subjects.article_of(2), Some(0));
        // One word is chance, a word of both articles says nothing, and what a block says itself does not count.
        assert_eq!([3, 4, 0].map(|n| subjects.article_of(n)), [None; 3]);
    }
}
