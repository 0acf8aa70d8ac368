//! The page's language: a button for each.

use yew::prelude::*;

use super::panel::{DrawnProps, Panel};
use crate::{language::Language, picture::Intent};

/// A choice of two; the one that is spoken is pressed.
pub const TONGUE: Panel = Panel { draw: tongue, same: |_, _| true };

fn tongue(props: &DrawnProps) -> Html {
    let DrawnProps { picture, on, .. } = props;
    let say = picture.language;
    html! {
        <div class="tongue" role="group" aria-label={say.language_label()}>
            { for Language::ALL.into_iter().map(|language| html! {
                <button type="button" lang={language.tag()} title={language.name()}
                    aria-pressed={(language == say).to_string()}
                    onclick={on.reform(move |_| Intent::Speak(language))}>
                    { language.tag().to_uppercase() }
                </button>
            }) }
        </div>
    }
}
