//! Counts somebody's own running text, and makes a model of it.
//!
//! Text comes in pieces of any size and is never kept: tables of counts are, and what was seen least is forgotten when they are
//! full. How the text was cut does not show, and the same text gives the same bytes.

mod signs;
mod tally;
mod words;

use crate::error::Error;
use crate::lang::Lang;
use crate::own::{Counts, Model};
use crate::reader;
use signs::Signs;
use words::Words;

/// Bytes of a text that tell its language, and whether it is running text at all.
const HEAD: usize = 16 << 10;
/// Pairs and words seen less often are left out: misprints seldom come three times.
const LEAST: u64 = 3;
/// Pairs or words that are counted at the same time: some 50 MB.
const CAPACITY: usize = 1_800_000;

/// Counts running text of one language: pairs of characters in Chinese and Japanese, words in English, German and French.
///
/// The text should be right, as clean articles are: what a dump misreads would be learnt with the rest. Lines that begin with `<`
/// are taken for markup and passed over; a line may end anywhere but inside a word.
///
/// ```
/// let text = "石渡口的轮渡今天恢复。石渡口的人很高兴。\n";
/// let mut trainer = copydesk::Trainer::new().prune(2);
/// text.chars().try_for_each(|c| trainer.push(c.encode_utf8(&mut [0; 4])))?;
/// let model = trainer.finish()?;
/// assert_eq!((model.lang(), model.pairs()), ("zh-Hans", 3));
/// # Ok::<(), copydesk::Error>(())
/// ```
#[derive(Debug)]
pub struct Trainer {
    lang: Option<Lang>,
    least: u64,
    /// The start of a text that is not known yet.
    head: Option<String>,
    line: Line,
    signs: Signs,
    words: Words,
}

/// Where on a line the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// Nothing stood on it but spaces.
    Start,
    Text,
    Markup,
}

impl Default for Trainer {
    fn default() -> Self {
        let (signs, words) = (Signs::new(CAPACITY), Words::new(CAPACITY));
        Self { lang: None, least: LEAST, head: Some(String::new()), line: Line::Start, signs, words }
    }
}

impl Trainer {
    /// A trainer that finds out the language by the start of the text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts for this language: `zh-Hans`, `zh-Hant`, `ja`, `en`, `de` or `fr`.
    ///
    /// # Errors
    /// Another tag.
    pub fn lang(mut self, tag: &str) -> Result<Self, Error> {
        let unknown = || Error::option(format!("no language '{tag}'; there are {}", Lang::tags()));
        let lang = Lang::from_tag(tag).ok_or_else(unknown)?;
        self.lang = Some(lang);
        Ok(self)
    }

    /// Leaves out pairs and words that were seen fewer than so many times; 3 where this is not called.
    #[must_use]
    pub fn prune(mut self, least: u64) -> Self {
        self.least = least;
        self
    }

    /// Counts so many pairs or words at the same time; the least frequent ones are forgotten when there are more. 1.8 million where
    /// this is not called, which takes some 50 MB.
    #[must_use]
    pub fn capacity(mut self, entries: usize) -> Self {
        self.signs.capacity(entries);
        self.words.capacity(entries);
        self
    }

    /// Takes a piece of text.
    ///
    /// # Errors
    /// The text is a structured file: hOCR, ALTO, PAGE XML, TSV or JSON of boxes.
    pub fn push(&mut self, text: &str) -> Result<(), Error> {
        let Some(head) = &mut self.head else {
            self.count(text);
            return Ok(());
        };
        head.push_str(text);
        if head.len() < HEAD { Ok(()) } else { self.begin() }
    }

    /// Says that a text ends here and another one begins.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn end_text(&mut self) -> Result<(), Error> {
        self.begin()?;
        self.signs.end();
        self.words.end();
        self.line = Line::Start;
        self.head = Some(String::new());
        Ok(())
    }

    /// The model of all texts.
    ///
    /// # Errors
    /// There was no text, or nothing in it was seen often enough; or as [`push`](Self::push).
    pub fn finish(mut self) -> Result<Model, Error> {
        self.end_text()?;
        let lang = self.lang.ok_or_else(|| Error::model("there is no text to learn from"))?;
        let least = self.least;
        let mut counts = Counts::default();
        if lang.is_ea() {
            self.signs.write(least, &mut counts);
        } else {
            self.words.write(least, &mut counts);
        }
        if counts.pairs.is_empty() && counts.words.is_empty() {
            let what = if lang.is_ea() { "no two characters stand" } else { "no word stands" };
            let times = if least > 1 { format!(" {least} times") } else { String::new() };
            let tag = lang.tag();
            return Err(Error::model(format!(
                "nothing can be learnt for {tag}: {what} in the text{times}; give more text or a lower --prune, and name the language with --lang"
            )));
        }
        Model::parse(counts.file(lang))
    }

    /// Looks at the start of a text, and counts it.
    fn begin(&mut self) -> Result<(), Error> {
        let Some(head) = self.head.take().filter(|head| !head.is_empty()) else { return Ok(()) };
        if reader::detect(&head).is_some() {
            return Err(Error::model("this is a structured file, no running text; clean it first and learn from what comes out"));
        }
        let end = (0..=HEAD.min(head.len())).rev().find(|&n| head.is_char_boundary(n)).unwrap_or(0);
        let sample = head.get(..end).unwrap_or("");
        if !sample.trim().is_empty() {
            self.lang.get_or_insert_with(|| Lang::of(sample));
        }
        self.count(&head);
        Ok(())
    }

    fn count(&mut self, text: &str) {
        let wide = self.lang.is_none_or(Lang::is_ea);
        for c in text.chars().filter(|c| !matches!(c, '\r' | '\u{AD}' | '\u{FEFF}')) {
            self.line = match (self.line, c) {
                (_, '\n' | '\x0c') => Line::Start,
                (Line::Markup, _) => continue,
                (Line::Start, '<') => Line::Markup,
                (Line::Start, c) if c.is_whitespace() => Line::Start,
                _ => Line::Text,
            };
            if wide { self.signs.take(c) } else { self.words.take(c) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon;
    use crate::own::Place;

    const ZH: &str = "枫渡口的夜航今天恢复，船上有36人。船长说：“人不多。”\n\n## 标题在此\n\n枫渡口在河的北岸，有人来，也有人走。\n";
    const EN: &str = "<!-- a comment -->\nThe Brindlewick was mended. Near the Brindlewick stood a well-known man; don't\nask the govern-\n\
        ment of B2B or the MILL. Brindlewick. The mill\u{AD}er's daſs.\n";

    fn model(text: &str, least: u64) -> Model {
        let mut trainer = Trainer::new().prune(least);
        trainer.push(text).unwrap();
        trainer.finish().unwrap()
    }

    #[test]
    fn counts_where_characters_stand() {
        let model = model(ZH, 1);
        let own = model.own();
        // Less than the least bits that the built-in figures can give: it was seen.
        let seen = |place, c| own.bits(place, c, f32::INFINITY).is_finite();
        assert!(seen(Place::Opening, '枫') && seen(Place::Opening, '船') && !seen(Place::Opening, '标'));
        assert!(
            seen(Place::Clause, '船')
                && seen(Place::Clause, '人')
                && seen(Place::Clause, '也')
                && seen(Place::Clause, '有')
                && !seen(Place::Clause, '今')
        );
        assert!(seen(Place::Number, '人') && !seen(Place::Number, '口'));
        assert!(own.has_pair('渡', '口') && own.has_pair('复', '，') && !own.has_pair('口', '渡') && !own.has_pair('。', '枫'));
        assert!(own.tie('枫', '渡', 0.0) > own.tie('渡', '口', 0.0) - 1.0 && own.tie('渡', '枫', 0.0) < 0.0);
    }

    #[test]
    fn counts_words() {
        let model = model(EN, 1);
        let own = model.own();
        let word = |text: &str| own.word(lexicon::hash(text), None);
        let name = word("brindlewick").unwrap();
        assert!(name.capital && !name.lower);
        assert!(word("well-known").unwrap().lower && word("known").unwrap().lower && word("don't").is_some());
        assert!(word("the").unwrap().lower && word("dass").is_some() && word("miller's").is_some() && word("miller").is_some());
        for absent in ["govern", "ment", "b", "comment", "b2b", "mill-er"] {
            assert!(word(absent).is_none(), "{absent}");
        }
        let mill = word("mill").unwrap();
        assert!(!mill.lower && !mill.capital, "{mill:?}");
    }

    #[test]
    fn cuts_do_not_show() {
        for text in [ZH, EN] {
            let whole = model(text, 1);
            let mut trainer = Trainer::new().prune(1);
            text.chars().for_each(|c| trainer.push(c.encode_utf8(&mut [0; 4])).unwrap());
            assert_eq!(trainer.finish().unwrap().as_bytes(), whole.as_bytes());
        }
    }

    #[test]
    fn memory_is_bounded_and_the_frequent_stay() {
        let text: String = (0..40_000_u32).map(|n| format!("der w{} ", word_of(n))).collect();
        let mut trainer = Trainer::new().lang("de").unwrap().prune(1).capacity(500);
        trainer.push(&text).unwrap();
        let model = trainer.finish().unwrap();
        assert!((1..=500).contains(&model.words()), "{model:?}");
        assert!(model.own().word(lexicon::hash("der"), None).is_some_and(|entry| entry.cost < 7.0));
    }

    fn word_of(n: u32) -> String {
        n.to_string().bytes().map(|b| char::from(b - b'0' + b'a')).collect()
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let refused = |text: &str, least: u64| {
            let mut trainer = Trainer::new().prune(least);
            let error = trainer.push(text).and_then(|()| trainer.finish()).unwrap_err();
            assert!(error.is_model());
            error.to_string()
        };
        assert!(refused("", 1).contains("no text") && refused(" \n", 1).contains("no text"));
        assert!(refused("第一。", 3).contains("3 times") && refused("The end.", 2).contains("2 times"));
        assert!(refused("<alto><Layout/></alto>", 1).contains("structured"));
        assert!(Trainer::new().lang("tlh").unwrap_err().to_string().contains("zh-Hans"));
    }

    #[test]
    fn texts_do_not_run_into_each_other() {
        let mut trainer = Trainer::new().lang("zh-Hans").unwrap().prune(1);
        for text in ["他来了", "我走"] {
            trainer.push(text).unwrap();
            trainer.end_text().unwrap();
        }
        assert!(!trainer.finish().unwrap().own().has_pair('了', '我'));
    }
}
