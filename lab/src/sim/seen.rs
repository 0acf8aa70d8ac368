//! What happens in a run, as the checkers and a recording see it.

use node_core::{Config, Input, Instant, NodeId, Output, Peer};

use super::Clock;

/// One thing that happened to, or came out of, a machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Seen {
    /// A machine was started.
    Started {
        /// Which one.
        node: NodeId,
        /// With what.
        config: Config,
        /// Its seed.
        seed: u64,
        /// What its clock showed.
        at: Instant,
        /// Its clock.
        clock: Clock,
    },
    /// A machine is dead.
    Ended {
        /// Which one, in which life.
        peer: Peer,
    },
    /// A machine was frozen.
    Frozen(Peer),
    /// A frozen machine goes on.
    Thawed(Peer),
    /// A machine was handed an input.
    Input {
        /// Which one, in which life.
        peer: Peer,
        /// What its clock showed.
        at: Instant,
        /// The input.
        input: Input,
        /// Whether it was accepted.
        accepted: bool,
    },
    /// A machine wants something done.
    Output {
        /// Which one, in which life.
        peer: Peer,
        /// What.
        output: Output,
    },
}

/// Sees all that happens, when it happens.
pub struct Recorder(Box<dyn FnMut(Instant, Seen)>);

impl Recorder {
    /// `on_seen` is called with everything, at its moment of virtual time.
    #[must_use]
    pub fn new(on_seen: impl FnMut(Instant, Seen) + 'static) -> Self {
        Self(Box::new(on_seen))
    }

    pub(super) fn see(&mut self, at: Instant, seen: Seen) {
        (self.0)(at, seen);
    }
}

impl core::fmt::Debug for Recorder {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Recorder")
    }
}
