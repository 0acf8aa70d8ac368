//! Presenter mode, for projectors: large, and driven by single keys; and the list of all keys.

mod keys;
mod list;

use std::{cell::RefCell, rc::Rc};

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlInputElement, KeyboardEvent, Storage, window};
use yew::prelude::*;

use crate::{
    language::Language,
    picture::{Intent, Picture},
};
use keys::{Act, act};
use list::list;

/// Under what it is remembered that single keys do nothing.
const STORED_AS: &str = "apothik/single-keys";

/// The last picture, for whoever needs it only now and then.
#[derive(Clone)]
pub(super) struct Latest(pub Rc<RefCell<Rc<Picture>>>);

impl PartialEq for Latest {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Props of [`Presenter`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PresenterProps {
    /// The language of the page.
    pub language: Language,
    /// The last picture.
    pub latest: Latest,
    /// What the person asks for.
    pub on: Callback<Intent>,
    /// Whether the page is shown for a projector.
    pub presenting: UseStateHandle<bool>,
}

/// Its two buttons, and the dialog.
#[component]
pub(super) fn Presenter(props: &PresenterProps) -> Html {
    let PresenterProps { language: say, latest, on, presenting } = props;
    let is_presenting = **presenting;
    let listed = use_state_eq(|| false);
    let obeyed = use_state_eq(is_obeyed);
    let dialog = use_node_ref();
    use_effect_with(is_presenting, |&presenting| show(presenting));
    use_effect_with((is_presenting, *obeyed, on.clone()), {
        let (latest, presenting, listed) = (latest.clone(), presenting.setter(), listed.setter());
        move |(is_presenting, obeyed, on): &(bool, bool, Callback<Intent>)| {
            let (obeyed, on) = (*obeyed, on.clone());
            let document = window().and_then(|window| window.document());
            let listening = document.filter(|_| *is_presenting).map(|document| {
                EventListener::new_with_options(
                    &document,
                    "keydown",
                    gloo_events::EventListenerOptions::enable_prevent_default(),
                    move |event| {
                        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                        let picture = latest.0.borrow().clone();
                        let Some(act) = pressed(event, &picture, obeyed) else { return };
                        event.prevent_default();
                        match act {
                            Act::Leave => presenting.set(false),
                            Act::List => listed.set(true),
                            Act::Ask(intent) => on.emit(intent),
                        }
                    },
                )
            });
            || drop(listening)
        }
    });
    use_effect_with(*listed, {
        let dialog = dialog.clone();
        move |listed| {
            let dialog = dialog.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open());
            if let Some(dialog) = dialog.filter(|_| *listed) {
                // It is on the page, and closed.
                let _ = dialog.show_modal();
            }
        }
    });
    let toggle = {
        let presenting = presenting.clone();
        Callback::from(move |_: MouseEvent| presenting.set(!*presenting))
    };
    let open = {
        let listed = listed.setter();
        Callback::from(move |_: MouseEvent| listed.set(true))
    };
    let closed = {
        let listed = listed.setter();
        Callback::from(move |_: Event| listed.set(false))
    };
    let obey = {
        let obeyed = obeyed.setter();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                remember(input.checked());
                obeyed.set(input.checked());
            }
        })
    };
    html! {
        <div class="presenting">
            <button type="button" aria-pressed={is_presenting.to_string()} title={say.presenter_about()}
                data-present="" onclick={toggle}>
                { if is_presenting { say.presenter_leave() } else { say.presenter_enter() } }
            </button>
            <button type="button" class="keys-button" aria-haspopup="dialog" aria-label={say.keys_open()}
                title={say.keys_open()} onclick={open}>{ "?" }</button>
            <dialog ref={dialog} class="keys" aria-labelledby="keys-title" onclose={closed}>
                if *listed {
                    { list(*say, *obeyed, &obey) }
                }
            </dialog>
        </div>
    }
}

/// What a key stands for, where it was pressed.
fn pressed(event: &KeyboardEvent, picture: &Picture, obeyed: bool) -> Option<Act> {
    let document = window()?.document()?;
    let is_for_another = event.default_prevented()
        || event.is_composing()
        || event.repeat()
        || event.ctrl_key()
        || event.alt_key()
        || event.meta_key()
        || document.query_selector("dialog[open]").ok()?.is_some();
    if is_for_another {
        return None;
    }
    if event.key() == "Escape" {
        return Some(Act::Leave);
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if !obeyed || target.is_some_and(|target| takes_text(&target)) {
        return None;
    }
    act(&event.key(), &event.code(), event.shift_key(), picture)
}

/// Whether keys pressed there are meant to be typed.
fn takes_text(element: &Element) -> bool {
    const FIELDS: &str =
        "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]";
    element.matches(FIELDS).unwrap_or(true)
}

/// Shows the page for a projector, or as it was.
pub(super) fn show(presenting: bool) {
    let root = window().and_then(|window| window.document()?.document_element());
    if let Some(root) = root {
        // The attribute's name is a valid one.
        let _ = root.toggle_attribute_with_force("data-presenter", presenting);
    }
}

/// Browsers can be told to keep nothing; then there is no storage.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

fn is_obeyed() -> bool {
    let stored = storage().and_then(|storage| storage.get_item(STORED_AS).ok()?);
    stored.as_deref() != Some("off")
}

fn remember(obeyed: bool) {
    if let Some(storage) = storage() {
        // A full or forbidden storage only means that the choice is not kept.
        let _ = storage.set_item(STORED_AS, if obeyed { "on" } else { "off" });
    }
}
