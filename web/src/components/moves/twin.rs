//! The matrix as a table, with how each cell's keys stand.

use lab::ledger::{Moved, Moves};
use node_core::NodeId;
use yew::prelude::*;

use crate::{components::parts::dot, format::machine, language::Language};

/// Rows, columns and sums as in the picture.
pub(super) fn twin(say: Language, moves: &Moves) -> Html {
    let name = |owner: &Option<NodeId>| match owner {
        Some(owner) => html! { <>{ dot(owner.number()) }{ machine(owner.number()) }</> },
        None => html! { say.moves_nobody() },
    };
    let columns = moves.after.len();
    let cell = |moved: Moved, row: String, column: String| {
        let keys = moved.keys();
        let title = say.moves_stand(moved.found, moved.unreachable, moved.lost);
        html! {
            <td class={classes!("number", (keys == 0).then_some("none"))} {title} data-row={row} data-column={column}
                data-value={keys.to_string()}>{ say.count(keys) }</td>
        }
    };
    let sum = || "sum".to_owned();
    html! {
        // It scrolls sideways when there are many, also by keyboard.
        <div class="table-box" tabindex="0" role="group" aria-label={say.moves_table()}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{ say.moves_table_head() }</th>
                        { for moves.after.iter().map(|owner| html! {
                            <th scope="col" class="number">{ name(owner) }</th>
                        }) }
                        <th scope="col" class="number">{ say.moves_sum() }</th>
                    </tr>
                </thead>
                <tbody>
                    { for moves.before.iter().enumerate().map(|(row, owner)| html! {
                        <tr>
                            <th scope="row">{ name(owner) }</th>
                            { for (0..columns).map(|i| cell(moves.cell(row, i), row.to_string(), i.to_string())) }
                            { cell(moves.row(row), row.to_string(), sum()) }
                        </tr>
                    }) }
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{ say.moves_sum() }</th>
                        { for (0..columns).map(|i| cell(moves.column(i), sum(), i.to_string())) }
                        { cell(moves.all(), sum(), sum()) }
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}
