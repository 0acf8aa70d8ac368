//! What goes into the Master and what comes out of it.

use node_core::{
    Founding, Incarnation, Instant, NodeId, Peer, Placement, Reply, Request, RequestId, Summary,
};
use serde::{Deserialize, Serialize};

use super::{Hint, Refusal, shared::Told};
use crate::{
    command::{Line, Network},
    ledger::Toll,
    value::Value,
};

/// Names a line; whoever submits it chooses it, the result carries it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ticket(pub u64);

/// Everything the Master can be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Input {
    /// Run this line when its turn comes.
    Line {
        /// The line's name.
        ticket: Ticket,
        /// What it says.
        line: Line,
        /// When it may begin at the earliest, even if its turn came before.
        earliest: Option<Instant>,
    },
    /// Do this now.
    Click(Click),
    /// Stop the fill that is under way; what was sent is still waited for.
    CancelFill,
    /// Don't run this line, if it hasn't begun.
    Withdraw(Ticket),
    /// A machine that was to be started runs.
    Ready(Peer),
    /// A machine died without the Master's doing, or could not be started.
    Down {
        /// Which one, in which life.
        peer: Peer,
        /// What of.
        cause: Cause,
    },
    /// A machine was not heard for the tick limit.
    Silent(NodeId),
    /// A silent machine was heard again.
    Heard(NodeId),
    /// How a machine is now.
    Status {
        /// Which machine, in which life.
        of: Peer,
        /// The members it believes in, sorted as text.
        members: Vec<NodeId>,
        /// What it holds.
        summary: Summary,
        /// The digest of the layout by which it places keys.
        layout: u32,
    },
    /// A machine replied to a request.
    Reply {
        /// The request's id.
        id: RequestId,
        /// The reply.
        reply: Reply,
    },
    /// A machine rejected a request: nothing was done.
    Rejected {
        /// The request's id.
        id: RequestId,
    },
    /// Another Master of the same cluster says something.
    Told(Told),
    /// The moment that `poll_timeout` named has come.
    Timeout,
}

/// What a person does by a click, without waiting for lines that run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Click {
    /// Kill this machine.
    Kill(NodeId),
    /// Start this machine again.
    Start(NodeId),
    /// Let this machine stop in good order.
    Leave(NodeId),
    /// Freeze this machine.
    Freeze(NodeId),
    /// Let a frozen machine go on.
    Thaw(NodeId),
    /// Break this machine's program.
    Trap(NodeId),
    /// Cut the network into these sides and one of all the others; none: heal it.
    Partition(Vec<Vec<NodeId>>),
    /// The network between machines is so from now on.
    Network(Network),
    /// The running cluster places keys so from now on.
    Place(Placement),
    /// Start the next machine.
    Add,
    /// A fresh cluster, whatever runs or waits.
    Boot {
        /// How many machines.
        machines: u32,
        /// How keys find their owner.
        placement: Placement,
    },
}

/// What a machine died of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// It was killed.
    Killed,
    /// It was told to leave, and said goodbye.
    Left,
    /// It is frozen, not dead.
    Frozen,
    /// It ran in another tab, which was closed.
    TabClosed,
    /// It ran in a tab that was reloaded.
    TabReloaded,
    /// It is silent, perhaps not dead.
    Silent,
    /// It broke; the text says how.
    Trapped(String),
}

/// Something for the host to do or to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// The machines and figures there were belong to an earlier cluster now: end all machines.
    Booted,
    /// Start a machine, empty.
    Start {
        /// Which one.
        node: NodeId,
        /// In which life.
        incarnation: Incarnation,
        /// How the cluster was booted.
        founding: Founding,
    },
    /// End a machine at once: a crash, no goodbye.
    Kill(NodeId),
    /// Let a machine stop in good order; [`Input::Down`] tells its end.
    Leave(NodeId),
    /// Let a machine neither hear nor act, until it is thawed; what it is sent waits.
    Freeze(NodeId),
    /// Let a frozen machine go on with what waits.
    Thaw(NodeId),
    /// Break a machine's program; [`Input::Down`] tells its end.
    Trap(NodeId),
    /// Cut the network into these sides and one of all the others; none: heal it.
    Partition(Vec<Vec<NodeId>>),
    /// The network between machines is so from now on.
    Network(Network),
    /// Hand a request to a machine.
    Request {
        /// To which one.
        to: NodeId,
        /// The id that the reply must carry.
        id: RequestId,
        /// The request.
        request: Request,
    },
    /// A line has its result, and its effects have settled.
    Result {
        /// The line's name.
        ticket: Ticket,
        /// What it came to.
        outcome: Outcome,
    },
    /// A machine died, and this is what it cost.
    Died {
        /// Which one.
        node: NodeId,
        /// What of.
        cause: Cause,
        /// What it cost.
        toll: Toll,
    },
}

/// What a line came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The value, or why there is none.
    pub value: Result<Value, Refusal>,
    /// Words to the person, beside the value.
    pub hints: Vec<Hint>,
}

/// How far a fill has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Through which machine.
    pub via: NodeId,
    /// How many keys in all.
    pub keys: u64,
    /// How many are done, one way or another.
    pub done: u64,
    /// Whether it is a fill, not a count of hits.
    pub is_fill: bool,
}
