//! One machine's worker, as the page holds it.

use js_sys::{Object, Reflect, WebAssembly};
use node_core::{Incarnation, NodeId, Peer};
use wasm_bindgen::{JsCast, JsError, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::Cluster;
use crate::{
    clock::Clock,
    control::{self, FromMachine, News, Requests, Start, ToMachine},
};

/// Makes workers, all from the same compiled module.
pub(super) struct Factory {
    module: JsValue,
    script: String,
}

impl Factory {
    /// Fetches and compiles the machine's program, once for all machines.
    pub(super) async fn load(clock: &Clock) -> Result<Self, JsValue> {
        // The worker's files have no hash in their names; each load of the page asks anew.
        let version = format!("?v={:x}", clock.origin() as u64);
        let window = web_sys::window().ok_or_else(|| JsError::new("there is no window"))?;
        let response = window.fetch_with_str(&format!("./node_bg.wasm{version}"));
        let module = JsFuture::from(WebAssembly::compile_streaming(&response)).await?;
        Ok(Self { module, script: format!("./machine.js{version}") })
    }

    /// Starts a worker; what it says goes to `cluster`.
    pub(super) fn make(
        &self,
        cluster: &Cluster,
        start: &Start,
        now: f64,
    ) -> Result<MachineWorker, JsValue> {
        let peer = Peer { node: NodeId::new(start.number), incarnation: start.incarnation };
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(&peer.node.to_string());
        let worker = Worker::new_with_options(&self.script, &options)?;
        let on_message = Closure::new({
            let cluster = cluster.clone();
            move |event: MessageEvent| {
                if let Ok(message) = control::from_js::<FromMachine>(event.data()) {
                    cluster.with(|inner, _| inner.heard(peer, message));
                }
            }
        });
        let on_error = Closure::new({
            let cluster = cluster.clone();
            move |event: ErrorEvent| {
                event.prevent_default();
                let why = match event.message() {
                    text if text.is_empty() => "its program could not be loaded".to_owned(),
                    text => text,
                };
                cluster.with(|inner, _| inner.trapped(peer, why));
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let message = Object::new();
        Reflect::set(&message, &"module".into(), &self.module)?;
        Reflect::set(&message, &"start".into(), &control::to_js(start)?)?;
        worker.post_message(&message)?;
        Ok(MachineWorker {
            worker,
            incarnation: start.incarnation,
            last_heard: now,
            news: None,
            _on_message: on_message,
            _on_error: on_error,
        })
    }
}

/// A running worker; dropping it ends it at once, without a goodbye.
pub(super) struct MachineWorker {
    worker: Worker,
    incarnation: Incarnation,
    last_heard: f64,
    news: Option<News>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl MachineWorker {
    pub(super) const fn incarnation(&self) -> Incarnation {
        self.incarnation
    }

    /// When it was last heard, in milliseconds since the page was opened.
    pub(super) const fn last_heard(&self) -> f64 {
        self.last_heard
    }

    pub(super) const fn heard_at(&mut self, millis: f64) {
        self.last_heard = millis;
    }

    /// How it was when it told last, without what it noticed then.
    pub(super) const fn news(&self) -> Option<&News> {
        self.news.as_ref()
    }

    pub(super) fn set_news(&mut self, news: News) {
        self.news = Some(news);
    }

    /// Hands it requests; `false` when they could not be posted.
    pub(super) fn request(&self, requests: &Requests) -> bool {
        control::pack_to_post(requests).is_ok_and(|bytes| self.tell(&ToMachine::Requests(bytes)))
    }

    /// Tells it something; `false` when that could not be posted.
    pub(super) fn tell(&self, message: &ToMachine) -> bool {
        control::to_js(message).is_ok_and(|message| self.worker.post_message(&message).is_ok())
    }
}

impl Drop for MachineWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
