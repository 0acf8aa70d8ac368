//! Drawing with the browser's frames.

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::window;

/// A page that isn't shown gets no frames; it is drawn this often all the same, in milliseconds.
const HIDDEN_MILLIS: u32 = 250;

/// A drawing that has been asked for.
#[derive(Default)]
pub(super) struct Frame(Option<Pending>);

struct Pending {
    handle: i32,
    _callback: Closure<dyn FnMut()>,
    _fallback: Timeout,
}

impl Frame {
    /// Calls `draw` with the next frame, unless that was asked for already. `draw` must call
    /// [`begin`](Self::begin).
    pub(super) fn request(&mut self, draw: impl Fn() + Clone + 'static) {
        if self.0.is_some() {
            return;
        }
        let Some(window) = window() else { return };
        let fallback = Timeout::new(HIDDEN_MILLIS, draw.clone());
        let callback = Closure::<dyn FnMut()>::new(draw);
        if let Ok(handle) = window.request_animation_frame(callback.as_ref().unchecked_ref()) {
            self.0 = Some(Pending { handle, _callback: callback, _fallback: fallback });
        }
    }

    /// Whether it is to be drawn now: `false` when it has been.
    pub(super) fn begin(&mut self) -> bool {
        let Some(pending) = self.0.take() else { return false };
        if let Some(window) = window() {
            // Cancelling a frame that has come changes nothing.
            let _ = window.cancel_animation_frame(pending.handle);
        }
        true
    }
}
