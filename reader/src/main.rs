//! The reader of lessons and scenarios, as a program of its own: a page without one never loads it.

use lab::scenario::Scenario;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads a lesson file; the answer is postcard's bytes of the lesson, or of what is wrong with it.
#[wasm_bindgen]
#[must_use]
pub fn read(file: &[u8]) -> Vec<u8> {
    // Writing to memory does not fail.
    postcard::to_allocvec(&lesson::read_bytes(file)).unwrap_or_default()
}

/// Reads a scenario; the answer is postcard's bytes of it, or of what is wrong with it.
#[wasm_bindgen]
#[must_use]
pub fn read_scenario(file: &[u8]) -> Vec<u8> {
    // Writing to memory does not fail.
    postcard::to_allocvec(&Scenario::read_bytes(file)).unwrap_or_default()
}

fn main() {}
