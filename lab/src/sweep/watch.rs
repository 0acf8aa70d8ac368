//! Whoever watches a life: the checkers, a digest of everything, and a memory of the last things.

use core::hash::{Hash, Hasher};
use std::{cell::RefCell, collections::VecDeque, hash::DefaultHasher, rc::Rc};

use node_core::{Instant, Node};

use super::Injected;
use crate::{
    check::{Checkers, Violation},
    record::{Record, Recording},
    session::Session,
    sim::{Recorder, Seen, Sim},
};

/// How many of the last things that happened are told with a failure.
const REMEMBERED: usize = 24;

/// What a life came to.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was done to the cluster.
    pub injected: Injected,
    /// How many things were seen and checked.
    pub seen: u64,
    /// A number that differs when anything in the run does.
    pub digest: u64,
    /// The first rule that was broken.
    pub violation: Option<Violation>,
    /// The last things that happened before, if they were remembered.
    pub last: Vec<String>,
    /// The record of the life, if it was recorded.
    pub record: Option<Record>,
}

/// Watches one life.
#[derive(Clone, Debug, Default)]
pub struct Watch(Rc<RefCell<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    checkers: Checkers,
    digest: DefaultHasher,
    seen: u64,
    violation: Option<Violation>,
    remembers: bool,
    last: VecDeque<String>,
    recording: Option<Recording>,
}

impl Watch {
    /// A watch that remembers the last things that happened.
    #[must_use]
    pub fn remembering() -> Self {
        let watch = Self::default();
        watch.0.borrow_mut().remembers = true;
        watch
    }

    /// A watch over a run that is recorded, which remembers the last things as well.
    #[must_use]
    pub fn recording(recording: Recording) -> Self {
        let watch = Self::remembering();
        watch.0.borrow_mut().recording = Some(recording);
        watch
    }

    /// A session in this simulation, seen by this watch, and recorded where it is to be.
    #[must_use]
    pub fn session(&self, mut sim: Sim) -> Session {
        sim.record(self.recorder());
        let recording = self.0.borrow().recording.clone();
        match recording {
            Some(recording) => Session::recorded(sim, recording),
            None => Session::on(sim),
        }
    }

    /// What shows everything to this watch.
    fn recorder(&self) -> Recorder {
        let inner = self.0.clone();
        Recorder::new(move |at, seen| inner.borrow_mut().see(at, &seen))
    }

    /// Whether a rule was broken.
    #[must_use]
    pub fn has_objected(&self) -> bool {
        self.0.borrow().violation.is_some()
    }

    /// A rule was broken that the checkers of single things can't see.
    pub fn object(&self, checker: &'static str, at: Instant, what: String) {
        let violation = Violation { checker, at, what };
        self.0.borrow_mut().violation.get_or_insert(violation);
    }

    /// The life is over, after its calm.
    pub fn end(&self, at: Instant, nodes: &[&Node]) {
        let mut inner = self.0.borrow_mut();
        if inner.violation.is_none() {
            inner.violation = inner.checkers.end(at, nodes).err();
        }
    }

    /// What there is to report.
    #[must_use]
    pub fn report(&self, injected: Injected) -> Report {
        let inner = self.0.borrow();
        Report {
            injected,
            seen: inner.seen,
            digest: inner.digest.finish(),
            violation: inner.violation.clone(),
            last: inner.last.iter().cloned().collect(),
            record: None,
        }
    }
}

impl Inner {
    fn see(&mut self, at: Instant, seen: &Seen) {
        if let Some(recording) = &self.recording {
            recording.see(at, seen);
        }
        if self.violation.is_some() {
            return;
        }
        self.seen += 1;
        (at, seen).hash(&mut self.digest);
        if self.remembers {
            if self.last.len() == REMEMBERED {
                self.last.pop_front();
            }
            self.last.push_back(format!("{:.6} s  {seen:?}", at.since_origin().as_secs_f64()));
        }
        self.violation = self.checkers.see(at, seen).err();
    }
}
