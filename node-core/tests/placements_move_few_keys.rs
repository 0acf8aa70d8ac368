//! What a departure or an arrival costs in keys that change owners.
//!
//! A move is *needless* when the key's owner didn't go, and its new one didn't come.

mod placements;

use node_core::{
    NodeId, Owners, Place, Placement,
    placement::{BOUNDED_CAPACITY, MAGLEV_TABLE, MULTIPROBE_PROBES, RING_POINTS},
};
use placements::{Change, change, hashes, nodes, owners_of};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Those that promise no needless move.
const MINIMAL: [Placement; 8] = [
    Placement::Tokens,
    Placement::Ring(RING_POINTS),
    Placement::Ring(1),
    Placement::Rendezvous,
    Placement::Anchor,
    Placement::Dx,
    Placement::Memento,
    Placement::Multiprobe(MULTIPROBE_PROBES),
];

const CHANGES: usize = 10_000;

fn needless(change: Change, before: &[Option<NodeId>], after: &[Option<NodeId>]) -> (usize, usize) {
    let moved = before.iter().zip(after).filter(|(from, to)| from != to);
    moved.fold((0, 0), |(moves, needless), (from, to)| {
        let needed = match change {
            Change::Departs(node) => *from == Some(node),
            Change::Arrives(node) => *to == Some(node),
        };
        (moves + 1, needless + usize::from(!needed))
    })
}

#[test]
fn no_key_moves_needlessly_in_ten_thousand_departures_and_arrivals() {
    let keys = hashes(1, 200);
    for placement in MINIMAL {
        let mut random = fastrand::Rng::with_seed(1);
        let mut owners = Owners::new(placement, &nodes(1..=8));
        let (mut before, mut moves) = (owners_of(&owners, &keys), 0);
        for _ in 0..CHANGES {
            let change = change(&mut random, &owners.machines(), 24);
            change.apply(&mut owners);
            let after = owners_of(&owners, &keys);
            let (moved, needless) = needless(change, &before, &after);
            assert_eq!(needless, 0, "{placement:?}, {change:?}");
            moves += moved;
            before = after;
        }
        // About one key of twelve, as so many machines are there on average.
        assert!(moves > CHANGES * keys.len() / 20, "{placement:?}: {moves} moves");
    }
}

#[test]
fn a_machine_that_comes_back_at_once_has_its_keys_again() {
    let keys = hashes(2, 2_000);
    for placement in MINIMAL.into_iter().filter(|placement| *placement != Placement::Tokens) {
        let mut owners = Owners::new(placement, &nodes(1..=8));
        let before = owners_of(&owners, &keys);
        for machine in nodes(1..=8) {
            owners.depart(machine);
            owners.arrive(machine);
            assert_eq!(owners_of(&owners, &keys), before, "{placement:?}");
        }
    }
}

#[test]
fn by_jump_no_key_moves_needlessly_while_only_the_last_of_the_view_comes_and_goes() {
    let keys = hashes(3, 500);
    let mut random = fastrand::Rng::with_seed(3);
    let mut owners = Owners::new(Placement::Jump, &nodes(1..=10));
    let mut before = owners_of(&owners, &keys);
    for _ in 0..CHANGES {
        let (view, all) = (owners.machines(), nodes(1..=40));
        // Of those that would be the last of the view, the nearest one.
        let next = all.iter().find(|node| view.last().is_none_or(|last| *node > last));
        let change = match (view.last(), next) {
            (Some(last), None) => Change::Departs(*last),
            (Some(last), Some(_)) if random.bool() => Change::Departs(*last),
            (_, Some(next)) => Change::Arrives(*next),
            (None, None) => unreachable!("some machine is there, or can come"),
        };
        change.apply(&mut owners);
        let after = owners_of(&owners, &keys);
        assert_eq!(needless(change, &before, &after).1, 0, "{change:?}");
        before = after;
    }
}

#[test]
fn by_jump_most_keys_of_the_machines_after_the_leaver_move() {
    let keys = hashes(4, 5_000);
    let mut owners = Owners::new(Placement::Jump, &nodes(1..=9));
    let before = owners_of(&owners, &keys);
    owners.depart(nodes([1])[0]);
    let after = owners_of(&owners, &keys);
    let (moves, _) = needless(Change::Departs(nodes([1])[0]), &before, &after);
    assert!(moves > keys.len() / 2, "{moves} moves");
}

/// The greatest share of all keys that move needlessly when one of so many machines goes; of many,
/// twenty are tried.
fn worst_needless_share(placement: Placement, machines: u32, keys: &[u32]) -> f64 {
    let view = nodes(1..=machines);
    let shares = view.iter().step_by(view.len().div_ceil(20)).map(|leaver| {
        let mut owners = Owners::new(placement, &view);
        let before = owners_of(&owners, keys);
        owners.depart(*leaver);
        let after = owners_of(&owners, keys);
        needless(Change::Departs(*leaver), &before, &after).1 as f64 / keys.len() as f64
    });
    shares.fold(0.0, f64::max)
}

#[test]
fn by_maglev_few_keys_move_needlessly_and_the_fewer_the_more_rows_there_are() {
    let keys = hashes(5, 20_000);
    for (machines, rows, bound) in
        [(5, MAGLEV_TABLE, 1.0), (5, 251, 1.0), (40, MAGLEV_TABLE, 1.0), (40, 251, 1.0)]
    {
        let share = worst_needless_share(Placement::Maglev(rows), machines, &keys);
        assert!(share < bound, "{share} of the keys, with {machines} machines and {rows} rows");
    }
}

#[test]
fn when_nothing_is_free_for_a_newcomer_about_half_of_all_keys_move_and_few_before_and_after() {
    let keys = hashes(6, 10_000);
    for placement in [Placement::Anchor, Placement::Dx] {
        let mut owners = Owners::new(placement, &nodes(1..=5));
        let mut before = owners_of(&owners, &keys);
        for machine in 6..=200 {
            let change = Change::Arrives(nodes([machine])[0]);
            change.apply(&mut owners);
            let after = owners_of(&owners, &keys);
            let (moves, needless) = needless(change, &before, &after);
            let share = moves as f64 / keys.len() as f64;
            // There is room for 64 at first, then for 128, then for 256.
            if [65, 129].contains(&machine) {
                assert!((0.45..0.55).contains(&share), "{placement:?}, {machine}: {share}");
            } else {
                assert_eq!(needless, 0, "{placement:?}, {machine}");
            }
            before = after;
        }
    }
}

#[test]
fn by_memento_no_key_moves_needlessly_however_many_machines_come() {
    let keys = hashes(7, 2_000);
    let mut owners = Owners::new(Placement::Memento, &nodes(1..=5));
    let mut before = owners_of(&owners, &keys);
    for node in nodes(6..=200) {
        owners.arrive(node);
        let after = owners_of(&owners, &keys);
        assert_eq!(needless(Change::Arrives(node), &before, &after).1, 0, "{node}");
        before = after;
    }
}

#[test]
fn where_loads_are_bounded_the_fewer_keys_move_needlessly_the_more_room_there_is() {
    let keys = hashes(8, 10_000);
    let cases = [(20, 100, 0.04), (20, 105, 0.02), (20, 110, 0.01), (100, BOUNDED_CAPACITY, 0.003)];
    for (machines, capacity, bound) in cases {
        let share = worst_needless_share(Placement::Bounded(capacity), machines, &keys);
        assert!(share < bound, "{share} of the keys, with {machines} machines and {capacity}");
    }
}
