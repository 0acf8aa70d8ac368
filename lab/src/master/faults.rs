//! What a teacher does to a cluster: leaving, freezing, trapping, cutting and slowing it.

use node_core::NodeId;

use super::{Cause, Condition, Master, Output, Refusal, machine, step::Step};
use crate::{
    command::{Network, Number},
    value::Value,
};

impl Master {
    /// Lets a machine stop in good order; `false` when it doesn't run.
    pub(super) fn leave(&mut self, node: NodeId) -> bool {
        let leaves = self.machines.pass(node, &Condition::Running, Condition::Leaving);
        if leaves {
            self.auditor.touch();
            self.outputs.push_back(Output::Leave(node));
        }
        leaves
    }

    /// Freezes a machine; `false` when it doesn't run.
    pub(super) fn freeze(&mut self, node: NodeId) -> bool {
        let freezes = self.machines.pass(node, &Condition::Running, Condition::Frozen);
        if freezes {
            self.outputs.push_back(Output::Freeze(node));
            self.is_out_of_reach(node, Cause::Frozen);
        }
        freezes
    }

    /// Lets a frozen machine go on; `false` when it isn't frozen.
    pub(super) fn thaw(&mut self, node: NodeId) -> bool {
        let thaws = self.machines.pass(node, &Condition::Frozen, Condition::Running);
        if thaws {
            self.outputs.push_back(Output::Thaw(node));
            self.follow_machines(None);
        }
        thaws
    }

    /// Breaks a machine's program; `false` when it doesn't run.
    pub(super) fn trap(&mut self, node: NodeId) -> bool {
        let runs = self.machines.is_running(node);
        if runs {
            self.outputs.push_back(Output::Trap(node));
        }
        runs
    }

    pub(super) fn begin_leave(&mut self, number: Number) -> Step {
        match machine(number) {
            Some(node) if self.leave(node) => Step::Ending(node),
            _ => Step::done(Value::nodedown()),
        }
    }

    pub(super) fn begin_trap(&mut self, number: Number) -> Step {
        match machine(number) {
            Some(node) if self.trap(node) => Step::Ending(node),
            _ => Step::done(Value::nodedown()),
        }
    }

    pub(super) fn begin_freeze(&mut self, number: Number) -> Step {
        match machine(number) {
            Some(node) if self.freeze(node) => Step::done(Value::ok()),
            Some(node) if self.machines.condition(node) == Some(&Condition::Frozen) => {
                Step::done(error("already_frozen"))
            }
            _ => Step::done(Value::nodedown()),
        }
    }

    pub(super) fn begin_thaw(&mut self, number: Number) -> Step {
        match machine(number) {
            Some(node) if self.thaw(node) => Step::done(Value::ok()),
            Some(node) if self.machines.is_running(node) => Step::done(error("not_frozen")),
            _ => Step::done(Value::nodedown()),
        }
    }

    /// Cuts the network into sides; nothing is changed when they can't be.
    pub(super) fn begin_partition(&mut self, sides: &[Vec<Number>]) -> Step {
        let mut named: Vec<NodeId> = Vec::new();
        for &number in sides.iter().flatten() {
            let known = machine(number).filter(|&node| self.machines.condition(node).is_some());
            let Some(node) = known else {
                return Step::refused(Refusal::NoMachine(number));
            };
            if named.contains(&node) {
                return Step::refused(Refusal::NamedTwice(number));
            }
            named.push(node);
        }
        let sides = sides.iter().filter(|side| !side.is_empty());
        let sides = sides.map(|side| side.iter().filter_map(|&number| machine(number)).collect());
        self.partition(sides.collect());
        Step::done(Value::ok())
    }

    /// Cuts the network into these sides and one of all the others; none: heals it.
    pub(super) fn partition(&mut self, sides: Vec<Vec<NodeId>>) {
        self.machines.set_partition(sides.clone());
        self.outputs.push_back(Output::Partition(sides));
        self.follow_machines(None);
    }

    pub(super) fn begin_network(&mut self, network: Option<Network>) -> Step {
        let Some(network) = network else {
            let Network { delay, jitter, loss } = self.network;
            let row = |(name, value): (&str, u32)| {
                Value::Tuple(vec![Value::atom(name), Value::count(value.into())])
            };
            let rows = [("delay", delay), ("jitter", jitter), ("loss", loss)];
            return Step::done(Value::List(rows.map(row).to_vec()));
        };
        self.set_network(network);
        Step::done(Value::ok())
    }

    pub(super) fn set_network(&mut self, network: Network) {
        self.network = network;
        self.outputs.push_back(Output::Network(network));
    }
}

fn error(reason: &str) -> Value {
    Value::Tuple(vec![Value::atom("error"), Value::atom(reason)])
}
