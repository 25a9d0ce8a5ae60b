//! Kana that were read for an ideograph of their shape or for their small form, and the reverse.
//!
//! カ and 力 are one shape, so are ロ and 口, ー and 一. Which of them was printed the characters on both sides say: how likely each is to
//! follow the one before, and the one behind to follow it. A single dash between kana and an ideograph is 一, too, and a particle that stands
//! twice was read twice.

use crate::passes::dash_for_one::DASH_FOR_ONE;
use crate::passes::glyphs::Fix;
use crate::passes::look_alike::DOUBLED;
use crate::put::Put;
use crate::rule::Rule;
use crate::stats::Pairs;
use crate::text;

/// The rule.
pub(crate) static KANA: Rule = Rule {
    number: 28,
    id: "glyph/kana",
    confidence: (0.97, 0.99),
    summary: "A kana stands for an ideograph of its shape, or for its small form, or the reverse.",
    why: "カ and 力, ロ and 口, ー and 一 are printed alike, and so are っ and つ but for their size. The characters on both sides must \
          make the other reading far likelier; no kana comes between an ideograph and what it belongs to, and no long vowel without a vowel.",
    examples: &[
        ("ビ一ルを二ュースで見る。", "ビールをニュースで見る。"),
        ("友だちがー人増えた。", "友だちが一人増えた。"),
        ("三ノ宮の窓口で力を貸す。", "三ノ宮の窓口で力を貸す。"),
    ],
};

/// Bits by which the other reading must be likelier: of shapes in two scripts, and of small kana, which names and sounds have anywhere.
/// Of 108,000 words of a frequency list the first takes none wrongly but slang in mixed kana (サボり), the second 6 in 10,000 of those
/// with such a kana.
const SCRIPTS: f32 = 6.0;
const SIZES: f32 = 12.0;

/// Bits by which 一 and what is behind it stand together more often than by chance, at least: 人, 杯 and 般 have more, 大 and 部 less.
const AFTER_ONE: f32 = 4.0;

/// The same of one ideograph between particles: 番, 員 and 部 have as much, 海, 空 and nearly all that no number counts have -3.
const AFTER_ONE_ALONE: f32 = -1.0;
const PARTICLES: [char; 7] = ['の', 'が', 'は', 'を', 'に', 'も', 'で'];

/// Characters of one shape.
static SHAPES: &[(char, char)] = &[
    ('ロ', '口'),
    ('カ', '力'),
    ('ニ', '二'),
    ('エ', '工'),
    ('タ', '夕'),
    ('ハ', '八'),
    ('ト', '卜'),
    ('ー', '一'),
    ('チ', '千'),
    ('オ', '才'),
    ('ヌ', '又'),
    ('ヘ', 'へ'),
    ('ベ', 'べ'),
    ('ペ', 'ぺ'),
];

/// Kana and their small forms, and two of nearly one shape.
static FORMS: &[(char, char)] = &[
    ('つ', 'っ'),
    ('や', 'ゃ'),
    ('ゆ', 'ゅ'),
    ('よ', 'ょ'),
    ('ツ', 'ッ'),
    ('ヤ', 'ャ'),
    ('ユ', 'ュ'),
    ('ヨ', 'ョ'),
    ('ツ', 'シ'),
    ('リ', 'り'),
];

/// A character that may have been read for another.
struct Twin {
    other: char,
    least: f32,
}

/// What else a character may be.
fn twins(c: char) -> impl Iterator<Item = Twin> {
    let other = move |&(a, b): &(char, char)| if a == c { Some(b) } else { (b == c).then_some(a) };
    let found = |pairs: &'static [(char, char)], least: f32| pairs.iter().filter_map(other).map(move |other| Twin { other, least });
    found(SHAPES, SCRIPTS).chain(found(FORMS, SIZES))
}

/// A character and those beside it.
struct Place {
    before: Option<char>,
    c: char,
    after: Option<char>,
    /// What stands behind that.
    behind: Option<char>,
}

impl Place {
    /// Whether the scripts around it allow a reading. A number or a noun stands before and behind katakana, too, where nothing but the sense
    /// tells: only between katakana, before what begins no word, and for what ends none an ideograph is one of them.
    fn allows(&self, other: char) -> bool {
        let (before, after) = (self.before.is_some_and(is_katakana), self.after.is_some_and(is_katakana));
        match (text::is_han(self.c), text::is_han(other)) {
            (true, false) if before => {
                let ends = |c: char| matches!(c, 'を' | 'が' | 'に' | 'と' | 'は' | '、' | '。' | '」');
                after || matches!(self.c, '夕' | '卜') || other == 'ー' && self.after.is_none_or(ends)
            }
            (true, false) => other != 'ー' && self.after.is_some_and(begins_no_word) && !self.before.is_some_and(text::is_han),
            (false, true) => !before,
            // Two kana: an inflection or a particle begins no foreign word, and only sounds stand between sounds.
            _ if is_katakana(other) && !is_katakana(self.c) => after,
            _ => SHAPES.contains(&(self.c, other)) || self.before.is_some_and(text::is_kana) && self.after.is_some_and(text::is_kana),
        }
    }

    /// A long vowel between ideographs, or behind a mark before one: there is no vowel to be long.
    fn is_voiceless(&self) -> bool {
        let silent = |c: char| text::is_han(c) || matches!(c, '、' | '。' | '「' | '（');
        self.c == 'ー' && self.before.is_some_and(silent) && self.after.is_some_and(text::is_han)
    }

    /// Bits by which a reading is likelier than the one that stands there.
    fn gain(&self, other: char, pairs: &Pairs<'_>) -> f32 {
        let bits = |c: char| pairs.step(self.before, c) + self.after.map_or(0.0, |after| pairs.step(Some(c), after));
        bits(other) - bits(self.c)
    }

    /// A single dash behind kana or a mark, before what often follows 一: Japanese dashes are printed double. A single one stands between
    /// title and subtitle, where a word of ideographs follows: ひまわり—人生の章.
    fn dash(&self, pairs: &Pairs<'_>) -> Option<(char, f32)> {
        let opens = |c: char| text::is_kana(c) && !is_katakana(c) || c == 'ー' || matches!(c, '、' | '。' | '「');
        let titled = self.before.is_some_and(text::is_kana);
        let word = |c: char| titled && text::is_han(c) && pairs.pmi(self.after.unwrap_or(c), c) > pairs.pmi('一', self.after.unwrap_or(c));
        let after = self.after.filter(|&c| text::is_han(c) && self.before.is_some_and(opens) && !self.behind.is_some_and(word))?;
        // Behind a particle and before one, 一 and one ideograph are a word: の一部が.
        let alone = self.before.is_some_and(|c| PARTICLES.contains(&c))
            && self.behind.is_some_and(|c| PARTICLES.contains(&c) || matches!(c, 'と' | 'だ'));
        let above = pairs.pmi('一', after) - if alone { AFTER_ONE_ALONE } else { AFTER_ONE };
        (above >= 0.0).then_some(('一', above))
    }

    fn judge(&self, pairs: &Pairs<'_>) -> Option<(char, f32)> {
        if matches!(self.c, '—' | '-') {
            return self.dash(pairs);
        }
        let gain = |twin: Twin| {
            let least = if self.is_voiceless() && twin.other == '一' { f32::NEG_INFINITY } else { twin.least };
            let above = self.gain(twin.other, pairs) - least;
            (above >= 0.0 && self.allows(twin.other)).then_some((twin.other, above))
        };
        twins(self.c).filter_map(gain).max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// Katakana that stand behind another one only.
fn begins_no_word(c: char) -> bool {
    matches!(c, 'ー' | 'ン' | 'ッ' | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ャ' | 'ュ' | 'ョ')
}

fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー')
}

/// Proposes repairs of a Japanese text. One may make the next one clear, so the text is read until nothing more is found.
pub(crate) fn scan(text: &str, pairs: &Pairs<'_>, out: &mut Vec<Fix>) {
    // A text with this particle in katakana has all its particles so.
    if text.contains('ヲ') {
        return;
    }
    let old = is_old(text);
    let mut chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut done = vec![false; chars.len()];
    let first = out.len();
    let mut found = true;
    while found {
        found = false;
        for n in 0..chars.len() {
            // What was put in is not judged again, or two readings could take turns without end.
            let (start, c) = chars[n];
            if done[n] || old && matches!(c, 'つ' | 'や' | 'ゆ' | 'よ') {
                continue;
            }
            let beside = |n: Option<usize>| n.and_then(|n| chars.get(n)).map(|&(_, c)| c).filter(|c| !c.is_whitespace());
            let place = Place { before: beside(n.checked_sub(1)), c, after: beside(Some(n + 1)), behind: beside(Some(n + 2)) };
            let Some((other, above)) = place.judge(pairs) else { continue };
            let confidence = if above < CLEAR { LIKELY } else { SURE };
            let Some(to) = Put::short(other.encode_utf8(&mut [0; 4])) else { continue };
            let rule = if matches!(c, '—' | '-') { &DASH_FOR_ONE } else { &KANA };
            out.push(Fix { start, end: start + c.len_utf8(), to, rule, confidence });
            (chars[n].1, done[n], found) = (other, true, true);
        }
    }
    read_twice(&chars, out);
    out[first..].sort_by_key(|fix| fix.start);
}

/// Whether a text is spelt as it was before 1946: no kana in it is small, and several that would be now stand before endings, or one beside kana
/// that went out of use.
fn is_old(text: &str) -> bool {
    let ends = |two: &str| text.matches(two).count();
    let large = ends("つた") + ends("つて");
    large > 0 && !text.contains(['っ', 'ゃ', 'ゅ', 'ょ']) && (large >= LEAST_OLD || text.contains(['ゐ', 'ゑ', 'ヰ', 'ヱ']))
}

/// Large kana of an old text before endings.
const LEAST_OLD: usize = 2;

/// The second of two equal particles: no word begins with を. Many begin with が: がんばる, がたがた.
fn read_twice(chars: &[(usize, char)], out: &mut Vec<Fix>) {
    let at = |n: Option<usize>| n.and_then(|n| chars.get(n)).map(|&(_, c)| c);
    for (n, pair) in chars.windows(2).enumerate() {
        let &[(_, first), (start, c)] = pair else { continue };
        let alone = at(n.checked_sub(1)) != Some(c) && at(Some(n + 2)) != Some(c);
        if c == 'を' && first == c && alone {
            out.push(Fix { start, end: start + c.len_utf8(), to: Put::from(""), rule: &DOUBLED, confidence: LIKELY });
        }
    }
}

/// Confidence of a repair this many bits above its threshold, and of one below that.
const CLEAR: f32 = 4.0;
const SURE: f32 = 0.99;
const LIKELY: f32 = 0.97;

#[cfg(test)]
mod tests {
    use crate::Desk;

    #[test]
    fn old_spelling_stays() {
        let clean = |text: &str| Desk::new().clean(&format!("{text}\n")).articles().remove(0).paragraphs.join("|");
        for text in [
            "いや、違ふ。さう思つたのは、ずつと後のことだつた。私は黙つて立つてゐた。父は何も言はなかつた。",
            "後になつて考へると、あれは夢だつたのかも知れない。誰もさう言つた。",
        ] {
            assert_eq!(clean(text), text);
        }
        assert_eq!(clean("これは新しいニュースだつた。父は黙って立っていた。"), "これは新しいニュースだった。父は黙って立っていた。");
    }

    fn cleaned(text: &str) -> String {
        let page = format!("{text}この町では、みんながそう話していると、きのうの新聞に書いてあった。\n");
        let out = Desk::new().clean(&page).articles().iter().flat_map(|a| a.paragraphs.clone()).collect::<String>();
        out.split_once("この町").map(|(text, _)| text.to_owned()).unwrap_or(out)
    }

    #[test]
    fn shapes_are_told_by_what_stands_on_both_sides() {
        for (text, want) in [
            ("ラムサ一ル条約の登録は十ー日に決まる。", "ラムサール条約の登録は十一日に決まる。"),
            ("面積は約三百二十ヘク夕ールだ。", "面積は約三百二十ヘクタールだ。"),
            ("エ場の入ロは八時に開く。", "工場の入口は八時に開く。"),
            ("新しい工ンジンの二ュースだつた。", "新しいエンジンのニュースだった。"),
            ("第ー回の会合は昨年ー月に開いた。", "第一回の会合は昨年一月に開いた。"),
            ("店でコーヒ一を飲む。", "店でコーヒーを飲む。"),
        ] {
            assert_eq!(cleaned(text), want);
        }
    }

    #[test]
    fn dashes_and_particles() {
        for (text, want) in [
            ("帰りには友だちが—人増えた。", "帰りには友だちが一人増えた。"),
            ("会話を楽しめる。—人暮らしだ。", "会話を楽しめる。一人暮らしだ。"),
            ("コーヒーも-杯を手にした。", "コーヒーも一杯を手にした。"),
            ("店の—部が焼けた。これが—番だ。", "店の一部が焼けた。これが一番だ。"),
            ("忘れない—海の色。町の—空を飛ぶ。", "忘れない—海の色。町の—空を飛ぶ。"),
            ("タンクが六基並び、店をを開いた。", "タンクが六基並び、店を開いた。"),
            ("選手たちががんばった。窓ががたがた鳴った。", "選手たちががんばった。窓ががたがた鳴った。"),
            ("本の題は「ひまわり—人生の章」で、ここから—人口減少が進む。", "本の題は「ひまわり—人生の章」で、ここから—人口減少が進む。"),
            ("セミナー—人材育成を学ぶ。ランキング-人気の店。", "セミナー—人材育成を学ぶ。ランキング-人気の店。"),
        ] {
            assert_eq!(cleaned(text), want);
        }
    }

    #[test]
    fn what_is_right_stays() {
        for text in [
            "雨は——人の声を消した。",
            "新しい店だ—大きな看板が出た。",
            "がががと音がした。",
            "容量二千リットルのタンクが六基ある。",
            "三ノ宮の駅で口コミを聞いた。",
            "すごーい、と一人が言った。",
            "エネルギー力を高め、一カ月で八キロ歩く。",
            "ページ一枚にバス二台、カレー一杯の写真。",
            "チーム一の選手がクラス一だと言う。",
            "国ハ之ヲ守ル。",
        ] {
            assert_eq!(cleaned(text), text);
        }
    }
}
