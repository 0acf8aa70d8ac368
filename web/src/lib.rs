//! The browser's side of Apothik: the page, and the worker each machine runs in.
//!
//! A `put` goes from a component's intent ([`picture`]) through the [`page`] to the Master's worker
//! ([`cluster`]), by [`control`] to a machine's worker ([`host`]), and from there over [`transport`]
//! to the key's owner.

mod address;
pub mod app;
pub mod board;
pub mod class;
pub mod clock;
pub mod cluster;
pub mod components;
pub mod control;
pub mod ending;
mod errand;
pub mod export;
pub mod format;
pub mod gate;
pub mod host;
pub mod language;
pub mod lessons;
pub mod link;
pub mod pace;
pub mod page;
pub mod past;
pub mod picture;
pub mod placements;
pub mod record;
pub mod replay;
pub mod reporter;
pub mod road;
pub mod says;
pub mod scenarios;
pub mod tabs;
pub mod transport;

/// Starts the page.
pub fn run() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Some(place) = document.get_element_by_id("app") else { return };
    if let Some(loading) = document.get_element_by_id("loading") {
        loading.remove();
    }
    yew::Renderer::<app::App>::with_root(place).render();
}
