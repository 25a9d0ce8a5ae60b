//! What each block is: headline, byline, paragraph, banner, caption, furniture …
//!
//! A page is read as one sequence of roles: each block has evidence for each role, and each role
//! likes certain neighbours. The best sequence is found by dynamic programming (Viterbi). All weights are in this file.

use crate::byline;
use crate::lang::Lang;
use crate::page::Block;
use crate::passes::stitch::{self, Join};
use crate::text;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A banner that governs articles.
    Section,
    /// The line above a headline.
    Kicker,
    /// The headline.
    Headline,
    /// The line below a headline.
    Deck,
    /// Who wrote the article.
    Byline,
    /// A paragraph, or a part of one.
    Paragraph,
    /// The caption of a picture.
    Caption,
    /// A line that sends the reader to another page.
    Jump,
    /// Folio, masthead, advertisement, slogan: what is no article.
    Furniture,
}

/// The states of the sequence: a role, and for what may interrupt an article whether one is running.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Top(Role),
    Inside(Role),
}

use Role::{Byline, Caption, Deck, Furniture, Headline, Jump, Kicker, Paragraph, Section};

const STATES: [State; 11] = [
    State::Top(Section),
    State::Top(Furniture),
    State::Top(Kicker),
    State::Top(Headline),
    State::Top(Deck),
    State::Top(Byline),
    State::Inside(Paragraph),
    State::Inside(Section),
    State::Inside(Furniture),
    State::Inside(Caption),
    State::Inside(Jump),
];

fn role_of(state: State) -> Role {
    match state {
        State::Top(role) | State::Inside(role) => role,
    }
}

/// One block with its evidence; what `--explain` prints.
#[derive(Clone, Debug)]
pub(crate) struct Evidence {
    pub(crate) cells: usize,
    pub(crate) mark: u8,
    pub(crate) closed: bool,
    pub(crate) byline: bool,
    pub(crate) dateline: bool,
    pub(crate) jump: bool,
    pub(crate) furniture: f32,
    pub(crate) caption: f32,
    pub(crate) comma: bool,
    pub(crate) stop_inside: bool,
    pub(crate) secondary: f32,
    pub(crate) rows: usize,
    /// No digits, quotation marks or enumeration: a banner's wording.
    pub(crate) plain: bool,
    /// Phrases that spaces separate (East Asian), or words (Latin).
    pub(crate) phrases: usize,
    /// A quotation or a bracket is open at its end.
    pub(crate) unpaired: bool,
    /// How the last paragraph-like block before this one joins it.
    pub(crate) join: Join,
    /// How it goes on in the next block, where it breaks off.
    pub(crate) forward: f32,
    /// How much better the text before goes on behind this block than in it.
    pub(crate) interrupts: f32,
}

impl Evidence {
    /// Long, or closed like a sentence: more text than title.
    fn is_text(&self) -> bool {
        self.cells >= 70 || self.closed && self.cells >= 24 || self.dateline || self.comma && self.cells >= 18
    }
}

/// The roles of the blocks, in order.
pub(crate) fn roles(texts: &[&str], blocks: &[Block], lang: Lang) -> (Vec<Role>, Vec<Evidence>) {
    let mut evidence: Vec<Evidence> = Vec::with_capacity(texts.len());
    let mut last_text: Option<usize> = None;
    for (n, text) in texts.iter().enumerate() {
        let mut e = gather(text, &blocks[n], lang);
        if let Some(before) = last_text {
            e.join = stitch::weigh(texts[before], text, lang);
        }
        if e.is_text() && e.mark == 0 && !e.byline {
            last_text = Some(n);
        }
        evidence.push(e);
    }
    look_ahead(&mut evidence, texts, lang);
    (decode(&evidence, lang), evidence)
}

/// The evidence that needs the blocks behind.
fn look_ahead(all: &mut [Evidence], texts: &[&str], lang: Lang) {
    let mut before: Option<usize> = None;
    for n in 0..all.len() {
        let next = (n + 1..all.len().min(n + 4)).find(|&m| all[m].is_text() && all[m].mark == 0 && !all[m].byline);
        if let Some(next) = next {
            if !all[n].closed && !all[n].byline && next == n + 1 {
                all[n].forward = stitch::weigh(texts[n], texts[next], lang).score;
            }
            if let Some(before) = before.filter(|_| all[n].join.open && !all[next].dateline) {
                let past = stitch::weigh(texts[before], texts[next], lang).score;
                all[n].interrupts = (past - all[n].join.score).clamp(-6.0, 6.0);
            }
        }
        if all[n].is_text() && all[n].mark == 0 && !all[n].byline {
            before = Some(n);
        }
    }
}

fn gather(text: &str, block: &Block, lang: Lang) -> Evidence {
    let cells = text::cells(text);
    let body = text.trim_end_matches(|c: char| text::is_speck(c) || c.is_whitespace());
    let separators = body.split([' ', '\u{3000}']).filter(|p| !p.is_empty()).count().saturating_sub(1);
    let digits = body.bytes().any(|b| b.is_ascii_digit());
    let mut secondary = 0.0;
    if lang.is_ea() {
        secondary += if (1..=2).contains(&separators) { 0.6 } else { 0.0 };
        secondary += if digits { 0.6 } else { 0.0 };
        secondary += if body.contains('、') { 0.5 } else { 0.0 };
    } else {
        secondary += if digits { 0.3 } else { 0.0 };
        secondary += if body.contains([';', ',', ':']) { 0.6 } else { 0.0 };
    }
    secondary += f32::from(u8::try_from(cells.min(80)).unwrap_or(80)) / 40.0;
    Evidence {
        cells,
        mark: block.mark,
        closed: text::ends_closed(body) && !body.ends_with(['?', '？', '!', '！', ')', '）']),
        byline: block.mark == 0 && cells < 110 && !byline::names(body, lang).is_empty(),
        dateline: cells >= 24 && byline::opening(body, lang).dateline > 0,
        jump: byline::is_jump(body, lang),
        furniture: if cells < 140 { furniture(body, lang, cells) } else { 0.0 },
        caption: if cells < 160 { caption(body, lang, cells) } else { 0.0 },
        comma: body.contains(['，', '；', ';']) || body.contains(',') && lang.is_ea(),
        stop_inside: body.trim_end_matches(|c| text::is_closer(c) || text::is_terminal(c)).contains(['。', '！']),
        secondary,
        rows: block.pieces.len(),
        plain: !digits && !body.contains(['“', '”', '"', '、', '「', '？', '?']),
        phrases: separators + 1,
        unpaired: stitch::open_pairs(body),
        forward: 0.0,
        interrupts: 0.0,
        join: Join { open: false, score: 0.0 },
    }
}

fn furniture(body: &str, lang: Lang, cells: usize) -> f32 {
    let table = lang.table();
    let mut score: f32 = table.furniture.iter().filter(|(word, _)| body.contains(word)).map(|(_, w)| w).sum();
    let chars = body.chars().count().max(1);
    let digits = body.chars().filter(|c| c.is_ascii_digit() || "〇一二三四五六七八九十".contains(*c)).count();
    if lang.is_ea() {
        if cells <= 14 && table.masthead.iter().any(|m| body.ends_with(m)) {
            score += 3.0;
        }
        if !body.chars().any(text::is_ea_letter) {
            score += 5.0;
        }
        if body.contains('版') && digits > 0 && cells <= 40
            || body.contains('年') && body.contains('月') && body.contains('日') && digits >= 5 && cells <= 40
        {
            score += 3.0;
        }
        let folio = body.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        let number = body.len() - folio.len();
        if (1..=3).contains(&number) && folio.starts_with([' ', '\u{3000}']) && cells <= 20 {
            score += 4.0;
        }
        let tail = body.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
        if cells <= 14 && tail.ends_with(' ') && (1..=3).contains(&(body.len() - tail.len())) {
            score += 3.0;
        }
    } else {
        if cells <= 40
            && table.masthead.iter().any(|m| body.split(' ').any(|w| w == *m))
            && body.chars().next().is_some_and(char::is_uppercase)
        {
            score += 2.0;
        }
        score += if digits * 4 > chars { 2.0 } else { 0.0 };
    }
    score
}

fn caption(body: &str, lang: Lang, cells: usize) -> f32 {
    let table = lang.table();
    let mut score = 0.0;
    if table.caption.iter().any(|w| {
        body.starts_with(w) || body.trim_end_matches([')', '）', '.', '。']).ends_with(w) || w.starts_with(['(', '（']) && body.contains(w)
    }) {
        score += 3.0;
    }
    let quoted = body.contains(['“', '"', '「', '«', '„']);
    let tiny = if lang.is_ea() { cells <= 46 } else { cells <= 70 };
    let one = body.trim_end_matches('.').matches(". ").count() == 0 && body.matches('。').count() <= 1;
    let short = if lang.is_ea() { cells <= 64 } else { cells <= 96 };
    if short && one && !quoted && text::ends_closed(body) && !body.ends_with(['?', '？', '！', '!']) {
        score += if tiny { 2.2 } else { 1.5 };
    }
    score
}

/// Evidence of one block for a role.
fn emission(role: Role, n: usize, all: &[Evidence], page: &PageHabits) -> f32 {
    let e = &all[n];
    let long = if page.lang.is_ea() { 64 } else { 110 };
    match role {
        Paragraph => paragraph(e),
        Headline | Kicker | Deck => title(role, n, all, page, long),
        Section => section(e, page),
        Byline => {
            if e.byline {
                8.0
            } else {
                -8.0
            }
        }
        Jump => {
            if e.jump {
                8.0
            } else {
                -8.0
            }
        }
        Caption => {
            let mut s = -4.0 + e.caption * 2.0;
            s += if e.join.open { 1.6 + e.interrupts * 0.5 } else { 0.0 };
            s += if all.get(n + 1).is_none_or(|next| !next.is_text() || next.mark > 0) { 1.2 } else { 0.0 };
            s += if e.mark > 0 || !e.closed && e.caption < 3.0 { -4.0 } else { 0.0 };
            s + if e.dateline || e.byline { -6.0 } else { 0.0 }
        }
        Furniture => {
            let mut s = -1.0 + e.furniture * 1.2;
            s += if e.cells > 100 { -5.0 } else { 0.0 };
            s += if e.stop_inside || e.dateline || e.byline { -5.0 } else { 0.0 };
            s += if e.mark > 0 { -3.0 } else { 0.0 };
            s += if e.unpaired || e.comma && e.furniture < 4.0 { -3.0 } else { 0.0 };
            s += if e.join.open && e.furniture > 2.0 { 1.0 } else { 0.0 };
            s + if e.closed && e.furniture < 2.0 { -2.0 } else { 0.0 }
        }
    }
}

fn paragraph(e: &Evidence) -> f32 {
    let mut s = -1.5;
    s += if e.closed { 3.0 } else { 0.0 };
    s += if e.cells > 60 { 2.0 } else { 0.0 };
    s += if e.cells > 100 { 3.0 } else { 0.0 };
    s += if e.comma && (e.cells > 46 || !e.closed) { 1.5 } else { 0.0 };
    s += if e.dateline { 6.0 } else { 0.0 };
    s += if e.stop_inside { 3.0 } else { 0.0 };
    s += if e.mark > 0 { -6.0 } else { 0.0 };
    s += if e.cells < 40 && !e.closed { -2.0 } else { 0.0 };
    s += if e.byline || e.jump { -6.0 } else { 0.0 };
    s += if e.unpaired { 2.0 } else { 0.0 };
    s += (e.forward * 0.6).clamp(-2.0, 4.0);
    s + if e.join.open { (e.join.score * 0.6).clamp(-3.0, 3.0) - e.interrupts.max(0.0) * 0.2 } else { 0.0 }
}

fn title(role: Role, n: usize, all: &[Evidence], page: &PageHabits, long: usize) -> f32 {
    let e = &all[n];
    let mut s = 1.0;
    s += if e.closed { -4.0 } else { 0.0 };
    s += if e.stop_inside { -5.0 } else { 0.0 };
    s += if e.cells > long { -4.0 } else { 0.0 };
    s += if e.cells < 6 { -2.0 } else { 0.0 };
    s += if e.comma && page.lang.is_ea() { -1.5 } else { 0.0 };
    s += if e.unpaired { -3.0 } else { 0.0 };
    s -= (e.forward * 0.6).clamp(-1.0, 3.0);
    s += if e.byline || e.jump || e.dateline { -8.0 } else { 0.0 };
    s -= e.furniture * 0.8;
    s += if e.join.open && e.join.score > 5.0 && e.mark == 0 { -2.0 } else { 0.0 };
    let marked = e.mark > 0;
    match role {
        Headline => {
            s += if marked {
                3.5
            } else if page.marks {
                -1.5
            } else {
                0.0
            };
            s += if e.rows > 1 { 1.5 } else { 0.0 };
            s -= e.secondary * 0.5;
            s += if !page.lang.is_ea() && e.phrases < 4 && !marked { -1.5 } else { 0.0 };
            s + follow(n, all, page)
        }
        Kicker => s + if marked { 2.0 } else { 0.0 } + e.secondary * 0.5 - if page.lang.is_ea() { 0.7 } else { 2.5 },
        _ => s + if marked { 1.7 } else { 0.0 } + e.secondary * 0.5 - 0.8,
    }
}

/// What stands behind a headline: a byline or the opening of an article speaks for it.
fn follow(n: usize, all: &[Evidence], page: &PageHabits) -> f32 {
    let mut text = false;
    for e in all.iter().skip(n + 1).take(3) {
        if e.byline && !text {
            return 2.0;
        }
        if e.dateline && !text {
            return 3.0;
        }
        text |= e.is_text();
    }
    let usual = if page.openings { -1.5 - if all[n].comma { 1.5 } else { 0.0 } } else { 0.0 };
    match all.get(n + 1) {
        Some(e) if e.is_text() => usual + if e.join.open && e.join.score > 1.5 { -1.5 } else { 0.5 },
        _ => usual - 0.7,
    }
}

fn section(e: &Evidence, page: &PageHabits) -> f32 {
    let short = if page.lang.is_ea() { 28 } else { 30 };
    let mut s = 0.3;
    s += if e.mark > 0 { -4.0 } else { 0.0 };
    s += if page.marks { 1.0 } else { 0.0 };
    s += if e.cells > short { -3.0 } else { 0.0 };
    s += if e.closed || e.comma || e.stop_inside { -4.0 } else { 0.0 };
    s += if e.byline || e.jump || e.dateline { -8.0 } else { 0.0 };
    s += if e.rows > 1 { -1.5 } else { 0.0 };
    s += if e.interrupts > 0.0 { 1.5 + e.interrupts * 0.3 } else { 0.0 };
    s += if e.plain { 0.0 } else { -2.0 };
    if page.lang.is_ea() {
        s += if e.phrases == 1 && e.cells > 14 { -1.8 } else { 0.0 };
        s += if e.cells <= 12 { 0.8 } else { 0.0 };
    } else {
        s += if e.phrases <= 3 { 1.0 } else { -1.5 };
    }
    s -= (e.forward * 0.4).clamp(-1.0, 3.0);
    s - e.furniture * 0.8
}

/// What the page does everywhere.
struct PageHabits {
    lang: Lang,
    /// Headlines carry `#` marks.
    marks: bool,
    /// Articles open with a byline or a dateline.
    openings: bool,
}

fn transition(from: State, to: State, e: &Evidence) -> f32 {
    let role = role_of(to);
    let goes_on = e.join.open;
    match (from, to) {
        (State::Top(Section | Furniture), State::Top(Section | Furniture | Kicker | Headline)) => 0.0,
        (State::Top(Section), State::Inside(Paragraph)) => -3.5,
        (State::Top(Furniture), State::Inside(Paragraph)) => -3.0,
        (State::Top(Kicker), State::Top(Headline)) => 0.0,
        (State::Top(Headline), State::Top(Deck)) => 0.0,
        (State::Top(Headline | Deck), State::Top(Byline) | State::Inside(Paragraph)) => 0.5,
        (State::Top(Byline), State::Top(Byline)) => -0.5,
        (State::Top(Byline), State::Inside(Paragraph)) => 0.5,
        (State::Top(Headline | Deck | Byline), State::Inside(Caption)) => -2.0,
        (State::Top(Headline | Deck | Byline), State::Inside(Furniture | Section)) => -4.0,
        (State::Inside(Paragraph), State::Inside(Paragraph)) => 0.0,
        (State::Inside(_), State::Top(Headline | Kicker)) => {
            if goes_on {
                -1.5
            } else {
                0.0
            }
        }
        (State::Inside(Paragraph), State::Top(Byline)) => -3.0,
        (State::Inside(Paragraph), State::Inside(_)) => -0.5,
        (State::Inside(Jump), State::Inside(Paragraph)) => -2.0,
        (State::Inside(_), State::Inside(Paragraph)) => {
            if goes_on {
                -0.3
            } else {
                -1.5
            }
        }
        (State::Inside(_), State::Inside(_)) => -0.3,
        (State::Inside(_), State::Top(Section | Furniture)) => -0.5,
        _ if role == Headline => -5.0,
        _ => -9.0,
    }
}

fn opening(state: State) -> f32 {
    match state {
        State::Top(Deck | Byline) | State::Inside(Section | Furniture | Caption | Jump) => -8.0,
        State::Inside(_) => -2.0,
        State::Top(_) => 0.0,
    }
}

fn ending(state: State) -> f32 {
    match state {
        State::Top(Kicker | Headline | Deck | Byline) => -4.0,
        _ => 0.0,
    }
}

fn decode(all: &[Evidence], lang: Lang) -> Vec<Role> {
    let page = PageHabits {
        lang,
        marks: all.iter().filter(|e| e.mark > 0).count() >= 2,
        openings: all.iter().filter(|e| e.dateline || e.byline).count() >= 2,
    };
    let mut best = [0.0_f32; STATES.len()];
    let mut back: Vec<[u8; STATES.len()]> = Vec::with_capacity(all.len());
    for (n, e) in all.iter().enumerate() {
        let mut next = [f32::MIN; STATES.len()];
        let mut from = [0_u8; STATES.len()];
        for (s, &state) in STATES.iter().enumerate() {
            let emission = emission(role_of(state), n, all, &page);
            for (p, &before) in STATES.iter().enumerate() {
                let step = if n == 0 { opening(state) } else { best[p] + transition(before, state, e) };
                if step + emission > next[s] {
                    next[s] = step + emission;
                    from[s] = u8::try_from(p).unwrap_or(0);
                }
            }
        }
        best = next;
        back.push(from);
    }
    let last = (0..STATES.len()).max_by(|&a, &b| (best[a] + ending(STATES[a])).total_cmp(&(best[b] + ending(STATES[b])))).unwrap_or(0);
    let mut out = vec![Furniture; all.len()];
    let mut state = last;
    for n in (0..all.len()).rev() {
        out[n] = role_of(STATES[state]);
        state = usize::from(back[n][state]);
    }
    out
}
