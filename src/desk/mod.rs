//! The pipeline of one page.

mod blocks;
mod builder;
mod looks;
mod repair;
mod sure;

use crate::assemble::{self, Layout};
use crate::cleaned::{Cleaned, Hop, Reasons, Record, source_of};
use crate::flow::Flow;
use crate::hyphen::{self, Hyphens};
use crate::lang::{Guess, Lang};
use crate::lexicon;
use crate::markdown;
use crate::own::Model;
use crate::page::{self, Block, drop_cap};
use crate::passes::echo::Echo;
use crate::passes::glyphs::Fix;
use crate::passes::markup::{self, Found};
use crate::passes::{OPTIONAL, classify, layout, normalise};
use crate::plain;
use crate::put::Put;
use crate::reader::{self, Sheet};
use crate::rows;
use crate::rule::{Rule, Rules};
use crate::sheet::{self, Draft};
use crate::source::{RawPage, SourceOptions};
use crate::span::Span;
use crate::stats::Statistics;
use crate::text;
use crate::typography::Profiles;
use crate::wrapped;
use crate::writer;
use blocks::Dump;
pub use builder::{Builder, is_optional, rules};
pub use looks::{Stage, look_alike_candidates};

/// A configured copy desk: cleans pages, one at a time, each by itself.
///
/// ```
/// let desk = copydesk::Desk::new();
/// let page = desk.clean("## 标题在此\n\n■记者 林一\n\n本报讯 这里决定着—个国家\n\n的工业水平,很好。\n");
/// let article = &page.articles()[0];
/// assert_eq!(article.headline.as_deref(), Some("标题在此"));
/// assert_eq!(article.paragraphs, ["这里决定着一个国家的工业水平，很好。"]);
/// ```
#[derive(Clone, Debug)]
pub struct Desk {
    rules: Rules,
    source: SourceOptions,
    /// The language of all pages, where somebody says it.
    lang: Option<Lang>,
    models: Vec<Model>,
    /// How languages print their marks.
    profiles: Profiles,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            rules: Rules::usual(OPTIONAL),
            source: SourceOptions::default(),
            lang: None,
            models: Vec::new(),
            profiles: Profiles::default(),
        }
    }
}

/// Words of a text that tell its language, at most; bits of one that a language does not have, and by which all of them are likelier in it. One
/// word of the list is worth five to fifteen.
const TELLING: usize = 64;
const UNKNOWN: f32 = 24.0;
const CLEARLY: f32 = 6.0;

impl Desk {
    /// A desk with all rules and default options.
    pub fn new() -> Self {
        Self::default()
    }

    /// Options to choose.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// How bytes become pages.
    pub fn source(&self) -> &SourceOptions {
        &self.source
    }

    /// What is known of a language.
    fn statistics(&self, lang: Lang) -> Statistics<'_> {
        Statistics::of(lang, &self.models)
    }

    /// Cleans the text of one page.
    pub fn clean(&self, text: &str) -> Cleaned {
        self.clean_page(RawPage::of(text))
    }

    /// Cleans a page that a [`crate::Splitter`] gave: plain text, Markdown, or a structured file.
    pub fn clean_page(&self, raw: RawPage) -> Cleaned {
        let mut records = Vec::new();
        let mut fault = None;
        let sheet = reader::sheet(&raw.text, raw.form).map_err(|e| fault = Some(e.to_string()));
        if let Ok(Some(sheet)) = sheet {
            return self.clean_sheet(raw, &sheet, records);
        }
        let marks = self.column_rules(&raw.text);
        let breaks = self.soft_breaks(&raw.text);
        let markup = self.markup(&raw.text);
        let (norm, hops) = self.normalise(&raw.text, self.taken(&marks, &breaks, markup.fixes), &mut records);
        let text = norm.as_deref().unwrap_or(&raw.text);
        // What was repaired behind it moves nothing of it.
        let skip = raw.separator.filter(|line| hops.iter().all(|hop| hop.source >= line.end));
        if let Some((lang, layout)) = self.own_text(&raw.text, text) {
            return Cleaned { raw, norm, hops, records, lang, layout, reasons: Reasons::default(), fault, words: Vec::new() };
        }
        let (lang, mut layout, reasons, words, hyphens) = match markdown::read(text).filter(|_| markdown::is_own(&raw.text)) {
            // The noise of the page, by which its words were judged, went with the first repairs.
            Some((lang, mut layout)) => {
                self.tell_languages(&mut layout, text, lang);
                (lang, layout, Reasons::default(), Vec::new(), Hyphens::new(text, self.statistics(lang)))
            }
            None => {
                let (lang, foreign) = self.lang_of_page(text);
                let stats = self.statistics(lang);
                let bars = hops.iter().filter(|h| marks.iter().any(|m| m.start == h.source)).map(|h| h.norm).collect();
                let hyphens = Hyphens::new(text, stats).mixed(self.lang.is_none());
                let (blocks, doubtful) = Dump { text, stats, bars, skip, hyphens: &hyphens, ordered: markup.transcribed }.blocks();
                self.note(&doubtful, &hops, &mut records);
                let (mut layout, reasons) = read_dump(text, blocks, stats, &hyphens);
                self.tell_languages(&mut layout, text, stats.lang);
                let words = if foreign { Vec::new() } else { self.words(&layout, text, lang) };
                (lang, layout, reasons, words, hyphens)
            }
        };
        let dump = !reasons.roles.is_empty();
        self.glyphs(&mut layout, text, lang, words, &hyphens);
        if dump {
            self.look_alikes(&mut layout, text, lang);
            self.settle(&mut layout, text, lang);
        }
        self.typography(&mut layout, text, lang);
        repair::spare_pictures(&mut layout, text);
        Cleaned { raw, norm, hops, records, lang, layout, reasons, fault, words: Vec::new() }
    }

    /// The texts of a page of copydesk's plain text. They were repaired; what each of them is, is a guess, by which none is repaired again.
    fn own_text(&self, source: &str, text: &str) -> Option<(Lang, Layout)> {
        let lang = plain::is_own(source).then(|| self.lang_of(text))?;
        let mut layout = plain::read(text, self.statistics(lang))?;
        self.tell_languages(&mut layout, text, lang);
        self.typography(&mut layout, text, lang);
        Some((lang, layout))
    }

    /// Cleans a structured file: its words are put together to a text, its boxes give the blocks.
    fn clean_sheet(&self, raw: RawPage, sheet: &Sheet, mut records: Vec<Record>) -> Cleaned {
        let (draft, words) = sheet::text(sheet, &raw.text, &mut |draft, span| self.normalise_span(&raw.text, span, draft, &mut records));
        let (lang, foreign) = self.lang_of_page(&draft.text);
        let stats = self.statistics(lang);
        let blocks = sheet::blocks(sheet, &words, &draft.text, stats);
        let hyphens = Hyphens::new(&draft.text, stats);
        let (mut layout, reasons) = read_dump(&draft.text, blocks, stats, &hyphens);
        self.tell_languages(&mut layout, &draft.text, lang);
        // What was repaired once is not judged again, by the little noise that is left.
        if !writer::is_own(&raw.text, raw.form) {
            let lexicon = if foreign { Vec::new() } else { self.words(&layout, &draft.text, lang) };
            self.glyphs(&mut layout, &draft.text, lang, lexicon, &hyphens);
            self.look_alikes(&mut layout, &draft.text, lang);
            self.heed_the_engine(&mut layout, &words);
            self.settle(&mut layout, &draft.text, lang);
        }
        self.typography(&mut layout, &draft.text, lang);
        let hop = |&(norm, norm_len, source, source_len): &(usize, usize, usize, usize)| Hop { norm, norm_len, source, source_len };
        let hops = draft.hops.iter().map(hop).collect();
        Cleaned { raw, norm: Some(draft.text), hops, records, lang, layout, reasons, fault: None, words }
    }

    /// Copies a stretch of the source with its code points repaired.
    fn normalise_span(&self, source: &str, span: Span, draft: &mut Draft, records: &mut Vec<Record>) {
        let mut at = span.start;
        for (place, to) in self.code_points(source, span, records) {
            draft.copy(source, Span::new(at, place.start));
            draft.put(&to);
            draft.close(place.end);
            at = place.end;
        }
        draft.copy(source, Span::new(at, span.end));
    }

    /// The code points of a stretch to repair; what was found goes into the records.
    fn code_points(&self, source: &str, span: Span, records: &mut Vec<Record>) -> Vec<(Span, Put)> {
        let mut fixes = Vec::new();
        normalise::scan(span.of(source), &mut fixes);
        self.judged(fixes, span.start, records)
    }

    /// Those repairs of a stretch that are made; all that a rule wants go into the records.
    fn judged(&self, fixes: Vec<Fix>, start: usize, records: &mut Vec<Record>) -> Vec<(Span, Put)> {
        let mut applied = Vec::new();
        for fix in fixes.into_iter().filter(|f| self.rules.is_on(f.rule.number)) {
            let place = Span::new(start + fix.start, start + fix.end);
            let record = Record { span: place, to: fix.to, rule: fix.rule, confidence: fix.confidence, applied: self.applies(&fix) };
            if record.applied {
                applied.push((place, fix.to));
            }
            records.push(record);
        }
        applied
    }

    /// What a vision model wrote around and inside the text of a page.
    fn markup(&self, source: &str) -> Found {
        if markdown::is_own(source) || plain::is_own(source) { Found::default() } else { markup::scan(source) }
    }

    /// The repairs that are made before a page is cut, in order: what rules of the layout take out, and markup.
    fn taken(&self, marks: &[Span], breaks: &[Span], markup: Vec<Fix>) -> Vec<Fix> {
        let mut out = markup;
        for (rule, confidence, places) in [(&layout::COLUMN_RULE, COLUMN_RULE, marks), (&layout::SOFT_BREAK, SOFT_BREAK, breaks)] {
            out.extend(places.iter().map(|span| Fix { start: span.start, end: span.end, to: "".into(), rule, confidence }));
        }
        out
    }

    /// The column rules that a row-wise engine read as characters, where their rule wants them. copydesk's own pages have none.
    fn column_rules(&self, source: &str) -> Vec<Span> {
        let found = if self.takes_out(&layout::COLUMN_RULE, COLUMN_RULE, source) { rows::column_rules(source) } else { Vec::new() };
        // Where most of the page stands in lines of its columns, rows across them are found by themselves.
        let apart = || {
            let lang = self.lang_of(source);
            wrapped::is_wrapped(source, lang) || wrapped::rows_of(&page::lines(source, None), source, self.statistics(lang)).is_some()
        };
        if !found.is_empty() && apart() { Vec::new() } else { found }
    }

    /// The ends of lines at soft hyphens that were not printed, where their rule wants them.
    fn soft_breaks(&self, source: &str) -> Vec<Span> {
        if self.takes_out(&layout::SOFT_BREAK, SOFT_BREAK, source) { hyphen::soft_breaks(source) } else { Vec::new() }
    }

    /// Whether a rule may take marks out of a page before it is cut: copydesk's own pages have none.
    fn takes_out(&self, rule: &Rule, confidence: f32, source: &str) -> bool {
        self.rules.is_on(rule.number) && self.rules.applies(confidence) && !markdown::is_own(source) && !plain::is_own(source)
    }

    /// Notes stretches whose lines may be those of several columns: nothing is put in another order, and nothing is to be put in.
    fn note(&self, doubtful: &[Span], hops: &[Hop], records: &mut Vec<Record>) {
        let rule = &layout::MIXED_COLUMNS;
        for span in doubtful.iter().filter(|_| self.rules.is_on(rule.number)) {
            let at = source_of(hops, span.start);
            records.push(Record { span: Span::new(at, at), to: "".into(), rule, confidence: MIXED_COLUMNS, applied: false });
        }
        records.sort_by_key(|record| record.span.start);
    }

    fn lang_of(&self, page: &str) -> Lang {
        self.lang_of_page(page).0
    }

    /// The same, and whether the page is in another language than those that there are, or in nobody knows which, so that its words are not
    /// judged.
    fn lang_of_page(&self, page: &str) -> (Lang, bool) {
        if let Some(lang) = self.lang {
            return (lang, false);
        }
        match Lang::of_page(page) {
            (lang, Guess::Open) => self.lang_by_words(page).map_or((lang, true), |lang| (lang, false)),
            (lang, guess) => (lang, guess == Guess::Foreign),
        }
    }

    /// The language whose words those of a brief text are.
    fn lang_by_words(&self, page: &str) -> Option<Lang> {
        let words: Vec<u64> = page
            .split(|c: char| !text::is_alphabetic(c))
            .filter(|word| !word.is_empty())
            .take(TELLING)
            .map(|word| lexicon::hash(&word.to_lowercase()))
            .collect();
        let cost = |lang: Lang| {
            let list = self.statistics(lang).words()?;
            Some(words.iter().map(|&word| list.find(word).map_or(UNKNOWN, |e| e.cost.min(UNKNOWN))).sum::<f32>())
        };
        let mut costs: Vec<(f32, Lang)> = Lang::LATIN.into_iter().filter_map(|lang| Some((cost(lang)?, lang))).collect();
        costs.sort_by(|a, b| a.0.total_cmp(&b.0));
        match costs[..] {
            [(least, lang), (next, _), ..] if next - least > CLEARLY => Some(lang),
            _ => None,
        }
    }

    fn applies(&self, fix: &Fix) -> bool {
        // What nobody can read is only reported.
        self.rules.is_on(fix.rule.number) && fix.confidence > 0.0 && self.rules.applies(fix.confidence)
    }

    /// Repairs in order without those over one that is made.
    fn apart(&self, fixes: Vec<Fix>) -> Vec<Fix> {
        let mut out = Vec::with_capacity(fixes.len());
        let mut end = 0;
        for fix in fixes {
            if fix.start >= end {
                end = if self.applies(&fix) { fix.end } else { end };
                out.push(fix);
            }
        }
        out
    }

    /// Repairs code points, beside what was found to be `taken` before; the text that later passes see, and how it maps to the source.
    fn normalise(&self, source: &str, taken: Vec<Fix>, records: &mut Vec<Record>) -> (Option<String>, Vec<Hop>) {
        let mut norm: Option<String> = None;
        let mut hops = Vec::new();
        let mut done = 0;
        let alone = taken.is_empty();
        let mut fixes = taken;
        normalise::scan(source, &mut fixes);
        if !alone {
            fixes.sort_by_key(|fix| fix.start);
            fixes = self.apart(fixes);
        }
        let repairs = self.judged(fixes, 0, records);
        for (place, to) in repairs {
            let out = norm.get_or_insert_with(|| String::with_capacity(source.len()));
            out.push_str(source.get(done..place.start).unwrap_or(""));
            hops.push(Hop { norm: out.len(), norm_len: to.len(), source: place.start, source_len: place.len() });
            out.push_str(&to);
            done = place.end;
        }
        if let Some(out) = &mut norm {
            out.push_str(source.get(done..).unwrap_or(""));
        }
        (norm, hops)
    }
}

/// A page with a mark between the lines of columns in every row has columns.
const COLUMN_RULE: f32 = 0.97;
/// A page with a printed hyphen on a line of its own behind a soft one was written by a converter that does so at each of them.
const SOFT_BREAK: f32 = 0.98;

/// That lines are those of several columns, where they go on hardly better so.
const MIXED_COLUMNS: f32 = 0.3;

/// Takes out what names pictures: it is no part of the sequence of blocks. Most pages have none.
fn take_pictures(blocks: &mut Vec<Block>) -> Vec<Block> {
    if blocks.iter().all(|block| !block.place.picture) {
        return Vec::new();
    }
    let (pictures, rest) = std::mem::take(blocks).into_iter().partition(|block| block.place.picture);
    *blocks = rest;
    pictures
}

fn read_dump(text: &str, mut blocks: Vec<Block>, stats: Statistics<'_>, hyphens: &Hyphens<'_>) -> (Layout, Reasons) {
    let pictures = take_pictures(&mut blocks);
    drop_cap::join(&mut blocks, text, stats);
    let joined = page::joined(&blocks, text);
    let texts = joined.texts(&blocks, text);
    let echo = Echo::new(&texts, stats);
    let (roles, evidence) = classify::roles(&texts, &blocks, &echo);
    let mut layout = assemble::assemble(text, &blocks, &texts, &roles, &evidence, &echo, hyphens);
    layout.furniture.extend(pictures.iter().map(|picture| Flow::of(&picture.pieces, text)));
    let at = blocks.iter().map(|block| block.pieces.first().map_or(Span::new(0, 0), |p| p.span)).collect();
    (layout, Reasons { at, roles, evidence })
}

impl RawPage {
    /// A page from text that is decoded already.
    pub fn of(text: &str) -> Self {
        Self {
            index: 0,
            offset: 0,
            bytes: u64::try_from(text.len()).unwrap_or(u64::MAX),
            text: text.to_owned(),
            encoding: "UTF-8",
            bom: false,
            raw: Vec::new(),
            separator: None,
            form: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repair_never_splits_a_character() {
        let clean = |text: &str| Desk::new().clean(text).articles().first().map(|a| a.paragraphs.join("|"));
        assert_eq!(clean("今天他们来了,我们也来了。\n").as_deref(), Some("今天他们来了，我们也来了。"));
        let accent = "今天他们来了,\u{301}我们也来了。";
        assert_eq!(clean(&format!("{accent}\n")).as_deref(), Some(accent));
    }

    #[test]
    fn a_few_lines_in_turns_are_only_reported() {
        let columns = [
            [
                "厄立特里亚高等教育与研究院",
                "合作建立，开展语言教学和文",
                "化交流。学院现有学生三百多",
                "名，教师二十六人，开设汉语",
                "课程十二门，当地的年轻人报",
            ],
            [
                "年依次登台表演，台下掌声不",
                "断。演出结束后，观众久久不",
                "愿离开，纷纷与演员合影留念",
                "，孩子们围着乐手问个不停。",
                "组织者说，明年还要把这台戏",
            ],
        ];
        let notes = |order: &dyn Fn(usize) -> (usize, usize)| {
            let page: String = (0..10).map(order).map(|(c, n)| format!("{}\n", columns[c][n])).collect();
            let found = Desk::new().clean(&page).suggestions();
            found.iter().filter(|s| s.rule == layout::MIXED_COLUMNS.id && s.from.is_empty() && s.to.is_empty()).count()
        };
        assert_eq!([notes(&|n| (n % 2, n / 2)), notes(&|n| (n / 5, n % 5))], [1, 0]);
    }

    #[test]
    fn a_mark_of_its_own_level_names_the_paper() {
        let page = "# The Coldwater Evening\n\nMonday, January 30, 2023  \nWeather: Snow; wind NW 15 mph\n\n## Ice rescue is a test\n\n\
            By Sabine Lund\n\nCOLDWATER — It took the company eleven minutes to reach the pier.\n\n## Mill will start again\n\n\
            By Owen Tamm\n\nCOLDWATER — The mill will start one machine in March.\n";
        let headlines =
            |page: &str| Desk::new().clean(page).articles().into_iter().map(|a| a.headline.unwrap_or_default()).collect::<Vec<_>>();
        assert_eq!(headlines(page), ["Ice rescue is a test", "Mill will start again"]);
        let lead = page.replace("Monday, January 30, 2023  \nWeather: Snow; wind NW 15 mph", "The mayor said on Monday that she would go.");
        assert_eq!(headlines(&lead).len(), 3);
    }

    #[test]
    fn brief_texts_are_in_the_language_of_their_words() {
        let clean = |text: &str| Desk::new().clean(&format!("{text}\n"));
        for (text, lang) in [
            ("Die Kirche am Markt hat wieder offen.", Lang::De),
            ("Die Show in Las Vegas war ein Hit.", Lang::De),
            ("Paris sera toujours Paris.", Lang::Fr),
            ("The Brontë sisters are read in Kassel.", Lang::En),
        ] {
            let page = clean(text);
            assert_eq!((page.lang, page.edits().len()), (lang, 0), "{text}");
        }
        // Words of two languages tell nothing, and none of them is judged.
        assert!(clean("Die Band Big Star.").edits().is_empty());
    }

    #[test]
    fn words_are_judged_in_the_language_of_their_block() {
        let english = "It took the company eleven minutes to reach the pier, and the gover nment said that it was too long for the men.";
        let german = "Der Verein hat die alte Brücke mit dem Kran auf das Ufer gesetzt, und nicht ein Balken ist daS zweite Mal gebrochen.";
        let chinese = "镇上的人都说，这座桥比河还老。议员们昨天在礼堂里开会，投票通过了修桥的钱。";
        let page = format!("{english}\n\n{german}\n\n{english}\n");
        let text = |desk: &Desk, page: &str| desk.clean(page).to_text();
        let found = text(&Desk::new(), &page);
        assert!(found.contains("government") && found.contains("das zweite"), "{found}");
        let found = text(&Desk::builder().language("ja").build().unwrap(), &page);
        assert!(found.contains("gover nment") && found.contains("daS zweite"), "{found}");
        let found = text(&Desk::new(), &format!("{chinese}\n\n{english}\n\n{chinese}\n{chinese}\n"));
        assert!(found.contains("government"), "{found}");
    }

    #[test]
    fn words_of_another_language_inside_a_text_stay() {
        let english =
            "The men of the harbor were in the boats when tbe storm came, and they did not wait for the tide to turn with the wind.";
        let german = "Der Rat hat am Abend das neue Haus und den Hof mit dem Garten nicht verkauft, weil der Preis zu hoch war und die Kasse leer ist.";
        let page = Desk::new().clean(&format!("{english} {english} {german} {english}\n"));
        let text = page.articles().remove(0).paragraphs.join(" ");
        assert!(text.contains("the storm") && !text.contains("tbe") && text.contains(german), "{text}");
    }

    #[test]
    fn words_of_banners_are_repaired() {
        let mill = "It took tbe company eleven minutes to reach tbe pier, and the mayor said tbat it was too long for tbe men.";
        let page = format!(
            "Around tbe County\n\n## Paper mill will restart\n\nBy Owen Tamm\n\n{mill}\n\nSports\n\n## Two ferries collide off the pier\n\n\
            By Ann Doe\n\n{mill}\n"
        );
        let sections = Desk::new().clean(&page).articles().into_iter().map(|article| article.section.unwrap_or_default());
        assert_eq!(sections.collect::<Vec<_>>(), ["Around the County", "Sports"]);
    }

    #[test]
    fn a_rule_beside_a_column_is_no_part_of_a_text() {
        let text = "The mill on the river road will start one machine in March, the company said on Friday.";
        let page = |title: &str, text: &str| Desk::new().clean(&format!("# {title}\n\n{text}\n")).articles().remove(0);
        assert_eq!(page("| Mill will start", text).headline.as_deref(), Some("Mill will start"));
        assert_eq!(page("Mill | River", text).headline.as_deref(), Some("Mill | River"));
        assert_eq!(page("Mill", &format!("| {text} |")).paragraphs, [format!("| {text} |")]);
        assert_eq!(page("Mill", &format!("London | 12 May: {text}")).paragraphs, [format!("London | 12 May: {text}")]);
        assert_eq!(page("Mill", &text.replace("in March", "in | 2021")).paragraphs, [text.replace("in March", "in 2021")]);
        assert_eq!(page("Mill", &text.replace("one", "~ 10 | 20")).paragraphs, [text.replace("one", "~ 10 | 20")]);
    }

    #[test]
    fn the_large_first_letter_of_an_article_belongs_to_its_word() {
        let page = |opening: &str| format!("# School treat\n\n{opening} children of the parish went to the sea by the evening train.\n");
        let text = |page: &str| Desk::new().clean(page).articles()[0].paragraphs[0].chars().take(12).collect::<String>();
        assert_eq!([text(&page("T he")), text(&page("T\n\nHE"))], ["The children", "THE children"]);
        // Without a headline nothing says that a text begins here.
        assert_eq!(text(page("T he").split_at(16).1), "T he childre");
    }

    #[test]
    fn lines_of_a_title_are_phrases_or_one_phrase() {
        let text =
            "本报讯 连接北浜和对岸的市营渡船三日更新，这是十年来的第一次。新船定员六十人，是以前的两倍，每天乘坐渡船的市民约有一千二百人。";
        let headline = |title: &str| Desk::new().clean(&format!("{title}\n\n{text}\n")).articles()[0].headline.clone();
        assert_eq!(headline("新渡船今日首航\n十年来首次更新 定员翻倍").as_deref(), Some("新渡船今日首航 十年来首次更新 定员翻倍"));
        assert_eq!(headline("夜里十一点的\n末班车，只为三个人").as_deref(), Some("夜里十一点的末班车，只为三个人"));
        assert_eq!(headline("连接北浜和对岸的\n市营渡船更新").as_deref(), Some("连接北浜和对岸的市营渡船更新"));
    }

    #[test]
    fn a_jump_line_may_end_a_paragraph() {
        let page = Desk::new().clean("## 老码头上的修船匠\n\n周师傅说，他想把手艺传下去。（记者 林一）（下转第7版）\n");
        let article = &page.articles()[0];
        assert_eq!(article.jump.as_deref(), Some("（下转第7版）"));
        assert_eq!((&article.paragraphs, &article.byline), (&vec!["周师傅说，他想把手艺传下去。".into()], &vec!["记者 林一".into()]));
        let plain = Desk::new().clean("## 一页书\n\n周师傅说，他想把手艺传下去（这是第7版的说法）。\n");
        assert_eq!(plain.articles()[0].jump, None);
    }

    #[test]
    fn long_runs_of_digits_and_spaces_are_walked_over_once() {
        let text = "今天上午市里召开会议，讨论了修桥的事情，大家都说好，";
        for run in ["1 ".repeat(200_000), format!("a{}b", " ".repeat(400_000))] {
            assert!(Desk::new().clean(&format!("{text}{run}条，大家同意。\n")).edits().is_empty());
        }
    }

    #[test]
    fn each_place_asks_for_its_own_repair_only() {
        // To look at all repairs for each character that stands twice would take minutes.
        let text = format!("{}{}。", "今".repeat(1 << 18), "天  来".repeat(1 << 16));
        let edits = Desk::new().clean(&format!("{text}\n")).edits().len();
        assert!(edits >= 1 << 16, "{edits}");
    }

    #[test]
    fn behind_a_banner_stands_a_kicker_or_its_second_line() {
        let opening = "本报讯 昨天傍晚，东门粮站的仓库重新亮起了灯，木工夜校开课了，墙上挂满刨子、凿子和墨斗，成了全市第一";
        let rest = "所木工夜校，每周二、周四晚上开课，一期十二次，学费只收一百八十元，材料另算。";
        let other = format!("## 食堂菜单由学生定\n\n{opening}{rest}");
        let kicker = format!("家校之间\n\n老冰厂闲置二十三年\n\n## 旧仓办起夜校\n\n{opening}{rest}\n\n{other}\n");
        let page = Desk::new().clean(&kicker);
        assert_eq!(page.articles()[0].kicker.as_deref(), Some("老冰厂闲置二十三年"));
        let cut = format!("## 旧仓办起夜校\n\n{opening}\n\n项目攻坚\n\n挑起全年发展大梁\n\n{rest}\n");
        let page = Desk::new().clean(&cut);
        let articles = page.articles();
        assert_eq!((articles.len(), articles[0].paragraphs.len()), (1, 1));
    }

    #[test]
    fn sentences_are_no_titles() {
        let pages = [
            (
                "町の話題\n\n駅前の古書店、読書カフェに\n\n（記者 早瀬湊）\n\n港町　三十年続いた駅前の古書店が、読書カフェに生ま\
             れ変わり、五月一日に開店した。棚には約二万冊が並ぶ。\n\n店を継いだのは、先代の孫で元図書館員\n\n棚に並ぶ本と店主の西\
             村さん。\n\n図書館に夜の部、学生でにぎわう\n\n（記者 早瀬湊）\n\n港町　市立図書館は今月から、開館時間を午後十時\
             まで延ばした。初日の夜は学生ら百二十人が訪れた。\n\nの西村葵さん。「本の匂いのする場所を残したかった」と話す。",
                "店を継いだのは",
            ),
            (
                "村里的老戏台又亮了灯\n\n记者 谷雨晴\n\n本报讯 新年第一天，村里的老戏台又亮起了灯，三百多名村民赶来看戏。戏台已有一\
             百二十年历史，去年秋天才修好。\n\n新修的屋面用的都是老瓦\n\n这种老式木结构屋面由省古建筑研究所和当地木匠共同承担修缮\n\n\
             设计，檐口的三十六根木椽全部按原样更换。\n\n村口小学来了新老师\n\n记者 谷雨晴\n\n本报讯 开学第一天，村口小学来\
             了两名新老师，一名教音乐，一名教体育。",
                "这种老式木结构",
            ),
        ];
        for (text, sentence) in pages {
            let page = Desk::new().clean(text);
            let articles = page.articles();
            assert!(articles.iter().any(|a| a.paragraphs.iter().any(|p| p.starts_with(sentence))), "{articles:?}");
        }
    }

    #[test]
    fn what_closes_a_byline_in_the_next_column_is_no_banner() {
        let page = "渡口商报\n\n渡口港三号码头，远控轨道吊正在作业。\n\n本报讯 一年前，渡口港的\n月吞吐量还徘徊在六万标箱\n上下。变化从一次“拆墙”开\n始，港口\
            把三家公司的码头、\n堆场和车队合并成一个中心。\n\n吞吐量的增长，也来自腹地\n的支撑。今年以来，港口先\n后开通了到内陆五个城市的\n班列，把\
            出海时间缩短了两\n天半。(记者 李群望 通讯员 尹若\n\n舒)\n\n镇上的少年都来参加读书会\n\n本报讯 图书馆把借期延长\n了一周，读者可以在周末归\n\
            还书籍，迟到的人不必再交\n罚款，馆长说新书的目录已\n经贴在门口。\n";
        let articles = Desk::new().clean(page).articles();
        assert_eq!(articles[0].byline, ["记者 李群望", "通讯员 尹若舒"]);
        assert_eq!((articles[0].headline.as_deref(), articles[0].captions.len()), (None, 1), "a sentence is no title");
        assert_eq!((articles[1].headline.as_deref(), articles[1].section.as_deref()), (Some("镇上的少年都来参加读书会"), None));
    }

    #[test]
    fn credits_and_labels_between_articles_are_no_titles() {
        let page = |line: &str| {
            let text = format!(
                "村里的老戏台又亮了灯\n\n记者 谷雨晴\n\n本报讯 新年第一天，村里的老戏台又亮起了灯，三百多名村民赶来看戏。戏台已有一百二十年\
                 历史，去年秋天才修好。\n\n{line}\n\n村口小学来了新老师\n\n记者 谷雨晴\n\n本报讯 开学第一天，村口小学来了两名新老师，一名\
                 教音乐，一名教体育。\n"
            );
            Desk::new().clean(&text)
        };
        for line in ["本版编辑王小明", "本市天气预报：晴", "社区公益活动今天开始"] {
            let page = page(line);
            assert!(page.furniture().iter().any(|text| text == line), "{line}: {:?}", page.articles());
        }
    }

    #[test]
    fn topics_of_titles() {
        for title in ["駅前の古書店には、客が絶えない", "「では、また」と市長が退任"] {
            let text = format!(
                "図書館に夜の部、学生でにぎわう\n\n（記者 早瀬湊）\n\n港町　市立図書館は今月から、開館時間を午後十時まで延ばした。初日の夜は学\
                 生ら百二十人が訪れた。\n\n{title}\n\n（記者 早瀬湊）\n\n港町　三十年続いた駅前の古書店が、読書カフェに生まれ変わり、五月一\
                 日に開店した。棚には約二万冊が並ぶ。\n"
            );
            let articles = Desk::new().clean(&text).articles();
            assert_eq!(articles.get(1).and_then(|a| a.headline.as_deref()), Some(title), "{articles:?}");
        }
    }

    #[test]
    fn broken_ends_are_no_titles() {
        let page = Desk::new().clean(
            "Library fines end; overdue books come home\n\nBy Joanna Pell\n\nMILLBROOK — In the first month the library got back a field guide \
            to mosses.\n\nNight school for woodworkers finds a waiting list\n\nBy Joanna Pell\n\nMILLBROOK — Eighteen benches stand in the \
            old station, and the class is the hardest ticket in town.\n\nThe class was revived in January after a gap of sixteen years. The \
            instruc-\n\nA bakery rises again, one loaf at a time\n\nBy Owen Tsang\n\nHARROW BAY — The only light on Cooper Street comes from \
            the window of the bakery in the night.\n",
        );
        let headlines: Vec<_> = page.articles().into_iter().filter_map(|a| a.headline).collect();
        assert_eq!((headlines.len(), headlines[2].as_str()), (3, "A bakery rises again, one loaf at a time"));
    }

    #[test]
    fn credits_keep_their_spaces() {
        for page in ["图为渔民在码头卸货。 孙立 摄\n", "渔民在码头卸货。 本报记者 孙立 摄\n"] {
            assert!(Desk::new().clean(page).edits().is_empty(), "{page}");
        }
    }

    #[test]
    fn a_text_goes_on_past_a_whole_one() {
        let paragraphs = |page: &str| Desk::new().clean(page).articles()[0].paragraphs.clone();
        let english = "## The ferry came back\n\nBy Ada Munn\n\nThe ferry left the pier at nine in the morning, and the\n\n\
            The market will open on Friday, as it does in each year.\n\ncaptain brought her back before it was noon.\n";
        assert_eq!(
            paragraphs(english)[0],
            "The ferry left the pier at nine in the morning, and the captain brought her back before it was noon."
        );
    }

    #[test]
    fn bars_of_a_clean_page_are_text() {
        let rows = ["The water rose in the night | and the bridge was closed."; 14].join("\n\n");
        let rules = |page: &str| Desk::new().clean(page).edits().iter().filter(|e| e.rule == layout::COLUMN_RULE.id).count();
        assert_eq!(rules(&rows), 14);
        assert_eq!(rules(&format!("<!-- copydesk en -->\n\n<!-- article -->\n\n{rows}\n")), 0);
    }
}
