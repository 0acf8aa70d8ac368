//! What was sent in a replay and may still be received: where notes by reference find what they
//! refer to.

use core::time::Duration;
use std::{
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use node_core::{
    Destination, Envelope, Instant, Message, NodeId, Peer, Reply, Request, RequestId,
    message::{Body, ConnectionId, Epoch},
};

use super::Life;

/// How long a reply is remembered that nobody takes.
const LONGEST: Duration = Duration::from_secs(60);

/// One direction of one connection: who says something to whom, and on which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    from: Life,
    to: Life,
    /// The sender's side of the connection, and the receiver's.
    epochs: [u32; 2],
}

impl Way {
    /// Of what `from` says to the machine `to` on a connection.
    pub(super) fn new(from: Peer, to: NodeId, on: ConnectionId) -> Self {
        let to = Life::from(Peer { node: to, incarnation: on.to });
        Self { from: Life::from(from), to, epochs: [on.from_epoch.0, on.to_epoch.0] }
    }

    /// Who says it.
    pub(super) fn from(self) -> Peer {
        self.from.into()
    }

    /// To whom.
    pub(super) fn to(self) -> Peer {
        self.to.into()
    }

    /// The connection, as the sender names it.
    pub(super) fn connection(self) -> ConnectionId {
        let [from_epoch, to_epoch] = self.epochs;
        let (from_epoch, to_epoch) = (Epoch(from_epoch), Epoch(to_epoch));
        ConnectionId { to: self.to().incarnation, from_epoch, to_epoch }
    }

    /// The other direction.
    const fn back(self) -> Self {
        let [mine, yours] = self.epochs;
        Self { from: self.to, to: self.from, epochs: [yours, mine] }
    }
}

/// A numbered message.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub(super) body: Rc<Body>,
    /// When it was sent, and sent again.
    sent: VecDeque<Instant>,
    /// Up to which number its sender had received all, when it was last sent.
    pub(super) received: u64,
    /// How many copies of it were received.
    pub(super) taken: u32,
}

impl Letter {
    /// When the copy was sent that is received next, as far as that can be told.
    pub(super) fn sent(&self) -> Option<Instant> {
        self.sent.front().copied()
    }
}

/// The numbered messages of one way that are not confirmed.
#[derive(Clone, Debug, Default)]
struct Lane {
    /// All up to this number are confirmed.
    confirmed: u64,
    letters: VecDeque<Letter>,
}

impl Lane {
    fn place(&self, sequence: u64) -> Option<usize> {
        usize::try_from(sequence.checked_sub(self.confirmed + 1)?).ok()
    }
}

/// A message without a number, to one machine or to all.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub(super) sent: Instant,
    pub(super) message: Message,
    /// Who has received it.
    pub(super) taken: Vec<Peer>,
}

/// A request, or a reply, on its way.
#[derive(Clone, Debug)]
pub(super) struct Parcel<T> {
    pub(super) sent: Instant,
    /// Of a request the machine it goes to, of a reply the one it comes from.
    pub(super) machine: Peer,
    pub(super) what: Rc<T>,
}

/// What was looked for under a reference.
pub(super) enum Found {
    /// This.
    Letter(Rc<Body>),
    /// It has been confirmed: whoever receives it once more does not look at the body.
    Confirmed,
    /// It was not sent yet.
    NotYet,
}

/// All that is under way.
#[derive(Clone, Debug, Default)]
pub(super) struct Post {
    lanes: BTreeMap<Way, Lane>,
    cards: BTreeMap<(Life, To), VecDeque<Card>>,
    pub(super) requests: BTreeMap<RequestId, Parcel<Request>>,
    pub(super) replies: BTreeMap<RequestId, Parcel<Reply>>,
    /// Lives that the Master wants to begin, and whether it has ended them since: a worker that is
    /// ended while it loads may have made its first notes by then.
    pub(super) starts: BTreeMap<Life, bool>,
}

impl Post {
    /// The life of a machine that is still to begin.
    pub(super) fn starting(&self, node: NodeId) -> Option<Peer> {
        let starts = self.starts.iter().filter(|(_, is_over)| !**is_over);
        starts.map(|(&life, _)| Peer::from(life)).find(|peer| peer.node == node)
    }

    /// A machine sends a message. Answers its body, if it is a numbered one that is sent for the first
    /// time.
    pub(super) fn send(
        &mut self,
        at: Instant,
        to: Destination,
        envelope: &Envelope,
    ) -> Option<Rc<Body>> {
        let Envelope { from, message } = envelope;
        if let (Message::Data { on, sequence, received, body }, Destination::Node(to)) =
            (message, to)
        {
            return self.send_letter(at, Way::new(*from, to, *on), *sequence, *received, body);
        }
        let card = Card { sent: at, message: message.clone(), taken: Vec::new() };
        self.cards.entry((Life::from(*from), To::from(to))).or_default().push_back(card);
        None
    }

    fn send_letter(
        &mut self,
        at: Instant,
        way: Way,
        sequence: u64,
        received: u64,
        body: &Body,
    ) -> Option<Rc<Body>> {
        let lane = self.lanes.entry(way).or_default();
        // What is confirmed is sent again only by who does not know that yet.
        let place = lane.place(sequence)?;
        match lane.letters.get_mut(place) {
            Some(letter) => {
                letter.sent.push_back(at);
                letter.received = received;
                None
            }
            None => {
                let (body, sent) = (Rc::new(body.clone()), VecDeque::from([at]));
                lane.letters.push_back(Letter { body: body.clone(), sent, received, taken: 0 });
                Some(body)
            }
        }
    }

    /// The body of a numbered message.
    pub(super) fn body(&self, way: Way, sequence: u64) -> Found {
        let Some(lane) = self.lanes.get(&way) else { return Found::NotYet };
        let Some(place) = lane.place(sequence) else { return Found::Confirmed };
        match lane.letters.get(place) {
            Some(letter) => Found::Letter(letter.body.clone()),
            None => Found::NotYet,
        }
    }

    /// A machine has received a numbered message. Answers when that was sent, and whether it was
    /// received before; nothing of one that nobody here sent.
    pub(super) fn take_letter(&mut self, way: Way, sequence: u64) -> Option<(Instant, bool)> {
        let lane = self.lanes.get_mut(&way)?;
        let place = lane.place(sequence)?;
        let letter = lane.letters.get_mut(place)?;
        let sent = letter.sent()?;
        letter.taken += 1;
        if letter.sent.len() > 1 {
            letter.sent.pop_front();
        }
        Some((sent, letter.taken > 1))
    }

    /// A machine has received another message; answers as [`take_letter`](Self::take_letter).
    pub(super) fn take_card(
        &mut self,
        by: Peer,
        from: Peer,
        message: &Message,
    ) -> Option<(Instant, bool)> {
        let cards = self.cards.get_mut(&(from.into(), To::of(message, by.node)))?;
        let same = |card: &&mut Card| card.message == *message;
        // The newest are looked at first: it is mostly one of them.
        let mut newest = cards.iter_mut().rev().filter(same);
        let card = newest.next()?;
        if card.taken.contains(&by) {
            return Some((card.sent, true));
        }
        // Of equal ones, they come in their order; no tick is equal to another.
        let is_tick = matches!(message, Message::Tick { .. });
        let older = newest.take_while(|card| !is_tick && !card.taken.contains(&by)).last();
        let card = older.unwrap_or(card);
        card.taken.push(by);
        Some((card.sent, false))
    }

    /// Whether such a message was sent to this machine.
    pub(super) fn has_card(&self, to: NodeId, from: Peer, message: &Message) -> bool {
        let cards = self.cards.get(&(from.into(), To::of(message, to)));
        cards.is_some_and(|cards| cards.iter().rev().any(|card| card.message == *message))
    }

    /// The sender of a way has learnt that everything up to this number was received. `heard` is the
    /// way on which it was told so.
    pub(super) fn confirm(&mut self, heard: Way, up_to: u64) {
        if let Some(lane) = self.lanes.get_mut(&heard.back()) {
            let confirmed = up_to.saturating_sub(lane.confirmed);
            let confirmed =
                lane.letters.len().min(usize::try_from(confirmed).unwrap_or(usize::MAX));
            lane.letters.drain(..confirmed);
            lane.confirmed += confirmed as u64;
        }
    }

    /// Numbered messages that were sent and not received, with their ways and numbers.
    pub(super) fn letters(&self) -> impl Iterator<Item = (Way, u64, &Letter)> {
        self.lanes.iter().flat_map(|(way, lane)| {
            let numbers = lane.confirmed + 1..;
            let letters = numbers.zip(&lane.letters);
            letters
                .filter(|(_, letter)| letter.taken == 0)
                .map(|(number, letter)| (*way, number, letter))
        })
    }

    /// The other messages that are remembered, with who sent them and to whom.
    pub(super) fn cards(&self) -> impl Iterator<Item = (Peer, To, &Card)> {
        let of_one = |(&(from, to), cards): (&(Life, To), _)| (Peer::from(from), to, cards);
        let all = self.cards.iter().map(of_one);
        all.flat_map(|(from, to, cards)| cards.iter().map(move |card| (from, to, card)))
    }

    /// Forgets what nobody receives any more: `is_over` says so of a life. Messages without a number
    /// are forgotten after this time; whoever receives one later is not told when it was sent.
    pub(super) fn sweep(
        &mut self,
        now: Instant,
        remembered: Duration,
        is_over: impl Fn(Peer) -> bool,
    ) {
        self.lanes.retain(|way, _| !is_over(way.to()));
        self.cards.retain(|_, cards| {
            let old = cards.iter().take_while(|card| now.since(card.sent) > remembered).count();
            cards.drain(..old);
            !cards.is_empty()
        });
        self.requests.retain(|_, request| !is_over(request.machine));
        self.replies.retain(|_, reply| now.since(reply.sent) <= LONGEST);
    }
}

/// To whom a message without a number is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum To {
    Everyone,
    /// The machine with this number.
    One(u32),
}

impl To {
    /// To whom such a message is sent when this machine receives it.
    const fn of(message: &Message, by: NodeId) -> Self {
        match message {
            Message::Hello | Message::Tick { .. } | Message::Leave => Self::Everyone,
            _ => Self::One(by.number()),
        }
    }
}

impl From<Destination> for To {
    fn from(destination: Destination) -> Self {
        match destination {
            Destination::Everyone => Self::Everyone,
            Destination::Node(node) => Self::One(node.number()),
        }
    }
}
