//! What is known of each language: byline words, datelines, jump lines, furniture cues. Data only.

use crate::text;
use once_cell::sync::Lazy;

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

/// The table of a language.
#[derive(Debug)]
pub(crate) struct Table {
    /// Words that open a name in a byline.
    pub(crate) byline: &'static [&'static str],
    /// Marks that open a byline.
    pub(crate) byline_marks: &'static [char],
    /// Whole openings of a first paragraph.
    pub(crate) dateline: &'static [&'static str],
    /// Ends of a dateline such as 新华社北京4月1日电.
    pub(crate) dateline_end: &'static [&'static str],
    /// Words of a line that sends the reader to another page.
    pub(crate) jump: &'static [&'static str],
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
    /// Words that end no sentence, or no phrase of a title (East Asian): articles, conjunctions, prepositions, particles.
    pub(crate) leads_on: &'static [&'static str],
    /// Words with which a sentence sets apart what it speaks of (Japanese).
    pub(crate) topics: &'static [&'static str],
}

impl Lang {
    /// Those that are written in Latin letters.
    pub(crate) const LATIN: [Self; 3] = [Self::En, Self::De, Self::Fr];

    /// The language of a text by script and by its most frequent short words.
    pub(crate) fn of(text: &str) -> Self {
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
            return Self::Ja;
        }
        if seen.hant > 0 { Self::ZhHant } else { Self::ZhHans }
    }

    /// The language of a block on a page of this language; that of the page where the block does not clearly show another one.
    pub(crate) fn of_block(self, block: &str) -> Self {
        if block.len() < LEAST_BLOCK {
            return self;
        }
        let letters = block.bytes().filter(u8::is_ascii_alphabetic).count();
        let wide = block.bytes().filter(|b| WIDE.contains(b)).count();
        if wide * 2 > letters {
            // Another script of ideographs is more often a quotation than a block of its own.
            return if self.is_ea() { self } else { Self::of(block) };
        }
        let mut votes = Votes::default();
        for word in short_words(block).take(SHORT_WORDS) {
            votes.count(word);
            let (own, others) = votes.of(self);
            if own >= LEAST_VOTES && others == 0 {
                return self;
            }
        }
        votes.clear().unwrap_or(self)
    }

    /// Whether a page is in a language that has no table here, and is written in Latin letters.
    pub(crate) fn is_foreign(page: &str) -> bool {
        let mut votes = Votes::default();
        let (mut foreign, mut words) = (0, 0);
        for word in short_words(page).take(SHORT_WORDS) {
            votes.count(word);
            words += 1;
            foreign += usize::from(FOREIGN.contains(&word));
        }
        // Lists of names and noise have some of them, too.
        foreign > LEAST_VOTES && foreign * FOREIGN_SHARE > words && votes.0.iter().all(|own| foreign * 2 > *own * 3)
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
        for _ in 0..STEP {
            if let Some(n) = text::basic_ideograph(text.as_bytes(), at) {
                self.han += 1;
                self.hant += self.table.get(n).copied().map_or(0, i64::from);
                at += 3;
                continue;
            }
            let Some(byte) = text.as_bytes().get(at) else { break };
            if byte.is_ascii() {
                self.latin += usize::from(byte.is_ascii_alphabetic());
                at += 1;
                continue;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            at += c.len_utf8();
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

fn latin_of(text: &str) -> Lang {
    let mut votes = Votes::default();
    short_words(text).take(SHORT_WORDS).for_each(|word| votes.count(word));
    let [en, de, fr] = votes.0;
    if de > en && de >= fr {
        Lang::De
    } else if fr > en {
        Lang::Fr
    } else {
        Lang::En
    }
}

/// Frequent short words of English, German and French that a text has.
#[derive(Clone, Copy, Debug, Default)]
struct Votes([usize; 3]);

impl Votes {
    fn count(&mut self, word: &str) {
        if let Some(count) = list_of(word).and_then(|n| self.0.get_mut(n)) {
            *count += 1;
        }
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
/// Bytes of a block that shows a language of its own.
const LEAST_BLOCK: usize = 60;

/// The words of a text that have at most five bytes.
fn short_words(text: &str) -> impl Iterator<Item = &str> {
    // Whether a letter stands at a place, and its bytes; nearly all are ASCII.
    let letter = |at: usize| match *text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some((byte.is_ascii_alphabetic(), 1)),
        _ => text.get(at..)?.chars().next().map(|c| (c.is_alphabetic(), c.len_utf8())),
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at;
            while let Some((true, len)) = letter(at) {
                at += len;
            }
            let (word, behind) = (text.get(start..at)?, letter(at));
            at += behind.map_or(0, |(_, len)| len);
            if (1..6).contains(&word.len()) {
                return Some(word);
            }
            behind?;
        }
    })
}

/// Enough short words to tell a language.
const SHORT_WORDS: usize = 512;

/// One short word in so many is one of these.
const FOREIGN_SHARE: usize = 6;

/// Frequent short words of Dutch, Italian, Spanish and Portuguese that English, German and French do not have.
const FOREIGN: &[&str] = &[
    "het", "een", "van", "voor", "niet", "dat", "zijn", "ook", "werd", "naar", "bij", "uit", "di", "che", "della", "una", "sono", "nel",
    "alla", "dei", "con", "el", "los", "las", "por", "como", "um", "uma", "não", "os",
];

/// Which of the Latin languages has a short word among its most frequent ones: English, German, French.
fn list_of(word: &str) -> Option<usize> {
    match word {
        "the" | "of" | "and" | "to" | "in" | "a" | "is" | "was" | "for" | "that" | "on" | "with" | "by" | "at" => Some(0),
        "der" | "die" | "und" | "den" | "das" | "im" | "mit" | "von" | "nicht" | "ein" | "eine" | "zu" | "auf" => Some(1),
        "le" | "la" | "les" | "des" | "de" | "et" | "du" | "un" | "une" | "est" | "dans" | "au" | "que" | "pour" | "il" | "ne" | "pas"
        | "ce" | "sur" | "qui" | "par" | "qu" | "je" | "vous" | "à" => Some(2),
        _ => None,
    }
}

/// Geometric marks that newspapers set before a byline.
pub(crate) const BYLINE_MARKS: &[char] =
    &['■', '□', '▪', '▫', '◼', '◻', '●', '○', '◎', '◉', '⊙', '◆', '◇', '▲', '△', '▼', '▽', '▶', '▷', '►', '★', '☆', '※'];

static ZH: Table = Table {
    byline: &[
        "本报记者",
        "本報記者",
        "见习记者",
        "見習記者",
        "特约记者",
        "首席记者",
        "全媒体记者",
        "实习记者",
        "记者",
        "記者",
        "本报通讯员",
        "本報通訊員",
        "通讯员",
        "通訊員",
        "实习生",
        "實習生",
        "特约撰稿",
        "撰稿",
        "特约通讯员",
        "文/图",
        "图/文",
        "文/图/",
        "摄影",
        "攝影",
        "撰文",
        "作者",
        "读者",
        "讀者",
        "解答",
        "整理",
        "编译",
        "译者",
        "口述",
        "采访",
        "特派记者",
        "评论员",
        "本报评论员",
        "文／",
        "圖／",
        "文／圖",
    ],
    byline_marks: BYLINE_MARKS,
    dateline: &["本报讯", "本報訊", "本刊讯", "本网讯", "本社讯", "综合消息"],
    dateline_end: &["日电", "日電", "报道", "報導", "專電", "专电", "消息", "报讯", "報訊", "网讯", "網訊"],
    jump: &["下转", "上接", "紧接", "下轉", "緊接", "转第", "文轉", "詳見", "接第"],
    resumes: &["上接", "紧接", "緊接"],
    caption: &["图为", "圖為", "摄", "攝", "(左", "(右", "（左", "（右", "资料图", "图片", "左图", "右图", "上图", "下图"],
    furniture: &[
        ("责任编辑", 5.0),
        ("責任編輯", 5.0),
        ("责编", 4.0),
        ("编辑", 3.0),
        ("編輯", 3.0),
        ("版式", 3.0),
        ("美编", 4.0),
        ("美編", 4.0),
        ("校对", 3.0),
        ("主编", 3.0),
        ("组版", 3.0),
        ("热线", 4.0),
        ("熱線", 4.0),
        ("專線", 4.0),
        ("电话", 3.0),
        ("電話", 3.0),
        ("订阅", 3.0),
        ("订报", 3.0),
        ("訂報", 3.0),
        ("广告", 4.0),
        ("廣告", 4.0),
        ("公益", 3.0),
        ("倒计时", 5.0),
        ("倒計時", 5.0),
        ("扫码", 3.0),
        ("招租", 4.0),
        ("招聘", 3.0),
        ("咨询", 2.0),
        ("諮詢", 2.0),
        ("每周", 1.5),
        ("每週", 1.5),
        ("诚聘", 4.0),
        ("星期", 3.0),
        ("农历", 4.0),
        ("農曆", 4.0),
        ("总第", 4.0),
        ("主办", 3.0),
        ("主管", 2.0),
        ("天气", 2.5),
        ("天氣", 2.5),
        ("邮发代号", 5.0),
        ("零售", 3.0),
        ("全年价", 4.0),
        ("国内统一", 5.0),
        ("国内统一刊号", 5.0),
        ("内部资料", 4.0),
        ("免费交流", 4.0),
        ("今日", 1.0),
        ("详见", 2.5),
        ("预告", 1.0),
        ("启事", 2.0),
        ("公告", 1.5),
        ("网址", 4.0),
        ("要闻", 1.5),
        ("要聞", 1.5),
        ("综合新闻", 2.0),
        ("版面", 2.0),
        ("设计", 1.0),
        ("承办", 1.5),
        ("地址", 3.0),
        ("售价", 3.0),
    ],
    told: &["公益", "招聘", "咨询", "諮詢", "星期", "天气", "天氣", "零售", "订阅", "主管"],
    masthead: &[
        "日报",
        "晚报",
        "晨报",
        "时报",
        "周报",
        "早报",
        "快报",
        "商报",
        "都市报",
        "科技报",
        "社区报",
        "文化周报",
        "日報",
        "時報",
        "晚報",
        "报",
        "報",
        "周刊",
        "导报",
        // What a page has inside opens no article either.
        "导读",
        "導讀",
    ],
    speakers: &["记者", "記者", "本报记者", "本報記者", "主持人", "问", "問", "答"],
    verbs: &[],
    telling: &[],
    leads_on: &[
        "的", "和", "与", "與", "及", "或", "在", "对", "對", "为", "為", "被", "把", "将", "將", "向", "从", "從", "以", "是", "让", "讓",
        "给", "給", "于", "於", "、",
    ],
    topics: &[],
};

static JA: Table = Table {
    byline: &["記者", "本紙記者", "本社記者", "特派記者", "編集委員", "文・写真", "写真", "文"],
    byline_marks: BYLINE_MARKS,
    dateline: &[],
    dateline_end: &["＝", "】"],
    jump: &["面に続く", "面から続く", "面へ続く", "面につづく", "関連記事", "関連"],
    resumes: &[],
    caption: &["＝写真", "写真は", "撮影", "(左", "（左"],
    furniture: &[
        ("電話", 3.0),
        ("発行", 3.0),
        ("編集", 3.0),
        ("広告", 4.0),
        ("曜日", 4.0),
        ("第", 0.3),
        ("号", 0.5),
        ("円", 0.3),
        ("購読", 3.0),
        ("天気", 2.5),
        ("まであと", 4.0),
        ("面", 0.3),
        ("募集", 1.0),
        ("校閲", 3.0),
        ("令和", 2.0),
    ],
    told: &["天気"],
    masthead: &["新聞", "新報", "日報", "タイムス"],
    speakers: &["記者", "司会", "問", "答"],
    verbs: &[],
    telling: &[],
    leads_on: &["の", "と", "や", "が", "を", "に", "は", "も", "で", "へ", "な"],
    topics: &["のは、", "には、", "では、"],
};

static EN: Table = Table {
    byline: &["By ", "BY ", "Story by ", "Special to ", "From "],
    byline_marks: &[],
    dateline: &[],
    dateline_end: &[" —", " --", " –"],
    jump: &[
        "Continued on",
        "Continued from",
        "continued on",
        "continued from",
        "CONTINUED ON",
        "CONTINUED FROM",
        "turn to Page",
        "turn to page",
        "TURN TO PAGE",
        "See ",
        "SEE PAGE",
        "To be continued",
        "TO BE CONTINUED",
    ],
    resumes: &["Continued from", "CONTINUED FROM"],
    caption: &["pictured", "Photo by", "Photograph", "above", "left,", "right,"],
    furniture: &[
        ("Call ", 2.0),
        ("Vol.", 4.0),
        ("No.", 1.0),
        ("VOL.", 4.0),
        ("Page", 1.5),
        ("pages", 1.5),
        ("$", 1.0),
        ("www.", 3.0),
        ("Subscribe", 4.0),
        ("Advertis", 4.0),
        ("sections", 2.0),
        ("cloudy", 3.0),
        ("high ", 0.5),
        ("Weather", 2.0),
        ("Est.", 2.0),
        ("Serving ", 1.5),
        ("since 1", 1.5),
        ("Monday", 1.0),
        ("Tuesday", 1.0),
        ("Wednesday", 1.0),
        ("Thursday", 1.0),
        ("Friday", 1.0),
        ("Saturday", 1.0),
        ("Sunday", 1.0),
        ("555-", 3.0),
        ("cents", 2.0),
        ("Editor", 1.5),
        ("Sale", 1.5),
        ("TO LET", 5.0),
        ("To Let", 5.0),
        ("FOR SALE", 5.0),
        ("WANTED", 5.0),
        ("Apply to ", 3.0),
        ("Apply at ", 3.0),
    ],
    told: &[],
    masthead: &[
        "Courier",
        "Times",
        "Herald",
        "Gazette",
        "Tribune",
        "Post",
        "News",
        "Journal",
        "Chronicle",
        "Mercury",
        "Register",
        "Star",
        "Observer",
        "Sentinel",
        "Echo",
        "Record",
        "Ledger",
        "Bulletin",
        "Examiner",
        "Dispatch",
        "Advocate",
        "Telegraph",
        "Enterprise",
    ],
    speakers: &["Q", "A", "Question", "Answer", "Reporter"],
    verbs: &[
        "am", "is", "are", "was", "were", "has", "had", "did", "does", "said", "says", "came", "went", "made", "took", "will", "would",
        "could", "should", "must", "cannot", "knew", "thought",
    ],
    telling: &[
        "said", "says", "told", "asked", "was", "were", "had", "did", "cannot", "not", "no", "never", "nor", "also", "still", "yet",
        "however", "because", "if", "than", "although", "though", "since", "until", "I", "he", "she", "it", "they", "we", "you", "there",
    ],
    leads_on: &[
        "the", "a", "an", "and", "or", "but", "nor", "of", "at", "from", "with", "into", "that", "which", "who", "whose", "his", "their",
        "its", "my", "our", "was", "were", "be", "been", "is", "are", "said",
    ],
    topics: &[],
};

static DE: Table = Table {
    byline: &["Von ", "VON ", "Text: ", "Foto: "],
    byline_marks: &[],
    dateline: &[],
    dateline_end: &[".", " –", " —"],
    jump: &[
        "Fortsetzung auf",
        "Fortsetzung von",
        "Fortsetzung Seite",
        "Fortsetzung folgt",
        "Schluß folgt",
        "Schluss folgt",
        "Weiter auf",
        "Bericht Seite",
        "Siehe Seite",
        "Siehe auch Seite",
    ],
    resumes: &["Fortsetzung von"],
    caption: &["Foto:", "Bild:", "links", "rechts"],
    furniture: &[
        ("Nr.", 2.0),
        ("Jahrgang", 4.0),
        ("Seite", 1.5),
        ("Wetter", 3.0),
        ("Grad", 1.5),
        ("Euro", 0.5),
        ("Anzeige", 4.0),
        ("Tel", 2.0),
        ("service", 2.0),
        ("0800", 4.0),
        ("Montag", 1.0),
        ("Dienstag", 1.0),
        ("Mittwoch", 1.0),
        ("Donnerstag", 1.0),
        ("Freitag", 1.0),
        ("Samstag", 1.0),
        ("Sonntag", 1.0),
        ("www.", 3.0),
        ("Redaktion", 2.5),
        ("Pf", 0.5),
        ("Zu vermieten", 5.0),
        ("Zu verkaufen", 5.0),
        ("zu vermieten", 3.0),
        ("Näheres bei", 3.0),
    ],
    told: &[],
    masthead: &["Bote", "Zeitung", "Anzeiger", "Nachrichten", "Tageblatt", "Kurier", "Blatt", "Rundschau", "Post"],
    speakers: &["Frage", "Antwort"],
    verbs: &[
        "ist", "sind", "war", "waren", "hat", "hatte", "hatten", "wird", "wurde", "wurden", "sagte", "kam", "kamen", "ging", "blieb",
        "kann", "konnte", "muß", "muss", "mußte", "soll", "sollte", "will", "wollte", "steht", "stand", "gab",
    ],
    telling: &[
        "sagt", "sagte", "war", "waren", "hatte", "hatten", "wollte", "sollten", "konnte", "nicht", "kein", "keine", "nie", "nur", "auch",
        "noch", "doch", "schon", "jedoch", "denn", "weil", "dass", "daß", "wenn", "ob", "als", "obwohl", "damit", "ich", "er", "sie", "es",
        "wir", "man",
    ],
    leads_on: &[
        "der", "dem", "den", "des", "ein", "eine", "einen", "einem", "einer", "eines", "und", "oder", "aber", "sowie", "von", "vom", "im",
        "zum", "zur", "für", "daß", "dass", "wenn", "weil", "sehr", "seine", "ihre",
    ],
    topics: &[],
};

static FR: Table = Table {
    byline: &["Par ", "PAR ", "De notre "],
    byline_marks: &[],
    dateline: &[],
    dateline_end: &[" —", ". –", ". —", " –"],
    jump: &[
        "Suite page",
        "Suite en ",
        "Suite à la ",
        "Suite de la ",
        "suite en ",
        "suite à la ",
        "suite page",
        "Lire page",
        "Lire la suite",
        "A suivre",
        "À suivre",
    ],
    resumes: &["Suite de la page"],
    caption: &["Photo", "photo", "à gauche", "à droite", "Ci-"],
    furniture: &[
        ("Nº", 3.0),
        ("N°", 3.0),
        ("no ", 0.5),
        ("page", 1.0),
        ("euro", 1.0),
        ("Météo", 3.0),
        ("météo", 2.0),
        ("Abonn", 3.0),
        ("tél", 3.0),
        ("Tél", 3.0),
        ("www.", 3.0),
        ("lundi", 1.0),
        ("mardi", 1.0),
        ("mercredi", 1.0),
        ("jeudi", 1.0),
        ("vendredi", 1.0),
        ("samedi", 1.0),
        ("dimanche", 1.0),
        ("Rédaction", 2.0),
        ("°C", 2.0),
        ("Annonce", 3.0),
        ("À louer", 5.0),
        ("A louer", 5.0),
        ("À vendre", 5.0),
        ("A vendre", 5.0),
        ("À LOUER", 5.0),
        ("A LOUER", 5.0),
        ("À VENDRE", 5.0),
        ("A VENDRE", 5.0),
        ("S'adresser", 3.0),
        ("S’adresser", 3.0),
    ],
    told: &[],
    masthead: &["Journal", "Gazette", "Courrier", "Écho", "Dépêche", "Républicain", "Matin", "Temps", "Phare", "Messager"],
    speakers: &["Question", "Réponse"],
    verbs: &[
        "est", "sont", "était", "étaient", "a", "avait", "avaient", "sera", "seront", "fut", "furent", "eut", "dit", "peut", "pouvait",
        "doit", "devait", "fait", "faisait", "vient", "va", "allait",
    ],
    telling: &[
        "dit", "ont", "avait", "avaient", "était", "étaient", "fut", "furent", "eut", "faut", "ne", "jamais", "ni", "aussi", "car",
        "parce", "si", "que", "quand", "il", "elle", "ils", "elles", "on", "nous", "je",
    ],
    leads_on: &[
        "le", "la", "les", "un", "une", "des", "du", "de", "et", "ou", "mais", "à", "au", "aux", "en", "dans", "par", "pour", "sur", "qui",
        "que", "dont", "son", "sa", "ses", "leur", "ce", "cette", "très",
    ],
    topics: &[],
};

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
    fn pages_of_one_language() {
        let french = "Le maire a dit: \"Je viendrai demain!\" et il est parti; \"peut-être?\" a-t-on répondu. L'homme qui dit 'oui' n'est pas d'accord -- il l'a dit.";
        let dutch = "De burgemeester heeft gezegd dat het nieuwe werk aan de brug niet voor het einde van het jaar klaar zal zijn, en dat is een feit.";
        let italian = "Il sindaco della città ha detto che il ponte non sarà aperto per la fine del mese, con una cerimonia nel centro.";
        assert_eq!(Lang::of(french), Lang::Fr);
        assert!(Lang::is_foreign(dutch) && Lang::is_foreign(italian) && !Lang::is_foreign(french));
        assert!(!Lang::is_foreign(
            "The mayor of the town said that it was a bridge for all, and that is that; he was met by his men at the end."
        ));
    }
}
