//! The cluster's time as the page shows it: its pace, and what is on its way.

use node_core::TimeoutReason;
use serde::{Deserialize, Serialize};

use crate::pace::Pace;

/// Messages that are shown on their way at most.
pub const MAX_SHOWN: usize = 200;

/// The cluster's time, and what waits for it at the machines' gates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// Its pace.
    pub pace: Pace,
    /// How fast it goes on after a pause, in cluster seconds a real second.
    pub speed: f64,
    /// What is on its way, in the order in which it arrives; [`MAX_SHOWN`] at most, and none at the
    /// usual pace.
    pub waiting: Vec<Waiting>,
    /// How many there are in all.
    pub count: u64,
    /// A step is under way.
    pub is_stepping: bool,
    /// What the last step did, since time stands still.
    pub last_step: Option<Step>,
    /// Machines that were ended while time did not go at its usual pace: what they had not yet sent
    /// is unknown.
    pub unsent: Vec<u32>,
    /// No other tab runs machines of this cluster: time can be stepped.
    pub is_alone: bool,
}

impl Default for Time {
    fn default() -> Self {
        Self {
            pace: Pace::default(),
            speed: 1.0,
            waiting: Vec::new(),
            count: 0,
            is_stepping: false,
            last_step: None,
            unsent: Vec::new(),
            is_alone: true,
        }
    }
}

/// A step that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The how many-th it is since time stands still.
    pub number: u64,
    /// What it did.
    pub did: Stepped,
}

/// What a step did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stepped {
    /// This arrived.
    Delivered(Waiting),
    /// Nothing waited, so time passed until somebody had something to do.
    Passed {
        /// How long, in milliseconds.
        ms: f64,
        /// Which machine, and what for; none when it was the Master.
        whose: Option<(u32, TimeoutReason)>,
    },
    /// Nothing waits, and nobody will ever do anything.
    Nothing,
}

/// Names what waits: the machine at whose gate it does (none: the Master), and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WaitingId {
    /// At whose gate.
    pub gate: Option<u32>,
    /// Its number there.
    pub number: u64,
}

/// Something on its way to a machine or to the Master.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// Its name.
    pub id: WaitingId,
    /// Who sent it, in its present life; none: the Master.
    pub from: Option<u32>,
    /// When it was sent, in milliseconds of cluster time.
    pub sent_ms: f64,
    /// How much of its way it had behind it at some moment, from 0 to 1.
    pub part: f64,
    /// That moment.
    pub since_ms: f64,
    /// When it arrives.
    pub arrives_ms: f64,
    /// What it says.
    pub says: Says,
    /// Its number on the connection between both, or among its sender's ticks, if it has one.
    pub sequence: Option<u64>,
}

impl Waiting {
    /// How much of its way it has behind it, from 0 to 1.
    #[must_use]
    pub fn progress(&self, now_ms: f64) -> f64 {
        let whole = self.arrives_ms - self.since_ms;
        if whole <= 0.0 {
            return 1.0;
        }
        let passed = ((now_ms - self.since_ms) / whole).clamp(0.0, 1.0);
        self.part + (1.0 - self.part) * passed
    }

    /// Its way takes longer from this moment on.
    pub fn arrives_later(&mut self, now_ms: f64, arrives_ms: f64) {
        self.part = self.progress(now_ms);
        self.since_ms = now_ms;
        self.arrives_ms = arrives_ms;
    }

    /// Whether it can be lost or come twice. What the Master and a machine say to each other can't:
    /// they speak as Erlang's `:rpc` does, and nobody would say it again.
    #[must_use]
    pub const fn can_be_lost(&self) -> bool {
        self.id.gate.is_some() && self.from.is_some()
    }

    /// Which part of a conversation it is.
    #[must_use]
    pub const fn leg(&self) -> Leg {
        match (&self.says, self.from, self.id.gate) {
            (Says::Asks(_) | Says::Leave, None, _) => Leg::Request,
            (Says::Asks(_), ..) => Leg::Call,
            (Says::Answers { .. }, _, None) => Leg::Reply,
            (Says::Answers { .. }, ..) => Leg::Answer,
            (Says::Tick | Says::Confirm, ..) => Leg::Sign,
            _ => Leg::Membership,
        }
    }
}

/// Which part of a conversation something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leg {
    /// The Master asks a machine.
    Request,
    /// A machine asks the owner.
    Call,
    /// The owner answers.
    Answer,
    /// The machine tells the Master.
    Reply,
    /// Who is there, and who is not.
    Membership,
    /// A sign of life, or a confirmation: there are many, and they say little.
    Sign,
}

/// What something on its way says. Keys and values are as Elixir's `inspect` writes them, but for
/// plain strings as keys; long ones are cut.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Says {
    /// I have started; who is there?
    Hello,
    /// I am alive.
    Tick,
    /// I stop.
    Goodbye,
    /// Let us be connected.
    Connect,
    /// I have received what you sent.
    Confirm,
    /// This is how I place keys.
    Layout,
    /// The link of this machine is closed: it is dead.
    Closed(u32),
    /// Stop in good order.
    Leave,
    /// Do this.
    Asks(Asks),
    /// This is what came of it.
    Answers {
        /// What was asked, if that is known.
        to: Option<Asks>,
        /// What came of it.
        outcome: Outcome,
    },
}

/// What is asked of a machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Asks {
    /// Store an entry.
    Put {
        /// The key.
        key: String,
        /// Its value.
        value: String,
    },
    /// Read a key.
    Get {
        /// The key.
        key: String,
    },
    /// Remove a key.
    Delete {
        /// The key.
        key: String,
    },
    /// Store so many entries.
    Puts(u64),
    /// Read so many keys.
    Gets(u64),
    /// How many entries do you hold?
    Count,
    /// In which machines do you believe?
    View,
    /// Place keys so from now on: the placement's name.
    Place(String),
    /// How do you place keys?
    Layout,
    /// What do you hold under these keys?
    Held(u64),
}

/// What came of something that was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// It was done.
    Done,
    /// This is the value.
    Value(String),
    /// There is no value.
    Nothing,
    /// So many entries were stored, or values read.
    Keys(u64),
    /// So many keys, and not all of them went well.
    SomeKeys(u64),
    /// So many entries, or members.
    Count(u64),
    /// The owner is down.
    Down(u32),
    /// The owner did not answer in time.
    TimedOut(u32),
    /// It is too large, or cannot be done now.
    Refused,
}

#[cfg(test)]
impl Waiting {
    /// Something that waits at a gate, for tests: sent at the origin, and there a millisecond later.
    pub(crate) fn example(from: Option<u32>, id: WaitingId, says: Says) -> Self {
        Self {
            id,
            from,
            sent_ms: 0.0,
            part: 0.0,
            since_ms: 0.0,
            arrives_ms: 1.0,
            says,
            sequence: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(from: Option<u32>, gate: Option<u32>, says: Says) -> Waiting {
        let waiting = Waiting::example(from, WaitingId { gate, number: 1 }, says);
        Waiting { sent_ms: 10.0, since_ms: 10.0, arrives_ms: 11.0, ..waiting }
    }

    #[test]
    fn a_place_on_the_way_is_a_function_of_time() {
        let message = waiting(Some(1), Some(2), Says::Tick);
        assert_eq!(
            [9.0, 10.0, 10.25, 11.0, 50.0].map(|now| message.progress(now)),
            [0.0, 0.0, 0.25, 1.0, 1.0]
        );
    }

    #[test]
    fn what_is_delayed_goes_on_from_where_it_is() {
        let mut message = waiting(Some(1), Some(2), Says::Tick);
        message.arrives_later(10.5, 60.5);
        assert_eq!([10.5, 35.5, 60.5].map(|now| message.progress(now)), [0.5, 0.75, 1.0]);
    }

    #[test]
    fn what_the_master_and_a_machine_say_to_each_other_is_never_lost() {
        let asks = || Says::Asks(Asks::Count);
        assert!(!waiting(None, Some(1), asks()).can_be_lost());
        assert!(!waiting(Some(1), None, asks()).can_be_lost());
        assert!(waiting(Some(1), Some(2), asks()).can_be_lost());
    }

    #[test]
    fn a_put_has_four_legs() {
        let asks = || Says::Asks(Asks::Get { key: "k".to_owned() });
        let answers = || Says::Answers { to: None, outcome: Outcome::Done };
        let legs = [
            waiting(None, Some(1), asks()),
            waiting(Some(1), Some(3), asks()),
            waiting(Some(3), Some(1), answers()),
            waiting(Some(1), None, answers()),
        ];
        let legs = legs.map(|one| one.leg());
        assert_eq!(legs, [Leg::Request, Leg::Call, Leg::Answer, Leg::Reply]);
    }
}
