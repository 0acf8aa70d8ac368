//! The script of a run, as bytes: any bytes are one, and any script can be written as bytes.

use node_core::{Envelope, Peer, Request};
use serde::{Deserialize, Serialize};

/// Something that happens in the cluster. A machine is named by its place, whatever the number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// A machine receives these bytes.
    Body {
        to: u8,
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// A machine receives this message, whoever it claims to be from.
    Say { to: u8, envelope: Envelope },
    /// A machine receives an earlier message once more, with one of its bytes (or, when the
    /// place is beyond its end, none) changed.
    Again { to: u8, which: u8, place: u8, byte: u8 },
    /// So many messages that are under way arrive.
    Deliver(u8),
    /// So many messages that are under way are lost.
    Lose(u8),
    /// A client asks a machine.
    Ask { via: u8, request: Request },
    /// A machine is woken, due or not.
    Wake(u8),
    /// Time passes up to the next timer, and the machine it belongs to is woken.
    Timer,
    /// 2^n milliseconds pass, and nobody is woken.
    Sleep(u8),
    /// A machine's host says that a link closed.
    LinkDown { at: u8, peer: Peer },
    /// A machine leaves in good order.
    Leave(u8),
    /// A machine dies, and its next life begins.
    Restart(u8),
}

/// Reads a script. A byte that begins no step is passed over, so that a fuzzer's change to one
/// step leaves those after it standing.
pub fn steps(mut bytes: &[u8]) -> impl Iterator<Item = Step> {
    std::iter::from_fn(move || {
        while let Some((_, after)) = bytes.split_first() {
            if let Ok((step, rest)) = postcard::take_from_bytes(bytes) {
                bytes = rest;
                return Some(step);
            }
            bytes = after;
        }
        None
    })
}

/// Writes a script.
pub fn write(steps: &[Step]) -> Vec<u8> {
    steps.iter().fold(Vec::new(), |bytes, step| {
        postcard::to_extend(step, bytes).expect("writing to memory works")
    })
}
