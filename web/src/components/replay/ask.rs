//! What one asks of a replay, as the page takes it.

use web_sys::KeyboardEvent;
use yew::Callback;

use crate::{past::Ask, picture::Intent};

/// A callback that asks this, whatever the event.
pub(super) fn ask<E: 'static>(on: &Callback<Intent>, ask: Ask) -> Callback<E> {
    on.reform(move |_: E| Intent::InPast(ask.clone()))
}

/// What a key asks, where it moves through what happened: an arrow goes a row, a page goes a mark.
pub(super) fn of_key(event: &KeyboardEvent) -> Option<Ask> {
    if !is_plain(event) {
        return None;
    }
    Some(match event.key().as_str() {
        "ArrowLeft" | "ArrowUp" => Ask::Step(-1),
        "ArrowRight" | "ArrowDown" => Ask::Step(1),
        "PageUp" => Ask::Leap(-1),
        "PageDown" => Ask::Leap(1),
        "Home" => Ask::ToBegin,
        "End" => Ask::ToEnd,
        _ => return None,
    })
}

/// Whether a key is pressed without one that makes a command of it.
pub(super) fn is_plain(event: &KeyboardEvent) -> bool {
    !event.ctrl_key() && !event.alt_key() && !event.meta_key()
}
