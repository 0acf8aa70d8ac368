//! The page's own part: it makes the workers and ends them, shows what the Master has to show, and
//! passes on what a person asks for.

mod comings;
mod frame;
mod launch;
mod saving;
mod speech;
mod workers;

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use web_sys::MessagePort;

use crate::{
    address,
    clock::Clock,
    control::{
        self, Port,
        change::Change,
        master::{FromMaster, ToMaster},
    },
    picture::{Intent, Notice, Picture},
};
use frame::Frame;
pub use speech::chosen;
use workers::{Machines, PageWorker};

/// This page, to whoever shows it.
#[derive(Clone)]
pub struct Page(Rc<RefCell<Inner>>);

struct Inner {
    clock: Clock,
    master: Port,
    machines: Machines,
    picture: Rc<Picture>,
    frame: Frame,
    cookie: String,
    /// The address at which another tab joins.
    invitation: String,
    /// What is posted on the channel between the tabs when the page goes away.
    goodbye: Option<Uint8Array>,
    on_picture: Rc<dyn Fn(Rc<Picture>)>,
    /// The Master's: it lives as long as the page does.
    _worker: PageWorker,
}

impl Page {
    /// Does what a person asks for, or has it done.
    pub fn intend(&self, intent: Intent) {
        if let Intent::Save(what) = intent {
            // Its failure is told at any time, so nothing may be borrowed.
            let picture = self.0.borrow().picture.clone();
            return self.save(what, &picture);
        }
        let inner = &mut *self.0.borrow_mut();
        match intent {
            Intent::OpenTab => inner.open_tab(),
            Intent::Speak(language) => {
                speech::remember(language);
                speech::begin(language);
                Rc::make_mut(&mut inner.picture).language = language;
                self.draw_soon(inner);
            }
            intent => {
                inner.master.tell(&ToMaster::Intend(intent));
            }
        }
    }

    /// The Master told something; perhaps with a port.
    fn heard(&self, message: FromMaster, port: Option<MessagePort>) {
        let inner = &mut *self.0.borrow_mut();
        match message {
            FromMaster::Changed(bytes) => {
                if let Ok(change) = control::unpack::<Change>(&bytes.to_vec()) {
                    change.apply(Rc::make_mut(&mut inner.picture));
                    self.draw_soon(inner);
                }
            }
            FromMaster::Make(start) => {
                let Some(port) = port else { return };
                let peer = start.peer();
                if let Err(reason) = inner.machines.make(self, &start, &port) {
                    let why = format!("no worker: {}", control::text_of(&reason));
                    inner.master.tell(&ToMaster::Broke(peer, why));
                }
            }
            FromMaster::End(peer) => inner.machines.end(peer),
            FromMaster::Goodbye(body) => inner.goodbye = Some(body),
            FromMaster::KeepCookie => inner.keep_cookie(),
        }
    }

    fn draw_soon(&self, inner: &mut Inner) {
        let page = self.clone();
        inner.frame.request(move || page.draw());
    }

    fn draw(&self) {
        let (began, on_picture, picture) = {
            let inner = &mut *self.0.borrow_mut();
            if !inner.frame.begin() {
                return;
            }
            (inner.clock.millis(), inner.on_picture.clone(), inner.picture.clone())
        };
        on_picture(picture);
        let page = self.clone();
        // A timer's turn comes once the browser has shown the frame.
        Timeout::new(0, move || {
            let inner = page.0.borrow();
            inner.master.tell(&ToMaster::Drawn(inner.clock.millis() - began));
        })
        .forget();
    }

    /// The Master's worker broke. Nothing goes on without it, and the person must know.
    fn master_broke(&self, why: &str) {
        let inner = &mut *self.0.borrow_mut();
        Rc::make_mut(&mut inner.picture).notices.push(Notice::MasterBroke(why.to_owned()));
        self.draw_soon(inner);
    }
}

impl Inner {
    fn open_tab(&self) {
        let opened = web_sys::window()
            .and_then(|window| window.open_with_url(&self.invitation).ok().flatten());
        if opened.is_none() {
            self.master.tell(&ToMaster::Notify(Notice::NoTab));
        }
    }

    /// Puts the cookie into the address, so that a reload joins the same cluster.
    fn keep_cookie(&self) {
        if let Some((_, cookie)) = self.invitation.split_once("#cookie=") {
            address::set(&[("cookie", Some(cookie.to_owned()))]);
        }
    }
}
