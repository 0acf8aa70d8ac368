//! Drawing once a frame, however often things change.

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, closure::Closure};

/// A page that isn't shown gets no frames; it is drawn this often all the same, in milliseconds.
const HIDDEN_MILLIS: u32 = 250;

/// A drawing that has been asked for.
#[derive(Default)]
pub(super) struct Frame {
    pending: Option<Pending>,
}

struct Pending {
    handle: i32,
    _callback: Closure<dyn FnMut()>,
    _fallback: Timeout,
}

impl Frame {
    /// Calls `draw` with the next frame, unless that was asked for already. `draw` must call
    /// [`done`](Self::done).
    pub(super) fn request(&mut self, draw: impl Fn() + Clone + 'static) {
        if self.pending.is_some() {
            return;
        }
        let Some(window) = web_sys::window() else { return };
        let fallback = Timeout::new(HIDDEN_MILLIS, draw.clone());
        let callback = Closure::<dyn FnMut()>::new(draw);
        if let Ok(handle) = window.request_animation_frame(callback.as_ref().unchecked_ref()) {
            self.pending = Some(Pending { handle, _callback: callback, _fallback: fallback });
        }
    }

    /// The drawing is being made.
    pub(super) fn done(&mut self) {
        if let Some(pending) = self.pending.take()
            && let Some(window) = web_sys::window()
        {
            // Cancelling a frame that has come changes nothing.
            let _ = window.cancel_animation_frame(pending.handle);
        }
    }
}
