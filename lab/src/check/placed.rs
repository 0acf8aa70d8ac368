//! Placement is total, and equal on equal views.

use std::collections::BTreeMap;

use node_core::{Node, NodeId, Placement};

use super::Checker;
use crate::sim::Seen;

/// Every key has an owner on every view, and machines with equal views agree on it.
#[derive(Clone, Debug, Default)]
pub struct PlacementTotalAndEqual {
    placements: BTreeMap<NodeId, Placement>,
}

/// Hashes that are tried: some of everywhere.
fn hashes() -> impl Iterator<Item = u32> {
    (0..64_u32).map(|i| i.wrapping_mul(0x9e37_79b9))
}

impl Checker for PlacementTotalAndEqual {
    fn name(&self) -> &'static str {
        "placement total and equal"
    }

    fn see(&mut self, seen: &Seen) -> Result<(), String> {
        if let Seen::Started { node, config, .. } = seen {
            self.placements.insert(*node, config.placement);
        }
        Ok(())
    }

    fn end(&self, nodes: &[&Node]) -> Result<(), String> {
        let mut seen: BTreeMap<Vec<NodeId>, (NodeId, Vec<NodeId>)> = BTreeMap::new();
        for status in nodes.iter().map(|node| node.status()) {
            let me = status.me.node;
            let Some(placement) = self.placements.get(&me) else { continue };
            let owners: Option<Vec<NodeId>> =
                hashes().map(|hash| placement.owner(&status.members, hash)).collect();
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
    use super::*;
    use crate::check::test::{node, started};

    #[test]
    fn machines_that_place_keys_differently_on_equal_views_are_found() {
        let mut checker = PlacementTotalAndEqual::default();
        checker.see(&started(1, Placement::Modulo)).expect("it starts");
        let (one, same) = (node(1), node(1));
        assert_eq!(checker.end(&[&one, &same]), Ok(()));
        // The same members, but a machine that was told of owners there are none of.
        checker.see(&started(1, Placement::Fixed(0))).expect("it starts");
        assert!(checker.end(&[&one]).is_err());
    }
}
