//! The one program of the page, of its machines and of the Master: the browser fetches and compiles it
//! once.
//!
//! `assets/start.js` loads it for the page; `assets/role.js` loads it in a worker, and calls what is
//! the worker's role.

use wasm_bindgen::prelude::*;
use web_sys::MessagePort;

/// Runs the machine that a `control::machine::Start` describes, in this worker.
///
/// # Errors
///
/// Its name is taken, or the browser lacks something.
#[wasm_bindgen]
pub async fn machine(start: JsValue, master: MessagePort) -> Result<(), JsValue> {
    web::host::run(start, master).await
}

/// Runs the Master that a `control::master::Opening` describes, in this worker.
///
/// # Errors
///
/// The browser lacks something.
#[wasm_bindgen]
pub async fn master(opening: JsValue, page: MessagePort) -> Result<(), JsValue> {
    web::cluster::run(opening, page).await
}

/// Starts the page; in a worker there is none.
fn main() {
    web::run();
}
