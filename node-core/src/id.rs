//! Who is who: machines, their lives, and the ids of calls.

use core::{cmp::Ordering, fmt};

use serde::{Deserialize, Serialize};

/// What every machine's name starts with; `Apothik.Cluster` keeps only such nodes in its list.
pub const PREFIX: &str = "apothik";

/// The host part of every node's name, as in the seed.
pub const HOST: &str = "127.0.0.1";

/// A machine of the cluster: number `i` is the node `apothik_<i>@127.0.0.1`.
///
/// Ids are ordered as Erlang orders the nodes' names, as text: `apothik_10@…` comes before
/// `apothik_1@…`, since `'0'` is less than `'@'`. Ownership under `:modulo` depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NodeId(u32);

impl NodeId {
    /// The machine with this number.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number in the machine's name.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl Ord for NodeId {
    fn cmp(&self, other: &Self) -> Ordering {
        let digits = |id: &Self| id.0.checked_ilog10().unwrap_or_default();
        let (mine, its) = (digits(self), digits(other));
        // The name with fewer digits ends in '@' where the other has a digit, which is less.
        match mine.cmp(&its) {
            Ordering::Equal => self.0.cmp(&other.0),
            Ordering::Less => {
                self.0.cmp(&(other.0 / 10_u32.pow(its - mine))).then(Ordering::Greater)
            }
            Ordering::Greater => {
                (self.0 / 10_u32.pow(mine - its)).cmp(&other.0).then(Ordering::Less)
            }
        }
    }
}

impl PartialOrd for NodeId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for NodeId {
    /// The node's full name, `apothik_<i>@127.0.0.1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}_{}@{HOST}", self.0)
    }
}

/// One life of a machine's name; grows by one at each start.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Incarnation(pub u32);

impl Incarnation {
    /// The life after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// A machine in one of its lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Peer {
    /// Which machine.
    pub node: NodeId,
    /// Which of its lives.
    pub incarnation: Incarnation,
}

/// Names a request a client made of a node; the client chooses it, the reply carries it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RequestId(pub u64);

#[cfg(test)]
mod tests {
    extern crate std;
    use super::NodeId;
    use std::{string::ToString, vec::Vec};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn machines_sort_as_their_names_do_as_text() {
        let numbers = [0, 1, 2, 9, 10, 11, 19, 100, 101, 199, 4_294_967_295];
        let mut ids: Vec<NodeId> = numbers.map(NodeId::new).to_vec();
        let mut names: Vec<_> = ids.iter().map(ToString::to_string).collect();
        ids.sort();
        names.sort();
        let sorted: Vec<_> = ids.iter().map(ToString::to_string).collect();
        assert_eq!(sorted, names);
    }
}
