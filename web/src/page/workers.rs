//! The workers of this page: made and ended here, spoken to over ports.

use std::collections::BTreeMap;

use js_sys::{Array, Object, Reflect};
use node_core::{Incarnation, NodeId, Peer};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageEvent, MessagePort, Worker, WorkerOptions, WorkerType, window};

use super::{Page, crew::Which};
use crate::{
    control::{self, machine::Start, master::ToMaster},
    ending::Ending,
};

/// A program that workers run.
pub(super) struct Program {
    /// Its module, compiled; without one the worker fetches it.
    module: JsValue,
    /// The address of the worker's script, which names the program's.
    script: String,
}

impl Program {
    /// The program that runs here, which is that of the machines and the Master too: it is compiled once.
    pub(super) fn own() -> Result<Self, JsValue> {
        let document = window().and_then(|window| window.document());
        let element = document.ok_or("there is no document")?.query_selector("[data-page]")?;
        // Its name has a hash, so a worker never runs the script of another version.
        let address = element.and_then(|element| element.get_attribute("data-page"));
        let address = js_sys::encode_uri_component(&address.ok_or("the page has no script")?);
        Ok(Self { module: wasm_bindgen::module(), script: format!("./role.js?program={address}") })
    }

    /// The program that looks back, which is fetched only then.
    pub(super) fn replay() -> Self {
        Self { module: JsValue::UNDEFINED, script: "./role.js?program=./replay.js".to_owned() }
    }

    /// Starts a worker with this role. The ports go along; `on_end` is called with why it ended
    /// itself, should it do so.
    pub(super) fn start(
        &self,
        name: &str,
        role: &str,
        start: &impl Serialize,
        ports: &[MessagePort],
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
        worker.post_message_with_transfer(&message, &ports.iter().collect::<Array>())?;
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

/// The workers of a cluster's machines, as far as they run in this page.
pub(super) struct Machines {
    program: Program,
    which: Which,
    running: BTreeMap<NodeId, (Incarnation, PageWorker)>,
}

impl Machines {
    pub(super) const fn new(program: Program, which: Which) -> Self {
        Self { program, which, running: BTreeMap::new() }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.running.len()
    }

    /// Makes a machine's worker; `port` leads it to its Master.
    pub(super) fn make(
        &mut self,
        page: &Page,
        start: &Start,
        port: &MessagePort,
    ) -> Result<(), JsValue> {
        let peer = start.peer();
        let (page, which) = (page.clone(), self.which);
        let on_end = move |why| {
            if let Some(crew) = page.0.borrow_mut().crew(which) {
                crew.master.tell(&ToMaster::Broke(peer, why));
            }
        };
        let worker = self.program.start(
            &peer.node.to_string(),
            "machine",
            start,
            std::slice::from_ref(port),
            on_end,
        )?;
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
