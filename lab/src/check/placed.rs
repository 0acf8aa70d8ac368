//! Placement is total, and equal on equal views.

use std::collections::BTreeMap;

use node_core::{Node, NodeId, Place as _};

use super::Checker;
use crate::sim::Seen;

/// Every key has an owner on every view, and machines with equal views agree on it.
#[derive(Clone, Debug, Default)]
pub struct PlacementTotalAndEqual;

/// Hashes that are tried: some of everywhere.
fn hashes() -> impl Iterator<Item = u32> {
    (0..64_u32).map(|i| i.wrapping_mul(0x9e37_79b9))
}

impl Checker for PlacementTotalAndEqual {
    fn name(&self) -> &'static str {
        "placement total and equal"
    }

    fn see(&mut self, _: &Seen) -> Result<(), String> {
        Ok(())
    }

    fn end(&self, nodes: &[&Node]) -> Result<(), String> {
        let mut seen: BTreeMap<Vec<NodeId>, (NodeId, Vec<NodeId>)> = BTreeMap::new();
        for node in nodes {
            let status = node.status();
            let me = status.me.node;
            let owners: Option<Vec<NodeId>> =
                hashes().map(|hash| node.owners().owner(hash)).collect();
            let Some(owners) = owners else {
                return Err(format!("{me} has no owner for a key among {:?}", status.members));
            };
            let (first, other) = seen.entry(status.members).or_insert_with(|| (me, owners.clone()));
            if *other != owners {
                return Err(format!("{me} and {first} have equal views and other owners"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use node_core::{Config, Founding, Incarnation, Instant, Placement};

    use super::*;

    fn node(placement: Placement, machines: u32) -> Node {
        let founding = Founding { placement, machines };
        let config = Config { incarnation: Incarnation(1), founding };
        Node::new(NodeId::new(1), config, 0, Instant::ORIGIN)
    }

    #[test]
    fn machines_that_place_keys_differently_on_equal_views_are_found() {
        let checker = PlacementTotalAndEqual;
        let (one, same) = (node(Placement::Modulo, 1), node(Placement::Modulo, 1));
        assert_eq!(checker.end(&[&one, &same]), Ok(()));
        let other = node(Placement::Fixed, 2);
        assert!(checker.end(&[&one, &other]).is_err());
    }

    #[test]
    fn a_machine_that_knows_no_owner_is_found() {
        let lost = node(Placement::Fixed, 0);
        assert!(PlacementTotalAndEqual.end(&[&lost]).is_err());
    }
}
