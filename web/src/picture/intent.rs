//! What a person can ask for.

use lab::command::Network;
use node_core::Placement;
use serde::{Deserialize, Serialize};
use web_sys::File;

use super::WaitingId;
use crate::{export::Export, gate::Act, language::Language, past::Ask, scenarios::playing::Play};

/// What a person can ask for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Intent {
    /// Kill a machine: a crash, no goodbye.
    Kill(u32),
    /// Start a dead machine again, empty, under its name.
    Start(u32),
    /// Start the next machine.
    Add,
    /// Let a machine stop in good order.
    Leave(u32),
    /// Freeze a machine.
    Freeze(u32),
    /// Let a frozen machine go on.
    Thaw(u32),
    /// Break a machine's program.
    Trap(u32),
    /// Cut the network into these sides and one of all the others.
    Partition(Vec<Vec<u32>>),
    /// Heal the network's partition.
    Heal,
    /// Messages between machines travel so from now on.
    Network(Network),
    /// Open another tab that joins this cluster.
    OpenTab,
    /// Fill the cache.
    Fill {
        /// Through which machine.
        via: u32,
        /// How many keys.
        keys: u64,
    },
    /// Stop the fill that is under way.
    Cancel,
    /// Back to a fresh cluster of five.
    Reset,
    /// A fresh cluster of as many machines with this placement.
    Place(Placement),
    /// The running cluster places keys so from now on.
    Switch(Placement),
    /// Run a console line.
    Run(String),
    /// Run the lines of a pasted text, but for the results among them.
    Paste(String),
    /// Play a scenario on a fresh cluster.
    Play(Play),
    /// Give no more of the scenario's lines to the Master.
    Stop,
    /// Tell a key's story; the text is a key as one types it in the console, or just its text.
    Explain(String),
    /// Open or close a machine's view.
    LookAt(Option<u32>),
    /// The cluster's time goes so many seconds a real second from now on; 0: it stands still.
    Pace(f64),
    /// While time stands still: let in what has waited longest, or let time pass until somebody has
    /// something to do.
    Step,
    /// Do something to what is on its way.
    Gate(WaitingId, Act),
    /// Read something that is on its way, or nothing.
    Read(Option<WaitingId>),
    /// Tell everything in this language from now on.
    Speak(Language),
    /// Save a figure or the run as a file.
    Save(Export),
    /// Boot a second cluster beside this one, and begin afresh in both.
    #[serde(skip)]
    OpenSecond,
    /// End the second cluster.
    #[serde(skip)]
    CloseSecond,
    /// Something that is meant for the second cluster: how it places keys.
    #[serde(skip)]
    InSecond(Box<Intent>),
    /// Look back on the run, or on one that was recorded in a file.
    #[serde(skip)]
    LookBack(Option<File>),
    /// Back to the live cluster.
    #[serde(skip)]
    BackToLive,
    /// Something of the replay.
    #[serde(skip)]
    InPast(Ask),
    /// Save the record as a file.
    #[serde(skip)]
    SaveRecord,
}
