//! Every accepted call ends in exactly one reply.

use std::collections::BTreeSet;

use node_core::{Input, Node, Output, Peer, RequestId};

use super::Checker;
use crate::sim::Seen;

/// Every accepted request ends in exactly one reply, unless its machine dies first.
#[derive(Clone, Debug, Default)]
pub struct OneReplyEach {
    open: BTreeSet<(Peer, RequestId)>,
}

impl Checker for OneReplyEach {
    fn name(&self) -> &'static str {
        "one reply each"
    }

    fn see(&mut self, seen: &Seen) -> Result<(), String> {
        match seen {
            Seen::Input { peer, input: Input::Request { id, .. }, accepted: true, .. } => {
                self.open.insert((*peer, *id));
            }
            Seen::Output { peer, output: Output::Reply { id, reply } } => {
                let was_open = self.open.remove(&(*peer, *id));
                if !was_open {
                    return Err(format!("{} replied once more to {id:?}: {reply:?}", peer.node));
                }
            }
            Seen::Ended { peer } => self.open.retain(|(asked, _)| asked != peer),
            _ => {}
        }
        Ok(())
    }

    fn end(&self, nodes: &[&Node]) -> Result<(), String> {
        let lives = |peer: &Peer| nodes.iter().any(|node| node.status().me == *peer);
        match self.open.iter().find(|(peer, _)| lives(peer)) {
            Some((peer, id)) => Err(format!("{} never replied to {id:?}", peer.node)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::test::{peer, reply, request};

    #[test]
    fn a_second_reply_is_found() {
        let mut checker = OneReplyEach::default();
        assert_eq!(checker.see(&request(peer(1, 1), 7)), Ok(()));
        assert_eq!(checker.see(&reply(peer(1, 1), 7)), Ok(()));
        assert!(checker.see(&reply(peer(1, 1), 7)).is_err());
    }

    #[test]
    fn a_reply_that_never_comes_is_found_unless_the_machine_died() {
        let mut checker = OneReplyEach::default();
        let node = crate::check::test::node(1);
        checker.see(&request(peer(1, 1), 7)).expect("it is only asked");
        assert!(checker.end(&[&node]).is_err());
        checker.see(&Seen::Ended { peer: peer(1, 1) }).expect("it may die");
        assert_eq!(checker.end(&[]), Ok(()));
    }
}
