//! Reading a record: it is lived through once, so that all that happened can be told.

use gloo_timers::future::TimeoutFuture;
use lab::record::{Filter as Sieve, Happening, Replay, What};
use node_core::Instant;
use wasm_bindgen_futures::spawn_local;

use super::{Inner, Viewer, onlooker::Onlooker, open::Opened, showing::millis, told::row};
use crate::{past::Trouble, record::keeper::Piece};

/// For how long it is read at a time, in milliseconds.
const SLICE: f64 = 40.0;

impl Viewer {
    /// Reads a record that was handed over, and shows its end.
    pub(super) fn open(&self, opened: Result<Opened, Trouble>) {
        let inner = &mut *self.0.borrow_mut();
        match opened {
            Ok((record, until)) => {
                let replay = Replay::new(record, Onlooker::default());
                inner.newest = until.unwrap_or_else(|| replay.end());
                inner.lived = replay.begins();
                inner.replay = Some(replay);
                self.read();
            }
            Err(trouble) => {
                (inner.trouble, inner.reading) = (Some(trouble), None);
                inner.show();
            }
        }
    }

    /// More of the record of the live cluster came.
    pub(super) fn go_on(&self, until: Instant, pieces: &[Piece]) {
        let inner = &mut *self.0.borrow_mut();
        let Some(replay) = &mut inner.replay else { return };
        for (whose, notes) in pieces {
            replay.append(*whose, notes);
        }
        inner.newest = inner.newest.max(until);
        // Who looks at the end sees it come; and what is only kept is to be let go in time.
        let is_at_end = inner.at >= inner.lived && inner.plays_since.is_none();
        let follows = is_at_end || inner.is_hidden;
        if inner.reading.is_none() && follows {
            self.to_end(inner);
        }
    }

    /// Goes to the end, as it is by now.
    pub(super) fn to_end(&self, inner: &mut Inner) {
        inner.plays_since = None;
        if inner.newest > inner.lived {
            inner.go_to(inner.lived);
            self.read();
        } else {
            inner.go_to(inner.lived);
            inner.show();
        }
    }

    fn read(&self) {
        let viewer = self.clone();
        spawn_local(async move {
            // What is short is read at once, and nobody is told of it.
            while !viewer.0.borrow_mut().read_on() {
                TimeoutFuture::new(0).await;
            }
        });
    }
}

impl Inner {
    /// Reads on for a while; whether that was all.
    fn read_on(&mut self) -> bool {
        let Some(replay) = &mut self.replay else { return true };
        let until = millis() + SLICE;
        while millis() < until {
            let happened = match replay.step_to_happening_by(self.newest, &Sieve::Everything) {
                Ok(happened) => happened,
                Err(error) => {
                    self.trouble = Some(Trouble::Damaged(error.to_string()));
                    return self.read_through();
                }
            };
            if happened.is_empty() {
                return self.read_through();
            }
            let origin = replay.witness().origin().as_millis_f64();
            // Who learns of a death by its link is told once.
            let learned = happened.iter().any(|one| matches!(one.what, What::Down { .. }));
            let is_told =
                |one: &&Happening| !(learned && matches!(one.what, What::LinkClosed { .. }));
            for one in happened.iter().filter(is_told) {
                let number = self.index.next_number();
                let row = row(number, one, |at| at.as_millis_f64() - origin);
                self.index.push(one.note, row);
            }
        }
        let (begins, now) = (replay.begins().as_millis_f64(), replay.now().as_millis_f64());
        let whole = (self.newest.as_millis_f64() - begins).max(1.0);
        if self.reading.is_some() {
            self.reading = Some((100.0 * (now - begins) / whole).clamp(0.0, 99.0) as u8);
            self.show();
        }
        false
    }

    /// Lets the oldest part of a live record go, if there is too much.
    fn trim(&mut self) {
        let Some(replay) = &mut self.replay else { return };
        if replay.record().ending().is_some() || replay.record().bytes() <= self.bound {
            return;
        }
        match replay.trim(self.bound / 2) {
            Ok(()) => {
                let origin = replay.witness().origin().as_millis_f64();
                self.index.forget(replay.begins().as_millis_f64() - origin);
            }
            Err(error) => self.trouble = Some(Trouble::Damaged(error.to_string())),
        }
    }

    fn read_through(&mut self) -> bool {
        self.lived = self.newest;
        self.reading = None;
        self.trim();
        if let Some(replay) = &self.replay
            && let Some(ending) = replay.record().ending()
            && self.trouble.is_none()
            && let Some(difference) = ending.difference(replay.stage())
        {
            self.trouble = Some(Trouble::Damaged(difference.to_string()));
        }
        self.note_marks();
        self.go_to(self.lived);
        self.show();
        true
    }
}
