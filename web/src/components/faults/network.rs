//! How messages travel: late, unevenly, or not at all.

use lab::{command::Network, limits::MAX_DELAY_MILLIS};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::picture::Intent;

/// Props of [`NetworkForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct NetworkFormProps {
    /// What the person asks for.
    pub on: Callback<Intent>,
    /// How it is now.
    pub network: Network,
}

const PRESETS: [(&str, Network); 4] = [
    ("Perfect", Network { delay: 0, jitter: 0, loss: 0 }),
    ("Slow", Network { delay: 50, jitter: 20, loss: 0 }),
    ("Lossy", Network { delay: 0, jitter: 0, loss: 5 }),
    ("Awful", Network { delay: 200, jitter: 100, loss: 20 }),
];

/// Three numbers, and some sets of them that are often wanted.
#[component]
pub fn NetworkForm(props: &NetworkFormProps) -> Html {
    let NetworkFormProps { on, network } = props;
    let delay = use_state(|| network.delay.to_string());
    let jitter = use_state(|| network.jitter.to_string());
    let loss = use_state(|| network.loss.to_string());
    {
        // What is in force shows in the fields, whoever asked for it.
        let fields = [delay.clone(), jitter.clone(), loss.clone()];
        use_effect_with(*network, move |network| {
            for (field, value) in fields.iter().zip([network.delay, network.jitter, network.loss]) {
                field.set(value.to_string());
            }
        });
    }
    let number = |text: &str, most: u32| text.parse().ok().filter(|number| *number <= most);
    let wanted = number(&delay, MAX_DELAY_MILLIS)
        .zip(number(&jitter, MAX_DELAY_MILLIS))
        .zip(number(&loss, 100))
        .map(|((delay, jitter), loss)| Network { delay, jitter, loss });
    let onsubmit = {
        let on = on.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(network) = wanted {
                on.emit(Intent::Network(network));
            }
        })
    };
    html! {
        <form class="fault-group" novalidate=true {onsubmit}>
            <h3>{ "Network" }</h3>
            <p class="what">{ "Acts on every message between two machines. Lost ones are sent again." }</p>
            <div class="fields">
                { field("network-delay", "Delay, ms", MAX_DELAY_MILLIS, &delay) }
                { field("network-jitter", "Jitter, ms", MAX_DELAY_MILLIS, &jitter) }
                { field("network-loss", "Loss, %", 100, &loss) }
                <button type="submit" data-fault="network" disabled={wanted.is_none()}>{ "Apply" }</button>
            </div>
            <p class="wrong" aria-live="polite">
                if wanted.is_none() {
                    { "Delay and jitter from 0 to 10,000 ms, loss from 0 to 100 %." }
                }
            </p>
            <div class="buttons">
                { for PRESETS.into_iter().map(|(name, preset)| html! {
                    <button type="button" class="quiet" aria-pressed={(preset == *network).to_string()}
                        onclick={on.reform(move |_| Intent::Network(preset))}>{ name }</button>
                }) }
            </div>
        </form>
    }
}

fn field(id: &'static str, label: &str, most: u32, value: &UseStateHandle<String>) -> Html {
    let oninput = {
        let value = value.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                value.set(input.value());
            }
        })
    };
    let wrong = value.parse::<u32>().map_or(true, |number| number > most);
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <input {id} class="narrow" type="number" min="0" max={most.to_string()} step="1" inputmode="numeric"
                autocomplete="off" value={(**value).clone()} {oninput} aria-invalid={wrong.to_string()} />
        </div>
    }
}
