//! What holds for every placement, whatever it is good at.

mod placements;

use node_core::{
    Owners, Place, Placement, Steps,
    placement::{MAX_POINTS, MAX_TABLE},
};
use placements::{EXTREME, change, followers, hashes, node, nodes, owners_of, refused};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn every_key_has_an_owner_that_is_there_as_long_as_anybody_is() {
    let keys = hashes(1, 400);
    for placement in followers() {
        for machines in [1, 2, 5, 70] {
            let present = nodes(1..=machines);
            let owners = Owners::new(placement, &present);
            for owner in owners_of(&owners, &keys) {
                let owner = owner.unwrap_or_else(|| panic!("nobody owns a key: {placement:?}"));
                assert!(present.binary_search(&owner).is_ok(), "{placement:?}: {owner}");
            }
        }
    }
}

#[test]
fn with_nobody_there_nobody_owns_a_key_and_who_comes_then_owns_them_all() {
    let keys = hashes(2, 100);
    for placement in followers() {
        let mut owners = Owners::new(placement, &[]);
        assert_eq!(owners_of(&owners, &keys), vec![None; keys.len()], "{placement:?}");
        for machine in [3, 1, 3] {
            owners.arrive(node(machine));
            assert_eq!(owners_of(&owners, &keys), vec![Some(node(machine)); keys.len()]);
            owners.depart(node(machine));
            assert_eq!(owners_of(&owners, &keys), vec![None; keys.len()], "{placement:?}");
        }
        let mut owners = Owners::new(placement, &nodes(1..=3));
        (1..=3).for_each(|machine| owners.depart(node(machine)));
        assert_eq!(owners_of(&owners, &keys), vec![None; keys.len()], "{placement:?}");
        owners.arrive(node(2));
        assert_eq!(owners_of(&owners, &keys), vec![Some(node(2)); keys.len()], "{placement:?}");
    }
}

#[test]
fn under_fixed_the_founders_own_all_keys_whoever_is_there() {
    let mut owners = Owners::new(Placement::Fixed, &nodes(1..=11));
    owners.arrive(node(12));
    owners.depart(node(3));
    assert_eq!(owners.machines(), nodes(1..=11));
    assert_eq!([0, 10, 11].map(|hash| owners.owner(hash)), [1, 11, 1].map(|i| Some(node(i))));
    assert_eq!(Owners::new(Placement::Fixed, &[]).owner(7), None);
}

#[test]
fn the_founders_order_does_not_matter() {
    let keys = hashes(3, 400);
    for placement in Placement::ALL.into_iter().chain(EXTREME) {
        let founders = nodes(1..=13);
        let reversed: Vec<_> = founders.iter().rev().chain(&founders).copied().collect();
        let (one, other) = (Owners::new(placement, &founders), Owners::new(placement, &reversed));
        assert_eq!(owners_of(&one, &keys), owners_of(&other, &keys), "{placement:?}");
        assert_eq!(one.machines(), other.machines());
    }
}

#[test]
fn the_same_history_gives_the_same_owners_and_the_machines_are_those_present() {
    let keys = hashes(4, 100);
    for placement in followers() {
        let mut random = fastrand::Rng::with_seed(4);
        let founders = nodes(1..=5);
        let [mut asked, mut unasked] = [(); 2].map(|()| Owners::new(placement, &founders));
        let mut present = founders;
        for step in 0..400 {
            let change = change(&mut random, &present, 12);
            change.apply(&mut asked);
            change.apply(&mut unasked);
            present = asked.machines();
            assert!(present.is_sorted());
            // One is asked now and then, the other more seldom: what it makes then is the same.
            if step % 8 == 0 {
                let now = owners_of(&asked, &keys);
                assert_eq!(now, owners_of(&asked, &keys), "{placement:?}");
                if step % 40 == 0 {
                    assert_eq!(now, owners_of(&unasked, &keys), "{placement:?}");
                    assert_eq!(now, owners_of(&unasked.clone(), &keys), "{placement:?}");
                }
            }
        }
    }
}

#[test]
fn who_comes_twice_or_goes_without_being_there_changes_nothing() {
    let keys = hashes(5, 200);
    for placement in followers() {
        let mut owners = Owners::new(placement, &nodes(1..=9));
        owners.depart(node(4));
        owners.arrive(node(11));
        let (before, bytes) = (owners_of(&owners, &keys), owners.bytes());
        owners.arrive(node(11));
        owners.arrive(node(1));
        owners.depart(node(4));
        owners.depart(node(77));
        assert_eq!(owners_of(&owners, &keys), before, "{placement:?}");
        assert_eq!(owners.bytes(), bytes, "{placement:?}");
        assert_eq!(owners.machines(), nodes([1, 2, 3, 5, 6, 7, 8, 9, 11]));
    }
}

#[test]
fn the_steps_to_a_keys_owner_end_at_the_owner() {
    for placement in Placement::ALL {
        let mut owners = Owners::new(placement, &nodes(1..=9));
        owners.depart(node(4));
        owners.depart(node(7));
        let machines = owners.machines();
        let mut seen = std::collections::BTreeMap::new();
        for hash in hashes(7, 500) {
            let owner = owners.owner(hash);
            // Keys that come by the same way have the same owner.
            let way = match owners.steps(hash) {
                Steps::Index { range, index } => {
                    assert_eq!(index, hash % range);
                    u64::from(index)
                }
                Steps::Token { token: at, .. }
                | Steps::Point { point: at, .. }
                | Steps::Probe { point: at, .. }
                | Steps::Row { row: at, .. }
                | Steps::Partition { partition: at, .. } => at.into(),
                Steps::Walk(walk) => u64::from(*walk.last().expect("it comes by somewhere")),
                Steps::Draws(draws) => {
                    assert!(draws.is_sorted_by(|one, next| one >= next));
                    assert_eq!(Some(draws[0].1), owner);
                    draws[0].1.number().into()
                }
                Steps::Nobody => panic!("{placement:?}: somebody is there"),
            };
            assert_eq!(*seen.entry(way).or_insert(owner), owner, "{placement:?}");
            assert!(owner.is_some_and(|owner| machines.contains(&owner)), "{placement:?}");
        }
        let nobody = Owners::new(placement, &[]);
        assert_eq!(nobody.steps(7), Steps::Nobody, "{placement:?}");
    }
}

#[test]
fn settings_out_of_their_ranges_are_told() {
    for placement in Placement::ALL.into_iter().chain(EXTREME) {
        assert_eq!(placement.check(), Ok(()));
    }
    for points in [0, MAX_POINTS + 1, u32::MAX] {
        let error = refused(Placement::Ring(points));
        let told = (error.setting, error.value, error.least, error.most);
        assert_eq!(told, ("points", points.into(), 1, MAX_POINTS.into()));
    }
    assert_eq!(refused(Placement::Ring(0)).to_string(), "points: 0; it can be from 1 to 4096");
    for rows in [0, 1, 4, 65_536, 65_539 * 3, MAX_TABLE + 2, u32::MAX] {
        let error = refused(Placement::Maglev(rows));
        assert!(error.prime);
        assert_eq!((error.value, error.least, error.most), (rows.into(), 2, MAX_TABLE.into()));
    }
    for probes in [0, 65, u32::MAX] {
        let error = refused(Placement::Multiprobe(probes));
        assert_eq!((error.setting, error.value, error.most), ("probes", probes.into(), 64));
    }
    for capacity in [0, 99, 1_001, u32::MAX] {
        let error = refused(Placement::Bounded(capacity));
        assert_eq!((error.value, error.least, error.most), (capacity.into(), 100, 1_000));
        assert_eq!((error.setting, error.prime), ("capacity", false));
    }
    let told = refused(Placement::Maglev(9)).to_string();
    assert_eq!(told, "rows: 9; it can be a prime from 2 to 1048573");
    for prime in [2, 3, 65_537, MAX_TABLE] {
        assert_eq!(Placement::Maglev(prime).check(), Ok(()));
    }
}

#[test]
fn a_setting_that_nobody_checked_does_no_harm() {
    let unchecked = [0, 1, 4, 9, 65_536].map(Placement::Maglev);
    for placement in unchecked.into_iter().chain([Placement::Multiprobe(0), Placement::Bounded(0)])
    {
        let owners = Owners::new(placement, &nodes(1..=20));
        assert!(owners_of(&owners, &hashes(6, 100)).iter().all(Option::is_some), "{placement:?}");
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod lives {
    use super::*;
    use proptest::{bool::weighted, collection::vec, prelude::*};

    proptest! {
        #[test]
        fn without_history_only_who_is_there_counts_and_not_how_that_came_about(
            founders in vec(1..30_u32, 0..12),
            changes in vec((1..30_u32, any::<bool>(), weighted(0.05)), 0..40),
            keys in vec(any::<u32>(), 1..50),
        ) {
            for placement in followers().filter(|placement| !placement.has_history()) {
                let mut owners = Owners::new(placement, &nodes(founders.clone()));
                for (number, comes, asked) in &changes {
                    if *comes {
                        owners.arrive(node(*number));
                    } else {
                        owners.depart(node(*number));
                    }
                    if *asked {
                        owners.owner(0);
                    }
                }
                let anew = Owners::new(placement, &owners.machines());
                prop_assert_eq!(owners_of(&owners, &keys), owners_of(&anew, &keys));
                prop_assert_eq!(owners.bytes(), anew.bytes());
            }
        }
    }
}
