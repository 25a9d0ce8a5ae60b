//! The dateline with which the texts of a printed page open, where an engine misread a character of it: 本报读 among several 本报讯,
//! 童洱灣報導 where another text opens with 蒼洱灣報導, or `_ fainberg 5. Mai` where one opens with `Hainberg, 6. Mai`.

use super::dateline::{dated_place, dateline, opens_with_capitals, run_on_dateline};
use super::may_open_bracket;
use crate::cues;
use crate::lang::Lang;
use crate::text;

/// Characters of a place and the word behind it that one of them may be misread in.
const LEAST_PLACED: usize = 4;
/// Of so many characters one may be another.
const OTHER: usize = 3;
/// Marks before the words of a dateline.
const MOST_SPECKS: usize = 2;

/// How the texts of a page open.
pub(crate) struct Habit<'p> {
    /// Datelines of the table, which white or a bracket follows.
    plain: Vec<&'static str>,
    /// A place with the word behind it, right before the text.
    placed: Vec<&'p str>,
    /// The words of a place in Latin letters: it stands in capitals, or has a day behind it.
    latin: Vec<Vec<&'p str>>,
    lang: Lang,
}

impl<'p> Habit<'p> {
    /// That of some texts, or of printed lines.
    pub(crate) fn of(texts: impl Iterator<Item = &'p str>, lang: Lang) -> Self {
        let mut out = Self { plain: Vec::new(), placed: Vec::new(), latin: Vec::new(), lang };
        if !lang.is_ea() {
            out.latin.extend(texts.map(text::solid).map(|text| place(text, lang)).filter(|place| !place.is_empty()));
            return out;
        }
        for text in texts.map(bare) {
            match (cues::of(lang).dateline_at(text), run_on_dateline(text, lang)) {
                (Some(cue), _) if !out.plain.contains(&cue) => out.plain.push(cue),
                (None, end) if end > 0 => out.placed.extend(text.get(..end).filter(|head| head.chars().count() >= LEAST_PLACED)),
                _ => {}
            }
        }
        out.placed.sort_unstable();
        out.placed.dedup();
        out
    }

    /// Whether a text opens so but for a misread character.
    pub(crate) fn opens(&self, text: &str) -> bool {
        if !self.lang.is_ea() {
            return self.opens_latin(text);
        }
        if self.plain.is_empty() && self.placed.is_empty() {
            return false;
        }
        let text = bare(text);
        let set_off = |rest: &str| rest.starts_with(|c: char| c.is_whitespace() || may_open_bracket(c) || matches!(c, '“' | '"' | '”'));
        let plain = |cue: &str| misread(text, cue).is_some_and(set_off);
        self.plain.iter().any(|cue| plain(cue)) || self.placed.iter().any(|head| misread(text, head).is_some())
    }
}

impl Habit<'_> {
    fn opens_latin(&self, text: &str) -> bool {
        if self.latin.is_empty() {
            return false;
        }
        let mut words = text.split_whitespace();
        let is_speck = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() < LEAST_WORD;
        let specks = words.clone().take(MOST_SPECKS).take_while(is_speck).count();
        words.by_ref().take(specks).for_each(drop);
        let is_place = |place: &&Vec<&str>| {
            let own = words.clone().map(letters);
            own.zip(place.iter()).filter(|(own, other)| is_misread(own, other)).count() == place.len()
        };
        let Some(place) = self.latin.iter().find(is_place) else { return false };
        words.by_ref().take(place.len()).for_each(drop);
        if self.lang != Lang::De {
            return words.any(|word| word.chars().any(char::is_lowercase));
        }
        let day = words.find(|word| word.chars().any(char::is_alphanumeric));
        day.is_some_and(|day| day.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| c.is_ascii_digit()))
    }
}

/// The words of the place that a text of Latin letters opens with, in capitals or with a day behind it; none where it does not.
fn place(text: &str, lang: Lang) -> Vec<&str> {
    let words = text.split_whitespace();
    if lang == Lang::De {
        return if dated_place(text).is_some() { words.take(1).map(letters).collect() } else { Vec::new() };
    }
    if !opens_with_capitals(text) || dateline(text, lang) == 0 {
        return Vec::new();
    }
    let capitals = |word: &&str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    words.take_while(capitals).take(MOST_PLACE).map(letters).collect()
}

/// Words of a place.
const MOST_PLACE: usize = 3;

/// Letters of a word that no speck has, and of one that may have a misread letter.
const LEAST_WORD: usize = 3;
const LEAST_MISREAD: usize = 6;

/// A word without the marks around it.
fn letters(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphabetic())
}

/// Whether a word is another one, but for a letter.
fn is_misread(word: &str, other: &str) -> bool {
    let count = other.chars().count();
    let same = || word.chars().zip(other.chars()).filter(|(a, b)| a == b).count();
    word == other || count >= LEAST_MISREAD && word.chars().count() == count && same() + 1 == count
}

/// A text without specks before it.
fn bare(text: &str) -> &str {
    let is_speck = |c: &char| !c.is_alphanumeric() && !may_open_bracket(*c);
    let text = text::solid(text);
    let specks = text.chars().take(MOST_SPECKS).take_while(is_speck).map(char::len_utf8).sum();
    text.get(specks..).unwrap_or(text).trim_start()
}

/// What stands behind some words that a text opens with, of which one in a few characters is another ideograph.
fn misread<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    let (mut all, mut others) = (0, 0);
    for wanted in words.chars() {
        let c = rest.next().filter(|&c| text::is_ea_letter(c))?;
        others += usize::from(c != wanted);
        all += 1;
    }
    (others > 0 && others * OTHER <= all).then_some(rest.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_misread_character_is_none() {
        let texts = ["本报讯 昨天河水涨了起来", "蒼洱灣報導海拔九百六十公尺的小學", "图书馆今天开门"];
        let habit = Habit::of(texts.into_iter(), Lang::ZhHant);
        for (text, wanted) in [
            ("本报读 过期的感冒药", true),
            ("“本插讯“凌晨四点", true),
            (".童洱灣報導 七十九歲的老翁", true),
            ("蒼洱灣報繼。 閒置二十三年的製冰廠", true),
            // Text, words that are not misread, and two of three characters.
            ("本报记者从市里获悉", false),
            ("本报讯 昨天河水涨了起来", false),
            ("本插读 过期的感冒药", false),
            ("图书馆", false),
        ] {
            assert_eq!(habit.opens(text), wanted, "{text}");
        }
        let texts = ["Hainberg, 6. Mai. Mit dem ersten Juni", "Der Radweg steht unter Wasser"];
        let habit = Habit::of(texts.into_iter(), Lang::De);
        for (text, wanted) in [
            ("_ fainberg 5. Mai, Dor dem Schöffengericht", true),
            ("9 Í Hainberg; 5. Mai. Unter zahlreicher", true),
            ("Hainberg, wo der Radweg endet", false),
            ("Heimburg, 5. Mai", false),
        ] {
            assert_eq!(habit.opens(text), wanted, "{text}");
        }
        let habit = Habit::of(["MILLBROOK — Five timber bridges"].into_iter(), Lang::En);
        for (text, wanted) in [("5 MILLBROOK = ~. Eighteen benches", true), ("The MILLBROOK bridge", false), ("MILLBROOK GAZETTE", false)] {
            assert_eq!(habit.opens(text), wanted, "{text}");
        }
        assert!(!Habit::of(["图书馆今天开门"].into_iter(), Lang::ZhHant).opens("本报读 过期的感冒药"));
    }
}
