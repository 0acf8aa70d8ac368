//! What-ifs: from the moment that is shown on, the same run is simulated with something changed.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lab::{
    master::Click,
    record::{Deed as Does, ForkError, Message, Replay, Twist},
    script,
};
use node_core::NodeId;

use super::{Inner, Viewer, onlooker::Onlooker};
use crate::past::{Change, Deed, Endings, Fork, ForkTrouble};

impl Viewer {
    /// Simulates the what-if that was asked for, once the page has been told that it is.
    pub(super) fn simulate_soon(&self) {
        let viewer = self.clone();
        Timeout::new(0, move || {
            let inner = &mut *viewer.0.borrow_mut();
            let Some(fork) = inner.fork.clone().filter(|fork| fork.ending.is_none()) else {
                return;
            };
            let ending = Some(inner.simulate(&fork.change));
            inner.fork = Some(Rc::new(Fork { ending, ..(*fork).clone() }));
            inner.show();
        })
        .forget();
    }
}

impl Inner {
    fn simulate(&mut self, change: &Change) -> Result<Endings, ForkTrouble> {
        let Some(replay) = &mut self.replay else { return Err(ForkTrouble::NoMessage) };
        let here = replay.note();
        let forked = match change {
            Change::Lose(row) => match self.index.note_of(*row) {
                Some(note) => lose(replay, note),
                None => Err(ForkTrouble::NoMessage),
            },
            change => twist(change).and_then(|twist| replay.fork(&twist).map_err(failed)),
        };
        replay.seek_to(here).map_err(|error| ForkTrouble::Failed(error.to_string()))?;
        let lab::record::Endings { recorded, forked, settled, .. } = forked?.run();
        Ok(Endings { recorded, simulated: forked, settled })
    }
}

/// What is changed at the moment.
fn twist(change: &Change) -> Result<Twist, ForkTrouble> {
    let (does, instead) = match change {
        Change::Nothing | Change::Lose(_) => (Vec::new(), false),
        Change::Do { deed, machine, instead } => {
            let node = NodeId::new(*machine);
            let click = match deed {
                Deed::Kill => Click::Kill(node),
                Deed::Leave => Click::Leave(node),
                Deed::Freeze => Click::Freeze(node),
                Deed::Thaw => Click::Thaw(node),
                Deed::Start => Click::Start(node),
            };
            (vec![Does::Click(click)], *instead)
        }
        Change::Line { source, instead } => match script::parse(source) {
            Ok(Some(line)) => (vec![Does::Line(line)], *instead),
            Ok(None) => return Err(ForkTrouble::Line(source.clone())),
            Err(error) => return Err(ForkTrouble::Line(error.to_string())),
        },
    };
    Ok(Twist { lost: Vec::new(), does, instead })
}

/// The run in which the message that was received with this note was lost, from just before on.
fn lose(replay: &mut Replay<Onlooker>, note: u64) -> Result<lab::record::Fork, ForkTrouble> {
    let broken = |error: lab::record::ReplayError| ForkTrouble::Failed(error.to_string());
    replay.seek_to(note).map_err(broken)?;
    let received = received(replay, note).ok_or(ForkTrouble::NoMessage)?;
    replay.seek_to(note.saturating_sub(1)).map_err(broken)?;
    // Who received it knows when it was sent, and whether it was the first time.
    let is_it = |one: &Message| Message { again: false, ..one.clone() } == received;
    let place = replay.under_way().iter().position(is_it).ok_or(ForkTrouble::NoMessage)?;
    let twist = Twist { lost: vec![place], ..Twist::default() };
    replay.fork(&twist).map_err(failed)
}

/// The message that was received with a note.
fn received(replay: &mut Replay<Onlooker>, note: u64) -> Option<Message> {
    use lab::record::{Filter, What};
    let at = replay.now();
    let told = replay.happenings(at, at, Filter::Everything).ok()?;
    told.into_iter().find_map(|one| match one.what {
        What::Message(message) if one.note == note => Some(Message { again: false, ..message }),
        _ => None,
    })
}

fn failed(error: ForkError) -> ForkTrouble {
    match error {
        ForkError::NoSuchMessage | ForkError::NotBetweenMachines => ForkTrouble::NoMessage,
        error => ForkTrouble::Failed(error.to_string()),
    }
}
