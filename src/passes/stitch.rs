//! Paragraphs cut by a column break, a banner or another article: what goes on where.
//!
//! The score of a join is a sum of named features; the weights are the constants below.

use crate::byline;
use crate::cut::{self, Edges};
use crate::lang::Lang;
use crate::passes::dash_for_one::is_dash;
use crate::passes::echo::Echo;
use crate::shape::Shape;
use crate::stats::Statistics;
use crate::text;
use crate::word_set::WordSet;
use once_cell::sync::Lazy;

/// What speaks for one text going on in another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Join {
    /// The first text breaks off: no terminal mark.
    pub(crate) open: bool,
    /// Sum of the features below.
    pub(crate) score: f32,
    /// The first text ends in the name of its writer: the article is over.
    pub(crate) signed: bool,
    /// The first text ends in a comma.
    pub(crate) paused: bool,
}

/// A number whose unit or rest stands beyond the cut (`2018|年`).
const NUMBER_UNIT: f32 = 6.25;
/// The second text begins with a mark that cannot begin a paragraph.
pub(crate) const CLOSING_START: f32 = 6.0;
/// The second text begins as articles do.
const DATELINE_START: f32 = -12.0;
/// The second text begins with an indent behind what stops short: the mark that ended that was lost. More than all else may say.
pub(crate) const FRESH_START: f32 = -40.0;
/// The second text opens a quotation, as paragraphs do, while the first has none open.
const QUOTE_START: f32 = -1.73;
/// The first text ends in a comma: anything may follow.
const COMMA_END: f32 = 0.8;
/// Weight of a bit that running text says for the two characters on each side of the cut, and how many bits count: names are in no
/// count, so rare ones say nothing against a join. Found with that of commas on 144 generated dumps of shuffled articles; behind a mark
/// those characters say nothing.
const EDGES: f32 = 0.4;
const LEAST_EDGES: f32 = 0.0;
const MOST_EDGES: f32 = 12.0;
/// Less than behind 、 goes on behind a comma in Simplified Chinese, where its weight was found together with those bits.
const CLAUSE_END: f32 = -1.0;
/// Weight of a bit that the first character behind a comma says.
const CLAUSE: f32 = 0.7;
/// A quotation or bracket stays open across the cut.
const OPEN_PAIR: f32 = 1.5;
/// The page has the two characters at the cut side by side elsewhere, and the language does not: a name.
const ECHO: f32 = 4.0;
/// A Latin word cut by a hyphen, or a lower-case start.
const LOWER_START: f32 = 7.63;
/// A quotation that is open at the cut is closed behind it.
const INSIDE: f32 = 4.0;
/// A column breaks off at the end of a full line.
const SHORT_END: f32 = -4.0;
const SHORT_END_LATIN: f32 = -8.0;
/// Words that open paragraphs.
const STARTER: f32 = -1.59;
/// The second text begins with an ideograph: neither a mark nor a number nor a quotation.
const ORDINARY_START: f32 = 1.5;
const STARTERS: &[&str] = &[
    "据介绍",
    "据了解",
    "据悉",
    "近年来",
    "今年",
    "去年",
    "目前",
    "此外",
    "同时",
    "下一步",
    "接下来",
    "截至",
    "昨天",
    "昨日",
    "近日",
    "日前",
    "为了",
    "另外",
    "据统计",
    "在此",
    "如今",
    "问：",
    "答：",
    "問：",
    "答:",
    "问:",
    "一是",
    "二是",
    "第一",
    "其次",
    "最后",
    "此次",
    "业内人士",
];

static STARTER_SET: Lazy<WordSet> = Lazy::new(|| WordSet::new(STARTERS.iter().copied()));

/// How a text begins and ends, as far as joins are concerned.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ends {
    /// The last character, and whether it ends a paragraph.
    last: Option<char>,
    pub(crate) closed: bool,
    /// A quotation or a bracket is open at the end.
    pub(crate) unpaired: bool,
    /// A quotation is closed that the text does not open.
    inside: bool,
    /// An odd number of straight quotation marks.
    odd: bool,
    first: Option<char>,
    /// A dateline opens the text that is no other sentence, such as a place with its day, or one who speaks.
    pub(crate) dateline: bool,
    /// A byline in brackets ends it.
    signed: bool,
    /// A word that opens paragraphs does so.
    starter: bool,
    /// A verb of saying opens it, whose subject stands before the cut.
    said: bool,
    /// Its last line stops short of the column.
    pub(crate) short: bool,
    /// Its first line is indented behind one that stops short.
    pub(crate) fresh: bool,
    /// The figures that end it are a time of day: no unit follows.
    clock: bool,
    /// How much likelier the text begins in mid-sentence than with a paragraph, in bits.
    pub(crate) leans: f32,
    /// Its first and last characters, as running text counts them. Lines of columns have none: their weights were found without.
    pub(crate) edges: Option<Edges>,
}

impl Ends {
    /// Begins with a small letter.
    pub(crate) fn is_small(&self) -> bool {
        self.first.is_some_and(char::is_lowercase)
    }

    /// It begins with its first letter or figure: the marks before it are specks.
    pub(crate) fn skip_specks(&mut self, text: &str) {
        self.first = text.chars().find(|c| c.is_alphanumeric()).or(self.first);
    }

    /// Nothing goes on in it.
    pub(crate) fn opens(&mut self) {
        self.dateline = true;
        self.leans = STARTER;
    }

    /// Ends in a comma.
    pub(crate) fn pauses(&self) -> bool {
        self.last.is_some_and(is_pause)
    }

    pub(crate) fn of(text: &str, shape: &Shape, dateline: bool, stats: &Statistics<'_>) -> Self {
        let lang = stats.lang;
        let first = first_as_meant(text, shape.first, lang);
        let starter = lang.is_ea() && STARTER_SET.longest_at(text).is_some();
        let said = lang.is_ea() && opens_in_saying(text);
        let leans = if said { CLOSING_START } else { leans(first, starter || dateline, stats) };
        Self {
            last: shape.last,
            closed: shape.closed,
            unpaired: shape.unpaired,
            inside: shape.inside,
            odd: shape.odd,
            first,
            dateline,
            signed: shape.last.is_some_and(byline::may_close_bracket) && byline::closing(text, lang).is_some(),
            starter,
            said,
            short: false,
            fresh: false,
            clock: ends_in_time(text),
            leans: leans + if shape.inside { INSIDE } else { 0.0 },
            edges: Edges::of(text, first, lang),
        }
    }
}

/// Whether a text opens with a verb of saying and the mark behind it: 说，
fn opens_in_saying(text: &str) -> bool {
    let verb = SAYING_SET.longest_at(text).and_then(|verb| text.strip_prefix(verb));
    verb.is_some_and(|rest| rest.starts_with(['，', ',', '：', ':']))
}

/// Verbs of saying.
const SAYING: &[&str] =
    &["说", "說", "表示", "介绍", "介紹", "告诉记者", "告訴記者", "坦言", "透露", "指出", "强调", "強調", "解释", "解釋", "回忆", "回憶"];

static SAYING_SET: Lazy<WordSet> = Lazy::new(|| WordSet::new(SAYING.iter().copied()));

/// Whether a text ends in a time of day such as 18:30.
fn ends_in_time(text: &str) -> bool {
    let Some(hours) = text.strip_suffix(|c: char| c.is_ascii_digit()).and_then(|rest| rest.strip_suffix(|c: char| c.is_ascii_digit()))
    else {
        return false;
    };
    hours.strip_suffix([':', '：']).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
}

/// Numerals that a unit follows.
pub(crate) fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '两' | '兩' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '萬' | '亿' | '億')
}

/// The first character; a single dash before an ideograph stands for 一.
fn first_as_meant(text: &str, first: Option<char>, lang: Lang) -> Option<char> {
    let behind = text.strip_prefix(is_dash).filter(|_| lang.is_ea()).and_then(|rest| rest.chars().next());
    if behind.is_some_and(text::is_ea_letter) { Some('一') } else { first }
}

fn leans(first: Option<char>, opens: bool, stats: &Statistics<'_>) -> f32 {
    match first {
        _ if opens => STARTER,
        Some(c) if cannot_open(c) => CLOSING_START,
        Some(c) if stats.lang.is_ea() => cut::leans(c, stats),
        Some(c) if c.is_lowercase() => LOWER_START,
        _ => 0.0,
    }
}

/// Whether a character cannot begin a paragraph.
fn cannot_open(c: char) -> bool {
    text::is_closer(c) && c != '“' && c != '"' || matches!(c, '，' | '、' | '。' | ',' | '；' | ';' | '！' | '？')
}

/// Weighs whether `before` goes on in `after`.
pub(crate) fn weigh(before: &Ends, after: &Ends, echo: &Echo<'_>) -> Join {
    let lang = echo.lang;
    let open = !before.closed;
    let (Some(a), Some(b)) = (before.last, after.first) else {
        return Join { open, score: f32::MIN, signed: before.signed, paused: false };
    };
    if !open {
        // What has ended goes on nowhere: nobody asks for its score.
        return Join { open, score: f32::MIN, signed: before.signed, paused: is_pause(a) };
    }
    let mut score = if after.fresh { FRESH_START } else { 0.0 };
    if after.dateline {
        score += DATELINE_START;
    }
    if cannot_open(b) || after.said {
        score += CLOSING_START;
    }
    if before.short {
        score += if lang.is_ea() { SHORT_END } else { SHORT_END_LATIN };
    }
    score += if lang.is_ea() { east_asian(before, after, a, b, echo) } else { latin(a, b) };
    Join { open, score, signed: before.signed, paused: is_pause(a) }
}

fn east_asian(before: &Ends, after: &Ends, a: char, b: char, echo: &Echo<'_>) -> f32 {
    let stats = &echo.stats;
    let mut score = 0.0;
    let letters = text::is_ea_letter(b) && (text::is_ea_letter(a) || a.is_ascii_digit());
    if letters {
        let (odds, known) = cut::goes_on(a, b, stats);
        score += if is_numeral(a) { odds.max(cut::counts(b, stats)) } else { odds };
        score += if !known && echo.has(a, b) { ECHO } else { 0.0 };
    }
    if text::is_ea_letter(b) {
        score += ORDINARY_START;
    }
    if a.is_ascii_digit() && !before.clock {
        score += if text::is_ea_letter(b) { cut::counts(b, stats) } else { 0.0 };
        score += if text::is_ea_letter(b) || b.is_ascii_digit() || matches!(b, '.' | '%' | '％' | '℃') { NUMBER_UNIT } else { 0.0 };
    }
    if is_pause(a) {
        score += COMMA_END + if text::is_ea_letter(b) { cut::clause(b, stats) * CLAUSE } else { 0.0 };
    }
    if before.unpaired {
        // A straight mark at the start closes what is open.
        score += if b == '"' { CLOSING_START } else { OPEN_PAIR };
        score += if after.inside || before.odd && after.odd { INSIDE } else { 0.0 };
    } else if matches!(b, '“' | '"' | '「') {
        score += QUOTE_START;
    }
    if after.starter {
        score += STARTER;
    }
    if let (Some(before), Some(after)) = (&before.edges, &after.edges) {
        score += match a {
            '、' => 0.0,
            _ if is_pause(a) => {
                if echo.lang == Lang::ZhHans {
                    CLAUSE_END
                } else {
                    0.0
                }
            }
            _ => Edges::goes_on(before, after).clamp(LEAST_EDGES, MOST_EDGES) * EDGES,
        };
    }
    score
}

/// Marks behind which a sentence goes on.
fn is_pause(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | ',' | ';')
}

fn latin(a: char, b: char) -> f32 {
    let mut score = 0.0;
    if b.is_lowercase() {
        score += LOWER_START;
    }
    if matches!(a, '-' | ',' | ';' | '¬' | '\u{AD}') {
        score += COMMA_END;
    }
    if a.is_lowercase() && b.is_uppercase() {
        score -= 0.5;
    }
    score
}

/// A place where a paragraph may go on, with the block that it would continue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) score: f32,
}

/// Matches open ends with open starts, best total first, each used once; an end without a partner goes on nowhere.
pub(crate) fn assign(mut candidates: Vec<Candidate>, threshold: f32) -> Vec<(usize, usize)> {
    candidates.retain(|c| c.score >= threshold);
    candidates.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.from, x.to).cmp(&(y.from, y.to))));
    let mut out: Vec<(usize, usize)> = Vec::new();
    for c in candidates {
        if out.iter().all(|&(from, to)| from != c.from && to != c.to) {
            out.push((c.from, c.to));
        }
    }
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_saying_open_no_paragraph() {
        for (text, want) in
            [("说，明年还会再来。", true), ("告诉记者：水退了。", true), ("介绍信已经寄出。", false), ("表示感谢的信有三封。", false)]
        {
            assert_eq!(opens_in_saying(text), want, "{text}");
        }
    }
}
