//! One random life: chaos, heal, calm.

use core::time::Duration;

use fastrand::Rng;
use node_core::{Instant, NodeId, Placement, Term};

use super::{Report, Span, Watch};
use crate::{
    command::{Command, Line},
    master::{Audit, Click, Condition, Input},
    session::Session,
    sim::{Fates, Link, Network, Sim},
};

/// After the last fault, the cluster must have settled within this time: the longest silence a
/// lossy past lets a machine bear, on the slowest clock, and what the audit takes.
const SETTLES_WITHIN: Duration = Duration::from_secs(15);

/// Points of a machine on a ring.
const FEW_POINTS: u32 = 8;

/// Rows of a table.
const FEW_ROWS: u32 = 251;

/// Keys that single operations use, so that they meet.
const KEYS: i64 = 12;

/// What was done to clusters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Injected {
    /// What happened to messages.
    pub fates: Fates,
    /// Machines killed.
    pub crashes: u64,
    /// Machines whose program broke.
    pub traps: u64,
    /// Machines that left.
    pub leaves: u64,
    /// Machines started again.
    pub restarts: u64,
    /// Machines frozen.
    pub freezes: u64,
    /// Machines thawed.
    pub thaws: u64,
    /// Partitions.
    pub partitions: u64,
    /// Links cut in one direction.
    pub one_way_cuts: u64,
    /// Lives with clocks that differ.
    pub skewed_lives: u64,
    /// Lives in which deaths are seen by ticks alone.
    pub lives_without_links: u64,
    /// Fills and single operations.
    pub lines: u64,
}

impl Injected {
    /// Each with its name.
    #[must_use]
    pub const fn counts(&self) -> [(&'static str, u64); 17] {
        let Fates { sent, dropped, duplicated, reordered, delayed, cut } = self.fates;
        [
            ("messages", sent),
            ("dropped", dropped),
            ("duplicated", duplicated),
            ("reordered", reordered),
            ("delayed", delayed),
            ("cut off", cut),
            ("crashes", self.crashes),
            ("traps", self.traps),
            ("leaves", self.leaves),
            ("restarts", self.restarts),
            ("freezes", self.freezes),
            ("thaws", self.thaws),
            ("partitions", self.partitions),
            ("one-way cuts", self.one_way_cuts),
            ("lives with skewed clocks", self.skewed_lives),
            ("lives by ticks alone", self.lives_without_links),
            ("fills and operations", self.lines),
        ]
    }

    /// The kinds of which there was none.
    pub fn missing(&self) -> impl Iterator<Item = &'static str> {
        self.counts().into_iter().filter(|(_, count)| *count == 0).map(|(name, _)| name)
    }

    /// Adds another life's.
    pub const fn add(&mut self, other: &Self) {
        self.fates.sent += other.fates.sent;
        self.fates.dropped += other.fates.dropped;
        self.fates.duplicated += other.fates.duplicated;
        self.fates.reordered += other.fates.reordered;
        self.fates.delayed += other.fates.delayed;
        self.fates.cut += other.fates.cut;
        self.crashes += other.crashes;
        self.traps += other.traps;
        self.leaves += other.leaves;
        self.restarts += other.restarts;
        self.freezes += other.freezes;
        self.thaws += other.thaws;
        self.partitions += other.partitions;
        self.one_way_cuts += other.one_way_cuts;
        self.skewed_lives += other.skewed_lives;
        self.lives_without_links += other.lives_without_links;
        self.lines += other.lines;
    }
}

/// Lives one seed; the watch sees everything.
#[must_use]
pub fn live(seed: u64, span: Span, watch: Watch) -> Report {
    let mut chance = Rng::with_seed(seed);
    let mut injected = Injected::default();
    let mut sim = Sim::new(Network::new(chance.u64(..)));
    if chance.u8(..3) == 0 {
        sim.without_links();
        injected.lives_without_links += 1;
    }
    if chance.u8(..3) == 0 {
        sim.skew_clocks(chance.u64(..));
        injected.skewed_lives += 1;
    }
    let machines = chance.u32(3..=12);
    let placement = match chance.choice(Placement::ALL).unwrap_or_default() {
        // Views change all the time: what is made anew for each of them is small here.
        Placement::Ring(_) => Placement::Ring(FEW_POINTS),
        Placement::Maglev(_) => Placement::Maglev(FEW_ROWS),
        other => other,
    };
    let mut session = watch.session(sim);
    session.tell(Input::Click(Click::Boot { machines, placement }));
    session.set_patience(Some(Duration::ZERO));
    let mut life = Life { chance, session, machines, injected, watch };
    life.chaos(span.chaos());
    life.heal();
    life.calm(span.end());
    life.injected.fates = life.session.sim().network().fates();
    let record = life.session.record(format!("apothik sweep, seed {seed}"));
    Report { record, ..life.watch.report(life.injected) }
}

struct Life {
    chance: Rng,
    session: Session,
    machines: u32,
    injected: Injected,
    watch: Watch,
}

impl Life {
    fn now(&mut self) -> Instant {
        self.session.sim().now()
    }

    fn chaos(&mut self, until: Instant) {
        while self.now() < until && !self.watch.has_objected() {
            if self.chance.u8(..4) == 0 {
                self.disturb();
            } else if !self.session.master().is_busy() {
                let line = self.line();
                self.session.begin(line);
                self.injected.lines += 1;
            }
            let pause = Duration::from_millis(self.chance.u64(1..400));
            let next = (self.now() + pause).min(until);
            while self.session.step_until(Some(next)) {}
            self.check_sums();
        }
    }

    /// The end of everything that disturbs.
    fn heal(&mut self) {
        let network = self.session.sim().network();
        network.set_all(Link::default());
        network.mend_one_way();
        self.session.tell(Input::Click(Click::Partition(Vec::new())));
        let all: Vec<NodeId> = (1..=self.machines).map(NodeId::new).collect();
        for node in all {
            self.session.tell(Input::Click(Click::Thaw(node)));
        }
        if self.session.master().machines().running().is_empty() {
            self.session.tell(Input::Click(Click::Start(NodeId::new(1))));
        }
        self.session.set_patience(None);
    }

    fn calm(&mut self, until: Instant) {
        let settled_by = self.now() + SETTLES_WITHIN;
        let calm = |session: &Session| session.master().is_settled() && !session.master().is_busy();
        while !calm(&self.session) && self.session.step_until(Some(settled_by)) {}
        if !calm(&self.session) {
            let master = self.session.master();
            let views: Vec<_> = master
                .machines()
                .running()
                .into_iter()
                .map(|node| (node, master.machines().view(node).cloned()))
                .collect();
            let what = format!("not settled {SETTLES_WITHIN:?} after the last fault: {views:?}");
            self.watch.object("settles in time", settled_by, what);
        }
        while !self.watch.has_objected() && self.session.step_until(Some(until)) {}
        while !self.watch.has_objected() && !calm(&self.session) {
            self.session.step();
        }
        let at = self.now();
        self.check_sums();
        self.check_stores(at);
        let nodes: Vec<_> = self.session.sim_ref().nodes().collect();
        self.watch.end(at, &nodes);
    }

    /// The ledger's two sums hold at every moment.
    fn check_sums(&mut self) {
        let at = self.now();
        let all = self.session.master().ledger().figures();
        let sums = all.stored == all.reachable + all.stranded
            && all.acknowledged == all.found + all.unreachable + all.lost
            && all.stale <= all.found;
        if !sums {
            self.watch.object("the ledger sums", at, format!("{all:?}"));
        }
    }

    /// The ledger agrees with what every machine holds, entry by entry.
    fn check_stores(&mut self, at: Instant) {
        let master = self.session.master();
        let disagreement = self.session.sim_ref().nodes().find_map(|node| {
            let status = node.status();
            let expected = master.ledger().machine(status.me.node).summary();
            (expected != status.summary)
                .then(|| format!("{}: {expected:?}, holds {:?}", status.me.node, status.summary))
        });
        if let Some(what) = disagreement {
            self.watch.object("the ledger agrees with the stores", at, what);
        } else if *master.audit() != Audit::Agree {
            let what = format!("{:?}", master.audit());
            self.watch.object("the audit agrees", at, what);
        }
    }

    fn some_machine(&mut self) -> NodeId {
        NodeId::new(self.chance.u32(1..=self.machines))
    }

    /// A fill, or an operation on one of a few keys.
    fn line(&mut self) -> Line {
        let via = i64::from(self.chance.u32(1..=self.machines));
        let key = Term::from(self.chance.i64(0..KEYS));
        Line::One(match self.chance.u8(..8) {
            0..2 => Command::Fill { via, keys: self.chance.u64(1..60) },
            2..5 => Command::Put { via, key, value: Term::from(self.chance.i64(..)) },
            5 => Command::Delete { via, key },
            _ => Command::Get { via, key },
        })
    }

    fn disturb(&mut self) {
        let node = self.some_machine();
        let condition = self.session.master().machines().condition(node).cloned();
        let runs = condition == Some(Condition::Running);
        match self.chance.u8(..16) {
            0 | 1 if runs => self.click(Click::Kill(node), |injected| &mut injected.crashes),
            2 if runs => self.click(Click::Trap(node), |injected| &mut injected.traps),
            3 if runs => self.click(Click::Leave(node), |injected| &mut injected.leaves),
            4 | 5 if runs => self.click(Click::Freeze(node), |injected| &mut injected.freezes),
            4..8 if condition == Some(Condition::Frozen) => {
                self.click(Click::Thaw(node), |injected| &mut injected.thaws);
            }
            0..8 if matches!(condition, Some(Condition::Dead(_))) => {
                self.click(Click::Start(node), |injected| &mut injected.restarts);
            }
            8 | 9 => self.partition(),
            10 => self.session.tell(Input::Click(Click::Partition(Vec::new()))),
            11 => {
                let to = self.some_machine();
                if to != node {
                    self.session.sim().network().cut_one_way(node, to);
                    self.injected.one_way_cuts += 1;
                }
            }
            12 => self.session.sim().network().mend_one_way(),
            13 | 14 => self.worsen(),
            15 => self.session.sim().network().set_all(Link::default()),
            _ => {}
        }
    }

    fn click(&mut self, click: Click, count: impl Fn(&mut Injected) -> &mut u64) {
        *count(&mut self.injected) += 1;
        self.session.tell(Input::Click(click));
    }

    fn partition(&mut self) {
        let mut sides = vec![Vec::new(), Vec::new()];
        for number in 1..=self.machines {
            let side = self.chance.usize(..3);
            // Who is on neither is on one more.
            if let Some(side) = sides.get_mut(side) {
                side.push(NodeId::new(number));
            }
        }
        self.injected.partitions += 1;
        self.session.tell(Input::Click(Click::Partition(sides)));
    }

    fn worsen(&mut self) {
        let link = Link {
            delay: Duration::from_millis(self.chance.u64(..80)),
            jitter: Duration::from_millis(self.chance.u64(..120)),
            loss: self.chance.f64() * 0.4,
            duplication: self.chance.f64() * 0.2,
            reordering: self.chance.f64(),
        };
        if self.chance.bool() {
            self.session.sim().network().set_all(link);
        } else {
            let (from, to) = (self.some_machine(), self.some_machine());
            self.session.sim().network().set_link(from, to, link);
        }
    }
}
