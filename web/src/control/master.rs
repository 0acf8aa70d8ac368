//! What the page and its Master's worker say to each other.

use js_sys::Uint8Array;
use lab::pages::PageId;
use node_core::{Founding, Peer};
use serde::{Deserialize, Serialize};

use super::machine::Start;
use crate::{
    class::{Class, ClassTrouble},
    picture::{Intent, Notice},
};

/// What the Master's worker is started with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Opening {
    /// The cluster's cookie.
    pub cookie: String,
    /// Where the class meets, if the page takes part in one.
    pub class: Option<Class>,
    /// Whether the cookie was given in the address: others may know it.
    pub is_invited: bool,
    /// The address at which another tab joins.
    pub invitation: String,
    /// The page's time origin, in milliseconds since 1970.
    pub origin: f64,
    /// Names this load of the page.
    pub page: PageId,
    /// The load before, if this one is its reload.
    pub reloaded: Option<PageId>,
    /// How the second cluster of the page begins; none for the page's own.
    pub second: Option<Founding>,
    /// What the record of the run may take in memory, in bytes.
    pub record_bytes: u32,
}

/// What the page tells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ToMaster {
    /// A person asks for something.
    Intend(Intent),
    /// The person is to be told something.
    Notify(Notice),
    /// The worker of this life could not be made, or broke.
    Broke(Peer, String),
    /// The last picture is on the screen; drawing it took so many milliseconds.
    Drawn(f64),
    /// The page is hidden, or shown again.
    Hidden(bool),
    /// The page was put away, and its machines ended; the browser may bring it back.
    PutAway,
    /// The browser brought it back.
    BroughtBack,
    /// The page goes away, and its machines with it: say so where only the Master can.
    GoesAway,
    /// Somebody looks back: tell the record over the port that comes along, and what comes to it.
    LookBack,
    /// Whoever looks back keeps the record from now on.
    KeepsRecord,
    /// Nobody does any more.
    LookedBack,
    /// Whoever kept the record broke: nothing is recorded any more, until the next boot.
    RecordIsLost,
    /// Tell the record, to be saved.
    SaveRecord,
}

/// What the Master's worker tells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FromMaster {
    /// What has changed in the picture, a [packed](super::pack) [`Change`](super::change::Change).
    /// The next one waits until this one is drawn.
    Changed(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// Make a machine's worker, and hand it the port that comes along.
    Make(Start),
    /// End the worker of this life.
    End(Peer),
    /// What is to be posted on the channel between the tabs when the page goes away.
    Goodbye(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// The record is too large: somebody else must keep it, who can let its oldest part go.
    RecordTooLarge,
    /// The record so far, as in a file, but not packed small.
    Record(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// There are other tabs: the cookie belongs into the address, for a reload to join them.
    KeepCookie,
    /// The page can't take part in the class.
    NoClass(ClassTrouble),
}
