//! `apothik node`: machines in a process, in a cluster on NATS.

mod crew;
mod host;
mod machine;
mod others;

use clap::Args;

use crate::channel::{Channel, Place};
use crew::Crew;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// How many machines.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(..=i64::from(lab::limits::MAX_MACHINES)))]
    count: u32,
    /// The first machine's number; if not given, the one after the highest there is.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=i64::from(lab::limits::MAX_MACHINES)))]
    from: Option<u32>,
}

/// Runs the machines until somebody ends the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let channel = Channel::open(&arguments.place, "apothik node")?;
    Crew::new(channel, arguments.count, arguments.from)?.run()
}
