//! Who owns a key, under every placement, and how long it takes to make one; beside them published
//! crates that do the same.
//!
//! A name says placement, whose it is, and machines: `jump/ours/8`. Each lookup is of another key, as
//! in a fill. The crates are given keys that are hashed in one step, as ours are.

use std::{
    hash::{BuildHasherDefault, Hasher},
    hint::black_box,
};

use anchorhash::AnchorHash;
use criterion::{BatchSize, BenchmarkGroup, Criterion, measurement::WallTime};
use hrw_hash::HrwNodes;
use jumphash::CustomJumpHasher;
use maglev::ConsistentHasher as _;
use node_core::{
    NodeId, Owners, Place, Placement,
    placement::{BOUNDED_CAPACITY, MAGLEV_TABLE, MAX_TABLE, MULTIPROBE_PROBES, RING_POINTS},
};

const MACHINES: [u32; 3] = [8, 8_192, 100_000];

/// So many keys that a processor doesn't learn who owns them.
const KEYS: usize = 1 << 16;

/// Makes 64 bits of one number in about the time that ours take for it.
#[derive(Clone, Default)]
struct OneStep(u64);

impl Hasher for OneStep {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64((*byte).into()));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_u64(&mut self, number: u64) {
        let bits = (self.0.rotate_left(32) ^ number).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        self.0 = bits ^ bits >> 29;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type Build = BuildHasherDefault<OneStep>;

fn keys() -> Vec<u32> {
    let mut random = fastrand::Rng::with_seed(1);
    (0..KEYS).map(|_| random.u32(..)).collect()
}

fn machines(count: u32) -> Vec<NodeId> {
    (1..=count).map(NodeId::new).collect()
}

/// Measures a lookup of one key after another.
fn lookup<T>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    whose: &str,
    machines: u32,
    owner: impl Fn(u32) -> T,
) {
    let (keys, mut next) = (keys(), 0);
    group.bench_function(format!("{whose}/{machines}"), |bencher| {
        bencher.iter(|| {
            next = (next + 1) % KEYS;
            owner(black_box(keys[next]))
        });
    });
}

fn ours(group: &mut BenchmarkGroup<'_, WallTime>, whose: &str, placement: Placement, count: u32) {
    let owners = Owners::new(placement, &machines(count));
    // What is made when first asked for is made now.
    owners.owner(0);
    lookup(group, whose, count, |key| owners.owner(key));
}

/// A quarter of the machines have gone.
fn ours_after_departures(
    group: &mut BenchmarkGroup<'_, WallTime>,
    placement: Placement,
    count: u32,
) {
    let mut owners = Owners::new(placement, &machines(count));
    // Each looks for the leaver among all, so not too many.
    (1..=(count / 4).min(8_192)).for_each(|number| owners.depart(NodeId::new(number * 4)));
    lookup(group, "ours, some gone", count, |key| owners.owner(key));
}

fn lookups(criterion: &mut Criterion) {
    let one_look = [
        ("modulo", Placement::Modulo),
        ("tokens", Placement::Tokens),
        ("jump", Placement::Jump),
        ("maglev", Placement::Maglev(MAGLEV_TABLE)),
        ("anchor", Placement::Anchor),
        ("dx", Placement::Dx),
        ("memento", Placement::Memento),
        ("multiprobe", Placement::Multiprobe(MULTIPROBE_PROBES)),
        ("rendezvous", Placement::Rendezvous),
    ];
    for (name, placement) in one_look {
        let mut group = criterion.benchmark_group(name);
        for count in MACHINES {
            ours(&mut group, "ours", placement, count);
            if matches!(placement, Placement::Anchor | Placement::Dx | Placement::Memento) {
                ours_after_departures(&mut group, placement, count);
            }
        }
        peers(&mut group, name);
        group.finish();
    }
    let mut group = criterion.benchmark_group("maglev");
    ours(&mut group, "ours, largest table", Placement::Maglev(MAX_TABLE), 100_000);
    group.finish();
    for (name, placement) in
        [("ring", Placement::Ring(RING_POINTS)), ("bounded", Placement::Bounded(BOUNDED_CAPACITY))]
    {
        let mut group = criterion.benchmark_group(name);
        for count in [8, 8_192] {
            ours(&mut group, "ours", placement, count);
        }
        peers(&mut group, name);
        group.finish();
    }
}

fn peers(group: &mut BenchmarkGroup<'_, WallTime>, placement: &str) {
    match placement {
        "jump" => {
            for count in MACHINES {
                let jump = CustomJumpHasher::new(OneStep::default());
                lookup(group, "jumphash", count, |key| jump.slot(&key, count));
                let hash = |key: u32| u64::from(key).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                lookup(group, "jump-consistent-hash", count, |key| {
                    jump_consistent_hash::hash(hash(key), count as usize)
                });
            }
        }
        "maglev" => {
            // It needs 8 bytes for each row and machine while it is made.
            let maglev = maglev::Maglev::with_capacity_and_hasher(
                1..=8_u32,
                MAGLEV_TABLE as usize,
                Build::default(),
            );
            lookup(group, "maglev", 8, |key| maglev.get(&key).copied());
        }
        "anchor" => {
            // Its capacity is 16 bits.
            for (count, capacity) in [(8, 64), (8_192, 16_384), (32_767, u16::MAX)] {
                let anchor: AnchorHash<u32, u32, Build> =
                    anchorhash::Builder::with_hasher(Build::default())
                        .with_resources(1..=count)
                        .build(capacity);
                lookup(group, "anchorhash", count, |key| anchor.get_resource(key).copied());
            }
        }
        "rendezvous" => {
            for count in MACHINES {
                let nodes = HrwNodes::with_build_hasher(Build::default(), 1..=count);
                lookup(group, "hrw-hash", count, |key| nodes.sorted(&key).next().copied());
            }
        }
        "ring" => {
            for count in [8, 8_192] {
                let mut ring = hashring::HashRing::with_hasher(Build::default());
                ring.batch_add(points(count).collect());
                lookup(group, "hashring", count, |key| ring.get(&key).copied());
            }
        }
        "multiprobe" => {
            for count in MACHINES {
                let ring = mpchash::HashRing::<u32>::new();
                (1..=count).for_each(|number| ring.add(number));
                lookup(group, "mpchash", count, |key| ring.node(&key).map(|node| *node.node()));
            }
        }
        _ => {}
    }
}

/// As many as ours has.
fn points(machines: u32) -> impl Iterator<Item = (u32, u32)> {
    (1..=machines).flat_map(|number| (1..=RING_POINTS).map(move |i| (number, i)))
}

fn making(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("made");
    group.sample_size(10);
    let placements = [
        ("ring", Placement::Ring(RING_POINTS), 8_192),
        ("bounded", Placement::Bounded(BOUNDED_CAPACITY), 1_024),
        ("maglev", Placement::Maglev(MAGLEV_TABLE), 1_024),
        ("anchor", Placement::Anchor, 100_000),
        ("dx", Placement::Dx, 100_000),
        ("memento", Placement::Memento, 100_000),
        ("multiprobe", Placement::Multiprobe(MULTIPROBE_PROBES), 100_000),
    ];
    for (name, placement, count) in placements {
        let machines = machines(count);
        group.bench_function(format!("{name}/ours/{count}"), |bencher| {
            let make = || {
                let owners = Owners::new(placement, &machines);
                owners.owner(0);
                owners
            };
            bencher.iter_batched(|| (), |()| make(), BatchSize::PerIteration);
        });
    }
    group.bench_function("ring/hashring/8192", |bencher| {
        let all: Vec<(u32, u32)> = points(8_192).collect();
        let make = |points| {
            let mut ring = hashring::HashRing::with_hasher(Build::default());
            ring.batch_add(points);
            ring
        };
        bencher.iter_batched(|| all.clone(), make, BatchSize::PerIteration);
    });
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    lookups(&mut criterion);
    making(&mut criterion);
    criterion.final_summary();
}
