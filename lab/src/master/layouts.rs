//! How the machines place keys: what they are asked to do, and what they agreed on.

use node_core::{NodeId, Placement, Reply, Request};

use super::{Master, reply::What};
use crate::value::Value;

impl Master {
    /// Asks a machine to place keys so, and to tell the others; `false` when none runs.
    pub(super) fn ask_to_place(&mut self, placement: Placement, for_line: bool) -> bool {
        let Some(node) = self.machines.first_running() else { return false };
        self.ask(node, Request::Place(placement), What::Place { for_line });
        true
    }

    /// Where machines agree on a layout that the ledger did not expect, asks for it.
    pub(super) fn learn_layouts(&mut self) {
        let asks = self.calls.values().any(|asked| matches!(asked.what, What::Layout { .. }));
        if asks || !self.machines.agree_on_views(self.ledger.sides()) {
            return;
        }
        let placed = self.ledger.placed();
        let unexpected =
            placed.sides().sides().iter().zip(placed.digests()).position(|(side, expected)| {
                self.machines.layout_of(side).is_some_and(|says| says != expected)
            });
        let Some(side) = unexpected else { return };
        let machines = placed.sides().sides().get(side).into_iter().flatten().copied();
        if let Some(node) = machines.into_iter().find(|node| self.machines.is_running(*node)) {
            self.ask(node, Request::Layout, What::Layout { for_line: false });
        }
    }

    /// What a machine said of its layout.
    pub(super) fn layout_reply(&mut self, of: NodeId, for_line: bool, reply: Option<Reply>) {
        if for_line {
            self.finish_single(Value::ok());
        }
        let Some(Reply::Layout(layout)) = reply else { return };
        self.machines.set_layout(of, layout.digest());
        let side = self.ledger.sides().sides().iter().position(|side| side.contains(&of));
        if let Some(side) = side {
            self.auditor.touch();
            self.ledger.set_layout(side, layout);
        }
    }

    /// A machine has ended the request to place keys otherwise.
    pub(super) fn place_reply(&mut self, by: NodeId, for_line: bool, reply: Option<&Reply>) {
        if reply == Some(&Reply::Placed) {
            // The ledger follows at once: so it is seen when the others have followed, too.
            self.ask(by, Request::Layout, What::Layout { for_line });
        } else if for_line {
            self.finish_single(Value::nodedown());
        }
    }
}
