//! What is seen of each block: the evidence that roles are decided on.

mod around;
mod line;

use crate::byline::{self, Habit};
use crate::cues;
use crate::lang::Lang;
use crate::page::{self, Block, Fill, Part, Place};
use crate::passes::echo::Echo;
use crate::passes::furniture::{LONGEST_DATE, furniture, is_date};
use crate::passes::recurs::{self, Recurs};
use crate::passes::stitch::{self, Ends, Join};
use crate::passes::{inner, stopped, told, wording};
use crate::shape::Shape;
use crate::stats::Statistics;
use crate::text;
use std::fmt;

/// What speaks for the roles of one block; what `--explain` prints.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    pub(crate) cells: usize,
    pub(crate) mark: u8,
    pub(crate) place: Place,
    pub(crate) closed: bool,
    /// Its full stop is that of a title.
    pub(crate) stopped: bool,
    /// The part of a title inside a column that its capitals and its place say it is.
    pub(crate) inner: Part,
    pub(crate) byline: bool,
    pub(crate) dateline: bool,
    /// The dateline is but a word with a full stop.
    pub(crate) weak_dateline: bool,
    pub(crate) jump: bool,
    pub(crate) furniture: f32,
    pub(crate) caption: f32,
    /// In a dump in running text: how much a short sentence without the words of captions is worded as one.
    pub(crate) shown: f32,
    pub(crate) comma: bool,
    /// A comma, also the Japanese one, which in a short line parts the words of a list.
    pub(crate) clause: bool,
    pub(crate) stop_inside: bool,
    pub(crate) secondary: f32,
    pub(crate) rows: usize,
    /// No digits, quotation marks or enumeration: a banner's wording.
    pub(crate) plain: bool,
    /// A line of talk, of verse, of a list or of a table.
    pub(crate) told: bool,
    /// It is a row of a table.
    pub(crate) row: bool,
    /// It has digits.
    pub(crate) digits: bool,
    /// It goes on from another page, and says so.
    pub(crate) resumes: bool,
    /// An open line that reports, denies or adds, as Latin sentences do and titles seldom.
    pub(crate) tells: bool,
    /// In a dump in running text: how much an open line is worded as sentences are.
    pub(crate) sentence: f32,
    /// Holds a small word of some length, as sentences do and labels do not (English and German).
    pub(crate) worded: bool,
    /// Phrases that spaces separate (East Asian), or words (Latin).
    pub(crate) phrases: usize,
    /// Characters of the first phrase.
    pub(crate) head: usize,
    /// Two phrases without figures, as headlines in pairs have them.
    pub(crate) couplet: bool,
    /// A quotation or a bracket is open at its end.
    pub(crate) unpaired: bool,
    /// Few letters that close a bracket which another text opened.
    pub(crate) closes: bool,
    /// A bracket is open at the end.
    pub(crate) bracket: bool,
    /// Ends inside a word, or in one that leads on: no phrase is over.
    pub(crate) broken: bool,
    /// Sets apart what it speaks of, as Japanese sentences do, and is too long for a title that does.
    pub(crate) topical: bool,
    /// A line of text whose few characters were spread until they filled the column.
    pub(crate) spread: bool,
    pub(crate) ends: Ends,
    /// The text before it opens as articles do, and has no title.
    pub(crate) late: bool,
    /// It stands above a byline or the opening of an article, only lines like it in between.
    pub(crate) leads: bool,
    /// The same of a line that fills its column.
    pub(crate) leads_full: bool,
    /// A text before it breaks off, and an article opens behind that: its rest may stand here.
    pub(crate) behind_cut: bool,
    /// In a dump in running text: an open line above a byline, however long, such as decks are.
    pub(crate) above_byline: bool,
    /// In columns: which of its words stand elsewhere on the page.
    pub(crate) recurs: Recurs,
    /// What the characters say of a line without a mark going on in the text that stands next.
    pub(crate) ahead: f32,
    /// The last paragraph before this block, and how it goes on in it; known once the roles are.
    pub(crate) before: Option<u32>,
    pub(crate) join: Join,
}

impl Evidence {
    /// Nothing is known of its place but the blocks around it.
    fn is_bare(&self) -> bool {
        !self.place.is_printed()
    }

    /// In columns: a line as short as banners are.
    pub(crate) fn is_banner(&self) -> bool {
        self.place.fill == Fill::Short && !self.closed && !self.byline && self.plain && self.cells <= BANNER && self.rows == 1
    }

    /// Text of a column that goes on in the next block: several lines, or one that begins with a small letter.
    fn goes_on(&self) -> bool {
        let line = self.place.fill == Fill::Line && self.mark == 0 && self.ends.is_small();
        (self.place.fill == Fill::Text || line) && !self.closed && !self.ends.short
    }

    /// Text of a column, or the end of one.
    fn is_in_column(&self) -> bool {
        self.place.fill == Fill::Text || self.closed && matches!(self.place.fill, Fill::Line | Fill::Short)
    }

    /// In columns: as few lines as a title has, which fill the column by chance.
    fn is_full_title(&self) -> bool {
        let few = self.place.fill == Fill::Line || self.place.fill == Fill::Text && self.rows <= MOST_ROWS;
        few && !self.comma && !self.stop_inside
    }

    /// A line that a comma or an open quotation parts from what stands next, or that leads on: East Asian titles seldom do.
    fn is_clause(&self) -> bool {
        self.comma || self.ends.pauses() || self.unpaired || self.broken
    }

    /// Long, or closed like a sentence: more text than title.
    pub(crate) fn is_text(&self) -> bool {
        if self.above_byline || self.mark > 0 && self.is_bare() && !self.closed {
            return false;
        }
        self.cells >= 70 || self.closed && self.cells >= 24 || self.dateline || self.comma && self.cells >= 18
    }
}

/// Lines of a title in one column.
const MOST_ROWS: usize = 3;
/// Cells of a banner.
const BANNER: usize = 16;

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cells, {}", self.cells, if self.closed { "ends a sentence" } else { "open end" })?;
        if self.mark > 0 {
            write!(f, ", heading mark {}", self.mark)?;
        }
        let flags = [
            (self.byline, "byline words"),
            (self.dateline, "dateline"),
            (self.jump, "jump words"),
            (self.stopped, "the full stop of a title"),
            (self.inner != Part::Text, "a title inside a column"),
            (self.place.centred, "in the middle of its column"),
            (self.told, "a line of talk, verse or a table"),
            (self.comma, "comma"),
            (self.stop_inside, "full stop inside"),
            (self.late, "behind text without a title"),
            (self.leads, "above an opening"),
            (self.unpaired, "open quotation or bracket"),
            (self.broken, "breaks off inside a phrase"),
            (self.topical, "sets its topic apart"),
            (self.tells, "tells"),
            (self.spread, "spread out to fill its column"),
            (self.place.apart, "behind a rule"),
            (self.place.banner, "alone between rules"),
            (self.place.folio, "in a row between rules"),
            (self.place.framed, "in a frame"),
            (self.place.caption, "below a picture"),
            (self.place.speck, "a speck"),
        ];
        for (_, name) in flags.iter().filter(|(on, _)| *on) {
            write!(f, ", {name}")?;
        }
        let figures = [("furniture", self.furniture), ("caption", self.caption)];
        for (name, figure) in figures.iter().filter(|(_, figure)| *figure != 0.0) {
            write!(f, ", {name} {figure:.1}")?;
        }
        if self.place.sure > 0 {
            write!(f, ", confidence {}%", self.place.sure)?;
        }
        if self.place.is_columned() {
            write!(f, ", in its column {:?}", self.place.fill)?;
        }
        if self.place.size > 0 {
            write!(f, ", size {}%", self.place.size)?;
        }
        if self.join.open {
            write!(f, ", the open text before goes on here {:.1}", self.join.score)?;
        }
        Ok(())
    }
}

/// Evidence of all blocks.
pub(crate) fn collect(texts: &[&str], blocks: &[Block], stats: &Statistics<'_>) -> Vec<Evidence> {
    let habit = Habit::of(printed(texts, blocks), stats.lang);
    let run_on = run_on_datelines(texts, blocks, &habit, stats.lang);
    let opening = Opening { run_on, habit, lang: stats.lang };
    let mut out: Vec<Evidence> = texts.iter().zip(blocks).map(|(text, block)| gather(text, block, &opening, stats)).collect();
    out.iter_mut().zip(recurs::of(texts, blocks, stats.lang)).for_each(|(e, recurs)| e.recurs = recurs);
    stopped::open(texts, &mut out, stats.lang);
    inner::open(texts, &mut out, stats.lang);
    told::open(texts, &mut out, stats.lang);
    around::find_damaged_bylines(texts, &mut out, stats.lang);
    around::find_late(&mut out, stats.lang);
    around::find_leads(&mut out);
    around::find_decks(&mut out, stats.lang);
    around::find_cuts(&mut out);
    out
}

/// The texts of a page that stand in print or in columns.
fn printed<'p>(texts: &'p [&'p str], blocks: &'p [Block]) -> impl Iterator<Item = &'p str> {
    texts.iter().zip(blocks).filter(|(_, block)| block.place.is_printed()).map(|(text, _)| *text)
}

/// How the texts of a page in print or in columns open.
struct Opening<'p> {
    /// With datelines that run on into the text: several do, since one may be a sentence.
    run_on: bool,
    habit: Habit<'p>,
    lang: Lang,
}

impl Opening<'_> {
    /// Whether a dateline opens a text; `bare` is the text without specks, `cells` are its cells.
    fn is_dateline(&self, body: &str, bare: &str, cells: usize, block: &Block) -> bool {
        let (lang, columned) = (self.lang, block.place.is_columned());
        let printed = block.place.is_printed();
        let opens = lang.is_ea() && (printed && byline::opens_printed(body, lang) || columned && byline::opens_bracket(bare, lang))
            || cells >= 8 && (line::opens_article(bare, lang) || self.run_on && printed && byline::run_on_dateline(bare, lang) > 0)
            // Of Latin letters boxes show more.
            || (columned || printed && lang.is_ea()) && self.habit.opens(body)
            || columned && !lang.is_ea() && block.place.fill != Fill::Over && byline::opens_with_capitals(body);
        // The name of a paper with its full stop opens no article.
        opens && (lang.is_ea() || cells > LONGEST_DATE || !is_date(body))
    }
}

fn run_on_datelines(texts: &[&str], blocks: &[Block], habit: &Habit<'_>, lang: Lang) -> bool {
    let run_on = |text: &&str| byline::run_on_dateline(text::solid(text), lang) > 0;
    let found = printed(texts, blocks).filter(|text| lang.is_ea() && run_on(text)).take(2).count();
    found > 1 || found == 1 && printed(texts, blocks).any(|text| !run_on(&text) && habit.opens(text))
}

/// What speaks for one text going on in another; between a text and the one before it on the page that is known.
pub(crate) fn join(all: &[Evidence], before: usize, after: usize, echo: &Echo<'_>) -> Join {
    let (first, second) = (&all[before], &all[after]);
    if first.row || second.row {
        return Join::default();
    }
    let known = second.before.is_some_and(|known| usize::try_from(known) == Ok(before));
    if known { second.join } else { stitch::weigh(&first.ends, &second.ends, echo) }
}

fn gather(text: &str, block: &Block, opening: &Opening<'_>, stats: &Statistics<'_>) -> Evidence {
    let lang = stats.lang;
    let shape = Shape::of(text);
    let body = text.get(..shape.len).unwrap_or(text);
    let cells = shape.cells;
    let digits = shape.digits > 0;
    let prose = cells > 70 && shape.stop_inside && (shape.comma || shape.ascii_comma);
    // Of a line across the page engines may make one block.
    let strip = block.place.size > 0 && block.pieces.len() <= STRIP_ROWS && cells < LONGEST_STRIP && !text::ends_closed(body);
    let strip = strip && !(prose && lang.is_ea());
    let found = if strip || cells < 160 && !prose { line::read_cues(body, &shape, lang) } else { cues::Found::default() };
    let columned = block.place.is_columned();
    let printed = block.place.is_printed();
    let bare = if printed { line::stripped(body) } else { body };
    let dateline = opening.is_dateline(body, bare, cells, block);
    let resumes = byline::resumption(body, lang) > 0;
    let ends = ends_in_place(Ends::of(body, &shape, dateline, stats), bare, &block.place, resumes, lang);
    // Bylines stand in bold as well, but are no headings.
    let named = || byline::has_names(bare, lang) || is_misread_byline(block, body, lang) || is_byline_above(text, block, lang);
    let byline = cells < 110 && if matches!(block.mark, 0 | page::BOLD) { named() } else { printed && byline::is_marked(bare, lang) };
    Evidence {
        cells,
        mark: if byline { 0 } else { block.mark },
        place: block.place,
        closed: ends.closed && !body.ends_with(['?', '？', '!', '！', ')', '）']),
        byline,
        // A printed line may be all that a cut left of the opening.
        dateline: (cells >= 24 || printed) && dateline,
        weak_dateline: printed && byline::is_weak_dateline(bare, lang),
        jump: found.jump && byline::is_jump(body, lang),
        furniture: if strip || cells < 140 { furniture(body, lang, &shape, &found, columned) } else { 0.0 },
        caption: if cells < 160 { line::caption(body, lang, &shape, found.caption, printed) } else { 0.0 },
        shown: if printed || cells >= SHORT_CAPTION || found.caption { 0.0 } else { wording::caption(body, lang) },
        comma: shape.comma || shape.ascii_comma && lang.is_ea(),
        clause: shape.comma || shape.ascii_comma && lang.is_ea() || shape.pause && lang == Lang::Ja && cells > LONGEST_LIST,
        stop_inside: shape.stop_inside,
        secondary: line::secondary(&shape, lang),
        rows: if block.place.lines > 0 { usize::from(block.place.lines) } else { block.pieces.len() },
        plain: !digits && !shape.quotes && !shape.pause && !shape.question,
        digits,
        resumes,
        tells: !lang.is_ea() && cells < LONGEST_TOLD && !ends.closed && line::tells(body, lang),
        sentence: if printed || ends.closed || cells >= LONGEST_TOLD { 0.0 } else { wording::sentence(body, lang) },
        worded: cells < 60 && matches!(lang, Lang::En | Lang::De) && body.split(' ').any(line::is_small_word),
        phrases: shape.phrases.max(1),
        head: shape.head,
        couplet: lang.is_ea() && shape.phrases == 2 && !digits,
        closes: line::closes_bracket(body, &shape),
        bracket: shape.unpaired && line::has_open_bracket(body),
        unpaired: shape.unpaired || lang == Lang::Fr && !printed && line::opens_guillemets(body),
        broken: line::is_broken(body, lang),
        topical: line::is_topical(body, cells, lang),
        spread: lang.is_ea() && block.place.fill == Fill::Line && line::is_spread_out(body, &shape),
        ends,
        ..Evidence::default()
    }
}

/// How a text begins and ends, with what its place says of that.
fn ends_in_place(mut ends: Ends, bare: &str, place: &Place, resumes: bool, lang: Lang) -> Ends {
    let (columned, printed) = (place.is_columned(), place.is_printed());
    (ends.short, ends.fresh) = (place.short_end, place.fresh);
    ends.dateline = ends.dateline && !byline::is_weak_dateline(bare, lang);
    if resumes {
        ends.opens();
    }
    if columned && !lang.is_ea() {
        ends.skip_specks(bare);
    }
    ends.edges = ends.edges.filter(|_| !columned);
    // Marks that stand alone behind a full stop are specks.
    ends.closed |= printed && text::ends_closed(bare);
    ends
}

/// Cells from which a line with 、 is no list.
const LONGEST_LIST: usize = 24;

/// Cells of a caption that has no words of captions.
const SHORT_CAPTION: usize = 65;

/// Cells of a line that might be a title, if it did not tell.
const LONGEST_TOLD: usize = 110;

/// Whether the first of two or three lines is a Latin byline, above the writer's office and address.
fn is_byline_above(text: &str, block: &Block, lang: Lang) -> bool {
    let first = block.pieces.first().and_then(|piece| text.get(..piece.span.len()));
    let few = !lang.is_ea() && (2..=MOST_ROWS).contains(&block.pieces.len()) && block.place == Place::default();
    few && !text::ends_closed(text) && first.is_some_and(|first| byline::has_names(first, lang))
}

/// Rows of a strip of furniture across a page, and its cells.
const STRIP_ROWS: usize = 4;
const LONGEST_STRIP: usize = 240;

/// A byline is in print no larger than this, in hundredths of the text's.
const BYLINE_SIZE: u16 = 125;

/// A printed line no larger than text, one by itself in an East Asian column, or what the lines around it show to be a byline says by its
/// place what an engine misread.
fn is_misread_byline(block: &Block, body: &str, lang: Lang) -> bool {
    let alone = matches!(block.place.fill, Fill::Short | Fill::Line) && (lang.is_ea() || block.place.part == Part::Byline);
    // Two names side by side.
    let most = if lang.is_ea() { 2 } else { 1 };
    (alone || (1..BYLINE_SIZE).contains(&block.place.size)) && block.pieces.len() <= most && byline::misread(body, lang).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_decks_above_bylines_are_no_text() {
        let block = |mark: u8| Block { pieces: smallvec::SmallVec::new(), mark, place: Place::default() };
        let texts = [
            "Ferry plan clears its last hurdle",
            "Council votes 5–2 after six hours of testimony; work could begin before the end of September",
            "By Owen Tsang",
        ];
        let all = collect(&texts, &[block(0), block(0), block(0)], &Lang::En.into());
        assert!(all[1].above_byline && !all[1].is_text());
        let apart = collect(&texts[..2], &[block(0), block(0)], &Lang::En.into());
        assert!(!apart[1].above_byline && apart[1].is_text());
    }

    #[test]
    fn a_place_with_its_day_is_no_other_sentence() {
        let block = || Block { pieces: smallvec::SmallVec::new(), mark: 0, place: Place { fill: Fill::Text, ..Place::default() } };
        // Engines read a small letter for the capital.
        for (text, low) in
            [("hainberg, 5. Mai. Unter zahlreicher Beteiligung", true), ("handelten sie. Unter zahlreicher Beteiligung", false)]
        {
            let all = collect(&["Dem Landwirt wurde für das Gras eine", text], &[block(), block()], &Lang::De.into());
            assert_eq!(all[1].ends.dateline, low, "{text}");
        }
    }

    #[test]
    fn a_title_of_full_lines_may_stand_inside_its_text() {
        let block =
            |lines| Block { pieces: smallvec::SmallVec::new(), mark: 0, place: Place { fill: Fill::Text, lines, ..Place::default() } };
        let late = |title: &str, rest: &str| {
            let texts = ["Das Bad bleibt in diesem Jahr offen.", "Weidenbruch. Hierüber hört man, daß sie nicht ihr Leben", title, rest];
            let all = collect(&texts, &[block(9), block(9), block(2), block(9)], &Lang::De.into());
            all[2].late
        };
        assert!(late("Biber legt Radweg unter Wasser", "in einem Krieg opfern wollen."));
        assert!(!late("und legt den Radweg", "in einem Krieg opfern wollen."));
        assert!(!late("Biber legt Radweg unter Wasser", "Manche von ihnen sollen ausgerissen sein."));
    }

    #[test]
    fn a_noun_behind_a_line_of_text_opens_nothing() {
        let block = |fill, mark| Block { pieces: smallvec::SmallVec::new(), mark, place: Place { fill, ..Place::default() } };
        let text = "Lavoir. Une citerne sera placée devant l’école maternelle.";
        for (above, fill, mark, opens) in [
            ("l’eau sera coupée rue du Four et impasse du", Fill::Text, 0, false),
            ("des Ormeaux et impasse du", Fill::Line, 0, false),
            // A title may fill its column; so may a heading that the file marks.
            ("Le vieux pont rouvrira", Fill::Line, 0, true),
            ("des eaux de la ville", Fill::Line, 2, true),
            ("des Ormeaux et rue du Four.", Fill::Line, 0, true),
        ] {
            let all = collect(&[above, text], &[block(fill, mark), block(Fill::Text, 0)], &Lang::Fr.into());
            assert_eq!(all[1].dateline, opens, "{above}");
        }
    }
}
