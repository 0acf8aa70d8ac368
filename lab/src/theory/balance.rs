//! How evenly machines share the keys.
//!
//! A machine's *relative load* is its number of keys over the mean. It varies for two reasons: some
//! placements give machines unequal shares of all hashes, and keys fall into these shares by chance.
//! The first is told by variance and third central moment of a share, the second adds that of a
//! Poisson draw. The greatest of many loads is then that of as many normal draws (Blom, "Statistical
//! estimates and transformed beta-variables", 1958), corrected for skewness by the first term of
//! Cornish and Fisher's expansion (1937).

use node_core::Placement;

use super::{row, setting, table::Shares};

/// The expected coefficient of variation of the loads: standard deviation to mean.
#[must_use]
pub fn unevenness(placement: Placement, machines: u32, keys: u64) -> f64 {
    let n = f64::from(machines.max(1));
    let mean = keys.max(1) as f64 / n;
    let apart = 1.0 - 1.0 / n;
    let shares = row(placement).shares;
    let dealt = shares.dealt(setting(placement), machines).map_or(0.0, Dealt::variance);
    let drawn = shares.variance(setting(placement), n);
    (dealt + (drawn + 1.0 / mean) * apart).sqrt()
}

/// The expected load of the machine that has the most keys, relative to the mean.
#[must_use]
pub fn peak(placement: Placement, machines: u32, keys: u64) -> f64 {
    let n = f64::from(machines.max(1));
    let mean = keys.max(1) as f64 / n;
    let value = setting(placement);
    let shares = row(placement).shares;
    if let Some(dealt) = shares.dealt(value, machines) {
        // Whoever was dealt one part more than others has the most, or chance outweighs that.
        let more =
            dealt.greater * greatest(dealt.with_greater, Moments::of_chance(dealt.greater * mean));
        return more.max(if dealt.lesser > 0.0 {
            greatest(n, Moments::of_chance(mean))
        } else {
            0.0
        });
    }
    let limit = shares.limit(value, n);
    let alone = Moments { variance: shares.variance(value, n), third: shares.third(value, n) };
    if limit < greatest(n, alone) {
        // Many have about as much as they can have; chance makes the difference.
        return limit * greatest((n / limit).ceil(), Moments::of_chance(limit * mean));
    }
    greatest(n, alone.and_chance(mean))
}

/// Shares that parts of equal size make, dealt out as equally as can be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dealt {
    /// The share of those with one part more, relative to the mean.
    pub(super) greater: f64,
    /// How many these are.
    pub(super) with_greater: f64,
    /// The share of all others.
    pub(super) lesser: f64,
    /// How many there are in all.
    pub(super) machines: f64,
}

impl Dealt {
    pub(super) fn new(parts: u32, machines: u32) -> Self {
        let (machines, parts) = (machines.max(1), parts.max(1));
        let mean = f64::from(parts) / f64::from(machines);
        let (each, more) = (parts / machines, parts % machines);
        let (greater, with_greater) = if more == 0 { (each, machines) } else { (each + 1, more) };
        Self {
            greater: f64::from(greater) / mean,
            with_greater: f64::from(with_greater),
            lesser: f64::from(each) / mean,
            machines: f64::from(machines),
        }
    }

    fn variance(self) -> f64 {
        let part = self.with_greater / self.machines;
        part * (self.greater - 1.0).powi(2) + (1.0 - part) * (self.lesser - 1.0).powi(2)
    }
}

/// Of a relative load, whose mean is 1.
#[derive(Clone, Copy)]
struct Moments {
    variance: f64,
    /// The third central moment.
    third: f64,
}

impl Moments {
    /// Of so many keys on average, which come by chance alone.
    fn of_chance(mean: f64) -> Self {
        Self { variance: 0.0, third: 0.0 }.and_chance(mean)
    }

    /// When it is a share into which keys fall by chance, so many on average.
    fn and_chance(self, mean: f64) -> Self {
        Self {
            variance: self.variance + 1.0 / mean,
            third: self.third + 3.0 * self.variance / mean + 1.0 / (mean * mean),
        }
    }
}

/// The greatest of so many loads.
fn greatest(machines: f64, load: Moments) -> f64 {
    let deviation = load.variance.sqrt();
    if machines <= 1.0 || deviation == 0.0 {
        return 1.0;
    }
    let z = normal_tail(1.0 - (machines - 0.375) / (machines + 0.25));
    let skewness = load.third / deviation.powi(3);
    1.0 + deviation * (z + skewness * (z * z - 1.0) / 6.0)
}

/// What a normal draw exceeds with this chance, a half at most; to within 0.00045 (Abramowitz and
/// Stegun, "Handbook of mathematical functions", 26.2.23).
fn normal_tail(chance: f64) -> f64 {
    let t = (-2.0 * chance.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    t - above / below
}

impl Shares {
    /// The share of hashes that the machine at this position has.
    pub(super) fn of(self, value: f64, machines: u32, position: u32) -> f64 {
        let n = f64::from(machines.max(1));
        match self {
            Self::Tokens(tokens) => {
                // Later ones have one more.
                let with_less = machines.max(1) - tokens % machines.max(1);
                let more = u32::from(position >= with_less);
                // Where there are fewer tokens than machines, the first ones have one each.
                let held = match tokens / machines.max(1) {
                    0 => u32::from(position < tokens),
                    each => each + more,
                };
                f64::from(held) / f64::from(tokens)
            }
            Self::Rows => {
                let rows = value as u32;
                let more = u32::from(position < rows % machines.max(1));
                f64::from(rows / machines.max(1) + more) / f64::from(rows)
            }
            Self::Equal | Self::Points | Self::Probes | Self::Bounded { .. } => 1.0 / n,
        }
    }

    pub(super) fn dealt(self, value: f64, machines: u32) -> Option<Dealt> {
        match self {
            Self::Tokens(tokens) => Some(Dealt::new(tokens, machines)),
            Self::Rows => Some(Dealt::new(value as u32, machines)),
            Self::Equal | Self::Points | Self::Probes | Self::Bounded { .. } => None,
        }
    }

    /// The variance of a share, relative to the mean, that chance makes.
    pub(super) fn variance(self, value: f64, machines: f64) -> f64 {
        match self {
            Self::Equal | Self::Tokens(_) | Self::Rows => 0.0,
            // A sum of so many gaps, each exponentially distributed.
            Self::Points => 1.0 / value,
            // With k probes and a gap g before its point, the machine's share is
            // k / (k - 1) (1 - exp(-(k - 1) g)).
            Self::Probes => 1.0 / (2.0 * value - 1.0),
            Self::Bounded { points, partitions } => 1.0 / points + machines / partitions,
        }
    }

    /// The third central moment of a share, relative to the mean, that chance makes.
    fn third(self, value: f64, machines: f64) -> f64 {
        match self {
            Self::Equal | Self::Tokens(_) | Self::Rows => 0.0,
            Self::Points => 2.0 / (value * value),
            Self::Probes if value <= 1.0 => 2.0,
            // Most machines have nearly as much as any can have: the limit tells more.
            Self::Probes => 0.0,
            Self::Bounded { points, partitions } => {
                let grain = machines / partitions;
                2.0 / (points * points) + 3.0 * grain / points + grain * grain
            }
        }
    }

    /// What no share exceeds, relative to the mean.
    fn limit(self, value: f64, machines: f64) -> f64 {
        match self {
            Self::Probes if value > 1.0 => value / (value - 1.0),
            Self::Bounded { partitions, .. } => {
                (value / 100.0 * partitions / machines).ceil() * machines / partitions
            }
            _ => f64::INFINITY,
        }
    }
}
