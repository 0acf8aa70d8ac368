//! The native command: experiments without a browser, and clusters on NATS.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used)]

mod channel;
mod compare;
mod detection;
mod link;
mod master;
mod memory;
mod nats;
mod node;
mod number;
mod replay;
mod run;
mod scale;
mod sweep;

use std::{io, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(version, about = "Apothik's experiments on simulated machines, and its clusters on NATS")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a scenario, or just a file of console lines, on a fresh cluster of five in virtual time.
    ///
    /// Prints one result a line. Nothing is run of a file with a line that can't be read; a result
    /// that isn't the one behind `#=>` ends the run.
    Run {
        /// The file; `-` reads standard input; the address of a shared run is one too.
        file: PathBuf,
        /// Print each line before its result, behind the prompt `iex> `.
        #[arg(long)]
        echo: bool,
        /// Write everything that is handed to the machines and the Master into this file, for
        /// `replay` and for the page.
        #[arg(long, value_name = "FILE")]
        record: Option<PathBuf>,
    },
    /// Print the link that opens a scenario in the page: what comes behind the page's address.
    Link {
        /// The file; `-` reads standard input.
        file: PathBuf,
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
    /// Run machines of a cluster on NATS, until the command is ended.
    ///
    /// Whoever has the cookie, on the same server, is in the same cluster.
    Node(node::Arguments),
    /// Be the console of a cluster on NATS: run lines on the machines there are.
    ///
    /// It runs no machines of its own; pages that do start and kill them when it says so.
    Master(master::Arguments),
    /// Live a recorded run again, to the last message, under the same checkers.
    ///
    /// The record comes from `run` or `sweep` with `--record`, or from the page.
    Replay {
        /// The record.
        file: PathBuf,
        /// Tell everything that happens in it, but for ticks and confirmations.
        #[arg(long)]
        feed: bool,
    },
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Run { file, echo, record } => run::run(&file, echo, record.as_deref()),
        Command::Link { file } => link::run(&file),
        Command::Sweep(arguments) => sweep::run(&arguments),
        Command::Detection(arguments) => {
            detection::run(&arguments);
            Ok(())
        }
        Command::Scale(arguments) => scale::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Node(arguments) => node::run(&arguments),
        Command::Master(arguments) => master::run(&arguments),
        Command::Replay { file, feed } => replay::run(&file, feed),
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
