//! The scanner behind the glyph rules: finds suspicious characters at memory speed and asks the rules.
//!
//! A rule sees the repaired text to its left and the source to its right. Its decisions must be the same
//! whether the right side is repaired already or not: that keeps a second cleaning from finding anything.

use crate::lang::Lang;
use crate::passes::{dash_for_one, normalise, quotes, signs, stray, width};
use crate::put::Put;
use crate::rule::Rule;
use crate::text;

/// A repair in the coordinates of the paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fix {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) to: Put,
    pub(crate) rule: &'static Rule,
    pub(crate) confidence: f32,
}

/// What kind of text the rules look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind {
    pub(crate) lang: Lang,
    /// A paragraph or a caption, whose spaces and specks mean nothing; in titles they separate.
    pub(crate) prose: bool,
    /// A byline: a dash inside a name is 一.
    pub(crate) names: bool,
    /// Bytes at the start that hold a dateline and its brackets.
    pub(crate) opening: usize,
    pub(crate) print: Print,
}

impl Kind {
    /// A title, or what is judged as one, of a page in a language.
    pub(crate) fn title(page: &str, lang: Lang) -> Self {
        Self { lang, prose: false, names: false, opening: 0, print: Print::of(page, lang) }
    }
}

/// Which of two marks a page prints.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Print {
    /// 「 and 」 for quotations.
    pub(crate) corners: bool,
    /// 、 for commas.
    pub(crate) pauses: bool,
}

impl Print {
    pub(crate) fn of(page: &str, lang: Lang) -> Self {
        let has = |mark: &str| memchr::memmem::find(page.as_bytes(), mark.as_bytes()).is_some();
        let corners = matches!(lang, Lang::Ja | Lang::ZhHant) && has("「") && !has("“");
        Self { corners, pauses: lang == Lang::Ja && !has("，") }
    }
}

/// What a rule sees.
#[derive(Debug)]
pub(crate) struct Context<'t> {
    pub(crate) text: &'t str,
    pub(crate) kind: Kind,
    /// Where the suspicious character stands.
    pub(crate) at: usize,
    pub(crate) c: char,
    /// The repaired character before it, with no space between.
    pub(crate) before: Option<char>,
    pub(crate) pairs: &'t Pairs,
    left: &'t Left<'t>,
}

/// Open quotations and brackets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs {
    /// A double quotation is open.
    pub(crate) double: bool,
    /// A single quotation is open.
    pub(crate) single: bool,
    /// Whether each open bracket became full-width.
    pub(crate) brackets: Vec<bool>,
}

impl Context<'_> {
    /// The text behind the suspicious character.
    pub(crate) fn rest(&self) -> &str {
        self.text.get(self.at + self.c.len_utf8()..).unwrap_or("")
    }

    /// The last repaired character before it that is no space.
    pub(crate) fn before_solid(&self) -> Option<char> {
        self.before.filter(|c| !c.is_whitespace()).or_else(|| self.left.before_solid(self.at))
    }

    /// The character behind it.
    pub(crate) fn after(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The first character behind it that is no space.
    pub(crate) fn after_solid(&self) -> Option<char> {
        self.rest().chars().find(|c| !c.is_whitespace())
    }

    pub(crate) fn fix(&self, len: usize, to: &'static str, rule: &'static Rule, confidence: f32) -> Fix {
        Fix { start: self.at, end: self.at + len, to: to.into(), rule, confidence }
    }
}

/// Lead byte of full-width marks: brackets are counted.
const WIDE: u8 = 0xEF;

/// The first bytes of the characters that a rule may look at.
/// Those of several bytes: · ¦ and the soft hyphen; — “ ” ‘ ’ …; full-width marks.
static SUSPICIOUS: [bool; 256] = text::byte_table(b" ,:;!?()\"'.|~-\xC2\xE2\xEF");

/// Whether a rule may look at a character.
pub(crate) fn is_suspicious(c: char) -> bool {
    let first = c.encode_utf8(&mut [0; 4]).as_bytes().first().copied().unwrap_or(0);
    SUSPICIOUS[usize::from(first)] && first != WIDE
}

/// All repairs of a text that the rules propose, in order, none overlapping another.
pub(crate) fn scan(text: &str, kind: Kind, applies: &dyn Fn(&Fix) -> bool, out: &mut Vec<Fix>) {
    let bytes = text.as_bytes();
    let mut pairs = Pairs::default();
    let mut at = 0;
    let mut left = Left { text, solid_from: 0, put: Put::from("") };
    let mut first = stray::may_stand_before_title(text, kind).then_some(0);
    while let Some(next) = first.take().or_else(|| text::find_byte(bytes, at, &SUSPICIOUS)) {
        at = next;
        // Of a space before a letter, as nearly all of Latin text are, no rule says anything.
        if bytes.get(at) == Some(&b' ') && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) {
            at += 1;
            continue;
        }
        if bytes.get(at) == Some(&WIDE) {
            match text.get(at..at + 3) {
                Some("（") => pairs.brackets.push(true),
                Some("）") => drop(pairs.brackets.pop()),
                _ => {}
            }
            // No rule looks at full-width marks.
            at += 3;
            continue;
        }
        let Some(c) = text.get(at..).and_then(|r| r.chars().next()) else { break };
        let fix = propose(&Context { text, kind, at, c, before: left.before(at), pairs: &pairs, left: &left });
        let applied = fix.as_ref().is_some_and(applies);
        let end = fix.as_ref().map_or(at + c.len_utf8(), |f| f.end);
        if applied && kind.print.corners {
            track_corners(&mut pairs, fix.as_ref().map_or("", |f| &*f.to));
        }
        track(&mut pairs, if applied { fix.as_ref().map_or("", |f| &*f.to) } else { text.get(at..end).unwrap_or("") });
        if applied {
            left.solid_from = end;
            if let Some(f) = fix.filter(|f| !f.to.is_empty()) {
                left.put = f.to;
            } else {
                left.merge(at);
            }
        }
        out.extend(fix);
        at = end;
    }
}

/// What stands to the left after repair: the text from `solid_from` on, and before that `put`.
#[derive(Debug)]
struct Left<'t> {
    text: &'t str,
    solid_from: usize,
    put: Put,
}

impl Left<'_> {
    fn window(&self, at: usize) -> &str {
        self.text.get(self.solid_from..at).unwrap_or("")
    }

    fn before(&self, at: usize) -> Option<char> {
        self.window(at).chars().next_back().or_else(|| self.put.chars().next_back())
    }

    fn before_solid(&self, at: usize) -> Option<char> {
        self.window(at).chars().rev().find(|c| !c.is_whitespace()).or_else(|| self.put.chars().rev().find(|c| !c.is_whitespace()))
    }

    /// Text before a deletion stays what it was.
    fn merge(&mut self, at: usize) {
        let keep = self.text.get(..at).unwrap_or("").chars().next_back();
        self.put = keep.map_or(self.put, |c| interned(c).into());
    }
}

/// The repaired character before a deletion, as far as a rule asks for it.
fn interned(c: char) -> &'static str {
    match c {
        '。' => "。",
        '，' | ',' => "，",
        '”' => "”",
        '“' => "“",
        c if text::is_ea_letter(c) => "中",
        c if c.is_ascii_digit() => "0",
        c if c.is_alphabetic() => "a",
        _ => "、",
    }
}

fn track(pairs: &mut Pairs, text: &str) {
    for c in text.chars() {
        match c {
            '“' => pairs.double = true,
            '”' => pairs.double = false,
            '‘' => pairs.single = true,
            '’' => pairs.single = false,
            '（' => pairs.brackets.push(true),
            '(' => pairs.brackets.push(false),
            '）' | ')' => {
                pairs.brackets.pop();
            }
            _ => {}
        }
    }
}

/// Corners that a rule put in; those that are printed close by themselves.
fn track_corners(pairs: &mut Pairs, put: &str) {
    match put {
        "「" => pairs.double = true,
        "」" => pairs.double = false,
        "『" => pairs.single = true,
        "』" => pairs.single = false,
        _ => {}
    }
}

/// The marks that dirt and column rules are read for.
pub(crate) fn is_stray_mark(c: char) -> bool {
    matches!(c, '|' | '~' | '¦' | '·')
}

fn propose(context: &Context<'_>) -> Option<Fix> {
    if let Some(fix) = stray::before_dateline(context).or_else(|| stray::before_title(context)) {
        return Some(fix);
    }
    match context.c {
        ' ' => stray::judge(context),
        c if is_stray_mark(c) => stray::judge(context),
        c if dash_for_one::is_dash(c) => dash_for_one::judge(context),
        ',' => width::judge(context).or_else(|| quotes::commas(context)),
        '?' => signs::ring_at(context).or_else(|| width::judge(context)),
        ':' | ';' | '!' | '(' | ')' | '.' | '…' => width::judge(context),
        '"' | '\'' | '“' | '”' => signs::ring_at(context).or_else(|| quotes::judge(context)),
        '‘' | '’' => signs::ring_at(context),
        normalise::SOFT_HYPHEN => normalise::judge(context),
        _ => None,
    }
}
