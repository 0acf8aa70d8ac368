//! What is under way at a moment of a replay: sent, and not received so far.

use core::time::Duration;
use std::rc::Rc;

use node_core::{Envelope, Instant, Message as Said, Peer, Request, RequestId};

use super::{
    Message,
    living::State,
    post::{To, Way},
    tell::{of_body, of_machine, of_reply, of_request},
};

/// How much longer a message may take than the network is set to: later, it is taken for lost.
const GRACE: Duration = Duration::from_secs(1);

/// A message that is under way.
#[derive(Clone, Debug)]
pub(super) struct UnderWay {
    pub(super) message: Message,
    pub(super) what: What,
}

/// What is under way.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// A numbered message between machines: its way, its number, and all of it.
    Letter(Way, u64, Envelope),
    /// Another one, and to whom.
    Card(Peer, Envelope),
    /// A request of the Master's to a machine.
    Request(Peer, RequestId, Rc<Request>),
    /// A reply to the Master.
    Reply,
}

impl UnderWay {
    /// Everything that is under way, the oldest first.
    pub(super) fn all(state: &State) -> Vec<Self> {
        let mut all = letters(state);
        all.extend(cards(state));
        all.extend(state.post.requests.iter().map(|(&id, request)| Self {
            message: of_request(id, request),
            what: What::Request(request.machine, id, request.what.clone()),
        }));
        all.extend(state.post.replies.iter().map(|(&id, reply)| Self {
            message: of_reply(id, reply, &state.threads),
            what: What::Reply,
        }));
        all.sort_by_key(|under_way| under_way.message.sent);
        all
    }

    pub(super) const fn is_between_machines(&self) -> bool {
        matches!(self.what, What::Letter(..) | What::Card(..))
    }
}

/// Until when a message may still come that was sent at this moment.
pub(super) fn may_come_until(state: &State, sent: Instant) -> Instant {
    sent + state.stage.longest_delay() + GRACE
}

/// Whether a message may still come to this machine.
fn may_come(state: &State, to: Peer, sent: Instant) -> bool {
    let Some(machine) = state.stage.machine(to) else { return false };
    let waits = machine.is_frozen || state.now <= may_come_until(state, sent);
    !machine.is_gone() && machine.started <= sent && waits
}

fn letters(state: &State) -> Vec<UnderWay> {
    let letters = state.post.letters().filter_map(|(way, sequence, letter)| {
        let sent = letter.sent()?;
        if !may_come(state, way.to(), sent) {
            return None;
        }
        let mut message = of_body(way.from(), way.to(), &letter.body, &state.threads);
        message.sent = Some(sent);
        let envelope = Envelope {
            from: way.from(),
            message: Said::Data {
                on: way.connection(),
                sequence,
                received: letter.received,
                body: (*letter.body).clone(),
            },
        };
        Some(UnderWay { message, what: What::Letter(way, sequence, envelope) })
    });
    letters.collect()
}

fn cards(state: &State) -> Vec<UnderWay> {
    let living: Vec<Peer> = state.stage.living().map(|machine| machine.node.status().me).collect();
    let mut all = Vec::new();
    for (from, to, card) in state.post.cards() {
        let receivers = living.iter().copied().filter(|peer| match to {
            To::Everyone => peer.node != from.node,
            To::One(number) => peer.node.number() == number,
        });
        for to in receivers
            .filter(|&peer| !card.taken.contains(&peer) && may_come(state, peer, card.sent))
        {
            let mut message = of_machine(from, to, &card.message, &state.threads);
            message.sent = Some(card.sent);
            let envelope = Envelope { from, message: card.message.clone() };
            all.push(UnderWay { message, what: What::Card(to, envelope) });
        }
    }
    all
}
