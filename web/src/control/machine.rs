//! What the Master and a machine say to each other, over a port of their own.

use js_sys::Uint8Array;
use lab::command::Network;
pub use lab::pages::{News, Replies, Requests};
use node_core::{Founding, Incarnation, NodeId, Peer};
use serde::{Deserialize, Serialize};

use crate::{class::Class, gate::Act, pace::Pace};

/// What a machine's worker is started with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Start {
    /// The cluster's cookie.
    pub cookie: String,
    /// Where the class meets, if the page takes part in one.
    pub class: Option<Class>,
    /// The machine's number.
    pub number: u32,
    /// Which of its lives this is.
    pub incarnation: Incarnation,
    /// How keys find their owner.
    pub founding: Founding,
    /// The page's time origin, in milliseconds since 1970.
    pub origin: f64,
    /// How messages travel.
    pub network: Network,
    /// The sides of the partition; none when there is none.
    pub sides: Vec<Vec<NodeId>>,
    /// How fast the cluster's time goes.
    pub pace: Pace,
    /// Whether it notes what it is handed, for the record.
    pub notes: bool,
}

impl Start {
    /// The life that is started.
    #[must_use]
    pub const fn peer(&self) -> Peer {
        Peer { node: NodeId::new(self.number), incarnation: self.incarnation }
    }
}

/// What a running machine is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ToMachine {
    /// Requests, as [packed](super::pack) [`Requests`].
    Requests(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// The same, of the Master's own [looks](lab::master::Master::is_look): no gate holds them.
    Looks(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// Stop in good order.
    Leave,
    /// Neither hear nor act, until thawed.
    Freeze,
    /// Go on, with what waited.
    Thaw,
    /// Tell all your notes, and how you are; and hold still until you are told to go on, if that is so.
    Account {
        /// Whether to hold still.
        hold: bool,
    },
    /// Hold still no more.
    GoOn,
    /// This life of another machine is over: its page says so. In a class there is no other sign.
    LinkDown(Peer),
    /// Note no more of what you are handed: nobody keeps it.
    StopNotes,
    /// Break: the program traps.
    Trap,
    /// End at once, without a goodbye. The page ends the worker as well, but may be drawing.
    Die,
    /// The network between machines is so from now on.
    Network {
        /// How messages travel.
        network: Network,
        /// The sides of the partition; none when there is none.
        sides: Vec<Vec<NodeId>>,
    },
    /// The cluster's time goes so fast from now on.
    Pace(Pace),
    /// Do something to what waits at the gate under this number. Its end is told by this ticket.
    Act {
        /// What the end is told by.
        ticket: u64,
        /// What waits.
        number: u64,
        /// What becomes of it.
        act: Act,
    },
    /// Do what is due by the clock, while time stands still. Its end is told by this ticket.
    Wake {
        /// What the end is told by.
        ticket: u64,
    },
}

/// What a machine tells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FromMachine {
    /// The machine runs.
    Ready,
    /// Notes of what it was handed, for the record; before anything that this brought forth.
    Noted(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// Replies, as [packed](super::pack) [`Replies`].
    Replies(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// All its notes have been told, and it is so: its [packed](super::pack)
    /// [`Status`](node_core::Status).
    Accounted(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// How it is, as [packed](super::pack) [`News`]; a sign of life too.
    News(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// A sign of life: nothing has changed.
    Alive,
    /// What has changed at its gate, a [packed](super::pack) [`GateReport`](super::gate::GateReport).
    Gate(#[serde(with = "serde_wasm_bindgen::preserve")] Uint8Array),
    /// It has said goodbye, and ends.
    Left,
}
