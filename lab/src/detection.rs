//! How soon a death is known by ticks alone, on a network that loses messages, and how often a
//! living machine is called down by mistake.

use core::time::Duration;
use std::{cell::RefCell, collections::BTreeSet, rc::Rc};

use fastrand::Rng;
use node_core::{
    Config, Event, Founding, Incarnation, Instant, Node, NodeId, Output, Peer, Placement,
};

use crate::sim::{Link, Network, Recorder, Seen, Sim};

/// How long a cluster runs before the first death, and between deaths.
const BETWEEN_DEATHS: Duration = Duration::from_secs(60);

/// The experiment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Experiment {
    /// How many machines run.
    pub machines: u32,
    /// The share of messages that are lost, from 0 to 1.
    pub loss: f64,
    /// How many machines die, one after another; each is started again.
    pub deaths: u32,
    /// The source of chance.
    pub seed: u64,
}

/// What it came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detection {
    /// From each death until every survivor knew, the shortest first.
    pub known_to_all: Vec<Duration>,
    /// How often a machine called another down that was alive.
    pub false_downs: u64,
    /// The time that machines ran, summed.
    pub machine_time: Duration,
}

impl Detection {
    /// False downs in an hour of one machine.
    #[must_use]
    pub fn false_downs_per_machine_hour(&self) -> f64 {
        self.false_downs as f64 * 3_600.0 / self.machine_time.as_secs_f64()
    }
}

#[derive(Debug, Default)]
struct Watched {
    dead: BTreeSet<Peer>,
    /// Who still has to learn of the last death.
    unaware: BTreeSet<NodeId>,
    last_to_know: Instant,
    false_downs: u64,
}

/// Runs the experiment in virtual time.
#[must_use]
pub fn detect(experiment: Experiment) -> Detection {
    let Experiment { machines, loss, deaths, seed } = experiment;
    let mut chance = Rng::with_seed(seed);
    let mut network = Network::new(chance.u64(..));
    network.set_all(Link { loss, ..Link::default() });
    let mut sim = Sim::new(network);
    sim.without_links();
    let watched = Rc::new(RefCell::new(Watched::default()));
    sim.record(Recorder::new({
        let watched = watched.clone();
        move |at, seen| watched.borrow_mut().see(at, &seen)
    }));
    let founding = Founding { placement: Placement::Modulo, machines };
    let config = |life| Config { incarnation: Incarnation(life), founding };
    for number in 1..=machines {
        sim.start(NodeId::new(number), config(1));
    }
    let mut detection = Detection::default();
    for death in 0..deaths {
        advance(&mut sim, BETWEEN_DEATHS);
        let node = NodeId::new(chance.u32(1..=machines));
        let Some(peer) = sim.nodes().map(|one| one.status().me).find(|peer| peer.node == node)
        else {
            continue;
        };
        let survivors = sim.nodes().map(Node::status).filter(|status| status.me.node != node);
        let unaware =
            survivors.filter(|status| status.members.contains(&node)).map(|status| status.me.node);
        let unaware = unaware.collect();
        let died = sim.now();
        watched.borrow_mut().died(peer, unaware, died);
        sim.kill(node);
        while !watched.borrow().unaware.is_empty() {
            sim.step(None);
        }
        detection.known_to_all.push(watched.borrow().last_to_know.since(died));
        sim.start(node, config(death + 2));
    }
    detection.known_to_all.sort();
    detection.false_downs = watched.borrow().false_downs;
    detection.machine_time = sim.now().since_origin() * machines;
    detection
}

fn advance(sim: &mut Sim, time: Duration) {
    let until = sim.now() + time;
    while sim.step(Some(until)) {
        while sim.poll_notice().is_some() {}
    }
}

impl Watched {
    fn died(&mut self, peer: Peer, unaware: BTreeSet<NodeId>, at: Instant) {
        self.dead.insert(peer);
        self.unaware = unaware;
        self.last_to_know = at;
    }

    fn see(&mut self, at: Instant, seen: &Seen) {
        let Seen::Output { peer, output: Output::Event(Event::NodeDown(about, reason)) } = seen
        else {
            return;
        };
        if self.dead.contains(about) {
            if self.unaware.remove(&peer.node) {
                self.last_to_know = at;
            }
        } else if *reason == node_core::DownReason::Ticks {
            self.false_downs += 1;
        }
    }
}
