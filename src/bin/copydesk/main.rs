//! The program: arguments in, exit status out.
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "test code"))]

mod args;
mod eval;
mod input;
mod layout;
mod list;
mod output;
mod records;
mod report;
mod revert;
mod run;
mod train;
mod unpack;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = args::Args::parse();
    match run::run(args) {
        Ok(run::Outcome::Done) => ExitCode::SUCCESS,
        Ok(run::Outcome::Findings) => ExitCode::from(1),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error);
            ExitCode::from(2)
        }
    }
}
