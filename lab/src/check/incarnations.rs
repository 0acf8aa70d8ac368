//! A dead incarnation never returns.

use std::collections::BTreeMap;

use node_core::{DownReason, Event, Incarnation, NodeId, Output, Peer};

use super::Checker;
use crate::sim::Seen;

/// Once a machine knows that a life of another is over (its link closed, it said goodbye, or a
/// later life spoke), that life never comes up again; and a name's lives only grow.
#[derive(Clone, Debug, Default)]
pub struct DeadIncarnationsStayDead {
    /// The first life that may still come up, by observer and name.
    first_possible: BTreeMap<(Peer, NodeId), Incarnation>,
    started: BTreeMap<NodeId, Incarnation>,
}

impl Checker for DeadIncarnationsStayDead {
    fn name(&self) -> &'static str {
        "dead incarnations stay dead"
    }

    fn see(&mut self, seen: &Seen) -> Result<(), String> {
        match seen {
            Seen::Started { node, config, .. } => {
                let before = self.started.insert(*node, config.incarnation);
                if before.is_some_and(|before| before >= config.incarnation) {
                    return Err(format!("{node} starts its life {:?} again", config.incarnation));
                }
            }
            Seen::Output { peer: by, output: Output::Event(event) } => match event {
                Event::NodeUp(about) => {
                    let first = self.first_possible.entry((*by, about.node)).or_default();
                    if about.incarnation < *first {
                        return Err(format!("{}: {about:?} is up again, and dead", by.node));
                    }
                    *first = about.incarnation;
                }
                Event::NodeDown(about, DownReason::Link | DownReason::Left) => {
                    let next = about.incarnation.next();
                    self.first_possible.insert((*by, about.node), next);
                }
                Event::NodeDown(..) => {}
            },
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::test::{down, peer, up};

    #[test]
    fn a_life_that_comes_up_after_its_link_closed_is_found() {
        let mut checker = DeadIncarnationsStayDead::default();
        checker.see(&up(peer(1, 1), peer(2, 1))).expect("it comes up");
        checker.see(&down(peer(1, 1), peer(2, 1))).expect("its link closes");
        assert!(checker.see(&up(peer(1, 1), peer(2, 1))).is_err());
        assert_eq!(checker.see(&up(peer(1, 1), peer(2, 2))), Ok(()));
        assert!(checker.see(&up(peer(1, 1), peer(2, 1))).is_err());
    }
}
