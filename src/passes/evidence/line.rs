//! What the words of one text say of it, wherever it stands.

use crate::byline;
use crate::cues;
use crate::lang::Lang;
use crate::passes::stitch;
use crate::shape::Shape;
use crate::text;

/// The cue words of a line; those of one that is set in spread letters, too.
pub(super) fn read_cues(body: &str, shape: &Shape, lang: Lang) -> cues::Found {
    let cues = cues::of(lang);
    if lang.is_ea() && shape.phrases >= LEAST_SPREAD && is_spread(body) {
        return cues.read(&body.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    }
    cues.read(body)
}

/// Whether more than half of the words of a short line are single ideographs, and several.
fn is_spread(body: &str) -> bool {
    if body.len() > LONGEST_SPREAD {
        return false;
    }
    let single = |word: &str| word.chars().nth(1).is_none() && word.starts_with(text::is_han);
    let (words, singles) = body.split_whitespace().fold((0, 0), |(all, singles), word| (all + 1, singles + usize::from(single(word))));
    singles >= LEAST_SPREAD && singles * 2 > words
}

/// Ideographs of a line in spread letters, and bytes of the longest one.
const LEAST_SPREAD: usize = 2;
const LONGEST_SPREAD: usize = 120;

/// A printed line without the specks at its ends: marks that stand alone, and such as no line begins with.
pub(super) fn stripped(body: &str) -> &str {
    if body.contains(text::is_ea) { text::solid(body) } else { text::solid(body).trim_start_matches(text::is_dirt) }
}

/// Whether a dateline or a byline in brackets opens a text.
pub(super) fn opens_article(body: &str, lang: Lang) -> bool {
    byline::dateline(body, lang) > 0
        || body.starts_with(byline::may_open_bracket) && byline::opening(body, lang).byline.is_some_and(|(_, end)| end < body.len())
}

/// Whether a text ends inside a word, or in a word that leads on. Japanese titles do end in particles.
pub(super) fn is_broken(body: &str, lang: Lang) -> bool {
    let leads_on = lang.table().leads_on;
    match lang {
        Lang::Ja => false,
        // Most texts end in a mark that ends a sentence.
        Lang::ZhHans | Lang::ZhHant => {
            let last = body.as_bytes().last();
            !body.ends_with(['。', '”', '」']) && leads_on.iter().any(|word| word.as_bytes().last() == last && body.ends_with(word))
        }
        _ => {
            let last = body.rsplit(' ').next().unwrap_or("");
            last.strip_suffix(['-', '¬', '\u{AD}']).is_some_and(|word| word.ends_with(char::is_lowercase)) || leads_on.contains(&last)
        }
    }
}

/// Whether a French quotation is open at the end. German ones may be set the other way round.
pub(super) fn opens_guillemets(body: &str) -> bool {
    body.rfind('«').is_some_and(|open| body.rfind('»').is_none_or(|close| close < open))
}

/// Whether a line sets apart what it speaks of, outside of a quotation, and is as long as such pieces of text are.
pub(super) fn is_topical(body: &str, cells: usize, lang: Lang) -> bool {
    let is_quoted = |head: &str| head.rfind(['「', '『', '“']) > head.rfind(['」', '』', '”']);
    let apart = |at: usize| at > 0 && body.get(..at).is_some_and(|head| !is_quoted(head));
    cells >= LEAST_TOPICAL && lang.table().topics.iter().any(|word| body.match_indices(word).any(|(at, _)| apart(at)))
}

/// Cells of a piece of text that sets its topic apart: in dumps of six sets they have 28 to 46, nearly all from here on; titles of one
/// clause behind the topic have fewer: 駅前の古書店には、客が絶えない.
const LEAST_TOPICAL: usize = 32;

/// Whether white stands between nearly all characters of a line, and not as evenly as between the letters of a title: with figures, words
/// of several letters among single ones, or more letters than spread titles have.
pub(super) fn is_spread_out(body: &str, shape: &Shape) -> bool {
    if shape.phrases < SPREAD_PHRASES || shape.phrases * SPREAD_CELLS < shape.cells {
        return false;
    }
    let letters = |word: &str| word.chars().filter(|c| text::is_ea_letter(*c)).count();
    let mut words = body.split_whitespace().map(letters).filter(|&letters| letters > 0);
    let first = words.next();
    shape.digits > 0 || shape.phrases >= SPREAD_TEXT || words.any(|letters| Some(letters) != first)
}

/// Stretches between white of a line that is spread out, and cells to each with the white behind it: an ideograph and a half.
const SPREAD_PHRASES: usize = 4;
const SPREAD_CELLS: usize = 4;
/// Stretches of one letter that are text: spread titles are 春 节 快 乐 or 欢 度 国 庆 佳 节.
const SPREAD_TEXT: usize = 7;

pub(super) fn is_small_word(word: &str) -> bool {
    word.len() >= 4 && word.starts_with(char::is_lowercase)
}

/// What makes a title a kicker or a deck.
pub(super) fn secondary(shape: &Shape, lang: Lang) -> f32 {
    let mut score = f32::from(u8::try_from(shape.cells.min(80)).unwrap_or(80)) / 25.29;
    if lang.is_ea() {
        score += if shape.digits > 0 { 1.36 } else { 0.0 };
        score += if shape.pause { 0.41 } else { 0.0 };
    } else {
        score += if shape.digits > 0 { 1.11 } else { 0.0 };
        score += if shape.comma || shape.ascii_comma || shape.colon { 0.6 } else { 0.0 };
    }
    score
}

pub(super) fn caption(body: &str, lang: Lang, shape: &Shape, cue: bool, printed: bool) -> f32 {
    let cells = shape.cells;
    // Of a printed caption the engine may give the lines by themselves.
    let least = if printed || !lang.is_ea() { 0 } else { LEAST_CAPTION };
    let mut score = if cue { 3.0 } else { 0.0 };
    // Who took the picture stands behind what it shows, and behind nothing else.
    score += if cue && lang.is_ea() && byline::is_credited(body) { CREDITED } else { 0.0 };
    let tiny = if lang.is_ea() { cells <= 46 } else { cells <= 70 };
    let one = shape.latin_stops == 0 && shape.stops <= 1;
    let short = if lang.is_ea() { cells <= 64 } else { cells <= 96 };
    if short && cells >= least && one && !shape.quotes && shape.closed && !body.ends_with(['?', '？', '！', '!']) {
        score += if tiny { 2.2 } else { 1.5 };
    }
    // Of a Latin caption in print its place says more.
    let heard = lang.is_ea() || !printed;
    if score > 0.0 && !cue && heard { score - telling(body, lang) } else { score }
}

/// What that counts for.
const CREDITED: f32 = 3.0;

/// Cells of the shortest sentence that says what a picture shows: who or what, and where or doing what. What is shorter and ends in
/// a full stop is the end of another text.
const LEAST_CAPTION: usize = 14;

/// Small words of an East Asian sentence that tells or reckons, in the order of their codes. A caption says what is seen: it denies
/// nothing, adds nothing and compares nothing.
const TELLING: &[char] = &[
    '不', '也', '仅', '仍', '会', '但', '僅', '其', '再', '却', '卻', '又', '可', '因', '均', '将', '將', '就', '已', '才', '是', '更',
    '會', '未', '比', '沒', '没', '約', '约', '能', '超', '較', '较', '还', '還', '都',
];
/// Ends of a Japanese sentence that tells: captions end in a noun, or in what somebody is doing.
const TOLD: [&str; 2] = ["だ。", "た。"];
/// What each of them takes from a caption, and the most that they take.
const TELLS: f32 = 0.8;
const MOST_TELLS: f32 = 1.6;

/// How much a short text tells or reckons.
fn telling(body: &str, lang: Lang) -> f32 {
    if lang == Lang::Ja && TOLD.iter().any(|end| body.ends_with(end)) {
        return MOST_TELLS;
    }
    if !lang.is_ea() {
        return if tells(body, lang) { MOST_TELLS } else { 0.0 };
    }
    let words = body.chars().filter(|c| TELLING.binary_search(c).is_ok()).take(2).count();
    let count = f32::from(u8::try_from(words + usize::from(reckons(body))).unwrap_or(u8::MAX));
    (count * TELLS).min(MOST_TELLS)
}

/// Whether a Latin text holds a word that tells.
pub(super) fn tells(body: &str, lang: Lang) -> bool {
    let cues = cues::of(lang);
    body.split(|c: char| !c.is_alphanumeric()).any(|word| cues.is_telling(word))
}

/// Whether a text counts something: a number in digits, or in ideographs with a ten or more in it, that is no date.
fn reckons(body: &str) -> bool {
    let (mut digits, mut numerals, mut tens) = (false, 0, false);
    body.chars().any(|c| {
        if c.is_ascii_digit() || stitch::is_numeral(c) {
            digits |= c.is_ascii_digit();
            tens |= matches!(c, '十' | '百' | '千' | '万' | '萬' | '亿' | '億');
            numerals += 1;
            return false;
        }
        // 十分 and 百姓 are no numbers.
        let counted = digits || numerals > 1 && tens;
        (digits, numerals, tens) = (false, 0, false);
        counted && !matches!(c, '年' | '月' | '日' | '号' | '號' | ':' | '：')
    })
}

/// Characters of what is left of a name in the next column, and the bracket.
const LONGEST_CLOSE: usize = 4;

/// Whether a text is but few letters and the end of a bracket that another text opened.
pub(super) fn closes_bracket(body: &str, shape: &Shape) -> bool {
    shape.chars <= LONGEST_CLOSE && body.ends_with([')', '）']) && !body.contains(['(', '（'])
}

/// Whether the last bracket that a text opens is not closed in it.
pub(super) fn has_open_bracket(body: &str) -> bool {
    body.rfind(['(', '（']).is_some_and(|open| !body[open..].contains([')', '）']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_reckon_nothing() {
        for text in ["一年多來協尋成功二十一件。", "受邀演出四十二場。", "两百张板凳座无虚席。", "共花了22分钟。", "投资3万元。"]
        {
            assert!(reckons(text), "{text}");
        }
        for text in ["8月16日正午，渔船驶出渔港。", "十月七日，百姓在十字路口。", "千家万户", "2024年"] {
            assert!(!reckons(text), "{text}");
        }
        let points = |text: &str, lang| caption(text, lang, &Shape::of(text), false, false);
        assert!(points("体育館に並ぶ発酵タンクと浅葱さん。", Lang::Ja) > points("従業員九人のうち五人は元の保護者だ。", Lang::Ja) + 1.0);
        assert!(
            points("The ore carrier at anchor off the south mole on Thursday.", Lang::En)
                > points("Opponents said the loss of parking would hurt.", Lang::En) + 1.0
        );
        assert!(
            points("Freiwillige des Vereins beim Abschlagen der alten Fliesen.", Lang::De)
                > points("Das Amt wollte dazu nichts sagen, sie wird aber gebaut.", Lang::De) + 1.0
        );
        assert!(
            points("La troisième arche du pont, étayée depuis l’hiver.", Lang::Fr)
                > points("Il n’a pas voulu répondre, mais le chantier sera clos.", Lang::Fr) + 1.0
        );
        assert!(points("船员在码头整理网具。", Lang::ZhHans) > points("其中三成分给了渔民。", Lang::ZhHans) + 0.5);
    }

    #[test]
    fn topics_of_sentences() {
        for (text, want) in [
            ("店を継いだのは、先代の孫で元図書館員", true),
            ("仕込み水には、校庭の井戸からくみ上げた", true),
            ("「やめたい」と言う店では、客が次の店主を探した", true),
            ("駅前の古書店には、客が絶えない", false),
            ("「では、また」と市長が退任", false),
            ("「私には、この町がすべてでした」と前の市長", false),
            ("では、来年の祭りはどこで開かれることになる", false),
            ("廃校の体育館、クラフトビール工場に生まれ変わる", false),
        ] {
            assert_eq!(is_topical(text, Shape::of(text).cells, Lang::Ja), want, "{text}");
            assert!(!is_broken(text, Lang::Ja), "{text}");
        }
        assert!(!is_topical("店を継いだのは、先代の孫で元図書館員", 34, Lang::ZhHans));
    }

    #[test]
    fn lines_spread_out() {
        for (line, want) in [
            ("守 堤 的 43 名 村 民", true),
            ("守堤 的 老 村 民", true),
            ("守 住 老 堤 的 村 民", true),
            ("春 节 快 乐", false),
            ("欢 度 国 庆 佳 节", false),
            ("水利局检查 全市堤坝 村民 守护", false),
            ("水 利 局", false),
        ] {
            assert_eq!(is_spread_out(line, &Shape::of(line)), want, "{line}");
        }
    }

    #[test]
    fn french_quotations_that_are_open() {
        assert!(opens_guillemets("« On a failli fermer, raconte le gérant") && !opens_guillemets("« Oui », dit-il"));
    }
}
