//! The ledger against the machines: do they hold what the account says?

use node_core::{NodeId, Request, Summary};

use super::{Master, reply::What};

/// Whether ledger and machines agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Audit {
    /// Things move, or have not been compared yet.
    #[default]
    Pending,
    /// Count, owned count and digest are the same on every running machine.
    Agree,
    /// They differ: the machine, what the ledger says of it, and what it says itself.
    Disagree(Vec<(NodeId, Summary, Summary)>),
}

/// When to compare, and how far that has come.
#[derive(Debug, Default)]
pub(super) struct Auditor {
    audit: Audit,
    /// Something changed since the last comparison began.
    touched: bool,
    stage: Stage,
}

#[derive(Debug, Default)]
enum Stage {
    #[default]
    Idle,
    /// Machines are asked what they hold under uncertain keys.
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
            Stage::Idle if self.auditor.touched && self.is_between_commands() => {
                self.auditor.touched = false;
                self.resolve_or_compare();
            }
            Stage::Idle => {}
            Stage::Resolving | Stage::Comparing(_) if self.auditor.touched => self.advance_audit(),
            Stage::Resolving => {
                self.ledger.settle_uncertain();
                self.compare();
            }
            Stage::Comparing(reported) => self.conclude(reported),
        }
    }

    /// A command that goes on will change more; it is enough to compare after it.
    fn is_between_commands(&mut self) -> bool {
        self.job.as_mut().and_then(super::Job::step).is_none()
    }

    fn resolve_or_compare(&mut self) {
        let keys: Vec<_> = self.ledger.uncertain().cloned().collect();
        let machines = self.machines.running();
        if keys.is_empty() || machines.is_empty() {
            self.ledger.settle_uncertain();
            return self.compare();
        }
        self.auditor.stage = Stage::Resolving;
        for key in keys {
            for &node in &machines {
                self.ask(node, Request::Held(key.clone()), What::Held(key.clone()));
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
        self.auditor.audit = if wrong.is_empty() { Audit::Agree } else { Audit::Disagree(wrong) };
    }
}
