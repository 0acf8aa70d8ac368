//! What becomes of a message between two machines: a seeded network that is itself free of any
//! input, output or clock.

use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet};

use node_core::{Instant, NodeId};

use crate::command;

/// How long a message takes when nothing else is said.
pub(crate) const DELAY: Duration = Duration::from_micros(100);

/// How one machine's messages reach another, or all links at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// How long a message takes at least.
    pub delay: Duration,
    /// How much longer it may take; each message differs.
    pub jitter: Duration,
    /// The share of messages that are lost, from 0 to 1.
    pub loss: f64,
    /// The share of messages that come twice.
    pub duplication: f64,
    /// The share of messages that may overtake those before them.
    pub reordering: f64,
}

impl Link {
    /// A link that adds nothing to what the host itself does to messages.
    pub const NONE: Self = Self {
        delay: Duration::ZERO,
        jitter: Duration::ZERO,
        loss: 0.0,
        duplication: 0.0,
        reordering: 0.0,
    };
}

impl Default for Link {
    fn default() -> Self {
        Self { delay: DELAY, ..Self::NONE }
    }
}

impl From<command::Network> for Link {
    fn from(network: command::Network) -> Self {
        Self {
            delay: DELAY + Duration::from_millis(network.delay.into()),
            jitter: Duration::from_millis(network.jitter.into()),
            loss: f64::from(network.loss) / 100.0,
            ..Self::default()
        }
    }
}

/// How many messages met which fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fates {
    /// Sent from one machine to another.
    pub sent: u64,
    /// Lost by chance.
    pub dropped: u64,
    /// Delivered twice.
    pub duplicated: u64,
    /// Delivered before one that was sent earlier on the same link.
    pub reordered: u64,
    /// Slowed by jitter.
    pub delayed: u64,
    /// Stopped by a cut.
    pub cut: u64,
}

/// The links between all machines.
#[derive(Clone, Debug)]
pub struct Network {
    chance: fastrand::Rng,
    all: Link,
    /// Links that are not as all the others.
    some: BTreeMap<(NodeId, NodeId), Link>,
    sides: Vec<Vec<NodeId>>,
    one_way: BTreeSet<(NodeId, NodeId)>,
    /// When the last message of each link arrives; kept once links vary.
    last: BTreeMap<(NodeId, NodeId), Instant>,
    /// Whether all messages have not always taken equally long: only then may one come before
    /// another that was sent earlier.
    varies: bool,
    /// When the last message arrives of those sent before links varied.
    last_of_equal: Instant,
    fates: Fates,
}

impl Network {
    /// A perfect network; `seed` is its only source of chance, should it be made worse.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            chance: fastrand::Rng::with_seed(seed),
            all: Link::default(),
            some: BTreeMap::new(),
            sides: Vec::new(),
            one_way: BTreeSet::new(),
            last: BTreeMap::new(),
            varies: false,
            last_of_equal: Instant::ORIGIN,
            fates: Fates::default(),
        }
    }

    /// All links are so from now on.
    pub fn set_all(&mut self, link: Link) {
        self.all = link;
        self.some.clear();
        self.varies = true;
    }

    /// This link is so from now on, in this direction.
    pub fn set_link(&mut self, from: NodeId, to: NodeId, link: Link) {
        self.some.insert((from, to), link);
        self.varies = true;
    }

    /// These sides don't reach each other, nor the machines on none of them; none: no partition.
    pub fn set_partition(&mut self, sides: Vec<Vec<NodeId>>) {
        self.sides = sides;
    }

    /// What `from` says does not reach `to`.
    pub fn cut_one_way(&mut self, from: NodeId, to: NodeId) {
        self.one_way.insert((from, to));
    }

    /// The end of all cuts in one direction.
    pub fn mend_one_way(&mut self) {
        self.one_way.clear();
    }

    /// Whether what `from` says can reach `to`.
    #[must_use]
    pub fn reaches(&self, from: NodeId, to: NodeId) -> bool {
        let side = |node| self.sides.iter().position(|side| side.contains(&node));
        side(from) == side(to) && !self.one_way.contains(&(from, to))
    }

    /// What happened to the messages so far.
    #[must_use]
    pub const fn fates(&self) -> Fates {
        self.fates
    }

    /// When a message that is sent now arrives: never, once or twice.
    pub fn arrivals(&mut self, now: Instant, from: NodeId, to: NodeId) -> Vec<Instant> {
        self.fates.sent += 1;
        if !self.reaches(from, to) {
            self.fates.cut += 1;
            return Vec::new();
        }
        let link = self.some.get(&(from, to)).copied().unwrap_or(self.all);
        if self.happens(link.loss) {
            self.fates.dropped += 1;
            return Vec::new();
        }
        let copies = if self.happens(link.duplication) {
            self.fates.duplicated += 1;
            2
        } else {
            1
        };
        (0..copies).map(|_| self.arrival(now, (from, to), link)).collect()
    }

    fn arrival(&mut self, now: Instant, ends: (NodeId, NodeId), link: Link) -> Instant {
        let mut at = now + link.delay;
        if !self.varies {
            self.last_of_equal = at;
            return at;
        }
        if !link.jitter.is_zero() {
            self.fates.delayed += 1;
            at = at + link.jitter.mul_f64(self.chance.f64());
        }
        let overtakes = self.happens(link.reordering);
        let last = self.last.entry(ends).or_insert(self.last_of_equal);
        if at < *last {
            if !overtakes {
                return *last;
            }
            self.fates.reordered += 1;
        }
        *last = at.max(*last);
        at
    }

    fn happens(&mut self, share: f64) -> bool {
        share > 0.0 && self.chance.f64() < share
    }
}
