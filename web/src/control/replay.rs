//! What the page, the Master's worker and the replay's worker say to each other.

use std::rc::Rc;

use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};

use super::change::Change;
use crate::{
    past::{Feed, Fork, Moment},
    picture::Mark,
    record::keeper::Piece,
};

/// What the replay's worker is started with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Opening {
    /// The name of the file that the record is read from; none for the record of the live cluster,
    /// which comes over a port of its own.
    pub file: Option<String>,
    /// What the record may take in memory, in bytes, before its oldest part is let go.
    pub record_bytes: u32,
}

/// What the page tells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ToReplay {
    /// The bytes of the file, unpacked.
    File(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// The person asks for something: a [packed](super::pack) number, one more each time, and
    /// [`Ask`](crate::past::Ask).
    Asked(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// Nobody looks, and the record is only kept; or somebody looks again.
    Hidden(bool),
    /// The last picture is on the screen; drawing it took so many milliseconds.
    Drawn(f64),
}

/// What the replay's worker tells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FromReplay {
    /// What has changed of what there is to see, a [packed](super::pack) [`News`].
    Changed(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
}

/// What has changed of a replay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// Of its picture.
    pub picture: Change,
    /// Where it is.
    pub moment: Moment,
    /// The marks, if there are others.
    pub marks: Option<Rc<Vec<Mark>>>,
    /// The feed, if it is another.
    pub feed: Option<Rc<Feed>>,
    /// The what-if, if it is another, or there is none any more.
    pub fork: Option<Option<Rc<Fork>>>,
}

/// What the Master's worker tells who looks back on its cluster.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FromKeeper {
    /// Up to when all that happened is in the record, and a part of the record: a
    /// [packed](super::pack) `(Instant, Held)`.
    Held(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
}

/// A part of a record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Held {
    /// All of it, as the frames of a file.
    Whole(#[serde(with = "serde_bytes")] Vec<u8>),
    /// What has come since.
    More(Vec<Piece>),
}
