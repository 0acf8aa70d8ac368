//! Everything that can happen to two and to three machines, up to a depth.
//!
//! Every order is explored, breadth first and leaving nothing out, in which messages are
//! delivered (whichever of those under way may be next), dropped or repeated, timers fire,
//! machines are cut off, crash, leave and start again, deaths are noticed, and clients ask. Each
//! test bounds how often what happens, and how many of these actions a run has: its depth. The
//! checkers are those of every other run, and from every single state a calm must heal the
//! cluster.
//!
//! `APOTHIK_DEPTH=n cargo test -p lab --release --test model_check -- --nocapture` goes n actions
//! deeper; each takes two to four times as long.
#![cfg(not(target_arch = "wasm32"))]

mod model;

use model::{A_CALM_HEALS, Bounds, Happens, Left, NO_CHECKER_OBJECTS, Planted, heals, key_of};
use node_core::{NodeId, Operation, Term};
use stateright::{Checker, Expectation, HasDiscoveries, Model};

const NOTHING: Left =
    Left { faults: 0, drops: 0, duplicates: 0, deaths: 0, restarts: 0, cuts: 0, timeouts: 0 };

/// These machines, connected; a client puts a key through machine 1, then one gets it (of two
/// machines) or deletes it (of three). The last machine owns it.
fn cluster(machines: u32, depth: usize, left: Left, happens: &[Happens]) -> Bounds {
    let deeper = std::env::var("APOTHIK_DEPTH").ok().and_then(|text| text.parse().ok());
    let members: Vec<NodeId> = (1..=machines).map(NodeId::new).collect();
    let owner = NodeId::new(machines);
    let key = key_of(owner, &members);
    let put = Operation::Put { key: key.clone(), value: Term::from(1) };
    let then = if machines == 2 { Operation::Get { key } } else { Operation::Delete { key } };
    Bounds {
        machines,
        settled: true,
        depth: depth + deeper.unwrap_or(0),
        left,
        requests: vec![(NodeId::new(1), put), (NodeId::new(machines - 1), then)],
        happens: happens.to_vec(),
        planted: None,
    }
}

/// Explores everything; fails on what must not be and is, or must be and is not.
fn explore(what: &str, cluster: Bounds) {
    let (machines, depth) = (cluster.machines, cluster.depth);
    // In one thread: only so is a state met at its least depth first.
    let checker = cluster.checker().finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join();
    let states = checker.unique_state_count();
    println!("{machines} machines, {what}: {states} states to depth {depth}");
    let discoveries = checker.discoveries();
    for property in checker.model().properties() {
        let discovery = discoveries.get(property.name);
        if property.expectation == Expectation::Sometimes {
            assert!(discovery.is_some(), "it never happens: {}", property.name);
        } else if let Some(path) = discovery {
            let world = &path.last_state().world;
            let objection = world.broken.as_ref().map(ToString::to_string);
            let why = objection.or(heals(world, None).err()).unwrap_or_default();
            let actions = path.clone().into_actions();
            let run: Vec<String> = actions.iter().map(|action| format!("{action:?}")).collect();
            panic!("not so: {}: {why}\n{}", property.name, run.join("\n"));
        }
    }
}

#[test]
fn two_machines_bear_messages_lost_repeated_and_in_any_order() {
    let left = Left { faults: 2, drops: 2, duplicates: 1, timeouts: 1, ..NOTHING };
    let happens = [Happens::Acknowledged, Happens::SentAgain];
    explore("lost and repeated messages", cluster(2, 12, left, &happens));
}

#[test]
fn two_machines_bear_a_death_a_next_life_and_a_lost_or_repeated_message() {
    let left =
        Left { faults: 2, drops: 1, duplicates: 1, deaths: 1, restarts: 1, timeouts: 1, ..NOTHING };
    let happens = [Happens::Acknowledged, Happens::NextLife, Happens::EndedByADeath];
    explore("a death", cluster(2, 7, left, &happens));
}

#[test]
fn two_machines_bear_a_cut_and_a_lost_or_repeated_message() {
    let left = Left { faults: 2, drops: 1, duplicates: 1, cuts: 1, timeouts: 1, ..NOTHING };
    let happens = [Happens::Acknowledged, Happens::DownByTicks, Happens::Back];
    explore("a cut", cluster(2, 9, left, &happens));
}

#[test]
fn two_machines_find_each_other_though_messages_are_lost_or_repeated() {
    let left = Left { faults: 2, drops: 1, duplicates: 1, timeouts: 1, ..NOTHING };
    let start = cluster(2, 10, left, &[Happens::Acknowledged]);
    explore("started together", Bounds { settled: false, ..start });
}

#[test]
fn two_machines_bear_any_two_faults() {
    let left =
        Left { faults: 2, drops: 2, duplicates: 2, deaths: 2, restarts: 2, cuts: 2, timeouts: 2 };
    let happens = [Happens::Acknowledged, Happens::SentAgain, Happens::Back, Happens::NextLife];
    explore("any two faults", cluster(2, 6, left, &happens));
}

#[test]
fn three_machines_bear_messages_lost_repeated_and_in_any_order() {
    let left = Left { faults: 1, drops: 1, duplicates: 1, timeouts: 1, ..NOTHING };
    let happens = [Happens::Acknowledged, Happens::SentAgain];
    explore("a lost or repeated message", cluster(3, 7, left, &happens));
}

#[test]
fn three_machines_bear_a_death_and_a_next_life() {
    let left = Left { faults: 1, deaths: 1, restarts: 1, timeouts: 0, ..NOTHING };
    let happens = [Happens::Acknowledged, Happens::NextLife, Happens::EndedByADeath];
    explore("a death", cluster(3, 8, left, &happens));
}

#[test]
fn three_machines_bear_a_cut() {
    let left = Left { faults: 1, cuts: 1, timeouts: 1, ..NOTHING };
    let happens = [Happens::Acknowledged, Happens::DownByTicks, Happens::Back];
    explore("a cut", cluster(3, 6, left, &happens));
}

/// The harness itself is at fault: that must be found, or nothing would be.
fn finds(planted: Planted, property: &'static str) {
    let left = Left { faults: 1, deaths: 1, restarts: 1, ..NOTHING };
    let cluster = Bounds { planted: Some(planted), ..cluster(2, 4, left, &[]) };
    let checker = cluster.checker().finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join();
    assert!(checker.discovery(property).is_some(), "{planted:?} is not found");
}

#[test]
fn a_reply_that_is_told_twice_is_found() {
    finds(Planted::RepliesTwice, NO_CHECKER_OBJECTS);
}

#[test]
fn a_machine_that_starts_in_the_life_it_had_is_found() {
    finds(Planted::SameLifeAgain, NO_CHECKER_OBJECTS);
}

#[test]
fn a_calm_that_heals_nothing_is_found() {
    finds(Planted::DeafInTheCalm, A_CALM_HEALS);
}
