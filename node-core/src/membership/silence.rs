//! How long a machine may be silent before it is called down.
//!
//! Ticks are numbered, so each one that comes tells how many before it were lost. The more ticks
//! are lost, on the way from that machine or from all, the longer its silence is put down to the
//! network: it is called down once so many ticks are missing that chance alone would hardly ever
//! explain it.

use core::time::Duration;

use crate::limits::{MAX_MISSED_TICKS, MAX_TICK_INTERVAL, MIN_MISSED_TICKS};

/// How unlikely chance must be as the explanation of a silence.
const DOUBT: f64 = 1e-7;

/// The share of ticks that are lost, as a moving average.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loss {
    /// From 0 to 1.
    share: f64,
    /// How much one tick, lost or received, changes it.
    weight: f64,
}

impl Loss {
    /// Of one machine's ticks.
    const fn of_one() -> Self {
        Self { share: 0.0, weight: 1.0 / 16.0 }
    }

    /// Of all machines' ticks: more of them come, and each counts less.
    pub(super) const fn of_all() -> Self {
        Self { share: 0.0, weight: 1.0 / 128.0 }
    }

    /// A tick came, after so many that did not.
    pub(super) fn note(&mut self, missed: u32) {
        for _ in 0..missed {
            self.share += (1.0 - self.share) * self.weight;
        }
        self.share -= self.share * self.weight;
    }
}

/// What is known of one machine's ticks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Silence {
    /// The number of the last tick; none of a machine that was never heard.
    last_number: u64,
    /// Whether the ticks missing since then were lost on the way; not while it was given up.
    counts: bool,
    /// Within how many milliseconds it said, with the last tick, that the next would follow.
    within: u32,
    loss: Loss,
}

impl Default for Silence {
    fn default() -> Self {
        Self { last_number: 0, counts: false, within: 0, loss: Loss::of_one() }
    }
}

impl Silence {
    /// A tick came; `None` when it, or a later one, came before, else how many before it were
    /// lost. The next is to follow `within` so many milliseconds.
    pub(super) fn tick(&mut self, number: u64, within: u32) -> Option<u32> {
        let gap = number.checked_sub(self.last_number.saturating_add(1))?;
        let missed = if self.counts { gap.min(MAX_MISSED_TICKS.into()) as u32 } else { 0 };
        self.last_number = number;
        self.counts = true;
        self.within = within;
        self.loss.note(missed);
        Some(missed)
    }

    /// It was given up: what is missing until it is heard again was not lost on the way.
    pub(super) const fn give_up(&mut self) {
        self.counts = false;
    }

    /// How long the machine may be silent, where so much is lost of what all say. A tick of its
    /// takes as long as it said, or as one of the listener's: `own`. A machine that has just
    /// come to believe in many may have told so only with a tick that was lost.
    pub(super) fn limit(self, of_all: Loss, own: Duration) -> Duration {
        let said = Duration::from_millis(self.within.into()).min(MAX_TICK_INTERVAL);
        let loss = self.loss.share.max(of_all.share);
        let mut ticks = 0;
        let mut chance = 1.0;
        while ticks < MIN_MISSED_TICKS || (chance > DOUBT && ticks < MAX_MISSED_TICKS) {
            ticks += 1;
            chance *= loss;
        }
        said.max(own) * ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::{TICK_INTERVAL, tick_interval};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn after(numbers: impl IntoIterator<Item = u64>) -> Silence {
        let mut silence = Silence::default();
        for number in numbers {
            silence.tick(number, 500);
        }
        silence
    }

    #[test]
    fn without_loss_four_ticks_of_silence_are_too_many() {
        assert_eq!(after(1..100).limit(Loss::of_all(), TICK_INTERVAL), TICK_INTERVAL * 4);
    }

    #[test]
    fn the_more_ticks_are_lost_the_longer_silence_is_borne() {
        let limit = |silence: Silence| silence.limit(Loss::of_all(), TICK_INTERVAL);
        let tenth = limit(after((1..200).filter(|number| number % 10 != 0)));
        let half = limit(after((1..200).filter(|number| number % 2 == 0)));
        assert!(TICK_INTERVAL * 4 < tenth && tenth < half, "{tenth:?}, {half:?}");
        let most = limit(after((1..2_000).filter(|number| number % 9 == 0)));
        assert_eq!(most, TICK_INTERVAL * MAX_MISSED_TICKS);
    }

    #[test]
    fn what_is_lost_of_others_ticks_prolongs_every_silence() {
        let mut of_all = Loss::of_all();
        for _ in 0..200 {
            of_all.note(1);
        }
        assert!(after(1..100).limit(of_all, TICK_INTERVAL) > TICK_INTERVAL * 15);
    }

    #[test]
    fn ticks_missing_from_a_machine_that_was_given_up_were_not_lost() {
        let mut silence = after(1..100);
        silence.give_up();
        assert_eq!(silence.tick(1_000, 500), Some(0));
        assert_eq!(silence.limit(Loss::of_all(), TICK_INTERVAL), TICK_INTERVAL * 4);
    }

    #[test]
    fn a_tick_that_comes_again_or_late_is_no_sign_of_life() {
        let mut silence = after([1, 3]);
        assert_eq!(silence.tick(3, 500), None);
        assert_eq!(silence.tick(2, 500), None);
        assert_eq!(silence.tick(4, 500), Some(0));
    }

    #[test]
    fn silence_is_measured_by_the_longer_interval_of_both_and_a_boast_is_bounded() {
        let limit = |within, own| {
            let mut silence = Silence::default();
            silence.tick(1, within);
            silence.limit(Loss::of_all(), own)
        };
        assert_eq!(limit(2_000, TICK_INTERVAL), tick_interval(200) * 4);
        assert_eq!(limit(500, tick_interval(200)), tick_interval(200) * 4);
        assert_eq!(limit(0, TICK_INTERVAL), TICK_INTERVAL * 4);
        assert_eq!(limit(u32::MAX, TICK_INTERVAL), MAX_TICK_INTERVAL * 4);
    }
}
