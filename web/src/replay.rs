//! Looking back, in a worker of its own: it lives the record again, goes to any moment of it, and makes
//! the same pictures of the past as the Master's worker makes of the present.

mod index;
pub(crate) mod onlooker;
mod open;
mod reading;
mod showing;
mod told;
mod what_if;

use std::{
    cell::{OnceCell, RefCell},
    collections::BTreeSet,
    panic,
    rc::Rc,
};

use gloo_timers::callback::Timeout;
use lab::{
    record::{Filter as Sieve, Replay},
    script,
};
use node_core::{Instant, Term};
use wasm_bindgen::JsValue;
use web_sys::MessagePort;

use crate::{
    control::{
        self, Port,
        replay::{FromKeeper, Held, Opening, ToReplay},
    },
    ending::end,
    past::{Ask, Filter, Fork, Speed, Trouble},
};
use index::Index;
use onlooker::Onlooker;
use showing::Shown;

/// A replay and who looks at it.
#[derive(Clone)]
struct Viewer(Rc<RefCell<Inner>>);

struct Inner {
    page: Port,
    /// Over which the record of the live cluster comes.
    _record: Port,
    replay: Option<Replay<Onlooker>>,
    index: Index,
    /// How far the record has been lived and told.
    lived: Instant,
    /// How far what came of it can be lived.
    newest: Instant,
    /// The moment that is shown.
    at: Instant,
    /// The row of the feed at that moment.
    row: Option<u64>,
    /// A moment to go to, once what was asked until then has been heard.
    sought: Option<Instant>,
    speed: Speed,
    /// Since when it plays, by the worker's own clock, or was last moved on.
    plays_since: Option<f64>,
    /// How far the record has been read, in per cent.
    reading: Option<u8>,
    trouble: Option<Trouble>,
    explained: Option<Term>,
    looked_at: Option<u32>,
    fork: Option<Rc<Fork>>,
    /// How many asks have been heard.
    heard: u64,
    /// What the record may take, in bytes.
    bound: usize,
    /// Nobody looks: the record is only kept.
    is_hidden: bool,
    shown: Shown,
    timer: Option<Timeout>,
}

/// Shows a record in this worker: that of a file, which `page` hands over, or the one that comes from
/// the Master's worker over `record`. `page` leads to the page.
///
/// # Errors
///
/// The browser lacks something.
pub fn run(opening: JsValue, page: MessagePort, record: MessagePort) -> Result<(), JsValue> {
    panic::set_hook(Box::new(|info| end(&info.to_string())));
    let Opening { file: _, record_bytes } = control::from_js(opening)?;
    let slot: Rc<OnceCell<Viewer>> = Rc::default();
    let page = Port::listen(page, {
        let slot = slot.clone();
        move |message, _| {
            if let Some(viewer) = slot.get() {
                viewer.told(message);
            }
        }
    });
    let record = Port::listen(record, {
        let slot = slot.clone();
        move |message, _| {
            if let Some(viewer) = slot.get() {
                viewer.recorded(&message);
            }
        }
    });
    let viewer = Viewer(Rc::new(RefCell::new(Inner {
        page,
        _record: record,
        replay: None,
        index: Index::default(),
        lived: Instant::ORIGIN,
        newest: Instant::ORIGIN,
        at: Instant::ORIGIN,
        row: None,
        sought: None,
        speed: Speed::default(),
        plays_since: None,
        reading: Some(0),
        trouble: None,
        explained: None,
        looked_at: None,
        fork: None,
        heard: 0,
        bound: record_bytes as usize,
        is_hidden: false,
        shown: Shown::default(),
        timer: None,
    })));
    let _ = slot.set(viewer);
    Ok(())
}

impl Viewer {
    /// The page told something.
    fn told(&self, message: ToReplay) {
        match message {
            ToReplay::File(bytes) => self.open(open::file(&bytes.to_vec())),
            ToReplay::Asked(bytes) => {
                if let Ok((number, ask)) = control::unpack::<(u64, Ask)>(&bytes.to_vec()) {
                    let inner = &mut *self.0.borrow_mut();
                    inner.heard = number;
                    self.asked(inner, ask);
                }
            }
            ToReplay::Hidden(is_hidden) => {
                let inner = &mut *self.0.borrow_mut();
                inner.hide(is_hidden);
                if !is_hidden {
                    self.to_end(inner);
                }
            }
            ToReplay::Drawn(took) => self.drawn(took),
        }
    }

    /// The Master's worker told something of the record.
    fn recorded(&self, message: &FromKeeper) {
        match message {
            FromKeeper::Held(bytes) => match control::unpack::<(Instant, Held)>(&bytes.to_vec()) {
                Ok((until, Held::Whole(frames))) => self.open(open::live(&frames, until)),
                Ok((until, Held::More(pieces))) => self.go_on(until, &pieces),
                Err(_) => self.open(Err(Trouble::Failed("it was not understood".to_owned()))),
            },
        }
    }

    fn asked(&self, inner: &mut Inner, ask: Ask) {
        if inner.replay.is_none() {
            return;
        }
        match ask {
            Ask::Seek(ms) => {
                inner.plays_since = None;
                inner.sought = Some(inner.moment(ms));
                return self.wake(inner, 0);
            }
            Ask::Choose(number) => {
                inner.go_to_note(inner.index.note_of(number));
                inner.row = Some(number);
            }
            Ask::Step(by) => {
                let lived = inner.replay.as_ref().map_or(0, Replay::note);
                inner.go_to_note(inner.index.step(lived, by));
            }
            Ask::Leap(by) => inner.leap(by),
            Ask::ToBegin => inner.go_to_note(None),
            Ask::ToEnd => return self.to_end(inner),
            Ask::Play(plays) => {
                inner.plays_since = plays.then(showing::millis);
                if plays && inner.at >= inner.lived {
                    inner.go_to_note(None);
                    inner.plays_since = Some(showing::millis());
                }
            }
            Ask::Speed(speed) => inner.speed = speed,
            Ask::Filter(filter) => inner.set_filter(filter),
            Ask::Turn(by) => inner.index.turn(by),
            Ask::WhatIf(change) => {
                let fork = Fork { from_ms: inner.millis(inner.at), change, ending: None };
                inner.fork = Some(Rc::new(fork));
                inner.plays_since = None;
                // The page shows that it is simulated before it is.
                self.simulate_soon();
            }
            Ask::ForgetFork => inner.fork = None,
            Ask::Explain(text) => inner.explained = Some(script::key(&text)),
            Ask::LookAt(number) => inner.looked_at = number,
        }
        inner.show();
    }

    /// Goes on after so many milliseconds with what was put off.
    fn wake(&self, inner: &mut Inner, after: u32) {
        let viewer = self.clone();
        inner.timer = Some(Timeout::new(after, move || {
            let inner = &mut *viewer.0.borrow_mut();
            if let Some(at) = inner.sought.take() {
                inner.go_to(at);
            } else {
                inner.play();
            }
            inner.show();
        }));
    }

    /// The page has drawn the last picture, in so many milliseconds.
    fn drawn(&self, took: f64) {
        let inner = &mut *self.0.borrow_mut();
        inner.shown.drawn();
        if inner.plays_since.is_some() {
            // Half of the time is left for whoever acts on the page.
            return self.wake(inner, (took * 2.0).clamp(10.0, 200.0) as u32);
        }
        inner.show();
    }
}

impl Inner {
    /// A moment in milliseconds since the boot.
    fn millis(&self, at: Instant) -> f64 {
        let booted =
            self.replay.as_ref().map_or(Instant::ORIGIN, |replay| replay.witness().origin());
        at.as_millis_f64() - booted.as_millis_f64()
    }

    /// The moment so many milliseconds after the boot, within the record.
    fn moment(&self, ms: f64) -> Instant {
        let Some(replay) = &self.replay else { return Instant::ORIGIN };
        let at = Instant::from_millis_f64(replay.witness().origin().as_millis_f64() + ms.max(0.0));
        at.clamp(replay.begins(), self.lived.max(replay.begins()))
    }

    fn go_to(&mut self, at: Instant) {
        let Some(replay) = &mut self.replay else { return };
        if let Err(error) = replay.seek(at) {
            self.trouble = Some(Trouble::Damaged(error.to_string()));
        }
        self.at = at;
        self.row = self.index.at(replay.note());
    }

    /// Goes to just after a note; without one, to the beginning.
    fn go_to_note(&mut self, note: Option<u64>) {
        self.plays_since = None;
        let Some(replay) = &mut self.replay else { return };
        let went = match note {
            Some(note) => replay.seek_to(note),
            None => replay.seek(replay.begins()),
        };
        if let Err(error) = went {
            self.trouble = Some(Trouble::Damaged(error.to_string()));
        }
        self.at = replay.now();
        self.row = self.index.at(replay.note());
    }

    /// Goes to the next mark, or to the one before.
    fn leap(&mut self, by: i32) {
        self.plays_since = None;
        let at_ms = self.millis(self.at);
        let marks = self.shown.marks.clone();
        let mut times = marks.iter().map(|mark| mark.at_ms);
        // To the microsecond, as moments may have been rounded on their way.
        let there = if by > 0 {
            times.find(|&ms| ms > at_ms + 0.001)
        } else {
            times.rfind(|&ms| ms < at_ms - 0.001)
        };
        match there {
            Some(ms) => self.go_to(self.moment(ms)),
            None if by > 0 => self.go_to(self.lived),
            None => self.go_to_note(None),
        }
    }

    fn set_filter(&mut self, filter: Filter) {
        let mut about_key = BTreeSet::new();
        if let (Some(key), Some(replay)) = (&filter.key, &mut self.replay) {
            let sieve = Sieve::Key(script::key(key));
            match replay.happenings(replay.begins(), self.lived, sieve) {
                Ok(found) => about_key.extend(found.iter().map(|happening| happening.note)),
                Err(error) => self.trouble = Some(Trouble::Damaged(error.to_string())),
            }
        }
        self.index.set_filter(filter, about_key);
        if let Some(replay) = &self.replay {
            self.row = self.index.at(replay.note());
        }
        self.index.show(self.row);
    }
}
