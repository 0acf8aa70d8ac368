//! Links: is the other side alive? Web Locks tell, as a closed TCP connection tells the BEAM.
//!
//! A machine holds an exclusive lock named after its cookie, name and incarnation for as long as
//! it lives; the browser lets go of it when the worker ends, whatever ended it. Peers wait for the
//! same lock in shared mode, so all of them learn at the same moment. Web Locks need a secure
//! context; where they are missing, ticks must do.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Function, Object, Promise, Reflect};
use node_core::{NodeId, Peer};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks`; web-sys has it behind an unstable flag only.
    #[derive(Clone)]
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &JsValue,
        callback: &Function,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn query(this: &LockManager) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = AbortSignal, js_name = timeout, catch)]
    fn abort_after(millis: f64) -> Result<JsValue, JsValue>;
}

/// How long a start waits for the name's earlier life to end: a worker in an endless loop takes
/// two seconds to die.
const CLAIM_MILLIS: f64 = 5_000.0;

/// The locks of one cluster.
#[derive(Clone)]
pub struct Links {
    locks: LockManager,
    cookie: String,
}

impl Links {
    /// The browser's Web Locks; `None` where it has none.
    #[must_use]
    pub fn new(cookie: &str) -> Option<Self> {
        let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
        let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
        locks.is_object().then(|| Self { locks: locks.unchecked_into(), cookie: cookie.to_owned() })
    }

    /// Claims a machine's name, so that no two tabs run it. Resolves once it is held; rejects
    /// when somebody else keeps it.
    pub fn claim(&self, node: NodeId) -> Promise {
        self.hold(&format!("apothik/{}/name/{node}", self.cookie), Some(CLAIM_MILLIS), |_| {})
    }

    /// Holds the lock that says this life goes on. Resolves once it is held; `on_lost` is called
    /// should it be taken away.
    pub fn live(&self, me: Peer, on_lost: impl FnOnce(JsValue) + 'static) -> Promise {
        self.hold(&self.life(me), None, on_lost)
    }

    /// Holds the lock that says this load of the page goes on.
    pub fn live_page(&self, page: u32) {
        // Where it can't be held, the page's goodbye must do.
        let _ = self.hold(&self.page(page), None, |_| {});
    }

    /// Calls `on_end` as soon as that load of the page is over.
    pub fn watch_page(&self, page: u32, on_end: impl FnOnce() + 'static) {
        self.watch_lock(&self.page(page), on_end);
    }

    /// Whether another page of this cluster is open.
    ///
    /// # Errors
    ///
    /// The browser does not tell.
    pub async fn has_pages(&self) -> Result<bool, JsValue> {
        let state = JsFuture::from(self.locks.query()?).await?;
        let held: Array = Reflect::get(&state, &"held".into())?.dyn_into()?;
        let prefix = self.page_prefix();
        let is_page = |lock: JsValue| {
            let name = Reflect::get(&lock, &"name".into()).ok().and_then(|name| name.as_string());
            name.is_some_and(|name| name.starts_with(&prefix))
        };
        Ok(held.iter().any(is_page))
    }

    /// Calls `on_death` as soon as that life is over.
    pub fn watch(&self, peer: Peer, on_death: impl FnOnce() + 'static) {
        self.watch_lock(&self.life(peer), on_death);
    }

    fn watch_lock(&self, name: &str, on_death: impl FnOnce() + 'static) {
        let granted = Closure::once_into_js(move |_lock: JsValue| on_death());
        let options = options(&[("mode", "shared".into())]);
        // A refusal only means that ticks must tell.
        if let Ok(promise) = self.locks.request(name, &options, granted.unchecked_ref()) {
            let _ = promise.catch(&Closure::once(|_: JsValue| {}));
        }
    }

    fn page_prefix(&self) -> String {
        format!("apothik/{}/page/", self.cookie)
    }

    fn page(&self, page: u32) -> String {
        format!("{}{page:08x}", self.page_prefix())
    }

    fn life(&self, peer: Peer) -> String {
        format!("apothik/{}/life/{}/{}", self.cookie, peer.node, peer.incarnation.0)
    }

    /// Takes a lock and keeps it until this worker ends.
    fn hold(
        &self,
        name: &str,
        patience: Option<f64>,
        on_lost: impl FnOnce(JsValue) + 'static,
    ) -> Promise {
        let mut fields = vec![("mode", JsValue::from("exclusive"))];
        if let Some(signal) = patience.and_then(|millis| abort_after(millis).ok()) {
            fields.push(("signal", signal));
        }
        let options = options(&fields);
        let on_lost = Rc::new(RefCell::new(Some(on_lost)));
        Promise::new(&mut |resolve, reject| {
            let held = Closure::once_into_js(move |_lock: JsValue| -> Promise {
                let _ = resolve.call0(&JsValue::UNDEFINED);
                Promise::new(&mut |_, _| {})
            });
            match self.locks.request(name, &options, held.unchecked_ref()) {
                Ok(over) => {
                    let on_lost = on_lost.clone();
                    let lost = Closure::once_into_js(move |reason: JsValue| {
                        let _ = reject.call1(&JsValue::UNDEFINED, &reason);
                        if let Some(on_lost) = on_lost.borrow_mut().take() {
                            on_lost(reason);
                        }
                    });
                    let _ = Reflect::get(&over, &"catch".into())
                        .and_then(|catch| catch.unchecked_into::<Function>().call1(&over, &lost));
                }
                Err(reason) => {
                    let _ = reject.call1(&JsValue::UNDEFINED, &reason);
                }
            }
        })
    }
}

fn options(fields: &[(&str, JsValue)]) -> JsValue {
    let options = Object::new();
    for (name, value) in fields {
        // Setting a field of a fresh object can't fail.
        let _ = Reflect::set(&options, &(*name).into(), value);
    }
    options.into()
}
