//! Which machines there are, as it truly is.

use std::collections::BTreeMap;

use node_core::{Incarnation, NodeId, Peer};

use super::Cause;
use crate::limits::MAX_MACHINES;

/// Every machine ever started since the last boot.
#[derive(Debug, Default)]
pub struct Machines {
    /// By number.
    machines: BTreeMap<u32, Machine>,
    /// The highest life of each name that was ever seen, across boots.
    incarnations: BTreeMap<u32, Incarnation>,
}

#[derive(Debug)]
struct Machine {
    incarnation: Incarnation,
    condition: Condition,
    view: Option<Vec<NodeId>>,
}

/// Whether a machine runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It was told to start and has not said that it runs.
    Starting,
    /// It runs.
    Running,
    /// It was not heard for the tick limit; it keeps its entries and may come back.
    Silent,
    /// It is dead.
    Dead(Cause),
}

impl Machines {
    /// Every machine with its life and condition, by number.
    pub fn iter(&self) -> impl Iterator<Item = (Peer, &Condition)> {
        self.machines.iter().map(|(&number, machine)| {
            let peer = Peer { node: NodeId::new(number), incarnation: machine.incarnation };
            (peer, &machine.condition)
        })
    }

    /// The machines' numbers, ascending.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        self.machines.keys().copied()
    }

    /// A machine's condition; `None` when it was never started.
    #[must_use]
    pub fn condition(&self, node: NodeId) -> Option<&Condition> {
        self.machines.get(&node.number()).map(|machine| &machine.condition)
    }

    /// A machine's present or last life.
    #[must_use]
    pub fn incarnation(&self, node: NodeId) -> Option<Incarnation> {
        self.machines.get(&node.number()).map(|machine| machine.incarnation)
    }

    /// Whether it runs and answers.
    #[must_use]
    pub fn is_running(&self, node: NodeId) -> bool {
        self.condition(node) == Some(&Condition::Running)
    }

    /// The running machine with the lowest number.
    #[must_use]
    pub fn first_running(&self) -> Option<NodeId> {
        self.iter()
            .find(|(_, condition)| **condition == Condition::Running)
            .map(|(peer, _)| peer.node)
    }

    /// The running machines, sorted as text.
    #[must_use]
    pub fn running(&self) -> Vec<NodeId> {
        let mut running: Vec<NodeId> =
            self.numbers().map(NodeId::new).filter(|&node| self.is_running(node)).collect();
        running.sort();
        running
    }

    /// The number after the highest there is; `None` when there is no room.
    #[must_use]
    pub fn next_number(&self) -> Option<NodeId> {
        let next = self.machines.last_key_value().map_or(1, |(number, _)| number + 1);
        (next <= MAX_MACHINES).then(|| NodeId::new(next))
    }

    /// Whether it is anything but dead or unheard of.
    pub(super) fn is_alive(&self, node: NodeId) -> bool {
        matches!(
            self.condition(node),
            Some(Condition::Starting | Condition::Running | Condition::Silent)
        )
    }

    pub(super) fn alive(&self) -> impl Iterator<Item = NodeId> {
        self.numbers().map(NodeId::new).filter(|&node| self.is_alive(node))
    }

    /// Whether nothing is starting, and every running machine believes in just these members.
    pub(super) fn agree_on(&self, members: &[NodeId]) -> bool {
        self.machines.values().all(|machine| match machine.condition {
            Condition::Starting => false,
            Condition::Running => machine.view.as_deref() == Some(members),
            Condition::Silent | Condition::Dead(_) => true,
        })
    }

    pub(super) fn clear(&mut self) {
        self.machines.clear();
    }

    /// A new life begins; answers which.
    pub(super) fn start(&mut self, node: NodeId) -> Incarnation {
        let highest = self.incarnations.entry(node.number()).or_default();
        *highest = highest.next();
        let machine = Machine { incarnation: *highest, condition: Condition::Starting, view: None };
        self.machines.insert(node.number(), machine);
        *highest
    }

    /// A starting machine runs; `false` when that is no news.
    pub(super) fn ready(&mut self, peer: Peer) -> bool {
        self.turn(peer.node, &Condition::Starting, Condition::Running, Some(peer.incarnation))
    }

    pub(super) fn silent(&mut self, node: NodeId) -> bool {
        self.turn(node, &Condition::Running, Condition::Silent, None)
    }

    pub(super) fn heard(&mut self, node: NodeId) -> bool {
        self.turn(node, &Condition::Silent, Condition::Running, None)
    }

    /// A machine is dead; answers what it was before.
    pub(super) fn die(&mut self, node: NodeId, cause: Cause) -> Option<Condition> {
        let machine = self.machines.get_mut(&node.number())?;
        machine.view = None;
        Some(std::mem::replace(&mut machine.condition, Condition::Dead(cause)))
    }

    /// Notes what a machine believes; `false` when it is not this life that believes it, or no
    /// news.
    pub(super) fn set_view(&mut self, of: Peer, members: Vec<NodeId>) -> bool {
        match self.machines.get_mut(&of.node.number()) {
            Some(machine) if machine.incarnation == of.incarnation => {
                let changed = machine.view.as_ref() != Some(&members);
                machine.view = Some(members);
                changed
            }
            _ => false,
        }
    }

    fn turn(
        &mut self,
        node: NodeId,
        from: &Condition,
        to: Condition,
        life: Option<Incarnation>,
    ) -> bool {
        match self.machines.get_mut(&node.number()) {
            Some(machine)
                if machine.condition == *from
                    && life.is_none_or(|life| life == machine.incarnation) =>
            {
                machine.condition = to;
                true
            }
            _ => false,
        }
    }
}
