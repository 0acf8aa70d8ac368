//! One time base for the page and all its workers: the wall clock, and the cluster's time.

use std::cell::Cell;

use js_sys::Reflect;
use node_core::Instant;
use wasm_bindgen::{JsCast, JsValue};

use crate::pace::Pace;

/// Milliseconds since the browser's time origin of the page, and what the cluster's time is then.
///
/// Each worker's `performance.now()` counts from its own start; adding `timeOrigin` makes them
/// comparable, so that the page can tell how long after a kill each survivor knew.
#[derive(Clone, Debug)]
pub struct Clock {
    performance: web_sys::Performance,
    /// What counts as zero, in milliseconds since 1970.
    origin: f64,
    pace: Cell<Pace>,
    /// The latest cluster time that was told.
    latest: Cell<f64>,
}

impl Clock {
    /// The clock of this page or worker, counting from the page's `origin`, or from when this page
    /// was opened.
    ///
    /// # Errors
    ///
    /// A browser without `performance`.
    pub fn new(origin: Option<f64>) -> Result<Self, JsValue> {
        let performance: web_sys::Performance =
            Reflect::get(&js_sys::global(), &"performance".into())?.dyn_into()?;
        let origin = origin.unwrap_or_else(|| performance.time_origin());
        Ok(Self { performance, origin, pace: Cell::default(), latest: Cell::new(0.0) })
    }

    /// What counts as zero, in milliseconds since 1970.
    #[must_use]
    pub const fn origin(&self) -> f64 {
        self.origin
    }

    /// Milliseconds since the origin, by the wall clock.
    #[must_use]
    pub fn wall_millis(&self) -> f64 {
        self.performance.time_origin() + self.performance.now() - self.origin
    }

    /// The same, for what waits by the wall clock.
    #[must_use]
    pub fn wall(&self) -> Instant {
        Instant::from_millis_f64(self.wall_millis())
    }

    /// The pace of the cluster's time.
    #[must_use]
    pub const fn pace(&self) -> Pace {
        self.pace.get()
    }

    /// The cluster's time has this pace now.
    pub fn set_pace(&self, pace: Pace) {
        self.pace.set(pace);
    }

    /// The cluster's time in milliseconds, as whoever acts in it has it: it never goes back. Who
    /// hears of a new pace a little late may be a little ahead, and waits.
    #[must_use]
    pub fn millis(&self) -> f64 {
        let now = self.pace().cluster(self.wall_millis()).max(self.latest.get());
        self.latest.set(now);
        now
    }

    /// The same, as the machines have it.
    #[must_use]
    pub fn now(&self) -> Instant {
        Instant::from_millis_f64(self.millis())
    }

    /// The cluster's time, the same for all: how far messages have come.
    #[must_use]
    pub fn common(&self) -> Instant {
        Instant::from_millis_f64(self.pace().cluster(self.wall_millis()))
    }

    /// When it will be so late in the cluster, by the wall clock; never while time stands still.
    #[must_use]
    pub fn when(&self, at: Instant) -> Option<Instant> {
        self.pace().wall(at.as_millis_f64()).map(Instant::from_millis_f64)
    }
}

/// Milliseconds since the page was opened, by its own clock, which is coarse and never goes back.
#[must_use]
pub fn page_millis() -> f64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or(0.0, |clock| clock.now())
}
