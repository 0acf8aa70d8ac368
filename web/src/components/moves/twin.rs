//! The matrix as a table, with how each cell's keys stand.

use lab::ledger::{Moved, Moves};
use node_core::NodeId;
use yew::prelude::*;

use super::matrix::{is_dense, is_kept};
use crate::{components::parts::dot, format::machine, language::Language};

/// Rows, columns and sums as in the picture; of many owners only what each had, kept and has.
pub(super) fn twin(say: Language, moves: &Moves) -> Html {
    // It scrolls when there are many, also by keyboard.
    html! {
        <div class="table-box" tabindex="0" role="group" aria-label={say.moves_table()}>
            { if is_dense(moves) { by_owner(say, moves) } else { in_full(say, moves) } }
        </div>
    }
}

fn name(say: Language, owner: Option<NodeId>) -> Html {
    match owner {
        Some(owner) => html! { <>{ dot(owner.number()) }{ machine(owner.number()) }</> },
        None => html! { say.moves_nobody() },
    }
}

/// What each owner had before, kept, and has since.
fn by_owner(say: Language, moves: &Moves) -> Html {
    let mut owners = [&moves.before[..], &moves.after].concat();
    owners.sort_by_key(|owner| owner.map_or(u32::MAX, NodeId::number));
    owners.dedup();
    let at = |owners: &[Option<NodeId>], owner| owners.iter().position(|one| *one == owner);
    let row = |owner: Option<NodeId>| {
        let (row, column) = (at(&moves.before, owner), at(&moves.after, owner));
        let kept = row.zip(column).filter(|&(row, column)| is_kept(moves, row, column));
        let keys = [
            row.map_or(0, |row| moves.row(row).keys()),
            kept.map_or(0, |(row, column)| moves.cell(row, column).keys()),
            column.map_or(0, |column| moves.column(column).keys()),
        ];
        html! {
            <tr>
                <th scope="row">{ name(say, owner) }</th>
                { for keys.map(|n| html! { <td class="number" data-value={n.to_string()}>{ say.count(n) }</td> }) }
            </tr>
        }
    };
    html! {
        <table>
            { change_head(say) }
            <tbody>{ for owners.iter().map(|&owner| row(owner)) }</tbody>
        </table>
    }
}

/// A row for each owner before, a column for each since.
fn in_full(say: Language, moves: &Moves) -> Html {
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
            <table>
                <thead>
                    <tr>
                        <th scope="col">{ say.moves_table_head() }</th>
                        { for moves.after.iter().map(|owner| html! {
                            <th scope="col" class="number">{ name(say, *owner) }</th>
                        }) }
                        <th scope="col" class="number">{ say.moves_sum() }</th>
                    </tr>
                </thead>
                <tbody>
                    { for moves.before.iter().enumerate().map(|(row, owner)| html! {
                        <tr>
                            <th scope="row">{ name(say, *owner) }</th>
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
    }
}

/// The head of a table that has for each machine what it had before, kept, and has since.
pub(in crate::components) fn change_head(say: Language) -> Html {
    html! {
        <thead>
            <tr>
                <th scope="col">{ say.table_machine() }</th>
                <th scope="col" class="number">{ say.moves_table_before() }</th>
                <th scope="col" class="number">{ say.moves_kept() }</th>
                <th scope="col" class="number">{ say.moves_table_after() }</th>
            </tr>
        </thead>
    }
}
