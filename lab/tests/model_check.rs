//! Everything that can happen to two and to three machines, up to a depth.
//!
//! stateright explores, breadth first and without leaving anything out, every order in which
//! messages are delivered, dropped or repeated, timers fire, machines are cut off, crash, leave
//! and start again, and clients ask. The checkers are those of the sweep. From every state a calm
//! must heal the cluster.
//!
//! `APOTHIK_DEPTH=n` goes n actions deeper than usual; each takes several times as long.
#![cfg(not(target_arch = "wasm32"))]

mod model;

use model::{A_CALM_HEALS, Bounds, Left, NO_CHECKER_OBJECTS, Planted, heals, key_of};
use node_core::{NodeId, Operation, Term};
use stateright::{Checker, Expectation, HasDiscoveries, Model};

fn node(number: u32) -> NodeId {
    NodeId::new(number)
}

/// A put through machine 1 of a key that the last machine owns, and a delete or get after it.
fn cluster(machines: u32, depth: usize) -> Bounds {
    let deeper = std::env::var("APOTHIK_DEPTH").ok().and_then(|text| text.parse().ok());
    let members: Vec<NodeId> = (1..=machines).map(node).collect();
    let key = key_of(node(machines), &members);
    let put = Operation::Put { key: key.clone(), value: Term::from(1) };
    let then = match machines {
        2 => Operation::Get { key },
        _ => Operation::Delete { key },
    };
    Bounds {
        machines,
        depth: depth + deeper.unwrap_or(0),
        left: Left {
            drops: 1,
            duplicates: 1,
            deaths: 1,
            restarts: 1,
            cuts: 1,
            timeouts: vec![2; machines as usize],
        },
        requests: vec![(node(1), put), (node(machines - 1), then)],
        planted: None,
    }
}

/// Explores everything; says what was found that must not be, or not found that must be.
fn explore(name: &str, cluster: Bounds) {
    let depth = cluster.depth;
    let checker = cluster.checker().finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join();
    println!("{name}: {} states to depth {depth}", checker.unique_state_count());
    let discoveries = checker.discoveries();
    for property in checker.model().properties() {
        let discovery = discoveries.get(property.name);
        if property.expectation == Expectation::Sometimes {
            assert!(discovery.is_some(), "it never happens: {}", property.name);
        } else if let Some(path) = discovery {
            let world = &path.last_state().world;
            let why = world.broken.as_ref().map(ToString::to_string);
            let why = why.or(heals(world, None).err()).unwrap_or_default();
            let actions: Vec<String> =
                path.clone().into_actions().iter().map(|action| format!("{action:?}")).collect();
            panic!("not so: {}: {why}\n{}", property.name, actions.join("\n"));
        }
    }
}

#[test]
fn whatever_happens_to_two_machines_no_checker_objects_and_a_calm_heals() {
    explore("two machines", cluster(2, 5));
}

#[test]
fn whatever_happens_to_three_machines_no_checker_objects_and_a_calm_heals() {
    explore("three machines", cluster(3, 3));
}

fn finds(planted: Planted, property: &'static str) {
    let cluster = Bounds { planted: Some(planted), ..cluster(2, 4) };
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
