//! Has files read, in a worker of its own.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use lesson::{Lesson, LessonError};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{Read, Source, file};
use crate::{
    control::{self, text_of},
    language::Language,
};

/// Who takes longer than this for a file is ended, in milliseconds.
const PATIENCE: u32 = 20_000;

/// One file being read; dropping it ends that.
pub struct Reader {
    worker: Option<Worker>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
    _patience: Timeout,
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(worker) = &self.worker {
            worker.terminate();
        }
    }
}

impl Reader {
    /// Reads a lesson's file; `then` is called once with what became of it.
    #[must_use]
    pub fn read(source: &Source, language: Language, then: impl FnOnce(Read) + 'static) -> Self {
        let then = Rc::new(RefCell::new(Some(then)));
        let end = move |read: Read| {
            if let Some(then) = then.take() {
                then(read);
            }
        };
        let on_message = Closure::new({
            let end = end.clone();
            move |event: MessageEvent| end(answer(&event.data()))
        });
        let on_error = Closure::new({
            let end = end.clone();
            move |event: ErrorEvent| {
                event.prevent_default();
                end(Read::Unavailable(event.message()));
            }
        });
        let worker = match begin(source, language) {
            Ok(worker) => Some(worker),
            Err(reason) => {
                end(Read::Unavailable(text_of(&reason)));
                None
            }
        };
        if let Some(worker) = &worker {
            worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        }
        let patience = Timeout::new(PATIENCE, move || {
            end(Read::Unavailable(format!("{} s", PATIENCE / 1_000)));
        });
        Self { worker, _on_message: on_message, _on_error: on_error, _patience: patience }
    }
}

fn begin(source: &Source, language: Language) -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options("./lessons.js", &options)?;
    let source: JsValue = match source {
        Source::Own(file) => file.into(),
        Source::Shipped(lesson) => file(language, *lesson).into(),
    };
    worker.post_message(&source)?;
    Ok(worker)
}

fn answer(data: &JsValue) -> Read {
    let Some(bytes) = data.dyn_ref::<Uint8Array>() else {
        return Read::Unavailable(text_of(data));
    };
    match control::unpack::<Result<Lesson, Vec<LessonError>>>(&bytes.to_vec()) {
        Ok(Ok(lesson)) => Read::Lesson(lesson.into()),
        Ok(Err(errors)) => Read::Wrong(errors.into()),
        Err(reason) => Read::Unavailable(text_of(&JsValue::from(reason))),
    }
}
