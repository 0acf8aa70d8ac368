//! Which happenings are shown.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    language::Language,
    past::{Ask, Filter},
    picture::Intent,
};

/// Props of [`Filters`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FiltersProps {
    /// What is shown now.
    pub filter: Filter,
    /// The key that was picked elsewhere on the page, as one types it.
    pub picked: Option<String>,
    /// The language of the page.
    pub language: Language,
    /// What the person asks for.
    pub on: Callback<Intent>,
}

/// Buttons that are pressed or not, and a field for one key.
#[component]
pub(super) fn Filters(props: &FiltersProps) -> Html {
    let FiltersProps { filter, picked, language: say, on } = props;
    let input = use_node_ref();
    use_effect_with(filter.key.clone(), {
        let input = input.clone();
        move |key| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.set_value(key.as_deref().unwrap_or_default());
            }
        }
    });
    let show = |filter: Filter| {
        on.reform(move |_: MouseEvent| Intent::InPast(Ask::Filter(filter.clone())))
    };
    let toggle = |name: &'static str, is_on: bool, to: Filter, label: &'static str| {
        html! {
            <button type="button" aria-pressed={is_on.to_string()} data-filter={name} onclick={show(to)}>
                { label }
            </button>
        }
    };
    let Filter { membership, keys, ticks, .. } = *filter;
    let onsubmit = {
        let (filter, input, on) = (filter.clone(), input.clone(), on.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed = input.cast::<HtmlInputElement>().map(|input| input.value());
            let key = typed.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty());
            on.emit(Intent::InPast(Ask::Filter(of_key(&filter, key))));
        })
    };
    html! {
        <div class="feed-filters">
            <div class="toggles" role="group" aria-label={say.feed_filters()}>
                { toggle("membership", membership, Filter { membership: !membership, ..filter.clone() }, say.feed_membership()) }
                { toggle("keys", keys, Filter { keys: !keys, key: None, ..filter.clone() }, say.feed_keys()) }
                { toggle("ticks", ticks, Filter { ticks: !ticks, ..filter.clone() }, say.feed_ticks()) }
            </div>
            <form class="feed-key" {onsubmit}>
                <label for="feed-key">{ say.feed_key() }</label>
                <input ref={input} id="feed-key" type="text" class="code" placeholder="k_1_7"
                    spellcheck="false" autocapitalize="off" autocomplete="off" />
                <button type="submit" data-feed-key="">{ say.feed_key_show() }</button>
                if let Some(picked) = picked.clone().filter(|picked| filter.key.as_ref() != Some(picked)) {
                    <button type="button" class="quiet" data-feed-picked=""
                        onclick={show(of_key(filter, Some(picked.clone())))}>{ say.feed_key_picked(&picked) }</button>
                }
                if filter.key.is_some() {
                    <button type="button" class="quiet" data-feed-all=""
                        onclick={show(of_key(filter, None))}>{ say.feed_key_all() }</button>
                }
            </form>
        </div>
    }
}

/// The path of one key is told without who learned what; all keys are told with it.
fn of_key(filter: &Filter, key: Option<String>) -> Filter {
    Filter { membership: key.is_none(), keys: true, key, ..filter.clone() }
}
