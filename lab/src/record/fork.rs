//! What if: from a moment of a replay, the same run goes on in virtual time, with something changed.
//!
//! The machines and the Master go on as copies of what they are at that moment. What was under way
//! arrives when it did in the record, and the person's lines and clicks come when they came; all
//! else is up to the [simulation](crate::sim), whose messages take their own time.

mod scout;

use core::{fmt, time::Duration};
use std::collections::{BTreeSet, VecDeque};

use node_core::{Input, Instant, NodeId, Peer};
use serde::{Deserialize, Serialize};

use super::{
    Record, ReplayError, Setting,
    living::State,
    under_way::{UnderWay, What},
};
use crate::{
    command::{self, Line},
    ledger::{Figures, MachineFigures},
    master::{self, Cause, Click, Condition, Master, Ticket, settle_limit},
    session::Session,
    sim::{LINK_DELAY, Network, Notice, Sim},
};
use scout::Scout;

/// Tickets of lines that are given at a fork count from here, where no record's come.
const FIRST_TICKET: u64 = 1 << 40;

/// How often lines may wait for all to settle, before a fork is taken to go on for ever.
const SETTLINGS: u32 = 20;

/// What is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twist {
    /// Messages between machines that get lost: their places in
    /// [`Replay::under_way`](super::Replay::under_way).
    pub lost: Vec<usize>,
    /// What the person does at this moment.
    pub does: Vec<Deed>,
    /// Whether the person does not do what comes next in the record.
    pub instead: bool,
}

/// What a person does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// Gives a line to the Master.
    Line(Line),
    /// Clicks.
    Click(Click),
}

/// What the Master is told.
#[derive(Clone, Debug)]
enum Told {
    Input(master::Input),
    Setting(Setting),
}

/// A run that goes on from a moment of a record.
#[derive(Debug)]
pub struct Fork {
    session: Session,
    /// What the person still does in the record, and when.
    deeds: VecDeque<(Instant, Told)>,
    last_deed: Instant,
    /// The record, gone on until it had settled.
    recorded: Session,
}

/// How a fork ended, beside how the record did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endings {
    /// The figures at the end of the record, once the cluster has settled.
    pub recorded: Figures,
    /// The figures at the end of the fork.
    pub forked: Figures,
    /// The figures of each machine that lives at either end: in the record, in the fork.
    pub machines: Vec<(NodeId, Option<MachineFigures>, Option<MachineFigures>)>,
    /// When the fork ended, in cluster time.
    pub at: Instant,
    /// Whether the cluster had settled by then.
    pub settled: bool,
}

impl Fork {
    pub(super) fn new(state: &State, record: &Record, twist: &Twist) -> Result<Self, ForkError> {
        let under_way = UnderWay::all(state);
        for &place in &twist.lost {
            let message = under_way.get(place).ok_or(ForkError::NoSuchMessage)?;
            if !message.is_between_machines() {
                return Err(ForkError::NotBetweenMachines);
            }
        }
        let mut end = state.clone();
        let scout = Scout::of(&mut end, record).map_err(ForkError::Replay)?;
        let at_the_end = Scout::at_the_end(&end);
        let mut recorded = session_from(&end, &UnderWay::all(&end), &at_the_end)?;
        while !is_over(&recorded, end.now) {
            recorded.step();
        }
        let under_way = (0..).zip(under_way).filter(|(place, _)| !twist.lost.contains(place));
        let under_way: Vec<UnderWay> = under_way.map(|(_, message)| message).collect();
        let mut session = session_from(state, &under_way, &scout)?;
        for (number, deed) in (FIRST_TICKET..).zip(&twist.does) {
            session.tell(match deed.clone() {
                Deed::Line(line) => {
                    master::Input::Line { ticket: Ticket(number), line, earliest: None }
                }
                Deed::Click(click) => master::Input::Click(click),
            });
        }
        let deeds = scout.into_deeds(twist.instead);
        Ok(Self { session, deeds, last_deed: state.now, recorded })
    }

    /// The machines and the Master, to look at.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// What moment it is, in cluster time.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.session.sim_ref().now()
    }

    /// Does one thing: what the person does, a message, a timer. `false` at the end: when all is
    /// done and the cluster has settled, or when that takes too long.
    pub fn step(&mut self) -> bool {
        // Whatever else is to come at that moment comes before.
        let next = self.deeds.front().map(|(at, _)| *at + Duration::from_nanos(1));
        if next.is_none() && is_over(&self.session, self.last_deed) {
            return false;
        }
        if !self.session.step_until(next)
            && let Some((at, told)) = self.deeds.pop_front()
        {
            self.last_deed = at;
            match told {
                Told::Input(input) => self.session.tell(input),
                Told::Setting(setting) => self.session.set(setting),
            }
        }
        true
    }

    /// Goes on to the end.
    pub fn run(&mut self) -> Endings {
        while self.step() {}
        let (recorded, forked) = (self.recorded.master(), self.session.master());
        Endings {
            recorded: recorded.ledger().figures(),
            forked: forked.ledger().figures(),
            machines: machines(recorded, forked),
            at: self.now(),
            settled: is_settled(&self.session),
        }
    }
}

fn machines(
    recorded: &Master,
    forked: &Master,
) -> Vec<(NodeId, Option<MachineFigures>, Option<MachineFigures>)> {
    let lives = |master: &Master, node| {
        master.machines().is_alive(node).then(|| master.ledger().machine(node))
    };
    let numbers: BTreeSet<u32> =
        recorded.machines().numbers().chain(forked.machines().numbers()).collect();
    let of_both = numbers
        .into_iter()
        .map(NodeId::new)
        .map(|node| (node, lives(recorded, node), lives(forked, node)));
    of_both.filter(|(_, one, other)| one.is_some() || other.is_some()).collect()
}

fn is_settled(session: &Session) -> bool {
    session.master().is_settled() && !session.master().is_busy()
}

/// Whether nothing more is to come, or it has taken too long since the person's last deed.
fn is_over(session: &Session, last_deed: Instant) -> bool {
    let machines = session.sim_ref().nodes().count();
    let limit = last_deed + settle_limit(machines).saturating_mul(SETTLINGS);
    is_settled(session) || session.sim_ref().now() > limit
}

/// A session that goes on from this moment.
fn session_from(
    state: &State,
    under_way: &[UnderWay],
    scout: &Scout,
) -> Result<Session, ForkError> {
    let Some(master) = state.stage.master() else { return Err(ForkError::NothingYet) };
    let mut sim = Sim::resumed(state.now, network(state, master));
    let mut left = Vec::new();
    for (peer, condition) in master.machines().iter() {
        let machine = state.stage.machine(peer).filter(|machine| !machine.is_gone());
        match (condition, machine) {
            (Condition::Dead(_), _) => {}
            (condition, Some(machine)) => {
                sim.resume(machine.node.clone(), machine.clock);
                if *condition == Condition::Frozen {
                    sim.freeze(peer.node);
                }
            }
            (Condition::Starting, None) => {}
            // The Master will hear of it.
            (_, None) if state.knows(peer) => left.push(peer),
            (_, None) => return Err(ForkError::OtherTabs),
        }
    }
    for message in under_way {
        let Some((to, at)) = scout.arrival(state, message) else { continue };
        let input = match &message.what {
            What::Letter(_, _, envelope) | What::Card(_, envelope) => {
                Input::Message(envelope.clone())
            }
            What::Request(_, id, request) => {
                Input::Request { id: *id, request: (**request).clone() }
            }
            What::Reply => continue,
        };
        sim.bring(at, to.node, input);
    }
    for (at, by, about) in links(state, scout) {
        sim.bring(at, by.node, Input::LinkDown(about));
    }
    for (&id, reply) in &state.post.replies {
        sim.notify(Notice::Reply { id, reply: (*reply.what).clone() });
    }
    for peer in left {
        sim.notify(Notice::Down { peer, cause: Cause::Left });
    }
    Ok(Session::resumed(master.clone(), sim))
}

fn network(state: &State, master: &Master) -> Network {
    let mut network = Network::new(state.note);
    if master.network() != command::Network::default() {
        network.set_all(master.network().into());
    }
    network.set_partition(master.machines().partition().to_vec());
    network
}

/// The closed links that are still to be seen: as in the record, and where that has ended, of those
/// that died a moment ago.
fn links(state: &State, scout: &Scout) -> Vec<(Instant, Peer, Peer)> {
    let mut links: Vec<_> = scout.links(state).collect();
    let living = || state.stage.living().map(|machine| machine.node.status());
    for (gone, _) in state.stage.gone() {
        for status in living().filter(|status| status.members.contains(&gone.node)) {
            if !links.iter().any(|(_, by, about)| (*by, *about) == (status.me, gone)) {
                links.push((state.now + LINK_DELAY, status.me, gone));
            }
        }
    }
    links
}

/// Why there can be no fork.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForkError {
    /// There is no cluster yet at this moment.
    NothingYet,
    /// Some machines ran in other tabs, which are not in the record.
    OtherTabs,
    /// No message has this place among those that are under way.
    NoSuchMessage,
    /// What passes between the Master and a machine can't get lost.
    NotBetweenMachines,
    /// The rest of the record can't be lived.
    Replay(ReplayError),
}

impl core::error::Error for ForkError {}

impl fmt::Display for ForkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingYet => f.write_str("there is no cluster yet"),
            Self::OtherTabs => f.write_str("some machines ran in other tabs"),
            Self::NoSuchMessage => f.write_str("this message is not under way"),
            Self::NotBetweenMachines => {
                f.write_str("between the Master and a machine nothing gets lost")
            }
            Self::Replay(error) => error.fmt(f),
        }
    }
}
