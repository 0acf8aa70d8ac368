//! The other pages of the cluster, as a page without a Master knows them.

use std::collections::{BTreeMap, BTreeSet};

use lab::{limits::MAX_MACHINES, master::Condition, pages::PageId};
use node_core::{Incarnation, NodeId, Peer};

/// Pages that are kept track of at most: anybody can claim to be one more.
const MAX_PAGES: usize = 256;

/// The other pages.
#[derive(Debug, Default)]
pub(super) struct Others {
    pages: BTreeMap<PageId, Other>,
    /// The highest life of each name that was ever heard of.
    lives: BTreeMap<NodeId, Incarnation>,
}

#[derive(Debug, Default)]
struct Other {
    name: String,
    machines: BTreeMap<NodeId, Incarnation>,
    /// Numbers that it is about to use.
    claims: BTreeSet<NodeId>,
}

impl Others {
    pub(super) fn knows(&self, page: PageId) -> bool {
        self.pages.contains_key(&page)
    }

    /// Somebody is there.
    pub(super) fn meet(&mut self, page: PageId) {
        if self.pages.len() < MAX_PAGES {
            self.pages.entry(page).or_default();
        }
    }

    pub(super) fn set_name(&mut self, page: PageId, name: String) {
        if let Some(other) = self.pages.get_mut(&page) {
            other.name = name;
        }
    }

    /// The first letter that no other page has.
    pub(super) fn free_name(&self, me: PageId) -> String {
        let taken = |name: &str| self.pages.values().any(|other| other.name == name);
        let free = ('A'..='Z').map(String::from).find(|name| !taken(name));
        free.unwrap_or_else(|| format!("{:04x}", me.0 & 0xffff))
    }

    /// A page is gone; answers which machines it ran.
    pub(super) fn gone(&mut self, page: PageId) -> Vec<Peer> {
        let machines = self.pages.remove(&page).unwrap_or_default().machines;
        machines.into_iter().map(|(node, incarnation)| Peer { node, incarnation }).collect()
    }

    /// A page claims numbers.
    pub(super) fn claims(&mut self, page: PageId, nodes: &[NodeId]) {
        let in_range = |node: &&NodeId| (1..=MAX_MACHINES).contains(&node.number());
        if let Some(other) = self.pages.get_mut(&page) {
            other.claims = nodes.iter().filter(in_range).copied().collect();
        }
    }

    /// A page's machine is so now; answers the life that has ended for sure, if one has.
    pub(super) fn machine(
        &mut self,
        page: PageId,
        peer: Peer,
        condition: &Condition,
    ) -> Option<Peer> {
        if !(1..=MAX_MACHINES).contains(&peer.node.number()) {
            return None;
        }
        self.saw(peer);
        let other = self.pages.get_mut(&page)?;
        let is_dead = matches!(condition, Condition::Dead(_));
        if is_dead {
            let ran = other.machines.get(&peer.node) == Some(&peer.incarnation);
            other.machines.retain(|&node, &mut life| (node, life) != (peer.node, peer.incarnation));
            return ran.then_some(peer);
        }
        if *condition != Condition::Starting {
            other.claims.remove(&peer.node);
            other.machines.insert(peer.node, peer.incarnation);
        }
        None
    }

    /// A life of a name was heard of.
    pub(super) fn saw(&mut self, peer: Peer) {
        let highest = self.lives.entry(peer.node).or_default();
        *highest = peer.incarnation.max(*highest);
    }

    /// The last life of a name that was heard of.
    pub(super) fn life(&self, node: NodeId) -> Incarnation {
        self.lives.get(&node).copied().unwrap_or_default()
    }

    /// The life after the last one of a name.
    pub(super) fn next_life(&mut self, node: NodeId) -> Incarnation {
        let highest = self.lives.entry(node).or_default();
        *highest = highest.next();
        *highest
    }

    /// Everybody booted anew: nobody runs anything, until it says so.
    pub(super) fn booted(&mut self) {
        for other in self.pages.values_mut() {
            other.machines.clear();
            other.claims.clear();
        }
    }

    /// The page that runs a machine in this life or a later one.
    pub(super) fn host_of(&self, node: NodeId) -> Option<(PageId, Peer)> {
        self.pages.iter().find_map(|(&page, other)| {
            let &incarnation = other.machines.get(&node)?;
            Some((page, Peer { node, incarnation }))
        })
    }

    /// Whether a number is used, or about to be.
    pub(super) fn uses(&self, node: NodeId) -> bool {
        let uses =
            |other: &Other| other.machines.contains_key(&node) || other.claims.contains(&node);
        self.pages.values().any(uses)
    }

    /// The highest number that was ever heard of, or is about to be used.
    pub(super) fn highest(&self) -> u32 {
        let claims = self.pages.values().flat_map(|other| &other.claims);
        self.lives.keys().chain(claims).map(|node| node.number()).max().unwrap_or_default()
    }
}
