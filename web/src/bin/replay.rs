//! The program that looks back: fetched when somebody does, or when a record grows too large for the
//! Master's worker. `assets/role.js` loads it in a worker of its own.

use wasm_bindgen::prelude::*;
use web_sys::MessagePort;

/// Lives a record again for who looks back, as a `control::replay::Opening` describes, in this worker.
///
/// # Errors
///
/// The browser lacks something.
#[wasm_bindgen]
pub fn replay(opening: JsValue, page: MessagePort, record: MessagePort) -> Result<(), JsValue> {
    web::replay::run(opening, page, record)
}

fn main() {}
