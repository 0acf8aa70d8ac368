//! The model: what may happen next, and what must hold.

mod calm;
mod world;

use std::{
    fmt::{self, Debug},
    hash::{Hash, Hasher},
    sync::Arc,
};

use node_core::{Input, NodeId, Operation, RequestId};
use stateright::{Model, Property};

pub use calm::{heals, key_of};
pub use world::{Planted, World};
use world::Packet;

/// What may happen in a run, and how often.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// Machines 1 to this number.
    pub machines: u32,
    /// How many actions there are in a run at most.
    pub depth: usize,
    /// How often the faults may happen.
    pub left: Left,
    /// What is asked for, in this order, and through which machine.
    pub requests: Vec<(NodeId, Operation)>,
    /// What is wrong with the harness.
    pub planted: Option<Planted>,
}

/// What may still happen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Left {
    pub drops: u8,
    pub duplicates: u8,
    /// Machines that crash or leave.
    pub deaths: u8,
    pub restarts: u8,
    /// Machines that are cut off for longer than silence is borne.
    pub cuts: u8,
    /// Timers that fire, by machine.
    pub timeouts: Vec<u8>,
}

#[derive(Clone)]
pub struct State {
    pub world: World,
    left: Left,
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
    fn new(world: World, left: Left, asked: usize, depth: usize) -> Self {
        let mut state = Self { world, left, asked, depth, print: 0 };
        let mut hasher = std::hash::DefaultHasher::new();
        state.world.identity().for_each(|part| hasher.write_u64(part));
        (&state.left, state.asked).hash(&mut hasher);
        state.print = hasher.finish();
        state
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
        [World::settled, World::started]
            .map(|world| State::new(world(self.machines, self.planted), self.left.clone(), 0, 0))
            .into()
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let State { world, left, .. } = state;
        if state.depth == self.depth || world.broken.is_some() {
            return;
        }
        let mut packets = world.under_way.clone();
        packets.dedup();
        for packet in packets {
            // A dead machine hears nothing, unless it starts again.
            if world.is_alive(packet.to) {
                actions.push(Action::Deliver(Arc::clone(&packet)));
                if left.duplicates > 0 {
                    actions.push(Action::Duplicate(Arc::clone(&packet)));
                }
            }
            if left.drops > 0 {
                actions.push(Action::Drop(packet));
            }
        }
        for (&node, timeouts) in world.hosts.keys().zip(&left.timeouts) {
            if !world.is_alive(node) {
                if left.restarts > 0 {
                    actions.push(Action::Restart(node));
                }
                continue;
            }
            if *timeouts > 0 {
                actions.push(Action::Timeout(node));
            }
            if left.cuts > 0 {
                actions.push(Action::CutOff(node));
            }
            if left.deaths > 0 {
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
        let State { mut world, mut left, mut asked, depth, .. } = state.clone();
        world.history.replies.clear();
        match action {
            Action::Deliver(packet) => {
                world.take(&packet);
                world.input(packet.to, packet.what.clone());
            }
            Action::Drop(packet) => {
                left.drops -= 1;
                world.drop(&packet);
            }
            Action::Duplicate(packet) => {
                left.duplicates -= 1;
                world.put_under_way(packet);
            }
            Action::Timeout(node) => {
                let place = world.hosts.keys().position(|other| *other == node)?;
                left.timeouts[place] -= 1;
                world.timeout(node);
            }
            Action::CutOff(node) => {
                left.cuts -= 1;
                world.cut_off(node);
            }
            Action::Crash(node) => {
                left.deaths -= 1;
                world.end(node);
            }
            Action::Leave(node) => {
                left.deaths -= 1;
                world.input(node, Input::Leave);
            }
            Action::Restart(node) => {
                left.restarts -= 1;
                world.start(node);
            }
            Action::Ask(via) => {
                let (_, operation) = self.requests.get(asked)?;
                asked += 1;
                world.ask(via, RequestId(asked as u64), operation.clone());
            }
        }
        Some(State::new(world, left, asked, depth + 1))
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(NO_CHECKER_OBJECTS, |_, state: &State| state.world.broken.is_none()),
            Property::always(A_CALM_HEALS, |model: &Self, state: &State| {
                heals(&state.world, model.planted).is_ok()
            }),
            Property::sometimes("a put is acknowledged", |_, state: &State| {
                state.world.history.put_acknowledged
            }),
            Property::sometimes("a machine is called down by ticks", |_, state: &State| {
                state.world.history.down_by_ticks
            }),
            Property::sometimes("a message is acted on once it is sent again", |_, state: &State| {
                state.world.history.acted_on_when_sent_again
            }),
            Property::sometimes("a machine is back by a new connection", |_, state: &State| {
                state.world.history.back_by_a_new_connection
            }),
            Property::sometimes("a machine's next life is seen", |_, state: &State| {
                state.world.history.next_life_seen
            }),
            Property::sometimes("a call ends with its machine", |_, state: &State| {
                state.world.history.call_ended_by_a_death
            }),
        ]
    }
}
