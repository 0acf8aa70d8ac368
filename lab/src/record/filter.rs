//! Which of all that happened a person wants to see.

use std::collections::BTreeSet;

use node_core::{
    Batch, Envelope, Input, Message as Said, NodeId, Operation, Peer, Request, RequestId, Term,
    message::{Body, CallId},
};
use serde::{Deserialize, Serialize};

use super::{Label, Message, What, tell::Threads};

/// Which of all that happened a person wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filter {
    /// Everything.
    Everything,
    /// All but what machines say all the time: ticks and confirmations.
    #[default]
    Events,
    /// Who comes and goes, and who believes what of whom.
    Membership,
    /// What is done with keys, and the lines and clicks behind it.
    Keys,
    /// The messages that are about one key, also where it is one of many.
    Key(Term),
}

/// Sorts by a filter, and remembers what it must for that.
#[derive(Debug)]
pub(super) struct Sieve {
    filter: Filter,
    /// Requests that are about the one key.
    requests: BTreeSet<RequestId>,
    /// The same of calls: who called, and the call.
    calls: BTreeSet<(NodeId, CallId)>,
}

impl Sieve {
    pub(super) const fn new(filter: Filter) -> Self {
        Self { filter, requests: BTreeSet::new(), calls: BTreeSet::new() }
    }

    /// Looks into what a machine is handed, for the one key.
    pub(super) fn look_into(&mut self, me: Peer, input: &Input, threads: &Threads) {
        let Filter::Key(key) = &self.filter else { return };
        match input {
            Input::Request { id, request } => {
                let has = match request {
                    Request::Operation(operation) => operation.key() == key,
                    Request::Batch(batch) => has_key(batch, key),
                    _ => false,
                };
                if has {
                    self.requests.insert(*id);
                }
            }
            Input::Message(Envelope { from, message: Said::Data { body, .. } }) => {
                let (call, has) = match body {
                    Body::Call { call, operation } => (call, is_about(operation, key)),
                    Body::Batch { call, batch } => (call, has_key(batch, key)),
                    Body::Answer { .. } | Body::Layout(_) => return,
                };
                if has {
                    self.calls.insert((from.node, *call));
                    // The request may have been made before all this was looked at.
                    self.requests.extend(threads.request_of(*from, *call));
                }
            }
            _ => {}
        }
        let _ = me;
    }

    pub(super) fn lets_through(&self, what: &What) -> bool {
        match &self.filter {
            Filter::Everything => true,
            Filter::Events => match what {
                What::Message(message) => !matches!(message.label, Label::Tick | Label::Confirm),
                _ => true,
            },
            Filter::Membership => match what {
                What::Message(message) => {
                    matches!(message.label, Label::Hello | Label::Connect | Label::Leave)
                }
                What::Line { .. } | What::Result { .. } => false,
                _ => true,
            },
            Filter::Keys => match what {
                What::Message(message) => message.about.is_some(),
                What::Line { .. } | What::Result { .. } | What::Click(_) => true,
                _ => false,
            },
            Filter::Key(_) => match what {
                What::Message(message) => self.is_about_the_key(message),
                _ => false,
            },
        }
    }

    fn is_about_the_key(&self, message: &Message) -> bool {
        match message.label {
            Label::Request | Label::Reply => {
                message.request.is_some_and(|id| self.requests.contains(&id))
            }
            Label::Call | Label::Batch | Label::Answer => {
                message.call.is_some_and(|call| self.calls.contains(&call))
            }
            _ => false,
        }
    }
}

fn is_about(operation: &Operation, key: &Term) -> bool {
    operation.key() == key
}

fn has_key(batch: &Batch, key: &Term) -> bool {
    match batch {
        Batch::Get(keys) => keys.iter().any(|term| term == key.view()),
        Batch::Put(entries) => entries.pairs().any(|(term, ..)| term == key.view()),
    }
}
