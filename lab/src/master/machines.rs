//! Which machines there are, as it truly is.

use std::collections::BTreeMap;

use node_core::{Incarnation, NodeId, Peer};
use serde::{Deserialize, Serialize};

use super::Cause;
use crate::{
    ledger::{Placed, Sides},
    limits::MAX_MACHINES,
};

/// Every machine ever started since the last boot.
#[derive(Clone, Debug, Default)]
pub struct Machines {
    /// By number.
    machines: BTreeMap<u32, Machine>,
    /// The highest life of each name that was ever seen, across boots.
    incarnations: BTreeMap<u32, Incarnation>,
    /// The sides of the partition, when there is one.
    partition: Vec<Vec<NodeId>>,
    /// Grows with every change of a condition, a view or the partition.
    version: u64,
}

#[derive(Clone, Debug)]
struct Machine {
    incarnation: Incarnation,
    condition: Condition,
    view: Option<Vec<NodeId>>,
    /// The digest of the layout by which it says it places keys.
    layout: Option<u32>,
    /// It ran before this Master joined, so it may hold what this one was never told of.
    earlier: bool,
}

/// Whether a machine runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// It was told to start and has not said that it runs.
    Starting,
    /// It runs.
    Running,
    /// It was told to stop in good order, and finishes its calls.
    Leaving,
    /// It was frozen: silent, not dead; it keeps its entries.
    Frozen,
    /// It was not heard for the tick limit; it keeps its entries and may come back.
    Silent,
    /// It is dead.
    Dead(Cause),
}

impl Condition {
    /// Whether it takes part in the cluster.
    #[must_use]
    pub const fn runs(&self) -> bool {
        matches!(self, Self::Running | Self::Leaving)
    }
}

impl Machines {
    /// Grows with every change of a condition, a view or the partition.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

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

    /// The last life of each name that was ever heard of, even if a boot came since, by number.
    pub fn lives(&self) -> impl Iterator<Item = Peer> {
        let peer = |(&number, &incarnation)| Peer { node: NodeId::new(number), incarnation };
        self.incarnations.iter().map(peer)
    }

    /// The last life of a name that was ever heard of, even if a boot came since.
    pub(super) fn highest_incarnation(&self, node: NodeId) -> Option<Incarnation> {
        self.incarnations.get(&node.number()).copied()
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

    /// The machines that run, by the side of the partition they are on.
    #[must_use]
    pub fn sides(&self) -> Sides {
        let running = self.iter().filter(|(_, condition)| condition.runs()).map(|(peer, _)| peer);
        let mut sides = vec![Vec::new(); self.partition.len() + 1];
        for peer in running {
            sides[self.side_of(peer.node)].push(peer.node);
        }
        let silent = self
            .iter()
            .filter(|(_, condition)| matches!(condition, Condition::Frozen | Condition::Silent));
        Sides::new(sides, &silent.map(|(peer, _)| peer.node).collect::<Vec<_>>())
    }

    /// The running machines, sorted as text.
    #[must_use]
    pub fn running(&self) -> Vec<NodeId> {
        self.sides().running().to_vec()
    }

    /// The sides of the partition, as it was asked for; whoever is on none of them is on one
    /// more. Empty when there is none.
    #[must_use]
    pub fn partition(&self) -> &[Vec<NodeId>] {
        &self.partition
    }

    /// The living machines by the side of the partition they are on, frozen and silent ones too;
    /// nothing without a partition.
    #[must_use]
    pub fn living_by_side(&self) -> Vec<Vec<NodeId>> {
        if self.partition.is_empty() {
            return Vec::new();
        }
        let mut sides = vec![Vec::new(); self.partition.len() + 1];
        for node in self.alive() {
            sides[self.side_of(node)].push(node);
        }
        sides.retain(|side| !side.is_empty());
        sides
    }

    pub(super) fn set_partition(&mut self, partition: Vec<Vec<NodeId>>) {
        self.partition = partition;
        self.version += 1;
    }

    fn side_of(&self, node: NodeId) -> usize {
        let side = self.partition.iter().position(|side| side.contains(&node));
        side.unwrap_or(self.partition.len())
    }

    /// The number after the highest there is; `None` when there is no room.
    #[must_use]
    pub fn next_number(&self) -> Option<NodeId> {
        let next = self.machines.last_key_value().map_or(1, |(number, _)| number + 1);
        (next <= MAX_MACHINES).then(|| NodeId::new(next))
    }

    /// Whether it lives: it may be starting, leaving, frozen or silent.
    #[must_use]
    pub fn is_alive(&self, node: NodeId) -> bool {
        self.condition(node).is_some_and(|condition| !matches!(condition, Condition::Dead(_)))
    }

    pub(super) fn alive(&self) -> impl Iterator<Item = NodeId> {
        self.numbers().map(NodeId::new).filter(|&node| self.is_alive(node))
    }

    /// Whether nothing starts or leaves, and every running machine believes in just those on its
    /// side, and places keys as the ledger has it.
    pub(super) fn agree_on(&self, placed: &Placed) -> bool {
        let sides = placed.sides().sides().iter().zip(placed.digests());
        self.agree_on_views(placed.sides())
            && sides.into_iter().all(|(side, digest)| self.layout_of(side) == Some(digest))
    }

    /// The digest of the layout by which all these machines say they place keys, if they agree.
    pub(super) fn layout_of(&self, side: &[NodeId]) -> Option<u32> {
        let mut layouts = side.iter().map(|node| self.machines.get(&node.number())?.layout);
        let first = layouts.next()??;
        layouts.all(|layout| layout == Some(first)).then_some(first)
    }

    /// Whether nothing starts or leaves, and every running machine believes in just those on its
    /// side.
    pub(super) fn agree_on_views(&self, sides: &Sides) -> bool {
        let settled =
            |condition: &Condition| !matches!(condition, Condition::Starting | Condition::Leaving);
        self.machines.values().all(|machine| settled(&machine.condition))
            && sides.sides().iter().all(|side| {
                // Views come in the order of the names: the last is the last to be right.
                side.iter().rev().all(|node| self.view(*node).is_some_and(|view| view == side))
            })
    }

    /// Whether two machines both run, on the same side of any partition.
    #[must_use]
    pub fn can_reach(&self, one: NodeId, other: NodeId) -> bool {
        let runs = |node| self.condition(node).is_some_and(Condition::runs);
        runs(one) && runs(other) && self.side_of(one) == self.side_of(other)
    }

    /// The members a machine said it believes in.
    #[must_use]
    pub fn view(&self, node: NodeId) -> Option<&Vec<NodeId>> {
        self.machines.get(&node.number())?.view.as_ref()
    }

    pub(super) fn clear(&mut self) {
        self.machines.clear();
        self.partition.clear();
        self.version += 1;
    }

    /// A new life begins; answers which.
    pub(super) fn start(&mut self, node: NodeId) -> Incarnation {
        self.version += 1;
        let highest = self.incarnations.entry(node.number()).or_default();
        *highest = highest.next();
        let machine = Machine {
            incarnation: *highest,
            condition: Condition::Starting,
            view: None,
            layout: None,
            earlier: false,
        };
        self.machines.insert(node.number(), machine);
        *highest
    }

    /// A machine that another Master runs.
    pub(super) fn adopt(&mut self, peer: Peer, condition: Condition, earlier: bool) {
        self.version += 1;
        let highest = self.incarnations.entry(peer.node.number()).or_default();
        *highest = peer.incarnation.max(*highest);
        let machine =
            Machine { incarnation: peer.incarnation, condition, view: None, layout: None, earlier };
        self.machines.insert(peer.node.number(), machine);
    }

    /// A machine that ran and died before this Master heard of it.
    pub(super) fn learn_dead(&mut self, peer: Peer, cause: Cause) {
        if !self.is_alive(peer.node) {
            self.adopt(peer, Condition::Dead(cause), true);
        }
    }

    /// What a dead machine really died of.
    pub(super) fn set_cause(&mut self, peer: Peer, cause: Cause) {
        if let Some(machine) = self.machines.get_mut(&peer.node.number())
            && machine.incarnation == peer.incarnation
            && let Condition::Dead(known) = &mut machine.condition
        {
            *known = cause;
            self.version += 1;
        }
    }

    /// Whether it ran before this Master joined.
    pub(super) fn is_earlier(&self, node: NodeId) -> bool {
        self.machines.get(&node.number()).is_some_and(|machine| machine.earlier)
    }

    /// A starting machine runs; `false` when that is no news.
    pub(super) fn ready(&mut self, peer: Peer) -> bool {
        self.turn(peer.node, &Condition::Starting, Condition::Running, Some(peer.incarnation))
    }

    /// A machine passes from one condition to another; `false` when it was not in the first.
    pub(super) fn pass(&mut self, node: NodeId, from: &Condition, to: Condition) -> bool {
        self.turn(node, from, to, None)
    }

    /// A machine is dead; answers what it was before.
    pub(super) fn die(&mut self, node: NodeId, cause: Cause) -> Option<Condition> {
        let machine = self.machines.get_mut(&node.number())?;
        self.version += 1;
        machine.view = None;
        Some(std::mem::replace(&mut machine.condition, Condition::Dead(cause)))
    }

    /// Notes what a machine believes, and by which layout it places keys; `false` when it is not this
    /// life that believes it, or no news.
    pub(super) fn set_view(&mut self, of: Peer, members: Vec<NodeId>, layout: u32) -> bool {
        match self.machines.get_mut(&of.node.number()) {
            Some(machine) if machine.incarnation == of.incarnation => {
                let changed =
                    machine.view.as_ref() != Some(&members) || machine.layout != Some(layout);
                machine.view = Some(members);
                machine.layout = Some(layout);
                self.version += u64::from(changed);
                changed
            }
            _ => false,
        }
    }

    /// The digest of the layout that a machine has told since its last status.
    pub(super) fn set_layout(&mut self, node: NodeId, digest: u32) {
        if let Some(machine) = self.machines.get_mut(&node.number()) {
            machine.layout = Some(digest);
            self.version += 1;
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
                self.version += 1;
                true
            }
            _ => false,
        }
    }
}
