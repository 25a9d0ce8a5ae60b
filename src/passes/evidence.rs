//! What is seen of each block: the evidence that roles are decided on.

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
use std::cell::OnceCell;
use std::fmt;

/// What speaks for the roles of one block; what `--explain` prints.
#[derive(Clone, Debug)]
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
        self.place.size == 0 && self.place.fill == Fill::Unknown
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
        if self.place.fill != Fill::Unknown {
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
    let opening = Opening { run_on, habit };
    let mut out: Vec<Evidence> = texts.iter().zip(blocks).map(|(text, block)| gather(text, block, &opening, stats)).collect();
    out.iter_mut().zip(recurs::of(texts, blocks, stats.lang)).for_each(|(e, recurs)| e.recurs = recurs);
    stopped::open(texts, &mut out, stats.lang);
    inner::open(texts, &mut out, stats.lang);
    told::open(texts, &mut out, stats.lang);
    find_damaged_bylines(texts, &mut out, stats.lang);
    find_late(&mut out, stats.lang);
    find_leads(&mut out);
    find_decks(&mut out, stats.lang);
    find_cuts(&mut out);
    out
}

/// The texts of a page that stand in print or in columns.
fn printed<'p>(texts: &'p [&'p str], blocks: &'p [Block]) -> impl Iterator<Item = &'p str> {
    let is_printed = |place: &Place| place.size > 0 || place.fill != Fill::Unknown;
    texts.iter().zip(blocks).filter(move |(_, block)| is_printed(&block.place)).map(|(text, _)| *text)
}

/// How the texts of a page in print or in columns open.
struct Opening<'p> {
    /// With datelines that run on into the text: several do, since one may be a sentence.
    run_on: bool,
    habit: Habit<'p>,
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
    let found = if strip || cells < 160 && !prose { read_cues(body, &shape, lang) } else { cues::Found::default() };
    let columned = block.place.fill != Fill::Unknown;
    let printed = block.place.size > 0 || columned;
    let bare = if printed { stripped(body) } else { body };
    let dateline = lang.is_ea() && (printed && byline::opens_printed(body, lang) || columned && byline::opens_bracket(bare, lang))
        || cells >= 8 && (opens_article(bare, lang) || opening.run_on && printed && byline::run_on_dateline(bare, lang) > 0)
        // Of Latin letters boxes show more.
        || (columned || printed && lang.is_ea()) && opening.habit.opens(body)
        || columned && !lang.is_ea() && block.place.fill != Fill::Over && byline::opens_with_capitals(body);
    // The name of a paper with its full stop opens no article.
    let dateline = dateline && (lang.is_ea() || cells > LONGEST_DATE || !is_date(body));
    let mut ends = Ends::of(body, &shape, dateline, stats);
    ends.dateline = ends.dateline && !byline::is_weak_dateline(bare, lang);
    let resumes = byline::resumption(body, lang) > 0;
    if resumes {
        ends.opens();
    }
    ends.short = block.place.short_end;
    ends.fresh = block.place.fresh;
    if columned && !lang.is_ea() {
        ends.skip_specks(bare);
    }
    ends.edges = ends.edges.filter(|_| !columned);
    // Marks that stand alone behind a full stop are specks.
    ends.closed |= printed && text::ends_closed(bare);
    // Bylines stand in bold as well, but are no headings.
    let named = || byline::has_names(bare, lang) || is_misread_byline(block, body, lang) || is_byline_above(text, block, lang);
    let byline = cells < 110 && if matches!(block.mark, 0 | page::BOLD) { named() } else { printed && byline::is_marked(bare, lang) };
    Evidence {
        cells,
        mark: if byline { 0 } else { block.mark },
        place: block.place,
        closed: ends.closed && !body.ends_with(['?', '？', '!', '！', ')', '）']),
        stopped: false,
        inner: Part::Text,
        byline,
        // A printed line may be all that a cut left of the opening.
        dateline: (cells >= 24 || printed) && dateline,
        weak_dateline: printed && byline::is_weak_dateline(bare, lang),
        jump: found.jump && byline::is_jump(body, lang),
        furniture: if strip || cells < 140 { furniture(body, lang, &shape, &found, columned) } else { 0.0 },
        caption: if cells < 160 { caption(body, lang, &shape, found.caption, printed) } else { 0.0 },
        shown: if printed || cells >= SHORT_CAPTION || found.caption { 0.0 } else { wording::caption(body, lang) },
        comma: shape.comma || shape.ascii_comma && lang.is_ea(),
        clause: shape.comma || shape.ascii_comma && lang.is_ea() || shape.pause && lang == Lang::Ja && cells > LONGEST_LIST,
        stop_inside: shape.stop_inside,
        secondary: secondary(&shape, lang),
        rows: if block.place.lines > 0 { usize::from(block.place.lines) } else { block.pieces.len() },
        plain: !digits && !shape.quotes && !shape.pause && !shape.question,
        told: false,
        row: false,
        digits,
        resumes,
        tells: !lang.is_ea() && cells < LONGEST_TOLD && !ends.closed && tells(body, lang),
        sentence: if printed || ends.closed || cells >= LONGEST_TOLD { 0.0 } else { wording::sentence(body, lang) },
        worded: cells < 60 && matches!(lang, Lang::En | Lang::De) && body.split(' ').any(is_small_word),
        phrases: shape.phrases.max(1),
        head: shape.head,
        couplet: lang.is_ea() && shape.phrases == 2 && !digits,
        closes: shape.chars <= LONGEST_CLOSE && body.ends_with([')', '）']) && !body.contains(['(', '（']),
        bracket: shape.unpaired && body.rfind(['(', '（']).is_some_and(|open| !body[open..].contains([')', '）'])),
        unpaired: shape.unpaired || lang == Lang::Fr && !printed && opens_guillemets(body),
        broken: is_broken(body, lang),
        topical: is_topical(body, cells, lang),
        spread: lang.is_ea() && block.place.fill == Fill::Line && is_spread_out(body, &shape),
        ends,
        late: false,
        leads: false,
        leads_full: false,
        above_byline: false,
        behind_cut: false,
        recurs: Recurs::default(),
        ahead: 0.0,
        before: None,
        join: Join::default(),
    }
}

/// Characters of what is left of a name in the next column, and the bracket.
const LONGEST_CLOSE: usize = 4;

/// The cue words of a line; those of one that is set in spread letters, too.
fn read_cues(body: &str, shape: &Shape, lang: Lang) -> cues::Found {
    let cues = cues::of(lang);
    if lang.is_ea() && shape.phrases >= LEAST_SPREAD && is_spread(body) {
        return cues.read(&body.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    }
    cues.read(body)
}

/// Whether more than half of the words of a short line are single ideographs, and several.
fn is_spread(body: &str) -> bool {
    if body.len() > LONGEST_SPREAD {
        return false;
    }
    let single = |word: &str| word.chars().nth(1).is_none() && word.starts_with(text::is_han);
    let (words, singles) = body.split_whitespace().fold((0, 0), |(all, singles), word| (all + 1, singles + usize::from(single(word))));
    singles >= LEAST_SPREAD && singles * 2 > words
}

/// Ideographs of a line in spread letters, and bytes of the longest one.
const LEAST_SPREAD: usize = 2;
const LONGEST_SPREAD: usize = 120;

/// A printed line without the specks at its ends: marks that stand alone, and such as no line begins with.
fn stripped(body: &str) -> &str {
    if body.contains(text::is_ea) { text::solid(body) } else { text::solid(body).trim_start_matches(text::is_dirt) }
}

/// Notes which titles may stand behind the first column of their own text: the text before opens as articles do, without a title.
fn find_late(all: &mut [Evidence], lang: Lang) {
    let mut headless = false;
    for n in 0..all.len() {
        // A noun and a full stop open a column as well as an article.
        let goes_on = n > 0 && all[n - 1].goes_on();
        all[n].dateline &= !(all[n].weak_dateline && goes_on);
        let before = n.checked_sub(1).map(|b| &all[b]);
        if all[n].dateline && !all[n].byline {
            headless = before.is_some_and(|b| b.is_in_column() && !b.byline);
        }
        let e = &all[n];
        let title = !e.closed && matches!(e.place.fill, Fill::Short | Fill::Over | Fill::Line);
        all[n].late = headless && title && !(lang.is_ea() && (e.is_clause() || e.spread));
    }
}

/// Notes the bylines whose word for the office is damaged or whose mark or word was misread, below another byline or between a title and the
/// opening of its text.
fn find_damaged_bylines(texts: &[&str], all: &mut [Evidence], lang: Lang) {
    let old = OnceCell::new();
    for n in 1..all.len() {
        let (before, e, next) = (&all[n - 1], &all[n], all.get(n + 1));
        let title = |e: &Evidence| !e.closed && !e.is_text() && e.furniture < 1.0;
        let between = title(before) && next.is_some_and(|next| next.dateline);
        let large = before.mark > 0 || before.place.size >= LARGE_TITLE;
        let above = || large && title(before) && next.is_some_and(Evidence::is_text);
        let damaged = || (before.byline || between) && e.is_bare() && e.mark == 0 && byline::is_damaged_byline(texts[n], lang);
        let misread = || {
            if lang.is_ea() { between && has_misread_mark(texts[n], lang) } else { above() && opens_misread(texts[n], lang, &old, texts) }
        };
        if !e.byline && (damaged() || misread()) {
            all[n].byline = true;
        }
    }
}

/// Hundredths of the size of text of a title that its print was not taken for one.
const LARGE_TITLE: u16 = 120;

/// Whether a line between a title and the opening of its text is a byline behind a misread mark, in print as large as that of the title that it
/// was taken into.
fn has_misread_mark(text: &str, lang: Lang) -> bool {
    !text.contains(byline::may_open_bracket) && byline::is_behind_mark(text, lang)
}

/// Whether a line opens with what is read for the word of a Latin byline; what can be a name is one, but on pages with long s.
fn opens_misread(text: &str, lang: Lang, old: &OnceCell<bool>, texts: &[&str]) -> bool {
    let sure = |named: bool| !named || *old.get_or_init(|| texts.iter().any(|text| text::has_long_s(text)));
    let word = byline::misread_word(text, lang);
    word.is_some_and(|misread| sure(misread.named)) && byline::misread(text, lang).is_some()
}

/// Notes the lines that stand right above a byline or the opening of an article.
fn find_leads(all: &mut [Evidence]) {
    let mut room = 0;
    for e in all.iter_mut().rev() {
        let title = room > 0 && !e.closed && !e.byline && !e.dateline;
        e.leads = title && e.place.fill == Fill::Short;
        e.leads_full = title && e.is_full_title();
        room = match e.leads || e.leads_full {
            true => room - 1,
            false if (e.byline || e.dateline) && e.place.fill != Fill::Unknown => MOST_LEADS,
            false => 0,
        };
    }
}

/// Notes the open lines above a byline that are no longer than decks.
fn find_decks(all: &mut [Evidence], lang: Lang) {
    let most = if lang.is_ea() { LONGEST_DECK.0 } else { LONGEST_DECK.1 };
    let mut room = 0;
    for e in all.iter_mut().rev() {
        let open = !e.closed && !e.byline && !e.dateline && !e.jump && !e.stop_inside && !e.unpaired && !e.broken;
        e.above_byline = room > 0 && open && e.is_bare() && e.cells <= most && e.ends.leans < LEANING;
        room = match e.above_byline {
            true => room - 1,
            false if e.byline => MOST_DECKS,
            false => 0,
        };
    }
}

/// Notes what stands behind a text that breaks off before an article that opens.
fn find_cuts(all: &mut [Evidence]) {
    let (mut open, mut cut) = (false, false);
    for e in all.iter_mut() {
        cut |= open && (e.byline || e.dateline);
        e.behind_cut = cut;
        let text = e.is_text() || e.dateline || e.broken;
        open = if e.above_byline || !text { open && !text } else { !e.closed };
    }
}

/// Cells of the longest deck: East Asian, Latin.
const LONGEST_DECK: (usize, usize) = (64, 110);
/// Most blocks of a title with its deck.
const MOST_DECKS: usize = 3;
/// What leans so far on the text before it is no title.
const LEANING: f32 = 1.5;

/// Most blocks of a title.
const MOST_LEADS: usize = 4;

/// Whether a dateline or a byline in brackets opens a text.
fn opens_article(body: &str, lang: Lang) -> bool {
    byline::dateline(body, lang) > 0
        || body.starts_with(byline::may_open_bracket) && byline::opening(body, lang).byline.is_some_and(|(_, end)| end < body.len())
}

/// Whether a text ends inside a word, or in a word that leads on. Japanese titles do end in particles.
fn is_broken(body: &str, lang: Lang) -> bool {
    let leads_on = lang.table().leads_on;
    match lang {
        Lang::Ja => false,
        // Most texts end in a mark that ends a sentence.
        Lang::ZhHans | Lang::ZhHant => {
            let last = body.as_bytes().last();
            !body.ends_with(['。', '”', '」']) && leads_on.iter().any(|word| word.as_bytes().last() == last && body.ends_with(word))
        }
        _ => {
            let last = body.rsplit(' ').next().unwrap_or("");
            last.strip_suffix(['-', '¬', '\u{AD}']).is_some_and(|word| word.ends_with(char::is_lowercase)) || leads_on.contains(&last)
        }
    }
}

/// Whether a French quotation is open at the end. German ones may be set the other way round.
fn opens_guillemets(body: &str) -> bool {
    body.rfind('«').is_some_and(|open| body.rfind('»').is_none_or(|close| close < open))
}

/// Whether a line sets apart what it speaks of, outside of a quotation, and is as long as such pieces of text are.
fn is_topical(body: &str, cells: usize, lang: Lang) -> bool {
    let is_quoted = |head: &str| head.rfind(['「', '『', '“']) > head.rfind(['」', '』', '”']);
    let apart = |at: usize| at > 0 && body.get(..at).is_some_and(|head| !is_quoted(head));
    cells >= LEAST_TOPICAL && lang.table().topics.iter().any(|word| body.match_indices(word).any(|(at, _)| apart(at)))
}

/// Cells of a piece of text that sets its topic apart: in dumps of six sets they have 28 to 46, nearly all from here on; titles of one
/// clause behind the topic have fewer: 駅前の古書店には、客が絶えない.
const LEAST_TOPICAL: usize = 32;

/// Whether white stands between nearly all characters of a line, and not as evenly as between the letters of a title: with figures, words
/// of several letters among single ones, or more letters than spread titles have.
fn is_spread_out(body: &str, shape: &Shape) -> bool {
    if shape.phrases < SPREAD_PHRASES || shape.phrases * SPREAD_CELLS < shape.cells {
        return false;
    }
    let letters = |word: &str| word.chars().filter(|c| text::is_ea_letter(*c)).count();
    let mut words = body.split_whitespace().map(letters).filter(|&letters| letters > 0);
    let first = words.next();
    shape.digits > 0 || shape.phrases >= SPREAD_TEXT || words.any(|letters| Some(letters) != first)
}

/// Stretches between white of a line that is spread out, and cells to each with the white behind it: an ideograph and a half.
const SPREAD_PHRASES: usize = 4;
const SPREAD_CELLS: usize = 4;
/// Stretches of one letter that are text: spread titles are 春 节 快 乐 or 欢 度 国 庆 佳 节.
const SPREAD_TEXT: usize = 7;

/// Cells from which a line with 、 is no list.
const LONGEST_LIST: usize = 24;

fn is_small_word(word: &str) -> bool {
    word.len() >= 4 && word.starts_with(char::is_lowercase)
}

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

/// What makes a title a kicker or a deck.
fn secondary(shape: &Shape, lang: Lang) -> f32 {
    let mut score = f32::from(u8::try_from(shape.cells.min(80)).unwrap_or(80)) / 25.29;
    if lang.is_ea() {
        score += if shape.digits > 0 { 1.36 } else { 0.0 };
        score += if shape.pause { 0.41 } else { 0.0 };
    } else {
        score += if shape.digits > 0 { 1.11 } else { 0.0 };
        score += if shape.comma || shape.ascii_comma || shape.colon { 0.6 } else { 0.0 };
    }
    score
}

fn caption(body: &str, lang: Lang, shape: &Shape, cue: bool, printed: bool) -> f32 {
    let cells = shape.cells;
    // Of a printed caption the engine may give the lines by themselves.
    let least = if printed || !lang.is_ea() { 0 } else { LEAST_CAPTION };
    let mut score = if cue { 3.0 } else { 0.0 };
    // Who took the picture stands behind what it shows, and behind nothing else.
    score += if cue && lang.is_ea() && byline::is_credited(body) { CREDITED } else { 0.0 };
    let tiny = if lang.is_ea() { cells <= 46 } else { cells <= 70 };
    let one = shape.latin_stops == 0 && shape.stops <= 1;
    let short = if lang.is_ea() { cells <= 64 } else { cells <= 96 };
    if short && cells >= least && one && !shape.quotes && shape.closed && !body.ends_with(['?', '？', '！', '!']) {
        score += if tiny { 2.2 } else { 1.5 };
    }
    // Of a Latin caption in print its place says more.
    let heard = lang.is_ea() || !printed;
    if score > 0.0 && !cue && heard { score - telling(body, lang) } else { score }
}

/// What that counts for.
const CREDITED: f32 = 3.0;

/// Cells of the shortest sentence that says what a picture shows: who or what, and where or doing what. What is shorter and ends in
/// a full stop is the end of another text.
const LEAST_CAPTION: usize = 14;

/// Cells of a caption that has no words of captions.
const SHORT_CAPTION: usize = 65;

/// Small words of an East Asian sentence that tells or reckons, in the order of their codes. A caption says what is seen: it denies
/// nothing, adds nothing and compares nothing.
const TELLING: &[char] = &[
    '不', '也', '仅', '仍', '会', '但', '僅', '其', '再', '却', '卻', '又', '可', '因', '均', '将', '將', '就', '已', '才', '是', '更',
    '會', '未', '比', '沒', '没', '約', '约', '能', '超', '較', '较', '还', '還', '都',
];
/// Ends of a Japanese sentence that tells: captions end in a noun, or in what somebody is doing.
const TOLD: [&str; 2] = ["だ。", "た。"];
/// What each of them takes from a caption, and the most that they take.
const TELLS: f32 = 0.8;
const MOST_TELLS: f32 = 1.6;

/// How much a short text tells or reckons.
fn telling(body: &str, lang: Lang) -> f32 {
    if lang == Lang::Ja && TOLD.iter().any(|end| body.ends_with(end)) {
        return MOST_TELLS;
    }
    if !lang.is_ea() {
        return if tells(body, lang) { MOST_TELLS } else { 0.0 };
    }
    let words = body.chars().filter(|c| TELLING.binary_search(c).is_ok()).take(2).count();
    let count = f32::from(u8::try_from(words + usize::from(reckons(body))).unwrap_or(u8::MAX));
    (count * TELLS).min(MOST_TELLS)
}

/// Whether a Latin text holds a word that tells.
fn tells(body: &str, lang: Lang) -> bool {
    let cues = cues::of(lang);
    body.split(|c: char| !c.is_alphanumeric()).any(|word| cues.is_telling(word))
}

/// Cells of a line that might be a title, if it did not tell.
const LONGEST_TOLD: usize = 110;

/// Whether a text counts something: a number in digits, or in ideographs with a ten or more in it, that is no date.
fn reckons(body: &str) -> bool {
    let (mut digits, mut numerals, mut tens) = (false, 0, false);
    body.chars().any(|c| {
        if c.is_ascii_digit() || stitch::is_numeral(c) {
            digits |= c.is_ascii_digit();
            tens |= matches!(c, '十' | '百' | '千' | '万' | '萬' | '亿' | '億');
            numerals += 1;
            return false;
        }
        // 十分 and 百姓 are no numbers.
        let counted = digits || numerals > 1 && tens;
        (digits, numerals, tens) = (false, 0, false);
        counted && !matches!(c, '年' | '月' | '日' | '号' | '號' | ':' | '：')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_reckon_nothing() {
        for text in ["一年多來協尋成功二十一件。", "受邀演出四十二場。", "两百张板凳座无虚席。", "共花了22分钟。", "投资3万元。"]
        {
            assert!(reckons(text), "{text}");
        }
        for text in ["8月16日正午，渔船驶出渔港。", "十月七日，百姓在十字路口。", "千家万户", "2024年"] {
            assert!(!reckons(text), "{text}");
        }
        let points = |text: &str, lang| caption(text, lang, &Shape::of(text), false, false);
        assert!(points("体育館に並ぶ発酵タンクと浅葱さん。", Lang::Ja) > points("従業員九人のうち五人は元の保護者だ。", Lang::Ja) + 1.0);
        assert!(
            points("The ore carrier at anchor off the south mole on Thursday.", Lang::En)
                > points("Opponents said the loss of parking would hurt.", Lang::En) + 1.0
        );
        assert!(
            points("Freiwillige des Vereins beim Abschlagen der alten Fliesen.", Lang::De)
                > points("Das Amt wollte dazu nichts sagen, sie wird aber gebaut.", Lang::De) + 1.0
        );
        assert!(
            points("La troisième arche du pont, étayée depuis l’hiver.", Lang::Fr)
                > points("Il n’a pas voulu répondre, mais le chantier sera clos.", Lang::Fr) + 1.0
        );
        assert!(points("船员在码头整理网具。", Lang::ZhHans) > points("其中三成分给了渔民。", Lang::ZhHans) + 0.5);
    }

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

    #[test]
    fn topics_of_sentences() {
        for (text, want) in [
            ("店を継いだのは、先代の孫で元図書館員", true),
            ("仕込み水には、校庭の井戸からくみ上げた", true),
            ("「やめたい」と言う店では、客が次の店主を探した", true),
            ("駅前の古書店には、客が絶えない", false),
            ("「では、また」と市長が退任", false),
            ("「私には、この町がすべてでした」と前の市長", false),
            ("では、来年の祭りはどこで開かれることになる", false),
            ("廃校の体育館、クラフトビール工場に生まれ変わる", false),
        ] {
            assert_eq!(is_topical(text, Shape::of(text).cells, Lang::Ja), want, "{text}");
            assert!(!is_broken(text, Lang::Ja), "{text}");
        }
        assert!(!is_topical("店を継いだのは、先代の孫で元図書館員", 34, Lang::ZhHans));
    }

    #[test]
    fn lines_spread_out() {
        for (line, want) in [
            ("守 堤 的 43 名 村 民", true),
            ("守堤 的 老 村 民", true),
            ("守 住 老 堤 的 村 民", true),
            ("春 节 快 乐", false),
            ("欢 度 国 庆 佳 节", false),
            ("水利局检查 全市堤坝 村民 守护", false),
            ("水 利 局", false),
        ] {
            assert_eq!(is_spread_out(line, &Shape::of(line)), want, "{line}");
        }
    }

    #[test]
    fn french_quotations_that_are_open() {
        assert!(opens_guillemets("« On a failli fermer, raconte le gérant") && !opens_guillemets("« Oui », dit-il"));
    }
}
