//! One walk over a text: where something may be amiss with its ideographs.

use crate::context::{Code, ContextModel, UNKNOWN};
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

/// What a walk found, in room that all texts of a page share.
#[derive(Debug, Default)]
pub(super) struct Walk(Vec<Place>);

impl Walk {
    /// Gives the suspicious places of a text; `dash` is the code of a dash at a place. Half of all pairs are usual, in no order that a
    /// processor could foresee: so nothing in here branches on what a character is. Each place is written down, over the one before if that was
    /// not suspicious.
    pub(super) fn over(&mut self, text: &str, model: &ContextModel, halves: &Halves, dash: impl Fn(usize) -> Code) -> &[Place] {
        let most = text.len() / 3 + 1;
        if self.0.len() < most {
            self.0.resize(most.next_power_of_two(), Place::default());
        }
        let room = self.0.as_mut_slice();
        let mut len = 0;
        let mut note = |place: Place| {
            if let Some(own) = room.get_mut(len) {
                *own = place;
            }
            len += usize::from(place.facts & Place::SUSPICIOUS != 0);
        };
        let usual = model.usual();
        let bit = |is: bool, bit: u8| u8::from(is) * bit;
        // Of the character before: where it stands, itself, its code and that of the one before it, and what is known of it so far.
        let (mut last_at, mut last_char, mut last, mut left, mut facts) = (0, 0, UNKNOWN, UNKNOWN, 0);
        let (mut is_open, mut was_left) = (false, false);
        triads(text, |at, before, char| {
            let code = if char == DASH { dash(at) } else { model.code_of(char) };
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
            note(Place { at: last_at, char: last_char, next: char, codes: [left, last, code], facts });
            is_open = !is_twin & !is_tied & is_ideograph;
            facts = bit(is_beside, Place::BEHIND);
            (was_left, left, last, last_at, last_char) = (is_left, last, code, at, char);
        });
        note(Place { at: last_at, char: last_char, next: 0, codes: [left, last, UNKNOWN], facts: facts | bit(is_open, Place::UNTIED) });
        self.0.get(..len).unwrap_or_default()
    }
}
