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
    script::ScriptError,
    value::inspected,
};
use node_core::{DownReason, Event, NodeId, Peer, Term};

use crate::{
    control::machine::News,
    language::Language,
    picture::{
        Condition, FillNote, FillProgress, Learned, Loss, Machine, MarkKind, News as Learnt,
        Notice, Noticed, Origin, Picture, Tab, View,
    },
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
        }
    }

    /// A fresh cluster begins: what was seen of the old one is put away, the console apart.
    pub fn booted(&mut self, at_ms: f64) {
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

    /// A person clicked what this line stands for.
    pub fn clicked(&mut self, source: String) {
        self.log.clicked(source);
    }

    /// A line was handed to the Master.
    pub fn submitted(&mut self, at_ms: f64, source: String, line: &Line, origin: Origin) -> Ticket {
        self.mark(at_ms, line);
        let ticket = self.log.submitted(source, origin);
        if let (Line::One(Command::Fill { keys, .. }), Origin::Clicked) = (line, origin) {
            self.filling = Some((ticket, *keys));
            self.fill_note = None;
        }
        ticket
    }

    /// A line was not understood.
    pub fn misread(&mut self, source: String, error: &ScriptError) {
        self.log.misread(source, error);
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

    /// A machine is started again.
    pub fn started(&mut self, at_ms: f64, number: u32) {
        self.chronicle.mark(at_ms, MarkKind::Start, number.into());
    }

    /// A machine is added.
    pub fn added(&mut self, at_ms: f64, number: u32) {
        self.chronicle.mark(at_ms, MarkKind::Add, number.into());
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

    /// A machine told how it is.
    pub fn news(&mut self, news: News) {
        let me = news.status.me;
        self.dropped.insert(me, (news.dropped, news.status.ignored));
        for (at, event) in news.events {
            let (Event::NodeUp(about) | Event::NodeDown(about, _)) = event;
            self.learning.learned(me.node, about.node, at.as_millis_f64());
            if let Event::NodeDown(dead, reason) = event {
                let down = Down { by: me.node, dead, reason, at_ms: at.as_millis_f64() };
                self.downs.push_back(down);
                self.noticed(down);
            }
        }
        let old = self.downs.len().saturating_sub(MAX_DOWNS);
        self.downs.drain(..old);
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
    }

    /// Shows a key's story from now on.
    pub fn explain(&mut self, key: Term) {
        self.explained = Some(key);
    }

    /// Shows a machine's view, or none.
    pub fn look_at(&mut self, number: Option<u32>) {
        self.looked_at = number;
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
        let settled = master.is_settled() && !master.is_busy();
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
            second: None,
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

    fn mark(&mut self, at_ms: f64, line: &Line) {
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
                Command::Start(number) => self.started(at_ms, *number),
                _ => {}
            }
        }
    }
}

fn shown_cause(cause: &Cause) -> Condition {
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
