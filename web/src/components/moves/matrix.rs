//! The matrix as a picture: the more keys, the stronger the shade of a cell and the longer its bar.

use lab::ledger::{Moved, Moves};
use node_core::NodeId;
use yew::prelude::*;

use super::{dense::dense, legend::legend};
use crate::{
    components::{
        geometry::{per_cent, svg},
        palette::Look,
        parts::drawn_name,
    },
    format::{machine, share},
    language::Language,
};

/// Owners up to which each cell has its number.
pub(super) const MOST_NUMBERED: usize = 12;

/// Owners up to which names are written in full, where there is room.
const MOST_NAMED: usize = 6;

/// The darkest a cell gets: what is written on it stays readable.
pub(super) const DARKEST: f64 = 0.4;

/// Where the first column begins, in per cent of the width.
const LEFT: f64 = 17.0;

/// Where the first row begins, in lines of text.
const TOP: f64 = 2.9;

/// Height of a cell's bar.
const BAR: f64 = 0.42;

/// Where things are: columns in per cent of the width, rows in lines of text.
struct Grid {
    rows: usize,
    columns: usize,
    /// Height of a row.
    tall: f64,
    /// There is room for names, and for a word under a number.
    roomy: bool,
}

impl Grid {
    fn of(moves: &Moves) -> Self {
        let (rows, columns) = (moves.before.len(), moves.after.len());
        let roomy = rows.max(columns) <= MOST_NAMED;
        Self { rows, columns, tall: if roomy { 3.4 } else { 2.1 }, roomy }
    }

    /// Width of a column; the sums have one too.
    fn wide(&self) -> f64 {
        (100.0 - LEFT) / (self.columns + 1) as f64
    }

    fn x(&self, column: usize) -> f64 {
        LEFT + self.wide() * column as f64
    }

    fn middle(&self, column: usize) -> String {
        per_cent(self.x(column) + self.wide() / 2.0)
    }

    fn y(&self, row: usize) -> f64 {
        TOP + self.tall * row as f64
    }

    /// The line on which a row's text stands.
    fn line(&self, row: usize) -> String {
        em(self.y(row) + self.tall / 2.0 + 0.35)
    }
}

pub(super) fn em(n: f64) -> String {
    svg(n) + "em"
}

/// The keys of the fullest cell.
pub(super) fn most(moves: &Moves) -> u64 {
    let columns = moves.after.len();
    let cells = (0..moves.before.len() * columns)
        .map(|i| moves.cell(i / columns.max(1), i % columns.max(1)).keys());
    cells.max().unwrap_or(0)
}

/// Whether the keys of this cell have the owner they had.
pub(super) fn is_kept(moves: &Moves, row: usize, column: usize) -> bool {
    let (before, after) = (owner(&moves.before, row), owner(&moves.after, column));
    before.is_some() && before == after
}

fn owner(owners: &[Option<NodeId>], i: usize) -> Option<NodeId> {
    owners.get(i).copied().flatten()
}

/// Whether there are too many owners for numbers.
pub(super) fn is_dense(moves: &Moves) -> bool {
    moves.before.len().max(moves.after.len()) > MOST_NUMBERED
}

/// The matrix with its heads and sums.
pub(super) fn matrix(say: Language, moves: &Moves) -> Html {
    if is_dense(moves) {
        return dense(say, moves);
    }
    let grid = Grid::of(moves);
    let most = most(moves);
    let height = grid.y(grid.rows + 1) + 0.3;
    let described = say.moves_described(grid.rows as u64, grid.columns as u64);
    let drawn = html! {
        <svg class={classes!("moves-matrix", (!grid.roomy).then_some("is-wide"))} width="100%"
            height={em(height)} role="img" aria-label={described}>
            <text class="moves-axis" x="0" y="0.9em">{ say.moves_before() }</text>
            <text class="moves-axis at-end" x={per_cent(grid.x(grid.columns))} y="0.9em">{ say.moves_after() }</text>
            { for moves.after.iter().enumerate().map(|(i, owner)| {
                name(say, *owner, grid.middle(i), em(TOP - 0.8), grid.roomy, "column-head")
            }) }
            { for moves.before.iter().enumerate().map(|(i, owner)| {
                name(say, *owner, "0".to_owned(), grid.line(i), grid.roomy, "row-head")
            }) }
            { for (0..grid.rows * grid.columns).map(|i| {
                cell(say, moves, &grid, (i / grid.columns, i % grid.columns), most)
            }) }
            { sums(say, moves, &grid) }
        </svg>
    };
    html! {
        <>
            if grid.roomy {
                { drawn }
            } else {
                // It scrolls sideways where it is narrow, also by keyboard.
                <div class="matrix-box" tabindex="0" role="group" aria-label={say.moves_table()}>{ drawn }</div>
            }
            { legend(say, true) }
        </>
    }
}

/// The sums of rows, of columns and of all.
fn sums(say: Language, moves: &Moves, grid: &Grid) -> Html {
    let sum = |moved: Moved, row: Option<usize>, column: Option<usize>| {
        let y = grid.line(row.unwrap_or(grid.rows));
        let x = column.map_or_else(|| "100%".to_owned(), |column| grid.middle(column));
        html! {
            <text class={classes!("moves-sum", column.is_none().then_some("at-end"))} {x} {y}
                data-moves-row={row.map(|row| row.to_string())}
                data-moves-column={column.map(|column| column.to_string())}
                data-value={moved.keys().to_string()}>{ say.count(moved.keys()) }</text>
        }
    };
    html! {
        <>
            <text class="moves-sum at-end" x="100%" y={em(TOP - 0.8)}>{ say.moves_sum() }</text>
            <text class="moves-sum row-head" x="0" y={grid.line(grid.rows)}>{ say.moves_sum() }</text>
            { for (0..grid.rows).map(|row| sum(moves.row(row), Some(row), None)) }
            { for (0..grid.columns).map(|column| sum(moves.column(column), None, Some(column))) }
            { sum(moves.all(), None, None) }
        </>
    }
}

/// An owner at the head of a row or a column; in short where it is narrow.
fn name(
    say: Language,
    owner: Option<NodeId>,
    x: String,
    y: String,
    roomy: bool,
    class: &'static str,
) -> Html {
    let Some(owner) = owner else {
        return html! { <text {class} {x} {y}>{ say.moves_nobody() }</text> };
    };
    let number = owner.number();
    let short = drawn_name(number, number.to_string());
    if !roomy {
        return html! { <text {class} {x} {y}>{ short }</text> };
    }
    html! {
        <>
            <text class={classes!(class, "in-full")} x={x.clone()} y={y.clone()}>
                { drawn_name(number, machine(number)) }
            </text>
            <text class={classes!(class, "in-short")} {x} {y}>{ short }</text>
        </>
    }
}

fn cell(
    say: Language,
    moves: &Moves,
    grid: &Grid,
    (row, column): (usize, usize),
    most: u64,
) -> Html {
    let moved = moves.cell(row, column);
    let keys = moved.keys();
    let named = |owner: Option<NodeId>| {
        owner.map_or_else(|| say.moves_nobody().to_owned(), |owner| machine(owner.number()))
    };
    let (before, after) = (owner(&moves.before, row), owner(&moves.after, column));
    let is_kept = is_kept(moves, row, column);
    let gap = 0.35;
    let (x, width) = (grid.x(column) + gap, grid.wide() - 2.0 * gap);
    let (y, tall) = (grid.y(row) + gap / 2.0, grid.tall - gap);
    let middle = y + tall / 2.0;
    let says_so = is_kept && grid.roomy;
    let Moved { found, unreachable, lost } = moved;
    let title = say.moves_cell(&named(before), &named(after), keys, found, unreachable, lost);
    let rect = |class: &'static str, opacity: Option<String>| {
        html! {
            <rect {class} x={per_cent(x)} y={em(y)} width={per_cent(width)} height={em(tall)}
                fill-opacity={opacity} />
        }
    };
    html! {
        <g data-from={row.to_string()} data-to={column.to_string()} class="moves-cell"
            data-kept={is_kept.to_string()} data-value={keys.to_string()}>
            <title>{ title }</title>
            { rect("moves-ground", None) }
            { rect("moves-shade", Some(svg(DARKEST * share(keys, most)))) }
            { bar(moved, x, y + tall - BAR, width, most) }
            <text class={classes!("moves-number", (keys == 0).then_some("none"))} x={grid.middle(column)}
                y={em(middle + if says_so { -0.25 } else { 0.15 })}>{ say.count(keys) }</text>
            if says_so {
                <text class="moves-kept" x={grid.middle(column)} y={em(middle + 0.78)}>{ say.moves_kept() }</text>
            }
            if is_kept { { rect("moves-outline", None) } }
        </g>
    }
}

/// What became of a cell's keys, as long as they are many.
fn bar(moved: Moved, x: f64, y: f64, width: f64, most: u64) -> Html {
    let parts = [
        (Look::Reachable, moved.found),
        (Look::Stranded, moved.unreachable),
        (Look::Lost, moved.lost),
    ];
    let mut from = x;
    let parts = parts.into_iter().filter(|part| part.1 > 0).map(|(look, n)| {
        let (x, wide) = (from, width * share(n, most));
        from += wide;
        html! {
            <rect class={classes!("area", look.class())} x={per_cent(x)} y={em(y)} width={per_cent(wide)}
                height={em(BAR)} fill={look.fill()} />
        }
    });
    parts.collect()
}
