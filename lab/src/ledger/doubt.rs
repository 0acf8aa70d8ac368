//! Which machines may have done, or may still do, what nobody answered for.

use std::collections::BTreeMap;

use node_core::{NodeId, Term};

/// Keys of puts and deletes that ended without an answer, and who may have done them.
///
/// A machine that was asked once may do it later all the same: the message can wait in a frozen
/// machine's socket, or on a slow network. So a doubt ends only with the machine; until then it is
/// asked again whenever the account and the machine differ.
#[derive(Clone, Debug, Default)]
pub(super) struct Doubts {
    /// For each key and machine, whether it has been asked what it holds.
    keys: BTreeMap<Term, BTreeMap<NodeId, bool>>,
}

impl Doubts {
    /// Any of these machines may have done something with the key.
    pub(super) fn add(&mut self, key: &Term, machines: &[NodeId]) {
        if !machines.is_empty() {
            let asked = self.keys.entry(key.clone()).or_default();
            asked.extend(machines.iter().map(|&node| (node, false)));
        }
    }

    pub(super) fn is_about(&self, key: &Term) -> bool {
        self.keys.contains_key(key)
    }

    /// What has not been asked yet.
    pub(super) fn open(&self) -> impl Iterator<Item = (&Term, NodeId)> {
        self.keys.iter().flat_map(|(key, machines)| {
            machines.iter().filter(|(_, asked)| !**asked).map(move |(&node, _)| (key, node))
        })
    }

    /// This machine told what it holds under this key.
    pub(super) fn asked(&mut self, key: &Term, node: NodeId) {
        if let Some(asked) = self.keys.get_mut(key).and_then(|machines| machines.get_mut(&node)) {
            *asked = true;
        }
    }

    /// Asks this machine anew about all its keys; `false` when there are none.
    pub(super) fn reopen(&mut self, node: NodeId) -> bool {
        let mut any = false;
        for asked in self.keys.values_mut().filter_map(|machines| machines.get_mut(&node)) {
            *asked = false;
            any = true;
        }
        any
    }

    /// A machine is dead: whatever it did went with it. Answers the keys that nobody is in doubt
    /// about any more.
    pub(super) fn bury(&mut self, dead: NodeId) -> Vec<Term> {
        let over = self.keys.extract_if(.., |_, machines| {
            machines.remove(&dead);
            machines.is_empty()
        });
        over.map(|(key, _)| key).collect()
    }
}
