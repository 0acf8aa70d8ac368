//! This page's own comings and goings: hidden, left, returned to.

use lab::master::{Cause, Input};
use node_core::Peer;

use super::Inner;
use crate::tabs::Said;

impl Inner {
    /// This page is shown, or hidden.
    pub(super) fn shown(&mut self, hidden: bool) {
        if self.tabs.hide(hidden) {
            self.tabs_changed = true;
            self.tabs.say(&self.roll());
        }
    }

    /// This page goes away; `kept` when the browser may bring it back as it was. Its machines go
    /// in any case: they could not be trusted to be either dead or alive.
    pub(super) fn leaves(&mut self, kept: bool) {
        self.say_to_all(&Said::Bye);
        if kept {
            let own: Vec<Peer> = self
                .workers
                .iter()
                .map(|(&node, worker)| Peer { node, incarnation: worker.incarnation() })
                .collect();
            self.workers.clear();
            for peer in own {
                self.tell(Input::Down { peer, cause: Cause::TabClosed });
            }
        }
    }

    /// The browser brought this page back.
    pub(super) fn returns(&mut self) {
        self.tabs.begin_again();
        let notice = "You left this page: its machines died then. Start them again by a click.";
        self.board.notify(notice.to_owned());
    }
}
