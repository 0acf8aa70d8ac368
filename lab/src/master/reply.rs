//! Requests and their replies: what each says of the ledger and of the command it was made for.

use node_core::{
    Answer, BatchReply, FillSpan, HOST, NodeId, Operation, Peer, Reply, Request, RequestId, Term,
};

use super::{Accounted, Master, Output, bulk::Ended, job::Job, step::Step};
use crate::value::Value;

/// A request that is under way.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) to: NodeId,
    pub(super) what: What,
}

/// What a request was made for.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// A batch of a fill.
    Fill(FillSpan),
    /// A batch of a count of hits.
    Hits(FillSpan),
    /// One key of a count of hits, with the value that makes it a hit.
    Hit { value: Term },
    /// An operation typed by a person.
    Single(Operation),
    /// A machine's count, for `stat`.
    Count,
    /// A machine's view; whether only its length is wanted.
    View { shape: ViewShape },
    /// Placing keys otherwise; whether a line waits for it.
    Place { for_line: bool },
    /// A machine's layout; whether a line that exchanged the placement waits for it.
    Layout { for_line: bool },
    /// A machine's summary, for the audit.
    Audit,
    /// What a machine holds under uncertain keys.
    Held(Vec<Term>),
}

/// How a view is to be shown.
#[derive(Clone, Copy, Debug)]
pub(super) enum ViewShape {
    State,
    Length,
    Others,
}

impl Master {
    /// Whether a request that is under way is a look of the Master's own, at what a machine holds or
    /// how it places keys, for its account: nobody asked for it, and it changes nothing there.
    #[must_use]
    pub fn is_look(&self, id: RequestId) -> bool {
        let what = self.calls.get(&id).map(|asked| &asked.what);
        matches!(what, Some(What::Audit | What::Held(_) | What::Layout { .. }))
    }

    pub(super) fn ask(&mut self, to: NodeId, request: Request, what: What) -> RequestId {
        self.last_request += 1;
        let id = RequestId(self.last_request);
        self.calls.insert(id, Asked { to, what });
        self.outputs.push_back(Output::Request { to, id, request });
        id
    }

    /// The Master itself sees that a machine is gone: whatever it was asked ends so.
    pub(super) fn fail_calls_to(&mut self, node: NodeId) {
        let failed: Vec<RequestId> =
            self.calls.iter().filter(|(_, asked)| asked.to == node).map(|(&id, _)| id).collect();
        for id in failed {
            if let Some(asked) = self.calls.remove(&id) {
                let sent = Reply::NodeDown { owner: node, sent: true };
                self.end_call(asked, Some(sent), true);
            }
        }
    }

    /// A reply, or `None` when the machine rejected the request.
    pub(super) fn handle_reply(&mut self, id: RequestId, reply: Option<Reply>) {
        if let Some(asked) = self.calls.remove(&id) {
            self.end_call(asked, reply, false);
        }
    }

    /// Ends a call; `via_down` when it was the asked machine itself that went down.
    fn end_call(&mut self, asked: Asked, reply: Option<Reply>, via_down: bool) {
        match asked.what {
            What::Audit => {
                if let Some(Reply::Stats(summary)) = reply {
                    self.auditor.reported(asked.to, summary);
                }
            }
            What::Place { for_line } => self.place_reply(asked.to, for_line, reply.as_ref()),
            What::Layout { for_line } => self.layout_reply(asked.to, for_line, reply),
            What::Held(keys) => {
                if let Some(Reply::Held(held)) = reply {
                    for (key, held) in keys.iter().zip(held) {
                        self.ledger.correct(key, asked.to, held);
                    }
                }
            }
            What::Fill(span) if via_down => self.end_fill_in_doubt(span),
            What::Fill(span) => self.end_fill(span, batch_reply(reply)),
            What::Hits(span) => self.end_hits(asked.to, span, batch_reply(reply)),
            What::Hit { value } => {
                let hit = matches!(
                    reply,
                    Some(Reply::Done { answer: Answer::Value(Some(found)), .. }) if found == value
                );
                self.count_bulk(Ended { keys: 1, hits: hit.into(), ..Ended::default() });
            }
            What::Single(operation) => {
                self.account(&operation, reply.as_ref(), via_down);
                self.finish_single(single_value(&operation, reply, via_down));
            }
            What::Count => self.count_reply(asked.to, reply.as_ref()),
            What::View { shape } => {
                let value = match reply {
                    Some(Reply::View(members)) => view_value(shape, asked.to, &members),
                    _ => Value::nodedown(),
                };
                self.finish_single(value);
            }
        }
    }

    fn account(&mut self, operation: &Operation, reply: Option<&Reply>, via_down: bool) {
        match operation {
            Operation::Put { key, value } => {
                self.account_put(key.clone(), value.clone(), reply, via_down);
            }
            Operation::Delete { key } => match reply {
                Some(Reply::Done { by, .. }) => {
                    self.note(Accounted::Deleted { key: key.clone(), by: *by });
                }
                Some(Reply::NodeDown { owner, sent: true } | Reply::Timeout { owner }) => {
                    let machines = self.suspects(*owner, via_down);
                    self.note(Accounted::DeleteUnknown { key: key.clone(), machines });
                }
                _ => {}
            },
            Operation::Get { .. } => {}
        }
    }

    /// Who may have done, or may still do, what was sent to `owner` and never answered; when it is
    /// the machine talked to that went down, nobody knows to whom it had passed it on.
    pub(super) fn suspects(&self, owner: NodeId, via_down: bool) -> Vec<NodeId> {
        self.machines.alive().filter(|&node| via_down || node == owner).collect()
    }

    fn account_put(&mut self, key: Term, value: Term, reply: Option<&Reply>, via_down: bool) {
        match reply {
            Some(Reply::Done { by, .. }) => {
                self.note(Accounted::Put { key, value, by: *by });
            }
            Some(Reply::NodeDown { owner, sent: true } | Reply::Timeout { owner }) => {
                let machines = self.suspects(*owner, via_down);
                self.note(Accounted::PutUnknown { key, value, machines });
            }
            _ => self.note(Accounted::Refused(1)),
        }
    }

    /// Whether what this life of a machine did is still there: its acknowledgement may have come
    /// after its death.
    pub(super) fn lives(&self, peer: Peer) -> bool {
        self.machines.is_alive(peer.node)
            && self.machines.incarnation(peer.node) == Some(peer.incarnation)
    }

    fn count_reply(&mut self, from: NodeId, reply: Option<&Reply>) {
        let value = match reply {
            Some(Reply::Stats(summary)) => Value::count(summary.stored),
            _ => Value::nodedown(),
        };
        match self.job.as_mut().and_then(Job::step) {
            Some(Step::Stat { rows, waiting, .. }) => {
                rows.insert(from.number(), value);
                *waiting -= 1;
            }
            _ => self.finish_single(value),
        }
    }

    pub(super) fn finish_single(&mut self, value: Value) {
        if let Some(step) = self.job.as_mut().and_then(Job::step) {
            *step = Step::done(value);
        }
    }
}

fn batch_reply(reply: Option<Reply>) -> Option<BatchReply> {
    match reply {
        Some(Reply::Batch(ended)) => Some(ended),
        _ => None,
    }
}

/// What `:rpc.call` answers for one operation.
fn single_value(operation: &Operation, reply: Option<Reply>, via_down: bool) -> Value {
    match reply {
        Some(Reply::Done { answer: Answer::Value(found), .. }) => {
            Value::Term(found.unwrap_or_else(Term::nil))
        }
        Some(Reply::Done { .. }) => Value::ok(),
        Some(Reply::NodeDown { owner, .. }) if !via_down => {
            let reason = Value::Tuple(vec![Value::atom("nodedown"), Value::node(owner)]);
            exit(reason, owner, operation)
        }
        Some(Reply::Timeout { owner }) => exit(Value::atom("timeout"), owner, operation),
        Some(_) => Value::nodedown(),
        None => Value::badrpc(Value::atom("system_limit")),
    }
}

/// The exit of a `GenServer.call` to the owner, as it comes back through `:rpc.call`.
fn exit(reason: Value, owner: NodeId, operation: &Operation) -> Value {
    let message = match operation {
        Operation::Get { key } => vec![Value::atom("get"), Value::Term(key.clone())],
        Operation::Delete { key } => vec![Value::atom("delete"), Value::Term(key.clone())],
        Operation::Put { key, value } => {
            vec![Value::atom("put"), Value::Term(key.clone()), Value::Term(value.clone())]
        }
    };
    let server = Value::Tuple(vec![Value::atom("Elixir.Apothik.Cache"), Value::node(owner)]);
    let timeout = Value::count(node_core::CALL_TIMEOUT.as_millis() as u64);
    let arguments = Value::List(vec![server, Value::Tuple(message), timeout]);
    let call = Value::Tuple(vec![Value::atom("Elixir.GenServer"), Value::atom("call"), arguments]);
    Value::badrpc(Value::Tuple(vec![Value::atom("EXIT"), Value::Tuple(vec![reason, call])]))
}

fn view_value(shape: ViewShape, of: NodeId, members: &[NodeId]) -> Value {
    let list = || members.iter().copied();
    match shape {
        ViewShape::State => {
            Value::Tuple(vec![Value::node(of), Value::List(list().map(Value::node).collect())])
        }
        ViewShape::Length => Value::count(members.len() as u64),
        ViewShape::Others => {
            let others = list().filter(|&node| node != of).map(Value::node);
            let master = Value::atom(&format!("master@{HOST}"));
            Value::List(others.chain([master]).collect())
        }
    }
}
