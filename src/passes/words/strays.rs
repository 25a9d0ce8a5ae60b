//! Marks and spaces between two words that no printer set there: dirt, rules, dots of worn type.

use super::token::Token;
use super::{MERGED, SCANNO, STRAY_MARK, Words};
use crate::lang::Lang;
use crate::lexicon::{self, Entry};
use crate::passes::glyphs::Fix;

/// Marks that French sets off by a space.
fn is_high_mark(c: char) -> bool {
    matches!(c, '?' | '!')
}

/// Spaces before high marks from which on a page sets them, and how many marks without one it may have for each.
const SPACED: usize = 3;
const CLOSE: usize = 4;

/// Whether a French page sets a space before its high marks, wherever the engine kept it.
pub(super) fn spaces_high_marks<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let (mut spaced, mut close) = (0, 0);
    for text in texts {
        for (at, _) in text.match_indices(is_high_mark) {
            let mut before = text.get(..at).unwrap_or("").chars().rev();
            match before.next() {
                Some(' ') => spaced += usize::from(before.next().is_some_and(char::is_alphabetic)),
                Some(c) => close += usize::from(c.is_alphabetic()),
                None => {}
            }
        }
    }
    spaced >= SPACED && close <= spaced * CLOSE
}

/// What stands between two words where a speck was read as a mark.
const SPECKLED: [&str; 9] = [". ", ".", "‘", " ‘", " .", " :", " : ", " . ", " - "];

/// Marks that dirt is read as.
fn is_dirt(c: char) -> bool {
    matches!(c, '*' | '^' | '_' | '~' | '\\' | '>' | '`' | '¡' | '¦')
}

/// A quotation mark between two words that has lost the space on its outer side, where in the text between them it stands, and the mark with
/// its space: `convenience,”he`, `said.“If`.
fn quote_without_space(gap: &str, lang: Lang) -> Option<(usize, char, &'static str)> {
    let (at, mark) = gap.char_indices().next_back()?;
    let inner = gap.get(..at)?;
    let stops = |stops: &[char]| inner.chars().count() == 1 && inner.starts_with(stops);
    match (lang, mark) {
        (Lang::En, '“') if stops(&[',', '.', ':', '!', '?']) => Some((at, mark, " “")),
        (Lang::En, '”') if stops(&[',', '.', '!', '?']) => Some((at, mark, "” ")),
        (Lang::De, '„') if stops(&[',', '.', ':', '!', '?']) => Some((at, mark, " „")),
        _ => None,
    }
}

/// How sure such a space is.
const QUOTED: f32 = 0.95;

/// Marks that plain text puts around words for emphasis, and bytes that it has between two of them at most.
const EMPHASIS: [char; 4] = ['_', '*', '~', '`'];
const EMPHASISED: usize = 80;

/// Whether a mark right behind a word is the second one around some words.
fn ends_emphasis(text: &str, at: usize, mark: char) -> bool {
    let Some((before, words)) = text.get(..at).filter(|_| EMPHASIS.contains(&mark)).and_then(|text| text.rsplit_once(mark)) else {
        return false;
    };
    let opens = before.chars().next_back().is_none_or(char::is_whitespace) && words.starts_with(char::is_alphanumeric);
    opens && words.len() <= EMPHASISED
}

/// Whether a mark right before a word is the first one around some words.
fn begins_emphasis(text: &str, at: usize, mark: char) -> bool {
    let Some((words, behind)) = text.get(at..).filter(|_| EMPHASIS.contains(&mark)).and_then(|text| text.split_once(mark)) else {
        return false;
    };
    let closes = words.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
    closes && words.len() <= EMPHASISED
}

/// Words that stand before a full stop inside a sentence.
pub(super) const SHORTENED: &[&str] = &[
    "cent", "inst", "ult", "prox", "viz", "hon", "rev", "capt", "sec", "dec", "jun", "sen", "esq", "vol", "art", "min", "max", "fig",
    "ref", "est", "col", "gen", "gal", "dept", "asst", "supt", "per", "sup", "ext", "def", "acres", "tons", "bags", "cwt", "brig",
    "barque", "ship", "sch", "str", "cases", "pkgs",
];

/// Words that begin with an apostrophe.
const CUT: &[&str] =
    &["tis", "twas", "em", "cause", "neath", "gainst", "tween", "bout", "twere", "twill", "twould", "un", "im", "er", "til", "till"];
/// Letters of what is left of a word that was cut short.
const LEAST_CUT: usize = 3;
/// Bytes within which a quotation in single marks ends.
const LONGEST: usize = 240;
/// Pages with a base below this are noisy enough for dots to be dirt.
const NOISY: f32 = 9.0;
/// Cost up to which the word before a dot is no abbreviation.
const KNOWN: f32 = 15.0;

/// Small words that old or broad speech cuts short, so that an apostrophe ends them.
pub(super) const CLIPPED: &[&str] = &["an", "wi", "th", "ol", "lil", "mo", "po", "fo", "ha", "da", "de", "no", "us"];
/// Words behind an apostrophe that are a part of the one before.
pub(super) const CONTRACTED: &[&str] = &["ll", "re", "ve", "em", "er", "en", "un", "am", "is", "it"];
/// Pages with a base below this are noisy enough for marks beside small words to be dirt.
const ROUGH: f32 = 10.0;
/// Pages with a base below this are rough enough for a dot between two words that often stand together.
const ROUGHEST: f32 = 11.0;
/// The same for a mark behind a word that goes on.
const UNCLEAN: f32 = 12.0;
/// Bits of a pair of such words.
const OFTEN: f32 = 2.0;
/// Cost of the rarest small word beside which no quotation opens or closes, and no sentence ends: `from`.
const SMALL: f32 = 9.0;

/// So many exclamation marks and more make another likely.
const EXCLAIMS: usize = 2;

/// Small French words behind which something else stands, and nouns that a number does.
#[rustfmt::skip]
const BEFORE_MORE: &[&str] = &[
    "le", "la", "les", "un", "une", "des", "du", "de", "à", "au", "aux", "ce", "cet", "cette", "ces", "mon", "ma", "mes", "son", "sa", "ses", "ton", "ta",
    "leur", "leurs", "notre", "nos", "votre", "vos", "dans", "en", "par", "pour", "sur", "sous", "avec", "sans", "vers", "chez", "entre", "et", "ou", "que",
    "qui", "dont", "ne", "est", "sont", "était", "très", "page", "tome", "chapitre", "planche", "livre", "article", "numéro", "figure", "acte", "scène",
    "formule", "quai", "voie", "ligne", "salle", "porte", "niveau", "groupe", "étape", "lot", "type", "classe", "ligue", "partie", "équipe",
];

/// Small English words that no apostrophe ends, and with which no quotation ends.
const BEFORE_NO_QUOTE: &[&str] = &[
    "a", "and", "as", "at", "be", "been", "by", "for", "from", "had", "has", "he", "her", "his", "if", "in", "into", "is", "its", "my",
    "of", "on", "or", "our", "she", "than", "that", "the", "their", "they", "this", "to", "upon", "was", "we", "were", "when", "which",
    "who", "with", "your",
];
/// Those with which no sentence ends either.
const BEFORE_NO_STOP: &[&str] = &[
    "an", "and", "as", "at", "from", "his", "if", "into", "its", "my", "of", "or", "our", "than", "the", "their", "when", "which", "who",
    "your",
];
/// What stands behind the stop of an address.
const DOMAINS: &[&str] = &["com", "org", "net", "edu", "gov"];
/// What a letter names, in English.
const LABELS: &[&str] = &[
    "letter", "point", "line", "plan", "class", "section", "vitamin", "type", "figure", "part", "note", "grade", "group", "team", "form",
    "angle", "let", "value", "variable", "axis", "side", "block", "flat", "room", "company", "division", "platform", "schedule", "table",
    "clause", "sub",
];
/// Single letters that are words, or what is left of shillings, pence and contractions.
const WORDS_OF_ONE: &[&str] = &["a", "i", "o", "A", "O", "s", "d", "t"];
/// The smallest frequent words, of which a letter may be left.
const SMALLEST: &[&str] = &[
    "of", "to", "in", "he", "it", "is", "as", "at", "be", "by", "on", "or", "we", "no", "an", "my", "me", "so", "up", "if", "do", "us",
    "her", "the", "and",
];
/// Bits of a pair of words that often stand together, with a letter between them; with an I, which may be one that speaks.
const TOGETHER: f32 = 1.0;
const TOGETHER_I: f32 = 3.0;

/// Specks read as marks from which on a page has more, and words for each.
pub(super) const SPECKS: u32 = 4;
pub(super) const PER_SPECK: u32 = 400;

impl Words<'_> {
    /// Whether a speck was read as a mark between two words of an English text: a single one between known words in small letters, where no text
    /// has it.
    pub(super) fn is_speckled(&self, text: &str, before: Token, token: Token) -> bool {
        let known = |t: Token| t.capitals == 0 && t.chars > 2 && self.lower(t).is_some_and(|e| e.cost < KNOWN);
        let gap = || text.get(before.end..token.start).is_some_and(|gap| SPECKLED.contains(&gap));
        self.lang == Lang::En && !before.is_beside(text, token) && gap() && known(token) && known(before)
    }

    /// The repair of what stands between two words, if it is no single space.
    pub(super) fn between(&self, text: &str, before: Token, next: Token) -> Option<Fix> {
        let gap = text.get(before.end..next.start).filter(|gap| *gap != " ")?;
        if matches!(gap, " 1 " | " 1 — " | " 1 - ") && self.is_exclaimed(text, before, next) {
            return Some(Fix { start: before.end + 1, end: before.end + 2, to: "!".into(), rule: &SCANNO, confidence: 0.9 });
        }
        if let Some(mark) = gap.chars().next().filter(|mark| self.high_marks && is_high_mark(*mark)) {
            let behind = gap.chars().nth(1);
            let to = if mark == '?' { " ?" } else { " !" };
            let alone = behind.is_some_and(char::is_whitespace) && before.chars > 1 && before.capitals <= usize::from(before.capital);
            return alone.then(|| Fix { start: before.end, end: before.end + 1, to: to.into(), rule: &MERGED, confidence: 0.9 });
        }
        let turned = |mark: char| {
            text.get(..before.end).and_then(|head| head.chars().rev().take(LONGEST).find(|c| matches!(c, '“' | '”'))) == Some(mark)
        };
        // “No.”s are several.
        let ending = || text.get(next.start..next.end).is_some_and(|word| matches!(word, "s" | "es" | "ed" | "d"));
        if let Some((at, mark, to)) = quote_without_space(gap, self.lang).filter(|(_, mark, _)| !ending() && !turned(*mark)) {
            let start = before.end + at;
            return Some(Fix { start, end: start + mark.len_utf8(), to: to.into(), rule: &MERGED, confidence: QUOTED });
        }
        let article = before.chars == 1 && self.lang == Lang::En && matches!(text.get(before.start..before.end)?, "a" | "I");
        if next.chars < 2 || before.chars < 2 && !article || before.inner() > 0 {
            return None;
        }
        if gap == "' " && self.goes_on(text, before, BEFORE_NO_QUOTE) && !opens(text, before.start) {
            return Some(Fix { start: before.end, end: before.end + 1, to: "".into(), rule: &STRAY_MARK, confidence: 0.88 });
        }
        if next.capitals > 0 {
            return None;
        }
        if gap == ". " && self.goes_on(text, before, BEFORE_NO_STOP) && self.lower(next).is_some() && !opens_with_l(text, next) {
            return Some(Fix { start: before.end, end: before.end + 1, to: "".into(), rule: &STRAY_MARK, confidence: 0.88 });
        }
        let fix = |start: usize, end: usize, to: &'static str, confidence: f32| {
            Some(Fix { start: before.end + start, end: before.end + end, to: to.into(), rule: &STRAY_MARK, confidence })
        };
        let mut chars = gap.chars();
        match (chars.next()?, chars.as_str()) {
            (mark, "") => self.in_place_of_space(text, before, next, mark).then(|| fix(0, mark.len_utf8(), " ", 0.88)).flatten(),
            (' ', ", ") if self.lang != Lang::Fr => fix(0, 1, "", 0.9),
            (' ', rest) => {
                let (start, end) = self.before_word(text, before, next, rest)?;
                fix(start, end, "", 0.88)
            }
            ('.', " ") => self.is_dot_dirt(text, before, next).then(|| fix(0, 1, "", 0.86)).flatten(),
            (',', "‘" | "’") if self.specky && before.capitals == 0 && self.lower(next).is_some() => fix(1, gap.len(), " ", 0.88),
            (':', " ") if self.specky => self.is_colon_dirt(before, next).then(|| fix(0, 1, "", 0.86)).flatten(),
            ('\'', " ") => self.is_tick_dirt(text, before, next).then(|| fix(0, 1, "", 0.86)).flatten(),
            (c, " ") if is_dirt(c) && before.chars > 2 && next.chars > 1 && !ends_emphasis(text, before.end, c) => {
                fix(0, c.len_utf8(), "", 0.86)
            }
            _ => None,
        }
    }

    /// Whether a figure of one between two words of a damaged French text is an exclamation mark. Where the page has a single other one, a
    /// sentence begins behind it, and no name stands before it, which may bear the number.
    fn is_exclaimed(&self, text: &str, before: Token, next: Token) -> bool {
        let often = self.exclaims >= EXCLAIMS || self.exclaims > 0 && next.capital && before.capitals == 0;
        // A glass of milk is a quantity.
        let counted =
            || text.get(next.end..).is_some_and(|rest| rest.starts_with(" de ") || rest.starts_with(" d'") || rest.starts_with(" d’"));
        let plain = before.capitals <= usize::from(before.capital);
        self.damaged && often && plain && !self.calls_for_more(before) && !counted()
    }

    /// Whether a French word ends no exclamation: an article, a preposition, what bears a number.
    fn calls_for_more(&self, word: Token) -> bool {
        BEFORE_MORE.iter().any(|more| lexicon::hash(more) == word.hash)
    }

    /// A letter between two English words that often stand together, and with which neither does: dirt, or a piece of a column's rule.
    pub(super) fn scrap(&self, text: &str, (before, token, next): (Token, Token, Token)) -> Option<Fix> {
        if token.chars > 1 || token.touched || self.channel.base > ROUGHEST || !self.damaged || !self.lexicon.has_pairs() {
            return None;
        }
        let letter = text.get(token.start..token.end).filter(|letter| !WORDS_OF_ONE.contains(letter))?;
        let beside = |a: Token, b: Token| b.start == a.end + 1 && text.as_bytes().get(a.end) == Some(&b' ');
        let plain = |t: Token| t.capitals == 0 && t.chars > 1 && self.lower(t).is_some();
        let label = LABELS.contains(&text.get(before.start..before.end)?);
        if label || before.touched || !beside(before, token) || !beside(token, next) || !plain(before) || !plain(next) {
            return None;
        }
        let pair = |a: u64, b: u64| self.lexicon.pair(a, b);
        let gain = pair(before.hash, next.hash)?;
        let small = letter.to_lowercase();
        // What is left of a small word that fits.
        let left = |word: &&str| {
            let hash = lexicon::hash(word);
            word.contains(&small) && pair(before.hash, hash).is_some() && pair(hash, next.hash).is_some()
        };
        let own = pair(before.hash, token.hash).is_some() || pair(token.hash, next.hash).is_some();
        let least = if letter == "I" { TOGETHER_I } else { TOGETHER };
        let sure = gain >= least && !own && !SMALLEST.iter().any(left);
        sure.then(|| Fix { start: before.end, end: token.end, to: "".into(), rule: &STRAY_MARK, confidence: 0.88 })
    }

    /// Whether an English word is one of those behind which something never stands.
    fn goes_on(&self, text: &str, word: Token, list: &[&str]) -> bool {
        let plain = self.lang == Lang::En && word.capitals == 0 && !word.mixed && self.channel.base < UNCLEAN && self.damaged;
        let free = text.get(..word.start).is_some_and(|before| before.is_empty() || before.ends_with(' '));
        plain && free && text.get(word.start..word.end).is_some_and(|word| list.contains(&word))
    }

    /// A mark before the first word of an English text: a stop or a colon, or an apostrophe that no other closes.
    pub(super) fn opening(&self, text: &str, first: Token) -> Option<Fix> {
        let mark = text.get(..first.start)?.trim_end_matches(' ');
        // .NET and .com are names.
        let name = || first.capitals > 1 || text.get(first.start..first.end).is_some_and(|word| DOMAINS.contains(&word));
        if self.lang != Lang::En || first.chars < 2 || !self.damaged || mark == "." && first.start == 1 && name() {
            return None;
        }
        let sure = match mark {
            "'" => {
                let cut = self.is_cut(&text.get(first.start..first.end)?.to_lowercase());
                self.channel.base < ROUGH && first.start == 1 && text.len() < LONGEST && !cut && !closes(text, first.end)
            }
            "." | "," | ";" | ":" => self.channel.base < UNCLEAN && self.lexicon.find(first.hash).is_some(),
            _ => false,
        };
        sure.then(|| Fix { start: 0, end: first.start, to: "".into(), rule: &STRAY_MARK, confidence: 0.88 })
    }

    fn lower(&self, token: Token) -> Option<Entry> {
        self.lexicon.find(token.hash).filter(|e| e.lower)
    }

    /// Whether a word is one of the small ones that English is full of, on a page that is noisy.
    fn is_small_word(&self, token: Token) -> bool {
        let noisy = self.specky || self.damaged && self.channel.base < ROUGH;
        self.lang == Lang::En && noisy && self.lower(token).is_some_and(|e| e.cost < SMALL)
    }

    /// Whether a mark that touches two English words stands where a space was.
    fn in_place_of_space(&self, text: &str, before: Token, next: Token, mark: char) -> bool {
        let is_mark = match mark {
            '\'' | '"' | '~' | ';' => self.channel.base < ROUGH || self.specky,
            '‘' | '’' => self.specky,
            '.' => self.specky && before.chars > 2 && (next.chars > 2 || self.is_small_word(next)) && !is_address(text, before, next),
            _ => false,
        };
        if self.lang != Lang::En || !is_mark || before.mixed {
            return false;
        }
        let right = text.get(next.start..next.end).unwrap_or("");
        let known = |token: Token| self.lower(token).is_some_and(|e| e.cost < KNOWN);
        let whole = lexicon::hash_both(lexicon::hash_more(before.hash, b'\''), next.hash, next.end - next.start);
        known(before) && known(next) && !CONTRACTED.contains(&right) && self.lexicon.find(whole).is_none()
    }

    /// The dirt among a space and what follows it, before a word.
    fn before_word(&self, text: &str, before: Token, next: Token, rest: &str) -> Option<(usize, usize)> {
        let marks = rest.trim_end_matches(' ');
        let alone = marks.len() < rest.len();
        if marks.is_empty() || marks.chars().count() > 2 || rest.len() - marks.len() > 1 {
            return None;
        }
        let word = text.get(next.start..next.end)?;
        if marks == "." && !alone && DOMAINS.contains(&word) {
            return None;
        }
        let cut = self.lang == Lang::Fr || self.is_cut(word);
        let small = self.is_small_word(next) && before.capitals == 0 && !text.get(next.end..).is_some_and(|t| t.starts_with('\''));
        let quote = marks.contains('\'') && (cut || !small && closes(text, next.end));
        let colon = self.lang == Lang::En && (self.channel.base < ROUGH || self.specky);
        let single = self.specky && next.capitals == 0 && !closes(text, next.end);
        let dirt = |c: char| {
            is_dirt(c) || c == '\'' || c == '‘' && single || !alone && (matches!(c, '.' | ',') || colon && matches!(c, ':' | ';'))
        };
        let emphasis = !alone && marks.chars().next_back().is_some_and(|mark| begins_emphasis(text, next.start, mark));
        let sure = !quote && !emphasis && marks.chars().all(dirt) && !marks.contains("..");
        let kept = usize::from(!alone);
        // Alone, a mark goes with one of its spaces.
        (sure && (alone || next.chars > 2 || small)).then_some((kept, kept + marks.len() + 1 - kept))
    }

    /// Whether a dot inside an English sentence is dirt.
    fn is_dot_dirt(&self, text: &str, before: Token, next: Token) -> bool {
        let left = text.get(before.start..before.end).unwrap_or("");
        if self.lang != Lang::En || before.capitals > 0 || before.touched || SHORTENED.contains(&left) || opens_with_l(text, next) {
            return false;
        }
        let known = |t: Token| self.lower(t).is_some_and(|e| e.cost < KNOWN);
        let number = text.get(..before.start).is_some_and(|t| t.trim_end().ends_with(|c: char| c.is_numeric()));
        let small = self.is_small_word(before) && !CLIPPED.contains(&left) && !number;
        let pair = || self.lexicon.pair(before.hash, next.hash).is_some_and(|gain| gain > OFTEN);
        let longer = before.chars > 2 && (next.chars > 2 || self.specky && self.is_small_word(next));
        known(before)
            && known(next)
            && (small || longer && (self.specky || self.channel.base < NOISY || self.channel.base < ROUGHEST && pair()))
    }

    /// Whether a colon between two English words that often stand together is dirt.
    fn is_colon_dirt(&self, before: Token, next: Token) -> bool {
        let known = |token: Token| token.capitals == 0 && self.lower(token).is_some_and(|e| e.cost < KNOWN);
        known(before) && known(next) && self.lexicon.pair(before.hash, next.hash).is_some_and(|gain| gain > OFTEN)
    }

    /// Whether a word is one in -ing that broad speech cuts short: nothin'.
    pub(super) fn drops_g(&self, word: &str) -> bool {
        word.len() > LEAST_CUT && word.ends_with("in") && self.lexicon.get(&format!("{word}g")).is_some()
    }

    /// Whether a word is what old or broad speech leaves of a longer one behind an apostrophe: 'tis, 'fore.
    pub(super) fn is_cut(&self, word: &str) -> bool {
        let longer = |head: &str| self.lexicon.get(&format!("{head}{word}")).is_some_and(|e| e.cost < KNOWN);
        CUT.contains(&word) || self.lang == Lang::En && word.len() >= LEAST_CUT && ["a", "be"].iter().any(|head| longer(head))
    }

    /// Whether an apostrophe behind an English word is dirt.
    fn is_tick_dirt(&self, text: &str, before: Token, next: Token) -> bool {
        let left = text.get(before.start..before.end).unwrap_or("");
        if self.lang != Lang::En || before.capitals > 0 || self.lower(next).is_none() {
            return false;
        }
        let small = self.is_small_word(before) && !CLIPPED.contains(&left);
        let plain = before.chars > 2 && !left.ends_with(['s', 'z', 'x', 'o', 'h']) && !self.drops_g(left);
        let known = self.lower(before).is_some() || self.channel.base < NOISY && self.lexicon.find(before.hash).is_none();
        small || plain && known && !opens(text, before.start)
    }
}

/// Whether a dot between two words may be that of an address or of initials: other dots stand beside them, or what ends addresses.
fn is_address(text: &str, before: Token, next: Token) -> bool {
    let beside = |c: char| !c.is_whitespace() && !matches!(c, '“' | '”' | '‘' | ',');
    let left = text.get(..before.start).is_some_and(|head| head.ends_with(beside));
    let right = text.get(next.end..).is_some_and(|rest| rest.starts_with(['.', '/', '@', '-', '_']) && !rest.starts_with(". "));
    left || right || text.get(next.start..next.end).is_some_and(|word| DOMAINS.contains(&word))
}

/// Whether a word is one of those with a capital I, read as l: then a sentence opens.
fn opens_with_l(text: &str, word: Token) -> bool {
    matches!(text.get(word.start..word.end), Some("lf" | "ln" | "ls" | "lt"))
}

/// Whether a single quotation mark opened not long before.
pub(super) fn opens(text: &str, to: usize) -> bool {
    let mut start = to.saturating_sub(LONGEST);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    opens_anywhere(text.get(start..to).unwrap_or(""))
}

/// Whether a single quotation mark opens in a text.
pub(super) fn opens_anywhere(near: &str) -> bool {
    near.match_indices(['\'', '‘']).any(|(at, _)| !near.get(..at).is_some_and(|t| t.ends_with(char::is_alphanumeric)))
}

/// Whether a single quotation mark closes soon.
pub(super) fn closes(text: &str, from: usize) -> bool {
    let mut end = text.len().min(from + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let near = text.get(from..end).unwrap_or("");
    last_closing(near).is_some()
}

/// Where the last single quotation mark of a text stands that may close a quotation.
pub(super) fn last_closing(text: &str) -> Option<usize> {
    let free = |at: usize, mark: &str| !text.get(at + mark.len()..).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    text.rmatch_indices(['\'', '’']).find(|(at, mark)| free(*at, mark)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use crate::Desk;

    #[test]
    fn specks_of_a_speckled_page_are_marks_between_words() {
        let page = "The team will ride. free on the bus and any‘resource of the town was brought :back to the board. They went. home when the \
                    light‘was gone and the cold :wind came. Its price was his,‘the only man said, who moved.the house at 10 a.m. on Monday.";
        let clean = |text: &str| Desk::new().clean(text).articles().remove(0).paragraphs.join("|");
        let text = clean(&format!("{page}\n"));
        assert!(text.contains("ride free on") && text.contains("any resource of") && text.contains("light was gone"), "{text}");
        assert!(text.contains("his, the only") && text.contains("moved the house") && text.contains("at 10 a.m. on"), "{text}");
        let one = "The team will ride. free on the bus, and the people of the town walked into the hall of the school.";
        assert_eq!(clean(&format!("{one}\n")), one);
    }

    #[test]
    fn what_broad_speech_cuts_short_stays() {
        for text in [
            "“I'm goin' home,” he said. “There's nothin' here.”",
            "He was always singin' and dancin' and jokin' with the men down at the harbour, and nothin' could stop him.",
            "“We shall be there 'fore long,” said the driver, “and 'twill be dark 'fore we go to bed.”",
        ] {
            assert_eq!(Desk::new().clean(&format!("{text}\n")).articles().remove(0).paragraphs.join("|"), text);
        }
    }

    #[test]
    fn marks_around_words_are_emphasis_and_one_alone_is_dirt() {
        let body = "The ship left the harbour on Monday, the owner said, and will return in June with coal.";
        for (title, wanted) in [
            ("The _Perseverance_ sails", "The _Perseverance_ sails"),
            ("The _old ship_ sails at last", "The _old ship_ sails at last"),
            ("The Perseverance sails _today_", "The Perseverance sails _today_"),
            ("The Perseverance_ sails", "The Perseverance sails"),
            ("The ship sails _today", "The ship sails today"),
        ] {
            let cleaned = Desk::new().clean(&format!("# {title}\n\n{body}\n"));
            assert_eq!(cleaned.articles()[0].headline.as_deref(), Some(wanted), "{title}");
        }
    }
}
