//! The figures of a page.

use crate::article::Article;
use crate::eval::align::{self, Kind, Op};
use crate::eval::form::{self, Taste};
use crate::eval::page::EvalPage;
use crate::eval::pair;
use crate::eval::view::View;
use crate::lang::Lang;
use serde::Serialize;
use std::collections::HashMap;

/// How pages are compared.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The language's tag, where the gold page does not name it.
    pub lang: Option<String>,
    /// `ſ` counts as `s`: what an engine reads from Fraktur.
    pub fold_long_s: bool,
}

/// An article is found where its letters are this similar: 1 − edit distance / length of the longer text.
const FOUND: f64 = 0.70;
/// A headline is right from this similarity on.
const TITLE: f64 = 0.80;
/// Names of a byline; ideographs are few, one wrong of two still names somebody.
const NAME_EAST_ASIAN: f64 = 0.5;
const NAME: f64 = 0.7;
/// Two articles that share no more of the shorter one than this are strangers.
const STRANGERS: f64 = 0.2;
/// A boundary between paragraphs may be off by so many letters.
const TOLERANCE_EAST_ASIAN: usize = 3;
const TOLERANCE: usize = 6;
/// A text is there beside a boundary when one of so many letters is.
const BESIDE: usize = 4;

/// The figures of one page; those without an object (no bylines, say) are none.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// F1 of articles found.
    pub article_f1: Option<f64>,
    /// Share of the gold articles that were found.
    pub article_r: Option<f64>,
    /// Share of the articles that are gold ones.
    pub article_p: Option<f64>,
    /// Edit distance over all pairs of articles, unpaired ones in full, by the length of the gold text.
    pub cer: Option<f64>,
    /// The same with letters only.
    pub cer_chars: Option<f64>,
    /// The same with words; an ideograph is one.
    pub wer: Option<f64>,
    /// F1 of marks at their places.
    pub punct: Option<f64>,
    /// Precision of boundaries between paragraphs.
    pub para_p: Option<f64>,
    /// Recall of them.
    pub para_r: Option<f64>,
    /// F1 of them.
    pub para_f1: Option<f64>,
    /// False joins per 100 boundaries whose both sides were found.
    pub false_joins: Option<f64>,
    /// F1 of headlines.
    pub title_f1: Option<f64>,
    /// F1 of kicker, headline and deck taken together.
    pub titleblock_f1: Option<f64>,
    /// F1 of names in bylines.
    pub byline_f1: Option<f64>,
    /// Share of the gold articles that are found under the right banner.
    pub section_acc: Option<f64>,
    /// Articles of the gold page, and those that were found.
    pub n_gold: usize,
    /// Articles of the other page.
    pub n_pred: usize,
    /// Places where paired articles still differ in few characters.
    pub differences: usize,
}

impl Score {
    /// The figures with their names, for tables.
    pub fn figures(&self) -> [(&'static str, Option<f64>); 15] {
        [
            ("artF1", self.article_f1),
            ("artR", self.article_r),
            ("artP", self.article_p),
            ("CER", self.cer),
            ("CERc", self.cer_chars),
            ("WER", self.wer),
            ("punct", self.punct),
            ("paraP", self.para_p),
            ("paraR", self.para_r),
            ("paraF1", self.para_f1),
            ("fjoin", self.false_joins),
            ("title", self.title_f1),
            ("titleblk", self.titleblock_f1),
            ("byl", self.byline_f1),
            ("sect", self.section_acc),
        ]
    }
}

/// The mean of each figure over the pages that have it.
pub fn mean(scores: &[Score]) -> Score {
    let over = |figure: fn(&Score) -> Option<f64>| {
        let known: Vec<f64> = scores.iter().filter_map(figure).collect();
        ratio(known.iter().sum(), known.len() as f64)
    };
    Score {
        article_f1: over(|s| s.article_f1),
        article_r: over(|s| s.article_r),
        article_p: over(|s| s.article_p),
        cer: over(|s| s.cer),
        cer_chars: over(|s| s.cer_chars),
        wer: over(|s| s.wer),
        punct: over(|s| s.punct),
        para_p: over(|s| s.para_p),
        para_r: over(|s| s.para_r),
        para_f1: over(|s| s.para_f1),
        false_joins: over(|s| s.false_joins),
        title_f1: over(|s| s.title_f1),
        titleblock_f1: over(|s| s.titleblock_f1),
        byline_f1: over(|s| s.byline_f1),
        section_acc: over(|s| s.section_acc),
        n_gold: scores.iter().map(|s| s.n_gold).sum(),
        n_pred: scores.iter().map(|s| s.n_pred).sum(),
        differences: scores.iter().map(|s| s.differences).sum(),
    }
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

fn f1(right: usize, gold: usize, found: usize) -> Option<f64> {
    ratio(2.0 * right as f64, (gold + found) as f64)
}

/// The language that a gold page is compared in.
pub(super) fn taste(gold: &EvalPage, options: &Options) -> Taste {
    let named = gold.lang.as_deref().or(options.lang.as_deref());
    let text = || gold.articles.iter().flat_map(|a| &a.paragraphs).map(String::as_str).collect::<Vec<_>>().join("\n");
    named.map_or_else(|| Taste::of(Lang::of(&text()).tag(), options.fold_long_s), |tag| Taste::of(tag, options.fold_long_s))
}

/// Compares a page with its gold page.
pub fn score(gold: &EvalPage, found: &EvalPage, options: &Options) -> Score {
    let taste = taste(gold, options);
    let has_text = |a: &&Article| !a.paragraphs.is_empty() || a.headline.is_some() || a.deck.is_some() || a.kicker.is_some();
    let articles: Vec<&Article> = found.articles.iter().filter(has_text).collect();
    let golds: Vec<View> = gold.articles.iter().map(|a| View::gold(a, taste)).collect();
    let mut views: Vec<View> = articles.iter().map(|a| View::found(a, taste)).collect();
    let pairs = pair::assign(&gains(&golds, &views));
    for (article, column) in gold.articles.iter().zip(&pairs) {
        if let Some((view, own)) = column.and_then(|c| Some((views.get_mut(c)?, articles.get(c)?))) {
            *view = View::beside(own, article, taste);
        }
    }
    let mut score = Score { n_gold: golds.len(), n_pred: views.len(), ..Score::default() };
    errors(&golds, &views, &pairs, &mut score);
    inside(&golds, &views, &pairs, taste, &mut score);
    let matched = pair::assign(&similarities(&golds, &views));
    let right = matched.iter().flatten().count();
    score.article_f1 = Some(f1(right, golds.len(), views.len()).unwrap_or(0.0));
    score.article_r = ratio(right as f64, golds.len() as f64);
    score.article_p = ratio(right as f64, views.len() as f64);
    Titles { gold, articles: &articles, matched: &matched, taste }.score(&mut score);
    score
}

/// How much each gold article shares with each other one: letters that need no edit, counted on both sides.
fn gains(golds: &[View], views: &[View]) -> Vec<Vec<f64>> {
    let gain = |g: &View, v: &View| {
        let both = g.letters.len() + v.letters.len();
        let gain = both.saturating_sub(align::distance(&g.letters, &v.letters)) as f64;
        let shorter = g.letters.len().min(v.letters.len()) as f64;
        if gain <= shorter * (1.0 + STRANGERS) { 0.0 } else { gain }
    };
    table(golds, views, &gain)
}

fn similarities(golds: &[View], views: &[View]) -> Vec<Vec<f64>> {
    let similar = |g: &View, v: &View| {
        let similarity = similarity(&g.letters, &v.letters);
        if similarity >= FOUND { similarity } else { 0.0 }
    };
    table(golds, views, &similar)
}

fn table(golds: &[View], views: &[View], cell: &dyn Fn(&View, &View) -> f64) -> Vec<Vec<f64>> {
    golds.iter().map(|g| views.iter().map(|v| cell(g, v)).collect()).collect()
}

fn similarity(a: &[char], b: &[char]) -> f64 {
    let longer = a.len().max(b.len());
    if longer == 0 { 0.0 } else { 1.0 - align::distance(a, b) as f64 / longer as f64 }
}

/// Character and word error rates.
fn errors(golds: &[View], views: &[View], pairs: &[Option<usize>], score: &mut Score) {
    let mut words = Words::default();
    let total = |of: &mut dyn FnMut(&View) -> Vec<u32>| {
        let (mut wrong, mut length) = (0, 0);
        let mut paired = vec![false; views.len()];
        for (gold, column) in golds.iter().zip(pairs) {
            let own = of(gold);
            length += own.len();
            wrong += match column.and_then(|c| Some((paired.get_mut(c)?, views.get(c)?))) {
                Some((paired, view)) => {
                    *paired = true;
                    align::distance(&own, &of(view))
                }
                None => own.len(),
            };
        }
        wrong += views.iter().zip(&paired).filter(|(_, paired)| !**paired).map(|(v, _)| of(v).len()).sum::<usize>();
        ratio(wrong as f64, length as f64)
    };
    let numbers = |chars: &[char]| chars.iter().map(|&c| u32::from(c)).collect::<Vec<u32>>();
    score.cer = total(&mut |v| numbers(&v.strict));
    score.cer_chars = total(&mut |v| numbers(&v.letters));
    score.wer = total(&mut |v| words.of(&v.strict));
}

/// Numbers for words.
#[derive(Default)]
struct Words {
    known: HashMap<String, u32>,
}

impl Words {
    /// The words of a text: runs of letters and digits; an ideograph or a kana is one by itself.
    fn of(&mut self, text: &[char]) -> Vec<u32> {
        let mut out = Vec::new();
        let single = |c: char| crate::text::is_ea_letter(c);
        for run in text.chunk_by(|&a, &b| a.is_alphanumeric() && b.is_alphanumeric() && !single(a) && !single(b)) {
            if run.first().is_some_and(|c| c.is_alphanumeric()) {
                let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
                out.push(*self.known.entry(run.iter().collect()).or_insert(next));
            }
        }
        out
    }
}

/// Paragraphs and marks of paired articles.
fn inside(golds: &[View], views: &[View], pairs: &[Option<usize>], taste: Taste, score: &mut Score) {
    let mut bounds = Bounds::default();
    let (mut marks_right, mut marks_gold, mut marks_found) = (0, 0, 0);
    let is_mark = |c: &&char| !c.is_alphanumeric() && !c.is_whitespace();
    for (gold, column) in golds.iter().zip(pairs) {
        bounds.gold += gold.bounds.len();
        marks_gold += gold.strict.iter().filter(is_mark).count();
        let Some(view) = column.and_then(|c| views.get(c)) else { continue };
        bounds.compare(gold, view, if taste.east_asian { TOLERANCE_EAST_ASIAN } else { TOLERANCE });
        let ops = align::align(&gold.strict, &view.strict);
        let equal = ops.iter().filter(|op| op.kind == Kind::Equal);
        marks_right += equal.flat_map(|op| gold.strict.get(op.a.clone()).unwrap_or_default()).filter(is_mark).count();
        marks_found += view.strict.iter().filter(is_mark).count();
        score.differences += differences(&ops);
    }
    score.para_p = ratio(bounds.right as f64, bounds.found as f64);
    score.para_r = ratio(bounds.right as f64, bounds.gold as f64);
    score.para_f1 = f1(bounds.right, bounds.gold, bounds.found);
    score.false_joins = ratio(100.0 * bounds.joined as f64, bounds.seen as f64);
    score.punct = f1(marks_right, marks_gold, marks_found);
}

/// Longer differences are text that is lost or does not belong there.
const LONG_DIFFERENCE: usize = 12;

/// Places where two texts differ in few characters; neighbouring changes are one place.
fn differences(ops: &[Op]) -> usize {
    let places = ops.chunk_by(|a, b| (a.kind == Kind::Equal) == (b.kind == Kind::Equal));
    let short = |place: &[Op]| {
        let (a, b) = (place.iter().map(|op| op.a.len()).sum::<usize>(), place.iter().map(|op| op.b.len()).sum::<usize>());
        place.first().is_some_and(|op| op.kind != Kind::Equal) && a.max(b) <= LONG_DIFFERENCE
    };
    places.filter(|place| short(place)).count()
}

/// Boundaries between paragraphs.
#[derive(Default)]
struct Bounds {
    right: usize,
    gold: usize,
    found: usize,
    /// Boundaries whose both sides are there, and those of them that are none in the other text.
    seen: usize,
    joined: usize,
}

impl Bounds {
    fn compare(&mut self, gold: &View, view: &View, tolerance: usize) {
        let ops = align::align(&gold.body, &view.body);
        let end = gold.body.len();
        let mut found: Vec<usize> = view.bounds.iter().map(|&b| in_gold(&ops, b, end)).collect();
        found.retain(|&b| b > tolerance && b + tolerance < end);
        found.sort_unstable();
        self.found += found.len();
        for &bound in &gold.bounds {
            let near = found.partition_point(|&f| f + tolerance < bound);
            let hit = (near..found.len()).take_while(|&n| found.get(n).is_some_and(|&f| f <= bound + tolerance));
            let hit = hit.min_by_key(|&n| found.get(n).map_or(usize::MAX, |f| f.abs_diff(bound)));
            if let Some(n) = hit {
                found.remove(n);
                self.right += 1;
            }
            if is_there(&ops, bound.saturating_sub(BESIDE), bound) && is_there(&ops, bound, bound + BESIDE) {
                self.seen += 1;
                self.joined += usize::from(hit.is_none());
            }
        }
    }
}

/// The place in the gold text of a place in the other one.
fn in_gold(ops: &[Op], place: usize, end: usize) -> usize {
    let first = ops.partition_point(|op| op.b.end < place);
    for op in ops.iter().skip(first).take_while(|op| op.b.start <= place) {
        match op.kind {
            Kind::Equal => return op.a.start + (place - op.b.start),
            Kind::Replace => return op.a.end.min(op.a.start + (place - op.b.start)),
            Kind::Insert => return op.a.start,
            Kind::Delete => {}
        }
    }
    end
}

/// Whether one of some gold letters is in the other text.
fn is_there(ops: &[Op], from: usize, to: usize) -> bool {
    let first = ops.partition_point(|op| op.a.end <= from);
    ops.iter().skip(first).take_while(|op| op.a.start < to).any(|op| op.kind == Kind::Equal && !op.a.is_empty())
}

/// Headlines, bylines and banners of matched articles.
struct Titles<'p> {
    gold: &'p EvalPage,
    articles: &'p [&'p Article],
    matched: &'p [Option<usize>],
    taste: Taste,
}

impl Titles<'_> {
    fn letters(&self, text: Option<&str>) -> Vec<char> {
        form::letters(&form::strict(text.unwrap_or(""), self.taste)).chars().collect()
    }

    fn block(&self, a: &Article) -> Vec<char> {
        [&a.kicker, &a.headline, &a.deck].into_iter().flat_map(|part| self.letters(part.as_deref())).collect()
    }

    /// The matched articles: the gold one with its number, and the other.
    fn pairs(&self) -> impl Iterator<Item = (usize, &Article, &Article)> {
        let pairs = self.gold.articles.iter().zip(self.matched).enumerate();
        pairs.filter_map(|(n, (gold, column))| Some((n, gold, *self.articles.get((*column)?)?)))
    }

    fn score(&self, score: &mut Score) {
        let headline = |n: usize, gold: &Article, own: &Article| {
            let alts = self.gold.headline_alts.get(n).map(Vec::as_slice).unwrap_or_default();
            let own = self.letters(own.headline.as_deref());
            gold.headline.iter().chain(alts).any(|form| is_near(&self.letters(Some(form)), &own, TITLE))
        };
        let right = self.pairs().filter(|(n, gold, own)| headline(*n, gold, own)).count();
        let named = |articles: &mut dyn Iterator<Item = &Article>| articles.filter(|a| a.headline.is_some()).count();
        let found = named(&mut self.articles.iter().copied());
        score.title_f1 = f1(right, named(&mut self.gold.articles.iter()), found);
        let right = self.pairs().filter(|(_, gold, own)| is_near(&self.block(gold), &self.block(own), TITLE)).count();
        let found = self.articles.iter().filter(|a| !self.block(a).is_empty()).count();
        score.titleblock_f1 = f1(right, self.gold.articles.len(), found);
        let right = self.pairs().map(|(_, gold, own)| self.names_right(gold, own)).sum();
        let all = |articles: &mut dyn Iterator<Item = &Article>| articles.map(|a| self.names(a).len()).sum();
        score.byline_f1 = f1(right, all(&mut self.gold.articles.iter()), all(&mut self.articles.iter().copied()));
        let right = self.pairs().filter(|(n, gold, own)| self.section_is_right(*n, gold, own)).count();
        score.section_acc = ratio(right as f64, self.gold.articles.len() as f64);
    }

    fn names(&self, article: &Article) -> Vec<Vec<char>> {
        article.byline.iter().flat_map(|entry| names(entry, self.taste)).map(|name| name.chars().collect()).collect()
    }

    fn names_right(&self, gold: &Article, own: &Article) -> usize {
        let least = if self.taste.east_asian { NAME_EAST_ASIAN } else { NAME };
        let mut left = self.names(own);
        let mut hit = |name: &Vec<char>| left.iter().position(|other| is_near(name, other, least)).map(|n| left.remove(n));
        self.names(gold).iter().filter(|name| hit(name).is_some()).count()
    }

    /// The banner of the article, or a part of it; none where there is none.
    fn section_is_right(&self, n: usize, gold: &Article, own: &Article) -> bool {
        let alts = self.gold.section_alts.get(n).map(Vec::as_slice).unwrap_or_default();
        let Some(found) = own.section.as_deref() else { return gold.section.is_none() || alts.contains(&None) };
        let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<char>>();
        let found = bare(found);
        gold.section.iter().chain(alts.iter().flatten()).map(|s| bare(s)).any(|wanted| {
            let (shorter, longer) = if found.len() <= wanted.len() { (&found, &wanted) } else { (&wanted, &found) };
            let least = if found.len() <= wanted.len() { PART_OF_BANNER } else { MORE_THAN_BANNER };
            let part = shorter.len() >= 2 && longer.len() <= 3 * shorter.len().max(wanted.len()) && contained(shorter, longer) >= least;
            is_near(&wanted, &found, BANNER) || part
        })
    }
}

/// Similarity of banners; of a part of one, of one with more text.
const BANNER: f64 = 0.75;
const PART_OF_BANNER: f64 = 0.8;
const MORE_THAN_BANNER: f64 = 0.9;

/// Lengths of two texts that are no banners, multiplied.
const LONG_BANNER: usize = 1 << 16;

/// How much of a text stands in another one: similarity to its best stretch of that length, or of less at its ends. Only letters that
/// both have in the same order count.
fn contained(part: &[char], whole: &[char]) -> f64 {
    if part.is_empty() || part.len().saturating_mul(whole.len()) > LONG_BANNER {
        return 0.0;
    }
    let ends = (1..part.len()).flat_map(|n| [whole.get(..n), whole.get(whole.len().saturating_sub(n)..)]).flatten();
    let same = |stretch: &[char]| 2.0 * common(part, stretch) as f64 / (part.len() + stretch.len()) as f64;
    whole.windows(part.len()).chain(ends).map(same).fold(0.0, f64::max)
}

/// Length of the longest sequence of letters that both texts have.
fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (n, y) in b.iter().enumerate() {
            let left = row.get(n).copied().unwrap_or(0);
            let Some(cell) = row.get_mut(n + 1) else { continue };
            let above = *cell;
            *cell = if x == y { diagonal + 1 } else { above.max(left) };
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(0)
}

fn is_near(a: &[char], b: &[char], least: f64) -> bool {
    !a.is_empty() && !b.is_empty() && similarity(a, b) >= least
}

/// Words before a name that say who writes.
const OFFICES: [&str; 10] = ["记者", "記者", "通讯员", "撰稿", "摄影", "读者", "解答", "主任医师", "文", "图"];
const OFFICES_OF: [&str; 8] = ["本报", "本報", "特约", "特約", "见习", "实习生", "实习", ""];

/// The names of a line of a byline.
fn names(entry: &str, taste: Taste) -> Vec<String> {
    let entry = entry.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    if taste.east_asian {
        let parts = entry.split(|c: char| c.is_whitespace() || "、，,;；/／()（）".contains(c));
        return parts.map(without_office).filter(|name| !name.is_empty()).map(ToOwned::to_owned).collect();
    }
    let lower = entry.to_lowercase();
    let openings = ["by ", "von ", "par ", "from ", "lettre de "];
    let bare = openings.iter().find_map(|o| lower.strip_prefix(o)).unwrap_or(&lower);
    let bare = [" and ", " und ", " et "].iter().fold(bare.to_owned(), |text, and| text.replace(and, ","));
    let name = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    bare.split([',', ';']).map(name).filter(|name| !name.is_empty()).collect()
}

fn without_office(part: &str) -> &str {
    let office = |rest: &'_ str| OFFICES.iter().find(|o| rest.starts_with(**o)).map(|o| o.len());
    for of in OFFICES_OF {
        let Some(rest) = part.strip_prefix(of) else { continue };
        if let Some(len) = office(rest) {
            return rest.get(len..).unwrap_or("").trim_start_matches([':', '：']);
        }
    }
    part
}
