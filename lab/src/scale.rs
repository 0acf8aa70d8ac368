//! The seed's experiment at any size: boot, fill, kill one machine, count.
//!
//! Nothing is left out or computed instead: as many [`Node`](node_core::Node)s as machines were
//! asked for say hello, connect each to each, and are sent their entries in the batches of a fill
//! by the same [`Master`](crate::master::Master) as the page's; only time is virtual. The figures
//! are those of its ledger, which is compared with the machines' own.

use std::fmt;

use node_core::{MAX_PEERS, Placement, View};

use crate::{
    command::{Command, Line},
    count::{bytes, grouped},
    ledger::Figures,
    limits::{BYTES_PER_ENTRY, BYTES_PER_KEY},
    master::{Audit, Progress},
    session::Session,
    theory::{self, Expected},
    value::Value,
};

/// The most machines of an experiment: one has room for no more others.
pub const MAX_MACHINES: u32 = MAX_PEERS as u32;

/// What one side of a connection takes, in bytes.
const BYTES_PER_CONNECTION: u64 = 420;

/// What a machine takes before it knows anyone, in bytes.
const BYTES_PER_MACHINE: u64 = 64 << 10;

/// What the program itself takes, in bytes.
const BYTES_AT_LEAST: u64 = 16 << 20;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Experiment {
    /// How many machines are started.
    pub machines: u32,
    /// How many keys are put, through the first machine.
    pub keys: u64,
    /// The number of the machine that is killed.
    pub kill: u32,
    /// How keys find their owner.
    pub placement: Placement,
}

/// Why an experiment can't be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There are no machines, or more than [`MAX_MACHINES`].
    Machines,
    /// There are no keys.
    NoKeys,
    /// No machine has the number of the one to be killed.
    Kill,
    /// It needs more memory than there is.
    Memory {
        /// What it needs, in bytes.
        needed: u64,
        /// What there is, in bytes.
        memory: u64,
        /// How many keys would fit.
        fitting: u64,
    },
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Machines => {
                write!(f, "a cluster has 1 to {} machines here", grouped(MAX_MACHINES.into()))
            }
            Self::NoKeys => f.write_str("there are no keys to put"),
            Self::Kill => f.write_str("no machine has the number of the one to be killed"),
            Self::Memory { needed, memory, fitting: 0 } => write!(
                f,
                "these machines and keys need {}, and there is {}; not even the machines fit",
                bytes(*needed),
                bytes(*memory)
            ),
            Self::Memory { needed, memory, fitting } => write!(
                f,
                "these machines and keys need {}, and there is {}; {} keys would fit",
                bytes(*needed),
                bytes(*memory),
                grouped(*fitting)
            ),
        }
    }
}

/// The parts of an experiment, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The machines start, and connect each to each.
    Boot,
    /// The keys are put.
    Fill,
    /// A machine is killed, and all others know.
    Kill,
    /// Every key is asked for, once.
    Count,
}

impl Phase {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Boot, Self::Fill, Self::Kill, Self::Count];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Boot => "boot",
            Self::Fill => "fill",
            Self::Kill => "kill",
            Self::Count => "count",
        }
    }
}

impl Experiment {
    /// What it takes in memory, in bytes, as far as that can be said beforehand.
    #[must_use]
    pub fn memory(self) -> u64 {
        let keys = self.keys.saturating_mul(BYTES_PER_ENTRY + BYTES_PER_KEY);
        self.memory_of_machines().saturating_add(keys)
    }

    fn memory_of_machines(self) -> u64 {
        let machines = u64::from(self.machines);
        let connections = machines * machines.saturating_sub(1) * BYTES_PER_CONNECTION;
        BYTES_AT_LEAST + machines * BYTES_PER_MACHINE + connections
    }

    /// Says why it can't be done with so many bytes of memory, if it can't.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn check(self, memory: u64) -> Result<(), Refusal> {
        if !(1..=MAX_MACHINES).contains(&self.machines) {
            return Err(Refusal::Machines);
        }
        if self.keys == 0 {
            return Err(Refusal::NoKeys);
        }
        if !(1..=self.machines).contains(&self.kill) {
            return Err(Refusal::Kill);
        }
        let needed = self.memory();
        if needed > memory {
            let left = memory.saturating_sub(self.memory_of_machines());
            return Err(Refusal::Memory {
                needed,
                memory,
                fitting: left / (BYTES_PER_ENTRY + BYTES_PER_KEY),
            });
        }
        Ok(())
    }

    /// What arithmetic says of its keys.
    #[must_use]
    pub fn expected(self) -> Expected {
        theory::death(self.placement, self.machines, self.kill, self.keys)
    }
}

/// An experiment that is under way.
#[derive(Debug)]
pub struct Run {
    experiment: Experiment,
    session: Session,
    hits: u64,
}

/// Steps of the simulation between two looks at how far it has come.
const STEPS: u64 = 4_096;

impl Run {
    /// Ready for the first phase.
    #[must_use]
    pub fn new(experiment: Experiment) -> Self {
        let mut session = Session::new();
        // Whether it fits has been checked, with what the connections take.
        session.set_memory(u64::MAX);
        Self { experiment, session, hits: 0 }
    }

    /// Does one phase, each in its turn; `watch` is told now and then how much of it is done, from
    /// 0 to 1.
    ///
    /// # Errors
    ///
    /// What went wrong: no machine should do anything that makes it.
    pub fn run(&mut self, phase: Phase, mut watch: impl FnMut(f64)) -> Result<(), String> {
        let Experiment { machines, keys, kill, placement } = self.experiment;
        let command = match phase {
            Phase::Boot => Command::Boot { machines, placement },
            Phase::Fill => Command::Fill { via: 1, keys },
            Phase::Kill => Command::Kill(kill.into()),
            Phase::Count => Command::Hits { via: 1, keys },
        };
        let sent_before = self.sent();
        let mut steps: u64 = 0;
        let outcome = self.session.run_watched(Line::One(command), |session| {
            steps += 1;
            if steps.is_multiple_of(STEPS) {
                let done = match phase {
                    Phase::Boot => of_boot(session, machines, sent_before),
                    _ => session.master().progress().map_or(1.0, share),
                };
                watch(done);
            }
        });
        if let Some(hint) = outcome.hints.first() {
            return Err(hint.to_string());
        }
        let value = outcome.value.map_err(|refusal| refusal.to_string())?;
        if phase == Phase::Count {
            self.hits = count(&value)?;
        } else if value != Value::ok() {
            return Err(value.to_string());
        }
        match self.session.master().audit() {
            Audit::Agree => Ok(()),
            other => Err(format!("the machines and the ledger don't agree: {other:?}")),
        }
    }

    /// The account as it is now.
    #[must_use]
    pub const fn figures(&self) -> Figures {
        self.session.master().ledger().figures()
    }

    /// How many `get`s answered with the value that was put.
    #[must_use]
    pub const fn hits(&self) -> u64 {
        self.hits
    }

    /// Messages that machines have sent to each other, one for each that hears it.
    #[must_use]
    pub const fn sent(&self) -> u64 {
        self.session.sim_ref().fates().sent
    }
}

/// Two machines need three messages to connect: a hello, an answer, its confirmation.
fn of_boot(session: &Session, machines: u32, sent_before: u64) -> f64 {
    let pairs = f64::from(machines) * (f64::from(machines) - 1.0) / 2.0;
    let sent = session.sim_ref().fates().sent - sent_before;
    (sent as f64 / (3.0 * pairs)).min(1.0)
}

fn share(progress: Progress) -> f64 {
    progress.done as f64 / progress.keys as f64
}

fn count(value: &Value) -> Result<u64, String> {
    match value.view() {
        Some(View::Integer(number)) => u64::try_from(number).map_err(|_| value.to_string()),
        _ => Err(value.to_string()),
    }
}
