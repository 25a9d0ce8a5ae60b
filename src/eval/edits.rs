//! Which repairs were right: each is looked at with the text around it, before and after, against the gold text.

use crate::edit::Edit;
use crate::eval::form::{self, Taste};
use crate::eval::page::EvalPage;
use crate::eval::score::{self, Options};
use crate::reader;
use crate::sheet;
use crate::span::Span;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// What a repair did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The text is nearer to the gold text than before.
    Right,
    /// The text is not nearer to it: what was right was changed, or what was wrong still is.
    Wrong,
    /// What it changed is a matter of taste in the comparison.
    Neutral,
    /// The gold page has no such text.
    Unplaced,
}

/// Repairs of a page by what they did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EditCounts {
    /// Repairs that were right.
    pub right: usize,
    /// Repairs that were wrong.
    pub wrong: usize,
    /// Repairs of what does not count.
    pub neutral: usize,
    /// Repairs of text that the gold page does not have.
    pub unplaced: usize,
    /// Places that still differ from the gold text in few characters.
    pub left: usize,
}

impl EditCounts {
    /// Counts the verdicts on repairs that were made; `left` comes from [`Score::differences`](crate::eval::Score::differences).
    pub fn of(verdicts: impl IntoIterator<Item = Verdict>, left: usize) -> Self {
        let mut counts = Self { left, ..Self::default() };
        for verdict in verdicts {
            match verdict {
                Verdict::Right => counts.right += 1,
                Verdict::Wrong => counts.wrong += 1,
                Verdict::Neutral => counts.neutral += 1,
                Verdict::Unplaced => counts.unplaced += 1,
            }
        }
        counts
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            wrong: self.wrong + other.wrong,
            neutral: self.neutral + other.neutral,
            unplaced: self.unplaced + other.unplaced,
            left: self.left + other.left,
        }
    }

    /// Share of the repairs that were right.
    pub fn precision(&self) -> Option<f64> {
        share(self.right, self.right + self.wrong)
    }

    /// Share of the wrong places that were put right: of those and of the ones that are left.
    pub fn recall(&self) -> Option<f64> {
        share(self.right, self.right + self.left)
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Repairs of about the same confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Band {
    /// Least confidence.
    pub from: f64,
    /// Confidences below this; the last band holds 1, too.
    pub to: f64,
    /// Mean confidence.
    pub confidence: f64,
    /// Repairs that were right or wrong.
    pub count: usize,
    /// Those that were right.
    pub right: usize,
}

/// Edges of the bands: narrow where the thresholds are.
const EDGES: [f64; 11] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99, 1.0];

/// The reliability table: for each band of confidence how many repairs were right. Bands without a repair are left out.
pub fn bands<'e>(judged: impl IntoIterator<Item = (&'e Edit, Verdict)>) -> Vec<Band> {
    let mut all: Vec<Band> = EDGES.windows(2).filter_map(|e| Some(Band { from: *e.first()?, to: *e.get(1)?, ..Band::default() })).collect();
    for (edit, verdict) in judged {
        let right = match verdict {
            Verdict::Right => 1,
            Verdict::Wrong => 0,
            Verdict::Neutral | Verdict::Unplaced => continue,
        };
        let number = all.partition_point(|b| b.to <= edit.confidence).min(all.len().saturating_sub(1));
        if let Some(band) = all.get_mut(number) {
            band.count += 1;
            band.right += right;
            band.confidence += edit.confidence;
        }
    }
    all.retain(|b| b.count > 0);
    all.iter_mut().for_each(|b| b.confidence /= b.count as f64);
    all
}

/// Judges edits against a gold page; `sources` are the decoded pages of the dump, an edit names its page by number. Joins of the layout
/// (`layout/…`) are not judged: boundaries between paragraphs measure them.
pub fn judge<'e>(sources: &[String], gold: &EvalPage, edits: &'e [(usize, Edit)], options: &Options) -> Vec<(&'e Edit, Verdict)> {
    let taste = score::taste(gold, options);
    let gold = Gold::of(gold, taste);
    let dumps: Vec<Dump> = sources.iter().map(|s| Dump::of(s)).collect();
    let judged = |(page, edit): &'e (usize, Edit)| {
        let sides = dumps.get(*page).and_then(|dump| dump.sides(edit, taste));
        let verdict = sides.map_or(Verdict::Unplaced, |sides| gold.verdict(sides, &edit.to, taste));
        (edit, verdict)
    };
    edits.iter().filter(|(_, edit)| !edit.rule.starts_with("layout/")).map(judged).collect()
}

/// The text of a dump, and where the places of its source are in it.
struct Dump {
    text: String,
    /// Place and length in the text, place and length in the source.
    hops: Vec<(usize, usize, usize, usize)>,
}

/// Letters before and behind a repair that are looked at.
const AROUND_EAST_ASIAN: usize = 20;
const AROUND: usize = 40;
/// A window is at most this many characters for each letter of it, whatever stands between the letters.
const SPREAD: usize = 4;

impl Dump {
    fn of(source: &str) -> Self {
        let sheet = reader::detect(source).and_then(|form| reader::read(source, form).ok());
        match sheet {
            Some(sheet) => {
                let (draft, _) = sheet::text(&sheet, source, &mut |draft, span| draft.copy(source, span));
                Self { text: draft.text, hops: draft.hops }
            }
            None => Self { text: source.to_owned(), hops: Vec::new() },
        }
    }

    fn place(&self, source: usize) -> usize {
        let last = self.hops.partition_point(|h| h.2 <= source);
        let Some(&(text, len, from, gone)) = last.checked_sub(1).and_then(|n| self.hops.get(n)) else { return source };
        if source < from + gone { text + len.min(source - from) } else { text + len + source - from - gone }
    }

    /// The text before a repair, the text that it replaces, and the text behind it. In a structured file that is less than the edit says.
    fn sides(&self, edit: &Edit, taste: Taste) -> Option<[&str; 3]> {
        let span = Span::new(self.place(edit.span.start), self.place(edit.span.end));
        let (lead, tail) = (self.text.get(..span.start)?, self.text.get(span.end..)?);
        let most = if taste.east_asian { AROUND_EAST_ASIAN } else { AROUND };
        let reach = |chars: &mut dyn Iterator<Item = char>| {
            let (mut letters, mut bytes) = (0, 0);
            for c in chars.take(most * SPREAD) {
                letters += usize::from(c.is_alphanumeric());
                bytes += c.len_utf8();
                if letters == most {
                    break;
                }
            }
            bytes
        };
        let lead = lead.get(lead.len() - reach(&mut lead.chars().rev())..)?;
        let tail = tail.get(..reach(&mut tail.chars()))?;
        Some([lead, span.of(&self.text), tail])
    }
}

/// Whether a mark became its full-width form.
fn is_widened(from: &str, to: &str) -> bool {
    let wide: String = from.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect();
    from.bytes().all(|b| b.is_ascii_punctuation()) && wide == to
}

/// The text of a gold page, and where its stretches of letters are.
struct Gold {
    text: Vec<char>,
    /// The place in the text of each letter.
    letters: Vec<usize>,
    grams: HashMap<Vec<char>, Vec<usize>>,
    gram: usize,
}

/// Letters of a stretch by which a window is found.
const GRAM_EAST_ASIAN: usize = 3;
const GRAM: usize = 6;
/// A stretch that stands in more places than this says nothing.
const MOST_PLACES: usize = 32;
/// Stretches of a window that must agree on its place, and how far they may be apart, in letters.
const LEAST_VOTES: usize = 3;
const APART: usize = 4;
/// Characters of the gold text on both sides of the place, for what the dump has too few.
const SLACK: usize = 12;

impl Gold {
    fn of(page: &EvalPage, taste: Taste) -> Self {
        let mut text: Vec<char> = Vec::new();
        let mut add = |part: &str| {
            text.extend(form::strict(part, taste).chars());
            text.push('\n');
        };
        for a in &page.articles {
            let titles = [&a.section, &a.kicker, &a.headline, &a.deck].into_iter().flatten();
            titles.chain(&a.byline).for_each(|t| add(t));
            let opening = a.dateline.as_deref().unwrap_or("");
            for (n, paragraph) in a.paragraphs.iter().enumerate() {
                if n == 0 && !opening.is_empty() {
                    add(&format!("{opening} {paragraph}"));
                } else {
                    add(paragraph);
                }
            }
            a.captions.iter().chain(&a.jump).for_each(|t| add(t));
        }
        page.furniture.iter().for_each(|t| add(t));
        let letters: Vec<usize> = text.iter().enumerate().filter(|(_, c)| c.is_alphanumeric()).map(|(n, _)| n).collect();
        let gram = if taste.east_asian { GRAM_EAST_ASIAN } else { GRAM };
        let mut grams: HashMap<Vec<char>, Vec<usize>> = HashMap::new();
        for (n, window) in letters.windows(gram).enumerate() {
            let key: Vec<char> = window.iter().filter_map(|&at| text.get(at).copied()).collect();
            let places = grams.entry(key).or_default();
            if places.len() <= MOST_PLACES {
                places.push(n);
            }
        }
        Self { text, letters, grams, gram }
    }

    fn verdict(&self, [lead, from, tail]: [&str; 3], to: &str, taste: Taste) -> Verdict {
        let form = |middle: &str| form::strict(&format!("{lead}{middle}{tail}"), taste);
        let (before, after) = (form(from), form(to));
        if before == after {
            return Verdict::Neutral;
        }
        let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let own = count(lead)..count(lead) + count(from);
        let (before, after): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
        let Some(place) = self.place(&before, own) else { return Verdict::Unplaced };
        let (was, is) = (within(&before, place), within(&after, place));
        if is < was {
            return Verdict::Right;
        }
        // The brackets of a byline stand in no gold text: of their width it says nothing.
        let without: Vec<char> = form("").chars().collect();
        let has_none = is == was && is_widened(from, to) && within(&without, place) < was;
        if has_none { Verdict::Unplaced } else { Verdict::Wrong }
    }

    /// The gold text that a window of the dump is nearest to; `own` are the letters of the repair among those of the window. The window's
    /// place is where most of its stretches stand, and one right beside the repair must be among them.
    fn place(&self, window: &[char], own: Range<usize>) -> Option<&[char]> {
        let letters: Vec<char> = window.iter().copied().filter(|c| c.is_alphanumeric()).collect();
        let reach = 2 * self.gram + 2;
        let (near, behind) = (own.start.saturating_sub(reach), own.end + reach);
        let mut votes: BTreeMap<usize, Votes> = BTreeMap::new();
        for (n, gram) in letters.windows(self.gram).enumerate() {
            for &place in self.grams.get(gram).filter(|p| p.len() <= MOST_PLACES).into_iter().flatten() {
                let vote = votes.entry((place + letters.len() - n) / APART).or_default();
                vote.all += 1;
                vote.near += usize::from(n >= near && n + self.gram <= behind);
            }
        }
        // A place on the edge of a bucket has votes in the next one, too.
        let of = |bucket: usize| votes.get(&bucket).copied().unwrap_or_default();
        let both = |bucket: usize| Votes { all: of(bucket).all + of(bucket + 1).all, near: of(bucket).near + of(bucket + 1).near };
        let (votes, best) = votes.keys().map(|&bucket| (both(bucket), Reverse(bucket))).max()?;
        if votes.all < LEAST_VOTES || votes.near == 0 {
            return None;
        }
        let first = (best.0 * APART).saturating_sub(letters.len());
        let last = (first + letters.len() + 2 * APART).min(self.letters.len().checked_sub(1)?);
        let (from, to) = (*self.letters.get(first.min(last))?, *self.letters.get(last)?);
        self.text.get(from.saturating_sub(SLACK)..(to + SLACK).min(self.text.len()))
    }
}

/// Stretches of a window that stand in one place of the gold text, and those of them beside the repair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Votes {
    all: usize,
    near: usize,
}

/// The least number of edits from a text to any stretch of another one (Sellers 1980).
fn within(text: &[char], whole: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=text.len()).collect();
    let mut best = text.len();
    for &c in whole {
        let mut diagonal = 0;
        // The dump's window has no mark between two texts.
        let skipped = usize::from(c != '\n');
        for (n, &own) in text.iter().enumerate() {
            let above = row.get(n + 1).copied().unwrap_or(usize::MAX - 1);
            let left = row.get(n).copied().unwrap_or(usize::MAX - 1);
            let here = (diagonal + usize::from(own != c)).min(above + skipped).min(left + 1);
            diagonal = above;
            if let Some(cell) = row.get_mut(n + 1) {
                *cell = here;
            }
        }
        best = best.min(row.last().copied().unwrap_or(0));
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(source: &str, from: &str, to: &str, confidence: f64) -> (usize, Edit) {
        let start = source.find(from).unwrap();
        let span = Span::new(start, start + from.len());
        (0, Edit { span, from: from.to_owned(), to: to.to_owned(), rule: "glyph/test".to_owned(), confidence })
    }

    const GOLD: &str = "{\"lang\": \"zh\", \"articles\": [{\"headline\": \"渡口的老钟重新走动\", \"paragraphs\": [\"这是今年的第一班夜航，船上有三十六人，票价两元。\"]}]}";

    #[test]
    fn repairs_are_judged_by_the_gold_text() {
        let gold = EvalPage::parse(GOLD).unwrap().remove(0);
        let source =
            "渡口的老钟重新走动\n\n这是今年的第—班夜航,船上有三十六人，票价两元。\n\n洗染铺代客送衣，早取晚还，戊字巷口".to_owned();
        for (from, to, wanted) in [
            ("—", "一", Verdict::Right),
            (",", "，", Verdict::Right),
            ("—", "二", Verdict::Wrong),
            ("三十", "二十", Verdict::Wrong),
            ("夜航", "夜 航", Verdict::Neutral),
            ("戊", "茂", Verdict::Unplaced),
        ] {
            let edits = [edit(&source, from, to, 0.9)];
            let judged = judge(std::slice::from_ref(&source), &gold, &edits, &Options::default());
            assert_eq!(judged[0].1, wanted, "{from} {to}");
        }
    }

    #[test]
    fn of_a_mark_that_the_gold_text_lacks_its_width_is_not_judged() {
        let gold = EvalPage::parse(GOLD).unwrap().remove(0);
        let source = "这是今年的第一班夜航(记者 沈砚秋),船上有三十六人，票价两元。".to_owned();
        let edits = [edit(&source, "(", "（", 0.9), edit(&source, "(", "《", 0.9)];
        let judged: Vec<_> =
            judge(std::slice::from_ref(&source), &gold, &edits, &Options::default()).into_iter().map(|(_, verdict)| verdict).collect();
        assert_eq!(judged, [Verdict::Unplaced, Verdict::Wrong]);
    }

    #[test]
    fn specks_between_two_texts_are_judged() {
        let gold = EvalPage::parse(&GOLD.replace("\"]}]", "\", \"末班船开到晚上十点，雾天停航。\"]}]")).unwrap().remove(0);
        let source = "这是今年的第一班夜航，船上有三十六人，票价两元。~\n\n末班船开到晚上十点，雾天停航。".to_owned();
        let edits = [edit(&source, "~", "", 0.9)];
        assert_eq!(judge(std::slice::from_ref(&source), &gold, &edits, &Options::default())[0].1, Verdict::Right);
    }

    #[test]
    fn places_of_structured_files_are_found() {
        let gold = EvalPage::parse(GOLD).unwrap().remove(0);
        let words: String =
            "这是今年的第—班夜航，船上有三十六人".chars().map(|c| format!("<span class='ocrx_word'>{c}</span>\n")).collect();
        let source = format!("<html><div class='ocr_page'><span class='ocr_line'>{words}</span></div></html>");
        let edits = [edit(&source, "—", "一", 0.9)];
        assert_eq!(judge(&[source], &gold, &edits, &Options::default())[0].1, Verdict::Right);
    }

    #[test]
    fn bands_count_what_was_right() {
        let edits = [0.93, 0.91, 1.0, 0.2].map(|c| edit("a", "a", "b", c).1);
        let verdicts = [Verdict::Right, Verdict::Wrong, Verdict::Right, Verdict::Neutral];
        let found = bands(edits.iter().zip(verdicts));
        let counts: Vec<_> = found.iter().map(|b| (b.from, b.count, b.right)).collect();
        assert_eq!(counts, [(0.9, 2, 1), (0.99, 1, 1)]);
        let counts = EditCounts::of(verdicts, 2);
        assert_eq!((counts.precision(), counts.recall()), (Some(2.0 / 3.0), Some(0.5)));
    }
}
