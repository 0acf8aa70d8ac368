//! Placements beside each other, at any number of machines: how evenly they share keys, what a
//! departure and an arrival move, how long a lookup takes, how much memory.
//!
//! The axes are those of Coluzzi, Brocco, Antonucci, "Consistently faster: a survey and fair
//! comparison of consistent hashing algorithms" (SEBD 2023). No machine runs here and nothing is
//! sent: a placement is made for machines 1 to n, and asked for the owners of the keys of a fill.

use std::{hint::black_box, time::Duration};

use node_core::{NodeId, Owners, Place as _, Placement, fill_key};

use crate::theory;

mod entrant;
mod task;

pub use entrant::{Entrant, Note, Whoever};
pub use task::{MAX_KEYS, MAX_MACHINES, Refusal, Task};

/// Steps that are spent on asking for all keys once; where that would take more, there are fewer
/// keys.
const STEPS: f64 = 2e9;

/// Steps that are spent on the lookups that are timed.
const TIMED_STEPS: f64 = 1e8;

/// Blocks of lookups, of which the median counts.
const BLOCKS: usize = 101;

/// Changes that a placement lives through one by one, unless it has to live through all of them.
const CHANGES: usize = 16;

/// What a placement was found to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The placement and what it was made for.
    pub entrant: Entrant,
    /// With which settings.
    pub placement: Placement,
    /// How many keys its owners were asked for.
    pub keys: u64,
    /// The machines' loads; `None` where there were fewer keys than for the others, since loads are
    /// the more uneven the fewer keys there are.
    pub balance: Option<Balance>,
    /// When machines go.
    pub departure: Moves,
    /// When machines come.
    pub arrival: Moves,
    /// How long a lookup takes, in nanoseconds; the key's hash is known.
    pub lookup: f64,
    /// How long it takes to make it for all machines, up to the first lookup.
    pub build: Duration,
    /// What it takes in memory on each machine.
    pub bytes: u64,
}

/// How evenly the machines are loaded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Balance {
    /// The greatest load over the mean.
    pub peak: f64,
    /// The coefficient of variation: the standard deviation of the loads over the mean.
    pub unevenness: f64,
}

/// What a change does to the keys, in shares of all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moves {
    /// Keys of the machines that go, or come.
    pub own: f64,
    /// Keys that change owners, although both are there before and after.
    pub needless: f64,
}

/// What arithmetic says of the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// The loads.
    pub balance: Balance,
    /// When a machine goes; `None` if several do.
    pub departure: Option<theory::Change>,
    /// When a machine comes; `None` if several do.
    pub arrival: Option<theory::Change>,
    /// The memory, in bytes.
    pub bytes: f64,
}

impl Measured {
    /// What was to be expected of it.
    #[must_use]
    pub fn expected(&self, task: Task) -> Expected {
        let (placement, machines, keys) = (self.placement, task.machines, self.keys);
        let goes = match *self.entrant.leavers(task) {
            [leaver] => Some(theory::position(leaver.number(), machines)),
            _ => None,
        };
        let comers = self.entrant.comers(task);
        let comes = match (comers.as_slice(), self.entrant.whoever) {
            ([comer], Whoever::ByChance) => {
                Some((machines, theory::position(comer.number(), machines + 1)))
            }
            ([_], Whoever::Last) => Some((machines - 1, machines - 1)),
            _ => None,
        };
        Expected {
            balance: Balance {
                peak: theory::peak(placement, machines, keys),
                unevenness: theory::unevenness(placement, machines, keys),
            },
            departure: goes.map(|at| theory::departure(placement, machines, at, keys)),
            arrival: comes.map(|(others, at)| theory::arrival(placement, others, at, keys)),
            bytes: theory::bytes(placement, theory::Crowd::founded(machines)),
        }
    }
}

/// The hashes of the keys of a fill: they are binaries, which all placements hash alike.
#[must_use]
pub fn hashes(keys: u64) -> Vec<u32> {
    (1..=keys).map(|j| Placement::default().hash(fill_key(1, j).view())).collect()
}

/// Measures one placement, by a clock that says how long it has been running.
///
/// There must be as many hashes as the task has keys; `watch` is told how much is done, from 0 to 1.
pub fn measure(
    task: Task,
    entrant: Entrant,
    hashes: &[u32],
    clock: &mut dyn FnMut() -> Duration,
    watch: &mut dyn FnMut(f64),
) -> Measured {
    let placement = entrant.suited(task.machines);
    let steps = theory::steps(placement, theory::Crowd::founded(task.machines));
    let hashes = &hashes[..hashes.len().min((STEPS / steps) as usize)];
    let all = task.all();

    let began = clock();
    let owners = Owners::new(placement, &all);
    black_box(owners.owner(0));
    let build = clock().saturating_sub(began);
    watch(0.1);
    let before = owners_of(&owners, hashes);
    watch(0.4);
    let lookup = time(&owners, &hashes[..hashes.len().min((TIMED_STEPS / steps) as usize)], clock);
    let bytes = owners.bytes() as u64;
    let complete = hashes.len() as u64 == task.keys;
    let balance = complete.then(|| balance(&before, task.machines));
    watch(0.5);

    let leavers = entrant.leavers(task);
    let without = owners_of(&gone(placement, &owners, &all, &leavers), hashes);
    let departure = moves(&leavers, &without, &before);
    watch(0.7);
    let comers = entrant.comers(task);
    let arrival = match entrant.whoever {
        Whoever::ByChance => {
            let with = owners_of(&come(placement, &owners, &all, &comers), hashes);
            moves(&comers, &before, &with)
        }
        Whoever::Last => {
            let others = except(&all, &comers);
            let few = Owners::new(placement, &others);
            let with = owners_of(&come(placement, &few, &others, &comers), hashes);
            moves(&comers, &owners_of(&few, hashes), &with)
        }
    };
    watch(1.0);
    let keys = hashes.len() as u64;
    Measured { entrant, placement, keys, balance, departure, arrival, lookup, build, bytes }
}

/// The numbers of the keys' owners; 0 is nobody.
fn owners_of(owners: &Owners, hashes: &[u32]) -> Vec<u32> {
    hashes.iter().map(|hash| owners.owner(*hash).map_or(0, NodeId::number)).collect()
}

/// Owners of all these machines when some of them have gone.
fn gone(placement: Placement, owners: &Owners, all: &[NodeId], leavers: &[NodeId]) -> Owners {
    if leavers.len() > CHANGES && placement.follows_view() {
        return Owners::new(placement, &except(all, leavers));
    }
    let mut owners = owners.clone();
    leavers.iter().for_each(|node| owners.depart(*node));
    owners
}

/// Owners of all these machines when others have come.
fn come(placement: Placement, owners: &Owners, all: &[NodeId], comers: &[NodeId]) -> Owners {
    if comers.len() > CHANGES && placement.follows_view() {
        return Owners::new(placement, &[all, comers].concat());
    }
    let mut owners = owners.clone();
    comers.iter().for_each(|node| owners.arrive(*node));
    owners
}

fn except(all: &[NodeId], some: &[NodeId]) -> Vec<NodeId> {
    all.iter().copied().filter(|node| some.binary_search(node).is_err()).collect()
}

/// What becomes of the keys of some machines, by the keys' owners without and with these.
fn moves(some: &[NodeId], without: &[u32], with: &[u32]) -> Moves {
    let mut numbers: Vec<u32> = some.iter().map(|node| node.number()).collect();
    numbers.sort_unstable();
    let (mut own, mut needless) = (0_u64, 0_u64);
    for (without, with) in without.iter().zip(with) {
        if numbers.binary_search(with).is_ok() {
            own += 1;
        } else if without != with {
            needless += 1;
        }
    }
    let share = |count| count as f64 / with.len() as f64;
    Moves { own: share(own), needless: share(needless) }
}

fn balance(owners: &[u32], machines: u32) -> Balance {
    let mut loads = vec![0_u32; machines as usize + 1];
    owners.iter().for_each(|owner| loads[*owner as usize] += 1);
    let mean = owners.len() as f64 / f64::from(machines);
    let relative = || loads.iter().skip(1).map(|load| f64::from(*load) / mean);
    let squares: f64 = relative().map(|load| (load - 1.0).powi(2)).sum();
    Balance {
        peak: relative().fold(0.0, f64::max),
        unevenness: (squares / f64::from(machines)).sqrt(),
    }
}

/// The median over blocks of keys, in nanoseconds a key.
fn time(owners: &Owners, hashes: &[u32], clock: &mut dyn FnMut() -> Duration) -> f64 {
    let blocks = hashes.chunks(hashes.len().div_ceil(BLOCKS).max(1));
    let mut times: Vec<f64> = blocks
        .map(|block| {
            let began = clock();
            for hash in block {
                black_box(owners.owner(*hash));
            }
            clock().saturating_sub(began).as_nanos() as f64 / block.len() as f64
        })
        .collect();
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
