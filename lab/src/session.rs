//! A Master on a simulated cluster: what a person at the console does, in virtual time.

use core::time::Duration;

use node_core::{Config, Instant, Peer};

use crate::{
    command::Line,
    master::{Condition, Input, Master, Outcome, Output, Ticket},
    record::{Beginning, Ending, Record, Recording, Setting},
    sim::{Notice, Sim},
};

/// A console with a cluster behind it.
#[derive(Debug)]
pub struct Session {
    master: Master,
    sim: Sim,
    tickets: u64,
    result: Option<(Ticket, Outcome)>,
    recording: Option<Recording>,
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

impl Session {
    /// A fresh cluster of five, `:modulo`, settled.
    #[must_use]
    pub fn new() -> Self {
        Self::on(Sim::default())
    }

    /// The same in a simulation that is given.
    #[must_use]
    pub fn on(sim: Sim) -> Self {
        Self::booted(sim, None)
    }

    /// The same, and all that happens is recorded from the beginning on. If the simulation has a
    /// recorder already, that one must show the recording what it sees.
    #[must_use]
    pub fn recorded(mut sim: Sim, recording: Recording) -> Self {
        if sim.recorder().is_none() {
            sim.record(recording.recorder());
        }
        Self::booted(sim, Some(recording))
    }

    fn booted(sim: Sim, recording: Option<Recording>) -> Self {
        if let Some(recording) = &recording {
            recording.begin(sim.now(), Beginning::BOOTED);
        }
        let master = Beginning::BOOTED.master(sim.now());
        let mut session = Self { master, sim, tickets: 0, result: None, recording };
        session.settle();
        session
    }

    /// A Master and its machines, in the middle of something.
    pub(crate) fn resumed(master: Master, sim: Sim) -> Self {
        let starting = master.machines().iter();
        let starting = starting.filter(|(_, condition)| **condition == Condition::Starting);
        let starting: Vec<Peer> = starting.map(|(peer, _)| peer).collect();
        let founding = master.ledger().founding();
        let mut session = Self { master, sim, tickets: 0, result: None, recording: None };
        for peer in starting {
            if !session.sim.nodes().any(|node| node.status().me == peer) {
                let config = Config { incarnation: peer.incarnation, founding };
                session.sim.start(peer.node, config);
            }
            session.hand(Input::Ready(peer));
        }
        session
    }

    /// The record of what has happened so far, where it was recorded; `source` says where the run
    /// comes from.
    #[must_use]
    pub fn record(&self, source: impl Into<String>) -> Option<Record> {
        let ending = Ending::seen(self.sim.now(), &self.master, self.sim.nodes());
        self.recording.as_ref().map(|recording| recording.finish(source, ending))
    }

    /// The simulation, to look at its machines and to make its network worse.
    pub const fn sim(&mut self) -> &mut Sim {
        &mut self.sim
    }

    /// The Master, to look at its ledger and machines.
    #[must_use]
    pub const fn master(&self) -> &Master {
        &self.master
    }

    /// The simulation, to look at.
    #[must_use]
    pub const fn sim_ref(&self) -> &Sim {
        &self.sim
    }

    /// Runs one line to its end and until its effects have settled.
    pub fn run(&mut self, line: Line) -> Outcome {
        self.run_watched(line, |_| {})
    }

    /// The same; `watch` sees the session after each step.
    pub fn run_watched(&mut self, line: Line, watch: impl FnMut(&Self)) -> Outcome {
        self.begin(line);
        self.finish(watch)
    }

    /// The same, from this moment on at the earliest.
    pub fn run_from(&mut self, line: Line, earliest: Option<Instant>) -> Outcome {
        self.begin_from(line, earliest);
        self.finish(|_| {})
    }

    fn finish(&mut self, mut watch: impl FnMut(&Self)) -> Outcome {
        loop {
            if let Some((_, outcome)) = self.result.take() {
                return outcome;
            }
            self.step();
            watch(self);
        }
    }

    /// Begins a line; [`step`](Self::step) goes on with it.
    pub fn begin(&mut self, line: Line) {
        self.begin_from(line, None);
    }

    fn begin_from(&mut self, line: Line, earliest: Option<Instant>) {
        self.tickets += 1;
        self.tell(Input::Line { ticket: Ticket(self.tickets), line, earliest });
    }

    /// Does one thing: a message, a timer, a notice.
    pub fn step(&mut self) {
        self.step_until(None);
    }

    /// The same, but not beyond `limit`; `false` when that has come.
    pub fn step_until(&mut self, limit: Option<Instant>) -> bool {
        if limit.is_some_and(|limit| self.sim.now() >= limit) && !self.sim.has_notices() {
            return false;
        }
        if let Some(notice) = self.sim.poll_notice() {
            let input = match notice {
                Notice::Reply { id, reply } => Input::Reply { id, reply },
                Notice::Rejected { id } => Input::Rejected { id },
                Notice::Status { of, members, summary, layout } => {
                    Input::Status { of, members, summary, layout }
                }
                Notice::Down { peer, cause } => Input::Down { peer, cause },
            };
            self.tell(input);
        } else {
            let wanted = self.master.poll_timeout();
            let until = wanted.into_iter().chain(limit).min();
            let happened = self.sim.step(until);
            if !happened && wanted.is_some_and(|at| at <= self.sim.now()) {
                self.tell(Input::Timeout);
            }
        }
        true
    }

    /// The cluster may take so many bytes of memory.
    pub fn set_memory(&mut self, bytes: u64) {
        self.set(Setting::Memory(bytes));
    }

    /// Lets lines wait so long for the one before to settle; if not given, as long as the Master
    /// itself thinks right.
    pub fn set_patience(&mut self, patience: Option<Duration>) {
        self.set(Setting::Patience(patience));
    }

    pub(crate) fn set(&mut self, setting: Setting) {
        setting.apply(&mut self.master);
        if let Some(recording) = &self.recording {
            recording.set(self.sim.now(), setting);
        }
    }

    /// Tells the Master something, and does what it wants done.
    pub fn tell(&mut self, input: Input) {
        self.hand(input);
        self.obey();
    }

    fn hand(&mut self, input: Input) {
        if let Some(recording) = &self.recording {
            recording.input(self.sim.now(), &input);
        }
        self.master.handle_input(self.sim.now(), input);
    }

    /// Goes on until the cluster has settled.
    pub fn settle(&mut self) {
        self.obey();
        while !self.master.is_settled() || self.master.is_busy() {
            self.step();
        }
    }

    fn obey(&mut self) {
        while let Some(output) = self.master.poll_output() {
            match output {
                Output::Start { node, incarnation, founding } => {
                    self.sim.start(node, Config { incarnation, founding });
                    self.hand(Input::Ready(Peer { node, incarnation }));
                }
                Output::Kill(node) => self.sim.kill(node),
                Output::Leave(node) => self.sim.leave(node),
                Output::Freeze(node) => self.sim.freeze(node),
                Output::Thaw(node) => self.sim.thaw(node),
                Output::Trap(node) => self.sim.trap(node),
                Output::Partition(sides) => self.sim.network().set_partition(sides),
                Output::Network(network) => self.sim.network().set_all(network.into()),
                Output::Request { to, id, request } => {
                    if !self.sim.request(to, id, request) {
                        self.hand(Input::Rejected { id });
                    }
                }
                Output::Result { ticket, outcome } => self.result = Some((ticket, outcome)),
                Output::Booted => self.sim.kill_all(),
                Output::Died { .. } => {}
            }
        }
    }
}
