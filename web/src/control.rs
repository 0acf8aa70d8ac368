//! What the page and its own workers say to each other.
//!
//! Control objects cross by serde-wasm-bindgen; what comes in masses (requests, replies) crosses
//! as bytes inside them. These are made into arrays here: serde-wasm-bindgen would copy them from a
//! view of the program's memory, which is gone when the memory grows in that very moment.

use js_sys::Uint8Array;
use lab::command::Network;
use node_core::{
    Event, Incarnation, Instant, NodeId, Placement, Reply, Request, RequestId, Status,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsError, JsValue};

/// What a worker is started with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Start {
    /// The cluster's cookie.
    pub cookie: String,
    /// The machine's number.
    pub number: u32,
    /// Which of its lives this is.
    pub incarnation: Incarnation,
    /// How keys find their owner.
    pub placement: Placement,
    /// The page's time origin, in milliseconds since 1970.
    pub origin: f64,
    /// How messages travel.
    pub network: Network,
    /// The sides of the partition; none when there is none.
    pub sides: Vec<Vec<NodeId>>,
}

/// What a running worker is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ToMachine {
    /// Requests, as [`pack`]ed `Vec<(RequestId, Request)>`.
    Requests(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// Stop in good order.
    Leave,
    /// Neither hear nor act, until thawed.
    Freeze,
    /// Go on, with what waited.
    Thaw,
    /// Break: the program traps.
    Trap,
    /// The network between machines is so from now on.
    Network {
        /// How messages travel.
        network: Network,
        /// The sides of the partition; none when there is none.
        sides: Vec<Vec<NodeId>>,
    },
}

/// What a worker tells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FromMachine {
    /// The machine runs.
    Ready,
    /// Replies, as [`pack`]ed `Vec<(RequestId, Option<Reply>)>`; `None` is a rejection.
    Replies(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// How it is, as [`pack`]ed [`News`]; a sign of life too.
    News(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// A sign of life: nothing has changed.
    Alive,
    /// It has said goodbye, and ends.
    Left,
    /// It ends itself, because it broke or must not go on.
    Trapped(String),
}

/// Requests on their way to a machine.
pub type Requests = Vec<(RequestId, Request)>;

/// Replies on their way back; `None` is a rejection.
pub type Replies = Vec<(RequestId, Option<Reply>)>;

/// How a machine is, and what it noticed since it last told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// What an outsider sees.
    pub status: Status,
    /// What it noticed, and when.
    pub events: Vec<(Instant, Event)>,
    /// Bodies on its channels that were not understood.
    pub dropped: u64,
}

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
