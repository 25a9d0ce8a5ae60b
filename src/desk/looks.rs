//! What benches see of the way of a page, and the programs that fit weights.

use super::blocks::Dump;
use super::{Desk, take_pictures};
use crate::assemble;
use crate::error::Error;
use crate::hyphen::Hyphens;
use crate::lang::Lang;
use crate::page::{self, Block, drop_cap};
use crate::passes::classify::{self, Weighed};
use crate::passes::echo::Echo;
use crate::passes::look_alike;
use crate::reader;
use crate::sheet;
use crate::source::RawPage;
use crate::stats::Statistics;
use crate::wrapped::Lined;

/// A stage of the way of a page, for benches.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Code points.
    Normalise,
    /// Lines and blocks.
    Blocks,
    /// Roles of the blocks.
    Classify,
    /// Articles with their joins.
    Stitch,
    /// Repairs of glyphs.
    Glyphs,
}

impl Desk {
    /// Runs the stages up to one of them and counts what they found; for benches.
    #[doc(hidden)]
    pub fn run_to(&self, page: &str, stage: Stage) -> usize {
        let mut records = Vec::new();
        let markup = self.markup(page);
        let (norm, _) = self.normalise(page, markup.fixes, &mut records);
        let text = norm.as_deref().unwrap_or(page);
        if stage == Stage::Normalise {
            return records.len();
        }
        let (lang, foreign) = self.lang_of_page(text);
        let stats = self.statistics(lang);
        let hyphens = Hyphens::new(text, stats);
        let (mut blocks, _) = Dump { text, stats, bars: Vec::new(), skip: None, hyphens: &hyphens, ordered: markup.transcribed }.blocks();
        take_pictures(&mut blocks);
        if stage == Stage::Blocks {
            return blocks.len();
        }
        let joined = page::joined(&blocks, text);
        let texts = joined.texts(&blocks, text);
        let echo = Echo::new(&texts, stats);
        let (roles, evidence) = classify::roles(&texts, &blocks, &echo);
        if stage == Stage::Classify {
            return roles.len();
        }
        let mut layout = assemble::assemble(text, &blocks, &texts, &roles, &evidence, &echo, &hyphens);
        if stage == Stage::Glyphs {
            let words = if foreign { Vec::new() } else { self.words(&layout, text, lang) };
            self.glyphs(&mut layout, text, stats.lang, words, &hyphens);
            self.look_alikes(&mut layout, text, stats.lang);
            self.settle(&mut layout, text, stats.lang);
        }
        layout.articles.len()
    }

    /// The blocks of a structured file as the search for their roles sees them, `None` of what is no such file; for the program that
    /// fits the weights of their figures.
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be read.
    #[doc(hidden)]
    pub fn weighed(&self, raw: &RawPage) -> Result<Option<Weighed>, Error> {
        let Some(sheet) = reader::sheet(&raw.text, raw.form)? else { return Ok(self.weighed_dump(&raw.text)) };
        let (draft, words) =
            sheet::text(&sheet, &raw.text, &mut |draft, span| self.normalise_span(&raw.text, span, draft, &mut Vec::new()));
        let stats = self.statistics(self.lang_of(&draft.text));
        let mut blocks = sheet::blocks(&sheet, &words, &draft.text, stats);
        Ok(Some(weigh(&mut blocks, &draft.text, stats)))
    }

    /// The same of a dump that keeps the lines of its columns; nothing of another one.
    fn weighed_dump(&self, source: &str) -> Option<Weighed> {
        self.with_dump(source, |dump| {
            let (mut blocks, _) = dump.blocks();
            take_pictures(&mut blocks);
            Some(weigh(&mut blocks, dump.text, dump.stats)).filter(|weighed| weighed.columned)
        })
    }

    /// The lines of a dump that keeps its columns, as the sequence sees them that says what each of them is; nothing of another one. For the
    /// program that fits the weights of their figures.
    #[doc(hidden)]
    pub fn lined(&self, source: &str) -> Option<Lined> {
        self.with_dump(source, |dump| dump.lined())
    }

    /// What something finds in a dump whose code points are repaired.
    fn with_dump<T>(&self, source: &str, look: impl FnOnce(&Dump<'_>) -> Option<T>) -> Option<T> {
        let marks = self.column_rules(source);
        let breaks = self.soft_breaks(source);
        let markup = self.markup(source);
        let (norm, hops) = self.normalise(source, self.taken(&marks, &breaks, markup.fixes), &mut Vec::new());
        let text = norm.as_deref().unwrap_or(source);
        let stats = self.statistics(self.lang_of(text));
        let bars = hops.iter().filter(|h| marks.iter().any(|m| m.start == h.source)).map(|h| h.norm).collect();
        let hyphens = Hyphens::new(text, stats);
        look(&Dump { text, stats, bars, skip: None, hyphens: &hyphens, ordered: markup.transcribed })
    }
}

fn weigh(blocks: &mut Vec<Block>, text: &str, stats: Statistics<'_>) -> Weighed {
    drop_cap::join(blocks, text, stats);
    let joined = page::joined(blocks, text);
    let texts = joined.texts(blocks, text);
    classify::weighed(&texts, blocks, &Echo::new(&texts, stats))
}

/// Characters of a Chinese text that may be misread, read twice or cut, what they should read, and what speaks for it; for the program
/// that fits the weights.
#[doc(hidden)]
pub fn look_alike_candidates(text: &str) -> Vec<(std::ops::Range<usize>, String, Vec<f32>)> {
    look_alike::model(Lang::ZhHans).map(|model| look_alike::candidates(model, text)).unwrap_or_default()
}
