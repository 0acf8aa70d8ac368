//! An acknowledged put is never lost while its owner lives.

use std::collections::{BTreeMap, BTreeSet};

use node_core::{Answer, Input, Node, Operation, Output, Peer, Reply, Request, RequestId, Term};

use super::Checker;
use crate::sim::Seen;

/// What a machine acknowledged to have stored it holds as long as it lives, unless somebody asked
/// to delete it.
#[derive(Clone, Debug, Default)]
pub struct AcknowledgedPutsStay {
    under_way: BTreeMap<(Peer, RequestId), Operation>,
    /// Who must hold what.
    held: BTreeSet<(Term, Peer)>,
    /// How many deletes of a key are under way; they may come before or after any put.
    deleting: BTreeMap<Term, u32>,
    /// Keys with a delete that nobody answered for: it may be done at any time.
    doubtful: BTreeSet<Term>,
}

impl AcknowledgedPutsStay {
    /// A delete comes after, or instead of, whatever was put until now, also where nobody has
    /// been told yet.
    fn forget(&mut self, key: &Term) {
        self.held.retain(|(held, _)| held != key);
        self.under_way
            .retain(|_, call| !matches!(call, Operation::Put { key: put, .. } if put == key));
    }

    fn end_call(&mut self, operation: &Operation, reply: Option<&Reply>) {
        match (operation, reply) {
            (Operation::Put { key, .. }, Some(Reply::Done { by, answer: Answer::Stored })) => {
                let may_go = self.doubtful.contains(key) || self.deleting.contains_key(key);
                if !may_go {
                    self.held.insert((key.clone(), *by));
                }
            }
            (Operation::Delete { key }, reply) => {
                if let Some(count) = self.deleting.get_mut(key) {
                    *count -= 1;
                    if *count == 0 {
                        self.deleting.remove(key);
                    }
                }
                let over =
                    matches!(reply, Some(Reply::Done { .. } | Reply::NodeDown { sent: false, .. }));
                if !over {
                    self.doubtful.insert(key.clone());
                }
                self.forget(key);
            }
            _ => {}
        }
    }
}

impl Checker for AcknowledgedPutsStay {
    fn name(&self) -> &'static str {
        "acknowledged puts stay"
    }

    fn see(&mut self, seen: &Seen) -> Result<(), String> {
        match seen {
            Seen::Input { peer, input: Input::Request { id, request }, accepted: true, .. } => {
                let Request::Operation(operation) = request else { return Ok(()) };
                if let Operation::Delete { key } = operation {
                    self.forget(key);
                    *self.deleting.entry(key.clone()).or_default() += 1;
                }
                self.under_way.insert((*peer, *id), operation.clone());
            }
            Seen::Output { peer, output: Output::Reply { id, reply } } => {
                if let Some(operation) = self.under_way.remove(&(*peer, *id)) {
                    self.end_call(&operation, Some(reply));
                }
            }
            Seen::Ended { peer } => {
                self.held.retain(|(_, by)| by != peer);
                let over = self.under_way.extract_if(.., |(asked, _), _| asked == peer);
                for operation in over.map(|(_, operation)| operation).collect::<Vec<_>>() {
                    self.end_call(&operation, None);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&self, nodes: &[&Node]) -> Result<(), String> {
        for (key, by) in &self.held {
            let holder = nodes.iter().find(|node| node.status().me == *by);
            if holder.is_some_and(|node| node.held(key).is_none()) {
                return Err(format!("{} acknowledged {key:?} and holds it no more", by.node));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::test::{node, peer, request_of};

    fn done(peer: Peer, id: u64, answer: Answer) -> Seen {
        let reply = Reply::Done { by: peer, answer };
        Seen::Output { peer, output: Output::Reply { id: RequestId(id), reply } }
    }

    #[test]
    fn an_acknowledged_put_that_is_gone_is_found_unless_it_was_deleted() {
        let mut checker = AcknowledgedPutsStay::default();
        let (one, key) = (peer(1, 1), Term::string("k"));
        let put = Operation::Put { key: key.clone(), value: Term::from(1) };
        checker.see(&request_of(one, 1, put)).expect("it is asked");
        checker.see(&done(one, 1, Answer::Stored)).expect("it is acknowledged");
        assert!(checker.end(&[&node(1)]).is_err(), "this machine holds nothing");
        checker.see(&request_of(one, 2, Operation::Delete { key })).expect("it is asked");
        assert_eq!(checker.end(&[&node(1)]), Ok(()));
    }

    #[test]
    fn a_put_that_is_acknowledged_late_may_have_been_deleted_meanwhile() {
        let mut checker = AcknowledgedPutsStay::default();
        let (one, key) = (peer(1, 1), Term::string("k"));
        let put = Operation::Put { key: key.clone(), value: Term::from(1) };
        checker.see(&request_of(one, 1, put)).expect("it is asked");
        checker.see(&request_of(one, 2, Operation::Delete { key })).expect("it is asked");
        checker.see(&done(one, 2, Answer::Deleted)).expect("it is done");
        checker.see(&done(one, 1, Answer::Stored)).expect("it is acknowledged");
        assert_eq!(checker.end(&[&node(1)]), Ok(()));
    }
}
