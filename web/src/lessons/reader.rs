//! Has a lesson's file read, in a worker of its own.

use js_sys::Uint8Array;
use lesson::{Lesson, LessonError};
use wasm_bindgen::{JsCast, JsValue};

use super::{Read, Source, file};
use crate::{
    control::{self, text_of},
    errand::Errand,
    language::Language,
};

/// Reads a lesson's file; `then` is called once with what became of it.
#[must_use]
pub fn read(source: &Source, language: Language, then: impl FnOnce(Read) + 'static) -> Errand {
    let source: JsValue = match source {
        Source::Own(file) => file.into(),
        Source::Shipped(lesson) => file(language, *lesson).into(),
    };
    let then = move |told: Result<JsValue, String>| {
        then(told.map_or_else(Read::Unavailable, |data| answer(&data)));
    };
    Errand::run("./lessons.js", &source, Box::new(then))
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
