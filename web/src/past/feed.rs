//! What happened, row by row.

use lab::record::{Label, OperationKind};
use node_core::DownReason;
use serde::{Deserialize, Serialize};

use crate::picture::Condition;

/// Which happenings the feed shows. What a person did, and who died or started, it always shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Who learned what of whom, and how machines came together.
    pub membership: bool,
    /// What was done with keys.
    pub keys: bool,
    /// Ticks and confirmations, which say only that somebody is there.
    pub ticks: bool,
    /// Of what was done with keys, only what was done with this one, as one types it in the console.
    pub key: Option<String>,
}

impl Default for Filter {
    fn default() -> Self {
        Self { membership: true, keys: true, ticks: false, key: None }
    }
}

/// Some of what happened, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Feed {
    /// How many rows there are before these.
    pub earlier: u64,
    /// How many there are after them.
    pub later: u64,
    /// What happened.
    pub rows: Vec<Row>,
}

/// One row of the feed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its number among all that happened, which stays the same.
    pub number: u64,
    /// When.
    pub at_ms: f64,
    /// What.
    pub told: Told,
}

/// What happened. Texts are Elixir's, and not long; machines are told by their numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// A person gave a line.
    Line(String),
    /// A line has its result; whether it is one that says that something went wrong.
    Result(String, bool),
    /// A person clicked what this line stands for.
    Click(String),
    /// A machine starts: which, and which of its lives begins.
    Started(u32, u32),
    /// A machine died, or does not answer.
    Died(Died),
    /// A machine neither hears nor acts from now on.
    Frozen(u32),
    /// A frozen machine goes on.
    Thawed(u32),
    /// One machine learned that another is up.
    Up(u32, u32),
    /// One machine learned that another is down, and how.
    Down(u32, u32, DownReason),
    /// One machine saw the link of another close.
    LinkClosed(u32, u32),
    /// A message was received.
    Said(Said),
}

/// A death, and what it cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Died {
    /// Which machine.
    pub machine: u32,
    /// What of.
    pub cause: Condition,
    /// Keys that were lost with it.
    pub keys_lost: u64,
    /// Keys that are out of reach since.
    pub keys_unreachable: u64,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Which machine sent it; none for the Master.
    pub from: Option<u32>,
    /// Which machine received it; none for the Master.
    pub to: Option<u32>,
    /// When it was sent, if its sender is in the record.
    pub sent_ms: Option<f64>,
    /// What kind of message it is.
    pub label: Label,
    /// What it does with keys, if it does.
    pub keys: Option<Keys>,
    /// Whether the receiver had it already.
    pub again: bool,
}

/// What a message does with keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Keys {
    /// What is done.
    pub operation: OperationKind,
    /// How many keys.
    pub count: u64,
    /// Which one, if it is one.
    pub key: Option<String>,
    /// What is put under it, or was found.
    pub value: Option<String>,
}

impl Said {
    /// Its kind, among programs.
    #[must_use]
    pub const fn label_name(&self) -> &'static str {
        match self.label {
            Label::Hello => "hello",
            Label::Tick => "tick",
            Label::Connect => "connect",
            Label::Confirm => "confirm",
            Label::Leave => "leave",
            Label::Request => "request",
            Label::Reply => "reply",
            Label::Call => "call",
            Label::Batch => "batch",
            Label::Answer => "answer",
            Label::Layout => "layout",
        }
    }
}
