//! One machine in its worker: it owns the clock, the timer and the transport of one [`Node`].

use std::{cell::RefCell, collections::BTreeSet, panic, rc::Rc};

use gloo_timers::callback::Timeout;
use node_core::{
    Config, Envelope, Event, Input, Instant, Node, NodeId, Output, Peer, wire::DecodeError,
};
use wasm_bindgen::{JsCast, JsError, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::{
    clock::Clock,
    control::{self, FromMachine, News, Replies, Requests, Start, ToMachine},
    link::Links,
    transport::Transport,
};

/// The longest a timer may wait; browsers count in 32 bits.
const LONGEST_TIMER_MILLIS: f64 = 1_000_000.0;

struct Host {
    node: Node,
    clock: Clock,
    transport: Transport,
    links: Option<Links>,
    watched: BTreeSet<Peer>,
    timer: Option<(Instant, Timeout)>,
    replies: Replies,
    events: Vec<(Instant, Event)>,
    dropped: u64,
    /// Whether the page is to be told how this machine is, though nothing happened.
    news_due: bool,
}

type Shared = Rc<RefCell<Option<Host>>>;

/// Starts the machine in this worker.
pub async fn run(start: JsValue) -> Result<(), JsValue> {
    panic::set_hook(Box::new(|info| end(&info.to_string())));
    let start: Start = control::from_js(start)?;
    let clock = Clock::new(Some(start.origin))?;
    let me = Peer { node: NodeId::new(start.number), incarnation: start.incarnation };
    let links = Links::new(&start.cookie);
    if let Some(links) = &links {
        JsFuture::from(links.claim(me.node)).await.map_err(|_| {
            JsError::new("its name is taken: it runs in another tab with the same cookie")
        })?;
        let on_lost = |_| end("its lock was taken away");
        JsFuture::from(links.live(me, on_lost)).await?;
    }
    let shared = Shared::default();
    let transport = Transport::open(&start.cookie, me.node, {
        let shared = shared.clone();
        move |body| with(&shared, |host| host.body(body))
    })?;
    let config = Config { incarnation: start.incarnation, placement: start.placement };
    // Machines that start together differ in their number, and so in when they tick.
    let seed = u64::from(start.number) * 197;
    let node = Node::new(me.node, config, seed, clock.now());
    *shared.borrow_mut() = Some(Host {
        node,
        clock,
        transport,
        links,
        watched: BTreeSet::new(),
        timer: None,
        replies: Replies::new(),
        events: Vec::new(),
        dropped: 0,
        news_due: true,
    });
    listen_to_page(&shared);
    tell(&FromMachine::Ready);
    with(&shared, |_| {});
    Ok(())
}

/// Does something with the machine, then whatever the machine wants done.
fn with(shared: &Shared, act: impl FnOnce(&mut Host)) {
    let mut slot = shared.borrow_mut();
    let Some(host) = slot.as_mut() else { return };
    act(host);
    let met = match host.drain() {
        Ok(met) => met,
        Err(reason) => return end(&format!("it can't reach its channels: {reason:?}")),
    };
    host.arm(shared);
    for peer in met {
        host.watch(shared, peer);
    }
}

fn listen_to_page(shared: &Shared) {
    let shared = shared.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Ok(ToMachine::Requests(bytes)) = control::from_js(event.data()) else { return };
        let Ok(requests) = control::unpack::<Requests>(&bytes) else { return };
        with(&shared, |host| host.requests(requests));
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

impl Host {
    fn body(&mut self, body: Result<Vec<Envelope>, DecodeError>) {
        match body {
            Ok(envelopes) => {
                let now = self.clock.now();
                for envelope in envelopes {
                    self.input(now, Input::Message(envelope));
                }
            }
            Err(_) => {
                self.dropped += 1;
                self.news_due = true;
            }
        }
    }

    fn requests(&mut self, requests: Requests) {
        let now = self.clock.now();
        for (id, request) in requests {
            if self.node.handle_input(now, Input::Request { id, request }).is_err() {
                self.replies.push((id, None));
            }
        }
    }

    fn input(&mut self, now: Instant, input: Input) {
        // The only machine that rejects these has left, and is about to end.
        let _ = self.node.handle_input(now, input);
    }

    /// Does what the machine wants done; answers the lives it met, whose links are to be
    /// watched.
    fn drain(&mut self) -> Result<Vec<Peer>, JsValue> {
        let mut met = Vec::new();
        while let Some(output) = self.node.poll_output() {
            match output {
                Output::Transmit { to, envelope } => self.transport.send(to, &envelope)?,
                Output::Reply { id, reply } => self.replies.push((id, Some(reply))),
                Output::Event(event) => {
                    self.events.push((self.clock.now(), event));
                    if let Event::NodeUp(peer) = event {
                        met.push(peer);
                    }
                }
            }
        }
        self.transport.flush()?;
        if !self.replies.is_empty() {
            let replies = std::mem::take(&mut self.replies);
            tell(&FromMachine::Replies(control::pack(&replies)?));
        }
        if self.news_due || !self.events.is_empty() {
            self.news_due = false;
            let news = News {
                status: self.node.status(),
                events: std::mem::take(&mut self.events),
                dropped: self.dropped,
            };
            tell(&FromMachine::News(control::pack(&news)?));
        }
        Ok(met)
    }

    /// Sets the one timer for the moment the machine asks for.
    fn arm(&mut self, shared: &Shared) {
        let wanted = self.node.poll_timeout().map(|(at, _)| at);
        if self.timer.as_ref().map(|(at, _)| *at) == wanted {
            return;
        }
        self.timer = wanted.map(|at| {
            let millis = at.since(self.clock.now()).as_secs_f64() * 1000.0;
            let shared = shared.clone();
            let timeout = Timeout::new(millis.min(LONGEST_TIMER_MILLIS).ceil() as u32, move || {
                with(&shared, |host| {
                    host.timer = None;
                    // Each tick is a sign of life for the page too.
                    host.news_due = true;
                    host.input(host.clock.now(), Input::Timeout);
                });
            });
            (at, timeout)
        });
    }

    fn watch(&mut self, shared: &Shared, peer: Peer) {
        let Some(links) = &self.links else { return };
        if self.watched.insert(peer) {
            let shared = shared.clone();
            links.watch(peer, move || {
                with(&shared, |host| {
                    host.watched.remove(&peer);
                    host.input(host.clock.now(), Input::LinkDown(peer));
                });
            });
        }
    }
}

/// The worker's global scope.
fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn tell(message: &FromMachine) {
    if let Ok(message) = control::to_js(message) {
        // Posting a plain object to one's own page does not fail.
        let _ = scope().post_message(&message);
    }
}

/// This life must not go on: the page is told why, and the worker closes, which lets go of its
/// locks. A worker that merely throws would stay alive and keep them.
fn end(why: &str) {
    tell(&FromMachine::Trapped(why.to_owned()));
    scope().close();
}
