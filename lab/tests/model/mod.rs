//! The model: what may happen next, and what must hold.

mod calm;
mod world;

use std::{
    collections::BTreeMap,
    fmt::{self, Debug},
    hash::{Hash, Hasher},
    sync::Arc,
};

use node_core::{Input, NodeId, Operation, RequestId};
use stateright::{Model, Property};

pub use calm::{heals, key_of};
use world::{Packet, print};
pub use world::{Planted, World};

/// What may happen in a run, and how often.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// Machines 1 to this number.
    pub machines: u32,
    /// Whether they are all connected at first; if not, they start at the same moment.
    pub settled: bool,
    /// How many actions there are in a run at most.
    pub depth: usize,
    /// How often the faults may happen.
    pub left: Left,
    /// What is asked for, in this order, and through which machine.
    pub requests: Vec<(NodeId, Operation)>,
    /// What must happen in some run.
    pub happens: Vec<Happens>,
    /// What is wrong with the harness.
    pub planted: Option<Planted>,
}

/// What may still happen.
#[derive(Clone, Copy, Debug)]
pub struct Left {
    /// Faults of all kinds together.
    pub faults: u8,
    pub drops: u8,
    pub duplicates: u8,
    /// Machines that crash or leave.
    pub deaths: u8,
    pub restarts: u8,
    /// Machines that are cut off for longer than silence is borne.
    pub cuts: u8,
    /// Timers that fire, of each machine.
    pub timeouts: u8,
}

#[derive(Clone)]
pub struct State {
    pub world: World,
    left: Left,
    /// Timers that have fired, by machine.
    fired: BTreeMap<NodeId, u8>,
    /// How many of the requests were made.
    asked: usize,
    /// How many actions led here.
    depth: usize,
    print: u64,
}

#[derive(Clone, PartialEq)]
pub enum Action {
    Deliver(Arc<Packet>),
    Drop(Arc<Packet>),
    Duplicate(Arc<Packet>),
    Timeout(NodeId),
    CutOff(NodeId),
    Crash(NodeId),
    Leave(NodeId),
    Restart(NodeId),
    Ask(NodeId),
}

impl Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deliver(packet) => write!(f, "deliver {packet:?}"),
            Self::Drop(packet) => write!(f, "drop {packet:?}"),
            Self::Duplicate(packet) => write!(f, "duplicate {packet:?}"),
            Self::Timeout(node) => write!(f, "a timer of {} fires", node.number()),
            Self::CutOff(node) => write!(f, "{} is cut off for long", node.number()),
            Self::Crash(node) => write!(f, "{} crashes", node.number()),
            Self::Leave(node) => write!(f, "{} leaves", node.number()),
            Self::Restart(node) => write!(f, "{} starts again", node.number()),
            Self::Ask(node) => write!(f, "a client asks {}", node.number()),
        }
    }
}

impl State {
    fn begin(world: World, left: Left) -> Self {
        let fired = BTreeMap::new();
        Self { world, left, fired, asked: 0, depth: 0, print: 0 }.identified()
    }

    fn identified(mut self) -> Self {
        // Without the depth: exploring breadth first, a state is met at its least depth first.
        self.print = print(&(self.world.print(), self.left, &self.fired, self.asked));
        self
    }
}

/// Two states are the same when nothing there is to see of them differs.
impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        self.print == other.print
    }
}

impl Hash for State {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.print.hash(hasher);
    }
}

impl Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} under way", self.world.under_way.len())
    }
}

pub const NO_CHECKER_OBJECTS: &str = "no checker objects";
pub const A_CALM_HEALS: &str = "a calm heals";

impl Model for Bounds {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let world = if self.settled { World::settled } else { World::started };
        vec![State::begin(world(self.machines, self.planted), self.left)]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let State { world, left, .. } = state;
        let may = |left_of_kind: u8| left.faults > 0 && left_of_kind > 0;
        if state.depth == self.depth || world.broken.is_some() {
            return;
        }
        let mut packets = world.under_way.clone();
        packets.dedup();
        for packet in packets {
            // A dead machine hears nothing, unless it starts again.
            if world.is_alive(packet.to) {
                actions.push(Action::Deliver(Arc::clone(&packet)));
                if may(left.duplicates) {
                    actions.push(Action::Duplicate(Arc::clone(&packet)));
                }
            }
            if may(left.drops) {
                actions.push(Action::Drop(packet));
            }
        }
        for &node in world.hosts.keys() {
            if !world.is_alive(node) {
                if left.restarts > 0 {
                    actions.push(Action::Restart(node));
                }
                continue;
            }
            if state.fired.get(&node).copied().unwrap_or_default() < left.timeouts {
                actions.push(Action::Timeout(node));
            }
            if may(left.cuts) {
                actions.push(Action::CutOff(node));
            }
            if may(left.deaths) {
                actions.extend([Action::Crash(node), Action::Leave(node)]);
            }
        }
        if let Some((via, _)) = self.requests.get(state.asked)
            && world.is_alive(*via)
        {
            actions.push(Action::Ask(*via));
        }
    }

    fn next_state(&self, state: &State, action: Action) -> Option<State> {
        let mut next = state.clone();
        next.depth += 1;
        let State { world, left, fired, asked, .. } = &mut next;
        world.history.replies.clear();
        match action {
            Action::Deliver(packet) => {
                world.take(&packet);
                world.input(packet.to, packet.what.clone());
            }
            Action::Drop(packet) => {
                left.faults -= 1;
                left.drops -= 1;
                world.drop(&packet);
            }
            Action::Duplicate(packet) => {
                left.faults -= 1;
                left.duplicates -= 1;
                world.put_under_way(packet);
            }
            Action::Timeout(node) => {
                *fired.entry(node).or_default() += 1;
                world.timeout(node);
            }
            Action::CutOff(node) => {
                left.faults -= 1;
                left.cuts -= 1;
                world.cut_off(node);
            }
            Action::Crash(node) => {
                left.faults -= 1;
                left.deaths -= 1;
                world.end(node);
            }
            Action::Leave(node) => {
                left.faults -= 1;
                left.deaths -= 1;
                world.input(node, Input::Leave);
            }
            Action::Restart(node) => {
                left.restarts -= 1;
                world.start(node);
            }
            Action::Ask(via) => {
                let (_, operation) = self.requests.get(*asked)?;
                *asked += 1;
                world.ask(via, RequestId(*asked as u64), operation.clone());
            }
        }
        Some(next.identified())
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let happens = self.happens.iter().map(|happens| {
            let (name, condition) = happens.property();
            Property::sometimes(name, condition)
        });
        let always = [
            Property::always(NO_CHECKER_OBJECTS, |_, state: &State| state.world.broken.is_none()),
            Property::always(A_CALM_HEALS, |model: &Self, state: &State| {
                heals(&state.world, model.planted).is_ok()
            }),
        ];
        always.into_iter().chain(happens).collect()
    }
}

/// What shows that the model is not empty talk.
#[derive(Clone, Copy, Debug)]
pub enum Happens {
    Acknowledged,
    SentAgain,
    DownByTicks,
    Back,
    NextLife,
    EndedByADeath,
}

impl Happens {
    fn property(self) -> (&'static str, fn(&Bounds, &State) -> bool) {
        match self {
            Self::Acknowledged => {
                ("a put is acknowledged", |_, state| state.world.history.put_acknowledged)
            }
            Self::SentAgain => ("a message is acted on once it is sent again", |_, state| {
                state.world.history.acted_on_when_sent_again
            }),
            Self::DownByTicks => {
                ("a machine is called down by ticks", |_, state| state.world.history.down_by_ticks)
            }
            Self::Back => ("a machine is back by a new connection", |_, state| {
                state.world.history.back_by_a_new_connection
            }),
            Self::NextLife => {
                ("a machine's next life is seen", |_, state| state.world.history.next_life_seen)
            }
            Self::EndedByADeath => ("a call ends with its machine", |_, state| {
                state.world.history.call_ended_by_a_death
            }),
        }
    }
}
