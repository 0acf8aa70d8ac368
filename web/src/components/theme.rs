//! Light or dark: as the system has it, or as the person chose.

use web_sys::{HtmlSelectElement, Storage, window};
use yew::prelude::*;

const STORED_AS: &str = "apothik/theme";

/// The choices: what is stored and set on the page's root, and what the person reads.
const CHOICES: [(&str, &str); 3] = [("system", "System"), ("light", "Light"), ("dark", "Dark")];

/// A select that sets `data-theme` on the root element.
#[component]
pub fn Theme() -> Html {
    let chosen = use_state(remembered);
    use_effect_with((*chosen).clone(), |theme| show(theme));
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                let theme = select.value();
                remember(&theme);
                chosen.set(theme);
            }
        })
    };
    html! {
        <label class="theme">
            { "Theme" }
            <select {onchange}>
                { for CHOICES.iter().map(|&(value, name)| html! {
                    <option {value} selected={*chosen == value}>{ name }</option>
                }) }
            </select>
        </label>
    }
}

/// Browsers can be told to keep nothing; then there is no storage.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

fn remembered() -> String {
    let stored = storage().and_then(|storage| storage.get_item(STORED_AS).ok()?);
    stored
        .filter(|theme| CHOICES.iter().any(|(value, _)| value == theme))
        .unwrap_or_else(|| "system".to_owned())
}

fn remember(theme: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage only means that the choice is not kept.
        let _ = storage.set_item(STORED_AS, theme);
    }
}

fn show(theme: &str) {
    let root = window().and_then(|window| window.document()?.document_element());
    if let Some(root) = root {
        // Neither can fail: the attribute's name is a valid one.
        let _ = if theme == "system" {
            root.remove_attribute("data-theme")
        } else {
            root.set_attribute("data-theme", theme)
        };
    }
}
