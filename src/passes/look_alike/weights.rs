//! Weights of the guesses, fitted by `examples/fit_look_alike.rs` on generated damage over text that no count has seen. `DOUBLED` is what
//! it prints, but for one weight. `MISREAD` is from an earlier run of four rounds, before the limits in `site` on what is weighed at all and
//! with another order of the shapes. `site::LEAST_PRIOR` is set for these: with it the weights of a run today find a twentieth less on
//! dumps; with one of -14, for which a page takes a tenth more time, they find as much, and a tenth more that is wrong.

use crate::passes::look_alike::{doubled, halves, site};

/// What speaks for another character; `Site::features` names them.
pub(super) const MISREAD: [f32; site::FEATURES] = [
    -5.062, 0.245, 0.264, 6.050, -0.391, -0.083, -4.125, -0.562, 0.529, -0.065, -0.095, 0.183, 0.150, -0.135, -0.165, 0.003, 0.009, -0.232,
    -0.288, -0.354, -0.735, 0.244, -0.026, -1.252,
];

/// What speaks for a character that was read twice; `doubled::features` names them. That the two are a word (一一, 天天) says more against it
/// than the run has it (-0.066 a bit): it saw few of them.
pub(super) const DOUBLED: [f32; doubled::FEATURES] =
    [2.266, 0.108, 0.355, -0.064, -0.502, 0.012, -0.039, 0.212, -0.430, -0.059, 2.516, -0.062, -3.054, -0.200, 1.366, -0.932, -3.518];

/// What speaks for one character that was read as its two halves: the bits that it gains. Set by hand, below what a regression says: right
/// and wrong ones hardly meet (see `halves`), and there are more kinds of text than that was counted in.
pub(super) const HALVES: [f32; halves::FEATURES] = [-5.5, 0.5];
