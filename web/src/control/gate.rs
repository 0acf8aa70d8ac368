//! What a machine tells its Master of its gate, as long as time does not go at its usual pace.

use node_core::{Destination, Instant, Peer, TimeoutReason, message::CallId};
use serde::{Deserialize, Serialize};

use crate::picture::Waiting;

/// What has changed at a machine's gate, and what the machine sent, since it last told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GateReport {
    /// What waits there, or waits otherwise than before.
    pub entered: Vec<Entered>,
    /// What no longer waits, by its number there.
    pub left: Vec<u64>,
    /// How many messages came from each life, also of those that were lost on the way.
    pub came: Vec<(Peer, u32)>,
    /// How many requests came from the Master.
    pub asked: u32,
    /// How many messages were sent to whom.
    pub sent: Vec<(Destination, u32)>,
    /// When the machine wants to be woken, and what for; not while it is frozen.
    pub timer: Option<(Instant, TimeoutReason)>,
    /// The last thing it was [told](super::machine::ToMachine::Act) to do for a step, and has done.
    pub done: u64,
}

/// Something at a machine's gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entered {
    /// What it is.
    pub waiting: Waiting,
    /// The call that it makes, or answers.
    pub call: Option<CallId>,
}
