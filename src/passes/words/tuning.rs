//! The weights of the word rules, in bits unless said otherwise. Fitted by a coordinate search on one half of several sets of
//! read and printed lines, checked on the other half.

/// The weights.
#[derive(Debug)]
pub(super) struct Weights {
    /// Each twentieth of difference in shape.
    pub(super) shape: f32,
    /// Above the page's base: a letter for any other.
    pub(super) other: f32,
    /// A letter that was printed and is not read.
    pub(super) lost: f32,
    /// A letter that is read and was not printed.
    pub(super) stray: f32,
    /// Sightings that what is known of shapes counts for, against what the page shows.
    pub(super) trust: f32,
    /// Most that an edit gains or loses by what the page shows.
    pub(super) gain: f32,
    pub(super) forgo: f32,
    /// One misread letter above those of a misread word.
    pub(super) edit: f32,
    pub(super) least: f32,
    pub(super) most: f32,
    pub(super) french: f32,
    /// What an unknown word costs besides its letters.
    pub(super) lower_en: f32,
    pub(super) lower_de: f32,
    pub(super) lower_fr: f32,
    pub(super) capital: f32,
    pub(super) mixed: f32,
    pub(super) spelling: f32,
    pub(super) again: f32,
    pub(super) brief: f32,
    pub(super) rival: f32,
    pub(super) second: f32,
    pub(super) lost_space: f32,
    pub(super) inside: f32,
    pub(super) context: f32,
    pub(super) unseen: f32,
    pub(super) junk: f32,
    pub(super) capital_i: f32,
    pub(super) compound: f32,
    pub(super) common: f32,
    pub(super) listed: f32,
    pub(super) umlaut: f32,
    pub(super) part: f32,
    pub(super) close: f32,
    pub(super) noisy: f32,
    pub(super) several: f32,
    pub(super) pair: f32,
    pub(super) ending: f32,
    pub(super) frequent: f32,
}

static W: once_cell::sync::Lazy<Weights> = once_cell::sync::Lazy::new(|| {
    let g = |k: &str, d: f32| std::env::var(format!("W_{k}")).ok().and_then(|v| v.parse().ok()).unwrap_or(d);
    Weights {
        shape: g("shape", 0.55),
        other: g("other", 8.0),
        lost: g("lost", 8.0),
        stray: g("stray", 8.0),
        trust: g("trust", 40.0),
        gain: g("gain", 7.0),
        forgo: g("forgo", 2.0),
        edit: g("edit", 3.0),
        least: g("least", 4.0),
        most: g("most", 14.0),
        french: g("french", 2.5),
        lower_en: g("lower_en", 9.0),
        lower_de: g("lower_de", 7.0),
        lower_fr: g("lower_fr", 8.0),
        capital: g("capital", 4.0),
        mixed: g("mixed", 14.0),
        spelling: g("spelling", 0.9),
        again: g("again", 4.0),
        brief: g("brief", 4.0),
        rival: g("rival", 2.0),
        second: g("second", -1.5),
        lost_space: g("lost_space", -2.0),
        inside: g("inside", 1.0),
        context: g("context", 0.7),
        unseen: g("unseen", 0.7),
        junk: g("junk", 2.0),
        capital_i: g("capital_i", 13.5),
        compound: g("compound", 3.0),
        common: g("common", 4.0),
        listed: g("listed", 0.0),
        umlaut: g("umlaut", 4.0),
        part: g("part", 16.5),
        close: g("close", 3.5),
        noisy: g("noisy", 9.5),
        several: g("several", 0.0),
        pair: g("pair", 3.0),
        ending: g("ending", 4.0),
        frequent: g("frequent", 11.5),
    }
});

pub(super) fn w() -> &'static Weights {
    &W
}
