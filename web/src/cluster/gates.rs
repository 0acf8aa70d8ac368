//! What waits at all gates, as the machines tell it, and what is still on its way to them.

use std::collections::{BTreeMap, VecDeque};

use node_core::{Destination, Instant, RequestId, TimeoutReason};

use crate::{
    control::gate::{Entered, GateReport},
    picture::{Asks, Leg, MAX_SHOWN, Says, Waiting, WaitingId},
};

/// Calls and requests that are remembered, to say what an answer is the answer to.
const MAX_REMEMBERED: usize = 1_000;

/// The Master among machines' numbers, none of which is 0.
const MASTER: u32 = 0;

/// What the Master knows of the gates, while time does not go at its usual pace.
#[derive(Debug, Default)]
pub(super) struct Gates {
    /// In which order it was heard of, and what it is.
    waiting: BTreeMap<WaitingId, (u64, Waiting)>,
    heard: u64,
    /// How many messages were sent and have not come, from whom to whom. Who comes may be heard of
    /// before who sent.
    in_air: Vec<((u32, u32), i64)>,
    timers: Vec<(u32, Instant, TimeoutReason)>,
    /// What each machine asked in which call, and the Master in which request; the newest last.
    asked: VecDeque<((u32, u64), Asks)>,
}

impl Gates {
    /// A machine told of its gate; `others` are those that hear what it says to everyone.
    pub(super) fn told(&mut self, of: u32, report: GateReport, others: &[u32]) {
        for (to, messages) in report.sent {
            match to {
                Destination::Node(node) => self.sent(of, node.number(), messages, others),
                Destination::Everyone => {
                    for &other in others {
                        self.sent(of, other, messages, others);
                    }
                }
            }
        }
        for (from, messages) in report.came {
            self.add(from.node.number(), of, -i64::from(messages));
        }
        self.add(MASTER, of, -i64::from(report.asked));
        for entered in report.entered {
            self.enter(entered);
        }
        for number in report.left {
            self.leave(WaitingId { gate: Some(of), number });
        }
        self.timers.retain(|(machine, ..)| *machine != of);
        if let Some((at, reason)) = report.timer {
            self.timers.push((of, at, reason));
        }
    }

    fn sent(&mut self, from: u32, to: u32, messages: u32, living: &[u32]) {
        // What is sent to the dead never comes.
        if living.contains(&to) {
            self.add(from, to, messages.into());
        }
    }

    fn add(&mut self, from: u32, to: u32, messages: i64) {
        match self.in_air.iter().position(|(ends, _)| *ends == (from, to)) {
            Some(at) => {
                self.in_air[at].1 += messages;
                if self.in_air[at].1 == 0 {
                    self.in_air.swap_remove(at);
                }
            }
            None if messages == 0 => {}
            None => self.in_air.push(((from, to), messages)),
        }
    }

    fn remember(&mut self, by: u32, number: u64, asks: Asks) {
        self.asked.push_back(((by, number), asks));
        if self.asked.len() > MAX_REMEMBERED {
            self.asked.pop_front();
        }
    }

    fn remembered(&self, by: u32, number: u64) -> Option<Asks> {
        let found = self.asked.iter().rev().find(|(asked, _)| *asked == (by, number));
        found.map(|(_, asks)| asks.clone())
    }

    /// The Master asks a machine for something.
    pub(super) fn asks(&mut self, of: u32, request: Option<(RequestId, Asks)>) {
        self.add(MASTER, of, 1);
        if let Some((id, asks)) = request {
            self.remember(MASTER, id.0, asks);
        }
    }

    /// What the Master asked for in this request.
    pub(super) fn asked(&self, id: RequestId) -> Option<Asks> {
        self.remembered(MASTER, id.0)
    }

    /// Something waits, or waits otherwise than before.
    pub(super) fn enter(&mut self, entered: Entered) {
        let Entered { mut waiting, call } = entered;
        match (&mut waiting.says, call, waiting.from, waiting.id.gate) {
            (Says::Asks(asks), Some(call), Some(caller), _) => {
                self.remember(caller, call.0, asks.clone());
            }
            (Says::Answers { to, .. }, Some(call), _, Some(caller)) => {
                *to = self.remembered(caller, call.0);
            }
            _ => {}
        }
        self.heard += 1;
        let heard = self.waiting.get(&waiting.id).map_or(self.heard, |(heard, _)| *heard);
        self.waiting.insert(waiting.id, (heard, waiting));
    }

    /// Something no longer waits.
    pub(super) fn leave(&mut self, id: WaitingId) {
        self.waiting.remove(&id);
    }

    /// A machine is dead: what waits at its gate is lost with it, and nobody knows what it sent last.
    pub(super) fn forget(&mut self, machine: u32) {
        self.waiting.retain(|id, (_, waiting)| {
            let is_reply = id.gate.is_none() && waiting.from == Some(machine);
            id.gate != Some(machine) && !is_reply
        });
        self.in_air.retain(|&((from, to), _)| from != machine && to != machine);
        self.timers.retain(|(of, ..)| *of != machine);
    }

    /// Whether something was sent that has not come.
    pub(super) fn is_in_air(&self) -> bool {
        self.in_air.iter().any(|&(_, messages)| messages > 0)
    }

    /// Whatever was sent has come, or never will.
    pub(super) fn all_came(&mut self) {
        self.in_air.clear();
    }

    pub(super) fn get(&self, id: WaitingId) -> Option<&Waiting> {
        self.waiting.get(&id).map(|(_, waiting)| waiting)
    }

    /// What arrives first, and of that what was heard of first.
    pub(super) fn first(&self) -> Option<&Waiting> {
        let first = self.waiting.values().min_by(|(one, a), (other, b)| {
            a.arrives_ms.total_cmp(&b.arrives_ms).then(one.cmp(other))
        });
        first.map(|(_, waiting)| waiting)
    }

    /// The machine that wants to be woken first.
    pub(super) fn next_timer(&self) -> Option<(u32, Instant, TimeoutReason)> {
        self.timers.iter().copied().min_by_key(|&(machine, at, _)| (at, machine))
    }

    /// What the page shows of it, in the order in which it arrives, and how much there is. Where it is
    /// too much, signs of life are left out first.
    pub(super) fn shown(&self) -> (Vec<Waiting>, u64) {
        let mut all: Vec<&(u64, Waiting)> = self.waiting.values().collect();
        if all.len() > MAX_SHOWN {
            let is_sign = |waiting: &Waiting| waiting.leg() == Leg::Sign;
            all.sort_by_key(|(heard, waiting)| (is_sign(waiting), *heard));
            all.truncate(MAX_SHOWN);
        }
        all.sort_by(|(one, a), (other, b)| {
            a.arrives_ms.total_cmp(&b.arrives_ms).then(one.cmp(other))
        });
        let shown = all.into_iter().map(|(_, waiting)| waiting.clone()).collect();
        (shown, self.waiting.len() as u64)
    }

    /// All begins anew.
    pub(super) fn clear(&mut self) {
        *self = Self { heard: self.heard, ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Outcome;
    use node_core::{Incarnation, NodeId, Peer, message::CallId};

    fn entered(from: u32, gate: u32, number: u64, arrives_ms: f64, says: Says) -> Entered {
        let waiting = Waiting {
            id: WaitingId { gate: Some(gate), number },
            from: Some(from),
            sent_ms: 0.0,
            part: 0.0,
            since_ms: 0.0,
            arrives_ms,
            says,
            sequence: None,
        };
        Entered { waiting, call: Some(CallId(7)) }
    }

    fn sent(to: Destination, messages: u32) -> GateReport {
        GateReport { sent: vec![(to, messages)], ..GateReport::default() }
    }

    fn came(from: u32, messages: u32) -> GateReport {
        let from = Peer { node: NodeId::new(from), incarnation: Incarnation(1) };
        GateReport { came: vec![(from, messages)], ..GateReport::default() }
    }

    #[test]
    fn what_was_sent_is_in_the_air_until_it_came_whoever_tells_first() {
        let mut gates = Gates::default();
        gates.told(1, sent(Destination::Node(NodeId::new(3)), 2), &[2, 3]);
        gates.told(3, came(1, 1), &[1, 2]);
        assert!(gates.is_in_air());
        gates.told(3, came(1, 1), &[1, 2]);
        assert!(!gates.is_in_air());
        gates.told(2, came(3, 1), &[1, 3]);
        assert!(!gates.is_in_air());
        gates.told(3, sent(Destination::Node(NodeId::new(2)), 1), &[1, 2]);
        assert!(!gates.is_in_air());
    }

    #[test]
    fn what_is_said_to_everyone_comes_to_each_and_what_is_sent_to_the_dead_to_nobody() {
        let mut gates = Gates::default();
        gates.told(1, sent(Destination::Everyone, 1), &[2, 3]);
        gates.told(2, came(1, 1), &[1, 3]);
        assert!(gates.is_in_air());
        gates.forget(3);
        assert!(!gates.is_in_air());
        gates.told(1, sent(Destination::Node(NodeId::new(3)), 1), &[2]);
        assert!(!gates.is_in_air());
    }

    #[test]
    fn the_masters_requests_are_in_the_air_too() {
        let mut gates = Gates::default();
        gates.asks(1, Some((RequestId(5), Asks::Count)));
        assert!(gates.is_in_air());
        gates.told(1, GateReport { asked: 1, ..GateReport::default() }, &[]);
        assert!(!gates.is_in_air());
        assert_eq!(gates.asked(RequestId(5)), Some(Asks::Count));
        assert_eq!(gates.asked(RequestId(6)), None);
    }

    #[test]
    fn the_first_is_what_arrives_first_and_then_what_was_heard_of_first() {
        let mut gates = Gates::default();
        gates.enter(entered(1, 2, 9, 5.0, Says::Hello));
        gates.enter(entered(1, 3, 1, 4.0, Says::Hello));
        gates.enter(entered(3, 1, 1, 4.0, Says::Hello));
        let first = |gates: &Gates| gates.first().map(|waiting| waiting.id);
        assert_eq!(first(&gates), Some(WaitingId { gate: Some(3), number: 1 }));
        // Delayed, it is another's turn.
        gates.enter(entered(1, 3, 1, 54.0, Says::Hello));
        assert_eq!(first(&gates), Some(WaitingId { gate: Some(1), number: 1 }));
        gates.leave(WaitingId { gate: Some(1), number: 1 });
        assert_eq!(first(&gates), Some(WaitingId { gate: Some(2), number: 9 }));
        assert_eq!(gates.shown().1, 2);
    }

    #[test]
    fn an_answer_is_told_with_what_was_asked() {
        let mut gates = Gates::default();
        let asks = Asks::Get { key: "k".to_owned() };
        gates.enter(entered(1, 3, 1, 1.0, Says::Asks(asks.clone())));
        let answer = |to| Says::Answers { to, outcome: Outcome::Nothing };
        gates.enter(entered(3, 1, 4, 1.0, answer(None)));
        let told = gates.get(WaitingId { gate: Some(1), number: 4 });
        assert_eq!(told.map(|waiting| &waiting.says), Some(&answer(Some(asks))));
    }

    #[test]
    fn a_dead_machine_takes_along_what_waits_for_it_and_not_what_it_sent_to_others() {
        let mut gates = Gates::default();
        gates.enter(entered(1, 2, 1, 1.0, Says::Hello));
        gates.enter(entered(2, 1, 1, 1.0, Says::Hello));
        let timer = Some((Instant::ORIGIN, TimeoutReason::Tick));
        gates.told(2, GateReport { timer, ..GateReport::default() }, &[1]);
        gates.forget(2);
        let shown = gates.shown().0;
        assert_eq!(shown.iter().map(|one| one.from).collect::<Vec<_>>(), [Some(2)]);
        assert_eq!(gates.next_timer(), None);
    }

    #[test]
    fn of_very_many_the_signs_of_life_are_left_out_first() {
        let mut gates = Gates::default();
        for number in 0..MAX_SHOWN as u64 {
            gates.enter(entered(1, 2, number, 1.0, Says::Tick));
        }
        gates.enter(entered(1, 2, 1_000, 2.0, Says::Hello));
        let (shown, count) = gates.shown();
        assert_eq!((shown.len(), count), (MAX_SHOWN, MAX_SHOWN as u64 + 1));
        assert_eq!(shown.last().map(|waiting| &waiting.says), Some(&Says::Hello));
    }
}
