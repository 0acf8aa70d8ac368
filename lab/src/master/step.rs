//! One command on its way: what it begins with, and when it is over.

use std::collections::BTreeMap;

use node_core::{NodeId, Operation, Owners, Place as _, Placement, Request, View, phash2};

use super::{
    Accounted, Condition, Hint, Machines, Master, Progress, Refusal,
    bulk::Bulk,
    machine,
    reply::{ViewShape, What},
};
use crate::{
    command::{Command, Number},
    placement::unusual,
    value::Value,
};

/// A command's end.
#[derive(Clone, Debug)]
pub(super) struct Done {
    pub(super) value: Result<Value, Refusal>,
    pub(super) hints: Vec<Hint>,
}

/// A command under way.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// It has its value.
    Done(Option<Done>),
    /// Many keys, one after another.
    Bulk(Bulk),
    /// One reply decides.
    Single,
    /// The counts of several machines; a dead one's answer is there at once.
    Stat { rows: BTreeMap<u32, Value>, waiting: usize, sum: bool },
    /// Machines that start.
    Starting(Vec<NodeId>),
    /// A machine that is about to end.
    Ending(NodeId),
}

impl Step {
    pub(super) const fn value(value: Value) -> Done {
        Done { value: Ok(value), hints: Vec::new() }
    }

    pub(super) fn done(value: Value) -> Self {
        Self::Done(Some(Self::value(value)))
    }

    fn hinted(value: Value, hint: Hint) -> Self {
        Self::Done(Some(Done { value: Ok(value), hints: vec![hint] }))
    }

    pub(super) fn refused(why: Refusal) -> Self {
        Self::Done(Some(Done { value: Err(why), hints: Vec::new() }))
    }

    pub(super) fn progress(&self) -> Option<Progress> {
        match self {
            Self::Bulk(bulk) => Some(bulk.progress()),
            _ => None,
        }
    }
}

impl Master {
    /// Begins a command.
    pub(super) fn begin(&mut self, command: Command) -> Step {
        let stranger = never_started(&self.machines, &command);
        let step = match command {
            Command::Boot { machines, placement } => {
                self.boot(machines, placement);
                Step::Starting((1..=machines).map(NodeId::new).collect())
            }
            Command::Placement(Some(placement)) => {
                if self.ask_to_place(placement, true) {
                    Step::Single
                } else {
                    Step::done(Value::nodedown())
                }
            }
            Command::Placement(None) => Step::done(written_placement(self.ledger.placement())),
            Command::Fill { via, keys } => self.begin_fill(via, keys),
            Command::Hits { via, keys } => self.begin_hits(via, keys),
            Command::Stat => self.begin_stat(false),
            Command::Sum => self.begin_stat(true),
            Command::StatOf(number) => self.ask_one(number, Request::Stats, What::Count),
            Command::Put { via, key, value } => {
                self.begin_operation(via, Operation::Put { key, value })
            }
            Command::Get { via, key } => self.begin_operation(via, Operation::Get { key }),
            Command::Delete { via, key } => self.begin_operation(via, Operation::Delete { key }),
            Command::Kill(number) => match machine(number) {
                Some(node) if self.kill(node) => Step::done(Value::ok()),
                _ => Step::done(Value::nodedown()),
            },
            Command::Start(number) => self.begin_start(NodeId::new(number)),
            Command::Leave(number) => self.begin_leave(number),
            Command::Freeze(number) => self.begin_freeze(number),
            Command::Thaw(number) => self.begin_thaw(number),
            Command::Trap(number) => self.begin_trap(number),
            Command::Partition(sides) => self.begin_partition(&sides),
            Command::Heal => {
                self.partition(Vec::new());
                Step::done(Value::ok())
            }
            Command::Network(network) => self.begin_network(network),
            Command::Cluster(number) => self.ask_view(number, ViewShape::State),
            Command::NbNodes(number) => match self.placed_at(number) {
                // The seed's first system has the number of machines in its source.
                Some(fixed @ Owners::Fixed(_)) => {
                    Step::done(Value::count(fixed.machines().len() as u64))
                }
                _ => self.ask_view(number, ViewShape::Length),
            },
            Command::NodeList(number) => self.ask_view(number, ViewShape::Others),
            Command::Phash2 { hash, range } => Step::done(Value::count(match range {
                Some(range) => u64::from(hash) % range.max(1),
                None => phash2::without_range(hash).into(),
            })),
            Command::NodeStop(number) => match machine(number) {
                Some(node) if self.machines.is_running(node) => {
                    Step::done(Value::Tuple(vec![Value::atom("error"), Value::atom("not_allowed")]))
                }
                _ => Step::done(Value::nodedown()),
            },
        };
        match (stranger, step) {
            (Some(number), Step::Done(Some(mut done))) => {
                done.hints.insert(0, Hint::NeverStarted(number));
                Step::Done(Some(done))
            }
            (_, step) => step,
        }
    }

    /// Who owns which keys, as a running machine has it.
    fn placed_at(&self, number: Number) -> Option<&Owners> {
        let node = machine(number).filter(|node| self.machines.is_running(*node))?;
        self.ledger.placed().at(node).map(|(_, owners)| owners)
    }

    /// Goes on with a command; its end, if it has come.
    pub(super) fn resume(&mut self, step: &mut Step) -> Option<Done> {
        match step {
            Step::Done(done) => done.take(),
            Step::Single => None,
            Step::Bulk(bulk) => {
                self.send_more(bulk);
                bulk.is_over().then(|| bulk.done())
            }
            Step::Stat { rows, waiting: 0, sum } => Some(Step::value(stat_value(rows, *sum))),
            Step::Stat { .. } => None,
            Step::Starting(nodes) => self.started(nodes),
            Step::Ending(node) => {
                (!self.machines.is_alive(*node)).then(|| Step::value(Value::ok()))
            }
        }
    }

    fn begin_fill(&mut self, number: i64, keys: u64) -> Step {
        let room = self.room();
        match machine(number) {
            Some(node) if self.machines.is_running(node) && keys > room => {
                Step::refused(Refusal::NoRoom { keys, room })
            }
            Some(node) if self.machines.is_running(node) => {
                let machines = self.ledger.running().len();
                Step::Bulk(Bulk::new(node, node.number(), keys, true, machines))
            }
            _ => {
                self.note(Accounted::Refused(keys));
                Step::hinted(Value::ok(), Hint::Refused(keys))
            }
        }
    }

    fn begin_hits(&self, number: i64, keys: u64) -> Step {
        match (self.machines.first_running(), u32::try_from(number)) {
            (Some(through), Ok(via)) => {
                let machines = self.ledger.running().len();
                Step::Bulk(Bulk::new(through, via, keys, false, machines))
            }
            _ => Step::done(Value::count(0)),
        }
    }

    fn begin_stat(&mut self, sum: bool) -> Step {
        let mut rows = BTreeMap::new();
        let numbers: Vec<u32> = self.machines.numbers().collect();
        let mut waiting = 0;
        for number in numbers {
            let node = NodeId::new(number);
            if self.machines.is_running(node) {
                self.ask(node, Request::Stats, What::Count);
                waiting += 1;
            } else {
                rows.insert(number, Value::nodedown());
            }
        }
        Step::Stat { rows, waiting, sum }
    }

    fn begin_operation(&mut self, via: i64, operation: Operation) -> Step {
        if matches!(operation, Operation::Put { .. }) {
            if self.room() == 0 {
                return Step::refused(Refusal::NoRoom { keys: 1, room: 0 });
            }
            if !machine(via).is_some_and(|node| self.machines.is_running(node)) {
                self.note(Accounted::Refused(1));
            }
        }
        self.ask_one(via, Request::Operation(operation.clone()), What::Single(operation))
    }

    fn begin_start(&mut self, node: NodeId) -> Step {
        if self.start(node) {
            return Step::Starting(vec![node]);
        }
        Step::done(Value::Tuple(vec![Value::atom("error"), Value::atom("already_started")]))
    }

    fn started(&self, nodes: &[NodeId]) -> Option<Done> {
        let failure = nodes.iter().find_map(|&node| match self.machines.condition(node) {
            Some(Condition::Dead(cause)) => Some((node, format!("{cause:?}"))),
            _ => None,
        });
        if let Some((node, why)) = failure {
            let value = Value::Tuple(vec![Value::atom("error"), Value::atom("nodedown")]);
            return Some(Done { value: Ok(value), hints: vec![Hint::WentDown(node, why)] });
        }
        let all = nodes.iter().all(|&node| {
            matches!(
                self.machines.condition(node),
                Some(
                    Condition::Running | Condition::Silent | Condition::Frozen | Condition::Leaving
                ) | None
            )
        });
        all.then(|| Step::value(Value::ok()))
    }

    fn ask_view(&mut self, number: i64, shape: ViewShape) -> Step {
        self.ask_one(number, Request::View, What::View { shape })
    }

    fn ask_one(&mut self, number: i64, request: Request, what: What) -> Step {
        match machine(number) {
            Some(node) if self.machines.is_running(node) => {
                self.ask(node, request, what);
                Step::Single
            }
            _ => Step::done(Value::nodedown()),
        }
    }
}

/// `stat`'s list, or its sum.
fn stat_value(rows: &BTreeMap<u32, Value>, sum: bool) -> Value {
    if sum {
        let counts = rows.values().filter_map(|value| match value.view() {
            Some(View::Integer(n)) => u64::try_from(n).ok(),
            _ => None,
        });
        return Value::count(counts.sum());
    }
    let row = |(&number, value): (&u32, &Value)| {
        Value::Tuple(vec![Value::count(number.into()), value.clone()])
    };
    Value::List(rows.iter().map(row).collect())
}

/// A placement as a term: `:ring`, or `{:ring, 64}` with a setting that is not the usual one.
fn written_placement(placement: Placement) -> Value {
    let name = Value::atom(placement.name());
    match unusual(placement) {
        Some((_, value)) => Value::Tuple(vec![name, Value::count(value.into())]),
        None => name,
    }
}

/// Whether a command names a machine that was never started; the answer is then as for a dead
/// one, and a person should be told.
fn never_started(machines: &Machines, command: &Command) -> Option<i64> {
    let (Command::Fill { via: number, .. }
    | Command::StatOf(number)
    | Command::Put { via: number, .. }
    | Command::Get { via: number, .. }
    | Command::Delete { via: number, .. }
    | Command::Kill(number)
    | Command::Leave(number)
    | Command::Freeze(number)
    | Command::Thaw(number)
    | Command::Trap(number)
    | Command::Cluster(number)
    | Command::NbNodes(number)
    | Command::NodeList(number)
    | Command::NodeStop(number)) = command
    else {
        return None;
    };
    machine(*number).is_none_or(|node| machines.condition(node).is_none()).then_some(*number)
}
