//! What a machine that gossips knows of the others, and how it learns that.

use alloc::vec::Vec;

use super::{Change, Membership, connection::Connection};
use crate::{
    id::{NodeId, Peer},
    io::DownReason,
    limits::{MAX_AHEAD, suspicion_time},
    message::{Refutations, Rumour, Standing},
    placement::mix::{mix, mix_pair},
    time::Instant,
};

/// What a rumour was to the one who heard it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Learnt {
    /// It says something new.
    News,
    /// It is known.
    Nothing,
    /// Something newer is known.
    Older,
}

impl Membership {
    /// Hears a rumour, and goes by it.
    pub(super) fn learn(&mut self, now: Instant, rumour: Rumour) -> Learnt {
        let Rumour { about, standing, refuted } = rumour;
        if about.node == self.me.node {
            return self.learn_of_myself(rumour);
        }
        let life = self.incarnation_of(about.node);
        if life.is_some_and(|life| about.incarnation < life) {
            return Learnt::Older;
        }
        if life != Some(about.incarnation) && !self.meet(now, about) {
            return Learnt::Nothing;
        }
        let Some(peer) = self.peers.get(&about.node.number()) else { return Learnt::Nothing };
        if refuted.0.saturating_sub(peer.refuted.0) > MAX_AHEAD {
            return Learnt::Nothing;
        }
        // Nobody is called down by hearsay.
        let believed = matches!(peer.standing, Some(Standing::Alive | Standing::Suspect));
        let hearsay = standing == Standing::Down && believed;
        let standing = if hearsay { Standing::Suspect } else { standing };
        let known = peer.standing.map(|known| rank(known, peer.refuted));
        let heard = Some(rank(standing, refuted));
        if heard <= known {
            return if heard < known { Learnt::Older } else { Learnt::Nothing };
        }
        self.go_by(now, about, standing, refuted);
        Learnt::News
    }

    /// What others say of this machine: that it lives it knows better.
    fn learn_of_myself(&mut self, rumour: Rumour) -> Learnt {
        let Rumour { about, standing, refuted } = rumour;
        let own = self.gossip.refuted();
        let ahead = refuted.0.saturating_sub(own.0);
        let is_wrong = matches!(standing, Standing::Suspect | Standing::Down);
        if about != self.me || !is_wrong || ahead > MAX_AHEAD {
            return Learnt::Nothing;
        }
        if refuted < own {
            return Learnt::Older;
        }
        self.gossip.refute(self.me, refuted);
        Learnt::Older
    }

    /// From now on a machine, in its present life, is so.
    pub(super) fn go_by(
        &mut self,
        now: Instant,
        about: Peer,
        standing: Standing,
        refuted: Refutations,
    ) {
        let node = about.node;
        match standing {
            Standing::Alive => {
                self.set_standing(node, Some(standing), refuted);
                self.raise(now, node);
            }
            Standing::Suspect => {
                self.set_standing(node, Some(standing), refuted);
                self.raise(now, node);
                let at = now + suspicion_time(self.gossip.members());
                self.gossip.suspect(node, at);
            }
            Standing::Down => {
                self.set_standing(node, Some(standing), refuted);
                if self.is_member(node) {
                    self.give_up(node, DownReason::Ticks);
                }
            }
            Standing::Left => self.bury(about, DownReason::Left),
            Standing::Dead => self.bury(about, DownReason::Link),
        }
    }

    /// Notes how a machine is, and keeps what follows from it up to date.
    pub(super) fn set_standing(
        &mut self,
        node: NodeId,
        standing: Option<Standing>,
        refuted: Refutations,
    ) {
        let Some(peer) = self.peers.get_mut(&node.number()) else { return };
        let about = Peer { node, incarnation: peer.incarnation };
        let before = peer.standing.map_or(0, |before| digest(about, before, peer.refuted));
        let after = standing.map_or(0, |after| digest(about, after, refuted));
        (peer.standing, peer.refuted) = (standing, refuted);
        self.gossip.is_so(node, standing, before ^ after);
    }

    /// Believes in a machine from now on, if it doesn't yet.
    pub(super) fn raise(&mut self, now: Instant, node: NodeId) {
        let Some(peer) = self.peers.get_mut(&node.number()) else { return };
        if peer.connection.is_some() {
            return;
        }
        peer.connection = Some(Connection::default());
        peer.last_heard = now;
        self.changes.push(Change::Up(Peer { node, incarnation: peer.incarnation }));
        self.gossip.is_up(node);
    }

    /// A connection is over, but what is said of the machine has not changed: it is up again.
    pub(super) fn raise_again(&mut self, now: Instant, node: NodeId) {
        let peer = self.peers.get(&node.number());
        let standing = peer.and_then(|peer| peer.standing);
        if self.gossips() && matches!(standing, Some(Standing::Alive | Standing::Suspect)) {
            self.raise(now, node);
        }
    }

    /// What this machine would tell of one, itself too.
    pub(super) fn rumour_of(&self, node: NodeId) -> Option<Rumour> {
        if node == self.me.node {
            let (standing, refuted) = (Standing::Alive, self.gossip.refuted());
            return Some(Rumour { about: self.me, standing, refuted });
        }
        let peer = self.peers.get(&node.number())?;
        let about = Peer { node, incarnation: peer.incarnation };
        Some(Rumour { about, standing: peer.standing?, refuted: peer.refuted })
    }

    /// All that this machine knows.
    pub(super) fn whole_table(&self) -> Vec<Rumour> {
        let others = self.peers.keys().map(|&number| NodeId::new(number));
        let all = core::iter::once(self.me.node).chain(others);
        all.filter_map(|node| self.rumour_of(node)).collect()
    }

    /// Makes anew what follows from what is known of each machine, when another way of knowing
    /// begins.
    pub(super) fn begin_table(&mut self, founders_missing: Vec<u32>) {
        self.gossip.begin_anew(self.me, founders_missing);
        let gossips = self.gossips();
        for number in self.peers.keys().copied().collect::<Vec<_>>() {
            let node = NodeId::new(number);
            let Some(peer) = self.peers.get_mut(&number) else { continue };
            let (refuted, is_up) = (peer.refuted, peer.connection.is_some());
            let standing = match peer.standing.take() {
                Some(over) if over.is_over() => Some(over),
                _ => (gossips && is_up).then_some(Standing::Alive),
            };
            if gossips && is_up {
                self.gossip.is_up(node);
            }
            self.set_standing(node, standing, refuted);
        }
    }
}

/// What of two things that are said of one life overrules the other.
fn rank(standing: Standing, refuted: Refutations) -> (bool, Refutations, Standing) {
    // After the end of a life it doesn't matter any more how often it had refuted.
    let over = standing.is_over();
    (over, if over { Refutations::default() } else { refuted }, standing)
}

/// What one machine adds to the digest of all. Suspicions don't count: they pass.
pub(super) fn digest(about: Peer, standing: Standing, refuted: Refutations) -> u32 {
    let standing = if standing == Standing::Suspect { Standing::Alive } else { standing };
    let (_, refuted, standing) = rank(standing, refuted);
    let life = mix_pair(about.node.number(), about.incarnation.0);
    mix(life ^ mix_pair(refuted.0, standing as u32 + 1)) as u32
}
