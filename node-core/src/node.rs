//! One cache machine: dispatch and draining.

mod agreement;
mod keys;

use alloc::{collections::VecDeque, vec::Vec};

use crate::{
    id::{NodeId, Peer, RequestId},
    io::{Config, Error, Event, Input, Output, Reply, Request, Status, TimeoutReason},
    layout::{Layout, LayoutChange},
    membership::{Change, Heard, Membership},
    placement::Owners,
    request::{Batches, Pending},
    store::Store,
    term::Term,
    time::Instant,
};
use agreement::Agreement;
use keys::Failure;

/// A cache machine (the seed's `Apothik.Cache` and `Apothik.Cluster` in one process).
///
/// The methods are of three kinds: [`handle_input`](Self::handle_input) changes the machine,
/// `poll_*` methods tell the host what to do next, and [`status`](Self::status) looks. The crate's
/// documentation says in which order a host calls them.
#[derive(Clone, Debug)]
pub struct Node {
    me: Peer,
    agreement: Agreement,
    membership: Membership,
    members: Vec<NodeId>,
    store: Store,
    pending: Pending,
    batches: Batches,
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
        let layout = Layout::booted(config.founding);
        let agreement = Agreement::new(layout, id);
        let membership = Membership::new(me, agreement.digest(), seed, now);
        let mut node = Self {
            me,
            agreement,
            members: alloc::vec![id],
            membership,
            store: Store::default(),
            pending: Pending::default(),
            batches: Batches::default(),
            outputs: VecDeque::new(),
            last_change: None,
            ignored: 0,
            stage: Stage::Serving,
        };
        node.compare_layout(now);
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
                Heard::OtherLayout(from) => self.tell_layout_again(now, from),
                Heard::Done => {}
                Heard::Ignored => self.ignored += 1,
            },
            Input::LinkDown(peer) => self.membership.link_down(now, peer),
            Input::Timeout => {
                self.membership.handle_timeout(now);
                self.reconcile_layout(now);
                for call in self.pending.end_overdue(now) {
                    self.fail(call, Failure::Timeout);
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
            layout: self.agreement.digest(),
            pending: self.pending.len() as u64,
            ignored: self.ignored,
            last_change: self.last_change,
        }
    }

    /// Who owns which keys, as this machine sees it.
    #[must_use]
    pub const fn owners(&self) -> &Owners {
        &self.agreement.owners
    }

    /// What this machine holds under a key, whoever owns it.
    #[must_use]
    pub fn held(&self, key: &Term) -> Option<&Term> {
        self.store.get(self.hash(key.view()), key)
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
            Request::Batch(batch) => self.begin_batch(now, id, &batch)?,
            Request::Stats => self.reply(id, Reply::Stats(self.store.summary())),
            Request::Place(placement) => {
                placement.check().map_err(Error::Setting)?;
                self.place(now, placement);
                self.reply(id, Reply::Placed);
            }
            Request::Layout => {
                let layout = self.agreement.layout().clone();
                self.reply(id, Reply::Layout(layout));
            }
            Request::View => self.reply(id, Reply::View(self.members.clone())),
            Request::Held(keys) => {
                let held = keys.iter().map(|key| self.held(key).cloned()).collect();
                self.reply(id, Reply::Held(held));
            }
        }
        Ok(())
    }

    /// Takes over what membership found out: events, the view, and the calls that end with it.
    fn follow_view(&mut self, now: Instant) {
        let changes = self.membership.take_changes();
        if changes.is_empty() {
            return;
        }
        let mut connected = Vec::new();
        for change in changes {
            let event = match change {
                Change::Up(peer) => {
                    if let Err(place) = self.members.binary_search(&peer.node) {
                        self.members.insert(place, peer.node);
                    }
                    self.agreement.follow(LayoutChange::Arrived(peer.node));
                    connected.push(peer.node);
                    Event::NodeUp(peer)
                }
                Change::Down(peer, reason) => {
                    if let Ok(place) = self.members.binary_search(&peer.node) {
                        self.members.remove(place);
                    }
                    self.agreement.follow(LayoutChange::Departed(peer.node));
                    for call in self.pending.end_all_to(peer.node) {
                        self.fail(call, Failure::NodeDown);
                    }
                    Event::NodeDown(peer, reason)
                }
            };
            self.last_change = Some((now, event));
            self.outputs.push_back(Output::Event(event));
        }
        self.agreement.seal();
        self.membership.set_layout(self.agreement.digest());
        if self.agreement.layout().is_news() {
            for node in connected {
                self.tell_layout(now, node);
            }
        }
        self.compare_layout(now);
        self.recount();
    }

    fn reply(&mut self, id: RequestId, reply: Reply) {
        self.outputs.push_back(Output::Reply { id, reply });
    }

    fn flush_outbox(&mut self) {
        let outbox = self.membership.drain_outbox();
        self.outputs.extend(outbox.map(|(to, envelope)| Output::Transmit { to, envelope }));
    }
}
