//! The way things come to a machine: slow, lossy or cut, when somebody asked for that; and the gate at
//! its end, where they wait.
//!
//! Faults act on the receiver's side, since one broadcast goes to all and each link may treat it
//! differently. It is the simulator's network that decides; here is only what waits.

use core::{ops::Range, time::Duration};

use lab::{command, sim::Network};
use node_core::{Envelope, Instant, NodeId, Peer};

use crate::{
    control::{gate::Entered, machine::Requests},
    gate::{DELAY, Gate},
    picture::{Says, Waiting, WaitingId},
    says::{Told, of_request},
};

/// What comes to a machine from outside.
#[derive(Clone, Debug)]
pub enum Received {
    /// Messages of one machine.
    Envelopes(Vec<Envelope>),
    /// The link of this life closed.
    LinkDown(Peer),
    /// Requests of a Master.
    Requests(Requests),
    /// A Master wants it to leave.
    Leave,
}

impl Received {
    /// Whether it comes from a Master.
    #[must_use]
    pub const fn is_asked(&self) -> bool {
        matches!(self, Self::Requests(_) | Self::Leave)
    }
}

/// Something on its way.
#[derive(Clone, Debug)]
struct Held {
    what: Received,
    sent: Instant,
    /// How much of its way it had behind it at some moment.
    part: (f64, Instant),
}

/// What is on its way to one machine.
pub struct Road {
    me: NodeId,
    network: Network,
    gate: Gate<Held>,
    /// Closed links beyond a cut: nobody on this side can see them close.
    held_back: Vec<Peer>,
}

impl Road {
    /// A perfect road to this life of a machine; `seed` is its only source of chance, should it be
    /// made worse.
    #[must_use]
    pub fn new(me: Peer, seed: u64) -> Self {
        // A number must be exact as a number of JavaScript too.
        let first = u64::from(me.incarnation.0 & 0xf_ffff) << 32;
        Self {
            me: me.node,
            network: Network::new(seed),
            gate: Gate::new(first),
            held_back: Vec::new(),
        }
    }

    /// The road is so from now on. Answers the lives whose links closed beyond a cut that is no
    /// more.
    pub fn set(&mut self, network: command::Network, sides: Vec<Vec<NodeId>>) -> Vec<Peer> {
        let is_perfect = network == command::Network::default();
        let link = if is_perfect { lab::sim::Link::NONE } else { network.into() };
        self.network.set_all(link);
        self.network.set_partition(sides);
        let (held, seen) = std::mem::take(&mut self.held_back)
            .into_iter()
            .partition(|peer| !self.network.reaches(peer.node, self.me));
        self.held_back = held;
        seen
    }

    /// A body comes onto the road, which takes so long besides what befalls it there. Answers the
    /// numbers under which it waits: none when it is lost.
    pub fn enter(
        &mut self,
        now: Instant,
        flight: Duration,
        envelopes: Vec<Envelope>,
    ) -> Range<u64> {
        let before = self.gate.last();
        if let Some(from) = envelopes.first().map(|envelope| envelope.from.node) {
            let mut arrivals = self.network.arrivals(now + flight, from, self.me);
            if let Some(last) = arrivals.pop() {
                for at in arrivals {
                    self.add(now, at, Received::Envelopes(envelopes.clone()));
                }
                self.add(now, last, Received::Envelopes(envelopes));
            }
        }
        before + 1..self.gate.last() + 1
    }

    /// Something that no network carries comes to the gate, and arrives at this moment. Answers the
    /// number under which it waits.
    pub fn wait(&mut self, now: Instant, at: Instant, what: Received) -> Option<u64> {
        self.add(now, at, what)
    }

    fn add(&mut self, now: Instant, at: Instant, what: Received) -> Option<u64> {
        self.gate.enter(at, Held { what, sent: now, part: (0.0, now) })
    }

    /// The next thing that has arrived, with its number.
    pub fn take_arrived(&mut self, now: Instant) -> Option<(u64, Received)> {
        self.gate.take_arrived(now).map(|(number, held)| (number, held.what))
    }

    /// When the next thing arrives.
    #[must_use]
    pub fn next_arrival(&self) -> Option<Instant> {
        self.gate.next()
    }

    /// When the last thing arrives that a Master has asked for and that waits still: what it asks for
    /// next is not to overtake it.
    #[must_use]
    pub fn last_asked(&self) -> Option<Instant> {
        self.gate.iter().filter(|(.., held)| held.what.is_asked()).map(|(at, ..)| at).max()
    }

    /// Bodies of several messages wait as one message each from now on.
    pub fn part_bodies(&mut self) {
        for (at, held) in self.gate.take_all() {
            let Received::Envelopes(envelopes) = held.what else {
                self.gate.enter(at, held);
                continue;
            };
            for envelope in envelopes {
                let what = Received::Envelopes(vec![envelope]);
                self.gate.enter(at, Held { what, ..held });
            }
        }
    }

    /// The numbers of all that waits.
    #[must_use]
    pub fn numbers(&self) -> Vec<u64> {
        self.gate.iter().map(|(_, number, _)| number).collect()
    }

    /// Takes what waits under this number.
    pub fn take(&mut self, number: u64) -> Option<Received> {
        self.gate.take(number).map(|held| held.what)
    }

    /// Takes what waits under this number, if it can be lost; answers whether it did.
    pub fn lose(&mut self, number: u64) -> bool {
        self.told(number).is_some_and(|told| told.waiting.can_be_lost())
            && self.gate.take(number).is_some()
    }

    /// What waits under this number arrives later; answers whether it does.
    pub fn delay(&mut self, now: Instant, number: u64) -> bool {
        let Some(mut waiting) = self.told(number).map(|told| told.waiting) else { return false };
        let later = self.gate.delay(number, DELAY, |held, at| {
            waiting.arrives_later(now.as_millis_f64(), at.as_millis_f64());
            held.part = (waiting.part, now);
        });
        later.is_some()
    }

    /// What waits under this number comes twice, if it can; answers the other one's number.
    pub fn duplicate(&mut self, number: u64) -> Option<u64> {
        let can = self.told(number)?.waiting.can_be_lost();
        let (at, held) = self.gate.get(number).filter(|_| can)?;
        let copy = held.clone();
        self.gate.enter(at, copy)
    }

    /// What waits under this number, as the Master is told of it.
    #[must_use]
    pub fn told(&self, number: u64) -> Option<Entered> {
        let (at, held) = self.gate.get(number)?;
        let Told { says, sequence, call } = match &held.what {
            Received::Envelopes(envelopes) => Told::of_message(envelopes.first()?),
            Received::LinkDown(peer) => Told::plain(Says::Closed(peer.node.number())),
            Received::Requests(requests) => {
                Told::plain(Says::Asks(of_request(&requests.first()?.1)))
            }
            Received::Leave => Told::plain(Says::Leave),
        };
        let from = match &held.what {
            Received::Envelopes(envelopes) => envelopes.first().map(|one| one.from.node.number()),
            Received::LinkDown(peer) => Some(peer.node.number()),
            Received::Requests(_) | Received::Leave => None,
        };
        let waiting = Waiting {
            id: WaitingId { gate: Some(self.me.number()), number },
            from,
            sent_ms: held.sent.as_millis_f64(),
            part: held.part.0,
            since_ms: held.part.1.as_millis_f64(),
            arrives_ms: at.as_millis_f64(),
            says,
            sequence,
        };
        Some(Entered { waiting, call })
    }

    /// Whether the closed link of this life can't be seen from here; it is kept then.
    pub fn holds_back(&mut self, peer: Peer) -> bool {
        let cut = !self.network.reaches(peer.node, self.me);
        if cut && !self.held_back.contains(&peer) {
            self.held_back.push(peer);
        }
        cut
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pace::FLIGHT;
    use node_core::{Incarnation, Message, Request, RequestId};

    fn peer(number: u32) -> Peer {
        Peer { node: NodeId::new(number), incarnation: Incarnation(1) }
    }

    fn hello(from: u32) -> Envelope {
        Envelope { from: peer(from), message: Message::Hello }
    }

    fn at(micros: u64) -> Instant {
        Instant::ORIGIN + Duration::from_micros(micros)
    }

    fn road() -> Road {
        let mut road = Road::new(peer(1), 7);
        road.set(command::Network::default(), Vec::new());
        road
    }

    /// How many messages of whom have arrived.
    fn arrived(road: &mut Road, now: Instant) -> Vec<(u32, usize)> {
        std::iter::from_fn(|| road.take_arrived(now))
            .map(|(_, received)| match received {
                Received::Envelopes(all) => (all[0].from.node.number(), all.len()),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn at_the_usual_pace_a_body_arrives_as_it_came() {
        let mut road = road();
        assert_eq!(road.enter(at(5), Duration::ZERO, vec![hello(2), hello(2)]).count(), 1);
        assert_eq!(arrived(&mut road, at(5)), [(2, 2)]);
    }

    #[test]
    fn what_is_said_once_time_goes_on_does_not_overtake_what_the_same_machine_said_before() {
        let mut road = road();
        road.enter(at(0), FLIGHT, vec![hello(2)]);
        road.enter(at(200), Duration::ZERO, vec![hello(2), hello(2)]);
        road.enter(at(200), Duration::ZERO, vec![hello(3), hello(3), hello(3)]);
        assert_eq!(arrived(&mut road, at(200)), [(3, 3)]);
        assert_eq!(arrived(&mut road, at(1_000)), [(2, 1), (2, 2)]);
    }

    #[test]
    fn bodies_on_the_way_become_messages_when_time_slows_down() {
        let mut road = road();
        road.set(command::Network { delay: 50, ..Default::default() }, Vec::new());
        road.enter(at(0), Duration::ZERO, vec![hello(2), hello(2)]);
        road.part_bodies();
        let told: Vec<_> = road.numbers().into_iter().filter_map(|it| road.told(it)).collect();
        assert_eq!(told.len(), 2);
        assert!(told.iter().all(|told| told.waiting.arrives_ms > 50.0));
        assert_eq!(road.enter(at(1), FLIGHT, vec![hello(2)]).count(), 1);
        assert_eq!(arrived(&mut road, at(99_000)), [(2, 1), (2, 1), (2, 1)]);
    }

    #[test]
    fn a_message_can_be_lost_or_come_twice_and_a_request_can_not() {
        let mut road = road();
        let message = road.enter(at(0), FLIGHT, vec![hello(2)]).start;
        let request = vec![(RequestId(1), Request::Stats)];
        let request = road.wait(at(0), at(1_000), Received::Requests(request)).unwrap();
        assert_eq!((road.duplicate(request), road.lose(request)), (None, false));
        let copy = road.duplicate(message).unwrap();
        assert!(road.lose(message) && !road.lose(message));
        assert!(road.delay(at(500), request) && !road.delay(at(500), message));
        assert_eq!(road.last_asked(), Some(at(51_000)));
        assert_eq!(road.numbers(), [copy, request]);
        let told = road.told(request).map(|told| told.waiting.progress(0.5));
        assert_eq!(told, Some(0.5), "it goes on from where it is");
    }

    #[test]
    fn a_lost_message_waits_nowhere() {
        let mut road = road();
        road.set(command::Network { loss: 100, ..Default::default() }, Vec::new());
        assert_eq!(road.enter(at(0), FLIGHT, vec![hello(2)]).count(), 0);
        assert_eq!(road.next_arrival(), None);
    }
}
