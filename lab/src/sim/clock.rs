//! A machine's own clock: it may start elsewhere and run faster or slower than time does.

use core::time::Duration;

use node_core::Instant;
use serde::{Deserialize, Serialize};

const MILLION: i128 = 1_000_000;

/// How one machine's clock relates to virtual time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Clock {
    /// What it shows at the origin of virtual time.
    pub offset: Duration,
    /// How much too fast it runs, in parts per million; negative for too slow. More than a
    /// hundred thousand, a tenth, is not meant.
    pub drift_ppm: i32,
}

impl Clock {
    /// Some clock: up to an hour ahead, up to a twentieth too fast or too slow.
    #[must_use]
    pub fn random(chance: &mut fastrand::Rng) -> Self {
        let offset = Duration::from_millis(chance.u64(0..3_600_000));
        Self { offset, drift_ppm: chance.i32(-50_000..=50_000) }
    }

    /// What it shows at a moment of virtual time.
    #[must_use]
    pub fn shows(self, at: Instant) -> Instant {
        let nanos = at.since_origin().as_nanos() as i128;
        let own = nanos * (MILLION + i128::from(self.drift_ppm)) / MILLION;
        Instant::after_origin(self.offset.saturating_add(nanoseconds(own)))
    }

    /// The first moment of virtual time at which it shows `own`.
    #[must_use]
    pub fn when(self, own: Instant) -> Instant {
        let since = own.since_origin().saturating_sub(self.offset).as_nanos() as i128;
        let rate = MILLION + i128::from(self.drift_ppm);
        Instant::after_origin(nanoseconds((since * MILLION + rate - 1) / rate))
    }
}

fn nanoseconds(nanos: i128) -> Duration {
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_timer_never_fires_before_the_clock_shows_its_moment() {
        let offset = Duration::from_secs(3);
        for drift_ppm in [-100_000, -333, 0, 7, 99_999] {
            let clock = Clock { offset, drift_ppm };
            for nanos in [0, 1, 999, 1_000_003, 59_999_999_999] {
                let own = Instant::after_origin(offset + Duration::from_nanos(nanos));
                assert!(clock.shows(clock.when(own)) >= own, "{drift_ppm} ppm, {nanos} ns");
            }
        }
    }
}
