//! The other tabs of this cluster: who they are, what they run, and what they say.

mod tell;

use std::collections::{BTreeMap, BTreeSet};

use lab::{
    master::{Cause, Click, Condition, Input, Master, Told},
    pages::{Deed, PageId, Roll, Said},
};
use node_core::{NodeId, Peer, RequestId};

use super::{Cluster, Inner};
use crate::{
    control::{
        self,
        machine::{News, Replies, Requests, ToMachine},
        master::FromMaster,
    },
    link::Links,
    picture::Tab,
    record::aside::Aside,
    tabs::TabChannel,
};

/// Other tabs that are kept track of, and past ones: anybody can claim to be one more.
const MAX_TABS: usize = 64;

/// The other tabs, as this one knows them.
pub(super) struct Tabs {
    me: PageId,
    name: String,
    hidden: bool,
    channel: TabChannel,
    links: Option<Links>,
    others: BTreeMap<PageId, Other>,
    /// The machines of pages that went away: perhaps they were only reloaded.
    gone: BTreeMap<PageId, BTreeSet<Peer>>,
    reloaded: BTreeSet<PageId>,
    /// How this page's machines are, as the others were last told.
    said: BTreeMap<NodeId, (Peer, Condition)>,
    said_version: u64,
    said_busy: bool,
    /// Another page booted the cluster: it need not be told.
    booted_elsewhere: bool,
    /// What was not understood on the channel.
    pub(super) dropped: u64,
}

struct Other {
    name: String,
    hidden: bool,
    busy: bool,
    /// When it was heard last, in milliseconds of the wall clock; in a class only.
    heard_at: f64,
    /// It has not been heard for a while, and its machines neither.
    is_silent: bool,
    machines: BTreeSet<Peer>,
}

impl Tabs {
    pub(super) fn new(me: PageId, channel: TabChannel, links: Option<Links>) -> Self {
        Self {
            me,
            name: "A".to_owned(),
            hidden: false,
            channel,
            links,
            others: BTreeMap::new(),
            gone: BTreeMap::new(),
            reloaded: BTreeSet::new(),
            said: BTreeMap::new(),
            said_version: 0,
            said_busy: false,
            booted_elsewhere: false,
            dropped: 0,
        }
    }

    /// Whether this page is hidden is another thing than it was; answers whether that is news.
    pub(super) const fn hide(&mut self, hidden: bool) -> bool {
        let news = self.hidden != hidden;
        self.hidden = hidden;
        news
    }

    /// Begins again after the page was put away: who is still there answers a hello.
    pub(super) fn begin_again(&mut self) {
        self.others.clear();
        if let Some(links) = &self.links {
            links.live_page(self.me.0);
        }
        self.greet(None);
    }

    /// Whether there are any.
    pub(super) fn has_others(&self) -> bool {
        !self.others.is_empty()
    }

    pub(super) fn say(&self, said: &Said) {
        if self.has_others() {
            self.channel.say(said);
        }
    }

    /// Says something that is for one page only.
    pub(super) fn say_to(&self, page: PageId, said: &Said) {
        self.channel.say_to(page, said);
    }

    /// This page.
    pub(super) const fn me(&self) -> PageId {
        self.me
    }

    /// A page was heard; answers whether it had been silent.
    pub(super) fn heard(&mut self, page: PageId, now: f64) -> bool {
        let Some(other) = self.others.get_mut(&page) else { return false };
        other.heard_at = now;
        std::mem::take(&mut other.is_silent)
    }

    /// The machines that a page runs.
    pub(super) fn machines_of(&self, page: PageId) -> Vec<Peer> {
        let other = self.others.get(&page);
        other.map(|other| other.machines.iter().copied().collect()).unwrap_or_default()
    }

    /// The machines of pages that were not heard for so long, and were before.
    pub(super) fn silent_machines(&mut self, now: f64, limit: f64) -> Vec<Peer> {
        let mut machines = Vec::new();
        for other in self.others.values_mut() {
            // A page without machines has nothing to say for long times.
            if !other.machines.is_empty() && !other.is_silent && now - other.heard_at > limit {
                other.is_silent = true;
                machines.extend(&other.machines);
            }
        }
        machines
    }

    /// Makes itself known, even to nobody.
    pub(super) fn greet(&self, reloaded: Option<PageId>) {
        self.channel.say(&Said::Hello { reloaded });
    }

    /// The page that runs a machine, if it is another one.
    pub(super) fn host_of(&self, node: NodeId) -> Option<PageId> {
        let runs = |other: &Other| other.machines.iter().any(|peer| peer.node == node);
        self.others.iter().find(|(_, other)| runs(other)).map(|(&page, _)| page)
    }

    /// Requests of this page's Master begin here.
    pub(super) fn first_request(&self) -> u64 {
        u64::from(self.me.0) << 32
    }

    /// Whether this page's Master made this request.
    pub(super) fn asked(&self, id: RequestId) -> bool {
        Self::who_asked(id) == self.me
    }

    /// The page whose Master made a request.
    pub(super) const fn who_asked(id: RequestId) -> PageId {
        PageId((id.0 >> 32) as u32)
    }

    /// The tabs that run machines of this cluster, this one first.
    pub(super) fn list(&self, own: Vec<u32>) -> Vec<Tab> {
        let me = Tab { name: self.name.clone(), own: true, hidden: self.hidden, machines: own };
        let others = self.others.values().map(|other| Tab {
            name: other.name.clone(),
            own: false,
            hidden: other.hidden,
            machines: other.machines.iter().map(|peer| peer.node.number()).collect(),
        });
        std::iter::once(me).chain(others).collect()
    }

    /// The first letter that no other tab has.
    fn free_name(&self) -> String {
        let taken = |name: &str| self.others.values().any(|other| other.name == name);
        ('A'..='Z')
            .map(String::from)
            .find(|name| !taken(name))
            .unwrap_or_else(|| format!("{:04x}", self.me.0 & 0xffff))
    }
}

impl Inner {
    /// Another page said something; nothing if it was not understood.
    pub(super) fn tab_said(&mut self, cluster: &Cluster, heard: Option<(PageId, Said)>) {
        let Some((page, said)) = heard else {
            self.tabs.dropped += 1;
            self.board.tabs_dropped(self.tabs.dropped);
            return;
        };
        if page == self.tabs.me {
            return;
        }
        let is_known = self.tabs.others.contains_key(&page);
        self.page_was_heard(page);
        match said {
            Said::Hello { reloaded } => {
                if let Some(old) = reloaded {
                    self.was_reloaded(old);
                }
                self.meet(cluster, page);
                self.tabs.channel.say(&self.roll());
            }
            Said::Roll(roll) => {
                self.meet(cluster, page);
                self.take_roll(page, roll, !is_known);
                if !is_known && self.decided {
                    self.tabs.channel.say(&self.roll());
                }
            }
            Said::Bye => self.page_is_gone(page),
            // It began before this page did, and will answer a hello.
            _ if !is_known => self.tabs.greet(None),
            Said::Machine(peer, condition) => self.take_machine(page, peer, condition, false),
            Said::News(peer, bytes) => {
                if let Ok(news) = control::unpack::<News>(&bytes)
                    && news.status.me == peer
                {
                    self.take_news(peer, news);
                }
            }
            Said::Do(node, deed) => self.do_for_another(node, deed),
            Said::Requests(node, looks, bytes) => {
                if let (Some(machine), Ok(requests)) =
                    (self.machines.get(&node), control::unpack::<Requests>(&bytes))
                {
                    machine.request(&requests, looks);
                }
            }
            Said::Replies(from, bytes) => {
                let replies = control::unpack::<Replies>(&bytes).unwrap_or_default();
                self.take_replies(from, replies);
            }
            Said::Pace(rate) => {
                self.follow_rate(rate);
            }
            Said::Accounted(all) => self.told(Told::Accounted(all)),
            Said::Busy(busy) => {
                if let Some(other) = self.tabs.others.get_mut(&page) {
                    other.busy = busy;
                }
                self.others_are_busy();
            }
            Said::Network(network, sides) => {
                self.told(Told::Network(network, sides));
                self.tell_network();
            }
            Said::Booted(founding) => {
                self.tabs.booted_elsewhere = true;
                self.told(Told::Booted(founding));
            }
            Said::Cause(peer, cause) => self.told(Told::Cause(peer, cause)),
            Said::Start(whom, peer, _) => {
                if whom == self.tabs.me {
                    self.tell(Input::Click(Click::Start(peer.node)));
                }
            }
            Said::Claim(nodes) => self.hear_claim(page, nodes),
            Said::Taken(nodes) => self.names_are_taken(&nodes),
            Said::Alive => {}
        }
        self.tabs_changed = true;
    }

    fn told(&mut self, told: Told) {
        self.tell(Input::Told(told));
    }

    /// A page not heard of before.
    fn meet(&mut self, cluster: &Cluster, page: PageId) {
        if self.tabs.others.contains_key(&page) || self.tabs.others.len() >= MAX_TABS {
            return;
        }
        let other = Other {
            name: String::new(),
            hidden: false,
            busy: false,
            heard_at: self.clock.wall_millis(),
            is_silent: false,
            machines: BTreeSet::new(),
        };
        self.tabs.others.insert(page, other);
        self.master.set_shares(true);
        self.keeper.stop();
        for machine in self.machines.values() {
            machine.tell(&ToMachine::StopNotes);
        }
        self.page.tell(&FromMaster::KeepCookie);
        if let Some(links) = &self.tabs.links {
            let cluster = cluster.clone();
            links.watch_page(page.0, move || {
                cluster.with(|inner, _| inner.page_is_gone(page));
            });
        }
    }

    /// A page that is gone, or will be in a moment, was only reloaded.
    fn was_reloaded(&mut self, old: PageId) {
        self.tabs.reloaded.insert(old);
        if self.tabs.reloaded.len() > MAX_TABS {
            self.tabs.reloaded.pop_first();
        }
        for peer in self.tabs.gone.remove(&old).unwrap_or_default() {
            self.told(Told::Cause(peer, Cause::TabReloaded));
        }
    }

    fn take_roll(&mut self, page: PageId, roll: Roll, is_first: bool) {
        let Roll { name, hidden, busy, founding, network, sides, rate, machines, .. } = roll;
        if !self.decided && self.master.machines().numbers().next().is_none() {
            let first = self.tabs.first_request();
            self.master = Master::joining(self.clock.now(), founding).with_requests_from(first);
            self.master.set_shares(true);
            self.board.booted(self.clock.millis());
        }
        if !self.decided {
            self.told(Told::Network(network, sides));
            self.follow_rate(rate);
        }
        if let Some(other) = self.tabs.others.get_mut(&page) {
            (other.name, other.hidden, other.busy) = (name, hidden, busy);
        }
        // Of two with one name the younger takes another; ids are as good as ages.
        let collides = |tabs: &Tabs| {
            tabs.others.iter().any(|(&id, other)| other.name == tabs.name && id < tabs.me)
        };
        if !self.decided || collides(&self.tabs) {
            self.tabs.name = self.tabs.free_name();
        }
        for (peer, condition) in machines {
            self.take_machine(page, peer, condition, is_first);
        }
        self.others_are_busy();
    }

    fn take_machine(&mut self, page: PageId, peer: Peer, condition: Condition, earlier: bool) {
        if condition == Condition::Starting {
            return;
        }
        let is_dead = matches!(condition, Condition::Dead(_));
        let is_ours = self.own(peer.node).is_some_and(|incarnation| {
            incarnation >= peer.incarnation
                && self.master.machines().condition(peer.node) != Some(&Condition::Starting)
        });
        if let Some(other) = self.tabs.others.get_mut(&page) {
            other.machines.retain(|known| known.node != peer.node);
            if !is_dead && !is_ours {
                other.machines.insert(peer);
            }
        }
        if !is_ours {
            if is_dead {
                self.link_is_closed(peer);
            }
            self.told(Told::Machine { peer, condition, earlier });
        }
    }

    /// A page was closed, or reloaded, and its machines with it.
    pub(super) fn page_is_gone(&mut self, page: PageId) {
        let Some(other) = self.tabs.others.remove(&page) else { return };
        let cause =
            if self.tabs.reloaded.contains(&page) { Cause::TabReloaded } else { Cause::TabClosed };
        for &peer in &other.machines {
            self.link_is_closed(peer);
            self.tell(Input::Down { peer, cause: cause.clone() });
        }
        if !other.machines.is_empty() {
            self.tabs.gone.insert(page, other.machines);
            if self.tabs.gone.len() > MAX_TABS {
                self.tabs.gone.pop_first();
            }
        }
        self.others_are_busy();
        self.master.set_shares(self.tabs.has_others());
        self.tabs_changed = true;
    }

    fn others_are_busy(&mut self) {
        let busy = self.tabs.others.values().any(|other| other.busy);
        self.told(Told::Busy(busy));
    }

    fn do_for_another(&mut self, node: NodeId, deed: Deed) {
        if !self.machines.contains_key(&node) {
            return;
        }
        let (verb, click) = match deed {
            Deed::Kill => ("kill", Click::Kill(node)),
            Deed::Leave => ("leave", Click::Leave(node)),
            Deed::Freeze => ("freeze", Click::Freeze(node)),
            Deed::Thaw => ("thaw", Click::Thaw(node)),
            Deed::Trap => ("trap", Click::Trap(node)),
        };
        let source = format!("Master.{verb}({}) # another tab", node.number());
        self.board.aside(self.clock.millis(), &Aside::Clicked(source));
        self.tell(Input::Click(click));
    }
}
