//! How an open line is worded: as sentences are, or as titles and labels.

use crate::cues;
use crate::lang::Lang;

/// How much an open line is worded as the beginning of a sentence: Latin ones by the small words in them, which titles have seldom and
/// labels hardly ever; Chinese ones by the ideographs that do their work. 0 where it says nothing.
///
/// The weights are logarithms of shares, rounded: of 232 beginnings and pieces of paragraphs 53 in a hundred have two small words in five,
/// 60 open with one and 45 break off behind one; of 65 titles 11, 15 and one, of 95 labels two, three and none.
pub(super) fn sentence(body: &str, lang: Lang) -> f32 {
    if lang.is_ea() { chinese(body, lang) } else { latin(body, lang) }
}

fn latin(body: &str, lang: Lang) -> f32 {
    let cues = cues::of(lang);
    let (mut words, mut found, mut first, mut last) = (0_usize, 0_usize, false, false);
    for word in body.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        last = cues.is_small(bare);
        first |= words == 0 && last;
        words += 1;
        found += usize::from(last);
    }
    if words < LEAST_WORDS {
        return 0.0;
    }
    // French titles open with articles, too.
    let opens = first && lang != Lang::Fr;
    let told = found * 5 >= words * 2;
    (if told { 1.5 } else { 0.0 }) + (if opens { 1.2 } else { 0.0 }) + (if last { 2.0 } else { 0.0 })
}

/// Fewer words say nothing.
const LEAST_WORDS: usize = 5;

/// Ideographs that titles share with sentences, but labels hardly have, in the order of their codes.
const SMALL: &[char] = &[
    '与', '为', '也', '从', '他', '们', '但', '其', '到', '及', '和', '在', '她', '对', '就', '已', '我', '把', '於', '是', '為', '而',
    '與', '被', '还', '这', '這', '還', '那',
];

fn chinese(body: &str, lang: Lang) -> f32 {
    if lang == Lang::Ja {
        return 0.0;
    }
    let mut small = false;
    for c in body.chars() {
        if matches!(c, '的' | '了' | '“' | '”' | '「') {
            return 2.0;
        }
        small = small || SMALL.binary_search(&c).is_ok();
    }
    f32::from(u8::from(small))
}

/// How much a short Chinese sentence is worded as the caption of a picture, in nats: it says where somebody is or does something, and
/// neither lists nor tells what has happened. Of 17 captions ten have 在 and none 、 or 了; of 748 ends of paragraphs as long a tenth, a
/// sixth and a sixth.
pub(super) fn caption(body: &str, lang: Lang) -> f32 {
    if !matches!(lang, Lang::ZhHans | Lang::ZhHant) {
        return 0.0;
    }
    let (mut place, mut list, mut done) = (false, false, false);
    for c in body.chars() {
        place |= c == '在';
        list |= c == '、';
        done |= c == '了';
    }
    (if place { PLACE } else { 0.0 }) + (if list { -1.5 } else { 0.0 }) + (if done { -1.5 } else { 0.0 })
}

/// Less than the shares say: a place is named in texts that go on, too.
const PLACE: f32 = 0.7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_say_where() {
        let points = |text: &str| caption(text, Lang::ZhHans);
        assert!(points("学生在校门口的斑马线上过街。") > 0.5);
        assert!(points("唱、念、做、打，一气呵成。") < -1.0 && points("刻坏的牛皮装了满满两麻袋。") < -1.0);
    }

    #[test]
    fn small_ideographs_are_in_order() {
        assert!(SMALL.is_sorted());
    }

    #[test]
    fn sentences_and_labels() {
        for (text, lang, least) in [
            ("The ferry, which has run since 1911, will", Lang::En, 2.0),
            ("Der Umbau der Halle kostet nach jetziger Schätzung und", Lang::De, 3.0),
            ("Le maire a dit que la halle ne sera pas", Lang::Fr, 1.0),
            ("这支队伍的成立", Lang::ZhHans, 2.0),
        ] {
            assert!(sentence(text, lang) >= least, "{text}");
        }
        for (text, lang) in [
            ("Farmers Union — Open Saturdays till noon", Lang::En),
            ("Harbor pilots end walkout; eleven ships to move tonight", Lang::En),
            ("Gasthof zur Post – Kegelbahn", Lang::De),
            ("Messager du Rhins", Lang::Fr),
            ("科学开启未来", Lang::ZhHans),
        ] {
            assert!(sentence(text, lang) < 1.0, "{text}");
        }
    }
}
