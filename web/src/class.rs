//! A class: machines and pages of many browsers are one cluster, over a server that speaks NATS.
//!
//! Each worker has a line of its own to the server, so that a machine's line ends with it. The
//! library that speaks the protocol is fetched only then (`web/class/nats.js`).

use std::rc::Rc;

use js_sys::Uint8Array;
use lab::pages::{CookieTooLong, Subjects};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, prelude::*};

use crate::{address, control::text_of};

/// Where a class meets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// The server's address: `ws://…` or `wss://…`.
    pub server: String,
    /// What the server asks for before it lets anybody in; it may be empty.
    pub token: String,
}

/// Why a page can't take part in a class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClassTrouble {
    /// The address names no server: it must begin with `ws://` or `wss://`.
    Address(String),
    /// This copy of the page has no library for it.
    NoLibrary,
    /// The server does not answer.
    NoServer(String),
    /// The server wants another token.
    Token,
    /// The cookie is longer than this, in bytes.
    Cookie(u32),
}

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The server does not answer; it is tried again and again.
    Lost,
    /// It answers again. What was said meanwhile by others has not been heard.
    Back,
    /// The server lets it in no more; the text says why.
    Ended(String),
}

#[wasm_bindgen]
extern "C" {
    /// Fetches one of our own scripts: `assets/role.js` has it.
    #[wasm_bindgen(js_name = loadScript, catch)]
    async fn load_script(address: &str) -> Result<JsValue, JsValue>;

    type Library;

    #[wasm_bindgen(method, catch)]
    async fn join(
        this: &Library,
        server: &str,
        token: &str,
        name: &str,
        told: &OnFate,
    ) -> Result<JsValue, JsValue>;

    #[derive(Clone, Debug)]
    type Connection;

    #[wasm_bindgen(method)]
    fn hear(this: &Connection, subject: &str, act: &Closure<dyn FnMut(Uint8Array)>);

    #[wasm_bindgen(method, catch)]
    fn say(this: &Connection, subject: &str, body: &Uint8Array) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn flushed(this: &Connection) -> Result<JsValue, JsValue>;
}

/// A worker's line to the server. It is open until the worker ends.
#[derive(Clone, Debug)]
pub struct Line {
    connection: Connection,
    subjects: Subjects,
    _on_fate: Rc<OnFate>,
}

/// What is called with a word on what became of a line, and why.
type OnFate = Closure<dyn FnMut(String, Option<String>)>;

/// What is heard on a subject, as long as this lives.
pub type Hearing = Closure<dyn FnMut(Uint8Array)>;

impl Class {
    /// The one that the page's address names, if it names one.
    ///
    /// # Errors
    ///
    /// It names something else.
    pub fn named() -> Result<Option<Self>, ClassTrouble> {
        let Some(server) = text("class") else { return Ok(None) };
        if !["ws://", "wss://"].iter().any(|scheme| server.starts_with(scheme)) {
            return Err(ClassTrouble::Address(server));
        }
        if text("cookie").is_some_and(|cookie| cookie.len() > lab::pages::MAX_COOKIE_BYTES) {
            return Err(ClassTrouble::Cookie(MAX_COOKIE_BYTES));
        }
        Ok(Some(Self { server, token: text("token").unwrap_or_default() }))
    }
}

impl Line {
    /// Opens one, for who is called `name` on the server; `on_fate` is called with what becomes of it.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub async fn open(
        class: &Class,
        cookie: &str,
        name: &str,
        mut on_fate: impl FnMut(Fate) + 'static,
    ) -> Result<Self, ClassTrouble> {
        let subjects = Subjects::new(cookie)
            .map_err(|CookieTooLong { .. }| ClassTrouble::Cookie(MAX_COOKIE_BYTES))?;
        let library: Library =
            load_script("./nats.js").await.map_err(|_| ClassTrouble::NoLibrary)?.unchecked_into();
        let told = Closure::new(move |what: String, why: Option<String>| {
            on_fate(match what.as_str() {
                "lost" => Fate::Lost,
                "back" => Fate::Back,
                _ => Fate::Ended(why.unwrap_or_default()),
            });
        });
        let connection = library.join(&class.server, &class.token, name, &told).await;
        match connection {
            Ok(connection) => Ok(Self {
                connection: connection.unchecked_into(),
                subjects,
                _on_fate: Rc::new(told),
            }),
            Err(why) if text_of(&why) == "token" => Err(ClassTrouble::Token),
            Err(_) => Err(ClassTrouble::NoServer(class.server.clone())),
        }
    }

    /// The subjects of the class's cluster.
    #[must_use]
    pub const fn subjects(&self) -> &Subjects {
        &self.subjects
    }

    /// Has `act` called with every body on a subject that others say.
    #[must_use]
    pub fn hear(&self, subject: &str, act: impl FnMut(Uint8Array) + 'static) -> Hearing {
        let act = Closure::new(act);
        self.connection.hear(subject, &act);
        act
    }

    /// Says something on a subject; while the server is gone it is lost.
    ///
    /// # Errors
    ///
    /// The line has ended.
    pub fn say(&self, subject: &str, body: &Uint8Array) -> Result<(), JsValue> {
        self.connection.say(subject, body)
    }

    /// Waits until the server has all that was said and asked for.
    ///
    /// # Errors
    ///
    /// The line has ended.
    pub async fn flushed(&self) -> Result<(), JsValue> {
        self.connection.flushed().await.map(|_| ())
    }
}

const MAX_COOKIE_BYTES: u32 = lab::pages::MAX_COOKIE_BYTES as u32;

/// A parameter of the address, as a person would read it.
fn text(name: &str) -> Option<String> {
    let written = address::parameter(name)?;
    Some(js_sys::decode_uri_component(&written).map_or(written, Into::into))
}
