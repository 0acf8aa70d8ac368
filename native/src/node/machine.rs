//! One machine of a process: its node, and what waits for it or for the others.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use lab::{
    master::Condition,
    pages::{News, Replies, Requests},
};
use node_core::{
    Config, Destination, Envelope, Event, Input, Instant, Node, Output, Peer, TimeoutReason, wire,
};

use crate::nats::Subscription;

/// Bodies and requests that wait for a frozen machine at most.
const MAX_SOCKET: usize = 100_000;

/// How often a machine that nothing happens to is told of all the same.
const REPEAT: Duration = Duration::from_secs(2);

/// What comes to a machine.
#[derive(Clone, Debug)]
pub(super) enum Received {
    /// Messages of one machine.
    Envelopes(Vec<Envelope>),
    /// The link of this life closed.
    LinkDown(Peer),
    /// Requests of a Master.
    Requests(Requests),
    /// It is to leave.
    Leave,
}

/// What a machine wants done.
#[derive(Debug)]
pub(super) enum Wants {
    /// Send this.
    Post(Destination, Vec<u8>),
    /// Hand these replies to those who asked.
    Reply(Replies),
    /// It has said goodbye: end it.
    End,
}

/// A machine, hosted.
pub(super) struct Machine {
    peer: Peer,
    node: Node,
    pub(super) condition: Condition,
    /// What waits while it is frozen.
    socket: VecDeque<Received>,
    outgoing: BTreeMap<Destination, wire::Writer>,
    replies: Replies,
    /// Bodies that were not understood, or that a frozen machine could not keep.
    pub(super) dropped: u64,
    /// Something is to be told of it.
    is_due: bool,
    events: Vec<(Instant, Event)>,
    told: Option<(Instant, News)>,
    /// It hears what is for it as long as this is there.
    _subject: Subscription,
}

impl Machine {
    pub(super) fn new(peer: Peer, config: Config, now: Instant, subject: Subscription) -> Self {
        // Machines that start together differ in their number, and so in when they tick.
        let seed = u64::from(peer.node.number()) * 197;
        Self {
            peer,
            node: Node::new(peer.node, config, seed, now),
            condition: Condition::Running,
            socket: VecDeque::new(),
            outgoing: BTreeMap::new(),
            replies: Vec::new(),
            dropped: 0,
            is_due: true,
            events: Vec::new(),
            told: None,
            _subject: subject,
        }
    }

    pub(super) const fn peer(&self) -> Peer {
        self.peer
    }

    pub(super) fn is_frozen(&self) -> bool {
        self.condition == Condition::Frozen
    }

    /// When it wants to be woken; never while it is frozen.
    pub(super) fn timeout(&self) -> Option<Instant> {
        self.node.poll_timeout().map(|(at, _)| at).filter(|_| !self.is_frozen())
    }

    /// A body came that was not understood.
    pub(super) fn drop_body(&mut self) {
        self.dropped += 1;
        self.is_due = true;
    }

    /// Acts on something, or keeps it as long as this machine is frozen.
    pub(super) fn receive(&mut self, now: Instant, received: Received) {
        if !self.is_frozen() {
            self.act_on(now, received);
        } else if self.socket.len() < MAX_SOCKET {
            self.socket.push_back(received);
        } else {
            // What a socket can't hold is lost, as anywhere.
            self.dropped += 1;
        }
    }

    /// Goes on with what waited.
    pub(super) fn thaw(&mut self, now: Instant) {
        self.condition = Condition::Running;
        for received in std::mem::take(&mut self.socket) {
            self.act_on(now, received);
        }
        self.is_due = true;
    }

    fn act_on(&mut self, now: Instant, received: Received) {
        match received {
            Received::Envelopes(envelopes) => {
                for envelope in envelopes {
                    // Who has left takes no more, and is about to end.
                    let _ = self.node.handle_input(now, Input::Message(envelope));
                }
            }
            Received::LinkDown(peer) => {
                let _ = self.node.handle_input(now, Input::LinkDown(peer));
            }
            Received::Leave => {
                let _ = self.node.handle_input(now, Input::Leave);
            }
            Received::Requests(requests) => {
                for (id, request) in requests {
                    if self.node.handle_input(now, Input::Request { id, request }).is_err() {
                        self.replies.push((id, None));
                    }
                }
            }
        }
    }

    /// Does what is due by now, if anything is.
    pub(super) fn wake(&mut self, now: Instant) {
        let due = self.node.poll_timeout().filter(|(at, _)| *at <= now);
        if let Some((_, reason)) = due.filter(|_| !self.is_frozen()) {
            self.is_due |= reason == TimeoutReason::Tick;
            let _ = self.node.handle_input(now, Input::Timeout);
        }
    }

    /// What it wants done, after it was handed something.
    pub(super) fn drain(&mut self, now: Instant) -> Vec<Wants> {
        let mut wants = Vec::new();
        let mut left = false;
        while let Some(output) = self.node.poll_output() {
            match output {
                Output::Transmit { to, envelope } => {
                    let writer = self.outgoing.entry(to).or_default();
                    writer.push(&envelope);
                    if writer.is_full() {
                        wants.push(Wants::Post(to, std::mem::take(writer).finish()));
                        self.outgoing.remove(&to);
                    }
                }
                Output::Reply { id, reply } => self.replies.push((id, Some(reply))),
                Output::Event(event) => self.events.push((now, event)),
                Output::LayoutChanged => self.is_due = true,
                Output::Left => left = true,
            }
        }
        while let Some((to, writer)) = self.outgoing.pop_first() {
            wants.push(Wants::Post(to, writer.finish()));
        }
        if !self.replies.is_empty() {
            wants.push(Wants::Reply(std::mem::take(&mut self.replies)));
        }
        if left {
            wants.push(Wants::End);
        }
        wants
    }

    /// When there is something to tell of it, if there is; at most once in `frame`.
    pub(super) fn next_news(&self, frame: Duration) -> Option<Instant> {
        let waits = self.is_due || !self.events.is_empty();
        waits.then(|| self.told.as_ref().map_or(Instant::ORIGIN, |(at, _)| *at + frame))
    }

    /// How it is.
    pub(super) fn state(&self) -> News {
        News { status: self.node.status(), events: Vec::new(), dropped: self.dropped }
    }

    /// What is to be told of it now; nothing if it is as it was told a short while ago.
    pub(super) fn news(&mut self, now: Instant) -> Option<News> {
        self.is_due = false;
        let events = std::mem::take(&mut self.events);
        let is_news = !events.is_empty();
        let mut news = News { events, ..self.state() };
        let is_told =
            self.told.as_ref().is_some_and(|(at, told)| *told == news && now.since(*at) < REPEAT);
        if is_told && !is_news {
            return None;
        }
        let told = news.clone();
        news.events.clear();
        self.told = Some((now, news));
        Some(told)
    }
}
