//! Tabs: who else runs machines of this cluster, and how another one joins.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlInputElement, window};
use yew::prelude::*;

use super::parts::{drawn_from, listed};
use crate::picture::{Intent, Tab};

drawn_from! {
    /// Props of [`Tabs`].
    TabsProps: tabs, invitation
}

/// The tabs there are, a button for one more, and the link that invites one.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let TabsProps { picture, on } = props;
    let link = use_node_ref();
    let said = use_state(|| "");
    let copy = {
        let (link, said) = (link.clone(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let Some(link) = link.cast::<HtmlInputElement>() else { return };
            let said = said.clone();
            spawn_local(async move {
                said.set(if copied(&link.value()).await.is_ok() {
                    "Copied."
                } else {
                    link.select();
                    "Selected: copy it with Ctrl+C or ⌘C."
                });
            });
        })
    };
    html! {
        <section class="panel tabs" aria-labelledby="tabs-title">
            <h2 id="tabs-title">{ "Tabs" }</h2>
            <p class="fault-about">
                { "The cluster can run in several tabs of this browser. Closing one kills its machines." }
            </p>
            if !picture.tabs.is_empty() {
                <ul class="tab-list">{ for picture.tabs.iter().map(tab) }</ul>
            }
            <div class="deed-row">
                <button type="button" data-open-tab="" onclick={on.reform(|_: MouseEvent| Intent::OpenTab)}>
                    { "Open another tab" }
                </button>
            </div>
            if !picture.invitation.is_empty() {
                <div class="invite">
                    <label for="invitation">{ "or open this link:" }</label>
                    <input ref={link} id="invitation" class="code" type="text" readonly=true
                        value={picture.invitation.clone()} />
                    <button type="button" data-copy="" onclick={copy}>{ "Copy" }</button>
                    <span class="fault-state" role="status">{ *said }</span>
                </div>
            }
        </section>
    }
}

fn tab(tab: &Tab) -> Html {
    let Tab { name, own, hidden, machines } = tab;
    let runs = match machines.len() {
        0 => "no machine".to_owned(),
        1 => format!("machine {}", listed(machines)),
        _ => format!("machines {}", listed(machines)),
    };
    html! {
        <li key={name.clone()} data-tab={name.clone()} data-hidden={hidden.to_string()}>
            <b>{ name }</b>
            if *own { { " (this one)" } }
            { format!(": {runs}") }
            if *hidden {
                <span class="tab-hidden">{ "hidden: the browser may slow it down" }</span>
            }
        </li>
    }
}

/// Puts a text on the clipboard. Outside a secure context there is none.
async fn copied(text: &str) -> Result<(), JsValue> {
    let navigator = window().ok_or("there is no window")?.navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into())?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into())?.dyn_into()?;
    let written: Promise = write.call1(&clipboard, &text.into())?.dyn_into()?;
    JsFuture::from(written).await.map(|_| ())
}
