//! What the two characters at a cut say: whether the text goes on there, or a paragraph begins.
//!
//! A text that goes on does so inside a word, or with the first character of the next one. A paragraph begins with a word
//! that can open a sentence. The figures are made by `examples/build_cut_model.rs` from words counted in newspaper text.

use crate::lang::Lang;
use crate::model::{self, Bigrams};

static ZH_HANS: &[u8] = include_bytes!("../model/zh-hans-cut.bin");
static ZH_HANT: &[u8] = include_bytes!("../model/zh-hant-cut.bin");

/// Bytes of a character: that it ends a word, begins one, opens a sentence.
const ROW: usize = 3;
/// Logarithms are kept in eighths.
const STEP: f32 = 8.0;
/// No pair of characters says more than this, in bits.
const MOST_BITS: f32 = 7.0;

/// Base-2 logarithm of how much likelier `b` follows `a` in running text than it opens a paragraph; 0 where nothing is known.
pub(crate) fn goes_on(a: char, b: char, lang: Lang) -> f32 {
    let (table, pairs) = match lang {
        Lang::ZhHans => (ZH_HANS, model::zh_hans()),
        Lang::ZhHant => (ZH_HANT, model::zh_hant()),
        _ => return association(a, b, lang),
    };
    let (Some([end, _, _]), Some([_, start, open])) = (row(table, a), row(table, b)) else { return 0.0 };
    let ends = (-end).exp2();
    let inside = (1.0 - ends) * chance(pairs, a, b);
    ((inside + ends * (-start).exp2()).log2() + open).clamp(-MOST_BITS, MOST_BITS)
}

/// Japanese has pairs only.
fn association(a: char, b: char, lang: Lang) -> f32 {
    if lang == Lang::Ja { model::ja().pmi(a, b).clamp(-1.0, MOST_BITS) } else { 0.0 }
}

fn chance(pairs: &Bigrams, a: char, b: char) -> f32 {
    if pairs.known(a, b) { pairs.logp(a, b).exp2() } else { 0.0 }
}

/// The three figures of an ideograph, in bits.
fn row(table: &[u8], c: char) -> Option<[f32; ROW]> {
    let n = usize::try_from(u32::from(c).checked_sub(0x4E00)?).ok()?;
    let bytes: &[u8; ROW] = table.get(n.checked_mul(ROW)?..)?.first_chunk()?;
    Some(bytes.map(|b| f32::from(b) / STEP))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts() {
        let more =
            |a: (char, char), b: (char, char)| assert!(goes_on(a.0, a.1, Lang::ZhHans) > goes_on(b.0, b.1, Lang::ZhHans), "{a:?} {b:?}");
        // 进|步 against a paragraph that opens with 今, a particle against a noun.
        more(('进', '步'), ('进', '今'));
        more(('动', '的'), ('动', '市'));
        assert!(goes_on('机', '巢', Lang::ZhHans) > -MOST_BITS && goes_on('經', '濟', Lang::ZhHant) > 1.0);
        assert_eq!(goes_on('a', '的', Lang::ZhHans), 0.0);
    }
}
