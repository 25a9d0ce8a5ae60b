//! The cue words of a language's table, found in one pass over a line.

use crate::lang::{Lang, Table};
use crate::text;
use crate::word_set::{Walk, WordSet};
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

/// The cue words of one language.
#[derive(Debug)]
pub(crate) struct Cues {
    lines: WordSet,
    cues: Vec<Cue>,
    dateline: WordSet,
    dateline_end: WordSet,
    byline: WordSet,
    east_asian: bool,
}

impl Cues {
    fn of(lang: Lang) -> Self {
        let table: &Table = lang.table();
        let mut words: Vec<&'static str> = Vec::new();
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
        let set = |list: &'static [&'static str]| WordSet::new(list.iter().copied());
        Self {
            lines: WordSet::new(words),
            cues,
            dateline: set(table.dateline),
            dateline_end: set(table.dateline_end),
            byline: set(table.byline),
            east_asian: lang.is_ea(),
        }
    }

    /// Reads a line.
    pub(crate) fn read(&self, line: &str) -> Found {
        let mut found = Found::default();
        let inner = line.trim_end_matches([')', '）', '.', '。']).len();
        let mut seen = 0_u128;
        self.lines.each(line, |start, end, number| {
            match self.cues.get(number) {
                Some(Cue::Furniture { weight, .. }) if self.east_asian && SAID.contains(weight) && is_said(line, start, end) => {}
                Some(Cue::Furniture { bit, weight }) => {
                    let mask = 1_u128.checked_shl(*bit).unwrap_or(0);
                    found.furniture += if seen & mask == 0 { *weight } else { 0.0 };
                    seen |= mask;
                }
                Some(Cue::Masthead) => {
                    // An elided article stands before the name without a space.
                    let word = |at: Option<&u8>| at.is_none_or(|b| matches!(b, b' ' | b'\'' | 0x99));
                    let bytes = line.as_bytes();
                    let alone = word(start.checked_sub(1).and_then(|n| bytes.get(n))) && word(bytes.get(end));
                    found.masthead |= if self.east_asian { end == line.len() } else { alone };
                }
                Some(Cue::Caption { anywhere }) => found.caption |= *anywhere || start == 0 || end == inner,
                Some(Cue::Jump) => found.jump = true,
                None => {}
            }
            Walk::GoesOn
        });
        found
    }

    /// The word that opens a byline; the longest one.
    pub(crate) fn byline_at(&self, text: &str) -> Option<&'static str> {
        self.byline.longest_at(text)
    }

    /// The whole dateline that opens a paragraph.
    pub(crate) fn dateline_at(&self, text: &str) -> Option<&'static str> {
        self.dateline.longest_at(text)
    }

    /// Where the first end of a dateline stands in the head of a paragraph.
    pub(crate) fn dateline_end(&self, head: &str) -> Option<(usize, usize)> {
        let mut found: Option<(usize, usize, usize)> = None;
        self.dateline_end.each(head, |start, end, number| match found {
            Some((first, ..)) if first < start => Walk::Ends,
            // Of two words at one place that which the table has first.
            Some((.., best)) if best < number => Walk::GoesOn,
            _ => {
                found = Some((start, end, number));
                Walk::GoesOn
            }
        });
        found.map(|(start, end, _)| (start, end))
    }
}

/// Words of this weight say nothing inside a sentence: 为什么天气预报说. Heavier ones name what stands in no article, and lighter ones stand
/// inside of opening hours.
const SAID: std::ops::RangeInclusive<f32> = 2.0..=3.0;

/// Whether a word has ideographs or kana right before and behind it, and is no part of a date.
fn is_said(line: &str, start: usize, end: usize) -> bool {
    let before = line.get(..start).and_then(|text| text.chars().next_back());
    let behind = line.get(end..).and_then(|text| text.chars().next());
    let is_date = |c: char| matches!(c, '日' | '月' | '年' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
    before.zip(behind).is_some_and(|(a, b)| [a, b].into_iter().all(|c| text::is_ea_letter(c) && !is_date(c)))
}

static ZH: Lazy<Cues> = Lazy::new(|| Cues::of(Lang::ZhHans));
static JA: Lazy<Cues> = Lazy::new(|| Cues::of(Lang::Ja));
static EN: Lazy<Cues> = Lazy::new(|| Cues::of(Lang::En));
static DE: Lazy<Cues> = Lazy::new(|| Cues::of(Lang::De));
static FR: Lazy<Cues> = Lazy::new(|| Cues::of(Lang::Fr));

/// The cue words of a language.
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
        let weather = |line| of(Lang::ZhHans).read(line).furniture;
        assert!(weather("天气预报：多云转晴") > 2.0 && weather("今天天气 多云") > 2.0 && weather("为什么天气预报说“局部地区有雨”") == 0.0);
    }

    #[test]
    fn every_table_fits_the_set() {
        for lang in [Lang::ZhHans, Lang::Ja, Lang::En, Lang::De, Lang::Fr] {
            assert!(lang.table().furniture.len() <= 128);
        }
    }
}
