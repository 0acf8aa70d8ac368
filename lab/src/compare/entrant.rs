//! Who takes part: the placements, and one of them twice.

use std::fmt;

use node_core::{NodeId, Placement, placement::is_prime};

use super::{Measured, Task};
use crate::count::grouped;

/// A placement that takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entrant {
    /// In its usual settings.
    pub placement: Placement,
    /// Which machines come and go.
    pub whoever: Whoever,
}

/// Which machines come and go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whoever {
    /// Some go that are drawn by chance, and the next numbers come.
    ByChance,
    /// The last ones in the view go; and the last ones are those that come to all others.
    Last,
}

/// Something to know of what was measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Note {
    /// Its owners were asked for so many keys only.
    Keys(u64),
    /// Its setting is not the usual one.
    Setting(&'static str, u32),
    /// Who comes gets this share of all keys, far more than an equal one.
    Greedy(f64),
}

/// By how much the share of those that come is above an equal one when it has to be told.
const GREEDY: f64 = 0.05;

/// Rows of a table for each machine, at least: with fewer, shares are uneven.
const ROWS_PER_MACHINE: u32 = 100;

impl Entrant {
    /// All placements; `:jump` twice, as it was made for clusters of which the last one goes.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let both = |placement: Placement| {
            let also = (placement.name() == "jump").then_some(Whoever::Last);
            let each = std::iter::once(Whoever::ByChance).chain(also);
            each.map(move |whoever| Self { placement, whoever })
        };
        Placement::ALL.into_iter().flat_map(both).collect()
    }

    /// What it is called.
    #[must_use]
    pub fn label(self) -> String {
        let name = self.placement.name();
        match self.whoever {
            Whoever::ByChance => name.to_owned(),
            Whoever::Last => format!("{name}, the last one goes"),
        }
    }

    /// The placement in settings that suit so many machines.
    ///
    /// A table has at least a hundred rows for each machine, or as many as it can have.
    #[must_use]
    pub fn suited(self, machines: u32) -> Placement {
        let placement = self.placement;
        let Some(("rows", rows)) = placement.setting() else { return placement };
        let least = machines.saturating_mul(ROWS_PER_MACHINE);
        if least <= rows {
            return placement;
        }
        let suited = placement.with_setting(next_prime(least));
        // All that can be wrong with it is its size.
        suited.check().map_or_else(
            |error| placement.with_setting(prime_before(error.most as u32)),
            |()| suited,
        )
    }

    /// Those that go, sorted as text.
    #[must_use]
    pub fn leavers(self, task: Task) -> Vec<NodeId> {
        let all = task.all();
        let remove = task.remove as usize;
        match self.whoever {
            Whoever::ByChance => {
                let mut random = fastrand::Rng::with_seed(task.seed);
                let mut leavers = random.choose_multiple(all, remove);
                leavers.sort_unstable();
                leavers
            }
            Whoever::Last => all[all.len().saturating_sub(remove)..].to_vec(),
        }
    }

    /// Those that come, sorted as text.
    #[must_use]
    pub fn comers(self, task: Task) -> Vec<NodeId> {
        match self.whoever {
            Whoever::ByChance => {
                let next = task.machines + 1..=task.machines + task.add;
                let mut comers: Vec<NodeId> = next.map(NodeId::new).collect();
                comers.sort_unstable();
                comers
            }
            Whoever::Last => {
                let all = task.all();
                all[all.len().saturating_sub(task.add as usize)..].to_vec()
            }
        }
    }
}

impl Measured {
    /// What there is to know of it.
    #[must_use]
    pub fn notes(&self, task: Task) -> Vec<Note> {
        let fewer = (self.keys < task.keys).then_some(Note::Keys(self.keys));
        let setting = (self.placement != self.entrant.placement).then(|| self.placement.setting());
        let setting = setting.flatten().map(|(name, value)| Note::Setting(name, value));
        let comers = f64::from(task.add);
        let equal = match self.entrant.whoever {
            Whoever::ByChance => comers / (f64::from(task.machines) + comers),
            Whoever::Last => comers / f64::from(task.machines),
        };
        let got = self.arrival.own;
        let greedy = (got > equal + GREEDY).then_some(Note::Greedy(got));
        fewer.into_iter().chain(setting).chain(greedy).collect()
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keys(keys) => write!(
                f,
                "asked for {} keys only, as lookups take long; so its balance is not told",
                grouped(*keys)
            ),
            Self::Greedy(share) => {
                write!(f, "who comes gets {:.1} % of all keys", share * 100.0)
            }
            Self::Setting(name, value) => write!(f, "with {} {name}", grouped((*value).into())),
        }
    }
}

/// The first prime from here on.
fn next_prime(from: u32) -> u32 {
    (from..).find(|number| is_prime(*number)).unwrap_or(from)
}

/// The last prime up to here.
fn prime_before(to: u32) -> u32 {
    (2..=to).rev().find(|number| is_prime(*number)).unwrap_or(to)
}

#[cfg(test)]
mod tests {
    use super::{next_prime, prime_before};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn primes_are_found_on_both_sides() {
        assert_eq!([0, 3, 4, 100_000].map(next_prime), [2, 3, 5, 100_003]);
        assert_eq!([2, 4, 100, 1 << 20].map(prime_before), [2, 3, 97, 1_048_573]);
    }
}
