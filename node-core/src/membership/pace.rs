//! When a machine ticks: the more members it believes in, or will soon, the less often.

use core::time::Duration;

use crate::{
    limits::{TICK_INTERVAL, tick_interval},
    message::Message,
    time::Instant,
};

/// The ticks of one machine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// When the next tick is due.
    next: Instant,
    /// How long it was to take when the last one was sent.
    interval: Duration,
    /// From 0 to 1: where in an interval this machine ticks, so that not all do at once.
    spread: f64,
    /// Ticks sent so far.
    ticks: u64,
}

/// A tick that is due.
pub(super) struct Due {
    /// How long it has been.
    pub(super) late: Duration,
    pub(super) tick: Message,
}

impl Pace {
    /// Of a machine that starts now. `seed` spreads the ticks of machines that start together.
    pub(super) fn new(seed: u64, now: Instant) -> Self {
        let spread = (seed % 1_000) as f64 / 1_000.0;
        let next = now + TICK_INTERVAL + TICK_INTERVAL.mul_f64(spread);
        Self { next, interval: TICK_INTERVAL, spread, ticks: 0 }
    }

    /// When the next tick is due.
    pub(super) const fn next(&self) -> Instant {
        self.next
    }

    /// The tick that is due, if one is, of a machine that believes in so many members and whose
    /// layout has this digest.
    pub(super) fn take(&mut self, now: Instant, members: usize, layout: u32) -> Option<Due> {
        if self.next > now {
            return None;
        }
        let late = now.since(self.next);
        let interval = tick_interval(members);
        // Machines that see the cluster grow at the same moment are spread over the longer
        // interval as they were over the shorter one.
        let grown = interval.saturating_sub(self.interval);
        self.next = now + (interval - grown) + grown.mul_f64(self.spread);
        self.interval = interval;
        self.ticks += 1;
        let within = u32::try_from(interval.as_millis()).unwrap_or(u32::MAX);
        Some(Due { late, tick: Message::Tick { number: self.ticks, within, layout } })
    }
}
