//! Tabs: who else runs machines of this cluster, and how another one joins.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlInputElement, window};
use yew::prelude::*;

use super::parts::{drawn_from, listed};
use crate::{
    language::Language,
    picture::{Intent, Tab},
};

drawn_from! {
    /// Props of [`Tabs`].
    TabsProps: tabs, invitation
}

/// The tabs there are, a button for one more, and the link that invites one.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let TabsProps { picture, on } = props;
    let say = picture.language;
    let link = use_node_ref();
    let said = use_state(|| None::<bool>);
    let copy = {
        let (link, said) = (link.clone(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let Some(link) = link.cast::<HtmlInputElement>() else { return };
            let said = said.clone();
            spawn_local(async move {
                let is_copied = copied(&link.value()).await.is_ok();
                if !is_copied {
                    link.select();
                }
                said.set(Some(is_copied));
            });
        })
    };
    html! {
        <section class="panel tabs" aria-labelledby="tabs-title">
            <h2 id="tabs-title">{ say.tabs_title() }</h2>
            <p class="fault-about">
                { say.tabs_about() }
            </p>
            if !picture.tabs.is_empty() {
                <ul class="tab-list">{ for picture.tabs.iter().map(|one| tab(say, one)) }</ul>
            }
            <div class="deed-row">
                <button type="button" data-open-tab="" onclick={on.reform(|_: MouseEvent| Intent::OpenTab)}>
                    { say.tabs_open() }
                </button>
            </div>
            if !picture.invitation.is_empty() {
                <div class="invite">
                    <label for="invitation">{ say.tabs_or_link() }</label>
                    <input ref={link} id="invitation" class="code" type="text" readonly=true
                        value={picture.invitation.clone()} />
                    <button type="button" data-copy="" onclick={copy}>{ say.tabs_copy() }</button>
                    <span class="fault-state" role="status">
                        { match *said {
                            None => "",
                            Some(true) => say.tabs_copied(),
                            Some(false) => say.tabs_selected(),
                        } }
                    </span>
                </div>
            }
        </section>
    }
}

fn tab(say: Language, tab: &Tab) -> Html {
    let Tab { name, own, hidden, machines } = tab;
    let runs = say.tabs_runs(machines.len() as u64, &listed(say, machines));
    html! {
        <li key={name.clone()} data-tab={name.clone()} data-hidden={hidden.to_string()}>
            { say.tabs_one_parts(html! { <b>{ name }</b> }, if *own { "yes" } else { "no" }, html! { runs }) }
            if *hidden {
                <span class="tab-hidden">{ say.tabs_hidden() }</span>
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
