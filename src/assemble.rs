//! From blocks and roles to articles: headline groups, sections, stitched paragraphs.

use crate::byline;
use crate::flow::{Flow, Seam};
use crate::hyphen::Hyphens;
use crate::lang::Lang;
use crate::page::{self, Block, Glue, Piece};
use crate::passes::classify::Role;
use crate::passes::echo::Echo;
use crate::passes::evidence::{self, Evidence};
use crate::passes::layout;
use crate::passes::stitch::Join;
use crate::passes::tails::{self, Column};
use crate::shape;
use crate::span::Span;
use crate::text;
use smallvec::{SmallVec, smallvec};
use std::collections::HashSet;

mod banners;
mod columns;
mod inside;
mod strayed;
mod subject;
mod told;

use banners::Banners;
use told::Step;

/// An article over the page; the texts are flows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) section: Vec<Flow>,
    /// The section's text is that of an article before.
    pub(crate) section_again: Option<usize>,
    pub(crate) kicker: Option<Flow>,
    pub(crate) headline: Option<Flow>,
    pub(crate) deck: Option<Flow>,
    pub(crate) byline: Vec<Flow>,
    pub(crate) paragraphs: Vec<Flow>,
    pub(crate) captions: Vec<Flow>,
    pub(crate) jumps: Vec<Flow>,
    pub(crate) complete: bool,
}

/// A page in articles.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    pub(crate) articles: Vec<Draft>,
    pub(crate) furniture: Vec<Flow>,
    pub(crate) seams: Vec<Seam>,
}

/// Blocks that are one paragraph.
type Chain = SmallVec<[usize; 2]>;

/// Blocks of one article, by number.
#[derive(Default)]
struct Parts {
    section: Vec<usize>,
    section_again: Option<usize>,
    kicker: Vec<usize>,
    headline: Vec<usize>,
    deck: Vec<usize>,
    byline: Vec<usize>,
    /// Each paragraph as a chain of blocks.
    paragraphs: Vec<Chain>,
    captions: Vec<usize>,
    jumps: Vec<usize>,
}

/// Puts the page together.
pub(crate) fn assemble(
    page: &str,
    blocks: &[Block],
    texts: &[&str],
    roles: &[Role],
    evidence: &[Evidence],
    echo: &Echo<'_>,
    hyphens: &Hyphens<'_>,
) -> Layout {
    let named = told::are_named(blocks);
    let (mut articles, mut furniture) = group(&told::roles(roles, blocks), blocks, texts, evidence, echo.lang);
    if blocks.iter().any(|b| b.place.is_columned()) {
        columns::order(&mut articles, &mut furniture, evidence, echo);
    }
    tell_sections_first(&mut articles);
    for article in &mut articles {
        join_adjacent(article, texts, evidence, echo);
    }
    let moved = if named { HashSet::new() } else { join_displaced(&mut articles, texts, evidence, echo) };
    let mut out =
        Layout { articles: Vec::with_capacity(articles.len()), furniture: Vec::with_capacity(furniture.len()), ..Layout::default() };
    for parts in &articles {
        let mut draft = draft(parts, page, blocks, hyphens, &mut out.seams, &moved);
        draft.complete = is_complete(parts, texts, evidence);
        out.articles.push(draft);
    }
    for n in furniture {
        out.furniture.push(Flow::of(&blocks[n].pieces, page));
        line_seams(&blocks[n].pieces, page, &mut out.seams);
    }
    out
}

/// Of the articles of a section the first one has it, whatever order they came to stand in; of one that went away none has.
fn tell_sections_first(articles: &mut [Parts]) {
    for n in 0..articles.len() {
        let Some(other) = articles[n].section_again else { continue };
        articles[n].section_again = Some(other).filter(|&other| other < n && !articles[other].section.is_empty());
        if other > n && articles.get(other).is_some_and(|other| !other.section.is_empty()) {
            articles[n].section = std::mem::take(&mut articles[other].section);
            let same = articles.iter_mut().skip(n + 1).filter(|article| article.section_again == Some(other));
            same.for_each(|article| article.section_again = Some(n));
            articles[other].section_again = Some(n);
        }
    }
}

fn is_complete(parts: &Parts, texts: &[&str], evidence: &[Evidence]) -> bool {
    let Some(last) = parts.paragraphs.last().and_then(|chain| chain.last()) else { return true };
    evidence[*last].told && evidence[*last].ends.closed
        || text::ends_closed(shape::solid_end(texts[*last]))
        || texts[*last].trim_end().ends_with(['：', ':', '”', '"', '》'])
        || !parts.jumps.is_empty()
}

fn group(roles: &[Role], blocks: &[Block], texts: &[&str], evidence: &[Evidence], lang: Lang) -> (Vec<Parts>, Vec<usize>) {
    let mut articles: Vec<Parts> = Vec::new();
    let mut furniture = Vec::new();
    let small: Vec<bool> = texts.iter().map(|t| t.starts_with(char::is_lowercase)).collect();
    let mut banners = Banners::of(roles, blocks, evidence);
    let mut in_title = false;
    let mut named = told::Named::default();
    for (n, role) in roles.iter().enumerate() {
        let step = named.step(n, *role, blocks);
        let is_title = matches!(role, Role::Kicker | Role::Headline | Role::Deck);
        let goes_on = in_title && articles.last().is_some_and(|a| a.headline.is_empty())
            || *role == Role::Headline && is_second_line(n, roles, blocks);
        if matches!(role, Role::Kicker | Role::Headline) && (!goes_on || step == Step::Opens) {
            articles.push(banners.titled(n, articles.len()));
        }
        in_title = is_title;
        if *role == Role::Section && banners.take(n, &mut articles) {
            continue;
        }
        if matches!(role, Role::Section | Role::Furniture) {
            furniture.push(n);
            continue;
        }
        let inside = || *role == Role::Paragraph && articles.last().is_some_and(|a| a.goes_on_past_banner(&blocks[n], &evidence[n]));
        if banners.waits() && matches!(role, Role::Byline | Role::Paragraph) && !inside() {
            articles.push(banners.titled(n, articles.len()));
        }
        if articles.is_empty() || step == Step::Opens && !matches!(role, Role::Kicker | Role::Headline) {
            articles.push(Parts { section_again: banners.over(n), ..Parts::default() });
        }
        let untitled = step != Step::Within
            && articles.last().is_some_and(|article| match role {
                Role::Paragraph | Role::Jump if evidence[n].resumes && !article.paragraphs.is_empty() => true,
                Role::Paragraph => article.ends_before(&blocks[n], &evidence[n], evidence, lang),
                Role::Byline => is_signed_apart(&blocks[n], article.cells(evidence)),
                _ => false,
            });
        let captioned = articles.last_mut().filter(|article| untitled && article.is_captioned(evidence));
        if let Some(article) = captioned {
            article.captions.extend(std::mem::take(&mut article.paragraphs).into_iter().flatten());
        } else if untitled {
            articles.push(Parts { section_again: banners.over(n), ..Parts::default() });
        }
        let Some(article) = articles.last_mut() else { continue };
        match role {
            // What begins with a small letter is the second line of what stands above it.
            Role::Headline if small[n] && !article.kicker.is_empty() && article.headline.is_empty() => {
                article.headline.append(&mut article.kicker);
                article.headline.push(n);
            }
            Role::Deck if small[n] && article.deck.is_empty() => article.headline.push(n),
            Role::Kicker => article.kicker.push(n),
            Role::Headline => article.headline.push(n),
            Role::Deck => article.deck.push(n),
            Role::Byline => article.byline.push(n),
            Role::Paragraph => article.paragraphs.push(smallvec![n]),
            Role::Caption => article.captions.push(n),
            Role::Jump => article.jumps.push(n),
            Role::Section | Role::Furniture => {}
        }
    }
    furniture.extend(banners.rest());
    furniture.sort_unstable();
    (articles, furniture)
}

/// Whether a headline goes on in the next block: both are printed, and nothing else stands between them.
fn is_second_line(n: usize, roles: &[Role], blocks: &[Block]) -> bool {
    let printed = |n: usize| (blocks[n].place.size > 0 || blocks[n].place.wide > 0) && roles[n] == Role::Headline;
    n > 0 && printed(n) && printed(n - 1) && !blocks[n].place.apart
}

/// Weight above which an open paragraph goes on in the next text of its article. Below it stands what begins as an article.
const ADJACENT: f32 = -6.0;

/// A whole text that stands between an open one and its rest is no part of it: the rest begins with a small letter.
fn past_box(article: &mut Parts, texts: &[&str], evidence: &[Evidence]) {
    let paragraphs = &mut article.paragraphs;
    let of = |chain: &Chain| chain.first().map(|n| &evidence[*n]);
    for n in 2..paragraphs.len() {
        let ends = [n - 2, n - 1, n].map(|k| of(&paragraphs[k]).map(|e| (e.ends.closed, e.ends.is_small())));
        // Behind a colon comes a list.
        let listed = || paragraphs[n - 2].last().is_some_and(|&n| texts[n].trim_end().ends_with(':'));
        if matches!(ends, [Some((false, _)), Some((true, false)), Some((_, true))]) && !listed() {
            paragraphs.swap(n - 1, n);
        }
    }
}

fn join_adjacent(article: &mut Parts, texts: &[&str], evidence: &[Evidence], echo: &Echo<'_>) {
    let mut chains: Vec<Chain> = Vec::with_capacity(article.paragraphs.len());
    let is_joined = |join: Join| join.open && join.score > ADJACENT;
    // German nouns begin with capitals, wherever they stand.
    if matches!(echo.lang, Lang::En | Lang::Fr) {
        past_box(article, texts, evidence);
    }
    for chain in std::mem::take(&mut article.paragraphs) {
        let join = |last: &[usize]| {
            let ends = last.last().zip(chain.first());
            ends.map_or(Join::default(), |(&a, &b)| evidence::join(evidence, a, b, echo))
        };
        // A table that stands in the middle of a paragraph comes to stand behind it.
        let row = |chain: &Chain| chain.iter().all(|&n| evidence[n].row);
        let rows = if row(&chain) { 0 } else { chains.iter().rev().take_while(|chain| row(chain)).count() };
        let last = chains.len().checked_sub(1 + rows).and_then(|n| chains.get_mut(n));
        match last.filter(|last| is_joined(join(last))) {
            Some(last) => last.extend(chain),
            None => chains.push(chain),
        }
    }
    article.paragraphs = chains;
}

/// Moves tails that stand in later articles; returns the blocks that began one.
fn join_displaced(articles: &mut [Parts], texts: &[&str], evidence: &[Evidence], echo: &Echo<'_>) -> HashSet<usize> {
    if articles.len() < 2 {
        return HashSet::new();
    }
    let columns: Vec<Column> = articles.iter().map(|parts| parts.column(evidence, echo)).collect();
    let mut moved = HashSet::new();
    // From behind, so that the numbers of the paragraphs before stay right.
    for tail in tails::find(&columns, texts, evidence, echo).into_iter().rev() {
        let chains = articles[tail.to].split_off(tail.at);
        let jumps = std::mem::take(&mut articles[tail.to].jumps);
        let article = &mut articles[tail.from];
        if tail.caption {
            let caption = article.paragraphs.last_mut().and_then(Chain::pop);
            article.captions.extend(caption);
        }
        let mut chains = chains.into_iter();
        if let (Some(last), Some(first)) = (article.paragraphs.last_mut(), chains.next()) {
            moved.extend(first.first());
            last.extend(first);
        }
        article.paragraphs.extend(chains);
        article.jumps.extend(jumps);
    }
    moved
}

/// Cells of a text that may be a whole article: what opens like one, or stands behind a rule, goes on with no less.
const WHOLE: usize = 160;

/// Whether a byline behind so many cells of text is that of another article, whose title was not read: a rule stands before it.
fn is_signed_apart(block: &Block, cells: usize) -> bool {
    block.place.size > 0 && block.place.apart && cells >= WHOLE
}

/// What a caption looks like at least.
const CAPTION: f32 = 2.0;

impl Parts {
    /// Whether a text is that of another article, whose title stands elsewhere or was not read.
    fn ends_before(&self, block: &Block, e: &Evidence, evidence: &[Evidence], lang: Lang) -> bool {
        // In the lines of columns, an article may stand before its own title.
        if block.place.is_columned() {
            return e.dateline && columns::has_text(self, evidence, lang);
        }
        if block.place.size == 0 {
            return false;
        }
        let opens = |e: &Evidence| e.dateline && !e.weak_dateline;
        let has_opening = self.paragraphs.iter().flatten().any(|&n| opens(&evidence[n]));
        let has_text = self.cells(evidence) >= WHOLE;
        opens(e) && (has_opening || has_text) || block.place.apart && !block.place.framed && e.cells >= columns::LEAST_TEXT && has_text
    }

    /// Whether a text in the lines of a column is of this article though a banner stands before it: below a banner an article begins, with its
    /// title, its byline or as articles open.
    fn goes_on_past_banner(&self, block: &Block, e: &Evidence) -> bool {
        block.place.is_columned() && !self.paragraphs.is_empty() && !e.dateline && !e.resumes
    }

    /// Whether all text of a title so far is a caption: the article opens behind it.
    fn is_captioned(&self, evidence: &[Evidence]) -> bool {
        let one = matches!(self.paragraphs[..], [ref chain] if matches!(chain[..], [n] if evidence[n].caption >= CAPTION && !evidence[n].dateline));
        one && !self.headline.is_empty() && self.captions.is_empty()
    }

    /// The article as the search for tails sees it.
    fn column(&self, evidence: &[Evidence], echo: &Echo<'_>) -> Column {
        let join = |pair: [usize; 2]| evidence::join(evidence, pair[0], pair[1], echo).score;
        let before = |chain: &Chain, n: usize| n.checked_sub(1).map(|b| join([chain[b], chain[n]]));
        let texts = self.paragraphs.iter().flat_map(|chain| chain.iter().enumerate().map(move |(n, &block)| (block, before(chain, n))));
        let title = self.kicker.iter().chain(&self.headline).chain(&self.deck).copied().collect();
        Column { title, texts: texts.collect(), jumps: !self.jumps.is_empty() }
    }

    /// Takes away the paragraphs from a text on.
    fn split_off(&mut self, at: usize) -> Vec<Chain> {
        let mut before = 0;
        let Some(k) = self.paragraphs.iter().position(|chain| {
            before += chain.len();
            before > at
        }) else {
            return Vec::new();
        };
        let mut chains = self.paragraphs.split_off(k);
        if let Some(chain) = chains.first_mut() {
            let inside = chain.len() - (before - at);
            if inside > 0 {
                let tail = Chain::from_slice(&chain[inside..]);
                chain.truncate(inside);
                self.paragraphs.push(std::mem::replace(chain, tail));
            }
        }
        chains
    }
}

fn draft(parts: &Parts, page: &str, blocks: &[Block], hyphens: &Hyphens<'_>, seams: &mut Vec<Seam>, moved: &HashSet<usize>) -> Draft {
    let mut draft = Draft { section_again: parts.section_again, ..Draft::default() };
    let mut title = |chain: &[usize]| (!chain.is_empty()).then(|| title_flow(chain, page, blocks, hyphens, seams));
    draft.kicker = title(&parts.kicker);
    draft.headline = title(&parts.headline);
    draft.deck = title(&parts.deck);
    let mut flow = |chain: &[usize]| chain_flow(chain, page, blocks, hyphens, seams, moved);
    draft.section = parts.section.iter().map(|&n| flow(&[n])).collect();
    draft.byline = parts.byline.iter().flat_map(|&n| byline_flows(&blocks[n].pieces, page, hyphens.lang())).collect();
    draft.paragraphs = parts.paragraphs.iter().map(|c| flow(c)).collect();
    draft.captions = parts.captions.iter().map(|&n| flow(&[n])).collect();
    draft.jumps = parts.jumps.iter().map(|&n| flow(&[n])).collect();
    draft
}

/// Each line of a byline names somebody else, or an office; a Latin surname alone goes with the line before it, and so does the name behind an
/// office that ends a line.
fn byline_flows(pieces: &[Piece], page: &str, lang: Lang) -> Vec<Flow> {
    let mut out: Vec<Flow> = Vec::new();
    let mut rest = pieces;
    while let Some((&first, behind)) = rest.split_first() {
        let is_surname = |piece: &&Piece| !piece.span.of(page).contains(|c: char| c == ' ' || text::is_ea(c));
        let broken = first.span.of(page).split_whitespace().count() == 2 && !first.span.of(page).contains(text::is_ea);
        let is_rest = |piece: &&Piece| broken && is_surname(piece) || byline::is_rest(piece.span.of(page), first.span.of(page), lang);
        let second = behind.first().filter(is_rest);
        let line: SmallVec<[Piece; 2]> = std::iter::once(Piece { glue: Glue::None, ..first }).chain(second.copied()).collect();
        rest = behind.get(line.len() - 1..).unwrap_or_default();
        out.push(Flow::of(&line, page));
    }
    out
}

fn chain_flow(chain: &[usize], page: &str, blocks: &[Block], hyphens: &Hyphens<'_>, seams: &mut Vec<Seam>, moved: &HashSet<usize>) -> Flow {
    let mut flow = Flow::with_room(chain.iter().map(|&n| blocks[n].pieces.len()).sum());
    let mut last: Option<Piece> = None;
    for &n in chain {
        let block = &blocks[n];
        line_seams(&block.pieces, page, seams);
        for (k, piece) in block.pieces.iter().enumerate() {
            let mut piece = *piece;
            if let Some(last) = last.filter(|_| k == 0) {
                piece.glue = page::glue(last.span.of(page), piece.span.of(page), hyphens);
                let far = moved.contains(&n);
                let rule = if far { &layout::DISPLACED_TAIL } else { &layout::COLUMN_BREAK };
                seams.push(seam(last.span, piece, rule, if far { 0.88 } else { 0.95 }, page));
            }
            flow.add(piece, page);
            last = Some(piece);
        }
    }
    flow
}

/// A title, whose lines are phrases or one phrase that the column wrapped.
fn title_flow(chain: &[usize], page: &str, blocks: &[Block], hyphens: &Hyphens<'_>, seams: &mut Vec<Seam>) -> Flow {
    let mut pieces: SmallVec<[Piece; 4]> = SmallVec::new();
    for &n in chain {
        let mut next = blocks[n].pieces.clone();
        if let (Some(last), Some(first)) = (pieces.last(), next.first_mut()) {
            first.glue = page::glue(last.span.of(page), first.span.of(page), hyphens);
        }
        pieces.extend(next);
    }
    if hyphens.lang().is_ea() && is_in_phrases(&pieces, page) {
        let leads_on = |line: &str| hyphens.lang().table().leads_on.iter().any(|word| line.ends_with(word));
        for n in 1..pieces.len() {
            if pieces[n].glue == Glue::None && !leads_on(pieces[n - 1].span.of(page)) {
                pieces[n].glue = Glue::Space;
            }
        }
    }
    line_seams(&pieces, page, seams);
    Flow::of(&pieces, page)
}

/// Whether the lines of a title end where its phrases do: a wrapped one fills each of its lines but the last, and that is no longer than
/// the others.
fn is_in_phrases(pieces: &[Piece], page: &str) -> bool {
    let widths: SmallVec<[usize; 4]> = pieces.iter().map(|p| text::cells(p.span.of(page))).collect();
    let Some((last, filled)) = widths.split_last() else { return false };
    let (least, most) = (filled.iter().min().copied().unwrap_or(0), filled.iter().max().copied().unwrap_or(0));
    !filled.is_empty() && (most > least + PHRASE_STEP || *last > most + PHRASE_STEP)
}

/// Lines of one measure differ by half a character, or by a mark that no line begins with: more cells say that they end of themselves.
const PHRASE_STEP: usize = 2;

fn line_seams(pieces: &[Piece], page: &str, seams: &mut Vec<Seam>) {
    seams.reserve(pieces.len().saturating_sub(1));
    for pair in pieces.windows(2) {
        if let [a, b] = pair {
            let rule = if b.glue == Glue::Hyphen { &layout::HYPHEN_BREAK } else { &layout::LINE_BREAK };
            seams.push(seam(a.span, *b, rule, 0.95, page));
        }
    }
}

fn seam(before: Span, piece: Piece, rule: &'static crate::rule::Rule, confidence: f32, page: &str) -> Seam {
    let hyphen = if piece.glue == Glue::Hyphen { before.of(page).chars().next_back().map_or(0, char::len_utf8) } else { 0 };
    let start = before.end - hyphen;
    // The break is the white space behind the text before; what stands in between keeps its own place.
    let behind = page.get(before.end..).unwrap_or("");
    let end = before.end + behind.len() - behind.trim_start().len();
    let to = if piece.glue == Glue::Space { " " } else { "" }.into();
    Seam { span: Span::new(start, end), to, rule, confidence }
}

/// Names of a byline line, and those in brackets of the first and last paragraph.
pub(crate) fn names(lines: &[String], lang: Lang) -> Vec<String> {
    lines
        .iter()
        .flat_map(|line| {
            let names = byline::names(line, lang);
            if !names.is_empty() {
                return names;
            }
            // Scraps of letters beside a name stay with it: nothing of them would be left anywhere.
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            let misread = byline::misread(line, lang).filter(|own| lang.is_ea() || letters(own) == letters(line));
            let Some(misread) = misread else { return vec![line.clone()] };
            let names = byline::names_behind(&misread, lang);
            if names.is_empty() { vec![misread.into_owned()] } else { names }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Fill;
    use crate::page::Place;

    #[test]
    fn a_byline_below_a_rule_is_of_another_article() {
        for (apart, size, wanted) in [(true, 100, true), (false, 100, false), (true, 0, false)] {
            let block = Block { pieces: smallvec![], mark: 0, place: Place { apart, size, ..Place::default() } };
            assert_eq!(is_signed_apart(&block, WHOLE), wanted, "{apart} {size}");
            assert!(!is_signed_apart(&block, WHOLE - 1));
        }
    }

    #[test]
    fn text_below_a_banner_goes_on_unless_an_article_opens() {
        let block = |fill| Block { pieces: smallvec![], mark: 0, place: Place { fill, ..Place::default() } };
        let article = Parts { paragraphs: vec![smallvec![0]], ..Parts::default() };
        for (text, fill, wanted) in [
            ("2021, le pont des Tanneurs rouvrira au printemps, mais les voitures n’y", Fill::Text, true),
            ("VAUCLERC. En raison de travaux sur le réservoir l’eau sera coupée", Fill::Text, false),
            ("2021, le pont des Tanneurs rouvrira au printemps, mais les voitures n’y", Fill::Unknown, false),
        ] {
            let evidence = evidence::collect(&[text], &[block(fill)], &Lang::Fr.into());
            assert_eq!(article.goes_on_past_banner(&block(fill), &evidence[0]), wanted, "{text}");
            assert!(!Parts::default().goes_on_past_banner(&block(fill), &evidence[0]));
        }
    }

    #[test]
    fn the_first_article_of_a_section_has_it() {
        let again = |n| Parts { section_again: Some(n), ..Parts::default() };
        let mut articles = [again(2), again(1), Parts { section: vec![7], ..Parts::default() }, again(2), again(1)];
        tell_sections_first(&mut articles);
        assert_eq!(articles[0].section, [7]);
        assert_eq!(articles.map(|a| a.section_again), [None, None, Some(0), Some(0), None]);
    }
}
