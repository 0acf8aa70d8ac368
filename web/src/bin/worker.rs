//! The program of every worker: a machine's, or the Master's. `assets/role.js` loads it.
//!
//! It is one program, since both are made of the same parts: the browser fetches and compiles it
//! once for all workers.

use wasm_bindgen::prelude::*;
use web_sys::MessagePort;

/// Runs the machine that a `control::machine::Start` describes.
///
/// # Errors
///
/// Its name is taken, or the browser lacks something.
#[wasm_bindgen]
pub async fn machine(start: JsValue, master: MessagePort) -> Result<(), JsValue> {
    web::host::run(start, master).await
}

/// Runs the Master that a `control::master::Opening` describes.
///
/// # Errors
///
/// The browser lacks something.
#[wasm_bindgen]
pub async fn master(opening: JsValue, page: MessagePort) -> Result<(), JsValue> {
    web::cluster::run(opening, page).await
}

fn main() {}
