//! The dateline with which the texts of a printed page open, where an engine misread a character of it: 本报读 among several 本报讯, or
//! 童洱灣報導 where another text opens with 蒼洱灣報導.

use super::dateline::run_on_dateline;
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
}

impl<'p> Habit<'p> {
    /// That of some texts, or of printed lines. Nothing for a language that has words between its characters.
    pub(crate) fn of(texts: impl Iterator<Item = &'p str>, lang: Lang) -> Self {
        let mut out = Self { plain: Vec::new(), placed: Vec::new() };
        if !lang.is_ea() {
            return out;
        }
        for text in texts.map(bare) {
            match (cues::of(lang).dateline_at(text), run_on_dateline(text, lang)) {
                (Some(cue), _) if !out.plain.contains(&cue) => out.plain.push(cue),
                (None, end) if end > 0 => out.placed.extend(text.get(..end).filter(|head| head.chars().count() >= LEAST_PLACED)),
                _ => {}
            }
        }
        out
    }

    /// Whether a text opens so but for a misread character.
    pub(crate) fn opens(&self, text: &str) -> bool {
        if self.plain.is_empty() && self.placed.is_empty() {
            return false;
        }
        let text = bare(text);
        let set_off = |rest: &str| rest.starts_with(|c: char| c.is_whitespace() || may_open_bracket(c) || matches!(c, '“' | '"' | '”'));
        let plain = |cue: &str| misread(text, cue).is_some_and(set_off);
        self.plain.iter().any(|cue| plain(cue)) || self.placed.iter().any(|head| misread(text, head).is_some())
    }
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
        assert!(!Habit::of(["图书馆今天开门"].into_iter(), Lang::ZhHant).opens("本报读 过期的感冒药"));
    }
}
