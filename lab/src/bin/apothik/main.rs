//! The native command: experiments without a browser.

mod compare;
mod detection;
mod memory;
mod number;
mod replay;
mod run;
mod scale;
mod sweep;

use std::{io, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(version, about = "Apothik's experiments, on simulated machines")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a file of console lines on a fresh cluster of five, in virtual time.
    ///
    /// Prints one result a line. Blank lines and comments are skipped; a line that can't be read
    /// ends the run.
    Run {
        /// The file; `-` reads standard input.
        file: PathBuf,
        /// Print each line before its result, behind the prompt `iex> `.
        #[arg(long)]
        echo: bool,
        /// Write everything that happens to the machines into this file, for `replay`.
        #[arg(long, value_name = "FILE")]
        trace: Option<PathBuf>,
    },
    /// Live many random lives of a cluster, and check that every promise holds.
    ///
    /// Each life is a seed: chaos (crashes, freezes, partitions, a network that loses, repeats
    /// and reorders), then heal, then a calm in which everything must come right. Each is lived
    /// twice and must be the same both times.
    Sweep(sweep::Arguments),
    /// Measure how soon a death is known by ticks alone on a lossy network.
    Detection(detection::Arguments),
    /// Do the seed's experiment at any size: fill the machines, kill one, count.
    ///
    /// The machines are real and their messages too; time is virtual. Without options it is the
    /// seed's own: five machines, 5,000 keys, and the second machine dies.
    Scale(scale::Arguments),
    /// Compare all placements at any number of machines.
    ///
    /// Tells how evenly they share the keys, which keys move needlessly when machines go and come,
    /// how long a lookup takes and how much memory; beside it, what arithmetic expects. No machine
    /// runs.
    Compare(compare::Arguments),
    /// Run a trace again, bit for bit, under the same checkers.
    Replay {
        /// The trace.
        file: PathBuf,
    },
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Run { file, echo, trace } => run::run(&file, echo, trace.as_deref()),
        Command::Sweep(arguments) => sweep::run(&arguments),
        Command::Detection(arguments) => {
            detection::run(&arguments);
            Ok(())
        }
        Command::Scale(arguments) => scale::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Replay { file } => replay::run(&file),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("apothik: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whoever reads our output has had enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
