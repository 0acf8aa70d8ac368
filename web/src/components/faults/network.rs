//! How messages travel: late, and not all of them.

use lab::{command::Network, limits::MAX_DELAY_MILLIS};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{components::fill_form::whole, language::Language, picture::Intent};

/// Props of [`Travel`].
#[derive(Clone, PartialEq, Properties)]
pub struct TravelProps {
    /// The language of the page.
    pub language: Language,
    /// What is in force.
    pub network: Network,
    /// What the person asks for.
    pub on: Callback<Intent>,
}

/// What something is called in each language.
type Words = fn(Language) -> &'static str;

/// Networks to choose with one click, by their names among programs.
const PRESETS: [(&str, Words, Network); 4] = [
    ("Perfect", Language::network_perfect, Network { delay: 0, jitter: 0, loss: 0 }),
    ("Slow", Language::network_slow, Network { delay: 50, jitter: 20, loss: 0 }),
    ("Lossy", Language::network_lossy, Network { delay: 0, jitter: 0, loss: 5 }),
    ("Awful", Language::network_awful, Network { delay: 200, jitter: 100, loss: 20 }),
];

/// One of a network's three numbers.
struct Knob {
    id: &'static str,
    label: Words,
    unit: &'static str,
    most: u32,
    read: fn(&Network) -> u32,
}

const KNOBS: [Knob; 3] = [
    Knob {
        id: "network-delay",
        label: Language::network_delay,
        unit: "ms",
        most: MAX_DELAY_MILLIS,
        read: |network| network.delay,
    },
    Knob {
        id: "network-jitter",
        label: Language::network_jitter,
        unit: "ms",
        most: MAX_DELAY_MILLIS,
        read: |network| network.jitter,
    },
    Knob {
        id: "network-loss",
        label: Language::network_loss,
        unit: "%",
        most: 100,
        read: |network| network.loss,
    },
];

/// Three numbers, four presets, and what is in force.
#[component]
pub fn Travel(props: &TravelProps) -> Html {
    let TravelProps { language: say, network, on } = props;
    let say = *say;
    let typed = use_state(|| texts(network));
    use_effect_with(*network, {
        let typed = typed.setter();
        move |network| typed.set(texts(network))
    });
    let wrong = KNOBS.iter().zip(&*typed).find_map(|(knob, text)| knob.read_typed(say, text).err());
    let onsubmit = {
        let (typed, on) = (typed.clone(), on.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let mut read = KNOBS.iter().zip(&*typed).map(|(knob, text)| knob.read_typed(say, text));
            if let (Some(Ok(delay)), Some(Ok(jitter)), Some(Ok(loss))) =
                (read.next(), read.next(), read.next())
            {
                on.emit(Intent::Network(Network { delay, jitter, loss }));
            }
        })
    };
    html! {
        <section class="fault-part" aria-labelledby="network-title">
            <h3 id="network-title">{ say.network_title() }</h3>
            <p class="fault-about">
                { say.network_each_parts(html! {
                    <b data-network={format!("{},{},{}", network.delay, network.jitter, network.loss)}>
                        { told(say, *network) }
                    </b>
                }) }
            </p>
            <div class="presets">
                { for PRESETS.into_iter().map(|(name, words, preset)| html! {
                    <button type="button" title={told(say, preset)} data-preset={name}
                        aria-pressed={(preset == *network).to_string()}
                        onclick={on.reform(move |_: MouseEvent| Intent::Network(preset))}>{ words(say) }</button>
                }) }
            </div>
            <form class="knobs" novalidate=true {onsubmit}>
                { for KNOBS.iter().enumerate().map(|(i, knob)| field(say, i, knob, &typed)) }
                <button type="submit" data-fault="network">{ say.network_apply() }</button>
            </form>
            <p id="network-wrong" class="wrong" aria-live="polite">{ wrong.unwrap_or_default() }</p>
        </section>
    }
}

impl Knob {
    fn read_typed(&self, say: Language, text: &str) -> Result<u32, String> {
        let n = whole(text).and_then(|n| u32::try_from(n).ok()).filter(|&n| n <= self.most);
        n.ok_or_else(|| say.network_wrong((self.label)(say), self.most.into(), self.unit))
    }
}

fn texts(network: &Network) -> [String; 3] {
    KNOBS.map(|knob| (knob.read)(network).to_string())
}

fn field(say: Language, i: usize, knob: &Knob, typed: &UseStateHandle<[String; 3]>) -> Html {
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
            <label for={id}>{ format!("{}, {unit}", label(say)) }</label>
            <input {id} type="number" min="0" max={most.to_string()} step="1" inputmode="numeric"
                autocomplete="off" value={text.clone()} {oninput}
                aria-invalid={knob.read_typed(say, text).is_err().to_string()} aria-describedby="network-wrong" />
        </div>
    }
}

/// A network in words: `at once, none lost`; `50 to 70 ms, 5 % lost`.
#[must_use]
pub fn told(say: Language, network: Network) -> String {
    let Network { delay, jitter, loss } = network;
    let late = match (delay, jitter) {
        (0, 0) => say.network_at_once().to_owned(),
        (delay, 0) => say.network_late(delay.into()),
        (delay, jitter) => {
            let most = u64::from(delay) + u64::from(jitter);
            say.network_late_between(delay.into(), most)
        }
    };
    match loss {
        0 => say.network_none_lost(&late),
        loss => say.network_some_lost(&late, &say.percent(loss.into(), 100)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_said_in_a_few_words() {
        assert_eq!(told(Language::English, Network::default()), "at once, none lost");
        assert_eq!(told(Language::English, PRESETS[1].2), "50 to 70 ms late, none lost");
        assert_eq!(told(Language::English, PRESETS[3].2), "200 to 300 ms late, 20\u{a0}% lost");
        let french = told(Language::French, PRESETS[3].2);
        assert_eq!(french, "200 à 300\u{a0}ms de retard, 20\u{a0}% perdus");
    }

    #[test]
    fn a_knob_takes_whole_numbers_within_its_range() {
        assert_eq!(KNOBS[2].read_typed(Language::English, "100"), Ok(100));
        for wrong in ["", "101", "-1", "1.5"] {
            assert!(KNOBS[2].read_typed(Language::French, wrong).is_err(), "{wrong}");
        }
    }
}
