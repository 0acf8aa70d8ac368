//! Has scenarios read, in a worker of its own: files and links come from anywhere.

use std::rc::Rc;

use js_sys::{Array, Object, Reflect, Uint8Array};
use lab::scenario::{SHIPPED, Scenario, ScenarioError};
use wasm_bindgen::{JsCast, JsError, JsValue};

use super::{Packed, Read, Source, Trouble, file};
use crate::{
    control::{self, text_of},
    errand::Errand,
};

/// Reads a scenario, or without one all of the page's own; `then` is called once with what became of
/// it.
#[must_use]
pub fn read(source: Option<&Source>, then: impl FnOnce(Read) + 'static) -> Errand {
    let (kind, value): (&str, JsValue) = match source {
        None => ("addresses", (0..SHIPPED.len()).filter_map(address).collect::<Array>().into()),
        Some(Source::Shipped(place)) => {
            ("addresses", address(*place).into_iter().collect::<Array>().into())
        }
        Some(Source::Own(file)) => ("file", file.into()),
        Some(Source::Link(run)) => ("run", (&**run).into()),
    };
    let message = Object::new();
    // A plain object takes any property.
    let _ = Reflect::set(&message, &kind.into(), &value);
    let then = move |told: Result<JsValue, String>| {
        then(told.map_or_else(Read::Unavailable, |data| answer(&data)));
    };
    Errand::run("./scenarios.js", &message, Box::new(then))
}

fn address(place: usize) -> Option<JsValue> {
    file(place).map(JsValue::from)
}

/// What the worker says: bytes of scenarios, what is the trouble with a link, or why there is
/// nothing.
fn answer(data: &JsValue) -> Read {
    if let Some(all) = data.dyn_ref::<Array>() {
        let read: Result<Vec<_>, _> = all.iter().map(|bytes| scenario(&bytes)).collect();
        return read.map_or_else(|read| read, |all| Read::Scenarios(all.into()));
    }
    let said = |name: &str| Reflect::get(data, &name.into()).ok()?.as_string();
    match said("trouble").as_deref() {
        Some("newer") => Read::BadLink(Trouble::Newer(said("version").unwrap_or_default())),
        Some("large") => Read::BadLink(Trouble::TooLarge),
        Some(_) => Read::BadLink(Trouble::Damaged),
        None => Read::Unavailable(text_of(data)),
    }
}

fn scenario(bytes: &JsValue) -> Result<Rc<Packed>, Read> {
    let packed = bytes.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default();
    match unpacked(&packed) {
        Ok(Ok(scenario)) => Ok(Packed { scenario, packed }.into()),
        Ok(Err(error)) => Err(Read::Wrong(error)),
        Err(reason) => Err(Read::Unavailable(text_of(&JsValue::from(reason)))),
    }
}

/// A scenario from its reader's bytes, or what is wrong with it.
///
/// # Errors
///
/// Bytes that are something else.
pub fn unpacked(bytes: &[u8]) -> Result<Result<Scenario, ScenarioError>, JsError> {
    control::unpack(bytes)
}
