//! A page without a Master: it runs machines, says how they are, and does what Masters elsewhere ask.

mod begin;
mod heard;

use std::{collections::BTreeSet, time::Duration};

use lab::{
    command::Network,
    limits::{DEFAULT_MACHINES, MAX_MACHINES},
    master::{Cause, Condition},
    pages::{self, News, PageId, Replies, Roll, Said},
};
use node_core::{Founding, Instant, NodeId, Peer, Placement, wire::DecodeError};

use super::{
    host::{Host, Output},
    others::Others,
};
use crate::{
    channel::{Channel, News as Comes},
    nats::Subscription,
};

/// How long a page waits for the others' answers to its hello, which it says again meanwhile.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is acted on at once, before the machines' answers leave.
const MAX_AT_ONCE: usize = 256;

/// A page that runs machines.
pub(super) struct Crew {
    channel: Channel,
    host: Host,
    others: Others,
    name: String,
    founding: Founding,
    network: Network,
    sides: Vec<Vec<NodeId>>,
    rate: f64,
    /// The machines that it is about to start, and when it will.
    claims: BTreeSet<NodeId>,
    /// How many machines are still to be started.
    wanted: u32,
    from: Option<u32>,
    begins: Begins,
    /// What was heard of machines of other versions was told.
    told_version: bool,
    _machines: Subscription,
}

/// How far a page has come with its own machines.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Begins {
    /// It asks who is there: until when, and when again.
    Greeting { until: Instant, again: Instant },
    /// It has claimed numbers, and waits for objections.
    Claiming { until: Instant },
    /// Its machines run.
    Done,
}

impl Crew {
    pub(super) fn new(channel: Channel, wanted: u32, from: Option<u32>) -> anyhow::Result<Self> {
        let machines = channel.hear_machines()?;
        let now = channel.now();
        let seed = u64::from(channel.me().0);
        Ok(Self {
            channel,
            host: Host::new(seed),
            others: Others::default(),
            name: "A".to_owned(),
            founding: Founding { placement: Placement::Modulo, machines: DEFAULT_MACHINES },
            network: Network::default(),
            sides: Vec::new(),
            rate: 1.0,
            claims: BTreeSet::new(),
            wanted,
            from,
            begins: Begins::Greeting { until: now + PATIENCE, again: now },
            told_version: false,
            _machines: machines,
        })
    }

    /// Goes on until the command is to end.
    pub(super) fn run(mut self) -> anyhow::Result<()> {
        loop {
            let now = self.channel.now();
            self.host.wake(now);
            self.begin(now)?;
            self.work(now);
            self.channel.say_alive();
            let mut until = self.next();
            // What has come by then is acted on first, and answered together.
            for _ in 0..MAX_AT_ONCE {
                let Some(news) = self.channel.hear(until)? else { break };
                let now = self.channel.now();
                match news {
                    Comes::Said(page, said) => self.said(now, page, said)?,
                    Comes::Body(to, body) => {
                        // What is not understood is counted, and told with the machines' news.
                        let heard = self.host.hear(now, to, &body);
                        if let Err(error @ DecodeError::Version(_)) = heard
                            && !std::mem::replace(&mut self.told_version, true)
                        {
                            eprintln!("apothik: a machine can't be understood: {error}");
                        }
                    }
                    Comes::Disconnected | Comes::Typed(_) => {}
                    Comes::Reconnected => {
                        self.channel.say(&Said::Hello { reloaded: None });
                        self.channel.say(&self.roll());
                        self.say_news(None);
                    }
                    Comes::Stop => {
                        self.channel.close();
                        return Ok(());
                    }
                }
                until = Some(Instant::ORIGIN);
            }
        }
    }

    fn next(&self) -> Option<Instant> {
        let begins = match self.begins {
            Begins::Greeting { until, again } => Some(until.min(again)),
            Begins::Claiming { until } => Some(until),
            Begins::Done => None,
        };
        begins.into_iter().chain(self.host.next()).min()
    }

    /// Does what the machines want done.
    fn work(&mut self, now: Instant) {
        for output in self.host.drain(now) {
            match output {
                Output::Post(to, body) => self.channel.post(to, body),
                Output::Reply(peer, replies) => self.reply(peer, replies),
                Output::News(peer, news) => self.tell(None, peer, &news),
                Output::Left(peer) => {
                    let dead = Condition::Dead(Cause::Left);
                    self.channel.say(&Said::Machine(peer, dead));
                }
            }
        }
    }

    /// Tells one page, or all, how a machine is.
    fn tell(&mut self, page: Option<PageId>, peer: Peer, news: &News) {
        let Ok(bytes) = pages::pack(news) else { return };
        let said = Said::News(peer, bytes);
        match page {
            Some(page) => self.channel.say_to(page, &said),
            None => self.channel.say(&said),
        };
    }

    /// Hands replies to the pages whose Masters asked: the upper half of an id is the page's.
    fn reply(&mut self, peer: Peer, mut replies: Replies) {
        let asked_by = |id: u64| PageId(u32::try_from(id >> 32).unwrap_or_default());
        replies.sort_by_key(|(id, _)| asked_by(id.0));
        for replies in replies.chunk_by(|(one, _), (other, _)| asked_by(one.0) == asked_by(other.0))
        {
            let Some((id, _)) = replies.first() else { continue };
            let page = asked_by(id.0);
            let as_said =
                |replies: &[_]| Some(Said::Replies(peer, pages::pack(&replies.to_vec()).ok()?));
            for (id, _) in self.channel.say_many(Some(page), replies, &as_said) {
                eprintln!("apothik: a reply is too large for the NATS server; it is a refusal now");
                self.channel.say_many(Some(page), &[(id, None)], &as_said);
            }
        }
    }

    fn roll(&self) -> Said {
        let machines = self.host.machines();
        Said::Roll(Roll {
            name: self.name.clone(),
            hidden: false,
            busy: false,
            capacity: MAX_MACHINES,
            founding: self.founding,
            network: self.network,
            sides: self.sides.clone(),
            rate: self.rate,
            machines: machines.map(|(peer, condition)| (peer, condition.clone())).collect(),
        })
    }

    /// Tells one page, or all, how the machines are: it has come, or nobody was heard for a while.
    fn say_news(&mut self, page: Option<PageId>) {
        for (peer, news) in self.host.all_news() {
            self.tell(page, peer, &news);
        }
    }
}
