//! The cluster as its Master has it, in a worker of its own: it has the machines made and killed,
//! hands out requests, and tells the page what there is to see.
//!
//! It is not the page's thread, so that drawing and accounting don't wait for each other.

mod class;
mod comings;
mod gates;
mod heard;
mod intents;
mod launch;
mod machine;
mod player;
mod record;
mod rhythm;
mod steps;
mod tabs;
mod time;

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use gloo_timers::callback::{Interval, Timeout};
use lab::{
    master::{Cause, Input, Master, Output},
    pages::{Deed, Said},
};
use node_core::{Founding, Incarnation, Instant, NodeId, Peer};
use wasm_bindgen::JsValue;

use crate::{
    board::Board,
    clock::Clock,
    control::{
        self, Port,
        change::Change,
        machine::{Requests, Start, ToMachine},
        master::FromMaster,
    },
    picture::{Intent, Picture},
    record::keeper::Keeper,
};
use class::Seat;
pub use launch::run;
use machine::MachinePort;
use player::Player;
use record::{Gathering, Looker};
use rhythm::Rhythm;
use tabs::Tabs;
use time::Timekeeper;

/// Machines of one tab at most. Browsers set eight to ten gigabytes of addresses aside for each
/// program in WebAssembly, and a tab has room for some 120 of these.
pub(crate) const MAX_MACHINES_HERE: usize = 100;

/// The longest a timer may wait, in milliseconds; browsers count in 32 bits.
const LONGEST_TIMER_MILLIS: u128 = 1_000_000;

/// How often silence is checked for, in milliseconds.
const WATCH_MILLIS: u32 = 250;

/// A cluster whose machines are workers of this tab.
#[derive(Clone)]
struct Cluster(Rc<RefCell<Inner>>);

struct Inner {
    master: Master,
    board: Board,
    keeper: Keeper,
    looker: Option<Looker>,
    gathering: Option<Gathering>,
    /// The record is to be saved once what is gathered now has been told.
    saves_next: bool,
    /// Whether the page has been asked to have the record kept elsewhere.
    asked_to_keep: bool,
    tabs: Tabs,
    /// The page's place in a class, if it takes part in one.
    seat: Option<Seat>,
    /// Whether the picture's list of tabs is to be made anew.
    tabs_changed: bool,
    /// Whether this page knows whether there are others.
    decided: bool,
    clock: Clock,
    cookie: String,
    /// Whether it is the page's second cluster, whose placement no console line sets.
    is_second: bool,
    machines: BTreeMap<NodeId, MachinePort>,
    /// Machines that were ended, and when: their last notes may be on the way.
    parting: Vec<(f64, MachinePort)>,
    /// Requests to each machine that have not left yet; the Master's own looks apart.
    requests: BTreeMap<(NodeId, bool), Requests>,
    /// When each kill began: what it cost is told a little later.
    killed_at: BTreeMap<NodeId, f64>,
    time: Timekeeper,
    /// When it comes by the wall clock, and itself.
    timer: Option<(Instant, Timeout)>,
    last_watch: f64,
    watch: Option<Interval>,
    rhythm: Rhythm,
    /// The scenario that is played, or was played last.
    player: Option<Player>,
    page: Port,
    /// What the page was told last.
    shown: Picture,
}

impl Cluster {
    /// Does what a person asks for.
    fn intend(&self, intent: Intent) {
        self.with(|inner, _| {
            inner.rhythm.hurry();
            inner.intend(intent);
        });
    }

    /// Does something, then whatever the Master wants done.
    fn with(&self, act: impl FnOnce(&mut Inner, &Self)) {
        let inner = &mut *self.0.borrow_mut();
        act(inner, self);
        inner.go_on_stepping();
        inner.obey(self);
        while inner.play_on() {
            inner.obey(self);
        }
        inner.watch_step(self);
        inner.tell_tabs();
        let at = inner.clock.millis();
        inner.board.look(at, &inner.master);
        inner.arm(self);
        inner.show(self);
    }
}

impl Inner {
    fn tell(&mut self, input: Input) {
        let now = self.clock.now();
        self.keeper.input(now, &input, &self.master);
        self.master.handle_input(now, input);
    }

    /// Does what the Master wants done, and hands out the requests it made.
    fn obey(&mut self, cluster: &Cluster) {
        while let Some(output) = self.master.poll_output() {
            match output {
                Output::Booted => {
                    let at = self.clock.millis();
                    for node in self.machines.keys().copied().collect::<Vec<_>>() {
                        self.end(node);
                    }
                    self.requests.clear();
                    self.killed_at.clear();
                    self.time.booted();
                    self.board.booted(at);
                    if self.keeper.booted(!self.is_second && !self.tabs.has_others()) {
                        self.looker = None;
                        self.asked_to_keep = false;
                    }
                    self.board.begins(&self.master);
                    self.say_booted();
                }
                Output::Start { node, incarnation, founding } => {
                    let peer = Peer { node, incarnation };
                    if let Err(reason) = self.start(cluster, peer, founding) {
                        let cause = Cause::Trapped(control::text_of(&reason));
                        self.tell(Input::Down { peer, cause });
                    }
                }
                Output::Kill(node) => {
                    self.killed_at.insert(node, self.clock.millis());
                    if !self.end(node) {
                        self.tabs.say(&Said::Do(node, Deed::Kill));
                    }
                }
                Output::Leave(node) => {
                    self.time.gates.asks(node.number(), None);
                    self.deed(node, Deed::Leave, &ToMachine::Leave);
                }
                Output::Freeze(node) => {
                    self.killed_at.insert(node, self.clock.millis());
                    self.deed(node, Deed::Freeze, &ToMachine::Freeze);
                }
                Output::Thaw(node) => {
                    let now = self.clock.millis();
                    if let Some(machine) = self.machines.get_mut(&node) {
                        machine.heard_at(now);
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
                    let looks = self.master.is_look(id);
                    self.requests.entry((to, looks)).or_default().push((id, request));
                }
                Output::Result { ticket, outcome } => {
                    self.rhythm.hurry();
                    self.line_ended(ticket, &outcome);
                    self.board.resulted(ticket, outcome);
                }
                Output::Died { node, cause, toll } => {
                    self.rhythm.hurry();
                    let at = match cause {
                        Cause::Silent => self.machines.get(&node).map(MachinePort::last_heard),
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
        self.keeper.handled();
        self.say_busy();
        while let Some(((node, looks), requests)) = self.requests.pop_first() {
            let sent = match self.machines.get(&node) {
                Some(machine) => machine.request(&requests, looks),
                None => self.pass_on(node, looks, &requests),
            };
            if sent && !looks {
                self.are_on_their_way(node, &requests);
            }
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
        for machine in self.machines.values() {
            machine.tell(&message);
        }
    }

    /// Passes requests on to the page that runs a machine; `false` when none does.
    fn pass_on(&self, node: NodeId, looks: bool, requests: &Requests) -> bool {
        let Some(page) = self.tabs.host_of(node) else { return false };
        control::pack(requests).is_ok_and(|bytes| {
            self.tabs.say_to(page, &Said::Requests(node, looks, bytes));
            true
        })
    }

    /// Sets the one timer for the moment the Master asks for, or at which something comes to it.
    fn arm(&mut self, cluster: &Cluster) {
        let wanted = [self.master.poll_timeout(), self.time.next_arrival()];
        let wanted = wanted.into_iter().flatten().min().and_then(|at| self.clock.when(at));
        if self.timer.as_ref().map(|(at, _)| *at) == wanted {
            return;
        }
        self.timer = wanted.map(|at| {
            let millis = at.since(self.clock.wall()).as_millis().min(LONGEST_TIMER_MILLIS) as u32;
            let cluster = cluster.clone();
            let timeout = Timeout::new(millis + 1, move || {
                cluster.with(|inner, _| {
                    inner.timer = None;
                    inner.take_arrived();
                    inner.tell(Input::Timeout);
                });
            });
            (at, timeout)
        });
    }

    /// Tells the page what there is to see, unless it is still busy with what it was told last.
    fn show(&mut self, cluster: &Cluster) {
        let cluster = cluster.clone();
        let is_time = self.rhythm.is_time(self.clock.wall_millis(), move || {
            cluster.with(|inner, _| inner.rhythm.rested());
        });
        if !is_time {
            return;
        }
        let mut picture = self.board.picture(self.clock.millis(), &self.master);
        picture.time = self.shown_time();
        picture.recorded = self.keeper.recorded();
        picture.playing = self.player.as_ref().map(|player| player.shown(&self.master));
        if self.is_second {
            // It is shown beside the first by its figures alone.
            picture.cells = None;
            picture.console.clear();
            picture.history = Rc::default();
            picture.beliefs = Rc::default();
            picture.grounds = Rc::default();
        }
        let change = Change::between(&self.shown, &picture);
        if let Ok(bytes) = control::pack_to_post(&change) {
            self.page.tell(&FromMaster::Changed(bytes));
            self.shown = picture;
        }
    }

    /// Has a machine made by the page: a worker that another worker makes may never begin (seen in
    /// Firefox).
    fn start(&mut self, cluster: &Cluster, peer: Peer, founding: Founding) -> Result<(), JsValue> {
        let Peer { node, incarnation } = peer;
        if self.machines.len() >= MAX_MACHINES_HERE {
            return Err(format!(
                "a tab runs {MAX_MACHINES_HERE} machines at most: start it in another tab"
            )
            .into());
        }
        let (machine, port) = MachinePort::open(cluster, peer, self.clock.millis())?;
        let start = Start {
            cookie: self.cookie.clone(),
            class: self.seat.as_ref().map(|seat| seat.class.clone()),
            number: node.number(),
            incarnation,
            founding,
            origin: self.clock.origin(),
            network: self.master.network(),
            sides: self.master.machines().partition().to_vec(),
            pace: self.clock.pace(),
            notes: self.keeper.started(peer),
        };
        if !self.page.hand(&FromMaster::Make(start), &port) {
            return Err("the page can't be asked for its worker".into());
        }
        self.machines.insert(node, machine);
        Ok(())
    }

    /// Ends a machine of this tab at once; `false` when it runs elsewhere, or nowhere.
    fn end(&mut self, node: NodeId) -> bool {
        let Some(machine) = self.machines.remove(&node) else { return false };
        machine.tell(&ToMachine::Die);
        let peer = Peer { node, incarnation: machine.incarnation() };
        self.page.tell(&FromMaster::End(peer));
        self.parting.push((self.clock.wall_millis(), machine));
        self.link_is_closed(peer);
        self.is_not_waited_for(node);
        self.forget_gate(peer);
        true
    }

    /// The life of a machine that runs in this tab.
    fn own(&self, node: NodeId) -> Option<Incarnation> {
        self.machines.get(&node).map(MachinePort::incarnation)
    }
}
