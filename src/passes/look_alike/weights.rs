//! Weights of the guesses, fitted by `examples/fit_look_alike.rs` on generated damage over text that no count has seen. `DOUBLED` is from
//! a run of sixteen rounds, in which nothing was cut in two. `MISREAD` is from an earlier one of four rounds, before the limits in `site`
//! on what is weighed at all: a run today prints others, which find less on dumps, and more that is wrong.

use crate::passes::look_alike::{doubled, halves, site};

/// What speaks for another character; `Site::features` names them.
pub(super) const MISREAD: [f32; site::FEATURES] = [
    -5.062, 0.245, 0.264, 6.050, -0.391, -0.083, -4.125, -0.562, 0.529, -0.065, -0.095, 0.183, 0.150, -0.135, -0.165, 0.003, 0.009, -0.232,
    -0.288, -0.354, -0.735, 0.244, -0.026, -1.252,
];

/// What speaks for a character that was read twice; `doubled::features` names them.
pub(super) const DOUBLED: [f32; doubled::FEATURES] =
    [-0.608, 0.138, 0.110, 0.101, -0.285, -0.151, 0.088, 0.099, -0.076, 0.133, 0.653, -0.048, -2.419, -0.100, 0.852, 0.980, -3.388];

/// What speaks for one character that was read as its two halves: the bits that it gains. Set by hand, below what a regression says: right
/// and wrong ones hardly meet (see `halves`), and there are more kinds of text than that was counted in.
pub(super) const HALVES: [f32; halves::FEATURES] = [-5.5, 0.5];
