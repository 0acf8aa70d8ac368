//! What machines say to each other without being asked, by their number.

use core::time::Duration;

use lab::sim::{Link, Network, Sim};
use node_core::{Config, Founding, Incarnation, Node, NodeId, Placement};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const CONFIG: Config = Config {
    incarnation: Incarnation(1),
    founding: Founding { placement: Placement::Modulo, machines: 100 },
};

/// How long messages take, from a quiet channel to one that can't keep up, on which all say hello
/// again and again; and how many each pair of machines may need.
const CHANNELS: [(Duration, u64); 3] = [
    (Duration::from_micros(100), 3),
    (Duration::from_millis(30), 8),
    (Duration::from_millis(300), 18),
];

/// Machines that all start at once, where messages take so long.
fn started(machines: u32, delay: Duration) -> Sim {
    let mut network = Network::new(1);
    network.set_all(Link { delay, ..Link::default() });
    let mut sim = Sim::new(network);
    for number in 1..=machines {
        sim.start(NodeId::new(number), CONFIG);
    }
    sim
}

fn pass(sim: &mut Sim, time: Duration) {
    let until = sim.now() + time;
    while sim.step(Some(until)) {
        while sim.poll_notice().is_some() {}
    }
}

fn knows_all(sim: &Sim, machines: u32) -> bool {
    sim.nodes().map(Node::status).all(|status| status.members.len() == machines as usize)
}

/// Messages heard until all know all.
fn heard_until_settled(machines: u32, delay: Duration) -> u64 {
    let mut sim = started(machines, delay);
    while !knows_all(&sim, machines) {
        pass(&mut sim, Duration::from_millis(10));
    }
    sim.fates().sent
}

#[test]
fn machines_that_start_together_settle_within_a_few_messages_a_pair() {
    for (delay, a_pair) in CHANNELS {
        for machines in [5, 50, 100] {
            let heard = heard_until_settled(machines, delay);
            let pairs = u64::from(machines * (machines - 1) / 2);
            assert!(heard <= a_pair * pairs, "{machines} machines, {delay:?}: {heard}");
        }
    }
}

#[test]
fn at_rest_a_machine_hears_a_hundred_messages_a_second_however_many_there_are() {
    for machines in [5, 50, 100, 200] {
        let mut sim = started(machines, Duration::from_micros(100));
        pass(&mut sim, Duration::from_secs(10));
        assert!(knows_all(&sim, machines));
        let before = sim.fates().sent;
        pass(&mut sim, Duration::from_secs(10));
        let heard = (sim.fates().sent - before) as f64 / 10.0;
        assert!(heard <= 101.0 * f64::from(machines), "{machines} machines: {heard}");
    }
}
