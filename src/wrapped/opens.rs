//! What lines of columns open: bylines, the texts of articles, and titles above these.

use crate::byline::{self, Habit};
use crate::lang::Lang;
use crate::page::Line;
use crate::text;

/// Lines of a stretch whose paragraphs, or articles, have no gaps between them.
pub(super) const GAPLESS: usize = 16;
/// Lines of a title with its kicker and deck, where no gap sets them off.
const MOST_HEAD: usize = 8;

/// What a line opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opens {
    /// It is a byline.
    Byline,
    /// The text of an article opens with it.
    Article,
    /// Nothing that it shows.
    Nothing,
}

impl Opens {
    pub(super) fn of(line: &str, lang: Lang) -> Self {
        if lang.is_ea() && byline::is_bracket_end(line) {
            return Self::Nothing;
        }
        // A small von stands inside names and sentences.
        let misread = || byline::misread(line, lang).is_some_and(|own| lang.is_ea() || !own.starts_with(char::is_lowercase));
        if byline::is_byline(line, lang) || misread() {
            return Self::Byline;
        }
        if byline::opens_text(line, lang) { Self::Article } else { Self::Nothing }
    }
}

/// A dateline whose place takes two lines opens with the first one: it stands right below a byline, in capitals.
pub(super) fn long_places(lines: &[Line], opens: &mut [Opens], page: &str) {
    for n in 2..lines.len() {
        let capitals = |line: &str| line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase);
        let gap = lines[n - 1].opens || lines[n].opens;
        let below = opens[n] == Opens::Article && opens[n - 1] == Opens::Nothing && opens[n - 2] == Opens::Byline;
        if below && !gap && capitals(lines[n - 1].span.of(page)) {
            opens[n - 1] = Opens::Article;
            opens[n] = Opens::Nothing;
        }
    }
}

/// A place with its day opens a text; its month may stand in the next line.
pub(super) fn dated_places(lines: &[Line], opens: &mut [Opens], page: &str, lang: Lang) {
    for (n, line) in lines.iter().enumerate() {
        let next = lines.get(n + 1).map_or("", |next| next.span.of(page));
        if opens[n] == Opens::Nothing && byline::opens_dated(line.span.of(page), next, lang) {
            opens[n] = Opens::Article;
        }
    }
}

/// Texts below bylines that open with a bare place, from which on the page has the habit.
const HABIT: usize = 2;

/// On pages whose texts open with a place and a full stop, so does one behind a gap and the end of another text, though no byline stands
/// above it, if nothing else stands in its line: `Lindenau.` With words behind it, it may be a sentence or a name: `Prof. Kern`.
pub(super) fn lone_places(lines: &[Line], opens: &mut [Opens], page: &str, lang: Lang) {
    let solid = |n: usize| text::solid(lines[n].span.of(page));
    let is_alone = |n: usize| byline::is_lone_place(solid(n), lang);
    let is_placed = |n: usize| is_alone(n) || byline::dateline(solid(n), lang) > 0 && byline::is_weak_dateline(solid(n), lang);
    if (1..lines.len()).filter(|&n| opens[n - 1] == Opens::Byline && is_placed(n)).take(HABIT).count() < HABIT {
        return;
    }
    for n in 1..lines.len() {
        if lines[n].opens && opens[n] == Opens::Nothing && is_alone(n) && text::ends_closed(solid(n - 1)) {
            opens[n] = Opens::Article;
        }
    }
}

/// A text opens where a line behind a gap does as others of the page do, but for a misread character.
pub(super) fn by_habit(lines: &[Line], opens: &mut [Opens], page: &str, lang: Lang) {
    let habit = Habit::of(lines.iter().filter(|line| line.opens).map(|line| line.span.of(page)), lang);
    for (line, opens) in lines.iter().zip(opens).filter(|(line, opens)| line.opens && **opens == Opens::Nothing) {
        if habit.opens(line.span.of(page)) {
            *opens = Opens::Article;
        }
    }
}

/// Whether each line stands between the end of a text and a byline or an opening, in a stretch of several articles: it belongs to a title.
/// The first such line begins as titles do.
pub(super) fn heads(lines: &[Line], opens: &[Opens], page: &str) -> Vec<bool> {
    let mut out = vec![false; lines.len()];
    let lengths: Vec<usize> = lines.chunk_by(|_, next| !next.opens).flat_map(|s| std::iter::repeat_n(s.len(), s.len())).collect();
    // On a page without blank lines few will do.
    let least = if lengths.first() == Some(&lines.len()) { 0 } else { GAPLESS };
    for end in (0..lines.len()).filter(|&n| opens[n] != Opens::Nothing && !lines[n].opens && lengths[n] >= least) {
        let least = end.saturating_sub(MOST_HEAD + 1);
        // Text, or another title's byline; titles may end in a question or in brackets.
        let is_closed = |line: &str| text::ends_closed(line) && !line.ends_with(['?', '？', '!', '！', ')', '）']);
        let ends = |n: &usize| opens[*n] != Opens::Nothing || is_closed(lines[*n].span.of(page));
        let above = (least..end).rev().take_while(|&n| !lines[n + 1].opens).find(ends);
        let first = match above {
            Some(n) if opens[n] == Opens::Nothing || is_signature(lines[n].span.of(page)) => n + 1,
            // The page begins with it.
            None if least == 0 && lines[..end].iter().skip(1).all(|l| !l.opens) => 0,
            _ => continue,
        };
        if first == end {
            continue;
        }
        if !lines[first].span.of(page).starts_with(char::is_lowercase) {
            out[first..end].fill(true);
        }
    }
    out
}

/// Whether a byline stands in brackets, as below texts.
fn is_signature(line: &str) -> bool {
    line.starts_with(['(', '（']) && line.ends_with([')', '）'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;

    #[test]
    fn places_open_texts_where_the_page_has_the_habit() {
        let text = "Lindenau. Das Bad bleibt\noffen.\n\nVon Ada Munk\nErlental. Der Radweg\nsteht unter Wasser.\n\nVon Jan Stolz\n\
            Mühlbach. Die Halle\nist gesperrt.\n\nWeidenbruch.\nHierüber hört man\n\nMannschaft.\nSie spielt.\n\nProf. Kern\nsagte nichts.\n";
        let opens = |text: &str| {
            let lines = page::lines(text, None);
            let mut opens: Vec<Opens> = lines.iter().map(|line| Opens::of(line.span.of(text), Lang::De)).collect();
            lone_places(&lines, &mut opens, text, Lang::De);
            let opened = |(line, opens): (&Line, &Opens)| (*opens == Opens::Article).then(|| line.span.of(text).to_owned());
            lines.iter().zip(&opens).filter_map(opened).collect::<Vec<_>>()
        };
        // What stands behind text that breaks off is its end.
        assert_eq!(opens(text), ["Weidenbruch."]);
        assert!(opens(&text.replacen("Von Ada Munk\n", "", 1)).is_empty());
    }
}
