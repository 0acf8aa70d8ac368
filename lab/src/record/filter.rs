//! Which of all that happened a person wants to see.

use node_core::{Batch, Request, Term, message::Body};
use serde::{Deserialize, Serialize};

use super::{End, Label, Message, What, threads::Threads};

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

impl Filter {
    pub(super) fn lets_through(&self, what: &What, threads: &Threads) -> bool {
        match self {
            Self::Everything => true,
            Self::Events => match what {
                What::Message(message) => !matches!(message.label, Label::Tick | Label::Confirm),
                _ => true,
            },
            Self::Membership => match what {
                What::Message(message) => {
                    matches!(message.label, Label::Hello | Label::Connect | Label::Leave)
                }
                What::Line { .. } | What::Result { .. } => false,
                _ => true,
            },
            Self::Keys => match what {
                What::Message(message) => message.about.is_some(),
                What::Line { .. } | What::Result { .. } | What::Click(_) => true,
                _ => false,
            },
            Self::Key(key) => match what {
                What::Message(message) => is_about(message, key, threads),
                _ => false,
            },
        }
    }
}

fn is_about(message: &Message, key: &Term, threads: &Threads) -> bool {
    let caller = match message.label {
        Label::Request | Label::Reply => {
            let request = message.request.and_then(|id| threads.request(id));
            return request.is_some_and(|request| match request {
                Request::Operation(operation) => operation.key() == key,
                Request::Batch(batch) => has_key(batch, key),
                _ => false,
            });
        }
        Label::Call | Label::Batch => message.from,
        Label::Answer => message.to,
        _ => return false,
    };
    let (End::Machine(caller), Some((_, call))) = (caller, message.call) else { return false };
    threads.call(caller, call).is_some_and(|body| match body {
        Body::Call { operation, .. } => operation.key() == key,
        Body::Batch { batch, .. } => has_key(batch, key),
        Body::Answer { .. } | Body::Layout(_) => false,
    })
}

fn has_key(batch: &Batch, key: &Term) -> bool {
    match batch {
        Batch::Get(keys) => keys.iter().any(|term| term == key.view()),
        Batch::Put(entries) => entries.pairs().any(|(term, ..)| term == key.view()),
    }
}
