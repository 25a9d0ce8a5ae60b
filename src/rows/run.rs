//! Columns that are read one after the other, an article beginning wherever a head stands in one: pages without boxes.

use crate::rows::article::{ARTICLE, Article, INSIDE};
use crate::rows::line::{Kind, Line};

/// Cost of a column that ends in a head, whose text stands at the top of the next one.
const FOOT: f32 = 1.0;

/// What a line of a run is: one of the heads of an article, the first line of its text, or another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Head,
    Lead,
    Text,
}

/// The best way up to a line that ends in a role: what it gains, and the role of the line before.
#[derive(Clone, Copy)]
struct Way {
    gain: f32,
    from: Option<Role>,
}

const NONE: Way = Way { gain: f32::NEG_INFINITY, from: None };

/// Ways by roles.
type Ways = [Way; 3];

/// A line of a run with what is known of those before it.
struct Step<'l> {
    n: usize,
    line: &'l Line,
    /// The line before it, and the last one of text.
    before: Option<usize>,
    text: Option<usize>,
    /// The first line of its column.
    first: usize,
}

impl Article<'_> {
    /// What speaks for lines as a run, and their roles then; they stand in the order of their columns.
    pub(super) fn run(&mut self, lines: &[usize]) -> (f32, Vec<Role>) {
        let mut all: Vec<Ways> = Vec::with_capacity(lines.len());
        let (mut text, mut first) = (None, lines.first().copied().unwrap_or(0));
        for (k, &n) in lines.iter().enumerate() {
            let before = k.checked_sub(1).map(|k| lines[k]);
            let line = self.lines[n];
            if before.is_some_and(|before| self.lines[before].column != line.column) {
                first = n;
            }
            let step = Step { n, line: &line, before, text, first };
            all.push(self.step(&step, all.last().copied()));
            text = if line.kind == Kind::Text { Some(n) } else { text };
        }
        back(&all, text.map_or(0.0, |text| self.end(text)))
    }

    /// The best ways up to a line.
    fn step(&mut self, step: &Step<'_>, before: Option<Ways>) -> Ways {
        let Some(ways) = before else {
            let mut out = [NONE; 3];
            out[Role::Head as usize].gain = -ARTICLE - self.value[step.n];
            out[Role::Lead as usize].gain = -ARTICLE + self.lead(step.n, false);
            return out;
        };
        let best = |from: &[(Role, f32)]| {
            let ways = from.iter().map(|&(role, gain)| Way { gain: ways[role as usize].gain + gain, from: Some(role) });
            ways.fold(NONE, |best, way| if way.gain > best.gain { way } else { best })
        };
        let turned = step.before.is_some_and(|before| self.lines[before].column != step.line.column);
        let foot = if turned { FOOT } else { 0.0 };
        let ends = step.text.map_or(0.0, |text| self.end(text)) - ARTICLE;
        let head = -self.value[step.n];
        let (headed, bare) = (self.lead(step.n, true) - foot, self.lead(step.n, false) + ends);
        let text = self.more(step, turned);
        [
            best(&[(Role::Head, head - foot), (Role::Lead, head + ends), (Role::Text, head + ends)]),
            best(&[(Role::Head, headed), (Role::Lead, bare), (Role::Text, bare)]),
            best(&[(Role::Lead, text), (Role::Text, text)]),
        ]
    }

    /// What a line gains as the first one of an article's text.
    fn lead(&self, n: usize, headed: bool) -> f32 {
        if self.lines[n].kind != Kind::Text {
            return f32::NEG_INFINITY;
        }
        self.value[n] + self.start(n, headed)
    }

    /// What a line gains as one of an article's text.
    fn more(&mut self, step: &Step<'_>, turned: bool) -> f32 {
        let own = self.value[step.n];
        let over = step.before.map(|n| &self.lines[n]);
        if step.line.kind == Kind::Head {
            let parts = step.line.columns == 1 && over.is_none_or(|over| over.closed || over.kind == Kind::Head);
            return if parts { own.max(INSIDE) } else { own };
        }
        let below_head = over.is_some_and(|over| over.kind == Kind::Head);
        let flow = match step.text {
            Some(text) if turned => self.turn(text, step.n),
            _ => self.below(step.n, step.first),
        };
        own + flow - if step.line.opening { Self::late(below_head) } else { 0.0 }
    }
}

/// The gain of the best of some ways to the end, and the roles of its lines.
fn back(all: &[Ways], end: f32) -> (f32, Vec<Role>) {
    let roles = [Role::Head, Role::Lead, Role::Text];
    let Some(last) = all.last() else { return (0.0, Vec::new()) };
    let gain = |role: Role| last[role as usize].gain + if role == Role::Head { -FOOT } else { end };
    let Some(mut role) = roles.into_iter().max_by(|&a, &b| gain(a).total_cmp(&gain(b))) else { return (0.0, Vec::new()) };
    let sum = gain(role);
    let mut out = vec![role; all.len()];
    for (ways, out) in all.iter().zip(&mut out).rev() {
        *out = role;
        role = ways[role as usize].from.unwrap_or(role);
    }
    (sum, out)
}
