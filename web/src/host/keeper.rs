//! What the Master is told of a machine's gate: only while time does not go at its usual pace.

use core::time::Duration;

use node_core::{Destination, Instant, Peer, TimeoutReason};

use crate::control::gate::{Entered, GateReport};

/// While time goes on, what comes within a frame is told at once.
const FRAME: Duration = Duration::from_millis(16);

/// What has changed at the gate since the Master was told last.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    report: GateReport,
    is_due: bool,
    /// When it was told last, by the wall clock.
    told: Option<Instant>,
}

impl Keeper {
    /// Something waits, or waits otherwise than before.
    pub(super) fn entered(&mut self, entered: Entered) {
        self.report.entered.push(entered);
        self.is_due = true;
    }

    /// Something no longer waits.
    pub(super) fn left(&mut self, number: u64) {
        // What comes and goes between two reports is not seen.
        self.report.entered.retain(|entered| entered.waiting.id.number != number);
        self.report.left.push(number);
        self.is_due = true;
    }

    /// A message came, or was lost on the way.
    pub(super) fn came(&mut self, from: Peer) {
        count(&mut self.report.came, from);
        self.is_due = true;
    }

    /// A request came from the Master.
    pub(super) const fn asked(&mut self) {
        self.report.asked += 1;
        self.is_due = true;
    }

    /// A message was sent.
    pub(super) fn sent(&mut self, to: Destination) {
        count(&mut self.report.sent, to);
        self.is_due = true;
    }

    /// Something was done for a step.
    pub(super) fn did(&mut self, ticket: u64) {
        self.report.done = ticket;
        self.is_due = true;
    }

    /// The Master is to hear of the next timer.
    pub(super) const fn begin(&mut self) {
        self.is_due = true;
    }

    /// When there is something to tell by the wall clock, if it must wait.
    pub(super) fn next(&self) -> Option<Instant> {
        self.told.filter(|_| self.is_due).map(|at| at + FRAME)
    }

    /// What the Master is to be told now, if anything: at once while time stands still. `timer` is
    /// what the machine waits for.
    pub(super) fn report(
        &mut self,
        wall: Instant,
        is_paused: bool,
        timer: Option<(Instant, TimeoutReason)>,
    ) -> Option<GateReport> {
        let is_news = is_paused && timer != self.report.timer;
        let waits = !is_paused && self.next().is_some_and(|next| wall < next);
        if waits || !(self.is_due || is_news) {
            return None;
        }
        self.is_due = false;
        self.told = Some(wall);
        let next = GateReport { timer, done: self.report.done, ..GateReport::default() };
        let mut report = std::mem::replace(&mut self.report, next);
        report.timer = timer;
        Some(report)
    }
}

/// One more of these; there are few kinds of them.
fn count<K: PartialEq>(counts: &mut Vec<(K, u32)>, of: K) {
    match counts.iter_mut().find(|(known, _)| *known == of) {
        Some((_, count)) => *count += 1,
        None => counts.push((of, 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Says, Waiting, WaitingId};
    use node_core::{Incarnation, NodeId};

    fn peer(number: u32) -> Peer {
        Peer { node: NodeId::new(number), incarnation: Incarnation(1) }
    }

    fn entered(number: u64) -> Entered {
        let id = WaitingId { gate: Some(1), number };
        let waiting = Waiting::example(Some(2), id, Says::Hello);
        Entered { waiting, call: None }
    }

    fn at(millis: u64) -> Instant {
        Instant::ORIGIN + Duration::from_millis(millis)
    }

    #[test]
    fn while_time_goes_on_it_is_told_once_a_frame_and_what_came_and_went_is_only_counted() {
        let mut keeper = Keeper::default();
        keeper.entered(entered(1));
        keeper.came(peer(2));
        let first = keeper.report(at(0), false, None).unwrap();
        assert_eq!(first.entered, [entered(1)]);
        keeper.entered(entered(2));
        keeper.came(peer(2));
        keeper.left(2);
        keeper.left(1);
        assert_eq!(keeper.report(at(1), false, None), None);
        assert_eq!(keeper.next(), Some(at(16)));
        let second = keeper.report(at(16), false, None).unwrap();
        assert_eq!((second.entered, second.left), (vec![], vec![2, 1]));
        assert_eq!(second.came, [(peer(2), 1)]);
        assert_eq!(keeper.report(at(99), false, None), None);
    }

    #[test]
    fn while_time_stands_still_it_is_told_at_once_with_what_the_machine_waits_for() {
        let mut keeper = Keeper::default();
        keeper.begin();
        let timer = Some((at(40), TimeoutReason::Tick));
        assert_eq!(keeper.report(at(0), true, timer).unwrap().timer, timer);
        assert_eq!(keeper.report(at(0), true, timer), None);
        let later = Some((at(90), TimeoutReason::Confirm));
        assert_eq!(keeper.report(at(0), true, later).unwrap().timer, later);
        keeper.sent(Destination::Everyone);
        keeper.did(7);
        let report = keeper.report(at(0), true, later).unwrap();
        assert_eq!((report.sent, report.done), (vec![(Destination::Everyone, 1)], 7));
    }
}
