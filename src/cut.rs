//! What the two characters at a cut say: whether the text goes on there, or a paragraph begins.
//!
//! A text that goes on does so inside a word, or with the first character of the next one. A paragraph begins with a word
//! that can open a sentence. The figures are made by `examples/build_cut_model.rs` from words counted in newspaper text.
//! Where there are counts of running text, [`Edges`] asks them for the two characters on each side.

use crate::context::{self, Code, ContextModel, EDGE};
use crate::lang::Lang;
use crate::own::Place;
use crate::stats::{Statistics, bigrams};
use once_cell::sync::Lazy;

static ZH_HANS: &[u8] = include_bytes!("model/zh-hans-cut.bin");
static ZH_HANT: &[u8] = include_bytes!("model/zh-hant-cut.bin");
static JA: &[u8] = include_bytes!("model/ja-cut.bin");

/// Bytes of a character: that it ends a word, begins one, opens a sentence, stands anywhere, begins a unit.
const ROW: usize = 5;
/// The kana stand before the ideographs.
const KANA: u32 = 0xC0;
/// Logarithms are kept in eighths.
const STEP: f32 = 8.0;
/// No pair of characters says more than this, in bits.
const MOST_BITS: f32 = 7.0;

/// Base-2 logarithm of how much likelier `b` follows `a` in running text than it opens a paragraph, 0 where nothing is known,
/// and whether the two are a pair of the language.
pub(crate) fn goes_on(a: char, b: char, stats: &Statistics<'_>) -> (f32, bool) {
    let pair = pair(a, b, stats.lang);
    let known = pair.is_some() || stats.own.as_ref().is_some_and(|own| own.has_pair(a, b));
    let rows = table(stats.lang).and_then(|table| row(table, a).zip(row(table, b)));
    let Some(([end, ..], [_, start, open, ..])) = rows else { return (0.0, known) };
    // Of the two ways to go on, the likelier one stands for both.
    let inside = pair.map_or(f32::MIN, |logp| within(end) + logp);
    let next = (end + start).min(-inside);
    let next = stats.own.as_ref().map_or(next, |own| own.next(a, b, next));
    (odds(b, next, open, stats), known)
}

/// Base-2 logarithm of how much likelier `b` is by these bits than to open a paragraph.
fn odds(b: char, bits: f32, open: f32, stats: &Statistics<'_>) -> f32 {
    let open = at(Place::Opening, b, open, stats);
    (open - bits).clamp(-MOST_BITS, MOST_BITS)
}

/// Bits of a character at a place, where the built-in figures have so many.
fn at(place: Place, b: char, built_in: f32, stats: &Statistics<'_>) -> f32 {
    stats.own.as_ref().map_or(built_in, |own| own.bits(place, b, built_in))
}

/// log2 of the probability that `b` follows `a` in a word.
fn pair(a: char, b: char, lang: Lang) -> Option<f32> {
    bigrams(lang)?.known_logp(a, b)
}

/// Base-2 logarithm of the chance that a character does not end a word, from that of ending one.
fn within(end: f32) -> f32 {
    static TABLE: Lazy<[f32; 256]> = Lazy::new(|| std::array::from_fn(|n| (1.0 - (-(n as f32) / STEP).exp2()).max(1e-6).log2()));
    // Eighths of a bit, as the table has them.
    TABLE.get((end * STEP) as usize).copied().unwrap_or(0.0)
}

/// Base-2 logarithms of the chance that a unit follows a number, and any other word: 0.7 and 0.3.
const MOST_UNITS: f32 = -0.51;
const FEW_WORDS: f32 = -1.74;

/// Base-2 logarithm of how much likelier `b` follows a number than it opens a paragraph. A unit follows most numbers.
pub(crate) fn counts(b: char, stats: &Statistics<'_>) -> f32 {
    let Some([_, start, open, _, unit]) = figures(b, stats) else { return 0.0 };
    odds(b, at(Place::Number, b, (unit - MOST_UNITS).min(start - FEW_WORDS), stats), open, stats)
}

/// Base-2 logarithm of how much likelier `b` stands somewhere in running text than at the start of a paragraph.
pub(crate) fn leans(b: char, stats: &Statistics<'_>) -> f32 {
    figures(b, stats).map_or(0.0, |[_, _, open, all, _]| odds(b, at(Place::Anywhere, b, all, stats), open, stats))
}

/// Base-2 logarithm of how much likelier `b` begins a word than a paragraph: what follows a comma.
pub(crate) fn clause(b: char, stats: &Statistics<'_>) -> f32 {
    figures(b, stats).map_or(0.0, |[_, start, open, ..]| odds(b, at(Place::Clause, b, start, stats), open, stats))
}

/// Bits that a character costs in running text.
pub(crate) fn cost(c: char, stats: &Statistics<'_>) -> f32 {
    at(Place::Anywhere, c, figures(c, stats).map_or(RARE, |[_, _, _, all, _]| all), stats)
}

/// Bits of a character that is in no table.
const RARE: f32 = 16.0;

fn table(lang: Lang) -> Option<&'static [u8]> {
    match lang {
        Lang::ZhHans => Some(ZH_HANS),
        Lang::ZhHant => Some(ZH_HANT),
        Lang::Ja => Some(JA),
        _ => None,
    }
}

fn figures(c: char, stats: &Statistics<'_>) -> Option<[f32; ROW]> {
    row(table(stats.lang)?, c)
}

/// The figures of a kana or an ideograph, in bits.
fn row(table: &[u8], c: char) -> Option<[f32; ROW]> {
    let n = match c {
        '\u{3040}'..='\u{30FF}' => u32::from(c) - 0x3040,
        _ => u32::from(c).checked_sub(0x4E00)? + KANA,
    };
    let n = usize::try_from(n).ok()?;
    let bytes: &[u8; ROW] = table.get(n.checked_mul(ROW)?..)?.first_chunk()?;
    Some(bytes.map(|b| f32::from(b) / STEP))
}

/// The first and the last two characters of a text, where the language has counts of running text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edges {
    model: &'static ContextModel,
    first: [Code; 2],
    last: [Code; 2],
}

impl Edges {
    /// The edges of a text whose first character is meant as `first`.
    pub(crate) fn of(text: &str, first: Option<char>, lang: Lang) -> Option<Self> {
        let model = running(lang)?;
        let code = |c: Option<char>| c.map_or(EDGE, |c| model.code(c));
        let solid = |c: &char| !c.is_whitespace();
        let (mut head, mut back) = (text.chars().filter(solid), text.chars().rev().filter(solid));
        let (_, second, last) = (head.next(), head.next(), back.next());
        Some(Self { model, first: [code(first), code(second)], last: [code(back.next()), code(last)] })
    }

    /// How many bits fewer the second text costs behind the first one than behind a full stop.
    pub(crate) fn goes_on(before: &Self, after: &Self) -> f32 {
        let model = before.model;
        let [first, second] = after.first;
        let inside = model.pair(first, second);
        let bits = |[a, b]: [Code; 2]| {
            let across = model.pair(b, first);
            model.next_of([a, b, first], model.pair(a, b), across) + model.next_of([b, first, second], across, inside)
        };
        bits([EDGE, model.code('。')]) - bits(before.last)
    }
}

/// Counts of running text.
fn running(lang: Lang) -> Option<&'static ContextModel> {
    match lang {
        Lang::ZhHans => Some(context::zh()),
        Lang::ZhHant => Some(context::zh_hant()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_model_knows_names() {
        let mut trainer = crate::Trainer::new().lang("zh-Hans").unwrap();
        trainer.push(&"望今渡的船队每天从望今渡出发。到望今渡去的人，3舸是望今渡的船。\n".repeat(20)).unwrap();
        let models = [trainer.finish().unwrap()];
        let (own, built_in) = (Statistics::of(Lang::ZhHans, &models), Lang::ZhHans.into());
        let gain = |f: &dyn Fn(&Statistics<'_>) -> f32| f(&own) - f(&built_in);
        assert!(gain(&|s| goes_on('望', '今', s).0) > 2.0 && goes_on('望', '今', &own).1);
        assert!(gain(&|s| goes_on('望', '海', s).0) < 0.0);
        assert!(gain(&|s| counts('舸', s)) > 1.0 && gain(&|s| clause('到', s)) < 0.0 && gain(&|s| leans('望', s)) < 0.0);
        assert!(gain(&|s| cost('渡', s)) < 0.0 && gain(&|s| cost('海', s)) > 0.0);
        // Another language keeps its own figures.
        assert_eq!(goes_on('望', '今', &Statistics::of(Lang::ZhHant, &models)), goes_on('望', '今', &Lang::ZhHant.into()));
    }

    #[test]
    fn running_text_knows_what_goes_on() {
        let edges = |text: &str| Edges::of(text, text.chars().next(), Lang::ZhHans).unwrap();
        let bits = |a: &str, b: &str| Edges::goes_on(&edges(a), &edges(b));
        assert!(bits("扫一扫二维码，就能", "知道鱼来自哪一片海。") > bits("扫一扫二维码，就能", "志愿者正在码头值守。") + 1.0);
        assert!(bits("招潮蟹在气根之间爬来", "爬去。") > bits("招潮蟹在气根之间爬来", "近日，我市举行听证会。"));
        assert!(Edges::of("近日", Some('近'), Lang::Ja).is_none());
    }

    #[test]
    fn cuts() {
        let (zh, hant, ja) = (Lang::ZhHans.into(), Lang::ZhHant.into(), Lang::Ja.into());
        let more = |a: (char, char), b: (char, char)| assert!(goes_on(a.0, a.1, &zh).0 > goes_on(b.0, b.1, &zh).0, "{a:?} {b:?}");
        // 进|步 against a paragraph that opens with 今, a particle against a noun.
        more(('进', '步'), ('进', '今'));
        more(('动', '的'), ('动', '市'));
        assert!(goes_on('机', '巢', &zh).0 > -MOST_BITS && goes_on('經', '濟', &hant).0 > 1.0);
        assert!(leans('的', &zh) > 3.0 && leans('今', &zh) < 1.0);
        assert!(leans('の', &ja) > leans('三', &ja) + 2.0);
        assert!(counts('天', &zh) > counts('枫', &zh) + 3.0);
        assert_eq!(goes_on('a', '的', &zh), (0.0, false));
    }
}
