//! Membership of large clusters: by gossip, and by connections only where there is something to say.

mod common;

use std::{collections::BTreeSet, time::Duration};

use common::{Cluster, get, node, peer, put, value};
use node_core::{
    Answer, DownReason, Envelope, Event, Input, MODE_PATIENCE, Message, NodeId, PROBE_INTERVAL,
    Placement, Reply, TICK_INTERVAL, Term,
    message::{Gossip, Mode, Refutations, Rumour, Said, Standing},
    spreading, suspicion_time, tick_limit,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Machines that gossip however few they are, settled.
fn gossiping(machines: u32) -> Cluster {
    let mut cluster = Cluster::started(machines, Placement::Modulo, 0);
    cluster.pass(PROBE_INTERVAL * 12);
    agree(&cluster);
    cluster
}

/// All living machines believe in all of them and in nobody else.
fn agree(cluster: &Cluster) {
    let mut living: Vec<_> = cluster.nodes.keys().copied().collect();
    living.sort();
    for node in cluster.nodes.values() {
        let status = node.status();
        assert_eq!(status.members, living, "{}", status.me.node);
    }
}

fn downs(cluster: &Cluster) -> Vec<(NodeId, Event)> {
    let is_down = |(_, event): &&(_, Event)| matches!(event, Event::NodeDown(..));
    cluster.events.iter().filter(is_down).copied().collect()
}

/// How long a death may take to be known to all: somebody has to probe the machine, its answer
/// must be missing, all must hear that it is suspected, and wait.
fn known_within(machines: usize) -> Duration {
    PROBE_INTERVAL * (spreading(machines) * 2 + 2) + suspicion_time(machines)
}

#[test]
fn machines_that_gossip_know_each_other_and_invent_no_death() {
    let mut cluster = gossiping(30);
    cluster.pass(Duration::from_secs(600));
    agree(&cluster);
    assert_eq!(downs(&cluster), []);
}

#[test]
fn a_machine_alone_among_founders_that_never_start_is_itself_a_cluster() {
    let mut cluster = Cluster::started(50, Placement::Modulo, 0);
    for number in 2..=50 {
        cluster.crash(number);
    }
    cluster.pass(Duration::from_secs(120));
    assert_eq!(cluster.members(1), [1]);
    assert!(matches!(cluster.call(1, put("a", 1)), Reply::Done { .. }));
}

#[test]
fn a_thousand_settle_by_far_fewer_messages_than_there_are_pairs() {
    let machines = 1_000;
    let mut cluster = Cluster::started(machines, Placement::Modulo, 256);
    let mut intervals = 0;
    while cluster.nodes.values().any(|node| node.status().members.len() < machines as usize) {
        cluster.pass(PROBE_INTERVAL);
        intervals += 1;
        assert!(intervals <= 10, "it should take about three");
    }
    let pairs = u64::from(machines) * u64::from(machines);
    let each = cluster.sent / u64::from(machines);
    assert!(cluster.sent * 10 < pairs, "{} messages", cluster.sent);
    assert!(each <= 6 * u64::from(spreading(machines as usize)), "{each} messages a machine");
    // At rest each probes one other and answers one.
    let before = cluster.sent;
    cluster.pass(PROBE_INTERVAL * 10);
    let each = (cluster.sent - before) / (10 * u64::from(machines));
    assert!(each <= 3, "{each} messages a machine and interval");
    agree(&cluster);
    assert_eq!(downs(&cluster), []);
}

#[test]
fn a_death_that_no_host_saw_is_known_to_all_in_time() {
    let mut cluster = gossiping(60);
    cluster.crash(7);
    cluster.pass(known_within(60));
    agree(&cluster);
    let downs = downs(&cluster);
    assert_eq!(downs.len(), 59);
    let expected = Event::NodeDown(peer(7, 1), DownReason::Ticks);
    assert!(downs.iter().all(|(_, event)| *event == expected));
}

#[test]
fn a_death_that_one_host_saw_is_known_to_all_as_soon_as_a_rumour_is() {
    let mut cluster = gossiping(60);
    cluster.crash(7);
    cluster.input(node(1), Input::LinkDown(peer(7, 1)));
    cluster.pass(PROBE_INTERVAL * spreading(60));
    agree(&cluster);
    // And for good.
    let said = Message::Gossip(Gossip {
        mode: Mode::GOSSIP,
        layout: 0,
        table: 0,
        refuted: Refutations(9),
        said: Said::News,
        rumours: Vec::new(),
    });
    cluster.input(node(3), Input::Message(Envelope { from: peer(7, 1), message: said }));
    agree(&cluster);
}

#[test]
fn a_goodbye_and_the_next_life_of_a_name_are_heard_of() {
    let mut cluster = gossiping(20);
    cluster.input(node(4), Input::Leave);
    cluster.deliver();
    cluster.crash(4);
    cluster.pass(PROBE_INTERVAL);
    agree(&cluster);
    cluster.start(4, 2);
    cluster.pass(PROBE_INTERVAL * (spreading(20) + 2));
    agree(&cluster);
    assert!(downs(&cluster).iter().all(|(_, event)| {
        matches!(event, Event::NodeDown(about, DownReason::Left) if *about == peer(4, 1))
    }));
}

#[test]
fn a_newcomer_that_no_founder_answers_asks_everyone_and_a_few_answer() {
    let mut cluster = gossiping(40);
    for founder in 1..=40 {
        cluster.start(founder + 100, 1);
    }
    cluster.pass(PROBE_INTERVAL * 10);
    for founder in 1..=40 {
        cluster.crash(founder);
        cluster.close_link(founder, 1);
    }
    cluster.pass(PROBE_INTERVAL * 10);
    agree(&cluster);
    cluster.start(999, 1);
    let before = cluster.sent;
    cluster.pass(PROBE_INTERVAL * 20);
    agree(&cluster);
    assert!(cluster.sent > before);
}

#[test]
fn machines_that_never_spoke_are_connected_by_the_first_call() {
    let mut cluster = gossiping(60);
    assert!(!cluster.log.contains("connect"), "nobody had anything to say");
    for number in 1..=60 {
        let key = format!("key {number}");
        let stored = cluster.call(number, put(&key, number.into()));
        assert!(matches!(stored, Reply::Done { answer: Answer::Stored, .. }));
        assert_eq!(
            value(cluster.call(61 - number, get(&key))),
            Some(Term::from(i64::from(number)))
        );
    }
    assert!(cluster.log.contains("connect"));
}

#[test]
fn what_waits_for_a_connection_survives_lost_connects_in_order() {
    let mut cluster = gossiping(10);
    cluster.lost = |message| matches!(message, Message::Connect { .. });
    let asked: Vec<_> = (0..50).map(|i| cluster.ask(1, put(&format!("key {i}"), i))).collect();
    cluster.deliver();
    cluster.lost = |_| false;
    cluster.pass(Duration::from_secs(3));
    for id in asked {
        assert!(matches!(cluster.reply(id), Reply::Done { answer: Answer::Stored, .. }));
    }
}

#[test]
fn a_frozen_machine_is_called_down_and_refutes_with_its_entries() {
    let mut cluster = gossiping(20);
    for i in 0..60 {
        cluster.call(1, put(&format!("key {i}"), i));
    }
    cluster.frozen.insert(node(2));
    cluster.pass(known_within(20));
    assert!(!cluster.members(1).contains(&2));
    cluster.frozen.clear();
    cluster.deliver();
    cluster.pass(PROBE_INTERVAL * (spreading(20) + 4));
    agree(&cluster);
    assert_eq!(cluster.stored(), 60);
    for i in 0..60 {
        assert_eq!(value(cluster.call(3, get(&format!("key {i}")))), Some(Term::from(i)));
    }
    // Who slept has called nobody else down.
    assert!(downs(&cluster).iter().all(|(by, event)| {
        *by == node(2) || matches!(event, Event::NodeDown(about, _) if about.node == node(2))
    }));
}

#[test]
fn what_is_only_said_of_a_machine_calls_nobody_down() {
    let mut cluster = gossiping(12);
    let rumours = |standing| {
        (1..=12).map(move |number| Rumour {
            about: peer(number, 1),
            standing,
            refuted: Refutations::default(),
        })
    };
    let said = Gossip {
        mode: Mode::GOSSIP,
        layout: 0,
        table: 0,
        refuted: Refutations::default(),
        said: Said::Table,
        rumours: rumours(Standing::Down).chain(rumours(Standing::Suspect)).collect(),
    };
    for number in 2..=12 {
        let message = Message::Gossip(said.clone());
        cluster.input(node(number), Input::Message(Envelope { from: peer(1, 1), message }));
    }
    cluster.pass(known_within(12));
    agree(&cluster);
    assert_eq!(downs(&cluster), []);
}

#[test]
fn a_cluster_that_grows_large_goes_over_to_gossip_and_back_without_a_death() {
    let mut cluster = Cluster::started(5, Placement::Modulo, 8);
    for number in 6..=12 {
        cluster.start(number, 1);
    }
    cluster.pass(TICK_INTERVAL);
    agree(&cluster);
    cluster.pass(MODE_PATIENCE * 3);
    let ticked = cluster.log.clone();
    cluster.log.clear();
    cluster.pass(PROBE_INTERVAL * 5);
    assert!(ticked.contains("tick") && !cluster.log.contains("tick"));
    assert!(cluster.log.contains("gossip"));
    agree(&cluster);
    assert_eq!(downs(&cluster), []);
    // Small again.
    for number in 4..=12 {
        cluster.input(node(number), Input::Leave);
        cluster.deliver();
        cluster.crash(number);
    }
    cluster.pass(MODE_PATIENCE * 3);
    cluster.log.clear();
    cluster.pass(tick_limit(3) * 3);
    assert!(cluster.log.contains("tick") && !cluster.log.contains("gossip"));
    agree(&cluster);
    let reasons: BTreeSet<_> = downs(&cluster)
        .iter()
        .map(|(_, event)| matches!(event, Event::NodeDown(_, DownReason::Left)))
        .collect();
    assert_eq!(reasons, BTreeSet::from([true]));
    // A newcomer that thinks that the cluster is as it was founded is told.
    cluster.start(13, 1);
    cluster.pass(PROBE_INTERVAL * 6);
    agree(&cluster);
}

#[test]
fn a_newcomer_of_a_cluster_that_has_grown_large_is_told_by_a_few() {
    let mut cluster = Cluster::started(5, Placement::Modulo, 8);
    for number in 6..=40 {
        cluster.start(number, 1);
    }
    cluster.pass(MODE_PATIENCE * 3);
    agree(&cluster);
    cluster.start(41, 1);
    cluster.pass(PROBE_INTERVAL * (spreading(41) + 4));
    agree(&cluster);
    assert_eq!(downs(&cluster), []);
}

#[test]
fn equal_seeds_and_inputs_give_equal_gossip() {
    let run = || {
        let mut cluster = gossiping(12);
        cluster.crash(1);
        cluster.pass(known_within(12));
        (cluster.sent, cluster.bytes, cluster.events)
    };
    assert_eq!(run(), run());
}
