//! Several Masters on one cluster: what each tells the others, and what it makes of it.
//!
//! Every tab has a Master of its own. Each hears which machines the others run and what was
//! acknowledged to them, so that all keep the same account. One that joins later was not told of
//! what was before: it says how much of what the machines hold it has never seen.

use node_core::{FillSpan, Founding, NodeId, Peer, Term, View};
use serde::{Deserialize, Serialize};

use super::{Cause, Condition, Master, Output, Refusal};
use crate::{
    command::Network,
    ledger::{Holder, Ledger},
    limits::MAX_MACHINES,
};

/// What became of a put or a delete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Accounted {
    /// A put was acknowledged.
    Put {
        /// The key.
        key: Term,
        /// Its value.
        value: Term,
        /// Who holds it.
        by: Peer,
    },
    /// Puts of a fill ended.
    Fill {
        /// Which keys'.
        span: FillSpan,
        /// The ways they ended.
        ends: Vec<PutsEnd>,
        /// For each key, which of these ways.
        end_of: Vec<u16>,
    },
    /// A delete was acknowledged.
    Deleted {
        /// The key.
        key: Term,
        /// Who did it.
        by: Peer,
    },
    /// A put was sent and never answered.
    PutUnknown {
        /// The key.
        key: Term,
        /// Its value.
        value: Term,
        /// Who may have done it, or may do it still.
        machines: Vec<NodeId>,
    },
    /// A delete was sent and never answered.
    DeleteUnknown {
        /// The key.
        key: Term,
        /// Who may have done it, or may do it still.
        machines: Vec<NodeId>,
    },
    /// So many puts never reached an owner.
    Refused(u64),
}

impl Accounted {
    /// How many keys it is about.
    fn keys(&self) -> u64 {
        match self {
            Self::Fill { span, .. } => span.keys.into(),
            Self::Refused(_) => 0,
            _ => 1,
        }
    }
}

/// How a part of a fill's puts ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PutsEnd {
    /// They were acknowledged by this machine, which holds the entries.
    Stored(Peer),
    /// They were sent and never answered; these machines may have done it, or may do it still.
    Unknown(Vec<NodeId>),
    /// They never reached an owner.
    Refused,
}

/// What another Master says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Told {
    /// A machine is so now.
    Machine {
        /// Which one, in which life.
        peer: Peer,
        /// How it is.
        condition: Condition,
        /// Whether it ran before this Master joined: what it holds may never have been told.
        earlier: bool,
    },
    /// What became of puts and deletes.
    Accounted(Vec<Accounted>),
    /// Whether another Master has calls under way.
    Busy(bool),
    /// How messages travel now, and who is cut off from whom.
    Network(Network, Vec<Vec<NodeId>>),
    /// A fresh cluster begins: everything there was is gone.
    Booted(Founding),
    /// What a dead machine really died of.
    Cause(Peer, Cause),
}

impl Master {
    /// The Master of a cluster that others keep already: it starts no machines by itself.
    #[must_use]
    pub fn joining(now: node_core::Instant, founding: Founding) -> Self {
        Self { now, ledger: Ledger::new(founding), ..Self::default() }
    }

    /// Request ids count from here: no other Master of the cluster may use the same.
    #[must_use]
    pub const fn with_requests_from(mut self, first: u64) -> Self {
        self.last_request = first;
        self
    }

    /// The id of the last request that was made, or what ids count from.
    #[must_use]
    pub const fn last_request(&self) -> u64 {
        self.last_request
    }

    /// Whether there are other Masters to tell.
    pub fn set_shares(&mut self, shares: bool) {
        self.shares = shares;
        if !shares {
            self.others_busy = false;
        }
    }

    /// Whether a command of this Master's is under way; not while its effects settle.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.job.as_ref().is_some_and(super::Job::is_running)
    }

    /// What the other Masters are to be told of this one's puts and deletes.
    pub fn take_accounted(&mut self) -> Vec<Accounted> {
        std::mem::take(&mut self.accounted)
    }

    /// Accounts for something that was done for this Master.
    pub(super) fn note(&mut self, accounted: Accounted) {
        self.enter(&accounted);
        if self.shares {
            self.accounted.push(accounted);
        }
    }

    fn enter(&mut self, accounted: &Accounted) {
        match accounted {
            Accounted::Put { key, value, by } => {
                let lives = self.lives(*by);
                self.ledger.put_acknowledged(key.view(), value.view(), by.node, lives);
            }
            Accounted::Fill { span, ends, end_of } => self.enter_fill(*span, ends, end_of),
            Accounted::Deleted { key, by } => {
                self.ledger.delete_acknowledged(key, by.node, self.lives(*by));
            }
            Accounted::PutUnknown { key, value, machines } => {
                self.ledger.put_unknown(key.view(), value.view(), machines);
            }
            Accounted::DeleteUnknown { key, machines } => {
                self.ledger.delete_unknown(key, machines);
            }
            Accounted::Refused(puts) => self.ledger.puts_refused(*puts),
        }
        self.auditor.touch();
    }

    fn enter_fill(&mut self, span: FillSpan, ends: &[PutsEnd], end_of: &[u16]) {
        if end_of.len() != span.keys as usize {
            // No Master says that.
            return;
        }
        let holder = |end: &PutsEnd| match end {
            PutsEnd::Stored(by) => Some(Holder { node: by.node, lives: self.lives(*by) }),
            PutsEnd::Unknown(_) | PutsEnd::Refused => None,
        };
        let holders: Vec<Option<Holder>> = ends.iter().map(holder).collect();
        self.ledger.fill_acknowledged(span, &holders, end_of);
        if holders.iter().all(Option::is_some) {
            return;
        }
        let mut end_of = end_of.iter();
        span.each(|j, key| {
            let (key, value) = (View::Binary(key), View::Integer(j as i64));
            match end_of.next().and_then(|&end| ends.get(usize::from(end))) {
                Some(PutsEnd::Unknown(machines)) => self.ledger.put_unknown(key, value, machines),
                Some(PutsEnd::Refused) => self.ledger.puts_refused(1),
                Some(PutsEnd::Stored(_)) | None => {}
            }
        });
    }

    pub(super) fn told(&mut self, told: Told) {
        match told {
            Told::Machine { peer, condition, earlier } => {
                self.told_of_machine(peer, condition, earlier);
            }
            Told::Accounted(all) => {
                for accounted in &all {
                    // Others' limits are not for this one to trust.
                    if self.room() < accounted.keys() {
                        break;
                    }
                    self.enter(accounted);
                }
            }
            Told::Busy(busy) => self.others_busy = busy,
            Told::Network(network, sides) => {
                self.network = network;
                self.machines.set_partition(sides);
                self.follow_machines(None);
            }
            Told::Booted(founding) => {
                for job in self.job.take().into_iter().chain(self.queue.drain(..)) {
                    self.outputs.push_back(job.abandon(Refusal::BootedAnew { elsewhere: true }));
                }
                self.clear(founding);
                self.outputs.push_back(Output::Booted);
            }
            Told::Cause(peer, cause) => self.machines.set_cause(peer, cause),
        }
    }

    fn told_of_machine(&mut self, peer: Peer, condition: Condition, earlier: bool) {
        if !(1..=MAX_MACHINES).contains(&peer.node.number()) {
            return;
        }
        let known = self.machines.highest_incarnation(peer.node);
        let news = known.is_none_or(|known| known < peer.incarnation);
        if let Condition::Dead(cause) = condition {
            if news {
                self.machines.learn_dead(peer, cause);
            } else {
                self.machine_is_down(peer, cause);
            }
            return;
        }
        if news {
            if self.machines.is_alive(peer.node) {
                self.bury(peer.node, Cause::Killed);
            }
            self.machines.adopt(peer, condition, earlier);
            self.follow_machines(None);
            return;
        }
        if known != Some(peer.incarnation) {
            return;
        }
        match (self.machines.condition(peer.node), &condition) {
            (Some(Condition::Running), Condition::Frozen) => {
                self.machines.pass(peer.node, &Condition::Running, Condition::Frozen);
                self.is_out_of_reach(peer.node, Cause::Frozen);
            }
            (Some(Condition::Running), Condition::Silent) => self.machine_is_silent(peer.node),
            (Some(from @ (Condition::Frozen | Condition::Silent)), Condition::Running) => {
                let from = from.clone();
                if self.machines.pass(peer.node, &from, Condition::Running) {
                    self.follow_machines(None);
                }
            }
            // Two were started under one name at the same moment, and the other one got it.
            (Some(Condition::Starting), Condition::Running) => {
                self.outputs.push_back(Output::Kill(peer.node));
                self.machines.adopt(peer, condition, false);
                self.follow_machines(None);
                if self.added.remove(&peer.node) {
                    self.add();
                }
            }
            (Some(Condition::Running), Condition::Leaving) => {
                self.machines.pass(peer.node, &Condition::Running, Condition::Leaving);
            }
            _ => {}
        }
    }
}
