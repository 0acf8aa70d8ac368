//! The scenarios there are.

use std::rc::Rc;

use lab::scenario::SHIPPED;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Playhouse;
use crate::{language::Language, scenarios::Packed};

/// A list of the page's scenarios, each with its question, and a field for a file; above it, the
/// scenario that an address named and that does not exist.
pub(super) fn list(
    say: Language,
    all: &[Rc<Packed>],
    missing: Option<&str>,
    playhouse: &Playhouse,
) -> Html {
    html! {
        <>
            <h2 tabindex="-1">{ say.scenario_open() }</h2>
            if let Some(missing) = missing {
                <p class="lesson-note" role="status" data-no-scenario="">{ say.scenario_missing(missing) }</p>
            }
            <p>{ say.scenario_about() }</p>
            <ol class="lesson-list scenario-list">
                { for all.iter().zip(SHIPPED).enumerate().map(|(place, (packed, name))| html! {
                    <li>
                        <button type="button" data-scenario={name}
                            onclick={playhouse.open_shipped(place, packed)}>
                            <b>{ packed.scenario.title.of(say.tag()).to_owned() }</b>
                            <span>{ packed.scenario.question.of(say.tag()).to_owned() }</span>
                        </button>
                    </li>
                }) }
            </ol>
            { own(say, playhouse) }
        </>
    }
}

/// A file of the person's own.
pub(super) fn own(say: Language, playhouse: &Playhouse) -> Html {
    let playhouse = playhouse.clone();
    let onchange = Callback::from(move |event: Event| {
        let files = event.target_dyn_into::<HtmlInputElement>().and_then(|input| input.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            playhouse.open_file(file);
        }
    });
    html! {
        <div class="lesson-own">
            <p>{ say.scenario_own() }</p>
            // A browser names its own button in its own language: the label stands for it.
            <input id="scenario-file" class="unseen" type="file" {onchange} />
            <label for="scenario-file" class="file-button">{ say.lesson_choose_file() }</label>
            <p>{ say.scenario_own_about() }</p>
        </div>
    }
}
