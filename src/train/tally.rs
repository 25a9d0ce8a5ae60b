//! Counts of many things in bounded memory.

use crate::own::Written;
use std::collections::HashMap;

/// Counts by key. Where there are too many keys, those seen least are forgotten, whatever their order.
#[derive(Debug)]
pub(super) struct Tally {
    counts: HashMap<u64, Written>,
    capacity: usize,
}

/// Fewer keys than these are never kept.
const LEAST: usize = 64;

impl Tally {
    pub(super) fn new(capacity: usize) -> Self {
        Self { counts: HashMap::new(), capacity }
    }

    pub(super) fn capacity(&mut self, entries: usize) {
        self.capacity = entries.max(LEAST);
    }

    /// Counts a key once more.
    pub(super) fn add(&mut self, key: u64) -> &mut Written {
        if self.counts.len() >= self.capacity && !self.counts.contains_key(&key) {
            self.forget();
        }
        let entry = self.counts.entry(key).or_default();
        entry.count += 1;
        entry
    }

    /// Forgets the least frequent keys until a quarter of the room is free.
    fn forget(&mut self) {
        while self.counts.len() > self.capacity / 4 * 3 {
            let least = self.counts.values().map(|entry| entry.count).min().unwrap_or(0);
            self.counts.retain(|_, entry| entry.count > least);
        }
    }

    /// What was seen so often, in the order of the keys.
    pub(super) fn sorted(self, least: u64) -> Vec<(u64, Written)> {
        let mut out: Vec<_> = self.counts.into_iter().filter(|(_, entry)| entry.count >= least).collect();
        out.sort_unstable_by_key(|(key, _)| *key);
        out
    }
}
