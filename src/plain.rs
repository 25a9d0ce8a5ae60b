//! Plain text: what copydesk writes so, it leaves as it is when it reads it again.
//!
//! One blank line stands between two texts, two stand between two articles and before what is no article. Nothing says what a text is, and
//! a dump may look the same, cut paragraphs and all. So the last line says that the page is done: it is blank to the eye, a space
//! and a tab, and a second tab where the last texts are no article.

use crate::assemble::{Draft, Layout};
use crate::cleaned::{Cleaned, flows_of};
use crate::flow::Flow;
use crate::page::{self, Block, Glue, Piece, Place};
use crate::passes::classify::{self, Role};
use crate::passes::echo::Echo;
use crate::shape;
use crate::span::Span;
use crate::stats::Statistics;
use crate::tape::Tape;
use crate::text;
use smallvec::smallvec;

const DONE: &str = " \t";
const DONE_WITH_FURNITURE: &str = " \t\t";
/// Between two articles stand two blank lines.
const BETWEEN: &str = "\n\n\n";

/// Writes the page as plain text.
pub(crate) fn write(page: &Cleaned, tape: &mut Tape) {
    let layout = page.layout();
    for draft in &layout.articles {
        group(page, flows_of(draft), tape);
    }
    let furniture = group(page, layout.furniture.iter(), tape);
    if tape.len() > 0 {
        tape.put(if furniture { DONE_WITH_FURNITURE } else { DONE });
        tape.put("\n");
    }
}

/// Writes texts that belong together; whether there is one.
fn group<'f>(page: &Cleaned, flows: impl Iterator<Item = &'f Flow>, tape: &mut Tape) -> bool {
    let mut any = false;
    for flow in flows {
        let before = tape.mark();
        // The line before has ended.
        let gap = if tape.len() == 0 {
            ""
        } else if any {
            "\n"
        } else {
            "\n\n"
        };
        tape.put(gap);
        let at = tape.len();
        page.trimmed_range(flow, None, tape);
        if tape.len() == at {
            tape.back(before);
        } else {
            tape.put("\n");
            any = true;
        }
    }
    any
}

/// The lines of each article of a page that is done, and whether the last ones are no article.
struct Groups {
    lines: Vec<Vec<Span>>,
    furniture: bool,
}

/// Whether a page is copydesk's plain text.
pub(crate) fn is_own(page: &str) -> bool {
    groups(page).is_some()
}

fn groups(page: &str) -> Option<Groups> {
    let page = page.strip_suffix('\x0c').unwrap_or(page);
    let (body, last) = page.strip_suffix('\n')?.rsplit_once('\n')?;
    let furniture = match last {
        DONE => false,
        DONE_WITH_FURNITURE => true,
        _ => return None,
    };
    let mut at = 0;
    let mut lines = Vec::new();
    for group in body.split(BETWEEN) {
        let mut own = Vec::new();
        for line in group.split("\n\n") {
            if line.is_empty() || line.trim().len() != line.len() || line.contains(['\n', '\x0c']) {
                return None;
            }
            own.push(Span::new(at, at + line.len()));
            at += line.len() + 2;
        }
        at += BETWEEN.len() - 2;
        lines.push(own);
    }
    Some(Groups { lines, furniture })
}

/// Reads a page that is done; nothing of any other. What each line is, is guessed; its place stays.
pub(crate) fn read(page: &str, stats: Statistics<'_>) -> Option<Layout> {
    let groups = groups(page)?;
    let block = |&span: &Span| Block { pieces: smallvec![Piece { span, glue: Glue::None }], mark: 0, place: Place::default() };
    let blocks: Vec<Block> = groups.lines.iter().flatten().map(block).collect();
    let joined = page::joined(&blocks, page);
    let texts = joined.texts(&blocks, page);
    let (roles, _) = classify::roles(&texts, &blocks, &Echo::new(&texts, stats));
    let mut roles = roles.into_iter();
    let mut layout = Layout::default();
    let count = groups.lines.len();
    for (n, lines) in groups.lines.iter().enumerate() {
        let own = lines.iter().zip(roles.by_ref()).map(|(span, role)| (Flow::of(&[Piece { span: *span, glue: Glue::None }], page), role));
        if groups.furniture && n + 1 == count {
            layout.furniture.extend(own.map(|(flow, _)| flow));
        } else {
            let mut draft = article(own);
            let end = lines.last().map_or("", |span| span.of(page));
            draft.complete = !draft.jumps.is_empty() || text::ends_closed(shape::solid_end(end));
            layout.articles.push(draft);
        }
    }
    Some(layout)
}

/// An article whose texts stand in their order.
fn article(texts: impl Iterator<Item = (Flow, Role)>) -> Draft {
    let mut draft = Draft::default();
    let mut stage = 0;
    for (flow, role) in texts {
        stage = next_stage(stage, role);
        match stage {
            SECTION => draft.section.push(flow),
            KICKER => draft.kicker = Some(flow),
            HEADLINE => draft.headline = Some(flow),
            DECK => draft.deck = Some(flow),
            BYLINE => draft.byline.push(flow),
            CAPTION => draft.captions.push(flow),
            JUMP => draft.jumps.push(flow),
            _ => draft.paragraphs.push(flow),
        }
    }
    draft
}

/// The parts of an article in the order in which they are written; those between section and byline are one text each.
const SECTION: u8 = 0;
const KICKER: u8 = 1;
const HEADLINE: u8 = 2;
const DECK: u8 = 3;
const BYLINE: u8 = 4;
const PARAGRAPH: u8 = 5;
const CAPTION: u8 = 6;
const JUMP: u8 = 7;

/// Where a text goes that stands behind one of that stage.
fn next_stage(stage: u8, role: Role) -> u8 {
    let wanted = match role {
        Role::Section => SECTION,
        Role::Kicker => KICKER,
        Role::Headline => HEADLINE,
        Role::Deck => DECK,
        Role::Byline => BYLINE,
        Role::Paragraph | Role::Furniture => PARAGRAPH,
        Role::Caption => CAPTION,
        Role::Jump => JUMP,
    };
    let is_single = (KICKER..=DECK).contains(&wanted);
    match stage {
        _ if wanted > stage || wanted == stage && !is_single => wanted,
        KICKER | HEADLINE if is_single => stage + 1,
        _ => stage.max(PARAGRAPH),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Desk, Format};

    const PAGE: &str = "## 跨江轮渡恢复夜航\n\n■记者 林一\n\n本报讯 这是今年的第—班夜航,船上有36\n\n人。\n\n## 旧粮仓里办起木工夜校\n\n■记者 宋听澜\n\n\
        本报讯 夜校昨天开课,来了四十八个人\n\n第3版 要闻\n";

    #[test]
    fn text_that_was_cleaned_stays() {
        let desk = Desk::new();
        let page = desk.clean(PAGE);
        let text = page.to_text();
        assert!(text.ends_with("\n \t\n") || text.ends_with("\n \t\t\n"), "{text:?}");
        let again = desk.clean(&text);
        assert_eq!((again.to_text(), again.edits()), (text.clone(), Vec::new()));
        assert_eq!(again.furniture(), page.furniture());
        let titles = |page: &crate::Cleaned| page.articles().iter().map(|a| a.headline.clone()).collect::<Vec<_>>();
        assert_eq!(titles(&again), titles(&page));
        let (out, ledger) = again.render(Format::Text);
        assert_eq!(ledger.restore(&out).ok(), Some(text));
    }

    #[test]
    fn a_dump_that_looks_the_same_is_none() {
        let text = Desk::new().clean(PAGE).to_text();
        let dump = text.trim_end();
        assert!(!super::is_own(dump) && super::is_own(&text));
        for changed in [text.replace("\n\n", "\n"), text.replace("\n\n\n", "\n\n\n\n"), text.replace('。', "。 ")] {
            assert!(!super::is_own(&changed), "{changed:?}");
        }
        assert!(super::is_own(&format!("{text}\x0c")));
        assert_eq!(Desk::new().clean("\n").to_text(), "");
    }
}
