//! One time base for the page and all its workers.

use js_sys::Reflect;
use node_core::Instant;
use wasm_bindgen::{JsCast, JsValue};

/// Milliseconds since the browser's time origin of this page or worker, and that origin itself.
///
/// Each worker's `performance.now()` counts from its own start; adding `timeOrigin` makes them
/// comparable, so that the page can tell how long after a kill each survivor knew.
#[derive(Clone, Debug)]
pub struct Clock {
    performance: web_sys::Performance,
    /// What counts as zero, in milliseconds since 1970.
    origin: f64,
}

impl Clock {
    /// The clock of this page or worker, counting from the page's `origin`, or from now on.
    ///
    /// # Errors
    ///
    /// A browser without `performance`.
    pub fn new(origin: Option<f64>) -> Result<Self, JsValue> {
        let performance: web_sys::Performance =
            Reflect::get(&js_sys::global(), &"performance".into())?.dyn_into()?;
        let origin = origin.unwrap_or_else(|| performance.time_origin() + performance.now());
        Ok(Self { performance, origin })
    }

    /// What counts as zero, in milliseconds since 1970.
    #[must_use]
    pub const fn origin(&self) -> f64 {
        self.origin
    }

    /// Milliseconds since the origin.
    #[must_use]
    pub fn millis(&self) -> f64 {
        self.performance.time_origin() + self.performance.now() - self.origin
    }

    /// The same, as the machines have it.
    #[must_use]
    pub fn now(&self) -> Instant {
        Instant::from_millis_f64(self.millis())
    }
}

/// Milliseconds since the page was opened, by its own clock, which is coarse and never goes back.
#[must_use]
pub fn page_millis() -> f64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or(0.0, |clock| clock.now())
}
