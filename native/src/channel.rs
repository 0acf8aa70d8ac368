//! A page's way to the others of its cluster, over NATS.

use std::{
    fmt,
    time::{Duration, Instant},
};

use anyhow::bail;
use bytes::Bytes;
use clap::Args;
use lab::pages::{self, BodyError, PageId, Said, Subjects};
use node_core::{Destination, NodeId, TICK_INTERVAL};

use crate::nats::{Heard, Nats, Subscription};

/// Where a cluster is.
#[derive(Args)]
pub(crate) struct Place {
    /// The NATS server, such as `nats://192.168.1.10:4222`.
    #[arg(long, value_name = "URL")]
    nats: String,
    /// The cluster's cookie: who has another one is in another cluster.
    #[arg(long)]
    cookie: String,
    /// The token that the server asks for, if it does.
    #[arg(long)]
    token: Option<String>,
}

/// What a subscription is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Key {
    /// What machines say to all.
    Cluster,
    /// What is for one machine.
    Node(NodeId),
    /// What pages say.
    Lab,
}

/// What comes to a page.
#[derive(Debug)]
pub(crate) enum News {
    /// Another page said something.
    Said(PageId, Said),
    /// Machines said something to all, or to one.
    Body(Option<NodeId>, Bytes),
    /// The server went away.
    Disconnected,
    /// It is there again.
    Reconnected,
    /// A person typed a line; nothing: there are no more.
    Typed(Option<String>),
    /// The command is to end.
    Stop,
}

/// A page's connection.
pub(crate) struct Channel {
    nats: Nats<Key>,
    subjects: Subjects,
    me: PageId,
    /// Everything to do with cookie and server, to be named in messages.
    place: String,
    began: Instant,
    last_said: Instant,
    lost_since: Option<Instant>,
    /// Bodies that were lost since that was told last, and when that was.
    lost: (u64, Option<Instant>),
    /// What was heard of other versions was told.
    told_version: bool,
    /// Whether pages of another version end the command: nobody else was heard yet.
    pub(crate) is_new: bool,
    _lab: [Subscription; 2],
}

/// How often a page says something, to be known to be there.
pub(crate) const ALIVE: Duration = TICK_INTERVAL;

impl Channel {
    /// Connects to the server, and hears what pages say.
    pub(crate) fn open(place: &Place, name: &str) -> anyhow::Result<Self> {
        let subjects = Subjects::new(&place.cookie)?;
        let nats = Nats::connect(&place.nats, place.token.as_deref(), name)?;
        let me = PageId(fastrand::u32(1..));
        let lab = nats.subscribe(subjects.lab(), Key::Lab)?;
        let mine = nats.subscribe(subjects.page(me), Key::Lab)?;
        nats.flush()?;
        let now = Instant::now();
        Ok(Self {
            nats,
            subjects,
            me,
            place: format!("cookie {:?} at {}", place.cookie, place.nats),
            began: now,
            last_said: now,
            lost_since: None,
            lost: (0, None),
            told_version: false,
            is_new: true,
            _lab: [lab, mine],
        })
    }

    /// This page.
    pub(crate) const fn me(&self) -> PageId {
        self.me
    }

    /// Now, as machines have it: since this page began.
    pub(crate) fn now(&self) -> node_core::Instant {
        node_core::Instant::after_origin(self.began.elapsed())
    }

    fn moment(&self, at: node_core::Instant) -> Instant {
        self.began + at.since_origin()
    }

    /// Whether the server is there.
    pub(crate) fn is_connected(&self) -> bool {
        self.nats.is_connected()
    }

    /// Hears what is for one machine.
    pub(crate) fn hear_for(&self, node: NodeId) -> anyhow::Result<Subscription> {
        self.nats.subscribe(self.subjects.node(node), Key::Node(node))
    }

    /// Hears what machines say to all.
    pub(crate) fn hear_machines(&self) -> anyhow::Result<Subscription> {
        self.nats.subscribe(self.subjects.cluster(), Key::Cluster)
    }

    /// Hears lines on standard input, too, from now on.
    pub(crate) fn read_lines(&self) {
        self.nats.read_lines();
    }

    /// Sends what a machine says.
    pub(crate) fn post(&mut self, to: Destination, body: Vec<u8>) {
        let subject = match to {
            Destination::Everyone => self.subjects.cluster(),
            Destination::Node(node) => self.subjects.node(node),
        };
        self.nats.publish(&subject, body);
    }

    /// Says something to all other pages; `false` when it is too large for the server.
    pub(crate) fn say(&mut self, said: &Said) -> bool {
        self.last_said = Instant::now();
        let subject = self.subjects.lab();
        self.say_on(&subject, said)
    }

    /// Says something to one page; `false` when it is too large for the server.
    pub(crate) fn say_to(&mut self, page: PageId, said: &Said) -> bool {
        let subject = self.subjects.page(page);
        self.say_on(&subject, said)
    }

    fn say_on(&mut self, subject: &str, said: &Said) -> bool {
        let Ok(body) = pages::encode(self.me, said) else { return false };
        let fits = body.len() <= self.nats.max_payload();
        if fits {
            self.nats.publish(subject, body);
        }
        fits
    }

    /// Says many things in as few bodies as the server takes, to one page or to all; answers those
    /// that are too large.
    pub(crate) fn say_many<T: Clone>(
        &mut self,
        to: Option<PageId>,
        things: &[T],
        as_said: &impl Fn(&[T]) -> Option<Said>,
    ) -> Vec<T> {
        let Some(said) = as_said(things).filter(|_| !things.is_empty()) else { return Vec::new() };
        let fits = match to {
            Some(page) => self.say_to(page, &said),
            None => self.say(&said),
        };
        match (fits, things.len()) {
            (true, _) => Vec::new(),
            (false, 1) => things.to_vec(),
            (false, many) => {
                let (first, second) = things.split_at(many / 2);
                let mut large = self.say_many(to, first, as_said);
                large.extend(self.say_many(to, second, as_said));
                large
            }
        }
    }

    /// When this page is to say that it is there, if it says nothing else.
    pub(crate) fn next_alive(&self) -> Instant {
        self.last_said + ALIVE
    }

    /// Says that this page is there, if it is time.
    pub(crate) fn say_alive(&mut self) {
        if Instant::now() >= self.next_alive() {
            self.say(&Said::Alive);
        }
    }

    /// The next thing that comes to this page, until that moment or until it is to say that it is
    /// there; nothing when none came.
    pub(crate) fn hear(
        &mut self,
        until: Option<node_core::Instant>,
    ) -> anyhow::Result<Option<News>> {
        let until = until.map(|at| self.moment(at));
        let until = until.into_iter().chain([self.next_alive()]).min();
        loop {
            let Some(heard) = self.nats.hear(until)? else { return Ok(None) };
            let news = match heard {
                Heard::Body(Key::Cluster, body) => News::Body(None, body),
                Heard::Body(Key::Node(node), body) => News::Body(Some(node), body),
                // The server brings back what one says oneself.
                Heard::Body(Key::Lab, body) if pages::sender(&body) == Some(self.me) => continue,
                Heard::Body(Key::Lab, body) => match pages::decode(&body) {
                    Ok((page, said)) => {
                        self.is_new = false;
                        News::Said(page, said)
                    }
                    Err(error) => {
                        self.not_understood(error)?;
                        continue;
                    }
                },
                Heard::Disconnected => {
                    self.lost_since.get_or_insert_with(Instant::now);
                    eprintln!("apothik: the NATS server is gone; waiting for it");
                    News::Disconnected
                }
                Heard::Reconnected => {
                    self.back();
                    News::Reconnected
                }
                Heard::Overrun(bodies) => {
                    self.tell_lost(bodies);
                    continue;
                }
                Heard::Closed(why) => bail!("{why}"),
                Heard::Typed(line) => News::Typed(line),
                Heard::Stop => News::Stop,
            };
            return Ok(Some(news));
        }
    }

    /// Says that bodies were lost, once a second at most.
    fn tell_lost(&mut self, bodies: u64) {
        let (lost, told) = &mut self.lost;
        *lost += bodies;
        if told.is_none_or(|told| told.elapsed() >= Duration::from_secs(1)) {
            eprintln!("apothik: {lost} bodies came faster than they could be read, and were lost");
            self.lost = (0, Some(Instant::now()));
        }
    }

    /// Says what was missed while the server was away.
    fn back(&mut self) {
        let away = self.lost_since.take().map_or(Duration::ZERO, |since| since.elapsed());
        let unsent = self.nats.take_unsent();
        eprintln!(
            "apothik: the NATS server is back after {:.1} s; {unsent} bodies were not sent meanwhile, \
             and what others sent was not heard",
            away.as_secs_f64()
        );
    }

    /// A page of another version ends the command if it is the first that is heard.
    fn not_understood(&mut self, error: BodyError) -> anyhow::Result<()> {
        if self.is_new && matches!(error, BodyError::Version(_)) {
            bail!("the pages with {self} can't be understood: {error}");
        }
        if !std::mem::replace(&mut self.told_version, true) {
            eprintln!("apothik: a page can't be understood: {error}");
        }
        Ok(())
    }

    /// Says goodbye, and ends the connection.
    pub(crate) fn close(mut self) {
        self.say(&Said::Bye);
        self.nats.close();
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)
    }
}
