//! A Master without machines of its own: the other pages run them.

mod asked;
mod heard;

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use anyhow::bail;
use lab::{
    command::Line,
    ledger::Figures,
    limits::DEFAULT_MACHINES,
    master::{Audit, Condition, Input, Master, Outcome, Output, Ticket, Told, settle_limit},
    pages::{Deed, PageId, Requests, Roll, Said},
};
use node_core::{Founding, Instant, NodeId, Peer, Placement, RequestId};

use super::colleagues::Colleagues;
use crate::channel::{Channel, News as Comes};

/// How long somebody is waited for, at first.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long after the first answer the others may answer.
const OTHERS: Duration = Duration::from_millis(300);

/// How often it says hello meanwhile.
const HELLO_AGAIN: Duration = Duration::from_millis(100);

/// A machine that a page was asked to start.
struct Asked {
    peer: Peer,
    founding: Founding,
    page: Option<PageId>,
    until: Instant,
    times: u32,
}

/// The console's side of a cluster on NATS.
pub(super) struct Console {
    channel: Channel,
    master: Master,
    pages: Colleagues,
    /// Whether it has taken over what the others told of the cluster.
    decided: bool,
    rate: f64,
    starts: BTreeMap<NodeId, Asked>,
    /// Requests that were passed on and not answered yet: to whom, and until when.
    calls: BTreeMap<RequestId, (NodeId, Instant)>,
    /// Requests that wait for the server to come back, and until when.
    held: Vec<(Instant, NodeId, bool, Requests)>,
    busy_said: bool,
    booted_elsewhere: bool,
    tickets: u64,
    results: VecDeque<(Ticket, Outcome)>,
    /// Lines that were typed and not run yet; nothing for their end.
    typed: VecDeque<Option<String>>,
    watched: Instant,
}

impl Console {
    /// Joins the cluster there is, and waits until it has settled.
    pub(super) fn join(channel: Channel) -> anyhow::Result<Self> {
        let now = channel.now();
        let founding = Founding { placement: Placement::Modulo, machines: DEFAULT_MACHINES };
        let first = u64::from(channel.me().0) << 32;
        let mut console = Self {
            master: Master::joining(now, founding).with_requests_from(first),
            channel,
            pages: Colleagues::default(),
            decided: false,
            rate: 1.0,
            starts: BTreeMap::new(),
            calls: BTreeMap::new(),
            held: Vec::new(),
            busy_said: false,
            booted_elsewhere: false,
            tickets: 0,
            results: VecDeque::new(),
            typed: VecDeque::new(),
            watched: now,
        };
        console.find_others(now)?;
        Ok(console)
    }

    fn find_others(&mut self, began: Instant) -> anyhow::Result<()> {
        let mut until = began + PATIENCE;
        let mut again = began;
        let mut is_alone = true;
        while self.channel.now() < until {
            if self.channel.now() >= again {
                self.channel.say(&Said::Hello { reloaded: None });
                again = again + HELLO_AGAIN;
            }
            self.go_on(Some(again.min(until)))?;
            if is_alone && !self.pages.is_empty() {
                is_alone = false;
                until = self.channel.now() + OTHERS;
            }
        }
        self.decided = true;
        self.channel.is_new = false;
        if self.pages.is_empty() {
            eprintln!(
                "apothik: nobody is there, with {}; start machines with `apothik node`",
                self.channel
            );
        }
        self.settle()
    }

    /// Waits until the cluster has settled, as long as a line would.
    fn settle(&mut self) -> anyhow::Result<()> {
        let machines = self.master.machines().numbers().count();
        let limit = self.channel.now() + settle_limit(machines);
        while !self.master.is_settled() && self.channel.now() < limit {
            self.go_on(Some(limit))?;
        }
        Ok(())
    }

    /// Now, as this page has it.
    pub(super) fn now(&self) -> Instant {
        self.channel.now()
    }

    /// Runs one line to its end and until its effects have settled.
    pub(super) fn run(&mut self, line: Line, earliest: Option<Instant>) -> anyhow::Result<Outcome> {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.tell(Input::Line { ticket, line, earliest });
        loop {
            while let Some((whose, outcome)) = self.results.pop_front() {
                if whose == ticket {
                    return Ok(outcome);
                }
            }
            self.go_on(None)?;
        }
    }

    /// Reads lines as they are typed, from now on.
    pub(super) fn listen_to_person(&mut self) {
        self.channel.read_lines();
    }

    /// The next line that is typed; nothing when there are no more.
    pub(super) fn line(&mut self) -> anyhow::Result<Option<String>> {
        loop {
            if let Some(typed) = self.typed.pop_front() {
                return Ok(typed);
            }
            self.go_on(None)?;
        }
    }

    /// What the ledger comes to once all has settled, and whether the machines agree.
    pub(super) fn account(&mut self) -> anyhow::Result<(Figures, Audit)> {
        self.settle()?;
        Ok((self.master.ledger().figures(), self.master.audit().clone()))
    }

    /// Says goodbye.
    pub(super) fn leave(self) {
        self.channel.close();
    }

    /// Does what has come or is due, and waits for it until that moment at most.
    fn go_on(&mut self, until: Option<Instant>) -> anyhow::Result<()> {
        self.work();
        let next = [until, self.master.poll_timeout(), self.next_limit()];
        let next = next.into_iter().flatten().min();
        if let Some(news) = self.channel.hear(next)? {
            match news {
                Comes::Said(page, said) => self.said(page, said),
                Comes::Body(..) | Comes::Disconnected => {}
                Comes::Reconnected => {
                    let now = self.channel.now();
                    self.pages.listen_again(now);
                    self.channel.say(&Said::Hello { reloaded: None });
                    let roll = self.roll();
                    self.channel.say(&roll);
                    for (_, to, looks, requests) in std::mem::take(&mut self.held) {
                        for input in self.pass_on(to, looks, requests) {
                            self.tell(input);
                        }
                    }
                }
                Comes::Typed(line) => self.typed.push_back(line),
                Comes::Stop => bail!("it was stopped"),
            }
        }
        let now = self.channel.now();
        if self.master.poll_timeout().is_some_and(|at| at <= now) {
            self.tell(Input::Timeout);
        }
        self.watch(now);
        self.channel.say_alive();
        self.work();
        Ok(())
    }

    fn tell(&mut self, input: Input) {
        self.master.handle_input(self.channel.now(), input);
    }

    fn told(&mut self, told: Told) {
        self.tell(Input::Told(told));
    }

    /// Does what the Master wants done, and tells the others what has changed here.
    fn work(&mut self) {
        loop {
            let mut requests: BTreeMap<(NodeId, bool), Requests> = BTreeMap::new();
            let mut failed = Vec::new();
            while let Some(output) = self.master.poll_output() {
                match output {
                    Output::Booted => self.booted(),
                    Output::Start { node, incarnation, founding } => {
                        let peer = Peer { node, incarnation };
                        failed.extend(self.ask_to_start(peer, founding, 1));
                    }
                    Output::Kill(node) => self.do_to(node, Deed::Kill),
                    Output::Leave(node) => self.do_to(node, Deed::Leave),
                    Output::Freeze(node) => self.do_to(node, Deed::Freeze),
                    Output::Thaw(node) => self.do_to(node, Deed::Thaw),
                    Output::Trap(node) => self.do_to(node, Deed::Trap),
                    Output::Partition(_) | Output::Network(_) => {
                        let sides = self.master.machines().partition().to_vec();
                        self.channel.say(&Said::Network(self.master.network(), sides));
                    }
                    Output::Request { to, id, request } => {
                        let looks = self.master.is_look(id);
                        requests.entry((to, looks)).or_default().push((id, request));
                    }
                    Output::Result { ticket, outcome } => {
                        self.results.push_back((ticket, outcome));
                    }
                    Output::Died { .. } => {}
                }
            }
            // It is said before requests leave that there are some.
            self.say_busy();
            for ((to, looks), requests) in requests {
                failed.extend(self.pass_on(to, looks, requests));
            }
            let accounted = self.master.take_accounted();
            self.channel.say_many(None, &accounted, &|all| Some(Said::Accounted(all.to_vec())));
            if failed.is_empty() {
                return self.say_busy();
            }
            for input in failed {
                self.tell(input);
            }
        }
    }

    fn booted(&mut self) {
        self.pages.booted();
        self.starts.clear();
        self.calls.clear();
        self.held.clear();
        if !std::mem::take(&mut self.booted_elsewhere) {
            self.channel.say(&Said::Booted(self.master.ledger().founding()));
        }
    }

    fn say_busy(&mut self) {
        let busy = self.master.is_working();
        if busy != self.busy_said {
            self.busy_said = busy;
            self.channel.say(&Said::Busy(busy));
        }
    }

    fn do_to(&mut self, node: NodeId, deed: Deed) {
        self.starts.remove(&node);
        self.channel.say(&Said::Do(node, deed));
    }

    fn roll(&self) -> Said {
        let machines = self.master.machines().iter();
        let dead = machines.filter(|(_, condition)| matches!(condition, Condition::Dead(_)));
        Said::Roll(Roll {
            name: "master".to_owned(),
            hidden: false,
            busy: self.master.is_working(),
            capacity: 0,
            founding: self.master.ledger().founding(),
            network: self.master.network(),
            sides: self.master.machines().partition().to_vec(),
            rate: self.rate,
            machines: dead.map(|(peer, condition)| (peer, condition.clone())).collect(),
        })
    }
}
