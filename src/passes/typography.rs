//! Marks that engines and typewriters have for those of print: straight quotation marks and apostrophes, double hyphens, French
//! spaces. Off until they are asked for: print has its own ways, and copydesk repairs the scan, not the author.

use crate::passes::glyphs::Fix;
use crate::put::Put;
use crate::rule::Rule;
use crate::text;
use crate::typography::Profile;

/// Straight double quotation marks.
pub(crate) static QUOTE: Rule = Rule {
    number: 23,
    id: "typography/quote",
    confidence: (0.8, 0.97),
    summary: "A straight double quotation mark stands for the one that the language prints.",
    why: "Engines return one straight mark for those that open and close, two commas for the low one, and two angles for a guillemet. \
          What stands before and behind decides; curly marks stay as they are. Off by default.",
    examples: &[("He said \"yes\" to the men.", "He said “yes” to the men."), ("He said “yes” to the men.", "He said “yes” to the men.")],
};

/// Straight apostrophes.
pub(crate) static APOSTROPHE: Rule = Rule {
    number: 24,
    id: "typography/apostrophe",
    confidence: (0.97, 0.97),
    summary: "A straight mark or an accent stands for an apostrophe.",
    why: "Between two letters nothing else can stand. Off by default.",
    examples: &[("It wasn't the men's boat.", "It wasn’t the men’s boat."), ("the boys' boat", "the boys' boat")],
};

/// Hyphens between clauses.
pub(crate) static DASH: Rule = Rule {
    number: 25,
    id: "typography/dash",
    confidence: (0.97, 0.97),
    summary: "One or two hyphens stand for the dash between clauses.",
    why: "Between words with spaces on both sides, or two in a row, a hyphen joins nothing. Off by default.",
    examples: &[("The boat -- an old one -- sank.", "The boat — an old one — sank."), ("a well-known man", "a well-known man")],
};

/// Spaces before marks.
pub(crate) static MARK_SPACE: Rule = Rule {
    number: 26,
    id: "typography/mark-space",
    confidence: (0.97, 0.97),
    summary: "The narrow space before a high mark is lost or as wide as one between words.",
    why: "French sets a narrow space that does not break before : ; ! and ?, which engines drop or widen. Off by default.",
    examples: &[
        ("Le pont est fermé ; la ville le sait.", "Le pont est fermé\u{202F}; la ville le sait."),
        ("Le train de 12:30 est dans la gare.", "Le train de 12:30 est dans la gare."),
    ],
};

/// The part of their ids before the slash.
pub(crate) const GROUP: &str = "typography";

/// All of them.
pub(crate) static RULES: [&Rule; 4] = [&QUOTE, &APOSTROPHE, &DASH, &MARK_SPACE];

/// Where what stands around a mark leaves no doubt.
const SURE: f32 = 0.97;
/// Where only the marks before it tell whether it opens or closes.
const BY_COUNT: f32 = 0.8;

/// Repairs of a text, in order, none overlapping another.
pub(crate) fn scan(text: &str, profile: &Profile, out: &mut Vec<Fix>) {
    let mut open = false;
    let mut done = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '"' | ',' | '<' | '>' | '\'' | '´' | '`' | '-' | ':' | ';' | '!' | '?'))
    {
        if at < done {
            continue;
        }
        let place = Place::new(text, at, c);
        let fix = match c {
            '"' | ',' | '<' | '>' => quote(&place, profile, &mut open),
            '\'' | '´' | '`' => apostrophe(&place, profile),
            '-' => dash(&place, profile),
            _ => mark_space(&place, profile),
        };
        if let Some(fix) = fix {
            done = fix.end;
            out.push(fix);
        }
    }
}

/// A mark and what stands around it.
struct Place<'t> {
    at: usize,
    c: char,
    head: &'t str,
    rest: &'t str,
}

impl<'t> Place<'t> {
    fn new(text: &'t str, at: usize, c: char) -> Self {
        Self { at, c, head: text.get(..at).unwrap_or(""), rest: text.get(at + c.len_utf8()..).unwrap_or("") }
    }

    fn before(&self) -> Option<char> {
        self.head.chars().next_back()
    }

    /// What replaces the mark, some bytes before it and some behind it.
    fn fix(&self, before: usize, behind: usize, to: &str, rule: &'static Rule, confidence: f32) -> Option<Fix> {
        let (start, end) = (self.at - before, self.at + self.c.len_utf8() + behind);
        Some(Fix { start, end, to: Put::short(to)?, rule, confidence })
    }
}

/// Whether a quotation may open behind this character, and close before that one.
fn opens_behind(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_whitespace() || text::is_opener(c) || matches!(c, '—' | '–' | '-'))
}

fn closes_before(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation() || text::is_closer(c) || matches!(c, '—' | '–'))
}

fn quote(place: &Place<'_>, profile: &Profile, open: &mut bool) -> Option<Fix> {
    let double = place.rest.starts_with(place.c);
    if place.c != '"' && !double {
        return None;
    }
    let extra = usize::from(place.c != '"');
    let behind = place.rest.get(extra..)?.chars().next();
    let (may_open, may_close) =
        (opens_behind(place.before()) && !closes_before(behind), closes_before(behind) && !opens_behind(place.before()));
    let (opens, confidence) = match place.c {
        // Two commas open a German quotation, two angles point where it stands.
        ',' if !may_open || !profile.quotes[0].starts_with('„') => return None,
        ',' => (true, SURE),
        '<' | '>' if !may_open && !may_close => return None,
        // Inches stand behind a figure.
        '"' if !*open && place.before().is_some_and(|c| c.is_ascii_digit()) => return None,
        _ if may_open != may_close => (may_open, SURE),
        _ => (!*open, BY_COUNT),
    };
    *open = opens;
    let to = &profile.quotes[usize::from(!opens)];
    place.fix(0, extra, to, &QUOTE, confidence)
}

fn apostrophe(place: &Place<'_>, profile: &Profile) -> Option<Fix> {
    let letters = place.before().is_some_and(char::is_alphabetic) && place.rest.starts_with(char::is_alphabetic);
    if letters && profile.apostrophe != place.c.to_string() { place.fix(0, 0, &profile.apostrophe, &APOSTROPHE, SURE) } else { None }
}

fn dash(place: &Place<'_>, profile: &Profile) -> Option<Fix> {
    let count = 1 + place.rest.bytes().take_while(|b| *b == b'-').count();
    let rest = place.rest.get(count - 1..)?;
    let word = |c: Option<char>| {
        c.is_some_and(|c| c.is_alphabetic() || text::is_closer(c) || text::is_opener(c) || matches!(c, ',' | '.' | '’' | '"'))
    };
    let spaced = place.head.ends_with(' ') && rest.starts_with(' ');
    let (head, tail) = (place.head.trim_end_matches(' '), rest.trim_start_matches(' '));
    let words = word(head.chars().next_back()) && word(tail.chars().next());
    if !words || count > 2 || !(spaced || count == 2 && head.len() == place.head.len() && tail.len() == rest.len()) {
        return None;
    }
    place.fix(place.head.len() - head.len(), count - 1 + rest.len() - tail.len(), &profile.dash, &DASH, SURE)
}

fn mark_space(place: &Place<'_>, profile: &Profile) -> Option<Fix> {
    let space = &profile.before_marks;
    if space.is_empty() || !closes_before(place.rest.chars().next()) || place.rest.starts_with(|c: char| c.is_ascii_digit() || c == '/') {
        return None;
    }
    let head = place.head.trim_end_matches([' ', '\u{A0}', '\u{202F}']);
    let gap = place.head.get(head.len()..)?;
    let word = head.chars().next_back().is_some_and(|c| c.is_alphanumeric() || text::is_closer(c) || c == '>');
    if !word || gap == space {
        return None;
    }
    let to = format!("{space}{}", place.c);
    place.fix(gap.len(), 0, &to, &MARK_SPACE, SURE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::typography::Profiles;

    fn set(text: &str, lang: Lang) -> String {
        let mut fixes = Vec::new();
        scan(text, Profiles::default().of(lang).unwrap(), &mut fixes);
        let mut out = text.to_owned();
        for fix in fixes.iter().rev().filter(|f| f.confidence >= crate::DEFAULT_CONFIDENCE) {
            out.replace_range(fix.start..fix.end, &fix.to);
        }
        out
    }

    #[test]
    fn marks_by_language() {
        for (lang, text, want) in [
            (Lang::En, "\"It isn't,\" he said (\"never\").", "“It isn’t,” he said (“never”)."),
            (Lang::En, "a board of 12\" and the '90s", "a board of 12\" and the '90s"),
            (Lang::En, "The boat--an old one - sank, 4 - 2.", "The boat — an old one — sank, 4 - 2."),
            (Lang::De, "Er sagte: ,,Das Boot\" -- und ging's an.", "Er sagte: „Das Boot“ – und ging’s an."),
            (Lang::De, "der rot,,e Hund", "der rot,,e Hund"),
            (Lang::Fr, "Il a dit: <<Non>>!", "Il a dit\u{202F}: «\u{A0}Non\u{A0}»\u{202F}!"),
            (Lang::Fr, "à 12:30, sur http://a.fr ; l'eau", "à 12:30, sur http://a.fr\u{202F}; l’eau"),
        ] {
            let found = set(text, lang);
            assert_eq!(found, want);
            assert_eq!(set(&found, lang), want, "a second time");
        }
    }
}
