//! The wall clock for what moves: drawn with the browser's frames, as long as something does.

use std::{
    cell::{Cell, OnceCell},
    rc::Rc,
};

use gloo_timers::callback::Interval;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::window;
use yew::prelude::*;

use crate::{clock::page_millis, pace::Pace};

/// How often a clock is written anew where little is to move, in milliseconds.
const CALM_MILLIS: u32 = 500;

/// Whether the person wants little that moves.
#[must_use]
pub(in super::super) fn moves_little() -> bool {
    let query = window()
        .and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// The wall clock, in milliseconds since the page was opened: anew with each frame while time goes
/// slowly, and until this moment.
#[hook]
pub(in super::super) fn use_wall(pace: Pace, until: f64) -> f64 {
    let update = use_force_update();
    let now = page_millis();
    let goes = !pace.is_usual() && !pace.is_paused();
    let calm = moves_little();
    let is_moving = !calm && (goes || now < until);
    use_effect_with((is_moving, calm && goes), move |&(is_moving, is_calm)| {
        let frames = is_moving.then(|| Frames::begin(update.clone()));
        let ticks = is_calm.then(|| Interval::new(CALM_MILLIS, move || update.force_update()));
        move || drop((frames, ticks))
    });
    now
}

/// Draws with each frame until it is dropped.
struct Frames(Rc<Asked>);

#[derive(Default)]
struct Asked {
    handle: Cell<i32>,
    callback: OnceCell<Closure<dyn FnMut()>>,
}

impl Frames {
    fn begin(update: UseForceUpdateHandle) -> Self {
        let asked = Rc::<Asked>::default();
        let next = Rc::downgrade(&asked);
        let callback = Closure::<dyn FnMut()>::new(move || {
            update.force_update();
            if let Some(next) = next.upgrade() {
                next.ask();
            }
        });
        let _ = asked.callback.set(callback);
        asked.ask();
        Self(asked)
    }
}

impl Asked {
    /// Asks for the next frame.
    fn ask(&self) {
        let (Some(window), Some(callback)) = (window(), self.callback.get()) else { return };
        let asked = window.request_animation_frame(callback.as_ref().unchecked_ref());
        self.handle.set(asked.unwrap_or_default());
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        if let Some(window) = window() {
            // Cancelling a frame that has come changes nothing.
            let _ = window.cancel_animation_frame(self.0.handle.get());
        }
    }
}
