//! What happened, told to people: from the inputs and outputs of a replay.

use std::collections::BTreeMap;

use node_core::{
    Answer, Batch, Destination, Envelope, Event, Input, Instant, Message as Said, Operation,
    Output, Peer, Reply, Request, RequestId, Term,
    message::{Body, CallId},
};

use super::{
    About, End, Filter, Happening, Label, Message, OperationKind, Seen, Stage, What, filter::Sieve,
    living::State,
};
use crate::master::{self, Ticket};

/// How long a call is remembered that nobody answered.
const REMEMBERED: core::time::Duration = core::time::Duration::from_secs(60);

/// What the post knows of an input.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Arrival {
    /// When it was sent.
    pub(super) sent: Option<Instant>,
    /// Whether it came before.
    pub(super) again: bool,
}

/// What belongs to what: requests, the calls that were made for them, and lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Threads {
    requests: BTreeMap<RequestId, (Instant, Option<About>)>,
    calls: BTreeMap<(Peer, CallId), (Instant, RequestId)>,
    /// The request that a machine was just handed.
    serving: Option<RequestId>,
    texts: BTreeMap<Ticket, String>,
}

impl Threads {
    /// The Master makes a request.
    pub(super) fn ask(&mut self, at: Instant, id: RequestId, request: &Request) {
        self.requests.insert(id, (at, about_request(request)));
    }

    /// A machine was handed an input.
    pub(super) fn take_in(&mut self, me: Peer, input: &Input) {
        match input {
            Input::Request { id, .. } => self.serving = Some(*id),
            Input::Message(Envelope {
                message: Said::Data { body: Body::Answer { call, .. }, .. },
                ..
            }) => {
                self.calls.remove(&(me, *call));
            }
            _ => {}
        }
    }

    /// A machine sends a message.
    pub(super) fn send(&mut self, at: Instant, envelope: &Envelope) {
        let Some(id) = self.serving else { return };
        if let Said::Data { body: Body::Call { call, .. } | Body::Batch { call, .. }, .. } =
            &envelope.message
        {
            self.calls.insert((envelope.from, *call), (at, id));
        }
    }

    /// All that the last input brought forth has been seen.
    pub(super) const fn rest(&mut self) {
        self.serving = None;
    }

    /// The text of a line.
    pub(super) fn say(&mut self, ticket: Ticket, text: &str) {
        self.texts.insert(ticket, text.to_owned());
    }

    /// The Master was handed an input.
    pub(super) fn tell(&mut self, input: &master::Input) {
        match input {
            master::Input::Reply { id, .. } | master::Input::Rejected { id } => {
                self.requests.remove(id);
            }
            master::Input::Line { ticket, .. } => {
                self.texts.remove(ticket);
            }
            _ => {}
        }
    }

    pub(super) fn sweep(&mut self, now: Instant) {
        self.requests.retain(|_, (at, _)| now.since(*at) <= REMEMBERED);
        self.calls.retain(|_, (at, _)| now.since(*at) <= REMEMBERED);
    }

    fn about(&self, id: Option<RequestId>) -> Option<About> {
        self.requests.get(&id?)?.1.clone()
    }

    pub(super) fn request_of(&self, caller: Peer, call: CallId) -> Option<RequestId> {
        self.calls.get(&(caller, call)).map(|(_, id)| *id)
    }
}

/// Collects what happens.
#[derive(Debug)]
pub(super) struct Teller {
    sieve: Sieve,
    told: Vec<Happening>,
}

impl Teller {
    pub(super) fn new(filter: Filter) -> Self {
        Self { sieve: Sieve::new(filter), told: Vec::new() }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    pub(super) fn finish(self) -> Vec<Happening> {
        self.told
    }

    fn tell(&mut self, at: Instant, note: u64, what: What) {
        if self.sieve.lets_through(&what) {
            self.told.push(Happening { at, note, what });
        }
    }

    /// Something was seen that is no message.
    pub(super) fn see(&mut self, at: Instant, note: u64, seen: Seen<'_>, _: &Stage) {
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
        self.tell(at, note, what);
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
        self.sieve.look_into(me, input, threads);
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
        self.tell(at, note, what);
    }

    /// The Master was handed an input; `from` is when and by whom it was sent, if it is a reply.
    pub(super) fn told(
        &mut self,
        at: Instant,
        note: u64,
        input: &master::Input,
        from: Option<(Instant, Peer)>,
        threads: &Threads,
    ) {
        let what = match input {
            master::Input::Line { ticket, line } => {
                let text = threads.texts.get(ticket).cloned();
                let text = text.unwrap_or_else(|| line.to_string());
                What::Line { ticket: *ticket, text }
            }
            master::Input::Click(click) => What::Click(click.clone()),
            master::Input::Reply { id, reply } => {
                let Some((sent, machine)) = from else { return };
                let mut about = threads.about(Some(*id));
                if let (Some(about), Reply::Done { answer: Answer::Value(value), .. }) =
                    (&mut about, reply)
                {
                    about.value.clone_from(value);
                }
                What::Message(Message {
                    sent: Some(sent),
                    about,
                    request: Some(*id),
                    ..Message::new(End::Machine(machine), End::Master, Label::Reply)
                })
            }
            _ => return,
        };
        self.tell(at, note, what);
    }
}

/// The messages that are under way.
pub(super) fn under_way(state: &State) -> Vec<Message> {
    let (post, threads) = (&state.post, &state.threads);
    let mut messages: Vec<Message> = Vec::new();
    for (way, sequence, letter) in post.letters() {
        let _ = sequence;
        let mut message = of_body(way.from, way.to, &letter.body, threads);
        message.sent = letter.sent();
        messages.push(message);
    }
    for (from, to, card) in post.cards() {
        let living = state.stage.living().map(|machine| machine.node.status().me);
        let receivers = living.filter(|&peer| match to {
            Destination::Everyone => peer.node != from.node,
            Destination::Node(node) => peer.node == node,
        });
        for peer in receivers.filter(|peer| !card.taken.contains(peer)) {
            let mut message = of_machine(from, peer, &card.message, threads);
            message.sent = Some(card.sent);
            messages.push(message);
        }
    }
    for (&id, request) in &post.requests {
        messages.push(Message {
            sent: Some(request.sent),
            about: about_request(&request.what),
            request: Some(id),
            ..Message::new(End::Master, End::Machine(request.machine), Label::Request)
        });
    }
    for (&id, reply) in &post.replies {
        messages.push(Message {
            sent: Some(reply.sent),
            about: threads.about(Some(id)),
            request: Some(id),
            ..Message::new(End::Machine(reply.machine), End::Master, Label::Reply)
        });
    }
    messages.sort_by_key(|message| message.sent);
    messages
}

/// A message from one machine to another; when it was sent is for others to say.
fn of_machine(from: Peer, to: Peer, message: &Said, threads: &Threads) -> Message {
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
fn of_body(from: Peer, to: Peer, body: &Body, threads: &Threads) -> Message {
    let message = |label| Message::new(End::Machine(from), End::Machine(to), label);
    match body {
        Body::Call { call, operation } => Message {
            about: Some(about_operation(operation)),
            request: threads.request_of(from, *call),
            call: Some((from.node, *call)),
            ..message(Label::Call)
        },
        Body::Batch { call, batch } => Message {
            about: Some(about_batch(batch)),
            request: threads.request_of(from, *call),
            call: Some((from.node, *call)),
            ..message(Label::Batch)
        },
        Body::Answer { call, answer } => {
            let request = threads.request_of(to, *call);
            let mut about = threads.about(request);
            if let (Some(about), Answer::Value(value)) = (&mut about, answer) {
                about.value.clone_from(value);
            }
            Message { about, request, call: Some((to.node, *call)), ..message(Label::Answer) }
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
