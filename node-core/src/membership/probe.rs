//! Probes: who is asked whether it lives, who is suspected, and who is called down.

use alloc::vec::Vec;

use super::{Membership, chance::Chance, gossip::AWAKE};
use crate::{
    id::{NodeId, Peer},
    limits::{PROBE_HELPERS, PROBE_INTERVAL, PROBE_TIMEOUT, PROBES_OF_MISSING, suspicion_time},
    message::{Said, Standing},
    time::Instant,
};

/// The probes of one machine.
#[derive(Clone, Debug)]
pub(super) struct Probes {
    /// Probes sent so far that were to be answered.
    sent: u64,
    /// Whom to probe in this round, the last one first.
    round: Vec<u32>,
    waits: Option<Waits>,
    /// When the next interval begins.
    next: Instant,
}

/// A probe that was not answered yet.
#[derive(Clone, Copy, Debug)]
struct Waits {
    of: Peer,
    number: u64,
    /// When to ask others to probe as well, if that has not been done.
    help_at: Option<Instant>,
}

impl Probes {
    /// The first interval begins somewhere within one, so that not all probe at once.
    pub(super) fn new(chance: &mut Chance, now: Instant) -> Self {
        let wait = PROBE_INTERVAL.mul_f64(chance.below(1_000) as f64 / 1_000.0);
        Self { sent: 0, round: Vec::new(), waits: None, next: now + wait }
    }

    /// When something is due.
    pub(super) fn next(&self) -> Instant {
        let help_at = self.waits.and_then(|waits| waits.help_at);
        help_at.map_or(self.next, |at| at.min(self.next))
    }

    /// A machine has answered this probe.
    pub(super) fn is_answered(&mut self, number: u64, by: NodeId) {
        self.waits.take_if(|waits| waits.number == number && waits.of.node == by);
    }
}

impl Membership {
    /// Probes begin now, when this machine goes over to gossip.
    pub(super) fn begin_probes(&mut self, now: Instant) {
        let probes = &mut self.gossip.probes;
        let fresh = Probes::new(&mut self.gossip.chance, now);
        // Numbers go on, or an old answer could be taken for one to a new probe.
        self.gossip.probes = Probes { sent: probes.sent, ..fresh };
    }

    /// Does what is due of gossip.
    pub(super) fn gossip_on(&mut self, now: Instant) {
        self.compare_if_due(now);
        if self.gossip.probes.next <= now {
            self.begin_interval(now);
        } else if let Some(waits) = &mut self.gossip.probes.waits
            && waits.help_at.take_if(|at| *at <= now).is_some()
        {
            let (of, number) = (waits.of, waits.number);
            self.ask_for_help(of.node, number);
        }
    }

    fn begin_interval(&mut self, now: Instant) {
        let late = now.since(self.gossip.probes.next);
        self.gossip.probes.next = now + PROBE_INTERVAL;
        let waited = self.gossip.probes.waits.take();
        if late >= AWAKE {
            // It slept, and can't tell who was silent meanwhile. Whom it suspects only since it has
            // woken has all the time anyway.
            let latest = now + suspicion_time(self.gossip.members());
            for at in self.gossip.missing.suspects.values_mut() {
                *at = (*at + late).min(latest);
            }
        } else {
            self.call_down_suspects(now);
            if let Some(waits) = waited {
                self.suspect(now, waits.of);
            }
        }
        self.probe_next(now);
        self.probe_one_missing();
        self.consider_mode(now, self.gossip.members());
    }

    /// A machine has answered neither this one nor its helpers.
    fn suspect(&mut self, now: Instant, silent: Peer) {
        let Some(peer) = self.peers.get(&silent.node.number()) else { return };
        let is_same = peer.incarnation == silent.incarnation;
        if is_same && peer.standing == Some(Standing::Alive) {
            self.go_by(now, silent, Standing::Suspect, peer.refuted);
            self.gossip.add_news(silent.node);
            // It is the first to be told.
            self.probe_missing(silent.node);
        }
    }

    fn call_down_suspects(&mut self, now: Instant) {
        let suspects = self.gossip.missing.suspects.iter();
        let over: Vec<u32> =
            suspects.filter(|(_, at)| **at <= now).map(|(&number, _)| number).collect();
        for number in over {
            let node = NodeId::new(number);
            let Some(peer) = self.peers.get(&number) else { continue };
            let (about, refuted) = (Peer { node, incarnation: peer.incarnation }, peer.refuted);
            self.go_by(now, about, Standing::Down, refuted);
            self.gossip.add_news(node);
        }
    }

    /// Probes the next member of the round.
    fn probe_next(&mut self, now: Instant) {
        let Some(of) = self.next_of_round() else { return };
        let probes = &mut self.gossip.probes;
        probes.sent += 1;
        let number = probes.sent;
        probes.waits = Some(Waits { of, number, help_at: Some(now + PROBE_TIMEOUT) });
        self.probe(of.node, number);
    }

    fn next_of_round(&mut self) -> Option<Peer> {
        if self.gossip.up.is_empty() {
            return None;
        }
        // What is left of this round, then a whole new one.
        for _ in 0..2 {
            while let Some(number) = self.gossip.probes.round.pop() {
                let peer = self.peers.get(&number).filter(|peer| peer.connection.is_some());
                if let Some(peer) = peer {
                    let node = NodeId::new(number);
                    return Some(Peer { node, incarnation: peer.incarnation });
                }
            }
            let mut round = self.gossip.up.clone();
            self.gossip.chance.shuffle(&mut round);
            self.gossip.probes.round = round;
        }
        None
    }

    /// Probes a machine; one that does not seem to live is told what is said of it.
    fn probe(&mut self, node: NodeId, number: u64) {
        let said = self.rumour_of(node).filter(|rumour| rumour.standing != Standing::Alive);
        let probe = Said::Probe { number, asker: None };
        self.gossip_with(node, probe, said.into_iter().collect());
    }

    /// Probes a machine that may not be there: no answer to that means nothing.
    pub(super) fn probe_missing(&mut self, node: NodeId) {
        self.probe(node, 0);
    }

    /// Probes, now and then, one that is suspected, called down or has never been heard of: all
    /// machines together do so [`PROBES_OF_MISSING`] times an interval for each of these.
    fn probe_one_missing(&mut self) {
        let gossip = &mut self.gossip;
        let missing = &mut gossip.missing;
        let peers = &self.peers;
        let counts = [missing.down.len(), missing.suspects.len(), missing.founders.len()];
        let sum: usize = counts.iter().sum();
        let members = gossip.up.len() as u64 + 1;
        if sum == 0 || !gossip.chance.happens(PROBES_OF_MISSING * sum as u64, members) {
            return;
        }
        let mut place = gossip.chance.below(sum);
        let known = missing.down.iter().chain(missing.suspects.keys());
        let number = known.copied().nth(place).or_else(|| {
            place -= counts[0] + counts[1];
            // Of founders that were heard of meanwhile the list is rid here.
            while let Some(&number) = missing.founders.get(place) {
                if !peers.contains_key(&number) {
                    return Some(number);
                }
                missing.founders.swap_remove(place);
                place = gossip.chance.below(missing.founders.len());
            }
            None
        });
        if let Some(number) = number {
            self.probe_missing(NodeId::new(number));
        }
    }

    /// Asks a few others to probe a machine that has not answered.
    fn ask_for_help(&mut self, about: NodeId, number: u64) {
        let mut asked: Vec<u32> = Vec::new();
        for _ in 0..PROBE_HELPERS {
            let place = self.gossip.chance.below(self.gossip.up.len());
            let Some(&helper) = self.gossip.up.get(place) else { return };
            if helper != about.number() && !asked.contains(&helper) {
                asked.push(helper);
                self.gossip_to(NodeId::new(helper), Said::Ask { number, about });
            }
        }
    }
}
