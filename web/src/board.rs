//! What the page has seen so far, and the [`Picture`] of it.
//!
//! The ledger and the machines' conditions are the Master's; the board keeps what only the page
//! shows: the console's lines, each kill's cost, the figures over time, what each machine
//! believes.

mod audit;
mod beliefs;
mod history;
mod keys;
mod log;
mod sides;

use std::{
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use lab::{
    command::{Command, Line},
    ledger::Toll,
    master::{self, Cause, Master, Outcome, Ticket},
    value::inspected,
};
use node_core::{DownReason, Event, Instant, NodeId, Peer, Term};

use crate::{
    control::machine::News,
    language::Language,
    picture::{
        Condition, FillNote, FillProgress, History, Learned, Loss, Machine, MarkKind,
        News as Learnt, Notice, Noticed, Origin, Picture, Tab, View,
    },
    record::{aside::Aside, keeper::Recorded},
    scenarios::done::Beginning,
};
use audit::audit;
use beliefs::Learning;
use history::Chronicle;
use keys::Keys;
use log::Log;
use sides::Sides;

/// Losses that are shown; older ones are forgotten.
const MAX_LOSSES: usize = 50;

/// Downs that are remembered; older ones are forgotten.
const MAX_DOWNS: usize = 1_000;

/// Notices that are shown; older ones are forgotten.
const MAX_NOTICES: usize = 5;

/// A machine noticed that another is down.
#[derive(Clone, Copy)]
struct Down {
    by: NodeId,
    dead: Peer,
    reason: DownReason,
    at_ms: f64,
}

/// What the page remembers.
#[derive(Clone)]
pub struct Board {
    log: Log,
    chronicle: Chronicle,
    losses: Vec<(Peer, Rc<Loss>)>,
    /// Downs that machines noticed of late: a silence is noticed by them before it is by us.
    downs: VecDeque<Down>,
    views: BTreeMap<NodeId, Rc<View>>,
    learning: Learning,
    keys: Keys,
    sides: Sides,
    /// Bodies that each life did not understand, and messages it did not act on.
    dropped: BTreeMap<Peer, (u64, u64)>,
    tabs: Vec<Tab>,
    tabs_dropped: u64,
    invitation: String,
    /// The fill that was asked for by the form, and how many keys it has.
    filling: Option<(Ticket, u64)>,
    fill_note: Option<FillNote>,
    via: u32,
    explained: Option<Term>,
    looked_at: Option<u32>,
    notices: Vec<Notice>,
    ready: bool,
    beginning: Option<Beginning>,
}

impl Board {
    /// An empty board at this time, in milliseconds since the page was opened.
    #[must_use]
    pub fn new(at_ms: f64) -> Self {
        Self {
            log: Log::default(),
            chronicle: Chronicle::new(at_ms),
            losses: Vec::new(),
            downs: VecDeque::new(),
            views: BTreeMap::new(),
            learning: Learning::default(),
            keys: Keys::default(),
            sides: Sides::default(),
            tabs: Vec::new(),
            tabs_dropped: 0,
            invitation: String::new(),
            dropped: BTreeMap::new(),
            filling: None,
            fill_note: None,
            via: 1,
            explained: None,
            looked_at: None,
            notices: Vec::new(),
            ready: false,
            beginning: None,
        }
    }

    /// A fresh cluster begins: what was seen of the old one is put away, the console apart.
    pub fn booted(&mut self, at_ms: f64) {
        self.beginning = None;
        self.chronicle = Chronicle::new(at_ms);
        self.losses.clear();
        self.downs.clear();
        self.views.clear();
        self.learning.clear();
        self.keys = Keys::default();
        self.fill_note = None;
        self.explained = None;
        self.looked_at = None;
    }

    /// The cluster that begins was booted now, and whatever is done to it is told here.
    pub fn begins(&mut self, master: &Master) {
        let (after, clicks_after) = (self.log.running(), self.log.last());
        let (founding, network) = (master.ledger().founding(), master.network());
        self.beginning = Some(Beginning { founding, network, after, clicks_after });
    }

    /// The page did something besides what the Master is told.
    pub fn aside(&mut self, at_ms: f64, aside: &Aside) {
        match aside {
            Aside::Begins(lines) => self.log.go_on_after(*lines),
            Aside::Clicked(source) => self.log.clicked(source),
            Aside::Misread(source, why) => self.log.misread(source, why),
            Aside::Started(number) => {
                self.chronicle.mark(at_ms, MarkKind::Start, (*number).into());
            }
            Aside::Added(number) => self.chronicle.mark(at_ms, MarkKind::Add, (*number).into()),
            Aside::LineOf(_) => {}
            Aside::Dropped(peer, dropped) => {
                self.dropped.entry(*peer).or_default().0 = *dropped;
            }
        }
    }

    /// The last line of the console.
    #[must_use]
    pub const fn last_line(&self) -> u64 {
        self.log.last()
    }

    /// A line was handed to the Master.
    pub fn submitted(&mut self, source: &str, line: &Line, origin: Origin) -> Ticket {
        let ticket = self.log.submitted(source, origin);
        if let (Line::One(Command::Fill { keys, .. }), Origin::Clicked) = (line, origin) {
            self.filling = Some((ticket, *keys));
            self.fill_note = None;
        }
        ticket
    }

    /// The console's next line has this number and one more.
    pub const fn go_on_after(&mut self, last: u64) {
        self.log.go_on_after(last);
    }

    /// A line has its result.
    pub fn resulted(&mut self, ticket: Ticket, outcome: Outcome) {
        if let Some((_, keys)) = self.filling.take_if(|(filling, _)| *filling == ticket) {
            self.fill_note = Some(match (&outcome.value, &outcome.hints[..]) {
                (Err(why), _) => FillNote::Refused(why.clone()),
                (Ok(_), []) => FillNote::Acknowledged(keys),
                (Ok(_), hints) => FillNote::Hinted(hints.to_vec()),
            });
        }
        self.log.resulted(ticket, outcome);
    }

    /// A machine died at this time, or was last heard then; so many `ran` until then.
    pub fn died(&mut self, at_ms: f64, peer: Peer, cause: &Cause, toll: Toll, ran: u32) {
        let number = peer.node.number();
        let kind = match cause {
            Cause::Killed => MarkKind::Kill,
            Cause::Left => MarkKind::Leave,
            Cause::Frozen => MarkKind::Freeze,
            _ => MarkKind::Loss,
        };
        self.chronicle.mark(at_ms, kind, number.into());
        self.chronicle.jump(at_ms, toll.before, toll.after);
        let cause = shown_cause(cause);
        let loss = Loss { machine: number, cause, at_ms, ran, toll, noticed: Vec::new() };
        self.losses.push((peer, Rc::new(loss)));
        for down in self.downs.clone() {
            self.noticed(down);
        }
        if self.losses.len() > MAX_LOSSES {
            self.losses.remove(0);
        }
        self.views.remove(&peer.node);
    }

    /// Looks at what the machines think of each other, and at what is so.
    pub fn look(&mut self, at_ms: f64, master: &Master) {
        self.learning.look(at_ms, master);
    }

    /// So much was not understood on the channel between the tabs.
    pub fn tabs_dropped(&mut self, dropped: u64) {
        self.tabs_dropped = dropped;
    }

    /// The tabs there are.
    pub fn set_tabs(&mut self, tabs: Vec<Tab>) {
        self.tabs = tabs;
    }

    /// The address at which another tab joins.
    pub fn set_invitation(&mut self, invitation: String) {
        self.invitation = invitation;
    }

    /// A machine told how it is; answers how many bodies it has not understood, if that is news.
    pub fn news(&mut self, news: News) -> Option<u64> {
        let me = news.status.me;
        let before = self.dropped.insert(me, (news.dropped, news.status.ignored));
        let dropped = before.unwrap_or_default().0 != news.dropped;
        let dropped = dropped.then_some(news.dropped);
        for (at, event) in news.events {
            self.learned(me.node, at, event);
        }
        let learned = news.status.last_change.map(|(at, event)| match event {
            Event::NodeUp(peer) => {
                Learned { about: peer.node, news: Learnt::Up, at_ms: at.as_millis_f64() }
            }
            Event::NodeDown(peer, reason) => {
                Learned { about: peer.node, news: Learnt::Down(reason), at_ms: at.as_millis_f64() }
            }
        });
        let view = View { members: news.status.members, learned };
        self.views.insert(me.node, Rc::new(view));
        dropped
    }

    /// A machine noticed something of another.
    pub fn learned(&mut self, by: NodeId, at: Instant, event: Event) {
        let (Event::NodeUp(about) | Event::NodeDown(about, _)) = event;
        self.learning.learned(by, about.node, at.as_millis_f64());
        if let Event::NodeDown(dead, reason) = event {
            let down = Down { by, dead, reason, at_ms: at.as_millis_f64() };
            self.downs.push_back(down);
            let old = self.downs.len().saturating_sub(MAX_DOWNS);
            self.downs.drain(..old);
            self.noticed(down);
        }
    }

    /// Notes the figures over time.
    pub fn sample(&mut self, at_ms: f64, master: &Master) {
        self.chronicle.sample(at_ms, master.ledger().figures());
    }

    /// The figures over time, and what happened when.
    #[must_use]
    pub fn history(&self) -> Rc<History> {
        self.chronicle.history()
    }

    /// Shows a key's story from now on.
    pub fn explain(&mut self, key: Term) {
        self.explained = Some(key);
    }

    /// Shows a machine's view, or none.
    pub fn look_at(&mut self, number: Option<u32>) {
        self.looked_at = number;
    }

    /// What the person was told is so no more.
    pub fn withdraw(&mut self, notice: &Notice) {
        self.notices.retain(|one| one != notice);
    }

    /// Tells the person something.
    pub fn notify(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
        if self.notices.len() > MAX_NOTICES {
            self.notices.remove(0);
        }
    }

    /// Everything there is to see now.
    pub fn picture(&mut self, at_ms: f64, master: &Master) -> Picture {
        let figures = master.ledger().figures();
        // Nothing happens while a line waits for its moment.
        let is_idle = !master.is_busy() || master.waits_until().is_some();
        let settled = master.is_settled() && is_idle;
        self.ready |= settled;
        self.chronicle.sample(at_ms, figures);
        self.keys.look(master, settled);
        Picture {
            language: Language::default(),
            ready: self.ready,
            settled,
            placement: master.ledger().placement(),
            grounds: self.keys.grounds(),
            figures,
            machines: self.machines(master),
            audit: audit(master),
            losses: self.losses.iter().map(|(_, loss)| loss.clone()).collect(),
            history: self.chronicle.history(),
            console: self.log.entries(),
            fill: master.progress().filter(|progress| progress.is_fill).map(|progress| {
                FillProgress {
                    via: progress.via.number(),
                    keys: progress.keys,
                    done: progress.done,
                }
            }),
            fill_note: self.fill_note.clone(),
            dropped: self.dropped.values().map(|(dropped, _)| dropped).sum::<u64>()
                + self.tabs_dropped,
            via: self.via,
            explanation: self
                .explained
                .as_ref()
                .map(|key| Rc::new(master.ledger().explain(key).written(inspected))),
            cells: self.keys.cells(),
            moves: self.keys.moves(),
            looked_at: self.looked_at,
            notices: self.notices.clone(),
            beliefs: self.learning.beliefs(),
            network: master.network(),
            sides: self.sides.of(at_ms, master),
            tabs: self.tabs.clone(),
            invitation: self.invitation.clone(),
            time: Rc::default(),
            read: None,
            recorded: Recorded::default(),
            beginning: self.beginning,
            playing: None,
            second: None,
            past: None,
        }
    }

    fn machines(&self, master: &Master) -> Vec<Machine> {
        let machine = |(peer, condition): (Peer, &master::Condition)| {
            let number = peer.node.number();
            let (dropped, ignored) = self.dropped.get(&peer).copied().unwrap_or_default();
            let tab = self.tabs.iter().find(|tab| !tab.own && tab.machines.contains(&number));
            Machine {
                number,
                incarnation: peer.incarnation.0,
                condition: match condition {
                    master::Condition::Starting => Condition::Starting,
                    master::Condition::Running => Condition::Running,
                    master::Condition::Leaving => Condition::Leaving,
                    master::Condition::Frozen => Condition::Frozen,
                    master::Condition::Silent => Condition::Silent,
                    master::Condition::Dead(cause) => shown_cause(cause),
                },
                figures: master.ledger().machine(peer.node),
                view: self.views.get(&peer.node).cloned(),
                tab: tab.map(|tab| tab.name.clone()),
                dropped,
                ignored,
            }
        };
        master.machines().iter().map(machine).collect()
    }

    fn noticed(&mut self, down: Down) {
        let Some((_, loss)) = self.losses.iter_mut().rev().find(|(peer, _)| *peer == down.dead)
        else {
            return;
        };
        let by = down.by.number();
        if loss.noticed.iter().all(|noticed| noticed.by != by) {
            // Of a worker that broke, the others may know before the page does.
            let after_ms = (down.at_ms - loss.at_ms).max(0.0);
            Rc::make_mut(loss).noticed.push(Noticed { by, reason: down.reason, after_ms });
        }
    }

    /// A line begins: what it does is marked on the plot over time.
    pub fn mark(&mut self, at_ms: f64, line: &Line) {
        let commands: &[Command] = match line {
            Line::One(command) => std::slice::from_ref(command),
            Line::Each(commands) => commands,
            Line::Counts | Line::Sum(_) => &[],
        };
        for command in commands {
            match command {
                Command::Fill { via, .. } => {
                    self.via = u32::try_from(*via).unwrap_or(self.via);
                    self.chronicle.mark(at_ms, MarkKind::Fill, *via);
                }
                Command::Start(number) => {
                    self.chronicle.mark(at_ms, MarkKind::Start, (*number).into());
                }
                _ => {}
            }
        }
    }
}

/// A cause of death, as it is shown.
#[must_use]
pub fn shown_cause(cause: &Cause) -> Condition {
    match cause {
        Cause::Killed => Condition::Killed,
        Cause::Left => Condition::Left,
        Cause::Frozen => Condition::Frozen,
        Cause::TabClosed => Condition::TabClosed,
        Cause::TabReloaded => Condition::TabReloaded,
        Cause::Silent => Condition::Silent,
        Cause::Trapped(why) => Condition::Trapped(why.clone()),
    }
}
