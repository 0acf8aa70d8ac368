//! One machine in its worker: it owns the clock, the timer and the transport of one [`Node`].

mod held;
mod keeper;

use core::time::Duration;
use std::{
    cell::RefCell,
    collections::{BTreeSet, VecDeque},
    panic,
    rc::Rc,
};

use gloo_timers::callback::Timeout;
use node_core::{
    Config, Envelope, Event, Input, Instant, Node, NodeId, Output, Peer, TimeoutReason,
    wire::DecodeError,
};
use wasm_bindgen::{JsError, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessagePort;

use crate::{
    class::{Class, ClassTrouble, Fate, Line},
    clock::Clock,
    control::{
        self, Port,
        machine::{FromMachine, Replies, Requests, Start, ToMachine},
    },
    ending::{end, scope},
    link::Links,
    record::beside::Beside,
    reporter::Reporter,
    road::{Received, Road},
    transport::Transport,
};
use keeper::Keeper;

/// Bodies and requests that wait for a frozen machine at most.
const MAX_SOCKET: usize = 100_000;

/// The longest a timer may wait; browsers count in 32 bits.
const LONGEST_TIMER_MILLIS: f64 = 1_000_000.0;

struct Host {
    node: Node,
    /// What is noted of its inputs.
    notes: Beside,
    clock: Clock,
    transport: Transport,
    links: Option<Links>,
    /// The way to the Master.
    master: Port,
    /// What delays, loses and cuts off messages, and where they wait.
    road: Road,
    /// Tells the Master of what waits; none at the usual pace of time.
    keeper: Option<Keeper>,
    /// What waits for this machine while it is frozen; none when it is not.
    socket: Option<VecDeque<Received>>,
    /// It is not frozen, but holds still while its Master takes stock.
    holds: bool,
    watched: BTreeSet<Peer>,
    /// Machines that this one believes in, itself too.
    members: usize,
    /// When it comes by the wall clock, and itself.
    timer: Option<(Instant, Timeout)>,
    replies: Replies,
    dropped: u64,
    news: Reporter,
    left: bool,
}

type Shared = Rc<RefCell<Option<Host>>>;

/// Runs a machine in this worker: the one that a [`Start`] describes. `master` leads to its
/// Master.
///
/// # Errors
///
/// Its name is taken, or the browser lacks something.
pub async fn run(start: JsValue, master: MessagePort) -> Result<(), JsValue> {
    panic::set_hook(Box::new(|info| end(&info.to_string())));
    let start: Start = control::from_js(start)?;
    let clock = Clock::new(Some(start.origin))?;
    clock.set_pace(start.pace);
    let me = Peer { node: NodeId::new(start.number), incarnation: start.incarnation };
    let line = match &start.class {
        Some(class) => Some(open_line(class, &start.cookie, me).await?),
        None => None,
    };
    // Locks reach no other browser: there, ticks must do, and what pages say of their machines.
    let links = Links::new(&start.cookie).filter(|_| line.is_none());
    if let Some(links) = &links {
        JsFuture::from(links.claim(me.node)).await.map_err(|_| {
            JsError::new("its name is taken: it runs in another tab with the same cookie")
        })?;
        let on_lost = |_| end("its lock was taken away");
        JsFuture::from(links.live(me, on_lost)).await?;
    }
    let shared = Shared::default();
    let transport = Transport::open(&start.cookie, me.node, line.clone(), {
        let shared = shared.clone();
        move |body| with(&shared, |host| host.body(body))
    })?;
    if let Some(line) = line {
        // Whoever hears this machine can reach it.
        line.flushed().await?;
    }
    let master = Port::listen(master, {
        let shared = shared.clone();
        move |message, _| match message {
            ToMachine::Trap => trap(),
            ToMachine::Die => scope().close(),
            message => with(&shared, |host| host.told(message)),
        }
    });
    let config = Config { incarnation: start.incarnation, founding: start.founding };
    // Machines that start together differ in their number, and so in when they tick.
    let seed = u64::from(start.number) * 197;
    let began = clock.now();
    let notes = if start.notes { Beside::begin(began, config, seed) } else { Beside::default() };
    let node = Node::new(me.node, config, seed, began);
    let mut road = Road::new(me, seed);
    road.set(start.network, start.sides);
    *shared.borrow_mut() = Some(Host {
        node,
        notes,
        clock,
        transport,
        links,
        master,
        road,
        keeper: None,
        socket: None,
        holds: false,
        watched: BTreeSet::new(),
        members: 1,
        timer: None,
        replies: Replies::new(),
        dropped: 0,
        news: Reporter::default(),
        left: false,
    });
    with(&shared, |host| {
        host.master.tell(&FromMachine::Ready);
        host.set_pace(start.pace);
    });
    Ok(())
}

/// Opens the machine's line to the class's server.
async fn open_line(class: &Class, cookie: &str, me: Peer) -> Result<Line, JsValue> {
    let name = me.node.to_string();
    // What is said while the server is gone is lost, as on any network; machines say it again.
    let on_fate = |fate| {
        if let Fate::Ended(why) = fate {
            end(&format!("the class's server lets it in no more: {why}"));
        }
    };
    Line::open(class, cookie, &name, on_fate).await.map_err(|trouble| match trouble {
        ClassTrouble::Token => JsError::new("the class's server wants another token").into(),
        _ => JsError::new("the class's server does not answer").into(),
    })
}

/// Does something with the machine, then whatever the machine wants done.
fn with(shared: &Shared, act: impl FnOnce(&mut Host)) {
    let mut slot = shared.borrow_mut();
    let Some(host) = slot.as_mut() else { return };
    act(host);
    let met = match host.drain() {
        Ok(met) => met,
        Err(reason) => {
            return end(&format!("it can't reach its channels: {}", control::text_of(&reason)));
        }
    };
    if host.left {
        host.notes.ended(host.clock.now());
        host.notes.post(&host.master);
        host.master.tell(&FromMachine::Left);
        return scope().close();
    }
    host.arm(shared);
    for peer in met {
        host.watch(shared, peer);
    }
}

impl Host {
    fn told(&mut self, message: ToMachine) {
        match message {
            ToMachine::Requests(bytes) => {
                if let Ok(requests) = control::unpack::<Requests>(&bytes.to_vec()) {
                    self.asked(requests);
                }
            }
            ToMachine::Looks(bytes) => {
                if let Ok(requests) = control::unpack::<Requests>(&bytes.to_vec()) {
                    self.receive(Received::Requests(requests));
                }
            }
            ToMachine::Leave => self.comes(Received::Leave),
            ToMachine::Freeze => {
                self.holds = false;
                self.notes.frozen(self.clock.now(), true);
                self.socket.get_or_insert_default();
            }
            ToMachine::Thaw => {
                self.notes.frozen(self.clock.now(), false);
                self.thaw();
            }
            ToMachine::Network { network, sides } => {
                for peer in self.road.set(network, sides) {
                    self.comes(Received::LinkDown(peer));
                }
            }
            ToMachine::Pace(pace) => self.set_pace(pace),
            ToMachine::Act { ticket, number, act } => self.act(ticket, number, act),
            ToMachine::Wake { ticket } => self.wake_for_step(ticket),
            ToMachine::LinkDown(peer) => self.comes(Received::LinkDown(peer)),
            ToMachine::Account { hold } => self.account(hold),
            ToMachine::GoOn => {
                if std::mem::take(&mut self.holds) {
                    self.thaw();
                }
            }
            ToMachine::StopNotes => self.notes.stop(),
            ToMachine::Trap | ToMachine::Die => {}
        }
    }

    /// Acts on what waits in the socket, and goes on.
    fn thaw(&mut self) {
        for received in self.socket.take().unwrap_or_default() {
            self.act_on(received);
        }
        self.news.is_due = true;
    }

    /// Tells all that was noted, and how the machine is now; it stays so, if it is to hold still.
    fn account(&mut self, hold: bool) {
        self.holds = hold && self.socket.is_none();
        if self.holds {
            self.socket = Some(VecDeque::new());
        }
        self.notes.post(&self.master);
        if let Ok(status) = control::pack_to_post(&self.node.status()) {
            self.master.tell(&FromMachine::Accounted(status));
        }
    }

    /// A body came: it takes its road, or is dropped.
    fn body(&mut self, body: Result<Vec<Envelope>, DecodeError>) {
        self.transport.heard(self.clock.wall());
        match body {
            Ok(envelopes) if self.keeper.is_some() => self.hold(envelopes),
            Ok(envelopes) => {
                self.road.enter(self.clock.common(), Duration::ZERO, envelopes);
            }
            Err(_) => {
                self.dropped += 1;
                self.news.is_due = self.socket.is_none();
            }
        }
        self.take_arrived();
    }

    /// Takes what has come to the end of its road; nothing does while time stands still.
    fn take_arrived(&mut self) {
        if self.clock.pace().is_paused() {
            return;
        }
        while let Some((number, received)) = self.road.take_arrived(self.clock.common()) {
            if let Some(keeper) = &mut self.keeper {
                keeper.left(number);
            }
            self.receive(received);
        }
    }

    /// Acts on something, or keeps it as long as this machine is frozen.
    fn receive(&mut self, received: Received) {
        match &mut self.socket {
            // What a socket can't hold is lost, as anywhere.
            Some(socket) if socket.len() >= MAX_SOCKET => self.dropped += 1,
            Some(socket) => socket.push_back(received),
            None => self.act_on(received),
        }
    }

    fn act_on(&mut self, received: Received) {
        let now = self.clock.now();
        match received {
            Received::Envelopes(envelopes) => {
                for envelope in envelopes {
                    self.input(now, Input::Message(envelope));
                }
            }
            Received::LinkDown(peer) => {
                self.input(now, Input::LinkDown(peer));
            }
            Received::Leave => {
                self.input(now, Input::Leave);
            }
            Received::Requests(requests) => {
                for (id, request) in requests {
                    if !self.input(now, Input::Request { id, request }) {
                        self.replies.push((id, None));
                    }
                }
            }
        }
    }

    /// Gives the machine an input; nothing else does. Answers whether it took it: one that has left,
    /// and is about to end, takes none.
    fn input(&mut self, now: Instant, input: Input) -> bool {
        self.notes.input(now, &input);
        self.node.handle_input(now, input).is_ok()
    }

    /// Does what the machine wants done; answers the lives it met, whose links are to be
    /// watched.
    fn drain(&mut self) -> Result<Vec<Peer>, JsValue> {
        let (now, wall) = (self.clock.now(), self.clock.wall());
        let mut met = Vec::new();
        while let Some(output) = self.node.poll_output() {
            match output {
                Output::Transmit { to, envelope } => {
                    self.notes.before(&envelope, &self.master);
                    if let Some(keeper) = &mut self.keeper {
                        keeper.sent(to);
                    }
                    self.transport.send(wall, to, &envelope)?;
                }
                Output::Reply { id, reply } => self.replies.push((id, Some(reply))),
                Output::Left => self.left = true,
                Output::LayoutChanged => self.news.is_due = true,
                Output::Event(event) => {
                    self.news.noticed(now, event);
                    match event {
                        Event::NodeUp(peer) => {
                            self.members += 1;
                            met.push(peer);
                        }
                        Event::NodeDown(..) => self.members -= 1,
                    }
                }
            }
        }
        self.transport.flush()?;
        if self.socket.is_none() {
            self.transport.flush_gathered(wall, self.members)?;
        }
        if !self.replies.is_empty() {
            self.notes.before_replies(&self.replies, &self.master);
            let replies = std::mem::take(&mut self.replies);
            self.master.tell(&FromMachine::Replies(control::pack_to_post(&replies)?));
        }
        if let Some(message) = self.news.report(wall, &self.node, self.dropped)? {
            self.notes.post(&self.master);
            self.master.tell(&message);
        }
        self.tell_of_gate()?;
        self.notes.post_many(&self.master);
        Ok(met)
    }

    /// Sets the one timer for the next moment at which the machine or its road wants something.
    fn arm(&mut self, shared: &Shared) {
        let machine = match self.socket {
            Some(_) => [None, None],
            None => [self.node.poll_timeout().map(|(at, _)| at), self.transport.next(self.members)],
        };
        let when = |at: Option<Instant>| at.and_then(|at| self.clock.when(at));
        let by_cluster_time = [machine[0], self.road.next_arrival()].map(when);
        let to_tell = [self.news.next(), self.keeper.as_ref().and_then(Keeper::next)];
        let all = by_cluster_time.into_iter().chain(to_tell).chain([machine[1]]);
        let wanted = all.flatten().min();
        // A timer that comes too early does no harm, and to set another takes longer.
        if let (Some((at, _)), Some(wanted)) = (&self.timer, wanted)
            && *at <= wanted
        {
            return;
        }
        self.timer = wanted.map(|at| {
            let millis = at.since(self.clock.wall()).as_secs_f64() * 1000.0;
            let shared = shared.clone();
            let timeout = Timeout::new(millis.min(LONGEST_TIMER_MILLIS).ceil() as u32, move || {
                with(&shared, Host::wake);
            });
            (at, timeout)
        });
    }

    fn wake(&mut self) {
        self.timer = None;
        self.take_arrived();
        let now = self.clock.now();
        let due = self.node.poll_timeout().filter(|(at, _)| *at <= now);
        if let Some((_, reason)) = due
            && !self.clock.pace().is_paused()
        {
            self.time_is_up(now, reason);
        }
    }

    /// What the machine waited for has come, unless it is frozen.
    fn time_is_up(&mut self, now: Instant, reason: TimeoutReason) {
        if self.socket.is_some() {
            return;
        }
        if reason == TimeoutReason::Tick {
            self.transport.close_unused();
        }
        // Each tick is a sign of life for the Master too.
        self.news.is_due = true;
        self.input(now, Input::Timeout);
    }

    fn watch(&mut self, shared: &Shared, peer: Peer) {
        let Some(links) = &self.links else { return };
        if self.watched.insert(peer) {
            let shared = shared.clone();
            links.watch(peer, move || {
                with(&shared, |host| {
                    host.watched.remove(&peer);
                    if !host.road.holds_back(peer) {
                        host.comes(Received::LinkDown(peer));
                    }
                });
            });
        }
    }
}

/// Breaks this program for real: not by a panic, which has a hook, but by the instruction that
/// traps.
fn trap() -> ! {
    #[cfg(target_arch = "wasm32")]
    core::arch::wasm32::unreachable();
    #[cfg(not(target_arch = "wasm32"))]
    std::process::abort();
}
