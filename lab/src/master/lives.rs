//! How machines come and go: starts, kills, and what is heard of them.

use node_core::{NodeId, Peer};

use super::{Cause, Condition, Master, Output};
use crate::ledger::Toll;

impl Master {
    /// Starts one more machine, if there is room.
    pub(super) fn add(&mut self) {
        if let Some(node) = self.machines.next_number() {
            self.added.insert(node);
            self.start(node);
        }
    }

    /// Starts a machine that doesn't run; `false` when it does.
    pub(super) fn start(&mut self, node: NodeId) -> bool {
        if self.machines.is_alive(node) {
            return false;
        }
        let incarnation = self.machines.start(node);
        let founding = self.ledger.founding();
        self.auditor.touch();
        self.outputs.push_back(Output::Start { node, incarnation, founding });
        true
    }

    /// Kills a machine; `false` when there is nothing to kill.
    pub(super) fn kill(&mut self, node: NodeId) -> bool {
        if !self.machines.is_alive(node) {
            return false;
        }
        self.outputs.push_back(Output::Kill(node));
        self.bury(node, Cause::Killed);
        true
    }

    pub(super) fn machine_is_ready(&mut self, peer: Peer) {
        if self.machines.ready(peer) {
            self.follow_machines(None);
        }
    }

    pub(super) fn machine_is_down(&mut self, peer: Peer, cause: Cause) {
        if self.machines.is_alive(peer.node)
            && self.machines.incarnation(peer.node) == Some(peer.incarnation)
        {
            self.bury(peer.node, cause);
        }
    }

    pub(super) fn machine_is_silent(&mut self, node: NodeId) {
        if self.machines.pass(node, &Condition::Running, Condition::Silent) {
            self.is_out_of_reach(node, Cause::Silent);
        }
    }

    pub(super) fn machine_is_heard(&mut self, node: NodeId) {
        if self.machines.pass(node, &Condition::Silent, Condition::Running) {
            self.follow_machines(None);
        }
    }

    /// A machine does not answer, and keeps its entries.
    pub(super) fn is_out_of_reach(&mut self, node: NodeId, cause: Cause) {
        let held = self.ledger.machine(node).stored();
        let mut toll = self.follow_machines(None);
        toll.entries_gone = held;
        self.fail_calls_to(node);
        self.outputs.push_back(Output::Died { node, cause, toll });
    }

    /// A machine is dead, and its entries with it.
    pub(super) fn bury(&mut self, node: NodeId, cause: Cause) {
        let before = self.machines.die(node, cause.clone());
        let toll = self.follow_machines(Some(node));
        self.fail_calls_to(node);
        // What never ran cost nothing.
        if before.is_some_and(|condition| condition != Condition::Starting) {
            self.outputs.push_back(Output::Died { node, cause, toll });
        }
    }

    pub(super) fn follow_machines(&mut self, dead: Option<NodeId>) -> Toll {
        self.auditor.touch();
        self.ledger.set_running(self.machines.sides(), dead)
    }
}
