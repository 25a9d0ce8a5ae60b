//! Tails that stand in another article: the end of a text behind a column break, printed where another article runs.
//!
//! An article whose text breaks off is weighed against the texts of the articles behind it. For a tail speak the characters at
//! the cut, and that the rest of that article speaks of what this one does; against it, that the text before the tail would be
//! left open.

use crate::passes::echo::Echo;
use crate::passes::evidence::{self, Evidence};
use crate::passes::stitch::{self, Candidate};
use crate::passes::topic::{self, CELLS, Gram};
use smallvec::SmallVec;
use std::cell::{OnceCell, RefCell};

/// An article as far as tails are concerned.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    /// Blocks of its title.
    pub(crate) title: Vec<usize>,
    /// Blocks of its paragraphs; each with the score of the join with the one before, where there is one.
    pub(crate) texts: Vec<(usize, Option<f32>)>,
    /// A jump line says that it goes on elsewhere.
    pub(crate) jumps: bool,
}

/// A tail and where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Move {
    /// The article that breaks off.
    pub(crate) from: usize,
    /// The article that holds the tail, and the first text of it.
    pub(crate) to: usize,
    pub(crate) at: usize,
    /// The last text of the article that breaks off is a caption.
    pub(crate) caption: bool,
}

/// What must speak for a tail, in nats as all weights here: less than for a text that the page cut off, since a tail that stays where it
/// is spoils two articles.
const DISPLACED: f32 = 1.4;
/// Articles behind an open end that may hold its tail.
const REACH: usize = 4;
/// Pairs of articles on one page that are compared; more open ends than a newspaper page has are no newspaper page.
const MOST_TOPICS: usize = 64;
/// Texts of an article that are looked at.
const MOST_TEXTS: usize = 32;
/// Weight of the characters at the cut, and how much they count at most. Of Latin script they say more.
const JOIN: f32 = 0.42;
const JOIN_LATIN: f32 = 0.56;
const MOST_JOIN: f32 = 12.0;
const LEAST_JOIN: f32 = -8.0;
/// The halves of a divided Latin word make one that the list has, or make none: three true halves in four do, two others in a hundred.
const KNOWN_WORD: f32 = 2.5;
const STRANGE_WORD: f32 = -1.4;
/// Weight of a bit of topic, and bits from which more of them do not count.
const TOPIC: f32 = 0.15;
const MOST_TOPIC: f32 = 60.0;
/// Bits of topic that a tail in the lines of columns must have: on a bad scan ends are open that lost their full stop, and each line inside a
/// sentence begins with a small letter. From 2 to 11 bits make little difference on 204 pages of plain text.
const TOPICAL: f32 = 3.4;
/// A tail seldom begins where an article opens, or with its second text, and seldom is but one.
const OPENING: f32 = -1.77;
const SECOND: f32 = -1.09;
const ALONE: f32 = -2.13;
/// Where boxes or measures have put the columns in order, few tails are left over, and an open end is a lost full stop.
const PLACED: f32 = -1.68;
/// Weight of what the text before the tail is left open by, and the most of it that counts.
const LEFT_OPEN: f32 = -0.35;
const MOST_LEFT_OPEN: f32 = 8.0;
/// The text before the tail ends in the name of its writer.
const SIGNED: f32 = 1.23;
/// What breaks off ends in a word that ends no sentence, the tail begins with a small letter, and what stands before it has ended.
/// Without such a word the same start spoiled more than it mended, on pages of print most.
const LEADS_ON: f32 = 2.5;
/// Weight of each article between the two.
const DISTANCE: f32 = -0.92;
/// A short text behind the open end is a caption, if it looks like one and does not go on with what stands before.
const CAPTION: f32 = -0.4;
const CAPTION_JOIN: f32 = -0.3;
const LOOKS_LIKE_CAPTION: f32 = 2.2;

struct Page<'a> {
    columns: &'a [Column],
    texts: &'a [&'a str],
    evidence: &'a [Evidence],
    echo: &'a Echo<'a>,
    grams: Vec<OnceCell<Vec<Gram>>>,
    /// Room for the words of two articles, empty between uses.
    cells: RefCell<Vec<u8>>,
}

/// The words of some texts; which they are, the marks of a table of cells say. A tail that is tried out has a number for a mark,
/// so that the next one needs no new table.
#[derive(Clone, Copy, Debug, Default)]
struct Bag {
    mark: u8,
    tail: u8,
    pairs: f32,
}

/// Marks of the article that breaks off, and of the other one; the numbers of tails stand above them.
const MINE: u8 = 1;
const THEIRS: u8 = 2;
const TAIL: u8 = 4;

impl Bag {
    fn has(self, cell: u8) -> bool {
        (cell & self.mark != 0) | ((self.tail > 0) & (cell / TAIL == self.tail / TAIL))
    }

    /// A cell with the mark of the bag.
    fn marked(self, cell: u8) -> u8 {
        if self.tail > 0 { (cell % TAIL) | self.tail } else { cell | self.mark }
    }

    fn add(&mut self, grams: &[Gram], cells: &mut [u8]) {
        self.each(grams, cells, |_, _| {});
    }

    /// What a text shares with the bag; then the text is in it.
    fn take(&mut self, grams: &[Gram], cells: &mut [u8]) -> f32 {
        let (usual, mut bits) = (topic::usual(self.pairs), 0.0);
        self.each(grams, cells, |gram, has| bits += if has { gram.bits(usual) } else { 0.0 });
        bits
    }

    /// Puts the words of a text into the bag, and says of each whether it was there. Half of them are, in no order that a processor could
    /// foresee: so nothing in here branches on that.
    #[inline]
    fn each(&mut self, grams: &[Gram], cells: &mut [u8], mut sink: impl FnMut(Gram, bool)) {
        let mut new = 0_u16;
        for gram in grams {
            let Some(cell) = cells.get_mut(usize::from(gram.cell)) else { continue };
            let has = self.has(*cell);
            sink(*gram, has);
            *cell = if has { *cell } else { self.marked(*cell) };
            new += u16::from(!has);
        }
        self.pairs += f32::from(new);
    }
}

/// The tails to move, in the order of the articles that break off.
pub(crate) fn find(columns: &[Column], texts: &[&str], evidence: &[Evidence], echo: &Echo<'_>) -> Vec<Move> {
    let page = Page { columns, texts, evidence, echo, grams: vec![OnceCell::new(); texts.len()], cells: RefCell::default() };
    let mut moves: Vec<Move> = Vec::new();
    let mut candidates = Vec::new();
    let mut budget = MOST_TOPICS;
    for from in 0..columns.len() {
        for (end, caption, bonus) in page.ends(from) {
            for to in (from + 1..columns.len()).take(REACH) {
                let joins = page.joins(end, to);
                if budget == 0 || joins.iter().all(|j| *j <= NEVER) {
                    continue;
                }
                budget -= 1;
                if let Some((at, score)) = page.best(from, to, &joins, caption) {
                    // Numbers of the moves, so that each end and each tail is used once.
                    let score = score + bonus + if page.is_placed(end) { PLACED } else { 0.0 };
                    candidates.push((Candidate { from, to: to * MANY + at, score }, moves.len()));
                    moves.push(Move { from, to, at, caption });
                }
            }
        }
    }
    choose(candidates, &moves)
}

fn choose(mut candidates: Vec<(Candidate, usize)>, moves: &[Move]) -> Vec<Move> {
    // The better one of two ends of an article for the same tail.
    candidates.sort_by(|(x, _), (y, _)| (x.from, x.to).cmp(&(y.from, y.to)).then(y.score.total_cmp(&x.score)));
    candidates.dedup_by_key(|(c, _)| (c.from, c.to));
    let chosen = stitch::assign(candidates.iter().map(|(c, _)| *c).collect(), DISPLACED);
    let number = |pair: &(usize, usize)| candidates.iter().find(|(c, _)| (c.from, c.to) == *pair).and_then(|(_, n)| moves.get(*n));
    chosen.iter().filter_map(number).copied().collect()
}

/// More paragraphs than an article of a page has.
const MANY: usize = 1 << 20;

impl Page<'_> {
    /// Blocks in which the text of an article may break off, and what speaks for each: the last one, and the one before it
    /// where the last one may be a caption.
    fn ends(&self, article: usize) -> SmallVec<[(usize, bool, f32); 2]> {
        let column = &self.columns[article];
        let open = |block: usize| !self.evidence[block].ends.closed;
        let mut out = SmallVec::new();
        match column.texts.as_slice() {
            _ if column.jumps => {}
            [.., (last, _)] if open(*last) => out.push((*last, false, 0.0)),
            [.., (before, _), (last, Some(join))] if open(*before) && self.evidence[*last].caption >= LOOKS_LIKE_CAPTION => {
                out.push((*before, true, CAPTION + CAPTION_JOIN * join.clamp(-2.0, 8.0)));
            }
            _ => {}
        }
        out
    }

    fn is_placed(&self, block: usize) -> bool {
        let place = self.evidence[block].place;
        place.is_printed()
    }

    /// What the characters at the cut and the place say of each text of an article.
    fn joins(&self, end: usize, to: usize) -> Vec<f32> {
        let column = &self.columns[to];
        let ends = |block: usize| &self.evidence[block].ends;
        let weight = if self.echo.lang.is_ea() { JOIN } else { JOIN_LATIN };
        let count = column.texts.len();
        let opens = |block: usize| self.evidence[block].dateline && !self.evidence[block].weak_dateline;
        let opening = column.texts.iter().rposition(|&(block, _)| opens(block)).unwrap_or(0);
        let last = self.texts[end].trim_end().rsplit(' ').next().unwrap_or("");
        let leads_on = self.echo.lang.table().leads_on.contains(&last);
        let weigh = |(k, &(block, _)): (usize, &(usize, Option<f32>))| {
            let join = stitch::weigh(ends(end), ends(block), self.echo).score;
            // What its article opens with would go away with a tail above it.
            if join < LEAST_JOIN || k < opening {
                return NEVER;
            }
            let before =
                k.checked_sub(1).and_then(|b| column.texts.get(b)).map(|&(b, _)| evidence::join(self.evidence, b, block, self.echo));
            let place = match k {
                0 if !column.title.is_empty() => OPENING,
                1 => SECOND,
                _ => 0.0,
            };
            let own = k.checked_sub(1).and_then(|b| column.texts.get(b)).map_or(0.0, |&(b, _)| self.word_at_cut(b, block));
            join.min(MOST_JOIN) * weight + self.word_at_cut(end, block) - own.max(0.0)
                + place
                + if k + 1 == count { ALONE } else { 0.0 }
                + before.filter(|b| b.open).map_or(0.0, |b| b.score.clamp(0.0, MOST_LEFT_OPEN) * LEFT_OPEN)
                + if before.is_some_and(|b| b.signed) { SIGNED } else { 0.0 }
                + if leads_on && before.is_some_and(|b| !b.open) && ends(block).is_small() { LEADS_ON } else { 0.0 }
        };
        column.texts.iter().take(MOST_TEXTS).enumerate().map(weigh).collect()
    }

    /// What the halves of a divided word say of one text going on in another.
    fn word_at_cut(&self, before: usize, after: usize) -> f32 {
        let Some(lexicon) = self.echo.stats.words() else { return 0.0 };
        let Some(stem) = self.texts[before].trim_end().strip_suffix(HYPHENS) else { return 0.0 };
        let left = stem.get(stem.trim_end_matches(char::is_alphabetic).len()..).unwrap_or("");
        let right = self.texts[after];
        let right = right.get(..right.find(|c: char| !c.is_alphabetic()).unwrap_or(right.len())).unwrap_or("");
        if left.is_empty() || right.is_empty() {
            return 0.0;
        }
        let word = format!("{left}{right}").to_lowercase();
        if lexicon.get(&word).is_some() { KNOWN_WORD } else { STRANGE_WORD }
    }

    /// The text of an article that best begins the tail of another one, and what speaks for it.
    fn best(&self, from: usize, to: usize, joins: &[f32], caption: bool) -> Option<(usize, f32)> {
        let odds = self.odds(from, to, joins.len(), caption);
        let least = self.least_odds(from);
        let weigh = |(join, odds): (&f32, f32)| if odds < least { NEVER } else { join + odds.clamp(-MOST_TOPIC, MOST_TOPIC) * TOPIC };
        let scores = joins.iter().zip(odds).map(weigh);
        let (at, score) = scores.enumerate().max_by(|x, y| x.1.total_cmp(&y.1))?;
        Some((at, score + DISTANCE * (f32::from(u8::try_from(to - from).unwrap_or(u8::MAX)) - 1.0)))
    }

    /// Bits by which the topic must speak for a tail of an article.
    fn least_odds(&self, from: usize) -> f32 {
        let columned = self.columns[from].texts.iter().any(|&(block, _)| self.evidence[block].place.is_columned());
        if columned { TOPICAL } else { f32::NEG_INFINITY }
    }

    /// For each text of an article how much likelier it and what follows it go with another article than with their own, in bits.
    /// Each text is weighed against all that would stand before it.
    fn odds(&self, from: usize, to: usize, count: usize, caption: bool) -> SmallVec<[f32; 16]> {
        let (a, b) = (&self.columns[from], &self.columns[to]);
        let own = a.texts.len() - usize::from(caption);
        let mut cells = self.cells.take();
        cells.resize(CELLS, 0);
        let mut mine = Bag { mark: MINE, ..Bag::default() };
        let mut theirs = Bag { mark: THEIRS, ..Bag::default() };
        let texts = || b.texts.iter().take(count).map(|(block, _)| self.grams(*block));
        a.title.iter().chain(a.texts.iter().take(own).map(|(block, _)| block)).for_each(|&n| mine.add(self.grams(n), &mut cells));
        b.title.iter().for_each(|&n| theirs.add(self.grams(n), &mut cells));
        let stays: SmallVec<[f32; 16]> = texts().map(|grams| theirs.take(grams, &mut cells)).collect();
        let odds = (0..count)
            .map(|k| {
                let mut bag = Bag { tail: TAIL * u8::try_from(k + 1).unwrap_or(u8::MAX / TAIL), ..mine };
                texts().skip(k).zip(stays.iter().skip(k)).map(|(grams, stays)| bag.take(grams, &mut cells) - stays).sum()
            })
            .collect();
        // The table is large and hardly filled: what was written is cleared for the next one.
        let used = a.title.iter().chain(&b.title).chain(a.texts.iter().chain(&b.texts).map(|(block, _)| block));
        used.filter_map(|&n| self.grams[n].get()).flatten().for_each(|gram| cells[usize::from(gram.cell)] = 0);
        self.cells.replace(cells);
        odds
    }

    fn grams(&self, block: usize) -> &[Gram] {
        self.grams[block].get_or_init(|| topic::grams(self.texts[block], &self.echo.stats))
    }
}

/// Marks that divide a word.
const HYPHENS: [char; 6] = ['-', '\u{AD}', '\u{2010}', '\u{2011}', '¬', '⸗'];
/// Weight of what cannot be.
const NEVER: f32 = -1e3;

#[cfg(test)]
mod tests {
    use crate::Desk;

    #[test]
    fn tails_in_the_lines_of_columns_have_the_topic_of_their_article() {
        let page = "Ferry sails without captain\n\nPORT SABLE — The ferry left\nthe pier at nine and came to\n\
            the island at noon with a lot\nof wet sails and seven men on\ndeck, and the mate said that\n\
            nobody had missed the captain\nat the pier or asked for the\n\nMayor pays for new schools\n\n\
            UPPER FENWICK — The mayor of\nthe town has paid for two new\nschools. The teachers of the\n\
            old school had asked for them\nsince the roof of the school\nfell on the desks of a class.\n\n\
            other people, and some of it\nmay be good, or so they think\nwho have seen it. Nothing was\n\
            said of it in all that while.\n\nShe was there on the Thursday\nand has nothing to add to it.\n\n\
            Library keeps its last book\n\nHARROW BAY — The library has\none book, and all who want to\n\
            read it have to wait a month\nin the hall, as nobody may be\nfaster than that, or take the\n\
            book home with them at night.";
        let page = Desk::new().clean(page);
        let articles = page.articles();
        assert_eq!(articles.len(), 3);
        assert!(articles[1].paragraphs.iter().any(|text| text.starts_with("other people")), "{:?}", articles[1].paragraphs);
    }

    #[test]
    fn no_tail_takes_the_opening_of_another_article_along() {
        let page = "# Ferry sails without captain\n\nPORT SABLE, April 19 — The ferry left the pier with seven men on deck, and was \
            missed by the harbour inspec-\n\n# Mayor pays for new schools\n\ntors will look at the ferry and at the pier next week\n\n\
            UPPER FENWICK, April 19 — The mayor of the town has paid for two new schools.\n\nThe teachers had asked for them.";
        let page = Desk::new().clean(page);
        let articles = page.articles();
        assert_eq!(articles.len(), 2);
        assert!(articles[1].paragraphs.iter().any(|text| text.contains("paid for two new schools")), "{:?}", articles[1].paragraphs);
    }
}
