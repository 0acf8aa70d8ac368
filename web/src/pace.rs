//! How fast the cluster's time goes: cluster time is a function of the wall clock.
//!
//! The Master's worker exchanges the pace for all its machines at one moment. They share the page's
//! time origin, so all of them compute the same cluster time.

use core::time::Duration;

use serde::{Deserialize, Serialize};

/// The paces that are offered, in cluster seconds a real second.
pub const OFFERED: [f64; 4] = [1.0, 0.1, 0.01, 0.001];

/// The slowest pace there is, but for a standstill.
pub const SLOWEST: f64 = 0.0001;

/// How long a message takes at least, in cluster time, at any pace but the usual one. A browser's own
/// channels take about as long.
pub const FLIGHT: Duration = Duration::from_millis(1);

/// From a moment on, so many cluster seconds a real second.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pace {
    /// The moment by the wall clock, in milliseconds since the page's origin.
    from_wall: f64,
    /// The cluster time at that moment, in milliseconds.
    from_cluster: f64,
    rate: f64,
}

impl Default for Pace {
    /// Cluster time is what the wall clock shows.
    fn default() -> Self {
        Self { from_wall: 0.0, from_cluster: 0.0, rate: 1.0 }
    }
}

impl Pace {
    /// Cluster seconds a real second; none at all while time stands still.
    #[must_use]
    pub const fn rate(self) -> f64 {
        self.rate
    }

    /// Whether cluster time goes as fast as the wall clock: nothing is held at any gate then.
    #[must_use]
    pub fn is_usual(self) -> bool {
        self.rate >= 1.0
    }

    /// Whether time stands still.
    #[must_use]
    pub fn is_paused(self) -> bool {
        self.rate <= 0.0
    }

    /// The cluster time at a moment of the wall clock, both in milliseconds.
    #[must_use]
    pub fn cluster(self, wall: f64) -> f64 {
        // Another worker's clock may be some tenths of a millisecond behind.
        self.from_cluster + (wall - self.from_wall).max(0.0) * self.rate
    }

    /// When it will be so late by the wall clock, both in milliseconds; never while time stands still.
    #[must_use]
    pub fn wall(self, cluster: f64) -> Option<f64> {
        let ahead = (cluster - self.from_cluster).max(0.0);
        (!self.is_paused()).then(|| self.from_wall + ahead / self.rate)
    }

    /// Time goes so fast from this moment of the wall clock on; nothing for a rate that can't be: more
    /// than 1, less than [`SLOWEST`] but not 0, or no number.
    #[must_use]
    pub fn at_rate(self, wall: f64, rate: f64) -> Option<Self> {
        let can_be = rate == 0.0 || (SLOWEST..=1.0).contains(&rate);
        can_be.then(|| Self { from_wall: wall, from_cluster: self.cluster(wall), rate })
    }

    /// Time stands still at that moment of cluster time, or where it is when that is over.
    #[must_use]
    pub fn stopped_at(self, wall: f64, cluster: f64) -> Self {
        let from_cluster = self.cluster(wall).max(cluster);
        Self { from_wall: wall, from_cluster, rate: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_the_usual_pace_from_the_start_cluster_time_is_wall_time() {
        let pace = Pace::default();
        for wall in [0.0, 0.1, 1_234.567_8, 9e9] {
            assert_eq!(pace.cluster(wall), wall);
            assert_eq!(pace.wall(wall), Some(wall));
        }
        assert!(pace.is_usual() && !pace.is_paused());
    }

    #[test]
    fn time_goes_on_from_where_it_was_at_each_pace() {
        let slow = Pace::default().at_rate(1_000.0, 0.01).unwrap();
        assert_eq!(slow.cluster(1_000.0), 1_000.0);
        assert_eq!(slow.cluster(1_400.0), 1_004.0);
        let paused = slow.at_rate(1_400.0, 0.0).unwrap();
        assert!(paused.is_paused());
        assert_eq!(paused.cluster(61_400.0), 1_004.0);
        let usual = paused.at_rate(61_400.0, 1.0).unwrap();
        assert_eq!(usual.cluster(61_500.0), 1_104.0);
        assert!(usual.is_usual(), "what a minute's pause left behind is a difference, not a pace");
    }

    #[test]
    fn a_timer_comes_late_in_proportion_and_never_while_time_stands_still() {
        let slow = Pace::default().at_rate(1_000.0, 0.001).unwrap();
        assert_eq!(slow.wall(1_001.0), Some(2_000.0));
        assert_eq!(slow.wall(900.0), Some(1_000.0), "what is over is due now");
        assert_eq!(slow.at_rate(1_500.0, 0.0).unwrap().wall(1_001.0), None);
    }

    #[test]
    fn a_clock_that_is_a_little_behind_does_not_turn_time_back() {
        let slow = Pace::default().at_rate(1_000.0, 0.1).unwrap();
        assert_eq!(slow.cluster(999.8), 1_000.0);
    }

    #[test]
    fn a_step_of_time_goes_forward_alone() {
        let paused = Pace::default().at_rate(1_000.0, 0.0).unwrap();
        let stepped = paused.stopped_at(5_000.0, 1_030.0);
        assert_eq!(stepped.cluster(9_000.0), 1_030.0);
        assert_eq!(stepped.stopped_at(9_000.0, 1_010.0).cluster(9_000.0), 1_030.0);
    }

    #[test]
    fn a_rate_that_can_not_be_is_refused() {
        let wrong = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.1, 1.000_1, 1e300, 1e-9];
        for rate in wrong {
            assert_eq!(Pace::default().at_rate(0.0, rate), None, "{rate}");
        }
        for rate in OFFERED.into_iter().chain([0.0, SLOWEST]) {
            assert!(Pace::default().at_rate(0.0, rate).is_some(), "{rate}");
        }
    }
}
