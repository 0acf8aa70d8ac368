//! Time, as the host tells it.

use core::time::Duration;

use serde::{Deserialize, Serialize};

/// A moment: the time since an origin that the host chooses.
///
/// A machine never reads a clock. Whoever drives it passes the present in, so virtual time and
/// the wall clock look alike. Arithmetic saturates: no host can make it overflow.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Instant(Duration);

impl Instant {
    /// The host's origin.
    pub const ORIGIN: Self = Self(Duration::ZERO);

    /// The moment `since_origin` after the origin.
    #[must_use]
    pub const fn after_origin(since_origin: Duration) -> Self {
        Self(since_origin)
    }

    /// The moment so many milliseconds after the origin; what is not a finite, positive number
    /// is the origin itself.
    #[must_use]
    pub fn from_millis_f64(millis: f64) -> Self {
        Self(Duration::try_from_secs_f64(millis / 1000.0).unwrap_or(Duration::ZERO))
    }

    /// Time since the origin.
    #[must_use]
    pub const fn since_origin(self) -> Duration {
        self.0
    }

    /// Milliseconds since the origin.
    #[must_use]
    pub fn as_millis_f64(self) -> f64 {
        self.0.as_secs_f64() * 1000.0
    }

    /// Time from `earlier` to this moment; zero when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

impl core::ops::Add<Duration> for Instant {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(duration))
    }
}
