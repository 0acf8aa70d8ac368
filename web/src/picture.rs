//! What the page shows and what a person can ask for: plain data between the cluster and the
//! components.

mod intent;
mod time;

use std::rc::Rc;

use lab::{
    command::Network,
    ledger::{Cells, Explanation, Figures, Grounds, MachineFigures, Moves, Toll},
    master::{Hint, Refusal},
};
use node_core::{DownReason, NodeId, Placement, Summary};
use serde::{Deserialize, Serialize};

use crate::{
    class::ClassTrouble,
    language::Language,
    past::Past,
    record::keeper::Recorded,
    scenarios::{done::Beginning, playing::Playing},
};
pub use intent::Intent;
pub use time::{Asks, Leg, MAX_SHOWN, Outcome, Says, Step, Stepped, Time, Waiting, WaitingId};

/// Keys up to which each one's fate is shown, and everything about them at once.
pub const MAX_CELLS: usize = 10_000;

/// The most of a console line's own text that is kept, in characters.
pub const MAX_SOURCE_CHARS: usize = 2_000;

/// Everything there is to see, as it is at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// The language it is told in. Only the page knows it.
    pub language: Language,
    /// The first cluster has settled once.
    pub ready: bool,
    /// Nothing is pending and all views agree.
    pub settled: bool,
    /// How keys find their owner.
    pub placement: Placement,
    /// Among whom keys were placed before the last change, and are now, and how it came about.
    pub grounds: Rc<Grounds>,
    /// The figures of the whole cluster.
    pub figures: Figures,
    /// Every machine ever started, by number.
    pub machines: Vec<Machine>,
    /// Whether the ledger and the machines agree.
    pub audit: Audit,
    /// What each kill cost since the cluster was booted, the last one last.
    pub losses: Vec<Rc<Loss>>,
    /// Figures over time.
    pub history: Rc<History>,
    /// What was typed, and the answers.
    pub console: Vec<Rc<ConsoleEntry>>,
    /// The fill that is under way.
    pub fill: Option<FillProgress>,
    /// What became of the last fill.
    pub fill_note: Option<FillNote>,
    /// Bodies on the channels that were not understood, and were dropped.
    pub dropped: u64,
    /// The machine that the last fill went through: its keys carry that number.
    pub via: u32,
    /// The story of the key that was asked about, its terms as Elixir's `inspect` writes them.
    pub explanation: Option<Rc<Explanation<String>>>,
    /// The fate of every key, of [`MAX_CELLS`] at most; never another moment's than the figures.
    pub cells: Option<Rc<Cells>>,
    /// From whom to whom the last change of the running machines moved keys; never another moment's
    /// than the figures. With many keys it comes a little after them, when all has settled.
    pub moves: Option<Rc<Moves>>,
    /// Which machine's view is open.
    pub looked_at: Option<u32>,
    /// Something the person should know: a machine that could not start, a missing feature.
    pub notices: Vec<Notice>,
    /// What each living machine thinks of each other, beside what is so.
    pub beliefs: Rc<Beliefs>,
    /// How messages between machines travel.
    pub network: Network,
    /// The sides of the partition and what each sees; empty when there is none.
    pub sides: Vec<Side>,
    /// The tabs that run machines of this cluster, this one first.
    pub tabs: Vec<Tab>,
    /// The address at which another tab joins this cluster.
    pub invitation: String,
    /// The cluster's time, and what is on its way.
    pub time: Rc<Time>,
    /// Which of what is on its way is being read. Only the page knows it.
    pub read: Option<WaitingId>,
    /// Whether the run is recorded, so that one can look back on it.
    pub recorded: Recorded,
    /// How the cluster began; none when this page joined it later.
    pub beginning: Option<Beginning>,
    /// The scenario that is played, or was played last.
    pub playing: Option<Playing>,
    /// The second cluster, beside this one. Only the page knows it.
    pub second: Option<Rc<Picture>>,
    /// The replay that this is a picture of; none of the live cluster. Only the page knows it.
    pub past: Option<Rc<Past>>,
}

impl Picture {
    /// How many machines run.
    #[must_use]
    pub fn running(&self) -> u64 {
        self.machines.iter().filter(|one| one.condition == Condition::Running).count() as u64
    }
}

/// What each living machine thinks of each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Beliefs {
    /// The machines that are thought of: every one ever started, by number.
    pub about: Vec<u32>,
    /// A row for each living machine, by number.
    pub rows: Vec<BeliefRow>,
}

/// What one machine thinks of the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BeliefRow {
    /// Whose thoughts these are.
    pub of: u32,
    /// What it thinks of each of [`Beliefs::about`], in the same order; none of itself.
    pub cells: Vec<Option<Belief>>,
}

/// What one machine thinks of another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Belief {
    /// It has it in its view.
    pub up: bool,
    /// So it is: the other runs, is not frozen, and no partition is between them.
    pub truly_up: bool,
    /// Since when it has been wrong, in milliseconds since the page was opened.
    pub wrong_since_ms: Option<f64>,
    /// How long it took to learn the last change, in milliseconds.
    pub took_ms: Option<f64>,
}

/// One side of a partition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The living machines on it, by number; frozen ones too.
    pub machines: Vec<u32>,
    /// The figures, with the owners that its machines see.
    pub figures: Figures,
}

/// A tab that runs machines of this cluster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tab {
    /// A short name, the same on all tabs.
    pub name: String,
    /// Whether it is this one.
    pub own: bool,
    /// Whether its page is hidden now: the browser may slow it down.
    pub hidden: bool,
    /// The living machines it runs, by number.
    pub machines: Vec<u32>,
}

/// One machine, as it truly is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// The number in its name.
    pub number: u32,
    /// Which of its lives this is.
    pub incarnation: u32,
    /// Whether it runs.
    pub condition: Condition,
    /// Its entries, from the ledger.
    pub figures: MachineFigures,
    /// What it believes, as it last said itself.
    pub view: Option<Rc<View>>,
    /// The name of the tab it runs in, when that is another one.
    pub tab: Option<String>,
    /// Bodies on its channels that it did not understand.
    pub dropped: u64,
    /// Messages that it understood and did not act on: repeated ones, those of dead lives.
    pub ignored: u64,
}

/// Whether a machine runs, and if not, why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// Its worker is being made.
    Starting,
    /// It runs.
    Running,
    /// It was told to stop in good order, and finishes its calls.
    Leaving,
    /// It was frozen: silent, not dead; it keeps its entries.
    Frozen,
    /// It has not been heard for the tick limit; it may come back with its entries.
    Silent,
    /// Somebody killed it.
    Killed,
    /// It said goodbye.
    Left,
    /// Its tab was closed.
    TabClosed,
    /// Its tab was reloaded.
    TabReloaded,
    /// Its worker broke; the text says how.
    Trapped(String),
}

/// What a machine believes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The members it believes in, sorted as text.
    pub members: Vec<NodeId>,
    /// The last change it learned of.
    pub learned: Option<Learned>,
}

/// One thing a machine learned.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Learned {
    /// About which machine.
    pub about: NodeId,
    /// That it is up, or, with the reason, down.
    pub news: News,
    /// When, in milliseconds since the page was opened.
    pub at_ms: f64,
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum News {
    /// A connection came up.
    Up,
    /// A connection went down.
    Down(DownReason),
}

/// Whether the ledger and the machines agree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Audit {
    /// Things are still moving, or have not been compared yet.
    #[default]
    Pending,
    /// Count and digest are the same on every machine.
    Agree,
    /// This page joined later: of so many entries on machines it was not told, and they are not
    /// in its account. The rest agrees as far as that can be known.
    Unseen(u64),
    /// They differ: the machines that do, with what the ledger has of them and what they say.
    Disagree(Vec<(u32, Summary, Summary)>),
}

/// What one death cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loss {
    /// Who died.
    pub machine: u32,
    /// What it died of: [`Condition::Killed`], `Left`, `Frozen`, `Silent`, `Trapped`, …
    pub cause: Condition,
    /// When, in milliseconds since the page was opened.
    pub at_ms: f64,
    /// How many machines ran until then, the dead one too.
    pub ran: u32,
    /// The account.
    pub toll: Toll,
    /// How the survivors learned of it.
    pub noticed: Vec<Noticed>,
}

/// One survivor's new view after a death.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Noticed {
    /// The survivor.
    pub by: u32,
    /// How it learned.
    pub reason: DownReason,
    /// How long after the death, in milliseconds.
    pub after_ms: f64,
}

/// Figures over time, bounded in length.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// The figures at some moments, the oldest first.
    pub samples: Vec<Sample>,
    /// What happened when.
    pub marks: Vec<Mark>,
}

/// The figures at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Milliseconds since the cluster was booted.
    pub at_ms: f64,
    /// The figures.
    pub figures: Figures,
}

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Milliseconds since the cluster was booted.
    pub at_ms: f64,
    /// What kind of thing.
    pub kind: MarkKind,
    /// Which machine: the one that died or started, or the one a fill went through.
    pub machine: i64,
}

/// Kinds of marks on the plot over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkKind {
    /// A fill began.
    Fill,
    /// A machine was killed.
    Kill,
    /// A machine left.
    Leave,
    /// A machine was frozen.
    Freeze,
    /// A machine was lost in another way.
    Loss,
    /// A machine was started again.
    Start,
    /// A machine was added.
    Add,
}

/// A line of the console.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConsoleEntry {
    /// Which line it is, from 1; unique.
    pub number: u64,
    /// What was typed. A click adds the line it stands for, and has no result.
    pub source: String,
    /// Whether it was typed or clicked.
    pub origin: Origin,
    /// The answer, once it is there.
    pub result: Option<String>,
    /// Whether the answer says that the line was not understood.
    pub is_error: bool,
    /// Why the line was not done, when the Master refused it.
    pub refusal: Option<Refusal>,
    /// Words to the person beside the answer.
    pub hints: Vec<Hint>,
}

/// Where a console line came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// The Master console.
    Typed,
    /// A button or the form.
    Clicked,
    /// A scenario that is played.
    Played,
}

impl ConsoleEntry {
    /// Whether the end of the line is not kept.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.source.chars().nth(MAX_SOURCE_CHARS).is_some()
    }
}

/// What the person should know before all else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// The machines can't be started; the text says why.
    CantStart(String),
    /// The Master's worker broke; the text says how.
    MasterBroke(String),
    /// The browser opened no tab.
    NoTab,
    /// A file could not be saved; the text says why.
    CantSave(String),
    /// The record can't be saved: it is not whole.
    NoWholeRecord,
    /// Whoever kept the record broke; the text says how.
    RecordIsLost(String),
    /// There are no Web Locks here.
    NoLocks,
    /// There is no second cluster; the text says why.
    NoSecond(String),
    /// A tab has no room for two clusters of more machines than this.
    TooManyForTwo(u64),
    /// The page was reloaded, and the machines it ran died with it.
    Reloaded,
    /// The page was left, its machines died, and it was brought back.
    BroughtBack,
    /// The page can't take part in the class that its address names.
    NoClass(ClassTrouble),
    /// The class's server does not answer.
    ServerLost,
    /// It answers again, after so many seconds.
    ServerBack(u64),
    /// It lets this page in no more; the text says why.
    ServerEnded(String),
}

/// What became of a fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FillNote {
    /// So many keys were acknowledged.
    Acknowledged(u64),
    /// It did not go as asked.
    Hinted(Vec<Hint>),
    /// It was not done.
    Refused(Refusal),
}

/// A fill that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FillProgress {
    /// Through which machine.
    pub via: u32,
    /// How many keys.
    pub keys: u64,
    /// How many have been answered, refused or given up.
    pub done: u64,
}
