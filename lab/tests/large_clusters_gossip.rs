//! Large clusters on networks that lose messages and are cut in two.

use core::time::Duration;

use lab::{
    master::{Click, Input},
    script,
    session::Session,
    sim::{Link, Network, Sim},
};
use node_core::{
    Config, Founding, Incarnation, NodeId, PROBE_INTERVAL, Placement, spreading, suspicion_time,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn pass(sim: &mut Sim, time: Duration) {
    let until = sim.now() + time;
    while sim.step(Some(until)) {
        while sim.poll_notice().is_some() {}
    }
}

/// Machines that all start at once, and what was lost on the way.
fn started(machines: u32, loss: f64) -> Sim {
    let mut network = Network::new(1);
    network.set_all(Link { loss, ..Link::default() });
    let mut sim = Sim::new(network);
    sim.without_links();
    let founding = Founding { placement: Placement::Modulo, machines };
    for number in 1..=machines {
        sim.start(NodeId::new(number), Config::new(Incarnation(1), founding));
    }
    sim
}

/// How many machines don't believe in exactly those that live.
fn wrong(sim: &Sim) -> usize {
    let mut living: Vec<NodeId> = sim.nodes().map(|node| node.status().me.node).collect();
    living.sort();
    sim.nodes().filter(|node| node.status().members != living).count()
}

fn known_within(machines: usize) -> Duration {
    PROBE_INTERVAL * (spreading(machines) * 2 + 2) + suspicion_time(machines)
}

#[test]
fn a_thousand_settle_and_learn_of_a_death_where_one_message_in_twenty_is_lost() {
    let mut sim = started(1_000, 0.05);
    pass(&mut sim, PROBE_INTERVAL * 12);
    assert_eq!(wrong(&sim), 0);
    sim.kill(NodeId::new(500));
    pass(&mut sim, known_within(1_000));
    assert_eq!(wrong(&sim), 0);
}

#[test]
fn halves_of_a_large_cluster_that_were_cut_apart_come_together() {
    let machines = 300;
    let mut sim = started(machines, 0.0);
    pass(&mut sim, PROBE_INTERVAL * 6);
    let half: Vec<NodeId> = (1..=machines / 2).map(NodeId::new).collect();
    sim.network().set_partition(vec![half.clone()]);
    pass(&mut sim, known_within(machines as usize) + PROBE_INTERVAL * 10);
    for node in sim.nodes() {
        assert_eq!(node.status().members.len(), half.len());
    }
    sim.network().set_partition(Vec::new());
    pass(&mut sim, known_within(machines as usize));
    assert_eq!(wrong(&sim), 0);
}

#[test]
fn the_ledger_agrees_with_a_large_cluster_that_was_filled_and_lost_a_machine() {
    let mut sim = Sim::default();
    sim.gossip_from(0);
    let mut session = Session::on(sim);
    session.tell(Input::Click(Click::Boot { machines: 200, placement: Placement::Modulo }));
    session.settle();
    let line = script::parse("fill(1, 20000)").expect("it is understood");
    session.run(line.expect("it is not blank"));
    let before = session.master().ledger().figures();
    assert_eq!((before.acknowledged, before.found), (20_000, 20_000));
    session.tell(Input::Click(Click::Kill(NodeId::new(7))));
    session.settle();
    let after = session.master().ledger().figures();
    assert_eq!(after.acknowledged, after.found + after.unreachable + after.lost);
    assert!(after.lost > 0);
    let ledger = session.master().ledger();
    for node in session.sim_ref().nodes() {
        let status = node.status();
        assert_eq!(ledger.machine(status.me.node).summary(), status.summary);
    }
}
