//! Articles that the file names: one begins where the name changes, and nowhere else.

use crate::page::Block;
use crate::passes::classify::Role;

/// Whether the file names articles, and most of the page stands in them.
pub(super) fn are_named(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| block.place.article > 0)
}

/// The roles of the blocks: a title behind text of an article that the file names heads a part of that, and is text.
pub(super) fn roles(roles: &[Role], blocks: &[Block]) -> Vec<Role> {
    let mut out = roles.to_vec();
    let mut rest = &mut out[..];
    for article in blocks.chunk_by(|a, b| a.place.article == b.place.article) {
        let (own, behind) = rest.split_at_mut(article.len().min(rest.len()));
        rest = behind;
        let named = article.first().is_some_and(|block| block.place.article > 0);
        let text = own.iter().position(|role| *role == Role::Paragraph).filter(|_| named).unwrap_or(own.len());
        let titles = own.iter_mut().skip(text).filter(|role| matches!(role, Role::Section | Role::Kicker | Role::Headline | Role::Deck));
        titles.for_each(|role| *role = Role::Paragraph);
    }
    out
}

/// What the file's names say of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing.
    Unknown,
    /// Its article is another one than that of the block before it.
    Opens,
    /// It goes on in its article.
    Within,
}

/// The article of the block that was met last, furniture and banners left aside; none before the first one.
#[derive(Default)]
pub(super) struct Named(Option<u16>);

impl Named {
    pub(super) fn step(&mut self, n: usize, role: Role, blocks: &[Block]) -> Step {
        let Some(article) = blocks.get(n).map(|block| block.place.article) else { return Step::Unknown };
        if matches!(role, Role::Section | Role::Furniture) {
            return Step::Unknown;
        }
        let before = self.0.replace(article);
        match before {
            Some(before) if before != article => Step::Opens,
            Some(_) if article > 0 => Step::Within,
            _ => Step::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Place;
    use Role::{Furniture, Headline, Kicker, Paragraph};
    use smallvec::smallvec;

    fn blocks(articles: &[u16]) -> Vec<Block> {
        let block = |&article: &u16| Block { pieces: smallvec![], mark: 0, place: Place { article, ..Place::default() } };
        articles.iter().map(block).collect()
    }

    #[test]
    fn a_title_within_a_named_article_is_text() {
        let own = [Kicker, Headline, Paragraph, Headline, Paragraph, Headline, Paragraph];
        let found = roles(&own, &blocks(&[1, 1, 1, 1, 1, 2, 2]));
        assert_eq!(found, [Kicker, Headline, Paragraph, Paragraph, Paragraph, Headline, Paragraph]);
        assert_eq!(roles(&own, &blocks(&[0; 7])), own);
    }

    #[test]
    fn an_article_opens_where_the_name_changes() {
        let of = |parts: &[(u16, Role)]| {
            let blocks = blocks(&parts.iter().map(|part| part.0).collect::<Vec<_>>());
            let mut named = Named::default();
            parts.iter().enumerate().map(|(n, part)| named.step(n, part.1, &blocks)).collect::<Vec<_>>()
        };
        use Step::{Opens, Unknown, Within};
        assert_eq!(of(&[(1, Headline), (1, Paragraph), (2, Paragraph), (2, Paragraph)]), [Unknown, Within, Opens, Within]);
        assert_eq!(
            of(&[(1, Paragraph), (2, Furniture), (1, Paragraph), (0, Paragraph), (0, Paragraph)]),
            [Unknown, Unknown, Within, Opens, Unknown]
        );
        assert_eq!(of(&[(0, Headline), (0, Paragraph)]), [Unknown, Unknown]);
    }
}
