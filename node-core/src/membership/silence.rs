//! How long a machine may be silent before it is called down.
//!
//! Ticks are numbered, so each one that comes tells how many before it were lost. The more of a
//! machine's ticks are lost, the longer its silence is put down to the network: it is called
//! down once so many ticks are missing that chance alone would hardly ever explain it.

use core::time::Duration;

use crate::limits::{MAX_MISSED_TICKS, MIN_MISSED_TICKS, TICK_INTERVAL};

/// How unlikely chance must be as the explanation of a silence.
const DOUBT: f64 = 1e-7;

/// How much one tick, lost or received, changes the estimate.
const WEIGHT: f64 = 1.0 / 16.0;

/// What is known of one machine's ticks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Silence {
    last_number: u64,
    /// The share of ticks that are lost, from 0 to 1.
    loss: f64,
}

impl Silence {
    /// A tick came; `false` when it, or a later one, came before.
    pub(super) fn tick(&mut self, number: u64) -> bool {
        if number <= self.last_number {
            return false;
        }
        let missed = match self.last_number {
            0 => 0,
            last => (number - last - 1).min(MAX_MISSED_TICKS.into()),
        };
        self.last_number = number;
        for _ in 0..missed {
            self.loss += (1.0 - self.loss) * WEIGHT;
        }
        self.loss -= self.loss * WEIGHT;
        true
    }

    /// How long the machine may be silent.
    pub(super) fn limit(self) -> Duration {
        let mut ticks = 0;
        let mut chance = 1.0;
        while ticks < MIN_MISSED_TICKS || (chance > DOUBT && ticks < MAX_MISSED_TICKS) {
            ticks += 1;
            chance *= self.loss;
        }
        TICK_INTERVAL * ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn after(numbers: impl IntoIterator<Item = u64>) -> Silence {
        let mut silence = Silence::default();
        for number in numbers {
            silence.tick(number);
        }
        silence
    }

    #[test]
    fn without_loss_four_ticks_of_silence_are_too_many() {
        assert_eq!(after(1..100).limit(), TICK_INTERVAL * 4);
    }

    #[test]
    fn the_more_ticks_are_lost_the_longer_silence_is_borne() {
        let tenth = after((1..200).filter(|number| number % 10 != 0)).limit();
        let half = after((1..200).filter(|number| number % 2 == 0)).limit();
        assert!(TICK_INTERVAL * 4 < tenth && tenth < half, "{tenth:?}, {half:?}");
        assert!(after((1..2_000).filter(|number| number % 9 == 0)).limit() <= TICK_INTERVAL * 24);
    }

    #[test]
    fn a_tick_that_comes_again_or_late_is_no_sign_of_life() {
        let mut silence = after([1, 3]);
        assert!(!silence.tick(3));
        assert!(!silence.tick(2));
        assert!(silence.tick(4));
    }
}
