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

    /// A number that orders as the name does, as text.
    ///
    /// A name ends in '@', which is more than any digit: it comes after all names that go on with
    /// digits where it ends. So its digits are filled up with nines, and among equals the
    /// shortest is the last.
    fn order(self) -> u64 {
        let missing = 9 - self.0.checked_ilog10().unwrap_or_default();
        let filled = (u64::from(self.0) + 1) * 10_u64.pow(missing) - 1;
        filled * 10 + u64::from(missing)
    }
}

impl Ord for NodeId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
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
        let numbers = [0, 1, 2, 9, 10, 11, 19, 100, 101, 199, 1_999_999_999, 4_294_967_295];
        let mut ids: Vec<NodeId> = numbers.map(NodeId::new).to_vec();
        let mut names: Vec<_> = ids.iter().map(ToString::to_string).collect();
        ids.sort();
        names.sort();
        let sorted: Vec<_> = ids.iter().map(ToString::to_string).collect();
        assert_eq!(sorted, names);
    }
}
