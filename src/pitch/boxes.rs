//! Boxes of columns side by side with the heads above them, in reading order.

use crate::pitch::strips::Strip;

/// A line of a page of fixed pitch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) row: usize,
    pub(super) x0: usize,
    pub(super) x1: usize,
}

/// Columns that are read one after the other, and what stands above them.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) strips: Vec<usize>,
    pub(super) heads: Vec<usize>,
    x0: usize,
    x1: usize,
    top: usize,
    bottom: usize,
}

/// Rows by which the tops of columns of one box differ, and in which a head stands above its columns.
const LEVEL: usize = 2;
const ABOVE: usize = 12;
/// Rows between the lines of one head.
const LEADING: usize = 2;

/// Lines of a head below each other.
#[derive(Clone, Debug)]
struct Head {
    lines: Vec<usize>,
    x0: usize,
    x1: usize,
    bottom: usize,
}

/// The boxes of a page in reading order, and the heads that belong to none.
pub(super) fn groups(strips: &[Strip], places: &[Place]) -> (Vec<Group>, Vec<usize>) {
    let heads = heads(places, strips);
    let below: Vec<Vec<usize>> = heads.iter().map(|head| below(head, strips)).collect();
    let mut group_of: Vec<usize> = (0..strips.len()).collect();
    let mut headed = vec![false; strips.len()];
    for under in &below {
        for &n in under {
            headed[n] = true;
            let (old, new) = (group_of[n], group_of[under[0]]);
            group_of.iter_mut().filter(|g| **g == old).for_each(|g| *g = new);
        }
    }
    for n in 0..strips.len() {
        let strip = &strips[n];
        // The nearest column at the left.
        let beside = |m: &usize| strips[*m].x < strip.x && strips[*m].meets(strip);
        let left = (0..n).filter(beside).max_by_key(|&m| (strips[m].x, strips[m].top.min(strip.top)));
        let Some(left) = left.filter(|_| !headed[n]) else { continue };
        let level = strips[left].top.abs_diff(strip.top) <= LEVEL;
        if level || strips[left].top < strip.top && strips[left].bottom.abs_diff(strip.bottom) <= LEVEL {
            let (old, new) = (group_of[n], group_of[left]);
            group_of.iter_mut().filter(|g| **g == old).for_each(|g| *g = new);
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    for n in 0..strips.len() {
        let members: Vec<usize> = (0..strips.len()).filter(|&m| group_of[m] == n).collect();
        if members.is_empty() {
            continue;
        }
        let own = heads.iter().zip(&below).filter(|(_, under)| under.first().is_some_and(|&u| group_of[u] == n));
        let own: Vec<usize> = own.flat_map(|(head, _)| head.lines.iter().copied()).collect();
        let of = |f: &dyn Fn(&Strip) -> usize| members.iter().map(|&m| f(&strips[m])).collect::<Vec<_>>();
        let top = of(&|s| s.top).into_iter().chain(own.iter().map(|&h| places[h].row)).min().unwrap_or(0);
        groups.push(Group {
            x0: of(&|s| s.x).into_iter().min().unwrap_or(0),
            x1: of(&|s| s.right).into_iter().max().unwrap_or(0),
            top,
            bottom: of(&|s| s.bottom).into_iter().max().unwrap_or(0),
            strips: members,
            heads: own,
        });
    }
    let loose = heads.iter().zip(&below).filter(|(_, under)| under.is_empty()).flat_map(|(head, _)| head.lines.iter().copied()).collect();
    (ordered(groups, 0), loose)
}

/// Heads from their lines, which stand close below each other.
fn heads(places: &[Place], strips: &[Strip]) -> Vec<Head> {
    let mut out: Vec<Head> = Vec::new();
    for (n, place) in places.iter().enumerate() {
        let near = |h: &&mut Head| place.row <= h.bottom + LEADING && place.row > h.bottom && place.x0 < h.x1 && h.x0 < place.x1;
        let crossed = |h: &Head| strips.iter().any(|s| s.top > h.bottom && s.bottom < place.row && s.x < h.x1 && h.x0 < s.right);
        match out.iter_mut().rev().find(near).filter(|h| !crossed(h)) {
            Some(head) => {
                head.lines.push(n);
                (head.x0, head.x1, head.bottom) = (head.x0.min(place.x0), head.x1.max(place.x1), place.row);
            }
            None => out.push(Head { lines: vec![n], x0: place.x0, x1: place.x1, bottom: place.row }),
        }
    }
    out
}

/// The columns that a head stands above, from left to right.
fn below(head: &Head, strips: &[Strip]) -> Vec<usize> {
    let over = |s: &Strip| head.x0 < s.right && s.x < head.x1 && s.top > head.bottom && s.top <= head.bottom + ABOVE;
    let mut out: Vec<usize> = (0..strips.len()).filter(|&n| over(&strips[n])).collect();
    // What stands below another one of them belongs to that.
    let all = out.clone();
    out.retain(|&n| {
        !all.iter().any(|&m| strips[m].bottom < strips[n].top && strips[m].x < strips[n].right && strips[n].x < strips[m].right)
    });
    out.sort_by_key(|&n| (strips[n].x, strips[n].top));
    out
}

/// Deeper than any page is nested.
const DEEPEST: usize = 24;

/// Groups in reading order: rows of them first where white runs through from left to right, columns of them where it does from
/// top to bottom.
fn ordered(mut groups: Vec<Group>, depth: usize) -> Vec<Group> {
    if groups.len() < 2 || depth > DEEPEST {
        return groups;
    }
    for by_rows in [true, false] {
        let from = |g: &Group| if by_rows { g.top } else { g.x0 };
        let to = |g: &Group| if by_rows { g.bottom } else { g.x1 };
        groups.sort_by_key(|g| (from(g), g.x0, g.top));
        let mut end = to(&groups[0]);
        for n in 1..groups.len() {
            if from(&groups[n]) > end {
                let behind = groups.split_off(n);
                let mut out = ordered(groups, depth + 1);
                out.extend(ordered(behind, depth + 1));
                return out;
            }
            end = end.max(to(&groups[n]));
        }
    }
    groups.sort_by_key(|g| (g.x0, g.top));
    groups
}
