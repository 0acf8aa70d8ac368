//! How a file is asked for: an event on the document, which `start.js` answers by fetching
//! `export.js` and handing it what the event says.
//!
//! The event's detail is `{ name, format, figure?, data?, done }`: the file's name without its end;
//! `svg`, `png`, `csv` or `json`; the class of the figure to draw; the text or object to write; and
//! a function to be called once, with nothing or with why there is no file.

use js_sys::{Object, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{CustomEvent, CustomEventInit, window};

use super::{Export, Format, rows::csv, run::Run};
use crate::{control::text_of, picture::Picture};

/// The event's name.
const EVENT: &str = "apothik-save";

/// Has a file made and saved. `failed` is called when there is none, with the reason.
pub(crate) fn save(what: Export, picture: &Picture, failed: impl FnOnce(String) + 'static) {
    let done = Closure::once_into_js(move |why: JsValue| {
        if !why.is_undefined() {
            failed(text_of(&why));
        }
    });
    if let Err(why) = ask(what, picture, &done) {
        // It is a function of one argument.
        let _ = done.unchecked_ref::<js_sys::Function>().call1(&JsValue::NULL, &why);
    }
}

fn ask(what: Export, picture: &Picture, done: &JsValue) -> Result<(), JsValue> {
    let detail = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&detail, &name.into(), value);
    set("done", done)?;
    match what {
        Export::Figure(figure, format) => {
            set("name", &format!("apothik-{}", figure.name()).into())?;
            set("format", &format.name().into())?;
            set("figure", &figure.name().into())?;
            if format == Format::Csv {
                set("data", &csv(figure, picture).into())?;
            }
        }
        Export::Run => {
            set("name", &"apothik-run".into())?;
            set("format", &"json".into())?;
            let maps_are_objects = serde_wasm_bindgen::Serializer::json_compatible();
            let run = Run::of(picture).serialize(&maps_are_objects).map_err(JsValue::from)?;
            set("data", &run)?;
        }
    }
    let init = CustomEventInit::new();
    init.set_detail(&detail);
    init.set_cancelable(true);
    let event = CustomEvent::new_with_event_init_dict(EVENT, &init)?;
    let document = window().and_then(|window| window.document()).ok_or("there is no document")?;
    // Whoever takes it says so by preventing the default, which is that nothing happens.
    if document.dispatch_event(&event)? {
        return Err("nobody makes files here".into());
    }
    Ok(())
}
