//! Gossip: what a machine keeps for it, and what it makes of what it hears. The rules are told in
//! [`message::gossip`](crate::message::gossip).

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::time::Duration;

use super::{
    Heard, Hello, Membership,
    chance::Chance,
    news::News,
    probe::Probes,
    table::{Learnt, digest},
};
use crate::{
    id::{NodeId, Peer},
    limits::{
        COMPARE_INTERVAL, HELLO_FOUNDERS, MAX_PEERS, MAX_RUMOURS_TOLD, MAX_TABLES_TOLD,
        MIN_HELLOS_TO_FOUNDERS, PROBE_INTERVAL, RUMOUR_REPEATS, spreading,
    },
    message::{Destination, Gossip, Message, Refutations, Rumour, Said, Standing},
    time::Instant,
};

/// What a machine keeps to gossip.
#[derive(Clone, Debug)]
pub(super) struct Gossiping {
    pub(super) chance: Chance,
    /// How often this machine has refuted, in this life.
    refuted: Refutations,
    /// The digest of what it knows of all.
    table: u32,
    /// The machines it believes in, by number, in no order.
    pub(super) up: Vec<u32>,
    pub(super) missing: Missing,
    news: News,
    pub(super) probes: Probes,
    /// When to ask another machine what it knows, after one had news.
    compare_at: Option<Instant>,
    /// Whether it may lack much: then it asks whoever knows other things at once.
    is_hasty: bool,
    /// How many probes in a row were answered by machines that know other things.
    differing: u32,
    /// How often it has said hello without an answer.
    hellos: u32,
    /// How many tables it has told since when.
    told: (u32, Instant),
}

/// Machines that are probed besides the members, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Missing {
    pub(super) down: BTreeSet<u32>,
    /// With the moment when each is to be called down.
    pub(super) suspects: BTreeMap<u32, Instant>,
    /// Founders that may never have been heard of.
    pub(super) founders: Vec<u32>,
}

/// The founders besides this machine.
pub(super) fn founders(me: Peer, machines: u32) -> impl Iterator<Item = u32> {
    (1..=machines.min(MAX_PEERS as u32 + 1)).filter(move |number| *number != me.node.number())
}

impl Gossiping {
    /// Of a machine that starts, in a cluster that so many founded.
    pub(super) fn new(me: Peer, machines: u32, seed: u64, now: Instant) -> Self {
        let mut chance = Chance::new(seed);
        let probes = Probes::new(&mut chance, now);
        let missing = Missing { founders: founders(me, machines).collect(), ..Missing::default() };
        Self {
            chance,
            refuted: Refutations::default(),
            table: digest(me, Standing::Alive, Refutations::default()),
            up: Vec::new(),
            missing,
            news: News::default(),
            probes,
            compare_at: None,
            is_hasty: true,
            differing: 0,
            hellos: 0,
            told: (0, now),
        }
    }

    /// Everything is learnt anew but how often this machine has refuted.
    pub(super) fn begin_anew(&mut self, me: Peer, founders: Vec<u32>) {
        self.table = digest(me, Standing::Alive, self.refuted);
        self.up.clear();
        self.missing = Missing { founders, ..Missing::default() };
        self.news = News::default();
        (self.compare_at, self.is_hasty, self.differing) = (None, true, 0);
    }

    pub(super) const fn refuted(&self) -> Refutations {
        self.refuted
    }

    /// Members, this machine too.
    pub(super) const fn members(&self) -> usize {
        self.up.len() + 1
    }

    pub(super) fn happens(&mut self, times: u64, of: u64) -> bool {
        self.chance.happens(times, of)
    }

    /// When something is to be done.
    pub(super) fn next(&self) -> Instant {
        self.compare_at.map_or(self.probes.next(), |at| at.min(self.probes.next()))
    }

    /// There is something to tell of a machine.
    pub(super) fn add_news(&mut self, node: NodeId) {
        self.news.add(node);
    }

    /// This machine lives, whatever was said of it.
    pub(super) fn refute(&mut self, me: Peer, said: Refutations) {
        let refuted = Refutations(said.0.saturating_add(1));
        self.table ^= digest(me, Standing::Alive, self.refuted);
        self.table ^= digest(me, Standing::Alive, refuted);
        self.refuted = refuted;
        self.news.add(me.node);
    }

    /// A machine is to be called down at this moment, unless it refutes.
    pub(super) fn suspect(&mut self, node: NodeId, at: Instant) {
        self.missing.suspects.insert(node.number(), at);
    }

    /// How a machine is has changed, and so has the digest.
    pub(super) fn is_so(&mut self, node: NodeId, standing: Option<Standing>, digest: u32) {
        let number = node.number();
        self.table ^= digest;
        if standing == Some(Standing::Down) {
            self.missing.down.insert(number);
        } else {
            self.missing.down.remove(&number);
        }
        if standing != Some(Standing::Suspect) {
            self.missing.suspects.remove(&number);
        }
    }

    pub(super) fn is_up(&mut self, node: NodeId) {
        self.up.push(node.number());
    }

    /// It is no member any more.
    pub(super) fn is_gone(&mut self, node: NodeId) {
        if let Some(place) = self.up.iter().position(|number| *number == node.number()) {
            self.up.swap_remove(place);
        }
    }
}

impl Membership {
    /// Says to a machine what is told with everything, with the latest rumours.
    pub(super) fn gossip_to(&mut self, to: NodeId, said: Said) {
        self.gossip_with(to, said, Vec::new());
    }

    /// The same with these rumours first.
    pub(super) fn gossip_with(&mut self, to: NodeId, said: Said, mut rumours: Vec<Rumour>) {
        let often = RUMOUR_REPEATS * spreading(self.gossip.members());
        let room = MAX_RUMOURS_TOLD.saturating_sub(rumours.len());
        for node in self.gossip.news.take(room, often) {
            if node != to {
                rumours.extend(self.rumour_of(node));
            }
        }
        let gossip = Gossip {
            mode: self.modes.mode(),
            layout: self.layout,
            table: self.gossip.table,
            refuted: self.gossip.refuted,
            said,
            rumours,
        };
        self.say(Destination::Node(to), Message::Gossip(gossip));
    }

    /// Tells everything to a machine.
    fn tell_table(&mut self, now: Instant, to: NodeId) {
        let (told, since) = &mut self.gossip.told;
        if now.since(*since) >= COMPARE_INTERVAL {
            (*told, *since) = (0, now);
        }
        *told = told.saturating_add(1);
        if *told > MAX_TABLES_TOLD {
            return;
        }
        let rumours = self.whole_table();
        self.gossip_with(to, Said::Table, rumours);
    }

    /// Tells a few founders that this machine is there, and asks them who else is. If they are
    /// silent for long, or there are none, everyone is asked.
    pub(super) fn greet(&mut self) {
        self.gossip.hellos += 1;
        let hellos = self.gossip.hellos;
        let mut known = self.gossip.missing.founders.clone();
        known.extend(&self.gossip.up);
        if known.is_empty() || (hellos >= MIN_HELLOS_TO_FOUNDERS && hellos.is_power_of_two()) {
            self.say(Destination::Everyone, Message::Hello);
        }
        for _ in 0..HELLO_FOUNDERS.min(known.len()) {
            let place = self.gossip.chance.below(known.len());
            let node = NodeId::new(known.swap_remove(place));
            self.gossip_to(node, Said::Compare);
        }
    }

    /// The same again, since nobody has answered.
    pub(super) fn greet_again(&mut self, now: Instant, hello: Hello) {
        self.greet();
        let wait = (hello.wait * 4).min(PROBE_INTERVAL);
        self.hello = Some(Hello { again_at: now + wait, wait });
    }

    /// Somebody has asked everyone who is there: a few answer.
    pub(super) fn answer_hello(&mut self, now: Instant, from: Peer) {
        if !self.is_one_of_few() {
            return;
        }
        let refuted = Refutations::default();
        self.learn(now, Rumour { about: from, standing: Standing::Alive, refuted });
        self.tell_table(now, from.node);
    }

    /// Asks one machine what it knows, if that is due.
    pub(super) fn compare_if_due(&mut self, now: Instant) {
        if self.gossip.compare_at.take_if(|at| *at <= now).is_none() {
            return;
        }
        let place = self.gossip.chance.below(self.gossip.up.len());
        if let Some(&number) = self.gossip.up.get(place) {
            self.gossip_to(NodeId::new(number), Said::Compare);
        }
    }

    pub(super) fn receive_gossip(&mut self, now: Instant, from: Peer, heard: Gossip) -> Heard {
        self.follow(now, heard.mode);
        if heard.mode < self.modes.mode() {
            self.gossip_to(from.node, Said::News);
            return Heard::Done;
        }
        if !self.gossips() || heard.mode > self.modes.mode() {
            return Heard::Done;
        }
        self.hello = None;
        let sender = Rumour { about: from, standing: Standing::Alive, refuted: heard.refuted };
        let is_whole = heard.said == Said::Table;
        let (mut news, mut newer) = (Vec::new(), Vec::new());
        for rumour in core::iter::once(sender).chain(heard.rumours) {
            match self.learn(now, rumour) {
                Learnt::News => news.push(rumour.about.node),
                Learnt::Older if newer.len() < MAX_RUMOURS_TOLD => newer.push(rumour.about.node),
                Learnt::Older | Learnt::Nothing => {}
            }
        }
        if is_whole && !news.is_empty() {
            self.gossip.is_hasty = true;
            self.gossip.compare_at.get_or_insert(now + COMPARE_INTERVAL);
        }
        // What comes by whole tables goes on by whole tables.
        if !is_whole || news.len() <= MAX_RUMOURS_TOLD {
            for node in news {
                self.gossip.add_news(node);
            }
        }
        let differs = heard.table != self.gossip.table;
        match heard.said {
            Said::Probe { number, asker } => {
                newer.sort_unstable();
                newer.dedup();
                let rumours = newer.into_iter().filter_map(|node| self.rumour_of(node)).collect();
                self.gossip_with(from.node, Said::Answer { number, asker }, rumours);
            }
            Said::Answer { number, asker: Some(asker) } if asker != self.me.node => {
                self.gossip_to(asker, Said::Vouch { number, about: from.node });
            }
            Said::Answer { number, .. } => {
                self.gossip.probes.is_answered(number, from.node);
                self.compare_if_lacking(from.node, differs);
            }
            Said::Vouch { number, about } => self.gossip.probes.is_answered(number, about),
            Said::Ask { number, about } if about != self.me.node => {
                let asker = Some(from.node);
                if self.peers.contains_key(&about.number()) {
                    self.gossip_to(about, Said::Probe { number, asker });
                }
            }
            Said::Compare if differs => self.tell_table(now, from.node),
            Said::Ask { .. } | Said::Compare | Said::Table | Said::News => {}
        }
        if heard.layout != self.layout && self.is_member(from.node) {
            return Heard::OtherLayout(from.node);
        }
        Heard::Done
    }

    /// A member has answered a probe, and knows other things or not.
    fn compare_if_lacking(&mut self, member: NodeId, differs: bool) {
        let gossip = &mut self.gossip;
        if !differs {
            (gossip.is_hasty, gossip.differing) = (false, 0);
            return;
        }
        gossip.differing += 1;
        let enough = 2 * spreading(gossip.members());
        if gossip.is_hasty || gossip.news.len() > MAX_RUMOURS_TOLD || gossip.differing >= enough {
            gossip.differing = 0;
            self.gossip_to(member, Said::Compare);
        }
    }
}

/// How late a timer may be without the machine having slept.
pub(super) const AWAKE: Duration = PROBE_INTERVAL;
