//! Repairs judged again where one changes what another sees, and kept to whole characters.

use crate::passes::dash_for_one::is_dash;
use crate::passes::glyphs::{self, Fix, Kind};
use crate::passes::stray;
use crate::text;
use unicode_segmentation::GraphemeCursor;

/// Each round settles at least one place; longer dependencies do not occur in print.
const MOST_ROUNDS: usize = 8;

/// Whether a repair takes whole characters, as a reader sees them: a mark with an accent on it is none that a rule knows.
/// Text is segmented only here, at its repairs.
pub(crate) fn whole_characters(raw: &str, fix: &Fix) -> bool {
    [fix.start, fix.end].iter().all(|&at| {
        let plain = |c: Option<char>| c.is_none_or(|c| c.is_ascii() || text::is_ea(c) && !is_combining(c));
        let (before, behind) = (raw.get(..at).unwrap_or(""), raw.get(at..).unwrap_or(""));
        plain(before.chars().next_back()) && plain(behind.chars().next())
            || GraphemeCursor::new(at, raw.len(), true).is_boundary(raw, 0).unwrap_or(true)
    })
}

/// The marks among East Asian characters that belong to the one before: of voicing, and the tones of ideographs.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{302A}'..='\u{302F}' | '\u{3099}' | '\u{309A}')
}

/// Whether a repair changed what another place sees to its right: a mark that is not repaired itself stands right before it, a chain of
/// dashes that it belonged to ends elsewhere, or a mark that no title begins with stands before all of them.
pub(crate) fn is_needed(raw: &str, kind: Kind, found: &[Fix], applies: &dyn Fn(&Fix) -> bool) -> bool {
    let (mut dashes, mut behind) = (None, 0);
    let led = stray::may_stand_before_title(raw, kind);
    found.iter().filter(|f| applies(f)).any(|fix| {
        let mut chain = || *dashes.get_or_insert_with(|| has_two_dashes(raw));
        let between = raw.get(std::mem::replace(&mut behind, fix.end)..fix.start).unwrap_or("");
        led || fix.to.is_empty() || is_seen(between) || raw.get(fix.start..fix.end).is_some_and(|t| t.starts_with(is_dash)) && chain()
    })
}

/// Whether a text has more dashes than one.
fn has_two_dashes(text: &str) -> bool {
    let places = memchr::memchr2_iter(b'-', LONG_DASH, text.as_bytes());
    places.filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(is_dash))).nth(1).is_some()
}

/// The first byte of dashes that are no hyphen.
const LONG_DASH: u8 = 0xE2;

/// Whether a mark that a rule looks at, and that is left as it is, sees what stands behind a text: only marks and spaces are between.
/// The text begins behind the repair before; what that one's place is seen from was asked there.
fn is_seen(between: &str) -> bool {
    // Of ideographs it costs less to see that they are letters.
    between.chars().rev().take_while(|c| !matches!(c, '\u{4E00}'..='\u{9FFF}') && !c.is_alphanumeric()).any(glyphs::is_suspicious)
}

/// Whether one of some repairs, which are in order, takes what another one takes.
fn overlaps(repairs: &[Fix], other: &Fix) -> bool {
    repairs.get(repairs.partition_point(|f| f.end <= other.start)).is_some_and(|f| f.start < other.end)
}

/// A repair changes what its neighbours' rules see (a widened mark, a chain of dashes that ends): the repaired text is
/// judged again until nothing more is found, so that a second cleaning finds nothing either.
pub(crate) fn settle(raw: &str, kind: Kind, applies: &dyn Fn(&Fix) -> bool, found: &mut Vec<Fix>) {
    for _ in 0..MOST_ROUNDS {
        let mut text = String::with_capacity(raw.len());
        // Places of the repaired text with the raw text's place there.
        let mut places = Vec::with_capacity(found.len() + 1);
        places.push((0, 0));
        let mut at = 0;
        for fix in found.iter().filter(|f| applies(f)) {
            text.push_str(raw.get(at..fix.start).unwrap_or(""));
            text.push_str(&fix.to);
            at = fix.end;
            places.push((text.len(), at));
        }
        text.push_str(raw.get(at..).unwrap_or(""));
        let (there, here) = places[places.partition_point(|x| x.1 <= kind.opening) - 1];
        let kind = Kind { opening: kind.opening + there - here, ..kind };
        let mut again = Vec::new();
        glyphs::scan(&text, kind, applies, &mut again);
        let mut new: Vec<Fix> = Vec::new();
        for fix in again.into_iter().filter(|f| applies(f)) {
            let place = |p: usize| places[places.partition_point(|x| x.0 <= p) - 1];
            let (from, to) = (place(fix.start), place(fix.end - 1));
            let (start, end) = (from.1 + fix.start - from.0, to.1 + fix.end - to.0);
            let inside = || found.iter().filter(|f| applies(f) && f.start < end && f.end > start);
            // No rule looks at what a rule puts in. What goes may go with what went inside it.
            if inside().all(|f| from != to && fix.to.is_empty() && f.to.is_empty() && f.start >= start && f.end <= end) {
                new.push(Fix { start, end, ..fix });
            }
        }
        if new.is_empty() {
            return;
        }
        found.retain(|f| !overlaps(&new, f));
        found.append(&mut new);
        found.sort_by_key(|f| f.start);
    }
}

#[cfg(test)]
mod tests {
    use crate::Desk;

    #[test]
    fn repaired_marks_are_looked_at_once() {
        // Each of them looked back over all the others: as many as these would take a day.
        let page = Desk::new().clean(&"\"".repeat(1 << 20));
        assert_eq!(page.edits().len(), 1 << 20);
    }
}
