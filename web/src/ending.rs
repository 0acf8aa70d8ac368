//! How a worker ends itself.

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

use crate::control;

/// A worker's last word to its page. `assets/role.js` says it too, when the program can't.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Ending {
    /// It broke, or must not go on.
    Trapped(String),
}

/// This worker must not go on: the page is told why, and the worker closes, which lets go of its
/// locks. A worker that merely throws would stay alive and keep them.
pub fn end(why: &str) {
    if let Ok(message) = control::to_js(&Ending::Trapped(why.to_owned())) {
        // Posting a plain object to one's own page does not fail.
        let _ = scope().post_message(&message);
    }
    scope().close();
}

/// The worker's global scope.
#[must_use]
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
