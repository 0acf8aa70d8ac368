//! What machines and the Master say to each other, in few words: for the page to show on its way.

use lab::value::inspected;
use node_core::{
    Answer, Batch, Envelope, Message, Operation, Part, Reply, Request, Term, View,
    message::{Body, CallId},
};

use crate::picture::{Asks, Outcome, Says};

/// The longest key or value that is shown whole, in bytes.
const MAX_BYTES: usize = 120;

/// What a message says, its number on its connection, and the call it belongs to.
#[derive(Debug, PartialEq)]
pub struct Told {
    /// What it says.
    pub says: Says,
    /// Its number on the connection.
    pub sequence: Option<u64>,
    /// The call that it makes, or answers.
    pub call: Option<CallId>,
}

impl Told {
    /// What belongs to no connection and no call.
    #[must_use]
    pub const fn plain(says: Says) -> Self {
        Self { says, sequence: None, call: None }
    }

    /// What a machine says to another.
    #[must_use]
    pub fn of_message(envelope: &Envelope) -> Self {
        match &envelope.message {
            Message::Hello => Self::plain(Says::Hello),
            Message::Tick { number, .. } => {
                Self { says: Says::Tick, sequence: Some(*number), call: None }
            }
            Message::Leave => Self::plain(Says::Goodbye),
            Message::Connect { .. } => Self::plain(Says::Connect),
            Message::Received { .. } => Self::plain(Says::Confirm),
            Message::Data { sequence, body, .. } => {
                let (says, call) = match body {
                    Body::Call { call, operation } => (Says::Asks(asked(operation)), Some(*call)),
                    Body::Batch { call, batch } => (Says::Asks(asked_of_many(batch)), Some(*call)),
                    Body::Layout(_) => (Says::Layout, None),
                    Body::Answer { call, answer } => {
                        (Says::Answers { to: None, outcome: outcome(answer) }, Some(*call))
                    }
                };
                Self { says, sequence: Some(*sequence), call }
            }
        }
    }
}

/// What the Master asks of a machine.
#[must_use]
pub fn of_request(request: &Request) -> Asks {
    match request {
        Request::Operation(operation) => asked(operation),
        Request::Batch(batch) => asked_of_many(batch),
        Request::Stats => Asks::Count,
        Request::View => Asks::View,
        Request::Place(placement) => Asks::Place(placement.name().to_owned()),
        Request::Layout => Asks::Layout,
        Request::Held(keys) => Asks::Held(keys.len() as u64),
    }
}

/// What a machine replies to the Master; nothing when it rejected the request.
#[must_use]
pub fn of_reply(reply: Option<&Reply>) -> Outcome {
    match reply {
        None => Outcome::Refused,
        Some(Reply::Done { answer, .. }) => outcome(answer),
        Some(Reply::NodeDown { owner, .. }) => Outcome::Down(owner.number()),
        Some(Reply::Timeout { owner }) => Outcome::TimedOut(owner.number()),
        Some(Reply::Stats(summary)) => Outcome::Count(summary.stored),
        Some(Reply::View(members)) => Outcome::Count(members.len() as u64),
        Some(Reply::Placed | Reply::Layout(_)) => Outcome::Done,
        Some(Reply::Held(held)) => Outcome::Keys(held.len() as u64),
        Some(Reply::Batch(ended)) => {
            let keys = ended.part_of.len() as u64;
            let is_well = |part: &Part| matches!(part, Part::Stored(_) | Part::Values(..));
            if ended.parts.iter().all(is_well) {
                Outcome::Keys(keys)
            } else {
                Outcome::SomeKeys(keys)
            }
        }
    }
}

fn asked(operation: &Operation) -> Asks {
    let key = key(operation.key());
    match operation {
        Operation::Get { .. } => Asks::Get { key },
        Operation::Put { value, .. } => Asks::Put { key, value: written(value) },
        Operation::Delete { .. } => Asks::Delete { key },
    }
}

const fn asked_of_many(batch: &Batch) -> Asks {
    match batch {
        Batch::Get(_) => Asks::Gets(batch.len() as u64),
        Batch::Put(_) => Asks::Puts(batch.len() as u64),
    }
}

fn outcome(answer: &Answer) -> Outcome {
    match answer {
        Answer::Value(Some(value)) => Outcome::Value(written(value)),
        Answer::Value(None) => Outcome::Nothing,
        Answer::Stored | Answer::Deleted => Outcome::Done,
        Answer::AllStored(keys) => Outcome::Keys((*keys).into()),
        Answer::Values(values) => Outcome::Keys(values.len() as u64),
        Answer::TooLarge => Outcome::Refused,
    }
}

/// A key: a plain string as it is, anything else as Elixir writes it.
fn key(term: &Term) -> String {
    if let View::Binary(bytes) = term.view()
        && let Ok(text) = core::str::from_utf8(bytes)
        && text.chars().all(|one| one.is_ascii_graphic())
        && !text.is_empty()
        && bytes.len() <= MAX_BYTES
    {
        return text.to_owned();
    }
    written(term)
}

fn written(term: &Term) -> String {
    if term.size() <= MAX_BYTES {
        return inspected(term);
    }
    let begins = match term.view() {
        View::Binary(bytes) => String::from_utf8_lossy(&bytes[..MAX_BYTES / 4]).into_owned(),
        View::Atom(text) => text.chars().take(MAX_BYTES / 4).collect(),
        View::Integer(_) | View::Big { .. } => String::new(),
    };
    format!("{begins}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use node_core::{
        Incarnation, NodeId, Peer,
        message::{ConnectionId, Epoch},
    };

    fn data(body: Body) -> Envelope {
        let from = Peer { node: NodeId::new(1), incarnation: Incarnation(1) };
        let on = ConnectionId { to: Incarnation(1), from_epoch: Epoch(0), to_epoch: Epoch(0) };
        Envelope { from, message: Message::Data { on, sequence: 7, received: 3, body } }
    }

    #[test]
    fn a_put_is_told_with_its_key_its_value_and_its_number() {
        let operation = Operation::Put { key: Term::string("k_1_7"), value: Term::from(7) };
        let call = CallId(9);
        let told = Told::of_message(&data(Body::Call { call, operation }));
        let asks = Asks::Put { key: "k_1_7".to_owned(), value: "7".to_owned() };
        let expected = Told { says: Says::Asks(asks), sequence: Some(7), call: Some(call) };
        assert_eq!(told, expected);
    }

    #[test]
    fn a_key_that_is_no_plain_string_is_told_as_elixir_writes_it() {
        for (term, told) in [
            (Term::string("k_1_7"), "k_1_7"),
            (Term::string("two words"), "\"two words\""),
            (Term::string(""), "\"\""),
            (Term::atom("old"), ":old"),
            (Term::from(7), "7"),
            (Term::binary(&[1, 255]), "<<1, 255>>"),
        ] {
            assert_eq!(key(&term), told);
        }
    }

    #[test]
    fn a_huge_key_is_cut() {
        let told = key(&Term::binary(&[b'k'; 60_000]));
        assert_eq!(told, format!("{}…", "k".repeat(30)));
        assert_eq!(written(&Term::big(false, &[[255; 8]; 4_000])), "…");
    }

    #[test]
    fn a_batch_that_went_wrong_in_part_says_so() {
        let by = Peer { node: NodeId::new(1), incarnation: Incarnation(1) };
        let down = Part::NodeDown { owner: NodeId::new(2), sent: true };
        let reply = |parts| {
            let ended = node_core::BatchReply { parts, part_of: vec![0; 16] };
            of_reply(Some(&Reply::Batch(ended)))
        };
        assert_eq!(reply(vec![Part::Stored(by)]), Outcome::Keys(16));
        assert_eq!(reply(vec![Part::Stored(by), down]), Outcome::SomeKeys(16));
    }
}
