//! How a page begins: it finds out which cluster it belongs to, and starts the Master's worker.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use js_sys::Reflect;
use lab::{pages::PageId, record::RECORD_BYTES};
use wasm_bindgen::JsValue;
use web_sys::{Storage, window};

use super::{
    Frame, Inner, Page,
    crew::{Crew, Which},
    speech,
    workers::Program,
};
use crate::{
    address,
    class::Class,
    clock::Clock,
    control::master::{Opening, ToMaster},
    picture::{Notice, Picture},
};

/// The longest cookie that is taken from the URL, in bytes.
const MAX_COOKIE_BYTES: usize = 64;

/// Under what this tab remembers its last page: the page's number and its cookie.
const REMEMBERED: &str = "apothik/page";

impl Page {
    /// Starts the Master's worker, which joins the cluster or boots one of five machines;
    /// `on_picture` is called with every new picture, once a frame at most: with what is to be shown,
    /// and with the live cluster's, which is the same unless somebody looks back.
    ///
    /// # Errors
    ///
    /// The browser lacks something.
    pub fn launch(
        on_picture: impl Fn(Rc<Picture>, Rc<Picture>) + 'static,
    ) -> Result<Self, JsValue> {
        let clock = Clock::new(None)?;
        let program = Program::own()?;
        let (cookie, is_invited, invitation) = membership()?;
        let me = random_page()?;
        let reloaded = if is_reload() { remembered(&cookie) } else { None };
        remember(&cookie, me);
        let slot: Rc<OnceCell<Self>> = Rc::default();
        let (class, trouble) = match Class::named() {
            Ok(class) => (class, None),
            Err(trouble) => (None, Some(Notice::NoClass(trouble))),
        };
        let is_in_class = class.is_some();
        let opening = Opening {
            cookie: cookie.clone(),
            class,
            is_invited,
            invitation: invitation.clone(),
            origin: clock.origin(),
            page: me,
            reloaded,
            second: None,
            record_bytes: record_bytes() as u32,
        };
        let mut first = Crew::start(program, &opening, Which::First, &slot)?;
        first.picture =
            Rc::new(Picture { language: speech::begin(speech::chosen()), ..Picture::default() });
        if let Some(trouble) = trouble {
            first.master.tell(&ToMaster::Notify(trouble));
        }
        let page = Self(Rc::new(RefCell::new(Inner {
            clock,
            first,
            second: None,
            looking: None,
            archive: None,
            last_replay: 0,
            frame: Frame::default(),
            cookie,
            is_in_class,
            invitation,
            goodbye: None,
            on_picture: Rc::new(on_picture),
        })));
        let _ = slot.set(page.clone());
        page.follow();
        Ok(page)
    }
}

/// The cluster's cookie (`#cookie=…` in the address, else 128 random bits), whether it was given,
/// and the address at which another tab joins.
fn membership() -> Result<(String, bool, String), JsValue> {
    let window = window().ok_or("there is no window")?;
    let address = window.location().href()?;
    let page = address.split('#').next().unwrap_or_default();
    let named = address::parameter("cookie")
        .map(|name| js_sys::decode_uri_component(&name).map_or_else(|_| name.clone(), Into::into));
    let named = named.filter(|name| !name.is_empty() && name.len() <= MAX_COOKIE_BYTES);
    let is_invited = named.is_some();
    let cookie = match named {
        Some(name) => name,
        None => random_cookie()?,
    };
    // A class is the same for whoever is invited: its server and token go along as they are.
    let class = ["class", "token"]
        .into_iter()
        .filter_map(|name| Some(format!("{name}={}&", address::parameter(name)?)));
    let class: String = class.collect();
    let invitation = format!("{page}#{class}cookie={}", js_sys::encode_uri_component(&cookie));
    Ok((cookie, is_invited, invitation))
}

/// What the record of a run may take in memory, in bytes: `#record=…` in the address, in MiB, or the
/// usual.
pub(super) fn record_bytes() -> usize {
    let named = address::parameter("record").and_then(|mebibytes| mebibytes.parse::<f64>().ok());
    let wanted = named.map_or(RECORD_BYTES, |mebibytes| (mebibytes * f64::from(1 << 20)) as usize);
    // It is handed over before it is full.
    wanted.min(RECORD_BYTES) / 4 * 3
}

/// A cookie that nobody can guess.
pub(super) fn random_cookie() -> Result<String, JsValue> {
    Ok(random::<16>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A number for a load of the page.
pub(super) fn random_page() -> Result<PageId, JsValue> {
    random().map(|bytes| PageId(u32::from_le_bytes(bytes)))
}

fn random<const N: usize>() -> Result<[u8; N], JsValue> {
    let mut bytes = [0; N];
    let window = window().ok_or("there is no window")?;
    window.crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}

/// Whether this load of the page is a reload: a tab that was opened from another one remembers the
/// other's page too.
fn is_reload() -> bool {
    let performance = window().and_then(|window| window.performance());
    let entries = performance.map(|performance| performance.get_entries_by_type("navigation"));
    let kind = entries.and_then(|entries| Reflect::get(&entries.get(0), &"type".into()).ok());
    kind.is_some_and(|kind| kind == "reload")
}

/// Browsers can be told to keep nothing; such a tab only fails to tell a reload from a close.
fn memory() -> Option<Storage> {
    window()?.session_storage().ok()?
}

fn remember(cookie: &str, page: PageId) {
    if let Some(memory) = memory() {
        // A full or forbidden storage is like none.
        let _ = memory.set_item(REMEMBERED, &format!("{} {cookie}", page.0));
    }
}

/// The page of this cluster that the tab showed before.
fn remembered(cookie: &str) -> Option<PageId> {
    let last = memory()?.get_item(REMEMBERED).ok()??;
    let (page, its_cookie) = last.split_once(' ')?;
    (its_cookie == cookie).then_some(PageId(page.parse().ok()?))
}
