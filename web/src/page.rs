//! The page's own part: it makes the workers and ends them, shows what the Master has to show, and
//! passes on what a person asks for.

mod comings;
mod crew;
mod frame;
mod launch;
mod looking;
mod saving;
mod second;
mod speech;
mod workers;

use std::{cell::RefCell, mem, rc::Rc};

use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use web_sys::MessagePort;

use crate::{
    address,
    clock::Clock,
    control::{
        self,
        change::Change,
        master::{FromMaster, ToMaster},
    },
    picture::{Intent, Notice, Picture},
};
use crew::{Crew, Which};
use frame::Frame;
use looking::Looking;
pub use speech::chosen;
use workers::Machines;

/// This page, to whoever shows it.
#[derive(Clone)]
pub struct Page(Rc<RefCell<Inner>>);

struct Inner {
    clock: Clock,
    first: Crew,
    second: Option<Crew>,
    /// What is shown in place of the live cluster.
    looking: Option<Looking>,
    /// What keeps a record that is too large for the Master's worker, while it is not shown.
    archive: Option<Looking>,
    /// The number of the last replay.
    last_replay: u32,
    frame: Frame,
    cookie: String,
    is_in_class: bool,
    /// The address at which another tab joins.
    invitation: String,
    /// What is posted on the channel between the tabs when the page goes away.
    goodbye: Option<Uint8Array>,
    on_picture: Rc<dyn Fn(Rc<Picture>, Rc<Picture>)>,
}

impl Page {
    /// Does what a person asks for, or has it done.
    pub fn intend(&self, intent: Intent) {
        match intent {
            Intent::Save(what) => {
                // Its failure is told at any time, so nothing may be borrowed.
                let picture = self.0.borrow().shown();
                return self.save(what, &picture);
            }
            Intent::LookBack(file) => return self.look_back(file),
            _ => {}
        }
        let inner = &mut *self.0.borrow_mut();
        match intent {
            Intent::Speak(language) => {
                speech::remember(language);
                speech::begin(language);
                Rc::make_mut(&mut inner.first.picture).language = language;
                self.draw_soon(inner);
            }
            Intent::Read(waiting) => {
                Rc::make_mut(&mut inner.first.picture).read = waiting;
                self.draw_soon(inner);
            }
            Intent::OpenTab => inner.open_tab(),
            Intent::OpenSecond => self.open_second(inner),
            Intent::CloseSecond => self.close_second(inner),
            Intent::BackToLive => {
                inner.stop_looking();
                self.draw_soon(inner);
            }
            Intent::SaveRecord => {
                inner.first.master.tell(&ToMaster::SaveRecord);
            }
            intent if inner.looking.is_some() => self.intend_in_past(inner, intent),
            Intent::InSecond(intent) => inner.pass_on(*intent, Which::Second),
            intent => inner.pass_on(intent, Which::First),
        }
    }

    /// A Master told something; perhaps with a port.
    fn heard(&self, which: Which, message: FromMaster, port: Option<MessagePort>) {
        let inner = &mut *self.0.borrow_mut();
        let there_are_two = inner.second.is_some();
        let Some(crew) = inner.crew(which) else { return };
        match message {
            FromMaster::Changed(bytes) => {
                if let Ok(change) = control::unpack::<Change>(&bytes.to_vec()) {
                    change.apply(Rc::make_mut(&mut crew.picture));
                    crew.is_awaited = true;
                    inner.follow_record();
                    self.draw_soon(inner);
                }
            }
            FromMaster::Make(start) => {
                let Some(port) = port else { return };
                let peer = start.peer();
                let made = if there_are_two && crew.machines.count() >= second::MAX_OF_TWO {
                    Err(format!(
                        "with two clusters, a tab runs {} machines of each at most",
                        second::MAX_OF_TWO
                    )
                    .into())
                } else {
                    crew.machines.make(self, &start, &port)
                };
                if let Err(reason) = made {
                    let why = format!("no worker: {}", control::text_of(&reason));
                    crew.master.tell(&ToMaster::Broke(peer, why));
                }
            }
            FromMaster::End(peer) => crew.machines.end(peer),
            // Nobody else knows the second cluster.
            FromMaster::Goodbye(_) | FromMaster::KeepCookie if which == Which::Second => {}
            FromMaster::Goodbye(body) => inner.goodbye = Some(body),
            FromMaster::KeepCookie => inner.keep_cookie(),
            FromMaster::NoClass(trouble) => {
                Rc::make_mut(&mut inner.first.picture).notices.push(Notice::NoClass(trouble));
                self.draw_soon(inner);
            }
            FromMaster::RecordTooLarge => self.keep_record(inner),
            FromMaster::Record(bytes) => {
                let page = self.clone();
                // Its failure is told at any time, so nothing may be borrowed.
                Timeout::new(0, move || page.save_record(&bytes)).forget();
            }
        }
    }

    fn draw_soon(&self, inner: &mut Inner) {
        let page = self.clone();
        inner.frame.request(move || page.draw());
    }

    fn draw(&self) {
        let (began, on_picture, [shown, live], awaited) = {
            let inner = &mut *self.0.borrow_mut();
            if !inner.frame.begin() {
                return;
            }
            let second = inner.second.as_ref().map(|crew| crew.picture.clone());
            let address = |picture: &Option<Rc<Picture>>| picture.as_ref().map(Rc::as_ptr);
            if address(&inner.first.picture.second) != address(&second) {
                Rc::make_mut(&mut inner.first.picture).second = second;
            }
            let awaited = [Which::First, Which::Second].map(|which| {
                let awaits = inner.crew(which).map(|crew| mem::take(&mut crew.is_awaited));
                (which, awaits == Some(true))
            });
            let live = inner.first.picture.clone();
            match &inner.looking {
                Some(looking) => speech::set_title(&looking.title(&live)),
                None => speech::set_title(live.language.page_title()),
            }
            let pictures = [inner.shown(), live];
            (inner.clock.wall_millis(), inner.on_picture.clone(), pictures, awaited)
        };
        on_picture(shown, live);
        let page = self.clone();
        // A timer's turn comes once the browser has shown the frame.
        Timeout::new(0, move || {
            let inner = &mut *page.0.borrow_mut();
            let took = inner.clock.wall_millis() - began;
            for (which, _) in awaited.into_iter().filter(|(_, awaits)| *awaits) {
                if let Some(crew) = inner.crew(which) {
                    crew.master.tell(&ToMaster::Drawn(took));
                }
            }
            if let Some(looking) = &mut inner.looking
                && mem::take(&mut looking.is_awaited)
            {
                looking.drawn(took);
            }
        })
        .forget();
    }

    /// A Master's worker broke. Nothing goes on without it, and the person must know.
    fn master_broke(&self, which: Which, why: String) {
        let inner = &mut *self.0.borrow_mut();
        if which == Which::Second {
            inner.notify(Notice::NoSecond(why));
            return self.close_second(inner);
        }
        Rc::make_mut(&mut inner.first.picture).notices.push(Notice::MasterBroke(why));
        self.draw_soon(inner);
    }
}

impl Inner {
    /// One of the clusters, if it is there.
    const fn crew(&mut self, which: Which) -> Option<&mut Crew> {
        match which {
            Which::First => Some(&mut self.first),
            Which::Second => self.second.as_mut(),
        }
    }

    fn open_tab(&self) {
        let opened = web_sys::window()
            .and_then(|window| window.open_with_url(&self.invitation).ok().flatten());
        if opened.is_none() {
            self.notify(Notice::NoTab);
        }
    }

    /// Puts the cookie into the address, so that a reload joins the same cluster.
    fn keep_cookie(&self) {
        if let Some((_, cookie)) = self.invitation.split_once("#cookie=") {
            address::set(&[("cookie", Some(cookie.to_owned()))]);
        }
    }
}
