//! The page's side of the cluster: it starts, kills and watches the workers, for the Master.

mod frame;
mod worker;

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use gloo_timers::callback::{Interval, Timeout};
use lab::{
    command::{Command, Line, Network},
    limits::DEFAULT_MACHINES,
    master::{Cause, Click, Condition, Input, Master, Output},
    script,
};
use node_core::{Instant, NodeId, Peer, TICK_INTERVAL, TICK_LIMIT};
use wasm_bindgen::JsValue;

use crate::{
    board::Board,
    clock::Clock,
    control::{self, FromMachine, News, Replies, Requests, Start, ToMachine},
    picture::{Intent, Origin, Picture},
};
use frame::Frame;
use worker::{Factory, MachineWorker};

/// How often silence is checked for, in milliseconds.
const WATCH_MILLIS: u32 = 250;

/// A cluster whose machines are workers of this page.
#[derive(Clone)]
pub struct Cluster(Rc<RefCell<Inner>>);

struct Inner {
    master: Master,
    board: Board,
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
    /// Boots five machines; `on_picture` is called with every new picture, once a frame at most.
    ///
    /// # Errors
    ///
    /// The machine's program can't be fetched or compiled.
    pub async fn launch(
        cookie: String,
        invitation: String,
        on_picture: impl Fn(Picture) + 'static,
    ) -> Result<Self, JsValue> {
        let clock = Clock::new(None)?;
        let factory = Factory::load(&clock).await?;
        let master = Master::booted(clock.now());
        let mut board = Board::new(clock.millis());
        board.set_invitation(invitation.clone());
        let cluster = Self(Rc::new(RefCell::new(Inner {
            master,
            board,
            last_watch: clock.millis(),
            clock,
            cookie,
            invitation,
            factory,
            workers: BTreeMap::new(),
            requests: BTreeMap::new(),
            killed_at: BTreeMap::new(),
            timer: None,
            watch: None,
            frame: Frame::default(),
            on_picture: Box::new(on_picture),
        })));
        let watched = cluster.clone();
        let watch = Interval::new(WATCH_MILLIS, move || watched.with(|inner, _| inner.watch()));
        cluster.with(|inner, _| inner.watch = Some(watch));
        Ok(cluster)
    }

    /// Does what a person asks for.
    pub fn intend(&self, intent: Intent) {
        self.with(|inner, _| inner.intend(intent));
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

    fn intend(&mut self, intent: Intent) {
        let at = self.clock.millis();
        match intent {
            Intent::Kill(number) => {
                self.board.clicked(format!("Master.kill({number})"));
                self.tell(Input::Click(Click::Kill(NodeId::new(number))));
            }
            Intent::Start(number) => {
                self.board.clicked(format!("Master.start({number})"));
                self.board.started(at, number);
                self.tell(Input::Click(Click::Start(NodeId::new(number))));
            }
            Intent::Add => {
                if let Some(node) = self.master.machines().next_number() {
                    self.board.clicked(format!("Master.start({})", node.number()));
                    self.board.added(at, node.number());
                }
                self.tell(Input::Click(Click::Add));
            }
            Intent::Leave(number) => {
                self.board.clicked(format!("Master.leave({number})"));
                self.tell(Input::Click(Click::Leave(NodeId::new(number))));
            }
            Intent::Freeze(number) => {
                self.board.clicked(format!("Master.freeze({number})"));
                self.tell(Input::Click(Click::Freeze(NodeId::new(number))));
            }
            Intent::Thaw(number) => {
                self.board.clicked(format!("Master.thaw({number})"));
                self.tell(Input::Click(Click::Thaw(NodeId::new(number))));
            }
            Intent::Trap(number) => {
                self.board.clicked(format!("Master.trap({number})"));
                self.tell(Input::Click(Click::Trap(NodeId::new(number))));
            }
            Intent::Partition(sides) => {
                let sides: Vec<Vec<i64>> =
                    sides.iter().map(|side| side.iter().map(|&n| n.into()).collect()).collect();
                let shown: Vec<String> = sides.iter().map(|side| format!("{side:?}")).collect();
                let source = format!("Master.partition({})", shown.join(", "));
                self.submit(source, Line::One(Command::Partition(sides)), Origin::Clicked);
            }
            Intent::Heal => {
                let line = Line::One(Command::Heal);
                self.submit("Master.heal".to_owned(), line, Origin::Clicked);
            }
            Intent::Network(network) => {
                let Network { delay, jitter, loss } = network;
                self.board.clicked(format!(
                    "Master.network(delay: {delay}, jitter: {jitter}, loss: {loss})"
                ));
                self.tell(Input::Click(Click::Network(network)));
            }
            Intent::OpenTab => {
                let opened = web_sys::window()
                    .and_then(|window| window.open_with_url(&self.invitation).ok().flatten());
                if opened.is_none() {
                    let notice = "The browser opened no tab: allow it to, or open the link.";
                    self.board.notify(notice.to_owned());
                }
            }
            Intent::Fill { via, keys } => {
                let source = format!("Master.fill({via}, {keys})");
                let line = Line::One(Command::Fill { via: via.into(), keys });
                self.submit(source, line, Origin::Clicked);
            }
            Intent::Cancel => self.tell(Input::CancelFill),
            Intent::Reset => {
                let placement = self.board.placement();
                let machines = DEFAULT_MACHINES;
                self.board.clicked(format!("Master.boot({machines}, {placement})"));
                self.tell(Input::Click(Click::Boot { machines, placement }));
            }
            Intent::Place(placement) => {
                let machines = self.master.machines().numbers().count().max(1) as u32;
                self.board.clicked(format!("Master.boot({machines}, {placement})"));
                self.tell(Input::Click(Click::Boot { machines, placement }));
            }
            Intent::Run(source) => match script::parse(&source) {
                Ok(Some(line)) => self.submit(source, line, Origin::Typed),
                Ok(None) => {}
                Err(error) => self.board.misread(source, &error),
            },
            Intent::Explain(text) => self.board.explain(script::key(&text)),
            Intent::LookAt(number) => self.board.look_at(number),
        }
    }

    fn submit(&mut self, source: String, line: Line, origin: Origin) {
        let ticket = self.board.submitted(self.clock.millis(), source, &line, origin);
        self.tell(Input::Line { ticket, line });
    }

    /// Does what the Master wants done, and hands out the requests it made.
    fn obey(&mut self, cluster: &Cluster) {
        while let Some(output) = self.master.poll_output() {
            match output {
                Output::Booted => {
                    let at = self.clock.millis();
                    self.requests.clear();
                    self.killed_at.clear();
                    self.board.booted(at, self.master.ledger().placement());
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
                    self.workers.remove(&node);
                }
                Output::Leave(node) => self.tell_machine(node, &ToMachine::Leave),
                Output::Freeze(node) => {
                    self.killed_at.insert(node, self.clock.millis());
                    self.tell_machine(node, &ToMachine::Freeze);
                }
                Output::Thaw(node) => {
                    let now = self.clock.millis();
                    if let Some(worker) = self.workers.get_mut(&node) {
                        worker.heard_at(now);
                    }
                    self.tell_machine(node, &ToMachine::Thaw);
                }
                Output::Trap(node) => self.tell_machine(node, &ToMachine::Trap),
                Output::Partition(_) | Output::Network(_) => {
                    let network = self.master.network();
                    let sides = self.master.machines().partition().to_vec();
                    let message = ToMachine::Network { network, sides };
                    for worker in self.workers.values() {
                        worker.tell(&message);
                    }
                }
                Output::Request { to, id, request } => {
                    self.requests.entry(to).or_default().push((id, request));
                }
                Output::Result { ticket, outcome } => self.board.resulted(ticket, outcome),
                Output::Died { node, cause, toll } => {
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
        while let Some((node, requests)) = self.requests.pop_first() {
            let sent = self.workers.get(&node).is_some_and(|worker| worker.request(&requests));
            if !sent {
                for (id, _) in requests {
                    self.tell(Input::Rejected { id });
                }
                return self.obey(cluster);
            }
        }
    }

    fn tell_machine(&self, node: NodeId, message: &ToMachine) {
        if let Some(worker) = self.workers.get(&node) {
            worker.tell(message);
        }
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
        self.frame.request(move || {
            let mut inner = cluster.0.borrow_mut();
            let inner = &mut *inner;
            inner.frame.done();
            let picture = inner.board.picture(inner.clock.millis(), &inner.master);
            (inner.on_picture)(picture);
        });
    }

    /// A worker said something.
    fn heard(&mut self, peer: Peer, message: FromMachine) {
        let Some(worker) = self.workers.get_mut(&peer.node) else { return };
        if worker.incarnation() != peer.incarnation {
            return;
        }
        worker.heard_at(self.clock.millis());
        if self.master.machines().condition(peer.node) == Some(&Condition::Silent) {
            self.tell(Input::Heard(peer.node));
        }
        match message {
            FromMachine::Ready => self.tell(Input::Ready(peer)),
            FromMachine::Replies(bytes) => {
                for (id, reply) in control::unpack::<Replies>(&bytes).unwrap_or_default() {
                    self.tell(match reply {
                        Some(reply) => Input::Reply { id, reply },
                        None => Input::Rejected { id },
                    });
                }
            }
            FromMachine::News(bytes) => {
                if let Ok(news) = control::unpack::<News>(&bytes) {
                    let (members, summary) = (news.status.members.clone(), news.status.summary);
                    self.board.news(news);
                    self.tell(Input::Status { of: peer, members, summary });
                }
            }
            FromMachine::Left => self.ended(peer, Cause::Left),
            FromMachine::Trapped(why) => self.trapped(peer, why),
        }
    }

    /// A worker broke, or must not go on: it is ended, which lets go of its locks.
    fn trapped(&mut self, peer: Peer, why: String) {
        self.ended(peer, Cause::Trapped(why));
    }

    fn ended(&mut self, peer: Peer, cause: Cause) {
        if self.workers.get(&peer.node).is_some_and(|w| w.incarnation() == peer.incarnation) {
            self.workers.remove(&peer.node);
            self.tell(Input::Down { peer, cause });
        }
    }

    /// Looks for workers that are silent: wedged, or frozen.
    fn watch(&mut self) {
        let now = self.clock.millis();
        // If this page itself slept, it can't tell who was silent meanwhile.
        let asleep = now - self.last_watch - f64::from(WATCH_MILLIS);
        self.last_watch = now;
        let limit = (TICK_LIMIT + TICK_INTERVAL / 2).as_secs_f64() * 1000.0;
        let mut silent = Vec::new();
        for (&node, worker) in &mut self.workers {
            if asleep > TICK_INTERVAL.as_secs_f64() * 1000.0 {
                worker.heard_at(now);
            }
            if now - worker.last_heard() > limit && self.master.machines().is_running(node) {
                silent.push(node);
            }
        }
        for node in silent {
            self.tell(Input::Silent(node));
        }
    }
}
