//! The cue words of a language's table, found in one pass over a line.

use crate::lang::{Lang, Table};
use aho_corasick::automaton::{Automaton, OverlappingState};
use aho_corasick::dfa::DFA;
use aho_corasick::{Anchored, Input, MatchKind};
use once_cell::sync::Lazy;

/// What the cue words of a line say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// Sum of the weights of the furniture words, each counted once.
    pub(crate) furniture: f32,
    /// The line ends in the end of a paper's name, or holds it as a word of its own (Latin).
    pub(crate) masthead: bool,
    /// A word that opens or closes captions does so here.
    pub(crate) caption: bool,
    /// A word of jump lines.
    pub(crate) jump: bool,
}

#[derive(Clone, Copy, Debug)]
enum Cue {
    Furniture { bit: u32, weight: f32 },
    Masthead,
    Caption { anywhere: bool },
    Jump,
}

/// The automatons of one language.
#[derive(Debug)]
pub(crate) struct Cues {
    lines: Option<DFA>,
    cues: Vec<Cue>,
    dateline: Option<DFA>,
    /// First characters of the byline words, sorted.
    byline: Vec<char>,
    east_asian: bool,
}

impl Cues {
    fn of(lang: Lang) -> Self {
        let table: &Table = lang.table();
        let mut words: Vec<&str> = Vec::new();
        let mut cues = Vec::new();
        for (bit, &(word, weight)) in (0..).zip(table.furniture) {
            words.push(word);
            cues.push(Cue::Furniture { bit, weight });
        }
        for &word in table.masthead {
            words.push(word);
            cues.push(Cue::Masthead);
        }
        for &word in table.caption {
            words.push(word);
            cues.push(Cue::Caption { anywhere: word.starts_with(['(', '（']) });
        }
        for &word in table.jump {
            words.push(word);
            cues.push(Cue::Jump);
        }
        // Tables of a few dozen short words always build; without them the line has no cues.
        let lines = DFA::new(words).ok();
        let dateline = DFA::builder().match_kind(MatchKind::LeftmostFirst).build(table.dateline_end).ok();
        let byline = firsts(table.byline);
        Self { lines, cues, dateline, byline, east_asian: lang.is_ea() }
    }

    /// Reads a line.
    pub(crate) fn read(&self, line: &str) -> Found {
        let mut found = Found::default();
        let Some(automaton) = &self.lines else { return found };
        let inner = line.trim_end_matches([')', '）', '.', '。']).len();
        let mut seen = 0_u128;
        let input = Input::new(line).anchored(Anchored::No);
        let mut state = OverlappingState::start();
        while automaton.try_find_overlapping(&input, &mut state).is_ok() {
            let Some(hit) = state.get_match() else { break };
            match self.cues.get(hit.pattern().as_usize()) {
                Some(Cue::Furniture { bit, weight }) => {
                    let mask = 1_u128.checked_shl(*bit).unwrap_or(0);
                    found.furniture += if seen & mask == 0 { *weight } else { 0.0 };
                    seen |= mask;
                }
                Some(Cue::Masthead) => {
                    // An elided article stands before the name without a space.
                    let word = |at: Option<&u8>| at.is_none_or(|b| matches!(b, b' ' | b'\'' | 0x99));
                    let bytes = line.as_bytes();
                    let alone = word(hit.start().checked_sub(1).and_then(|n| bytes.get(n))) && word(bytes.get(hit.end()));
                    found.masthead |= if self.east_asian { hit.end() == line.len() } else { alone };
                }
                Some(Cue::Caption { anywhere }) => found.caption |= *anywhere || hit.start() == 0 || hit.end() == inner,
                Some(Cue::Jump) => found.jump = true,
                None => {}
            }
        }
        found
    }

    /// Whether a byline word may begin with this character.
    pub(crate) fn may_open_byline(&self, first: char) -> bool {
        self.byline.binary_search(&first).is_ok()
    }

    /// Where the first end of a dateline stands in the head of a paragraph.
    pub(crate) fn dateline_end(&self, head: &str) -> Option<(usize, usize)> {
        let input = Input::new(head).anchored(Anchored::No);
        self.dateline.as_ref()?.try_find(&input).ok()?.map(|hit| (hit.start(), hit.end()))
    }
}

/// The first characters of some words, sorted.
pub(crate) fn firsts(words: &[&str]) -> Vec<char> {
    let mut out: Vec<char> = words.iter().filter_map(|w| w.chars().next()).collect();
    out.sort_unstable();
    out.dedup();
    out
}

static ZH: Lazy<Cues> = Lazy::new(|| Cues::of(Lang::ZhHans));
static JA: Lazy<Cues> = Lazy::new(|| Cues::of(Lang::Ja));
static EN: Lazy<Cues> = Lazy::new(|| Cues::of(Lang::En));
static DE: Lazy<Cues> = Lazy::new(|| Cues::of(Lang::De));
static FR: Lazy<Cues> = Lazy::new(|| Cues::of(Lang::Fr));

/// The automatons of a language.
pub(crate) fn of(lang: Lang) -> &'static Cues {
    match lang {
        Lang::ZhHans | Lang::ZhHant => &ZH,
        Lang::Ja => &JA,
        Lang::En => &EN,
        Lang::De => &DE,
        Lang::Fr => &FR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues() {
        let found = of(Lang::ZhHans).read("澜江日报 责任编辑 林一 电话 责任编辑");
        assert!(found.furniture >= 8.0 && found.furniture < 16.0 && !found.masthead);
        assert!(of(Lang::ZhHant).read("澜江日报").masthead);
        assert!(of(Lang::En).read("The Harrow Courier").masthead && !of(Lang::En).read("Couriers met").masthead);
        assert!(of(Lang::ZhHans).read("图为夜航的渡船。").caption && !of(Lang::ZhHans).read("他拿出了一张图为证").caption);
        assert!(of(Lang::ZhHans).read("（下转第3版）").jump);
    }

    #[test]
    fn every_table_fits_the_set() {
        for lang in [Lang::ZhHans, Lang::Ja, Lang::En, Lang::De, Lang::Fr] {
            assert!(lang.table().furniture.len() <= 128);
            assert!(of(lang).lines.is_some() && of(lang).dateline.is_some());
        }
    }
}
