//! How messages travel: late, and not all of them.

use lab::{command::Network, limits::MAX_DELAY_MILLIS};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{components::fill_form::whole, format::count, picture::Intent};

/// Props of [`Travel`].
#[derive(Clone, PartialEq, Properties)]
pub struct TravelProps {
    /// What is in force.
    pub network: Network,
    /// What the person asks for.
    pub on: Callback<Intent>,
}

/// Networks to choose with one click.
const PRESETS: [(&str, Network); 4] = [
    ("Perfect", Network { delay: 0, jitter: 0, loss: 0 }),
    ("Slow", Network { delay: 50, jitter: 20, loss: 0 }),
    ("Lossy", Network { delay: 0, jitter: 0, loss: 5 }),
    ("Awful", Network { delay: 200, jitter: 100, loss: 20 }),
];

/// One of a network's three numbers.
struct Knob {
    id: &'static str,
    label: &'static str,
    unit: &'static str,
    most: u32,
    read: fn(&Network) -> u32,
}

const KNOBS: [Knob; 3] = [
    Knob {
        id: "network-delay",
        label: "Delay",
        unit: "ms",
        most: MAX_DELAY_MILLIS,
        read: |network| network.delay,
    },
    Knob {
        id: "network-jitter",
        label: "Jitter",
        unit: "ms",
        most: MAX_DELAY_MILLIS,
        read: |network| network.jitter,
    },
    Knob { id: "network-loss", label: "Loss", unit: "%", most: 100, read: |network| network.loss },
];

/// Three numbers, four presets, and what is in force.
#[component]
pub fn Travel(props: &TravelProps) -> Html {
    let TravelProps { network, on } = props;
    let typed = use_state(|| texts(network));
    use_effect_with(*network, {
        let typed = typed.setter();
        move |network| typed.set(texts(network))
    });
    let wrong = KNOBS.iter().zip(&*typed).find_map(|(knob, text)| knob.read_typed(text).err());
    let onsubmit = {
        let (typed, on) = (typed.clone(), on.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let mut read = KNOBS.iter().zip(&*typed).map(|(knob, text)| knob.read_typed(text));
            if let (Some(Ok(delay)), Some(Ok(jitter)), Some(Ok(loss))) =
                (read.next(), read.next(), read.next())
            {
                on.emit(Intent::Network(Network { delay, jitter, loss }));
            }
        })
    };
    html! {
        <section class="fault-part" aria-labelledby="network-title">
            <h3 id="network-title">{ "The network, slow or lossy" }</h3>
            <p class="fault-about">
                { "Each message between machines: " }
                <b data-network={format!("{},{},{}", network.delay, network.jitter, network.loss)}>
                    { told(*network) }
                </b>
                { "." }
            </p>
            <div class="presets">
                { for PRESETS.into_iter().map(|(name, preset)| html! {
                    <button type="button" title={told(preset)} data-preset={name}
                        aria-pressed={(preset == *network).to_string()}
                        onclick={on.reform(move |_: MouseEvent| Intent::Network(preset))}>{ name }</button>
                }) }
            </div>
            <form class="knobs" novalidate=true {onsubmit}>
                { for KNOBS.iter().enumerate().map(|(i, knob)| field(i, knob, &typed)) }
                <button type="submit" data-fault="network">{ "Apply" }</button>
            </form>
            <p id="network-wrong" class="wrong" aria-live="polite">{ wrong.unwrap_or_default() }</p>
        </section>
    }
}

impl Knob {
    fn read_typed(&self, text: &str) -> Result<u32, String> {
        let n = whole(text).and_then(|n| u32::try_from(n).ok()).filter(|&n| n <= self.most);
        n.ok_or_else(|| {
            let most = count(self.most.into());
            format!("{}: a whole number from 0 to {most} {}.", self.label, self.unit)
        })
    }
}

fn texts(network: &Network) -> [String; 3] {
    KNOBS.map(|knob| (knob.read)(network).to_string())
}

fn field(i: usize, knob: &Knob, typed: &UseStateHandle<[String; 3]>) -> Html {
    let Knob { id, label, unit, most, .. } = *knob;
    let text = &typed[i];
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                let mut texts = (*typed).clone();
                texts[i] = input.value();
                typed.set(texts);
            }
        })
    };
    html! {
        <div class="field">
            <label for={id}>{ format!("{label}, {unit}") }</label>
            <input {id} type="number" min="0" max={most.to_string()} step="1" inputmode="numeric"
                autocomplete="off" value={text.clone()} {oninput}
                aria-invalid={knob.read_typed(text).is_err().to_string()} aria-describedby="network-wrong" />
        </div>
    }
}

/// A network in words: `at once, none lost`; `50 to 70 ms, 5 % lost`.
#[must_use]
pub fn told(network: Network) -> String {
    let Network { delay, jitter, loss } = network;
    let late = match (delay, jitter) {
        (0, 0) => "at once".to_owned(),
        (delay, 0) => format!("{} ms late", count(delay.into())),
        (delay, jitter) => {
            let most = u64::from(delay) + u64::from(jitter);
            format!("{} to {} ms late", count(delay.into()), count(most))
        }
    };
    let lost = if loss == 0 { "none".to_owned() } else { format!("{loss}\u{a0}%") };
    format!("{late}, {lost} lost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_said_in_a_few_words() {
        assert_eq!(told(Network::default()), "at once, none lost");
        assert_eq!(told(PRESETS[1].1), "50 to 70 ms late, none lost");
        assert_eq!(told(PRESETS[3].1), "200 to 300 ms late, 20\u{a0}% lost");
    }

    #[test]
    fn a_knob_takes_whole_numbers_within_its_range() {
        assert_eq!(KNOBS[2].read_typed("100"), Ok(100));
        for wrong in ["", "101", "-1", "1.5"] {
            assert!(KNOBS[2].read_typed(wrong).is_err(), "{wrong}");
        }
    }
}
