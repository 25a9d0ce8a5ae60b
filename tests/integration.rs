//! All tests of the library and the program from the outside, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "test code"
)]

#[path = "../fuzz/src/checks.rs"]
mod checks;
#[cfg(feature = "cli")]
#[path = "../fuzz/src/lines.rs"]
mod lines;
#[cfg(feature = "cli")]
#[path = "suite/cli.rs"]
mod cli;
#[path = "suite/corpus.rs"]
mod corpus;
#[path = "suite/eval.rs"]
mod eval;
#[path = "suite/laws.rs"]
mod laws;
#[path = "suite/layers.rs"]
mod layers;
#[path = "suite/picture.rs"]
mod picture;
#[path = "suite/producers.rs"]
mod producers;
#[path = "suite/replay.rs"]
mod replay;
#[path = "suite/rules.rs"]
mod rules;
#[path = "suite/written.rs"]
mod written;
#[path = "suite/told.rs"]
mod told;
#[path = "suite/structured.rs"]
mod structured;
