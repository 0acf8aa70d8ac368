//! How the cluster's time goes: its pace, its steps, and what waits for it on its way to the Master.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lab::{
    master::{Cause, Input},
    pages::Said,
};
use node_core::{Instant, NodeId, Peer, Reply, RequestId};

use super::{
    Cluster, Inner,
    gates::Gates,
    steps::{Move, Steps},
};
use crate::{
    control::{
        gate::{Entered, GateReport},
        machine::{Requests, ToMachine},
    },
    gate::{Act, DELAY, Gate},
    pace::{FLIGHT, Pace},
    picture::{Says, Step, Stepped, Time, Waiting, WaitingId},
    says::{of_reply, of_request},
};

/// How often it is looked whether a step takes too long, in milliseconds.
const LOOK_MILLIS: u32 = 100;

/// What is kept of the cluster's time.
pub(super) struct Timekeeper {
    pub(super) gates: Gates,
    /// What waits on its way to the Master.
    back: Gate<(Peer, Back)>,
    steps: Steps,
    /// Whether a step was under way when it was looked last.
    was_stepping: bool,
    /// The last pace that was no standstill.
    speed: f64,
    last_ticket: u64,
    last_step: Option<Step>,
    /// Machines that were ended since time no longer goes at its usual pace.
    unsent: Vec<u32>,
    look: Option<Timeout>,
}

/// What a machine says to the Master.
enum Back {
    Reply(RequestId, Option<Reply>),
    Left,
}

impl Default for Timekeeper {
    fn default() -> Self {
        Self {
            gates: Gates::default(),
            back: Gate::new(0),
            steps: Steps::default(),
            was_stepping: false,
            speed: 1.0,
            last_ticket: 0,
            last_step: None,
            unsent: Vec::new(),
            look: None,
        }
    }
}

impl Timekeeper {
    /// When the next thing arrives at the Master.
    pub(super) fn next_arrival(&self) -> Option<Instant> {
        self.back.next()
    }

    /// The cluster was booted: nothing waits any more.
    pub(super) fn booted(&mut self) {
        self.gates.clear();
        self.back.take_all().for_each(drop);
        self.steps.stop();
        self.unsent.clear();
    }

    fn stepped(&mut self, did: Stepped) {
        let number = self.last_step.as_ref().map_or(1, |last| last.number + 1);
        self.last_step = Some(Step { number, did });
    }
}

impl Inner {
    /// A person wants time to go so fast; nothing happens when it can't, or does.
    pub(super) fn set_rate(&mut self, rate: f64) {
        if self.follow_rate(rate) {
            self.tabs.say(&Said::Pace(rate));
        }
    }

    /// Time goes so fast from now on; `false` when it can't, or does already.
    pub(super) fn follow_rate(&mut self, rate: f64) -> bool {
        let (old, wall) = (self.clock.pace(), self.clock.wall_millis());
        match old.at_rate(wall, rate) {
            Some(pace) if rate != old.rate() => {
                self.exchange_pace(pace);
                true
            }
            _ => false,
        }
    }

    fn exchange_pace(&mut self, pace: Pace) {
        let was_usual = self.clock.pace().is_usual();
        self.clock.set_pace(pace);
        // It was set for another pace.
        self.timer = None;
        for machine in self.machines.values() {
            machine.tell(&ToMachine::Pace(pace));
        }
        let time = &mut self.time;
        if was_usual || pace.is_usual() {
            time.gates.clear();
            time.unsent.clear();
            time.steps.count_from(self.clock.wall_millis());
        }
        if !pace.is_paused() {
            time.speed = pace.rate();
            time.steps.stop();
            time.last_step = None;
        }
        if pace.is_usual() {
            let back: Vec<_> = time.back.take_all().map(|(_, back)| back).collect();
            for (from, back) in back {
                self.hear(from, back);
            }
        }
    }

    /// Requests have left for a machine of this tab, or of another one.
    pub(super) fn are_on_their_way(&mut self, to: NodeId, requests: &Requests) {
        if self.clock.pace().is_usual() || !self.machines.contains_key(&to) {
            return;
        }
        for (id, request) in requests {
            self.time.gates.asks(to.number(), Some((*id, of_request(request))));
        }
    }

    /// What is on its way to the Master arrives.
    pub(super) fn take_arrived(&mut self) {
        if self.clock.pace().is_paused() {
            return;
        }
        while let Some((number, (from, back))) = self.time.back.take_arrived(self.clock.common()) {
            self.time.gates.leave(WaitingId { gate: None, number });
            self.hear(from, back);
        }
    }

    /// A machine replied to a request of this page's.
    pub(super) fn replied(&mut self, from: Peer, id: RequestId, reply: Option<Reply>) {
        if self.clock.pace().is_usual() || self.master.is_look(id) {
            return self.hear(from, Back::Reply(id, reply));
        }
        let to = self.time.gates.asked(id);
        let says = Says::Answers { to, outcome: of_reply(reply.as_ref()) };
        self.comes_back(from, Back::Reply(id, reply), says);
    }

    /// A machine said goodbye to the Master.
    pub(super) fn left(&mut self, peer: Peer) {
        if self.clock.pace().is_usual() {
            return self.hear(peer, Back::Left);
        }
        self.comes_back(peer, Back::Left, Says::Goodbye);
    }

    fn comes_back(&mut self, from: Peer, back: Back, says: Says) {
        let now = self.clock.common();
        let at = now + FLIGHT;
        let Some(number) = self.time.back.enter(at, (from, back)) else { return };
        let waiting = Waiting {
            id: WaitingId { gate: None, number },
            from: Some(from.node.number()),
            sent_ms: now.as_millis_f64(),
            part: 0.0,
            since_ms: now.as_millis_f64(),
            arrives_ms: at.as_millis_f64(),
            says,
            sequence: None,
        };
        self.time.gates.enter(Entered { waiting, call: None });
    }

    fn hear(&mut self, from: Peer, back: Back) {
        match back {
            Back::Reply(id, Some(reply)) => self.tell(Input::Reply { id, reply }),
            Back::Reply(id, None) => self.tell(Input::Rejected { id }),
            Back::Left => {
                self.ended(from, Cause::Left);
                // It had said all it had to say.
                self.time.unsent.retain(|&number| number != from.node.number());
            }
        }
    }

    /// A machine told of its gate.
    pub(super) fn gate_told(&mut self, peer: Peer, report: GateReport) {
        if self.clock.pace().is_usual() {
            // It did not know yet.
            return;
        }
        let number = peer.node.number();
        let others = self.machines.keys().map(|node| node.number()).filter(|&it| it != number);
        let (others, done): (Vec<u32>, u64) = (others.collect(), report.done);
        self.time.gates.told(number, report, &others);
        self.time.steps.did(self.clock.wall_millis(), number, done);
    }

    /// A machine of this tab is ended.
    pub(super) fn forget_gate(&mut self, peer: Peer) {
        let time = &mut self.time;
        time.gates.forget(peer.node.number());
        time.back.retain(|(from, _)| *from != peer);
        time.steps.forget(self.clock.wall_millis(), peer.node.number());
        let number = peer.node.number();
        if !self.clock.pace().is_usual() && !time.unsent.contains(&number) {
            time.unsent.push(number);
        }
    }

    /// A person wants one thing to happen, while time stands still.
    pub(super) fn step(&mut self) {
        if self.clock.pace().is_paused() && !self.tabs.has_others() {
            self.time.steps.begin(self.clock.wall_millis());
        }
    }

    /// Goes on with the step that is under way.
    pub(super) fn go_on_stepping(&mut self) {
        let wall = self.clock.wall_millis();
        let wanted = self.master.poll_timeout();
        match self.time.steps.advance(wall, &mut self.time.gates, wanted) {
            None => {}
            Some(Move::Deliver(id)) => self.let_in(id),
            Some(Move::Pass { at, whose }) => {
                let before = self.clock.pace().cluster(wall);
                let pace = self.clock.pace().stopped_at(wall, at.as_millis_f64());
                let ms = pace.cluster(wall) - before;
                self.time.stepped(Stepped::Passed { ms, whose });
                self.exchange_pace(pace);
                let Some((number, _)) = whose else {
                    self.tell(Input::Timeout);
                    return self.time.steps.follows(wall);
                };
                self.time.last_ticket += 1;
                let ticket = self.time.last_ticket;
                self.tell_machine(number, &ToMachine::Wake { ticket });
                self.time.steps.acts(wall, number, ticket);
            }
            Some(Move::Nothing) => self.time.stepped(Stepped::Nothing),
        }
    }

    /// Something arrives now, for a step or a click.
    fn let_in(&mut self, id: WaitingId) {
        let Some(waiting) = self.time.gates.get(id).cloned() else { return };
        let wall = self.clock.wall_millis();
        if self.clock.pace().is_paused() {
            self.time.stepped(Stepped::Delivered(waiting));
        }
        match id.gate {
            Some(machine) => {
                let ticket = self.act_on(machine, id.number, Act::Deliver);
                self.time.steps.acts(wall, machine, ticket);
            }
            None => {
                self.time.gates.leave(id);
                if let Some((from, back)) = self.time.back.take(id.number) {
                    self.hear(from, back);
                }
                self.time.steps.follows(wall);
            }
        }
    }

    /// A person does something to what is on its way; nothing when it is gone, or can't be done to it.
    pub(super) fn act_on_waiting(&mut self, id: WaitingId, act: Act) {
        let Some(waiting) = self.time.gates.get(id).cloned() else { return };
        let is_allowed = match act {
            Act::Deliver | Act::Delay => true,
            Act::Drop | Act::Duplicate => waiting.can_be_lost(),
        };
        if !is_allowed || self.clock.pace().is_usual() || self.tabs.has_others() {
            return;
        }
        match (act, id.gate) {
            (Act::Deliver, _) => self.let_in(id),
            (act, Some(machine)) => {
                self.act_on(machine, id.number, act);
            }
            (_, None) => self.delay_back(waiting),
        }
    }

    fn delay_back(&mut self, mut waiting: Waiting) {
        let now = self.clock.common().as_millis_f64();
        let later = self.time.back.delay(waiting.id.number, DELAY, |_, _| {});
        if let Some(at) = later {
            waiting.arrives_later(now, at.as_millis_f64());
            self.time.gates.enter(Entered { waiting, call: None });
            // It was set for the moment that is no more.
            self.timer = None;
        }
    }

    fn act_on(&mut self, machine: u32, number: u64, act: Act) -> u64 {
        self.time.last_ticket += 1;
        let ticket = self.time.last_ticket;
        self.tell_machine(machine, &ToMachine::Act { ticket, number, act });
        ticket
    }

    fn tell_machine(&self, number: u32, message: &ToMachine) {
        if let Some(machine) = self.machines.get(&NodeId::new(number)) {
            machine.tell(message);
        }
    }

    /// Ends the step if it is over; else looks again in a while.
    pub(super) fn watch_step(&mut self, cluster: &Cluster) {
        let time = &mut self.time;
        time.steps.end(self.clock.wall_millis(), &time.gates);
        let was_under_way = std::mem::replace(&mut time.was_stepping, time.steps.is_under_way());
        if was_under_way && !time.was_stepping {
            // Somebody waits for the next one.
            self.rhythm.hurry();
        }
        time.look = time.was_stepping.then(|| {
            let cluster = cluster.clone();
            Timeout::new(LOOK_MILLIS, move || cluster.with(|_, _| {}))
        });
    }

    /// What the page shows of it.
    pub(super) fn shown_time(&self) -> Rc<Time> {
        let pace = self.clock.pace();
        let is_alone = !self.tabs.has_others();
        if pace.is_usual() {
            return Rc::new(Time { pace, is_alone, ..Time::default() });
        }
        let speed = self.time.speed;
        let (waiting, count) = self.time.gates.shown();
        Rc::new(Time {
            pace,
            speed,
            waiting: if self.is_second { Vec::new() } else { waiting },
            count,
            is_stepping: self.time.steps.is_under_way(),
            last_step: self.time.last_step.clone(),
            unsent: self.time.unsent.clone(),
            is_alone,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted_since_time_stands_still() {
        let mut time = Timekeeper::default();
        time.stepped(Stepped::Nothing);
        time.stepped(Stepped::Passed { ms: 3.0, whose: None });
        assert_eq!(time.last_step.map(|step| step.number), Some(2));
    }
}
