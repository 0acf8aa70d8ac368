//! Views converge once nothing disturbs them.

use node_core::{Node, NodeId};

use super::Checker;
use crate::sim::Seen;

/// When all is calm, every living machine believes in all living machines and in no others.
#[derive(Clone, Debug, Default)]
pub struct ViewsConverge;

impl Checker for ViewsConverge {
    fn name(&self) -> &'static str {
        "views converge"
    }

    fn see(&mut self, _: &Seen) -> Result<(), String> {
        Ok(())
    }

    fn end(&self, nodes: &[&Node]) -> Result<(), String> {
        let mut living: Vec<NodeId> = nodes.iter().map(|node| node.status().me.node).collect();
        living.sort();
        for status in nodes.iter().map(|node| node.status()) {
            if status.members != living {
                return Err(format!(
                    "{} believes in {:?}; there are {living:?}",
                    status.me.node, status.members
                ));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::test::node;

    #[test]
    fn a_machine_that_misses_another_is_found() {
        assert_eq!(ViewsConverge.end(&[&node(1)]), Ok(()));
        assert!(ViewsConverge.end(&[&node(1), &node(2)]).is_err());
    }
}
