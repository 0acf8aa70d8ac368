//! Looking back: a worker that lives the record again, and its pictures in place of the live ones.

use std::{cell::OnceCell, rc::Rc};

use js_sys::Uint8Array;
use lab::record::MAX_FRAMES_BYTES;
use wasm_bindgen::JsValue;
use web_sys::{File, MessageChannel, MessagePort};

use super::{
    Inner, Page,
    launch::record_bytes,
    workers::{PageWorker, Program},
};
use crate::{
    control::{
        self, Port,
        master::ToMaster,
        replay::{FromReplay, News, Opening, ToReplay},
    },
    export::seam,
    past::{Ask, Past, Source, Trouble},
    picture::{Intent, Notice, Picture},
    record::keeper::Recorded,
};

/// The largest file that is read as a record, in bytes.
const MOST_BYTES: u64 = 64 << 20;

/// A replay, shown or kept. Dropping it ends its worker.
pub(super) struct Looking {
    /// Tells it from others, whose last words may still be on the way.
    number: u32,
    worker: Port,
    picture: Rc<Picture>,
    past: Rc<Past>,
    /// How often something was asked.
    asked: u64,
    /// The moment that the scrubber was moved to, and by which ask.
    sought: Option<(u64, f64)>,
    pub(super) is_awaited: bool,
    /// It keeps the record of the live cluster, which is too large for the Master's worker.
    keeps: bool,
    /// The Master's worker has said that somebody else keeps it.
    has_kept: bool,
    _worker: PageWorker,
}

impl Page {
    /// Shows the replay of this cluster's record, or of a file's.
    pub(super) fn look_back(&self, file: Option<File>) {
        {
            let inner = &mut *self.0.borrow_mut();
            inner.stop_looking();
            match &file {
                Some(file) => self.open(inner, Source::File(file.name())),
                None => match inner.archive.take() {
                    Some(archive) => {
                        archive.worker.tell(&ToReplay::Hidden(false));
                        inner.looking = Some(archive);
                    }
                    None => self.open(inner, Source::Live),
                },
            }
            self.draw_soon(inner);
        }
        // It may be answered at any time, so nothing may be borrowed.
        if let Some(file) = file {
            self.read(&file);
        }
    }

    fn open(&self, inner: &mut Inner, source: Source) {
        let is_live = source == Source::Live;
        inner.last_replay += 1;
        match Looking::open(self, inner.last_replay, source) {
            Ok((looking, record)) => {
                inner.looking = Some(looking);
                if is_live {
                    inner.first.master.hand(&ToMaster::LookBack, &record);
                }
            }
            Err(reason) => inner.notify(Notice::CantStart(control::text_of(&reason))),
        }
    }

    /// The record is too large for the Master's worker: a replay keeps it, shown or not.
    pub(super) fn keep_record(&self, inner: &mut Inner) {
        if let Some(looking) = &mut inner.looking
            && looking.past.source == Source::Live
        {
            looking.keeps = true;
            inner.first.master.tell(&ToMaster::KeepsRecord);
            return;
        }
        let shown = inner.looking.take();
        self.open(inner, Source::Live);
        if let Some(looking) = &mut inner.looking {
            looking.keeps = true;
            inner.first.master.tell(&ToMaster::KeepsRecord);
        }
        inner.put_by();
        inner.looking = shown;
    }

    /// Has a file unpacked, and handed to the replay.
    fn read(&self, file: &File) {
        let page = self.clone();
        // Unpacking takes a while: something else may be looked at by then.
        let number = self.0.borrow().last_replay;
        let opened = move |unpacked: Result<Uint8Array, Trouble>| {
            let inner = &mut *page.0.borrow_mut();
            if let Some(looking) = inner.looking.as_mut().filter(|one| one.number == number) {
                match unpacked {
                    Ok(bytes) => {
                        looking.worker.tell(&ToReplay::File(bytes));
                    }
                    Err(trouble) => looking.has_trouble(trouble),
                }
            }
            page.draw_soon(inner);
        };
        match file.size() as u64 {
            size if size > MOST_BYTES => opened(Err(Trouble::TooLarge(size, MOST_BYTES))),
            _ => seam::open(file, MAX_FRAMES_BYTES as u64, opened),
        }
    }

    /// Does what a person asks while a replay is shown; what is meant for the live cluster is not
    /// done.
    pub(super) fn intend_in_past(&self, inner: &mut Inner, intent: Intent) {
        let Some(looking) = &mut inner.looking else { return };
        let ask = match intent {
            Intent::InPast(ask) => ask,
            Intent::Explain(key) => Ask::Explain(key),
            Intent::LookAt(number) => Ask::LookAt(number),
            live => {
                Rc::make_mut(&mut looking.past).wish = Some(live);
                return self.draw_soon(inner);
            }
        };
        looking.ask(ask);
        self.draw_soon(inner);
    }

    fn replayed(&self, number: u32, message: &FromReplay) {
        let inner = &mut *self.0.borrow_mut();
        let FromReplay::Changed(bytes) = message;
        if let Some(looking) = inner.replay(number)
            && let Ok(news) = control::unpack::<News>(&bytes.to_vec())
        {
            looking.take(news);
            self.draw_soon(inner);
        }
    }

    fn replay_broke(&self, number: u32, why: String) {
        let inner = &mut *self.0.borrow_mut();
        if inner.archive.take_if(|archive| archive.number == number).is_some() {
            // It is not asked for again: whatever broke would break again.
            inner.first.master.tell(&ToMaster::RecordIsLost);
            inner.first.master.tell(&ToMaster::Notify(Notice::RecordIsLost(why)));
        } else if let Some(looking) = inner.replay(number) {
            looking.has_trouble(Trouble::Failed(why));
        }
        self.draw_soon(inner);
    }
}

impl Inner {
    /// Shows the live cluster again.
    pub(super) fn stop_looking(&mut self) {
        let Some(looking) = &self.looking else { return };
        if looking.keeps {
            return self.put_by();
        }
        let is_live = looking.past.source == Source::Live;
        self.looking = None;
        if is_live {
            self.first.master.tell(&ToMaster::LookedBack);
        }
    }

    /// Hides the replay that is shown, which keeps the record.
    fn put_by(&mut self) {
        self.archive = self.looking.take();
        if let Some(archive) = &mut self.archive {
            archive.worker.tell(&ToReplay::Hidden(true));
            archive.is_awaited = false;
            archive.sought = None;
            Rc::make_mut(&mut archive.past).wish = None;
        }
    }

    /// Ends the replay that only keeps a record, once that is another's.
    pub(super) fn follow_record(&mut self) {
        let Some(archive) = &mut self.archive else { return };
        if self.first.picture.recorded == Recorded::InPart {
            archive.has_kept = true;
        } else if archive.has_kept {
            self.archive = None;
            self.first.master.tell(&ToMaster::LookedBack);
        }
    }

    fn replay(&mut self, number: u32) -> Option<&mut Looking> {
        let replays = self.looking.iter_mut().chain(&mut self.archive);
        replays.into_iter().find(|one| one.number == number)
    }

    /// What is shown: the replay, while there is one.
    pub(super) fn shown(&self) -> Rc<Picture> {
        self.looking.as_ref().map_or_else(
            || self.first.picture.clone(),
            |looking| looking.shown(&self.first.picture),
        )
    }
}

impl Looking {
    /// Starts the worker; answers the port on which it waits for the record.
    fn open(page: &Page, number: u32, source: Source) -> Result<(Self, MessagePort), JsValue> {
        let (channel, record) = (MessageChannel::new()?, MessageChannel::new()?);
        let slot: Rc<OnceCell<Page>> = Rc::new(OnceCell::from(page.clone()));
        let worker = Port::listen(channel.port1(), {
            let slot = slot.clone();
            move |message, _| {
                if let Some(page) = slot.get() {
                    page.replayed(number, &message);
                }
            }
        });
        let on_end = move |why| {
            if let Some(page) = slot.get() {
                page.replay_broke(number, why);
            }
        };
        let file = match &source {
            Source::Live => None,
            Source::File(name) => Some(name.clone()),
        };
        let opening = Opening { file, record_bytes: record_bytes() as u32 };
        let ports = [channel.port2(), record.port2()];
        let made = Program::replay().start("replay", "replay", &opening, &ports, on_end)?;
        let mut past = Past { source, ..Past::default() };
        past.moment.reading = Some(0);
        let looking = Self {
            number,
            worker,
            picture: Rc::default(),
            past: Rc::new(past),
            asked: 0,
            sought: None,
            is_awaited: false,
            keeps: false,
            has_kept: false,
            _worker: made,
        };
        Ok((looking, record.port1()))
    }

    fn has_trouble(&mut self, trouble: Trouble) {
        let moment = &mut Rc::make_mut(&mut self.past).moment;
        (moment.trouble, moment.reading) = (Some(trouble), None);
    }

    fn ask(&mut self, ask: Ask) {
        self.asked += 1;
        let past = Rc::make_mut(&mut self.past);
        past.wish = None;
        if let Ask::Seek(at_ms) = ask {
            // The thumb stays under the hand, however long the replay takes.
            self.sought = Some((self.asked, at_ms));
            past.moment.at_ms = at_ms;
        }
        if let Ok(bytes) = control::pack_to_post(&(self.asked, ask)) {
            self.worker.tell(&ToReplay::Asked(bytes));
        }
    }

    fn take(&mut self, news: News) {
        let News { picture, mut moment, marks, feed, fork } = news;
        picture.apply(Rc::make_mut(&mut self.picture));
        self.sought.take_if(|(ask, _)| *ask <= moment.heard);
        if let Some((_, at_ms)) = self.sought {
            moment.at_ms = at_ms;
        }
        let past = Rc::make_mut(&mut self.past);
        past.moment = moment;
        past.marks = marks.unwrap_or_else(|| past.marks.clone());
        past.feed = feed.unwrap_or_else(|| past.feed.clone());
        past.fork = fork.unwrap_or_else(|| past.fork.clone());
        self.is_awaited = true;
    }

    /// The picture of the moment, as it is shown in place of the live one.
    fn shown(&self, live: &Picture) -> Rc<Picture> {
        let mut shown = (*self.picture).clone();
        shown.language = live.language;
        shown.past = Some(self.past.clone());
        shown.ready = true;
        if self.past.source == Source::Live {
            shown.recorded = live.recorded;
        }
        Rc::new(shown)
    }

    /// The last picture is on the screen.
    pub(super) fn drawn(&self, took: f64) {
        self.worker.tell(&ToReplay::Drawn(took));
    }

    /// What the page's title says.
    pub(super) fn title(&self, live: &Picture) -> String {
        let say = live.language;
        say.replay_page_title(&say.instant(self.past.moment.at_ms))
    }
}
