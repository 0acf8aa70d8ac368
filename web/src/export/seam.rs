//! How a file is asked for: an event on the document, which `start.js` answers by fetching
//! `export.js` and handing it what the event says.
//!
//! The event's detail is `{ name, format, figure?, data?, done }`: the file's name without its end;
//! `svg`, `png`, `csv`, `json`, `scenario` or `apothik`; the class of the figure to draw; the text, object
//! or bytes to write; and a function to be called once, with nothing or with why there is no file. Of a
//! record it has `head` as well: the first line of its file.

use js_sys::{Function, Object, Reflect, Uint8Array};
use lab::record::HEAD;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{CustomEvent, CustomEventInit, File, window};

use super::{Export, Format, rows::csv, run::Run};
use crate::{
    control::text_of,
    past::Trouble,
    picture::Picture,
    scenarios::{done, seam::untold},
};

/// The event's name.
const EVENT: &str = "apothik-save";

/// The event by which a record's file is unpacked. Its detail is `{ file, head, name, most, done }`: the
/// file, its first line, what the first line of any version begins with, how many bytes it may come to,
/// and a function to be called once, with the bytes or with why there are
/// none: `foreign`, `newer`, `too large`, `damaged`, or an error.
const OPENING: &str = "apothik-open";

/// The first line of a record's file.
fn head() -> &'static str {
    // It is ASCII.
    core::str::from_utf8(HEAD).unwrap_or_default()
}

/// Has a record packed and saved. `failed` is called when there is no file, with the reason.
pub(crate) fn save_record(bytes: &Uint8Array, failed: impl FnOnce(String) + 'static) {
    let done = Closure::once_into_js(move |why: JsValue| {
        if !why.is_undefined() {
            failed(text_of(&why));
        }
    });
    let detail = [
        ("name", "apothik-record".into()),
        ("format", "apothik".into()),
        ("head", head().into()),
        ("data", bytes.into()),
    ];
    if let Err(why) = dispatch(EVENT, &detail, &done) {
        // It is a function of one argument.
        let _ = done.unchecked_ref::<Function>().call1(&JsValue::NULL, &why);
    }
}

/// Has a record's file read and unpacked, up to so many bytes; `then` is called once.
pub(crate) fn open(
    file: &File,
    most: u64,
    then: impl FnOnce(Result<Uint8Array, Trouble>) + 'static,
) {
    let done = Closure::once_into_js(move |answer: JsValue| {
        then(match answer.dyn_into::<Uint8Array>() {
            Ok(bytes) => Ok(bytes),
            Err(why) => Err(match why.as_string().as_deref() {
                Some("foreign") => Trouble::Foreign,
                Some("newer") => Trouble::Newer,
                Some("too large") => Trouble::TooLarge(most, most),
                Some("damaged") => Trouble::Damaged(String::new()),
                _ => Trouble::Failed(text_of(&why)),
            }),
        });
    });
    let detail = [
        ("file", file.into()),
        ("head", head().into()),
        ("name", head().trim_end_matches(|one: char| one.is_ascii_digit() || one == '\n').into()),
        ("most", (most as f64).into()),
    ];
    if let Err(why) = dispatch(OPENING, &detail, &done) {
        // It is a function of one argument.
        let _ = done.unchecked_ref::<Function>().call1(&JsValue::NULL, &why);
    }
}

/// Has a file made and saved. `failed` is called when there is none, with the reason.
pub(crate) fn save(what: Export, picture: &Picture, failed: impl FnOnce(String) + 'static) {
    let done = Closure::once_into_js(move |why: JsValue| {
        if !why.is_undefined() {
            failed(text_of(&why));
        }
    });
    if let Err(why) = ask(what, picture, &done) {
        // It is a function of one argument.
        let _ = done.unchecked_ref::<Function>().call1(&JsValue::NULL, &why);
    }
}

fn ask(what: Export, picture: &Picture, done: &JsValue) -> Result<(), JsValue> {
    let mut detail: Vec<(&str, JsValue)> = Vec::new();
    match what {
        Export::Figure(figure, format) => {
            detail.push(("name", format!("apothik-{}", figure.name()).into()));
            detail.push(("format", format.name().into()));
            detail.push(("figure", figure.name().into()));
            if format == Format::Csv {
                detail.push(("data", csv(figure, picture).into()));
            }
        }
        Export::Run => {
            detail.push(("name", "apothik-run".into()));
            detail.push(("format", "json".into()));
            let maps_are_objects = serde_wasm_bindgen::Serializer::json_compatible();
            let run = Run::of(picture).serialize(&maps_are_objects).map_err(JsValue::from)?;
            detail.push(("data", run));
        }
        Export::Scenario => {
            detail.push(("name", "apothik-run".into()));
            detail.push(("format", "scenario".into()));
            let scenario = done::done(picture, true)
                .map_err(|why| JsValue::from(untold(picture.language, why).to_owned()))?;
            detail.push(("data", scenario.to_string().into()));
        }
    }
    dispatch(EVENT, &detail, done)
}

/// Asks by an event with this detail; `done` goes along.
fn dispatch(event: &str, said: &[(&str, JsValue)], done: &JsValue) -> Result<(), JsValue> {
    let detail = Object::new();
    Reflect::set(&detail, &"done".into(), done)?;
    for (name, value) in said {
        Reflect::set(&detail, &(*name).into(), value)?;
    }
    announce(event, &detail)
}

/// Has somebody who listens do something.
pub(crate) fn announce(event: &str, detail: &Object) -> Result<(), JsValue> {
    let init = CustomEventInit::new();
    init.set_detail(detail);
    init.set_cancelable(true);
    let event = CustomEvent::new_with_event_init_dict(event, &init)?;
    let document = window().and_then(|window| window.document()).ok_or("there is no document")?;
    // Whoever takes it says so by preventing the default, which is that nothing happens.
    if document.dispatch_event(&event)? {
        return Err("nobody does that here".into());
    }
    Ok(())
}
