//! What is printed and no text: rules and frames.

use crate::geometry::{Cell, Row};
use crate::reader::Rect;

/// A rule is this much longer than thick; a scan that leans makes it thicker.
const SLENDER: f32 = 7.0;

/// No rule is so thick, in em, but those that take such a share of the page's width. Of 2,300 that Tesseract saw three in a hundred are.
const THICK: f32 = 0.85;
const WIDE: f32 = 0.8;

/// A shorter rule, in em, is a piece of one.
const BAR: f32 = 2.4;
/// A picture is this wide and high, in em, and holds fewer words.
const PICTURE: f32 = 3.0;
const WORDS: usize = 3;

/// Rules that meet at one end of another one, at most: the frames of two columns and those inside them.
const MOST_MEETING: usize = 8;

/// The rule below a tab is this near, begins as near to its left side, in em, and is so many times as long.
const TAB_BELOW: f32 = 1.0;
const TAB_START: f32 = 1.5;
const TAB_RULE: f32 = 1.5;

/// A caption begins this close to the lower edge of its picture, in em.
const CAPTION: f32 = 2.0;

/// What is printed and no text.
#[derive(Debug, Default)]
pub(super) struct Graphics {
    /// Rules from left to right.
    pub(super) across: Vec<Rect>,
    /// Rules from top to bottom.
    pub(super) upright: Vec<Rect>,
    /// Pieces of rules from top to bottom, too short to part anything.
    pub(super) bars: Vec<Rect>,
    /// Frames of four rules.
    pub(super) frames: Vec<Rect>,
    /// Pictures. What holds words is none.
    pub(super) pictures: Vec<Rect>,
}

/// Leaves out what an engine took for rules across and is the lower part of lines of print: it is thicker than rules that lean with the
/// page are. Those of a masthead, from side to side, may be several.
pub(super) fn leave_out_print(graphics: &mut Vec<Rect>, cells: &[Cell], slope: f32, em: f32) {
    let page = cells.iter().map(|cell| cell.rect).reduce(Rect::union).unwrap_or_default();
    graphics.retain(|rect| {
        let across = rect.width() > rect.height() * SLENDER && rect.width() < page.width() * WIDE;
        !across || rect.height() - rect.width() * slope.abs() < em * THICK
    });
}

impl Graphics {
    pub(super) fn of(rects: Vec<Rect>, cells: &[Cell], em: f32) -> Self {
        let mut out = Self::default();
        for rect in rects {
            if rect.width() > rect.height() * SLENDER {
                out.across.push(rect);
            } else if rect.height() > rect.width() * SLENDER && rect.height() > em * BAR {
                out.upright.push(rect);
            } else if rect.height() > rect.width() && rect.width() < em {
                out.bars.push(rect);
            } else if rect.width().min(rect.height()) > em * PICTURE {
                let words = cells.iter().filter(|c| rect.x0 < c.rect.center() && c.rect.center() < rect.x1);
                let inside = words.filter(|c| rect.y0 < c.rect.middle() && c.rect.middle() < rect.y1 - em * CAPTION).count();
                out.pictures.extend((inside < WORDS).then_some(rect));
            }
        }
        out.take_frames(em);
        out.end_at_frames(em);
        out
    }

    /// The sides of a frame part nothing.
    fn take_frames(&mut self, em: f32) {
        let Self { across, upright, frames, .. } = self;
        let mut sides: Vec<Rect> = Vec::new();
        upright.retain(|side| {
            // The ends of rules are seldom where they meet, least of all on a scan that leans.
            let near = em * 0.6 + side.height() * 0.02;
            let meeting = |y: f32| {
                let at_end = |a: &Rect| (a.x0 - side.center()).abs() < near || (a.x1 - side.center()).abs() < near;
                across.iter().filter(move |a| (a.middle() - y).abs() < near && at_end(a))
            };
            // Rules that run off to either side are of frames beside it.
            let over = |a: &Rect, b: &Rect| a.x1.min(b.x1) - a.x0.max(b.x0) > a.width().min(b.width()) / 2.0;
            let feet: Vec<&Rect> = meeting(side.y1).take(MOST_MEETING).collect();
            let is_side = meeting(side.y0).take(MOST_MEETING).any(|top| feet.iter().any(|foot| over(top, foot)));
            if let Some(other) = sides.iter().find(|o| is_side && (o.y0 - side.y0).abs() < near && (o.y1 - side.y1).abs() < near) {
                frames.push(other.union(*side));
            }
            sides.extend(is_side.then_some(*side));
            !is_side
        });
    }

    /// A rule that runs into a frame is one beside it and one inside it; the latter parts nothing.
    fn end_at_frames(&mut self, em: f32) {
        for rule in &mut self.across {
            for frame in &self.frames {
                let enters = rule.x0 < frame.x1 && rule.x1 > frame.x0 && frame.y0 + em < rule.middle() && rule.middle() < frame.y1 - em;
                if enters && rule.x0 < frame.x0 - em {
                    rule.x1 = frame.x0;
                } else if enters && rule.x1 > frame.x1 + em {
                    rule.x0 = frame.x1;
                }
            }
        }
    }

    /// Whether a frame is the tab of a section: it stands on a rule that begins where it does and is longer.
    pub(super) fn is_tab(&self, frame: &Rect, em: f32) -> bool {
        self.across.iter().any(|rule| {
            let below = frame.y1 - em < rule.middle() && rule.middle() < frame.y1 + em * TAB_BELOW;
            below && (rule.x0 - frame.x0).abs() < em * TAB_START && rule.width() > frame.width() * TAB_RULE
        })
    }

    /// Whether a line stands right below a picture, no wider than that. Engines draw some pictures around their captions.
    pub(super) fn is_below_picture(&self, line: &Rect, em: f32) -> bool {
        self.pictures.iter().any(|p| {
            let within = p.x0 - em < line.x0 && line.x1 < p.x1 + em;
            within && p.y1 - em * CAPTION < line.middle() && line.y0 < p.y1 + em * CAPTION
        })
    }

    /// The smallest frame that all rows stand in.
    pub(super) fn frame_of(&self, rows: &[Row]) -> Option<usize> {
        let inside = |f: &Rect, r: &Rect| f.y0 < r.middle() && r.middle() < f.y1 && f.x0 < r.center() && r.center() < f.x1;
        let around = self.frames.iter().enumerate().filter(|(_, f)| !rows.is_empty() && rows.iter().all(|row| inside(f, &row.rect)));
        around.min_by(|a, b| a.1.height().total_cmp(&b.1.height())).map(|(n, _)| n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_ends_where_it_runs_into_a_frame() {
        let frame = [
            Rect::new(100.0, 0.0, 200.0, 2.0),
            Rect::new(100.0, 98.0, 200.0, 100.0),
            Rect::new(100.0, 0.0, 102.0, 100.0),
            Rect::new(198.0, 0.0, 200.0, 100.0),
        ];
        let rule = Rect::new(0.0, 50.0, 199.0, 52.0);
        let found = Graphics::of([&frame[..], &[rule]].concat(), &[], 8.0);
        assert_eq!(found.frames.len(), 1);
        assert_eq!(found.across.iter().find(|r| r.y0 == 50.0).map(|r| r.x1), Some(100.0));
    }

    #[test]
    fn a_rule_between_frames_of_two_columns_is_no_side_of_either() {
        let ends = |foot: f32| {
            vec![Rect::new(102.0, 0.0, 200.0, 2.0), Rect::new(foot, 198.0, foot + 98.0, 200.0), Rect::new(100.0, 0.0, 102.0, 200.0)]
        };
        assert_eq!(Graphics::of(ends(0.0), &[], 8.0).upright.len(), 1);
        assert_eq!(Graphics::of(ends(102.0), &[], 8.0).upright.len(), 0);
    }

    #[test]
    fn a_frame_on_a_longer_rule_is_a_tab() {
        let frame = Rect::new(0.0, 0.0, 80.0, 20.0);
        let is_tab = |rule: Rect| Graphics { across: vec![rule], ..Graphics::default() }.is_tab(&frame, 10.0);
        assert!(is_tab(Rect::new(-2.0, 24.0, 300.0, 26.0)));
        // It is no longer, begins elsewhere, or lies further down.
        assert!(!is_tab(Rect::new(0.0, 24.0, 100.0, 26.0)));
        assert!(!is_tab(Rect::new(-200.0, 24.0, 100.0, 26.0)));
        assert!(!is_tab(Rect::new(0.0, 44.0, 300.0, 46.0)));
    }

    #[test]
    fn what_is_as_thick_as_print_is_no_rule() {
        let word = |x: f32| crate::geometry::tests::cell(0, 0, x, 20.0);
        let left = |rect: Rect, slope: f32| {
            let mut graphics = vec![rect];
            leave_out_print(&mut graphics, &[word(0.0), word(460.0)], slope, 10.0);
            !graphics.is_empty()
        };
        let rule = |x1: f32, y1: f32| Rect::new(0.0, 0.0, x1, y1);
        assert!(left(rule(200.0, 3.0), 0.0));
        assert!(!left(rule(200.0, 10.0), 0.0));
        // It leans, or is that of a masthead.
        assert!(left(rule(200.0, 10.0), -0.02));
        assert!(left(rule(490.0, 10.0), 0.0));
    }

    #[test]
    fn what_holds_words_is_no_picture() {
        let word = |x: f32| crate::geometry::tests::cell(0, 0, x, 20.0);
        let rect = vec![Rect::new(0.0, 0.0, 200.0, 100.0)];
        assert_eq!(Graphics::of(rect.clone(), &[], 8.0).pictures.len(), 1);
        assert!(Graphics::of(rect, &[word(5.0), word(60.0), word(120.0)], 8.0).pictures.is_empty());
    }
}
