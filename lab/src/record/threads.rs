//! What belongs to what: requests, the calls that are made for them, and the texts of lines.

use core::time::Duration;
use std::{collections::BTreeMap, rc::Rc};

use node_core::{
    Envelope, Input, Instant, Message, Peer, Request, RequestId,
    message::{Body, CallId},
};

use crate::master::{self, Ticket};

/// How long a call is remembered that nobody answered.
const REMEMBERED: Duration = Duration::from_secs(60);

/// What belongs to what.
#[derive(Clone, Debug, Default)]
pub(super) struct Threads {
    requests: BTreeMap<RequestId, (Instant, Rc<Request>)>,
    calls: BTreeMap<(Peer, CallId), Call>,
    /// The request that a machine was just handed.
    serving: Option<RequestId>,
    texts: BTreeMap<Ticket, String>,
}

/// A call from one machine to another.
#[derive(Clone, Debug)]
struct Call {
    at: Instant,
    request: RequestId,
    body: Rc<Body>,
}

impl Threads {
    /// The Master makes a request.
    pub(super) fn ask(&mut self, at: Instant, id: RequestId, request: Rc<Request>) {
        self.requests.insert(id, (at, request));
    }

    /// A machine was handed an input.
    pub(super) fn take_in(&mut self, me: Peer, input: &Input) {
        match input {
            Input::Request { id, .. } => self.serving = Some(*id),
            Input::Message(Envelope {
                message: Message::Data { body: Body::Answer { call, .. }, .. },
                ..
            }) => {
                self.calls.remove(&(me, *call));
            }
            _ => {}
        }
    }

    /// A machine sends this on a connection.
    pub(super) fn send(&mut self, at: Instant, from: Peer, body: &Rc<Body>) {
        let Some(request) = self.serving else { return };
        if let Body::Call { call, .. } | Body::Batch { call, .. } = **body {
            self.calls.insert((from, call), Call { at, request, body: body.clone() });
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

    /// Forgets what nobody answers any more.
    pub(super) fn sweep(&mut self, now: Instant) {
        self.requests.retain(|_, (at, _)| now.since(*at) <= REMEMBERED);
        self.calls.retain(|_, call| now.since(call.at) <= REMEMBERED);
    }

    /// What is asked for under this id.
    pub(super) fn request(&self, id: RequestId) -> Option<&Request> {
        self.requests.get(&id).map(|(_, request)| &**request)
    }

    /// What was said when this call was made.
    pub(super) fn call(&self, caller: Peer, call: CallId) -> Option<&Body> {
        self.calls.get(&(caller, call)).map(|call| &*call.body)
    }

    /// The request for which a call was made.
    pub(super) fn request_of(&self, caller: Peer, call: CallId) -> Option<RequestId> {
        self.calls.get(&(caller, call)).map(|call| call.request)
    }

    /// The text of a line, if somebody said it.
    pub(super) fn text(&self, ticket: Ticket) -> Option<&String> {
        self.texts.get(&ticket)
    }
}
