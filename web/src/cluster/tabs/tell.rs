//! What this page tells the other tabs of the cluster.

use std::collections::BTreeMap;

use lab::{
    master::Condition,
    pages::{Deed, Roll, Said},
};
use node_core::NodeId;

use crate::{
    cluster::{Inner, MAX_MACHINES_HERE},
    control::machine::ToMachine,
};

impl Inner {
    /// What the others are to know of this page.
    pub(in crate::cluster) fn roll(&self) -> Said {
        let machines = self.master.machines().iter().filter(|(peer, condition)| {
            let runs_here = self.machines.contains_key(&peer.node);
            let is_ours = runs_here && **condition != Condition::Starting;
            is_ours || matches!(condition, Condition::Dead(_))
        });
        Said::Roll(Roll {
            name: self.tabs.name.clone(),
            hidden: self.tabs.hidden,
            busy: self.master.is_working(),
            capacity: MAX_MACHINES_HERE as u32,
            founding: self.master.ledger().founding(),
            network: self.master.network(),
            sides: self.master.machines().partition().to_vec(),
            rate: self.clock.pace().rate(),
            machines: machines.map(|(peer, condition)| (peer, condition.clone())).collect(),
        })
    }

    /// Tells a machine something, or asks the page that runs it to.
    pub(in crate::cluster) fn deed(&self, node: NodeId, deed: Deed, message: &ToMachine) {
        match self.machines.get(&node) {
            Some(machine) => {
                machine.tell(message);
            }
            None => self.tabs.say(&Said::Do(node, deed)),
        }
    }

    /// This page booted a fresh cluster, or was told that another did.
    pub(in crate::cluster) fn say_booted(&mut self) {
        self.tabs.said.clear();
        for other in self.tabs.others.values_mut() {
            other.machines.clear();
        }
        if !std::mem::take(&mut self.tabs.booted_elsewhere) {
            self.tabs.say(&Said::Booted(self.master.ledger().founding()));
        }
    }

    /// Whether this page's Master works: to be said before its requests leave.
    pub(in crate::cluster) fn say_busy(&mut self) {
        let busy = self.master.is_working();
        if busy != self.tabs.said_busy {
            self.tabs.said_busy = busy;
            self.tabs.say(&Said::Busy(busy));
        }
    }

    /// Tells the others what has changed here.
    pub(in crate::cluster) fn tell_tabs(&mut self) {
        self.say_busy();
        let accounted = self.master.take_accounted();
        if !accounted.is_empty() {
            self.tabs.say(&Said::Accounted(accounted));
        }
        let version = self.master.machines().version();
        if version != self.tabs.said_version {
            self.tabs.said_version = version;
            self.tell_machines();
            self.tabs_changed = true;
        }
        if std::mem::take(&mut self.tabs_changed) {
            let own = self.machines.keys().map(|node| node.number()).collect();
            self.board.set_tabs(self.tabs.list(own));
        }
    }

    fn tell_machines(&mut self) {
        let mut now = BTreeMap::new();
        for (peer, condition) in self.master.machines().iter() {
            let was_ours = self.tabs.said.get(&peer.node).is_some_and(|(was, _)| *was == peer);
            let is_known = *condition != Condition::Starting;
            if is_known && (was_ours || self.machines.contains_key(&peer.node)) {
                now.insert(peer.node, (peer, condition.clone()));
            }
        }
        for (node, (peer, condition)) in &now {
            if self.tabs.said.get(node) != Some(&(*peer, condition.clone())) {
                self.tabs.say(&Said::Machine(*peer, condition.clone()));
            }
        }
        self.tabs.said = now;
    }
}
