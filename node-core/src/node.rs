//! One cache machine: dispatch and draining.

use alloc::{collections::VecDeque, vec::Vec};

use crate::{
    id::{NodeId, Peer, RequestId},
    io::{Config, Error, Event, Input, Output, Reply, Request, Status, TimeoutReason},
    limits::{MAX_PENDING_CALLS, MAX_TERM_BYTES},
    membership::{Change, Heard, Membership},
    message::{Answer, Body, CallId, Operation},
    phash2,
    placement::Placement,
    request::{Call, Pending},
    store::Store,
    term::Term,
    time::Instant,
};

/// A cache machine (the seed's `Apothik.Cache` and `Apothik.Cluster` in one process).
///
/// The methods are of three kinds: [`handle_input`](Self::handle_input) changes the machine,
/// `poll_*` methods tell the host what to do next, and [`status`](Self::status) looks. The crate's
/// documentation says in which order a host calls them.
#[derive(Clone, Debug)]
pub struct Node {
    me: Peer,
    placement: Placement,
    membership: Membership,
    members: Vec<NodeId>,
    store: Store,
    pending: Pending,
    outputs: VecDeque<Output>,
    last_change: Option<(Instant, Event)>,
    ignored: u64,
    stage: Stage,
}

/// How far a machine's life has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Serving,
    /// It takes no more requests, and ends once the calls under way have.
    Leaving,
    Left,
}

impl Node {
    /// A machine that starts now, empty, and says hello.
    ///
    /// `seed` is its only source of chance: it spreads the ticks of machines started together.
    #[must_use]
    pub fn new(id: NodeId, config: Config, seed: u64, now: Instant) -> Self {
        let me = Peer { node: id, incarnation: config.incarnation };
        let membership = Membership::new(me, seed, now);
        let mut node = Self {
            me,
            placement: config.placement,
            members: membership.members(),
            membership,
            store: Store::default(),
            pending: Pending::default(),
            outputs: VecDeque::new(),
            last_change: None,
            ignored: 0,
            stage: Stage::Serving,
        };
        node.flush_outbox();
        node
    }

    /// Takes one input; drain [`poll_output`](Self::poll_output) afterwards.
    ///
    /// # Errors
    ///
    /// The input is rejected, and nothing has changed.
    pub fn handle_input(&mut self, now: Instant, input: Input) -> Result<(), Error> {
        if self.stage == Stage::Left {
            return Err(Error::Left);
        }
        match input {
            Input::Message(envelope) => match self.membership.receive(now, envelope) {
                Heard::Bodies(from) => {
                    while let Some(body) = self.membership.next_body(from) {
                        self.handle_body(now, from, body);
                    }
                }
                Heard::Done => {}
                Heard::Ignored => self.ignored += 1,
            },
            Input::LinkDown(peer) => self.membership.link_down(now, peer),
            Input::Timeout => {
                self.membership.handle_timeout(now);
                for call in self.pending.end_overdue(now) {
                    self.reply(call.request, Reply::Timeout { owner: call.owner });
                }
            }
            Input::Request { id, request } => self.handle_request(now, id, request)?,
            Input::Leave => self.stage = self.stage.max(Stage::Leaving),
        }
        self.follow_view(now);
        if self.stage == Stage::Leaving && self.pending.len() == 0 {
            self.membership.leave();
            self.stage = Stage::Left;
        }
        self.flush_outbox();
        if self.stage == Stage::Left {
            self.outputs.push_back(Output::Left);
        }
        Ok(())
    }

    /// The next thing for the host to do; `None` when there is nothing left.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When this machine wants an [`Input::Timeout`], and why; `None` once it has left.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<(Instant, TimeoutReason)> {
        if self.stage == Stage::Left {
            return None;
        }
        let membership = self.membership.timeout();
        match self.pending.deadline() {
            Some(call) if call < membership.0 => Some((call, TimeoutReason::Call)),
            _ => Some(membership),
        }
    }

    /// What an outsider sees.
    #[must_use]
    pub fn status(&self) -> Status {
        Status {
            me: self.me,
            members: self.members.clone(),
            summary: self.store.summary(),
            pending: self.pending.len() as u64,
            ignored: self.ignored,
            last_change: self.last_change,
        }
    }

    /// What this machine holds under a key, whoever owns it.
    #[must_use]
    pub fn held(&self, key: &Term) -> Option<&Term> {
        self.store.get(key)
    }

    fn handle_request(
        &mut self,
        now: Instant,
        id: RequestId,
        request: Request,
    ) -> Result<(), Error> {
        if self.stage != Stage::Serving {
            return Err(Error::Left);
        }
        match request {
            Request::Operation(operation) => self.begin(now, id, operation)?,
            Request::Stats => self.reply(id, Reply::Stats(self.store.summary())),
            Request::View => self.reply(id, Reply::View(self.members.clone())),
            Request::Held(key) => self.reply(id, Reply::Held(self.store.get(&key).cloned())),
        }
        Ok(())
    }

    /// Sees to it that the key's owner does the operation.
    fn begin(&mut self, now: Instant, id: RequestId, operation: Operation) -> Result<(), Error> {
        let bytes = operation.largest_term();
        if bytes > MAX_TERM_BYTES {
            return Err(Error::TooLarge { bytes });
        }
        if self.pending.len() >= MAX_PENDING_CALLS {
            return Err(Error::Busy);
        }
        let hash = phash2::hash(operation.key());
        let owner = self.placement.owner(&self.members, hash).unwrap_or(self.me.node);
        if owner == self.me.node {
            let answer = self.perform(hash, operation);
            self.reply(id, Reply::Done { by: self.me, answer });
            return Ok(());
        }
        if self.members.binary_search(&owner).is_err() {
            self.reply(id, Reply::NodeDown { owner, sent: false });
            return Ok(());
        }
        let call = self.pending.begin(now, id, owner);
        self.membership.send(now, owner, Body::Call { call, operation });
        Ok(())
    }

    fn handle_body(&mut self, now: Instant, from: NodeId, body: Body) {
        match body {
            Body::Call { call, operation } => {
                let answer = self.perform(phash2::hash(operation.key()), operation);
                self.membership.send(now, from, Body::Answer { call, answer });
            }
            Body::Answer { call, answer } => self.handle_answer(from, call, answer),
        }
    }

    fn handle_answer(&mut self, from: NodeId, call: CallId, answer: Answer) {
        match (self.pending.end(call, from), self.membership.incarnation_of(from)) {
            (Some(Call { request, .. }), Some(incarnation)) => {
                let by = Peer { node: from, incarnation };
                self.reply(request, Reply::Done { by, answer });
            }
            // It came after its time was over.
            _ => self.ignored += 1,
        }
    }

    /// Does an operation here, whoever owns the key: an owner stores what it is sent without
    /// checking that it is the owner, as the seed does. That is how entries get stranded.
    fn perform(&mut self, hash: u32, operation: Operation) -> Answer {
        let owned = self.placement.owner(&self.members, hash) == Some(self.me.node);
        match operation {
            Operation::Get { key } => Answer::Value(self.store.get(&key).cloned()),
            Operation::Put { key, value } => {
                self.store.put(hash, key, value, owned);
                Answer::Stored
            }
            Operation::Delete { key } => {
                self.store.delete(hash, &key, owned);
                Answer::Deleted
            }
        }
    }

    /// Takes over what membership found out: events, the view, and the calls that end with it.
    fn follow_view(&mut self, now: Instant) {
        let changes = self.membership.take_changes();
        if changes.is_empty() {
            return;
        }
        for change in changes {
            let event = match change {
                Change::Up(peer) => Event::NodeUp(peer),
                Change::Down(peer, reason) => {
                    self.end_calls_to(peer);
                    Event::NodeDown(peer, reason)
                }
            };
            self.last_change = Some((now, event));
            self.outputs.push_back(Output::Event(event));
        }
        self.members = self.membership.members();
        let (placement, members, me) = (self.placement, &self.members, self.me.node);
        self.store.recount(|hash| placement.owner(members, hash) == Some(me));
    }

    fn end_calls_to(&mut self, peer: Peer) {
        for call in self.pending.end_all_to(peer.node) {
            self.reply(call.request, Reply::NodeDown { owner: peer.node, sent: true });
        }
    }

    fn reply(&mut self, id: RequestId, reply: Reply) {
        self.outputs.push_back(Output::Reply { id, reply });
    }

    fn flush_outbox(&mut self) {
        for (to, envelope) in self.membership.take_outbox() {
            self.outputs.push_back(Output::Transmit { to, envelope });
        }
    }
}
