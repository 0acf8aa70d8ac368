//! The page's side of the cluster: it starts, kills and watches the workers, for the Master.

mod comings;
mod frame;
mod heard;
mod intents;
mod launch;
mod tabs;
mod worker;

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use gloo_timers::callback::{Interval, Timeout};
use lab::master::{Cause, Input, Master, Output};
use node_core::{Instant, NodeId, Peer};

use crate::{
    board::Board,
    clock::Clock,
    control::{self, Requests, Start, ToMachine},
    picture::{Intent, Picture},
    tabs::{Deed, Said},
};
use frame::Frame;
pub use launch::Membership;
use tabs::Tabs;
use worker::{Factory, MachineWorker};

/// How often silence is checked for, in milliseconds.
const WATCH_MILLIS: u32 = 250;

/// A cluster whose machines are workers of this page.
#[derive(Clone)]
pub struct Cluster(Rc<RefCell<Inner>>);

struct Inner {
    master: Master,
    board: Board,
    tabs: Tabs,
    /// Whether the picture's list of tabs is to be made anew.
    tabs_changed: bool,
    /// Whether this page knows whether there are others.
    decided: bool,
    clock: Clock,
    cookie: String,
    /// The address at which another tab joins.
    invitation: String,
    factory: Factory,
    workers: BTreeMap<NodeId, MachineWorker>,
    requests: BTreeMap<NodeId, Requests>,
    /// When each kill began: what it cost is told a little later.
    killed_at: BTreeMap<NodeId, f64>,
    timer: Option<(Instant, Timeout)>,
    last_watch: f64,
    watch: Option<Interval>,
    frame: Frame,
    on_picture: Box<dyn Fn(Picture)>,
}

impl Cluster {
    /// Does what a person asks for.
    pub fn intend(&self, intent: Intent) {
        self.with(|inner, _| {
            inner.frame.hurry();
            inner.intend(intent);
        });
    }

    /// Tells the person something.
    pub fn notify(&self, notice: String) {
        self.with(|inner, _| inner.board.notify(notice));
    }

    /// Does something, then whatever the Master wants done.
    fn with(&self, act: impl FnOnce(&mut Inner, &Self)) {
        let inner = &mut *self.0.borrow_mut();
        act(inner, self);
        inner.obey(self);
        inner.tell_tabs();
        let at = inner.clock.millis();
        inner.board.look(at, &inner.master);
        inner.arm(self);
        inner.draw_soon(self);
    }
}

impl Inner {
    fn tell(&mut self, input: Input) {
        self.master.handle_input(self.clock.now(), input);
    }

    /// Does what the Master wants done, and hands out the requests it made.
    fn obey(&mut self, cluster: &Cluster) {
        while let Some(output) = self.master.poll_output() {
            match output {
                Output::Booted => {
                    let at = self.clock.millis();
                    self.workers.clear();
                    self.requests.clear();
                    self.killed_at.clear();
                    self.board.booted(at, self.master.ledger().placement());
                    self.say_booted();
                }
                Output::Start { node, incarnation, placement } => {
                    let start = Start {
                        cookie: self.cookie.clone(),
                        number: node.number(),
                        incarnation,
                        placement,
                        origin: self.clock.origin(),
                        network: self.master.network(),
                        sides: self.master.machines().partition().to_vec(),
                    };
                    let now = self.clock.millis();
                    match self.factory.make(cluster, &start, now) {
                        Ok(worker) => {
                            self.workers.insert(node, worker);
                        }
                        Err(reason) => {
                            let cause = Cause::Trapped(format!("no worker: {reason:?}"));
                            let peer = Peer { node, incarnation };
                            self.tell(Input::Down { peer, cause });
                        }
                    }
                }
                Output::Kill(node) => {
                    self.killed_at.insert(node, self.clock.millis());
                    if self.workers.remove(&node).is_none() {
                        self.tabs.say(&Said::Do(node, Deed::Kill));
                    }
                }
                Output::Leave(node) => self.deed(node, Deed::Leave, &ToMachine::Leave),
                Output::Freeze(node) => {
                    self.killed_at.insert(node, self.clock.millis());
                    self.deed(node, Deed::Freeze, &ToMachine::Freeze);
                }
                Output::Thaw(node) => {
                    let now = self.clock.millis();
                    if let Some(worker) = self.workers.get_mut(&node) {
                        worker.heard_at(now);
                    }
                    self.deed(node, Deed::Thaw, &ToMachine::Thaw);
                }
                Output::Trap(node) => self.deed(node, Deed::Trap, &ToMachine::Trap),
                Output::Partition(_) | Output::Network(_) => {
                    self.tell_network();
                    let sides = self.master.machines().partition().to_vec();
                    self.tabs.say(&Said::Network(self.master.network(), sides));
                }
                Output::Request { to, id, request } => {
                    self.requests.entry(to).or_default().push((id, request));
                }
                Output::Result { ticket, outcome } => {
                    self.frame.hurry();
                    self.board.resulted(ticket, outcome);
                }
                Output::Died { node, cause, toll } => {
                    self.frame.hurry();
                    let at = match cause {
                        Cause::Silent => self.workers.get(&node).map(MachineWorker::last_heard),
                        Cause::Killed | Cause::Frozen => self.killed_at.remove(&node),
                        _ => None,
                    };
                    let at = at.unwrap_or_else(|| self.clock.millis());
                    let incarnation = self.master.machines().incarnation(node).unwrap_or_default();
                    let ran = self.master.ledger().running().len() as u32 + 1;
                    self.board.died(at, Peer { node, incarnation }, &cause, toll, ran);
                }
            }
        }
        self.say_busy();
        while let Some((node, requests)) = self.requests.pop_first() {
            let sent = match self.workers.get(&node) {
                Some(worker) => worker.request(&requests),
                None => self.pass_on(node, &requests),
            };
            if !sent {
                for (id, _) in requests {
                    self.tell(Input::Rejected { id });
                }
                return self.obey(cluster);
            }
        }
    }

    /// Tells this page's machines how messages travel.
    fn tell_network(&self) {
        let network = self.master.network();
        let sides = self.master.machines().partition().to_vec();
        let message = ToMachine::Network { network, sides };
        for worker in self.workers.values() {
            worker.tell(&message);
        }
    }

    /// Passes requests on to the page that runs a machine; `false` when none does.
    fn pass_on(&self, node: NodeId, requests: &Requests) -> bool {
        let packed = self.tabs.host_of(node).and_then(|_| control::pack(requests).ok());
        packed.is_some_and(|bytes| {
            self.tabs.say(&Said::Requests(node, bytes));
            true
        })
    }

    /// Sets the one timer for the moment the Master asks for.
    fn arm(&mut self, cluster: &Cluster) {
        let wanted = self.master.poll_timeout();
        if self.timer.as_ref().map(|(at, _)| *at) == wanted {
            return;
        }
        self.timer = wanted.map(|at| {
            let millis = at.since(self.clock.now()).as_millis() as u32 + 1;
            let cluster = cluster.clone();
            let timeout = Timeout::new(millis, move || {
                cluster.with(|inner, _| {
                    inner.timer = None;
                    inner.tell(Input::Timeout);
                });
            });
            (at, timeout)
        });
    }

    fn draw_soon(&mut self, cluster: &Cluster) {
        let cluster = cluster.clone();
        self.frame.request(self.clock.millis(), move || cluster.0.borrow_mut().draw(&cluster));
    }

    fn draw(&mut self, cluster: &Cluster) {
        let now = self.clock.millis();
        if !self.frame.begin(now) {
            return self.draw_soon(cluster);
        }
        let picture = self.board.picture(now, &self.master);
        (self.on_picture)(picture);
        let cluster = cluster.clone();
        // A timer's turn comes once the browser has shown the frame.
        Timeout::new(0, move || {
            let inner = &mut *cluster.0.borrow_mut();
            inner.frame.end(inner.clock.millis());
        })
        .forget();
    }
}
