//! Whether the ledger and the machines agree.

use lab::master::{self, Master};

use crate::picture::Audit;

/// What the last comparison said.
pub(super) fn audit(master: &Master) -> Audit {
    match master.audit() {
        master::Audit::Pending => Audit::Pending,
        master::Audit::Agree => Audit::Agree,
        master::Audit::Unseen(entries) => Audit::Unseen(*entries),
        master::Audit::Disagree(machines) => Audit::Disagree(
            machines
                .iter()
                .map(|(node, ledger, machine)| (node.number(), *ledger, *machine))
                .collect(),
        ),
    }
}
