//! What the two characters at a cut say: whether the text goes on there, or a paragraph begins.
//!
//! A text that goes on does so inside a word, or with the first character of the next one. A paragraph begins with a word
//! that can open a sentence. The figures are made by `examples/build_cut_model.rs` from words counted in newspaper text.

use crate::lang::Lang;
use crate::model::{self, Bigrams};
use once_cell::sync::Lazy;

static ZH_HANS: &[u8] = include_bytes!("../model/zh-hans-cut.bin");
static ZH_HANT: &[u8] = include_bytes!("../model/zh-hant-cut.bin");
static JA: &[u8] = include_bytes!("../model/ja-cut.bin");

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
pub(crate) fn goes_on(a: char, b: char, lang: Lang) -> (f32, bool) {
    let pair = pairs(lang).known_logp(a, b);
    let rows = table(lang).and_then(|table| row(table, a).zip(row(table, b)));
    let Some(([end, ..], [_, start, open, ..])) = rows else { return (0.0, pair.is_some()) };
    // Of the two ways to go on, the likelier one stands for both.
    let inside = pair.map_or(f32::MIN, |logp| within(end) + logp);
    ((inside.max(-end - start) + open).clamp(-MOST_BITS, MOST_BITS), pair.is_some())
}

fn pairs(lang: Lang) -> &'static Bigrams {
    match lang {
        Lang::ZhHant => model::zh_hant(),
        Lang::Ja => model::ja(),
        _ => model::zh_hans(),
    }
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
pub(crate) fn counts(b: char, lang: Lang) -> f32 {
    let Some(table) = table(lang) else { return 0.0 };
    let Some([_, start, open, _, unit]) = row(table, b) else { return 0.0 };
    ((MOST_UNITS - unit).max(FEW_WORDS - start) + open).clamp(-MOST_BITS, MOST_BITS)
}

/// Base-2 logarithm of how much likelier `b` stands somewhere in running text than at the start of a paragraph.
pub(crate) fn leans(b: char, lang: Lang) -> f32 {
    let Some(table) = table(lang) else { return 0.0 };
    row(table, b).map_or(0.0, |[_, _, open, all, _]| (open - all).clamp(-MOST_BITS, MOST_BITS))
}

/// Base-2 logarithm of how much likelier `b` begins a word than a paragraph: what follows a comma.
pub(crate) fn clause(b: char, lang: Lang) -> f32 {
    let Some(table) = table(lang) else { return 0.0 };
    row(table, b).map_or(0.0, |[_, start, open, ..]| (open - start).clamp(-MOST_BITS, MOST_BITS))
}

/// Bits that a character costs in running text.
pub(crate) fn cost(c: char, lang: Lang) -> f32 {
    table(lang).and_then(|t| row(t, c)).map_or(RARE, |[_, _, _, all, _]| all)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts() {
        let more = |a: (char, char), b: (char, char)| {
            assert!(goes_on(a.0, a.1, Lang::ZhHans).0 > goes_on(b.0, b.1, Lang::ZhHans).0, "{a:?} {b:?}")
        };
        // 进|步 against a paragraph that opens with 今, a particle against a noun.
        more(('进', '步'), ('进', '今'));
        more(('动', '的'), ('动', '市'));
        assert!(goes_on('机', '巢', Lang::ZhHans).0 > -MOST_BITS && goes_on('經', '濟', Lang::ZhHant).0 > 1.0);
        assert!(leans('的', Lang::ZhHans) > 3.0 && leans('今', Lang::ZhHans) < 1.0);
        assert!(leans('の', Lang::Ja) > leans('三', Lang::Ja) + 2.0);
        assert!(counts('天', Lang::ZhHans) > counts('枫', Lang::ZhHans) + 3.0);
        assert_eq!(goes_on('a', '的', Lang::ZhHans), (0.0, false));
    }
}
