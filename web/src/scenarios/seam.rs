//! How a link is asked for: an event on the document, which `start.js` answers by fetching `share.js`
//! and handing it what the event says.
//!
//! The event's detail is `{ prefix, text, fragment?, most, done }`: what a link of a text begins with
//! behind its `#`; the text; or else what comes behind the `#` as it is; the most characters a link
//! may have to be copied; and a function to be called once, with why there is no link, or with
//! nothing and `{ link, copied }`.

use js_sys::{Function, Object, Reflect};
use lab::scenario::VERSION;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::{MAX_LINK, done::Untold};
use crate::{control::text_of, export::seam::announce, language::Language};

/// The event's name.
const EVENT: &str = "apothik-share";

/// A link that was made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    /// The whole address.
    pub(crate) address: String,
    /// Whether it is in the clipboard.
    pub(crate) is_copied: bool,
}

/// What a link is made of.
pub(crate) enum Matter<'a> {
    /// A text, which the link holds.
    Text(&'a str),
    /// What comes behind the `#`.
    Fragment(&'a str),
}

/// Has a link made, and copied where that is allowed; `then` is called once with it, or with why
/// there is none.
pub(crate) fn link(matter: &Matter<'_>, then: impl FnOnce(Result<Link, String>) + 'static) {
    let done = Closure::once_into_js(move |why: JsValue, made: JsValue| {
        let part = |name: &str| Reflect::get(&made, &name.into()).unwrap_or_default();
        then(match part("link").as_string() {
            Some(address) => Ok(Link { address, is_copied: part("copied").is_truthy() }),
            None => Err(text_of(&why)),
        });
    });
    if let Err(why) = ask(matter, &done) {
        // It is a function of two arguments.
        let _ = done.unchecked_ref::<Function>().call1(&JsValue::NULL, &why);
    }
}

fn ask(matter: &Matter<'_>, done: &JsValue) -> Result<(), JsValue> {
    let detail = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&detail, &name.into(), value);
    set("done", done)?;
    set("most", &(MAX_LINK as f64).into())?;
    match matter {
        Matter::Text(text) => {
            set("prefix", &format!("run={VERSION}.").into())?;
            set("text", &(*text).into())?;
        }
        Matter::Fragment(fragment) => {
            set("fragment", &(*fragment).into())?;
        }
    }
    announce(EVENT, &detail)
}

/// Why what was done can't be told.
pub(crate) fn untold(say: Language, why: Untold) -> &'static str {
    match why {
        Untold::Nothing => say.share_nothing(),
        Untold::Joined => say.share_joined(),
        Untold::Forgotten => say.share_forgotten(),
        Untold::Cut => say.share_cut(),
    }
}
