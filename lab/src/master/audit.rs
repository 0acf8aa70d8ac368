//! The ledger against the machines: do they hold what the account says?

use std::collections::BTreeMap;

use node_core::{MAX_BATCH_KEYS, NodeId, Request, Summary, Term};

use super::{Master, reply::What};

/// Whether ledger and machines agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Audit {
    /// Things move, or have not been compared yet.
    #[default]
    Pending,
    /// Count, owned count and digest are the same on every running machine.
    Agree,
    /// This Master joined later: so many entries were on the machines that it was not told of.
    Unseen(u64),
    /// They differ: the machine, what the ledger says of it, and what it says itself.
    Disagree(Vec<(NodeId, Summary, Summary)>),
}

/// When to compare, and how far that has come.
#[derive(Clone, Debug, Default)]
pub(super) struct Auditor {
    audit: Audit,
    /// Something changed since the last comparison began.
    touched: bool,
    /// Machines that differed were asked anew since then.
    asked_anew: bool,
    stage: Stage,
}

#[derive(Clone, Debug, Default)]
enum Stage {
    #[default]
    Idle,
    /// Machines are asked what they hold under the keys in doubt.
    Resolving,
    /// Machines are asked for their summaries; these have come.
    Comparing(Vec<(NodeId, Summary)>),
}

impl Auditor {
    pub(super) const fn audit(&self) -> &Audit {
        &self.audit
    }

    /// Something changed: what was compared before says nothing any more.
    pub(super) fn touch(&mut self) {
        self.touched = true;
        self.audit = Audit::Pending;
    }

    pub(super) const fn is_done(&self) -> bool {
        !self.touched && matches!(self.stage, Stage::Idle)
    }

    /// A machine told its summary.
    pub(super) fn reported(&mut self, node: NodeId, summary: Summary) {
        if let Stage::Comparing(reported) = &mut self.stage {
            reported.push((node, summary));
        }
    }
}

impl Master {
    /// Begins, goes on with or ends a comparison, when the cluster is quiet.
    pub(super) fn advance_audit(&mut self) {
        if !self.is_quiet() {
            return;
        }
        match std::mem::take(&mut self.auditor.stage) {
            Stage::Idle if self.auditor.touched && self.is_between_lines() => {
                self.auditor.touched = false;
                self.auditor.asked_anew = false;
                self.resolve();
            }
            Stage::Idle => {}
            Stage::Resolving | Stage::Comparing(_) if self.auditor.touched => self.advance_audit(),
            Stage::Resolving => self.compare(),
            Stage::Comparing(reported) => self.conclude(reported),
        }
    }

    /// A line that goes on will change more; it is enough to compare after it.
    fn is_between_lines(&self) -> bool {
        self.job.as_ref().is_none_or(|job| job.is_ending() || job.waits_until().is_some())
    }

    /// Asks the machines for the keys in doubt, then goes on to compare.
    fn resolve(&mut self) {
        let doubts = self.ledger.open_doubts().map(|(key, node)| (key.clone(), node));
        let doubts: Vec<_> = doubts.filter(|(_, node)| self.machines.is_running(*node)).collect();
        if doubts.is_empty() {
            return self.compare();
        }
        self.auditor.stage = Stage::Resolving;
        let mut of_machine: BTreeMap<NodeId, Vec<Term>> = BTreeMap::new();
        for (key, node) in doubts {
            of_machine.entry(node).or_default().push(key);
        }
        for (node, keys) in of_machine {
            for keys in keys.chunks(MAX_BATCH_KEYS) {
                self.ask(node, Request::Held(keys.to_vec()), What::Held(keys.to_vec()));
            }
        }
    }

    fn compare(&mut self) {
        let machines = self.machines.running();
        if machines.is_empty() {
            return self.conclude(Vec::new());
        }
        self.auditor.stage = Stage::Comparing(Vec::new());
        for node in machines {
            self.ask(node, Request::Stats, What::Audit);
        }
    }

    fn conclude(&mut self, reported: Vec<(NodeId, Summary)>) {
        let wrong: Vec<_> = reported
            .into_iter()
            .map(|(node, says)| (node, self.ledger.machine(node).summary(), says))
            .filter(|(_, expected, says)| expected != says)
            .collect();
        // Something that nobody answered for may have been done since it was asked about.
        let mut reopened = false;
        if !self.auditor.asked_anew {
            for (node, ..) in &wrong {
                reopened |= self.ledger.reopen_doubts(*node);
            }
        }
        if reopened {
            self.auditor.asked_anew = true;
            return self.resolve();
        }
        // What was there before this Master joined it can't account for.
        let (earlier, wrong): (Vec<_>, Vec<_>) =
            wrong.into_iter().partition(|(node, ..)| self.machines.is_earlier(*node));
        let unseen = earlier.iter().map(|(_, ours, says)| says.stored.saturating_sub(ours.stored));
        self.auditor.audit = if !wrong.is_empty() {
            Audit::Disagree(wrong)
        } else if !earlier.is_empty() {
            Audit::Unseen(unseen.sum())
        } else {
            Audit::Agree
        };
    }

    /// A machine told what it holds; when that is news, it is time to compare.
    pub(super) fn hold_against(&mut self, node: NodeId, says: Summary) {
        let agrees = self.ledger.machine(node).summary() == says;
        let agreed = match &self.auditor.audit {
            Audit::Agree => true,
            Audit::Disagree(wrong) => wrong.iter().all(|(other, ..)| *other != node),
            Audit::Pending | Audit::Unseen(_) => return,
        };
        if self.auditor.is_done() && self.is_quiet() && agrees != agreed {
            self.auditor.touch();
        }
    }
}
