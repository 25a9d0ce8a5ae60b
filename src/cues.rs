//! The cue words of a language's table, found in one pass over a line.

use crate::lang::{Lang, Table};
use crate::text;
use crate::word_set::{Walk, WholeWords, WordSet};
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
    Furniture { bit: u32, weight: f32, told: bool },
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
    telling: WholeWords,
    small: WholeWords,
    east_asian: bool,
    /// Characters of the longest word that only bylines have.
    longest_office: usize,
    /// The words that only bylines have, and the long ones for somebody's part, in the order of the table.
    offices: Vec<&'static str>,
    long_roles: Vec<&'static str>,
}

impl Cues {
    fn of(lang: Lang) -> Self {
        let table: &Table = lang.table();
        let mut words: Vec<&'static str> = Vec::new();
        let mut cues = Vec::new();
        for (bit, &(word, weight)) in (0..).zip(table.furniture) {
            words.push(word);
            cues.push(Cue::Furniture { bit, weight, told: table.told.contains(&word) });
        }
        for &word in table.masthead {
            words.push(word);
            cues.push(Cue::Masthead);
        }
        for &word in table.caption {
            words.push(word);
            cues.push(Cue::Caption { anywhere: word.starts_with(['(', '（']) });
        }
        for &word in table.jump.iter().chain(table.serial) {
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
            telling: WholeWords::new(table.telling),
            small: WholeWords::new(table.small),
            east_asian: lang.is_ea(),
            offices: table.byline.iter().copied().filter(|word| is_office(word)).collect(),
            long_roles: table.byline.iter().copied().filter(|word| is_long_role(word)).collect(),
            longest_office: table.byline.iter().filter(|word| is_office(word)).map(|word| word.chars().count()).max().unwrap_or(0),
        }
    }

    /// Reads a line.
    pub(crate) fn read(&self, line: &str) -> Found {
        let mut found = Found::default();
        let inner = line.trim_end_matches([')', '）', '.', '。']).len();
        let mut seen = 0_u128;
        self.lines.each(line, |start, end, number| {
            match self.cues.get(number) {
                Some(Cue::Furniture { told: true, .. }) if is_said(line, start, end) => {}
                Some(Cue::Furniture { .. }) if !self.east_asian && is_inside(line, start, end) => {}
                Some(Cue::Furniture { bit, weight, .. }) => {
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

    /// Characters of the longest office that opens a byline.
    pub(crate) fn longest_office(&self) -> usize {
        self.longest_office
    }

    /// The words of bylines that name an East Asian office and nothing else.
    pub(crate) fn offices(&self) -> &[&'static str] {
        &self.offices
    }

    /// The words of four ideographs at least for somebody's part. What the paper calls its own is left aside: 本报读者 is no 本报记者.
    pub(crate) fn long_roles(&self) -> &[&'static str] {
        &self.long_roles
    }

    /// Whether a word is a small one that tells (Latin).
    pub(crate) fn is_telling(&self, word: &str) -> bool {
        self.telling.has(word)
    }

    /// Whether it is one that holds sentences together (Latin).
    pub(crate) fn is_small(&self, word: &str) -> bool {
        self.small.has(word)
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

/// Whether a word of bylines names an East Asian office and nothing else.
pub(crate) fn is_office(word: &str) -> bool {
    word.ends_with(['者', '员', '員'])
}

/// Characters of a word for somebody's part that says so wherever it stands.
pub(crate) const LONG_ROLE: usize = 4;

fn is_long_role(word: &str) -> bool {
    word.chars().count() >= LONG_ROLE && word.chars().all(text::is_han) && !word.starts_with('本')
}

/// Letters of words that stand in others by chance: Tel in Telexbericht, Pf in Pferd. Longer ones stand in compounds.
const SHORT: usize = 3;

/// Whether a short Latin word is part of another one; N° and Nr. may be run on to what stands before them.
fn is_inside(line: &str, start: usize, end: usize) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let (before, behind) = (line.get(..start).unwrap_or(""), line.get(end..).unwrap_or(""));
    let (head, word) = (is_letter(before.chars().next_back()), line.get(start..end).unwrap_or("").trim_end());
    let short = word.chars().count() <= SHORT && word.chars().all(char::is_alphabetic);
    short && (head || is_letter(behind.chars().next()))
}

/// Letters on either side of a word inside a sentence, as in 为什么天气预报说. What has fewer is a label: 本市天气预报, 社区公益活动.
const LEAST_SAID: usize = 3;

/// Whether a word has ideographs or kana right before and behind it, as many as sentences have, and is no part of a date.
fn is_said(line: &str, start: usize, end: usize) -> bool {
    is_sentence(line.get(..start).unwrap_or("").chars().rev()) && is_sentence(line.get(end..).unwrap_or("").chars())
}

/// Whether one side of a word, from the word on, is part of a sentence.
fn is_sentence(side: impl Iterator<Item = char>) -> bool {
    let is_date = |c: char| matches!(c, '日' | '月' | '年' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
    let letters = side.take(LEAST_SAID).enumerate().filter(|&(n, c)| text::is_ea_letter(c) && (n > 0 || !is_date(c)));
    letters.count() == LEAST_SAID
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
    fn short_words_of_furniture_stand_alone() {
        let of = |line, lang| of(lang).read(line).furniture;
        assert!(of("Tel. 0335 14 22", Lang::De) >= 2.0 && of("Nr. 12", Lang::De) >= 2.0);
        assert_eq!(of("Telexbericht unseres Korrespondenten", Lang::De) + of("Pfarrer und Pferde", Lang::De), 0.0);
        assert_eq!(of("Un piano neuf", Lang::Fr), 0.0);
    }

    #[test]
    fn sentences_use_some_words_of_furniture() {
        for line in ["为什么天气预报说“局部地区有雨”", "老校长谈起招聘这件事", "志愿者做公益活动二十年", "村民们咨询最多的还是医保"]
        {
            assert!(of(Lang::ZhHans).read(line).furniture == 0.0, "{line}");
        }
        for line in [
            "本市天气预报：晴",
            "天气预报",
            "社区公益活动今天开始",
            "本版编辑王小明",
            "本期责编林一主编王小明校对李一",
            "市文化馆与市图书馆联合主办本次展览",
            "今日版式设计陈思",
            "编辑部地址澜江市建设路",
            "订报电话请拨打以下号码",
            "9月12日星期二多云转晴",
        ] {
            assert!(of(Lang::ZhHans).read(line).furniture >= 2.0, "{line}");
        }
        assert!(
            of(Lang::ZhHant).read("為什麼天氣預報說會下雨").furniture == 0.0 && of(Lang::ZhHant).read("本版編輯王小明").furniture >= 2.0
        );
        assert!(of(Lang::Ja).read("漁師たちは天気図を読んで").furniture == 0.0 && of(Lang::Ja).read("明日の天気 晴れ").furniture > 2.0);
    }

    #[test]
    fn words_that_sentences_use_are_in_the_table() {
        for lang in [Lang::ZhHans, Lang::Ja, Lang::En, Lang::De, Lang::Fr] {
            let table = lang.table();
            assert!(table.told.iter().all(|told| table.furniture.iter().any(|(word, _)| word == told)), "{lang:?}");
        }
    }

    #[test]
    fn every_table_fits_the_set() {
        for lang in [Lang::ZhHans, Lang::Ja, Lang::En, Lang::De, Lang::Fr] {
            assert!(lang.table().furniture.len() <= 128);
        }
    }
}
