//! The Master: the console's side of the cluster, as a state machine.
//!
//! It turns lines into calls and calls into results, keeps the [`Ledger`], and knows which
//! machines truly run, since it is the one who starts and kills them. Like a machine it does no
//! input or output itself: a host gives it an [`Input`], drains [`Master::poll_output`], and
//! wakes it at [`Master::poll_timeout`]. The page and the native command drive the same Master,
//! so both give the same figures.
//!
//! Lines run one after another, each once the effects of the one before have *settled*: no call
//! is pending, every machine has the view it can reach, and (after a line's last command) the
//! ledger has been compared with the machines. A line may have an earliest moment as well. Clicks
//! ([`Input::Click`]) don't wait.

mod audit;
mod bulk;
mod faults;
mod io;
mod job;
mod layouts;
mod lives;
mod machines;
mod remark;
mod reply;
mod shared;
mod step;

use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use node_core::{CALL_TIMEOUT, Founding, Instant, NodeId, Placement, RequestId, tick_limit};

use crate::{
    command::Network,
    ledger::Ledger,
    limits::{BYTES_PER_ENTRY, BYTES_PER_KEY, DEFAULT_MACHINES, DEFAULT_MEMORY},
};
pub use audit::Audit;
use audit::Auditor;
pub use io::{Cause, Click, Input, Outcome, Output, Progress, Ticket};
use job::{Job, Phase};
pub use machines::{Condition, Machines};
pub use remark::{Hint, Refusal};
use reply::Asked;
pub use shared::{Accounted, PutsEnd, Told};

/// How long a line waits for the one before to settle: the tick limit of so many machines, and
/// 5 s more.
#[must_use]
pub const fn settle_limit(machines: usize) -> Duration {
    tick_limit(machines).saturating_add(CALL_TIMEOUT)
}

/// The console's side of a cluster.
#[derive(Clone, Debug)]
pub struct Master {
    machines: Machines,
    ledger: Ledger,
    queue: VecDeque<Job>,
    job: Option<Job>,
    calls: BTreeMap<RequestId, Asked>,
    last_request: u64,
    auditor: Auditor,
    network: Network,
    /// How long a line waits for the one before to settle; [`settle_limit`] if not given.
    patience: Option<Duration>,
    /// What the cluster may take in memory, in bytes.
    memory: u64,
    /// Whether other Masters are to be told what is accounted for here.
    shares: bool,
    accounted: Vec<Accounted>,
    /// Whether another Master has calls under way.
    others_busy: bool,
    /// Machines that were started as one more, under whatever number.
    added: BTreeSet<NodeId>,
    outputs: VecDeque<Output>,
    now: Instant,
}

impl Default for Master {
    fn default() -> Self {
        Self {
            machines: Machines::default(),
            ledger: Ledger::new(Founding::default()),
            queue: VecDeque::new(),
            job: None,
            calls: BTreeMap::new(),
            last_request: 0,
            auditor: Auditor::default(),
            network: Network::default(),
            patience: None,
            memory: DEFAULT_MEMORY,
            shares: false,
            accounted: Vec::new(),
            others_busy: false,
            added: BTreeSet::new(),
            outputs: VecDeque::new(),
            now: Instant::ORIGIN,
        }
    }
}

impl Master {
    /// The Master of a fresh cluster: the seed's five machines, `:modulo`.
    #[must_use]
    pub fn booted(now: Instant) -> Self {
        let mut master = Self { now, ..Self::default() };
        master.boot(DEFAULT_MACHINES, Placement::Modulo);
        master
    }

    /// Takes one input; drain [`poll_output`](Self::poll_output) afterwards.
    pub fn handle_input(&mut self, now: Instant, input: Input) {
        self.now = now;
        match input {
            Input::Line { ticket, line, earliest } => {
                self.queue.push_back(Job::new(ticket, line, earliest));
            }
            Input::Click(click) => self.click(click),
            Input::CancelFill => self.cancel_fill(),
            Input::Withdraw(ticket) => self.withdraw(ticket),
            Input::Ready(peer) => self.machine_is_ready(peer),
            Input::Down { peer, cause } => self.machine_is_down(peer, cause),
            Input::Silent(node) => self.machine_is_silent(node),
            Input::Heard(node) => self.machine_is_heard(node),
            Input::Status { of, members, summary, layout } => {
                if self.machines.set_view(of, members, layout) {
                    self.auditor.touch();
                }
                if self.machines.incarnation(of.node) == Some(of.incarnation) {
                    self.hold_against(of.node, summary);
                }
            }
            Input::Reply { id, reply } => self.handle_reply(id, Some(reply)),
            Input::Rejected { id } => self.handle_reply(id, None),
            Input::Told(told) => self.told(told),
            Input::Timeout => {}
        }
        self.advance();
    }

    /// The next thing for the host to do; `None` when there is nothing left.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When the Master wants an [`Input::Timeout`], if ever.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.job.as_ref().and_then(Job::deadline)
    }

    /// Lines wait so long from now on for the one before to settle; if not given, and at first,
    /// as [`settle_limit`] says.
    pub const fn set_patience(&mut self, patience: Option<Duration>) {
        self.patience = patience;
    }

    fn patience(&self) -> Duration {
        self.patience.unwrap_or_else(|| settle_limit(self.machines.numbers().count()))
    }

    /// The cluster may take so many bytes of memory; a fill that would need more is refused.
    pub const fn set_memory(&mut self, bytes: u64) {
        self.memory = bytes;
    }

    /// How many more small keys fit the memory the cluster may take.
    fn room(&self) -> u64 {
        let entries = self.ledger.figures().stored * BYTES_PER_ENTRY;
        let keys = self.ledger.len() as u64 * BYTES_PER_KEY;
        self.memory.saturating_sub(entries + keys) / (BYTES_PER_ENTRY + BYTES_PER_KEY)
    }

    /// The exact account.
    #[must_use]
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The machines ever started since the last boot.
    #[must_use]
    pub const fn machines(&self) -> &Machines {
        &self.machines
    }

    /// How messages between machines travel.
    #[must_use]
    pub const fn network(&self) -> Network {
        self.network
    }

    /// Whether ledger and machines agree.
    #[must_use]
    pub const fn audit(&self) -> &Audit {
        self.auditor.audit()
    }

    /// The fill or the count of hits that is under way.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        self.job.as_ref().and_then(Job::progress)
    }

    /// Until when the line whose turn it is waits for its own moment; none when it does not.
    #[must_use]
    pub fn waits_until(&self) -> Option<Instant> {
        self.job.as_ref().and_then(Job::waits_until)
    }

    /// Whether a line runs or waits.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.job.is_some() || !self.queue.is_empty()
    }

    /// Whether no call is pending, all views are what they can be, and the ledger has been
    /// compared with the machines since.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.is_quiet() && self.auditor.is_done()
    }

    fn is_quiet(&self) -> bool {
        self.calls.is_empty() && !self.others_busy && self.machines.agree_on(self.ledger.placed())
    }

    /// Runs whatever can run now.
    fn advance(&mut self) {
        loop {
            self.learn_layouts();
            self.advance_audit();
            let Some(mut job) = self.job.take().or_else(|| self.queue.pop_front()) else { return };
            let waits = match job.phase() {
                Phase::Waiting(until) => {
                    let is_time = until <= self.now;
                    if is_time {
                        job.is_due();
                    }
                    !is_time
                }
                Phase::Next(command) => {
                    let step = self.begin(command);
                    job.begin(step);
                    false
                }
                Phase::Running(step) => match self.resume(step) {
                    Some(outcome) => {
                        job.settle(outcome, self.now, self.patience());
                        false
                    }
                    None => true,
                },
                Phase::Settling { wait, is_last } => {
                    // It is enough to compare once a line.
                    let settled = if is_last { self.is_settled() } else { self.is_quiet() };
                    let goes_on = settled || wait.until() <= self.now;
                    if goes_on {
                        job.next(settled, wait);
                    }
                    !goes_on
                }
                Phase::Finished => {
                    self.outputs.push_back(job.finish());
                    continue;
                }
            };
            self.job = Some(job);
            if waits {
                return;
            }
        }
    }

    /// Gives up a line that hasn't begun.
    fn withdraw(&mut self, ticket: Ticket) {
        let waits = |job: &mut Job| job.ticket() == ticket && !job.has_begun();
        let next = self.job.take_if(waits);
        let later = self.queue.iter().position(|job| job.ticket() == ticket);
        let withdrawn = next.or_else(|| self.queue.remove(later?));
        self.outputs.extend(withdrawn.map(|job| job.abandon(Refusal::Withdrawn)));
    }

    fn click(&mut self, click: Click) {
        match click {
            Click::Kill(node) => {
                self.kill(node);
            }
            Click::Start(node) => {
                self.start(node);
            }
            Click::Leave(node) => {
                self.leave(node);
            }
            Click::Freeze(node) => {
                self.freeze(node);
            }
            Click::Thaw(node) => {
                self.thaw(node);
            }
            Click::Trap(node) => {
                self.trap(node);
            }
            Click::Partition(sides) => self.partition(sides),
            Click::Network(network) => self.set_network(network),
            Click::Place(placement) => {
                self.ask_to_place(placement, false);
            }
            Click::Add => self.add(),
            Click::Boot { machines, placement } => {
                for job in self.job.take().into_iter().chain(self.queue.drain(..)) {
                    self.outputs.push_back(job.abandon(Refusal::BootedAnew { elsewhere: false }));
                }
                self.boot(machines, placement);
            }
        }
    }

    /// A fresh cluster: everything there was is gone.
    fn boot(&mut self, machines: u32, placement: Placement) {
        self.clear(Founding { placement, machines });
        self.outputs.push_back(Output::Booted);
        for number in 1..=machines {
            self.start(NodeId::new(number));
        }
    }

    /// Forgets everything there was.
    fn clear(&mut self, founding: Founding) {
        if !self.machines.partition().is_empty() {
            self.outputs.push_back(Output::Partition(Vec::new()));
        }
        self.machines.clear();
        self.calls.clear();
        self.added.clear();
        self.ledger = Ledger::new(founding);
        self.auditor = Auditor::default();
    }
}

/// The machine a number names, if a machine can have it.
fn machine(number: i64) -> Option<NodeId> {
    u32::try_from(number).ok().map(NodeId::new)
}
