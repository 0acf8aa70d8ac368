//! Recording a run in virtual time, as it goes on.

use core::fmt;
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use node_core::{Instant, Peer};

use super::{Beginning, Ending, MachineNotes, MasterNotes, Record, Setting, Whose, checksum::Sum};
use crate::{
    master::{Input, Ticket},
    sim::{Recorder, Seen},
};

/// A run that is being recorded. Clones are of the same run: one is given to the
/// [`Session`](crate::session::Session), others see what happens in its simulation.
#[derive(Clone, Default)]
pub struct Recording(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    master: Option<MasterNotes>,
    machines: BTreeMap<Peer, MachineNotes>,
    /// The last note of a machine; what it brings forth is still to come.
    open: Option<(Instant, Peer, Sum)>,
}

impl fmt::Debug for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recording")
    }
}

impl Recording {
    /// What shows a simulation to this recording, where nobody else looks on.
    #[must_use]
    pub fn recorder(&self) -> Recorder {
        let recording = self.clone();
        Recorder::new(move |at, seen| recording.see(at, &seen))
    }

    /// Something happened to a machine.
    pub fn see(&self, at: Instant, seen: &Seen) {
        self.0.borrow_mut().see(at, seen);
    }

    /// The Master begins.
    pub fn begin(&self, at: Instant, beginning: Beginning) {
        self.0.borrow_mut().master = Some(MasterNotes::begin(at, beginning));
    }

    /// The Master is handed an input.
    pub fn input(&self, at: Instant, input: &Input) {
        self.note(|master| master.input(at, input));
    }

    /// The host sets something on the Master.
    pub fn set(&self, at: Instant, setting: Setting) {
        self.note(|master| master.set(at, setting));
    }

    /// The text of a line that follows.
    pub fn said(&self, at: Instant, ticket: Ticket, text: &str) {
        self.note(|master| master.said(at, ticket, text));
    }

    fn note(&self, note: impl FnOnce(&mut MasterNotes)) {
        if let Some(master) = &mut self.0.borrow_mut().master {
            note(master);
        }
    }

    /// The record of the run so far, which ended so.
    #[must_use]
    pub fn finish(&self, source: impl Into<String>, ending: Ending) -> Record {
        let inner = &mut *self.0.borrow_mut();
        inner.close();
        let mut record = Record::new(source);
        if let Some(master) = &inner.master {
            record.push(Whose::Master, &master.clone().take());
        }
        for (&peer, machine) in &inner.machines {
            record.push(Whose::Machine(peer), &machine.clone().take());
        }
        record.end(ending);
        record
    }
}

impl Inner {
    fn see(&mut self, at: Instant, seen: &Seen) {
        let peer = match seen {
            Seen::Output { output, .. } => {
                if let Some((_, _, sum)) = &mut self.open {
                    sum.add(output);
                }
                return;
            }
            Seen::Started { node, config, .. } => {
                Peer { node: *node, incarnation: config.incarnation }
            }
            Seen::Input { peer, .. }
            | Seen::Ended { peer }
            | Seen::Frozen(peer)
            | Seen::Thawed(peer) => *peer,
        };
        self.close();
        if let Seen::Started { config, seed, clock, .. } = seen {
            self.machines.insert(peer, MachineNotes::begin_summed(*clock, at, *config, *seed));
        }
        let Some(notes) = self.machines.get_mut(&peer) else { return };
        match seen {
            Seen::Input { input, .. } => notes.input(at, input),
            Seen::Ended { .. } => notes.ended(at),
            Seen::Frozen(_) => notes.frozen(at),
            Seen::Thawed(_) => notes.thawed(at),
            Seen::Started { .. } | Seen::Output { .. } => {}
        }
        if matches!(seen, Seen::Input { .. } | Seen::Started { .. }) {
            self.open = Some((at, peer, Sum::new(true)));
        }
    }

    /// All that the last note brought forth has come.
    fn close(&mut self) {
        if let Some((at, peer, sum)) = self.open.take()
            && let Some(notes) = self.machines.get_mut(&peer)
        {
            notes.outputs(at, sum.value());
        }
    }
}
