//! Leads the person to a place of the page.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, window};

/// Gives the focus to the first element of a selector, if there is one.
pub(super) fn focus(selector: &str) {
    if let Some(found) = first(selector).and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // A field or a button of the page can have it.
        let _ = found.focus();
    }
}

/// Brings the first element of a selector into view; `false` when there is none.
pub(super) fn scroll_to(selector: &str) -> bool {
    first(selector).map(|found| found.scroll_into_view()).is_some()
}

/// The first element of a selector, if there is one.
pub(super) fn first(selector: &str) -> Option<Element> {
    window()?.document()?.query_selector(selector).ok().flatten()
}
