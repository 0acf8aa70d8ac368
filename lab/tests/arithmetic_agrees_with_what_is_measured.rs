//! What is expected of a placement, beside what it does.

use std::ops::RangeInclusive;

use lab::theory::{self, Change, Crowd, ROWS};
use node_core::{
    Founding, Layout, LayoutChange, NodeId, Owners, Place as _, Placement, Steps, fill_key,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const KEYS: u64 = 100_000;

/// Standard deviations that chance may be off: less than one of a million draws is.
const CHANCE: f64 = 5.0;

/// Machines 1 to this one, sorted as text.
fn view(machines: u32) -> Vec<NodeId> {
    let mut view: Vec<NodeId> = (1..=machines).map(NodeId::new).collect();
    view.sort();
    view
}

fn hashes(placement: Placement, keys: u64) -> Vec<u32> {
    (1..=keys).map(|j| placement.hash(fill_key(1, j).view())).collect()
}

fn owners_of(owners: &Owners, hashes: &[u32]) -> Vec<Option<NodeId>> {
    hashes.iter().map(|hash| owners.owner(*hash)).collect()
}

/// The share of keys of this machine, and of those that others have exchanged.
fn shares(one: NodeId, without: &[Option<NodeId>], with: &[Option<NodeId>]) -> (f64, f64) {
    let (mut own, mut needless) = (0.0, 0.0);
    for (without, with) in without.iter().zip(with) {
        if *with == Some(one) {
            own += 1.0;
        } else if without != with {
            needless += 1.0;
        }
    }
    (own / with.len() as f64, needless / with.len() as f64)
}

#[track_caller]
fn assert_near(what: &str, (own, needless): (f64, f64), expected: Change) {
    let off = (own - expected.own).abs();
    assert!(off <= CHANCE * expected.spread, "{what}: {own} of the keys, expected {expected:?}");
    let Some(exchanged) = expected.needless else { return };
    let off = (needless - exchanged).abs();
    let chance = CHANCE * theory::by_chance(exchanged, KEYS);
    assert!(off <= chance, "{what}: {needless} exchanged, expected {expected:?}");
    let kept = expected.kept().expect("as much is known of it");
    let chance = CHANCE * (expected.spread + theory::by_chance(kept, KEYS));
    assert!((1.0 - own - needless - kept).abs() <= chance, "{what}: expected {expected:?}");
}

#[test]
fn every_placement_has_a_row_of_its_own_and_every_row_says_everything() {
    for placement in Placement::ALL {
        assert_eq!(theory::row(placement).name, placement.name());
    }
    for row in &ROWS {
        assert_eq!(ROWS.iter().filter(|other| other.name == row.name).count(), 1);
        let texts = [row.lost, row.moved, row.kept, row.arrival, row.balance];
        let all = texts.into_iter().chain([row.memory, row.lookup, row.source]);
        assert!(all.into_iter().all(|text| !text.is_empty()), "{row:?}");
    }
}

#[test]
fn a_departure_costs_as_many_keys_as_it_should_whoever_goes() {
    for placement in Placement::ALL {
        let hashes = hashes(placement, KEYS);
        for machines in [5, 10, 50] {
            let view = view(machines);
            let owners = Owners::new(placement, &view);
            let before = owners_of(&owners, &hashes);
            for position in [0, 1, machines / 2, machines - 2, machines - 1] {
                let leaver = view[position as usize];
                let mut owners = owners.clone();
                owners.depart(leaver);
                let after = owners_of(&owners, &hashes);
                let expected = theory::departure(placement, machines, position, KEYS);
                let what = format!("{placement:?}, {machines} machines, {position} goes");
                assert_near(&what, shares(leaver, &after, &before), expected);
            }
        }
    }
}

#[test]
fn an_arrival_moves_as_many_keys_as_it_should_wherever_it_comes() {
    for placement in Placement::ALL {
        let hashes = hashes(placement, KEYS);
        for machines in [5, 10, 50] {
            let all = view(machines + 1);
            for position in [0, machines / 2, machines] {
                let comer = all[position as usize];
                let others: Vec<NodeId> =
                    all.iter().copied().filter(|node| *node != comer).collect();
                let mut owners = Owners::new(placement, &others);
                let before = owners_of(&owners, &hashes);
                owners.arrive(comer);
                let after = owners_of(&owners, &hashes);
                let expected = theory::arrival(placement, machines, position, KEYS);
                let what = format!("{placement:?}, {position} comes to {machines} machines");
                assert_near(&what, shares(comer, &before, &after), expected);
            }
        }
    }
}

#[test]
fn one_machine_alone_has_everything_and_one_that_comes_to_nobody_gets_it() {
    for placement in Placement::ALL {
        let goes = theory::departure(placement, 1, 0, KEYS);
        assert_eq!((goes.own, goes.spread, goes.needless), (1.0, 0.0, Some(0.0)), "{placement:?}");
        let owned = f64::from(u8::from(placement != Placement::Fixed));
        let comes = theory::arrival(placement, 0, 0, KEYS);
        assert_eq!((comes.own, comes.needless), (owned, Some(0.0)), "{placement:?}");
    }
}

/// Standard deviation and greatest of the machines' loads, relative to the mean.
fn loads(placement: Placement, machines: u32, keys: u64) -> (f64, f64) {
    let owners = Owners::new(placement, &view(machines));
    let mut loads = vec![0_u32; machines as usize];
    for owner in owners_of(&owners, &hashes(placement, keys)).into_iter().flatten() {
        loads[owner.number() as usize - 1] += 1;
    }
    let mean = keys as f64 / f64::from(machines);
    let relative = || loads.iter().map(|load| f64::from(*load) / mean);
    let variance = relative().map(|load| (load - 1.0).powi(2)).sum::<f64>() / f64::from(machines);
    (variance.sqrt(), relative().fold(0.0, f64::max))
}

#[test]
fn shares_are_as_uneven_as_they_should_be() {
    for placement in Placement::ALL {
        for (machines, keys) in [(50, KEYS), (500, KEYS)] {
            let (deviation, greatest) = loads(placement, machines, keys);
            let expected = theory::unevenness(placement, machines, keys);
            // A standard deviation of so many draws is off by one part of sqrt(2 n); where limits
            // cut off the greatest, by what they cut, too.
            let chance = CHANCE / f64::from(2 * machines).sqrt();
            let cut = if placement.name() == "bounded" { 0.3 } else { 0.0 };
            let ratio = deviation / expected;
            let near = 1.0 - chance - cut..1.0 + chance;
            assert!(near.contains(&ratio), "{placement:?}: {deviation}, expected {expected}");

            let peak = theory::peak(placement, machines, keys);
            // The greatest of many draws varies by pi / sqrt(12 ln n) of their deviation.
            let varies = std::f64::consts::PI / (12.0 * f64::from(machines).ln()).sqrt() * expected;
            let off = (greatest - peak).abs();
            assert!(off <= 4.0 * varies, "{placement:?}, {machines}: {greatest}, expected {peak}");
        }
    }
}

#[test]
fn memory_is_as_much_as_it_should_be() {
    for placement in Placement::ALL {
        for machines in [1, 5, 50, 1_000] {
            let bytes = Owners::new(placement, &view(machines)).bytes() as f64;
            let expected = theory::bytes(placement, Crowd::founded(machines));
            let ratio = bytes / expected;
            assert!((0.99..1.01).contains(&ratio), "{placement:?}: {bytes}, expected {expected}");
        }
    }
}

/// Who owns which keys, and among whom, when so many founded the cluster and these came and went.
fn after(placement: Placement, machines: u32, changes: &[LayoutChange]) -> (Owners, Crowd) {
    let mut layout = Layout::booted(Founding { placement, machines });
    let mut members = view(machines);
    for change in changes {
        layout.note(*change);
        match change {
            LayoutChange::Departed(node) => members.retain(|member| member != node),
            LayoutChange::Arrived(node) => members.push(*node),
        }
    }
    members.sort();
    (layout.owners(&members), Crowd::of(&layout, members.len() as u32))
}

fn departures(numbers: RangeInclusive<u32>) -> Vec<LayoutChange> {
    numbers.map(NodeId::new).map(LayoutChange::Departed).collect()
}

fn arrivals(numbers: RangeInclusive<u32>) -> Vec<LayoutChange> {
    numbers.map(NodeId::new).map(LayoutChange::Arrived).collect()
}

#[test]
fn room_is_kept_for_those_who_founded_the_cluster_whoever_went_and_came() {
    let come_and_gone = [arrivals(41..=150), departures(3..=150)].concat();
    for placement in Placement::ALL {
        // What is told of it is told as long as nobody is missing in between.
        if placement == Placement::Memento {
            continue;
        }
        for changes in [departures(3..=40), arrivals(41..=150), come_and_gone.clone()] {
            let (owners, crowd) = after(placement, 40, &changes);
            let (bytes, expected) = (owners.bytes() as f64, theory::bytes(placement, crowd));
            let near = (0.99..1.01).contains(&(bytes / expected));
            assert!(near, "{placement:?}, {crowd:?}: {bytes}, expected {expected}");
        }
    }
}

#[test]
fn a_walk_is_as_long_as_it_should_be_where_most_founders_went() {
    let hashes = hashes(Placement::Dx, KEYS);
    let (owners, crowd) = after(Placement::Dx, 40, &departures(3..=33));
    let steps = hashes.into_iter().map(|hash| match owners.steps(hash) {
        Steps::Walk(walk) => walk.len() as f64,
        other => panic!("{other:?}"),
    });
    let measured = steps.sum::<f64>() / KEYS as f64;
    let expected = theory::steps(Placement::Dx, crowd);
    assert!(expected > 10.0, "there are 128 slots, and 9 machines");
    // How many tries it takes until one succeeds varies by about as many as it takes.
    let chance = CHANCE * expected / (KEYS as f64).sqrt();
    assert!((measured - expected).abs() <= chance, "{measured} steps, expected {expected}");
}

#[test]
fn a_lookup_takes_more_steps_only_where_the_formula_has_n() {
    for placement in Placement::ALL {
        let [few, many] =
            [64, 65_536].map(|machines| theory::steps(placement, Crowd::founded(machines)));
        let lookup = theory::row(placement).lookup;
        let grows = lookup == "n" || lookup.starts_with("ln n");
        assert_eq!(few < many, grows, "{placement:?}: {few}, {many}");
    }
}
