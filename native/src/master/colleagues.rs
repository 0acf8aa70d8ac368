//! The other pages of the cluster, as a Master without machines of its own knows them.

use std::collections::BTreeMap;

use lab::{
    master::Condition,
    pages::{PageId, Roll},
};
use node_core::{Incarnation, Instant, NodeId, Peer};

/// Pages that are kept track of at most: anybody can claim to be one more.
const MAX_PAGES: usize = 256;

/// The other pages.
#[derive(Debug, Default)]
pub(super) struct Colleagues(BTreeMap<PageId, Colleague>);

#[derive(Debug)]
struct Colleague {
    name: String,
    busy: bool,
    capacity: u32,
    machines: BTreeMap<NodeId, Incarnation>,
    heard: Instant,
    is_silent: bool,
}

impl Colleagues {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn knows(&self, page: PageId) -> bool {
        self.0.contains_key(&page)
    }

    /// Somebody is there; `false` when there are too many.
    pub(super) fn meet(&mut self, now: Instant, page: PageId) -> bool {
        let has_room = self.0.len() < MAX_PAGES || self.0.contains_key(&page);
        if has_room {
            self.0.entry(page).or_insert_with(|| Colleague {
                name: String::new(),
                busy: false,
                capacity: 0,
                machines: BTreeMap::new(),
                heard: now,
                is_silent: false,
            });
        }
        has_room
    }

    pub(super) fn take_roll(&mut self, page: PageId, roll: &Roll) {
        if let Some(one) = self.0.get_mut(&page) {
            one.name.clone_from(&roll.name);
            (one.busy, one.capacity) = (roll.busy, roll.capacity);
        }
    }

    pub(super) fn set_busy(&mut self, page: PageId, busy: bool) {
        if let Some(one) = self.0.get_mut(&page) {
            one.busy = busy;
        }
    }

    /// Whether another Master has calls under way.
    pub(super) fn are_busy(&self) -> bool {
        self.0.values().any(|one| one.busy)
    }

    /// A page's machine is so now.
    pub(super) fn machine(&mut self, page: PageId, peer: Peer, condition: &Condition) {
        for (&id, one) in &mut self.0 {
            let known = one.machines.get(&peer.node).copied();
            if matches!(condition, Condition::Dead(_)) {
                if known == Some(peer.incarnation) {
                    one.machines.remove(&peer.node);
                }
            } else if id == page {
                one.machines.insert(peer.node, peer.incarnation);
            } else if known.is_some_and(|known| known <= peer.incarnation) {
                one.machines.remove(&peer.node);
            }
        }
    }

    /// The page that runs a machine.
    pub(super) fn host_of(&self, node: NodeId) -> Option<PageId> {
        let mut all = self.0.iter();
        all.find(|(_, one)| one.machines.contains_key(&node)).map(|(&page, _)| page)
    }

    /// The page that a machine is best started in: the one that runs the fewest and has room, when
    /// these further ones are started already.
    pub(super) fn least_loaded(&self, asked: impl Fn(PageId) -> usize) -> Option<PageId> {
        let load = |page: PageId, one: &Colleague| one.machines.len() + asked(page);
        let able = self
            .0
            .iter()
            .filter(|&(&page, one)| !one.is_silent && load(page, one) < one.capacity as usize);
        able.min_by_key(|&(&page, one)| load(page, one)).map(|(&page, _)| page)
    }

    /// Everybody booted anew: nobody runs anything, until it says so.
    pub(super) fn booted(&mut self) {
        for one in self.0.values_mut() {
            one.machines.clear();
        }
    }

    /// A page is gone; answers which machines it ran.
    pub(super) fn gone(&mut self, page: PageId) -> Vec<Peer> {
        self.0.remove(&page).map(|one| one.peers().collect()).unwrap_or_default()
    }

    /// A page was heard; answers its machines if it was silent before.
    pub(super) fn heard(&mut self, now: Instant, page: PageId) -> Vec<NodeId> {
        let Some(one) = self.0.get_mut(&page) else { return Vec::new() };
        one.heard = now;
        if !std::mem::take(&mut one.is_silent) {
            return Vec::new();
        }
        eprintln!("apothik: page {} is heard again", one.name);
        one.machines.keys().copied().collect()
    }

    /// Nobody could be heard until now.
    pub(super) fn listen_again(&mut self, now: Instant) {
        for one in self.0.values_mut() {
            one.heard = now;
        }
    }

    /// The machines of pages that were last heard before that moment, and not yet called silent.
    pub(super) fn silent_since(&mut self, limit: Instant) -> Vec<NodeId> {
        let mut silent = Vec::new();
        for one in self.0.values_mut().filter(|one| one.heard < limit && !one.is_silent) {
            one.is_silent = true;
            if !one.machines.is_empty() {
                eprintln!(
                    "apothik: page {} is silent, with {} machines",
                    one.name,
                    one.machines.len()
                );
            }
            silent.extend(one.machines.keys());
        }
        silent
    }
}

impl Colleague {
    fn peers(&self) -> impl Iterator<Item = Peer> {
        self.machines.iter().map(|(&node, &incarnation)| Peer { node, incarnation })
    }
}
