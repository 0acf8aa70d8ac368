//! The workers of this page: made and ended here, spoken to over ports.

use std::collections::BTreeMap;

use js_sys::{Array, Object, Reflect, WebAssembly};
use node_core::{Incarnation, NodeId, Peer};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsError, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ErrorEvent, MessageEvent, MessagePort, RequestCache, RequestInit, Response, Worker,
    WorkerOptions, WorkerType,
};

use super::Page;
use crate::{
    control::{self, machine::Start, master::ToMaster},
    ending::Ending,
};

/// The program of all workers, compiled once.
pub(super) struct Program {
    module: JsValue,
    script: String,
}

impl Program {
    /// Fetches and compiles it.
    pub(super) async fn load() -> Result<Self, JsValue> {
        let window = web_sys::window().ok_or_else(|| JsError::new("there is no window"))?;
        // The workers' files have no hash in their names: whether they are as they were is asked
        // once, for the program, and its scripts are those of the same version.
        let asking = RequestInit::new();
        asking.set_cache(RequestCache::NoCache);
        let asked = window.fetch_with_str_and_init("./worker_bg.wasm", &asking);
        let response: Response = JsFuture::from(asked).await?.dyn_into()?;
        if !response.ok() {
            let status = response.status();
            return Err(JsError::new(&format!("worker_bg.wasm answered {status}")).into());
        }
        let headers = response.headers();
        let said = |name| headers.get(name).ok().flatten();
        let version = said("etag").or_else(|| said("last-modified"));
        let version = version.unwrap_or_else(|| js_sys::Date::now().to_string());
        let version = js_sys::encode_uri_component(&version);
        let compiled =
            WebAssembly::compile_streaming(&js_sys::Promise::resolve(&JsValue::from(response)));
        Ok(Self {
            module: JsFuture::from(compiled).await?,
            script: format!("./role.js?v={version}"),
        })
    }

    /// Starts a worker with this role. `port` goes along; `on_end` is called with why it ended
    /// itself, should it do so.
    pub(super) fn start(
        &self,
        name: &str,
        role: &str,
        start: &impl Serialize,
        port: &MessagePort,
        on_end: impl Fn(String) + Clone + 'static,
    ) -> Result<PageWorker, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(name);
        let worker = Worker::new_with_options(&self.script, &options)?;
        let on_message = Closure::new({
            let on_end = on_end.clone();
            move |event: MessageEvent| {
                if let Ok(Ending::Trapped(why)) = control::from_js(event.data()) {
                    on_end(why);
                }
            }
        });
        let on_error = Closure::new(move |event: ErrorEvent| {
            event.prevent_default();
            on_end(match event.message() {
                text if text.is_empty() => "its program could not be loaded".to_owned(),
                text => text,
            });
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let message = Object::new();
        Reflect::set(&message, &"module".into(), &self.module)?;
        Reflect::set(&message, &"role".into(), &role.into())?;
        Reflect::set(&message, &"start".into(), &control::to_js(start)?)?;
        worker.post_message_with_transfer(&message, &Array::of1(port))?;
        Ok(PageWorker { worker, _on_message: on_message, _on_error: on_error })
    }
}

/// A running worker; dropping it ends it at once, without a goodbye.
pub(super) struct PageWorker {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Drop for PageWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The workers of this page's machines.
pub(super) struct Machines {
    program: Program,
    running: BTreeMap<NodeId, (Incarnation, PageWorker)>,
}

impl Machines {
    pub(super) const fn new(program: Program) -> Self {
        Self { program, running: BTreeMap::new() }
    }

    /// Makes a machine's worker; `port` leads it to its Master.
    pub(super) fn make(
        &mut self,
        page: &Page,
        start: &Start,
        port: &MessagePort,
    ) -> Result<(), JsValue> {
        let peer = start.peer();
        let page = page.clone();
        let on_end = move |why| page.0.borrow().tell(&ToMaster::Broke(peer, why));
        let worker = self.program.start(&peer.node.to_string(), "machine", start, port, on_end)?;
        self.running.insert(peer.node, (peer.incarnation, worker));
        Ok(())
    }

    /// Ends the worker of this life.
    pub(super) fn end(&mut self, peer: Peer) {
        if self.running.get(&peer.node).is_some_and(|(life, _)| *life == peer.incarnation) {
            self.running.remove(&peer.node);
        }
    }

    /// Ends all of them.
    pub(super) fn end_all(&mut self) {
        self.running.clear();
    }
}
