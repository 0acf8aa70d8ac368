//! Whether the ledger and the machines agree, in words.

use lab::{
    count::grouped,
    master::{self, Master},
};

use crate::picture::Audit;

/// What became of the last comparison.
pub(super) fn audit(master: &Master) -> Audit {
    match master.audit() {
        master::Audit::Pending => Audit::Pending,
        master::Audit::Agree => Audit::Agree,
        master::Audit::Unseen(entries) => Audit::Unseen(*entries),
        master::Audit::Disagree(machines) => Audit::Disagree(
            machines
                .iter()
                .map(|(node, ledger, machine)| {
                    format!(
                        "The ledger has {} entries on {node}, of them {} reachable; the machine \
                         itself says {} and {}{}",
                        grouped(ledger.stored),
                        grouped(ledger.owned),
                        grouped(machine.stored),
                        grouped(machine.owned),
                        if (ledger.stored, ledger.owned) == (machine.stored, machine.owned) {
                            ", but they are not the same entries."
                        } else {
                            "."
                        }
                    )
                })
                .collect(),
        ),
    }
}
