//! What the record says of the time after a fork: when what is under way arrives, and what the
//! person does.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use node_core::{Envelope, Input, Instant, Message, Peer, RequestId};

use super::Told;
use crate::{
    master,
    record::{
        Record, ReplayError, Seen, Stage, Witness,
        living::{Around, FOREVER, State},
        post::Way,
        under_way::{UnderWay, What, may_come_until},
    },
    sim::MESSAGE_DELAY,
};

/// What it has seen of the rest of a record.
#[derive(Clone, Debug, Default)]
pub(super) struct Scout {
    letters: BTreeMap<(Way, u64), Instant>,
    cards: BTreeMap<(Peer, Peer), Vec<(Instant, Message)>>,
    requests: BTreeMap<RequestId, Instant>,
    links: Vec<(Instant, Peer, Peer)>,
    ended: BTreeSet<Peer>,
    deeds: VecDeque<(Instant, Told)>,
    end: Instant,
}

impl Scout {
    /// Looks at the rest of a record from this state on; `state` is at its end then.
    pub(super) fn of(state: &mut State, record: &Record) -> Result<Self, ReplayError> {
        let mut scout = Self { end: state.now, ..Self::default() };
        let mut around = Around { record, witness: &mut scout, teller: None };
        while state.step(&mut around, FOREVER)? {}
        scout.end = state.now;
        Ok(scout)
    }

    /// What is known where the record is at its end: nothing more.
    pub(super) fn at_the_end(state: &State) -> Self {
        Self { end: state.now, ..Self::default() }
    }

    /// The machine it goes to, and when it arrives there; `None` where it got lost.
    pub(super) fn arrival(&self, state: &State, under_way: &UnderWay) -> Option<(Peer, Instant)> {
        let (to, known) = match &under_way.what {
            What::Letter(way, number, _) => (way.to(), self.letters.get(&(*way, *number)).copied()),
            What::Card(to, Envelope { from, message }) => {
                let arrivals = self.cards.get(&(*from, *to)).into_iter().flatten();
                let mut same = arrivals.filter(|(_, other)| other == message);
                (*to, same.next().map(|(at, _)| *at))
            }
            What::Request(to, id, _) => (*to, self.requests.get(id).copied()),
            What::Reply => return None,
        };
        let now = state.now;
        if state.stage.is_frozen(to.node) {
            // It waits in front of the machine.
            return Some((to, now));
        }
        let sent = under_way.message.sent.unwrap_or(now);
        let never = self.end > may_come_until(state, sent) && !self.ended.contains(&to);
        let is_request = matches!(under_way.what, What::Request(..));
        let unknown = (!never || is_request).then(|| now + MESSAGE_DELAY);
        known.map(|at| at.max(now)).or(unknown).map(|at| (to, at))
    }

    /// The links that were seen to close of machines that were dead by then: when, by whom, whose.
    pub(super) fn links(&self, state: &State) -> impl Iterator<Item = (Instant, Peer, Peer)> {
        let links = self.links.iter().copied();
        links.filter(|&(_, by, about)| !state.stage.lives(about) && state.stage.lives(by))
    }

    /// What the person does after the fork; without the next thing, if that is changed.
    pub(super) fn into_deeds(mut self, instead: bool) -> VecDeque<(Instant, Told)> {
        let is_deed = |(_, told): &(Instant, Told)| matches!(told, Told::Input(_));
        if instead && let Some(first) = self.deeds.iter().position(is_deed) {
            self.deeds.remove(first);
        }
        self.deeds
    }
}

impl Witness for Scout {
    fn see(&mut self, at: Instant, seen: Seen<'_>, _: &Stage) {
        match seen {
            Seen::Input { peer, input: Input::Message(Envelope { from, message }), .. } => {
                if let Message::Data { on, sequence, .. } = message {
                    let way = Way::new(*from, peer.node, *on);
                    self.letters.entry((way, *sequence)).or_insert(at);
                } else {
                    self.cards.entry((*from, peer)).or_default().push((at, message.clone()));
                }
            }
            Seen::Input { input: Input::Request { id, .. }, .. } => {
                self.requests.insert(*id, at);
            }
            Seen::Input { peer, input: Input::LinkDown(about), .. } => {
                self.links.push((at, peer, *about));
            }
            Seen::Ended(peer) => {
                self.ended.insert(peer);
            }
            Seen::Set(setting) => self.deeds.push_back((at, Told::Setting(setting))),
            Seen::MasterInput(
                input @ (master::Input::Line { .. }
                | master::Input::Click(_)
                | master::Input::CancelFill
                | master::Input::Withdraw(_)),
            ) => self.deeds.push_back((at, Told::Input(input.clone()))),
            _ => {}
        }
    }
}
