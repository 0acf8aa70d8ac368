//! Drawing once a frame at most, and so seldom that drawing takes a small part of the time.
//!
//! To draw the page takes the browser several milliseconds: done sixty times a second while a
//! million keys come in, it would be most of what the page does. So each drawing is timed, and
//! the next one waits in proportion. Who clicks is not made to wait.

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, closure::Closure};

/// A page that isn't shown gets no frames; it is drawn this often all the same, in milliseconds.
const HIDDEN_MILLIS: u32 = 250;

/// For each millisecond of drawing, so many without.
const REST: f64 = 11.0;

/// The longest time from one drawing to the next, in milliseconds.
const MAX_WAIT_MILLIS: f64 = 120.0;

/// A drawing that has been asked for, and how long the last ones took.
#[derive(Default)]
pub(super) struct Frame {
    pending: Option<Pending>,
    /// When the last drawing began, in milliseconds since the page was opened.
    began: f64,
    /// How long a drawing takes, in milliseconds, smoothed.
    takes: f64,
    is_urgent: bool,
}

enum Pending {
    /// It is too early.
    Resting { _timeout: Timeout },
    /// It comes with the next frame.
    Asked { handle: i32, _callback: Closure<dyn FnMut()>, _fallback: Timeout },
}

impl Frame {
    /// The next drawing is not to wait: somebody did something, or waits for this.
    pub(super) const fn hurry(&mut self) {
        self.is_urgent = true;
    }

    /// Calls `draw` with a frame, unless that was asked for already. `draw` must call
    /// [`begin`](Self::begin).
    pub(super) fn request(&mut self, now: f64, draw: impl Fn() + Clone + 'static) {
        match &self.pending {
            Some(Pending::Asked { .. }) => return,
            Some(Pending::Resting { .. }) if !self.is_urgent => return,
            _ => {}
        }
        let wait = (self.takes * REST).min(MAX_WAIT_MILLIS) - (now - self.began);
        // What is less than a frame is waited for by asking for one.
        if wait >= 16.0 && !self.is_urgent {
            let timeout = Timeout::new(wait as u32, draw);
            self.pending = Some(Pending::Resting { _timeout: timeout });
            return;
        }
        let Some(window) = web_sys::window() else { return };
        let fallback = Timeout::new(HIDDEN_MILLIS, draw.clone());
        let callback = Closure::<dyn FnMut()>::new(draw);
        if let Ok(handle) = window.request_animation_frame(callback.as_ref().unchecked_ref()) {
            self.pending =
                Some(Pending::Asked { handle, _callback: callback, _fallback: fallback });
        }
    }

    /// It can be drawn now, unless this was only the end of a rest: then a frame is to be asked
    /// for.
    pub(super) fn begin(&mut self, now: f64) -> bool {
        match self.pending.take() {
            Some(Pending::Asked { handle, .. }) => {
                if let Some(window) = web_sys::window() {
                    // Cancelling a frame that has come changes nothing.
                    let _ = window.cancel_animation_frame(handle);
                }
                self.began = now;
                self.is_urgent = false;
                true
            }
            Some(Pending::Resting { .. }) | None => {
                self.is_urgent = true;
                false
            }
        }
    }

    /// The drawing that began last has been shown.
    pub(super) fn end(&mut self, now: f64) {
        let took = now - self.began;
        self.takes = if took > self.takes { took } else { self.takes * 0.8 + took * 0.2 };
    }
}
