//! What is known of each language: byline words, datelines, jump lines, furniture cues; and which language a text is in.

mod tables;

use crate::text;
use once_cell::sync::Lazy;
pub(crate) use tables::BYLINE_MARKS;
use tables::{DE, EN, FAMILY, FR, JA, NOTES, ZH};

/// The languages that have a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lang {
    ZhHans,
    ZhHant,
    Ja,
    En,
    De,
    Fr,
}

/// Whether a character is one of the most frequent Chinese family names.
pub(crate) fn is_family(c: char) -> bool {
    FAMILY.binary_search(&c).is_ok()
}

/// Whether a line says in square brackets that something was not transcribed: `[图片：…]`, `[illegible]`.
pub(crate) fn is_note(line: &str) -> bool {
    let Some(inner) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    let (word, of) = inner.split_once([':', '：']).or_else(|| inner.split_once(" of ")).unwrap_or((inner, ""));
    !of.contains([']', '[']) && NOTES.iter().any(|note| note.eq_ignore_ascii_case(word.trim()))
}

/// A word that was misread.
#[derive(Debug)]
pub(crate) struct Misread {
    pub(crate) read: &'static str,
    pub(crate) printed: &'static str,
    /// What was read can be a name, as Don can.
    pub(crate) named: bool,
}

impl Misread {
    const fn new(read: &'static str, printed: &'static str) -> Self {
        Self { read, printed, named: false }
    }

    const fn name(read: &'static str, printed: &'static str) -> Self {
        Self { read, printed, named: true }
    }
}

/// The table of a language.
#[derive(Debug)]
pub(crate) struct Table {
    /// Words that open a name in a byline.
    pub(crate) byline: &'static [&'static str],
    /// What engines read for these where they open a line of small print.
    pub(crate) byline_misread: &'static [Misread],
    /// Marks that open a byline.
    pub(crate) byline_marks: &'static [char],
    /// Whole openings of a first paragraph.
    pub(crate) dateline: &'static [&'static str],
    /// Ends of a dateline such as 新华社北京4月1日电.
    pub(crate) dateline_end: &'static [&'static str],
    /// Words of a line that sends the reader to another page.
    pub(crate) jump: &'static [&'static str],
    /// What ends a part of a serial, with no page to turn to.
    pub(crate) serial: &'static [&'static str],
    /// Numbers of pages in words.
    pub(crate) ordinals: &'static [&'static str],
    /// Words that open the office of a correspondent without a name, and those that close it (Latin).
    pub(crate) own: &'static [&'static str],
    pub(crate) offices: &'static [&'static str],
    /// Ends of lines that say below a byline what its name is.
    pub(crate) posts: &'static [&'static str],
    /// Words that open what goes on from another page.
    pub(crate) resumes: &'static [&'static str],
    /// Words that open or close a caption.
    pub(crate) caption: &'static [&'static str],
    /// Words of folios, imprints and advertisements, with their weight.
    pub(crate) furniture: &'static [(&'static str, f32)],
    /// Those of them that sentences use, too (East Asian): inside one they say nothing.
    pub(crate) told: &'static [&'static str],
    /// Ends of a paper's name, and of the title of its table of contents.
    pub(crate) masthead: &'static [&'static str],
    /// Words for those who ask and answer, before a colon.
    pub(crate) speakers: &'static [&'static str],
    /// Finite verbs that are frequent: a line with one is a sentence (Latin).
    pub(crate) verbs: &'static [&'static str],
    /// Small words of a sentence that tells (Latin). A caption says what is seen now: it reports, denies, adds and compares nothing, and names
    /// those it shows; but of a plan it may say what it would change.
    pub(crate) telling: &'static [&'static str],
    /// Words with a capital before a full stop that are no places that a text opens with: sentences by themselves, and what is cut short before
    /// a name (German, French).
    pub(crate) no_places: &'static [&'static str],
    /// Words that end no sentence, or no phrase of a title (East Asian): articles, conjunctions, prepositions, particles.
    pub(crate) leads_on: &'static [&'static str],
    /// Articles, pronouns, prepositions and other words that hold sentences together (Latin).
    pub(crate) small: &'static [&'static str],
    /// Words with which a sentence sets apart what it speaks of (Japanese).
    pub(crate) topics: &'static [&'static str],
    /// Small words that bear no accent, with one, and as they are (French).
    pub(crate) accented: &'static [(&'static str, &'static str)],
    /// Articles, pronouns and numerals that stand before a noun (French).
    pub(crate) determiners: &'static [&'static str],
}

/// How the language of a page was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guess {
    /// By its script, or by short words.
    Sure,
    /// No short words tell one language from the others.
    Open,
    /// It is rather one that has no table here.
    Foreign,
}

impl Lang {
    /// Those that are written in Latin letters.
    pub(crate) const LATIN: [Self; 3] = [Self::En, Self::De, Self::Fr];

    /// The language of a text by script and by its most frequent short words.
    pub(crate) fn of(text: &str) -> Self {
        Self::of_page(text).0
    }

    /// The same, and how that was found.
    pub(crate) fn of_page(text: &str) -> (Self, Guess) {
        let mut seen = Scripts::new();
        let mut at = 0;
        for _ in 0..SAMPLE / STEP {
            at = seen.take(text, at);
            if seen.clear() {
                break;
            }
        }
        // A Latin page may quote an ideograph, a Chinese one holds Latin slogans of two letters a character.
        if (seen.han + seen.kana) * 3 < seen.latin {
            return latin_of(text);
        }
        if seen.kana * 6 > seen.han {
            return (Self::Ja, Guess::Sure);
        }
        (if seen.hant > 0 { Self::ZhHant } else { Self::ZhHans }, Guess::Sure)
    }

    /// The language of a block on a page of this language; that of the page where the block does not clearly show another one.
    pub(crate) fn of_block(self, block: &str) -> Self {
        // It has no more letters than bytes.
        if block.len() < LEAST_BLOCK {
            return self;
        }
        let letters = text::count(block, |b| b.is_ascii_alphabetic());
        let wide = text::count(block, |b| WIDE.contains(&b));
        // Spaces and marks of Latin print, which repairs change most, do not make a text longer.
        if letters + 3 * wide < LEAST_BLOCK {
            return self;
        }
        if wide * 2 > letters {
            // Another script of ideographs is more often a quotation than a block of its own.
            return if self.is_ea() { self } else { Self::of(block) };
        }
        let (mut votes, mut is_own) = (Votes::default(), false);
        each_short_word(block, |word| {
            votes.count(word);
            let (own, others) = votes.of(self);
            is_own = own >= LEAST_VOTES && others == 0;
            is_own
        });
        if is_own { self } else { votes.clear().unwrap_or(self) }
    }

    /// Whether a piece of a text of this language is in another one with Latin letters: it has short words of that, and hardly any of its own.
    pub(crate) fn is_left_in(self, piece: &str) -> bool {
        let mut votes = Votes::default();
        each_short_word(piece, |word| {
            votes.count(word);
            false
        });
        let own = votes.of(self).0;
        votes.0.iter().any(|&other| other >= LEAST_PIECE && other >= own * CLEAR_VOTES)
    }

    /// Whether a text has so many letters of two scripts that a few marks more may make it one of another language.
    pub(crate) fn is_mixed(text: &str) -> bool {
        let wide = text::count(text, |b| WIDE.contains(&b));
        wide > 0 && text::count(text, |b| b.is_ascii_alphabetic()) * 2 > wide
    }

    /// BCP 47 tag.
    pub(crate) fn tag(self) -> &'static str {
        TAGS.iter().find(|t| t.1 == self).map_or("und", |t| t.0)
    }

    /// All tags, for messages.
    pub(crate) fn tags() -> String {
        TAGS.map(|(tag, _)| tag).join(", ")
    }

    pub(crate) fn from_tag(tag: &str) -> Option<Self> {
        TAGS.iter().find(|t| t.0 == tag).map(|t| t.1)
    }

    /// Whether the language is written without spaces.
    pub(crate) fn is_ea(self) -> bool {
        matches!(self, Self::ZhHans | Self::ZhHant | Self::Ja)
    }

    pub(crate) fn table(self) -> &'static Table {
        match self {
            Self::ZhHans | Self::ZhHant => &ZH,
            Self::Ja => &JA,
            Self::En => &EN,
            Self::De => &DE,
            Self::Fr => &FR,
        }
    }
}

const TAGS: [(&str, Lang); 6] =
    [("zh-Hans", Lang::ZhHans), ("zh-Hant", Lang::ZhHant), ("ja", Lang::Ja), ("en", Lang::En), ("de", Lang::De), ("fr", Lang::Fr)];

/// Enough characters to tell a language; a page holds one.
const SAMPLE: usize = 4096;

/// Characters after which a clear page is looked at no further.
const STEP: usize = 256;

/// Bytes of a stretch whose letters are counted together.
const ASCII: usize = 32;

/// The first bytes of kana and ideographs.
const WIDE: std::ops::RangeInclusive<u8> = 0xE3..=0xE9;

/// Characters of each script.
struct Scripts {
    /// 1 for a character that only traditional script has, −1 for one that only simplified script has.
    table: &'static [i8],
    han: usize,
    kana: usize,
    latin: usize,
    /// Traditional characters less simplified ones.
    hant: i64,
}

impl Scripts {
    fn new() -> Self {
        Self { table: &SCRIPTS, han: 0, kana: 0, latin: 0, hant: 0 }
    }

    /// Takes the next characters from a place on; gives the place behind them.
    fn take(&mut self, text: &str, mut at: usize) -> usize {
        let mut left = STEP;
        while left > 0 {
            let run = self.take_ideographs(text.as_bytes().get(at..).unwrap_or_default(), left);
            if run > 0 {
                at += run * 3;
                left -= run;
                continue;
            }
            let Some(byte) = text.as_bytes().get(at) else { break };
            if byte.is_ascii() {
                // Most stretches of Latin text are ASCII.
                let stretch = text.get(at..at + ASCII).filter(|stretch| left >= ASCII && stretch.is_ascii());
                let stretch = stretch.or_else(|| text.get(at..=at)).unwrap_or_default();
                self.latin += text::count(stretch, |byte| byte.is_ascii_alphabetic());
                at += stretch.len();
                left -= stretch.len();
                continue;
            }
            left -= 1;
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            at += c.len_utf8();
            // Marks of Chinese text: most of what is left of it.
            if matches!(c, '，' | '。' | '、' | '“' | '”' | '：') {
                continue;
            }
            if text::is_han(c) {
                self.han += 1;
            } else if text::is_kana(c) {
                self.kana += 1;
            } else if !text::is_ea_punct(c) && c.is_alphabetic() {
                self.latin += 1;
            }
        }
        at
    }

    /// Takes the ideographs of the basic block that open a text, as many as `most` of them; gives their number.
    fn take_ideographs(&mut self, bytes: &[u8], most: usize) -> usize {
        let (mut run, mut hant) = (0, 0);
        for n in bytes.chunks_exact(3).take(most).map_while(|char| text::basic_ideograph(char, 0)) {
            hant += self.table.get(n).copied().map_or(0, i64::from);
            run += 1;
        }
        self.han += run;
        self.hant += hant;
        run
    }

    /// Whether more text would hardly change the verdict on a Chinese page, or that it is none.
    fn clear(&self) -> bool {
        let ea = self.han + self.kana;
        self.latin > STEP * 4 && ea * 50 < self.latin
            || self.han > STEP * 3 / 4 && self.kana * 50 < self.han && self.latin < self.han && self.hant.unsigned_abs() > 8
    }
}

/// The ideographs of the basic block, all of them.
static SCRIPTS: Lazy<Vec<i8>> = Lazy::new(|| {
    let mut table = vec![0; 0x5200];
    for (list, sign) in [(HANT, 1), (HANS, -1)] {
        for n in list.chars().filter_map(|c| usize::try_from(u32::from(c).checked_sub(0x4E00)?).ok()) {
            if let Some(place) = table.get_mut(n) {
                *place += sign;
            }
        }
    }
    table
});

/// Frequent characters that only one of the two scripts has.
const HANT: &str = "個這國們來時會學對說過為開門間長東車業產後發經電話點當與應機關書見現實體讓將從員報務";
const HANS: &str = "个这国们来时会学对说过为开门间长东车业产发经电话点当与应机关书见现实体让将从员报务";

/// The language of a text in Latin letters by its short words, and what they say of that.
fn latin_of(text: &str) -> (Lang, Guess) {
    let mut votes = Votes::default();
    let (mut foreign, mut words) = (0, 0);
    each_short_word(text, |word| {
        foreign += usize::from(votes.count(word) == Some(OTHERS));
        words += 1;
        false
    });
    // Lists of names and noise have some words of other languages, too.
    let is_foreign = foreign > LEAST_VOTES && foreign * FOREIGN_SHARE > words && votes.0.iter().all(|own| foreign * 2 > *own * 3);
    let [en, de, fr] = votes.0;
    let lang = if de > en && de >= fr {
        Lang::De
    } else if fr > en {
        Lang::Fr
    } else {
        Lang::En
    };
    let guess = match (is_foreign, lang) {
        (true, _) => Guess::Foreign,
        (false, Lang::En) if en <= de.max(fr) => Guess::Open,
        _ => Guess::Sure,
    };
    (lang, guess)
}

/// Frequent short words of English, German and French that a text has.
#[derive(Clone, Copy, Debug, Default)]
struct Votes([usize; 3]);

impl Votes {
    /// Counts a short word; gives the list that has it.
    fn count(&mut self, word: u64) -> Option<usize> {
        let list = LISTS.of(word)?;
        self.0.get_mut(list).into_iter().for_each(|count| *count += 1);
        Some(list)
    }

    /// Those of one language, and those of the others.
    fn of(&self, lang: Lang) -> (usize, usize) {
        let own = Lang::LATIN.iter().zip(self.0).find(|(l, _)| **l == lang).map_or(0, |(_, count)| count);
        (own, self.0.iter().sum::<usize>() - own)
    }

    /// The language that has enough of them, and hardly any other.
    fn clear(&self) -> Option<Lang> {
        Lang::LATIN.into_iter().find(|&lang| {
            let (own, others) = self.of(lang);
            own >= LEAST_VOTES && own >= others * CLEAR_VOTES
        })
    }
}

/// Short words that tell the language of a block, and how many of them one of another language takes.
const LEAST_VOTES: usize = 4;
const CLEAR_VOTES: usize = 3;
/// The same of a piece of a text.
const LEAST_PIECE: usize = 3;
/// Bytes of the ASCII letters, ideographs and East Asian marks of a block that shows a language of its own: ten short words.
const LEAST_BLOCK: usize = 50;

/// Gives the first words of a text that have at most five bytes, each as one number, until `sink` has enough of them.
fn each_short_word(text: &str, mut sink: impl FnMut(u64) -> bool) {
    // No letter has a byte of 0: a longer word is a larger number.
    let is_short = |word: u64| word != 0 && word < 1 << (8 * LONGEST_SHORT);
    let (mut word, mut seen) = (0, 0);
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        // Nearly all letters are ASCII; of those of other characters all bytes are.
        if byte.is_ascii_alphabetic() || !byte.is_ascii() && is_in_letter(text, at) {
            word = with_byte(word, byte);
            continue;
        }
        if is_short(word) {
            seen += 1;
            if sink(word) || seen == SHORT_WORDS {
                return;
            }
        }
        word = 0;
    }
    if is_short(word) {
        sink(word);
    }
}

/// Whether a byte that is not ASCII is one of a letter.
fn is_in_letter(text: &str, at: usize) -> bool {
    let first = (at.saturating_sub(3)..=at).rev().find(|&at| text.is_char_boundary(at));
    first.and_then(|first| text.get(first..)?.chars().next()).is_some_and(text::is_alphabetic)
}

#[inline]
fn with_byte(word: u64, byte: u8) -> u64 {
    word << 8 | u64::from(byte)
}

/// Bytes of the longest short word.
const LONGEST_SHORT: usize = 5;

/// Enough short words to tell a language.
const SHORT_WORDS: usize = 512;

/// One short word in so many is one of these.
const FOREIGN_SHARE: usize = 6;

/// Frequent short words of Dutch, also as it was spelled in the eighteenth century, Italian, Spanish and Portuguese that English, German
/// and French do not have.
const FOREIGN: &[&str] = &[
    "het", "een", "van", "voor", "niet", "dat", "zijn", "ook", "werd", "naar", "bij", "uit", "zyn", "naer", "aen", "uyt", "zig", "heeft",
    "onze", "daer", "waer", "zal", "di", "che", "della", "una", "sono", "nel", "alla", "dei", "con", "el", "los", "las", "por", "como",
    "um", "uma", "não", "os",
];

/// Frequent short words of English, German and French, in the order of [`Lang::LATIN`].
const FREQUENT: [&[&str]; 3] = [
    &["the", "of", "and", "to", "in", "a", "is", "was", "for", "that", "on", "with", "by", "at"],
    &["der", "die", "und", "den", "das", "im", "mit", "von", "nicht", "ein", "eine", "zu", "auf"],
    &[
        "le", "la", "les", "des", "de", "et", "du", "un", "une", "est", "dans", "au", "que", "pour", "il", "ne", "pas", "ce", "sur", "qui",
        "par", "qu", "je", "vous", "à",
    ],
];
/// The number of the list of words that none of them has.
const OTHERS: usize = FREQUENT.len();

/// Which list has a short word: a table by a hash of its bytes, which fit in a number.
struct Lists([(u64, usize); SLOTS]);

/// Slots of the table, eight to a word; a power of two.
const SLOTS: usize = 1 << 10;

impl Lists {
    fn new() -> Self {
        let mut lists = Self([(0, 0); SLOTS]);
        for (n, list) in FREQUENT.into_iter().chain([FOREIGN]).enumerate() {
            for key in list.iter().map(|word| word.bytes().fold(0, with_byte)) {
                let mut slot = Self::slot(key);
                while lists.0[slot].0 != 0 {
                    slot = (slot + 1) % SLOTS;
                }
                lists.0[slot] = (key, n);
            }
        }
        lists
    }

    /// The list of a word; no word is in two of them.
    fn of(&self, word: u64) -> Option<usize> {
        let mut slot = Self::slot(word);
        while self.0[slot].0 != 0 {
            if self.0[slot].0 == word {
                return Some(self.0[slot].1);
            }
            slot = (slot + 1) % SLOTS;
        }
        None
    }

    /// Fibonacci hashing.
    fn slot(key: u64) -> usize {
        usize::try_from(key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54).unwrap_or(0) % SLOTS
    }
}

static LISTS: Lazy<Lists> = Lazy::new(Lists::new);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_may_have_its_own_language() {
        let german = "Der Verein hat die Brücke mit dem Kran auf das Ufer gesetzt, und nicht ein Balken ist zu Bruch gegangen.";
        let french = "Le conseil de la ville est dans la salle des fêtes et il a voté une aide pour le pont qui est au bord du canal.";
        let english = "The council of the town met in the hall and it was said that the bridge by the canal was for sale.";
        let chinese = "镇上的人都说，这座桥比河还老。The bridge is old. 议员们昨天在礼堂里开会，投票通过了修桥的钱，没有人反对。";
        for (block, page, want) in [
            (german, Lang::En, Lang::De),
            (german, Lang::ZhHans, Lang::De),
            (french, Lang::De, Lang::Fr),
            (english, Lang::En, Lang::En),
            (english, Lang::Ja, Lang::En),
            (chinese, Lang::ZhHant, Lang::ZhHant),
            (chinese, Lang::En, Lang::ZhHans),
            ("He said: „Der Kran und die Brücke“, and in the end that was the word for it, and nobody laughed at him.", Lang::En, Lang::En),
            ("Die Brücke", Lang::En, Lang::En),
            ("HARROW BAY COURIER 24 MAIN STREET PHONE 555 0199 ALL GOODS HALF PRICE", Lang::ZhHans, Lang::ZhHans),
        ] {
            assert_eq!(page.of_block(block), want, "{block}");
        }
    }

    #[test]
    fn short_words() {
        let words = |text: &str| {
            let mut out = Vec::new();
            each_short_word(text, |word| {
                out.push(word.to_be_bytes().into_iter().filter(|b| *b != 0).map(char::from).collect::<String>());
                out.len() == 4
            });
            out
        };
        let key = |text: &str| text.bytes().map(char::from).collect::<String>();
        assert_eq!(words("The bridge, l’été: naïve à contre-jour"), ["The", &key("l"), &key("été"), &key("à")]);
        assert_eq!(words("abcdefghijklm abcde abcdef x"), ["abcde", "x"]);
        assert_eq!(words("一 a 二bc。"), [key("一"), key("a"), key("二bc")]);
        assert!(words("").is_empty() && words("123 ,").is_empty());
    }

    #[test]
    fn pages_of_one_language() {
        let french = "Le maire a dit: \"Je viendrai demain!\" et il est parti; \"peut-être?\" a-t-on répondu. L'homme qui dit 'oui' n'est pas d'accord -- il l'a dit.";
        let dutch = "De burgemeester heeft gezegd dat het nieuwe werk aan de brug niet voor het einde van het jaar klaar zal zijn, en dat is een feit.";
        let italian = "Il sindaco della città ha detto che il ponte non sarà aperto per la fine del mese, con una cerimonia nel centro.";
        assert_eq!(Lang::of(french), Lang::Fr);
        let old =
            "Dat den Hertog aen het Hof is gekomen, heeft men hier van alle kanten; hy zal naer de Haeg gaen en van daer tot aen de zee.";
        let is_foreign = |page: &str| Lang::of_page(page).1 == Guess::Foreign;
        assert!(is_foreign(old));
        assert!(is_foreign(dutch) && is_foreign(italian) && !is_foreign(french));
        assert!(!is_foreign(
            "The mayor of the town said that it was a bridge for all, and that is that; he was met by his men at the end."
        ));
    }
}
