//! The matrix of many owners: shades without numbers, a path for each shade.

use std::fmt::Write;

use lab::ledger::Moves;
use yew::prelude::*;

use super::{
    legend::legend,
    matrix::{DARKEST, em, is_kept, most},
};
use crate::{
    components::geometry::{per_cent, svg},
    language::Language,
};

/// Shades there are.
const SHADES: u64 = 8;

/// Where the first column begins, in per cent of the width.
const LEFT: f64 = 9.0;

/// Where the first row begins, in lines of text.
const TOP: f64 = 2.9;

/// Every how many owners one is named.
const STEP: usize = 5;

/// The cells of each shade, the lightest first, as a path in which a cell has a side of 1.
fn shades(moves: &Moves) -> Vec<String> {
    let most = most(moves).max(1);
    let mut paths = vec![String::new(); SHADES as usize];
    for row in 0..moves.before.len() {
        for column in 0..moves.after.len() {
            let shade = (moves.cell(row, column).keys() * SHADES).div_ceil(most);
            if let Some(path) = shade.checked_sub(1).and_then(|i| paths.get_mut(i as usize)) {
                // Writing to a string does not fail.
                let _ = write!(path, "M{column} {row}h1v1h-1z");
            }
        }
    }
    paths
}

/// The cells whose keys kept their owner.
fn kept(moves: &Moves) -> String {
    let mut path = String::new();
    for row in 0..moves.before.len() {
        for column in (0..moves.after.len()).filter(|&column| is_kept(moves, row, column)) {
            let _ = write!(path, "M{column} {row}h1v1h-1z");
        }
    }
    path
}

/// The matrix, with some of its owners named.
pub(super) fn dense(say: Language, moves: &Moves) -> Html {
    let (rows, columns) = (moves.before.len(), moves.after.len());
    let tall = if rows.max(columns) <= 30 { 0.95 } else { 0.5 };
    let height = tall * rows as f64;
    let middle = |i: usize| (i as f64 + 0.5) / columns.max(1) as f64;
    let name = |i: usize, class: &'static str, x: String, y: f64| {
        let owners = if class == "row-head" { &moves.before } else { &moves.after };
        let owner = owners.get(i).copied().flatten();
        owner.map(|owner| html! { <text {class} {x} y={em(y)}>{ owner.number() }</text> })
    };
    html! {
        <>
            <svg class="moves-matrix is-dense" width="100%" height={em(TOP + height + 0.3)} role="img"
                aria-label={say.moves_described(rows as u64, columns as u64)}>
                <text class="moves-axis" x="0" y="0.9em">{ say.moves_before() }</text>
                <text class="moves-axis at-end" x="100%" y="0.9em">{ say.moves_after() }</text>
                { for (0..columns).step_by(STEP).filter_map(|i| {
                    name(i, "column-head", per_cent(LEFT + (100.0 - LEFT) * middle(i)), TOP - 0.5)
                }) }
                { for (0..rows).step_by(STEP).filter_map(|i| {
                    name(i, "row-head", "0".to_owned(), TOP + tall * (i as f64 + 0.5) + 0.35)
                }) }
                <svg x={per_cent(LEFT)} y={em(TOP)} width={per_cent(100.0 - LEFT)} height={em(height)}
                    viewBox={format!("0 0 {columns} {rows}")} preserveAspectRatio="none">
                    <rect class="moves-ground" width={columns.to_string()} height={rows.to_string()} />
                    { for shades(moves).into_iter().enumerate().map(|(i, d)| html! {
                        <path class="moves-shade" {d}
                            fill-opacity={svg(2.0 * DARKEST * (i + 1) as f64 / SHADES as f64)} />
                    }) }
                    <path class="moves-outline" vector-effect="non-scaling-stroke" d={kept(moves)} />
                </svg>
            </svg>
            { legend(say, false) }
        </>
    }
}

#[cfg(test)]
mod tests {
    use lab::{script, session::Session};

    use super::*;

    #[test]
    fn every_cell_with_keys_has_a_shade_and_the_fullest_the_darkest() {
        let mut session = Session::new();
        for line in ["boot(30)", "fill(1, 3000)", "kill(2)"] {
            let Ok(Some(line)) = script::parse(line) else { panic!("{line} is not understood") };
            session.begin(line);
            session.settle();
        }
        let Some(moves) = session.master().ledger().moves() else { panic!("nothing moved") };
        let cells = |path: &String| path.matches('M').count();
        let with_keys = (0..30).flat_map(|row| (0..29).map(move |column| (row, column)));
        let with_keys = with_keys.filter(|&(row, column)| moves.cell(row, column).keys() > 0);
        let shades = shades(&moves);
        assert_eq!(shades.iter().map(cells).sum::<usize>(), with_keys.count());
        assert!(shades.last().is_some_and(|darkest| !darkest.is_empty()));
        assert_eq!(cells(&kept(&moves)), 29, "all but the dead one");
    }
}
