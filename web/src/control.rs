//! What the page and its own workers say to each other: page and Master's worker ([`master`]),
//! Master and machines ([`machine`]).
//!
//! Control objects cross by serde-wasm-bindgen; what comes in masses (requests, replies, pictures)
//! crosses as bytes inside them. These are made into arrays here: serde-wasm-bindgen would copy them
//! from a view of the program's memory, which is gone when the memory grows in that very moment.

pub mod change;
pub mod gate;
pub mod machine;
pub mod master;
mod port;
pub mod replay;

use js_sys::Uint8Array;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsError, JsValue};

pub use port::Port;

/// Data as bytes.
///
/// # Errors
///
/// None in practice: memory is all it writes to.
pub fn pack(value: &impl Serialize) -> Result<Vec<u8>, JsError> {
    postcard::to_allocvec(value).map_err(|error| JsError::new(&error.to_string()))
}

/// The same as an array that can be posted.
///
/// # Errors
///
/// None in practice.
pub fn pack_to_post(value: &impl Serialize) -> Result<Uint8Array, JsError> {
    pack(value).map(|bytes| Uint8Array::from(&bytes[..]))
}

/// The data in bytes.
///
/// # Errors
///
/// Bytes that are something else.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, JsError> {
    postcard::from_bytes(bytes).map_err(|error| JsError::new(&error.to_string()))
}

/// A control object as a value that can be posted.
///
/// # Errors
///
/// None in practice.
pub fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(serde_wasm_bindgen::to_value(value)?)
}

/// A control object from a posted value.
///
/// # Errors
///
/// A value that is something else.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsError> {
    Ok(serde_wasm_bindgen::from_value(value)?)
}

/// What an error says.
#[must_use]
pub fn text_of(reason: &JsValue) -> String {
    reason.dyn_ref::<js_sys::Error>().map_or_else(
        || reason.as_string().unwrap_or_else(|| format!("{reason:?}")),
        |error| error.message().into(),
    )
}
