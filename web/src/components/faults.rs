//! Faults: the deaths a machine can die, a network that is cut, slow or lossy.

mod network;
mod partition;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use self::{network::NetworkForm, partition::PartitionForm};
use super::parts::{drawn_from, is_dead, state_word};
use crate::{
    format::machine,
    picture::{Condition, Intent, Machine},
};

drawn_from! {
    /// Props of [`Faults`].
    FaultsProps: machines, network, sides
}

/// The panel for teachers.
#[component]
pub fn Faults(props: &FaultsProps) -> Html {
    let (picture, on) = (&props.picture, &props.on);
    let chosen = use_state(|| None::<u32>);
    let living = || picture.machines.iter().filter(|one| !is_dead(&one.condition));
    let one = living().find(|one| Some(one.number) == *chosen).or_else(|| living().next());
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                chosen.set(select.value().parse().ok());
            }
        })
    };
    html! {
        <section class="panel faults" aria-labelledby="faults-title">
            <h2 id="faults-title">{ "Faults" }</h2>
            <div class="fault-groups">
                <div class="fault-group">
                    <h3>{ "One machine" }</h3>
                    if let Some(one) = one {
                        <div class="field">
                            <label for="fault-machine">{ "Which" }</label>
                            <select id="fault-machine" onchange={choose}>
                                { for living().map(|other| html! {
                                    <option value={other.number.to_string()} selected={other.number == one.number}>
                                        { option_text(other) }
                                    </option>
                                }) }
                            </select>
                        </div>
                        { deeds(one, on) }
                    } else {
                        <p class="nothing">{ "No machine runs." }</p>
                    }
                </div>
                <PartitionForm {on}
                    machines={living().map(|one| one.number).collect::<Vec<_>>()}
                    cut={!picture.sides.is_empty()} />
                <NetworkForm {on} network={picture.network} />
            </div>
        </section>
    }
}

fn option_text(one: &Machine) -> String {
    match one.condition {
        Condition::Running => machine(one.number),
        ref other => format!("{} ({})", machine(one.number), state_word(other)),
    }
}

/// What can be done to a machine, and what each is.
fn deeds(one: &Machine, on: &Callback<Intent>) -> Html {
    let number = one.number;
    let frozen = one.condition == Condition::Frozen;
    let deeds = [
        ("crash", "Crash", "at once, no goodbye", Intent::Kill(number)),
        (
            "leave",
            "Leave",
            "says goodbye, finishes its calls; its keys go all the same",
            Intent::Leave(number),
        ),
        ("trap", "Trap", "its program breaks", Intent::Trap(number)),
        (
            "freeze",
            "Freeze",
            "silent, not dead: after 2 s the others call it down",
            Intent::Freeze(number),
        ),
        ("thaw", "Thaw", "it comes back with its old entries", Intent::Thaw(number)),
    ];
    html! {
        <ul class="deeds">
            { for deeds.into_iter().filter(|(name, ..)| match *name {
                "thaw" => frozen,
                "freeze" | "leave" => !frozen,
                _ => true,
            }).map(|(name, label, what, intent)| html! {
                <li key={name}>
                    <button type="button" data-fault={name}
                        aria-label={format!("{label} {}", machine(number))}
                        onclick={on.reform(move |_| intent.clone())}>{ label }</button>
                    <span class="what">{ what }</span>
                </li>
            }) }
        </ul>
    }
}
