//! The tabs of one cluster: each runs machines of its own.

use yew::prelude::*;

use super::parts::drawn_from;
use crate::{
    format::machine,
    picture::{Intent, Tab},
};

drawn_from! {
    /// Props of [`Tabs`].
    TabsProps: tabs, invitation
}

/// Who is there, and how to bring in one more.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let (picture, on) = (&props.picture, &props.on);
    html! {
        <section class="panel tabs" aria-labelledby="tabs-title">
            <h2 id="tabs-title">{ "Tabs" }</h2>
            <p class="what">
                { "Another tab joins this cluster with machines of its own. Close it, and they die." }
            </p>
            <ul class="tab-list">
                { for picture.tabs.iter().map(one_tab) }
            </ul>
            <div class="buttons">
                <button type="button" onclick={on.reform(|_| Intent::OpenTab)}>{ "Open another tab" }</button>
                <a href={picture.invitation.clone()} target="_blank" rel="noopener">{ "Invitation link" }</a>
            </div>
        </section>
    }
}

fn one_tab(tab: &Tab) -> Html {
    let names: Vec<String> = tab.machines.iter().map(|&number| machine(number)).collect();
    html! {
        <li key={tab.name.clone()} data-tab={tab.name.clone()} data-hidden={tab.hidden.to_string()}>
            <b>{ format!("Tab {}", tab.name) }</b>
            { if tab.own { " (this one)" } else { "" } }
            { ": " }
            { if names.is_empty() { "no machine".to_owned() } else { names.join(", ") } }
            if tab.hidden {
                <span class="what">{ " Hidden now: the browser may slow it down." }</span>
            }
        </li>
    }
}
