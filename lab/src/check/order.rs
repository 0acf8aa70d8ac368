//! Up and down events come in the BEAM's order.

use std::collections::BTreeMap;

use node_core::{Destination, Event, Message, NodeId, Output, Peer};

use super::Checker;
use crate::sim::Seen;

/// On each machine, about each other: up, then down, then up; what goes down is what was up; and
/// nothing is said on a connection that is not up.
#[derive(Clone, Debug, Default)]
pub struct UpsAndDownsInOrder {
    up: BTreeMap<(Peer, NodeId), Peer>,
}

impl Checker for UpsAndDownsInOrder {
    fn name(&self) -> &'static str {
        "ups and downs in order"
    }

    fn see(&mut self, seen: &Seen) -> Result<(), String> {
        let Seen::Output { peer: by, output } = seen else { return Ok(()) };
        match output {
            Output::Event(Event::NodeUp(about)) => {
                match self.up.insert((*by, about.node), *about) {
                    Some(before) => {
                        Err(format!("{}: {about:?} is up while {before:?} is", by.node))
                    }
                    None => Ok(()),
                }
            }
            Output::Event(Event::NodeDown(about, _)) => match self.up.remove(&(*by, about.node)) {
                Some(before) if before == *about => Ok(()),
                before => Err(format!("{}: {about:?} is down, {before:?} was up", by.node)),
            },
            Output::Transmit { to: Destination::Node(to), envelope } => match envelope.message {
                Message::Data { .. } | Message::Received { .. }
                    if !self.up.contains_key(&(*by, *to)) =>
                {
                    Err(format!("{} speaks to {to}, which is not up", by.node))
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::test::{answer, down, peer, up};

    #[test]
    fn two_ups_without_a_down_are_found() {
        let mut checker = UpsAndDownsInOrder::default();
        assert_eq!(checker.see(&up(peer(1, 1), peer(2, 1))), Ok(()));
        assert!(checker.see(&up(peer(1, 1), peer(2, 2))).is_err());
    }

    #[test]
    fn the_down_of_something_that_was_not_up_is_found() {
        let mut checker = UpsAndDownsInOrder::default();
        assert!(checker.see(&down(peer(1, 1), peer(2, 1))).is_err());
        checker.see(&up(peer(1, 1), peer(2, 1))).expect("it comes up");
        assert!(checker.see(&down(peer(1, 1), peer(2, 2))).is_err());
    }

    #[test]
    fn a_message_to_a_machine_that_is_not_up_is_found() {
        let mut checker = UpsAndDownsInOrder::default();
        assert!(checker.see(&answer(peer(1, 1), peer(2, 1), 1, 1)).is_err());
    }
}
