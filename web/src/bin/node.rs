//! The worker one machine runs in; `assets/machine.js` loads it.

use wasm_bindgen::prelude::*;

/// Starts the machine described by a `control::Start`.
///
/// # Errors
///
/// Its name is taken, or the browser lacks something.
#[wasm_bindgen]
pub async fn start(start: JsValue) -> Result<(), JsValue> {
    web::host::run(start).await
}

fn main() {}
