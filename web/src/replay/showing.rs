//! What the page is told of a replay: pictures, as often as it draws them.

use std::rc::Rc;

use node_core::Instant;
use wasm_bindgen::JsCast;
use web_sys::WorkerGlobalScope;

use super::{Inner, onlooker::picture};
use crate::{
    board::Board,
    control::{
        self,
        change::Change,
        replay::{FromReplay, News},
    },
    past::{Feed, Fork, Moment},
    picture::{Mark, Picture},
};

/// What the page was told last, and whether it has drawn that.
#[derive(Default)]
pub(super) struct Shown {
    picture: Picture,
    pub(super) marks: Rc<Vec<Mark>>,
    told_marks: Rc<Vec<Mark>>,
    feed: Rc<Feed>,
    fork: Option<Rc<Fork>>,
    moment: Moment,
    /// The row of the feed that was brought into its window last.
    row: Option<u64>,
    /// The board of the moment that was shown last: what it tells of many keys comes with its second
    /// picture.
    board: Option<(u64, Instant, Board)>,
    is_awaited: bool,
    is_due: bool,
}

impl Shown {
    /// The page has drawn it.
    pub(super) const fn drawn(&mut self) {
        self.is_awaited = false;
    }
}

/// The worker's own clock, in milliseconds.
pub(super) fn millis() -> f64 {
    let scope = js_sys::global().dyn_into::<WorkerGlobalScope>().ok();
    scope.and_then(|scope| scope.performance()).map_or(0.0, |clock| clock.now())
}

impl Inner {
    /// Moves a replay that plays to where it is by now.
    pub(super) fn play(&mut self) {
        let Some(since) = self.plays_since else { return };
        let now = millis();
        let at_ms = self.millis(self.at) + (now - since) * self.speed.factor();
        let at = self.moment(at_ms);
        self.go_to(at);
        self.plays_since = (at < self.lived).then_some(now);
    }

    /// Takes the marks from the figures over time.
    pub(super) fn note_marks(&mut self) {
        let Some(replay) = &self.replay else { return };
        let witness = replay.witness();
        let later = witness.booted().as_millis_f64() - witness.origin().as_millis_f64();
        let history = witness.board().history();
        let marks = history.marks.iter().map(|&mark| Mark { at_ms: mark.at_ms + later, ..mark });
        self.shown.marks = Rc::new(marks.collect());
    }

    /// Nobody looks from now on, or somebody does again.
    pub(super) fn hide(&mut self, is_hidden: bool) {
        self.is_hidden = is_hidden;
        self.plays_since = None;
        self.fork = None;
        self.shown.is_awaited = false;
    }

    /// Tells the page what there is to see, unless nobody looks, or it is still busy with what it was told last.
    pub(super) fn show(&mut self) {
        if self.shown.is_awaited || self.is_hidden {
            self.shown.is_due = true;
            return;
        }
        let picture = self.picture();
        let moment = self.moment_told();
        if self.shown.row != self.row {
            self.shown.row = self.row;
            self.index.show(self.row);
        }
        let feed = self.index.feed();
        let shown = &mut self.shown;
        let news = News {
            picture: Change::between(&shown.picture, &picture),
            moment: moment.clone(),
            marks: (!Rc::ptr_eq(&shown.told_marks, &shown.marks)).then(|| shown.marks.clone()),
            feed: (!Rc::ptr_eq(&shown.feed, &feed)).then(|| feed.clone()),
            fork: (shown.fork != self.fork).then(|| self.fork.clone()),
        };
        let nothing = News { moment: shown.moment.clone(), ..News::default() };
        if news == nothing {
            shown.is_due = false;
            return;
        }
        if let Ok(bytes) = control::pack_to_post(&news) {
            self.page.tell(&FromReplay::Changed(bytes));
            shown.picture = picture;
            shown.moment = moment;
            shown.told_marks = shown.marks.clone();
            shown.feed = feed;
            shown.fork = self.fork.clone();
            (shown.is_awaited, shown.is_due) = (true, false);
        }
    }

    fn picture(&mut self) -> Picture {
        let Some(replay) = self.replay.as_ref().filter(|_| self.reading.is_none()) else {
            return Picture::default();
        };
        let here = (replay.note(), self.at);
        let board = self.shown.board.take().filter(|(note, at, _)| (*note, *at) == here);
        let mut board = board.map_or_else(|| replay.witness().board().clone(), |(.., board)| board);
        board.look_at(self.looked_at);
        if let Some(key) = &self.explained {
            board.explain(key.clone());
        }
        let picture = picture(&mut board, self.at, replay.stage());
        self.shown.board = Some((here.0, here.1, board));
        picture
    }

    fn moment_told(&self) -> Moment {
        let begins = self.replay.as_ref().map_or(Instant::ORIGIN, lab::record::Replay::begins);
        let origin = self.replay.as_ref().map(|replay| replay.witness().origin());
        Moment {
            origin_ms: origin.map_or(0.0, Instant::as_millis_f64),
            begins_ms: self.millis(begins),
            ends_ms: self.millis(self.lived),
            at_ms: self.millis(self.at),
            is_whole: self.replay.as_ref().is_none_or(|replay| replay.record().begins().is_none()),
            reading: self.reading,
            trouble: self.trouble.clone(),
            plays: self.plays_since.is_some(),
            speed: self.speed,
            filter: self.index.filter().clone(),
            row: self.row,
            heard: self.heard,
        }
    }
}
