//! How keys are to find their owner: on a fresh cluster, or from now on, on the running one.

use node_core::Placement;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::{
    language::Language,
    picture::Intent,
    placements::{about, label, setting},
};

/// Props of [`PlacementForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct PlacementFormProps {
    /// Names its fields on the page.
    pub id: &'static str,
    /// What the person asks for.
    pub on: Callback<Intent>,
    /// The placement of the present cluster.
    pub placement: Placement,
    /// The language of the page.
    pub language: Language,
    /// Whether a machine runs: else there is no cluster to keep.
    pub runs: bool,
}

/// All placements to choose from, the setting of the chosen one, and what becomes of the keys.
#[component]
pub fn PlacementForm(props: &PlacementFormProps) -> Html {
    let (say, present, id) = (props.language, props.placement, props.id);
    let [setting_id, wrong_id, about_id] =
        ["setting", "wrong", "about"].map(|part| format!("{id}-{part}"));
    let keeps = use_state(|| false);
    let wrong = use_state(|| false);
    // What is being typed stays, whatever happens to the cluster meanwhile, but for its placement.
    let typed = use_state(|| None::<String>);
    {
        let (wrong, typed) = (wrong.clone(), typed.clone());
        use_effect_with(present, move |_| {
            wrong.set(false);
            typed.set(None);
        });
    }
    let ask = {
        let (on, keeps) = (props.on.clone(), *keeps && props.runs);
        move |placement| {
            on.emit(if keeps { Intent::Switch(placement) } else { Intent::Place(placement) });
        }
    };
    let onchange = {
        let (ask, wrong, typed) = (ask.clone(), wrong.clone(), typed.clone());
        Callback::from(move |event: Event| {
            wrong.set(false);
            typed.set(None);
            let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
            let named = |placement: &Placement| chosen.as_deref() == Some(placement.name());
            if let Some(placement) = Placement::ALL.into_iter().find(named) {
                ask(placement);
            }
        })
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()));
        })
    };
    let onset = {
        let wrong = wrong.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let value = input.value().trim().parse().ok();
            let placement = value.map(|value| present.with_setting(value));
            let sound = placement.filter(|placement| placement.check().is_ok());
            wrong.set(sound.is_none());
            if let Some(placement) = sound.filter(|placement| *placement != present) {
                ask(placement);
            }
        })
    };
    let onkeep = {
        let keeps = keeps.clone();
        Callback::from(move |event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            keeps.set(input.is_some_and(|input| input.checked()));
        })
    };
    let set = present.setting().map(|(_, value)| {
        let (name, range) = setting(say, present);
        let value = (*typed).clone().unwrap_or_else(|| value.to_string());
        html! {
            <>
                <label for={setting_id.clone()}>{ name }</label>
                <input id={setting_id} type="number" inputmode="numeric" {value} {oninput}
                    onchange={onset} aria-invalid={wrong.to_string()} aria-describedby={wrong_id.clone()} />
                <p id={wrong_id} class="wrong" aria-live="polite">{ if *wrong { range } else { "" } }</p>
            </>
        }
    });
    html! {
        <div class="placement">
            <label for={id}>{ say.placement_label() }</label>
            <select {id} {onchange} aria-describedby={about_id.clone()}>
                { for Placement::ALL.into_iter().map(|one| html! {
                    <option value={one.name()} selected={one.name() == present.name()}>{ label(say, one) }</option>
                }) }
            </select>
            { set }
            <label class="keeps" title={say.placement_keep_about()}>
                <input type="checkbox" checked={*keeps} disabled={!props.runs} onchange={onkeep} />
                { say.placement_keep() }
            </label>
            <p id={about_id} class="about">{ about(say, present) }</p>
        </div>
    }
}
