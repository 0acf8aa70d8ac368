//! What no run has in it: bounds on what is read, since a record may come from anywhere.

use node_core::{Founding, MAX_PEERS};

use crate::{
    command::{Command, Line},
    limits::MAX_KEYS_PER_FILL,
    master::{Click, Input, Told},
};

/// Whether a cluster can be booted so.
pub(super) fn founding(founding: Founding) -> bool {
    founding.machines as usize <= MAX_PEERS + 1 && founding.placement.check().is_ok()
}

/// Whether the Master can be handed this.
pub(super) fn input(input: &Input) -> bool {
    match input {
        Input::Line { line: given, .. } => line(given),
        Input::Click(Click::Boot { machines, placement }) => {
            founding(Founding { machines: *machines, placement: *placement })
        }
        Input::Click(Click::Place(placement)) => placement.check().is_ok(),
        Input::Told(Told::Booted(booted)) => founding(*booted),
        _ => true,
    }
}

fn line(line: &Line) -> bool {
    let mut line = line;
    while let Line::Sum(summed) = line {
        line = summed;
    }
    match line {
        Line::One(one) => command(one),
        Line::Each(commands) => commands.iter().all(command),
        Line::Counts | Line::Sum(_) => true,
    }
}

fn command(command: &Command) -> bool {
    match command {
        Command::Boot { machines, placement } => {
            founding(Founding { machines: *machines, placement: *placement })
        }
        Command::Placement(Some(placement)) => placement.check().is_ok(),
        Command::Fill { keys, .. } | Command::Hits { keys, .. } => *keys <= MAX_KEYS_PER_FILL,
        _ => true,
    }
}
