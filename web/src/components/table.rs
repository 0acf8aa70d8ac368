//! Keys on each machine: the numbers behind the pictures.

use yew::prelude::*;

use super::{
    panel::{DrawnProps, Panel, same},
    parts::{state_reason, state_word},
};
use crate::{
    format::{count, machine},
    picture::{Intent, Machine},
};

/// A row a machine.
pub const KEYS_TABLE: Panel = Panel { draw: keys_table, same: same!(machines, looked_at) };

fn keys_table(props: &DrawnProps) -> Html {
    let looked_at = props.picture.looked_at;
    html! {
        <div class="table-box">
            <table>
                <caption>{ "Keys on each machine" }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "Machine" }</th>
                        <th scope="col">{ "State" }</th>
                        <th scope="col" class="number">{ "Stored" }</th>
                        <th scope="col" class="number">{ "Reachable" }</th>
                        <th scope="col" class="number">{ "Stranded" }</th>
                        <th scope="col" class="number">{ "Lost with it" }</th>
                        <th scope="col">{ "View" }</th>
                    </tr>
                </thead>
                <tbody>
                    { for props.picture.machines.iter().map(|one| {
                        row(one, looked_at == Some(one.number), &props.on)
                    }) }
                </tbody>
            </table>
        </div>
    }
}

fn row(one: &Machine, open: bool, on: &Callback<Intent>) -> Html {
    let (number, figures) = (one.number, &one.figures);
    let state = state_word(&one.condition);
    let toggled = if open { None } else { Some(number) };
    let cell = |name: &'static str, n: u64| {
        html! {
            <td class={classes!("number", (n == 0).then_some("none"))} data-cell={name}
                data-value={n.to_string()}>{ count(n) }</td>
        }
    };
    html! {
        <tr key={number} data-machine={number.to_string()} class={classes!(format!("is-{state}"))}>
            <th scope="row">{ machine(number) }</th>
            <td class="state">
                <span class="state-word" data-cell="state">{ state }</span>
                if let Some(reason) = state_reason(&one.condition) {
                    <span class="state-reason">{ reason }</span>
                }
            </td>
            { cell("stored", figures.stored()) }
            { cell("reachable", figures.reachable) }
            { cell("stranded", figures.stranded) }
            { cell("lost", figures.lost) }
            <td>
                <button type="button" class="quiet" aria-label={format!("Look at {}", machine(number))}
                    aria-expanded={open.to_string()}
                    onclick={on.reform(move |_| Intent::LookAt(toggled))}>{ "Look at" }</button>
            </td>
        </tr>
    }
}
