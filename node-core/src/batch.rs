//! Many operations at once, which end as they would one by one.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::{
    id::{NodeId, Peer},
    pack::Pack,
    term::{Term, View},
};

/// The same operation for many keys.
///
/// The machine asked hashes each key, passes one part on to each owner, and replies once every
/// part has ended. The keys of a part are worked through in their order, without anything
/// between them; so what a batch leaves behind is what its operations would, one by one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Batch {
    /// Read these keys' values.
    Get(Pack),
    /// Store these entries: a key, its value, the next key, and so on.
    Put(Pack),
}

impl Batch {
    /// How many keys it is about.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self {
            Self::Get(keys) => keys.len(),
            Self::Put(entries) => entries.len() / 2,
        }
    }

    /// Whether it is about no key.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is in it.
    #[must_use]
    pub const fn pack(&self) -> &Pack {
        match self {
            Self::Get(pack) | Self::Put(pack) => pack,
        }
    }

    /// One batch of the same operation for each owner, as `owner` names it; and for each key, in
    /// order, the number of its part.
    pub(crate) fn split(
        &self,
        mut owner: impl FnMut(View<'_>) -> NodeId,
    ) -> (Vec<(NodeId, Self)>, Vec<u16>) {
        let mut parts = Parts { owners: Vec::new(), packs: Vec::new() };
        let mut part_of = Vec::with_capacity(self.len());
        match self {
            Self::Get(keys) => {
                for key in keys {
                    let part = parts.of(owner(key));
                    part_of.push(part as u16);
                    parts.packs[part].1.push(key);
                }
            }
            Self::Put(entries) => {
                for entry in entries.pairs() {
                    let part = parts.of(owner(entry.0));
                    part_of.push(part as u16);
                    parts.packs[part].1.push_pair(entry);
                }
            }
        }
        let like = |pack| match self {
            Self::Get(_) => Self::Get(pack),
            Self::Put(_) => Self::Put(pack),
        };
        (parts.packs.into_iter().map(|(owner, pack)| (owner, like(pack))).collect(), part_of)
    }
}

struct Parts {
    /// Each owner's part, by the owners' numbers.
    owners: Vec<(u32, usize)>,
    packs: Vec<(NodeId, Pack)>,
}

impl Parts {
    fn of(&mut self, owner: NodeId) -> usize {
        match self.owners.binary_search_by_key(&owner.number(), |&(number, _)| number) {
            Ok(at) => self.owners[at].1,
            Err(at) => {
                let part = self.packs.len();
                self.owners.insert(at, (owner.number(), part));
                self.packs.push((owner, Pack::default()));
                part
            }
        }
    }
}

/// How a batch ended, key by key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BatchReply {
    /// What became of each part.
    pub parts: Vec<Part>,
    /// For each key, in the order asked, the number of its part.
    pub part_of: Vec<u16>,
}

/// How the part of a batch that one machine owns ended; as a [`Reply`](crate::Reply), but for
/// many keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// All entries were stored, by this machine in this life of it.
    Stored(Peer),
    /// The keys' values on this machine, in order.
    Values(Peer, Vec<Option<Term>>),
    /// The keys' values are larger than [`MAX_BATCH_BYTES`](crate::MAX_BATCH_BYTES) together: ask
    /// for fewer.
    TooLarge(Peer),
    /// The owner is down.
    NodeDown {
        /// The owner.
        owner: NodeId,
        /// Whether the part had been sent to it: then it may have been done.
        sent: bool,
    },
    /// The owner did not answer within [`CALL_TIMEOUT`](crate::CALL_TIMEOUT).
    Timeout {
        /// The owner.
        owner: NodeId,
    },
}
