//! What machines that meet say to each other, gathered for a while.
//!
//! When many machines start, each has something short to say to each other: to open a channel for
//! every pair takes the browser far longer than anything else they do. So this is kept back a
//! little, and what is for many machines leaves as one body on the channel that all of them hear,
//! which says what is for whom.

use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet};

use node_core::{Envelope, Instant, NodeId};

/// The longest that anything waits: among few machines, and among many.
const WAIT: [Duration; 2] = [Duration::from_millis(10), Duration::from_millis(1_000)];

/// The time for which nothing must be heard: among few machines, and among many.
const QUIET: [Duration; 2] = [Duration::from_millis(1), Duration::from_millis(100)];

/// Machines for which to open one more channel takes as long as that all of them hear a message.
const WORTH_A_CHANNEL: usize = 25;

/// Messages that wait for others to leave with.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    parts: BTreeMap<NodeId, Vec<Envelope>>,
    /// When the first of them came, and when something was heard or said last.
    since: Option<(Instant, Instant)>,
    /// Machines that were spoken to here, as long as there are more of them than members.
    met: BTreeSet<NodeId>,
}

/// How gathered messages leave.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Each on the channel of the machine it is for.
    Single,
    /// All in one body that everyone hears.
    Together,
}

impl Gathering {
    /// Adds a message; one that waits already does not wait twice.
    pub(super) fn add(&mut self, now: Instant, to: NodeId, envelope: &Envelope) {
        let part = self.parts.entry(to).or_default();
        if !part.contains(envelope) {
            part.push(envelope.clone());
            self.met.insert(to);
            let first = self.since.map_or(now, |(first, _)| first);
            self.since = Some((first, now));
        }
    }

    /// Takes what waits for one machine.
    pub(super) fn take(&mut self, to: NodeId) -> Vec<Envelope> {
        let part = self.parts.remove(&to).unwrap_or_default();
        if self.parts.is_empty() {
            self.since = None;
        }
        part
    }

    /// Something was heard: whoever else has something to say may not have finished.
    pub(super) fn heard(&mut self, now: Instant) {
        if let Some((_, last)) = &mut self.since {
            *last = now;
        }
    }

    /// When they leave, if there are any, in a cluster of so many machines.
    ///
    /// All machines hear what leaves. If each of them says something, that takes the browser a time
    /// that grows with the square of their number. So they wait in proportion: until nothing was
    /// heard for a while, which is soon when one machine joins those that there are; and not for
    /// ever.
    pub(super) fn due(&self, machines: usize) -> Option<Instant> {
        let (first, last) = self.since?;
        let machines = machines.max(self.met.len() + 1);
        let pairs = Duration::from_millis(machines.min(1_000).pow(2) as u64);
        let wait = (pairs / 10).clamp(WAIT[0], WAIT[1]);
        let quiet = (pairs / 100).clamp(QUIET[0], QUIET[1]);
        Some((first + wait).min(last + quiet))
    }

    /// Takes all that wait, and how they leave in a cluster of so many machines.
    pub(super) fn take_all(&mut self, machines: usize) -> (Way, BTreeMap<NodeId, Vec<Envelope>>) {
        self.since = None;
        let parts = std::mem::take(&mut self.parts);
        if self.met.len() < machines {
            self.met.clear();
        }
        let is_many = parts.len() * WORTH_A_CHANNEL >= machines;
        (if is_many { Way::Together } else { Way::Single }, parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use node_core::{Incarnation, Message, Peer, message::Epoch};

    fn connect(epoch: u32) -> Envelope {
        let from = Peer { node: NodeId::new(1), incarnation: Incarnation(1) };
        let to = Incarnation(1);
        let message = Message::Connect { to, epoch: Epoch(epoch), confirms: None };
        Envelope { from, message }
    }

    fn at(millis: u64) -> Instant {
        Instant::ORIGIN + Duration::from_millis(millis)
    }

    fn gathered(numbers: impl IntoIterator<Item = u32>) -> Gathering {
        let mut gathering = Gathering::default();
        for number in numbers {
            gathering.add(at(0), NodeId::new(number), &connect(0));
        }
        gathering
    }

    #[test]
    fn among_few_machines_they_wait_for_no_more_than_what_comes_at_once() {
        let mut gathering = gathered([2, 3, 4, 5]);
        assert_eq!(gathering.due(5), Some(at(1)));
        gathering.heard(at(20));
        assert_eq!(gathering.due(5), Some(at(10)));
        assert_eq!(Gathering::default().due(5), None);
    }

    #[test]
    fn among_many_they_wait_until_it_is_quiet_but_not_for_ever() {
        let mut gathering = gathered([2]);
        assert_eq!(gathering.due(40), Some(at(16)));
        gathering.add(at(15), NodeId::new(3), &connect(0));
        assert_eq!(gathering.due(40), Some(at(31)));
        gathering.heard(at(20));
        assert_eq!(gathering.due(40), Some(at(36)));
        gathering.heard(at(150));
        assert_eq!(gathering.due(40), Some(at(160)));
        assert_eq!(gathering.due(usize::MAX), Some(at(250)));
    }

    #[test]
    fn what_is_said_again_while_it_waits_is_said_once() {
        let mut gathering = gathered([2, 3, 2]);
        gathering.add(at(1), NodeId::new(2), &connect(1));
        assert_eq!(gathering.take(NodeId::new(2)), [connect(0), connect(1)]);
        assert_eq!(gathering.take(NodeId::new(2)), []);
        assert_eq!(gathering.take(NodeId::new(3)), [connect(0)]);
        gathering.heard(at(2));
        assert_eq!(gathering.due(3), None);
    }

    #[test]
    fn what_is_for_few_of_many_is_not_for_all_to_hear() {
        let way = |parts, machines| gathered(0..parts).take_all(machines).0;
        assert_eq!(way(1, 100), Way::Single);
        assert_eq!(way(4, 100), Way::Together);
        assert_eq!(way(1, 20), Way::Together);
    }
}
