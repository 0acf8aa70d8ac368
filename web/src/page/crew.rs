//! The workers of one cluster: its Master's, and its machines'.

use std::{cell::OnceCell, rc::Rc};

use wasm_bindgen::JsValue;
use web_sys::MessageChannel;

use super::{
    Machines, Page,
    workers::{PageWorker, Program},
};
use crate::{
    control::{
        Port,
        master::{Opening, ToMaster},
    },
    picture::{Intent, Picture},
};

/// Which of the page's clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The one the page is about; it may run in other tabs too.
    First,
    /// The one beside it, for comparison; it is this tab's alone.
    Second,
}

/// A Master and its machines. Dropping it ends all of them at once.
pub(super) struct Crew {
    pub(super) master: Port,
    pub(super) machines: Machines,
    /// What the Master has told so far.
    pub(super) picture: Rc<Picture>,
    /// The Master waits to hear that its last picture is drawn.
    pub(super) is_awaited: bool,
    /// The Master's: it lives as long as its machines do.
    _worker: PageWorker,
}

impl Crew {
    /// Starts the Master's worker. What it says goes to the page, once the slot holds it.
    pub(super) fn start(
        program: Program,
        opening: &Opening,
        which: Which,
        slot: &Rc<OnceCell<Page>>,
    ) -> Result<Self, JsValue> {
        let channel = MessageChannel::new()?;
        let master = Port::listen(channel.port1(), {
            let slot = slot.clone();
            move |message, port| {
                if let Some(page) = slot.get() {
                    page.heard(which, message, port);
                }
            }
        });
        let on_end = {
            let slot = slot.clone();
            move |why: String| {
                if let Some(page) = slot.get() {
                    page.master_broke(which, why);
                }
            }
        };
        let name = "master@127.0.0.1";
        let worker = program.start(name, "master", opening, &[channel.port2()], on_end)?;
        Ok(Self {
            master,
            machines: Machines::new(program, which),
            picture: Rc::default(),
            is_awaited: false,
            _worker: worker,
        })
    }

    /// Asks the Master for something.
    pub(super) fn intend(&self, intent: Intent) {
        self.master.tell(&ToMaster::Intend(intent));
    }
}
