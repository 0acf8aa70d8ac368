//! Keys on each machine: the numbers behind the pictures.

use yew::prelude::*;

use super::{
    panel::{DrawnProps, Panel, same},
    parts::{dot, state_name, state_reason, state_word},
    save::save,
};
use crate::{
    export::Figure,
    format::machine,
    language::Language,
    picture::{Intent, Machine},
};

/// A row a machine.
pub const KEYS_TABLE: Panel = Panel { draw: keys_table, same: same!(machines, looked_at) };

fn keys_table(props: &DrawnProps) -> Html {
    let looked_at = props.picture.looked_at;
    let say = props.picture.language;
    html! {
        <>
        { save(say, &props.on, Figure::Machines, say.table_caption()) }
        <div class="table-box">
            <table>
                <caption>{ say.table_caption() }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ say.table_machine() }</th>
                        <th scope="col">{ say.table_state() }</th>
                        <th scope="col" class="number">{ say.table_stored() }</th>
                        <th scope="col" class="number">{ say.table_reachable() }</th>
                        <th scope="col" class="number">{ say.table_stranded() }</th>
                        <th scope="col" class="number">{ say.table_lost() }</th>
                        <th scope="col">{ say.table_view() }</th>
                    </tr>
                </thead>
                <tbody>
                    { for props.picture.machines.iter().map(|one| {
                        row(say, one, looked_at == Some(one.number), &props.on)
                    }) }
                </tbody>
            </table>
        </div>
        </>
    }
}

fn row(say: Language, one: &Machine, open: bool, on: &Callback<Intent>) -> Html {
    let (number, figures) = (one.number, &one.figures);
    let condition = &one.condition;
    let state = state_name(condition);
    let toggled = if open { None } else { Some(number) };
    let cell = |name: &'static str, n: u64| {
        html! {
            <td class={classes!("number", (n == 0).then_some("none"))} data-cell={name}
                data-value={n.to_string()}>{ say.count(n) }</td>
        }
    };
    html! {
        <tr key={number} data-machine={number.to_string()} class={classes!(format!("is-{state}"))}>
            <th scope="row">{ dot(number) }{ machine(number) }</th>
            <td class="state">
                <span class="state-word" data-cell="state" data-value={state}>{ state_word(say, condition) }</span>
                if let Some(reason) = state_reason(say, condition) {
                    <span class="state-reason">{ reason }</span>
                }
            </td>
            { cell("stored", figures.stored()) }
            { cell("reachable", figures.reachable) }
            { cell("stranded", figures.stranded) }
            { cell("lost", figures.lost) }
            <td>
                <button type="button" class="quiet" aria-label={say.table_look_at_one(&machine(number))}
                    aria-expanded={open.to_string()}
                    onclick={on.reform(move |_| Intent::LookAt(toggled))}>{ say.table_look_at() }</button>
            </td>
        </tr>
    }
}
