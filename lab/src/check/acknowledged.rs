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
    /// How many deletes of a key are under way.
    deleting: BTreeMap<Term, u32>,
    /// Puts that were under way together with a delete of their key, which may be done before or
    /// after them, whoever is told first.
    beside_a_delete: BTreeSet<(Peer, RequestId)>,
    /// Keys with a delete that nobody answered for: it may be done at any time.
    doubtful: BTreeSet<Term>,
}

impl AcknowledgedPutsStay {
    fn forget(&mut self, key: &Term) {
        self.held.retain(|(held, _)| held != key);
    }

    fn begin_call(&mut self, call: (Peer, RequestId), operation: &Operation) {
        let key = operation.key();
        match operation {
            Operation::Put { .. } if self.deleting.contains_key(key) => {
                self.beside_a_delete.insert(call);
            }
            Operation::Delete { .. } => {
                self.forget(key);
                *self.deleting.entry(key.clone()).or_default() += 1;
                let puts = self.under_way.iter().filter(
                    |(_, other)| matches!(other, Operation::Put { key: put, .. } if put == key),
                );
                self.beside_a_delete.extend(puts.map(|(put, _)| *put));
            }
            Operation::Put { .. } | Operation::Get { .. } => {}
        }
        self.under_way.insert(call, operation.clone());
    }

    fn end_call(&mut self, call: (Peer, RequestId), operation: &Operation, reply: Option<&Reply>) {
        let beside_a_delete = self.beside_a_delete.remove(&call);
        match (operation, reply) {
            (Operation::Put { key, .. }, Some(Reply::Done { by, answer: Answer::Stored }))
                if !beside_a_delete && !self.doubtful.contains(key) =>
            {
                self.held.insert((key.clone(), *by));
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
            Seen::Input {
                peer,
                input: Input::Request { id, request: Request::Operation(operation) },
                accepted: true,
                ..
            } => self.begin_call((*peer, *id), operation),
            Seen::Output { peer, output: Output::Reply { id, reply } } => {
                if let Some(operation) = self.under_way.remove(&(*peer, *id)) {
                    self.end_call((*peer, *id), &operation, Some(reply));
                }
            }
            Seen::Ended { peer } => {
                self.held.retain(|(_, by)| by != peer);
                let over = self.under_way.extract_if(.., |(asked, _), _| asked == peer);
                for (call, operation) in over.collect::<Vec<_>>() {
                    self.end_call(call, &operation, None);
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
    fn a_put_whose_answer_comes_after_that_of_a_later_delete_may_be_gone() {
        let mut checker = AcknowledgedPutsStay::default();
        let (one, two, key) = (peer(1, 1), peer(2, 1), Term::string("k"));
        let put = Operation::Put { key: key.clone(), value: Term::from(1) };
        checker.see(&request_of(two, 1, put)).expect("it is asked, and done on machine 1");
        checker.see(&request_of(one, 2, Operation::Delete { key })).expect("it is asked");
        checker.see(&done(one, 2, Answer::Deleted)).expect("it is acknowledged");
        let stored = Reply::Done { by: one, answer: Answer::Stored };
        let output = Output::Reply { id: RequestId(1), reply: stored };
        checker.see(&Seen::Output { peer: two, output }).expect("it is acknowledged, late");
        assert_eq!(checker.end(&[&node(1)]), Ok(()));
    }
}
