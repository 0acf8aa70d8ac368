//! The checkers: what must hold in every run, each under its own name.
//!
//! They see all that happens to the machines of a run and all that comes out of them, and say at
//! once when something is not as promised. The simulator's sweep, a replay and the
//! model checker all use these same checkers.

mod acknowledged;
mod calls;
mod incarnations;
mod order;
mod placed;
mod replies;
mod views;

use core::fmt;

use node_core::{Instant, Node};

use crate::sim::Seen;
pub use acknowledged::AcknowledgedPutsStay;
pub use calls::CallsInOrderAndOnce;
pub use incarnations::DeadIncarnationsStayDead;
pub use order::UpsAndDownsInOrder;
pub use placed::PlacementTotalAndEqual;
pub use replies::OneReplyEach;
pub use views::ViewsConverge;

/// One rule.
pub trait Checker {
    /// Its name, for reports.
    fn name(&self) -> &'static str;

    /// Something happened.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    fn see(&mut self, seen: &Seen) -> Result<(), String>;

    /// The run is over, and was calm for long enough; these machines live.
    ///
    /// # Errors
    ///
    /// What is wrong with that.
    fn end(&self, nodes: &[&Node]) -> Result<(), String> {
        let _ = nodes;
        Ok(())
    }
}

/// A rule that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Whose rule it is.
    pub checker: &'static str,
    /// When, in virtual time.
    pub at: Instant,
    /// What happened.
    pub what: String,
}

impl core::error::Error for Violation {}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { checker, at, what } = self;
        write!(f, "{checker}, at {:.6} s: {what}", at.since_origin().as_secs_f64())
    }
}

/// All the checkers of a run.
#[derive(Clone, Debug, Default)]
pub struct Checkers {
    replies: OneReplyEach,
    calls: CallsInOrderAndOnce,
    order: UpsAndDownsInOrder,
    incarnations: DeadIncarnationsStayDead,
    acknowledged: AcknowledgedPutsStay,
    placed: PlacementTotalAndEqual,
    views: ViewsConverge,
}

impl Checkers {
    /// Shows every checker what happened.
    ///
    /// # Errors
    ///
    /// The first rule that is broken.
    pub fn see(&mut self, at: Instant, seen: &Seen) -> Result<(), Violation> {
        for checker in self.all() {
            let name = checker.name();
            checker.see(seen).map_err(|what| Violation { checker: name, at, what })?;
        }
        Ok(())
    }

    /// Shows every checker how the run ended, once it was calm for long enough.
    ///
    /// # Errors
    ///
    /// The first rule that is broken.
    pub fn end(&mut self, at: Instant, nodes: &[&Node]) -> Result<(), Violation> {
        for checker in self.all() {
            let checker: &dyn Checker = checker;
            let violation = |what| Violation { checker: checker.name(), at, what };
            checker.end(nodes).map_err(violation)?;
        }
        Ok(())
    }

    /// The checkers' names.
    pub fn names(&mut self) -> impl Iterator<Item = &'static str> {
        self.all().map(|checker| checker.name()).into_iter()
    }

    fn all(&mut self) -> [&mut dyn Checker; 7] {
        [
            &mut self.replies,
            &mut self.calls,
            &mut self.order,
            &mut self.incarnations,
            &mut self.acknowledged,
            &mut self.placed,
            &mut self.views,
        ]
    }
}

/// Things to see, for the checkers' tests.
#[cfg(test)]
mod test {
    use node_core::{
        Answer, Config, Destination, DownReason, Envelope, Event, Founding, Incarnation, Input,
        Instant, Message, Node, NodeId, Operation, Output, Peer, Placement, Reply, Request,
        RequestId,
        message::{Body, CallId, ConnectionId, Epoch},
    };

    use crate::sim::Seen;

    pub(super) fn peer(number: u32, incarnation: u32) -> Peer {
        Peer { node: NodeId::new(number), incarnation: Incarnation(incarnation) }
    }

    /// A machine that knows of no other and holds nothing.
    pub(super) fn node(number: u32) -> Node {
        let founding = Founding { placement: Placement::Modulo, machines: 1 };
        let config = Config { incarnation: Incarnation(1), founding };
        Node::new(NodeId::new(number), config, 0, Instant::ORIGIN)
    }

    fn input(peer: Peer, input: Input) -> Seen {
        Seen::Input { peer, at: Instant::ORIGIN, input, accepted: true }
    }

    pub(super) fn request(peer: Peer, id: u64) -> Seen {
        input(peer, Input::Request { id: RequestId(id), request: Request::Stats })
    }

    pub(super) fn request_of(peer: Peer, id: u64, operation: Operation) -> Seen {
        let request = Request::Operation(operation);
        input(peer, Input::Request { id: RequestId(id), request })
    }

    pub(super) fn reply(peer: Peer, id: u64) -> Seen {
        let reply = Reply::View(Vec::new());
        Seen::Output { peer, output: Output::Reply { id: RequestId(id), reply } }
    }

    pub(super) fn up(by: Peer, about: Peer) -> Seen {
        Seen::Output { peer: by, output: Output::Event(Event::NodeUp(about)) }
    }

    pub(super) fn down(by: Peer, about: Peer) -> Seen {
        let event = Event::NodeDown(about, DownReason::Link);
        Seen::Output { peer: by, output: Output::Event(event) }
    }

    pub(super) fn answer(from: Peer, to: Peer, sequence: u64, call: u64) -> Seen {
        let on = ConnectionId { to: to.incarnation, from_epoch: Epoch(0), to_epoch: Epoch(0) };
        let body = Body::Answer { call: CallId(call), answer: Answer::Stored };
        let message = Message::Data { on, sequence, received: 0, body };
        let to = Destination::Node(to.node);
        let output = Output::Transmit { to, envelope: Envelope { from, message } };
        Seen::Output { peer: from, output }
    }
}
