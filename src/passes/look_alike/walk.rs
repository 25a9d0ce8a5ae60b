//! One walk over a text: where something may be amiss with its ideographs.

use crate::context::{Code, ContextModel, UNKNOWN, Usual};
use crate::likeness::Halves;
use crate::passes::look_alike::{DASH, triads};

/// A character of three bytes, as all ideographs of the basic block are, and the next one of that kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// Where it stands in the text.
    pub(super) at: usize,
    pub(super) char: u16,
    pub(super) next: u16,
    /// Codes of the one before, of itself, of the next one.
    pub(super) codes: [Code; 3],
    /// A bit for each thing that is known of it.
    facts: u8,
}

impl Place {
    const CUT: u8 = 1;
    const UNTIED: u8 = 2;
    const TWICE: u8 = 4;
    const SUSPICIOUS: u8 = Self::CUT | Self::UNTIED | Self::TWICE;
    const BEHIND: u8 = 8;
    const BEFORE: u8 = 16;

    /// It may be the left half of what was read as two.
    pub(super) fn is_cut(&self) -> bool {
        self.facts & Self::CUT != 0
    }

    /// It is tied to neither neighbour.
    pub(super) fn is_untied(&self) -> bool {
        self.facts & Self::UNTIED != 0
    }

    /// It stands twice.
    pub(super) fn is_twice(&self) -> bool {
        self.facts & Self::TWICE != 0
    }

    /// The code of the one before, where that stands right before it.
    pub(super) fn left(&self) -> Option<Code> {
        (self.facts & Self::BEHIND != 0).then_some(self.codes[0])
    }

    /// The code of the next one, where that stands right behind it.
    pub(super) fn right(&self) -> Option<Code> {
        (self.facts & Self::BEFORE != 0).then_some(self.codes[2])
    }
}

/// A character of three bytes: where it stands in its text, the one right before it (0 where there is none), itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Triad {
    at: u32,
    pub(super) before: u16,
    pub(super) char: u16,
}

/// A suspicious one among those of a text, and what is known of it.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    behind: u32,
    facts: u8,
}

/// The characters of the texts of a page, and what the last walk found.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Those of all texts.
    triads: Vec<Triad>,
    /// The codes of those of the last one.
    codes: Vec<Code>,
    found: Vec<Found>,
}

impl Walk {
    /// The characters of three bytes of all texts that were walked over.
    pub(super) fn triads(&self) -> &[Triad] {
        &self.triads
    }

    /// Gives the suspicious places of a text; `dash` is the code of a dash at a place.
    pub(super) fn over(
        &mut self,
        text: &str,
        model: &ContextModel,
        halves: &Halves,
        dash: impl Fn(usize) -> Code,
    ) -> impl Iterator<Item = Place> {
        let first = self.triads.len();
        self.triads.reserve(text.len() / 3);
        triads(text, |at, before, char| self.triads.push(Triad { at: u32::try_from(at).unwrap_or(u32::MAX), before, char }));
        let own = self.triads.get(first..).unwrap_or_default();
        self.codes.clear();
        self.codes.extend(own.iter().map(|t| if t.char == DASH { dash(place(t.at)) } else { model.code_of(t.char) }));
        let codes = self.codes.as_slice();
        let found = find(own, codes, model.usual(), halves, &mut self.found);
        found.iter().filter_map(|&Found { behind, facts }| {
            let n = place(behind).checked_sub(1)?;
            let code = |n: usize| codes.get(n).copied().unwrap_or(UNKNOWN);
            let (own, next) = (own.get(n)?, own.get(n + 1).map_or(0, |next| next.char));
            Some(Place {
                at: place(own.at),
                char: own.char,
                next,
                codes: [n.checked_sub(1).map_or(UNKNOWN, code), code(n), code(n + 1)],
                facts,
            })
        })
    }
}

/// The suspicious ones of a text's characters. Half of all pairs are usual, in no order that a processor could foresee: so nothing in here
/// branches on what a character is. Each place is written down, over the one before if that was not suspicious.
fn find<'r>(own: &[Triad], codes: &[Code], usual: Usual<'_>, halves: &Halves, room: &'r mut Vec<Found>) -> &'r [Found] {
    if room.len() <= own.len() {
        room.resize((own.len() + 1).next_power_of_two(), Found::default());
    }
    let mut len = 0;
    let mut note = |found: Found| {
        if let Some(own) = room.get_mut(len) {
            *own = found;
        }
        len += usize::from(found.facts & Place::SUSPICIOUS != 0);
    };
    let bit = |is: bool, bit: u8| u8::from(is) * bit;
    // Of the character before: its code, and what is known of it so far.
    let (mut last, mut facts, mut is_open, mut was_left) = (UNKNOWN, 0, false, false);
    let mut behind = 0;
    for (&Triad { before, char, .. }, &code) in own.iter().zip(codes) {
        let is_beside = before != 0;
        // What no count knows is usual beside nothing, whatever the bits of other pairs say: 巿 for 市.
        let is_tied = is_beside & usual.has_at_once(last, code) & (code != UNKNOWN) & (last != UNKNOWN);
        let is_ideograph = matches!(char, 0x4E00..=0x9FFF);
        let is_twin = (char == before) & is_ideograph;
        let [is_left, is_right] = halves.sides(char);
        facts |= bit(is_beside & was_left & is_right, Place::CUT)
            | bit(is_open & !is_tied, Place::UNTIED)
            | bit(is_twin, Place::TWICE)
            | bit(is_beside, Place::BEFORE);
        note(Found { behind, facts });
        is_open = !is_twin & !is_tied & is_ideograph;
        facts = bit(is_beside, Place::BEHIND);
        (was_left, last) = (is_left, code);
        behind += 1;
    }
    note(Found { behind, facts: facts | bit(is_open, Place::UNTIED) });
    room.get(..len).unwrap_or_default()
}

/// Places are kept in four bytes.
fn place(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
