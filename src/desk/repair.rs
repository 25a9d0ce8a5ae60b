//! Repairs of the texts of a page: marks, words, ideographs, typography.

use super::Desk;
use crate::assemble::{Draft, Layout};
use crate::byline;
use crate::flow::Flow;
use crate::hyphen::Hyphens;
use crate::lang::Lang;
use crate::page;
use crate::passes::dash_for_one::is_dash;
use crate::passes::glyphs::{self, Fix, Kind, Print};
use crate::passes::look_alike::{self, LookAlikes, Which};
use crate::passes::words::{self, Words};
use crate::passes::{byline_word, kana, latin_digit, letter_digit, settle, signs, stray, typography};
use crate::rule::Rule;

impl Desk {
    pub(super) fn glyphs<'t>(&'t self, layout: &mut Layout, text: &'t str, lang: Lang, words: Vec<Words<'_>>, hyphens: &Hyphens<'t>) {
        let mut found = Vec::new();
        let old = byline_word::misreads_names(text, lang);
        let title = Kind::title(text, lang);
        for (part, flow) in parts(layout) {
            let kind = kind_of(part, flow, text, title);
            self.repair(flow, text, kind, &mut found);
            let prose = matches!(part, Part::Opening | Part::Paragraph);
            if part == Part::Byline || prose && byline::closing(&flow.raw(text), lang).is_some() {
                self.byline_word(flow, text, lang, old);
            }
            if part == Part::Opening && lang.is_ea() {
                self.before_opening(flow, text, kind.opening);
            }
        }
        if !words.is_empty() {
            let words = words.into_iter().map(|words| (hyphens.in_lang(self.statistics(words.lang())), words)).collect();
            self.repair_words(layout, text, lang, words);
        }
    }

    /// Notes which texts are in another language than their page, where nobody said that all are in one.
    pub(super) fn tell_languages(&self, layout: &mut Layout, text: &str, page: Lang) {
        if self.lang.is_none() {
            for flow in texts(layout) {
                flow.lang = Some(page.of_block(&flow.raw(text))).filter(|own| *own != page);
            }
        }
    }

    /// The words of a page in each of its languages that has a list, where a rule wants them.
    pub(super) fn words<'m>(&'m self, layout: &Layout, text: &str, lang: Lang) -> Vec<Words<'m>> {
        let wanted = words::RULES.iter().any(|rule| self.rules.is_on(rule.number));
        if !wanted || lang.is_ea() && self.lang.is_some() {
            return Vec::new();
        }
        let lines = if layout.articles.is_empty() { layout.furniture.as_slice() } else { &[] };
        let flows = layout.articles.iter().flat_map(|draft| draft.paragraphs.iter().chain(&draft.headline)).chain(lines);
        let own = |flow: &Flow| flow.lang.unwrap_or(lang);
        let texts: Vec<_> = flows.filter(|flow| !own(flow).is_ea()).map(|flow| (own(flow), flow.raw(text))).collect();
        let in_lang = |lang: Lang| texts.iter().filter(move |(l, _)| *l == lang).map(|(_, raw)| raw.as_ref());
        Lang::LATIN
            .into_iter()
            .filter(|&lang| in_lang(lang).next().is_some())
            .filter_map(|lang| Words::new(self.statistics(lang), in_lang(lang)))
            // A rule that is off takes the place of no other.
            .map(|words| if self.rules.is_on(words::APOSTROPHE.number) { words } else { words.without_apostrophes() })
            .collect()
    }

    fn repair_words(&self, layout: &mut Layout, page: &str, page_lang: Lang, mut words: Vec<(Hyphens<'_>, Words<'_>)>) {
        let mut found = Vec::new();
        let mut scan = |flow: &mut Flow, opens: bool| {
            let raw = flow.raw(page);
            let lang = flow.lang.unwrap_or(page_lang);
            if let Some((hyphens, words)) = words.iter_mut().find(|(_, words)| words.lang() == lang) {
                found.extend(words.drop_cap(&raw).filter(|_| opens));
                words.scan(&raw, hyphens, &mut found);
                words.marks(&raw, &mut found);
                if self.lang.is_none() {
                    spare_other_languages(&raw, lang, &mut found);
                }
            }
            self.keep_late(flow, &raw, page, page_lang, &mut found);
        };
        if layout.articles.is_empty() {
            // A line may be all that is known of an article.
            layout.furniture.iter_mut().for_each(|flow| scan(flow, false));
        }
        for draft in &mut layout.articles {
            draft.section.iter_mut().for_each(|flow| scan(flow, false));
            let opening = draft.headline.is_some().then_some(draft.kicker.iter().chain(&draft.headline).chain(&draft.deck).count());
            let titles = draft.kicker.iter_mut().chain(&mut draft.headline).chain(&mut draft.deck);
            for (n, flow) in titles.chain(&mut draft.paragraphs).chain(&mut draft.captions).enumerate() {
                scan(flow, opening == Some(n));
            }
        }
    }

    /// What looks like something else: twins, and misread ideographs where a rule wants them and the language has a model. A page in
    /// copydesk's own form is left alone: the noise by which it was judged went with the first repairs.
    pub(super) fn look_alikes(&self, layout: &mut Layout, page: &str, lang: Lang) {
        let is_on = |rule: &Rule| self.rules.is_on(rule.number);
        let rules = [&look_alike::LOOK_ALIKE, &look_alike::COMMON_LOOK_ALIKE, &look_alike::DOUBLED, &look_alike::HALVES];
        let wanted = rules.into_iter().any(is_on);
        self.twins(layout, page, lang);
        let Some(model) = Some(lang).filter(|_| wanted).and_then(look_alike::model) else { return };
        // Where nothing else is damaged, what looks misread is a name more often than not.
        let named = rules.into_iter().any(|rule| self.rules.is_named(rule.number));
        if !named && !articles(layout).any(|flow| flow.fixes.iter().any(|(_, applied)| *applied)) {
            return;
        }
        let which = if is_on(&look_alike::COMMON_LOOK_ALIKE) { Which::All } else { Which::Rare };
        let mut page_text = LookAlikes::new(model, which);
        for (n, flow) in articles(layout).enumerate() {
            page_text.read(n, &flow.raw(page), &flow.fixes);
        }
        let mut spellings = page_text.spellings();
        if !spellings.is_empty() {
            for flow in furniture_beside(layout) {
                spellings.count(&flow.raw(page), NAMES);
            }
        }
        let mut found = page_text.settle(&spellings).into_iter().peekable();
        for (n, flow) in articles(layout).enumerate() {
            let mut own: Vec<Fix> = std::iter::from_fn(|| found.next_if(|(at, _)| *at == n)).map(|(_, fix)| fix).collect();
            if !own.is_empty() {
                let raw = flow.raw(page);
                own.retain(|fix| !look_alike::is_signed(&raw, fix.start));
                self.keep_late(flow, &raw, page, lang, &mut own);
            }
        }
    }

    /// Letters that were read for digits, and kana for what looks like them.
    fn twins(&self, layout: &mut Layout, page: &str, page_lang: Lang) {
        let (digits, kana) = (self.rules.is_on(letter_digit::LETTER_FOR_DIGIT.number), self.rules.is_on(kana::KANA.number));
        let pairs = if kana { self.statistics(Lang::Ja).pairs() } else { None };
        let mut found = Vec::new();
        for flow in texts(layout) {
            let raw = flow.raw(page);
            let lang = flow.lang.unwrap_or(page_lang);
            match lang.is_ea() {
                _ if !digits => {}
                true => letter_digit::scan(&raw, &mut found),
                false => latin_digit::scan(&raw, &mut found),
            }
            signs::scan(&raw, lang, &mut found);
            if let Some(pairs) = pairs.as_ref().filter(|_| lang == Lang::Ja) {
                kana::scan(&raw, pairs, &mut found);
            }
            self.keep_late(flow, &raw, page, page_lang, &mut found);
        }
    }

    /// Marks before the first word of an article.
    fn before_opening(&self, flow: &mut Flow, page: &str, opening: usize) {
        let raw = flow.raw(page);
        let gone = flow.fixes.iter().filter(|(own, applied)| *applied && own.to.is_empty());
        let opening = gone.fold(opening, |at, (own, _)| if own.start == at { own.end } else { at });
        let first = |at: usize| first_repaired(flow, &raw, at);
        let Some(fix) = stray::before_opening(&raw, opening, first).filter(|fix| self.rules.is_on(fix.rule.number)) else { return };
        // What goes is not set right before.
        if self.applies(&fix) {
            flow.fixes.retain(|(own, _)| own.start >= fix.end || own.end <= fix.start);
        }
        self.keep(flow, &raw, &mut vec![fix]);
    }

    /// The word before the name in a byline.
    fn byline_word(&self, flow: &mut Flow, page: &str, lang: Lang, old: bool) {
        let raw = flow.raw(page);
        let mut found = Vec::new();
        byline_word::scan(&raw, page, flow.lang.unwrap_or(lang), old, &mut found);
        self.keep(flow, &raw, &mut found);
    }

    /// Marks as the language of each text prints them, where a rule wants them.
    pub(super) fn typography(&self, layout: &mut Layout, page: &str, lang: Lang) {
        if !typography::RULES.iter().any(|rule| self.rules.is_on(rule.number)) {
            return;
        }
        let mut found = Vec::new();
        for flow in texts(layout) {
            let raw = flow.raw(page);
            if let Some(profile) = self.profiles.of(flow.lang.unwrap_or(lang)) {
                typography::scan(&raw, profile, &mut found);
            }
            self.keep(flow, &raw, &mut found);
        }
    }

    /// Keeps what was found in a flow: repairs whose rule is on and that take whole characters. Whether any of them changes the text.
    fn keep(&self, flow: &mut Flow, raw: &str, found: &mut Vec<Fix>) -> bool {
        let mut changes = false;
        for fix in found.drain(..).filter(|fix| self.rules.is_on(fix.rule.number) && settle::whole_characters(raw, fix)) {
            let applied = self.applies(&fix);
            changes |= insert(flow, fix, applied) && applied;
        }
        changes
    }

    /// Keeps what the rules for words and for whole pages found in a flow. What would make its text one of another language is no repair:
    /// cleaned again, the text would be repaired by the rules of that.
    fn keep_late(&self, flow: &mut Flow, raw: &str, page: &str, lang: Lang, found: &mut Vec<Fix>) {
        if found.is_empty() {
            return;
        }
        let before = flow.fixes.clone();
        if !self.keep(flow, raw, found) {
            return;
        }
        flow.late = true;
        if !self.is_in_language(flow, page, lang) {
            flow.fixes = before;
        }
    }

    /// Whether a flow on a page of a language is in its own language when it is repaired, too.
    fn is_in_language(&self, flow: &Flow, page: &str, lang: Lang) -> bool {
        self.lang.is_some() || lang.of_block(&flow.repaired(page)) == flow.lang.unwrap_or(lang)
    }

    /// Marks are judged by their neighbours and by their likes, which rules for words and for whole pages have changed: those that a rule left
    /// as they are get another look.
    pub(super) fn settle(&self, layout: &mut Layout, page: &str, lang: Lang) {
        let title = Kind::title(page, lang);
        for (part, flow) in parts(layout).filter(|(_, flow)| flow.late) {
            let kind = in_its_language(flow, page, kind_of(part, flow, page, title));
            // Of Latin dashes no rule says anything.
            let is_judged = |c: char| glyphs::is_stray_mark(c) || kind.lang.is_ea() && is_dash(c);
            if flow.raw(page).contains(is_judged) {
                self.settle_flow(flow, page, kind);
            }
        }
    }

    fn settle_flow(&self, flow: &mut Flow, page: &str, kind: Kind) {
        let raw = flow.raw(page);
        let applies = |fix: &Fix| self.applies(fix);
        let mut found: Vec<Fix> = flow.fixes.iter().map(|(fix, _)| *fix).collect();
        settle::settle(&raw, kind, &applies, &mut found);
        found.retain(|fix| self.rules.is_on(fix.rule.number) && settle::whole_characters(&raw, fix));
        flow.fixes = found.into_iter().map(|fix| (fix, applies(&fix))).collect();
    }

    /// Repairs one flow; `found` is room that all flows of a page share.
    fn repair(&self, flow: &mut Flow, page: &str, kind: Kind, found: &mut Vec<Fix>) {
        found.clear();
        let raw = flow.raw(page);
        let page_lang = kind.lang;
        let kind = in_its_language(flow, page, kind);
        let applies = |fix: &Fix| self.applies(fix);
        glyphs::scan(&raw, kind, &applies, found);
        if settle::is_needed(&raw, kind, found, &applies) {
            settle::settle(&raw, kind, &applies, found);
        }
        found.retain(|fix| settle::whole_characters(&raw, fix));
        drop(raw);
        found.retain(|f| self.rules.is_on(f.rule.number));
        flow.fixes = found.iter().map(|f| (*f, self.applies(f))).collect();
        // What stays as it is stays in its language.
        let is_repaired = flow.fixes.iter().any(|(_, applied)| *applied);
        if is_repaired && (flow.lang.is_some() || Lang::is_mixed(&flow.raw(page))) && !self.is_in_language(flow, page, page_lang) {
            flow.fixes.retain(|(_, applied)| !applied);
        }
    }
}

/// What a text is on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A section, a title in all its parts, or a line that refers to another page.
    Title,
    Byline,
    /// The first paragraph of an article.
    Opening,
    Paragraph,
    Caption,
    Furniture,
}

/// All texts of a page with what they are.
fn parts(layout: &mut Layout) -> impl Iterator<Item = (Part, &mut Flow)> {
    let articles = layout.articles.iter_mut().flat_map(|draft| {
        let titles = draft.section.iter_mut().chain(&mut draft.kicker).chain(&mut draft.headline).chain(&mut draft.deck);
        let paragraphs = draft.paragraphs.iter_mut().enumerate();
        let titles = titles.chain(&mut draft.jumps).map(|flow| (Part::Title, flow));
        let bylines = draft.byline.iter_mut().map(|flow| (Part::Byline, flow));
        let text = paragraphs.map(|(n, flow)| (if n == 0 { Part::Opening } else { Part::Paragraph }, flow));
        titles.chain(bylines).chain(text).chain(draft.captions.iter_mut().map(|flow| (Part::Caption, flow)))
    });
    articles.chain(layout.furniture.iter_mut().map(|flow| (Part::Furniture, flow)))
}

/// What the rules for marks look at in a part of a page.
fn kind_of(part: Part, flow: &Flow, page: &str, title: Kind) -> Kind {
    match part {
        Part::Title | Part::Furniture => title,
        Part::Byline => Kind { names: true, ..title },
        Part::Opening => Kind { prose: true, opening: byline::opening(&flow.raw(page), title.lang).whole, ..title },
        Part::Paragraph | Part::Caption => Kind { prose: true, ..title },
    }
}

/// A text in another language has the marks of that.
fn in_its_language(flow: &Flow, page: &str, kind: Kind) -> Kind {
    match flow.lang {
        Some(lang) if kind.prose => Kind { lang, print: Print::of(page, lang), ..kind },
        _ => kind,
    }
}

/// Leaves words among those of another language than their text's: paragraphs of two may have been taken for one.
fn spare_other_languages(raw: &str, lang: Lang, found: &mut Vec<Fix>) {
    found.retain(|fix| {
        let (mut start, mut end) = (fix.start.saturating_sub(BESIDE), raw.len().min(fix.end + BESIDE));
        while !raw.is_char_boundary(start) {
            start += 1;
        }
        while !raw.is_char_boundary(end) {
            end -= 1;
        }
        // Of its own sentence, as far as that is near.
        let start = raw.get(start..fix.start).and_then(|head| head.rfind(SENTENCE_ENDS)).map_or(start, |at| start + at);
        let end = raw.get(fix.end..end).and_then(|tail| tail.find(SENTENCE_ENDS)).map_or(end, |at| fix.end + at);
        raw.get(start..end).is_none_or(|around| !lang.is_left_in(around))
    });
}

/// Bytes on each side of a word that tell the language there, and marks that end sentences.
const BESIDE: usize = 80;
const SENTENCE_ENDS: [char; 3] = ['.', '!', '?'];

/// The first character of a text from a place on, its repairs made.
fn first_repaired(flow: &Flow, raw: &str, from: usize) -> Option<char> {
    let mut at = from;
    for (fix, _) in flow.fixes.iter().filter(|(fix, applied)| *applied && fix.start >= from) {
        let kept = raw.get(at..fix.start).unwrap_or("").chars().find(|c| *c != ' ');
        if let Some(first) = kept.or_else(|| fix.to.chars().find(|c| *c != ' ')) {
            return Some(first);
        }
        at = fix.end;
    }
    raw.get(at..)?.chars().find(|c| *c != ' ')
}

/// What names a picture is no text: its marks stay.
pub(super) fn spare_pictures(layout: &mut Layout, page: &str) {
    layout.furniture.iter_mut().filter(|flow| page::is_picture(&flow.raw(page))).for_each(|flow| flow.fixes.clear());
}

/// All text of a page but its bylines.
pub(super) fn texts(layout: &mut Layout) -> impl Iterator<Item = &mut Flow> {
    layout.articles.iter_mut().flat_map(texts_of).chain(&mut layout.furniture)
}

/// The texts of the articles but their bylines; of furniture, full of names, no counts of running text say anything. Where there is no
/// article, a line may be all that is known of one.
fn articles(layout: &mut Layout) -> impl Iterator<Item = &mut Flow> {
    let lines = if layout.articles.is_empty() { layout.furniture.as_mut_slice() } else { &mut [] };
    layout.articles.iter_mut().flat_map(texts_of).chain(lines)
}

/// The furniture of a page that has articles.
fn furniture_beside(layout: &Layout) -> &[Flow] {
    if layout.articles.is_empty() { &[] } else { &layout.furniture }
}

/// How often a spelling in furniture counts: the name of a paper, of a place or of a firm is spelt there as it is.
const NAMES: u32 = 2;

fn texts_of(draft: &mut Draft) -> impl Iterator<Item = &mut Flow> {
    let titles = draft.section.iter_mut().chain(&mut draft.kicker).chain(&mut draft.headline).chain(&mut draft.deck);
    titles.chain(&mut draft.paragraphs).chain(&mut draft.captions)
}

/// Puts a repair among the others where none takes its place; whether it could. Marks come first: a word that lost a speck is looked at another
/// time.
fn insert(flow: &mut Flow, fix: Fix, applied: bool) -> bool {
    let at = flow.fixes.partition_point(|(f, _)| f.end <= fix.start);
    let is_free = flow.fixes.get(at).is_none_or(|(f, _)| f.start >= fix.end);
    if is_free {
        flow.fixes.insert(at, (fix, applied));
    }
    is_free
}
