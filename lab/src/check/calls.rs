//! Messages of a connection are acted on in order and at most once.

use std::collections::BTreeMap;

use node_core::{
    Destination, Message, Output, Peer,
    message::{Body, CallId, ConnectionId},
};

use super::Checker;
use crate::sim::Seen;

/// A machine acts on another's calls in the order of their ids, on each at most once: what it
/// answers tells.
#[derive(Clone, Debug, Default)]
pub struct CallsInOrderAndOnce {
    /// The last call that a machine answered to another.
    answered: BTreeMap<(Peer, Peer), CallId>,
    /// How far a connection's messages have been sent, to tell a message sent again.
    sent: BTreeMap<(Peer, Peer), (ConnectionId, u64)>,
}

impl Checker for CallsInOrderAndOnce {
    fn name(&self) -> &'static str {
        "calls in order and once"
    }

    fn see(&mut self, seen: &Seen) -> Result<(), String> {
        let Seen::Output { peer, output: Output::Transmit { to, envelope } } = seen else {
            return Ok(());
        };
        let (Destination::Node(to), Message::Data { on, sequence, body, .. }) =
            (to, &envelope.message)
        else {
            return Ok(());
        };
        let ends = (*peer, Peer { node: *to, incarnation: on.to });
        let sent = self.sent.entry(ends).or_insert((*on, 0));
        if sent.0 == *on && *sequence <= sent.1 {
            return Ok(());
        }
        *sent = (*on, *sequence);
        if let Body::Answer { call, .. } = body {
            let last = self.answered.insert(ends, *call);
            if last.is_some_and(|last| last >= *call) {
                return Err(format!(
                    "{} acted on {call:?} of {to} after {:?}",
                    peer.node,
                    last.unwrap_or(*call)
                ));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::test::{answer, peer};

    #[test]
    fn a_call_that_is_acted_on_twice_is_found() {
        let mut checker = CallsInOrderAndOnce::default();
        assert_eq!(checker.see(&answer(peer(1, 1), peer(2, 1), 1, 5)), Ok(()));
        assert_eq!(checker.see(&answer(peer(1, 1), peer(2, 1), 1, 5)), Ok(()), "sent again");
        assert!(checker.see(&answer(peer(1, 1), peer(2, 1), 2, 5)).is_err());
    }

    #[test]
    fn calls_that_are_acted_on_out_of_order_are_found() {
        let mut checker = CallsInOrderAndOnce::default();
        assert_eq!(checker.see(&answer(peer(1, 1), peer(2, 1), 1, 6)), Ok(()));
        assert!(checker.see(&answer(peer(1, 1), peer(2, 1), 2, 5)).is_err());
    }
}
