//! Each placement against a second one, written down as plainly as its paper has it.

mod placements;

use std::collections::BTreeMap;

use node_core::{
    NodeId, Owners, Place, Placement,
    placement::{Bounded, Jump, MAGLEV_TABLE, MAX_TABLE, Maglev, PARTITIONS, RING_POINTS, Ring},
};
use placements::{Change, change, hashes, node, nodes};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The finalizer of SplitMix64, of two numbers as one.
fn mix(one: u32, other: u32) -> u64 {
    let mut bits = u64::from(one) << 32 | u64::from(other);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[test]
fn by_rendezvous_a_keys_owner_is_the_first_when_all_are_sorted_by_what_they_draw() {
    for machines in [1, 2, 9, 100] {
        let owners = Owners::new(Placement::Rendezvous, &nodes(1..=machines));
        for hash in hashes(1, 500) {
            let mut drawn: Vec<(u64, NodeId)> =
                (1..=machines).map(|number| (mix(hash, number), node(number))).collect();
            drawn.sort();
            assert_eq!(owners.owner(hash), drawn.last().map(|(_, node)| *node));
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn a_key_jumps_to_the_bucket_that_another_implementation_says() {
    let mut random = fastrand::Rng::with_seed(2);
    let edges = [0, 1, u64::from(u32::MAX), 1 << 32, u64::MAX];
    let keys: Vec<u64> = (0..2_000).map(|_| random.u64(..)).chain(edges).collect();
    for buckets in (1..=70).chain([1_000, 65_536, 100_000, 1 << 24, i32::MAX as u32]) {
        for key in keys.iter().copied().chain(0..500) {
            let expected = jump_consistent_hash::hash(key, buckets as usize);
            assert_eq!(Jump::bucket(key, buckets), expected, "{key} among {buckets}");
        }
    }
}

#[test]
fn a_key_jumps_to_the_buckets_that_were_published() {
    // From the documentation and tests of the crate jump-consistent-hash 0.1.0.
    let published = [(0, 60, 0), (1, 60, 55), (2, 60, 46), (0xdead_beef, 18, 16), (1, 18, 17)];
    for (key, buckets, bucket) in published {
        assert_eq!(Jump::bucket(key, buckets), bucket, "{key} among {buckets}");
    }
}

/// The generator of the paper.
const FACTOR: u64 = 2_862_933_555_777_941_757;

/// The paper's figure 1.
fn jump(mut key: u64, buckets: u32) -> u32 {
    let (mut b, mut j) = (-1_i64, 0_i64);
    while j < i64::from(buckets) {
        b = j;
        key = key.wrapping_mul(FACTOR).wrapping_add(1);
        j = ((b + 1) as f64 * ((1_i64 << 31) as f64 / ((key >> 33) + 1) as f64)) as i64;
    }
    b as u32
}

#[test]
fn among_any_number_of_buckets_a_key_jumps_as_the_papers_code_does() {
    let mut random = fastrand::Rng::with_seed(4);
    let edges = (7..32).flat_map(|bits| [(1 << bits) - 1, 1 << bits, (1 << bits) + 1]);
    for buckets in (1..=100).chain(edges).chain([1_000, 8_192, 100_000, u32::MAX]) {
        for _ in 0..500 {
            let [long, short] = [random.u64(..), random.u32(..).into()];
            for key in [long, short] {
                assert_eq!(Jump::bucket(key, buckets), jump(key, buckets), "{key}, {buckets}");
            }
        }
    }
}

#[test]
fn a_key_that_jumps_just_to_a_bucket_or_just_not_is_where_the_papers_code_puts_it() {
    let mut random = fastrand::Rng::with_seed(5);
    // Takes a step of the generator back.
    let inverse = (0..6).fold(FACTOR, |inverse, _| {
        inverse.wrapping_mul(2_u64.wrapping_sub(FACTOR.wrapping_mul(inverse)))
    });
    assert_eq!(FACTOR.wrapping_mul(inverse), 1);
    // What is drawn at some step, out of 2^31, is near some part of it; where that ends on a bucket
    // exactly, rounding decides.
    let parts = (1..60_u64).flat_map(|over| (1..=over).map(move |under| (under << 31) / over));
    let drawn = parts.flat_map(|part| [part - 1, part, part + 1]).filter(|it| *it <= 1 << 31);
    for drawn in drawn.chain([1, 2, 3]) {
        for steps in 1..=6 {
            let last = (drawn - 1) << 33 | random.u64(..) >> 31;
            let key = (0..steps).fold(last, |key, _| key.wrapping_sub(1).wrapping_mul(inverse));
            for buckets in [2, 3, 8, 15, 16, 60, 1_000, 100_000, u32::MAX] {
                assert_eq!(Jump::bucket(key, buckets), jump(key, buckets), "{key}, {buckets}");
            }
        }
    }
}

#[test]
fn the_bucket_a_key_jumps_to_is_a_position_in_the_sorted_view() {
    let view = nodes(1..=12);
    let owners = Owners::new(Placement::Jump, &view);
    for hash in hashes(3, 500) {
        let bucket = Jump::bucket(hash.into(), 12);
        assert_eq!(owners.owner(hash), Some(view[bucket as usize]));
    }
}

#[test]
fn maglevs_table_is_filled_as_the_papers_pseudocode_fills_it() {
    for (rows, machines) in [(2, 1), (7, 3), (13, 20), (251, 10), (4_099, 50)] {
        let view = nodes(1..=machines);
        // The paper's `permutation`, `next` and `entry`, with all of it written down.
        let permutation: Vec<Vec<usize>> = view
            .iter()
            .map(|node| {
                let offset = mix(node.number(), 0) % rows;
                let skip = mix(node.number(), 1) % (rows - 1) + 1;
                (0..rows).map(|j| ((offset + j * skip) % rows) as usize).collect()
            })
            .collect();
        let (mut next, mut entry) = (vec![0; view.len()], vec![None; rows as usize]);
        'all: loop {
            for i in 0..view.len() {
                while entry[permutation[i][next[i]]].is_some() {
                    next[i] += 1;
                }
                entry[permutation[i][next[i]]] = Some(view[i]);
                if entry.iter().all(Option::is_some) {
                    break 'all;
                }
            }
        }
        let maglev = Maglev::new(rows as u32, &view);
        let expected: Vec<NodeId> = entry.into_iter().flatten().collect();
        assert_eq!(maglev.table(), expected, "{rows} rows, {machines} machines");
        assert_eq!(maglev.owner(u32::MAX), Some(expected[(u64::from(u32::MAX) % rows) as usize]));
    }
}

#[test]
fn a_keys_row_of_maglevs_table_is_what_a_division_leaves() {
    let mut random = fastrand::Rng::with_seed(6);
    for rows in [2, 3, 13, 251, 4_099, MAGLEV_TABLE, MAX_TABLE] {
        let maglev = Maglev::new(rows, &nodes(1..=200));
        let edges = [0, 1, rows - 1, rows, rows + 1, u32::MAX / rows * rows, u32::MAX];
        let random = (0..20_000).map(|_| random.u32(..));
        for hash in random.chain(edges).flat_map(|hash| [hash, hash.wrapping_sub(1)]) {
            let row = (hash % rows) as usize;
            assert_eq!(maglev.owner(hash), Some(maglev.table()[row]), "{hash}, {rows} rows");
        }
    }
}

/// Which buckets work, in what order, and how that was before each was removed: what `:anchor` and
/// `:memento` keep no copies of.
struct Snapshots {
    working: Vec<u32>,
    /// Each removed bucket, and the working ones before and after that.
    removed: Vec<(u32, Vec<u32>, Vec<u32>)>,
}

impl Snapshots {
    fn remove(&mut self, bucket: u32) {
        let before = self.working.clone();
        let place = before.iter().position(|there| *there == bucket).unwrap();
        // The last one takes its place.
        self.working.swap_remove(place);
        self.removed.push((bucket, before, self.working.clone()));
    }

    /// The bucket removed last works again, and all is as it was before.
    fn add(&mut self) -> Option<u32> {
        let (bucket, before, _) = self.removed.pop()?;
        self.working = before;
        Some(bucket)
    }

    /// From the bucket that a key hashes to first.
    fn bucket(&self, hash: u32, first: u32) -> u32 {
        let mut bucket = first;
        while let Some((_, _, after)) = self.removed.iter().find(|(gone, ..)| *gone == bucket) {
            let index = ((mix(hash, bucket) >> 32) * after.len() as u64) >> 32;
            bucket = after[index as usize];
        }
        bucket
    }
}

/// Lives through random changes with 20 names, which a second account follows: `arrives` says which
/// bucket the newcomer gets.
fn live_with_snapshots(
    placement: Placement,
    mut snapshots: Snapshots,
    first: impl Fn(&Snapshots, u32) -> u32,
    mut arrives: impl FnMut(&mut Snapshots) -> u32,
    mut departs: impl FnMut(&mut Snapshots, u32),
) {
    let mut random = fastrand::Rng::with_seed(7);
    let mut present: Vec<(u32, NodeId)> = (0..).zip(nodes(1..=9)).collect();
    let mut owners = Owners::new(placement, &nodes(1..=9));
    let keys = hashes(7, 60);
    for _ in 0..2_000 {
        let change = change(&mut random, &owners.machines(), 20);
        change.apply(&mut owners);
        match change {
            Change::Arrives(node) => present.push((arrives(&mut snapshots), node)),
            Change::Departs(node) => {
                let place = present.iter().position(|(_, there)| *there == node).unwrap();
                departs(&mut snapshots, present.swap_remove(place).0);
            }
        }
        for hash in keys.iter().filter(|_| !present.is_empty()) {
            let bucket = snapshots.bucket(*hash, first(&snapshots, *hash));
            let (_, expected) = present.iter().find(|(there, _)| *there == bucket).unwrap();
            assert_eq!(owners.owner(*hash), Some(*expected), "{placement:?}, {change:?}");
        }
    }
}

#[test]
fn an_anchor_finds_who_a_copy_of_each_earlier_set_of_buckets_names() {
    let mut snapshots = Snapshots { working: (0..64).collect(), removed: Vec::new() };
    (9..64).rev().for_each(|bucket| snapshots.remove(bucket));
    live_with_snapshots(
        Placement::Anchor,
        snapshots,
        |_, hash| (u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32 % 64,
        |snapshots| snapshots.add().unwrap(),
        Snapshots::remove,
    );
}

#[test]
fn by_dx_a_keys_owner_is_the_first_in_a_random_sequence_of_slots_that_is_there() {
    let mut random = fastrand::Rng::with_seed(8);
    let mut slots: Vec<Option<NodeId>> = nodes(1..=9).into_iter().map(Some).collect();
    slots.resize(64, None);
    let mut free: Vec<usize> = (9..64).rev().collect();
    let mut owners = Owners::new(Placement::Dx, &nodes(1..=9));
    for _ in 0..2_000 {
        let change = change(&mut random, &owners.machines(), 20);
        change.apply(&mut owners);
        match change {
            Change::Arrives(node) => slots[free.pop().unwrap()] = Some(node),
            Change::Departs(node) => {
                free.push(slots.iter().position(|there| *there == Some(node)).unwrap());
                slots[free[free.len() - 1]] = None;
            }
        }
        for hash in hashes(8, 60) {
            // With one machine of 64 a key of three thousand has found nobody after 8 * 64 steps:
            // then all slots are gone through in their order.
            let sequence = (0..8 * 64).map(|step| mix(hash, step) as usize % 64).chain(0..64);
            let expected = sequence.filter_map(|slot| slots[slot]).next();
            assert_eq!(owners.owner(hash), expected, "{change:?}");
        }
    }
}

#[test]
fn a_memento_finds_who_a_copy_of_each_earlier_set_of_buckets_names() {
    live_with_snapshots(
        Placement::Memento,
        Snapshots { working: (0..9).collect(), removed: Vec::new() },
        |snapshots, hash| {
            let buckets = snapshots.working.len() + snapshots.removed.len();
            Jump::bucket(hash.into(), buckets as u32)
        },
        |snapshots| {
            snapshots.add().unwrap_or_else(|| {
                snapshots.working.push(snapshots.working.len() as u32);
                snapshots.working.len() as u32 - 1
            })
        },
        |snapshots, bucket| {
            if snapshots.removed.is_empty() && bucket as usize + 1 == snapshots.working.len() {
                snapshots.working.pop();
            } else {
                snapshots.remove(bucket);
            }
        },
    );
}

#[test]
fn by_multiprobe_the_owner_is_the_nearest_to_any_probe_when_all_are_measured() {
    for (probes, machines) in [(1, 1), (1, 30), (2, 5), (21, 30), (64, 3)] {
        let owners = Owners::new(Placement::Multiprobe(probes), &nodes(1..=machines));
        let upper = |mixed: u64| (mixed >> 32) as u32;
        for hash in hashes(9, 300) {
            let distances = (0..probes).flat_map(|probe| {
                let place = upper(mix(hash, probe));
                (1..=machines)
                    .map(move |number| (upper(mix(number, u32::MAX)).wrapping_sub(place), number))
            });
            let nearest = distances.min().map(|(_, number)| node(number));
            assert_eq!(owners.owner(hash), nearest, "{probes} probes, {machines} machines");
        }
    }
}

#[test]
fn where_loads_are_bounded_a_partition_goes_on_until_a_machine_has_room() {
    for (capacity, machines) in [(100, 3), (125, 5), (110, 12)] {
        let view = nodes(1..=machines);
        let bounded = Bounded::new(capacity, &view);
        let ring = Ring::new(RING_POINTS, &view);
        let mut loads: BTreeMap<NodeId, u32> = view.iter().map(|node| (*node, 0)).collect();
        for (partition, owner) in (0..).zip(bounded.partitions()) {
            let place = (mix(partition, u32::MAX) >> 32) as u32;
            // All points, in the order in which they come from there.
            let mut round: Vec<_> = ring.points().iter().collect();
            round.sort_by_key(|point| (point.place.wrapping_sub(place), point.node));
            let most = (PARTITIONS * capacity).div_ceil(100 * machines);
            let free = round.iter().find(|point| loads[&point.node] < most);
            assert_eq!(free.map(|point| point.node), Some(*owner), "{partition}");
            *loads.get_mut(owner).unwrap() += 1;
        }
        for hash in hashes(10, 300) {
            let partition = mix(0, hash) / (u64::MAX / u64::from(PARTITIONS) + 1);
            assert_eq!(bounded.owner(hash), Some(bounded.partitions()[partition as usize]));
        }
    }
}
