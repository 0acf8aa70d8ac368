//! Machines start a few at a time: hundreds at once would say so much to each other that what they
//! say comes late, and is said again.

use std::collections::VecDeque;

use node_core::Peer;
use web_sys::MessagePort;

use crate::control::machine::Start;

/// Machines that start at once.
const AT_ONCE: usize = 16;

/// What starts, and what waits for its turn.
#[derive(Default)]
pub(super) struct Starting {
    under_way: Vec<Peer>,
    waiting: VecDeque<(Start, MessagePort)>,
}

impl Starting {
    /// A machine is to start; the port leads it to its Master.
    pub(super) fn add(&mut self, start: Start, port: MessagePort) {
        self.waiting.push_back((start, port));
    }

    /// A machine has started, or never will.
    pub(super) fn remove(&mut self, peer: Peer) {
        self.under_way.retain(|&other| other != peer);
        self.waiting.retain(|(start, _)| start.peer() != peer);
    }

    /// The next one to start now.
    pub(super) fn next(&mut self) -> Option<(Start, MessagePort)> {
        if self.under_way.len() >= AT_ONCE {
            return None;
        }
        let next = self.waiting.pop_front()?;
        self.under_way.push(next.0.peer());
        Some(next)
    }
}
