//! One thing at a time, while time stands still: what a step does next.

use node_core::{Instant, TimeoutReason};

use super::gates::Gates;
use crate::picture::{Waiting, WaitingId};

/// How long a step waits for what was sent, in milliseconds of the wall clock. A machine in an endless
/// loop says nothing at all.
const PATIENCE_MILLIS: f64 = 1_000.0;

/// How long after time has stood still, or slowed down, what was sent before may still be on its way
/// uncounted, in milliseconds of the wall clock.
const UNCOUNTED_MILLIS: f64 = 60.0;

/// Where a step is.
#[derive(Debug, Default)]
pub(super) struct Steps {
    stage: Stage,
    /// Since when messages are counted, by the wall clock, if what was sent before may still come.
    counts_since: Option<f64>,
}

#[derive(Debug, Default)]
enum Stage {
    #[default]
    Idle,
    /// Until this moment at most, what was sent may come to the gates.
    Gathering { until: f64 },
    /// A machine was told to do something.
    Acting { machine: u32, ticket: u64, until: f64 },
    /// What it sent comes to the gates.
    Following { until: f64 },
}

/// What a step does.
#[derive(Debug, PartialEq)]
pub(super) enum Move {
    /// This arrives.
    Deliver(WaitingId),
    /// Time passes to this moment, and the machine acts, or the Master, when it is none.
    Pass { at: Instant, whose: Option<(u32, TimeoutReason)> },
    /// There is nothing to do, ever.
    Nothing,
}

impl Steps {
    /// Messages are counted from now on.
    pub(super) fn count_from(&mut self, wall: f64) {
        self.stage = Stage::Idle;
        self.counts_since = Some(wall);
    }

    /// A step begins, unless one is under way.
    pub(super) fn begin(&mut self, wall: f64) {
        if !self.is_under_way() {
            self.stage = Stage::Gathering { until: wall + PATIENCE_MILLIS };
        }
    }

    /// No step is under way any more.
    pub(super) fn stop(&mut self) {
        self.stage = Stage::Idle;
    }

    pub(super) const fn is_under_way(&self) -> bool {
        !matches!(self.stage, Stage::Idle)
    }

    /// What is to be done now, if anything; `master` is when the Master wants to be woken.
    pub(super) fn advance(
        &mut self,
        wall: f64,
        gates: &mut Gates,
        master: Option<Instant>,
    ) -> Option<Move> {
        self.end(wall, gates);
        let Stage::Gathering { until } = self.stage else { return None };
        if let Some(since) = self.counts_since {
            if wall < since + UNCOUNTED_MILLIS {
                return None;
            }
            self.counts_since = None;
            gates.all_came();
        }
        if gates.is_in_air() && wall < until {
            return None;
        }
        gates.all_came();
        self.stage = Stage::Idle;
        Some(next(gates.first(), gates.next_timer(), master))
    }

    /// This machine was told to do something for a step.
    pub(super) fn acts(&mut self, wall: f64, machine: u32, ticket: u64) {
        self.stage = Stage::Acting { machine, ticket, until: wall + PATIENCE_MILLIS };
    }

    /// It has done it.
    pub(super) fn did(&mut self, wall: f64, by: u32, done: u64) {
        if let Stage::Acting { machine, ticket, .. } = self.stage
            && machine == by
            && done >= ticket
        {
            self.follows(wall);
        }
    }

    /// Something was done; what comes of it comes to the gates.
    pub(super) fn follows(&mut self, wall: f64) {
        self.stage = Stage::Following { until: wall + PATIENCE_MILLIS };
    }

    /// A machine is dead, and does nothing any more.
    pub(super) fn forget(&mut self, wall: f64, dead: u32) {
        if matches!(self.stage, Stage::Acting { machine, .. } if machine == dead) {
            self.follows(wall);
        }
    }

    /// Ends the step if all that came of it has come to the gates, or it takes too long.
    pub(super) fn end(&mut self, wall: f64, gates: &Gates) {
        let is_over = match self.stage {
            Stage::Idle | Stage::Gathering { .. } => false,
            Stage::Acting { until, .. } => wall >= until,
            Stage::Following { until } => wall >= until || !gates.is_in_air(),
        };
        if is_over {
            self.stage = Stage::Idle;
        }
    }
}

/// What waits comes first; then whoever wants to be woken first.
fn next(
    first: Option<&Waiting>,
    timer: Option<(u32, Instant, TimeoutReason)>,
    master: Option<Instant>,
) -> Move {
    if let Some(waiting) = first {
        return Move::Deliver(waiting.id);
    }
    match (timer, master) {
        (Some((machine, at, reason)), master) if master.is_none_or(|master| at <= master) => {
            Move::Pass { at, whose: Some((machine, reason)) }
        }
        (_, Some(at)) => Move::Pass { at, whose: None },
        (_, None) => Move::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        control::gate::{Entered, GateReport},
        picture::{Asks, Says},
    };
    use core::time::Duration;
    use node_core::RequestId;

    fn hello(number: u64) -> Entered {
        let id = WaitingId { gate: Some(1), number };
        let waiting = Waiting::example(Some(2), id, Says::Hello);
        Entered { waiting, call: None }
    }

    fn at(millis: u64) -> Instant {
        Instant::ORIGIN + Duration::from_millis(millis)
    }

    fn deliver(number: u64) -> Option<Move> {
        Some(Move::Deliver(WaitingId { gate: Some(1), number }))
    }

    #[test]
    fn one_step_lets_in_one_message() {
        let (mut gates, mut steps) = (Gates::default(), Steps::default());
        gates.enter(hello(1));
        gates.enter(hello(2));
        assert_eq!(steps.advance(0.0, &mut gates, None), None, "nobody asked for a step");
        steps.begin(0.0);
        assert_eq!(steps.advance(0.0, &mut gates, None), deliver(1));
        steps.acts(0.0, 1, 5);
        steps.begin(1.0);
        assert_eq!(steps.advance(1.0, &mut gates, None), None, "one is under way");
        gates.leave(WaitingId { gate: Some(1), number: 1 });
        steps.did(2.0, 1, 5);
        assert_eq!(steps.advance(2.0, &mut gates, None), None);
        assert!(!steps.is_under_way());
        steps.begin(3.0);
        assert_eq!(steps.advance(3.0, &mut gates, None), deliver(2));
    }

    #[test]
    fn a_step_waits_for_what_the_last_one_sent_but_not_for_ever() {
        let (mut gates, mut steps) = (Gates::default(), Steps::default());
        gates.asks(1, Some((RequestId(1), Asks::Count)));
        steps.begin(0.0);
        assert_eq!(steps.advance(0.0, &mut gates, None), None);
        gates.enter(hello(1));
        gates.told(1, GateReport { asked: 1, ..GateReport::default() }, &[]);
        assert_eq!(steps.advance(3.0, &mut gates, None), deliver(1));
        steps.acts(3.0, 1, 1);
        gates.leave(WaitingId { gate: Some(1), number: 1 });
        gates.asks(1, None);
        steps.did(4.0, 1, 1);
        steps.end(5.0, &gates);
        assert!(steps.is_under_way(), "what it sent has not come");
        steps.end(1_004.0, &gates);
        assert!(!steps.is_under_way());
        steps.begin(1_005.0);
        assert_eq!(steps.advance(1_005.0, &mut gates, None), None);
        assert_eq!(steps.advance(2_005.0, &mut gates, None), Some(Move::Nothing));
    }

    #[test]
    fn when_nothing_waits_time_passes_to_the_next_timer_of_anybody() {
        let (mut gates, mut steps) = (Gates::default(), Steps::default());
        for (machine, millis) in [(1, 40), (2, 30)] {
            let timer = Some((at(millis), TimeoutReason::Tick));
            gates.told(machine, GateReport { timer, ..GateReport::default() }, &[]);
        }
        steps.begin(0.0);
        let whose = Some((2, TimeoutReason::Tick));
        let passed = steps.advance(0.0, &mut gates, Some(at(35)));
        assert_eq!(passed, Some(Move::Pass { at: at(30), whose }));
        steps.begin(0.0);
        let passed = steps.advance(0.0, &mut gates, Some(at(20)));
        assert_eq!(passed, Some(Move::Pass { at: at(20), whose: None }));
    }

    #[test]
    fn a_machine_that_dies_or_hangs_holds_up_no_step() {
        let (mut gates, mut steps) = (Gates::default(), Steps::default());
        gates.enter(hello(1));
        steps.begin(0.0);
        assert_eq!(steps.advance(0.0, &mut gates, None), deliver(1));
        steps.acts(0.0, 1, 1);
        gates.forget(1);
        steps.forget(1.0, 1);
        steps.end(1.0, &gates);
        assert!(!steps.is_under_way());
        steps.acts(2.0, 2, 2);
        steps.end(1_002.0, &gates);
        assert!(!steps.is_under_way());
    }

    #[test]
    fn what_was_sent_before_time_stood_still_is_not_counted() {
        let (mut gates, mut steps) = (Gates::default(), Steps::default());
        steps.count_from(0.0);
        gates.asks(1, None);
        steps.begin(1.0);
        assert_eq!(steps.advance(1.0, &mut gates, None), None);
        gates.enter(hello(1));
        assert_eq!(steps.advance(60.0, &mut gates, None), deliver(1));
    }
}
