//! What the browser does to the page: it hides it, puts it away, brings it back.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, Event, PageTransitionEvent, window};

use super::{Inner, Page};
use crate::{control::master::ToMaster, tabs::channel_name};

impl Page {
    /// Follows it.
    pub(super) fn follow(&self) {
        let Some(window) = window() else { return };
        let page = self.clone();
        EventListener::new(&window, "pagehide", move |event| {
            page.0.borrow_mut().goes_away(is_kept(event));
        })
        .forget();
        let page = self.clone();
        EventListener::new(&window, "pageshow", move |event| {
            if is_kept(event) {
                page.0.borrow().first.master.tell(&ToMaster::BroughtBack);
            }
        })
        .forget();
        let Some(document) = window.document() else { return };
        let page = self.clone();
        EventListener::new(&document.clone(), "visibilitychange", move |_| {
            page.0.borrow().first.master.tell(&ToMaster::Hidden(document.hidden()));
        })
        .forget();
    }
}

impl Inner {
    /// The page goes away; `kept` when the browser may bring it back as it was.
    fn goes_away(&mut self, kept: bool) {
        // The page says it itself: its workers may not have another turn.
        if let Some(body) = &self.goodbye
            && let Ok(channel) = BroadcastChannel::new(&channel_name(&self.cookie))
        {
            // Posting bytes on one's own open channel does not fail.
            let _ = channel.post_message(body);
            channel.close();
        }
        if self.is_in_class {
            // Perhaps it has one; else its silence tells the class.
            self.first.master.tell(&ToMaster::GoesAway);
        }
        if kept {
            self.second = None;
            self.first.machines.end_all();
            self.first.master.tell(&ToMaster::PutAway);
        }
    }
}

/// Whether the browser keeps the page as it is, to show it again.
fn is_kept(event: &Event) -> bool {
    event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted)
}
