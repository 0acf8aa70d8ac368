//! Light or dark: as the system has it, or as the person chose.

use web_sys::{HtmlSelectElement, Storage, window};
use yew::prelude::*;

use crate::language::Language;

const STORED_AS: &str = "apothik/theme";

/// The choices, as they are stored and set on the page's root.
const CHOICES: [&str; 3] = ["system", "light", "dark"];

/// Props of [`Theme`].
#[derive(Clone, PartialEq, Properties)]
pub struct ThemeProps {
    /// The language of the page.
    pub language: Language,
}

/// A select that sets `data-theme` on the root element.
#[component]
pub fn Theme(props: &ThemeProps) -> Html {
    let say = props.language;
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
            { say.theme_label() }
            <select {onchange}>
                { for CHOICES.into_iter().map(|value| html! {
                    <option {value} selected={*chosen == value}>{ name(say, value) }</option>
                }) }
            </select>
        </label>
    }
}

fn name(say: Language, theme: &str) -> &'static str {
    match theme {
        "light" => say.theme_light(),
        "dark" => say.theme_dark(),
        _ => say.theme_system(),
    }
}

/// Browsers can be told to keep nothing; then there is no storage.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

fn remembered() -> String {
    let stored = storage().and_then(|storage| storage.get_item(STORED_AS).ok()?);
    stored.filter(|theme| CHOICES.contains(&&**theme)).unwrap_or_else(|| "system".to_owned())
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
