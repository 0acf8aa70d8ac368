//! What the page itself did besides what the Master was told: it is noted with the Master's inputs,
//! for a replay to show the same lines and marks.

use node_core::Peer;
use serde::{Deserialize, Serialize};

use crate::{control, picture::Origin};

/// Something the board was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aside {
    /// The record begins here; the console has had so many lines before.
    Begins(u64),
    /// A person clicked what this line stands for.
    Clicked(String),
    /// A person typed a line that could not be read: the line, as far as it is shown, and why.
    Misread(String, String),
    /// The line that follows was not typed: this is where it comes from.
    LineOf(Origin),
    /// A person had this machine started again.
    Started(u32),
    /// A person had this machine added.
    Added(u32),
    /// This life has not understood so many bodies so far.
    Dropped(Peer, u64),
}

impl Aside {
    /// As it stands in a record.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        // It is small and plain, and memory is all that is written to.
        control::pack(self).unwrap_or_default()
    }

    /// What stands in a record; none for what this page does not know.
    #[must_use]
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        control::unpack(bytes).ok()
    }

    /// Whether it is a line of the console by itself.
    pub(super) const fn is_line(&self) -> bool {
        matches!(self, Self::Clicked(_) | Self::Misread(..))
    }
}
