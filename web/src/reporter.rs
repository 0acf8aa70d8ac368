//! What a machine's worker tells its Master of how the machine is: at most once a frame, and only
//! what has changed.

use core::time::Duration;

use node_core::{Event, Instant, Node};
use wasm_bindgen::JsError;

use crate::control::{
    self,
    machine::{FromMachine, News},
};

/// The page shows no more than a frame can.
const FRAME: Duration = Duration::from_millis(16);

/// What is to be told, and what was.
pub struct Reporter {
    /// Whether the Master is to hear of this machine, though nothing was noticed.
    pub is_due: bool,
    events: Vec<(Instant, Event)>,
    /// When it was told by the wall clock, and what.
    last: Option<(Instant, News)>,
}

impl Default for Reporter {
    fn default() -> Self {
        Self { is_due: true, events: Vec::new(), last: None }
    }
}

impl Reporter {
    /// The machine noticed something, at this moment of the cluster's time.
    pub fn noticed(&mut self, at: Instant, event: Event) {
        self.events.push((at, event));
    }

    /// When there is something to tell by the wall clock, if it must wait.
    #[must_use]
    pub fn next(&self) -> Option<Instant> {
        let waits = self.is_due || !self.events.is_empty();
        self.last.as_ref().filter(|_| waits).map(|(at, _)| *at + FRAME)
    }

    /// What the Master is to be told now, by the wall clock, if anything.
    ///
    /// # Errors
    ///
    /// None in practice.
    pub fn report(
        &mut self,
        wall: Instant,
        node: &Node,
        dropped: u64,
    ) -> Result<Option<FromMachine>, JsError> {
        let waits = self.next().is_some_and(|next| wall < next);
        if waits || !self.is_due && self.events.is_empty() {
            return Ok(None);
        }
        self.is_due = false;
        let events = std::mem::take(&mut self.events);
        let is_news = !events.is_empty();
        let mut news = News { status: node.status(), events, dropped };
        if !is_news && self.last.as_ref().is_some_and(|(_, last)| *last == news) {
            return Ok(Some(FromMachine::Alive));
        }
        let message = FromMachine::News(control::pack_to_post(&news)?);
        news.events.clear();
        self.last = Some((wall, news));
        Ok(Some(message))
    }
}
