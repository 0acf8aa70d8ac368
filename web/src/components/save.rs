//! The menu in a figure's heading, by which it is saved.

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, FocusEvent, HtmlElement, Node};
use yew::prelude::*;

use crate::{
    export::{Export, Figure, Format},
    language::Language,
    picture::Intent,
};

/// Formats behind a word; Escape closes it, and so does to go elsewhere.
///
/// It stands right after the heading, which is the figure's `title`.
pub(super) fn save(say: Language, on: &Callback<Intent>, figure: Figure, title: &str) -> Html {
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if let Some(menu) = menu_of(event.target())
            .filter(|menu| event.key() == "Escape" && menu.has_attribute("open"))
        {
            // Escape means this menu, and nothing else on the page.
            event.prevent_default();
            close(&menu, true);
        }
    });
    let onfocusout = Callback::from(|event: FocusEvent| {
        let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
        if let Some(menu) = menu_of(event.target())
            && !menu.contains(next.as_ref())
        {
            close(&menu, false);
        }
    });
    html! {
        <details class="save" name="save" {onkeydown} {onfocusout}>
            <summary aria-label={say.save_figure(title)}>{ say.save_button() }</summary>
            <div class="save-formats">
                { for Format::ALL.into_iter().map(|format| {
                    let on = on.clone();
                    let onclick = Callback::from(move |event: MouseEvent| {
                        on.emit(Intent::Save(Export::Figure(figure, format)));
                        if let Some(menu) = menu_of(event.target()) {
                            close(&menu, true);
                        }
                    });
                    html! {
                        <button type="button" data-save={format.name()} {onclick}>
                            { format.name().to_uppercase() }
                        </button>
                    }
                }) }
            </div>
        </details>
    }
}

fn menu_of(target: Option<EventTarget>) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest("details").ok()?
}

fn close(menu: &Element, focus: bool) {
    // The name is a valid one.
    let _ = menu.remove_attribute("open");
    let summary = menu.first_element_child().filter(|_| focus);
    if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
        // A summary can have the focus.
        let _ = summary.focus();
    }
}
