//! What carries bodies: the browser's channels, or a class's server.

use js_sys::Uint8Array;
use node_core::{
    Destination, Envelope, NodeId,
    wire::{self, DecodeError},
};
use wasm_bindgen::{JsCast, JsValue};

use super::channels::Channels;
use crate::class::{Hearing, Line};

/// Broadcasts to the cluster, sends to a machine, hears both.
#[derive(Debug)]
pub(super) enum Carrier {
    /// The channels of this origin.
    Channels(Channels),
    /// The subjects of the class.
    Line { line: Line, _hearings: [Hearing; 2] },
}

impl Carrier {
    pub(super) fn on_channels(
        cookie: &str,
        me: NodeId,
        mut on_body: impl FnMut(Result<Vec<Envelope>, DecodeError>) + 'static,
    ) -> Result<Self, JsValue> {
        Channels::open(cookie, me, move |data| on_body(read(me, data))).map(Self::Channels)
    }

    pub(super) fn on_line(
        line: Line,
        me: NodeId,
        on_body: impl FnMut(Result<Vec<Envelope>, DecodeError>) + Clone + 'static,
    ) -> Self {
        let hear = |subject: &str| {
            let mut on_body = on_body.clone();
            line.hear(subject, move |body| on_body(read(me, body.into())))
        };
        let subjects = line.subjects();
        let hearings = [hear(&subjects.cluster()), hear(&subjects.node(me))];
        Self::Line { line, _hearings: hearings }
    }

    pub(super) fn post(&mut self, to: Destination, body: &[u8]) -> Result<(), JsValue> {
        // It is copied: the server's library sends it later.
        let body = Uint8Array::from(body);
        match self {
            Self::Channels(channels) => channels.post(to, &body),
            Self::Line { line, .. } => {
                let subject = match to {
                    Destination::Everyone => line.subjects().cluster(),
                    Destination::Node(node) => line.subjects().node(node),
                };
                line.say(&subject, &body)
            }
        }
    }

    /// Whether it takes nothing to reach this machine now.
    pub(super) fn is_open_to(&self, node: NodeId) -> bool {
        match self {
            Self::Channels(channels) => channels.is_open_to(node),
            Self::Line { .. } => false,
        }
    }

    /// Closes what leads to other machines and was not used since this was done last.
    pub(super) fn close_unused(&mut self) {
        if let Self::Channels(channels) = self {
            channels.close_unused();
        }
    }
}

/// A body is bytes; anybody who knows the cookie may post anything else.
fn read(me: NodeId, data: JsValue) -> Result<Vec<Envelope>, DecodeError> {
    let bytes: Uint8Array = data.dyn_into().map_err(|_| DecodeError::Malformed)?;
    if bytes.length() as usize > node_core::MAX_BODY_BYTES {
        return Err(DecodeError::TooLarge);
    }
    wire::decode_for(me, &bytes.to_vec())
}
