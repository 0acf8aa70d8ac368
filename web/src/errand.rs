//! An errand: a worker of its own does one thing, which may take long or break, and tells what came
//! of it.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::control::text_of;

/// Who takes longer than this is ended, in milliseconds.
const PATIENCE: u32 = 20_000;

/// A worker that is on its way; dropping it ends that.
pub struct Errand {
    worker: Option<Worker>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
    _patience: Timeout,
}

impl Drop for Errand {
    fn drop(&mut self) {
        if let Some(worker) = &self.worker {
            worker.terminate();
        }
    }
}

impl Errand {
    /// Posts `message` to a worker that runs `script`; `then` is called once, with what it posts back
    /// or with why it does not.
    #[must_use]
    pub fn run(
        script: &str,
        message: &JsValue,
        then: Box<dyn FnOnce(Result<JsValue, String>)>,
    ) -> Self {
        let then = Rc::new(RefCell::new(Some(then)));
        let end = move |told: Result<JsValue, String>| {
            if let Some(then) = then.take() {
                then(told);
            }
        };
        let on_message = Closure::new({
            let end = end.clone();
            move |event: MessageEvent| end(Ok(event.data()))
        });
        let on_error = Closure::new({
            let end = end.clone();
            move |event: ErrorEvent| {
                event.prevent_default();
                end(Err(event.message()));
            }
        });
        let worker = match begin(script, message) {
            Ok(worker) => Some(worker),
            Err(reason) => {
                end(Err(text_of(&reason)));
                None
            }
        };
        if let Some(worker) = &worker {
            worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        }
        let patience = Timeout::new(PATIENCE, move || end(Err(format!("{} s", PATIENCE / 1_000))));
        Self { worker, _on_message: on_message, _on_error: on_error, _patience: patience }
    }
}

fn begin(script: &str, message: &JsValue) -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(script, &options)?;
    worker.post_message(message)?;
    Ok(worker)
}
