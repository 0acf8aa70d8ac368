//! What happened, told to people: from the inputs and outputs of a replay.

use node_core::{
    Answer, Batch, Envelope, Event, Input, Instant, Message as Said, Operation, Output, Peer,
    Reply, Request, RequestId, Term, message::Body,
};

use super::{
    About, End, Filter, Happening, Label, Message, OperationKind, Seen, What, post::Parcel,
    threads::Threads,
};
use crate::master;

/// What the post knows of an input.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Arrival {
    /// When it was sent.
    pub(super) sent: Option<Instant>,
    /// Whether it came before.
    pub(super) again: bool,
}

/// Collects what happens.
#[derive(Debug)]
pub(super) struct Teller {
    filter: Filter,
    told: Vec<Happening>,
}

impl Teller {
    pub(super) const fn new(filter: Filter) -> Self {
        Self { filter, told: Vec::new() }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    pub(super) fn finish(self) -> Vec<Happening> {
        self.told
    }

    fn tell(&mut self, at: Instant, note: u64, what: What, threads: &Threads) {
        if self.filter.lets_through(&what, threads) {
            self.told.push(Happening { at, note, what });
        }
    }

    /// Something was seen that is no message.
    pub(super) fn see(&mut self, at: Instant, note: u64, seen: Seen<'_>, threads: &Threads) {
        let what = match seen {
            Seen::Started { peer, .. } => What::Started(peer),
            Seen::Frozen(peer) => What::Frozen(peer),
            Seen::Thawed(peer) => What::Thawed(peer),
            Seen::Output(by, Output::Event(Event::NodeUp(about))) => What::Up { by, about: *about },
            Seen::Output(by, Output::Event(Event::NodeDown(about, reason))) => {
                What::Down { by, about: *about, reason: *reason }
            }
            Seen::MasterOutput(master::Output::Result { ticket, outcome }) => {
                What::Result { ticket: *ticket, outcome: outcome.clone() }
            }
            Seen::MasterOutput(master::Output::Died { node, cause, toll }) => {
                What::Died { node: *node, cause: cause.clone(), toll: *toll }
            }
            _ => return,
        };
        self.tell(at, note, what, threads);
    }

    /// A machine was handed an input.
    pub(super) fn arrived(
        &mut self,
        at: Instant,
        note: u64,
        me: Peer,
        input: &Input,
        arrival: Arrival,
        threads: &Threads,
    ) {
        let Arrival { sent, again } = arrival;
        let what = match input {
            Input::Message(Envelope { from, message }) => {
                let mut message = of_machine(*from, me, message, threads);
                (message.sent, message.again) = (sent, again);
                What::Message(message)
            }
            Input::Request { id, request } => What::Message(Message {
                sent,
                about: about_request(request),
                request: Some(*id),
                ..Message::new(End::Master, End::Machine(me), Label::Request)
            }),
            Input::LinkDown(about) => What::LinkClosed { by: me, about: *about },
            Input::Timeout | Input::Leave => return,
        };
        self.tell(at, note, what, threads);
    }

    /// The Master was handed an input; `reply` is what it was, if it is one.
    pub(super) fn told(
        &mut self,
        at: Instant,
        note: u64,
        input: &master::Input,
        reply: Option<&Parcel<Reply>>,
        threads: &Threads,
    ) {
        let what = match input {
            master::Input::Line { ticket, line, .. } => {
                let text = threads.text(*ticket).cloned().unwrap_or_else(|| line.to_string());
                What::Line { ticket: *ticket, text }
            }
            master::Input::Click(click) => What::Click(click.clone()),
            master::Input::Reply { id, .. } => match reply {
                Some(reply) => What::Message(of_reply(*id, reply, threads)),
                None => return,
            },
            _ => return,
        };
        self.tell(at, note, what, threads);
    }
}

/// A request of the Master's.
pub(super) fn of_request(id: RequestId, request: &Parcel<Request>) -> Message {
    Message {
        sent: Some(request.sent),
        about: about_request(&request.what),
        request: Some(id),
        ..Message::new(End::Master, End::Machine(request.machine), Label::Request)
    }
}

/// A reply to it.
pub(super) fn of_reply(id: RequestId, reply: &Parcel<Reply>, threads: &Threads) -> Message {
    let mut about = threads.request(id).and_then(about_request);
    if let (Some(about), Reply::Done { answer: Answer::Value(value), .. }) =
        (&mut about, &*reply.what)
    {
        about.value.clone_from(value);
    }
    Message {
        sent: Some(reply.sent),
        about,
        request: Some(id),
        ..Message::new(End::Machine(reply.machine), End::Master, Label::Reply)
    }
}

/// A message from one machine to another; when it was sent is for others to say.
pub(super) fn of_machine(from: Peer, to: Peer, message: &Said, threads: &Threads) -> Message {
    let label = match message {
        Said::Hello => Label::Hello,
        Said::Tick { .. } => Label::Tick,
        Said::Leave => Label::Leave,
        Said::Connect { .. } => Label::Connect,
        Said::Received { .. } => Label::Confirm,
        Said::Data { body, .. } => return of_body(from, to, body, threads),
    };
    Message::new(End::Machine(from), End::Machine(to), label)
}

/// The same of one with a number.
pub(super) fn of_body(from: Peer, to: Peer, body: &Body, threads: &Threads) -> Message {
    let message = |label| Message::new(End::Machine(from), End::Machine(to), label);
    match body {
        Body::Call { call, .. } => Message {
            about: about_body(body),
            request: threads.request_of(from, *call),
            call: Some((from.node, *call)),
            ..message(Label::Call)
        },
        Body::Batch { call, .. } => Message {
            about: about_body(body),
            request: threads.request_of(from, *call),
            call: Some((from.node, *call)),
            ..message(Label::Batch)
        },
        Body::Answer { call, answer } => {
            let mut about = threads.call(to, *call).and_then(about_body);
            if let (Some(about), Answer::Value(value)) = (&mut about, answer) {
                about.value.clone_from(value);
            }
            Message {
                about,
                request: threads.request_of(to, *call),
                call: Some((to.node, *call)),
                ..message(Label::Answer)
            }
        }
        Body::Layout(_) => message(Label::Layout),
    }
}

fn about_request(request: &Request) -> Option<About> {
    match request {
        Request::Operation(operation) => Some(about_operation(operation)),
        Request::Batch(batch) => Some(about_batch(batch)),
        _ => None,
    }
}

fn about_body(body: &Body) -> Option<About> {
    match body {
        Body::Call { operation, .. } => Some(about_operation(operation)),
        Body::Batch { batch, .. } => Some(about_batch(batch)),
        Body::Answer { .. } | Body::Layout(_) => None,
    }
}

fn about_operation(operation: &Operation) -> About {
    let (kind, value) = match operation {
        Operation::Get { .. } => (OperationKind::Get, None),
        Operation::Put { value, .. } => (OperationKind::Put, Some(value.clone())),
        Operation::Delete { .. } => (OperationKind::Delete, None),
    };
    About { operation: kind, keys: 1, key: Some(operation.key().clone()), value }
}

fn about_batch(batch: &Batch) -> About {
    let operation = match batch {
        Batch::Get(_) => OperationKind::Get,
        Batch::Put(_) => OperationKind::Put,
    };
    let key = batch.pack().iter().next().map(Term::from);
    About { operation, keys: batch.len() as u64, key, value: None }
}
