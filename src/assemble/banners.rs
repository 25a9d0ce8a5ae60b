//! Which articles the banners of a page govern: those below them, those above them, or nobody knows.

use super::Parts;
use crate::page::Block;
use crate::passes::classify::Role;
use crate::passes::evidence::Evidence;

/// The banners of a page, as they are met from its head to its foot.
pub(super) struct Banners<'p> {
    blocks: &'p [Block],
    /// For each block whether a title follows, banners and furniture left aside.
    before_title: Vec<bool>,
    stand: Stand,
    /// Those that wait for their first article.
    waiting: Vec<usize>,
    governing: Governing,
}

/// Where the banners of a page stand that is no print: there nothing else says what they govern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// Above their articles, as printed.
    Above,
    /// Below them: an engine reads a banner at the margin behind the text beside it. It governs the article right above, and
    /// nobody can say which ones before that.
    Below,
    /// In the middle of articles: nobody can say which ones they govern.
    Within,
}

impl Stand {
    fn of(roles: &[Role], before_title: &[bool], has_cues: impl Fn(usize) -> bool) -> Self {
        let banners: Vec<usize> = (0..roles.len()).filter(|&n| roles[n] == Role::Section).collect();
        let within = banners.iter().filter(|&&n| !before_title[n]).count();
        let text_ends = roles.iter().rposition(|role| !matches!(role, Role::Section | Role::Furniture)).map_or(0, |n| n + 1);
        let behind_text = banners.iter().filter(|&&n| n >= text_ends);
        let titled = |roles: &[Role]| roles.contains(&Role::Headline);
        if let Some(&first) = banners.first().filter(|&&n| n < text_ends) {
            // The first article has none above it, the last one has one below it, which is no folio, and none stands within a text.
            let is_below = within == behind_text.clone().count() && behind_text.into_iter().any(|&n| !has_cues(n));
            if is_below && titled(&roles[..first]) && titled(&roles[first..text_ends]) {
                return Self::Below;
            }
        }
        if within * 3 <= banners.len() { Self::Above } else { Self::Within }
    }
}

impl<'p> Banners<'p> {
    pub(super) fn of(roles: &[Role], blocks: &'p [Block], evidence: &[Evidence]) -> Self {
        let opens = |n: usize| blocks[n].place.apart && (evidence[n].byline || evidence[n].dateline);
        let before_title = titles_behind(roles, opens);
        let stand = Stand::of(roles, &before_title, |n| evidence[n].furniture > 0.0);
        Self { blocks, before_title, stand, waiting: Vec::new(), governing: Governing::default() }
    }

    /// Takes the banner in block `n`, unless nobody can say what it governs.
    pub(super) fn take(&mut self, n: usize, articles: &mut [Parts]) -> bool {
        // Where a printed banner stands is known.
        let stand = match self.blocks[n].place.size {
            0 => self.stand,
            _ if self.before_title[n] => Stand::Above,
            _ => Stand::Within,
        };
        match stand {
            Stand::Above => self.waiting.push(n),
            Stand::Below => {
                let Some(last) = articles.last_mut() else { return false };
                last.section.push(n);
            }
            Stand::Within => return false,
        }
        true
    }

    /// A new article, whose title or, where none was read, whose opening stands in block `n`; `number` is its place on the page.
    pub(super) fn titled(&mut self, n: usize, number: usize) -> Parts {
        let section = std::mem::take(&mut self.waiting);
        let section_again = if section.is_empty() { self.over(n) } else { None };
        if let Some(&first) = section.first() {
            self.governing.0.push((self.blocks[first].place.frame, number));
        }
        Parts { section, section_again, ..Parts::default() }
    }

    /// Whether a banner waits for its first article.
    pub(super) fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The article whose banner governs the one that begins in block `n`, too.
    pub(super) fn over(&self, n: usize) -> Option<usize> {
        self.governing.over(&self.blocks[n])
    }

    /// Those that no article followed.
    pub(super) fn rest(self) -> Vec<usize> {
        self.waiting
    }
}

/// The banners so far: the frame that each stands in, and the first article that it governs.
#[derive(Default)]
struct Governing(Vec<(u8, usize)>);

impl Governing {
    /// The article whose banner governs a block, too: the last one, but what stands in a frame governs nothing beyond it.
    fn over(&self, block: &Block) -> Option<usize> {
        self.0.iter().rev().find(|(frame, _)| *frame == 0 || *frame == block.place.frame).map(|(_, article)| *article)
    }
}

/// For each block whether a title follows, or behind a rule the opening of an article whose title was not read.
fn titles_behind(roles: &[Role], opens: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut out = vec![false; roles.len()];
    let mut title = false;
    for n in (0..roles.len()).rev() {
        out[n] = title;
        title = match roles[n] {
            Role::Section | Role::Furniture => title,
            Role::Kicker | Role::Headline => true,
            Role::Byline | Role::Paragraph => opens(n),
            _ => false,
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Desk;
    use crate::page::Place;
    use Role::{Furniture, Headline, Paragraph, Section};
    use smallvec::smallvec;

    #[test]
    fn where_banners_stand() {
        let stand = |roles: &[Role]| Stand::of(roles, &titles_behind(roles, |_| false), |_| false);
        assert_eq!(stand(&[Section, Headline, Paragraph, Section, Headline, Paragraph, Furniture]), Stand::Above);
        assert_eq!(stand(&[Headline, Paragraph, Section, Headline, Paragraph, Section, Furniture]), Stand::Below);
        assert_eq!(stand(&[Headline, Paragraph, Section, Headline, Paragraph]), Stand::Above);
        assert_eq!(stand(&[Section, Headline, Paragraph, Section, Headline, Paragraph, Section]), Stand::Above);
        let folio = [Headline, Paragraph, Section, Headline, Paragraph, Section];
        assert_eq!(Stand::of(&folio, &titles_behind(&folio, |_| false), |n| n == 5), Stand::Within);
        // A banner may have two lines.
        assert_eq!(stand(&[Headline, Paragraph, Section, Section, Headline, Paragraph, Section, Section]), Stand::Below);
        // One behind all text may govern the last article or all of them.
        assert_eq!(stand(&[Headline, Paragraph, Headline, Paragraph, Section]), Stand::Within);
        assert_eq!(stand(&[Headline, Paragraph, Section, Paragraph, Headline, Paragraph, Section]), Stand::Within);
    }

    #[test]
    fn a_banner_in_a_frame_governs_nothing_beyond_it() {
        let block = |frame: u8| Block { pieces: smallvec![], mark: 0, place: Place { frame, ..Place::default() } };
        let governing = Governing(vec![(0, 2), (1, 5)]);
        assert_eq!([0, 1, 2].map(|frame| governing.over(&block(frame))), [Some(2), Some(5), Some(2)]);
        assert_eq!(Governing(vec![(1, 0)]).over(&block(0)), None);
    }

    #[test]
    fn an_opening_behind_a_rule_stands_for_its_title() {
        let roles = [Section, Furniture, Paragraph, Paragraph];
        let behind = |opens: usize| titles_behind(&roles, |n| n == opens);
        assert_eq!(behind(2), [true, true, false, false]);
        assert_eq!(behind(3), [false, false, true, false]);
    }

    #[test]
    fn banners_below_their_articles() {
        let page = "## 旧仓办起夜校\n\n本报讯 昨天傍晚，东门粮站的仓库重新亮起了灯，木工夜校开课了。\n\n城乡统筹\n\n\
            ## 橘农用上无人机\n\n本报讯 一架无人机吊着两筐蜜橘，从山顶缓缓升起，落在了山脚下。\n\n\
            ## 老码头修好了\n\n本报讯 修了三年的老码头昨天重新开放，许多市民前来看船。\n\n关注港口\n";
        let sections = |page: &str| Desk::new().clean(page).articles().into_iter().map(|a| a.section).collect::<Vec<_>>();
        let of = |names: [&str; 3]| names.map(|name| Some(name.to_owned()).filter(|name| !name.is_empty())).to_vec();
        assert_eq!(sections(page), of(["城乡统筹", "", "关注港口"]));
        assert_eq!(sections(&format!("今日聚焦\n\n{}", page.trim_end_matches("关注港口\n"))), of(["今日聚焦", "城乡统筹", "城乡统筹"]));
    }
}
